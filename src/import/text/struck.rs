//! What Markdown strikes out, raises or lowers: `~~3~~`, `<s>`, `<del>`, `<sup>`, `^1^`. Other signs of Markdown are not its
//! business.

use std::borrow::Cow;

use crate::import::normal::{is_blank, is_blank_char};
use crate::import::words::{Look, as_signs};

/// How words are marked: with what it begins and ends, and how they look then.
const MARKS: [(&str, &str, Look); 7] = [
    ("~~", "~~", Look::Struck),
    ("<s>", "</s>", Look::Struck),
    ("<del>", "</del>", Look::Struck),
    ("<strike>", "</strike>", Look::Struck),
    ("<sup>", "</sup>", Look::Raised),
    ("<sub>", "</sub>", Look::Lowered),
    ("^", "^", Look::Raised),
];

/// Words of a paragraph without those that are struck out, raised ones as signs of their own.
pub fn prose(text: &str) -> Cow<'_, str> {
    let pieces = pieces(text);
    if pieces.iter().all(|(look, _)| *look == Look::Plain) {
        return Cow::Borrowed(text);
    }
    let words = pieces.into_iter().map(|(look, piece)| match look {
        Look::Plain => piece.to_string(),
        Look::Raised | Look::Lowered => as_signs(piece, look == Look::Raised),
        Look::Struck | Look::Unseen | Look::Turned => String::new(),
    });
    Cow::Owned(words.collect())
}

/// Whether something is struck out.
pub fn is_struck(text: &str) -> bool {
    pieces(text).iter().any(|(look, piece)| *look == Look::Struck && !is_blank(piece))
}

/// The pieces of a text with their looks.
pub fn pieces(text: &str) -> Vec<(Look, &str)> {
    let mut pieces = Vec::new();
    // What is not closed in the rest is not looked for again.
    let mut missing = [false; MARKS.len()];
    let (mut start, mut from) = (0, 0);
    while let Some(at) = text[from..].find(['~', '<', '^']).map(|at| from + at) {
        let found = MARKS.iter().zip(&mut missing).find_map(|((begin, end, look), missing)| {
            let inner = text[at..].strip_prefix(begin).filter(|_| !*missing && !text[..at].ends_with('\\'))?;
            let length = inner.find(end);
            *missing = length.is_none();
            let inner = &inner[..length?];
            let whole = *begin != "^" || (inner.len() < 9 && !inner.contains(is_blank_char));
            (whole && !inner.is_empty()).then_some((*look, inner, at + begin.len() + inner.len() + end.len()))
        });
        match found {
            Some((look, inner, end)) => {
                pieces.push((Look::Plain, &text[start..at]));
                pieces.push((look, inner));
                (start, from) = (end, end);
            }
            None => from = at + 1,
        }
    }
    pieces.push((Look::Plain, &text[start..]));
    pieces
}
