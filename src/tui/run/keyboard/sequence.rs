//! The bytes of a terminal as inputs: characters, control characters and escape sequences, as xterm, its kin and the Linux
//! console send them (ECMA-48; XTerm Control Sequences; the kitty keyboard protocol where a terminal speaks it unasked).
//!
//! Enter is CR, LF, and the keypad's in application mode. An ESC behind which nothing comes is the key; before a character it is
//! Alt or Esc and that character, which only those can tell who know what the keys do. A sequence that has not come to its
//! end is held until [`Sequences::give_up`].

use std::collections::VecDeque;

use super::super::super::key::{Chord, Code, Input};

const ESC: u8 = 0x1b;
const PASTE: &[u8] = b"\x1b[200~";
const PASTED: &[u8] = b"\x1b[201~";

/// Longer sequences of keys and clicks there are none; what is longer is no sequence.
const LONGEST: usize = 64;

/// Takes bytes and gives inputs.
#[derive(Debug, Default)]
pub struct Sequences {
    /// What did not come to its end yet.
    held: Vec<u8>,
    inputs: VecDeque<Input>,
}

/// What is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// An ESC, which is the key unless the rest of a sequence comes at once.
    Esc,
    /// Half a sequence, or half a character.
    Half,
    /// A pasted text, whose rest may be long on its way.
    Paste,
}

/// What stands at the beginning of some bytes.
enum Beginning {
    /// An input, or nothing that counts, of so many bytes.
    Input(usize, Option<Input>),
    /// The beginning of something.
    Beginning,
}

impl Sequences {
    /// Takes all bytes that came together.
    pub fn take(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
        let held = std::mem::take(&mut self.held);
        let mut rest = held.as_slice();
        let mut is_behind_esc = false;
        while !rest.is_empty() {
            // Whoever pressed Esc twice did not press Alt.
            let found = match rest {
                [ESC, next, ..] if is_behind_esc && !matches!(next, b'[' | b'O' | &ESC) => {
                    Beginning::Input(1, plain(Code::Esc))
                }
                rest => first(rest),
            };
            match found {
                Beginning::Input(length, input) => {
                    is_behind_esc = input == plain(Code::Esc);
                    self.inputs.extend(input);
                    rest = rest.get(length.max(1)..).unwrap_or_default();
                }
                Beginning::Beginning => break,
            }
        }
        self.held = rest.to_vec();
    }

    /// The next input.
    pub fn next_input(&mut self) -> Option<Input> {
        self.inputs.pop_front()
    }

    /// What is held, if anything.
    pub fn held(&self) -> Option<Held> {
        match self.held.as_slice() {
            [] => None,
            [ESC] => Some(Held::Esc),
            held if held.starts_with(PASTE) => Some(Held::Paste),
            _ => Some(Held::Half),
        }
    }

    /// What comes next is still the text that was given up.
    pub fn resume(&mut self) {
        self.held = PASTE.to_vec();
    }

    /// Nothing more came of what is held: what came of a pasted text is one, ESC and a character are keys, and half a
    /// sequence is nothing.
    pub fn give_up(&mut self) {
        let held = std::mem::take(&mut self.held);
        if held == [ESC] {
            self.inputs.extend(plain(Code::Esc));
        } else if let Some(text) = held.strip_prefix(PASTE) {
            self.inputs.push_back(pasted(text));
        } else if let [ESC, character @ (b'[' | b'O')] = held[..] {
            self.inputs.push_back(alt(Chord::plain(Code::Char(character.into()))));
        }
    }
}

fn key(chord: Chord) -> Option<Input> {
    Some(Input::Key(chord))
}

fn plain(code: Code) -> Option<Input> {
    key(Chord::plain(code))
}

fn alt(chord: Chord) -> Input {
    Input::Key(Chord { alt: true, ..chord })
}

fn pasted(text: &[u8]) -> Input {
    Input::Paste(String::from_utf8_lossy(text).replace("\r\n", "\n").replace('\r', "\n"))
}

