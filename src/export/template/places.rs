//! Where the figures of a report belong in a form: every cell of the form's tables that could hold a figure is given a
//! number of its own, the importer reads that, and whatever number it takes for a cell of the report shows the place.
//! So a form is understood exactly as a report is that comes in; there is no second understanding.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::TemplateError;
use crate::domain::form::{CellId, Form};
use crate::domain::proposal::Place;
use crate::import::block::{Block, Grid, GridCell};
use crate::import::normal::{is_blank, letters};
use crate::import::{Options, recogniser, value};

/// A cell of a table: block, row, and cell in the row.
pub type Slot = (usize, usize, usize);

/// Where figures belong.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The place of every cell of the report's form that has one.
    pub cells: BTreeMap<CellId, Slot>,
    /// Places that hold a figure which belongs to no cell, beside or below those that do.
    pub strays: Vec<Slot>,
}

/// The places of a form's cells.
pub fn places(
    blocks: &[Block],
    form: &Arc<Form>,
    forms: &[Arc<Form>],
    year: Option<i32>,
) -> Result<Places, TemplateError> {
    let places = places_in(blocks, form, forms, year, candidates(blocks, false))?;
    if places.cells.len() == form.len() {
        return Ok(places);
    }
    // Where figures belong, some forms print the unit; others print it in a column of its own.
    let other = places_in(blocks, form, forms, year, candidates(blocks, true));
    Ok(other.ok().filter(|other| other.cells.len() > places.cells.len()).unwrap_or(places))
}

fn places_in(
    blocks: &[Block],
    form: &Arc<Form>,
    forms: &[Arc<Form>],
    year: Option<i32>,
    free: Vec<Slot>,
) -> Result<Places, TemplateError> {
    let everywhere: BTreeSet<Slot> = free.iter().copied().collect();
    let options = Options { year, ..Options::default() };
    let number: BTreeMap<Slot, usize> = free.iter().enumerate().map(|(index, &place)| (place, index + 1)).collect();
    let read = |shown: &BTreeSet<Slot>, forms: &[Arc<Form>]| {
        recogniser::read(&numbered(blocks, &number, shown).into(), forms, options)
    };
    let Ok(proposal) = read(&everywhere, forms) else { return Err(TemplateError::no_tables(form, blocks)) };
    if proposal.form.edition() != form.edition() {
        let found = proposal.form.edition().to_string();
        return Err(TemplateError::Edition { found, wanted: form.edition().to_string() });
    }
    let own = std::slice::from_ref(form);
    let cells_of = |shown: &BTreeSet<Slot>| {
        let mut cells = BTreeMap::new();
        let proposal = read(shown, own);
        for figure in proposal.map(|proposal| proposal.figures).unwrap_or_default() {
            let place = figure.source.printed.parse().ok().and_then(|number: usize| free.get(number.checked_sub(1)?));
            if let Some(&place) = place {
                cells.entry(figure.cell).or_insert(place);
            }
        }
        cells
    };
    let mut cells: BTreeMap<CellId, Slot> = BTreeMap::new();
    let mut take = |shown: &BTreeSet<Slot>| {
        for (cell, place) in cells_of(shown) {
            cells.entry(cell).or_insert(place);
        }
        cells.clone()
    };
    let mut known = take(&everywhere);
    if known.len() < form.len() {
        // In a report that is filled, the blank cells of merged ones that lost their span are told by being blank.
        let filled: BTreeSet<Slot> = free.iter().copied().filter(|&place| is_figure(blocks, place)).collect();
        let filled = cells_of(&filled);
        if filled.len() == form.len() {
            return Ok(Places { strays: strays(blocks, &free, &filled), cells: filled });
        }
        // Where labels lost their span, figures stand in the columns in which those of other rows do.
        let mapped: BTreeSet<(usize, usize)> = known.values().map(|&(block, row, _)| (block, row)).collect();
        let columns: BTreeSet<(usize, usize)> = known.values().map(|&place| (place.0, column(blocks, place))).collect();
        let below =
            |place: &Slot| mapped.contains(&(place.0, place.1)) || columns.contains(&(place.0, column(blocks, *place)));
        known = take(&free.iter().copied().filter(below).collect());
    }
    // Rows with more cells than figures, left by merged cells that lost their span: their first cells have the figures.
    let heads = heads(form);
    for count in (1..widest(&free)).rev() {
        if known.len() == form.len() {
            break;
        }
        let mapped: BTreeSet<(usize, usize)> = known.values().map(|&(block, row, _)| (block, row)).collect();
        let rows = free.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        let narrower = rows.flat_map(|row| {
            let done = mapped.contains(&(row[0].0, row[0].1));
            let (shown, left) = row.split_at(if done { row.len() } else { count.min(row.len()) });
            let filler = left.iter().all(|&place| !is_figure(blocks, place) && !is_headed(blocks, place, &heads));
            if filler { shown } else { &[] }
        });
        let shown: BTreeSet<Slot> = narrower.copied().collect();
        known = take(&shown);
    }
    let strays = strays(blocks, &free, &known);
    Ok(Places { cells: known, strays })
}

