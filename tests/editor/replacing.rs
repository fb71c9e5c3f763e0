//! Words of the text replaced by others, and the outline.

use gouji::domain::report::Part;
use gouji::domain::text::Lang;

use super::desk::Desk;

fn text(desk: &Desk) -> &str {
    desk.report().session.report().text(Part::Chapter(5))
}

#[test]
fn words_are_counted_before_they_are_replaced_and_one_undo_takes_all_back() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-6>甲公开，乙公开。<left><alt-r>公开").assert_shows("本章 2 处");
    desk.keys("<enter>公布<enter>").assert_shows("“公开”已替换为“公布”：2 处");
    desk.assert_shows("甲公布，乙公布。");
    desk.keys("丙").assert_shows("甲公布，乙公布丙。");
    desk.keys("<ctrl-z><ctrl-z>").assert_shows("甲公开，乙公开。");
    desk.keys("<alt-3>");
    assert_eq!(text(&desk), "甲公开，乙公开。");
}

#[test]
fn figures_of_the_tables_are_not_replaced_and_counted_apart() {
    let mut desk = Desk::with_blank();
    desk.keys("7<enter><alt-6>7天内办了<f2>requests.new.natural_person<enter>件<alt-r>7");
    desk.assert_shows("本章 1 处；另有 1 处是联动数字");
    desk.keys("<enter>8<enter><alt-3>");
    assert_eq!(text(&desk), "8天内办了{requests.new.natural_person}件");
}

#[test]
fn what_is_selected_or_was_looked_for_is_proposed_and_what_is_not_there_replaces_nothing() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-6>甲乙<shift-left><alt-r>").assert_shows("本章 1 处");
    desk.keys("丁<enter><enter>").assert_shows("本章未找到");
    desk.keys("<esc><alt-3>");
    assert_eq!(text(&desk), "甲乙");
}

#[test]
fn a_finished_report_is_not_replaced_in() {
    let mut desk = Desk::with_sample();
    desk.keys("D甲<enter>乙<enter><enter><enter>");
    assert!(desk.report().session.is_final(), "{}", desk.screen());
    desk.keys("<alt-6><alt-r>").assert_shows("已定稿，不能修改");
}

#[test]
fn the_outline_leads_to_a_paragraph_of_any_chapter() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-6><alt-g>").assert_shows("大纲").assert_shows("（四）平台建设");
    desk.keys("平台<enter>").assert_shows("一、总体情况（");
    let (_, y) = desk.cursor();
    let line = desk.screen().lines().nth(y.into()).map(str::to_string).unwrap_or_default();
    assert!(line.trim_start().starts_with("（四）平台建设"), "{}", desk.screen());
    desk.keys("<alt-g>三、<enter>");
    assert!(desk.report().table().is_some(), "a chapter with a table is shown by its table");
}

#[test]
fn screens_of_replacing_and_of_the_outline() {
    let shown = |columns, rows, lang, keys: &str| {
        let mut desk = Desk::new(columns, rows, lang);
        desk.keys("sy").keys(keys);
        desk.screen()
    };
    insta::assert_snapshot!("replace-80x24", shown(80, 24, Lang::Zh, "<alt-1><alt-r>公开<enter>公布"));
    insta::assert_snapshot!("replace-100x30-en", shown(100, 30, Lang::En, "<alt-1><alt-r>公开"));
    insta::assert_snapshot!("outline-80x24", shown(80, 24, Lang::Zh, "<alt-1><alt-g>"));
    insta::assert_snapshot!("outline-160x45-en", shown(160, 45, Lang::En, "<alt-1><alt-g>"));
}
