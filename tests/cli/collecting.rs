//! `gouji collect` on a made county: who is missing, what the sums are and what they wait for, which body a printed sum is off
//! by, decisions, and the sum saved and written out.

use super::county::{BODIES, COUNTY, NEW, body, county, print, requests, total};
use super::*;

use gouji::domain::report::{Key, Seal};
use gouji::domain::seal::{canonical, digest};
use gouji::store::library::Library;

const YEAR: &str = "2025";

fn collect(place: &Place, words: &[&str]) -> Answer {
    place.run(&[&["collect", COUNTY, YEAR], words].concat())
}

/// The county with its roster read.
fn office(missing: &[usize]) -> Place {
    let place = Place::new();
    county(&place, missing);
    let answer = collect(&place, &["roster", "roster.csv"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    place
}

fn json(place: &Place) -> (i32, Value) {
    let answer = collect(place, &["--format", "json"]);
    (answer.code, serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{error}: {}", answer.err)))
}

fn rules(value: &Value) -> Vec<&str> {
    value["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|finding| finding["rule"].as_str().expect("an id"))
        .collect()
}

#[test]
fn a_whole_county_adds_up_over_all_and_by_groups() {
    let place = office(&[]);
    let (code, value) = json(&place);
    assert_eq!((code, value["bodies"].as_array().map(Vec::len)), (0, Some(BODIES)), "{}", value["findings"]);
    let sum = &value["sum"];
    assert_eq!((&sum["bodies"], &sum["of"], &sum["provisional"]), (&41.into(), &41.into(), &true.into()));
    assert_eq!(sum["cells"][NEW], total(2025));
    assert_eq!(sum["cells"]["requests.new.total"], total(2025));
    let departments: usize = (1..=25).map(|number| requests(number, 2025)).sum();
    assert_eq!(value["groups"]["部门"]["cells"][NEW], departments);
    let first = &value["bodies"][1];
    assert_eq!(
        (&first["state"], &first["duty"], &first["received"]),
        (&"received".into(), &"required".into(), &0.into())
    );
}

#[test]
fn a_missing_body_is_told_once_and_makes_the_sum_pending() {
    let place = office(&[7, 30]);
    print(&place, total(2025));
    let (code, value) = json(&place);
    assert_eq!(code, 1);
    assert_eq!(rules(&value).iter().filter(|rule| **rule == "AG-02").count(), 2);
    assert_eq!(value["sum"]["missing"], serde_json::json!([body(7).0, body(30).0]));
    assert_eq!(value["sum"]["cells"][NEW], Value::Null);
    assert_eq!(value["groups"]["下级政府"]["cells"][NEW], requests(40, 2025));
    let failed = value["findings"].as_array().expect("a list").iter().filter(|finding| finding["status"] == "fail");
    assert!(failed.map(|finding| &finding["rule"]).all(|rule| rule != "AG-01"), "{}", value["findings"]);
    let text = collect(&place, &[]).out;
    assert!(text.contains("Σ 41 家中 39 家，缺 某某县第7局、第30镇人民政府"), "{text}");
}

#[test]
fn a_printed_sum_names_the_body_it_is_off_by() {
    let place = office(&[]);
    print(&place, total(2025) - requests(12, 2025));
    let (_, value) = json(&place);
    let found = value["findings"].as_array().expect("a list").iter().find(|finding| finding["rule"] == "AG-01");
    let found = found.expect("a finding");
    assert_eq!(found["body"], body(12).0);
    assert!(found["cells"].as_array().expect("cells").contains(&NEW.into()), "{found}");
    assert!(found["message"].as_str().expect("words").contains("漏加了某某县第12局"), "{found}");
}

#[test]
fn decisions_change_the_state_and_the_sum() {
    let place = office(&[7]);
    let accepted = collect(&place, &["accept", &body(3).0, "--by", "张三"]);
    assert_eq!(accepted.code, 0, "{}", accepted.err);
    assert_eq!(collect(&place, &["exempt", &body(7).0, "--reason", "六月撤销", "--by", "张三"]).code, 0);
    assert_eq!(collect(&place, &["adjust", NEW, "-5", "--reason", "共同被告", "--by", "张三"]).code, 0);
    let (code, value) = json(&place);
    assert_eq!(
        (code, &value["bodies"][3]["state"], &value["bodies"][7]["state"]),
        (0, &"accepted".into(), &"exempt".into())
    );
    assert_eq!(value["sum"]["cells"][NEW], total(2025) - requests(7, 2025) - 5);
    let refused = collect(&place, &["accept", &body(7).0, "--by", "张三"]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    let unknown = collect(&place, &["accept", "没有的局", "--by", "张三"]);
    assert!(unknown.code == 2 && unknown.err.contains("名单里没有"), "{}", unknown.err);
    let total = collect(&place, &["adjust", "requests.new.total", "1", "--reason", "x", "--by", "张三"]);
    assert!(total.code == 2 && total.err.contains("总计"), "{}", total.err);
}

#[test]
fn the_saved_sum_is_a_report_that_keeps_the_prose_and_is_read_by_every_command() {
    let place = office(&[]);
    print(&place, 1);
    let saved = collect(&place, &["sum", "--save"]);
    assert_eq!(saved.code, 0, "{}", saved.err);
    let text = fs::read_to_string(place.path(&format!("library/{COUNTY}/2025.aggregated.ron"))).expect("there");
    assert!(text.contains(&format!("\"{NEW}\": summed(\"{}\")", total(2025))), "{text}");
    assert!(text.contains("scope: aggregated") && text.contains("测试虚构"), "{text}");
    let shown = place.run(&["show", COUNTY, YEAR, "--aggregated", "--format", "json"]);
    let shown: Value = serde_json::from_str(&shown.out).expect("JSON");
    assert_eq!((&shown["scope"], &shown["cells"][NEW]), (&"aggregated".into(), &total(2025).into()));
    let own = place.run(&["show", COUNTY, YEAR, "--format", "json"]);
    let own: Value = serde_json::from_str(&own.out).expect("JSON");
    assert_eq!((&own["scope"], &own["cells"][NEW]), (&"own".into(), &requests(0, 2025).into()));
    assert!(!rules(&json(&place).1).contains(&"AG-01"));
}

#[test]
fn what_bodies_have_wrong_is_told_at_them_and_not_again_in_the_sum() {
    let place = office(&[]);
    let put = |number: usize, granted: usize| {
        let [new, granted] = [requests(number, 2025), granted].map(|count| count.to_string());
        let figures = [(NEW, new.as_str()), ("requests.granted.natural_person", granted.as_str())];
        let name = body(number).0;
        place.write(&format!("library/{name}/2025.ron"), &to_ron(&report(&name, 2025, &figures)));
    };
    put(7, requests(7, 2025) + 2);
    put(30, requests(30, 2025) - 9);
    assert_eq!(collect(&place, &["sum", "--save"]).code, 0);
    let checked = |agency: &str, more: &[&str]| {
        let answer = place.run(&[&["check", agency, YEAR, "--format", "json"], more].concat());
        let value: Value = serde_json::from_str(&answer.out).expect("JSON");
        let all = value["reports"][0]["findings"].as_array().expect("a list");
        let is_identity = |finding: &&Value| {
            finding["status"] == "fail" && finding["severity"] != "info" && !finding["difference"].is_null()
        };
        (answer.code, all.iter().filter(is_identity).count(), answer.err)
    };
    let own = checked(&body(7).0, &[]);
    assert!(own.0 == 1 && own.1 > 0, "{}", own.2);
    let (code, identities, err) = checked(COUNTY, &["--aggregated"]);
    assert_eq!((code, identities), (0, 0), "{err}");
    assert!(err.contains(&body(7).0) && err.contains(&body(30).0), "{err}");
    // What is not the bodies' is told all the same.
    let path = format!("library/{COUNTY}/2025.aggregated.ron");
    let text = fs::read_to_string(place.path(&path)).expect("there");
    let (right, wrong) = (format!("\"{NEW}\": summed(\"{}\")", total(2025)), format!("\"{NEW}\": summed(\"1\")"));
    assert!(text.contains(&right), "{text}");
    place.write(&path, &text.replace(&right, &wrong));
    let (code, identities, err) = checked(COUNTY, &["--aggregated"]);
    assert!(code == 1 && identities > 0, "{err}");
}

#[test]
fn a_finished_sum_is_left_as_it_is_and_a_journal_of_it_is_kept() {
    let place = office(&[]);
    assert_eq!(collect(&place, &["sum", "--save"]).code, 0);
    let file = format!("library/{COUNTY}/2025.aggregated.ron");
    let key = Key { agency: COUNTY.into(), year: 2025, scope: Scope::Aggregated };
    let library = Library::at(place.path("library"));
    super::journal::keyed(&library, &key, &[(NEW, 9)]);
    assert_eq!(collect(&place, &["sum", "--save"]).code, 0);
    assert!(!place.path(&format!("library/{COUNTY}/2025.aggregated.journal")).exists());
    let kept = fs::read_dir(place.path(&format!("library/{COUNTY}/history/2025.aggregated"))).expect("a history");
    let kept: Vec<String> = kept.map(|entry| entry.expect("it").file_name().to_string_lossy().into_owned()).collect();
    assert!(kept.iter().any(|name| name.ends_with(".journal")), "{kept:?}");
    let mut report = library.load(&key, &Forms::default()).expect("there").report;
    report.sign_off.date = "2026-01-20".into();
    report.seal = Some(Seal { sha256: digest(&canonical(&report)) });
    place.write(&file, &to_ron(&report));
    let before = fs::read(place.path(&file)).expect("there");
    let answer = collect(&place, &["sum", "--save"]);
    assert!(answer.code == 2 && answer.err.contains("定稿"), "{}", answer.err);
    assert_eq!(fs::read(place.path(&file)).expect("there"), before);
}

#[test]
fn a_cell_ranks_its_bodies() {
    let place = office(&[7]);
    let answer = collect(&place, &["sum", "--cell", NEW]);
    let lines: Vec<&str> = answer.out.lines().collect();
    assert!(lines[0].contains("Σ ?") && lines[0].contains("缺 某某县第7局"), "{}", answer.out);
    assert!(lines[1].contains(&body(40).0) && lines[1].contains("上年 220"), "{}", answer.out);
    assert!(lines[41].contains("某某县第7局") && lines[41].contains("未报"), "{}", answer.out);
}

#[test]
fn the_sum_goes_out_as_a_workbook_and_as_a_cell_list() {
    let place = office(&[]);
    for (file, start) in [("sums.xlsx", &b"PK"[..]), ("sums.json", &b"{"[..])] {
        let answer = collect(&place, &["sum", "-o", file]);
        assert_eq!(answer.code, 0, "{file}: {}", answer.err);
        assert!(fs::read(place.path(file)).expect(file).starts_with(start), "{file}");
    }
    let read: Value = serde_json::from_slice(&fs::read(place.path("sums.json")).expect("there")).expect("JSON");
    assert_eq!((&read["scope"], &read["cells"][NEW]), (&"aggregated".into(), &total(2025).into()));
}

#[test]
fn all_that_is_wrong_with_a_list_is_told_and_nothing_is_taken() {
    let place = Place::new();
    let list = "body,group,duty,due\n甲局,,须报,2026-02-30\n甲局,,也许,\n,部门,须报,\n";
    place.write("roster.csv", list);
    let answer = collect(&place, &["roster", "roster.csv"]);
    assert_eq!(answer.code, 2);
    for words in
        ["第 2 行：应报日“2026-02-30”", "第 3 行：甲局 已在第 2 行", "第 3 行：义务“也许”", "第 4 行：没有写单位名称"]
    {
        assert!(answer.err.contains(words), "{words}: {}", answer.err);
    }
    assert!(!place.path(&format!("library/{COUNTY}")).exists());
}

#[test]
fn a_year_without_a_roster_applies_last_year_s_and_says_so() {
    let place = office(&[]);
    let next = place.run(&["collect", COUNTY, "2026"]);
    assert!(next.code == 1 && next.err.contains("沿用上年的名单"), "{} {}", next.code, next.err);
    assert!(!place.path(&format!("library/{COUNTY}/2026.collection.ron")).exists());
    assert_eq!(place.run(&["collect", COUNTY, "2026", "roster", "--from-last-year"]).code, 0);
    let text = fs::read_to_string(place.path(&format!("library/{COUNTY}/2026.collection.ron"))).expect("there");
    assert!(text.contains("due: \"2027-01-20\""), "{text}");
    let none = place.run(&["collect", "没有的县", "2025"]);
    assert!(none.code == 2 && none.err.contains("没有这一年度的汇总"), "{}", none.err);
}

#[test]
fn a_damaged_collection_is_told_by_its_place_and_left_alone() {
    let place = office(&[]);
    let file = format!("library/{COUNTY}/2025.collection.ron");
    let text = fs::read_to_string(place.path(&file)).expect("there").replace("duty: required", "duty: perhaps");
    place.write(&file, &text);
    let answer = collect(&place, &[]);
    assert!(answer.code == 2 && answer.err.contains("perhaps") && answer.err.contains("第 8 行"), "{}", answer.err);
    assert_eq!(fs::read_to_string(place.path(&file)).expect("there"), text);
}

#[test]
fn rules_between_bodies_are_listed_and_explained() {
    let place = Place::new();
    let listed = place.run(&["forms", "--rules"]);
    assert!(listed.out.contains("AG-02") && listed.out.contains("AG-14"), "{}", listed.out);
    let explained = place.run(&["explain", "ag-01"]);
    assert!(explained.code == 0 && explained.out.contains("漏加"), "{}{}", explained.out, explained.err);
}

#[test]
fn an_agency_s_own_report_is_compared_with_its_aggregated_one() {
    let place = office(&[]);
    print(&place, 5);
    let answer = place.run(&["diff", COUNTY, YEAR, "--aggregated", "--format", "json"]);
    let value: Value = serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{error}: {}", answer.err));
    let found = value["differences"].as_array().expect("a list").iter().find(|one| one["what"] == NEW);
    let found = found.expect("the cell differs");
    assert_eq!(
        (answer.code, &found["left"], &found["right"]),
        (1, &requests(0, 2025).to_string().into(), &"5".into()),
        "{found}"
    );
}

/// A report of a body with one column of the table of requests.
fn put(place: &Place, name: &str, year: i32, scope: Scope, figures: &[(&str, &str)]) {
    let mut report = report(name, year, figures);
    report.scope = scope;
    let ending = if scope == Scope::Aggregated { "aggregated.ron" } else { "ron" };
    place.write(&format!("library/{name}/{year}.{ending}"), &to_ron(&report));
}

#[test]
fn a_lower_government_and_a_body_of_its_roster_count_the_same_twice() {
    let place = Place::new();
    put(&place, "某县人民政府", 2025, Scope::Aggregated, &[(NEW, "7")]);
    put(&place, "某县财政局", 2025, Scope::Own, &[(NEW, "4")]);
    put(&place, "某市民政局", 2025, Scope::Own, &[(NEW, "5")]);
    place.write("county.csv", "body\n某县财政局\n");
    assert_eq!(place.run(&["collect", "某县人民政府", YEAR, "roster", "county.csv"]).code, 0);
    // The city's roster is a workbook with a title, and days as workbooks keep them.
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy/m/d");
    let rows = [("某县人民政府", "下级政府", "汇总"), ("某县财政局", "部门", ""), ("某市民政局", "部门", "")];
    sheet.write(0, 0, "报送单位名单").expect("a title");
    for (column, head) in (0..).zip(["单位", "组别", "应报日", "口径"]) {
        sheet.write(1, column, head).expect("a head");
    }
    for (row, (name, group, scope)) in (2..).zip(rows) {
        sheet.write(row, 0, name).expect("a name");
        sheet.write(row, 1, group).expect("a group");
        sheet.write_with_format(row, 2, 46_042, &day).expect("a day");
        sheet.write(row, 3, scope).expect("a scope");
    }
    book.save(place.path("city.xlsx")).expect("a workbook");
    let read = place.run(&["collect", "某市人民政府", YEAR, "roster", "city.xlsx"]);
    assert_eq!(read.code, 0, "{}", read.err);
    let answer = place.run(&["collect", "某市人民政府", YEAR]);
    let twice = answer.out.lines().find(|line| line.contains("AG-07")).unwrap_or_default();
    assert!(answer.code == 1 && twice.contains("某县人民政府") && twice.contains("某县财政局"), "{}", answer.out);
    assert!(answer.out.contains("2026-01-20"), "{}", answer.out);
    let exempt = ["exempt", "某县财政局", "--reason", "由县里汇总", "--by", "张三"];
    assert_eq!(place.run(&[&["collect", "某市人民政府", YEAR][..], &exempt].concat()).code, 0);
    let answer = place.run(&["collect", "某市人民政府", YEAR, "--format", "json"]);
    let value: Value = serde_json::from_str(&answer.out).expect("json");
    assert!(!rules(&value).contains(&"AG-07"), "{}", value["findings"]);
    assert_eq!(value["sum"]["cells"][NEW], 12);
}

#[test]
fn what_is_carried_in_follows_from_last_year_s_sum_and_the_bodies_that_joined() {
    const IN: &str = "requests.carried_in.natural_person";
    const OUT: &str = "requests.carried_out.natural_person";
    let place = Place::new();
    for (name, cases) in [("某某局", "2"), ("新设的局", "3")] {
        put(&place, name, 2024, Scope::Own, &[(OUT, cases)]);
        put(&place, name, 2025, Scope::Own, &[(IN, cases)]);
    }
    place.write("2024.csv", "body\n某某局\n");
    place.write("2025.csv", "body\n某某局\n新设的局\n");
    for year in ["2024", YEAR] {
        assert_eq!(place.run(&["collect", COUNTY, year, "roster", &format!("{year}.csv")]).code, 0);
    }
    for (printed, is_told) in [("2", false), ("4", true)] {
        put(&place, COUNTY, 2024, Scope::Aggregated, &[(OUT, printed)]);
        let (_, value) = json(&place);
        assert_eq!(rules(&value).contains(&"AG-11"), is_told, "{printed}: {}", value["findings"]);
    }
}
