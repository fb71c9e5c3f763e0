//! OpenDocument sheets: the cells of every table of `content.xml`, repeated ones within bounds.

mod conditions;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::Workbook;
use super::format::settle;
use super::sheet::{CELL, MOST_COLUMNS, Sheet, plain_number};
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::length::points;
use crate::import::markup::{Step, Tag, Walker, without_mark};
use crate::import::normal::is_blank;
use crate::import::package::Package;
use crate::import::shade::{BLACK, Shade, WHITE};
use crate::import::words::{Look, Words};
use conditions::{Conditions, Group};

const MOST_ROWS: usize = 1 << 20;

/// Letters, rows and columns smaller than that, in thousandths of a point, show nothing.
const LOWEST: i64 = 2_000;

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Workbook, ImportError> {
    let mut package = Package::within(bytes, budget)?;
    let manifest = package.text("META-INF/manifest.xml").ok().flatten().unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ImportError::Protected);
    }
    let Some(text) = package.text("content.xml")? else { return Err(ImportError::Damaged("content.xml".into())) };
    let mut reader = Reader::default();
    // A workbook without its common styles is still one.
    if let Some(text) = package.text("styles.xml").ok().flatten() {
        let mut walker = Walker::within(without_mark(&text), budget);
        while let Ok(Some(step)) = walker.step() {
            if let Step::Open(tag) = step
                && reader.style(&tag, &mut walker).is_err()
            {
                break;
            }
        }
        budget.check()?;
    }
    reader.conditions = Conditions::new(without_mark(&text), budget)?;
    let mut walker = Walker::within(without_mark(&text), budget);
    while let Some(step) = walker.step()? {
        let Step::Open(tag) = step else { continue };
        let says = |name: &str| tag.attribute(name).unwrap_or_default();
        match tag.local() {
            name if name == "style" || name.ends_with("-style") => reader.style(&tag, &mut walker)?,
            "table" if tag.name().starts_with("table:") => {
                let style = tag.attribute("style-name").and_then(|name| reader.styles.get(&name));
                let hidden = style.is_some_and(|style| style.hidden);
                let name = says("name");
                reader.sheet(name, &mut walker, hidden)?;
            }
            _ => {}
        }
    }
    // Sheets of which none is shown are read all the same.
    let Reader { mut sheets, hidden, mut asides, .. } = reader;
    if sheets.is_empty() {
        sheets = hidden;
    } else if hidden.iter().any(|sheet| !sheet.rows.is_empty()) {
        asides.push(Aside::Unseen);
    }
    Ok(Workbook { sheets, asides })
}

/// What a style says of words or tables.
#[derive(Debug, Clone, Copy, Default)]
struct Style {
    look: Look,
    hidden: bool,
    ink: Option<Shade>,
    ground: Option<Shade>,
    /// Whether rows and columns have no size worth the name.
    folded: bool,
    /// Whether numbers are shown as nothing.
    shows_nothing: bool,
}

/// Reads a style to its end, with its conditions.
fn style(tag: &Tag<'_>, walker: &mut Walker<'_>) -> Result<(Style, Group), ImportError> {
    let depth = walker.depth();
    let of_numbers = tag.name().starts_with("number:");
    let mut style = Style { shows_nothing: of_numbers, ..Style::default() };
    let mut group = Group::default();
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => {
                let says = |name: &str| tag.attribute(name).unwrap_or_default();
                style.shows_nothing &= matches!(tag.local(), "map" | "text" | "text-properties");
                if tag.local() == "map" && !of_numbers {
                    walker.budget().charge(CELL)?;
                    group.take(&tag);
                }
                let through = says("text-line-through-style");
                let through = if through.is_empty() { says("text-line-through-type") } else { through };
                match says("text-position").split(' ').next().unwrap_or_default() {
                    _ if !matches!(through.as_str(), "" | "none") => style.look = Look::Struck,
                    _ if tag.local() == "text-properties" && says("display") == "none" => style.look = Look::Unseen,
                    "" | "0%" => {}
                    down if down.starts_with("sub") || down.starts_with('-') => style.look = Look::Lowered,
                    _ => style.look = Look::Raised,
                }
                style.hidden |= tag.local() == "table-properties" && says("display") == "false";
                let colour = |name: &str| tag.attribute(name).and_then(|colour| Shade::hex(&colour));
                match tag.local() {
                    "text-properties" => {
                        style.ink = colour("color").or(style.ink);
                        if points(&says("font-size")).is_some_and(|size| size < LOWEST) {
                            style.look = Look::Unseen;
                        }
                    }
                    "table-cell-properties" => style.ground = colour("background-color"),
                    _ => {}
                }
                let size = ["row-height", "column-width"].iter().find_map(|name| points(&says(name)));
                style.folded |= size.is_some_and(|size| size < LOWEST);
            }
            Step::Close if walker.depth() < depth => break,
            // Words that stand for a number are shown.
            Step::Text(words) if of_numbers && !is_blank(&words) => style.shows_nothing = false,
            _ => {}
        }
    }
    Ok((style, group))
}

