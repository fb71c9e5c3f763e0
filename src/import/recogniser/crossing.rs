//! Tables with cells that lie otherwise than the form prints them: transposed, as a list of names with one figure each, in
//! several pieces. A figure belongs to the cell whose row and column are both named beside or above it. Either all figures
//! of the table find their cells so, each cell once, or the table is not read here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::columns::heads;
use super::sighting::Sightings;
use super::token::{Layout, StripId, TokenId, TokenKind};
use super::vocabulary::{Named, wordings};
use crate::domain::form::CellId;
use crate::import::block::Block;
use crate::import::normal::{contains, letters};

/// A figure under the names of its cell.
#[derive(Debug, Clone)]
pub struct Crossed {
    pub cell: CellId,
    pub token: TokenId,
    /// The names, as printed.
    pub label: String,
}

/// The words above a table are its name only where they are few.
const LONGEST_CAPTION: usize = 40;

/// No table of a report has more cells, or more in a row.
const MOST_TOKENS: usize = 1500;
const MOST_CELLS: usize = 64;

/// What a word names in a table, by index.
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub rows: BTreeSet<usize>,
    pub columns: BTreeSet<usize>,
    /// Rows and columns named in one word.
    pub both: BTreeSet<(usize, usize)>,
}

impl Names {
    fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.columns.is_empty() && self.both.is_empty()
    }

    fn add(&mut self, other: &Names) {
        self.rows.extend(&other.rows);
        self.columns.extend(&other.columns);
        self.both.extend(&other.both);
    }
}

/// A figure with what is named beside it and above it.
struct Figure {
    token: TokenId,
    left: Names,
    above: Names,
    words: [Vec<TokenId>; 2],
}

/// Where the names of rows and of columns stand.
#[derive(Debug, Clone, Copy)]
enum Way {
    Transposed,
    Upright,
    Beside,
    Above,
}

/// The figures of the tables in a range of blocks by their names; none where a single one has names that are not enough, or
/// where two claim one cell.
pub fn read(seen: &Sightings, blocks: &[Block]) -> Vec<Crossed> {
    let crowded = seen.strips.strips.iter().any(|strip| strip.tokens.end.0 - strip.tokens.start.0 > MOST_CELLS);
    if crowded || seen.strips.tokens.len() > MOST_TOKENS {
        return Vec::new();
    }
    let book = Book::new(seen);
    let mut figures = Vec::new();
    let rows: Vec<StripId> =
        seen.strips.strip_ids().filter(|&strip| seen.strips[strip].layout == Layout::Row).collect();
    for grid in rows.chunk_by(|&a, &b| seen.strips[a].block == seen.strips[b].block) {
        // A row that ends before the others has lost cells, wherever they stood.
        let width = grid.iter().map(|&strip| seen.strips[strip].width).max();
        if grid.iter().any(|&strip| seen.strips.has_figures(strip) && Some(seen.strips[strip].width) < width) {
            return Vec::new();
        }
        figures.extend(Sheet::new(&book, grid, blocks).figures());
    }
    let ways = [Way::Transposed, Way::Upright, Way::Beside, Way::Above];
    let split = is_split(seen, &rows);
    let read = ways.into_iter().filter(|way| split || book.allows(*way)).filter_map(|way| book.crossed(&figures, way));
    read.max_by_key(Vec::len).unwrap_or_default()
}

/// Whether a table with rows beside and heads above is printed in several pieces, each of which has only some of the heads,
/// and each head its own column.
fn is_split(seen: &Sightings, rows: &[StripId]) -> bool {
    let Some(wanted) = seen.vocabulary.common_width().and_then(|_| heads(seen.form, seen.vocabulary)) else {
        return false;
    };
    let strips = seen.strips;
    let is_head = |token: &TokenId| wanted.iter().any(|head| head.says(&strips[*token].letters));
    let is_piece = |grid: &[StripId]| {
        let top = grid.iter().find(|&&strip| strips[strip].token_ids().any(|token| is_head(&token)));
        let Some(&top) = top.filter(|&&top| !strips.has_figures(top)) else { return false };
        let named = strips[top].token_ids().filter(is_head).count();
        let even = |&&strip: &&StripId| {
            let ends = |strip: StripId| (strips[strip].width, strips.inside(strip).len());
            ends(strip) == ends(top)
        };
        named < wanted.len() && grid.iter().filter(|&&strip| strips.has_figures(strip)).all(|strip| even(&strip))
    };
    let pieces: Vec<&[StripId]> = rows
        .chunk_by(|&a, &b| strips[a].block == strips[b].block)
        .filter(|grid| grid.iter().any(|&strip| strips.has_figures(strip)))
        .collect();
    pieces.len() > 1 && pieces.into_iter().all(is_piece)
}

