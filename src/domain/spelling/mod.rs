//! Labels as they are compared, wherever they come from: half width, in simplified characters, without blanks and
//! punctuation. It knows no label by name.

pub mod traditional;

use traditional::replace_words;
pub use traditional::simplified;

/// A full-width form or blank as its plain twin; every other character as it is.
pub fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => ' ',
        _ => c,
    }
}

/// The letters and digits of a text, folded and in simplified characters: what two spellings of one label have in
/// common. Raised and lowered digits are marks of notes.
pub fn letters(text: &str) -> Vec<char> {
    let counts = |c: &char| c.is_alphanumeric() && !matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209C}');
    let mut letters: Vec<char> = text.chars().map(|c| simplified(fold(c))).filter(counts).collect();
    replace_words(&mut letters);
    letters
}

/// Whether a text has nothing that could be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_blank_char)
}

/// Whether a character is a blank of any kind, or one that shows nothing.
pub fn is_blank_char(c: char) -> bool {
    c.is_whitespace() || c.is_control() || shows_nothing(c)
}

/// Whether a character has no width: joiners, and marks of direction, which come along with what is copied on Windows. Those
/// that turn the order of signs round are none.
pub fn shows_nothing(c: char) -> bool {
    let joins = matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}');
    let directs = matches!(
        c,
        '\u{200E}' | '\u{200F}' | '\u{202A}' | '\u{202C}' | '\u{202D}' | '\u{2066}' | '\u{2068}' | '\u{2069}'
    );
    joins || directs
}

/// A text without the signs between two digits that have no width, where it has such: a page shows one number.
pub fn one_number(text: &str) -> Option<String> {
    if !text.contains(shows_nothing) {
        return None;
    }
    let digit = |c: char| fold(c).is_ascii_digit() || matches!(c, '.' | ',');
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, from)) = rest.find(shows_nothing).map(|at| rest.split_at(at)) {
        shown.push_str(before);
        rest = from.trim_start_matches(shows_nothing);
        if !(shown.ends_with(digit) && rest.starts_with(digit)) {
            shown.push_str(&from[..from.len() - rest.len()]);
        }
    }
    shown.push_str(rest);
    Some(shown)
}
