//! The lines of a journal: a header with the report that the edits begin from and a copy of it, since without it the others
//! say nothing; then one record a line. Each line ends with a check over itself and the check before it, so that a line that
//! was changed, lost, doubled or put elsewhere is noticed.
//! Which file they stand in is not known here.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::{CellId, Form};
use crate::domain::report::{Accepted, Note, Part, Reopening, Report, Seal, SignOff, UnplacedRow, Verification};
use crate::domain::session::{Change, Commit, Edit, Purpose, Way};

use super::super::quote;

/// The version of the journal that this program writes.
pub const VERSION: u64 = 1;

/// What a journal begins with.
pub const OPENING: &[u8] = b"(journal:";

/// How often the header stands in a journal. The first record has its check before it.
pub const COPIES: usize = 2;

/// The length of a check, in hexadecimal digits.
const CHECK: usize = 16;

/// The first line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    pub journal: u64,
    /// When it was begun.
    pub at: String,
    /// Who keyed, as the report says.
    pub by: String,
    /// Whether the report's file held the base when the journal was begun.
    pub saved: bool,
    /// The report that the edits begin from, as the RON of its file.
    pub base: String,
}

/// A line after the first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Record {
    /// An edit was committed.
    Edit {
        at: String,
        /// How it came about.
        way: Way,
        purpose: Purpose,
        changes: Vec<Written>,
    },
    /// What the journal has up to here is about to be saved.
    Saved {
        at: String,
        /// The digest of the report as RON.
        sha256: String,
    },
}

/// A change, with cells and parts by their names.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Written {
    /// A cell, where its figure comes from, and the figure.
    Figure(String, Origin, String),
    /// A cell that was made unfilled.
    Unfilled(String),
    /// A total, where its printed one comes from, and the printed one, which is no longer held against the computed one.
    Lapsed(String, Origin, String),
    /// A total of which no printed one is kept as lapsed.
    Unlapsed(String),
    /// A part of the prose: so many bytes of what it was are kept in front and behind, with new text between them.
    Text {
        part: String,
        /// Bytes kept in front.
        front: usize,
        /// Bytes kept behind.
        behind: usize,
        between: String,
    },
    /// All notes, as journals had them at first.
    Notes(Vec<WrittenNote>),
    /// The notes: so many of those that there were are kept in front and behind, with others between them.
    NotesBetween {
        /// Notes kept in front.
        front: usize,
        /// Notes kept behind.
        behind: usize,
        between: Vec<WrittenNote>,
    },
    /// All unplaced rows: label, figures, cells.
    Unplaced(Vec<(String, Vec<String>, Vec<String>)>),
    /// All releases.
    Accepted(Vec<WrittenAccepted>),
    /// Keyer, reviewer, date.
    SignOff(String, String, String),
    /// Verifier, cells, differences, corrections.
    Verification(String, u32, u32, u32),
    /// The digest of the seal.
    Seal(String),
    Unsealed,
    /// All reopenings: by whom, when, why.
    Reopenings(Vec<(String, String, String)>),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenNote {
    cell: String,
    place: String,
    text: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenAccepted {
    rule: String,
    figures: Vec<(String, String)>,
    quote: String,
    reason: String,
    by: String,
    date: String,
}

/// The prose and the notes as the journal knows them, by which both are written as what differs.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    prose: HashMap<Part, String>,
    notes: Vec<Note>,
}

impl Texts {
    /// Those of a report.
    pub fn of(report: &Report) -> Texts {
        let prose = report.parts().map(|part| (part, report.text(part).to_string())).collect();
        Texts { prose, notes: report.notes.clone() }
    }

    /// Writes a text as what differs from the one known, which it then is.
    fn written(&mut self, name: &str, part: Part, text: &str) -> Written {
        let known = self.prose.entry(part).or_default();
        let (front, behind) = overlap(known.as_bytes(), text.as_bytes());
        let (front, rest) = (text.floor_char_boundary(front), text.ceil_char_boundary(text.len() - behind));
        let behind = text.len() - rest;
        let between = text[front..rest].to_string();
        *known = text.to_string();
        Written::Text { part: name.to_string(), front, behind, between }
    }

    /// Reads a text; `None` where what it keeps is not there.
    fn read(&mut self, part: Part, front: usize, behind: usize, between: &str) -> Option<String> {
        let known = self.prose.entry(part).or_default();
        let rest = known.len().checked_sub(behind).filter(|&start| start >= front)?;
        let text = format!("{}{between}{}", known.get(..front)?, known.get(rest..)?);
        known.clone_from(&text);
        Some(text)
    }
}

