//! Workbooks of Excel 2003 in one XML file: the rows and cells of every sheet that is shown, those that are left out counted,
//! as they show by their number formats, without what is struck out or hidden.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::Workbook;
use super::format::{hides_words, ink as ink_of_format, shown};
use super::sheet::{CELL, MOST_COLUMNS, Sheet};
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::length::fixed;
use crate::import::markup::{Step, Tag, Walker, without_mark};
use crate::import::shade::{BLACK, Shade, WHITE};
use crate::import::words::{Look, Words};

/// More rows than any report has.
const MOST_ROWS: usize = 1 << 20;

/// How cells of a style show.
#[derive(Debug, Clone, Default)]
struct Style {
    code: String,
    struck: bool,
    ink: Option<Shade>,
    ground: Option<Shade>,
}

/// A sheet that is being read.
#[derive(Debug, Default)]
struct Read {
    sheet: Sheet,
    hides: bool,
    rows: BTreeSet<usize>,
    columns: Vec<Range<usize>>,
}

pub fn read(text: &str, budget: &Budget) -> Result<Workbook, ImportError> {
    let mut walker = Walker::within(without_mark(text), budget);
    let mut styles: HashMap<String, Style> = HashMap::new();
    let mut style = String::new();
    let mut sheets: Vec<Read> = Vec::new();
    let (mut row, mut column) = (0, 0);
    while let Some(step) = walker.step()? {
        let Step::Open(tag) = step else { continue };
        let name = tag.local().to_string();
        match (name.as_str(), sheets.last_mut()) {
            ("Style", _) => style = tag.attribute("ID").unwrap_or_default(),
            ("NumberFormat", None) => {
                let code = tag.attribute("Format").map(|format| code(&format)).unwrap_or_default();
                styles.entry(style.clone()).or_default().code = code;
            }
            ("Font", None) => {
                let own = styles.entry(style.clone()).or_default();
                own.struck = is(&tag, "StrikeThrough");
                own.ink = tag.attribute("Color").and_then(|colour| Shade::hex(&colour));
            }
            ("Interior", None) if tag.attribute("Pattern").is_some_and(|pattern| pattern != "None") => {
                let colour = tag.attribute("Color").and_then(|colour| Shade::hex(&colour));
                styles.entry(style.clone()).or_default().ground = Some(colour.unwrap_or(Shade::Unknown));
            }
            ("Worksheet", _) => {
                budget.charge(size_of::<Read>())?;
                sheets.push(Read::default());
                (row, column) = (0, 0);
            }
            ("Visible", Some(read)) => read.hides = words(&mut walker)?.text().0.contains("Hidden"),
            ("Column", Some(read)) => {
                column = place(&tag, column);
                let end = column + 1 + tag.number("Span").unwrap_or(0).min(MOST_COLUMNS);
                if is_folded(&tag, "Width") {
                    read.columns.push(column..end);
                }
                column = end;
            }
            ("Row", Some(read)) => {
                row = place(&tag, row) + 1;
                column = 0;
                if is_folded(&tag, "Height") {
                    read.rows.insert(row - 1);
                }
            }
            ("Cell", Some(read)) if row > 0 => {
                column = place(&tag, column);
                let span = |name: &str, most: usize| tag.number(name).unwrap_or(0).min(most);
                let (across, down) = (span("MergeAcross", MOST_COLUMNS), span("MergeDown", MOST_ROWS));
                let style = tag.attribute("StyleID").and_then(|id| styles.get(&id));
                let (text, aside) = cell(&mut walker, style)?;
                budget.charge(CELL + text.len())?;
                if across + down > 0 {
                    read.sheet.merged.push((row - 1..row + down, column..column + across + 1));
                }
                read.sheet.put(row - 1, column, text);
                read.sheet.tell(row - 1, column, aside);
                column += across + 1;
            }
            _ => {}
        }
    }
    let any = sheets.iter().any(|read| !read.hides);
    let mut workbook = Workbook::default();
    for Read { mut sheet, hides, rows, columns } in sheets {
        let holds = if hides && any { !sheet.rows.is_empty() } else { sheet.hide(rows, &columns) };
        workbook.asides.extend(holds.then_some(Aside::Unseen));
        if !hides || !any {
            workbook.sheets.push(sheet);
        }
    }
    Ok(workbook)
}

