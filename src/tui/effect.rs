//! Does what the editor asks for outside itself: the library, documents, exports. It is the only part of the editor that knows
//! `store`, `import` and `export`; what comes of an effect goes back to `update` as a message. What takes a disk's time though
//! nobody waits for it, such as a save, is a [`job`] of its own, which needs nothing of what is known here.

pub mod job;

mod export;

mod years;

mod journal;

mod sharing;

mod taking_in;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::background::Background;
use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::{CellId, Form};
use crate::domain::opening::{opening, take_headings};
use crate::domain::past::PastState;
use crate::domain::proposal::Proposal;
use crate::domain::report::{Key, Report};
use crate::domain::session::{Change, Edit, Purpose, Session};
use crate::domain::text::Lang;
use crate::import;
use crate::store::atomic;
use crate::store::background::mistyped;
use crate::store::digest::Digest;
use crate::store::document;
use crate::store::error::StoreError;
use crate::store::forms::Forms;
use crate::store::journal as journals;
use crate::store::library::{Library, Stamp};
use crate::store::settings::SettingsFile;

use super::library::{Condition, Listed};
use super::model::{Effect, Msg, Past};
use job::{Order, Step};

pub use export::OFFERS;

/// The present civil date.
fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

/// The outside of the editor: the library, and what is known of the files that were loaded from it.
#[derive(Debug)]
pub struct Outside {
    library: Library,
    forms: Forms,
    lang: Lang,
    stamps: HashMap<Key, Stamp>,
    settings: Option<SettingsFile>,
    /// How many saves were begun and are not finished.
    saving: usize,
    journal: Option<journal::Open>,
    sharing: sharing::Sharing,
}

impl Outside {
    /// With a library and the forms of the program.
    pub fn new(library: Library, forms: Forms, lang: Lang) -> Outside {
        Outside {
            library,
            forms,
            lang,
            stamps: HashMap::new(),
            settings: None,
            saving: 0,
            journal: None,
            sharing: sharing::Sharing::default(),
        }
    }

    /// With a file that keeps the settings.
    #[must_use]
    pub fn keeping(self, settings: Option<SettingsFile>) -> Outside {
        Outside { settings, ..self }
    }

    /// Does what is asked for to its end, however long that takes; what there is to be said of it, the last word last.
    pub fn run(&mut self, effect: Effect) -> Vec<Msg> {
        let Step { msg, order } = self.begin(effect);
        let msg = msg.into_iter();
        let last = order.and_then(|order| {
            let done = self.job(order).run();
            self.finish(done)
        });
        msg.chain(last).collect()
    }

    /// Does what is asked for as far as it needs what is known here; what is left of it is to be made a job of in its turn.
    /// Nothing comes of what the loop does itself: everything about the terminal, and leaving.
    pub fn begin(&mut self, effect: Effect) -> Step {
        match effect {
            Effect::Save { report, overwrite } => self.begin_save(report, overwrite),
            Effect::Export { report, order } => {
                self.begin_export(&report, &order).unwrap_or_else(|words| Msg::Failed(words).into())
            }
            Effect::Keep(settings) => Step { msg: None, order: Some(Order::Keep(settings)) },
            Effect::Skip { agency, columns } => Step { msg: None, order: Some(Order::Skip { agency, columns }) },
            // What is being saved is not what others changed.
            Effect::LookAgain { .. } if self.saving > 0 => Step::default(),
            effect => Step { msg: self.answer(effect), order: None },
        }
    }

