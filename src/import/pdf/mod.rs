//! PDFs with text as blocks: characters by their place on the page, put together into lines and tables.

use super::ImportError;
use super::block::Block;

/// Reads a PDF.
///
/// # Errors
/// Where it holds no text, or cannot be read.
pub fn read(_bytes: &[u8]) -> Result<Vec<Block>, ImportError> {
    Err(ImportError::Pdf)
}
