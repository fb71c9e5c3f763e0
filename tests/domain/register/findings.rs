//! The rules on registers: each is found where it is broken, with the numbers of the cases, and nowhere else.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::register::count::{Certainty, Count};
use gouji::domain::register::finding::{Against, Finding, findings};
use gouji::domain::register::kept::Case as Kept;
use gouji::domain::register::record::Record;
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::session::Session;
use gouji::domain::text::Lang;

use super::{catalogue, counted, day, form, line};

fn found(count: &Count, against: Against<'_>) -> Vec<Finding> {
    findings(count, &catalogue().rules.rules, against, Lang::Zh)
}

fn ids(count: &Count) -> Vec<String> {
    found(count, Against::default()).into_iter().map(|finding| finding.rule).collect()
}

/// The report that says what a register counts.
fn report(count: &Count) -> Report {
    let mut report = Report::new(form("2021"), Some("某某局".into()), Some(2025), Scope::Own);
    for (cell, figure) in count.figures().filter(|(cell, _)| !count.form().is_total(*cell)) {
        report.set_entry(cell, Entry::new(figure.map_or(Figure::Unfilled, Figure::from), Origin::Keyed));
    }
    report
}

fn sound() -> Vec<Record> {
    let person = |number, received, answered, outcome| line([number, received, "楚某某", "公民", answered, outcome]);
    vec![
        person("2025-001", "2025-01-03", "2025-01-20", "同意公开"),
        person("2025-002", "2025-02-03", "2025-02-20", "重复申请"),
        Record {
            correction: [day("2025-03-04"), day("2025-03-10")],
            ..person("2025-003", "2025-03-03", "2025-03-20", "补正后仍不明确")
        },
        Record {
            correction: [day("2025-04-04"), day("")],
            ..person("2025-004", "2025-04-03", "2025-04-20", "逾期不补正")
        },
        Record { fee: "40".into(), ..person("2025-005", "2025-05-03", "2025-05-20", "逾期未缴费") },
    ]
}

#[test]
fn a_sound_register_has_no_finding() {
    assert_eq!(ids(&counted(&sound())), Vec::<String>::new());
}

#[test]
fn each_fault_of_a_line_is_its_own_finding_with_its_number() {
    type Spoil = fn(&mut Vec<Record>);
    let spoils: [(&str, &str, Spoil); 9] = [
        ("RG-01", "2025-001", |lines| lines.push(lines[0].clone())),
        ("RG-02", "2025-001", |lines| lines[0].answered = day("2025-01-02")),
        ("RG-03", "2025-001", |lines| lines[0].answered = day("")),
        ("RG-04", "2025-001", |lines| lines[0].outcome = "谁也不懂".into()),
        ("RG-05", "2025-001", |lines| (lines[0].kind, lines[0].applicant) = ("法人".into(), "楚某某".into())),
        ("RG-08", "2025-002", |lines| lines[1].applicant = "卞某".into()),
        ("RG-08", "2025-003", |lines| lines[2].correction = [day(""), day("")]),
        ("RG-08", "2025-004", |lines| lines[3].correction = [day(""), day("")]),
        ("RG-08", "2025-005", |lines| lines[4].fee = String::new()),
    ];
    for (rule, number, spoil) in spoils {
        let mut lines = sound();
        spoil(&mut lines);
        let count = counted(&lines);
        let all = found(&count, Against::default());
        let finding = all.iter().find(|finding| finding.rule == rule).unwrap_or_else(|| panic!("{rule}: {all:?}"));
        assert!(finding.cases.iter().any(|case| case == number), "{rule}: {finding:?}");
        assert!(finding.message.contains(number), "{rule}: {}", finding.message);
    }
}

#[test]
fn a_cell_of_the_report_that_differs_names_the_cases_on_either_side() {
    let count = counted(&sound());
    let mut report = report(&count);
    assert_eq!(found(&count, Against { report: Some(&Session::new(report.clone())), ..Against::default() }), []);
    for (cell, figure) in [("requests.granted.natural_person", 2), ("requests.unprocessed_repeat.natural_person", 0)] {
        report.set_entry(count.form().find(cell).expect("a cell"), Entry::new(Figure::from(figure), Origin::Keyed));
    }
    let all = found(&count, Against { report: Some(&Session::new(report)), ..Against::default() });
    let told: Vec<_> = all.iter().map(|finding| (finding.rule.as_str(), finding.left, finding.right)).collect();
    assert_eq!(told, [("RG-06", Some(2), Some(1)), ("RG-06", Some(0), Some(1))]);
    assert!(all[0].message.contains("2025-001") && all[0].message.contains("2025-002"), "{}", all[0].message);
    assert!(all[1].message.contains("2025-002"), "{}", all[1].message);
}

#[test]
fn cells_that_are_unfilled_or_pending_do_not_differ() {
    let mut lines = sound();
    lines[0].outcome = "谁也不懂".into();
    let count = counted(&lines);
    let mut report = report(&counted(&sound()));
    let cell = count.form().find("requests.new.natural_person").expect("a cell");
    report.set_entry(cell, Entry::UNFILLED);
    let all = found(&count, Against { report: Some(&Session::new(report)), ..Against::default() });
    assert!(all.iter().all(|finding| finding.rule != "RG-06"), "{all:?}");
}

#[test]
fn the_prose_is_held_against_the_register() {
    let count = counted(&sound());
    let mut report = report(&count);
    report.set_text(Part::Chapter(0), "2025年，收到政府信息公开申请7件。".into());
    let all = found(&count, Against { report: Some(&Session::new(report)), ..Against::default() });
    let told: Vec<_> = all.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(told, ["RG-06"], "{all:?}");
    assert!(all[0].message.contains('7'), "{}", all[0].message);
}

fn kept(number: &str, received: &str) -> Kept {
    Kept {
        number: number.into(),
        received: received.parse().ok(),
        answered: None,
        row: Some("carried_out".into()),
        column: Some("natural_person".into()),
        wording: String::new(),
        certainty: Certainty::Sure,
    }
}

#[test]
fn the_cases_carried_in_are_those_that_were_open_before() {
    let mut lines = sound();
    lines.push(line(["2024-031", "2024-12-11", "楚某某", "公民", "2025-01-06", "同意公开"]));
    let count = counted(&lines);
    let carried = |open: &[(&str, &str)]| {
        let open: Vec<Kept> = open.iter().map(|(number, received)| kept(number, received)).collect();
        found(&count, Against { open_before: Some(&open), ..Against::default() })
    };
    for same in ["2024－031", "〔2024〕31号", "某公开申〔2024〕第31号", "2024031", "20241211031", "31"] {
        assert_eq!(carried(&[(same, "2024-12-11")]), [], "{same}");
    }
    // What had no number is known by its day; what has another one is asked about.
    assert_eq!(carried(&[("#1:3", "2024-12-11")]), []);
    let all = carried(&[("上年甲", "2024-12-11")]);
    assert!(all[0].message.contains("上年甲＝2024-031"), "{}", all[0].message);
    let all = carried(&[("2024-032", "2024-12-12")]);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].rule, "RG-07");
    assert!(all[0].message.contains("2024-032") && all[0].message.contains("2024-031"), "{}", all[0].message);
}
