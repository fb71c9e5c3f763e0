//! Whole files in, whole files out: a file is read at once or not at all, and written so that at every moment, whatever
//! happens to the process or the machine, its path names the old content or the new one. What the bytes mean is no
//! business of this module, and how the system is asked is that of `disk`.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::disk::{Access, Disk, FileKind, Listed, System};
use super::error::StoreError;
use super::holder::may_run;
#[cfg(windows)]
use super::patience::Patient;

/// The most bytes that are read of one file. A report has some 30 kB; the rest is for prose of megabytes.
pub const LARGEST: u64 = 64 << 20;

/// How many names are tried for a temporary file, past those that killed programs left behind.
const NAMES: u32 = 10_000;

/// Reads a whole file of the machine's disk.
pub fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    Files::default().read(path)
}

/// Writes a document that is handed on to the machine's disk.
pub fn publish(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    Files::default().publish(path, bytes)
}

/// Whole files on a disk.
#[derive(Debug, Clone)]
pub struct Files(Arc<dyn Disk>);

impl Default for Files {
    fn default() -> Files {
        #[cfg(windows)]
        let disk = Patient::new(System, std::thread::sleep);
        #[cfg(not(windows))]
        let disk = System;
        Files(Arc::new(disk))
    }
}

/// What may be there already when a file takes its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Existing<'a> {
    Any,
    Nothing,
    /// These bytes and no others.
    Exactly(&'a [u8]),
}

impl Files {
    /// The files of a disk.
    pub fn on(disk: Arc<dyn Disk>) -> Files {
        Files(disk)
    }

    /// What they are on.
    pub fn disk(&self) -> &dyn Disk {
        &*self.0
    }

    /// Reads a whole file. Only plain files are opened: a pipe may never answer, and a device never end.
    pub fn read(&self, path: &Path) -> Result<Vec<u8>, StoreError> {
        match self.0.look(path) {
            Ok(seen) if seen.kind == FileKind::Other => return Err(StoreError::NoFile(path.into())),
            Ok(seen) if seen.kind == FileKind::File && seen.len > LARGEST => {
                return Err(StoreError::TooLarge { path: path.into(), limit: LARGEST });
            }
            _ => {}
        }
        let bytes = self.0.read(path, LARGEST + 1).map_err(StoreError::io(path))?;
        if bytes.len() as u64 > LARGEST {
            return Err(StoreError::TooLarge { path: path.into(), limit: LARGEST });
        }
        Ok(bytes)
    }

