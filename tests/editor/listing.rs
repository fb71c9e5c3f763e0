//! The library's list: narrowed by words, walked through by pages, sorted, and what a line of it says.

use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
use gouji::tui::model::Screen;

use super::desk::{AGENCY, Desk, put, saved};

/// A library of so many reports: one file by many names, which says nothing of whose it is.
fn many(count: usize) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut report = saved(folder.path(), AGENCY, 2025).expect("saved");
    (report.agency, report.year) = (None, None);
    std::fs::remove_dir_all(folder.path().join(AGENCY)).expect("removed");
    let file = folder.path().join("one.ron");
    std::fs::write(&file, to_ron(&report)).expect("written");
    for number in 0..count {
        let agency = folder.path().join(format!("第{number:04}局"));
        std::fs::create_dir(&agency).expect("made");
        std::fs::hard_link(&file, agency.join("2025.ron")).expect("linked");
    }
    Desk::over(folder, 80, 24, Lang::Zh)
}

fn chosen(desk: &Desk) -> (String, i32) {
    let key = &desk.model.library.current().expect("a report").key;
    (key.agency.clone(), key.year)
}

/// The agencies on the screen, from the first line of the list on.
fn agencies(desk: &Desk) -> Vec<String> {
    let screen = desk.screen();
    let lines = screen.lines().skip(2).map(|line| line.split_whitespace().next().unwrap_or_default().to_string());
    lines.take_while(|word| !word.is_empty() && !word.starts_with("报告库")).collect()
}

#[test]
fn a_slash_narrows_the_list_by_name_pinyin_and_year_and_enter_opens_the_chosen_one() {
    let folder = tempfile::tempdir().expect("a folder");
    for agency in ["示例区教育局", "示例区财政局", "示例市财政局"] {
        put(folder.path(), agency, 2024, &[]);
        put(folder.path(), agency, 2025, &[]);
    }
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.assert_shows("第 1/6 份");
    desk.keys("/").assert_shows("筛选：").assert_shows("拼音首字母");
    desk.keys("jyj").assert_shows("第 1/2 份").assert_shows("共 6 份");
    assert_eq!(agencies(&desk), ["示例区教育局", "示例区教育局"]);
    desk.keys("<ctrl-a><backspace>财政 2024").assert_shows("第 1/2 份");
    assert_eq!(agencies(&desk), ["示例区财政局", "示例市财政局"]);
    desk.keys("<down><enter>");
    let report = desk.report().session.report();
    assert_eq!((report.agency.as_deref(), report.year), (Some("示例市财政局"), Some(2024)));
    desk.keys("<f3>").assert_shows("筛选“财政 2024”").assert_shows("第 2/2 份");
    desk.keys("<esc>").assert_shows("第 6/6 份");
    assert_eq!(chosen(&desk), ("示例市财政局".into(), 2024), "the choice stays");
}

#[test]
fn what_is_typed_letter_by_letter_lets_through_what_the_whole_does() {
    let folder = tempfile::tempdir().expect("a folder");
    for agency in ["长安区重大项目局", "重庆市长寿区局", "示例区财政局"] {
        put(folder.path(), agency, 2024, &[]);
        put(folder.path(), agency, 2025, &[]);
    }
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    for query in ["zhong", "cqs 25", "ca zd", "own 4", "长 局 2024", "qcz"] {
        let typed = desk.keys(&format!("/{query}<tab>")).screen();
        let whole = desk.keys("<esc>/").paste(query).keys("<tab>").screen();
        assert_eq!(typed, whole, "{query}");
        desk.keys("<esc>");
    }
}

#[test]
fn letters_are_commands_again_behind_tab_and_what_matches_nothing_opens_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "示例区教育局", 2025, &[]);
    put(folder.path(), "示例区财政局", 2025, &[]);
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("/czj<tab>d").assert_shows("删除 示例区财政局 2025 年度报告？");
    desk.keys("<esc>/没有的<enter>").assert_shows("没有匹配的报告").assert_shows("第 0/0 份");
    assert!(matches!(desk.model.screen, Screen::Library));
    desk.keys("<esc>").assert_shows("第 1/2 份");
    desk.keys("/").paste("教育").assert_shows("第 1/1 份");
    // A report that is made is seen, whatever the list was narrowed to.
    desk.keys("<tab>n<ctrl-a>一个新单位<enter><enter><enter><right><right><enter><ctrl-s><f3>");
    assert_eq!(chosen(&desk).0, "一个新单位");
}

#[test]
fn pages_and_ends_of_four_thousand_reports_are_reached_by_keys_and_the_position_is_told() {
    let mut desk = many(4000);
    desk.assert_shows("第 1/4000 份");
    assert_eq!(agencies(&desk).len(), 20);
    desk.keys("<pagedown>").assert_shows("第 20/4000 份");
    assert_eq!(agencies(&desk)[0], "第0019局", "one line of the page before stays");
    desk.keys("<pagedown><pageup>").assert_shows("第 20/4000 份");
    desk.keys("<end>").assert_shows("第 4000/4000 份");
    assert_eq!((agencies(&desk)[0].as_str(), agencies(&desk).len()), ("第3980局", 20));
    desk.keys("<pageup><up>").assert_shows("第 3980/4000 份");
    desk.keys("<home>").assert_shows("第 1/4000 份");
    assert_eq!(agencies(&desk)[0], "第0000局");
    desk.keys("/3999").assert_shows("第 1/1 份");
    let known = desk.model.library.reports.iter().filter(|listed| listed.state.is_some()).count();
    assert!(known < 200, "{known} were looked into");
}

#[test]
fn what_needs_work_comes_first_once_asked_for_and_by_name_again() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "甲局", 2025, &[]);
    put(folder.path(), "乙局", 2025, &[("requests.new.natural_person", 3)]);
    put(folder.path(), "丙局", 2025, &[("requests.new.natural_person", 3), ("requests.new.enterprise", 3)]);
    put(folder.path(), "丁局", 2025, &[]);
    std::fs::write(folder.path().join("丁局").join("2025.ron"), "(version").expect("damaged");
    for number in 10..60 {
        put(folder.path(), &format!("第{number}局"), 2025, &[]);
    }
    let mut desk = Desk::over(folder, 100, 24, Lang::Zh);
    let by_name = agencies(&desk);
    assert_eq!(&by_name[..2], ["丁局", "丙局"]);
    desk.keys("o").assert_shows("待办在前");
    assert_eq!(&agencies(&desk)[..3], ["丁局", "丙局", "乙局"]);
    assert_eq!(desk.model.library.unknown(), 0, "all are looked into for it");
    assert_eq!(chosen(&desk).0, "丁局");
    desk.keys("o");
    assert_eq!(agencies(&desk), by_name);
}

#[test]
fn a_line_of_the_list_says_scope_filled_findings_finished_and_last_change() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 100, 24, Lang::Zh);
    let line =
        |desk: &Desk| desk.screen().lines().nth(2).expect("a line").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(line(&desk), format!("{AGENCY} 2025 本机关 2021 166/166 正文未写完 01-15"));
    // An edit that was not saved is a change of today, and is marked.
    desk.keys("<enter>5<enter>");
    let desk = Desk::over(desk.end(), 100, 24, Lang::Zh);
    assert!(line(&desk).contains("*166/166") && !line(&desk).contains("01-15"), "{}", line(&desk));
}
