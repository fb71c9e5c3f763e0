//! `backup`: the library to a stick and back, what is asked, and what it refuses.

use std::io::Write;

use gouji::domain::report::{Reopening, Seal};
use gouji::domain::seal;

use super::*;

/// A library with a report of 甲局, and a stick with a backup of it.
fn backed_up() -> Place {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    place.write("stick/other.txt", "not ours");
    place.clean(&["backup", "stick"]);
    place
}

/// Runs the program with answers on its standard input.
fn answered(place: &Place, args: &[&str], answers: &str) -> Answer {
    let mut child = place.command(args);
    let child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().expect("runs");
    child.stdin.take().expect("a pipe").write_all(answers.as_bytes()).expect("written");
    Answer::of(child.wait_with_output().expect("ends"))
}

fn figure(place: &Place) -> String {
    let shown = json(&place.clean(&["show", "甲局", "2022", "--format", "json"]));
    shown["cells"]["requests.granted.natural_person"].to_string()
}

#[test]
fn a_backup_is_a_library_of_its_own_and_a_second_one_only_adds_what_is_new() {
    let place = backed_up();
    let files = |place: &Place| fs::read_to_string(place.path("stick/gouji-backup/甲局/2022.ron")).expect("there");
    assert_eq!(files(&place), ron("甲局", &BALANCED));
    let stick = place.path("stick/gouji-backup");
    let listed = place.clean(&["list", "--library", &stick.display().to_string()]);
    assert!(listed.contains("甲局"), "{listed}");
    let again = place.clean(&["backup", "stick"]);
    assert!(again.contains("新增 0 份，更新 0 份，没有变化 1 份"), "{again}");
    // Saved as the program does, the state before is an earlier one.
    place.write("library/甲局/history/2022/2023-01-10_09-30-12.345.ron", &ron("甲局", &BALANCED));
    place.write("library/甲局/2022.ron", &ron("甲局", &UNBALANCED));
    place.write("library/乙局/2022.ron", &ron("乙局", &BALANCED));
    let more = place.clean(&["backup", "stick/gouji-backup"]);
    assert!(more.contains("新增 1 份，更新 1 份，没有变化 0 份"), "{more}");
    assert_eq!(files(&place), ron("甲局", &UNBALANCED));
    assert!(place.path("stick/gouji-backup/甲局/history/2022/2023-01-10_09-30-12.345.ron").is_file());
    assert_eq!(fs::read_to_string(place.path("stick/other.txt")).expect("there"), "not ours");
}

#[test]
fn a_newer_state_in_the_backup_is_left_there_and_told() {
    let place = backed_up();
    place.write("stick/gouji-backup/甲局/history/2022/2023-01-10_09-30-12.345.ron", &ron("甲局", &BALANCED));
    place.write("stick/gouji-backup/甲局/2022.ron", &ron("甲局", &UNBALANCED));
    let answer = place.run(&["backup", "stick"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.err.contains("备份里的较新，没有改动：甲局 2022"), "{}", answer.err);
    let there = fs::read_to_string(place.path("stick/gouji-backup/甲局/2022.ron")).expect("there");
    assert_eq!(there, ron("甲局", &UNBALANCED));
}

#[test]
fn an_empty_library_gets_everything_back_with_journals_states_and_what_was_deleted() {
    let place = backed_up();
    place.write("library/甲局/history/2021/2023-01-10_09-30-12.345.ron", &ron("甲局", &BALANCED));
    place.write("library/甲局/2022.journal", "a journal");
    place.write("library/甲局/agency.ron", "(version: 1, name: \"甲局\", contact: \"办公室\")");
    place.write("library/forms/2027.ron", "a form");
    place.clean(&["backup", "stick"]);
    fs::remove_dir_all(place.path("library")).expect("lost");
    place.clean(&["backup", "--restore", "stick"]);
    for (file, text) in [
        ("甲局/2022.ron", ron("甲局", &BALANCED)),
        ("甲局/2022.journal", "a journal".into()),
        ("甲局/history/2021/2023-01-10_09-30-12.345.ron", ron("甲局", &BALANCED)),
        ("甲局/agency.ron", "(version: 1, name: \"甲局\", contact: \"办公室\")".into()),
        ("forms/2027.ron", "a form".into()),
    ] {
        assert_eq!(fs::read_to_string(place.path("library").join(file)).expect(file), text);
    }
}

#[test]
fn what_differs_is_asked_about_one_by_one_and_what_gives_way_can_be_restored() {
    let place = backed_up();
    place.write("library/甲局/2022.ron", &ron("甲局", &UNBALANCED));
    let answer = answered(&place, &["backup", "--restore", "stick"], "what\nt\n");
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.err.contains("1/1 甲局 2022：两边都有改动") && answer.err.contains("m/t/b [b]"), "{}", answer.err);
    assert_eq!(figure(&place), "7");
    place.clean(&["history", "甲局", "2022", "--restore", "1"]);
    assert_eq!(figure(&place), "8", "the library's own state is back");
    let answer = answered(&place, &["backup", "--restore", "stick"], "m\n");
    assert_eq!((answer.code, figure(&place).as_str()), (0, "8"), "{}", answer.err);
    assert!(answer.err.contains("报告库里的没有改动：甲局 2022"), "{}", answer.err);
}

