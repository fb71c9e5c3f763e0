//! Plain text and Markdown as blocks: page furniture removed, tables of `|` rows and of box characters as grids, single
//! cells between bars as cells, everything else as lines or paragraphs. Which table it is, it does not ask.

mod boxes;

pub mod drawn;

pub mod laid_out;

pub mod markdown;

pub mod pages;

mod passed;

mod struck;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::ImportError;
use super::aside::Aside;
use super::block::{Block, Document, Grid, GridCell, GridRow, Line, Mark};
use super::budget::Budget;
use super::html;
use super::normal::{is_blank, is_blank_char};
use super::value::is_figure;
use super::words::{Look, Words};
use crate::domain::proposal::Place;
pub use markdown::is_markdown;
pub use pages::without_page_numbers;

/// A line that is not blank, before it is known what it is part of.
#[derive(Debug, Clone)]
pub struct Raw<'a> {
    /// Its number in the text, from 1.
    pub number: usize,
    /// Its words.
    pub text: &'a str,
    /// How many blank lines stand before it.
    pub gap: usize,
    /// Whether it is a number that may be its page's.
    pub edge: bool,
}

/// Reads a text whose edge tells its lines apart, as gouji writes it; `None` for any other.
pub fn read_laid_out(text: &str) -> Option<Vec<Block>> {
    laid_out::read(text)
}

/// The numbers, from 1, of the lines that belong to the document and not to its pages; form feeds part pages.
pub fn document_lines(text: &str) -> Vec<usize> {
    pages::lines(text).into_iter().map(|line| line.number).collect()
}

/// Reads a text; tables that Markdown leaves as HTML are read as such.
pub fn read(text: &str, budget: &Budget) -> Result<Document, ImportError> {
    const END: &str = "</table>";
    let headed = text.lines().any(markdown::is_heading);
    let piped = is_markdown(text);
    let (text, passed) = if piped { passed::seen(text, budget) } else { (Cow::Borrowed(text), Vec::new()) };
    let text = &*text;
    let (mut document, mut rest, mut line) = (Document { asides: passed, ..Document::default() }, text, 0);
    while piped && let Some(start) = table_tag(rest) {
        let end = rest[start..].find(END).map_or(rest.len(), |at| start + at + END.len());
        document.blocks.extend(read_piece(&rest[..start], line, headed, piped, budget));
        let Document { blocks, asides, .. } = html::read(&rest[start..end], budget)?;
        document.blocks.extend(blocks);
        document.asides.extend(asides);
        line += rest[..end].matches('\n').count();
        rest = &rest[end..];
    }
    document.blocks.extend(read_piece(rest, line, headed, piped, budget));
    let of_markdown = (1..).zip(text.lines()).filter(|(_, line)| (headed || piped) && !is_row(line));
    let struck = of_markdown.filter(|(_, line)| struck::is_struck(line)).map(|(number, _)| Place::Line(number)).next();
    document.asides.extend(struck.map(|place| (place, Aside::Struck)));
    budget.check()?;
    Ok(document)
}

/// Where the next tag of a table begins; one behind a backslash is words.
fn table_tag(text: &str) -> Option<usize> {
    let is_tag = |at: &usize| text.get(*at..at + 6).is_some_and(|tag| tag.eq_ignore_ascii_case("<table"));
    text.match_indices('<').map(|(at, _)| at).filter(is_tag).find(|&at| !text[..at].ends_with('\\'))
}

/// Reads a piece of a text that begins behind that many lines.
fn read_piece(text: &str, before: usize, headed: bool, piped: bool, budget: &Budget) -> Vec<Block> {
    let numbered = |mut lines: Vec<Raw<'_>>| -> Vec<Block> {
        lines.iter_mut().for_each(|line| line.number += before);
        if headed { markdown::read(&lines, budget) } else { plain_text(lines, piped, budget) }
    };
    numbered(if headed { laid_out::lines(text) } else { pages::lines(text) })
}