/// The place of a row or cell, from 0: as it says, from 1, or the next one.
fn place(tag: &Tag<'_>, next: usize) -> usize {
    tag.number("Index").map_or(next, |index| index.saturating_sub(1)).min(MOST_ROWS)
}

fn is(tag: &Tag<'_>, switch: &str) -> bool {
    tag.attribute(switch).as_deref() == Some("1")
}

/// Whether a row or a column is hidden, or has no size worth the name.
fn is_folded(tag: &Tag<'_>, size: &str) -> bool {
    const LOWEST: i64 = 2_000_000;
    is(tag, "Hidden") || tag.attribute(size).and_then(|size| fixed(&size)).is_some_and(|size| size < LOWEST)
}

/// The code of a format that has a name.
fn code(format: &str) -> String {
    let code = match format {
        "General" | "General Number" | "Fixed" | "Standard" | "@" => "",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        code => code,
    };
    code.to_string()
}

/// What a cell shows, read to its end, and what was passed over in it; remarks are none of it.
fn cell(walker: &mut Walker<'_>, style: Option<&Style>) -> Result<(String, Option<Aside>), ImportError> {
    let depth = walker.depth();
    let mut found = (String::new(), None);
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) if tag.local() == "Data" => {
                let kind = tag.attribute("Type").unwrap_or_default();
                let (stored, aside) = words(walker)?.cell();
                let code = style.map_or("", |style| style.code.as_str());
                found = match kind.as_str() {
                    "Number" => shown(&stored, code),
                    "Boolean" => (if stored.trim() == "1" { "TRUE" } else { "FALSE" }.to_string(), aside),
                    "DateTime" => (day(&stored).unwrap_or(stored), aside),
                    _ if hides_words(code) => (String::new(), Some(Aside::Shown)),
                    _ => (stored, aside),
                };
            }
            Step::Open(tag) if tag.local() == "Comment" => walker.skip()?,
            Step::Close if walker.depth() < depth => break,
            _ => {}
        }
    }
    let hidden = style.and_then(|style| {
        let (ink, ground) = (style.ink.unwrap_or(BLACK), style.ground.unwrap_or(WHITE));
        let ink = ink_of_format(&found.0, &style.code).unwrap_or(ink);
        if ink.blends(ground) { Some(Aside::Unseen) } else { style.struck.then_some(Aside::Struck) }
    });
    Ok(match hidden.filter(|_| !found.0.is_empty()) {
        Some(hidden) => (String::new(), Some(hidden)),
        None => found,
    })
}

/// The words of the element that the last step opened, with how each of them looks.
fn words(walker: &mut Walker<'_>) -> Result<Words, ImportError> {
    let depth = walker.depth();
    let mut words = Words::default();
    let mut looks = vec![Look::Plain];
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => looks.push(match (tag.local(), looks.last()) {
                (_, Some(Look::Struck)) | ("S", _) => Look::Struck,
                ("Sup", _) => Look::Raised,
                ("Sub", _) => Look::Lowered,
                (_, outer) => outer.copied().unwrap_or_default(),
            }),
            Step::Text(text) => words.push(looks.last().copied().unwrap_or_default(), &text),
            Step::Close if walker.depth() < depth => break,
            Step::Close => drop(looks.pop()),
        }
    }
    Ok(words)
}

/// A day as the file writes it, `2024-01-31T00:00:00.000`, in words.
fn day(stored: &str) -> Option<String> {
    let mut numbers = stored.split('T').next()?.split('-').map(|number| number.trim().parse::<u32>());
    let (year, month, day) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    Some(format!("{year}年{month}月{day}日"))
}
