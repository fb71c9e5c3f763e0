//! Tables by their rules: lines that touch each other are one table, a cell is an area that they enclose, whatever it
//! spans. Tables that go on over a page are put together again.

use super::content::{Mark, Rule};
use super::line::{Line, lines};
use crate::import::block::{Grid, GridCell, GridRow};
use crate::import::normal::{is_blank_char, join, letters};

/// Rules nearer to each other than this are one, and touch.
const NEAR: i64 = 3_000;

/// Cells narrower or lower than this are the space between two rules.
const LEAST: i64 = 4_000;

/// The most rules of a page that are looked at; more are a drawing.
const MOST_RULES: usize = 6_000;

/// The most places of one grid, times the rules that may part them.
const MOST_PLACES: usize = 40_000_000;

/// A table on a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Ruled {
    pub top: i64,
    pub bottom: i64,
    /// Where its columns begin and end.
    edges: Vec<i64>,
    pub grid: Grid,
}

/// The tables of a page; the characters in them are taken out of `marks`.
pub fn tables(rules: &[Rule], marks: &mut Vec<Mark>) -> Vec<Ruled> {
    if rules.len() > MOST_RULES {
        return Vec::new();
    }
    groups(rules).into_iter().filter_map(|group| table(&group, marks)).collect()
}

/// Rules that touch each other.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut order: Vec<Rule> = rules.to_vec();
    order.sort_by_key(|rule| (rule.from.1, rule.from.0));
    // Each group with the area it reaches, in the order of their tops: a rule joins every group that it touches.
    let mut groups = Vec::<(Vec<Rule>, Rule)>::new();
    for rule in order {
        let (touched, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(members, area)| near(*area, rule) && members.iter().any(|m| near(*m, rule)));
        groups = apart;
        let mut joined = (vec![rule], rule);
        for (members, area) in touched {
            joined.0.extend(members);
            joined.1.from = (joined.1.from.0.min(area.from.0), joined.1.from.1.min(area.from.1));
            joined.1.to = (joined.1.to.0.max(area.to.0), joined.1.to.1.max(area.to.1));
        }
        groups.push(joined);
    }
    groups.sort_by_key(|(_, area)| area.from.1);
    groups.into_iter().map(|(members, _)| members).collect()
}

fn near(a: Rule, b: Rule) -> bool {
    a.from.0 <= b.to.0 + NEAR && b.from.0 <= a.to.0 + NEAR && a.from.1 <= b.to.1 + NEAR && b.from.1 <= a.to.1 + NEAR
}

/// Places that are nearly one, as one, in order.
fn merged(mut places: Vec<i64>) -> Vec<i64> {
    places.sort_unstable();
    let mut merged = Vec::<i64>::new();
    for place in places {
        if merged.last().is_none_or(|last| place - last > NEAR) {
            merged.push(place);
        }
    }
    merged
}

/// One table, where the rules make one with rows of several cells.
fn table(rules: &[Rule], marks: &mut Vec<Mark>) -> Option<Ruled> {
    let (level, upright): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.is_level());
    if level.len() < 2 || upright.is_empty() {
        return None;
    }
    // A table may have no rules at its sides, or at its head and foot.
    let ends = |rules: &[Rule], of: fn(&(i64, i64)) -> i64| {
        let from = rules.iter().map(|rule| of(&rule.from)).min();
        let to = rules.iter().map(|rule| of(&rule.to)).max();
        from.into_iter().chain(to).collect::<Vec<i64>>()
    };
    let xs: Vec<i64> = upright.iter().map(|rule| rule.from.0).chain(ends(&level, |point| point.0)).collect();
    let ys: Vec<i64> = level.iter().map(|rule| rule.from.1).chain(ends(&upright, |point| point.1)).collect();
    let (xs, ys) = (merged(xs), merged(ys));
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    if columns * rows < 2 || columns * rows * rules.len() > MOST_PLACES {
        return None;
    }
    let mut areas = Areas::new(columns, rows);
    // Places are one cell where no rule parts them.
    for row in 0..rows {
        for column in 0..columns {
            let parted = |rules: &[Rule], across: bool, at: i64, from: i64, to: i64| {
                let covered = rules.iter().map(|rule| {
                    let (place, start, end) = if across {
                        (rule.from.1, rule.from.0, rule.to.0)
                    } else {
                        (rule.from.0, rule.from.1, rule.to.1)
                    };
                    if (place - at).abs() <= NEAR { (end.min(to) - start.max(from)).max(0) } else { 0 }
                });
                covered.max().unwrap_or(0) * 2 > to - from
            };
            if column + 1 < columns && !parted(&upright, false, xs[column + 1], ys[row], ys[row + 1]) {
                areas.join((row, column), (row, column + 1));
            }
            if row + 1 < rows && !parted(&level, true, ys[row + 1], xs[column], xs[column + 1]) {
                areas.join((row, column), (row + 1, column));
            }
        }
    }
    let mut cells = areas.cells();
    cells.retain(|cell| xs[cell.right] - xs[cell.left] >= LEAST && ys[cell.bottom] - ys[cell.top] >= LEAST);
    let starts = |of: fn(&Area) -> usize| {
        let mut starts: Vec<usize> = cells.iter().map(of).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    };
    let (tops, lefts) = (starts(|cell| cell.top), starts(|cell| cell.left));
    let mut grid = Grid { rows: tops.iter().map(|_| GridRow { width: lefts.len(), ..GridRow::default() }).collect() };
    let several = tops.iter().any(|top| cells.iter().filter(|cell| cell.top == *top).count() > 1);
    if !several || tops.len() < 2 {
        return None;
    }
    let inside = |mark: &Mark, cell: &Area| {
        let (x, y) = ((mark.left + mark.right) / 2, mark.baseline - mark.size * 35 / 100);
        (xs[cell.left]..xs[cell.right]).contains(&x) && (ys[cell.top]..ys[cell.bottom]).contains(&y)
    };
    let mut taken: Vec<Vec<Mark>> = vec![Vec::new(); cells.len()];
    marks.retain(|mark| match cells.iter().position(|cell| inside(mark, cell)) {
        Some(cell) => {
            taken[cell].push(mark.clone());
            false
        }
        None => true,
    });
    for (cell, marks) in cells.iter().zip(&taken) {
        if let (Ok(row), Ok(column)) = (tops.binary_search(&cell.top), lefts.binary_search(&cell.left)) {
            let text = text(lines(marks.iter().collect()), xs[cell.right] - xs[cell.left]);
            grid.rows[row].cells.push(GridCell { column, text });
        }
    }
    grid.rows.iter_mut().for_each(|row| row.cells.sort_by_key(|cell| cell.column));
    Some(Ruled { top: ys[0], bottom: ys[rows], edges: lefts.iter().map(|&left| xs[left]).collect(), grid })
}

