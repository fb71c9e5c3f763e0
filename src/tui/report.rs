//! The report screen's state and what commands do to it: which chapter is shown, where the cursor is, what is being
//! typed. Figures change only through the session. It draws nothing and does nothing to files; what it wants done
//! outside it returns as a [`Reply`].

use std::sync::Arc;

use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::finding::{Finding, Status};
use crate::domain::form::{CellId, Form};
use crate::domain::report::{Part, Report};
use crate::domain::session::{Change, Edit, Purpose, Session};
use crate::domain::text::Lang;

use super::block::{self, Plan};
use super::command::{Command, Scope};
use super::field::Field;
use super::key::{Chord, Code};
use super::layout::{Heights, scrolled};
use super::sheet::Sheet;
use super::typing::Typing;

/// What a screen wants done that it cannot do itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Nothing.
    Done,
    /// Tell the clerk.
    Say(String),
    /// Tell the clerk that something was not done, and why.
    Refuse(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Show what a pasted block would write.
    Preview(Plan),
    /// Ask before marking the current cell not applicable.
    AskNotApplicable,
}

/// What of the report is shown.
#[derive(Debug, Clone)]
pub enum Body {
    /// A chapter's table.
    Table(usize),
    /// Prose being written.
    Prose(Box<Field>),
}

/// An open report.
#[derive(Debug, Clone)]
pub struct ReportScreen {
    /// The report with its totals, findings and history.
    pub session: Session,
    /// The part shown.
    pub part: Part,
    /// What of the part is shown.
    pub body: Body,
    /// The current cell of each table.
    cursors: Vec<CellId>,
    /// The other corner of the selection.
    pub anchor: Option<CellId>,
    /// The figure being typed.
    pub typing: Option<Typing>,
    /// The first visible line of the table.
    pub top: usize,
    /// The figures last copied, for pasting inside the program.
    copied: String,
    /// Rows of the terminal, by which the table scrolls.
    rows: u16,
    lang: Lang,
}

impl ReportScreen {
    /// Opens a report on the chapter with the largest table, at that table's first cell to be keyed.
    pub fn new(report: Report, rows: u16, lang: Lang) -> ReportScreen {
        let session = Session::new(report);
        let form = Arc::clone(session.form());
        let first = |table| {
            let mut cells = form.table_cells(table);
            cells.find(|&cell| !form.is_total(cell)).or_else(|| form.table_cells(table).next())
        };
        let cursors: Vec<CellId> = (0..form.tables().len()).filter_map(first).collect();
        let largest = (0..form.tables().len()).max_by_key(|&table| form.table_cells(table).count());
        let part = largest.and_then(|table| form.chapter_of_table(table)).map_or(Part::Preamble, Part::Chapter);
        let mut screen = ReportScreen {
            session,
            part: Part::Preamble,
            body: Body::Prose(Box::new(Field::paragraphs(""))),
            cursors,
            anchor: None,
            typing: None,
            top: 0,
            copied: String::new(),
            rows,
            lang,
        };
        screen.show(part, false);
        screen
    }

    /// The form.
    pub fn form(&self) -> &Form {
        self.session.form()
    }

    /// The scopes whose keys count, the narrowest first.
    pub fn scopes(&self) -> [Scope; 3] {
        let narrow = if matches!(self.body, Body::Table(_)) { Scope::Grid } else { Scope::Prose };
        [narrow, Scope::Report, Scope::Everywhere]
    }

    /// The table shown, with its layout and the current cell.
    pub fn table(&self) -> Option<(usize, Sheet, CellId)> {
        match self.body {
            Body::Table(table) => Some((table, Sheet::new(self.form(), table), *self.cursors.get(table)?)),
            Body::Prose(_) => None,
        }
    }

    /// The session as the screen shows it: with the figure being typed, where that is one already.
    pub fn shown(&self) -> Option<Session> {
        let (typing, (_, _, cell)) = (self.typing.as_ref()?, self.table()?);
        let figure = typing.figure(self.lang).ok().flatten()?;
        Some(self.session.provisional(cell, Entry::new(figure, Origin::Keyed)))
    }

    /// Whether leaving now would lose something.
    pub fn is_changed(&self) -> bool {
        self.session.is_changed() || self.typing.is_some() || self.written().is_some()
    }

