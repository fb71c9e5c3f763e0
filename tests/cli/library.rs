//! `new`, `list`, `history`, and how reports of the library are named.

use super::*;

#[test]
fn a_new_report_is_empty_its_path_is_the_result_and_it_is_made_once() {
    let place = Place::new();
    let out = place.clean(&["new", "甲局", "2022"]);
    assert_eq!(out, format!("{}\n", place.path("library/甲局/2022.ron").display()));
    let text = fs::read_to_string(place.path("library/甲局/2022.ron")).expect("there");
    let made = from_ron("2022.ron", &text, &Forms::default()).expect("opens");
    assert_eq!((made.unfilled(), made.form().edition()), (166, "2021"));
    assert!(made.text(Part::Preamble).contains("编制甲局2022年"));
    assert!(place.refused(&["new", "甲局", "2022"]).contains("已存在"));
    assert_eq!(fs::read_to_string(place.path("library/甲局/2022.ron")).expect("there"), text);
    place.clean(&["new", "甲局", "2022", "--aggregated"]);
    assert!(place.path("library/甲局/2022.aggregated.ron").exists());
    place.clean(&["new", "甲局", "2020"]);
    assert!(place.clean(&["show", "甲局", "2020", "--format", "json"]).contains("\"edition\": \"2019\""));
    assert!(place.refused(&["new", "甲局", "2018"]).contains("2019"));
    assert!(place.refused(&["new", "甲局", "22"]).contains("四位数"));
    assert!(place.refused(&["new", " ", "2022"]).contains("单位名称"));
}