/// The text of a cell. A number that was broken because its cell is too narrow is one number again; figures that stand
/// below each other stay apart.
fn text(lines: Vec<Line>, width: i64) -> String {
    let digits = |line: &Line| line.text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let whole =
        lines.len() > 1 && lines.iter().all(digits) && lines[..lines.len() - 1].iter().all(|line| line.fills(width));
    let mut text = String::new();
    for line in &lines {
        let words = line.text.trim_matches(is_blank_char);
        let figures = text.ends_with(|c: char| c.is_ascii_digit()) && words.starts_with(|c: char| c.is_ascii_digit());
        if figures && digits(line) && !whole {
            text.push(' ');
        }
        if whole { text.push_str(words) } else { join(&mut text, words) }
    }
    text
}

/// Which places of a grid are one cell.
struct Areas {
    columns: usize,
    parents: Vec<usize>,
}

/// A cell: its first and last rows and columns, the last ones not included.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Area {
    top: usize,
    bottom: usize,
    left: usize,
    right: usize,
}

impl Areas {
    fn new(columns: usize, rows: usize) -> Areas {
        Areas { columns, parents: (0..columns * rows).collect() }
    }

    fn root(&mut self, mut place: usize) -> usize {
        while self.parents[place] != place {
            self.parents[place] = self.parents[self.parents[place]];
            place = self.parents[place];
        }
        place
    }

    fn join(&mut self, a: (usize, usize), b: (usize, usize)) {
        let (a, b) = (self.root(a.0 * self.columns + a.1), self.root(b.0 * self.columns + b.1));
        self.parents[a.max(b)] = a.min(b);
    }

    fn cells(&mut self) -> Vec<Area> {
        let mut cells: Vec<(usize, Area)> = Vec::new();
        for place in 0..self.parents.len() {
            let root = self.root(place);
            let (row, column) = (place / self.columns, place % self.columns);
            match cells.binary_search_by_key(&root, |cell| cell.0) {
                Ok(at) => {
                    let cell = &mut cells[at].1;
                    (cell.bottom, cell.right) = (cell.bottom.max(row + 1), cell.right.max(column + 1));
                    cell.left = cell.left.min(column);
                }
                Err(at) => {
                    let area = Area { top: row, bottom: row + 1, left: column, right: column + 1 };
                    cells.insert(at, (root, area));
                }
            }
        }
        cells.into_iter().map(|(_, cell)| cell).collect()
    }
}

impl Ruled {
    /// Whether a table at the top of the next page has the same columns and so goes on with this one.
    pub fn goes_on_with(&self, next: &Ruled) -> bool {
        self.edges.len() == next.edges.len()
            && self.edges.iter().zip(&next.edges).all(|(a, b)| (a - b).abs() <= 2 * NEAR)
    }

    /// Puts the rest of the table below, its repeated heads left out.
    pub fn append(&mut self, next: Ruled) {
        let words = |row: &GridRow| row.cells.iter().map(|cell| letters(&cell.text)).collect::<Vec<_>>();
        let heads = self.grid.rows.iter().zip(&next.grid.rows);
        let repeated =
            heads.take_while(|(a, b)| words(a) == words(b) && words(a).iter().any(|w| !w.is_empty())).count();
        self.grid.rows.extend(next.grid.rows.into_iter().skip(repeated));
        self.bottom = next.bottom;
    }
}
