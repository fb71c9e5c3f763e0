//! Blocks as the form's tables lie in them: a grid that holds a table's labels again, below or beside the first ones, is two
//! grids; a column that is blank from head to foot is none; digits that a page shows as one number are one. What a reader
//! does not see makes no difference to what is read.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::vocabulary::{Named, Vocabulary, wordings};
use crate::domain::form::Form;
use crate::import::block::{Block, Document, Grid, GridCell, GridRow};
use crate::import::normal::{fold, is_blank, letters};
use crate::import::value::is_figure;

/// So many labels of a table make it known.
const LEAST: usize = 3;

/// No table is printed in more pieces, or has more columns.
const MOST: usize = 16;
const MOST_COLUMNS: usize = 200;

/// A document with its grids and figures as a reader sees them.
pub fn seen<'a>(document: &'a Document, forms: &[Arc<Form>]) -> Cow<'a, Document> {
    let labels = LazyCell::new(|| Labels::new(forms));
    let mut blocks = Vec::with_capacity(document.blocks.len());
    let mut changed = false;
    for block in &document.blocks {
        let before = blocks.len();
        match block {
            Block::Grid(grid) => {
                let grid = whole_figures(grid);
                // Most grids say nothing twice, and need no labels to be told by.
                match says_again(&grid).then(|| labels.pieces(&grid)).flatten() {
                    Some(pieces) => {
                        changed = true;
                        blocks.extend(pieces.into_iter().map(Block::Grid));
                    }
                    None => blocks.push(Block::Grid(without_blank_columns(&grid))),
                }
            }
            Block::Line(line) | Block::Paragraph(line) | Block::Cell(line) => {
                let mut block = block.clone();
                if let (Cow::Owned(text), Block::Line(own) | Block::Paragraph(own) | Block::Cell(own)) =
                    (one_number(&line.text), &mut block)
                {
                    own.text = text;
                }
                blocks.push(block);
            }
        }
        changed |= blocks.get(before) != Some(block);
    }
    if changed { Cow::Owned(Document { blocks, ..document.clone() }) } else { Cow::Borrowed(document) }
}

/// A grid with the digits of its cells put together that are one number on the page.
fn whole_figures(grid: &Grid) -> Grid {
    let mut grid = grid.clone();
    for cell in grid.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Cow::Owned(text) = one_number(&cell.text) {
            cell.text = text;
        }
        if let Some(number) = without_thin_blanks(&cell.text) {
            cell.text = number;
        }
    }
    grid
}