/// The names of a table's rows and columns.
pub struct Book<'a> {
    seen: &'a Sightings<'a>,
    names: BTreeMap<Vec<char>, Names>,
}

impl<'a> Book<'a> {
    pub fn new(seen: &'a Sightings<'a>) -> Book<'a> {
        let table = seen.vocabulary.table;
        let definition = &seen.form.tables()[table];
        let mut names: BTreeMap<Vec<char>, Names> = BTreeMap::new();
        for (column, about) in definition.columns.iter().enumerate() {
            for words in wordings(&about.label, &about.also) {
                names.entry(words).or_default().columns.insert(column);
            }
        }
        for (row, about) in definition.rows.iter().enumerate() {
            let path = seen.form.row_path(table, row);
            let group = letters(&path[..path.len().saturating_sub(1)].concat());
            for words in wordings(&about.label, &about.also) {
                let whole = [group.clone(), words.clone()].concat();
                for (column, head) in definition.columns.iter().enumerate() {
                    for head in wordings(&head.label, &head.also) {
                        names.entry([words.clone(), head.clone()].concat()).or_default().both.insert((row, column));
                        names.entry([whole.clone(), head].concat()).or_default().both.insert((row, column));
                    }
                }
                names.entry(words).or_default().rows.insert(row);
                names.entry(whole).or_default().rows.insert(row);
            }
        }
        names.remove(&Vec::new());
        Book { seen, names }
    }

    /// Rows beside and heads above is what other readings are for, but where the form prints all figures in one line.
    fn allows(&self, way: Way) -> bool {
        !matches!(way, Way::Upright) || self.seen.vocabulary.is_band()
    }

    pub fn of(&self, token: TokenId) -> Option<Names> {
        let words = &self.seen.strips[token];
        if words.kind != TokenKind::Text {
            return None;
        }
        // A label that was made out though it is not printed to the letter names its row too.
        let owner = self.seen.owner(token).map(|label| self.seen[label].named);
        let own = match owner {
            Some(Named::Unit(unit)) => self.seen.vocabulary[unit].cells.first(),
            _ => None,
        };
        let mut names = self.names.get(&words.letters).cloned().unwrap_or_default();
        names.rows.extend(own.map(|&cell| self.seen.form.cell(cell).row));
        (!names.is_empty()).then_some(names)
    }

    /// The cell of a row and a column.
    pub fn at(&self, row: usize, column: usize) -> Option<CellId> {
        self.seen.form.at(self.seen.vocabulary.table, row, column)
    }

    /// The cell of a row that has no other.
    pub fn single(&self, row: usize) -> Option<CellId> {
        let mut cells = self.seen.form.row_cells(self.seen.vocabulary.table, row);
        cells.next().filter(|_| cells.next().is_none())
    }

    /// The one row that a text above a table names.
    fn caption(&self, text: &str) -> Option<Names> {
        let text = letters(text);
        if text.len() > LONGEST_CAPTION {
            return None;
        }
        let definition = &self.seen.form.tables()[self.seen.vocabulary.table];
        let said = definition.row_groups.iter().filter(|group| contains(&text, &letters(&group.label)));
        let said: Vec<&str> = said.map(|group| group.label.as_str()).collect();
        let mut rows: Vec<usize> = Vec::new();
        for (row, about) in definition.rows.iter().enumerate() {
            let path = self.seen.form.row_path(self.seen.vocabulary.table, row);
            let named = wordings(&about.label, &about.also).any(|words| contains(&text, &words));
            if named && said.iter().all(|group| path.contains(group)) {
                rows.push(row);
            }
        }
        match rows[..] {
            [row] => Some(Names { rows: BTreeSet::from([row]), ..Names::default() }),
            _ => None,
        }
    }

    fn cell(&self, figure: &Figure, way: Way) -> Option<CellId> {
        let (rows, columns) = match way {
            Way::Transposed => (&figure.above, &figure.left),
            Way::Upright => (&figure.left, &figure.above),
            Way::Beside => (&figure.left, &figure.left),
            Way::Above => (&figure.above, &figure.above),
        };
        let together = matches!(way, Way::Beside | Way::Above);
        let (mut row, mut column) = (rows.rows.clone(), columns.columns.clone());
        if together {
            row.extend(rows.both.iter().map(|both| both.0));
            column.extend(rows.both.iter().map(|both| both.1));
        }
        let only = |set: &BTreeSet<usize>| set.first().copied().filter(|_| set.len() == 1);
        self.seen.form.at(self.seen.vocabulary.table, only(&row)?, only(&column)?)
    }

    fn crossed(&self, figures: &[Figure], way: Way) -> Option<Vec<Crossed>> {
        let mut taken: BTreeMap<CellId, Crossed> = BTreeMap::new();
        for figure in figures {
            let Some(cell) = self.cell(figure, way) else {
                // The number of a row has no names; one that has some and finds no cell spoils all.
                if figure.left.is_empty() && figure.above.is_empty() {
                    continue;
                }
                return None;
            };
            let words: Vec<TokenId> = match way {
                Way::Beside => figure.words[0].clone(),
                Way::Above => figure.words[1].clone(),
                Way::Transposed | Way::Upright => figure.words.concat(),
            };
            let label = self.seen.strips.printed(&words).join(" ");
            if taken.insert(cell, Crossed { cell, token: figure.token, label }).is_some() {
                return None;
            }
        }
        (taken.len() > 1).then(|| taken.into_values().collect())
    }
}