    fn answer(&mut self, effect: Effect) -> Option<Msg> {
        let done = match effect {
            Effect::List => self.list().map(Msg::Listed),
            Effect::LookInto(keys) => return Some(Msg::Known(self.look_into(keys))),
            Effect::Open(key) => self.open(&key, None),
            Effect::Create { key, nil, from_last_year } => self.create(key, nil, from_last_year),
            Effect::Sample => self.sample(),
            Effect::Delete(key) => self.delete(key),
            Effect::ListDeleted => self.deleted(),
            Effect::Undelete(key) => self.undelete(key),
            Effect::Take(report) => self.take(*report),
            Effect::History { key, past } => self.history(&key, past),
            Effect::Compare(path) => self.compare(&path),
            Effect::Read(path) => self.read(&path),
            Effect::Adopt { key, proposal, entries } => self.adopt(key, *proposal, entries),
            Effect::Today => Ok(Msg::Today(today())),
            Effect::SaveCopy { report, path } => self.save_copy(&report, path),
            Effect::Journal(commits) => return self.journal(&commits),
            Effect::TakeUp => return self.take_up(),
            Effect::Decline => return self.decline(),
            Effect::Part(parting) => return self.part(parting),
            Effect::LookAgain { key, reading } => return self.look_again(&key, reading),
            Effect::Reopen { key, mine, edit } => self.reopen(&key, mine.as_deref(), edit),
            Effect::Years { key, open } => self.years(&key, open.as_deref()),
            Effect::Speak(lang) => {
                self.lang = lang;
                return None;
            }
            Effect::Save { .. }
            | Effect::Export { .. }
            | Effect::Keep(_)
            | Effect::Skip { .. }
            | Effect::EditText(_)
            | Effect::Copy(_)
            | Effect::Mouse(_)
            | Effect::Redraw
            | Effect::Quit => return None,
        };
        Some(done.unwrap_or_else(Msg::Failed))
    }

    fn words(&self, error: &StoreError) -> String {
        error.message(self.lang)
    }

    fn list(&self) -> Result<Vec<Listed>, String> {
        let keys = self.library.keys().map_err(|error| self.words(&error))?;
        Ok(keys.into_iter().map(|key| Listed { key, state: None }).collect())
    }

    fn look_into(&self, keys: Vec<Key>) -> Vec<(Key, Result<Condition, String>)> {
        let look = |key: Key| {
            let joined = self.library.joined(&key, &self.forms);
            let state = joined.map(|joined| {
                let is_unsaved = joined.recovered.is_some();
                Condition { is_unsaved, ..self.condition(joined.report) }
            });
            let state = state.map_err(|error| self.words(&error));
            (key, state)
        };
        keys.into_par_iter().map(look).collect()
    }

    /// How far a report is. Where what is known besides it cannot be read, opening the report says so.
    fn condition(&self, report: Report) -> Condition {
        let background = self.library.background(&report, &self.forms).unwrap_or_default();
        Condition::of(&Session::with(report, background))
    }

    pub(super) fn background(&self, report: &Report) -> Result<Box<Background>, String> {
        self.library.background(report, &self.forms).map(Box::new).map_err(|error| self.words(&error))
    }

    fn open(&mut self, key: &Key, edit: Option<Edit>) -> Result<Msg, String> {
        let said = match self.hold(key) {
            Ok(said) => said,
            Err(error) => {
                let holder = self.holder(error)?;
                return self.open_lent(key, holder, edit);
            }
        };
        let opened = self.library.open(key, &self.forms).map_err(|error| {
            self.let_go();
            self.words(&error)
        })?;
        self.in_step();
        let new = opened.stamp.is_none();
        match opened.stamp {
            Some(stamp) => self.stamps.insert(key.clone(), stamp),
            None => self.stamps.remove(key),
        };
        self.keep_journal(key, &opened.report, opened.journal, opened.recovered.as_ref());
        let background = self.background(&opened.report);
        let mistyped = background.as_ref().ok().and_then(|known| mistyped(&known.body, &self.forms, self.lang));
        let remark = match opened.trouble {
            Some(error) => Some(self.words(&error)),
            None => opened.digest.and_then(|digest| self.remark(key, digest)).or(mistyped),
        };
        let remark = match (said, remark) {
            (Some(said), Some(remark)) => Some(format!("{said}\n{remark}")),
            (said, remark) => said.or(remark),
        };
        let recovered = opened.recovered.map(Box::new);
        Ok(Msg::Opened { report: Box::new(opened.report), edit, new, background, recovered, remark, lent: None })
    }

