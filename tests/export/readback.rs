//! What was written reads back equal, in every format, whatever the report says.

use gouji::domain::figure::{Entry, Figure, Kind, Origin};
use gouji::domain::form::Form;
use gouji::domain::report::{Note, Part, Report, Scope};
use gouji::domain::text::Lang;
use gouji::export::{Format, Options, export};
use gouji::import::{Options as Reading, read};
use proptest::prelude::*;

use crate::reference::attack;
use crate::sample::{form, forms, litong, set, typefaces, zeros};

const DRAFT: Options<'_> = Options { draft: true, ..Options::FINAL };

fn assert_exported(report: &Report, format: Format, options: Options<'_>) {
    let typefaces = if format == Format::Pdf { typefaces() } else { None };
    if format == Format::Pdf && typefaces.is_none() {
        return;
    }
    let options = Options { typefaces, ..options };
    if let Err(error) = export(report, format, options, &forms()) {
        panic!("{format:?}: {}", error.message(report.form(), Lang::En));
    }
}

#[test]
fn a_full_report_reads_back_from_every_format() {
    for format in Format::ALL {
        assert_exported(&litong(), format, Options::default());
        assert_exported(&litong(), format, DRAFT);
        assert_exported(&zeros("2019", 2020), format, Options::default());
    }
}

#[test]
fn names_and_paragraphs_longer_than_a_row_of_a_sheet_read_back() {
    let mut report = litong();
    report.agency = Some(format!("某市某某经济技术开发区管理委员会（{}管理委员会）", "某某边境经济合作区".repeat(3)));
    report
        .set_text(Part::Chapter(0), format!("　　（一）主动公开。{}", "公开的内容经过审核，群众可以查阅。".repeat(60)));
    for format in Format::ALL {
        assert_exported(&report, format, DRAFT);
    }
}

#[test]
fn signs_without_width_within_a_number_of_the_prose_keep_no_format_from_being_written() {
    let mut report = litong();
    report.set_text(Part::Chapter(0), "全年公开信息1\u{200B}234条，\u{200B}网站浏览5\u{200E}6\u{AD}7次。".into());
    for format in Format::ALL {
        assert_exported(&report, format, DRAFT);
    }
}

#[test]
fn an_empty_draft_reads_back_from_every_format() {
    for edition in crate::sample::editions() {
        for year in [None, Some(2022)] {
            let report = Report::new(form(edition), None, year, Scope::Own);
            Format::ALL.into_iter().for_each(|format| assert_exported(&report, format, DRAFT));
        }
    }
}

#[test]
fn a_report_with_printed_totals_that_differ_is_written_and_read_back_with_computed_ones() {
    let mut report = litong();
    set(&mut report, "requests.new.total", "8");
    set(&mut report, "requests.handled.total", "/");
    report.set_lapsed(
        report.form().find("requests.granted.total").unwrap(),
        Entry::new(Figure::from(9), Origin::Imported),
    );
    Format::ALL.into_iter().for_each(|format| assert_exported(&report, format, DRAFT));
}

#[test]
fn notes_and_scope_do_not_hinder_an_export() {
    let mut report = litong();
    report.scope = Scope::Aggregated;
    report.notes = vec![Note::new(report.form().cells().next(), "line 1", "待核")];
    Format::ALL.into_iter().for_each(|format| assert_exported(&report, format, Options::default()));
}

#[test]
fn a_document_says_that_its_report_is_aggregated_and_one_of_an_own_report_never_does() {
    let long = "某某自治区某某市某某区人民政府政务服务和数据资源管理委员会办公室（行政审批局）";
    for name in [None, Some("利通区人民政府"), Some(long), Some("利通区汇总（汇总）办公室")] {
        for (scope, year) in [(Scope::Own, Some(2022)), (Scope::Aggregated, Some(2022)), (Scope::Aggregated, None)] {
            let mut report = litong();
            (report.agency, report.year, report.scope) = (name.map(String::from), year, scope);
            for format in Format::ALL.into_iter().filter(|format| *format != Format::Csv) {
                if format == Format::Pdf && (name, year) != (Some(long), Some(2022)) {
                    continue;
                }
                let Some(bytes) = render_in(&report, format) else { continue };
                let reading = Reading { lang: Lang::Zh, year: None, report: None, just_written: false };
                let read = read(&bytes, &forms(), reading).expect("readable").into_report();
                assert_eq!(read.scope, scope, "{format:?} {name:?} {year:?}");
            }
        }
    }
}

fn render_in(report: &Report, format: Format) -> Option<Vec<u8>> {
    let typefaces = if format == Format::Pdf { Some(typefaces()?) } else { None };
    Some(export(report, format, Options { typefaces, ..Options::FINAL }, &forms()).expect("written"))
}

