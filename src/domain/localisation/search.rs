//! The fewest cells whose change restores every failed identity, all such sets of cells, and which failed identities
//! they tie together. Exact within a bound of steps, and says where the bound was reached. It does not rank.

use std::collections::{BTreeMap, HashMap};

use super::system::System;
use super::tableau::{Tableau, Values};

/// The most sets of cells that are listed for one group.
pub(super) const LISTED: usize = 256;

/// The most cells that are looked for at once.
const DEEPEST: usize = 12;

/// Up to so many cells the search is given time enough to come to its end.
const EXACT: usize = 6;

/// The most cells that are tried in a component: while looking for no more than [`EXACT`] cells, and beyond.
const STEPS: u64 = 600_000;
const FEWER_STEPS: u64 = 100_000;

/// The most failed identities that one cell may meet.
const MOST_PASSED: usize = 6;

/// Changes of variables as differences in millionths; `None` where the value is not determined.
pub(super) type Changes = Vec<(usize, Option<i128>)>;

/// Failed identities that fewest explanations tie together, and all of these.
#[derive(Debug)]
pub(super) struct Group {
    /// The failed identities, as indices into the system.
    pub identities: Vec<usize>,
    /// The fewest changes that restore them, each sorted by variable.
    pub explanations: Vec<Changes>,
    pub complete: bool,
}

/// What was found in one component of the system.
#[derive(Debug, Default)]
pub(super) struct Explained {
    pub groups: Vec<Group>,
    /// Failed identities that no explanation was found for.
    pub unexplained: Vec<usize>,
    /// Whether the bound of steps cut anything off.
    pub cut: bool,
}

/// Explanations that restore one set of failed identities and cannot be split.
#[derive(Debug, Clone)]
struct Part {
    restores: u64,
    cost: usize,
    explanations: Vec<Changes>,
    complete: bool,
}

/// What is known of a set of failed identities: fewer than `least` cells do not restore it.
#[derive(Debug, Default)]
struct Known {
    least: usize,
    cost: Option<usize>,
    parts: Vec<Part>,
}

struct Search<'a> {
    system: &'a System,
    tableau: Tableau<'a>,
    /// The component's identities, one a row.
    identities: &'a [usize],
    /// The rows that fail; a set of them is a set of bits.
    failed: Vec<usize>,
    barred: Vec<bool>,
    mask: u64,
    found: BTreeMap<u64, Part>,
    known: HashMap<u64, Known>,
    steps: u64,
    most_steps: u64,
    cut: bool,
}

/// Explains one component of the system.
pub(super) fn explain(system: &System, identities: &[usize]) -> Explained {
    let residual = |row: usize| system.identities[identities[row]].residual;
    let failed: Vec<usize> = (0..identities.len()).filter(|&row| residual(row) != 0).collect();
    let unexplained = || failed.iter().map(|&row| identities[row]).collect();
    let tableau = Tableau::new(system, identities);
    let all = match u32::try_from(failed.len()) {
        Ok(bits @ 1..64) => (1_u64 << bits) - 1,
        _ => return Explained { groups: Vec::new(), unexplained: unexplained(), cut: true },
    };
    let mut search = Search {
        system,
        identities,
        barred: vec![false; tableau.variables.len()],
        tableau,
        failed: failed.clone(),
        mask: all,
        found: BTreeMap::new(),
        known: HashMap::new(),
        steps: 0,
        most_steps: STEPS,
        cut: false,
    };
    let mut cost = search.solve(all, EXACT);
    if cost.is_none() && search.steps <= FEWER_STEPS {
        search.most_steps = FEWER_STEPS;
        cost = search.solve(all, DEEPEST);
    }
    match cost {
        Some(_) if !search.tableau.overrun => {
            let groups = search.groups(all);
            let cut = search.cut;
            Explained { groups, unexplained: Vec::new(), cut }
        }
        _ => Explained { groups: Vec::new(), unexplained: unexplained(), cut: true },
    }
}

