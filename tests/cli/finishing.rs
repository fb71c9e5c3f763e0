//! Seals in `check` and on the check sheet, and `verify` in its formats.

use gouji::domain::report::{Note, Reopening, Verification};
use gouji::domain::seal::finishing;
use gouji::domain::session::Session;

use super::*;

/// The balanced report, finished.
fn sealed() -> Report {
    let mut session = Session::new(report("甲局", 2022, &BALANCED));
    let edit = finishing(session.report(), "李四", "张三", "2023-01-20");
    assert!(session.apply(edit));
    session.report().clone()
}

#[test]
fn check_tells_a_seal_that_no_longer_fits_in_every_format_and_weighs_it_as_an_error() {
    let place = Place::new();
    let text = to_ron(&sealed());
    place.write("a.ron", &text);
    place.write("b.ron", &text.replace("一年来的工作", "三年来的工作"));
    place.write("c.ron", &ron("甲局", &BALANCED));
    let answer = place.run(&["check", "a.ron", "b.ron", "c.ron", "--format", "json"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert_eq!(place.run(&["check", "a.ron", "c.ron"]).code, 0);
    let value = json(&answer.out);
    let seals: Vec<&Value> = value["reports"].as_array().expect("reports").iter().map(|one| &one["seal"]).collect();
    assert_eq!(seals, [&Value::from("intact"), &Value::from("broken"), &Value::Null]);
    let answer = place.run(&["check", "a.ron", "b.ron"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    let out = answer.out;
    let told: Vec<&str> = out.lines().filter(|line| line.contains("SEAL")).collect();
    assert_eq!(told.len(), 1, "{out}");
    assert!(told[0].starts_with("  错误 SEAL：定稿后") && out.contains("\n甲局 2022  b.ron\n"), "{out}");
    let errors = |file: &str| {
        let out = place.run(&["check", file]).out;
        let count = out.split("错误 ").last().and_then(|rest| rest.split('，').next()).map(str::to_string);
        count.and_then(|count| count.parse::<usize>().ok()).expect("a count")
    };
    assert_eq!((errors("a.ron"), errors("b.ron")), (0, 1));
    assert!(place.run(&["check", "b.ron", "--level", "error"]).out.contains("SEAL"));
    let csv = place.run(&["check", "b.ron", "--format", "csv"]).out;
    assert!(csv.contains("\nb.ron,甲局,2022,own,2021,SEAL,error,fail,,,,,"), "{csv}");
}

#[test]
fn finalise_seals_a_report_of_the_library_once_and_refuses_what_is_not_done() {
    let place = Place::new();
    let names = ["--keyer", "李四", "--reviewer", "张三"];
    let run = |agency: &str, names: &[&str]| place.run(&[&["finalise", agency, "2022"][..], names].concat());
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    let answer = run("甲局", &names);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let text = fs::read_to_string(place.path("library/甲局/2022.ron")).expect("there");
    let digest = answer.out.split(' ').next().expect("a digest");
    assert!(digest.len() == 64 && text.contains(digest) && text.contains("reviewer: \"张三\""), "{text}");
    let value = json(&place.clean(&["check", "甲局", "2022", "--format", "json"]));
    assert_eq!(value["reports"][0]["seal"], "intact");
    let again = run("甲局", &names);
    assert!(again.code == 2 && again.err.contains("已于"), "{}", again.err);
    let unbalanced = ron("乙局", &UNBALANCED);
    place.write("library/乙局/2022.ron", &unbalanced);
    let answer = run("乙局", &names);
    assert!(answer.code == 1 && answer.out.is_empty() && answer.err.contains("T3-01"), "{}", answer.err);
    assert_eq!(fs::read_to_string(place.path("library/乙局/2022.ron")).expect("there"), unbalanced);
    place.clean(&["new", "丙局", "2022"]);
    let answer = run("丙局", &names);
    assert!(answer.code == 1 && answer.err.contains("还有 166 格未填"), "{}", answer.err);
    assert_eq!(run("丁局", &names).code, 2, "there is none");
    assert_eq!(run("乙局", &["--keyer", " ", "--reviewer", "张三"]).code, 2);
    assert_eq!(run("乙局", &["--keyer", "李四"]).code, 2);
}

#[test]
fn a_finished_report_is_exported_and_one_changed_since_only_as_a_draft_or_for_programs() {
    let place = Place::new();
    let text = to_ron(&sealed());
    place.write("a.ron", &text);
    let answer = place.run(&["export", "a.ron", "-o", "a.txt"]);
    assert!(answer.code == 0 && !answer.err.contains("定稿后"), "{}", answer.err);
    place.write("b.ron", &text.replace("一年来的工作", "三年来的工作"));
    let answer = place.run(&["export", "b.ron", "-o", "b.txt"]);
    assert!(answer.code == 1 && answer.err.contains("定稿后有改动"), "{}", answer.err);
    assert!(answer.err.contains("撤销定稿，再定稿") && answer.err.contains("--draft"), "{}", answer.err);
    assert!(!place.path("b.txt").exists());
    for args in [&["-o", "b.txt", "--draft"][..], &["-o", "b.csv"], &["-o", "b.json"]] {
        let answer = place.run(&[&["export", "b.ron"], args].concat());
        assert!(answer.code == 0 && answer.err.contains("定稿后有改动"), "{args:?}: {}", answer.err);
    }
    place.write("library/甲局/2022.ron", &text.replace("一年来的工作", "三年来的工作"));
    assert!(place.clean(&["list"]).contains("错误 1"));
}

#[test]
fn restoring_over_a_finished_report_takes_a_name_and_a_reason_which_are_recorded() {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    place.clean(&["finalise", "甲局", "2022", "--keyer", "李四", "--reviewer", "张三"]);
    let file = place.path("library/甲局/2022.ron");
    let finished = fs::read_to_string(&file).expect("there");
    let restore = ["history", "甲局", "2022", "--restore", "1"];
    let with = |more: &[&str]| place.run(&[&restore[..], more].concat());
    for more in [&[][..], &["--by", "王五"], &["--reason", "更正"], &["--by", " ", "--reason", "更正"]] {
        let answer = with(more);
        assert!(answer.code == 2 && answer.err.contains("--by 张三 --reason"), "{more:?}: {}", answer.err);
        assert_eq!(fs::read_to_string(&file).expect("there"), finished);
    }
    assert!(with(&[]).err.contains("gouji history 甲局 2022 --restore 1 --by"));
    let answer = with(&["--by", "王五", "--reason", "更正收费信息"]);
    assert!(answer.code == 0 && answer.err.contains("没有定稿"), "{}", answer.err);
    let read = |text: &str| from_ron("2022.ron", text, &Forms::default()).expect("opens");
    let restored = read(&fs::read_to_string(&file).expect("there"));
    assert!(restored.seal.is_none());
    let [Reopening { by, reason, .. }] = &restored.reopenings[..] else { panic!("{:?}", restored.reopenings) };
    assert_eq!((by.as_str(), reason.as_str()), ("王五", "更正收费信息"));
    // What is not finished gives way without a word, and what was finished comes back as it was.
    assert_eq!(with(&[]).code, 0);
    assert_eq!(fs::read_to_string(&file).expect("there"), finished);
    assert_eq!(place.run(&["history", "甲局", "2022", "--by", "王五"]).code, 2, "it goes with --restore");
}

#[test]
fn the_check_sheet_prints_second_keying_seal_reopenings_and_notes_where_there_are_any() {
    let place = Place::new();
    let mut report = sealed();
    report.verification = Verification { verifier: "王五".into(), cells: 166, differences: 2, corrections: 1 };
    report.reopenings =
        vec![Reopening { by: "张三".into(), date: "2023-01-15".into(), reason: "漏记一件".into() }];
    let cell = report.form().find("requests.new.natural_person").expect("a cell");
    report.notes = vec![Note::new(Some(cell), "", "与台账核对过"), Note::new(None, "", "第一次报送")];
    let digest = report.seal.as_ref().expect("sealed").sha256.clone();
    place.write("a.ron", &to_ron(&report));
    place.write("b.ron", &ron("甲局", &BALANCED));
    for file in ["a", "b"] {
        let (report, out, sheet) = (format!("{file}.ron"), format!("{file}.txt"), format!("{file}-sheet.txt"));
        place.clean(&["export", &report, "-o", &out, "--check-sheet", &sheet]);
    }
    let sheet = |name: &str| fs::read_to_string(place.path(name)).expect("written").replace(['\n', ' ', '　'], "");
    let (full, bare) = (sheet("a-sheet.txt"), sheet("b-sheet.txt"));
    for words in [
        "二次录入166格，不一致2格，改正1格",
        "王五",
        "2023-01-20",
        &digest,
        "2023-01-15，张三，理由：漏记一件",
        "与台账核对过",
        "整份报告：第一次报送",
    ] {
        assert!(full.contains(words), "{words}: {full}");
    }
    for words in ["二次录入", "定稿日期", "批注"] {
        assert!(!bare.contains(words), "{words}: {bare}");
    }
}

#[test]
fn verify_names_cells_and_controls_that_differ_in_text_json_and_csv_and_changes_nothing() {
    let place = Place::new();
    let mut first = report("甲局", 2022, &BALANCED);
    let control = first.form().find("requests.new.total").expect("a total");
    first.set_entry(control, Entry::new(Figure::from(7), Origin::Keyed));
    let before = to_ron(&first);
    place.write("library/甲局/2022.ron", &before);
    let mut second =
        report("甲局", 2022, &[("requests.new.natural_person", "9"), ("requests.granted.natural_person", "7")]);
    let empty = second.form().find("requests.granted.enterprise").expect("a cell");
    second.set_entry(empty, Entry::UNFILLED);
    second.set_text(Part::Chapter(0), "另一番话。".into());
    place.write("second.ron", &to_ron(&second));
    let with = |format: &str| place.run(&["verify", "甲局", "2022", "--with", "second.ron", "--format", format]);
    let answer = with("json");
    assert_eq!(answer.code, 1, "{}", answer.err);
    let value = json(&answer.out);
    assert_eq!(keys(&value), ["first", "second", "differences"]);
    let list = value["differences"].as_array().expect("a list");
    assert_eq!(keys(&list[0]), ["cell", "label", "first", "second"]);
    let told: Vec<(&Value, &Value, &Value)> =
        list.iter().map(|one| (&one["cell"], &one["first"], &one["second"])).collect();
    let [new, total, enterprise] =
        ["requests.new.natural_person", "requests.new.total", "requests.granted.enterprise"].map(Value::from);
    let [seven, nine, zero] = ["7", "9", "0"].map(Value::from);
    let expected = [(&new, &seven, &nine), (&total, &seven, &nine), (&enterprise, &zero, &Value::Null)];
    assert_eq!(told, expected, "cells, and a total that one of the two prints; no sum that nobody keyed, no prose");
    let csv = with("csv");
    assert_eq!(csv.code, 1);
    let rows: Vec<&str> = csv.out.lines().collect();
    assert_eq!(rows[0], "cell,label,first,second");
    assert!(rows[1].starts_with("requests.new.natural_person,") && rows[1].ends_with(",7,9"), "{}", csv.out);
    let text = with("text");
    assert!(text.out.contains(": 7 ≠ 9\n") && text.out.contains("3 处不同"), "{}", text.out);
    assert_eq!(fs::read_to_string(place.path("library/甲局/2022.ron")).expect("there"), before);
    place.write("same.ron", &before);
    let same = place.run(&["verify", "甲局", "2022", "--with", "same.ron", "--format", "json"]);
    assert_eq!((same.code, &json(&same.out)["differences"]), (0, &serde_json::json!([])));
    assert_eq!(place.run(&["verify", "甲局", "2022", "--with", "none.ron"]).code, 2);
}

#[test]
fn check_export_and_finalise_say_what_is_open_in_the_same_words() {
    let place = Place::new();
    place.clean(&["new", "丙局", "2022"]);
    let open = "还有 166 格未填，第一、五、六章还没有写";
    let out = place.run(&["check", "丙局", "2022"]).out;
    assert!(out.contains(open) && out.contains("未填写完 1 份"), "{out}");
    let answer = place.run(&["export", "丙局", "2022", "--draft", "-o", "a.txt"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let told = format!("已导出草稿 a.txt，经回读比对，内容一致；{open}。");
    assert!(answer.err.contains(&told), "{}", answer.err);
    assert!(!answer.err.contains("无误") && !answer.err.contains("核对一致"), "{}", answer.err);
    let answer = place.run(&["export", "丙局", "2022", "-o", "b.txt"]);
    assert!(answer.code == 1 && answer.err.contains("还有 166 格未填"), "{}", answer.err);
    assert!(answer.err.contains("此外：第一、五、六章还没有写。"), "{}", answer.err);
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    let out = place.clean(&["check", "甲局", "2022"]);
    let open = out.lines().find_map(|line| line.strip_prefix("  警告 "));
    assert!(open.is_some(), "{out}");
    let words = out.lines().rev().nth(2).expect("a line").trim_start().to_string();
    assert!(words.contains("警告 ") && words.contains("第五、六章还没有写") && !words.contains("第一"), "{out}");
    let answer = place.run(&["finalise", "甲局", "2022", "--keyer", "李四", "--reviewer", "张三"]);
    assert!(answer.code == 0 && answer.err.contains(&format!("已定稿；{words}。")), "{words}: {}", answer.err);
    let answer = place.run(&["export", "甲局", "2022", "-o", "c.txt"]);
    assert!(answer.err.contains(&format!("经回读比对，内容一致；{words}。")), "{words}: {}", answer.err);
}

#[test]
fn a_check_of_errors_only_says_nothing_of_what_is_not_written() {
    let place = Place::new();
    place.write("a.ron", &ron("甲局", &BALANCED));
    let out = place.clean(&["check", "a.ron", "--level", "error"]);
    assert!(!out.contains("还没有写"), "{out}");
}
