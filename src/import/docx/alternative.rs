//! Two ways in which a document says the same, for programs that can draw a text box and for those that cannot.

use super::story::Paragraph;
use crate::import::markup::Tag;

/// What a program must know to draw a way that asks for it, by the names that Word gives to it. Word draws no other way.
const KNOWN: [&str; 10] = ["wp", "wpc", "wpg", "wpi", "wps", "wne", "cx", "am3d", "aink", "oel"];

/// Whether Word draws a way of saying it: it knows its own additions, which it numbers.
pub fn is_drawn(tag: &Tag<'_>) -> bool {
    let numbered = |name: &str| {
        let mut parts = ["w", "wp", "a", "c", "cx", "v"].into_iter().filter_map(|own| name.strip_prefix(own));
        parts.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let wanted = tag.attribute("Requires").unwrap_or_default();
    wanted.split_ascii_whitespace().all(|name| KNOWN.contains(&name) || numbered(name))
}

/// Paragraphs of the way that is read, and of the one that is not, by index.
#[derive(Default)]
pub struct Alternative {
    pub chosen: bool,
    pub choice: Vec<usize>,
    pub fallback: Vec<usize>,
}

impl Alternative {
    /// Makes the paragraphs of both ways twins, where they say the same.
    pub fn pair(self, paragraphs: &mut [Paragraph]) {
        let words = |paragraph: &Paragraph| paragraph.words(0..paragraph.pieces.len());
        if self.choice.len() == self.fallback.len() {
            for (first, second) in self.choice.into_iter().zip(self.fallback) {
                if words(&paragraphs[first]) == words(&paragraphs[second]) {
                    paragraphs[first].twin = Some(second);
                }
            }
        }
    }
}
