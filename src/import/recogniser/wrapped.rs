//! Figures that narrow cells broke over several lines, in text that kept the places of its columns: the pieces below one
//! another in a column are one figure where every line of the table so made adds up, in one way only. It looks at nothing
//! that the form gives no sums for, and changes nothing where a figure is whole.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::sighting::Sightings;
use super::sums::Lines;
use super::token::{Layout, Strip, StripId, Strips, Token, TokenId, TokenKind};
use crate::import::aside::Aside;

/// The most lines with pieces of one line of figures.
const MOST_LINES: usize = 6;

/// The strips of a table with the pieces of broken figures put together; `None` where there are none.
pub fn joined(seen: &Sightings) -> Option<Strips> {
    let width = seen.vocabulary.common_width().filter(|&width| width > 1)?;
    let lines = Lines::new(seen.form, seen.vocabulary)?;
    let own = own_lines(seen, width)?;
    let rows = MEASURES.into_iter().find_map(|measure| Table::new(seen.strips, &own, width, measure)?.rows(&lines))?;
    let broken = |row: &Row| row.strips.len() > 1;
    rows.iter().any(broken).then(|| join(seen.strips, rows.into_iter().filter(broken)))
}

/// Whether a figure stands below or above another one, by either measure of what is before them on their lines.
pub fn is_below(strips: &Strips, one: TokenId, other: TokenId) -> bool {
    MEASURES.iter().any(|measure| {
        let (one, other) = (measure.extent(strips, one), measure.extent(strips, other));
        one.start < other.end && other.start < one.end
    })
}

/// The lines with figures of a table; `None` where one has more than belong there, and where no figure can be broken.
fn own_lines(seen: &Sightings, width: usize) -> Option<Vec<StripId>> {
    let strips = seen.strips;
    let lines = strips
        .strip_ids()
        .filter(|&strip| strips[strip].layout == Layout::Line && !strips[strip].edge && strips.has_figures(strip));
    let lines: Vec<StripId> = lines.collect();
    let count = |strip: StripId| figures(strips, strip).count();
    let (most, least) =
        lines.iter().fold((0, width), |(most, least), &strip| (most.max(count(strip)), least.min(count(strip))));
    let may_be = !lines.is_empty() && most <= width && least < width;
    may_be.then(|| lines.into_iter().filter(|&strip| !seen.is_foreign(strip)).collect())
}

fn figures(strips: &Strips, strip: StripId) -> impl Iterator<Item = TokenId> {
    strips[strip].token_ids().filter(|&token| strips[token].kind == TokenKind::Value)
}

/// What the places on a line are counted in: programs disagree on how wide Chinese letters are, and Chinese quotes.
#[derive(Debug, Clone, Copy)]
enum Measure {
    Letters,
    Columns,
    WideQuotes,
}

const MEASURES: [Measure; 3] = [Measure::Letters, Measure::Columns, Measure::WideQuotes];

impl Measure {
    /// Where a token stands on its line.
    fn extent(self, strips: &Strips, token: TokenId) -> Range<usize> {
        let about = &strips[token];
        let width = |printed: &str| match self {
            Measure::Letters => printed.chars().count(),
            Measure::Columns => printed.width(),
            Measure::WideQuotes => printed.width_cjk(),
        };
        let before = strips.inside(about.strip).iter().filter(|other| other.column < about.column);
        let wider = |token: &Token| width(&token.printed).saturating_sub(token.printed.chars().count());
        let start = about.column + before.map(wider).sum::<usize>();
        start..start + about.printed.chars().count()
    }
}

/// Lines of figures in columns.
struct Table<'a> {
    strips: &'a Strips,
    /// The lines with figures, and in each the figures by column.
    lines: Vec<(StripId, BTreeMap<usize, TokenId>)>,
    /// How many digits there is room for in each column.
    room: Vec<usize>,
}

/// The lines that are one line of the table, with its figures.
struct Row {
    strips: Range<usize>,
    figures: Vec<Vec<TokenId>>,
}

