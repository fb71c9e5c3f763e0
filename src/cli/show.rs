//! `gouji show`: a report as text, as JSON for programs, or as RON.

use clap::ArgMatches;

use crate::domain::form::Form;
use crate::domain::report::{Note, Report};
use crate::domain::text::Lang;
use crate::export;
use crate::store::document;

use super::context::{Context, Format, format};
use super::source::Opened;
use super::{Exit, Failure, output, source};

/// Shows one report.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let named = source::one(context, matches)?;
    let opened = source::open_told(context, &named)?;
    match format(matches) {
        Format::Json => {
            let value = export::json::value(&opened.report, Some(&opened.file));
            context.out.line(&format!("{value:#}"));
        }
        Format::Ron => context.out.text(&document::to_ron(&opened.report)),
        Format::Text | Format::Csv => {
            context.out.text(&text(&opened.report));
            notes(&opened, context.lang);
        }
    }
    Ok(Exit::Clean)
}

/// The report as its tables and prose would be printed.
pub fn text(report: &Report) -> String {
    export::plain_text(report, report.unfilled() > 0)
}

/// Says the report's notes as messages.
pub fn notes(opened: &Opened, lang: Lang) {
    for note in &opened.report.notes {
        output::message(&format!("{}{}{}", opened.file, lang.pick("：", ": "), in_words(opened.report.form(), note)));
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
