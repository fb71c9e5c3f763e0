//! The editions of the form: those that travel inside the program (every file of `assets/forms`), and further ones in a
//! folder beside a library. A new edition is a new file and nothing else. Which cells a form has is no business of this
//! module.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::domain::definition::{Catalogue, Definition, Vocabulary, Words, Years};
use crate::domain::form::{Defect, Form, Shared};
use crate::domain::register::mapping as register;
use crate::domain::text::Lang;

use super::atomic::Files;
use super::cause::Cause;
use super::disk::FileKind;
use super::error::StoreError;
use super::syntax::{decode, place};

/// The folder of further editions in a library.
pub const FOLDER: &str = "forms";

// What the build made of `assets/forms`, `assets/rules`, `assets/words` and `assets/register` (`assets/prepare`): `FORMS`,
// `CATALOGUES`, `WORDS` and `REGISTER`.
include!(concat!(env!("OUT_DIR"), "/prepared.rs"));

/// A form of the program, checked when it was built. By its name and its years it is chosen; the rest of it is read when it is
/// needed.
#[derive(Debug)]
struct Embedded {
    edition: &'static str,
    years: Years,
    packed: &'static [u8],
    form: OnceLock<Option<Arc<Form>>>,
}

impl Embedded {
    fn form(&self) -> Option<&Arc<Form>> {
        let unpack = || {
            let mut form: Form = postcard::from_bytes(self.packed).ok()?;
            form.lend_words(Words::from_source(vocabulary));
            Some(Arc::new(form))
        };
        self.form.get_or_init(unpack).as_ref()
    }
}

#[derive(Debug, Clone)]
enum Edition {
    Embedded(&'static Embedded),
    Beside(Arc<Form>),
}

impl Edition {
    fn name(&self) -> &str {
        match self {
            Edition::Embedded(embedded) => embedded.edition,
            Edition::Beside(form) => form.edition(),
        }
    }

    fn years(&self) -> Years {
        match self {
            Edition::Embedded(embedded) => embedded.years,
            Edition::Beside(form) => form.definition().years,
        }
    }

    fn form(&self) -> Option<&Arc<Form>> {
        match self {
            Edition::Embedded(embedded) => embedded.form(),
            Edition::Beside(form) => Some(form),
        }
    }
}

/// The forms known to the program, oldest edition first.
#[derive(Debug, Clone)]
pub struct Forms {
    editions: Vec<Edition>,
    all: OnceLock<Vec<Arc<Form>>>,
    faulty: Arc<[FormError]>,
    /// The files beside those of the program, as they are written.
    beside: Arc<[(String, String)]>,
}

impl Default for Forms {
    /// The forms embedded in the program, each of them read when it is asked for.
    fn default() -> Forms {
        let mut editions: Vec<Edition> = FORMS.iter().map(Edition::Embedded).collect();
        editions.sort_by_key(|edition| edition.years().first);
        Forms { editions, all: OnceLock::new(), faulty: Arc::default(), beside: Arc::default() }
    }
}

/// Why a form cannot be used.
#[derive(Debug)]
pub enum FormError {
    /// It cannot be read from the disk.
    Unread(StoreError),
    /// The file is not a form definition in RON.
    Syntax {
        /// Its path, as it is shown.
        file: String,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong there.
        cause: Cause,
    },
    /// The definition has defects.
    Defects {
        /// Its path, as it is shown.
        file: String,
        /// All of its defects, with the line of the file where it can be told.
        defects: Vec<(Option<usize>, Defect)>,
    },
}

impl FormError {
    fn new(file: &str, text: &str, defects: Vec<Defect>) -> FormError {
        let defects = defects.into_iter().map(|defect| (line_of(text, &defect), defect)).collect();
        FormError::Defects { file: file.into(), defects }
    }

    /// Everything that is wrong, each with its place.
    pub fn words(&self, lang: Lang) -> Vec<String> {
        match self {
            FormError::Unread(error) => vec![error.message(lang)],
            FormError::Syntax { file, line, column, cause } => {
                vec![format!("{file}:{line}:{column}: {}", cause.words(lang))]
            }
            FormError::Defects { file, defects } => {
                let told = defects.iter().map(|(line, defect)| match line {
                    Some(line) => format!("{file}:{line}: {}", defect.words(lang)),
                    None => format!("{file}: {}", defect.words(lang)),
                });
                told.collect()
            }
        }
    }

