//! An Excel workbook: a sheet for each table in the official layout, totals as live formulas.

use super::ExportError;
use super::document::Document;
use crate::domain::report::Report;

/// The report as an `.xlsx`.
///
/// # Errors
/// Where the workbook cannot be written.
pub fn write(_report: &Report, _document: &Document) -> Result<Vec<u8>, ExportError> {
    Err(ExportError::Unwritable("xlsx".into()))
}
