//! Number formats of workbooks: what a cell shows of the number that it holds, and whether that is the same figure. Widths
//! are nothing to it; the days of dates are told by `sheet`.

use super::sheet::{any_day, day, plain_number};
use crate::domain::number::Number;
use crate::import::aside::Aside;
use crate::import::normal::is_blank_char;
use crate::import::shade::{BLACK, Shade, WHITE};

/// The formats that a workbook does not spell out, by number; all others show a number as it is.
const KNOWN: [(&[usize], &str); 11] = [
    (&[1], "0"),
    (&[2], "0.00"),
    (&[3], "#,##0"),
    (&[4], "#,##0.00"),
    (&[9], "0%"),
    (&[10], "0.00%"),
    (&[37, 38], "#,##0;(#,##0)"),
    (&[39, 40], "#,##0.00;(#,##0.00)"),
    (&[41, 42], "#,##0;-#,##0;\"-\""),
    (&[43, 44], "#,##0.00;-#,##0.00;\"-\""),
    (&[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56], "h:mm"),
];

/// Those that show days.
const DAYS: [usize; 18] = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58];

/// Longer formats are none that a program wrote.
const LONGEST: usize = 1024;

/// The format with a number that a workbook does not spell out; empty where it shows a number as it is.
pub fn known(number: usize) -> &'static str {
    let found = KNOWN.iter().find(|(numbers, _)| numbers.contains(&number)).map(|(_, code)| *code);
    found.unwrap_or(if DAYS.contains(&number) { "yyyy-m-d" } else { "" })
}

/// What a cell shows of a stored number under a format, and whether that is another figure.
pub fn shown(stored: &str, code: &str) -> (String, Option<Aside>) {
    let value = plain_number(stored);
    let is_one = (1..=LONGEST).contains(&code.len());
    let Some(number) = value.parse::<Number>().ok().filter(|_| is_one) else { return (value, None) };
    match printed(&value, number, code) {
        Printed::AsItIs => (value, None),
        Printed::Day(true) if day(stored).is_some() => (day(stored).unwrap_or_default(), None),
        Printed::Day(true) => (any_day(stored).unwrap_or_default(), Some(Aside::Shown)),
        Printed::Day(false) => {
            const DAY: u64 = 24 * 60;
            const SHARE: u64 = 1_000_000;
            let fraction = value.split_once('.').map_or("", |(_, fraction)| fraction);
            let share: u64 = format!("{fraction:0<6}").get(..6).and_then(|six| six.parse().ok()).unwrap_or(0);
            let minutes = (share * DAY + SHARE / 2) / SHARE;
            (format!("{}:{:02}", minutes / 60, minutes % 60), Some(Aside::Shown))
        }
        Printed::Words(words) => settle(&words, &value),
    }
}

/// How many characters a cell shows of a stored number under a format, blanks for room too.
pub fn width(stored: &str, code: &str) -> usize {
    let number = stored.parse::<Number>().ok().filter(|_| (1..=LONGEST).contains(&code.len()));
    match number.map(|number| printed(stored, number, code)) {
        Some(Printed::Words(words)) => {
            let whole = stored.split('.').next().unwrap_or_default().len();
            words.chars().count() + if code.contains(',') { whole.saturating_sub(1) / 3 } else { 0 }
        }
        _ => stored.chars().count(),
    }
}

/// The colour in which a format shows a stored number, or words; none where it says nothing of it.
pub fn ink(stored: &str, code: &str) -> Option<Shade> {
    if !code.contains('[') || code.len() > LONGEST {
        return None;
    }
    let sections = sections(code);
    let section = match plain_number(stored).parse::<Number>() {
        Ok(number) => sections.get(chosen(&sections, number).0),
        Err(_) => sections.get(3).or_else(|| sections.iter().find(|section| section.contains('@'))),
    };
    section?.split('[').skip(1).find_map(|piece| {
        let name = piece.split(']').next()?.to_lowercase().replace(' ', "");
        match name.as_str() {
            "white" | "白色" | "color2" | "颜色2" => Some(WHITE),
            "black" | "黑色" | "color1" | "颜色1" => Some(BLACK),
            "red" | "green" | "blue" | "yellow" | "magenta" | "cyan" => Some(Shade::Unknown),
            name => (name.starts_with("color") || name.contains('色')).then_some(Shade::Unknown),
        }
    })
}

/// Whether a format shows nothing of words.
pub fn hides_words(code: &str) -> bool {
    code.len() <= LONGEST && sections(code).get(3).is_some_and(|section| section.is_empty())
}

