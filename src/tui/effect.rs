//! Does what the editor asks for outside itself, through [`work`](crate::work), as both front ends do; what comes of an effect
//! goes back to `update` as a message. Of its own it has what only an editor needs of the `store`: the lock and the journal of
//! the open report, and what its file was when it was read. What takes a disk's time though nobody waits for it, such as a
//! save, is a [`job`] of its own, which needs nothing of what is known here.

pub mod job;

pub mod looking;

mod export;

mod journal;

mod sharing;

mod taking_in;

mod collecting;

mod register;

mod backup;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::background::Background;
use crate::domain::figure::Entry;
use crate::domain::form::CellId;
use crate::domain::proposal::Proposal;
use crate::domain::report::{Key, Report};
use crate::domain::session::Edit;
use crate::domain::text::Lang;
use crate::store::clock;
use crate::store::library::Stamp;
use crate::store::settings::SettingsFile;
use crate::work::known::{Hints, Known};
use crate::work::library::Looked;
use crate::work::reader::Reader;
use crate::work::source::Named;
use crate::work::{Digest, Forms, Library, Office, StoreError};

use super::library::{Condition, Listed};
use super::model::{Effect, Msg, Past};
use job::{Order, Step};
use looking::Aside;

pub use export::OFFERS;

/// Remarks as one text, a line each.
fn lines(remarks: impl IntoIterator<Item = String>) -> Option<String> {
    let lines: Vec<String> = remarks.into_iter().collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The outside of the editor: the library, and what is known of the files that were loaded from it.
#[derive(Debug)]
pub struct Outside {
    office: Office,
    stamps: HashMap<Key, Stamp>,
    settings: Option<SettingsFile>,
    /// How many saves were begun and are not finished.
    saving: usize,
    journal: Option<journal::Open>,
    sharing: sharing::Sharing,
    /// The backup that is under way, and what was found in one.
    copying: Option<backup::Copying>,
    found: Option<backup::BackupFound>,
}

impl Outside {
    /// With a library and the forms of the program.
    pub fn new(library: Library, forms: Forms, lang: Lang) -> Outside {
        Outside {
            office: Office { library, forms, lang, reader: Reader::here() },
            stamps: HashMap::new(),
            settings: None,
            saving: 0,
            journal: None,
            sharing: sharing::Sharing::default(),
            copying: None,
            found: None,
        }
    }

    /// With a place where documents are read, which is here otherwise.
    #[must_use]
    pub fn reading(mut self, reader: Reader) -> Outside {
        self.office.reader = reader;
        self
    }

    /// With a file that keeps the settings.
    #[must_use]
    pub fn keeping(self, settings: Option<SettingsFile>) -> Outside {
        Outside { settings, ..self }
    }

    /// Does what is asked for to its end, however long that takes; what there is to be said of it, the last word last.
    pub fn run(&mut self, effect: Effect) -> Vec<Msg> {
        if let Some(asides) = self.asides(&effect) {
            return asides.into_iter().map(Aside::run).collect();
        }
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
            Effect::BackUp(folder) => Step { msg: None, order: Some(Order::back_up(folder)) },
            Effect::LookAtBackup(folder) => Step { msg: None, order: Some(Order::look_at_backup(folder)) },
            Effect::BringBack(fates, by) => {
                Step { msg: None, order: self.found.take().map(|found| Order::bring_back(found, fates, by)) }
            }
            Effect::CopyOn => Step { msg: None, order: Some(Order::copy_on()) },
            Effect::Keep(settings) => Step { msg: None, order: Some(Order::keep(settings)) },
            Effect::Skip { agency, columns } => Step { msg: None, order: Some(Order::skip(agency, columns)) },
            Effect::UseFolder(folder) => Step { msg: None, order: Some(Order::use_folder(folder)) },
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
            Effect::OpenOrMake(key) if self.office.library.holds_report(&key) => self.open(&key, None),
            Effect::OpenOrMake(key) => self.create(key, false, true),
            Effect::Create { key, nil, from_last_year } => self.create(key, nil, from_last_year),
            Effect::Sample => self.sample(),
            Effect::Delete(key) => self.delete(key),
            Effect::ListDeleted => self.deleted(),
            Effect::Undelete(key) => self.undelete(key),
            Effect::Take(report) => self.take(*report),
            Effect::History { key, past } => self.history(&key, past),
            Effect::States(key) => self.states(&key),
            Effect::ReadBoth(place) => self.read_both(place),
            Effect::GoBackTo(report) => self.go_back_to(*report),
            Effect::Compare(path) => self.compare(&path),
            Effect::Collect(of, wish) => self.collecting(&of, *wish),
            Effect::LookForRegister(imports) => return Some(self.look_for_register(imports)),
            Effect::CountRegister { path, key } => self.count_register(&path, &key),
            Effect::KeepRegister { register, is_taken } => return self.keep_register(&register, is_taken),
            Effect::Read(path, report) => self.read(&path, report),
            Effect::Adopt { key, proposal, entries } => self.adopt(key, *proposal, entries),
            Effect::Today => Ok(Msg::Today(clock::today())),
            Effect::SaveCopy { report, path } => self.save_copy(&report, path),
            Effect::Journal(commits) => return self.journal(&commits),
            Effect::TakeUp => return self.take_up(),
            Effect::Decline => return self.decline(),
            Effect::Part(parting) => return self.part(parting),
            Effect::LookAgain { key, reading } => return self.look_again(&key, reading),
            Effect::Reopen { key, mine, edit } => self.reopen(&key, mine.as_deref(), edit),
            Effect::Years { key, open } => self.years(&key, open.as_deref()),
            Effect::Speak(lang) => {
                self.office.lang = lang;
                return None;
            }
            Effect::Save { .. }
            | Effect::Export { .. }
            | Effect::Keep(_)
            | Effect::Skip { .. }
            | Effect::UseFolder(_)
            | Effect::Browse { .. }
            | Effect::Drives(_)
            | Effect::EditText(_)
            | Effect::Copy(_)
            | Effect::Mouse(_)
            | Effect::BackUp(_)
            | Effect::LookAtBackup(_)
            | Effect::BringBack(..)
            | Effect::CopyOn
            | Effect::Redraw
            | Effect::Quit => return None,
        };
        Some(done.unwrap_or_else(Msg::Failed))
    }

    fn words(&self, error: &StoreError) -> String {
        error.message(self.office.lang)
    }

    fn list(&self) -> Result<Vec<Listed>, String> {
        let keys = self.office.library.keys().map_err(|error| self.words(&error))?;
        Ok(keys.into_iter().map(Listed::new).collect())
    }

    fn look_into(&self, keys: Vec<Key>) -> Vec<(Key, Result<Condition, String>)> {
        let look = |key: Key| {
            let looked = self.office.look(&Named::Library(key.clone()));
            let state = looked.map(|Looked { session, is_unsaved, .. }| {
                let changed = self.office.library.last_change(&key);
                Condition { is_unsaved, changed, ..Condition::of(&session) }
            });
            (key, state.map_err(|error| error.message(self.office.lang)))
        };
        keys.into_par_iter().map(look).collect()
    }

    /// What is known besides a report, and what there is to say of it, a line each.
    pub(super) fn background(&self, report: &Report) -> (Box<Background>, Option<String>) {
        let Known { background, remarks, .. } = self.office.known(report, Hints::default());
        (Box::new(background), lines(remarks))
    }

    fn open(&mut self, key: &Key, edit: Option<Edit>) -> Result<Msg, String> {
        self.open_with(key, edit, true)
    }

    /// Opens a report; with what a journal holds, or where others may be writing theirs, as its file has it.
    fn open_with(&mut self, key: &Key, edit: Option<Edit>, journals: bool) -> Result<Msg, String> {
        if let Some(why) = self.collector(key) {
            self.let_go();
            return self.open_lent(key, why, edit);
        }
        let said = match self.hold(key) {
            Ok(said) => said,
            Err(error) => {
                let holder = self.holder(error)?;
                return self.open_lent(key, holder, edit);
            }
        };
        let Office { library, forms, .. } = &self.office;
        let opened = if journals { library.open(key, forms) } else { library.open_file(key, forms) };
        let opened = match opened {
            Ok(opened) => opened,
            Err(error) => {
                self.let_go();
                let holder = self.holder(error)?;
                return self.open_lent(key, holder, edit);
            }
        };
        self.in_step();
        let new = opened.stamp.is_none();
        match opened.stamp {
            Some(stamp) => self.stamps.insert(key.clone(), stamp),
            None => self.stamps.remove(key),
        };
        self.keep_journal(key, &opened.report, opened.journal, opened.recovered.as_ref());
        let (background, known) = self.background(&opened.report);
        let of_file = match opened.trouble {
            Some(error) => Some(self.words(&error)),
            None => opened.digest.and_then(|digest| self.remark(key, digest)),
        };
        let others = opened.writers.iter().map(|writer| self.also_keying(writer));
        let remark = lines([said, of_file].into_iter().flatten().chain(others).chain(known));
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
        let folder = report.key().filter(|key| self.office.library.holds(&key.agency));
        let held = folder.map_or(Ok(None), |key| self.hold(&key));
        let (remark, lent) = match held.map_err(|error| self.holder(error)) {
            Ok(said) => (said, None),
            Err(Ok(holder)) => (None, Some(holder)),
            Err(Err(words)) => (Some(words), None),
        };
        if lent.is_none() {
            self.begin_journal(&report);
        }
        let (background, known) = self.background(&report);
        let remark = lines([remark, known].into_iter().flatten());
        Msg::Opened { report: Box::new(report), edit, new: true, background, recovered: None, remark, lent }
    }

    /// Says that a report's file, or its agency's profile, is not as gouji wrote it, or that the file comes from the time to
    /// come. A profile without a digest was written by hand, which is usual.
    fn remark(&self, key: &Key, digest: Digest) -> Option<String> {
        let path = self.office.library.path(key).ok()?;
        let file = path.file_name()?.to_string_lossy();
        let profile = || match self.office.library.profile(&key.agency).ok()?.1 {
            Digest::Agrees | Digest::Absent => None,
            Digest::Differs => Some(self.office.lang.say(
                "agency.ron 有改动（末行校验码不符），请核对；删去末行后不再提示。",
                "agency.ron was changed by hand: check it; deleting its last line ends this.",
            )),
        };
        let clock = || {
            let written = self.office.library.written_ahead(key)?;
            Some(match self.office.lang {
                Lang::Zh => {
                    format!("电脑的时钟可能慢了：{file} 的保存时间是 {written}，晚于现在。请核对日期和时间，再保存。")
                }
                Lang::En => format!(
                    "The clock may be slow: {file} was saved at {written}, which is later than now. Check date and time before you \
                     save."
                ),
            })
        };
        digest.message(&file, self.office.lang).or_else(clock).or_else(profile)
    }

    /// An agency whose name no folder can have is refused before anything is typed.
    fn check_name(&self, key: &Key) -> Result<(), String> {
        self.office.library.path(key).map(drop).map_err(|error| self.words(&error))
    }

    fn create(&mut self, key: Key, nil: bool, from_last_year: bool) -> Result<Msg, String> {
        self.check_name(&key)?;
        if self.office.library.holds_report(&key) {
            return Err(self.office.lang.say(
                format!("报告库中已有 {} {} 年度报告，请直接打开", key.agency, key.year),
                format!("The library already has {} {}; open it", key.agency, key.year),
            ));
        }
        let made = self.office.make(&key, from_last_year, nil).map_err(|error| error.message(self.office.lang))?;
        let edit = (!made.edit.changes.is_empty()).then_some(made.edit);
        let opened = self.open_new(made.report, edit);
        self.found_journal();
        Ok(opened)
    }

    fn delete(&mut self, key: Key) -> Result<Msg, String> {
        self.office.delete(&key).map_err(|error| self.words(&error))?;
        self.stamps.remove(&key);
        Ok(Msg::Deleted(key))
    }

    /// The saved states of a report, the oldest first.
    fn history(&self, key: &Key, past: Past) -> Result<Msg, String> {
        let cell = match past {
            Past::Cell(cell) => Some(cell),
            Past::SinceFinished => None,
        };
        let states = self.office.states(key, cell).map_err(|error| self.words(&error))?;
        Ok(Msg::History { states, past })
    }

    /// The years of an agency, the open report as it stands in place of the saved one.
    fn years(&self, key: &Key, open: Option<&Report>) -> Result<Msg, String> {
        let (trend, remarks) = self.office.years(key, open, None).map_err(|error| self.words(&error))?;
        Ok(Msg::Years(trend.map(Box::new), remarks))
    }

    fn other_edition(&self, year: i32) -> String {
        self.office.lang.say(
            format!("报告库中 {year} 年度报告的格式不同，不能合并"),
            format!("The library's report of {year} has another edition and cannot be merged"),
        )
    }

    fn adopt(&mut self, key: Key, proposal: Proposal, entries: BTreeMap<CellId, Entry>) -> Result<Msg, String> {
        self.check_name(&key)?;
        if self.office.library.holds_report(&key) {
            let loaded = self.office.library.joined(&key, &self.office.forms).map_err(|error| self.words(&error))?;
            if loaded.report.form().edition() != proposal.form.edition() {
                return Err(self.other_edition(key.year));
            }
            let edit = proposal.edit(&loaded.report, entries);
            return self.open(&key, Some(edit));
        }
        let mut report = Report::new(Arc::clone(&proposal.form), Some(key.agency), Some(key.year), key.scope);
        report.departures.clone_from(&proposal.departures);
        let edit = proposal.edit(&report, entries);
        Ok(self.open_new(report, Some(edit)))
    }
}
