//! A checked form: its definition with every cell numbered, every total in the order in which totals are computed, and
//! every rule spelled out in cells. A definition with defects never becomes a form. Rust code finds rows by name
//! only through what a caller hands in; it knows none itself.

mod defect;

mod names;

mod geometry;

pub mod condition;

mod pattern;

mod shared;

mod reference;

use std::ops::Range;

pub use condition::{Comparison, Condition, Operand, Quantity};
pub use defect::Defect;
pub use geometry::{Owner, PrintedLabel};
pub use pattern::Lack;
pub use shared::{Idle, Shared, Why};

use serde::{Deserialize, Serialize};

use super::definition::{Column, Definition, Manner, Packed, Row, Table, Words};
use super::figure::Kind;
use super::number::Number;
use super::text::Lang;
use pattern::{Bound, Patterns};
use reference::Resolved;

/// A cell of a form, numbered in form order from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellId(u16);

impl CellId {
    fn new(index: usize) -> CellId {
        CellId(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// The cell's place in form order.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Whether a cell is keyed or computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Keyed by the clerk.
    Input,
    /// Computed from other cells; a figure given for it is a control.
    Total,
}

/// What a form knows of one cell.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cell {
    /// `table.row.column`.
    pub name: String,
    /// Index of its table.
    pub table: usize,
    /// Index of its row in the table.
    pub row: usize,
    /// Index of its column in the table.
    pub column: usize,
    /// What kind of number it takes.
    pub kind: Kind,
    /// Keyed or computed.
    pub role: Role,
    /// Top left grid cell in the printed table.
    pub at: (u16, u16),
    /// Grid rows and columns covered.
    pub span: (u16, u16),
}

/// A total and the cells it adds up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Total {
    /// The computed cell.
    pub cell: CellId,
    /// What it adds up; inputs and totals computed earlier.
    pub of: Vec<CellId>,
}

/// One side's cell, added or subtracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Whose value is added or subtracted.
    pub cell: CellId,
    /// Whether it is subtracted.
    pub negative: bool,
}

/// A rule's relation in cells.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Relation {
    /// Both sides are equal. `defines` names the total whose definition this is.
    Equal {
        /// Added up, before the equals sign.
        left: Vec<Term>,
        /// Added up, behind it.
        right: Vec<Term>,
        /// The total that the relation defines.
        defines: Option<CellId>,
    },
    /// Every cell is within bounds.
    Bounds {
        /// Each for itself.
        cells: Vec<CellId>,
        /// The smallest number allowed.
        least: Option<Number>,
        /// How many decimal places are allowed.
        places: u32,
    },
    /// Where all of `when` hold, all of `then` hold.
    Holds {
        /// What has to hold for the rule to apply.
        when: Vec<Condition>,
        /// What it asks for.
        then: Vec<Condition>,
    },
    /// No cell is unfilled.
    Filled(Vec<CellId>),
    /// No cell is not applicable, but in rows that the body has no powers for.
    Applicable(Vec<CellId>),
    /// The document that the report was read from does not depart from the form in this manner.
    Departure(Manner),
    /// Last year's report is there.
    LastYear,
    /// A report that has any prose names its agency and year.
    Identified,
    /// The report's year is one that the edition of its form is for.
    InForce,
    /// What the rule's [`ProseCheck`](super::definition::prose::ProseCheck) says of the prose, with the cells of each of
    /// its sums.
    Prose(Vec<Vec<Term>>),
}

/// Along which row or column a rule's instance runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Along {
    /// The rule is not repeated.
    Once,
    /// A row: table and row index.
    Row(usize, usize),
    /// A column: table and column index.
    Column(usize, usize),
    /// One cell.
    Cell(CellId),
}

/// One rule for one row or column.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Instance {
    /// Index of the rule in the definition.
    pub rule: usize,
    /// Where it applies.
    pub along: Along,
    /// What must hold.
    pub relation: Relation,
}

impl Instance {
    /// The cells of the relation, left side first.
    pub fn cells(&self) -> Vec<CellId> {
        match &self.relation {
            Relation::Equal { left, right, .. } => left.iter().chain(right).map(|term| term.cell).collect(),
            Relation::Bounds { cells, .. } | Relation::Filled(cells) | Relation::Applicable(cells) => cells.clone(),
            Relation::Holds { when, then } => {
                let mut cells = Vec::new();
                for cell in then.iter().chain(when).flat_map(Condition::cells) {
                    if !cells.contains(&cell) {
                        cells.push(cell);
                    }
                }
                cells
            }
            Relation::Prose(sums) => sums.iter().flatten().map(|term| term.cell).collect(),
            Relation::Departure(_) | Relation::LastYear | Relation::Identified | Relation::InForce => Vec::new(),
        }
    }
}

