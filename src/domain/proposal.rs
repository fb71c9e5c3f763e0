//! What a reader makes of a document: proposed figures and prose, each with the place it came from, and notes on what
//! was not understood. Nothing is taken into a report before somebody agreed; see [`Proposal::into_report`] and
//! [`Proposal::edit`].

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::field;
use super::figure::{Entry, Figure, Origin};
use super::form::{CellId, Form};
use super::report::{Departure, Note, Part, Report, Scope, UnplacedRow};
use super::session::{Change, Edit, Purpose};
use super::text::Lang;

/// Where in a document something stands, as far as documents of its kind have such places; all count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Place {
    /// Nothing says where.
    #[default]
    Unknown,
    /// A line of a text.
    Line(usize),
    /// A page of a PDF, from 1.
    Page(usize),
    /// A row of a table.
    Row {
        /// Which table of the document, from 1.
        table: usize,
        /// Which row of it, from 1.
        row: usize,
    },
    /// A row of a workbook's sheet.
    SheetRow {
        /// Which sheet of the workbook, from 1.
        sheet: usize,
        /// Which row of it, from 1.
        row: usize,
    },
}

impl Place {
    /// The place in words; none where it is unknown.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Place::Unknown => String::new(),
            Place::Line(line) => lang.say(format!("第 {line} 行"), format!("line {line}")),
            Place::Page(page) => lang.say(format!("第 {page} 页"), format!("page {page}")),
            Place::Row { table, row } => {
                lang.say(format!("第 {table} 张表第 {row} 行"), format!("table {table}, row {row}"))
            }
            Place::SheetRow { sheet, row } => {
                lang.say(format!("第 {sheet} 张工作表第 {row} 行"), format!("sheet {sheet}, row {row}"))
            }
        }
    }

    /// The place in few signs, as a list shows it: `12`, `p3`, `2:5`.
    pub fn short(self) -> String {
        match self {
            Place::Unknown => String::new(),
            Place::Line(line) => line.to_string(),
            Place::Page(page) => format!("p{page}"),
            Place::Row { table: first, row } | Place::SheetRow { sheet: first, row } => format!("{first}:{row}"),
        }
    }
}

/// Where a figure was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// Where in the document.
    pub place: Place,
    /// The label that it stood beside.
    pub label: String,
    /// What stood there, to the letter.
    pub printed: String,
}

/// A figure read from a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedFigure {
    /// The cell it belongs to; for a total, the figure is its control.
    pub cell: CellId,
    /// What was read.
    pub figure: Figure,
    /// Where it was read.
    pub source: Source,
    /// Whether it should be looked at before it is accepted: a converted unit, a label that only nearly matched.
    pub doubtful: bool,
}

/// A document as gouji understood it.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The form of the edition that the document's own labels show.
    pub form: Arc<Form>,
    /// The agency, where the document names it.
    pub agency: Option<String>,
    /// The report year, where the document names it.
    pub year: Option<i32>,
    /// Whose figures, where the document says; own otherwise.
    pub scope: Scope,
    /// Figures in form order, at most one for a cell.
    pub figures: Vec<ProposedFigure>,
    /// Printed totals that the report which the document was written from no longer held against its cells.
    pub lapsed: Vec<(CellId, Figure)>,
    /// Prose, at most one text for a part.
    pub prose: Vec<(Part, String)>,
    /// Printed rows that belong to several rows of the form.
    pub unplaced: Vec<UnplacedRow>,
    /// What was not understood, converted, or left open.
    pub notes: Vec<Note>,
    /// Where the document departs from the prescribed form, though it was understood.
    pub departures: Vec<Departure>,
}

impl Proposal {
    /// A proposal of nothing.
    pub fn new(form: Arc<Form>) -> Proposal {
        Proposal {
            form,
            agency: None,
            year: None,
            scope: Scope::Own,
            figures: Vec::new(),
            lapsed: Vec::new(),
            prose: Vec::new(),
            unplaced: Vec::new(),
            notes: Vec::new(),
            departures: Vec::new(),
        }
    }

    /// A new report of the proposed figures and prose.
    pub fn into_report(self) -> Report {
        let mut report = Report::new(self.form, self.agency, self.year, self.scope);
        for figure in self.figures {
            report.set_entry(figure.cell, Entry::new(figure.figure, Origin::Imported));
        }
        for (cell, figure) in self.lapsed {
            report.set_lapsed(cell, Entry::new(figure, Origin::Imported));
        }
        for (part, text) in self.prose {
            report.set_text(part, text);
        }
        report.unplaced = self.unplaced;
        report.notes = self.notes;
        report.departures = self.departures;
        report
    }

    /// One undoable edit that takes some entries and all prose over into an existing report of the same form; what the
    /// document leaves blank stays as it is, and so does a text with fields that reads like the document's.
    pub fn edit(&self, report: &Report, entries: impl IntoIterator<Item = (CellId, Entry)>) -> Edit {
        let figures = entries.into_iter().map(|(cell, entry)| Change::Figure(cell, entry));
        let figures: Vec<Change> = figures.collect();
        let prose = self.prose.iter().filter(|(part, text)| !already_says(report, &figures, *part, text));
        let prose: Vec<Change> = prose.map(|(part, text)| Change::Text(*part, text.clone())).collect();
        let notes = report.notes.iter().chain(&self.notes).cloned().collect();
        let unplaced = report.unplaced.iter().chain(&self.unplaced).cloned().collect();
        let rest = [Change::Notes(notes), Change::Unplaced(unplaced)];
        let lapsed = self.lapsed.iter().filter(|(cell, _)| report.printed_total(*cell).figure().is_unfilled());
        let lapsed = lapsed.map(|&(cell, figure)| Change::Lapsed(cell, Entry::new(figure, Origin::Imported)));
        Edit { purpose: Purpose::Import, changes: figures.into_iter().chain(lapsed).chain(prose).chain(rest).collect() }
    }
}

/// Whether a text of the report has fields and reads like a document's, once the figures are the document's too. Its fields
/// then stay: the document is likely an export of it.
fn already_says(report: &Report, figures: &[Change], part: Part, text: &str) -> bool {
    if field::fields(report.form(), report.text(part)).next().is_none() {
        return false;
    }
    let mut after = report.clone();
    for change in figures {
        if let Change::Figure(cell, entry) = change {
            after.set_entry(*cell, *entry);
        }
    }
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    letters(field::resolved(&after).text(part)) == letters(text)
}
