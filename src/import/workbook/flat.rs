//! Workbooks of Excel 2003 in one XML file: the rows and cells of every sheet, those that are left out counted. Formats are
//! passed over but for days, which the file itself marks.

use super::sheet::{CELL, MOST_COLUMNS, Sheet, plain_number};
use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Tag, Walker, without_mark};

/// More rows than any report has.
const MOST_ROWS: usize = 1 << 20;

pub fn read(text: &str, budget: &Budget) -> Result<Vec<Sheet>, ImportError> {
    let mut walker = Walker::within(without_mark(text), budget);
    let mut sheets: Vec<(Sheet, bool)> = Vec::new();
    let (mut row, mut column) = (0, 0);
    while let Some(step) = walker.step()? {
        let Step::Open(tag) = step else { continue };
        match tag.local() {
            "Worksheet" => {
                sheets.push((Sheet::default(), true));
                row = 0;
            }
            "Visible" => {
                let hidden = words(&mut walker)?.contains("Hidden");
                sheets.last_mut().into_iter().for_each(|(_, shown)| *shown = !hidden);
            }
            "Row" => {
                row = place(&tag, row);
                column = 0;
                row += 1;
            }
            "Cell" if row > 0 => {
                let Some((sheet, _)) = sheets.last_mut() else { continue };
                column = place(&tag, column);
                let span = |name: &str, most: usize| tag.number(name).unwrap_or(0).min(most);
                let (across, down) = (span("MergeAcross", MOST_COLUMNS), span("MergeDown", MOST_ROWS));
                let text = cell(&mut walker)?;
                budget.charge(CELL + text.len())?;
                if across + down > 0 {
                    sheet.merged.push((row - 1..row + down, column..column + across + 1));
                }
                sheet.put(row - 1, column, text);
                column += across + 1;
            }
            _ => {}
        }
    }
    let any = sheets.iter().any(|(_, shown)| *shown);
    Ok(sheets.into_iter().filter(|(_, shown)| *shown || !any).map(|(sheet, _)| sheet).collect())
}

/// The place of a row or cell, from 0: as it says, from 1, or the next one.
fn place(tag: &Tag<'_>, next: usize) -> usize {
    tag.number("Index").map_or(next, |index| index.saturating_sub(1)).min(MOST_ROWS)
}

/// What a cell shows, read to its end; remarks are none of it.
fn cell(walker: &mut Walker<'_>) -> Result<String, ImportError> {
    let depth = walker.depth();
    let mut text = String::new();
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) if tag.local() == "Data" => {
                let kind = tag.attribute("Type").unwrap_or_default();
                let stored = words(walker)?;
                text = match kind.as_str() {
                    "Number" => plain_number(&stored),
                    "Boolean" => if stored.trim() == "1" { "TRUE" } else { "FALSE" }.to_string(),
                    "DateTime" => day(&stored).unwrap_or(stored),
                    _ => stored,
                };
            }
            Step::Open(tag) if tag.local() == "Comment" => walker.skip()?,
            Step::Close if walker.depth() < depth => break,
            _ => {}
        }
    }
    Ok(text)
}

/// The words of the element that the last step opened; those that are struck out, raised or lowered are none.
fn words(walker: &mut Walker<'_>) -> Result<String, ImportError> {
    let depth = walker.depth();
    let mut words = String::new();
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) if matches!(tag.local(), "S" | "Sup" | "Sub") => walker.skip()?,
            Step::Text(text) => words.push_str(&text),
            Step::Close if walker.depth() < depth => break,
            _ => {}
        }
    }
    Ok(words)
}

/// A day as the file writes it, `2024-01-31T00:00:00.000`, in words.
fn day(stored: &str) -> Option<String> {
    let mut numbers = stored.split('T').next()?.split('-').map(|number| number.trim().parse::<u32>());
    let (year, month, day) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    Some(format!("{year}年{month}月{day}日"))
}
