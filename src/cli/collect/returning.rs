//! `gouji collect AGENCY YEAR return`: the return slip of a body's report. What is on it is worked out by `work::returning`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ArgMatches;

use crate::cli::context::Context;
use crate::cli::{Exit, Failure, output};
use crate::domain::collection::slip::Warnings;
use crate::domain::report::Key;
use crate::work::export::Format;
use crate::work::returning::{FORMATS, Return};

/// The word for all warnings.
const ALL: &str = "all";

/// Writes the slip and the decision.
pub fn run(context: &mut Context, matches: &ArgMatches, key: &Key) -> Result<Exit, Failure> {
    let lang = context.lang;
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let out = matches.get_one::<PathBuf>("output").cloned().unwrap_or_default();
    let format = Format::of_path(&out).ok().filter(|format| FORMATS.contains(format)).ok_or_else(|| {
        let out = out.display();
        Failure::new(
            lang,
            format!("{out}：退回单只能是 docx、txt、html 或 md。没有退回。"),
            format!("{out}: a slip is docx, txt, html or md. Nothing was returned."),
        )
    })?;
    let rules: BTreeSet<String> = matches.get_many::<String>("warnings").into_iter().flatten().cloned().collect();
    let warnings = match rules {
        none if none.is_empty() => Warnings::None,
        all if all.contains(ALL) => Warnings::All,
        rules => Warnings::Of(rules),
    };
    let wish = Return {
        agency: key.agency.clone(),
        year: key.year,
        body: text("body"),
        warnings,
        remark: text("remark"),
        due: text("due"),
        by: text("by"),
    };
    let office = context.office()?;
    let returning = office.returning(&wish).map_err(|error| Failure(error.message(None, lang)))?;
    context.tell(returning.remarks.clone());
    let form = returning.session.form();
    let given = office.give_back(&returning, Some((&out, format)));
    given.map_err(|error| Failure(error.message(Some(form), lang)))?;
    context.out.line(&out.display().to_string());
    let (number, count, body) = (returning.slip.number, returning.slip.points.len(), &returning.body);
    output::message(&lang.say(
        format!("已退回“{body}”：退回单第 {number} 号，{count} 条。"),
        format!("Returned to “{body}”: slip {number}, {count} points."),
    ));
    Ok(Exit::Clean)
}
