//! Tables as Excel and WPS save them in plain text: a sheet whose cells are parted by commas, semicolons or tabs. A text is
//! one where rows of several figures are parted so; cell lists, which name their cells, are another thing.

use csv::{ReaderBuilder, StringRecord};

use super::sheet::{CELL, Sheet};
use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::normal::is_blank_char;
use crate::import::value::is_figure;

/// So many figures in rows of several make a table.
const LEAST: usize = 6;

/// A sheet, and for each of its rows the line of the text on which it begins, from 1.
pub struct Lines {
    pub sheet: Sheet,
    pub lines: Vec<usize>,
}

/// Reads a text as a sheet; `None` where it is none.
pub fn read(text: &str, budget: &Budget) -> Result<Option<Lines>, ImportError> {
    let (named, text, before) = match text.split_once('\n') {
        // Excel's way of saying what parts the cells.
        Some((first, rest)) if first.to_ascii_lowercase().starts_with("sep=") => {
            (first.as_bytes().get(4).copied(), rest, 1)
        }
        _ => (None, text, 0),
    };
    let mut best: Option<(usize, Lines)> = None;
    for delimiter in [b',', b';', b'\t'] {
        if named.unwrap_or(delimiter) != delimiter || memchr::memchr(delimiter, text.as_bytes()).is_none() {
            continue;
        }
        let (figures, lines) = parted(text, delimiter, before, budget)?;
        if figures >= LEAST && best.as_ref().is_none_or(|(most, _)| figures > *most) {
            best = Some((figures, lines));
        }
    }
    Ok(best.map(|(_, lines)| lines))
}

/// The sheet that a sign between cells makes, and how many figures stand in rows of several.
fn parted(text: &str, delimiter: u8, before: usize, budget: &Budget) -> Result<(usize, Lines), ImportError> {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut sheet, mut lines) = (Sheet::default(), Vec::new());
    let (mut figures, mut end, mut widths) = (0, 1, Vec::new());
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).unwrap_or(false) {
        let line = |position: &csv::Position| usize::try_from(position.line()).unwrap_or(0);
        let start = record.position().map_or(end, line);
        if start > end && !lines.is_empty() {
            lines.push(start + before - 1);
        }
        end = line(reader.position());
        // A number may have the sign in it, and a line of plain text a number.
        let whole = record.iter().collect::<Vec<_>>().join(",");
        let in_row = record.iter().filter(|field| is_figure(plain(field))).count();
        if in_row > 1 && !is_figure(whole.trim()) {
            figures += in_row;
        }
        for (column, field) in record.iter().enumerate() {
            budget.charge(if field.is_empty() { 1 } else { CELL + field.len() })?;
            sheet.put(lines.len(), column, plain(field).to_string());
        }
        lines.push(start + before);
        widths.push(record.len());
    }
    // Rows between tabs in a text that was pasted together are read among its lines; a sheet has one width.
    if delimiter == b'\t' && widths.windows(2).any(|pair| pair[0] != pair[1]) {
        figures = 0;
    }
    Ok((figures, Lines { sheet, lines }))
}

/// A cell's words, without the signs that keep digits a text.
fn plain(field: &str) -> &str {
    let field = field.trim_matches(is_blank_char);
    let kept = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    kept.or_else(|| field.strip_prefix('\'')).unwrap_or(field)
}
