//! What goes on by itself while the clerk goes on: saves, documents being written, settings. An [`Order`] waits for its turn, a
//! [`Job`] needs nothing but the disk and can be done by any thread, and what came of it is made known with
//! [`Outside::finish`]. Jobs are done one after another, in the order in which they were asked for.

use std::path::PathBuf;

use crate::domain::report::Report;
use crate::domain::settings::Settings;
use crate::domain::text::Lang;
use crate::store::agency::Agency;
use crate::store::error::StoreError;
use crate::store::journal::Ticket;
use crate::store::library::{Library, Stamp};
use crate::store::settings::SettingsFile;
use crate::work::export::publish;

use super::super::model::Msg;
use super::Outside;

/// What came of an effect at once, and what is left of it.
#[derive(Debug, Default)]
pub struct Step {
    /// What there is to be said now.
    pub msg: Option<Msg>,
    /// What is to be done in its turn.
    pub order: Option<Order>,
}

impl Order {
    /// What is left of it where this one of the same kind comes behind it before it began: of two saves of a report the
    /// later one has all that the earlier one has.
    #[must_use]
    pub fn behind(self, next: &Order) -> Order {
        match (self, next) {
            (Order::Save { report, overwrite: false }, Order::Save { report: later, overwrite: false })
                if report.key() == later.key() =>
            {
                Order::Pass(report)
            }
            (order, _) => order,
        }
    }
}

impl From<Msg> for Step {
    fn from(msg: Msg) -> Step {
        Step { msg: Some(msg), order: None }
    }
}

/// What waits for its turn.
#[derive(Debug)]
pub enum Order {
    /// Save a report that was announced to its journal.
    Save {
        /// The report.
        report: Box<Report>,
        /// Whether a changed file is overwritten.
        overwrite: bool,
    },
    /// Say why a save was refused, behind those that were begun before it.
    Refuse(String),
    /// Pass a save by that a later one of the same report has overtaken before it began.
    Pass(Box<Report>),
    /// Write documents that were made and read back.
    Publish {
        /// The files, the document first.
        files: Vec<(PathBuf, Vec<u8>)>,
        /// Whether it is a draft.
        is_draft: bool,
        /// What there is to say of other reports that were used.
        remark: Option<String>,
    },
    /// Write the settings.
    Keep(Box<Settings>),
    /// Write into an agency's profile which columns keying passes by.
    Skip {
        /// The agency.
        agency: String,
        /// `table.column` of each.
        columns: Vec<String>,
    },
}

/// What only needs the disk.
#[derive(Debug)]
pub enum Job {
    /// Save a report, once the disk has what its journal says of it.
    Save {
        /// Where.
        library: Library,
        /// The report.
        report: Box<Report>,
        /// What is expected on disk; `None` within where whatever is there is overwritten.
        expected: Option<Option<Stamp>>,
        /// What to wait for.
        announced: Option<Ticket>,
    },
    /// Write documents.
    Publish {
        /// The files, the document first.
        files: Vec<(PathBuf, Vec<u8>)>,
        /// Whether it is a draft.
        is_draft: bool,
        /// What there is to say of other reports that were used.
        remark: Option<String>,
    },
    /// Write the settings.
    Keep {
        /// The file that keeps them.
        file: SettingsFile,
        /// The settings.
        settings: Box<Settings>,
    },
    /// Write an agency's profile.
    Skip {
        /// Where.
        library: Library,
        /// The agency.
        agency: String,
        /// `table.column` of each.
        columns: Vec<String>,
    },
    /// A save was refused.
    Refuse(String),
    /// A save was overtaken.
    Pass(Box<Report>),
    /// There is nothing left to do.
    Nothing,
}

/// What came of a job.
#[derive(Debug)]
pub enum Done {
    /// A report was saved, or was not.
    Saved(Box<Report>, Result<Stamp, StoreError>),
    /// Documents were written, or not all of them.
    Published {
        /// The document.
        path: PathBuf,
        /// Whether it is a draft.
        is_draft: bool,
        /// What there is to say of other reports that were used.
        remark: Option<String>,
        /// Why not.
        refusal: Option<StoreError>,
    },
    /// The settings were written; where another file was in the way, it has this name now.
    Kept(SettingsFile, Result<Option<PathBuf>, StoreError>),
    /// The profile was written, or was not.
    Skipped(Result<(), StoreError>),
    /// A save was refused.
    Refused(String),
    /// A save was overtaken.
    Passed(Box<Report>),
    /// There was nothing to do.
    Nothing,
}

