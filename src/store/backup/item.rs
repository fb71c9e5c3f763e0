//! The things that a backup copies, and where each stands in a library: a report with its journal and its earlier states, a
//! collection and a register with theirs, a file that was handed in, an agency's profile, a form.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::domain::seal;

use super::super::collection;
use super::super::disk::FileKind;
use super::super::error::StoreError;
use super::super::folder_name;
use super::super::forms;
use super::super::history;
use super::super::library::{HISTORY, Key, Library, PROFILE, PROFILES, key_of};
use super::super::register;

/// How deep the folders of what was handed in are looked through.
const DEPTH: usize = 4;

/// What is copied as one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A report, be it only what the history has of one that was deleted.
    Report(Key),
    /// The profile of an agency.
    Profile(String),
    /// A form beside the library, by the name of its file.
    Form(String),
    /// What a collecting office keeps of a year.
    Collection {
        /// The collecting office.
        agency: String,
        /// Of which year.
        year: i32,
    },
    /// What is kept of an agency's register of a year.
    Register {
        /// Whose register.
        agency: String,
        /// Of which year.
        year: i32,
    },
    /// A file as it was handed in, by its path below the year's folder, parted by `/`. None ever changes, so that two of
    /// one name are two files.
    Received {
        /// The collecting office.
        agency: String,
        /// Of which year.
        year: i32,
        /// Its path.
        name: String,
    },
}

/// Where a thing stands in a library: its files, each with the ending of its earlier states, and the folder of those.
pub(super) struct Place {
    pub(super) files: Vec<(PathBuf, &'static str)>,
    pub(super) history: PathBuf,
}

impl Item {
    /// The agency in whose folder it stands.
    pub fn agency(&self) -> Option<&str> {
        match self {
            Item::Report(Key { agency, .. })
            | Item::Profile(agency)
            | Item::Collection { agency, .. }
            | Item::Register { agency, .. }
            | Item::Received { agency, .. } => Some(agency),
            Item::Form(_) => None,
        }
    }

    /// Whether it is a year's, and changes: a report, a collection, a register.
    pub fn is_of_a_year(&self) -> bool {
        matches!(self, Item::Report(_) | Item::Collection { .. } | Item::Register { .. })
    }

    /// What a file in an agency's folder belongs to.
    fn of_file(agency: &str, name: &str) -> Option<Item> {
        let agency = agency.to_string();
        if name == PROFILE {
            return Some(Item::Profile(agency));
        }
        if let Some(year) = collection::year_of(name) {
            return Some(Item::Collection { agency, year });
        }
        if let Some(year) = register::year_of(name) {
            return Some(Item::Register { agency, year });
        }
        key_of(&agency, name).map(Item::Report)
    }
}

impl Library {
    /// Everything in it that a backup has: reports, profiles, forms, collections, registers, what was handed in.
    pub fn items(&self) -> Result<Vec<Item>, StoreError> {
        let mut items = BTreeSet::new();
        for entry in self.files().entries(&self.root().join(forms::FOLDER))? {
            let name = name_of(&entry.path).filter(|name| !name.starts_with('.'));
            items.extend(name.filter(|_| entry.kind == FileKind::File).map(|name| Item::Form(name.to_string())));
        }
        for folder in self.files().entries(self.root())?.into_iter().filter(|entry| entry.kind == FileKind::Folder) {
            let Some(agency) = name_of(&folder.path).and_then(folder_name::decode) else { continue };
            let here = self.files().entries(&folder.path)?;
            items.extend(here.iter().filter_map(|entry| Item::of_file(&agency, name_of(&entry.path)?)));
            for kept in self.files().entries(&folder.path.join(HISTORY))? {
                let name = name_of(&kept.path).unwrap_or_default();
                let item = Item::of_file(&agency, &format!("{name}.ron"));
                items.extend(item.filter(Item::is_of_a_year));
            }
            for of_year in self.files().entries(&folder.path.join(collection::RECEIVED))? {
                let year = name_of(&of_year.path).and_then(|name| name.parse().ok());
                let Some(year) = year.filter(|_| of_year.kind == FileKind::Folder) else { continue };
                let mut names = Vec::new();
                self.handed_in(&of_year.path, "", DEPTH, &mut names)?;
                items.extend(names.into_iter().map(|name| Item::Received { agency: agency.clone(), year, name }));
            }
        }
        Ok(items.into_iter().collect())
    }

