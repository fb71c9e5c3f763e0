//! The workbook: the official grid on its sheets, totals that compute what they say, checks that turn, texts that stay
//! texts, figures to the last digit.

use std::collections::BTreeMap;

use calamine::Data;
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::{CellId, Form};
use gouji::domain::recalculation::{Totals, shown};
use gouji::domain::report::{Part, Report, Scope};
use gouji::export::{Format, Options, render};

use crate::package;
use crate::sample::{form, forms, litong, set, zeros};
use crate::spreadsheet::{At, Book, Sheet, Value, computed, open, stored};

const BLANK: Options<'_> = Options { blank: true, ..Options::FINAL };
pub const DRAFT: Options<'_> = Options { draft: true, ..Options::FINAL };

fn written(report: &Report, options: Options<'_>) -> Vec<u8> {
    render(report, Format::Xlsx, options, &forms()).unwrap()
}

pub fn book(report: &Report, options: Options<'_>) -> Book {
    open(&written(report, options))
}

/// The sheet of a table and its first grid row: the one below the heading and whatever stands beside the table.
pub fn sheet<'a>(book: &'a Book, form: &Form, table: usize) -> (&'a str, &'a Sheet, u32) {
    let chapter = &form.definition().chapters[form.chapter_of_table(table).unwrap()];
    let heading = Data::String(format!("{}、{}", chapter.numeral, chapter.heading));
    let (name, sheet) = book
        .iter()
        .find(|(_, sheet)| sheet.cells.get(&(0, 0)) == Some(&heading) && !sheet.merged.is_empty())
        .unwrap_or_else(|| panic!("no sheet for {heading:?}"));
    let label = &form.printed_labels(table)[0];
    let top = (1..40).find(|row| stored(sheet, (*row, label.at.1.into())) == Value::Text(label.text.clone())).unwrap();
    (name, sheet, top - u32::from(label.at.0))
}

pub fn at(form: &Form, cell: CellId, top: u32) -> At {
    (top + u32::from(form.cell(cell).at.0), form.cell(cell).at.1.into())
}

/// The sheet, the place and the formula of a named cell.
fn formula(book: &Book, form: &Form, cell: &str) -> Option<String> {
    let cell = form.find(cell).unwrap();
    let (_, sheet, top) = sheet(book, form, form.cell(cell).table);
    sheet.formulas.get(&at(form, cell, top)).cloned()
}

fn value(book: &Book, form: &Form, cell: &str) -> Value {
    let cell = form.find(cell).unwrap();
    let (_, sheet, top) = sheet(book, form, form.cell(cell).table);
    stored(sheet, at(form, cell, top))
}

/// What a figure looks like in a workbook: a number, or a text where it has too many digits.
pub fn as_value(figure: Figure) -> Value {
    match figure {
        Figure::Unfilled => Value::Blank,
        Figure::NotApplicable => Value::Text("/".into()),
        Figure::Number(number) => {
            let text = number.to_string();
            let digits = text.trim_start_matches(['-', '0', '.']).replace('.', "").len();
            if digits > 15 { Value::Text(text) } else { Value::Number(text.parse().unwrap()) }
        }
    }
}

pub fn is_empty(value: &Value) -> bool {
    matches!(value, Value::Blank) || *value == Value::Text(String::new())
}

/// The results of the check row of a table, from its first figure on; a blank row parts it from the table, and every other
/// line below is blank.
fn checks(book: &Book, form: &Form, table: usize, from: fn(&Book, &str, At) -> Value) -> Vec<Value> {
    let (name, sheet, top) = sheet(book, form, table);
    let row = top + u32::from(form.tables()[table].size.0) + 1;
    assert!(sheet.cells.keys().all(|at| at.0 + 1 != row), "no row between the table and its checks");
    let first = form.table_cells(table).map(|cell| form.cell(cell).at.1).min().unwrap();
    let end = u32::from(form.tables()[table].size.1);
    assert!(sheet.cells.keys().all(|at| at.0 <= row), "more than one check row");
    (u32::from(first)..end).map(|column| from(book, name, (row, column))).collect()
}

fn cached(book: &Book, sheet: &str, at: At) -> Value {
    stored(&book.iter().find(|(name, _)| name == sheet).unwrap().1, at)
}

