//! The edition that a document shows by words of its tables that not all editions have. The year is not asked.

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

/// The words of a document that stand in the tables of some forms and not of all, each with the forms that have it.
pub struct Telling(Vec<Vec<usize>>);

impl Telling {
    /// Searches a document.
    pub fn new(forms: &[Arc<Form>], blocks: &[Block]) -> Telling {
        let all: Vec<BTreeSet<Vec<char>>> = forms.iter().map(|form| words(form, true)).collect();
        let mut marks: Vec<Vec<char>> = forms.iter().flat_map(|form| words(form, false)).collect();
        // Longer words first: what is part of a longer word is not seen by itself.
        marks.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        marks.dedup();
        let mut text = document(blocks);
        let owners = |word: &Vec<char>| (0..all.len()).filter(|&form| all[form].contains(word)).collect::<Vec<_>>();
        let found = marks.iter().filter(|word| strike(&mut text, word)).map(owners);
        Telling(found.filter(|owners| owners.len() < forms.len()).collect())
    }

    /// How many of the words a form has.
    pub fn of(&self, form: usize) -> usize {
        self.0.iter().filter(|owners| owners.contains(&form)).count()
    }

    /// The forms that have words which this one has not.
    pub fn others(&self, form: usize) -> BTreeSet<usize> {
        self.0.iter().filter(|owners| !owners.contains(&form)).flatten().copied().collect()
    }
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
