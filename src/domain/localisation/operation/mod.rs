//! Slips that touch several cells at once: figures shifted along their line, interchanged, put under the neighbouring
//! heading, counted twice, or with their digits in two cells. Each is tried and must restore whole groups of failed
//! identities and break none. The cells' own meaning is not known here.

mod order;

mod unfilled;

use std::collections::BTreeMap;

use super::super::figure::Figure;
use super::super::form::{CellId, Role};
use super::super::rule::Figures;
use super::ranking::Known;
use super::search::{Changes, Group};
use super::system::{System, UNIT, number};
use super::{Correction, Operation, OperationKind, Why};

pub(super) use order::beside;

/// The most operations that are listed of one kind, and that are noted before the best of them are chosen.
const LISTED: usize = 16;
const NOTED: usize = 96;

/// The most digits that may stand in the wrong one of two cells.
const DIGITS: u32 = 3;

/// New values of variables.
type New = [(usize, i128)];

/// A set of identities; those past its width are in no set, and are only looked at when an operation is tried.
type Set = u128;

/// Finds the operations that restore whole groups.
pub(super) fn operations(known: &Known<'_>, figures: Figures<'_>, system: &System, groups: &[Group]) -> Vec<Operation> {
    let mut search = Search::new(figures, system, groups);
    if search.failed == 0 {
        return Vec::new();
    }
    let lines = search.lines();
    for line in &lines {
        search.shifts(line);
        search.two_digits(line);
    }
    search.pairs(&lines);
    search.beside_unfilled();
    let found: Vec<FoundOperation> = search.found.into_values().flatten().collect();
    // Values are offered where several figures confirm an operation and no other one restores any of the same.
    let overlap =
        |a: &FoundOperation, b: &FoundOperation| a.restores.iter().any(|identity| b.restores.contains(identity));
    let is_offered = |it: &FoundOperation| {
        let moves_figures = !matches!(it.kind, OperationKind::Neighbour | OperationKind::CountedTwice);
        let alone = found.iter().filter(|other| overlap(it, other)).count() == 1;
        let needs = |group: &Group| group.explanations.first().map_or(0, Vec::len);
        let own = groups.iter().filter(|group| group.identities.iter().any(|identity| it.restores.contains(identity)));
        // One wrong figure is likelier than two cells that happen to be off by the same.
        let certain = moves_figures && alone && it.filled.is_none();
        certain && it.restores.len() > 1 && own.map(needs).sum::<usize>() != 1
    };
    let ranked = order::ranked(known, system, &found);
    let mut listed: BTreeMap<OperationKind, usize> = BTreeMap::new();
    let mut is_listed = |it: &FoundOperation| {
        let listed = listed.entry(it.kind).or_default();
        *listed += 1;
        *listed <= LISTED
    };
    let ranked = ranked.into_iter().filter(|(it, _)| is_listed(it));
    ranked.map(|(it, beside)| it.operation(known, system, is_offered(it), beside)).collect()
}

struct FoundOperation {
    kind: OperationKind,
    changes: Changes,
    /// An unfilled cell with what belongs into it.
    filled: Option<(CellId, i128)>,
    restores: Vec<usize>,
    /// How many identities that waited for the unfilled cell would hold.
    confirmed: usize,
}

impl FoundOperation {
    /// The cells that are keyed, and of which it changes the figure.
    fn inputs(&self, known: &Known<'_>, system: &System) -> Vec<CellId> {
        let changed = self.changes.iter().map(|(variable, _)| system.variables[*variable].cell);
        let mut inputs: Vec<CellId> = changed.chain(self.filled.map(|(cell, _)| cell)).collect();
        inputs.retain(|&cell| !known.form().is_total(cell));
        inputs
    }

