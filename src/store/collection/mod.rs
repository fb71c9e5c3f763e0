//! A collecting office's year in the library: `2025.collection.ron` beside the agency's reports. It is found, read, locked,
//! saved and changed as a report is: whole or not at all, never over what somebody else wrote, the states before it kept.
//! What stands in the file is up to `file`.

mod file;

mod received;

use std::path::PathBuf;

use crate::domain::collection::roster::Collection;
use crate::domain::report::plain_name;

use super::error::StoreError;
use super::library::{HISTORY, Library, OVERWRITES, Stamp};
use super::lock::Lock;
use super::syntax;

pub use file::{VERSION, from_ron, to_ron};
pub(super) use received::{not_told_apart, told_apart};

/// What stands behind the year in the name of a collection's file.
pub(super) const NAME: &str = "collection";

/// The folder of the files that were handed in, in the collecting agency's folder.
pub const RECEIVED: &str = "received";

/// A collection from the library.
#[derive(Debug, Clone)]
pub struct LoadedCollection {
    /// What it says.
    pub collection: Collection,
    /// By which the file is known when it is saved.
    pub stamp: Stamp,
}

impl Library {
    /// The file of a collection, whether it is there or not.
    ///
    /// # Errors
    /// [`StoreError::Nameless`] for a year that is none, and a name that no folder can have.
    pub fn collection_path(&self, agency: &str, year: i32) -> Result<PathBuf, StoreError> {
        let stem = (1000..=9999).contains(&year).then(|| format!("{year}.{NAME}")).ok_or(StoreError::Nameless)?;
        Ok(self.folder(agency)?.join(format!("{stem}.ron")))
    }

    /// The folder of what was handed in for a collection, whether it is there or not.
    ///
    /// # Errors
    /// As [`Library::collection_path`].
    pub fn received_folder(&self, agency: &str, year: i32) -> Result<PathBuf, StoreError> {
        self.collection_path(agency, year)?;
        Ok(self.folder(agency)?.join(RECEIVED).join(year.to_string()))
    }

    /// The folder of a collection's earlier states.
    pub(super) fn collection_history(&self, agency: &str, year: i32) -> Result<PathBuf, StoreError> {
        Ok(self.folder(agency)?.join(HISTORY).join(format!("{year}.{NAME}")))
    }

    /// Whether there is such a collection.
    pub fn has_collection(&self, agency: &str, year: i32) -> bool {
        self.collection_path(agency, year).is_ok_and(|path| self.files().is_file(&path))
    }

    /// Reads a collection.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Newer`], [`StoreError::Damaged`], [`StoreError::Misplaced`], or the system's
    /// refusal.
    pub fn load_collection(&self, agency: &str, year: i32) -> Result<LoadedCollection, StoreError> {
        let path = self.collection_path(agency, year)?;
        let bytes = self.on_disk(&path)?.ok_or_else(|| StoreError::NoCollection(path.clone()))?;
        let collection = self.read_collection(agency, year, &bytes)?;
        Ok(LoadedCollection { collection, stamp: Stamp::of(&bytes) })
    }

    fn read_collection(&self, agency: &str, year: i32, bytes: &[u8]) -> Result<Collection, StoreError> {
        let path = self.collection_path(agency, year)?;
        let file = path.display().to_string();
        let collection = from_ron(&file, &syntax::decode(&file, bytes)?)?;
        if plain_name(&collection.agency) != plain_name(agency) || collection.year != year {
            let Collection { agency, year, .. } = collection;
            return Err(StoreError::Misplaced { path, agency, year, scope: NAME });
        }
        Ok(collection)
    }

    /// Saves a collection. `expected` is what was on disk when it was loaded or last saved; `None` says that it is new. What
    /// was there goes into the history first; what is not as expected is left as it is.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::Changed`], [`StoreError::Vanished`], or the system's refusal.
    pub fn save_collection(&self, collection: &Collection, expected: Option<&Stamp>) -> Result<Stamp, StoreError> {
        let Collection { agency, year, .. } = collection;
        let path = self.collection_path(agency, *year)?;
        let there = self.on_disk(&path)?;
        let bytes = to_ron(collection).into_bytes();
        match (expected, &there) {
            (None, Some(_)) => return Err(StoreError::Exists(path)),
            (Some(_), None) if !self.files().is_folder(self.root()) => {
                return Err(StoreError::Vanished(self.root().to_path_buf()));
            }
            (Some(_), None) => return Err(StoreError::Changed { path, gone: true }),
            // It may stand there already because a save before this one failed at its last step.
            (Some(stamp), Some(there)) if !stamp.is_of(there) && *there != bytes => {
                return Err(StoreError::Changed { path, gone: false });
            }
            _ => {}
        }
        let history = self.collection_history(agency, *year)?;
        self.put_file(agency, &path, &history, &bytes, there.as_deref())?;
        Ok(Stamp::of(&bytes))
    }

    /// Reads a collection; where none is there, the one that would be begun: last year's roster taken over, or one without
    /// bodies.
    ///
    /// # Errors
    /// As [`Library::load_collection`], of either year.
    pub fn begun_collection(&self, agency: &str, year: i32) -> Result<(Collection, Option<Stamp>), StoreError> {
        match self.load_collection(agency, year) {
            Ok(loaded) => Ok((loaded.collection, Some(loaded.stamp))),
            Err(StoreError::NoCollection(_)) => match self.load_collection(agency, year - 1) {
                Ok(last) => Ok((Collection::following(&last.collection, year), None)),
                Err(StoreError::NoCollection(_)) => Ok((Collection::new(agency, year), None)),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        }
    }

    /// Changes a collection; the one that is begun so where none is there. What somebody else writes at the same moment is
    /// changed instead of being written over. Says what is in the file now, and what else the change has to say.
    ///
    /// # Errors
    /// Why the file cannot be read, which is left as it is then; what the change itself refuses; the system's refusal;
    /// [`StoreError::Held`] where somebody else keeps it locked; [`StoreError::Changed`] where it is written again and again
    /// meanwhile.
    pub fn change_collection<T, E: From<StoreError>>(
        &self,
        agency: &str,
        year: i32,
        change: impl Fn(&mut Collection) -> Result<T, E>,
    ) -> Result<(Collection, T), E> {
        let _lock = self.lock_collection(agency, year)?;
        let mut tries = 0..OVERWRITES;
        loop {
            let (mut collection, stamp) = self.begun_collection(agency, year)?;
            let said = change(&mut collection)?;
            match self.save_collection(&collection, stamp.as_ref()) {
                Err(StoreError::Changed { gone: false, .. } | StoreError::Exists(_)) if tries.next().is_some() => {}
                written => return written.map(|_| (collection, said)).map_err(E::from),
            }
        }
    }

    /// Locks a collection for the moment of writing it. Where no lock is to be had, writing goes on, and says by itself what
    /// the system refuses.
    ///
    /// # Errors
    /// [`StoreError::Held`].
    pub fn lock_collection(&self, agency: &str, year: i32) -> Result<Option<Lock>, StoreError> {
        match self.lock_file(self.collection_path(agency, year)?) {
            Err(error @ StoreError::Held { .. }) => Err(error),
            locked => Ok(locked.ok().flatten()),
        }
    }
}

/// The year of a collection's file; `None` for other files.
pub fn year_of(file: &str) -> Option<i32> {
    let year = file.strip_suffix(".ron")?.strip_suffix(NAME)?.strip_suffix('.')?;
    let is_plain = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    year.parse().ok().filter(|year| is_plain && *year >= 1000)
}
