//! An Excel workbook in the order of the report: prose sheets for chapters without a table, a sheet for each table in
//! the official layout, its totals as live formulas. Printed from the first sheet to the last it is the report.
//!
//! The edge tells texts apart, as in plain text: a heading begins at the edge, a paragraph with two full-width blanks, a
//! closing line with four ASCII ones. Above the first paragraph and chapter stand agency and title. A text that is too
//! long for one cell goes on in the next row behind a word joiner, U+2060, which shows nothing. Below a table stand
//! check rows, which are no part of it.
//!
//! Totals and labels are protected without a password, figures that are keyed are not. Every text is written as a text,
//! so that none is taken for a formula or a link.

mod checks;

mod formula;

mod look;

pub(super) mod number;

mod prose;

mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::document::Document;
use super::{ExportError, Moment, page};
use crate::domain::report::Report;
use formula::Figures;
use look::Looks;
use prose::Rows;

pub fn write(report: &Report, document: &Document, made: Option<Moment>) -> Result<Vec<u8>, ExportError> {
    workbook(report, document, made).map_err(|error| ExportError::Unwritable(error.to_string()))
}

/// One sheet: what it begins with, its chapters, and what it ends with.
struct Sheet {
    name: String,
    opens: bool,
    chapters: Vec<usize>,
    table: Option<usize>,
    closes: bool,
}

/// What stands before the report's first chapter, if that has a table.
const OPENING: &str = "封面";

/// What stands behind the report's last chapter, if that has a table.
const CLOSING: &str = "落款";

fn workbook(report: &Report, document: &Document, made: Option<Moment>) -> Result<Vec<u8>, XlsxError> {
    let sheets = sheets(report, document);
    let mut figures = Figures::new(report);
    for sheet in &sheets {
        if let (Some(table), [chapter]) = (sheet.table, &sheet.chapters[..]) {
            figures.place(table, &sheet.name, table::top(document, *chapter));
        }
    }
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    // The widths of columns are counted in digits of the default typeface; this one is as wide everywhere.
    workbook.set_default_format(&Format::new().set_font_name("Arial").set_font_size(10), 17, 64)?;
    // A workbook has a date in any case; without a clock the bytes depend on the report and on nothing else.
    let made = made.map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), number::date)?;
    let properties = DocProperties::new().set_title(excerpt(&document.name())).set_creation_datetime(&made);
    workbook.set_properties(&properties);
    for sheet in &sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        set_up_page(worksheet);
        match (sheet.table, &sheet.chapters[..]) {
            (Some(_), [chapter]) => table::write(worksheet, document, *chapter, &figures, &looks)?,
            _ => prose_sheet(worksheet, document, sheet, &looks)?,
        }
    }
    workbook.save_to_buffer()
}

/// The first characters of a title; properties are no place for more.
fn excerpt(title: &str) -> String {
    title.chars().take(200).collect()
}

/// Chapters without a table share a sheet, a chapter with one has its own.
fn sheets(report: &Report, document: &Document) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let prose = || Sheet { name: String::new(), opens: false, chapters: Vec::new(), table: None, closes: false };
    for (chapter, about) in document.chapters.iter().enumerate() {
        let table = report.form().table_of_chapter(chapter).filter(|_| about.table.is_some());
        match sheets.last_mut() {
            Some(sheet) if sheet.table.is_none() && table.is_none() => sheet.chapters.push(chapter),
            _ => sheets.push(Sheet { chapters: vec![chapter], table, ..prose() }),
        }
    }
    if sheets.first().is_none_or(|sheet| sheet.table.is_some()) {
        sheets.insert(0, prose());
    }
    if !document.closing.is_empty() && sheets.last().is_some_and(|sheet| sheet.table.is_some()) {
        sheets.push(prose());
    }
    let count = sheets.len();
    let mut names: Vec<String> = Vec::new();
    for (index, sheet) in sheets.iter_mut().enumerate() {
        (sheet.opens, sheet.closes) = (index == 0, index + 1 == count);
        let name = match sheet.chapters.is_empty() {
            true if sheet.opens => OPENING.to_string(),
            true => CLOSING.to_string(),
            false => sheet.chapters.iter().map(|&chapter| short(report, chapter)).collect::<Vec<_>>().join(" "),
        };
        sheet.name = allowed(&name, &names);
        names.push(sheet.name.clone());
    }
    sheets
}

/// A chapter by its numeral and its few characters.
fn short(report: &Report, chapter: usize) -> String {
    let about = &report.form().definition().chapters[chapter];
    format!("{}、{}", about.numeral, about.short.zh)
}

/// The most characters of a sheet's name.
const LONGEST_NAME: usize = 31;

/// A sheet's name as Excel allows it: short, without some signs, unlike the others.
fn allowed(name: &str, others: &[String]) -> String {
    let signs = |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { c };
    let cut = |most: usize| -> String {
        let mut used = 0;
        let fits = |c: &char| {
            used += c.len_utf16();
            used <= most
        };
        name.chars().map(signs).take_while(fits).collect::<String>().trim().to_string()
    };
    let name = cut(LONGEST_NAME);
    let taken = |name: &str| name.is_empty() || others.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    if !taken(&name) {
        return name;
    }
    let numbered = (2..).map(|number| format!("{} {number}", cut(LONGEST_NAME - 6)).trim().to_string());
    numbered.into_iter().find(|name| !taken(name)).unwrap_or(name)
}

/// A4 upright with the margins of the printed report, its number below.
fn set_up_page(sheet: &mut Worksheet) {
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_portrait().set_print_center_horizontally(true);
    sheet.set_header_footer_scale_with_doc(false);
    number::set_margins(sheet, [page::LEFT, page::RIGHT, page::TOP, page::BOTTOM]);
    sheet.set_footer(format!("&C&\"{}\"&{}— &P —", look::SONG, page::FOLIO / 20));
    sheet.set_screen_gridlines(false);
}

/// A sheet of chapters without tables; anybody may write on it. It is as wide as a page without being shrunk, since Excel
/// heeds no page ends of ours on a sheet that it fits to pages.
fn prose_sheet(sheet: &mut Worksheet, document: &Document, plan: &Sheet, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_column_width_pixels(0, look::pixels(look::TYPE_AREA - look::SPARE))?;
    let mut rows = Rows::default();
    if plan.opens {
        prose::opening(sheet, &mut rows, document, looks)?;
    }
    for &chapter in &plan.chapters {
        let chapter = &document.chapters[chapter];
        prose::heading(sheet, &mut rows, &chapter.heading, looks)?;
        prose::paragraphs(sheet, &mut rows, 1, &chapter.paragraphs, looks)?;
    }
    if plan.closes {
        prose::closing(sheet, &mut rows, &document.closing, looks)?;
    }
    if let Some(last) = rows.next().checked_sub(1) {
        sheet.set_print_area(0, 0, last, 0)?;
    }
    let breaks = rows.breaks(look::points(page::HEIGHT - page::TOP - page::BOTTOM - look::SPARE));
    if !breaks.is_empty() {
        sheet.set_page_breaks(&breaks)?;
    }
    Ok(())
}
