//! The forms that travel inside the program: every file of `assets/forms`, so that a new edition is a new file and
//! nothing else. Which cells a form has is no business of this module.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::domain::definition::{Catalogue, Definition, FORM_VERSION};
use crate::domain::form::{Defect, Form};

use super::prepared;

static FORMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/forms");

static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/rules");

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
        let catalogues = files(&RULES).map(|(name, text)| catalogue(&name, text)).collect::<Result<Vec<_>, _>>()?;
        // A start waits for them: each form is read by a core of its own.
        let catalogues = &catalogues;
        let read = |(name, text): (String, &'static str)| with_rules(&name, text, catalogues).map(Arc::new);
        let mut forms = std::thread::scope(|scope| {
            let readers: Vec<_> = files(&FORMS).map(|file| scope.spawn(move || read(file))).collect();
            let join = |reader: std::thread::ScopedJoinHandle<'_, _>| {
                reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            readers.into_iter().map(join).collect::<Result<Vec<_>, FormError>>()
        })?;
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

/// The RON files of a folder by name, with their texts.
fn files(folder: &'static Dir<'static>) -> impl Iterator<Item = (String, &'static str)> {
    let files = folder.files().filter(|file| file.path().extension().is_some_and(|ending| ending == "ron"));
    let mut files: Vec<_> = files.collect();
    files.sort_by_key(|file| file.path());
    files.into_iter().map(|file| (file.path().display().to_string(), file.contents_utf8().unwrap_or_default()))
}

/// Reads and checks one form that has no rules but its own.
///
/// # Errors
/// Where the text is not RON of the right shape, and all defects where it is.
pub fn parse(file: &str, text: &str) -> Result<Form, FormError> {
    with_rules(file, text, &[])
}

/// Reads a form, gives it the rules that speak of its edition, and checks it.
///
/// # Errors
/// As [`parse`].
pub fn with_rules(file: &str, text: &str, catalogues: &[Catalogue]) -> Result<Form, FormError> {
    let mut definition: Definition = read(file, text)?;
    for catalogue in catalogues {
        let speaks = |editions: &[String]| editions.is_empty() || editions.contains(&definition.edition);
        definition.kinds.extend(catalogue.kinds.iter().cloned());
        definition.example_texts.extend(catalogue.texts.iter().cloned());
        let rules: Vec<_> = catalogue.rules.iter().filter(|rule| speaks(&rule.editions)).cloned().collect();
        definition.rules.extend(rules);
        definition.starts.extend(catalogue.starts.iter().filter(|start| speaks(&start.editions)).cloned());
        if definition.fee_statement.is_none() {
            definition.fee_statement.clone_from(&catalogue.fee_statement);
        }
        if definition.vocabulary.is_none() {
            definition.vocabulary.clone_from(&catalogue.vocabulary);
        }
    }
    Form::new(definition).map_err(|defects| FormError::Defects { file: file.into(), defects })
}

/// Reads a file of rules that editions share.
///
/// # Errors
/// Where the text is not RON of the right shape or version.
pub fn catalogue(file: &str, text: &str) -> Result<Catalogue, FormError> {
    let catalogue: Catalogue = read(file, text)?;
    match catalogue.version {
        FORM_VERSION => Ok(catalogue),
        other => Err(FormError::Defects { file: file.into(), defects: vec![Defect::Version(other)] }),
    }
}

fn read<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, FormError> {
    // Every start reads the embedded ones. Whatever is wrong is told by its place in the text.
    if let Some(value) = prepared::read(text) {
        return Ok(value);
    }
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| FormError::Syntax {
        file: file.into(),
        line: error.span.start.line,
        column: error.span.start.col,
        cause: error.code.to_string(),
    })
}
