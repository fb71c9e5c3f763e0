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
use crate::import::block::{Block, Document, Grid, GridCell, GridRow, Line};
use crate::import::normal::{is_blank, letters, one_number};
use crate::import::value::is_figure;

/// So many labels of a table make it known.
const LEAST: usize = 3;

/// No table is printed in more pieces, or has more columns.
const MOST: usize = 16;
const MOST_COLUMNS: usize = 200;

/// A document with its grids and figures as a reader sees them. What is seen as it stands is not copied.
pub fn seen<'a>(document: &'a Document, forms: &[Arc<Form>]) -> Cow<'a, Document> {
    let labels = LazyCell::new(|| Labels::new(forms));
    let mut seen: Option<Vec<Block>> = None;
    for (at, block) in document.blocks.iter().enumerate() {
        match seen_block(block, &labels) {
            Some(blocks) => seen.get_or_insert_with(|| document.blocks[..at].to_vec()).extend(blocks),
            None => seen.iter_mut().for_each(|seen| seen.push(block.clone())),
        }
    }
    seen.map_or(Cow::Borrowed(document), |blocks| Cow::Owned(Document { blocks, ..document.clone() }))
}

/// The blocks that one is seen as, where it is not seen as it stands.
fn seen_block<F: FnOnce() -> Labels>(block: &Block, labels: &LazyCell<Labels, F>) -> Option<Vec<Block>> {
    let line = |line: &Line| one_number(&line.text).map(|text| Line { text, ..line.clone() });
    let grid = match block {
        Block::Line(own) => return Some(vec![Block::Line(line(own)?)]),
        Block::Paragraph(own) => return Some(vec![Block::Paragraph(line(own)?)]),
        Block::Cell(own) => return Some(vec![Block::Cell(line(own)?)]),
        Block::Grid(grid) => whole_figures(grid).map_or(Cow::Borrowed(grid), Cow::Owned),
    };
    // Most grids say nothing twice, and need no labels to be told by.
    if let Some(pieces) = says_again(&grid).then(|| labels.pieces(&grid)).flatten() {
        return Some(pieces.into_iter().map(Block::Grid).collect());
    }
    match (without_blank_columns(&grid), grid) {
        (Some(grid), _) | (None, Cow::Owned(grid)) => Some(vec![Block::Grid(grid)]),
        (None, Cow::Borrowed(_)) => None,
    }
}

/// A grid with the digits of its cells put together that are one number on the page, where there are such.
fn whole_figures(grid: &Grid) -> Option<Grid> {
    let mut whole: Option<Grid> = None;
    for (row, own) in grid.rows.iter().enumerate() {
        for (cell, own) in own.cells.iter().enumerate() {
            let shown = one_number(&own.text);
            if let Some(text) = without_thin_blanks(shown.as_deref().unwrap_or(&own.text)).or(shown) {
                whole.get_or_insert_with(|| grid.clone()).rows[row].cells[cell].text = text;
            }
        }
    }
    whole
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
        let trimmed = |piece: Grid| without_blank_columns(&piece).unwrap_or(piece);
        (apart.len() > 1).then(|| apart.into_iter().map(trimmed).collect())
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

/// A grid without the columns between others that are blank in every row, where it has such and its heads stand on both
/// sides of them: a head that is lost may have stood over the others.
fn without_blank_columns(grid: &Grid) -> Option<Grid> {
    let width = grid.rows.iter().map(|row| row.width).max().unwrap_or(0);
    if width > MOST_COLUMNS {
        return None;
    }
    let cells = || grid.rows.iter().flat_map(|row| &row.cells);
    let is_empty = |cell: &GridCell| is_blank(&cell.text) && cell.aside.is_none();
    let columns = cells().map(|cell| cell.column).filter(|column| *column < width);
    let mut blanks: BTreeSet<usize> = columns.collect();
    for cell in cells().filter(|cell| !is_empty(cell)) {
        blanks.remove(&cell.column);
    }
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
        return None;
    }
    let place = |column: usize| column - spare.partition_point(|&spare| spare < column);
    let row = |row: &GridRow| {
        let kept = row.cells.iter().filter(|cell| !spare.contains(&cell.column));
        let cells = kept.map(|cell| GridCell { column: place(cell.column), ..cell.clone() }).collect();
        GridRow { place: row.place, width: place(row.width), cells }
    };
    Some(Grid { rows: grid.rows.iter().map(row).collect() })
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
