//! What findings say, in both languages, word for word: for each rule of the forms, for a rule that waits, and for
//! numbers too large.

use gouji::domain::finding::{self, Finding};
use gouji::domain::report::{Part, Report};
use gouji::domain::session::Session;
use gouji::domain::text::Lang;

use crate::forms::{blank, fill, form, nil, whole_form};

/// The first finding of a rule, in both languages.
fn messages(report: Report, rule: &str) -> [String; 2] {
    let session = Session::new(report);
    let finding = of_rule(&session, rule);
    [Lang::Zh, Lang::En].map(|lang| finding::message(session.figures(), &finding, lang))
}

fn of_rule(session: &Session, rule: &str) -> Finding {
    session.findings().into_iter().find(|f| f.rule(session.form()).id == rule).expect(rule)
}

fn with(edition: &str, figures: &[(&str, &str)]) -> Report {
    let mut report = nil(&form(edition));
    fill(&mut report, figures);
    report
}

#[test]
fn a_failed_rule_says_where_what_and_what_to_do_with_live_numbers() {
    let cases = [
        (
            "T3-01",
            with("2021", &[("requests.new.natural_person", "7"), ("requests.granted.natural_person", "6")]),
            "自然人列不平：新收＋上年结转是 7 + 0 = 7，办理结果总计＋结转下年是 6 + 0 = 6，前者多 1。对照登记台账，核对这一列的新收、两项结转和各办理结果。",
            "Individuals: new + carried over from last year is 7 + 0 = 7; outcomes + carried over to next year is 6 + 0 = 6; difference 1. Check the new, carried-over and outcome rows of this column against the register.",
        ),
        (
            "T3-01",
            with("2019", &[("requests.carried_out.enterprise", "12")]),
            "企业列不平：新收＋上年结转是 0 + 0 = 0，办理结果总计＋结转下年是 0 + 12 = 12，后者多 12。对照登记台账，核对这一列的新收、两项结转和各办理结果。",
            "Businesses: new + carried over from last year is 0 + 0 = 0; outcomes + carried over to next year is 0 + 12 = 12; difference -12. Check the new, carried-over and outcome rows of this column against the register.",
        ),
        (
            "T3-02",
            with("2021", &[("requests.handled.research", "4"), ("requests.partial.research", "3")]),
            "科研列：办理结果的原件总计是 4，各项结果相加是 3，差 1。对照原件，核对这个总计和这一列的各办理结果。",
            "Research institutes: the printed total of outcomes is 4; its rows add up to 3; difference 1. Check the total and the outcome rows of this column against the original.",
        ),
        (
            "T3-03",
            with(
                "2021",
                &[("requests.new.total", "4"), ("requests.new.research", "3"), ("requests.new.other_org", "2")],
            ),
            "一、本年新收行：原件总计是 4，六类申请人相加是 3 + 2 = 5，差 -1。对照原件，核对这个总计和这一行的各列。",
            "Row 1 New: the printed total is 4; its columns add up to 3 + 2 = 5; difference -1. Check the total and this row’s columns against the original.",
        ),
        (
            "T4-01",
            with("2021", &[("disputes.reconsideration.total", "0"), ("disputes.reconsideration.upheld", "11")]),
            "行政复议：原件总计是 0，四栏相加是 11 + 0 + 0 + 0 = 11，差 -11。对照原件，核对这个总计和这一组的四栏。",
            "Reconsideration: the printed total is 0; its columns add up to 11 + 0 + 0 + 0 = 11; difference -11. Check the total and the four columns of this group against the original.",
        ),
        (
            "T2-03",
            with("2021", &[("proactive.fees.amount", "-1.5")]),
            "事业性收费 · 收费金额 填了 -1.5，应不小于 0，最多六位小数。对照登记台账核对后改正。",
            "Charges · Amount is -1.5; it must be at least 0 with at most six decimals. Check it against the register and correct it.",
        ),
        (
            "T2-04",
            with("2019", &[("proactive.rules.published", "2.5")]),
            "规章 · 新公开 填了 2.5，应为不小于 0 的整数。对照登记台账核对后改正。",
            "Rules · Opened is 2.5; it must be a whole number of at least 0. Check it against the register and correct it.",
        ),
        (
            "T3-04",
            with("2021", &[("requests.granted.research", "-2")]),
            "（一）予以公开 · 科研 填了 -2，应为不小于 0 的整数。对照登记台账核对后改正。",
            "Granted · Research is -2; it must be a whole number of at least 0. Check it against the register and correct it.",
        ),
        (
            "T4-02",
            with("2021", &[("disputes.litigation_direct.pending", "0.5")]),
            "直接起诉 · 未结 填了 0.5，应为不小于 0 的整数。对照登记台账核对后改正。",
            "Sued directly · Pending is 0.5; it must be a whole number of at least 0. Check it against the register and correct it.",
        ),
    ];
    for (rule, report, zh, en) in cases {
        assert_eq!(messages(report, rule), [zh, en]);
    }
}

