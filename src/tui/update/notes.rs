//! Notes between their line, their list and the session.

use crate::domain::form::CellId;
use crate::domain::notes;
use crate::domain::text::Lang;

use super::super::dialog::{Action, Dialog, Question};
use super::super::model::{Effect, Model, Screen};
use super::super::notes::{NoteForm, NotesList, Taken};
use super::{answer_reply, refuse, say};

/// Opens the line for the current cell's note, or for that of the whole report.
pub(super) fn open(model: &mut Model, of_cell: bool) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    let cell = report.table().map(|(_, _, cell)| cell);
    if of_cell && cell.is_none() {
        return Vec::new();
    }
    write(model, cell.filter(|_| of_cell), false)
}

/// Opens the list of all notes.
pub(super) fn list(model: &mut Model) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    model.dialog = Some(Dialog::Notes(NotesList::new(report.session.report())));
    Vec::new()
}

fn write(model: &mut Model, cell: Option<CellId>, from_list: bool) -> Vec<Effect> {
    if let Screen::Report(report) = &model.screen {
        let form = NoteForm::new(report.session.report(), cell, from_list);
        model.dialog = Some(Dialog::Note(Box::new(form)));
    }
    Vec::new()
}

/// A note was written.
pub(super) fn written(model: &mut Model, form: &NoteForm) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    let text = form.text.text();
    let edit = notes::writing(report.session.report(), form.cell, &text);
    let changed = report.session.apply(edit);
    if form.from_list {
        model.dialog = Some(Dialog::Notes(NotesList::new(report.session.report())));
    }
    if !changed {
        return Vec::new();
    }
    let gone = text.trim().is_empty();
    let words =
        if gone { lang.pick("已删除批注", "note deleted") } else { lang.pick("已记下批注", "note kept") };
    say(model, format!("{words}{}", undo_words(lang)))
}

/// What the list was told.
pub(super) fn given(model: &mut Model, list: NotesList, taken: Taken) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    match taken {
        Taken::Jump(cell) => {
            report.go(cell);
            Vec::new()
        }
        Taken::Write(_) | Taken::Remove(_) | Taken::AskRemove(_) if report.refused_as_read_only().is_some() => {
            let refusal = report.refused_as_read_only();
            model.dialog = Some(Dialog::Notes(list));
            refusal.map_or_else(Vec::new, |refusal| answer_reply(model, refusal))
        }
        Taken::Write(cell) => write(model, cell, true),
        Taken::Remove(index) => {
            let edit = notes::removing(report.session.report(), index);
            report.session.apply(edit);
            model.dialog = Some(Dialog::Notes(list.renewed(report.session.report())));
            say(model, format!("{}{}", lang.pick("已删除批注", "note deleted"), undo_words(lang)))
        }
        Taken::AskRemove(index) => {
            let text = lang.pick("删除这条批注？", "Delete this note?").to_string();
            let answers = vec![('y', lang.pick("删除", "delete").to_string(), Action::RemoveNote(list, index))];
            model.dialog = Some(Dialog::Question(Question::new(text, answers)));
            Vec::new()
        }
        Taken::Refused(words) => {
            model.dialog = Some(Dialog::Notes(list));
            refuse(model, words)
        }
        Taken::Open | Taken::Closed => Vec::new(),
    }
}

fn undo_words(lang: Lang) -> &'static str {
    lang.pick("（Ctrl-Z 撤销）", " (Ctrl-Z undoes)")
}
