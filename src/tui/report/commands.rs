//! Commands of an open report: moving, chapters, undo. Those that write figures are in `cells`, those that jump in `jumps`.

use crate::domain::form::CellId;
use crate::domain::report::Part;
use crate::domain::session::Change;

use super::super::command::Command;
use super::super::sheet::Sheet;
use super::super::typing::Typing;
use super::{Body, Reply, ReportScreen};

impl ReportScreen {
    /// Carries out a command of the report, its tables or its prose. What is being typed is committed first.
    pub fn run(&mut self, command: Command) -> Reply {
        if self.verifying.is_some() {
            return self.run_verifying(command);
        }
        if let Some(refusal) = self.refused(command) {
            return refusal;
        }
        if let Err(problem) = self.settle() {
            return Reply::Refuse(problem);
        }
        let reply = match self.table() {
            Some((table, sheet, cell)) => self.run_in_table(command, table, &sheet, cell),
            None => None,
        };
        let reply = reply.unwrap_or_else(|| self.run_anywhere(command));
        self.scroll();
        reply
    }

    fn run_anywhere(&mut self, command: Command) -> Reply {
        let chapter = |number: usize| Part::Chapter(number - 1);
        match command {
            Command::Undo => return self.travel(true),
            Command::Redo => return self.travel(false),
            Command::NextFinding => return self.next_finding(1),
            Command::PreviousFinding => return self.next_finding(-1),
            Command::OtherPlace => return self.other_place(),
            Command::NextUnfilled => return self.next_unfilled(),
            Command::FillReport => return self.fill(self.form().inputs().collect()),
            Command::Preamble => self.show(Part::Preamble, false),
            Command::Closing => self.show(Part::Closing, false),
            Command::Chapter1 => self.show(chapter(1), false),
            Command::Chapter2 => self.show(chapter(2), false),
            Command::Chapter3 => self.show(chapter(3), false),
            Command::Chapter4 => self.show(chapter(4), false),
            Command::Chapter5 => self.show(chapter(5), false),
            Command::Chapter6 => self.show(chapter(6), false),
            Command::NextPart => self.step_part(1),
            Command::PreviousPart => self.step_part(-1),
            Command::BesideTable => return self.switch_beside(),
            _ => {}
        }
        Reply::Done
    }

    /// Commands of a table; `None` for those that do not belong to tables.
    fn run_in_table(&mut self, command: Command, table: usize, sheet: &Sheet, cell: CellId) -> Option<Reply> {
        let page = isize::try_from(self.body_height(sheet)).unwrap_or(1).max(1);
        let moved = match command {
            Command::Up => sheet.vertical(cell, -1),
            Command::Down => sheet.vertical(cell, 1),
            Command::Left => sheet.horizontal(cell, -1),
            Command::Right => sheet.horizontal(cell, 1),
            Command::RowStart => sheet.horizontal(cell, isize::MIN),
            Command::RowEnd => sheet.horizontal(cell, 1 << 16),
            Command::PageUp => sheet.vertical(cell, -page),
            Command::PageDown => sheet.vertical(cell, page),
            Command::TableStart => self.form().table_cells(table).next(),
            Command::TableEnd => self.form().table_cells(table).next_back(),
            Command::AlongRow => self.keyed_neighbour(cell, true, Some(table)),
            Command::BackAlongRow => self.keyed_neighbour(cell, false, Some(table)),
            _ => None,
        };
        if let Some(target) = moved {
            self.anchor = None;
            self.go(target);
            return Some(Reply::Done);
        }
        let selected = match command {
            Command::SelectUp => sheet.vertical(cell, -1),
            Command::SelectDown => sheet.vertical(cell, 1),
            Command::SelectLeft => sheet.horizontal(cell, -1),
            Command::SelectRight => sheet.horizontal(cell, 1),
            _ => None,
        };
        if let Some(target) = selected {
            self.anchor = self.anchor.or(Some(cell));
            self.go(target);
            return Some(Reply::Done);
        }
        match command {
            Command::Commit => Some(self.advance(cell, true)),
            Command::Back => Some(self.advance(cell, false)),
            Command::Edit => {
                let (kind, figure) = (self.form().cell(cell).kind, self.session.report().entry(cell).figure());
                self.anchor = None;
                self.typing = Some(Typing::edit(kind, figure));
                Some(Reply::Done)
            }
            Command::Clear => Some(self.clear(sheet, cell)),
            Command::NotApplicable if self.form().is_total(cell) => {
                let words =
                    self.lang.pick("总计自动计算，不标不适用", "a total is computed and is never not applicable");
                Some(Reply::Refuse(words.to_string()))
            }
            Command::NotApplicable => Some(Reply::AskNotApplicable),
            Command::RepeatAbove => Some(self.repeat_above(sheet, cell)),
            Command::FillRow => {
                let row = self.form().cell(cell).row;
                Some(self.fill(self.form().row_cells(table, row).collect()))
            }
            Command::FillTable => Some(self.fill(self.form().table_cells(table).collect())),
            Command::Copy => Some(self.copy(sheet, cell)),
            Command::Paste => {
                let text = self.copied.clone();
                if text.is_empty() {
                    let words = self.lang.pick(
                        "还没有在这里复制过；从别处复制的，请用终端自己的粘贴键",
                        "nothing was copied here yet; use the terminal's own paste for what was copied elsewhere",
                    );
                    return Some(Reply::Refuse(words.to_string()));
                }
                Some(self.paste(&text))
            }
            _ => None,
        }
    }

