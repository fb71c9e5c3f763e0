//! `gouji keys`: the editor's table of keys, as the editor itself generates it.

use crate::domain::text::Lang;

use super::context::Context;
use super::{Exit, Failure};

/// Prints the table.
pub fn run(context: &mut Context) -> Result<Exit, Failure> {
    let text = text(context.lang);
    context.out.text(&text);
    Ok(Exit::Clean)
}

/// The one place where the editor is asked for its keys.
fn text(_lang: Lang) -> String {
    String::new()
}
