//! Names and texts that others wrote steer no terminal, whatever the command, the format and the language; programs that read
//! the output get the same text.
#![cfg(unix)]

use super::*;

/// Sets a title, colours, clears the screen by its 8-bit form too, turns the direction, returns to the line's start.
const HOSTILE: &str = "甲\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}2J\u{202e}\r\u{7f}\u{85}局";

/// A name of a file with all that.
fn named(ending: &str) -> String {
    format!("{HOSTILE}{ending}")
}

fn hostile() -> Report {
    let mut report = report(HOSTILE, 2022, &UNBALANCED);
    report.set_text(Part::Preamble, format!("{HOSTILE}编制{{requests.\u{1b}[31m}}。"));
    report.set_text(Part::Chapter(0), format!("{HOSTILE}新收申请9件。×××{{requests.nwe.total}}"));
    report.sign_off.keyer = HOSTILE.into();
    report.sign_off.reviewer = HOSTILE.into();
    let cell = report.form().find("requests.new.natural_person");
    report.notes = [cell, None].map(|cell| Note { cell, place: HOSTILE.into(), text: HOSTILE.into() }).into();
    report
}

/// Runs a command and searches what it prints.
fn answered(place: &Place, lang: &str, args: &[&str]) -> Answer {
    let output = place.command(&[&["--lang", lang], args].concat()).output().expect("runs");
    for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{args:?}: {stream} is no UTF-8"));
        let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}');
        let raw = text.lines().find(|line| line.contains(steers));
        assert!(raw.is_none(), "{args:?}: {stream}: {raw:?}");
    }
    let answer = Answer::of(output);
    assert!(!answer.err.contains("panicked"), "{args:?}: {}", answer.err);
    answer
}

fn place() -> Place {
    let place = Place::new();
    let text = to_ron(&hostile());
    let folder: String = HOSTILE.chars().fold(String::new(), |folder, character| match character.is_control() {
        true => folder + &character.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect::<String>(),
        false => format!("{folder}{character}"),
    });
    place.write(&format!("library/{folder}/2022.ron"), &text);
    place.write(&format!("library/{folder}/2021.ron"), &format!("(version: 1, {HOSTILE}"));
    place.write(&format!("library/{folder}/agency.ron"), &format!("(version: 1, {HOSTILE}"));
    place.write("library/乙局/2022.ron", &ron("乙局", &BALANCED));
    place.write("library/丙局/2022.ron", &to_ron(&self::report("丙局", 2022, &UNBALANCED)));
    place.write(&named(".ron"), &text);
    place.write("other.ron", &ron("乙局", &BALANCED));
    place.write(&named("/one.ron"), &text);
    place.write(&named("/bad.ron"), &format!("(version: 1, agency: Some(\"{HOSTILE}\", {HOSTILE}"));
    place.write(&named("/edition.ron"), &text.replace("\"2021\"", &format!("{HOSTILE:?}")));
    place.write(&named("/none.txt"), HOSTILE);
    place.write(
        &named("/cells.csv"),
        &format!("cell,value\n{HOSTILE},{HOSTILE}\nrequests.new.natural_person,{HOSTILE}\n"),
    );
    place.write(&named("/page.html"), &format!("<table><tr><td>{HOSTILE}</td></tr></table>"));
    place.write(&named("/page.md"), &format!("# {HOSTILE}\n\n| {HOSTILE} |\n|---|\n| 7 |\n"));
    place.write(&named("/list.json"), &format!("{{\"agency\": {HOSTILE:?}, \"cells\": 7}}"));
    place.write("forms/hostile.ron", &format!("({HOSTILE}"));
    place.write(&format!("forms/{}", named(".ron")), &format!("(edition: {HOSTILE:?}, {HOSTILE}: 7)"));
    place.write(&named(".settings"), &format!("(version: 1, language: {HOSTILE}"));
    place
}

