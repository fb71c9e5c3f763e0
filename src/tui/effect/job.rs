//! What goes on by itself while the clerk goes on: saves, documents being written, settings. An [`Order`] waits for its turn, a
//! [`Job`] needs nothing but the disk and can be done by any thread, and what came of it is made known with
//! [`Outside::finish`]. Jobs are done one after another, in the order in which they were asked for.

use std::path::PathBuf;

use crate::domain::report::Report;
use crate::domain::settings::Settings;
use crate::domain::text::Lang;
use crate::store::agency::Agency;
use crate::store::document::to_ron;
use crate::store::error::plain;
use crate::store::library::Stamp;
use crate::work::StoreError;
use crate::work::export::{create_folder, publish};
use crate::work::opening::open;
use crate::work::system;

use super::super::model::Msg;
use super::Outside;

/// What came of an effect at once, and what is left of it.
#[derive(Default)]
pub struct Step {
    /// What there is to be said now.
    pub msg: Option<Msg>,
    /// What is to be done in its turn.
    pub order: Option<Order>,
}

impl From<Msg> for Step {
    fn from(msg: Msg) -> Step {
        Step { msg: Some(msg), order: None }
    }
}

/// What waits for its turn.
pub enum Order {
    /// Save a report that was announced to its journal; whether a changed file is overwritten.
    Save(Box<Report>, bool),
    /// Pass a save by that a later one of the same report has overtaken before it began.
    Pass(Box<Report>),
    /// Anything else: the job that it becomes.
    Other(Box<dyn FnOnce(&mut Outside) -> Job + Send>),
}

impl Order {
    /// What is left of it where this one of the same kind comes behind it before it began: of two saves of a report the
    /// later one has all that the earlier one has.
    #[must_use]
    pub fn behind(self, next: &Order) -> Order {
        match (self, next) {
            (Order::Save(report, false), Order::Save(later, false)) if report.key() == later.key() => {
                Order::Pass(report)
            }
            (order, _) => order,
        }
    }

    pub(super) fn other(job: impl FnOnce(&mut Outside) -> Job + Send + 'static) -> Order {
        Order::Other(Box::new(job))
    }

    /// Write documents that were made and read back, the document first, those of a package into its folder; `remark` is what
    /// there is to say of other reports that were used.
    pub(super) fn publish(
        files: Vec<(PathBuf, Vec<u8>)>,
        folder: Option<PathBuf>,
        then: Option<(String, bool)>,
        (is_draft, mut remark): (bool, Option<String>),
    ) -> Order {
        let work = move || {
            let refusal = folder.as_deref().and_then(|folder| create_folder(folder).err());
            let refusal = refusal.or_else(|| files.iter().find_map(|(path, bytes)| publish(path, bytes).err()));
            let path = folder.or_else(|| files.into_iter().next().map(|(path, _)| path)).unwrap_or_default();
            let path = path.canonicalize().map_or(path, |real| plain(&real).into_owned());
            // What was written is opened where the clerk asked for it.
            let opened = then.filter(|_| refusal.is_none()).map(|(command, of_folder)| {
                let what = if of_folder && path.is_file() { path.parent().unwrap_or(&path) } else { &path };
                open(&command, what).map_err(|error| (command, error))
            });
            Done::new(move |outside| match refusal {
                None => {
                    if let Some(Err((command, error))) = opened {
                        let why = system(&error, outside.office.lang);
                        let words = outside
                            .office
                            .lang
                            .say(format!("{command} 无法启动：{why}"), format!("{command} did not start: {why}"));
                        remark = Some(remark.map_or(words.clone(), |remark| format!("{remark}\n{words}")));
                    }
                    Some(Msg::Exported { path, is_draft, remark })
                }
                Some(error) => Some(Msg::NotWritten(outside.words(&error))),
            })
        };
        Order::other(|_| Job::new(work))
    }

    /// Write the settings.
    pub(super) fn keep(settings: Box<Settings>) -> Order {
        Order::other(move |outside| {
            let file = outside.settings.take();
            Job::new(move || {
                let Some(mut file) = file else { return Done::new(|_| None) };
                let kept = file.save(&settings);
                Done::new(move |outside| {
                    outside.settings = Some(file);
                    Some(kept.map_or_else(|error| Msg::NotWritten(outside.words(&error)), Msg::Kept))
                })
            })
        })
    }

