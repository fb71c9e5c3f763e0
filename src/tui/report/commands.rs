//! Commands of an open report: moving, chapters, undo. Those that write figures are in `cells`, those that jump in `jumps`.

use crate::domain::expectation::expectations;
use crate::domain::form::CellId;
use crate::domain::remaining::Remaining;
use crate::domain::report::Part;
use crate::domain::session::{Change, Purpose};
use crate::domain::text::Lang;

use super::super::command::Command;
use super::super::display::counted;
use super::super::sheet::Sheet;
use super::super::typing::Typing;
use super::finished::{NO_LAST_YEAR, UNCOMMITTED};
use super::{Body, Reply, ReportScreen};

impl ReportScreen {
    /// Carries out a command of the report, its tables or its prose. What is being typed is committed first.
    pub fn run(&mut self, command: Command) -> Reply {
        if self.second_keying.is_some() {
            return self.run_in_second_keying(command);
        }
        let unfilled = self.session.report().unfilled();
        let typed = self.typing.is_some();
        // A slip in the middle of a figure must not fill the whole report.
        if typed && matches!(command, Command::FillReport | Command::FillTable) {
            return self.refuse(UNCOMMITTED.0, UNCOMMITTED.1);
        }
        if let Err(problem) = self.settle() {
            return Reply::Refuse(problem);
        }
        if let Some(refusal) = self.unequal_total().filter(|_| typed && command == Command::Commit) {
            return refusal;
        }
        let reply = match self.table() {
            Some((table, sheet, cell)) => self.run_in_table(command, table, &sheet, cell),
            None => self.run_in_prose(command),
        };
        let reply = reply.unwrap_or_else(|| self.run_anywhere(command));
        self.scroll();
        // The figure that was typed may have been the last one missing.
        let is_last = unfilled > 0 && self.session.report().unfilled() == 0;
        if is_last && reply == Reply::Done { self.complete() } else { reply }
    }

    /// That the printed total under the cursor is not what its cells add up to, once all of them are filled.
    fn unequal_total(&self) -> Option<Reply> {
        let (_, _, cell) = self.table()?;
        let printed = self.session.report().entry(cell).figure();
        let computed = self.session.totals().of(cell).complete()?;
        let differs = self.form().is_total(cell) && printed.counted().is_some_and(|printed| printed != computed);
        differs.then(|| {
            Reply::Refuse(match self.lang {
                Lang::Zh => format!("原件总计 {printed}，各格相加 {computed}：请核对后改正；原件确是如此，再按 ‹commit›"),
                Lang::En => format!(
                    "Printed total {printed}, but the cells add up to {computed}: correct what is wrong; if it is printed so, press ‹commit› again"
                ),
            })
        })
    }

    /// Every cell is filled; what is open besides is said with it.
    pub(super) fn complete(&self) -> Reply {
        match (Remaining::of(&self.session).words(self.form(), self.lang), self.lang) {
            (None, _) => {
                self.tell("全部填完，没有问题：按 ‹save› 保存", "Everything is filled, no findings: ‹save› saves")
            }
            (Some(words), Lang::Zh) => {
                Reply::Say(format!("各格均已填写；{words}（‹next-finding› 查看问题，‹save› 保存）"))
            }
            (Some(words), Lang::En) => {
                Reply::Say(format!("Every cell is filled; {words} (‹next-finding› shows findings, ‹save› saves)"))
            }
        }
    }

    /// There is no finding to go to; what is open besides is said with it.
    pub(super) fn no_finding_left(&self) -> Reply {
        let lang = self.lang;
        let open = Remaining::of(&self.session);
        let Some(words) = open.words(self.form(), lang) else {
            return self.tell("没有问题，全部填完", "No findings; everything is filled");
        };
        let none = match (open.errors.is_empty(), open.warnings.is_empty()) {
            (true, true) => lang.pick("没有错误和警告", "No errors or warnings"),
            (true, false) => lang.pick("没有错误", "No errors"),
            // What is of no place cannot be gone to.
            (false, _) => lang.pick(
                "其余问题不在某一格，按 ‹findings› 看问题清单",
                "What is left is not about one place; ‹findings› lists it",
            ),
        };
        Reply::Say(format!("{none}{}{words}", lang.pick("；", "; ")))
    }

