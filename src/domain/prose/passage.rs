//! What can be said of a part of the prose without the tables: years, citations, names, traces, length, remains of a
//! template, likeness to last year's. All of it is found when prose is read.

use super::super::definition::prose::{Agency, Trace, Years};
use super::super::definition::vocabulary::WordList;
use super::super::number::Number;
use super::super::report::{Part, Passage};
use super::body::Own;
use super::glyph::{Glyph, bytes, glyphs, word, words};

/// Something found in the prose that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub passage: Option<Passage>,
    /// What its message quotes in place of the words.
    pub quote: String,
    pub left: Option<Number>,
    pub right: Option<Number>,
}

/// The most remarks of one rule on one part.
const MOST_REMARKS: usize = 20;

/// How many characters a name or a plan has at most.
const REACH: usize = 40;

/// A remark on these characters, which it quotes.
pub fn at(part: Part, text: &[Glyph]) -> Remark {
    let passage = Some(Passage { part, range: bytes(text) });
    Remark { passage, quote: quote(text), left: None, right: None }
}

/// Characters as a message quotes them.
fn quote(text: &[Glyph]) -> String {
    text.iter().take(REACH).map(|glyph| glyph.plain).collect()
}

fn is_stop(glyph: &Glyph) -> bool {
    matches!(
        glyph.plain,
        '。' | ',' | ';' | '、' | ':' | '\n' | '!' | '?' | '(' | ')' | '《' | '》' | '〈' | '〉' | '<' | '>'
    )
}

fn number(value: usize) -> Option<Number> {
    u32::try_from(value).ok().map(Number::from)
}

/// Four digits and what follows them, outside titles.
fn years(text: &[Glyph]) -> impl Iterator<Item = (usize, i32)> + '_ {
    let mut titles = 0_usize;
    text.iter().enumerate().filter_map(move |(start, glyph)| {
        match glyph.plain {
            '《' | '〈' => titles += 1,
            '》' | '〉' | '\n' => titles = titles.saturating_sub(1),
            _ => {}
        }
        let is_digit = |at: usize| text.get(at).is_some_and(|glyph| glyph.plain.is_ascii_digit());
        let alone = !start.checked_sub(1).is_some_and(is_digit) && !is_digit(start + 4);
        if titles > 0 || !alone || !(start..start + 4).all(is_digit) || text.get(start + 4)?.plain != '年' {
            return None;
        }
        let digits: String = text[start..start + 4].iter().map(|glyph| glyph.plain).collect();
        Some((start, digits.parse().ok()?))
    })
}

/// Years of periods, titles and plans that are not the report's.
pub fn wrong_years(rule: &Years, year: i32, part: Part, name: &str, text: &[Glyph]) -> Vec<Remark> {
    let has = |parts: &[String]| parts.iter().any(|part| part == name);
    let (periods, plans) = (has(&rule.periods), has(&rule.plans));
    // A day of a period is one that has the other day beside it.
    let is_period = |start: usize, behind: usize| {
        let beside = |from: usize, to: usize| {
            text[from..to.min(text.len())].iter().any(|glyph| matches!(glyph.plain, '至' | '到'))
        };
        let days = &text[start.saturating_sub(12)..(behind + 20).min(text.len())];
        has(&rule.narratives) && words(&rule.days, days).count() == 2 && beside(start.saturating_sub(3), behind + 8)
    };
    let mut remarks = Vec::new();
    for (start, found) in years(text).filter(|(_, found)| *found != year) {
        let behind = start + 5;
        let length = match word(&rule.period, &text[behind..]) {
            Some((length, _)) if periods || is_period(start, behind) => Some(length),
            // Plans of the year to come are in order.
            _ if plans && found != year + 1 => {
                let clause = text[behind..].iter().take(REACH / 2).take_while(|glyph| !is_stop(glyph)).count();
                (0..clause)
                    .find_map(|ahead| word(&rule.plan, &text[behind + ahead..]).map(|(length, _)| ahead + length))
            }
            _ => None,
        };
        if let Some(length) = length.filter(|_| remarks.len() < MOST_REMARKS) {
            let [left, right] = [found, year].map(|year| u32::try_from(year).ok().map(Number::from));
            remarks.push(Remark { left, right, ..at(part, &text[start..behind + length]) });
        }
    }
    remarks
}

