//! What a key means before the key map is asked: Alt that is Esc and a key, and letters that would do so much that they ask
//! first.

use crate::domain::text::Lang;

use super::super::command::Command;
use super::super::dialog::{Action, Dialog, Question};
use super::super::key::Chord;
use super::super::model::{Effect, Model, Screen};
use super::{answer_reply, run};

/// Whether Alt with a key is Esc and that key, which come as the same bytes where they come quickly: where a figure would
/// be left or committed by it, and where Alt with that key does nothing, as in every dialog.
pub(super) fn means_esc(model: &Model, chord: Chord) -> bool {
    if model.dialog.is_some() {
        return true;
    }
    match &model.screen {
        Screen::Report(report) if report.typing.is_some() => true,
        Screen::Report(report) if report.table().is_none() => report.is_seeking(),
        _ => model.setting.keymap.command(&model.scopes(), chord).is_none(),
    }
}

/// Whether a command makes or fills so much that no single letter may do it.
pub(super) fn asks_first(command: Command, chord: Chord) -> bool {
    let is_letter = chord.character().is_some_and(char::is_alphabetic);
    is_letter && matches!(command, Command::FillRow | Command::FillTable | Command::FillReport | Command::Carry)
}

/// Asks before a letter does so much, where it would do anything.
pub(super) fn ask_first(model: &mut Model, command: Command) -> Vec<Effect> {
    let lang = model.lang();
    if let Screen::Report(report) = &mut model.screen
        && let Some(reply) = report.refused(command).or_else(|| report.held(command))
    {
        return answer_reply(model, reply);
    }
    let count = match &model.screen {
        Screen::Report(report) => {
            let mut trial = report.clone();
            trial.run(command);
            let [before, after] = [report.session.report().entries(), trial.session.report().entries()];
            Some(before.iter().zip(after).filter(|(before, after)| before != after).count())
        }
        Screen::Library => None,
    };
    let title = command.title(lang);
    let text = match (count, lang) {
        (Some(0), _) => return run(model, command),
        (Some(count), Lang::Zh) => format!("{title}：{count} 格？"),
        (Some(1), Lang::En) => format!("{title}: 1 cell?"),
        (Some(count), Lang::En) => format!("{title}: {count} cells?"),
        (None, _) => format!("{title}{}", lang.pick("？", "?")),
    };
    let answers = vec![('y', title.to_string(), Action::Run(command))];
    model.dialog = Some(Dialog::Question(Question::new(text, answers)));
    Vec::new()
}
