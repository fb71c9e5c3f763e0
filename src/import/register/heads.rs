//! The heads of a register: whether some rows of a table are heads, and what each column below them holds. Heads stand in up to
//! three rows, of which the upper ones name groups of columns.

use std::collections::{BTreeMap, BTreeSet};

use super::table::Table;
use super::words::{Field, Meaning, Wordings, plain};

/// Longer cells, or those with longer numbers, are no heads.
const LONGEST: usize = 60;

const MOST_ROWS: usize = 3;

/// A register has at least so many columns that are known.
const FEWEST: usize = 3;

/// A column that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub at: usize,
    pub means: Meaning,
}

/// The columns below some heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads {
    /// By their place.
    pub columns: Vec<Column>,
    /// How many rows the heads have.
    pub rows: usize,
}

impl Heads {
    /// The heads that begin in a row, by index; `None` where none do.
    pub fn at(table: &Table, row: usize, wordings: &Wordings) -> Option<Heads> {
        let lines: Vec<BTreeMap<usize, String>> =
            (row..(row + MOST_ROWS).min(table.rows.len())).map_while(|row| line(table, row)).collect();
        let mut best: Option<((usize, usize), Heads)> = None;
        for rows in 1..=lines.len() {
            let columns = columns(&lines[..rows], wordings);
            let known = known(&columns);
            let told = (known.len(), columns.len());
            if is_register(&known) && best.as_ref().is_none_or(|(most, _)| told > *most) {
                best = Some((told, Heads { columns, rows }));
            }
        }
        best.map(|(_, heads)| heads)
    }

    /// Whether a row may begin heads, looked at quickly.
    pub fn may_begin(first: &str) -> bool {
        first.len() <= LONGEST && !first.contains(|c: char| c.is_ascii_digit())
    }

    /// Keeps one column of a field where it can have only one: the best of those that are filled below the heads at all.
    pub fn choose(&mut self, table: &Table, from: usize) {
        const SINGLE: [Field; 9] = [
            Field::Received,
            Field::Answered,
            Field::Answer,
            Field::Number,
            Field::Serial,
            Field::Kind,
            Field::CorrectionAsked,
            Field::CorrectionCame,
            Field::Applicant,
        ];
        // What only stands for an outcome where no column says it.
        let better = |heads: &Heads, words: &[&str]| {
            let says =
                |column: &Column| column.means.field == Field::Outcome && words.contains(&column.means.says.as_str());
            heads.columns.iter().any(says)
        };
        let (told, done) = (better(self, &[""]), better(self, &["state"]));
        for column in self.columns.iter_mut().filter(|column| column.means.field == Field::Outcome) {
            column.means.field = match column.means.says.as_str() {
                "state" if told => Field::State,
                "way" if told || done => Field::Passed,
                _ => Field::Outcome,
            };
        }
        for field in SINGLE {
            let mut own: Vec<Column> =
                self.columns.iter().filter(|column| column.means.field == field).cloned().collect();
            if own.len() < 2 {
                continue;
            }
            own.sort_by_key(|column| column.means.rank);
            let is_filled = |column: &&Column| {
                (from..table.rows.len()).any(|row| table.cells(row).any(|cell| cell.column == column.at))
            };
            let kept = own.iter().find(is_filled).unwrap_or(&own[0]).at;
            self.columns.retain(|column| column.means.field != field || column.at == kept);
        }
    }
}

fn known(columns: &[Column]) -> BTreeSet<Field> {
    columns
        .iter()
        .map(|column| column.means.field)
        .filter(|field| !matches!(field, Field::Passed | Field::People | Field::Time))
        .collect()
}

/// Whether columns are those of a register: days, and who or what they are about.
fn is_register(known: &BTreeSet<Field>) -> bool {
    let has = |fields: &[Field]| fields.iter().any(|field| known.contains(field));
    let days = has(&[Field::Received, Field::Both, Field::Answered]);
    let about = has(&[Field::Applicant, Field::Is, Field::Content, Field::Kind]);
    let decided = has(&[Field::Outcome, Field::Ends]) && has(&[Field::Number, Field::Serial]);
    known.len() >= FEWEST && days && (about || decided)
}

