//! A made county: 41 bodies and two years, with faults that are counted. Nothing in it is anybody's; every report says so.

use super::*;

pub const COUNTY: &str = "某某县人民政府";

/// How many bodies the county has, itself included.
pub const BODIES: usize = 41;

pub const NEW: &str = "requests.new.natural_person";
const GRANTED: &str = "requests.granted.natural_person";

/// A body's name and group by its number; 0 is the county's own office.
pub fn body(number: usize) -> (String, &'static str) {
    match number {
        0 => (COUNTY.to_string(), "政府办"),
        1..=25 => (format!("某某县第{number}局"), "部门"),
        26..=39 => (format!("第{number}镇人民政府"), "乡镇街道"),
        _ => ("某某县丙区管委会".to_string(), "下级政府"),
    }
}

/// How many requests a body has in a year: none the same as another's.
pub fn requests(number: usize, year: i32) -> usize {
    100 + number * 3 + usize::try_from(year - 2024).expect("a year")
}

/// A made report of a body.
fn made(number: usize, year: i32, count: usize) -> String {
    let count = count.to_string();
    let mut report = report(&body(number).0, year, &[(NEW, &count), (GRANTED, &count)]);
    report.set_text(Part::Preamble, "本报告为测试虚构。".to_string());
    to_ron(&report)
}

/// The county's library: both years' reports of all bodies but those left out of 2025, the sums printed for both years, and
/// the roster of 2025 as a list.
pub fn county(place: &Place, missing: &[usize]) {
    let mut list = String::from("单位,组别,义务,应报日\n");
    for number in 0..BODIES {
        let (name, group) = body(number);
        list.push_str(&format!("{name},{group},须报,2026-01-20\n"));
        for year in [2024, 2025] {
            if year == 2024 || !missing.contains(&number) {
                place.write(&format!("library/{name}/{year}.ron"), &made(number, year, requests(number, year)));
            }
        }
    }
    place.write("roster.csv", &list);
}

/// What all bodies have in a year.
pub fn total(year: i32) -> usize {
    (0..BODIES).map(|number| requests(number, year)).sum()
}

/// What is printed of the sum of 2025.
pub fn print(place: &Place, count: usize) {
    let count = count.to_string();
    let mut report = report(COUNTY, 2025, &[(NEW, &count), (GRANTED, &count)]);
    report.scope = Scope::Aggregated;
    report.set_text(Part::Chapter(0), "（一）主动公开。测试虚构。".to_string());
    place.write(&format!("library/{COUNTY}/2025.aggregated.ron"), &to_ron(&report));
}
