//! Tables of a word processor's document, of whichever format: which cells begin in which row and column, under the cells
//! that reach down from above. A table that only lays a page out is no grid. With every block goes what its reader wants
//! kept of it: its place, or how it is set.

use super::story::CellPlace;
use crate::import::aside::Aside;
use crate::import::block::{Block, Grid, GridCell, GridRow};
use crate::import::normal::{is_blank, join_cell};

/// Wider tables are none that anybody wrote.
const WIDEST: usize = 10_000;

#[derive(Debug)]
pub struct Table<P> {
    /// Its rows; tracked deletions left out.
    pub rows: Vec<Row<P>>,
}

/// What a table turns out to be.
pub enum LaidOut<P> {
    /// A grid, with the places of the cells that begin in each row.
    Grid(Grid, Vec<Vec<CellPlace>>),
    /// Nothing but a way to lay its content out.
    Content(Vec<(Block, P)>),
}

#[derive(Debug, Clone)]
pub struct Row<P> {
    /// Grid columns left out before the first cell.
    pub before: usize,
    /// Grid columns left out behind the last cell.
    pub after: usize,
    /// Whether the row was deleted, with tracked changes.
    pub deleted: bool,
    pub cells: Vec<Cell<P>>,
}

#[derive(Debug, Clone)]
pub struct Cell<P> {
    /// Grid columns covered; 0 counts as one.
    pub across: usize,
    /// What it says of cells merged downwards.
    pub down: Down,
    /// Whether it belongs to the merged cell to its left.
    pub joined: bool,
    pub content: Vec<(Block, P)>,
    pub paragraphs: Vec<usize>,
    /// Its words on one line, where its reader has joined them.
    pub text: Option<String>,
    /// What stands in it besides, and was not read.
    pub aside: Option<Aside>,
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

impl<P> Default for Table<P> {
    fn default() -> Table<P> {
        Table { rows: Vec::new() }
    }
}

impl<P> Default for Row<P> {
    fn default() -> Row<P> {
        Row { before: 0, after: 0, deleted: false, cells: Vec::new() }
    }
}

impl<P> Default for Cell<P> {
    fn default() -> Cell<P> {
        Cell {
            across: 0,
            down: Down::None,
            joined: false,
            content: Vec::new(),
            paragraphs: Vec::new(),
            text: None,
            aside: None,
        }
    }
}

impl<P> Table<P> {
    /// Whether it only lays a page out: with tables inside, or with one cell in every row.
    pub fn is_layout(&self) -> bool {
        let nested = |cell: &Cell<P>| cell.content.iter().any(|(block, _)| matches!(block, Block::Grid(_)));
        self.rows.iter().all(|row| row.cells.len() < 2) || self.rows.iter().any(|row| row.cells.iter().any(nested))
    }

    /// The table as one grid, or its content.
    pub fn laid_out(self) -> LaidOut<P> {
        if self.is_layout() {
            let cells = self.rows.into_iter().flat_map(|row| row.cells);
            return LaidOut::Content(cells.flat_map(|cell| cell.content).collect());
        }
        let (grid, places) = self.lay_out();
        LaidOut::Grid(grid, places)
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
                    let text = cell.text.unwrap_or_else(|| text(&cell.content));
                    cells.push(GridCell { column, text, aside: cell.aside });
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

/// The words of a cell on one line; only between figures its line ends stay, since they do not make one figure.
fn text<P>(content: &[(Block, P)]) -> String {
    let mut text = String::new();
    for (block, _) in content {
        let (Block::Line(line) | Block::Paragraph(line) | Block::Cell(line)) = block else { continue };
        join_cell(&mut text, &line.text);
    }
    if is_blank(&text) { String::new() } else { text }
}
