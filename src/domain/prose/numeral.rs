//! Numbers as prose writes them: Arabic and full-width digits, thousands set apart, decimals, Chinese numerals. It does
//! not know what is counted.

use super::super::number::Number;
use super::glyph::Glyph;

/// A number of the prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    pub value: Number,
    /// How many decimals are printed.
    pub places: u32,
    /// Whether it can be told for sure: no blanks between its digits, no range, no ordinal.
    pub sure: bool,
}

/// The most digits a number is read with.
const MOST_DIGITS: usize = 18;

/// The number that a text begins with, and how many characters it has.
pub fn arabic(text: &[Glyph]) -> Option<(Numeral, usize)> {
    let is_digit = |at: usize| text.get(at).is_some_and(|glyph| glyph.plain.is_ascii_digit());
    if !is_digit(0) {
        return None;
    }
    let (mut digits, mut sure, mut at) = (String::new(), true, 0);
    loop {
        let start = at;
        while is_digit(at) {
            // Two numbers set side by side look the same as one with a blank in it.
            sure &= at == 0 || !text[at].spaced;
            digits.push(text[at].plain);
            at += 1;
        }
        let group = at - start;
        sure &= start == 0 || group == 3;
        let three_follow = (1..=3).all(|ahead| is_digit(at + ahead)) && !is_digit(at + 4);
        let is_comma = text.get(at).is_some_and(|glyph| glyph.plain == ',' && !glyph.spaced);
        if !(is_comma && three_follow && group <= 3 && !text[at + 1].spaced) {
            break;
        }
        // A full-width comma may as well part two numbers.
        sure &= !text[at].wide;
        at += 1;
    }
    let mut places = 0;
    if text.get(at).is_some_and(|glyph| glyph.plain == '.') && is_digit(at + 1) {
        digits.push('.');
        at += 1;
        while is_digit(at) {
            digits.push(text[at].plain);
            at += 1;
            places += 1;
        }
        sure &= text.get(at).is_none_or(|glyph| glyph.plain != '.');
    }
    let value = if digits.len() <= MOST_DIGITS { digits.parse().ok() } else { None };
    sure &= value.is_some() && places <= 6;
    Some((Numeral { value: value.unwrap_or(Number::ZERO), places, sure }, at))
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn digit(character: char) -> Option<u32> {
    match character {
        '〇' => Some(0),
        '两' => Some(2),
        other => DIGITS.iter().position(|digit| *digit == other).and_then(|value| u32::try_from(value).ok()),
    }
}

fn ten(character: char) -> Option<u64> {
    match character {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// The Chinese numeral that a text begins with, and how many characters it has.
pub fn chinese(text: &[Glyph]) -> Option<(Numeral, usize)> {
    let is_numeral = |glyph: &&Glyph| digit(glyph.plain).is_some() || ten(glyph.plain).is_some();
    let length = text.iter().take(MOST_DIGITS + 1).take_while(is_numeral).count();
    let numeral = &text[..length];
    digit(numeral.first()?.plain).or_else(|| (numeral[0].plain == '十').then_some(1))?;
    let value = if length > MOST_DIGITS { None } else { value(numeral) };
    let number = value.and_then(|value| value.to_string().parse().ok());
    let sure = number.is_some() && numeral.iter().skip(1).all(|glyph| !glyph.spaced);
    Some((Numeral { value: number.unwrap_or(Number::ZERO), places: 0, sure }, length))
}

/// The value of a numeral in well-formed order; digits alone are a number written digit by digit.
fn value(numeral: &[Glyph]) -> Option<u64> {
    if numeral.iter().all(|glyph| digit(glyph.plain).is_some()) {
        return numeral
            .iter()
            .try_fold(0_u64, |value, glyph| value.checked_mul(10)?.checked_add(u64::from(digit(glyph.plain)?)));
    }
    let (mut total, mut section, mut last, mut pending) = (0_u64, 0_u64, u64::MAX, None::<u64>);
    for glyph in numeral {
        if let Some(digit) = digit(glyph.plain) {
            if pending.is_some_and(|pending| pending != 0) {
                return None;
            }
            pending = Some(u64::from(digit));
        } else {
            let ten = ten(glyph.plain)?;
            if ten >= 10_000 {
                section = section.checked_add(pending.take().unwrap_or(0))?;
                total = total.checked_add(section.checked_mul(ten)?)?;
                (section, last) = (0, u64::MAX);
            } else {
                if ten >= last {
                    return None;
                }
                section = section.checked_add(pending.take().filter(|d| *d != 0).unwrap_or(1).checked_mul(ten)?)?;
                last = ten;
            }
        }
    }
    total.checked_add(section)?.checked_add(pending.unwrap_or(0))
}
