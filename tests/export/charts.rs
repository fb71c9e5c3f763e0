//! The picture of an agency's years in a web page.

use gouji::domain::figure::Entry;
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::trend::Trend;
use gouji::export::{Format, Options, export};
use scraper::{Html, Selector};

use crate::sample::{form, forms, litong, zeros};

/// The sample's year, the year before of the other edition, and one with an unfilled cell.
fn trend() -> Trend {
    let before = zeros("2019", 2020);
    let mut open: Report = Report::new(form("2021"), litong().agency, Some(2023), Scope::Own);
    let cell = open.form().find("requests.new.natural_person").expect("a cell");
    open.set_entry(cell, Entry::default());
    Trend::new("甲<局>&", Scope::Own, &[before, litong(), open]).expect("years")
}

fn page(chart: Option<&Trend>) -> String {
    let options = Options { chart, ..Options::FINAL };
    String::from_utf8(export(&litong(), Format::Html, options, &forms()).expect("read back")).expect("UTF-8")
}

#[test]
fn without_being_asked_for_there_is_no_picture() {
    assert!(!page(None).contains("<svg"));
}

#[test]
fn the_picture_is_one_static_svg_with_its_words_as_text_and_the_page_still_reads_back() {
    let trend = trend();
    let page = page(Some(&trend));
    for forbidden in ["<script", "href", "url(", "onload", "<image", "甲<局>"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let html = Html::parse_document(&page);
    let all = |selector: &str| html.select(&Selector::parse(selector).expect(selector)).count();
    assert_eq!(all("svg"), 1);
    let texts: Vec<String> = html
        .select(&Selector::parse("svg text").expect("a selector"))
        .map(|text| text.text().collect::<String>())
        .collect();
    for label in ["2020", "2021", "2022", "2023", "没有报告", "还没有填完", "未填", "予以公开", "公开率", "结果纠正"]
    {
        assert!(texts.iter().any(|text| text == label), "{label}: {texts:?}");
    }
    assert!(all("svg rect") > 6);
    // In a web page, shapes do not close themselves: what follows an open one would be inside it and never drawn.
    for nested in ["rect rect", "rect text", "line text", "line rect"] {
        assert_eq!(all(&format!("svg {nested}")), 0, "{nested}");
    }
}

#[test]
fn a_chapter_of_words_is_not_longer_for_the_picture() {
    let trend = trend();
    let read = gouji::import::read(page(Some(&trend)).as_bytes(), &forms(), gouji::import::Options::default());
    let read = read.expect("a proposal").into_report();
    assert_eq!(read.text(Part::Chapter(5)), litong().text(Part::Chapter(5)));
    assert_eq!(read.text(Part::Closing), litong().text(Part::Closing));
}
