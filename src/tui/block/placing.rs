//! Into which cells the lines of a block go: by the rows and columns that they name; only a block without any label by its
//! place, which a total in the way must not shift. It decides nothing about the figures themselves.

use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::{CellId, Form};
use crate::domain::number::Number;
use crate::domain::printed::{self, Reading as Printed};
use crate::domain::recalculation::Totals;
use crate::domain::report::Report;
use crate::domain::spelling::is_blank;
use crate::domain::text::Lang;

use super::super::sheet::Sheet;
use super::clipboard::Clip;
use super::reading::{Named, Read, Under};

#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    pub table: usize,
    /// How it is laid out.
    pub sheet: &'a Sheet,
    pub cell: CellId,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its place among the lines with figures, from 1.
    pub number: usize,
    /// Its label as printed; empty where it has none.
    pub label: String,
    pub cells: Vec<(CellId, String)>,
}

/// What is not placed, and why; in words, with the number of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// The line has a label that the table does not have, or no label among lines that have one.
    Label(usize, String, Named, usize),
    /// A line's row was named by a line before.
    Twice(usize, String, usize),
    /// The head is none of the table's, or stands there twice.
    Head(String, usize),
    /// A line of so many figures, in a row of so many cells, and nothing tells which they are.
    Count(usize, usize, usize),
    /// So many figures are outside the table.
    Outside(usize),
}

/// The lines with their cells, what is left, and the total rows that a block without labels left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placing {
    pub lines: Vec<Placed>,
    /// What has none.
    pub left: Vec<Left>,
    pub passed: Option<usize>,
    /// Whether lines go by their place.
    pub by_place: bool,
    /// Whether columns go by their heads.
    pub headed: bool,
}

pub fn place(report: &Report, at: At<'_>, table: usize, clip: &Clip, lines: &[Read]) -> Placing {
    let mut placing = Placer { form: report.form(), table, clip, out: Placing::default(), lead: lead(lines) };
    let labelled = lines.iter().any(|line| line.named != Named::Nothing);
    let named = lines.iter().any(|line| matches!(line.named, Named::Row(_) | Named::Several));
    placing.out.headed = lines.iter().any(|line| line.heads.is_some());
    let whole = !labelled || (!named && placing.out.headed);
    if whole && placing.is_band() && placing.band(at, lines) {
        return placing.finish();
    }
    if labelled {
        placing.by_labels(lines);
    } else {
        placing.out.by_place = true;
        placing.by_place(report, at, lines);
    }
    placing.finish()
}

/// Leading cells that are blank in all lines: those of a label that covers several columns, where a line has too many.
fn lead(lines: &[Read]) -> usize {
    lines.iter().map(|line| line.cells.iter().take_while(|cell| cell.is_empty()).count()).min().unwrap_or(0)
}

fn count(line: &Read) -> usize {
    line.cells.iter().filter(|cell| !is_blank(cell)).count()
}

struct Placer<'a> {
    form: &'a Form,
    table: usize,
    clip: &'a Clip,
    out: Placing,
    lead: usize,
}

