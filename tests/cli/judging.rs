//! `show`, `check`, `explain`, `forms`, `diff` and `verify`.

use super::*;

#[test]
fn show_prints_text_json_and_ron() {
    let place = Place::new();
    place.write("a.ron", &ron("甲局", &[("requests.new.natural_person", "7"), ("proactive.fees.amount", "12.50")]));
    let text = place.clean(&["show", "a.ron"]);
    assert!(text.contains("甲局") && text.contains("12.50") && text.contains("总体情况"), "{text}");
    assert_eq!(
        place.clean(&["show", "a.ron", "--format", "ron"]),
        fs::read_to_string(place.path("a.ron")).expect("there")
    );
    let value = json(&place.clean(&["show", "a.ron", "--format", "json"]));
    assert_eq!(keys(&value), ["file", "agency", "year", "scope", "edition", "cells", "controls", "chapters", "notes"]);
    assert_eq!(value["cells"].as_object().map(serde_json::Map::len), Some(200));
    assert_eq!(value["cells"]["requests.new.total"], 7);
    assert_eq!(value["cells"]["proactive.fees.amount"], "12.50");
    assert_eq!(keys(&value["chapters"]), ["preamble", "1", "2", "3", "4", "5", "6", "closing"]);
    assert_eq!((&value["file"], &value["year"], &value["scope"]), (&"a.ron".into(), &2022.into(), &"own".into()));
    place.clean(&["new", "甲局", "2022"]);
    let value = json(&place.clean(&["show", "甲局", "2022", "--format", "json"]));
    assert_eq!(value["cells"]["requests.new.total"], Value::Null);
}

#[test]
fn check_exits_with_1_for_errors_2_for_unreadable_reports_and_0_for_pending_ones() {
    let place = Place::new();
    place.write("good.ron", &ron("甲局", &BALANCED));
    place.write("bad.ron", &ron("乙局", &UNBALANCED));
    place.write("broken.ron", "(version: 1,\n  edition: 2021)");
    place.clean(&["new", "丙局", "2022"]);
    assert_eq!(place.run(&["check", "good.ron"]).code, 0);
    assert_eq!(place.run(&["check", "丙局", "2022"]).code, 0);
    let bad = place.run(&["check", "good.ron", "bad.ron"]);
    assert_eq!(bad.code, 1);
    let (good, bad) = bad.out.split_once("\n\n乙局 2022  bad.ron\n").unwrap_or_else(|| panic!("{}", bad.out));
    assert!(good.starts_with("甲局 2022  good.ron\n") && !good.contains("错误"), "{good}");
    let lines: Vec<&str> = bad.lines().filter(|line| line.starts_with("  ") && !line.contains("警告")).collect();
    assert_eq!(lines.len(), 3, "{bad}");
    let line = 1 + ron("乙局", &UNBALANCED)
        .lines()
        .position(|line| line.contains("requests.new.natural_person"))
        .expect("a line");
    assert!(lines[0].starts_with("  错误 T3-01 requests.new.natural_person "), "{}", lines[0]);
    assert!(lines[0].ends_with(&format!("（第 {line} 行）")), "{line}: {}", lines[0]);
    assert_eq!(lines[1], "  同一处错误还使 T3-01 总计列不平");
    assert!(lines[2].starts_with("  自然人列差 1（7 与 8）。疑似错误位置："), "{}", lines[2]);
    assert!(lines[2].contains("另有 2 格可能性相同：（一）予以公开 · 自然人（现 8）、"), "{}", lines[2]);
    let broken = place.run(&["check", "bad.ron", "broken.ron", "none.ron"]);
    assert_eq!(broken.code, 2);
    assert!(broken.out.contains("T3-01"), "findings are told all the same");
    assert!(broken.err.contains("broken.ron 第 2 行") && broken.err.contains("none.ron"), "{}", broken.err);
}

