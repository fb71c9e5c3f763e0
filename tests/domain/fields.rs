//! Fields in prose: what stands in their places, where findings on them point, and what is no field.

use gouji::domain::comparison::compare;
use gouji::domain::field::{Shown, fields, nearest, resolved};
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::finding::{Finding, Status, message};
use gouji::domain::recalculation::Totals;
use gouji::domain::report::{Part, Report};
use gouji::domain::session::{Change, Edit, Purpose, Session};
use gouji::domain::text::Lang;
use proptest::prelude::*;

use crate::forms::keyed;
use crate::prose::{form, report};

const AROUND: &str =
    "（一）主动公开。及时公开信息。（三）政府信息管理。审核发布。（四）平台建设。维护网站。（五）监督保障。开展培训。";

fn with(figures: &str, text: &str) -> Report {
    report("某某县某某局", figures, &[("1", text)])
}

fn said(report: &Report) -> String {
    resolved(report).text(Part::Chapter(0)).to_string()
}

fn of_rule(session: &Session, id: &str) -> Vec<Finding> {
    let mut findings = session.findings();
    findings.retain(|finding| finding.rule(session.form()).id == id);
    findings
}

#[test]
fn a_field_stands_for_the_present_figure_totals_and_amounts_included() {
    let text = "收到{requests.new.total}件，收费{proactive.fees.amount}万元，复议{disputes.reconsideration.total}件";
    let report = with("new=7 proactive.fees.amount=12.50", text);
    assert_eq!(said(&report), "收到7件，收费12.50万元，复议0件");
    assert_eq!(report.text(Part::Chapter(0)), text);
}

#[test]
fn an_unfilled_field_and_a_misnamed_one_stand_as_they_are_written() {
    let text = "{requests.new.total}{requests.nwe.total}";
    let mut report = with("", text);
    let cell = report.form().find("requests.new.enterprise").expect("a cell");
    report.set_entry(cell, Entry::UNFILLED);
    assert_eq!(said(&report), text);
}

#[test]
fn a_not_applicable_cell_is_the_sign_that_the_tables_print() {
    let mut report = with("", "{requests.new.enterprise}");
    let cell = report.form().find("requests.new.enterprise").expect("a cell");
    report.set_entry(cell, Entry::new(Figure::NotApplicable, Origin::Keyed));
    assert_eq!(said(&report), "/");
}

#[test]
fn other_braces_are_ordinary_characters() {
    let form = form("2021");
    for text in ["{", "{}", "{甲}", "{a}", "{a..c}", "{a.}", "{requests.new.total", "{ requests.new.total}", "{{x}}"] {
        assert_eq!(fields(&form, text).count(), 0, "{text}");
    }
    let nested: Vec<_> =
        fields(&form, "{a{requests.new.total}}").map(|field| (field.range.start, field.name)).collect();
    assert_eq!(nested, [(2, "requests.new.total")]);
}

#[test]
fn the_nearest_name_is_offered_and_none_where_none_is_near() {
    let form = form("2021");
    assert_eq!(nearest(&form, "requests.nwe.total"), Some("requests.new.total"));
    assert_eq!(nearest(&form, "a.b.c"), None);
}

#[test]
fn rules_read_the_figure_and_point_at_the_field() {
    let sentence = "（二）依申请公开。全年共收到政府信息公开申请{requests.carried_in.total}件。";
    let text = format!("{sentence}{AROUND}");
    let session = Session::new(with("new=7 granted=10 carried_in=3", &text));
    let found = of_rule(&session, "TX-01");
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    let passage = finding.passage.as_ref().expect("words");
    let words = &text[passage.range.clone()];
    assert!(words.contains("{requests.carried_in.total}"), "{words}");
    assert!(finding.quote.contains("申请3件"), "{}", finding.quote);
    assert_eq!(finding.left.map(|left| left.to_string()).as_deref(), Some("3"));
    // The right field is never wrong, whatever the figure becomes.
    let right = format!("{}{AROUND}", sentence.replace("carried_in", "new"));
    let mut session = Session::new(with("new=7 granted=7", &right));
    assert!(of_rule(&session, "TX-01").is_empty());
    let cell = session.form().find("requests.new.natural_person").expect("a cell");
    session.apply(Edit::figures(Purpose::Key, [(cell, keyed("8"))]));
    assert!(of_rule(&session, "TX-01").is_empty(), "{:?}", of_rule(&session, "TX-01"));
    // A number beside it that was typed is judged as ever.
    let typed = right.replace("{requests.new.total}", "7");
    session.apply(Edit { purpose: Purpose::Write, changes: vec![Change::Text(Part::Chapter(0), typed)] });
    assert_eq!(of_rule(&session, "TX-01").len(), 1);
}

#[test]
fn a_misnamed_field_is_a_finding_that_names_the_nearest_cell() {
    let text = format!("{AROUND}（二）依申请公开。{{requests.nwe.total}}件。");
    let session = Session::new(with("", &text));
    let found = of_rule(&session, "TX-19");
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    let range = finding.passage.as_ref().expect("words").range.clone();
    assert_eq!(&text[range], "{requests.nwe.total}");
    for lang in [Lang::Zh, Lang::En] {
        let words = message(session.figures(), finding, lang);
        assert!(words.contains("{requests.nwe.total} → {requests.new.total}"), "{words}");
    }
}

