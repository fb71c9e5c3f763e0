//! Faults: the groups of failed identities that one mistake may have broken, with what is to be looked at first. It finds
//! nothing; the rule is in the documentation of `localisation`.

use super::{Explanation, Localisation, Operation, Why};

/// How much of a fault is shown before the rest is asked for.
const SHOWN: usize = 6;

/// How many operations go before the cells where one changed cell would do as well, and how many are shown before the
/// cells where none would.
const FIRST: usize = 3;
const LEADING: usize = 4;

/// One thing that may have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likely {
    /// A slip that touches several cells, as an index into [`Localisation::operations`].
    Operation(usize),
    /// Cells that may be wrong, as an index into [`Localisation::suspects`].
    Suspect(usize),
}

/// The groups of failed identities that one mistake may have broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The groups, in order.
    pub groups: Vec<usize>,
    /// The failed identities, as indices into [`Form::instances`](super::super::form::Form::instances), in order.
    pub restores: Vec<usize>,
    /// What may have happened, the likeliest first.
    pub likely: Vec<Likely>,
    /// How many of these are worth showing; the rest is folded.
    pub leading: usize,
    /// How many of the failed identities need words of their own; the others follow from the same mistake.
    pub told: usize,
}

impl Localisation {
    /// What is wrong, fault by fault.
    pub fn faults(&self) -> Vec<Fault> {
        let count = self.suspects.iter().map(|one| one.group + 1).max().unwrap_or(0);
        let best: Vec<Option<&Explanation>> =
            (0..count).map(|group| self.suspects.iter().find(|one| one.group == group)).collect();
        let offers = |group: usize| best[group].is_some_and(Explanation::is_offered);
        let touched: Vec<Vec<usize>> = self.operations.iter().map(|it| touches(it, &best)).collect();
        // For each group the first one that it is told with.
        let mut with: Vec<usize> = (0..count).collect();
        for groups in &touched {
            if groups.iter().all(|&group| offers(group)) {
                continue;
            }
            let Some(first) = groups.iter().map(|&group| with[group]).min() else { continue };
            let joined: Vec<usize> = groups.iter().map(|&group| with[group]).collect();
            with.iter_mut().filter(|group| joined.contains(group)).for_each(|group| *group = first);
        }
        let firsts = (0..count).filter(|&group| with[group] == group);
        let faults = firsts.map(|first| {
            let groups: Vec<usize> = (first..count).filter(|&group| with[group] == first).collect();
            let own =
                (0..self.operations.len()).filter(|&at| touched[at].first().is_some_and(|it| groups.contains(it)));
            self.fault(&groups, &own.collect::<Vec<_>>(), &best)
        });
        let mut faults: Vec<Fault> = faults.collect();
        // Where the search was cut, an operation may be all there is to say.
        let alone: Vec<usize> = (0..self.operations.len()).filter(|&at| touched[at].is_empty()).collect();
        if !alone.is_empty() {
            faults.push(self.fault(&[], &alone, &best));
        }
        faults
    }

    fn fault(&self, groups: &[usize], operations: &[usize], best: &[Option<&Explanation>]) -> Fault {
        let best: Vec<&Explanation> = groups.iter().filter_map(|&group| best[group]).collect();
        // What no search explained takes more than one cell.
        let needs = if best.is_empty() { 2 } else { best.iter().map(|one| one.changes.len()).sum::<usize>() };
        let mut restores: Vec<usize> = best.iter().flat_map(|one| &one.restores).copied().collect();
        if needs > 1 {
            restores.extend(operations.iter().flat_map(|&at| &self.operations[at].restores));
        }
        restores.sort_unstable();
        restores.dedup();
        let all = |offered: bool| {
            let of = self.suspects.iter().enumerate().filter(|(_, one)| groups.contains(&one.group));
            of.filter(move |(_, one)| one.is_offered() == offered)
        };
        let offered: Vec<usize> = all(true).map(|(at, _)| at).collect();
        let is_told = |one: &Explanation| operations.iter().any(|&at| self.operations[at].changes_as(one));
        let others: Vec<usize> = all(false).filter(|(_, one)| !is_told(one)).map(|(at, _)| at).collect();
        let telling = best.iter().any(|one| one.is_telling());
        let few = operations.len() <= FIRST;
        let is_first = |at: &usize| {
            let one = &self.operations[*at];
            let likely = (one.beside || few) && (!telling || one.confirmed > 0);
            needs > 1 || (likely && offered.is_empty())
        };
        let (mut first, mut rest): (Vec<usize>, Vec<usize>) = operations.iter().partition(|at| is_first(at));
        if needs < 2 {
            let late = first.split_off(first.len().min(FIRST));
            rest.splice(0..0, late);
        }
        let applied = first.iter().filter(|&&at| self.operations[at].is_offered()).count();
        let leads = needs > 1 && !first.is_empty();
        let mut likely: Vec<Likely> = Vec::new();
        // Operations with an offered value restore more at once than the cells that are offered.
        let (before, behind): (Vec<usize>, Vec<usize>) =
            first.into_iter().partition(|&at| self.operations[at].is_offered());
        likely.extend(before.into_iter().map(Likely::Operation));
        likely.extend(offered.iter().copied().map(Likely::Suspect));
        likely.extend(behind.iter().copied().map(Likely::Operation));
        likely.extend(others.iter().copied().map(Likely::Suspect));
        likely.extend(rest.into_iter().map(Likely::Operation));
        // Slips over a distance are only worth showing where there is none to the next cell.
        let beside = behind.iter().filter(|&&at| self.operations[at].beside).count();
        let before_cells = if beside > 0 { beside } else { behind.len() };
        let leading = match likely.len() {
            few if few <= SHOWN => few,
            _ if leads => applied + offered.len() + before_cells.min(LEADING),
            _ => SHOWN.max(offered.len()),
        };
        let told = match needs {
            0 | 1 => 1,
            // Both ends of what was moved.
            _ if leads => 2,
            _ => restores.len(),
        };
        Fault { groups: groups.to_vec(), restores, likely, leading, told }
    }
}

impl Explanation {
    /// Whether a value is offered for each of its cells.
    pub fn is_offered(&self) -> bool {
        !self.changes.is_empty() && self.changes.iter().all(|change| change.to.is_some())
    }

    /// Whether it is one cell with a slip that hardly comes out by chance.
    fn is_telling(&self) -> bool {
        let [change] = &self.changes[..] else { return false };
        matches!(change.why, Why::SwappedDigits | Why::DoubledDigit | Why::DecimalSlip)
    }
}

impl Operation {
    /// Whether a value is offered for each of its cells.
    pub fn is_offered(&self) -> bool {
        !self.changes.is_empty() && self.changes.iter().all(|change| change.to.is_some())
    }

    /// Whether it comes to the same figures as an explanation.
    fn changes_as(&self, one: &Explanation) -> bool {
        let same = |change: &super::Correction| {
            let own = self.changes.iter().find(|own| own.cell == change.cell);
            own.is_some_and(|own| own.restoring.is_some() && own.restoring == change.restoring)
        };
        self.changes.len() == one.changes.len() && one.changes.iter().all(same)
    }
}

/// The groups that an operation restores.
fn touches(operation: &Operation, best: &[Option<&Explanation>]) -> Vec<usize> {
    let restores = |one: &&Explanation| one.restores.iter().any(|at| operation.restores.contains(at));
    let groups = best.iter().enumerate().filter(|(_, one)| one.as_ref().is_some_and(restores));
    groups.map(|(group, _)| group).collect()
}
