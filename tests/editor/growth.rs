//! What is far larger than any report costs what it is long, or is refused with a word.

use std::fmt::Write;
use std::time::{Duration, Instant};

use gouji::domain::report::{Note, Part};
use gouji::store::document::to_ron;
use gouji::tui::wire::Wire;
use ratatui::backend::Backend;

use super::desk::{AGENCY, Desk};

/// Far more than any of it takes in a build without optimisation, and far less than what grows with the square.
const MOST: Duration = Duration::from_secs(20);

fn timed<T>(what: &str, work: impl FnOnce() -> T) {
    let begun = Instant::now();
    work();
    println!("{what}: {:?}", begun.elapsed());
    assert!(begun.elapsed() < MOST, "{what} takes {:?}", begun.elapsed());
}

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
        timed(key, || desk.paste(&"7\t8\n".repeat(1_250_000)));
        desk.assert_shows("粘贴的内容有 5 MB");
        desk.keys("<esc>");
        assert_eq!(desk.report().session.report().unfilled(), 166);
    }
}

#[test]
fn a_long_paste_into_the_grid_is_answered() {
    let shapes = [
        long(128, "7\t8\n"),
        long(128, "7 8\n"),
        long(128, "7,8,9\n"),
        long(128, "7"),
        long(128, "一、予以公开\t7\n"),
        long(128, "\n"),
        long(128, "词 "),
        long(128, "词\n"),
    ];
    for text in shapes {
        let mut desk = Desk::with_blank();
        let start: String = text.chars().take(8).collect();
        timed(&format!("{start:?}"), || desk.paste(&text));
        timed("drawn", || desk.screen());
        timed("left", || desk.keys("<esc>"));
    }
}

#[test]
fn a_long_paste_into_a_text_is_written() {
    for text in [
        long(400, "本年度新收申请7件。"),
        long(400, "本年度新收申请7件。\n"),
        long(400, "{requests.new.x}"),
        long(400, "a"),
        long(400, "×××\n"),
    ] {
        let mut desk = Desk::with_blank();
        desk.keys("<alt-1>");
        let start: String = text.chars().take(8).collect();
        timed(&format!("{start:?}"), || desk.paste(&text));
        timed("typed behind it", || desk.keys("完<left>"));
        timed("drawn", || desk.screen());
        timed("left and seen again", || desk.keys("<alt-3><alt-1>"));
        timed("undone", || desk.keys("<ctrl-z>"));
    }
}

#[test]
fn twenty_thousand_comments_and_fields_are_listed_and_worked_on() {
    let mut desk = Desk::with_blank();
    desk.keys("<ctrl-s>");
    let mut report = desk.report().session.report().clone();
    report.notes =
        (0..20_000).map(|n| Note { cell: None, place: format!("line {n}"), text: format!("核对{n}") }).collect();
    let text = (0..20_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, "申请{{requests.new.person{n}}}件。");
        text
    });
    report.set_text(Part::Chapter(0), text);
    let folder = desk.end();
    std::fs::write(folder.path().join(AGENCY).join("2025.ron"), to_ron(&report)).expect("written");
    let mut desk = Desk::over(folder, 100, 30, gouji::domain::text::Lang::Zh);
    timed("opened", || desk.keys("<enter>"));
    timed("keyed", || desk.keys("7<enter>8<enter>"));
    timed("drawn", || desk.screen());
    timed("findings", || desk.keys("<f8>"));
    timed("drawn", || desk.screen());
    timed("next", || desk.keys("<down><down><esc>"));
    timed("text", || desk.keys("<alt-1>"));
    timed("drawn", || desk.screen());
    timed("written", || desk.keys("本年度<alt-3>"));
    timed("saved", || desk.keys("<ctrl-s>"));
}

#[test]
fn a_terminal_of_more_columns_than_any_screen_is_drawn_in_part() {
    let mut desk = Desk::with_sample();
    timed("resized", || desk.resize(u16::MAX, u16::MAX).keys("<down>8<f8>").screen());
    assert!(desk.model.size.0 < 2000 && desk.model.size.1 < 2000);
    desk.resize(100, 30).assert_shows("T3-01");
    let mut wire = Wire::new(Vec::new());
    wire.resized(u16::MAX, u16::MAX);
    assert_eq!(wire.size().map(|size| (size.width, size.height)).expect("known"), (1000, 500));
}
