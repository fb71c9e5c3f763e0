//! `check` with what is known besides a report: last year's report, an agency's profile, reasons for warnings.

use super::*;

/// Three requests carried out, all by natural persons, and five documents in force.
const LAST: [(&str, &str); 4] = [
    ("requests.new.natural_person", "9"),
    ("requests.granted.natural_person", "6"),
    ("requests.carried_out.natural_person", "3"),
    ("proactive.normative_documents.in_force", "5"),
];

/// Two of them carried in.
const THIS: [(&str, &str); 4] = [
    ("requests.new.natural_person", "7"),
    ("requests.carried_in.natural_person", "2"),
    ("requests.granted.natural_person", "9"),
    ("proactive.normative_documents.in_force", "5"),
];

/// The rules across years that fail, in the report of that name.
fn across_years(place: &Place, args: &[&str]) -> Vec<String> {
    let mut all = vec!["check", "--format", "json"];
    all.extend(args);
    let value = json(&place.run(&all).out);
    let findings = value["reports"][0]["findings"].as_array().expect("findings").clone();
    let rules =
        findings.iter().filter(|finding| finding["status"] == "fail").map(|f| f["rule"].as_str().unwrap_or_default());
    rules.filter(|rule| rule.starts_with("XY")).map(String::from).collect()
}

#[test]
fn last_years_report_is_found_in_the_library_beside_the_file_or_where_it_is_named() {
    let place = Place::new();
    let (last, this) = (to_ron(&report("甲局", 2021, &LAST)), to_ron(&report("甲局", 2022, &THIS)));
    for folder in ["library", "elsewhere"] {
        place.write(&format!("{folder}/甲局/2021.ron"), &last);
        place.write(&format!("{folder}/甲局/2022.ron"), &this);
    }
    place.write("a.ron", &this);
    place.write("last.ron", &last);
    place.write("乙.ron", &to_ron(&report("乙局", 2022, &THIS)));
    let wrong = ["XY-01", "XY-02"];
    assert_eq!(across_years(&place, &["甲局", "2022"]), wrong);
    assert_eq!(across_years(&place, &["elsewhere/甲局/2022.ron"]), wrong);
    assert_eq!(across_years(&place, &["a.ron"]), wrong, "the library knows the agency");
    assert_eq!(across_years(&place, &["乙.ron"]), [""; 0], "nobody knows this agency's last year");
    assert_eq!(across_years(&place, &["乙.ron", "--last-year", "last.ron"]), wrong);
    assert_eq!(across_years(&place, &["甲局", "2021"]), ["XY-10"], "the year before is missing");
}

#[test]
fn a_renamed_or_merged_agency_is_held_against_those_before_it() {
    let place = Place::new();
    let before = |carried_out: &'static str| {
        let mut figures = LAST;
        figures[2].1 = carried_out;
        figures[3].1 = "0";
        figures[1].1 = "9";
        figures.to_vec()
    };
    place.write("library/旧局/2021.ron", &to_ron(&report("旧局", 2021, &before("1"))));
    place.write("library/并入处/2021.ron", &to_ron(&report("并入处", 2021, &before("1"))));
    let mut this = THIS;
    this[3].1 = "0";
    place.write("library/新局/2022.ron", &to_ron(&report("新局", 2022, &this)));
    assert_eq!(across_years(&place, &["新局", "2022"]), ["XY-10"]);
    let profile = |names: &[&str]| {
        let named = |name: &&str| format!("(name: \"{name}\", year: 2022, reason: \"机构改革\")");
        let all = names.iter().map(named).collect::<Vec<_>>().join(", ");
        format!("(version: 1, name: \"新局\", predecessors: [{all}])")
    };
    place.write("library/新局/agency.ron", &profile(&["旧局"]));
    assert_eq!(across_years(&place, &["新局", "2022"]), ["XY-01", "XY-02"], "one of two");
    place.write("library/新局/agency.ron", &profile(&["旧局", "并入处"]));
    assert_eq!(across_years(&place, &["新局", "2022"]), [""; 0], "both, added up");
    place.write("library/新局/agency.ron", &profile(&["旧局", "没有的处"]));
    assert_eq!(across_years(&place, &["新局", "2022"]), ["XY-10"], "a sum without one of them says nothing");
}

