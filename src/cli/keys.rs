//! `gouji keys`: the editor's table of keys, as the editor itself generates it, with those bound in the settings.

use crate::tui::keymap::KeyMap;
use crate::tui::view::keys_table;

use super::context::Context;
use super::{Exit, Failure, output};

pub fn run(context: &mut Context) -> Result<Exit, Failure> {
    let keymap = KeyMap::embedded().map_err(Failure)?;
    let preferences = &context.preferences;
    let file = preferences.file.as_ref().map_or_else(String::new, |file| file.path().display().to_string());
    let (keymap, problems) = keymap.rebound(&preferences.settings.keys, &file, context.lang);
    problems.iter().for_each(|problem| output::message(problem));
    let table = keys_table(&keymap, context.lang);
    context.out.text(&table);
    Ok(Exit::Clean)
}
