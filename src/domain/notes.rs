//! Notes of the clerk on cells and on the whole report. What an importer noted has a place in its source and stands
//! beside them; here it is only listed and taken away, never rewritten.

use super::form::CellId;
use super::report::{Note, Report};
use super::session::{Change, Edit, Purpose};

/// The notes on a cell, or on the whole report, those of an importer included.
pub fn of(report: &Report, cell: Option<CellId>) -> impl Iterator<Item = &Note> {
    report.notes.of(cell)
}

/// The clerk's own note on a cell, or on the whole report; empty where there is none.
pub fn own(report: &Report, cell: Option<CellId>) -> &str {
    report.notes.own(cell).map_or("", |place| &report.notes[place].text)
}

/// The edit that writes the clerk's note on a cell, or on the whole report. Nothing but blanks takes the note away.
pub fn writing(report: &Report, cell: Option<CellId>, text: &str) -> Edit {
    let mut notes = report.notes.clone();
    let text = text.trim();
    match (notes.own(cell), text.is_empty()) {
        (Some(place), true) => notes.remove(place),
        (Some(place), false) => notes.replace(place, Note::new(cell, "", text)),
        (None, true) => {}
        (None, false) => notes.push(Note::new(cell, "", text)),
    }
    Edit { purpose: Purpose::Note, changes: vec![Change::Notes(notes)] }
}

/// The edit that takes one note away, by its place in the report's list.
pub fn removing(report: &Report, index: usize) -> Edit {
    let mut notes = report.notes.clone();
    notes.remove(index);
    Edit { purpose: Purpose::Note, changes: vec![Change::Notes(notes)] }
}