#[derive(Default)]
struct Reader {
    sheets: Vec<Sheet>,
    hidden: Vec<Sheet>,
    styles: HashMap<String, Style>,
    /// The conditions of cells' styles, by the style's name, and those of sheets.
    changing: HashMap<String, Group>,
    conditions: Conditions,
    asides: Vec<Aside>,
}

struct Written {
    text: String,
    /// What it holds, and the name of its style.
    value: String,
    style: Option<String>,
    aside: Option<Aside>,
    times: usize,
    span: (usize, usize),
}

impl Reader {
    /// Keeps a style, of cells, words or numbers, read to its end. In which colour a number is shown its own style says first.
    fn style(&mut self, tag: &Tag<'_>, walker: &mut Walker<'_>) -> Result<(), ImportError> {
        if tag.local() != "style" && !tag.local().ends_with("-style") {
            return Ok(());
        }
        let of = |name: &str| tag.attribute(name).and_then(|name| self.styles.get(&name)).copied().unwrap_or_default();
        let (number, parent) = (of("data-style-name"), of("parent-style-name"));
        let (own, group) = style(tag, walker)?;
        let style = Style {
            ink: number.ink.or(own.ink).or(parent.ink),
            ground: own.ground.or(parent.ground),
            shows_nothing: own.shows_nothing || number.shows_nothing,
            ..own
        };
        let name = tag.attribute("name").unwrap_or_default();
        let shown = tag.attribute("display-name");
        walker.budget().charge((CELL + name.len()) * 2)?;
        if !group.rules.is_empty() {
            self.changing.insert(name.clone(), group);
        }
        // Conditions of sheets name it as it is shown.
        self.styles.extend(shown.map(|shown| (shown, style)));
        self.styles.insert(name, style);
        Ok(())
    }

    fn sheet(&mut self, name: String, walker: &mut Walker<'_>, hidden: bool) -> Result<(), ImportError> {
        let (sheet_name, effort) = (name.clone(), self.conditions.effort(&name));
        let mut sheet = Sheet { name, ..Sheet::default() };
        let depth = walker.depth();
        let mut row = 0usize;
        let (mut column, mut hidden_columns, mut hidden_rows) = (0usize, Vec::new(), BTreeSet::new());
        while let Some(step) = walker.step()? {
            match step {
                Step::Open(tag) if tag.local() == "table-row" => {
                    let times = tag.number("number-rows-repeated").unwrap_or(1).max(1);
                    if is_folded(&tag, &self.styles) {
                        let hidden = row..row.saturating_add(times).min(row + MOST_COLUMNS);
                        walker.budget().charge(hidden.len() * size_of::<usize>() * 2)?;
                        hidden_rows.extend(hidden);
                    }
                    let cells = cells(walker, &self.styles)?;
                    let hidden = |at: (usize, usize), cell: &Written| self.hidden_by_condition(&sheet_name, at, cell);
                    put(&mut sheet, row, times, &cells, (effort, &hidden), walker.budget())?;
                    row = row.saturating_add(times).min(MOST_ROWS);
                }
                Step::Open(tag) if tag.local() == "table-column" => {
                    let end = column.saturating_add(tag.number("number-columns-repeated").unwrap_or(1).max(1));
                    if is_folded(&tag, &self.styles) {
                        walker.budget().charge(MOST_COLUMNS)?;
                        hidden_columns.push(column..end);
                    }
                    column = end;
                }
                // What belongs to a sheet besides its rows: forms, shapes, and tables that they hold.
                Step::Open(tag) if matches!(tag.local(), "forms" | "shapes" | "table") => walker.skip()?,
                Step::Close if walker.depth() < depth => break,
                _ => {}
            }
        }
        if sheet.hide(hidden_rows, &hidden_columns) {
            self.asides.push(Aside::Unseen);
        }
        if hidden {
            self.hidden.push(sheet)
        } else {
            self.sheets.push(sheet)
        }
        Ok(())
    }
}

