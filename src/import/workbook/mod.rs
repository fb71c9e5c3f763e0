//! Workbooks (`.xlsx`, `.xls`, `.et`, `.ods`) as blocks: loose rows as paragraphs, tables as grids with their merged
//! cells. Containers are read by `xlsx`, `xls` and `ods`; which rows are loose is told by `rows`.

pub mod sheet;

pub mod format;

mod style;

pub mod xlsx;

mod computed;

mod ods;

pub mod rows;

mod xls;

mod biff;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::ImportError;
use super::aside::Aside;
use super::block::Document;
use super::budget::Budget;
use super::content::Workbook as Kind;
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

pub fn read(bytes: &[u8], kind: Kind, forms: &[Arc<Form>], budget: &Budget) -> Result<Document, ImportError> {
    let Workbook { sheets, asides } = match kind {
        Kind::Xlsx => xlsx::read(bytes, budget)?,
        Kind::Ods => ods::read(bytes, budget)?,
        Kind::Xls => xls::read(bytes, budget)?,
    };
    let blocks = rows::blocks(&sheets, forms, budget)?.into_iter().map(|(block, _)| block);
    let asides: BTreeSet<Aside> = asides.into_iter().collect();
    Ok(Document { blocks: blocks.collect(), asides: asides.into_iter().map(|aside| (Place::Unknown, aside)).collect() })
}
