//! Days as offices write them: `2025-01-03`, `2025.1.3`, `20250103`, `1月3日`, a workbook's serial, with a time or a remark behind
//! them, two of them in one cell. What is no day stays the words that it is; nothing is guessed.

use jiff::civil::Date;

use crate::domain::register::record::Day;
use crate::domain::spelling::fold;
use crate::import::workbook::sheet::day as of_serial;

use super::words::Wordings;

/// A day as it is written, as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Year, month and day.
    Full(i16, i8, i8),
    /// Month and day.
    OfSomeYear(i8, i8),
    /// Only the day of a month that stands elsewhere.
    OfSomeMonth(i8),
}

/// What a cell says of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Nothing,
    One(Written),
    /// From one to another.
    Range(Written, Written),
    /// Two, with other words between them.
    Two(Written, Written),
    Words,
}

/// The year and month that hold where a day does not say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Around {
    pub year: Option<i16>,
    pub month: Option<i8>,
}

/// The years that registers have.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2089;

/// Two digits are years of this century, from the one in which registers began.
const SHORT_YEARS: std::ops::RangeInclusive<i16> = 8..=60;

/// Longer texts are remarks, in which no days are looked for.
const LONGEST: usize = 240;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Number(i32, usize),
    Sign(char),
    /// Any other words, between these bytes of the folded text.
    Words(usize, usize),
}

/// What a cell says of days; `is_number` where a workbook keeps it as one, so that the zero of `1.30` is lost.
pub fn said(text: &str, is_number: bool, wordings: &Wordings) -> Said {
    if wordings.is_blank(text) {
        return Said::Nothing;
    }
    if text.len() > LONGEST {
        return Said::Words;
    }
    let folded = plain(text);
    if let Some(day) = bare(&folded) {
        return day.map_or(Said::Words, Said::One);
    }
    if is_number && is_cut(&folded) {
        return Said::Words;
    }
    let (outside, inside) = without_brackets(&folded);
    match days(&outside, wordings) {
        // Days may stand in brackets only, and a day beside words in brackets is that day.
        Said::Words
            if !outside.contains(|c: char| c.is_ascii_digit()) && inside.contains(|c: char| c.is_ascii_digit()) =>
        {
            days(&inside, wordings)
        }
        said => said,
    }
}

/// A text with plain signs, years, months and days in digits, and blanks only where they part words.
fn plain(text: &str) -> String {
    let signs = |c: char| match fold(c) {
        '。' | '．' | '·' | '﹒' | '•' => '.',
        '—' | '–' | '−' | '―' | '~' | '～' | '至' | '到' | '‐' | '‑' | '─' => '-',
        '號' | '号' => '日',
        '\\' => '/',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let mut folded = String::with_capacity(text.len());
    for c in text.trim().chars().map(signs) {
        let is_sign = |c: char| matches!(c, '.' | '-' | '/' | '年' | '月' | '日' | ':');
        match c {
            ' ' if folded.ends_with([' ', '.', '-', '/', '年', '月']) => {}
            '-' if folded.ends_with('-') => {}
            c if is_sign(c) && folded.ends_with(' ') => {
                folded.pop();
                folded.push(c);
            }
            c => folded.push(c),
        }
    }
    in_digits(&folded)
}

/// Chinese numerals before 年, 月 and 日 as digits.
fn in_digits(text: &str) -> String {
    if !text.contains(is_numeral) || !text.contains(['年', '月', '日']) {
        return text.to_string();
    }
    let mut out = String::new();
    let mut numerals = String::new();
    for c in text.chars() {
        if is_numeral(c) {
            numerals.push(c);
            continue;
        }
        if !numerals.is_empty() {
            match number(&numerals).filter(|_| matches!(c, '年' | '月' | '日')) {
                Some(number) => out.push_str(&number.to_string()),
                None => out.push_str(&numerals),
            }
            numerals.clear();
        }
        out.push(c);
    }
    out + &numerals
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || c == '十'
}

fn digit(c: char) -> Option<i32> {
    let place =
        "〇一二三四五六七八九".chars().position(|other| other == c).or_else(|| (c == '零' || c == '○').then_some(0));
    place.and_then(|place| i32::try_from(place).ok())
}

/// A number up to 99 in Chinese numerals, or a year of four of them.
pub fn number(numerals: &str) -> Option<i32> {
    let signs: Vec<char> = numerals.chars().collect();
    match signs[..] {
        [one] if one != '十' => digit(one),
        ['十'] => Some(10),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(digit(tens)? * 10),
        [tens, '十', ones] => Some(digit(tens)? * 10 + digit(ones)?),
        [_, _, _, _] => signs.iter().try_fold(0, |year, &c| Some(year * 10 + digit(c)?)),
        _ => None,
    }
}

/// A day in digits without signs, or a serial; the outer `None` where a text is neither.
fn bare(text: &str) -> Option<Option<Written>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let part = |from: usize, to: usize| whole.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    match (whole.len(), fraction.is_empty()) {
        (8, true) => Some(full(part(0, 4)?, part(4, 6)?, part(6, 8)?)),
        // Year and month read like a short year, month and day.
        (6, true) if YEARS.contains(&part(0, 4)?) && (1..=12).contains(&part(4, 6)?) => Some(None),
        (6, true) => Some(full(short_year(part(0, 2)?)?, part(2, 4)?, part(4, 6)?)),
        (5, _) => Some(of_serial(whole).and_then(|day| {
            let mut numbers = day.split(['年', '月', '日']).map_while(|number| number.parse::<i16>().ok());
            full(numbers.next()?, numbers.next()?, numbers.next()?)
        })),
        (1 | 2, false) => None,
        _ => Some(None),
    }
}

