//! The words and figures of a piece of a document, in reading order, each with its place. Which of them belong together
//! is not known here.

use std::collections::BTreeMap;
use std::ops::Range;

use super::index::place_in_a_list;
use crate::domain::proposal::Place;
use crate::import::aside::Aside;
use crate::import::block::{Block, Grid, GridCell, GridRow, Line, Mark};
use crate::import::normal::{fold, is_blank, is_blank_char, letters, without_readings};
use crate::import::value;

place_in_a_list! {
    /// A token of a piece of a document, in reading order.
    TokenId: Strips, tokens of Token
}

place_in_a_list! {
    /// A strip of a piece of a document, in reading order.
    StripId: Strips, strips of Strip
}

/// A word or a figure.
#[derive(Debug, Clone)]
pub struct Token {
    pub kind: TokenKind,
    pub strip: StripId,
    pub printed: String,
    /// Its letters; empty for figures and blanks.
    pub letters: Vec<char>,
    /// The grid column, in a row of cells; in a line, the characters before it.
    pub column: usize,
    /// What was passed over where it stands.
    pub aside: Option<Aside>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    Text,
    Value,
    Blank,
}

/// How the tokens of a strip hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A line of running text; blanks part its tokens.
    Line,
    Cell,
    Row,
}

/// A line, a cell by itself, or a row of cells.
#[derive(Debug, Clone)]
pub struct Strip {
    pub tokens: Range<TokenId>,
    pub layout: Layout,
    pub place: Place,
    /// Blank lines before it.
    pub gap: usize,
    /// The block it comes from, by index.
    pub block: usize,
    /// How many grid columns it has, in a row of cells.
    pub width: usize,
    /// Whether it is a number that may be its page's.
    pub edge: bool,
}

/// Tokens and strips of a piece of a document.
#[derive(Debug, Clone, Default)]
pub struct Strips {
    pub tokens: Vec<Token>,
    pub strips: Vec<Strip>,
}

/// What stands between a name and a figure, or between figures, in a list.
const PARTS: [char; 11] = ['，', ',', '；', ';', '、', '：', ':', '=', '＝', '|', '｜'];

/// What may stand behind a figure that is glued to its name.
const COUNTER: char = '件';

/// More tokens than any table has; what follows them is not looked at.
const MOST_TOKENS: usize = 10_000;

impl Strip {
    pub fn token_ids(&self) -> impl DoubleEndedIterator<Item = TokenId> + Clone + use<> {
        (self.tokens.start.0..self.tokens.end.0).map(TokenId)
    }
}

impl Strips {
    /// The tokens of blocks that `take` chooses, by their index.
    pub fn new(blocks: &[Block], take: impl Fn(usize, &Block) -> bool) -> Strips {
        let mut strips = Strips::default();
        let crowded = |row: &&GridRow| row.cells.iter().take(MOST_TOKENS).any(|cell| several(&cell.text).is_some());
        let taken = blocks.iter().enumerate().filter(|(index, block)| take(*index, block));
        let rows = taken.filter_map(|(_, block)| if let Block::Grid(grid) = block { Some(&grid.rows) } else { None });
        let split = rows.flatten().take(MOST_TOKENS).filter(crowded).nth(1).is_some();
        for (index, block) in blocks.iter().enumerate().filter(|(index, block)| take(*index, block)) {
            if strips.tokens.len() > MOST_TOKENS {
                break;
            }
            match block {
                Block::Line(line) | Block::Paragraph(line) => strips.line(index, line),
                Block::Cell(line) => {
                    strips.push(&line.text, 0, None);
                    strips.end(index, Layout::Cell, line.place, line.gap, 1);
                }
                Block::Grid(grid) => strips.grid(index, grid, split),
            }
        }
        strips
    }

