//! A table drawn with box characters, merged cells truly merged, in columns of display width. It knows no labels; the
//! table of the document says what stands where.

use unicode_segmentation::UnicodeSegmentation;

use super::document::{Content, Table, TableCell};
use super::wrap::{least_width, width, wrap};

/// How wide a table becomes at most, in columns, unless its figures or the grid itself need more.
pub const BUDGET: usize = 108;

/// A blank on either side of the text, and the rule between two cells.
const GAP: usize = 3;

/// The least width of a column that holds words: two Chinese characters.
const LEAST: usize = 4;

/// Which of its four neighbours a point of the rules is joined to.
const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// The rules by those joints.
const RULES: [&str; 16] = [" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"];

/// Draws the table; every line has the same display width.
pub fn draw(table: &Table) -> String {
    let texts: Vec<String> = table.cells.iter().map(TableCell::text).collect();
    let columns = column_widths(table, &texts);
    let lines: Vec<Vec<&str>> =
        table.cells.iter().zip(&texts).map(|(cell, text)| wrap(text, inner(&columns, cell.across()))).collect();
    let rows = row_heights(table, &lines);
    let mut canvas = Canvas::new(edges(&columns, GAP), edges(&rows, 1));
    for (cell, lines) in table.cells.iter().zip(&lines) {
        canvas.outline(cell);
        canvas.write(cell, lines);
    }
    canvas.finish()
}

/// The width for text in a cell over these columns: a merged cell gains the gaps between them.
fn inner(columns: &[usize], covered: std::ops::Range<usize>) -> usize {
    let gaps = covered.len().saturating_sub(1) * GAP;
    columns[covered].iter().sum::<usize>() + gaps
}

/// Widths of the columns: at first as narrow as figures and two characters allow, then, as long as the budget lasts,
/// wider wherever a label needs the most lines for the rows it has.
fn column_widths(table: &Table, texts: &[String]) -> Vec<usize> {
    let mut columns = vec![2; table.columns()];
    for (cell, text) in table.cells.iter().zip(texts) {
        let least = match cell.content {
            Content::Figure { .. } => width(text),
            _ => least_width(text).max(width(text).min(LEAST)),
        };
        widen(table, &mut columns, cell, least);
    }
    let total = |columns: &[usize]| columns.iter().sum::<usize>() + columns.len() * GAP + 1;
    let mut crowded: Vec<(&TableCell, usize)> = table.cells.iter().zip(texts.iter().map(|text| width(text))).collect();
    loop {
        // A cell over several rows has the lines of the rules between them as well.
        let lines = |(cell, wide): &(&TableCell, usize)| wide.div_ceil(inner(&columns, cell.across()).max(1));
        let room = |(cell, _): &(&TableCell, usize)| usize::from(cell.span.0) * 2 - 1;
        crowded.retain(|cell| lines(cell) > room(cell));
        let worst = crowded.iter().enumerate().rev().max_by_key(|(_, cell)| lines(cell) * 100 / room(cell));
        let Some((index, &(cell, wide))) = worst else { return columns };
        let wanted = wide.div_ceil(lines(&crowded[index]) - 1).next_multiple_of(2);
        let mut wider = columns.clone();
        widen(table, &mut wider, cell, wanted);
        if total(&wider) <= BUDGET {
            columns = wider;
        } else {
            crowded.remove(index);
        }
    }
}

/// Widens the columns under a cell until it is `wanted` wide, each time the one that is narrowest for its share.
fn widen(table: &Table, columns: &mut [usize], cell: &TableCell, wanted: usize) {
    while inner(columns, cell.across()) < wanted {
        let share = |&c: &usize| columns[c] * 1000 / usize::from(table.widths[c]).max(1);
        let Some(narrowest) = cell.across().min_by_key(share) else { return };
        columns[narrowest] += (wanted - inner(columns, cell.across())).min(2);
    }
}

/// Heights of the rows in lines; what does not fit into a merged cell stretches its last row.
fn row_heights(table: &Table, lines: &[Vec<&str>]) -> Vec<usize> {
    let mut rows = vec![1; usize::from(table.rows)];
    let mut by_span: Vec<(&TableCell, usize)> = table.cells.iter().zip(lines.iter().map(Vec::len)).collect();
    by_span.sort_by_key(|(cell, _)| cell.span.0);
    for (cell, needed) in by_span {
        let covered = cell.down();
        let has = rows[covered.clone()].iter().sum::<usize>() + covered.len() - 1;
        rows[covered.end - 1] += needed.saturating_sub(has);
    }
    rows
}

/// Where the rules stand, the first one included, for sizes that each come with a gap.
fn edges(sizes: &[usize], gap: usize) -> Vec<usize> {
    let mut edges = vec![0];
    edges.extend(sizes.iter().scan(0, |edge, size| {
        *edge += size + gap;
        Some(*edge)
    }));
    edges
}

/// Display columns and lines, each either a joint of rules, a grapheme, or the second half of a wide one.
struct Canvas<'a> {
    x: Vec<usize>,
    y: Vec<usize>,
    joints: Vec<u8>,
    text: Vec<Option<&'a str>>,
}

impl<'a> Canvas<'a> {
    fn new(x: Vec<usize>, y: Vec<usize>) -> Canvas<'a> {
        let size = (x[x.len() - 1] + 1) * (y[y.len() - 1] + 1);
        Canvas { x, y, joints: vec![0; size], text: vec![None; size] }
    }

    fn columns(&self) -> usize {
        self.x[self.x.len() - 1] + 1
    }

    /// Joins the points round a cell.
    fn outline(&mut self, cell: &TableCell) {
        let (left, right) = (self.x[cell.across().start], self.x[cell.across().end]);
        let (top, bottom) = (self.y[cell.down().start], self.y[cell.down().end]);
        let columns = self.columns();
        let mut join = |x: usize, y: usize, joint: u8| self.joints[y * columns + x] |= joint;
        for y in [top, bottom] {
            (left..right).for_each(|x| join(x, y, RIGHT));
            (left + 1..=right).for_each(|x| join(x, y, LEFT));
        }
        for x in [left, right] {
            (top..bottom).for_each(|y| join(x, y, DOWN));
            (top + 1..=bottom).for_each(|y| join(x, y, UP));
        }
    }

    /// Writes lines into a cell, halfway down.
    fn write(&mut self, cell: &TableCell, lines: &[&'a str]) {
        let (left, right) = (self.x[cell.across().start] + 2, self.x[cell.across().end] - 1);
        let (top, bottom) = (self.y[cell.down().start] + 1, self.y[cell.down().end]);
        let first = top + (bottom - top).saturating_sub(lines.len()) / 2;
        for (y, &line) in (first..).zip(lines) {
            let spare = (right - left).saturating_sub(width(line));
            let mut at = y * self.columns() + left + if cell.centred { spare / 2 } else { 0 };
            for grapheme in line.graphemes(true) {
                self.text[at] = Some(grapheme);
                let wide = width(grapheme);
                self.text[at + 1..at + wide.max(1)].fill(Some(""));
                at += wide;
            }
        }
    }

    fn finish(self) -> String {
        let columns = self.columns();
        let mut drawing = String::with_capacity(self.text.len() * 3);
        for (text, joints) in self.text.chunks(columns).zip(self.joints.chunks(columns)) {
            drawing.extend(text.iter().zip(joints).map(|(text, &joint)| text.unwrap_or(RULES[usize::from(joint)])));
            drawing.push('\n');
        }
        drawing
    }
}
