//! A table on paper: widths of its columns from the form's own measures and what its figures need, a type size at which
//! it fits on one page, heights of its rows, and its rules and texts where they stand. It knows no labels.

use super::face::{Faces, Role, Run, Style};
use super::layout::{self, Element, ElementKind, HIGH, LEFT, Laid, Page, Piece, TOP, Tint, WIDE};
use crate::export::document::{Content, Heads, Table, TableCell};
use crate::export::wrap::{least_width, wrap_measured};

/// Type sizes, each with the blank space above and below a cell's text together, the usual ones first. The smallest ones
/// are for figures of very many digits.
const SIZES: [(usize, usize); 13] = [
    (10_500, 9_000),
    (10_500, 5_000),
    (10_000, 5_000),
    (10_000, 3_500),
    (9_500, 4_000),
    (9_000, 4_000),
    (9_000, 3_000),
    (8_500, 3_000),
    (8_000, 3_000),
    (7_500, 3_000),
    (7_000, 3_000),
    (6_000, 3_000),
    (5_000, 3_000),
];

/// The smallest type size to which a table is set only to bring it on one page.
const LEAST_FOR_PAGE: usize = 7_000;

/// The smallest type size of last year's figures.
const LEAST_REMARK: usize = 4_500;

/// Blank space at the left and right of last year's figure, which is small.
const REMARK_SIDE: usize = 1_000;

/// The part of its width in per cent that a column of labels keeps.
const KEPT: usize = 75;

/// Blank space at the left and right of a cell's text.
const SIDE: usize = 2_000;

/// A table with all its measures.
pub struct Sheet<'a> {
    table: &'a Table,
    /// Where the columns begin, and where the last one ends.
    x: Vec<usize>,
    rows: Vec<usize>,
    texts: Vec<Vec<CellLine>>,
}

struct CellLine {
    runs: Vec<Run>,
    tint: Tint,
    size: usize,
}