/// The year that a part tells of where it is another than the report's, which the part never names.
pub fn stale_year(rule: &Years, own: &Own, year: i32, part: Part, name: &str, text: &[Glyph]) -> Option<Remark> {
    let is_told = || years(text).any(|(_, found)| found == year) || words(&rule.present, text).next().is_some();
    if !rule.narratives.iter().any(|narrative| narrative == name) || is_told() {
        return None;
    }
    let (start, found) = years(text).find(|(start, found)| {
        let begins = (0..*start).rev().take(REACH).find(|at| is_stop(&text[*at])).map_or(0, |stop| stop + 1);
        let before = &text[begins..*start];
        let leads = before.is_empty() || word(&rule.since, before).is_some_and(|(length, _)| length == before.len());
        let behind = &text[start + 5..];
        let length =
            behind.iter().take(2 * REACH).take_while(|glyph| !matches!(glyph.plain, '。' | ';' | '\n')).count();
        let sentence = &behind[..length];
        let speaks = (0..length.min(REACH / 4))
            .any(|at| own.at(sentence, at) > 0 || word(&rule.speaks, &sentence[at..]).is_some());
        // A month or a day is a date of its own, but for those that bound a year.
        let is_date = behind.first().is_some_and(|glyph| glyph.plain.is_ascii_digit());
        let speaks = speaks && (!is_date || word(&rule.days, behind).is_some());
        let aside = if *found > year { &rule.plans_ahead } else { &rule.looking_back };
        let on_purpose = words(aside, sentence).next().is_some();
        (year - 2..=year + 1).contains(found) && leads && speaks && !on_purpose
    })?;
    let [left, right] = [found, year].map(|year| u32::try_from(year).ok().map(Number::from));
    let end = text[start + 5..].iter().take(REACH / 2).take_while(|glyph| !is_stop(glyph)).count();
    Some(Remark { left, right, ..at(part, &text[start..start + 5 + end]) })
}

/// Years of too many digits.
pub fn broken_dates(year: i32, part: Part, text: &[Glyph]) -> Vec<Remark> {
    let is_digit = |at: usize| text.get(at).is_some_and(|glyph| glyph.plain.is_ascii_digit());
    let broken = (0..text.len()).filter_map(|start| {
        let begins = is_digit(start) && !start.checked_sub(1).is_some_and(is_digit);
        let length = if begins { (start..).take_while(|at| is_digit(*at)).count() } else { 0 };
        let is_year = text.get(start + length).is_some_and(|glyph| glyph.plain == '年');
        let is_spaced = (start + 1..start + length).any(|at| text[at].spaced);
        let right = u32::try_from(year).ok().map(Number::from);
        let found = || Remark { right, ..at(part, &text[start..=start + length]) };
        ((5..=8).contains(&length) && is_year && !is_spaced).then(found)
    });
    broken.take(MOST_REMARKS).collect()
}

/// A document's number: what stands before the bracket, the year in it and the number behind it.
fn document(text: &[Glyph], prefix: &[char]) -> Option<(usize, String)> {
    let begins = text.len() > prefix.len() && prefix.iter().zip(text).all(|(letter, glyph)| *letter == glyph.plain);
    if !begins || !matches!(text[prefix.len()].plain, '〔' | '[' | '(' | '【') {
        return None;
    }
    let number = &text[prefix.len()..];
    let end = number.iter().take(16).position(|glyph| glyph.plain == '号')?;
    Some((prefix.len() + end + 1, number[..end].iter().map(|glyph| glyph.plain).filter(char::is_ascii_digit).collect()))
}

/// Citations of documents that prescribe another edition, where the right one is not cited; with `strange` those of the same
/// series that prescribe none.
pub fn wrong_edition(prescribed: &str, known: &[String], strange: bool, part: Part, text: &[Glyph]) -> Vec<Remark> {
    let of = |cited: &str| {
        let cited = glyphs(cited);
        let prefix: Vec<char> =
            cited.iter().map(|glyph| glyph.plain).take_while(|c| !matches!(c, '〔' | '[' | '(')).collect();
        document(&cited, &prefix).map(|(_, number)| (prefix, number))
    };
    let Some((prefix, right)) = of(prescribed) else { return Vec::new() };
    let known: Vec<String> = known.iter().filter_map(|known| of(known)).map(|(_, number)| number).collect();
    let cited = (0..text.len()).filter_map(|start| {
        let (length, number) = document(&text[start..], &prefix)?;
        Some((start..start + length, number))
    });
    let cited: Vec<_> = cited.take(MOST_REMARKS).collect();
    if cited.iter().any(|(_, number)| *number == right) {
        return Vec::new();
    }
    let wrong = cited.into_iter().filter(|(_, number)| known.contains(number) != strange);
    wrong.map(|(range, _)| at(part, &text[range])).collect()
}

/// The bodies that a report names as the one that compiles it, where such a body is clearly not the agency.
pub fn wrong_agency(rule: &Agency, agency: &str, part: Part, text: &[Glyph]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (start, length, _) in words(&rule.before, text) {
        let mut name = start + length;
        while text.get(name).is_some_and(|glyph| matches!(glyph.plain, '《' | '<' | '〈' | '“')) {
            name += 1;
        }
        let length = text[name..].iter().take(REACH).take_while(|glyph| !is_stop(glyph)).count();
        let ends = |at: &usize| text[*at].plain.is_ascii_digit() || word(&rule.behind, &text[*at..]).is_some();
        let Some(end) = (name..name + length).find(ends) else { continue };
        let named: String = text[name..end].iter().map(|glyph| glyph.plain).collect();
        if remarks.len() < MOST_REMARKS && is_another(rule, agency, &named) {
            remarks.push(at(part, &text[name..end]));
        }
    }
    remarks
}

