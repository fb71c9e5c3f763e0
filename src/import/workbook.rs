//! Workbooks (`.xlsx`, `.xls`, `.ods`) as blocks: a grid for each sheet.

use super::ImportError;
use super::block::Block;

/// Reads a workbook.
///
/// # Errors
/// Where the container cannot be read.
pub fn read(_bytes: &[u8]) -> Result<Vec<Block>, ImportError> {
    Err(ImportError::Binary)
}