/// Figures of every length in every place.
fn figured(edition: &str) -> Report {
    let mut report = zeros(edition, 2022);
    let inputs: Vec<CellId> = report.form().inputs().collect();
    for (index, cell) in (0_u32..).zip(inputs) {
        report.set_entry(cell, Entry::new(Figure::from(index * index * 7), Origin::Keyed));
    }
    report
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

#[test]
fn every_table_has_its_sheet_with_the_official_grid() {
    for edition in crate::sample::editions() {
        let report = figured(edition);
        let (form, book) = (report.form().clone(), book(&report, Options::FINAL));
        let totals = Totals::new(&form, report.entries());
        for (index, table) in form.tables().iter().enumerate() {
            let (_, sheet, top) = sheet(&book, &form, index);
            let labels = form.printed_labels(index).iter().map(|l| (l.at, l.span, Value::Text(l.text.clone())));
            let figures = form.table_cells(index).map(|id| {
                let figure = shown(&form, report.entries(), &totals, id);
                (form.cell(id).at, form.cell(id).span, as_value(figure))
            });
            let (mut merged, mut cells) = (Vec::new(), BTreeMap::new());
            for (place, span, value) in labels.chain(figures) {
                let first = (top + u32::from(place.0), u32::from(place.1));
                let last = (first.0 + u32::from(span.0) - 1, first.1 + u32::from(span.1) - 1);
                if first != last {
                    merged.push((first, last));
                }
                cells.insert(first, value);
            }
            let mut found = sheet.merged.clone();
            found.sort_unstable();
            merged.sort_unstable();
            assert_eq!(found, merged, "{edition} {}", table.name);
            let end = top + u32::from(table.size.0);
            let grid = sheet.cells.keys().filter(|at| (top..end).contains(&at.0));
            // The head of a column may be parted.
            let one = |value: Value| if let Value::Text(t) = &value { text(&t.replace('\n', "")) } else { value };
            let grid: BTreeMap<At, Value> =
                grid.map(|&at| (at, one(stored(sheet, at)))).filter(|(_, value)| !is_empty(value)).collect();
            assert_eq!(grid, cells, "{edition} {}", table.name);
        }
    }
}

#[test]
fn the_sheets_follow_the_report_and_are_named_after_its_chapters() {
    let names: Vec<String> = book(&litong(), Options::FINAL).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["一、总体", "二、主动公开", "三、申请", "四、复议诉讼", "五、问题改进 六、其他事项"]);
}

#[test]
fn prose_stands_on_its_sheets_as_it_is_printed() {
    let book = book(&litong(), DRAFT);
    let lines = |sheet: &Sheet| -> Vec<String> {
        let text = |at: &At| match stored(sheet, *at) {
            Value::Text(text) => text,
            other => panic!("{other:?}"),
        };
        sheet.cells.keys().map(text).collect()
    };
    assert_eq!(
        lines(&book[0].1),
        [
            "　　草稿",
            "利通区人民政府办公室",
            "2022年政府信息公开工作年度报告",
            "　　本报告按照规定的格式编制，统计期限为2022年1月1日至12月31日。",
            "一、总体情况",
            "　　全年公开工作平稳，没有发生延误。",
            "　　（一）主动公开。公布各类信息两千余条，解读五十余期。",
            "　　（二）依申请公开",
            "　　收到申请7件，均已按期答复。",
        ]
    );
    let end = lines(&book[4].1);
    assert_eq!(
        end[end.len() - 3..],
        ["　　本年度没有收取信息处理费。", "    利通区人民政府办公室", "    2023年1月16日"]
    );
}

