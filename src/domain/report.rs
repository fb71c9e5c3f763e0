//! One agency's filled form of one year: figures with their origin, controls, prose, notes and signatures. It computes
//! nothing and keeps no history; see `recalculation` and `session`.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::figure::{Entry, Figure, Kind};
use super::form::{CellId, Form};
use super::text::Lang;

pub use super::definition::Manner;

/// Whose figures a report holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The agency's own.
    #[default]
    Own,
    /// Added up over the bodies that report to the agency.
    Aggregated,
}

impl Scope {
    /// The name in files and machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Own => "own",
            Scope::Aggregated => "aggregated",
        }
    }

    /// What stands behind a report's name, so that an aggregated one is told from the agency's own.
    pub fn behind(self, lang: Lang) -> &'static str {
        match self {
            Scope::Own => "",
            Scope::Aggregated => lang.pick("（汇总）", " (aggregated)"),
        }
    }
}

/// Which report of a library: an agency's own or aggregated report of a year. Sorted by agency, the newest year first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The agency's full name.
    pub agency: String,
    /// The report year.
    pub year: i32,
    /// Whose figures.
    pub scope: Scope,
}

impl Ord for Key {
    fn cmp(&self, other: &Key) -> Ordering {
        let by_agency = self.agency.cmp(&other.agency);
        by_agency.then(other.year.cmp(&self.year)).then(self.scope.cmp(&other.scope))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An agency's name without what stands around it unseen: blanks of every width, and marks of no width at all. Names that
/// differ in nothing else are the same agency.
pub fn plain_name(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}'))
}

/// A part of a report's prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// What stands between the title and the first chapter.
    Preamble,
    /// A chapter, by index; in a chapter with a table, what stands beside it.
    Chapter(usize),
    /// Signature and date after the last chapter.
    Closing,
}

/// A passage of a report's prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The part it stands in.
    pub part: Part,
    /// Its bytes in the part's text.
    pub range: Range<usize>,
}

/// The prose of a report. Paragraphs are separated by `\n`; no part ends with one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose {
    /// What stands between the title and the first chapter.
    pub preamble: String,
    /// One text for each chapter of the form.
    pub chapters: Vec<String>,
    /// Signature and date.
    pub closing: String,
}

/// A remark about a report or one of its cells.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Note {
    /// The cell it is about; none for the whole report.
    pub cell: Option<CellId>,
    /// Where in a source it was found: `line 42`; empty for a remark of the clerk's.
    pub place: String,
    /// What is remarked, in one language as it was written.
    pub text: String,
}

impl Note {
    /// A remark; of the clerk's, where `place` is empty.
    pub fn new(cell: Option<CellId>, place: impl Into<String>, text: impl Into<String>) -> Note {
        Note { cell, place: place.into(), text: text.into() }
    }

    /// Whether it is a remark of the clerk's, and was not found in a source.
    pub fn is_own(&self) -> bool {
        self.place.is_empty()
    }
}

/// One place where the document that a report was read from departs from the prescribed form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    /// In what it departs.
    pub manner: Manner,
    /// The cell that it concerns; none where it is the whole document.
    pub cell: Option<CellId>,
    /// What is printed, and where.
    pub text: String,
}

/// A warning that was accepted with a reason. It lapses when the figures it spoke of change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Accepted {
    /// The rule's id.
    pub rule: String,
    /// The cells of the finding with the figures that were accepted.
    pub figures: Vec<(CellId, String)>,
    /// The words that the finding quoted, where it quoted any.
    pub quote: String,
    /// Why it is right all the same.
    pub reason: String,
    /// Who accepted it.
    pub by: String,
    /// When, as a civil date.
    pub date: String,
}

/// Who keyed, reviewed and released a report; empty where nobody did yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignOff {
    /// Who keyed it.
    pub keyer: String,
    /// Who reviewed it.
    pub reviewer: String,
    /// When it was released, as a civil date.
    pub date: String,
}

