//! Lists of changes between their commands, the saved states that are asked for, and jumping to what a line speaks of.

use crate::domain::past::{PastState, changes_of};
use crate::domain::report::Report;
use crate::domain::text::Lang;

use super::super::changes::ChangesList;
use super::super::dialog::Dialog;
use super::super::model::{Effect, Model, Past, Screen};
use super::super::report::jumps::Lit;
use super::{refuse, say};

/// Asks for the saved states of the open report, to show one cell's changes or all since it was last finished.
pub(super) fn ask(model: &mut Model, of_cell: bool) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    let Some(key) = report.session.report().key() else {
        let words =
            lang.pick("这份报告还没有单位或年度，没有保存过", "the report has no agency or year and was never saved");
        return refuse(model, words.to_string());
    };
    let past = match (of_cell, report.table()) {
        (true, Some((_, _, cell))) => Past::Cell(cell),
        (true, None) => return Vec::new(),
        (false, _) => Past::SinceFinished,
    };
    vec![Effect::History { key, past }]
}

/// Shows what the saved states say, the oldest first.
pub(super) fn show(model: &mut Model, states: &[PastState], past: Past) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &model.screen else { return Vec::new() };
    let now = report.session.report();
    let list = match past {
        Past::Cell(cell) => ChangesList::of_cell(now, cell, changes_of(states, now, cell), lang),
        Past::SinceFinished => {
            let finished = states.iter().rev().find(|state| is_finished(&state.report));
            let Some(state) = finished.or(states.first()) else {
                let words = lang.pick("这份报告还没有保存过", "the report was never saved");
                return refuse(model, words.to_string());
            };
            let before = match is_finished(&state.report) {
                true => lang.pick("定稿时", "as finished"),
                false => lang.pick("当时", "then"),
            };
            ChangesList::between(since(state, lang), before, &state.report, now, lang)
        }
    };
    model.dialog = Some(Dialog::Changes(Box::new(list)));
    Vec::new()
}

/// Whether a state was handed in.
fn is_finished(report: &Report) -> bool {
    !report.sign_off.date.is_empty()
}

fn since(state: &PastState, lang: Lang) -> String {
    let time = state.time.as_deref().unwrap_or(lang.pick("最早保存的版本", "the oldest state"));
    match (is_finished(&state.report), lang) {
        (true, Lang::Zh) => format!("上次定稿（{}）以来", state.report.sign_off.date),
        (true, Lang::En) => format!("since it was finished on {}", state.report.sign_off.date),
        (false, Lang::Zh) => format!("没有定过稿，与{time}相比"),
        (false, Lang::En) => format!("never finished; since {time}"),
    }
}

/// Shows how the open report differs from last year's.
pub(super) fn last_year(model: &mut Model) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    let Some(last) = report.session.background().precedent() else {
        let words = lang.pick("报告库里没有上年的报告", "the library has no report of last year");
        return refuse(model, words.to_string());
    };
    let title = lang.pick("与上年相比", "beside last year").to_string();
    let list = ChangesList::between(title, lang.pick("上年", "last year"), &last.report, report.session.report(), lang);
    model.dialog = Some(Dialog::Changes(Box::new(list)));
    Vec::new()
}

/// Shows how the open report differs from one that was read from a file.
pub(super) fn beside(model: &mut Model, name: String, other: &Report, remark: Option<String>) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &model.screen else { return Vec::new() };
    let list = ChangesList::between(name, lang.pick("文件", "the file"), other, report.session.report(), lang);
    model.dialog = Some(Dialog::Changes(Box::new(list)));
    remark.map_or_else(Vec::new, |remark| say(model, remark))
}

/// Goes to what a line speaks of.
pub(super) fn go(model: &mut Model, lit: Lit) -> Vec<Effect> {
    if let Screen::Report(report) = &mut model.screen {
        let to_words = lit.cells.is_empty();
        report.jump(lit, to_words);
    }
    Vec::new()
}
