//! Excel forms filled in place: numbers into cells, formulas of totals kept, looks kept, and every other part of the
//! workbook as it was.

use std::io::{Cursor, Read};

use calamine::{Data, Reader as _, Xlsx};
use gouji::domain::form::{CellId, Form};
use gouji::domain::recalculation::{Totals, shown};
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::text::Lang;
use gouji::export::{ExportError, Format, Options, TemplateError, export, render, try_name};
use gouji::import;
use rust_xlsxwriter::{Formula, Workbook, Worksheet};

use crate::handmade::package;
use crate::sample::{distinct, form, forms, litong, zeros};

/// A superior's form: on one sheet, a title, the tables one below the other from column B on, totals as formulas.
pub struct Made {
    pub bytes: Vec<u8>,
    /// Where every figure belongs, row and column from 0.
    pub places: Vec<(CellId, u32, u16)>,
}

/// Makes a form; `figure` says what its cells hold.
fn made(form: &Form, title: &str, figure: &dyn Fn(CellId) -> String, formula: &dyn Fn(CellId) -> bool) -> Made {
    made_in(form, title, figure, formula, &usual_look(), &|_, _| {})
}

pub fn usual_look() -> rust_xlsxwriter::Format {
    rust_xlsxwriter::Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin).set_bold()
}

/// What is done to a sheet when it is made; it is told where the figures stand.
pub type Finish<'a> = &'a dyn Fn(&mut Worksheet, &[(CellId, u32, u16)]);

/// The same with figures that look so, and what is to be done to the sheet; it is told where the figures stand.
pub fn made_in(
    form: &Form,
    title: &str,
    figure: &dyn Fn(CellId) -> String,
    formula: &dyn Fn(CellId) -> bool,
    own: &rust_xlsxwriter::Format,
    finish: Finish<'_>,
) -> Made {
    let mut book = Workbook::new();
    let look = usual_look();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 1, title).unwrap();
    let (mut top, mut places) = (2, Vec::new());
    for (table, definition) in form.tables().iter().enumerate() {
        sheet.write_string(top, 1, format!("附表{table}")).unwrap();
        top += 1;
        let merge = |sheet: &mut Worksheet, at: (u32, u16), span: (u16, u16), text: &str, look| {
            let end = (at.0 + u32::from(span.0) - 1, at.1 + span.1 - 1);
            match span {
                (1, 1) => drop(sheet.write_string_with_format(at.0, at.1, text, look).unwrap()),
                _ => drop(sheet.merge_range(at.0, at.1, end.0, end.1, text, look).unwrap()),
            }
        };
        for label in form.printed_labels(table) {
            merge(sheet, (top + u32::from(label.at.0), label.at.1 + 1), label.span, &label.text, &look);
        }
        for cell in form.table_cells(table) {
            let at = (top + u32::from(form.cell(cell).at.0), form.cell(cell).at.1 + 1);
            merge(sheet, at, form.cell(cell).span, "", own);
            let text = figure(cell);
            if formula(cell) {
                sheet.write_formula_with_format(at.0, at.1, Formula::new("=SUM(1,2)").set_result("3"), own).unwrap();
            } else if let Ok(number) = text.parse::<f64>() {
                sheet.write_number_with_format(at.0, at.1, number, own).unwrap();
            } else {
                sheet.write_string_with_format(at.0, at.1, &text, own).unwrap();
            }
            places.push((cell, at.0, at.1));
        }
        top += u32::from(definition.size.0) + 1;
    }
    finish(sheet, &places);
    sheet.write_formula(top + 3, 2, Formula::new("=D10+1").set_result("1")).unwrap();
    let other = book.add_worksheet();
    other.write_string(0, 0, "填表说明").unwrap();
    Made { bytes: book.save_to_buffer().unwrap(), places }
}

fn filled(report: &Report, template: &[u8]) -> Result<Vec<u8>, ExportError> {
    let options = Options { draft: true, template: Some(template), ..Options::FINAL };
    export(report, Format::Xlsx, options, &forms())
}

#[track_caller]
pub fn fill(report: &Report, template: &[u8]) -> Vec<u8> {
    filled(report, template).unwrap_or_else(|error| panic!("{}", error.message(report.form(), Lang::En)))
}

pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let one = |index| {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(one).collect()
}

pub fn text(bytes: &[u8], name: &str) -> String {
    let part = parts(bytes).into_iter().find(|(part, _)| part == name);
    String::from_utf8(part.unwrap_or_else(|| panic!("no {name}")).1).unwrap()
}

