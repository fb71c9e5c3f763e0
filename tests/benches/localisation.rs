//! How often error localisation is right, printed over thousands of corrupted reports, and how long it takes.
//!
//! A case is right where the first explanation of every group names only cells that were corrupted, with what was meant.

use std::sync::Arc;

use divan::Bencher;
use gouji::domain::background::NOTHING;
use gouji::domain::form::{CellId, Form};
use gouji::domain::localisation::{Evidence, Explanation, Localisation, localise};
use gouji::domain::recalculation::Totals;
use gouji::domain::report::Report;
use gouji::domain::rule::Figures;
use gouji::store::forms::Forms;

#[path = "../domain/corruption.rs"]
mod corruption;

use corruption::{Random, balanced, corrupt, interchange, shift};

/// Printed totals or not, how many errors, and whether any number may stand for another or only what fingers make of it.
const CASES: [(bool, usize, bool); 12] = [
    (true, 1, false),
    (true, 2, false),
    (true, 3, false),
    (true, 6, false),
    (true, 1, true),
    (true, 2, true),
    (true, 3, true),
    (true, 6, true),
    (false, 1, false),
    (false, 2, false),
    (false, 3, false),
    (false, 6, false),
];

/// How many reports are corrupted for each of them.
const REPORTS: u64 = 2000;

fn main() {
    let forms = Forms::default();
    let forms = ["2019", "2021"].map(|edition| forms.edition(edition).expect(edition).clone());
    for case in CASES {
        print_shares(&forms, case);
    }
    print_operations(&forms);
    divan::main();
}

fn corrupted(forms: &[Arc<Form>; 2], seed: u64, case: (bool, usize, bool)) -> (Report, Vec<(CellId, u64)>) {
    let (printed, count, any) = case;
    let mut random = Random(seed.wrapping_mul(7919) ^ (count as u64) << 40);
    let mut report = balanced(&forms[seed as usize % 2], &mut random, printed);
    let wrong = corrupt(&mut report, &mut random, count, any);
    (report, wrong)
}

fn located(report: &Report) -> Localisation {
    let totals = Totals::new(report.form(), report.entries());
    localise(
        Figures { form: report.form(), entries: report.entries(), totals: &totals, background: NOTHING },
        &Evidence::default(),
    )
}

fn percent(part: usize, all: usize) -> String {
    let hundredths = 10_000 * part / all.max(1);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

fn print_shares(forms: &[Arc<Form>; 2], case: (bool, usize, bool)) {
    let (mut cases, mut first, mut groups, mut group_first, mut cut) = (0, 0, 0, 0, 0);
    let (mut offered, mut wrong_offers) = (0, 0);
    for seed in 0..REPORTS {
        let (report, wrong) = corrupted(forms, seed, case);
        let found = located(&report);
        let meant = |cell: CellId| wrong.iter().find(|(other, _)| *other == cell).map(|(_, meant)| meant.to_string());
        let is_true = |explanation: &Explanation| {
            let restoring = explanation.changes.iter().map(|change| (change.cell, change.restoring));
            restoring.into_iter().all(|(cell, to)| to.is_some_and(|to| Some(to.to_string()) == meant(cell)))
        };
        let best = found.suspects.chunk_by(|a, b| a.group == b.group).map(|group| is_true(&group[0]));
        let best: Vec<bool> = best.collect();
        cut += usize::from(!found.complete);
        // Errors that cancel out leave nothing to find.
        if best.is_empty() {
            continue;
        }
        cases += 1;
        first += usize::from(best.iter().all(|&is_true| is_true));
        groups += best.len();
        group_first += best.iter().filter(|&&is_true| is_true).count();
        for change in found.suspects.iter().flat_map(|explanation| &explanation.changes) {
            if let Some(to) = change.to {
                offered += 1;
                wrong_offers += usize::from(Some(to.to_string()) != meant(change.cell));
            }
        }
    }
    let (printed, count, any) = case;
    let (totals, slips) =
        (if printed { "printed" } else { "live" }, if any { "any numbers" } else { "slips of fingers" });
    println!(
        "{totals} totals, {count} {slips}: the true cells first in {} of the cases, {} of the groups; \
         {offered} values offered, {} of them wrong; {cut} cut by the bound",
        percent(first, cases),
        percent(group_first, groups),
        percent(wrong_offers, offered),
    );
}

fn print_operations(forms: &[Arc<Form>; 2]) {
    let mut found = [(0, 0); 2];
    for seed in 0..REPORTS {
        for (kind, count) in found.iter_mut().enumerate() {
            let mut random = Random(seed);
            let right = balanced(&forms[seed as usize % 2], &mut random, true);
            let mut report = right.clone();
            let done = match kind {
                0 => interchange(&mut report, &mut random).is_some(),
                _ => shift(&mut report, &mut random).is_some(),
            };
            let result = located(&report);
            if !done || result.suspects.is_empty() && result.unexplained.is_empty() {
                continue;
            }
            count.1 += 1;
            let undone = result.operations.iter().any(|operation| {
                operation.changes.iter().all(|change| {
                    change.restoring.is_some_and(|to| to.to_string() == right.entry(change.cell).figure().to_string())
                })
            });
            count.0 += usize::from(undone);
        }
    }
    for ((found, all), name) in found.iter().zip(["interchanged", "shifted"]) {
        println!("figures {name}: undone by an operation in {} of the cases", percent(*found, *all));
    }
}

/// Reports with so many slips of fingers, totals printed or not.
#[divan::bench(args = [(true, 0), (true, 1), (true, 2), (true, 3), (true, 6), (false, 1), (false, 3), (false, 6)])]
fn localise_slips(bencher: Bencher, case: (bool, usize)) {
    let forms = Forms::default();
    let forms = ["2019", "2021"].map(|edition| forms.edition(edition).expect(edition).clone());
    let mut seed = 0;
    bencher
        .with_inputs(|| {
            seed += 1;
            corrupted(&forms, seed, (case.0, case.1, false)).0
        })
        .bench_local_refs(|report| located(report));
}
