//! What is selected of a table: how keys widen it, what it adds up to, and filling it from its edge. Where nothing is selected
//! the current cell stands for it.

use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::CellId;
use crate::domain::number::Number;
use crate::domain::recalculation::shown;
use crate::domain::session::{Edit, Purpose, Session};
use crate::domain::text::Lang;

use super::super::command::Command;
use super::super::display::counted;
use super::super::sheet::Sheet;
use super::{Reply, ReportScreen};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// The rectangle between a cell and the current one.
    From(CellId),
    /// All cells of the table, some rows of which may be longer than others.
    Table,
}

impl ReportScreen {
    /// The selected cells, line by line.
    pub fn selected(&self) -> Vec<Vec<CellId>> {
        let Some((_, sheet, cell)) = self.table() else { return Vec::new() };
        match self.selection {
            None => vec![vec![cell]],
            Some(Selection::From(corner)) => sheet.rectangle(corner, cell),
            Some(Selection::Table) => sheet.rows().map(<[CellId]>::to_vec).collect(),
        }
    }

    pub(super) fn select_table(&mut self) -> Reply {
        self.selection = Some(Selection::Table);
        Reply::Done
    }

    /// The corner that a selection keeps which is widened by moving from this cell on.
    pub(super) fn widened(&self, cell: CellId) -> Selection {
        match self.selection {
            Some(Selection::From(corner)) => Selection::From(corner),
            Some(Selection::Table) | None => Selection::From(cell),
        }
    }

    /// Fills the selection from its first line on, or from its first column on. Where it has one line, or one column, what
    /// stands before that is the source, as in spreadsheets.
    pub(super) fn spread(&mut self, sheet: &Sheet, command: Command) -> Reply {
        let is_down = command == Command::FillDown;
        let pairs = if is_down { self.downwards(sheet) } else { self.rightwards(sheet) };
        if pairs.is_empty() {
            return match is_down {
                true => self.refuse("上面没有可用来填充的行", "There is no row above to fill from"),
                false => self.refuse("左边没有可用来填充的列", "There is no column to the left to fill from"),
            };
        }
        let (form, report) = (self.form(), self.session.report());
        let entries = pairs.into_iter().filter(|&(from, to)| !form.is_total(from) && !form.is_total(to));
        let entries = entries.filter_map(|(from, to)| {
            let figure = report.entry(from).figure();
            let fits = figure.counted().is_some_and(|number| form.cell(to).kind.admits(number));
            fits.then_some((to, Entry::new(figure, Origin::Keyed)))
        });
        let entries: Vec<(CellId, Entry)> = entries.collect();
        let count = entries.len();
        if count == 0 {
            return self.refuse(
                "没有可填充的：来源的格没有数字，或者都是自动计算的总计",
                "Nothing to fill: the cells to fill from hold no figures, or all are computed totals",
            );
        }
        if !self.session.apply(Edit::figures(Purpose::Key, entries)) {
            return self.tell("没有改动：各格已是这个数字", "Nothing changed: the cells hold these figures already");
        }
        Reply::Say(match (is_down, self.lang) {
            (true, Lang::Zh) => format!("已向下填充 {count} 格（‹undo› 撤销）"),
            (false, Lang::Zh) => format!("已向右填充 {count} 格（‹undo› 撤销）"),
            (is_down, Lang::En) => {
                let way = if is_down { "down" } else { "right" };
                format!("Filled {way}: {} (‹undo› undoes)", counted(count, "cell"))
            }
        })
    }

    /// Each cell that is filled from above, behind the one whose figure it takes.
    fn downwards(&self, sheet: &Sheet) -> Vec<(CellId, CellId)> {
        let lines = self.selected();
        match &*lines {
            [line] => {
                let above =
                    |&cell: &CellId| Some((sheet.vertical(cell, -1)?, cell)).filter(|(above, _)| *above != cell);
                line.iter().filter_map(above).collect()
            }
            [first, rest @ ..] => {
                rest.iter().flat_map(|line| first.iter().copied().zip(line.iter().copied())).collect()
            }
            [] => Vec::new(),
        }
    }

