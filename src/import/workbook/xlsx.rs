//! Excel's own packages: sheets with their cells, and for each cell the bytes of the sheet's XML behind it, for those
//! who fill a form in place. What a cell shows of its number is told by `format`, whether it is seen by `style`.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::conditions::Conditions;
use super::shapes::{Shape, shapes};
use super::sheet::{CELL, MOST_COLUMNS, Sheet, address, plain_number, region};
use super::style::{Hides, Styles, Text};
use super::{Workbook, computed, format};
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::length::fixed;
use crate::import::markup::{Step, Tag, Walker, without_mark};
use crate::import::package::Package;
use crate::import::shade::Theme;

/// A workbook's parts that its sheets need.
#[derive(Debug, Default)]
pub struct Book {
    /// The sheets that are shown, in order: name and part.
    pub sheets: Vec<(String, String)>,
    /// The relations of the workbook: kind and part.
    pub relations: Vec<(String, String)>,
    /// Whether the workbook asks to be computed when it is opened.
    pub wants_computing: bool,
    /// Whether sheets are hidden.
    pub hides: Vec<String>,
    strings: Vec<Text>,
    styles: Styles,
    budget: Budget,
}

impl Book {
    /// What of a style keeps a value from being seen as it is.
    pub fn hides(&self, style: Option<&str>, value: &str, is_number: bool) -> Hides {
        self.styles.of(style).hides(value, is_number)
    }

    /// The elements of a sheet's conditions by which a value in a cell of a style is not seen as it is, once the style itself
    /// shows it.
    pub fn hiding(
        &self,
        source: &Source,
        at: (usize, usize),
        style: Option<&str>,
        (value, is_number): (&str, bool),
    ) -> Vec<Range<usize>> {
        let looks = self.styles.of(style);
        let looks = looks.without(looks.hides(value, is_number));
        source.conditions.hiding(looks, at, (value, is_number), &self.styles)
    }

    /// How many characters a cell of a style shows of a number.
    pub fn shown_width(&self, style: Option<&str>, number: &str) -> usize {
        format::width(number, self.styles.of(style).code)
    }
}

/// A sheet's XML, with places.
#[derive(Debug, Default)]
pub struct Source {
    /// The cells that are written, blank ones too, by row and column from 0.
    pub cells: HashMap<(usize, usize), Cell>,
    /// The rows that are written, by number from 0.
    pub rows: HashMap<usize, Extent>,
    pub data: Extent,
    /// Rows that are hidden.
    pub hidden_rows: BTreeSet<usize>,
    pub hidden_columns: Vec<Range<usize>>,
    /// How wide columns are, in millionths of a digit, where that is said; those that say it later win.
    pub widths: Vec<(Range<usize>, i64)>,
    /// How wide all other columns are, where that is said.
    pub usual_width: Option<i64>,
    /// Merged regions: rows and columns.
    pub merged: Vec<(Range<usize>, Range<usize>)>,
    /// What changes the looks of cells by what they hold.
    pub conditions: Conditions,
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
    /// Whether it is kept as a number, of which digits may not be shown.
    pub is_number: bool,
    /// What was passed over in it.
    pub aside: Option<Aside>,
    /// Its style, as written.
    pub style: Option<String>,
    pub formula: Option<Formula>,
}

