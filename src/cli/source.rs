//! From words of the command line to a report: `AGENCY YEAR` in the library, or a FILE, which its content tells to be a
//! report of ours or a document to import.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::domain::background::Background;
use crate::domain::journal::{End, Ground, Recovered};
use crate::domain::report::{Key, Report, Scope, plain_name};
use crate::domain::text::Lang;
use crate::import::{self, ImportError};
use crate::store::agency::Agency;
use crate::store::background::mistyped;
use crate::store::digest::Digest;
use crate::store::error::StoreError;
use crate::store::journal::{self, Joined};
use crate::store::library::Library;
use crate::store::{atomic, document, syntax};

use super::context::Context;
use super::words::REPORT;
use super::{Failure, near, output};

/// By what JSON of ours is known, however damaged.
const CELLS: &[u8] = b"\"cells\"";

/// A report as the command line names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// In the library.
    Library(Key),
    /// A file or folder.
    Path(PathBuf),
}

impl Named {
    /// The report as the user would write it.
    pub fn words(&self) -> String {
        match self {
            Named::Library(key) => format!("{} {}", key.agency, key.year),
            Named::Path(path) => path.display().to_string(),
        }
    }
}

/// A report that was read.
pub struct Opened {
    /// The report.
    pub report: Report,
    /// Where it was read from, as the user would write it.
    pub file: String,
    /// What the digest of a report of ours says of its file.
    pub digest: Option<Digest>,
}

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
        (Some(report), true) => Ok(report),
        _ => Err(not_one(context.lang, &words)),
    }
}

