//! Whether a report's file is still what was loaded or last saved, asked often: when the clerk comes back to the window. It
//! reads the file only where its length or time say that it may differ. A state that gives way is kept.

use std::path::PathBuf;
use std::time::SystemTime;

use crate::domain::report::{Key, Report};

use super::document;
use super::error::StoreError;
use super::history;
use super::library::{Library, Stamp};

/// What is known of a file that was found unchanged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Watch(Option<(u64, SystemTime)>);

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFate {
    /// It is what was expected.
    Same,
    /// It holds something else now.
    Changed(Stamp),
    /// It is not there any more.
    Gone,
}

impl Library {
    /// Holds a report's file against what is expected there; `None` for nothing. A change that leaves length and time as they
    /// were is not seen here: saving compares every byte.
    pub fn watch(&self, key: &Key, expected: Option<&Stamp>, watch: &mut Watch) -> Result<FileFate, StoreError> {
        let path = self.path(key)?;
        let disk = self.files().disk();
        // Taken before the file is read, so that a change between the two is seen the next time.
        let seen = disk.look(&path).ok().map(|seen| seen.len).zip(disk.written(&path));
        if seen.is_some() && seen == watch.0 {
            return Ok(FileFate::Same);
        }
        let there = self.on_disk(&path)?.map(|bytes| Stamp::of(&bytes));
        Ok(match (expected, there) {
            (None, None) => FileFate::Same,
            (Some(_), None) if !self.files().is_folder(self.root()) => {
                return Err(StoreError::Vanished(self.root().into()));
            }
            (Some(_), None) => FileFate::Gone,
            (Some(expected), Some(there)) if *expected == there => {
                *watch = Watch(seen);
                FileFate::Same
            }
            (_, Some(there)) => FileFate::Changed(there),
        })
    }

    /// When a report's file was written, where that is yet to come by the machine's clock, which was set back then:
    /// `2026-01-15 09:30:12`.
    pub fn written_ahead(&self, key: &Key) -> Option<String> {
        history::yet_to_come(self.files().disk().written(&self.path(key).ok()?)?)
    }

    /// The day on which a report's file or its journal was written last, where that is known: `2026-01-15`.
    pub fn last_change(&self, key: &Key) -> Option<String> {
        let disk = self.files().disk();
        let written =
            [self.path(key), self.journal_path(key)].map(|path| path.ok().and_then(|path| disk.written(&path)));
        history::day(written.into_iter().flatten().max()?)
    }

    /// Keeps a state of a report that gives way to another one among the earlier states, and says where.
    pub fn keep(&self, report: &Report) -> Result<PathBuf, StoreError> {
        let key = report.key().ok_or(StoreError::Nameless)?;
        let folder = self.history_folder(&key)?;
        self.check_inside(&folder)?;
        history::keep(self.files(), &folder, &self.path(&key)?, document::to_ron(report).as_bytes())
    }
}
