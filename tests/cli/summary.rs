//! `show --summary`: a report on one page, for people and for programs.

use super::*;

#[test]
fn a_report_is_shown_on_one_page() {
    let place = Place::new();
    let mut this = report("甲局", 2022, &UNBALANCED);
    this.set_entry(this.form().find("requests.new.enterprise").expect("a cell"), Entry::UNFILLED);
    this.notes.push(Note::new(None, "", "等来函"));
    this.sign_off.keyer = "李四".into();
    place.write("library/甲局/2022.ron", &to_ron(&this));
    let last = report("甲局", 2021, &[("proactive.licensing.decisions", "30")]);
    place.write("library/甲局/2021.ron", &to_ron(&last));
    let page = place.clean(&["show", "甲局", "2022", "--summary"]);
    let lines = [
        "  + 一、总体情况：已写 6 字",
        "  ! 三、收到和处理政府信息公开申请情况：144 格中 1 格未填，错误 1",
        "  ! 还有 1 格未填",
        "      T3-01 自然人列不平",
        "  . 行政许可 · 处理决定：上年 30，本年 0",
        "整份报告：等来函",
        "填报人 李四，审核人 —；未定稿",
    ];
    for line in lines {
        assert!(page.contains(line), "`{line}`\n{page}");
    }
    let english = place.clean(&["show", "甲局", "2022", "--summary", "--lang", "en"]);
    assert!(english.contains("Licensing · Decided: 30 last year, 0 this year"), "{english}");
    assert!(place.refused(&["show", "甲局", "2022", "--summary", "--format", "ron"]).contains("--format json"));
}

#[test]
fn programs_get_the_summary_as_an_object() {
    let place = Place::new();
    place.write("a.ron", &ron("甲局", &UNBALANCED));
    let value = json(&place.clean(&["show", "a.ron", "--summary", "--format", "json"]));
    let names = [
        "file",
        "agency",
        "year",
        "scope",
        "edition",
        "chapters",
        "unfilled",
        "errors",
        "warnings",
        "infos",
        "far_from_last_year",
        "notes",
        "keyer",
        "reviewer",
        "finished",
        "seal",
        "verified",
    ];
    assert_eq!(keys(&value), names);
    assert_eq!((&value["unfilled"], &value["errors"]), (&0.into(), &2.into()));
    assert_eq!(keys(&value["chapters"][3]), ["part", "state", "errors", "warnings"]);
    assert_eq!((&value["chapters"][3]["part"], &value["chapters"][3]["state"]), (&"3".into(), &"filled".into()));
    assert!(value["far_from_last_year"].is_null(), "nobody knows last year's report");
}