/// Whether a number may have been the tenth, twentieth or thirtieth of a month before its last zero was lost.
fn is_cut(text: &str) -> bool {
    let end = text.split_once('.').map(|(_, end)| end);
    matches!(end, Some("1" | "2" | "3"))
}

fn short_year(year: i16) -> Option<i16> {
    SHORT_YEARS.contains(&year).then_some(2000 + year)
}

/// A day that there is.
fn full(year: i16, month: i16, day: i16) -> Option<Written> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    YEARS.contains(&year).then(|| Date::new(year, month, day).ok())?.map(|_| Written::Full(year, month, day))
}

fn of_some_year(month: i32, day: i32) -> Option<Written> {
    const LEAP: i16 = 2024;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(LEAP, month, day).ok().map(|_| Written::OfSomeYear(month, day))
}

/// What stands outside and inside of brackets.
fn without_brackets(text: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0usize);
    for c in text.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth > 0 => inside.push(c),
            c => outside.push(c),
        }
    }
    (outside, inside)
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        if c.is_ascii_digit() {
            let mut end = at + 1;
            while let Some((next, _)) = signs.next_if(|(_, c)| c.is_ascii_digit()) {
                end = next + 1;
            }
            tokens.push(Token::Number(text[at..end].parse().unwrap_or(-1), end - at));
        } else if matches!(c, '.' | '-' | '/' | '年' | '月' | '日' | ':' | ' ') {
            tokens.push(Token::Sign(c));
        } else {
            let end = at + c.len_utf8();
            match tokens.last_mut() {
                Some(Token::Words(_, to)) if *to == at => *to = end,
                _ => tokens.push(Token::Words(at, end)),
            }
        }
    }
    tokens
}

/// The days in a text without brackets.
fn days(text: &str, wordings: &Wordings) -> Said {
    let tokens = tokens(text);
    let (mut found, mut beside, mut at) = (Vec::new(), String::new(), 0);
    // Whether only a sign of a range stands between the first day and the second one.
    let mut between: Vec<Token> = Vec::new();
    while let Some(token) = tokens.get(at) {
        match day(&tokens[at..]) {
            Ok(Some((written, length))) => {
                found.push(written);
                at += length;
                continue;
            }
            // Three numbers with signs between them that are no day that there is.
            Err(()) => return Said::Words,
            Ok(None) => {}
        }
        if let Some(length) = time(&tokens[at..]) {
            at += length;
            continue;
        }
        match token {
            Token::Number(..) => return Said::Words,
            Token::Words(from, to) => beside.push_str(&text[*from..*to]),
            Token::Sign(_) => {}
        }
        if found.len() == 1 {
            between.push(*token);
        }
        at += 1;
    }
    if !beside.is_empty() && wordings.doubts(&beside) {
        return Said::Words;
    }
    let parts = |token: &Token| matches!(token, Token::Sign('-'));
    match found[..] {
        [one] => Said::One(one),
        [one, two] => {
            let two = following(one, two);
            let is_range = between.iter().any(parts) && !between.iter().any(|token| matches!(token, Token::Words(..)));
            if is_range { Said::Range(one, two) } else { Said::Two(one, two) }
        }
        _ => Said::Words,
    }
}

/// The later day of two, with what only the first one says.
fn following(first: Written, second: Written) -> Written {
    match (first, second) {
        (Written::Full(year, month, day), Written::OfSomeYear(own_month, own_day)) => {
            let year = if (own_month, own_day) < (month, day) { year + 1 } else { year };
            full(year, own_month.into(), own_day.into()).unwrap_or(second)
        }
        (Written::Full(year, month, _), Written::OfSomeMonth(day)) => {
            full(year, month.into(), day.into()).unwrap_or(second)
        }
        (Written::OfSomeYear(month, _), Written::OfSomeMonth(day)) => {
            of_some_year(month.into(), day.into()).unwrap_or(second)
        }
        _ => second,
    }
}