    fn operation(&self, known: &Known<'_>, system: &System, is_offered: bool, beside: bool) -> Operation {
        let correction = |&(variable, change): &(usize, Option<i128>)| -> Correction {
            let correction = known.correction(variable, change);
            let ground = known.ground(&self.restores, &self.changes, correction.cell).filter(|_| is_offered);
            Correction { to: correction.restoring.filter(|_| ground.is_some()), ground, ..correction }
        };
        let blank = |(cell, value)| {
            let (from, why) = (Figure::Unfilled, Why::Other);
            Correction { cell, from, to: None, restoring: number(value), why, ground: None }
        };
        let restores = self.restores.iter().map(|&identity| system.identities[identity].instance);
        Operation {
            kind: self.kind,
            beside,
            confirmed: self.confirmed,
            restores: restores.collect(),
            changes: self.changes.iter().map(correction).chain(self.filled.map(blank)).collect(),
        }
    }
}

struct Search<'a> {
    figures: Figures<'a>,
    system: &'a System,
    /// For each identity its group, where it fails and belongs to one.
    group: Vec<Option<usize>>,
    sizes: Vec<usize>,
    failed: Set,
    /// For each variable the identities that feel a change of it, and those that feel it where the printed totals that
    /// add it up change as well.
    felt: Vec<[Set; 2]>,
    /// For each cell its variable.
    variables: Vec<Option<usize>>,
    /// For each cell the printed totals that add it up.
    totals: Vec<Vec<usize>>,
    /// What the changes at hand come to, for each identity.
    net: Vec<i128>,
    found: BTreeMap<OperationKind, Vec<FoundOperation>>,
}

