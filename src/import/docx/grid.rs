//! Tables of a word processor's document, of whichever format: which cells begin in which row and column, under the cells that reach down from above. A table
//! that only lays a page out is no grid.

use super::story::{CellPlace, StoryPlace};
use super::styles::{Letters, Part};
use crate::import::aside::Aside;
use crate::import::block::{Block, Grid, GridCell, GridRow};
use crate::import::shade::{Shade, WHITE};
use crate::import::words::{Look, Words};

/// Wider tables are none that anybody wrote.
const WIDEST: usize = 10_000;

/// A piece of a document with its place.
pub type Placed = (Block, StoryPlace);

#[derive(Debug, Default)]
pub struct Table {
    /// Its rows; tracked deletions left out.
    pub rows: Vec<Row>,
    /// The ground of its cells, where it is said.
    pub ground: Option<Shade>,
    /// How its words look by its style, and what that says of its parts.
    pub letters: Letters,
    pub parts: Vec<Part>,
    /// Which parts it has, by the bits that say so.
    pub has: usize,
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
    /// Its ground, where it is said.
    pub ground: Option<Shade>,
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

/// Which parts a table has.
const FIRST_ROW: usize = 0x20;
const LAST_ROW: usize = 0x40;
const FIRST_COLUMN: usize = 0x80;
const LAST_COLUMN: usize = 0x100;
const NO_BANDS: usize = 0x200;
const NO_UPRIGHT_BANDS: usize = 0x400;

impl Table {
    /// Takes out what its style hides in some of its parts.
    pub fn hide_parts(&mut self) {
        let ground = self.ground.unwrap_or(WHITE);
        let has = |part: usize| self.has & part != 0;
        let (first_row, first_column) = (usize::from(has(FIRST_ROW)), usize::from(has(FIRST_COLUMN)));
        let count = self.rows.len();
        for Part { which, letters } in &self.parts {
            let aside = match letters.look(ground, true) {
                Look::Unseen => Aside::Unseen,
                Look::Struck => Aside::Struck,
                _ => continue,
            };
            for (at, row) in self.rows.iter_mut().enumerate() {
                let width = row.cells.len();
                let is_in = |column: usize| match which.as_str() {
                    "firstRow" => has(FIRST_ROW) && at == 0,
                    "lastRow" => has(LAST_ROW) && at + 1 == count,
                    "firstCol" => has(FIRST_COLUMN) && column == 0,
                    "lastCol" => has(LAST_COLUMN) && column + 1 == width,
                    "band1Horz" => !has(NO_BANDS) && at >= first_row && (at - first_row).is_multiple_of(2),
                    "band2Horz" => !has(NO_BANDS) && at >= first_row && !(at - first_row).is_multiple_of(2),
                    "band1Vert" => {
                        !has(NO_UPRIGHT_BANDS) && column >= first_column && (column - first_column).is_multiple_of(2)
                    }
                    "band2Vert" => {
                        !has(NO_UPRIGHT_BANDS) && column >= first_column && !(column - first_column).is_multiple_of(2)
                    }
                    "wholeTable" => true,
                    _ => false,
                };
                let cells = row.cells.iter_mut().enumerate().filter(|(column, _)| is_in(*column));
                for (_, cell) in cells.filter(|(_, cell)| !cell.content.is_empty()) {
                    cell.content.clear();
                    cell.aside = Some(aside);
                }
            }
        }
    }

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
                if covered {
                    reach_down(&mut grid.rows, column);
                }
                if !covered && !joined {
                    let (text, aside) = words(&cell);
                    cells.push(GridCell { column, text, aside, ..GridCell::default() });
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

/// Lets the cell above in a column reach down into one more row.
fn reach_down(rows: &mut [GridRow], column: usize) {
    const FURTHEST: usize = 1000;
    let above = rows.iter_mut().rev().take(FURTHEST).flat_map(|row| &mut row.cells).find(|cell| cell.column == column);
    above.into_iter().for_each(|cell| cell.below += 1);
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
