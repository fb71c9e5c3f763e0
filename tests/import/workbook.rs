//! Workbooks in, from three containers: tables on sheets of every order, exact figures, and an answer to whatever is
//! damaged or blown up.

use gouji::domain::figure::Figure;
use gouji::domain::form::{CellId, Form};
use gouji::domain::report::Part;
use gouji::domain::text::Lang;
use gouji::import::{ImportError, Options};
use proptest::prelude::*;

use crate::generator::Chance;
use crate::handmade::package;
use crate::sheets::{Sheet, ods, xls, xlsx, xlsx_parts};
use crate::support::{figures, forms, import, prose};

const TITLE: &str = "甲区人民政府办公室2022年政府信息公开工作年度报告";

type Container = fn(&[Sheet]) -> Vec<u8>;

const CONTAINERS: [(&str, Container); 3] = [("xlsx", xlsx), ("ods", ods), ("xls", xls)];

fn said(bytes: &[u8]) -> Result<(), ImportError> {
    import(bytes).map(drop).inspect_err(|error| {
        assert!(!error.message(Lang::Zh).is_empty() && !error.message(Lang::En).is_empty());
    })
}

fn numbered(cell: CellId) -> String {
    (1000 + cell.index()).to_string()
}

fn heading(form: &Form, chapter: usize) -> String {
    let about = &form.definition().chapters[chapter];
    format!("{}、{}", about.numeral, about.heading)
}

fn text(chapter: usize) -> String {
    format!("第{chapter}章的文字，没有别的。")
}

/// The whole report on one sheet.
pub fn on_one_sheet(form: &Form, left: usize) -> Vec<Sheet> {
    let mut sheet = Sheet::new("报告");
    sheet.line(left, TITLE);
    for chapter in 0..form.definition().chapters.len() {
        sheet.line(left, &heading(form, chapter));
        match form.table_of_chapter(chapter) {
            Some(table) => sheet.table(left, form, table, &numbered),
            None => sheet.line(left, &text(chapter)),
        }
    }
    vec![sheet]
}

/// Prose on the first sheet, a sheet for each table behind it, with a heading or with another title.
fn on_many_sheets(form: &Form, headed: bool) -> Vec<Sheet> {
    let mut first = Sheet::new("正文");
    first.line(0, TITLE);
    let mut sheets = Vec::new();
    for chapter in 0..form.definition().chapters.len() {
        let Some(table) = form.table_of_chapter(chapter) else {
            first.line(0, &heading(form, chapter));
            first.line(0, &text(chapter));
            continue;
        };
        let mut sheet = Sheet::new(&format!("表{table}"));
        sheet.line(0, &if headed { heading(form, chapter) } else { format!("附表{table}") });
        sheet.table(0, form, table, &numbered);
        sheets.push(sheet);
    }
    sheets.insert(0, first);
    sheets
}

#[track_caller]
fn assert_whole(form: &Form, bytes: &[u8], what: &str) {
    let proposal = import(bytes).unwrap_or_else(|error| panic!("{what}: {error:?}"));
    assert_eq!(proposal.form.edition(), form.edition(), "{what}");
    let found = figures(&proposal);
    for cell in form.cells() {
        let name = &form.cell(cell).name;
        assert_eq!(found.get(name).map(ToString::to_string), Some(numbered(cell)), "{what}: {name}");
    }
}

#[test]
fn every_figure_and_every_chapter_is_read_from_every_container() {
    for form in forms() {
        for (name, container) in CONTAINERS {
            let books =
                [on_one_sheet(form, 0), on_one_sheet(form, 2), on_many_sheets(form, true), on_many_sheets(form, false)];
            for (index, book) in books.iter().enumerate() {
                let what = format!("{name} {index} {}", form.edition());
                let bytes = container(book);
                assert_whole(form, &bytes, &what);
                let proposal = import(&bytes).unwrap();
                assert_eq!(proposal.agency.as_deref(), Some("甲区人民政府办公室"), "{what}");
                assert_eq!(proposal.year, Some(2022), "{what}");
                for chapter in [0, 4, 5] {
                    assert_eq!(prose(&proposal, Part::Chapter(chapter)), text(chapter), "{what}");
                }
            }
        }
    }
}

#[test]
fn tables_alone_are_read() {
    let form = &forms()[1];
    for (name, container) in CONTAINERS {
        let mut stacked = Sheet::new("统计表");
        let mut sheets = Vec::new();
        for table in 0..form.tables().len() {
            stacked.table(0, form, table, &numbered);
            stacked.blank();
            let mut sheet = Sheet::new(&format!("Sheet{table}"));
            sheet.table(0, form, table, &numbered);
            sheets.push(sheet);
        }
        assert_whole(form, &container(&[stacked]), &format!("{name}, one below the other"));
        assert_whole(form, &container(&sheets), &format!("{name}, a sheet each"));
    }
}

