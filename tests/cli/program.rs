//! Languages, help, streams and exit codes of the program itself.

use super::*;
use crate::reference::skip;

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
    assert!(place.clean(&["keys"]).contains("| `next-finding` |"), "commands are shown by the names that files use");
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
        skip("no /dev/full here");
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
