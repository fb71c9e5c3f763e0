//! An Excel form, filled.

use std::sync::Arc;

use super::TemplateError;
use crate::domain::form::Form;
use crate::domain::report::Report;

/// Fills a form.
///
/// # Errors
/// Where it cannot be read, or has no place for what the report says.
pub fn fill(_report: &Report, _form: &[u8], _draft: bool, _forms: &[Arc<Form>]) -> Result<Vec<u8>, TemplateError> {
    Err(TemplateError::NoForm)
}
