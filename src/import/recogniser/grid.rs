//! Which cells of a row with cells belong to which label. Merged cells that lost their span leave blank cells behind:
//! either where the form has them, or at the end of the row. Where both readings differ and neither is ruled out, there
//! is no reading.

use super::columns::Columns;
use super::sighting::Sightings;
use super::token::{Kind, Layout, Strips};
use super::vocabulary::{Named, Vocabulary};
use crate::domain::form::Form;
use crate::import::normal::letters;

/// The cells behind a label in one row.
#[derive(Debug, Clone)]
pub struct Behind {
    /// The label, by sighting; `None` in a table whose labels stand above.
    pub sighting: Option<usize>,
    /// What the label names.
    pub named: Named,
    /// The cells behind it, as tokens.
    pub cells: Vec<usize>,
}

/// Where the blank cells of merged ones stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scheme {
    /// Some cells hold several figures, so where cells begin and end says nothing; rows that have all their figures can
    /// be read all the same.
    Guessed,
    /// Figures follow their label; blank cells come last.
    Adjacent,
    /// Figures stand in the grid columns of the form.
    Official,
    /// Behind every merged cell stand as many blank ones as it covers further columns; cells of merged rows are gone.
    Filled,
    /// Figures stand below their heads, among columns that the form does not have.
    Headed(Columns),
}

/// The rows of cells with a label, and the cells behind it.
pub fn rows(strips: &Strips, vocabulary: &Vocabulary, sightings: &Sightings) -> Vec<Behind> {
    let mut rows = Vec::new();
    for strip in strips.strips.iter().filter(|strip| strip.layout == Layout::Row) {
        if vocabulary.is_band() {
            let cells: Vec<usize> = strip.tokens.clone().collect();
            if cells.iter().all(|&token| strips.tokens[token].kind != Kind::Text) && !cells.is_empty() {
                rows.push(Behind { sighting: None, named: Named::Unit(0), cells });
            }
            continue;
        }
        let labels: Vec<usize> = strip.tokens.clone().filter(|&token| sightings.owner[token].is_some()).collect();
        let named = |token: usize| sightings.owner[token].map(|index| (index, sightings.all[index].named));
        let units = labels.iter().filter(|&&token| matches!(named(token), Some((_, Named::Unit(_)))));
        let heads: Vec<usize> = if units.clone().next().is_some() { units.copied().collect() } else { labels.clone() };
        for (n, &head) in heads.iter().enumerate() {
            let end = heads.get(n + 1).copied().unwrap_or(strip.tokens.end);
            if let Some((sighting, named)) = named(head)
                && heads.get(n + 1).is_none_or(|&next| sightings.owner[next] != Some(sighting))
            {
                rows.push(Behind { sighting: Some(sighting), named, cells: (head + 1..end).collect() });
            }
        }
    }
    rows
}

/// The cells of a row in the table's columns under a scheme, where the scheme is possible.
pub fn cells(
    form: &Form,
    strips: &Strips,
    vocabulary: &Vocabulary,
    row: &Behind,
    unit: usize,
    scheme: &Scheme,
) -> Option<Vec<usize>> {
    let wanted = &vocabulary.units[unit].cells;
    let blank = |token: usize| strips.tokens[token].kind == Kind::Blank;
    let chosen: Vec<usize> = match scheme {
        Scheme::Adjacent => row.cells.get(..wanted.len())?.to_vec(),
        Scheme::Guessed => {
            let figures: Vec<usize> = row.cells.iter().copied().filter(|&token| !blank(token)).collect();
            (figures.len() == wanted.len()).then_some(figures)?
        }
        Scheme::Official => {
            let first = *row.cells.first()?;
            if strips.strips[strips.tokens[first].strip].width != vocabulary.columns {
                return None;
            }
            let at = |column: u16| {
                row.cells.iter().copied().find(|&token| strips.tokens[token].column == usize::from(column))
            };
            wanted.iter().map(|&cell| at(form.cell(cell).at.1)).collect::<Option<Vec<usize>>>()?
        }
        Scheme::Filled => {
            let mut at = vocabulary.units[unit].across.saturating_sub(1);
            let mut chosen = Vec::with_capacity(wanted.len());
            for &cell in wanted {
                chosen.push(*row.cells.get(at)?);
                at += usize::from(form.cell(cell).span.1);
            }
            (at == row.cells.len()).then_some(chosen)?
        }
        Scheme::Headed(columns) => {
            let at = |column: u16| {
                let column = columns.of(column)?;
                row.cells.iter().copied().find(|&token| strips.tokens[token].column == column)
            };
            wanted.iter().map(|&cell| at(form.cell(cell).at.1)).collect::<Option<Vec<usize>>>()?
        }
    };
    let foreign = |token: usize| match scheme {
        Scheme::Headed(columns) => columns.is_foreign(strips.tokens[token].column),
        Scheme::Guessed | Scheme::Adjacent | Scheme::Official | Scheme::Filled => false,
    };
    // Programs that undo merged cells say in each piece what the whole says.
    let at = |token: usize| (strips.tokens[token].column, &strips.tokens[token].printed);
    let again = |token: usize| {
        let (column, words) = at(token);
        let own =
            wanted.iter().zip(&chosen).find(|(_, own)| (at(**own).0 + 1..).contains(&column) && at(**own).1 == words);
        *scheme == Scheme::Official
            && own.is_some_and(|(&cell, &own)| column < at(own).0 + usize::from(form.cell(cell).span.1))
    };
    let spare =
        row.cells.iter().all(|&token| chosen.contains(&token) || blank(token) || foreign(token) || again(token));
    spare.then_some(chosen)
}

