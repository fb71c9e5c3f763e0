//! Old Excel and WPS sheets (`.xls`, `.et`), read by calamine. What it would take memory for is counted first; how cells look
//! is told by `biff`.

use std::io::Cursor;

use calamine::{Data, Reader, Xls, XlsError};

use super::biff::Looks;
use super::records::{
    BEGIN, BOUND_SHEET, CELLS, END, GOES_ON, NUMBERS, Records, SHARED_TEXT, SIZE, TEXTS, long, short,
};
use super::sheet::{CELL, Sheet, plain_number};
use super::{Workbook, format};
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::words::{Look, Words};
use crate::import::{ImportError, ole};

/// More cells between the first and the last one of a sheet than any report has.
const MOST_COVERED: usize = 2_000_000;

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Workbook, ImportError> {
    let stream = ole::stream(bytes, &["Workbook", "Book"]).ok_or_else(|| ImportError::Damaged("Workbook".into()))?;
    let texts = check(&stream, budget)?;
    sheets(bytes, &stream, &texts, budget)
}

fn sheets(bytes: &[u8], stream: &[u8], texts: &[Shared], budget: &Budget) -> Result<Workbook, ImportError> {
    let mut book: Xls<Cursor<&[u8]>> = Xls::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let looks = Looks::new(stream, budget)?;
    let shown = |sheet: &calamine::Sheet| sheet.visible == calamine::SheetVisible::Visible;
    let any = book.sheets_metadata().iter().any(shown);
    let all = book.sheets_metadata().iter().enumerate().map(|(n, sheet)| (n, sheet.name.clone(), shown(sheet) || !any));
    let mut read = Workbook::default();
    for (number, name, shown) in all.collect::<Vec<_>>() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        if !shown {
            let figures = range.used_cells().any(|(.., data)| matches!(data, Data::Int(_) | Data::Float(_)));
            read.asides.extend(figures.then_some(Aside::Unseen));
            continue;
        }
        let of_sheet = looks.of_sheet(stream, number, budget)?;
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet { name, ..Sheet::default() };
        let (top, left) = range.start().unwrap_or_default();
        let effort = of_sheet.effort();
        let place = |first: u32, index: usize| usize::try_from(first).unwrap_or(0) + index;
        for (row, column, data) in range.used_cells() {
            let at = (place(top, row), place(left, column));
            let stored = match data {
                Data::Float(number) => number.to_string(),
                Data::Int(number) => number.to_string(),
                data => text(data),
            };
            budget.charge(effort)?;
            let (code, hidden) = looks.of_cell(&of_sheet, at, &stored);
            let (text, aside) = match data {
                Data::Float(_) | Data::Int(_) => format::shown(&stored, code),
                _ => {
                    let shared = of_sheet.texts.get(&at).and_then(|&index| texts.get(index));
                    match shared.filter(|shared| !shared.runs.is_empty()) {
                        Some(shared) => words(&stored, &shared.runs, |font| looks.of_run(&of_sheet, at, font)),
                        None => (stored, None),
                    }
                }
            };
            budget.charge(CELL + text.len())?;
            let hidden = hidden.filter(|_| !text.is_empty());
            sheet.tell(at.0, at.1, hidden.or(aside));
            sheet.put(at.0, at.1, if hidden.is_some() { String::new() } else { text });
        }
        let region = |first: (u32, u32), last: (u32, u32)| {
            (place(first.0, 0)..place(last.0, 1), place(first.1, 0)..place(last.1, 1))
        };
        sheet.merged = merged.into_iter().map(|merged| region(merged.start, merged.end)).collect();
        if sheet.hide(of_sheet.hidden_rows, &of_sheet.hidden_columns) {
            read.asides.push(Aside::Unseen);
        }
        read.sheets.push(sheet);
    }
    Ok(read)
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

/// What is seen of a text with runs in fonts of their own, and what was passed over in it; `runs` say from which letter on.
fn words(text: &str, runs: &[(usize, usize)], look: impl Fn(usize) -> Look) -> (String, Option<Aside>) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut words = Words::default();
    let mut push = |look: Look, from: usize, to: usize| {
        let piece = String::from_utf16_lossy(units.get(from..to.clamp(from, units.len())).unwrap_or_default());
        for line in piece.split_inclusive('\n') {
            words.push(look, line.trim_end_matches(['\n', '\r']));
            if line.ends_with('\n') {
                words.end_line();
            }
        }
    };
    push(Look::Plain, 0, runs.first().map_or(units.len(), |&(start, _)| start));
    for (index, &(start, font)) in runs.iter().enumerate() {
        push(look(font), start, runs.get(index + 1).map_or(units.len(), |&(next, _)| next));
    }
    words.cell()
}

fn damaged(error: &XlsError) -> ImportError {
    match error {
        XlsError::Password => ImportError::Protected,
        error => ImportError::Damaged(error.to_string()),
    }
}

