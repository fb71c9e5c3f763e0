//! Forms that an office already has, filled in place: every figure in its cell, prose under its heading, and nothing
//! else changed.

use std::io::Cursor;

use gouji::domain::form::CellId;
use gouji::domain::report::{Report, Scope};
use gouji::domain::text::Lang;
use gouji::export::{ExportError, Format, Options, TemplateError, export, render};
use gouji::import::{Options as Reading, read};

use crate::handmade::{Habits, document, docx, package, paragraph, table, wrapped};
use crate::reference::beside;
use crate::sample::{distinct, form, forms, litong, set, zeros};

fn filled(report: &Report, template: &[u8], draft: bool) -> Result<Vec<u8>, ExportError> {
    let options = Options { draft, template: Some(template), ..Options::FINAL };
    export(report, Format::Docx, options, &forms())
}

#[track_caller]
fn fill(report: &Report, template: &[u8]) -> Vec<u8> {
    // Figures that differ from cell to cell break the form's identities, which a draft may.
    filled(report, template, true).unwrap_or_else(|error| panic!("{}", error.message(report.form(), Lang::En)))
}

fn part(bytes: &[u8], name: &str) -> String {
    parts_raw(bytes).into_iter().find(|(part, _)| part == name).map(|(_, b)| String::from_utf8(b).unwrap()).unwrap()
}

