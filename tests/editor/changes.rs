//! What changed: one cell from save to save, the report since it was finished, the report beside another one.

use std::fs;

use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

#[test]
fn the_history_of_a_cell_names_every_saved_figure_and_the_one_not_saved_yet() {
    let mut desk = Desk::with_blank();
    desk.keys("5<enter><ctrl-s><up><home>7<enter>8<enter><ctrl-s><home>9<enter><home>");
    desk.keys("H").assert_shows("历次改动");
    let screen = desk.screen();
    let at = |words: &str| screen.find(words).unwrap_or_else(|| panic!("`{words}`:\n{screen}"));
    assert!(at("7 改 9") < at("5 改 7") && at("5 改 7") < at("（空） 改 5"), "the newest first:\n{screen}");
    assert!(at("未保存") < at("7 改 9"));
    assert!(screen.contains("最早的版本"));
    desk.keys("<esc><end><left>H").assert_shows("从未填写");
}

#[test]
fn a_report_that_was_never_saved_has_no_history_but_says_what_is_on_the_screen() {
    let mut desk = Desk::with_blank();
    desk.keys("5<enter><home>H").assert_shows("（空） 改 5").assert_shows("未保存");
    desk.keys("<esc><ctrl-p>changes<enter>").assert_shows("尚未保存");
}

#[test]
fn the_changes_since_the_oldest_state_lead_to_their_cells_and_chapters() {
    let mut desk = Desk::with_blank();
    desk.keys("5<enter><ctrl-s>6<enter><alt-5>改进措施<ctrl-s><alt-3>");
    desk.keys("<ctrl-p>changes<enter>").assert_shows("从未定稿").assert_shows("2 处不同");
    desk.assert_shows("（空） 改 6").assert_shows("改进措施");
    desk.keys("<enter>");
    assert_eq!(desk.at(), "requests.new.enterprise");
    desk.keys("<ctrl-p>changes<enter><down><enter>").assert_shows("五、存在的主要问题及改进情况");
}

#[test]
fn the_report_is_held_beside_last_years_and_beside_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[("requests.new.natural_person", 9)]);
    let path = folder.path().join("另一份.csv");
    fs::write(&path, "cell,value\nrequests.new.natural_person,4\n").expect("written");
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("n<enter><enter><enter>n<enter>ay<alt-3>7<enter>");
    desk.keys("<ctrl-p>compare-last-year<enter>").assert_shows("与上年差异清单").assert_shows("9 改 7");
    desk.keys("<esc><ctrl-p>compare-file<enter>");
    desk.paste(&path.display().to_string()).keys("<enter>").assert_shows("4 改 7");
    desk.keys("<esc><ctrl-p>compare-file<enter>没有这个文件<enter>").assert_shows("没有这个文件");
    let mut alone = Desk::with_blank();
    alone.keys("<ctrl-p>compare-last-year<enter>").assert_shows("没有上年");
}
