//! Two ways in which a document says the same, for programs that can draw a text box and for those that cannot.

use super::story::Paragraph;

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
