//! Figures in the wrong cell: what fingers do comes before a list of cells, in whole reports and in half-filled ones, and
//! what one mistake broke is one fault.

use gouji::domain::background::NOTHING;
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::localisation::{Evidence, Fault, Likely, Localisation, Operation, OperationKind, localise, words};
use gouji::domain::recalculation::Totals;
use gouji::domain::report::Report;
use gouji::domain::rule::{Figures, Outcome};
use gouji::domain::text::Lang;
use proptest::prelude::*;

use crate::corruption::{Random, balanced, entry, print_totals, value};
use crate::forms::{cell, fill, form, nil};

const COLUMNS: [&str; 6] =
    ["natural_person", "enterprise", "research", "public_interest", "legal_service", "other_org"];

fn with<T>(report: &Report, act: impl FnOnce(Figures<'_>) -> T) -> T {
    let totals = Totals::new(report.form(), report.entries());
    act(Figures { form: report.form(), entries: report.entries(), totals: &totals, background: NOTHING })
}

fn located(report: &Report) -> Localisation {
    with(report, |figures| localise(figures, &Evidence::default()))
}

/// Five new requests of natural persons, three of enterprises, all granted.
fn granted() -> Report {
    let mut report = nil(&form("2021"));
    fill(
        &mut report,
        &[
            ("requests.new.natural_person", "5"),
            ("requests.granted.natural_person", "5"),
            ("requests.new.enterprise", "3"),
            ("requests.granted.enterprise", "3"),
        ],
    );
    report
}

fn only(found: &Localisation) -> Fault {
    let mut faults = found.faults();
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.remove(0)
}

fn first<'a>(found: &'a Localisation, fault: &Fault) -> &'a Operation {
    match fault.likely[0] {
        Likely::Operation(at) => &found.operations[at],
        Likely::Suspect(at) => panic!("{:?} comes first", found.suspects[at]),
    }
}

/// The cells that an operation changes, with what stands there and what it would put there.
fn moved(report: &Report, operation: &Operation) -> Vec<String> {
    let mut moved: Vec<String> = operation
        .changes
        .iter()
        .map(|change| {
            let name = report.form().cell(change.cell).name.trim_start_matches("requests.").to_string();
            format!("{name} {}>{}", change.from, change.restoring.map_or_else(String::new, |to| to.to_string()))
        })
        .collect();
    moved.sort();
    moved
}

/// Whether everything that fails would hold, and nothing else would fail.
fn restores_everything(report: &Report, operation: &Operation) -> bool {
    let mut restored = report.clone();
    for change in &operation.changes {
        restored.set_entry(change.cell, Entry::new(Figure::Number(change.restoring.expect("known")), Origin::Proposal));
    }
    with(&restored, |figures| {
        figures.form.instances().iter().all(|instance| figures.evaluate(instance) != Outcome::Fail)
    })
}

#[test]
fn a_figure_in_the_wrong_column_is_one_fault_and_the_move_comes_before_the_cells() {
    let mut report = nil(&form("2021"));
    fill(&mut report, &[("requests.new.natural_person", "5"), ("requests.granted.enterprise", "5")]);
    let found = located(&report);
    let fault = only(&found);
    assert_eq!(fault.groups, [0, 1], "both columns are told together");
    let operation = first(&found, &fault);
    assert!(operation.beside && matches!(operation.kind, OperationKind::Interchange));
    assert!(restores_everything(&report, operation));
    let shown = &fault.likely[..fault.leading];
    let beside = |likely: &Likely| matches!(likely, Likely::Operation(at) if found.operations[*at].beside);
    assert!(shown.iter().all(beside), "cells, and slips over a distance, are folded: {fault:?}");
    assert!(fault.likely.len() > shown.len());
    let all: Vec<Vec<String>> = found.operations.iter().take(2).map(|it| moved(&report, it)).collect();
    assert!(all.contains(&vec!["granted.enterprise 5>0".into(), "granted.natural_person 0>5".into()]), "{all:?}");
    assert!(all.contains(&vec!["new.enterprise 0>5".into(), "new.natural_person 5>0".into()]), "{all:?}");
    let zh = with(&report, |figures| words::operation(figures, operation, Lang::Zh));
    assert!(zh.starts_with("自然人列差 5（5 与 0）。可能是两格互换（移到旁边一列）："), "{zh}");
}

