//! Printed totals while a report is edited. One that agreed with its cells when it was read lapses once a figure that it
//! sums is changed by hand: somebody is writing another report now. It is then kept, and held against nothing.
//!
//! When a control was read is when the report was opened, or when the edit that brought it was made; that is worked out then
//! and not written down. Whoever opens a report with a control that agrees has it before him as agreeing.

use super::super::figure::{Entry, Figure, Origin};
use super::super::form::CellId;
use super::super::recalculation::Totals;
use super::super::report::Report;
use super::{Change, Edit, Purpose, Session};

impl Purpose {
    /// Whether somebody writes figures of his own with it, and not those of a document or of somebody else.
    fn is_by_hand(self) -> bool {
        matches!(self, Purpose::Key | Purpose::Clear | Purpose::Fill | Purpose::Paste | Purpose::Carry)
    }
}

/// Which controls agreed with their cells when they were read; of cells without one it says nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Agreed(Vec<bool>);

impl Agreed {
    pub fn at_opening(report: &Report, totals: &Totals) -> Agreed {
        Agreed(report.form().cells().map(|cell| agrees(report, totals, cell)).collect())
    }

    /// Takes note of a control that was just read.
    pub fn read(&mut self, report: &Report, totals: &Totals, cell: CellId) {
        self.0[cell.index()] = agrees(report, totals, cell);
    }
}

fn agrees(report: &Report, totals: &Totals, cell: CellId) -> bool {
    let printed = report.entry(cell).figure().counted();
    report.form().is_total(cell) && printed.is_some() && printed == totals.of(cell).complete()
}

impl Session {
    /// Whether a change brings a control that was not there. One that comes back from having lapsed was read long ago.
    pub(super) fn is_read_by(&self, change: &Change) -> Option<CellId> {
        let Change::Figure(cell, entry) = *change else { return None };
        let is_new = entry.figure() != self.report.entry(cell).figure() && entry != self.report.lapsed(cell);
        (is_new && self.form().is_total(cell) && !entry.figure().is_unfilled()).then_some(cell)
    }

    /// The controls that an edit lets lapse. Those that were keyed, or confirmed by a second keying, are of a paper that
    /// somebody has before him, and stay; so do those that the edit itself gives.
    pub(super) fn lapsing(&self, edit: &Edit) -> Vec<CellId> {
        let form = self.form();
        let may = |cell: CellId| {
            let origin = self.report.entry(cell).origin();
            self.agreed.0[cell.index()] && !matches!(origin, None | Some(Origin::Keyed | Origin::Verified))
        };
        if !edit.purpose.is_by_hand() || !form.totals().iter().any(|total| may(total.cell)) {
            return Vec::new();
        }
        let mut touched = vec![false; form.len()];
        for change in &edit.changes {
            if let Change::Figure(cell, entry) = change {
                touched[cell.index()] |= !form.is_total(*cell) && entry.figure() != self.report.entry(*cell).figure();
            }
        }
        for total in form.totals() {
            touched[total.cell.index()] |= total.of.iter().any(|part| touched[part.index()]);
        }
        let given = |cell: CellId| edit.cells().any(|other| other == cell);
        let totals = form.totals().iter().map(|total| total.cell);
        totals.filter(|&cell| touched[cell.index()] && may(cell) && !given(cell)).collect()
    }

    /// The edit that lets the controls of some cells lapse, whatever their origin; it changes nothing where there is none.
    pub fn letting_lapse(&self, cells: impl IntoIterator<Item = CellId>) -> Edit {
        let is_control =
            |cell: &CellId| self.form().is_total(*cell) && !self.report.entry(*cell).figure().is_unfilled();
        let controls: Vec<CellId> = cells.into_iter().filter(is_control).collect();
        Edit { purpose: Purpose::Lapse, changes: lapses(&self.report, &controls) }
    }

    /// The printed total that a cell is held against, where its cells add up to another number.
    pub fn differing_control(&self, cell: CellId) -> Option<Figure> {
        let printed = self.report.entry(cell).figure();
        let counted = printed.counted().filter(|_| self.form().is_total(cell))?;
        self.totals.of(cell).complete().filter(|computed| *computed != counted).map(|_| printed)
    }

    /// How many controls lapsed by what was changed by hand since this was last asked.
    pub fn take_lapsed(&mut self) -> usize {
        std::mem::take(&mut self.lapsed)
    }
}

/// The changes by which controls lapse. What is kept comes first, so that undoing finds it when the control comes back.
pub(super) fn lapses(report: &Report, cells: &[CellId]) -> Vec<Change> {
    let both = |&cell: &CellId| [Change::Lapsed(cell, report.entry(cell)), Change::Figure(cell, Entry::UNFILLED)];
    cells.iter().flat_map(both).collect()
}
