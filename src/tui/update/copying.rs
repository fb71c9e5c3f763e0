//! The library is copied to a backup or back: how far it is, what is asked on the way back, and what came of it.

use super::super::command::Command;
use super::super::dialog::{BackupList, Dialog};
use super::super::message::{Differing, Effect};
use super::super::model::{Model, Screen};

/// It has begun, which closes what asked for the folder, or goes on.
pub fn go_on(model: &mut Model, done: usize, total: usize) {
    if done == 0 && matches!(model.dialog, Some(Dialog::Stick(_))) {
        model.close();
    }
    model.library.copying = Some((done, total));
    model.want(Effect::CopyOn);
}

/// What differs is asked about, unless the clerk is in the middle of something else.
pub fn differs(model: &mut Model, only_there: usize, differing: Vec<Differing>) {
    model.library.copying = None;
    if matches!(model.screen, Screen::Library) && model.dialog.is_none() {
        return model.open(BackupList::new(only_there, differing));
    }
    let title = Command::BringBack.title(model.lang());
    let words = model.lang().say(
        format!("备份已读完：请返回报告库（‹library›），再用一次“{title}”（‹bring-back›）来选择"),
        format!(
            "The backup has been read: go back to the library (‹library›) and choose “{title}” (‹bring-back›) once more"
        ),
    );
    model.say(words);
}

/// It has come to its end, and the library may have more than before.
pub fn ended(model: &mut Model, words: String, refused: bool) {
    if model.library.copying.take().is_some() {
        model.want(Effect::List);
    }
    match refused {
        true => model.refuse(words),
        false => model.say(words),
    }
}