    /// Opens a report that did not come from the library. What was known of a file in its place is forgotten, so that
    /// saving never takes that file for the one that was loaded.
    fn open_new(&mut self, report: Report, edit: Option<Edit>) -> Msg {
        if let Some(key) = report.key() {
            self.stamps.remove(&key);
        }
        self.let_go();
        // A report without a folder is locked when its first edit is written.
        let folder = report.key().filter(|key| self.library.holds(&key.agency));
        let held = folder.map_or(Ok(None), |key| self.hold(&key));
        let (remark, lent) = match held.map_err(|error| self.holder(error)) {
            Ok(said) => (said, None),
            Err(Ok(holder)) => (None, Some(holder)),
            Err(Err(words)) => (Some(words), None),
        };
        if lent.is_none() {
            self.begin_journal(&report);
        }
        let background = self.background(&report);
        Msg::Opened { report: Box::new(report), edit, new: true, background, recovered: None, remark, lent }
    }

    /// Says that a report's file, or its agency's profile, is not as gouji wrote it, or that the file comes from the time to
    /// come. A profile without a digest was written by hand, which is usual.
    fn remark(&self, key: &Key, digest: Digest) -> Option<String> {
        let path = self.library.path(key).ok()?;
        let file = path.file_name()?.to_string_lossy();
        let profile = || match self.library.profile(&key.agency).ok()?.1 {
            Digest::Agrees | Digest::Absent => None,
            Digest::Differs => Some(match self.lang {
                Lang::Zh => "agency.ron 被改动过（末行摘要不符），请核对；删去末行就不再提示。".to_string(),
                Lang::En => "agency.ron was changed by hand: check it; delete its last line to end this.".to_string(),
            }),
        };
        let clock = || {
            let written = self.library.written_ahead(key)?;
            Some(match self.lang {
                Lang::Zh => format!(
                    "电脑的时钟似乎被调慢了：{file} 是 {written} 保存的，现在还没到那个时间。请核对日期和时间，再保存。"
                ),
                Lang::En => format!(
                    "the clock seems to be set back: {file} was saved at {written}, which is yet to come. Check date and time \
                     before you save."
                ),
            })
        };
        digest.message(&file, self.lang).or_else(clock).or_else(profile)
    }

    /// An agency whose name no folder can have is refused before anything is typed.
    fn check_name(&self, key: &Key) -> Result<(), String> {
        self.library.path(key).map(drop).map_err(|error| self.words(&error))
    }

    /// The form of a report year; years before the first edition have none.
    fn form_of(&self, year: i32) -> Result<Arc<Form>, String> {
        let form = self.forms.for_year(year).cloned();
        form.ok_or_else(|| match self.lang {
            Lang::Zh => format!("没有 {year} 年适用的格式（2019 年以前的报告不在范围内）"),
            Lang::En => format!("there is no form for report year {year}"),
        })
    }

    fn create(&mut self, key: Key, nil: bool, from_last_year: bool) -> Result<Msg, String> {
        self.check_name(&key)?;
        if self.library.holds_report(&key) {
            return Err(match self.lang {
                Lang::Zh => format!("库中已有 {} {} 年的报告，请直接打开", key.agency, key.year),
                Lang::En => format!("the library has {} {} already; open it", key.agency, key.year),
            });
        }
        let form = self.form_of(key.year)?;
        let mut report = opening(&form, &key);
        let mut edit = Edit { purpose: Purpose::Carry, changes: Vec::new() };
        // Where last year's report cannot be read, opening the new one says so.
        if let Some(background) = self.background(&report).ok().filter(|_| from_last_year)
            && let Some(last) = background.precedent()
        {
            take_headings(&mut report, &last.report);
            edit = Session::with(report.clone(), *background).carrying(None);
        }
        if nil {
            let zero = Entry::new(Figure::from(0), Origin::Filled);
            let carried: Vec<CellId> = edit.cells().collect();
            let cells = form.inputs().filter(|&cell| form.tables()[form.cell(cell).table].nil);
            let rest = cells.filter(|cell| !carried.contains(cell));
            edit.purpose = Purpose::Fill;
            edit.changes.extend(rest.map(|cell| Change::Figure(cell, zero)));
        }
        let opened = self.open_new(report, (!edit.changes.is_empty()).then_some(edit));
        self.found_journal();
        Ok(opened)
    }

