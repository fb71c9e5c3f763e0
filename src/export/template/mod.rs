//! Fills a Word or Excel form that an office already has, in place: figures into the cells found by label, prose into
//! the chapters, everything else byte for byte as it was.
//!
//! `places` finds the cells with the importer's own recogniser, `plan` says what is to stand where in terms of the
//! importer's blocks, `docx` and `xlsx` carry that out in the bytes behind the blocks. Nothing is rendered anew.
//!
//! The form's own words stay: notes, instructions, lines for names and a seal, pictures, whatever belongs to no part of a
//! report (`own`). What may be last year's prose gives way or stays as is asked for, and is told (`filling`).

mod docx;

mod error;

mod filling;

mod own;

mod places;

mod plan;

mod look;

mod sheet;

mod styles;

mod splice;

mod title;

mod whole;

mod words;

mod xlsx;

use std::sync::Arc;

pub use error::TemplateError;
pub use filling::{Filling, OldProse};

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

/// The template with the report's figures and prose, and what there is to say of it.
pub fn fill(
    report: &Report,
    format: Format,
    template: &[u8],
    options: Options<'_>,
    forms: &[Arc<Form>],
) -> Result<(Vec<u8>, Filling), TemplateError> {
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
        Format::Docx => docx::fill(report, template, options, forms),
        _ => xlsx::fill(report, template, options, forms),
    }
}
