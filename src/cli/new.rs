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
                    "报告库里没有 {agency} {last} 年度的报告，无法提取上年数，没有新建。请先导入上年度报告，或去掉 --from-last-year。"
                ),
                format!(
                    "The library has no report {agency} {last} to bring figures forward from; nothing was created. Import that report first, or omit --from-last-year."
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
        Lang::Zh if carried > 0 => format!("已新建：提取上年数 {carried} 格，{cells} 格未填。"),
        Lang::Zh if from_last_year => format!("已新建：上年度报告没有可提取的数字，{cells} 格未填。"),
        Lang::Zh => format!("已新建：{cells} 格未填。"),
        Lang::En if carried > 0 => {
            format!("Created: {carried} figures brought forward from last year, {cells} cells empty.")
        }
        Lang::En if from_last_year => {
            format!("Created: last year's report has no figures to bring forward, {cells} cells empty.")
        }
        Lang::En => format!("Created: {cells} cells empty."),
    });
    Ok(Exit::Clean)
}
