//! The words of one table of a form, prepared for recognition: the rows that are printed as one line of figures, every
//! wording of their labels, and all other words that a print of the table may hold. All of it comes from the form.

use crate::domain::definition::Row;
use crate::domain::form::{CellId, Form};
use crate::import::normal::{contains, letters};

/// A line of figures as the form prints it.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its cells, left to right as printed.
    pub cells: Vec<CellId>,
    /// The official label, for notes; empty where the figures have their labels above.
    pub label: String,
    /// The group of rows it belongs to, by index.
    pub group: Option<usize>,
    /// How many grid columns its label covers.
    pub across: usize,
}

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Named {
    /// A line of figures, by index.
    Unit(usize),
    /// A group of rows, by index.
    Group(usize),
}

/// One wording of a label.
#[derive(Debug, Clone)]
pub struct Label {
    /// What it names.
    pub named: Named,
    /// Its letters.
    pub letters: Vec<char>,
}

/// A group of rows.
#[derive(Debug, Clone)]
pub struct Group {
    /// The units that belong to it and to no smaller group.
    pub members: Vec<usize>,
    /// Whether its label is printed above its rows, through the whole width.
    pub banner: bool,
    /// Whether it holds smaller groups.
    pub outer: bool,
}

/// The words of one table.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// The table, by index.
    pub table: usize,
    /// Columns of the printed grid.
    pub columns: usize,
    /// The lines of figures in printed order.
    pub units: Vec<Unit>,
    /// The groups of rows.
    pub groups: Vec<Group>,
    /// All wordings of all labels of units and groups.
    pub labels: Vec<Label>,
    /// Column heads and remarks; they may be printed in pieces anywhere and place nothing.
    pub furniture: Vec<Vec<char>>,
}

impl Vocabulary {
    /// The words of a table.
    pub fn new(form: &Form, table: usize) -> Vocabulary {
        let definition = &form.tables()[table];
        let units = units(form, table);
        let groups = groups(form, table, &units);
        let mut labels = Vec::new();
        let mut furniture = Vec::new();
        for (index, row) in definition.rows.iter().enumerate() {
            let wordings = std::iter::once(&row.label).chain(&row.also).map(|text| letters(text));
            match units
                .iter()
                .position(|unit| !unit.label.is_empty() && form.row_cells(table, index).eq(unit.cells.iter().copied()))
            {
                Some(unit) => labels.extend(wordings.map(|letters| Label { named: Named::Unit(unit), letters })),
                None => furniture.extend(wordings),
            }
        }
        for (index, group) in definition.row_groups.iter().enumerate() {
            let wordings = std::iter::once(&group.label).chain(&group.also).map(|text| letters(text));
            if groups[index].members.is_empty() && !groups[index].outer {
                furniture.extend(wordings);
            } else {
                labels.extend(wordings.map(|letters| Label { named: Named::Group(index), letters }));
            }
        }
        for column in &definition.columns {
            furniture.push(letters(&column.label));
            furniture.extend(column.also.iter().map(|text| letters(text)));
        }
        for group in &definition.column_groups {
            furniture.push(letters(&group.label));
            furniture.extend(group.also.iter().map(|text| letters(text)));
        }
        furniture.extend(definition.labels.iter().map(|label| letters(&label.text)));
        labels.retain(|label| !label.letters.is_empty());
        Vocabulary { table, columns: usize::from(definition.size.1), units, groups, labels, furniture }
    }

    /// Whether the table is one line of figures with its labels above.
    pub fn is_band(&self) -> bool {
        self.units.iter().all(|unit| unit.label.is_empty())
    }

    /// Whether a piece of text may be a piece of a group's label, of a head or of a remark, or two that were set
    /// without a gap.
    pub fn floats(&self, piece: &[char]) -> bool {
        const LONGEST: usize = 16;
        let two = 2..piece.len().saturating_sub(1);
        self.is_piece(piece)
            || piece.len() <= LONGEST
                && two.into_iter().any(|at| self.is_piece(&piece[..at]) && self.is_piece(&piece[at..]))
    }

    fn is_piece(&self, piece: &[char]) -> bool {
        let groups =
            self.labels.iter().filter(|label| matches!(label.named, Named::Group(_))).map(|label| &label.letters);
        groups.chain(&self.furniture).any(|words| contains(words, piece))
    }

    /// The unit's width, where all units of the table have the same.
    pub fn common_width(&self) -> Option<usize> {
        let first = self.units.first()?.cells.len();
        self.units.iter().all(|unit| unit.cells.len() == first).then_some(first)
    }
}

/// The lines of figures: rows whose figures stand in one grid row belong to one line.
fn units(form: &Form, table: usize) -> Vec<Unit> {
    let definition = &form.tables()[table];
    let mut lines: Vec<(u16, Vec<CellId>)> = Vec::new();
    for cell in form.table_cells(table) {
        let row = form.cell(cell).at.0;
        match lines.iter_mut().find(|(at, _)| *at == row) {
            Some((_, cells)) => cells.push(cell),
            None => lines.push((row, vec![cell])),
        }
    }
    lines.sort_by_key(|(row, _)| *row);
    let unit = |(at, mut cells): (u16, Vec<CellId>)| {
        cells.sort_by_key(|&cell| form.cell(cell).at.1);
        let row = cells.first().map(|&cell| form.cell(cell).row);
        let row = row.filter(|&row| cells.iter().all(|&cell| form.cell(cell).row == row));
        let row = row.map(|row| &definition.rows[row]);
        // A label beside the figures names the line; labels above them only say what the columns are.
        let place = |row: &Row| {
            row.places.iter().find(|place| (place.at.0..place.at.0 + place.span.0).contains(&at)).map(|p| p.span.1)
        };
        let across = row.and_then(place);
        let beside = row.filter(|_| across.is_some());
        let group = beside.and_then(|row| row.group.as_ref());
        let group = group.and_then(|name| definition.row_groups.iter().position(|group| &group.name == name));
        Unit {
            cells,
            label: beside.map_or_else(String::new, |row| row.label.clone()),
            group,
            across: across.map_or(0, usize::from),
        }
    };
    lines.into_iter().map(unit).collect()
}

fn groups(form: &Form, table: usize, units: &[Unit]) -> Vec<Group> {
    let definition = &form.tables()[table];
    let group = |(index, group): (usize, &crate::domain::definition::Group)| {
        let members: Vec<usize> = (0..units.len()).filter(|&unit| units[unit].group == Some(index)).collect();
        let rows = |place: &crate::domain::definition::Place| place.at.0..place.at.0 + place.span.0;
        let cells = || members.iter().flat_map(|&unit| &units[unit].cells);
        let beside = |place| cells().any(|&cell| rows(place).contains(&form.cell(cell).at.0));
        Group {
            banner: !members.is_empty() && !group.places.iter().any(beside),
            members,
            outer: definition.row_groups.iter().any(|inner| inner.within.as_deref() == Some(&group.name)),
        }
    };
    definition.row_groups.iter().enumerate().map(group).collect()
}