#[test]
fn aspects_that_are_missing_are_named_in_the_language() {
    let mut report = nil(&whole_form("2021"));
    report.set_text(Part::Chapter(0), "及时公开机构职能。".repeat(30));
    let [zh, en] = messages(report, "TX-15");
    assert!(zh.starts_with("第一章没有写到：依申请公开、政府信息管理、平台建设、监督保障。"), "{zh}");
    assert!(
        en.starts_with(
            "Chapter one says nothing of: disclosure on request, information management, platforms, supervision."
        ),
        "{en}"
    );
}

#[test]
fn a_negative_figure_is_told_once() {
    for (edition, cell, rule) in [
        ("2021", "proactive.fees.amount", "T2-03"),
        ("2021", "proactive.penalties.decisions", "T2-04"),
        ("2021", "requests.granted.research", "T3-04"),
        ("2021", "disputes.reconsideration.other", "T4-02"),
        ("2019", "proactive.rules.published", "T2-04"),
        ("2019", "proactive.procurement.amount", "F-04"),
    ] {
        let mut report = nil(&whole_form(edition));
        fill(&mut report, &[(cell, "-2")]);
        let session = Session::new(report);
        let id = session.form().find(cell).expect("a cell");
        let of_bounds =
            |finding: &Finding| finding.cells == [id] && finding.left.is_some_and(|left| left.is_negative());
        let failed = session.failed().into_iter().filter(of_bounds);
        let rules: Vec<String> = failed.map(|finding| finding.rule(session.form()).id.clone()).collect();
        assert_eq!(rules, [rule], "{edition} {cell}");
    }
}

#[test]
fn a_rule_that_waits_says_for_how_many_cells() {
    assert_eq!(
        messages(blank(&form("2021")), "T3-01"),
        [
            "自然人：新收＋上年结转＝办理结果总计＋结转下年（暂不能校验：待填 24 格）",
            "Individuals: New + carried over from last year = outcomes + carried over to next year (waiting: 24 empty cells)"
        ]
    );
    assert_eq!(
        messages(with("2021", &[("proactive.fees.amount", "")]), "T2-03"),
        [
            "金额不为负，最多六位小数（暂不能校验：待填 1 格）",
            "An amount is at least 0 and has at most six decimals (waiting: 1 empty cell)"
        ]
    );
}

#[test]
fn numbers_too_large_to_compare_are_told_as_such() {
    let huge = "9223372036854775808";
    let report = || with("2021", &[("requests.granted.research", huge), ("requests.partial.research", "5")]);
    assert_eq!(
        messages(report(), "T3-02"),
        [
            "科研：数字过大，无法比较（∞，9223372036854775808 + 5）。请检查是否多打了位数。",
            "Research institutes: figures too large to compare (∞; 9223372036854775808 + 5). Check these cells for extra digits."
        ]
    );
    assert_eq!(messages(report(), "T3-01")[0], "科研：数字过大，无法比较（0 + 0 = 0，∞ + 0）。请检查是否多打了位数。");
}

#[test]
fn an_identity_is_written_out_with_live_numbers() {
    let mut report = with("2021", &[("requests.new.natural_person", "7"), ("requests.granted.natural_person", "7")]);
    let equation = |report: &Report| {
        let session = Session::new(report.clone());
        let rules = &session.form().definition().rules;
        let of_balance = |i: &&gouji::domain::form::Instance| rules[i.rule].id == "T3-01";
        let instance = session.form().instances().iter().find(of_balance).expect("the balance");
        finding::equation(session.figures(), instance)
    };
    assert_eq!(equation(&report), "7 + 0 = 7 + 0");
    fill(&mut report, &[("requests.carried_in.natural_person", "1")]);
    assert_eq!(equation(&report), "7 + 1 ≠ 7 + 0");
    fill(&mut report, &[("requests.carried_in.natural_person", "")]);
    assert_eq!(equation(&report), "7 + ? ?= 7 + 0");
    fill(&mut report, &[("requests.handled.natural_person", "6"), ("requests.carried_in.natural_person", "/")]);
    assert_eq!(equation(&report), "7 + 0 ≠ 6 + 0");
}
