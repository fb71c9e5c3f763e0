//! The edition that a document shows by words of its tables that no other edition has. The year is not asked.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::vocabulary::wordings;
use crate::domain::definition::Table;
use crate::domain::form::Form;
use crate::import::block::Block;
use crate::import::normal::letters;

/// The most letters of a document that are searched.
const MOST: usize = 400_000;

/// Shorter labels say nothing.
const LEAST: usize = 4;

/// How many words a document has of each form's tables that no other form has.
pub fn own_words(forms: &[Arc<Form>], blocks: &[Block]) -> Vec<usize> {
    let vocabularies: Vec<BTreeSet<Vec<char>>> = forms.iter().map(|form| words(form, false)).collect();
    let all: Vec<BTreeSet<Vec<char>>> = forms.iter().map(|form| words(form, true)).collect();
    let own =
        |index: usize, word: &Vec<char>| !all.iter().enumerate().any(|(i, words)| i != index && words.contains(word));
    let mut marks: Vec<(&Vec<char>, Option<usize>)> = Vec::new();
    for (index, words) in vocabularies.iter().enumerate() {
        marks.extend(words.iter().map(|word| (word, own(index, word).then_some(index))));
    }
    // Longer words first: what is part of a longer word is not seen by itself.
    marks.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let mut text = document(blocks);
    let mut counts = vec![0; forms.len()];
    for (word, owner) in marks {
        if strike(&mut text, word)
            && let Some(index) = owner
        {
            counts[index] += 1;
        }
    }
    counts
}

/// Labels of rows and columns, with those of groups if asked for.
fn words(form: &Form, groups: bool) -> BTreeSet<Vec<char>> {
    let of_table = |table: &Table| {
        let rows = table.rows.iter().map(|row| (&row.label, &row.also));
        let columns = table.columns.iter().map(|column| (&column.label, &column.also));
        let all = table.row_groups.iter().chain(&table.column_groups).filter(|_| groups);
        let all = all.map(|group| (&group.label, &group.also)).chain(rows).chain(columns);
        all.flat_map(|(label, also)| wordings(label, also)).collect::<Vec<_>>()
    };
    form.tables().iter().flat_map(of_table).filter(|word| word.len() >= LEAST).collect()
}

fn document(blocks: &[Block]) -> Vec<char> {
    let mut text = Vec::new();
    for block in blocks {
        if text.len() > MOST {
            break;
        }
        match block {
            Block::Line(line) | Block::Paragraph(line) | Block::Cell(line) => text.extend(letters(&line.text)),
            Block::Grid(grid) => {
                for cell in grid.rows.iter().flat_map(|row| &row.cells) {
                    text.extend(letters(&cell.text));
                    text.push(' ');
                }
            }
        }
        text.push(' ');
    }
    text
}

/// Strikes a word out wherever it stands; `false` where it stands nowhere.
fn strike(text: &mut [char], word: &[char]) -> bool {
    let (mut at, mut found) = (0, false);
    let Some(first) = word.first() else { return false };
    // Looking for one character first is several times as fast as comparing words everywhere.
    while let Some(next) = text[at..].iter().position(|c| c == first) {
        at += next;
        if text[at..].starts_with(word) {
            text[at..at + word.len()].fill(' ');
            found = true;
            at += word.len();
        } else {
            at += 1;
        }
    }
    found
}
