//! Which of several slips that touch several cells is the likeliest. It looks for none.
//!
//! What speaks against an operation comes first: that last year's report or the prose say otherwise, or that a figure which
//! it moves was keyed twice or taken over. Of the others one that restores more identities is less of a coincidence. Among
//! equals fingers decide: they miss by one cell more readily than by several, within a row or column more readily than
//! across, and put one figure into the wrong cell more readily than two, and a whole one more readily than a part of it.

use std::cmp::Reverse;

use super::super::super::form::{CellId, Form};
use super::super::OperationKind;
use super::super::ranking::Known;
use super::super::system::System;
use super::FoundOperation;

/// How far the cells of an operation are from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    /// They follow each other in a row or column.
    Beside,
    /// They stand in one row or column.
    Along,
    /// They do not.
    Across,
}

/// The operations, the likeliest first, each with whether its cells lie beside each other.
pub(super) fn ranked<'a>(
    known: &Known<'_>,
    system: &System,
    found: &'a [FoundOperation],
) -> Vec<(&'a FoundOperation, bool)> {
    let mut ranked: Vec<_> = found
        .iter()
        .map(|it| {
            let (met, broken, _) = known.speaks(&it.changes);
            let inputs = it.inputs(known, system);
            let distance = distance(known.form(), it.kind, &inputs);
            let vouched = inputs.iter().filter(|&&cell| known.is_vouched_for(cell)).count();
            let rank = (
                (broken, Reverse(met), vouched),
                Reverse(it.restores.len() + it.confirmed),
                distance,
                parts(it, system),
                it.changes.len(),
                it.kind,
            );
            (rank, it, distance == Distance::Beside)
        })
        .collect();
    ranked.sort_by_key(|(rank, ..)| *rank);
    ranked.into_iter().map(|(_, it, beside)| (it, beside)).collect()
}

/// One figure moves more readily than two, and whole ones more readily than parts of them.
fn parts(found: &FoundOperation, system: &System) -> u8 {
    let leaves_nothing = |&(variable, change): &(usize, Option<i128>)| {
        change.is_some_and(|change| system.variables[variable].value + change == 0)
    };
    match found.kind {
        OperationKind::Shift | OperationKind::Move => 0,
        OperationKind::Interchange => u8::from(!found.changes.iter().any(leaves_nothing)),
        OperationKind::TwoDigits => 1,
        OperationKind::Neighbour => 2,
        OperationKind::CountedTwice => 3,
    }
}

fn distance(form: &Form, kind: OperationKind, cells: &[CellId]) -> Distance {
    match (kind, cells) {
        (OperationKind::Shift | OperationKind::TwoDigits, _) => Distance::Beside,
        (OperationKind::CountedTwice, _) => Distance::Along,
        (_, &[a, b]) if beside(form, a, b) => Distance::Beside,
        (_, &[a, b]) => {
            let (a, b) = (form.cell(a), form.cell(b));
            let along = a.table == b.table && (a.row == b.row || a.column == b.column);
            if along { Distance::Along } else { Distance::Across }
        }
        _ => Distance::Across,
    }
}

/// Whether two cells follow each other in the order in which a row or a column is keyed.
pub(in super::super) fn beside(form: &Form, a: CellId, b: CellId) -> bool {
    let (at, other) = (form.cell(a.min(b)), form.cell(a.max(b)));
    if at.table != other.table {
        return false;
    }
    let is_keyed = |row, column| form.at(at.table, row, column).is_some_and(|cell| !form.is_total(cell));
    let between = |a: usize, b: usize| a.min(b) + 1..a.max(b);
    match (at.row == other.row, at.column == other.column) {
        (true, false) => !between(at.column, other.column).any(|column| is_keyed(at.row, column)),
        (false, true) => !between(at.row, other.row).any(|row| is_keyed(row, at.column)),
        // Rows of the form may stand beside each other in print.
        _ => at.at.0 == other.at.0 && at.at.1 + at.span.1 == other.at.1,
    }
}