pub fn record(report: &Report, texts: &mut Texts, at: &str, commit: &Commit) -> Record {
    let changes = commit.edit.changes.iter().map(|change| write(report, texts, change)).collect();
    Record::Edit { at: at.to_string(), way: commit.way, purpose: commit.edit.purpose, changes }
}

fn write(report: &Report, texts: &mut Texts, change: &Change) -> Written {
    let form = report.form();
    let name = |cell: CellId| form.cell(cell).name.clone();
    match change {
        Change::Figure(cell, entry) => match entry.origin() {
            Some(origin) => Written::Figure(name(*cell), origin, entry.figure().to_string()),
            None => Written::Unfilled(name(*cell)),
        },
        Change::Lapsed(cell, entry) => match entry.origin() {
            Some(origin) => Written::Lapsed(name(*cell), origin, entry.figure().to_string()),
            None => Written::Unlapsed(name(*cell)),
        },
        Change::Text(part, text) => texts.written(report.part_name(*part), *part, text),
        Change::Notes(notes) => {
            let note = |note: &Note| WrittenNote {
                cell: note.cell.map(name).unwrap_or_default(),
                place: note.place.clone(),
                text: note.text.clone(),
            };
            let (front, behind) = overlap(&texts.notes, notes);
            let between = notes[front..notes.len() - behind].iter().map(note).collect();
            texts.notes.clone_from(notes);
            Written::NotesBetween { front, behind, between }
        }
        Change::Unplaced(rows) => {
            let row = |row: &UnplacedRow| {
                (row.label.clone(), row.figures.clone(), row.cells.iter().map(|cell| name(*cell)).collect())
            };
            Written::Unplaced(rows.iter().map(row).collect())
        }
        Change::Accepted(all) => {
            let accepted = |one: &Accepted| WrittenAccepted {
                rule: one.rule.clone(),
                figures: one.figures.iter().map(|(cell, figure)| (name(*cell), figure.clone())).collect(),
                quote: one.quote.clone(),
                reason: one.reason.clone(),
                by: one.by.clone(),
                date: one.date.clone(),
            };
            Written::Accepted(all.iter().map(accepted).collect())
        }
        Change::SignOff(SignOff { keyer, reviewer, date }) => {
            Written::SignOff(keyer.clone(), reviewer.clone(), date.clone())
        }
        Change::Verification(Verification { verifier, cells, differences, corrections }) => {
            Written::Verification(verifier.clone(), *cells, *differences, *corrections)
        }
        Change::Seal(Some(seal)) => Written::Seal(seal.sha256.clone()),
        Change::Seal(None) => Written::Unsealed,
        Change::Reopenings(all) => {
            let one = |one: &Reopening| (one.by.clone(), one.date.clone(), one.reason.clone());
            Written::Reopenings(all.iter().map(one).collect())
        }
    }
}

/// The commit of a record's edit; `None` where it speaks of what the report does not have.
pub fn commit(report: &Report, texts: &mut Texts, way: Way, purpose: Purpose, changes: Vec<Written>) -> Option<Commit> {
    let changes = changes.into_iter().map(|change| read(report, texts, change)).collect::<Option<_>>()?;
    Some(Commit { way, edit: Edit { purpose, changes } })
}