    /// Each cell that is filled from the left, behind the one whose figure it takes.
    fn rightwards(&self, sheet: &Sheet) -> Vec<(CellId, CellId)> {
        let lines = self.selected();
        let is_column = lines.iter().all(|line| line.len() == 1);
        let of_line = |line: &Vec<CellId>| -> Vec<(CellId, CellId)> {
            let Some((&first, rest)) = line.split_first() else { return Vec::new() };
            match sheet.horizontal(first, -1).filter(|&left| is_column && left != first) {
                Some(left) => vec![(left, first)],
                None => rest.iter().map(|&cell| (first, cell)).collect(),
            }
        };
        lines.iter().flat_map(of_line).collect()
    }

    /// What the selection adds up to, in words; nothing where a single cell is selected.
    pub fn tally(&self, session: &Session) -> Option<String> {
        let cells = self.selected().concat();
        (self.selection.is_some() && cells.len() > 1).then(|| Tally::of(session, &cells).words(self.lang))
    }
}

/// What can be said of several cells together. Figures are taken as they are shown, totals included.
struct Tally {
    cells: usize,
    /// How many hold a number.
    numbers: usize,
    unfilled: usize,
    /// How many of those are totals, which count what they add up once more.
    totals: usize,
    /// Nothing where units differ, or where it is too large.
    sum: Option<Number>,
    units: usize,
}

impl Tally {
    fn of(session: &Session, cells: &[CellId]) -> Tally {
        let figures = session.figures();
        let form = figures.form;
        let shown: Vec<Figure> = cells.iter().map(|&cell| shown(form, figures.entries, figures.totals, cell)).collect();
        let numbers: Vec<Number> = shown
            .iter()
            .filter_map(|figure| match figure {
                Figure::Number(number) => Some(*number),
                Figure::Unfilled | Figure::NotApplicable => None,
            })
            .collect();
        let mut units: Vec<&str> = cells.iter().map(|&cell| form.unit(cell, Lang::Zh)).collect();
        units.sort_unstable();
        units.dedup();
        let counted = cells.iter().zip(&shown).filter(|(_, figure)| matches!(figure, Figure::Number(_)));
        let totals = counted.filter(|(cell, _)| form.is_total(**cell)).count();
        let is_unfilled = |cell| !form.is_total(cell) && figures.entries[cell.index()].figure().is_unfilled();
        let sum = numbers.iter().try_fold(Number::ZERO, |sum, &number| sum.checked_add(number).ok());
        Tally {
            cells: cells.len(),
            numbers: numbers.len(),
            unfilled: cells.iter().filter(|&&cell| is_unfilled(cell)).count(),
            totals: if totals < cells.len() { totals } else { 0 },
            sum: sum.filter(|_| units.len() == 1),
            units: units.len(),
        }
    }

    fn words(&self, lang: Lang) -> String {
        let Tally { cells, numbers, unfilled, totals, .. } = *self;
        let zh = lang == Lang::Zh;
        let mut words = vec![if zh { format!("选中 {cells} 格") } else { counted(cells, "cell") }];
        if let Some(sum) = self.sum.filter(|_| numbers > 0) {
            words.push(if zh { format!("和 {sum}") } else { format!("sum {sum}") });
            let mean = sum.mean_of(numbers);
            words.extend(mean.map(|mean| if zh { format!("平均 {mean}") } else { format!("mean {mean}") }));
        } else if self.units > 1 {
            words.push(lang.say("单位不同，不求和", "units differ, no sum"));
        }
        words.push(if zh { format!("计数 {numbers}") } else { format!("count {numbers}") });
        if unfilled > 0 {
            words.push(if zh { format!("未填 {unfilled}") } else { format!("empty {unfilled}") });
        }
        if totals > 0 {
            words.push(if zh { format!("其中总计 {totals} 格") } else { format!("totals among them {totals}") });
        }
        words.join("  ")
    }
}