impl<'a> Search<'a> {
    fn new(figures: Figures<'a>, system: &'a System, groups: &[Group]) -> Search<'a> {
        let mut group = vec![None; system.identities.len()];
        for (index, own) in groups.iter().enumerate() {
            own.identities.iter().for_each(|&identity| group[identity] = Some(index));
        }
        let failed = (0..group.len()).filter(|&identity| system.identities[identity].residual != 0);
        let mut totals = vec![Vec::new(); figures.form.len()];
        for (index, total) in figures.form.totals().iter().enumerate() {
            total.of.iter().for_each(|part| totals[part.index()].push(index));
        }
        let mut search = Search {
            figures,
            system,
            group,
            sizes: groups.iter().map(|group| group.identities.len()).collect(),
            failed: failed.fold(0, |set, identity| set | bit(identity)),
            felt: Vec::with_capacity(system.variables.len()),
            variables: figures.form.cells().map(|cell| system.variable(cell)).collect(),
            totals,
            net: vec![0; system.identities.len()],
            found: BTreeMap::new(),
        };
        if search.failed != 0 {
            search.felt = (0..system.variables.len()).map(|variable| search.feels(variable)).collect();
        }
        search
    }

    /// Which identities feel a change of a variable, alone and with the totals that add it up.
    fn feels(&self, variable: usize) -> [Set; 2] {
        let alone = self.system.of[variable].iter().fold(0, |set, (identity, _)| set | bit(*identity));
        let all = self.with_totals(&[(variable, self.value(variable) + UNIT)]);
        let mut with_totals = 0;
        for (changed, _) in &all {
            for &(identity, _) in &self.system.of[*changed] {
                let feels = all.iter().map(|(other, value)| {
                    let of = self.system.of[*other].iter().filter(|(it, _)| *it == identity);
                    of.map(|(_, factor)| i128::from(*factor) * (value - self.value(*other))).sum::<i128>()
                });
                with_totals |= if feels.sum::<i128>() == 0 { 0 } else { bit(identity) };
            }
        }
        [alone, with_totals]
    }

    /// Whether every identity that feels only one of the changes fails: otherwise the operation breaks it.
    fn may_restore(&self, changed: impl Iterator<Item = usize>, with_totals: bool) -> bool {
        let (mut once, mut again) = (0, 0);
        for variable in changed {
            let felt = self.felt[variable][usize::from(with_totals)];
            again |= once & felt;
            once |= felt;
        }
        once & !again & !self.failed == 0 && once & self.failed != 0
    }

    fn is_suspect(&self, variable: usize) -> bool {
        self.felt[variable].iter().any(|felt| felt & self.failed != 0)
    }

    /// The variables of each printed line, left to right; a cell that holds no figure parts a line.
    fn lines(&self) -> Vec<Vec<usize>> {
        let lines = self.printed();
        let runs = lines.iter().flat_map(|line| line.split(|variable| variable.is_none()));
        let mut parted: Vec<Vec<usize>> = runs.map(|run| run.iter().copied().flatten().collect()).collect();
        parted.retain(|line| line.len() > 1 && line.iter().any(|&variable| self.is_suspect(variable)));
        parted
    }

    /// What stands on each printed line, left to right: a variable, or none where a cell holds no figure.
    fn printed(&self) -> Vec<Vec<Option<usize>>> {
        let form = self.figures.form;
        let mut lines: BTreeMap<(usize, u16), Vec<(u16, CellId)>> = BTreeMap::new();
        for cell in form.cells() {
            let at = form.cell(cell);
            lines.entry((at.table, at.at.0)).or_default().push((at.at.1, cell));
        }
        let lines = lines.into_values().map(|mut line| {
            line.sort_unstable();
            line.iter().map(|(_, cell)| self.variables[cell.index()]).collect()
        });
        lines.collect()
    }

    fn value(&self, variable: usize) -> i128 {
        self.system.variables[variable].value
    }

    /// Whether new values restore whole groups and break nothing; the failed identities that they restore.
    fn restores(&mut self, new: &New) -> Option<Vec<usize>> {
        let system = self.system;
        let mut touched: Vec<usize> = Vec::with_capacity(4 * new.len());
        let mut sound = true;
        for &(variable, value) in new {
            let of = &system.variables[variable];
            sound &= of.admits(value);
            for &(identity, factor) in &system.of[variable] {
                let change = value.checked_sub(of.value).and_then(|it| it.checked_mul(factor.into()));
                let net = change.and_then(|change| self.net[identity].checked_add(change));
                sound &= net.is_some();
                self.net[identity] = net.unwrap_or(0);
                touched.push(identity);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let mut restored = Vec::new();
        for &identity in &touched {
            let net = std::mem::take(&mut self.net[identity]);
            if net != 0 {
                sound &= net == -system.identities[identity].residual;
                restored.push(identity);
            }
        }
        if !sound || restored.is_empty() {
            return None;
        }
        // A group is restored as a whole or not at all.
        let whole = restored.iter().all(|&identity| {
            let Some(group) = self.group[identity] else { return true };
            restored.iter().filter(|&&other| self.group[other] == Some(group)).count() == self.sizes[group]
        });
        whole.then_some(restored)
    }

    /// Notes an operation if it restores something, else if it does together with the printed totals that it changes.
    fn attempt(&mut self, kind: OperationKind, new: &New) -> bool {
        let changed = || new.iter().filter(|(variable, value)| self.value(*variable) != *value).map(|(it, _)| *it);
        let [alone, with_totals] = [false, true].map(|totals| self.may_restore(changed(), totals));
        if alone && let Some(restores) = self.restores(new) {
            return self.note(kind, new, restores);
        }
        if !with_totals {
            return false;
        }
        let all = self.with_totals(new);
        all.len() > new.len() && self.restores(&all).is_some_and(|restores| self.note(kind, &all, restores))
    }

    fn note(&mut self, kind: OperationKind, new: &New, restores: Vec<usize>) -> bool {
        let changed = new.iter().filter(|(variable, value)| self.value(*variable) != *value);
        let mut changes: Changes =
            changed.map(|&(variable, value)| (variable, Some(value - self.value(variable)))).collect();
        changes.sort_unstable();
        if changes.len() < 2 && kind != OperationKind::CountedTwice {
            return false;
        }
        self.keep(FoundOperation { kind, changes, filled: None, restores, confirmed: 0 });
        true
    }

    fn keep(&mut self, new: FoundOperation) {
        let is_same = |found: &FoundOperation| (&found.changes, found.filled) == (&new.changes, new.filled);
        let is_known = self.found.values().flatten().any(is_same);
        let found = self.found.entry(new.kind).or_default();
        if !is_known && found.len() < NOTED {
            found.push(new);
        }
    }

    /// The new values with those of the printed totals that add the cells up.
    fn with_totals(&self, new: &New) -> Vec<(usize, i128)> {
        let form = self.figures.form;
        let mut all = new.to_vec();
        let change =
            |&(variable, value): &(usize, i128)| (self.system.variables[variable].cell, value - self.value(variable));
        let mut todo: Vec<(CellId, i128)> = new.iter().map(change).collect();
        while let Some((cell, change)) = todo.pop() {
            for &total in &self.totals[cell.index()] {
                let total = form.totals()[total].cell;
                todo.push((total, change));
                let Some(variable) = self.variables[total.index()] else { continue };
                match all.iter_mut().find(|(other, _)| *other == variable) {
                    Some((_, value)) => *value += change,
                    None => all.push((variable, self.value(variable) + change)),
                }
            }
        }
        all
    }

    /// A run of figures stands one cell too far to the right or left. What left the run at one end was 0 or typed twice;
    /// what is missing at the other end is 0, or what an identity asks for.
    fn shifts(&mut self, line: &[usize]) {
        for first in 0..line.len() {
            for last in first + 2..line.len() {
                let run = &line[first..=last];
                let mut turned: Vec<usize> = run.to_vec();
                self.shift(run);
                turned.reverse();
                self.shift(&turned);
            }
        }
    }

    /// The figures of a run stand one cell too late.
    fn shift(&mut self, run: &[usize]) {
        let ([first, second, ..], Some(&end)) = (run, run.last()) else { return };
        if self.value(*first) != 0 && self.value(*first) != self.value(*second) {
            return;
        }
        let moved = || run.windows(2).filter(|pair| self.value(pair[0]) != self.value(pair[1]));
        if moved().count() < 2 || !self.may_restore(moved().map(|pair| pair[0]).chain([end]), false) {
            return;
        }
        let mut new: Vec<(usize, i128)> = run.windows(2).map(|pair| (pair[0], self.value(pair[1]))).collect();
        let mut ends = vec![0];
        for &(identity, factor) in &self.system.of[end] {
            let mut rest = self.system.identities[identity].residual - i128::from(factor) * self.value(end);
            for &(variable, value) in &new {
                let of = self.system.of[variable].iter().filter(|(other, _)| *other == identity);
                rest += of.map(|(_, factor)| i128::from(*factor) * (value - self.value(variable))).sum::<i128>();
            }
            ends.push(-rest / i128::from(factor));
        }
        ends.dedup();
        for value in ends {
            new.push((end, value));
            let changed = new.iter().filter(|(variable, value)| *value != self.value(*variable)).count();
            // An identity that asks for the missing figure does not confirm it; others must.
            let restores = self.restores(&new).filter(|restores| changed > 2 && (value == 0 || restores.len() > 2));
            let found = restores.is_some_and(|restores| self.note(OperationKind::Shift, &new, restores));
            new.pop();
            if found {
                return;
            }
        }
    }

    /// Digits of one number stand in two neighbouring cells, or two numbers in one.
    fn two_digits(&mut self, line: &[usize]) {
        for pair in line.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let whole = |value: i128| (value >= 0 && value % UNIT == 0).then_some(value / UNIT);
            let (Some(left), Some(right)) = (whole(self.value(a)), whole(self.value(b))) else { continue };
            let tens = |number: i128| 10_i128.pow(number.max(1).checked_ilog10().unwrap_or(0) + 1);
            if left > 0 && left < 10_i128.pow(DIGITS) && right < 10_i128.pow(DIGITS) {
                let joined = (left * tens(right) + right) * UNIT;
                self.attempt(OperationKind::TwoDigits, &[(a, joined), (b, 0)]);
                self.attempt(OperationKind::TwoDigits, &[(a, 0), (b, joined)]);
            }
            let number = left.max(right);
            if left.min(right) == 0 && number < 10_i128.pow(2 * DIGITS) {
                for tens in (1..2 * DIGITS).map(|power| 10_i128.pow(power)).take_while(|&tens| tens <= number) {
                    let new = [(a, number / tens * UNIT), (b, number % tens * UNIT)];
                    self.attempt(OperationKind::TwoDigits, &new);
                }
            }
        }
    }

    /// What two cells do to each other.
    fn pairs(&mut self, lines: &[Vec<usize>]) {
        let form = self.figures.form;
        // Two figures may have changed places over a cell that is still unfilled.
        for line in self.printed() {
            let line: Vec<usize> = line.into_iter().flatten().collect();
            for (place, &a) in line.iter().enumerate() {
                line[place + 1..].iter().for_each(|&b| self.interchange(a, b));
            }
        }
        for pair in lines.iter().flat_map(|line| line.windows(2)) {
            self.neighbours(pair[0], pair[1]);
        }
        for a in 0..self.system.variables.len() {
            let at = form.cell(self.system.variables[a].cell);
            let (rows, columns) = (form.tables()[at.table].rows.len(), form.tables()[at.table].columns.len());
            let under = |row, column| form.at(at.table, row, column).and_then(|cell| self.variables[cell.index()]);
            let aside = (0..columns).filter(|&column| column != at.column).map(|column| (at.row + 1, column));
            let below = (at.row + 1..rows).map(|row| (row, at.column)).chain(aside);
            let others: Vec<usize> = below.filter_map(|(row, column)| under(row, column)).collect();
            let next = under(at.row + 1, at.column);
            others.into_iter().for_each(|b| self.interchange(a, b));
            next.into_iter().for_each(|b| self.neighbours(a, b));
        }
        for (table, rows) in form.tables().iter().map(|table| table.rows.len()).enumerate() {
            for row in 1..rows {
                self.counted_twice(table, row - 1, row);
                self.counted_twice(table, row, row - 1);
            }
        }
    }

    fn interchange(&mut self, a: usize, b: usize) {
        if self.value(a) != self.value(b) {
            self.attempt(OperationKind::Interchange, &[(a, self.value(b)), (b, self.value(a))]);
        }
    }

    /// Cases of one heading stand under the other: as many as a failed identity is off by.
    fn neighbours(&mut self, a: usize, b: usize) {
        let input = |variable: usize| !self.figures.form.is_total(self.system.variables[variable].cell);
        let may = [false, true].iter().any(|&totals| self.may_restore([a, b].into_iter(), totals));
        if !may || !input(a) || !input(b) {
            return;
        }
        let mut sizes: Vec<i128> = Vec::new();
        for &(identity, _) in self.system.of[a].iter().chain(&self.system.of[b]) {
            sizes.push(self.system.identities[identity].residual.saturating_abs());
        }
        sizes.sort_unstable();
        sizes.dedup();
        for size in sizes.into_iter().filter(|&size| size > 0) {
            for (from, to) in [(a, b), (b, a)] {
                if self.value(from) >= size {
                    let new = [(from, self.value(from) - size), (to, self.value(to) + size)];
                    self.attempt(OperationKind::Neighbour, &new);
                }
            }
        }
    }

    /// What stands in one row is counted once more in the other, in one column or in all that fail.
    fn counted_twice(&mut self, table: usize, once: usize, twice: usize) {
        let form = self.figures.form;
        let mut all = Vec::new();
        for column in 0..form.tables()[table].columns.len() {
            let cells = form.at(table, once, column).zip(form.at(table, twice, column));
            let Some((cell, own)) = cells.filter(|(cell, own)| {
                let inputs = [*cell, *own].iter().all(|&cell| form.cell(cell).role == Role::Input);
                inputs && self.share_a_total(*cell, *own)
            }) else {
                continue;
            };
            let Some((more, own)) = self.variables[cell.index()].zip(self.variables[own.index()]) else { continue };
            let (more, rest) = (self.value(more), self.value(own) - self.value(more));
            if more > 0 && rest >= 0 {
                let new = [(own, rest)];
                if !self.attempt(OperationKind::CountedTwice, &new) {
                    all.extend(new);
                }
            }
        }
        if all.len() > 1 {
            self.attempt(OperationKind::CountedTwice, &all);
        }
    }

    fn share_a_total(&self, a: CellId, b: CellId) -> bool {
        self.totals[a.index()].iter().any(|total| self.totals[b.index()].contains(total))
    }
}

fn bit(identity: usize) -> Set {
    u32::try_from(identity).ok().and_then(|identity| 1_u128.checked_shl(identity)).unwrap_or(0)
}
