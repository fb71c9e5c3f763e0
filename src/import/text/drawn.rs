//! Tables that plain text draws with ASCII signs or with tabs: grids of `+---+` rules, columns below rulers of dashes
//! (`----  -----`), rows of cells between tabs. What is no such drawing is left to others.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Raw, boxes};
use crate::domain::proposal::Place;
use crate::import::block::{Grid, GridCell, GridRow};
use crate::import::budget::Budget;
use crate::import::normal::{is_blank, is_blank_char, join, join_cell};

/// The drawing that begins at a line, with its end.
pub fn drawing(lines: &[Raw], start: usize, budget: &Budget) -> Option<(Grid, usize)> {
    budget.check().ok()?;
    ruled(lines, start, budget).or_else(|| columns(lines, start, budget))
}

/// A grid of rules: `+----+----+`, also `|----+----|`.
fn ruled(lines: &[Raw], start: usize, budget: &Budget) -> Option<(Grid, usize)> {
    let is_row = |line: &Raw| line.text.trim_start().starts_with(['|', '+']);
    if !lines[start].text.trim_start().starts_with("+-") {
        return None;
    }
    let rest = &lines[start..];
    let region = &rest[..rest.iter().position(|line| !is_row(line)).unwrap_or(rest.len())];
    // What turns out to be no grid is looked at again from its next line on.
    if !budget.spend(region.iter().map(|line| line.text.len() * 32).sum()) {
        return None;
    }
    let drawn: Vec<String> = region.iter().map(|line| rules(line.text.trim_end())).collect();
    // A rule below the heads and none between the rows: every line is a row of its own.
    let parting = drawn.iter().filter(|line| line.trim().chars().filter(|&c| boxes::is_rule(c)).count() > 2);
    let parting = parting.filter(|line| line.contains("──")).count();
    if parting < 4 {
        return None;
    }
    let even = |width: fn(&str) -> usize| drawn.iter().all(|line| width(line) == width(&drawn[0]));
    let wide = even(|line| line.width());
    if !wide && !even(|line| line.chars().count()) {
        return None;
    }
    let raw = |(line, text)| Raw { text, ..Raw::clone(line) };
    let raws: Vec<Raw> = region.iter().zip(drawn.iter().map(String::as_str)).map(raw).collect();
    Some((boxes::grid(&raws, wide)?, start + region.len()))
}

/// A line with its ASCII rules as box characters.
fn rules(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_sign = |c: char| matches!(c, '+' | '-' | '=' | ':');
    let mut drawn: Vec<char> = chars.iter().map(|&c| if c == '|' { '│' } else { c }).collect();
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..].iter().take_while(|&&c| is_sign(c)).count();
        let ends = |inner: Option<&char>, outer: Option<&char>| inner == Some(&'+') || outer == Some(&'|');
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        if length > 2 && ends(chars.get(at), before) && ends(chars.get(at + length - 1), chars.get(at + length)) {
            for (sign, c) in drawn[at..at + length].iter_mut().zip(&chars[at..]) {
                *sign = if *c == '+' { '┼' } else { '─' };
            }
        }
        at += length.max(1);
    }
    drawn.into_iter().collect()
}

/// Columns below a ruler of dashes, up to the next ruler or to a blank line; where blank lines part the rows, a row has
/// several lines.
fn columns(lines: &[Raw], start: usize, budget: &Budget) -> Option<(Grid, usize)> {
    let ruler = ruler(lines[start].text)?;
    let rest = &lines[start + 1..];
    let is_end = |line: &Raw| line.text.trim().len() > 2 && line.text.trim().bytes().all(|b| b == b'-' || b == b' ');
    let closing = rest.iter().position(is_end);
    let gap = || rest.iter().skip(1).position(|line| line.gap > 0).map_or(rest.len(), |at| at + 1);
    let length = closing.unwrap_or_else(gap);
    let body = &rest[..length];
    let several = body.iter().skip(1).any(|line| line.gap > 0);
    let mut rows: Vec<(Place, Vec<String>)> = Vec::new();
    for (index, line) in body.iter().enumerate() {
        if !budget.spend(ruler.len() * size_of::<GridCell>()) {
            return None;
        }
        if index == 0 || !several || line.gap > 0 {
            rows.push((Place::Line(line.number), vec![String::new(); ruler.len()]));
        }
        let cells = cut(line.text, &ruler)?;
        let (_, row) = rows.last_mut()?;
        for (cell, piece) in row.iter_mut().zip(cells) {
            let piece = piece.trim_matches(is_blank_char);
            if !piece.is_empty() {
                join_cell(cell, piece);
            }
        }
    }
    let row = |(place, texts): (Place, Vec<String>)| {
        let cells = texts.into_iter().enumerate().map(|(column, text)| GridCell::new(column, text));
        GridRow { place, width: ruler.len(), cells: cells.collect() }
    };
    let end = start + 1 + length + usize::from(closing.is_some());
    (!rows.is_empty()).then(|| (Grid { rows: rows.into_iter().map(row).collect() }, end))
}

