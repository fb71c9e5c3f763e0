//! Conditional formats that hide what a cell holds, in open sheets and in Excel's older files; those of its packages are among
//! what hides in sheets.

use gouji::domain::form::CellId;

use crate::handmade::package;
use crate::seen::{STRUCK, UNSEEN, fault};
use crate::sheets::{Sheet, ods, record, xls_with};
use crate::support::{forms, import};

/// A sheet whose first figure, 17, stands in B5.
fn sheet() -> Sheet {
    let mut sheet = Sheet::new("报告");
    sheet.line(0, "甲县水务局2023年政府信息公开工作年度报告");
    sheet.line(0, "二、主动公开政府信息情况");
    let figures = ["17", "2", "3", "4", "5", "6"];
    let figure = |cell: CellId| figures.get(cell.index()).copied().unwrap_or("7").to_string();
    sheet.table(0, &forms()[1], 0, &figure);
    sheet
}

/// The open sheet with styles, with conditions behind its rows, and with a style for its first figure.
fn open(styles: &str, conditions: &str, of_cell: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(ods(&[sheet()]))).unwrap();
    let mut content = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("content.xml").unwrap(), &mut content).unwrap();
    let content = content
        .replacen("<office:body>", &format!("{styles}<office:body>"), 1)
        .replacen("</table:table>", &format!("{conditions}</table:table>"), 1)
        .replacen("office:value=\"17\"", &format!("office:value=\"17\" {of_cell}"), 1);
    package(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

const STYLES: &str = "<number:number-style style:name=\"N1P0\"><number:text/></number:number-style>\
    <number:text-style style:name=\"N1\"><number:text/><style:map style:condition=\"value()&gt;0\" style:apply-style-name=\"N1P0\"/></number:text-style>\
    <style:style style:name=\"W_5f_1\" style:display-name=\"W_1\"><style:text-properties fo:color=\"#ffffff\"/></style:style>\
    <style:style style:name=\"R\"><style:table-cell-properties fo:background-color=\"#c00000\"/><style:text-properties fo:color=\"#ffffff\"/></style:style>\
    <style:style style:name=\"S\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
    <style:style style:name=\"Z\" style:data-style-name=\"N1\"/>";

#[test]
fn conditions_of_open_sheets_that_hide_a_figure_are_worked_out_or_leave_it_open() {
    let condition = |value: &str, style: &str| {
        format!(
            "<calcext:condition calcext:apply-style-name=\"{style}\" calcext:value=\"{value}\" calcext:base-cell-address=\"报告.B5\"/>"
        )
    };
    let bar = |entry: &str| {
        format!("<calcext:icon-set><calcext:formatting-entry {entry} calcext:type=\"percent\"/></calcext:icon-set>")
    };
    for (rules, wanted, said) in [
        (condition("=17", "W_1"), None, UNSEEN),
        (condition("=18", "W_1"), Some(17), ""),
        (condition("between(1,20)", "W_1"), None, UNSEEN),
        (condition("not-between(1,20)", "W_1"), Some(17), ""),
        (condition("&gt;0", "R"), Some(17), ""),
        (condition("&gt;0", "S"), None, STRUCK),
        (condition("&gt;0", "Z"), None, UNSEEN),
        (condition("formula-is([.B5]&gt;0)", "W_1"), None, UNSEEN),
        (condition("formula-is([.B5]&gt;20)", "W_1"), Some(17), ""),
        (condition("duplicate", "W_1"), None, UNSEEN),
        (condition("duplicate", "R"), Some(17), ""),
        (condition("&gt;0", "R") + &condition("&gt;0", "W_1"), Some(17), ""),
        (bar("calcext:show-value=\"false\""), None, UNSEEN),
        (bar(""), Some(17), ""),
    ] {
        for (address, covers) in
            [("报告.B5:报告.B5", true), ("报告.X1:报告.Y2 报告.B5", true), ("报告.X1:报告.Y9", false)]
        {
            let conditions = format!(
                "<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address=\"{address}\">{rules}</calcext:conditional-format></calcext:conditional-formats>"
            );
            let case = (rules.as_str(), if covers { wanted } else { Some(17) }, if covers { said } else { "" });
            assert_eq!(import(&open(STYLES, &conditions, "")).map(|found| fault(&found, case)), Ok(None), "{address}");
        }
    }
    for (condition, wanted, said) in [
        ("cell-content()=17", None, UNSEEN),
        ("cell-content()=18", Some(17), ""),
        ("cell-content-is-between(1,20)", None, UNSEEN),
    ] {
        let style = format!(
            "{STYLES}<style:style style:name=\"M\"><style:map style:condition=\"{condition}\" style:apply-style-name=\"W_5f_1\" style:base-cell-address=\"报告.B5\"/></style:style>"
        );
        let bytes = open(&style, "", "table:style-name=\"M\"");
        assert_eq!(import(&bytes).map(|found| fault(&found, (condition, wanted, said))), Ok(None));
    }
}

/// What a condition of an old workbook changes: the number of the ink and whether it strikes, the number of the ground.
type Change = (Option<(u32, bool)>, Option<u16>);

fn old(operator: u8, formula: &[u8], (letters, ground): Change) -> Vec<u8> {
    let region = [4, 0, 4, 0, 1, 0, 1, 0];
    let regions = record(0x01B0, &[&[1, 0, 0, 0][..], &region, &[1, 0], &region].concat());
    let flags = u32::from(letters.is_some()) << 26 | u32::from(ground.is_some()) << 29;
    let mut body = vec![1, operator, u8::try_from(formula.len()).unwrap(), 0, 0, 0];
    body.extend(flags.to_le_bytes());
    body.extend([0, 0]);
    if let Some((ink, struck)) = letters {
        let mut font = [0; 118];
        font[68] = if struck { 0x80 } else { 0 };
        font[80..84].copy_from_slice(&ink.to_le_bytes());
        body.extend(font);
    }
    if let Some(ground) = ground {
        body.extend([0, 0]);
        body.extend((ground << 7).to_le_bytes());
    }
    body.extend(formula);
    [regions, record(0x01B1, &body)].concat()
}

#[test]
fn conditions_of_old_workbooks_that_hide_a_figure_are_worked_out_or_leave_it_open() {
    let font = record(0x0031, &[&[220, 0, 0, 0][..], &0x7FFF_u16.to_le_bytes(), &[0; 8]].concat());
    let globals = [font, record(0x00E0, &[0; 20])].concat();
    let is = |number: u8| [0x1E, number, 0];
    const UNSET: u32 = u32::MAX;
    for (operator, formula, change, wanted, said) in [
        (3, &is(17)[..], (Some((9, false)), None), None, UNSEEN),
        (3, &is(18)[..], (Some((9, false)), None), Some(17), ""),
        (5, &is(0)[..], (Some((9, false)), Some(10)), Some(17), ""),
        (5, &is(0)[..], (Some((10, false)), Some(10)), None, UNSEEN),
        (5, &is(0)[..], (Some((UNSET, true)), None), None, STRUCK),
        (5, &is(0)[..], (None, Some(10)), Some(17), ""),
        // A cell, of which nobody knows what it holds.
        (3, &[0x44, 0, 0, 0, 0][..], (Some((9, false)), None), None, UNSEEN),
        (3, &[0x44, 0, 0, 0, 0][..], (Some((10, false)), None), Some(17), ""),
    ] {
        let bytes = xls_with(&[sheet()], &globals, &old(operator, formula, change), &|_| 0);
        let what = format!("{operator} {formula:?} {change:?}");
        assert_eq!(import(&bytes).map(|found| fault(&found, (&what, wanted, said))), Ok(None));
    }
}
