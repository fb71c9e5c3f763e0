//! The real binary: exit codes, results on stdout and messages on stderr, the shapes of JSON, both languages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Part, Report, Scope};
use gouji::store::document::{from_ron, to_ron};
use gouji::store::forms::Forms;
use serde_json::Value;

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/v1-2021.ron");

/// A folder with a library, in which the program runs.
struct Place(tempfile::TempDir);

/// What the program answered.
struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Place {
        Place(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(args).current_dir(self.0.path()).stdin(Stdio::null());
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
            command.env_remove(name);
        }
        command.env("GOUJI_LIBRARY", self.path("library")).env("HOME", self.path("home"));
        command
    }

    /// Runs the program in Chinese, the default.
    fn run(&self, args: &[&str]) -> Answer {
        Answer::of(self.command(args).output().expect("runs"))
    }

    fn clean(&self, args: &[&str]) -> String {
        let answer = self.run(args);
        assert_eq!(answer.code, 0, "{args:?}: {}", answer.err);
        answer.out
    }

    fn refused(&self, args: &[&str]) -> String {
        let answer = self.run(args);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{args:?}: {}", answer.err);
        assert!(answer.err.starts_with("gouji: "), "{}", answer.err);
        answer.err
    }
}

impl Answer {
    fn of(output: Output) -> Answer {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Answer { code: output.status.code().expect("an exit code"), out: text(output.stdout), err: text(output.stderr) }
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// A report with 0 in every cell, except those named.
fn report(agency: &str, year: i32, figures: &[(&str, &str)]) -> Report {
    let forms = Forms::embedded().expect("sound forms");
    let form = forms.edition("2021").expect("the edition");
    let mut report = Report::new(Arc::clone(form), Some(agency.into()), Some(year), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Filled));
    }
    for (name, figure) in figures {
        let cell = form.find(name).expect(name);
        report.set_entry(cell, Entry::new(figure.parse().expect(figure), Origin::Keyed));
    }
    report.set_text(Part::Chapter(0), "一年来的工作。".into());
    report
}

fn ron(agency: &str, figures: &[(&str, &str)]) -> String {
    to_ron(&report(agency, 2022, figures))
}

const BALANCED: [(&str, &str); 2] = [("requests.new.natural_person", "7"), ("requests.granted.natural_person", "7")];
const UNBALANCED: [(&str, &str); 2] = [("requests.new.natural_person", "7"), ("requests.granted.natural_person", "8")];

// ---- the library

#[test]
fn a_new_report_is_empty_its_path_is_the_result_and_it_is_made_once() {
    let place = Place::new();
    let out = place.clean(&["new", "甲局", "2022"]);
    assert_eq!(out, format!("{}\n", place.path("library/甲局/2022.ron").display()));
    let text = fs::read_to_string(place.path("library/甲局/2022.ron")).expect("there");
    let made = from_ron("2022.ron", &text, &Forms::embedded().expect("forms")).expect("opens");
    assert_eq!((made.unfilled(), made.form().edition()), (166, "2021"));
    assert!(made.text(Part::Preamble).contains("编制甲局2022年"));
    assert!(place.refused(&["new", "甲局", "2022"]).contains("已经存在"));
    assert_eq!(fs::read_to_string(place.path("library/甲局/2022.ron")).expect("there"), text);
    place.clean(&["new", "甲局", "2022", "--aggregated"]);
    assert!(place.path("library/甲局/2022.aggregated.ron").exists());
    place.clean(&["new", "甲局", "2020"]);
    assert!(place.clean(&["show", "甲局", "2020", "--format", "json"]).contains("\"edition\": \"2019\""));
    assert!(place.refused(&["new", "甲局", "2018"]).contains("2019"));
    assert!(place.refused(&["new", "甲局", "22"]).contains("四位数"));
    assert!(place.refused(&["new", " ", "2022"]).contains("单位名称"));
    assert!(place.refused(&["new", "乙局", "2022", "--from-last-year"]).contains("--from-last-year"));
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
    assert_eq!(answer.code, 0);
    let lines: Vec<&str> = answer.out.lines().collect();
    let expected =
        ["2022  本级  乙局  未填 166，错误 0", "2023  本级  甲局  读不了", "2022  本级  甲局  未填 0，错误 2"];
    assert_eq!(lines, expected);
    assert!(answer.err.contains("2023.ron") && answer.err.contains("第 1 行"), "{}", answer.err);
    let value = json(&place.clean(&["list", "--format", "json"]));
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
    assert!(out.starts_with("2023-01-10 09:30:12  ") && out.lines().count() == 1, "{out}");
}