    fn run_anywhere(&mut self, command: Command) -> Reply {
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
            Command::NextPart => self.step_part(1),
            Command::PreviousPart => self.step_part(-1),
            Command::BesideTable => return self.switch_beside(),
            command => {
                let chapter = Command::CHAPTERS.iter().position(|chapter| *chapter == command);
                return chapter.map_or(Reply::Done, |index| self.show_chapter(index + 1));
            }
        }
        Reply::Done
    }

    /// Commands of a table; `None` for those that do not belong to tables.
    fn run_in_table(&mut self, command: Command, table: usize, sheet: &Sheet, cell: CellId) -> Option<Reply> {
        let page = isize::try_from(self.body_height(sheet)).unwrap_or(1).max(1);
        let moved = match command {
            Command::Up | Command::SelectUp => sheet.vertical(cell, -1),
            Command::Down | Command::SelectDown => sheet.vertical(cell, 1),
            Command::Left | Command::SelectLeft => sheet.horizontal(cell, -1),
            Command::Right | Command::SelectRight => sheet.horizontal(cell, 1),
            Command::RowStart | Command::SelectRowStart => sheet.horizontal(cell, isize::MIN),
            Command::RowEnd | Command::SelectRowEnd => sheet.horizontal(cell, 1 << 16),
            Command::ColumnTop | Command::SelectColumnTop => sheet.vertical(cell, isize::MIN),
            Command::ColumnBottom | Command::SelectColumnBottom => sheet.vertical(cell, 1 << 16),
            Command::PageUp => sheet.vertical(cell, -page),
            Command::PageDown => sheet.vertical(cell, page),
            Command::TableStart => self.form().table_cells(table).next(),
            Command::TableEnd => self.form().table_cells(table).next_back(),
            Command::AlongRow => self.keying.next(self.form(), &self.sheets, cell, true, true),
            Command::BackAlongRow => self.keying.next(self.form(), &self.sheets, cell, false, true),
            _ => None,
        };
        if let Some(target) = moved {
            self.selection = command.selects().then(|| self.widened(cell));
            self.go(target);
            return Some(Reply::Done);
        }
        match command {
            Command::Commit => Some(self.advance(cell, true)),
            Command::Back => Some(self.advance(cell, false)),
            Command::Edit => {
                let (kind, figure) = (self.form().cell(cell).kind, self.session.report().entry(cell).figure());
                self.selection = None;
                self.typing = Some(Typing::edit(kind, figure));
                Some(Reply::Done)
            }
            Command::SelectTable => Some(self.select_table()),
            Command::FillDown | Command::FillRight => Some(self.spread(sheet, command)),
            Command::Clear => Some(self.clear()),
            Command::NotApplicable if self.form().is_total(cell) => Some(
                self.refuse("总计自动计算，不能标为不适用", "A total is computed and cannot be marked not applicable"),
            ),
            Command::NotApplicable if self.session.background().body.not_applicable => Some(self.mark_not_applicable()),
            Command::NotApplicable => Some(Reply::AskNotApplicable),
            Command::KeyByColumn => Some(self.toggle_by_column()),
            Command::KeyTotals => Some(self.toggle_totals()),
            Command::LapseTotals => Some(self.ask_lapse(cell)),
            Command::SkipColumn => Some(self.ask_skip(cell)),
            Command::LastYear => Some(self.toggle_last_year()),
            Command::Carry => Some(self.carry()),
            Command::RepeatAbove => Some(self.repeat_above(sheet, cell)),
            Command::FillRow => {
                let row: Vec<CellId> = self.form().row_cells(table, self.form().cell(cell).row).collect();
                let last = row.iter().rfind(|&&cell| self.keying.stops_at(self.form(), cell)).copied();
                let reply = self.fill(row);
                // Nothing is left to key in this row: the next key goes on behind it.
                if let Some(last) = last {
                    self.go(last);
                }
                Some(reply)
            }
            Command::FillTable => Some(self.fill(self.form().table_cells(table).collect())),
            Command::Copy => Some(self.copy()),
            Command::Paste => {
                let text = self.copied.clone();
                if text.is_empty() {
                    return Some(self.refuse(
                        "还没有在这里复制过：选中后按 ‹copy›；从 Excel、WPS 复制的，用终端自己的粘贴键",
                        "Nothing was copied here yet: select cells and press ‹copy›; for what was copied elsewhere use the terminal's own paste key",
                    ));
                }
                Some(self.paste(&text))
            }
            _ => None,
        }
    }

    /// Shows a chapter by its number; behind the last chapter stand the closing lines.
    fn show_chapter(&mut self, number: usize) -> Reply {
        let Some(part) = self.session.report().parts().nth(number) else {
            let last = self.form().definition().chapters.len();
            return Reply::Refuse(
                self.lang.say(format!("这份报告的格式只有 {last} 章"), format!("This edition has {last} chapters")),
            );
        };
        self.show(part, false);
        Reply::Done
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
            return self.tell("本章只有正文，没有表格", "This chapter has a text and no table");
        }
        self.show(self.part, matches!(self.body, Body::Table(_)));
        Reply::Done
    }

    /// Goes to the next stop of keying, or back. From the last one it goes round to what is still unfilled.
    pub(super) fn advance(&mut self, cell: CellId, forward: bool) -> Reply {
        self.selection = None;
        if let Some(next) = self.keying.next(self.form(), &self.sheets, cell, forward, false) {
            self.go(next);
            return Reply::Done;
        }
        if !forward {
            return self.tell("已是第一格", "This is the first cell");
        }
        let report = self.session.report();
        let is_open = |&cell: &CellId| {
            report.entry(cell).figure().is_unfilled()
                && !self.form().is_total(cell)
                && self.keying.stops_at(self.form(), cell)
        };
        let open = self.form().inputs().find(is_open);
        match open {
            Some(open) => {
                self.go(open);
                self.tell("已到最后，回到未填的格", "The end; back to a cell that is still empty")
            }
            None if report.unfilled() > 0 => self.tell(
                "已到最后；跳过的列还未填，按 ‹fill-report› 补 0",
                "The end; skipped columns are still empty, ‹fill-report› fills them with 0",
            ),
            None => self.complete(),
        }
    }

    fn toggle_by_column(&mut self) -> Reply {
        self.keying.by_column = !self.keying.by_column;
        match self.keying.by_column {
            true => self.tell("按列录入：‹commit› 向下移", "By column: ‹commit› goes down"),
            false => self.tell("按行录入：‹commit› 向右移", "By row: ‹commit› goes along the row"),
        }
    }

    fn toggle_totals(&mut self) -> Reply {
        self.keying.with_totals = !self.keying.with_totals;
        match self.keying.with_totals {
            true => self.tell(
                "同时录入总计：总计格录入原件总计，用来核对",
                "With totals: key the printed total into the cell of a total, as a check",
            ),
            false => self.tell("总计不录入，自动计算", "Totals are computed and not keyed"),
        }
    }

    /// Asks before a column is passed by or no longer, since the agency's profile keeps that for good.
    fn ask_skip(&self, cell: CellId) -> Reply {
        if self.form().is_total(cell) {
            return self.refuse("总计列自动计算，不用跳过", "A total column is computed; there is nothing to skip");
        }
        let (form, column) = (self.form(), self.form().column(cell).short.get(self.lang));
        Reply::AskSkip(match (self.keying.stops_at(form, cell), self.lang) {
            (true, Lang::Zh) => format!("以后录入时跳过“{column}”列？对本单位以后各年度都有效，已填的数字不变。"),
            (true, Lang::En) => format!(
                "Skip the column {column} from now on? This is kept for the agency, next year too; no figure changes."
            ),
            (false, Lang::Zh) => format!("以后照常录入“{column}”列，不再跳过？对本单位以后各年度都有效。"),
            (false, Lang::En) => {
                format!("Key the column {column} again and no longer skip it? This is kept for the agency.")
            }
        })
    }

    /// Passes the current column by in keying from now on, or no longer.
    pub fn skip_column(&mut self) -> Reply {
        let Some((_, _, cell)) = self.table() else { return Reply::Done };
        let form = std::sync::Arc::clone(self.session.form());
        let skips = self.keying.toggle(&form, cell);
        let column = form.column(cell).short.get(self.lang);
        let words = match (skips, self.lang) {
            (true, Lang::Zh) => format!("本单位以后跳过“{column}”列（在本列再按 ‹skip-column› 恢复）"),
            (true, Lang::En) => format!(
                "Column {column} is skipped for this agency from now on (‹skip-column› in the column changes back)"
            ),
            (false, Lang::Zh) => format!("“{column}”列照常录入"),
            (false, Lang::En) => format!("Column {column} is keyed as usual"),
        };
        Reply::Skip(self.keying.skipped_names(&form), words)
    }

    fn toggle_last_year(&mut self) -> Reply {
        if self.session.background().precedent().is_none() {
            return self.refuse(NO_LAST_YEAR.0, NO_LAST_YEAR.1);
        }
        self.beside = !self.beside;
        Reply::Done
    }

    /// Brings forward what last year's report says of cells that are still unfilled.
    fn carry(&mut self) -> Reply {
        let edit = self.session.carrying(None);
        let (first, count) = (edit.cells().next(), edit.changes.len());
        if !self.session.apply(edit) {
            return self.nothing_to_carry();
        }
        if let Some(first) = first {
            self.go(first);
        }
        Reply::Say(self.lang.say(
            format!("已提取 {count} 格（‹undo› 撤销）"),
            format!("{} brought forward from last year (‹undo› undoes)", counted(count, "cell")),
        ))
    }

    /// Why last year's report gives nothing now.
    fn nothing_to_carry(&self) -> Reply {
        let year = self.session.report().year.map_or_else(String::new, |year| format!(" {} ", year - 1));
        if self.session.background().precedent().is_none() {
            return Reply::Refuse(match self.lang {
                Lang::Zh => {
                    format!("没有可提取的：报告库中没有上年度{year}报告；请先在报告库按 ‹import› 导入")
                }
                Lang::En => format!(
                    "Nothing to bring forward: the library has no report of last year{}; import it in the library with ‹import› first",
                    year.trim_end()
                ),
            });
        }
        let form = self.form();
        let given = expectations(self.session.figures()).any(|expected| !form.is_total(expected.cell));
        match given {
            true => self.refuse(
                "没有可提取的：应提取的格都已填写",
                "Nothing to bring forward: those cells are all filled already",
            ),
            false => self.refuse(
                "没有可提取的：上年度报告中结转、现行有效各格没有数字",
                "Nothing to bring forward: last year's report has no figures for what it carries over",
            ),
        }
    }

    pub fn travel(&mut self, back: bool) -> Reply {
        let (edit, done) = match back {
            true => (self.session.undo(), self.lang.pick("已撤销", "Undone")),
            false => (self.session.redo(), self.lang.pick("已重做", "Redone")),
        };
        let Some(edit) = edit else {
            return match back {
                true => self.tell("没有可撤销的操作", "Nothing to undo"),
                false => self.tell("没有可重做的操作", "Nothing to redo"),
            };
        };
        match edit.changes.first() {
            // Printed totals that lapse, or come back, are not where somebody was.
            _ if edit.purpose == Purpose::Lapse => {}
            Some(Change::Figure(..)) => self.beginning(&edit, back).into_iter().for_each(|cell| self.go(cell)),
            Some(Change::Text(part, _)) => {
                let beside = matches!(part, Part::Chapter(index) if self.form().table_of_chapter(*index).is_some());
                let is_there = matches!(self.body, Body::Prose(_)) && self.part == *part && !self.is_walking();
                self.show(*part, beside);
                if !is_there {
                    self.arrive();
                }
            }
            _ => {}
        }
        let gap = self.lang.pick("：", ": ");
        Reply::Say(format!("{done}{gap}{}", edit.purpose.word(self.lang)))
    }
}
