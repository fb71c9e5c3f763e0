//! Printed totals on the command line: every total is a computed one but in `import --dry-run`, and what the source printed
//! stands apart.

use super::*;

const ROW: &str = "requests.new.total";

/// A cell list: every cell 0 but these, and every total as printed.
fn cell_list(place: &Place, figures: &[(&str, &str)], printed: &[(&str, &str)]) -> String {
    place.write("plain.ron", &ron("甲局", figures));
    place.clean(&["export", "plain.ron", "-o", "plain.csv"]);
    let mut list = fs::read_to_string(place.path("plain.csv")).expect("there");
    for (name, figure) in printed {
        let line = list.lines().find(|line| line.starts_with(&format!("{name},"))).expect(name).to_string();
        list = list.replace(&line, &format!("{name},{figure}"));
    }
    list
}

fn shown(place: &Place, args: &[&str]) -> Value {
    json(&place.clean(&[args, &["--format", "json"]].concat()))
}

#[test]
fn show_has_computed_totals_and_a_dry_run_those_of_the_document() {
    let place = Place::new();
    let list = cell_list(&place, &BALANCED, &[(ROW, "8")]);
    place.write("a.csv", &list);
    let value = shown(&place, &["show", "a.csv"]);
    assert_eq!((&value["cells"][ROW], &value["controls"][ROW]), (&7.into(), &8.into()));
    assert_eq!(value["controls"].as_object().map(serde_json::Map::len), Some(34), "every printed total is kept");
    assert!(value.get("lapsed").is_none());
    let dry = shown(&place, &["import", "a.csv", "--dry-run"]);
    assert_eq!((&dry["cells"][ROW], &dry["controls"][ROW]), (&8.into(), &8.into()));
    assert!(place.clean(&["import", "a.csv", "--dry-run", "--format", "csv"]).contains("requests.new.total,8\n"));
    let both = json(&place.clean(&["import", "a.csv", "a.csv", "--dry-run", "--format", "json"]));
    assert_eq!(both[0]["cells"][ROW], 8);
    let check = place.run(&["check", "a.csv"]);
    assert_eq!(check.code, 1);
    assert!(check.out.contains("T3-03") && check.out.contains('8'), "the printed one is judged: {}", check.out);
    place.write("plain.ron", &ron("甲局", &BALANCED));
    assert_eq!(shown(&place, &["show", "plain.ron"])["controls"], serde_json::json!({}));
}

/// A report of which a document printed 7 for the row, with 9 typed over the 7 in the editor.
fn edited(place: &Place) {
    let mut report =
        report("甲局", 2022, &[("requests.new.natural_person", "9"), ("requests.granted.natural_person", "9")]);
    let row = report.form().find(ROW).expect("a cell");
    report.set_lapsed(row, Entry::new(Figure::from(7), Origin::Imported));
    place.write("edited.ron", &to_ron(&report));
}

#[test]
fn a_lapsed_total_is_shown_and_exported_beside_the_computed_one_and_is_no_error() {
    let place = Place::new();
    edited(&place);
    let value = shown(&place, &["show", "edited.ron"]);
    assert_eq!((&value["cells"][ROW], &value["controls"][ROW]), (&9.into(), &7.into()));
    assert_eq!(value["lapsed"], serde_json::json!([ROW]));
    assert!(!place.run(&["check", "edited.ron"]).out.contains("T3-03"));
    for format in ["docx", "xlsx", "html", "md", "txt", "csv", "json"] {
        let file = format!("out.{format}");
        place.clean(&["export", "edited.ron", "-o", &file]);
        let read = shown(&place, &["import", &file, "--dry-run", "--agency", "甲局", "--year", "2022"]);
        let expected = if format == "json" { 7 } else { 9 };
        assert_eq!((&read["cells"][ROW], &read["controls"][ROW]), (&9.into(), &expected.into()), "{format}");
    }
}

#[test]
fn an_exported_json_is_read_back_with_its_printed_totals_as_they_stood() {
    let place = Place::new();
    edited(&place);
    place.clean(&["export", "edited.ron", "-o", "edited.json"]);
    let again = shown(&place, &["show", "edited.json"]);
    let first = shown(&place, &["show", "edited.ron"]);
    for part in ["cells", "controls", "lapsed"] {
        assert_eq!(again[part], first[part], "{part}");
    }
    assert!(!place.run(&["check", "edited.json"]).out.contains("T3-03"));
    // A total that somebody changed in the file by hand is a printed one.
    let text = fs::read_to_string(place.path("edited.json")).expect("there");
    place.write("wrong.json", &text.replace("\"requests.granted.total\": 9", "\"requests.granted.total\": 5"));
    assert_eq!(shown(&place, &["show", "wrong.json"])["controls"]["requests.granted.total"], 5);
    assert!(place.run(&["check", "wrong.json"]).out.contains("T3-03"));
    // Where printed totals do not stand apart, those among the cells are printed ones.
    let mut value = json(&text);
    value.as_object_mut().expect("an object").retain(|key, _| key != "controls" && key != "lapsed");
    place.write("old.json", &value.to_string());
    assert_eq!(shown(&place, &["show", "old.json"])["controls"][ROW], 9);
}

#[test]
fn differences_are_those_of_computed_totals_and_of_printed_ones() {
    let place = Place::new();
    let list = cell_list(&place, &BALANCED, &[]);
    place.write("a.csv", &list);
    let told = place.run(&["diff", "a.csv", "plain.ron"]);
    assert!(!told.out.contains("requests."), "agreeing printed totals are no difference: {}", told.out);
    place.write("b.csv", &cell_list(&place, &BALANCED, &[(ROW, "8")]));
    let told = place.run(&["diff", "a.csv", "b.csv"]);
    assert_eq!(told.code, 1);
    assert_eq!(told.out.lines().filter(|line| line.contains('8')).count(), 1, "{}", told.out);
}