fn not_one(lang: Lang, words: &[OsString]) -> Failure {
    let list = words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    Failure::new(
        lang,
        format!("“{list}”不是一份报告。请写“单位 年度”（年度为四位数）或一个文件。"),
        format!("“{list}” names no single report. Say AGENCY YEAR, the year in four digits, or one FILE."),
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

/// Reads the report.
pub fn open(context: &Context, named: &Named) -> Result<Opened, Failure> {
    match named {
        Named::Library(key) => from_library(context, key, true),
        Named::Path(path) => from_file(context, path, None),
    }
}

/// Reads the report, and says where its file is not as gouji wrote it.
pub fn open_told(context: &Context, named: &Named) -> Result<Opened, Failure> {
    let opened = open(context, named)?;
    if let Some(digest) = opened.digest {
        tell(context.lang, &opened.file, digest);
    }
    Ok(opened)
}

/// Says what a file's digest says, where it does not agree.
pub fn tell(lang: Lang, file: &str, digest: Digest) {
    if let Some(words) = digest.message(file, lang) {
        super::output::message(&words);
    }
}

/// What is known besides a report that was read: in the library, or in the one that its file is in. What cannot be read
/// is said, and nothing is taken to be known. `read` is the file read before this one, with its report.
pub fn background(context: &Context, named: &Named, report: &Report, read: Option<&(PathBuf, Report)>) -> Background {
    let around = match named {
        Named::Path(path) => Library::around(path, report),
        Named::Library(_) => None,
    };
    let library = match around.map_or_else(|| context.library(), Ok) {
        Ok(library) => library,
        Err(Failure { message, .. }) => {
            output::message(&message);
            return Background::default();
        }
    };
    let said = |error: StoreError| output::message(&error.message(context.lang));
    let background = library.background_after(report, &context.forms, read).unwrap_or_else(|error| {
        said(error);
        // A profile that cannot be read does not keep last year's report from being looked at.
        let profile = Agency::new(report.agency.as_deref().unwrap_or_default());
        library.background_of(report, &context.forms, read, &profile).unwrap_or_default()
    });
    if let Some(words) = mistyped(&background.body, &context.forms, context.lang) {
        super::output::message(&words);
    }
    background
}

/// Reads a report of the library with what its journal adds. `aloud` says that there was a journal.
pub fn from_library(context: &Context, key: &Key, aloud: bool) -> Result<Opened, Failure> {
    match context.library()?.joined(key, &context.forms) {
        Ok(joined) => {
            if let Some(words) = journal_words(&joined, context.lang).filter(|_| aloud) {
                output::message(&words);
            }
            let file = joined.path.display().to_string();
            Ok(Opened { report: joined.report, file, digest: joined.digest })
        }
        Err(StoreError::Missing { path }) => Err(missing(context, key, &path)),
        Err(error) => Err(Failure::said(error.message(context.lang))),
    }
}

/// Reads a file; `year` is the report year somebody named.
pub fn from_file(context: &Context, path: &Path, year: Option<i32>) -> Result<Opened, Failure> {
    let lang = context.lang;
    let file = path.display().to_string();
    let bytes = match atomic::read(path) {
        Ok(bytes) => bytes,
        Err(StoreError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            return Err(no_file(context, path));
        }
        Err(error) => return Err(Failure::said(error.message(lang))),
    };
    let is_ours = document::is_report(&bytes);
    let report = if is_ours {
        let text = syntax::decode(&file, &bytes).map_err(Failure::store(lang))?;
        let saved = document::from_ron(&file, &text, &context.forms).map_err(Failure::store(lang))?;
        with_journal(context, path, saved)
    } else if journal::is_journal(&bytes) {
        let recovered = journal::from_bytes(&file, &bytes, &context.forms).map_err(Failure::store(lang))?;
        output::message(&alone(&recovered, lang));
        recovered.report()
    } else {
        let proposal = import::read(&bytes, context.forms.all(), import::Options { lang, year });
        proposal
            .map_err(|error| Failure {
                message: format!("{file}{}{}", lang.pick("：", ": "), error.message(lang)),
                // JSON that is cut short may have been a report of ours; any other is none.
                no_report: match error {
                    ImportError::NoFigures => true,
                    ImportError::Json(_) => !bytes.windows(CELLS.len()).any(|part| part == CELLS),
                    _ => false,
                },
            })?
            .into_report()
    };
    Ok(Opened { report, file, digest: is_ours.then(|| Digest::of(&bytes)) })
}

/// The report of a file with what the journal beside it holds, where it stands in a library.
fn with_journal(context: &Context, path: &Path, saved: Report) -> Report {
    if !path.with_extension("journal").is_file() {
        return saved;
    }
    let joined = Library::around(path, &saved).zip(saved.key());
    match joined.map(|(library, key)| library.joined(&key, &context.forms)) {
        Some(Ok(joined)) => {
            if let Some(words) = journal_words(&joined, context.lang) {
                output::message(&words);
            }
            joined.report
        }
        Some(Err(_)) | None => saved,
    }
}

/// What is to be said of a report's journal, where there is one that matters.
pub fn journal_words(joined: &Joined, lang: Lang) -> Option<String> {
    if let Some(error) = &joined.trouble {
        let words = error.message(lang);
        return Some(match lang {
            Lang::Zh => format!("有日志，但没有用上：{words}"),
            Lang::En => format!("there is a journal, and it was not used: {words}"),
        });
    }
    let recovered = joined.recovered.as_ref()?;
    let (file, count) = (&recovered.file, recovered.edits().len());
    let mut words = match (recovered.ground, lang) {
        (Ground::Changed, Lang::Zh) => format!(
            "{file} 里有 {count} 处没有保存的录入，但报告文件后来被改过，没有计入。请用编辑器打开这份报告来合并。"
        ),
        (Ground::Changed, Lang::En) => format!(
            "{file} holds {count} edits that were not saved; since the report's file was changed later they are left out. Open the report in the editor to join the two."
        ),
        (Ground::Unreadable, Lang::Zh) => {
            format!(
                "报告文件读不了，这里是 {file} 里的内容：保存时的状态和没有保存的 {count} 处录入。请用编辑器打开来恢复。"
            )
        }
        (Ground::Unreadable, Lang::En) => format!(
            "the report's file cannot be read; what is shown is from {file}: the state as it was saved, and {count} edits that were not. Open the report in the editor to recover it."
        ),
        (_, Lang::Zh) => format!("已计入 {file} 里没有保存的 {count} 处录入。"),
        (_, Lang::En) => format!("{count} edits that were not saved are counted in, from {file}."),
    };
    for more in left_out(recovered, lang) {
        words.push_str(lang.pick("", " "));
        words.push_str(&more);
    }
    Some(words)
}

/// What is to be said of a journal that is read by itself.
fn alone(recovered: &Recovered, lang: Lang) -> String {
    let (file, count) = (&recovered.file, recovered.edits().len());
    let words = match lang {
        Lang::Zh => format!("{file} 是日志：已计入其中没有保存的 {count} 处录入。"),
        Lang::En => format!("{file} is a journal: {count} edits in it that were not saved are counted in."),
    };
    let parts: Vec<String> = std::iter::once(words).chain(left_out(recovered, lang)).collect();
    parts.join(lang.pick("", " "))
}

/// What is to be said of a journal that is not as it was written.
pub fn left_out(recovered: &Recovered, lang: Lang) -> Vec<String> {
    let damaged = match (recovered.end, lang) {
        (End::Damaged(line), Lang::Zh) => Some(format!("日志第 {line} 行第 1 列起与写入时不符，没有计入。")),
        (End::Damaged(line), Lang::En) => {
            Some(format!("From line {line}, column 1, of the journal on it is not what was written; that is left out."))
        }
        (End::Torn, Lang::Zh) => Some("日志的最后一处没有写完，没有计入。".into()),
        (End::Torn, Lang::En) => {
            Some("The last edit in the journal was not written to its end and is left out.".into())
        }
        (End::Whole, _) => None,
    };
    let mended = recovered.mended.then(|| {
        let words = "Its beginning is damaged, and the copy of it was used. Check the disk.";
        lang.pick("日志开头损坏，已用它的副本。请检查磁盘。", words).to_string()
    });
    damaged.into_iter().chain(mended).collect()
}

/// The complaint about a report that the library does not hold: where it was looked for, and what there is instead.
fn missing(context: &Context, key: &Key, path: &Path) -> Failure {
    let keys = context.library().and_then(|library| library.keys().map_err(Failure::store(context.lang)));
    let keys = keys.unwrap_or_default();
    let years: Vec<String> = keys.iter().filter(|k| k.agency == key.agency).map(|k| label(k, context.lang)).collect();
    let near = near::names(&key.agency, keys.iter().map(|k| k.agency.as_str()));
    let wanted = format!("{} {}", key.agency, label(key, context.lang));
    let path = path.display();
    let (zh, en) = if !years.is_empty() {
        let years = years.join("、");
        (format!("这个单位有：{years}。"), format!("The library has of it: {years}."))
    } else if !near.is_empty() {
        let near = near.join("、");
        (format!("名称相近的单位：{near}。"), format!("Agencies with a similar name: {near}."))
    } else {
        ("用 gouji list 看报告库里有什么。".into(), "See gouji list for what the library holds.".into())
    };
    Failure::new(
        context.lang,
        format!("报告库里没有 {wanted} 的报告（找过 {path}）。{zh}"),
        format!("the library has no report {wanted} (looked for {path}). {en}"),
    )
}

fn label(key: &Key, lang: Lang) -> String {
    match key.scope {
        Scope::Own => key.year.to_string(),
        Scope::Aggregated => format!("{}{}", key.year, lang.pick("（汇总）", " (aggregated)")),
    }
}

/// The complaint about a file that is not there. The word may have been meant for an agency or a command.
pub fn no_file(context: &Context, path: &Path) -> Failure {
    let word = path.to_string_lossy();
    let keys = context.library().and_then(|library| library.keys().map_err(Failure::store(context.lang)));
    let keys = keys.unwrap_or_default();
    let agencies = near::names(&word, keys.iter().map(|key| key.agency.as_str())).join("、");
    let (zh, en) = if agencies.is_empty() {
        (
            "请核对路径；报告库里的报告要写“单位 年度”。".to_string(),
            "Check the path; a report of the library is named AGENCY YEAR.".to_string(),
        )
    } else {
        (
            format!("报告库里的报告要写“单位 年度”，有这些单位：{agencies}。"),
            format!("A report of the library is named AGENCY YEAR; there are these agencies: {agencies}."),
        )
    };
    Failure::new(context.lang, format!("没有文件 {word}。{zh}"), format!("there is no file {word}. {en}"))
}
