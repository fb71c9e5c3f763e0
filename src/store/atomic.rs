//! Whole files in, whole files out: a file is read at once or not at all, and written so that at every moment, whatever
//! happens to the process or the machine, its path names the old content or the new one. What the bytes mean is no
//! business of this module.

use std::fs::{self, File, Permissions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// The most bytes that are read of one file. A report has some 30 kB; the rest is for prose of megabytes.
pub const LARGEST: u64 = 64 << 20;

/// Reads a whole file.
///
/// # Errors
/// The system's refusal, or [`StoreError::TooLarge`] past [`LARGEST`].
pub fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    let file = File::open(path).map_err(StoreError::io(path))?;
    let metadata = file.metadata().map_err(StoreError::io(path))?;
    if metadata.is_dir() {
        return Err(StoreError::io(path)(io::ErrorKind::IsADirectory.into()));
    }
    // One byte more than the file has, so that its end is seen without growing.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(LARGEST) + 1).unwrap_or(0));
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(StoreError::io(path))?;
    if bytes.len() as u64 > LARGEST {
        return Err(StoreError::TooLarge { path: path.into(), limit: LARGEST });
    }
    Ok(bytes)
}

/// Writes a file of the library: a temporary file beside it, flushed, renamed over it, and the folder flushed. A new
/// file can be read by its owner only; an existing one keeps its permissions.
///
/// # Errors
/// The system's refusal; the file is as it was then.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put(path, bytes, Access::Private, Place::Any)
}

/// Like [`write()`], but only where no file is there yet.
///
/// # Errors
/// [`StoreError::Exists`], or the system's refusal.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put(path, bytes, Access::Private, Place::Free)
}

/// Like [`write()`], for documents that are handed on: a new file gets the permissions that new files usually have.
///
/// # Errors
/// The system's refusal; the file is as it was then.
pub fn publish(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    put(path, bytes, Access::Usual, Place::Any)
}

/// Moves a file, and flushes both folders.
///
/// # Errors
/// The system's refusal; the file is where it was then.
pub fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(StoreError::io(from))?;
    flush_folder(folder_of(to))?;
    flush_folder(folder_of(from))
}

/// Who may read a new file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Private,
    Usual,
}

/// Whether a file may be there already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Any,
    Free,
}

fn put(path: &Path, bytes: &[u8], access: Access, place: Place) -> Result<(), StoreError> {
    // A link is written through, not replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let refused = |kind: io::ErrorKind| StoreError::io(path)(kind.into());
    let before = match fs::metadata(path) {
        Ok(before) if before.is_dir() => return Err(refused(io::ErrorKind::IsADirectory)),
        // A device, a pipe or a socket is no place for a document, and is not replaced by one.
        Ok(before) if !before.is_file() => return Err(StoreError::NoFile { path: path.clone() }),
        Ok(before) if before.permissions().readonly() => return Err(refused(io::ErrorKind::PermissionDenied)),
        Ok(before) => Some(before.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(StoreError::io(path)(error)),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gouji-").suffix(".tmp");
    if let Some(permissions) = usual(access) {
        builder.permissions(permissions);
    }
    let folder = folder_of(path);
    let mut file = builder.tempfile_in(folder).map_err(StoreError::io(folder))?;
    file.write_all(bytes).map_err(StoreError::io(path))?;
    if let Some(permissions) = before {
        file.as_file().set_permissions(permissions).map_err(StoreError::io(path))?;
    }
    file.as_file().sync_all().map_err(StoreError::io(path))?;
    let persisted = match place {
        Place::Any => file.persist(path),
        Place::Free => file.persist_noclobber(path),
    };
    persisted.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Exists { path: path.clone() },
        _ => StoreError::io(path)(error.error),
    })?;
    flush_folder(folder)
}

/// The permissions to ask for where the system's usual ones are wanted; it takes its own mask off them.
#[cfg(unix)]
fn usual(access: Access) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    (access == Access::Usual).then(|| Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual(_: Access) -> Option<Permissions> {
    None
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Flushes a folder, so that a rename in it survives a pulled plug. Some file systems cannot; they say so, and nothing
/// more can be done there.
#[cfg(unix)]
fn flush_folder(folder: &Path) -> Result<(), StoreError> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Err(StoreError::io(folder)(error))
        }
        _ => Ok(()),
    }
}

/// Windows flushes a rename with the file and has no call for folders.
#[cfg(not(unix))]
fn flush_folder(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Makes a folder and those above it, each flushed into the one that holds it.
///
/// # Errors
/// The system's refusal.
pub fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let new: Vec<&Path> =
        folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).collect();
    fs::create_dir_all(folder).map_err(StoreError::io(folder))?;
    new.into_iter().try_for_each(|made| flush_folder(folder_of(made)))
}

/// The entries of a folder; none where there is no such folder.
///
/// # Errors
/// The system's refusal.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(StoreError::io(folder))?,
    };
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(StoreError::io(folder))).collect()
}
