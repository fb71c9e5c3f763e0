//! An Excel form, filled: the plan's figures and words into the cells of its sheets, everything else as it is packed.
//! Formulas of totals stay, with this report's figures as their last results.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::plan::{Plan, Prose, plan};
use super::sheet::{Value, Writes};
use super::splice::repack;
use super::styles::{Change, Styles};
use super::whole;
use super::{Filling, TemplateError};
use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Form};
use crate::domain::report::{Part, Report};
use crate::export::Options;
use crate::export::document::Document;
use crate::import::block::Block;
use crate::import::markup::without_mark;
use crate::import::normal::{is_blank, is_blank_char};
use crate::import::package::Package;
use crate::import::workbook::rows::{SheetPlace, blocks};
use crate::import::workbook::sheet::Sheet;
use crate::import::workbook::xlsx::{Book, Source, book, name, source};

/// The most characters that a cell holds, in UTF-16 units.
const LONGEST: usize = 32_767;

struct Page {
    part: String,
    text: String,
    source: Source,
}

pub fn fill(
    report: &Report,
    form: &[u8],
    options: Options<'_>,
    forms: &[Arc<Form>],
) -> Result<(Vec<u8>, Filling), TemplateError> {
    let mut package = Package::open(form)?;
    let book = book(&mut package)?;
    let mut pages = Vec::new();
    for (_, part) in &book.sheets {
        let Some(text) = package.text(part)? else { continue };
        let source = source(without_mark(&text), &book)?;
        pages.push(Page { part: part.clone(), text: without_mark(&text).to_string(), source });
    }
    let sheets: Vec<Sheet> = pages.iter().map(|page| page.source.sheet()).collect();
    let (blocks, places): (Vec<Block>, Vec<SheetPlace>) = blocks(&sheets, forms, package.budget())?.into_iter().unzip();
    let mut plan = plan(&blocks, report, forms, options.old_prose)?;
    let mut filler =
        Filler { pages: &pages, blocks: &blocks, places: &places, cells: BTreeMap::new(), figures: BTreeSet::new() };
    filler.write_figures(&plan);
    filler.words(&plan);
    let mut left_out = Vec::new();
    for prose in &plan.prose {
        if !filler.prose(prose, &plan, report)? {
            left_out.push(prose.part);
        }
    }
    plan.filling.left_out.append(&mut left_out);
    let cells = &filler.cells;
    let totals = total_cells(&plan, report, &blocks, &places);
    let (mut changed, mut dropped, mut stale) = (Vec::new(), false, false);
    let mut fixed = Vec::new();
    let mut styles = Styles::new(&mut package)?;
    for (index, page) in pages.iter().enumerate() {
        let mut writes = Writes::new(&page.source, &page.text);
        let (mut zeros, mut hiding) = (false, BTreeSet::new());
        for (&(_, row, column), value) in cells.range((index, 0, 0)..(index + 1, 0, 0)) {
            let keeps = totals.contains(&(index, row, column));
            let formula = page.source.cells.get(&(row, column)).and_then(|cell| cell.formula.as_ref());
            if formula.is_some_and(|formula| formula.shared && !keeps) {
                fixed.push(name(row, column));
            }
            dropped |= formula.is_some() && !keeps;
            let own = page.source.cells.get(&(row, column)).and_then(|cell| cell.style.as_deref());
            let mut change = Change::default();
            if *value != Value::Blank {
                let (said, is_number) = value.said();
                change.hides = book.hides(own, said, is_number);
                change.raised = own.is_some_and(|style| styles.is_raised(style));
                let is_figure = filler.figures.contains(&(index, row, column));
                change.shrinks = is_figure && is_too_long(value, page.source.width(row, column), own, &book, &styles);
                let conditions = book.hiding(&page.source, (row, column), own, value.said());
                hiding.extend(conditions.into_iter().map(|place| (place.start, place.end)));
            }
            let style = styles.changed(own, change);
            writes.put(row, column, value, keeps, style.as_deref());
            zeros |= value.said() == ("0", true);
        }
        let written = |at: &(usize, usize)| cells.contains_key(&(index, at.0, at.1));
        stale |= page.source.cells.iter().any(|(at, cell)| cell.formula.is_some() && !written(at));
        let mut edits = writes.edits();
        // Nor do conditions hide them, or those that nobody can tell of.
        page.source.conditions.gone(&hiding).into_iter().for_each(|place| edits.replace(place, ""));
        // A sheet that hides zeros would hide figures.
        const HIDES: &str = "showZeros=\"0\"";
        let head = page.text.get(..page.source.data.element.start).unwrap_or_default();
        if let Some(at) = head.find(HIDES).filter(|_| zeros) {
            edits.replace(at..at + HIDES.len(), "showZeros=\"1\"");
        }
        if options.draft {
            whole::mark(&page.text, &page.source.prefix, Document::DRAFT_MARK, &mut edits)?;
        }
        if !edits.is_empty() {
            changed.push((page.part.clone(), edits.apply(&page.text)?.into_bytes()));
        }
    }
    if !fixed.is_empty() {
        return Err(TemplateError::Formula(fixed));
    }
    styles.write(&mut changed)?;
    let mut gone = Vec::new();
    if dropped {
        // The order of calculation names cells that have no formula any more; every program makes it anew.
        gone = whole::drop_order(&mut package, &book, &mut changed)?;
    }
    if stale {
        whole::recalculate(&mut package, &mut changed)?;
    }
    Ok((repack(&mut package, &changed, &gone)?, plan.filling))
}