/// Holds what the library would take memory for against the budget before it is asked: for all cells between the first and
/// the last one of a sheet, and for a text as often as cells share it.
fn check(stream: &[u8], budget: &Budget) -> Result<Vec<Shared>, ImportError> {
    let mut sheets = Vec::new();
    let mut texts = Vec::new();
    let mut records = Records { stream, at: 0 }.peekable();
    while let Some((kind, body)) = records.next() {
        match kind {
            BOUND_SHEET => sheets.extend(long(body, 0)),
            TEXTS => {
                let mut pieces = vec![body.get(8..).unwrap_or_default()];
                while let Some((_, more)) = records.next_if(|(kind, _)| *kind == GOES_ON) {
                    pieces.push(more);
                }
                texts = shared(&pieces, budget)?;
            }
            END => break,
            _ => {}
        }
    }
    // Several names may stand for one place in the stream, and each is a sheet then.
    sheets.iter().try_for_each(|&at| sheet(stream, at, &texts, budget))?;
    Ok(texts)
}

/// A text that cells share.
struct Shared {
    /// Its bytes, at most.
    bytes: usize,
    /// From which letters on it has other fonts, by number.
    runs: Vec<(usize, usize)>,
}

/// What the library keeps of a cell.
const KEPT: usize = size_of::<calamine::Cell<Data>>();

/// The texts that cells share; one may go on in the next piece, in wider or narrower letters.
fn shared(pieces: &[&[u8]], budget: &Budget) -> Result<Vec<Shared>, ImportError> {
    let mut texts = Vec::new();
    let mut rest = pieces.iter().copied();
    let mut piece = rest.next().unwrap_or_default();
    loop {
        if piece.is_empty() {
            let Some(next) = rest.next() else { return Ok(texts) };
            piece = next;
        }
        let (Some(mut left), Some(&flags)) = (short(piece, 0), piece.get(2)) else { return Ok(texts) };
        let bytes = left * 3;
        let (runs, extra) = (flags & 8 != 0, flags & 4 != 0);
        let head = 3 + if runs { 2 } else { 0 } + if extra { 4 } else { 0 };
        let runs = if runs { short(piece, 3).unwrap_or(0) * 4 } else { 0 };
        let extra = if extra { long(piece, head - 4).unwrap_or(0) } else { 0 };
        let mut wide = flags & 1 != 0;
        piece = piece.get(head..).unwrap_or_default();
        while left > 0 {
            let letter = if wide { 2 } else { 1 };
            let here = left.min(piece.len() / letter);
            (left, piece) = (left - here, &piece[here * letter..]);
            if left > 0 {
                let Some((&flags, next)) = rest.next().and_then(<[u8]>::split_first) else { return Ok(texts) };
                (wide, piece) = (flags & 1 != 0, next);
            }
        }
        // What stands behind the letters may be parted anywhere.
        let (mut fonts, mut behind) = (Vec::new(), runs + extra);
        loop {
            let here = behind.min(piece.len());
            let (own, next) = piece.split_at(here);
            fonts.extend(own.iter().copied().take(runs.saturating_sub(fonts.len())));
            (behind, piece) = (behind - here, next);
            if behind == 0 {
                break;
            }
            let Some(next) = rest.next() else { return Ok(texts) };
            piece = next;
        }
        budget.charge(size_of::<Shared>() + fonts.len() * 4)?;
        let run = |run: &[u8]| short(run, 0).zip(short(run, 2));
        texts.push(Shared { bytes, runs: fonts.chunks_exact(4).filter_map(run).collect() });
    }
}

/// Charges one sheet.
fn sheet(stream: &[u8], start: usize, texts: &[Shared], budget: &Budget) -> Result<(), ImportError> {
    let (mut rows, mut columns, mut first, mut depth) = (0..0, 0..0, true, 0);
    for (kind, body) in (Records { stream, at: start }) {
        budget.charge(1)?;
        let cell = match kind {
            BEGIN => {
                depth += 1;
                None
            }
            END => {
                depth -= 1;
                if depth <= 0 {
                    break;
                }
                None
            }
            // What the sheet says of its own size.
            SIZE => {
                let numbers = |ats: [usize; 4], wide: bool| {
                    let row = |at: usize| if wide { long(body, at) } else { short(body, at) };
                    Some((row(ats[0])?, row(ats[1])?, short(body, ats[2])?, short(body, ats[3])?))
                };
                let wide = body.len() >= 14;
                let said = numbers(if wide { [0, 4, 8, 10] } else { [0, 2, 4, 6] }, wide);
                if let Some((top, bottom, left, right)) = said {
                    let inverted = bottom < top || right < left;
                    let covered = (bottom.saturating_sub(top) + 1).saturating_mul(right.saturating_sub(left) + 1);
                    if inverted || covered > MOST_COVERED {
                        return Err(ImportError::Unpacked);
                    }
                }
                None
            }
            kind if CELLS.contains(&kind) => {
                if kind == SHARED_TEXT {
                    let text = long(body, 6).and_then(|index| texts.get(index));
                    budget.charge(text.map_or(0, |text| text.bytes))?;
                }
                budget.charge(KEPT)?;
                short(body, 0).zip(short(body, 2))
            }
            // Several numbers in a row, which end with their last column.
            NUMBERS => {
                budget.charge(body.len() / 6 * KEPT)?;
                let last = body.len().checked_sub(2).and_then(|end| short(body, end));
                let cells = last.zip(short(body, 2)).filter(|(last, left)| last >= left);
                short(body, 0).zip(cells.map(|(last, _)| last))
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
    }
    // The library keeps a sheet, and hands out a copy.
    budget.charge(rows.len().saturating_mul(columns.len()) * 2 * size_of::<Data>())
}
