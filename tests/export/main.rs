//! Reports written in every format, held against the form's own geometry, against shapes set down by hand, and read back.

#[path = "../reference/mod.rs"]
mod reference;

mod documents;

mod docx;

mod exchange;

mod editions;

mod fields;

mod fragment;

mod geometry;

mod handmade;

mod last_year;

mod package;

mod pages;

mod pdf;

mod charts;

mod readback;

mod sample;

mod schema;

mod spreadsheet;

mod template;

mod template_looks;

mod template_words;

mod template_xlsx;

mod titles;

mod xlsx;

mod xlsx_identities;

mod unit;
