//! The tables of a document of any kind that is read, as a register may stand in them.

use super::table::{self, Table};
use crate::domain::text::Lang;
use crate::import::aside::Aside;
use crate::import::block::{Block, Document};
use crate::import::budget::Budget;
use crate::import::content::{self, Content};
use crate::import::flat::{self, Flat};
use crate::import::foreign::Foreign;
use crate::import::workbook::{self, Workbook};
use crate::import::{ImportError, Options, mail};

/// A document taken apart.
pub struct Opened {
    pub tables: Vec<Table>,
    /// Whether a workbook hides sheets.
    pub hides_sheets: bool,
}

/// Files deeper than this in other files are not looked for.
const DEEPEST: usize = 2;

/// Lines above a table that are kept as its titles, counted from the table.
const MOST_TITLES: usize = 8;

/// # Errors
/// Where the document cannot be read, or takes more than any register does.
pub fn open(bytes: &[u8], budget: &Budget) -> Result<Opened, ImportError> {
    at_depth(bytes, budget, 0)
}

fn at_depth(bytes: &[u8], budget: &Budget, depth: usize) -> Result<Opened, ImportError> {
    let inner = |bytes: &[u8]| {
        if depth < DEEPEST { at_depth(bytes, budget, depth + 1) } else { Err(ImportError::TooDeep) }
    };
    match content::content(bytes, budget)? {
        Content::Workbook(content::Workbook::Xlsx) => {
            let (tables, hides_sheets) = super::xlsx::read(bytes, budget)?;
            Ok(Opened { tables, hides_sheets })
        }
        Content::Workbook(kind) => of_workbook(workbook::sheets(bytes, kind, budget)?, budget),
        Content::Flat(Flat::Sheets, text) => of_workbook(workbook::flat_sheets(&text, budget)?, budget),
        Content::Flat(Flat::Package, text) => inner(&flat::package(&text, budget)?),
        Content::Flat(Flat::Open, text) => inner(&flat::open_document(&text, budget)?),
        Content::Mail => inner(&mail::page(bytes, budget)?),
        Content::Archive => Err(ImportError::Office(Foreign::Archive)),
        Content::Text(text) if !content::is_html(&text) && table::delimiter(&text).is_some() => {
            let delimiter = table::delimiter(&text).unwrap_or(b',');
            Ok(Opened { tables: vec![table::separated(&text, delimiter, budget)?], hides_sheets: false })
        }
        content => {
            let options = Options { lang: Lang::default(), ..Options::default() };
            of_document(&crate::import::document(bytes, content, &[], options, budget, depth)?, budget)
        }
    }
}

fn of_workbook(workbook: Workbook, budget: &Budget) -> Result<Opened, ImportError> {
    let Workbook { sheets, asides } = workbook;
    let hides_rows = sheets.iter().any(|sheet| !sheet.hidden.is_empty());
    let mut tables = Vec::new();
    for (number, sheet) in (1..).zip(sheets) {
        tables.push(Table::of_sheet(sheet, number, budget)?);
    }
    let hides_sheets = !hides_rows && asides.contains(&Aside::Unseen);
    Ok(Opened { tables, hides_sheets })
}

/// The tables of a text, each with the lines above it.
fn of_document(document: &Document, budget: &Budget) -> Result<Opened, ImportError> {
    let mut tables = Vec::new();
    let mut above: Vec<String> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Grid(grid) => {
                let titles = above.split_off(above.len().saturating_sub(MOST_TITLES));
                tables.push(Table::of_grid(grid, titles, budget)?);
                above.clear();
            }
            block => above.extend(block.line().map(|line| line.text.clone()).filter(|text| !text.trim().is_empty())),
        }
    }
    Ok(Opened { tables, hides_sheets: false })
}
