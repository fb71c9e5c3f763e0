//! An office's register counted, once for both front ends: read, counted by what the office answered, held against the report and
//! last year's cases, asked, moved by hand, and taken into the report as one edit. What is in it of people stays in memory.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::Form;
use crate::domain::journal::Ground;
use crate::domain::register::answers::{Answers, Move, is_of_case};
use crate::domain::register::count::{Case, Count, Counter};
use crate::domain::register::finding::{Against, Finding, findings};
use crate::domain::register::kept::Kept;
use crate::domain::register::mapping::Catalogue;
use crate::domain::register::record::Record;
use crate::domain::report::{Key, Report, Scope};
use crate::domain::session::{Edit, Purpose, Session};
use crate::domain::text::Lang;
use crate::import::ImportError;
use crate::import::register::LeftOut;
use crate::store::atomic;
use crate::store::error::StoreError;
use crate::store::register as kept;

pub use crate::store::forms::register;

use super::known::Hints;
use super::making::NoForm;
use super::source::Named;
use super::{Office, remark};

/// A register that was read and counted. What it holds of people is never shown by `Debug`.
pub struct Register {
    /// Whose it is, and of which year.
    pub key: Key,
    /// What was passed over while it was read.
    pub left_out: Vec<LeftOut>,
    /// What there is to say of the files that were used.
    pub remarks: Vec<String>,
    records: Vec<Record>,
    counter: Counter,
    catalogue: &'static Catalogue,
    /// What the agency answered before.
    known: Answers,
    /// What was answered now, or about single cases before.
    given: Answers,
    /// Wordings whose answers were taken back.
    withdrawn: Vec<String>,
    moves: Vec<Move>,
    open_before: Option<Vec<crate::domain::register::kept::Case>>,
    count: Count,
}

