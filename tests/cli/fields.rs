//! Fields of the prose on the command line: `show`, `export`, `check` and `diff` read figures in their places.

use super::*;

/// A report whose first chapter has this text.
fn with_text(place: &Place, name: &str, text: &str) {
    let mut report = report("甲局", 2022, &BALANCED);
    report.set_text(Part::Chapter(0), text.into());
    place.write(name, &to_ron(&report));
}

#[test]
fn show_export_and_diff_read_the_figure_and_ron_keeps_the_field() {
    let place = Place::new();
    with_text(&place, "field.ron", "新收政府信息公开申请{requests.new.total}件。");
    with_text(&place, "plain.ron", "新收政府信息公开申请7件。");
    assert!(place.clean(&["show", "field.ron"]).contains("申请7件"));
    let value = json(&place.clean(&["show", "field.ron", "--format", "json"]));
    assert_eq!(value["chapters"]["1"], "新收政府信息公开申请7件。");
    assert!(place.clean(&["show", "field.ron", "--format", "ron"]).contains("{requests.new.total}"));
    place.clean(&["export", "field.ron", "-o", "out.md", "--draft"]);
    assert!(fs::read_to_string(place.path("out.md")).expect("written").contains("申请7件"));
    assert_eq!(place.run(&["diff", "field.ron", "plain.ron"]).code, 0);
}

#[test]
fn check_names_a_field_that_is_no_cell_with_its_line_and_the_nearest_name() {
    let place = Place::new();
    with_text(&place, "a.ron", "一。\n新收政府信息公开申请{requests.nwe.total}件。");
    let answer = place.run(&["check", "a.ron"]);
    let line = answer.out.lines().find(|line| line.contains("TX-19")).unwrap_or_else(|| panic!("{}", answer.out));
    assert!(line.contains("{requests.nwe.total} → {requests.new.total}"), "{line}");
    let text = fs::read_to_string(place.path("a.ron")).expect("there");
    let at = text.lines().position(|line| line.contains("requests.nwe.total")).expect("there") + 1;
    assert!(line.ends_with(&format!("（第 {at} 行）")), "{line}, line {at}");
}
