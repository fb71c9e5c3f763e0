//! `gouji register`: counted, asked, compared, taken into the report; and nothing of the people in it kept anywhere. The
//! registers are made up, and nobody bears the names in them.

use std::collections::BTreeSet;

use super::*;

const HEAD: &str =
    "编号,收到日期,申请人,申请人类别,联系地址,申请内容,补正告知,补正收到,答复日期,答复结果,收费通知元,备注";

/// Lines with names, addresses and contents that are looked for in all that is written.
const LINES: [&str; 8] = [
    "2024-031,2024-12-11,褚蔚蓝,公民,某市梧桐巷九号,老机场改造批复,,,2025-01-06,同意公开,,上年结转",
    "2025-001,2025-01-03,濮阳青岚,公民,某市海棠里七号,桥梁检测纪要,,,2025-01-20,过程性信息,,",
    "2025-002,2025-02-08,某某蔚然建材有限公司,法人,某县工业路一号,土地出让底价,,,2025-02-24,部分公开,,",
    "2025-003,2025-03-02,钟离墨白,公民,某县紫藤街五号,渔港清淤方案,,,2025-03-20,经与钟离墨白沟通，渔港清淤方案另行商议,,",
    "2025-004,2025-04-02,褚蔚蓝,公民,某市梧桐巷九号,水库除险名册,,,2025-04-18,咨询,,",
    "2025-005,2025-05-02,蔚然环保协会,法人,某市丁香路二号,排污监测底稿,,,2025-05-20,信息不存在,,",
    "2025-006,2025-12-29,濮阳青岚,公民,某市海棠里七号,拆迁补偿名单,,,,,,",
    "2025-007,2025-06-02,某某之家,法人,某市丁香路三号,公园规划底图,,,2025-06-20,同意公开,,",
];

/// What must not be kept or printed: names, addresses, contents.
fn people() -> BTreeSet<String> {
    let fields = LINES.iter().flat_map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        [fields[2], fields[4], fields[5]].map(String::from)
    });
    fields.chain(["钟离".to_string(), "墨白".into(), "渔港".into()]).collect()
}

#[track_caller]
fn assert_nobody(text: &str, place: &str) {
    for name in people() {
        assert!(!text.contains(&name), "{place} holds {name}:\n{text}");
    }
}

fn register(place: &Place) {
    place.write("register.csv", &format!("{HEAD}\n{}\n", LINES.join("\n")));
}

const OF: [&str; 6] = ["register", "register.csv", "--agency", "某某局", "--year", "2025"];

fn args<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&OF[..], more].concat()
}

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => files(&path, found),
            path => found.push(path),
        }
    }
}

#[test]
fn json_has_the_shape_of_the_manual_and_null_where_an_answer_is_missing() {
    let place = Place::new();
    register(&place);
    let value = json(&place.clean(&args(&["--format", "json"])));
    assert_eq!(keys(&value), ["agency", "year", "cells", "cases", "questions", "findings"]);
    assert_eq!((&value["agency"], &value["year"]), (&"某某局".into(), &2025.into()));
    assert_eq!(value["cells"].as_object().expect("cells").len(), 175);
    assert_eq!(value["cells"]["requests.new.total"], 7);
    assert_eq!(value["cells"]["requests.carried_in.natural_person"], 1);
    assert!(value["cells"]["requests.other_other.natural_person"].is_null());
    let case = value["cases"].as_array().expect("cases").iter().find(|case| case["number"] == "2025-001").expect("it");
    assert_eq!(keys(case), ["number", "received", "answered", "row", "column", "wording", "certainty"]);
    assert_eq!(case["wording"], "过程性信息");
    assert_eq!((&case["row"], &case["certainty"]), (&"denied_process".into(), &"sure".into()));
    let questions = value["questions"].as_array().expect("questions");
    let wordings: Vec<&str> = questions.iter().filter_map(|question| question["wording"].as_str()).collect();
    assert_eq!(wordings, ["咨询", "经与…沟通，…另行商议", "编号 2025-007：申请人类别"]);
    assert_eq!(keys(&questions[0]), ["wording", "count", "choices", "cells"]);
    assert_eq!(questions[0]["choices"], serde_json::json!(["other_other", "unprocessed_petition"]));
}