/// The first input of some bytes.
fn first(bytes: &[u8]) -> Beginning {
    match bytes {
        [] => Beginning::Beginning,
        [ESC] => Beginning::Beginning,
        [ESC, b'[', rest @ ..] => control_sequence(bytes, rest),
        [ESC, b'O'] => Beginning::Beginning,
        [ESC, b'O', last, ..] if keypad(*last).is_some() => Beginning::Input(3, keypad(*last).and_then(plain)),
        // Two keys in a row, or one that sends ESC before its sequence.
        [ESC, ESC, ..] => Beginning::Input(1, plain(Code::Esc)),
        [ESC, rest @ ..] => match character(rest) {
            Beginning::Input(length, Some(Input::Key(chord))) => Beginning::Input(length + 1, Some(alt(chord))),
            Beginning::Input(length, _) => Beginning::Input(length + 1, None),
            Beginning::Beginning => Beginning::Beginning,
        },
        _ => character(bytes),
    }
}

/// A character or a control character.
fn character(bytes: &[u8]) -> Beginning {
    let [first, ..] = *bytes else { return Beginning::Beginning };
    let ctrl = |character: u8| key(Chord { ctrl: true, ..Chord::plain(Code::Char(character.into())) });
    match first {
        b'\r' | b'\n' => Beginning::Input(1, plain(Code::Enter)),
        b'\t' => Beginning::Input(1, plain(Code::Tab)),
        0x7f | 0x08 => Beginning::Input(1, plain(Code::Backspace)),
        ESC => Beginning::Input(1, plain(Code::Esc)),
        0 => Beginning::Input(1, ctrl(b' ')),
        0x01..=0x1a => Beginning::Input(1, ctrl(first + b'a' - 1)),
        0x1c..=0x1f => Beginning::Input(1, ctrl(first + b'4' - 0x1c)),
        _ => {
            let length = match first {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => 1,
            };
            let come = &bytes[..bytes.len().min(length)];
            match std::str::from_utf8(come) {
                Ok(text) => Beginning::Input(length, text.chars().next().map(Code::Char).and_then(plain)),
                Err(error) if error.error_len().is_none() => Beginning::Beginning,
                Err(error) => Beginning::Input(error.error_len().unwrap_or(1), None),
            }
        }
    }
}

/// The key behind `ESC O`: arrows and function keys, and the keypad in application mode.
fn keypad(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        b'M' => Code::Enter,
        b'I' => Code::Tab,
        b'X' => Code::Char('='),
        b'j'..=b'o' => Code::Char(char::from(b'*' + (last - b'j'))),
        b'p'..=b'y' => Code::Char(char::from(b'0' + (last - b'p'))),
        _ => return None,
    })
}

/// A sequence behind `ESC [`, whose `rest` begins behind that.
fn control_sequence(bytes: &[u8], rest: &[u8]) -> Beginning {
    if let Some(text) = bytes.strip_prefix(PASTE) {
        let end = text.windows(PASTED.len()).position(|window| window == PASTED);
        return end.map_or(Beginning::Beginning, |end| {
            Beginning::Input(PASTE.len() + end + PASTED.len(), Some(pasted(&text[..end])))
        });
    }
    match rest {
        // The Linux console's F1 to F5.
        [b'['] => return Beginning::Beginning,
        [b'[', last @ b'A'..=b'E', ..] => return Beginning::Input(4, plain(Code::F(last - b'A' + 1))),
        // A click as the oldest terminals tell it: three bytes of anything.
        [b'M', click @ ..] if click.len() < 3 => return Beginning::Beginning,
        [b'M', ..] => return Beginning::Input(6, None),
        _ => {}
    }
    let inside = rest.iter().take_while(|byte| matches!(byte, 0x20..=0x3f)).count();
    match rest.get(inside) {
        None if inside < LONGEST => Beginning::Beginning,
        Some(last @ 0x40..=0x7e) => Beginning::Input(inside + 3, sequence(&rest[..inside], *last)),
        // It was cut; what follows stands for itself.
        _ => Beginning::Input(inside + 2, None),
    }
}

