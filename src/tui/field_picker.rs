//! The choice of a cell whose figure is to stand in the prose: what prose usually cites first, everything else by label,
//! pinyin initials or name. For a number that stands there already, only the cells that hold it. It writes nothing.

use std::ops::Range;

use crate::domain::form::{CellId, Form};
use crate::domain::search;

use super::field::Field;
use super::key::{Chord, Code};

/// A list of cells narrowed by typing.
#[derive(Debug, Clone)]
pub struct FieldPicker {
    /// What was typed.
    pub query: Field,
    /// What matches.
    pub items: Vec<CellId>,
    /// The chosen item.
    pub selected: usize,
    /// The bytes of the number that the field is to replace.
    pub replaces: Option<Range<usize>>,
    /// What is offered before anything is typed.
    offered: Vec<CellId>,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It stays open.
    Open,
    /// A cell was chosen.
    Chosen,
    /// It was given up.
    Closed,
}

impl FieldPicker {
    /// A choice among these first; for a number, among these only.
    pub fn new(offered: Vec<CellId>, replaces: Option<Range<usize>>) -> FieldPicker {
        FieldPicker { query: Field::line(""), items: offered.clone(), selected: 0, replaces, offered }
    }

    /// The chosen cell.
    pub fn current(&self) -> Option<CellId> {
        self.items.get(self.selected).copied()
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord, form: &Form) -> Taken {
        let last = self.items.len().saturating_sub(1);
        match chord.code {
            Code::Esc => return Taken::Closed,
            Code::Enter if self.items.is_empty() => {}
            Code::Enter => return Taken::Chosen,
            Code::Up => self.selected = self.selected.saturating_sub(1),
            Code::Down | Code::Tab => self.selected = (self.selected + 1).min(last),
            Code::PageUp => self.selected = self.selected.saturating_sub(10),
            Code::PageDown => self.selected = (self.selected + 10).min(last),
            _ => {
                if self.query.key(chord) {
                    self.narrow(form);
                }
            }
        }
        Taken::Open
    }

    fn narrow(&mut self, form: &Form) {
        let query = self.query.text();
        self.selected = 0;
        self.items = match (query.trim().is_empty(), &self.replaces) {
            (true, _) => self.offered.clone(),
            (false, None) => search::cells(form, &query),
            (false, Some(_)) => {
                let found = search::cells(form, &query);
                found.into_iter().filter(|cell| self.offered.contains(cell)).collect()
            }
        };
    }
}
