//! Several reports in one document, and what only looks like several: each is found, none is mixed with another.

use gouji::domain::form::Form;
use gouji::domain::report::Part;
use gouji::import::{ImportError, Options, read};

use crate::generator::{Layout, Print, print};
use crate::support::{figures, forms, import, prose};

/// The report of several in a document, by number.
fn chosen(text: &str, number: usize) -> gouji::domain::proposal::Proposal {
    read(text.as_bytes(), forms(), Options { report: Some(number), ..Options::default() }).expect("a report")
}

/// Whether a proposal holds no figure that was not printed in a report, and most of those that were: where pages are numbered
/// anew in the middle of a text, a number more or less may be one of a page.
fn is_of(proposal: &gouji::domain::proposal::Proposal, printed: &Print, form: &Form) {
    let read = figures(proposal);
    for (cell, figure) in &printed.figures {
        if let Some(found) = read.get(&form.cell(*cell).name) {
            assert_eq!(found.to_string(), figure.to_string(), "{}", form.cell(*cell).name);
        }
    }
    assert!(read.len() * 5 > printed.figures.len() * 4, "{} of {}", read.len(), printed.figures.len());
    assert_eq!(proposal.agency.as_deref(), Some(printed.agency.as_str()));
    assert_eq!(proposal.year, Some(printed.year));
}

#[test]
fn reports_one_behind_the_other_are_told_and_each_can_be_read_by_itself() {
    let form = forms().last().expect("a form");
    for layout in [Layout::Bars, Layout::Raw] {
        let prints: Vec<Print> = (1..).map(|seed| print(form, layout, seed)).take(12).collect();
        let mut several: Vec<&Print> = Vec::new();
        for print in &prints {
            if several.len() < 3 && several.iter().all(|other| other.agency != print.agency) {
                several.push(print);
            }
        }
        let text: Vec<&str> = several.iter().map(|print| print.text.as_str()).collect();
        let text = text.join("\n");
        let Err(ImportError::Several(names)) = import(text.as_bytes()) else { panic!("three reports") };
        let expected: Vec<String> = several.iter().map(|print| format!("{} {}", print.agency, print.year)).collect();
        assert_eq!(names, expected);
        for (number, print) in (1..).zip(&several) {
            let proposal = chosen(&text, number);
            is_of(&proposal, print, form);
            let last = prose(&proposal, Part::Chapter(5));
            assert!(several.iter().all(|other| !last.contains(&other.agency)), "{last}");
        }
        let beyond = Options { report: Some(4), ..Options::default() };
        assert!(matches!(read(text.as_bytes(), forms(), beyond), Err(ImportError::Several(_))));
    }
}

#[test]
fn reports_of_two_years_are_two_and_one_printed_twice_is_one() {
    let form = forms().last().expect("a form");
    let one = print(form, Layout::Bars, 7);
    let later = one.text.replace(&one.year.to_string(), &(one.year + 1).to_string());
    let both = format!("{}\n{later}", one.text);
    assert!(matches!(import(both.as_bytes()), Err(ImportError::Several(names)) if names.len() == 2));
    let twice = format!("{}\n{}", one.text, one.text);
    is_of(&import(twice.as_bytes()).expect("one report"), &one, form);
}

#[test]
fn links_to_other_reports_make_no_further_one() {
    let form = forms().last().expect("a form");
    let one = print(form, Layout::Bars, 5);
    let links: String = (2015..2020).map(|year| format!("甲县{year}年政府信息公开工作年度报告\n")).collect();
    let around = format!("{links}{}\n相关链接\n{links}", one.text);
    is_of(&import(around.as_bytes()).expect("one report"), &one, form);
}