#[test]
fn check_walks_folders_and_leaves_profiles_histories_and_readmes_alone() {
    let place = Place::new();
    place.write("all/library/甲局/2022.ron", &ron("甲局", &BALANCED));
    place.write("all/library/甲局/agency.ron", "(version: 1, name: \"甲局\")");
    place.write("all/library/甲局/history/2022/2023-01-10_09-30-12.345.ron", &ron("甲局", &UNBALANCED));
    place.write("all/deep/er/b.ron", &ron("乙局", &UNBALANCED));
    place.write("all/README.md", "# 说明\n");
    let answer = place.run(&["check", "all", "--format", "json"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    let value = json(&answer.out);
    let files: Vec<&str> =
        value["reports"].as_array().expect("reports").iter().filter_map(|r| r["file"].as_str()).collect();
    assert_eq!(
        files,
        ["all/deep/er/b.ron", "all/library/甲局/2022.ron"].map(|f| f.replace('/', std::path::MAIN_SEPARATOR_STR))
    );
    assert!(answer.err.contains("README.md"), "{}", answer.err);
}

#[test]
fn check_prints_the_shape_of_the_design() {
    let place = Place::new();
    place.write("bad.ron", &ron("乙局", &UNBALANCED));
    let answer = place.run(&["check", "bad.ron", "--format", "json"]);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
    let value = json(&answer.out);
    assert_eq!(keys(&value), ["reports"]);
    let report = &value["reports"][0];
    let expected = ["file", "agency", "year", "scope", "edition", "findings", "suspects", "operations", "seal"];
    assert_eq!(keys(report), expected);
    let suspect = &report["suspects"][0];
    assert_eq!(keys(suspect), ["group", "changes", "restores"]);
    assert_eq!(keys(&suspect["changes"][0]), ["cell", "from", "to", "why"]);
    assert_eq!(suspect["changes"][0]["to"], Value::Null, "no total is printed that would single a cell out");
    assert_eq!(suspect["restores"], serde_json::json!(["T3-01"]));
    assert!(report["operations"].is_array());
    let finding = &report["findings"][0];
    let expected = ["rule", "severity", "status", "cells", "left", "right", "difference", "message"];
    assert_eq!(keys(finding), expected);
    assert_eq!(
        (&finding["rule"], &finding["severity"], &finding["status"]),
        (&"T3-01".into(), &"error".into(), &"fail".into())
    );
    assert_eq!((&finding["left"], &finding["right"], &finding["difference"]), (&"7".into(), &"8".into(), &"-1".into()));
    assert_eq!(finding["cells"][0], "requests.new.natural_person");
    place.clean(&["new", "丙局", "2022"]);
    let value = json(&place.clean(&["check", "丙局", "2022", "--format", "json"]));
    let findings = value["reports"][0]["findings"].as_array().expect("findings");
    let pending = findings.iter().find(|finding| finding["rule"] == "T3-01").expect("the balance");
    assert_eq!(
        (&pending["status"], &pending["left"], &pending["difference"]),
        (&"pending".into(), &Value::Null, &Value::Null)
    );
    let csv = place.run(&["check", "bad.ron", "--format", "csv"]);
    assert!(csv.out.starts_with("file,agency,year,scope,edition,rule,severity,status,cells,left,right,difference,message\nbad.ron,乙局,2022,own,2021,T3-01,error,fail,requests.new.natural_person requests."));
}

/// A cell list with 0 in every cell but for these; an empty figure leaves its cell out.
fn list(figures: &[(&str, &str)]) -> String {
    let report = report("", 2022, &[]);
    let mut list = "cell,value\n".to_string();
    for cell in report.form().inputs() {
        let name = &report.form().cell(cell).name;
        let figure = figures.iter().find(|(of, _)| of == name).map_or("0", |(_, figure)| figure);
        if !figure.is_empty() {
            list += &format!("{name},{figure}\n");
        }
    }
    list
}

#[test]
fn a_figure_in_the_wrong_column_is_named_as_such_before_any_list_of_cells() {
    let place = Place::new();
    place.write("a.csv", &list(&[("requests.new.natural_person", "5"), ("requests.granted.enterprise", "5")]));
    let text = place.run(&["check", "a.csv"]).out;
    let lines: Vec<&str> = text.lines().skip(1).filter(|line| !line.contains("警告")).collect();
    assert!(lines[0].contains("T3-01") && lines[1].contains("T3-01"), "{text}");
    assert!(lines[2].starts_with("  自然人列差 5（5 与 0）。可能是两格互换（移到旁边一列）："), "{text}");
    assert_eq!(text.matches("差 5（").count(), 1, "one fault is told once:\n{text}");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("`{words}`: {text}"));
    assert!(text.contains("（一）予以公开 · 企业（现 5）→（一）予以公开 · 自然人（现 0）"), "{text}");
    assert!(at("两格互换") < at("也可能只是以下 26 格之一有误"), "{text}");
    let report = json(&place.run(&["check", "a.csv", "--format", "json"]).out)["reports"][0].clone();
    let first = &report["operations"][0];
    assert_eq!((&first["kind"], &first["restores"]), (&"interchange".into(), &serde_json::json!(["T3-01"])));
    let cells: Vec<&str> =
        first["changes"].as_array().expect("changes").iter().filter_map(|it| it["cell"].as_str()).collect();
    assert!(cells.iter().all(|cell| cell.ends_with(".natural_person") || cell.ends_with(".enterprise")), "{cells:?}");
    assert!(report["suspects"].as_array().is_some_and(|suspects| suspects.len() > 20), "all are in JSON");
    assert!(text.contains("……（--format json 列出全部）"), "{text}");
    let mut command = place.command(&["check", "a.csv"]);
    let english = Answer::of(command.env("LANG", "en_US.UTF-8").output().expect("runs")).out;
    assert!(english.contains("Possibly two cells interchanged (one column over): "), "{english}");
    let half = [
        ("requests.new.natural_person", "5"),
        ("requests.granted.natural_person", ""),
        ("requests.granted.enterprise", "5"),
    ];
    place.write("half.csv", &list(&half));
    let report = json(&place.run(&["check", "half.csv", "--format", "json"]).out)["reports"][0].clone();
    let first = &report["operations"][0];
    assert_eq!(first["kind"], "move");
    let blank = first["changes"].as_array().and_then(|it| it.iter().find(|it| it["from"] == Value::Null));
    assert_eq!(blank.map(|it| &it["cell"]), Some(&"requests.granted.natural_person".into()));
    assert!(place.run(&["check", "half.csv"]).out.contains("可能是填错了格（移到旁边一列）："));
}

#[test]
fn one_finding_is_told_once_in_every_format() {
    let place = Place::new();
    let mut prose = report("甲局", 2022, &BALANCED);
    prose.set_text(Part::Chapter(0), "收到……件，办结……件，公开……条。".into());
    place.write("a.ron", &to_ron(&prose));
    let text = place.run(&["check", "a.ron"]).out;
    assert_eq!(text.matches("TX-19").count(), 1, "{text}");
    assert!(text.contains("（同样的共 3 处）"), "{text}");
    let findings = json(&place.run(&["check", "a.ron", "--format", "json"]).out)["reports"][0]["findings"].clone();
    let findings = findings.as_array().expect("findings");
    for (at, finding) in findings.iter().enumerate() {
        assert!(!findings[..at].contains(finding), "{finding}");
    }
    let csv = place.run(&["check", "a.ron", "--format", "csv"]).out;
    assert_eq!(csv.matches("TX-19").count(), 1, "{csv}");
    place.run(&["export", "a.ron", "-o", "out.txt", "--check-sheet", "sheet.txt"]);
    let sheet = fs::read_to_string(place.path("sheet.txt")).expect("a sheet");
    assert_eq!(sheet.matches("TX-19").count(), 1, "{sheet}");
    assert!(sheet.contains("（同样的共 3 处）"), "{sheet}");
}

#[test]
fn explain_forms_and_last_year_say_what_they_know() {
    let place = Place::new();
    let out = place.clean(&["explain", "t3-01"]);
    assert!(out.starts_with("T3-01（错误）") && out.contains("依据：") && out.contains("处理办法："), "{out}");
    assert!(out.contains("不通过的例子：自然人列不平"), "{out}");
    assert!(place.clean(&["explain", "seal"]).starts_with("SEAL（错误）"));
    assert!(place.refused(&["explain", "T3-09"]).contains("T3-01"));
    let forms = place.clean(&["forms"]);
    assert!(forms.contains("198 格") && forms.contains("200 格") && !forms.contains("T3-01"));
    assert!(place.clean(&["forms", "--rules"]).contains("T3-01"));
    place.write("a.ron", &ron("甲局", &BALANCED));
    let answer = place.run(&["check", "a.ron", "--last-year", FIXTURE]);
    assert!(answer.code == 0, "{}", answer.err);
    assert!(answer.err.lines().count() == 1 && answer.err.contains("没有校验码"), "of an old file: {}", answer.err);
    assert_eq!(place.run(&["check", "a.ron", "--last-year", "none.ron"]).code, 2);
}

#[test]
fn diff_and_verify_exit_with_1_where_reports_differ() {
    let place = Place::new();
    place.write("a.ron", &ron("甲局", &BALANCED));
    place.write("b.ron", &ron("甲局", &UNBALANCED));
    let mut prose = report("甲局", 2022, &BALANCED);
    prose.set_text(Part::Chapter(0), "另一番话。".into());
    place.write("c.ron", &to_ron(&prose));
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    assert_eq!(place.run(&["diff", "a.ron", "甲局", "2022"]).code, 0);
    let answer = place.run(&["diff", "a.ron", "b.ron", "--format", "json"]);
    assert_eq!(answer.code, 1);
    let value = json(&answer.out);
    assert_eq!(keys(&value), ["left", "right", "differences"]);
    let difference = serde_json::json!({ "what": "requests.granted.natural_person", "left": "7", "right": "8" });
    assert_eq!(value["differences"][0], difference);
    let text = place.run(&["diff", "a.ron", "b.ron"]).out;
    assert!(text.starts_with("requests.granted.natural_person ") && text.contains(": 7 改 8\n"), "{text}");
    assert_eq!(place.run(&["diff", "甲局", "2022", "c.ron"]).code, 1);
    assert_eq!(place.run(&["verify", "甲局", "2022", "--with", "c.ron"]).code, 0, "verify is about figures");
    let verify = place.run(&["verify", "甲局", "2022", "--with", "b.ron"]);
    assert_eq!(verify.code, 1);
    assert!(verify.out.contains("requests.granted.natural_person") && verify.out.contains("7 ≠ 8"), "{}", verify.out);
    assert!(place.refused(&["diff", "a.ron", "b.ron", "c.ron"]).contains('3'));
}

#[test]
fn names_in_the_profile_that_no_form_has_are_said_and_change_nothing() {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    let profile =
        |powers: &str, skipped: &str| format!("(version: 1, name: \"甲局\", powers: {powers}, skipped: {skipped})");
    place.write("library/甲局/agency.ron", &profile("Some([\"proactive.licence\"])", "[\"requests.lawyers\"]"));
    let answer = place.run(&["check", "甲局", "2022"]);
    assert!(answer.err.contains("proactive.licence、requests.lawyers"), "{}", answer.err);
    assert_eq!(answer.code, 0);
    place.write("library/甲局/agency.ron", &profile("Some([\"proactive.licensing\"])", "[\"requests.research\"]"));
    let sound = place.run(&["check", "甲局", "2022"]);
    assert!(!sound.err.contains("skipped"), "{}", sound.err);
}

#[test]
fn two_editions_are_said_and_a_figure_that_only_one_has_is_null_in_the_other() {
    let place = Place::new();
    place.write("a.ron", &ron("甲局", &BALANCED));
    place.write("old.csv", "cell,value\nproactive.procurement.amount,5\n");
    for command in [&["diff", "a.ron", "old.csv"][..], &["verify", "a.ron", "--with", "old.csv"]] {
        let answer = place.run(command);
        assert_eq!(answer.code, 1, "{}", answer.err);
        assert!(answer.err.contains("格式不同（2021年版、2019年版）"), "{}", answer.err);
    }
    let answer = place.run(&["diff", "a.ron", "old.csv", "--format", "json"]);
    let value = json(&answer.out);
    let list = value["differences"].as_array().expect("a list");
    let only = list.iter().find(|one| one["what"] == "proactive.procurement.amount").expect("named");
    assert_eq!((&only["left"], &only["right"]), (&Value::Null, &Value::from("5")));
    assert!(place.run(&["diff", "a.ron", "a.ron"]).err.is_empty());
}

#[test]
fn a_level_hides_what_is_less_grave_and_changes_no_exit_code() {
    let place = Place::new();
    place.write("bad.ron", &ron("乙局", &UNBALANCED));
    for (level, shown) in [("error", vec!["error"]), ("warning", vec!["error", "warning"])] {
        let answer = place.run(&["check", "bad.ron", "--level", level, "--format", "json"]);
        let value = json(&answer.out);
        let findings = value["reports"][0]["findings"].as_array().expect("findings");
        assert!(findings.len() >= 2);
        let severity = |finding: &Value| finding["severity"].as_str().unwrap_or_default().to_string();
        assert!(findings.iter().all(|finding| shown.contains(&severity(finding).as_str())), "{level}: {findings:?}");
        assert_eq!(answer.code, 1);
    }
}

#[test]
fn a_damaged_document_of_a_folder_is_counted_and_one_that_is_no_report_is_passed_over() {
    let place = Place::new();
    place.write("all/good.ron", &ron("甲局", &BALANCED));
    place.write("all/letter.md", "# 来信\n\n请查收。\n");
    assert_eq!(place.run(&["check", "all"]).code, 0);
    place.write("all/torn.docx", "PK\u{3}\u{4}，只下载了一半");
    let answer = place.run(&["check", "all", "--format", "json"]);
    assert_eq!(answer.code, 2, "{}", answer.err);
    let value = json(&answer.out);
    let torn = value["reports"].as_array().expect("reports").iter().find(|report| report["error"].is_string());
    let torn = torn.expect("an entry of what could not be read");
    assert_eq!(keys(torn), ["file", "error"]);
    assert!(torn["file"].as_str().is_some_and(|file| file.ends_with("torn.docx")), "{torn}");
    assert!(place.run(&["check", "all"]).out.contains("无法读取 1 份"));
}

#[test]
fn what_is_only_plausible_is_folded_into_a_line_and_counted_nowhere() {
    let place = Place::new();
    place.write("a.ron", &ron("甲局", &[("requests.new.enterprise", "12"), ("requests.granted.enterprise", "12")]));
    let folded = place.clean(&["check", "a.ron"]);
    assert!(!folded.contains("PL-12") && folded.contains("另有合理性提示 1 条"), "{folded}");
    let listed = place.clean(&["check", "a.ron", "--level", "info"]);
    assert!(listed.contains("提示 PL-12 ") && !listed.contains("另有"), "{listed}");
    for out in [folded, listed] {
        assert!(out.contains("提示 0"), "{out}");
    }
}

#[test]
fn json_of_ours_that_was_cut_short_counts_as_unreadable_and_any_other_json_is_passed_over() {
    let place = Place::new();
    place.write("all/a.json", "{\"file\": \"x\", \"cells\": {\"requests.new.total\": 7, ");
    place.write("all/package.json", "{\"name\": \"site\", ");
    let answer = place.run(&["check", "all"]);
    assert_eq!(answer.code, 2, "{}{}", answer.out, answer.err);
    assert!(answer.out.contains("无法读取 1 份"), "{}", answer.out);
}

#[test]
fn check_without_words_checks_the_library() {
    let place = Place::new();
    let empty = place.run(&["check"]);
    assert_eq!(empty.code, 0, "{}", empty.err);
    assert!(empty.err.contains("还没有报告"), "{}", empty.err);
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    place.write("library/乙局/2022.ron", &ron("乙局", &UNBALANCED));
    let answer = place.run(&["check"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert!(answer.out.contains("共 2 份报告：错误 2"), "{}", answer.out);
    let value = json(&place.run(&["check", "--format", "json"]).out);
    let agencies: Vec<&str> =
        value["reports"].as_array().expect("reports").iter().filter_map(|report| report["agency"].as_str()).collect();
    assert_eq!(agencies, ["乙局", "甲局"]);
}

#[test]
fn reports_of_which_the_same_is_to_be_said_stand_together_each_with_its_file() {
    let place = Place::new();
    for agency in ["甲局", "乙局", "丙局"] {
        place.write(&format!("all/{agency}.ron"), &ron(agency, &BALANCED));
    }
    let out = place.clean(&["check", "all"]);
    let heads: Vec<&str> = out.lines().take(3).collect();
    let file = |name: &str| format!("{name} 2022  all{}{name}.ron", std::path::MAIN_SEPARATOR);
    assert_eq!(heads, [file("丙局"), file("乙局"), file("甲局")]);
    assert_eq!(out.matches("TX-17").count(), 1, "{out}");
}

#[test]
fn what_a_rule_said_of_the_report_before_is_as_above() {
    let place = Place::new();
    place.write("all/a.ron", &ron("甲局", &UNBALANCED));
    place.write("all/b.ron", &ron("乙局", &BALANCED));
    place.write("all/c.ron", &ron("丙局", &UNBALANCED));
    let out = place.run(&["check", "all"]).out;
    let groups: Vec<&str> = out.split("\n\n").collect();
    assert_eq!(groups.len(), 4, "{out}");
    assert!(groups[0].contains("警告 TX-17：第五章") && groups[0].contains("错误 T3-01 "), "{out}");
    assert!(groups[1].contains("警告 TX-17：同上"), "{out}");
    let of_c: Vec<&str> = groups[2].lines().collect();
    assert!(of_c[0].starts_with("丙局 2022  all"), "{out}");
    let error = of_c.iter().find(|line| line.contains("T3-01 requests.new.natural_person")).expect("the error");
    assert!(error.contains("：同上（第 "), "every place is named: {error}");
    let english = place.run(&["check", "all", "--lang", "en"]).out;
    assert!(english.contains("warning TX-17: as above (line "), "{english}");
}

#[test]
fn findings_of_equal_words_name_every_place() {
    let place = Place::new();
    let mut prose = report("甲局", 2022, &BALANCED);
    prose.set_text(Part::Chapter(0), "收到……件。\n办结……件。\n公开……条。".into());
    let text = to_ron(&prose);
    place.write("a.ron", &text);
    let out = place.run(&["check", "a.ron"]).out;
    let line = out.lines().find(|line| line.contains("TX-19")).unwrap_or_else(|| panic!("{out}"));
    let first = 1 + text.lines().position(|line| line.contains("收到……件")).expect("a line");
    assert!(line.ends_with(&format!("（第 {first}、{}、{} 行）", first + 1, first + 2)), "{line}");
}

#[test]
fn a_table_for_spreadsheets_is_written_into_a_file_with_the_mark_of_its_encoding() {
    let place = Place::new();
    place.write("bad.ron", &ron("乙局", &UNBALANCED));
    let printed = place.run(&["check", "bad.ron", "--format", "csv"]).out;
    for args in [&["-o", "问题.csv", "--format", "csv"][..], &["--output", "问题.csv"]] {
        let answer = place.run(&[&["check", "bad.ron"], args].concat());
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{}", answer.err);
        assert!(answer.err.contains("问题.csv"), "{}", answer.err);
        let written = fs::read_to_string(place.path("问题.csv")).expect("written");
        assert_eq!(written.strip_prefix('\u{feff}').expect("a mark"), printed);
    }
    place.run(&["check", "bad.ron", "-o", "问题.json"]);
    let value = json(&fs::read_to_string(place.path("问题.json")).expect("written"));
    assert_eq!(value["reports"].as_array().expect("reports").len(), 1);
    place.run(&["check", "bad.ron", "-o", "问题.txt"]);
    assert!(fs::read_to_string(place.path("问题.txt")).expect("written").contains("T3-01"));
    assert!(place.refused(&["check", "bad.ron", "-o", "bad.ron"]).contains("就是要校验的文件"));
    assert_eq!(fs::read_to_string(place.path("bad.ron")).expect("there"), ron("乙局", &UNBALANCED));
}

#[test]
fn a_final_document_without_a_word_is_told_by_check_and_by_the_export() {
    let place = Place::new();
    place.clean(&["new", "甲县民政局", "2025"]);
    place.clean(&["export", "甲县民政局", "2025", "-o", "a.csv", "--draft"]);
    let csv = fs::read_to_string(place.path("a.csv")).expect("a list");
    let filled: String = csv
        .lines()
        .map(|line| line.strip_suffix(',').map_or(line.to_string(), |name| format!("{name},0")) + "\n")
        .collect();
    place.write("all.csv", &filled);
    let checked = place.run(&["check", "all.csv"]);
    assert!(checked.out.contains("TX-20"), "{}{}", checked.out, checked.err);
    let import = ["import", "all.csv", "--agency", "乙县民政局", "--year", "2025"];
    place.clean(&import);
    let exported = place.run(&["export", "乙县民政局", "2025", "-o", "b.docx"]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    assert!(exported.err.contains("还没有写") && exported.err.contains("警告"), "{}", exported.err);
}

#[test]
fn the_figures_to_be_agreed_are_listed_with_room_for_those_of_the_others() {
    let place = Place::new();
    place.write("a.csv", "cell,value\nproactive.normative_documents.issued,3\ndisputes.reconsideration.upheld,2\n");
    let listed = place.clean(&["show", "a.csv", "--reconcile"]);
    for words in ["司法行政部门", "制发：本报告 3，对方 ______，差 ______", "本报告 2", "本报告 未填"]
    {
        assert!(listed.contains(words), "{words}\n{listed}");
    }
    assert!(!listed.contains("自然人"), "table three is nobody else's\n{listed}");
    assert_eq!(place.run(&["show", "a.csv", "--reconcile", "--format", "json"]).code, 2);
}

#[test]
fn more_than_six_decimals_are_told_by_every_reader_of_files() {
    let place = Place::new();
    place.write("a.csv", "cell,value\nproactive.fees.amount,12.34567891\nrequests.new.natural_person,3\n");
    place.write("a.json", r#"{"cells": {"proactive.fees.amount": "12.34567891", "requests.new.natural_person": 3}}"#);
    for file in ["a.csv", "a.json"] {
        let told = place.run(&["import", file, "--dry-run"]);
        let told = format!("{}{}", told.out, told.err);
        assert!(told.contains("“12.34567891”超过六位小数，没有填入"), "{file}: {told}");
        assert!(!told.contains("不是数字"), "{file}: {told}");
    }
}
