//! Tables drawn with box characters, as grids: a cell is an area that rules enclose, whatever it spans.

use crate::domain::proposal::Place;
use unicode_width::UnicodeWidthChar;

use super::Raw;
use crate::import::block::{Grid, GridCell, GridRow};
use crate::import::normal::join;

/// The most points of a drawing that are looked at; a larger one is no table of this world.
const MOST: usize = 1_000_000;

pub(super) fn is_rule(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257F}')
}

/// The end of the drawing that begins at a line, if one does.
pub(super) fn region(lines: &[Raw], start: usize) -> Option<usize> {
    let drawn = |line: &Raw| line.text.trim().starts_with(is_rule);
    let corner = |line: &Raw| line.text.trim().starts_with(['┌', '┏', '╔', '╭']);
    if !corner(&lines[start]) {
        return None;
    }
    let rest = &lines[start + 1..];
    let length = rest.iter().position(|line| !drawn(line) || corner(line) || line.gap > 0).unwrap_or(rest.len());
    Some(start + 1 + length)
}

/// The grid that a drawing shows; `None` where it is too large to be one. A Chinese character takes two columns where
/// the drawing was made for such, `wide` ones.
pub(super) fn grid(lines: &[Raw], wide: bool) -> Option<Grid> {
    let canvas: Vec<Vec<Option<char>>> = lines.iter().map(|line| columns(line.text, wide)).collect();
    let width = canvas.iter().map(Vec::len).max().unwrap_or(0);
    if width * canvas.len() > MOST {
        return None;
    }
    let mut areas = Vec::new();
    let mut seen = vec![false; width * canvas.len()];
    for y in 0..canvas.len() {
        for x in 0..canvas[y].len() {
            if !seen[y * width + x] && !canvas[y][x].is_some_and(is_rule) {
                areas.extend(area(&canvas, width, &mut seen, (x, y)));
            }
        }
    }
    let edges = |edge: fn(&Area) -> usize| {
        let mut edges: Vec<usize> = areas.iter().map(edge).collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    };
    let (tops, lefts) = (edges(|area| area.top), edges(|area| area.left));
    let mut rows: Vec<GridRow> = tops
        .iter()
        .map(|&top| GridRow { place: Place::Line(lines[top].number), width: lefts.len(), cells: Vec::new() })
        .collect();
    for area in &areas {
        let place = (tops.binary_search(&area.top), lefts.binary_search(&area.left));
        if let (Ok(row), Ok(column)) = place {
            rows[row].cells.push(GridCell::new(column, area.text.clone()));
        }
    }
    rows.iter_mut().for_each(|row| row.cells.sort_by_key(|cell| cell.column));
    Some(Grid { rows })
}

/// The characters of a line by display column; the second half of a wide one is `None`.
fn columns(line: &str, wide: bool) -> Vec<Option<char>> {
    let mut columns = Vec::new();
    for c in line.chars() {
        let width = c.width().unwrap_or(0);
        if width > 0 {
            columns.push(Some(c));
            columns.extend(std::iter::repeat_n(None, if wide { width - 1 } else { 0 }));
        }
    }
    columns
}

struct Area {
    top: usize,
    left: usize,
    text: String,
}

/// The area round a point, up to the rules; `None` where it is open to the outside of the drawing.
fn area(canvas: &[Vec<Option<char>>], width: usize, seen: &mut [bool], start: (usize, usize)) -> Option<Area> {
    let (mut waiting, mut points) = (vec![start], Vec::new());
    seen[start.1 * width + start.0] = true;
    let mut open = false;
    while let Some((x, y)) = waiting.pop() {
        points.push((y, x));
        let around = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
        for (x, y) in around {
            match canvas.get(y).and_then(|line| line.get(x)) {
                None => open = true,
                Some(point) if !point.is_some_and(is_rule) && !seen[y * width + x] => {
                    seen[y * width + x] = true;
                    waiting.push((x, y));
                }
                Some(_) => {}
            }
        }
    }
    if open {
        return None;
    }
    points.sort_unstable();
    let (top, left) = (points.first()?.0, points.iter().map(|&(_, x)| x).min()?);
    let mut text = String::new();
    for line in points.chunk_by(|a, b| a.0 == b.0) {
        let words: String = line.iter().filter_map(|&(y, x)| canvas[y][x]).collect();
        if !words.trim().is_empty() {
            join(&mut text, words.trim());
        }
    }
    Some(Area { top, left, text })
}
