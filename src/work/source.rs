//! Opens any report to be read: of the library, or a file, which its content tells to be a report of ours, a journal, or a
//! document to import. What a journal adds is counted in, and said.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::domain::comparison::Difference;
use crate::domain::proposal::Proposal;
use crate::domain::report::{Key, Report};
use crate::domain::text::Lang;
use crate::export::{Carrier, compared};
pub use crate::import::ImportError;
use crate::import::{self, Foreign};
use crate::store::cause::Cause;
use crate::store::digest::Digest;
use crate::store::error::StoreError;
use crate::store::forms::is_form;
use crate::store::journal;
use crate::store::library::Library;
use crate::store::{atomic, document, syntax};

use super::{Office, remark};

/// By what JSON of ours is known, however damaged.
const CELLS: &[u8] = b"\"cells\"";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    Library(Key),
    /// A file or folder.
    Path(PathBuf),
    /// One of the reports of a file that holds several, from 1.
    Part(PathBuf, usize),
}

impl Named {
    /// The report as the user would write it.
    pub fn words(&self) -> String {
        match self {
            Named::Library(key) => format!("{} {}", key.agency, key.year),
            Named::Path(path) => path.display().to_string(),
            Named::Part(path, report) => format!("{}#{report}", path.display()),
        }
    }

    /// The file or folder that is named.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Named::Library(_) => None,
            Named::Path(path) | Named::Part(path, _) => Some(path),
        }
    }

    /// The number of the report that is meant in its file.
    fn part(&self) -> Option<usize> {
        if let Named::Part(_, report) = self { Some(*report) } else { None }
    }
}

/// A report that was read.
#[derive(Debug)]
pub struct Opened {
    /// The report, with what its journal adds.
    pub report: Report,
    /// Where it was read from, as the user would write it.
    pub file: String,
    /// What the digest of a report of ours says of its file.
    pub digest: Option<Digest>,
    /// Whether a journal holds what its file does not.
    pub is_unsaved: bool,
    /// What there is to say of its journal.
    pub remark: Option<String>,
    /// What it was read from.
    pub carrier: Carrier,
}

impl Opened {
    /// In what another report differs from this one, by the measure of an export that is read back.
    pub fn differences(&self, other: &Opened) -> Vec<Difference> {
        compared(&self.report, &other.report, self.carrier.max(other.carrier))
    }
}

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// A report of ours, or the journal of one.
    Report(Box<Opened>),
    /// A document of somebody else's, and what carried it.
    Document(Box<Proposal>, Carrier),
}

/// Why a report cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum OpenError {
    /// The store refuses: a report or a file that is not there, or cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The document cannot be read.
    Document {
        file: String,
        error: ImportError,
        /// Whether it is plainly no report: a document without figures, a picture, a program.
        is_none: bool,
    },
    /// It is an edition of the form, and no report.
    Form { file: String },
}

impl OpenError {
    /// The error in words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            OpenError::Store(error) => error.message(lang),
            OpenError::Document { file, error, .. } => {
                format!("{file}{}{}", lang.pick("：", ": "), error.message(lang))
            }
            OpenError::Form { file } => lang.say(
                format!("{file} 是报告格式文件，不是报告。请选择报告文件。"),
                format!("{file} is an edition of the form, not a report. Choose a report."),
            ),
        }
    }
}

/// Endings of documents of office programs.
const DOCUMENTS: [&str; 13] =
    ["docx", "docm", "doc", "wps", "odt", "rtf", "xlsx", "xlsm", "xls", "et", "ods", "pdf", "ofd"];

/// How such documents begin.
const BEGINNINGS: [&[u8]; 4] = [b"PK", &[0xD0, 0xCF, 0x11, 0xE0], b"%PDF", b"{\\rtf"];

/// Whether a file is called a document and holds nothing that is one, nor a text: a copy that failed, or was overwritten. It may
/// have been a report.
fn is_ruined(file: &str, bytes: &[u8]) -> bool {
    let ending = Path::new(file).extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    let is_text = || {
        let unicode = std::str::from_utf8(bytes).is_ok();
        unicode || encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    };
    let is_whole = BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning));
    !is_whole && DOCUMENTS.contains(&ending.as_str()) && (bytes.is_empty() || bytes.contains(&0) || !is_text())
}

impl Office {
    /// Reads a report.
    pub fn open(&self, named: &Named) -> Result<Opened, OpenError> {
        self.open_of_year(named, None)
    }

    /// Reads a report; `year` is the report year that somebody named.
    pub fn open_of_year(&self, named: &Named, year: Option<i32>) -> Result<Opened, OpenError> {
        match named {
            Named::Library(key) => {
                let joined = self.library.joined(key, &self.forms)?;
                let (remark, file) = (remark::of_journal(&joined, self.lang), joined.path.display().to_string());
                let is_unsaved = joined.recovered.is_some();
                Ok(Opened {
                    report: joined.report,
                    file,
                    digest: joined.digest,
                    is_unsaved,
                    remark,
                    carrier: Carrier::Data,
                })
            }
            Named::Path(path) | Named::Part(path, _) => self.open_file(path, year, named.part()),
        }
    }

