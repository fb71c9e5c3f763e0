//! An office's register counted, once for both front ends: read, counted by what the office answered, held against the report and
//! last year's cases, asked, moved by hand, and taken into the report as one edit. What is in it of people stays in memory.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};

use crate::domain::journal::Ground;
use crate::domain::register::answers::Answers;
use crate::domain::register::count::Counter;
use crate::domain::register::kept::Kept;
use crate::domain::register::record::Record;
use crate::domain::register::working::{Known, Working};
use crate::domain::report::{Key, Scope};
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::import::ImportError;
use crate::import::register::LeftOut;
pub use crate::import::register::Reading;
use crate::store::atomic;
use crate::store::error::StoreError;
use crate::store::register as kept;

pub use crate::store::forms::register;

use super::known::Hints;
use super::making::NoForm;
use super::source::{Content, Named, OpenError};
use super::{Office, remark};

/// Of how many cells of a form one figure is few.
const FEW: usize = 4;

/// A register that was read and counted, with what there is to say of it.
#[derive(Debug, Clone)]
pub struct Register {
    /// The register, which answers and moves change.
    pub working: Working,
    /// What was passed over while it was read.
    pub left_out: Vec<LeftOut>,
    /// What there is to say of the files that were used.
    pub remarks: Vec<String>,
}

impl Deref for Register {
    type Target = Working;

    fn deref(&self) -> &Working {
        &self.working
    }
}

impl DerefMut for Register {
    fn deref_mut(&mut self) -> &mut Working {
        &mut self.working
    }
}

impl Register {
    /// What was passed over while it was read, in words, each reason once: a sheet a month has its total twelve times.
    pub fn passed_over(&self, lang: Lang) -> Vec<String> {
        let mut told: Vec<(LeftOut, usize)> = Vec::new();
        for left_out in &self.left_out {
            match told.iter_mut().find(|(first, _)| first.why == left_out.why) {
                Some((first, places)) => (first.lines, *places) = (first.lines + left_out.lines, *places + 1),
                None => told.push((*left_out, 1)),
            }
        }
        let words = told.into_iter().map(|(first, places)| {
            let (place, why, lines) = (first.place.words(lang), first.why.words(lang), first.lines);
            match places {
                1 => first.words(lang),
                _ => lang.say(
                    format!("{place}等 {places} 处，共 {lines} 行：{why}"),
                    format!("{place} and elsewhere, {lines} lines in {places} places: {why}"),
                ),
            }
        });
        words.collect()
    }

    fn answer_all(&mut self, file: &str, answers: Vec<kept::Written>) -> Result<(), RegisterError> {
        let pairs = answers.iter().map(|(_, wording, answer)| (wording.as_str(), answer.as_str()));
        let refused = self.working.answer_all(pairs);
        // A table has a head. What the file says of a wording may hold a name, and is said nowhere.
        let is_head = |&index: &usize| index == 0 && answers[index].0 == 1;
        match refused.into_iter().find(|index| !is_head(index)).and_then(|index| answers.into_iter().nth(index)) {
            Some((line, _, answer)) => Err(RegisterError::Answer { file: file.into(), line, answer }),
            None => Ok(()),
        }
    }
}

/// Why a register was not counted.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum RegisterError {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It cannot be read as a register.
    Document { file: String, error: ImportError },
    /// There is no form for the year.
    NoForm(NoForm),
    /// The form of the year has no table of requests.
    NoTable { edition: String },
    /// An answer names no row and no column.
    Answer { file: String, line: usize, answer: String },
}

impl RegisterError {
    /// The error in words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            RegisterError::Store(error) => error.message(lang),
            RegisterError::Document { file, error } => {
                format!("{file}{}{}", lang.pick("：", ": "), error.message(lang))
            }
            RegisterError::NoForm(error) => error.message(lang),
            RegisterError::NoTable { edition } => lang.say(
                format!("{edition}年版的报告格式没有可以从台账计数的表。请核对年度。"),
                format!("Edition {edition} has no table that a register is counted into. Check the year."),
            ),
            RegisterError::Answer { file, line, answer } => lang.say(
                format!("{file} 第 {line} 行：答复“{answer}”不是行或列。请写单元格代码中的行名或列名（如 granted、enterprise）、行号（如 R03）、open（未办结）或 none（不计）。"),
                format!("{file}, line {line}: the answer “{answer}” is no row and no column. Write the name of a row or column (granted, enterprise), the number of a row (R03), open, or none."),
            ),
        }
    }
}

