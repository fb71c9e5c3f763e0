//! Reports written in every format, held against the form's own geometry, against shapes set down by hand, and read back.

#[path = "export/documents.rs"]
mod documents;

#[path = "export/docx.rs"]
mod docx;

#[path = "export/exchange.rs"]
mod exchange;

#[path = "export/editions.rs"]
mod editions;

#[path = "export/fields.rs"]
mod fields;

#[path = "export/fragment.rs"]
mod fragment;

#[path = "export/geometry.rs"]
mod geometry;

#[path = "export/handmade.rs"]
mod handmade;

#[path = "export/last_year.rs"]
mod last_year;

#[path = "export/package.rs"]
mod package;

#[path = "export/pdf.rs"]
mod pdf;

#[path = "export/charts.rs"]
mod charts;

#[path = "export/readback.rs"]
mod readback;

#[path = "export/sample.rs"]
mod sample;

#[path = "export/schema.rs"]
mod schema;

#[path = "export/spreadsheet.rs"]
mod spreadsheet;

#[path = "export/template.rs"]
mod template;

#[path = "export/template_xlsx.rs"]
mod template_xlsx;

#[path = "export/xlsx.rs"]
mod xlsx;

#[path = "export/xlsx_identities.rs"]
mod xlsx_identities;