    /// Reads a file as a report; `year` is the report year that somebody named, `part` which report of several is meant,
    /// from 1.
    pub fn open_file(&self, path: &Path, year: Option<i32>, part: Option<usize>) -> Result<Opened, OpenError> {
        match self.read(path, year, part)? {
            Content::Report(opened) => Ok(*opened),
            Content::Document(proposal, carrier) => {
                let path = path.to_path_buf();
                let file = part.map_or(Named::Path(path.clone()), |part| Named::Part(path, part)).words();
                let report = proposal.into_report();
                Ok(Opened { report, file, digest: None, is_unsaved: false, remark: None, carrier })
            }
        }
    }

    /// Reads a file, whatever it holds; `year` and `part` as in [`Office::open_file`].
    pub fn read(&self, path: &Path, year: Option<i32>, part: Option<usize>) -> Result<Content, OpenError> {
        let content = self.read_bytes(&path.display().to_string(), &atomic::read(path)?, year, part)?;
        Ok(match content {
            Content::Report(saved) if saved.digest.is_some() => {
                Content::Report(Box::new(self.with_journal(path, *saved)))
            }
            content => content,
        })
    }

    /// Reads the bytes of a file, whatever they are; nothing beside it counts. `year` and `part` as in [`Office::open_file`].
    pub fn read_bytes(
        &self,
        file: &str,
        bytes: &[u8],
        year: Option<i32>,
        part: Option<usize>,
    ) -> Result<Content, OpenError> {
        let file = file.to_string();
        if is_form(bytes) {
            return Err(OpenError::Form { file });
        }
        if is_ours_in_utf16(bytes) {
            return Err(StoreError::Damaged { file, line: 1, column: 1, cause: Cause::Encoding }.into());
        }
        if document::is_report(bytes) {
            let report = document::from_ron(&file, &syntax::decode(&file, bytes)?, &self.forms)?;
            let digest = Some(Digest::of(bytes));
            let saved = Opened { report, file, digest, is_unsaved: false, remark: None, carrier: Carrier::Data };
            return Ok(Content::Report(Box::new(saved)));
        }
        if journal::is_journal(bytes) {
            let recovered = journal::from_bytes(&file, bytes, &self.forms)?;
            let remark = Some(remark::of_alone(&recovered, self.lang));
            let report = recovered.report();
            let opened = Opened { report, file, digest: None, is_unsaved: true, remark, carrier: Carrier::Data };
            return Ok(Content::Report(Box::new(opened)));
        }
        let options = import::Options { lang: self.lang, year, report: part, just_written: false };
        let proposal = self.reader.read(bytes, &self.forms, options).map_err(|error| {
            let is_none = match error {
                ImportError::NoFigures(_) | ImportError::Binary | ImportError::Empty => !is_ruined(&file, bytes),
                ImportError::Image => true,
                ImportError::Office(kind) => kind == Foreign::Slides,
                // JSON that is cut short may have been a report of ours; any other is none.
                ImportError::Json(_) => !bytes.windows(CELLS.len()).any(|part| part == CELLS),
                _ => false,
            };
            OpenError::Document { file, error, is_none }
        })?;
        Ok(Content::Document(Box::new(proposal), carrier(bytes)))
    }

    /// The report of a file with what the journal beside it holds, where it stands in a library.
    fn with_journal(&self, path: &Path, saved: Opened) -> Opened {
        if !path.with_extension(journal::ENDING).is_file() {
            return saved;
        }
        let place = Library::around(path, &saved.report).zip(saved.report.key());
        match place.and_then(|(library, key)| library.joined(&key, &self.forms).ok()) {
            Some(joined) => {
                let (remark, is_unsaved) = (remark::of_journal(&joined, self.lang), joined.recovered.is_some());
                Opened { report: joined.report, is_unsaved, remark, ..saved }
            }
            None => saved,
        }
    }
}

/// What carries a document that is read.
fn carrier(bytes: &[u8]) -> Carrier {
    match bytes.trim_ascii_start().first() {
        Some(b'{') => Carrier::Data,
        _ if bytes.starts_with(b"%PDF") => Carrier::Pages,
        _ => Carrier::Paragraphs,
    }
}

/// Whether bytes are a report of ours that an editor has saved as UTF-16.
fn is_ours_in_utf16(bytes: &[u8]) -> bool {
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2) {
        Some([0xff, 0xfe]) => u16::from_le_bytes,
        Some([0xfe, 0xff]) => u16::from_be_bytes,
        _ => return false,
    };
    let units = bytes[2..bytes.len().min(2050)].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    syntax::leading_version(&text).is_some()
}

/// Whether a file can be read at all, whatever it holds.
pub fn can_read(path: &Path) -> Result<(), StoreError> {
    atomic::read(path).map(drop)
}

/// The text of a file, where it can be read and is one.
pub fn text(path: &str) -> Option<String> {
    let bytes = atomic::read(Path::new(path)).ok()?;
    Some(syntax::decode(path, &bytes).ok()?.into_owned())
}