/// The form with a part changed.
pub fn with(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut all = parts(bytes);
    for (part, bytes) in &mut all {
        if part == name {
            *bytes = change(String::from_utf8(bytes.clone()).unwrap()).into_bytes();
        }
    }
    package(&all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

/// Every figure of the report stands in its cell, as a number.
#[track_caller]
pub fn stands(report: &Report, made: &Made, bytes: &[u8]) {
    let form = report.form();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Sheet1").unwrap();
    let totals = Totals::new(form, report.entries());
    for (cell, row, column) in &made.places {
        let wanted = shown(form, report.entries(), &totals, *cell).to_string();
        let found = sheet.get_value((*row, u32::from(*column))).unwrap();
        assert_eq!(found, &Data::Float(wanted.parse().unwrap()), "{}", form.cell(*cell).name);
    }
}

pub const SHEET: &str = "xl/worksheets/sheet1.xml";

pub fn no(_: CellId) -> bool {
    false
}

pub fn blank(_: CellId) -> String {
    String::new()
}

pub const TITLE: &str = "2021年政府信息公开工作年度报告统计表";

#[test]
fn every_figure_stands_in_its_cell_as_a_number() {
    let form = form("2021");
    let report = distinct();
    for figure in [&blank as &dyn Fn(CellId) -> String, &|_| "17".into(), &|_| "/".into(), &|_| "—".into()] {
        let made = made(&form, TITLE, figure, &no);
        let bytes = fill(&report, &made.bytes);
        stands(&report, &made, &bytes);
        for ((name, before), (other, after)) in parts(&made.bytes).into_iter().zip(parts(&bytes)) {
            assert_eq!(name, other);
            // The formula that is not ours is worked out anew when the workbook is opened.
            assert!(
                before == after || [SHEET, "xl/workbook.xml", "xl/worksheets/sheet2.xml"].contains(&&*name),
                "{name}"
            );
        }
        assert!(text(&bytes, "xl/workbook.xml").contains("fullCalcOnLoad=\"1\""));
    }
}

#[test]
fn looks_stay_and_formulas_of_totals_too() {
    let form = form("2021");
    let total = |cell: CellId| form.is_total(cell);
    let made = made(&form, TITLE, &blank, &total);
    let before = text(&made.bytes, SHEET);
    let after = text(&fill(&litong(), &made.bytes), SHEET);
    assert_eq!(before.matches(" s=\"").count(), after.matches(" s=\"").count());
    assert_eq!(before.matches("<f>").count(), after.matches("<f>").count());
    let (_, row, column) = made.places.iter().find(|(cell, ..)| form.cell(*cell).name == "requests.new.total").unwrap();
    let name = format!("{}{}", char::from(b'A' + u8::try_from(*column).unwrap()), row + 1);
    assert!(after.contains(&format!("<c r=\"{name}\" s=\"1\"><f>SUM(1,2)</f><v>7</v></c>")), "{after}");
}

#[test]
fn a_formula_where_a_figure_is_keyed_gives_way_and_leaves_the_order_of_calculation() {
    let form = form("2021");
    let made = made(&form, TITLE, &blank, &|_| true);
    let chained = with(&made.bytes, "[Content_Types].xml", |xml| {
        xml.replace("</Types>", "<Override PartName=\"/xl/calcChain.xml\" ContentType=\"c\"/></Types>")
    });
    let chained = with(&chained, "xl/_rels/workbook.xml.rels", |xml| {
        xml.replace(
            "</Relationships>",
            "<Relationship Id=\"rId99\" Type=\"x/calcChain\" Target=\"calcChain.xml\"/></Relationships>",
        )
    });
    let mut all = parts(&chained);
    all.push(("xl/calcChain.xml".into(), b"<calcChain><c r=\"D5\" i=\"1\"/></calcChain>".to_vec()));
    let chained = package(&all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>());
    let bytes = fill(&litong(), &chained);
    assert!(
        parts(&bytes).iter().all(|(name, bytes)| {
            name != "xl/calcChain.xml" && !String::from_utf8_lossy(bytes).contains("calcChain")
        })
    );
    let sheet = text(&bytes, SHEET);
    assert_eq!(sheet.matches("<f>SUM").count(), form.cells().filter(|&cell| form.is_total(cell)).count());
    let shared = with(&made.bytes, SHEET, |xml| {
        xml.replace("<f>SUM(1,2)</f>", "<f t=\"shared\" ref=\"C5:C9\" si=\"0\">SUM(1,2)</f>")
    });
    let refused = filled(&litong(), &shared);
    assert!(matches!(refused, Err(ExportError::Template(TemplateError::Formula(_)))), "{refused:?}");
}

#[test]
fn cells_and_rows_that_are_not_written_come_in_order() {
    let form = form("2021");
    let made = made(&form, TITLE, &blank, &no);
    // Blank cells are not there at all, and the row of table four has no label either.
    let sparse = with(&made.bytes, SHEET, |xml| {
        let mut kept = String::new();
        let mut rest = xml.as_str();
        while let Some(at) = rest.find("<c r=\"") {
            let end = at + rest[at..].find('>').unwrap() + 1;
            kept.push_str(&rest[..at]);
            if !rest[..end].ends_with("/>") {
                kept.push_str(&rest[at..end]);
            }
            rest = &rest[end..];
        }
        kept + rest
    });
    let bytes = fill(&distinct(), &sparse);
    stands(&distinct(), &made, &bytes);
    let sheet = text(&bytes, SHEET);
    for row in sheet.split("<row ").skip(1) {
        let columns: Vec<(usize, &str)> = row
            .split("<c r=\"")
            .skip(1)
            .map(|cell| cell.split_once('"').unwrap().0)
            .map(|name| (name.len(), name))
            .collect();
        assert!(columns.is_sorted(), "{columns:?}");
    }
}

#[test]
fn a_form_whose_cells_are_not_merged_gets_every_figure_in_its_cell() {
    let apart = |xml: String| match (xml.find("<mergeCells"), xml.find("</mergeCells>")) {
        (Some(start), Some(end)) => xml[..start].to_string() + &xml[end + "</mergeCells>".len()..],
        _ => xml,
    };
    let mut last_year = litong();
    last_year.year = Some(2021);
    let blank = Report::new(form("2021"), None, None, last_year.scope);
    for (report, options) in [(last_year, Options::FINAL), (blank, Options { blank: true, ..Options::FINAL })] {
        let merged = render(&report, Format::Xlsx, options, &forms()).unwrap();
        let sheets = [2, 3, 4].map(|sheet| format!("xl/worksheets/sheet{sheet}.xml"));
        let unmerged = sheets.iter().fold(merged.clone(), |bytes, sheet| with(&bytes, sheet, apart));
        let (one, other) = (fill(&distinct(), &merged), fill(&distinct(), &unmerged));
        for sheet in &sheets {
            assert_eq!(apart(text(&one, sheet)), text(&other, sheet), "{sheet}");
        }
    }
}

#[test]
fn words_beside_a_table_stand_below_it_where_the_form_left_no_room_above() {
    let form = form("2021");
    let mut last_year = litong();
    last_year.year = Some(2021);
    let template = render(&last_year, Format::Xlsx, Options::FINAL, &forms()).unwrap();
    let mut report = litong();
    for chapter in 1..4 {
        report.set_text(Part::Chapter(chapter), "本表数据已经核对。\n第二段带_x000D_和_x0041_。".into());
    }
    let bytes = fill(&report, &template);
    let read = gouji::import::read(&bytes, &forms(), gouji::import::Options::default()).unwrap().into_report();
    for chapter in 0..form.definition().chapters.len() {
        assert_eq!(read.text(Part::Chapter(chapter)), report.text(Part::Chapter(chapter)));
    }
    let xml = |chapter: usize| text(&bytes, &format!("xl/worksheets/sheet{}.xml", chapter + 1));
    assert!(xml(1).contains("第二段带_x005F_x000D_和_x005F_x0041_。"), "{}", xml(1));
}

/// A workbook with a further sheet behind all others.
fn with_sheet(bytes: &[u8], part: &str, rows: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let bytes = with(bytes, "xl/workbook.xml", |book| {
        book.replace("</sheets>", "<sheet name=\"台账\" sheetId=\"99\" r:id=\"rId99\"/></sheets>")
    });
    let target = part.trim_start_matches("xl/");
    let bytes = with(&bytes, "xl/_rels/workbook.xml.rels", |all| {
        let one =
            format!("<Relationship Id=\"rId99\" Type=\"{OFFICE}/worksheet\" Target=\"{target}\"/></Relationships>");
        all.replace("</Relationships>", &one)
    });
    let bytes = with(&bytes, "[Content_Types].xml", |types| {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
        types.replace("</Types>", &format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/></Types>"))
    });
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>").into_bytes();
    let mut all = parts(&bytes);
    all.push((part.into(), sheet));
    package(&all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

#[test]
fn lines_for_names_beside_each_other_and_sheets_behind_the_last_chapter_stay_to_the_byte() {
    const OTHER: &str = "xl/worksheets/sheet9.xml";
    let blank = Report::new(form("2021"), None, None, Scope::Own);
    let blank = render(&blank, Format::Xlsx, Options { blank: true, ..Options::FINAL }, &forms()).unwrap();
    let cell = |at: &str, words: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>");
    let foot = [
        format!("<row r=\"40\">{}{}</row>", cell("A40", "填报人："), cell("C40", "联系电话：")),
        format!("<row r=\"41\">{}</row>", cell("A41", "注：以上数据以台账为准。")),
    ];
    let template = with(&blank, "xl/worksheets/sheet5.xml", |sheet| {
        sheet.replace("</sheetData>", &format!("{}</sheetData>", foot.concat()))
    });
    let register = [
        format!("<row r=\"1\">{}{}</row>", cell("A1", "序号"), cell("B1", "申请人")),
        format!("<row r=\"2\">{}{}</row>", cell("A2", "1"), cell("B2", "某人")),
        format!("<row r=\"4\">{}</row>", cell("A4", "本年新收")),
        format!("<row r=\"6\">{}</row>", cell("A6", "以上各件均已归档。")),
    ];
    let template = with_sheet(&template, OTHER, &register.concat());
    let report = litong();
    let options = Options { template: Some(&template), ..Options::FINAL };
    let filled = export(&report, Format::Xlsx, options, &forms());
    let filled = filled.unwrap_or_else(|error| panic!("{}", error.message(report.form(), Lang::En)));
    assert_eq!(text(&filled, OTHER), text(&template, OTHER));
    let sheet = text(&filled, "xl/worksheets/sheet5.xml");
    for row in &foot {
        assert!(sheet.contains(row.as_str()), "{row}: {sheet}");
    }
    assert!(sheet.contains(report.text(Part::Chapter(5))) && sheet.contains("2023年1月16日"), "{sheet}");
    let read = import::read(&filled, &forms(), import::Options::default()).unwrap();
    assert!(read.notes.iter().any(|note| note.text.contains("以上各件均已归档。")), "{:?}", read.notes);
    let read = read.into_report();
    assert_eq!(read.text(Part::Chapter(5)), report.text(Part::Chapter(5)));
    assert!(read.parts().all(|part| !read.text(part).contains("归档")), "a sheet of its own is no chapter's prose");
}

#[test]
fn a_form_with_macros_keeps_them_to_the_byte_and_is_put_under_no_name_that_denies_them() {
    const MACROS: &str = "xl/vbaProject.bin";
    let form = form("2021");
    let report = zeros("2021", 2022);
    let mut all = parts(&made(&form, "2021年政府信息公开工作年度报告", &blank, &no).bytes);
    for (part, bytes) in &mut all {
        if part == "[Content_Types].xml" {
            let types = String::from_utf8(bytes.clone()).unwrap();
            let plain = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
            *bytes = types.replace(plain, "vnd.ms-excel.sheet.macroEnabled.main+xml").into_bytes();
        }
    }
    all.push((MACROS.into(), (0..=255).collect()));
    let template = package(&all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>());
    let out = parts(&fill(&report, &template));
    for part in ["[Content_Types].xml", MACROS] {
        let of = |parts: &[(String, Vec<u8>)]| parts.iter().find(|(name, _)| name == part).cloned();
        assert_eq!(of(&out), of(&all), "{part}");
    }
    let plain = made(&form, "2021年政府信息公开工作年度报告", &blank, &no).bytes;
    let name = |bytes: &[u8], name: &str| {
        try_name(Format::Xlsx, bytes, std::path::Path::new(name)).map_err(|error| error.message(&form, Lang::Zh))
    };
    assert_eq!((name(&template, "填好.xlsm"), name(&plain, "填好.XLSX")), (Ok(()), Ok(())));
    let error = name(&template, "填好.xlsx").unwrap_err();
    assert!(error.contains("宏") && error.contains(".xlsm"), "{error}");
    assert!(name(&plain, "填好.xlsm").unwrap_err().contains("表样是 .xlsx 文件，不能导出为 .xlsm"));
}

#[test]
fn agency_and_year_come_into_the_title() {
    let form = form("2021");
    for title in ["甲局2021年政府信息公开工作年度报告", "____年政府信息公开工作年度报告"] {
        let sheet = text(&fill(&litong(), &made(&form, title, &blank, &no).bytes), SHEET);
        assert!(sheet.contains("利通区人民政府办公室2022年政府信息公开工作年度报告"), "{title}");
    }
}

#[test]
fn a_draft_says_so_above_every_page() {
    let form = form("2021");
    let bytes = fill(&litong(), &made(&form, TITLE, &blank, &no).bytes);
    assert!(text(&bytes, SHEET).contains("<headerFooter><oddHeader>&amp;R草稿</oddHeader></headerFooter>"));
    let final_one = Options { template: Some(&bytes), ..Options::FINAL };
    assert!(export(&litong(), Format::Docx, final_one, &forms()).is_err());
}
