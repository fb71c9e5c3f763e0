//! Last year's figures beside this year's, and blank forms.

use gouji::domain::report::{Report, Scope};
use gouji::export::document::{Content, Document};
use gouji::export::{Format, Options, export, render};
use serde_json::Value;

use crate::package;
use crate::sample::{form, forms, litong, set, typefaces, zeros};

const DOCUMENTS: [Format; 3] = [Format::Txt, Format::Md, Format::Html];

fn written(report: &Report, format: Format, options: Options<'_>) -> String {
    String::from_utf8(render(report, format, options, &forms()).unwrap()).unwrap()
}

fn remarks(report: &Report, last_year: &Report) -> Vec<(String, String)> {
    let document = Document::new(report, Options { last_year: Some(last_year), ..Options::FINAL });
    let cells = document.chapters.iter().filter_map(|chapter| chapter.table.as_ref()).flat_map(|table| &table.cells);
    let figures = cells.filter_map(|cell| match &cell.content {
        Content::Figure { cell: id, .. } => Some((report.form().cell(*id).name.clone(), cell.remark()?)),
        _ => None,
    });
    figures.collect()
}

#[test]
fn last_years_figures_stand_behind_this_years_in_the_cells_that_both_have() {
    let mut last = zeros("2021", 2021);
    set(&mut last, "requests.new.natural_person", "12");
    set(&mut last, "requests.new.enterprise", "/");
    let report = litong();
    let found = remarks(&report, &last);
    assert_eq!(found.len(), 200);
    let of = |name: &str| found.iter().find(|(cell, _)| cell == name).map(|(_, remark)| remark.as_str());
    assert_eq!(of("requests.new.natural_person"), Some("（上年12）"));
    assert_eq!(of("requests.new.enterprise"), Some("（上年/）"));
    assert_eq!(of("requests.new.total"), Some("（上年12）"));
    for format in DOCUMENTS.into_iter().filter(|format| *format != Format::Html) {
        let text = written(&report, format, Options { last_year: Some(&last), ..Options::FINAL });
        assert!(text.contains("7（上年12）") && text.contains("0（上年/）"), "{text}");
    }
}

#[test]
fn of_another_edition_only_cells_of_the_same_name_have_a_figure_of_last_year() {
    let last = zeros("2019", 2020);
    let found = remarks(&zeros("2021", 2021), &last);
    assert!(found.iter().all(|(name, remark)| last.form().find(name).is_some() && remark == "（上年0）"));
    let same = form("2021").cells().filter(|&c| last.form().find(&form("2021").cell(c).name).is_some()).count();
    assert_eq!(found.len(), same);
    assert!(same < 200);
}

#[test]
fn a_cell_that_was_unfilled_last_year_has_no_remark() {
    let last = Report::new(form("2021"), None, Some(2021), Scope::Own);
    assert_eq!(remarks(&litong(), &last), []);
}

#[test]
fn exchange_formats_hold_last_year_only_when_asked() {
    let mut last = zeros("2021", 2021);
    set(&mut last, "requests.new.natural_person", "12");
    let asked = Options { last_year: Some(&last), ..Options::FINAL };
    let list = written(&litong(), Format::Csv, asked);
    assert!(list.starts_with("cell,value,last_year\n") && list.contains("\nrequests.new.natural_person,7,12\n"));
    let value: Value = serde_json::from_str(&written(&litong(), Format::Json, asked)).unwrap();
    assert_eq!(value["last_year"]["requests.new.natural_person"], 12);
    assert_eq!(value["cells"]["requests.new.natural_person"], 7);
    assert!(!written(&litong(), Format::Json, Options::FINAL).contains("last_year"));
    for format in [Format::Csv, Format::Json] {
        export(&litong(), format, asked, &forms()).unwrap();
    }
}

#[test]
fn a_blank_form_of_either_edition_has_its_headings_and_room_but_no_figure_and_no_mark() {
    for edition in crate::sample::editions() {
        let blank = Report::new(form(edition), None, None, Scope::Own);
        let options = Options { blank: true, ..Options::FINAL };
        let document = Document::new(&blank, options);
        assert_eq!(document.mark, None);
        assert!(document.title.starts_with("______年"), "{}", document.title);
        assert_eq!(document.chapters.len(), 6);
        let room = document.chapters.iter().map(|chapter| chapter.paragraphs.len()).collect::<Vec<_>>();
        assert_eq!(room, [4, 0, 0, 0, 4, 4]);
        for format in DOCUMENTS {
            export(&blank, format, options, &forms()).unwrap();
        }
    }
}

#[test]
fn a_blank_form_of_a_unit_carries_its_name_its_year_and_last_years_figures_alone() {
    let blank = Report::new(form("2021"), Some("某局".into()), Some(2023), Scope::Own);
    let last = litong();
    let options = Options { blank: true, last_year: Some(&last), ..Options::FINAL };
    for format in DOCUMENTS.into_iter().filter(|format| *format != Format::Html) {
        let text = String::from_utf8(render(&blank, format, options, &forms()).unwrap()).unwrap();
        assert!(text.contains("某局") && text.contains("2023年"), "{text}");
        assert!(text.contains("（上年7）") && !text.contains("7（上年"), "{text}");
    }
}

