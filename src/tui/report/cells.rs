//! Commands that write figures: clearing, filling with 0, repeating, marking not applicable; and copying them.

use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::CellId;
use crate::domain::recalculation::shown;
use crate::domain::session::{Edit, Purpose};
use crate::domain::text::Lang;

use super::super::display::counted;
use super::super::sheet::Sheet;
use super::{Reply, ReportScreen};

impl ReportScreen {
    pub fn mark_not_applicable(&mut self) -> Reply {
        if let Some((_, _, cell)) = self.table() {
            let entry = Entry::new(Figure::NotApplicable, Origin::Keyed);
            self.session.apply(Edit::figures(Purpose::Key, [(cell, entry)]));
            return self.advance(cell, true);
        }
        Reply::Done
    }

    /// Asks which printed totals are no longer to be held against the computed ones.
    pub(super) fn ask_lapse(&self, cell: CellId) -> Reply {
        match [true, false].map(|row| self.printed_totals(cell, row).len()) {
            [_, 0] => self.refuse("没有录入过原件总计，不用停止校验", "No printed total was keyed, so none is checked"),
            [row, all] => Reply::AskLapse(row, all),
        }
    }

    /// The printed totals that are held against the computed ones, in a cell's row or in the whole report.
    fn printed_totals(&self, cell: CellId, row: bool) -> Vec<CellId> {
        let (form, report) = (self.form(), self.session.report());
        let place = form.cell(cell);
        let is_here =
            |other: CellId| !row || (form.cell(other).table, form.cell(other).row) == (place.table, place.row);
        let is_held = |other: &CellId| form.is_total(*other) && !report.entry(*other).figure().is_unfilled();
        form.cells().filter(|&other| is_here(other)).filter(is_held).collect()
    }

    /// Lets the printed totals of the current row, or of the whole report, lapse.
    pub fn lapse_totals(&mut self, row: bool) -> Reply {
        let Some((_, _, cell)) = self.table() else { return Reply::Done };
        let cells = self.printed_totals(cell, row);
        let count = cells.len();
        let edit = self.session.letting_lapse(cells);
        if !self.session.apply(edit) {
            return Reply::Done;
        }
        Reply::Say(self.lang.say(
            format!("{count} 个原件总计不再校验（‹undo› 撤销）"),
            format!("No longer checked: {} (‹undo› undoes)", counted(count, "printed total")),
        ))
    }

    pub(super) fn clear(&mut self) -> Reply {
        let cells = self.selected().concat();
        let filled = cells.iter().filter(|&&cell| !self.session.report().entry(cell).figure().is_unfilled()).count();
        if !self.session.apply(Edit::figures(Purpose::Clear, cells.into_iter().map(|c| (c, Entry::UNFILLED)))) {
            return self.tell("没有可清除的：所选的格都未填", "Nothing to clear: the cells are empty");
        }
        Reply::Say(match (filled, self.lang) {
            (1, lang) => lang.say("已清除（‹undo› 撤销）", "Cleared (‹undo› undoes)"),
            (_, Lang::Zh) => format!("已清除 {filled} 格（‹undo› 撤销）"),
            (_, Lang::En) => format!("{} cleared (‹undo› undoes)", counted(filled, "cell")),
        })
    }

    pub(super) fn repeat_above(&mut self, sheet: &Sheet, cell: CellId) -> Reply {
        let above = sheet.vertical(cell, -1).filter(|&above| above != cell);
        let figure = above.map(|above| self.session.report().entry(above).figure());
        match figure {
            Some(figure) if !figure.is_unfilled() && !self.form().is_total(cell) => {
                self.session.apply(Edit::figures(Purpose::Key, [(cell, Entry::new(figure, Origin::Keyed))]));
                self.advance(cell, true)
            }
            _ => self.refuse("上一行没有可重复的数字", "There is no figure above to repeat"),
        }
    }

    pub(super) fn fill(&mut self, cells: Vec<CellId>) -> Reply {
        let zero = Entry::new(Figure::from(0), Origin::Filled);
        let unfilled =
            |cell: &CellId| !self.form().is_total(*cell) && self.session.report().entry(*cell).figure().is_unfilled();
        let cells: Vec<CellId> = cells.into_iter().filter(unfilled).collect();
        let count = cells.len();
        self.session.apply(Edit::figures(Purpose::Fill, cells.into_iter().map(|cell| (cell, zero))));
        Reply::Say(match (count, self.lang) {
            (0, lang) => lang.say("没有未填的格", "No cells are empty"),
            (_, Lang::Zh) => format!("已补 0：{count} 格（‹undo› 撤销）"),
            (_, Lang::En) => format!("{} filled with 0 (‹undo› undoes)", counted(count, "cell")),
        })
    }

    pub(super) fn copy(&mut self) -> Reply {
        let figures = self.session.figures();
        let word = |&cell: &CellId| shown(figures.form, figures.entries, figures.totals, cell).to_string();
        let lines = self.selected();
        let lines: Vec<String> =
            lines.iter().map(|line| line.iter().map(word).collect::<Vec<_>>().join("\t")).collect();
        self.copied = lines.join("\n");
        Reply::Copy(self.copied.clone())
    }
}
