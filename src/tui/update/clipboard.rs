//! What is copied out of lists: the chosen line, as text for a message to somebody.

use super::super::dialog::Dialog;
use super::super::key::{Chord, Code};
use super::super::message::Effect;
use super::super::model::Model;

/// Whether a key copies the chosen line of a dialog; where it does, that is done. What is selected in a field is the field's.
pub fn takes(model: &mut Model, dialog: &mut Dialog, chord: Chord) -> bool {
    if chord != (Chord { ctrl: true, ..Chord::plain(Code::Char('c')) }) || dialog.has_selected_text() {
        return false;
    }
    let line = dialog.chosen(&model.desk);
    let is_line = line.is_some();
    line.into_iter().for_each(|line| copy(model, line));
    is_line
}

/// Copies the chosen report of the library: whose it is and of which year.
pub fn copy_listed(model: &mut Model) {
    let lang = model.lang();
    let line = model.library.current().map(|listed| {
        let key = &listed.key;
        format!("{}\t{}{}", key.agency, key.year, key.scope.behind(lang))
    });
    line.into_iter().for_each(|line| copy(model, line));
}

fn copy(model: &mut Model, line: String) {
    let lang = model.lang();
    model.say(lang.pick("已复制本行", "Line copied"));
    model.want(Effect::Copy(line));
}
