//! Columns by their heads: where a table has columns that the form does not, or has its own in another order, figures
//! are counted from the heads and not from the left. Where heads say nothing more than the order, they are not asked.

use std::collections::{BTreeMap, BTreeSet};

use super::sighting::{Labelled, Sightings};
use super::token::{Layout, StripId, TokenId, TokenKind};
use super::vocabulary::{Named, UnitId, Vocabulary, wordings};
use crate::domain::form::{CellId, Form};
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

/// Whether some heads of the table are missing, the others stand right above all figures of a row, and they are not those of
/// the cells that were chosen. Where all heads are there, those that stand askew over lost spans say nothing.
pub fn contradict(seen: &Sightings, chosen: &[TokenId]) -> bool {
    let strips = seen.strips;
    let wanted = seen.vocabulary.common_width().filter(|_| !seen.vocabulary.is_band());
    let Some(wanted) = wanted.and_then(|_| heads(seen.form, seen.vocabulary)) else { return false };
    let Some(own) = chosen.first().map(|&first| strips[first].strip) else { return false };
    let above = (0..own.0).rev().map(StripId).take_while(|&strip| strips[strip].block == strips[own].block);
    let above: Vec<_> = above.flat_map(|strip| strips.inside(strip)).collect();
    if wanted.iter().all(|head| above.iter().any(|token| head.says(&token.letters))) {
        return false;
    }
    let head_above = |figure: TokenId| {
        let mut cells = above.iter().filter(|token| token.column == strips[figure].column);
        cells.find(|token| wanted.iter().any(|head| head.says(&token.letters)))
    };
    let figures = chosen.iter().zip(&wanted).filter(|(token, _)| !strips.is_blank(**token));
    let told: Option<Vec<bool>> = figures.map(|(&token, head)| Some(head.says(&head_above(token)?.letters))).collect();
    told.is_some_and(|told| told.contains(&false))
}

/// The lowest head above a grid column of figures.
pub struct Head {
    pub column: u16,
    wordings: Vec<Vec<char>>,
}

impl Head {
    pub fn says(&self, letters: &[char]) -> bool {
        self.wordings.iter().any(|wording| wording == letters)
    }

    pub fn wordings(&self) -> &[Vec<char>] {
        &self.wordings
    }
}

/// The lowest heads above the first row of figures, from left to right.
pub fn heads(form: &Form, vocabulary: &Vocabulary) -> Option<Vec<Head>> {
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

/// What the heads right above a row say of its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing more than the order of the form does.
    InOrder,
    /// The figures that stand below heads of the form, with their cells; others may be left.
    Told(Vec<(CellId, TokenId)>),
    /// There are other heads than the row has cells, and they tell none of its figures.
    Untold,
}

/// What the heads right above a row of a table say, whose rows do not all have the same: it may have fewer of them than the
/// form, or other ones.
pub fn said(seen: &Sightings, row: &Labelled, unit: UnitId) -> Said {
    let (strips, form) = (seen.strips, seen.form);
    let wanted = &seen.vocabulary[unit].cells;
    let Some(&first) = row.tokens.first().filter(|_| seen.vocabulary.common_width().is_none()) else {
        return Said::InOrder;
    };
    let heads = heads_above(seen, first, wanted);
    let columns = &form.tables()[seen.vocabulary.table].columns;
    let says = |column: usize, letters: &[char]| {
        wordings(&columns[column].label, &columns[column].also).any(|words| words == letters)
    };
    let of = |token: &TokenId| (0..columns.len()).find(|&column| says(column, &strips[*token].letters));
    let mut known: Vec<Option<usize>> = heads.iter().map(of).collect();
    // A head in pieces of a merged cell says the same in each.
    known.dedup_by(|a, b| a.is_some() && a == b);
    let own: Vec<usize> = wanted.iter().map(|&cell| form.cell(cell).column).collect();
    // As many heads as cells are in order, unless one of the row's own stands at another place; heads of other rows are slips.
    let elsewhere =
        |(known, at): (&Option<usize>, &usize)| known.is_some_and(|known| known != *at && own.contains(&known));
    let agree = !known.iter().zip(&own).any(elsewhere);
    if heads.is_empty() || (known.len() == own.len() && agree) {
        return Said::InOrder;
    }
    let figures: Vec<TokenId> = row.tokens.iter().copied().filter(|&token| !strips.is_blank(token)).collect();
    let below = |figure: TokenId| match heads[..] {
        // Below a single head stands a single figure, wherever its cell begins.
        [head] if figures.len() == 1 => Some(head),
        _ => heads.iter().copied().find(|&head| strips[head].column == strips[figure].column),
    };
    let mut told: Vec<(CellId, TokenId)> = Vec::new();
    for &figure in &figures {
        let column = below(figure).and_then(|head| of(&head));
        let cell = wanted.iter().copied().find(|&cell| Some(form.cell(cell).column) == column);
        told.extend(cell.map(|cell| (cell, figure)));
    }
    let once = told.iter().all(|(cell, _)| told.iter().filter(|(other, _)| other == cell).count() == 1);
    match told.is_empty() || !once {
        true if figures.is_empty() => Said::InOrder,
        true => Said::Untold,
        false => Said::Told(told),
    }
}

/// The heads that stand next above a figure, left to right: the words behind the first cell of a row that has no figures and
/// no label of a line.
fn heads_above(seen: &Sightings, figure: TokenId, cells: &[CellId]) -> Vec<TokenId> {
    let strips = seen.strips;
    let columns = |cells: &[CellId]| cells.iter().map(|&cell| seen.form.cell(cell).column).collect::<Vec<_>>();
    let own = strips[figure].strip;
    for strip in (0..own.0).rev().map(StripId) {
        if strips[strip].block != strips[own].block || strips[strip].layout != Layout::Row {
            break;
        }
        let mut units = strips[strip].token_ids().filter_map(|token| match seen[seen.owner(token)?].named {
            Named::Unit(unit) => Some(unit),
            Named::Group(_) => None,
        });
        if let Some(unit) = units.next() {
            // Heads above a row that has other columns in the form are not this row's.
            if columns(&seen.vocabulary[unit].cells) != columns(cells) {
                break;
            }
            continue;
        }
        if strips.has_figures(strip) {
            continue;
        }
        let is_head = |&token: &TokenId| strips[token].kind == TokenKind::Text && seen.owner(token).is_none();
        let heads: Vec<TokenId> = strips[strip].token_ids().skip(1).filter(is_head).collect();
        if !heads.is_empty() {
            return heads;
        }
    }
    Vec::new()
}
