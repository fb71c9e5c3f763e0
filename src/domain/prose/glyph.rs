//! Prose without blanks, every character with its place in the text. It understands nothing.

use std::ops::Range;

use super::super::definition::vocabulary::{WordList, plain};
use super::super::field::Shown;
use super::super::spelling::simplified;

/// A character that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The character, full-width signs as their plain twins, traditional characters as simplified ones.
    pub plain: char,
    /// Its first byte in the text.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// Whether a blank stands before it.
    pub spaced: bool,
    /// Whether it is written in full width.
    pub wide: bool,
}

/// The characters of a text; of blanks only the ends of lines are kept.
pub fn glyphs(text: &str) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(text.len() / 3 + 1);
    let mut spaced = false;
    for (start, character) in text.char_indices() {
        let invisible = matches!(character, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}');
        if character != '\n' && (character.is_whitespace() || character.is_control() || invisible) {
            spaced = true;
            continue;
        }
        let folded = plain(character);
        let plain = simplified(folded);
        let end = start + character.len_utf8();
        glyphs.push(Glyph { plain, start, end, spaced, wide: matches!(character, '\u{ff01}'..='\u{ff5e}') });
        spaced = false;
    }
    glyphs
}

/// A text in which the years beside the report's are the one before and the one to come: `2021年` as `上年` is read of
/// the report of 2022, `2023年` as `下年`.
pub fn told_from(year: Option<i32>, text: &[Glyph]) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(text.len());
    let digit = |at: usize| text.get(at).and_then(|glyph| glyph.plain.to_digit(10));
    let mut at = 0;
    while at < text.len() {
        let figure = |at: usize| (at..at + 4).try_fold(0, |year, at| Some(year * 10 + i32::try_from(digit(at)?).ok()?));
        let is_year = text.get(at + 4).is_some_and(|glyph| glyph.plain == '年');
        let is_whole = at.checked_sub(1).is_none_or(|before| digit(before).is_none());
        let beside = if is_year && is_whole { figure(at).zip(year) } else { None };
        let told = match beside.map(|(found, year)| i64::from(found) - i64::from(year)) {
            Some(-1) => '上',
            Some(1) => '下',
            _ => {
                glyphs.push(text[at]);
                at += 1;
                continue;
            }
        };
        glyphs.push(Glyph { plain: told, end: text[at + 3].end, ..text[at] });
        at += 4;
    }
    glyphs
}

/// The characters of a text with its figures, each with its place in the text as it was written.
pub fn written(shown: &Shown<'_>) -> Vec<Glyph> {
    let mut glyphs = glyphs(&shown.text);
    if !shown.places.is_empty() {
        for glyph in &mut glyphs {
            (glyph.start, glyph.end) = (shown.start(glyph.start), shown.end(glyph.end));
        }
    }
    glyphs
}

/// The bytes of a run of characters.
pub fn bytes(glyphs: &[Glyph]) -> Range<usize> {
    match (glyphs.first(), glyphs.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    }
}

/// The longest word of a list that a text begins with: its length and what it stands for.
pub fn word(list: &WordList, text: &[Glyph]) -> Option<(usize, u8)> {
    list.find(text.first()?.plain, |word| {
        let mut glyphs = text.iter();
        word.chars().all(|letter| glyphs.next().is_some_and(|glyph| glyph.plain == letter))
    })
}

/// Every word of a list in a text: where it begins, its length and what it stands for.
pub fn words<'a>(list: &'a WordList, text: &'a [Glyph]) -> impl Iterator<Item = (usize, usize, u8)> + 'a {
    (0..text.len()).filter_map(move |at| word(list, &text[at..]).map(|(length, meaning)| (at, length, meaning)))
}