/// The day with which tokens begin, and how many of them it has; an error where they have the shape of a day that is none.
fn day(tokens: &[Token]) -> Result<Option<(Written, usize)>, ()> {
    use Token::{Number, Sign};
    let is_end = |at: usize| matches!(tokens.get(at), Some(Sign('日')));
    let parts = |c: char| matches!(c, '.' | '-' | '/');
    match *tokens {
        // Eight digits.
        [Number(whole, 8), ..] => {
            let part = |divided: i32, by: i32| i16::try_from(divided % by).unwrap_or(0);
            let year = i16::try_from(whole / 10_000).unwrap_or(0);
            full(year, part(whole / 100, 100), part(whole, 100)).map(|written| Some((written, 1))).ok_or(())
        }
        [Number(year, digits @ (2 | 4)), Sign(one), Number(month, 1 | 2), Sign(two), Number(day, 1 | 2), ..]
            if one == two && parts(one)
                || one == '年' && (two == '月' || parts(two))
                || digits == 4 && parts(one) && parts(two) =>
        {
            let whole = i16::try_from(year).ok();
            let year = if digits == 4 { whole } else { whole.and_then(short_year) };
            let written = year.and_then(|year| full(year, i16::try_from(month).ok()?, i16::try_from(day).ok()?));
            let length = if is_end(5) { 6 } else { 5 };
            written.map(|written| Some((written, length))).ok_or(())
        }
        [Number(month, 1 | 2), Sign(sign), Number(day, 1 | 2), ..] if sign == '月' || parts(sign) => {
            // A day in a range of months: `1-3月`.
            if matches!(tokens.get(3), Some(Sign('月' | '年'))) {
                return Err(());
            }
            let length = if is_end(3) { 4 } else { 3 };
            of_some_year(month, day).map(|written| Some((written, length))).ok_or(())
        }
        [Number(day, 1 | 2), Sign('日'), ..] => {
            let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day));
            day.map(|day| Some((Written::OfSomeMonth(day), 2))).ok_or(())
        }
        _ => Ok(None),
    }
}

/// How many tokens a time of the day has, with which tokens begin.
fn time(tokens: &[Token]) -> Option<usize> {
    use Token::{Number, Sign};
    match *tokens {
        [
            Number(0..=23, 1 | 2),
            Sign(':'),
            Number(0..=59, 2),
            Sign(':'),
            Number(0..=59, 2),
            Sign('.'),
            Number(..),
            ..,
        ] => Some(7),
        [Number(0..=23, 1 | 2), Sign(':'), Number(0..=59, 2), Sign(':'), Number(0..=59, 2), ..] => Some(5),
        [Number(0..=23, 1 | 2), Sign(':'), Number(0..=59, 2), ..] => Some(3),
        _ => None,
    }
}

impl Written {
    /// The day with the month that holds around it.
    pub fn of_month(self, month: Option<i8>) -> Written {
        match (self, month) {
            (Written::OfSomeMonth(day), Some(month)) => of_some_year(month.into(), day.into()).unwrap_or(self),
            _ => self,
        }
    }

    /// The day as a record holds it; `text` is what stands in the cell.
    pub fn day(self, text: &str) -> Day {
        match self {
            Written::Full(year, month, day) => {
                Date::new(year, month, day).map_or_else(|_| Day::Words(text.into()), Day::Known)
            }
            Written::OfSomeYear(month, day) => Day::OfSomeYear(month, day),
            Written::OfSomeMonth(_) => Day::Words(text.into()),
        }
    }

    /// The day, without a year of its own, that follows another one: in the same year where that is possible, else within half a
    /// year of it. What is further away may as well be a slip of the pen.
    pub fn after(self, first: Written) -> Written {
        const FURTHEST: i32 = 183;
        let (Written::OfSomeYear(month, day), Written::Full(year, ..)) = (self, first) else { return self };
        let date = |written: Written| match written {
            Written::Full(year, month, day) => Date::new(year, month, day).ok(),
            _ => None,
        };
        let of_year = |year: i16| full(year, month.into(), day.into());
        let Some(begins) = date(first) else { return self };
        let distance = |written: &Written| date(*written).map(|date| (date - begins).get_days());
        if let Some(same) = of_year(year).filter(|same| distance(same).is_some_and(|days| days >= 0)) {
            return same;
        }
        of_year(year + 1).filter(|next| distance(next).is_some_and(|days| days <= FURTHEST)).unwrap_or(self)
    }
}
