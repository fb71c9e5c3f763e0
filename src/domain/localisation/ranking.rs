//! Ranks the explanations of a group and decides which values are offered: only those that evidence singles out. It
//! finds no explanations.

use super::super::figure::{Entry, Origin};
use super::super::form::{CellId, Form, Relation};
use super::super::number::Number;
use super::super::rule::Figures;
use super::search::{Changes, Group};
use super::slip::{log16, slip};
use super::system::{System, UNIT, millionths, number};
use super::{Correction, Evidence, Explanation, Ground, Why};

/// How much readier, in sixteenths of a power of two, an explanation must be than all others together before its
/// values are offered.
const MARGIN: i64 = 160;

/// Everything that speaks for or against an explanation.
pub(super) struct Known<'a> {
    figures: Figures<'a>,
    system: &'a System,
    expected: Vec<Expected>,
}

/// What a cell should come to, in millionths.
struct Expected {
    /// What it comes to now.
    present: i128,
    should_be: i128,
    ground: Ground,
    /// The cells it adds up, if it is a computed total.
    of: Vec<usize>,
}

impl<'a> Known<'a> {
    pub fn new(figures: Figures<'a>, system: &'a System, evidence: &Evidence) -> Known<'a> {
        let expected = evidence.expected.iter().filter_map(|&(cell, should_be, ground)| {
            let present = millionths(figures.value(cell).complete()?);
            let of = match system.variable(cell) {
                Some(variable) => vec![variable],
                None => parts(figures, cell).into_iter().filter_map(|part| system.variable(part)).collect(),
            };
            Some(Expected { present, should_be: millionths(should_be), ground, of })
        });
        Known { figures, system, expected: expected.collect() }
    }

    pub fn form(&self) -> &'a Form {
        self.figures.form
    }

    /// Whether more than one keying vouches for a cell's figure.
    pub fn is_vouched_for(&self, cell: CellId) -> bool {
        matches!(self.entry(cell).origin(), Some(Origin::Carried | Origin::Verified))
    }

    /// How many expectations changes meet that were not met before, the last of them, and how many they break.
    pub fn speaks(&self, changes: &Changes) -> (usize, usize, Option<Ground>) {
        let (mut met, mut broken, mut ground) = (0, 0, None);
        for expected in &self.expected {
            let mut after = Some(expected.present);
            for (variable, change) in changes {
                let times = expected.of.iter().filter(|&part| part == variable).count() as i128;
                if times > 0 {
                    after = after.zip(*change).map(|(after, change)| after + times * change);
                }
            }
            let before = expected.present == expected.should_be;
            match after == Some(expected.should_be) {
                true if !before => (met, ground) = (met + 1, Some(expected.ground)),
                false if before => broken += 1,
                _ => {}
            }
        }
        (met, broken, ground)
    }

    /// A change of a variable, with nothing offered yet.
    pub fn correction(&self, variable: usize, change: Option<i128>) -> Correction {
        let variable = &self.system.variables[variable];
        let meant = change.map(|change| variable.value + change);
        let (why, _) = meant.map_or((Why::Other, 0), |meant| slipped(variable.value, meant));
        let from = self.entry(variable.cell).figure();
        Correction { cell: variable.cell, from, to: None, restoring: meant.and_then(number), why, ground: None }
    }

    fn entry(&self, cell: CellId) -> Entry {
        self.figures.entries[cell.index()]
    }

    /// On what ground a cell's value follows from its failed identities; only printed totals are one.
    pub fn ground(&self, restored: &[usize], changes: &Changes, cell: CellId) -> Option<Ground> {
        let form = self.figures.form;
        let changed = |cell| changes.iter().any(|(variable, _)| self.system.variables[*variable].cell == cell);
        let printed = |cell| form.is_total(cell) && self.system.variable(cell).is_some();
        let mut best = None;
        for &identity in restored {
            let identity = &self.system.identities[identity];
            if !identity.terms.iter().any(|(variable, _)| self.system.variables[*variable].cell == cell) {
                continue;
            }
            let Relation::Equal { defines, .. } = &form.instances()[identity.instance].relation else { continue };
            let number = |cell| self.figures.value(cell).complete();
            let ground = match defines {
                Some(total) if *total == cell => Some(Ground::Parts),
                Some(total) if printed(*total) && !changed(*total) => {
                    number(*total).map(|number| Ground::PrintedTotal(*total, number))
                }
                _ => {
                    let cells = identity.terms.iter().map(|(variable, _)| self.system.variables[*variable].cell);
                    let mut totals = cells.filter(|&cell| printed(cell));
                    totals.next().map(|_| Ground::Balance)
                }
            };
            let rank = |ground: &Option<Ground>| match ground {
                Some(Ground::PrintedTotal(..)) => 3,
                Some(Ground::Parts) => 2,
                Some(_) => 1,
                None => 0,
            };
            if rank(&ground) > rank(&best) {
                best = ground;
            }
        }
        best
    }
}

