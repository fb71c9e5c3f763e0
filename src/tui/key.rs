//! From terminal events to what the editor understands: chords, pasted text, clicks, sizes. It is where crossterm's
//! events end, and it binds no key to anything.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, as the terminal or an input method delivers it.
    Char(char),
    /// F1 to F12.
    F(u8),
    /// Enter, also of the number pad.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// How far a page key goes in a list.
const PAGE: usize = 10;

impl Code {
    /// Where a key takes the choice in a list whose last line is this, both counted from 0; `None` for keys that leave it.
    pub fn moved(self, from: usize, last: usize) -> Option<usize> {
        Some(match self {
            Code::Up => from.saturating_sub(1),
            Code::Down => (from + 1).min(last),
            Code::PageUp => from.saturating_sub(PAGE),
            Code::PageDown => (from + PAGE).min(last),
            Code::Home => 0,
            Code::End => last,
            _ => return None,
        })
    }
}

/// The keys with names in the key map.
const NAMES: [(Code, &str); 14] = [
    (Code::Enter, "enter"),
    (Code::Esc, "esc"),
    (Code::Tab, "tab"),
    (Code::Backspace, "backspace"),
    (Code::Delete, "delete"),
    (Code::Insert, "insert"),
    (Code::Up, "up"),
    (Code::Down, "down"),
    (Code::Left, "left"),
    (Code::Right, "right"),
    (Code::Home, "home"),
    (Code::End, "end"),
    (Code::PageUp, "pageup"),
    (Code::PageDown, "pagedown"),
];

/// A key with its modifiers. Shift counts only with keys that are not characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift.
    pub shift: bool,
}

impl Chord {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Chord {
        Chord { code, ctrl: false, alt: false, shift: false }
    }

    /// The character that the key types, where it types one.
    pub fn character(self) -> Option<char> {
        match self.code {
            Code::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }
}

impl Chord {
    /// What may stand before a key's name.
    pub const HELD: [&'static str; 3] = ["ctrl-", "alt-", "shift-"];

    /// The names of all keys that are not characters.
    pub fn names() -> impl Iterator<Item = String> {
        NAMES.iter().map(|(_, name)| name.to_string()).chain((1..=12).map(|number| format!("f{number}")))
    }
}

impl FromStr for Chord {
    type Err = String;

    /// Reads `f8`, `shift-f8`, `ctrl-p`, `alt-1`, `enter`, `n`.
    fn from_str(text: &str) -> Result<Chord, String> {
        let mut chord = Chord::plain(Code::Esc);
        let mut rest = text;
        loop {
            (chord, rest) = match rest.split_once('-') {
                Some(("ctrl", rest)) if !rest.is_empty() => (Chord { ctrl: true, ..chord }, rest),
                Some(("alt", rest)) if !rest.is_empty() => (Chord { alt: true, ..chord }, rest),
                Some(("shift", rest)) if !rest.is_empty() => (Chord { shift: true, ..chord }, rest),
                _ => break,
            };
        }
        let named = NAMES.iter().find(|(_, name)| *name == rest).map(|(code, _)| *code);
        let function =
            rest.strip_prefix('f').and_then(|n| n.parse().ok()).filter(|n| (1..=12).contains(n)).map(Code::F);
        let mut characters = rest.chars();
        let single = characters.next().filter(|_| characters.next().is_none()).map(Code::Char);
        let code = named.or(function).or(single).ok_or_else(|| format!("`{text}` is no key"))?;
        Ok(Chord { code, ..chord })
    }
}

impl fmt::Display for Chord {
    /// The key as it is written on the screen: `Shift-F8`, `Ctrl-P`, `n`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            f.write_str(if held { name } else { "" })?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(character) if self.ctrl => write!(f, "{}", character.to_ascii_uppercase()),
            Code::Char(character) => write!(f, "{character}"),
            Code::F(number) => write!(f, "F{number}"),
            Code::PageUp => f.write_str("PageUp"),
            Code::PageDown => f.write_str("PageDown"),
            code => {
                let name = NAMES.iter().find(|(named, _)| *named == code).map_or("", |(_, name)| name);
                let (first, rest) = name.split_at(1);
                write!(f, "{}{rest}", first.to_ascii_uppercase())
            }
        }
    }
}

/// What came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Chord),
    /// Pasted text; line ends are `\n`.
    Paste(String),
    /// The terminal's size in columns and rows.
    Resize(u16, u16),
    /// The clerk comes back to the window.
    Focus,
    /// The left button at a column and a row of the screen.
    Click(u16, u16),
    /// The wheel turned, towards the hand or away from it.
    Wheel {
        /// Towards the hand: what is below comes up.
        down: bool,
    },
}

/// Turns the events of one read into inputs. Where a terminal delivers a paste as plain keys, a burst of them is taken
/// for a paste: a tab between two figures, or figures between two line ends. A figure with one Enter is keying, and so is
/// everything where no paste is expected.
pub fn inputs(events: Vec<Event>, paste_expected: bool) -> Vec<Input> {
    if let Some(text) = burst(&events).filter(|_| paste_expected) {
        return vec![Input::Paste(text)];
    }
    events.into_iter().filter_map(input).collect()
}

fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => chord(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
        Event::FocusGained => Some(Input::Focus),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Click(mouse.column, mouse.row)),
            MouseEventKind::ScrollDown => Some(Input::Wheel { down: true }),
            MouseEventKind::ScrollUp => Some(Input::Wheel { down: false }),
            _ => None,
        },
        _ => None,
    }
}

fn chord(key: KeyEvent) -> Option<Chord> {
    let code = match key.code {
        KeyCode::Char(character) => Code::Char(character),
        KeyCode::F(number) => Code::F(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    let held = |modifier| key.modifiers.contains(modifier);
    let shift = key.code == KeyCode::BackTab || (held(KeyModifiers::SHIFT) && !matches!(code, Code::Char(_)));
    let code = match code {
        Code::Char(character) if held(KeyModifiers::CONTROL) => Code::Char(character.to_ascii_lowercase()),
        code => code,
    };
    Some(Chord { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
}

/// The text of a burst of plain keys, where it looks like a paste.
fn burst(events: &[Event]) -> Option<String> {
    let mut text = String::new();
    for event in events {
        let Event::Key(key) = event else { return None };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        match (key.code, key.modifiers - KeyModifiers::SHIFT) {
            (KeyCode::Char(character), KeyModifiers::NONE) => text.push(character),
            (KeyCode::Tab, KeyModifiers::NONE) => text.push('\t'),
            (KeyCode::Enter, KeyModifiers::NONE) => text.push('\n'),
            _ => return None,
        }
    }
    let is_figure = |part: &str| part.chars().any(|c| c.is_ascii_digit() || c == '/');
    let around_tab = text.split('\t').filter(|part| is_figure(part)).count() > 1;
    let line_ends = text.matches('\n').count();
    let between_ends = line_ends > 1 && text.split('\n').take(line_ends).skip(1).any(is_figure);
    (around_tab || between_ends).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::MouseEvent;

    fn typed(text: &str) -> Vec<Event> {
        let code = |c| match c {
            '\t' => KeyCode::Tab,
            '\n' => KeyCode::Enter,
            c => KeyCode::Char(c),
        };
        text.chars().map(|c| Event::Key(KeyEvent::new(code(c), KeyModifiers::NONE))).collect()
    }

    #[test]
    fn a_burst_with_figures_around_a_tab_or_between_line_ends_is_a_paste() {
        for text in ["1\t2", "7\t0\n0\t0\n", "1\n2\n", "\n5\n", "一、本年新收\t7\t0"] {
            assert_eq!(inputs(typed(text), true), [Input::Paste(text.into())], "{text:?}");
        }
    }

    #[test]
    fn a_figure_with_one_line_end_or_a_trailing_tab_is_keying() {
        for text in ["7\n", "12\n", "7\t", "\t", "\n\n", "7"] {
            assert_eq!(inputs(typed(text), true).len(), text.chars().count(), "{text:?}");
        }
    }

    #[test]
    fn fast_keys_are_keys_where_no_paste_is_expected() {
        assert_eq!(inputs(typed("\n0\n"), false).len(), 3);
    }

    #[test]
    fn pasted_line_ends_are_line_feeds() {
        let pasted = inputs(vec![Event::Paste("1\t2\r3\t4\r\n".into())], true);
        assert_eq!(pasted, [Input::Paste("1\t2\n3\t4\n".into())]);
    }

    #[test]
    fn the_left_button_and_the_wheel_count_and_nothing_else_of_the_mouse() {
        let mouse = |kind| {
            let event = MouseEvent { kind, column: 7, row: 3, modifiers: KeyModifiers::NONE };
            inputs(vec![Event::Mouse(event)], true)
        };
        assert_eq!(mouse(MouseEventKind::Down(MouseButton::Left)), [Input::Click(7, 3)]);
        assert_eq!(mouse(MouseEventKind::ScrollDown), [Input::Wheel { down: true }]);
        assert_eq!(mouse(MouseEventKind::ScrollUp), [Input::Wheel { down: false }]);
        let others =
            [MouseEventKind::Up(MouseButton::Left), MouseEventKind::Moved, MouseEventKind::Down(MouseButton::Right)];
        assert!(others.into_iter().all(|kind| mouse(kind).is_empty()));
    }

    #[test]
    fn chords_are_read_and_shown() {
        for (name, shown) in [("shift-f8", "Shift-F8"), ("ctrl-p", "Ctrl-P"), ("alt-1", "Alt-1"), ("pageup", "PageUp")]
        {
            let chord = name.parse::<Chord>().map(|chord| chord.to_string());
            assert_eq!(chord, Ok(shown.to_string()));
        }
        assert_eq!("n".parse::<Chord>(), Ok(Chord::plain(Code::Char('n'))));
        assert_eq!("-".parse::<Chord>(), Ok(Chord::plain(Code::Char('-'))));
        assert_eq!("f".parse::<Chord>(), Ok(Chord::plain(Code::Char('f'))));
        assert!("hyper-x".parse::<Chord>().is_err());
    }
}
