//! The files that were handed in, as they came: each kept under `received/YEAR/` with a name that is safe and its own, and
//! never written again.

use std::path::{Path, PathBuf};

use super::super::error::StoreError;
use super::super::folder_name;
use super::super::library::Library;

/// How many digits of a file's digest stand in its name where another file has that name already.
const TOLD_APART: usize = 12;

/// The most bytes of a name, which leave room for such digits in what a file system takes.
const LONGEST: usize = 200;

impl Library {
    /// Keeps a file that was handed in, and says under which name below the folder of such files: its own, as far as file
    /// systems take it, and where another file has that already, with digits of its digest. A file that is kept already is
    /// not kept twice. `folder` is one for several files that belong together.
    ///
    /// # Errors
    /// The system's refusal; [`StoreError::Exists`] where somebody wrote something else under that very name.
    pub fn keep_received(
        &self,
        agency: &str,
        year: i32,
        folder: Option<&str>,
        name: &str,
        bytes: &[u8],
        sha256: &str,
    ) -> Result<String, StoreError> {
        let root = self.received_folder(agency, year)?;
        let below = folder.map(safe);
        let place = below.as_ref().map_or_else(|| root.clone(), |below| root.join(below));
        self.check_inside(&place)?;
        self.files().make_folder(&place)?;
        let name = safe(name);
        let apart = told_apart(&name, sha256);
        let mut refusal = None;
        for name in [&name, &apart] {
            let path = place.join(name);
            let written = match self.on_disk(&path) {
                Ok(None) => self.files().write_new(&path, bytes),
                Ok(Some(there)) if there == bytes => self
                    .files()
                    .flush_name(&path)
                    .map_err(|source| StoreError::Unsettled { path: path.clone(), source }),
                // What is there, or cannot even be read, is somebody else's.
                Ok(Some(_)) | Err(StoreError::TooLarge { .. } | StoreError::NoFile(_)) => Err(StoreError::Exists(path)),
                Err(error) => Err(error),
            };
            match written {
                Ok(()) => return Ok(below.map_or_else(|| name.clone(), |below| format!("{below}/{name}"))),
                Err(error @ StoreError::Exists(_)) => refusal = Some(error),
                Err(error) => return Err(error.into_refusal()),
            }
        }
        Err(refusal.unwrap_or(StoreError::Exists(place)))
    }

    /// The file of a receipt.
    ///
    /// # Errors
    /// As [`Library::received_folder`].
    pub fn received_file(&self, agency: &str, year: i32, kept: &str) -> Result<PathBuf, StoreError> {
        Ok(self.received_folder(agency, year)?.join(kept))
    }

    /// The agencies that have a collection of a year.
    ///
    /// # Errors
    /// A library that cannot be read.
    pub fn collecting(&self, year: i32) -> Result<Vec<String>, StoreError> {
        let folders = self.files().entries(self.root())?;
        let names = folders.iter().filter_map(|folder| folder_name::decode(folder.path.file_name()?.to_str()?));
        Ok(names.filter(|agency| self.has_collection(agency, year)).collect())
    }
}

/// A name that every file system takes.
fn safe(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_control() { '_' } else { c }).collect();
    let (mut stem, ending) = split(&plain);
    loop {
        match folder_name::encode(&format!("{stem}{ending}")) {
            Ok(safe) if safe.len() <= LONGEST => return safe,
            _ if stem.is_empty() => return "_".to_string(),
            _ => {
                let last = stem.char_indices().next_back().map_or(0, |(at, _)| at);
                stem = &stem[..last];
            }
        }
    }
}

/// The name of a file beside another one that has its name.
pub(in super::super) fn told_apart(name: &str, sha256: &str) -> String {
    let (stem, ending) = split(name);
    let digits: String = sha256.chars().take(TOLD_APART).collect();
    format!("{stem}-{digits}{ending}")
}

/// The name that a file has where no other one has it; `None` for a name that is not beside another one.
pub(in super::super) fn not_told_apart(name: &str, sha256: &str) -> Option<String> {
    let (stem, ending) = split(name);
    let digits: String = sha256.chars().take(TOLD_APART).collect();
    let plain = stem.strip_suffix(&digits)?.strip_suffix('-')?;
    Some(format!("{plain}{ending}"))
}

/// A name before its ending, and its ending with the dot; an ending that is none stays with the name.
fn split(name: &str) -> (&str, &str) {
    let ending = Path::new(name).extension().map_or(0, |ending| ending.len() + 1);
    let at = if ending > 12 { name.len() } else { name.len() - ending };
    name.split_at(at)
}
