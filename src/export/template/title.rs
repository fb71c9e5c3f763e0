//! Agency and year in a form's title: what last year's report says is replaced where it stands, blanks to be filled are
//! filled, and a title that says neither is written anew. Signs and line breaks of the title stay.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::domain::form::Form;
use crate::domain::report::Scope;
use crate::domain::text::Lang;
use crate::export::document::printed;
use crate::import::block::Block;
use crate::import::normal::{fold, is_blank_char, letters};
use crate::import::recogniser::own::text;
use crate::import::recogniser::{Outline, is_sign, outline};

/// Whose report of which year it is to be.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub agency: Option<String>,
    pub year: Option<i32>,
    pub scope: Scope,
}

/// The most letters of a title.
const LONGEST: usize = 60;

/// Digits as Chinese writes them, by value; zero has two signs.
const CHINESE: [[char; 2]; 10] = [
    ['〇', '零'],
    ['一', '一'],
    ['二', '二'],
    ['三', '三'],
    ['四', '四'],
    ['五', '五'],
    ['六', '六'],
    ['七', '七'],
    ['八', '八'],
    ['九', '九'],
];

pub fn title(blocks: &[Block], form: &Form, outlined: &Outline, wanted: &Wanted) -> BTreeMap<usize, String> {
    let whole = || {
        let title = form.title(wanted.year);
        let title = if wanted.year.is_none() { title.trim_start_matches('年') } else { title.as_str() };
        format!("{}{title}{}", wanted.agency.as_deref().unwrap_or_default(), wanted.scope.behind(Lang::Zh))
    };
    let old = &outlined.title;
    if old.end == 0 {
        let subject = letters(form.title(None).trim_start_matches('年'));
        let says = |index: &&usize| {
            let letters = letters(text(&blocks[**index]));
            letters.len() <= LONGEST && crate::import::normal::contains(&letters, &subject)
        };
        return outlined.preamble.iter().find(says).map(|&index| (index, whole())).into_iter().collect();
    }
    let lines: Vec<usize> =
        (old.start.saturating_sub(1)..old.end).filter(|&index| !text(&blocks[index]).is_empty()).collect();
    let mut words: BTreeMap<usize, String> =
        lines.iter().map(|&index| (index, text(&blocks[index]).to_string())).collect();
    for (&index, words) in &mut words {
        let own = index >= old.start;
        if let Some(year) = wanted.year {
            match old.year {
                Some(old) if own || *words == text(&blocks[index]) => replace_year(words, old, year),
                None if own => fill_year(words, year),
                _ => {}
            }
        }
    }
    if let Some(agency) = wanted.agency.as_deref() {
        match old.agency.as_deref() {
            Some(old) if old != agency => words.values_mut().for_each(|words| replace_name(words, old, agency)),
            Some(_) => {}
            None => fill_agency(&mut words, agency),
        }
    }
    match (old.scope, wanted.scope) {
        (Scope::Own, Scope::Aggregated) => {
            if let Some((_, words)) = words.range_mut(..old.end).next_back() {
                words.push_str(Scope::Aggregated.behind(Lang::Zh));
            }
        }
        (Scope::Aggregated, Scope::Own) => words.values_mut().for_each(without_sign),
        _ => {}
    }
    let says = |words: &BTreeMap<usize, String>| {
        let read = outline(&with_words(blocks, words), form).title;
        // Titles are read without blanks and with plain brackets.
        let plain = |name: &str| name.chars().map(fold).filter(|&c| !is_blank_char(c)).collect::<String>();
        let agency = wanted.agency.as_deref().map(printed).as_deref().map(plain);
        (agency.is_none() || read.agency.as_deref().map(plain) == agency)
            && (wanted.year.is_none() || read.year == wanted.year)
            && read.scope == wanted.scope
    };
    if !says(&words) {
        // The title is no better understood than that: its first line says all of it, the others nothing.
        let own = lines.iter().filter(|&&index| index >= old.start);
        let anew: BTreeMap<usize, String> =
            own.enumerate().map(|(n, &index)| (index, if n == 0 { whole() } else { String::new() })).collect();
        if says(&anew) {
            words = anew;
        }
    }
    words.retain(|&index, words| words != text(&blocks[index]));
    words
}

/// Takes away the sign of an aggregated report.
fn without_sign(words: &mut String) {
    if let Some(at) = words.rfind(['(', '（']).filter(|&at| is_sign(words[at..].trim_end_matches(is_blank_char))) {
        words.truncate(at);
    }
}

/// Blocks that say other words.
pub fn with_words(blocks: &[Block], words: &BTreeMap<usize, String>) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    for (&index, words) in words {
        if let Block::Line(line) | Block::Paragraph(line) | Block::Cell(line) = &mut blocks[index] {
            line.text.clone_from(words);
        }
    }
    blocks
}