/// Only whose it is and how many lines it has.
impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Register").field("key", &self.key).field("lines", &self.records.len()).finish_non_exhaustive()
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
    /// The program's own data cannot be read.
    Data(String),
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
            RegisterError::Data(words) => words.clone(),
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
        let mut records = reading.records;
        if let [named] = reading.years[..] {
            let named = i16::try_from(named).ok();
            records.iter_mut().for_each(|record| record.year = record.year.or(named));
        }
        let mut register = self.register_of(records, agency, year)?;
        register.left_out = reading.left_out;
        if let Some(map) = map {
            let file = map.display().to_string();
            let answers = kept::answers(&file, &atomic::read(map)?)?;
            register.answer_all(&file, answers)?;
        }
        Ok(register)
    }

    /// Counts the lines of a register that were read already.
    ///
    /// # Errors
    /// As for [`Office::register`].
    pub fn register_of(&self, records: Vec<Record>, agency: &str, year: i32) -> Result<Register, RegisterError> {
        let lang = self.lang;
        let catalogue = register().map_err(|error| RegisterError::Data(error.message(lang)))?;
        let first = || self.forms.all().first().map_or(0, |form| form.definition().years.first);
        let form = self.forms.for_year(year);
        let form = form.ok_or_else(|| RegisterError::NoForm(NoForm { year, first: first() }))?;
        let no_table = || RegisterError::NoTable { edition: form.edition().to_string() };
        let counter = Counter::new(form, catalogue).ok_or_else(no_table)?;
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
        let open = &catalogue.counting.carried_out;
        let open_before = last.map(|(last, _)| last.in_row(open).cloned().collect::<Vec<_>>());
        let count = counter.count(&records, year, &known.with(&given), &moves);
        let left_out = Vec::new();
        Ok(Register {
            key,
            left_out,
            remarks,
            records,
            counter,
            catalogue,
            known,
            given,
            withdrawn: Vec::new(),
            moves,
            open_before,
            count,
        })
    }

    /// The report that a register is held against, with what is known besides; `None` where there is none.
    ///
    /// # Errors
    /// Where it is there and cannot be read.
    pub fn report_of(&self, register: &Register) -> Result<Option<Session>, StoreError> {
        match self.open(&Named::Library(register.key.clone())) {
            Ok(opened) => {
                let known = self.known(&opened.report, Hints::default());
                Ok(Some(Session::with(opened.report, known.background)))
            }
            Err(super::source::OpenError::Store(StoreError::Missing { .. })) => Ok(None),
            Err(super::source::OpenError::Store(error)) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// Keeps the cases of a register beside the report, and what the office answered in its profile. Says where the cases are.
    ///
    /// # Errors
    /// The store's refusal.
    pub fn keep_register(&self, register: &Register) -> Result<PathBuf, StoreError> {
        let (of_cases, of_office) = register.settled();
        if !of_office.is_empty() || !register.withdrawn.is_empty() {
            self.library.change_agency(&register.key.agency, |mut agency| {
                register.withdrawn.iter().for_each(|wording| agency.answers.remove(wording));
                agency.answers = agency.answers.with(&of_office);
                agency
            })?;
        }
        let kept = Kept::of(&register.key.agency, &register.count, &register.moves, &of_cases);
        self.library.keep_register(&kept)
    }

    /// Takes the figures of a register into the agency's report as one edit, and keeps its cases. A report that is not there
    /// yet is made.
    ///
    /// # Errors
    /// [`NotTaken`]; the report is as it was.
    pub fn take_register(&self, register: &Register) -> Result<Taken, NotTaken> {
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
            Err(StoreError::Missing { .. }) => (crate::domain::opening::opening(register.form(), key), None, None),
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

impl Register {
    /// The count, as of the last answer.
    pub fn count(&self) -> &Count {
        &self.count
    }

    /// The form of the year.
    pub fn form(&self) -> &Arc<Form> {
        self.count.form()
    }

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

    /// What the rules of counting are, and what is asked for several wordings at once.
    pub fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    /// Answers a question, or the group of one, and counts anew. `None` where the answer is no row and no column, and nothing
    /// changes.
    pub fn answer(&mut self, wording: &str, answer: &str) -> Option<()> {
        let answer = self.counter.scheme().answer(answer)?;
        self.given.set(wording, &answer);
        self.recount();
        Some(())
    }

    fn answer_all(&mut self, file: &str, answers: Vec<kept::Written>) -> Result<(), RegisterError> {
        for (index, (line, wording, answer)) in answers.into_iter().enumerate() {
            // What the file says of a wording may hold a name, and is said nowhere.
            match self.counter.scheme().answer(&answer) {
                Some(answer) => self.given.set(&wording, &answer),
                // A table has a head.
                None if index == 0 && line == 1 => {}
                None => return Err(RegisterError::Answer { file: file.into(), line, answer }),
            }
        }
        self.recount();
        Ok(())
    }

    /// Takes an answer back that was given here or before, and counts anew.
    pub fn withdraw(&mut self, wording: &str) {
        self.given.remove(wording);
        self.known.remove(wording);
        self.withdrawn.push(wording.to_string());
        self.recount();
    }

    /// Moves a case by hand, in the place of what was moved of it before, and counts anew.
    pub fn move_case(&mut self, moved: Move) {
        self.moves.retain(|other| other.number != moved.number);
        if moved.row.is_some() || moved.column.is_some() {
            self.moves.push(moved);
        }
        self.recount();
    }

    /// What was moved by hand.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    fn recount(&mut self) {
        let answers = self.known.with(&self.given);
        self.count = self.counter.count(&self.records, self.count.year, &answers, &self.moves);
    }

    /// All findings on the register, and where it and a report differ.
    pub fn findings(&self, report: Option<&Session>, lang: Lang) -> Vec<Finding> {
        let against = Against { report, open_before: self.open_before.as_deref() };
        findings(&self.count, &self.catalogue.rules.rules, against, lang)
    }

    /// The one edit that takes all known figures into a report; printed totals stay, and so does what is pending.
    pub fn edit(&self, report: &Report) -> Edit {
        let inputs = self.count.figures().filter(|(cell, _)| !report.form().is_total(*cell));
        let known = inputs.filter_map(|(cell, figure)| Some((cell, Figure::from(figure?))));
        Edit::figures(Purpose::Count, known.map(|(cell, figure)| (cell, Entry::new(figure, Origin::Counted))))
    }

    /// How many cells that are keyed wait for an answer.
    pub fn pending(&self) -> usize {
        let is_input = |cell| !self.form().is_total(cell);
        self.count.figures().filter(|(cell, figure)| figure.is_none() && is_input(*cell)).count()
    }

    /// The cases that are counted without having been asked about, and not for sure.
    pub fn likely(&self) -> impl Iterator<Item = &Case> {
        let is_likely = |case: &&Case| case.certainty == crate::domain::register::count::Certainty::Likely;
        self.count.cases.iter().filter(is_likely)
    }

    /// The answers that decided something here: about single cases, and for the office.
    fn settled(&self) -> (Answers, Answers) {
        let (mut of_cases, mut of_office) = (Answers::default(), Answers::default());
        for (wording, answer) in &self.count.settled {
            if is_of_case(wording) { &mut of_cases } else { &mut of_office }.set(wording, answer);
        }
        (of_cases, of_office)
    }
}