/// Why the figures were not taken into the report; it is as it was.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum NotTaken {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its file and its journal were both changed.
    Apart,
    /// It is finished.
    Finished { path: PathBuf },
    /// It is of another edition than its year's.
    Edition { path: PathBuf },
}

impl NotTaken {
    /// The error in words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            NotTaken::Store(error) => error.message(lang),
            NotTaken::Apart => lang.say(
                "报告文件和自动保存文件都有改动，没有采用。请在编辑器里打开这份报告，合并两者后再试。",
                "The report and its autosave file were both changed; nothing was written. Open the report in the editor to merge them, then try again.",
            ),
            NotTaken::Finished { path } => lang.say(
                format!("{} 已定稿，没有采用。请先在编辑器里撤销定稿。", path.display()),
                format!("{} is finalised; nothing was written. Reopen it in the editor first.", path.display()),
            ),
            NotTaken::Edition { path } => lang.say(
                format!("{} 使用的不是这一年度的报告格式，没有采用。请核对年度。", path.display()),
                format!("{} is not of its year's edition; nothing was written. Check the year.", path.display()),
            ),
        }
    }
}

/// Figures that were taken into a report.
#[derive(Debug)]
pub struct Taken {
    /// The report's file.
    pub report: PathBuf,
    /// The file of the cases.
    pub cases: PathBuf,
    /// How many cells were written.
    pub cells: usize,
    /// How many cells wait for an answer, and were left as they were.
    pub pending: usize,
    /// What there is to say of the files that were used.
    pub remarks: Vec<String>,
}

impl Office {
    /// Reads an agency's register and counts it for a year; `map` is a file of answers.
    ///
    /// # Errors
    /// [`RegisterError`]; nothing is written in any case.
    pub fn register(
        &self,
        path: &Path,
        agency: &str,
        year: i32,
        map: Option<&Path>,
    ) -> Result<Register, RegisterError> {
        let bytes = atomic::read(path)?;
        let reading = self.reader.register(&bytes, &self.forms).map_err(|error| {
            let file = path.display().to_string();
            RegisterError::Document { file, error }
        })?;
        drop(bytes);
        let mut register = self.register_read(reading, agency, year)?;
        if let Some(map) = map {
            let file = map.display().to_string();
            let answers = kept::answers(&file, &atomic::read(map)?)?;
            register.answer_all(&file, answers)?;
        }
        Ok(register)
    }

    /// Whether a file that is no report of ours is an office's register of requests, by what came of reading it as a report.
    /// A list of requests can be taken for a few figures, or for several reports, but not for a report; those are not read twice.
    pub fn is_register(&self, path: &Path, read: &Result<Content, OpenError>) -> bool {
        let may_be = match read {
            Ok(Content::Document(proposal, _)) => proposal.figures.len() * FEW < proposal.form.len(),
            Ok(Content::Report(_)) => false,
            Err(OpenError::Document { error, .. }) => !error.is_end_of_reader(),
            Err(_) => false,
        };
        may_be && atomic::read(path).is_ok_and(|bytes| self.reader.register(&bytes, &self.forms).is_ok())
    }

    /// Counts a register that was read already.
    ///
    /// # Errors
    /// As for [`Office::register`].
    fn register_read(&self, reading: Reading, agency: &str, year: i32) -> Result<Register, RegisterError> {
        let mut records = reading.records;
        if let [named] = reading.years[..] {
            let named = i16::try_from(named).ok();
            records.iter_mut().for_each(|record| record.year = record.year.or(named));
        }
        let register = self.register_of(records, agency, year)?;
        Ok(Register { left_out: reading.left_out, ..register })
    }

