//! The journal beside a report's file: what was committed since the last save. A journal stands for itself: it begins with
//! the whole report that its edits start from, so that they can be had back where the report's file was never written, is
//! damaged or was changed by somebody else. Here a journal is held against the report's file; how its lines are written and
//! read is up to the modules below. Nothing in it is ever thrown away: what is not wanted goes among the earlier states.

mod flusher;

mod reading;

mod record;

pub(super) mod writer;

mod writing;

use std::path::{Path, PathBuf};

use crate::domain::journal::{Ground, Recovered};
use crate::domain::report::{Key, Report, plain_name};
use crate::domain::seal::digest as sha256;

use super::clock;
use super::digest::Digest;
use super::document;
use super::error::StoreError;
use super::forms::Forms;
use super::history::{self, SavedState};
use super::holder::Holder;
use super::library::{Library, Loaded, Stamp};

pub use flusher::Ticket;
pub use writer::report_of;
pub use writing::Journal;

/// The ending of a journal's name.
pub const ENDING: &str = history::JOURNAL;

/// The present time as it stands in journals: `2026-01-15 09:30:12`.
pub(super) fn now() -> String {
    clock::told("%Y-%m-%d %H:%M:%S")
}

/// A report opened to be edited.
#[derive(Debug)]
pub struct Opened {
    /// The report as its file has it; where there is none, as its journal begins.
    pub report: Report,
    /// What was on disk; `None` where the report was never saved, or cannot be read.
    pub stamp: Option<Stamp>,
    /// Whether the report's file is as gouji wrote it; `None` where there is no file that can be read.
    pub digest: Option<Digest>,
    /// The journal for what comes. It goes on behind what is recovered, where that is taken up.
    pub journal: Journal,
    /// What the journal holds that the report does not.
    pub recovered: Option<Recovered>,
    /// Why there is a journal and it cannot be read.
    pub trouble: Option<StoreError>,
    /// Who else is keying it, where no lock keeps them out. What their journals hold is theirs, and not in `recovered`.
    pub writers: Vec<Holder>,
}

/// A report as its file and its journal have it together.
#[derive(Debug)]
pub struct Joined {
    /// The report. Where the file was changed by somebody else, it is the file's.
    pub report: Report,
    /// What was on disk; `None` where the report was never saved, or cannot be read.
    pub stamp: Option<Stamp>,
    /// Whether the report's file is as gouji wrote it; `None` where there is no file that can be read.
    pub digest: Option<Digest>,
    /// The report's file, whether it is there or not.
    pub path: PathBuf,
    /// The journal that counts, where there is one.
    pub journal: Option<PathBuf>,
    /// What the journal holds that the file does not.
    pub recovered: Option<Recovered>,
    /// Why there is a journal and it cannot be read.
    pub trouble: Option<StoreError>,
}

/// What a report's place in the library holds.
struct Stored {
    loaded: Result<(Report, Stamp, Digest), StoreError>,
    /// The journal that counts: of several, the first that holds what the file does not.
    journal: Option<(PathBuf, Result<reading::Read, StoreError>)>,
}

impl Library {
    /// The journal of a report, whether it is there or not.
    pub fn journal_path(&self, key: &Key) -> Result<PathBuf, StoreError> {
        Ok(self.path(key)?.with_extension(ENDING))
    }

    /// Whether there is such a report, be it only as a journal.
    pub fn holds_report(&self, key: &Key) -> bool {
        self.exists(key) || self.journals(key).is_ok_and(|journals| !journals.is_empty())
    }

    /// Opens a report to be edited. Nothing is written, and nobody is kept from reading.
    pub fn open(&self, key: &Key, forms: &Forms) -> Result<Opened, StoreError> {
        let (writers, journals) = self.parted(key)?;
        let Stored { loaded, journal } = self.place(key, forms, journals)?;
        match journal {
            None if matches!(loaded, Err(StoreError::Missing(_))) && !writers.is_empty() => {
                let holder = writers.into_iter().next().map(Box::new);
                Err(StoreError::Held { path: self.path(key)?, holder })
            }
            other @ (None | Some((_, Err(_)))) => {
                let (report, stamp, digest) = loaded?;
                let journal = Journal::new(self, key, report.clone(), true)?;
                let trouble = other.and_then(|(_, read)| read.err());
                let (stamp, digest) = (Some(stamp), Some(digest));
                Ok(Opened { report, stamp, digest, journal, recovered: None, trouble, writers })
            }
            Some((path, Ok(read))) => {
                let (held, seen) = self.held(key, &path, &read, loaded)?;
                let (stamp, digest) = seen.unzip();
                let report = held.opening().clone();
                let goes_on = held.ground != Ground::Changed;
                let journal = match goes_on {
                    true => Journal::resumed(self, key, read, path)?,
                    false => Journal::new(self, key, report.clone(), stamp.is_some())?.instead_of(path),
                };
                let recovered = Some(held).filter(is_worth_telling);
                Ok(Opened { report, stamp, digest, journal, recovered, trouble: None, writers })
            }
        }
    }

