//! A table as a register may stand in it, whatever it was read from: its cells in little memory, since a register of many years
//! has a million of them. What they mean is not known here.

use std::ops::Range;

use crate::domain::proposal::Place;
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::block::Grid;
use crate::import::budget::Budget;
use crate::import::normal::{is_blank, is_blank_char};
use crate::import::workbook::sheet::{MOST_COLUMNS, Sheet};

/// What a cell takes besides its words.
const CELL: usize = 16;

/// Rows and columns of a merged cell.
pub type Region = (Range<usize>, Range<usize>);

#[derive(Default)]
pub struct Table {
    /// What stands above it: the name of its sheet, or the lines before it in a text.
    pub titles: Vec<String>,
    pub rows: Vec<Row>,
    cells: Vec<Cell>,
    text: String,
    /// Merged cells, in the order of their rows; rows and columns from 0.
    pub merged: Vec<Region>,
    /// Columns that are hidden, and hold no cells.
    pub hidden_columns: Vec<Range<usize>>,
    /// Where rows are hidden, and how many with something in them.
    pub hidden_rows: Option<(Place, usize)>,
    /// Rows in which something is struck out, cannot be seen or was never computed.
    pub unseen: Vec<usize>,
}

pub struct Row {
    /// Its number in the table, from 0, by which merged cells name it.
    pub number: usize,
    pub place: Place,
    cells: Range<usize>,
}

#[derive(Clone, Copy)]
struct Cell {
    column: u16,
    is_number: bool,
    start: u32,
    length: u32,
}

/// A cell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    pub column: usize,
    pub text: &'a str,
    /// Whether a workbook keeps it as a number.
    pub is_number: bool,
}

impl Table {
    /// Begins a row.
    pub fn row(&mut self, number: usize, place: Place) {
        let end = self.cells.len();
        self.rows.push(Row { number, place, cells: end..end });
    }

    /// Puts words into the row that was begun last; blank ones are no words.
    ///
    /// # Errors
    /// Where they take more than any register does.
    pub fn put(&mut self, column: usize, text: &str, is_number: bool, budget: &Budget) -> Result<(), ImportError> {
        let text = text.trim_matches(is_blank_char);
        let (Some(row), true) = (self.rows.last_mut(), column < MOST_COLUMNS && !text.is_empty()) else {
            return Ok(());
        };
        budget.charge(CELL + text.len())?;
        let column = u16::try_from(column).map_err(|_| ImportError::Unpacked)?;
        let start = u32::try_from(self.text.len()).map_err(|_| ImportError::Unpacked)?;
        let length = u32::try_from(text.len()).map_err(|_| ImportError::Unpacked)?;
        self.text.push_str(text);
        self.cells.push(Cell { column, is_number, start, length });
        row.cells.end = self.cells.len();
        Ok(())
    }

