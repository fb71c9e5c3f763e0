//! `gouji manual`: the manual of the language at hand, which travels inside the program.

use crate::tui::manual;

use super::context::Context;
use super::{Exit, Failure};

pub fn run(context: &mut Context) -> Result<Exit, Failure> {
    context.out.text(manual::text(context.lang));
    Ok(Exit::Clean)
}
