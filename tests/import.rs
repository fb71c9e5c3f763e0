//! Import against published reports, cell lists, and everything in between: no cell wrong, ever.

#[path = "import/provenance.rs"]
mod provenance;

#[path = "import/corpus.rs"]
mod corpus;

#[path = "import/departures.rs"]
mod departures;

#[path = "import/support.rs"]
mod support;

#[path = "import/samples.rs"]
mod samples;

#[path = "import/generator.rs"]
mod generator;

#[path = "import/habits.rs"]
mod habits;

#[path = "import/values.rs"]
mod values;

#[path = "import/exchange.rs"]
mod exchange;

#[path = "import/hostile.rs"]
mod hostile;

#[path = "import/breaks.rs"]
mod breaks;

#[path = "import/sheet.rs"]
mod sheet;

#[path = "import/pdf.rs"]
mod pdf;

#[path = "export/handmade.rs"]
mod handmade;

#[path = "import/sheets.rs"]
mod sheets;

#[path = "import/docx.rs"]
mod docx;

#[path = "import/workbook.rs"]
mod workbook;

#[path = "import/converted.rs"]
mod converted;

#[path = "import/torn.rs"]
mod torn;
