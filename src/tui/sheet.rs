//! How a table of the form is laid out on the screen: lines of heads and of rows, each row's cells in slots from left
//! to right. Where all rows share all columns there is one frozen head; where they do not, each section has its own.
//! It follows the form's rows and columns, not the printed grid, so that wide printed tables stay readable.

use crate::domain::form::{CellId, Form};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetLine {
    /// The head of a section: the group's index where the section is one, and the columns, by index.
    Head {
        /// Index of the row group.
        group: Option<usize>,
        /// Column indices, slot by slot.
        columns: Vec<usize>,
    },
    /// A row: its index and its cells, slot by slot.
    Row { row: usize, cells: Vec<CellId> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The columns of the frozen head; empty where each section has a head of its own.
    pub frozen: Vec<usize>,
    pub lines: Vec<SheetLine>,
    pub slots: usize,
}

impl Sheet {
    pub fn new(form: &Form, table: usize) -> Sheet {
        let definition = &form.tables()[table];
        let rows: Vec<Vec<CellId>> = (0..definition.rows.len()).map(|r| form.row_cells(table, r).collect()).collect();
        let slots = rows.iter().map(Vec::len).max().unwrap_or(0);
        let regular = rows.iter().all(|cells| cells.len() == definition.columns.len());
        let mut lines = Vec::new();
        let mut section = None;
        for (row, cells) in rows.into_iter().enumerate() {
            let columns: Vec<usize> = cells.iter().map(|&cell| form.cell(cell).column).collect();
            let group = definition.rows[row].group.as_deref();
            let group = group.and_then(|name| definition.row_groups.iter().position(|g| g.name == name));
            if !regular && section.as_ref() != Some(&(group, columns.clone())) {
                lines.push(SheetLine::Head { group, columns: columns.clone() });
                section = Some((group, columns));
            }
            lines.push(SheetLine::Row { row, cells });
        }
        let frozen = if regular { (0..definition.columns.len()).collect() } else { Vec::new() };
        Sheet { frozen, lines, slots }
    }

    pub fn find(&self, cell: CellId) -> Option<(usize, usize)> {
        self.lines.iter().enumerate().find_map(|(index, line)| match line {
            SheetLine::Row { cells, .. } => cells.iter().position(|&c| c == cell).map(|slot| (index, slot)),
            SheetLine::Head { .. } => None,
        })
    }

    /// The cells of a line; none for a head.
    pub fn cells(&self, line: usize) -> &[CellId] {
        match self.lines.get(line) {
            Some(SheetLine::Row { cells, .. }) => cells,
            _ => &[],
        }
    }

    /// The cells of all rows, line by line.
    pub fn rows(&self) -> impl Iterator<Item = &[CellId]> {
        (0..self.lines.len()).map(|line| self.cells(line)).filter(|cells| !cells.is_empty())
    }

    /// The cell `steps` rows further down (or up), in the same slot or the last one of a shorter row; stops at the ends.
    pub fn vertical(&self, cell: CellId, steps: isize) -> Option<CellId> {
        let (line, slot) = self.find(cell)?;
        let rows: Vec<usize> = (0..self.lines.len()).filter(|&l| !self.cells(l).is_empty()).collect();
        let at = rows.iter().position(|&l| l == line)?;
        let target = at.saturating_add_signed(steps).min(rows.len().saturating_sub(1));
        let cells = self.cells(rows[target]);
        cells.get(slot).or(cells.last()).copied()
    }

    /// The cell `steps` slots further right (or left); stops at the ends of the row.
    pub fn horizontal(&self, cell: CellId, steps: isize) -> Option<CellId> {
        let (line, slot) = self.find(cell)?;
        let cells = self.cells(line);
        cells.get(slot.saturating_add_signed(steps).min(cells.len().saturating_sub(1))).copied()
    }

    /// The cells of the rectangle between two cells, line by line.
    pub fn rectangle(&self, a: CellId, b: CellId) -> Vec<Vec<CellId>> {
        let (Some((la, sa)), Some((lb, sb))) = (self.find(a), self.find(b)) else { return Vec::new() };
        let (top, bottom, first, last) = (la.min(lb), la.max(lb), sa.min(sb), sa.max(sb));
        let lines = (top..=bottom).map(|line| self.cells(line)).filter(|cells| !cells.is_empty());
        lines.map(|cells| cells.iter().skip(first).take(last - first + 1).copied().collect()).collect()
    }
}
