//! What is far larger than any report is refused with a word, or worked on: what grew with the square would keep these tests for
//! minutes. How long it takes is for the benches.

use std::fmt::Write;

use gouji::domain::report::{Note, Part};
use gouji::store::document::to_ron;
use gouji::tui::wire::Wire;
use ratatui::backend::Backend;

use super::desk::{AGENCY, Desk};

/// A text of somewhat less than so many kilobytes.
fn long(kilobytes: usize, piece: &str) -> String {
    piece.repeat((kilobytes << 10) / piece.len())
}

#[test]
fn a_paste_that_no_report_holds_is_refused_with_its_size() {
    let mut desk = Desk::with_blank();
    desk.paste(&long(129, "7\t8\n")).assert_shows("粘贴的内容有 129 KB，未粘贴");
    for key in ["", "<alt-1>", "<alt-1><ctrl-f>", "n"] {
        let mut desk = Desk::with_blank();
        desk.keys(key);
        desk.paste(&"7\t8\n".repeat(1_250_000));
        desk.assert_shows("粘贴的内容有 5 MB");
        desk.keys("<esc>");
        assert_eq!(desk.report().session.report().unfilled(), 166);
    }
}

#[test]
fn a_long_paste_into_the_grid_is_answered() {
    let shapes = [
        long(64, "7\t8\n"),
        long(64, "7 8\n"),
        long(64, "7,8,9\n"),
        long(64, "7"),
        long(64, "一、予以公开\t7\n"),
        long(64, "\n"),
        long(64, "词 "),
        long(64, "词\n"),
    ];
    for text in shapes {
        let mut desk = Desk::with_blank();
        desk.paste(&text).screen();
        desk.keys("<esc>");
        assert_eq!(desk.report().session.report().unfilled(), 166);
    }
}

#[test]
fn a_long_paste_into_a_text_is_written() {
    for text in [
        long(200, "本年度新收申请7件。"),
        long(200, "本年度新收申请7件。\n"),
        long(200, "{requests.new.x}"),
        long(200, "a"),
        long(200, "×××\n"),
    ] {
        let mut desk = Desk::with_blank();
        desk.keys("<alt-1>");
        desk.paste(&text).keys("完<left>").screen();
        desk.keys("<alt-3><alt-1>");
        let written = desk.report().session.report().text(Part::Chapter(0)).to_string();
        assert!(written.len() >= text.len() && written.ends_with('完'), "{} bytes", written.len());
        desk.keys("<ctrl-z>");
    }
}

#[test]
fn six_thousand_comments_and_fields_are_listed_and_worked_on() {
    let mut desk = Desk::with_blank();
    desk.keys("<ctrl-s>");
    let mut report = desk.report().session.report().clone();
    report.notes =
        (0..6_000).map(|n| Note { cell: None, place: format!("line {n}"), text: format!("核对{n}") }).collect();
    let text = (0..6_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, "申请{{requests.new.person{n}}}件。");
        text
    });
    report.set_text(Part::Chapter(0), text);
    let folder = desk.end();
    std::fs::write(folder.path().join(AGENCY).join("2025.ron"), to_ron(&report)).expect("written");
    let mut desk = Desk::over(folder, 100, 30, gouji::domain::text::Lang::Zh);
    desk.keys("<enter>7<enter>8<enter>").screen();
    desk.keys("<f8>").screen();
    desk.keys("<down><down><esc><alt-1>").screen();
    desk.keys("本年度<alt-3><ctrl-s>").assert_shows("已保存");
    assert_eq!(desk.report().session.report().notes.len(), 6_000);
}

#[test]
fn a_terminal_of_more_columns_than_any_screen_is_drawn_in_part() {
    let mut desk = Desk::with_sample();
    desk.resize(u16::MAX, u16::MAX).keys("<down>8<f8>").screen();
    assert!(desk.model.size.0 < 2000 && desk.model.size.1 < 2000);
    desk.resize(100, 30).assert_shows("T3-01");
    let mut wire = Wire::new(Vec::new());
    wire.resized(u16::MAX, u16::MAX);
    assert_eq!(wire.size().map(|size| (size.width, size.height)).expect("known"), (1000, 500));
}
