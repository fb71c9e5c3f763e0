//! Error localisation: fewest cells against brute force, groups, ranking, offers and evidence, and nothing that panics.

use std::collections::BTreeSet;

use gouji::domain::background::NOTHING;
use gouji::domain::definition::Severity;
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::{CellId, Relation};
use gouji::domain::localisation::{Evidence, Explanation, Localisation, localise};
use gouji::domain::recalculation::Totals;
use gouji::domain::report::Report;
use gouji::domain::rule::{Figures, Outcome};
use proptest::prelude::*;

use crate::corruption::{Random, balanced, checked_cells, corrupt, entry, value};
use crate::forms::{blank, fill, form};
use crate::reference::beside;

fn located(report: &Report) -> Localisation {
    with_evidence(report, &Evidence::default())
}

fn with_evidence(report: &Report, evidence: &Evidence) -> Localisation {
    let totals = Totals::new(report.form(), report.entries());
    localise(Figures { form: report.form(), entries: report.entries(), totals: &totals, background: NOTHING }, evidence)
}

/// The explanations by group.
fn groups(found: &Localisation) -> Vec<Vec<&Explanation>> {
    let mut groups: Vec<Vec<&Explanation>> = Vec::new();
    for explanation in &found.suspects {
        if explanation.group == groups.len() {
            groups.push(Vec::new());
        }
        assert_eq!(explanation.group, groups.len() - 1, "numbered from 0, one after the other");
        groups[explanation.group].push(explanation);
    }
    groups
}

fn fewest(found: &Localisation) -> usize {
    groups(found).iter().map(|group| group[0].changes.len()).sum()
}

fn cells_of(explanation: &Explanation) -> Vec<CellId> {
    explanation.changes.iter().map(|change| change.cell).collect()
}

/// The residuals of the hard identities that can be judged, by instance.
fn residuals(report: &Report) -> Vec<(usize, i128)> {
    let form = report.form();
    let totals = Totals::new(form, report.entries());
    let figures = Figures { form, entries: report.entries(), totals: &totals, background: NOTHING };
    let mut residuals = Vec::new();
    for (index, instance) in form.instances().iter().enumerate() {
        let Relation::Equal { left, right, .. } = &instance.relation else { continue };
        let hard = form.definition().rules[instance.rule].severity == Severity::Error;
        if !hard || matches!(figures.evaluate(instance), Outcome::Pending(_)) {
            continue;
        }
        let [left, right] = [left, right].map(|side| figures.side_in(instance, side).complete().expect("judged"));
        residuals.push((index, left.checked_sub(right).expect("small").to_integer().expect("whole")));
    }
    residuals
}

