//! Excel's packages as tables of a register, cell by cell, since a register of many years as sheets of a report would take too
//! much memory. How cells look and what they show is `workbook`'s business.

use super::table::Table;
use crate::domain::proposal::Place;
use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::markup::without_mark;
use crate::import::package::Package;
use crate::import::workbook::shapes::shapes;
use crate::import::workbook::xlsx::{book, walk};

/// The tables of the sheets that are shown, and whether others are hidden.
///
/// # Errors
/// Where the package cannot be read, or takes more than any register does.
pub fn read(bytes: &[u8], budget: &Budget) -> Result<(Vec<Table>, bool), ImportError> {
    let mut package = Package::within(bytes, budget)?;
    let book = book(&mut package)?;
    let mut tables = Vec::new();
    for (sheet, (name, part)) in (1..).zip(&book.sheets) {
        let Some(text) = package.text(part)? else { continue };
        let mut table = Table::default();
        table.titles.push(name.clone());
        let mut last = None;
        let source = walk(without_mark(&text), &book, |(row, column), cell| {
            if last != Some(row) {
                table.row(row, Place::SheetRow { sheet, row: row + 1 });
                last = Some(row);
            }
            table.tell(row, cell.aside);
            table.put(column, &cell.text, cell.is_number, budget)
        })?;
        drop(text);
        table.merged = source.merged;
        table.hidden_columns = source.hidden_columns;
        let shapes = shapes(&mut package, part).unwrap_or_default();
        let covered: Vec<_> = shapes.into_iter().map(|shape| (shape.rows, shape.columns)).collect();
        table.settle(&source.hidden_rows, &covered);
        tables.push(table);
    }
    let hides =
        book.hides.iter().any(|part| package.text(part).ok().flatten().is_some_and(|text| text.contains("<v>")));
    Ok((tables, hides))
}
