//! `gouji show`: a report as text, as JSON for programs, or as RON; or its summary.

use clap::ArgMatches;

use crate::domain::form::Form;
use crate::domain::reconciliation::sections;
use crate::domain::report::Note;
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::work::showing::{json, ron, text};
use crate::work::source::Opened;

use super::context::{Context, Format, format};
use super::{Exit, Failure, output, source, summary};

pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let named = source::one(context, matches)?;
    if matches.get_flag("summary") {
        return summary::print(context, &named, format(matches));
    }
    let opened = source::open_told(context, &named)?;
    if matches.get_flag("reconcile") {
        return reconcile(context, opened, format(matches));
    }
    match format(matches) {
        Format::Json => {
            let value = json::value(&opened.report, Some(&opened.file));
            context.out.line(&format!("{value:#}"));
        }
        Format::Ron => context.out.text(&ron(&opened.report)),
        Format::Text | Format::Csv | Format::Ess => {
            context.out.text(&text(&opened.report, false));
            notes(&opened, context.lang);
        }
    }
    Ok(Exit::Clean)
}

/// Prints the figures that are agreed with other offices.
fn reconcile(context: &mut Context, opened: Opened, format: Format) -> Result<Exit, Failure> {
    let lang = context.lang;
    if format != Format::Text {
        let zh = "--reconcile 只能与 --format text 同时使用。";
        return Err(Failure::new(lang, zh, "--reconcile works with --format text only."));
    }
    let session = Session::new(opened.report);
    let report = session.report();
    let agency = report.agency.as_deref().unwrap_or(lang.pick("单位未知", "agency unknown"));
    let year = report.year.map_or_else(String::new, |year| format!(" {year}"));
    context.out.line(&format!("{agency}{year}  {}", opened.file));
    for section in sections(&session, lang) {
        context.out.line(&format!("\n{}", section.title));
        section.lines.iter().for_each(|line| context.out.line(&format!("  {}", line.words)));
    }
    Ok(Exit::Clean)
}

/// The most notes that are said one by one: what would drive all else off a screen is counted.
const SAID: usize = 20;

/// Says the report's notes as messages; of very many the first ones, and how many more there are.
pub fn notes(opened: &Opened, lang: Lang) {
    let (file, notes) = (&opened.file, &opened.report.notes);
    for note in notes.iter().take(SAID) {
        output::message(&format!("{file}{}{}", lang.pick("：", ": "), in_words(opened.report.form(), note)));
    }
    match (notes.len().saturating_sub(SAID), lang) {
        (0, _) => {}
        (more, Lang::Zh) => output::message(&format!("{file}：另有 {more} 条未列出；--format json 列出全部。")),
        (more, Lang::En) => output::message(&format!("{file}: {more} more not shown; --format json lists them all.")),
    }
}

fn in_words(form: &Form, note: &Note) -> String {
    let cell = note.cell.map(|cell| form.cell(cell).name.as_str()).unwrap_or_default();
    [note.place.as_str(), cell, note.text.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
