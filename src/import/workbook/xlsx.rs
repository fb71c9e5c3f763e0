//! Excel's own packages: sheets with their cells, and for each cell the bytes of the sheet's XML behind it, for those
//! who fill a form in place.

use std::collections::HashMap;
use std::ops::Range;

use super::sheet::{CELL, Sheet, day, plain_number};
use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Tag, Walker, without_mark};
use crate::import::package::Package;

/// A workbook's parts that its sheets need.
#[derive(Debug, Default)]
pub struct Book {
    /// The sheets that are shown, in order: name and part.
    pub sheets: Vec<(String, String)>,
    /// The relations of the workbook: kind and part.
    pub relations: Vec<(String, String)>,
    strings: Vec<String>,
    /// Whether a style shows a number as a day, by style.
    days: Vec<bool>,
    budget: Budget,
}

/// A sheet's XML, with places.
#[derive(Debug, Default)]
pub struct Source {
    /// The cells that are written, blank ones too, by row and column from 0.
    pub cells: HashMap<(usize, usize), Cell>,
    /// The rows that are written, by number from 0.
    pub rows: HashMap<usize, Extent>,
    pub data: Extent,
    /// Merged regions: rows and columns.
    pub merged: Vec<(Range<usize>, Range<usize>)>,
    /// The prefix of the names of its elements, with the colon.
    pub prefix: String,
}

/// An element's bytes.
#[derive(Debug, Clone, Default)]
pub struct Extent {
    pub element: Range<usize>,
    /// What stands between its tags.
    pub inner: Range<usize>,
}

/// A cell's bytes.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub place: Extent,
    pub text: String,
    /// Its style, as written.
    pub style: Option<String>,
    pub formula: Option<Formula>,
}

#[derive(Debug, Clone, Default)]
pub struct Formula {
    pub element: Range<usize>,
    /// Whether other cells take it from here, so that it cannot go.
    pub shared: bool,
}

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Vec<Sheet>, ImportError> {
    let mut package = Package::within(bytes, budget)?;
    let book = book(&mut package)?;
    let mut sheets = Vec::new();
    for (name, part) in &book.sheets {
        let Some(text) = package.text(part)? else { continue };
        let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
        let source = walk(without_mark(&text), &book, |(row, column), cell| {
            sheet.put(row, column, cell.text);
            Ok(())
        })?;
        sheet.merged = source.merged;
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// What the workbook's sheets have in common.
pub fn book(package: &mut Package<'_>) -> Result<Book, ImportError> {
    let relations = package.text("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let (mut targets, mut kinds) = (HashMap::new(), Vec::new());
    let budget = package.budget().clone();
    each(&relations, &budget, |tag| {
        if tag.local() == "Relationship"
            && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
        {
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), String::from);
            kinds.push((tag.attribute("Type").unwrap_or_default(), part.clone()));
            targets.insert(id, part);
        }
    })?;
    let Some(workbook) = package.text("xl/workbook.xml")? else {
        return Err(ImportError::Damaged("xl/workbook.xml".into()));
    };
    let mut all = Vec::new();
    each(&workbook, &budget, |tag| {
        if tag.local() == "sheet" {
            let shown = !tag.attribute("state").is_some_and(|state| state.to_lowercase().contains("hidden"));
            all.push((tag.attribute("name").unwrap_or_default(), tag.attribute("id").unwrap_or_default(), shown));
        }
    })?;
    let any = all.iter().any(|(.., shown)| *shown);
    let shown = all.into_iter().filter(|(.., shown)| *shown || !any);
    let sheets = shown.filter_map(|(name, id, _)| Some((name, targets.get(&id)?.clone()))).collect();
    let strings = package.text("xl/sharedStrings.xml")?.unwrap_or_default();
    let styles = package.text("xl/styles.xml").ok().flatten().unwrap_or_default();
    let days = days(without_mark(&styles), &budget).unwrap_or_default();
    Ok(Book { sheets, relations: kinds, strings: shared_strings(without_mark(&strings), &budget)?, days, budget })
}

/// Calls back for every element of a part.
fn each(text: &str, budget: &Budget, mut found: impl FnMut(&Tag<'_>)) -> Result<(), ImportError> {
    let mut walker = Walker::within(without_mark(text), budget);
    while let Some(step) = walker.step()? {
        if let Step::Open(tag) = step {
            found(&tag);
        }
    }
    Ok(())
}

/// The strings that cells share; how they are read aloud is left out.
fn shared_strings(text: &str, budget: &Budget) -> Result<Vec<String>, ImportError> {
    let mut strings: Vec<String> = Vec::new();
    let mut walker = Walker::within(text, budget);
    let mut words = false;
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => match tag.local() {
                "si" => {
                    budget.charge(size_of::<String>())?;
                    strings.push(String::new());
                }
                "rPh" => walker.skip()?,
                name => words = name == "t",
            },
            Step::Close => words = false,
            Step::Text(text) if words => strings.last_mut().into_iter().for_each(|string| string.push_str(&text)),
            Step::Text(_) => {}
        }
    }
    Ok(strings.into_iter().map(|string| without_codes(&string).unwrap_or(string)).collect())
}

