//! How large a table's type may be in Word and in a printed web page: as large as leaves the whole table on one page, with the lines that its labels and
//! figures need. Lengths are in twips. It measures, and draws nothing.

use crate::export::document::{Content, Table, TableCell};
use crate::export::page;
use crate::export::wrap;

/// Between a cell's text and its rules, left and right.
pub const BESIDE: u32 = 20;
/// Between a cell's text and its rules, above and below.
pub const ABOVE: u32 = 20;
/// How far a label that begins at the left is set in, as its style says.
pub const INDENT: u32 = 40;
/// Type size that the style gives a table, 五号, in half points.
pub const SIZE: u32 = 21;
/// From one line to the next in that style.
pub const PITCH: u32 = 255;
/// The width of a display column for each half point of the type size; a Chinese character has two.
const COLUMN: u32 = 5;
/// Columns that the gaps between Chinese characters and digits may take, where a program insists on them.
const GAPS: u32 = 1;
/// What programs may take of a line by rounding and by rules.
const ROUNDING: u32 = 40;
/// The rule below a row.
const RULE: u32 = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Type size in half points.
    pub size: u32,
    /// From one line to the next.
    pub pitch: u32,
    /// The least height of a row.
    pub row: u32,
}

/// From comfortable to small.
const SETTINGS: [Setting; 10] = [
    Setting { size: SIZE, pitch: PITCH, row: 400 },
    Setting { size: SIZE, pitch: PITCH, row: 340 },
    Setting { size: SIZE, pitch: PITCH, row: 320 },
    Setting { size: SIZE, pitch: PITCH, row: 300 },
    Setting { size: 18, pitch: 240, row: 300 },
    Setting { size: 18, pitch: 220, row: 260 },
    Setting { size: 18, pitch: 200, row: 240 },
    Setting { size: 16, pitch: 195, row: 235 },
    Setting { size: 15, pitch: 190, row: 230 },
    Setting { size: 13, pitch: 165, row: 205 },
];

/// All figures of a table are set as small as its longest, so that they look alike, but not below this, 小六.
const LEAST_ALIKE: u32 = 15;

/// A figure that does not fit its cell even so is set smaller by itself, but not below this, 七号; what is wider still
/// breaks over lines.
const LEAST_SIZE: u32 = 11;

/// Last year's figures are small, 六号, and smaller still where they would break over lines.
const REMARK_SIZES: (u32, u32) = (9, 15);

/// What a table may take of a page: its heading and a line of text stand above it.
const PAGE: u32 = page::LINE * (page::LINES - 2);

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Type {
    /// Size in half points.
    pub size: u32,
    /// From one line to the next.
    pub pitch: u32,
}

#[derive(Debug, Clone)]
pub struct Fit {
    pub setting: Setting,
    /// Whether all of it fits a page.
    pub whole: bool,
    /// The left edges of the columns and the right edge of the last.
    edges: Vec<u32>,
    /// The type size that the figures share.
    figures: u32,
}

impl Fit {
    pub fn new(table: &Table) -> Fit {
        let edges = edges(&table.widths);
        let mut fit = Fit { setting: SETTINGS[0], whole: true, edges, figures: SIZE };
        let figures = table.cells.iter().filter(|cell| matches!(cell.content, Content::Figure { .. }));
        fit.figures =
            figures.map(|cell| fit.largest(cell, &words(cell), 0)).min().map_or(SIZE, |size| size.max(LEAST_ALIKE));
        for setting in SETTINGS {
            fit.setting = setting;
            if fit.height(table) <= PAGE {
                return fit;
            }
        }
        Fit { setting: SETTINGS[SETTINGS.len() / 2], whole: false, ..fit }
    }

    pub fn column(&self, column: usize) -> u32 {
        self.edges[column + 1] - self.edges[column]
    }

    pub fn width(&self, cell: &TableCell) -> u32 {
        let (first, across) = (usize::from(cell.at.1), usize::from(cell.span.1));
        self.edges[first + across] - self.edges[first]
    }

    /// How the words of a cell are set: a long figure smaller rather than broken.
    pub fn words(&self, cell: &TableCell) -> Type {
        let Setting { size, pitch, .. } = self.setting;
        let Content::Figure { figure, .. } = &cell.content else { return Type { size, pitch } };
        match self.largest(cell, &figure.to_string(), 0).min(self.figures).clamp(LEAST_SIZE.min(size), size) {
            smaller if smaller < size => Type { size: smaller, pitch: pitch.min(closely(smaller)) },
            size => Type { size, pitch },
        }
    }

