//! The library: a folder for each agency, in it a file for each year and scope. It finds, reads and saves reports, and
//! never overwrites silently what somebody else wrote. What stands in a file is up to `document`.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::report::{Report, Scope, plain_name};

use super::agency::Agency;
use super::atomic::Files;
use super::digest::Digest;
use super::disk::{Disk, FileKind, Item, Listed};
use super::document;
use super::error::StoreError;
use super::folder_name;
use super::forms::Forms;
use super::history;
use super::journal::writer::without_writer;
use super::syntax;

pub use super::history::SavedState;
pub use crate::domain::report::Key;

/// The name of the library's folder beside the program.
const BESIDE: &str = "gouji-library";

/// The environment's word for the library.
const VARIABLE: &str = "GOUJI_LIBRARY";

/// The profile's file in an agency's folder.
pub(super) const PROFILE: &str = "agency.ron";

/// The folder of a profile's earlier states, among those of the reports.
pub(super) const PROFILES: &str = "agency";

/// How often a report or a profile is written over that somebody else writes at the same moments.
pub(super) const OVERWRITES: u32 = 5;

/// How many agencies one core looks through, at least.
const FOLDERS_FOR_A_CORE: usize = 256;

/// The folder of earlier states in an agency's folder.
pub(super) const HISTORY: &str = "history";

/// `2022`, `2022.aggregated`: a report's file without its ending.
fn stem(key: &Key) -> Result<String, StoreError> {
    match (key.year, key.scope) {
        (1000..=9999, Scope::Own) => Ok(key.year.to_string()),
        (1000..=9999, Scope::Aggregated) => Ok(format!("{}.{}", key.year, key.scope.name())),
        _ => Err(StoreError::Nameless),
    }
}

/// The key of a report's file or journal in an agency's folder; `None` for other files.
pub(super) fn key_of(agency: &str, file: &str) -> Option<Key> {
    let journal = || file.strip_suffix(".journal").map(without_writer);
    let stem = file.strip_suffix(".ron").or_else(journal)?;
    let (year, scope) = match stem.split_once('.') {
        None => (stem, Scope::Own),
        Some((year, scope)) if scope == Scope::Aggregated.name() => (year, Scope::Aggregated),
        Some(_) => return None,
    };
    let plain = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let year = year.parse().ok().filter(|year| plain && *year >= 1000)?;
    Some(Key { agency: agency.into(), year, scope })
}

/// What the bytes of a profile's file say.
fn profile_of(path: &Path, bytes: &[u8]) -> Result<Agency, StoreError> {
    let file = path.display().to_string();
    Agency::from_ron(&file, &syntax::decode(&file, bytes)?)
}

/// What was on disk when a report was loaded or saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(Arc<[u8]>);

impl Stamp {
    pub(super) fn of(bytes: &[u8]) -> Stamp {
        Stamp(bytes.into())
    }

    /// Whether it is of these bytes.
    pub(super) fn is_of(&self, bytes: &[u8]) -> bool {
        *self.0 == *bytes
    }
}

/// A report from the library.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What its file says.
    pub report: Report,
    /// By which the file is known when it is saved.
    pub stamp: Stamp,
    /// Where it was read.
    pub path: PathBuf,
    /// Whether the file is as gouji wrote it.
    pub digest: Digest,
}

/// A folder of agencies and years.
#[derive(Debug, Clone)]
pub struct Library {
    root: PathBuf,
    files: Files,
}

impl Library {
    /// The library at a folder. Creates nothing; the folder appears with the first save.
    pub fn at(root: PathBuf) -> Library {
        Library { root, files: Files::default() }
    }

    /// The library at a folder of another disk than the machine's.
    pub fn on(disk: Arc<dyn Disk>, root: PathBuf) -> Library {
        Library { root, files: Files::on(disk) }
    }