/// Whether a name is that of clearly another body of the same shape: another office of a place, or the same of another.
fn is_another(rule: &Agency, agency: &str, named: &str) -> bool {
    let parts = |name: &str| {
        let ending = rule.endings.iter().find(|ending| name.ends_with(ending.as_str()))?;
        let stem: Vec<char> = name.strip_suffix(ending.as_str())?.chars().filter(|c| !c.is_whitespace()).collect();
        let split = stem.iter().rposition(|c| rule.places.contains(*c)).map_or(0, |place| place + 1);
        let place: Vec<char> = stem[..split].iter().copied().filter(|c| !rule.places.contains(*c)).collect();
        Some((ending.clone(), place, stem[split..].to_vec()))
    };
    let Some((own, named)) = parts(agency).zip(parts(named)) else { return false };
    let strangers = |a: &[char], b: &[char]| a.len() >= 2 && b.len() >= 2 && !a.iter().any(|c| b.contains(c));
    let same_shape = own.0 == named.0;
    same_shape && (strangers(&own.2, &named.2) || (own.2 == named.2 && strangers(&own.1, &named.1)))
}

/// What leaves no trace in a text of an agency.
pub fn without_trace(of: &[Trace], shortened: &WordList, agency: &str, text: &[Glyph]) -> Option<Remark> {
    if words(shortened, text).next().is_some() {
        return None;
    }
    let missing: Vec<&str> = of
        .iter()
        .filter(|trace| trace.is_asked(agency))
        .filter(|trace| words(&trace.words, text).next().is_none())
        .map(|trace| trace.name.as_str())
        .collect();
    (!missing.is_empty()).then(|| Remark { passage: None, quote: missing.join("、"), left: None, right: None })
}

/// How long a text is: Chinese characters, and runs of digits or letters.
pub fn length(text: &[Glyph]) -> usize {
    let mut run = false;
    let counts = text.iter().filter(|glyph| {
        let plain = glyph.plain.is_ascii_alphanumeric() || glyph.plain == '.' && run;
        let begins = plain && !run;
        run = plain;
        // Most are common Han characters, which need no looking up.
        begins || (!plain && (matches!(glyph.plain, '\u{4e00}'..='\u{9fff}') || glyph.plain.is_alphanumeric()))
    });
    counts.count()
}

/// A text that is too short or too long.
pub fn wrong_length(least: u32, most: Option<u32>, shortened: &WordList, text: &[Glyph]) -> Option<Remark> {
    let found = length(text);
    let bound = if found < least as usize { Some(least) } else { most.filter(|most| found > *most as usize) };
    let bound = bound.filter(|_| words(shortened, text).next().is_none());
    bound.map(|bound| Remark {
        passage: None,
        quote: String::new(),
        left: number(found),
        right: Some(Number::from(bound)),
    })
}

/// Remains of a template.
pub fn leftovers(list: &WordList, part: Part, text: &[Glyph]) -> Vec<Remark> {
    let (mut remarks, mut next) = (Vec::new(), 0);
    for (start, length, _) in words(list, text) {
        if start < next {
            continue;
        }
        let mut end = start + length;
        while text.get(end).is_some_and(|glyph| glyph.plain == text[end - 1].plain) {
            end += 1;
        }
        next = end;
        let is_part =
            |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|glyph| glyph.plain.is_ascii_alphabetic());
        // Two letters within a word or an address are no blank to fill in.
        let within = text[start].plain.is_ascii_alphabetic() && (is_part(start.checked_sub(1)) || is_part(Some(end)));
        if !within && remarks.len() < MOST_REMARKS {
            remarks.push(at(part, &text[start..end]));
        }
    }
    remarks
}

/// How many of a hundred pairs of neighbouring characters two texts have in common; signs do not count, and digits only
/// where they are asked for. `None` where one of them is shorter than that.
pub fn likeness(one: &str, other: &str, least: u32, digits: bool) -> Option<u32> {
    let pairs = |text: &str| {
        let letters: Vec<u64> =
            text.chars().filter(|c| c.is_alphabetic() || digits && c.is_numeric()).map(u64::from).collect();
        let mut pairs: Vec<u64> = letters.windows(2).map(|pair| pair[0] << 32 | pair[1]).collect();
        pairs.sort_unstable();
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    if one.len().min(other.len()) < least as usize {
        return None;
    }
    let (mut i, mut j, mut common) = (0, 0, 0_u64);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        common += u64::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    u32::try_from(common * 200 / (one.len() + other.len()) as u64).ok()
}
