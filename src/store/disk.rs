//! The file system as far as the store needs it, behind a trait, so that a test can put a disk in its place that fills up,
//! breaks or loses its power at any step. What the bytes are, and in which order they are written so that nothing is lost,
//! is the business of `atomic`.

mod entry;

use std::fmt::Debug;
use std::fs::{self, DirEntry, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use tempfile::TempPath;

pub use entry::{Access, FileKind, Item, Listed, Seen};

/// A file system. Every call is one operation, which may fail and leaves nothing behind then that its words do not say:
/// [`io::ErrorKind::NotFound`] where nothing stands at a path, [`io::ErrorKind::AlreadyExists`] where a new name is taken,
/// [`io::ErrorKind::IsADirectory`] where a folder is read, [`io::ErrorKind::Unsupported`] where files cannot be locked.
///
/// What a disk does not do itself, the one under it does.
pub trait Disk: Debug + Send + Sync {
    /// The disk that this one stands on, where it changes some calls of another disk; else all that it does not do itself is
    /// [`io::ErrorKind::Unsupported`].
    fn under(&self) -> io::Result<&dyn Disk> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// The first bytes of a file, at most so many.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.under()?.read(path, most)
    }

    /// What stands at a path; links are followed.
    fn look(&self, path: &Path) -> io::Result<Seen> {
        self.under()?.look(path)
    }

    /// Whether a name is taken, be it by a link that leads nowhere.
    fn is_taken(&self, path: &Path) -> bool {
        self.under().is_ok_and(|disk| disk.is_taken(path))
    }

    /// The path behind all links.
    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.under()?.real(path)
    }

    /// The entries of a folder, in no order.
    fn entries(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        self.under()?.entries(folder)
    }

    /// Makes a folder in one that is there.
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.under()?.make_folder(folder)
    }

    /// Makes a new file.
    fn create(&self, path: &Path, access: Access<'_>) -> io::Result<Arc<dyn OpenFile>> {
        self.under()?.create(path, access)
    }

    /// Opens a file to write behind its end; one that is not there is made for its owner only.
    fn append(&self, path: &Path) -> io::Result<Arc<dyn OpenFile>> {
        self.under()?.append(path)
    }

    /// Gives a file another name on the same disk; a file of that name is replaced, in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.under()?.rename(from, to)
    }

    /// Gives a file another name, where that is free.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.under()?.rename_new(from, to)
    }

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.under()?.remove(path)
    }

    /// Removes a folder that holds nothing; any other stays as it is.
    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.under()?.remove_folder(folder)
    }

    /// Waits until the names in a folder would outlast a pulled plug. Where the system has no such call, it does nothing.
    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        self.under()?.flush_folder(folder)
    }

    /// Opens a file, which is made where there is none, and locks it against everybody else who does so; `None` where
    /// somebody has. The lock ends with the last handle, be it that the process was killed.
    fn lock(&self, path: &Path) -> io::Result<Option<Arc<dyn OpenFile>>> {
        self.under()?.lock(path)
    }

    /// What stands in a folder, in no order, as somebody sees it who looks for a file. Of folders only the name is asked for:
    /// behind one may be a share that never answers.
    fn browse(&self, folder: &Path) -> io::Result<Vec<Item>> {
        self.under()?.browse(folder)
    }

    /// When a file was last written, where that is known.
    fn written(&self, path: &Path) -> Option<SystemTime> {
        self.under().ok()?.written(path)
    }

    /// Gives a file the time at which its content was written first. What the file system cannot keep is passed over: nothing
    /// is decided by it.
    fn set_written(&self, path: &Path, time: SystemTime) {
        if let Ok(disk) = self.under() {
            disk.set_written(path, time);
        }
    }
}

/// A file that is open for writing behind its end. It can be shared between threads.
#[allow(clippy::len_without_is_empty, reason = "the length of a file, which is no collection")]
pub trait OpenFile: Debug + Send + Sync {
    /// Writes some of the bytes, and says how many.
    fn write(&self, bytes: &[u8]) -> io::Result<usize>;

    /// Waits until what was written would outlast a pulled plug. Where that is refused, what was written before may be lost
    /// even if a later flush succeeds.
    fn flush(&self) -> io::Result<()>;

    /// Its length in bytes.
    fn len(&self) -> io::Result<u64>;

    /// Cuts it to a length in bytes.
    fn set_len(&self, len: u64) -> io::Result<()>;

    /// Whether a path leads to this file, and not to another one or to none.
    fn is_at(&self, path: &Path) -> bool;
}