/// Whether a figure does not fit into a cell of that width, in millionths of a digit: a number would be shown as `####`.
fn is_too_long(value: &Value, width: i64, style: Option<&str>, book: &Book, styles: &Styles) -> bool {
    /// The margins of a cell, in millionths of a digit.
    const MARGINS: i64 = 710_000;
    let signs = match value.said() {
        (number, true) => book.shown_width(style, number),
        (words, false) => words.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum(),
    };
    i64::try_from(signs).unwrap_or(i64::MAX / 2_000) * styles.digit(style) * 1_000 + MARGINS > width
}

/// A cell of a workbook: sheet, row, column.
type At = (usize, usize, usize);

/// The cells that hold totals of the form.
fn total_cells(plan: &Plan, report: &Report, blocks: &[Block], places: &[SheetPlace]) -> Vec<At> {
    let form = report.form();
    let totals = plan.figures.iter().filter(|(_, written)| written.cell.is_none_or(|cell| form.is_total(cell)));
    totals.filter_map(|(place, _)| at(blocks, places, *place)).collect()
}

/// The cell of the workbook for a cell of a table.
fn at(blocks: &[Block], places: &[SheetPlace], (block, row, cell): super::places::Slot) -> Option<At> {
    let (Block::Grid(grid), place) = (blocks.get(block)?, places.get(block)?) else { return None };
    let column = place.column + grid.rows.get(row)?.cells.get(cell)?.column;
    Some((place.sheet, *place.rows.get(row)?, column))
}

struct Filler<'a> {
    pages: &'a [Page],
    blocks: &'a [Block],
    places: &'a [SheetPlace],
    cells: BTreeMap<At, Value>,
    /// Those of the cells that hold a figure.
    figures: BTreeSet<At>,
}

