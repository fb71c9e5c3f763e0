//! A sheet as its container gives it: cells with words and merged regions, whatever the container.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::budget::Budget;

/// What a cell takes, with its place in the sheet and among the blocks, besides its words.
pub const CELL: usize = 128;

/// More columns than any report has; cells behind them are left out.
pub const MOST_COLUMNS: usize = 1000;

/// By row, the stretches of columns that merged regions cover, each with whether the region begins in the row.
pub type Spans = BTreeMap<usize, Vec<(Range<usize>, bool)>>;

#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// The cells with words, by row and column from 0.
    pub rows: BTreeMap<usize, BTreeMap<usize, String>>,
    /// Merged regions: rows and columns.
    pub merged: Vec<(Range<usize>, Range<usize>)>,
    /// What was passed over in a cell, by row and column.
    pub asides: BTreeMap<(usize, usize), Aside>,
    /// Rows that are hidden, and not read.
    pub hidden: BTreeSet<usize>,
}

impl Sheet {
    /// Puts words into a cell; blank ones are no words.
    pub fn put(&mut self, row: usize, column: usize, text: String) {
        if column < MOST_COLUMNS && !crate::import::normal::is_blank(&text) {
            self.rows.entry(row).or_default().insert(column, text);
        }
    }

    /// Says what was passed over in a cell.
    pub fn tell(&mut self, row: usize, column: usize, aside: Option<Aside>) {
        if let Some(aside) = aside.filter(|_| column < MOST_COLUMNS) {
            self.asides.insert((row, column), aside);
        }
    }

    /// Takes out what stands below something.
    pub fn cover(&mut self, rows: Range<usize>, columns: Range<usize>) {
        if rows.is_empty() || columns.is_empty() {
            return;
        }
        for (row, cells) in self.rows.range_mut(rows) {
            let covered: Vec<usize> = cells.range(columns.clone()).map(|(column, _)| *column).collect();
            for column in covered {
                cells.remove(&column);
                self.asides.insert((*row, column), Aside::Unseen);
            }
        }
        self.rows.retain(|_, cells| !cells.is_empty());
    }

    /// Takes out what stands in hidden rows and columns, which are no cells; whether there was anything.
    pub fn hide(&mut self, rows: BTreeSet<usize>, columns: &[Range<usize>]) -> bool {
        let mut held = false;
        for row in &rows {
            held |= self.rows.remove(row).is_some();
        }
        self.hidden = rows;
        let mut kept = vec![true; MOST_COLUMNS];
        for columns in columns {
            let range = columns.start.min(MOST_COLUMNS)..columns.end.min(MOST_COLUMNS);
            kept.get_mut(range).into_iter().for_each(|kept| kept.fill(false));
        }
        if kept.iter().all(|kept| *kept) {
            return held;
        }
        let mut left = 0;
        let mut before: Vec<usize> = Vec::with_capacity(MOST_COLUMNS + 1);
        for kept in &kept {
            before.push(left);
            left += usize::from(*kept);
        }
        before.push(left);
        let place = |column: usize| before[column.min(MOST_COLUMNS)];
        let stays = |column: usize| kept.get(column).copied().unwrap_or(false);
        for cells in self.rows.values_mut() {
            let count = cells.len();
            let moved = std::mem::take(cells).into_iter().filter(|(column, _)| stays(*column));
            *cells = moved.map(|(column, text)| (place(column), text)).collect();
            held |= cells.len() < count;
        }
        self.rows.retain(|_, cells| !cells.is_empty());
        let asides = std::mem::take(&mut self.asides).into_iter().filter(|((_, column), _)| stays(*column));
        self.asides = asides.map(|((row, column), aside)| ((row, place(column)), aside)).collect();
        self.merged.iter_mut().for_each(|(_, columns)| *columns = place(columns.start)..place(columns.end));
        held
    }

    /// For every row with words, the stretches of columns that merged regions cover there, each with whether the
    /// region begins in this row.
    ///
    /// # Errors
    /// Where there are more of them than any report has.
    pub fn spans(&self, budget: &Budget) -> Result<Spans, ImportError> {
        let mut spans = Spans::new();
        for (rows, columns) in &self.merged {
            if columns.is_empty() || rows.is_empty() {
                continue;
            }
            for (&row, _) in self.rows.range(rows.clone()) {
                let columns = columns.start..columns.end.min(MOST_COLUMNS);
                budget.charge(size_of::<(Range<usize>, bool)>() + columns.len() / 8)?;
                spans.entry(row).or_default().push((columns, row == rows.start));
            }
        }
        spans.values_mut().for_each(|row| row.sort_by_key(|(columns, _)| columns.start));
        Ok(spans)
    }
}

