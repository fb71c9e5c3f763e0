//! Comments: the line in which one is written, and the list of all of them.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::finding::cell_name;
use crate::domain::form::{CellId, Form};
use crate::domain::notes;
use crate::domain::report::{Note, Report};
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Rows, above, hanging, styled};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::act::{Act, Did, Help, Modal, Question, choose};

#[derive(Debug, Clone)]
pub struct NoteForm {
    /// The cell that it is about; none for the whole report.
    cell: Option<CellId>,
    text: Field,
    /// Whether the list of notes is shown again afterwards.
    from_list: bool,
}

impl NoteForm {
    pub fn new(report: &Report, cell: Option<CellId>, from_list: bool) -> NoteForm {
        NoteForm { cell, text: Field::line(notes::own(report, cell)), from_list }
    }

    fn keep(&self, desk: &mut Desk) {
        let lang = desk.lang();
        let Some(report) = desk.report_mut() else { return };
        let text = self.text.text();
        let edit = notes::writing(report.session.report(), self.cell, &text);
        if report.session.apply(edit) {
            desk.say(match text.trim().is_empty() {
                true => deleted(lang),
                false => lang.pick("已保存批注（‹undo› 撤销）", "Comment kept (‹undo› undoes it)"),
            });
        }
    }
}

fn deleted(lang: Lang) -> &'static str {
    lang.pick("已删除批注（‹undo› 撤销）", "Comment deleted (‹undo› undoes it)")
}

impl Modal for NoteForm {
    const HELP: Help = [
        ("批注", "输入内容，按 Enter 保存批注；清空后按 Enter 即删除。"),
        ("Comment", "write it and press Enter; an empty one is deleted."),
    ];
    const TAKES_TEXT: bool = true;

    fn open(command: Command, desk: &mut Desk) -> Result<NoteForm, Did> {
        let report = desk.settled().ok_or(Did::Close)?;
        let of_cell = command == Command::CellNote;
        let cell = report.table().map(|(_, _, cell)| cell).filter(|_| of_cell);
        if of_cell && cell.is_none() {
            return Err(Did::Close);
        }
        Ok(NoteForm::new(report.session.report(), cell, false))
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc => {}
            Code::Enter => self.keep(desk),
            _ => {
                self.text.key(chord);
                return Did::Stay;
            }
        }
        if self.from_list { Did::Act(Act::Give(Command::Notes)) } else { Did::Close }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let (lang, Some(report)) = (desk.lang(), desk.report()) else { return };
        let title = format!("{}{}", lang.pick("批注：", "Comment: "), about(report.form(), self.cell, lang));
        let area = canvas.open_box(70, 3, &title);
        canvas.field(&self.text, Rect { height: 1.min(area.height), ..area }, true);
        if area.height > 1 {
            let keys =
                lang.pick("Enter 保存批注（空则删除）  Esc 取消", "Enter keeps it (empty: deletes it)  Esc cancels");
            canvas.keys_line(area, keys);
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.text)
    }
}

/// The list of notes, as they stood when it was made.
#[derive(Debug, Clone)]
pub struct NotesList {
    notes: Vec<Note>,
    /// Their places in the report's list: those on the whole report first, then in form order.
    order: Vec<usize>,
    selected: usize,
}

impl NotesList {
    /// All notes of a report, with this line chosen.
    pub fn new(report: &Report, selected: usize) -> NotesList {
        let mut order: Vec<usize> = (0..report.notes.len()).collect();
        order.sort_by_key(|place| report.notes[*place].cell);
        NotesList { notes: report.notes.clone(), selected: selected.min(order.len().saturating_sub(1)), order }
    }

    /// Takes away the note of a place in the report's list; the list after that, with this line chosen.
    pub fn removing(index: usize, selected: usize, desk: &mut Desk) -> Option<NotesList> {
        let lang = desk.lang();
        let report = desk.report_mut()?;
        let edit = notes::removing(report.session.report(), index);
        report.session.apply(edit);
        let list = NotesList::new(report.session.report(), selected);
        desk.say(deleted(lang));
        Some(list)
    }

    fn note(&self, line: usize) -> Option<&Note> {
        self.notes.get(*self.order.get(line)?)
    }

