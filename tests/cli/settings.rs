//! The settings from the command line: which language is spoken, which keys are listed, and what is said of a file that
//! cannot be followed. A picture of the years in a web page.

use std::fs;

use super::{BALANCED, Place, ron};

#[test]
fn the_language_of_the_settings_counts_until_another_is_named() {
    let place = Place::new();
    fs::write(place.path("settings.ron"), "(version: 1, lang: en)").expect("settings");
    assert!(place.clean(&["--help"]).contains("Commands:"));
    assert!(place.clean(&["--lang", "zh", "--help"]).contains("命令"));
    fs::write(place.path("other.ron"), "(version: 1, lang: zh)").expect("settings");
    assert!(place.clean(&["--settings", &place.path("other.ron").display().to_string(), "--help"]).contains("命令"));
    assert!(place.clean(&["--settings", &place.path("none.ron").display().to_string(), "--help"]).contains("命令"));
}

#[test]
fn broken_settings_are_said_and_keep_no_command_from_running() {
    let place = Place::new();
    let broken = "(\n  version: 1,\n  lang: eng,\n)";
    fs::write(place.path("settings.ron"), broken).expect("settings");
    let answer = place.run(&["forms"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("2021"));
    assert!(answer.err.contains("settings.ron:3:") && answer.err.contains("zh"), "{}", answer.err);
    assert_eq!(fs::read_to_string(place.path("settings.ron")).expect("the file"), broken);
}

#[test]
fn keys_that_were_bound_are_listed_and_a_slip_names_its_line_and_the_nearest_command() {
    let place = Place::new();
    let text = "(\n  version: 1,\n  keys: {\n    \"grid\": {\n      \"Z\": \"undo\",\n      \"f12\": \"expotr\",\n    },\n  },\n)";
    fs::write(place.path("settings.ron"), text).expect("settings");
    let answer = place.run(&["--lang", "en", "keys"]);
    assert_eq!(answer.code, 0);
    assert!(
        answer.err.contains("settings.ron:6:8: Unknown command 'expotr'. Did you mean 'export'?"),
        "{}",
        answer.err
    );
    assert!(answer.out.contains("`Ctrl-Z` `Z`") || answer.out.contains("`Z` `Ctrl-Z`"), "{}", answer.out);
}

#[test]
fn a_web_page_has_the_picture_of_the_years_where_it_is_asked_for() {
    let place = Place::new();
    let out = place.path("a.html").display().to_string();
    for (year, name) in [(2021, "甲局2021.ron"), (2022, "甲局2022.ron"), (2023, "甲局2023.ron")] {
        let text = super::to_ron(&super::report("甲局", year, &BALANCED));
        fs::write(place.path(name), text).expect("written");
        place.clean(&["import", &place.path(name).display().to_string()]);
    }
    place.clean(&["export", "甲局", "2022", "-o", &out]);
    assert!(!fs::read_to_string(&out).expect("a page").contains("<svg"));
    place.clean(&["export", "甲局", "2022", "-o", &out, "--with-chart"]);
    let page = fs::read_to_string(&out).expect("a page");
    assert!(page.contains("<svg") && page.contains("2021—2022"), "the years up to the report's");
    assert!(!page.contains("<script") && !page.contains("href"), "{page}");
    let again = place.clean(&["diff", "甲局", "2022", &out, "--format", "json"]);
    assert!(!again.contains("2021—2022"), "{again}");

    fs::write(place.path("b.ron"), ron("乙局", &BALANCED)).expect("written");
    let file = place.path("b.ron").display().to_string();
    place.clean(&["export", &file, "-o", &out, "--with-chart"]);
    for refused in [&["--fragment"][..], &["-o", "x.docx"]] {
        let out: &[&str] = if refused.contains(&"-o") { &[] } else { &["-o", &out] };
        let answer = place.run(&[&["export", "甲局", "2022", "--with-chart"], refused, out].concat());
        assert_eq!(answer.code, 2);
        assert!(answer.err.contains("--with-chart"), "{}", answer.err);
    }
}