    /// Opens a report to be edited as its file has it. The journals that are there are left to those who write them, and are
    /// offered to whoever opens it next.
    pub fn open_file(&self, key: &Key, forms: &Forms) -> Result<Opened, StoreError> {
        let Loaded { report, stamp, digest, .. } = self.load(key, forms)?;
        let journal = Journal::new(self, key, report.clone(), true)?;
        let (stamp, digest) = (Some(stamp), Some(digest));
        Ok(Opened { report, stamp, digest, journal, recovered: None, trouble: None, writers: self.writers(key)? })
    }

    /// Reads a report with what its journal adds. Nothing is written.
    pub fn joined(&self, key: &Key, forms: &Forms) -> Result<Joined, StoreError> {
        let path = self.path(key)?;
        let Stored { loaded, journal } = self.place(key, forms, self.journals(key)?)?;
        match journal {
            Some((journal, Ok(read))) => {
                let (held, seen) = self.held(key, &journal, &read, loaded)?;
                let (stamp, digest, journal) =
                    (seen.as_ref().map(|seen| seen.0.clone()), seen.map(|seen| seen.1), Some(journal));
                let report = if held.saved.is_none() { held.report() } else { held.opening().clone() };
                let recovered = Some(held).filter(is_worth_telling);
                Ok(Joined { report, stamp, digest, path, journal, recovered, trouble: None })
            }
            other => {
                let (report, stamp, digest) = loaded?;
                let (journal, trouble) = other.map(|(journal, read)| (journal, read.err())).unzip();
                let (stamp, digest, trouble) = (Some(stamp), Some(digest), trouble.flatten());
                Ok(Joined { report, stamp, digest, path, journal, recovered: None, trouble })
            }
        }
    }

    /// Moves one of a report's journals among its earlier states and says where it is now; `None` where there is none.
    ///
    /// # Errors
    /// The system's refusal; the journal is where it was then.
    pub fn shelve_journal(&self, key: &Key, journal: &Path) -> Result<Option<PathBuf>, StoreError> {
        if !self.files().disk().is_taken(journal) {
            return Ok(None);
        }
        let shelf = self.shelf(key)?;
        self.check_inside(journal)?;
        self.files().rename(journal, &shelf)?;
        // Of somebody who was killed.
        if let Some(mark) = writer::mark_of(journal) {
            let _ = self.files().disk().remove(&mark);
        }
        Ok(Some(shelf))
    }

    /// Keeps a copy of one of a report's journals among its earlier states and says where it is; `None` where there is none.
    pub fn keep_journal(&self, key: &Key, journal: &Path) -> Result<Option<PathBuf>, StoreError> {
        if !self.files().disk().is_taken(journal) {
            return Ok(None);
        }
        let bytes = self.files().read(journal)?;
        let shelf = self.shelf(key)?;
        self.files().write_new_like(&shelf, journal, &bytes)?;
        Ok(Some(shelf))
    }

    /// What a journal among the earlier states holds.
    pub fn shelved(&self, key: &Key, state: &SavedState, forms: &Forms) -> Result<Recovered, StoreError> {
        let mut held = from_bytes(&state.path.display().to_string(), &self.files().read(&state.path)?, forms)?;
        self.check_whose(key, &state.path, &held.base)?;
        held.base.agency.get_or_insert_with(|| key.agency.clone());
        held.base.year.get_or_insert(key.year);
        Ok(held)
    }

    /// A free name for a journal among the earlier states of its report.
    fn shelf(&self, key: &Key) -> Result<PathBuf, StoreError> {
        let folder = self.history_folder(key)?;
        self.check_inside(&folder)?;
        history::place_for_journal(self.files(), &folder)
    }

