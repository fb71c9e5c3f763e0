//! The order in which a text gives heads and labels that stand apart from their figures, whole or in pieces on lines of their
//! own. Where all heads are there and one of them comes at a wrong place, or labels of one column of the page do, nothing is
//! told by order any more. Heads that are not all there, since pieces of others fell between them, say nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::heads;
use super::renamed::is_near;
use super::sighting::{Labelled, Sighting, Sightings};
use super::token::{Layout, StripId, TokenId, TokenKind};
use super::vocabulary::{Named, UnitId, wordings};
use crate::import::normal::{contains, letters};

/// The words that follow each other without a figure or a label of a line between them, letter by letter.
type Stretch = Vec<(char, TokenId)>;

/// The first head of a table of one width that stands out of order.
pub fn first_out_of_order(seen: &Sightings) -> Option<TokenId> {
    let definition = &seen.form.tables()[seen.vocabulary.table];
    let columns: Vec<usize> = (0..definition.columns.len()).collect();
    // A text goes through the heads from left to right, or line by line.
    let lowest: Vec<usize> =
        columns.iter().copied().filter(|&column| definition.columns[column].group.is_none()).collect();
    let grouped = columns.iter().copied().filter(|column| !lowest.contains(column));
    let by_lines: Vec<usize> = lowest.iter().copied().chain(grouped).collect();
    let stretches = stretches(seen);
    stretches.iter().find_map(|stretch| {
        let found = spelled(seen, stretch, &columns)?;
        let across = wrong(&found, &columns)?;
        wrong(&found, &by_lines).map(|_| across)
    })
}

/// A head of a table of one width in the place of another, among heads that stand where the form has them, one word each.
pub fn renamed(seen: &Sightings) -> Option<TokenId> {
    const STRANGERS: usize = 2;
    let wanted = heads(seen.form, seen.vocabulary).filter(|_| !seen.vocabulary.is_band())?;
    let words = |token: TokenId| seen.strips[token].letters.as_slice();
    let is_piece = |token: TokenId| {
        wanted.iter().any(|head| {
            head.wordings().iter().any(|wording| wording.len() > words(token).len() && contains(wording, words(token)))
        })
    };
    let stranger = |&(at, &token): &(usize, &TokenId)| !wanted[at].says(words(token));
    let of = |window: &[TokenId]| {
        let strangers: Vec<(usize, &TokenId)> = window.iter().enumerate().filter(stranger).collect();
        let first = strangers.iter().find(|&&(at, &token)| !is_near(words(token), &wanted, at) && !is_piece(token));
        first.filter(|_| strangers.len() <= STRANGERS && wanted.len() > 2 * STRANGERS).map(|&(_, &token)| token)
    };
    let columns: Vec<usize> = (0..seen.form.tables()[seen.vocabulary.table].columns.len()).collect();
    // Where every head is there, none stands in the place of another.
    stretches(seen).iter().filter(|stretch| spelled(seen, stretch, &columns).is_none()).find_map(|stretch| {
        let mut tokens: Vec<TokenId> = stretch.iter().map(|&(_, token)| token).collect();
        tokens.dedup();
        tokens.windows(wanted.len()).find_map(of)
    })
}

/// Whether the heads next before a row, all of them there, stand in another order than its cells.
pub fn heads_disagree(seen: &Sightings, row: &Labelled) -> bool {
    let (Named::Unit(unit), Some(label)) = (row.named, row.label) else { return false };
    // Where all rows have the same heads, those are asked once.
    if seen.vocabulary.common_width().is_some() {
        return false;
    }
    let columns: Vec<usize> = seen.vocabulary[unit].cells.iter().map(|&cell| seen.form.cell(cell).column).collect();
    let before = |stretch: &&Stretch| stretch.last().is_some_and(|&(_, token)| token < seen[label].first());
    let found = stretches(seen).iter().filter(before).rev().find_map(|stretch| spelled(seen, stretch, &columns));
    columns.len() > 1 && found.is_some_and(|found| wrong(&found, &columns).is_some())
}