    /// Where the library is: the folder that was named, else `GOUJI_LIBRARY`, else the folder `gouji-library` beside the
    /// program where there is one (a USB stick), else a folder among the user's data.
    pub fn locate(explicit: Option<PathBuf>) -> Result<PathBuf, StoreError> {
        let named = explicit.or_else(|| std::env::var_os(VARIABLE).map(PathBuf::from));
        if let Some(named) = named.filter(|path| !path.as_os_str().is_empty()) {
            return Ok(named);
        }
        let program = std::env::current_exe().ok();
        let beside = program.and_then(|program| program.parent().map(|folder| folder.join(BESIDE)));
        if let Some(beside) = beside.filter(|folder| folder.is_dir()) {
            return Ok(beside);
        }
        let folders = directories::ProjectDirs::from("", "", "gouji").ok_or(StoreError::NoFolder)?;
        Ok(folders.data_dir().join("library"))
    }

    /// The library that a file is in, by its place: `<library>/<agency>/<year>.ron`.
    pub fn around(file: &Path, report: &Report) -> Option<Library> {
        let folder = file.parent()?;
        let agency = folder.file_name().and_then(OsStr::to_str).and_then(folder_name::decode)?;
        let root = folder.parent()?;
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        let library = Library::at(root.to_path_buf());
        let key = report.key().filter(|key| key.agency == agency)?;
        (library.path(&key).ok()?.file_name() == file.file_name()).then_some(library)
    }

    /// Another library on the same disk.
    pub(super) fn beside(&self, root: PathBuf) -> Library {
        Library { root, files: self.files.clone() }
    }

    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    /// The library's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// All reports, by agency, the newest year first. Files and folders that are not the library's are passed over;
    /// a library that is not there is empty.
    pub fn keys(&self) -> Result<Vec<Key>, StoreError> {
        let of_agency = |folder: &Listed| -> Result<Vec<Key>, StoreError> {
            let agency = folder.path.file_name().and_then(OsStr::to_str).and_then(folder_name::decode);
            let Some(agency) = agency.filter(|_| folder.kind == FileKind::Folder) else { return Ok(Vec::new()) };
            let files = self.files.entries(&folder.path)?;
            let names = files.iter().filter_map(|file| file.path.file_name().and_then(OsStr::to_str));
            let mut keys: Vec<Key> = names.filter_map(|name| key_of(&agency, name)).collect();
            keys.sort();
            Ok(keys)
        };
        // A collecting office may have ten thousand agencies, each with a folder to be read.
        let folders = self.files.entries(&self.root)?;
        let keys: Result<Vec<Vec<Key>>, StoreError> =
            folders.par_iter().with_min_len(FOLDERS_FOR_A_CORE).map(of_agency).collect();
        let mut agencies = keys?;
        agencies.sort();
        // What is in order already takes one look.
        let mut keys: Vec<Key> = agencies.into_iter().flatten().collect();
        keys.sort();
        // A report with a journal beside it is one report.
        keys.dedup();
        Ok(keys)
    }

    /// The file of a report, whether it is there or not.
    pub fn path(&self, key: &Key) -> Result<PathBuf, StoreError> {
        Ok(self.folder(&key.agency)?.join(format!("{}.ron", stem(key)?)))
    }

    /// Whether the library has a folder for an agency.
    pub fn holds(&self, agency: &str) -> bool {
        self.folder(agency).is_ok_and(|folder| self.files.is_folder(&folder))
    }

    /// Whether there is such a report.
    pub fn exists(&self, key: &Key) -> bool {
        self.path(key).is_ok_and(|path| self.files.is_file(&path))
    }

    /// Reads a report. A report that names no agency or year is taken for what its place says.
    pub fn load(&self, key: &Key, forms: &Forms) -> Result<Loaded, StoreError> {
        self.load_from(self.path(key)?, key, forms)
    }

    /// Reads an earlier state of a report. A journal is what its edits lead to.
    pub fn load_state(&self, key: &Key, state: &SavedState, forms: &Forms) -> Result<Loaded, StoreError> {
        if !state.unsaved {
            return self.load_from(state.path.clone(), key, forms);
        }
        let report = self.shelved(key, state, forms)?.report();
        let stamp = Stamp::of(document::to_ron(&report).as_bytes());
        Ok(Loaded { report, stamp, path: state.path.clone(), digest: Digest::Agrees })
    }

