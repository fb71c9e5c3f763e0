//! PDFs: what they show where, what is in the file, and that they read back. Tests need a Chinese font of the machine;
//! where there is none they say so and are skipped.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::text::Lang;
use gouji::export::typeface::{TypefaceError, Typefaces};
use gouji::export::{ExportError, Format, Options, export, render};
use gouji::import;
use proptest::prelude::*;

use crate::readback::{Shown, cases, reports};
use crate::reference::skip;
use crate::sample::{form, forms, litong, set, typefaces, zeros};

fn pdf(report: &Report, typefaces: &Typefaces) -> Vec<u8> {
    made(report, Options { typefaces: Some(typefaces), ..Options::FINAL })
}

fn made(report: &Report, options: Options<'_>) -> Vec<u8> {
    export(report, Format::Pdf, options, &forms())
        .unwrap_or_else(|error| panic!("{}", error.message(report.form(), Lang::En)))
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

pub fn pages(bytes: &[u8]) -> usize {
    let kind = |word: &[u8]| bytes.windows(word.len()).filter(|window| *window == word).count();
    kind(b"/Type/Page") - kind(b"/Type/Pages")
}

#[test]
fn the_same_report_is_the_same_bytes_without_dates_or_names_of_machines() {
    let Some(typefaces) = typefaces() else { return };
    let bytes = pdf(&litong(), typefaces);
    assert_eq!(bytes, pdf(&litong(), typefaces));
    for word in ["CreationDate", "ModDate", "CreateDate", "/home", "/usr"] {
        assert!(!holds(&bytes, word), "{word}");
    }
    for word in ["/FontFile", "/ToUnicode", "/StructTreeRoot", "/Outlines", "zh-CN", "/TH", "/RowSpan 22", "/ColSpan 7"]
    {
        assert!(holds(&bytes, word), "{word}");
    }
    assert!(bytes.len() < 400_000, "{} bytes", bytes.len());
}

#[test]
fn table_three_stands_on_one_page_with_its_chapter() {
    let Some(typefaces) = typefaces() else { return };
    for (edition, year) in [("2021", 2022), ("2019", 2020)] {
        // Prose of many lengths before it: wherever the page before ends, the table is not torn.
        for lines in (0..24).step_by(3) {
            let mut report = zeros(edition, year);
            report.set_text(Part::Chapter(0), vec!["一段。"; lines].join("\n"));
            let bytes = pdf(&report, typefaces);
            let proposal = import::read(&bytes, &forms(), import::Options::default()).unwrap();
            let printed = proposal.figures.iter().filter(|figure| !figure.figure.is_unfilled()).count();
            assert_eq!(printed, report.form().cells().count(), "{edition} {lines}");
            assert!((3..=5).contains(&pages(&bytes)), "{} pages", pages(&bytes));
        }
    }
}

#[test]
fn figures_of_nineteen_digits_stay_in_their_cells_and_read_back() {
    let Some(typefaces) = typefaces() else { return };
    let draft = Options { draft: true, typefaces: Some(typefaces), ..Options::FINAL };
    let mut report = zeros("2021", 2022);
    let names: Vec<String> = report.form().inputs().map(|cell| report.form().cell(cell).name.clone()).collect();
    for (index, name) in names.iter().enumerate() {
        if !name.starts_with("proactive.fees") && index % 7 == 0 {
            set(&mut report, name, "123456789012345678");
        }
    }
    set(&mut report, "proactive.fees.amount", "9223372036854.775807");
    made(&report, draft);
    for name in names.iter().filter(|name| !name.starts_with("proactive.fees")) {
        set(&mut report, name, "100000000000000001");
    }
    made(&report, draft);
}

#[test]
fn words_that_read_like_headings_labels_or_page_numbers_stay_what_they_are() {
    let Some(typefaces) = typefaces() else { return };
    let mut report = litong();
    let text = "二、主动公开政府信息情况\n（一）予以公开\n1.属于国家秘密 5\n自然人 | 总计\n草稿\n— 1 —\n第 3 页\n12";
    let parts: Vec<Part> = report.parts().collect();
    parts.iter().for_each(|&part| drop(report.set_text(part, text.into())));
    pdf(&report, typefaces);
    for name in ["利通区自然资源局（林业和草原局）", "<script>alert(1)</script>", "=1+1", "**甲** 局", "A&B 局"]
    {
        report.agency = Some(name.repeat(3));
        pdf(&report, typefaces);
    }
}

#[test]
fn last_years_figures_and_blank_forms_are_printed_and_do_not_come_into_the_figures() {
    let Some(typefaces) = typefaces() else { return };
    let mut last = litong();
    last.year = Some(2021);
    set(&mut last, "requests.new.natural_person", "123456");
    let options = Options { typefaces: Some(typefaces), last_year: Some(&last), ..Options::FINAL };
    made(&litong(), options);
    for edition in crate::sample::editions() {
        let blank = Report::new(form(edition), None, None, Scope::Own);
        made(&blank, Options { blank: true, ..options });
    }
}

/// What a page says of a text is the text, wherever its lines end: of ten times the same sentence the ends fall everywhere.
#[test]
fn blanks_between_figures_characters_and_words_stand_wherever_lines_end() {
    let Some(typefaces) = typefaces() else { return };
    let sentence = "全年受理申请 5 件，其中 3 件按 GB 9704 办结 twice a year 共 2 024 次。";
    let mut report = litong();
    let paragraphs: Vec<String> = (0..34).map(|front| "公".repeat(front) + &sentence.repeat(3)).collect();
    report.set_text(Part::Chapter(0), paragraphs.join("\n"));
    let bytes = pdf(&report, typefaces);
    let read = import::read(&bytes, &forms(), import::Options::default()).unwrap().into_report();
    let text = read.text(Part::Chapter(0));
    for (line, paragraph) in text.lines().zip(&paragraphs) {
        assert_eq!(line, paragraph);
    }
    assert_eq!(text.lines().count(), paragraphs.len());
}

#[test]
fn a_chapter_of_a_hundred_thousand_characters_is_a_correct_document() {
    let Some(typefaces) = typefaces() else { return };
    let mut report = litong();
    report.set_text(Part::Chapter(0), "公开政府信息，按月核对。".repeat(8_400));
    assert!(pages(&pdf(&report, typefaces)) > 150);
}

#[test]
fn a_draft_is_marked_and_blank_cells_stay_blank() {
    let Some(typefaces) = typefaces() else { return };
    let mut report = Report::new(form("2021"), Some("利通区".into()), Some(2022), Scope::Own);
    set(&mut report, "requests.new.natural_person", "7");
    let options = Options { draft: true, typefaces: Some(typefaces), ..Options::FINAL };
    let bytes = export(&report, Format::Pdf, options, &forms()).unwrap();
    let proposal = import::read(&bytes, &forms(), import::Options::default()).unwrap();
    let filled: Vec<_> = proposal.figures.iter().filter(|figure| !figure.figure.is_unfilled()).collect();
    assert!(!filled.is_empty() && filled.iter().all(|figure| figure.figure == Figure::from(7)));
    assert_ne!(bytes, render(&report, Format::Pdf, Options { draft: false, ..options }, &forms()).unwrap());
}

#[test]
fn without_a_typeface_or_with_characters_that_none_has_nothing_is_written() {
    let report = litong();
    let error = export(&report, Format::Pdf, Options::FINAL, &forms()).unwrap_err();
    assert_eq!(error, ExportError::Typeface(TypefaceError::Missing));
    let Some(typefaces) = typefaces() else { return };
    let mut report = litong();
    // Characters of a private area and a tag: no font is to have them.
    report.set_text(Part::Chapter(4), "问题\u{F8FF0}和\u{F8FF1}。".into());
    let options = Options { typefaces: Some(typefaces), ..Options::FINAL };
    let error = export(&report, Format::Pdf, options, &forms()).unwrap_err();
    assert_eq!(error, ExportError::Typeface(TypefaceError::Lacking(vec!['\u{F8FF0}', '\u{F8FF1}'])));
    assert!(error.message(report.form(), Lang::Zh).contains("U+F8FF0"));
}

#[test]
fn a_character_that_the_body_lacks_is_set_in_another_typeface() {
    let Some(typefaces) = typefaces() else { return };
    let western = ["/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"];
    let Some(bytes) = western.iter().find_map(|path| std::fs::read(path).ok()) else {
        skip("no Western font to try with");
        return;
    };
    let mut mixed = typefaces.clone();
    mixed.body = gouji::export::typeface::Typeface { name: "Western".into(), bytes: bytes.into(), index: 0 };
    pdf(&litong(), &mixed);
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn any_report_reads_back_equal_from_a_pdf(report in reports()) {
        let Shown(mut report) = report;
        let Some(typefaces) = typefaces() else { return Ok(()) };
        // Whether a machine has emoji is not the question here.
        let parts: Vec<Part> = report.parts().collect();
        for part in parts {
            let text = report.text(part).replace('😀', "笑");
            report.set_text(part, text);
        }
        let options = Options { draft: true, typefaces: Some(typefaces), ..Options::FINAL };
        match export(&report, Format::Pdf, options, &forms()) {
            Ok(_) | Err(ExportError::Typeface(TypefaceError::Lacking(_))) => {}
            Err(error) => prop_assert!(false, "{}", error.message(report.form(), Lang::En)),
        }
    }
}

#[test]
fn entries_that_were_never_keyed_do_not_matter_to_the_page() {
    let Some(typefaces) = typefaces() else { return };
    let mut report = litong();
    let cell = report.form().find("requests.new.natural_person").unwrap();
    let before = pdf(&report, typefaces);
    report.set_entry(cell, Entry::new(Figure::from(7), Origin::Imported));
    assert_eq!(before, pdf(&report, typefaces));
}