    /// Writes a file of the library: a temporary file beside it, flushed, renamed over it, and the folder flushed. A new
    /// file can be read by its owner only; an existing one keeps its permissions.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        self.put(path, bytes, Access::Private, Existing::Any)
    }

    /// Like [`Files::write`], but only over these bytes: the new ones may have waited for the disk for long, and the file is
    /// looked at once more right before it is replaced.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it holds something else by then, and is left as it is.
    pub fn write_over(&self, path: &Path, before: &[u8], bytes: &[u8]) -> Result<(), StoreError> {
        self.put(path, bytes, Access::Private, Existing::Exactly(before))
    }

    /// Like [`Files::write`], but only where no file is there yet.
    pub fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        self.put(path, bytes, Access::Private, Existing::Nothing)
    }

    /// Like [`Files::write_new`], with the access of another file where that is there.
    pub fn write_new_like(&self, path: &Path, other: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        self.put(path, bytes, self.access_of(other), Existing::Nothing)
    }

    /// The access of a file where it is there and may be written; else that of its owner alone.
    pub fn access_of<'a>(&self, file: &'a Path) -> Access<'a> {
        match self.0.look(file) {
            Ok(seen) if seen.kind == FileKind::File && !seen.readonly => Access::Like(file),
            _ => Access::Private,
        }
    }

    /// Like [`Files::write`], for documents that are handed on: a new file gets the permissions that new files usually
    /// have.
    pub fn publish(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        self.sweep_abandoned(folder_of(path));
        self.put(path, bytes, Access::Usual, Existing::Any)
    }

    /// Moves a file, and flushes both folders.
    ///
    /// # Errors
    /// The system's refusal; the file is where it was then. [`StoreError::Unsettled`] or [`StoreError::Unremoved`] where only a
    /// flush was refused; then it is where it should be.
    pub fn rename(&self, from: &Path, to: &Path) -> Result<(), StoreError> {
        self.0.rename(from, to).map_err(StoreError::io(from))?;
        self.0.flush_folder(folder_of(to)).map_err(|source| StoreError::Unsettled { path: to.into(), source })?;
        self.0.flush_folder(folder_of(from)).map_err(|source| StoreError::Unremoved { path: from.into(), source })
    }

    /// Removes a file, and flushes its folder.
    ///
    /// # Errors
    /// The system's refusal; [`StoreError::Unremoved`] where only the flush was refused.
    pub fn remove(&self, path: &Path) -> Result<(), StoreError> {
        self.0.remove(path).map_err(StoreError::io(path))?;
        self.0.flush_folder(folder_of(path)).map_err(|source| StoreError::Unremoved { path: path.into(), source })
    }

    /// Makes a folder and those above it that are missing, each flushed into the one that holds it; so is the lowest that
    /// was there, since the program that made it may have been refused its flush.
    pub fn make_folder(&self, folder: &Path) -> Result<(), StoreError> {
        self.make(folder, true)
    }

    /// As [`Files::make_folder`], without waiting for the disk: for what need not outlast a pulled plug, and for those who
    /// have somebody else wait.
    pub fn make_folder_at_once(&self, folder: &Path) -> Result<(), StoreError> {
        self.make(folder, false)
    }

    fn make(&self, folder: &Path, flushes: bool) -> Result<(), StoreError> {
        let above = || folder.ancestors().take_while(|above| !above.as_os_str().is_empty());
        let missing: Vec<&Path> = above().take_while(|above| self.0.look(above).is_err()).collect();
        if let Some(there) = above().nth(missing.len()).filter(|there| flushes && there.parent().is_some()) {
            self.flush_folder(folder_of(there))?;
        }
        for new in missing.into_iter().rev() {
            match self.0.make_folder(new) {
                // Somebody else made it meanwhile.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && self.is_folder(new) => {}
                made => made.map_err(StoreError::io(new))?,
            }
            if flushes {
                self.flush_folder(folder_of(new))?;
            }
        }
        if self.is_folder(folder) { Ok(()) } else { Err(refused(folder, io::ErrorKind::NotADirectory)) }
    }

    /// The entries of a folder; none where there is no such folder.
    pub fn entries(&self, folder: &Path) -> Result<Vec<Listed>, StoreError> {
        match self.0.entries(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            entries => entries.map_err(StoreError::io(folder)),
        }
    }

    /// Whether a path leads to an ordinary file.
    pub fn is_file(&self, path: &Path) -> bool {
        self.0.look(path).is_ok_and(|seen| seen.kind == FileKind::File)
    }

    /// Whether a path leads to a folder.
    pub fn is_folder(&self, path: &Path) -> bool {
        self.0.look(path).is_ok_and(|seen| seen.kind == FileKind::Folder)
    }

    /// The path behind all links. Some volumes of Windows, such as disks in memory and encrypted sticks, cannot say it; what is
    /// there all the same stands for itself then.
    pub(super) fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.0.real(path).or_else(|error| match self.0.look(path) {
            Ok(_) => std::path::absolute(path),
            Err(_) => Err(error),
        })
    }

    fn put(&self, path: &Path, bytes: &[u8], access: Access<'_>, existing: Existing<'_>) -> Result<(), StoreError> {
        // A link is written through, not replaced.
        let path = &self.real(path).unwrap_or_else(|_| path.to_path_buf());
        let access = match self.0.look(path) {
            Ok(seen) if seen.kind == FileKind::Folder => return Err(refused(path, io::ErrorKind::IsADirectory)),
            // A device, a pipe or a socket is no place for a document, and is not replaced by one.
            Ok(seen) if seen.kind == FileKind::Other => return Err(StoreError::NoFile(path.clone())),
            Ok(seen) if seen.readonly => return Err(refused(path, io::ErrorKind::PermissionDenied)),
            Ok(_) => Access::Like(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => access,
            Err(error) => return Err(StoreError::io(path)(error)),
        };
        let folder = folder_of(path);
        let temporary = self.fill(path, bytes, access).map_err(|error| StoreError::io(path)(error))?;
        if let Existing::Exactly(before) = existing {
            let there = self.0.read(path, before.len() as u64 + 1);
            if there.as_ref().map_or(true, |there| there != before) {
                let _ = self.0.remove(&temporary);
                return Err(match there {
                    Ok(_) => StoreError::Changed { path: path.clone(), gone: false },
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {
                        StoreError::Changed { path: path.clone(), gone: true }
                    }
                    Err(error) => StoreError::io(path)(error),
                });
            }
        }
        let named = match existing {
            Existing::Any | Existing::Exactly(_) => self.0.rename(&temporary, path),
            Existing::Nothing => self.0.rename_new(&temporary, path),
        };
        named.map_err(|error| {
            // What cannot be removed either is passed over when the library is read.
            let _ = self.0.remove(&temporary);
            match error.kind() {
                io::ErrorKind::AlreadyExists => StoreError::Exists(path.clone()),
                _ => StoreError::io(path)(error),
            }
        })?;
        self.0.flush_folder(folder).map_err(|source| StoreError::Unsettled { path: path.clone(), source })
    }

    /// Removes what killed programs left behind of files in a folder whose names begin so. Only for somebody who keeps all
    /// others from writing them; what cannot be removed stays.
    pub(super) fn sweep(&self, folder: &Path, name: &str) {
        let start = format!("{HIDDEN}{name}");
        for entry in self.0.entries(folder).unwrap_or_default() {
            let name = entry.path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            if entry.kind == FileKind::File && name.starts_with(&start) && name.ends_with(TEMPORARY) {
                let _ = self.0.remove(&entry.path);
            }
        }
    }

    /// Removes what killed programs left behind of documents in a folder that anybody may write at this moment: of processes
    /// that are gone, or of another day. Those of reports are for whoever locks them.
    fn sweep_abandoned(&self, folder: &Path) {
        for entry in self.0.entries(folder).unwrap_or_default() {
            let name = entry.path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            let inner = name.strip_prefix(HIDDEN).and_then(|name| name.strip_suffix(TEMPORARY));
            let Some([_, process, whose]) = inner
                .map(|inner| inner.rsplitn(3, '-').collect::<Vec<_>>())
                .as_deref()
                .and_then(|parts| <[&str; 3]>::try_from(parts).ok())
            else {
                continue;
            };
            let written = self.0.written(&entry.path).and_then(|written| written.elapsed().ok());
            let is_old = written.is_some_and(|age| age > ABANDONED);
            let is_gone = process.parse().is_ok_and(|process| !may_run(process));
            if entry.kind == FileKind::File && !whose.ends_with(".ron") && (is_gone || is_old) {
                let _ = self.0.remove(&entry.path);
            }
        }
    }

    /// A temporary file beside a file that holds the bytes, flushed; where that fails there is none.
    fn fill(&self, path: &Path, bytes: &[u8], access: Access<'_>) -> io::Result<PathBuf> {
        let process = std::process::id();
        // By the file's name it is known whose it is; long names would not leave room for more.
        let whose: String = path.file_name().unwrap_or_default().to_string_lossy().chars().take(NAMED).collect();
        let name = |number: u32| folder_of(path).join(format!("{HIDDEN}{whose}-{process}-{number}{TEMPORARY}"));
        let mut names = (0..NAMES).map(name);
        let (path, file) = loop {
            let path = names.next().ok_or(io::ErrorKind::AlreadyExists)?;
            match self.0.create(&path, access) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => break (path, made?),
            }
        };
        let filled = file.write_all(bytes).and_then(|()| file.flush());
        // Windows removes no file that is open.
        drop(file);
        match filled {
            Ok(()) => Ok(path),
            Err(error) => {
                let _ = self.0.remove(&path);
                Err(error)
            }
        }
    }

    /// Flushes the name of a file that is there already.
    pub fn flush_name(&self, path: &Path) -> io::Result<()> {
        self.0.flush_folder(folder_of(path))
    }

    /// Flushes a folder, so that a name in it survives a pulled plug.
    fn flush_folder(&self, folder: &Path) -> Result<(), StoreError> {
        self.0.flush_folder(folder).map_err(StoreError::io(folder))
    }
}

/// The age from which a temporary file is nobody's, whatever has its process's number now.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// How the name of a temporary file begins and ends; one that a killed program left behind is no report by it.
const HIDDEN: &str = ".gouji-";
const TEMPORARY: &str = ".tmp";

/// How many characters of a file's name stand in that of its temporary file.
const NAMED: usize = 30;

fn refused(path: &Path, kind: io::ErrorKind) -> StoreError {
    StoreError::io(path)(kind.into())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
