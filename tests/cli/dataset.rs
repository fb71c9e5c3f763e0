//! Many reports as a data set, the rules as SQL and VTL, and findings as a validation report.

use super::*;

use std::collections::{BTreeMap, BTreeSet};

/// A library with two years of one agency and one of another, one of them unbalanced.
fn library() -> Place {
    let place = Place::new();
    let put = |agency: &str, year: i32, figures: &[(&str, &str)]| {
        place.write(&format!("library/{agency}/{year}.ron"), &to_ron(&report(agency, year, figures)));
    };
    put("甲局", 2022, &BALANCED);
    put("甲局", 2023, &UNBALANCED);
    put("乙,局", 2023, &[("proactive.fees.amount", "59237.244901"), ("requests.new.research", "/")]);
    place
}

/// The rows of a table, by the names of its columns.
fn rows(place: &Place, file: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(place.path(file)).expect(file);
    assert!(text.ends_with("\r\n") && !text.starts_with('\u{feff}'), "{file}");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads: Vec<String> = reader.headers().expect("heads").iter().map(String::from).collect();
    let row = |row: csv::StringRecord| heads.iter().cloned().zip(row.iter().map(String::from)).collect();
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

fn names(place: &Place, folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(place.path(folder)).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

fn figure(rows: &[BTreeMap<String, String>], agency: &str, year: &str, cell: &str) -> [String; 3] {
    let mut found =
        rows.iter().filter(|row| row["agency"] == agency && row["report_year"] == year && row["cell"] == cell);
    let row = found.next().expect("a figure");
    assert!(found.next().is_none(), "{cell} stands there twice");
    ["value", "status", "origin"].map(|column| row[column].clone())
}

#[test]
fn a_library_goes_out_as_tables_that_say_of_every_cell_what_it_holds_and_where_that_came_from() {
    let place = library();
    let mut gap = report("丙局", 2023, &[]);
    let form = Arc::clone(gap.form());
    let cell = |name: &str| form.find(name).expect(name);
    gap.set_entry(cell("requests.new.enterprise"), Entry::UNFILLED);
    let printed = |figure: &str| Entry::new(figure.parse().expect("a figure"), Origin::Imported);
    gap.set_entry(cell("requests.granted.total"), printed("5"));
    place.write("library/丙局/2023.ron", &to_ron(&gap));
    place.clean(&["export", "--dataset", "out"]);
    let all: BTreeSet<String> =
        ["cells.csv", "datapackage.json", "figures.csv", "relations.csv", "reports.csv"].map(String::from).into();
    assert_eq!(names(&place, "out"), all);
    let figures = rows(&place, "out/figures.csv");
    assert_eq!(figures.len(), 4 * form.len());
    let is = |agency: &str, year: &str, cell: &str, wanted: [&str; 3]| {
        assert_eq!(figure(&figures, agency, year, cell), wanted, "{agency} {year} {cell}");
    };
    is("甲局", "2022", "requests.new.natural_person", ["7", "number", "keyed"]);
    is("甲局", "2022", "requests.new.total", ["7", "number", "computed"]);
    is("甲局", "2023", "requests.carried_in.total", ["0", "number", "computed"]);
    is("乙,局", "2023", "proactive.fees.amount", ["59237.244901", "number", "keyed"]);
    is("乙,局", "2023", "requests.new.research", ["", "not_applicable", "keyed"]);
    is("丙局", "2023", "requests.new.enterprise", ["", "unfilled", ""]);
    is("丙局", "2023", "requests.new.total", ["", "unfilled", ""]);
    is("丙局", "2023", "requests.granted.total", ["5", "number", "imported"]);
    let reports = rows(&place, "out/reports.csv");
    let whose =
        reports.iter().map(|row| (row["agency"].as_str(), row["report_year"].as_str(), row["unfilled"].as_str()));
    let whose: BTreeSet<_> = whose.collect();
    let wanted = [("丙局", "2023", "1"), ("乙,局", "2023", "0"), ("甲局", "2022", "0"), ("甲局", "2023", "0")];
    assert_eq!(whose, wanted.into());
    let cells = rows(&place, "out/cells.csv");
    let editions: BTreeSet<&str> = cells.iter().map(|row| row["edition"].as_str()).collect();
    assert_eq!(editions, ["2019", "2021"].into());
    let described = json(&fs::read_to_string(place.path("out/datapackage.json")).expect("read"));
    for resource in described["resources"].as_array().expect("resources") {
        let heads = fs::read_to_string(place.path(&format!("out/{}", resource["path"].as_str().expect("a path"))));
        let heads = heads.expect("a table").lines().next().expect("a line").to_string();
        let fields = resource["schema"]["fields"].as_array().expect("fields").iter();
        let fields: Vec<&str> = fields.map(|field| field["name"].as_str().expect("a name")).collect();
        assert_eq!(heads, fields.join(","), "{resource}");
    }
}

#[test]
fn by_year_the_figures_of_each_year_are_a_resource_and_together_they_are_all_figures() {
    let place = library();
    place.clean(&["export", "--dataset", "whole"]);
    place.clean(&["export", "--dataset", "parts", "--by-year"]);
    let parts = [rows(&place, "parts/figures-2022.csv"), rows(&place, "parts/figures-2023.csv")];
    assert!(parts[0].iter().all(|row| row["report_year"] == "2022"));
    let sorted = |mut rows: Vec<BTreeMap<String, String>>| {
        rows.sort();
        rows
    };
    assert!(sorted(parts.concat()) == sorted(rows(&place, "whole/figures.csv")));
    let described = json(&fs::read_to_string(place.path("parts/datapackage.json")).expect("read"));
    let paths = described["resources"].as_array().expect("resources").iter();
    let paths: BTreeSet<&str> = paths.map(|one| one["path"].as_str().expect("a path")).collect();
    let there = names(&place, "parts");
    let there: BTreeSet<&str> = there.iter().map(String::as_str).filter(|name| *name != "datapackage.json").collect();
    assert_eq!(paths, there);
}

#[test]
fn the_same_reports_give_the_same_bytes_and_an_earlier_data_set_is_replaced_whole() {
    let place = library();
    place.clean(&["export", "--dataset", "out"]);
    let before = fs::read(place.path("out/figures.csv")).expect("read");
    place.clean(&["export", "--dataset", "out", "--by-year"]);
    assert!(!names(&place, "out").contains("figures.csv"));
    place.clean(&["export", "--dataset", "out"]);
    assert!(fs::read(place.path("out/figures.csv")).expect("read") == before);
    // The place of the data set may be among what is exported.
    place.clean(&["export", ".", "--dataset", "out"]);
    assert_eq!(rows(&place, "out/reports.csv").len(), 3);
    assert!(names(&place, ".").iter().all(|name| !name.starts_with(".gouji")), "nothing is left beside it");
}

#[cfg(unix)]
#[test]
fn others_may_read_a_data_set_as_any_folder_and_what_a_killed_program_left_of_one_is_removed() {
    use std::os::unix::fs::PermissionsExt;
    let place = library();
    fs::create_dir(place.path("any")).expect("made");
    // No process has a number as high.
    place.write(".gouji-dataset-2147483646.tmp/figures.csv", "agency");
    place.clean(&["export", "--dataset", "out"]);
    let mode = |name: &str| fs::metadata(place.path(name)).expect("there").permissions().mode();
    assert_eq!(mode("out"), mode("any"));
    assert!(!place.path(".gouji-dataset-2147483646.tmp").exists());
}

#[test]
fn a_folder_that_is_no_data_set_of_ours_is_left_alone() {
    let place = library();
    place.write("mine/notes.txt", "mine");
    let said = place.refused(&["export", "--dataset", "mine"]);
    assert!(said.contains("mine 已经存在，不是本程序导出的数据集"), "{said}");
    place.write("other/datapackage.json", r#"{"name": "something", "resources": []}"#);
    place.refused(&["export", "--dataset", "other"]);
    place.write("file", "mine");
    place.refused(&["export", "--dataset", "file"]);
    place.clean(&["export", "--dataset", "ours"]);
    place.write("ours/notes.txt", "mine");
    place.refused(&["export", "--dataset", "ours"]);
    assert_eq!(fs::read_to_string(place.path("ours/notes.txt")).expect("read"), "mine");
    assert_eq!(names(&place, "mine"), [String::from("notes.txt")].into());
}

#[test]
fn an_agency_means_all_its_years_and_what_cannot_stand_in_a_table_is_said_and_fails_the_command() {
    let place = library();
    place.clean(&["export", "甲局", "--dataset", "one"]);
    assert_eq!(rows(&place, "one/reports.csv").len(), 2);
    place.clean(&["export", "甲局", "2022", "--dataset", "year"]);
    assert_eq!(rows(&place, "year/reports.csv").len(), 1);
    place.write("in/a.ron", &ron("丁局", &BALANCED));
    place.write("in/b.ron", &ron("丁局", &UNBALANCED));
    let mut nameless = report("", 2022, &[]);
    nameless.agency = None;
    place.write("in/c.ron", &to_ron(&nameless));
    place.write("in/d.ron", "(version: 1, agency: ");
    let answer = place.run(&["export", "in", "--dataset", "out"]);
    assert_eq!(answer.code, 2, "{}", answer.err);
    for said in
        ["in/b.ron 与 in/a.ron 是同一单位、同一年度", "in/c.ron 没有写明单位或年度", "in/d.ron", "另有 3 份未写入"]
    {
        assert!(answer.err.contains(said), "{said}: {}", answer.err);
    }
    assert_eq!(rows(&place, "out/reports.csv").len(), 1);
    let figures = rows(&place, "out/figures.csv");
    assert_eq!(figure(&figures, "丁局", "2022", "requests.granted.natural_person")[0], "7");
    let said = place.refused(&["export", "in/d.ron", "--dataset", "none"]);
    assert!(said.contains("没有可以写入数据集的报告"), "{said}");
    assert!(!place.path("none").exists());
}

#[test]
fn what_belongs_to_one_document_does_not_go_with_a_data_set() {
    let place = library();
    place.refused(&["export", "甲局", "--dataset", "out", "-o", "x.docx"]);
    place.refused(&["export", "甲局", "2022", "--by-year", "-o", "x.docx"]);
    place.refused(&["export", "--dataset", "out", "--draft"]);
    assert!(!place.path("out").exists());
}

#[test]
fn relations_are_every_balance_of_every_edition_with_its_cells_and_are_printed_as_the_data_set_has_them() {
    let place = library();
    place.clean(&["export", "--dataset", "out"]);
    let table = fs::read_to_string(place.path("out/relations.csv")).expect("read");
    assert_eq!(place.clean(&["forms", "--rules", "--format", "csv"]), table.replace("\r\n", "\n"));
    let relations = rows(&place, "out/relations.csv");
    let terms = |edition: &str, relation: &str| {
        let terms = relations.iter().filter(|row| row["edition"] == edition && row["relation"] == relation);
        terms.map(|row| [&row["cell"], &row["coeff"], &row["year_shift"]].map(String::as_str).join(" ")).collect()
    };
    for edition in ["2019", "2021"] {
        let balance: Vec<String> = terms(edition, "T3-01.enterprise");
        let wanted = ["new", "carried_in", "handled", "carried_out"].iter().zip([1, 1, -1, -1]);
        let wanted: Vec<String> = wanted.map(|(row, factor)| format!("requests.{row}.enterprise {factor} 0")).collect();
        assert_eq!(balance, wanted);
    }
    let before: Vec<String> = terms("2021", "XY-01");
    assert_eq!(before, ["requests.carried_in.total 1 0", "requests.carried_out.total -1 -1"]);
    let cells: BTreeSet<(String, String)> =
        rows(&place, "out/cells.csv").iter().map(|row| (row["edition"].clone(), row["cell"].clone())).collect();
    assert!(relations.iter().all(|row| cells.contains(&(row["edition"].clone(), row["cell"].clone()))));
}

#[test]
fn rules_are_one_statement_of_sql_and_name_what_they_leave_out() {
    let place = Place::new();
    let sql = place.clean(&["forms", "--rules", "--format", "sql"]);
    let (comments, code): (Vec<&str>, Vec<&str>) = sql.lines().partition(|line| line.starts_with("--"));
    assert!(code.iter().all(|line| !line.contains(';') && !line.contains('{')), "one statement, all places filled");
    assert_eq!(code.iter().filter(|line| line.starts_with("WITH ")).count(), 1);
    // A rule is in the statement or in the comment, some of them with one row here and another there.
    let rules = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/rules.txt")).expect("the rules");
    let (comments, code) = (comments.join("\n"), code.join("\n"));
    for id in rules.lines().filter_map(|line| line.split(' ').next()) {
        let is_in = code.contains(&format!("'{id}'"));
        assert!(is_in != comments.contains(&format!("--   {id} ")), "{id} {is_in}");
    }
    for id in ["T3-01", "T3-02", "T3-03", "T4-01", "T2-03", "T3-05", "XY-01", "XY-03", "XT-06"] {
        assert!(code.contains(&format!("'{id}'")), "{id}");
    }
}

#[test]
fn a_ruleset_for_each_edition_compares_one_item_with_a_sum() {
    let place = Place::new();
    let vtl = place.clean(&["forms", "--rules", "--format", "vtl"]);
    let begins = vtl.lines().filter(|line| line.starts_with("define hierarchical ruleset"));
    assert_eq!(
        begins.collect::<Vec<_>>(),
        ["2019", "2021"].map(|edition| format!("define hierarchical ruleset GOUJI_{edition} (variable rule CELL) is"))
    );
    let rule = |id: &str| {
        let end = format!("errorcode \"{id}\"");
        let line = vtl.lines().find(|line| line.contains(&end)).expect(id);
        line.split(" : ").nth(1).and_then(|line| line.split(" errorcode").next()).expect("a rule").to_string()
    };
    assert_eq!(
        rule("T3-01.research"),
        "requests_new_research = - requests_carried_in_research + requests_handled_research + requests_carried_out_research"
    );
    assert_eq!(
        rule("T4-01.reconsideration"),
        "disputes_reconsideration_total = disputes_reconsideration_upheld + disputes_reconsideration_corrected + \
         disputes_reconsideration_other + disputes_reconsideration_pending"
    );
    assert!(vtl.contains("//   XY-01 "), "last year's report is no item of this year's");
}

#[test]
fn a_validation_report_has_an_object_for_each_finding_and_na_for_what_waits() {
    let place = Place::new();
    place.write("in/a.ron", &ron("甲局", &UNBALANCED));
    place.write("in/b.ron", &ron("乙局", &[("requests.new.natural_person", "")]));
    place.write("in/c.ron", &ron("丙局", &BALANCED));
    place.write("in/d.ron", "(version: 1, agency: ");
    let answer = place.run(&["check", "in", "--format", "ess"]);
    assert_eq!(answer.code, 2, "{}", answer.err);
    let told = json(&answer.out);
    let told = told.as_array().expect("an array");
    let findings = json(&place.run(&["check", "in", "--format", "json"]).out);
    let count = |status: &str| {
        let reports = findings["reports"].as_array().expect("reports").iter();
        let findings = reports.filter_map(|report| report["findings"].as_array()).flatten();
        findings.filter(|finding| finding["status"] == status).count()
    };
    let with = |value: &str| told.iter().filter(|one| one["value"] == value).count();
    // A file that cannot be read is not known to be wrong.
    assert_eq!((with("0"), with("NA")), (count("fail"), count("pending") + 1));
    assert!(count("fail") > 0 && count("pending") > 0);
    for one in told {
        assert_eq!(keys(one), ["id", "type", "event", "rule", "data", "value"]);
        assert_eq!(one["type"], "validation");
        assert!(one["event"]["time"].is_string() && one["event"]["actor"] == "gouji");
        assert!(["information", "warning", "error"].contains(&one["rule"]["severity"].as_str().expect("a severity")));
        for side in ["source", "target"] {
            assert!(one["data"][side].as_array().expect("places").iter().all(|place| place[0].is_string()));
        }
    }
    let ids: BTreeSet<&str> = told.iter().map(|one| one["id"].as_str().expect("an id")).collect();
    assert_eq!(ids.len(), told.len());
    let balance = told.iter().find(|one| one["rule"]["expression"] == "T3-01").expect("the imbalance");
    assert_eq!(balance["data"]["target"][0], serde_json::json!(["in/a.ron", "requests.new.natural_person"]));
    let clean = place.run(&["check", "in/c.ron", "--format", "ess", "--level", "error"]);
    assert_eq!((clean.code, json(&clean.out)), (0, serde_json::json!([])));
}