#[test]
fn between_printed_totals_only_the_row_of_the_figure_is_named() {
    let mut report = granted();
    print_totals(&mut report);
    fill(&mut report, &[("requests.granted.natural_person", "0"), ("requests.granted.enterprise", "8")]);
    fill(&mut report, &[("requests.partial.enterprise", "0")]);
    let found = located(&report);
    let fault = only(&found);
    let operation = first(&found, &fault);
    assert_eq!(operation.kind, OperationKind::Neighbour);
    assert_eq!(moved(&report, operation), ["granted.enterprise 8>3", "granted.natural_person 0>5"]);
}

#[test]
fn two_figures_that_changed_places_and_a_row_that_was_shifted_lead() {
    let mut report = granted();
    fill(&mut report, &[("requests.granted.natural_person", "3"), ("requests.granted.enterprise", "5")]);
    let found = located(&report);
    let fault = only(&found);
    let operation = first(&found, &fault);
    assert_eq!((operation.kind, operation.beside), (OperationKind::Interchange, true));
    assert!(restores_everything(&report, operation));
    let mut report = granted();
    fill(&mut report, &[("requests.new.research", "2"), ("requests.granted.research", "2")]);
    for (column, figure) in COLUMNS.iter().zip(["0", "5", "3", "2", "0", "0"]) {
        fill(&mut report, &[(&format!("requests.granted.{column}"), figure)]);
    }
    let found = located(&report);
    let fault = only(&found);
    let operation = first(&found, &fault);
    assert_eq!(operation.kind, OperationKind::Shift, "{:?}", found.operations);
    assert_eq!(fault.told, 2, "four columns are one mistake");
}

#[test]
fn a_figure_in_the_wrong_row_of_its_column_leads_the_cells_and_does_not_hide_them() {
    let mut report = nil(&form("2021"));
    fill(&mut report, &[("requests.new.natural_person", "5"), ("requests.granted.natural_person", "8")]);
    fill(&mut report, &[("requests.carried_out.natural_person", "3")]);
    let found = located(&report);
    let fault = only(&found);
    let operation = first(&found, &fault);
    assert_eq!(moved(&report, operation), ["carried_in.natural_person 0>3", "carried_out.natural_person 3>0"]);
    let shown = &fault.likely[..fault.leading];
    assert!(shown.iter().any(|likely| matches!(likely, Likely::Suspect(_))), "one wrong figure would do as well");
    // Rows that follow each other.
    let mut report = nil(&form("2021"));
    fill(&mut report, &[("requests.new.natural_person", "5"), ("requests.granted.natural_person", "3")]);
    fill(&mut report, &[("requests.partial.natural_person", "8")]);
    fill(&mut report, &[("requests.carried_in.natural_person", "0")]);
    let found = located(&report);
    let fault = only(&found);
    let operation = first(&found, &fault);
    assert_eq!(moved(&report, operation), ["carried_in.natural_person 0>3", "granted.natural_person 3>0"]);
}

#[test]
fn a_value_on_evidence_stays_before_every_operation() {
    let mut report = granted();
    print_totals(&mut report);
    fill(&mut report, &[("requests.granted.natural_person", "55")]);
    let found = located(&report);
    let fault = only(&found);
    let Likely::Suspect(at) = fault.likely[0] else { panic!("{fault:?}") };
    assert!(found.suspects[at].is_offered());
    assert_eq!(fault.told, 1, "the row and the column are one mistake");
    assert!(fault.restores.len() > 1);
}

/// The column of natural persons as it should be but for one blank; that of enterprises with the figure too many.
fn half_filled() -> Report {
    let mut report = nil(&form("2021"));
    fill(&mut report, &[("requests.new.natural_person", "5"), ("requests.granted.natural_person", "")]);
    fill(&mut report, &[("requests.granted.enterprise", "5")]);
    report
}

