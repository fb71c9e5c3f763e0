//! The cell list and JSON: every cell, in form order, exactly.

use gouji::domain::report::{Note, Part, Report, Scope};
use gouji::export::{Format, Options, json, render};
use serde_json::{Value, json};

use crate::sample::{form, forms, litong, set, text, zeros};

#[test]
fn a_cell_list_has_every_cell_in_form_order_with_totals_as_computed() {
    let mut report = litong();
    set(&mut report, "requests.new.total", "8");
    set(&mut report, "proactive.fees.amount", "12.50");
    set(&mut report, "disputes.reconsideration.pending", "/");
    let list = text(&report, Format::Csv);
    let names = list.lines().map(|line| line.split(',').next().unwrap());
    let cells = report.form().cells().map(|cell| report.form().cell(cell).name.as_str());
    assert!(names.eq(std::iter::once("cell").chain(cells)));
    for line in [
        "cell,value",
        "requests.new.natural_person,7",
        "requests.new.total,7",
        "requests.handled.natural_person,7",
        "proactive.fees.amount,12.50",
        "disputes.reconsideration.pending,/",
        "disputes.reconsideration.total,0",
    ] {
        assert!(list.lines().any(|l| l == line), "{line}");
    }
}

#[test]
fn an_unfilled_cell_is_empty_in_a_cell_list_and_null_in_json_and_so_is_its_total() {
    let report = Report::new(form("2019"), None, None, Scope::Own);
    assert!(text(&report, Format::Csv).lines().skip(1).all(|line| line.ends_with(',')));
    let value = json::value(&report, None);
    assert_eq!(value["cells"].as_object().unwrap().len(), 198);
    assert!(value["cells"].as_object().unwrap().values().all(Value::is_null));
}

#[test]
fn json_has_the_shape_that_the_design_sets_down() {
    let mut report = litong();
    set(&mut report, "proactive.fees.amount", "12.50");
    set(&mut report, "requests.new.enterprise", "9223372036854775808");
    set(&mut report, "requests.new.research", "-3");
    set(&mut report, "requests.new.other_org", "3.5");
    set(&mut report, "disputes.reconsideration.pending", "/");
    let cell = report.form().find("requests.new.other_org");
    report.notes = vec![Note::new(cell, "line 42", "不是整数"), Note::new(None, "", "待核")];
    let value = json::value(&report, Some("a.txt"));
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&value), ["file", "agency", "year", "scope", "edition", "cells", "controls", "chapters", "notes"]);
    assert_eq!(keys(&value["chapters"]), ["preamble", "1", "2", "3", "4", "5", "6", "closing"]);
    let cells = report.form().cells().map(|cell| report.form().cell(cell).name.clone());
    assert_eq!(keys(&value["cells"]), cells.collect::<Vec<_>>());
    assert_eq!(value["file"], "a.txt");
    assert_eq!(value["agency"], "利通区人民政府办公室");
    assert_eq!((&value["year"], &value["scope"], &value["edition"]), (&json!(2022), &json!("own"), &json!("2021")));
    assert_eq!(value["chapters"]["6"], "本年度没有收取信息处理费。");
    assert_eq!(value["chapters"]["2"], "");
    for (name, expected) in [
        ("requests.new.natural_person", json!(7)),
        ("requests.new.enterprise", json!(9_223_372_036_854_775_808_u64)),
        ("requests.new.research", json!(-3)),
        ("requests.new.other_org", json!("3.5")),
        ("proactive.fees.amount", json!("12.50")),
        ("disputes.reconsideration.pending", json!("/")),
        ("requests.handled.total", json!(7)),
    ] {
        assert_eq!(value["cells"][name], expected, "{name}");
    }
    assert_eq!(
        value["notes"],
        json!([
            { "cell": "requests.new.other_org", "place": "line 42", "text": "不是整数" },
            { "cell": null, "place": "", "text": "待核" },
        ])
    );
}

#[test]
fn json_keeps_prose_to_the_letter_and_a_nameless_report_has_null() {
    let mut report = zeros("2021", 2022);
    (report.agency, report.year) = (None, None);
    report.scope = Scope::Aggregated;
    let odd = "　　首\u{0}行 \n\n\t\"引\" \\ </script>";
    report.set_text(Part::Preamble, odd.into());
    let bytes = render(&report, Format::Json, Options::FINAL, &forms()).unwrap();
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(value["chapters"]["preamble"], odd);
    assert_eq!(value["scope"], "aggregated");
    assert!(value["agency"].is_null() && value["year"].is_null() && value["file"].is_null());
}
