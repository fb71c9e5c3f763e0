//! Days as offices write them, in cells of receipt and answer.

use super::{csv, lines};
use gouji::domain::register::record::Day;
use gouji::import::register::read;

/// What a register with a title says of days of receipt and answer.
#[track_caller]
fn days(title: &str, received: &str, answered: &str) -> String {
    let table = format!("{title}||\n编号|收到日期|申请人|答复日期\nN|{received}|甲测|{answered}");
    let reading = read(csv(&table).as_bytes()).unwrap();
    let line = lines(&reading).concat();
    line.replace("号=N", "").replace(" 人=甲测", "").trim().to_string()
}

#[test]
fn days_in_every_form_are_read() {
    for written in [
        "2025-01-03",
        "2025.1.3",
        "2025/1/3",
        "20250103",
        "2025年1月3日",
        "25.1.3",
        "25-01-03",
        "2025.01.03",
        "２０２５年１月３日",
        "2025年01月03",
        "2025 年 1 月 3 日",
        "2025-1-3 14:20",
        "2025-01-03 14:20:05",
        "2025/1/3 0:00:00",
        "2025-01-03 上午",
        "2025年1月3日上午9:30",
        "2025-01-03（信函）",
        "2025.1.3(邮寄,1.2寄出)",
        "（2025-01-03）",
        "45660",
        "45660.597",
        "250103",
        "二〇二五年一月三日",
        "2025年1月3号",
        "2025。1。3",
        "2025—01—03",
        "2025-01-03收",
        "2025-01-03T14:20:00",
        "'2025-01-03",
        "2025年1.3",
        "2025-01-03星期五",
    ] {
        assert_eq!(days("台账", written, ""), "收=2025-01-03", "{written}");
    }
}

#[test]
fn a_day_without_its_year_has_that_of_the_title_or_none() {
    for written in ["1月3日", "1.3", "01-03", "1/3", "1月3", "1月3日（当面）", "一月三日"] {
        assert_eq!(days("台账", written, ""), "收=--01-03", "{written}");
        assert_eq!(days("甲局2025年度台账", written, ""), "收=2025-01-03", "{written}");
    }
    // A whole day above is no year of the register, and two years are none.
    assert_eq!(days("填报时间2026年1月5日", "1月3日", ""), "收=--01-03");
    assert_eq!(days("2024至2025年台账", "1月3日", ""), "收=--01-03");
    assert_eq!(days("二〇二五年台账", "1月3日", ""), "收=2025-01-03");
}

#[test]
fn what_is_no_day_stays_words() {
    for written in [
        "2025-02-30",
        "2025-13-01",
        "2月30日",
        "待补",
        "2025年",
        "2025年1月",
        "1月",
        "202501",
        "3日",
        "2025-01-20前",
        "拟于2025-01-20答复",
        "1.3.5",
        "13.45",
        "2025-01-03、2025-01-09",
        "约1月3日",
        "2025-1",
        "99999999",
        "123",
        "1-3月",
    ] {
        assert_eq!(days("台账", written, ""), format!("收=“{written}”"), "{written}");
    }
    for written in ["/", "—", "-", "无", "\\", "否", "", "……"] {
        assert_eq!(days("台账", "2025-01-03", written), "收=2025-01-03", "{written}");
    }
}

#[test]
fn two_days_in_the_cell_of_the_answer_are_receipt_and_answer() {
    for written in ["1.3-1.20", "1月3日至1月20日", "1月3日—20日", "1/3～1/20", "1.3－1.20"] {
        assert_eq!(days("2025年台账", "", written), "收=2025-01-03 答=2025-01-20", "{written}");
    }
    for written in
        ["2025.1.3-1.20", "2025.1.3-2025.1.20", "2025-01-03至2025-01-20", "2025年1月3日-20日", "2025-1-3 — 2025-1-20"]
    {
        assert_eq!(days("台账", "", written), "收=2025-01-03 答=2025-01-20", "{written}");
    }
    assert_eq!(days("台账", "", "2025.12.29-1.12"), "收=2025-12-29 答=2026-01-12");
    assert_eq!(days("台账", "2025-01-04", "1.3-1.20"), "收=2025-01-04 答=2025-01-20");
}

#[test]
fn the_year_of_a_later_day_follows_from_the_day_of_receipt() {
    assert_eq!(days("台账", "2025-12-29", "1月12日"), "收=2025-12-29 答=2026-01-12");
    assert_eq!(days("2025年台账", "2024-12-11", "1月6日"), "收=2024-12-11 答=2025-01-06");
    assert_eq!(days("2025年台账", "2024-12-11", "12月20日"), "收=2024-12-11 答=2024-12-20");
    assert_eq!(days("台账", "2025-01-05", "8月20日"), "收=2025-01-05 答=2025-08-20");
    // Earlier in the year than the receipt, and nearly a year off: it may be a slip of the pen.
    assert_eq!(days("台账", "2025-03-05", "2月6日"), "收=2025-03-05 答=--02-06");
    // Which year a line of a register of 2025 is of is not for a reader to say.
    let reading = read(csv("2025年台账|\n编号|收到日期|申请人|答复日期\nN|12月20日|甲测|1月6日").as_bytes()).unwrap();
    let record = &reading.records[0];
    assert_eq!((&record.received, &record.answered), (&Day::OfSomeYear(12, 20), &Day::OfSomeYear(1, 6)));
    assert_eq!(record.year, Some(2025));
}

#[test]
fn one_column_for_both_days_is_read() {
    let table = "编号|收到及答复日期|申请人|答复结果\n1号|2025.1.3-1.20|甲测|公开\n2号|2025.1.5|乙测|";
    let reading = read(csv(table).as_bytes()).unwrap();
    assert_eq!(lines(&reading), ["号=1号 收=2025-01-03 人=甲测 答=2025-01-20 果=公开", "号=2号 收=2025-01-05 人=乙测"]);
}

#[test]
fn one_column_for_a_correction_holds_both_of_its_days() {
    let table = "编号|收到日期|申请人|补正情况|第三方意见|延期|答复日期
        1号|2025-01-03|甲测|2025-01-06告知，2025-01-10收到|1.13-1.24|2025-02-05延长至2025-03-05|2025-02-20
        2号|2025-01-04|乙测|是|无|否|";
    let reading = read(csv(table).as_bytes()).unwrap();
    let expected = [
        "号=1号 收=2025-01-03 人=甲测 补=2025-01-06/2025-01-10 征=2025-01-13/2025-01-24 延=2025-02-05 答=2025-02-20",
        "号=2号 收=2025-01-04 人=乙测 补=“是”/",
    ];
    assert_eq!(lines(&reading), expected);
}
