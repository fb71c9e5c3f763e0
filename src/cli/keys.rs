//! `gouji keys`: the editor's table of keys, as the editor itself generates it.

use crate::tui::keymap::KeyMap;
use crate::tui::view::keys_table;

use super::context::Context;
use super::{Exit, Failure};

/// Prints the table.
pub fn run(context: &mut Context) -> Result<Exit, Failure> {
    let keymap = KeyMap::embedded().map_err(Failure::said)?;
    let table = keys_table(&keymap, context.lang);
    context.out.text(&table);
    Ok(Exit::Clean)
}
