//! Many files and folders at once: `import` and `check`.

use super::*;

/// A folder with two reports, another of one of them, a covering letter and a file that is no report.
fn folder() -> Place {
    let place = Place::new();
    place.write("收到/甲/a.ron", &ron("甲局", &BALANCED));
    place.write("收到/b.ron", &ron("乙局", &UNBALANCED));
    place.write("收到/甲/c.ron", &ron("甲局", &UNBALANCED));
    place.write("收到/broken.ron", "(version: 1, agency: ");
    place.write("收到/README.md", "a letter");
    place
}

#[test]
fn a_folder_is_imported_whole_and_what_cannot_be_is_said_and_fails_the_command() {
    let place = folder();
    let answer = place.run(&["import", "收到"]);
    assert_eq!(answer.code, 2, "{}", answer.err);
    let lines: Vec<&str> = answer.out.lines().collect();
    let words = |line: &str| line.split_whitespace().map(String::from).collect::<Vec<_>>();
    assert_eq!(words(lines[0]), ["文件", "单位", "年度", "格式", "读出", "待核对"]);
    assert_eq!(words(lines[1]), ["收到/b.ron", "乙局", "2022", "2021", "166/166", "0"]);
    assert_eq!(words(lines[2]), ["收到/broken.ron", "未导入"]);
    assert_eq!(words(lines[3]), ["收到/甲/a.ron", "甲局", "2022", "2021", "166/166", "0"]);
    assert_eq!(words(lines[4]), ["收到/甲/c.ron", "未导入"]);
    assert_eq!(lines[5..], ["共 4 个文件：导入 2 个，未导入 2 个"]);
    assert!(answer.err.contains("已跳过：") && answer.err.contains("README.md"), "{}", answer.err);
    assert!(answer.err.contains("收到/甲/c.ron 与 收到/甲/a.ron 同为 甲局 2022"), "{}", answer.err);
    assert_eq!(json(&place.clean(&["list", "--format", "json"]))["reports"].as_array().expect("reports").len(), 2);
    let again = place.run(&["import", "收到/b.ron", "收到/甲/a.ron"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("已有 乙局 2022") && again.err.contains("已有 甲局 2022"), "{}", again.err);
}

#[test]
fn a_dry_run_over_a_folder_reads_everything_and_writes_nothing() {
    let place = folder();
    let answer = place.run(&["import", "收到", "--dry-run", "--lang", "en"]);
    assert_eq!(answer.code, 2);
    assert!(answer.out.ends_with("4 files: 3 read, 1 not read\n"), "{}", answer.out);
    assert!(answer.err.contains("is of the same agency and year (甲局 2022)"), "{}", answer.err);
    assert!(!place.path("library").exists());
    fs::remove_file(place.path("收到/broken.ron")).expect("removed");
    assert_eq!(place.run(&["import", "收到", "--dry-run"]).code, 0);
}

#[test]
fn programs_get_an_object_or_a_row_for_every_file_in_order() {
    let place = folder();
    let answer = place.run(&["import", "收到", "none.ron", "--dry-run", "--format", "json"]);
    let values = json(&answer.out);
    let files: Vec<&str> =
        values.as_array().expect("an array").iter().filter_map(|value| value["file"].as_str()).collect();
    assert_eq!(files, ["收到/b.ron", "收到/broken.ron", "收到/甲/a.ron", "收到/甲/c.ron", "none.ron"]);
    assert_eq!((keys(&values[1]), keys(&values[4])), (vec!["file", "error"], vec!["file", "error"]));
    assert_eq!(values[2]["cells"]["requests.new.natural_person"], 7);
    let answer = place.run(&["import", "收到", "--format", "csv"]);
    assert_eq!(answer.code, 2);
    let mut rows = csv::Reader::from_reader(answer.out.as_bytes());
    assert_eq!(
        rows.headers().expect("heads"),
        &csv::StringRecord::from(vec![
            "file", "agency", "year", "scope", "edition", "cells", "read", "notes", "saved", "error"
        ])
    );
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!((&rows[0][1], &rows[0][6], &rows[0][9]), ("乙局", "166", ""));
    assert!(rows[0][8].ends_with("2022.ron") && rows[1][9].contains("broken.ron"));
}

#[test]
fn hundreds_of_files_come_in_the_order_of_their_names_whatever_core_reads_them() {
    let place = Place::new();
    for n in 0..200 {
        place.write(
            &format!("all/{n:03}.ron"),
            &ron(&format!("第{n}局"), if n % 7 == 0 { &UNBALANCED } else { &BALANCED }),
        );
    }
    let answer = place.run(&["check", "all", "--format", "json"]);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""), "no bar where stderr is no terminal");
    let value = json(&answer.out);
    let reports = value["reports"].as_array().expect("reports");
    let agencies: Vec<String> =
        reports.iter().map(|report| report["agency"].as_str().unwrap_or_default().into()).collect();
    assert_eq!(agencies, (0..200).map(|n| format!("第{n}局")).collect::<Vec<_>>());
    let failed = |report: &Value| {
        report["findings"].as_array().is_some_and(|all| all.iter().any(|finding| finding["severity"] == "error"))
    };
    assert_eq!(reports.iter().filter(|report| failed(report)).count(), 29);
    let out = place.clean(&["import", "all"]);
    assert!(out.ends_with("共 200 个文件：导入 200 个，未导入 0 个\n"), "{out}");
}

