//! Workbooks (`.xlsx`, `.xls`, `.et`, `.ods`) as blocks: loose rows as paragraphs, tables as grids with their merged
//! cells. Containers are read by `xlsx`, `xls` and `ods`; which rows are loose is told by `rows`.

pub mod sheet;

pub mod format;

mod style;

pub mod xlsx;

mod computed;

mod ods;

pub mod rows;

mod records;

mod reports;

mod xls;

mod biff;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::aside::Aside;
use super::block::Document;
use super::budget::Budget;
use super::content::Workbook as Kind;
use super::{ImportError, Options};
use crate::domain::form::Form;
use crate::domain::proposal::Place;
use sheet::Sheet;

/// What a container's reader makes of a workbook.
#[derive(Debug, Default)]
pub struct Workbook {
    /// The sheets that are seen.
    pub sheets: Vec<Sheet>,
    /// What was passed over beside their cells.
    pub asides: Vec<Aside>,
}

/// The blocks of a workbook, or of the report in it that is chosen; then with what that is called among its sheets.
///
/// # Errors
/// [`ImportError::Several`] where its sheets make up several reports and none is chosen.
pub fn read(
    bytes: &[u8],
    kind: Kind,
    forms: &[Arc<Form>],
    options: Options,
    budget: &Budget,
) -> Result<(Option<String>, Document), ImportError> {
    let Workbook { mut sheets, asides } = match kind {
        Kind::Xlsx => xlsx::read(bytes, budget)?,
        Kind::Ods => ods::read(bytes, budget)?,
        Kind::Xls => xls::read(bytes, budget)?,
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
    let asides: BTreeSet<Aside> = asides.into_iter().collect();
    let asides = asides.into_iter().map(|aside| (Place::Unknown, aside)).collect();
    Ok((name, Document { blocks: blocks.collect(), asides, ..Document::default() }))
}