impl<'a> Table<'a> {
    /// The table, where the figures stand below one another in as many columns as it has.
    fn new(strips: &'a Strips, own: &[StripId], width: usize, measure: Measure) -> Option<Table<'a>> {
        let mut extents: Vec<Range<usize>> =
            own.iter().flat_map(|&strip| figures(strips, strip)).map(|token| measure.extent(strips, token)).collect();
        extents.sort_by_key(|extent| extent.start);
        let mut columns: Vec<Range<usize>> = Vec::new();
        for extent in extents {
            match columns.last_mut() {
                Some(last) if extent.start < last.end => last.end = last.end.max(extent.end),
                _ => columns.push(extent),
            }
        }
        if columns.len() != width {
            return None;
        }
        let mut room = vec![0; width];
        let mut lines = Vec::new();
        for &strip in own {
            let mut line = BTreeMap::new();
            for token in figures(strips, strip) {
                let start = measure.extent(strips, token).start;
                let column = columns.iter().position(|column| column.contains(&start))?;
                room[column] = room[column].max(strips[token].printed.len());
                if line.insert(column, token).is_some() {
                    return None;
                }
            }
            lines.push((strip, line));
        }
        Some(Table { strips, lines, room })
    }

    /// The rows of the table, in the one way that leaves the fewest lines over.
    fn rows(&self, lines: &Lines) -> Option<Vec<Row>> {
        /// How many lines are left over from a line on, in how many ways, and how many lines the first row has.
        type Best = (usize, usize, usize);
        let count = self.lines.len();
        let mut best: Vec<Best> = vec![(0, 1, 0); count + 1];
        for at in (0..count).rev() {
            let (left, ways, _) = best[at + 1];
            let mut here: Best = (left + 1, ways, 0);
            for length in (1..=MOST_LINES.min(count - at)).filter(|&length| self.row(at, length, lines).is_some()) {
                let (left, ways, _) = best[at + length];
                if left < here.0 {
                    here = (left, ways, length);
                } else if left == here.0 {
                    here = (left, here.1.saturating_add(ways), here.2.max(length));
                }
            }
            best[at] = here;
        }
        let mut rows = Vec::new();
        let mut at = 0;
        while at < count && best[0].1 == 1 {
            let length = best[at].2;
            rows.extend(self.row(at, length, lines));
            at += length.max(1);
        }
        (!rows.is_empty()).then_some(rows)
    }

    /// So many lines as one row, where every column has a figure, each is broken only where there was no more room, and
    /// they add up.
    fn row(&self, at: usize, length: usize, lines: &Lines) -> Option<Row> {
        let own = &self.lines[at..at + length];
        let (first, last) = (own.first()?.0, own.last()?.0);
        let mut figures = Vec::with_capacity(self.room.len());
        let mut values = Vec::with_capacity(self.room.len());
        for (column, &room) in self.room.iter().enumerate() {
            let pieces: Vec<TokenId> = own.iter().filter_map(|(_, line)| line.get(&column).copied()).collect();
            let (_, before) = pieces.split_last()?;
            let full = |&piece: &TokenId| self.strips[piece].printed.len() == room;
            let digits = |&piece: &TokenId| self.strips[piece].printed.bytes().all(|byte| byte.is_ascii_digit());
            let whole = self.strips.printed(&pieces).concat();
            let broken = !before.is_empty();
            if broken && !(before.iter().all(full) && pieces.iter().all(digits) && !whole.starts_with('0')) {
                return None;
            }
            values.push(whole.parse::<i128>().ok()?);
            figures.push(pieces);
        }
        lines.add_up(&values).then_some(Row { strips: first.0..last.0 + 1, figures })
    }
}

/// Strips with those of each row as one: its words first, its figures behind them.
fn join(strips: &Strips, rows: impl Iterator<Item = Row>) -> Strips {
    let mut rows = rows.peekable();
    let mut all = Strips::default();
    let mut at = 0;
    while at < strips.strips.len() {
        let row = rows.next_if(|row| row.strips.start == at);
        let (start, id) = (TokenId(all.tokens.len()), StripId(all.strips.len()));
        let end = row.as_ref().map_or(at + 1, |row| row.strips.end);
        let own = (at..end).flat_map(|strip| strips.inside(StripId(strip)));
        let words = own.filter(|token| row.is_none() || token.kind == TokenKind::Text);
        all.tokens.extend(words.map(|token| Token { strip: id, ..token.clone() }));
        for pieces in row.into_iter().flat_map(|row| row.figures) {
            let aside = (pieces.len() > 1).then_some(Aside::Broken);
            let printed = strips.printed(&pieces).concat();
            let own = pieces.first().map(|&first| Token { strip: id, printed, aside, ..strips[first].clone() });
            all.tokens.extend(own);
        }
        all.strips.push(Strip { tokens: start..TokenId(all.tokens.len()), ..strips.strips[at].clone() });
        at = end;
    }
    all
}