/// All sets of at most three cells, of the smallest size that does, whose change restores every identity. Written with
/// nothing but residuals before and after a change of 1, and trial of all sets.
fn brute_force(report: &Report) -> BTreeSet<Vec<CellId>> {
    let base: Vec<i128> = residuals(report).into_iter().map(|(_, residual)| residual).collect();
    let cells = checked_cells(report);
    let columns: Vec<Vec<i128>> = cells
        .iter()
        .map(|&cell| {
            let mut changed = report.clone();
            changed.set_entry(cell, entry(value(report, cell) + 1));
            residuals(&changed).iter().zip(&base).map(|((_, after), before)| after - before).collect()
        })
        .collect();
    let mask = |column: &[i128]| column.iter().enumerate().fold(0_u128, |m, (i, x)| m | u128::from(*x != 0) << i);
    let (failed, masks) = (mask(&base), columns.iter().map(|column| mask(column)).collect::<Vec<_>>());
    let mut sets = BTreeSet::new();
    let n = cells.len();
    if failed == 0 {
        return sets;
    }
    let mut attempt = |set: &[usize]| {
        if set.iter().fold(0, |union, &at| union | masks[at]) & failed != failed {
            return;
        }
        let columns: Vec<&[i128]> = set.iter().map(|&at| columns[at].as_slice()).collect();
        let present: Vec<i128> = set.iter().map(|&at| i128::from(value(report, cells[at]))).collect();
        if solvable(&base, &columns, &present) {
            sets.insert(set.iter().map(|&at| cells[at]).collect());
        }
    };
    (0..n).for_each(|a| attempt(&[a]));
    if sets.is_empty() {
        let mut attempt = |set: &[usize]| {
            if set.iter().fold(0, |union, &at| union | masks[at]) & failed != failed {
                return;
            }
            let columns: Vec<&[i128]> = set.iter().map(|&at| columns[at].as_slice()).collect();
            let present: Vec<i128> = set.iter().map(|&at| i128::from(value(report, cells[at]))).collect();
            if solvable(&base, &columns, &present) {
                sets.insert(set.iter().map(|&at| cells[at]).collect::<Vec<_>>());
            }
        };
        for a in 0..n {
            (a + 1..n).for_each(|b| attempt(&[a, b]));
        }
    }
    if sets.is_empty() {
        for a in 0..n {
            for b in a + 1..n {
                for c in b + 1..n {
                    if (masks[a] | masks[b] | masks[c]) & failed != failed {
                        continue;
                    }
                    let columns = [&columns[a][..], &columns[b], &columns[c]];
                    let present = [a, b, c].map(|at| i128::from(value(report, cells[at])));
                    if solvable(&base, &columns, &present) {
                        sets.insert(vec![cells[a], cells[b], cells[c]]);
                    }
                }
            }
        }
    }
    sets
}

/// Whether whole numbers of at least 0 in these cells restore every identity; the last free cell is tried in a range.
fn solvable(base: &[i128], columns: &[&[i128]], present: &[i128]) -> bool {
    let Some((last, first)) = columns.split_last() else { return base.iter().all(|&residual| residual == 0) };
    let (now, before) = present.split_last().expect("as many as columns");
    let try_change = |change: i128| {
        let rest: Vec<i128> = base.iter().zip(*last).map(|(residual, factor)| residual + factor * change).collect();
        now + change >= 0 && solvable(&rest, first, before)
    };
    // A row in which no other cell stands says what the change is.
    for (row, &factor) in last.iter().enumerate() {
        if factor != 0 && first.iter().all(|column| column[row] == 0) {
            return base[row] % factor == 0 && try_change(-base[row] / factor);
        }
    }
    // Otherwise one of the changes that another cell leaves open: all that matter are near the values at hand.
    let most: i128 = base.iter().map(|residual| residual.abs()).chain(present.iter().copied()).sum();
    let candidates: BTreeSet<i128> = critical(base, columns, present, most);
    candidates.into_iter().any(try_change)
}

/// Changes of the last cell at which some other cell's value becomes 0 or stays as it is, or a neighbour of these.
fn critical(base: &[i128], columns: &[&[i128]], present: &[i128], most: i128) -> BTreeSet<i128> {
    let mut values: Vec<i128> = base.to_vec();
    values.extend(present.iter().flat_map(|value| [-value, *value]));
    values.push(0);
    let pairs: Vec<i128> = values.iter().flat_map(|a| values.iter().flat_map(move |b| [a + b, a - b, *a])).collect();
    let all = pairs.iter().flat_map(|a| present.iter().flat_map(move |b| [*a, a + b, a - b, -a, -a + b, -a - b]));
    assert!(columns.len() <= 3);
    all.filter(|change| change.abs() <= 4 * most + 4).collect()
}

/// The sets of cells that our groups come to, each with one explanation of every group.
fn combined(found: &Localisation) -> BTreeSet<Vec<CellId>> {
    let mut sets = vec![Vec::new()];
    for group in groups(found) {
        let mut longer = Vec::new();
        for set in &sets {
            for explanation in &group {
                let mut set: Vec<CellId> = set.clone();
                set.extend(cells_of(explanation));
                set.sort_unstable();
                set.dedup();
                longer.push(set);
            }
        }
        sets = longer;
    }
    let fewest = fewest(found);
    sets.into_iter().filter(|set| set.len() == fewest).collect()
}

