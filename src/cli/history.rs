//! `gouji history`: the earlier saved states of a report, newest first.

use clap::ArgMatches;

use super::context::Context;
use super::{Exit, Failure, output, source};

/// Lists the states.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let key = source::key(context, matches)?;
    let library = context.library()?;
    let states = library.history(&key).map_err(Failure::store(lang))?;
    if states.is_empty() {
        // Says what is there instead where there is no such report.
        source::open(context, &source::Named::Library(key))?;
        output::message(lang.pick("这份报告没有以前保存的版本。", "the report has no earlier saved states."));
    }
    for state in states {
        context.out.line(&format!("{}  {}", state.time, state.path.display()));
    }
    Ok(Exit::Clean)
}
