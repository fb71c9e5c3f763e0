//! The printed grid of a table: where every label and every figure stands, and whether they cover the grid exactly
//! once. It says nothing about fonts, borders or pages.

use serde::{Deserialize, Serialize};

use super::super::definition::{Figures, GridPlace, Group, Row, Table};
use super::{Cell, Defect};

/// What a printed label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Owner {
    /// Nothing: a note, or the head of the label columns.
    Loose,
    /// A group of columns, by index.
    ColumnGroup(usize),
    /// A column, by index.
    Column(usize),
    /// A group of rows, by index.
    RowGroup(usize),
    /// A row, by index.
    Row(usize),
}

/// A label in the printed grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedLabel {
    /// The official words.
    pub text: String,
    /// What it names.
    pub owner: Owner,
    /// Top left grid cell.
    pub at: (u16, u16),
    /// Grid rows and columns covered.
    pub span: (u16, u16),
}

/// The labels of a table in reading order; those outside the grid are defects and left out.
pub(super) fn labels(table: &Table, defects: &mut Vec<Defect>) -> Vec<PrintedLabel> {
    let loose = table.labels.iter().map(|l| (&l.text, Owner::Loose, &l.places));
    let column_groups = table.column_groups.iter().enumerate();
    let row_groups = table.row_groups.iter().enumerate();
    let owned = (column_groups.map(|(i, g)| (&g.label, Owner::ColumnGroup(i), &g.places)))
        .chain(table.columns.iter().enumerate().map(|(i, c)| (&c.label, Owner::Column(i), &c.places)))
        .chain(row_groups.map(|(i, g)| (&g.label, Owner::RowGroup(i), &g.places)))
        .chain(table.rows.iter().enumerate().map(|(i, r)| (&r.label, Owner::Row(i), &r.places)));
    let mut labels = Vec::new();
    for (text, owner, places) in loose.chain(owned) {
        for &place in places {
            if fits(table, text, place, defects) {
                labels.push(PrintedLabel { text: text.clone(), owner, at: place.at, span: place.span });
            }
        }
    }
    labels.sort_by_key(|label| label.at);
    labels
}

/// The places of a row's figures, each with its column's index, in column order.
pub(super) fn figure_places(table: &Table, row: &Row, defects: &mut Vec<Defect>) -> Vec<(usize, GridPlace)> {
    let mut places = match &row.figures {
        Figures::Line((r, c)) => {
            let columns = 0..u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
            columns.map(|i| (usize::from(i), GridPlace { at: (*r, c.saturating_add(i)), span: (1, 1) })).collect()
        }
        Figures::Cells(cells) => {
            let mut places = Vec::<(usize, GridPlace)>::new();
            for cell in cells {
                let by = || format!("{}.{}", table.name, row.name);
                match table.columns.iter().position(|column| column.name == cell.column) {
                    None => defects.push(Defect::Unknown { by: by(), name: cell.column.clone() }),
                    Some(index) if places.iter().any(|(seen, _)| *seen == index) => {
                        defects.push(Defect::Duplicate { list: by(), name: cell.column.clone() });
                    }
                    Some(index) => places.push((index, GridPlace { at: cell.at, span: cell.span })),
                }
            }
            places
        }
    };
    places.retain(|&(_, place)| fits(table, &row.name, place, defects));
    places.sort_by_key(|(column, _)| *column);
    places
}

fn fits(table: &Table, what: &str, place: GridPlace, defects: &mut Vec<Defect>) -> bool {
    let end = |i: fn(&(u16, u16)) -> u16| u32::from(i(&place.at)) + u32::from(i(&place.span));
    let inside = end(|p| p.0) <= u32::from(table.size.0) && end(|p| p.1) <= u32::from(table.size.1);
    let fits = inside && place.span.0 > 0 && place.span.1 > 0;
    if !fits {
        defects.push(Defect::OutOfGrid { table: table.name.clone(), what: what.into(), place });
    }
    fits
}

/// Checks the widths and the head of the grid, and that labels and figures cover every cell of it exactly once.
pub(super) fn check_cover(table: &Table, cells: &[Cell], labels: &[PrintedLabel], defects: &mut Vec<Defect>) {
    let (rows, columns) = (usize::from(table.size.0), usize::from(table.size.1));
    let widths = || format!("{}.widths", table.name);
    if table.widths.len() != columns {
        defects.push(Defect::Length { list: widths(), wanted: columns, found: table.widths.len() });
    }
    if table.widths.contains(&0) {
        let problem = ["不给这一列留下宽度", "leaves no room for a column"];
        defects.push(Defect::Unusable { what: widths(), value: "0".into(), problem });
    }
    if table.head_rows > 0 {
        fits(table, "head_rows", GridPlace { at: (0, 0), span: (table.head_rows, table.size.1) }, defects);
    }
    let mut cover = vec![None::<&str>; rows * columns];
    let figures = cells.iter().map(|cell| (cell.name.as_str(), cell.at, cell.span));
    for (what, at, span) in labels.iter().map(|l| (l.text.as_str(), l.at, l.span)).chain(figures) {
        let mut told = Vec::new();
        for r in at.0..at.0 + span.0 {
            for c in at.1..at.1 + span.1 {
                let slot = &mut cover[usize::from(r) * columns + usize::from(c)];
                match *slot {
                    Some(first) if told.contains(&first) => {}
                    Some(first) => {
                        told.push(first);
                        let (table, first) = (table.name.clone(), first.into());
                        defects.push(Defect::Overlap { table, at: (r, c), first, second: what.into() });
                    }
                    None => *slot = Some(what),
                }
            }
        }
    }
    for r in 0..table.size.0 {
        for c in 0..table.size.1 {
            if cover[usize::from(r) * columns + usize::from(c)].is_none() {
                defects.push(Defect::Uncovered { table: table.name.clone(), at: (r, c) });
            }
        }
    }
}

/// The labels from the outermost group down to `label`.
pub(super) fn path<'a>(groups: &'a [Group], mut group: Option<&'a str>, label: &'a str) -> Vec<&'a str> {
    let mut path = vec![label];
    while let Some(outer) = group.and_then(|name| groups.iter().find(|g| g.name == name)) {
        path.push(&outer.label);
        group = outer.within.as_deref();
    }
    path.reverse();
    path
}
