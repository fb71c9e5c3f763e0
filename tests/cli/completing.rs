//! What a shell offers behind what was typed. The shells' own scripts only pass it on.

use super::*;

/// What is offered for the last of these words.
fn offered(place: &Place, words: &[&str]) -> Vec<String> {
    let mut command = place.command(&["--", "gouji"]);
    let answer = Answer::of(command.args(words).env("GOUJI_COMPLETE", "fish").output().expect("runs"));
    assert_eq!(answer.code, 0, "{words:?}: {}", answer.err);
    let lines = answer.out.lines().map(|line| line.split('\t').next().unwrap_or_default());
    lines.filter(|word| !word.starts_with('-')).map(str::to_string).collect()
}

fn place() -> Place {
    let place = Place::new();
    for year in ["2024", "2025"] {
        place.clean(&["new", "示例区财政局", year]);
    }
    place.clean(&["new", "示例区教育局", "2025"]);
    place.write("received.docx", "");
    place
}

#[test]
fn every_shell_gets_a_script_that_asks_the_program() {
    let place = Place::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = place.clean(&["completions", shell]);
        assert!(script.contains("GOUJI_COMPLETE") && script.contains("gouji"), "{shell}: {script}");
    }
}

#[test]
fn commands_are_offered_first_then_agencies_and_files() {
    let words = offered(&place(), &[""]);
    assert_eq!(words[0], "edit", "{words:?}");
    for word in ["check", "export", "示例区财政局", "received.docx"] {
        assert!(words.iter().any(|offered| offered == word), "{word}: {words:?}");
    }
    assert_eq!(offered(&place(), &["exp"]), ["export", "explain"]);
}

#[test]
fn agencies_years_rules_editions_and_values_of_options_are_offered_where_they_are_meant() {
    let place = place();
    assert_eq!(offered(&place, &["show", "示例区财政局", ""]), ["2025", "2024"]);
    assert_eq!(offered(&place, &["check", "示例区财政局", "2025", "示例区教育局", ""]), ["2025"]);
    assert_eq!(offered(&place, &["history", ""]), ["示例区教育局", "示例区财政局"]);
    assert!(offered(&place, &["show", ""]).contains(&"received.docx".to_string()));
    assert_eq!(offered(&place, &["check", "--level", ""]), ["info", "note", "warning", "error"]);
    assert!(offered(&place, &["explain", "T3-0"]).contains(&"T3-01".to_string()));
    assert_eq!(offered(&place, &["export", "--blank", ""]), ["2019", "2021"]);
    assert_eq!(offered(&place, &["help", "comp"]), ["completions"]);
    assert_eq!(offered(&place, &["import", "a.csv", "--agency", "示例区教"]), ["示例区教育局"]);
}

#[test]
fn another_library_that_is_named_is_the_one_whose_agencies_are_offered() {
    let place = place();
    place.clean(&["--library", "other", "new", "甲局", "2025"]);
    assert_eq!(offered(&place, &["--library", "other", "history", ""]), ["甲局"]);
}
