//! Which cells of a row with cells belong to which label. Merged cells that lost their span leave blank cells behind:
//! either where the form has them, or at the end of the row. Where both readings differ and neither is ruled out, there
//! is no reading.

use super::columns::Columns;
use super::sighting::Sightings;
use super::token::{Kind, Layout, Strips};
use super::vocabulary::{Named, Vocabulary};
use crate::domain::form::Form;
use crate::import::normal::letters;
use crate::import::value;

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
    /// Behind every merged cell stand as many blank ones as it covers further columns; cells of merged rows are gone, and
    /// blank ones may stand at the end of the row.
    Filled,
    /// Figures stand below their heads, among columns that the form does not have.
    Headed(Columns),
}

/// The rows of cells with a label, and the cells behind it.
pub fn rows(form: &Form, strips: &Strips, vocabulary: &Vocabulary, sightings: &Sightings) -> Vec<Behind> {
    let mut rows = Vec::new();
    for strip in strips.strips.iter().filter(|strip| strip.layout == Layout::Row) {
        if vocabulary.is_band() {
            let cells: Vec<usize> = strip.tokens.clone().collect();
            if cells.iter().all(|&token| strips.tokens[token].kind != Kind::Text) && !cells.is_empty() {
                rows.push(Behind { sighting: None, named: Named::Unit(0), cells });
            }
            continue;
        }
        // A label in pieces that stand beside figures in several rows is perhaps none.
        let figures = |token: &usize| {
            let strip = &strips.strips[strips.tokens[*token].strip];
            strip.tokens.clone().any(|token| strips.tokens[token].kind == Kind::Value)
        };
        let broken = |index: usize| {
            let mut tokens = sightings.all[index].tokens.iter().filter(|token| figures(token));
            let first = tokens.next().map(|&token| strips.tokens[token].strip);
            tokens.any(|&token| Some(strips.tokens[token].strip) != first)
        };
        let whole = |&token: &usize| sightings.owner[token].is_some_and(|index| !broken(index));
        let labels: Vec<usize> = strip.tokens.clone().filter(whole).collect();
        let named = |token: usize| sightings.owner[token].map(|index| (index, sightings.all[index].named));
        let units = labels.iter().filter(|&&token| matches!(named(token), Some((_, Named::Unit(_)))));
        let heads: Vec<usize> = if units.clone().next().is_some() { units.copied().collect() } else { labels.clone() };
        for (n, &head) in heads.iter().enumerate() {
            let end = heads.get(n + 1).copied().unwrap_or(strip.tokens.end);
            if let Some((sighting, named)) = named(head)
                && heads.get(n + 1).is_none_or(|&next| sightings.owner[next] != Some(sighting))
            {
                let cells = without_units(form, strips, vocabulary, named, (head + 1..end).collect());
                rows.push(Behind { sighting: Some(sighting), named, cells });
            }
        }
    }
    rows
}

/// The cells of a row that has more of them than figures, without those of a column that only says in what is counted.
fn without_units(
    form: &Form,
    strips: &Strips,
    vocabulary: &Vocabulary,
    named: Named,
    mut cells: Vec<usize>,
) -> Vec<usize> {
    let Named::Unit(unit) = named else { return cells };
    let wanted = &vocabulary.units[unit].cells;
    // A unit of money that is not the form's own changes the figure, and is not passed over.
    let own = |unit: &str| wanted.iter().any(|&cell| form.column(cell).unit == unit);
    let says_unit = |&token: &usize| {
        strips.tokens[token].kind == Kind::Text
            && value::unit_behind(&strips.tokens[token].printed).is_some_and(|u| !value::is_money(&u) || own(&u))
    };
    if cells.len() > wanted.len() {
        cells.retain(|token| !says_unit(token));
    }
    cells
}

/// The cells of a row in the table's columns under a scheme, where the scheme is possible.
fn cells(
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
            chosen
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

/// How the rows of a table are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The scheme.
    scheme: Scheme,
    /// Schemes that are as likely: what one of them reads otherwise is not read.
    rivals: Vec<Scheme>,
}

impl Chosen {
    fn sure(scheme: Scheme) -> Chosen {
        Chosen { scheme, rivals: Vec::new() }
    }

    /// The cells of a row in the table's columns, where they can be told.
    pub fn cells(
        &self,
        form: &Form,
        strips: &Strips,
        vocabulary: &Vocabulary,
        row: &Behind,
        unit: usize,
    ) -> Option<Vec<usize>> {
        let read = |scheme: &Scheme| cells(form, strips, vocabulary, row, unit, scheme);
        let own = read(&self.scheme)?;
        self.rivals.iter().filter_map(read).all(|other| other == own).then_some(own)
    }
}

