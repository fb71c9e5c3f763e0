//! Last year's figures, looked up by the name of a cell. Editions differ: only cells of the same name are the same.

use crate::domain::figure::Figure;
use crate::domain::recalculation::{Totals, shown};
use crate::domain::report::Report;

/// A report of the year before, with its totals.
#[derive(Debug)]
pub struct LastYear<'a> {
    report: &'a Report,
    totals: Totals,
}

impl<'a> LastYear<'a> {
    /// The figures of a report of the year before.
    pub fn new(report: &'a Report) -> LastYear<'a> {
        LastYear { report, totals: Totals::new(report.form(), report.entries()) }
    }

    /// The figure of the cell of this name, where there is such a cell and it was filled.
    pub fn of(&self, name: &str) -> Option<Figure> {
        let cell = self.report.form().find(name)?;
        let figure = shown(self.report.form(), self.report.entries(), &self.totals, cell);
        (!figure.is_unfilled()).then_some(figure)
    }
}