/// A checked form.
#[derive(Debug, Serialize, Deserialize)]
pub struct Form {
    definition: Definition,
    cells: Vec<Cell>,
    /// All cells, by their names.
    by_name: Vec<CellId>,
    ranges: Vec<Range<usize>>,
    grid: Vec<Vec<Option<CellId>>>,
    printed: Vec<Vec<PrintedLabel>>,
    totals: Vec<Total>,
    instances: Vec<Instance>,
    instances_of: Vec<Vec<usize>>,
    idle: Packed<Vec<Idle>>,
}

impl Form {
    /// Checks a definition that has no rules but its own.
    ///
    /// # Errors
    /// As [`Form::with`].
    pub fn new(definition: Definition) -> Result<Form, Vec<Defect>> {
        Form::with(definition, Shared::default())
    }

    /// Checks a definition, and gives it what editions share as far as it applies.
    ///
    /// # Errors
    /// All defects of the definition, not only the first; where it is too large for a form, its positions and rules are
    /// not looked at.
    pub fn with(mut definition: Definition, mut shared: Shared) -> Result<Form, Vec<Defect>> {
        let mut defects = names::check(&definition);
        if let Some(defect) = names::too_large(&definition) {
            defects.push(defect);
            return Err(defects);
        }
        let (mut cells, ranges, grid) = number_cells(&definition, &mut defects);
        let printed = definition.tables.iter().map(|table| geometry::labels(table, &mut defects)).collect::<Vec<_>>();
        for (index, table) in definition.tables.iter().enumerate() {
            geometry::check_cover(table, &cells[ranges[index].clone()], &printed[index], &mut defects);
        }
        let unknown = shared.unknown(&definition);
        let rules = [std::mem::take(&mut definition.rules), shared.take_rules()];
        let patterns = Patterns::new(&definition.tables, &grid);
        reference::check_chart(&definition, &patterns, &mut defects);
        let Resolved { rules, instances, totals, idle } =
            reference::resolve(&definition, rules, &shared, &patterns, &mut defects);
        defects.extend(unknown);
        definition.rules = rules;
        let mut by_name: Vec<CellId> = (0..cells.len()).map(CellId::new).collect();
        by_name.sort_by(|a, b| cells[a.index()].name.cmp(&cells[b.index()].name));
        shared.lend(&mut definition, |name| find(&cells, &by_name, name).is_some());
        for total in &totals {
            cells[total.cell.index()].role = Role::Total;
        }
        let totals = reference::in_order(totals, &cells, &mut defects);
        if !defects.is_empty() {
            return Err(defects);
        }
        let mut instances_of = vec![Vec::new(); cells.len()];
        for (index, instance) in instances.iter().enumerate() {
            for cell in instance.cells() {
                let instances = &mut instances_of[cell.index()];
                if instances.last() != Some(&index) {
                    instances.push(index);
                }
            }
        }
        Ok(Form {
            definition,
            cells,
            by_name,
            ranges,
            grid,
            printed,
            totals,
            instances,
            instances_of,
            idle: idle.into(),
        })
    }

    /// The definition the form was made from.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Gives a form that has no words of prose of its own those of the program.
    pub fn lend_words(&mut self, words: Words) {
        self.definition.vocabulary.get_or_insert(words);
    }

    /// The edition's name, `2021`.
    pub fn edition(&self) -> &str {
        &self.definition.edition
    }

    /// The tables in form order.
    pub fn tables(&self) -> &[Table] {
        &self.definition.tables
    }

    /// All cells in form order.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = CellId> + ExactSizeIterator + use<> {
        (0..self.cells.len()).map(CellId::new)
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether the form has no cell at all.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// One cell.
    pub fn cell(&self, id: CellId) -> &Cell {
        &self.cells[id.index()]
    }

    /// Whether the cell is computed.
    pub fn is_total(&self, id: CellId) -> bool {
        self.cell(id).role == Role::Total
    }

