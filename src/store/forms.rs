//! The editions of the form: those that travel inside the program (every file of `assets/forms`), and further ones in a
//! folder beside a library. A new edition is a new file and nothing else. Which cells a form has is no business of this
//! module.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::domain::definition::{Catalogue, Definition, FORM_VERSION, Vocabulary, Words, Years};
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

// What the build found in `assets/forms`, `assets/rules` and `assets/words` and made of it (`assets/build.rs`): `FORMS`, `RULES`, `WORDS`
// and, for counting registers, `REGISTER`.
include!(concat!(env!("OUT_DIR"), "/prepared.rs"));

/// A file of `assets`, with what the build made of it to be read quickly.
#[derive(Debug)]
struct Prepared {
    file: &'static str,
    ron: &'static str,
    json: &'static str,
}

/// A form of the program. By its name and its years it is chosen; the rest of it is read and checked when it is needed.
#[derive(Debug)]
struct Embedded {
    written: Prepared,
    edition: &'static str,
    years: Years,
    form: OnceLock<Result<Arc<Form>, FormError>>,
}

impl Embedded {
    fn form(&self) -> Result<&Arc<Form>, &FormError> {
        let make = || {
            let Prepared { file, ron, .. } = self.written;
            let editions = FORMS.iter().map(|form| (form.edition, form.years));
            form(file, ron, self.written.read()?, shared(editions)?)
        };
        self.form.get_or_init(make).as_ref()
    }
}

impl Prepared {
    fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, FormError> {
        // Whatever is wrong is told by its place in the text as it stands, if anything is wrong there.
        serde_json::from_str(self.json).map_err(|error| match read::<T>(self.file, self.ron) {
            Ok(_) => FormError::Syntax {
                file: self.file.into(),
                line: error.line(),
                column: error.column(),
                cause: Cause::Syntax(ron::Error::Message(error.to_string())),
            },
            Err(error) => error,
        })
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
            Edition::Embedded(embedded) => embedded.form().ok(),
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
    /// The forms embedded in the program, each of them read when it is asked for. One that is not sound is not there.
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
    /// The forms embedded in the program, all of them read.
    ///
    /// # Errors
    /// The first file that is not a sound form, with all of its defects.
    pub fn embedded() -> Result<Forms, &'static FormError> {
        FORMS.iter().try_for_each(|embedded| embedded.form().map(drop)).map(|()| Forms::default())
    }

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
///
/// # Errors
/// Where a file of it is not of the right shape or version.
pub fn register() -> Result<&'static register::Catalogue, &'static FormError> {
    static CATALOGUE: OnceLock<Result<register::Catalogue, FormError>> = OnceLock::new();
    let read = || {
        let counting: register::Counting = part_of_register("counting.ron", |part: &register::Counting| part.version)?;
        let outcomes = part_of_register("outcomes.ron", |part: &register::Outcomes| part.version)?;
        let applicants = part_of_register("applicants.ron", |part: &register::Applicants| part.version)?;
        let rules = part_of_register("rules.ron", |part: &register::Rules| part.version)?;
        Ok(register::Catalogue { counting, outcomes, applicants, rules })
    };
    CATALOGUE.get_or_init(read).as_ref()
}

fn part_of_register<T: serde::de::DeserializeOwned>(name: &str, version: fn(&T) -> u32) -> Result<T, FormError> {
    let file = REGISTER.iter().find(|prepared| prepared.file == name);
    let file = file.ok_or_else(|| FormError::Unread(StoreError::Missing(name.into())))?;
    let part: T = file.read()?;
    match version(&part) {
        register::VERSION => Ok(part),
        other => Err(FormError::new(file.file, file.ron, vec![Defect::Version(other)])),
    }
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
    match shared(named(known, &read)) {
        Err(error) => faulty.push(error),
        Ok(shared) => {
            for (file, text, definition) in read {
                match form(&file, &text, definition, shared.clone()) {
                    Ok(form) => sound.push(form),
                    Err(error) => faulty.push(error),
                }
            }
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

/// What editions share: the files of `assets/rules`, and when each of these editions begins.
fn shared<'a>(editions: impl Iterator<Item = (&'a str, Years)>) -> Result<Shared, FormError> {
    let catalogues = RULES.iter().map(|written| of_version(written.file, written.ron, written.read()?));
    let editions = editions.map(|(name, years)| (name.to_string(), years.first)).collect();
    let words = Some(Words::from_source(vocabulary));
    Ok(Shared { catalogues: catalogues.collect::<Result<_, _>>()?, words, editions })
}

/// The words of prose, inside the program. That they can be read is held by every test that reads prose; of a program whose
/// cannot, no rule on prose would speak.
fn vocabulary() -> Vocabulary {
    let mut files = WORDS.iter().map(Prepared::read::<Catalogue>);
    files.find_map(|file| file.ok()?.vocabulary.map(|words| words.get().clone())).unwrap_or_default()
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
    read(file, text)
}

fn form(file: &str, text: &str, definition: Definition, shared: Shared) -> Result<Arc<Form>, FormError> {
    Form::with(definition, shared).map(Arc::new).map_err(|defects| FormError::new(file, text, defects))
}

fn of_version(file: &str, text: &str, catalogue: Catalogue) -> Result<Catalogue, FormError> {
    match catalogue.version {
        FORM_VERSION => Ok(catalogue),
        other => Err(FormError::new(file, text, vec![Defect::Version(other)])),
    }
}

fn read<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, FormError> {
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