impl<'a> Sheet<'a> {
    /// Measures a table, so that it is at most `room` high where a readable type size allows that.
    pub fn new(table: &'a Table, faces: &Faces, room: usize) -> Sheet<'a> {
        let mut fallback: Option<Sheet> = None;
        for (size, blank) in SIZES {
            let Some(columns) = columns(table, faces, size) else { continue };
            let sheet = Sheet::measured(table, faces, (size, blank), &columns);
            if sheet.height() <= room {
                return sheet;
            }
            // Too high for a page in any case, it is at least not made higher than need be.
            if fallback.as_ref().is_none_or(|other| sheet.height() < other.height()) {
                fallback = Some(sheet);
            }
            if size <= LEAST_FOR_PAGE {
                break;
            }
        }
        let smallest = SIZES[SIZES.len() - 1];
        fallback.unwrap_or_else(|| Sheet::measured(table, faces, smallest, &by_share(table)))
    }

    fn measured(table: &'a Table, faces: &Faces, (size, blank): (usize, usize), columns: &[usize]) -> Sheet<'a> {
        let x = edges(columns.iter().copied());
        let wide = |cell: &TableCell| x[cell.across().end] - x[cell.across().start];
        let texts: Vec<Vec<CellLine>> = table.cells.iter().map(|cell| lines(cell, faces, size, wide(cell))).collect();
        let rows = row_heights(table, &texts, |lines| high(lines).max(pitch(size)) + blank);
        Sheet { table, x, rows, texts }
    }

    pub fn height(&self) -> usize {
        self.rows.iter().sum()
    }

    /// Puts the table at a height of the last page, and on further pages as far as it reaches, there below its heads.
    /// Tells how far down it ends.
    pub fn place(&self, laid: &mut Laid, table: usize, mut y: usize) -> usize {
        let first = laid.elements.len();
        laid.elements.extend(self.table.cells.iter().map(|cell| Element { kind: kind(table, cell) }));
        let mut row = 0;
        let heads = usize::from(self.table.head_rows).min(self.rows.len());
        while row < self.rows.len() {
            let repeated = if row > heads { 0..heads } else { 0..0 };
            let room = HIGH.saturating_sub(y + self.rows[repeated.clone()].iter().sum::<usize>());
            let mut room = Some(room);
            let fitting = self.rows[row..].iter().take_while(|&&height| {
                room = room.and_then(|room| room.checked_sub(height));
                room.is_some()
            });
            let mut end = row + fitting.count();
            // A row that is higher than a page overflows it; nothing is gained by another page.
            if end == row || (row == 0 && end <= heads && end < self.rows.len()) {
                if y > 0 {
                    laid.pages.push(Page::default());
                    y = 0;
                    continue;
                }
                end = end.max(row + 1);
            }
            if let Some(page) = laid.pages.last_mut() {
                y = self.draw(page, repeated, None, y);
                y = self.draw(page, row..end, Some(first), y);
            }
            row = end;
            if row < self.rows.len() {
                laid.pages.push(Page::default());
                y = 0;
            }
        }
        y
    }

    /// Draws some rows; a cell that begins above them has only its rules here. Tells where they end.
    fn draw(&self, page: &mut Page, rows: std::ops::Range<usize>, first: Option<usize>, y: usize) -> usize {
        if rows.is_empty() {
            return y;
        }
        let tops: Vec<usize> = edges(self.rows[rows.clone()].iter().copied()).iter().map(|top| TOP + y + top).collect();
        self.rules(page, &rows, &tops);
        let begins = |cell: &TableCell| rows.contains(&usize::from(cell.at.0));
        let cells = self.table.cells.iter().zip(&self.texts).enumerate().filter(|(_, (cell, _))| begins(cell));
        for (index, (cell, lines)) in cells {
            let (start, end) = (cell.down().start - rows.start, cell.down().end.min(rows.end) - rows.start);
            let (top, bottom) = (tops[start], tops[end]);
            let (left, right) = (LEFT + self.x[cell.across().start], LEFT + self.x[cell.across().end]);
            if cell.shaded {
                page.grounds.push(((left, top), (right, bottom)));
            }
            let mut line_top = top + (bottom - top).saturating_sub(high(lines)) / 2;
            let spare = |line: &CellLine| (right - left).saturating_sub(layout::width(&line.runs));
            // A label beside several rows stands clear of its rules where its lines leave room.
            let clear = if cell.span.0 > 1 { 2 * SIDE } else { SIDE };
            let inset = lines.iter().map(|line| spare(line) / 2).min().unwrap_or(0).min(clear).max(SIDE);
            for line in lines {
                let (pitch, spare) = (pitch(line.size), spare(line));
                let x = left + if cell.centred { spare / 2 } else { inset.min(spare) };
                let baseline = line_top + layout::baseline(pitch, line.size);
                let element = first.map(|first| first + index);
                page.pieces.push(Piece { x, baseline, runs: line.runs.clone(), tint: line.tint, element });
                line_top += pitch;
            }
        }
        tops[tops.len() - 1] - TOP
    }

    /// The rules between cells, each as long as it goes.
    fn rules(&self, page: &mut Page, rows: &std::ops::Range<usize>, tops: &[usize]) {
        let owners = self.owners();
        let columns = self.table.columns();
        let owner = |row: usize, column: usize| owners[row * columns + column];
        for (index, &y) in tops.iter().enumerate() {
            let row = rows.start + index;
            let edge = index == 0 || index + 1 == tops.len();
            let drawn = |column: usize| edge || owner(row - 1, column) != owner(row, column);
            for (start, end) in stretches(columns, drawn) {
                page.rules.push(((LEFT + self.x[start], y), (LEFT + self.x[end], y)));
            }
        }
        for column in 0..=columns {
            let edge = column == 0 || column == columns;
            let drawn = |index: usize| {
                let row = rows.start + index;
                edge || owner(row, column - 1) != owner(row, column)
            };
            let x = LEFT + self.x[column];
            for (start, end) in stretches(rows.len(), drawn) {
                page.rules.push(((x, tops[start]), (x, tops[end])));
            }
        }
    }

    /// The cell that covers each place of the grid.
    fn owners(&self) -> Vec<usize> {
        let columns = self.table.columns();
        let mut owners = vec![usize::MAX; columns * self.rows.len()];
        for (index, cell) in self.table.cells.iter().enumerate() {
            for row in cell.down() {
                owners[row * columns + cell.across().start..row * columns + cell.across().end].fill(index);
            }
        }
        owners
    }
}

/// Stretches of neighbours for which something holds, each with its end.
fn stretches(count: usize, holds: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::<(usize, usize)>::new();
    for at in (0..count).filter(|&at| holds(at)) {
        match found.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => found.push((at, at + 1)),
        }
    }
    found
}

fn kind(table: usize, cell: &TableCell) -> ElementKind {
    let (row, span) = (cell.at.0, cell.span);
    match cell.content {
        Content::Label { heads, .. } => {
            let across = matches!(heads, Heads::Row | Heads::RowGroup | Heads::Banner);
            ElementKind::Head { table, row, span, across }
        }
        Content::Note(_) | Content::Figure { .. } => ElementKind::Cell { table, row, span },
    }
}

/// Where sizes that follow each other begin, and where the last one ends.
fn edges(sizes: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut edges = vec![0];
    edges.extend(sizes.scan(0, |edge, size| {
        *edge += size;
        Some(*edge)
    }));
    edges
}

/// The distance of lines within a cell.
fn pitch(size: usize) -> usize {
    size * 5 / 4
}

/// Widths of the columns by the form's own measures.
fn by_share(table: &Table) -> Vec<usize> {
    let total = table.widths.iter().copied().map(usize::from).sum::<usize>().max(1);
    let shares = table.widths.iter().map(|&width| usize::from(width));
    let edges: Vec<usize> = edges(shares).into_iter().map(|edge| WIDE * edge / total).collect();
    edges.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// Widths of the columns, such that every figure has room in one line; `None` where that cannot be at this type size.
/// What a column gains, those lose that have more than they need.
fn columns(table: &Table, faces: &Faces, size: usize) -> Option<Vec<usize>> {
    let style = Style::new(Role::Body, size);
    let shares = by_share(table);
    let mut least = vec![size + 2 * SIDE; table.columns()];
    for cell in &table.cells {
        let last = cell.across().end - 1;
        match &cell.content {
            Content::Figure { figure, .. } => {
                let remark = cell.remark().map_or(0, |remark| {
                    faces.width(Style::new(Role::Body, LEAST_REMARK.min(usual(size))), &remark) + 2 * REMARK_SIDE
                });
                let needed = (faces.width(style, &figure.to_string()) + 2 * SIDE).max(remark);
                let has: usize = least[cell.across()].iter().sum();
                least[last] += needed.saturating_sub(has);
            }
            // A label keeps the room for what no line end may part, as far as the form gives it.
            Content::Label { text, .. } | Content::Note(text) if cell.span.1 == 1 => {
                let needed = least_width(text) * size / 2 + 2 * SIDE;
                least[last] = least[last].max(needed.min(shares[last]));
            }
            Content::Label { .. } | Content::Note(_) => {}
        }
    }
    for (column, least) in least.iter_mut().enumerate() {
        let mut over = table.cells.iter().filter(|cell| cell.across().contains(&column));
        if over.clone().any(|cell| matches!(cell.content, Content::Figure { .. })) {
            continue;
        }
        // A narrow label beside several rows has as many characters on a line as in the usual size, lest one stands alone.
        let kept = match over.any(|cell| cell.span.0 > 1 && cell.span.1 == 1) {
            true => (100 * size / SIZES[0].0).max(KEPT),
            false => KEPT,
        };
        *least = (*least).max(shares[column] * kept / 100);
    }
    let mut columns: Vec<usize> = shares.iter().zip(&least).map(|(&share, &least)| share.max(least)).collect();
    let excess = columns.iter().sum::<usize>().saturating_sub(WIDE);
    let slack: Vec<usize> = columns.iter().zip(&least).map(|(width, least)| width - least).collect();
    let total: usize = slack.iter().sum();
    if excess > total {
        return None;
    }
    for (column, slack) in columns.iter_mut().zip(slack) {
        *column -= (excess * slack).div_ceil(total.max(1)).min(slack);
    }
    Some(columns)
}

/// What is printed in a cell, in lines; last year's figure small and grey below this year's.
fn lines(cell: &TableCell, faces: &Faces, size: usize, wide: usize) -> Vec<CellLine> {
    let inner = wide.saturating_sub(2 * SIDE);
    let wrapped = |text: &str, size: usize, inner: usize, tint: Tint| {
        let style = Style::new(Role::Body, size);
        // A figure fills its lines, so that it is known to be one.
        let is_label = (cell.centred || cell.span.0 > 1) && !matches!(cell.content, Content::Figure { .. });
        let limit = if is_label { balanced(faces, style, text, inner) } else { inner };
        let lines = wrap_measured(text, limit, limit, |_, piece| faces.width(style, piece)).into_iter();
        let lines = lines.map(|line| CellLine { runs: faces.runs(style, line.trim()), tint, size });
        lines.filter(|line| !line.runs.is_empty()).collect::<Vec<CellLine>>()
    };
    let (Content::Figure { figure, .. }, Some(remark)) = (&cell.content, cell.remark()) else {
        return wrapped(&cell.text(), size, inner, Tint::Black);
    };
    let mut lines = wrapped(&figure.to_string(), size, inner, Tint::Black);
    let inner = wide.saturating_sub(2 * REMARK_SIDE);
    // As small as it must be for one line, but readable.
    let usual = usual(size);
    // Each glyph's width is rounded.
    let wide = faces.width(Style::new(Role::Body, usual), &remark) + remark.chars().count();
    lines.extend(wrapped(&remark, (usual * inner / wide).clamp(LEAST_REMARK.min(usual), usual), inner, Tint::Grey));
    lines
}

/// The type size of last year's figure below a figure.
fn usual(size: usize) -> usize {
    size * 7 / 10
}

/// The narrowest limit at which a text has no more lines than at this one, so that its lines are about as long.
fn balanced(faces: &Faces, style: Style, text: &str, inner: usize) -> usize {
    let count = |limit: usize| wrap_measured(text, limit, limit, |_, piece| faces.width(style, piece)).len();
    let most = count(inner);
    if most < 2 {
        return inner;
    }
    // What does not fit in its cell is not made worse.
    let least = (faces.width(style, text) / most).min(inner);
    let limits = (least..inner).step_by((style.size / 4).max(1));
    let fits = |limit: &usize| {
        let lines = wrap_measured(text, *limit, *limit, |_, piece| faces.width(style, piece));
        lines.len() == most && lines.iter().all(|line| faces.width(style, line) <= *limit)
    };
    limits.into_iter().find(fits).unwrap_or(inner)
}

/// How high some lines are together.
fn high(lines: &[CellLine]) -> usize {
    lines.iter().map(|line| pitch(line.size)).sum()
}

/// Heights of the rows; what does not fit into a merged cell stretches its last row.
fn row_heights(table: &Table, texts: &[Vec<CellLine>], needed: impl Fn(&[CellLine]) -> usize) -> Vec<usize> {
    let mut rows = vec![needed(&[]); usize::from(table.rows)];
    let mut by_span: Vec<(&TableCell, usize)> = table.cells.iter().zip(texts.iter().map(|text| needed(text))).collect();
    by_span.sort_by_key(|(cell, _)| cell.span.0);
    for (cell, needed) in by_span {
        let has: usize = rows[cell.down()].iter().sum();
        rows[cell.down().end - 1] += needed.saturating_sub(has);
    }
    rows
}