#[test]
fn answers_settle_questions_and_are_remembered_once_the_figures_are_taken() {
    let place = Place::new();
    register(&place);
    place.write("map.csv", "写法,答复\n咨询,R23\n\"经与…沟通，…另行商议\",none\n编号 2025-007：申请人类别,other_org\n");
    let value = json(&place.clean(&args(&["--map", "map.csv", "--format", "json", "--accept"])));
    assert_eq!(value["questions"], serde_json::json!([]));
    assert_eq!(value["cells"]["requests.other_other.natural_person"], 1);
    assert_eq!(value["cells"]["requests.new.total"], 6);
    let profile = fs::read_to_string(place.path("library/某某局/agency.ron")).expect("a profile");
    assert!(profile.contains("(\"咨询\", \"other_other\")") && !profile.contains("编号"), "{profile}");
    let kept = fs::read_to_string(place.path("library/某某局/2025.register.ron")).expect("the cases");
    assert!(kept.contains("编号 2025-007：申请人类别") && kept.starts_with("(\n  version: 1,"), "{kept}");
    // Without the file of answers, the office has still answered.
    let again = json(&place.clean(&args(&["--format", "json"])));
    assert_eq!(again["cells"], value["cells"]);
    let report = fs::read_to_string(place.path("library/某某局/2025.ron")).expect("the report");
    assert!(report.contains("\"requests.other_other.natural_person\": counted(\"1\")"), "{report}");
    // The file beside the report is no report.
    assert_eq!(place.clean(&["list"]).lines().count(), 1);
    assert!(!place.run(&["check", "library"]).err.contains("register"));
}

#[test]
fn a_report_that_differs_is_told_with_the_cases_and_printed_totals_stay() {
    let place = Place::new();
    register(&place);
    let mut report = report("某某局", 2025, &[("requests.granted.natural_person", "3")]);
    let total = report.form().find("requests.granted.total").expect("a total");
    report.set_entry(total, Entry::new(Figure::from(3), Origin::Imported));
    place.write("library/某某局/2025.ron", &to_ron(&report));
    place.write("map.csv", "经与…沟通，…另行商议,none\n");
    let value = json(&place.clean(&args(&["--map", "map.csv", "--with-report", "--format", "json"])));
    let findings = value["findings"].as_array().expect("findings").iter().filter(|finding| finding["rule"] == "RG-06");
    let granted =
        findings.into_iter().find(|finding| finding["cells"][0] == "requests.granted.natural_person").expect("it");
    assert_eq!((&granted["left"], &granted["right"]), (&3.into(), &1.into()));
    assert!(granted["message"].as_str().is_some_and(|words| words.contains("2024-031")), "{granted}");
    place.clean(&args(&["--map", "map.csv", "--accept"]));
    let text = fs::read_to_string(place.path("library/某某局/2025.ron")).expect("the report");
    assert!(text.contains("\"requests.granted.natural_person\": counted(\"1\")"), "{text}");
    assert!(text.contains("\"requests.granted.total\": imported(\"3\")"), "{text}");
    // What waits for an answer is as it was.
    assert!(text.contains("\"requests.other_other.natural_person\": filled(\"0\")"), "{text}");
}

#[test]
fn last_years_open_cases_are_held_against_the_carried_ones() {
    let place = Place::new();
    register(&place);
    place.clean(&["register", "register.csv", "--agency", "某某局", "--year", "2024", "--accept"]);
    let rules = |place: &Place| -> Vec<String> {
        let value = json(&place.run(&args(&["--format", "json"])).out);
        let all = value["findings"].as_array().expect("findings").iter();
        all.filter_map(|finding| finding["rule"].as_str().map(String::from)).collect()
    };
    assert!(!rules(&place).contains(&"RG-07".to_string()));
    place.write("register.csv", &format!("{HEAD}\n{}\n", LINES[1..].join("\n")));
    assert!(rules(&place).contains(&"RG-07".to_string()));
}

