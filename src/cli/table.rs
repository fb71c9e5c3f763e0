//! Rows of tables for people, as CSV that a spreadsheet opens. What stands in them is said by those who print.

use crate::domain::number::Number;

/// A line of a table for people. A field that a spreadsheet would take for a formula begins with a quotation mark, as one writes
/// it there; a figure is none.
pub fn row<const N: usize>(fields: [String; N]) -> Vec<u8> {
    let fields = fields.map(|field| if is_formula(&field) { format!("'{field}") } else { field });
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(fields);
    writer.into_inner().unwrap_or_default()
}

fn is_formula(field: &str) -> bool {
    field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<Number>().is_err()
}
