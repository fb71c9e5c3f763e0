//! Old Excel and WPS sheets (`.xls`, `.et`), read by calamine. What it would take memory for is counted first.

use std::io::Cursor;

use calamine::{Data, Reader, Xls, XlsError};

use super::sheet::{MOST_CELLS, Sheet, plain_number};
use crate::import::{ImportError, ole};

/// More cells between the first and the last one of a sheet than any report has.
const MOST_COVERED: usize = 2_000_000;

pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ImportError> {
    let stream = ole::stream(bytes, &["Workbook", "Book"]);
    check(&stream.ok_or_else(|| ImportError::Damaged("Workbook".into()))?)?;
    sheets(bytes)
}

fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, ImportError> {
    let mut book: Xls<Cursor<&[u8]>> = Xls::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let shown = |sheet: &&calamine::Sheet| sheet.visible == calamine::SheetVisible::Visible;
    let mut names: Vec<String> = book.sheets_metadata().iter().filter(shown).map(|sheet| sheet.name.clone()).collect();
    if names.is_empty() {
        names = book.sheet_names();
    }
    let mut sheets = Vec::new();
    for name in names {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet::default();
        let (top, left) = range.start().unwrap_or_default();
        let place = |first: u32, index: usize| usize::try_from(first).unwrap_or(0) + index;
        for (row, column, data) in range.used_cells() {
            sheet.put(place(top, row), place(left, column), text(data));
        }
        if sheet.count() > MOST_CELLS {
            return Err(ImportError::Unpacked);
        }
        let region = |first: (u32, u32), last: (u32, u32)| {
            (place(first.0, 0)..place(last.0, 1), place(first.1, 0)..place(last.1, 1))
        };
        sheet.merged = merged.into_iter().map(|merged| region(merged.start, merged.end)).collect();
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn text(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => plain_number(&number.to_string()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_string(),
        Data::DateTime(time) => {
            let stored = time.to_string();
            super::sheet::day(&stored).unwrap_or_else(|| plain_number(&stored))
        }
        Data::Error(error) => error.to_string(),
    }
}

fn damaged(error: &XlsError) -> ImportError {
    match error {
        XlsError::Password => ImportError::Protected,
        error => ImportError::Damaged(error.to_string()),
    }
}

/// Walks through the records of a workbook's stream and refuses sheets that cover more cells than any report: the
/// library takes memory for all of them at once.
fn check(stream: &[u8]) -> Result<(), ImportError> {
    const HEAD: usize = 4;
    let short = |at: usize| stream.get(at..at + 2).map(|two| usize::from(u16::from_le_bytes([two[0], two[1]])));
    let long = |at: usize| Some(short(at)? | short(at + 2)? << 16);
    let (mut at, mut rows, mut columns, mut first) = (0, 0..0, 0..0, true);
    while let (Some(kind), Some(length)) = (short(at), short(at + 2)) {
        let body = at + HEAD;
        let cell = match kind {
            // A new sheet.
            0x0809 => {
                first = true;
                None
            }
            // What the sheet says of its own size.
            0x0200 => {
                let wide = length >= 14;
                let (top, bottom) = if wide { (long(body), long(body + 4)) } else { (short(body), short(body + 2)) };
                let (left, right) =
                    if wide { (short(body + 8), short(body + 10)) } else { (short(body + 4), short(body + 6)) };
                if let (Some(top), Some(bottom), Some(left), Some(right)) = (top, bottom, left, right) {
                    let inverted = bottom < top || right < left;
                    let covered = (bottom.saturating_sub(top) + 1).saturating_mul(right.saturating_sub(left) + 1);
                    if inverted || covered > MOST_COVERED {
                        return Err(ImportError::Unpacked);
                    }
                }
                None
            }
            // Numbers, words, formulas, and several numbers in a row, which end with their last column.
            0x0203 | 0x0204 | 0x0205 | 0x0006 | 0x027E | 0x00D6 | 0x00FD => short(body).zip(short(body + 2)),
            0x00BD => {
                let last = length.checked_sub(2).and_then(|end| short(body + end));
                let cells = last.zip(short(body + 2)).filter(|(last, left)| last >= left);
                short(body).zip(cells.map(|(last, _)| last))
            }
            _ => None,
        };
        if let Some((row, column)) = cell {
            if std::mem::take(&mut first) {
                (rows, columns) = (row..row + 1, column..column + 1);
            }
            rows = rows.start.min(row)..rows.end.max(row + 1);
            columns = columns.start.min(column)..columns.end.max(column + 1);
            if rows.len().saturating_mul(columns.len()) > MOST_COVERED {
                return Err(ImportError::Unpacked);
            }
        }
        at = body + length;
    }
    Ok(())
}
