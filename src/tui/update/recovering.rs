//! What a journal holds between the opening of its report and the decision about it; and the edits on their way into a
//! journal.

use crate::domain::journal::{Ground, Recovered};
use crate::domain::session::Edit;
use crate::domain::text::Lang;

use super::super::command::{Command, Scope};
use super::super::dialog::Dialog;
use super::super::model::{Durability, Effect, Message, Model, Parting, Screen};
use super::super::recovery::{Extent, Recovery, Taken};
use super::leaving::elsewhere;
use super::{refuse, say};

/// Shows what the journal of the report that was just opened holds. `then` is applied once it is decided.
pub(super) fn ask(model: &mut Model, recovered: Recovered, then: Option<Edit>) {
    let recovery = Recovery::new(recovered, then, model.lang());
    model.dialog = Some(Dialog::Recovery(Box::new(recovery)));
}

/// What was decided.
pub(super) fn decided(model: &mut Model, mut recovery: Box<Recovery>, taken: Taken) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    let mut effects = Vec::new();
    match taken {
        Taken::Accepted => {
            let edits = recovery.edits();
            let before = report.session.report().clone();
            let (count, nothing) = (edits.len(), edits.is_empty());
            for edit in edits {
                report.session.repeat(edit);
            }
            // The text on the screen is the report's as it was opened.
            report.show_anew();
            let done = Extent::between(&before, report.session.report(), lang).words(lang);
            match recovery.recovered.ground {
                // It is not offered again.
                Ground::Changed if nothing => effects.push(Effect::Decline),
                // What was taken over begins another journal, and this one goes among the earlier states then.
                Ground::Changed => {}
                _ => {
                    // They are in the journal already, which goes on behind them.
                    report.session.take_committed();
                    effects.push(Effect::TakeUp);
                }
            }
            let words = match (lang, done) {
                (Lang::Zh, None) => "没有可以恢复的".to_string(),
                (Lang::En, None) => "there was nothing to be recovered".to_string(),
                (Lang::Zh, Some(done)) => {
                    let undone = if count > 1 { "逐步撤销" } else { "撤销" };
                    format!("已恢复 {done}（Ctrl-Z {undone}）；请核对后保存")
                }
                (Lang::En, Some(done)) => {
                    let undone = if count > 1 { "undoes it step by step" } else { "undoes it" };
                    format!("recovered: {done} (Ctrl-Z {undone}); check it, then save")
                }
            };
            say(model, words);
        }
        Taken::Declined => {
            effects.push(Effect::Decline);
            say(model, lang.pick("没有恢复", "not recovered").to_string());
            if recovery.is_alone() {
                effects.extend(away(model));
                return effects;
            }
        }
        Taken::Later => return away(model),
        Taken::Undecided => {
            let words = recovery.joining.as_ref().map(|joining| joining.undecided_words(lang));
            model.dialog = Some(Dialog::Recovery(recovery));
            return words.map_or_else(Vec::new, |words| refuse(model, words));
        }
    }
    if let (Some(edit), Screen::Report(report)) = (recovery.then.take(), &mut model.screen) {
        report.session.apply(edit);
    }
    effects
}

/// A journal, or a copy of it, is among the earlier states now, in this file. That is said behind what was said already.
pub(super) fn shelved(model: &mut Model, file: &str) -> Vec<Effect> {
    let keys = model.setting.keymap.shown(&[Scope::Library], Command::Import);
    let words = match model.lang() {
        Lang::Zh => format!("日志在 {file}（在报告库里按 {keys} 导入它，就能取回）"),
        Lang::En => format!("the journal is {file} (import it in the library, with {keys}, to have it back)"),
    };
    add(model, &words)
}

/// Says something behind what was said already.
pub(super) fn add(model: &mut Model, words: &str) -> Vec<Effect> {
    let (said, gap) = (model.message.take(), model.lang().pick("。", "; "));
    let Some(Message { text, refused }) = said else { return say(model, words.to_string()) };
    model.message = Some(Message { text: format!("{text}{gap}{words}"), refused });
    Vec::new()
}

/// Back to the library, with the journal as it is.
fn away(model: &mut Model) -> Vec<Effect> {
    if let Screen::Report(report) = &model.screen
        && let Some(key) = report.session.report().key()
    {
        model.library.select(key);
    }
    model.screen = Screen::Library;
    vec![Effect::Part(Parting::Undecided), Effect::List]
}

/// Edits are in the journal, on their way to the disk, or nowhere.
pub(super) fn journaled(
    model: &mut Model,
    durability: Durability,
    trouble: Option<String>,
    shelved: Option<&str>,
) -> Vec<Effect> {
    model.durability = durability;
    match (trouble, shelved) {
        (Some(words), _) => refuse(model, format!("{words}{}", elsewhere(model))),
        (None, Some(file)) => {
            let words = match model.lang() {
                Lang::Zh => format!("原来在那里的日志移到了 {file}"),
                Lang::En => format!("the journal that was there is {file} now"),
            };
            add(model, &words)
        }
        (None, None) => Vec::new(),
    }
}

/// No key came for a while: a text that is being written is judged as it stands.
pub(super) fn paused(model: &mut Model) -> Vec<Effect> {
    if let Screen::Report(report) = &mut model.screen {
        report.judge_text();
    }
    Vec::new()
}

/// What was committed since the last look, on its way into the journal; a text that is being written as it stands with it,
/// since some write for minutes without a pause, and windows are closed in the middle of a word.
pub(super) fn committed(model: &mut Model) -> Option<Effect> {
    let Screen::Report(report) = &mut model.screen else { return None };
    report.draft();
    let commits = report.session.take_committed();
    (!commits.is_empty()).then_some(Effect::Journal(commits))
}

/// Whether a text is being written that was not judged as it stands.
pub fn has_unjudged(model: &Model) -> bool {
    matches!(&model.screen, Screen::Report(report) if report.has_unjudged())
}
