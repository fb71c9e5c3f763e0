//! Conditional formats of an old Excel workbook, as far as they may hide what a cell holds: what each compares a value with, and
//! which colours, strike and format it gives. What it makes of a cell is told by `biff`.

use std::ops::Range;

use super::super::condition_test::{Comparison, Test};
use super::super::records::{long, short};
use super::text;

/// The most regions that are taken in of one condition.
const MOST_REGIONS: usize = 1000;

/// Within the properties of letters: whether they are struck out, their colour, and what of that is said at all.
const FLAGS: usize = 68;
const INK: usize = 80;
const UNSAID: usize = 88;

/// How long these properties are.
const LETTERS: usize = 118;

const STRUCK: usize = 0x80;

/// A condition: the cells that it is for, when it is met, and what it changes; `None` stays as it is.
#[derive(Debug)]
pub struct Condition {
    pub regions: Vec<(Range<usize>, Range<usize>)>,
    pub test: Test,
    pub struck: bool,
    /// Colours, by number.
    pub ink: Option<usize>,
    pub ground: Option<usize>,
    pub code: Option<String>,
}

/// The cells that the conditions behind this record are for.
pub fn regions(body: &[u8]) -> Vec<(Range<usize>, Range<usize>)> {
    let count = short(body, 12).unwrap_or(0).min(MOST_REGIONS);
    let region = |at: usize| {
        let (top, bottom, left, right) =
            (short(body, at)?, short(body, at + 2)?, short(body, at + 4)?, short(body, at + 6)?);
        Some((top..bottom + 1, left..right + 1))
    };
    (0..count).filter_map(|index| region(14 + index * 8)).collect()
}

/// A condition for some cells.
pub fn condition(body: &[u8], regions: &[(Range<usize>, Range<usize>)]) -> Option<Condition> {
    let (kind, operator) = (*body.first()?, *body.get(1)?);
    let lengths = [short(body, 2)?, short(body, 4)?];
    let formulas = body.len().checked_sub(lengths[0] + lengths[1]).and_then(|at| body.get(at..))?;
    let (first, second) = formulas.split_at(lengths[0]);
    let bounds: Option<Vec<String>> =
        [first, second].into_iter().filter(|formula| !formula.is_empty()).map(number).collect();
    // In the order of their numbers, from one on.
    const COMPARISONS: [Comparison; 8] = [
        Comparison::Between,
        Comparison::NotBetween,
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Above,
        Comparison::Below,
        Comparison::AtLeast,
        Comparison::AtMost,
    ];
    let comparison = usize::from(operator).checked_sub(1).and_then(|index| COMPARISONS.get(index));
    let test = match (kind, comparison, bounds) {
        (1, Some(comparison), Some(bounds)) => Test::compared(*comparison, &bounds),
        _ => Test::Unknown,
    };
    let (flags, mut at) = (long(body, 6)?, 12);
    let says = |bit: usize| flags >> bit & 1 == 1;
    let mut condition =
        Condition { regions: regions.to_vec(), test, struck: false, ink: None, ground: None, code: None };
    if says(25) {
        // A format of its own has its length before it, another one has a number.
        let own = short(body, 10)? & 1 == 1;
        condition.code = if own { text(body.get(at + 2..)?) } else { None };
        at += if own { short(body, at)? } else { 2 };
    }
    if says(26) {
        let letters = body.get(at..at + LETTERS)?;
        condition.struck = long(letters, FLAGS)? & STRUCK != 0 && long(letters, UNSAID)? & STRUCK == 0;
        condition.ink = long(letters, INK).filter(|&ink| ink < 0x8000);
        at += LETTERS;
    }
    at += if says(27) { 8 } else { 0 } + if says(28) { 8 } else { 0 };
    if says(29) {
        condition.ground = short(body, at + 2).map(|colours| colours >> 7 & 0x7F).filter(|_| !says(18));
    }
    Some(condition)
}

/// The whole number that a formula is, where it is nothing else.
fn number(formula: &[u8]) -> Option<String> {
    match formula {
        [0x1E, low, high] => Some(u16::from_le_bytes([*low, *high]).to_string()),
        _ => None,
    }
}