#[test]
fn exchange_formats_carry_even_a_number_that_its_cell_should_not_hold() {
    let mut report = litong();
    set(&mut report, "requests.new.natural_person", "3.5");
    set(&mut report, "requests.new.enterprise", "-3");
    set(&mut report, "requests.granted.total", "9223372036854775808");
    set(&mut report, "proactive.fees.amount", "-0.000001");
    for format in [Format::Csv, Format::Json] {
        assert_exported(&report, format, Options::default());
    }
}

#[test]
fn a_name_with_full_width_brackets_or_signs_of_markup_reads_back_to_the_letter() {
    for name in
        ["利通区自然资源局（林业和草原局）", "<script>alert(1)</script>", "=1+1", "甲|乙局", "**甲** 局", "A&B 局"]
    {
        let mut report = litong();
        report.agency = Some(name.into());
        Format::ALL.into_iter().for_each(|format| assert_exported(&report, format, Options::default()));
    }
}

#[test]
fn prose_that_reads_like_headings_labels_or_tables_stays_prose() {
    let mut report = litong();
    let text = "二、主动公开政府信息情况\n（一）予以公开\n1.属于国家秘密 5\n自然人 | 总计\n甲｜乙\n| 1 | 2 |\n# 一、总体情况\n<table>\n——第 3 页";
    let parts: Vec<Part> = report.parts().collect();
    parts.iter().for_each(|&part| drop(report.set_text(part, text.into())));
    Format::ALL.into_iter().for_each(|format| assert_exported(&report, format, Options::default()));
}

/// Lines of prose that a format or a reader might take for something else, each by itself.
const STRANGE: [&str; 38] = [
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{A0}",
    "\u{202E}",
    "\u{2060}",
    "\u{AD}",
    "-1-",
    "第1页 共3页",
    "12",
    "3.",
    "1、",
    "| 甲 | 乙 |",
    "|---|---|",
    "甲\t乙\t丙",
    "（续表）",
    "<br>",
    "&nbsp;",
    "&#10;",
    "=1+1",
    "'1",
    "_x000D_",
    "2023年1月16日",
    "2022年政府信息公开工作年度报告",
    "甲局2022年政府信息公开工作年度报告",
    "甲局",
    "七、附件",
    "附件：",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
    "第二十条第（一）项",
    "信息内容",
    "（一）予以公开",
    "四、结转下年度继续办理",
    "行政复议",
    "单位：万元",
    "公开信息的范围、内容和时限均按照规定执行，没有出现应当公开而没有公开的情形",
];

#[test]
fn a_strange_line_stays_a_paragraph_of_its_own_wherever_it_stands() {
    for lines in STRANGE.chunks(4) {
        let text: String = lines.iter().map(|line| format!("前面的一段话说完了。\n{line}\n")).collect();
        let mut report = litong();
        for part in report.parts() {
            report.set_text(part, format!("{text}后面的一段话也说完了。"));
        }
        Format::ALL.into_iter().for_each(|format| assert_exported(&report, format, Options::default()));
    }
}

#[test]
fn signature_and_date_at_the_end_of_the_last_chapter_do_not_hinder_an_export() {
    for (chapter, closing) in [
        ("没有。\n利通区人民政府办公室\n2023年1月16日", ""),
        ("2023年1月16日\n附后。", ""),
        ("没有。\n利通区人民政府办公室", "2023年1月16日"),
    ] {
        let mut report = litong();
        report.set_text(Part::Chapter(5), chapter.into());
        report.set_text(Part::Closing, closing.into());
        Format::ALL.into_iter().for_each(|format| assert_exported(&report, format, Options::default()));
    }
}

#[test]
fn very_long_prose_reads_back() {
    let mut report = litong();
    report.set_text(Part::Chapter(0), "公开<|>`".repeat(8_000));
    report.set_text(Part::Chapter(4), vec!["段落。"; 2_000].join("\n"));
    Format::ALL.into_iter().for_each(|format| assert_exported(&report, format, Options::default()));
}

/// A figure of the kind, unfilled now and then.
fn figure(kind: Kind) -> BoxedStrategy<Figure> {
    let texts = |pattern| proptest::string::string_regex(pattern).unwrap().prop_map(|text| text.parse().unwrap());
    let number = match kind {
        Kind::Count => prop_oneof![texts("[1-9]?[0-9]"), texts("[1-9][0-9]{0,16}")].boxed(),
        Kind::Signed => texts("-?[1-9][0-9]{0,5}").boxed(),
        Kind::Amount => texts("[1-9][0-9]{0,9}(\\.[0-9]{1,6})?").boxed(),
    };
    prop_oneof![
        20 => number,
        20 => Just(Figure::from(0)),
        3 => Just(Figure::NotApplicable),
        1 => Just(Figure::Unfilled),
    ]
    .boxed()
}

