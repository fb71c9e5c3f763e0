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
        glyphs.push(Glyph { plain, start, end, spaced, wide: folded != character });
        spaced = false;
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
    let first = text.first()?.plain;
    list.find(first, |word| {
        word.len() <= text.len() && word.iter().zip(text).skip(1).all(|(letter, glyph)| *letter == glyph.plain)
    })
}

/// Every word of a list in a text: where it begins, its length and what it stands for.
pub fn words<'a>(list: &'a WordList, text: &'a [Glyph]) -> impl Iterator<Item = (usize, usize, u8)> + 'a {
    (0..text.len()).filter_map(move |at| word(list, &text[at..]).map(|(length, meaning)| (at, length, meaning)))
}
