//! Evaluates the form's rules on a report's entries: each instance passes, fails, is pending or is silent. It does not
//! say so in words; see `finding`. Rules on the prose and on what an importer noted are judged in `session`, which holds
//! those.

use super::background::{Background, LastYear, Precedent};
use super::figure::{Entry, Figure, Origin};
use super::form::{CellId, Comparison, Condition, Form, Instance, Operand, Quantity, Relation, Term};
use super::number::Number;
use super::recalculation::{Sum, Totals};

/// What became of one instance of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It holds, or does not apply.
    Pass,
    /// It waits for this many unfilled cells.
    Pending(u16),
    /// What it needs is not there: last year's report, or what kind of body reports.
    Silent,
    /// The two sides differ, or a cell is out of bounds.
    Fail,
    /// A side passed 2^63 and cannot be compared.
    Overflow,
}

/// What rules look at: the entries of a report, the totals computed from them, and what is known besides.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    /// The edition of the report.
    pub form: &'a Form,
    /// The entries in form order.
    pub entries: &'a [Entry],
    /// The totals computed from them.
    pub totals: &'a Totals,
    /// What is known besides the report.
    pub background: &'a Background,
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Truth {
    Yes,
    No,
    Waiting(u16),
    Unknown,
    Overflow,
}

impl From<Option<bool>> for Truth {
    fn from(known: Option<bool>) -> Truth {
        match known {
            Some(true) => Truth::Yes,
            Some(false) => Truth::No,
            None => Truth::Unknown,
        }
    }
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

    /// Whether a cell is marked as not applicable though nobody said that the body has no powers for its row.
    pub fn is_unduly_not_applicable(&self, cell: CellId) -> bool {
        let powers = || {
            let place = self.form.cell(cell);
            let table = &self.form.tables()[place.table];
            self.background.body.has_power(&format!("{}.{}", table.name, table.rows[place.row].name))
        };
        self.figure(cell) == Figure::NotApplicable && powers() != Some(false)
    }

    /// Whether the figures were read from a document, which prints every cell or leaves it blank.
    pub fn is_imported(&self) -> bool {
        self.entries.iter().any(|entry| entry.origin() == Some(Origin::Imported))
    }

    /// One part of a condition's sum; `None` where nothing is known of it.
    pub fn quantity(&self, quantity: Quantity) -> Option<Sum> {
        match quantity {
            Quantity::Constant(number) => Some(number.into()),
            Quantity::Cell(cell) => Some(self.value(cell)),
            Quantity::LastYear(cell) => self.background.precedent()?.value(cell).filter(|sum| sum.waiting == 0),
            Quantity::Year => u32::try_from(self.background.year?).ok().map(|year| Number::from(year).into()),
        }
    }

    /// A condition's sum; `None` where nothing is known of a part.
    pub fn sum(&self, operands: &[Operand]) -> Option<Sum> {
        operands.iter().try_fold(Sum::default(), |sum, operand| {
            Some(sum.plus(self.quantity(operand.quantity)?.times(operand.factor), false))
        })
    }

    fn compare(&self, left: &[Operand], comparison: Comparison, right: &[Operand]) -> Truth {
        let Some((left, right)) = self.sum(left).zip(self.sum(right)) else { return Truth::Unknown };
        match left.waiting.saturating_add(right.waiting) {
            _ if left.overflow || right.overflow => Truth::Overflow,
            0 => Some(comparison.holds(left.known, right.known)).into(),
            waiting => Truth::Waiting(waiting),
        }
    }

    fn truth(&self, condition: &Condition) -> Truth {
        let Background { body, .. } = self.background;
        match condition {
            Condition::Compare { left, comparison, right } => self.compare(left, *comparison, right),
            Condition::Body { kind, wanted } => body.is(kind).map(|is| is == *wanted).into(),
            Condition::Power { row, wanted } => body.has_power(row).map(|has| has == *wanted).into(),
            Condition::Alone { wanted } => Some(self.background.precedent().is_none() == *wanted).into(),
            Condition::KnownLastYear { cells, wanted } => {
                let known = |last: &Precedent| cells.iter().all(|&cell| last.value(cell).is_some());
                self.background.precedent().map(|last| known(last) == *wanted).into()
            }
            Condition::Blank { cells, wanted } => {
                Some(cells.iter().any(|&cell| self.value(cell).waiting > 0) == *wanted).into()
            }
            Condition::Any(conditions) => self.any(conditions),
        }
    }

    /// Whether a condition is known not to hold.
    pub fn is_broken(&self, condition: &Condition) -> bool {
        matches!(self.truth(condition), Truth::No | Truth::Overflow)
    }

    /// One of several: one that holds decides, then one of which nothing is known, then one that waits.
    fn any(&self, conditions: &[Condition]) -> Truth {
        let rank = |truth: &Truth| match truth {
            Truth::Yes => 4,
            Truth::Unknown => 3,
            Truth::Waiting(_) => 2,
            Truth::Overflow => 1,
            Truth::No => 0,
        };
        conditions.iter().map(|condition| self.truth(condition)).max_by_key(rank).unwrap_or(Truth::No)
    }

    /// All conditions together: one that does not hold decides, then one of which nothing is known, then one that waits.
    fn all(&self, conditions: &[Condition]) -> Truth {
        let rank = |truth: &Truth| match truth {
            Truth::No => 4,
            Truth::Overflow => 3,
            Truth::Unknown => 2,
            Truth::Waiting(_) => 1,
            Truth::Yes => 0,
        };
        conditions.iter().map(|condition| self.truth(condition)).max_by_key(rank).unwrap_or(Truth::Yes)
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
            Relation::Holds { when, then } => match self.all(when) {
                Truth::No => Outcome::Pass,
                Truth::Yes => match self.all(then) {
                    Truth::Yes => Outcome::Pass,
                    Truth::No => Outcome::Fail,
                    Truth::Waiting(waiting) => Outcome::Pending(waiting),
                    Truth::Unknown => Outcome::Silent,
                    Truth::Overflow => Outcome::Overflow,
                },
                Truth::Waiting(waiting) => Outcome::Pending(waiting),
                Truth::Unknown | Truth::Overflow => Outcome::Silent,
            },
            Relation::Filled(cells) => {
                let waiting = cells.iter().filter(|&&cell| self.is_awaited(cell)).count();
                match u16::try_from(waiting).unwrap_or(u16::MAX) {
                    0 => Outcome::Pass,
                    _ if self.is_imported() => Outcome::Fail,
                    waiting => Outcome::Pending(waiting),
                }
            }
            Relation::Applicable(cells) => match cells.iter().any(|&cell| self.is_unduly_not_applicable(cell)) {
                true => Outcome::Fail,
                false => Outcome::Pass,
            },
            Relation::LastYear => match self.background.last_year {
                LastYear::Unknown => Outcome::Silent,
                LastYear::Missing => Outcome::Fail,
                LastYear::Known(_) => Outcome::Pass,
            },
            Relation::Departure(_) | Relation::Identified | Relation::InForce | Relation::Prose(_) => Outcome::Silent,
        }
    }
}

/// Evaluates every instance of the form, in order, into `outcomes`. Does not allocate once `outcomes` has grown.
pub fn evaluate(figures: Figures<'_>, outcomes: &mut Vec<Outcome>) {
    outcomes.clear();
    outcomes.extend(figures.form.instances().iter().map(|instance| figures.evaluate(instance)));
}
