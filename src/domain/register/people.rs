//! Keeps people out of what is kept: a wording that is asked about may be a free text with the applicant's name in it, or that of
//! somebody else in the register, or what was asked for. These are cut out, and with them long numbers and addresses of mail.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::domain::spelling::{fold, is_blank_char, simplified};

use super::record::{Day, Record};

/// What stands where something was cut out.
const CUT: char = '…';

/// The most characters of a name that is looked for.
const LONGEST: usize = 40;

/// The fewest characters of what was asked for that is looked for.
const SHORTEST_CONTENT: usize = 4;

/// The most characters of what else is named, where it is looked for in all lines.
const LONGEST_OTHER: usize = 12;

/// The fewest digits that may be somebody's number.
const LONG_NUMBER: usize = 7;

/// The names of a register, gathered once a text is looked through for them.
pub struct People<'a> {
    records: &'a [Record],
    names: OnceCell<HashSet<Vec<char>>>,
}

impl<'a> People<'a> {
    /// The people of all lines.
    pub fn of(records: &'a [Record]) -> People<'a> {
        People { records, names: OnceCell::new() }
    }

    /// A text of a line without people: no name of the register is left in it, nor what the line asks for.
    pub fn without(&self, text: &str, record: &Record) -> String {
        if text.is_empty() {
            return String::new();
        }
        // Compared without blanks, so that a name written with one is found; each character knows where it stood.
        let original: Vec<char> = text.chars().collect();
        let seen: Vec<(usize, char)> = original
            .iter()
            .enumerate()
            .filter(|(_, c)| !is_blank_char(**c))
            .map(|(at, c)| (at, simplified(fold(*c))))
            .collect();
        let plain: Vec<char> = seen.iter().map(|(_, c)| *c).collect();
        let mut is_cut = vec![false; plain.len()];
        let own = own(record);
        let all = self.names.get_or_init(|| self.records.iter().flat_map(names).collect());
        for from in 0..plain.len() {
            let longest = LONGEST.min(plain.len() - from);
            let is_name = |length: &usize| all.contains(&plain[from..from + length]);
            let named = (2..=longest).rev().find(is_name).unwrap_or(0);
            let asked = own.iter().filter(|part| plain[from..].starts_with(part)).map(Vec::len).max().unwrap_or(0);
            is_cut[from..from + named.max(asked)].fill(true);
        }
        cut_numbers(&plain, &mut is_cut);
        let mut kept = String::new();
        let mut cut = is_cut.iter().zip(&seen).filter(|(cut, _)| **cut).map(|(_, (at, _))| *at).peekable();
        for (at, c) in original.into_iter().enumerate() {
            if cut.next_if_eq(&at).is_none() {
                kept.push(c);
            } else if !kept.ends_with(CUT) {
                kept.push(CUT);
            }
        }
        kept.trim().to_string()
    }
}

/// The number of a line without the names of its own people, which some offices write into it. `None` where it holds none.
pub fn number(record: &Record) -> Option<String> {
    // Most numbers are digits and what every number of the office has.
    if record.number.is_ascii() {
        return None;
    }
    let mut kept = record.number.clone();
    let mut own: Vec<&str> = parts(&record.applicant).chain(parts(&record.people)).collect();
    own.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for name in own.into_iter().filter(|name| name.chars().nth(1).is_some() && !is_count(name)) {
        kept = kept.replace(name, "…");
    }
    (kept != record.number).then_some(kept)
}

/// What stands between signs.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let separates = |c: char| !c.is_alphanumeric() && !matches!(c, '·' | '•' | '*');
    text.split(separates).map(several_less).filter(|part| !part.is_empty())
}

/// A name without what says that there are more.
fn several_less(name: &str) -> &str {
    match name.find('等') {
        Some(at) if name[at..].chars().count() <= 4 && at > 3 => &name[..at],
        _ => name,
    }
}

fn is_count(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

/// The names of a line: all that is written of the applicant, and its parts; and who else is named.
fn names(record: &Record) -> Vec<Vec<char>> {
    let third =
        record.third_party.iter().filter_map(|day| if let Day::Words(words) = day { Some(words) } else { None });
    let others = third.flat_map(|words| parts(words)).chain(parts(&record.people));
    let mut names: Vec<Vec<char>> = parts(&record.applicant).map(plain).collect();
    names.extend(others.map(plain).filter(|name| name.len() <= LONGEST_OTHER));
    names.push(plain(&record.applicant));
    names.retain(|name| (2..=LONGEST).contains(&name.len()));
    names
}

/// What only this line has: what was asked for, also in parts.
fn own(record: &Record) -> Vec<Vec<char>> {
    let asked = record.content.split(['，', '。', '；', ',', ';', '\n', '《', '》', '“', '”', '、']);
    let mut own: Vec<Vec<char>> = asked.map(plain).chain([plain(&record.content)]).collect();
    own.extend(parts(&record.people).map(plain));
    own.retain(|part| part.len() >= SHORTEST_CONTENT);
    own.push(plain(&record.applicant));
    own.retain(|part| part.len() > 1);
    own
}

fn plain(text: &str) -> Vec<char> {
    text.chars().filter(|c| !is_blank_char(*c)).map(|c| simplified(fold(c))).collect()
}

/// Cuts numbers of telephones and identity cards, and addresses of mail.
fn cut_numbers(plain: &[char], is_cut: &mut [bool]) {
    let mut from = 0;
    while from < plain.len() {
        let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-');
        let length = plain[from..].iter().take_while(|c| is_part(c)).count();
        let run = &plain[from..from + length];
        if run.iter().filter(|c| c.is_ascii_digit()).count() >= LONG_NUMBER || run.contains(&'@') {
            is_cut[from..from + length].fill(true);
        }
        from += length.max(1);
    }
}
