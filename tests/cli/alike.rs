//! Chapters that several bodies have in common, as `check` tells them of a folder and of the library.

use super::*;

/// A chapter one that was written by one body, with its name and a figure.
fn chapter(name: &str, count: u32) -> String {
    format!(
        "（一）主动公开。{name}全年公开信息{count}条，把年度重点任务分解到科室，每周汇总一次发布情况，对临近更新期限的栏目逐个提醒。（二）依申请公开。没有收到申请。（三）政府信息管理。公文签发时一并确定公开属性，归档前再核对一遍。（四）平台建设。与融媒体中心合办专栏。（五）监督保障。请人大代表、政协委员和企业代表座谈，意见全部采纳。"
    )
}

/// A folder with reports of three bodies, two of which have one chapter one between them.
fn folder() -> Place {
    let place = Place::new();
    for (name, text) in [
        ("青山县水务局", chapter("我局", 31)),
        ("青山县林业局", chapter("青山县林业局", 8)),
        ("青山县民政局", "（一）主动公开。公开救助信息。（二）依申请公开。未收到。".repeat(4)),
    ] {
        let mut report = report(name, 2022, &BALANCED);
        report.set_text(Part::Chapter(0), text);
        place.write(&format!("收到/{name}.ron"), &to_ron(&report));
    }
    place
}

#[test]
fn bodies_with_one_chapter_between_them_are_told_once_behind_all_reports_in_every_format() {
    let place = folder();
    let answer = place.run(&["check", "收到"]);
    let told = answer.out.lines().position(|line| line.contains("XY-13")).expect("told");
    let lines: Vec<&str> = answer.out.lines().skip(told).collect();
    assert!(lines[0].starts_with("警告 XY-13：2 家单位的第一章"), "{}", lines[0]);
    assert!(lines[0].contains("青山县林业局、青山县水务局"), "{}", lines[0]);
    assert_eq!(lines[1..3].concat().matches("收到/").count(), 2, "{lines:?}");
    assert_eq!(answer.out.matches("XY-13").count(), 1);
    let count = |out: &str| out.lines().last().map(String::from);
    let without = place.run(&["check", "收到/青山县水务局.ron", "收到/青山县民政局.ron"]);
    assert!(!without.out.contains("XY-13") && count(&without.out) != count(&answer.out));

    let value = json(&place.run(&["check", "收到", "--format", "json"]).out);
    assert_eq!(keys(&value), ["reports", "alike"]);
    let alike = &value["alike"][0];
    assert_eq!((alike["rule"].as_str(), alike["severity"].as_str()), (Some("XY-13"), Some("warning")));
    let of = |key: &str| -> Vec<&str> {
        alike["reports"].as_array().expect("reports").iter().filter_map(|report| report[key].as_str()).collect()
    };
    assert_eq!(of("agency"), ["青山县林业局", "青山县水务局"]);
    assert_eq!(of("file"), ["收到/青山县林业局.ron", "收到/青山县水务局.ron"]);
    assert_eq!(keys(&json(&place.run(&["check", "收到/青山县水务局.ron", "--format", "json"]).out)), ["reports"]);

    let rows = place.run(&["check", "收到", "--format", "csv"]).out;
    let rows: Vec<&str> = rows.lines().filter(|row| row.contains("XY-13")).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[1].starts_with("收到/青山县水务局.ron,青山县水务局,2022,own,2021,XY-13,warning,fail,"), "{}", rows[1]);

    let entries = json(&place.run(&["check", "收到", "--format", "ess"]).out);
    let entries = entries.as_array().expect("entries");
    let between: Vec<&Value> = entries.iter().filter(|entry| entry["rule"]["expression"] == "XY-13").collect();
    assert_eq!(between.len(), 1);
    assert_eq!(between[0]["data"]["source"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_alike_is_a_warning_that_can_be_left_out_and_is_found_in_the_library_too() {
    let place = folder();
    assert!(!place.run(&["check", "收到", "--level", "error"]).out.contains("XY-13"));
    assert_eq!(place.run(&["import", "收到"]).code, 0);
    let answer = place.run(&["check", "--lang", "en"]);
    assert!(answer.out.contains("warning XY-13: But for names and figures, chapter one is the same"), "{}", answer.out);
}
