//! `gouji show`: a report as text, as JSON for programs, or as RON; or its summary.

use clap::ArgMatches;

use crate::domain::form::Form;
use crate::domain::report::Note;
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
    match format(matches) {
        Format::Json => {
            let value = json::value(&opened.report, Some(&opened.file));
            context.out.line(&format!("{value:#}"));
        }
        Format::Ron => context.out.text(&ron(&opened.report)),
        Format::Text | Format::Csv => {
            context.out.text(&text(&opened.report, false));
            notes(&opened, context.lang);
        }
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
