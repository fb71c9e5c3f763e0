//! What a key means before the key map is asked: Alt that is Esc and a key, and letters that would do so much that they ask
//! first.

use crate::domain::text::Lang;

use super::super::command::Command;
use super::super::dialog::act::{Act, Did, Question};
use super::super::key::Chord;
use super::super::model::{Model, Screen};

/// Whether Alt with a key is Esc and that key, which come as the same bytes where they come quickly: where a figure would
/// be left or committed by it, and where Alt with that key does nothing, as in every dialog.
pub fn means_esc(model: &Model, chord: Chord) -> bool {
    if let Some(dialog) = &model.dialog {
        return !dialog.takes_chords();
    }
    match &model.screen {
        Screen::Report(report) if report.typing.is_some() => true,
        Screen::Report(report) if report.table().is_none() => report.is_seeking(),
        _ => model.setting.keymap.command(&model.reaches(), chord).is_none(),
    }
}

/// Whether a command makes or fills so much that no single letter may do it.
pub fn asks_first(command: Command, chord: Chord) -> bool {
    let is_letter = chord.character().is_some_and(char::is_alphabetic);
    is_letter && matches!(command, Command::FillRow | Command::FillTable | Command::FillReport | Command::Carry)
}

/// What is asked before a letter does so much, or what comes in its place; nothing where it would do nothing.
pub fn question(model: &mut Model, command: Command) -> Option<Did> {
    let lang = model.lang();
    let refused = model.report_mut().and_then(|report| report.refused(command).or_else(|| report.held(command)));
    if let Some(reply) = refused {
        return Some(Did::Act(Act::Hear(reply)));
    }
    let count = model.report().map(|report| {
        let mut trial = report.clone();
        trial.run(command);
        let [before, after] = [report.session.report().entries(), trial.session.report().entries()];
        before.iter().zip(after).filter(|(before, after)| before != after).count()
    });
    let title = command.title(lang);
    let text = match (count, lang) {
        (Some(0), _) => return None,
        (Some(count), Lang::Zh) => format!("{title}：{count} 格？"),
        (Some(1), Lang::En) => format!("{title}: 1 cell?"),
        (Some(count), Lang::En) => format!("{title}: {count} cells?"),
        (None, _) => format!("{title}{}", lang.pick("？", "?")),
    };
    Some(Did::Ask(Question::yes(text, title, Act::Give(command))))
}
