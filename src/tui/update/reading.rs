//! Help and the manual over an open dialog, which waits below as it was.

use super::super::command::{Command, Scope};
use super::super::dialog::{Dialog, Reading};
use super::super::key::Chord;
use super::super::model::{Model, Msg};

/// The text that a key asks for over a dialog: help by its key, or by a question mark where that is no text; the manual.
pub(super) fn asked(model: &Model, dialog: &Dialog, chord: Chord) -> Option<fn(Reading) -> Dialog> {
    let command = model.setting.keymap.command(&[Scope::Everywhere], chord);
    let asks = chord.character().is_some_and(|typed| matches!(typed, '?' | '？')) && !dialog.takes_text();
    match command {
        _ if dialog.is_reading() => None,
        Some(Command::Help) => Some(Dialog::Help),
        Some(Command::Manual) => Some(Dialog::Manual),
        _ => asks.then_some(Dialog::Help),
    }
}

/// Takes a text away from over a dialog where something comes of what was asked in that dialog before.
pub(super) fn uncover(model: &mut Model, msg: &Msg) {
    let answers = matches!(
        msg,
        Msg::Failed(_)
            | Msg::NotSaved(_)
            | Msg::Conflict(_)
            | Msg::Proposed { .. }
            | Msg::Exported { .. }
            | Msg::ExportExists(_)
            | Msg::ExportRefused { .. }
            | Msg::Today(_)
    );
    if answers && model.dialog.as_ref().is_some_and(Dialog::is_reading) {
        model.dialog = model.dialog.take().and_then(Dialog::uncovered);
    }
}