/// The second keying of a report: who did it, and what came of it so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Verification {
    /// Who keyed the figures a second time.
    pub verifier: String,
    /// How many figures were keyed a second time.
    pub cells: u32,
    /// How many of them were keyed differently at first.
    pub differences: u32,
    /// How many of those were changed in the report.
    pub corrections: u32,
}

/// The seal of a finished report: what its figures and prose were when it was finished.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The SHA-256 digest of the content, in 64 hexadecimal digits; see `seal`.
    pub sha256: String,
}

/// A finished report was opened for editing again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    /// Who opened it.
    pub by: String,
    /// When, as a civil date.
    pub date: String,
    /// Why.
    pub reason: String,
}

/// A printed row of figures that belongs to several rows of the form at once and cannot be told apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UnplacedRow {
    /// The row's printed label.
    pub label: String,
    /// Its figures as printed, from left to right.
    pub figures: Vec<String>,
    /// The cells that they are about, left unfilled unless every figure was 0.
    pub cells: Vec<CellId>,
}

/// One agency's report of one year.
#[derive(Debug, Clone)]
pub struct Report {
    form: Arc<Form>,
    /// The agency's full name, where it is known.
    pub agency: Option<String>,
    /// The report year, where it is known.
    pub year: Option<i32>,
    /// Whose figures.
    pub scope: Scope,
    entries: Vec<Entry>,
    /// Printed totals that are no longer held against their cells, in form order.
    lapsed: Vec<(CellId, Entry)>,
    /// The words of all parts.
    pub prose: Prose,
    /// Remarks on cells and on the whole.
    pub notes: Vec<Note>,
    /// Where the document that it was read from departs from the prescribed form.
    pub departures: Vec<Departure>,
    /// Printed rows that could not be placed.
    pub unplaced: Vec<UnplacedRow>,
    /// Warnings and errors that were accepted.
    pub accepted: Vec<Accepted>,
    /// Who keyed, reviewed and released it.
    pub sign_off: SignOff,
    /// The second keying.
    pub verification: Verification,
    /// The seal, as long as the report is finished.
    pub seal: Option<Seal>,
    /// How often, by whom and why it was opened again after it had been finished.
    pub reopenings: Vec<Reopening>,
    /// How often it was handed in; 0 for never.
    pub hand_in: u32,
}

impl Report {
    /// An empty report: every cell unfilled, no prose.
    pub fn new(form: Arc<Form>, agency: Option<String>, year: Option<i32>, scope: Scope) -> Report {
        let entries = vec![Entry::UNFILLED; form.len()];
        let prose = Prose { chapters: vec![String::new(); form.definition().chapters.len()], ..Prose::default() };
        Report {
            form,
            agency,
            year,
            scope,
            entries,
            lapsed: Vec::new(),
            prose,
            notes: Vec::new(),
            departures: Vec::new(),
            unplaced: Vec::new(),
            accepted: Vec::new(),
            sign_off: SignOff::default(),
            verification: Verification::default(),
            seal: None,
            reopenings: Vec::new(),
            hand_in: 0,
        }
    }

    /// Its place in a library, once agency and year are known.
    pub fn key(&self) -> Option<Key> {
        let (agency, year) = (self.agency.clone()?, self.year?);
        Some(Key { agency, year, scope: self.scope })
    }

    /// The report as that of an agency and a year.
    #[must_use]
    pub fn named(self, key: Key) -> Report {
        Report { agency: Some(key.agency), year: Some(key.year), scope: key.scope, ..self }
    }

    /// The form it fills.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// All entries in form order. For a total, the entry is its control: the total printed on the source, as long as it is
    /// held against the computed one.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One cell's entry; for a total, its control.
    pub fn entry(&self, cell: CellId) -> Entry {
        self.entries[cell.index()]
    }

    /// Writes one cell's entry and returns the one before. Only for building a report; in an editor a figure changes
    /// through [`Session::apply`](super::session::Session::apply).
    pub fn set_entry(&mut self, cell: CellId, entry: Entry) -> Entry {
        let entry = self.plain(cell, entry);
        std::mem::replace(&mut self.entries[cell.index()], entry)
    }

