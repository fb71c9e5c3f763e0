//! Editions in the library's folder `forms`, or in another that is named: used like those of the program, and told where
//! they are faulty.

use super::*;

#[path = "../data/made.rs"]
mod made;

#[test]
fn an_edition_in_the_library_is_used_like_those_of_the_program() {
    let place = Place::new();
    place.write("library/forms/2027.ron", &made::wider());
    place.write("library/forms/2031.ron", &made::longer());
    let listed = place.clean(&["forms", "--rules"]);
    let of = |edition: &str| {
        let start = listed.find(&format!("\n{edition}  ")).map_or(0, |at| at + 1);
        let rules = listed[start..].lines().skip(1).take_while(|line| line.starts_with("  "));
        rules.partition::<Vec<&str>, _>(|line| !line.contains("不适用："))
    };
    let ((applied, idle), (same, _), (more, _)) = (of("2021"), of("2027"), of("2031"));
    assert_eq!((applied.len(), same.len(), more.len()), (96, 96, 97));
    assert_eq!(applied, same);
    assert!(
        idle.iter().any(|line| line.contains("T2-12") && line.ends_with("不适用：没有 public_total，没有 published")),
        "{idle:?}"
    );

    for (year, edition, cells, chapters) in [("2027", "2027", 225, 8), ("2031", "2031", 209, 9)] {
        place.clean(&["new", "甲局", year]);
        let shown = json(&place.clean(&["show", "甲局", year, "--format", "json"]));
        assert_eq!(shown["edition"], edition);
        assert_eq!((keys(&shown["cells"]).len(), keys(&shown["chapters"]).len()), (cells, chapters));
        for ending in ["docx", "xlsx", "html", "md", "txt", "csv", "json"] {
            let out = format!("{year}.{ending}");
            place.clean(&["export", "甲局", year, "-o", &out, "--draft"]);
            if ending != "csv" {
                continue;
            }
            let csv =
                fs::read_to_string(place.path(&out)).expect("a list").replace(",\n", ",3\n").replace(",\r\n", ",3\r\n");
            place.write("list.csv", &csv);
            let taken = json(&place.clean(&["import", "list.csv", "--dry-run", "--format", "json"]));
            assert_eq!(taken["edition"], edition);
        }
        let (form, filled) = (format!("form{year}.docx"), format!("filled{year}.docx"));
        place.clean(&["export", "--blank", edition, "-o", &form]);
        place.clean(&["export", "甲局", year, "--template", &form, "-o", &filled, "--draft"]);
    }
    let listed = json(&place.clean(&["list", "--format", "json"]));
    let reports = listed["reports"].as_array().expect("reports");
    let agencies: Vec<&Value> = reports.iter().map(|report| &report["agency"]).collect();
    assert_eq!(agencies, ["甲局", "甲局"], "the folder of forms is no agency");
    let checked = place.run(&["check", "library"]);
    assert!(checked.code != 2 && checked.err.contains("是报告格式文件，不是报告"), "{}", checked.err);
}

#[test]
fn a_faulty_edition_is_told_and_hinders_nothing() {
    let place = Place::new();
    place.write("library/forms/a.ron", &made::copied("2027").replace("requests.new.*\"", "requests.nwe.*\""));
    place.write("library/forms/b.ron", "(\n  version: 1,\n  edition");
    place.write("library/forms/2031.ron", &made::longer());
    place.clean(&["new", "甲局", "2031"]);
    let listed = place.run(&["list"]);
    assert_eq!(listed.code, 0);
    assert!(
        listed.out.contains("甲局") && listed.err.contains("a.ron:") && listed.err.contains("b.ron:3:"),
        "{}",
        listed.err
    );
    assert!(listed.err.contains("gouji forms"), "{}", listed.err);
    let forms = place.run(&["forms"]);
    assert_eq!((forms.code, forms.err.as_str()), (2, ""));
    assert!(
        forms.out.contains("2031") && forms.out.contains("规则 T3-01：") && forms.out.contains("没有 `nwe`"),
        "{}",
        forms.out
    );
    assert!(forms.out.contains("b.ron:3:"), "{}", forms.out);
}

#[test]
fn forms_are_looked_for_where_the_command_line_says() {
    let place = Place::new();
    place.write("library/forms/2027.ron", &made::wider());
    place.write("others/2031.ron", &made::longer());
    let editions = |args: &[&str]| {
        let out = place.clean(args);
        out.lines().filter_map(|line| line.split(' ').next()).map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(editions(&["forms"]), ["2019", "2021", "2027"]);
    assert_eq!(editions(&["forms", "--forms", "others"]), ["2019", "2021", "2031"]);
    assert_eq!(editions(&["forms", "--forms", "nothing"]), ["2019", "2021"]);
}
