//! What the bodies of a collection add up to, cell by cell, over all of them or a group: every cell knows its parts and what it
//! waits for. A body that has to report and did not, or left the cell unfilled, makes the sum pending, never smaller; `/`
//! counts as nothing, and where all say `/` so does the sum. Totals are computed from the summed cells, as in every report.
//!
//! A body counts where its report is there and it is not exempt; one that need not report counts where it handed in all the
//! same. Adjustments belong to the sum over all bodies and to no group.

use std::sync::Arc;

use super::super::figure::{Entry, Figure, Origin};
use super::super::form::{CellId, Form};
use super::super::number::Number;
use super::super::recalculation::{Sum as Counted, Totals, shown};
use super::super::report::Report;
use super::roster::{Collection, State};

/// A report with its figures under the names of a collection's form: totals as computed, unfilled what its own edition has no
/// cell for.
#[derive(Debug, Clone)]
pub struct Held {
    /// As the library has it.
    pub report: Report,
    values: Vec<Figure>,
}

impl Held {
    /// A report beside the form of a collection.
    pub fn new(form: &Form, report: Report) -> Held {
        let own = report.form();
        let totals = Totals::new(own, report.entries());
        let is_same = own.edition() == form.edition();
        let value = |cell: CellId| {
            let same = if is_same { Some(cell) } else { own.find(&form.cell(cell).name) };
            same.map_or(Figure::Unfilled, |cell| shown(own, report.entries(), &totals, cell))
        };
        let values = form.cells().map(value).collect();
        Held { report, values }
    }

    /// What it has in a cell of the collection's form.
    pub fn value(&self, cell: CellId) -> Figure {
        self.values[cell.index()]
    }

    /// Whether it has any number but 0.
    pub fn has_figures(&self) -> bool {
        self.values.iter().any(|value| value.counted().is_some_and(|number| !number.is_zero()))
    }

    /// Whether another has the same numbers but 0 in the same cells, as [`likeness`](super::matching::likeness) tells of reports.
    pub fn is_like(&self, other: &Held) -> bool {
        let number = |value: &Figure| value.counted().filter(|number| !number.is_zero());
        self.values.iter().map(number).eq(other.values.iter().map(number))
    }
}

/// What there is of one body of the roster.
#[derive(Debug, Clone)]
pub struct Member {
    /// The state of its line.
    pub state: State,
    /// Its report of the year, where there is one that can be read.
    pub report: Option<Held>,
    /// That of the year before.
    pub last: Option<Held>,
    /// The bodies that its report is itself added up over, where it is and they are known.
    pub over: Vec<String>,
    /// Whether its report says something else than what was received last.
    pub is_changed: bool,
}

impl Member {
    /// Its report where it counts in the sum.
    pub fn counted(&self) -> Option<&Held> {
        self.report.as_ref().filter(|_| self.state != State::Exempt)
    }

    /// Whether the sum waits for it.
    pub fn is_awaited(&self) -> bool {
        self.state != State::Exempt && self.report.is_none()
    }
}

/// One cell of a sum.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What is known of it, adjustments included.
    pub known: Number,
    /// What was adjusted.
    pub adjusted: Number,
    /// Whether it passed 2^63; `known` means nothing then.
    pub overflow: bool,
    /// Bodies that count and have not filled it, by their places in the roster.
    pub unfilled: Vec<usize>,
    /// Whether every body that counts says `/`.
    pub is_not_applicable: bool,
}

/// What bodies add up to.
#[derive(Debug, Clone)]
pub struct Sum {
    form: Arc<Form>,
    cells: Vec<Cell>,
    entries: Vec<Entry>,
    totals: Totals,
    /// The bodies that count, by their places in the roster.
    pub bodies: Vec<usize>,
    /// The bodies that it waits for.
    pub missing: Vec<usize>,
    /// Whether any body is missing or not accepted yet.
    pub provisional: bool,
}

/// One body's part in a cell of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Its place in the roster.
    pub body: usize,
    /// What it has in the cell; unfilled where it is waited for.
    pub figure: Figure,
    /// What it had last year; `None` where there was no report.
    pub last: Option<Figure>,
    /// The change against last year, where both are numbers.
    pub change: Option<Number>,
}

