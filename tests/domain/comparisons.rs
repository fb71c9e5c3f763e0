//! Differences between two reports, cell by cell and part by part, also between editions.

use gouji::domain::comparison::compare;
use gouji::domain::report::Part;

use crate::forms::{fill, form, nil, third_edition};

fn differences(left: &gouji::domain::report::Report, right: &gouji::domain::report::Report) -> Vec<[String; 3]> {
    compare(left, right).into_iter().map(|d| [d.what, d.left, d.right]).collect()
}

#[test]
fn equal_reports_have_no_difference_and_trailing_zeros_are_none() {
    let (mut left, mut right) = (nil(&form("2021")), nil(&form("2021")));
    fill(&mut left, &[("proactive.fees.amount", "12.50")]);
    fill(&mut right, &[("proactive.fees.amount", "12.5"), ("requests.new.total", "0")]);
    assert_eq!(compare(&left, &right), []);
}

#[test]
fn every_difference_is_named_with_both_sides() {
    let (left, mut right) = (nil(&form("2021")), nil(&form("2021")));
    fill(&mut right, &[("requests.new.research", "3"), ("disputes.reconsideration.other", "/")]);
    fill(&mut right, &[("proactive.rules.issued", "")]);
    right.agency = None;
    right.year = Some(2023);
    right.set_text(Part::Chapter(5), "无".into());
    let wanted = [
        ["agency", "某某局", ""],
        ["year", "2022", "2023"],
        ["proactive.rules.issued", "0", ""],
        ["requests.new.research", "0", "3"],
        ["requests.new.total", "0", "3"],
        ["disputes.reconsideration.other", "0", "/"],
        ["6", "", "无"],
    ];
    assert_eq!(differences(&left, &right), wanted.map(|d| d.map(String::from)));
}

#[test]
fn what_only_the_second_report_has_is_a_difference() {
    let (left, mut right) = (nil(&third_edition()), nil(&form("2021")));
    right.set_text(Part::Chapter(4), "问题".into());
    let found = differences(&left, &right);
    assert!(found.contains(&["requests.new.research", "", "0"].map(String::from)));
    assert!(found.contains(&["visits.all.sum", "0", ""].map(String::from)));
    assert_eq!(found.last(), Some(&["5", "", "问题"].map(String::from)));
}