/// The inputs that a cell adds up, itself if it is one.
fn parts(figures: Figures<'_>, cell: CellId) -> Vec<CellId> {
    let form = figures.form;
    match form.totals().iter().find(|total| total.cell == cell) {
        Some(total) => total.of.iter().flat_map(|&part| parts(figures, part)).collect(),
        None => vec![cell],
    }
}

/// How little a figure's origin vouches for it.
fn reliability(origin: Option<Origin>) -> i64 {
    match origin {
        None | Some(Origin::Filled) => 0,
        Some(Origin::Imported) => 1,
        Some(Origin::Keyed | Origin::Summed) => 2,
        Some(Origin::Proposal) => 3,
        Some(Origin::Carried | Origin::Counted) => 4,
        Some(Origin::Verified) => 5,
    }
}

/// What the explanations of a group are sorted by, the smallest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    broken: usize,
    unmet: std::cmp::Reverse<usize>,
    inadmissible: usize,
    not_slips: usize,
    reliability: i64,
    readiness: std::cmp::Reverse<i64>,
    not_printed: usize,
    size: i128,
}

struct Candidate<'a> {
    rank: Rank,
    changes: &'a Changes,
    corrections: Vec<Correction>,
    expected: Option<Ground>,
}

/// The explanations of a group, the best first.
pub(super) fn explanations(known: &Known<'_>, group: &Group, index: usize) -> Vec<Explanation> {
    let mut candidates: Vec<Candidate<'_>> =
        group.explanations.iter().map(|changes| candidate(known, group, changes)).collect();
    candidates.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.changes.cmp(b.changes)));
    offer(known, group, &mut candidates);
    let restores: Vec<usize> =
        group.identities.iter().map(|&identity| known.system.identities[identity].instance).collect();
    let explained = candidates.into_iter().map(|candidate| Explanation {
        group: index,
        restores: with_implied(known, candidate.changes, &restores),
        changes: candidate.corrections,
    });
    explained.collect()
}

/// The identities of a group, and those that follow from them and are restored as well.
fn with_implied(known: &Known<'_>, changes: &Changes, restores: &[usize]) -> Vec<usize> {
    let mut restores = restores.to_vec();
    for identity in known.system.implied.iter().filter(|identity| identity.residual != 0) {
        let mut after = Some(identity.residual);
        for (variable, change) in changes {
            for (_, factor) in identity.terms.iter().filter(|(term, _)| term == variable) {
                after = after.zip(*change).map(|(after, change)| after + i128::from(*factor) * change);
            }
        }
        if after == Some(0) {
            restores.push(identity.instance);
        }
    }
    restores
}

