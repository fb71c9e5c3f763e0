//! What is sent to the terminal: any sequence of pictures arrives as it was drawn, and a cursor move writes little.

use std::cell::RefCell;
use std::io;
use std::num::NonZeroU16;
use std::rc::Rc;

use gouji::domain::text::Lang;
use gouji::tui::theme::Theme;
use gouji::tui::view::{clear_halves, view};
use gouji::tui::wire::Wire;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::desk::Desk;

/// Bytes on their way to a terminal.
#[derive(Clone, Default)]
struct Line(Rc<RefCell<Vec<u8>>>);

impl io::Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn terminal(columns: u16, rows: u16) -> (Terminal<Wire<Line>>, Line) {
    let line = Line::default();
    let mut wire = Wire::new(line.clone());
    wire.resized(columns, rows);
    (Terminal::new(wire).expect("a terminal"), line)
}

/// A piece of text somewhere on a screen of 12 columns by 3 rows.
fn piece() -> impl Strategy<Value = (u16, u16, String, u8)> {
    (0..12_u16, 0..3_u16, "[a公开 7]{1,9}", 0..5_u8)
}

fn style(index: u8) -> Style {
    match index {
        0 => Style::new(),
        1 => Style::new().add_modifier(Modifier::REVERSED),
        2 => Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
        3 => Style::new().bg(Color::Blue),
        _ => Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Rgb(200, 0, 255)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_pictures_arrives_as_it_was_drawn(
        pictures in prop::collection::vec(prop::collection::vec(piece(), 0..6), 1..8),
    ) {
        let (mut terminal, line) = terminal(12, 3);
        let cells = |count| NonZeroU16::new(count).expect("a screen has cells");
        let mut screen = vt100::Parser::new(cells(3), cells(12), 0);
        for picture in pictures {
            let frame = terminal.draw(|frame| {
                for (x, y, text, look) in &picture {
                    // What is drawn over other things makes way for itself first, as boxes do.
                    clear_halves(frame.buffer_mut(), Rect::new(*x, *y, 1, 1));
                    frame.buffer_mut().set_stringn(*x, *y, text, usize::from(12 - x), style(*look));
                }
            }).expect("drawn");
            screen.process(&std::mem::take(&mut *line.0.borrow_mut()));
            for y in 0..3 {
                let mut x = 0;
                while x < 12 {
                    let drawn = &frame.buffer[(x, y)];
                    let shown = screen.screen().cell(y, x).expect("a cell");
                    let text = if shown.has_contents() { shown.contents() } else { " " };
                    prop_assert_eq!(drawn.symbol(), text, "column {} row {}", x, y);
                    prop_assert_eq!(drawn.modifier.contains(Modifier::REVERSED), shown.inverse());
                    prop_assert_eq!(drawn.bg == Color::Blue, shown.bgcolor() == vt100::Color::Idx(4));
                    let any = vt100::Color::Rgb(200, 0, 255);
                    prop_assert_eq!(drawn.bg == Color::Rgb(200, 0, 255), shown.bgcolor() == any);
                    x += u16::try_from(gouji::tui::display::width(drawn.symbol())).expect("narrow").max(1);
                }
            }
        }
    }
}

#[test]
fn a_cursor_move_writes_under_500_bytes_in_the_middle() {
    for truecolour in [false, true] {
        moves_write_little(Theme { truecolour, ..Theme::DARK });
    }
}

fn moves_write_little(theme: Theme) {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.model.setting.theme = theme;
    desk.keys("sy");
    let (mut terminal, line) = terminal(80, 24);
    let mut draw = |desk: &Desk| {
        terminal.draw(|frame| view(&desk.model, frame)).expect("drawn");
        std::mem::take(&mut *line.0.borrow_mut()).len()
    };
    draw(&desk);
    let mut written: Vec<usize> = Vec::new();
    for key in ["<right>", "<right>", "<down>", "<down>", "<down>", "<left>", "<down>", "<up>", "<enter>", "<tab>"] {
        desk.keys(key);
        written.push(draw(&desk));
    }
    written.sort_unstable();
    assert!(written[written.len() / 2] < 500, "{written:?}");
}
