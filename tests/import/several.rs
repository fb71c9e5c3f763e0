//! Several reports in one document, and what only looks like several: each is found, none is mixed with another.

use gouji::domain::form::Form;
use gouji::domain::report::Part;
use gouji::import::{ImportError, Options, read};

use crate::generator::{Layout, Print, print};
use crate::sheets::{Sheet, xlsx};
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

/// Rows of a report with two tables, whose figures begin with one.
fn rows(agency: &str, first: u32) -> Vec<Vec<String>> {
    let line = |label: &str, figures: std::ops::Range<u32>| -> Vec<String> {
        std::iter::once(label.to_string()).chain(figures.map(|figure| (first + figure).to_string())).collect()
    };
    let one = |text: &str| vec![text.to_string()];
    vec![
        one(&format!("{agency}2023年政府信息公开工作年度报告")),
        one("二、主动公开政府信息情况"),
        line("规章", 0..3),
        line("行政规范性文件", 3..6),
        line("行政许可", 6..7),
        one("三、收到和处理政府信息公开申请情况"),
        line("一、本年新收政府信息公开申请数量", 10..17),
        line("二、上年结转政府信息公开申请数量", 20..27),
        line("（七）总计", 30..37),
    ]
}

#[test]
fn two_reports_on_one_sheet_are_told_and_not_mixed() {
    let both = [rows("甲县水务局", 100), rows("乙县财政局", 200)].concat();
    let text: String = both.iter().map(|row| row.join(",") + "\n").collect();
    let Err(ImportError::Several(names)) = import(text.as_bytes()) else { panic!("two reports") };
    assert_eq!(names, ["甲县水务局 2023", "乙县财政局 2023"]);
    for (number, first) in [(1, 100), (2, 200)] {
        let read = figures(&chosen(&text, number));
        assert_eq!(read.len(), 28);
        assert_eq!(read["proactive.rules.issued"], first.into());
        assert_eq!(read["requests.carried_in.total"], (first + 26).into());
    }
}

#[test]
fn a_list_of_single_applications_is_no_report() {
    let sheet = |name: &str, rows: Vec<Vec<String>>| {
        let mut sheet = Sheet::new(name);
        for (row, cells) in rows.into_iter().enumerate() {
            cells.iter().enumerate().for_each(|(column, text)| sheet.put(row, column, text));
        }
        sheet
    };
    let results = ["予以公开", "2.重复申请", "1.属于国家秘密", "3.其他", "予以公开", "1.属于国家秘密"];
    let list =
        (1..).zip(results).map(|(n, result)| [&n.to_string(), "某人", result, "2023-05-06"].map(String::from).to_vec());
    let list = std::iter::once(["序号", "申请人", "办理结果", "日期"].map(String::from).to_vec()).chain(list).collect();
    let report = sheet("年报", rows("甲县水务局", 100));
    let proposal = import(&xlsx(&[report.clone(), sheet("明细", list)])).expect("one report");
    assert_eq!(figures(&proposal).len(), 28);
    // Tables of another body are a report, whatever the sheet is called.
    let other = sheet("明细", rows("乙县财政局", 200));
    assert!(matches!(import(&xlsx(&[report, other])), Err(ImportError::Several(names)) if names.len() == 2));
}
