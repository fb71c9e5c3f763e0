//! What the editor understands of what comes from the terminal: chords, pasted text, clicks, sizes. It binds no key to
//! anything, and how a terminal says them is known to the loop.

use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, as the terminal or an input method delivers it.
    Char(char),
    F(u8),
    /// Enter, also of the number pad.
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
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

    /// Moves the choice in a list of so many lines; `false` for keys that leave it.
    pub fn choose(self, selected: &mut usize, count: usize) -> bool {
        let moved = self.moved(*selected, count.saturating_sub(1));
        *selected = moved.unwrap_or(*selected);
        moved.is_some()
    }
}

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
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Chord {
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

    /// Whether it is a letter, small or capital.
    pub fn is_letter(self, letter: char) -> bool {
        self.character().is_some_and(|typed| typed.eq_ignore_ascii_case(&letter))
    }
}

impl Chord {
    /// What may stand before a key's name.
    pub const HELD: [&'static str; 3] = ["ctrl-", "alt-", "shift-"];

    /// The key as it is written in files: `shift-f8`, `ctrl-p`, `n`.
    pub fn written(self) -> String {
        let held = [self.ctrl, self.alt, self.shift].into_iter().zip(Chord::HELD);
        let held: String = held.filter(|(is_held, _)| *is_held).map(|(_, name)| name).collect();
        let named = NAMES.iter().find(|(code, _)| *code == self.code);
        match (self.code, named) {
            (Code::Char(' '), _) => format!("{held}space"),
            (Code::Char(character), _) => format!("{held}{character}"),
            (Code::F(number), _) => format!("{held}f{number}"),
            (_, named) => held + named.map_or("", |(_, name)| name),
        }
    }

    /// The names of all keys that are not characters.
    pub fn names() -> impl Iterator<Item = String> {
        NAMES.iter().map(|(_, name)| name.to_string()).chain((1..=12).map(|number| format!("f{number}")))
    }
}

impl FromStr for Chord {
    type Err = String;

    /// Reads `f8`, `shift-f8`, `ctrl-p`, `alt-1`, `enter`, `n`, and keys as they are written on the screen: `Shift-F8`,
    /// `Ctrl-P`, `Space`.
    fn from_str(text: &str) -> Result<Chord, String> {
        let mut chord = Chord::plain(Code::Esc);
        let mut rest = text;
        while let Some((held, behind)) = rest.split_once('-').filter(|(_, behind)| !behind.is_empty()) {
            match held.to_ascii_lowercase().as_str() {
                "ctrl" => chord.ctrl = true,
                "alt" => chord.alt = true,
                "shift" => chord.shift = true,
                _ => break,
            }
            rest = behind;
        }
        let mut characters = rest.chars();
        let single = characters.next().filter(|_| characters.next().is_none());
        // Whether Shift is held says nothing behind Ctrl, where letters are written as capitals.
        let single = single.map(|character| if chord.ctrl { character.to_ascii_lowercase() } else { character });
        let name = rest.to_ascii_lowercase();
        let named = NAMES.iter().find(|(_, known)| *known == name).map(|(code, _)| *code);
        let function =
            name.strip_prefix('f').and_then(|n| n.parse().ok()).filter(|n| (1..=12).contains(n)).map(Code::F);
        let space = (name == "space").then_some(Code::Char(' '));
        let code = single.map(Code::Char).or(named).or(function).or(space);
        Ok(Chord { code: code.ok_or_else(|| format!("`{text}` is no key"))?, ..chord })
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(Chord),
    /// Pasted text; line ends are `\n`.
    Paste(String),
    /// Keys that came at once and may be a pasted text, from a terminal that does not say; the text and the keys.
    Burst(String, Vec<Input>),
    /// Keys that came at once and are the path of a file; the path and the keys.
    Dropped(String, Vec<Input>),
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