impl Filler<'_> {
    fn write_figures(&mut self, plan: &Plan) {
        for (place, written) in &plan.figures {
            let Some(at) = at(self.blocks, self.places, *place) else { continue };
            let value = match written.figure {
                Figure::Unfilled => Value::Blank,
                Figure::Number(_) if written.unit.is_empty() => Value::number(&written.words()),
                _ => Value::Words(written.words()),
            };
            self.cells.insert(at, value);
            self.figures.insert(at);
        }
    }

    /// Puts new words into blocks that stay; other lines of their cells stay as they are.
    fn words(&mut self, plan: &Plan) {
        for (&block, words) in &plan.words {
            let Some(place) = self.places.get(block) else { continue };
            let Some((&first, others)) = place.rows.split_first() else { continue };
            let at = (place.sheet, first, place.column);
            // Several blocks of one cell are its lines, in order.
            let line = (0..block).filter(|&other| self.cell_of(other) == Some(at)).count();
            let old = match self.cells.get(&at) {
                Some(Value::Words(words)) => words.clone(),
                _ => self.text(at),
            };
            let mut shown = 0;
            let lines = old.split('\n').map(|text| {
                let own = !is_blank(text) && shown == line;
                shown += usize::from(!is_blank(text));
                if own { words.as_str() } else { text }
            });
            let text = lines.collect::<Vec<_>>().join("\n");
            self.cells.insert(at, Value::of_words(text));
            for &row in others {
                self.cells.insert((place.sheet, row, place.column), Value::Blank);
            }
        }
    }

    fn cell_of(&self, block: usize) -> Option<At> {
        let place = self.places.get(block)?;
        matches!(self.blocks[block], Block::Paragraph(_)).then_some(())?;
        Some((place.sheet, *place.rows.first()?, place.column))
    }

    fn text(&self, (sheet, row, column): At) -> String {
        let cell = self.pages.get(sheet).and_then(|page| page.source.cells.get(&(row, column)));
        cell.map_or_else(String::new, |cell| cell.text.clone())
    }

    /// Puts paragraphs into the cells of those that go, one in each, what is over into the last; else into blank rows
    /// below the heading. Whether there was any room.
    fn prose(&mut self, prose: &Prose, plan: &Plan, report: &Report) -> Result<bool, TemplateError> {
        let mut slots: Vec<At> = Vec::new();
        for place in prose.old.iter().filter_map(|&block| self.places.get(block)) {
            slots.extend(place.rows.iter().map(|&row| (place.sheet, row, place.column)));
        }
        slots.dedup();
        let indent = match slots.first() {
            Some(&slot) => self.indent(slot),
            None => self.indent_elsewhere(plan),
        };
        if slots.is_empty() {
            slots = self.room(prose);
        }
        if slots.is_empty() {
            slots = self.room_below_table(prose, plan, report.form());
        }
        if slots.is_empty() && !matches!(prose.part, Part::Chapter(_)) {
            // A form without room above its first heading or below its last words asks for nothing there.
            return Ok(false);
        }
        let no_room = || TemplateError::NoRoom(vec![report.part_name(prose.part).to_string()]);
        if slots.is_empty() && !prose.new.is_empty() {
            return Err(no_room());
        }
        let mut new = prose.new.iter().map(|paragraph| format!("{indent}{}", paragraph.text)).peekable();
        for (index, &slot) in slots.iter().enumerate() {
            let last = index + 1 == slots.len();
            let words: Vec<String> = if last { new.by_ref().collect() } else { new.next().into_iter().collect() };
            let words = words.join("\n");
            if words.encode_utf16().count() > LONGEST {
                return Err(no_room());
            }
            self.cells.insert(slot, Value::of_words(words));
        }
        Ok(true)
    }

    /// The blanks that a cell's words begin with.
    fn indent(&self, at: At) -> String {
        let text = self.text(at);
        text[..text.len() - text.trim_start_matches(is_blank_char).len()].replace(['\n', '\r'], "")
    }

    /// The blanks that paragraphs of other chapters begin with.
    fn indent_elsewhere(&self, plan: &Plan) -> String {
        let chapters = plan.prose.iter().filter(|prose| matches!(prose.part, Part::Chapter(_)));
        let first = chapters.flat_map(|prose| &prose.old).find_map(|&block| self.places.get(block));
        let first = first.and_then(|place| Some((place.sheet, *place.rows.first()?, place.column)));
        first.map_or_else(String::new, |at| self.indent(at))
    }

    /// The rows below a chapter's table, where nothing stands below it on its sheet.
    fn room_below_table(&self, prose: &Prose, plan: &Plan, form: &Form) -> Vec<At> {
        let Part::Chapter(chapter) = prose.part else { return Vec::new() };
        let cells: Vec<CellId> = form.table_of_chapter(chapter).into_iter().flat_map(|t| form.table_cells(t)).collect();
        let own = |cell: CellId| cells.contains(&cell);
        let blocks = plan.figures.iter().filter(|(_, written)| written.cell.is_some_and(own));
        let Some(place) = blocks.map(|(place, _)| place.0).max().and_then(|block| self.places.get(block)) else {
            return Vec::new();
        };
        let (Some(&last), Some(page)) = (place.rows.last(), self.pages.get(place.sheet)) else { return Vec::new() };
        if page.source.cells.iter().any(|(at, cell)| at.0 > last && !is_blank(&cell.text)) {
            return Vec::new();
        }
        (last + 1..=last + prose.new.len()).map(|row| (place.sheet, row, place.column)).collect()
    }

    /// The blank rows between the block before some paragraphs and the next one that says something, as cells.
    fn room(&self, prose: &Prose) -> Vec<At> {
        let (behind, before) = (prose.behind, prose.before);
        let Some(place) = behind.or(before).and_then(|block| self.places.get(block)) else { return Vec::new() };
        let Some(page) = self.pages.get(place.sheet) else { return Vec::new() };
        let said = |row: &usize| page.source.cells.iter().any(|(at, cell)| at.0 == *row && !is_blank(&cell.text));
        let written = |row: &usize| self.cells.contains_key(&(place.sheet, *row, place.column));
        let free = |row: &usize| !said(row) && !written(row);
        const MOST: usize = 50;
        let rows: Vec<usize> = match (behind, place.rows.first(), place.rows.last()) {
            // What came behind the same block before stays there.
            (Some(_), _, Some(&last)) => (last + 1..last + 1 + MOST).skip_while(written).take_while(free).collect(),
            (None, Some(&first), _) => {
                let above = (0..first).rev().take(MOST).take_while(free);
                above.collect::<Vec<_>>().into_iter().rev().collect()
            }
            _ => Vec::new(),
        };
        // Blank rows go on behind the last word of a sheet; as many as are asked for and one to part what follows.
        let end = page.source.cells.iter().filter(|(_, cell)| !is_blank(&cell.text)).map(|(at, _)| at.0).max();
        let bounded = rows.last().is_some_and(|&row| Some(row) < end);
        let count = if bounded { rows.len().saturating_sub(1).max(1) } else { rows.len() };
        rows.into_iter().take(count.min(prose.new.len())).map(|row| (place.sheet, row, place.column)).collect()
    }
}
