//! A document's blocks, and for each of them the bytes of the source that it was read from. It changes nothing.

use std::ops::Range;

use super::numbering::InList;
use super::styles::Letters;
use crate::import::aside::Aside;
use crate::import::block::Block;
use crate::import::shade::Shade;
use crate::import::words::Look;

/// A document's blocks with their places.
#[derive(Debug, Default)]
pub struct Story {
    pub blocks: Vec<Block>,
    pub places: Vec<StoryPlace>,
    /// All paragraphs, by the place where they begin; also those without words, and those of fallbacks.
    pub paragraphs: Vec<Paragraph>,
    /// The pieces of controls that show a text in the place of one to come, by control.
    pub controls: Vec<Control>,
    /// Whether rows are hidden that held something.
    pub hides_rows: bool,
    /// Where the content of the body begins.
    pub body: usize,
    /// Documents of another kind within this one: before which block they stand, and their relation.
    pub chunks: Vec<(usize, String)>,
}

#[derive(Debug, Clone)]
pub enum StoryPlace {
    /// Some pieces of a paragraph.
    Paragraph { paragraph: usize, pieces: Range<usize> },
    /// A table: the cells of every row, as in the block.
    Grid(Vec<Vec<CellPlace>>),
}

/// Where a cell of a table comes from.
#[derive(Debug, Clone, Default)]
pub struct CellPlace {
    pub paragraphs: Vec<usize>,
}

/// A paragraph's bytes.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    pub element: Range<usize>,
    /// The prefix of the names of its elements, with the colon.
    pub prefix: String,
    /// What stands between its tags; empty behind the tag where it has only one.
    pub inner: Range<usize>,
    pub properties: Option<Range<usize>>,
    /// The properties of its end, which an empty paragraph gives to the words that come into it.
    pub mark: Option<Range<usize>>,
    /// The pieces of properties that belong to it alone: its numbering, changes to it, the end of a section.
    pub own: Vec<Range<usize>>,
    pub runs: Vec<Run>,
    pub pieces: Vec<Piece>,
    /// Marks in it that belong to a range of the document: bookmarks, comments, permissions.
    pub marks: Vec<Range<usize>>,
    /// Whether it stands in a cell or a text box, which must not lose its last paragraph.
    pub enclosed: bool,
    /// Whether it holds more than words: pictures, fields, the end of a section.
    pub holds_more: bool,
    /// Whether a table stands directly before it.
    pub behind_table: bool,
    /// Whether its style or its own properties make it a heading.
    pub heading: bool,
    /// Whether its words are set to the right.
    pub right: bool,
    /// Whether its end was deleted, with tracked changes, or is no end but parts two styles, so that the next paragraph goes
    /// on with its words.
    pub open_ended: bool,
    /// The paragraphs that it goes on with, by index.
    pub leaders: Vec<usize>,
    /// How its words look by its style.
    pub letters: Letters,
    /// Its ground, where it has one of its own.
    pub ground: Option<Shade>,
    /// The list that it belongs to.
    pub in_list: InList,
    /// What of its words is not seen, or struck out by its looks.
    pub passed: Option<Aside>,
    /// The same paragraph in the fallback of an alternative, by index.
    pub twin: Option<usize>,
}

/// A run's bytes.
#[derive(Debug, Clone, Default)]
pub struct Run {
    pub element: Range<usize>,
    /// What stands between its tags.
    pub inner: Range<usize>,
    pub properties: Option<Range<usize>>,
    /// The pieces of its properties that belong to it alone: changes to it.
    pub own: Vec<Range<usize>>,
    /// Whether it stands in a tracked insertion, or in a link; what is written anew does not belong there.
    pub wrapped: bool,
    pub look: Look,
}

/// A piece of a paragraph's words.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The words as they show, raised and lowered ones as signs of their own; empty where they do not show.
    pub text: String,
    pub kind: PieceKind,
    pub element: Range<usize>,
    /// What stands between its tags.
    pub inner: Range<usize>,
    pub run: usize,
    pub control: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    Words,
    /// A single sign that is an element of its own: a tab, a hyphen.
    Sign,
    Break,
    /// Words that were deleted, with tracked changes.
    Deleted,
    /// Words that stand in for words to come.
    Placeholder,
}

#[derive(Debug, Clone, Default)]
pub struct Control {
    /// The control around it, by index.
    pub outer: Option<usize>,
    /// Whether it shows a text in the place of one to come.
    pub placeholder: bool,
    /// The elements that say so, or bind it to data that would replace what is written into it.
    pub ties: Vec<Range<usize>>,
}

impl Run {
    /// Whether its words are seen, and hold.
    pub fn is_shown(&self) -> bool {
        !matches!(self.look, Look::Struck | Look::Unseen)
    }
}

impl Paragraph {
    /// What of its words was passed over, deleted ones too.
    pub fn aside(&self) -> Option<Aside> {
        let deleted = self.pieces.iter().any(|piece| piece.kind == PieceKind::Deleted);
        if deleted { Some(Aside::Struck) } else { self.passed }
    }

    pub fn words(&self, pieces: Range<usize>) -> String {
        self.pieces[pieces].iter().filter(|piece| piece.kind != PieceKind::Break).map(|p| p.text.as_str()).collect()
    }
}
