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
            return Err(StoreError::Exists { path: self.library.path(&key)? });
        }
        if self.library.holds_report(&key) {
            return Err(StoreError::Exists { path: self.library.journal_path(&key)? });
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
    /// [`StoreError::Held`], [`StoreError::Missing`], or the system's refusal.
    pub fn delete(&self, key: &Key) -> Result<(), StoreError> {
        let _lock = self.library.lock_for_now(key)?;
        let journals = self.library.journals(key)?;
        let deleted = self.library.delete(key);
        let mut has_journal = false;
        for journal in journals {
            has_journal |= self.library.shelve_journal(key, &journal)?.is_some();
        }
        match deleted {
            Err(StoreError::Missing { .. }) if has_journal => Ok(()),
            deleted => deleted.map(drop),
        }
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
