//! Tests of the text that is being written: whatever it holds and whatever is pressed, nothing is lost or shown twice.

use std::sync::LazyLock;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Report, Scope};
use gouji::domain::rule::Figures;
use gouji::domain::session::Session;
use gouji::store::forms::Forms;
use gouji::tui::display::width;
use gouji::tui::key::{Chord, Code};
use gouji::tui::prose::Writing;
use gouji::tui::prose::page::{Caret, Page};
use proptest::prelude::*;

/// A session in which `requests.new.natural_person` is 12 and everything else unfilled.
fn session() -> Session {
    static FORMS: LazyLock<Forms> = LazyLock::new(Forms::default);
    let form = FORMS.newest().expect("a form").clone();
    let mut report = Report::new(form.clone(), None, Some(2025), Scope::Own);
    let cell = form.find("requests.new.natural_person").expect("a cell");
    report.set_entry(cell, Entry::new(Figure::from(12), Origin::Keyed));
    Session::new(report)
}

fn keys(writing: &mut Writing, figures: Figures<'_>, keys: &str) {
    for name in keys.split(' ') {
        let chord = if name == "space" { " ".parse() } else { name.parse() };
        writing.key(chord.expect("a key"), figures);
    }
}

fn written(text: &str, pressed: &str) -> Writing {
    let session = session();
    let mut writing = Writing::new(text, (11, 24));
    keys(&mut writing, session.figures(), pressed);
    writing
}

/// Texts of Chinese words and marks, line ends, fields that are filled, unfilled and misnamed, and braces that are none.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => "[一-龥，。；：、（）《》“”…—a-z0-9 %\u{3000}\u{301}👩]{0,6}",
        1 => Just("\n".to_string()),
        1 => Just("{requests.new.natural_person}".to_string()),
        1 => Just("{requests.new.total}".to_string()),
        1 => Just("{requests.nwe.total}".to_string()),
        1 => Just("{x}{".to_string()),
    ];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

/// Keys that move, with and without Shift.
const MOVES: [&str; 16] = [
    "left",
    "right",
    "up",
    "down",
    "home",
    "end",
    "pageup",
    "pagedown",
    "ctrl-left",
    "ctrl-right",
    "shift-left",
    "shift-down",
    "ctrl-home",
    "ctrl-end",
    "tab",
    "shift-end",
];

proptest! {
    #[test]
    fn every_character_is_on_one_line_and_every_line_fits(text in text(), columns in 2_usize..40) {
        let session = session();
        let page = Page::new(session.figures(), &text, columns);
        let mut joined = String::new();
        for (index, line) in page.lines().iter().enumerate() {
            if index > 0 && page.lines()[index - 1].end < line.start {
                joined.push('\n');
            }
            let line = &page.shown.text[line.clone()];
            prop_assert!(page.indent(index) + width(line.trim_end()) <= columns, "{line:?}");
            joined.push_str(line);
        }
        prop_assert_eq!(joined, page.shown.text.to_string());
    }

    #[test]
    fn a_caret_leads_to_a_place_and_back(text in text(), columns in 2_usize..40) {
        let session = session();
        let page = Page::new(session.figures(), &text, columns);
        let mut byte = 0;
        loop {
            prop_assert_eq!(page.snapped(byte), byte);
            let (line, column) = page.place(Caret::at(byte));
            let back = page.caret(line, column);
            prop_assert_eq!(page.place(back), (line, column), "at {} of {:?}", byte, text);
            let next = page.next(byte);
            prop_assert!(next == text.len() || next > byte);
            if next == byte {
                break;
            }
            prop_assert_eq!(page.previous(next), byte, "before {} of {:?}", next, text);
            byte = next;
        }
        prop_assert_eq!(byte, text.len());
        let within = |byte: usize| page.shown.places.iter().any(|p| p.shown.start < byte && byte < p.shown.end);
        for (line, bytes) in page.lines().iter().enumerate() {
            prop_assert!(within(bytes.end) || page.place(page.end(line)).0 == line);
            prop_assert!(within(bytes.start) || page.place(page.start(line)) == (line, page.indent(line)));
        }
    }

    #[test]
    fn moving_changes_no_text_and_never_stops_within_a_field(
        text in text(),
        moves in prop::collection::vec(prop::sample::select(MOVES.to_vec()), 0..30),
    ) {
        let session = session();
        let mut writing = Writing::new(&text, (12, 14));
        for name in moves {
            writing.key(name.parse().expect("a key"), session.figures());
            let page = writing.page(session.figures());
            prop_assert_eq!(page.snapped(writing.position()), writing.position(), "{} in {:?}", name, text);
        }
        prop_assert_eq!(writing.text(), text.as_str());
    }

    #[test]
    fn whatever_was_written_is_taken_back_and_made_again(
        text in text(),
        pressed in prop::collection::vec(prop::sample::select(
            [&MOVES[..], &["a", "公", "。", "enter", "backspace", "delete", "ctrl-w", "ctrl-k", "ctrl-u", "ctrl-x"]].concat()
        ), 0..40),
    ) {
        let session = session();
        let mut writing = Writing::new(&text, (12, 14));
        for name in pressed {
            let chord: Chord = name.parse().expect("a key");
            if chord.code == Code::Char('x') {
                writing.take_selected(chord, session.figures());
            } else {
                writing.key(chord, session.figures());
            }
        }
        let after = writing.text().to_string();
        let (undo, redo) = ("ctrl-z".parse().expect("a key"), "ctrl-y".parse().expect("a key"));
        while writing.key(undo, session.figures()) {}
        prop_assert_eq!(writing.text(), text.as_str());
        while writing.key(redo, session.figures()) {}
        prop_assert_eq!(writing.text(), after.as_str());
    }
}