    /// The prose on the screen, where it differs from the report's.
    fn written(&self) -> Option<Change> {
        match &self.body {
            Body::Prose(field) => {
                let text = field.text();
                (text != self.session.report().text(self.part)).then_some(Change::Text(self.part, text))
            }
            Body::Table(_) => None,
        }
    }

    /// Takes over what is being typed or written, so that nothing is lost by what comes next.
    ///
    /// # Errors
    /// What is wrong with the figure being typed; it stays.
    pub fn settle(&mut self) -> Result<(), String> {
        if let Some(change) = self.written() {
            self.session.apply(Edit { purpose: Purpose::Write, changes: vec![change] });
        }
        let (Some(typing), Some((_, _, cell))) = (&self.typing, self.table()) else { return Ok(()) };
        let figure = match (typing.figure(self.lang)?, typing.editing) {
            (Some(figure), _) => Some(figure),
            (None, true) => Some(Figure::Unfilled),
            (None, false) => None,
        };
        self.typing = None;
        if let Some(figure) = figure {
            self.session.apply(Edit::figures(Purpose::Key, [(cell, Entry::new(figure, Origin::Keyed))]));
        }
        Ok(())
    }

    /// Follows a change of the terminal's size.
    pub fn resize(&mut self, rows: u16) {
        self.rows = rows;
        self.scroll();
    }

    /// Takes a key before the key map is asked: characters of a figure or of prose. `None` where the key is no such.
    pub fn take(&mut self, chord: Chord) -> Option<Reply> {
        if matches!(self.body, Body::Prose(_)) {
            return self.take_prose(chord);
        }
        let (_, _, cell) = self.table()?;
        let (kind, is_total) = (self.form().cell(cell).kind, self.form().is_total(cell));
        if let Some(typing) = &mut self.typing {
            let length = typing.text().len();
            match chord.code {
                Code::Backspace => typing.backspace(),
                Code::Esc => self.typing = None,
                Code::Delete if typing.editing => typing.delete(),
                Code::Left if typing.editing => typing.move_caret(typing.caret().saturating_sub(1)),
                Code::Right if typing.editing => typing.move_caret(typing.caret() + 1),
                Code::Home if typing.editing => typing.move_caret(0),
                Code::End if typing.editing => typing.move_caret(length),
                _ => {
                    let taken = chord.character().is_some_and(|character| typing.take(character));
                    return taken.then_some(Reply::Done);
                }
            }
            return Some(Reply::Done);
        }
        let typing = Typing::begin(kind, chord.character()?)?;
        if is_total {
            let words = self.lang.pick(
                "总计自动计算，不用录入；要录原表所印的合计作核对，按 F2",
                "totals are computed; press F2 to enter the printed total as a control",
            );
            return Some(Reply::Refuse(words.to_string()));
        }
        self.anchor = None;
        self.typing = Some(typing);
        Some(Reply::Done)
    }

    fn take_prose(&mut self, chord: Chord) -> Option<Reply> {
        let Body::Prose(field) = &mut self.body else { return None };
        if chord.ctrl && chord.code == Code::Char('c') {
            field.key(chord);
            return Some(Reply::Copy(field.copied()));
        }
        let own = match chord.code {
            Code::F(_) | Code::Esc => false,
            Code::PageUp | Code::PageDown => !chord.ctrl,
            Code::Char(character) if chord.ctrl => matches!(character, 'z' | 'y' | 'x' | 'v' | 'a' | 'k' | 'u' | 'w'),
            Code::Char(_) => !chord.alt,
            _ => true,
        };
        own.then(|| {
            field.key(chord);
            Reply::Done
        })
    }

    /// Takes pasted text: into the prose, or as a block matched to the grid.
    pub fn paste(&mut self, text: &str) -> Reply {
        if let Body::Prose(field) = &mut self.body {
            field.paste(text);
            return Reply::Done;
        }
        let Some((table, sheet, cell)) = self.table() else { return Reply::Done };
        if let Some(typing) = &mut self.typing {
            text.trim().chars().for_each(|character| {
                typing.take(character);
            });
            return Reply::Done;
        }
        let plan = block::plan(self.session.report(), table, &sheet, cell, text);
        if plan.targets.is_empty() {
            let words = self.lang.pick("粘贴的内容里没有数", "there is no figure in what was pasted");
            return Reply::Refuse(words.to_string());
        }
        Reply::Preview(plan)
    }

