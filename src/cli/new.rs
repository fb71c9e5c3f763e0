//! `gouji new`: an empty report in the library, every cell unfilled, the preamble started in the form's words; with what
//! last year's report carries over, where that is asked for.

use clap::ArgMatches;

use crate::domain::opening::{opening, take_headings};
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::store::error::StoreError;

use super::context::Context;
use super::{Exit, Failure, output, source};

/// Makes the report and says where.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let key = source::key(context, matches)?;
    let form = context.forms.for_year(key.year).ok_or_else(|| {
        let first = context.forms.all().first().map_or(0, |form| form.definition().years.first);
        Failure::new(
            lang,
            format!("没有 {} 年度的报告格式，最早是 {first} 年度。", key.year),
            format!("there is no form for {}; the first is for {first}.", key.year),
        )
    })?;
    let mut report = opening(form, &key);
    let library = context.library()?;
    let mut carried = 0;
    if matches.get_flag("from-last-year") {
        let background = library.background(&report, &context.forms).map_err(Failure::store(lang))?;
        let Some(last) = background.precedent() else {
            let last = key.year - 1;
            return Err(Failure::new(
                lang,
                format!(
                    "报告库里没有 {} {last} 年度的报告，没有新建。请先导入上年报告，或去掉 --from-last-year。",
                    key.agency
                ),
                format!(
                    "the library has no report {} {last}; nothing was made. Import it first, or leave --from-last-year out.",
                    key.agency
                ),
            ));
        };
        take_headings(&mut report, &last.report);
        let mut session = Session::with(report, background);
        let edit = session.carrying(None);
        carried = edit.changes.len();
        session.apply(edit);
        report = session.report().clone();
    }
    let _lock = library.lock_for_now(&key).map_err(Failure::store(lang))?;
    if library.holds_report(&key) && !library.exists(&key) {
        // What is only in a journal so far is no less a report.
        let path = library.journal_path(&key).map_err(Failure::store(lang))?;
        return Err(Failure::store(lang)(StoreError::Exists { path }));
    }
    library.save(&report, None).map_err(Failure::store(lang))?;
    let path = library.path(&key).map_err(Failure::store(lang))?;
    context.out.line(&path.display().to_string());
    let cells = report.unfilled();
    output::message(&match lang {
        Lang::Zh if carried > 0 => format!("已新建，从上年带入 {carried} 格，{cells} 格待填。"),
        Lang::Zh => format!("已新建，{cells} 格待填。"),
        Lang::En if carried > 0 => format!("made, {carried} cells taken over from last year, {cells} cells to fill."),
        Lang::En => format!("made, {cells} cells to fill."),
    });
    Ok(Exit::Clean)
}
