//! Totals and rules: sums, balance, printed totals, blanks, `/`, and numbers too large.

use std::sync::Arc;

use gouji::domain::figure::Figure;
use gouji::domain::finding::{Finding, Status};
use gouji::domain::form::{CellId, Form, Relation};
use gouji::domain::number::Number;
use gouji::domain::recalculation::{Totals, shown};
use gouji::domain::report::Report;
use gouji::domain::rule::Outcome;
use gouji::domain::session::{Edit, Purpose, Session};
use proptest::prelude::*;

use crate::forms::{blank, cell, fill, form, keyed, nil};

fn failed(session: &Session) -> Vec<Finding> {
    session.findings().into_iter().filter(|finding| finding.status == Status::Fail).collect()
}

fn failed_ids(session: &Session) -> Vec<String> {
    failed(session).iter().map(|finding| finding.rule(session.form()).id.clone()).collect()
}

fn rows(form: &Form, table: &str) -> Vec<String> {
    let table = form.tables().iter().find(|t| t.name == table).expect(table);
    table.rows.iter().map(|row| row.name.clone()).collect()
}

const COLUMNS: [&str; 6] =
    ["natural_person", "enterprise", "research", "public_interest", "legal_service", "other_org"];

/// A report whose table three balances: random results and carried cells, the new requests computed from them. Where
/// results and carried out are fewer than carried in, the difference stays open instead.
fn balanced(form: &Arc<Form>, figures: &[u32]) -> Report {
    let mut figures = figures.iter().copied().cycle();
    let mut next = || figures.next().unwrap_or(0);
    let mut report = blank(form);
    for id in form.inputs() {
        report.set_entry(id, keyed(&next().to_string()));
    }
    let rows = rows(form, "requests");
    let results: Vec<&String> =
        rows.iter().filter(|r| !["new", "carried_in", "handled", "carried_out"].contains(&r.as_str())).collect();
    for column in COLUMNS {
        let handled: u32 = results.iter().map(|row| number(&report, &format!("requests.{row}.{column}"))).sum();
        let (carried_in, carried_out) = (next(), next());
        let (new, carried_out) = match (handled + carried_out).checked_sub(carried_in) {
            Some(new) => (new, carried_out),
            None => (0, carried_in - handled),
        };
        for (row, figure) in [("new", new), ("carried_in", carried_in), ("carried_out", carried_out)] {
            fill(&mut report, &[(&format!("requests.{row}.{column}"), &figure.to_string())]);
        }
    }
    report
}

fn number(report: &Report, name: &str) -> u32 {
    report.entry(cell(report.form(), name)).figure().to_string().parse().expect(name)
}

/// Prints every total of the report as it is computed.
fn print_totals(report: &mut Report) {
    let form = report.form().clone();
    let totals = Totals::new(&form, report.entries());
    for total in form.totals() {
        let figure = shown(&form, report.entries(), &totals, total.cell);
        report.set_entry(total.cell, keyed(&figure.to_string()));
    }
}

fn is_in_an_identity(form: &Form, id: CellId) -> bool {
    let equal = |index: &usize| matches!(form.instances()[*index].relation, Relation::Equal { .. });
    form.instances_of(id).iter().any(equal)
}

fn editions() -> impl Strategy<Value = Arc<Form>> {
    prop::sample::select(vec!["2019", "2021"]).prop_map(form)
}

