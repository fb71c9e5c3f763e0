//! Values in, values out: the form, a report's figures, recalculation, rules and findings, and the session in which an
//! editor changes them. No terminal, file, clock or environment here, and no file format either: forms and reports
//! are handed in as values. The list below is the reading order; a module imports only from modules above it.

#![warn(missing_docs)]

pub mod text;

pub mod spelling;

pub mod settings;

pub mod number;

pub mod figure;

pub mod printed;

pub mod definition;

pub mod form;

pub mod arithmetic;

pub mod report;

pub mod official_name;

pub mod opening;

pub mod recalculation;

pub mod field;

pub mod trend;

pub mod background;

pub mod rule;

pub mod expectation;

pub mod finding;

pub mod prose;

pub mod retelling;

pub mod acceptance;

pub mod localisation;

pub mod session;

pub mod verification;

pub mod notes;

pub mod remaining;

pub mod report_place;

pub mod seal;

pub mod summary;

pub mod reconciliation;

pub mod example;

pub mod proposal;

pub mod past;

pub mod register;

pub mod collection;

pub mod weaving;

pub mod comparison;

pub mod journal;

pub mod search;