// ---- looking and judging

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
    assert_eq!(keys(&value), ["file", "agency", "year", "scope", "edition", "cells", "chapters", "notes"]);
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
    let lines: Vec<&str> = bad.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", bad.out);
    assert!(lines[0].starts_with("bad.ron：错误 T3-01 requests.new.natural_person "), "{}", lines[0]);
    assert!(lines[1].starts_with("bad.ron：错误 T3-01 requests.new.total "), "{}", lines[1]);
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
    let expected = ["file", "agency", "year", "scope", "edition", "findings", "suspects", "operations"];
    assert_eq!(keys(report), expected);
    assert_eq!((&report["suspects"], &report["operations"]), (&Value::Array(vec![]), &Value::Array(vec![])));
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
    let pending = &value["reports"][0]["findings"][0];
    assert_eq!(
        (&pending["status"], &pending["left"], &pending["difference"]),
        (&"pending".into(), &Value::Null, &Value::Null)
    );
    let csv = place.run(&["check", "bad.ron", "--format", "csv"]);
    assert!(csv.out.starts_with("file,agency,year,scope,edition,rule,severity,status,cells,left,right,difference,message\nbad.ron,乙局,2022,own,2021,T3-01,error,fail,requests.new.natural_person requests."));
}

#[test]
fn explain_forms_and_last_year_say_what_they_know() {
    let place = Place::new();
    let out = place.clean(&["explain", "t3-01"]);
    assert!(out.starts_with("T3-01（错误）") && out.contains("依据：") && out.contains("怎么办："), "{out}");
    assert!(place.refused(&["explain", "T9-99"]).contains("T3-01"));
    let forms = place.clean(&["forms"]);
    assert!(forms.contains("198 格") && forms.contains("200 格") && !forms.contains("T3-01"));
    assert!(place.clean(&["forms", "--rules"]).contains("T3-01"));
    place.write("a.ron", &ron("甲局", &BALANCED));
    let answer = place.run(&["check", "a.ron", "--last-year", FIXTURE]);
    assert!(answer.code == 0 && answer.err.contains("--last-year"), "{}", answer.err);
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
    assert_eq!(place.run(&["diff", "甲局", "2022", "c.ron"]).code, 1);
    assert_eq!(place.run(&["verify", "甲局", "2022", "--with", "c.ron"]).code, 0, "verify is about figures");
    let verify = place.run(&["verify", "甲局", "2022", "--with", "b.ron"]);
    assert_eq!(verify.code, 1);
    assert!(verify.out.contains("requests.granted.natural_person") && verify.out.contains("7 ≠ 8"), "{}", verify.out);
    assert!(place.refused(&["diff", "a.ron", "b.ron", "c.ron"]).contains('3'));
}

// ---- in and out

#[test]
fn import_puts_reports_into_the_library_once_and_a_dry_run_writes_nothing() {
    let place = Place::new();
    place.write("a.ron", &ron("甲局", &BALANCED));
    let dry = place.run(&["import", "a.ron", "none.ron", "--dry-run", "--format", "json"]);
    assert_eq!(dry.code, 2);
    let values = json(&dry.out);
    assert_eq!(values[0]["cells"]["requests.new.natural_person"], 7);
    assert_eq!(keys(&values[1]), ["file", "error"]);
    assert!(!place.path("library").exists());
    let one = json(&place.clean(&["import", "a.ron", "--dry-run", "--format", "json"]));
    assert_eq!(one["agency"], "甲局");
    let out = place.clean(&["import", "a.ron"]);
    assert!(out.contains("2022.ron"), "{out}");
    let again = place.refused(&["import", "a.ron"]);
    assert!(again.contains("已有") && again.contains("编辑器"), "{again}");
    place.clean(&["import", "a.ron", "--agency", "乙局", "--year", "2023", "--aggregated"]);
    let value = json(&place.clean(&["show", "乙局", "2023", "--aggregated", "--format", "json"]));
    assert_eq!(
        (&value["agency"], &value["year"], &value["scope"]),
        (&"乙局".into(), &2023.into(), &"aggregated".into())
    );
}

#[test]
fn import_of_a_report_that_names_nobody_says_which_options_do() {
    let place = Place::new();
    place.write("a.ron", &ron("甲局", &BALANCED).replace("agency: \"甲局\"", "agency: None"));
    let error = place.refused(&["import", "a.ron"]);
    assert!(error.contains("--agency") && error.contains("--year"), "{error}");
    assert_eq!(json(&place.clean(&["show", "a.ron", "--format", "json"]))["agency"], Value::Null);
    assert_eq!(place.run(&["check", "a.ron"]).code, 0);
}

