//! Tables of a word processor's document, of whichever format: which cells begin in which row and column, under the cells that reach down from above. A table
//! that only lays a page out is no grid.

use super::story::{CellPlace, StoryPlace};
use crate::import::aside::Aside;
use crate::import::block::{Block, Grid, GridCell, GridRow};
use crate::import::words::{Look, Words};

/// Wider tables are none that anybody wrote.
const WIDEST: usize = 10_000;

/// A piece of a document with its place.
pub type Placed = (Block, StoryPlace);

#[derive(Debug, Default)]
pub struct Table {
    /// Its rows; tracked deletions left out.
    pub rows: Vec<Row>,
    /// Whether the ground of its cells is coloured.
    pub shaded: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Grid columns left out before the first cell.
    pub before: usize,
    /// Grid columns left out behind the last cell.
    pub after: usize,
    /// Whether the row was deleted, with tracked changes.
    pub deleted: bool,
    pub hidden: bool,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// Grid columns covered; 0 counts as one.
    pub across: usize,
    /// What it says of cells merged downwards.
    pub down: Down,
    /// Whether it belongs to the merged cell to its left.
    pub joined: bool,
    /// Whether its ground is coloured.
    pub shaded: bool,
    pub content: Vec<Placed>,
    /// What of its words is not seen, or struck out.
    pub aside: Option<Aside>,
    pub paragraphs: Vec<usize>,
}

/// How a cell hangs together with the one above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Down {
    #[default]
    None,
    /// It begins a merged cell.
    Begins,
    /// It belongs to the merged cell above.
    Continues,
}

impl Table {
    /// Whether it only lays a page out: with tables of words inside, or with one cell in every row.
    pub fn is_layout(&self) -> bool {
        let worded = |grid: &Grid| {
            grid.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.text.contains(char::is_alphabetic))
        };
        let is_table = |block: &Block| matches!(block, Block::Grid(grid) if worded(grid));
        let nested = |cell: &Cell| cell.content.iter().any(|(block, _)| is_table(block));
        self.rows.iter().all(|row| row.cells.len() < 2) || self.rows.iter().any(|row| row.cells.iter().any(nested))
    }

    /// The table as one block, or its content where it only lays a page out.
    pub fn placed(self) -> Vec<Placed> {
        if self.is_layout() {
            let cells = self.rows.into_iter().flat_map(|row| row.cells);
            return cells.flat_map(|cell| cell.content).collect();
        }
        let (grid, places) = self.lay_out();
        vec![(Block::Grid(grid), StoryPlace::Grid(places))]
    }

    fn lay_out(self) -> (Grid, Vec<Vec<CellPlace>>) {
        let (mut grid, mut places) = (Grid::default(), Vec::new());
        let mut above: Vec<std::ops::Range<usize>> = Vec::new();
        for row in self.rows {
            let (mut cells, mut row_places, mut merged) = (Vec::new(), Vec::new(), Vec::new());
            let mut column = row.before.min(WIDEST);
            for cell in row.cells {
                let across = cell.across.max(1).min(WIDEST.saturating_sub(column).max(1));
                let place = column..column + across;
                let covered = cell.down == Down::Continues && overlaps(&above, &place);
                if cell.down == Down::Begins || covered {
                    merged.push(place.clone());
                }
                let joined = cell.joined && column > row.before;
                if !covered && !joined {
                    let (text, aside) = words(&cell);
                    cells.push(GridCell { column, text, aside });
                    row_places.push(CellPlace { paragraphs: cell.paragraphs });
                }
                column = place.end;
            }
            above = merged;
            grid.rows.push(GridRow { width: (column + row.after).min(WIDEST), cells, ..GridRow::default() });
            places.push(row_places);
        }
        (grid, places)
    }
}

/// Whether a place lies below one of those above, which are in order.
fn overlaps(above: &[std::ops::Range<usize>], place: &std::ops::Range<usize>) -> bool {
    let first = above.partition_point(|other| other.end <= place.start);
    above.get(first).is_some_and(|other| other.start < place.end)
}

/// The words of a cell on one line, and what was passed over.
fn words(cell: &Cell) -> (String, Option<Aside>) {
    let mut words = Words::default();
    cell.aside.into_iter().for_each(|aside| words.tell(aside));
    let mut line = |text: &str| {
        words.push(Look::Plain, text);
        words.end_line();
    };
    for (block, _) in &cell.content {
        match block {
            Block::Line(of) | Block::Paragraph(of) | Block::Cell(of) => line(&of.text),
            Block::Grid(grid) => grid.rows.iter().flat_map(|row| &row.cells).for_each(|cell| line(&cell.text)),
        }
    }
    words.cell()
}
