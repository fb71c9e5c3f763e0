//! What last year's report says that a cell should hold now: what was carried over, and what follows from it together with
//! this year's changes. The relations are the rules' own. It changes nothing: the editor proposes such a value, and the
//! search for mistakes takes it as evidence.

use super::form::{CellId, Comparison, Condition, Operand, Quantity, Relation};
use super::number::Number;
use super::recalculation::Sum;
use super::rule::Figures;

/// A value that last year's report gives for a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expectation {
    /// Where the figure is expected.
    pub cell: CellId,
    /// The value, in the cell's unit.
    pub value: Number,
    /// Whether it follows from last year's report alone, without figures of this year's.
    pub alone: bool,
}

/// All that last year's report says of this year's cells; nothing where it is not known. A rule that asks for more than
/// one equality, or holds only under conditions, gives no value.
pub fn expectations(figures: Figures<'_>) -> impl Iterator<Item = Expectation> {
    figures.form.instances().iter().filter_map(move |instance| {
        let Relation::Holds { when, then } = &instance.relation else { return None };
        let [Condition::Compare { left, comparison: Comparison::Equal, right }] = then.as_slice() else { return None };
        let ([Operand { factor: 1, quantity: Quantity::Cell(cell) }], true) = (left.as_slice(), when.is_empty()) else {
            return None;
        };
        let is_last = |operand: &Operand| matches!(operand.quantity, Quantity::LastYear(_));
        if !right.iter().any(is_last) {
            return None;
        }
        let value = figures.sum(right).and_then(Sum::complete)?;
        Some(Expectation { cell: *cell, value, alone: right.iter().all(is_last) })
    })
}