fn figures() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(prop_oneof![2 => Just(0), 3 => 0..30_u32, 1 => 0..100_000_u32], 1..250)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn totals_equal_a_naive_sum(form in editions(), figures in figures(), slash in any::<usize>()) {
        let mut report = balanced(&form, &figures);
        // One cell that does not apply counts 0.
        let inputs: Vec<CellId> = form.inputs().collect();
        let slash = inputs[slash % inputs.len()];
        report.set_entry(slash, keyed("/"));
        let session = Session::new(report);
        let value = |name: &str| {
            let figure = session.report().entry(cell(&form, name)).figure();
            figure.counted().and_then(Number::to_integer).expect(name)
        };
        let total = |name: &str| {
            session.totals().of(cell(&form, name)).complete().and_then(Number::to_integer).expect(name)
        };
        let rows = rows(&form, "requests");
        let of_results = |column: &str| -> i128 {
            let results = rows.iter().filter(|r| !["new", "carried_in", "handled", "carried_out"].contains(&r.as_str()));
            results.map(|row| value(&format!("requests.{row}.{column}"))).sum()
        };
        for column in COLUMNS {
            prop_assert_eq!(total(&format!("requests.handled.{column}")), of_results(column));
        }
        for row in rows.iter().filter(|row| *row != "handled") {
            let sum: i128 = COLUMNS.iter().map(|column| value(&format!("requests.{row}.{column}"))).sum();
            prop_assert_eq!(total(&format!("requests.{row}.total")), sum);
        }
        prop_assert_eq!(total("requests.handled.total"), COLUMNS.iter().map(|c| of_results(c)).sum::<i128>());
        for row in ["reconsideration", "litigation_direct", "litigation_after_reconsideration"] {
            let sum: i128 = ["upheld", "corrected", "other", "pending"].iter().map(|c| value(&format!("disputes.{row}.{c}"))).sum();
            prop_assert_eq!(total(&format!("disputes.{row}.total")), sum);
        }
    }

    #[test]
    fn a_balanced_report_has_no_finding_whether_its_totals_are_printed_or_not(form in editions(), figures in figures()) {
        let mut report = balanced(&form, &figures);
        prop_assert!(Session::new(report.clone()).findings().is_empty());
        print_totals(&mut report);
        prop_assert!(Session::new(report).findings().is_empty());
    }

    #[test]
    fn one_changed_figure_of_a_balanced_report_with_printed_totals_is_always_noticed(
        form in editions(), figures in figures(), index in any::<usize>(), new in 0..200_000_u32,
    ) {
        let mut report = balanced(&form, &figures);
        print_totals(&mut report);
        let mut session = Session::new(report);
        let cells: Vec<CellId> = form.cells().filter(|&id| is_in_an_identity(&form, id)).collect();
        prop_assert_eq!(cells.len(), form.len() - form.table_cells(0).count(), "every cell of tables three and four");
        let id = cells[index % cells.len()];
        prop_assume!(session.report().entry(id).figure() != Figure::from(new));
        session.apply(Edit::figures(Purpose::Key, [(id, keyed(&new.to_string()))]));
        let findings = failed(&session);
        prop_assert!(!findings.is_empty(), "{} := {new}", form.cell(id).name);
        prop_assert!(findings.iter().all(|finding| finding.cells.contains(&id) || form.is_total(id)));
        session.undo();
        prop_assert!(session.findings().is_empty());
    }

    #[test]
    fn one_changed_figure_of_table_three_breaks_the_balance_of_its_column_as_it_is_keyed(
        form in editions(), figures in figures(), index in any::<usize>(), new in 0..200_000_u32,
    ) {
        let mut session = Session::new(balanced(&form, &figures));
        let cells: Vec<CellId> = form.table_cells(1).filter(|&id| !form.is_total(id)).collect();
        let id = cells[index % cells.len()];
        prop_assume!(session.report().entry(id).figure() != Figure::from(new));
        session.apply(Edit::figures(Purpose::Key, [(id, keyed(&new.to_string()))]));
        // Its own column, and the total column with it.
        prop_assert_eq!(failed_ids(&session), ["T3-01", "T3-01"]);
    }

    #[test]
    fn pending_rules_wait_for_exactly_the_unfilled_cells_they_name(
        form in editions(), figures in figures(),
        blanks in prop::collection::vec(any::<usize>(), 1..40), printed in prop::collection::vec(any::<usize>(), 0..10),
    ) {
        let mut report = balanced(&form, &figures);
        let mut with_totals = report.clone();
        print_totals(&mut with_totals);
        let inputs: Vec<CellId> = form.inputs().collect();
        for index in blanks {
            report.set_entry(inputs[index % inputs.len()], keyed(""));
        }
        for index in printed {
            let total = form.totals()[index % form.totals().len()].cell;
            report.set_entry(total, with_totals.entry(total));
        }
        let session = Session::new(report);
        for finding in session.findings() {
            prop_assert_eq!(finding.status, Status::Pending, "nothing is known to be wrong");
            prop_assert!(!finding.cells.is_empty());
            prop_assert_eq!(usize::from(finding.waiting), finding.cells.len());
            prop_assert!(finding.cells.iter().all(|&id| session.report().entry(id).figure().is_unfilled()));
            prop_assert!(finding.cells.iter().all(|&id| !form.is_total(id)));
            prop_assert_eq!(session.outcomes()[finding.instance], Outcome::Pending(finding.waiting));
        }
    }

    #[test]
    fn numbers_of_any_size_are_added_exactly_or_reported(
        figures in prop::collection::vec((any::<usize>(), any::<u64>(), 0..6_u8), 1..20),
    ) {
        let form = form("2021");
        let limit = 1_i128 << 63;
        let mut report = nil(&form);
        let results: Vec<CellId> = rows(&form, "requests").iter()
            .filter(|r| !["new", "carried_in", "handled", "carried_out"].contains(&r.as_str()))
            .map(|row| cell(&form, &format!("requests.{row}.research"))).collect();
        for (index, figure, near) in figures {
            let figure = if near == 0 { limit } else { i128::from(figure >> near) };
            report.set_entry(results[index % results.len()], keyed(&figure.to_string()));
        }
        let naive: i128 = results.iter().filter_map(|&id| report.entry(id).figure().counted()?.to_integer()).sum();
        let session = Session::new(report);
        let total = session.totals().of(cell(&form, "requests.handled.research"));
        if naive > limit {
            prop_assert!(total.overflow);
            prop_assert_eq!(total.complete(), None);
            prop_assert!(failed_ids(&session).contains(&"T3-02".to_string()));
            prop_assert!(failed_ids(&session).contains(&"T3-01".to_string()));
        } else {
            prop_assert_eq!(total.complete().and_then(Number::to_integer), Some(naive));
        }
    }
}