    /// What is done with the chosen note. A letter alone deletes nothing.
    fn chosen(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        let (Some(&index), Some(note)) = (self.order.get(self.selected), self.note(self.selected)) else {
            desk.refuse(lang.pick("还没有批注：按 i 为整份报告写批注", "No comments yet: i writes one on the report"));
            return Did::Stay;
        };
        let (cell, is_own) = (note.cell, note.is_own());
        if let (Code::Enter, Some(cell)) = (chord.code, cell) {
            if let Some(report) = desk.report_mut() {
                report.go(cell);
            }
            return Did::Close;
        }
        let is_to_write = chord.code == Code::Enter || chord.is_letter('e');
        if is_to_write && !is_own {
            let words = "This one was written by the import; it can only be deleted (d)";
            desk.refuse(lang.pick("导入时生成的批注不能修改，只能删除（按 d）", words));
            return Did::Stay;
        }
        if desk.is_refused_as_read_only() {
            return Did::Stay;
        }
        if is_to_write {
            return Did::Act(Act::WriteNote(cell));
        }
        let remove = Act::RemoveNote(index, self.selected);
        if chord.code == Code::Delete {
            return Did::Act(remove);
        }
        Did::Ask(Question::yes(
            lang.pick("删除这条批注？", "Delete this comment?"),
            lang.pick("删除", "delete"),
            remove,
        ))
    }
}

impl Modal for NotesList {
    const HELP: Help =
        [("批注清单", "全部批注；按 Enter 定位到单元格。"), ("Comments", "all of them; Enter goes to the cell.")];

    fn open(_command: Command, desk: &mut Desk) -> Result<NotesList, Did> {
        let report = desk.settled().ok_or(Did::Close)?;
        Ok(NotesList::new(report.session.report(), 0))
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let letter = chord.character().map(|letter| letter.to_ascii_lowercase());
        match (chord.code, letter) {
            (Code::Esc, _) | (_, Some('m')) => Did::Close,
            (_, Some('i')) if desk.is_refused_as_read_only() => Did::Stay,
            (_, Some('i')) => Did::Act(Act::WriteNote(None)),
            (Code::Enter | Code::Delete, _) | (_, Some('d' | 'e')) => self.chosen(chord, desk),
            (code, _) => {
                code.choose(&mut self.selected, self.order.len());
                Did::Stay
            }
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let (lang, Some(report)) = (desk.lang(), desk.report()) else { return };
        let title = format!("{}{}{}", lang.pick("批注清单：", "Comments: "), self.order.len(), lang.pick(" 条", ""));
        let inside = canvas.open_wide(&title);
        let (theme, columns, body) = (canvas.theme, usize::from(inside.width), above(inside, 1));
        if self.order.is_empty() {
            let none = lang.pick(
                "还没有批注。在表格中按 m 为单元格写批注，按 i 为整份报告写批注。",
                "No comments yet. In a table, m writes one on a cell and i one on the report.",
            );
            canvas.text(body, none, theme.quiet());
        }
        let row = |line: usize| {
            let Some(note) = self.note(line) else { return Vec::new() };
            let mark = if line == self.selected { "> " } else { "  " };
            let mut lines = hanging(mark, 2, &about(report.form(), note.cell, lang), columns);
            lines.extend(hanging("    ", 4, &words(note, lang), columns));
            let style = if note.is_own() { Style::new() } else { theme.quiet() };
            styled(lines, style)
        };
        let rows: Rows = (0..self.order.len()).map(row).collect();
        canvas.rows(body, &rows, self.selected);
        let keys = lang.pick(
            "Enter 定位  e 修改  d 删除  i 为整份报告写批注  ↑↓ 选择  Esc 关闭",
            "Enter goes there  e edits  d deletes  i comment on the report  Esc closes",
        );
        canvas.keys_line(inside, keys);
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        choose(&mut self.selected, line).then_some(Code::Enter)
    }
}

fn about(form: &Form, cell: Option<CellId>, lang: Lang) -> String {
    cell.map_or_else(|| lang.say("整份报告", "the whole report"), |cell| cell_name(form, cell, lang))
}

/// A note's words, with its place where an import wrote it.
pub fn words(note: &Note, lang: Lang) -> String {
    let text = note.text.replace(char::is_control, " ");
    match (note.is_own(), lang) {
        (true, _) => text,
        (false, Lang::Zh) => format!("（导入，{}）{text}", note.place),
        (false, Lang::En) => format!("(import, {}) {text}", note.place),
    }
}