impl Sum {
    /// The sum over the bodies of a group, or over all of them, in any order.
    pub fn new(form: &Arc<Form>, collection: &Collection, members: &[Member], group: Option<&str>) -> Sum {
        let is_meant = |body: &usize| group.is_none_or(|group| collection.bodies[*body].group == group);
        let all: Vec<usize> = (0..members.len().min(collection.bodies.len())).filter(is_meant).collect();
        let counted: Vec<(usize, &Held)> =
            all.iter().filter_map(|&body| Some((body, members[body].counted()?))).collect();
        let missing: Vec<usize> = all.iter().copied().filter(|&body| members[body].is_awaited()).collect();
        let is_open = |(body, _): &(usize, &Held)| members[*body].state != State::Accepted;
        let mut cells = vec![Cell::default(); form.len()];
        let mut entries = vec![Entry::UNFILLED; form.len()];
        for cell in form.inputs() {
            let place = &mut cells[cell.index()];
            *place = added(&counted, cell);
            if group.is_none() {
                adjust(place, collection, &form.cell(cell).name);
            }
            if missing.is_empty() && place.unfilled.is_empty() && !place.overflow && !counted.is_empty() {
                let figure = if place.is_not_applicable { Figure::NotApplicable } else { Figure::Number(place.known) };
                entries[cell.index()] = Entry::new(figure, Origin::Summed);
            }
        }
        for total in form.totals() {
            let parts: Vec<Cell> = total.of.iter().map(|part| cells[part.index()].clone()).collect();
            cells[total.cell.index()] = of_parts(&parts);
        }
        let totals = Totals::new(form, &entries);
        let provisional = !missing.is_empty() || counted.iter().any(is_open);
        let bodies = counted.into_iter().map(|(body, _)| body).collect();
        Sum { form: Arc::clone(form), cells, entries, totals, bodies, missing, provisional }
    }

    /// The edition by which it is added up.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// How many bodies there should be: those that count and those that are missing.
    pub fn of(&self) -> usize {
        self.bodies.len() + self.missing.len()
    }

    /// One cell.
    pub fn cell(&self, cell: CellId) -> &Cell {
        &self.cells[cell.index()]
    }

    /// The figure of a cell; unfilled where it is pending.
    pub fn figure(&self, cell: CellId) -> Figure {
        shown(&self.form, &self.entries, &self.totals, cell)
    }

    /// The bodies that a cell waits for: those that are missing, and those that have not filled it.
    pub fn waiting(&self, cell: CellId) -> Vec<usize> {
        let mut waiting = [&self.missing[..], &self.cells[cell.index()].unfilled].concat();
        waiting.sort_unstable();
        waiting
    }

    /// The entries of a report that holds the sum: its cells with their origin, nothing for totals, which are computed.
    pub fn entries(&self) -> impl Iterator<Item = (CellId, Entry)> + '_ {
        self.form.inputs().map(|cell| (cell, self.entries[cell.index()]))
    }

    /// The bodies' parts in a cell, the largest first, bodies that are waited for last, equal ones in the roster's order.
    pub fn ranking(&self, members: &[Member], cell: CellId) -> Vec<Share> {
        let all = self.bodies.iter().chain(&self.missing);
        let mut shares: Vec<Share> = all.filter_map(|&body| Some(share(members.get(body)?, body, cell))).collect();
        shares.sort_by_key(|share| (std::cmp::Reverse(share.figure.counted()), share.body));
        shares
    }
}

/// A body's part in a cell.
fn share(member: &Member, body: usize, cell: CellId) -> Share {
    let figure = member.counted().map_or(Figure::Unfilled, |held| held.value(cell));
    let last = member.last.as_ref().map(|held| held.value(cell));
    let both = figure.counted().zip(last.and_then(Figure::counted));
    let change = both.and_then(|(now, before)| now.checked_sub(before).ok());
    Share { body, figure, last, change }
}

/// A keyed cell over bodies.
fn added(counted: &[(usize, &Held)], cell: CellId) -> Cell {
    let mut sum = Counted::default();
    let mut unfilled = Vec::new();
    for (body, held) in counted {
        let figure = held.value(cell);
        sum = sum.plus(Counted::from(figure), false);
        if figure.is_unfilled() {
            unfilled.push(*body);
        }
    }
    let is_not_applicable =
        !counted.is_empty() && counted.iter().all(|(_, held)| held.value(cell) == Figure::NotApplicable);
    Cell { known: sum.known, overflow: sum.overflow, unfilled, is_not_applicable, ..Cell::default() }
}

/// Adds what was adjusted on purpose.
fn adjust(place: &mut Cell, collection: &Collection, name: &str) {
    for adjustment in collection.adjustments.iter().filter(|adjustment| adjustment.cell == name) {
        let adjusted = place.adjusted.checked_add(adjustment.amount);
        match (adjusted, place.known.checked_add(adjustment.amount)) {
            (Ok(adjusted), Ok(known)) => (place.adjusted, place.known) = (adjusted, known),
            _ => place.overflow = true,
        }
        place.is_not_applicable = false;
    }
}

/// A total over its cells.
fn of_parts(parts: &[Cell]) -> Cell {
    let sum = |value: fn(&Cell) -> Number| {
        parts.iter().fold(Counted::default(), |sum, part| sum.plus(Counted::from(value(part)), false))
    };
    let (known, adjusted) = (sum(|part| part.known), sum(|part| part.adjusted));
    let mut unfilled: Vec<usize> = parts.iter().flat_map(|part| part.unfilled.iter().copied()).collect();
    unfilled.sort_unstable();
    unfilled.dedup();
    let overflow = known.overflow || adjusted.overflow || parts.iter().any(|part| part.overflow);
    Cell { known: known.known, adjusted: adjusted.known, overflow, unfilled, is_not_applicable: false }
}
