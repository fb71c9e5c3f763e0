//! The words of one table of a form, prepared for recognition: the rows that are printed as one line of figures, every
//! wording of their labels, and all other words that a print of the table may hold. All of it comes from the form.

use super::index::place_in_a_list;
use crate::domain::definition::{self, Row};
use crate::domain::form::{CellId, Form};
use crate::import::normal::{contains, letters};

place_in_a_list! {
    /// A line of figures of a table, in printed order.
    UnitId: Vocabulary, units of Unit
}

place_in_a_list! {
    /// A group of rows of a table, in the form's order.
    GroupId: Vocabulary, groups of Group
}

/// A line of figures as the form prints it.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its cells, left to right as printed.
    pub cells: Vec<CellId>,
    /// The official label, for notes; empty where the figures have their labels above.
    pub label: String,
    pub group: Option<GroupId>,
    /// How many grid columns its label covers.
    pub across: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Named {
    Unit(UnitId),
    Group(GroupId),
}

#[derive(Debug, Clone)]
pub struct Label {
    pub named: Named,
    pub letters: Vec<char>,
}

#[derive(Debug, Clone)]
pub struct Group {
    /// The units that belong to it and to no smaller group.
    pub members: Vec<UnitId>,
    /// Whether its label is printed above its rows, through the whole width.
    pub banner: bool,
    /// Whether it holds smaller groups.
    pub outer: bool,
}

/// The words of one table.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    pub table: usize,
    /// Columns of the printed grid.
    pub columns: usize,
    pub units: Vec<Unit>,
    pub groups: Vec<Group>,
    /// All wordings of all labels of units and groups.
    pub labels: Vec<Label>,
    /// Column heads and remarks; they may be printed in pieces anywhere and place nothing.
    pub furniture: Vec<Vec<char>>,
}

pub fn wordings<'a>(label: &'a String, also: &'a [String]) -> impl Iterator<Item = Vec<char>> + 'a {
    std::iter::once(label).chain(also).map(|text| letters(text))
}

impl Vocabulary {
    pub fn new(form: &Form, table: usize) -> Vocabulary {
        let definition = &form.tables()[table];
        let units = units(form, table);
        let groups = groups(form, table, &units);
        let mut labels = Vec::new();
        let mut furniture: Vec<Vec<char>> = definition.labels.iter().map(|label| letters(&label.text)).collect();
        let mut add = |named: Option<Named>, label, also| match named {
            Some(named) => labels.extend(wordings(label, also).map(|letters| Label { named, letters })),
            None => furniture.extend(wordings(label, also)),
        };
        for (index, row) in definition.rows.iter().enumerate() {
            let own =
                |unit: &Unit| !unit.label.is_empty() && form.row_cells(table, index).eq(unit.cells.iter().copied());
            let unit = units.iter().position(own);
            add(unit.map(|unit| Named::Unit(UnitId(unit))), &row.label, &row.also);
        }
        for (index, (group, about)) in groups.iter().zip(&definition.row_groups).enumerate() {
            let has_rows = !group.members.is_empty() || group.outer;
            add(has_rows.then_some(Named::Group(GroupId(index))), &about.label, &about.also);
        }
        definition.columns.iter().for_each(|column| add(None, &column.label, &column.also));
        definition.column_groups.iter().for_each(|group| add(None, &group.label, &group.also));
        labels.retain(|label| !label.letters.is_empty());
        Vocabulary { table, columns: usize::from(definition.size.1), units, groups, labels, furniture }
    }

    pub fn unit_ids(&self) -> impl Iterator<Item = UnitId> + use<> {
        (0..self.units.len()).map(UnitId)
    }

    /// The first unit that a label is about.
    pub fn first_unit(&self, named: Named) -> Option<UnitId> {
        match named {
            Named::Unit(unit) => Some(unit),
            Named::Group(group) => self[group].members.first().copied(),
        }
    }

    /// How many figures the row of a label has.
    pub fn width(&self, named: Named) -> usize {
        self.first_unit(named).map_or(0, |unit| self[unit].cells.len())
    }

    /// The units' width, where all units of the table have the same.
    pub fn common_width(&self) -> Option<usize> {
        let first = self.units.first()?.cells.len();
        self.units.iter().all(|unit| unit.cells.len() == first).then_some(first)
    }

    /// Whether the table is one line of figures with its labels above.
    pub fn is_band(&self) -> bool {
        self.units.iter().all(|unit| unit.label.is_empty())
    }

    /// Whether the label of a line of figures begins with a piece of text, so that no other label goes on behind it.
    pub fn begins_unit(&self, piece: &[char]) -> bool {
        let begins = |label: &Label| label.letters.starts_with(piece) || piece.starts_with(&label.letters);
        piece.len() > 2 && self.labels.iter().any(|label| matches!(label.named, Named::Unit(_)) && begins(label))
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
}

/// The lines of figures: rows whose figures stand in one grid row belong to one line.
fn units(form: &Form, table: usize) -> Vec<Unit> {
    let definition = &form.tables()[table];
    let mut cells: Vec<CellId> = form.table_cells(table).collect();
    cells.sort_by_key(|&cell| form.cell(cell).at);
    let unit = |cells: &[CellId]| {
        let first = form.cell(cells[0]);
        let row = cells.iter().all(|&cell| form.cell(cell).row == first.row).then(|| &definition.rows[first.row]);
        // A label beside the figures names the line; labels above them only say what the columns are.
        let beside = |row: &Row| row.places.iter().find(|place| is_beside(place, first.at.0)).map(|place| place.span.1);
        let beside = row.and_then(|row| Some((row, beside(row)?)));
        let group = beside.and_then(|(row, _)| row.group.as_ref());
        let group = group.and_then(|name| definition.row_groups.iter().position(|group| &group.name == name));
        Unit {
            cells: cells.to_vec(),
            label: beside.map_or_else(String::new, |(row, _)| row.label.clone()),
            group: group.map(GroupId),
            across: beside.map_or(0, |(_, across)| usize::from(across)),
        }
    };
    cells.chunk_by(|&a, &b| form.cell(a).at.0 == form.cell(b).at.0).map(unit).collect()
}

/// Whether a label at a place stands beside a row of the printed grid.
fn is_beside(place: &definition::GridPlace, row: u16) -> bool {
    (place.at.0..place.at.0 + place.span.0).contains(&row)
}

fn groups(form: &Form, table: usize, units: &[Unit]) -> Vec<Group> {
    let definition = &form.tables()[table];
    let group = |(index, group): (usize, &definition::Group)| {
        let members: Vec<UnitId> =
            (0..units.len()).filter(|&unit| units[unit].group == Some(GroupId(index))).map(UnitId).collect();
        let cells = || members.iter().flat_map(|unit| &units[unit.0].cells);
        let beside = |place| cells().any(|&cell| is_beside(place, form.cell(cell).at.0));
        Group {
            banner: !members.is_empty() && !group.places.iter().any(beside),
            members,
            outer: definition.row_groups.iter().any(|inner| inner.within.as_deref() == Some(&group.name)),
        }
    };
    definition.row_groups.iter().enumerate().map(group).collect()
}
