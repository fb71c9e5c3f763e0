//! What stands around the words of a document and says whether they are seen: their ground, controls, fields, fallbacks,
//! equations. The words themselves are the walk's business.

use std::ops::Range;

use super::Walk;
use crate::import::aside::Aside;
use crate::import::docx::frame::FrameKind;
use crate::import::docx::story::{PieceKind, Run};
use crate::import::docx::styles::Letters;
use crate::import::shade::{Shade, WHITE};
use crate::import::words::Look;

impl Walk<'_> {
    /// The ground of the open paragraph's words.
    pub fn ground(&self) -> Shade {
        // With what a text box is filled nobody asks.
        if self.stack.iter().any(|frame| frame.kind == FrameKind::TextBox) {
            return Shade::Unknown;
        }
        let own = self.paragraphs.last().and_then(|&index| self.story.paragraphs.get(index)?.ground);
        let of_tables = self.tables.iter().rev().find_map(|table| {
            let cell = table.rows.last().and_then(|row| row.cells.last());
            cell.and_then(|cell| cell.ground).or(table.ground)
        });
        own.or(of_tables).unwrap_or(WHITE)
    }

    /// How words look by the style of the table around them.
    pub fn of_table(&self) -> Letters {
        self.tables.last().map(|table| table.letters).unwrap_or_default()
    }

    /// Whether the open control shows a text in the place of one to come.
    pub fn in_placeholder(&self) -> bool {
        self.controls.iter().any(|&index| self.story.controls[index].placeholder)
    }

    /// Whether a run is open, in whichever way of saying it.
    pub fn within_run(&self) -> bool {
        let way = [FrameKind::Alternative, FrameKind::Choice];
        self.stack
            .iter()
            .rev()
            .find(|frame| !way.contains(&frame.kind))
            .is_some_and(|frame| frame.kind == FrameKind::Run)
    }

    /// Whether the open paragraph goes on in the way of saying it that is not read.
    pub fn in_fallback(&self) -> bool {
        self.fallbacks.last() == Some(&self.paragraphs.len())
    }

    /// Whether words are part of what a field is made of.
    pub fn in_code(&self) -> bool {
        self.fields.iter().any(|(of, result)| !result && self.paragraphs.last() == Some(of))
    }

    /// Takes in a mark of a field: where it begins, where its result does, where it ends.
    pub fn field(&mut self, mark: &str) {
        match (mark, self.paragraphs.last()) {
            ("begin", Some(&paragraph)) => {
                self.taken += size_of::<(usize, bool)>();
                self.fields.push((paragraph, false));
            }
            ("separate", _) => self.fields.last_mut().into_iter().for_each(|(_, result)| *result = true),
            ("end", _) => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// Takes in what is chosen of a list, which the page shows in the place of a field.
    pub fn choose(&mut self, words: &str, at: Range<usize>) {
        self.piece(PieceKind::Sign, words, at);
        self.paragraph().into_iter().for_each(|paragraph| paragraph.passed = paragraph.passed.or(Some(Aside::Filled)));
    }

    /// Takes in a picture, which may be of a figure where it stands in a cell.
    pub fn picture(&mut self) {
        let enclosed = self.paragraph().filter(|paragraph| paragraph.enclosed);
        enclosed.into_iter().for_each(|paragraph| paragraph.passed = paragraph.passed.or(Some(Aside::Pictures)));
    }

    pub fn in_equation(&self) -> bool {
        self.stack.iter().any(|frame| frame.kind == FrameKind::Equation)
    }

    /// Takes in an element of another kind: what equations are made of, which stand in the line as words do.
    pub fn of_equation(&mut self, name: &str, at: Range<usize>) -> FrameKind {
        match name {
            "oMath" if !self.paragraphs.is_empty() && !self.in_fallback() => {
                self.hold_more();
                FrameKind::Equation
            }
            _ if !self.in_equation() => FrameKind::Other,
            "r" => {
                self.taken += size_of::<Run>();
                let set = self.stack.iter().rev().find_map(|frame| match frame.kind {
                    FrameKind::Raised => Some(Look::Raised),
                    FrameKind::Lowered => Some(Look::Lowered),
                    _ => None,
                });
                let (ground, inner) = (self.ground(), at.end..at.end);
                if let Some(paragraph) = self.paragraph() {
                    let look = set.unwrap_or_else(|| paragraph.letters.look(ground, paragraph.enclosed));
                    paragraph.runs.push(Run { element: at, inner, look, ..Run::default() });
                }
                FrameKind::Run
            }
            "t" if self.within(FrameKind::Run) => {
                let kind = if self.deleted > 0 { PieceKind::Deleted } else { PieceKind::Words };
                self.piece(kind, "", at);
                self.trims = false;
                FrameKind::Words
            }
            // A fraction is no figure of its two numbers, nor is what stands under a root.
            "den" | "deg" => {
                self.piece(PieceKind::Sign, if name == "den" { "/" } else { "√" }, at);
                FrameKind::Other
            }
            "sup" => FrameKind::Raised,
            "sub" => FrameKind::Lowered,
            _ => FrameKind::Other,
        }
    }
}
