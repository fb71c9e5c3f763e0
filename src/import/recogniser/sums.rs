//! Figures that have come apart from their labels, put in their places by what the form says adds up: every line of figures
//! has a total, and the lines have sums of their own. A text drawn from a page keeps most of the order; totals drop out of
//! their lines, columns stand one behind the other, page numbers come between, narrow cells break figures in two. Every order of that kind in which all sums
//! come out is looked at. What all of them agree on is proved; nothing else is read. The search is bounded: where it does not
//! come to its end, nothing is proved.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::vocabulary::Vocabulary;
use crate::domain::form::{CellId, Form, Instance, Relation, Term};

/// The most figures beside those of the table: page numbers, and second halves of figures.
const STRAYS: usize = 6;

/// The most departures from reading line by line that one order may have.
const DEPARTURES: usize = 4;

/// The most steps of a search.
const STEPS: usize = 60_000;

/// A table whose figures stand in lines of equal width, the total of each at its end, and what else must come out.
#[derive(Debug, Clone)]
pub struct Lines {
    width: usize,
    /// The cells, line by line.
    cells: Vec<CellId>,
    /// Sums of several lines: the positions in `cells`, and whether they are subtracted; all together are 0.
    checks: Vec<Vec<(usize, bool)>>,
}

impl Lines {
    /// The lines of a table, where every figure of it belongs to one.
    pub fn new(form: &Form, vocabulary: &Vocabulary) -> Option<Lines> {
        let mut lines: Vec<&[CellId]> = Vec::new();
        for unit in &vocabulary.units {
            let mut rest = unit.cells.as_slice();
            while let Some(&first) = rest.first() {
                let inner = form.instances_of(first).iter().filter_map(|&index| line(&form.instances()[index], rest));
                let (own, behind) = rest.split_at(inner.max()?);
                lines.push(own);
                rest = behind;
            }
        }
        let width = lines.first()?.len();
        let cells = lines.concat();
        let places: HashMap<CellId, usize> = cells.iter().enumerate().map(|(at, &cell)| (cell, at)).collect();
        let at = |term: &Term| places.get(&term.cell).copied();
        let check = |instance: &Instance| {
            let Relation::Equal { left, right, .. } = &instance.relation else { return None };
            let left = left.iter().map(|term| Some((at(term)?, term.negative)));
            let right = right.iter().map(|term| Some((at(term)?, !term.negative)));
            left.chain(right).collect::<Option<Vec<(usize, bool)>>>()
        };
        let within = |check: &Vec<(usize, bool)>| check.iter().all(|&(at, _)| at / width == check[0].0 / width);
        let checks = form.instances().iter().filter_map(check).filter(|check| !within(check)).collect();
        (width > 2 && lines.iter().all(|line| line.len() == width)).then_some(Lines { width, cells, checks })
    }

    fn count(&self) -> usize {
        self.cells.len() / self.width
    }

    fn comes_out(&self, values: &[i128]) -> bool {
        let sum = |check: &Vec<(usize, bool)>| {
            check.iter().map(|&(at, negative)| if negative { -values[at] } else { values[at] }).sum::<i128>()
        };
        self.checks.iter().all(|check| sum(check) == 0)
    }

    /// Whether figures in the form's order satisfy every sum of the form.
    pub fn hold(&self, values: &[i128]) -> bool {
        values.len() == self.cells.len() && values.chunks(self.width).all(adds_up) && self.comes_out(values)
    }

    /// Whether figures of whole lines add up, line by line.
    pub fn add_up(&self, values: &[i128]) -> bool {
        values.chunks(self.width).all(adds_up)
    }

    /// Whether only the last cell of all is blank, and not everything else is 0: a cell before it may have been lost, so that
    /// the figures behind moved up.
    pub fn may_be_shifted(&self, known: impl Fn(CellId) -> Option<i128>) -> bool {
        let blank = self.cells.iter().position(|&cell| known(cell).is_none());
        let counts = self.cells.iter().any(|&cell| known(cell).is_some_and(|figure| figure != 0));
        counts && blank.is_some() && blank == self.cells.len().checked_sub(1)
    }

    /// For every cell that is proved, which of the values is its own, or which two are its halves. `joined` are the values
    /// that two on end make together, where they may; `known` are values whose cells are known.
    pub fn prove(
        &self,
        values: &[i128],
        joined: &[Option<i128>],
        known: &[(CellId, usize)],
    ) -> Vec<(CellId, Range<usize>)> {
        let Some(strays) = values.len().checked_sub(self.cells.len()).filter(|&strays| strays <= STRAYS) else {
            return Vec::new();
        };
        let at = |cell: CellId| self.cells.iter().position(|&own| own == cell);
        let known = known.iter().filter_map(|&(cell, value)| Some((at(cell)?, value))).collect();
        let mut search = Search { lines: self, values, joined, known, found: BTreeMap::new(), steps: 0 };
        // Without sums over several lines every line stands for itself, and no order is likelier than another.
        let least = if self.checks.is_empty() { DEPARTURES } else { 0 };
        for departures in least..=DEPARTURES {
            search.all(strays, departures);
            if !search.found.is_empty() {
                // An order that departs once more would be nearly as likely.
                search.all(strays, departures + 1);
                break;
            }
        }
        if search.steps >= STEPS {
            return Vec::new();
        }
        let Some((first, own)) = search.found.first_key_value().filter(|(values, _)| values.iter().any(|&n| n != 0))
        else {
            return Vec::new();
        };
        let agreed = |at: &usize| search.found.keys().all(|values| values[*at] == first[*at]);
        let halves = |value: usize| match value.checked_sub(values.len()) {
            Some(first) => first..first + 2,
            None => value..value + 1,
        };
        (0..self.cells.len()).filter(agreed).map(|at| (self.cells[at], halves(own[at]))).collect()
    }
}