    /// The same with single blank cells before some strips, and behind the last one; strips with nothing but figures are
    /// single cells then too.
    pub fn with_blanks(&self, blanks: &BTreeMap<StripId, usize>) -> Strips {
        let mut all = Strips::default();
        for index in self.strip_ids().map(Some).chain([None]) {
            let at = index.unwrap_or(StripId(self.strips.len()));
            let Some(near) = index.or(at.0.checked_sub(1).map(StripId)).map(|near| &self[near]) else { break };
            for _ in 0..blanks.get(&at).copied().unwrap_or(0) {
                all.push("", 0, None);
                all.end(near.block, Layout::Cell, near.place, 0, 1);
            }
            let Some(index) = index else { break };
            let start = TokenId(all.tokens.len());
            let figures = self.inside(index).iter().all(|token| token.kind == TokenKind::Value);
            let strip = StripId(all.strips.len());
            all.tokens.extend(self.inside(index).iter().map(|token| Token { strip, ..token.clone() }));
            let layout = if figures { Layout::Cell } else { near.layout };
            all.strips.push(Strip { tokens: start..TokenId(all.tokens.len()), layout, ..near.clone() });
        }
        all
    }

    fn line(&mut self, block: usize, line: &Line) {
        let mut column = 0;
        let words: Vec<&str> = line.text.split(is_blank_char).take(MOST_TOKENS).collect();
        let point = list_point(&words);
        for (at, word) in words.into_iter().enumerate() {
            for (start, piece) in named_figures(word) {
                match glued(value::without_last_year(piece)) {
                    Some((label, figure)) => {
                        self.push(label, column + start, None);
                        self.push(figure, column + start + label.chars().count(), None);
                    }
                    None if piece.is_empty() || point == Some(at) => {}
                    None => self.push(piece, column + start, None),
                }
            }
            column += word.chars().count() + 1;
        }
        self.end(block, Layout::Line, line.place, line.gap, 0);
        if let Some(strip) = self.strips.last_mut() {
            strip.edge = line.mark == Mark::Edge;
        }
    }

    fn grid(&mut self, block: usize, grid: &Grid, split: bool) {
        for row in &grid.rows {
            if self.tokens.len() > MOST_TOKENS {
                return;
            }
            let split = split && is_misdrawn(row);
            for cell in row.cells.iter().take(MOST_TOKENS) {
                match several(&cell.text).filter(|_| split) {
                    Some(figures) => figures.for_each(|figure| self.push(figure, cell.column, cell.aside)),
                    None => self.push(&cell.text, cell.column, cell.aside),
                }
            }
            self.end(block, Layout::Row, row.place, 0, row.width);
        }
    }

    /// Takes a token in. What shows but has no letters and is no figure (a lone bracket) is nothing.
    fn push(&mut self, printed: &str, column: usize, aside: Option<Aside>) {
        let printed = value::without_last_year(printed);
        let kind = match printed {
            blank if is_blank(blank) => TokenKind::Blank,
            figure if value::is_figure(figure) => TokenKind::Value,
            _ => TokenKind::Text,
        };
        let plain = without_readings(printed);
        let letters = if kind == TokenKind::Text { letters(plain.as_deref().unwrap_or(printed)) } else { Vec::new() };
        if kind != TokenKind::Text || !letters.is_empty() {
            let printed = printed.trim_matches(is_blank_char).to_string();
            self.tokens.push(Token { kind, strip: StripId(self.strips.len()), printed, letters, column, aside });
        }
    }

    fn end(&mut self, block: usize, layout: Layout, place: Place, gap: usize, width: usize) {
        let start = self.strips.last().map_or(TokenId(0), |strip| strip.tokens.end);
        if layout != Layout::Row {
            self.rejoin_numbering(start.0);
        }
        self.strips.push(Strip {
            tokens: start..TokenId(self.tokens.len()),
            layout,
            place,
            gap,
            block,
            width,
            edge: false,
        });
    }

