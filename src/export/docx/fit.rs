//! How large a table's type may be: as large as leaves the whole table on one page, with the lines that its labels and
//! figures need. Lengths are in twips. It measures, and draws nothing.

use crate::export::document::{Content, Table, TableCell};
use crate::export::page;
use crate::export::wrap;

/// Between a cell's text and its rules, left and right.
pub const BESIDE: u32 = 28;
/// Between a cell's text and its rules, above and below.
pub const ABOVE: u32 = 20;
/// How much less room a label has that begins at the left, as its style says.
const INDENT: u32 = 60;
/// Type size that the style gives a table, 五号, in half points.
pub const SIZE: u32 = 21;
/// From one line to the next in that style.
pub const PITCH: u32 = 255;
/// The rule below a row.
const RULE: u32 = 10;

/// How a table is set.
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
const SETTINGS: [Setting; 8] = [
    Setting { size: SIZE, pitch: PITCH, row: 400 },
    Setting { size: SIZE, pitch: PITCH, row: 340 },
    Setting { size: SIZE, pitch: PITCH, row: 320 },
    Setting { size: SIZE, pitch: PITCH, row: 300 },
    Setting { size: 18, pitch: 240, row: 300 },
    Setting { size: 18, pitch: 220, row: 260 },
    Setting { size: 15, pitch: 190, row: 230 },
    Setting { size: 13, pitch: 165, row: 205 },
];

/// Figures that do not fit their cell are set smaller, but not below this, 七号; what is wider still breaks over lines.
const LEAST_SIZE: u32 = 11;

/// What a table may take of a page: its heading and a line of text stand above it.
const PAGE: u32 = page::LINE * (page::LINES - 2);

/// A table measured out.
#[derive(Debug, Clone)]
pub struct Fit {
    /// How it is set.
    pub setting: Setting,
    /// Whether all of it fits a page.
    pub whole: bool,
    /// The left edges of the columns and the right edge of the last.
    edges: Vec<u32>,
}

impl Fit {
    /// Measures a table.
    pub fn new(table: &Table) -> Fit {
        let edges = edges(&table.widths);
        let fits = |&setting: &Setting| Fit { setting, whole: true, edges: edges.clone() }.height(table) <= PAGE;
        match SETTINGS.into_iter().find(fits) {
            Some(setting) => Fit { setting, whole: true, edges },
            None => Fit { setting: SETTINGS[SETTINGS.len() / 2], whole: false, edges },
        }
    }

    /// The width of a column.
    pub fn column(&self, column: usize) -> u32 {
        self.edges[column + 1] - self.edges[column]
    }

    /// The width of a cell.
    pub fn width(&self, cell: &TableCell) -> u32 {
        let (first, across) = (usize::from(cell.at.1), usize::from(cell.span.1));
        self.edges[first + across] - self.edges[first]
    }

    /// The type size of a cell in half points: a long figure is set smaller rather than broken.
    pub fn size(&self, cell: &TableCell) -> u32 {
        let Content::Figure { figure, .. } = &cell.content else { return self.setting.size };
        let columns = u32::try_from(figure.to_string().len()).unwrap_or(u32::MAX);
        // A digit is half as wide as its size is high: a half point of size takes 5 twips of each.
        let most = self.inner(cell) / columns.saturating_mul(5).max(1);
        most.clamp(LEAST_SIZE.min(self.setting.size), self.setting.size)
    }

    /// From one line of a cell to the next.
    pub fn pitch(&self, cell: &TableCell) -> u32 {
        // Smaller type stands closer, by a fifth of its size.
        let size = self.size(cell);
        if size == self.setting.size { self.setting.pitch } else { self.setting.pitch.min(size * 12) }
    }

    /// The width for text.
    fn inner(&self, cell: &TableCell) -> u32 {
        let indent = if cell.is_centred() { 0 } else { INDENT };
        self.width(cell).saturating_sub(2 * BESIDE + indent)
    }

    /// How high the whole table becomes.
    fn height(&self, table: &Table) -> u32 {
        let mut rows = vec![self.setting.row; usize::from(table.rows)];
        let needed = |cell: &TableCell| {
            let limit = self.inner(cell) / (self.size(cell) * 5);
            let lines = wrap::wrap(&cell.text(), limit as usize).len();
            u32::try_from(lines).unwrap_or(u32::MAX).saturating_mul(self.pitch(cell)).saturating_add(2 * ABOVE)
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

/// The edges of columns of these relative widths; together they take the whole type area, to the twip.
fn edges(widths: &[u16]) -> Vec<u32> {
    let whole: u32 = widths.iter().copied().map(u32::from).sum();
    let mut sum = 0;
    let edge = |width: &u16| {
        sum += u32::from(*width);
        sum * page::TEXT_WIDTH / whole.max(1)
    };
    std::iter::once(0).chain(widths.iter().map(edge).collect::<Vec<_>>()).collect()
}
