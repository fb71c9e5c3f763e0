//! A disk that outlasts those who hold a file for a moment: a virus scanner, a backup, a preview. Windows refuses what they hold,
//! and gives it a moment later. What is tried again is only what was refused as a whole; how a file is replaced is not known here.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::disk::{Access, Disk, OpenFile, Seen};

/// Windows: access is denied, as to a file that is just being removed; somebody shares the file with nobody; a part of it is
/// locked.
const DENIED: i32 = 5;
const SHARED: [i32; 2] = [32, 33];

/// What is waited before each further try, in milliseconds; a second together.
pub const PAUSES: [u64; 8] = [10, 20, 40, 80, 150, 200, 250, 250];

/// A file was held by another program for all that time.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub struct Held {
    /// The last refusal.
    pub source: io::Error,
    /// Whether it may as well be that there is no permission.
    pub is_denied: bool,
}

/// A disk on which what is held is tried again.
pub struct Patient<D> {
    disk: D,
    wait: fn(Duration),
    /// Whether access was denied all the time, and nothing was written since: that is the folder's permission then, and waiting
    /// for it would hold up every edit.
    is_hopeless: AtomicBool,
}

impl<D: Disk> Patient<D> {
    /// Over a disk that answers as Windows does, with a way to wait.
    pub fn new(disk: D, wait: fn(Duration)) -> Patient<D> {
        Patient { disk, wait, is_hopeless: AtomicBool::new(false) }
    }

    /// Reads and tries again what somebody else keeps to himself. Who may not read a file is told so at once: of a folder that
    /// is checked there may be many.
    fn reading<T>(&self, ask: impl Fn(&D) -> io::Result<T>) -> io::Result<T> {
        self.outlast(&SHARED, ask)
    }

    /// Writes, renames or removes, and tries again.
    fn changing<T>(&self, ask: impl Fn(&D) -> io::Result<T>) -> io::Result<T> {
        let is_hopeless = self.is_hopeless.load(Ordering::Relaxed);
        let done = self.outlast(if is_hopeless { &SHARED } else { &[DENIED, SHARED[0], SHARED[1]] }, ask);
        match &done {
            Ok(_) => self.is_hopeless.store(false, Ordering::Relaxed),
            Err(error) => {
                let held = error.get_ref().and_then(|inner| inner.downcast_ref::<Held>());
                if held.is_some_and(|held| held.is_denied) {
                    self.is_hopeless.store(true, Ordering::Relaxed);
                }
            }
        }
        done
    }

    fn outlast<T>(&self, numbers: &[i32], ask: impl Fn(&D) -> io::Result<T>) -> io::Result<T> {
        let held = |error: &io::Error| error.raw_os_error().filter(|number| numbers.contains(number));
        let mut pauses = PAUSES.into_iter();
        loop {
            let error = match ask(&self.disk) {
                Err(error) if held(&error).is_some() => error,
                answered => return answered,
            };
            let Some(pause) = pauses.next() else {
                let is_denied = held(&error) == Some(DENIED);
                return Err(io::Error::new(error.kind(), Held { source: error, is_denied }));
            };
            (self.wait)(Duration::from_millis(pause));
        }
    }
}

impl<D: fmt::Debug> fmt::Debug for Patient<D> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Patient").field(&self.disk).finish()
    }
}

impl<D: Disk> Disk for Patient<D> {
    fn under(&self) -> io::Result<&dyn Disk> {
        Ok(&self.disk)
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.reading(|disk| disk.read(path, most))
    }

    fn look(&self, path: &Path) -> io::Result<Seen> {
        self.reading(|disk| disk.look(path))
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.changing(|disk| disk.make_folder(folder))
    }

    fn create(&self, path: &Path, access: Access<'_>) -> io::Result<Arc<dyn OpenFile>> {
        self.changing(|disk| disk.create(path, access))
    }

    fn append(&self, path: &Path) -> io::Result<Arc<dyn OpenFile>> {
        self.changing(|disk| disk.append(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.changing(|disk| disk.rename(from, to))
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.changing(|disk| disk.rename_new(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.changing(|disk| disk.remove(path))
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.changing(|disk| disk.remove_folder(folder))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Arc<dyn OpenFile>>> {
        self.changing(|disk| disk.lock(path))
    }
}