impl Reader {
    /// Why nothing is seen of a cell where a condition hides it, or may.
    fn hidden_by_condition(&self, sheet: &str, at: (usize, usize), cell: &Written) -> Option<Aside> {
        let own = cell.style.as_ref();
        let style = own.and_then(|name| self.styles.get(name)).copied().unwrap_or_default();
        let of_style = own.and_then(|name| self.changing.get(name));
        let of_sheet = self.conditions.of(sheet).iter().filter(|group| group.covers(at));
        for group in of_sheet.chain(of_style).filter(|_| !cell.text.is_empty()) {
            for rule in &group.rules {
                let holds = rule.test.holds(&cell.value);
                if holds == Some(false) {
                    continue;
                }
                let change = self.styles.get(&rule.style).copied().unwrap_or_default();
                let ink = change.ink.or(style.ink).unwrap_or(BLACK);
                if rule.hides || change.shows_nothing || ink.blends(change.ground.or(style.ground).unwrap_or(WHITE)) {
                    return Some(Aside::Unseen);
                }
                match change.look {
                    Look::Struck => return Some(Aside::Struck),
                    Look::Unseen => return Some(Aside::Unseen),
                    _ if holds == Some(true) => break,
                    _ => {}
                }
            }
        }
        None
    }
}

/// Why a cell at a row and a column is not seen, where it is not.
type Hidden<'a> = dyn Fn((usize, usize), &Written) -> Option<Aside> + 'a;

