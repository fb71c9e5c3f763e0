//! A paragraph of last year's text as this year's can begin with it: a number that stated a cell of last year's report is
//! a field of the same cell now, and every other number is marked as last year's until somebody writes what it is today.
//! Numbers in Chinese characters are left as they are. It puts nothing into a report.

use std::ops::Range;

use super::definition::vocabulary::plain;
use super::field;
use super::figure::Figure;
use super::form::Form;
use super::number::Number;
use super::opening::GAP;
use super::prose::Reading;
use super::recalculation::{Totals, shown};
use super::report::{Part, Report};

/// What begins the mark of a number that is last year's. A rule tells of it for as long as it stands in a text.
pub const OLD: &str = "〔上年 ";

/// What ends it.
const OLD_END: char = '〕';

/// A paragraph told anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retold {
    /// The paragraph as it is to stand.
    pub text: String,
    /// How many numbers follow this year's cells now.
    pub live: usize,
    /// How many are marked as last year's.
    pub old: usize,
}

/// Tells a paragraph of last year's report for a form.
pub fn retold(form: &Form, last: &Report, part: Part, paragraph: Range<usize>) -> Retold {
    let before = last.form();
    let totals = Totals::new(before, last.entries());
    let reading = Reading::new(last, &totals);
    let source = last.text(part).get(paragraph.clone()).unwrap_or_default();
    let (mut text, mut live, mut old, mut done) = (String::new(), 0, 0, 0);
    for (range, number) in numbers(source) {
        let place = paragraph.start + range.start..paragraph.start + range.end;
        let is_stated = |cell: &_| shown(before, last.entries(), &totals, *cell) == Figure::Number(number);
        let stated = reading.cells_at(before, part, &place).into_iter().find(is_stated);
        let now = stated.and_then(|cell| form.find(&before.cell(cell).name));
        text.push_str(&source[done..range.start]);
        match now {
            Some(cell) => {
                text.push_str(&field::written(form, cell));
                live += 1;
            }
            None => {
                text.extend([OLD, &source[range.clone()]]);
                text.push(OLD_END);
                old += 1;
            }
        }
        done = range.end;
    }
    text.push_str(&source[done..]);
    Retold { text, live, old }
}

/// The numbers in Arabic digits that could be figures of a year: not those in the number of a document or in a title, nor
/// those of articles (第20条), nor an item's at the beginning.
fn numbers(text: &str) -> Vec<(Range<usize>, Number)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(first) = text[at..].chars().next() {
        let closing = match first {
            '〔' => Some('〕'),
            '《' => Some('》'),
            '［' => Some('］'),
            _ => None,
        };
        if let Some(length) = closing.and_then(|closing| text[at..].find(closing)) {
            at += length;
            continue;
        }
        if !plain(first).is_ascii_digit() {
            at += first.len_utf8();
            continue;
        }
        let is_part = |c: &char| plain(*c).is_ascii_digit() || matches!(c, '.' | ',');
        let run: usize = text[at..].chars().take_while(is_part).map(char::len_utf8).sum();
        let length = text[at..at + run].trim_end_matches(['.', ',']).len();
        let is_item = text[..at].trim().is_empty() && text[at + length..].starts_with(['.', '．', '、']);
        let is_named = text[..at].trim_end().ends_with('第') || text[at + length..].starts_with('号');
        let digits: String = text[at..at + length].chars().map(plain).filter(|c| *c != ',').collect();
        found.extend(digits.parse().ok().filter(|_| !is_item && !is_named).map(|number| (at..at + length, number)));
        at += run;
    }
    found
}

/// The places of a text that are open for whoever writes, in order: gaps, and numbers marked as last year's.
pub fn open_places(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let gap = rest.find(GAP).map(|at| at..at + GAP.len());
        let old = rest.match_indices(OLD).find_map(|(at, _)| {
            let end = at + rest[at..].find([OLD_END, '\n'])?;
            rest[end..].starts_with(OLD_END).then_some(at..end + OLD_END.len_utf8())
        });
        let next = gap.into_iter().chain(old).min_by_key(|range| range.start)?;
        let place = from + next.start..from + next.end;
        from = place.end;
        Some(place)
    })
}

/// The number marked as last year's in which a byte of a text stands, or behind which it stands, with its mark's bytes.
pub fn old_at(text: &str, byte: usize) -> Option<(Range<usize>, Number)> {
    let place = open_places(text).find(|place| place.start <= byte && byte <= place.end)?;
    let inner = text[place.clone()].strip_prefix(OLD)?.strip_suffix(OLD_END)?;
    let digits: String = inner.chars().map(plain).filter(|c| *c != ',').collect();
    Some((place, digits.parse().ok()?))
}
