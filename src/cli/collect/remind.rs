//! `gouji collect AGENCY YEAR remind`: who has not handed in, as a text to be pasted or as CSV.

use clap::{ArgMatches, Command};

use crate::cli::context::{Context, Format, format};
use crate::cli::findings::row;
use crate::cli::words::Words;
use crate::cli::{Exit, Failure};

const COLUMNS: [&str; 6] = ["body", "group", "state", "due", "days_late", "slip"];

/// Its arguments.
pub fn command(words: Words) -> Command {
    let remind = words
        .command("remind", "催报：未报和退回未重报的单位", "Who has not handed in, or not again")
        .arg(words.format(&["text", "csv"]));
    words.usage(remind, "collect 单位 年度 remind [选项]", "collect AGENCY YEAR remind [OPTIONS]")
}

/// Prints the list.
pub fn run(context: &mut Context, matches: &ArgMatches, agency: &str, year: i32) -> Result<Exit, Failure> {
    let office = context.office()?;
    let (collection, awaited) = office.awaited(agency, year).map_err(Failure::store(context.lang))?;
    match format(matches) {
        Format::Csv => {
            context.out.bytes(&row(COLUMNS.map(String::from)));
            for one in awaited {
                let due = one.due.map_or_else(String::new, |due| due.to_string());
                let slip = one.slip.map_or_else(String::new, |slip| slip.to_string());
                let state = one.state.name().to_string();
                context.out.bytes(&row([one.body, one.group, state, due, one.late.to_string(), slip]));
            }
        }
        _ => context.out.text(&office.reminder(&collection, &awaited)),
    }
    Ok(Exit::Clean)
}
