//! Patterns of cells, `requests.results-handled.*-total`, spelled out into the cells of a form. Their language is explained
//! beside [`Rule`](super::super::definition::Rule).

use serde::{Deserialize, Serialize};

use super::super::definition::{Group, Table};
use super::CellId;

/// What a form does not have of what somebody names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lack {
    /// A table, a row, a column, a cell, or a group.
    Name(String),
    /// A range, in this order.
    Order(String),
    /// No chapter has this name.
    Chapter(String),
    /// Any cell of what is named: all of it, or one side.
    Cells {
        /// Whether the other side has cells.
        one_side: bool,
    },
}

/// The row or the column that `*` stands for, by the indices of its table and its own.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bound {
    pub(super) row: Option<(usize, usize)>,
    pub(super) column: Option<(usize, usize)>,
}

/// The rows or the columns of a table, each with its group.
struct Axis<'a> {
    members: Vec<(&'a str, Option<&'a str>)>,
    groups: &'a [Group],
}

impl Axis<'_> {
    /// The members that a part of a pattern names, in form order.
    fn select(&self, part: &str, bound: Option<usize>) -> Result<Vec<usize>, Lack> {
        let mut parts = part.split('-');
        let mut chosen = self.named(parts.next().unwrap_or_default(), bound)?;
        for without in parts {
            let without = self.named(without, None)?;
            chosen.retain(|index| !without.contains(index));
        }
        Ok(chosen)
    }

    /// A part of a pattern without what it leaves out and is not there anyway.
    fn lean(&self, part: &str) -> String {
        let mut parts = part.split('-');
        let first = parts.next().unwrap_or_default().to_string();
        parts.filter(|name| self.named(name, None).is_ok()).fold(first, |lean, name| format!("{lean}-{name}"))
    }

    fn named(&self, part: &str, bound: Option<usize>) -> Result<Vec<usize>, Lack> {
        let find = |name: &str| self.members.iter().position(|(member, _)| *member == name);
        let missing = |name: &str| Lack::Name(name.into());
        if part == "*" {
            return Ok(bound.map_or_else(|| (0..self.members.len()).collect(), |index| vec![index]));
        }
        if let Some((first, last)) = part.split_once(':') {
            let (from, to) = (find(first).ok_or_else(|| missing(first))?, find(last).ok_or_else(|| missing(last))?);
            return if from <= to { Ok((from..=to).collect()) } else { Err(Lack::Order(part.into())) };
        }
        if let Some(index) = find(part) {
            return Ok(vec![index]);
        }
        let group = self.groups.iter().find(|group| group.name == part).ok_or_else(|| missing(part))?;
        let members = self.members.iter().enumerate().filter(|(_, (_, own))| self.is_within(*own, &group.name));
        Ok(members.map(|(index, _)| index).collect())
    }

    /// Whether a group is another, or stands within it. Groups that contain each other are a defect told elsewhere.
    fn is_within(&self, own: Option<&str>, wanted: &str) -> bool {
        let outer = |name: &&str| self.groups.iter().find(|group| group.name == **name)?.within.as_deref();
        std::iter::successors(own, outer).take(self.groups.len()).any(|name| name == wanted)
    }
}

/// The tables of a form as patterns see them.
pub(super) struct Patterns<'a> {
    tables: &'a [Table],
    grid: &'a [Vec<Option<CellId>>],
    axes: Vec<[Axis<'a>; 2]>,
}

impl<'a> Patterns<'a> {
    /// `grid` holds the cell at every crossing of every table, row by row.
    pub(super) fn new(tables: &'a [Table], grid: &'a [Vec<Option<CellId>>]) -> Patterns<'a> {
        let axes = tables.iter().map(|table| {
            let rows = table.rows.iter().map(|row| (row.name.as_str(), row.group.as_deref()));
            let columns = table.columns.iter().map(|column| (column.name.as_str(), column.group.as_deref()));
            [
                Axis { members: rows.collect(), groups: &table.row_groups },
                Axis { members: columns.collect(), groups: &table.column_groups },
            ]
        });
        Patterns { tables, grid, axes: axes.collect() }
    }

    pub(super) fn table(&self, name: &str) -> Result<usize, Lack> {
        self.tables.iter().position(|table| table.name == name).ok_or_else(|| Lack::Name(name.into()))
    }

    /// The rows of a table that a part of a pattern names.
    pub(super) fn rows(&self, table: usize, part: &str) -> Result<Vec<usize>, Lack> {
        self.axes[table][0].select(part, None)
    }

    /// The columns of a table that a part of a pattern names.
    pub(super) fn columns(&self, table: usize, part: &str) -> Result<Vec<usize>, Lack> {
        self.axes[table][1].select(part, None)
    }

    /// The cells that a pattern names, in form order; not every crossing has one.
    pub(super) fn cells(&self, pattern: &str, bound: Bound) -> Result<Vec<CellId>, Lack> {
        let parts: Vec<&str> = pattern.split('.').collect();
        let [table, row, column] = parts[..] else { return Err(Lack::Name(pattern.into())) };
        if table == "*" {
            // What is left out must be there to be left out, in one table at least.
            let tables = 0..self.tables.len();
            if !tables.clone().any(|t| self.of_table(t, row, column, bound).is_ok()) {
                return Err(Lack::Name(pattern.into()));
            }
            let of = |t: usize| {
                let (row, column) = (self.axes[t][0].lean(row), self.axes[t][1].lean(column));
                self.of_table(t, &row, &column, bound).unwrap_or_default()
            };
            return Ok(tables.flat_map(of).collect());
        }
        let table = self.table(table).map_err(|_| Lack::Name(pattern.into()))?;
        self.of_table(table, row, column, bound)
    }

    fn of_table(&self, t: usize, row: &str, column: &str, bound: Bound) -> Result<Vec<CellId>, Lack> {
        let of = |bound: Option<(usize, usize)>| bound.filter(|(table, _)| *table == t).map(|(_, index)| index);
        let rows = self.axes[t][0].select(row, of(bound.row))?;
        let columns = self.axes[t][1].select(column, of(bound.column))?;
        let width = self.tables[t].columns.len();
        let crossings = rows.iter().flat_map(|r| columns.iter().map(move |c| r * width + c));
        Ok(crossings.filter_map(|at| self.grid[t][at]).collect())
    }
}