/// The rows of one table with how far its words reach.
struct Sheet<'a> {
    book: &'a Book<'a>,
    rows: Vec<Vec<Reach>>,
    /// The columns in which any cell begins.
    starts: BTreeSet<usize>,
    caption: Names,
}

/// A word, a figure or a blank cell, and the columns that it covers.
struct Reach {
    token: TokenId,
    columns: Range<usize>,
}

impl<'a> Sheet<'a> {
    fn new(book: &'a Book<'a>, strips: &[StripId], blocks: &[Block]) -> Sheet<'a> {
        let seen = book.seen;
        let mut rows: Vec<Vec<Reach>> = Vec::new();
        for &strip in strips {
            let about = &seen.strips[strip];
            let tokens: Vec<TokenId> = about.token_ids().collect();
            let ends = tokens.iter().skip(1).map(|&token| seen.strips[token].column).chain([about.width]);
            let reach = tokens.iter().zip(ends).map(|(&token, end)| {
                let start = seen.strips[token].column;
                // What stands below a word reaches no further than the word, since cells of several rows hide there.
                let over = rows.iter().rev().take_while(|row| !has_figures(seen, row)).find_map(|row| over(row, start));
                Reach { token, columns: start..over.map_or(end, |over| end.min(over.columns.end)) }
            });
            let reach = reach.collect();
            rows.push(reach);
        }
        let first = strips.first().map(|&strip| seen.strips[strip].block);
        let before = first.and_then(|block| block.checked_sub(1)).and_then(|block| blocks.get(block)?.line());
        let caption = before.and_then(|line| book.caption(&line.text)).unwrap_or_default();
        let starts = rows.iter().flatten().map(|cell| cell.columns.start).collect();
        Sheet { book, rows, starts, caption }
    }

    fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        for (row, cells) in self.rows.iter().enumerate() {
            for cell in cells.iter().filter(|cell| self.kind(cell) == TokenKind::Value) {
                let (left, beside) = self.left(row, cell.columns.start);
                let (above, heads) = self.above(row, cell.columns.start);
                figures.push(Figure { token: cell.token, left, above, words: [beside, heads] });
            }
        }
        figures
    }

    fn kind(&self, cell: &Reach) -> TokenKind {
        self.book.seen.strips[cell.token].kind
    }

    /// The names left of a place; a cell that goes down over several rows stands in its first.
    fn left(&self, row: usize, column: usize) -> (Names, Vec<TokenId>) {
        let (mut names, mut words, mut outer) = (Names::default(), Vec::new(), 0);
        for &start in self.starts.range(..column) {
            let in_column = |at: usize| {
                let cell = self.rows[at].iter().find(|cell| cell.columns.start == start);
                cell.filter(|cell| self.kind(cell) != TokenKind::Blank).map(|cell| (at, cell.token))
            };
            // Nothing is left of a place where another cell of its row goes over it.
            let covered = self.rows[row].iter().any(|cell| cell.columns.start < start && cell.columns.contains(&start));
            let found = (outer..=row).rev().find_map(in_column).filter(|&(at, _)| at == row || !covered);
            if let Some((at, token)) = found
                && let Some(own) = self.book.of(token)
            {
                names.add(&own);
                words.push(token);
                outer = at;
            }
        }
        (names, words)
    }

    /// The names above a place, as far as the rows go that have no figures.
    fn above(&self, row: usize, column: usize) -> (Names, Vec<TokenId>) {
        let (mut names, mut words) = (Names::default(), Vec::new());
        for cells in self.rows[..row].iter().rev() {
            if !words.is_empty() && has_figures(self.book.seen, cells) {
                break;
            }
            if let Some(cell) = over(cells, column)
                && let Some(own) = self.book.of(cell.token)
            {
                names.add(&own);
                words.insert(0, cell.token);
            }
        }
        if names.rows.is_empty() && names.both.is_empty() {
            names.add(&self.caption);
        }
        (names, words)
    }
}

fn over(row: &[Reach], column: usize) -> Option<&Reach> {
    row.iter().find(|cell| cell.columns.contains(&column))
}

fn has_figures(seen: &Sightings, row: &[Reach]) -> bool {
    row.iter().any(|cell| seen.strips[cell.token].kind == TokenKind::Value)
}