    fn load_from(&self, path: PathBuf, key: &Key, forms: &Forms) -> Result<Loaded, StoreError> {
        let bytes = self.on_disk(&path)?.ok_or_else(|| StoreError::Missing(path.clone()))?;
        let file = path.display().to_string();
        let mut report = document::from_ron(&file, &syntax::decode(&file, &bytes)?, forms)?;
        let agency = report.agency.get_or_insert_with(|| key.agency.clone()).clone();
        let year = *report.year.get_or_insert(key.year);
        if plain_name(&agency) != plain_name(&key.agency) || year != key.year || report.scope != key.scope {
            return Err(StoreError::Misplaced { path, agency, year, scope: report.scope.name() });
        }
        Ok(Loaded { report, stamp: Stamp::of(&bytes), path, digest: Digest::of(&bytes) })
    }

    /// Saves a report at its place. `expected` is what was on disk when it was loaded or last saved; `None` says that it
    /// is new. What was on disk goes into the history first; what is not as expected is left as it is.
    pub fn save(&self, report: &Report, expected: Option<&Stamp>) -> Result<Stamp, StoreError> {
        let key = report.key().ok_or(StoreError::Nameless)?;
        let path = self.path(&key)?;
        let there = self.on_disk(&path)?;
        // It may stand there already because a save before this one failed at its last step.
        if expected.is_some()
            && let Some(bytes) = &there
            && *bytes == document::to_ron(report).as_bytes()
        {
            return self.write(&key, &path, report, Some(bytes));
        }
        match (expected, there) {
            (None, None) => self.write(&key, &path, report, None),
            (None, Some(_)) => Err(StoreError::Exists(path)),
            // A stick that was pulled comes back; a folder made in its place would hide what is on it.
            (Some(_), None) if !self.files.is_folder(&self.root) => Err(StoreError::Vanished(self.root.clone())),
            (Some(_), None) => Err(StoreError::Changed { path, gone: true }),
            (Some(stamp), Some(bytes)) if *stamp.0 != *bytes => Err(StoreError::Changed { path, gone: false }),
            (Some(_), Some(bytes)) => self.write(&key, &path, report, Some(&bytes)),
        }
    }

    /// Whether a report's place holds something else than expected, as far as can be told without a doubt.
    pub fn is_changed(&self, key: &Key, expected: Option<&Stamp>) -> bool {
        let there = self.path(key).and_then(|path| self.on_disk(&path));
        let is_same = |there: Option<Vec<u8>>| match (expected, there) {
            (Some(stamp), Some(bytes)) => *stamp.0 == *bytes,
            (None, there) => there.is_none(),
            // Where the library itself is gone, saving says so.
            (Some(_), None) => !self.files.is_folder(&self.root),
        };
        there.is_ok_and(|there| !is_same(there))
    }

    /// Saves a report over whatever is there, for somebody who was asked. What was there is kept in the history.
    pub fn overwrite(&self, report: &Report) -> Result<Stamp, StoreError> {
        let key = report.key().ok_or(StoreError::Nameless)?;
        let path = self.path(&key)?;
        // Whoever was asked meant to replace whatever is there; what came between is kept as well.
        let mut tries = 0..OVERWRITES;
        loop {
            let bytes = self.on_disk(&path)?;
            match self.write(&key, &path, report, bytes.as_deref()) {
                Err(StoreError::Changed { .. } | StoreError::Exists(_)) if tries.next().is_some() => {}
                written => return written,
            }
        }
    }

    /// Takes a report out of the library by moving it into its history, and says where it is now.
    pub fn delete(&self, key: &Key) -> Result<PathBuf, StoreError> {
        let path = self.path(key)?;
        match self.files.disk().look(&path) {
            Ok(there) if there.kind == FileKind::File => {}
            // A disk that does not answer has not lost it.
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(StoreError::io(&path)(error)),
            _ => return Err(StoreError::Missing(path)),
        }
        let kept = self.history_folder(key)?;
        self.check_inside(&path)?;
        self.check_inside(&kept)?;
        history::take(&self.files, &kept, &path)
    }

