//! Makes a new report: empty but for the preamble in the form's words, with what last year's report carries over where that
//! is asked for. It is not in the library yet.

use std::sync::Arc;

use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::{CellId, Form};
use crate::domain::opening::{opening, take_headings};
use crate::domain::report::{Key, Report};
use crate::domain::session::{Change, Edit, Purpose, Session};
use crate::domain::text::Lang;

use super::Office;
use super::known::{Hints, Known};

/// A new report.
#[derive(Debug)]
pub struct Made {
    /// The report, its cells unfilled.
    pub report: Report,
    pub edit: Edit,
    /// What is known besides.
    pub known: Known,
}

#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("There is no form for {year}; the first is for {first}")]
pub struct NoForm {
    pub year: i32,
    /// The first year that has one.
    pub first: i32,
}

impl NoForm {
    /// The error in words.
    pub fn message(self, lang: Lang) -> String {
        let NoForm { year, first } = self;
        lang.say(
            format!("没有 {year} 年度的报告格式，最早为 {first} 年度。请核对年度。"),
            format!("There is no form for {year}; the first is for {first}. Check the year."),
        )
    }
}

impl Office {
    /// Makes a report, with headings and carried figures of last year's where that is asked for and there is one; `nil`
    /// fills the tables that a report without requests fills with 0.
    pub fn make(&self, key: &Key, from_last_year: bool, nil: bool) -> Result<Made, NoForm> {
        let first = || self.forms.all().first().map_or(0, |form| form.definition().years.first);
        let form = self.forms.for_year(key.year).ok_or_else(|| NoForm { year: key.year, first: first() })?;
        let mut report = opening(form, key);
        let known = self.known(&report, Hints::default());
        let mut edit = Edit { purpose: Purpose::Carry, changes: Vec::new() };
        if let Some(last) = known.background.precedent().filter(|_| from_last_year) {
            take_headings(&mut report, &last.report);
            edit = Session::with(report.clone(), known.background.clone()).carrying(None);
        }
        if nil {
            fill_with_0(form, &mut edit);
        }
        Ok(Made { report, edit, known })
    }
}

/// Fills what a report without requests fills with 0, as far as nothing is carried over there.
fn fill_with_0(form: &Arc<Form>, edit: &mut Edit) {
    let zero = Entry::new(Figure::from(0), Origin::Filled);
    let carried: Vec<CellId> = edit.cells().collect();
    let cells = form.inputs().filter(|&cell| form.tables()[form.cell(cell).table].nil);
    let rest = cells.filter(|cell| !carried.contains(cell));
    edit.purpose = Purpose::Fill;
    edit.changes.extend(rest.map(|cell| Change::Figure(cell, zero)));
}
