//! `gouji new`: an empty report in the library, every cell unfilled, the preamble started in the form's words.

use std::sync::Arc;

use clap::ArgMatches;

use crate::domain::report::{Part, Report};

use super::context::Context;
use super::{Exit, Failure, output, source};

/// Makes the report and says where.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    if matches.get_flag("from-last-year") {
        return Err(Failure::new(
            lang,
            "这个版本还不能沿用上一年度的报告，没有新建。请去掉 --from-last-year。",
            "this version cannot take over from last year's report yet; nothing was made. Leave --from-last-year out.",
        ));
    }
    let key = source::key(context, matches)?;
    let form = context.forms.for_year(key.year).ok_or_else(|| {
        let first = context.forms.all().first().map_or(0, |form| form.definition().years.first);
        Failure::new(
            lang,
            format!("没有 {} 年度的报告格式，最早是 {first} 年度。", key.year),
            format!("there is no form for {}; the first is for {first}.", key.year),
        )
    })?;
    let preamble = form.definition().preamble.replace("{agency}", &key.agency).replace("{year}", &key.year.to_string());
    let mut report = Report::new(Arc::clone(form), Some(key.agency.clone()), Some(key.year), key.scope);
    report.set_text(Part::Preamble, preamble);
    let library = context.library()?;
    library.save(&report, None).map_err(Failure::store(lang))?;
    let path = library.path(&key).map_err(Failure::store(lang))?;
    context.out.line(&path.display().to_string());
    let cells = report.unfilled();
    output::message(&match lang {
        crate::domain::text::Lang::Zh => format!("已新建，{cells} 格待填。"),
        crate::domain::text::Lang::En => format!("made, {cells} cells to fill."),
    });
    Ok(Exit::Clean)
}
