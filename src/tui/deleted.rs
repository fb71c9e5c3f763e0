//! The list of reports that were deleted, to bring one back: the one deleted last comes first. It reads no folder.

use crate::domain::report::Key;

use super::key::{Chord, Code};

/// A report that was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// Which.
    pub key: Key,
    /// When: `2026-01-15 09:30:12`.
    pub time: String,
    /// Whether a journal with edits that were not saved went with it.
    pub unsaved: bool,
}

/// What a key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The list stays open.
    Open,
    /// It was closed.
    Closed,
    /// The chosen one is to come back.
    Chosen,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletedList {
    /// The reports.
    pub items: Vec<Deleted>,
    /// The index of the chosen one.
    pub selected: usize,
}

impl DeletedList {
    /// The one deleted last is chosen.
    pub fn new(items: Vec<Deleted>) -> DeletedList {
        DeletedList { items, selected: 0 }
    }

    /// The chosen one.
    pub fn current(&self) -> Option<&Deleted> {
        self.items.get(self.selected)
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord) -> Taken {
        let last = self.items.len().saturating_sub(1);
        match chord.code {
            Code::Esc => return Taken::Closed,
            Code::Enter => return Taken::Chosen,
            code => self.selected = code.moved(self.selected, last).unwrap_or(self.selected),
        }
        Taken::Open
    }
}