#[test]
fn a_sum_past_two_to_the_sixty_third_is_a_finding_and_no_number() {
    let mut report = nil(&form("2021"));
    fill(&mut report, &[("requests.granted.research", "9223372036854775808"), ("requests.partial.research", "1")]);
    let session = Session::new(report);
    let overflow = session.outcomes().iter().filter(|outcome| **outcome == Outcome::Overflow).count();
    // T3-01 and T3-02 of the column and of the total column, T3-03 of the row of totals.
    assert_eq!(overflow, 5);
    let findings = failed(&session);
    assert_eq!(failed_ids(&session), ["T3-01", "T3-01", "T3-02", "T3-02", "T3-03"]);
    assert!(findings.iter().all(|finding| finding.difference.is_none()));
    let total = cell(session.form(), "requests.handled.research");
    assert_eq!(shown(session.form(), session.report().entries(), session.totals(), total), Figure::Unfilled);
}

#[test]
fn a_printed_total_that_differs_is_a_finding_of_the_rule_that_defines_it() {
    let form = form("2021");
    let rules_of = |name: &str, printed: &str| {
        let mut report = nil(&form);
        fill(&mut report, &[(name, printed)]);
        failed_ids(&Session::new(report))
    };
    assert_eq!(rules_of("requests.granted.total", "1"), ["T3-03"]);
    assert_eq!(rules_of("disputes.litigation_direct.total", "3"), ["T4-01"]);
    assert_eq!(rules_of("requests.handled.research", "2"), ["T3-01", "T3-02"]);
    assert_eq!(rules_of("requests.handled.research", "0"), Vec::<String>::new());
    assert_eq!(rules_of("requests.handled.research", "/"), Vec::<String>::new(), "counts 0");
}

#[test]
fn zero_is_a_number_and_a_slash_counts_zero_but_a_blank_is_waited_for() {
    let form = form("2021");
    let mut session = Session::new(nil(&form));
    let id = cell(&form, "requests.denied_process.research");
    session.apply(Edit::figures(Purpose::Key, [(id, keyed("/"))]));
    assert!(session.findings().is_empty());
    session.apply(Edit::figures(Purpose::Clear, [(id, keyed(""))]));
    let pending = session.findings();
    // T3-04; T3-01 and T3-02 of its column and of the total column; T3-03 of its row and of the totals' row.
    let ids: Vec<&str> = pending.iter().map(|finding| finding.rule(&form).id.as_str()).collect();
    assert_eq!(ids, ["T3-04", "T3-01", "T3-01", "T3-02", "T3-02", "T3-03", "T3-03"]);
    assert!(pending.iter().all(|f| f.cells == [id] && f.waiting == 1 && f.status == Status::Pending));
}

#[test]
fn an_empty_report_fails_nothing_and_waits_for_every_cell() {
    for (edition, inputs) in [("2019", 166), ("2021", 166)] {
        let form = form(edition);
        let session = Session::new(blank(&form));
        assert!(failed(&session).is_empty());
        assert_eq!(form.inputs().count(), inputs, "edition {edition}");
        let mut waited: Vec<CellId> = session.findings().into_iter().flat_map(|finding| finding.cells).collect();
        waited.sort_unstable();
        waited.dedup();
        let signed = form.inputs().filter(|&id| form.instances_of(id).is_empty()).count();
        assert_eq!(waited.len() + signed, inputs, "edition {edition}");
    }
}

#[test]
fn a_figure_out_of_bounds_is_a_finding_with_its_cell() {
    for (name, figure, rule) in [
        ("proactive.fees.amount", "-0.5", "T2-03"),
        ("proactive.licensing.decisions", "1.5", "T2-04"),
        ("requests.new.research", "0.5", "T3-04"),
        ("disputes.reconsideration.other", "-1", "T4-02"),
    ] {
        let mut report = nil(&form("2021"));
        fill(&mut report, &[(name, figure)]);
        let session = Session::new(report);
        let found = failed(&session).into_iter().find(|f| f.rule(session.form()).id == rule).expect(rule);
        assert_eq!(found.cells, [cell(session.form(), name)]);
    }
}

#[test]
fn a_decrease_is_negative_where_the_form_says_so() {
    let mut report = nil(&form("2019"));
    fill(&mut report, &[("proactive.licensing.change", "-8"), ("proactive.fees.change", "+3")]);
    assert!(Session::new(report).findings().is_empty());
}