#[test]
fn where_nobody_answers_the_library_keeps_what_it_has_and_an_option_answers_for_all() {
    let place = backed_up();
    place.write("library/甲局/2022.ron", &ron("甲局", &UNBALANCED));
    let answer = place.run(&["backup", "--restore", "stick"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert!(answer.err.contains("有 1 份不同的未作选择"), "{}", answer.err);
    assert_eq!(figure(&place), "8");
    place.clean(&["backup", "--restore", "stick", "--differing", "both"]);
    assert_eq!(figure(&place), "8");
    let states = place.clean(&["history", "甲局", "2022"]);
    assert_eq!(states.lines().count(), 1, "{states}");
    place.clean(&["backup", "--restore", "stick", "--differing", "theirs"]);
    assert_eq!(figure(&place), "7");
}

/// A report as it is finished, with this figure.
fn finished(agency: &str, figures: &[(&str, &str)]) -> String {
    let mut report = report(agency, 2022, figures);
    report.seal = Some(Seal { sha256: seal::digest(&seal::canonical(&report)) });
    to_ron(&report)
}

#[test]
fn what_is_finished_gives_way_to_a_backup_only_with_a_name_and_a_reason_and_the_others_go_on() {
    let place = backed_up();
    place.write("library/乙局/2022.ron", &ron("乙局", &BALANCED));
    place.clean(&["backup", "stick"]);
    let sealed = finished("甲局", &UNBALANCED);
    place.write("library/甲局/2022.ron", &sealed);
    place.write("library/乙局/2022.ron", &ron("乙局", &UNBALANCED));
    let args = ["backup", "--restore", "stick", "--differing", "theirs"];
    let answer = place.run(&args);
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert!(answer.err.contains("已定稿，没有换成备份里的：甲局 2022。"), "{}", answer.err);
    assert!(answer.err.contains("--by") && answer.err.contains("--reason"), "{}", answer.err);
    assert!(answer.out.contains("换成备份里的 1 份"), "{}", answer.out);
    let there = |file: &str| fs::read_to_string(place.path("library").join(file)).expect("there");
    assert_eq!((there("甲局/2022.ron"), there("乙局/2022.ron")), (sealed.clone(), ron("乙局", &BALANCED)));
    assert!(!place.path("library/甲局/history/2022").exists(), "nothing is written of it");
    // Asked one by one it is no other.
    let answer = answered(&place, &args[..3], "t\n");
    assert!(answer.code == 1 && answer.err.contains("--by"), "{}", answer.err);
    assert_eq!(there("甲局/2022.ron"), sealed);
    // Half of it is none.
    assert!(place.refused(&[&args[..], &["--by", "王五"]].concat()).contains("姓名和理由"));
    let answer = place.run(&[&args[..], &["--by", "王五", "--reason", "库里的误填"]].concat());
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(figure(&place), "7");
    let now = there("甲局/2022.ron");
    assert!(now.contains("王五") && now.contains("库里的误填"), "{now}");
    let kept = fs::read_dir(place.path("library/甲局/history/2022")).expect("kept").flatten();
    assert!(kept.into_iter().any(|entry| fs::read_to_string(entry.path()).expect("there") == sealed));
    // What the report tells now, a backup keeps and brings back without asking again.
    place.clean(&["backup", "stick"]);
    assert_eq!(place.run(&args).code, 0);
}

#[test]
fn what_was_reopened_with_a_reason_elsewhere_comes_back_without_asking_once_more() {
    let place = backed_up();
    place.write("library/甲局/2022.ron", &finished("甲局", &UNBALANCED));
    let mut reopened = report("甲局", 2022, &BALANCED);
    reopened.reopenings.push(Reopening { by: "王五".into(), date: "2023-01-20".into(), reason: "更正".into() });
    place.write("stick/gouji-backup/甲局/2022.ron", &to_ron(&reopened));
    let answer = place.run(&["backup", "--restore", "stick", "--differing", "theirs"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(figure(&place), "7");
}

#[test]
fn what_cannot_be_read_takes_the_place_of_no_finished_report() {
    let place = backed_up();
    let sealed = finished("甲局", &UNBALANCED);
    place.write("library/甲局/2022.ron", &sealed);
    place.write("stick/gouji-backup/甲局/2022.ron", "(version: 1, ");
    let grounds = ["--by", "王五", "--reason", "更正"];
    let answer = place.run(&[&["backup", "--restore", "stick", "--differing", "theirs"], &grounds[..]].concat());
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert_eq!(fs::read_to_string(place.path("library/甲局/2022.ron")).expect("there"), sealed);
}

#[test]
fn a_capital_answers_for_all_that_follow() {
    let place = Place::new();
    for agency in ["甲局", "乙局", "丙局"] {
        place.write(&format!("library/{agency}/2022.ron"), &ron(agency, &BALANCED));
    }
    fs::create_dir(place.path("stick")).expect("made");
    place.clean(&["backup", "stick"]);
    for agency in ["甲局", "乙局", "丙局"] {
        place.write(&format!("library/{agency}/2022.ron"), &ron(agency, &UNBALANCED));
    }
    let answer = answered(&place, &["backup", "--restore", "stick"], "T\n");
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("换成备份里的 3 份"), "{}", answer.out);
    assert_eq!(figure(&place), "7");
}

#[test]
fn a_missing_stick_and_the_library_itself_are_refused() {
    let place = backed_up();
    assert!(place.refused(&["backup", "nowhere"]).contains("没有这个文件夹"));
    assert!(!place.path("nowhere").exists());
    assert!(place.refused(&["backup", "--restore", "nowhere"]).contains("没有这个文件夹"));
    assert!(place.refused(&["backup", "library"]).contains("在报告库里"));
    assert!(place.refused(&["backup", "library/甲局"]).contains("在报告库里"));
    assert!(place.refused(&["backup", "--restore", "library"]).contains("就是报告库"));
    assert!(place.refused(&["backup"]).contains("文件夹"));
}

#[cfg(unix)]
#[test]
fn a_stick_that_takes_nothing_is_told_and_left_as_it_is() {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    // A file stands where the backup's folder would be made.
    place.write("stick/gouji-backup", "in the way");
    let answer = place.run(&["backup", "stick"]);
    assert_eq!(answer.code, 2, "{}{}", answer.out, answer.err);
    assert_eq!(fs::read_to_string(place.path("stick/gouji-backup")).expect("there"), "in the way");
}
