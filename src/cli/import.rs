//! `gouji import`: documents into the library, or with `--dry-run` only what was read of them. A report that is there
//! already is never replaced from here.

use std::path::Path;
use std::sync::Arc;

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::domain::report::{Key, Scope};
use crate::domain::text::Lang;
use crate::export;
use crate::store::error::StoreError;

use super::context::{Context, Format, format};
use super::source::Opened;
use super::{Exit, Failure, output, show, source};

/// Imports every file that can be imported; the others are said, and make the command fail.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let files = source::words(matches);
    let (format, dry_run) = (format(matches), matches.get_flag("dry-run"));
    if format == Format::Csv && files.len() > 1 {
        return Err(Failure::new(
            context.lang,
            "--format csv 一次只能用于一个文件：格值表不说明是哪个文件的。",
            "--format csv takes one FILE at a time: a cell list does not say which file it is of.",
        ));
    }
    let mut exit = Exit::Clean;
    let mut values = Vec::new();
    for file in &files {
        let path = Path::new(file);
        let read = read(context, matches, path).and_then(|opened| match dry_run {
            true => Ok((opened, None)),
            false => store(context, &opened).map(|place| (opened, Some(place))),
        });
        match read {
            Ok((opened, place)) => {
                if format == Format::Json {
                    values.push(export::json::value(&opened.report, Some(&opened.file)));
                } else {
                    print(context, &opened, place.as_deref(), format);
                }
            }
            Err(Failure(message)) => {
                output::message(&message);
                values.push(json!({ "file": path.display().to_string(), "error": message }));
                exit = Exit::Failed;
            }
        }
    }
    if format == Format::Json {
        let value = if files.len() > 1 { Value::Array(values) } else { values.pop().unwrap_or_default() };
        context.out.line(&format!("{value:#}"));
    }
    Ok(exit)
}

fn read(context: &Context, matches: &ArgMatches, path: &Path) -> Result<Opened, Failure> {
    let year = matches.get_one::<i32>("year").copied();
    let mut opened = source::from_file(context, path, year)?;
    let report = &mut opened.report;
    if let Some(agency) = matches.get_one::<String>("agency") {
        report.agency = Some(agency.clone());
    }
    report.year = year.or(report.year);
    if matches.get_flag("aggregated") {
        report.scope = Scope::Aggregated;
    }
    Ok(opened)
}

/// Saves what was read and says where.
fn store(context: &Context, opened: &Opened) -> Result<String, Failure> {
    let lang = context.lang;
    let (report, file) = (&opened.report, &opened.file);
    let Some(key) = report.key() else {
        return Err(Failure::new(
            lang,
            format!("{file} 没有写明单位或年度，没有导入。请用 --agency 单位 --year 年度 说明。"),
            format!("{file} names no agency or year and was not imported. Say whose it is with --agency A --year Y."),
        ));
    };
    let library = context.library()?;
    match library.save(report, None) {
        Ok(_) => library.path(&key).map(|path| path.display().to_string()).map_err(Failure::store(lang)),
        Err(StoreError::Exists { path }) => Err(exists(context, file, &key, &path)),
        Err(error) => Err(Failure(error.message(lang))),
    }
}

fn exists(context: &Context, file: &str, key: &Key, path: &Path) -> Failure {
    let (Key { agency, year, .. }, path) = (key, path.display());
    Failure::new(
        context.lang,
        format!(
            "{file} 没有导入：报告库里已有 {agency} {year} 的报告（{path}）。请在编辑器里打开它再导入（逐格确认），或先用 gouji diff 比较。"
        ),
        format!(
            "{file} was not imported: the library has a report {agency} {year} already ({path}). Open that one in the editor and \
             import there, figure by figure, or compare the two with gouji diff first."
        ),
    )
}

fn print(context: &mut Context, opened: &Opened, place: Option<&str>, format: Format) {
    let lang = context.lang;
    let report = &opened.report;
    match (place, format) {
        (_, Format::Csv) => {
            context.out.text(&export::cell_list(report));
        }
        (None, _) => context.out.text(&show::text(report)),
        (Some(place), _) => context.out.line(&format!("{} → {place}", opened.file)),
    }
    let inputs = Arc::clone(report.form()).inputs().count();
    let filled = inputs - report.unfilled();
    let notes = report.notes.len();
    output::message(&match lang {
        Lang::Zh => format!("{}：{inputs} 格中读到 {filled} 格，{notes} 条说明。", opened.file),
        Lang::En => format!("{}: {filled} of {inputs} cells read, {notes} notes.", opened.file),
    });
    show::notes(opened, lang);
    if let Some(usual) = report.year.and_then(|year| context.forms.for_year(year))
        && usual.edition() != report.form().edition()
    {
        let (edition, usual, file) = (report.form().edition(), usual.edition(), &opened.file);
        output::message(&match lang {
            Lang::Zh => format!("{file}：用的是 {edition} 年版的表，而这个年度应当用 {usual} 年版。"),
            Lang::En => format!("{file}: is of the edition of {edition}, but its year uses that of {usual}."),
        });
    }
}