/// Puts a row into a sheet as often as it is repeated; blank cells take next to nothing. A cell may be hidden where it stands.
fn put(
    sheet: &mut Sheet,
    row: usize,
    times: usize,
    cells: &[Written],
    (effort, hidden): (usize, &Hidden<'_>),
    budget: &Budget,
) -> Result<(), ImportError> {
    let is_blank = |cell: &Written| cell.text.is_empty() && cell.aside.is_none() && cell.span == (1, 1);
    if cells.iter().all(is_blank) {
        return Ok(());
    }
    for row in row..row.saturating_add(times).min(MOST_ROWS) {
        budget.charge(cells.len())?;
        let mut column = 0usize;
        for cell in cells {
            let columns: Range<usize> = column..column.saturating_add(cell.times).min(MOST_COLUMNS);
            column = columns.end;
            if is_blank(cell) {
                continue;
            }
            for column in columns {
                budget.charge(CELL + cell.text.len() + effort)?;
                if cell.span != (1, 1) {
                    let (down, across) = cell.span;
                    sheet.merged.push((row..row.saturating_add(down), column..column.saturating_add(across)));
                }
                let hidden = hidden((row, column), cell);
                sheet.tell(row, column, hidden.or(cell.aside));
                if hidden.is_none() {
                    sheet.put(row, column, cell.text.clone());
                }
            }
        }
    }
    Ok(())
}

/// Whether a row or a column is hidden, filtered away, or has no size.
fn is_folded(tag: &Tag<'_>, styles: &HashMap<String, Style>) -> bool {
    let style = tag.attribute("style-name").and_then(|name| styles.get(&name));
    matches!(tag.attribute("visibility").as_deref(), Some("collapse" | "filter")) || style.is_some_and(|own| own.folded)
}

/// Reads a row to its end.
fn cells(walker: &mut Walker<'_>, styles: &HashMap<String, Style>) -> Result<Vec<Written>, ImportError> {
    let depth = walker.depth();
    let mut cells = Vec::new();
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) if matches!(tag.local(), "table-cell" | "covered-table-cell") => {
                let number = |name: &str| tag.number(name).unwrap_or(1).max(1);
                let times = number("number-columns-repeated");
                let span = (number("number-rows-spanned"), number("number-columns-spanned"));
                // What merged cells cover is not shown.
                let covered = tag.local() == "covered-table-cell";
                let value = tag.attribute("value").filter(|_| tag.attribute("value-type").as_deref() == Some("float"));
                let style = tag.attribute("style-name").and_then(|name| styles.get(&name)).copied().unwrap_or_default();
                let ground = style.ground.unwrap_or(WHITE);
                let look = look(&tag, styles, ground).unwrap_or_default();
                let (words, paragraphs) = words(walker, styles, look, ground)?;
                let (text, aside) = words.text();
                let own = value.as_deref().map_or_else(|| text.clone(), plain_number);
                let (text, aside) = match value.map(|value| plain_number(&value)) {
                    _ if covered => (String::new(), None),
                    // Some writers give a number without its picture.
                    Some(value) if paragraphs == 0 => (value, None),
                    Some(value) if aside.is_none() && (value != "0" || !is_blank(&text)) => settle(&text, &value),
                    Some(_) if aside.is_none() => (String::new(), Some(Aside::Shown)),
                    _ => (text, aside),
                };
                walker.budget().charge(size_of::<Written>() + text.len() * 2)?;
                cells.push(Written { text, value: own, style: tag.attribute("style-name"), aside, times, span });
            }
            Step::Close if walker.depth() < depth => break,
            _ => {}
        }
    }
    Ok(cells)
}

fn look(tag: &Tag<'_>, styles: &HashMap<String, Style>, ground: Shade) -> Option<Look> {
    let style = tag.attribute("style-name").and_then(|name| styles.get(&name))?;
    let blends = style.ink.is_some_and(|ink| ink.blends(style.ground.unwrap_or(ground)));
    if blends { Some(Look::Unseen) } else { (style.look != Look::Plain).then_some(style.look) }
}

/// Reads a cell to its end: its paragraphs as lines, and how many there are; its notes left out.
fn words(
    walker: &mut Walker<'_>,
    styles: &HashMap<String, Style>,
    of_cell: Look,
    ground: Shade,
) -> Result<(Words, usize), ImportError> {
    let depth = walker.depth();
    let mut words = Words::default();
    let mut paragraphs = 0;
    // The looks of the open elements.
    let mut looks = vec![if matches!(of_cell, Look::Struck | Look::Unseen) { of_cell } else { Look::Plain }];
    while let Some(step) = walker.step()? {
        let own = looks.last().copied().unwrap_or_default();
        match step {
            Step::Open(tag) => {
                if tag.local() == "annotation" {
                    walker.skip()?;
                    continue;
                }
                looks.push(if own == Look::Struck { own } else { look(&tag, styles, ground).unwrap_or(own) });
                match tag.local() {
                    "p" => {
                        if paragraphs > 0 {
                            words.push(Look::Plain, "\n");
                        }
                        paragraphs += 1;
                    }
                    "s" => words.push(own, &" ".repeat(tag.number("c").unwrap_or(1).clamp(1, 100))),
                    "tab" | "line-break" => words.push(own, if tag.local() == "tab" { "\t" } else { "\n" }),
                    _ => {}
                }
            }
            Step::Close if walker.depth() < depth => break,
            Step::Close => drop(looks.pop()),
            Step::Text(text) if paragraphs > 0 => words.push(own, &text),
            _ => {}
        }
    }
    Ok((words, paragraphs))
}