fn figures(form: &Form) -> impl Strategy<Value = Vec<Figure>> + use<> {
    form.inputs().map(|cell| figure(form.cell(cell).kind)).collect::<Vec<_>>()
}

/// Words that a format or a reader might take for something else.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "公开",
        "全年收到申请7件，",
        "。",
        "2022年",
        " ",
        "\t",
        "　　",
        "\u{0}",
        "\r",
        "\u{b}",
        "\u{FEFF}",
        "\u{200B}",
        "“三”",
        "——",
        "<b>",
        "</table>",
        "<!--",
        "&lt;",
        "&",
        "|",
        "｜",
        "│",
        "┌─┐",
        "+--+",
        "#",
        "## ",
        "---",
        "***",
        "**",
        "_",
        "`",
        "~~~",
        "\\",
        "\"",
        ",",
        "- ",
        "1. ",
        "1.",
        "（一）",
        "一、总体情况",
        "二、主动公开政府信息情况",
        "一、本年新收政府信息公开申请数量",
        "三、本年度办理结果",
        "自然人",
        "总计",
        "0",
        "/",
        "cell,value",
        "{",
        "[1](x)",
        "草稿",
        "第 1 页",
        "— 1 —",
        "😀",
        "é",
        "abc def",
    ];
    let piece = prop::sample::select(pieces.to_vec());
    let line = prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat());
    prop::collection::vec(line, 0..5).prop_map(|lines| lines.join("\n"))
}

fn agency() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        "[一-龥]{2,12}(人民政府|局|办公室|委员会)".prop_map(Some),
        "[一-龥]{2,6}[<>&|#*_`\"\\\\ -]{1,3}[一-龥a-z]{1,6}局".prop_map(Some),
    ]
}

/// A report that a failing test shows without its form.
pub struct Shown(pub Report);

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let report = &self.0;
        write!(f, "{} {:?} {:?} {:#?}", report.form().edition(), report.agency, report.year, report.prose)
    }
}

/// A report of either edition with all of this in it.
pub fn reports() -> impl Strategy<Value = Shown> {
    let editions = [("2021", 2021..2026), ("2019", 2019..2021)];
    let of_edition = editions.map(|(edition, years)| {
        let form = form(edition);
        let texts = prop::collection::vec(hostile(), 8);
        (figures(&form), agency(), prop::option::of(years), texts).prop_map(move |(figures, agency, year, texts)| {
            let mut report = Report::new(form.clone(), agency, year, Scope::Own);
            let cells: Vec<_> = form.inputs().collect();
            for (cell, figure) in cells.into_iter().zip(figures) {
                report.set_entry(cell, Entry::new(figure, Origin::Keyed));
            }
            let parts: Vec<_> = report.parts().collect();
            for (part, text) in parts.into_iter().zip(texts) {
                report.set_text(part, text.trim_end_matches('\n').to_string());
            }
            Shown(report)
        })
    });
    let [newer, older] = of_edition;
    prop_oneof![newer, older]
}

fn reads_back(report: &Report, format: Format, options: Options<'_>) -> Result<(), TestCaseError> {
    let exported = export(report, format, options, &forms());
    exported.map(drop).map_err(|error| TestCaseError::fail(error.message(report.form(), Lang::En)))
}

/// So many cases, as many times as `GOUJI_ATTACK` says, unless the environment asks for another number.
pub fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    ProptestConfig { cases: if asked { default.cases } else { usual.saturating_mul(attack()) }, ..default }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn any_report_reads_back_equal_from_plain_text(report in reports()) {
        reads_back(&report.0, Format::Txt, DRAFT)?;
    }

    #[test]
    fn any_report_reads_back_equal_from_markdown(report in reports()) {
        reads_back(&report.0, Format::Md, DRAFT)?;
    }

    #[test]
    fn any_report_reads_back_equal_from_a_web_page(report in reports()) {
        reads_back(&report.0, Format::Html, DRAFT)?;
    }

    #[test]
    fn any_report_reads_back_equal_from_a_word_document(report in reports()) {
        reads_back(&report.0, Format::Docx, DRAFT)?;
    }

    #[test]
    fn any_report_reads_back_equal_from_a_workbook(report in reports()) {
        reads_back(&report.0, Format::Xlsx, DRAFT)?;
    }

    #[test]
    fn any_report_reads_back_equal_from_a_fragment(report in reports()) {
        reads_back(&report.0, Format::Html, Options { fragment: true, ..DRAFT })?;
    }

    #[test]
    fn any_report_reads_back_equal_from_exchange_formats(report in reports()) {
        reads_back(&report.0, Format::Csv, Options::default())?;
        reads_back(&report.0, Format::Json, Options::default())?;
    }
}
