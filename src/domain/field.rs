//! Fields in prose: `{requests.new.total}` stands for that cell's present figure. A text keeps its fields as they were
//! written; whoever reads, judges or prints it puts the figures in their places here. It changes no text.
//!
//! A field is a pair of braces around names of ASCII letters, digits and `_`, joined by points. Cells have three names;
//! one with fewer or more is a field all the same, which names no cell and is told. Any other brace is an ordinary
//! character, so that no prose of a document is taken for something it is not.

use std::borrow::Cow;
use std::ops::Range;

use super::figure::{Entry, Figure};
use super::form::{CellId, Form};
use super::recalculation::{Totals, shown};
use super::report::{Part, Report};
use super::text::Lang;

/// The most bytes between two braces that are looked at.
const LONGEST: usize = 160;

/// A field of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// Its bytes in the text, braces included.
    pub range: Range<usize>,
    /// What stands between the braces.
    pub name: &'a str,
    /// The cell of that name; `None` where the form has none.
    pub cell: Option<CellId>,
}

/// The fields of a text, in order.
pub fn fields<'a>(form: &'a Form, text: &'a str) -> impl Iterator<Item = Field<'a>> + 'a {
    text.match_indices('{').filter_map(move |(start, _)| {
        let rest = &text[start + 1..];
        let length = rest.bytes().take(LONGEST).position(|byte| !is_part_of_name(byte))?;
        let name = &rest[..length];
        let is_name = rest[length..].starts_with('}') && name.contains('.') && !name.split('.').any(str::is_empty);
        is_name.then(|| Field { range: start..start + length + 2, name, cell: form.find(name) })
    })
}

fn is_part_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.'
}

/// A cell as a field.
pub fn written(form: &Form, cell: CellId) -> String {
    format!("{{{}}}", form.cell(cell).name)
}

/// The name that is likeliest meant by one that no cell has; `None` where none is near.
pub fn nearest<'a>(form: &'a Form, name: &str) -> Option<&'a str> {
    let distance = |cell: CellId| {
        let known = form.cell(cell).name.as_str();
        (strsim::damerau_levenshtein(known, name), known)
    };
    let (distance, known) = form.cells().map(distance).min_by_key(|(distance, _)| *distance)?;
    (distance * 3 <= name.len()).then_some(known)
}

/// What stands in the place of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The cell's figure.
    Figure(CellId),
    /// The field as it is written, or the cell's label: it is not filled.
    Unfilled(CellId),
    /// The field as it is written: no cell has its name.
    Misnamed,
}

/// A field's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPlace {
    /// Its bytes in the text as it was written.
    pub written: Range<usize>,
    /// The bytes of what stands for it.
    pub shown: Range<usize>,
    /// What that is.
    pub standing: Standing,
}

/// A text with figures in the places of its fields, which knows where everything was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The text with its figures. A field that names no cell stands as it is written, and so does one whose cell is unfilled
    /// but where it says which one that is.
    pub text: Cow<'a, str>,
    /// The places of its fields, in order.
    pub places: Vec<FieldPlace>,
}

impl<'a> Shown<'a> {
    /// A text with the figures of a report.
    pub fn new(form: &Form, entries: &[Entry], totals: &Totals, text: &'a str) -> Shown<'a> {
        Shown::with(form, entries, totals, text, |_| None)
    }

    /// As somebody reads it who writes it: a field whose cell is unfilled says in the form's own words which cell that is.
    pub fn labelled(form: &Form, entries: &[Entry], totals: &Totals, text: &'a str) -> Shown<'a> {
        Shown::with(form, entries, totals, text, |cell| {
            let (row, column) = (form.row(cell).short.get(Lang::Zh), form.column(cell).short.get(Lang::Zh));
            Some(format!("〔{row} · {column}〕"))
        })
    }

    fn with(
        form: &Form,
        entries: &[Entry],
        totals: &Totals,
        text: &'a str,
        unfilled: impl Fn(CellId) -> Option<String>,
    ) -> Shown<'a> {
        let (mut filled, mut places, mut done) = (String::new(), Vec::new(), 0);
        for field in fields(form, text) {
            filled.push_str(&text[done..field.range.start]);
            let start = filled.len();
            let standing = match field.cell.map(|cell| (cell, shown(form, entries, totals, cell))) {
                Some((cell, Figure::Unfilled)) => Standing::Unfilled(cell),
                Some((cell, figure)) => {
                    filled.push_str(&figure.to_string());
                    Standing::Figure(cell)
                }
                None => Standing::Misnamed,
            };
            match standing {
                Standing::Figure(_) => {}
                Standing::Unfilled(cell) => {
                    filled.push_str(unfilled(cell).as_deref().unwrap_or(&text[field.range.clone()]));
                }
                Standing::Misnamed => filled.push_str(&text[field.range.clone()]),
            }
            done = field.range.end;
            places.push(FieldPlace { written: field.range, shown: start..filled.len(), standing });
        }
        if places.is_empty() {
            return Shown { text: Cow::Borrowed(text), places };
        }
        filled.push_str(&text[done..]);
        Shown { text: Cow::Owned(filled), places }
    }

    /// How many fields begin before a byte of the text as it was written.
    pub fn places_before(&self, byte: usize) -> usize {
        self.places.partition_point(|place| place.written.start < byte)
    }

    /// The field that a byte of the shown text belongs to.
    pub fn place_at(&self, byte: usize) -> Option<&FieldPlace> {
        self.last(|place| place.shown.start <= byte).filter(|place| byte < place.shown.end)
    }

    /// The last place of which something holds that holds of every place before it.
    fn last(&self, holds: impl Fn(&FieldPlace) -> bool) -> Option<&FieldPlace> {
        self.places.partition_point(holds).checked_sub(1).and_then(|last| self.places.get(last))
    }

    /// Where a byte of the shown text was written; within a field, the field's first byte.
    pub fn start(&self, byte: usize) -> usize {
        match self.last(|place| place.shown.start <= byte) {
            Some(place) if byte < place.shown.end => place.written.start,
            Some(place) => byte - place.shown.end + place.written.end,
            None => byte,
        }
    }

    /// Where the end of something in the shown text was written; within a field, the byte behind the field.
    pub fn end(&self, byte: usize) -> usize {
        match self.last(|place| place.shown.start < byte) {
            Some(place) if byte <= place.shown.end => place.written.end,
            Some(place) => byte - place.shown.end + place.written.end,
            None => byte,
        }
    }

    /// Where a byte of the text as written is shown; within a field, at the first byte of what stands for it.
    pub fn shown(&self, byte: usize) -> usize {
        match self.last(|place| place.written.start <= byte) {
            Some(place) if byte < place.written.end => place.shown.start,
            Some(place) => byte - place.written.end + place.shown.end,
            None => byte,
        }
    }
}

/// Whether any part of a report's prose has a field.
fn has_fields(report: &Report) -> bool {
    report.parts().any(|part| fields(report.form(), report.text(part)).next().is_some())
}

/// The report as it is read and printed: with figures in the places of all fields.
pub fn resolved(report: &Report) -> Cow<'_, Report> {
    if !has_fields(report) {
        return Cow::Borrowed(report);
    }
    let (form, totals) = (report.form(), Totals::new(report.form(), report.entries()));
    let mut filled = report.clone();
    let parts: Vec<Part> = report.parts().collect();
    for part in parts {
        let text = Shown::new(form, report.entries(), &totals, report.text(part)).text.into_owned();
        filled.set_text(part, text);
    }
    Cow::Owned(filled)
}
