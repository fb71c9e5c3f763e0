//! Titles, headings, paragraphs and closing lines on a sheet. Which text is which can be read from where it begins; see
//! the module above.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::look::{self, Looks, TYPE_AREA};
use crate::export::document::{Document, Level, Paragraph};
use crate::export::page;
use crate::export::wrap::wrap;

/// The first-line indent of a paragraph.
const INDENT: &str = "　　";

/// The indent of a closing line.
const FURTHER_IN: &str = "    ";

/// What a cell begins with that goes on with the paragraph above.
const GOES_ON: char = '\u{2060}';

/// The most characters of a cell, in UTF-16 units. Excel holds 32,767.
const LONGEST: usize = 32_000;

/// Display columns of a line of prose; a cell's own margins take half a character.
const COLUMNS: usize = (TYPE_AREA / (page::BODY / 2)) as usize - 2;

/// The pitch of lines in a cell, in points.
const PITCH: u32 = 21;

/// Lines of a row. A row is at most 409 points high, and a page ends where a row does.
const LINES: usize = 10;

/// Writes the mark of a draft, agency, title and preamble; the next free row.
pub fn opening(sheet: &mut Worksheet, document: &Document, looks: &Looks) -> Result<u32, XlsxError> {
    let mut row = 0;
    if let Some(mark) = document.mark {
        sheet.write_string_with_format(row, 0, format!("{INDENT}{mark}"), &looks.mark)?;
        row += 1;
    }
    for line in document.agency.as_deref().into_iter().chain([document.title.as_str()]) {
        // A title has no mark that it goes on: of a name that no cell can hold, the rest is lost, and reading back says so.
        let pieces = pieces(line);
        sheet.write_string_with_format(row, 0, pieces.first().copied().unwrap_or_default(), &looks.title)?;
        row += 1;
    }
    paragraphs(sheet, row, 1, &document.preamble, looks)
}

/// Writes the heading of a chapter.
pub fn heading(sheet: &mut Worksheet, row: u32, heading: &str, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_row_height(row, look::points(page::LINE))?;
    sheet.write_string_with_format(row, 0, heading, &looks.heading)?;
    Ok(())
}

/// Writes paragraphs over the first columns of a sheet; the next free row.
pub fn paragraphs(
    sheet: &mut Worksheet,
    mut row: u32,
    columns: u16,
    paragraphs: &[Paragraph],
    looks: &Looks,
) -> Result<u32, XlsxError> {
    for paragraph in paragraphs {
        let lead =
            paragraph.lead.filter(|lead| lead.level == Level::Second).map_or(0, |lead| INDENT.len() + lead.bytes);
        for (index, text) in texts(INDENT, &paragraph.text).enumerate() {
            let lead = if index == 0 && lead <= text.len() { lead } else { 0 };
            row = passage(sheet, row, columns, &text, lead, looks)?;
        }
    }
    Ok(row)
}

/// How many rows paragraphs take, and how high they are together, in points.
pub fn size(paragraphs: &[Paragraph]) -> (u32, u32) {
    let texts = paragraphs.iter().flat_map(|paragraph| texts(INDENT, &paragraph.text));
    let sizes = texts.map(|text| rows_of(&text));
    sizes.fold((0, 0), |(rows, height), (more, each)| (rows + more, height + more * each))
}

/// Writes signature and date, set to the right.
pub fn closing(sheet: &mut Worksheet, row: u32, lines: &[Paragraph], looks: &Looks) -> Result<(), XlsxError> {
    let texts = lines.iter().flat_map(|line| texts(FURTHER_IN, &line.text));
    for (row, text) in (row + 1..).zip(texts) {
        sheet.write_string_with_format(row, 0, text, &looks.closing)?;
    }
    Ok(())
}

/// Writes a text with a sub-heading of so many bytes; the next free row.
fn passage(
    sheet: &mut Worksheet,
    row: u32,
    columns: u16,
    text: &str,
    lead: usize,
    looks: &Looks,
) -> Result<u32, XlsxError> {
    let (rows, height) = rows_of(text);
    // A cell by itself grows with its text in every program; merged ones are as high as they are made.
    if rows > 1 || columns > 1 {
        (row..row + rows).try_for_each(|row| sheet.set_row_height(row, height).map(drop))?;
        sheet.merge_range(row, 0, row + rows - 1, columns - 1, "", &looks.paragraph)?;
    }
    let (head, rest) = text.split_at(lead);
    let parts: Vec<(&Format, &str)> =
        [(&looks.lead, head), (&looks.words, rest)].into_iter().filter(|(_, part)| !part.is_empty()).collect();
    match (lead, &parts[..]) {
        (1.., parts) => sheet.write_rich_string_with_format(row, 0, parts, &looks.paragraph)?,
        _ => sheet.write_string_with_format(row, 0, text, &looks.paragraph)?,
    };
    Ok(row + rows)
}

/// Rows for a text, and how high each is, in points.
fn rows_of(text: &str) -> (u32, u32) {
    let lines = wrap(text, COLUMNS).len();
    // A replaced typeface may break lines earlier.
    let lines = lines + lines / 15;
    let rows = lines.div_ceil(LINES).max(1);
    let each = u32::try_from(lines.div_ceil(rows)).unwrap_or(u32::MAX);
    (u32::try_from(rows).unwrap_or(u32::MAX), each.saturating_mul(PITCH) + 4)
}

/// A text as cells hold it: behind an indent, and behind the sign that it goes on where one cell is not enough.
fn texts(indent: &str, text: &str) -> impl Iterator<Item = String> {
    let goes_on = GOES_ON.to_string();
    pieces(text).into_iter().enumerate().map(move |(index, piece)| {
        let start = if index == 0 { indent } else { goes_on.as_str() };
        format!("{start}{piece}")
    })
}

/// A text in pieces that a cell can hold, cut where no blank stands.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut used, mut before) = (Vec::new(), 0, 0, ' ');
    for (at, c) in text.char_indices() {
        let inside = !before.is_whitespace() && !c.is_whitespace();
        if (used > LONGEST && inside) || used > LONGEST + 500 {
            pieces.push(&text[start..at]);
            (start, used) = (at, 0);
        }
        used += c.len_utf16();
        before = c;
    }
    pieces.push(&text[start..]);
    pieces
}
