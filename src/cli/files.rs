//! The files below a folder that may be reports, in a stable order. It does not read them.

use std::fs;
use std::path::{Path, PathBuf};

/// Endings of files that are taken for reports.
const ENDINGS: [&str; 5] = ["ron", "txt", "csv", "html", "htm"];

/// Endings that reports have, but that other files of a folder have as well.
const COMMON: [&str; 7] = ["md", "json", "docx", "xlsx", "xls", "ods", "pdf"];

/// Files of a library that are no reports, and its folder of earlier states.
const PROFILE: &str = "agency.ron";
const HISTORY: &str = "history";

/// The ending of a library's journals: what was keyed of a report and is not saved yet.
const JOURNAL: &str = "journal";

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Found {
    /// Files that may be reports, folder by folder, by name.
    pub files: Vec<Candidate>,
    /// Folders that could not be read, with the system's reason.
    pub refused: Vec<(PathBuf, std::io::Error)>,
}

/// A file that may be a report.
#[derive(Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The file.
    pub path: PathBuf,
    /// Whether it must be one: a README.md need not, nor a covering letter in Word.
    pub must: bool,
}

/// The files below a folder, and the journals of a library that stand for reports which were never saved. Hidden files, the
/// profiles and histories of a library, and what symbolic links to folders lead to are passed over.
pub fn below(folder: &Path) -> Found {
    let mut found = Found::default();
    walk(folder, &mut found);
    found
}

fn walk(folder: &Path, found: &mut Found) {
    let entries = match fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(error) => return found.refused.push((folder.into(), error)),
    };
    let is_agency = entries.iter().any(|entry| entry.file_name() == PROFILE);
    let mut entries: Vec<(PathBuf, fs::FileType)> = entries
        .into_iter()
        .filter(|entry| {
            let name = entry.file_name();
            let librarys = name == PROFILE || is_agency && name == HISTORY;
            // An office program leaves `~$…` beside a file that is open in it.
            let name = name.to_string_lossy();
            !librarys && !name.starts_with('.') && !name.starts_with("~$")
        })
        .filter_map(|entry| Some((entry.path(), entry.file_type().ok()?)))
        .collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (path, kind) in entries {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if kind.is_dir() {
            walk(&path, found);
        } else if path.is_file() {
            let never_saved = is_agency && ending == JOURNAL && !path.with_extension("ron").exists();
            let must = ENDINGS.contains(&ending.as_str()) || never_saved;
            if must || COMMON.contains(&ending.as_str()) {
                found.files.push(Candidate { path, must });
            }
        }
    }
}
