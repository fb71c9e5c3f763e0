//! Real figures: published reports, and reports with keying errors. The samples stand beside the repository; without
//! them these tests are skipped with a printed line.

use std::path::PathBuf;

use gouji::domain::definition::Severity;
use gouji::domain::finding::{Finding, Status};
use gouji::domain::report::Report;
use gouji::domain::session::Session;
use gouji::import::{self, Options};
use gouji::store::forms::Forms;
use serde_json::Value;

use crate::forms::{blank, fill, whole_form};
use crate::reference::beside;

/// The entries of a folder of the samples, sorted; empty where there are none.
fn samples(folder: &str) -> Vec<PathBuf> {
    let entries = beside(&format!("samples/{folder}")).map(|path| std::fs::read_dir(path).expect("a folder"));
    let entries = entries.into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// The hard errors of a report.
fn failed(report: &Report) -> Vec<String> {
    let session = Session::new(report.clone());
    let hard = |finding: &Finding| finding.status == Status::Fail && finding.severity == Severity::Error;
    let failed = session.findings().into_iter().filter(hard);
    failed.map(|finding| finding.rule(session.form()).id.clone()).collect()
}

#[test]
fn every_report_with_keying_errors_has_a_failed_finding() {
    for path in samples("suspects").iter().filter(|path| path.extension().is_some_and(|ending| ending == "csv")) {
        let text = std::fs::read_to_string(path).expect("a text file");
        let figures: Vec<(&str, &str)> = text.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
        assert_eq!(figures.len(), 200, "{}", path.display());
        let mut report = blank(&whole_form("2021"));
        fill(&mut report, &figures);
        let failed = failed(&report);
        assert!(!failed.is_empty(), "{}", path.display());
        assert!(failed.iter().all(|id| ["T3-01", "T3-02", "T3-03", "T4-01"].contains(&id.as_str())), "{failed:?}");
    }
}

#[test]
fn what_the_prose_of_published_reports_says_is_faulted_only_where_it_contradicts_the_tables() {
    let forms = Forms::default();
    for folder in samples("").iter().filter(|path| path.join("expected.json").exists()) {
        let text = std::fs::read_to_string(folder.join("expected.json")).expect("a text file");
        let expected: Value = serde_json::from_str(&text).expect("JSON");
        let contradicts = expected["inconsistencies"].as_array().is_some_and(|list| !list.is_empty());
        for source in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if source.file_name().is_some_and(|name| name == "expected.json") {
                continue;
            }
            let bytes = std::fs::read(&source).expect("a file");
            let report = import::read(&bytes, forms.all(), Options::default()).expect("a report").into_report();
            let session = Session::new(report);
            // The rules on numbers: that a fee statement or an aspect is missing is no contradiction.
            let numbers = ["TX-01", "TX-02", "TX-03", "TX-04", "TX-05", "TX-06", "TX-07", "TX-08", "TX-09", "XT-07"];
            let findings = session.failed().into_iter();
            let findings = findings.filter(|f| numbers.contains(&f.rule(session.form()).id.as_str()));
            let quotes: Vec<String> = findings.map(|finding| finding.quote).collect();
            assert_eq!(!quotes.is_empty(), contradicts, "{}: {quotes:?}", source.display());
            if contradicts {
                for stated in ["258件", "265件"] {
                    assert!(quotes.iter().any(|quote| quote.ends_with(stated)), "{stated}: {quotes:?}");
                }
            }
        }
    }
}

#[test]
fn published_reports_have_the_violations_that_were_found_by_hand_and_no_other() {
    let mut with_violations = 0;
    for path in samples("").iter().map(|path| path.join("expected.json")).filter(|path| path.exists()) {
        let text = std::fs::read_to_string(&path).expect("a text file");
        let expected: Value = serde_json::from_str(&text).expect("JSON");
        let form = whole_form(expected["edition"].as_str().expect("an edition"));
        let mut report = blank(&form);
        let mut unknown = Vec::new();
        for (name, value) in expected["cells"].as_object().expect("cells") {
            let figure = match value {
                Value::Null => continue,
                Value::String(text) => text.clone(),
                number => number.to_string(),
            };
            // Some are given as printed, `251000元`; reading those is the importer's work.
            match form.find(name) {
                Some(_) if figure.parse::<gouji::domain::figure::Figure>().is_err() => {}
                Some(_) => fill(&mut report, &[(name, &figure)]),
                None => unknown.push(name.clone()),
            }
        }
        let violations = expected["violations"].as_array().expect("violations").len();
        assert_eq!(failed(&report).len(), violations, "{}: {:?}", path.display(), failed(&report));
        with_violations += usize::from(violations > 0);
        println!("{}: {violations} violations, not of the form: {unknown:?}", path.display());
    }
    assert!(with_violations > 0 || samples("").is_empty(), "no sample with a violation was read");
}
