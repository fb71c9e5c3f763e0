//! Titles, headings, paragraphs and closing lines on a sheet. Which text is which can be read from where it begins; see
//! the module above. Rows are as high as their text needs, since not every program makes them so.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::look::{self, Looks, TYPE_AREA};
use crate::export::document::{Document, Level, Paragraph};
use crate::export::page;
use crate::export::wrap::wrap;

/// The first-line indent of a paragraph.
const INDENT: &str = "　　";

/// The indent of a closing line.
const FURTHER_IN: &str = "    ";

/// What a cell begins with that goes on with the text of the one above. It shows nothing.
const GOES_ON: char = '\u{2060}';

/// The most lines of a cell: a row is at most 409 points high, and no page ends within one.
const LINES: usize = 16;

/// The most characters of a cell, in UTF-16 units: lines that show nothing have no end. Excel holds 32,767.
const LONGEST: usize = 32_000;

/// The pitch of lines in a cell, in points: enough for typefaces that replace the official ones.
const PITCH: u32 = 24;

/// Display columns of a line of prose; a cell's own margins take half a character.
const COLUMNS: usize = (TYPE_AREA / (page::BODY / 2)) as usize - 2;

/// Writes the mark of a draft, agency, title and preamble; the next free row.
pub fn opening(sheet: &mut Worksheet, document: &Document, looks: &Looks) -> Result<u32, XlsxError> {
    const TITLE_COLUMNS: usize = (TYPE_AREA / (page::TITLE / 2)) as usize - 2;
    let mut row = 0;
    if let Some(mark) = document.mark {
        sheet.set_row_height(row, look::points(page::LINE))?;
        sheet.write_string_with_format(row, 0, format!("{INDENT}{mark}"), &looks.mark)?;
        row += 1;
    }
    for line in document.agency.as_deref().into_iter().chain([document.title.as_str()]) {
        // A name longer than a page is none: what no row can show is left out, and reading back says so.
        let lines = wrap(line, TITLE_COLUMNS);
        let shown: String = lines.iter().take(LINES / 2).copied().collect();
        sheet.set_row_height(row, height(lines.len().min(LINES / 2), PITCH + 10))?;
        sheet.write_string_with_format(row, 0, shown, &looks.title)?;
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
        for (index, (text, lines)) in texts(INDENT, &paragraph.text).into_iter().enumerate() {
            sheet.set_row_height(row, height(lines, PITCH))?;
            if columns > 1 {
                sheet.merge_range(row, 0, row, columns - 1, "", &looks.paragraph)?;
            }
            let lead = text.get(..lead).filter(|lead| index == 0 && !lead.is_empty()).unwrap_or_default();
            if lead.is_empty() {
                sheet.write_string_with_format(row, 0, text, &looks.paragraph)?;
            } else {
                let parts: [(&Format, &str); 2] = [(&looks.lead, lead), (&looks.words, &text[lead.len()..])];
                let parts: Vec<(&Format, &str)> = parts.into_iter().filter(|(_, part)| !part.is_empty()).collect();
                sheet.write_rich_string_with_format(row, 0, &parts, &looks.paragraph)?;
            }
            row += 1;
        }
    }
    Ok(row)
}

/// How many rows paragraphs take, and how high they are together, in points.
pub fn size(paragraphs: &[Paragraph]) -> (u32, u32) {
    let texts = paragraphs.iter().flat_map(|paragraph| texts(INDENT, &paragraph.text));
    texts.fold((0, 0), |(rows, points), (_, lines)| (rows + 1, points + height(lines, PITCH)))
}

/// Writes signature and date, set to the right.
pub fn closing(sheet: &mut Worksheet, row: u32, lines: &[Paragraph], looks: &Looks) -> Result<(), XlsxError> {
    let texts = lines.iter().flat_map(|line| texts(FURTHER_IN, &line.text));
    for (row, (text, lines)) in (row + 1..).zip(texts) {
        sheet.set_row_height(row, height(lines, PITCH))?;
        sheet.write_string_with_format(row, 0, text, &looks.closing)?;
    }
    Ok(())
}

/// The height of so many lines, in points, and a little between paragraphs.
fn height(lines: usize, pitch: u32) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX).saturating_mul(pitch) + 6
}

/// A text as cells hold it: behind an indent, and behind the sign that it goes on where one cell is not enough; each
/// with its number of lines.
fn texts(indent: &str, text: &str) -> Vec<(String, usize)> {
    let whole = format!("{indent}{text}");
    let mut cells: Vec<(String, usize)> = Vec::new();
    for lines in wrap(&whole, COLUMNS).chunks(LINES) {
        let (mut cell, mut used) = (String::new(), 0);
        for c in lines.iter().flat_map(|line| line.chars()) {
            if used + c.len_utf16() > LONGEST {
                cells.push((std::mem::take(&mut cell), 1));
                used = 0;
            }
            if cell.is_empty() && !cells.is_empty() {
                cell.push(GOES_ON);
            }
            used += c.len_utf16();
            cell.push(c);
        }
        // Not every program breaks lines where this one does.
        let spare = usize::from(lines.len() > LINES / 2 && lines.len() < LINES);
        cells.push((cell, lines.len() + spare));
    }
    cells
}
