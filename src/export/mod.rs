//! A report in, bytes of a format out, read back before anybody is told that it is done. No files, no terminal.

use std::path::Path;
use std::sync::Arc;

use crate::domain::comparison::Difference;
use crate::domain::form::{CellId, Form};
use crate::domain::report::Report;
use crate::domain::text::Lang;

/// A format that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text with box-drawn tables.
    Txt,
    /// Markdown.
    Md,
    /// A standalone web page.
    Html,
    /// A cell list.
    Csv,
    /// The shape of `gouji show --format json`.
    Json,
}

impl Format {
    /// The format that a file's ending asks for.
    ///
    /// # Errors
    /// The ending, where it is none of a format that can be written.
    pub fn of_path(path: &Path) -> Result<Format, String> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "txt" => Ok(Format::Txt),
            "md" => Ok(Format::Md),
            "html" | "htm" => Ok(Format::Html),
            "csv" => Ok(Format::Csv),
            "json" => Ok(Format::Json),
            _ => Err(ending),
        }
    }
}

/// How a report is to be written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The language of what is not official wording.
    pub lang: Lang,
    /// A draft is marked 草稿 and may have unfilled cells.
    pub draft: bool,
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// A final export is refused while cells are unfilled.
    #[error("{} cells are unfilled", .0.len())]
    Unfilled(Vec<CellId>),
    /// What was written reads back differently.
    #[error("what was written reads back differently in {} places", .0.len())]
    ReadBack(Vec<Difference>),
    /// What was written cannot be read back.
    #[error("what was written cannot be read back: {0}")]
    Unreadable(String),
}

impl ExportError {
    /// The error in words, with what to do; cells are named.
    pub fn message(&self, _form: &Form, _lang: Lang) -> String {
        self.to_string()
    }
}

/// Writes a report in a format, reads it back through the importer and compares every cell and part.
///
/// # Errors
/// See [`ExportError`]; nothing is to be written to disk then.
pub fn export(report: &Report, _: Format, _: Options, _forms: &[Arc<Form>]) -> Result<Vec<u8>, ExportError> {
    Err(ExportError::Unfilled(report.form().inputs().collect()))
}
