//! What an OFD page draws, in its short notation: points of lines, and where a curve breaks them. Curves are no rules; only
//! their ends count.

use crate::import::pdf::lexer::{Fixed, ONE};
use crate::import::pdf::matrix::bounded;

/// A place, in millionths of a millimetre.
pub type Point = (Fixed, Fixed);

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

/// The numbers of a list.
pub fn numbers(text: &str) -> impl Iterator<Item = Fixed> + '_ {
    words(text).map_while(fixed)
}

/// A sum held within the bounds of all places.
pub fn sum(a: Fixed, b: Fixed) -> Fixed {
    bounded(i128::from(a) + i128::from(b))
}

/// A product of two numbers in millionths.
pub fn product(a: Fixed, b: Fixed) -> Fixed {
    bounded(i128::from(a) * i128::from(b) / i128::from(ONE))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',', '\t', '\r', '\n']).filter(|word| !word.is_empty())
}

/// The lines of a path: parts of points that straight lines join.
pub fn parts(text: &str) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut words = words(text).peekable();
    while let Some(operator) = words.next() {
        let mut given = Vec::new();
        while let Some(number) = words.peek().and_then(|word| fixed(word)) {
            given.push(number);
            words.next();
        }
        let end = || given.len().checked_sub(2).and_then(|at| Some((*given.get(at)?, *given.get(at + 1)?)));
        match operator {
            "M" | "S" => parts.extend(end().map(|point| vec![point])),
            "L" => {
                for pair in given.chunks_exact(2) {
                    match parts.last_mut() {
                        Some(part) => part.push((pair[0], pair[1])),
                        None => parts.push(vec![(pair[0], pair[1])]),
                    }
                }
            }
            "C" => {
                if let Some(part) = parts.last_mut()
                    && let Some(&first) = part.first()
                {
                    part.push(first);
                }
            }
            _ => parts.extend(end().map(|point| vec![point])),
        }
    }
    parts
}
