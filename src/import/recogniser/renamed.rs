//! Heads of a table with cells that are not the form's: one that comes twice, or another in the place of one. What stands
//! below such a head is nobody's. It looks at tables whose rows all have the same columns, and only where most heads are the
//! form's own.

use std::collections::BTreeSet;

use super::columns::{Head, heads};
use super::sighting::{Labelled, Sightings};
use super::token::{Layout, StripId, TokenId, TokenKind};
use super::vocabulary::{Named, wordings};
use crate::import::normal::{contains, distance, letters};

/// Fewer of the form's heads than this tell nothing of the others.
const FEWEST: usize = 3;

/// What the heads say of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renamed {
    /// Nothing against them.
    Nothing,
    /// Columns, counted from the left, whose heads are not the form's, and the first such head.
    Some(BTreeSet<usize>, TokenId),
    /// No column can be told, because of this head.
    All(TokenId),
}

/// Holds the heads of a table against the form's.
pub fn renamed(seen: &Sightings, rows: &[Labelled]) -> Renamed {
    let wanted = match seen.vocabulary.common_width().filter(|_| !seen.vocabulary.is_band()) {
        Some(width) if width >= FEWEST => heads(seen.form, seen.vocabulary).unwrap_or_default(),
        _ => return Renamed::Nothing,
    };
    let mut found = found(seen, rows, &wanted);
    let own = |token: &TokenId| wanted.iter().position(|head| head.says(&seen.strips[*token].letters));
    if found.iter().filter_map(own).collect::<BTreeSet<_>>().len() < FEWEST {
        return Renamed::Nothing;
    }
    if found.len() > wanted.len() {
        // Pieces of a merged cell say the same in each.
        found.dedup_by(|a, b| own(a).is_some() && own(a) == own(b));
    }
    let twice = (1..found.len()).find(|&at| {
        let own_here = own(&found[at]);
        own_here.is_some() && found[..at].iter().any(|token| own(token) == own_here)
    });
    if let Some(twice) = twice {
        return Renamed::All(found[twice]);
    }
    if found.len() != wanted.len() {
        return Renamed::Nothing;
    }
    let known: Vec<Option<usize>> = found.iter().map(own).collect();
    let other = |&at: &usize| known[at].is_none() && !is_near(&seen.strips[found[at]].letters, &wanted, at);
    let others: BTreeSet<usize> = (0..found.len()).filter(other).collect();
    let elsewhere = known.iter().enumerate().any(|(at, known)| known.is_some_and(|known| known != at));
    match others.first() {
        _ if elsewhere && known.iter().all(Option::is_some) => Renamed::Nothing,
        Some(&first) if elsewhere => Renamed::All(found[first]),
        None if elsewhere => Renamed::All(found[known.iter().position(Option::is_none).unwrap_or_default()]),
        Some(&first) => Renamed::Some(others, found[first]),
        None => Renamed::Nothing,
    }
}

/// The heads of the single columns, left to right, those below one over several columns in its place.
fn found(seen: &Sightings, rows: &[Labelled], wanted: &[Head]) -> Vec<TokenId> {
    let strips = seen.strips;
    let units = rows.iter().filter(|row| matches!(row.named, Named::Unit(_)));
    let figures = units.flat_map(|row| &row.tokens).filter(|&&token| strips[token].kind == TokenKind::Value);
    let (mut first, mut left) = (None, usize::MAX);
    for &figure in figures {
        first = Some(first.map_or(figure, |first: TokenId| first.min(figure)));
        left = left.min(strips[figure].column);
    }
    let Some(first) = first else { return Vec::new() };
    let block = strips.around(first).block;
    let definition = &seen.form.tables()[seen.vocabulary.table];
    let groups: Vec<Vec<char>> =
        definition.column_groups.iter().flat_map(|group| wordings(&group.label, &group.also)).collect();
    let furniture: Vec<Vec<char>> = definition.labels.iter().map(|label| letters(&label.text)).collect();
    let is_head = |token: &TokenId| wanted.iter().any(|head| head.says(&strips[*token].letters));
    let is_group = |token: &TokenId| groups.contains(&strips[*token].letters);
    let words = |strip: StripId| {
        let words = strips[strip].token_ids().filter(|&token| strips[token].kind == TokenKind::Text);
        let words = words.filter(|&token| !furniture.contains(&strips[token].letters));
        // Left of the figures stand the heads of what is no figure.
        words
            .skip_while(|token| strips[*token].column < left && !is_head(token) && !is_group(token))
            .collect::<Vec<_>>()
    };
    let above = (0..strips[first].strip.0).rev().map(StripId);
    let above = above.take_while(|&strip| strips[strip].block == block && strips[strip].layout == Layout::Row);
    let lines: Vec<Vec<TokenId>> = above.map(words).filter(|line| !line.is_empty()).collect();
    let Some(lowest) = lines.iter().position(|line| line.iter().any(is_head)) else { return Vec::new() };
    let low = &lines[lowest];
    let starts = wanted.first().is_some_and(|head| low.iter().any(|token| head.says(&strips[*token].letters)));
    let group =
        lines.get(lowest + 1).filter(|_| !starts).and_then(|line| Some((line, line.iter().position(is_group)?)));
    match group {
        Some((line, at)) => {
            let behind = line[at..].iter().skip_while(|token| is_group(token));
            line[..at].iter().chain(low).chain(behind).copied().collect()
        }
        None => low.clone(),
    }
}

/// Whether a head says the same as the form's at its place: in fewer or more words, with a slip, or beginning as no other.
pub fn is_near(words: &[char], wanted: &[Head], at: usize) -> bool {
    const BEGINNING: usize = 2;
    let fewer = |wording: &[char]| {
        let mut rest = wording.iter();
        words.len() > 1 && words.iter().all(|c| rest.any(|other| other == c))
    };
    let slip = |wording: &[char]| wording.len() > 2 && distance(words, wording, 1).is_some();
    let begins = |head: &Head| {
        let beginning = words.get(..BEGINNING);
        beginning.is_some() && head.wordings().iter().any(|wording| wording.get(..BEGINNING) == beginning)
    };
    let own = &wanted[at];
    let alone = || begins(own) && wanted.iter().filter(|head| begins(head)).count() == 1;
    own.wordings().iter().any(|wording| fewer(wording) || contains(words, wording) || slip(wording)) || alone()
}
