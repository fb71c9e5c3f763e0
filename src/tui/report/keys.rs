//! Keys that are figures or prose, and pasted text. They are asked before the key map, since a digit is never a command.

use crate::domain::form::CellId;
use crate::domain::session::{Edit, Purpose};

use super::super::block::{self, At, Plan};
use super::super::display::counted;
use super::super::key::{Chord, Code};
use super::super::reserved::is_of_prose;
use super::super::typing::Typing;
use super::{Body, Reply, ReportScreen};

/// The most bytes that are pasted into a table at once: many times those of the largest one.
const LONGEST_BLOCK: usize = 128 << 10;

impl ReportScreen {
    /// Takes a key before the key map is asked: characters of a figure or of prose. `None` where the key is no such.
    pub fn take(&mut self, chord: Chord) -> Option<Reply> {
        if self.second_keying.is_some() {
            return self.take_second_keying(chord);
        }
        if matches!(self.body, Body::Prose(_)) {
            return self.take_prose(chord);
        }
        self.table()?;
        if let Some(reply) = self.type_on(chord) {
            return Some(reply);
        }
        if self.typing.is_none() && chord.code == Code::Esc {
            let closed = self.selection.take().is_some() || self.lit.take().is_some();
            return closed.then_some(Reply::Done);
        }
        self.begin_figure(chord)
    }

    /// Takes a key into the figure being typed; `None` where none is, and for keys that are not its own.
    pub(super) fn type_on(&mut self, chord: Chord) -> Option<Reply> {
        let lang = self.lang;
        // Where every digit was taken back, a cell is as good as untouched.
        let is_emptied = |typing: &mut Typing| typing.text().is_empty() && !typing.editing;
        if chord.character().is_some() {
            self.typing.take_if(is_emptied);
        }
        let typing = self.typing.as_mut()?;
        match chord.code {
            Code::Esc => self.typing = None,
            code if (typing.editing || code == Code::Backspace) && typing.correct(code) => {}
            _ => {
                let character = chord.character().filter(|&character| !typing.is_ended_by(character))?;
                typing.take(character);
                return Some(typing.doubt(lang).map_or(Reply::Done, Reply::Refuse));
            }
        }
        Some(Reply::Done)
    }

    /// Begins a figure with a key that can begin nothing else.
    pub(super) fn begin_figure(&mut self, chord: Chord) -> Option<Reply> {
        let (_, _, cell) = self.table().filter(|_| self.typing.is_none())?;
        let kind = self.form().cell(cell).kind;
        chord.character().filter(|&character| Typing::begins(kind, character)).map(|character| self.begin(character))
    }

    /// Begins to type into the current cell, unless that is not to be.
    fn begin(&mut self, character: char) -> Reply {
        let Some((_, _, mut cell)) = self.table() else { return Reply::Done };
        if let Some(keying) = &self.second_keying {
            cell = keying.cell();
            self.go(cell);
        } else if let Some(refusal) = self.refused_as_read_only() {
            return refusal;
        } else if self.form().is_total(cell) && !self.keying.with_totals {
            return self.refuse(
                "总计自动计算，不用录入；如需录入原件总计来核对，按 ‹edit›",
                "Totals are computed; press ‹edit› to key the printed total as a check",
            );
        }
        self.selection = None;
        let typing = Typing::begin(self.form().cell(cell).kind, character);
        let doubt = typing.doubt(self.lang);
        self.typing = Some(typing);
        doubt.map_or(Reply::Done, Reply::Refuse)
    }

    /// What comes of a key in a table that is no command and begins no figure. What it types is kept, since it belongs to
    /// whatever is typed behind it.
    pub fn stray(&mut self, chord: Chord) -> Option<Reply> {
        let (_, _, cell) = self.table()?;
        let lang = self.lang;
        if chord == Chord::plain(Code::Backspace) {
            let unfilled = self.session.report().entry(cell).figure().is_unfilled();
            return Some(match (self.second_keying.is_some(), unfilled) {
                (true, _) => {
                    self.refuse("请键入第二遍的数字；‹back› 返回上一格", "Type the figure again; ‹back› goes back")
                }
                (false, true) => {
                    self.refuse("本格未填，没有可删除的数字", "The cell is empty; there is nothing to delete")
                }
                (false, false) => self.refuse(
                    "退格键只改正在键入的数字：‹clear› 清除本格，‹edit› 修改",
                    "Backspace only corrects a figure being typed: ‹clear› clears the cell, ‹edit› edits it",
                ),
            });
        }
        let character = chord.character()?;
        if let Some(typing) = &mut self.typing {
            typing.take(character);
            return typing.doubt(lang).map(Reply::Refuse).or(Some(Reply::Done));
        }
        if character == ' ' {
            return Some(self.refuse(
                "空格键在这里不起作用：键入数字，‹commit› 到下一格",
                "The space bar does nothing here: type a figure, ‹commit› goes to the next cell",
            ));
        }
        // What a letter that is no command may have meant is said for all screens alike.
        if character.is_ascii_alphabetic() {
            return None;
        }
        Some(self.begin(character))
    }

