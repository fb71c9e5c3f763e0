//! Where figures stand in the workbook, and totals as formulas. A total is live where the workbook can compute it
//! exactly; what has more digits than a workbook's numbers is written as it is.

use crate::domain::background::NOTHING;
use crate::domain::figure::{Entry, Figure, Kind};
use crate::domain::form::{CellId, Form, Term};
use crate::domain::number::Number;
use crate::domain::recalculation::{Totals, shown};
use crate::domain::report::Report;
use crate::domain::rule;

use super::number;

/// The most areas of a formula; Excel allows 255 arguments.
const MOST_AREAS: usize = 200;

/// A report's figures with their places on the sheets.
pub struct Figures<'a> {
    report: &'a Report,
    /// The report's entries without printed totals.
    entries: Vec<Entry>,
    totals: Totals,
    /// Sheet and first grid row of every table.
    places: Vec<(String, u32)>,
    /// For every cell, what a formula that adds it up names: itself, or the cells of a total that is not live.
    summands: Vec<Vec<CellId>>,
    /// For every cell, the sum of its summands' magnitudes; `None` where a workbook cannot compute with it.
    magnitudes: Vec<Option<Number>>,
    live: Vec<bool>,
}

/// Cells that make up a rectangle of a sheet, first and last row and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    table: usize,
    /// First and last row of the sheet.
    pub rows: (u32, u32),
    /// First and last column of the sheet.
    pub columns: (u16, u16),
}

impl<'a> Figures<'a> {
    /// The figures of a report; every table has still to be placed.
    pub fn new(report: &'a Report) -> Figures<'a> {
        let form = report.form();
        let entries = form.cells().map(|cell| if form.is_total(cell) { Entry::UNFILLED } else { report.entry(cell) });
        let mut figures = Figures {
            report,
            entries: entries.collect(),
            totals: Totals::new(form, report.entries()),
            places: vec![(String::new(), 0); form.tables().len()],
            summands: form.cells().map(|cell| vec![cell]).collect(),
            magnitudes: report.entries().iter().map(|entry| magnitude(entry.figure())).collect(),
            live: vec![false; form.len()],
        };
        for total in form.totals() {
            figures.define(total.cell, &total.of);
        }
        figures
    }

    /// Decides about a total whose cells have been decided about.
    fn define(&mut self, total: CellId, of: &[CellId]) {
        let sum = of.iter().try_fold(Number::ZERO, |sum, cell| sum.checked_add(self.magnitudes[cell.index()]?).ok());
        let sum = sum.filter(|sum| number::is_summable(*sum, self.is_amount(of)));
        let summands: Vec<CellId> = of.iter().flat_map(|cell| self.summands[cell.index()].iter().copied()).collect();
        let index = total.index();
        self.magnitudes[index] = sum;
        self.live[index] = sum.is_some() && self.areas(&summands).len() <= MOST_AREAS;
        self.summands[index] = if self.live[index] { vec![total] } else { summands };
    }

    /// Says on which sheet a table stands, from which row on.
    pub fn place(&mut self, table: usize, sheet: &str, top: u32) {
        self.places[table] = (sheet.to_string(), top);
    }

    pub fn form(&self) -> &'a Form {
        self.report.form()
    }