    fn step_part(&mut self, step: isize) {
        let parts: Vec<Part> = self.session.report().parts().collect();
        let at = parts.iter().position(|part| *part == self.part).unwrap_or(0);
        if let Some(part) = at.checked_add_signed(step).and_then(|at| parts.get(at)) {
            self.show(*part, false);
        }
    }

    fn switch_beside(&mut self) -> Reply {
        let has_table = matches!(self.part, Part::Chapter(index) if self.form().table_of_chapter(index).is_some());
        if !has_table {
            return Reply::Say(self.lang.pick("本章只有文字", "this chapter is prose only").to_string());
        }
        self.show(self.part, matches!(self.body, Body::Table(_)));
        Reply::Done
    }

    /// The next or previous keyed cell in form order; within one table where `table` names it.
    fn keyed_neighbour(&self, cell: CellId, forward: bool, table: Option<usize>) -> Option<CellId> {
        let form = self.form();
        let fits = |&other: &CellId| table.is_none_or(|t| form.cell(other).table == t);
        let mut inputs = form.inputs().filter(fits);
        if forward { inputs.find(|&other| other > cell) } else { inputs.take_while(|&other| other < cell).last() }
    }

    pub(super) fn advance(&mut self, cell: CellId, forward: bool) -> Reply {
        self.anchor = None;
        match self.keyed_neighbour(cell, forward, None) {
            Some(next) => {
                self.go(next);
                Reply::Done
            }
            None if forward => Reply::Say(self.lang.pick("已是最后一格", "this is the last cell").to_string()),
            None => Reply::Say(self.lang.pick("已是第一格", "this is the first cell").to_string()),
        }
    }

    /// Undo or redo, showing what changed.
    pub fn travel(&mut self, back: bool) -> Reply {
        let (edit, done) = match back {
            true => (self.session.undo(), self.lang.pick("已撤销", "undone")),
            false => (self.session.redo(), self.lang.pick("已重做", "redone")),
        };
        let Some(edit) = edit else {
            return Reply::Say(self.lang.pick("没有可撤销或重做的了", "nothing more to undo or redo").to_string());
        };
        match edit.changes.first() {
            Some(Change::Figure(cell, _)) => self.go(*cell),
            Some(Change::Text(part, _)) => {
                let beside = matches!(part, Part::Chapter(index) if self.form().table_of_chapter(*index).is_some());
                self.show(*part, beside);
            }
            _ => {}
        }
        let gap = self.lang.pick("：", ": ");
        Reply::Say(format!("{done}{gap}{}", edit.purpose.word(self.lang)))
    }
}
