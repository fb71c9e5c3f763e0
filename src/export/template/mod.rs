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

use std::path::Path;
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
use crate::import::package::Package;

impl From<ImportError> for TemplateError {
    fn from(error: ImportError) -> TemplateError {
        TemplateError::Unreadable(error)
    }
}

/// Refuses to put a form into a file whose name says that it has macros where it has none, or the other way round: Excel and
/// Word open neither.
///
/// # Errors
/// [`TemplateError::OtherFormat`], or why the form cannot be opened.
pub fn try_name(format: Format, template: &[u8], out: &Path) -> Result<(), TemplateError> {
    let types = Package::open(template).and_then(|mut package| package.text("[Content_Types].xml"));
    // A form that cannot be opened is refused where it is read, with what it is.
    let macros = types.ok().flatten().is_some_and(|types| types.contains("macroEnabled"));
    let wanted = out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let form = if macros { format.with_macros().unwrap_or(format.ending()) } else { format.ending() };
    if wanted == form { Ok(()) } else { Err(TemplateError::OtherFormat { form, wanted, macros }) }
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
        let wanted = format.ending().to_string();
        return Err(TemplateError::OtherFormat { form: form.ending(), wanted, macros: false });
    }
    match form {
        Format::Docx => docx::fill(report, template, options, forms),
        _ => xlsx::fill(report, template, options, forms),
    }
}