/// The parts of a package as they are packed.
fn packed(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let one = |index| {
        let mut part = archive.by_index_raw(index).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(one).collect()
}

fn parts_raw(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let one = |index| {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(one).collect()
}

/// A part without what stands in `w:t`, so that only markup is compared.
fn markup(xml: &str) -> String {
    let mut kept = String::new();
    let mut rest = xml;
    while let Some(at) = rest.find("<w:t>").into_iter().chain(rest.find("<w:t xml:space=\"preserve\">")).min() {
        let end = rest[at..].find("</w:t>").unwrap() + at;
        kept.push_str(&rest[..at]);
        kept.push_str("<w:t/>");
        rest = &rest[end + "</w:t>".len()..];
    }
    kept + rest
}

fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    part.chars().all(|c| whole.any(|other| other == c))
}

fn none(_: usize) -> Vec<String> {
    Vec::new()
}

fn blank(_: CellId) -> String {
    String::new()
}

fn seven(_: CellId) -> String {
    "17".into()
}

const LAST_YEAR: [&str; 2] = ["利通区人民政府办公室", "2021年政府信息公开工作年度报告"];

fn last_years(chapter: usize) -> Vec<String> {
    match chapter {
        0 => vec!["2021年，本单位公开信息99条。".into(), "（一）主动公开".into(), "全年平稳。".into()],
        4 => vec!["去年的问题。".into()],
        5 => vec!["无。".into(), "利通区人民政府办公室".into(), "2022年1月10日".into()],
        _ => Vec::new(),
    }
}

fn official() -> Option<Vec<u8>> {
    std::fs::read(beside("reference/official-template-2021.docx")?).ok()
}

#[test]
fn the_official_template_is_filled() {
    let Some(template) = official() else { return };
    for report in [litong(), distinct(), zeros("2021", 2023)] {
        let bytes = fill(&report, &template);
        let read = read(&bytes, &forms(), Reading::default()).unwrap().into_report();
        assert_eq!(read.agency, report.agency);
        assert_eq!(read.year, report.year);
        for part in report.parts() {
            assert_eq!(read.text(part), report.text(part), "{part:?}");
        }
        for ((name, before), (other, after)) in packed(&template).into_iter().zip(packed(&bytes)) {
            assert_eq!(name, other);
            assert!(name == "word/document.xml" || before == after, "{name}");
        }
    }
}

#[test]
fn a_blank_form_keeps_every_byte_and_gains_figures() {
    let form = form("2021");
    let xml = document(&form, &["关于本表"], Habits::default(), &none, &blank);
    let bytes = fill(&zeros("2021", 2022), &docx(&xml));
    assert!(is_subsequence(&xml, &part(&bytes, "word/document.xml")));
    for ((name, before), (_, after)) in packed(&docx(&xml)).into_iter().zip(packed(&bytes)) {
        assert!(name == "word/document.xml" || before == after, "{name}");
    }
}

#[test]
fn figures_look_as_the_form_has_them() {
    let form = form("2021");
    let xml = document(&form, &[], Habits::default(), &none, &blank);
    let out = part(&fill(&distinct(), &docx(&xml)), "word/document.xml");
    let look = "<w:rPr><w:rFonts w:ascii=\"Arial\"/><w:b/><w:sz w:val=\"18\"/></w:rPr>";
    assert!(out.contains(&format!("<w:r>{look}<w:t>12.5</w:t></w:r></w:p>")), "{out}");
    let torn = document(&form, &[], Habits { torn: true, ..Habits::default() }, &none, &seven);
    let out = part(&fill(&distinct(), &docx(&torn)), "word/document.xml");
    assert!(
        out.contains(&format!("<w:r>{look}<w:t>12.5</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t></w:t>"))
    );
}

#[test]
fn only_words_change_in_the_tables_of_last_years_report() {
    let form = form("2021");
    let torn = Habits { torn: true, ..Habits::default() };
    let xml = document(&form, &LAST_YEAR, torn, &none, &seven);
    let report = zeros("2021", 2022);
    let bytes = filled(&report, &docx(&xml), false).unwrap();
    let out = part(&bytes, "word/document.xml");
    assert_eq!(markup(&xml).replace("<w:t></w:t>", "<w:t/>"), markup(&out));
    assert!(!out.contains("2021") && !out.contains("17<"), "{out}");
}

#[test]
fn last_years_report_says_this_years_words() {
    for habits in [Habits::default(), Habits { torn: true, ..Habits::default() }] {
        let form = form("2021");
        let xml = document(&form, &LAST_YEAR, habits, &last_years, &seven);
        let mut report = distinct();
        report.agency = Some("同心县人民政府".into());
        let bytes = fill(&report, &docx(&xml));
        let out = part(&bytes, "word/document.xml");
        for gone in ["99条", "去年", "2021", "2022年1月10日"] {
            assert!(!out.contains(gone), "{gone}");
        }
        let read = read(&bytes, &forms(), Reading::default()).unwrap().into_report();
        for part in report.parts() {
            assert_eq!(read.text(part), report.text(part), "{part:?}");
        }
        assert_eq!((read.agency, read.year), (report.agency, report.year));
    }
}

#[test]
fn a_chapter_without_prose_loses_last_years_and_keeps_its_pictures() {
    let form = form("2021");
    let picture = "<w:p><w:r><w:t>去年的图。</w:t></w:r><w:r><w:drawing><pic/></w:drawing></w:r></w:p>";
    let xml = document(&form, &LAST_YEAR, Habits::default(), &last_years, &seven);
    let xml = xml.replace(&paragraph("去年的问题。", Habits::default()), picture);
    let out = part(&fill(&zeros("2021", 2022), &docx(&xml)), "word/document.xml");
    assert!(out.contains("<w:drawing><pic/></w:drawing>") && !out.contains("去年"));
}

#[test]
fn forms_with_columns_and_rows_of_their_own_get_every_figure_in_its_cell() {
    let form = form("2021");
    let all = [
        Habits { extra_column: true, ..Habits::default() },
        Habits { extra_row: true, ..Habits::default() },
        Habits { parted: true, ..Habits::default() },
        Habits { unmerged: true, ..Habits::default() },
        Habits { unit_column: true, ..Habits::default() },
        Habits { numbered: true, ..Habits::default() },
        Habits { unit_column: true, numbered: true, torn: true, ..Habits::default() },
        Habits { torn: true, extra_column: true, extra_row: true, parted: true, unmerged: true, ..Habits::default() },
    ];
    for habits in all {
        for figure in [&blank as &dyn Fn(CellId) -> String, &seven] {
            let bytes = fill(&distinct(), &docx(&document(&form, &LAST_YEAR, habits, &none, figure)));
            let out = part(&bytes, "word/document.xml");
            // What belongs to another year's column or row is not handed in as this year's.
            assert!(!out.contains(">99<") && !out.contains(">88<"), "{habits:?}");
        }
    }
}

#[test]
fn a_column_of_its_own_before_the_totals_takes_no_total() {
    let form = form("2021");
    let habits = Habits { extra_column: true, ..Habits::default() };
    let xml = document(&form, &["2022年政府信息公开工作年度报告"], habits, &none, &blank);
    let mut report = zeros("2021", 2022);
    set(&mut report, "requests.new.natural_person", "4321");
    set(&mut report, "requests.granted.natural_person", "4321");
    let out = part(&filled(&report, &docx(&xml), false).unwrap(), "word/document.xml");
    let row = out.split("<w:tr ").find(|row| row.contains("<w:t>4321</w:t>")).unwrap();
    let cells: Vec<&str> = row
        .split("<w:tc>")
        .skip(1)
        .map(|cell| cell.split("<w:t>").nth(1).map_or("", |text| text.split('<').next().unwrap()))
        .collect();
    assert_eq!(cells[1..], ["4321", "0", "0", "0", "0", "0", "99", "4321"]);
}

#[test]
fn units_and_numbers_of_columns_stay_and_no_figure_moves_into_their_place() {
    let form = form("2021");
    let habits = Habits { unit_column: true, numbered: true, ..Habits::default() };
    for figure in [&blank as &dyn Fn(CellId) -> String, &seven] {
        let xml = document(&form, &LAST_YEAR, habits, &none, figure);
        let report = distinct();
        let out = part(&fill(&report, &docx(&xml)), "word/document.xml");
        let cells = |words: &str| {
            let row = out.split("<w:tr ").find(|row| row.contains(words)).unwrap();
            let text = |cell: &str| {
                cell.split("<w:t>").nth(1).map_or(String::new(), |text| text.split('<').next().unwrap().to_string())
            };
            row.split("<w:tc>").skip(1).map(text).collect::<Vec<_>>()
        };
        assert_eq!(cells("栏次")[1..], ["1", "2", "3", "4", "5", "6", "7"]);
        let carried = cells("二、上年结转政府信息公开申请数量");
        let wanted = ["natural_person", "enterprise", "research", "public_interest", "legal_service", "other_org"]
            .map(|column| form.find(&format!("requests.carried_in.{column}")).unwrap())
            .map(|cell| report.entries()[cell.index()].figure().to_string());
        assert_eq!(carried[1], "件");
        assert_eq!(carried[2..8], wanted);
    }
}

#[test]
fn an_agency_keeps_its_brackets_and_blanks_in_any_title() {
    let form = form("2021");
    for agency in ["利通区自然资源局（林业和草原局）", "甲局 乙处", "市 场 监 督 局"] {
        for titles in [&LAST_YEAR[..], &["______", "年政府信息公开工作年度报告"], &["20XX年政府信息公开工作年度报告"]]
        {
            let mut report = litong();
            report.agency = Some(agency.into());
            let out = fill(&report, &docx(&document(&form, titles, Habits::default(), &none, &blank)));
            assert!(part(&out, "word/document.xml").contains(&format!(">{agency}")), "{agency} {titles:?}");
        }
    }
}

#[test]
fn headings_of_the_office_and_what_stands_under_them_stay() {
    let form = form("2021");
    let prose = |chapter| match chapter {
        5 => vec!["无。".to_string(), "七、附件说明".to_string(), "附件另送。".to_string()],
        _ => Vec::new(),
    };
    let xml = document(&form, &LAST_YEAR, Habits::default(), &prose, &seven);
    let out = part(&fill(&litong(), &docx(&xml)), "word/document.xml");
    let at = |words: &str| out.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(at("本年度没有收取信息处理费。") < at("七、附件说明") && at("七、附件说明") < at("附件另送。"));
    assert!(!out.contains("无。"));
}

#[test]
fn a_title_in_a_text_box_is_brought_up_to_date_in_both_its_forms() {
    let form = form("2021");
    let words = "<w:p><w:r><w:t>利通区人民政府办公室2021年政府信息公开工作年度报告</w:t></w:r></w:p>";
    let title = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>{words}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{words}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    let xml = document(&form, &[], Habits::default(), &none, &blank).replace("<w:body>", &format!("<w:body>{title}"));
    let out = part(&fill(&litong(), &docx(&xml)), "word/document.xml");
    assert_eq!(out.matches("利通区人民政府办公室2022年政府信息公开工作年度报告").count(), 2);
}

#[test]
fn room_for_agency_and_year_is_filled() {
    for titles in [
        &["____________________", "______年政府信息公开工作年度报告"][..],
        &["（单位名称）20XX年政府信息公开工作年度报告"],
        &["　　　年政府信息公开工作年度报告"],
        &["政府信息公开工作年度报告"],
        &["政府信息公开工作年度报告格式模板"],
        &["某某局", "二〇二一年政府信息公开工作年度报告"],
    ] {
        let form = form("2021");
        let xml = document(&form, titles, Habits::default(), &none, &blank);
        let bytes = fill(&litong(), &docx(&xml));
        let read = read(&bytes, &forms(), Reading::default()).unwrap();
        assert_eq!((read.agency, read.year), (litong().agency, litong().year), "{titles:?}");
    }
}

#[test]
fn a_form_that_is_filled_says_whether_the_report_is_aggregated_whatever_it_said_before() {
    let form = form("2021");
    for titles in [
        &["____________________", "______年政府信息公开工作年度报告"][..],
        &["政府信息公开工作年度报告"],
        &LAST_YEAR[..],
        &["某某区人民政府2021年政府信息公开工作年度报告（汇总）"],
        &["某某区人民政府", "2021年政府信息公开工作年度报告", "（全区汇总）"],
    ] {
        for scope in [Scope::Own, Scope::Aggregated] {
            let mut report = litong();
            report.scope = scope;
            let xml = document(&form, titles, Habits::default(), &none, &blank);
            let bytes = fill(&report, &docx(&xml));
            let read = read(&bytes, &forms(), Reading::default()).unwrap();
            assert_eq!((read.agency, read.year, read.scope), (report.agency, report.year, scope), "{titles:?}");
        }
    }
}

#[test]
fn controls_give_up_their_placeholders_and_tracked_changes_are_lived_with() {
    let form = form("2021");
    let xml = document(&form, &LAST_YEAR, Habits::default(), &none, &seven);
    let figure = "<w:r><w:rPr><w:rFonts w:ascii=\"Arial\"/><w:b/><w:sz w:val=\"18\"/></w:rPr><w:t>17</w:t></w:r>";
    let control = "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val=\"P\"/></w:rPr><w:t>单击输入</w:t></w:r></w:sdtContent></w:sdt>";
    let tracked = "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>5</w:delText></w:r></w:del><w:ins w:id=\"2\" w:author=\"a\"><w:r><w:t>6</w:t></w:r></w:ins>";
    for other in [control, tracked] {
        let changed = xml.replacen(figure, other, 40);
        let out = part(&fill(&distinct(), &docx(&changed)), "word/document.xml");
        assert!(!out.contains("showingPlcHdr") && !out.contains("单击输入"), "{other}");
        assert!(!out.contains("<w:delText>5") && !out.contains("<w:t>6</w:t>"), "{other}");
    }
}

#[test]
fn what_is_not_seen_of_a_form_takes_no_figure() {
    let form = form("2021");
    let xml = document(&form, &LAST_YEAR, Habits::default(), &none, &seven);
    let figure = "<w:r><w:rPr><w:rFonts w:ascii=\"Arial\"/><w:b/><w:sz w:val=\"18\"/></w:rPr><w:t>17</w:t></w:r>";
    let run = |looks: &str, words: &str| format!("<w:r><w:rPr>{looks}</w:rPr><w:t>{words}</w:t></w:r>");
    let raised = "<w:vertAlign w:val=\"superscript\"/>";
    let others = [
        run("<w:strike/>", "3"),
        run("<w:strike/>", "3") + &run("", "5"),
        run("<w:vanish/>", "3") + &run("", "5"),
        run(raised, "1") + &run("", "5"),
        run("", "5") + &run(raised, "1"),
        format!("{}</w:p><w:p>{}", run("", "5"), run("", "6")),
    ];
    for other in others {
        let template = docx(&xml.replacen(figure, &other, 40));
        let bytes = filled(&distinct(), &template, true);
        let bytes = bytes.unwrap_or_else(|error| panic!("{other}: {}", error.message(&form, Lang::En)));
        let read = read(&bytes, &forms(), Reading::default()).unwrap();
        assert_eq!(read.figures.len(), form.len(), "{other}");
        let inputs = read.figures.iter().filter(|found| form.inputs().any(|cell| cell == found.cell));
        let wrong: Vec<_> = inputs.filter(|found| distinct().entry(found.cell).figure() != found.figure).collect();
        assert!(wrong.is_empty(), "{other}: {wrong:?}");
        assert!(read.notes.iter().all(|note| note.cell.is_none()), "{other}: {:?}", read.notes);
    }
}

#[test]
fn an_amount_is_written_in_the_unit_of_the_form_where_the_form_prints_one() {
    let form = form("2021");
    let cell = form.find("proactive.fees.amount").unwrap();
    let figure = |id: CellId| if id == cell { "1,234元".to_string() } else { "3件".to_string() };
    let out = part(
        &fill(&distinct(), &docx(&document(&form, &LAST_YEAR, Habits::default(), &none, &figure))),
        "word/document.xml",
    );
    assert!(out.contains("<w:t>12.5万元</w:t>") && out.contains("<w:t>110件</w:t>"), "{out}");
}

#[test]
fn a_draft_is_marked_and_its_unfilled_cells_are_blank() {
    let form = form("2021");
    let xml = document(&form, &LAST_YEAR, Habits::default(), &none, &seven);
    let report = Report::new(form, Some("利通区人民政府办公室".into()), Some(2022), Scope::Own);
    let out = part(&fill(&report, &docx(&xml)), "word/document.xml");
    assert!(!out.contains(">17<") && out.find("草稿").unwrap() < out.find("利通区").unwrap());
}

fn refused(report: &Report, template: &[u8]) -> TemplateError {
    match filled(report, template, true) {
        Err(ExportError::Template(error)) => error,
        Err(error) => panic!("{}", error.message(report.form(), Lang::En)),
        Ok(_) => panic!("filled"),
    }
}

#[test]
fn a_form_that_cannot_be_filled_is_refused_with_what_was_looked_for_and_found() {
    let form = form("2021");
    let words = |error: TemplateError| (error.message(&form, Lang::Zh), error.message(&form, Lang::En));
    let no_tables = refused(&litong(), &docx(&wrapped(&paragraph("会议通知", Habits::default()))));
    let (zh, en) = words(no_tables);
    assert!(
        zh.contains("主动公开政府信息情况") && zh.contains("会议通知") && en.contains("tables in the file: 0"),
        "{zh}"
    );
    let other = document(&form, &LAST_YEAR, Habits::default(), &none, &seven);
    let mut old = zeros("2019", 2020);
    old.agency = Some("甲局".into());
    assert_eq!(refused(&old, &docx(&other)), TemplateError::Edition { found: "2021".into(), wanted: "2019".into() });
    let twice = other.replacen("1.属于国家秘密", "2.其他法律行政法规禁止公开", 1);
    let (zh, _) = words(refused(&litong(), &docx(&twice)));
    assert!(zh.contains("国家秘密") && zh.contains("186"), "{zh}");
    let only = wrapped(&table(&form, 0, Habits::default(), &blank));
    assert!(matches!(refused(&litong(), &docx(&only)), TemplateError::NoPlace { .. }));
    assert!(words(refused(&litong(), b"%PDF-1.7\n")).0.contains(".docx"));
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.resize(1024, 0);
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    locked[512..512 + name.len()].copy_from_slice(&name);
    (locked[512 + 64], locked[512 + 66]) = (34, 2);
    assert!(words(refused(&litong(), &locked)).0.contains("密码"));
    let archive = package(&[("readme.txt", b"x")]);
    assert!(words(refused(&litong(), &archive)).0.contains("压缩包"));
}

#[test]
fn prose_without_a_heading_to_stand_under_is_refused_but_tables_alone_are_filled() {
    let form = form("2021");
    let whole = document(&form, &LAST_YEAR, Habits::default(), &none, &seven);
    let heading = paragraph("五、存在的主要问题及改进情况", Habits::default());
    assert_eq!(refused(&litong(), &docx(&whole.replace(&heading, ""))), TemplateError::NoChapter(vec![4]));
    let tables: String = (0..3).map(|index| table(&form, index, Habits::default(), &blank)).collect();
    let gap = paragraph("", Habits::default());
    let tables = tables.replace("</w:tbl>", &format!("</w:tbl>{gap}"));
    let bytes = fill(&distinct(), &docx(&wrapped(&tables)));
    assert!(part(&bytes, "word/document.xml").contains("12.5"));
}

const BLANK: Options<'_> = Options { blank: true, ..Options::FINAL };

/// The program's own blank form, and its own report of last year.
fn own_forms(report: &Report, format: Format) -> [Vec<u8>; 2] {
    let empty = Report::new(report.form().clone(), None, None, Scope::Own);
    let mut last_year = zeros(report.form().edition(), 2019);
    for part in last_year.parts() {
        last_year.set_text(part, "去年的话。\n（一）去年的小标题\n去年的另一段。".into());
    }
    [(&empty, BLANK), (&last_year, Options::FINAL)]
        .map(|(report, options)| render(report, format, options, &forms()).unwrap())
}

#[test]
fn the_programs_own_forms_are_filled() {
    for format in [Format::Docx, Format::Xlsx] {
        for report in [litong(), distinct()] {
            for template in own_forms(&report, format) {
                let options = Options { draft: true, template: Some(&template), ..Options::FINAL };
                let bytes = export(&report, format, options, &forms())
                    .unwrap_or_else(|error| panic!("{format:?}: {}", error.message(report.form(), Lang::En)));
                let read = read(&bytes, &forms(), Reading::default()).unwrap().into_report();
                for part in report.parts() {
                    assert_eq!(read.text(part), report.text(part), "{format:?} {part:?}");
                }
            }
        }
    }
}