    /// A number is the numbering of a label, where words behind it begin with the sign that belongs between them: the
    /// number by itself on the line before, or the first one of its line or of the line before.
    fn rejoin_numbering(&mut self, start: usize) {
        const SIGNS: [char; 6] = ['.', '．', '、', '，', ')', '）'];
        let begins = |token: &Token, signs: &[char]| token.kind == TokenKind::Text && token.printed.starts_with(signs);
        let before =
            self.strips.last().filter(|strip| strip.layout != Layout::Row).map(|strip| strip.tokens.start.0..start);
        let alone = before.as_ref().filter(|tokens| tokens.len() == 1).map(|tokens| tokens.start);
        let alone = alone.filter(|_| self.tokens.get(start).is_some_and(|token| begins(token, &SIGNS)));
        let dotted = (start..self.tokens.len()).find(|&token| begins(&self.tokens[token], &SIGNS[..2]));
        let first = |mut range: Range<usize>| range.find(|&at| self.tokens[at].kind == TokenKind::Value);
        let number = alone.or_else(|| dotted.and_then(|dotted| first(start..dotted).or_else(|| first(before?))));
        let Some(token) = number.and_then(|number| self.tokens.get_mut(number)) else { return };
        if token.printed.len() < 3 && token.printed != "0" && token.printed.bytes().all(|byte| byte.is_ascii_digit()) {
            token.kind = TokenKind::Text;
            token.letters = letters(&token.printed);
        }
    }

    pub fn token_ids(&self) -> impl Iterator<Item = TokenId> + use<> {
        self.token_ids_from(TokenId(0))
    }

    pub fn token_ids_from(&self, first: TokenId) -> impl Iterator<Item = TokenId> + use<> {
        (first.0..self.tokens.len()).map(TokenId)
    }

    pub fn strip_ids(&self) -> impl Iterator<Item = StripId> + use<> {
        (0..self.strips.len()).map(StripId)
    }

    pub fn inside(&self, strip: StripId) -> &[Token] {
        let Range { start, end } = self[strip].tokens;
        &self.tokens[start.0..end.0]
    }

    pub fn around(&self, token: TokenId) -> &Strip {
        &self[self[token].strip]
    }

    pub fn has_figures(&self, strip: StripId) -> bool {
        self.inside(strip).iter().any(|token| token.kind == TokenKind::Value)
    }

    pub fn is_blank(&self, token: TokenId) -> bool {
        self[token].kind == TokenKind::Blank
    }

    pub fn printed(&self, tokens: &[TokenId]) -> Vec<&str> {
        tokens.iter().map(|&token| self[token].printed.as_str()).collect()
    }
}

/// The figures of a cell that holds several. Where that happens in several rows, a program drew the cells where it took
/// them to be.
fn several(text: &str) -> Option<impl Iterator<Item = &str>> {
    let words = || text.split(is_blank_char).filter(|word| !is_blank(word));
    (words().count() > 1 && words().all(value::is_figure)).then(words)
}

/// Whether several figures in a cell of a row may be those of the cells beside it: what is blank among its figures stands
/// there, and not because something was passed over.
fn is_misdrawn(row: &GridRow) -> bool {
    let figures = |cell: &GridCell| value::is_figure(&cell.text) || several(&cell.text).is_some();
    let start = row.cells.iter().position(figures).unwrap_or(0);
    // What is blank behind the last figure has none to lose.
    let end = row.cells.iter().rposition(|cell| figures(cell) || cell.aside.is_some()).map_or(start, |last| last + 1);
    let cells = &row.cells[start..end.max(start)];
    let crowded = |at: Option<usize>| at.and_then(|at| cells.get(at)).is_some_and(|cell| several(&cell.text).is_some());
    let beside = |at: usize| crowded(at.checked_sub(1)) || crowded(Some(at + 1));
    let mut blank = cells.iter().enumerate().filter(|(_, cell)| is_blank(&cell.text));
    blank.all(|(at, cell)| cell.aside.is_none() && beside(at))
}

/// The place of a dash that only sets a line off as a point of a list, and stands for no figure.
fn list_point(words: &[&str]) -> Option<usize> {
    let mut shown = (0..words.len()).filter(|&at| !words[at].is_empty());
    let first = shown.next().filter(|&at| words[at] == "-")?;
    shown.next().filter(|&at| !value::is_figure(words[at])).map(|_| first)
}

