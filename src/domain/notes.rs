//! Notes of the clerk on cells and on the whole report. What an importer noted has a place in its source and stands
//! beside them; here it is only listed and taken away, never rewritten.

use super::form::CellId;
use super::report::{Note, Report};
use super::session::{Change, Edit, Purpose};

/// The notes on a cell, or on the whole report, those of an importer included.
pub fn of(report: &Report, cell: Option<CellId>) -> impl Iterator<Item = &Note> {
    report.notes.iter().filter(move |note| note.cell == cell)
}

/// The clerk's own note on a cell, or on the whole report; empty where there is none.
pub fn own(report: &Report, cell: Option<CellId>) -> &str {
    of(report, cell).find(|note| note.is_own()).map_or("", |note| &note.text)
}

/// Whether an importer noted something about a cell.
pub fn is_sourced(report: &Report, cell: CellId) -> bool {
    of(report, Some(cell)).any(|note| !note.is_own())
}

/// The edit that writes the clerk's note on a cell, or on the whole report. Nothing but blanks takes the note away.
pub fn writing(report: &Report, cell: Option<CellId>, text: &str) -> Edit {
    let mut notes = report.notes.clone();
    let text = text.trim();
    match notes.iter().position(|note| note.cell == cell && note.is_own()) {
        Some(place) if text.is_empty() => drop(notes.remove(place)),
        Some(place) => notes[place].text = text.to_string(),
        None if text.is_empty() => {}
        None => notes.push(Note::new(cell, "", text)),
    }
    Edit { purpose: Purpose::Note, changes: vec![Change::Notes(notes)] }
}

/// The edit that takes one note away, by its place in the report's list.
pub fn removing(report: &Report, index: usize) -> Edit {
    let mut notes = report.notes.clone();
    if index < notes.len() {
        notes.remove(index);
    }
    Edit { purpose: Purpose::Note, changes: vec![Change::Notes(notes)] }
}
