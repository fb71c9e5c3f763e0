//! The date that a part is signed with: whether it lies in the time in which such a report can be written, and not after the
//! last day for it. It knows no calendar of working days, and looks at no other date of the prose.

use super::super::definition::prose::Dated;
use super::super::number::Number;
use super::super::report::{Part, Report, Scope};
use super::glyph::Glyph;
use super::passage::{Remark, at};

/// A date of the prose: year, month and, where it is written, the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Date {
    year: i32,
    month: u32,
    day: Option<u32>,
    start: usize,
    end: usize,
}

/// The last date of a part, where it breaks the rule.
pub fn misdated(rule: &Dated, report: &Report, year: i32, part: Part, text: &[Glyph]) -> Option<Remark> {
    let date = (0..text.len()).rev().find_map(|start| date(text, start))?;
    // What covers the whole year can be signed in its last month.
    let is_in_time = date.year == year + 1 || (date.year == year && date.month == 12);
    let is_wrong = if rule.due.is_empty() {
        !is_in_time
    } else {
        let agency = report.agency.as_deref().filter(|_| report.scope == Scope::Own)?;
        let ends = |endings: &[String]| endings.iter().any(|ending| agency.ends_with(ending.as_str()));
        let due = rule.due.iter().find(|due| ends(&due.endings))?;
        date.year == year + 1 && (date.month, date.day.unwrap_or(1)) > (due.month, due.day)
    };
    let right = u32::try_from(year + 1).ok().map(Number::from);
    is_wrong.then(|| Remark { right, ..at(part, &text[date.start..date.end]) })
}

/// The date that begins here: `2025年1月20日`, `二〇二五年一月二十日`, `2025-01-20`, `2025.1.20`, `2025/1/20`.
fn date(text: &[Glyph], start: usize) -> Option<Date> {
    let digit = |at: usize| text.get(at).and_then(|glyph| value(glyph.plain)).filter(|value| *value < 10);
    if start.checked_sub(1).is_some_and(|before| digit(before).is_some()) {
        return None;
    }
    let year = (start..start + 4).try_fold(0, |year, at| Some(year * 10 + i32::try_from(digit(at)?).ok()?))?;
    let sign = text.get(start + 4)?.plain;
    let is_written = sign == '年';
    if !is_written && !matches!(sign, '-' | '.' | '/') {
        return None;
    }
    let (month, behind) = small(text, start + 5)?;
    let follows = text.get(behind).map(|glyph| glyph.plain);
    if !(1..=12).contains(&month) || follows != Some(if is_written { '月' } else { sign }) {
        return None;
    }
    let day = small(text, behind + 1).filter(|(day, _)| (1..=31).contains(day));
    let end = match day {
        Some((_, end)) if is_written && text.get(end).is_some_and(|glyph| glyph.plain == '日') => end + 1,
        Some((_, end)) if !is_written => end,
        _ if is_written => behind + 1,
        _ => return None,
    };
    let day = day.map(|(day, _)| day).filter(|_| end > behind + 1);
    Some(Date { year, month, day, start, end })
}

/// What a digit counts; 10 is ten.
fn value(c: char) -> Option<u32> {
    const CHINESE: &str = "〇一二三四五六七八九十";
    match c {
        '○' | '零' => Some(0),
        _ => c.to_digit(10).or_else(|| u32::try_from(CHINESE.chars().position(|digit| digit == c)?).ok()),
    }
}

/// A number of at most two digits, or a Chinese one up to 39, and where it ends.
fn small(text: &[Glyph], start: usize) -> Option<(u32, usize)> {
    let digits: Vec<u32> = text.get(start..)?.iter().take(3).map_while(|glyph| value(glyph.plain)).collect();
    let number = match *digits.as_slice() {
        [tens, 10, ones] => tens * 10 + ones,
        [10, ones] => 10 + ones,
        [tens, 10] => tens * 10,
        [tens, ones] => tens * 10 + ones,
        [one] => one,
        _ => return None,
    };
    Some((number, start + digits.len()))
}
