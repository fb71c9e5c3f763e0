//! Whole documents: what they look like, what a draft shows, what is refused, and that no words of a report can pass for
//! markup.

use gouji::domain::comparison::Difference;
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::text::Lang;
use gouji::export::{ExportError, Format, Options, Refusal, export, render};
use scraper::{Html, Selector};

use crate::sample::{form, forms, litong, text, zeros};

const DOCUMENTS: [Format; 3] = [Format::Txt, Format::Md, Format::Html];

#[test]
fn a_report_in_plain_text_looks_like_this() {
    insta::assert_snapshot!("litong_txt", text(&litong(), Format::Txt));
}

#[test]
fn a_report_in_markdown_looks_like_this() {
    insta::assert_snapshot!("litong_md", text(&litong(), Format::Md));
}

#[test]
fn a_final_document_is_refused_while_cells_are_unfilled_and_says_which_and_what_to_do() {
    let report = Report::new(form("2021"), Some("某局".into()), Some(2022), Scope::Own);
    for format in DOCUMENTS {
        let error = export(&report, format, Options::default(), &forms()).unwrap_err();
        let ExportError::Refused(refusal) = &error else { panic!("{error}") };
        assert_eq!(refusal.unfilled, report.form().inputs().collect::<Vec<_>>());
        assert_eq!(refusal.errors, []);
        let message = error.message(report.form(), Lang::Zh);
        for words in ["166", "规章 · 制发", "填 0"] {
            assert!(message.contains(words), "{message}");
        }
        let message = error.message(report.form(), Lang::En);
        for words in ["166", "Rules · Issued", "Enter 0", "and 161 more"] {
            assert!(message.contains(words), "{message}");
        }
    }
}

#[test]
fn a_single_unfilled_cell_is_named_and_enough_to_refuse() {
    let mut report = zeros("2019", 2020);
    let cell = report.form().find("disputes.litigation_direct.pending").unwrap();
    report.set_entry(cell, Default::default());
    let error = export(&report, Format::Txt, Options::default(), &forms()).unwrap_err();
    assert_eq!(error, ExportError::Refused(Refusal { is_broken: false, unfilled: vec![cell], errors: vec![] }));
    assert!(error.message(report.form(), Lang::Zh).contains("直接起诉 · 未结。"), "{error}");
}

#[test]
fn what_reads_back_differently_is_named_in_words() {
    let difference =
        |what: &str, left: &str, right: &str| Difference { what: what.into(), left: left.into(), right: right.into() };
    let error = ExportError::ReadBack(vec![
        difference("requests.granted.natural_person", "5", "6"),
        difference("1", &"长".repeat(100), ""),
        difference("closing", "甲", "乙"),
    ]);
    let message = error.message(&form("2021"), Lang::Zh);
    for words in ["（一）予以公开 · 自然人（应为“5”，读回“6”）", "一、总体情况", "落款", "没有保存"]
    {
        assert!(message.contains(words), "{message}");
    }
    assert!(message.chars().count() < 200, "{message}");
    let message = error.message(&form("2021"), Lang::En);
    assert!(message.contains("Granted · Individuals (should be \"5\", reads back \"6\")"), "{message}");
}

#[test]
fn a_draft_is_marked_and_a_final_document_is_not() {
    for format in DOCUMENTS {
        let draft = render(&litong(), format, Options { draft: true, ..Options::FINAL }, &forms()).unwrap();
        assert!(String::from_utf8(draft).unwrap().contains("草稿"));
        assert!(!text(&litong(), format).contains("草稿"));
    }
}

#[test]
fn words_of_a_report_never_become_markup_of_a_web_page() {
    let mut report = litong();
    report.agency = Some("<script>alert(1)</script>\"'&amp;".into());
    let hostile = "</section></main><h2>二、</h2> & <b onclick=\"x\">粗</b>\n<style>*{}</style>";
    let parts: Vec<Part> = report.parts().collect();
    parts.iter().for_each(|&part| drop(report.set_text(part, hostile.into())));
    let source = text(&report, Format::Html);
    let page = Html::parse_document(&source);
    let texts = |selector: &str| {
        page.select(&Selector::parse(selector).unwrap()).map(|e| e.text().collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(texts("script, b, [onclick], body style"), Vec::<String>::new());
    assert_eq!(texts(".agency"), ["<script>alert(1)</script>\"'&amp;"]);
    assert_eq!(texts("h2").len(), 6);
    assert_eq!(texts("section p, main > p, footer p").join("\n"), [hostile; 8].join("\n"));
}

#[test]
fn words_of_a_report_never_become_markup_of_markdown_or_plain_text() {
    let hostile = [
        "# x",
        "## 二、主动公开政府信息情况",
        "| a | b |",
        "| --- | --- |",
        "---",
        "- x",
        "1. x",
        "> x",
        "```",
        "    x",
    ];
    let mut report = zeros("2021", 2022);
    let lines = |report: &Report, format, signs: &[char]| {
        text(report, format).lines().filter(|line| line.starts_with(signs)).count()
    };
    let md: &[char] = &['#', '|', '-', '>', '`', ' '];
    let txt: &[char] = &['一', '二', '三', '四', '五', '六', '┌', '|', '#'];
    let before = (lines(&report, Format::Md, md), lines(&report, Format::Txt, txt));
    report.set_text(Part::Chapter(0), hostile.join("\n"));
    report.set_text(Part::Preamble, "一、总体情况\n┌──┐\n│ 1 │\n└──┘".into());
    assert_eq!((lines(&report, Format::Md, md), lines(&report, Format::Txt, txt)), before);
    assert!(text(&report, Format::Md).contains("\n1\\. x\n"));
}

#[test]
fn a_report_without_agency_or_year_has_no_such_line() {
    let report = Report::new(form("2021"), None, None, Scope::Own);
    assert!(text(&report, Format::Txt).trim_start().starts_with("政府信息公开工作年度报告\n"));
    assert!(text(&report, Format::Md).starts_with("# 政府信息公开工作年度报告\n"));
    assert!(!text(&report, Format::Html).contains("class=\"agency\""));
}

#[test]
fn very_long_prose_makes_a_correct_document_in_every_format() {
    let mut report = litong();
    let long = "公开<|>`".repeat(25_000);
    report.set_text(Part::Chapter(0), long.clone());
    report.set_text(Part::Chapter(4), "段\n".repeat(25_000));
    for format in DOCUMENTS {
        assert!(text(&report, format).len() > long.len());
    }
    let page = Html::parse_document(&text(&report, Format::Html));
    let first = page.select(&Selector::parse("#chapter-1 p").unwrap()).next().unwrap();
    assert_eq!(first.text().collect::<String>(), long);
    assert_eq!(page.select(&Selector::parse("#chapter-5 p").unwrap()).count(), 25_000);
}