/// Replaces a year where 年 follows it, in the digits in which it is written.
pub fn replace_year(words: &mut String, old: i32, new: i32) {
    let (old, new) = (old.to_string(), new.to_string());
    let mut at = 0;
    while let Some((place, style)) = find_digits(&words[at..], &old) {
        let (start, end) = (at + place.start, at + place.end);
        let year = words[end..].trim_start_matches(is_blank_char).starts_with('年');
        let digits: String =
            if year { new.chars().map(|c| style.write(c)).collect() } else { words[start..end].to_string() };
        words.replace_range(start..end, &digits);
        at = start + digits.len();
    }
}

/// How digits are written.
#[derive(Debug, Clone, Copy)]
enum Style {
    Plain,
    Wide,
    Chinese,
}

impl Style {
    fn of(c: char) -> Option<(Style, char)> {
        if let Some(value) = CHINESE.iter().position(|signs| signs.contains(&c)) {
            return char::from_digit(u32::try_from(value).ok()?, 10).map(|digit| (Style::Chinese, digit));
        }
        let plain = fold(c);
        plain.is_ascii_digit().then_some((if plain == c { Style::Plain } else { Style::Wide }, plain))
    }

    fn write(self, digit: char) -> char {
        let value = digit.to_digit(10).and_then(|value| usize::try_from(value).ok()).unwrap_or(0);
        match self {
            Style::Plain => digit,
            Style::Wide => char::from_u32(u32::from(digit) + 0xFEE0).unwrap_or(digit),
            Style::Chinese => CHINESE[value][0],
        }
    }
}

/// Where digits stand, as a whole number, and how they are written; blanks between them do not count.
fn find_digits(words: &str, digits: &str) -> Option<(Range<usize>, Style)> {
    let signs: Vec<(usize, char)> = words.char_indices().collect();
    let digit = |index: usize| signs.get(index).and_then(|&(_, c)| Style::of(c));
    (0..signs.len()).find_map(|start| {
        let style = digit(start)?.0;
        let whole = start.checked_sub(1).and_then(digit).is_none() && digit(start + digits.len()).is_none();
        let same = digits.chars().enumerate().all(|(n, c)| digit(start + n).is_some_and(|(_, other)| other == c));
        let end = signs.get(start + digits.len()).map_or(words.len(), |&(at, _)| at);
        (whole && same).then_some((signs[start].0..end, style))
    })
}

/// Puts a year into the room before the first 年 that has some: `____年`, `20XX年`, `年`.
fn fill_year(words: &mut String, year: i32) {
    const MOST: usize = 12;
    let Some(at) = words.find('年') else { return };
    let room = |c: char| is_room(c) || c.is_ascii_digit();
    let before = words[..at].trim_end_matches(room);
    if words[before.len()..at].chars().count() <= MOST {
        let start = before.len();
        words.replace_range(start..at, &year.to_string());
    }
}

/// Signs that leave room for words to come.
fn is_room(c: char) -> bool {
    is_blank_char(c) || matches!(c, '_' | '＿' | 'x' | 'X' | 'ｘ' | 'Ｘ' | '×' | '*' | '○' | '□' | '…' | '-' | '—')
}

/// Replaces a name wherever it stands; blanks within it do not count.
pub fn replace_name(words: &mut String, old: &str, new: &str) {
    let plain: Vec<char> = old.chars().map(fold).filter(|&c| !is_blank_char(c)).collect();
    if plain.is_empty() {
        return;
    }
    let mut at = 0;
    while let Some(place) = find_name(&words[at..], &plain) {
        let start = at + place.start;
        words.replace_range(start..at + place.end, new);
        at = start + new.len();
    }
}

fn find_name(words: &str, name: &[char]) -> Option<Range<usize>> {
    let signs: Vec<(usize, char)> = words.char_indices().filter(|(_, c)| !is_blank_char(*c)).collect();
    let fits = |window: &[(usize, char)]| window.iter().zip(name).all(|((_, c), other)| fold(*c) == *other);
    let window = signs.windows(name.len()).find(|window| fits(window))?;
    let (last, c) = window[window.len() - 1];
    Some(window[0].0..last + c.len_utf8())
}

/// Puts a name on a line that is nothing but room, else before the title.
fn fill_agency(words: &mut BTreeMap<usize, String>, agency: &str) {
    if let Some(line) = words.values_mut().find(|words| words.chars().all(is_room)) {
        *line = agency.to_string();
    } else if let Some(line) = words.values_mut().next_back() {
        let room = line.len() - line.trim_start_matches(is_room).len();
        line.replace_range(..room, agency);
    }
}
