//! Who may write a report: one at a time. An editor locks a file beside the report for as long as it has the report open, a
//! command for the moment of writing; reading never asks for a lock. The system itself gives a lock back when its process
//! ends, however that comes about, so that a lock never outlives its holder. Who holds it stands in a second file, since
//! some systems keep everybody else from reading a locked one.
//!
//! The locked file is a file of its own, because a report is replaced whenever it is saved. It is removed by its holder while
//! the lock is still held: whoever opened it just before and gets the lock just after finds that the name leads elsewhere, and
//! tries again.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::report::Key;

use super::atomic::Files;
use super::disk::{FileKind, OpenFile};
use super::error::StoreError;
use super::holder;
use super::journal::now;
use super::library::Library;

pub use super::holder::Holder;

/// The ending of the locked file's name.
const LOCK: &str = "lock";

/// How often a lock is tried for whose file its holder is just removing. A file system on which it never stays the same
/// file cannot lock.
const TRIES: u32 = 100;

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    files: Files,
    file: Arc<dyn OpenFile>,
    path: PathBuf,
    holder: PathBuf,
}

impl Lock {
    /// Whether it still keeps others out: a stick that was pulled and put back knows nothing of it.
    pub fn is_held(&self) -> bool {
        self.file.is_at(&self.path)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if !self.is_held() {
            return;
        }
        // What cannot be removed is found to be nobody's by the next one who wants the lock.
        let _ = self.files.disk().remove(&self.holder);
        let _ = self.files.disk().remove(&self.path);
    }
}

impl Library {
    /// Locks a report, which need not be there yet, against everybody else who does so. `None` where the report's folder is
    /// on a file system that cannot lock.
    pub fn lock(&self, key: &Key) -> Result<Option<Lock>, StoreError> {
        self.lock_file(self.path(key)?)
    }

    /// The same for any file of the library.
    pub(super) fn lock_file(&self, report: PathBuf) -> Result<Option<Lock>, StoreError> {
        let (path, signed) = (report.with_extension(LOCK), report.with_extension(holder::ENDING));
        self.check_inside(&path)?;
        if let Some(folder) = path.parent() {
            // A lock need not outlast a pulled plug.
            self.files().make_folder_at_once(folder)?;
        }
        let disk = self.files().disk();
        if disk.look(&path).is_ok_and(|there| there.kind == FileKind::Other) {
            return Err(StoreError::NoFile(path));
        }
        for _ in 0..TRIES {
            // Whoever may read the report may lock it, and nobody else needs to know of it.
            if !disk.is_taken(&path) {
                let _ = disk.create(&path, self.files().access_of(&report));
            }
            match disk.lock(&path) {
                Ok(Some(file)) if file.is_at(&path) => {
                    holder::sign(disk, &signed, self.files().access_of(&report), now());
                    return Ok(Some(Lock { files: self.files().clone(), file, path, holder: signed }));
                }
                // Its holder removed it between the two.
                Ok(Some(_)) => {}
                Ok(None) => {
                    return Err(StoreError::Held { path: report, holder: holder::read(disk, &signed).map(Box::new) });
                }
                Err(error) if error.kind() == std::io::ErrorKind::Unsupported => return Ok(None),
                Err(error) => return Err(StoreError::io(&path)(error)),
            }
        }
        Ok(None)
    }
}

impl Library {
    /// Locks a report for the moment of writing it. Where no lock is to be had, writing goes on, and says by itself what the
    /// system refuses; but where none can be had, not over somebody who is keying.
    pub fn lock_for_now(&self, key: &Key) -> Result<Option<Lock>, StoreError> {
        match self.lock(key) {
            Err(error @ StoreError::Held { .. }) => Err(error),
            Ok(None) => match self.writers(key)?.pop() {
                Some(writer) => Err(StoreError::Held { path: self.path(key)?, holder: Some(Box::new(writer)) }),
                None => Ok(None),
            },
            locked => Ok(locked.ok().flatten()),
        }
    }
}