#[test]
fn merged_cells_that_are_not_merged_change_nothing() {
    let form = &forms()[1];
    for (name, container) in CONTAINERS {
        let mut sheets = on_one_sheet(form, 0);
        sheets.iter_mut().for_each(|sheet| sheet.merged.clear());
        assert_whole(form, &container(&sheets), name);
    }
}

#[test]
fn decimals_are_exact_and_words_are_no_figures() {
    let form = &forms()[1];
    let fees = form.find("proactive.fees.amount").unwrap();
    for (name, container) in CONTAINERS {
        for (stored, figure) in
            [("12.5", "12.5"), ("1276.5534", "1276.5534"), ("0.1", "0.1"), ("/", "/"), ("1,234.5", "1234.5")]
        {
            let mut sheet = Sheet::new("表");
            sheet.table(0, form, 0, &|cell| if cell == fees { stored.into() } else { "0".into() });
            let found = figures(&import(&container(&[sheet])).unwrap());
            assert_eq!(found["proactive.fees.amount"].to_string(), figure, "{name} {stored}");
        }
    }
    let noisy = xlsx_parts(&on_one_sheet(form, 0));
    let of_fees = format!("<v>{}</v>", numbered(fees));
    let noisy: Vec<(String, String)> =
        noisy.into_iter().map(|(name, xml)| (name, xml.replace(&of_fees, "<v>12.499999999999998</v>"))).collect();
    let parts: Vec<(&str, &[u8])> = noisy.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    assert_eq!(figures(&import(&package(&parts)).unwrap())["proactive.fees.amount"], "12.5".parse::<Figure>().unwrap());
}

#[test]
fn more_than_six_decimals_are_told_as_such_and_not_filled() {
    let form = &forms()[1];
    let fees = form.find("proactive.fees.amount").unwrap();
    for (name, container) in CONTAINERS {
        let mut sheet = Sheet::new("表");
        sheet.table(0, form, 0, &|cell| if cell == fees { "12.34567891".into() } else { "0".into() });
        let proposal = import(&container(&[sheet])).unwrap();
        let notes: String = proposal.notes.iter().map(|note| note.text.clone()).collect();
        assert!(notes.contains("“12.34567891”超过六位小数"), "{name}: {notes}");
        assert_eq!(figures(&proposal).get("proactive.fees.amount"), None, "{name}");
    }
}

#[test]
fn last_years_remark_behind_a_figure_is_left_out() {
    let form = &forms()[1];
    for (name, container) in CONTAINERS {
        let remark = |cell: CellId| {
            if cell.index().is_multiple_of(2) {
                format!("{}（上年7）", cell.index())
            } else {
                "（上年7）".into()
            }
        };
        let mut sheet = Sheet::new("表");
        (0..3).for_each(|table| {
            sheet.table(0, form, table, &remark);
            sheet.blank();
        });
        let found = figures(&import(&container(&[sheet])).unwrap());
        for cell in form.cells() {
            let wanted = (cell.index() % 2 == 0).then(|| cell.index().to_string());
            assert_eq!(found.get(&form.cell(cell).name).map(ToString::to_string), wanted, "{name}");
        }
    }
}

#[test]
fn locked_and_damaged_workbooks_are_answered() {
    let form = &forms()[1];
    for (name, container) in CONTAINERS {
        let whole = container(&on_one_sheet(form, 0));
        for length in (0..whole.len()).step_by(whole.len() / 40) {
            let _ = said(&whole[..length]);
        }
        println!("{name}: {} bytes", whole.len());
    }
    let manifest = b"<manifest:manifest xmlns:manifest=\"m\"><manifest:encryption-data/></manifest:manifest>";
    let mime = b"application/vnd.oasis.opendocument.spreadsheet";
    let locked = package(&[("mimetype", mime), ("META-INF/manifest.xml", manifest), ("content.xml", b"\x01\x02")]);
    assert_eq!(said(&locked), Err(ImportError::Protected));
}

