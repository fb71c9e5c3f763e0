//! A line of text being written: a thin cover over the text area of `ratatui-textarea` that takes this program's chords.
//! It knows nothing of reports; their prose is written in `prose`.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui_textarea::{CursorMove, Input, Key, TextArea};

use super::display::short;
use super::key::{Chord, Code};

#[derive(Debug, Clone)]
pub struct Field {
    area: TextArea<'static>,
}

impl Field {
    /// A line of text, the cursor at its end.
    pub fn line(text: &str) -> Field {
        let mut field = Field { area: TextArea::new(vec![text.replace('\n', " ")]) };
        field.area.set_cursor_line_style(Style::new());
        field.area.set_cursor_style(Style::new());
        field.area.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
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

    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Takes a key; whether the text changed.
    pub fn key(&mut self, chord: Chord) -> bool {
        if chord.code == Code::Enter {
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

    /// Inserts pasted text; line ends become blanks.
    pub fn paste(&mut self, text: &str) -> bool {
        self.area.insert_str(text.trim().replace('\n', " "))
    }

    pub fn widget(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Where the cursor stands in `area`, once the widget has been drawn there.
    pub fn cursor(&self, area: Rect) -> Position {
        let (cursor, (top, first)) = (self.area.screen_cursor(), self.area.scroll_offset());
        let clamp =
            |at: usize, offset: u16, length: u16| short(at).saturating_sub(offset).min(length.saturating_sub(1));
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