/// How many of some cells, from the first on, are a line whose total comes last, by one relation of the form.
fn line(instance: &Instance, cells: &[CellId]) -> Option<usize> {
    let Relation::Equal { left, right, defines: Some(total) } = &instance.relation else { return None };
    let width = left.len() + right.len();
    let own = cells.get(..width)?;
    let terms = || left.iter().chain(right);
    let whole = terms().all(|term| !term.negative && own.contains(&term.cell)) && own.last() == Some(total);
    let alone = |side: &Vec<Term>| side.len() == 1 && side[0].cell == *total;
    (whole && (alone(left) || alone(right))).then_some(width)
}

/// Whether the last of some values is the sum of the others.
fn adds_up(values: &[i128]) -> bool {
    values.split_last().is_some_and(|(total, parts)| parts.iter().sum::<i128>() == *total)
}

/// What is open at one step of a search.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Open {
    /// The next value, and the next line.
    at: usize,
    line: usize,
    /// Lines whose total is still to come, with what it must be.
    pending: Vec<(usize, i128)>,
    /// Values that are the totals of lines to come.
    early: Vec<usize>,
    strays: usize,
    departures: usize,
}

struct Search<'a> {
    lines: &'a Lines,
    values: &'a [i128],
    /// What a value and the next one make together; it has the place of the first, behind all values.
    joined: &'a [Option<i128>],
    /// Positions whose value is known.
    known: Vec<(usize, usize)>,
    /// The orders in which all sums come out: the values by position, and which of all the values they are.
    found: BTreeMap<Vec<i128>, Vec<usize>>,
    steps: usize,
}