impl Placer<'_> {
    fn finish(mut self) -> Placing {
        // What falls outside, and under one strange head, is told once.
        let mut left: Vec<Left> = Vec::new();
        for item in std::mem::take(&mut self.out.left) {
            let same = left.iter_mut().find_map(|other| match (other, &item) {
                (Left::Outside(all), Left::Outside(more)) => Some((all, *more)),
                (Left::Head(head, all), Left::Head(other, more)) if head == other => Some((all, *more)),
                _ => None,
            });
            match same {
                Some((all, more)) => *all += more,
                None => left.push(item),
            }
        }
        self.out.left = left;
        self.out
    }

    fn by_labels(&mut self, lines: &[Read]) {
        let mut seen: Vec<usize> = Vec::new();
        for line in lines {
            match line.named {
                Named::Row(row) if seen.contains(&row) => {
                    self.out.left.push(Left::Twice(line.number, line.label.clone(), count(line)));
                }
                Named::Row(row) => {
                    seen.push(row);
                    let cells: Vec<CellId> = self.form.row_cells(self.table, row).collect();
                    self.line(line, &cells);
                }
                _ if count(line) == 0 => {}
                _ => self.out.left.push(Left::Label(line.number, line.label.clone(), line.named.clone(), count(line))),
            }
        }
    }

    fn line(&mut self, line: &Read, cells: &[CellId]) {
        let mut placed = Vec::new();
        let (mut outside, form) = (0, self.form);
        let inputs = cells.iter().filter(|&&cell| !form.is_total(cell)).count();
        if self.clip.stacked && line.heads.is_none() && ![inputs, cells.len()].contains(&line.cells.len()) {
            self.out.left.push(Left::Count(line.number, line.cells.len(), cells.len()));
            return;
        }
        let spare = line.cells.len().saturating_sub(cells.len()).min(self.lead);
        for (index, text) in line.cells.iter().enumerate().filter(|(_, text)| !is_blank(text)) {
            let cell = match &line.heads {
                None => index.checked_sub(spare).and_then(|index| cells.get(index)).copied(),
                Some(heads) => match heads.get(index) {
                    Some(Under::Column(column, _)) if is_single(heads, *column) => {
                        cells.iter().copied().find(|&cell| form.cell(cell).column == *column)
                    }
                    Some(Under::Column(column, _)) => {
                        let name = form.tables()[self.table].columns[*column].label.clone();
                        self.out.left.push(Left::Head(name, 1));
                        continue;
                    }
                    Some(Under::Unknown(head)) => {
                        self.out.left.push(Left::Head(head.clone(), 1));
                        continue;
                    }
                    None => None,
                },
            };
            match cell {
                Some(cell) => placed.push((cell, text.clone())),
                None => outside += 1,
            }
        }
        if outside > 0 {
            self.out.left.push(Left::Outside(outside));
        }
        self.out.lines.push(Placed { number: line.number, label: line.label.clone(), cells: placed });
    }

    fn is_band(&self) -> bool {
        let mut rows = self.form.table_cells(self.table).map(|cell| self.form.cell(cell).at.0);
        let first = rows.next();
        rows.all(|row| Some(row) == first)
    }

    /// Places lines of a table that is printed as one line, where their number of figures or their heads tell all of them;
    /// `false` where they do not.
    fn band(&mut self, at: At<'_>, lines: &[Read]) -> bool {
        let [line] = lines else { return false };
        let mut printed: Vec<CellId> = self.form.table_cells(self.table).collect();
        printed.sort_by_key(|&cell| self.form.cell(cell).at.1);
        let inputs: Vec<CellId> = printed.iter().copied().filter(|&cell| !self.form.is_total(cell)).collect();
        let Some(heads) = &line.heads else {
            let whole = [printed, inputs].into_iter().find(|cells| cells.len() == line.cells.len());
            if let Some(cells) = &whole {
                self.line(line, cells);
            }
            return whole.is_some();
        };
        let blocks =
            heads.iter().filter_map(|head| if let Under::Column(_, nth) = head { Some(nth + 1) } else { None });
        let blocks = blocks.max().unwrap_or(0);
        let here = self.form.cell(at.cell);
        let rows = match (line.rows.len(), blocks) {
            (named, blocks) if named == blocks => line.rows.clone(),
            (0, blocks) if blocks == self.form.tables()[self.table].rows.len() => (0..blocks).collect(),
            (0, 1) if here.table == self.table => vec![here.row],
            _ => {
                self.out.left.push(Left::Label(line.number, String::new(), Named::Several, count(line)));
                return true;
            }
        };
        let mut cells = Vec::new();
        for (text, head) in line.cells.iter().zip(heads).filter(|(text, _)| !is_blank(text)) {
            let cell = match head {
                Under::Column(column, nth) => rows.get(*nth).and_then(|&row| self.form.at(self.table, row, *column)),
                Under::Unknown(_) => None,
            };
            match (cell, head) {
                (Some(cell), _) => cells.push((cell, text.clone())),
                (None, Under::Unknown(head)) => self.out.left.push(Left::Head(head.clone(), 1)),
                (None, _) => self.out.left.push(Left::Outside(1)),
            }
        }
        self.out.lines.push(Placed { number: line.number, label: String::new(), cells });
        true
    }

    fn by_place(&mut self, report: &Report, at: At<'_>, lines: &[Read]) {
        let (start, slot) = at.sheet.find(at.cell).unwrap_or_default();
        let below = (start..at.sheet.lines.len()).map(|line| at.sheet.cells(line)).filter(|cells| !cells.is_empty());
        let below: Vec<&[CellId]> = below.collect();
        let from = |cells: &[CellId], line: &Read| -> Vec<CellId> {
            cells.iter().skip(if line.heads.is_some() { 0 } else { slot }).copied().collect()
        };
        let is_total = |cells: &&[CellId]| cells.iter().all(|&cell| self.form.is_total(cell));
        let inputs: Vec<&[CellId]> = below.iter().copied().filter(|cells| !is_total(cells)).collect();
        let passed = below.iter().take(lines.len()).find(|cells| is_total(cells)).and_then(|cells| cells.first());
        let mut rows = below.clone();
        // A total row is in the way. The block holds it where its figures there are the sums of those above, or where it has
        // as many lines as there are rows; it leaves it out where it has as many as there are rows to be keyed.
        if let Some(&total) = passed
            && lines.len() == inputs.len()
        {
            let mut trial = Placer {
                form: self.form,
                table: self.table,
                clip: self.clip,
                out: Placing::default(),
                lead: self.lead,
            };
            lines.iter().zip(&below).for_each(|(line, cells)| trial.line(line, &from(cells, line)));
            if !adds_up(report, &trial.out.lines) {
                rows = inputs;
                self.out.passed = Some(self.form.cell(total).row);
            }
        }
        for (index, line) in lines.iter().enumerate() {
            match rows.get(index) {
                Some(cells) => self.line(line, &from(cells, line)),
                None => self.out.left.push(Left::Outside(count(line))),
            }
        }
    }
}

