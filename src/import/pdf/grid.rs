//! Tables by their rules: lines that touch each other are one table, a cell is an area that they enclose, whatever it
//! spans. Tables that go on over a page are put together again.

use std::collections::BTreeSet;

use super::line::{PageLine, lines};
use super::painted::Rule;
use super::upright::Mark;
use crate::import::aside::Aside;
use crate::import::block::{Grid, GridCell, GridRow};
use crate::import::budget::Budget;
use crate::import::normal::{is_blank_char, is_wide, join, letters};

/// Rules nearer to each other than this are one, and touch.
const NEAR: i64 = 3_000;

/// Cells narrower or lower than this are the space between two rules.
const LEAST: i64 = 4_000;

/// The most rules of a page that are looked at; more are a drawing.
const MOST_RULES: usize = 6_000;

/// The most places of one grid, times the rules that may part them.
const MOST_PLACES: usize = 40_000_000;

/// How many looks at a rule or a place cost a unit.
const LOOKS: usize = 4;

/// A table on a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Ruled {
    pub top: i64,
    /// Where its columns begin, and where the last one ends.
    edges: Vec<i64>,
    /// The columns in which cells of the first row have no rule above them: they go on from the page before.
    open: Vec<usize>,
    pub grid: Grid,
}

/// The tables of a page; the characters in them are taken out of `marks`. What was passed over in a cell of words is
/// told of the page, in `asides`.
pub fn tables(rules: &[Rule], marks: &mut Vec<Mark>, asides: &mut BTreeSet<Aside>, budget: &Budget) -> Vec<Ruled> {
    if rules.len() > MOST_RULES || !budget.spend(rules.len() * rules.len() / LOOKS) {
        return Vec::new();
    }
    groups(rules).into_iter().filter_map(|group| table(&group, marks, asides, budget)).collect()
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
fn table(rules: &[Rule], marks: &mut Vec<Mark>, asides: &mut BTreeSet<Aside>, budget: &Budget) -> Option<Ruled> {
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
    if !budget.spend(columns * rows * rules.len() / LOOKS + columns * rows * size_of::<Area>()) {
        return None;
    }
    let mut areas = Areas::new(columns, rows);
    // Places are one cell where no rule parts them.
    let parted = |rules: &[Rule], level: bool, at: i64, from: i64, to: i64| {
        let pieces = rules.iter().map(|rule| {
            let (x, y) = ((rule.from.0, rule.to.0), (rule.from.1, rule.to.1));
            if level { (y.0, x) } else { (x.0, y) }
        });
        let near = pieces.filter(|(place, _)| (place - at).abs() <= NEAR);
        let mut near: Vec<(i64, i64)> = near.map(|(_, (start, end))| (start.max(from), end.min(to))).collect();
        near.sort_unstable();
        let (mut covered, mut reached) = (0, from);
        for (start, end) in near {
            covered += (end - start.max(reached)).max(0);
            reached = reached.max(end);
        }
        covered * 2 > to - from
    };
    for row in 0..rows {
        for column in 0..columns {
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
    if !several || cells.len() < 3 {
        return None;
    }
    let inside = |mark: &Mark, cell: &Area| {
        let (x, y) = ((mark.left + mark.right) / 2, mark.baseline - mark.size * 35 / 100);
        (xs[cell.left]..xs[cell.right]).contains(&x) && (ys[cell.top]..ys[cell.bottom]).contains(&y)
    };
    if !budget.spend(marks.len() * cells.len() / LOOKS) {
        return None;
    }
    let mut taken: Vec<Vec<Mark>> = vec![Vec::new(); cells.len()];
    run_over(marks, |mark| cells.iter().position(|cell| inside(mark, cell)));
    let bursts = |mark: &Mark, cell: &Area| mark.size * 2 > (ys[cell.bottom] - ys[cell.top]) * 3;
    marks.retain(|mark| match cells.iter().position(|cell| inside(mark, cell)) {
        // What is far too large for its cell stands behind the table.
        Some(cell) if bursts(mark, &cells[cell]) => {
            asides.insert(Aside::Turned);
            false
        }
        Some(cell) => {
            taken[cell].push(mark.clone());
            false
        }
        None => true,
    });
    for (cell, marks) in cells.iter().zip(&taken) {
        if let (Ok(row), Ok(column)) = (tops.binary_search(&cell.top), lefts.binary_search(&cell.left)) {
            grid.rows[row].cells.push(filled(column, marks, xs[cell.right] - xs[cell.left], asides));
        }
    }
    for row in &mut grid.rows {
        row.cells.sort_by_key(|cell| cell.column);
        stacked(&mut row.cells);
    }
    let first = cells.iter().filter(|cell| cell.top == 0);
    let open = first.filter(|cell| !parted(&level, true, ys[0], xs[cell.left], xs[cell.left + 1]));
    let open = open.filter_map(|cell| lefts.binary_search(&cell.left).ok()).collect();
    let edges = lefts.iter().map(|&left| xs[left]).chain(xs.last().copied()).collect();
    Some(Ruled { top: ys[0], edges, open, grid })
}

/// Sets figures aside that run from one cell into the next: of a stamp that lies over the table, of a figure too wide for
/// its cell. Nobody can tell which digits belong where.
fn run_over(marks: &mut [Mark], cell_of: impl Fn(&Mark) -> Option<usize>) {
    let digits = marks.iter().enumerate().filter(|(_, mark)| mark.aside.is_none() && mark.is_digit());
    let mut order: Vec<(i64, i64, i64, usize)> =
        digits.map(|(at, mark)| (mark.baseline, mark.size, mark.left, at)).collect();
    order.sort_unstable();
    let cells: Vec<Option<usize>> = order.iter().map(|&(.., at)| cell_of(&marks[at])).collect();
    // The run of each digit, by its first one, and those that end in another cell than they began in.
    let mut first: Vec<usize> = (0..order.len()).collect();
    let mut over = BTreeSet::new();
    for place in 0..order.len() {
        let (baseline, size, _, at) = order[place];
        // Figures in two cells do not touch one another.
        let (right, touch) = (marks[at].right, size * 6 / 100);
        let next = order.partition_point(|other| *other < (baseline, size, right - touch, 0)).max(place + 1);
        if order.get(next).is_some_and(|&(b, s, left, _)| (b, s) == (baseline, size) && left <= right + touch) {
            first[next] = first[place];
            if cells[next] != cells[first[place]] {
                over.insert(first[place]);
            }
        }
    }
    let run_over = order.iter().zip(&first).filter(|(_, first)| over.contains(first)).map(|((.., at), _)| *at);
    run_over.for_each(|at| marks[at].aside = Some(Aside::Several));
}

/// What was passed over in a cell, the gravest first.
const GRAVEST: [Aside; 5] = [Aside::Unmapped, Aside::Several, Aside::Struck, Aside::Unseen, Aside::Raised];

/// A cell with its text, and with what was passed over in it.
fn filled(column: usize, marks: &[Mark], width: i64, asides: &mut BTreeSet<Aside>) -> GridCell {
    let of = |aside: Option<Aside>| lines(marks.iter().filter(|mark| mark.aside == aside).collect());
    let mut of_figure = of(None);
    if let [line] = &mut of_figure[..]
        && is_spaced(marks)
    {
        line.text.retain(|c| !is_blank_char(c));
    }
    let (text, broken) = text(of_figure, width);
    let tells = |&aside: &Aside| {
        let mut passed = marks.iter().filter(|mark| mark.aside == Some(aside));
        passed.any(|mark| mark.says() || aside == Aside::Unmapped)
            // What is hidden below its like is no other word.
            && (aside != Aside::Unseen || self::text(of(Some(aside)), width).0 != text)
    };
    let aside = GRAVEST.into_iter().find(tells).or(broken.then_some(Aside::Broken));
    if text.chars().any(is_wide) {
        asides.extend(aside);
        return GridCell::new(column, text);
    }
    // Whether a mask lets a digit through is not reckoned; where it lies on some of them only, it is meant to hide.
    let some_mixed = |mixed: bool| marks.iter().any(|m| m.aside.is_none() && m.is_digit() && m.mixed == mixed);
    let aside = if some_mixed(true) && some_mixed(false) { Some(Aside::Several) } else { aside };
    let lost = matches!(aside, Some(Aside::Unmapped | Aside::Several));
    GridCell { column, text: if lost { String::new() } else { text }, aside, ..GridCell::default() }
}

/// Whether the signs of a cell are those of one figure that is set wide: as far from each other each, and no blank between
/// them.
fn is_spaced(marks: &[Mark]) -> bool {
    let mut signs: Vec<&Mark> = marks.iter().filter(|mark| mark.aside.is_none()).collect();
    signs.sort_by_key(|mark| mark.left);
    let is_sign = |mark: &&Mark| mark.is_digit() || matches!(mark.text.as_str(), "." | "," | "-");
    let gaps: Vec<i64> =
        signs.windows(2).map(|pair| (pair[1].left - pair[0].right) * 100 / pair[0].size.max(1)).collect();
    let (least, most) = (gaps.iter().min(), gaps.iter().max());
    signs.iter().all(is_sign)
        && least.zip(most).is_some_and(|(least, most)| *least > 0 && *most <= 80 && most - least <= 10)
}

/// What parts figures that stand below each other in a cell, while its row is not known.
const STACKED: char = '\n';

/// Figures that stand below each other: several rows whose rules are not drawn, where all cells have them; in a single
/// cell beside others they are several figures, of which nobody can tell which one is meant.
fn stacked(cells: &mut [GridCell]) {
    let is_figure =
        |cell: &&GridCell| cell.text.starts_with(|c: char| c.is_ascii_digit()) && !cell.text.contains(is_wide);
    let figures = cells.iter().filter(is_figure).count();
    let of = cells.iter().filter(is_figure).filter(|cell| cell.text.contains(STACKED)).count();
    for cell in cells.iter_mut().filter(|cell| cell.text.contains(STACKED)) {
        if is_figure(&&*cell) && (of < figures || figures == 1) {
            (cell.text, cell.aside) = (String::new(), Some(Aside::Several));
        }
        cell.text = cell.text.replace(STACKED, " ");
    }
}

/// The text of a cell, and whether it is a number that was broken because its cell is too narrow, which is one number
/// again; figures that stand below each other stay apart.
fn text(lines: Vec<PageLine>, width: i64) -> (String, bool) {
    let digits = |line: &PageLine| line.text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let full = lines.split_last().is_some_and(|(last, full)| {
        let length = full.first().map_or(0, |line| line.text.len());
        // Every line but the last one holds as much as there is room for.
        length > 1
            && full.iter().all(|line| line.text.len() == length && line.fills(width))
            && last.text.len() <= length
    });
    let whole = full && lines.iter().all(digits);
    let mut text = String::new();
    for line in &lines {
        let words = line.text.trim_matches(is_blank_char);
        let figures = text.ends_with(|c: char| c.is_ascii_digit()) && words.starts_with(|c: char| c.is_ascii_digit());
        if figures && digits(line) && !whole {
            text.push(STACKED);
        }
        if whole { text.push_str(words) } else { join(&mut text, words) }
    }
    (text, whole)
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
    /// Whether a table at the top of the next page has the same sides and so goes on with this one.
    pub fn goes_on_with(&self, next: &Ruled) -> bool {
        let same = |a: Option<&i64>, b: Option<&i64>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= 2 * NEAR);
        same(self.edges.first(), next.edges.first()) && same(self.edges.last(), next.edges.last())
    }

    /// Puts the rest of the table below, its repeated heads left out. Either part may lack columns that its rows do not
    /// need.
    pub fn append(&mut self, mut next: Ruled, budget: &Budget) {
        let cells: usize = self.grid.rows.iter().map(|row| row.cells.len() + 1).sum();
        if !budget.spend((cells + next.edges.len()) * self.edges.len() / LOOKS) {
            return;
        }
        let mut edges = self.edges.clone();
        edges.extend(next.edges.iter().filter(|edge| !self.edges.iter().any(|own| (own - **edge).abs() <= 2 * NEAR)));
        edges.sort_unstable();
        self.widen(&edges);
        next.widen(&edges);
        self.go_on(&mut next);
        let words = |row: &GridRow| row.cells.iter().map(|cell| letters(&cell.text)).collect::<Vec<_>>();
        let heads = self.grid.rows.iter().zip(&next.grid.rows);
        let repeated =
            heads.take_while(|(a, b)| words(a) == words(b) && words(a).iter().any(|w| !w.is_empty())).count();
        let rest = next.grid.rows.into_iter().skip(repeated);
        self.grid.rows.extend(rest.filter(|row| !row.cells.is_empty()));
    }

    /// Puts the words of cells that go on over the page together. Where that would put figures together, the row is
    /// one of its own whose rule is not drawn.
    fn go_on(&mut self, next: &mut Ruled) {
        let digit = |c: char| c.is_ascii_digit();
        let Some(first) = next.grid.rows.first_mut() else { return };
        let above = |column: usize| {
            let row = self.grid.rows.iter().rposition(|row| row.cells.iter().any(|cell| cell.column == column))?;
            Some((row, self.grid.rows[row].cells.iter().position(|cell| cell.column == column)?))
        };
        let going_on = first.cells.iter().filter(|cell| next.open.contains(&cell.column));
        type Pair = ((usize, usize), String, Option<Aside>);
        let pairs: Vec<Pair> =
            going_on.filter_map(|cell| Some((above(cell.column)?, cell.text.clone(), cell.aside))).collect();
        let figures = |((row, cell), text, _): &Pair| {
            self.grid.rows[*row].cells[*cell].text.ends_with(digit) && text.starts_with(digit)
        };
        if pairs.iter().any(figures) {
            return;
        }
        first.cells.retain(|cell| !next.open.contains(&cell.column));
        for ((row, cell), text, aside) in pairs {
            let cell = &mut self.grid.rows[row].cells[cell];
            join(&mut cell.text, &text);
            cell.aside = cell.aside.or(aside);
        }
    }

    /// Counts the columns by these edges, which are its own and further ones.
    fn widen(&mut self, edges: &[i64]) {
        let place = |column: usize| {
            let own = self.edges.get(column).copied().unwrap_or_default();
            edges.iter().position(|edge| (edge - own).abs() <= 2 * NEAR).unwrap_or(column)
        };
        for row in &mut self.grid.rows {
            row.width = edges.len() - 1;
            row.cells.iter_mut().for_each(|cell| cell.column = place(cell.column));
        }
        self.open.iter_mut().for_each(|column| *column = place(*column));
        self.edges = edges.to_vec();
    }
}
