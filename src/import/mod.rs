//! Bytes of a document in, proposed figures and prose out, with notes on what was not understood. No files, no
//! terminal.

use std::sync::Arc;

use crate::domain::form::Form;
use crate::domain::proposal::Proposal;
use crate::domain::text::Lang;

/// How a document is to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The language of notes.
    pub lang: Lang,
    /// The report year somebody named, which decides the edition where the document does not.
    pub year: Option<i32>,
}

/// Why a document gave no proposal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Placeholder until the readers stand.
    #[error("not readable")]
    Unreadable,
}

impl ImportError {
    /// The error in words, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        lang.pick("无法读取", "not readable").to_string()
    }
}

/// Reads a document by its content.
///
/// # Errors
/// Where no figure could be read, with the reason and the way out.
pub fn read(_bytes: &[u8], _forms: &[Arc<Form>], _options: Options) -> Result<Proposal, ImportError> {
    Err(ImportError::Unreadable)
}
