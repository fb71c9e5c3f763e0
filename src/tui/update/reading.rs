//! Help and the manual over an open dialog, which waits below as it was.

use super::super::command::{Command, Scope};
use super::super::dialog::{Dialog, Reading};
use super::super::key::Chord;
use super::super::model::{Model, Msg};

/// Opens what a key asks for over a dialog: help by its key, or by a question mark where that is no text; the manual. Gives
/// the dialog back where the key asks for neither.
pub(super) fn covered(model: &mut Model, dialog: Dialog, chord: Chord) -> Option<Dialog> {
    let command = model.setting.keymap.command(&[Scope::Everywhere], chord);
    let asks = chord.character().is_some_and(|typed| matches!(typed, '?' | '？')) && !dialog.takes_text();
    let open = match command {
        _ if dialog.is_reading() => None,
        Some(Command::Manual) => Some(Dialog::Manual as fn(Reading) -> Dialog),
        Some(Command::Help) => Some(Dialog::Help as fn(Reading) -> Dialog),
        _ => asks.then_some(Dialog::Help as fn(Reading) -> Dialog),
    };
    let Some(open) = open else { return Some(dialog) };
    model.dialog = Some(open(Reading::over(dialog)));
    None
}

/// Takes a text away from over a dialog where something comes of what was asked in that dialog before.
pub(super) fn uncover(model: &mut Model, msg: &Msg) {
    let answers = matches!(
        msg,
        Msg::Failed(_) | Msg::Proposed { .. } | Msg::ExportExists(_) | Msg::ExportRefused { .. } | Msg::Today(_)
    );
    if answers && model.dialog.as_ref().is_some_and(Dialog::is_reading) {
        model.dialog = model.dialog.take().and_then(Dialog::uncovered);
    }
}
