//! `gouji import`: documents into the library, one or many, or with `--dry-run` only what was read of them. A report that
//! is there already is never replaced from here.

use std::collections::BTreeMap;
use std::path::Path;

use clap::ArgMatches;
use serde_json::json;

use crate::domain::remaining::Remaining;
use crate::domain::report::{Key, Scope, plain_name};
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::work::showing::{cell_list, json as shapes, text};
use crate::work::source::{Named, OpenError, Opened};
use crate::work::{Office, StoreError};

use super::context::{Context, Format, format};
use super::imported::{self, Imported};
use super::waiting::meanwhile;
use super::{Exit, Failure, batch, output, show, source};

/// Imports every file that can be imported; the others are said, and make the command fail.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let named: Vec<Named> = source::words(matches).into_iter().map(|word| Named::Path(word.into())).collect();
    match &named[..] {
        [Named::Path(path)] if !path.is_dir() => one(context, matches, path),
        _ => many(context, matches, named),
    }
}

/// One file, with all that there is to say of it.
fn one(context: &mut Context, matches: &ArgMatches, path: &Path) -> Result<Exit, Failure> {
    let format = format(matches);
    let office = context.office()?;
    let words = source::reading(context.lang, &path.display().to_string());
    let read = meanwhile(words, || read(&office, matches, path))
        .map_err(|error| source::failure(&office, &Named::Path(path.into()), &error));
    let read = read.and_then(|opened| {
        let opened = source::told(context, opened);
        match matches.get_flag("dry-run") {
            true => Ok((opened, None)),
            false => store(&office, &opened).map(|place| (opened, Some(place))),
        }
    });
    let value = match read {
        Ok((opened, place)) if format != Format::Json => {
            print(context, &opened, place.as_deref(), format);
            return Ok(Exit::Clean);
        }
        Ok((opened, None)) => (shapes::document(&opened.report, Some(&opened.file)), Exit::Clean),
        Ok((opened, Some(_))) => (shapes::value(&opened.report, Some(&opened.file)), Exit::Clean),
        Err(Failure(message)) => {
            output::message(&message);
            (json!({ "file": path.display().to_string(), "error": message }), Exit::Failed)
        }
    };
    let (value, exit) = value;
    if format == Format::Json {
        context.out.line(&format!("{value:#}"));
    }
    Ok(exit)
}

fn many(context: &mut Context, matches: &ArgMatches, named: Vec<Named>) -> Result<Exit, Failure> {
    let (lang, dry_run) = (context.lang, matches.get_flag("dry-run"));
    let tasks = batch::tasks(lang, named);
    let office = context.office()?;
    let mut exit = if tasks.refused.is_empty() { Exit::Clean } else { Exit::Failed };
    let mut imported = Imported::new(format(matches), lang, dry_run);
    let mut seen: BTreeMap<Key, String> = BTreeMap::new();
    imported.begin(&mut context.out);
    let work = |(): &mut (), named: &Named| match named {
        Named::Path(path) => read(&office, matches, path),
        Named::Library(_) => office.open(named),
    };
    batch::each(context, &office, &tasks.all, work, |context, named, opened| {
        let saved = opened.and_then(|opened| {
            let opened = source::told(context, opened);
            let twice = opened.report.key().and_then(|key| Some((seen.get(&key)?.clone(), key)));
            if let Some((first, key)) = &twice {
                let failure = twice_read(lang, &opened.file, first, key);
                if !dry_run {
                    return Err(failure);
                }
                output::message(&failure.0);
            } else if let Some(key) = opened.report.key() {
                seen.insert(key, opened.file.clone());
            }
            let saved = if dry_run { None } else { Some(store(&office, &opened)?) };
            Ok((opened, saved))
        });
        match saved {
            Ok((opened, saved)) => {
                other_edition(context, &opened);
                imported.report(&mut context.out, &opened.file, &opened.report, saved.as_deref());
            }
            Err(Failure(message)) => {
                output::message(&message);
                let file = match named {
                    Named::Path(path) => path.display().to_string(),
                    Named::Library(key) => key.agency.clone(),
                };
                imported.failure(&mut context.out, &file, &message);
                exit = Exit::Failed;
            }
        }
    });
    imported.end(&mut context.out);
    Ok(exit)
}

fn twice_read(lang: Lang, file: &str, first: &str, key: &Key) -> Failure {
    let Key { agency, year, .. } = key;
    Failure::new(
        lang,
        format!("{file} 与 {first} 是同一单位同一年度（{agency} {year}）的报告，只能导入一份。"),
        format!(
            "{file} is of the same agency and year ({agency} {year}) as {first}; only one of them can be imported."
        ),
    )
}

fn read(office: &Office, matches: &ArgMatches, path: &Path) -> Result<Opened, OpenError> {
    let year = matches.get_one::<i32>("year").copied();
    let mut opened = office.open_file(path, year)?;
    let report = &mut opened.report;
    if let Some(agency) = matches.get_one::<String>("agency") {
        report.agency = Some(agency.clone());
    }
    report.agency = report.agency.take().map(|agency| plain_name(&agency).to_string()).filter(|name| !name.is_empty());
    report.year = year.or(report.year);
    if matches.get_flag("aggregated") {
        report.scope = Scope::Aggregated;
    }
    Ok(opened)
}

/// Saves what was read and says where.
fn store(office: &Office, opened: &Opened) -> Result<String, Failure> {
    let (lang, file) = (office.lang, &opened.file);
    let Some(key) = opened.report.key() else {
        return Err(Failure::new(
            lang,
            format!("{file} 没有写明单位或年度，没有导入。请用 --agency 单位 --year 年度 说明。"),
            format!("{file} names no agency or year and was not imported. Say whose it is with --agency A --year Y."),
        ));
    };
    match office.add(&opened.report) {
        Ok(path) => Ok(path.display().to_string()),
        Err(StoreError::Exists { path }) => Err(exists(lang, file, &key, &path)),
        Err(error) => Err(Failure(error.message(lang))),
    }
}

fn exists(lang: Lang, file: &str, key: &Key, path: &Path) -> Failure {
    let (Key { agency, year, .. }, path) = (key, path.display());
    Failure::new(
        lang,
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
            context.out.text(&cell_list(report, place.is_none()));
        }
        (None, _) => context.out.text(&text(report, true)),
        (Some(place), _) => context.out.line(&format!("{} → {place}", opened.file)),
    }
    let ((inputs, filled), notes) = (imported::read(report), report.notes.len());
    let open = Remaining::of(&Session::new(report.clone())).words(report.form(), lang);
    let open = open.map_or_else(String::new, |open| format!("{}{open}", lang.pick("；", "; ")));
    output::message(&lang.say(
        format!("{}：{inputs} 格中读到 {filled} 格，{notes} 条说明{open}。", opened.file),
        format!("{}: {filled} of {inputs} cells read, {notes} notes{open}.", opened.file),
    ));
    show::notes(opened, lang);
    other_edition(context, opened);
}

/// Says where a report is of another edition than its year's.
fn other_edition(context: &Context, opened: &Opened) {
    let (report, file) = (&opened.report, &opened.file);
    if let Some(usual) = report.year.and_then(|year| context.forms.for_year(year))
        && usual.edition() != report.form().edition()
    {
        let (edition, usual) = (report.form().edition(), usual.edition());
        output::message(&context.lang.say(
            format!("{file}：用的是 {edition} 年版的表，而这个年度应当用 {usual} 年版。"),
            format!("{file}: is of the edition of {edition}, but its year uses that of {usual}."),
        ));
    }
}