    fn take_prose(&mut self, chord: Chord) -> Option<Reply> {
        if let Some(taken) = self.step(chord) {
            return taken;
        }
        let is_written = self.is_written();
        let figures = self.session.figures();
        let Body::Prose(writing) = &mut self.body else { return None };
        if writing.search.is_some() && !matches!(chord.code, Code::F(_)) && !chord.ctrl {
            writing.seek(chord, figures);
            return Some(Reply::Done);
        }
        if let Some(refusal) = self.refused_in_prose(chord) {
            return Some(refusal);
        }
        let Body::Prose(writing) = &mut self.body else { return None };
        match chord.code {
            Code::Char('c' | 'x') if chord.ctrl => {
                return Some(match writing.take_selected(chord, figures) {
                    Some(text) => {
                        self.lit = self.lit.take().filter(|_| chord.code == Code::Char('c'));
                        Reply::Copy(text)
                    }
                    None => {
                        self.refuse("请先用 Shift 和方向键选中文字", "Select text first, with Shift and the arrow keys")
                    }
                });
            }
            // Where the text on the screen has nothing to take back, the report's own history goes on.
            Code::Char('z' | 'y') if chord.ctrl => {
                let changed = writing.key(chord, figures);
                self.lit = self.lit.take().filter(|_| !changed);
                return (changed || is_written).then_some(Reply::Done);
            }
            _ => {}
        }
        let own = match chord.code {
            Code::Esc => {
                let closed = writing.deselect() || self.lit.take().is_some();
                return closed.then_some(Reply::Done);
            }
            _ => is_of_prose(chord),
        };
        if !own {
            return None;
        }
        if writing.key(chord, figures) {
            self.lit = None;
        }
        // A paragraph that was ended is worth keeping as it stands.
        if chord.code == Code::Enter {
            self.draft();
        }
        Some(Reply::Done)
    }

    /// Takes pasted text: into the prose, or as a block matched to the grid.
    pub fn paste(&mut self, text: &str) -> Reply {
        let seeks = matches!(&self.body, Body::Prose(writing) if writing.search.is_some());
        if let Some(refusal) = self.refused_as_read_only().filter(|_| !seeks) {
            return refusal;
        }
        if self.second_keying.is_some() {
            return self
                .refuse("二次录入须逐格键入，不能粘贴", "Re-keying is done cell by cell; nothing can be pasted");
        }
        if let Body::Prose(writing) = &mut self.body {
            // A paste is deliberate, so it begins to write.
            self.walk = None;
            let figures = self.session.figures();
            if !writing.seek_pasted(text, figures) && writing.insert(text, figures) {
                self.lit = None;
            }
            return Reply::Done;
        }
        let Some((table, sheet, cell)) = self.table() else { return Reply::Done };
        if text.len() > LONGEST_BLOCK {
            let (size, most) = (text.len().div_ceil(1 << 10), LONGEST_BLOCK >> 10);
            return self.refuse(
                &format!("粘贴的内容有 {size} KB，未粘贴；表格一次最多粘贴 {most} KB，请只复制要用的表格"),
                &format!("The clipboard holds {size} KB and was not pasted; a table takes at most {most} KB, so copy the table alone"),
            );
        }
        // What is pasted behind a begun figure belongs to it, but for several cells.
        if let Some(typing) = &self.typing {
            if text.trim().contains(['\t', '\n']) {
                return self.refuse(
                    "正在键入一个数字：先按 ‹commit› 确认，或按 Esc 取消，再粘贴",
                    "A figure is being typed: ‹commit› commits it, Esc cancels it; then paste",
                );
            }
            let mut longer = typing.clone();
            text.trim_end().chars().for_each(|character| longer.take(character));
            if longer.figure(self.lang).is_ok() {
                self.typing = Some(longer);
                return Reply::Done;
            }
            return self.refuse(
                "粘贴的内容与正在键入的数字合不成一个数字；先按 ‹commit› 确认，或按 Esc 取消",
                "What was pasted makes no figure with the one being typed; ‹commit› commits that, Esc cancels it",
            );
        }
        // As in spreadsheets, a block goes where the selection begins, whichever corner the cursor is in.
        let first = self.selected().first().and_then(|line| line.first()).copied().unwrap_or(cell);
        let at = At { table, sheet: &sheet, cell: first };
        match block::plan(self.session.report(), at, text, self.lang) {
            Ok(plan) => Reply::Preview(plan),
            Err(refusal) => Reply::Refuse(refusal),
        }
    }

    /// Writes a previewed block as one edit.
    pub fn write(&mut self, plan: &Plan) -> Reply {
        self.typing = None;
        let entries = plan.entries();
        let (count, cells) = (entries.len(), entries.iter().map(|(cell, _)| *cell).collect::<Vec<CellId>>());
        let table = self.table();
        if !self.session.apply(Edit::figures(Purpose::Paste, entries)) {
            return self.tell("没有写入：没有要改的数字", "Nothing was written: no figure would change");
        }
        let first = cells.iter().min().copied();
        if let Some((table, _, cell)) = table {
            self.pasted.push((cells, cell));
            // What was written into another table is shown.
            if let Some(first) = first.filter(|&first| self.form().cell(first).table != table) {
                self.go(first);
            }
        }
        Reply::Say(self.lang.say(
            format!("已粘贴 {count} 格（‹undo› 撤销）"),
            format!("{} pasted (‹undo› undoes)", counted(count, "cell")),
        ))
    }

    /// Where an edit began that is undone or redone: a paste that is undone where the cursor stood then, any other at its first
    /// cell. Printed totals that lapse with it are not where anybody was.
    pub(super) fn beginning(&self, edit: &Edit, back: bool) -> Option<CellId> {
        let keyed = || edit.cells().filter(|&cell| !self.form().is_total(cell));
        let wrote = |(cells, _): &&(Vec<CellId>, CellId)| keyed().all(|cell| cells.contains(&cell));
        let pasted = self.pasted.iter().rev().find(wrote).filter(|_| back && edit.purpose == Purpose::Paste);
        pasted.map(|(_, cell)| *cell).or_else(|| keyed().min()).or_else(|| edit.cells().min())
    }
}
