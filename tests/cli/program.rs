//! Languages, help, streams and exit codes of the program itself.

use super::*;

#[test]
fn both_languages_are_spoken_everywhere() {
    let place = Place::new();
    let english = |args: &[&str]| Answer::of(place.command(args).env("LANG", "en_US.UTF-8").output().expect("runs"));
    assert!(place.clean(&["--help"]).contains("用法：") && place.clean(&["check", "-h"]).contains("选项"));
    assert!(english(&["--help"]).out.contains("Usage:"));
    assert!(place.clean(&["--lang", "en", "check", "--help"]).contains("Check reports"));
    assert!(english(&["--help", "--lang=zh"]).out.contains("用法："));
    assert!(place.refused(&["show"]).contains("请写明单位和年度"));
    assert!(english(&["show"]).err.contains("Missing AGENCY YEAR or FILE. Example:"));
    assert!(place.refused(&["list", "--colour"]).contains("无法识别的参数"));
    assert!(place.refused(&["list", "--format", "xml"]).contains("可以是 text、json"));
    assert!(english(&["show", "none.ron"]).err.contains("There is no file"));
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
fn help_version_man_and_keys_are_results() {
    let place = Place::new();
    assert_eq!(place.clean(&["--version"]), format!("gouji {}\n", env!("CARGO_PKG_VERSION")));
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
        crate::reference::skip("no /dev/full here");
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

/// The examples in a help: lines that begin with the program's name, as far as what they do.
fn examples(help: &str) -> Vec<Vec<String>> {
    let lines = help.lines().filter_map(|line| line.strip_prefix("  gouji ").or((line == "  gouji").then_some("")));
    let words = |line: &str| line.split("  ").next().unwrap_or_default().split(" > ").next().map(str::to_string);
    lines.filter_map(words).map(|line| line.split_whitespace().map(str::to_string).collect()).collect()
}

#[test]
fn every_help_has_examples_that_the_program_understands() {
    let place = Place::new();
    for lang in ["zh", "en"] {
        let overview = place.clean(&["--lang", lang, "--help"]);
        let commands = overview.split(if lang == "zh" { "命令：\n" } else { "Commands:\n" }).nth(1).expect("a list");
        let commands = commands.lines().take_while(|line| line.starts_with("  "));
        let names: Vec<&str> = commands.filter_map(|line| line.split_whitespace().next()).collect();
        assert!(names.len() > 15, "{overview}");
        for name in names {
            let help = place.clean(&["--lang", lang, "help", name]);
            assert_eq!(help, place.clean(&["--lang", lang, name, "--help"]), "{name}");
            let examples = examples(&help);
            assert!(!examples.is_empty(), "{help}");
            for example in examples {
                assert_eq!(example[0], name, "{help}");
                let args: Vec<&str> = ["--lang", lang].into_iter().chain(example.iter().map(String::as_str)).collect();
                let answer = place.run(&args);
                assert!(!answer.err.contains("--help"), "{example:?}: {}", answer.err);
            }
        }
    }
}

#[test]
fn general_options_stand_last_and_a_commands_own_in_the_order_of_use() {
    let place = Place::new();
    let help = place.clean(&["export", "--help"]);
    let at = |option: &str| help.find(&format!("--{option}")).unwrap_or_else(|| panic!("{option}: {help}"));
    let options = help.find("\n选项：").expect("options");
    let places = ["output", "draft ", "with-last-year", "template", "accept", "check-sheet", "blank <"];
    let after = |option: &&str| options + help[options..].find(&format!("--{option}")).expect(option);
    assert!(places.iter().map(after).is_sorted(), "{help}");
    assert!(at("library") > after(&"blank <") && at("settings") > at("library"), "{help}");
    assert!(!help.contains("选项:"), "colons are Chinese: {help}");
}

#[test]
fn a_slip_in_a_command_is_named_whatever_options_follow() {
    let place = Place::new();
    let slips: [&[&str]; 5] = [
        &["exprot", "甲局", "2022", "-o", "x.docx"],
        &["--library", "other", "exprot", "-o", "x.docx"],
        &["exprot", "甲局", "2022", "--draft"],
        &["help", "exprot"],
        &["exprot"],
    ];
    for slip in slips {
        let err = place.refused(slip);
        assert!(err.contains("没有名为“exprot”的命令，您要用的可能是 export。"), "{slip:?}: {err}");
        assert!(err.contains("gouji help export"), "{slip:?}: {err}");
    }
    assert!(place.refused(&["manaul"]).contains("可能是 manual。"));
    assert!(
        place
            .refused(&["--lang", "en", "exprot", "-o", "x"])
            .contains("Unknown command 'exprot'. Did you mean 'export'?")
    );
}

#[test]
fn what_is_missing_or_wrong_is_said_with_the_usage_an_example_and_where_there_is_more() {
    let place = Place::new();
    let err = place.refused(&["export", "甲局", "2022"]);
    for words in ["请写明输出文件（-o），例如：gouji export", "例如：gouji export 某某局 2025 -o", "gouji help export"]
    {
        assert!(err.contains(words), "`{words}`: {err}");
    }
    assert!(place.refused(&["new"]).contains("请写明单位和年度，例如：gouji new 某某局 2025"));
    assert!(
        place.refused(&["diff", "a.ron"]).contains("请写明要比较的两份报告，例如：gouji diff 某某局 2024 某某局 2025")
    );
    assert!(place.refused(&["list", "--formt", "json"]).contains("可能是 --format"));
    assert!(place.refused(&["import", "a.csv", "--year", "25"]).contains("四位数的年度"));
    assert!(place.refused(&["export", "a", "-o", "b.txt", "--draft", "--draft"]).contains("--draft 写了两次"));
    let err = place.refused(&["--lang", "en", "new", "甲局"]);
    assert!(err.contains("Missing AGENCY YEAR. Example: gouji new AGENCY 2025"), "{err}");
}
