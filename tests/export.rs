//! Reports written in every format, held against the form's own geometry, against shapes set down by hand, and read back.

#[path = "export/documents.rs"]
mod documents;

#[path = "export/exchange.rs"]
mod exchange;

#[path = "export/geometry.rs"]
mod geometry;

#[path = "export/pdf.rs"]
mod pdf;

#[path = "export/readback.rs"]
mod readback;

#[path = "export/sample.rs"]
mod sample;
