//! Lists that name every figure by its row and its column (`规章 本年制发件数：3`), in a text without cells: a figure belongs to
//! the cell whose row and column are named before it, on its line or, for the row, on one above. As with tables that lie
//! otherwise, either all named figures find their cells, each cell once, or nothing is read here.

use std::collections::{BTreeMap, BTreeSet};

use super::crossing::{Book, Crossed};
use super::sighting::Sightings;
use super::token::{TokenId, TokenKind};
use crate::domain::form::CellId;

/// The rows that were named last, and the words that name them.
#[derive(Default)]
struct Row {
    rows: BTreeSet<usize>,
    words: Vec<TokenId>,
}

/// The figures of a text by their names.
pub fn read(seen: &Sightings) -> Vec<Crossed> {
    let book = Book::new(seen);
    let mut taken: BTreeMap<CellId, Crossed> = BTreeMap::new();
    let mut row = Row::default();
    for strip in seen.strips.strip_ids() {
        let mut words: Vec<TokenId> = Vec::new();
        let named = seen.strips[strip].token_ids().any(|token| book.of(token).is_some());
        for token in seen.strips[strip].token_ids().filter(|_| named) {
            match seen.strips[token].kind {
                TokenKind::Text => words.push(token),
                TokenKind::Blank => {}
                TokenKind::Value => {
                    let Some(cell) = cell(&book, &mut row, &words) else { return Vec::new() };
                    let label = seen.strips.printed(&[row.words.as_slice(), words.as_slice()].concat()).join(" ");
                    if taken.insert(cell, Crossed { cell, token, label }).is_some() {
                        return Vec::new();
                    }
                    words.clear();
                }
            }
        }
        // A row that is named without a figure is that of the lines below.
        let own: BTreeSet<usize> =
            words.iter().filter_map(|&word| book.of(word)).flat_map(|names| names.rows).collect();
        if own.len() == 1 {
            row = Row { rows: own, words };
        }
    }
    if taken.len() > 1 { taken.into_values().collect() } else { Vec::new() }
}

/// The cell that some words before a figure name; the last of them names the column, and those before it the row.
fn cell(book: &Book, row: &mut Row, words: &[TokenId]) -> Option<CellId> {
    let (&last, before) = words.split_last()?;
    let names = book.of(last)?;
    let only = |set: &BTreeSet<usize>| set.first().copied().filter(|_| set.len() == 1);
    if names.both.len() == 1 {
        let &(at, column) = names.both.first()?;
        return book.at(at, column);
    }
    let rows: BTreeSet<usize> = before.iter().filter_map(|&word| book.of(word)).flat_map(|names| names.rows).collect();
    if !rows.is_empty() {
        *row = Row { rows, words: before.to_vec() };
    } else if !before.is_empty() {
        // Words that nobody knows may be the label of another row.
        return None;
    }
    match only(&names.columns) {
        Some(column) => book.at(only(&row.rows)?, column),
        None => {
            *row = Row { rows: names.rows, words: words.to_vec() };
            book.single(only(&row.rows)?)
        }
    }
}
