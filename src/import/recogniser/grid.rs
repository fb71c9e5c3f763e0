//! Which cells of a row with cells belong to which label. Merged cells that lost their span leave blank cells behind:
//! either where the form has them, or at the end of the row. Where both readings differ and neither is ruled out, there
//! is no reading.

use super::columns::Columns;
use super::run::Figures;
use super::sighting::{Labelled, SightingId, Sightings};
use super::token::{Layout, Token, TokenId, TokenKind};
use super::vocabulary::{Named, UnitId};
use crate::import::normal::letters;
use crate::import::value;

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
pub fn rows(seen: &Sightings) -> Vec<Labelled> {
    let strips = seen.strips;
    let mut rows = Vec::new();
    for strip in strips.strips.iter().filter(|strip| strip.layout == Layout::Row) {
        if seen.vocabulary.is_band() {
            let tokens: Vec<TokenId> = strip.token_ids().collect();
            // Words with a number behind a first figure are a cell that cannot be read; a label stands before them.
            let begins = tokens.first().is_some_and(|&first| strips[first].kind == TokenKind::Value);
            let is_cell = |&token: &TokenId| {
                strips[token].kind != TokenKind::Text || begins && strips[token].printed.contains(char::is_numeric)
            };
            if tokens.iter().all(is_cell) && !tokens.is_empty() {
                rows.push(Labelled { named: Named::Unit(UnitId(0)), label: None, tokens });
            }
            continue;
        }
        // A label in pieces that stand beside figures in several rows is perhaps none.
        let broken = |label: SightingId| {
            let lines = seen[label].tokens.iter().map(|&token| strips[token].strip);
            let mut beside = lines.filter(|&line| strips.has_figures(line));
            let first = beside.next();
            beside.any(|line| Some(line) != first)
        };
        let owned = strip.token_ids().filter_map(|token| Some((token, seen.owner(token)?)));
        let mut labels: Vec<(TokenId, SightingId)> = owned.filter(|&(_, label)| !broken(label)).collect();
        if labels.iter().any(|&(token, _)| seen.is_of_unit(token)) {
            labels.retain(|&(token, _)| seen.is_of_unit(token));
        }
        for (n, &(last, label)) in labels.iter().enumerate() {
            let next = labels.get(n + 1);
            // Only behind the last piece of a label in this row stand its figures.
            if next.is_none_or(|&(_, next)| next != label) {
                let end = next.map_or(strip.tokens.end, |&(next, _)| next);
                let tokens = strip.token_ids().filter(|&token| last < token && token < end).collect();
                let named = seen[label].named;
                rows.push(Labelled { named, label: Some(label), tokens: without_units(seen, named, tokens) });
            }
        }
    }
    rows
}

/// The cells of a row that has more of them than figures, without those of a column that only says in what is counted.
fn without_units(seen: &Sightings, named: Named, mut cells: Vec<TokenId>) -> Vec<TokenId> {
    let Named::Unit(unit) = named else { return cells };
    let wanted = &seen.vocabulary[unit].cells;
    // A unit of money that is not the form's own changes the figure, and is not passed over.
    let own = |unit: &str| wanted.iter().any(|&cell| seen.form.column(cell).unit == unit);
    let says_unit = |token: &TokenId| {
        let token = &seen.strips[*token];
        token.kind == TokenKind::Text
            && value::unit_behind(&token.printed).is_some_and(|unit| !value::is_money(&unit) || own(&unit))
    };
    if cells.len() > wanted.len() {
        cells.retain(|token| !says_unit(token));
    }
    cells
}

