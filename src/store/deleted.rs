//! Reports that were deleted: which there are, and bringing one back as it was, its journal with it. What was deleted is
//! what the history has of a report that is no longer in the library.

use std::ffi::OsStr;

use crate::domain::journal::Ground;
use crate::domain::report::Key;

use super::disk::FileKind;
use super::error::StoreError;
use super::folder_name;
use super::forms::Forms;
use super::history::SavedState;
use super::journal;
use super::library::{HISTORY, Library, key_of};

/// A report that was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// Which.
    pub key: Key,
    /// When: `2026-01-15 09:30:12`.
    pub time: String,
    /// Whether a journal went with it.
    pub unsaved: bool,
}

impl Library {
    /// The reports that were deleted, the last one first.
    pub fn deleted(&self) -> Result<Vec<Deleted>, StoreError> {
        let mut found = Vec::new();
        for folder in self.files().entries(self.root())?.into_iter().filter(|folder| folder.kind == FileKind::Folder) {
            let agency = folder.path.file_name().and_then(OsStr::to_str).and_then(folder_name::decode);
            let Some(agency) = agency else { continue };
            let kept = self.files().entries(&folder.path.join(HISTORY)).unwrap_or_default();
            let names = kept.iter().filter_map(|kept| kept.path.file_name().and_then(OsStr::to_str));
            let keys = names.filter_map(|name| key_of(&agency, &format!("{name}.ron")));
            for key in keys.filter(|key| !self.holds_report(key)) {
                let states = self.history(&key)?;
                let (report, journal) = last(&states);
                let time = journal.or(report).map(|state| state.time.clone());
                found.extend(time.map(|time| Deleted { key, time, unsaved: journal.is_some() }));
            }
        }
        found.sort_by(|one, other| other.time.cmp(&one.time).then_with(|| one.key.cmp(&other.key)));
        Ok(found)
    }

    /// Brings a deleted report back: its file as it was last, and the journal that went with it, so that opening it
    /// recovers what was never saved. Says whether there was such a journal.
    pub fn undelete(&self, key: &Key, forms: &Forms) -> Result<bool, StoreError> {
        let path = self.path(key)?;
        if self.holds_report(key) {
            return Err(StoreError::Exists(path));
        }
        self.check_inside(&path)?;
        let states = self.history(key)?;
        let (report, journal) = last(&states);
        // A report that was made again and never saved is not the one that was deleted before it.
        let is_alone = journal.is_some_and(|journal| {
            let bytes = self.files().read(&journal.path).unwrap_or_default();
            let held = journal::from_bytes(&journal.path.display().to_string(), &bytes, forms);
            held.is_ok_and(|held| held.ground == Ground::NeverSaved)
        });
        let report = report.filter(|_| !is_alone);
        if report.is_none() && journal.is_none() {
            return Err(StoreError::Missing(path));
        }
        let mut unsettled = None;
        if let Some(report) = report {
            let bytes = self.files().read(&report.path)?;
            match self.files().write_new_like(&path, &report.path, &bytes) {
                Err(error @ StoreError::Unsettled { .. }) => unsettled = Some(error),
                written => written?,
            }
        }
        if let Some(journal) = journal
            && let Err(error) = self.files().rename(&journal.path, &self.journal_path(key)?)
        {
            // Both come back or neither does.
            if let (Some(_), StoreError::Io { .. }) = (report, &error) {
                let _ = self.files().remove(&path);
            }
            return Err(error);
        }
        if let Some(error) = unsettled {
            return Err(error);
        }
        // The copy is the file's own, and is made again when it is deleted again.
        if let Some(report) = report {
            let _ = self.files().remove(&report.path);
        }
        Ok(journal.is_some())
    }
}

/// What a report was when it was deleted: its file, and the journal that was put aside after it. An older journal was
/// declined before.
fn last(states: &[SavedState]) -> (Option<&SavedState>, Option<&SavedState>) {
    let stem = |state: &SavedState| state.path.file_stem().map(OsStr::to_os_string);
    let report = states.iter().find(|state| !state.unsaved);
    let journal = states.iter().find(|state| state.unsaved);
    (report, journal.filter(|journal| report.is_none_or(|report| stem(journal) >= stem(report))))
}
