//! Saving the open report, leaving it, and deleting one: nothing is lost without a question.

use crate::domain::text::Lang;

use super::super::dialog::{Action, Dialog, Leave, Question};
use super::super::library::Condition;
use super::super::model::{Durability, Effect, Model, Parting, Screen};
use super::{refuse, say};

/// The report is on disk; what saving was for comes next.
pub(super) fn saved(model: &mut Model) -> Vec<Effect> {
    if let Screen::Report(report) = &mut model.screen {
        report.session.mark_saved();
        model.durability = Durability::OnDisk;
        let Condition { errors, unfilled, .. } = Condition::of(&report.session);
        let lang = model.lang();
        say(
            model,
            match (lang, errors, unfilled) {
                (_, 0, 0) => lang.pick("已保存", "saved").to_string(),
                (Lang::Zh, _, _) => format!("已保存（错误 {errors}，未填 {unfilled} 格）"),
                (Lang::En, _, _) => format!("saved ({errors} errors, {unfilled} cells unfilled)"),
            },
        );
    }
    let leaving = model.leaving.take();
    leaving.map_or_else(Vec::new, |leave| go_away(model, &leave, Parting::Saved))
}

/// Saves the open report, over a file that others changed where that was asked for.
pub(super) fn save(model: &mut Model, overwrite: bool) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        model.leaving = None;
        return refuse(model, problem);
    }
    vec![Effect::Save { report: Box::new(report.session.report().clone()), overwrite }]
}

/// Leaves a report, asking only where something would be lost.
pub(super) fn leave(model: &mut Model, to: Leave) -> Vec<Effect> {
    let Screen::Report(report) = &model.screen else { return go_away(model, &to, Parting::Saved) };
    if !report.is_changed() {
        return go_away(model, &to, Parting::Saved);
    }
    let lang = model.lang();
    let text = lang.pick("有修改还没有保存。", "There are changes that are not saved.").to_string();
    let answers = vec![
        ('s', lang.pick("保存后离开", "save and leave").to_string(), Action::SaveThen(to.clone())),
        ('d', lang.pick("不保存，离开", "leave without saving").to_string(), Action::Discard(to)),
    ];
    model.dialog = Some(Dialog::Question(Question { text, answers }));
    Vec::new()
}

/// Leaves without asking.
pub(super) fn go_away(model: &mut Model, to: &Leave, parting: Parting) -> Vec<Effect> {
    match to {
        Leave::Program => vec![Effect::Part(parting), Effect::Quit],
        Leave::Library => {
            if let Screen::Report(report) = &model.screen
                && let Some(key) = report.session.report().key()
            {
                model.library.select(key);
            }
            model.screen = Screen::Library;
            vec![Effect::Part(parting), Effect::List]
        }
    }
}

/// Asks before a report of the library is deleted.
pub(super) fn ask_delete(model: &mut Model) {
    let Some(listed) = model.library.current() else { return };
    let (lang, key) = (model.lang(), listed.key.clone());
    let text = match lang {
        Lang::Zh => format!("删除 {} {} 年的报告？文件移入 history，不会真正丢失。", key.agency, key.year),
        Lang::En => format!("Delete the report {} {}? Its file is moved into history.", key.agency, key.year),
    };
    let answers = vec![('y', lang.pick("删除", "delete").to_string(), Action::Delete(key))];
    model.dialog = Some(Dialog::Question(Question { text, answers }));
}
