//! `import` and `export`.

use super::*;
use crate::reference::beside;

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
    assert!(
        answer.err.contains("166") && answer.err.contains("规章") && answer.err.contains("--draft"),
        "{}",
        answer.err
    );
    assert!(!place.path("out.html").exists());
}

#[test]
fn a_cell_list_goes_into_the_library_under_the_name_and_year_that_are_given() {
    let place = Place::new();
    place.write("cells.csv", "cell,value\nrequests.new.natural_person,7\nrequests.granted.natural_person,7\nproactive.licensing.decisions,3\n");
    let value = json(&place.clean(&["show", "cells.csv", "--format", "json"]));
    assert_eq!((&value["agency"], &value["year"], &value["edition"]), (&Value::Null, &Value::Null, &"2021".into()));
    assert_eq!(value["cells"]["requests.new.natural_person"], 7);
    assert!(place.refused(&["import", "cells.csv", "--agency", "甲局"]).contains("--year"));
    place.clean(&["import", "cells.csv", "--agency", "甲局", "--year", "2022"]);
    assert_eq!(place.run(&["verify", "甲局", "2022", "--with", "cells.csv"]).code, 0);
    let csv = place.clean(&["import", "cells.csv", "--dry-run", "--format", "csv"]);
    assert!(csv.starts_with("cell,value\n") && csv.contains("requests.new.natural_person,7\n"), "{csv}");
    place.write("new.csv", "cell,value\nrequests.other_not_paid.natural_person,1\n");
    let other = place.run(&["import", "new.csv", "--agency", "甲局", "--year", "2020"]);
    assert!(other.code == 0 && other.err.contains("2019"), "an edition that is not the year's is said: {}", other.err);
}

#[test]
fn every_format_is_written_replaces_what_was_there_and_reads_back_as_the_same_report() {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    for out in ["out.docx", "out.xlsx", "out.txt", "out.md", "out.html", "out.csv", "out.json"] {
        place.write(out, "before");
        let answer = place.run(&["export", "甲局", "2022", "-o", out]);
        assert_eq!((answer.code, answer.out.as_str()), (0, ""), "{out}: {}", answer.err);
        assert_eq!(place.run(&["verify", "甲局", "2022", "--with", out]).code, 0, "{out}");
    }
    for out in ["out.html", "out.docx", "out.xlsx"] {
        assert_eq!(place.run(&["diff", "甲局", "2022", out]).code, 0, "{out}");
    }
    assert!(place.refused(&["export", "甲局", "2022", "-o", "none/out.txt"]).contains("none"));
    let source = fs::read_to_string(place.path("out.json")).expect("there");
    assert!(place.refused(&["export", "out.json", "-o", "./out.json"]).contains("out.json"));
    assert_eq!(fs::read_to_string(place.path("out.json")).expect("there"), source);
}

#[test]
fn a_draft_may_have_unfilled_cells_and_exchange_formats_always_may() {
    let place = Place::new();
    place.clean(&["new", "甲局", "2022"]);
    place.clean(&["export", "甲局", "2022", "-o", "draft.html", "--draft"]);
    assert!(fs::read_to_string(place.path("draft.html")).expect("there").contains("草稿"));
    for out in ["a.csv", "a.json"] {
        place.clean(&["export", "甲局", "2022", "-o", out]);
    }
}

#[test]
fn a_published_text_goes_from_file_to_library_to_web_page_without_a_finding() {
    let Some(sample) = beside("samples/litong-2022/source.txt") else { return };
    let sample = sample.to_str().expect("UTF-8");
    let place = Place::new();
    place.clean(&["import", sample]);
    place.clean(&["check", sample]);
    place.clean(&["check", "利通区人民政府办公室", "2022"]);
    place.clean(&["export", "利通区人民政府办公室", "2022", "-o", "out.html"]);
    place.clean(&["verify", "利通区人民政府办公室", "2022", "--with", "out.html"]);
}

#[test]
fn of_very_many_notes_the_first_are_said_and_the_others_counted() {
    let place = Place::new();
    let noted = |count: u32| {
        let mut report = report("甲局", 2022, &BALANCED);
        report.notes = (1..=count).map(|number| Note::new(None, "", format!("第{number}条"))).collect();
        to_ron(&report)
    };
    place.write("a.ron", &noted(20));
    place.write("b.ron", &noted(25));
    let (few, many) = (place.run(&["show", "a.ron"]), place.run(&["show", "b.ron"]));
    let said = |answer: &Answer| answer.err.lines().filter(|line| line.contains("：第")).count();
    assert_eq!((said(&few), said(&many)), (20, 20), "{}", many.err);
    assert!(!few.err.contains("另有") && many.err.contains("另有 5 条未列出"), "{}", many.err);
    assert!(place.run(&["--lang", "en", "show", "b.ron"]).err.contains("5 more not shown"));
    let all = json(&place.clean(&["show", "b.ron", "--format", "json"]));
    assert_eq!(all["notes"].as_array().expect("notes").len(), 25);
}
