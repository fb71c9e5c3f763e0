//! In which order keying goes through the cells: by row or by column, with the printed totals or without, past the columns
//! that an agency never uses.

use crate::domain::background::ReportingBody;
use crate::domain::form::{CellId, Form};

use super::super::sheet::Sheet;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keying {
    /// Column by column in tables whose rows share their columns, instead of row by row.
    pub by_column: bool,
    /// Totals are stops too: what is typed there is the total printed on the source.
    pub with_totals: bool,
    /// The columns that are passed by: table and column, by index.
    pub skipped: Vec<(usize, usize)>,
}

impl Keying {
    /// Row by row, without totals, past the columns that a body never uses.
    pub fn of(form: &Form, body: &ReportingBody) -> Keying {
        let named = |name: &String| {
            let (table, column) = name.split_once('.')?;
            let table = form.tables().iter().position(|known| known.name == table)?;
            Some((table, form.tables()[table].columns.iter().position(|known| known.name == column)?))
        };
        Keying { skipped: body.skipped.iter().filter_map(named).collect(), ..Keying::default() }
    }

    /// The names of the columns that are passed by, as an agency's profile has them.
    pub fn skipped_names(&self, form: &Form) -> Vec<String> {
        let name = |&(table, column): &(usize, usize)| {
            let table = &form.tables()[table];
            format!("{}.{}", table.name, table.columns[column].name)
        };
        self.skipped.iter().map(name).collect()
    }

    /// Passes a cell's column by from now on, or no longer; whether it does now.
    pub fn toggle(&mut self, form: &Form, cell: CellId) -> bool {
        let column = (form.cell(cell).table, form.cell(cell).column);
        let before = self.skipped.len();
        self.skipped.retain(|skipped| *skipped != column);
        let skips = self.skipped.len() == before;
        if skips {
            self.skipped.push(column);
        }
        skips
    }

    pub fn stops_at(&self, form: &Form, cell: CellId) -> bool {
        let about = form.cell(cell);
        match form.is_total(cell) {
            true => self.with_totals,
            false => !self.skipped.contains(&(about.table, about.column)),
        }
    }

    pub fn order(&self, form: &Form, sheets: &[impl AsRef<Sheet>], cells: &mut [CellId]) {
        cells.sort_by_key(|&cell| self.place(form, sheets, cell, false));
    }

    /// A cell's place in keying order; `within` a table it goes along the rows.
    fn place(&self, form: &Form, sheets: &[impl AsRef<Sheet>], cell: CellId, within: bool) -> (usize, usize, CellId) {
        let about = form.cell(cell);
        let regular = sheets.get(about.table).is_some_and(|sheet| !sheet.as_ref().frozen.is_empty());
        match self.by_column && regular && !within {
            true => (about.table, about.column, cell),
            false => (about.table, 0, cell),
        }
    }

    /// The stop behind a cell or before it; `within` keeps to the cell's table and goes along its rows.
    pub fn next(
        &self,
        form: &Form,
        sheets: &[impl AsRef<Sheet>],
        cell: CellId,
        forward: bool,
        within: bool,
    ) -> Option<CellId> {
        let place = |cell: CellId| self.place(form, sheets, cell, within);
        let here = place(cell);
        let stops = form.cells().filter(|&other| self.stops_at(form, other));
        let stops = stops.filter(|&other| !within || form.cell(other).table == form.cell(cell).table);
        match forward {
            true => stops.filter(|&other| place(other) > here).min_by_key(|&other| place(other)),
            false => stops.filter(|&other| place(other) < here).max_by_key(|&other| place(other)),
        }
    }
}