/// Where the columns of a ruler begin, in display columns; `None` where it parts nothing.
fn ruler(text: &str) -> Option<Vec<usize>> {
    let shown = text.trim();
    let groups = shown.split(' ').filter(|group| !group.is_empty());
    if shown.is_empty()
        || groups.clone().count() < 2
        || !groups.clone().all(|g| g.len() > 1 && g.bytes().all(|b| b == b'-'))
    {
        return None;
    }
    let starts = text.char_indices().filter(|&(at, c)| c == '-' && !text[..at].ends_with('-'));
    Some(starts.map(|(at, _)| at).collect())
}

/// A line in pieces at these display columns; `None` where a word reaches over the
/// space between two.
fn cut(text: &str, starts: &[usize]) -> Option<Vec<String>> {
    let mut pieces = vec![String::new(); starts.len()];
    let (mut column, mut at) = (0, 0);
    for c in text.chars() {
        let width = c.width().unwrap_or(0);
        let inside = starts.partition_point(|&start| start <= column).saturating_sub(1);
        if starts.get(inside + 1).is_some_and(|&next| column + width >= next) && !is_blank_char(c) {
            return None;
        }
        at = at.max(inside);
        pieces[at].push(c);
        column += width;
    }
    Some(pieces)
}

/// Whether a text has rows of cells between tabs.
pub(super) fn is_tabbed(lines: &[Raw]) -> bool {
    const LEAST: usize = 5;
    lines.iter().filter(|line| line.text.matches('\t').count() > 1).take(LEAST).count() == LEAST
}

/// The rows between tabs that begin at a line, with their end: a line without tabs may stand among them as a cell that
/// goes through the whole width, and a cell between quotes may go on over several lines.
pub fn tabs(lines: &[Raw], start: usize) -> Option<(Grid, usize)> {
    const LONGEST: usize = 12;
    let has_tab = |line: &Raw| line.text.contains('\t');
    if !has_tab(&lines[start]) {
        return None;
    }
    let mut grid = Grid::default();
    let mut at = start;
    while let Some(line) = lines.get(at) {
        if !has_tab(line) && !lines.get(at + 1).is_some_and(has_tab) {
            break;
        }
        let mut text = line.text.to_string();
        let mut next = at + 1;
        let open = |text: &str| text.matches('"').count() % 2 == 1;
        if open(&text) && lines[at..].iter().skip(1).take(LONGEST).any(|line| open(line.text)) {
            while let Some(line) = lines.get(next).filter(|_| open(&text)) {
                let (before, behind) = line.text.split_once('\t').unwrap_or((line.text, ""));
                join(&mut text, before.trim_matches(is_blank_char));
                if before.len() < line.text.len() {
                    text.push('\t');
                    text.push_str(behind);
                }
                next += 1;
            }
        }
        let cells: Vec<GridCell> = text
            .split('\t')
            .enumerate()
            .map(|(column, cell)| GridCell::new(column, unquoted(cell.trim_matches(is_blank_char))))
            .collect();
        grid.rows.push(GridRow { place: Place::Line(line.number), width: cells.len(), cells });
        at = next;
    }
    Some((grid, at))
}

/// A cell without the quotes that a program put round it.
fn unquoted(cell: &str) -> String {
    match cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if !is_blank(inner) => inner.replace("\"\"", "\""),
        _ => cell.to_string(),
    }
}
