//! Titles, headings, paragraphs and closing lines on a sheet. Which text is which can be read from where it begins; see
//! the module above. Rows are as high as their text needs, since not every program makes them so.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::look::{self, Looks, SPARE, TYPE_AREA};
use crate::export::document::{Document, Level, Paragraph};
use crate::export::page;
use crate::export::title::Title;
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
const PITCH: u32 = 23;

/// Display columns of a line of prose; a cell's own margins take half a character.
const COLUMNS: usize = ((TYPE_AREA - SPARE) / (page::BODY / 2)) as usize - 1;

/// The same where a program breaks lines earlier than this one does: rows are as high as that takes.
const FEWER: usize = COLUMNS - 2;

/// The rows of a sheet as they are written, with what printing has to know of them.
#[derive(Default)]
pub struct Rows {
    /// The height of each, in points, and whether it stays with the next one.
    rows: Vec<(u32, bool)>,
}

impl Rows {
    /// The next free row.
    pub fn next(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// Takes the next row for something of that height.
    fn take(&mut self, sheet: &mut Worksheet, height: u32, stays: bool) -> Result<u32, XlsxError> {
        let row = self.next();
        sheet.set_row_height(row, height)?;
        self.rows.push((height, stays));
        Ok(row)
    }

    /// The rows that begin a page of so many points because what they stay with would not be on it.
    pub fn breaks(&self, page: u32) -> Vec<u32> {
        let mut breaks = Vec::new();
        let mut used = 0;
        for (index, &(height, stays)) in self.rows.iter().enumerate() {
            let follows = self.rows.get(index + 1).map_or(0, |next| next.0);
            let needed = if stays { height + follows } else { height };
            if used > 0 && used + needed > page {
                // Where the row itself still has room, no program would end the page by itself.
                if used + height <= page {
                    breaks.extend(u32::try_from(index));
                }
                used = 0;
            }
            used += height;
        }
        breaks
    }
}

/// Writes the mark of a draft, agency, title and preamble.
pub fn opening(sheet: &mut Worksheet, rows: &mut Rows, document: &Document, looks: &Looks) -> Result<(), XlsxError> {
    /// What the margins of a cell take, in display columns.
    const MARGINS: usize = 2;
    if let Some(mark) = document.mark {
        let row = rows.take(sheet, look::points(page::LINE), false)?;
        sheet.write_string_with_format(row, 0, format!("{INDENT}{mark}"), &looks.mark)?;
    }
    let title = Title::new(document, MARGINS);
    let look = looks.title.clone().set_font_size(look::points(title.size));
    // A name longer than a page is none: what no row can show is left out, and reading back says so.
    let lines = [&title.agency, &title.title].into_iter().flat_map(|lines| lines.iter().take(LINES / 2).enumerate());
    let mut lines = lines.peekable();
    while let Some((index, line)) = lines.next() {
        // The space of a line below the title is part of its last row, so that it holds no row to write in.
        let (space, look) = match lines.peek() {
            Some(_) => (0, look.clone()),
            None => (look::points(page::LINE), look.clone().set_align(FormatAlign::Top)),
        };
        let row = rows.take(sheet, height(1, PITCH + 10) + space, true)?;
        let text = if index > 0 { format!("{GOES_ON}{line}") } else { line.to_string() };
        sheet.write_string_with_format(row, 0, text, &look)?;
    }
    paragraphs(sheet, rows, 1, &document.preamble, looks)
}

/// Writes the heading of a chapter; it stays with what follows.
pub fn heading(sheet: &mut Worksheet, rows: &mut Rows, heading: &str, looks: &Looks) -> Result<(), XlsxError> {
    let row = rows.take(sheet, look::points(page::LINE), true)?;
    sheet.write_string_with_format(row, 0, heading, &looks.heading)?;
    Ok(())
}

/// Leaves a row free.
pub fn blank(sheet: &mut Worksheet, rows: &mut Rows) -> Result<(), XlsxError> {
    rows.take(sheet, look::points(page::LINE), false).map(drop)
}

/// Writes paragraphs over the first columns of a sheet.
pub fn paragraphs(
    sheet: &mut Worksheet,
    rows: &mut Rows,
    columns: u16,
    paragraphs: &[Paragraph],
    looks: &Looks,
) -> Result<(), XlsxError> {
    for paragraph in paragraphs {
        let lead =
            paragraph.lead.filter(|lead| lead.level == Level::Second).map_or(0, |lead| INDENT.len() + lead.bytes);
        for (index, (text, lines)) in texts(INDENT, &paragraph.text).into_iter().enumerate() {
            let row = rows.take(sheet, height(lines, PITCH), paragraph.heading().is_some())?;
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
        }
    }
    Ok(())
}

/// How many rows paragraphs take, and how high they are together, in points.
pub fn size(paragraphs: &[Paragraph]) -> (u32, u32) {
    let texts = paragraphs.iter().flat_map(|paragraph| texts(INDENT, &paragraph.text));
    texts.fold((0, 0), |(rows, points), (_, lines)| (rows + 1, points + height(lines, PITCH)))
}

/// Writes signature and date, set to the right, below a blank row.
pub fn closing(sheet: &mut Worksheet, rows: &mut Rows, lines: &[Paragraph], looks: &Looks) -> Result<(), XlsxError> {
    if !lines.is_empty() {
        rows.take(sheet, look::points(page::LINE), true)?;
    }
    let texts = lines.iter().enumerate().flat_map(|(index, line)| {
        texts(FURTHER_IN, &line.text).into_iter().map(move |text| (index + 1 < lines.len(), text))
    });
    for (stays, (text, lines)) in texts {
        let row = rows.take(sheet, height(lines, PITCH), stays)?;
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
        let lines = wrap(&cell, FEWER).len().clamp(lines.len(), LINES + 1);
        cells.push((cell, lines));
    }
    cells
}
