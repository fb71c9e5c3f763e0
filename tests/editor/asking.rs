//! Help and the manual asked for in a dialog: they open over it, and Esc comes back to it as it was.

use gouji::domain::text::Lang;
use gouji::tui::dialog::Dialog;

use super::desk::{AGENCY, Desk, put};

/// A report with last year's beside it, one edit that is not saved, and a note.
fn desk(lang: Lang, columns: u16, rows: u16) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[("requests.new.natural_person", 3), ("requests.granted.natural_person", 3)]);
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 7), ("requests.granted.natural_person", 5)]);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<home><enter>m存疑<enter><down>4<enter>");
    desk
}

/// The screen without its last line, which says what there is to say until the next key.
fn picture(desk: &Desk) -> String {
    let screen = desk.screen();
    screen.rsplit_once('\n').expect("lines").0.to_string()
}

/// Dialogs with something chosen or typed in them.
const OPEN: [&str; 26] = [
    "<ctrl-p>章<down>",
    "<ctrl-f>国家<down><down>",
    "g",
    "<ctrl-q>",
    "<ctrl-e><down><down>",
    "<f7><down>",
    "<f7>a理由",
    "k<down>",
    "<alt-c>",
    "<alt-l><down>",
    "<alt-o>/a/b",
    "W/c",
    "m再看",
    "<ctrl-n>",
    "<alt-n>整份",
    "<shift-f9>李四",
    "<alt-d>",
    "<ctrl-o><down>",
    "<ctrl-g>",
    "<alt-1><f2>总<down>",
    "<alt-1><f6>12",
    "/",
    "S",
    "<ctrl-s><f3>n<ctrl-a>某局<down>",
    "<ctrl-s><f3>i/x",
    "<ctrl-s><f3>d",
];

#[test]
fn f1_opens_help_over_every_dialog_and_esc_comes_back_to_it_as_it_was() {
    for (lang, columns, rows) in [(Lang::Zh, 80, 24), (Lang::En, 100, 30)] {
        for keys in OPEN {
            let mut desk = desk(lang, columns, rows);
            desk.keys(keys);
            assert!(desk.model.dialog.is_some(), "{keys}\n{}", desk.screen());
            let before = picture(&desk);
            for (back, again) in [("<esc>", "<f1>"), ("<f1>", "<f1>"), ("<enter>", "<f1>"), ("<esc>", "<shift-f1>")] {
                desk.keys(again);
                assert!(matches!(desk.model.dialog, Some(Dialog::Reading(_))), "{keys} {again}");
                desk.assert_shows(lang.pick("Esc 返回", "Esc goes back"));
                desk.keys("<pagedown>x").keys(back);
                assert_eq!(picture(&desk), before, "{keys} {again} {back}");
            }
            desk.keys("<esc>");
        }
    }
}

#[test]
fn help_over_a_dialog_says_first_what_the_dialog_is_for() {
    for (keys, zh, en) in [
        ("<ctrl-f>", "查找单元格：输入行列名称的几个字", "Find a cell: type part"),
        ("<alt-d>", "请确认：按所列字母回答", "Question: answer with one of the letters"),
        ("m", "批注：输入内容", "Comment: write it"),
    ] {
        desk(Lang::Zh, 80, 24).keys(keys).keys("<f1>").assert_shows(zh).assert_shows("[通用]");
        desk(Lang::En, 80, 24).keys(keys).keys("<f1>").assert_shows(en);
    }
}

#[test]
fn a_question_mark_asks_for_help_in_dialogs_that_take_no_text_and_is_text_in_the_others() {
    for keys in ["g", "<f7>", "k", "<ctrl-q>", "<ctrl-n>", "<ctrl-g>", "<alt-l>"] {
        let mut desk = desk(Lang::Zh, 80, 24);
        let before = picture(desk.keys(keys));
        desk.keys("?").assert_shows("Esc 返回");
        desk.keys("<esc>");
        assert_eq!(picture(&desk), before, "{keys}");
    }
    for keys in ["m", "<ctrl-f>", "<alt-o>", "<f7>a"] {
        desk(Lang::Zh, 80, 24).keys(keys).keys("查?").assert_shows("查?");
    }
}

#[test]
fn a_paste_waits_below_help_and_is_written_afterwards() {
    let mut desk = desk(Lang::Zh, 100, 30);
    desk.keys("<alt-3><ctrl-home>").paste("1\t2\t3");
    let before = picture(&desk);
    desk.keys("<f1>").paste("9\t9").keys("<esc>");
    assert_eq!(picture(&desk), before);
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.enterprise"), "2");
}

#[test]
fn quitting_from_help_over_a_dialog_asks_as_from_the_dialog() {
    let mut desk = desk(Lang::Zh, 100, 30);
    desk.keys("g<f1><ctrl-q>").assert_shows("有修改尚未保存");
    desk.keys("<f1><esc>").assert_shows("有修改尚未保存");
    assert!(!desk.left);
}

#[test]
fn snapshots_of_help_over_a_dialog() {
    insta::assert_snapshot!("help-over-find-80x24", desk(Lang::Zh, 80, 24).keys("<ctrl-f>bzw<f1>").screen());
    insta::assert_snapshot!("help-over-export-100x30-en", desk(Lang::En, 100, 30).keys("<ctrl-e><f1>").screen());
    insta::assert_snapshot!("find-bzw-80x24", desk(Lang::Zh, 80, 24).keys("<ctrl-f>bzw").screen());
}