#[test]
fn a_name_of_too_few_or_too_many_parts_is_told_like_any_other_that_no_cell_has() {
    for name in ["{nope.x}", "{new.total}", "{requests.new.total.x}"] {
        let session = Session::new(with("", &format!("{AROUND}共{name}件。")));
        let found = of_rule(&session, "TX-19");
        assert_eq!(found.iter().map(|finding| finding.status).collect::<Vec<_>>(), [Status::Fail], "{name}");
        assert!(message(session.figures(), &found[0], Lang::Zh).contains(name), "{name}");
    }
}

#[test]
fn a_field_of_an_unfilled_cell_is_waited_for() {
    let text = format!("{AROUND}（二）依申请公开。新收{{requests.new.total}}件。");
    let mut report = with("", &text);
    let cell = report.form().find("requests.new.enterprise").expect("a cell");
    report.set_entry(cell, Entry::UNFILLED);
    let mut session = Session::new(report);
    let found = of_rule(&session, "TX-19");
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((finding.status, finding.cells.as_slice()), (Status::Pending, [cell].as_slice()));
    session.apply(Edit::figures(Purpose::Key, [(cell, keyed("1"))]));
    assert!(of_rule(&session, "TX-19").is_empty());
    session.undo();
    assert_eq!(of_rule(&session, "TX-19").len(), 1);
}

#[test]
fn comparing_compares_what_is_read() {
    let (fields, plain) = (with("new=7", "收到{requests.new.total}件"), with("new=7", "收到7件"));
    assert_eq!(compare(&fields, &plain), []);
    let other = with("new=8 granted=8", "收到7件");
    assert!(compare(&fields, &other).iter().all(|difference| difference.what != "1"));
}

#[test]
fn the_cells_that_a_number_is_held_against_come_from_its_statement() {
    let text = format!("{AROUND}（二）依申请公开。全年共收到政府信息公开申请7件，上年结转2件。");
    let session = Session::new(with("new=7 carried_in=2 granted=9", &text));
    let names = |number: &str| {
        let at = text.find(number).expect("there");
        let cells = session.cells_stated(Part::Chapter(0), &(at..at + 1));
        cells.into_iter().map(|cell| session.form().cell(cell).name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("7件")[0], "requests.new.total");
    assert_eq!(names("2件"), ["requests.carried_in.total"]);
}

proptest! {
    #[test]
    fn every_byte_leads_from_the_text_as_written_to_the_text_as_shown_and_back(
        pieces in prop::collection::vec(prop_oneof![
            "[一-龥a-z{}. \n]{0,5}",
            Just("{requests.new.total}".to_string()),
            Just("{requests.nwe.total}".to_string()),
        ], 0..8),
    ) {
        let (form, text) = (form("2021"), pieces.concat());
        let report = with("new=1234", "");
        let totals = Totals::new(&form, report.entries());
        let shown = Shown::new(&form, report.entries(), &totals, &text);
        for (byte, _) in shown.text.char_indices() {
            let (start, end) = (shown.start(byte), shown.end(byte));
            prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
            prop_assert!(shown.shown(start) <= byte);
        }
        prop_assert_eq!(shown.start(shown.text.len()), text.len());
        for (byte, _) in text.char_indices().filter(|(byte, _)| !shown.places.iter().any(|p| p.written.start < *byte && *byte < p.written.end)) {
            prop_assert_eq!(shown.start(shown.shown(byte)), byte);
        }
    }
}

#[test]
fn what_is_nearly_a_field_is_found_as_a_leftover_and_a_field_that_waits_is_not() {
    for text in [
        "共{requests.new.total件",
        "共{ requests.new.total }件",
        "共｛requests.new.total｝件",
        "共{requests。new。total}件",
    ] {
        let session = Session::new(with("new=7", &format!("{AROUND}{text}。")));
        let found = of_rule(&session, "TX-19");
        assert_eq!(found.iter().map(|finding| finding.status).collect::<Vec<_>>(), [Status::Fail], "{text}");
    }
    let mut report = with("new=7", &format!("{AROUND}共{{requests.new.total}}件。"));
    assert!(of_rule(&Session::new(report.clone()), "TX-19").is_empty());
    let cell = report.form().find("requests.new.enterprise").expect("a cell");
    report.set_entry(cell, Entry::UNFILLED);
    let found = of_rule(&Session::new(report), "TX-19");
    assert_eq!(found.iter().map(|finding| finding.status).collect::<Vec<_>>(), [Status::Pending]);
}

#[test]
fn a_count_written_with_a_decimal_point_is_the_whole_number() {
    let mut report = with("", "");
    let cell = report.form().find("requests.new.enterprise").expect("a cell");
    report.set_entry(cell, Entry::new("1.0".parse().expect("a figure"), Origin::Imported));
    assert_eq!(report.entry(cell).figure().to_string(), "1");
    report.set_entry(cell, Entry::new("1.5".parse().expect("a figure"), Origin::Imported));
    assert_eq!(report.entry(cell).figure().to_string(), "1.5", "T3-04 speaks of that");
    let fees = report.form().find("proactive.fees.amount").expect("a cell");
    report.set_entry(fees, Entry::new("12.50".parse().expect("a figure"), Origin::Keyed));
    assert_eq!(report.entry(fees).figure().to_string(), "12.50");
}