#[test]
fn workbooks_that_blow_up_are_refused_in_time() {
    let rows = |row: &str, count: usize| {
        let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", row.repeat(count));
        let mut parts = xlsx_parts(&[Sheet::new("a")]);
        parts.iter_mut().filter(|(name, _)| name.contains("sheet1")).for_each(|(_, xml)| xml.clone_from(&sheet));
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
        package(&parts)
    };
    let table = |cells: &str| {
        let content = format!("<a xmlns:table=\"t\"><table:table table:name=\"a\">{cells}</table:table></a>");
        package(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
    };
    let repeated = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" table:number-rows-spanned=\"9999999\"><text:p>1</text:p></table:table-cell></table:table-row>";
    for (name, bytes) in [
        ("cells", rows("<row><c><v>1</v></c><c><v>2</v></c></row>", 600_000)),
        (
            "far apart",
            rows(
                "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
                1,
            ),
        ),
        ("repeated", table(repeated)),
        ("repeated again", table(&repeated.repeat(1000))),
    ] {
        let read = said(&bytes);
        assert!(matches!(read, Err(ImportError::Unpacked | ImportError::NoFigures(_))), "{name}: {read:?}");
    }
    // What takes memory for every cell between two far apart is told before.
    let mut far = Sheet::new("a");
    far.put(0, 0, "1");
    far.put(65_000, 250, "1");
    assert_eq!(said(&xls(&[far])), Err(ImportError::Unpacked));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_workbook_with_flipped_bits_is_answered(seed: u64, kind in 0..4usize) {
        let mut chance = Chance(seed);
        let sheets = on_one_sheet(&forms()[1], 0);
        let flip = |bytes: &mut Vec<u8>, chance: &mut Chance| {
            for _ in 0..=chance.below(10) {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
        };
        let bytes = match CONTAINERS.get(kind) {
            Some((_, container)) => {
                let mut bytes = container(&sheets);
                flip(&mut bytes, &mut chance);
                bytes
            }
            None => {
                let mut parts: Vec<(String, Vec<u8>)> =
                    xlsx_parts(&sheets).into_iter().map(|(name, xml)| (name, xml.into_bytes())).collect();
                parts.iter_mut().for_each(|(_, bytes)| flip(bytes, &mut chance));
                package(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
            }
        };
        let _ = said(&bytes);
    }
}

#[test]
fn sheets_of_several_bodies_or_years_are_several_reports_and_are_not_mixed() {
    let form = &forms()[1];
    let more = |cell: CellId| (numbered(cell).parse::<u32>().expect("a count") + 1).to_string();
    let named = |mut sheets: Vec<Sheet>, name: &str| {
        sheets.iter_mut().for_each(|sheet| sheet.name = format!("{name}{}", sheet.name));
        sheets
    };
    let whole = |figure: &dyn Fn(CellId) -> String, name: &str| {
        let mut sheet = Sheet::new(name);
        (0..form.tables().len()).for_each(|table| sheet.table(0, form, table, figure));
        sheet
    };
    let several = [
        vec![whole(&numbered, "甲局2024年"), whole(&more, "乙局2023")],
        [named(on_many_sheets(form, true), "甲局"), named(on_many_sheets(form, true), "乙局")].concat(),
    ];
    for (index, book) in several.iter().enumerate() {
        for (container, make) in CONTAINERS {
            let bytes = make(book);
            let what = format!("{container} {index}");
            let Err(ImportError::Several(names)) = import(&bytes) else { panic!("{what}: two reports") };
            assert_eq!(names.len(), 2, "{what}: {names:?}");
            assert!(names[0].starts_with("甲局") && names[1].starts_with("乙局"), "{what}: {names:?}");
            for report in 1..=2 {
                let options = Options { report: Some(report), ..Options::default() };
                let proposal = gouji::import::read(&bytes, forms(), options).expect("a report");
                let read = figures(&proposal);
                let expected = |cell| if index == 0 && report == 2 { more(cell) } else { numbered(cell) };
                for cell in form.cells() {
                    let name = &form.cell(cell).name;
                    assert_eq!(read.get(name).map(ToString::to_string), Some(expected(cell)), "{what} {report} {name}");
                }
                if index == 0 {
                    let agency = ["甲局", "乙局"][report - 1];
                    assert_eq!(
                        (proposal.agency.as_deref(), proposal.year),
                        (Some(agency), Some([2024, 2023][report - 1]))
                    );
                }
            }
        }
    }
}

#[test]
fn a_summary_beside_a_report_of_several_sheets_is_another_one_and_leaves_it_whole() {
    let form = &forms()[1];
    let mut summary = Sheet::new("汇总");
    summary.table(0, form, 1, &|_| "9".into());
    let sheets = [on_many_sheets(form, true), vec![summary]].concat();
    for (container, make) in CONTAINERS {
        let bytes = make(&sheets);
        let Err(ImportError::Several(names)) = import(&bytes) else { panic!("{container}: two reports") };
        assert_eq!(names.last().map(String::as_str), Some("汇总"), "{container}");
        assert_eq!(names.len(), 2, "{container}: {names:?}");
        let first = Options { report: Some(1), ..Options::default() };
        let read = figures(&gouji::import::read(&bytes, forms(), first).expect("a report"));
        for cell in form.cells() {
            let name = &form.cell(cell).name;
            assert_eq!(read.get(name).map(ToString::to_string), Some(numbered(cell)), "{container} {name}");
        }
    }
}
