//! Figures that belong into a cell which is still unfilled: one that was typed beside it, or a row of them. An identity
//! that waits for a blank restrains nothing; one that fails must be restored all the same, and one that waits for
//! this cell alone must hold once it is filled.

use super::super::super::definition::Severity;
use super::super::super::figure::{Entry, Figure, Origin};
use super::super::super::form::{CellId, Instance, Relation, Role};
use super::super::super::recalculation::Totals;
use super::super::super::rule::{Figures, Outcome};
use super::super::OperationKind;
use super::super::search::Changes;
use super::super::system::number;
use super::order::beside;
use super::{FoundOperation, New, Search};

impl Search<'_> {
    /// Looks for all of them.
    pub(super) fn beside_unfilled(&mut self) {
        let form = self.figures.form;
        let blank: Vec<CellId> = form.inputs().filter(|&cell| self.is_blank(cell)).collect();
        if blank.is_empty() {
            return;
        }
        for variable in 0..self.system.variables.len() {
            let from = self.system.variables[variable].cell;
            let is_moved = form.cell(from).role == Role::Input && self.value(variable) > 0 && self.is_suspect(variable);
            if is_moved {
                self.moves(variable, from, &blank);
            }
        }
        for &cell in &blank {
            self.shifts_into(cell, 1);
            self.shifts_into(cell, -1);
        }
    }

    fn is_blank(&self, cell: CellId) -> bool {
        self.figures.entries[cell.index()].figure().is_unfilled()
    }

    /// A figure, or the part of it that is too much, belongs into an unfilled cell of its row or column.
    fn moves(&mut self, variable: usize, from: CellId, blank: &[CellId]) {
        let (form, value) = (self.figures.form, self.value(variable));
        let at = form.cell(from);
        let along = |cell: &&CellId| {
            let other = form.cell(**cell);
            other.table == at.table && (other.row == at.row || other.column == at.column)
        };
        let blank: Vec<CellId> = blank.iter().filter(along).copied().collect();
        let too_much = self.system.of[variable].iter().map(|&(identity, factor)| {
            let residual = self.system.identities[identity].residual;
            residual.checked_div(i128::from(factor)).unwrap_or(0)
        });
        let mut sizes: Vec<i128> = too_much.filter(|&size| size > 0 && size <= value).collect();
        sizes.sort_unstable();
        sizes.dedup();
        for size in sizes {
            let new = [(variable, value - size)];
            let Some(restores) = self.restores(&new) else { continue };
            for &cell in &blank {
                let kind = if size == value { OperationKind::Move } else { OperationKind::Neighbour };
                // A part of a figure is only taken for misplaced where the cell beside it asks for as much.
                let near = kind == OperationKind::Move || beside(form, from, cell);
                let confirmed = self.would_hold(&new, (cell, size)).filter(|_| near);
                if let Some(confirmed) = confirmed.filter(|&confirmed| confirmed > 0 || kind == OperationKind::Move) {
                    self.keep_filled(kind, &new, (cell, size), restores.clone(), confirmed);
                }
            }
        }
    }

    /// The figures of a row stand one cell behind the unfilled one where they begin; what is left free is 0.
    fn shifts_into(&mut self, cell: CellId, step: isize) {
        let form = self.figures.form;
        let at = form.cell(cell);
        let mut run: Vec<usize> = Vec::new();
        let mut column = at.column;
        while let Some(next) = column.checked_add_signed(step) {
            let beside = form.at(at.table, at.row, next).filter(|&cell| !form.is_total(cell));
            let Some(variable) = beside.and_then(|cell| self.variables[cell.index()]) else { break };
            run.push(variable);
            column = next;
            let (Some(&first), Some(&last)) = (run.first(), run.last()) else { break };
            if run.len() < 2 || self.value(last) == 0 {
                continue;
            }
            let mut new: Vec<(usize, i128)> = run.windows(2).map(|pair| (pair[0], self.value(pair[1]))).collect();
            new.push((last, 0));
            let filled = (cell, self.value(first));
            let Some(restores) = self.restores(&new) else { continue };
            let Some(confirmed) = self.would_hold(&new, filled) else { continue };
            if restores.len() + confirmed > 1 {
                self.keep_filled(OperationKind::Shift, &new, filled, restores, confirmed);
            }
        }
    }

    /// How many identities that wait would be complete and hold; `None` where one of them would fail.
    fn would_hold(&self, new: &New, (cell, value): (CellId, i128)) -> Option<usize> {
        let Figures { form, entries, background, .. } = self.figures;
        let value = number(value).filter(|&number| form.cell(cell).kind.admits(number))?;
        let mut entries: Vec<Entry> = entries.to_vec();
        entries[cell.index()] = Entry::new(Figure::Number(value), Origin::Proposal);
        for &(variable, value) in new {
            let cell = self.system.variables[variable].cell;
            entries[cell.index()] = Entry::new(Figure::Number(number(value)?), Origin::Proposal);
        }
        let totals = Totals::new(form, &entries);
        let after = Figures { form, entries: &entries, totals: &totals, background };
        let rules = &form.definition().rules;
        // What defines a computed total holds by itself and confirms nothing.
        let waits = |instance: &&Instance| {
            matches!(instance.relation, Relation::Equal { .. })
                && rules[instance.rule].severity == Severity::Error
                && !self.figures.is_computed(instance)
                && matches!(self.figures.evaluate(instance), Outcome::Pending(_))
        };
        let mut confirmed = 0;
        for instance in form.instances().iter().filter(waits) {
            match after.evaluate(instance) {
                Outcome::Pass => confirmed += 1,
                Outcome::Pending(_) | Outcome::Silent => {}
                Outcome::Fail | Outcome::Overflow => return None,
            }
        }
        Some(confirmed)
    }

    fn keep_filled(
        &mut self,
        kind: OperationKind,
        new: &New,
        filled: (CellId, i128),
        restores: Vec<usize>,
        confirmed: usize,
    ) {
        let changed = new.iter().filter(|(variable, value)| self.value(*variable) != *value);
        let mut changes: Changes =
            changed.map(|&(variable, value)| (variable, Some(value - self.value(variable)))).collect();
        changes.sort_unstable();
        self.keep(FoundOperation { kind, changes, filled: Some(filled), restores, confirmed });
    }
}
