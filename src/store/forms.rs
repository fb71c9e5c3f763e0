//! The forms that travel inside the program: every file of `assets/forms`, so that a new edition is a new file and
//! nothing else. Which cells a form has is no business of this module.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::domain::definition::Definition;
use crate::domain::form::{Defect, Form};

static FORMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/forms");

/// The forms known to the program, oldest edition first.
#[derive(Debug, Clone)]
pub struct Forms(Vec<Arc<Form>>);

/// Why a form cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// The file is not a form definition in RON.
    #[error("{file}:{line}:{column}: {cause}")]
    Syntax {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in characters.
        column: usize,
        /// What the parser says.
        cause: String,
    },
    /// The definition has defects.
    #[error("{file}: {}", defects.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Defects {
        /// The file.
        file: String,
        /// All of its defects.
        defects: Vec<Defect>,
    },
}

impl Forms {
    /// The forms embedded in the program.
    ///
    /// # Errors
    /// The first file that is not a sound form, with all of its defects.
    pub fn embedded() -> Result<Forms, FormError> {
        let files = FORMS.files().filter(|file| file.path().extension().is_some_and(|ending| ending == "ron"));
        let forms = files.map(|file| {
            let name = file.path().display().to_string();
            parse(&name, file.contents_utf8().unwrap_or_default()).map(Arc::new)
        });
        let mut forms = forms.collect::<Result<Vec<_>, _>>()?;
        forms.sort_by_key(|form| form.definition().years.first);
        Ok(Forms(forms))
    }

    /// All forms, oldest edition first.
    pub fn all(&self) -> &[Arc<Form>] {
        &self.0
    }

    /// The form of an edition.
    pub fn edition(&self, name: &str) -> Option<&Arc<Form>> {
        self.0.iter().find(|form| form.edition() == name)
    }

    /// The form in use for a report year; `None` for years before the first edition.
    pub fn for_year(&self, year: i32) -> Option<&Arc<Form>> {
        let fits = |form: &&Arc<Form>| {
            let years = form.definition().years;
            years.first <= year && years.last.is_none_or(|last| year <= last)
        };
        self.0.iter().rev().find(fits)
    }

    /// The newest form.
    pub fn newest(&self) -> Option<&Arc<Form>> {
        self.0.last()
    }
}

/// Reads and checks one form.
///
/// # Errors
/// Where the text is not RON of the right shape, and all defects where it is.
pub fn parse(file: &str, text: &str) -> Result<Form, FormError> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let definition = options.from_str::<Definition>(text).map_err(|error| FormError::Syntax {
        file: file.into(),
        line: error.span.start.line,
        column: error.span.start.col,
        cause: error.code.to_string(),
    })?;
    Form::new(definition).map_err(|defects| FormError::Defects { file: file.into(), defects })
}
