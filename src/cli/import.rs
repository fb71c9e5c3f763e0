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
use super::packages::Packages;
use super::waiting::meanwhile;
use super::{Exit, Failure, batch, output, show, source};

/// Imports every file that can be imported; the others are said, and make the command fail.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let named = source::words(matches).into_iter().map(|word| source::part_of(Named::Path(word.into()), matches));
    let named: Vec<Named> = named.collect();
    match &named[..] {
        [one_file] if one_file.path().is_some_and(|path| !path.is_dir()) => one(context, matches, one_file),
        _ => many(context, matches, named),
    }
}

/// One file, with all that there is to say of it.
fn one(context: &mut Context, matches: &ArgMatches, named: &Named) -> Result<Exit, Failure> {
    let format = format(matches);
    let office = context.office()?;
    let words = source::reading(context.lang, &named.words());
    let read =
        meanwhile(words, || read(&office, matches, named)).map_err(|error| source::failure(&office, named, &error));
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
            (json!({ "file": named.words(), "error": message }), Exit::Failed)
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
    let office = context.office()?;
    let mut packages = Packages::default();
    let tasks = packages.take(&office, batch::tasks(lang, named));
    let all_read = tasks.refused.is_empty() && packages.refused.is_empty();
    let mut exit = if all_read { Exit::Clean } else { Exit::Failed };
    packages.refused.iter().for_each(|(_, why)| output::message(why));
    packages.tell(lang);
    let mut imported = Imported::new(format(matches), lang, dry_run);
    let mut seen: BTreeMap<Key, String> = BTreeMap::new();
    imported.begin(&mut context.out);
    let work = |(): &mut (), named: &Named| read(&office, matches, named);
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
                imported.failure(&mut context.out, &named.words(), &message);
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
        format!("{file} 与 {first} 同为 {agency} {year} 年度的报告，只能导入其中一份。"),
        format!(
            "{file} is of the same agency and year ({agency} {year}) as {first}; only one of the two can be imported."
        ),
    )
}

fn read(office: &Office, matches: &ArgMatches, named: &Named) -> Result<Opened, OpenError> {
    let year = matches.get_one::<i32>("year").copied();
    let mut opened = office.open_of_year(named, year)?;
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
            format!("{file} 没有写明单位或年度，未导入。请补充，例如：gouji import {file} --agency 某某局 --year 2025"),
            format!(
                "{file} names no agency or year and was not imported. Add them. Example: gouji import {file} --agency AGENCY --year 2025"
            ),
        ));
    };
    match office.add(&opened.report) {
        Ok(path) => Ok(path.display().to_string()),
        Err(StoreError::Exists(path)) => Err(exists(lang, file, &key, &path)),
        Err(error) => Err(Failure(error.message(lang))),
    }
}

fn exists(lang: Lang, file: &str, key: &Key, path: &Path) -> Failure {
    let (Key { agency, year, .. }, path) = (key, path.display());
    Failure::new(
        lang,
        format!(
            "{file} 未导入：报告库里已有 {agency} {year} 年度的报告（{path}）。比较两者：gouji diff {agency} {year} {file}；在编辑器里逐格选择：gouji {file}"
        ),
        format!(
            "{file} was not imported: the library already has a report {agency} {year} ({path}). To compare the two: gouji diff {agency} {year} {file}; to choose figure by figure in the editor: gouji {file}"
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
        format!("{}：读出 {filled}/{inputs} 格，待核对 {notes} 条{open}。", opened.file),
        match notes {
            1 => format!("{}: {filled} of {inputs} cells read, 1 point to verify{open}.", opened.file),
            _ => format!("{}: {filled} of {inputs} cells read, {notes} points to verify{open}.", opened.file),
        },
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
            format!("{file}：使用的是 {edition}年版的格式，这一年度应使用 {usual}年版。请核对年度。"),
            format!("{file}: is of edition {edition}, but its year uses edition {usual}. Check the year."),
        ));
    }
}
