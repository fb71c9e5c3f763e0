//! Where the parts of the report screen stand for a size of the terminal, and how wide a table's columns are. Both
//! `update` (to scroll) and `view` (to draw) ask here, so that drawing changes nothing. It draws nothing itself.

use crate::domain::form::Form;
use crate::domain::text::Lang;

use super::display::width;
use super::sheet::{Sheet, SheetLine};

/// Lines of the panel below a table that does not fit with less, and the most that it has.
const PANEL: u16 = 4;
const PANEL_MOST: u16 = 12;

/// From so many columns on the panel stands beside the table.
pub const WIDE: u16 = 120;

/// Columns of the panel beside a table: so many at least, before labels are shown in full, and at most.
const BESIDE_LEAST: u16 = 30;
const BESIDE_WANTED: u16 = 42;
const BESIDE_MOST: u16 = 72;

/// The heights of the report screen's parts, top to bottom: title, tabs, body, panel, hint line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heights {
    /// Chapter tabs: 1, or 0 where there is no room.
    pub tabs: u16,
    /// The table or the prose.
    pub body: u16,
    pub panel: u16,
}

impl Heights {
    /// For a terminal of `rows` and a body that would like to have `wanted` lines. What is said below a table takes one
    /// line where the table needs all others, and more where it does not fit anyway.
    pub fn new(rows: u16, wanted: u16, is_asking: bool) -> Heights {
        let tabs = u16::from(rows >= 8);
        let room = rows.saturating_sub(2 + tabs);
        let least = match rows {
            0..8 => 0,
            8.. if room > wanted && !is_asking => 1,
            8..14 => 2,
            _ => PANEL,
        };
        let panel = room.saturating_sub(wanted).clamp(least, PANEL_MOST.max(least)).min(room);
        Heights { tabs, body: room - panel, panel }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Widths {
    /// The column of group names; 0 where there is none.
    pub group: u16,
    pub label: u16,
    /// Each slot, its sign and a blank included.
    pub slot: u16,
    /// How many slots are visible.
    pub slots: usize,
    /// Whether slots are out of sight, labels shortened further than the form does, or groups without their names.
    pub is_cut: bool,
}

impl Widths {
    /// The columns of a table, and those of the panel beside it: 0 where there is no room for one. The table is no wider
    /// than its content; labels are shown in full where the panel keeps what it would like to have.
    pub fn beside(columns: u16, widths: impl Fn(u16) -> Widths) -> (u16, u16) {
        let least = columns.saturating_sub(BESIDE_LEAST);
        if columns < WIDE || widths(least).is_cut {
            return (columns, 0);
        }
        let wanted = widths(columns.saturating_sub(BESIDE_WANTED));
        let table = if wanted.is_cut { widths(least).total() } else { wanted.total() };
        (table, (columns - table).min(BESIDE_MOST))
    }

    /// For a terminal of `columns`, a sheet, and the longest figure in it, in display columns.
    pub fn new(columns: u16, form: &Form, table: usize, sheet: &Sheet, longest: u16, lang: Lang) -> Widths {
        let definition = &form.tables()[table];
        let narrow = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
        // The heads of sections stand in the label column, in full.
        let titles =
            definition.row_groups.iter().filter(|_| sheet.frozen.is_empty()).map(|group| narrow(group.named(lang)));
        let short = definition.rows.iter().map(|row| narrow(row.short.get(lang))).chain(titles).max().unwrap_or(0) + 1;
        let full = definition.rows.iter().map(|row| narrow(row.named(lang))).max().unwrap_or(0) + 1;
        let head = definition.columns.iter().map(|column| narrow(column.short.get(lang))).max().unwrap_or(0);
        let grouped = !sheet.frozen.is_empty() && !definition.row_groups.is_empty();
        let group_width =
            definition.row_groups.iter().map(|group| narrow(group.short.get(lang))).max().unwrap_or(0) + 1;
        let slots = u16::try_from(sheet.slots).unwrap_or(1).max(1);
        let least = 5.max(longest + 2);
        let wanted = (head + 2).max(least).max(7);

        let mut label = short;
        let mut group = if grouped { group_width } else { 0 };
        // Column heads in full matter more than the names of groups.
        if columns < group + label + slots * least.max(head + 1) {
            group = 0;
        }
        if columns < label + slots * least {
            label = label.min(columns.saturating_sub(slots * least).max(columns / 3).max(4));
        }
        let room = columns.saturating_sub(group + label);
        let slot = (room / slots).clamp(least, wanted.max(least).max(10)).min(room.max(1));
        let visible = (room / slot).clamp(1, slots);
        let spare = room.saturating_sub(slot * visible);
        let is_cut = visible < slots || label < short || (grouped && group == 0);
        Widths {
            group,
            label: label + spare.min(full.saturating_sub(label)),
            slot,
            slots: usize::from(visible),
            is_cut,
        }
    }

    /// All columns together.
    pub fn total(self) -> u16 {
        self.slot_start(self.slots)
    }

    /// The column of the screen at which a visible slot begins.
    pub fn slot_start(self, visible: usize) -> u16 {
        self.group + self.label + self.slot * u16::try_from(visible).unwrap_or(0)
    }
}

/// The first line to show so that `line` is visible among `height` lines, moving as little as possible from `top`. The
/// head of a section stays with its first row.
pub fn scrolled(sheet: &Sheet, top: usize, line: usize, height: usize) -> usize {
    let height = height.max(1);
    let first = match line.checked_sub(1).map(|above| &sheet.lines[above]) {
        Some(SheetLine::Head { .. }) if height > 1 => line - 1,
        _ => line,
    };
    let top = top.min(first).max((line + 1).saturating_sub(height));
    top.min(sheet.lines.len().saturating_sub(height))
}

/// The most columns and rows that are drawn: more than any screen has, and little enough for what a terminal says of itself to
/// cost no gigabytes.
const LARGEST: (u16, u16) = (1000, 500);

/// What is drawn of a terminal of so many columns and rows.
pub fn drawn((columns, rows): (u16, u16)) -> (u16, u16) {
    (columns.min(LARGEST.0), rows.min(LARGEST.1))
}