/// A string in which characters that XML cannot hold are written as `_x000D_`; `None` where there are none.
fn without_codes(text: &str) -> Option<String> {
    const CODE: usize = "_x000D_".len();
    let mut plain: Option<String> = None;
    let (mut done, mut from) = (0, 0);
    while let Some(at) = text[from..].find("_x").map(|at| from + at) {
        let code = text.get(at + 2..at + CODE).and_then(|code| code.strip_suffix('_'));
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                let plain = plain.get_or_insert_default();
                plain.push_str(&text[done..at]);
                plain.push(c);
                (done, from) = (at + CODE, at + CODE);
            }
            None => from = at + 2,
        }
    }
    plain.map(|plain| plain + &text[done..])
}

/// Which cell styles show numbers as days.
fn days(text: &str, budget: &Budget) -> Result<Vec<bool>, ImportError> {
    let mut custom = HashMap::new();
    let mut days = Vec::new();
    let mut in_cells = false;
    each(text, budget, |tag| match tag.local() {
        "numFmt" => {
            if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.attribute("formatCode")) {
                custom.insert(id, is_day(&code));
            }
        }
        "cellXfs" => in_cells = true,
        "cellStyles" | "dxfs" => in_cells = false,
        "xf" if in_cells => {
            let format = tag.number("numFmtId").unwrap_or(0);
            let usual = matches!(format, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57..=58);
            days.push(custom.get(&format).copied().unwrap_or(usual));
        }
        _ => {}
    })?;
    Ok(days)
}

/// Whether a number format shows days: it has letters of a date outside of quotes and brackets.
fn is_day(code: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    code.chars().any(|c| {
        match c {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ => {}
        }
        !quoted && !bracketed && matches!(c, 'y' | 'Y' | 'd' | 'D')
    })
}

/// The cells of a sheet's XML.
pub fn source(text: &str, book: &Book) -> Result<Source, ImportError> {
    let mut cells = HashMap::new();
    let source = walk(text, book, |place, cell| {
        cells.insert(place, cell);
        book.budget.charge(size_of::<Cell>() + CELL)
    })?;
    Ok(Source { cells, ..source })
}

/// Walks through a sheet's XML and hands its cells over.
fn walk(
    text: &str,
    book: &Book,
    mut found: impl FnMut((usize, usize), Cell) -> Result<(), ImportError>,
) -> Result<Source, ImportError> {
    let mut source = Source::default();
    let mut walker = Walker::within(text, &book.budget);
    let mut row = 0;
    let mut data = None;
    while let Some(step) = walker.step()? {
        let Step::Open(tag) = step else {
            if let Some((tag, depth)) = data.clone()
                && walker.depth() < depth
            {
                source.data = place(tag, walker.at());
                data = None;
            }
            continue;
        };
        let at = walker.at();
        match tag.local() {
            "worksheet" if walker.depth() == 1 => {
                source.prefix = tag.name().strip_suffix("worksheet").unwrap_or_default().to_string();
            }
            "sheetData" => data = Some((at, walker.depth())),
            "row" if data.is_some() => {
                row = tag.number("r").map_or(row, |number| number.saturating_sub(1));
                let mut column = 0;
                let depth = walker.depth();
                while let Some(step) = walker.step()? {
                    match step {
                        Step::Open(tag) if tag.local() == "c" => {
                            let named = tag.attribute("r").and_then(|name| address(&name));
                            let (own_row, own_column) = named.unwrap_or((row, column));
                            let cell = cell(&tag, &mut walker, book)?;
                            // A text that many cells share is in each of them.
                            let words = if cell.text.is_empty() { 0 } else { CELL + cell.text.len() * 2 };
                            book.budget.charge(words)?;
                            found((own_row, own_column), cell)?;
                            column = own_column + 1;
                        }
                        Step::Close if walker.depth() < depth => break,
                        _ => {}
                    }
                }
                book.budget.charge(size_of::<Extent>() + size_of::<usize>())?;
                source.rows.insert(row, place(at, walker.at()));
                row += 1;
            }
            "mergeCell" => source.merged.extend(tag.attribute("ref").and_then(|region| self::region(&region))),
            _ => {}
        }
    }
    Ok(source)
}

