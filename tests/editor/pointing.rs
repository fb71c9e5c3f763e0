//! The mouse: it does what keys do, commits what is typed, and is taken for nothing where it points at nothing.

use gouji::domain::text::Lang;
use gouji::tui::model::Screen;

use super::desk::{AGENCY, Desk, put};

#[test]
fn a_click_puts_the_cursor_on_a_cell_and_commits_the_figure_being_typed() {
    let mut desk = Desk::with_blank();
    desk.keys("5").click("二、上年结转");
    assert_eq!(desk.at(), "requests.new.natural_person", "a label is no cell");
    let (column, row) = desk.cursor();
    desk.click_at(column, row + 2);
    assert_eq!(desk.at(), "requests.granted.natural_person");
    assert_eq!(desk.figure("requests.new.natural_person"), "5");
    desk.keys("7<enter>");
    assert_eq!(desk.figure("requests.granted.natural_person"), "7");
}

#[test]
fn every_cell_in_sight_is_found_where_it_is_drawn() {
    for (columns, rows, keys) in
        [(80, 24, "sy"), (100, 30, "sy<end><pagedown>"), (60, 20, "sy<alt-4><end>"), (160, 45, "sy<alt-2>")]
    {
        let mut desk = Desk::new(columns, rows, Lang::Zh);
        desk.keys(keys);
        let (at, (column, row)) = (desk.at(), desk.cursor());
        desk.keys("<home><ctrl-home>");
        let (start, (first, top)) = (desk.at(), desk.cursor());
        desk.click_at(first, top);
        assert_eq!(desk.at(), start, "{}", desk.screen());
        let mut desk = Desk::new(columns, rows, Lang::Zh);
        desk.keys(keys).click_at(column, row);
        assert_eq!(desk.at(), at, "{}", desk.screen());
    }
}

#[test]
fn a_figure_that_cannot_be_one_stays_where_it_is_typed() {
    let mut desk = Desk::with_sample();
    desk.keys("99999999999999999999").click("四").assert_shows("数字过大");
    assert_eq!(desk.at(), "requests.new.natural_person");
    desk.keys("<esc>").click("四");
    assert!(desk.at().starts_with("disputes."));
}

#[test]
fn a_click_on_a_tab_opens_its_chapter() {
    let mut desk = Desk::with_sample();
    desk.click("四").assert_shows("行政复议");
    assert!(desk.at().starts_with("disputes."));
    desk.click("一").assert_shows("总体情况");
}

#[test]
fn a_click_in_prose_puts_the_cursor_there() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-1><ctrl-a><delete>甲乙丙丁<enter>戊己庚").click("丙").keys("1").click("己").keys("2");
    desk.assert_shows("甲乙1丙丁").assert_shows("戊2己庚");
}

#[test]
fn a_click_in_the_library_chooses_a_report_and_a_second_one_opens_it() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    put(folder.path(), AGENCY, 2024, &[]);
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.click("2024");
    assert_eq!(desk.model.library.selected, 1);
    assert!(matches!(desk.model.screen, Screen::Library));
    desk.click("2024");
    assert_eq!(desk.report().session.report().year, Some(2024));
}

#[test]
fn a_list_takes_clicks_and_what_lies_behind_it_takes_none() {
    let mut desk = Desk::with_sample();
    let at = desk.at();
    desk.keys("<ctrl-p>").click("撤销").click("撤销").assert_shows("没有可撤销");
    desk.keys("<ctrl-p>").click_at(1, 1).assert_shows("输入关键字筛选");
    assert_eq!(desk.at(), at);
}

#[test]
fn questions_chapters_and_lines_of_forms_take_clicks() {
    let mut desk = Desk::with_sample();
    desk.keys("g").click("4  四、").assert_shows("行政复议");
    assert!(desk.at().starts_with("disputes."));
    desk.keys("<ctrl-e>").click("草稿");
    let drafts =
        |desk: &Desk| desk.screen().lines().filter(|line| line.contains("草稿") && line.contains("[x]")).count();
    assert_eq!(drafts(&desk), 0, "the first click chooses the line");
    desk.click("草稿");
    assert_eq!(drafts(&desk), 1, "the second one ticks it");
    desk.click("文件夹").click("文件夹").assert_shows("/documents");
    desk.keys("<esc><ctrl-q>").click("不保存，离开");
    assert!(desk.left);

    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("n").click("范围").click("范围").assert_shows("[x] 地区汇总");
    desk.keys("<esc>z").click("鼠标").click("鼠标").assert_shows("< 接管 >");
    desk.click("外部编辑器").click("外部编辑器").keys("vi").assert_shows("vi");
}

#[test]
fn a_click_in_an_import_preview_chooses_the_line() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    let path = desk.folder.path().join("a.csv");
    std::fs::write(&path, "cell,value\nrequests.new.natural_person,7\nrequests.new.enterprise,8\n").expect("written");
    desk.keys("i").paste(&path.display().to_string()).keys("<enter>").assert_shows("Enter 全部采用");
    desk.click("本年新收 · 企业").keys("9<enter>").assert_shows("已改正");
    let line = desk.screen().lines().find(|line| line.contains("已改正")).map(str::to_string).expect("a line");
    assert!(line.contains("企业"), "{line}");
}

#[test]
fn the_wheel_moves_three_lines() {
    let mut desk = Desk::with_sample();
    desk.wheel(true);
    assert_eq!(desk.at(), "requests.partial.natural_person");
    desk.wheel(false);
    assert_eq!(desk.at(), "requests.new.natural_person");
}

#[test]
fn a_double_click_edits_the_figure_and_two_slow_clicks_do_not() {
    let mut desk = Desk::with_sample();
    desk.keys("31<enter>").keys("<ctrl-home>");
    let (column, row) = desk.cursor();
    desk.click_at(column, row).click_at(column, row).keys("5<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "5", "what is typed after slow clicks replaces");
    desk.click_at(column, row).double_click_at(column, row).keys("7<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "57", "F2 keeps what is there");
    let tab = desk.screen().lines().nth(1).map(|line| line.contains("四复议诉讼"));
    assert_eq!(tab, Some(true));
    desk.double_click("四复议诉讼").assert_shows("行政复议");
}

#[test]
fn hints_take_clicks_as_their_keys_on_the_screen_and_in_boxes() {
    let mut desk = Desk::with_sample();
    desk.click("F1/h 帮助").assert_shows("Esc 关闭");
    desk.click("Esc 关闭");
    assert!(desk.model.dialog.is_none());
    desk.click("p 命令").assert_shows("输入关键字筛选");
    desk.click("↑↓ 选").assert_shows("输入关键字筛选");
    desk.keys("撤销").click("Enter 确定").assert_shows("没有可撤销");
    desk.keys("<esc>").click("q 退出");
    assert!(desk.left || desk.model.dialog.is_some());
}

#[test]
fn one_key_takes_the_mouse_and_gives_it_back_and_that_is_kept() {
    for (open, key) in [("", "m"), ("", "<alt-m>"), ("sy", "P"), ("sy<alt-1>", "<alt-m>")] {
        let mut desk = Desk::new(100, 30, Lang::Zh);
        desk.keys(open).keys(key).assert_shows("鼠标已打开");
        assert!(desk.model.setting.chosen.mouse);
        let kept = std::fs::read_to_string(desk.folder.path().join("settings.ron")).expect("settings");
        assert!(kept.contains("mouse: true"), "{kept}");
        desk.keys(key).assert_shows("鼠标已关闭");
        assert!(!desk.model.setting.chosen.mouse);
    }
}