    /// Writes a previewed block as one edit.
    pub fn write(&mut self, plan: &Plan) -> Reply {
        let entries = plan.entries();
        let count = entries.len();
        self.session.apply(Edit::figures(Purpose::Paste, entries));
        Reply::Say(match self.lang {
            Lang::Zh => format!("已粘贴 {count} 格（Ctrl-Z 撤销）"),
            Lang::En => format!("{count} cells pasted (Ctrl-Z undoes)"),
        })
    }

    /// Carries out a command of the report, its tables or its prose. What is being typed is committed first.
    pub fn run(&mut self, command: Command) -> Reply {
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
            Command::Undo => return self.travel(Session::undo, self.lang.pick("已撤销", "undone")),
            Command::Redo => return self.travel(Session::redo, self.lang.pick("已重做", "redone")),
            Command::NextFinding => return self.next_finding(1),
            Command::PreviousFinding => return self.next_finding(-1),
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
            Command::NotApplicable if !self.form().is_total(cell) => Some(Reply::AskNotApplicable),
            Command::RepeatAbove => Some(self.repeat_above(sheet, cell)),
            Command::FillRow => {
                let row = self.form().cell(cell).row;
                Some(self.fill(self.form().row_cells(table, row).collect()))
            }
            Command::FillTable => Some(self.fill(self.form().table_cells(table).collect())),
            Command::Copy => Some(self.copy(sheet, cell)),
            Command::Paste => {
                let text = self.copied.clone();
                Some(self.paste(&text))
            }
            _ => None,
        }
    }

    /// Puts the cursor on a cell, showing its chapter.
    pub fn go(&mut self, cell: CellId) {
        let table = self.form().cell(cell).table;
        if let Some(cursor) = self.cursors.get_mut(table) {
            *cursor = cell;
        }
        if !matches!(self.body, Body::Table(shown) if shown == table)
            && let Some(chapter) = self.form().chapter_of_table(table)
        {
            self.show(Part::Chapter(chapter), false);
        }
        self.scroll();
    }

    /// Marks the current cell not applicable.
    pub fn mark_not_applicable(&mut self) -> Reply {
        if let Some((_, _, cell)) = self.table() {
            let entry = Entry::new(Figure::NotApplicable, Origin::Keyed);
            self.session.apply(Edit::figures(Purpose::Key, [(cell, entry)]));
            return self.advance(cell, true);
        }
        Reply::Done
    }

    fn show(&mut self, part: Part, beside: bool) {
        let chapters = self.form().definition().chapters.len();
        let part = match part {
            Part::Chapter(index) if index >= chapters => return,
            part => part,
        };
        let table = match part {
            Part::Chapter(index) if !beside => self.form().table_of_chapter(index),
            _ => None,
        };
        self.part = part;
        self.anchor = None;
        self.typing = None;
        self.top = 0;
        self.body = match table {
            Some(table) => Body::Table(table),
            None => Body::Prose(Box::new(Field::paragraphs(self.session.report().text(part)))),
        };
        self.scroll();
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

    fn advance(&mut self, cell: CellId, forward: bool) -> Reply {
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

    fn selection(&self, sheet: &Sheet, cell: CellId) -> Vec<Vec<CellId>> {
        sheet.rectangle(self.anchor.unwrap_or(cell), cell)
    }

    fn clear(&mut self, sheet: &Sheet, cell: CellId) -> Reply {
        let cells = self.selection(sheet, cell).concat();
        if !self.session.apply(Edit::figures(Purpose::Clear, cells.into_iter().map(|c| (c, Entry::UNFILLED)))) {
            return Reply::Done;
        }
        Reply::Say(self.lang.pick("已清成未填（Ctrl-Z 撤销）", "made unfilled (Ctrl-Z undoes)").to_string())
    }

    fn repeat_above(&mut self, sheet: &Sheet, cell: CellId) -> Reply {
        let above = sheet.vertical(cell, -1).filter(|&above| above != cell);
        let figure = above.map(|above| self.session.report().entry(above).figure());
        match figure {
            Some(figure) if !figure.is_unfilled() && !self.form().is_total(cell) => {
                self.session.apply(Edit::figures(Purpose::Key, [(cell, Entry::new(figure, Origin::Keyed))]));
                self.advance(cell, true)
            }
            _ => Reply::Refuse(self.lang.pick("上一行没有数可重复", "there is no figure above to repeat").to_string()),
        }
    }

    fn fill(&mut self, cells: Vec<CellId>) -> Reply {
        let zero = Entry::new(Figure::from(0), Origin::Filled);
        let unfilled =
            |cell: &CellId| !self.form().is_total(*cell) && self.session.report().entry(*cell).figure().is_unfilled();
        let cells: Vec<CellId> = cells.into_iter().filter(unfilled).collect();
        let count = cells.len();
        self.session.apply(Edit::figures(Purpose::Fill, cells.into_iter().map(|cell| (cell, zero))));
        Reply::Say(match (count, self.lang) {
            (0, lang) => lang.pick("没有未填的格", "nothing is unfilled").to_string(),
            (_, Lang::Zh) => format!("已补 0：{count} 格（Ctrl-Z 撤销）"),
            (_, Lang::En) => format!("{count} cells filled with 0 (Ctrl-Z undoes)"),
        })
    }

    fn copy(&mut self, sheet: &Sheet, cell: CellId) -> Reply {
        let figures = self.session.figures();
        let word = |&cell: &CellId| {
            crate::domain::recalculation::shown(figures.form, figures.entries, figures.totals, cell).to_string()
        };
        let lines = self.selection(sheet, cell);
        let lines: Vec<String> =
            lines.iter().map(|line| line.iter().map(word).collect::<Vec<_>>().join("\t")).collect();
        self.copied = lines.join("\n");
        Reply::Copy(self.copied.clone())
    }

    /// Undo or redo, showing what changed.
    fn travel(&mut self, step: fn(&mut Session) -> Option<Edit>, done: &str) -> Reply {
        let Some(edit) = step(&mut self.session) else {
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

    /// The failed findings in form order of their first cell.
    fn failed(&self) -> Vec<Finding> {
        let findings = self.session.findings().into_iter();
        let mut failed: Vec<Finding> = findings.filter(|finding| finding.status == Status::Fail).collect();
        failed.sort_by_key(|finding| finding.cells.first().copied());
        failed
    }

    fn next_finding(&mut self, step: isize) -> Reply {
        let firsts: Vec<CellId> = self.failed().iter().filter_map(|f| f.cells.first().copied()).collect();
        let Some((&first, &last)) = firsts.first().zip(firsts.last()) else {
            return Reply::Say(self.lang.pick("没有问题", "no findings").to_string());
        };
        let current = self.table().map(|(_, _, cell)| cell);
        let next = match (current, step > 0) {
            (Some(cell), true) => firsts.iter().find(|&&c| c > cell).copied().unwrap_or(first),
            (Some(cell), false) => firsts.iter().rev().find(|&&c| c < cell).copied().unwrap_or(last),
            (None, _) => first,
        };
        self.anchor = None;
        self.go(next);
        Reply::Done
    }

    fn next_unfilled(&mut self) -> Reply {
        let report = self.session.report();
        let unfilled: Vec<CellId> =
            self.form().inputs().filter(|&cell| report.entry(cell).figure().is_unfilled()).collect();
        let current = self.table().map(|(_, _, cell)| cell);
        let later = unfilled.iter().find(|&&cell| current.is_none_or(|current| cell > current));
        let Some(&next) = later.or(unfilled.first()) else {
            return Reply::Say(self.lang.pick("全部填完了", "every cell is filled").to_string());
        };
        self.anchor = None;
        self.go(next);
        Reply::Done
    }

    /// Lines of the table that fit on the screen below its frozen head.
    fn body_height(&self, sheet: &Sheet) -> usize {
        let head = u16::from(!sheet.frozen.is_empty());
        let wanted = u16::try_from(sheet.lines.len()).unwrap_or(u16::MAX).saturating_add(head);
        usize::from(Heights::new(self.rows, wanted).body.saturating_sub(head))
    }

    fn scroll(&mut self) {
        if let Some((_, sheet, cell)) = self.table()
            && let Some((line, _)) = sheet.find(cell)
        {
            self.top = scrolled(&sheet, self.top, line, self.body_height(&sheet));
        }
    }
}
