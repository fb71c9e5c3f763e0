//! What is printed in a number cell, as a figure: separators, units, signs and words of increase. It knows units and
//! habits of printing, not which cells there are.

use super::figure::Figure;
use super::number::Number;
use super::spelling::{fold, is_blank, is_blank_char, simplified};
use super::text::Lang;

/// What a printed cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Nothing is printed.
    Blank,
    /// A figure as it stands; a unit that changes nothing may have been printed.
    Plain(Figure),
    /// A number printed in another unit than the cell's, converted.
    Converted(Number),
    /// A number with another one in brackets behind it, which may be part of it or the right one.
    Beside(Number),
    /// Words, or a number that cannot be held.
    Words,
}

/// Signs that stand for "does not apply".
const NOT_APPLICABLE: [&str; 14] = ["/", "\\", "—", "——", "-", "--", "－", "–", "――", "───", "―", "无", "不适用", "─"];

/// Words that count single things and convert nothing.
const COUNTERS: [&str; 14] = ["件", "项", "个", "条", "次", "宗", "份", "起", "部", "人", "家", "件次", "件数", "人次"];

/// Units of money as powers of ten yuan.
const MONEY: [(&str, i32); 5] = [("亿元", 8), ("百万元", 6), ("万元", 4), ("千元", 3), ("元", 0)];

/// Signs and words before a number, the longer ones first, and whether they make it negative.
const SIGNS: [(&str, bool); 15] = [
    ("增加了", false),
    ("增加", false),
    ("新增", false),
    ("净增", false),
    ("增", false),
    ("减少了", true),
    ("减少", true),
    ("净减", true),
    ("减", true),
    ("负", true),
    ("+", false),
    ("-", true),
    ("−", true),
    ("–", true),
    ("—", true),
];

/// A character folded, and in simplified writing.
fn plain(c: char) -> char {
    simplified(fold(c))
}

/// Reads a printed cell for a cell of this unit (`件`, `项`, `元`, `万元`).
///
/// ```
/// use gouji::domain::printed::{Reading, read};
/// assert_eq!(read("增10", "项"), Reading::Plain(10.into()));
/// assert_eq!(read("158（44）", "件"), Reading::Beside(158.into()));
/// ```
pub fn read(printed: &str, unit: &str) -> Reading {
    let printed = without_last_year(printed);
    // Two pieces of digits do not make one figure.
    if is_parted(printed) {
        return Reading::Words;
    }
    let text: String = printed.chars().map(plain).filter(|&c| !is_blank_char(c)).collect();
    if text.is_empty() {
        return Reading::Blank;
    }
    if NOT_APPLICABLE.contains(&text.as_str()) {
        return Reading::Plain(Figure::NotApplicable);
    }
    let Some((number, written)) = number_and_unit(&text) else { return Reading::Words };
    let power = |name: &str| MONEY.iter().find(|(money, _)| *money == name).map(|(_, power)| *power);
    match (power(written), power(unit)) {
        (Some(from), Some(to)) if from != to => {
            number.scaled_by_ten(from - to).map_or(Reading::Words, Reading::Converted)
        }
        (Some(_), None) => Reading::Words,
        (None, _) if !written.is_empty() && !COUNTERS.contains(&written) => Reading::Words,
        (None, Some(_)) if !written.is_empty() => Reading::Words,
        _ if remark(&text).contains(|c: char| c.is_ascii_digit()) => Reading::Beside(number),
        _ => Reading::Plain(Figure::Number(number)),
    }
}

/// Whether a printed cell that could not be read is a number all the same, of more decimals than the six that a figure of
/// this unit has.
///
/// ```
/// use gouji::domain::printed::is_too_precise;
/// assert!(is_too_precise("12.34567891", "万元") && !is_too_precise("1.2.3", "万元"));
/// ```
pub fn is_too_precise(printed: &str, unit: &str) -> bool {
    let text: String = printed.chars().map(fold).collect();
    let Some((whole, rest)) = text.split_once('.') else { return false };
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number =
        |reading| matches!(reading, Reading::Plain(Figure::Number(_)) | Reading::Converted(_) | Reading::Beside(_));
    let alone = behind.len() < rest.len() && whole.ends_with(|c: char| c.is_ascii_digit()) && !behind.contains('.');
    alone && read(printed, unit) == Reading::Words && is_number(read(&format!("{whole}{behind}"), unit))
}

/// That of a printed cell only the number before the brackets was taken, in words.
pub fn beside(printed: &str, number: Number, lang: Lang) -> String {
    lang.say(
        format!("“{printed}”只填入了 {number}，括号里的数字没有读，请核对"),
        format!("of “{printed}” only {number} was taken, not the number in brackets; please check"),
    )
}

/// Why a printed cell is no figure of this unit, in words.
pub fn fault(printed: &str, unit: &str, lang: Lang) -> &'static str {
    match is_too_precise(printed, unit) {
        true => lang.pick("超过六位小数", "has more than six decimals"),
        false => lang.pick("不是数字", "is not a number"),
    }
}