    pub fn judged(&self) -> rule::Figures<'_> {
        rule::Figures { form: self.form(), entries: &self.entries, totals: &self.totals, background: NOTHING }
    }

    /// The first grid row of a table on its sheet.
    pub fn top(&self, table: usize) -> u32 {
        self.places[table].1
    }

    pub fn at(&self, cell: CellId) -> (u32, u16) {
        let about = self.form().cell(cell);
        (self.top(about.table) + u32::from(about.at.0), about.at.1)
    }

    pub fn shown(&self, cell: CellId) -> Figure {
        shown(self.form(), &self.entries, &self.totals, cell)
    }

    /// What the source prints for a total, where its cells add up to another number.
    pub fn differing(&self, cell: CellId) -> Option<Figure> {
        let printed = self.report.entry(cell).figure();
        let counted = printed.counted().filter(|_| self.form().is_total(cell))?;
        self.totals.of(cell).complete().filter(|computed| *computed != counted).map(|_| printed)
    }

    /// The formula of a live total.
    pub fn formula(&self, cell: CellId) -> Option<String> {
        let total = self.form().totals().iter().find(|total| total.cell == cell).filter(|_| self.live[cell.index()])?;
        let of: Vec<CellId> = total.of.iter().flat_map(|cell| self.summands[cell.index()].iter().copied()).collect();
        let table = self.form().cell(cell).table;
        let sum = self.sum(table, &of);
        let sum = if self.is_amount(&of) { format!("ROUND({sum},{})", crate::domain::number::MAX_PLACES) } else { sum };
        Some(format!("IF({},\"\",{sum})", self.waiting(table, &of)))
    }

    /// Whether a workbook can compute with all these cells.
    pub fn are_exact(&self, terms: &[Term]) -> bool {
        let sum = terms.iter().try_fold(Number::ZERO, |sum, term| {
            let magnitude = match self.shown(term.cell) {
                Figure::Unfilled => self.magnitudes[term.cell.index()]?,
                figure => magnitude(figure)?,
            };
            sum.checked_add(magnitude).ok()
        });
        let cells: Vec<CellId> = terms.iter().map(|term| term.cell).collect();
        sum.is_some_and(|sum| number::is_summable(sum, self.is_amount(&cells)))
    }

    /// A condition that is true while one of the cells is neither a number nor `/`.
    pub fn waiting(&self, table: usize, cells: &[CellId]) -> String {
        let areas = self.names(table, cells);
        let signs: String =
            areas.iter().map(|area| format!("+COUNTIF({area},\"{}\")", Figure::NOT_APPLICABLE_SIGN)).collect();
        format!("COUNT({}){signs}<{}", areas.join(","), cells.len())
    }

    /// The sum of cells. Texts among them count nothing.
    pub fn sum(&self, table: usize, cells: &[CellId]) -> String {
        format!("SUM({})", self.names(table, cells).join(","))
    }

    /// Whether one of the cells may have decimals, or has them whatever it may have.
    pub fn is_amount(&self, cells: &[CellId]) -> bool {
        let broken = |cell| matches!(self.shown(cell), Figure::Number(number) if !number.is_whole());
        cells.iter().any(|&cell| self.form().cell(cell).kind == Kind::Amount || broken(cell))
    }

    /// The cells as areas, named from a table's sheet.
    fn names(&self, table: usize, cells: &[CellId]) -> Vec<String> {
        self.areas(cells).iter().map(|area| self.name(table, area)).collect()
    }

    fn name(&self, table: usize, area: &Area) -> String {
        let sheet = &self.places[area.table].0;
        let sheet = if area.table == table { String::new() } else { format!("'{}'!", sheet.replace('\'', "''")) };
        format!("{sheet}{}", area.name())
    }

    /// Cells as few rectangles; a merged cell stands for itself, since what it covers is blank.
    pub fn areas(&self, cells: &[CellId]) -> Vec<Area> {
        let form = self.form();
        let mut runs: Vec<Area> = Vec::new();
        for &cell in cells {
            let ((row, column), single) = (self.at(cell), form.cell(cell).span == (1, 1));
            let table = form.cell(cell).table;
            match runs.last_mut() {
                Some(run)
                    if single
                        && run.table == table
                        && run.rows == (row, row)
                        && run.columns.1.checked_add(1) == Some(column)
                        && !self.is_merged(run, cells) =>
                {
                    run.columns.1 = column;
                }
                _ => runs.push(Area { table, rows: (row, row), columns: (column, column) }),
            }
        }
        let mut areas: Vec<Area> = Vec::new();
        for run in runs {
            match areas.last_mut() {
                Some(area)
                    if area.table == run.table
                        && area.columns == run.columns
                        && area.rows.1 + 1 == run.rows.0
                        && !self.is_merged(area, cells)
                        && !self.is_merged(&run, cells) =>
                {
                    area.rows.1 = run.rows.1;
                }
                _ => areas.push(run),
            }
        }
        areas
    }

    fn is_merged(&self, area: &Area, cells: &[CellId]) -> bool {
        let here = |cell: &&CellId| {
            self.form().cell(**cell).table == area.table && self.at(**cell) == (area.rows.0, area.columns.0)
        };
        cells.iter().find(here).is_some_and(|&cell| self.form().cell(cell).span != (1, 1))
    }
}

impl Area {
    /// `D4:I4`
    pub fn name(&self) -> String {
        let first = name((self.rows.0, self.columns.0));
        if self.rows.0 == self.rows.1 && self.columns.0 == self.columns.1 {
            return first;
        }
        format!("{first}:{}", name((self.rows.1, self.columns.1)))
    }
}

/// `D4`
pub fn name(at: (u32, u16)) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(at.0, at.1)
}

/// What a figure adds to the magnitude of a sum; `None` where a workbook cannot hold it as a number.
fn magnitude(figure: Figure) -> Option<Number> {
    let number = figure.counted().unwrap_or(Number::ZERO);
    number::fits(number).then(|| if number.is_negative() { number.negated() } else { number })
}
