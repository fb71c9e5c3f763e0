//! Import against published reports, cell lists, and everything in between: no cell wrong, ever.

#[path = "../reference/mod.rs"]
mod reference;

mod provenance;

mod corpus;

mod departures;

mod support;

mod samples;

mod cases;

mod several;

mod orders;

mod generator;

mod habits;

mod values;

mod exchange;

mod hostile;

mod amplified;

mod attack;

mod breaks;

mod sheet;

mod pdf;

mod odd_pdf;

mod pieces;

mod pinned;

#[path = "../export/handmade.rs"]
mod handmade;

mod paper;

mod papers;

mod papers_hostile;

mod sheets;

mod made;
mod misleading;

mod flat;

mod inside;

mod ofd;

mod docx;

mod workbook;
mod wrapped;

mod written;

mod seen;

mod pdf_seen;

mod hidden_words;

mod hidden_sheets;

mod conditions;

mod hidden_pages;
mod web;

mod converted;

mod torn;

mod layouts;

mod lists;

mod crossings;

mod sums;

mod register;

mod unit;