#[test]
fn a_refused_export_exits_with_1_names_the_cells_and_writes_nothing() {
    let place = Place::new();
    place.clean(&["new", "甲局", "2022"]);
    let answer = place.run(&["export", "甲局", "2022", "-o", "out.html"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.contains("166") && answer.err.contains("规章"), "{}", answer.err);
    assert!(!place.path("out.html").exists());
}

#[test]
fn what_this_version_does_not_write_is_said() {
    let place = Place::new();
    place.clean(&["new", "甲局", "2022"]);
    for out in ["a.docx", "a.xlsx", "a.pdf"] {
        assert!(place.refused(&["export", "甲局", "2022", "-o", out]).contains("这个版本还不能写"));
    }
    assert!(place.refused(&["export", "甲局", "2022", "-o", "a.xyz"]).contains("html"));
    for later in [&["--fragment"][..], &["--with-last-year"], &["--template", "x"], &["--font", "x"]] {
        let args = [&["export", "甲局", "2022", "-o", "a.html"], later].concat();
        assert!(place.refused(&args).contains(later[0]));
    }
    assert!(place.refused(&["export", "--blank", "2021", "-o", "a.html"]).contains("--blank"));
    assert_eq!(fs::read_dir(place.0.path()).expect("a folder").count(), 1, "nothing but the library");
}

// ---- the program itself

#[test]
fn both_languages_are_spoken_everywhere() {
    let place = Place::new();
    let english = |args: &[&str]| Answer::of(place.command(args).env("LANG", "en_US.UTF-8").output().expect("runs"));
    assert!(place.clean(&["--help"]).contains("用法：") && place.clean(&["check", "-h"]).contains("选项"));
    assert!(english(&["--help"]).out.contains("Usage:"));
    assert!(place.clean(&["--lang", "en", "check", "--help"]).contains("Check reports"));
    assert!(english(&["--help", "--lang=zh"]).out.contains("用法："));
    assert!(place.refused(&["check"]).contains("缺少"));
    assert!(english(&["check"]).err.contains("required"));
    assert!(place.refused(&["list", "--colour"]).contains("不认识参数"));
    assert!(place.refused(&["list", "--format", "xml"]).contains("可以是 text、json"));
    assert!(english(&["show", "none.ron"]).err.contains("there is no file"));
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for command in
        ["", "edit", "new", "import", "show", "check", "export", "verify", "diff", "history", "explain", "list"]
    {
        let args: Vec<&str> = ["help", command].into_iter().filter(|word| !word.is_empty()).collect();
        assert!(!chinese(&english(&args).out), "{command}");
        assert!(chinese(&place.clean(&args)), "{command}");
    }
}

#[test]
fn help_version_completions_man_and_keys_are_results() {
    let place = Place::new();
    assert_eq!(place.clean(&["--version"]), format!("gouji {}\n", env!("CARGO_PKG_VERSION")));
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(place.clean(&["completions", shell]).contains("check"), "{shell}");
    }
    let man = place.clean(&["--lang", "en", "man"]);
    assert!(man.contains(".TH gouji 1") && man.contains(".SH \"gouji check\"") && man.contains("Exit codes"));
    assert!(place.clean(&["keys"]).contains("F8"));
}

#[test]
fn the_editor_asks_for_a_terminal_and_a_slip_in_a_command_is_recognised() {
    let place = Place::new();
    assert!(place.refused(&[]).contains("终端"));
    assert!(place.refused(&["chekc", "a.ron"]).contains("check"));
    assert!(place.refused(&["--lang", "en", "edit", "none.ron"]).contains("none.ron"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_reading_is_no_error_and_a_full_disk_is() {
    let place = Place::new();
    let mut child =
        place.command(&["show", FIXTURE]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    drop(child.stdout.take());
    let answer = Answer::of(child.wait_with_output().expect("ends"));
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(!answer.err.contains("panicked"), "{}", answer.err);
    if !Path::new("/dev/full").exists() {
        println!("skipped: no /dev/full here");
        return;
    }
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("opens");
    let answer = Answer::of(place.command(&["show", FIXTURE]).stdout(full).output().expect("runs"));
    assert_eq!(answer.code, 2, "{}", answer.err);
    let closed = place.command(&["show", "none.ron"]).stderr(Stdio::null()).output().expect("runs");
    assert_eq!(closed.status.code(), Some(2));
}

#[test]
fn a_library_is_named_by_the_option_before_the_environment() {
    let place = Place::new();
    place.clean(&["--library", "other", "new", "甲局", "2022"]);
    place.clean(&["new", "乙局", "2022", "--library", "other"]);
    assert!(place.path("other/甲局/2022.ron").exists() && place.path("other/乙局/2022.ron").exists());
    assert_eq!(place.clean(&["list"]), "");
}