#[test]
fn a_figure_beside_the_unfilled_cell_where_it_belongs_is_moved_there() {
    let report = half_filled();
    let found = located(&report);
    let fault = only(&found);
    let operation = first(&found, &fault);
    assert_eq!((operation.kind, operation.beside), (OperationKind::Move, true));
    assert_eq!(moved(&report, operation), ["granted.enterprise 5>0", "granted.natural_person >5"]);
    assert!(restores_everything(&report, operation));
    let zh = with(&report, |figures| words::slip(figures.form, operation, Lang::Zh));
    assert_eq!(zh, "填错了格（移到旁边一列）：（一）予以公开 · 企业（现 5）→（一）予以公开 · 自然人（未填）");
    let en = with(&report, |figures| words::slip(figures.form, operation, Lang::En));
    assert_eq!(
        en,
        "a figure in the wrong cell (one column over): Granted · Business (now 5) → Granted · Individuals (empty)"
    );
    assert!(operation.changes.iter().all(|change| change.to.is_none()), "it is no value on evidence");
}

#[test]
fn what_an_unfilled_cell_would_break_is_not_offered_and_what_waits_restrains_nothing() {
    let mut report = half_filled();
    fill(&mut report, &[("requests.new.natural_person", "4")]);
    let found = located(&report);
    let moves = |found: &Localisation, report: &Report| -> Vec<Vec<String>> {
        let moves = found.operations.iter().filter(|operation| operation.kind == OperationKind::Move);
        moves.map(|operation| moved(report, operation)).collect()
    };
    assert!(moves(&found, &report).is_empty(), "4 are not 5: {:?}", found.operations);
    fill(&mut report, &[("requests.partial.natural_person", "")]);
    let found = located(&report);
    assert_eq!(moves(&found, &report), [["granted.enterprise 5>0", "granted.natural_person >5"]]);
    // A column that waits is no reason against a figure that comes from it.
    let mut report = nil(&form("2021"));
    fill(&mut report, &[("requests.new.natural_person", "5"), ("requests.granted.enterprise", "5")]);
    fill(&mut report, &[("requests.partial.enterprise", ""), ("requests.other_other.enterprise", "")]);
    let found = located(&report);
    let likely: Vec<Vec<String>> = found.operations.iter().take(2).map(|it| moved(&report, it)).collect();
    assert!(likely.contains(&vec!["granted.enterprise 5>0".into(), "granted.natural_person 0>5".into()]), "{likely:?}");
    assert!(first(&found, &only(&found)).beside);
}

#[test]
fn a_row_keyed_one_cell_too_far_into_a_half_filled_report_is_a_shift() {
    let mut report = granted();
    for (column, figure) in COLUMNS.iter().zip(["", "5", "3", "0", "0", "0"]) {
        fill(&mut report, &[(&format!("requests.granted.{column}"), figure)]);
    }
    let found = located(&report);
    let fault = only(&found);
    let operation = first(&found, &fault);
    assert_eq!(operation.kind, OperationKind::Shift);
    let expected = ["granted.enterprise 5>3", "granted.natural_person >5", "granted.research 3>0"];
    assert_eq!(moved(&report, operation), expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_figure_moved_by_one_column_is_always_among_the_first(
        edition in prop::sample::select(vec!["2019", "2021"]), seed in any::<u64>(), blank in any::<bool>(),
    ) {
        let mut random = Random(seed);
        let form = form(edition);
        let mut report = balanced(&form, &mut random, false);
        let row = cell(&form, "requests.granted.natural_person");
        let (table, row) = (form.cell(row).table, form.cell(row).row);
        let column = random.below(5);
        let [meant, typed] = [column, column + 1].map(|column| form.at(table, row, column).expect("a cell"));
        let figure = value(&report, meant);
        prop_assume!(figure > 0 && figure != value(&report, typed));
        // The row is read one cell too far to the right, over a 0.
        let right = report.clone();
        report.set_entry(meant, if blank { Entry::default() } else { entry(0) });
        prop_assume!(value(&right, typed) == 0);
        report.set_entry(typed, entry(figure));
        let found = located(&report);
        let undoes = |operation: &Operation| {
            let mut back = report.clone();
            for change in &operation.changes {
                back.set_entry(change.cell, Entry::new(Figure::Number(change.restoring.expect("known")), Origin::Keyed));
            }
            back.entries().iter().zip(right.entries()).all(|(a, b)| a.figure() == b.figure())
        };
        let faults = found.faults();
        let place = faults.iter().find_map(|fault| fault.likely.iter().position(|likely| {
            matches!(likely, Likely::Operation(at) if undoes(&found.operations[*at]))
        }));
        prop_assert!(place.is_some_and(|place| place < 4), "{place:?} {:?}", found.operations);
    }
}
