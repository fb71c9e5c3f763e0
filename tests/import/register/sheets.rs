//! Books of several sheets: a sheet a month, sheets of other kinds, what is hidden, days that are numbers.

use gouji::import::register::{Reading, Why, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{left_out, lines, sheet};
use crate::sheets::{ods, xls, xlsx};

const HEADS: &str = "序号|收件日期|申请人|答复日期|答复结果";

#[test]
fn a_sheet_a_month_is_read_with_its_month_and_year() {
    let january = format!("{HEADS}\n1|3日|甲测|1月20日|公开\n2|1月6日|乙测|2月7日|公开");
    let february = format!("{HEADS}\n1|11日|丙测|3月3日|不予公开");
    let cover = "甲局依申请公开台账\n2025年度";
    let sheets = [sheet("封面", cover, &[]), sheet("1月", &january, &[]), sheet("2月", &february, &[])];
    // Counts of lines that begin again every month are told apart by their month.
    let expected = [
        "号=1月-1 收=2025-01-03 人=甲测 答=2025-01-20 果=公开",
        "号=1月-2 收=2025-01-06 人=乙测 答=2025-02-07 果=公开",
        "号=2月-1 收=2025-02-11 人=丙测 答=2025-03-03 果=不予公开",
    ];
    for bytes in [xlsx(&sheets), ods(&sheets), xls(&sheets)] {
        let reading = read(&bytes).unwrap();
        assert_eq!(lines(&reading), expected);
        assert_eq!(left_out(&reading), [("1:1".to_string(), 2, Why::NoRegister)]);
    }
}

#[test]
fn sheets_of_years_date_their_own_lines() {
    let lines_of = |name: &str| format!("{HEADS}\n{name}|1月3日|甲测|1月20日|公开");
    let sheets = [sheet("2024年", &lines_of("a"), &[]), sheet("2025", &lines_of("b"), &[])];
    let reading = read(&xlsx(&sheets)).unwrap();
    let expected =
        ["号=a 收=2024-01-03 人=甲测 答=2024-01-20 果=公开", "号=b 收=2025-01-03 人=甲测 答=2025-01-20 果=公开"];
    assert_eq!((lines(&reading), reading.years.as_slice()), (expected.map(String::from).to_vec(), &[2024, 2025][..]));
}

#[test]
fn other_sheets_are_passed_over_and_told() {
    let register = "编号|收件日期|申请人|答复日期|答复结果\nK1|2025-01-03|甲测|2025-01-20|公开";
    let statistics = "月份|收到件数|答复件数\n1月|3|2\n2月|1|1";
    let codes = "代码|答复类型\n1|予以公开\n2|不予公开";
    let reviews = "编号|收到日期|申请人|复议机关|答复日期|复议结果\nF1|2025-02-03|甲测|乙市政府|2025-02-20|维持";
    let sheets = [
        sheet("统计", statistics, &[]),
        sheet("依申请公开", register, &[]),
        sheet("行政复议", reviews, &[]),
        sheet("代码", codes, &[]),
    ];
    let reading = read(&xlsx(&sheets)).unwrap();
    assert_eq!(lines(&reading), ["号=K1 收=2025-01-03 人=甲测 答=2025-01-20 果=公开"]);
    let expected = [
        ("1:1".to_string(), 3, Why::NoRegister),
        ("3:1".to_string(), 2, Why::OtherRegister),
        ("4:1".to_string(), 3, Why::NoRegister),
    ];
    assert_eq!(left_out(&reading), expected);
}

/// A book that Excel's own writer makes, with days as numbers.
fn book(make: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Reading {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(["编号", "收到日期", "申请人", "电话", "答复日期", "答复结果"]) {
        sheet.write(0, column, head).unwrap();
    }
    for (row, number) in (1..).zip(["A1", "A2", "A3"]) {
        sheet.write(row, 0, number).unwrap();
        sheet.write(row, 2, format!("{number}测")).unwrap();
        sheet.write(row, 5, "公开").unwrap();
    }
    make(sheet);
    read(&book.save_to_buffer().unwrap()).unwrap()
}

#[test]
fn days_that_a_workbook_keeps_as_numbers_are_days() {
    let reading = book(|sheet| {
        let day = ExcelDateTime::from_ymd(2025, 1, 3).unwrap();
        for (row, format) in (1..).zip(["yyyy-mm-dd", "m\"月\"d\"日\"", "yyyy/m/d h:mm"]) {
            sheet.write_with_format(row, 1, &day, &Format::new().set_num_format(format)).unwrap();
            sheet.write(row, 4, 45677 + row).unwrap();
        }
    });
    let expected = [
        "号=A1 收=2025-01-03 人=A1测 答=2025-01-21 果=公开",
        "号=A2 收=2025-01-03 人=A2测 答=2025-01-22 果=公开",
        "号=A3 收=2025-01-03 人=A3测 答=2025-01-23 果=公开",
    ];
    assert_eq!(lines(&reading), expected);
}

#[test]
fn a_number_whose_last_zero_may_be_lost_is_no_day() {
    let reading = book(|sheet| {
        for (row, number) in (1..).zip([1.3, 1.15, 12.4]) {
            sheet.write(row, 1, number).unwrap();
            sheet.write(row, 4, "1.3").unwrap();
        }
    });
    let received: Vec<String> =
        lines(&reading).iter().map(|line| line.split(' ').nth(1).unwrap().to_string()).collect();
    assert_eq!(received, ["收=“1.3”", "收=--01-15", "收=--12-04"]);
}

#[test]
fn what_is_hidden_is_not_read_and_told() {
    let reading = book(|sheet| {
        for row in 1..4 {
            sheet.write(row, 1, "2025-01-03").unwrap();
            sheet.write(row, 3, "13000000000").unwrap();
        }
        sheet.set_row_hidden(2).unwrap();
        sheet.set_column_hidden(5).unwrap();
    });
    assert_eq!(lines(&reading), ["号=A1 收=2025-01-03 人=A1测", "号=A3 收=2025-01-03 人=A3测"]);
    assert_eq!(left_out(&reading), [("1:3".to_string(), 1, Why::Hidden), ("1:1".to_string(), 1, Why::HiddenColumns)]);

    let mut book = Workbook::new();
    book.add_worksheet().write_row(0, 0, ["编号", "收到日期", "申请人", "答复日期"]).unwrap();
    let hidden = book.add_worksheet();
    hidden.write(0, 0, 7).unwrap();
    hidden.set_hidden(true);
    let reading = read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(left_out(&reading), [(String::new(), 1, Why::HiddenSheet)]);
}

#[test]
fn words_that_are_struck_out_are_told() {
    let reading = book(|sheet| {
        for row in 1..4 {
            sheet.write(row, 1, "2025-01-03").unwrap();
        }
        sheet.write_with_format(2, 5, "公开", &Format::new().set_font_strikethrough()).unwrap();
    });
    assert_eq!(lines(&reading)[1], "号=A2 收=2025-01-03 人=A2测");
    assert_eq!(left_out(&reading), [("1:3".to_string(), 1, Why::Unseen)]);
}
