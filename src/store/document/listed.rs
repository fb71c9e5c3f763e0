//! The notes of a report file, read as gouji writes them: a report may hold very many, and a list of lines of one shape is
//! read many times faster than any RON. A list of any other shape is left to the parser, which also sees where it stands.

use std::borrow::Cow;

use memchr::memchr2;

use crate::domain::report::{Note, Report};

use super::super::syntax;

/// The beginning of the list.
const BEGINNING: &str = "  notes: [\n";

/// A list of notes that was taken out of a file.
#[derive(Default)]
pub struct Listed<'a> {
    notes: Vec<Entry<'a>>,
    is_taken: bool,
}

struct Entry<'a> {
    cell: Option<&'a str>,
    place: Cow<'a, str>,
    text: Cow<'a, str>,
}

impl<'a> Listed<'a> {
    /// Takes the entries of the list that a text begins with: how many bytes before them stay in the file, which then has an
    /// empty list, and how many bytes they are. `None` where there is no such list.
    pub fn take(&mut self, text: &'a str) -> Option<(usize, usize)> {
        let mut rest = text.strip_prefix(BEGINNING).filter(|_| !self.is_taken)?;
        let mut notes = Vec::new();
        let whole = rest.len();
        while let Some(entry) = rest.strip_prefix("    (cell: ") {
            let (cell, behind) = match entry.strip_prefix("None") {
                Some(behind) => (None, behind),
                None => {
                    let (name, behind) = string(entry)?;
                    let Cow::Borrowed(name) = name else { return None };
                    (Some(name), behind)
                }
            };
            let (place, behind) = string(behind.strip_prefix(", place: ")?)?;
            let (text, behind) = string(behind.strip_prefix(", text: ")?)?;
            rest = behind.strip_prefix("),\n")?;
            notes.push(Entry { cell, place, text });
        }
        // Anything else in the list is read with all of it.
        rest.starts_with("  ],\n").then(|| (self.notes, self.is_taken) = (notes, true))?;
        Some((BEGINNING.len(), whole - rest.len()))
    }

    /// The report that the rest of the file was read as, with the notes; `None` where one is about a cell that is none.
    pub fn into_report(self, mut report: Report) -> Option<Report> {
        if self.is_taken {
            let form = report.form();
            let note = |entry: Entry<'_>| {
                let cell = entry.cell.map(|name| form.find(name).ok_or(())).transpose();
                cell.map(|cell| Note::new(cell, entry.place, entry.text))
            };
            report.notes = self.notes.into_iter().map(note).collect::<Result<_, ()>>().ok()?;
        }
        Some(report)
    }
}

/// The string that a text begins with, and what follows it.
fn string(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let inside = text.strip_prefix('"')?;
    let end = memchr2(b'"', b'\\', inside.as_bytes())?;
    if inside.as_bytes()[end] == b'"' {
        return Some((Cow::Borrowed(&inside[..end]), &inside[end + 1..]));
    }
    let (string, rest) = text.split_at_checked(syntax::string_end(text.as_bytes(), 1))?;
    Some((Cow::Owned(ron::from_str(string).ok()?), rest))
}