#[test]
fn a_warning_accepted_with_a_reason_says_so_and_lapses_with_its_figures() {
    let place = Place::new();
    place.write("library/甲局/2021.ron", &to_ron(&report("甲局", 2021, &LAST)));
    let mut this = report("甲局", 2022, &THIS);
    let form = Arc::clone(this.form());
    let cell = |name: &str| form.find(name).expect(name);
    this.accepted.push(gouji::domain::report::Accepted {
        rule: "XY-01".into(),
        figures: vec![(cell("requests.carried_in.total"), "2".into())],
        quote: String::new(),
        reason: "上年多计一件，已更正".into(),
        by: "张三".into(),
        date: "2023-01-10".into(),
    });
    place.write("library/甲局/2022.ron", &to_ron(&this));
    let line = |out: &str| out.lines().find(|line| line.contains(" XY-01 ")).expect("a finding").to_string();
    let out = place.run(&["check", "甲局", "2022"]).out;
    assert!(line(&out).contains("〔已说明：上年多计一件，已更正〕"), "{out}");
    place.run(&["export", "甲局", "2022", "-o", "a.txt", "--check-sheet", "sheet.txt"]);
    let sheet = fs::read_to_string(place.path("sheet.txt")).expect("a check sheet");
    assert!(sheet.contains("上年多计一件，已更正") && sheet.contains("其中已说明 1 条"), "{sheet}");
    this.set_entry(cell("requests.carried_in.enterprise"), Entry::new(Figure::from(3), Origin::Keyed));
    place.write("library/甲局/2022.ron", &to_ron(&this));
    let out = place.run(&["check", "甲局", "2022"]).out;
    assert!(!line(&out).contains("已说明"), "{out}");
}

#[test]
fn a_power_that_a_profile_denies_explains_a_slash() {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &[("proactive.licensing.decisions", "/")]));
    assert!(place.run(&["check", "甲局", "2022"]).out.contains(" F-02 "));
    place.write("library/甲局/agency.ron", "(version: 1, name: \"甲局\", powers: [\"proactive.penalties\"])");
    assert!(!place.run(&["check", "甲局", "2022"]).out.contains(" F-02 "));
}

#[test]
fn a_profile_that_cannot_be_read_is_said_and_last_years_report_is_looked_at_all_the_same() {
    let place = Place::new();
    place.write("library/甲局/2021.ron", &to_ron(&report("甲局", 2021, &LAST)));
    place.write("library/甲局/2022.ron", &to_ron(&report("甲局", 2022, &THIS)));
    place.write("library/甲局/agency.ron", "(version: 1, name: \"甲局\", not_applicable: yes)");
    assert_eq!(across_years(&place, &["甲局", "2022"]), ["XY-01", "XY-02"]);
    let answer = place.run(&["check", "甲局", "2022"]);
    assert!(answer.err.contains("agency.ron"), "{}", answer.err);
}

#[test]
fn of_a_folder_each_year_is_held_against_the_one_read_before_it_and_agencies_are_not_mixed_up() {
    let place = Place::new();
    let names = ["甲局", "乙局"];
    for (agency, this) in names.into_iter().zip([&THIS[..], &[]]) {
        let last = if agency == "甲局" { &LAST[..] } else { &[] };
        place.write(&format!("library/{agency}/2021.ron"), &to_ron(&report(agency, 2021, last)));
        place.write(&format!("library/{agency}/2022.ron"), &to_ron(&report(agency, 2022, this)));
    }
    let out = place.run(&["check", "library", "--format", "csv"]).out;
    let carried: Vec<&str> = out.lines().filter(|line| line.contains("XY-01")).collect();
    assert_eq!(carried.len(), 1, "{out}");
    assert!(carried[0].contains("甲局,2022"), "{}", carried[0]);
}
