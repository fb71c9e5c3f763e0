//! Character maps: which bytes of a string are one character, and what the character is. Those inside a PDF are read;
//! of those that PDFs name without holding them, the Chinese ones that are an encoding in disguise are known.

use std::collections::BTreeMap;

use encoding_rs::GB18030;

use super::lexer::{Lexer, ONE, Token};

/// The most characters that one range may name; what says more is damaged.
const MOST_IN_RANGE: u32 = 1 << 16;

/// The most characters of one map.
const MOST: usize = 1 << 18;

/// How the bytes of a string make codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// One byte each.
    Single,
    /// Two bytes each.
    Double,
    Utf16,
    Utf32,
    Utf8,
    Gbk,
}

impl Coding {
    /// The coding of a map that is named and not held.
    pub fn named(name: &[u8]) -> Coding {
        let starts = |start: &[u8]| name.starts_with(start);
        let holds = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
        if holds(b"UCS2") || holds(b"UTF16") {
            Coding::Utf16
        } else if holds(b"UTF32") {
            Coding::Utf32
        } else if holds(b"UTF8") {
            Coding::Utf8
        } else if starts(b"GB") {
            Coding::Gbk
        } else {
            Coding::Double
        }
    }

    /// The length of the code at the beginning of some bytes.
    fn length(self, bytes: &[u8]) -> usize {
        let lead = bytes.first().copied().unwrap_or(0);
        match self {
            Coding::Single => 1,
            Coding::Double => 2,
            Coding::Utf16 => {
                if (0xD8..0xDC).contains(&lead) {
                    4
                } else {
                    2
                }
            }
            Coding::Utf32 => 4,
            Coding::Utf8 => match lead {
                0..0xC0 => 1,
                0xC0..0xE0 => 2,
                0xE0..0xF0 => 3,
                _ => 4,
            },
            Coding::Gbk => match (lead, bytes.get(1)) {
                (0..0x81 | 0xFF, _) => 1,
                (_, Some(b'0'..=b'9')) => 4,
                _ => 2,
            },
        }
    }

    /// The text of a code, where the coding itself says it.
    pub fn text(self, code: &[u8]) -> Option<String> {
        let text = match self {
            Coding::Single | Coding::Double => return None,
            Coding::Utf16 => utf16(code),
            Coding::Utf32 => char::from_u32(number(code)).into_iter().collect(),
            Coding::Utf8 => String::from_utf8_lossy(code).into_owned(),
            Coding::Gbk => GB18030.decode_without_bom_handling(code).0.into_owned(),
        };
        Some(text)
    }
}

/// Bytes as a number, big end first.
pub fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// UTF-16, big end first, as text.
fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| u16::from(pair[0]) << 8 | u16::from(pair.get(1).copied().unwrap_or(0)));
    char::decode_utf16(units).filter_map(Result::ok).collect()
}

/// A character map that a PDF holds.
#[derive(Debug, Default)]
pub struct CMap {
    /// Ranges of codes, by their length in bytes.
    spaces: Vec<(usize, u32, u32)>,
    texts: BTreeMap<u32, String>,
    /// The characters of a font that ranges of codes stand for.
    cids: Vec<(u32, u32, u32)>,
}

impl CMap {
    pub fn read(bytes: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut pending = Vec::<Token>::new();
        for token in Lexer::new(bytes) {
            match token {
                Token::Word(word) => {
                    map.section(&word, &pending);
                    pending.clear();
                }
                token if pending.len() < 4 * MOST => pending.push(token),
                _ => {}
            }
        }
        map
    }