/// A number as a workbook stores it, in plain digits: `1.5E2` is 150. What arithmetic in binary leaves behind the
/// fifteen digits that a sheet shows is dropped: `0.30000000000000004` is 0.3.
pub fn plain_number(stored: &str) -> String {
    let stored = stored.trim();
    decimal(stored).unwrap_or_else(|| stored.to_string())
}

fn decimal(stored: &str) -> Option<String> {
    const SHOWN: usize = 15;
    const NOISE: usize = 4;
    const LONGEST: i64 = 40;
    let (sign, rest) = stored.strip_prefix('-').map_or(("", stored), |rest| ("-", rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let exponent: i64 = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let leading = digits.len() - digits.trim_start_matches('0').len();
    let point = point - i64::try_from(leading).ok()?;
    let mut digits = digits[leading..].trim_end_matches('0').to_string();
    if digits.is_empty() {
        return Some("0".into());
    }
    let mut carried = 0;
    if digits.len() > SHOWN {
        let (shown, over) = rounded(&digits, SHOWN);
        if shown.len() + NOISE <= digits.len() {
            (digits, carried) = (shown, i64::from(over));
        }
    }
    let point = point + carried;
    if point.abs() > LONGEST {
        return None;
    }
    let length = i64::try_from(digits.len()).ok()?;
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
    let text = if point <= 0 {
        format!("0.{}{digits}", zeros(-point))
    } else if point >= length {
        format!("{digits}{}", zeros(point - length))
    } else {
        let (whole, fraction) = digits.split_at(usize::try_from(point).ok()?);
        format!("{whole}.{fraction}")
    };
    Some(format!("{sign}{text}"))
}

/// The first digits, rounded, without zeros behind them, and whether rounding made one digit more of them.
fn rounded(digits: &str, count: usize) -> (String, bool) {
    let mut shown: Vec<u8> = digits.bytes().take(count).collect();
    if digits.as_bytes().get(count).is_some_and(|&next| next >= b'5') {
        let nines = shown.iter().rev().take_while(|&&digit| digit == b'9').count();
        shown.truncate(shown.len() - nines);
        match shown.last_mut() {
            Some(last) => *last += 1,
            None => return ("1".into(), true),
        }
    }
    let text: String = shown.into_iter().map(char::from).collect();
    (text.trim_end_matches('0').to_string(), false)
}

/// A day that a workbook stores as a number, in words, where it is one of our time.
pub fn day(stored: &str) -> Option<String> {
    const TIME: Range<i64> = 36_526..73_051;
    let days: i64 = stored.trim().split('.').next()?.parse().ok()?;
    TIME.contains(&days).then(|| any_day(stored))?
}

/// A day that a workbook stores as a number, in words, whenever it is.
pub fn any_day(stored: &str) -> Option<String> {
    const EPOCH: i64 = 25_569;
    const MOST: i64 = 3_000_000;
    let days: i64 = stored.trim().split('.').next()?.parse().ok()?;
    // Sheets have a day too many in 1900.
    let days = Some(days).filter(|days| (0..MOST).contains(days)).map(|days| days + i64::from(days < 60))?;
    // Years from March on make leap days the last of their year; after Howard Hinnant's civil calendar.
    let days = days - EPOCH + 719_468;
    let era_day = days.rem_euclid(146_097);
    let year_of_era = (era_day - era_day / 1460 + era_day / 36_524 - era_day / 146_096) / 365;
    let day_of_year = era_day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + days.div_euclid(146_097) * 400 + i64::from(month < 3);
    Some(format!("{year}年{month}月{day}日"))
}

/// Row and column of an address like `AB12`, from 0.
pub fn address(name: &str) -> Option<(usize, usize)> {
    const MOST: usize = 1 << 20;
    let name = name.replace('$', "");
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = &name[..name.len() - digits.len()];
    let letter = |column: usize, c: u8| Some(column.checked_mul(26)? + usize::from(c.to_ascii_uppercase() - b'A') + 1);
    let column = letters.bytes().try_fold(0, letter).filter(|column| (1..=MOST).contains(column))?;
    let row: usize = digits.parse().ok().filter(|row| (1..=MOST).contains(row))?;
    Some((row - 1, column - 1))
}

/// Rows and columns of a region like `A1:C3`.
pub fn region(name: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (first, last) = name.split_once(':')?;
    let ((top, left), (bottom, right)) = (address(first)?, address(last)?);
    Some((top..bottom + 1, left..right + 1))
}
