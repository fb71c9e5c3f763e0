//! The ends of the walk through a document: of each paragraph, whose lines become blocks, and of the whole story. What an
//! element is, is the walk's business.

use std::ops::Range;

use super::Walk;
use crate::import::block::{Block, Line, Mark};
use crate::import::docx::story::{PieceKind, Story, StoryPlace};
use crate::import::normal::is_blank;
use crate::import::value::is_figure;

impl Walk<'_> {
    /// Hands a paragraph over, a block for each of its lines.
    pub fn end_paragraph(&mut self, element: Range<usize>, inner: Range<usize>) {
        let Some(index) = self.paragraphs.pop() else { return };
        self.fields.retain(|(of, _)| *of != index);
        let paragraph = &mut self.story.paragraphs[index];
        (paragraph.element, paragraph.inner) = (element, inner);
        // What is not drawn has no number.
        let number = match self.fallbacks.is_empty() {
            true => self.styles.lists.number(&mut self.counts, paragraph.in_list),
            false => None,
        };
        // Numbers before figures are those of lines, and those of prose are not read.
        let is_label = |text: &str| paragraph.enclosed && text.contains(char::is_alphabetic) && !is_figure(text);
        let Some(sink) = self.sinks.last_mut() else { return };
        let mark = if paragraph.heading { Mark::Heading } else { Mark::None };
        let mut start = 0;
        let breaks = paragraph.pieces.iter().enumerate().filter(|(_, piece)| piece.kind == PieceKind::Break);
        let ends: Vec<usize> = breaks.map(|(at, _)| at).chain([paragraph.pieces.len()]).collect();
        for end in ends {
            let mut text = std::mem::take(&mut self.carried);
            let words = paragraph.words(start..end);
            text.extend(number.as_deref().filter(|_| start == 0 && is_label(&words)));
            text.push_str(&words);
            if paragraph.open_ended && end == paragraph.pieces.len() {
                self.carried = text;
                self.leaders.push(index);
            } else if !is_blank(&text) {
                paragraph.leaders.append(&mut self.leaders);
                // A heading is broken within its words; what is broken off of prose is a paragraph of its own.
                let broken = start > 0 && paragraph.heading;
                let block = Block::Paragraph(Line { text, mark, broken, ..Line::default() });
                sink.push((block, StoryPlace::Paragraph { paragraph: index, pieces: start..end }));
            }
            start = end + 1;
        }
    }

    /// The story, its last lines marked where they are set to the right, as signature and date are.
    pub fn finish(mut self) -> Story {
        let placed = self.sinks.pop().unwrap_or_default();
        let (mut blocks, places): (Vec<Block>, Vec<StoryPlace>) = placed.into_iter().unzip();
        for (block, place) in blocks.iter_mut().zip(&places).rev() {
            match (block, place) {
                (Block::Paragraph(line), StoryPlace::Paragraph { paragraph, .. })
                    if self.story.paragraphs[*paragraph].right && line.mark == Mark::None =>
                {
                    line.mark = Mark::Foot;
                }
                _ => break,
            }
        }
        Story { blocks, places, ..self.story }
    }
}
