//! From words of the command line to a report: `AGENCY YEAR` in the library, or a FILE. What is not there is answered with
//! what is like it.

use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::Path;

use clap::ArgMatches;

use crate::domain::report::{Key, Scope, plain_name};
use crate::domain::text::Lang;
use crate::work::source::{Named, OpenError, Opened};
use crate::work::{Digest, Office, StoreError};

use super::context::Context;
use super::waiting::meanwhile;
use super::words::{PART, REPORT};
use super::{Failure, near, output};

/// The reports that the words name. A word followed by a year of four digits names a report of the library, unless both
/// words are paths that exist.
pub fn named(words: &[OsString], scope: Scope) -> Vec<Named> {
    let mut named = Vec::new();
    let mut rest = words;
    while let [first, after @ ..] = rest {
        let year = after.first().and_then(|word| year(word));
        let both_exist = || Path::new(first).exists() && after.first().is_some_and(|word| Path::new(word).exists());
        match (year, first.to_str()) {
            (Some(year), Some(agency)) if !both_exist() => {
                named.push(Named::Library(Key { agency: plain_name(agency).into(), year, scope }));
                rest = &after[1..];
            }
            _ => {
                named.push(Named::Path(first.into()));
                rest = after;
            }
        }
    }
    named
}

/// A file with the number of the report in it that is meant, where the command line says which.
pub fn part_of(named: Named, matches: &ArgMatches) -> Named {
    match (named, matches.try_get_one::<usize>(PART).ok().flatten()) {
        (Named::Path(path), Some(&report)) if !path.is_dir() => Named::Part(path, report),
        (named, _) => named,
    }
}

/// The words of the command line that name reports.
pub fn words(matches: &ArgMatches) -> Vec<OsString> {
    matches.get_many::<OsString>(REPORT).into_iter().flatten().cloned().collect()
}

/// A word as a report year: four digits, with or without 年.
pub fn year(word: &OsStr) -> Option<i32> {
    let text = word.to_str()?;
    let digits = text.strip_suffix('年').unwrap_or(text);
    let is_year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    is_year.then(|| digits.parse().ok()).flatten()
}

/// The one report that a command is about.
pub fn one(context: &Context, matches: &ArgMatches) -> Result<Named, Failure> {
    let words = words(matches);
    let mut reports = named(&words, super::context::scope(matches));
    match (reports.pop(), reports.is_empty()) {
        (Some(report), true) => Ok(part_of(report, matches)),
        _ => Err(not_one(context.lang, &words)),
    }
}

fn not_one(lang: Lang, words: &[OsString]) -> Failure {
    let list = words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    if let [first, agency] = words
        && let (Some(year), None) = (year(first), year(agency))
    {
        let agency = agency.to_string_lossy();
        return Failure::new(
            lang,
            format!("请把单位写在前面、年度写在后面：{agency} {year}"),
            format!("Write the agency first, then the year: {agency} {year}"),
        );
    }
    Failure::new(
        lang,
        format!("请写明单位和年度（年度为四位数），例如：某某局 2025；也可以写一个文件。现写的是“{list}”。"),
        format!("“{list}” names no single report. Give AGENCY YEAR, the year in four digits, or one FILE."),
    )
}

/// The agency and year that a command needs.
pub fn key(context: &Context, matches: &ArgMatches) -> Result<Key, Failure> {
    let words = words(matches);
    let year = words.get(1).and_then(|word| year(word));
    match (words.first().and_then(|word| word.to_str()), year) {
        (Some(agency), Some(year)) => {
            Ok(Key { agency: plain_name(agency).into(), year, scope: super::context::scope(matches) })
        }
        _ => Err(not_one(context.lang, &words)),
    }
}

/// The agency and year of a collection.
pub fn agency_year(context: &Context, matches: &ArgMatches) -> Result<Key, Failure> {
    let words = words(matches);
    let year = words.get(1).and_then(|word| year(word));
    match (words.first().and_then(|word| word.to_str()), year) {
        (Some(agency), Some(year)) => Ok(Key { agency: plain_name(agency).into(), year, scope: Scope::Aggregated }),
        _ => Err(not_one(context.lang, &words)),
    }
}

/// What is shown while a file is read that takes long.
pub fn reading(lang: Lang, name: &str) -> String {
    lang.say(format!("正在读取 {name}"), format!("Reading {name}"))
}

/// Reads the report, and says what its journal adds.
pub fn open(context: &mut Context, named: &Named) -> Result<Opened, Failure> {
    let office = context.office()?;
    let read = meanwhile(reading(context.lang, &named.words()), || office.open(named));
    let mut opened = read.map_err(|error| failure(&office, named, &error))?;
    context.tell(opened.remark.take());
    Ok(opened)
}