    /// Who else is writing journals of a report, and the journals that nobody else writes.
    fn parted(&self, key: &Key) -> Result<(Vec<Holder>, Vec<PathBuf>), StoreError> {
        let (mut writers, mut journals) = (Vec::new(), Vec::new());
        for journal in self.journals(key)? {
            match self.writer(&journal) {
                Some(writer) => writers.push(writer),
                None => journals.push(journal),
            }
        }
        Ok((writers, journals))
    }

    /// What a report's place holds, with these of its journals.
    fn place(&self, key: &Key, forms: &Forms, journals: Vec<PathBuf>) -> Result<Stored, StoreError> {
        let loaded = self.load(key, forms).map(|loaded| (loaded.report, loaded.stamp, loaded.digest));
        let mut found = Vec::new();
        for path in journals {
            let Some(bytes) = self.on_disk(&path).transpose() else { continue };
            let read = bytes.and_then(|bytes| {
                let read = reading::read(&path.display().to_string(), &bytes, forms)?;
                self.check_whose(key, &path, &read.base)?;
                Ok(read)
            });
            found.push((path, read));
        }
        let counts = |(path, read): &(PathBuf, Result<reading::Read, StoreError>)| match (read, &loaded) {
            (Ok(read), Ok(loaded)) => {
                self.held(key, path, read, Ok(loaded.clone())).is_ok_and(|(held, _)| is_worth_telling(&held))
            }
            _ => true,
        };
        let first = if found.len() > 1 { found.iter().position(counts).unwrap_or(0) } else { 0 };
        let journal = found.into_iter().nth(first);
        Ok(Stored { loaded, journal })
    }

    /// Refuses a journal of another report.
    fn check_whose(&self, key: &Key, path: &Path, base: &Report) -> Result<(), StoreError> {
        let (agency, year) = (base.agency.as_ref().unwrap_or(&key.agency), base.year.unwrap_or(key.year));
        if plain_name(agency) == plain_name(&key.agency) && year == key.year && base.scope == key.scope {
            return Ok(());
        }
        let (agency, scope) = (agency.clone(), base.scope.name());
        Err(StoreError::Misplaced { path: path.into(), agency, year, scope })
    }

    /// Holds a journal against the report's file: the last state of the journal that the file has is where its edits begin.
    fn held(
        &self,
        key: &Key,
        journal: &Path,
        read: &reading::Read,
        loaded: Result<(Report, Stamp, Digest), StoreError>,
    ) -> Result<(Recovered, Option<(Stamp, Digest)>), StoreError> {
        let file = journal.display().to_string();
        let mut held = Recovered {
            file,
            by: read.by.clone(),
            base: read.base.clone(),
            saved: None,
            ground: Ground::NeverSaved,
            entries: read.entries.clone(),
            end: read.end,
            mended: read.mended,
        };
        held.base.agency.get_or_insert_with(|| key.agency.clone());
        held.base.year.get_or_insert(key.year);
        match loaded {
            Ok((report, stamp, digest)) => {
                let own = sha256(document::to_ron(&report).as_bytes());
                match read.points.iter().rev().find(|(_, point)| *point == own) {
                    Some((edits, _)) => {
                        held.ground = Ground::File;
                        held.base = report;
                        held.entries.drain(..*edits);
                    }
                    None => {
                        held.ground = Ground::Changed;
                        held.saved = Some(report);
                    }
                }
                Ok((held, Some((stamp, digest))))
            }
            Err(StoreError::Missing(_)) => {
                let was_saved = read.saved || !read.points.is_empty();
                held.ground = if was_saved { Ground::Gone } else { Ground::NeverSaved };
                Ok((held, None))
            }
            Err(_) => {
                held.ground = Ground::Unreadable;
                Ok((held, None))
            }
        }
    }
}

/// Whether these are the bytes of a journal, by how they begin.
pub fn is_journal(bytes: &[u8]) -> bool {
    bytes.starts_with(record::OPENING)
}

/// What a journal says by itself, wherever it stands. `file` is its name in errors.
pub fn from_bytes(file: &str, bytes: &[u8], forms: &Forms) -> Result<Recovered, StoreError> {
    let reading::Read { base, saved, by, entries, end, mended, .. } = reading::read(file, bytes, forms)?;
    let ground = if saved { Ground::File } else { Ground::NeverSaved };
    Ok(Recovered { file: file.into(), by, base, saved: None, ground, entries, end, mended })
}

/// Whether somebody should know of a journal before going on.
fn is_worth_telling(held: &Recovered) -> bool {
    held.is_damaged() || held.ground == Ground::Unreadable || !held.is_empty()
}
