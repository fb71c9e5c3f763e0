//! Figures of lines that stand apart from their labels: which of them `sums` is asked about, and what it says of them.

use std::collections::BTreeSet;

use super::run::{Figures, Run};
use super::sighting::{Labelled, Sightings};
use super::spelled;
use super::sums::Lines;
use super::token::{Layout, StripId, TokenId, TokenKind};
use super::vocabulary::wordings;
use super::wrapped;
use crate::domain::definition::Column;
use crate::domain::figure::Figure;
use crate::domain::form::CellId;
use crate::import::value::{self, Reading};

/// The figures whose cells the sums of the form prove; one that stood on two lines is two tokens. `pairs` are rows that are known already; those that stand on the line
/// of their label are believed.
pub fn proved(seen: &Sightings, runs: &[Run], pairs: &[Labelled]) -> Vec<(CellId, Figures)> {
    // Sums hold for lines in many orders.
    if spelled::labels_disagree(seen) {
        return Vec::new();
    }
    let figures: Figures = runs.iter().flat_map(|run| run.tokens.iter().copied()).collect();
    let lines = Lines::new(seen.form, seen.vocabulary);
    let Some((lines, values)) = lines.zip(values(seen, &figures)) else { return Vec::new() };
    let strip = |token: TokenId| seen.strips[token].strip;
    let beside = |pair: &&Labelled| {
        let labels = pair.label.map(|label| &seen[label].tokens);
        labels
            .is_some_and(|labels| pair.tokens.iter().all(|&own| labels.iter().any(|&label| strip(label) == strip(own))))
    };
    let mut known = Vec::new();
    for pair in pairs.iter().filter(beside) {
        let cells = seen.vocabulary.first_unit(pair.named).map(|unit| &seen.vocabulary[unit].cells);
        for (&cell, token) in cells.into_iter().flatten().zip(&pair.tokens) {
            known.extend(figures.iter().position(|figure| figure == token).map(|value| (cell, value)));
        }
    }
    let joined: Vec<Option<i128>> = figures.windows(2).map(|pair| joined(seen, pair)).collect();
    lines.prove(&values, &joined, &known).into_iter().map(|(cell, own)| (cell, figures[own].to_vec())).collect()
}

/// Whether the figures of a row need a proof: they do not stand on one line, and words stand between them or the sums of the
/// form do not come out. Figures that are all the same need none.
pub fn needs_proof(seen: &Sightings, row: &Figures) -> bool {
    let strips = seen.strips;
    let Some((&first, &last)) = row.first().zip(row.last()) else { return false };
    let alike = row.iter().all(|&token| strips[token].printed == strips[first].printed);
    let in_lines = row.iter().all(|&token| strips.around(token).layout == Layout::Line);
    if alike || !in_lines || strips[first].strip == strips[last].strip {
        return false;
    }
    tears(seen, row) > 0
        || !Lines::new(seen.form, seen.vocabulary).zip(values(seen, row)).is_some_and(|(l, v)| l.hold(&v))
}

/// Whether the order of a row's figures says nothing: they stand on several lines, and words between them again and again,
/// or their heads came out of order. A head that fell in between once changes no order.
pub fn is_torn_apart(seen: &Sightings, row: &Figures) -> bool {
    needs_proof(seen, row) && (tears(seen, row) > 1 || !heads_in_order(seen, row))
}

/// Whether the heads above some figures come in the order of the form, as far as they are there in one piece.
fn heads_in_order(seen: &Sightings, row: &Figures) -> bool {
    let strips = seen.strips;
    let before = strips.token_ids().take_while(|token| Some(token) < row.first());
    let words: Vec<char> = before.flat_map(|token| strips[token].letters.iter().copied()).collect();
    let columns = &seen.form.tables()[seen.vocabulary.table].columns;
    let first = |column: &Column| {
        let found = wordings(&column.label, &column.also)
            .filter_map(|head| words.windows(head.len().max(1)).position(|window| window == head));
        found.min()
    };
    columns.iter().filter_map(first).is_sorted()
}

/// At how many places words stand between the figures of a row.
fn tears(seen: &Sightings, row: &Figures) -> usize {
    let is_word = |token: usize| seen.strips[TokenId(token)].kind == TokenKind::Text;
    row.windows(2).filter(|pair| (pair[0].0..pair[1].0).any(is_word)).count()
}

/// What a figure that stands alone beside a row says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Nothing: there is none, or the row adds up without it.
    Nothing,
    /// Together with one figure of the row it makes the row add up: the two halves, in order.
    Half(TokenId, TokenId),
    /// The row does not add up, and the figure may be a piece of it.
    Doubt,
}