/// What is read of a number that is shown so: itself where only separators, zeros and words that change nothing were
/// added, else what is shown.
pub fn settle(shown: &str, value: &str) -> (String, Option<Aside>) {
    const UNITS: [char; 12] = ['万', '千', '百', '亿', '元', '%', '％', '‰', '萬', '億', 'k', 'K'];
    let shown = shown.trim_matches(is_blank_char);
    // A column that is too narrow for a number is filled so.
    let is_narrow = !shown.is_empty() && shown.chars().all(|c| c == '#');
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '/');
    if is_narrow {
        return (value.to_string(), None);
    }
    if value == "0" && !shown.is_empty() && shown.chars().all(|c| is_dash(c) || is_blank_char(c)) {
        return (value.to_string(), None);
    }
    let other = || (shown.to_string(), Some(Aside::Shown));
    let digit = |c: char| c.is_ascii_digit();
    let (Some(start), Some(end)) = (shown.find(digit), shown.rfind(digit)) else { return other() };
    let (before, core, behind) = (&shown[..start], &shown[start..=end], &shown[end + 1..]);
    let core = core.replace([',', '，'], "");
    let is_negative = before.contains(['-', '−', '－', '减', '负']) || (before.contains('(') && behind.contains(')'));
    let (negative, size) = value.strip_prefix('-').map_or((false, value), |size| (true, size));
    let same = plainest(&core) == plainest(size) && (is_negative == negative || size == "0");
    if !(before.contains(UNITS) || behind.contains(UNITS)) && same {
        return (value.to_string(), None);
    }
    let text = shown.trim_start_matches(['¥', '￥', '$', ' ']);
    (text.to_string(), (!same).then_some(Aside::Shown))
}

/// Digits without zeros that add nothing.
fn plainest(digits: &str) -> &str {
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    digits.trim_start_matches('0')
}

/// A piece of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Literal(char),
    /// A place for a digit.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// The number as it is.
    General,
}

enum Printed {
    AsItIs,
    /// A day, or only a time.
    Day(bool),
    Words(String),
}

/// The sections of a format.
fn sections(code: &str) -> Vec<&str> {
    let (mut sections, mut start, mut quoted, mut bracket) = (Vec::new(), 0, false, false);
    let mut signs = code.char_indices();
    while let Some((at, c)) = signs.next() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => bracket = true,
            ']' => bracket = false,
            '\\' | '!' | '_' | '*' => drop(signs.next()),
            ';' if !bracket => {
                sections.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[start..]);
    sections
}

/// The condition at the beginning of a section: whether a number meets it.
fn condition(section: &str, number: Number) -> Option<bool> {
    section.split('[').skip(1).find_map(|piece| {
        let inner = piece.split(']').next()?.trim();
        let digits = inner.trim_start_matches(['<', '>', '=']);
        let bound: Number = digits.trim().parse().ok()?;
        Some(match &inner[..inner.len() - digits.len()] {
            "<" => number < bound,
            "<=" => number <= bound,
            ">" => number > bound,
            ">=" => number >= bound,
            "=" => number == bound,
            "<>" => number != bound,
            _ => return None,
        })
    })
}

fn printed(value: &str, number: Number, code: &str) -> Printed {
    let sections = sections(code);
    let (chosen, conditional) = chosen(&sections, number);
    let own_sign = !conditional && chosen == 1;
    let sign = if number.is_negative() && !own_sign { "-" } else { "" };
    let size = value.trim_start_matches('-');
    match pieces(sections[chosen]) {
        Err(printed) => printed,
        Ok(pieces) if pieces.contains(&Piece::General) => {
            let words = pieces.iter().map(|piece| match piece {
                Piece::Literal(c) => c.to_string(),
                Piece::General => size.to_string(),
                _ => String::new(),
            });
            Printed::Words(format!("{sign}{}", words.collect::<String>()))
        }
        Ok(pieces) => {
            let fraction =
                pieces.windows(3).any(|three| matches!(three, [Piece::Digit(_), Piece::Literal('/'), Piece::Digit(_)]));
            if fraction {
                return Printed::AsItIs;
            }
            let words = fill(&pieces, size);
            let sign = if words.contains(|c: char| matches!(c, '1'..='9')) { sign } else { "" };
            Printed::Words(format!("{sign}{words}"))
        }
    }
}

/// The section that shows a number, and whether that is told by a condition.
fn chosen(sections: &[&str], number: Number) -> (usize, bool) {
    let conditional = sections.iter().take(2).any(|section| condition(section, number).is_some());
    let numeric = &sections[..sections.len().min(3)];
    let chosen = match numeric.len() {
        _ if conditional => {
            numeric.iter().position(|section| condition(section, number).unwrap_or(false)).unwrap_or(numeric.len() - 1)
        }
        2 | 3 if number.is_negative() => 1,
        3 if number.is_zero() => 2,
        _ => 0,
    };
    (chosen, conditional)
}

