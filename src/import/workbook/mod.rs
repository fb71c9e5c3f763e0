//! Workbooks (`.xlsx`, `.xls`, `.et`, `.ods`, Excel 2003 in XML, sheets as plain text) as blocks: loose rows as paragraphs,
//! tables as grids with their merged cells. Containers are read by `xlsx`, `xls`, `ods`, `flat` and `csv`; which rows are
//! loose is told by `rows`.

pub mod sheet;

pub mod format;

pub mod style;

mod condition_test;

mod conditions;

pub mod shapes;

pub mod xlsx;

mod computed;

mod ods;

mod flat;

mod csv;

pub mod rows;

mod records;

mod reports;

mod xls;

mod biff;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::aside::Aside;
use super::block::{Block, Document};
use super::budget::Budget;
use super::content::Workbook as Kind;
use super::recogniser::known::Known;
use super::{ImportError, Options, recogniser};
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

/// The blocks of a workbook, or of the report in it that is chosen.
///
/// # Errors
/// [`ImportError::Several`] where its sheets make up several reports and none is chosen.
pub fn read(
    bytes: &[u8],
    kind: Kind,
    forms: &[Arc<Form>],
    options: Options,
    budget: &Budget,
) -> Result<Document, ImportError> {
    document(sheets(bytes, kind, budget)?, forms, options, budget)
}

/// The sheets of a workbook, whatever they hold.
///
/// # Errors
/// Where it cannot be read.
pub fn sheets(bytes: &[u8], kind: Kind, budget: &Budget) -> Result<Workbook, ImportError> {
    match kind {
        Kind::Xlsx => xlsx::read(bytes, budget),
        Kind::Ods => ods::read(bytes, budget),
        Kind::Xls => xls::read(bytes, budget),
    }
}

/// The sheets of a workbook that is one XML file.
///
/// # Errors
/// Where it cannot be read.
pub fn flat_sheets(text: &str, budget: &Budget) -> Result<Workbook, ImportError> {
    flat::read(text, budget)
}

/// Reads a workbook that is one XML file.
pub fn read_flat(text: &str, forms: &[Arc<Form>], options: Options, budget: &Budget) -> Result<Document, ImportError> {
    document(flat::read(text, budget)?, forms, options, budget)
}

/// Reads a sheet that was saved as plain text; `None` for any other text.
pub fn read_text(
    text: &str,
    forms: &[Arc<Form>],
    options: Options,
    budget: &Budget,
) -> Result<Option<Document>, ImportError> {
    let Some(csv::Lines { sheet, lines }) = csv::read(text, budget)? else { return Ok(None) };
    let mut document = document(Workbook { sheets: vec![sheet], asides: Vec::new() }, forms, options, budget)?;
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

/// The blocks of a workbook, whatever it was read from.
fn document(
    workbook: Workbook,
    forms: &[Arc<Form>],
    options: Options,
    budget: &Budget,
) -> Result<Document, ImportError> {
    let Workbook { mut sheets, asides } = workbook;
    let reports = filled(reports::reports(&sheets, forms), &sheets, forms, options, budget)?;
    let mut chosen = None;
    if reports.len() > 1 {
        let names: Vec<String> = reports.iter().map(|(name, _)| name.clone()).collect();
        let index = options.choose(&names)?;
        let own = &reports[index].1;
        // The others keep their places, so that a row is named by its sheet's number.
        let others = sheets.iter_mut().enumerate().filter(|(index, _)| !own.contains(index));
        others.for_each(|(_, sheet)| *sheet = Sheet::default());
        chosen = names.into_iter().nth(index);
    }
    let blocks = rows::blocks(&sheets, forms, budget)?.into_iter().map(|(block, _)| block);
    let asides: BTreeSet<Aside> = asides.into_iter().collect();
    let asides = asides.into_iter().map(|aside| (Place::Unknown, aside)).collect();
    Ok(Document { blocks: blocks.collect(), asides, chosen, ..Document::default() })
}

/// More reports than this are a collection, whose sheets are all alike.
const MOST_LOOKED_INTO: usize = 12;

/// So many words of the form are a table, whether or not it can be read.
const MOST_WORDS_OF_A_LIST: usize = 7;

/// Reports without lists, whose sheets belong to the report before: a list of single applications has a few words of the
/// tables, again and again, and fills none.
fn filled(
    reports: Vec<(String, Vec<usize>)>,
    sheets: &[Sheet],
    forms: &[Arc<Form>],
    options: Options,
    budget: &Budget,
) -> Result<Vec<(String, Vec<usize>)>, ImportError> {
    if !(2..=MOST_LOOKED_INTO).contains(&reports.len()) {
        return Ok(reports);
    }
    let known = Known::new(forms);
    let mut filled: Vec<(String, Vec<usize>)> = Vec::new();
    let mut before: Vec<usize> = Vec::new();
    for (name, own) in reports {
        let texts = own.iter().flat_map(|&index| sheets[index].rows.values().flat_map(|row| row.values()));
        if known.kinds(texts.map(String::as_str)) > MOST_WORDS_OF_A_LIST {
            filled.push((name, before.drain(..).chain(own).collect()));
            continue;
        }
        let only: Vec<Sheet> = own.iter().map(|&index| sheets[index].clone()).collect();
        let blocks = rows::blocks(&only, forms, budget)?.into_iter().map(|(block, _)| block).collect();
        let document = Document { blocks, ..Document::default() };
        let is_filled = match recogniser::read(&document, forms, Options { report: None, ..options }) {
            Ok(proposal) => !proposal.figures.is_empty() || !proposal.unplaced.is_empty(),
            Err(ImportError::Several(_)) => true,
            Err(_) => false,
        };
        match filled.last_mut().filter(|_| !is_filled) {
            Some((_, last)) => last.extend(own),
            None if is_filled => filled.push((name, before.drain(..).chain(own).collect())),
            None => before.extend(own),
        }
    }
    if filled.is_empty() {
        filled.push((String::new(), before));
    }
    Ok(filled)
}