    fn section(&mut self, end: &[u8], tokens: &[Token]) {
        let code = |token: &Token| match token {
            Token::Bytes(bytes) => Some((bytes.len(), number(bytes))),
            _ => None,
        };
        let text = |token: &Token| match token {
            Token::Bytes(bytes) => Some(utf16(bytes)),
            _ => None,
        };
        let whole = |token: &Token| match token {
            Token::Number(number) => u32::try_from(number / ONE).ok(),
            _ => None,
        };
        match end {
            b"endcodespacerange" => {
                for pair in tokens.chunks_exact(2) {
                    if let (Some((length, low)), Some((_, high))) = (code(&pair[0]), code(&pair[1])) {
                        self.spaces.push((length.clamp(1, 4), low, high));
                    }
                }
                self.spaces.sort_unstable();
            }
            b"endbfchar" => {
                for pair in tokens.chunks_exact(2) {
                    if let (Some((_, code)), Some(text)) = (code(&pair[0]), text(&pair[1])) {
                        self.add(code, text);
                    }
                }
            }
            b"endbfrange" => self.text_ranges(tokens),
            b"endcidchar" => {
                for pair in tokens.chunks_exact(2) {
                    if let (Some((_, code)), Some(cid)) = (code(&pair[0]), whole(&pair[1])) {
                        self.cids.push((code, code, cid));
                    }
                }
            }
            b"endcidrange" => {
                for triple in tokens.chunks_exact(3) {
                    let parts = (code(&triple[0]), code(&triple[1]), whole(&triple[2]));
                    if let (Some((_, low)), Some((_, high)), Some(cid)) = parts {
                        self.cids.push((low, high, cid));
                    }
                }
            }
            _ => {}
        }
    }

    /// `<low> <high> <first text>` or `<low> <high> [<text> …]`.
    fn text_ranges(&mut self, tokens: &[Token]) {
        let mut tokens = tokens.iter();
        while let (Some(Token::Bytes(low)), Some(Token::Bytes(high))) = (tokens.next(), tokens.next()) {
            let (low, high) = (number(low), number(high));
            let high = high.min(low.saturating_add(MOST_IN_RANGE));
            match tokens.next() {
                Some(Token::Bytes(first)) => {
                    let first = utf16(first);
                    let Some(last) = first.chars().next_back() else { continue };
                    let stem = &first[..first.len() - last.len_utf8()];
                    for code in low..=high {
                        let moved = char::from_u32((last as u32).saturating_add(code - low));
                        moved.into_iter().for_each(|last| self.add(code, format!("{stem}{last}")));
                    }
                }
                Some(Token::ArrayStart) => {
                    let mut code = low;
                    for token in tokens.by_ref() {
                        match token {
                            Token::Bytes(text) => self.add(code, utf16(text)),
                            Token::ArrayEnd => break,
                            _ => {}
                        }
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    fn add(&mut self, code: u32, text: String) {
        if self.texts.len() < MOST {
            self.texts.insert(code, text);
        }
    }

    /// Whether it gives any code a text.
    pub fn has_texts(&self) -> bool {
        !self.texts.is_empty()
    }

    pub fn text(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    /// The character of the font that a code stands for, where the map says so.
    pub fn cid(&self, code: u32) -> Option<u32> {
        let range = self.cids.iter().rev().find(|(low, high, _)| (*low..=*high).contains(&code));
        range.map(|(low, _, cid)| cid.saturating_add(code - low))
    }

    /// The length of the code at the beginning of some bytes, where the map says so.
    fn length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |&&(length, low, high): &&(usize, u32, u32)| {
            let Some(code) = bytes.get(..length) else { return false };
            // Every byte of a code lies between those of the ends of its range.
            let byte = |number: u32, at: usize| (number >> (8 * (length - 1 - at)) & 0xFF) as u8;
            code.iter().enumerate().all(|(at, code)| (byte(low, at)..=byte(high, at)).contains(code))
        };
        self.spaces.iter().find(fits).map(|(length, ..)| *length)
    }
}

/// The codes of a string.
pub fn codes<'a>(bytes: &'a [u8], coding: Coding, map: Option<&'a CMap>) -> impl Iterator<Item = &'a [u8]> + 'a {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = map.and_then(|map| map.length(rest)).unwrap_or_else(|| coding.length(rest));
        let (code, after) = rest.split_at(length.clamp(1, rest.len()));
        rest = after;
        Some(code)
    })
}
