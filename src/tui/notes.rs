//! Notes: the line in which one is written, and the list of all of them. Their state and their keys; the report changes
//! in `update`.

use crate::domain::form::CellId;
use crate::domain::notes;
use crate::domain::report::{Note, Report};
use crate::domain::text::Lang;

use super::field::Field;
use super::key::{Chord, Code};

/// A note being written.
#[derive(Debug, Clone)]
pub struct NoteForm {
    /// The cell that it is about; none for the whole report.
    pub cell: Option<CellId>,
    /// The text.
    pub text: Field,
    /// Whether the list of notes is shown again afterwards.
    pub from_list: bool,
}

impl NoteForm {
    /// The clerk's note on a cell, or on the whole report, as it stands.
    pub fn new(report: &Report, cell: Option<CellId>, from_list: bool) -> NoteForm {
        NoteForm { cell, text: Field::line(notes::own(report, cell)), from_list }
    }
}

/// What a key came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// The list stays open.
    Open,
    /// It was closed.
    Closed,
    /// Go to a cell.
    Jump(CellId),
    /// Write the clerk's note on a cell, or on the whole report.
    Write(Option<CellId>),
    /// Take away the note of this place in the report's list.
    Remove(usize),
    /// Ask whether it is to be taken away: a letter alone deletes nothing.
    AskRemove(usize),
    /// It was not done; why.
    Refused(String),
}

/// The list of notes, as they stood when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotesList {
    notes: Vec<Note>,
    /// Their places in the report's list: those on the whole report first, then in form order.
    order: Vec<usize>,
    /// The index of the chosen one.
    pub selected: usize,
}

impl NotesList {
    /// All notes of a report.
    pub fn new(report: &Report) -> NotesList {
        let mut order: Vec<usize> = (0..report.notes.len()).collect();
        order.sort_by_key(|place| report.notes[*place].cell);
        NotesList { notes: report.notes.clone(), order, selected: 0 }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The note of a line.
    pub fn note(&self, line: usize) -> Option<&Note> {
        self.notes.get(*self.order.get(line)?)
    }

    /// The list after a change, with the same line chosen.
    pub fn renewed(&self, report: &Report) -> NotesList {
        let list = NotesList::new(report);
        NotesList { selected: self.selected.min(list.len().saturating_sub(1)), ..list }
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord, lang: Lang) -> Taken {
        let last = self.len().saturating_sub(1);
        let letter = chord.character().map(|letter| letter.to_ascii_lowercase());
        match (chord.code, letter) {
            (Code::Esc, _) | (_, Some('m')) => return Taken::Closed,
            (_, Some('i')) => return Taken::Write(None),
            (Code::Enter | Code::Delete, _) | (_, Some('d' | 'e')) => return self.chosen(chord, lang),
            (code, _) => self.selected = code.moved(self.selected, last).unwrap_or(self.selected),
        }
        Taken::Open
    }

    /// What is done with the chosen note.
    fn chosen(&self, chord: Chord, lang: Lang) -> Taken {
        let (Some(&index), Some(note)) = (self.order.get(self.selected), self.note(self.selected)) else {
            return Taken::Refused(lang.pick("还没有批注", "there is no note yet").to_string());
        };
        match (chord.code, note.cell) {
            (Code::Enter, Some(cell)) => Taken::Jump(cell),
            (Code::Enter | Code::Char('e' | 'E'), cell) if note.is_own() => Taken::Write(cell),
            (Code::Enter | Code::Char('e' | 'E'), _) => Taken::Refused(
                lang.pick("这一条是导入时记下的，只能删除", "the import wrote this one; it can only be deleted")
                    .to_string(),
            ),
            (Code::Delete, _) => Taken::Remove(index),
            _ => Taken::AskRemove(index),
        }
    }
}