impl Job {
    /// Does it, however long it takes.
    pub fn run(self) -> Done {
        match self {
            Job::Save { library, report, expected, announced } => {
                if let Some(announced) = announced {
                    announced.wait();
                }
                let saved = match expected {
                    Some(stamp) => library.save(&report, stamp.as_ref()),
                    None => library.overwrite(&report),
                };
                Done::Saved(report, saved)
            }
            Job::Publish { files, is_draft, remark } => {
                let refusal = files.iter().find_map(|(path, bytes)| publish(path, bytes).err());
                let path = files.into_iter().next().map(|(path, _)| path).unwrap_or_default();
                let path = path.canonicalize().unwrap_or(path);
                Done::Published { path, is_draft, remark, refusal }
            }
            Job::Keep { mut file, settings } => {
                let kept = file.save(&settings);
                Done::Kept(file, kept)
            }
            Job::Skip { library, agency, columns } => {
                let profile = library.agency(&agency);
                Done::Skipped(profile.and_then(|profile| library.save_agency(&Agency { skipped: columns, ..profile })))
            }
            Job::Refuse(words) => Done::Refused(words),
            Job::Pass(report) => Done::Passed(report),
            Job::Nothing => Done::Nothing,
        }
    }
}

impl Outside {
    /// Announces a save to the report's journal, so that what is keyed from now on stands behind it there. A file that
    /// others changed is told now, before the next key; it is looked at once more when it is replaced.
    pub(super) fn begin_save(&mut self, report: Box<Report>, overwrite: bool) -> Step {
        let key = report.key().ok_or(StoreError::Nameless);
        // Before a lock makes a folder in the place of a stick that was pulled.
        let is_there = key.and_then(|key| self.check_place(&key).map(|()| key));
        let held = is_there.and_then(|key| self.hold(&key).map(|_| key));
        let key = match held {
            Ok(key) => key,
            Err(error) => {
                self.saving += 1;
                return Step { msg: None, order: Some(Order::Refuse(self.words(&error))) };
            }
        };
        if !overwrite && self.saving == 0 && self.office.library.is_changed(&key, self.stamps.get(&key)) {
            return self.conflict(&key, true).into();
        }
        self.announce(&report);
        self.saving += 1;
        Step { msg: None, order: Some(Order::Save { report, overwrite }) }
    }

    /// The job that an order has become, now that it is its turn.
    pub fn job(&mut self, order: Order) -> Job {
        match order {
            Order::Save { report, overwrite } => {
                let stamp = report.key().and_then(|key| self.stamps.get(&key).cloned());
                let expected = (!overwrite).then_some(stamp);
                Job::Save { library: self.office.library.clone(), report, expected, announced: self.ticket() }
            }
            Order::Refuse(words) => Job::Refuse(words),
            Order::Pass(report) => Job::Pass(report),
            Order::Publish { files, is_draft, remark } => Job::Publish { files, is_draft, remark },
            Order::Keep(settings) => self.settings.take().map_or(Job::Nothing, |file| Job::Keep { file, settings }),
            Order::Skip { agency, columns } => Job::Skip { library: self.office.library.clone(), agency, columns },
        }
    }

    /// Takes note of what came of a job.
    pub fn finish(&mut self, done: Done) -> Option<Msg> {
        match done {
            Done::Saved(report, saved) => {
                self.saving = self.saving.saturating_sub(1);
                Some(self.saved(&report, saved))
            }
            Done::Published { path, is_draft, remark, refusal: None } => Some(Msg::Exported { path, is_draft, remark }),
            Done::Published { refusal: Some(error), .. } => Some(Msg::NotWritten(self.words(&error))),
            Done::Kept(file, kept) => {
                self.settings = Some(file);
                Some(kept.map_or_else(|error| Msg::NotWritten(self.words(&error)), Msg::Kept))
            }
            Done::Refused(words) => {
                self.saving = self.saving.saturating_sub(1);
                Some(Msg::NotSaved(words))
            }
            Done::Passed(report) => {
                self.saving = self.saving.saturating_sub(1);
                self.note_saved(&report, false);
                Some(Msg::Overtaken)
            }
            Done::Skipped(Ok(())) | Done::Nothing => None,
            Done::Skipped(Err(error)) => Some(Msg::NotWritten(match self.office.lang {
                Lang::Zh => format!("跳列只管到关上这份报告，没有记下来：{}", self.words(&error)),
                Lang::En => {
                    format!(
                        "what is skipped lasts until the report is closed, and was not kept: {}",
                        self.words(&error)
                    )
                }
            })),
        }
    }

    fn saved(&mut self, report: &Report, saved: Result<Stamp, StoreError>) -> Msg {
        let Some(key) = report.key() else {
            return Msg::NotSaved(self.words(&StoreError::Nameless));
        };
        self.note_saved(report, saved.is_ok());
        match saved {
            Ok(stamp) => {
                self.stamps.insert(key, stamp);
                self.in_step();
                Msg::Saved
            }
            Err(StoreError::Changed { .. } | StoreError::Exists { .. }) => self.conflict(&key, true),
            Err(error) => Msg::NotSaved(self.words(&error)),
        }
    }
}
