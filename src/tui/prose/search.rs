//! Looking for words in the text that is being written: what was typed into the line below it, and where it stands.

use std::ops::Range;

use super::super::field::Field;

#[derive(Debug, Clone)]
pub struct Search {
    pub query: Field,
    /// Which match was gone to last, counted from 1, and how many there are.
    pub found: (usize, usize),
}

impl Search {
    /// A new search; the words of the last one are proposed.
    pub fn new(last: &str) -> Search {
        Search { query: Field::proposal(last), found: (0, 0) }
    }
}

/// Where words can be replaced.
#[derive(Debug, Clone, Default)]
pub struct Replaceable {
    /// Their places in the text as it was written.
    pub places: Vec<Range<usize>>,
    /// How often they stand where a field would be torn by it.
    pub in_fields: usize,
}

/// Where words stand in a text, capital and small letters alike.
pub fn matches(text: &str, words: &str) -> Vec<Range<usize>> {
    if words.is_empty() {
        return Vec::new();
    }
    // ASCII only, so that no byte changes its place.
    let (text, words) = (text.to_ascii_lowercase(), words.to_ascii_lowercase());
    text.match_indices(&words).map(|(at, found)| at..at + found.len()).collect()
}
