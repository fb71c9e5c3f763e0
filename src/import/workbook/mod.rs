//! Workbooks (`.xlsx`, `.xls`, `.et`, `.ods`, Excel 2003 in XML, sheets as plain text) as blocks: loose rows as paragraphs, tables as grids with
//! their merged cells. Containers are read by `xlsx`, `xls`, `ods`, `flat` and `csv`; which rows are loose is told by `rows`.

pub mod sheet;

pub mod xlsx;

mod ods;

mod flat;

mod csv;

pub mod rows;

mod xls;

use std::sync::Arc;

use super::ImportError;
use super::block::{Block, Document};
use super::budget::Budget;
use super::content::Workbook;
use crate::domain::form::Form;
use crate::domain::proposal::Place;
use sheet::Sheet;

pub fn read(bytes: &[u8], kind: Workbook, forms: &[Arc<Form>], budget: &Budget) -> Result<Document, ImportError> {
    let sheets: Vec<Sheet> = match kind {
        Workbook::Xlsx => xlsx::read(bytes, budget)?,
        Workbook::Ods => ods::read(bytes, budget)?,
        Workbook::Xls => xls::read(bytes, budget)?,
    };
    of_sheets(&sheets, forms, budget)
}

/// Reads a workbook that is one XML file.
pub fn read_flat(text: &str, forms: &[Arc<Form>], budget: &Budget) -> Result<Document, ImportError> {
    of_sheets(&flat::read(text, budget)?, forms, budget)
}

/// Reads a sheet that was saved as plain text; `None` for any other text.
pub fn read_text(text: &str, forms: &[Arc<Form>], budget: &Budget) -> Result<Option<Document>, ImportError> {
    let Some(csv::Lines { sheet, lines }) = csv::read(text, budget)? else { return Ok(None) };
    let mut document = of_sheets(&[sheet], forms, budget)?;
    let line = |place: &mut Place| {
        if let Place::SheetRow { row, .. } = *place {
            *place =
                row.checked_sub(1).and_then(|row| lines.get(row)).map_or(Place::Unknown, |&line| Place::Line(line));
        }
    };
    for block in &mut document.blocks {
        match block {
            Block::Line(text) | Block::Paragraph(text) | Block::Cell(text) => line(&mut text.place),
            Block::Grid(grid) => grid.rows.iter_mut().for_each(|row| line(&mut row.place)),
        }
    }
    Ok(Some(document))
}

/// The blocks of sheets, whatever they were read from.
pub fn of_sheets(sheets: &[Sheet], forms: &[Arc<Form>], budget: &Budget) -> Result<Document, ImportError> {
    let blocks = rows::blocks(sheets, forms, budget)?.into_iter().map(|(block, _)| block);
    Ok(blocks.collect::<Vec<_>>().into())
}