/// The report with all restoring values of one explanation of every group.
fn restored(report: &Report, explanations: &[&Explanation]) -> Report {
    let mut report = report.clone();
    for change in explanations.iter().flat_map(|explanation| &explanation.changes) {
        let number = change.restoring.expect("a determined value");
        report.set_entry(change.cell, Entry::new(Figure::Number(number), Origin::Proposal));
    }
    report
}

fn check_against_brute_force(report: &Report) {
    let found = located(report);
    assert!(found.complete && found.unexplained.is_empty());
    let names = |sets: &BTreeSet<Vec<CellId>>| -> Vec<Vec<String>> {
        let name = |cell: &CellId| format!("{} = {}", report.form().cell(*cell).name, value(report, *cell));
        sets.iter().map(|set| set.iter().map(name).collect()).collect()
    };
    let (ours, theirs) = (combined(&found), brute_force(report));
    let ours = if found.suspects.is_empty() { BTreeSet::new() } else { ours };
    assert_eq!(names(&ours), names(&theirs), "{:?}", residuals(report));
    let known = |explanation: &&Explanation| explanation.changes.iter().all(|change| change.restoring.is_some());
    let best: Vec<&Explanation> = groups(&found).iter().map(|group| group[0]).collect();
    if best.iter().all(known) {
        assert!(residuals(&restored(report, &best)).iter().all(|(_, residual)| *residual == 0));
    }
}

#[test]
fn the_samples_with_keying_errors_are_explained_by_as_few_cells_as_integer_programming_found() {
    let Some(folder) = beside("samples/suspects") else { return };
    let truth = std::fs::read_to_string(folder.join("truth.json")).expect("readable");
    let truth: serde_json::Value = serde_json::from_str(&truth).expect("JSON");
    let mut first = 0;
    for case in truth.as_array().expect("cases") {
        let file = case["file"].as_str().expect("a name");
        let text = std::fs::read_to_string(folder.join(file)).expect("a text file");
        let figures: Vec<(&str, &str)> = text.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
        let mut report = blank(&form("2021"));
        fill(&mut report, &figures);
        let found = located(&report);
        assert!(found.complete, "{file}");
        assert_eq!(fewest(&found) as u64, case["fewest"].as_u64().expect("a number"), "{file}");
        let corrupted = case["corrupted"].as_object().expect("cells");
        let mut true_first = true;
        for group in groups(&found) {
            let is_true = |explanation: &Explanation| {
                explanation.changes.iter().all(|change| {
                    let meant = corrupted.get(&report.form().cell(change.cell).name).map(|it| it[0].to_string());
                    change.restoring.map(|number| number.to_string()) == meant
                })
            };
            let at = group.iter().position(|explanation| is_true(explanation));
            assert!(at.is_some(), "{file}: the truth is not among the explanations");
            true_first &= at == Some(0);
            for change in group.iter().flat_map(|explanation| &explanation.changes) {
                let Some(to) = change.to else { continue };
                let meant = corrupted.get(&report.form().cell(change.cell).name).map(|it| it[0].to_string());
                assert_eq!(Some(to.to_string()), meant, "{file}: a wrong value is offered");
            }
        }
        println!("{file}: {} cells, {} explanations, true first: {true_first}", fewest(&found), found.suspects.len());
        first += usize::from(true_first);
    }
    assert!(first >= 18, "the true cells come first in {first} of 20 only");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn as_few_cells_are_found_as_by_trying_all_sets_and_all_of_these_sets(
        edition in prop::sample::select(vec!["2019", "2021"]),
        seed in any::<u64>(),
        count in 1..=3_usize,
        any in any::<bool>(),
        printed in prop::bool::weighted(0.8),
    ) {
        let mut random = Random(seed);
        let mut report = balanced(&form(edition), &mut random, printed);
        prop_assert!(located(&report).suspects.is_empty(), "a balanced report has no suspects");
        corrupt(&mut report, &mut random, count, any);
        check_against_brute_force(&report);
    }
}