/// Lines of a page as blocks; where pipes draw tables, words may have the signs of Markdown.
fn plain_text(mut lines: Vec<Raw>, piped: bool, budget: &Budget) -> Vec<Block> {
    even_out(&mut lines);
    let rows = bars(&lines) == Bars::Rows;
    let single = single_cells(&lines);
    let in_row = |at: usize, line: &Raw| rows && is_row(line.text) && !single.contains(&at);
    let tabbed = drawn::is_tabbed(&lines);
    let mut blocks = Vec::new();
    let mut cells = Cells::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(end) = boxes::region(&lines, at) {
            blocks.extend(boxes::grid(&lines[at..end], true).map(Block::Grid));
            at = end;
        } else if let Some((grid, end)) =
            drawn::drawing(&lines, at, budget).or_else(|| tabbed.then(|| drawn::tabs(&lines, at)).flatten())
        {
            blocks.push(Block::Grid(grid));
            at = end;
        } else if in_row(at, line) {
            let end = (at..lines.len()).find(|&next| !in_row(next, &lines[next])).unwrap_or(lines.len());
            blocks.push(Block::Grid(pipe_grid(&lines[at..end], piped)));
            at = end;
        } else {
            if (!rows || single.contains(&at)) && line.text.contains(BARS) {
                cells.take(line, &mut blocks);
            } else {
                cells.open = true;
                let mut line = plain(line);
                if piped {
                    line.text = markdown::plain(&line.text);
                }
                blocks.push(Block::Line(line));
            }
            at += 1;
        }
    }
    blocks
}

fn plain(line: &Raw) -> Line {
    let mark = if line.edge { Mark::Edge } else { Mark::None };
    Line { place: Place::Line(line.number), text: line.text.trim_end().to_string(), gap: line.gap, mark, broken: false }
}

/// Where a document puts a blank line between nearly all of its lines, one blank line is no gap.
fn even_out(lines: &mut [Raw]) {
    let apart = lines.iter().skip(1).filter(|line| line.gap > 0).count();
    if lines.len() > 3 && apart * 10 >= lines.len() * 6 {
        lines.iter_mut().for_each(|line| line.gap = line.gap.saturating_sub(1));
    }
}

/// The bars between cells.
const BARS: [char; 2] = ['|', '｜'];

/// How bars are used in a text.
#[derive(PartialEq, Eq)]
enum Bars {
    /// A line is a row, bars stand between its cells.
    Rows,
    /// Bars stand behind single cells; rows are not marked.
    Cells,
}

fn bars(lines: &[Raw]) -> Bars {
    let filled = |text: &str| text.split(BARS).filter(|cell| !is_blank(cell)).count();
    if lines.iter().any(|line| line.text.contains(BARS) && filled(line.text) > 1) { Bars::Rows } else { Bars::Cells }
}

/// The lines that are single cells, by index: so many lines on end with one bar behind their words are no rows, whatever the
/// rest of the text does.
fn single_cells(lines: &[Raw]) -> BTreeSet<usize> {
    const FEWEST: usize = 4;
    let is_cell = |line: &Raw| line.text.matches(BARS).count() == 1 && line.text.trim_end().ends_with(BARS);
    let indexes: Vec<usize> = (0..lines.len()).collect();
    let runs = indexes.chunk_by(|&a, &b| is_cell(&lines[a]) == is_cell(&lines[b]));
    runs.filter(|run| run.len() >= FEWEST && is_cell(&lines[run[0]])).flatten().copied().collect()
}

/// Whether a line is a row of cells, in a text where rows have lines of their own.
fn is_row(text: &str) -> bool {
    text.contains(BARS) || is_ascii_rule(text)
}

/// A rule drawn with ASCII signs: `+----+----+`.
fn is_ascii_rule(text: &str) -> bool {
    let text = text.trim();
    text.len() > 2 && text.starts_with('+') && text.chars().all(|c| matches!(c, '+' | '-' | '=' | '|'))
}