/// Reads a file; `year` is the report year that somebody named. Says what its journal adds, and where it is not as gouji
/// wrote it.
pub fn open_file(context: &mut Context, path: &Path, year: Option<i32>) -> Result<Opened, Failure> {
    let office = context.office()?;
    let opened = meanwhile(reading(context.lang, &path.display().to_string()), || office.open_file(path, year, None));
    let opened = opened.map_err(|error| failure(&office, &Named::Path(path.into()), &error))?;
    Ok(told(context, opened))
}

/// Reads the report, and says what its journal adds, and where its file is not as gouji wrote it.
pub fn open_told(context: &mut Context, named: &Named) -> Result<Opened, Failure> {
    open(context, named).map(|opened| told(context, opened))
}

/// Says what a report's journal adds, and where its file is not as gouji wrote it.
pub fn told(context: &mut Context, mut opened: Opened) -> Opened {
    context.tell(opened.remark.take());
    if let Some(digest) = opened.digest {
        tell(context.lang, &opened.file, digest);
    }
    opened
}

/// Says what a file's digest says, where it does not agree.
pub fn tell(lang: Lang, file: &str, digest: Digest) {
    if let Some(words) = digest.message(file, lang) {
        output::message(&words);
    }
}

/// Why a report could not be opened; where it is not there, what is like it.
pub fn failure(office: &Office, named: &Named, error: &OpenError) -> Failure {
    match (named, error) {
        (Named::Library(key), OpenError::Store(StoreError::Missing(path))) => missing(office, key, path),
        (Named::Path(path) | Named::Part(path, _), OpenError::Store(StoreError::Io { source, .. }))
            if source.kind() == ErrorKind::NotFound =>
        {
            no_file(office, path)
        }
        _ => Failure(error.message(office.lang)),
    }
}

/// The complaint about a report that the library does not hold: where it was looked for, and what there is instead.
fn missing(office: &Office, key: &Key, path: &Path) -> Failure {
    let lang = office.lang;
    let keys = office.library.keys().unwrap_or_default();
    let years: Vec<String> = keys.iter().filter(|k| k.agency == key.agency).map(|k| label(k, lang)).collect();
    let near = near::names(&key.agency, keys.iter().map(|k| k.agency.as_str()));
    let wanted = format!("{} {}", key.agency, label(key, lang));
    let path = path.display();
    let (zh, en) = if !years.is_empty() {
        let years = years.join(lang.pick("、", ", "));
        (format!("报告库里有这个单位的：{years}。"), format!("Of this agency the library has: {years}."))
    } else if !near.is_empty() {
        let near = near.join(lang.pick("、", ", "));
        (format!("名称相近的单位：{near}。"), format!("Agencies with similar names: {near}."))
    } else {
        (
            "全部报告：gouji list；新建：gouji new 单位 年度".into(),
            "All reports: gouji list; to create one: gouji new AGENCY YEAR".into(),
        )
    };
    Failure::new(
        lang,
        format!("报告库里没有 {wanted} 的报告（{path} 不存在）。{zh}"),
        format!("The library has no report {wanted} ({path} does not exist). {en}"),
    )
}

fn label(key: &Key, lang: Lang) -> String {
    format!("{}{}", key.year, key.scope.behind(lang))
}

/// The complaint about a file that is not there. The word may have been meant for an agency or a command.
fn no_file(office: &Office, path: &Path) -> Failure {
    let word = path.to_string_lossy();
    let keys = office.library.keys().unwrap_or_default();
    let agencies = near::names(&word, keys.iter().map(|key| key.agency.as_str()));
    let years = |agency: &str| keys.iter().filter(|key| key.agency == agency).map(|key| key.year).collect::<Vec<_>>();
    let is_path = path.extension().is_some() || path.components().count() > 1;
    let (zh, en) = match agencies.as_slice() {
        [] => (
            format!(
                "请检查路径{}",
                if is_path {
                    "和文件名。".into()
                } else {
                    format!("；如果是报告库里的报告，请加上年度，例如：{word} 2025")
                }
            ),
            format!(
                "Check the path{}",
                if is_path {
                    ".".into()
                } else {
                    format!("; for a report of the library add the year. Example: {word} 2025")
                }
            ),
        ),
        [agency, ..] if *agency == word => {
            let years: Vec<String> = years(agency).iter().map(i32::to_string).collect();
            let newest = years.first().cloned().unwrap_or_default();
            (
                format!("报告库里有这个单位，请加上年度（有 {}），例如：{agency} {newest}", years.join("、")),
                format!("The library has this agency; add the year ({}). Example: {agency} {newest}", years.join(", ")),
            )
        }
        [agency, ..] => {
            let (all, newest) =
                (agencies.join(office.lang.pick("、", ", ")), years(agency).first().copied().unwrap_or_default());
            (
                format!("如果是报告库里的报告，请写单位和年度，例如：{agency} {newest}（名称相近的单位：{all}）"),
                format!(
                    "For a report of the library give agency and year. Example: {agency} {newest} (agencies with similar names: {all})"
                ),
            )
        }
    };
    Failure::new(office.lang, format!("没有名为“{word}”的文件。{zh}"), format!("There is no file \"{word}\". {en}"))
}