#[test]
fn a_new_report_takes_headings_and_carried_figures_from_last_years_and_no_results() {
    let place = Place::new();
    assert!(place.refused(&["new", "乙局", "2022", "--from-last-year"]).contains("没有 乙局 2021"));
    assert!(!place.path("library/乙局").exists(), "nothing was made");
    let mut last =
        report("甲局", 2021, &[("requests.new.natural_person", "9"), ("requests.carried_out.natural_person", "9")]);
    last.set_text(Part::Chapter(4), "（一）主要问题。更新较慢的栏目有3个。\n（二）改进措施\n逐月检查。".to_string());
    place.write("library/甲局/2021.ron", &to_ron(&last));
    let answer = place.run(&["new", "甲局", "2022", "--from-last-year"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.err.contains("提取上年数 6 格"), "{}", answer.err);
    let text = fs::read_to_string(place.path("library/甲局/2022.ron")).expect("there");
    let made = from_ron("2022.ron", &text, &Forms::default()).expect("opens");
    assert_eq!(made.unfilled(), 160);
    let figure = |name: &str| made.entry(made.form().find(name).expect(name)).figure().to_string();
    assert_eq!(figure("requests.carried_in.natural_person"), "9");
    assert_eq!(figure("requests.new.natural_person"), "");
    assert_eq!(made.text(Part::Chapter(4)), "（一）主要问题。\n（二）改进措施");
    assert!(made.text(Part::Preamble).contains("2022年"));
}

#[test]
fn the_list_names_every_report_with_what_is_missing_and_wrong() {
    let place = Place::new();
    let empty = place.run(&["list"]);
    assert_eq!((empty.code, empty.out.as_str()), (0, ""));
    assert!(empty.err.contains("library"), "{}", empty.err);
    place.write("library/甲局/2022.ron", &ron("甲局", &UNBALANCED));
    place.write("library/甲局/2023.ron", "(version: 1, 乱");
    place.clean(&["new", "乙局", "2022"]);
    let answer = place.run(&["list"]);
    assert_eq!(answer.code, 2, "one cannot be read");
    let lines: Vec<&str> = answer.out.lines().collect();
    let expected =
        ["2022  本机关  乙局  未填 166，错误 0", "2023  本机关  甲局  无法读取", "2022  本机关  甲局  未填 0，错误 2"];
    assert_eq!(lines, expected);
    assert!(answer.err.contains("2023.ron") && answer.err.contains("第 1 行"), "{}", answer.err);
    let answer = place.run(&["list", "--format", "json"]);
    assert!(answer.code == 2 && answer.err.contains("2023.ron"), "{}", answer.err);
    let value = json(&answer.out);
    let reports = value["reports"].as_array().expect("an array");
    assert_eq!(reports[0]["unfilled"], 166);
    assert!(reports[1]["error"].is_string());
    assert_eq!((&reports[2]["agency"], &reports[2]["errors"]), (&"甲局".into(), &2.into()));
}

#[test]
fn a_report_that_is_not_there_is_answered_with_where_it_was_looked_for_and_what_there_is() {
    let place = Place::new();
    place.clean(&["new", "利通区统计局", "2022"]);
    let other_year = place.refused(&["show", "利通区统计局", "2021"]);
    assert!(other_year.contains("2021.ron") && other_year.contains("2022"), "{other_year}");
    assert!(place.refused(&["show", "利通区", "2022"]).contains("利通区统计局"));
    assert!(place.refused(&["show", "统计局"]).contains("利通区统计局"));
    assert!(place.refused(&["show", "none.ron"]).contains("none.ron"));
    assert!(place.refused(&["history", "利通区统记局", "2022"]).contains("利通区统计局"));
}

#[test]
fn a_word_before_a_year_is_an_agency_unless_both_words_are_files() {
    let place = Place::new();
    place.write("甲局", &ron("文件里的局", &BALANCED));
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    assert!(place.clean(&["show", "甲局", "2022", "--format", "json"]).contains("\"agency\": \"甲局\""));
    assert!(place.clean(&["show", "甲局", "--format", "json"]).contains("\"agency\": \"文件里的局\""));
    place.write("2022", &ron("叫 2022 的文件", &BALANCED));
    let both = json(&place.clean(&["check", "甲局", "2022", "--format", "json"]));
    assert_eq!(both["reports"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_history_lists_earlier_states() {
    let place = Place::new();
    place.clean(&["new", "甲局", "2022"]);
    let none = place.run(&["history", "甲局", "2022"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    place.write("library/甲局/history/2022/2023-01-10_09-30-12.345.ron", &ron("甲局", &[]));
    let out = place.clean(&["history", "甲局", "2022"]);
    assert!(out.starts_with("  1  2023-01-10 09:30:12  ") && out.lines().count() == 1, "{out}");
}

#[test]
fn blanks_around_an_agencys_name_make_no_other_agency_and_control_characters_are_refused() {
    let place = Place::new();
    place.clean(&["new", " 甲局　", "2022"]);
    assert!(place.path("library/甲局/2022.ron").is_file());
    for name in ["甲局", "甲局 ", "\t甲局", "　甲局"] {
        let shown = json(&place.clean(&["show", name, "2022", "--format", "json"]));
        assert_eq!(shown["agency"], "甲局", "{name:?}");
    }
    assert_eq!(place.run(&["new", "　甲局", "2022"]).code, 2, "it is there already");
    place.write("a.csv", "cell,value\nrequests.new.natural_person,4\n");
    place.clean(&["import", "a.csv", "--agency", "甲局　", "--year", "2023"]);
    assert!(place.path("library/甲局/2023.ron").is_file());
    place.write("b.json", r#"{"agency": "　甲局 ", "year": 2024, "cells": {"requests.new.natural_person": 4}}"#);
    place.clean(&["import", "b.json"]);
    assert!(place.path("library/甲局/2024.ron").is_file());
    let folders = fs::read_dir(place.path("library")).expect("a folder").count();
    assert_eq!(folders, 1);
    for name in ["甲\n局", "甲\u{7}局"] {
        let words = place.refused(&["new", name, "2022"]);
        assert!(words.contains("控制字符"), "{words}");
    }
}

#[test]
fn a_predecessor_with_blanks_around_its_name_is_found() {
    let place = Place::new();
    let last = [("requests.carried_out.natural_person", "2"), ("requests.new.natural_person", "2")];
    place.write("library/旧局/2022.ron", &to_ron(&report("旧局", 2022, &last)));
    place.write(
        "library/新局/agency.ron",
        "(version: 1, name: \"新局\", predecessors: [(name: \" 旧局　\", year: 2023, reason: \"更名\")])",
    );
    place.clean(&["new", "新局", "2023", "--from-last-year"]);
    let shown = json(&place.clean(&["show", "新局", "2023", "--format", "json"]));
    assert_eq!(shown["cells"]["requests.carried_in.natural_person"], 2);
}

#[test]
fn an_agency_without_its_year_and_a_year_before_its_agency_are_answered_with_how_it_is_written() {
    let place = Place::new();
    for year in ["2024", "2025"] {
        place.clean(&["new", "示例区财政局", year]);
    }
    let err = place.refused(&["show", "示例区财政局"]);
    assert!(err.contains("请加上年度（有 2025、2024），例如：示例区财政局 2025"), "{err}");
    let err = place.refused(&["show", "示例区财政局2025"]);
    assert!(err.contains("例如：示例区财政局 2025（"), "{err}");
    assert!(place.refused(&["new", "2025", "甲局"]).contains("年度写在后面：甲局 2025"));
    assert!(place.refused(&["explain", "T3-1"]).contains("编号相近的规则：T3-01"));
    assert!(place.refused(&["explain", "甲"]).contains("gouji forms --rules"));
}
