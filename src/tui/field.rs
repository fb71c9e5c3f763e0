//! Text being written, in one line or many: a thin cover over the text area of `ratatui-textarea` that takes this
//! program's chords. It knows nothing of reports.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, Input, Key, TextArea, WrapMode};

use super::key::{Chord, Code};

/// A text being written.
#[derive(Debug, Clone)]
pub struct Field {
    area: TextArea<'static>,
    single_line: bool,
}

impl Field {
    /// A line of text, the cursor at its end.
    pub fn line(text: &str) -> Field {
        let mut field = Field { area: TextArea::new(vec![text.replace('\n', " ")]), single_line: true };
        field.area.set_cursor_line_style(Style::new());
        field.area.set_cursor_style(Style::new());
        field.area.move_cursor(CursorMove::End);
        field
    }

    /// A line of text that is only proposed: the first character typed replaces it, an arrow key keeps it.
    pub fn proposal(text: &str) -> Field {
        let mut field = Field::line(text);
        if !text.is_empty() {
            field.area.select_all();
        }
        field
    }

    /// Paragraphs, softly wrapped, the cursor at their beginning.
    pub fn paragraphs(text: &str) -> Field {
        let lines = text.split('\n').map(str::to_string).collect();
        let mut field = Field { area: TextArea::new(lines), single_line: false };
        field.area.set_wrap_mode(WrapMode::WordOrGlyph);
        field.area.set_cursor_line_style(Style::new());
        field.area.set_cursor_style(Style::new());
        field
    }

    /// The text as it stands.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// How many characters it has, blanks apart.
    pub fn characters(&self) -> usize {
        self.area.lines().iter().flat_map(|line| line.chars()).filter(|c| !c.is_whitespace()).count()
    }

    /// Takes a key; whether the text changed.
    pub fn key(&mut self, chord: Chord) -> bool {
        if self.single_line && chord.code == Code::Enter {
            return false;
        }
        match (chord.code, chord.ctrl) {
            (Code::Char('z'), true) => self.area.undo(),
            (Code::Char('y'), true) => self.area.redo(),
            (Code::Char('v'), true) => self.area.paste(),
            (Code::Char('a'), true) => {
                self.area.select_all();
                false
            }
            _ => self.area.input(input(chord)),
        }
    }

    /// Inserts pasted text; in a single line, line ends become blanks.
    pub fn paste(&mut self, text: &str) -> bool {
        if self.single_line { self.area.insert_str(text.trim().replace('\n', " ")) } else { self.area.insert_str(text) }
    }

    /// Copies the selected text, or cuts it out where the key is Ctrl-X. `None` where nothing is selected.
    pub fn take_selected(&mut self, chord: Chord) -> Option<String> {
        self.area.selection_range().filter(|(start, end)| start != end)?;
        if chord.code == Code::Char('x') {
            self.area.cut();
        } else {
            self.area.copy();
        }
        Some(self.area.yank_text())
    }

    /// Puts the cursor at a byte of the text.
    pub fn jump(&mut self, byte: usize) {
        let (row, column) = self.row_and_column(byte);
        let small = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(small(row), small(column)));
    }

    /// Puts the cursor at a column and a row of the area that the widget was last drawn in.
    pub fn point(&mut self, column: u16, row: u16) {
        let (top, first) = self.area.scroll_offset();
        let at = self.area.screen_to_data(usize::from(row + top), usize::from(column + first));
        let small = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(small(at.0), small(at.1)));
    }

    /// The byte at which the cursor stands.
    pub fn position(&self) -> usize {
        let cursor = self.area.cursor();
        let above: usize = self.area.lines().iter().take(cursor.0).map(|line| line.len() + 1).sum();
        let before = |line: &String| line.chars().take(cursor.1).map(char::len_utf8).sum::<usize>();
        above + self.area.lines().get(cursor.0).map_or(0, before)
    }

    /// The line and the character in it at which a byte of the text stands.
    fn row_and_column(&self, byte: usize) -> (usize, usize) {
        let mut rest = byte;
        let lines = self.area.lines();
        for (row, line) in lines.iter().enumerate() {
            if rest <= line.len() {
                return (row, line.char_indices().take_while(|(at, _)| *at < rest).count());
            }
            rest -= line.len() + 1;
        }
        (lines.len().saturating_sub(1), lines.last().map_or(0, |line| line.chars().count()))
    }

    /// The columns of `area` in which a stretch of the text stands, once the widget has been drawn there.
    pub fn places(&self, range: &Range<usize>, area: Rect) -> Vec<Position> {
        let [start, end] = [range.start, range.end].map(|byte| self.row_and_column(byte));
        let (top, first) = self.area.scroll_offset();
        let all = area.positions();
        let within = all.filter(|place| {
            let [row, column] = [place.y - area.y + top, place.x - area.x + first].map(usize::from);
            let at = self.area.screen_to_data(row, column);
            (start..end).contains(&(at.0, at.1))
        });
        within.collect()
    }

    /// The widget to draw.
    pub fn widget(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Where the cursor stands in `area`, once the widget has been drawn there.
    pub fn cursor(&self, area: Rect) -> Position {
        let (cursor, (top, first)) = (self.area.screen_cursor(), self.area.scroll_offset());
        let clamp = |at: usize, offset: u16, length: u16| {
            u16::try_from(at).unwrap_or(u16::MAX).saturating_sub(offset).min(length.saturating_sub(1))
        };
        Position { x: area.x + clamp(cursor.col, first, area.width), y: area.y + clamp(cursor.row, top, area.height) }
    }
}

fn input(chord: Chord) -> Input {
    let key = match chord.code {
        Code::Char(character) => Key::Char(character),
        Code::F(number) => Key::F(number),
        Code::Enter => Key::Enter,
        Code::Esc => Key::Esc,
        Code::Tab => Key::Tab,
        Code::Backspace => Key::Backspace,
        Code::Delete => Key::Delete,
        Code::Insert => Key::Null,
        Code::Up => Key::Up,
        Code::Down => Key::Down,
        Code::Left => Key::Left,
        Code::Right => Key::Right,
        Code::Home => Key::Home,
        Code::End => Key::End,
        Code::PageUp => Key::PageUp,
        Code::PageDown => Key::PageDown,
    };
    Input { key, ctrl: chord.ctrl, alt: chord.alt, shift: chord.shift }
}
