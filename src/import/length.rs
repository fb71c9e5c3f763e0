//! Numbers and lengths as XML writes them, in whole millionths and thousandths. What they measure is the readers' business.

use super::pdf::lexer::{Fixed, ONE};
use super::pdf::matrix::bounded;

/// More digits than any place has.
const MOST_DIGITS: usize = 15;

/// A number as XML writes it, `-1.5` or `1.5e-3`, in millionths.
pub fn fixed(word: &str) -> Option<Fixed> {
    let word = word.trim();
    let (mantissa, exponent) = word.split_once(['e', 'E']).unwrap_or((word, "0"));
    let exponent: i32 = exponent.trim_start_matches('+').parse().ok()?;
    let (negative, size) = match mantissa.strip_prefix('-') {
        Some(size) => (true, size),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    if !digits().all(|byte| byte.is_ascii_digit()) || digits().next().is_none() || whole.len() > MOST_DIGITS {
        return None;
    }
    let fraction = &fraction[..fraction.len().min(MOST_DIGITS)];
    let digits = whole.bytes().chain(fraction.bytes());
    let value = digits.fold(0i128, |value, byte| value * 10 + i128::from(byte - b'0'));
    let shift = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?.clamp(-40, 20);
    let power = 10i128.pow(shift.unsigned_abs().min(38));
    let scaled = value.checked_mul(i128::from(ONE))?;
    let number = bounded(if shift < 0 { scaled / power } else { scaled.saturating_mul(power) });
    Some(if negative { -number } else { number })
}

/// A length with its unit, in thousandths of a point.
pub fn points(length: &str) -> Option<i64> {
    const UNITS: [(&str, i64); 5] = [("pt", 1_000), ("cm", 28_350), ("mm", 2_835), ("in", 72_000), ("px", 750)];
    UNITS.iter().find_map(|(unit, size)| {
        let number = fixed(length.trim().strip_suffix(unit)?)?;
        Some((i128::from(number) * i128::from(*size) / i128::from(ONE)) as i64)
    })
}
