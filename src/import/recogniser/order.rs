//! Whether the heads of a table of one width stand in the form's order, where its figures are told by their order: what stands
//! below heads in another order is not read. Where figures stand below their heads in cells, `columns` asks the heads instead.

use std::ops::Range;

use super::columns::{Head, heads};
use super::sighting::Sightings;
use super::token::{StripId, TokenId, TokenKind};
use crate::import::normal::letters;

/// Fewer heads on a line than this are pieces of it.
const SOME: usize = 3;

/// A head over several columns.
struct Group {
    letters: Vec<char>,
    columns: Range<u16>,
}

/// The first head that does not stand where the form has it; `None` where all do, or nothing tells.
pub fn first_out_of_order(seen: &Sightings) -> Option<TokenId> {
    seen.vocabulary.common_width()?;
    let heads = heads(seen.form, seen.vocabulary)?;
    let wide = seen.form.printed_labels(seen.vocabulary.table).iter().filter(|label| label.span.1 > 1);
    let first = heads.first()?.column;
    let groups: Vec<Group> = wide
        .filter(|label| label.at.1 >= first)
        .map(|label| Group { letters: letters(&label.text), columns: label.at.1..label.at.1 + label.span.1 })
        .collect();
    let strips = seen.strips;
    // A line of the table may be called as a head is.
    let is_known = |&token: &TokenId| {
        let words = &strips[token].letters;
        strips[token].kind == TokenKind::Text
            && seen.owner(token).is_none()
            && (heads.iter().any(|head| head.says(words)) || groups.iter().any(|group| group.letters == *words))
    };
    let of = |strip: StripId| strips[strip].token_ids().filter(is_known).collect::<Vec<_>>();
    let all: Vec<TokenId> = strips.strip_ids().flat_map(of).collect();
    if let Some(swapped) = swapped(seen, &groups, &all) {
        return Some(swapped);
    }
    // Heads with a line each stand in whatever order a page was taken apart; only those on one line are read along it.
    let lines = strips.strip_ids().map(of).filter(|line| line.len() > 1);
    lines.into_iter().find_map(|line| along(seen, &heads, &groups, &line, &all))
}

/// The first of two heads over several columns that stand the other way round.
fn swapped(seen: &Sightings, groups: &[Group], all: &[TokenId]) -> Option<TokenId> {
    let place = |group: &Group| all.iter().position(|&token| seen.strips[token].letters == group.letters);
    for left in groups {
        for right in groups.iter().filter(|right| left.columns.end <= right.columns.start) {
            if let (Some(own), Some(other)) = (place(left), place(right))
                && other < own
            {
                return Some(all[other]);
            }
        }
    }
    None
}

/// The first of some heads for which the form has no column behind those of the heads before it. Heads below one over
/// several columns may come behind all others, as they do in a text.
fn along(seen: &Sightings, heads: &[Head], groups: &[Group], line: &[TokenId], all: &[TokenId]) -> Option<TokenId> {
    let words = |token: TokenId| &seen.strips[token].letters;
    let mut last: Option<u16> = None;
    let mut open: Vec<&Group> = groups.iter().filter(|group| all.iter().any(|&t| *words(t) == group.letters)).collect();
    let mut before: Option<&Vec<char>> = None;
    for &token in line {
        // A head in pieces of a merged cell says the same in each.
        if before == Some(words(token)) {
            continue;
        }
        before = Some(words(token));
        let columns: Vec<u16> = heads.iter().filter(|head| head.says(words(token))).map(|head| head.column).collect();
        let starts = |group: &Group| columns.contains(&group.columns.start);
        // Heads that come again in every group begin with the first of one.
        let repeated = columns.len() > 1;
        if repeated && last.is_none() && line.len() > SOME && !groups.iter().any(starts) {
            return Some(token);
        }
        if columns.is_empty() {
            continue;
        }
        let next = columns.iter().copied().find(|column| last.is_none_or(|last| *column > last));
        let again = open.iter().position(|group| !repeated && starts(group));
        last = match (next, again) {
            (Some(next), _) => Some(next),
            (None, Some(group)) => Some(open.remove(group).columns.start),
            (None, None) => return Some(token),
        };
    }
    None
}