impl dyn OpenFile {
    /// Writes all of the bytes.
    pub fn write_all(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match self.write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// The file system of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Disk for System {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let file = plain(path, OpenOptions::new().read(true))?;
        let metadata = file.metadata()?;
        // One byte more than the file has, so that its end is seen without growing.
        let room = metadata.len().saturating_add(1).min(most);
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn look(&self, path: &Path) -> io::Result<Seen> {
        fs::metadata(path).map(|metadata| Seen {
            kind: kind(&metadata),
            readonly: metadata.permissions().readonly(),
            len: metadata.len(),
        })
    }

    fn is_taken(&self, path: &Path) -> bool {
        path.symlink_metadata().is_ok()
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let listed = fs::read_dir(folder)?.map(|entry| {
            let (entry, path) = entry.map(|entry| (entry.file_type(), entry.path()))?;
            let kind = match entry? {
                plain if plain.is_file() => FileKind::File,
                plain if plain.is_dir() => FileKind::Folder,
                _ => fs::metadata(&path).map_or(FileKind::Other, |behind| kind(&behind)),
            };
            Ok(Listed { path, kind })
        });
        listed.collect()
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)?;
        share(folder)
    }

    fn create(&self, path: &Path, access: Access<'_>) -> io::Result<Arc<dyn OpenFile>> {
        let file = options(access != Access::Usual).write(true).create_new(true).open(path)?;
        if access == Access::Private {
            share_file(path, &file);
        }
        if let Access::Like(other) = access {
            // Nobody is waiting for a file that is not what it should be.
            let set = fs::metadata(other).and_then(|other| file.set_permissions(other.permissions()));
            set.inspect_err(|_| drop(fs::remove_file(path)))?;
        }
        Ok(Arc::new(file))
    }