    /// The earlier states of a report, newest first; a deleted report still has them.
    pub fn history(&self, key: &Key) -> Result<Vec<SavedState>, StoreError> {
        history::states(&self.files, &self.history_folder(key)?)
    }

    /// Puts an earlier state in the place of the present one, which goes into the history first: restoring that one undoes
    /// it. A report that was deleted comes back; of a journal, what its edits lead to. Says where the present state went, if
    /// there was one to keep.
    pub fn restore(&self, key: &Key, state: &SavedState, forms: &Forms) -> Result<Option<PathBuf>, StoreError> {
        let bytes = match state.unsaved {
            true => document::to_ron(&self.load_state(key, state, forms)?.report).into_bytes(),
            false => self.files.read(&state.path)?,
        };
        self.put_in_place(key, &bytes)
    }

    /// Puts a report in the place of the present one, which goes into the history first.
    pub fn replace(&self, key: &Key, report: &Report) -> Result<Option<PathBuf>, StoreError> {
        self.put_in_place(key, document::to_ron(report).as_bytes())
    }

    fn put_in_place(&self, key: &Key, bytes: &[u8]) -> Result<Option<PathBuf>, StoreError> {
        let path = self.path(key)?;
        let present = self.on_disk(&path)?;
        self.put(key, &path, bytes, present.as_deref())
    }

    /// The profile of an agency; one of nothing but the name where none is written.
    pub fn agency(&self, name: &str) -> Result<Agency, StoreError> {
        self.profile(name).map(|(profile, _)| profile)
    }

    /// The profile of an agency, and whether its file is as gouji wrote it.
    pub fn profile(&self, name: &str) -> Result<(Agency, Digest), StoreError> {
        let path = self.folder(name)?.join(PROFILE);
        let Some(bytes) = self.on_disk(&path)? else { return Ok((Agency::new(name), Digest::Agrees)) };
        Ok((profile_of(&path, &bytes)?, Digest::of(&bytes)))
    }

    /// Changes the profile of an agency; one of nothing but the name where none is written. What somebody else writes at the
    /// same moment is changed instead of being written over, and what was there is kept among the agency's earlier states.
    ///
    /// # Errors
    /// Why the profile cannot be read, which is left as it is then; the system's refusal; [`StoreError::Changed`] where it is
    /// written again and again meanwhile.
    pub fn change_agency(&self, name: &str, change: impl Fn(Agency) -> Agency) -> Result<(), StoreError> {
        let folder = self.folder(name)?;
        let path = folder.join(PROFILE);
        let mut tries = 0..OVERWRITES;
        loop {
            let before = self.on_disk(&path)?;
            let agency = before.as_deref().map_or_else(|| Ok(Agency::new(name)), |there| profile_of(&path, there))?;
            let new = change(agency).to_ron().into_bytes();
            match self.put_profile(&folder, &path, &new, before.as_deref()) {
                Err(StoreError::Changed { .. } | StoreError::Exists(_)) if tries.next().is_some() => {}
                written => return written,
            }
        }
    }

    fn put_profile(&self, folder: &Path, path: &Path, bytes: &[u8], before: Option<&[u8]>) -> Result<(), StoreError> {
        self.check_inside(path)?;
        self.files.make_folder(folder)?;
        match before {
            None => self.files.write_new(path, bytes),
            Some(before) if before == bytes => self.settle(path),
            Some(before) => {
                let history = folder.join(HISTORY).join(PROFILES);
                self.check_inside(&history)?;
                self.keeping(&history, path, before, bytes).map(drop)
            }
        }
    }

    /// Removes the folder of an agency where it holds nothing at all, and says whether it did.
    pub fn remove_empty(&self, agency: &str) -> bool {
        let folder = self.folder(agency).ok().filter(|folder| self.check_inside(folder).is_ok());
        folder.is_some_and(|folder| self.files.disk().remove_folder(&folder).is_ok())
    }

    /// The folder of an agency. A name with blanks around it is the name without them, unless an older gouji made a folder
    /// for it as it stands.
    pub(super) fn folder(&self, agency: &str) -> Result<PathBuf, StoreError> {
        let (folder, old) = (folder_name::encode(agency), folder_name::spelled(agency));
        if let Ok(old) = &old
            && folder.as_ref() != Ok(old)
            && self.files.is_folder(&self.root.join(old))
        {
            return Ok(self.root.join(old));
        }
        Ok(self.root.join(folder?))
    }