/// The pieces of a word that names figures without a blank between them, each with how many characters stand before it:
/// `行政许可：3`, `规章，1，2，3`. A word that ends in no figure, or is one itself, is one piece.
fn named_figures(word: &str) -> Vec<(usize, &str)> {
    let whole = vec![(0, word)];
    // What says more than names and figures is a sentence.
    if word.contains('。') || !word.contains(PARTS) || value::is_figure(word) {
        return whole;
    }
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|&(_, c)| fold(c).is_ascii_digit());
    let (mut pieces, mut start, mut brackets) = (Vec::new(), 0, 0_usize);
    for (at, &(byte, c)) in chars.iter().enumerate() {
        match c {
            '（' | '(' => brackets += 1,
            '）' | ')' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        // What stands in brackets belongs to the name before them.
        if brackets > 0 || !PARTS.contains(&c) {
            continue;
        }
        let between = digit(at.checked_sub(1)) && digit(Some(at + 1));
        match c {
            // A time of day, a ratio, a sum.
            '：' | ':' | '=' | '＝' if between => return whole,
            // Many labels have such a comma; between figures it stands behind one and before one.
            '、' if !digit(Some(at + 1)) || !is_named(&word[byte + c.len_utf8()..]) => continue,
            // Thousands.
            ',' | '，' if between && value::is_figure(digits_around(word, byte)) => continue,
            _ => {}
        }
        pieces.push((start, chars[start..at].iter().map(|(_, c)| c.len_utf8()).sum::<usize>()));
        start = at + 1;
    }
    pieces.push((start, word.len() - chars.get(start).map_or(word.len(), |&(byte, _)| byte)));
    let piece = |(start, length): (usize, usize)| {
        let byte = chars.get(start).map_or(word.len(), |&(byte, _)| byte);
        (start, &word[byte..byte + length])
    };
    let mut pieces: Vec<(usize, &str)> = pieces.into_iter().map(piece).collect();
    pieces.retain(|(_, piece)| !piece.is_empty());
    // What follows the first figure is named too, or the words are prose.
    let named = |(_, piece): &(usize, &str)| value::is_figure(piece) || glued(piece).is_some();
    let first = pieces.iter().position(named);
    match first {
        // Two figures without a name may be one with a comma that nobody can be sure of.
        Some(0) if pieces.len() < 3 && value::is_figure(pieces[0].1) => whole,
        Some(first) if pieces[first..].iter().all(named) => pieces,
        _ => whole,
    }
}

/// The digits with points and commas around a place in a word.
fn digits_around(word: &str, at: usize) -> &str {
    let other = |c: char| !fold(c).is_ascii_digit() && !matches!(c, ',' | '，' | '.');
    let start = word[..at].rfind(other).map_or(0, |last| last + word[last..].chars().next().map_or(0, char::len_utf8));
    let end = word[at..].find(other).map_or(word.len(), |end| at + end);
    &word[start..end]
}

/// Whether a text begins with a figure that another sign than a label's follows.
fn is_named(text: &str) -> bool {
    let end = text.find(PARTS).unwrap_or(text.len());
    value::is_figure(&text[..end])
}

/// A word with a figure glued to its end, in two: `行政许可0`. A number inside or alone is no such thing.
fn glued(word: &str) -> Option<(&str, &str)> {
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let label = word.strip_suffix(COUNTER).unwrap_or(word).trim_end_matches(figure);
    let digits = &word[label.len()..];
    let words =
        label.chars().filter(|c| c.is_alphabetic()).count() > 1 && !label.chars().any(|c| c.is_ascii_alphabetic());
    let last = label.chars().next_back().is_some_and(|c| c.is_alphabetic() || matches!(c, '”' | '）' | ')' | '"'));
    (words && last && digits.starts_with(|c: char| c.is_ascii_digit()) && value::is_figure(digits))
        .then_some((label, digits))
}
