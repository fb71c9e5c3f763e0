//! A block of tab-separated cells, as spreadsheets and web pages put on the clipboard, matched to the grid. It writes
//! nothing; the plan is shown first.

use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::{CellId, Form};
use crate::domain::recalculation::Totals;
use crate::domain::report::Report;

use super::sheet::Sheet;
use super::typing::plain_twin;

/// What becomes of one pasted figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is written into a keyed cell, or kept as the control of a total that it differs from.
    Write(Figure),
    /// It is a total that equals the computed one: nothing needs to be kept.
    SameTotal,
    /// It is no figure that the cell can hold.
    Unreadable,
}

/// One pasted figure and its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The cell.
    pub cell: CellId,
    /// What was pasted, as text.
    pub text: String,
    /// What becomes of it.
    pub fate: Fate,
}

/// What a pasted block would write.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The figures with their cells, in the block's order; blank ones are left out.
    pub targets: Vec<Target>,
    /// How many figures fell outside the table.
    pub outside: usize,
}

impl Plan {
    /// The entries to write.
    pub fn entries(&self) -> Vec<(CellId, Entry)> {
        let writes = self.targets.iter().filter_map(|target| match target.fate {
            Fate::Write(figure) => Some((target.cell, Entry::new(figure, Origin::Keyed))),
            Fate::SameTotal | Fate::Unreadable => None,
        });
        writes.collect()
    }

    /// Pasted totals that equal what will be computed once the block is written need not be kept as controls.
    fn drop_equal_totals(&mut self, report: &Report) {
        let form = report.form();
        let mut entries = report.entries().to_vec();
        for (cell, entry) in self.entries() {
            entries[cell.index()] = entry;
        }
        let totals = Totals::new(form, &entries);
        for target in self.targets.iter_mut().filter(|target| form.is_total(target.cell)) {
            if matches!(target.fate, Fate::Write(Figure::Number(n)) if totals.of(target.cell).complete() == Some(n)) {
                target.fate = Fate::SameTotal;
            }
        }
    }
}

/// Reads a pasted cell. Blanks, full-width forms and thousands separators are no part of a figure.
fn figure(text: &str) -> Option<Figure> {
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，')).map(plain_twin).collect();
    if plain.is_empty() { Some(Figure::Unfilled) } else { plain.parse().ok() }
}

/// Matches a block to a table. Columns that hold no figure at all are labels: where a line's label is a row's official
/// or short label the line goes to that row, otherwise lines go downwards from the current cell.
pub fn plan(report: &Report, table: usize, sheet: &Sheet, at: CellId, text: &str) -> Plan {
    let form = report.form();
    let lines: Vec<Vec<&str>> =
        text.trim_end_matches('\n').split('\n').map(|line| line.split('\t').map(str::trim).collect()).collect();
    let is_label = |text: &&str| figure(text).is_none();
    let labels = (0..lines.iter().map(Vec::len).max().unwrap_or(0))
        .take_while(|&c| {
            let mut column = lines.iter().filter_map(|line| line.get(c)).filter(|text| !text.is_empty()).peekable();
            lines.iter().any(|line| line.len() > c + 1) && (column.peek().is_none() || column.all(is_label))
        })
        .count();
    let labels = if lines.iter().any(|line| line.iter().any(is_label)) { labels } else { 0 };
    let (start, slot) = sheet.find(at).unwrap_or_default();
    let mut below = (start..sheet.lines.len()).filter(|&line| !sheet.cells(line).is_empty());
    let mut plan = Plan::default();
    let mut in_heads = true;
    for line in &lines {
        let (label, figures) = line.split_at(labels.min(line.len()));
        let has_figure = figures.iter().any(|text| !text.is_empty() && figure(text).is_some());
        let has_text = line.iter().any(is_label);
        // Lines of words above the first figure are the heads of columns and take up no row.
        in_heads &= !has_figure;
        if !has_figure && (labels > 0 || (in_heads && has_text)) {
            continue;
        }
        let named = label.iter().rev().find(|text| !text.is_empty()).and_then(|text| row_named(form, table, text));
        let cells: Vec<CellId> = match named {
            Some(row) => form.row_cells(table, row).collect(),
            None => below.next().map_or_else(Vec::new, |l| sheet.cells(l).iter().skip(slot).copied().collect()),
        };
        for (index, text) in figures.iter().enumerate() {
            match cells.get(index) {
                _ if text.is_empty() => {}
                None => plan.outside += 1,
                Some(&cell) => {
                    plan.targets.push(Target { cell, text: (*text).to_string(), fate: fate(form, cell, text) });
                }
            }
        }
    }
    plan.drop_equal_totals(report);
    plan
}

fn fate(form: &Form, cell: CellId, text: &str) -> Fate {
    match figure(text) {
        Some(figure @ Figure::Number(number)) if form.cell(cell).kind.admits(number) => Fate::Write(figure),
        Some(Figure::NotApplicable) => Fate::Write(Figure::NotApplicable),
        _ => Fate::Unreadable,
    }
}

/// The row whose label or short label is this text, blanks and the kind of brackets aside; only where it is the only one.
fn row_named(form: &Form, table: usize, text: &str) -> Option<usize> {
    let normal = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| {
                if c == '（' {
                    '('
                } else if c == '）' {
                    ')'
                } else {
                    c
                }
            })
            .collect()
    };
    let wanted = normal(text);
    let rows = form.tables()[table].rows.iter().enumerate();
    let mut matching = rows.filter(|(_, row)| {
        let texts = [&row.label, &row.short.zh, &row.short.en].into_iter().chain(&row.also);
        texts.into_iter().any(|candidate| normal(candidate) == wanted)
    });
    let (index, _) = matching.next()?;
    matching.next().is_none().then_some(index)
}
