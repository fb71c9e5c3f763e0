//! The neutral shape in which every reader hands a document over: loose lines, paragraphs, grids of cells. Readers know
//! containers and markup; what the words mean is the recogniser's business.

use super::aside::Aside;
use crate::domain::proposal::Place;

/// What a reader makes of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// What a reader of the pages sees, in reading order.
    pub blocks: Vec<Block>,
    /// What was passed over outside of cells, each kind once for a place.
    pub asides: Vec<(Place, Aside)>,
    /// What the document says it is called, outside of its pages.
    pub titles: Vec<String>,
    /// What this report is called among the file's others, where it was chosen already.
    pub chosen: Option<String>,
}

impl From<Vec<Block>> for Document {
    fn from(blocks: Vec<Block>) -> Document {
        Document { blocks, ..Document::default() }
    }
}

/// A piece of a document, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line as a page printed it; it may be a piece of a paragraph, or of a table whose rules are lost.
    Line(Line),
    /// A whole paragraph.
    Paragraph(Line),
    /// A cell of a table whose rows are not marked; an empty text is a blank cell.
    Cell(Line),
    /// A table with rows and cells.
    Grid(Grid),
}

impl Block {
    /// The text of a block that is no grid.
    pub fn line(&self) -> Option<&Line> {
        match self {
            Block::Line(line) | Block::Paragraph(line) | Block::Cell(line) => Some(line),
            Block::Grid(_) => None,
        }
    }
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Where it stands in the source.
    pub place: Place,
    /// The words; blanks at the beginning are kept, they are the indent.
    pub text: String,
    /// Blank lines before it, beyond those that the document puts between all lines.
    pub gap: usize,
    /// What the markup says of it.
    pub mark: Mark,
    /// Whether it goes on with the line before it, from which only a line break parts it.
    pub broken: bool,
}

/// What markup says of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Nothing.
    #[default]
    None,
    /// It is a heading.
    Heading,
    /// It stands in the document's foot, as signature and date do.
    Foot,
    /// It is a bare number at the edge of a page, or apart from all others, and may be the page's.
    Edge,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// The rows; each holds the cells that begin in it.
    pub rows: Vec<GridRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GridRow {
    /// Where it stands in the source.
    pub place: Place,
    /// How many grid columns the row has, merged cells from above included.
    pub width: usize,
    /// The cells that begin in this row, left to right.
    pub cells: Vec<GridCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GridCell {
    /// The grid column in which it begins, from 0.
    pub column: usize,
    /// How many rows below its own it reaches down into, where the reader knows.
    pub below: usize,
    /// The words; empty for a blank cell.
    pub text: String,
    /// What stands in it besides, and was not read.
    pub aside: Option<Aside>,
}

impl GridCell {
    /// A cell of which every word was read.
    pub fn new(column: usize, text: String) -> GridCell {
        GridCell { column, text, ..GridCell::default() }
    }
}

/// Gives every row of a table that does not know its place the number of the table in the document and its own.
pub fn counted(document: impl Into<Document>) -> Document {
    let mut document = document.into();
    let grids =
        document.blocks.iter_mut().filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None });
    for (table, grid) in (1..).zip(grids) {
        for (row, of) in (1..).zip(&mut grid.rows).filter(|(_, of)| of.place == Place::Unknown) {
            of.place = Place::Row { table, row };
        }
    }
    document
}
