//! What the mapping means in one edition of the form: its rows and columns as places of the table, and which totals a case
//! enters. It knows no wording.

use std::sync::Arc;

use crate::domain::form::{CellId, Form};
use crate::domain::spelling::letters;

use super::mapping::{Catalogue, NONE, Need, OPEN};

/// What an outcome's wording means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A row of the table.
    Row(usize),
    /// No outcome yet.
    Open,
    /// No case.
    Nothing,
}

/// The table of an edition as a register is counted into it.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// The edition whose table is counted.
    pub form: Arc<Form>,
    /// The table, by its place in the form.
    pub table: usize,
    /// The row of what was received in the year.
    pub received: usize,
    /// The row of what was carried in.
    pub carried_in: usize,
    /// The row of what is carried over.
    pub carried_out: usize,
    /// The rows of outcomes.
    pub outcomes: Vec<usize>,
    /// The column of persons.
    pub person: usize,
    /// The columns of organisations.
    pub organisations: Vec<usize>,
    /// What must precede the outcome of a row.
    pub needs: Vec<(usize, Need)>,
    instead: Vec<(String, String)>,
    /// For each cell of the form the totals that it enters, directly or not.
    totals: Vec<Vec<CellId>>,
}

impl Scheme {
    /// The scheme of a form; `None` where the form has no such table, rows or columns.
    pub fn new(form: &Arc<Form>, catalogue: &Catalogue) -> Option<Scheme> {
        let counting = &catalogue.counting;
        let table = form.tables().iter().position(|table| table.name == counting.table)?;
        let row = |name: &str| form.tables()[table].rows.iter().position(|row| row.name == name);
        let column = |name: &str| form.tables()[table].columns.iter().position(|column| column.name == name);
        let (received, carried_in) = (row(&counting.received)?, row(&counting.carried_in)?);
        let carried_out = row(&counting.carried_out)?;
        let person = column(&catalogue.applicants.person)?;
        let organisations: Vec<usize> =
            catalogue.applicants.organisations.iter().filter_map(|name| column(name)).collect();
        let is_input = |row: usize| form.at(table, row, person).is_some_and(|cell| !form.is_total(cell));
        let others = [received, carried_in, carried_out];
        let outcomes = (0..form.tables()[table].rows.len()).filter(|row| !others.contains(row) && is_input(*row));
        let needs = counting.needs.iter().filter_map(|(name, need)| Some((row(name)?, *need))).collect();
        Some(Scheme {
            table,
            received,
            carried_in,
            carried_out,
            outcomes: outcomes.collect(),
            person,
            organisations,
            needs,
            instead: counting.instead.clone(),
            totals: totals(form),
            form: Arc::clone(form),
        })
    }

    /// The outcome of a name: a row's, `open`, or `none`. A row that this edition does not have is the one that stands for it.
    pub fn target(&self, name: &str) -> Option<Target> {
        match name {
            OPEN => Some(Target::Open),
            NONE => Some(Target::Nothing),
            _ => {
                let of = |name: &str| self.form.tables()[self.table].rows.iter().position(|row| row.name == name);
                let instead = || self.instead.iter().find(|(missing, _)| missing == name).and_then(|(_, row)| of(row));
                match of(name).or_else(instead)? {
                    row if row == self.carried_out => Some(Target::Open),
                    row => self.outcomes.contains(&row).then_some(Target::Row(row)),
                }
            }
        }
    }

    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns().find(|&column| self.column_name(column) == name)
    }

    /// The columns that a case may stand in.
    pub fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        [self.person].into_iter().chain(self.organisations.iter().copied())
    }

    /// The name of an outcome, as [`Scheme::target`] reads it.
    pub fn target_name(&self, target: Target) -> &str {
        match target {
            Target::Row(row) => self.row_name(row),
            Target::Open => OPEN,
            Target::Nothing => NONE,
        }
    }

    /// The name of a row.
    pub fn row_name(&self, row: usize) -> &str {
        &self.form.tables()[self.table].rows[row].name
    }

    /// The name of a column.
    pub fn column_name(&self, column: usize) -> &str {
        &self.form.tables()[self.table].columns[column].name
    }

    /// The name of an answer as somebody may write it: a name, a printed label, or the number of a row in printed order (`R03`).
    /// `None` where it is none of them.
    pub fn answer(&self, written: &str) -> Option<String> {
        let table = &self.form.tables()[self.table];
        let written = written.trim();
        let plain = written.strip_prefix(&format!("{}.", table.name)).unwrap_or(written);
        let lower = plain.to_lowercase();
        if self.target(&lower).is_some() || self.column(&lower).is_some() || self.is_start(&lower) {
            return Some(lower);
        }
        let numbered = lower.strip_prefix('r').and_then(|number| number.parse::<usize>().ok());
        if let Some(row) = numbered.and_then(|number| number.checked_sub(1)) {
            return table.rows.get(row).map(|row| row.name.clone()).filter(|name| self.target(name).is_some());
        }
        let same = |label: &str| letters(label) == letters(plain) && !letters(plain).is_empty();
        let also = |label: &str, short: &str, also: &[String]| {
            same(label) || same(short) || same(bare(label)) || also.iter().any(|label| same(label) || same(bare(label)))
        };
        let rows = table.rows.iter().filter(|row| also(&row.label, &row.short.zh, &row.also));
        let columns = table.columns.iter().filter(|column| also(&column.label, &column.short.zh, &column.also));
        let mut names = rows.map(|row| &row.name).filter(|name| self.target(name).is_some());
        let mut columns = columns.map(|column| &column.name).filter(|name| self.column(name).is_some());
        // A label of both a row and a column (其他) says neither.
        match (names.next(), names.next(), columns.next()) {
            (Some(name), None, None) | (None, None, Some(name)) => Some(name.clone()),
            _ => None,
        }
    }

    /// Whether a name is that of the row of what was received or of what was carried in.
    fn is_start(&self, name: &str) -> bool {
        [self.received, self.carried_in].iter().any(|&row| self.row_name(row) == name)
    }

    /// The cell of a row and a column, with every total that it enters.
    pub fn cells(&self, row: usize, column: usize) -> impl Iterator<Item = CellId> + '_ {
        let cell = self.form.at(self.table, row, column);
        cell.into_iter().flat_map(|cell| [cell].into_iter().chain(self.totals[cell.index()].iter().copied()))
    }
}

/// A label without the number in front of it: `1.其他` as `其他`.
fn bare(label: &str) -> &str {
    let numbered = |c: char| c.is_ascii_digit() || "一二三四五六七八九十（）().、．".contains(c);
    label.trim_start_matches(numbered)
}

fn totals(form: &Form) -> Vec<Vec<CellId>> {
    let mut of: Vec<Vec<CellId>> = vec![Vec::new(); form.len()];
    // Totals come in the order of recalculation: what one of them enters comes behind it.
    for total in form.totals() {
        for cell in form.cells() {
            let entered = |part: &CellId| of[cell.index()].iter().filter(|total| *total == part).count();
            let ways: usize = total.of.iter().map(|part| usize::from(*part == cell) + entered(part)).sum();
            of[cell.index()].extend(std::iter::repeat_n(total.cell, ways));
        }
    }
    of
}