/// The cells of a row as heads, merged ones in each of their columns; `None` where one cannot be a head.
fn line(table: &Table, row: usize) -> Option<BTreeMap<usize, String>> {
    const LONG_NUMBER: usize = 3;
    let number = table.rows.get(row)?.number;
    let mut line = BTreeMap::new();
    for cell in table.cells(row) {
        let digits = cell.text.bytes().filter(u8::is_ascii_digit).count();
        if cell.text.len() > LONGEST * 2 || digits >= LONG_NUMBER {
            return None;
        }
        line.insert(cell.column, plain(cell.text));
    }
    let first = table.merged.partition_point(|(rows, _)| rows.start < number);
    for (rows, columns) in table.merged[first..].iter().take_while(|(rows, _)| rows.start == number) {
        let Some(text) = line.get(&columns.start).cloned().filter(|_| columns.len() > 1) else { continue };
        // A merged cell over several rows and columns is one head, and no group of heads.
        if rows.len() == 1 {
            columns.clone().for_each(|column| drop(line.insert(column, text.clone())));
        }
    }
    (!line.is_empty()).then_some(line)
}

/// What the columns below some rows hold.
fn columns(lines: &[BTreeMap<usize, String>], wordings: &Wordings) -> Vec<Column> {
    let all: BTreeSet<usize> = lines.iter().flat_map(|line| line.keys().copied()).collect();
    let path = |column: usize| -> Vec<&str> {
        let mut path: Vec<&str> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            // A group whose cells are not merged stands over its first column only.
            let group = || {
                let below = lines.get(at + 1)?;
                below.get(&column)?;
                let (left, text) = line.range(..column).next_back()?;
                (*left..column).all(|between| below.contains_key(&between)).then_some(text)
            };
            let text = line.get(&column).or_else(group).map_or("", String::as_str);
            if !text.is_empty() && path.last() != Some(&text) {
                path.push(text);
            }
        }
        path
    };
    all.into_iter().filter_map(|at| Some(Column { at, means: meaning(&path(at), wordings)? })).collect()
}

/// What a column means by its heads, from the group's down to its own.
fn meaning(path: &[&str], wordings: &Wordings) -> Option<Meaning> {
    const SHORT: usize = 2;
    let (own, groups) = path.split_last()?;
    let Some(group) = groups.last() else { return wordings.of(own).cloned() };
    let (whole, pair) = (path.concat(), format!("{group}{own}"));
    if let Some(exact) = wordings.exact(&whole).or_else(|| wordings.exact(&pair)) {
        return Some(exact.clone());
    }
    // Within some groups a column is about the group, whatever it is called.
    for group in groups.iter().rev() {
        if let Some(of_group) = wordings.of(group).filter(|meaning| family(meaning.field) > 0) {
            let of_whole = wordings.of(&whole).filter(|meaning| family(meaning.field) == family(of_group.field));
            return Some(of_whole.unwrap_or(of_group).clone());
        }
    }
    let own_meaning = || wordings.exact(own).filter(|_| own.chars().count() > SHORT);
    if let Some(exact) = own_meaning() {
        return Some(exact.clone());
    }
    let of_group = wordings.exact(group).map(|meaning| meaning.field);
    let of_own = wordings.of(own);
    let says_kind = of_own.filter(|meaning| meaning.field == Field::Is);
    if let Some(kind) = says_kind {
        return Some(kind.clone());
    }
    let joined = wordings.of(&pair).or_else(|| wordings.of(&whole)).or(of_own);
    let ticks = |field: Field| Meaning { field, rank: usize::MAX, says: (*own).to_string() };
    match (of_group, joined) {
        (Some(Field::Outcome), None) => Some(ticks(Field::Ends)),
        // What only the group's own words make an outcome is a column of ticks.
        (Some(Field::Outcome), Some(Meaning { field: Field::Outcome, .. })) if of_own.is_none() => {
            Some(ticks(Field::Ends))
        }
        (Some(Field::Kind), None) => Some(ticks(Field::Is)),
        (Some(Field::Kind), Some(Meaning { field: Field::Kind, .. })) if of_own.is_none() => Some(ticks(Field::Is)),
        (_, joined) => joined.cloned(),
    }
}

/// Fields whose columns stand together under one head; 0 for all others.
fn family(field: Field) -> u8 {
    match field {
        Field::Review => 1,
        Field::CorrectionAsked | Field::CorrectionCame | Field::Correction => 2,
        Field::ThirdAsked | Field::ThirdCame | Field::Third => 3,
        Field::Extended => 4,
        _ => 0,
    }
}
