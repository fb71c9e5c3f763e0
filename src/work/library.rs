//! Reports into the library and out of it, by whoever does not have them open: added, looked at, deleted, brought back.

use std::path::PathBuf;

use crate::domain::report::{Key, Report};
use crate::domain::session::Session;
use crate::store::error::StoreError;

use super::Office;
use super::known::Hints;
use super::source::{Named, OpenError, Opened};

/// A report of the library with its figures, for a list.
#[derive(Debug)]
pub struct Looked {
    /// The report, with what is known besides.
    pub session: Session,
    /// Whether a journal holds what its file does not.
    pub is_unsaved: bool,
    /// What there is to say of its journal.
    pub remark: Option<String>,
}

impl Office {
    /// Saves a report that the library does not have yet, and says where. What is only in a journal so far is no less a
    /// report.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is one, [`StoreError::Nameless`], and the system's refusal.
    pub fn add(&self, report: &Report) -> Result<PathBuf, StoreError> {
        let key = report.key().ok_or(StoreError::Nameless)?;
        let _lock = self.library.lock_for_now(&key)?;
        // The very same report is no new one, either.
        if self.library.exists(&key) {
            return Err(StoreError::Exists(self.library.path(&key)?));
        }
        if self.library.holds_report(&key) {
            return Err(StoreError::Exists(self.library.journal_path(&key)?));
        }
        self.library.save(report, None)?;
        self.library.path(&key)
    }

    /// Looks how far a report is. What cannot be read besides it is said where the report is opened.
    pub fn look(&self, named: &Named) -> Result<Looked, OpenError> {
        let Opened { report, remark, is_unsaved, .. } = self.open(named)?;
        let background = self.known(&report, Hints::default()).background;
        Ok(Looked { session: Session::with(report, background), is_unsaved, remark })
    }

    /// Takes a report out of the library, its journal with it.
    ///
    /// # Errors
    /// [`StoreError::Held`], [`StoreError::Missing`], [`StoreError::Left`], or the system's refusal, where nothing was deleted.
    pub fn delete(&self, key: &Key) -> Result<(), StoreError> {
        let _lock = self.library.lock_for_now(key)?;
        let journals = self.library.journals(key)?;
        // What only was not confirmed is done, and the rest is done as well before it is told.
        let (mut is_deleted, mut unsettled) = (true, None);
        match self.library.delete(key) {
            Ok(_) => {}
            Err(StoreError::Missing(_)) if !journals.is_empty() => is_deleted = false,
            Err(error @ StoreError::Unremoved { .. }) => unsettled = Some(error),
            Err(error) => return Err(error),
        }
        for journal in journals {
            match self.library.shelve_journal(key, &journal) {
                Ok(_) => {}
                Err(error @ (StoreError::Unsettled { .. } | StoreError::Unremoved { .. })) => unsettled = Some(error),
                Err(error) if is_deleted => {
                    return Err(StoreError::Left { path: journal, source: Box::new(error) });
                }
                Err(error) => return Err(error),
            }
        }
        unsettled.map_or(Ok(()), Err)
    }

    /// Brings a deleted report back, and says whether its journal has edits that were not saved.
    ///
    /// # Errors
    /// [`StoreError::Held`], and those of [`Library::undelete`](crate::store::library::Library::undelete).
    pub fn undelete(&self, key: &Key) -> Result<bool, StoreError> {
        let _lock = self.library.lock_for_now(key)?;
        self.library.undelete(key, &self.forms)
    }
}
