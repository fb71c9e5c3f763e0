//! Plain text and Markdown as blocks: page furniture removed, tables of `|` rows and of box characters as grids, single
//! cells between bars as cells, everything else as lines or paragraphs. Which table it is, it does not ask.

mod boxes;

mod laid_out;

mod pages;

use super::block::{Block, Grid, GridCell, GridRow, Line, Mark};
use super::normal::{is_blank, is_blank_char, join};

/// A line that is not blank, before it is known what it is part of.
#[derive(Debug, Clone)]
struct Raw<'a> {
    number: usize,
    text: &'a str,
    gap: usize,
}

/// Reads a text whose edge tells its lines apart, as gouji writes it; `None` for any other.
pub fn read_laid_out(text: &str) -> Option<Vec<Block>> {
    laid_out::read(text)
}

/// The numbers, from 1, of the lines that belong to the document and not to its pages; form feeds part pages.
pub fn document_lines(text: &str) -> Vec<usize> {
    pages::lines(text).into_iter().map(|line| line.number).collect()
}

/// Reads a text.
pub fn read(text: &str) -> Vec<Block> {
    if text.lines().any(is_markdown_heading) {
        return markdown(&laid_out::lines(text));
    }
    let mut lines = pages::lines(text);
    even_out(&mut lines);
    let rows = bars(&lines) == Bars::Rows;
    let mut blocks = Vec::new();
    let mut cells = Cells::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(end) = boxes::region(&lines, at) {
            blocks.extend(boxes::grid(&lines[at..end]).map(Block::Grid));
            at = end;
        } else if rows && is_row(line.text) {
            let end = lines[at..].iter().position(|line| !is_row(line.text)).map_or(lines.len(), |n| at + n);
            blocks.push(Block::Grid(pipe_grid(&lines[at..end], false)));
            at = end;
        } else {
            if !rows && line.text.contains(BARS) {
                cells.take(line, &mut blocks);
            } else {
                cells.open = true;
                blocks.push(Block::Line(plain(line)));
            }
            at += 1;
        }
    }
    blocks
}

fn plain(line: &Raw) -> Line {
    Line { number: Some(line.number), text: line.text.trim_end().to_string(), gap: line.gap, mark: Mark::None }
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

/// Whether a line is a row of cells, in a text where rows have lines of their own.
fn is_row(text: &str) -> bool {
    text.contains(BARS) || is_ascii_rule(text)
}

/// A rule drawn with ASCII signs: `+----+----+`.
fn is_ascii_rule(text: &str) -> bool {
    let text = text.trim();
    text.len() > 2 && text.starts_with('+') && text.chars().all(|c| matches!(c, '+' | '-' | '=' | '|'))
}

/// Rows of cells between bars. A row's closing bar is no cell of its own.
fn pipe_grid(lines: &[Raw], escaped: bool) -> Grid {
    let rows = lines.iter().filter(|line| !is_rule(line.text)).map(|line| {
        let mut texts = cells(line.text, escaped);
        if texts.len() > 1 && texts.last().is_some_and(|cell| is_blank(cell)) {
            texts.pop();
        }
        if line.text.trim_start().starts_with(BARS) {
            texts.remove(0);
        }
        let cells = texts.into_iter().enumerate().map(|(column, text)| GridCell { column, text }).collect::<Vec<_>>();
        GridRow { number: Some(line.number), width: cells.len(), cells }
    });
    Grid { rows: rows.collect() }
}

/// Whether a row only draws a line: `|---|:--:|`.
fn is_rule(text: &str) -> bool {
    let dashes = text.chars().filter(|c| matches!(c, '-' | '=')).count();
    is_ascii_rule(text)
        || (dashes > 2
            && text.chars().all(|c| is_blank_char(c) || BARS.contains(&c) || matches!(c, '-' | '=' | ':' | '+')))
            && (text.contains("---") || text.contains("==="))
}

fn cells(text: &str, escaped: bool) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let literal = if escaped && c == '\\' { chars.next_if(char::is_ascii_punctuation) } else { None };
        match literal {
            None if c == '|' || (!escaped && BARS.contains(&c)) => cells.push(String::new()),
            literal => cells.last_mut().into_iter().for_each(|cell| cell.push(literal.unwrap_or(c))),
        }
    }
    cells.iter().map(|cell| cell.trim_matches(is_blank_char).to_string()).collect()
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
            Block::Cell(Line { number: Some(line.number), text: text.into(), gap: line.gap, mark: Mark::None })
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

fn is_markdown_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - rest.len())) && rest.starts_with(' ')
}

/// Markdown: headings, paragraphs up to a blank line, pipe tables. What stands below a rule after the last heading is
/// the foot.
fn markdown(lines: &[Raw]) -> Vec<Block> {
    let mut blocks = Vec::<Block>::new();
    let last_heading = lines.iter().rposition(|line| is_markdown_heading(line.text)).unwrap_or(0);
    let mut mark = Mark::None;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let text = line.text.trim_matches(is_blank_char);
        if is_row(text) && cells(text, true).len() > 1 {
            let end =
                lines[at..].iter().enumerate().position(|(n, line)| (n > 0 && line.gap > 0) || !is_row(line.text));
            let end = end.map_or(lines.len(), |n| at + n.max(1));
            blocks.push(Block::Grid(pipe_grid(&lines[at..end], true)));
            at = end;
            continue;
        }
        let raw = |text: String, mark| Line { number: Some(line.number), text, gap: line.gap, mark };
        if is_markdown_heading(line.text) {
            blocks.push(Block::Paragraph(raw(unescaped(text.trim_start_matches('#').trim()), Mark::Heading)));
        } else if text.len() > 2 && text.chars().all(|c| c == '-') {
            mark = if at > last_heading { Mark::Foot } else { Mark::None };
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(before)) if line.gap == 0 && before.mark != Mark::Heading => {
                    join(&mut before.text, &unescaped(text));
                }
                _ => blocks.push(Block::Paragraph(raw(unescaped(text), mark))),
            }
        }
        at += 1;
    }
    blocks
}

/// A text of Markdown without its backslashes and its signs of emphasis.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.push(chars.next_if(char::is_ascii_punctuation).unwrap_or(c)),
            '*' if chars.peek() == Some(&'*') => drop(chars.next()),
            _ => plain.push(c),
        }
    }
    plain
}
