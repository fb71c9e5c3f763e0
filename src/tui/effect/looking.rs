//! Folders and drives, for somebody who looks for a file. Any of them may be on a share or a stick that answers late or never,
//! so that each question is an [`Aside`]: it is asked on a thread of its own, and nothing waits for it.

use std::path::PathBuf;

use crate::store::clock;
use crate::store::disk::{self, FileKind};
use crate::work::Library;

use super::super::folder::{Drives, FolderItem, ItemKind};
use super::super::model::{Effect, Msg};
use super::Outside;

/// What is done beside everything else, and may never come to its end.
pub struct Aside(Box<dyn FnOnce() -> Msg + Send>);

impl Aside {
    /// Does it, however long it takes.
    pub fn run(self) -> Msg {
        (self.0)()
    }
}

impl Outside {
    /// What an effect asks of folders, each question by itself; nothing where it is about something else.
    pub fn asides(&self, effect: &Effect) -> Option<Vec<Aside>> {
        let library = || self.office.library.clone();
        match effect {
            Effect::Browse { folder, number } => {
                let (library, folder, number, lang) = (library(), folder.clone(), *number, self.office.lang);
                let ask = move || {
                    let found = library.browse(&folder).map(|items| items.into_iter().map(item).collect());
                    Msg::Browsed { number, found: found.map_err(|error| error.message(lang)) }
                };
                Some(vec![Aside(Box::new(ask))])
            }
            Effect::Drives(places) => {
                let ask = |place: &Drives| {
                    let (library, place) = (library(), place.clone());
                    Aside(Box::new(move || Msg::Drives(drives(&library, place))))
                };
                Some(places.iter().map(ask).collect())
            }
            _ => None,
        }
    }
}

fn item(item: disk::Item) -> FolderItem {
    let kind = match item.kind {
        FileKind::Folder => ItemKind::Folder,
        FileKind::File => ItemKind::File,
        FileKind::Other => ItemKind::Other,
    };
    let written = item.written.and_then(clock::local).map(|time| time.strftime("%Y-%m-%d %H:%M:%S").to_string());
    FolderItem { name: item.name, kind, len: item.len, written: written.unwrap_or_default(), is_hidden: item.hidden }
}

/// The drives that are there. A place where none was ever mounted has none.
fn drives(library: &Library, place: Drives) -> Vec<PathBuf> {
    match place {
        Drives::At(drive) => library.browse(&drive).map_or(Vec::new(), |_| vec![drive]),
        Drives::Below(folder) => {
            let items = library.browse(&folder).unwrap_or_default();
            let folders = items.into_iter().filter(|item| item.kind == FileKind::Folder);
            folders.map(|item| folder.join(item.name)).collect()
        }
    }
}
