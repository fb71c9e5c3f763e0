//! What titles, names of sheets and lines between months say of the year and the month of what stands below them.

use super::day::{self, Around};
use crate::domain::spelling::fold;

/// Longer lines are prose, whose years are anything's.
const LONGEST: usize = 40;

/// The years that a title names, each once; a year within a whole day is none of them.
pub fn years(title: &str) -> Vec<i16> {
    let signs = signs(title);
    let mut years: Vec<i16> = Vec::new();
    if signs.len() > LONGEST || signs.contains(&'《') {
        return years;
    }
    for at in 0..signs.len() {
        let Some(year) = year_at(&signs, at) else { continue };
        if !years.contains(&year) {
            years.push(year);
        }
    }
    years
}

/// What a title or a line says of the time of what stands below it; a year only where there is one.
pub fn around(title: &str) -> Around {
    let year = match years(title)[..] {
        [year] => Some(year),
        _ => None,
    };
    Around { year, month: month(title) }
}

/// Whether a line of one cell says the time of what stands below it: a month, a quarter, a year, and nothing much besides.
pub fn is_time(line: &str) -> bool {
    const SAID: &str = "年度月份季上下半第全一二三四五六七八九十〇零0123456789-至台账登记表";
    let signs = signs(line);
    let is_said = |c: &char| SAID.contains(*c) || !c.is_alphanumeric();
    let names = signs.iter().any(|c| matches!(c, '年' | '月' | '季'));
    (names && signs.iter().all(is_said) && !whole_day(&signs)) || (signs.len() == 4 && years(line).len() == 1)
}

fn signs(text: &str) -> Vec<char> {
    text.chars().map(fold).filter(|c| !c.is_whitespace()).collect()
}

fn year_at(signs: &[char], at: usize) -> Option<i16> {
    let four = signs.get(at..at + 4)?;
    let digits = |c: &char| c.is_ascii_digit();
    let edge = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_none_or(|c| !c.is_ascii_digit());
    let text: String = four.iter().collect();
    let year = if four.iter().all(digits) && edge(at.checked_sub(1)) && edge(Some(at + 4)) {
        text.parse().ok()?
    } else if signs.get(at + 4) == Some(&'年') {
        i16::try_from(day::number(&text)?).ok()?
    } else {
        return None;
    };
    let stands = (1990..2090).contains(&year);
    (stands && !is_whole_day(&signs[at + 4..])).then_some(year)
}

/// Whether month and day follow a year.
fn is_whole_day(rest: &[char]) -> bool {
    let mut rest = rest.iter();
    let Some(sign) = rest.next().filter(|c| matches!(c, '年' | '.' | '-' | '/')) else { return false };
    let text: String = rest.collect();
    let numeral = |c: char| c.is_ascii_digit() || day::number(&c.to_string()).is_some();
    let behind_month = text.trim_start_matches(numeral);
    let month = text.len() - behind_month.len();
    let next = behind_month.chars().next();
    let day = next.is_some_and(|c| if *sign == '年' { c == '月' } else { c == *sign });
    let day = day && behind_month.chars().nth(1).is_some_and(numeral);
    month > 0 && day
}

fn whole_day(signs: &[char]) -> bool {
    let text: String = signs.iter().collect();
    text.contains('日') || text.contains('号')
}

/// The month that a title names, where it is one.
fn month(title: &str) -> Option<i8> {
    let signs = signs(title);
    let mut found = signs.iter().enumerate().filter(|(_, c)| **c == '月');
    let (at, _) = found.next()?;
    if found.next().is_some() || signs.len() > LONGEST {
        return None;
    }
    let numeral = |c: &&char| c.is_ascii_digit() || day::number(&c.to_string()).is_some();
    let mut digits: Vec<char> = signs[..at].iter().rev().take_while(numeral).copied().collect();
    digits.reverse();
    // From one month to another.
    let before = at.checked_sub(digits.len() + 1).and_then(|at| signs.get(at));
    if matches!(before, Some('-' | '—' | '–' | '~' | '至' | '到' | '、')) {
        return None;
    }
    let text: String = digits.into_iter().collect();
    let month = text.parse().ok().or_else(|| day::number(&text))?;
    i8::try_from(month).ok().filter(|month| (1..=12).contains(month))
}