    /// Counts the lines of a register.
    ///
    /// # Errors
    /// As for [`Office::register`].
    fn register_of(&self, records: Vec<Record>, agency: &str, year: i32) -> Result<Register, RegisterError> {
        let lang = self.lang;
        let first = || self.forms.all().first().map_or(0, |form| form.definition().years.first);
        let form = self.forms.for_year(year);
        let form = form.ok_or_else(|| RegisterError::NoForm(NoForm { year, first: first() }))?;
        let no_table = || RegisterError::NoTable { edition: form.edition().to_string() };
        let counter = Counter::new(form, register()).ok_or_else(no_table)?;
        let year = i16::try_from(year).map_err(|_| RegisterError::NoForm(NoForm { year, first: first() }))?;
        let key = Key { agency: agency.to_string(), year: year.into(), scope: Scope::Own };
        let mut remarks = Vec::new();
        let mut tell = |file: PathBuf, digest: crate::store::digest::Digest| {
            remarks.extend(digest.message(&file.display().to_string(), lang));
        };
        let known = match self.library.holds(agency) {
            true => self.library.agency(agency)?.answers,
            false => Answers::default(),
        };
        let (mut given, mut moves) = (Answers::default(), Vec::new());
        if let Some((before, digest)) = self.library.register(agency, key.year)? {
            tell(self.library.register_path(agency, key.year)?, digest);
            (given, moves) = (before.answers, before.moves);
        }
        let last = self.library.register(agency, key.year - 1)?;
        if let Some((_, digest)) = &last {
            tell(self.library.register_path(agency, key.year - 1)?, *digest);
        }
        let open = &register().counting.carried_out;
        let open_before = last.map(|(last, _)| last.in_row(open).cloned().collect());
        let known = Known { answers: known, given, moves, open_before };
        let working = Working::new(key, records, counter, register(), known);
        Ok(Register { working, left_out: Vec::new(), remarks })
    }

    /// The report that a register is held against, with what is known besides; `None` where there is none.
    ///
    /// # Errors
    /// Where it is there and cannot be read.
    pub fn report_of(&self, register: &Working) -> Result<Option<Session>, StoreError> {
        match self.open(&Named::Library(register.key.clone())) {
            Ok(opened) => {
                let known = self.known(&opened.report, Hints::default());
                Ok(Some(Session::with(opened.report, known.background)))
            }
            Err(OpenError::Store(StoreError::Missing(_))) => Ok(None),
            Err(OpenError::Store(error)) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// Keeps the cases of a register beside the report, and what the office answered in its profile. Says where the cases are.
    ///
    /// # Errors
    /// The store's refusal.
    pub fn keep_register(&self, register: &Working) -> Result<PathBuf, StoreError> {
        let (of_cases, of_office) = register.settled();
        if !of_office.is_empty() || !register.withdrawn().is_empty() {
            self.library.change_agency(&register.key.agency, |mut agency| {
                register.withdrawn().iter().for_each(|wording| agency.answers.remove(wording));
                agency.answers = agency.answers.with(&of_office);
                agency
            })?;
        }
        let kept = Kept::of(&register.key.agency, register.count(), register.moves(), &of_cases);
        self.library.keep_register(&kept)
    }

    /// Takes the figures of a register into the agency's report as one edit, and keeps its cases. A report that is not there
    /// yet is made.
    ///
    /// # Errors
    /// [`NotTaken`]; the report is as it was.
    pub fn take_register(&self, register: &Working) -> Result<Taken, NotTaken> {
        let key = &register.key;
        let _lock = self.library.lock_for_now(key)?;
        let mut remarks = Vec::new();
        let (report, stamp, journal) = match self.library.joined(key, &self.forms) {
            Ok(mut joined) => {
                if let Some(error) = joined.trouble.take() {
                    return Err(NotTaken::Store(error));
                }
                if joined.recovered.as_ref().is_some_and(|recovered| recovered.ground == Ground::Changed) {
                    return Err(NotTaken::Apart);
                }
                remarks.extend(remark::of_journal(&joined, self.lang));
                (joined.report, joined.stamp, joined.journal)
            }
            Err(StoreError::Missing(_)) => (crate::domain::opening::opening(register.form(), key), None, None),
            Err(error) => return Err(NotTaken::Store(error)),
        };
        let path = self.library.path(key)?;
        if report.seal.is_some() {
            return Err(NotTaken::Finished { path });
        }
        if report.form().edition() != register.form().edition() {
            return Err(NotTaken::Edition { path });
        }
        // The cases first: figures without them could not be explained.
        let cases = self.keep_register(register)?;
        let known = self.known(&report, Hints::default());
        let edit = register.edit(&report);
        let cells = edit.changes.len();
        let mut session = Session::with(report, known.background);
        session.apply(edit);
        self.library.save(session.report(), stamp.as_ref())?;
        if let Some(journal) = journal
            && let Err(error) = self.library.shelve_journal(key, &journal)
        {
            remarks.push(error.message(self.lang));
        }
        Ok(Taken { report: path, cases, cells, pending: register.pending(), remarks })
    }
}
