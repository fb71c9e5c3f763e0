//! `gouji collect AGENCY YEAR remind`: who has not handed in, as a text to be pasted or as CSV.

use clap::ArgMatches;

use crate::cli::context::{Context, Format, format};
use crate::cli::table::row;
use crate::cli::{Exit, Failure};
use crate::domain::report::Key;
use serde_json::json;

const COLUMNS: [&str; 6] = ["body", "group", "state", "due", "days_late", "slip"];

/// Prints the list.
pub fn run(context: &mut Context, matches: &ArgMatches, key: &Key) -> Result<Exit, Failure> {
    let office = context.office()?;
    let (collection, awaited) = office.awaited(&key.agency, key.year).map_err(Failure::store(context.lang))?;
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
        Format::Json => {
            let all = awaited.iter().map(|one| {
                let due = one.due.map(|due| due.to_string());
                json!({
                    "body": one.body, "group": one.group, "state": one.state.name(),
                    "due": due, "days_late": one.late, "slip": one.slip,
                })
            });
            context.out.line(&format!("{:#}", all.collect::<serde_json::Value>()));
        }
        _ => context.out.text(&office.reminder(&collection, &awaited)),
    }
    Ok(Exit::Clean)
}
