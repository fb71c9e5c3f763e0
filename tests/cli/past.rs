//! `history`: earlier states listed, shown, compared and restored; files that are not as gouji wrote them; disks that
//! refuse.

use gouji::domain::report::{Seal, SignOff};
use gouji::domain::seal::{canonical, digest};

use super::*;

/// A library with a report of two earlier states, the older of them finished by somebody.
fn place() -> Place {
    let place = Place::new();
    let mut first = report("甲局", 2022, &BALANCED);
    first.sign_off = SignOff { keyer: "张三".into(), reviewer: "李四".into(), date: "2023-01-09".into() };
    first.seal = Some(Seal { sha256: digest(&canonical(&first)) });
    place.write("library/甲局/history/2022/2023-01-10_09-30-12.345.ron", &to_ron(&first));
    place.write("library/甲局/history/2022/2023-01-11_10-00-00.000.ron", &ron("甲局", &UNBALANCED));
    place.write("library/甲局/2022.ron", &ron("甲局", &[]));
    place
}

fn present(place: &Place) -> String {
    fs::read_to_string(place.path("library/甲局/2022.ron")).expect("there")
}

#[test]
fn states_are_listed_newest_first_with_number_time_size_seal_and_keyer() {
    let place = place();
    let out = place.clean(&["history", "甲局", "2022"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    assert!(lines[0].starts_with("  1  2023-01-11 10:00:00  ") && lines[0].contains("未定稿    —  "), "{out}");
    assert!(lines[1].starts_with("  2  2023-01-10 09:30:12  ") && lines[1].contains("定稿      张三  "), "{out}");
    place.write("library/甲局/history/2022/2023-01-12_10-00-00.000.ron", "(version: 1, 乱");
    let value = json(&place.clean(&["history", "甲局", "2022", "--format", "json"]));
    assert_eq!(keys(&value), ["agency", "year", "scope", "states"]);
    let states = value["states"].as_array().expect("a list");
    assert_eq!(keys(&states[1]), ["number", "time", "bytes", "sealed", "keyer", "file"]);
    assert_eq!(
        (&states[2]["number"], &states[2]["sealed"], &states[2]["keyer"]),
        (&3.into(), &true.into(), &"张三".into())
    );
    assert_eq!(states[1]["bytes"], ron("甲局", &UNBALANCED).len());
    assert!(
        states[0]["sealed"].is_null() && states[0]["error"].as_str().is_some_and(|error| error.contains("第 1 行"))
    );
}

#[test]
fn a_state_is_shown_and_compared_by_its_number() {
    let place = place();
    assert!(place.clean(&["history", "甲局", "2022", "--show", "1"]).contains("甲局"));
    let shown = json(&place.clean(&["history", "甲局", "2022", "--show", "1", "--format", "json"]));
    assert_eq!(shown["cells"]["requests.granted.natural_person"], 8);
    let differs = place.run(&["history", "甲局", "2022", "--diff", "1"]);
    assert_eq!(differs.code, 1);
    assert!(
        differs.out.contains("requests.granted.natural_person") && differs.out.contains("8 改 0"),
        "{}",
        differs.out
    );
    let differs = place.run(&["history", "甲局", "2022", "--diff", "2", "1", "--format", "json"]);
    assert_eq!(differs.code, 1);
    let whats: Vec<Value> =
        json(&differs.out)["differences"].as_array().expect("a list").iter().map(|d| d["what"].clone()).collect();
    assert!(whats.contains(&"requests.granted.natural_person".into()), "{whats:?}");
    place.clean(&["history", "甲局", "2022", "--diff", "1", "1"]);
    for args in [["--show", "3"], ["--diff", "0"], ["--restore", "3"]] {
        let words = place.refused(&[&["history", "甲局", "2022"][..], &args].concat());
        assert!(words.contains("共 2 个"), "{words}");
    }
    assert!(place.run(&["history", "甲局", "2022", "--show", "1", "--restore", "1"]).code == 2);
}

#[test]
fn restoring_is_undone_by_restoring_and_brings_back_what_was_deleted() {
    let place = place();
    let (before, earlier) = (present(&place), ron("甲局", &UNBALANCED));
    let answer = place.run(&["history", "甲局", "2022", "--restore", "1"]);
    assert_eq!((answer.code, answer.out), (0, format!("{}\n", place.path("library/甲局/2022.ron").display())));
    assert!(answer.err.contains("--restore 1"), "{}", answer.err);
    assert_eq!(present(&place), earlier);
    place.clean(&["history", "甲局", "2022", "--restore", "1"]);
    assert_eq!(present(&place), before);
    fs::remove_file(place.path("library/甲局/2022.ron")).expect("removed");
    place.clean(&["history", "甲局", "2022", "--restore", "1"]);
    assert_eq!(present(&place), earlier);
    place.write("library/甲局/history/2022/2033-01-12_10-00-00.000.ron", "(version: 1, 乱");
    assert!(place.refused(&["history", "甲局", "2022", "--restore", "1"]).contains("第 1 行"), "what cannot be read");
    assert_eq!(present(&place), earlier);
    assert!(place.run(&["history", "甲局", "2022"]).err.contains("日期和时间"), "a state that is yet to come");
    let answer = place.run(&["history", "甲局", "2022", "--restore", "3"]);
    assert!(answer.err.contains("--restore 2"), "the state to come stays the first: {}", answer.err);
    place.clean(&["history", "甲局", "2022", "--restore", "2"]);
    assert_eq!(present(&place), earlier);
}

#[test]
fn restoring_an_open_state_over_a_finished_one_is_said() {
    let place = place();
    let answer = place.run(&["history", "甲局", "2022", "--restore", "2"]);
    assert!(answer.code == 0 && !answer.err.contains("再定稿"), "{}", answer.err);
    let answer = place.run(&["history", "甲局", "2022", "--restore", "1", "--by", "王五", "--reason", "更正"]);
    assert!(answer.code == 0 && answer.err.contains("再定稿"), "{}", answer.err);
}

#[test]
fn a_file_that_somebody_changed_is_accepted_and_said() {
    let place = Place::new();
    let good = ron("甲局", &BALANCED);
    place.write("good.ron", &good);
    place.write("changed.ron", &good.replace("keyed(\"7\")", "keyed(\"9\")"));
    place.write("hand.ron", &good[..good.rfind("// sha256").expect("a digest")]);
    for (file, words) in [("good.ron", ""), ("changed.ron", "改动过"), ("hand.ron", "没有校验码")] {
        for args in
            [vec!["show", file], vec!["check", file], vec!["diff", file, file], vec!["export", file, "-o", "a.csv"]]
        {
            let answer = place.run(&args);
            assert!(answer.code < 2, "{args:?}: {}", answer.err);
            let said =
                answer.err.lines().filter(|line| line.contains(file) && line.contains("请核对")).collect::<Vec<_>>();
            assert_eq!(said.is_empty(), words.is_empty(), "{args:?}: {}", answer.err);
            assert!(said.iter().all(|line| line.contains(words)), "{args:?}: {}", answer.err);
        }
    }
}

#[test]
fn many_files_without_a_digest_are_one_line_and_every_changed_one_is_named() {
    let place = Place::new();
    let good = ron("甲局", &BALANCED);
    for name in ["a", "b", "c"] {
        place.write(&format!("all/{name}.ron"), &good[..good.rfind("// sha256").expect("a digest")]);
    }
    for name in ["d", "e"] {
        place.write(&format!("all/{name}.ron"), &good.replace("keyed(\"7\")", "keyed(\"9\")"));
    }
    place.write("all/f.ron", &good);
    let err = place.run(&["check", "all"]).err;
    assert_eq!(err.lines().filter(|line| line.contains("3 份报告的末行没有校验码")).count(), 1, "{err}");
    assert_eq!(err.lines().filter(|line| line.contains("改动过")).count(), 2, "{err}");
    assert!(err.contains("d.ron") && err.contains("e.ron") && !err.contains("f.ron"), "{err}");
}

#[cfg(unix)]
mod refusing {
    use std::os::unix::fs::{PermissionsExt, chown};
    use std::os::unix::process::CommandExt;

    use super::*;

    #[test]
    fn a_limit_on_the_size_of_files_is_told_and_leaves_what_was_there() {
        let place = Place::new();
        place.clean(&["new", "甲局", "2022"]);
        let before = present(&place);
        place.write("library/甲局/history/2022/2023-01-11_10-00-00.000.ron", &ron("甲局", &BALANCED));
        // Eight blocks, of 512 or 1,024 bytes.
        let script = format!("ulimit -f 8; exec '{}' \"$@\"", env!("CARGO_BIN_EXE_gouji"));
        let mut command = Command::new("sh");
        command.args(["-c", &script, "sh", "history", "甲局", "2022", "--restore", "1"]);
        command.current_dir(place.path("")).env("GOUJI_LIBRARY", place.path("library")).env("HOME", place.path("home"));
        command.env("GOUJI_SETTINGS", place.path("settings.ron")).env_remove("LANG").env_remove("LC_ALL");
        let answer = Answer::of(command.stdin(Stdio::null()).output().expect("runs"));
        assert_eq!(answer.code, 2, "{}", answer.err);
        assert!(answer.err.contains("文件大小") && answer.err.contains("ulimit"), "{}", answer.err);
        assert_eq!(present(&place), before);
        assert_eq!(
            json(&place.clean(&["history", "甲局", "2022", "--format", "json"]))["states"].as_array().map(Vec::len),
            Some(1)
        );
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_told_and_left_alone() {
        const NOBODY: u32 = 65_534;
        let place = place();
        let before = present(&place);
        let agency = place.path("library/甲局");
        for path in
            [place.path(""), place.path("library"), agency.clone(), agency.join("2022.ron"), agency.join("history")]
        {
            fs::set_permissions(&path, PermissionsExt::from_mode(if path.is_dir() { 0o555 } else { 0o444 }))
                .expect("set");
        }
        let mut command = place.command(&["new", "甲局", "2023"]);
        // Permissions do not hold for root, so somebody else tries.
        if chown(place.path(""), Some(NOBODY), Some(NOBODY)).is_ok() {
            command.uid(NOBODY).gid(NOBODY);
        }
        let answer = command.output().map(Answer::of);
        for path in [place.path(""), place.path("library"), agency.clone(), agency.join("history")] {
            fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("set");
        }
        let Ok(answer) = answer else {
            crate::reference::skip("the program cannot be run as another user here");
            return;
        };
        assert_eq!(answer.code, 2, "{}", answer.err);
        assert!(answer.err.contains("没有权限") && answer.err.contains("library/甲局"), "{}", answer.err);
        assert_eq!(present(&place), before);
        assert!(!agency.join("2023.ron").exists());
    }
}
