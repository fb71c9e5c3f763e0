//! The notes of a report as one value that copies share: a report is copied for its journal, for the figure that is being
//! typed and for comparisons, and may hold very many notes. Which notes a cell has is looked up, not searched for. What a
//! note means is not asked here.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Index;
use std::sync::{Arc, OnceLock};

use super::super::form::CellId;

/// A remark about a report or one of its cells.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Note {
    /// The cell it is about.
    pub cell: Option<CellId>,
    /// Where in a source it was found: `line 42`; empty for a remark of the clerk's.
    pub place: String,
    /// The remark.
    pub text: String,
}

impl Note {
    /// A remark.
    pub fn new(cell: Option<CellId>, place: impl Into<String>, text: impl Into<String>) -> Note {
        Note { cell, place: place.into(), text: text.into() }
    }

    /// Whether it is a remark of the clerk's, and was not found in a source.
    pub fn is_own(&self) -> bool {
        self.place.is_empty()
    }
}

/// Notes in the order in which they were made. Copying them costs nothing; a changed list shares its notes with the one
/// before.
#[derive(Clone, Default)]
pub struct Notes(Arc<Kept>);

#[derive(Default)]
struct Kept {
    all: Vec<Arc<Note>>,
    /// Made when somebody first asks for the notes of a cell.
    by_cell: OnceLock<BTreeMap<Option<CellId>, OfCell>>,
}

/// The notes of one cell, or of the whole report, by their places in the list.
#[derive(Default)]
struct OfCell {
    places: Vec<usize>,
    /// The first of the clerk's own.
    own: Option<usize>,
    /// Whether any was found in a source.
    is_sourced: bool,
}

impl Notes {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.all.is_empty()
    }

    /// The notes in their order.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.0.all.iter())
    }

    /// The note at a place, counted from 0.
    pub fn get(&self, place: usize) -> Option<&Note> {
        self.0.all.get(place).map(|note| &**note)
    }

    /// The notes on a cell, or on the whole report.
    pub fn of(&self, cell: Option<CellId>) -> impl Iterator<Item = &Note> {
        let places = self.by_cell().get(&cell).map_or(&[][..], |of| &of.places);
        places.iter().map(|&place| &*self.0.all[place])
    }

    /// The place of the clerk's own note on a cell, or on the whole report.
    pub fn own(&self, cell: Option<CellId>) -> Option<usize> {
        self.by_cell().get(&cell)?.own
    }

    /// Whether a cell has any.
    pub fn is_noted(&self, cell: CellId) -> bool {
        self.by_cell().contains_key(&Some(cell))
    }

    /// Whether a cell has one that was found in a source.
    pub fn is_sourced(&self, cell: CellId) -> bool {
        self.by_cell().get(&Some(cell)).is_some_and(|of| of.is_sourced)
    }

    /// The places of all notes: those on the whole report first, then cell by cell in form order.
    pub fn in_form_order(&self) -> Vec<usize> {
        self.by_cell().values().flat_map(|of| of.places.iter().copied()).collect()
    }

    /// How many notes two lists have in common at their beginnings, and behind those at their ends.
    pub fn overlap(&self, other: &Notes) -> (usize, usize) {
        let (one, other) = (&self.0.all, &other.0.all);
        let front = one.iter().zip(other).take_while(|(one, other)| one == other).count();
        let ends = one[front..].iter().rev().zip(other[front..].iter().rev());
        (front, ends.take_while(|(one, other)| one == other).count())
    }

    /// The list of which so many notes stay in front and so many behind, with others between them; `None` where there are not
    /// so many.
    pub fn spliced(&self, front: usize, behind: usize, between: Vec<Note>) -> Option<Notes> {
        let all = &self.0.all;
        let rest = all.len().checked_sub(behind).filter(|rest| *rest >= front)?;
        let between = between.into_iter().map(Arc::new);
        Some(Notes::of_all(all[..front].iter().cloned().chain(between).chain(all[rest..].iter().cloned()).collect()))
    }

    /// Adds a note behind the others.
    pub fn push(&mut self, note: Note) {
        self.change(|all| all.push(Arc::new(note)));
    }

    /// Puts a note in the place of another one; behind the last one it is added.
    pub fn replace(&mut self, place: usize, note: Note) {
        self.change(|all| match all.get_mut(place) {
            Some(old) => *old = Arc::new(note),
            None => all.push(Arc::new(note)),
        });
    }

    /// Takes a note away, where there is one at this place.
    pub fn remove(&mut self, place: usize) {
        self.change(|all| {
            if place < all.len() {
                all.remove(place);
            }
        });
    }

    fn change(&mut self, change: impl FnOnce(&mut Vec<Arc<Note>>)) {
        let mut all = match Arc::get_mut(&mut self.0) {
            Some(kept) => std::mem::take(&mut kept.all),
            None => self.0.all.clone(),
        };
        change(&mut all);
        *self = Notes::of_all(all);
    }

    fn of_all(all: Vec<Arc<Note>>) -> Notes {
        Notes(Arc::new(Kept { all, by_cell: OnceLock::new() }))
    }

    fn by_cell(&self) -> &BTreeMap<Option<CellId>, OfCell> {
        self.0.by_cell.get_or_init(|| {
            let mut by_cell: BTreeMap<Option<CellId>, OfCell> = BTreeMap::new();
            for (place, note) in self.0.all.iter().enumerate() {
                let of = by_cell.entry(note.cell).or_default();
                of.places.push(place);
                if note.is_own() {
                    of.own.get_or_insert(place);
                } else {
                    of.is_sourced = true;
                }
            }
            by_cell
        })
    }
}

/// Goes through notes in their order.
#[derive(Debug, Clone)]
pub struct Iter<'a>(std::slice::Iter<'a, Arc<Note>>);

impl<'a> Iterator for Iter<'a> {
    type Item = &'a Note;

    fn next(&mut self) -> Option<&'a Note> {
        self.0.next().map(|note| &**note)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'a> IntoIterator for &'a Notes {
    type Item = &'a Note;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl FromIterator<Note> for Notes {
    fn from_iter<I: IntoIterator<Item = Note>>(notes: I) -> Notes {
        Notes::of_all(notes.into_iter().map(Arc::new).collect())
    }
}

impl From<Vec<Note>> for Notes {
    fn from(notes: Vec<Note>) -> Notes {
        notes.into_iter().collect()
    }
}

impl Index<usize> for Notes {
    type Output = Note;

    fn index(&self, place: usize) -> &Note {
        &self.0.all[place]
    }
}

impl PartialEq for Notes {
    fn eq(&self, other: &Notes) -> bool {
        // Notes that two lists share are not compared letter by letter.
        Arc::ptr_eq(&self.0, &other.0) || self.0.all == other.0.all
    }
}

impl Eq for Notes {}

impl fmt::Debug for Notes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self).finish()
    }
}
