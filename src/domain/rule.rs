//! Evaluates the form's rules on a report's entries: each instance passes, fails or is pending. It does not say so in
//! words; see `finding`.

use super::figure::{Entry, Figure};
use super::form::{CellId, Form, Instance, Relation, Term};
use super::number::Number;
use super::recalculation::{Sum, Totals};

/// What became of one instance of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Pass,
    /// It waits for this many unfilled cells.
    Pending(u16),
    /// The two sides differ, or a cell is out of bounds.
    Fail,
    /// A side passed 2^63 and cannot be compared.
    Overflow,
}

/// What rules look at: the entries of a report and the totals computed from them.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    /// The form.
    pub form: &'a Form,
    /// The entries in form order.
    pub entries: &'a [Entry],
    /// The totals computed from them.
    pub totals: &'a Totals,
}

impl Figures<'_> {
    /// What a rule takes for a cell's value.
    pub fn value(&self, cell: CellId) -> Sum {
        self.totals.or_control(self.form, self.entries, cell)
    }

    /// One side's value.
    pub fn side(&self, terms: &[Term]) -> Sum {
        terms.iter().fold(Sum::default(), |sum, term| sum.plus(self.value(term.cell), term.negative))
    }

    /// Whether the instance defines a total that the source does not print. Such a total is held against its own cells
    /// as computed: those that are printed are judged by the rules that define them.
    pub fn is_computed(&self, instance: &Instance) -> bool {
        match instance.relation {
            Relation::Equal { defines: Some(total), .. } => self.figure(total).is_unfilled(),
            _ => false,
        }
    }

    /// What an instance takes for a cell's value.
    pub fn value_in(&self, instance: &Instance, cell: CellId) -> Sum {
        if self.is_computed(instance) { self.totals.of(cell) } else { self.value(cell) }
    }

    /// One side's value in an instance.
    pub fn side_in(&self, instance: &Instance, terms: &[Term]) -> Sum {
        let computed = self.is_computed(instance);
        let value = |cell| if computed { self.totals.of(cell) } else { self.value(cell) };
        terms.iter().fold(Sum::default(), |sum, term| sum.plus(value(term.cell), term.negative))
    }

    fn figure(&self, cell: CellId) -> Figure {
        self.entries[cell.index()].figure()
    }

    /// Whether a cell breaks a range check. A total that is only computed cannot: its cells would.
    pub fn is_out_of_bounds(&self, cell: CellId, least: Option<Number>, places: u32) -> bool {
        match self.figure(cell) {
            Figure::Number(number) => least.is_some_and(|least| number < least) || number.places() > places,
            Figure::Unfilled | Figure::NotApplicable => false,
        }
    }

    /// Whether a cell still has to be keyed.
    pub fn is_awaited(&self, cell: CellId) -> bool {
        !self.form.is_total(cell) && self.figure(cell).is_unfilled()
    }

    /// Evaluates one instance.
    pub fn evaluate(&self, instance: &Instance) -> Outcome {
        match &instance.relation {
            Relation::Equal { left, right, .. } => {
                let [left, right] = [left, right].map(|terms| self.side_in(instance, terms));
                // A computed total and its cells wait for the same cells.
                let waiting = match self.is_computed(instance) {
                    true => left.waiting.max(right.waiting),
                    false => left.waiting.saturating_add(right.waiting),
                };
                match waiting {
                    _ if left.overflow || right.overflow => Outcome::Overflow,
                    0 if left.known == right.known => Outcome::Pass,
                    0 => Outcome::Fail,
                    waiting => Outcome::Pending(waiting),
                }
            }
            Relation::Bounds { cells, least, places } => {
                let mut waiting = 0_u16;
                for &cell in cells {
                    if self.is_out_of_bounds(cell, *least, *places) {
                        return Outcome::Fail;
                    }
                    waiting += u16::from(self.is_awaited(cell));
                }
                if waiting == 0 { Outcome::Pass } else { Outcome::Pending(waiting) }
            }
        }
    }
}

/// Evaluates every instance of the form, in order, into `outcomes`. Does not allocate once `outcomes` has grown.
pub fn evaluate(figures: Figures<'_>, outcomes: &mut Vec<Outcome>) {
    outcomes.clear();
    outcomes.extend(figures.form.instances().iter().map(|instance| figures.evaluate(instance)));
}