/// The cells of a row in the table's columns under a scheme, where the scheme is possible.
fn cells(seen: &Sightings, row: &Labelled, unit: UnitId, scheme: &Scheme) -> Option<Figures> {
    let (form, strips) = (seen.form, seen.strips);
    let about = &seen.vocabulary[unit];
    let wanted = &about.cells;
    let in_column = |column: usize| row.tokens.iter().copied().find(|&token| strips[token].column == column);
    let chosen: Figures = match scheme {
        Scheme::Adjacent => row.tokens.get(..wanted.len())?.to_vec(),
        Scheme::Guessed => {
            let figures: Figures = row.tokens.iter().copied().filter(|&token| !strips.is_blank(token)).collect();
            (figures.len() == wanted.len()).then_some(figures)?
        }
        Scheme::Official => {
            if strips.around(*row.tokens.first()?).width != seen.vocabulary.columns {
                return None;
            }
            wanted.iter().map(|&cell| in_column(form.cell(cell).at.1.into())).collect::<Option<_>>()?
        }
        Scheme::Filled => {
            let mut at = about.across.saturating_sub(1);
            let mut chosen = Vec::with_capacity(wanted.len());
            for &cell in wanted {
                chosen.push(*row.tokens.get(at)?);
                at += usize::from(form.cell(cell).span.1);
            }
            chosen
        }
        Scheme::Headed(columns) => {
            wanted.iter().map(|&cell| in_column(columns.of(form.cell(cell).at.1)?)).collect::<Option<_>>()?
        }
    };
    // What else stands in the row must be blank, stand in a column that the form does not have, or repeat a merged cell:
    // programs that undo merged cells say in each piece what the whole says.
    let spare = |token: TokenId| match scheme {
        Scheme::Headed(columns) => columns.is_foreign(strips[token].column),
        Scheme::Official => {
            let (piece, words) = (strips[token].column, &strips[token].printed);
            let whole = wanted.iter().zip(&chosen).map(|(&cell, &own)| (cell, &strips[own]));
            let whole = whole.into_iter().find(|(_, own)| own.column < piece && own.printed == *words);
            whole.is_some_and(|(cell, own)| piece < own.column + usize::from(form.cell(cell).span.1))
        }
        Scheme::Guessed | Scheme::Adjacent | Scheme::Filled => false,
    };
    let accounted = |&token: &TokenId| chosen.contains(&token) || strips.is_blank(token) || spare(token);
    row.tokens.iter().all(accounted).then_some(chosen)
}

/// How the rows of a table are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    scheme: Scheme,
    /// Schemes that are as likely: what one of them reads otherwise is not read.
    rivals: Vec<Scheme>,
}

impl Chosen {
    fn sure(scheme: Scheme) -> Chosen {
        Chosen { scheme, rivals: Vec::new() }
    }

    /// The cells of a row in the table's columns, where they can be told.
    pub fn cells(&self, seen: &Sightings, row: &Labelled, unit: UnitId) -> Option<Figures> {
        let read = |scheme: &Scheme| cells(seen, row, unit, scheme);
        let own = read(&self.scheme)?;
        self.rivals.iter().filter_map(read).all(|other| other == own).then_some(own)
    }
}

