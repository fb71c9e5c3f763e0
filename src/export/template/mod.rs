//! Fills a Word or Excel form that an office already has, in place: figures into the cells found by label, prose into
//! the chapters, everything else byte for byte as it was.
//!
//! `places` finds the cells with the importer's own recogniser, `plan` says what is to stand where in terms of the
//! importer's blocks, `docx` and `xlsx` carry that out in the bytes behind the blocks. Nothing is rendered anew.
//!
//! What the report says replaces what the form says: in a chapter whose prose is empty in the report, last year's text
//! goes; pictures and tables stay. Text that belongs to no part of a report stays as it is.

mod docx;

mod error;

mod places;

mod plan;

mod sheet;

mod splice;

mod title;

mod whole;

mod words;

mod xlsx;

use std::sync::Arc;

pub use error::TemplateError;

use super::{Format, Options};
use crate::domain::form::Form;
use crate::domain::report::Report;
use crate::import::Foreign;
use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::content::{Content, Workbook, content};

impl From<ImportError> for TemplateError {
    fn from(error: ImportError) -> TemplateError {
        TemplateError::Unreadable(error)
    }
}

/// The template with the report's figures and prose.
pub fn fill(
    report: &Report,
    format: Format,
    template: &[u8],
    options: Options<'_>,
    forms: &[Arc<Form>],
) -> Result<Vec<u8>, TemplateError> {
    let form = match content(template, &Budget::default())? {
        Content::Docx => Format::Docx,
        Content::Workbook(Workbook::Xlsx) => Format::Xlsx,
        Content::Archive => return Err(TemplateError::Unreadable(ImportError::Office(Foreign::Archive))),
        _ => return Err(TemplateError::NoForm),
    };
    if form != format {
        return Err(TemplateError::OtherFormat { form: form.ending(), wanted: format.ending() });
    }
    match form {
        Format::Docx => docx::fill(report, template, options.draft, forms),
        _ => xlsx::fill(report, template, options.draft, forms),
    }
}