    /// The cells that are keyed, in form order.
    pub fn inputs(&self) -> impl Iterator<Item = CellId> + '_ {
        self.cells().filter(|&id| !self.is_total(id))
    }

    /// The cell of that name.
    pub fn find(&self, name: &str) -> Option<CellId> {
        find(&self.cells, &self.by_name, name)
    }

    /// The cells that a pattern names, as rules write them: `requests.new.*`, `disputes.*.upheld:other`. None where it
    /// names a table, row or column that is not there.
    pub fn matching(&self, pattern: &str) -> Vec<CellId> {
        Patterns::new(&self.definition.tables, &self.grid).cells(pattern, Bound::default()).unwrap_or_default()
    }

    /// The cells of a table, in form order.
    pub fn table_cells(&self, table: usize) -> impl DoubleEndedIterator<Item = CellId> + use<> {
        self.ranges[table].clone().map(CellId::new)
    }

    /// The cell at a row and a column of a table, by index; not every crossing has one.
    pub fn at(&self, table: usize, row: usize, column: usize) -> Option<CellId> {
        let columns = self.definition.tables[table].columns.len();
        if column >= columns {
            return None;
        }
        self.grid[table].get(row * columns + column).copied().flatten()
    }

    /// The cells of one row, left to right.
    pub fn row_cells(&self, table: usize, row: usize) -> impl Iterator<Item = CellId> + '_ {
        (0..self.definition.tables[table].columns.len()).filter_map(move |column| self.at(table, row, column))
    }

    /// The cell's row.
    pub fn row(&self, id: CellId) -> &Row {
        let cell = self.cell(id);
        &self.definition.tables[cell.table].rows[cell.row]
    }

    /// The cell's column.
    pub fn column(&self, id: CellId) -> &Column {
        let cell = self.cell(id);
        &self.definition.tables[cell.table].columns[cell.column]
    }

    /// The labels printed in a table, in reading order.
    pub fn printed_labels(&self, table: usize) -> &[PrintedLabel] {
        &self.printed[table]
    }

    /// The official labels that lead to a row, outermost first.
    pub fn row_path(&self, table: usize, row: usize) -> Vec<&str> {
        let table = &self.definition.tables[table];
        geometry::path(&table.row_groups, table.rows[row].group.as_deref(), &table.rows[row].label)
    }

    /// The official labels that lead to a column, outermost first.
    pub fn column_path(&self, table: usize, column: usize) -> Vec<&str> {
        let table = &self.definition.tables[table];
        geometry::path(&table.column_groups, table.columns[column].group.as_deref(), &table.columns[column].label)
    }

    /// The unit of a cell, in a language.
    pub fn unit(&self, id: CellId, lang: Lang) -> &str {
        self.definition.unit(&self.column(id).unit, lang)
    }

    /// The totals in an order in which each needs only inputs and totals before it.
    pub fn totals(&self) -> &[Total] {
        &self.totals
    }

    /// Every rule for every row or column it applies to, in catalogue order.
    pub fn instances(&self) -> &[Instance] {
        &self.instances
    }

    /// Shared rules that do not apply to the form, in catalogue order.
    pub fn idle(&self) -> &[Idle] {
        &self.idle
    }

    /// The instances that a cell takes part in, by index into [`Form::instances`].
    pub fn instances_of(&self, id: CellId) -> &[usize] {
        &self.instances_of[id.index()]
    }

    /// The index of the chapter that holds a table.
    pub fn chapter_of_table(&self, table: usize) -> Option<usize> {
        let name = &self.definition.tables[table].name;
        self.definition.chapters.iter().position(|chapter| chapter.table.as_ref() == Some(name))
    }

    /// The index of a chapter's table.
    pub fn table_of_chapter(&self, chapter: usize) -> Option<usize> {
        let name = self.definition.chapters[chapter].table.as_ref()?;
        self.definition.tables.iter().position(|table| &table.name == name)
    }

    /// The title below the agency's name, for a report year.
    pub fn title(&self, year: Option<i32>) -> String {
        self.definition.title.replace("{year}", &year.map_or_else(String::new, |y| y.to_string()))
    }
}

/// The cell of a name, found among all cells in the order of their names.
fn find(cells: &[Cell], by_name: &[CellId], name: &str) -> Option<CellId> {
    let found = by_name.binary_search_by(|id| cells[id.index()].name.as_str().cmp(name));
    found.ok().map(|at| by_name[at])
}

type Numbered = (Vec<Cell>, Vec<Range<usize>>, Vec<Vec<Option<CellId>>>);

/// Numbers all cells in form order: table by table, row by row, and in a row by the table's column order.
fn number_cells(definition: &Definition, defects: &mut Vec<Defect>) -> Numbered {
    let (mut cells, mut ranges, mut grids) = (Vec::new(), Vec::new(), Vec::new());
    for (t, table) in definition.tables.iter().enumerate() {
        let start = cells.len();
        let mut grid = vec![None; table.rows.len() * table.columns.len()];
        for (r, row) in table.rows.iter().enumerate() {
            for (c, place) in geometry::figure_places(table, row, defects) {
                let column = &table.columns[c];
                grid[r * table.columns.len() + c] = Some(CellId::new(cells.len()));
                cells.push(Cell {
                    name: format!("{}.{}.{}", table.name, row.name, column.name),
                    table: t,
                    row: r,
                    column: c,
                    kind: column.kind,
                    role: Role::Input,
                    at: place.at,
                    span: place.span,
                });
            }
        }
        ranges.push(start..cells.len());
        grids.push(grid);
    }
    (cells, ranges, grids)
}