#[test]
fn nothing_that_others_wrote_reaches_a_terminal_raw() {
    let place = place();
    let (file, folder) = (named(".ron"), HOSTILE);
    let (out, none) = (named(".docx"), named(" there is none"));
    let settings = named(".settings");
    let nowhere = named("/nowhere/x.docx");
    let accept = format!("{HOSTILE}=x");
    let commands: Vec<Vec<&str>> = vec![
        vec!["list"],
        vec!["list", "--format", "json"],
        vec!["check"],
        vec!["check", "--format", "json"],
        vec!["check", "--format", "csv"],
        vec!["check", &file, folder],
        vec!["check", &file, folder, "--format", "json"],
        vec!["check", &file, folder, "--format", "csv"],
        vec!["check", &file, "--last-year", &nowhere],
        vec!["check", &none],
        vec!["show", &file],
        vec!["show", &file, "--summary"],
        vec!["show", &file, "--format", "json"],
        vec!["show", &file, "--format", "ron"],
        vec!["show", HOSTILE, "2022"],
        vec!["show", HOSTILE, "2021"],
        vec!["show", HOSTILE, "1999"],
        vec!["diff", &file, "other.ron"],
        vec!["diff", &file, "other.ron", "--format", "json"],
        vec!["diff", &file, &nowhere],
        vec!["verify", &file, "--with", "other.ron"],
        vec!["verify", &file, "--with", "other.ron", "--format", "json"],
        vec!["verify", &file, "--with", "other.ron", "--format", "csv"],
        vec!["history", HOSTILE, "2022"],
        vec!["history", HOSTILE, "2022", "--format", "json"],
        vec!["history", HOSTILE, "2022", "--show", "1"],
        vec!["history", "乙局", HOSTILE],
        vec!["explain", HOSTILE],
        vec!["import", folder, "--dry-run"],
        vec!["import", folder, "--dry-run", "--format", "json"],
        vec!["import", folder, "--dry-run", "--format", "csv"],
        vec!["import", &file, "--dry-run"],
        vec!["import", &file, "--dry-run", "--agency", HOSTILE],
        vec!["import", folder],
        vec!["import", folder, "--format", "csv"],
        vec!["import", folder, "--format", "json"],
        vec!["import", &file, "--agency", HOSTILE, "--year", "2020"],
        vec!["export", &file, "-o", &out],
        vec!["export", &file, "-o", &nowhere],
        vec!["export", &file, "-o", &out, "--draft"],
        vec!["export", &file, "-o", &out, "--draft", "--template", &file],
        vec!["export", &file, "-o", "x.pdf", "--draft", "--font", &file],
        vec!["export", &file, "-o", "x.docx", "--accept", &accept],
        vec!["export", &file, "-o", HOSTILE],
        vec!["export", "--blank", HOSTILE, "-o", "x.docx"],
        vec!["export", "--blank", "2021", HOSTILE, "2022", "-o", &out],
        vec!["finalise", HOSTILE, "2022", "--keyer", HOSTILE, "--reviewer", HOSTILE],
        vec!["finalise", HOSTILE, "2021", "--keyer", HOSTILE, "--reviewer", HOSTILE],
        vec!["finalise", "丙局", "2022", "--keyer", HOSTILE, "--reviewer", HOSTILE],
        vec!["finalise", "乙局", "2022", "--keyer", HOSTILE, "--reviewer", HOSTILE],
        vec!["show", "乙局", "2022", "--summary"],
        vec!["new", HOSTILE, "2022"],
        vec!["forms", "--forms", "forms"],
        vec!["forms", "--forms", &nowhere],
        vec!["list", "--forms", "forms"],
        vec!["list", "--settings", &settings],
        vec!["list", "--library", folder],
        vec!["backup", "backup"],
        vec!["backup", "backup"],
        vec!["backup", "--restore", "backup", "--differing", "both"],
        vec!["backup", &nowhere],
        vec!["backup", "--restore", folder],
        vec!["help", HOSTILE],
        vec!["completions", HOSTILE],
        vec![HOSTILE],
        vec!["--\u{1b}]0;x\u{7}"],
        vec!["check", "--\u{9b}2J\u{1b}[2J=\u{202e}"],
        vec!["check", "--level", HOSTILE],
        vec!["list", "--format", HOSTILE],
        vec!["import", "x", "--year", HOSTILE],
        vec!["history", "乙局", "2022", "--show", HOSTILE],
        vec!["list", HOSTILE],
        vec!["backup", "x", HOSTILE],
        vec!["diff", HOSTILE],
        vec!["--lang", HOSTILE],
    ];
    std::thread::scope(|scope| {
        for lang in ["zh", "en"] {
            let (place, commands) = (&place, &commands);
            scope.spawn(move || {
                for args in commands {
                    let answer = answered(place, lang, args);
                    if args.ends_with(&["--format", "json"]) && !answer.out.is_empty() {
                        json(&answer.out);
                    }
                }
            });
        }
    });
}

#[test]
fn programs_read_the_very_text() {
    let place = place();
    let file = named(".ron");
    let value = |args: &[&str]| json(&answered(&place, "zh", args).out);
    let shown = value(&["show", &file, "--format", "json"]);
    assert_eq!((&shown["agency"], &shown["file"]), (&HOSTILE.into(), &file.as_str().into()));
    assert_eq!(shown["notes"][0]["text"], HOSTILE);
    let checked = value(&["check", &file, "--format", "json"]);
    assert_eq!(checked["reports"][0]["agency"], HOSTILE);
    let listed = value(&["list", "--format", "json"]);
    assert!(listed["reports"].as_array().expect("reports").iter().any(|one| one["agency"] == HOSTILE));
    let text = answered(&place, "zh", &["show", &file, "--format", "ron"]).out;
    let again = from_ron("again.ron", &text, &Forms::default()).expect("it is read back");
    assert_eq!(to_ron(&again), to_ron(&hostile()));
}

#[test]
fn no_row_for_people_is_a_formula_and_lists_that_are_read_back_keep_what_they_say() {
    let place = Place::new();
    for (at, start) in ["=", "+", "-", "@", "\t="].into_iter().enumerate() {
        let agency = format!("{start}HYPERLINK(\"x\")甲局");
        place.write(&format!("={at}.ron"), &ron(&agency, &UNBALANCED));
        let other = format!("{start}HYPERLINK(\"y\")乙局");
        place.write(&format!("{start}{at}.ron"), &ron(&other, &BALANCED));
        let name = format!("={at}.ron");
        let other = format!("./{start}{at}.ron");
        let all = [
            place.run(&["check", &name, &other, "--format", "csv"]),
            place.run(&["import", "--dry-run", &name, &other, "--format", "csv"]),
            place.run(&["verify", &name, "--with", &other, "--format", "csv"]),
        ];
        for Answer { out, err, .. } in all {
            let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(out.as_bytes());
            let fields: Vec<String> = rows
                .records()
                .flat_map(|row| row.expect("a row").iter().map(String::from).collect::<Vec<_>>())
                .collect();
            assert!(!fields.is_empty(), "{err}");
            let is_formula =
                |field: &&String| field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err();
            assert_eq!(fields.iter().find(is_formula), None, "{out}");
        }
        place.clean(&["export", &name, "-o", "out.csv"]);
        let list = fs::read_to_string(place.path("out.csv")).expect("written");
        assert!(!list.contains("'") && !list.contains("\"'"), "{list}");
        assert!(!place.clean(&["import", &name, "--dry-run", "--format", "csv"]).contains("'"));
    }
}