/// A text without the signs between two digits that take no room.
fn one_number(text: &str) -> Cow<'_, str> {
    let unseen = |c: char| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}');
    let digit = |c: char| fold(c).is_ascii_digit() || matches!(c, '.' | ',');
    if !text.contains(unseen) {
        return Cow::Borrowed(text);
    }
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, from)) = rest.find(unseen).map(|at| rest.split_at(at)) {
        shown.push_str(before);
        rest = from.trim_start_matches(unseen);
        if !(shown.ends_with(digit) && rest.starts_with(digit)) {
            shown.push_str(&from[..from.len() - rest.len()]);
        }
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// A number whose thousands are set off by blanks that no line is broken at, without them.
fn without_thin_blanks(text: &str) -> Option<String> {
    let is_thin = |c: char| matches!(c, '\u{A0}' | '\u{2008}' | '\u{2009}' | '\u{202F}');
    let groups: Vec<&str> = text.split(is_thin).collect();
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.first().is_some_and(|first| (1..=3).contains(&first.len()));
    let whole = first && groups.len() > 1 && groups.iter().all(digits) && groups[1..].iter().all(|g| g.len() == 3);
    whole.then(|| groups.concat())
}

/// The labels and the heads of the tables whose lines all have the same columns, in every wording.
struct Labels {
    labels: BTreeSet<Vec<char>>,
    heads: BTreeSet<Vec<char>>,
}

impl Labels {
    fn new(forms: &[Arc<Form>]) -> Labels {
        let tables = forms.iter().flat_map(|form| (0..form.tables().len()).map(move |table| (form, table)));
        let (mut labels, mut heads) = (BTreeSet::new(), BTreeSet::new());
        for (form, table) in tables {
            let vocabulary = Vocabulary::new(form, table);
            if vocabulary.common_width().is_some() && !vocabulary.is_band() {
                let own = vocabulary.labels.iter().filter(|label| matches!(label.named, Named::Unit(_)));
                let own = own.filter(|label| !vocabulary.furniture.contains(&label.letters));
                labels.extend(own.map(|label| label.letters.clone()));
                let columns = &form.tables()[table].columns;
                heads.extend(columns.iter().flat_map(|column| wordings(&column.label, &column.also)));
            }
        }
        Labels { labels, heads }
    }

    /// The pieces of a grid in which a table begins anew; `None` where there is one.
    fn pieces(&self, grid: &Grid) -> Option<Vec<Grid>> {
        let below = self.below(grid);
        let apart: Vec<Grid> = below.iter().flat_map(|piece| self.beside(piece)).collect();
        (apart.len() > 1).then(|| apart.iter().map(without_blank_columns).collect())
    }

    /// A grid in pieces that stand one below the other, each with the first label again.
    fn below(&self, grid: &Grid) -> Vec<Grid> {
        let mut starts = vec![0];
        let mut seen: Vec<Vec<char>> = Vec::new();
        for (at, row) in grid.rows.iter().enumerate().filter(|(_, row)| has_figures(row)) {
            let Some(label) = row.cells.iter().map(|cell| letters(&cell.text)).find(|word| self.labels.contains(word))
            else {
                continue;
            };
            if seen.first() == Some(&label) && seen.len() >= LEAST {
                let heads = grid.rows[..at].iter().rev().take_while(|row| !has_figures(row)).count();
                starts.push(at - heads);
                seen.clear();
            }
            if !seen.contains(&label) {
                seen.push(label);
            }
        }
        let ends = starts.iter().skip(1).copied().chain([grid.rows.len()]);
        starts.iter().zip(ends).map(|(&start, end)| Grid { rows: grid.rows[start..end].to_vec() }).collect()
    }

    /// A grid in pieces that stand side by side, each with the labels again.
    fn beside(&self, grid: &Grid) -> Vec<Grid> {
        // For every row, the columns in which its label stands, with figures between them.
        let repeated: Vec<Vec<usize>> =
            grid.rows.iter().map(|row| self.repeated(row)).filter(|columns| columns.len() > 1).collect();
        let count = repeated.iter().map(Vec::len).max().unwrap_or(1);
        if repeated.len() < LEAST || count > MOST {
            return vec![grid.clone()];
        }
        let nth = |n: usize| repeated.iter().filter_map(move |columns| columns.get(n)).min().copied().unwrap_or(0);
        let starts: Vec<usize> = (0..count).map(|n| if n == 0 { 0 } else { nth(n) }).collect();
        let ends = starts.iter().skip(1).copied().chain([usize::MAX]);
        let ranges: Vec<Range<usize>> = starts.iter().zip(ends).map(|(&start, end)| start..end).collect();
        let in_order = |columns: &Vec<usize>| columns.iter().zip(&ranges).all(|(column, range)| range.contains(column));
        if !repeated.iter().all(in_order) {
            return vec![grid.clone()];
        }
        let piece = |range: &Range<usize>| {
            let row = |row: &GridRow| {
                let inside = row.cells.iter().filter(|cell| range.contains(&cell.column));
                let cells: Vec<GridCell> =
                    inside.map(|cell| GridCell { column: cell.column - range.start, ..cell.clone() }).collect();
                let width = row.width.min(range.end).saturating_sub(range.start);
                (!cells.is_empty()).then_some(GridRow { place: row.place, width, cells })
            };
            Grid { rows: grid.rows.iter().filter_map(row).collect() }
        };
        let pieces: Vec<Grid> = ranges.iter().map(piece).collect();
        // Two tables with the same heads are of two bodies or years, and no pieces of one.
        let mut heads = BTreeSet::new();
        let again = pieces.iter().any(|piece| self.heads_of(piece).into_iter().any(|head| !heads.insert(head)));
        if again { vec![grid.clone()] } else { pieces }
    }

    /// The heads of a grid.
    fn heads_of(&self, grid: &Grid) -> BTreeSet<Vec<char>> {
        let rows = grid.rows.iter().filter(|row| !has_figures(row));
        let words = rows.flat_map(|row| &row.cells).map(|cell| letters(&cell.text));
        words.filter(|words| self.heads.contains(words)).collect()
    }

    /// The columns in which the first label of a row stands, as far as figures stand between them.
    fn repeated(&self, row: &GridRow) -> Vec<usize> {
        let (mut columns, mut label, mut figures) = (Vec::new(), None, true);
        for cell in row.cells.iter().take(MOST_COLUMNS) {
            if is_figure(&cell.text) {
                figures = true;
                continue;
            }
            let words = letters(&cell.text);
            if figures && self.labels.contains(&words) && label.as_ref().is_none_or(|label| *label == words) {
                columns.push(cell.column);
                label = Some(words);
                figures = false;
            }
        }
        columns
    }
}

/// A grid without the columns between others that are blank in every row, where its heads stand on both sides of them: a
/// head that is lost may have stood over the others.
fn without_blank_columns(grid: &Grid) -> Grid {
    let width = grid.rows.iter().map(|row| row.width).max().unwrap_or(0);
    if width > MOST_COLUMNS {
        return grid.clone();
    }
    let cells = || grid.rows.iter().flat_map(|row| &row.cells);
    let is_empty = |cell: &GridCell| is_blank(&cell.text) && cell.aside.is_none();
    let blank = |column: &usize| {
        let mut own = cells().filter(|cell| cell.column == *column).peekable();
        own.peek().is_some() && own.all(is_empty)
    };
    let blanks: BTreeSet<usize> = (0..width).filter(blank).collect();
    let first_figure = cells().filter(|cell| is_figure(&cell.text)).map(|cell| cell.column).min();
    let words_at = |row: &GridRow, column: Option<usize>| {
        row.cells.iter().any(|cell| Some(cell.column) == column && !is_blank(&cell.text))
    };
    let is_spare = |column: &usize| {
        let before = (0..*column).rev().find(|other| !blanks.contains(other));
        let behind = (*column + 1..width).find(|other| !blanks.contains(other));
        let labels = first_figure.is_some_and(|first| *column < first);
        let headed = |other| grid.rows.iter().any(|row| !has_figures(row) && words_at(row, other));
        before.is_some() && headed(behind) && (labels || headed(before))
    };
    let spare: Vec<usize> = blanks.iter().copied().filter(is_spare).collect();
    if spare.is_empty() {
        return grid.clone();
    }
    let place = |column: usize| column - spare.partition_point(|&spare| spare < column);
    let row = |row: &GridRow| {
        let kept = row.cells.iter().filter(|cell| !spare.contains(&cell.column));
        let cells = kept.map(|cell| GridCell { column: place(cell.column), ..cell.clone() }).collect();
        GridRow { place: row.place, width: place(row.width), cells }
    };
    Grid { rows: grid.rows.iter().map(row).collect() }
}

/// Whether beside figures anything is said twice.
fn says_again(grid: &Grid) -> bool {
    let cells = grid.rows.iter().filter(|row| has_figures(row)).flat_map(|row| &row.cells);
    let words = cells.filter(|cell| !is_figure(&cell.text)).map(|cell| letters(&cell.text));
    let mut said = BTreeSet::new();
    words.filter(|words| !words.is_empty()).any(|words| !said.insert(words))
}

fn has_figures(row: &GridRow) -> bool {
    row.cells.iter().any(|cell| is_figure(&cell.text))
}
