//! Fields of the prose in what is handed on: every format prints the figure, a draft keeps what is open, and a document that
//! is read back over its report leaves the fields where they are.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Part, Report};
use gouji::domain::session::Session;
use gouji::export::{Format, Options, export, json};
use gouji::import;

use crate::sample::{forms, litong, set};

const TEXT: &str =
    "（二）依申请公开。全年新收政府信息公开申请 {requests.new.total} 件，收费 {proactive.fees.amount} 万元。";

/// The sample report with fields in its first chapter.
fn with_fields() -> Report {
    let mut report = litong();
    set(&mut report, "proactive.fees.amount", "12.50");
    report.set_text(Part::Chapter(0), TEXT.into());
    report
}

fn read(bytes: &[u8]) -> Report {
    let options = import::Options { year: Some(2022), ..Default::default() };
    import::read(bytes, &forms(), options).expect("read").into_report()
}

#[test]
fn every_format_prints_the_figures_and_reads_back() {
    let report = with_fields();
    let amount = report.entry(report.form().find("proactive.fees.amount").expect("a cell")).figure();
    for format in Format::ALL.into_iter().filter(|format| ![Format::Pdf, Format::Csv].contains(format)) {
        let bytes = export(&report, format, Options::FINAL, &forms()).expect("written");
        let text = read(&bytes).text(Part::Chapter(0)).to_string();
        assert!(text.contains("申请 7 件") && text.contains(&format!("收费 {amount} 万元")), "{format:?}: {text}");
    }
    assert_eq!(report.text(Part::Chapter(0)), TEXT);
}

#[test]
fn a_draft_shows_a_field_of_an_unfilled_cell_as_it_is_written() {
    let mut report = with_fields();
    let cell = report.form().find("requests.new.enterprise").expect("a cell");
    report.set_entry(cell, Entry::UNFILLED);
    let draft = Options { draft: true, ..Options::FINAL };
    let bytes = export(&report, Format::Docx, draft, &forms()).expect("written");
    assert!(read(&bytes).text(Part::Chapter(0)).contains("申请 {requests.new.total} 件"));
    assert!(export(&report, Format::Docx, Options::FINAL, &forms()).is_err());
}

#[test]
fn json_holds_what_is_read() {
    let value = json::value(&with_fields(), None);
    assert!(value["chapters"]["1"].as_str().is_some_and(|text| text.contains("申请 7 件")), "{value}");
}

#[test]
fn an_export_that_comes_back_leaves_the_fields_and_other_words_replace_them() {
    let report = with_fields();
    let bytes = export(&report, Format::Docx, Options::FINAL, &forms()).expect("written");
    let options = import::Options { year: Some(2022), ..Default::default() };
    let proposal = import::read(&bytes, &forms(), options).expect("read");
    let entries = |value: u32| {
        let cell = report.form().find("requests.new.natural_person").expect("a cell");
        [(cell, Entry::new(Figure::from(value), Origin::Imported))]
    };
    let mut session = Session::new(report.clone());
    session.apply(proposal.edit(&report, entries(7)));
    assert_eq!(session.report().text(Part::Chapter(0)), TEXT);
    // The document says 7 where the figure is to be 8: its words stand.
    let mut session = Session::new(report.clone());
    session.apply(proposal.edit(&report, entries(8)));
    assert!(session.report().text(Part::Chapter(0)).contains("申请 7 件"));
}
