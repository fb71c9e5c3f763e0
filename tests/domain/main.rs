//! Behaviour of the domain: exact numbers, sound and wild definitions, editing sessions, identities, what findings say,
//! differences, finding cells. Files and screens are tested elsewhere.

#[path = "../reference/mod.rs"]
mod reference;

mod forms;

mod official;

mod numbers;

mod definitions;

mod editions;
mod third_edition;

mod sessions;

mod controls;

mod identities;

mod messages;

mod law;

mod superiors;

mod samples;

mod register;

mod prose;

mod retelling;

mod acceptance;
mod catalogue;
mod finishing;

mod collections;

mod comparisons;
mod hand_ins;

mod merging;

mod fields;

mod search;

mod trends;

mod corruption;

mod localisation;

mod suspects;

mod misplaced;

mod unit;