    fn append(&self, path: &Path) -> io::Result<Arc<dyn OpenFile>> {
        // Windows cuts no file that is open for appending alone.
        let is_new = !self.is_taken(path);
        let file = plain(path, options(true).write(true).create(true).truncate(false))?;
        if is_new {
            share_file(path, &file);
        }
        Ok(Arc::new(file))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        // The standard library has no such call; `tempfile` has one for every system.
        let Err(refused) = TempPath::try_from_path(from)?.persist_noclobber(to) else { return Ok(()) };
        let (error, mut path) = (refused.error, refused.path);
        // Whether the file goes is for the caller to say.
        path.disable_cleanup(true);
        if error.kind() == io::ErrorKind::AlreadyExists || self.is_taken(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        // Sticks and shares may know neither this nor hard links; the name was free a moment ago.
        fs::rename(from, to).map_err(|_| error)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        flush_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Arc<dyn OpenFile>>> {
        let file = match plain(path, options(true).read(true).write(true).create(true).truncate(false)) {
            // Somebody else's file can be locked without being written.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                plain(path, OpenOptions::new().read(true)).map_err(|_| error)?
            }
            opened => opened?,
        };
        match file.try_lock() {
            Ok(()) => Ok(Some(Arc::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            // Shares answer this in many ways, and none of them says more.
            Err(TryLockError::Error(_)) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn browse(&self, folder: &Path) -> io::Result<Vec<Item>> {
        // What vanishes meanwhile is not there.
        Ok(fs::read_dir(folder)?.filter_map(|entry| item(&entry.ok()?)).collect())
    }

    fn written(&self, path: &Path) -> Option<SystemTime> {
        fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
    }

    fn set_written(&self, path: &Path, time: SystemTime) {
        let _ = plain(path, OpenOptions::new().append(true)).and_then(|file| file.set_modified(time));
    }
}

impl OpenFile for File {
    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut file = self;
        // A file that was cut is written behind its new end; the position of the last write is behind the old one.
        file.seek(SeekFrom::End(0))?;
        Write::write(&mut file, bytes)
    }

    fn flush(&self) -> io::Result<()> {
        self.sync_all()
    }

    fn len(&self) -> io::Result<u64> {
        self.metadata().map(|metadata| metadata.len())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        File::set_len(self, len)
    }

    fn is_at(&self, path: &Path) -> bool {
        is_same(self, path).unwrap_or(false)
    }
}

fn item(entry: &DirEntry) -> Option<Item> {
    let (name, plain) = (entry.file_name(), entry.file_type().ok()?);
    if plain.is_dir() {
        let hidden = is_hidden(entry);
        return Some(Item { name, kind: FileKind::Folder, len: 0, written: None, hidden });
    }
    // A link that leads nowhere, or in a circle, has nothing behind it.
    let behind = if plain.is_symlink() { fs::metadata(entry.path()) } else { entry.metadata() }.ok();
    let kind = behind.as_ref().map_or(FileKind::Other, kind);
    let file = behind.filter(|_| kind == FileKind::File);
    let written = file.as_ref().and_then(|file| file.modified().ok());
    Some(Item { name, kind, len: file.map_or(0, |file| file.len()), written, hidden: is_hidden(entry) })
}

/// A name that begins with a point is told by the name.
#[cfg(windows)]
fn is_hidden(entry: &DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt;
    const HIDDEN: u32 = 2;
    entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & HIDDEN != 0)
}

#[cfg(not(windows))]
fn is_hidden(_: &DirEntry) -> bool {
    false
}

/// What stands at a path is neither a file nor a folder.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("not a regular file")]
pub struct NotPlain;

impl NotPlain {
    /// As the system would refuse it.
    pub fn refused() -> io::Error {
        io::Error::new(io::ErrorKind::InvalidInput, NotPlain)
    }
}

/// Opens a file and nothing else: a pipe is not waited for, whatever took the place of a file meanwhile.
fn plain(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let refused = |kind| match kind {
        FileKind::File => None,
        FileKind::Folder => Some(io::ErrorKind::IsADirectory.into()),
        FileKind::Other => Some(NotPlain::refused()),
    };
    // The system's own words for a pipe or a socket are those for a disk that is gone; Windows denies access to a folder.
    let there = || fs::metadata(path).ok().and_then(|there| refused(kind(&there)));
    let file = options.open(path).map_err(|error| there().unwrap_or(error))?;
    let opened = kind(&file.metadata()?);
    refused(opened).map_or(Ok(file), Err)
}

fn kind(metadata: &Metadata) -> FileKind {
    match metadata {
        folder if folder.is_dir() => FileKind::Folder,
        file if file.is_file() => FileKind::File,
        _ => FileKind::Other,
    }
}

#[cfg(unix)]
fn is_same(ours: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (ours, there) = (ours.metadata()?, fs::metadata(path)?);
    Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino()))
}

/// By the file's number on its volume. Its times do not tell it from the next one of its name, to which Windows gives the same
/// time of creation.
#[cfg(not(unix))]
fn is_same(ours: &File, path: &Path) -> io::Result<bool> {
    use winapi_util::{Handle, file::information};
    Ok(information(ours)?.file_index() == information(Handle::from_path_any(path)?)?.file_index())
}

/// A folder in one that a group shares (its mark is the set-group-ID bit) is for that group too, whatever the mask says;
/// else whoever saves first keeps the others from keeping earlier states in it.
#[cfg(unix)]
fn share(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    const SHARED: u32 = 0o2020;
    let above = folder.parent().map(fs::metadata).transpose()?.map_or(0, |above| above.permissions().mode());
    if above & SHARED != SHARED {
        return Ok(());
    }
    let own = fs::metadata(folder)?.permissions().mode();
    fs::set_permissions(folder, PermissionsExt::from_mode(own | SHARED))
}

/// A new file in a folder that a group may write is for that group too, else the next one can replace it and not read it;
/// anywhere else it is its owner's. Where that is refused it stays its owner's.
#[cfg(unix)]
fn share_file(path: &Path, file: &File) {
    use std::os::unix::fs::PermissionsExt;
    const GROUP_WRITES: u32 = 0o020;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if fs::metadata(folder).is_ok_and(|folder| folder.permissions().mode() & GROUP_WRITES != 0) {
        let _ = file.set_permissions(PermissionsExt::from_mode(0o660));
    }
}

#[cfg(not(unix))]
fn share_file(_: &Path, _: &File) {}

#[cfg(not(unix))]
fn share(_: &Path) -> io::Result<()> {
    Ok(())
}

/// How a new file is made: for its owner only, or with what the system's mask leaves.
#[cfg(unix)]
fn options(private: bool) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.mode(if private { 0o600 } else { 0o666 });
    options
}

/// Windows takes the access from the folder.
#[cfg(not(unix))]
fn options(_: bool) -> OpenOptions {
    OpenOptions::new()
}

/// Some file systems cannot flush a folder, and some folders may be written and not opened; nothing more can be done there.
#[cfg(unix)]
fn flush_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if HOPELESS.contains(&error.kind()) => Ok(()),
        flushed => flushed,
    }
}

#[cfg(unix)]
const HOPELESS: [io::ErrorKind; 3] =
    [io::ErrorKind::InvalidInput, io::ErrorKind::Unsupported, io::ErrorKind::PermissionDenied];

/// Windows flushes a rename with the file and has no call for folders.
#[cfg(not(unix))]
fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
