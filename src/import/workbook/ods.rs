//! OpenDocument sheets: the cells of every table of `content.xml`, repeated ones within bounds.

use std::ops::Range;

use super::sheet::{CELL, MOST_COLUMNS, Sheet, plain_number};
use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Walker, without_mark};
use crate::import::package::Package;

const MOST_ROWS: usize = 1 << 20;

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Vec<Sheet>, ImportError> {
    let mut package = Package::within(bytes, budget)?;
    let manifest = package.text("META-INF/manifest.xml").ok().flatten().unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ImportError::Protected);
    }
    let Some(text) = package.text("content.xml")? else { return Err(ImportError::Damaged("content.xml".into())) };
    let mut reader = Reader::default();
    let mut walker = Walker::within(without_mark(&text), budget);
    while let Some(step) = walker.step()? {
        if let Step::Open(tag) = step
            && tag.local() == "table"
            && tag.name().starts_with("table:")
        {
            let name = tag.attribute("name").unwrap_or_default();
            reader.sheet(name, &mut walker)?;
        }
    }
    Ok(reader.sheets)
}

#[derive(Default)]
struct Reader {
    sheets: Vec<Sheet>,
}

struct Written {
    text: String,
    times: usize,
    span: (usize, usize),
}

impl Reader {
    fn sheet(&mut self, name: String, walker: &mut Walker<'_>) -> Result<(), ImportError> {
        let mut sheet = Sheet { name, ..Sheet::default() };
        let depth = walker.depth();
        let mut row = 0usize;
        while let Some(step) = walker.step()? {
            match step {
                Step::Open(tag) if tag.local() == "table-row" => {
                    let times = tag.number("number-rows-repeated").unwrap_or(1).max(1);
                    let cells = cells(walker)?;
                    put(&mut sheet, row, times, &cells, walker.budget())?;
                    row = row.saturating_add(times).min(MOST_ROWS);
                }
                // What belongs to a sheet besides its rows: forms, shapes, and tables that they hold.
                Step::Open(tag) if matches!(tag.local(), "forms" | "shapes" | "table") => walker.skip()?,
                Step::Close if walker.depth() < depth => break,
                _ => {}
            }
        }
        self.sheets.push(sheet);
        Ok(())
    }
}

/// Puts a row into a sheet as often as it is repeated; blank cells take next to nothing.
fn put(sheet: &mut Sheet, row: usize, times: usize, cells: &[Written], budget: &Budget) -> Result<(), ImportError> {
    let is_blank = |cell: &Written| cell.text.is_empty() && cell.span == (1, 1);
    if cells.iter().all(is_blank) {
        return Ok(());
    }
    for row in row..row.saturating_add(times).min(MOST_ROWS) {
        budget.charge(cells.len())?;
        let mut column = 0usize;
        for cell in cells {
            let columns: Range<usize> = column..column.saturating_add(cell.times).min(MOST_COLUMNS);
            column = columns.end;
            if is_blank(cell) {
                continue;
            }
            for column in columns {
                budget.charge(CELL + cell.text.len())?;
                if cell.span != (1, 1) {
                    let (down, across) = cell.span;
                    sheet.merged.push((row..row.saturating_add(down), column..column.saturating_add(across)));
                }
                sheet.put(row, column, cell.text.clone());
            }
        }
    }
    Ok(())
}

/// Reads a row to its end.
fn cells(walker: &mut Walker<'_>) -> Result<Vec<Written>, ImportError> {
    let depth = walker.depth();
    let mut cells = Vec::new();
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) if matches!(tag.local(), "table-cell" | "covered-table-cell") => {
                let number = |name: &str| tag.number(name).unwrap_or(1).max(1);
                let times = number("number-columns-repeated");
                let span = (number("number-rows-spanned"), number("number-columns-spanned"));
                // What merged cells cover is not shown.
                let covered = tag.local() == "covered-table-cell";
                let value = tag.attribute("value").filter(|_| tag.attribute("value-type").as_deref() == Some("float"));
                let words = words(walker)?;
                let text = value.map_or(words, |value| plain_number(&value));
                let text = if covered { String::new() } else { text };
                walker.budget().charge(size_of::<Written>() + text.len())?;
                cells.push(Written { text, times, span });
            }
            Step::Close if walker.depth() < depth => break,
            _ => {}
        }
    }
    Ok(cells)
}

/// Reads a cell to its end: its paragraphs as lines, its notes left out.
fn words(walker: &mut Walker<'_>) -> Result<String, ImportError> {
    let depth = walker.depth();
    let mut text = String::new();
    let mut paragraphs = 0;
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => match tag.local() {
                "annotation" => walker.skip()?,
                "p" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                }
                "s" => text.push_str(&" ".repeat(tag.number("c").unwrap_or(1).clamp(1, 100))),
                "tab" | "line-break" => text.push(if tag.local() == "tab" { '\t' } else { '\n' }),
                _ => {}
            },
            Step::Close if walker.depth() < depth => break,
            Step::Text(words) if paragraphs > 0 => text.push_str(&words),
            _ => {}
        }
    }
    Ok(text)
}