/// The scheme that fits all rows of a table; where both do and differ, the one that the heads show.
pub fn scheme(form: &Form, strips: &Strips, vocabulary: &Vocabulary, rows: &[Behind]) -> Option<Scheme> {
    let read = |scheme: &Scheme| {
        let read = |row: &Behind| match row.named {
            Named::Unit(unit) => cells(form, strips, vocabulary, row, unit, scheme),
            Named::Group(_) => None,
        };
        rows.iter().filter(|row| matches!(row.named, Named::Unit(_))).map(read).collect::<Vec<_>>()
    };
    let crowded = |row: &Behind| {
        let columns = row.cells.windows(2).map(|pair| strips.tokens[pair[0]].column == strips.tokens[pair[1]].column);
        columns.filter(|same| *same).count() > 0
    };
    if rows.iter().any(crowded) {
        return Some(Scheme::Guessed);
    }
    let (adjacent, official) = (read(&Scheme::Adjacent), read(&Scheme::Official));
    let count = |readings: &[Option<Vec<usize>>]| readings.iter().flatten().count();
    // Columns that the form does not have stand only where every row has cells below all heads.
    if let Some(headed) = Columns::new(form, strips, vocabulary, rows).map(Scheme::Headed) {
        let readings = read(&headed);
        if !readings.is_empty() && count(&readings) >= count(&adjacent).max(count(&official)) {
            return Some(headed);
        }
    }
    let differing = |a: &[Option<Vec<usize>>], b: &[Option<Vec<usize>>]| {
        a.iter().zip(b).any(|(a, b)| a.is_some() && b.is_some() && a != b)
    };
    // Rows that all have their label's own number of cells were filled up so; no other habit makes them.
    let filled = read(&Scheme::Filled);
    let across = |row: &Behind| match row.named {
        Named::Unit(unit) => Some(vocabulary.units[unit].across),
        Named::Group(_) => None,
    };
    let whole = count(&filled) == filled.len() && filled.len() > 2;
    let telling = rows.iter().filter_map(across).any(|n| n > 1) && rows.iter().filter_map(across).any(|n| n == 1);
    if count(&filled) > count(&adjacent).max(count(&official)) || (whole && telling) {
        return Some(Scheme::Filled);
    }
    let differ = differing(&adjacent, &official);
    match count(&adjacent).cmp(&count(&official)) {
        std::cmp::Ordering::Less => Some(Scheme::Official),
        std::cmp::Ordering::Greater => Some(Scheme::Adjacent),
        std::cmp::Ordering::Equal if !differ => Some(Scheme::Adjacent),
        std::cmp::Ordering::Equal => heads(form, strips, vocabulary),
    }
}

/// Where the heads of the columns stand: in the form's grid columns, or elsewhere; `None` where there are none.
fn heads(form: &Form, strips: &Strips, vocabulary: &Vocabulary) -> Option<Scheme> {
    let mut seen = None;
    for column in &form.tables()[vocabulary.table].columns {
        let words = letters(&column.label);
        let [place] = column.places[..] else { continue };
        let head = strips
            .tokens
            .iter()
            .find(|token| token.letters == words && strips.strips[token.strip].layout == Layout::Row);
        match head {
            Some(head) if head.column == usize::from(place.at.1) => seen = seen.or(Some(Scheme::Official)),
            Some(_) => return Some(Scheme::Adjacent),
            None => {}
        }
    }
    seen
}
