//! A third edition is a file and nothing else: tables, rows and rules that Rust has never heard of are recalculated,
//! judged and described.

use gouji::domain::figure::Figure;
use gouji::domain::finding::{self, Status};
use gouji::domain::form::Role;
use gouji::domain::recalculation::shown;
use gouji::domain::report::Report;
use gouji::domain::search;
use gouji::domain::session::Session;
use gouji::domain::text::Lang;

use crate::forms::{blank, cell, fill, nil, third_edition};

fn sound() -> Report {
    let mut report = blank(&third_edition());
    fill(
        &mut report,
        &[
            ("visits.morning.adults", "30"),
            ("visits.morning.children", "12"),
            ("visits.evening.adults", "5"),
            ("visits.evening.children", "/"),
            ("funds.projects.previous", "9"),
            ("funds.projects.change", "-2"),
            ("funds.projects.now", "7"),
            ("funds.spent.amount", "12.50"),
        ],
    );
    report
}

fn failed(session: &Session) -> Vec<(String, Vec<String>)> {
    let form = session.form();
    let failed = session.findings().into_iter().filter(|finding| finding.status == Status::Fail);
    let names = |cells: Vec<_>| cells.into_iter().map(|id| form.cell(id).name.clone()).collect();
    failed.map(|finding| (finding.rule(form).id.clone(), names(finding.cells))).collect()
}

#[test]
fn its_totals_are_computed_in_whatever_order_they_depend_on_each_other() {
    let session = Session::new(sound());
    let form = session.form();
    let figure = |name: &str| shown(form, session.report().entries(), session.totals(), cell(form, name)).to_string();
    let names =
        ["visits.all.adults", "visits.all.children", "visits.morning.sum", "visits.evening.sum", "visits.all.sum"];
    assert_eq!(names.map(figure), ["35", "12", "42", "5", "47"]);
    assert!(names.iter().all(|name| form.cell(cell(form, name)).role == Role::Total));
    assert_eq!(form.totals().len(), names.len());
    assert_eq!(form.row_path(0, 0), ["全年", "开馆日", "上午"]);
}

#[test]
fn its_rules_pass_fail_and_wait() {
    let form = third_edition();
    assert_eq!(failed(&Session::new(sound())), []);
    assert!(Session::new(sound()).findings().is_empty());

    let mut report = sound();
    fill(&mut report, &[("funds.projects.change", "2"), ("funds.spent.amount", "0.125"), ("visits.all.sum", "48")]);
    let rules: Vec<String> = failed(&Session::new(report)).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["V-01", "V-02", "V-03", "F-01", "F-02"]);

    let session = Session::new(blank(&form));
    let findings = session.findings();
    assert!(findings.iter().all(|finding| finding.status == Status::Pending));
    // Three columns, three rows, one identity over the same cells, one row of funds, one range check.
    let waiting: Vec<u16> = findings.iter().map(|finding| finding.waiting).collect();
    assert_eq!(waiting, [2, 2, 4, 2, 2, 4, 4, 3, 1]);
}

#[test]
fn a_rule_along_rows_leaves_out_the_rows_that_have_none_of_its_cells() {
    let form = third_edition();
    let rule = form.definition().rules.iter().position(|rule| rule.id == "F-01");
    assert_eq!(form.instances().iter().filter(|instance| Some(instance.rule) == rule).count(), 1);
}

#[test]
fn its_findings_are_described_in_its_own_words_with_live_numbers() {
    let mut report = sound();
    fill(&mut report, &[("funds.projects.change", "-3"), ("funds.spent.amount", "0.25")]);
    let session = Session::new(report);
    let say =
        |lang| session.findings().iter().map(|f| finding::message(session.figures(), f, lang)).collect::<Vec<_>>();
    assert_eq!(
        say(Lang::Zh),
        ["项目数：9 - 3 = 6 不等于 7，差 -1。核对。", "支出 · 金额填了 0.25，不在 0.5 以上或多于两位小数。核对。"]
    );
    assert_eq!(
        say(Lang::En),
        [
            "Projects: 9 - 3 = 6 is not 7, difference -1. Check.",
            "Spent · Amount is 0.25, not at least 0.5 with two decimals. Check."
        ]
    );
}

#[test]
fn a_total_that_is_not_applicable_counts_as_a_printed_0() {
    let mut report = nil(&third_edition());
    fill(&mut report, &[("funds.spent.amount", "1"), ("visits.all.adults", "/")]);
    let session = Session::new(report);
    assert_eq!(failed(&session), []);
    let form = session.form();
    let total = cell(form, "visits.all.adults");
    assert_eq!(shown(form, session.report().entries(), session.totals(), total), Figure::from(0));
}

#[test]
fn its_cells_are_found_by_its_labels() {
    let form = third_edition();
    let names = |query: &str| -> Vec<String> {
        search::cells(&form, query).into_iter().map(|id| form.cell(id).name.clone()).collect()
    };
    assert_eq!(names("支出"), ["funds.spent.amount"]);
    assert_eq!(names("xw ertong"), ["visits.evening.children"], "pinyin written out");
    assert_eq!(names("xw ertang"), Vec::<String>::new());
    assert_eq!(names("xw et"), ["visits.evening.children"]);
    assert_eq!(names("kgr 小计"), ["visits.morning.sum", "visits.evening.sum"]);
}