impl Search<'_> {
    fn residual(&self, mask: u64, row: usize) -> i128 {
        let bit = self.failed.iter().position(|&failed| failed == row);
        let fails = bit.is_some_and(|bit| mask & (1 << bit) != 0);
        if fails { self.system.identities[self.identities[row]].residual } else { 0 }
    }

    /// The fewest cells that restore a set of failed identities, where no more than `most` are needed.
    fn solve(&mut self, mask: u64, most: usize) -> Option<usize> {
        if mask == 0 {
            return Some(0);
        }
        let known = self.known.entry(mask).or_default();
        if let Some(cost) = known.cost {
            return (cost <= most).then_some(cost);
        }
        let rows = (0..self.failed.len()).filter(|bit| mask & (1 << bit) != 0).map(|bit| self.failed[bit]);
        let first = rows.min_by_key(|&row| self.tableau.width(row))?;
        let residuals: Vec<i128> = (0..self.identities.len()).map(|row| self.residual(mask, row)).collect();
        self.tableau.begin(|row| residuals[row], first);
        let least = known_least(&self.known, mask).max(self.tableau.bound());
        for budget in least..=most {
            self.tableau.begin(|row| residuals[row], first);
            self.mask = mask;
            self.grow(budget);
            let exhausted = self.steps > self.most_steps;
            self.cut |= exhausted;
            let mut parts: Vec<(usize, Part)> = Vec::new();
            for part in std::mem::take(&mut self.found).into_values() {
                if let Some(rest) = self.solve(mask & !part.restores, budget - part.cost) {
                    parts.push((part.cost + rest, part));
                }
            }
            if let Some(cost) = parts.iter().map(|(cost, _)| *cost).min() {
                let parts = parts.into_iter().filter(|(total, _)| *total == cost).map(|(_, part)| part).collect();
                self.known.insert(mask, Known { least: cost, cost: Some(cost), parts });
                return Some(cost);
            }
            if exhausted {
                return None;
            }
            self.known.entry(mask).or_default().least = budget + 1;
        }
        None
    }

    /// Frees one more cell: one of a failed identity must change.
    fn grow(&mut self, budget: usize) {
        let open = self.tableau.open_touched().map(|row| self.tableau.candidates(row, &self.barred));
        match open.min_by_key(Vec::len) {
            Some(candidates) => self.branch(&candidates, budget),
            None => self.close(budget),
        }
    }

    /// Frees each candidate in turn; one that was tried is barred for those after it, so that no set is met twice.
    fn branch(&mut self, candidates: &[usize], budget: usize) {
        for &candidate in candidates {
            let failed = self.tableau.untouched(candidate);
            self.tableau.overrun |= failed.len() > MOST_PASSED;
            // Each failed identity that is met for the first time is either restored by this part, or only passed.
            for passed in 0..1_u32 << failed.len().min(MOST_PASSED) {
                self.steps += 1;
                if self.steps > self.most_steps || self.tableau.overrun {
                    break;
                }
                for (_, &row) in failed.iter().enumerate().filter(|(bit, _)| passed & (1 << bit) != 0) {
                    self.tableau.pass(row);
                }
                if self.tableau.freed.len() + 1 + self.tableau.bound_after(candidate) <= budget {
                    self.tableau.free(candidate);
                    self.grow(budget);
                    self.tableau.bind();
                }
                (0..passed.count_ones()).for_each(|_| self.tableau.fail_again());
            }
            self.barred[candidate] = true;
        }
        candidates.iter().for_each(|&candidate| self.barred[candidate] = false);
    }

    /// No touched identity fails any more: either the values are possible, or a cell on which they depend must change.
    fn close(&mut self, budget: usize) {
        let rest = self.tableau.bound();
        let candidates = match self.tableau.values() {
            Values::Found(changes) => {
                self.record(changes);
                // A larger part may hold these cells with other values; it then restores further identities.
                if rest == 0 {
                    return;
                }
                None
            }
            Values::Impossible(row) => Some(row),
            Values::Nowhere => None,
        };
        if self.tableau.freed.len() + 1 + rest.saturating_sub(1) > budget {
            return;
        }
        let candidates = match candidates {
            Some(row) => self.tableau.candidates(row, &self.barred),
            None => self.tableau.neighbours(&self.barred),
        };
        self.branch(&candidates, budget);
    }

    fn record(&mut self, changes: Changes) {
        let bits = (0..self.failed.len()).filter(|&bit| self.tableau.is_touched(self.failed[bit]));
        let bits = bits.filter(|&bit| !self.tableau.is_passed(self.failed[bit]));
        let restores = bits.fold(0, |bits, bit| bits | 1 << bit) & self.mask;
        let cost = changes.len();
        if self.found.get(&restores).is_some_and(|part| part.cost < cost) || self.splits(&changes) {
            return;
        }
        let part = self.found.entry(restores).or_insert(Part { restores, cost, explanations: vec![], complete: true });
        if cost < part.cost {
            *part = Part { restores, cost, explanations: vec![], complete: true };
        }
        if part.explanations.len() < LISTED { part.explanations.push(changes) } else { part.complete = false }
    }

    /// Whether some of the changes alone restore what they touch and leave everything else as it is.
    fn splits(&self, changes: &Changes) -> bool {
        if !(2..=DEEPEST).contains(&changes.len()) {
            return false;
        }
        let mut shares: BTreeMap<usize, Vec<i128>> = BTreeMap::new();
        for (place, &(variable, change)) in changes.iter().enumerate() {
            let Some(change) = change else { return false };
            for &(identity, factor) in &self.system.of[variable] {
                let shares = shares.entry(identity).or_insert_with(|| vec![0; changes.len()]);
                shares[place] = i128::from(factor) * change;
            }
        }
        let closed = |set: u32, shares: &[i128]| {
            let inside = (0..changes.len()).filter(|place| set & (1 << place) != 0);
            let sum: i128 = inside.map(|place| shares[place]).sum();
            sum == 0 || sum == shares.iter().sum()
        };
        // The first change is always inside, so that each way to split is looked at once.
        let all = (1_u32 << changes.len()) - 1;
        (1..all).step_by(2).any(|set| shares.values().all(|shares| closed(set, shares)))
    }

    /// The groups: the parts of all fewest explanations, joined where they share an identity.
    fn groups(&mut self, all: u64) -> Vec<Group> {
        let mut parts: BTreeMap<u64, Part> = BTreeMap::new();
        let (mut masks, mut next) = (vec![all], 0);
        while let Some(&mask) = masks.get(next) {
            next += 1;
            for part in self.known.get(&mask).map_or(&[][..], |known| &known.parts) {
                parts.entry(part.restores).or_insert_with(|| part.clone());
                let rest = mask & !part.restores;
                if !masks.contains(&rest) {
                    masks.push(rest);
                }
            }
        }
        let mut sets: Vec<u64> = Vec::new();
        for &restores in parts.keys() {
            let (joined, apart): (Vec<u64>, Vec<u64>) = sets.iter().partition(|set| *set & restores != 0);
            sets = apart;
            sets.push(joined.iter().fold(restores, |set, other| set | other));
        }
        sets.sort_by_key(|set| set.trailing_zeros());
        sets.iter().map(|&set| self.group(set, &parts)).collect()
    }

    fn group(&mut self, set: u64, parts: &BTreeMap<u64, Part>) -> Group {
        let bits = (0..self.failed.len()).filter(|bit| set & (1 << bit) != 0);
        let identities = bits.map(|bit| self.identities[self.failed[bit]]).collect();
        let own: Vec<&Part> = parts.values().filter(|part| part.restores & set != 0).collect();
        let mut covers = Covers { parts: &own, found: Vec::new(), complete: own.iter().all(|part| part.complete) };
        covers.cover(set, &mut Vec::new());
        let mut explanations = covers.found;
        let fewest = explanations.iter().map(Vec::len).min().unwrap_or(0);
        explanations.retain(|changes| changes.len() == fewest);
        explanations.sort_unstable();
        explanations.dedup();
        self.cut |= !covers.complete;
        Group { identities, explanations, complete: covers.complete }
    }
}

fn known_least(known: &HashMap<u64, Known>, mask: u64) -> usize {
    known.get(&mask).map_or(0, |known| known.least)
}

/// All ways to restore a set of identities with parts that do not overlap.
struct Covers<'a> {
    parts: &'a [&'a Part],
    found: Vec<Changes>,
    complete: bool,
}

impl Covers<'_> {
    fn cover(&mut self, rest: u64, chosen: &mut Changes) {
        if rest == 0 {
            let mut changes = chosen.clone();
            changes.sort_unstable();
            self.found.push(changes);
            return;
        }
        let first = rest & rest.wrapping_neg();
        for &part in self.parts {
            if part.restores & first == 0 || part.restores & !rest != 0 {
                continue;
            }
            for changes in &part.explanations {
                if self.found.len() >= LISTED {
                    self.complete = false;
                    return;
                }
                if changes.iter().all(|(variable, _)| chosen.iter().all(|(other, _)| other != variable)) {
                    let before = chosen.len();
                    chosen.extend(changes);
                    self.cover(rest & !part.restores, chosen);
                    chosen.truncate(before);
                }
            }
        }
    }
}
