//! Commands of an open report: moving, chapters, undo. Those that write figures are in `cells`, those that jump in `jumps`.

use crate::domain::expectation::expectations;
use crate::domain::form::CellId;
use crate::domain::remaining::Remaining;
use crate::domain::report::Part;
use crate::domain::session::{Change, Purpose};
use crate::domain::text::Lang;

use super::super::command::Command;
use super::super::sheet::Sheet;
use super::super::typing::Typing;
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
            return self.refuse("先按 Enter 确认正在键入的数", "commit the figure being typed with Enter first");
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
                Lang::Zh => format!("原表印的是 {printed}，各格相加是 {computed}：核对后改正；原表如此，再按 Enter"),
                Lang::En => format!(
                    "the source prints {printed}, its cells add up to {computed}: correct what is wrong, or Enter again if it is so printed"
                ),
            })
        })
    }

    /// Every cell is filled; what is open besides is said with it.
    pub(super) fn complete(&self) -> Reply {
        match (Remaining::of(&self.session).words(self.form(), self.lang), self.lang) {
            (None, _) => self.tell("全部填完，没有问题：Ctrl-S 保存", "all filled, nothing is open: Ctrl-S saves"),
            (Some(words), Lang::Zh) => Reply::Say(format!("格都填了；{words}（F8 看问题，Ctrl-S 保存）")),
            (Some(words), Lang::En) => {
                Reply::Say(format!("every cell is filled; {words} (F8 shows findings, Ctrl-S saves)"))
            }
        }
    }

    /// There is no finding to go to; what is open besides is said with it.
    pub(super) fn no_finding_left(&self) -> Reply {
        let lang = self.lang;
        let open = Remaining::of(&self.session);
        let Some(words) = open.words(self.form(), lang) else {
            return self.tell("没有问题", "no findings, nothing is open");
        };
        let none = match (open.errors.is_empty(), open.warnings.is_empty()) {
            (true, true) => lang.pick("没有错误和警告了", "no errors or warnings"),
            (true, false) => lang.pick("没有错误了", "no errors"),
            // What is of no place cannot be gone to.
            (false, _) => {
                lang.pick("其余的没有位置可去，见问题清单", "what is left has no place; see the list of findings")
            }
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
            Command::NotApplicable if self.form().is_total(cell) => {
                Some(self.refuse("总计自动计算，不标不适用", "a total is computed and is never not applicable"))
            }
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
                        "还没有在这里复制过；从别处复制的，请用终端自己的粘贴键",
                        "nothing was copied here yet; use the terminal's own paste for what was copied elsewhere",
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
            return Reply::Refuse(match self.lang {
                Lang::Zh => format!("这一版格式只有 {last} 章"),
                Lang::En => format!("this form has {last} chapters"),
            });
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
            return self.tell("本章只有文字", "this chapter is prose only");
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
            return self.tell("已是第一格", "this is the first cell");
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
                self.tell("回到还没填的一格", "round to what is still unfilled")
            }
            None if report.unfilled() > 0 => self.tell(
                "录到头了；跳过的列还没填，按 a 补 0",
                "the end; skipped columns are unfilled, a fills them with 0",
            ),
            None => self.complete(),
        }
    }

    fn toggle_by_column(&mut self) -> Reply {
        self.keying.by_column = !self.keying.by_column;
        match self.keying.by_column {
            true => self.tell("按列录入：Enter 往下走", "by column: Enter goes down"),
            false => self.tell("按行录入：Enter 往右走", "by row: Enter goes along the row"),
        }
    }

    fn toggle_totals(&mut self) -> Reply {
        self.keying.with_totals = !self.keying.with_totals;
        match self.keying.with_totals {
            true => self.tell(
                "连总计一起录：在总计格录原表所印的数，用来核对",
                "with totals: what is keyed into a total is the printed one, held against the computed",
            ),
            false => self.tell("总计不录，自动计算", "totals are computed and not keyed"),
        }
    }

    /// Asks before a column is passed by or no longer, since the agency's profile keeps that for good.
    fn ask_skip(&self, cell: CellId) -> Reply {
        if self.form().is_total(cell) {
            return self.refuse("总计列本来就不录", "a total column is not keyed anyway");
        }
        let (form, column) = (self.form(), self.form().column(cell).short.get(self.lang));
        Reply::AskSkip(match (self.keying.stops_at(form, cell), self.lang) {
            (true, Lang::Zh) => format!("以后录入都跳过“{column}”列？会记在本单位名下，明年也算；已填的数不动。"),
            (true, Lang::En) => format!(
                "Skip the column {column} from now on? It is kept for this agency, next year too; no figure changes."
            ),
            (false, Lang::Zh) => format!("以后照常录入“{column}”列，不再跳过？会记在本单位名下。"),
            (false, Lang::En) => {
                format!("Key the column {column} again and skip it no longer? It is kept for this agency.")
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
            (true, Lang::Zh) => format!("本单位以后跳过“{column}”列（再用一次取消）"),
            (true, Lang::En) => format!("column {column} is skipped for this agency from now on (again to stop)"),
            (false, Lang::Zh) => format!("“{column}”列照常录入"),
            (false, Lang::En) => format!("column {column} is keyed again"),
        };
        Reply::Skip(self.keying.skipped_names(&form), words)
    }

    fn toggle_last_year(&mut self) -> Reply {
        if self.session.background().precedent().is_none() {
            return self.refuse(
                "报告库里没有上年的报告；先导入上年的报告，再打开这一份",
                "the library has no report of last year; import that one, then open this again",
            );
        }
        self.beside = !self.beside;
        Reply::Done
    }

    /// Takes over what last year's report says of cells that are still unfilled.
    fn carry(&mut self) -> Reply {
        let edit = self.session.carrying(None);
        let (first, count) = (edit.cells().next(), edit.changes.len());
        if !self.session.apply(edit) {
            return self.nothing_to_carry();
        }
        if let Some(first) = first {
            self.go(first);
        }
        Reply::Say(match self.lang {
            Lang::Zh => format!("已从上年报告带入 {count} 格（Ctrl-Z 撤销）"),
            Lang::En => format!("{count} cells taken over from last year (Ctrl-Z undoes)"),
        })
    }

    /// Why last year's report gives nothing now.
    fn nothing_to_carry(&self) -> Reply {
        let year = self.session.report().year.map_or_else(String::new, |year| format!(" {} ", year - 1));
        if self.session.background().precedent().is_none() {
            return Reply::Refuse(match self.lang {
                Lang::Zh => format!("没有可带入的：报告库里没有上年{year}的报告；先导入，再打开这一份"),
                Lang::En => format!(
                    "nothing to take over: the library has no report of last year{}; import that one first",
                    year.trim_end()
                ),
            });
        }
        let form = self.form();
        let given = expectations(self.session.figures()).any(|expected| !form.is_total(expected.cell));
        match given {
            true => self.refuse(
                "没有可带入的：该带入的格都已经填了",
                "nothing to take over: those cells are all filled already",
            ),
            false => self.refuse(
                "没有可带入的：上年报告里结转、现行有效这些格没有数",
                "nothing to take over: last year's report has no figures for what it carries over",
            ),
        }
    }

    pub fn travel(&mut self, back: bool) -> Reply {
        let (edit, done) = match back {
            true => (self.session.undo(), self.lang.pick("已撤销", "undone")),
            false => (self.session.redo(), self.lang.pick("已重做", "redone")),
        };
        let Some(edit) = edit else {
            return self.tell("没有可撤销或重做的了", "nothing more to undo or redo");
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