    fn delete(&mut self, key: Key) -> Result<Msg, String> {
        let _lock = self.library.lock_for_now(&key).map_err(|error| self.words(&error))?;
        let deleted = self.library.delete(&key);
        let shelved = self.library.shelve_journal(&key).map_err(|error| self.words(&error))?;
        match deleted {
            Err(StoreError::Missing { .. }) if shelved.is_some() => {}
            deleted => drop(deleted.map_err(|error| self.words(&error))?),
        }
        self.stamps.remove(&key);
        Ok(Msg::Deleted(key))
    }

    /// The saved states of a report, the oldest first. A state that cannot be read is passed over: it is not what the clerk
    /// works on.
    fn history(&self, key: &Key, past: Past) -> Result<Msg, String> {
        let kept = self.library.history(key).map_err(|error| self.words(&error))?;
        let mut states = Vec::new();
        let mut time = None;
        // What was never saved is no state that the report had.
        for state in kept.iter().rev().filter(|state| !state.unsaved) {
            let name = state.path.display().to_string();
            let read = atomic::read(&state.path).ok();
            let report =
                read.and_then(|bytes| document::from_ron(&name, &String::from_utf8_lossy(&bytes), &self.forms).ok());
            // A state's file is named by the time at which the next one was saved.
            let saved = time.replace(state.time.clone());
            states.extend(report.map(|report| PastState { time: saved, report, why: None }));
        }
        if let Ok(loaded) = self.library.load(key, &self.forms) {
            states.push(PastState { time, report: loaded.report, why: None });
        }
        let joined = self.library.joined(key, &self.forms).ok();
        if let Some(recovered) = joined.and_then(|joined| joined.recovered) {
            states.extend(recovered.states(match past {
                Past::Cell(cell) => Some(cell),
                Past::SinceFinished => None,
            }));
        }
        Ok(Msg::History { states, past })
    }

    fn compare(&self, path: &Path) -> Result<Msg, String> {
        let name = path.display().to_string();
        let bytes = atomic::read(path).map_err(|error| self.words(&error))?;
        let report = if document::is_report(&bytes) {
            document::from_ron(&name, &String::from_utf8_lossy(&bytes), &self.forms)
                .map_err(|error| self.words(&error))?
        } else {
            let options = import::Options { lang: self.lang, year: None };
            let proposal = import::read(&bytes, self.forms.all(), options);
            proposal.map_err(|error| error.message(self.lang))?.into_report()
        };
        Ok(Msg::Compared { name, report: Box::new(report) })
    }

    fn read(&mut self, path: &Path) -> Result<Msg, String> {
        let bytes = atomic::read(path).map_err(|error| self.words(&error))?;
        if document::is_report(&bytes) || journals::is_journal(&bytes) {
            return self.read_report(path, &bytes);
        }
        let options = import::Options { lang: self.lang, year: None };
        let proposal = import::read(&bytes, self.forms.all(), options).map_err(|error| error.message(self.lang))?;
        let key = proposal.clone().into_report().key();
        let existing = key.and_then(|key| self.library.joined(&key, &self.forms).ok());
        let existing =
            existing.map(|joined| Box::new(joined.report)).filter(|r| r.form().edition() == proposal.form.edition());
        Ok(Msg::Proposed { path: path.to_path_buf(), proposal: Box::new(proposal), existing })
    }

    fn other_edition(&self, year: i32) -> String {
        match self.lang {
            Lang::Zh => format!("库中 {year} 年的报告是另一版格式，不能合并"),
            Lang::En => format!("the library's report of {year} has another edition and cannot be merged"),
        }
    }

    fn adopt(&mut self, key: Key, proposal: Proposal, entries: BTreeMap<CellId, Entry>) -> Result<Msg, String> {
        self.check_name(&key)?;
        if self.library.holds_report(&key) {
            let loaded = self.library.joined(&key, &self.forms).map_err(|error| self.words(&error))?;
            if loaded.report.form().edition() != proposal.form.edition() {
                return Err(self.other_edition(key.year));
            }
            let edit = proposal.edit(&loaded.report, entries);
            return self.open(&key, Some(edit));
        }
        let report = Report::new(Arc::clone(&proposal.form), Some(key.agency), Some(key.year), key.scope);
        let edit = proposal.edit(&report, entries);
        Ok(self.open_new(report, Some(edit)))
    }
}