/// Whether labels that stand in a list, without figures beside or between them, and belong to one column of the printed
/// table, come in another order than the form's.
pub fn labels_disagree(seen: &Sightings) -> bool {
    let definition = &seen.form.tables()[seen.vocabulary.table];
    let column = |unit: UnitId| {
        let row = seen.form.cell(*seen.vocabulary[unit].cells.first()?).row;
        definition.rows[row].places.first().map(|place| place.at.1)
    };
    let mut last: BTreeMap<Option<u16>, UnitId> = BTreeMap::new();
    let mut known: BTreeSet<UnitId> = BTreeSet::new();
    let mut before = StripId(0);
    for sighting in seen.all.iter().filter(|sighting| sighting.edits == 0) {
        let Named::Unit(unit) = sighting.named else { continue };
        let own = seen.strips[sighting.first()].strip;
        // Behind figures another list begins.
        if (before.0..own.0).any(|strip| seen.strips.has_figures(StripId(strip))) {
            last.clear();
        }
        before = own;
        let apart = sighting.tokens.iter().all(|&token| !seen.strips.has_figures(seen.strips[token].strip));
        if apart
            && is_listed(seen, sighting)
            && known.insert(unit)
            && last.insert(column(unit), unit).is_some_and(|last| last > unit)
        {
            return true;
        }
    }
    false
}

/// Whether the label of another line of figures stands right before or behind a label.
fn is_listed(seen: &Sightings, sighting: &Sighting) -> bool {
    let strip = |token: TokenId| seen.strips[token].strip.0;
    let others = [strip(sighting.first()).checked_sub(1), Some(strip(sighting.last()) + 1)];
    let near = others.into_iter().flatten().filter_map(|at| seen.strips.strips.get(at));
    near.flat_map(|strip| strip.token_ids()).any(|token| seen.is_of_unit(token) && !sighting.tokens.contains(&token))
}

fn stretches(seen: &Sightings) -> Vec<Stretch> {
    let (mut all, mut own) = (Vec::new(), Stretch::new());
    for strip in seen.strips.strip_ids() {
        let words = || seen.strips[strip].token_ids().filter(|&token| seen.strips[token].kind == TokenKind::Text);
        let parts = seen.strips.has_figures(strip)
            || seen.strips[strip].layout == Layout::Row
            || words().any(|token| seen.is_of_unit(token));
        if parts {
            all.push(std::mem::take(&mut own));
        } else {
            own.extend(words().flat_map(|token| seen.strips[token].letters.iter().map(move |&c| (c, token))));
        }
    }
    all.push(own);
    all.retain(|stretch| !stretch.is_empty());
    all
}

/// The heads of these columns in the order of a text, where all of them are there.
fn spelled(seen: &Sightings, stretch: &Stretch, columns: &[usize]) -> Option<Vec<(usize, TokenId)>> {
    let definition = &seen.form.tables()[seen.vocabulary.table];
    // A head is not looked for in the words of a longer one.
    let groups = definition.column_groups.iter().flat_map(|group| wordings(&group.label, &group.also));
    let words = groups.chain(definition.labels.iter().map(|label| letters(&label.text))).map(|words| (words, None));
    let mut all: Vec<(Vec<char>, Option<usize>)> = words.collect();
    for (index, column) in definition.columns.iter().enumerate() {
        all.extend(wordings(&column.label, &column.also).map(|words| (words, Some(index))));
    }
    all.retain(|(words, _)| !words.is_empty());
    all.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    let text: Vec<char> = stretch.iter().map(|&(c, _)| c).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let Some((words, column)) = all.iter().find(|(words, _)| text[at..].starts_with(words)) else {
            at += 1;
            continue;
        };
        found.extend(column.filter(|column| columns.contains(column)).map(|column| (column, stretch[at].1)));
        at += words.len();
    }
    columns.iter().all(|column| found.iter().any(|(own, _)| own == column)).then_some(found)
}

/// The first head that does not go on in an order, nor begin it anew.
fn wrong(found: &[(usize, TokenId)], order: &[usize]) -> Option<TokenId> {
    let mut last: Option<usize> = None;
    for &(column, token) in found {
        let place = order.iter().position(|own| *own == column);
        match (last, place) {
            (None, Some(0)) => {}
            (Some(last), Some(place)) if place >= last || place == 0 => {}
            _ => return Some(token),
        }
        last = place;
    }
    None
}