/// A printed figure without the remark behind it that says what it was last year: `5（上年7）` is `5`, and a remark
/// alone is blank.
///
/// ```
/// assert_eq!(gouji::domain::printed::without_last_year("5 （上年7）"), "5");
/// ```
pub fn without_last_year(printed: &str) -> &str {
    const LAST_YEAR: &str = "上年";
    let parted = printed.rfind(LAST_YEAR).map(|at| (&printed[..at], &printed[at + LAST_YEAR.len()..]));
    let Some((before, remark)) = parted else { return printed };
    let (before, remark) = (before.trim_end_matches(is_blank_char), remark.trim_matches(is_blank_char));
    let is_last = |remark: &str| is_blank(remark) || is_figure(remark.trim_start_matches(['：', ':', '为']));
    match before.strip_suffix(['（', '(']) {
        Some(figure) => match remark.strip_suffix(['）', ')']) {
            Some(remark) if is_last(remark) => figure.trim_end_matches(is_blank_char),
            _ => printed,
        },
        // Without brackets it is only told behind a figure, or alone.
        None if !remark.is_empty() && is_last(remark) && (is_blank(before) || is_figure(before)) => before,
        None => printed,
    }
}

/// Whether blanks part digits: two figures, or one that nobody can be sure of.
fn is_parted(text: &str) -> bool {
    let digit = |word: &str, at: fn(&str) -> Option<char>| at(word).is_some_and(|c| fold(c).is_ascii_digit());
    let words: Vec<&str> = text.split(is_blank_char).filter(|word| !is_blank(word)).collect();
    words.windows(2).any(|pair| digit(pair[0], |w| w.chars().next_back()) && digit(pair[1], |w| w.chars().next()))
}

/// Whether a token of running text is a figure and nothing else, whatever its unit.
pub fn is_figure(token: &str) -> bool {
    if is_parted(token) {
        return false;
    }
    let text: String = token.chars().map(plain).filter(|&c| !is_blank_char(c)).collect();
    NOT_APPLICABLE.contains(&text.as_str()) || number_and_unit(&text).is_some()
}

/// The unit printed in a number cell, with a number before it or without one.
pub fn unit_behind(printed: &str) -> Option<String> {
    let text: String = without_last_year(printed).chars().map(plain).filter(|&c| !is_blank_char(c)).collect();
    let unit = number_and_unit(&text).map_or(text.as_str(), |(_, unit)| unit);
    (is_money(unit) || COUNTERS.contains(&unit)).then(|| unit.to_string())
}

/// Whether a unit is one of money.
pub fn is_money(unit: &str) -> bool {
    MONEY.iter().any(|(money, _)| *money == unit)
}

/// The number of a folded text and the unit behind it.
fn number_and_unit(text: &str) -> Option<(Number, &str)> {
    let text = without_remark(text);
    let (negative, rest) = sign(text);
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    let known = unit.is_empty() || COUNTERS.contains(&unit) || is_money(unit);
    if !known {
        return None;
    }
    let number: Number = plain_digits(digits)?.parse().ok()?;
    Some((if negative && !number.is_zero() { number.negated() } else { number }, unit))
}

/// A number as somebody types it: whether a sign or a word before it says that it is negative, `None` where neither stands
/// there, and its digits without the commas between thousands. `None` where something else stands in it.
///
/// ```
/// use gouji::domain::printed::spelled;
/// assert_eq!(spelled("减1,234"), Some((Some(true), "1234".to_string())));
/// assert_eq!(spelled("3,5"), None);
/// ```
pub fn spelled(text: &str) -> Option<(Option<bool>, String)> {
    let text: String = text.chars().map(plain).collect();
    let (negative, digits) = sign(&text);
    let known = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let plain = plain_digits(digits).filter(|_| known)?;
    Some(((digits.len() < text.len()).then_some(negative), plain))
}

/// Whether a text is a sign before a number or the beginning of a word that is one: `减` of `减少`.
pub fn begins_sign(text: &str) -> bool {
    let text: String = text.chars().map(plain).collect();
    sign(&text).1.is_empty() || SIGNS.iter().any(|(word, _)| word.starts_with(&text))
}

/// A text without the remark in brackets behind a number, and the remark: `5(含上年)`.
fn without_remark(text: &str) -> &str {
    text.strip_suffix(remark(text)).unwrap_or(text)
}

/// The remark in brackets behind a number; empty where there is none.
fn remark(text: &str) -> &str {
    match text.find('(') {
        Some(at) if at > 0 && text.ends_with(')') => &text[at..],
        _ => "",
    }
}

/// Whether the sign or the words before a number mean a decrease, and what follows them.
fn sign(text: &str) -> (bool, &str) {
    let Some((rest, negative)) = SIGNS.iter().find_map(|(word, negative)| Some((text.strip_prefix(word)?, *negative)))
    else {
        return (false, text);
    };
    // A doubled sign is one sign: some offices print a dash before a figure that carries its own minus.
    let doubled = rest.strip_prefix(['-', '−', '–', '—']).filter(|_| negative);
    (negative, doubled.unwrap_or_else(|| rest.strip_prefix('+').filter(|_| !negative).unwrap_or(rest)))
}

/// Digits without their thousands separators; `None` where a comma separates anything but thousands.
fn plain_digits(digits: &str) -> Option<String> {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next()?;
        if first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3) {
            return None;
        }
    }
    let whole = whole.replace(',', "");
    Some(fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}")))
}