#[test]
fn a_blank_form_that_was_filled_by_hand_reads_as_a_report_whose_agency_and_year_are_still_blank() {
    let blank = Report::new(form("2021"), None, None, Scope::Own);
    let text = written(&blank, Format::Md, Options { blank: true, ..Options::FINAL });
    let filled = text.replace("| 规章 | | | |", "| 规章 | 3 | | |");
    assert_ne!(filled, text);
    let options = gouji::import::Options::default();
    let report = gouji::import::read(filled.as_bytes(), &forms(), options).unwrap().into_report();
    assert_eq!((report.agency.as_deref(), report.year), (None, None));
    let cell = report.form().find("proactive.rules.issued").unwrap();
    assert_eq!(report.entry(cell).figure(), 3.into());
    assert!(report.parts().all(|part| report.text(part).is_empty()));
}

/// A report in which every keyed cell holds this figure.
fn filled(year: i32, figure: &str) -> Report {
    let mut report = zeros("2021", year);
    let names: Vec<String> = report.form().inputs().map(|cell| report.form().cell(cell).name.clone()).collect();
    names.iter().for_each(|name| set(&mut report, name, figure));
    report
}

/// The widths of each table's columns.
fn widths(report: &Report, last_year: Option<&Report>) -> Vec<Vec<u16>> {
    let document = Document::new(report, Options { last_year, ..Options::FINAL });
    document.chapters.into_iter().filter_map(|chapter| chapter.table).map(|table| table.widths).collect()
}

#[test]
fn columns_are_as_wide_as_the_form_says_until_figures_need_more() {
    let form = form("2021");
    let own: Vec<Vec<u16>> = form.tables().iter().map(|table| table.widths.clone()).collect();
    assert_eq!(widths(&filled(2022, "99"), None), own);
    assert_eq!(widths(&litong(), None), own);
    let long = filled(2022, "1234567");
    for last_year in [None, Some(&long)] {
        let found = &widths(&long, last_year)[1];
        let whole: u32 = found.iter().copied().map(u32::from).sum();
        let labels: u32 = found[..3].iter().copied().map(u32::from).sum();
        assert!(labels * 10 < whole * 4 && labels * 10 > whole * 2, "{found:?}");
    }
}

#[test]
fn a_table_full_of_long_figures_and_last_years_is_still_kept_whole_and_printed_small_enough() {
    let (report, last) = (filled(2022, "1234567"), filled(2021, "7654321"));
    let options = Options { last_year: Some(&last), draft: true, ..Options::FINAL };
    let page = written(&report, Format::Html, options);
    let style = page.split("id=\"requests\" style=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let size = |name: &str| {
        let value =
            style.split(';').find_map(|part| part.strip_prefix(name)).unwrap_or_else(|| panic!("{name} {style}"));
        value.trim_start_matches(':').trim_end_matches("pt").parse::<f32>().unwrap()
    };
    assert!((7.0..=9.0).contains(&size("--label")) && (7.0..=9.0).contains(&size("--figure")), "{style}");
    assert!((4.3..5.0).contains(&size("--remark")), "{style}");
    let widest = written(&filled(2022, "9"), Format::Html, Options::FINAL);
    assert!(widest.contains("--label:9.0pt") && !widest.contains("--remark:"));
    let Some(typefaces) = typefaces() else { return };
    let pages = |options: Options<'_>| {
        crate::pdf::pages(
            &render(&report, Format::Pdf, Options { typefaces: Some(typefaces), ..options }, &forms()).unwrap(),
        )
    };
    assert_eq!(pages(options), pages(Options { last_year: None, ..options }));
}

#[test]
fn a_table_too_wide_for_last_years_figures_beside_this_years_prints_on_one_page_across() {
    let mut report = litong();
    let names: Vec<String> = report.form().inputs().map(|cell| report.form().cell(cell).name.clone()).collect();
    names.iter().for_each(|name| set(&mut report, name, "1234567"));
    let options = Options { last_year: Some(&report), draft: true, ..Options::FINAL };
    let bytes = render(&report, Format::Xlsx, options, &forms()).unwrap();
    for (part, way) in [(1, "portrait"), (2, "portrait"), (3, "landscape"), (4, "landscape")] {
        let sheet = package::part(&bytes, &format!("xl/worksheets/sheet{part}.xml"));
        let page = sheet.all("pageSetup")[0];
        assert_eq!((page.attribute("orientation"), page.attribute("fitToWidth")), (way, ""), "sheet {part}");
        assert_eq!(page.attribute("fitToHeight"), "", "sheet {part}");
    }
}
