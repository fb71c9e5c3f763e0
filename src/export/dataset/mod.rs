//! Many reports as a data set: tables of figures, cells, relations and reports, described as a Data Package (version 2). A
//! report becomes lines of its own, so that any number can be written one after another; files are not known here.

mod descriptor;

use std::io::Write;
use std::sync::Arc;

use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Form, Role};
use crate::domain::recalculation::Totals;
use crate::domain::report::{Key, Report};
use crate::domain::seal;
use crate::domain::text::Lang;

use super::table::{self, END};

pub use descriptor::{DESCRIPTOR, MADE_BY, descriptor};

/// The columns of the figures.
pub const FIGURES: [&str; 8] = ["agency", "report_year", "scope", "edition", "cell", "value", "status", "origin"];

/// The columns of the cells.
pub const CELLS: [&str; 7] = ["cell", "row_label", "column_label", "kind", "role", "unit", "edition"];

/// The columns of the reports.
pub const REPORTS: [&str; 7] = ["agency", "report_year", "scope", "edition", "unfilled", "seal", "file"];

/// What stands for the origin of a total that no source prints.
const COMPUTED: &str = "computed";

/// What can stand in a figure's column `status`.
pub const STATUSES: [&str; 4] = ["number", "unfilled", "not_applicable", "overflow"];

/// One report as lines.
#[derive(Debug)]
pub struct Lines {
    /// Whose it is.
    pub key: Key,
    /// A line of `figures` for every cell of its form.
    pub figures: Vec<u8>,
    /// Its line of `reports`.
    pub report: Vec<u8>,
}

impl Lines {
    /// The lines of a report that was read from a file; none where it does not name its agency and year.
    pub fn of(report: &Report, file: &str) -> Option<Lines> {
        let key = report.key()?;
        let form = report.form();
        let head = [&key.agency, &key.year.to_string(), key.scope.name(), form.edition()].map(str::to_string);
        let [agency, year, scope, edition] = head.clone();
        let unfilled = report.unfilled().to_string();
        let seal = seal::state(report).name().unwrap_or_default().to_string();
        // A data set is the same on every system.
        let file = file.replace(std::path::MAIN_SEPARATOR, "/");
        let report_line = table::write([[agency, year, scope, edition, unfilled, seal, file]]);
        let head = table::fields(head);
        let totals = Totals::new(form, report.entries());
        let mut figures = Vec::with_capacity(form.len() * (head.len() + 64));
        for cell in form.cells() {
            let (value, status, origin) = figure(report, &totals, cell);
            figures.extend_from_slice(&head);
            // Names are words and dots, and what follows digits or words: nothing here ever needs a quotation mark.
            figures.push(b',');
            figures.extend_from_slice(form.cell(cell).name.as_bytes());
            // Writing to memory cannot fail.
            let _ = match value {
                Figure::Number(number) => write!(figures, ",{number},{status},{origin}"),
                Figure::Unfilled | Figure::NotApplicable => write!(figures, ",,{status},{origin}"),
            };
            figures.extend_from_slice(END);
        }
        Some(Lines { key, figures, report: report_line })
    }
}

/// A cell's figure as rules take it, with its status and origin: a printed total where one is held against its cells.
fn figure(report: &Report, totals: &Totals, cell: CellId) -> (Figure, &'static str, &'static str) {
    let (form, entry) = (report.form(), report.entry(cell));
    let origin = entry.origin().map_or("", |origin| origin.name());
    match entry.figure() {
        Figure::Unfilled if form.is_total(cell) => {
            let sum = totals.of(cell);
            match sum.complete() {
                Some(number) => (Figure::Number(number), STATUSES[0], COMPUTED),
                None if sum.overflow => (Figure::Unfilled, STATUSES[3], COMPUTED),
                None => (Figure::Unfilled, STATUSES[1], ""),
            }
        }
        Figure::Unfilled => (Figure::Unfilled, STATUSES[1], ""),
        Figure::NotApplicable => (Figure::NotApplicable, STATUSES[2], origin),
        number => (number, STATUSES[0], origin),
    }
}

/// The cells of every edition.
pub fn cells(forms: &[Arc<Form>]) -> Vec<u8> {
    let mut rows = vec![CELLS.map(String::from)];
    for form in forms {
        rows.extend(form.cells().map(|id| {
            let cell = form.cell(id);
            let role = match cell.role {
                Role::Input => "input",
                Role::Total => "total",
            };
            [
                cell.name.clone(),
                form.row_path(cell.table, cell.row).join("/"),
                form.column_path(cell.table, cell.column).join("/"),
                cell.kind.name().to_string(),
                role.to_string(),
                form.unit(id, Lang::Zh).to_string(),
                form.edition().to_string(),
            ]
        }));
    }
    table::write(rows)
}

/// The line above a table: the names of its columns.
pub fn heads<const N: usize>(columns: [&str; N]) -> Vec<u8> {
    table::write([columns.map(String::from)])
}