/// The pieces of a section, or what it shows where that is no digits.
fn pieces(section: &str) -> Result<Vec<Piece>, Printed> {
    let mut pieces = Vec::new();
    let mut days = None;
    let mut rest = section;
    while let Some(c) = rest.chars().next() {
        let lower = rest.get(..7).unwrap_or_default().to_ascii_lowercase();
        let general = [("general", lower == "general"), ("G/通用格式", rest.starts_with("G/通用格式"))];
        if let Some((word, _)) = general.into_iter().find(|(_, is)| *is) {
            pieces.push(Piece::General);
            rest = &rest[word.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '"' => {
                let end = rest.find('"').unwrap_or(rest.len());
                pieces.extend(rest[..end].chars().map(Piece::Literal));
                rest = rest.get(end + 1..).unwrap_or_default();
            }
            '\\' | '!' | '_' | '*' => {
                let Some(next) = rest.chars().next() else { break };
                rest = &rest[next.len_utf8()..];
                match c {
                    '_' => pieces.push(Piece::Literal(' ')),
                    '*' => {}
                    _ => pieces.push(Piece::Literal(next)),
                }
            }
            '[' => {
                let end = rest.find(']').unwrap_or(rest.len());
                let inner = &rest[..end];
                rest = rest.get(end + 1..).unwrap_or_default();
                if let Some(symbol) = inner.strip_prefix('$') {
                    let symbol = symbol.split('-').next().unwrap_or_default();
                    pieces.extend(symbol.chars().map(Piece::Literal));
                } else if matches!(inner.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    days = Some(false);
                } else if inner.to_ascii_lowercase().starts_with("dbnum") {
                    return Err(Printed::AsItIs);
                }
            }
            '0' | '#' | '?' => pieces.push(Piece::Digit(c)),
            '.' => pieces.push(Piece::Point),
            ',' => pieces.push(Piece::Comma),
            '%' => pieces.push(Piece::Percent),
            'E' | 'e' if rest.starts_with(['+', '-']) => return Err(Printed::AsItIs),
            '@' => return Err(Printed::AsItIs),
            'y' | 'Y' | 'd' | 'D' | 'e' | 'E' => days = Some(true),
            'm' | 'M' | 'a' | 'A' => days = days.or(Some(true)),
            'h' | 'H' | 's' | 'S' => days = Some(days == Some(true) && section.contains(['y', 'Y', 'd', 'D'])),
            c => pieces.push(Piece::Literal(c)),
        }
    }
    days.map_or(Ok(pieces), |days| Err(Printed::Day(days)))
}

/// The digits of a number in the places of a section, between its words.
fn fill(pieces: &[Piece], size: &str) -> String {
    let is_digit = |piece: &Piece| matches!(piece, Piece::Digit(_));
    let point = pieces.iter().position(|piece| *piece == Piece::Point).unwrap_or(pieces.len());
    // A comma that no further place follows divides by a thousand.
    let scaling = |&at: &usize| {
        let next = pieces[at..].iter().find(|piece| **piece != Piece::Comma);
        pieces[at] == Piece::Comma && !next.is_some_and(is_digit) && pieces[..at].iter().any(is_digit)
    };
    let commas = (0..pieces.len()).filter(scaling).count();
    let percents = pieces.iter().filter(|piece| **piece == Piece::Percent).count();
    let places = pieces[point..].iter().filter(|piece| is_digit(piece)).count();
    let (whole, fraction) = rounded(size, percents * 2, commas * 3, places);
    let mut whole_digits: Vec<char> = whole.trim_start_matches('0').chars().collect();
    let mut left = pieces[..point].iter().filter(|piece| is_digit(piece)).count();
    let mut reversed: Vec<char> = Vec::new();
    for piece in pieces[..point].iter().rev() {
        match piece {
            Piece::Digit(kind) => {
                left -= 1;
                match whole_digits.pop() {
                    Some(digit) => reversed.push(digit),
                    None if *kind == '0' => reversed.push('0'),
                    None => {}
                }
                if left == 0 {
                    reversed.extend(whole_digits.drain(..).rev());
                }
            }
            Piece::Literal(c) => reversed.push(*c),
            Piece::Percent => reversed.push('%'),
            _ => {}
        }
    }
    if point < pieces.len() {
        // No place before the point.
        reversed.extend(whole_digits.drain(..).rev());
    }
    let mut text: String = reversed.into_iter().rev().collect();
    let mut digits = fraction.chars();
    for piece in &pieces[point..] {
        match piece {
            Piece::Digit(kind) => {
                let digit = digits.next().unwrap_or('0');
                let more = digits.clone().any(|digit| digit != '0');
                if digit != '0' || more || *kind == '0' {
                    text.push(digit);
                }
            }
            Piece::Literal(c) => text.push(*c),
            Piece::Percent => text.push('%'),
            Piece::Point => text.push('.'),
            _ => {}
        }
    }
    text
}

/// The digits before and behind the point of a number times and by powers of ten, rounded to some places.
fn rounded(size: &str, up: usize, down: usize, places: usize) -> (String, String) {
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let padded = format!("{}{whole}{fraction}{}", "0".repeat(down + 1), "0".repeat(up + places + 1));
    let point = down + 1 + whole.len() + up - down;
    let kept = &padded[..point + places];
    let over = padded.as_bytes().get(point + places).is_some_and(|&next| next >= b'5');
    let mut digits: Vec<u8> = kept.bytes().collect();
    if over {
        for digit in digits.iter_mut().rev() {
            if *digit == b'9' {
                *digit = b'0';
            } else {
                *digit += 1;
                break;
            }
        }
    }
    let text: String = digits.into_iter().map(char::from).collect();
    (text[..point].to_string(), text[point..].to_string())
}
