//! Workbooks (`.xlsx`, `.xls`, `.et`, `.ods`) as blocks: loose rows as paragraphs, tables as grids with their merged
//! cells. Containers are read by `xlsx`, `xls` and `ods`; which rows are loose is told by `rows`.

pub mod sheet;

pub mod xlsx;

mod ods;

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
    let blocks = rows::blocks(&sheets, forms, budget)?.into_iter().map(|(block, _)| block);
    Ok(blocks.collect::<Vec<_>>().into())
}