#[derive(Debug, Clone, Default)]
pub struct Formula {
    pub element: Range<usize>,
    /// Whether other cells take it from here, so that it cannot go.
    pub shared: bool,
    /// As it is written.
    pub words: String,
    /// The number that it came to when it was computed last; blank where it never was.
    pub result: Option<String>,
}

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Workbook, ImportError> {
    let mut package = Package::within(bytes, budget)?;
    let book = book(&mut package)?;
    let mut read = Workbook::default();
    let mut formulas = Vec::new();
    for (name, part) in &book.sheets {
        let Some(text) = package.text(part)? else { continue };
        let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
        let mut own = Vec::new();
        let source = walk(without_mark(&text), &book, |(row, column), cell| {
            sheet.tell(row, column, cell.aside);
            sheet.put(row, column, cell.text);
            if let Some(Formula { words, result: Some(result), .. }) = cell.formula {
                budget.charge(CELL + words.len())?;
                own.push(computed::Formula { row, column, words, result });
            }
            Ok(())
        })?;
        sheet.merged = source.merged;
        for Shape { rows, columns, says } in shapes(&mut package, part).unwrap_or_default() {
            sheet.cover(rows, columns);
            read.asides.extend(says.then_some(Aside::Boxes));
        }
        budget.check()?;
        read.sheets.push(sheet);
        formulas.push((own, source.hidden_rows, source.hidden_columns));
    }
    let own = formulas.iter().map(|(own, ..)| own.as_slice());
    if computed::drop_uncomputed(&mut read.sheets, own, book.wants_computing, budget) {
        read.asides.push(Aside::Uncomputed);
    }
    for (sheet, (_, rows, columns)) in read.sheets.iter_mut().zip(formulas) {
        if sheet.hide(rows, &columns) {
            read.asides.push(Aside::Unseen);
        }
    }
    for part in &book.hides {
        let Some(text) = package.text(part)? else { continue };
        let mut figures = false;
        walk(without_mark(&text), &book, |_, cell| {
            figures |= cell.text.starts_with(|c: char| c.is_ascii_digit());
            Ok(())
        })?;
        read.asides.extend(figures.then_some(Aside::Unseen));
    }
    Ok(read)
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
    let mut wants_computing = false;
    each(&workbook, &budget, |tag| {
        if tag.local() == "calcPr" {
            wants_computing = tag.attribute("fullCalcOnLoad").is_some_and(|value| value == "1" || value == "true");
        }
        if tag.local() == "sheet" {
            let shown = !tag.attribute("state").is_some_and(|state| state.to_lowercase().contains("hidden"));
            all.push((tag.attribute("name").unwrap_or_default(), tag.attribute("id").unwrap_or_default(), shown));
        }
    })?;
    let any = all.iter().any(|(.., shown)| *shown);
    let (shown, hidden): (Vec<_>, Vec<_>) = all.into_iter().partition(|(.., shown)| *shown || !any);
    let sheets = shown.into_iter().filter_map(|(name, id, _)| Some((name, targets.get(&id)?.clone()))).collect();
    let hides = hidden.into_iter().filter_map(|(_, id, _)| targets.get(&id).cloned()).collect();
    let strings = package.text("xl/sharedStrings.xml")?.unwrap_or_default();
    let styles = package.text("xl/styles.xml").ok().flatten().unwrap_or_default();
    let theme = kinds.iter().find(|(kind, _)| kind.ends_with("/theme")).map(|(_, part)| part.clone());
    let theme = theme.and_then(|part| package.text(&part).ok().flatten());
    let theme = theme.and_then(|text| Theme::new(&text, &budget).ok()).unwrap_or_default();
    let styles = Styles::new(without_mark(&styles), theme, &budget).unwrap_or_default();
    let strings = shared_strings(without_mark(&strings), styles.theme(), &budget)?;
    Ok(Book { sheets, relations: kinds, wants_computing, hides, strings, styles, budget })
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

/// The strings that cells share.
fn shared_strings(text: &str, theme: &Theme, budget: &Budget) -> Result<Vec<Text>, ImportError> {
    let mut strings = Vec::new();
    let mut walker = Walker::within(text, budget);
    while let Some(step) = walker.step()? {
        if let Step::Open(tag) = step
            && tag.local() == "si"
        {
            budget.charge(size_of::<Text>())?;
            strings.push(Text::read(&mut walker, theme)?);
        }
    }
    Ok(strings)
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
pub fn walk(
    text: &str,
    book: &Book,
    mut found: impl FnMut((usize, usize), Cell) -> Result<(), ImportError>,
) -> Result<Source, ImportError> {
    let mut source = Source::default();
    let conditions = Conditions::new(text, book.styles.theme(), &book.budget)?;
    let mut walker = Walker::within(text, &book.budget);
    let mut row = 0;
    let mut shows_zeros = true;
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
            "sheetFormatPr" => source.usual_width = tag.attribute("defaultColWidth").and_then(|width| fixed(&width)),
            "col" => {
                book.budget.charge(MOST_COLUMNS)?;
                let (first, last) = (tag.number("min").unwrap_or(1), tag.number("max").unwrap_or(0));
                let columns = first.saturating_sub(1)..last;
                source.widths.extend(tag.attribute("width").and_then(|width| Some((columns.clone(), fixed(&width)?))));
                source.hidden_columns.extend(is_folded(&tag, "width", NARROWEST).then_some(columns));
            }
            "sheetView" => {
                shows_zeros = !tag.attribute("showZeros").is_some_and(|value| value == "0" || value == "false")
            }
            "row" if data.is_some() => {
                row = tag.number("r").map_or(row, |number| number.saturating_sub(1));
                let mut column = 0;
                let depth = walker.depth();
                if is_folded(&tag, "ht", LOWEST) {
                    source.hidden_rows.insert(row);
                }
                while let Some(step) = walker.step()? {
                    match step {
                        Step::Open(tag) if tag.local() == "c" => {
                            let named = tag.value("r").and_then(|name| address(&name));
                            let (own_row, own_column) = named.unwrap_or((row, column));
                            let place = (own_row, own_column);
                            let cell = cell(&tag, &mut walker, book, (shows_zeros, place, &conditions))?;
                            // A text that many cells share is in each of them.
                            let words = if cell.text.is_empty() { 0 } else { CELL + cell.text.len() * 2 };
                            book.budget.charge(words)?;
                            found(place, cell)?;
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
    source.conditions = conditions;
    Ok(source)
}

/// The place of an element whose tag and end are known.
fn place(tag: Range<usize>, end: Range<usize>) -> Extent {
    Extent { element: tag.start..end.end, inner: tag.end..end.start.max(tag.end) }
}

/// Columns narrower than that, in millionths of a digit, and rows lower than that, in millionths of a point, show nothing.
const NARROWEST: i64 = 500_000;
const LOWEST: i64 = 2_000_000;

/// Whether a row or a column is hidden, or has no size worth the name.
fn is_folded(tag: &Tag<'_>, size: &str, least: i64) -> bool {
    let none = tag.value(size).and_then(|size| fixed(&size)).is_some_and(|size| size < least);
    none || tag.value("hidden").is_some_and(|value| value == "1" || value == "true")
}

/// Reads a cell to its end.
fn cell(
    tag: &Tag<'_>,
    walker: &mut Walker<'_>,
    book: &Book,
    (shows_zeros, at, conditions): (bool, (usize, usize), &Conditions),
) -> Result<Cell, ImportError> {
    let start = walker.at();
    let kind = tag.value("t").unwrap_or_default();
    let style = tag.attribute("s");
    let depth = walker.depth();
    let (mut value, mut inline, mut formula) = (String::new(), Text::default(), None);
    let mut reading = false;
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => match tag.local() {
                "v" => reading = true,
                "is" => inline = Text::read(walker, book.styles.theme())?,
                "f" => {
                    let from = walker.at().start;
                    let shared = tag.attribute("ref").is_some();
                    let mut words = String::new();
                    let depth = walker.depth();
                    while walker.depth() >= depth {
                        match walker.step()? {
                            Some(Step::Text(text)) => words.push_str(&text),
                            Some(_) => {}
                            None => break,
                        }
                    }
                    formula = Some(Formula { element: from..walker.at().end, shared, words, result: None });
                }
                _ => {}
            },
            Step::Close if walker.depth() < depth => break,
            Step::Close => reading = false,
            Step::Text(text) if reading => value.push_str(&text),
            Step::Text(_) => {}
        }
    }
    book.budget.charge(conditions.effort())?;
    let looks = book.styles.of(style.as_deref());
    let is_number = matches!(&*kind, "" | "n");
    let shared = || value.trim().parse().ok().and_then(|index: usize| book.strings.get(index));
    let words = match &*kind {
        "s" => shared(),
        "inlineStr" => Some(&inline),
        _ => None,
    };
    // Words of many pieces are put together only where something asks for them.
    let asks = !conditions.is_empty() || looks.code.contains('[');
    let own = words.map_or(Cow::Borrowed(value.as_str()), |words| if asks { words.whole().into() } else { "".into() });
    let (mut looks, mut hidden) = conditions.seen(looks, at, own.trim(), &book.styles);
    looks.font.ink = format::ink(&own, looks.code).unwrap_or(looks.font.ink);
    let (text, mut aside) = match (words, &*kind) {
        (Some(words), _) => {
            let (text, aside) = words.seen(&looks);
            (without_codes(&text).unwrap_or(text), aside)
        }
        (None, "b") => (if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_string(), None),
        (None, "s" | "inlineStr") => (String::new(), None),
        _ if !is_number => (without_codes(&value).unwrap_or(value.clone()), None),
        _ if !value.trim().is_empty() && !shows_zeros && plain_number(&value) == "0" => {
            (String::new(), Some(Aside::Shown))
        }
        _ if value.trim().is_empty() => (String::new(), formula.is_some().then_some(Aside::Uncomputed)),
        _ => format::shown(&value, looks.code),
    };
    if let Some(formula) = formula.as_mut().filter(|_| is_number) {
        formula.result = Some(value.trim().to_string());
    }
    // Pieces of words may have a look of their own.
    hidden = hidden.or(looks.aside().filter(|_| words.is_none()));
    hidden = hidden.or_else(|| (!is_number && format::hides_words(looks.code)).then_some(Aside::Unseen));
    let text = match hidden.filter(|_| !text.trim().is_empty()) {
        Some(hidden) => {
            aside = Some(hidden);
            String::new()
        }
        None => text,
    };
    Ok(Cell { place: place(start, walker.at()), text, is_number, aside, style, formula })
}

impl Source {
    /// How wide the region is that a cell stands in, in millionths of a digit.
    pub fn width(&self, row: usize, column: usize) -> i64 {
        // What programs take where nothing is said, with the margins of a cell.
        const USUAL: i64 = 9_140_000;
        let covers = |(rows, columns): &&(Range<usize>, Range<usize>)| rows.contains(&row) && columns.contains(&column);
        let columns = self.merged.iter().find(covers).map_or(column..column + 1, |(_, columns)| columns.clone());
        let of = |column: usize| {
            let said = self.widths.iter().rev().find(|(columns, _)| columns.contains(&column));
            said.map(|(_, width)| *width).or(self.usual_width).unwrap_or(USUAL)
        };
        columns.map(of).sum()
    }

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

pub fn name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    format!("{}{}", letters.into_iter().rev().collect::<String>(), row + 1)
}
