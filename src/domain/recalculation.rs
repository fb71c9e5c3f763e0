//! Totals: each the sum of its cells, in the form's order, without allocating. It does not judge them; see `rule`.

use super::figure::{Entry, Figure};
use super::form::{CellId, Form};
use super::number::Number;

/// What is known of a value while cells are still unfilled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// The sum of what is filled.
    pub known: Number,
    /// How many keyed cells are still unfilled.
    pub waiting: u16,
    /// Whether the sum passed 2^63; `known` means nothing then.
    pub overflow: bool,
}

impl Sum {
    /// The value, once nothing is waited for.
    pub fn complete(self) -> Option<Number> {
        (self.waiting == 0 && !self.overflow).then_some(self.known)
    }

    /// The value so many times over.
    #[must_use]
    pub fn times(self, factor: i64) -> Sum {
        match self.known.times(factor) {
            Ok(known) => Sum { known, ..self },
            Err(_) => Sum { overflow: true, ..self },
        }
    }

    /// Adds another value, or takes it away.
    #[must_use]
    pub fn plus(self, other: Sum, negative: bool) -> Sum {
        let sum = if negative { self.known.checked_sub(other.known) } else { self.known.checked_add(other.known) };
        Sum {
            known: sum.unwrap_or(Number::ZERO),
            waiting: self.waiting.saturating_add(other.waiting),
            overflow: self.overflow || other.overflow || sum.is_err(),
        }
    }
}

impl From<Number> for Sum {
    fn from(known: Number) -> Sum {
        Sum { known, ..Sum::default() }
    }
}

impl From<Figure> for Sum {
    /// An unfilled cell is waited for; `/` counts 0.
    fn from(figure: Figure) -> Sum {
        match figure.counted() {
            Some(known) => Sum { known, waiting: 0, overflow: false },
            None => Sum { waiting: 1, ..Sum::default() },
        }
    }
}

/// The computed value of every cell of a report: an input's own figure, a total's sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals(Vec<Sum>);

impl Totals {
    /// Nothing computed yet: 0 for every cell.
    pub fn blank(form: &Form) -> Totals {
        Totals(vec![Sum::default(); form.len()])
    }

    /// The values of a report's entries.
    pub fn new(form: &Form, entries: &[Entry]) -> Totals {
        let mut totals = Totals::blank(form);
        totals.recalculate(form, entries);
        totals
    }

    /// Computes everything anew, without allocating.
    pub fn recalculate(&mut self, form: &Form, entries: &[Entry]) {
        for (slot, entry) in self.0.iter_mut().zip(entries) {
            *slot = Sum::from(entry.figure());
        }
        for total in form.totals() {
            let parts = total.of.iter().map(|cell| self.0[cell.index()]);
            self.0[total.cell.index()] = parts.fold(Sum::default(), |sum, part| sum.plus(part, false));
        }
    }

    /// The computed value of one cell.
    pub fn of(&self, cell: CellId) -> Sum {
        self.0[cell.index()]
    }

    /// What a rule takes for the cell's value: the printed total where one is held against its cells, else the computed
    /// value.
    pub fn or_control(&self, form: &Form, entries: &[Entry], cell: CellId) -> Sum {
        let control = entries[cell.index()].figure();
        if form.is_total(cell) && !control.is_unfilled() { control.into() } else { self.of(cell) }
    }
}

/// The figure to show or print for a cell: an input's own, a total as computed once nothing is waited for. What a source
/// prints for a total never takes its place.
pub fn shown(form: &Form, entries: &[Entry], totals: &Totals, cell: CellId) -> Figure {
    match form.is_total(cell) {
        true => totals.of(cell).complete().map_or(Figure::Unfilled, Figure::Number),
        false => entries[cell.index()].figure(),
    }
}

/// The figure that a document has in a cell: a total as the source prints it where it does, else as [`shown`]. For
/// what speaks of the document that a report was read from.
pub fn printed(form: &Form, entries: &[Entry], totals: &Totals, cell: CellId) -> Figure {
    match entries[cell.index()].figure() {
        Figure::Unfilled => shown(form, entries, totals, cell),
        own => own,
    }
}