#[test]
fn an_empty_folder_is_said_and_is_no_failure() {
    let place = Place::new();
    fs::create_dir(place.path("empty")).expect("made");
    for command in ["check", "import"] {
        let answer = place.run(&[command, "empty"]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert!(answer.err.contains("没有报告"), "{}", answer.err);
    }
}

#[test]
fn a_file_on_which_its_reader_panics_is_damaged_and_nothing_has_failed() {
    let place = Place::new();
    fs::write(place.path("damaged.xls"), include_bytes!("../fixtures/damaged.xls")).expect("written");
    let answer = place.run(&["check", "damaged.xls"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.starts_with("gouji: ") && answer.err.contains("文件已损坏或不完整"), "{}", answer.err);
    assert!(!answer.err.contains("panic"), "{}", answer.err);
}

#[test]
fn every_file_of_a_folder_that_is_left_out_is_named_whatever_its_ending() {
    let place = Place::new();
    place.write("收到/a.ron", &ron("甲局", &BALANCED));
    let names = ["说明.doc", "扫描.jpg", "附件.ofd", "汇总.xlsm", "打包.rar", "通知", "页面.mht", "表.et", "声音.mp3"];
    for name in names {
        place.write(&format!("收到/{name}"), "一封信，没有表格");
    }
    fs::write(place.path("收到/图.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").expect("written");
    for command in ["check", "import"] {
        let answer = place.run(&[command, "收到"]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        for name in names.iter().chain(&["图.png"]) {
            assert!(answer.err.contains(&format!("已跳过：收到/{name}")), "{command} {name}: {}", answer.err);
        }
    }
    // What is called a document and is neither one nor a text is a copy that failed.
    for (name, bytes) in
        [("空.docx", &b""[..]), ("坏.xlsx", &[0xff, 0xfe, 0x00, 0xd8, 0x81]), ("乱.pdf", b"\x81\xff\x80 1")]
    {
        fs::write(place.path(&format!("收到/{name}")), bytes).expect("written");
        let answer = place.run(&["check", "收到"]);
        assert!(answer.code == 2 && !answer.err.contains("已跳过：收到/空"), "{name}: {}", answer.err);
        fs::remove_file(place.path(&format!("收到/{name}"))).expect("removed");
    }
    assert_eq!(place.run(&["check", "收到"]).code, 0);
    place.write("收到/图.txt", "");
    assert_eq!(place.run(&["check", "收到"]).code, 2, "what has a report's ending must be one");
}

#[test]
fn a_report_is_read_whatever_the_ending_of_its_file() {
    let place = Place::new();
    let page = "<h1>甲局2022年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table>\
        <tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table>";
    place.write("收到/报告.doc", page);
    let answer = json(&place.clean(&["check", "收到", "--format", "json"]));
    assert_eq!(answer["reports"][0]["agency"], "甲局");
}

/// Two reports as one text.
fn two_in_one() -> String {
    let report = |agency: &str, first: u32| {
        let row = |label: &str| format!("| {label} | {first} | {} | {} |\n", first + 1, first + 2);
        let rows = row("规章") + &row("行政规范性文件");
        format!(
            "{agency}2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{rows}| 行政许可 | {first} |\n| 行政处罚 | 4 |\n\
             | 行政强制 | 5 |\n| 行政事业性收费 | 1.5 |\n六、其他需要报告的事项\n{agency}没有。\n"
        )
    };
    format!("{}{}", report("甲局", 7), report("乙局", 17))
}

#[test]
fn a_file_of_two_reports_asks_which_and_a_folder_takes_both() {
    let place = Place::new();
    place.write("收到/合.txt", &two_in_one());
    let asked = place.run(&["import", "收到/合.txt"]);
    assert_eq!(asked.code, 2);
    for word in ["2 份报告", "1 甲局 2022", "2 乙局 2022", "--report"] {
        assert!(asked.err.contains(word), "{word}: {}", asked.err);
    }
    let second = json(&place.clean(&["import", "收到/合.txt", "--report", "2", "--dry-run", "--format", "json"]));
    assert_eq!((&second["agency"], &second["file"]), (&"乙局".into(), &"收到/合.txt#2".into()));
    assert_eq!(second["cells"]["proactive.rules.issued"], 17);
    let first = json(&place.clean(&["show", "收到/合.txt", "--report", "1", "--format", "json"]));
    assert_eq!(first["chapters"]["6"], "甲局没有。");
    let checked = json(&place.run(&["check", "收到", "--format", "json"]).out);
    let agencies: Vec<&serde_json::Value> =
        checked["reports"].as_array().expect("reports").iter().map(|report| &report["agency"]).collect();
    assert_eq!(agencies, ["甲局", "乙局"]);
    let imported = place.run(&["import", "收到"]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    assert_eq!(json(&place.clean(&["list", "--format", "json"]))["reports"].as_array().expect("reports").len(), 2);
    assert_eq!(place.run(&["show", "收到/合.txt", "--report", "3"]).code, 2);
}