/// The place of an element whose tag and end are known.
fn place(tag: Range<usize>, end: Range<usize>) -> Extent {
    Extent { element: tag.start..end.end, inner: tag.end..end.start.max(tag.end) }
}

/// Reads a cell to its end.
fn cell(tag: &Tag<'_>, walker: &mut Walker<'_>, book: &Book) -> Result<Cell, ImportError> {
    let start = walker.at();
    let kind = tag.attribute("t").unwrap_or_default();
    let style = tag.attribute("s");
    let depth = walker.depth();
    let (mut value, mut words, mut formula) = (String::new(), String::new(), None);
    let mut reading = "";
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => match tag.local() {
                "v" => reading = "v",
                "t" => reading = "t",
                "f" => {
                    let from = walker.at().start;
                    let shared = tag.attribute("ref").is_some();
                    walker.skip()?;
                    formula = Some(Formula { element: from..walker.at().end, shared });
                }
                "rPh" => walker.skip()?,
                _ => {}
            },
            Step::Close if walker.depth() < depth => break,
            Step::Close => reading = "",
            Step::Text(text) => match reading {
                "v" => value.push_str(&text),
                "t" => words.push_str(&text),
                _ => {}
            },
        }
    }
    let shows_day = || {
        let style: Option<usize> = style.as_deref().and_then(|style| style.parse().ok());
        style.and_then(|style| book.days.get(style)).copied().unwrap_or(false)
    };
    let text = match kind.as_str() {
        "s" => value.trim().parse().ok().and_then(|index: usize| book.strings.get(index)).cloned().unwrap_or_default(),
        "inlineStr" => without_codes(&words).unwrap_or(words),
        "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_string(),
        "" | "n" if shows_day() => day(&value).unwrap_or_else(|| plain_number(&value)),
        "" | "n" => plain_number(&value),
        _ => without_codes(&value).unwrap_or(value),
    };
    Ok(Cell { place: place(start, walker.at()), text, style, formula })
}

impl Source {
    /// The sheet without its places.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::default();
        for (&(row, column), cell) in &self.cells {
            sheet.put(row, column, cell.text.clone());
        }
        sheet.merged.clone_from(&self.merged);
        sheet
    }
}

/// Row and column of an address like `AB12`, from 0.
pub fn address(name: &str) -> Option<(usize, usize)> {
    const MOST: usize = 1 << 20;
    let name = name.replace('$', "");
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = &name[..name.len() - digits.len()];
    let letter = |column: usize, c: u8| Some(column.checked_mul(26)? + usize::from(c.to_ascii_uppercase() - b'A') + 1);
    let column = letters.bytes().try_fold(0, letter).filter(|column| (1..=MOST).contains(column))?;
    let row: usize = digits.parse().ok().filter(|row| (1..=MOST).contains(row))?;
    Some((row - 1, column - 1))
}

pub fn name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    format!("{}{}", letters.into_iter().rev().collect::<String>(), row + 1)
}

/// Rows and columns of a region like `A1:C3`.
fn region(name: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (first, last) = name.split_once(':')?;
    let ((top, left), (bottom, right)) = (address(first)?, address(last)?);
    Some((top..bottom + 1, left..right + 1))
}