/// Whether a figure by itself, right above or below a row, is the other half of one that a narrow cell broke in two.
pub fn beside(seen: &Sightings, row: &Labelled, taken: &BTreeSet<TokenId>) -> Beside {
    let strips = seen.strips;
    let sums = Lines::new(seen.form, seen.vocabulary).zip(values(seen, &row.tokens));
    let adds_up = |values: &[i128]| sums.as_ref().is_some_and(|(lines, _)| lines.add_up(values));
    let whole = sums.as_ref().is_some_and(|(_, values)| adds_up(values));
    let label = row.label.map(|label| &seen[label].tokens);
    let own: BTreeSet<StripId> =
        row.tokens.iter().chain(label.into_iter().flatten()).map(|&token| strips[token].strip).collect();
    // A number at a page's end may have come into a row that lost a cell.
    let edge = row.tokens.iter().any(|&token| strips.around(token).edge);
    // Of a table without sums, only where the others stand together on a line of their own.
    let alone =
        row.tokens.iter().all(|&token| strips.around(token).edge || strips[token].strip == strips[row.tokens[0]].strip);
    if edge && !whole && (sums.is_some() || alone && row.tokens.len() > 2) {
        return Beside::Doubt;
    }
    // The first half of a broken amount ends with its point, which is no figure.
    let is_half = |token: TokenId| {
        let token = &strips[token];
        let whole = token.printed.trim_end_matches('.');
        token.kind == TokenKind::Value || !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit())
    };
    let figures = |strip: StripId| strips[strip].token_ids().filter(|&token| is_half(token)).collect::<Vec<_>>();
    let only_figures = |strip: StripId| {
        let words = strips[strip].token_ids().filter(|&token| !is_half(token));
        let count = figures(strip).len();
        let others = words.clone().any(|token| seen.is_of_unit(token)) || seen.is_foreign(strip);
        strips[strip].layout == Layout::Line && !others && count > 0 && count <= row.tokens.len()
    };
    let near = |strip: StripId| own.iter().any(|own| own.0.abs_diff(strip.0) == 1);
    let beside = |strip: &StripId| own.contains(strip) || only_figures(*strip) && near(*strip);
    let strays = strips.strip_ids().filter(beside).flat_map(figures);
    // A number that stands where a page's does is no half.
    let strays: Vec<TokenId> = strays.filter(|&token| !taken.contains(&token) && !strips.around(token).edge).collect();
    if strays.is_empty() || whole {
        return Beside::Nothing;
    }
    let Some((_, values)) = &sums else {
        // A figure alone that stands below none is a page's number, or nobody knows what.
        let below = |figure: TokenId, stray: TokenId| strays.len() > 1 || wrapped::is_below(strips, figure, stray);
        let halves = |figure: TokenId, stray: TokenId| below(figure, stray) && may_be_halves(seen, figure, stray);
        let goes_on = row.tokens.iter().any(|&figure| strays.iter().any(|&stray| halves(figure, stray)));
        return if goes_on { Beside::Doubt } else { Beside::Nothing };
    };
    let mut halves = Vec::new();
    // Of several pieces any two may add up by chance.
    for &stray in strays.iter().filter(|_| strays.len() == 1) {
        for (at, &token) in row.tokens.iter().enumerate() {
            for (first, second) in [(token, stray), (stray, token)] {
                let whole = format!("{}{}", strips[first].printed, strips[second].printed);
                let mut values = values.clone();
                if let Ok(whole) = whole.parse() {
                    values[at] = whole;
                    halves.extend(adds_up(&values).then_some((first, second)));
                }
            }
        }
    }
    match halves[..] {
        [(first, second)] => Beside::Half(first, second),
        _ => Beside::Doubt,
    }
}

/// Whether two figures may be pieces of one, in a table without sums: the upper one goes on.
fn may_be_halves(seen: &Sightings, figure: TokenId, stray: TokenId) -> bool {
    let strips = seen.strips;
    let (upper, lower) = if stray < figure { (stray, figure) } else { (figure, stray) };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let upper = &strips[upper].printed;
    upper != "0" && digits(&upper.replace('.', "")) && digits(&strips[lower].printed)
}

/// What two figures are together, where the second one may be the rest of the first, which a narrow cell broke in two.
fn joined(seen: &Sightings, pair: &[TokenId]) -> Option<i128> {
    let [first, second] = pair else { return None };
    let (first, second) = (&seen.strips[*first], &seen.strips[*second]);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = format!("{}{}", first.printed, second.printed);
    let apart = first.strip.0 + 1 == second.strip.0 && !first.printed.starts_with('0');
    whole.parse().ok().filter(|_| apart && digits(&whole))
}

/// Figures as whole numbers; what is not applicable adds nothing. `None` where one is anything else.
fn values(seen: &Sightings, figures: &[TokenId]) -> Option<Vec<i128>> {
    let unit = &seen.form.column(*seen.vocabulary.units.first()?.cells.first()?).unit;
    let value = |&token: &TokenId| match value::read(&seen.strips[token].printed, unit) {
        Reading::Plain(Figure::Number(number)) => number.to_integer(),
        Reading::Plain(Figure::NotApplicable) => Some(0),
        _ => None,
    };
    figures.iter().map(value).collect()
}
