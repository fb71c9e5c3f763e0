//! What a journal holds between the opening of its report and the decision about it; and the edits on their way into a
//! journal.

use crate::domain::journal::{Ground, Recovered};
use crate::domain::session::Edit;
use crate::domain::text::Lang;

use super::super::dialog::Dialog;
use super::super::model::{Durability, Effect, Model, Parting, Screen};
use super::super::recovery::{Recovery, Taken, count};
use super::{refuse, say};

/// Shows what the journal of the report that was just opened holds. `then` is applied once it is decided.
pub(super) fn ask(model: &mut Model, recovered: Recovered, then: Option<Edit>) {
    let recovery = Recovery::new(recovered, then, model.lang());
    model.dialog = Some(Dialog::Recovery(Box::new(recovery)));
}

/// What was decided.
pub(super) fn decided(model: &mut Model, recovery: Recovery, taken: Taken) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    let mut effects = Vec::new();
    match taken {
        Taken::Accepted => {
            let edits = recovery.merged.edits;
            let done = count(&edits);
            for edit in edits {
                report.session.apply(edit);
            }
            // The text on the screen is the report's as it was opened.
            report.show_anew();
            if recovery.recovered.ground != Ground::Changed {
                // They are in the journal already, which goes on behind them.
                report.session.take_committed();
                effects.push(Effect::TakeUp);
            }
            let nothing = done == 0 && recovery.recovered.ground == Ground::Changed;
            if nothing {
                // It is not offered again.
                effects.push(Effect::Decline);
            }
            let words = match lang {
                Lang::Zh if nothing => "没有可以恢复的；日志已移入 history 文件夹".to_string(),
                Lang::En if nothing => {
                    "there was nothing to be recovered; the journal is in the history folder now".to_string()
                }
                Lang::Zh => format!("已恢复 {done} 处录入（Ctrl-Z 逐处撤销）；请核对后保存"),
                Lang::En => format!("{done} edits recovered (Ctrl-Z undoes them one by one); check them, then save"),
            };
            say(model, words);
        }
        Taken::Declined => {
            effects.push(Effect::Decline);
            let words = lang.pick("没有恢复；日志已移入 history", "not recovered; the journal is in history now");
            say(model, words.to_string());
            if !matches!(recovery.recovered.ground, Ground::File | Ground::Changed) {
                // Without its journal there is no such report.
                effects.extend(away(model));
                return effects;
            }
        }
        Taken::Later => return away(model),
    }
    if let (Some(edit), Screen::Report(report)) = (recovery.then, &mut model.screen) {
        report.session.apply(edit);
    }
    effects
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
pub(super) fn journaled(model: &mut Model, durability: Durability, words: Option<String>) -> Vec<Effect> {
    model.durability = durability;
    words.map_or_else(Vec::new, |words| refuse(model, words))
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