    /// How last year's figure is set.
    pub fn remark(&self, cell: &TableCell, remark: &str) -> Type {
        let size = self.largest(cell, remark, GAPS).clamp(REMARK_SIZES.0, REMARK_SIZES.1);
        Type { size, pitch: closely(size) }
    }

    /// The largest size at which a text stands on one line of a cell, with room for some columns more.
    fn largest(&self, cell: &TableCell, text: &str, more: u32) -> u32 {
        let columns = u32::try_from(wrap::width(text)).unwrap_or(u32::MAX).saturating_add(more);
        self.inner(cell) / columns.saturating_mul(COLUMN).max(1)
    }

    /// How far a cell's text is set in on either side, where that differs from its style: a head of several lines so
    /// that none of them is much shorter, a narrow label beside several rows as far as its lines leave room.
    pub fn indent(&self, cell: &TableCell) -> Option<u32> {
        let Content::Label { text, .. } = &cell.content else { return None };
        let column = self.setting.size * COLUMN;
        let limit = (self.inner(cell) / column) as usize;
        if !cell.centred {
            let widest = wrap::wrap(text, limit).into_iter().map(wrap::width).max().unwrap_or(0);
            let spare =
                self.inner(cell).saturating_sub(u32::try_from(widest).unwrap_or(u32::MAX).saturating_mul(column));
            return (cell.span.0 > 1).then_some((spare.saturating_sub(ROUNDING) / 2).min(INDENT));
        }
        let least = wrap::balanced(text, limit)?;
        let width = u32::try_from(least).unwrap_or(u32::MAX).saturating_mul(column);
        Some(self.inner(cell).saturating_sub(width + column / 2) / 2)
    }

    /// The width for text.
    fn inner(&self, cell: &TableCell) -> u32 {
        let indent = if cell.centred || cell.span.0 > 1 { 0 } else { INDENT };
        self.width(cell).saturating_sub(2 * BESIDE + indent)
    }

    /// How high the whole table becomes.
    fn height(&self, table: &Table) -> u32 {
        let mut rows = vec![self.setting.row; usize::from(table.rows)];
        let lines = |cell: &TableCell, text: &str, set: Type, gaps: u32| {
            let limit = (self.inner(cell) / (set.size * COLUMN)).saturating_sub(gaps);
            u32::try_from(wrap::wrap(text, limit as usize).len()).unwrap_or(u32::MAX).saturating_mul(set.pitch)
        };
        let needed = |cell: &TableCell| {
            let gaps = if matches!(cell.content, Content::Figure { .. }) { 0 } else { GAPS };
            let remark = cell.remark().map_or(0, |remark| lines(cell, &remark, self.remark(cell, &remark), GAPS));
            lines(cell, &words(cell), self.words(cell), gaps).saturating_add(remark).saturating_add(2 * ABOVE)
        };
        let (single, merged): (Vec<_>, Vec<_>) = table.cells.iter().partition(|cell| cell.span.0 == 1);
        for cell in single {
            let row = &mut rows[usize::from(cell.at.0)];
            *row = needed(cell).max(*row);
        }
        for cell in merged {
            let covered = usize::from(cell.at.0)..usize::from(cell.at.0 + cell.span.0);
            let missing = needed(cell).saturating_sub(rows[covered.clone()].iter().sum());
            rows[covered.end - 1] += missing;
        }
        rows.iter().map(|row| row + RULE).sum()
    }
}

/// What a cell prints above last year's figure.
pub fn words(cell: &TableCell) -> String {
    match &cell.content {
        Content::Figure { figure, .. } => figure.to_string(),
        Content::Label { .. } | Content::Note(_) => cell.text(),
    }
}

/// The pitch of small type: its size and a fifth of it.
fn closely(size: u32) -> u32 {
    size * 12
}

/// The edges of columns of these relative widths; together they take the whole type area, to the twip.
fn edges(widths: &[u16]) -> Vec<u32> {
    let whole: u64 = widths.iter().copied().map(u64::from).sum();
    let mut sum = 0;
    let edge = |width: &u16| {
        sum += u64::from(*width);
        u32::try_from(sum * u64::from(page::TEXT_WIDTH) / whole.max(1)).unwrap_or(page::TEXT_WIDTH)
    };
    std::iter::once(0).chain(widths.iter().map(edge).collect::<Vec<_>>()).collect()
}
