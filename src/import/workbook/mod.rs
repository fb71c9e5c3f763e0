//! Workbooks (`.xlsx`, `.xls`, `.et`, `.ods`) as blocks: loose rows as paragraphs, tables as grids with their merged
//! cells. Containers are read by `xlsx`, `xls` and `ods`; which rows are loose is told by `rows`.

pub mod sheet;

pub mod xlsx;

mod ods;

pub mod rows;

mod reports;

mod xls;

use std::sync::Arc;

use super::block::Document;
use super::budget::Budget;
use super::content::Workbook;
use super::{ImportError, Options};
use crate::domain::form::Form;
use sheet::Sheet;

/// The blocks of a workbook, or of the report in it that is chosen; then with what that is called among its sheets.
///
/// # Errors
/// [`ImportError::Several`] where its sheets make up several reports and none is chosen.
pub fn read(
    bytes: &[u8],
    kind: Workbook,
    forms: &[Arc<Form>],
    options: Options,
    budget: &Budget,
) -> Result<(Option<String>, Document), ImportError> {
    let mut sheets: Vec<Sheet> = match kind {
        Workbook::Xlsx => xlsx::read(bytes, budget)?,
        Workbook::Ods => ods::read(bytes, budget)?,
        Workbook::Xls => xls::read(bytes, budget)?,
    };
    let reports = reports::reports(&sheets, forms);
    let mut name = None;
    if reports.len() > 1 {
        let names: Vec<String> = reports.iter().map(|(name, _)| name.clone()).collect();
        let index = options.choose(&names)?;
        let own = &reports[index].1;
        // The others keep their places, so that a row is named by its sheet's number.
        let others = sheets.iter_mut().enumerate().filter(|(index, _)| !own.contains(index));
        others.for_each(|(_, sheet)| *sheet = Sheet::default());
        name = names.into_iter().nth(index);
    }
    let blocks = rows::blocks(&sheets, forms, budget)?.into_iter().map(|(block, _)| block);
    Ok((name, blocks.collect::<Vec<_>>().into()))
}