/// Rows of cells between bars. A row's first and last bars close it, where the rule below the heads has such.
fn pipe_grid(lines: &[Raw], escaped: bool) -> Grid {
    let drawn = lines.iter().find(|line| markdown::is_table_rule(line.text)).map(|line| line.text.trim());
    let opened = drawn.is_none_or(|rule| rule.starts_with(BARS));
    let ends = |line: &Raw| line.text.trim_end().ends_with(BARS);
    let closed =
        drawn.map_or_else(|| lines.len() < 2 || lines[..lines.len() - 1].iter().all(ends), |rule| rule.ends_with(BARS));
    let rows = lines.iter().filter(|line| !is_rule(line.text)).map(|line| {
        let mut texts = cells(line.text, escaped);
        if closed && texts.len() > 1 && texts.last().is_some_and(|(cell, aside)| is_blank(cell) && aside.is_none()) {
            texts.pop();
        }
        if opened && line.text.trim_start().starts_with(BARS) {
            texts.remove(0);
        }
        let cell = |(column, (text, aside))| GridCell { column, text, aside, ..GridCell::default() };
        let cells = texts.into_iter().enumerate().map(cell).collect::<Vec<_>>();
        GridRow { place: Place::Line(line.number), width: cells.len(), cells }
    });
    Grid { rows: rows.collect() }
}

/// Whether a row only draws a line: `|---|:--:|`.
fn is_rule(text: &str) -> bool {
    let dashes = text.chars().filter(|c| matches!(c, '-' | '=')).count();
    is_ascii_rule(text)
        || markdown::is_table_rule(text)
        || (dashes > 2
            && text.chars().all(|c| is_blank_char(c) || BARS.contains(&c) || matches!(c, '-' | '=' | ':' | '+')))
            && (text.contains("---") || text.contains("==="))
}

/// The cells of a row; where it is Markdown, a backslash takes a bar its meaning.
fn cells(text: &str, escaped: bool) -> Vec<(String, Option<Aside>)> {
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match if escaped && c == '\\' { chars.next_if(char::is_ascii_punctuation) } else { None } {
            Some('|') => cell.push('|'),
            // What else a backslash means is known where the signs of Markdown are taken off.
            Some(literal) => cell.extend([c, literal]),
            None if c == '|' || (!escaped && BARS.contains(&c)) => cells.push(std::mem::take(&mut cell)),
            None => cell.push(c),
        }
    }
    cells.push(cell);
    let words = |cell: &String| match escaped {
        true => cell_of_markdown(cell),
        false => (cell.trim_matches(is_blank_char).to_string(), None),
    };
    cells.iter().map(words).collect()
}

/// The words of a cell of Markdown, and what was passed over in it.
fn cell_of_markdown(text: &str) -> (String, Option<Aside>) {
    let bare = |text: &str| {
        let words = markdown::plain(text);
        words.trim_matches(is_blank_char).trim_matches(['*', '_', '`', '~']).trim_matches(is_blank_char).to_string()
    };
    let pieces = struck::pieces(text);
    if pieces.iter().all(|(look, _)| *look == Look::Plain) {
        let words = bare(text);
        let lines = || words.split('\n');
        let several = lines().count() > 1 && lines().all(is_figure);
        return if several { (String::new(), Some(Aside::Several)) } else { (words, None) };
    }
    let mut words = Words::default();
    pieces.into_iter().for_each(|(look, piece)| words.push(look, &bare(piece)));
    words.cell()
}

/// Cells that come one by one, each closed by a bar on its own line or on the next one.
#[derive(Default)]
struct Cells {
    /// Whether a text stands before the next bar, so that the bar closes it and no blank cell.
    open: bool,
}

impl Cells {
    fn take(&mut self, line: &Raw, blocks: &mut Vec<Block>) {
        let pieces: Vec<&str> = line.text.split(BARS).map(|piece| piece.trim_matches(is_blank_char)).collect();
        let (last, closed) = match pieces.split_last() {
            Some((last, closed)) => (*last, closed),
            None => return,
        };
        let cell = |text: &str| {
            Block::Cell(Line {
                place: Place::Line(line.number),
                text: text.into(),
                gap: line.gap,
                mark: Mark::None,
                broken: false,
            })
        };
        for piece in closed {
            if !piece.is_empty() || !self.open {
                blocks.push(cell(piece));
            }
            self.open = false;
        }
        if !last.is_empty() {
            blocks.push(cell(last));
            self.open = true;
        }
    }
}
