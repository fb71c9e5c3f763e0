//! Last year's text beside the one being written, and taking it over by paragraph.

use gouji::domain::report::Part;
use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put_written};

const NEW: &str = "requests.new.natural_person";

const FIRST: &str = "（一）主动公开。去年举办发布会 3 场，见国办发〔2019〕14号。";
const SECOND: &str = "（二）依申请公开。全年新收政府信息公开申请 12 件，比上年增加 5 件。";

/// A report of 2025 with 9 requests, open on chapter one; last year's had 12.
fn desk(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("{FIRST}\n\n{SECOND}");
    put_written(folder.path(), AGENCY, 2024, &[(NEW, 12)], &[(1, &text), (6, "无。")]);
    put_written(folder.path(), AGENCY, 2025, &[(NEW, 9)], &[]);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<home><enter>");
    if desk.report().session.report().year != Some(2025) {
        desk.keys("<f3><end><enter>");
    }
    assert_eq!(desk.report().session.report().year, Some(2025));
    desk.keys("<alt-1>");
    desk
}

fn text(desk: &Desk) -> String {
    desk.report().session.report().text(Part::Chapter(0)).to_string()
}

#[test]
fn it_stands_at_the_right_of_a_wide_screen_and_on_a_key_below_on_others() {
    let mut desk = desk(160, 45, Lang::Zh);
    desk.assert_shows("上年度（2024）正文  第 1/2 段").assert_shows("去年举办发布会 3 场");
    desk.keys("<f12>");
    assert!(!desk.shows("去年举办发布会"), "{}", desk.screen());
    desk.keys("<f12>").assert_shows("去年举办发布会");
    let mut desk = self::desk(100, 30, Lang::Zh);
    desk.keys("甲").assert_shows("F12 显示上年正文");
    assert!(!desk.shows("去年举办发布会"), "{}", desk.screen());
    desk.keys("<f12>").assert_shows("去年举办发布会");
    desk.keys("<alt-5>");
    assert!(!desk.shows("去年举办发布会"), "{}", desk.screen());
    desk.keys("<alt-6>").assert_shows("无。");
}

#[test]
fn a_paragraph_is_taken_over_with_its_figures_live_and_its_other_numbers_marked_old() {
    let mut desk = desk(100, 30, Lang::Zh);
    desk.keys("<f12><alt-down>").assert_shows("第 2/2 段");
    desk.keys("<ctrl-l>").assert_shows("1 个数字与今年的表格联动，1 个标为〔上年 …〕");
    assert_eq!(
        text(&desk),
        "（二）依申请公开。全年新收政府信息公开申请 {requests.new.total} 件，比上年增加 〔上年 5〕 件。"
    );
    desk.assert_shows("新收政府信息公开申请 9 件");
    desk.keys("<f7><end>").assert_shows("TX-19");
    desk.keys("<esc><tab>减少3").assert_shows("比上年增加 减少3 件");
    desk.keys("<ctrl-z><ctrl-z><ctrl-z><alt-3>");
    assert_eq!(text(&desk), "");
}

#[test]
fn a_paragraph_goes_behind_the_one_with_the_caret_and_the_next_one_comes() {
    let mut desk = desk(160, 45, Lang::Zh);
    desk.keys("甲<enter>乙<up><ctrl-l>").assert_shows("第 2/2 段");
    assert_eq!(text(&desk), "甲\n（一）主动公开。去年举办发布会 〔上年 3〕 场，见国办发〔2019〕14号。\n乙");
    desk.keys("<tab>4<alt-3>");
    assert!(text(&desk).contains("发布会 4 场"), "{}", text(&desk));
}

#[test]
fn a_paragraph_takes_the_place_of_its_heading_where_that_stands_alone() {
    let mut desk = desk(160, 45, Lang::Zh);
    desk.keys("（一）主动公开。<enter>（二）依申请公开。<enter>（三）管理。<alt-down><ctrl-l><alt-3>");
    let text = text(&desk);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines[0], lines[2]), (3, "（一）主动公开。", "（三）管理。"), "{text}");
    assert!(lines[1].starts_with("（二）依申请公开。全年新收"), "{text}");
}

#[test]
fn a_mark_of_last_years_is_a_finding_until_it_is_written_over() {
    let mut desk = desk(160, 45, Lang::Zh);
    desk.keys("<ctrl-l><f7>").assert_shows("〔上年");
    desk.keys("<esc><tab>8<alt-3><alt-1><f7>");
    assert!(!desk.shows("TX-19"), "{}", desk.screen());
}

#[test]
fn a_marked_number_becomes_the_cell_that_held_it_last_year() {
    let mut desk = desk(160, 45, Lang::Zh);
    desk.keys("甲〔上年 12〕件<left><shift-f2>")
        .assert_shows("这个数字与哪一格联动？")
        .assert_shows("一、本年新收 · 总计");
    desk.keys("<enter><alt-3>");
    assert_eq!(text(&desk), "甲{requests.new.total}件");
    desk.keys("<alt-1><ctrl-end>〔上年 77〕<shift-f2>").assert_shows("上年度的表中没有等于 77 的格");
}

#[test]
fn without_last_years_text_the_keys_say_so() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-1><f12>").assert_shows("没有上年度报告");
    desk.keys("<ctrl-l>").assert_shows("没有上年度报告");
    let mut desk = self::desk(100, 30, Lang::Zh);
    desk.keys("<alt-5><f12>").assert_shows("上年度报告的这一章没有正文");
}

#[test]
fn a_click_chooses_a_paragraph() {
    let mut desk = desk(160, 45, Lang::Zh);
    desk.click("（二）").assert_shows("第 2/2 段");
}

#[test]
fn screens_of_last_years_text() {
    insta::assert_snapshot!("last-text-160x45", desk(160, 45, Lang::Zh).keys("<ctrl-l>").screen());
    insta::assert_snapshot!("last-text-100x30-en", desk(100, 30, Lang::En).keys("<f12><alt-down>").screen());
    insta::assert_snapshot!("last-text-80x24", desk(80, 24, Lang::Zh).keys("<f12><ctrl-l>").screen());
}
