//! `gouji collect`: a collecting office's year: what was handed in, what is returned, who is waited for.

mod receive;

mod remind;

mod returning;

use clap::{ArgMatches, Command};

use super::context::Context;
use super::words::Words;
use super::{Exit, Failure, source, usage};
use crate::domain::report::plain_name;

/// Its arguments.
pub fn command(words: Words) -> Command {
    let collect = words
        .command("collect", "汇总：收件、退回、催报", "Collect the reports of a year")
        .arg(words.key("汇总单位全称和四位数的年度", "The collecting agency's full name, and the year in four digits"))
        .subcommand_required(true)
        .subcommand_precedence_over_arg(true)
        .subcommands([receive::command(words), returning::command(words), remind::command(words)]);
    words.usage(collect, "collect 单位 年度 命令 …", "collect AGENCY YEAR COMMAND ...")
}

/// Runs one of its commands.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let words = source::words(matches);
    let year = words.get(1).and_then(|word| source::year(word)).unwrap_or_default();
    let agency = words.first().and_then(|word| word.to_str()).map(plain_name).unwrap_or_default();
    match matches.subcommand() {
        Some(("receive", of)) => receive::run(context, of, agency, year),
        Some(("return", of)) => returning::run(context, of, agency, year),
        Some(("remind", of)) => remind::run(context, of, agency, year),
        other => Err(Failure(usage::no_command(other.map_or("", |(name, _)| name), context.lang))),
    }
}