    /// Keep in the settings that a folder was used. Where that cannot be written, it is known until the program ends, which is
    /// nothing to stop somebody for.
    pub(super) fn use_folder(folder: String) -> Order {
        Order::other(move |outside| {
            let file = outside.settings.take();
            Job::new(move || {
                let Some(mut file) = file else { return Done::new(|_| None) };
                let _ = file.use_folder(&folder);
                Done::new(move |outside| {
                    outside.settings = Some(file);
                    None
                })
            })
        })
    }

    /// Write into an agency's profile which columns keying passes by.
    pub(super) fn skip(agency: String, skipped: Vec<String>) -> Order {
        Order::other(move |outside| {
            let library = outside.office.library.clone();
            Job::new(move || {
                let skipping = |profile| Agency { skipped: skipped.clone(), ..profile };
                let written = library.change_agency(&agency, skipping);
                Done::new(move |outside| {
                    let why = outside.words(&written.err()?);
                    Some(Msg::NotWritten(match outside.office.lang {
                        Lang::Zh => format!("跳过的列没有记入 agency.ron，关闭本报告后失效：{why}"),
                        Lang::En => {
                            format!(
                                "What is skipped was not kept in agency.ron and lasts until the report is closed: {why}"
                            )
                        }
                    }))
                })
            })
        })
    }

    /// Say why a save was refused, behind those that were begun before it.
    fn refuse(words: String) -> Order {
        Order::other(|_| {
            Job::new(|| {
                Done::new(|outside| {
                    outside.saving = outside.saving.saturating_sub(1);
                    Some(Msg::NotSaved(words))
                })
            })
        })
    }
}

/// What only needs the disk.
pub struct Job(Box<dyn FnOnce() -> Done + Send>);

impl Job {
    pub(super) fn new(work: impl FnOnce() -> Done + Send + 'static) -> Job {
        Job(Box::new(work))
    }

    /// Does it, however long it takes.
    pub fn run(self) -> Done {
        (self.0)()
    }
}

/// What came of a job, to be taken note of and told.
pub struct Done(Box<Told>);

type Told = dyn FnOnce(&mut Outside) -> Option<Msg> + Send;

impl Done {
    pub(super) fn new(told: impl FnOnce(&mut Outside) -> Option<Msg> + Send + 'static) -> Done {
        Done(Box::new(told))
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
                return Step { msg: None, order: Some(Order::refuse(self.words(&error))) };
            }
        };
        if !overwrite && self.saving == 0 && self.office.library.is_changed(&key, self.stamps.get(&key)) {
            return self.conflict(&key, true).into();
        }
        self.announce(&report);
        self.saving += 1;
        Step { msg: None, order: Some(Order::Save(report, overwrite)) }
    }

    /// The job that an order has become, now that it is its turn.
    pub fn job(&mut self, order: Order) -> Job {
        match order {
            Order::Save(report, overwrite) => {
                let stamp = report.key().and_then(|key| self.stamps.get(&key).cloned());
                let (library, announced) = (self.office.library.clone(), self.ticket());
                Job::new(move || {
                    // The disk has what the journal says of it before the file says so.
                    if let Some(announced) = announced {
                        announced.wait();
                    }
                    let saved = match overwrite {
                        true => library.overwrite(&report),
                        false => library.save(&report, stamp.as_ref()),
                    };
                    Done::new(move |outside| {
                        outside.saving = outside.saving.saturating_sub(1);
                        Some(outside.saved(&report, saved))
                    })
                })
            }
            Order::Pass(report) => Job::new(move || {
                Done::new(move |outside| {
                    outside.saving = outside.saving.saturating_sub(1);
                    outside.note_saved(&report, false);
                    Some(Msg::Overtaken)
                })
            }),
            Order::Other(job) => job(self),
        }
    }

    /// Takes note of what came of a job.
    pub fn finish(&mut self, done: Done) -> Option<Msg> {
        (done.0)(self)
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
            Err(StoreError::Changed { .. } | StoreError::Exists(_)) => self.conflict(&key, true),
            Err(error) => {
                // It is written, and the next save only has to be confirmed.
                if let StoreError::Unsettled { .. } = error
                    && let Ok(loaded) = self.office.library.load(&key, &self.office.forms)
                    && to_ron(&loaded.report) == to_ron(report)
                {
                    self.stamps.insert(key, loaded.stamp);
                }
                Msg::NotSaved(self.words(&error))
            }
        }
    }
}