fn read(report: &Report, texts: &mut Texts, change: Written) -> Option<Change> {
    let form: &Form = report.form();
    let cells = |names: Vec<String>| names.iter().map(|name| form.find(name)).collect::<Option<Vec<CellId>>>();
    Some(match change {
        Written::Figure(name, origin, text) => {
            let figure: Figure = text.parse().ok()?;
            Change::Figure(form.find(&name)?, Entry::new(figure, origin))
        }
        Written::Unfilled(name) => Change::Figure(form.find(&name)?, Entry::UNFILLED),
        Written::Lapsed(name, origin, text) => {
            let figure: Figure = text.parse().ok()?;
            Change::Lapsed(form.find(&name)?, Entry::new(figure, origin))
        }
        Written::Unlapsed(name) => Change::Lapsed(form.find(&name)?, Entry::UNFILLED),
        Written::Text { part, front, behind, between } => {
            let part = report.parts().find(|known| report.part_name(*known) == part)?;
            Change::Text(part, texts.read(part, front, behind, &between)?)
        }
        Written::Notes(notes) => {
            texts.notes = notes.into_iter().map(|one| note(form, one)).collect::<Option<_>>()?;
            Change::Notes(texts.notes.clone())
        }
        Written::NotesBetween { front, behind, between } => {
            let between = between.into_iter().map(|one| note(form, one)).collect::<Option<Vec<_>>>()?;
            let rest = texts.notes.len().checked_sub(behind).filter(|&rest| rest >= front)?;
            texts.notes.splice(front..rest, between);
            Change::Notes(texts.notes.clone())
        }
        Written::Unplaced(rows) => {
            let row = |(label, figures, names)| Some(UnplacedRow { label, figures, cells: cells(names)? });
            Change::Unplaced(rows.into_iter().map(row).collect::<Option<_>>()?)
        }
        Written::Accepted(all) => {
            let accepted = |one: WrittenAccepted| {
                let figures = one.figures.into_iter().map(|(name, figure)| Some((form.find(&name)?, figure)));
                let WrittenAccepted { rule, quote, reason, by, date, .. } = one;
                Some(Accepted { rule, figures: figures.collect::<Option<_>>()?, quote, reason, by, date })
            };
            Change::Accepted(all.into_iter().map(accepted).collect::<Option<_>>()?)
        }
        Written::SignOff(keyer, reviewer, date) => Change::SignOff(SignOff { keyer, reviewer, date }),
        Written::Verification(verifier, cells, differences, corrections) => {
            Change::Verification(Verification { verifier, cells, differences, corrections })
        }
        Written::Seal(sha256) => Change::Seal(Some(Seal { sha256 })),
        Written::Unsealed => Change::Seal(None),
        Written::Reopenings(all) => {
            let one = |(by, date, reason)| Reopening { by, date, reason };
            Change::Reopenings(all.into_iter().map(one).collect())
        }
    })
}

/// How much two lists have in common at their beginnings, and behind that at their ends.
fn overlap<T: PartialEq>(one: &[T], other: &[T]) -> (usize, usize) {
    let front = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let ends = one[front..].iter().rev().zip(other[front..].iter().rev());
    (front, ends.take_while(|(one, other)| one == other).count())
}

/// A note as it was written; `None` where it is about a cell that the report does not have.
fn note(form: &Form, note: WrittenNote) -> Option<Note> {
    let cell = if note.cell.is_empty() { None } else { Some(form.find(&note.cell)?) };
    Some(Note::new(cell, note.place, note.text))
}

/// Appends the first line, as [`push_line`] does. The report in it may be long, and needs no more than quotation marks.
pub fn push_header(out: &mut Vec<u8>, before: &mut String, header: &Header) {
    let Header { journal, at, by, saved, base } = header;
    let [at, by] = [at, by].map(|text| {
        let mut quoted = String::new();
        quote::push_in_line(&mut quoted, text);
        quoted
    });
    let mut text = format!("(journal:{journal},at:{at},by:{by},saved:{saved},base:");
    text.reserve(base.len() + base.len() / 4);
    quote::push_in_line(&mut text, base);
    text.push(')');
    push_text(out, before, &text);
}

/// Appends a value as a line; `before` is the check of the line before, and then that of this one.
pub fn push_line(out: &mut Vec<u8>, before: &mut String, value: &impl Serialize) {
    // These values hold nothing that RON could not write.
    let text = ron::to_string(value).unwrap_or_default();
    push_text(out, before, &text);
}

fn push_text(out: &mut Vec<u8>, before: &mut String, text: &str) {
    *before = check(before, text.as_bytes());
    out.extend_from_slice(text.as_bytes());
    out.push(b' ');
    out.extend_from_slice(before.as_bytes());
    out.push(b'\n');
}

/// The text of a line without its line end, where its check agrees; `before` then is its check.
pub fn checked_line<'a>(line: &'a [u8], before: &mut String) -> Option<&'a str> {
    let (text, found) = line.split_at_checked(line.len().checked_sub(CHECK + 1)?)?;
    let own = check(before, text);
    let agrees = found.first() == Some(&b' ') && found[1..] == *own.as_bytes();
    let text = std::str::from_utf8(text).ok().filter(|_| agrees)?;
    *before = own;
    Some(text)
}

fn check(before: &str, text: &[u8]) -> String {
    let digest = Sha256::new().chain_update(before).chain_update(b"\n").chain_update(text).finalize();
    digest.iter().take(CHECK / 2).map(|byte| format!("{byte:02x}")).collect()
}