    /// A count is never written with a decimal point, whatever a file says.
    fn plain(&self, cell: CellId, entry: Entry) -> Entry {
        match (self.form.cell(cell).kind, entry.figure(), entry.origin()) {
            (Kind::Count | Kind::Signed, Figure::Number(number), Some(origin)) => {
                Entry::new(Figure::Number(number.plain()), origin)
            }
            _ => entry,
        }
    }

    /// The printed total of a cell that is kept though it is no longer held against the computed one; unfilled where there
    /// is none.
    pub fn lapsed(&self, cell: CellId) -> Entry {
        let found = self.lapsed.binary_search_by_key(&cell, |(lapsed, _)| *lapsed);
        found.map_or(Entry::UNFILLED, |index| self.lapsed[index].1)
    }

    /// Keeps a printed total as lapsed, or with an unfilled entry no longer, and returns the entry before. Only for building
    /// a report, like [`Report::set_entry`].
    pub fn set_lapsed(&mut self, cell: CellId, entry: Entry) -> Entry {
        let entry = self.plain(cell, entry);
        match (self.lapsed.binary_search_by_key(&cell, |(lapsed, _)| *lapsed), entry.figure().is_unfilled()) {
            (Ok(index), true) => self.lapsed.remove(index).1,
            (Ok(index), false) => std::mem::replace(&mut self.lapsed[index].1, entry),
            (Err(_), true) => Entry::UNFILLED,
            (Err(index), false) => {
                self.lapsed.insert(index, (cell, entry));
                Entry::UNFILLED
            }
        }
    }

    /// The total that the source prints in a cell, be it held against the computed one or lapsed; unfilled where none is
    /// kept.
    pub fn printed_total(&self, cell: CellId) -> Entry {
        let own = self.entry(cell);
        if own.figure().is_unfilled() { self.lapsed(cell) } else { own }
    }

    /// All printed totals that are kept, in form order.
    pub fn printed_totals(&self) -> impl Iterator<Item = (CellId, Entry)> + '_ {
        let totals = self.form.cells().filter(|&cell| self.form.is_total(cell));
        totals.map(|cell| (cell, self.printed_total(cell))).filter(|(_, entry)| !entry.figure().is_unfilled())
    }

    /// How many keyed cells are still unfilled.
    pub fn unfilled(&self) -> usize {
        self.form.inputs().filter(|&cell| self.entry(cell).figure().is_unfilled()).count()
    }

    /// The parts of its prose in printed order.
    pub fn parts(&self) -> impl Iterator<Item = Part> + use<> {
        let chapters = (0..self.prose.chapters.len()).map(Part::Chapter);
        std::iter::once(Part::Preamble).chain(chapters).chain(std::iter::once(Part::Closing))
    }

    /// The text of one part.
    pub fn text(&self, part: Part) -> &str {
        match part {
            Part::Preamble => &self.prose.preamble,
            Part::Chapter(index) => self.prose.chapters.get(index).map_or("", String::as_str),
            Part::Closing => &self.prose.closing,
        }
    }

    /// Replaces the text of one part and returns the one before. Only for building a report, like
    /// [`Report::set_entry`].
    pub fn set_text(&mut self, part: Part, text: String) -> String {
        let slot = match part {
            Part::Preamble => &mut self.prose.preamble,
            Part::Chapter(index) => &mut self.prose.chapters[index],
            Part::Closing => &mut self.prose.closing,
        };
        std::mem::replace(slot, text)
    }

    /// The name of a part in files and machine-readable output: `preamble`, a chapter's id, `closing`.
    pub fn part_name(&self, part: Part) -> &str {
        match part {
            Part::Preamble => "preamble",
            Part::Chapter(index) => &self.form.definition().chapters[index].id,
            Part::Closing => "closing",
        }
    }
}