/// The scheme that fits all rows of a table. Where several do and differ, the heads tell; where none does, the one that
/// fits most is read where no other says otherwise.
pub fn scheme(form: &Form, strips: &Strips, vocabulary: &Vocabulary, rows: &[Behind]) -> Option<Chosen> {
    let units: Vec<(&Behind, usize)> = rows
        .iter()
        .filter_map(|row| match row.named {
            Named::Unit(unit) => Some((row, unit)),
            Named::Group(_) => None,
        })
        .collect();
    let read = |scheme: &Scheme| {
        units.iter().map(|(row, unit)| cells(form, strips, vocabulary, row, *unit, scheme)).collect::<Vec<_>>()
    };
    let crowded =
        |row: &Behind| row.cells.windows(2).any(|pair| strips.tokens[pair[0]].column == strips.tokens[pair[1]].column);
    if rows.iter().any(crowded) {
        return Some(Chosen::sure(Scheme::Guessed));
    }
    let count = |readings: &[Option<Vec<usize>>]| readings.iter().flatten().count();
    let mut ways: Vec<(Scheme, Vec<Option<Vec<usize>>>)> =
        [Scheme::Adjacent, Scheme::Official, Scheme::Filled].map(|scheme| (scheme.clone(), read(&scheme))).into();
    // Columns that the form does not have stand only where every row has cells below all heads.
    if let Some(headed) = Columns::new(form, strips, vocabulary, rows).map(Scheme::Headed) {
        let readings = read(&headed);
        if !readings.is_empty() && ways.iter().all(|(_, way)| count(way) <= count(&readings)) {
            return Some(Chosen::sure(headed));
        }
    }
    // Rows that all have their label's own number of cells were filled up so; no other habit makes them.
    let exact = |(row, unit): &(&Behind, usize)| row.cells.len() == filled_width(form, vocabulary, *unit);
    let across = |wanted: fn(usize) -> bool| units.iter().any(|(_, unit)| wanted(vocabulary.units[*unit].across));
    let telling = units.len() > 2 && across(|n| n > 1) && across(|n| n == 1);
    if telling && units.iter().all(exact) && count(&ways[2].1) == units.len() {
        return Some(Chosen::sure(Scheme::Filled));
    }
    if has_filled_heads(form, strips, vocabulary) && count(&ways[2].1) > 0 {
        ways.remove(0);
    }
    let (whole, part): (Vec<_>, Vec<_>) = ways.into_iter().partition(|(_, way)| count(way) == units.len());
    if let Some((first, rest)) = whole.split_first() {
        if rest.iter().all(|(_, way)| *way == first.1) {
            return Some(Chosen::sure(first.0.clone()));
        }
        let said = heads(form, strips, vocabulary).filter(|said| whole.iter().any(|(scheme, _)| scheme == said));
        let rivals = rest.iter().map(|(scheme, _)| scheme.clone()).collect();
        return Some(said.map_or_else(|| Chosen { scheme: first.0.clone(), rivals }, Chosen::sure));
    }
    let most = part.iter().rev().max_by_key(|(_, way)| count(way))?.0.clone();
    let rivals = part.into_iter().map(|(scheme, _)| scheme).filter(|scheme| *scheme != most).collect();
    Some(Chosen { scheme: most, rivals })
}

/// How many cells stand behind the label of a row whose merged cells were filled up.
fn filled_width(form: &Form, vocabulary: &Vocabulary, unit: usize) -> usize {
    let about = &vocabulary.units[unit];
    let figures = about.cells.iter().map(|&cell| usize::from(form.cell(cell).span.1));
    about.across.saturating_sub(1) + figures.sum::<usize>()
}

/// Whether a head that goes over several columns has blank cells for the others behind it, and a further head there.
fn has_filled_heads(form: &Form, strips: &Strips, vocabulary: &Vocabulary) -> bool {
    let wide: Vec<(Vec<char>, usize)> = form
        .printed_labels(vocabulary.table)
        .iter()
        .filter(|label| label.span.1 > 1)
        .map(|label| (letters(&label.text), usize::from(label.span.1)))
        .collect();
    strips.strips.iter().filter(|strip| strip.layout == Layout::Row).any(|strip| {
        let row = &strips.tokens[strip.tokens.clone()];
        row.iter().enumerate().any(|(at, token)| {
            let blanks = row[at + 1..].iter().take_while(|token| token.kind == Kind::Blank).count();
            let next = row.get(at + 1 + blanks).is_some_and(|token| token.kind == Kind::Text);
            next && wide.iter().any(|(words, across)| *words == token.letters && blanks + 1 == *across)
        })
    })
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