/// Refuses a file in which a table of the form comes a second time: whichever of the two were filled, the other would say
/// something else.
pub fn reject_twice(blocks: &[Block], form: &Form) -> Result<(), TemplateError> {
    /// The fewest labels by which a table is known.
    const FEWEST: usize = 6;
    let labels = (0..form.tables().len()).flat_map(|table| form.printed_labels(table));
    let known: BTreeSet<Vec<char>> = labels.map(|label| letters(&label.text)).collect();
    let mut tables: BTreeMap<Vec<Vec<char>>, Vec<(usize, Place)>> = BTreeMap::new();
    let grids = blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None });
    for (index, grid) in grids.enumerate() {
        let Some(place) = grid.rows.first().map(|row| row.place) else { continue };
        // A Word document counts its tables.
        let place = if place == Place::Unknown { Place::Row { table: index + 1, row: 1 } } else { place };
        let cells = grid.rows.iter().flat_map(|row| &row.cells);
        let words: Vec<Vec<char>> =
            cells.filter(|cell| !is_free(&cell.text, true)).map(|cell| letters(&cell.text)).collect();
        if words.iter().filter(|words| known.contains(*words)).count() >= FEWEST {
            tables.entry(words).or_default().push((index, place));
        }
    }
    let mut twice: Vec<(usize, Place)> = tables.into_values().filter(|places| places.len() > 1).flatten().collect();
    twice.sort_by_key(|(index, _)| *index);
    let places: Vec<Place> = twice.into_iter().map(|(_, place)| place).collect();
    if places.is_empty() { Ok(()) } else { Err(TemplateError::Twice(places)) }
}

/// The cells of tables that could hold a figure: blank ones, figures, and signs that stand for one.
fn candidates(blocks: &[Block], units: bool) -> Vec<Slot> {
    let mut places = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let Block::Grid(grid) = block else { continue };
        for (row, cells) in grid.rows.iter().enumerate() {
            let free = cells.cells.iter().enumerate().filter(|(_, cell)| is_free(&cell.text, units));
            places.extend(free.map(|(cell, _)| (index, row, cell)));
        }
    }
    places
}

/// Whether a cell says nothing but a figure, or what a form prints where one belongs: signs, crosses, perhaps a unit.
fn is_free(text: &str, units: bool) -> bool {
    const STANDS_FOR: [char; 6] = ['x', 'X', '×', '〇', 'n', 'N'];
    let text = value::without_last_year(text);
    is_blank(text)
        || value::is_figure(text)
        || letters(text).iter().all(|c| STANDS_FOR.contains(c))
        || (units && value::unit_behind(text).is_some())
}

/// The blocks with numbers in some of their free cells, and nothing in the others.
fn numbered(blocks: &[Block], number: &BTreeMap<Slot, usize>, shown: &BTreeSet<Slot>) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    for (&(block, row, cell), number) in number {
        if let Some(Block::Grid(grid)) = blocks.get_mut(block) {
            let text = if shown.contains(&(block, row, cell)) { number.to_string() } else { String::new() };
            grid.rows[row].cells[cell].text = text;
        }
    }
    blocks
}