/// The scheme that fits all rows of a table. Where several do and differ, the heads tell; where none does, the one that
/// fits most is read where no other says otherwise.
pub fn scheme(seen: &Sightings, rows: &[Labelled]) -> Option<Chosen> {
    let strips = seen.strips;
    let units: Vec<(&Labelled, UnitId)> = rows
        .iter()
        .filter_map(|row| match row.named {
            Named::Unit(unit) => Some((row, unit)),
            Named::Group(_) => None,
        })
        .collect();
    let read = |scheme: &Scheme| units.iter().map(|(row, unit)| cells(seen, row, *unit, scheme)).collect::<Vec<_>>();
    let crowded = |row: &Labelled| row.tokens.windows(2).any(|pair| strips[pair[0]].column == strips[pair[1]].column);
    if rows.iter().any(crowded) {
        return Some(Chosen::sure(Scheme::Guessed));
    }
    let count = |readings: &[Option<Figures>]| readings.iter().flatten().count();
    let mut ways: Vec<(Scheme, Vec<Option<Figures>>)> =
        [Scheme::Adjacent, Scheme::Official, Scheme::Filled].map(|scheme| (scheme.clone(), read(&scheme))).into();
    // Columns that the form does not have stand only where every row has cells below all heads.
    if let Some(headed) = Columns::new(seen, rows).map(Scheme::Headed) {
        let readings = read(&headed);
        if !readings.is_empty() && ways.iter().all(|(_, way)| count(way) <= count(&readings)) {
            return Some(Chosen::sure(headed));
        }
    }
    // Rows that all have their label's own number of cells were filled up so; no other habit makes them.
    let exact = |(row, unit): &(&Labelled, UnitId)| row.tokens.len() == filled_width(seen, *unit);
    let across = |wanted: fn(usize) -> bool| units.iter().any(|(_, unit)| wanted(seen.vocabulary[*unit].across));
    let telling = units.len() > 2 && across(|n| n > 1) && across(|n| n == 1);
    if telling && units.iter().all(exact) && count(&ways[2].1) == units.len() {
        return Some(Chosen::sure(Scheme::Filled));
    }
    if has_filled_heads(seen) && count(&ways[2].1) > 0 {
        ways.remove(0);
    }
    let (whole, part): (Vec<_>, Vec<_>) = ways.into_iter().partition(|(_, way)| count(way) == units.len());
    if let Some((first, rest)) = whole.split_first() {
        if rest.iter().all(|(_, way)| *way == first.1) {
            return Some(Chosen::sure(first.0.clone()));
        }
        let said = heads(seen).filter(|said| whole.iter().any(|(scheme, _)| scheme == said));
        let rivals = rest.iter().map(|(scheme, _)| scheme.clone()).collect();
        return Some(said.map_or_else(|| Chosen { scheme: first.0.clone(), rivals }, Chosen::sure));
    }
    let most = part.iter().rev().max_by_key(|(_, way)| count(way))?.0.clone();
    let rivals = part.into_iter().map(|(scheme, _)| scheme).filter(|scheme| *scheme != most).collect();
    Some(Chosen { scheme: most, rivals })
}

/// How many cells stand behind the label of a row whose merged cells were filled up.
fn filled_width(seen: &Sightings, unit: UnitId) -> usize {
    let about = &seen.vocabulary[unit];
    let figures = about.cells.iter().map(|&cell| usize::from(seen.form.cell(cell).span.1));
    about.across.saturating_sub(1) + figures.sum::<usize>()
}

/// Whether a head that goes over several columns has blank cells for the others behind it, and a further head there.
fn has_filled_heads(seen: &Sightings) -> bool {
    let wide = seen.form.printed_labels(seen.vocabulary.table).iter().filter(|label| label.span.1 > 1);
    let wide: Vec<(Vec<char>, usize)> = wide.map(|label| (letters(&label.text), usize::from(label.span.1))).collect();
    seen.strips.strip_ids().filter(|&strip| seen.strips[strip].layout == Layout::Row).any(|strip| {
        let row = seen.strips.inside(strip);
        row.iter().enumerate().any(|(at, token)| {
            let blanks = row[at + 1..].iter().take_while(|token| token.kind == TokenKind::Blank).count();
            let next = row.get(at + 1 + blanks).is_some_and(|token| token.kind == TokenKind::Text);
            next && wide.iter().any(|(words, across)| *words == token.letters && blanks + 1 == *across)
        })
    })
}

/// Where the heads of the columns stand: in the form's grid columns, or elsewhere; `None` where there are none.
fn heads(seen: &Sightings) -> Option<Scheme> {
    let mut said = None;
    for column in &seen.form.tables()[seen.vocabulary.table].columns {
        let words = letters(&column.label);
        let [place] = column.places[..] else { continue };
        let is_head = |token: &&Token| token.letters == words && seen.strips[token.strip].layout == Layout::Row;
        match seen.strips.tokens.iter().find(is_head) {
            Some(head) if head.column == usize::from(place.at.1) => said = said.or(Some(Scheme::Official)),
            Some(_) => return Some(Scheme::Adjacent),
            None => {}
        }
    }
    said
}