    /// The first of it, how much more there is, and that the form is not used.
    pub fn message(&self, lang: Lang) -> String {
        let words = self.words(lang);
        let (first, count) = (words.first().map_or("", String::as_str), words.len());
        lang.say(
            format!("{first}（共 {count} 处问题；这一报告格式没有使用）"),
            format!("{first} ({count} in all; the edition is not used)"),
        )
    }
}

impl Forms {
    /// These forms and those of a folder, which need not be there. A faulty one hinders none of the others.
    #[must_use]
    pub fn with(self, folder: &Path) -> Forms {
        self.with_written(texts_in(folder))
    }

    /// These forms and those of files, each by its name and its text.
    #[must_use]
    pub fn with_texts(self, texts: Vec<(String, String)>) -> Forms {
        self.with_written(texts.into_iter().map(Ok).collect())
    }

    fn with_written(mut self, texts: Vec<Written>) -> Forms {
        if !texts.is_empty() {
            self.beside = texts.iter().filter_map(|written| written.as_ref().ok().cloned()).collect();
            let (sound, faulty) = read_beside(&self.editions, texts);
            self.editions.extend(sound.into_iter().map(Edition::Beside));
            self.editions.sort_by_key(|edition| edition.years().first);
            self.all = OnceLock::new();
            self.faulty = faulty.into();
        }
        self
    }

    /// All forms, oldest edition first.
    pub fn all(&self) -> &[Arc<Form>] {
        self.all.get_or_init(|| self.editions.iter().filter_map(Edition::form).cloned().collect())
    }

    /// The files beside those of the program, by name, with their texts.
    pub fn beside(&self) -> &[(String, String)] {
        &self.beside
    }

    /// Why files of the folder give no form.
    pub fn faulty(&self) -> &[FormError] {
        &self.faulty
    }

    /// The form of an edition.
    pub fn edition(&self, name: &str) -> Option<&Arc<Form>> {
        self.editions.iter().find(|edition| edition.name() == name)?.form()
    }

    /// The form in use for a report year; `None` for years before the first edition.
    pub fn for_year(&self, year: i32) -> Option<&Arc<Form>> {
        self.editions.iter().rev().find(|edition| edition.years().have(year))?.form()
    }

    /// The newest form.
    pub fn newest(&self) -> Option<&Arc<Form>> {
        self.editions.last()?.form()
    }
}

/// What counting a register goes by, inside the program.
pub fn register() -> &'static register::Catalogue {
    static CATALOGUE: OnceLock<register::Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| postcard::from_bytes(REGISTER).unwrap_or_default())
}

/// A file's name and its text.
type Written = Result<(String, String), FormError>;

/// Reads forms that are to stand beside others: the sound ones, and why the others are not.
fn read_beside(known: &[Edition], texts: Vec<Written>) -> (Vec<Arc<Form>>, Vec<FormError>) {
    let (mut read, mut sound, mut faulty) = (Vec::<(String, String, Definition)>::new(), Vec::new(), Vec::new());
    for written in texts {
        let (definition, file, text) =
            match written.and_then(|(file, text)| Ok((definition(&file, &text)?, file, text))) {
                Ok(written) => written,
                Err(error) => {
                    faulty.push(error);
                    continue;
                }
            };
        let rivalry = named(known, &read).find_map(|other| rivalry(other, &definition));
        match rivalry {
            Some(defect) => faulty.push(FormError::new(&file, &text, vec![defect])),
            None => read.push((file, text, definition)),
        }
    }
    let shared = shared(named(known, &read));
    for (file, text, definition) in read {
        match Form::with(definition, shared.clone()) {
            Ok(form) => sound.push(Arc::new(form)),
            Err(defects) => faulty.push(FormError::new(&file, &text, defects)),
        }
    }
    (sound, faulty)
}