    /// The files in a folder and in those below, by their paths. What stands there while it is being written is passed over.
    fn handed_in(&self, folder: &Path, above: &str, depth: usize, names: &mut Vec<String>) -> Result<(), StoreError> {
        for entry in self.files().entries(folder)? {
            let Some(name) = name_of(&entry.path).filter(|name| !name.starts_with('.')) else { continue };
            let name = format!("{above}{name}");
            match entry.kind {
                FileKind::File => names.push(name),
                FileKind::Folder if depth > 0 => {
                    self.handed_in(&entry.path, &format!("{name}/"), depth - 1, names)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn place_of(&self, item: &Item) -> Result<Place, StoreError> {
        let (files, history) = match item {
            Item::Report(key) => {
                let journal = self.journals(key)?.into_iter().next();
                let journal = journal.map_or_else(|| self.journal_path(key), Ok)?;
                let files = [(self.path(key)?, history::STATE), (journal, history::JOURNAL)];
                (files.to_vec(), self.history_folder(key)?)
            }
            Item::Profile(agency) => {
                let folder = self.folder(agency)?;
                (vec![(folder.join(PROFILE), history::STATE)], folder.join(HISTORY).join(PROFILES))
            }
            Item::Form(name) => {
                let folder = self.root().join(forms::FOLDER);
                (vec![(folder.join(name), history::STATE)], folder.join(HISTORY).join(name))
            }
            Item::Collection { agency, year } => {
                let path = self.collection_path(agency, *year)?;
                (vec![(path, history::STATE)], self.collection_history(agency, *year)?)
            }
            Item::Register { agency, year } => {
                let path = self.register_path(agency, *year)?;
                (vec![(path, history::STATE)], self.register_history(agency, *year)?)
            }
            Item::Received { agency, year, name } => {
                // It never changes, so that nothing ever stands there.
                let history = self.folder(agency)?.join(HISTORY).join(collection::RECEIVED);
                (vec![(self.received_file(agency, *year, name)?, history::STATE)], history)
            }
        };
        Ok(Place { files, history })
    }

    /// Where a thing of these bytes is to stand. A file that was handed in stands beside another one of its name.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where neither of its names is free.
    pub(super) fn place_for(&self, item: &Item, bytes: Option<&[u8]>) -> Result<Place, StoreError> {
        let mut place = self.place_of(item)?;
        let (Item::Received { .. }, Some(bytes), Some((path, _))) = (item, bytes, place.files.first_mut()) else {
            return Ok(place);
        };
        let (name, sha256) = (name_of(path).unwrap_or_default(), seal::digest(bytes));
        let names = [Some(name.to_string()), collection::not_told_apart(name, &sha256)].into_iter().flatten();
        let mut paths: Vec<PathBuf> = names.map(|name| path.with_file_name(name)).collect();
        paths.push(path.with_file_name(collection::told_apart(name, &sha256)));
        let there = paths.iter().map(|path| self.on_disk(path)).collect::<Result<Vec<_>, _>>()?;
        let is_it = |there: &Option<Vec<u8>>| there.as_deref() == Some(bytes);
        let at = there.iter().position(is_it).or_else(|| {
            // The name without digits is for whoever has it first where it came from.
            [0, paths.len() - 1].into_iter().find(|&at| there[at].is_none())
        });
        match at {
            Some(at) => *path = paths.swap_remove(at),
            None => return Err(StoreError::Exists(path.clone())),
        }
        Ok(place)
    }
}

fn name_of(path: &Path) -> Option<&str> {
    path.file_name().and_then(OsStr::to_str)
}
