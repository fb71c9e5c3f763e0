//! Tables with cells without those of other years.

use std::ops::Range;

use super::{Named, Years};
use crate::domain::proposal::Place;
use crate::import::block::{Grid, GridCell, GridRow};
use crate::import::normal::is_blank;
use crate::import::value;

/// A table without the figures of other years, where what first named one, and how many figures went.
type Without = (Grid, Option<(Place, String)>, usize);

impl Years {
    /// `None` where all cells are of the report's year; `all` says that none of them is.
    pub(super) fn without(&self, grid: &Grid, all: bool) -> Option<Without> {
        let cells = || grid.rows.iter().flat_map(|row| &row.cells);
        let mut others =
            cells().filter(|cell| !value::is_figure(&cell.text) && self.named(&cell.text).0 == Named::Other);
        if !all && others.next().is_none() {
            return None;
        }
        let mut sweep =
            Sweep { years: self, all, columns: Vec::new(), row: None, figures: false, first: None, count: 0 };
        let rows = grid.rows.iter().map(|row| GridRow { cells: sweep.row(row), ..row.clone() }).collect();
        Some((Grid { rows }, sweep.first, sweep.count))
    }
}

/// A table on the way down its rows.
struct Sweep<'a> {
    years: &'a Years,
    /// Whether a caption says that no figure is of the report's year.
    all: bool,
    /// The columns below heads of another year.
    columns: Vec<Range<usize>>,
    /// The column of a label of another year, which may reach down over several rows.
    row: Option<usize>,
    /// Whether figures stand in the row before.
    figures: bool,
    first: Option<(Place, String)>,
    count: usize,
}

impl Sweep<'_> {
    fn row(&mut self, row: &GridRow) -> Vec<GridCell> {
        let is_figure = |cell: &&GridCell| !is_blank(&cell.text) && value::is_figure(&cell.text);
        match row.cells.iter().position(|cell| is_figure(&cell)) {
            None => self.heads(row),
            Some(first) => self.line(row, first),
        }
    }

    /// A row without figures: heads, or a caption.
    fn heads(&mut self, row: &GridRow) -> Vec<GridCell> {
        let ends = row.cells.iter().enumerate().map(|(at, _)| {
            let next = row.cells[at + 1..].iter().find(|cell| !is_blank(&cell.text));
            next.map_or(row.width, |next| next.column)
        });
        let words: Vec<(&GridCell, usize)> =
            row.cells.iter().zip(ends).filter(|(cell, _)| !is_blank(&cell.text)).collect();
        self.row = None;
        if words.len() == 1 && self.years.is_heading(&words[0].0.text) {
            (self.all, self.columns) = (false, Vec::new());
        }
        // A caption below figures is not yet the heads of the rows behind them.
        if words.len() > 1 && std::mem::take(&mut self.figures) {
            let new: Vec<Range<usize>> = words.iter().skip(1).map(|(cell, end)| cell.column..*end).collect();
            self.columns.retain(|old| !new.iter().any(|new| new.start < old.end && old.start < new.end));
        }
        let mut kept = Vec::new();
        let mut others = Vec::new();
        // The first words speak of the whole table, unless others of their row speak of the report's year.
        let is_beside_own = words.iter().any(|(cell, _)| self.years.named(&cell.text).0 == Named::This);
        for cell in &row.cells {
            let within = self.columns.iter().any(|columns| columns.contains(&cell.column));
            let end = words.iter().find(|(own, _)| own.column == cell.column).map(|(_, end)| *end);
            let (named, rest) = self.years.named(&cell.text);
            match (named, end) {
                _ if within => {}
                (Named::Other, Some(end)) => {
                    self.first.get_or_insert_with(|| (row.place, cell.text.clone()));
                    if words.len() == 1 && self.years.is_caption(&rest)
                        || cell.column == words[0].0.column && !is_beside_own
                    {
                        self.all = true;
                    } else {
                        others.push(cell.column..end);
                    }
                }
                (Named::This, Some(_)) if words.len() == 1 && self.years.is_caption(&rest) => self.all = false,
                _ => kept.extend(self.this_year(cell)),
            }
        }
        let within = |cell: &GridCell| others.iter().any(|columns| columns.contains(&cell.column));
        kept.retain(|cell| !within(cell));
        self.columns.extend(others);
        kept
    }

    /// A row with figures, the first of which stands there.
    fn line(&mut self, row: &GridRow, first: usize) -> Vec<GridCell> {
        self.figures = true;
        let labels = row.cells[..first].iter().filter(|cell| !is_blank(&cell.text));
        let other = labels.clone().find(|cell| self.years.named(&cell.text).0 == Named::Other);
        // A label goes on down to the next one in its column.
        let goes_on = self.row.is_some_and(|column| labels.clone().all(|cell| cell.column > column));
        self.row = other.map(|cell| cell.column).or(self.row.filter(|_| goes_on));
        if let Some(cell) = other {
            self.first.get_or_insert_with(|| (row.place, cell.text.clone()));
        }
        let mut kept = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            let figure = !is_blank(&cell.text) && value::is_figure(&cell.text);
            let below = self.columns.iter().any(|columns| columns.contains(&cell.column));
            if below || self.row.is_some() || self.all && at >= first {
                self.count += usize::from(figure);
            } else {
                kept.extend(if at < first { self.this_year(cell) } else { Some(cell.clone()) });
            }
        }
        kept
    }

    /// A head or label without the words that only say that it is about the report's year.
    fn this_year(&self, cell: &GridCell) -> Option<GridCell> {
        match self.years.named(&cell.text) {
            (Named::This, rest) if rest.is_empty() => None,
            (Named::This, rest) => Some(GridCell { text: rest.into_iter().collect(), ..cell.clone() }),
            _ => Some(cell.clone()),
        }
    }
}