/// The names and the years of editions.
fn named<'a>(known: &'a [Edition], read: &'a [(String, String, Definition)]) -> impl Iterator<Item = (&'a str, Years)> {
    let known = known.iter().map(|edition| (edition.name(), edition.years()));
    known.chain(read.iter().map(|(.., form)| (form.edition.as_str(), form.years)))
}

/// Why a form cannot stand beside another: editions are told apart by their names, and put in order by their first year.
fn rivalry((name, years): (&str, Years), form: &Definition) -> Option<Defect> {
    if name == form.edition {
        return Some(Defect::Duplicate { list: "edition".into(), name: form.edition.clone() });
    }
    let problem = ["已是另一报告格式的第一个年度", "is already the first year of another edition"];
    let year = form.years.first;
    (years.first == year).then(|| Defect::Unusable { what: "years".into(), value: year.to_string(), problem })
}

/// The RON files of a folder on disk by name, with their texts.
fn texts_in(folder: &Path) -> Vec<Written> {
    let disk = Files::default();
    let entries = match disk.entries(folder) {
        Ok(entries) => entries,
        Err(error) => return vec![Err(FormError::Unread(error))],
    };
    let files = entries.into_iter().filter(|entry| entry.kind != FileKind::Folder).map(|entry| entry.path);
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ending| ending == "ron")).collect();
    files.sort();
    let text = |path: PathBuf| {
        let file = path.display().to_string();
        let text = decode(&file, &disk.read(&path)?)?.into_owned();
        Ok((file, text))
    };
    files.into_iter().map(|path| text(path).map_err(FormError::Unread)).collect()
}

/// What editions share: the rules of the program, and when each of these editions begins.
fn shared<'a>(editions: impl Iterator<Item = (&'a str, Years)>) -> Shared {
    let editions = editions.map(|(name, years)| (name.to_string(), years.first)).collect();
    let catalogues: Vec<Catalogue> = postcard::from_bytes(CATALOGUES).unwrap_or_default();
    Shared { catalogues, words: Some(Words::from_source(vocabulary)), editions }
}

/// The words of prose, inside the program. That they can be read is held by every test that reads prose; of a program whose
/// cannot, no rule on prose would speak.
fn vocabulary() -> Vocabulary {
    postcard::from_bytes(WORDS).unwrap_or_default()
}

/// Reads and checks one form that has no rules but its own.
///
/// # Errors
/// Where the text is not RON of the right shape, and all defects where it is.
pub fn parse(file: &str, text: &str) -> Result<Form, FormError> {
    Form::new(definition(file, text)?).map_err(|defects| FormError::new(file, text, defects))
}

/// Reads a form as it is written.
pub fn definition(file: &str, text: &str) -> Result<Definition, FormError> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| FormError::Syntax {
        file: file.into(),
        line: error.span.start.line,
        column: error.span.start.col,
        cause: Cause::Syntax(error.code),
    })
}

/// Whether a file is a definition of a form, whatever is wrong with it, and no report.
pub fn is_form(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"prescribed_by:";
    bytes.len() > NAME.len() && bytes[..bytes.len().min(4096)].windows(NAME.len()).any(|part| part == NAME)
}

/// The line of a file in which a defect is, as far as the names that lead to it stand there.
fn line_of(text: &str, defect: &Defect) -> Option<usize> {
    let find = |from: usize, word: &str| text[from..].find(&format!("\"{word}\"")).map(|at| from + at + 1);
    let key = |from: usize, word: &str| text[from..].find(&format!(" {word}:")).map(|at| from + at + 1);
    let path = defect.path();
    let (last, outer) = path.split_last()?;
    let within = |at: Option<usize>, word: &&str| {
        let from = at.unwrap_or(0);
        find(from, word).or_else(|| key(from, word)).or(at)
    };
    let within = outer.iter().fold(None, within);
    let from = within.unwrap_or(0);
    let again = matches!(defect, Defect::Duplicate { .. });
    let found = find(from, last).map(|at| if again { find(at, last).unwrap_or(at) } else { at });
    let found = found.or_else(|| key(from, last)).or_else(|| text[from..].find(last).map(|at| from + at)).or(within)?;
    Some(place(text, found).0)
}
