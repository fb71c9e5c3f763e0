//! Workbooks (`.xlsx`, `.xls`, `.et`, `.ods`, Excel 2003 in XML) as blocks: loose rows as paragraphs, tables as grids with
//! their merged cells. Containers are read by `xlsx`, `xls`, `ods` and `flat`; which rows are loose is told by `rows`.

pub mod sheet;

pub mod xlsx;

mod ods;

mod flat;

pub mod rows;

mod xls;

use std::sync::Arc;

use super::ImportError;
use super::block::Document;
use super::budget::Budget;
use super::content::Workbook;
use crate::domain::form::Form;
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

/// The blocks of sheets, whatever they were read from.
pub fn of_sheets(sheets: &[Sheet], forms: &[Arc<Form>], budget: &Budget) -> Result<Document, ImportError> {
    let blocks = rows::blocks(sheets, forms, budget)?.into_iter().map(|(block, _)| block);
    Ok(blocks.collect::<Vec<_>>().into())
}
