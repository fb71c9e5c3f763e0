//! Formulas whose results say nothing, since no program ever computed them: writers that cannot compute leave the result
//! blank, or write 0 for all of them. It computes nothing itself.

use super::sheet::{Sheet, address, plain_number};
use crate::domain::number::Number;
use crate::import::aside::Aside;

/// A cell with a formula for a number.
#[derive(Debug)]
pub struct Formula {
    pub row: usize,
    pub column: usize,
    pub words: String,
    /// What it came to, as stored; blank where it was never computed.
    pub result: String,
}

/// More cells than a sum of a report adds.
const MOST_ADDED: usize = 10_000;

/// Leaves the cells blank whose formulas were never computed, and tells so; whether there are any. All results are 0 in a
/// workbook that was never computed, though it asks to be, or though sums add something.
pub fn drop_uncomputed<'a>(
    sheets: &mut [Sheet],
    formulas: impl Iterator<Item = &'a [Formula]> + Clone,
    wants_computing: bool,
) -> bool {
    let all = || formulas.clone().flatten();
    let is_zero = |formula: &Formula| plain_number(&formula.result) == "0";
    let blank = all().any(|formula| formula.result.is_empty());
    let nothing = all().all(|formula| formula.result.is_empty() || is_zero(formula)) && all().any(is_zero);
    let belied = || {
        sheets
            .iter()
            .zip(formulas.clone())
            .any(|(sheet, own)| own.iter().any(|formula| is_zero(formula) && adds_something(sheet, &formula.words)))
    };
    if nothing && (wants_computing && all().count() > 1 || belied()) {
        for (sheet, own) in sheets.iter_mut().zip(formulas.clone()) {
            for Formula { row, column, .. } in own {
                sheet.rows.get_mut(row).and_then(|cells| cells.remove(column));
                sheet.tell(*row, *column, Some(Aside::Uncomputed));
            }
        }
        sheets.iter_mut().for_each(|sheet| sheet.rows.retain(|_, cells| !cells.is_empty()));
        return true;
    }
    blank
}

/// Whether a formula only adds cells of its own sheet, of which one holds a number and none a negative one.
fn adds_something(sheet: &Sheet, words: &str) -> bool {
    let words = words.trim_start_matches('=').replace(['$', ' '], "").to_ascii_uppercase();
    if words.contains(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | ',' | '+' | '(' | ')'))) {
        return false;
    }
    let mut any = false;
    let mut added = 0;
    for piece in words.split([',', '+', '(', ')']).filter(|piece| !piece.is_empty() && *piece != "SUM") {
        let (first, last) = piece.split_once(':').unwrap_or((piece, piece));
        let (Some((top, left)), Some((bottom, right))) = (address(first), address(last)) else { return false };
        for (_, cells) in sheet.rows.range(top..=bottom.max(top)) {
            for (_, text) in cells.range(left..=right.max(left)) {
                added += 1;
                let number: Number = text.parse().unwrap_or_default();
                if number.is_negative() || added > MOST_ADDED {
                    return false;
                }
                any |= !number.is_zero();
            }
        }
    }
    any
}