fn widest(free: &[Slot]) -> usize {
    const MOST: usize = 40;
    free.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).map(<[Slot]>::len).max().unwrap_or(0).min(MOST)
}

/// The letters of the form's column heads.
fn heads(form: &Form) -> BTreeSet<Vec<char>> {
    let columns = form.tables().iter().flat_map(|table| &table.columns);
    columns.flat_map(|column| std::iter::once(&column.label).chain(&column.also)).map(|label| letters(label)).collect()
}

/// Whether a cell stands below a head of the form that begins in its column: one of the nearest rows of heads above it.
fn is_headed(blocks: &[Block], (block, row, cell): Slot, heads: &BTreeSet<Vec<char>>) -> bool {
    let Some(Block::Grid(Grid { rows })) = blocks.get(block) else { return false };
    let column = rows[row].cells[cell].column;
    let is_head = |cell: &GridCell| heads.contains(&letters(&cell.text));
    let above = rows[..row].iter().rev().map(|row| &row.cells).skip_while(|cells| !cells.iter().any(is_head));
    let mut nearest = above.take_while(|cells| cells.iter().any(is_head)).flatten();
    nearest.any(|cell| cell.column == column && is_head(cell))
}

/// Figures that belong to no cell in tables where others do: in columns or rows that the form does not have, right of
/// the words of their row. Numbers that count rows or columns are no figures.
fn strays(blocks: &[Block], free: &[Slot], cells: &BTreeMap<CellId, Slot>) -> Vec<Slot> {
    let mapped: BTreeSet<Slot> = cells.values().copied().collect();
    let tables: BTreeSet<usize> = mapped.iter().map(|&(block, ..)| block).collect();
    let is_stray = |&&(block, row, cell): &&Slot| {
        let Block::Grid(grid) = &blocks[block] else { return false };
        let words = &grid.rows[row].cells[..cell];
        tables.contains(&block)
            && is_figure(blocks, (block, row, cell))
            && words.iter().any(|cell| !is_free(&cell.text, true))
    };
    let strays: Vec<Slot> = free.iter().filter(|place| !mapped.contains(place)).filter(is_stray).copied().collect();
    let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
    for &place in &strays {
        rows.entry((place.0, place.1)).or_insert_with(Vec::new).push(place);
        columns.entry((place.0, column(blocks, place))).or_insert_with(Vec::new).push(place);
    }
    let counting: BTreeSet<Slot> =
        rows.into_values().chain(columns.into_values()).filter(|line| counts(blocks, line)).flatten().collect();
    strays.into_iter().filter(|stray| !counting.contains(stray)).collect()
}

fn column(blocks: &[Block], (block, row, cell): Slot) -> usize {
    match blocks.get(block) {
        Some(Block::Grid(grid)) => grid.rows[row].cells[cell].column,
        _ => 0,
    }
}

fn is_figure(blocks: &[Block], (block, row, cell): Slot) -> bool {
    let Some(Block::Grid(grid)) = blocks.get(block) else { return false };
    let text = &grid.rows[row].cells[cell].text;
    !is_blank(text) && value::is_figure(value::without_last_year(text))
}

/// Whether the numbers of a line of cells go up by one from cell to cell, as those of rows and columns do.
fn counts(blocks: &[Block], line: &[Slot]) -> bool {
    const FEWEST: usize = 3;
    let number = |&(block, row, cell): &Slot| match &blocks[block] {
        Block::Grid(grid) => letters(&grid.rows[row].cells[cell].text).iter().collect::<String>().parse::<u32>().ok(),
        _ => None,
    };
    let numbers: Option<Vec<u32>> = line.iter().map(number).collect();
    numbers.is_some_and(|numbers| {
        numbers.len() >= FEWEST && numbers.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]))
    })
}