    /// The cells of a row, by index, in the order of their columns.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = Said<'_>> {
        let range = self.rows.get(row).map_or(0..0, |row| row.cells.clone());
        self.cells[range].iter().map(|cell| {
            let (start, length) = (cell.start as usize, cell.length as usize);
            Said { column: cell.column.into(), text: &self.text[start..start + length], is_number: cell.is_number }
        })
    }

    /// How many columns there are up to the last one with words.
    pub fn width(&self) -> usize {
        let last = |row: &Row| self.cells[row.cells.clone()].last().map_or(0, |cell| usize::from(cell.column) + 1);
        self.rows.iter().map(last).max().unwrap_or(0)
    }

    /// The words in a column of a row, by index; empty where there are none.
    pub fn text(&self, row: usize, column: usize) -> &str {
        self.cells(row).find(|cell| cell.column == column).map_or("", |cell| cell.text)
    }

    /// Says that something of a row cannot be read.
    pub fn tell(&mut self, row: usize, aside: Option<Aside>) {
        let counts = matches!(aside, Some(Aside::Struck | Aside::Unseen | Aside::Uncomputed | Aside::Several));
        if counts && self.unseen.last() != Some(&row) {
            self.unseen.push(row);
        }
    }

    /// Puts rows, their cells and merged cells in order, takes out what is hidden, and rows without words.
    pub fn settle(&mut self, hidden_rows: &std::collections::BTreeSet<usize>, covered: &[Region]) {
        self.merged.sort_by_key(|(rows, columns)| (rows.start, columns.start));
        self.unseen.sort_unstable();
        let Table { rows, cells, hidden_columns, unseen, .. } = self;
        let is_hidden = |column: usize| hidden_columns.iter().any(|range| range.contains(&column));
        let hides = !hidden_columns.is_empty() || !covered.is_empty();
        for row in rows.iter_mut() {
            let own = &mut cells[row.cells.clone()];
            if !own.is_sorted_by_key(|cell| cell.column) {
                own.sort_by_key(|cell| cell.column);
            }
            if !hides {
                continue;
            }
            // What stays is moved to the front.
            let mut kept = 0;
            for at in 0..own.len() {
                let column = usize::from(own[at].column);
                let is_covered =
                    covered.iter().any(|(rows, columns)| rows.contains(&row.number) && columns.contains(&column));
                if is_covered && unseen.last() != Some(&row.number) {
                    unseen.push(row.number);
                }
                if !is_covered && !is_hidden(column) {
                    own.swap(kept, at);
                    kept += 1;
                }
            }
            row.cells.end = row.cells.start + kept;
        }
        let (mut count, mut first) = (0, None);
        rows.retain(|row| {
            let hidden = hidden_rows.contains(&row.number) && !row.cells.is_empty();
            if hidden {
                count += 1;
                first.get_or_insert(row.place);
            }
            !hidden && !row.cells.is_empty()
        });
        self.hidden_rows = first.map(|place| (place, count));
        if !self.rows.is_sorted_by_key(|row| row.number) {
            self.rows.sort_by_key(|row| row.number);
        }
    }

    /// A sheet of a workbook, by its number among those that are shown, from 1.
    ///
    /// # Errors
    /// Where it takes more than any register does.
    pub fn of_sheet(sheet: Sheet, number: usize, budget: &Budget) -> Result<Table, ImportError> {
        let mut table = Table { merged: sheet.merged, ..Table::default() };
        table.titles.extend(Some(sheet.name).filter(|name| !is_blank(name)));
        for (row, cells) in sheet.rows {
            table.row(row, Place::SheetRow { sheet: number, row: row + 1 });
            for (column, text) in cells {
                table.put(column, &text, false, budget)?;
            }
        }
        for (&(row, _), &aside) in &sheet.asides {
            table.tell(row, Some(aside));
        }
        table.settle(&std::collections::BTreeSet::new(), &[]);
        let hidden = sheet.hidden.first().map(|row| Place::SheetRow { sheet: number, row: row + 1 });
        table.hidden_rows = hidden.map(|place| (place, sheet.hidden.len()));
        Ok(table)
    }

    /// A table of a text, with the lines above it.
    ///
    /// # Errors
    /// Where it takes more than any register does.
    pub fn of_grid(grid: &Grid, titles: Vec<String>, budget: &Budget) -> Result<Table, ImportError> {
        let mut table = Table { titles, ..Table::default() };
        // By column, how many rows from here on a cell above reaches down into.
        let mut taken: Vec<usize> = Vec::new();
        for (number, row) in grid.rows.iter().enumerate() {
            table.row(number, row.place);
            budget.charge(row.width.min(MOST_COLUMNS) + CELL)?;
            let width = row.width.max(row.cells.last().map_or(0, |cell| cell.column + 1)).min(MOST_COLUMNS);
            if taken.len() < width {
                taken.resize(width, 0);
            }
            let free: Vec<bool> = taken.iter().map(|&left| left == 0).collect();
            taken.iter_mut().for_each(|left| *left = left.saturating_sub(1));
            for (at, cell) in row.cells.iter().enumerate() {
                table.tell(number, cell.aside);
                table.put(cell.column, &cell.text, false, budget)?;
                let next = row.cells.get(at + 1).map_or(width, |next| next.column).min(width);
                let across = (cell.column + 1..next).take_while(|&column| free[column]).count() + 1;
                if across > 1 || cell.below > 0 {
                    let columns = cell.column..cell.column + across;
                    if let Some(taken) = taken.get_mut(columns.clone()) {
                        taken.fill(cell.below);
                    }
                    budget.charge(size_of::<Region>())?;
                    table.merged.push((number..number + 1 + cell.below, columns));
                }
            }
        }
        table.settle(&std::collections::BTreeSet::new(), &[]);
        Ok(table)
    }
}

/// What parts the cells of a text with a table in it; `None` where there is none.
pub fn delimiter(text: &str) -> Option<u8> {
    const LOOKED_AT: usize = 200;
    const LEAST: usize = 2;
    let named = text.lines().next().and_then(named_delimiter);
    let count = |delimiter: u8| {
        let counts = text.lines().take(LOOKED_AT).map(|line| memchr::memchr_iter(delimiter, line.as_bytes()).count());
        counts.filter(|&count| count >= LEAST).sum::<usize>()
    };
    let most = || [b',', b'\t', b';', b'|'].into_iter().map(|sign| (count(sign), sign)).max_by_key(|(count, _)| *count);
    named.or_else(|| most().filter(|(count, sign)| *count > 0 && *sign != b'|').map(|(_, sign)| sign))
}

/// Excel's way of saying what parts the cells.
fn named_delimiter(first: &str) -> Option<u8> {
    first.to_ascii_lowercase().starts_with("sep=").then(|| first.as_bytes().get(4).copied())?
}

/// The table of a text whose cells are parted by a sign.
///
/// # Errors
/// Where it takes more than any register does.
pub fn separated(text: &str, delimiter: u8, budget: &Budget) -> Result<Table, ImportError> {
    let mut table = Table::default();
    let (text, before) = match text.split_once('\n') {
        Some((first, rest)) if named_delimiter(first).is_some() => (rest, 1),
        _ => (text, 0),
    };
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut number, mut line, mut counted) = (0, before + 1, 0);
    while reader.read_record(&mut record).unwrap_or(false) {
        // Where the library says that a row begins, the end of the line before may still stand.
        let begins = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let ends = text.as_bytes().get(begins..).unwrap_or_default();
        let begins = begins + ends.iter().take_while(|&&byte| byte == b'\n' || byte == b'\r').count();
        let passed = text.as_bytes().get(counted..begins).unwrap_or_default();
        line += memchr::memchr_iter(b'\n', passed).count();
        counted = begins;
        budget.charge(record.len() + CELL)?;
        table.row(number, Place::Line(line));
        for (column, field) in record.iter().enumerate() {
            table.put(column, plain(field), false, budget)?;
        }
        number += 1;
    }
    table.settle(&std::collections::BTreeSet::new(), &[]);
    Ok(table)
}

/// A cell's words, without the signs that keep digits a text.
fn plain(field: &str) -> &str {
    let field = field.trim_matches(is_blank_char);
    let kept = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    kept.or_else(|| field.strip_prefix('\'')).unwrap_or(field)
}
