//! Editions in the library's folder of forms, in the editor: a seventh chapter, a fourth table, one more column.

use std::fs;

use gouji::domain::text::Lang;

use crate::desk::Desk;

#[path = "../data/made.rs"]
mod made;

/// A desk with an empty report of a year open on it, whose edition is in the library.
fn desk(year: &str) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("forms")).expect("made");
    fs::write(folder.path().join("forms").join("2027.ron"), made::wider()).expect("written");
    fs::write(folder.path().join("forms").join("2031.ron"), made::longer()).expect("written");
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys(&format!("n示例区财政局<enter>{}{year}<enter><enter><left><enter>", "<backspace>".repeat(4)));
    assert_eq!(desk.report().form().edition(), year, "{}", desk.screen());
    desk
}

#[test]
fn a_seventh_chapter_is_reached_by_its_digit_by_the_list_and_from_its_neighbours() {
    let mut desk = desk("2031");
    for way in ["<alt-7>", "<alt-3>g7", "<alt-6><ctrl-pagedown>", "<alt-9><ctrl-pageup>", "<alt-8><ctrl-pageup>"] {
        desk.keys("<alt-1>").keys(way);
        assert_eq!(desk.at(), "platforms.sites.opened", "{way}");
    }
    desk.keys("<alt-8>").assert_shows("落款");
    desk.keys("<alt-3>g").assert_shows("7  七、政府信息公开平台情况").assert_shows("8  落款");
    desk.keys("8").assert_shows("落款");
    desk.keys("<alt-3><ctrl-f>账号<enter>");
    assert_eq!(desk.at(), "platforms.accounts.opened");
}

#[test]
fn a_fourth_table_is_keyed_added_up_judged_and_saved() {
    let mut desk = desk("2031");
    desk.keys("<alt-7>4<enter>");
    assert_eq!(desk.at(), "platforms.sites.closed");
    desk.keys("1<enter>3<enter>6<enter>");
    assert_eq!((desk.total("platforms.sum.opened"), desk.at()), ("10".into(), "platforms.accounts.closed".into()));
    // A printed total that differs is a finding, to which F8 leads.
    desk.keys("T<ctrl-end><ctrl-home><down><down>9<enter><alt-1><alt-3>").keys("<shift-f6>y");
    desk.keys("<f7>").assert_shows("T7-01");
    desk.keys("<esc><f8>");
    assert!(desk.at().starts_with("platforms."), "{}", desk.at());
    desk.keys("<ctrl-s>").assert_shows("已保存");
    let folder = desk.end();
    let mut again = Desk::over(folder, 100, 30, Lang::Zh);
    again.keys("<enter>");
    assert_eq!(again.figure("platforms.accounts.opened"), "6");
}

#[test]
fn one_column_more_is_a_column_like_the_others() {
    let mut desk = desk("2027");
    desk.keys("<alt-3>");
    assert_eq!(desk.at(), "requests.new.natural_person");
    desk.keys("1<tab>2<tab>3<tab>4<tab>5<tab>6<tab>");
    assert_eq!(desk.at(), "requests.new.cooperative");
    desk.keys("7<enter>");
    assert_eq!(desk.total("requests.new.total"), "28");
    assert_eq!(desk.at(), "requests.carried_in.natural_person");
}

#[test]
fn a_digit_behind_the_last_part_says_how_many_chapters_there_are() {
    Desk::with_sample().keys("<alt-8>").assert_shows("这份报告的格式只有 6 章");
}
