//! The one place where a figure becomes a workbook's number. Those are doubles, which hold fifteen significant digits
//! exactly and no more; a figure with more digits stays a text, so that no digit is lost.

use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use crate::domain::number::Number;
use crate::export::Moment;

/// How many significant digits a workbook's number holds.
const DIGITS: usize = 15;

/// The most digits before the point of a sum with decimals: beyond, rounding to six places hides no longer what adding
/// doubles loses.
const WHOLE_DIGITS: usize = 8;

/// Whether a workbook's number holds this one exactly.
pub fn fits(number: Number) -> bool {
    let text = number.to_string();
    let digits = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    digits <= DIGITS
}

/// Whether a workbook can add up numbers, with decimals or without, whose magnitudes come to this.
pub fn is_summable(magnitude: Number, decimals: bool) -> bool {
    let text = magnitude.to_string();
    fits(magnitude) && (!decimals || text.split('.').next().is_some_and(|whole| whole.len() <= WHOLE_DIGITS))
}

/// Writes a number, as a text where it is too long.
pub fn write(sheet: &mut Worksheet, at: (u32, u16), number: Number, format: &Format) -> Result<(), XlsxError> {
    let text = number.to_string();
    match text.parse::<f64>() {
        Ok(double) if fits(number) => sheet.write_number_with_format(at.0, at.1, double, format)?,
        _ => sheet.write_string_with_format(at.0, at.1, text, format)?,
    };
    Ok(())
}

/// Sets the margins, left, right, top and bottom, in twentieths of a point; head and foot stand in the middle of theirs.
pub fn set_margins(sheet: &mut Worksheet, margins: [u32; 4]) {
    let [left, right, top, bottom] = margins.map(|twips| f64::from(twips) / 1440.0);
    sheet.set_margins(left, right, top, bottom, top / 2.0, bottom / 2.0);
}

/// A time of the clock, as workbooks have it.
pub fn date(made: Moment) -> Result<ExcelDateTime, XlsxError> {
    let Moment { year, month, day, hour, minute, second } = made;
    ExcelDateTime::from_ymd(year, month, day)?.and_hms(hour.into(), minute, f64::from(second))
}