impl Search<'_> {
    fn all(&mut self, strays: usize, departures: usize) {
        let open = Open { at: 0, line: 0, pending: Vec::new(), early: Vec::new(), strays, departures };
        self.step(open, &mut vec![0; self.lines.cells.len()], &mut HashSet::new());
    }

    /// Goes on in every way; `false` where none comes to the end of the values.
    fn step(&mut self, open: Open, own: &mut Vec<usize>, dead: &mut HashSet<Open>) -> bool {
        self.steps += 1;
        if self.steps >= STEPS || dead.contains(&open) {
            return false;
        }
        if open.at == self.values.len() {
            let whole = open.line == self.lines.count() && open.pending.is_empty() && open.early.is_empty();
            if whole {
                self.take(own);
            }
            return whole;
        }
        let mut alive = false;
        for (next, places) in self.ways(&open) {
            for &(at, value) in &places {
                own[at] = value;
            }
            alive |= self.step(next, own, dead);
        }
        if !alive {
            dead.insert(open);
        }
        alive
    }

    fn take(&mut self, own: &[usize]) {
        let values: Vec<i128> = own.iter().map(|&value| self.value(value)).collect();
        if self.lines.comes_out(&values) && self.known.iter().all(|&(at, value)| own[at] == value) {
            self.found.entry(values).or_insert_with(|| own.to_vec());
        }
    }

    /// The ways to go on from a step, each with the places it gives to values.
    fn ways(&self, open: &Open) -> Vec<(Open, Vec<(usize, usize)>)> {
        let (width, at) = (self.lines.width, open.at);
        let mut ways = Vec::new();
        let value = self.values[at];
        if let Some(index) = open.pending.iter().position(|&(_, total)| total == value) {
            let mut next = Open { at: at + 1, ..open.clone() };
            let (line, _) = next.pending.remove(index);
            ways.push((next, vec![(line * width + width - 1, at)]));
        }
        if open.strays > 0 {
            ways.push((Open { at: at + 1, strays: open.strays - 1, ..open.clone() }, Vec::new()));
        }
        if open.line == self.lines.count() {
            return ways;
        }
        let once_more = open.departures.checked_sub(1);
        if let Some(departures) = once_more.filter(|_| open.early.len() < 2) {
            let mut next = Open { at: at + 1, departures, ..open.clone() };
            next.early.push(at);
            ways.push((next, Vec::new()));
        }
        let start = open.line * width;
        for (order, departs) in self.lines_from(at) {
            let departures = if departs { once_more } else { Some(open.departures) };
            if let Some(departures) = departures {
                let next = Open { at: at + width, line: open.line + 1, departures, ..open.clone() };
                ways.push((next, (start..).zip(order).collect()));
            }
        }
        for (order, halves) in self.broken_lines_from(at, open.strays) {
            let (at, strays) = (at + width + halves, open.strays - halves);
            let next = Open { at, line: open.line + 1, strays, ..open.clone() };
            ways.push((next, (start..).zip(order).collect()));
        }
        if let Some(parts) = self.values.get(at..at + width - 1) {
            let sum: i128 = parts.iter().sum();
            let next = Open { at: at + width - 1, line: open.line + 1, ..open.clone() };
            let mut places: Vec<(usize, usize)> = (start..).zip(at..at + width - 1).collect();
            if let Some(index) = open.early.iter().position(|&early| self.values[early] == sum) {
                let mut next = next.clone();
                places.push((start + width - 1, next.early.remove(index)));
                ways.push((next, places.clone()));
                places.pop();
            }
            if let Some(departures) = once_more.filter(|_| self.values[next.at..].contains(&sum)) {
                let mut next = Open { departures, ..next };
                next.pending.push((open.line, sum));
                ways.push((next, places));
            }
        }
        if let Some(departures) = once_more {
            for (count, order) in self.blocks_from(at, self.lines.count() - open.line) {
                let next = Open { at: at + order.len(), line: open.line + count, departures, ..open.clone() };
                ways.push((next, (start..).zip(order).collect()));
            }
        }
        ways
    }

    /// A value, or what two make together.
    fn value(&self, place: usize) -> i128 {
        let joined =
            || place.checked_sub(self.values.len()).and_then(|first| self.joined.get(first).copied().flatten());
        self.values.get(place).copied().or_else(joined).unwrap_or_default()
    }

    /// The lines from a value on in which some figures are broken in two, each with how many are.
    fn broken_lines_from(&self, at: usize, most: usize) -> Vec<(Vec<usize>, usize)> {
        let width = self.lines.width;
        let broken = (1_usize..1 << width).filter(|mask| mask.count_ones() as usize <= most);
        let line = |mask: usize| {
            let (mut next, mut order) = (at, Vec::with_capacity(width));
            for cell in 0..width {
                let halves = mask >> cell & 1 == 1;
                let whole = halves && self.joined.get(next).is_some_and(Option::is_some);
                if next >= self.values.len() || halves != whole {
                    return None;
                }
                order.push(if halves { self.values.len() + next } else { next });
                next += 1 + usize::from(halves);
            }
            let values: Vec<i128> = order.iter().map(|&place| self.value(place)).collect();
            (next <= self.values.len() && adds_up(&values)).then_some((order, next - at - width))
        };
        broken.filter_map(line).collect()
    }

    /// One line from a value on: with its total last, or elsewhere, which is a departure.
    fn lines_from(&self, at: usize) -> Vec<(Vec<usize>, bool)> {
        let width = self.lines.width;
        let mut lines: Vec<(Vec<usize>, bool)> = Vec::new();
        let Some(values) = self.values.get(at..at + width) else { return lines };
        let sum: i128 = values.iter().sum();
        for total in (0..width).rev().filter(|&total| values[total] * 2 == sum) {
            let mut order: Vec<usize> = (at..at + width).collect();
            let value = order.remove(total);
            order.push(value);
            if !lines.iter().any(|(other, _)| self.same(other, &order)) {
                lines.push((order, total + 1 < width));
            }
        }
        lines
    }

    /// Several lines from a value on that are printed in two parts, or column by column.
    fn blocks_from(&self, at: usize, most: usize) -> Vec<(usize, Vec<usize>)> {
        let width = self.lines.width;
        let mut blocks: Vec<(usize, Vec<usize>)> = Vec::new();
        let most = most.min((self.values.len() - at) / width);
        for count in 2..=most {
            let plain: Vec<usize> = (at..at + count * width).collect();
            // The first columns of all lines, then the others; none of the first is column by column.
            for first in 0..width {
                let place = |line: usize, column: usize| match first {
                    0 => at + column * count + line,
                    _ if column < first => at + line * first + column,
                    _ => at + count * first + line * (width - first) + column - first,
                };
                let adds_up = |line: usize| {
                    let parts: i128 = (0..width - 1).map(|column| self.values[place(line, column)]).sum();
                    parts == self.values[place(line, width - 1)]
                };
                if (0..count).all(adds_up) {
                    let places = (0..count).flat_map(|line| (0..width).map(move |column| (line, column)));
                    let order: Vec<usize> = places.map(|(line, column)| place(line, column)).collect();
                    if !self.same(&order, &plain) && !blocks.iter().any(|(_, other)| self.same(&order, other)) {
                        blocks.push((count, order));
                    }
                }
            }
        }
        blocks
    }

    /// Whether two orders give the same values.
    fn same(&self, one: &[usize], other: &[usize]) -> bool {
        one.len() == other.len() && one.iter().zip(other).all(|(&a, &b)| self.values[a] == self.values[b])
    }
}