    pub(super) fn history_folder(&self, key: &Key) -> Result<PathBuf, StoreError> {
        Ok(self.folder(&key.agency)?.join(HISTORY).join(stem(key)?))
    }

    pub(super) fn on_disk(&self, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        match self.files.read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(StoreError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn write(&self, key: &Key, path: &Path, report: &Report, before: Option<&[u8]>) -> Result<Stamp, StoreError> {
        let text = document::to_ron(report);
        self.put(key, path, text.as_bytes(), before)?;
        Ok(Stamp::of(text.as_bytes()))
    }

    /// Confirms the name of a file that is as it should be already.
    fn settle(&self, path: &Path) -> Result<(), StoreError> {
        self.files.flush_name(path).map_err(|source| StoreError::Unsettled { path: path.into(), source })
    }

    /// Writes a report's file, and says where what was there is kept now.
    fn put(&self, key: &Key, path: &Path, bytes: &[u8], before: Option<&[u8]>) -> Result<Option<PathBuf>, StoreError> {
        self.put_file(&key.agency, path, &self.history_folder(key)?, bytes, before)
    }

    /// Writes a file in an agency's folder, and says where what was there is kept now.
    pub(super) fn put_file(
        &self,
        agency: &str,
        path: &Path,
        history: &Path,
        bytes: &[u8],
        before: Option<&[u8]>,
    ) -> Result<Option<PathBuf>, StoreError> {
        if before == Some(bytes) {
            self.settle(path)?;
            return Ok(None);
        }
        self.check_inside(path)?;
        let folder = self.folder(agency)?;
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        self.files.sweep(&folder, &format!("{name}-"));
        if !self.files.disk().is_taken(&folder.join(PROFILE)) {
            match self.put_profile(&folder, &folder.join(PROFILE), Agency::new(agency).to_ron().as_bytes(), None) {
                // Somebody else wrote one meanwhile, which says more.
                Err(StoreError::Exists(_)) => {}
                written => written.map_err(StoreError::into_refusal)?,
            }
        }
        let Some(before) = before else {
            self.files.write_new(path, bytes)?;
            return Ok(None);
        };
        self.check_inside(history)?;
        self.keeping(history, path, before, bytes).map(Some)
    }

    /// Writes over a file what was there before, which goes into a folder of earlier states, and says where it is.
    fn keeping(&self, history: &Path, path: &Path, before: &[u8], bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let kept = history::keep(&self.files, history, path, before)?;
        if let Err(error) = self.files.write_over(path, before, bytes) {
            // What is still in its place needs no copy, least of all on a disk that is full.
            if self.on_disk(path).is_ok_and(|there| there.as_deref() == Some(before)) {
                let _ = self.files.remove(&kept);
            }
            return Err(error);
        }
        Ok(kept)
    }

    /// Refuses a path that a symbolic link leads out of the library.
    pub(super) fn check_inside(&self, path: &Path) -> Result<(), StoreError> {
        let files = &self.files;
        let mut inside = path.ancestors().take_while(|ancestor| *ancestor != self.root);
        while let Some(existing) = inside.find(|path| files.disk().is_taken(path)) {
            let target = match files.real(existing) {
                Ok(target) => target,
                // Such as a lock that its holder removed between the two.
                Err(_) if !files.disk().is_taken(existing) => continue,
                Err(error) => return Err(StoreError::io(existing)(error)),
            };
            let root = files.real(&self.root).map_err(StoreError::io(&self.root))?;
            let is_inside = target.starts_with(&root);
            return if is_inside { Ok(()) } else { Err(StoreError::Outside(existing.into())) };
        }
        Ok(())
    }

    /// What stands in any folder of the library's machine, for somebody who looks for a file.
    pub fn browse(&self, folder: &Path) -> Result<Vec<Item>, StoreError> {
        self.files.disk().browse(folder).map_err(StoreError::io(folder))
    }
}