/// Whether only one head is of a column.
fn is_single(heads: &[Under], column: usize) -> bool {
    heads.iter().filter(|head| matches!(head, Under::Column(other, _) if *other == column)).count() == 1
}

/// What was pasted for a cell, as a figure that the cell can hold, and whether a unit was converted.
pub fn figure(form: &Form, cell: CellId, text: &str) -> Option<(Figure, bool)> {
    let unit = form.unit(cell, Lang::Zh);
    match printed::read(text, unit) {
        Printed::Plain(figure @ Figure::Number(number)) if form.cell(cell).kind.admits(number) => Some((figure, false)),
        Printed::Plain(Figure::NotApplicable) if !form.is_total(cell) => Some((Figure::NotApplicable, false)),
        Printed::Converted(number) if form.cell(cell).kind.admits(number) => Some((Figure::Number(number), true)),
        _ => None,
    }
}

/// The entries of a report once these lines are written.
pub fn written(report: &Report, lines: &[Placed]) -> Vec<Entry> {
    let mut entries = report.entries().to_vec();
    for (cell, text) in lines.iter().flat_map(|line| &line.cells) {
        if let Some((figure, _)) = figure(report.form(), *cell, text) {
            entries[cell.index()] = Entry::new(figure, Origin::Keyed);
        }
    }
    entries
}

/// Whether the lines that go into total rows are what the lines above add up to, and not only 0.
fn adds_up(report: &Report, lines: &[Placed]) -> bool {
    let form = report.form();
    let totals = Totals::new(form, &written(report, lines));
    let pasted = lines.iter().filter(|line| line.cells.iter().all(|(cell, _)| form.is_total(*cell)));
    let mut sums = pasted.flat_map(|line| &line.cells).map(|(cell, text)| {
        let pasted = figure(form, *cell, text).and_then(|(figure, _)| figure.counted());
        pasted.filter(|&pasted| totals.of(*cell).complete() == Some(pasted))
    });
    let mut some = false;
    sums.all(|sum| {
        some |= sum.is_some_and(|sum| !sum.is_zero());
        sum.is_some()
    }) && some
}

/// The cell of the last column or row of lines, where its figures are the sums of the others and it is no total: a total in
/// the wrong place. What labels and heads say is not doubted.
pub fn seeming_total(form: &Form, placing: &Placing) -> Option<CellId> {
    let lines = &placing.lines;
    let number = |(cell, text): &(CellId, String)| figure(form, *cell, text).and_then(|(figure, _)| figure.counted());
    let rows: Vec<Vec<Number>> = lines.iter().filter_map(|line| line.cells.iter().map(number).collect()).collect();
    if rows.len() != lines.len() || rows.is_empty() {
        return None;
    }
    let is_sum = |numbers: &[Number]| {
        let (last, others) = numbers.split_last()?;
        let sum = others.iter().try_fold(Number::ZERO, |sum, &number| sum.checked_add(number)).ok()?;
        (others.len() > 1 && sum == *last).then(|| others.iter().filter(|number| !number.is_zero()).count())
    };
    let last_cell = |line: &Placed| line.cells.last().map(|(cell, _)| *cell);
    // One addend and its sum stand side by side by chance.
    let proven = |sums: Vec<Option<usize>>| {
        sums.iter().all(Option::is_some) && sums.iter().flatten().any(|&addends| addends > 1)
    };
    let column = last_cell(&lines[0]).filter(|&cell| !form.is_total(cell) && !placing.headed);
    if column.is_some() && proven(rows.iter().map(|row| is_sum(row)).collect()) {
        return column;
    }
    let width = rows[0].len();
    let down = |column: usize| is_sum(&rows.iter().map(|row| row[column]).collect::<Vec<_>>());
    let last = lines.last().and_then(|line| line.cells.first()).map(|(cell, _)| *cell);
    let last =
        last.filter(|&cell| placing.by_place && !form.is_total(cell) && rows.iter().all(|row| row.len() == width));
    last.filter(|_| proven((0..width).map(down).collect()))
}