fn candidate<'a>(known: &Known<'_>, group: &Group, changes: &'a Changes) -> Candidate<'a> {
    let (met, broken, expected) = known.speaks(changes);
    let mut rank = Rank {
        broken,
        unmet: std::cmp::Reverse(met),
        inadmissible: changes.len(),
        not_slips: 0,
        reliability: 0,
        readiness: std::cmp::Reverse(0),
        not_printed: 0,
        size: 0,
    };
    let (mut corrections, mut smaller) = (Vec::with_capacity(changes.len()), 0);
    for &(index, change) in changes {
        let variable = &known.system.variables[index];
        let entry = known.entry(variable.cell);
        let meant = change.map(|change| variable.value + change);
        let (why, readiness) = meant.map_or((Why::Other, 0), |meant| slipped(variable.value, meant));
        let only_failed = known.system.of[index].iter().all(|(identity, _)| group.identities.contains(identity));
        rank.inadmissible -= usize::from(!variable.admits(variable.value));
        rank.not_slips += usize::from(!why.is_slip() || !only_failed);
        rank.reliability += reliability(entry.origin());
        rank.readiness.0 += log16(readiness.into());
        let printed = known.figures.form.is_total(variable.cell);
        if let (false, Some(meant)) = (printed, meant) {
            smaller += prior(meant) - prior(variable.value);
        }
        rank.not_printed += usize::from(!printed);
        rank.size = rank.size.saturating_add(change.map_or(0, i128::abs));
        corrections.push(known.correction(index, change));
    }
    // Among figures that no finger made, how frequent they are says nothing.
    if rank.not_slips == 0 {
        rank.readiness.0 += smaller;
    }
    Candidate { rank, changes, corrections, expected }
}

/// How readily a figure has a value: small ones are more frequent, about as one over the value.
fn prior(value: i128) -> i64 {
    -log16((value / UNIT).unsigned_abs() + 1)
}

fn slipped(typed: i128, meant: i128) -> (Why, u64) {
    let whole = |value: i128| (value % UNIT == 0).then_some(value / UNIT);
    match whole(typed).zip(whole(meant)) {
        // A sign in front is left out or put in.
        Some((typed, meant)) if typed == -meant => (Why::ExtraDigit, 20_000),
        Some((typed, meant)) if (typed < 0) == (meant < 0) => slip(typed.unsigned_abs(), meant.unsigned_abs()),
        Some(_) => (Why::Other, 20),
        // In millionths a moved point is a moved zero.
        None if [10, 100, 1000, 10_000].iter().any(|ten| typed * ten == meant || meant * ten == typed) => {
            (Why::DecimalSlip, 100_000)
        }
        None => (Why::Other, 20),
    }
}

/// Offers the values of the first explanation where evidence singles them out against all others.
fn offer(known: &Known<'_>, group: &Group, candidates: &mut [Candidate<'_>]) {
    let Some((first, others)) = candidates.split_first_mut() else { return };
    if first.rank.broken > 0 {
        return;
    }
    let all = |candidate: &Candidate<'_>, change| candidate.changes.contains(change);
    let expected = first.expected.filter(|_| others.iter().all(|other| other.expected.is_none()));
    // The others together are at most as ready as the readiest of them times their number.
    let readiest = others.iter().map(|other| other.rank.readiness.0).max();
    let margin = MARGIN + log16(others.len() as u128);
    // Where there are no more identities than cells to change, no figure confirms another: an explanation may then be the
    // only one by chance, and only one that fingers make more readily than the others is trusted.
    let is_confirmed = group.identities.len() > first.changes.len();
    let is_clear = first.rank.not_slips == 0
        && (is_confirmed || !others.is_empty())
        && first.expected.is_some() == expected.is_some()
        && readiest.is_none_or(|readiest| first.rank.readiness.0 - readiest >= margin);
    for (change, correction) in first.changes.iter().zip(&mut first.corrections) {
        let in_all = others.iter().all(|other| all(other, change)) && group.complete && is_confirmed;
        let ground = match expected {
            Some(ground) => Some(ground),
            None if in_all || (is_clear && group.complete) => {
                known.ground(&group.identities, first.changes, correction.cell)
            }
            None => None,
        };
        if let (Some(ground), Some(value)) = (ground, correction.restoring) {
            (correction.to, correction.ground) = (Some::<Number>(value), Some(ground));
        }
    }
}
