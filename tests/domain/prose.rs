//! What prose says, held against the tables: paragraphs in the habits of real reports, those that agree and those that
//! do not, what is pointed at, and what any text at all may not do.

mod alike;

mod examples;

mod fees;

mod heard;

mod hearing;

mod passages;

mod requests;

mod results;

mod starts;

use std::sync::Arc;

use gouji::domain::background::{Background, LastYear, Precedent};
use gouji::domain::finding::{Finding, Status};
use gouji::domain::form::Form;
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::session::Session;

use crate::forms::{fill, keyed};

/// An edition with the whole catalogue of rules.
pub fn form(edition: &str) -> Arc<Form> {
    crate::forms::whole_form(edition)
}

/// Rules that hold numbers of the prose against the tables.
pub const NUMBERS: [&str; 11] =
    ["TX-01", "TX-02", "TX-03", "TX-04", "TX-05", "TX-06", "TX-07", "TX-08", "TX-09", "XT-07", "TX-13"];

/// The part of that name.
pub fn part(form: &Form, name: &str) -> Part {
    match name {
        "preamble" => Part::Preamble,
        "closing" => Part::Closing,
        id => Part::Chapter(form.definition().chapters.iter().position(|chapter| chapter.id == id).expect("a chapter")),
    }
}

/// A report of 2022 whose figures are 0 but for these, `new=7` for `requests.new.natural_person` and full names for others.
pub fn report(agency: &str, figures: &str, texts: &[(&str, &str)]) -> Report {
    of_year(agency, 2022, figures, texts)
}

/// As [`report`], of another year.
pub fn of_year(agency: &str, year: i32, figures: &str, texts: &[(&str, &str)]) -> Report {
    let form = form(if year > 2020 { "2021" } else { "2019" });
    let mut report = Report::new(form.clone(), Some(agency.into()), Some(year), Scope::Own);
    for id in form.inputs() {
        report.set_entry(id, keyed("0"));
    }
    for figure in figures.split_whitespace() {
        let (name, value) = figure.split_once('=').expect("name=value");
        let name = match name.matches('.').count() {
            0 => format!("requests.{name}.natural_person"),
            1 => format!("requests.{name}"),
            _ => name.to_string(),
        };
        fill(&mut report, &[(&name, value)]);
    }
    for (name, text) in texts {
        report.set_text(part(&form, name), (*text).into());
    }
    report
}

/// The failed findings of some rules, each with its rule and the words it points at.
pub fn found(report: &Report, rules: &[&str]) -> Vec<(String, String)> {
    let session = Session::new(report.clone());
    let failed = session.failed().into_iter().filter(|finding| rules.contains(&rule(report, finding).as_str()));
    failed.map(|finding| (rule(report, &finding), words(report, &finding))).collect()
}

/// The rule of a finding.
pub fn rule(report: &Report, finding: &Finding) -> String {
    finding.rule(report.form()).id.clone()
}

/// The words that a finding points at.
pub fn words(report: &Report, finding: &Finding) -> String {
    let passage = finding.passage.as_ref();
    passage.map(|passage| report.text(passage.part)[passage.range.clone()].to_string()).unwrap_or_default()
}

/// The names of the cells of a finding.
pub fn cells(report: &Report, finding: &Finding) -> Vec<String> {
    finding.cells.iter().map(|&cell| report.form().cell(cell).name.clone()).collect()
}

/// Paragraphs of the first chapter that agree with their figures: no rule on numbers may speak.
pub fn assert_silent(cases: &[(&str, &str, &str)]) {
    let loud: Vec<String> = cases
        .iter()
        .map(|(agency, figures, text)| (text, found(&report(agency, figures, &[("1", text)]), &NUMBERS)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(text, found)| format!("{text}\n    {found:?}"))
        .collect();
    assert!(loud.is_empty(), "\n{}", loud.join("\n"));
}

/// A paragraph, figures that differ from 0, and what must be found: the rule, the words, the cells.
pub type Wrong<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str, &'a str)]);

/// Paragraphs of the first chapter that contradict their figures: exactly these rules speak, of these words and cells.
pub fn assert_found(cases: &[Wrong<'_>]) {
    let mut wrong = Vec::new();
    for (agency, figures, text, expected) in cases {
        let report = report(agency, figures, &[("1", text)]);
        let session = Session::new(report.clone());
        let failed = session.failed().into_iter().filter(|finding| NUMBERS.contains(&rule(&report, finding).as_str()));
        let found: Vec<(String, String, String)> = failed
            .map(|finding| {
                let first = cells(&report, &finding).first().cloned().unwrap_or_default();
                (rule(&report, &finding), words(&report, &finding), first)
            })
            .collect();
        let expected: Vec<(String, String, String)> = expected
            .iter()
            .map(|(rule, words, cell)| (rule.to_string(), words.to_string(), cell.to_string()))
            .collect();
        if found != expected {
            wrong.push(format!("{text}\n    found    {found:?}\n    expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A session with last year's report known.
pub fn with_last_year(report: Report, last: Report) -> Session {
    let precedent = Precedent::new(report.form(), last);
    let last_year = LastYear::Known(Arc::new(precedent));
    Session::with(report, Background { last_year, ..Background::default() })
}

#[test]
fn a_statement_waits_for_cells_that_are_still_unfilled_unless_it_is_wrong_already() {
    let mut report = report("某某县某某局", "new=7 granted=7", &[("1", "全年共收到政府信息公开申请9件。")]);
    fill_blank(&mut report, "requests.new.enterprise");
    let findings = Session::new(report.clone()).findings();
    let mut pending = findings.iter().filter(|finding| rule(&report, finding) == "TX-01");
    let waits = |finding: &Finding| finding.status == Status::Pending && finding.waiting == 1;
    assert!(pending.all(|finding| waits(finding) && cells(&report, finding) == ["requests.new.enterprise"]));
    report.set_text(part(report.form(), "1"), "全年共收到政府信息公开申请5件。".into());
    assert_eq!(found(&report, &NUMBERS), [("TX-01".to_string(), "收到政府信息公开申请5件".to_string())]);
}

#[test]
fn a_statement_in_traditional_characters_is_held_against_the_tables() {
    let report = report("某某縣某某局", "new=7 granted=7", &[("1", "全年共收到政府信息公開申請9件。")]);
    assert_eq!(found(&report, &NUMBERS), [("TX-01".to_string(), "收到政府信息公開申請9件".to_string())]);
}

fn fill_blank(report: &mut Report, name: &str) {
    let id = report.form().find(name).expect(name);
    report.set_entry(id, gouji::domain::figure::Entry::UNFILLED);
}

#[test]
fn statements_are_judged_anew_when_a_figure_changes_and_when_the_prose_does() {
    use gouji::domain::session::{Change, Edit, Purpose};
    let report = report("某某县某某局", "new=7 granted=7", &[("1", "全年共收到政府信息公开申请8件。")]);
    let form = report.form().clone();
    let mut session = Session::new(report);
    let speaks = |session: &Session| session.failed().iter().any(|finding| finding.rule(&form).id == "TX-01");
    assert!(speaks(&session));
    let cell = form.find("requests.new.natural_person").expect("a cell");
    session.apply(Edit::figures(Purpose::Key, [(cell, keyed("8"))]));
    assert!(!speaks(&session));
    session.undo();
    assert!(speaks(&session));
    let text = Change::Text(part(&form, "1"), "全年共收到政府信息公开申请7件。".into());
    session.apply(Edit { purpose: Purpose::Write, changes: vec![text] });
    assert!(!speaks(&session));
}
