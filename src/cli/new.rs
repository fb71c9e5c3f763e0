//! `gouji new`: an empty report in the library, every cell unfilled, the preamble started in the form's words; with what
//! last year's report carries over, where that is asked for.

use clap::ArgMatches;

use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::context::Context;
use super::{Exit, Failure, output, source};

pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let key = source::key(context, matches)?;
    let office = context.office()?;
    let from_last_year = matches.get_flag("from-last-year");
    let made = office.make(&key, from_last_year, false).map_err(|error| Failure(error.message(lang)))?;
    if from_last_year {
        context.tell(made.known.remarks);
        if made.known.background.precedent().is_none() {
            let (agency, last) = (&key.agency, key.year - 1);
            return Err(Failure::new(
                lang,
                format!(
                    "报告库里没有 {agency} {last} 年度的报告，没有新建。请先导入上年报告，或去掉 --from-last-year。"
                ),
                format!(
                    "the library has no report {agency} {last}; nothing was made. Import it first, or leave --from-last-year out."
                ),
            ));
        }
    }
    let carried = made.edit.changes.len();
    let mut session = Session::with(made.report, made.known.background);
    session.apply(made.edit);
    let path = office.add(session.report()).map_err(Failure::store(lang))?;
    context.out.line(&path.display().to_string());
    let cells = session.report().unfilled();
    output::message(&match lang {
        Lang::Zh if carried > 0 => format!("已新建，从上年带入 {carried} 格，{cells} 格待填。"),
        Lang::Zh => format!("已新建，{cells} 格待填。"),
        Lang::En if carried > 0 => format!("made, {carried} cells taken over from last year, {cells} cells to fill."),
        Lang::En => format!("made, {cells} cells to fill."),
    });
    Ok(Exit::Clean)
}
