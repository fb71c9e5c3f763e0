//! Files that hold other files, as archives and mails do: each one inside that can be read is a report. One is read at once,
//! among several one is chosen, and what could not be read is said of by name.

use super::budget::Budget;
use super::package::Package;
use super::{ImportError, Options};
use crate::domain::proposal::Proposal;
use crate::domain::report::Note;
use crate::domain::text::Lang;

/// What each file takes to be looked at, besides what is in it.
const LOOK: usize = 1 << 18;

/// The most files of which it is said that they were not read, and that are looked at for it.
const MOST_SAID: usize = 60;

/// A file within another one.
pub struct Inner {
    /// What it is called there, with its folders.
    pub name: String,
    /// Its bytes, or why there are none.
    pub content: Result<Vec<u8>, ImportError>,
    /// Whether nothing is said of it where it is no report: the letter itself, pictures of a page.
    pub quiet: bool,
}

/// A report inside: where it is, which one of those there, and what was read of it.
struct ReportInside {
    file: usize,
    report: Option<usize>,
    proposal: Option<Proposal>,
}

/// How a file inside is read.
pub type Reading<'a> = dyn Fn(&[u8], Options, &Budget) -> Result<Proposal, ImportError> + 'a;

/// Reads the report of such a file; `read` reads a file inside.
///
/// # Errors
/// [`ImportError::Several`] where there are several reports and none is chosen; [`ImportError::NoneInside`] where there is none.
pub fn read(files: &[Inner], options: Options, budget: &Budget, read: &Reading<'_>) -> Result<Proposal, ImportError> {
    let (mut found, mut names, mut passed) = (Vec::new(), Vec::new(), Vec::new());
    let mut unseen = 0;
    for (file, inner) in files.iter().enumerate() {
        // What stands behind the chosen one is looked at for what could not be read, in an archive of a few.
        if options.report.is_some_and(|wanted| names.len() >= wanted) && file >= MOST_SAID {
            unseen = files.len() - file;
            break;
        }
        let all = Options { report: None, ..options };
        let spent = !budget.spend(LOOK);
        let result = inner.content.as_ref().map_err(Clone::clone).and_then(|bytes| read(bytes, all, budget));
        match result {
            Ok(proposal) => {
                found.push(ReportInside { file, report: None, proposal: Some(proposal) });
                names.push(inner.name.clone());
            }
            Err(ImportError::Several(inside)) => {
                for (number, name) in (1..).zip(inside) {
                    found.push(ReportInside { file, report: Some(number), proposal: None });
                    names.push(format!("{}：{name}", inner.name));
                }
            }
            // So many that not all could be looked at: whether this one is a report, it is asked.
            Err(ImportError::Unpacked) if inner.content.is_ok() && (spent || !found.is_empty()) => {
                found.push(ReportInside { file, report: None, proposal: None });
                names.push(inner.name.clone());
            }
            Err(error) => passed.push((inner, error)),
        }
    }
    if found.is_empty() {
        return Err(none(passed, options.lang));
    }
    let chosen = found.swap_remove(options.choose(&names)?);
    let mut proposal = match (chosen.proposal, &files[chosen.file].content) {
        (Some(proposal), _) => proposal,
        (None, Ok(bytes)) => read(bytes, Options { report: chosen.report, ..options }, &Budget::default())?,
        (None, Err(error)) => return Err(error.clone()),
    };
    let passed: Vec<_> = passed.into_iter().filter(|(inner, _)| !inner.quiet).collect();
    let lang = options.lang;
    for (inner, error) in passed.iter().take(MOST_SAID) {
        let reason = reason(error, lang);
        let text = lang.say(format!("没有读取：{reason}"), format!("not read: {reason}"));
        proposal.notes.push(Note::new(None, inner.name.as_str(), text));
    }
    if let Some(more) = passed.len().checked_sub(MOST_SAID).filter(|&more| more > 0) {
        let text = lang.say(format!("另有 {more} 个文件没有读取"), format!("{more} more files were not read"));
        proposal.notes.push(Note::new(None, "", text));
    }
    if unseen > 0 {
        let text = lang
            .say(format!("后面还有 {unseen} 个文件没有查看"), format!("{unseen} files behind it were not looked at"));
        proposal.notes.push(Note::new(None, "", text));
    }
    Ok(proposal)
}

/// Why nothing could be read: the one reason, or all of them by file.
fn none(mut passed: Vec<(&Inner, ImportError)>, lang: Lang) -> ImportError {
    if !passed.is_empty() && passed.iter().all(|(_, error)| *error == ImportError::Protected) {
        return ImportError::Protected;
    }
    if passed.iter().any(|(inner, _)| !inner.quiet) {
        passed.retain(|(inner, _)| !inner.quiet);
    }
    match passed.as_slice() {
        [] => ImportError::Empty,
        [(_, error)] => error.clone(),
        several => {
            let said = several.iter().take(MOST_SAID);
            ImportError::NoneInside(said.map(|(i, error)| format!("{} {}", i.name, reason(error, lang))).collect())
        }
    }
}

/// What an error says first.
fn reason(error: &ImportError, lang: Lang) -> String {
    let whole = error.message(lang);
    let first = whole.split(lang.pick("。", ". ")).next().unwrap_or_default();
    first.split('，').next().unwrap_or_default().trim_end_matches('.').to_string()
}

/// The files of a zip archive, those left out that no person put in.
pub fn archived(bytes: &[u8], budget: &Budget) -> Result<Vec<Inner>, ImportError> {
    let mut package = Package::within(bytes, budget)?;
    let mut files = Vec::new();
    for (index, name) in package.entries()? {
        if !is_of_system(&name) {
            files.push(Inner { name, content: package.entry(index), quiet: false });
        }
    }
    Ok(files)
}

/// Whether a system put a file in: folders, remarks on files, pictures of pictures, locks.
fn is_of_system(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let known = ["thumbs.db", "desktop.ini"].iter().any(|known| last.eq_ignore_ascii_case(known));
    last.is_empty() || known || last.starts_with(['.', '~']) || name.starts_with("__MACOSX/")
}
