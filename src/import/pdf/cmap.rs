//! Character maps: which bytes of a string are one character, and what the character is. Those inside a PDF are read;
//! of those that PDFs name without holding them, the Chinese ones that are an encoding in disguise are known.

use std::collections::BTreeMap;
use std::rc::Rc;

use encoding_rs::GB18030;

use super::lexer::{Lexer, ONE, Token};
use crate::import::budget::Budget;

/// What a word of a map takes.
const WORD: usize = 32;

/// The most words between two operators of a map.
const MOST: usize = 1 << 20;

/// The most bytes of the text of one code: what the PDF standard gives it. More is no text.
const LONGEST_TEXT: usize = 512;

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

/// The text that a map gives a code.
fn given(bytes: &[u8]) -> String {
    if bytes.len() > LONGEST_TEXT { String::new() } else { utf16(bytes) }
}

/// UTF-16, big end first, as text.
fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| u16::from(pair[0]) << 8 | u16::from(pair.get(1).copied().unwrap_or(0)));
    char::decode_utf16(units).filter_map(Result::ok).collect()
}

/// Values by ranges of codes; of ranges that overlap the last one counts.
#[derive(Debug)]
pub struct Ranges<V> {
    /// By their first codes: the last one, the code that the value was given for, the value.
    spans: BTreeMap<u32, (u32, u32, V)>,
}

impl<V> Default for Ranges<V> {
    fn default() -> Ranges<V> {
        Ranges { spans: BTreeMap::new() }
    }
}

impl<V: Clone> Ranges<V> {
    /// What a range takes.
    const UNITS: usize = 64;

    /// Gives some codes a value.
    pub fn put(&mut self, low: u32, high: u32, value: V, budget: &Budget) {
        if low > high || !budget.spend(Ranges::<V>::UNITS) {
            return;
        }
        let before = self.spans.range_mut(..low).next_back();
        // One that reaches into the new range goes on behind it, where it reaches so far.
        if let Some((_, (last, given, own))) = before.filter(|(_, (last, ..))| *last >= low) {
            let rest = (*last > high).then(|| (*last, *given, own.clone()));
            *last = low - 1;
            if let (Some(rest), Some(behind)) = (rest, high.checked_add(1)) {
                self.spans.insert(behind, rest);
            }
        }
        while let Some((&first, &(last, ..))) = self.spans.range(low..=high).next() {
            let covered = self.spans.remove(&first);
            if let (true, Some(behind), Some(covered)) = (last > high, high.checked_add(1), covered) {
                self.spans.insert(behind, covered);
            }
        }
        self.spans.insert(low, (high, low, value));
    }

    /// The value of a code, and how far behind the one it was given for the code is.
    pub fn get(&self, code: u32) -> Option<(u32, &V)> {
        let (_, (last, given, value)) = self.spans.range(..=code).next_back()?;
        (*last >= code).then(|| (code - given, value))
    }

    fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}

/// A character map that a PDF holds.
#[derive(Debug, Default)]
pub struct CMap {
    /// Ranges of codes, by their length in bytes.
    spaces: Vec<(usize, u32, u32)>,
    /// The text of the first code of a range; that of the next ones ends with the next characters.
    texts: Ranges<Rc<str>>,
    /// The characters of a font that ranges of codes stand for.
    cids: Ranges<u32>,
}

impl CMap {
    pub fn read(bytes: &[u8], budget: &Budget) -> CMap {
        let mut map = CMap::default();
        budget.spend(bytes.len() / 4);
        let mut pending = Vec::<Token>::new();
        for token in Lexer::new(bytes) {
            if !budget.spend(WORD) {
                break;
            }
            match token {
                Token::Word(word) => {
                    map.section(&word, &pending, budget);
                    pending.clear();
                }
                token if pending.len() < MOST => pending.push(token),
                _ => {}
            }
        }
        map.spaces.sort_unstable();
        map.spaces.dedup();
        map
    }

    fn section(&mut self, end: &[u8], tokens: &[Token], budget: &Budget) {
        let code = |token: &Token| match token {
            Token::Bytes(bytes) => Some((bytes.len(), number(bytes))),
            _ => None,
        };
        let text = |token: &Token| match token {
            Token::Bytes(bytes) => Some(given(bytes)),
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
            }
            b"endbfchar" => {
                for pair in tokens.chunks_exact(2) {
                    if let (Some((_, code)), Some(text)) = (code(&pair[0]), text(&pair[1])) {
                        self.add(code, code, text, budget);
                    }
                }
            }
            b"endbfrange" => self.text_ranges(tokens, budget),
            b"endcidchar" => {
                for pair in tokens.chunks_exact(2) {
                    if let (Some((_, code)), Some(cid)) = (code(&pair[0]), whole(&pair[1])) {
                        self.cids.put(code, code, cid, budget);
                    }
                }
            }
            b"endcidrange" => {
                for triple in tokens.chunks_exact(3) {
                    let parts = (code(&triple[0]), code(&triple[1]), whole(&triple[2]));
                    if let (Some((_, low)), Some((_, high)), Some(cid)) = parts {
                        self.cids.put(low, high, cid, budget);
                    }
                }
            }
            _ => {}
        }
    }

    /// `<low> <high> <first text>` or `<low> <high> [<text> …]`.
    fn text_ranges(&mut self, tokens: &[Token], budget: &Budget) {
        let mut tokens = tokens.iter();
        while let (Some(Token::Bytes(low)), Some(Token::Bytes(high))) = (tokens.next(), tokens.next()) {
            let (low, high) = (number(low), number(high));
            match tokens.next() {
                Some(Token::Bytes(first)) => {
                    let first = given(first);
                    if !first.is_empty() {
                        self.add(low, high, first, budget);
                    }
                }
                Some(Token::ArrayStart) => {
                    let mut code = low;
                    for token in tokens.by_ref() {
                        match token {
                            Token::Bytes(text) => self.add(code, code, given(text), budget),
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

    fn add(&mut self, low: u32, high: u32, first: String, budget: &Budget) {
        budget.spend(first.len());
        self.texts.put(low, high, first.into(), budget);
    }

    /// What it takes to find out how long a code is.
    pub fn effort(&self) -> usize {
        1 + self.spaces.len()
    }

    /// Whether it gives any code a text.
    pub fn has_texts(&self) -> bool {
        !self.texts.is_empty()
    }

    /// The text of a code, where the map gives it one.
    pub fn text(&self, code: u32) -> Option<String> {
        let (behind, first) = self.texts.get(code)?;
        match first.chars().next_back() {
            Some(last) if behind > 0 => {
                let moved = char::from_u32((last as u32).checked_add(behind)?)?;
                Some(format!("{}{moved}", &first[..first.len() - last.len_utf8()]))
            }
            _ => Some(first.to_string()),
        }
    }

    /// The character of the font that a code stands for, where the map says so.
    pub fn cid(&self, code: u32) -> Option<u32> {
        self.cids.get(code).map(|(behind, cid)| cid.saturating_add(behind))
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