#[test]
fn nothing_of_people_is_written_or_printed() {
    let place = Place::new();
    register(&place);
    // Somebody copies a whole text of the register into the answers.
    place.write("map.csv", "经与钟离墨白沟通，渔港清淤方案另行商议,other_other\n");
    let (plain, map) = (args(&[]), args(&["--map", "map.csv", "--accept"]));
    let (json, csv) = (args(&["--format", "json", "--with-report"]), args(&["--format", "csv"]));
    for args in [&plain, &map, &plain, &json, &csv, &map] {
        let answer = place.run(args);
        assert!(answer.code < 2, "{}", answer.err);
        assert_nobody(&answer.out, "stdout");
        assert_nobody(&answer.err, "stderr");
    }
    let mut found = Vec::new();
    files(place.0.path(), &mut found);
    let own = [place.path("register.csv"), place.path("map.csv")];
    let written: Vec<PathBuf> = found.into_iter().filter(|path| !own.contains(path)).collect();
    for name in ["agency.ron", "2025.ron", "2025.register.ron"] {
        assert!(written.iter().any(|path| path.ends_with(name)), "{name}: {written:?}");
    }
    for path in written {
        assert_nobody(&String::from_utf8_lossy(&fs::read(&path).expect("read")), &path.display().to_string());
    }
}

#[test]
fn a_contradiction_is_an_error_and_what_cannot_be_read_is_refused() {
    let place = Place::new();
    place.write("register.csv", &format!("{HEAD}\n{}\n{}\n", LINES[1], LINES[1]));
    let answer = place.run(&OF);
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert!(answer.out.contains("RG-01") && answer.out.contains("2025-001"), "{}", answer.out);
    register(&place);
    place.write("map.csv", "咨询,other_other\n非政府信息,随便\n");
    let refused = place.refused(&args(&["--map", "map.csv"]));
    assert!(refused.contains("第 2 行") && refused.contains("随便"), "{refused}");
    assert!(place.refused(&["register", "register.csv", "--agency", "某某局", "--year", "2010"]).contains("2010"));
    assert!(place.refused(&["register", "none.csv", "--agency", "某某局", "--year", "2025"]).contains("none.csv"));
    assert!(place.refused(&["register", "register.csv"]).contains("--agency"));
}

#[test]
fn a_finished_report_and_a_damaged_file_of_cases_are_left_alone() {
    let place = Place::new();
    register(&place);
    let report = report("某某局", 2025, &[]);
    place.write("library/某某局/2025.ron", &to_ron(&report));
    place.write("library/某某局/2025.register.ron", "(\n  version: 1,\n  agency: 7,\n)\n");
    let refused = place.refused(&args(&["--accept"]));
    assert!(refused.contains("2025.register.ron") && refused.contains("第 3 行"), "{refused}");
    place.write("library/某某局/2025.register.ron", "(\n  version: 2,\n)\n");
    assert!(place.refused(&OF).contains("更高版本"));
    fs::remove_file(place.path("library/某某局/2025.register.ron")).expect("removed");
    place.clean(&["finalise", "某某局", "2025", "--keyer", "李四", "--reviewer", "张三"]);
    let answer = place.run(&args(&["--accept"]));
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("已定稿"), "{}", answer.err);
    assert!(!place.path("library/某某局/2025.register.ron").exists());
}

#[test]
fn rules_on_registers_are_explained_and_listed() {
    let place = Place::new();
    let explained = place.clean(&["explain", "rg-06"]);
    assert!(explained.contains("RG-06（警告）") && explained.contains("处理办法"), "{explained}");
    assert!(place.clean(&["forms", "--rules"]).contains("RG-08"));
    assert!(place.clean(&["--lang", "en", "explain", "RG-07"]).contains("Applies to"));
}