#[test]
fn every_total_is_a_live_formula_with_its_result() {
    for edition in crate::sample::editions() {
        let report = figured(edition);
        let (form, book) = (report.form().clone(), book(&report, Options::FINAL));
        let totals = Totals::new(&form, report.entries());
        for total in form.totals() {
            let (name, sheet, top) = sheet(&book, &form, form.cell(total.cell).table);
            let at = at(&form, total.cell, top);
            assert!(sheet.formulas.contains_key(&at), "{}", form.cell(total.cell).name);
            let expected = as_value(shown(&form, report.entries(), &totals, total.cell));
            assert_eq!(stored(sheet, at), expected);
            assert_eq!(computed(&book, name, at), expected);
        }
    }
    let (form, book) = (form("2021"), book(&litong(), Options::FINAL));
    let formula = |cell| formula(&book, &form, cell).unwrap();
    assert_eq!(formula("requests.new.total"), r#"IF(COUNT(D6:I6)+COUNTIF(D6:I6,"/")<6,"",SUM(D6:I6))"#);
    assert_eq!(formula("requests.handled.research"), r#"IF(COUNT(F8:F28)+COUNTIF(F8:F28,"/")<21,"",SUM(F8:F28))"#);
}

#[test]
fn the_printed_identity_is_a_check_row_that_follows_the_figures() {
    let mut report = litong();
    let form = report.form().clone();
    let sound = book(&report, Options::FINAL);
    assert_eq!(checks(&sound, &form, 1, cached), vec![text("平"); 7]);
    assert_eq!(checks(&sound, &form, 1, computed), vec![text("平"); 7]);

    set(&mut report, "requests.new.research", "3");
    set(&mut report, "requests.carried_out.natural_person", "2");
    let broken = book(&report, Options::FINAL);
    let mut expected = vec![text("平"); 7];
    (expected[0], expected[2], expected[6]) = (Value::Number(-2.0), Value::Number(3.0), Value::Number(1.0));
    assert_eq!(checks(&broken, &form, 1, cached), expected);
    assert_eq!(checks(&broken, &form, 1, computed), expected);

    // A cell that somebody clears in the workbook is waited for, in its column and in the total.
    let mut cleared = sound.clone();
    let cell = form.find("requests.carried_in.other_org").unwrap();
    let (_, _, top) = sheet(&sound, &form, 1);
    cleared[2].1.cells.remove(&at(&form, cell, top));
    let mut expected = vec![text("平"); 7];
    (expected[5], expected[6]) = (text("待填"), text("待填"));
    assert_eq!(checks(&cleared, &form, 1, computed), expected);
}

#[test]
fn a_failed_check_turns_red_by_a_conditional_format() {
    let sheet = package::part(&written(&litong(), Options::FINAL), "xl/worksheets/sheet3.xml");
    let [format] = sheet.all("conditionalFormatting")[..] else { panic!() };
    assert_eq!(format.attribute("sqref"), "D32:J32");
    let [rule] = format.all("formula")[..] else { panic!() };
    assert_eq!(rule.text, "OR(ISNUMBER(D32),LEFT(D32,1)=\"差\")");
    let styles = package::part(&written(&litong(), Options::FINAL), "xl/styles.xml");
    let fills: Vec<&str> = styles.all("dxfs")[0].all("bgColor").iter().map(|color| color.attribute("rgb")).collect();
    assert_eq!(fills, ["FFC00000"]);
}

#[test]
fn a_blank_form_has_blank_cells_live_totals_and_checks_that_wait() {
    for edition in crate::sample::editions() {
        let form = form(edition);
        let report = Report::new(form.clone(), None, None, Scope::Own);
        let book = book(&report, BLANK);
        for cell in form.cells() {
            let (name, sheet, top) = sheet(&book, &form, form.cell(cell).table);
            let at = at(&form, cell, top);
            assert!(is_empty(&stored(sheet, at)), "{}", form.cell(cell).name);
            assert_eq!(sheet.formulas.contains_key(&at), form.is_total(cell), "{}", form.cell(cell).name);
            assert!(is_empty(&computed(&book, name, at)));
        }
        assert_eq!(checks(&book, &form, 1, cached), vec![text("待填"); 7]);
        assert_eq!(checks(&book, &form, 1, computed), vec![text("待填"); 7]);
    }
}

#[test]
fn a_total_is_live_whatever_the_source_prints_and_a_note_has_the_printed_one_that_differs() {
    let mut report = litong();
    set(&mut report, "requests.granted.total", "8");
    set(&mut report, "requests.carried_in.total", "/");
    set(&mut report, "requests.new.total", "7");
    let bytes = written(&report, Options::FINAL);
    let (form, book) = (report.form().clone(), open(&bytes));
    for (total, computed) in [("granted", 5.0), ("carried_in", 0.0), ("new", 7.0), ("handled", 7.0)] {
        let total = format!("requests.{total}.total");
        assert_eq!(value(&book, &form, &total), Value::Number(computed), "{total}");
        assert!(formula(&book, &form, &total).is_some(), "{total}");
    }
    // The note is on the differing one only.
    let notes = package::part(&bytes, "xl/comments1.xml");
    let [note] = notes.all("comment")[..] else { panic!("one note") };
    assert_eq!(note.attribute("ref"), "J8");
    let words: String = note.all("t").iter().map(|text| text.text.as_str()).collect();
    assert!(words.contains("原件总计 8，各格相加 5"), "{words}");
}

#[test]
fn figures_with_more_digits_than_a_workbook_holds_are_texts_and_so_are_their_totals() {
    let mut report = litong();
    set(&mut report, "requests.granted.natural_person", "9007199254740993");
    set(&mut report, "requests.new.natural_person", "999999999999999");
    set(&mut report, "requests.new.enterprise", "1");
    set(&mut report, "proactive.fees.amount", "1234567890.123456");
    set(&mut report, "disputes.reconsideration.upheld", "999999999999999");
    let (form, book) = (report.form().clone(), book(&report, Options::FINAL));
    let value = |cell| value(&book, &form, cell);
    assert_eq!(value("requests.granted.natural_person"), text("9007199254740993"));
    assert_eq!(value("requests.granted.total"), text("9007199254740993"));
    assert_eq!(value("requests.handled.natural_person"), text("9007199254740995"));
    assert_eq!(value("requests.new.natural_person"), Value::Number(999_999_999_999_999.0));
    assert_eq!(value("requests.new.total"), text("1000000000000000"));
    assert_eq!(value("proactive.fees.amount"), text("1234567890.123456"));
    assert_eq!(value("disputes.reconsideration.total"), Value::Number(999_999_999_999_999.0));
    for exact in ["requests.granted.total", "requests.handled.natural_person", "requests.new.total"] {
        assert_eq!(formula(&book, &form, exact), None, "{exact}");
    }
    assert!(formula(&book, &form, "disputes.reconsideration.total").is_some());
    assert_eq!(checks(&book, &form, 1, cached)[0], text("差-8007199254740996"));
}

#[test]
fn amounts_keep_their_places_as_printed() {
    let mut report = litong();
    for (amount, format) in [("12.50", "0.00####"), ("0.000001", "0.000000"), ("59237.2449", "0.0000##")] {
        set(&mut report, "proactive.fees.amount", amount);
        let bytes = written(&report, Options::FINAL);
        assert_eq!(
            value(&open(&bytes), report.form(), "proactive.fees.amount"),
            Value::Number(amount.parse().unwrap())
        );
        let styles = package::part(&bytes, "xl/styles.xml");
        let formats: Vec<&str> = styles.all("numFmt").iter().map(|format| format.attribute("formatCode")).collect();
        assert!(formats.contains(&format), "{formats:?}");
    }
}

#[test]
fn keyed_cells_are_unlocked_and_everything_else_is_protected_without_a_password() {
    for edition in crate::sample::editions() {
        let report = figured(edition);
        let (form, bytes) = (report.form().clone(), written(&report, Options::FINAL));
        let styles = package::part(&bytes, "xl/styles.xml");
        let open_styles: Vec<bool> = styles
            .at(&["cellXfs"])
            .unwrap()
            .all("xf")
            .iter()
            .map(|xf| xf.all("protection").iter().any(|protection| protection.attribute("locked") == "0"))
            .collect();
        let book = open(&bytes);
        for (index, table) in form.tables().iter().enumerate() {
            let (name, _, top) = sheet(&book, &form, index);
            let part = book.iter().position(|(other, _)| other == name).unwrap() + 1;
            let xml = package::part(&bytes, &format!("xl/worksheets/sheet{part}.xml"));
            let [protection] = xml.all("sheetProtection")[..] else { panic!("{} is not protected", table.name) };
            assert_eq!(protection.attribute("sheet"), "1");
            assert_eq!(protection.attribute("password"), "");
            let unlocked: Vec<String> = xml
                .all("c")
                .into_iter()
                .filter(|cell| cell.attribute("s").parse().is_ok_and(|style: usize| open_styles[style]))
                .map(|cell| cell.attribute("r").to_string())
                .collect();
            let mut keyed: Vec<String> = Vec::new();
            for cell in form.table_cells(index).filter(|&cell| !form.is_total(cell)) {
                let ((row, column), span) = (at(&form, cell, top), form.cell(cell).span);
                let places = (row..row + u32::from(span.0)).flat_map(|row| {
                    (column..column + u32::from(span.1)).map(move |column| (row, u16::try_from(column).unwrap()))
                });
                keyed.extend(places.map(|at| rust_xlsxwriter::utility::row_col_to_cell(at.0, at.1)));
            }
            keyed.sort();
            keyed.dedup();
            let mut unlocked = unlocked;
            unlocked.sort();
            assert_eq!(unlocked, keyed, "{edition} {}", table.name);
        }
    }
}

#[test]
fn every_keyed_cell_takes_a_number_of_its_kind_or_the_sign_for_not_applicable() {
    let rules = |edition: &str| -> Vec<(String, String)> {
        let bytes = written(&figured(edition), Options::FINAL);
        let sheets = (2..=4).map(|n| package::part(&bytes, &format!("xl/worksheets/sheet{n}.xml")));
        let rule = |rule: &package::Element| {
            assert_eq!(rule.attribute("type"), "custom");
            assert!(rule.attribute("error").starts_with("请填"), "{rule:?}");
            assert_eq!(rule.attribute("allowBlank"), "1");
            (rule.attribute("sqref").to_string(), rule.all("formula1")[0].text.clone())
        };
        sheets.flat_map(|sheet| sheet.all("dataValidation").into_iter().map(rule).collect::<Vec<_>>()).collect()
    };
    let count = |cell: &str| format!("IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell})),{cell}=\"/\")");
    let newer = rules("2021");
    for (area, first) in [("D6:I28", "D6"), ("D30:I30", "D30"), ("A6:D6", "A6"), ("B5:D6", "B5"), ("B9", "B9")] {
        assert!(newer.contains(&(area.into(), count(first))), "{area} in {newer:?}");
    }
    let amount = "IF(ISNUMBER(B16),AND(B16>=0,B16=ROUND(B16,6)),B16=\"/\")";
    assert!(newer.contains(&("B16".into(), amount.into())), "{newer:?}");
    let signed = |cell: &str| (cell.to_string(), format!("IF(ISNUMBER({cell}),{cell}=INT({cell}),{cell}=\"/\")"));
    assert!(rules("2019").contains(&(signed("C17"))), "{:?}", rules("2019"));
}

#[test]
fn no_text_becomes_a_formula_or_a_link() {
    for hostile in
        ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "http://a.cn", "mailto:a@b.cn", "_x0041_局", "{=1}"]
    {
        let mut report = litong();
        report.agency = Some(hostile.into());
        let parts: Vec<Part> = report.parts().collect();
        parts.iter().for_each(|&part| drop(report.set_text(part, hostile.into())));
        let bytes = written(&report, Options::FINAL);
        let book = open(&bytes);
        assert_eq!(stored(&book[0].1, (0, 0)), text(hostile));
        assert_eq!(stored(&book[0].1, (2, 0)), text(&format!("　　{hostile}")));
        let totals = report.form().totals().len() + 7;
        assert_eq!(book.iter().map(|(_, sheet)| sheet.formulas.len()).sum::<usize>(), totals, "{hostile}");
        for (name, part) in package::parts(&bytes) {
            assert!(!part.contains("<hyperlink") && !name.contains("externalLink"), "{hostile} in {name}");
        }
    }
}

#[test]
fn prose_that_no_cell_can_hold_goes_on_in_the_next_row() {
    for long in ["公开<|>`".repeat(20_000), "\u{301}".repeat(100_000), "😀".repeat(40_000), "a b ".repeat(25_000)] {
        let mut report = litong();
        report.set_text(Part::Chapter(0), format!("起{long}止"));
        report.set_text(Part::Chapter(2), format!("起{long}止"));
        let book = book(&report, Options::FINAL);
        for index in [0, 2] {
            let mut joined = String::new();
            for value in book[index].1.cells.keys().map(|at| stored(&book[index].1, *at)) {
                let Value::Text(text) = value else { continue };
                assert!(text.encode_utf16().count() <= 32_767);
                if text.starts_with("　　起") {
                    joined = text;
                } else if let Some(more) = text.strip_prefix('\u{2060}') {
                    joined.push_str(more);
                }
            }
            assert!(joined == format!("　　起{long}止"), "{} characters", joined.chars().count());
        }
    }
}

#[test]
fn a_sheet_prints_on_upright_a4_one_page_wide_and_a_table_on_one_page() {
    let bytes = written(&litong(), Options::FINAL);
    for (part, fitted) in [(1, false), (2, true), (3, true), (4, true), (5, false)] {
        let sheet = package::part(&bytes, &format!("xl/worksheets/sheet{part}.xml"));
        let [page] = sheet.all("pageSetup")[..] else { panic!() };
        assert_eq!([page.attribute("paperSize"), page.attribute("orientation")], ["9", "portrait"]);
        assert_eq!((page.attribute("fitToWidth"), page.attribute("fitToHeight")), ("", ""), "sheet {part}");
        assert_eq!(
            sheet.all("pageSetUpPr").len(),
            usize::from(fitted),
            "prose is not shrunk, so that its page ends count"
        );
        assert_eq!(sheet.all("printOptions")[0].attribute("horizontalCentered"), "1");
        let margins = sheet.all("pageMargins")[0];
        let millimetres = |name| (margins.attribute(name).parse::<f64>().unwrap() * 25.4).round();
        assert_eq!(["left", "right", "top", "bottom"].map(millimetres), [28.0, 26.0, 37.0, 35.0]);
        assert!(sheet.all("oddFooter")[0].text.ends_with("— &P —"));
    }
    let workbook = package::part(&bytes, "xl/workbook.xml");
    let names = workbook.all("definedName").into_iter().filter(|name| name.attribute("name") == "_xlnm.Print_Titles");
    let titles: Vec<&str> = names.map(|name| name.text.as_str()).collect();
    assert_eq!(titles, ["'三、申请'!$3:$5", "'四、复议诉讼'!$3:$5"]);
}

#[test]
fn the_bytes_depend_on_the_report_alone() {
    let bytes = written(&litong(), Options::FINAL);
    assert_eq!(bytes, written(&litong(), Options::FINAL));
    let properties = package::part(&bytes, "docProps/core.xml");
    let of = |name| properties.all(name)[0].text.as_str();
    assert_eq!([of("dc:creator"), of("cp:lastModifiedBy")], ["", ""]);
    assert_eq!([of("dcterms:created"), of("dcterms:modified")], ["2000-01-01T00:00:00Z"; 2]);
}

#[test]
fn last_year_stands_beside_a_figure_and_leaves_it_a_number() {
    let last = figured("2021");
    let options = Options { last_year: Some(&last), ..Options::FINAL };
    let bytes = written(&litong(), options);
    let (form, filled) = (form("2021"), open(&bytes));
    assert_eq!(value(&filled, &form, "requests.new.natural_person"), Value::Number(7.0));
    assert!(formula(&filled, &form, "requests.new.total").is_some());
    let styles = package::part(&bytes, "xl/styles.xml");
    let wanted = "0\"（上年700）\";-0\"（上年700）\";0\"（上年700）\";@\"（上年700）\"";
    let code = |format: &&package::Element| format.attribute("formatCode") == wanted;
    let of = last.entry(form.find("requests.new.natural_person").unwrap()).figure();
    assert_eq!(of, Figure::from(700));
    assert!(styles.all("numFmt").iter().any(code), "{wanted}");

    let blank = book(&Report::new(form.clone(), None, None, Scope::Own), Options { blank: true, ..options });
    assert_eq!(value(&blank, &form, "requests.new.natural_person"), text("（上年700）"));
    assert!(is_empty(&value(&blank, &form, "requests.new.total")));
    let (name, _, top) = sheet(&blank, &form, 1);
    let total = form.find("requests.new.total").unwrap();
    assert_eq!(computed(&blank, name, at(&form, total, top)), text(""), "a remark is no figure");
}