/// A whole control sequence by what stands inside and its last byte.
fn sequence(inside: &[u8], last: u8) -> Option<Input> {
    let inside = std::str::from_utf8(inside).ok()?;
    if let Some(click) = inside.strip_prefix('<') {
        return mouse(click, last);
    }
    // A key may say besides how it was pressed, and which other keys it stands for: behind colons.
    let mut numbers = inside.split(';').map(|part| part.split(':').map(|number| number.parse::<u32>().ok()));
    let mut next = || numbers.next().map(|mut parts| (parts.next().flatten(), parts.next().flatten()));
    let (first, second, third) = (next(), next(), next());
    let number = |part: Option<(Option<u32>, Option<u32>)>| part.and_then(|(number, _)| number);
    // Said where a key is let go.
    if second.and_then(|(_, kind)| kind) == Some(3) {
        return None;
    }
    let code = match (last, number(first)) {
        (b'I', None) => return Some(Input::Focus),
        (b'A', _) => Code::Up,
        (b'B', _) => Code::Down,
        (b'C', _) => Code::Right,
        (b'D', _) => Code::Left,
        (b'H', _) => Code::Home,
        (b'F', _) => Code::End,
        // Behind another number it tells where the cursor stands, which nobody asked.
        (b'P'..=b'S', None | Some(1)) => Code::F(last - b'P' + 1),
        (b'Z', _) => return key(Chord { shift: true, ..Chord::plain(Code::Tab) }),
        // Any key in full: by xterm behind 27, by others before u.
        (b'~', Some(27)) => coded(number(third)?)?,
        (b'u', Some(coded_as)) => coded(coded_as)?,
        (b'~', Some(number)) => match number {
            1 | 7 => Code::Home,
            2 => Code::Insert,
            3 => Code::Delete,
            4 | 8 => Code::End,
            5 => Code::PageUp,
            6 => Code::PageDown,
            // Numbers are left out between the groups of function keys.
            11..=15 => Code::F(u8::try_from(number - 10).ok()?),
            17..=21 => Code::F(u8::try_from(number - 11).ok()?),
            23 | 24 => Code::F(u8::try_from(number - 12).ok()?),
            _ => return None,
        },
        _ => return None,
    };
    let held = number(second).unwrap_or(1).saturating_sub(1);
    let (shift, alt, ctrl) = (held & 1 != 0, held & 2 != 0, held & 4 != 0);
    let (code, shift) = match code {
        Code::Char(character) if ctrl => (Code::Char(character.to_ascii_lowercase()), false),
        // A character that is typed with Shift is another one.
        Code::Char(character) if shift => (Code::Char(character.to_uppercase().next().unwrap_or(character)), false),
        code => (code, shift),
    };
    key(Chord { code, ctrl, alt, shift })
}

/// The key of a code: its character, or the kitty protocol's numbers of the keypad.
fn coded(number: u32) -> Option<Code> {
    Some(match number {
        9 => Code::Tab,
        13 | 57414 => Code::Enter,
        27 => Code::Esc,
        8 | 127 => Code::Backspace,
        57399..=57408 => Code::Char(char::from_digit(number - 57399, 10)?),
        57409..=57415 => Code::Char(char::from(*b"./*-+\r=".get(usize::try_from(number - 57409).ok()?)?)),
        _ => Code::Char(char::from_u32(number).filter(|character| !character.is_control())?),
    })
}

/// A click or the wheel: button, column and row.
fn mouse(click: &str, last: u8) -> Option<Input> {
    let mut numbers = click.split(';').map(|number| number.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    // What is held meanwhile does not matter.
    match (button & !0b11100, last) {
        (0, b'M') => Some(Input::Click(column.saturating_sub(1), row.saturating_sub(1))),
        (64, b'M') => Some(Input::Wheel { down: false }),
        (65, b'M') => Some(Input::Wheel { down: true }),
        _ => None,
    }
}