#[test]
fn home_and_end_are_those_of_the_line_on_the_screen() {
    // Ten columns: 一二三四五 and 六七八九十.
    let writing = written("一二三四五六七八九十", "right end");
    let session = session();
    let page = writing.page(session.figures());
    assert_eq!((writing.position(), writing.place(&page)), (15, (0, 10)));
    let writing = written("一二三四五六七八九十", "right end right");
    assert_eq!(writing.position(), 18);
    let writing = written("一二三四五六七八九十", "end down home");
    assert_eq!(writing.position(), 15);
}

#[test]
fn up_and_down_keep_the_column_across_shorter_lines() {
    let writing = written("一二三四\n一\n一二三四", "right right right down down");
    assert_eq!(writing.position(), "一二三四\n一\n一二三".len());
}

#[test]
fn going_down_leads_through_a_field_that_is_longer_than_a_line() {
    // One that names no cell stands as it is written; on the screen: 甲, {requests., nwe.total}, 乙, 丙.
    let positions = ["down", "down down", "down down down"]
        .map(|pressed| written("甲{requests.nwe.total}乙\n丙", pressed).position());
    let field = "{requests.nwe.total}".len();
    assert_eq!(positions, ["甲".len(), "甲".len() + field, "甲乙\n".len() + field]);
}

#[test]
fn words_end_at_marks_and_a_field_is_one_unit() {
    let text = "全年{requests.new.natural_person}件，共3";
    let stops = ["ctrl-right", "ctrl-right ctrl-right", "ctrl-right ctrl-right ctrl-right"];
    let stops = stops.map(|pressed| written(text, pressed).position());
    assert_eq!(stops, ["全年".len(), text.find('件').expect("there"), text.find('，').expect("there")]);
    assert_eq!(written(text, "right right delete").text(), "全年件，共3");
    assert_eq!(written(text, "right right right backspace").text(), "全年件，共3");
    assert_eq!(written(text, "right right shift-right a").text(), "全年a件，共3");
}

#[test]
fn a_field_that_is_typed_by_hand_is_one_at_once() {
    let writing = written("requests.new.total}", "{");
    assert_eq!(writing.position(), "{requests.new.total}".len());
}

#[test]
fn undo_takes_back_a_word_and_not_a_letter_or_everything() {
    assert_eq!(written("", "公 开 。 信 息 ctrl-z").text(), "公开。");
    assert_eq!(written("", "公 开 。 信 息 ctrl-z ctrl-z").text(), "");
    assert_eq!(written("公开信息", "end backspace backspace ctrl-z").text(), "公开信息");
}

#[test]
fn tab_goes_to_the_next_place_left_open() {
    assert_eq!(written("甲……乙……", "tab a tab b").text(), "甲a乙b");
}
