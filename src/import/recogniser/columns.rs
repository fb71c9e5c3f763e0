//! Columns by their heads: where a table has columns that the form does not, or has its own in another order, figures
//! are counted from the heads and not from the left. Where heads say nothing more than the order, they are not asked.

use std::collections::{BTreeMap, BTreeSet};

use super::sighting::{Labelled, Sightings};
use super::token::{Layout, TokenKind};
use super::vocabulary::{Named, Vocabulary, wordings};
use crate::domain::form::Form;
use crate::import::normal::letters;

/// The columns of a table in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// For every grid column of the form that has figures, that of the document.
    own: BTreeMap<u16, usize>,
    /// Columns of the document that the form does not have.
    foreign: BTreeSet<usize>,
}

impl Columns {
    /// The columns of a table whose heads stand above all its rows; `None` where the order says as much.
    pub fn new(seen: &Sightings, rows: &[Labelled]) -> Option<Columns> {
        let strips = seen.strips;
        seen.vocabulary.common_width()?;
        let wanted = heads(seen.form, seen.vocabulary)?;
        let is_unit = |row: &&Labelled| matches!(row.named, Named::Unit(_));
        let first = *rows.iter().filter(is_unit).flat_map(|row| row.tokens.first()).min()?;
        let mut found: BTreeMap<usize, &[char]> = BTreeMap::new();
        for strip in strips.strip_ids().take_while(|&strip| strip < strips[first].strip) {
            if strips[strip].block == strips.around(first).block && strips[strip].layout == Layout::Row {
                let heads = strips.inside(strip).iter().filter(|token| token.kind == TokenKind::Text);
                found.extend(heads.map(|token| (token.column, token.letters.as_slice())));
            }
        }
        let named: Vec<(usize, &[char])> = found
            .iter()
            .map(|(&column, &letters)| (column, letters))
            .filter(|(_, letters)| wanted.iter().any(|head| head.says(letters)))
            .collect();
        if named.len() != wanted.len() {
            return None;
        }
        let in_order = wanted.iter().zip(&named).all(|(head, (_, letters))| head.says(letters));
        // Out of order, a head tells its column only where no other one has the same words.
        let own = wanted.iter().enumerate().map(|(index, head)| {
            let mut fits = named.iter().filter(|(_, letters)| head.says(letters));
            let (column, _) = if in_order { named[index] } else { *fits.next()? };
            (in_order || fits.next().is_none()).then_some((head.column, column))
        });
        let own: BTreeMap<u16, usize> = own.collect::<Option<_>>()?;
        let start = *own.values().min()?;
        // Left of the figures stand the labels, and what every row has behind its label: a number of the row, a unit.
        let behind_label = |column: usize| {
            let has = |row: &Labelled| row.tokens.iter().any(|&token| strips[token].column == column);
            rows.iter().filter(is_unit).all(has)
        };
        let is_foreign = |column: &usize| *column > start || behind_label(*column);
        let foreign: BTreeSet<usize> = found
            .keys()
            .copied()
            .filter(|column| is_foreign(column) && !own.values().any(|own| own == column))
            .collect();
        (!in_order || !foreign.is_empty()).then_some(Columns { own, foreign })
    }

    /// The column of the document for a grid column of the form.
    pub fn of(&self, column: u16) -> Option<usize> {
        self.own.get(&column).copied()
    }

    /// Whether a column is one that the form does not have.
    pub fn is_foreign(&self, column: usize) -> bool {
        self.foreign.contains(&column)
    }
}

/// The lowest head above a grid column of figures.
struct Head {
    column: u16,
    wordings: Vec<Vec<char>>,
}

impl Head {
    fn says(&self, letters: &[char]) -> bool {
        self.wordings.iter().any(|wording| wording == letters)
    }
}

/// The lowest heads above the first row of figures, from left to right.
fn heads(form: &Form, vocabulary: &Vocabulary) -> Option<Vec<Head>> {
    let table = vocabulary.table;
    let definition = &form.tables()[table];
    let first = vocabulary.units.first()?;
    let mut heads = Vec::new();
    for &cell in &first.cells {
        let (row, column) = form.cell(cell).at;
        let above = form.printed_labels(table).iter().filter(|label| {
            label.at.0 + label.span.0 <= row && (label.at.1..label.at.1 + label.span.1).contains(&column)
        });
        let label = above.max_by_key(|label| label.at.0)?;
        let official = letters(&label.text);
        let same = definition.columns.iter().filter(|head| letters(&head.label) == official);
        let wordings = same.flat_map(|head| wordings(&head.label, &head.also)).chain([official.clone()]).collect();
        heads.push(Head { column, wordings });
    }
    heads.sort_by_key(|head| head.column);
    Some(heads)
}
