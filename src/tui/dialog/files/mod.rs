//! The list of folders and files in which every dialog looks for a file or a folder: where it is, what was typed, what is
//! chosen, and what each key does. Folders are read outside, and an answer that is no longer asked for is passed over; what
//! becomes of what was chosen is the business of the dialog that asks.

mod draw;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::domain::search::{self, Fit};

use super::super::desk::Desk;
use super::super::dropped;
use super::super::field::Field;
use super::super::folder::{self, FolderItem, FolderPlace, ItemKind, Typed, Wanted};
use super::super::key::{Chord, Code};
use super::super::message::Msg;

pub use draw::Heading;

/// What a key chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    Stay,
    Close,
    /// Enter was pressed where there is nothing to take.
    Nothing,
    /// A path as it was typed, whether anything stands there or not.
    Typed(String),
    Files(Vec<PathBuf>),
    Folder(PathBuf),
}

#[derive(Debug, Clone)]
enum State {
    Waiting,
    Read(Vec<FolderItem>),
    /// It cannot be read, for this reason.
    Failed(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileRow {
    /// The folder that is listed, to be taken itself.
    Here,
    /// The folder above it.
    Up,
    Place(usize),
    Item(usize),
}

#[derive(Debug, Clone)]
pub struct FileList {
    wanted: Wanted,
    /// What names are looked for by, or a path.
    query: Field,
    home: Option<PathBuf>,
    /// The folder that was gone into.
    at: PathBuf,
    /// The folder that is listed: that one, or the one to which a path has come that is being typed.
    listed: PathBuf,
    /// The number of the question what stands in it.
    number: u64,
    state: State,
    rows: Vec<FileRow>,
    selected: Option<usize>,
    places: Vec<FolderPlace>,
    /// The place that has the cursor, in place of the list.
    place: Option<usize>,
    /// The files that were marked, in the order in which they were.
    marked: Vec<PathBuf>,
    /// The name to choose in the folder that is being read.
    from: Option<OsString>,
    /// The folder to go into where the first one is not there any more.
    instead: Option<PathBuf>,
    /// Why it is not listed.
    remark: String,
}

impl FileList {
    /// The list of a folder.
    pub fn new(wanted: Wanted, folder: &Path, desk: &mut Desk) -> FileList {
        desk.look_for_drives();
        FileList {
            wanted,
            query: Field::line(""),
            home: desk.setting.home.clone(),
            at: folder.to_path_buf(),
            listed: folder.to_path_buf(),
            number: desk.browse(folder),
            state: State::Waiting,
            rows: Vec::new(),
            selected: None,
            places: desk.places(),
            place: None,
            marked: Vec::new(),
            from: None,
            instead: None,
            remark: String::new(),
        }
    }

    /// The list of the folder that was used last, or else of the one at hand.
    pub fn of_last(wanted: Wanted, desk: &mut Desk) -> FileList {
        let here = desk.setting.here.clone();
        let last = desk.setting.chosen.folders.first().map(PathBuf::from);
        let instead = last.as_ref().map(|_| here.clone());
        FileList { instead, ..FileList::new(wanted, &last.unwrap_or(here), desk) }
    }

    /// The list with a path that is typed already.
    pub fn typing(wanted: Wanted, query: Field, desk: &mut Desk) -> FileList {
        let mut list = FileList::new(wanted, &desk.setting.here.clone(), desk);
        list.query = query;
        list.follow(desk);
        list
    }

    pub fn is_for_folders(&self) -> bool {
        self.wanted == Wanted::Folder
    }

    /// What was typed, without the quotes that a terminal puts round a file that is dropped on it.
    pub fn text(&self) -> String {
        self.query.text().trim().trim_matches(['"', '\'']).to_string()
    }

    /// The path that a text means here.
    pub fn path(&self, text: &str) -> PathBuf {
        self.at.join(folder::expanded(self.home.as_deref(), text))
    }

    fn typed(&self) -> Option<Typed> {
        Typed::of(&self.query.text(), &self.at, self.home.as_deref())
    }

    fn items(&self) -> &[FolderItem] {
        match &self.state {
            State::Read(items) => items,
            State::Waiting | State::Failed(_) => &[],
        }
    }

    /// Goes into a folder.
    fn go(&mut self, folder: PathBuf, desk: &mut Desk) {
        self.query = Field::line("");
        (self.at, self.place, self.instead) = (folder, None, None);
        self.remark.clear();
        self.ask(self.at.clone(), desk);
    }

    fn go_up(&mut self, desk: &mut Desk) {
        if let Some(above) = self.at.parent().map(Path::to_path_buf) {
            let from = self.at.file_name().map(OsString::from);
            self.go(above, desk);
            self.from = from;
        }
    }

    /// Asks what stands in a folder; an answer to what was asked before does not count any more.
    fn ask(&mut self, folder: PathBuf, desk: &mut Desk) {
        self.number = desk.browse(&folder);
        (self.listed, self.state, self.from) = (folder, State::Waiting, None);
        self.list();
    }

    /// What was typed counts.
    fn follow(&mut self, desk: &mut Desk) {
        self.place = None;
        let folder = self.typed().map_or_else(|| self.at.clone(), |typed| typed.folder);
        match folder == self.listed {
            true => self.list(),
            false => self.ask(folder, desk),
        }
    }

    /// Works out which rows there are, and chooses one: what is looked for before anything else.
    fn list(&mut self) {
        let text = self.query.text();
        if let Some(typed) = self.typed() {
            let begin = folder::beginning(self.items(), &typed.rest);
            self.rows = begin.into_iter().map(FileRow::Item).collect();
            // What was typed is meant itself, until a row is chosen.
            self.selected = None;
            return;
        }
        let fitting = folder::fitting(self.items(), &text).into_iter().map(FileRow::Item);
        if text.trim().is_empty() {
            let here = (self.wanted == Wanted::Folder && self.is_read()).then_some(FileRow::Here);
            let up = self.at.parent().filter(|_| !self.is_waiting()).map(|_| FileRow::Up);
            self.rows = here.into_iter().chain(up).chain(fitting).collect();
            let is_wanted = |row: &FileRow| self.item(*row).is_some_and(|item| item.is_wanted(self.wanted));
            let first = match here {
                Some(_) => Some(0),
                None if matches!(self.state, State::Failed(_)) => None,
                None => self.rows.iter().position(is_wanted).or(Some(usize::from(self.rows.len() > 1))),
            };
            let from = self.from.take();
            let back =
                self.rows.iter().position(|row| self.item(*row).is_some_and(|item| Some(&item.name) == from.as_ref()));
            self.selected = back.or(first);
        } else {
            let begins =
                |place: &FolderPlace| search::name(&place.name, &text).is_some_and(|fit| fit <= Fit::BeginningInitials);
            let places = self.places.iter().enumerate().filter(|(_, place)| begins(place));
            self.rows = places.map(|(index, _)| FileRow::Place(index)).chain(fitting).collect();
            self.selected = Some(0);
        }
        self.selected = self.selected.filter(|&row| row < self.rows.len());
    }

    fn is_waiting(&self) -> bool {
        matches!(self.state, State::Waiting)
    }

    fn is_read(&self) -> bool {
        matches!(self.state, State::Read(_))
    }

    fn item(&self, row: FileRow) -> Option<&FolderItem> {
        match row {
            FileRow::Item(index) => self.items().get(index),
            _ => None,
        }
    }

    fn row(&self) -> Option<FileRow> {
        self.rows.get(self.selected?).copied()
    }

    pub fn key(&mut self, chord: Chord, desk: &mut Desk) -> Choice {
        let is_path = self.typed().is_some();
        match chord.code {
            Code::Esc if self.place.take().is_some() => {}
            Code::Esc => return Choice::Close,
            Code::Enter => return self.enter(desk),
            code if self.place.is_some() && self.walk(code) => {}
            Code::Up if self.selected.unwrap_or(0) == 0 => match is_path {
                true => self.selected = None,
                false => self.go_to_places(),
            },
            Code::Down if self.selected.is_none() => self.selected = (!self.rows.is_empty()).then_some(0),
            Code::Home | Code::End if is_path => drop(self.query.key(chord)),
            Code::Up | Code::Down | Code::PageUp | Code::PageDown | Code::Home | Code::End => {
                let mut selected = self.selected.unwrap_or(0);
                chord.code.choose(&mut selected, self.rows.len());
                self.selected = (!self.rows.is_empty()).then_some(selected);
            }
            Code::Tab if chord.shift => self.go_to_places(),
            Code::Tab => self.complete(desk),
            Code::F(5) => {
                desk.look_for_drives();
                self.ask(self.listed.clone(), desk);
            }
            Code::Backspace if self.query.text().is_empty() => self.go_up(desk),
            Code::Char(' ') if self.is_marking() && !is_path => self.mark(desk),
            _ => {
                if self.query.key(chord) {
                    self.follow(desk);
                }
            }
        }
        Choice::Stay
    }

    /// Gives the cursor to the places; those that were used stand nearest to the list.
    fn go_to_places(&mut self) {
        let nearest = self.places.iter().position(|place| place.is_recent).unwrap_or(0);
        self.place = (!self.places.is_empty()).then_some(nearest);
    }

    /// A key while a place has the cursor; `false` for keys that are not about places.
    fn walk(&mut self, code: Code) -> bool {
        let Some(place) = self.place else { return false };
        let last = self.places.len().saturating_sub(1);
        let used = self.places.iter().position(|place| place.is_recent);
        self.place = match code {
            Code::Left => Some(place.saturating_sub(1)),
            Code::Right | Code::Tab => Some((place + 1).min(last)),
            Code::Home => Some(0),
            Code::End => Some(last),
            Code::Up => Some(if used.is_some_and(|used| place >= used) { 0 } else { place }),
            Code::Down => used.filter(|&used| place < used),
            Code::PageDown => None,
            _ => return false,
        };
        true
    }

    /// Enter: a folder is gone into, and anything else is taken.
    fn enter(&mut self, desk: &mut Desk) -> Choice {
        if let Some(place) = self.place.and_then(|place| self.places.get(place)) {
            self.go(place.path.clone(), desk);
            return Choice::Stay;
        }
        if let (Some(typed), None) = (self.typed(), self.selected) {
            // A folder by its whole name is as good as one that was chosen.
            let is_folder =
                |item: &FolderItem| item.kind == ItemKind::Folder && item.name.to_str() == Some(typed.rest.as_str());
            let is_one = if typed.rest.is_empty() { self.is_read() } else { self.items().iter().any(is_folder) };
            let path = folder::plain(&typed.folder.join(&typed.rest));
            return match (is_one, self.is_for_folders()) {
                (true, true) => Choice::Folder(path),
                // A folder that was pasted is handed in as a whole.
                (true, false) if self.wanted == Wanted::HandIns && !typed.rest.is_empty() => Choice::Files(vec![path]),
                (true, false) => self.into(path, desk),
                (false, _) => Choice::Typed(self.text()),
            };
        }
        let Some(row) = self.row() else {
            return match self.text().is_empty() || self.is_waiting() {
                true => Choice::Nothing,
                false => Choice::Typed(self.text()),
            };
        };
        match row {
            FileRow::Here => return Choice::Folder(self.at.clone()),
            FileRow::Up => self.go_up(desk),
            FileRow::Place(index) => {
                if let Some(path) = self.places.get(index).map(|place| place.path.clone()) {
                    self.go(path, desk);
                }
            }
            FileRow::Item(index) => {
                let Some((path, kind)) = self.items().get(index).map(|item| (self.listed.join(&item.name), item.kind))
                else {
                    return Choice::Nothing;
                };
                return match kind {
                    ItemKind::Folder if self.wanted != Wanted::HandIns || self.marked.is_empty() => {
                        self.into(path, desk)
                    }
                    _ if !self.marked.is_empty() => Choice::Files(self.marked.clone()),
                    _ => Choice::Files(vec![path]),
                };
            }
        }
        Choice::Stay
    }

    fn into(&mut self, folder: PathBuf, desk: &mut Desk) -> Choice {
        self.go(folder::plain(&folder), desk);
        Choice::Stay
    }

    /// Completes the path that is being typed as far as there is one way to go on; without a path, goes into the folder that
    /// is chosen.
    fn complete(&mut self, desk: &mut Desk) {
        let Some(typed) = self.typed() else {
            if let Some(FileRow::Item(index)) = self.row()
                && let Some(item) = self.items().get(index).filter(|item| item.kind == ItemKind::Folder)
            {
                self.go(self.listed.join(&item.name), desk);
            }
            return;
        };
        let chosen = self.row().map(|row| vec![row]);
        let rows = chosen.unwrap_or_else(|| self.rows.clone());
        let found: Vec<&FolderItem> =
            rows.iter().filter_map(|row| self.item(*row)).filter(|item| item.name.to_str().is_some()).collect();
        let names: Vec<String> = found.iter().map(|item| item.name.to_string_lossy().into_owned()).collect();
        let mut text = format!("{}{}", typed.before, folder::common(&names));
        if let [only] = found.as_slice()
            && only.kind == ItemKind::Folder
        {
            text.push(typed.separator());
        }
        if !names.is_empty() {
            self.query = Field::line(&text);
            self.follow(desk);
        }
    }

    /// Whether a blank marks the chosen row, and is no text.
    fn is_marking(&self) -> bool {
        self.wanted.takes_many() && matches!(self.row(), Some(FileRow::Item(_)))
    }

    /// Marks the chosen file, or takes its mark away.
    fn mark(&mut self, desk: &mut Desk) {
        let Some(item) = self.row().and_then(|row| self.item(row)) else { return };
        if !item.is_wanted(self.wanted) {
            let words = "Only files that can be imported are marked";
            return desk.refuse(desk.lang().pick("只能选择可导入的文件", words));
        }
        let path = self.listed.join(&item.name);
        match self.marked.iter().position(|marked| *marked == path) {
            Some(at) => drop(self.marked.remove(at)),
            None => self.marked.push(path),
        }
        self.selected = self.selected.map(|row| (row + 1).min(self.rows.len().saturating_sub(1)));
    }

    /// Takes what is pasted: a path stands for itself, whatever was typed before, and several are marked.
    pub fn paste(&mut self, text: &str, desk: &mut Desk) {
        match dropped::paths(text).as_slice() {
            [] => drop(self.query.paste(text)),
            [path] => self.query = Field::line(path),
            paths if self.wanted.takes_many() => {
                self.marked = paths.iter().map(|path| self.path(path)).collect();
                self.query = Field::line("");
            }
            [path, ..] => self.query = Field::line(path),
        }
        self.follow(desk);
    }

    /// Takes what was found in a folder, and which drives there are.
    pub fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<(), Msg> {
        match msg {
            Msg::Browsed { number, found } if number == self.number => {
                match found {
                    Ok(items) => self.state = State::Read(folder::in_order(items, self.wanted)),
                    Err(words) => {
                        if let Some(instead) = self.instead.take() {
                            self.go(instead, desk);
                            self.remark = words;
                            return Ok(());
                        }
                        self.state = State::Failed(words);
                    }
                }
                self.list();
            }
            Msg::Browsed { .. } => {}
            Msg::Drives(drives) => {
                let chosen = self.place.and_then(|place| self.places.get(place)).map(|place| place.path.clone());
                desk.found_drives(drives);
                self.places = desk.places();
                self.place = chosen.and_then(|path| self.places.iter().position(|place| place.path == path));
                // Rows that are places go by their number.
                if self.rows.iter().any(|row| matches!(row, FileRow::Place(_))) {
                    self.list();
                }
            }
            msg => return Err(msg),
        }
        Ok(())
    }

    /// Chooses what was pointed at: a place, or a row behind all of them.
    pub fn point(&mut self, line: usize) -> Option<Code> {
        let again = match line.checked_sub(self.places.len()) {
            None => self.place.replace(line) == Some(line),
            Some(row) => self.place.take().is_none() && self.selected.replace(row) == Some(row),
        };
        again.then_some(Code::Enter)
    }
}
