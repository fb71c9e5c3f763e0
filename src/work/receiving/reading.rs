//! What is handed in, read: files, folders with all that they hold, archives member by member, packages as one. Whose it is, and
//! whether it counts, is not known here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::domain::report::{Report, Scope};
use crate::domain::seal::digest;
use crate::domain::text::Lang;
use crate::export::Carrier;
use crate::import::{self, ImportError, Member};
use crate::store::atomic;
use crate::store::journal::ENDING as JOURNAL;

use super::super::Office;
use super::super::folder::{self, Tasks};
use super::super::guarded::guarded;
use super::super::package::LIST;
use super::super::source::{Content, Named, OpenError};

/// A file that was handed in, or one report of it.
#[derive(Debug)]
pub struct Read {
    /// The file as the user would write it.
    pub file: String,
    /// The file to be kept.
    pub path: PathBuf,
    /// The other files that belong to it, in a package.
    pub beside: Vec<PathBuf>,
    /// The SHA-256 digest of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// Whether the file is plainly no report.
    pub is_none: bool,
    /// Whether the file holds nothing but this report.
    pub is_whole: bool,
    /// The report, or why there is none.
    pub report: Result<Received, String>,
    /// What else is to be said of it.
    pub remarks: Vec<String>,
}

/// A report that was read.
#[derive(Debug)]
pub struct Received {
    /// It.
    pub report: Report,
    /// Whether the file says whose figures they are, the agency's own or aggregated ones: documents may leave it open.
    pub says_scope: bool,
}

/// What is named, folders with all that they hold.
pub fn tasks(paths: &[PathBuf]) -> Tasks {
    folder::tasks(paths.iter().cloned().map(Named::Path).collect())
}

impl Office {
    /// Reads what was handed in as one file or package: each report of it.
    pub(super) fn handed_in(&self, path: &Path, year: i32) -> Vec<Read> {
        if path.is_dir() {
            return vec![self.handed_in_package(path)];
        }
        let file = path.display().to_string();
        let bytes = match atomic::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return vec![unread(file, path, String::new(), error.message(self.lang))],
        };
        let sha256 = digest(&bytes);
        // An archive is taken apart here, each file in it is read where documents are.
        let members = guarded(|| import::unpacked(&bytes));
        match members.unwrap_or(Some(Err(ImportError::DamagedArchive))) {
            Some(Ok(members)) => self.members(path, &sha256, members, year),
            Some(Err(error)) => vec![unread(file, path, sha256, error.message(self.lang))],
            None => {
                // A report of a library may have edits beside it that were never saved: those were not handed in.
                let journal = path.with_extension(JOURNAL);
                let whole = Whole { path, file, sha256, year };
                let mut read = self.reports(&whole, &bytes, true);
                if journal != path && journal.is_file() {
                    let words = self.lang.say(
                        format!("旁边的自动保存文件 {} 里未保存的录入没有计入", journal.display()),
                        format!(
                            "unsaved edits in the autosave file {} beside it were not counted in",
                            journal.display()
                        ),
                    );
                    read.iter_mut().flatten().for_each(|read| read.remarks.push(words.clone()));
                }
                read.unwrap_or_else(|reason| vec![Read { is_none: true, ..whole.unread(reason) }])
            }
        }
    }

    /// The reports of the bytes of a file; an error where they are plainly none.
    fn reports(&self, whole: &Whole<'_>, bytes: &[u8], is_whole: bool) -> Result<Vec<Read>, String> {
        let one = |file: String, part: Option<usize>, is_whole: bool| {
            let report = self.read_bytes(&file, bytes, Some(whole.year), part);
            let remarks = match &report {
                Ok(Content::Report(opened)) => opened.remark.clone().into_iter().collect(),
                _ => Vec::new(),
            };
            let report = report.map(|content| match content {
                Content::Report(opened) => Received { report: opened.report, says_scope: true },
                Content::Document(proposal, carrier) => {
                    let report = proposal.into_report();
                    // A document that says nothing of it may be either.
                    let says_scope = carrier == Carrier::Data || report.scope == Scope::Aggregated;
                    Received { report, says_scope }
                }
            });
            (file, report, is_whole, remarks)
        };
        let read = match one(whole.file.clone(), None, is_whole) {
            (_, Err(OpenError::Document { error: ImportError::Several(names), .. }), ..) => {
                let parts = (1..=names.len()).map(|part| one(format!("{}#{part}", whole.file), Some(part), false));
                parts.collect()
            }
            (_, Err(error @ (OpenError::Document { is_none: true, .. } | OpenError::Form { .. })), ..) => {
                return Err(error.message(self.lang));
            }
            read => vec![read],
        };
        let read = read.into_iter().map(|(file, report, is_whole, remarks)| {
            let report = report.map_err(|error| error.message(self.lang));
            let (path, sha256) = (whole.path.to_path_buf(), whole.sha256.clone());
            Read { file, path, beside: Vec::new(), sha256, is_none: false, is_whole, report, remarks }
        });
        Ok(read.collect())
    }

    /// The reports of an archive. Of a package in it the report counts, the documents say the same.
    fn members(&self, path: &Path, sha256: &str, members: Vec<Member>, year: i32) -> Vec<Read> {
        let folder_of = |name: &str| name.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_string());
        let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_string();
        let packages: BTreeSet<String> =
            members.iter().filter(|member| last(&member.name) == LIST).map(|member| folder_of(&member.name)).collect();
        let (mut all, mut passed) = (Vec::new(), Vec::new());
        for Member { name, content } in members {
            if packages.contains(&folder_of(&name)) && !name.ends_with(".ron") {
                continue;
            }
            let file = format!("{}#{name}", path.display());
            let whole = Whole { path, file, sha256: sha256.to_string(), year };
            match content.map_err(|error| error.message(self.lang)).map(|bytes| self.reports(&whole, &bytes, false)) {
                Ok(Ok(read)) => all.extend(read),
                Ok(Err(reason)) => passed.push(reason),
                Err(reason) => all.push(whole.unread(reason)),
            }
        }
        if all.is_empty() {
            let reason = passed.into_iter().next().unwrap_or_else(|| ImportError::Empty.message(self.lang));
            all.push(unread(path.display().to_string(), path, sha256.to_string(), reason));
        }
        all
    }

    fn handed_in_package(&self, folder: &Path) -> Read {
        let file = folder.display().to_string();
        let package = match self.checked_package(folder) {
            Ok(package) => package,
            Err(reason) => return unread(file, folder, String::new(), reason),
        };
        let (colon, semicolon) = (self.lang.pick("：", ": "), self.lang.pick("；", "; "));
        let faulty = package.files.iter().filter(|(_, faults)| !faults.is_empty()).map(|(name, faults)| {
            let said: Vec<String> = faults.iter().map(|fault| fault.message(self.lang)).collect();
            format!("{name}{colon}{}", said.join(semicolon))
        });
        let remarks = faulty.collect();
        let path = package.file;
        let bytes = match atomic::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => return unread(file, folder, String::new(), error.message(self.lang)),
        };
        let report = self.read_bytes(&path.display().to_string(), &bytes, None, None);
        let report = report.map_err(|error| error.message(self.lang)).and_then(|content| match content {
            Content::Report(opened) => Ok(Received { report: opened.report, says_scope: true }),
            Content::Document(..) => {
                Err(self.lang.say("报送包里没有报告文件。", "The package holds no report of ours."))
            }
        });
        let listed = package.files.iter().map(|(name, _)| folder.join(name)).filter(|other| *other != path);
        let beside = listed.chain([folder.join(LIST)]).filter(|other| other.is_file()).collect();
        Read { file, path, beside, sha256: digest(&bytes), is_none: false, is_whole: true, report, remarks }
    }
}

/// A file whose reports are read.
struct Whole<'a> {
    path: &'a Path,
    file: String,
    sha256: String,
    year: i32,
}

impl Whole<'_> {
    fn unread(&self, reason: String) -> Read {
        unread(self.file.clone(), self.path, self.sha256.clone(), reason)
    }
}

fn unread(file: String, path: &Path, sha256: String, reason: String) -> Read {
    let path = path.to_path_buf();
    let report = Err(reason);
    Read { file, path, beside: Vec::new(), sha256, is_none: false, is_whole: true, report, remarks: Vec::new() }
}

/// The first of many names, and how many there are.
pub(super) fn listed(names: &[String], most: usize, lang: Lang) -> String {
    let shown = names.iter().take(most).cloned().collect::<Vec<_>>().join(lang.pick("、", ", "));
    match names.len() {
        count if count > most => {
            lang.say(format!("{shown}等 {count} 处"), format!("{shown} and {} more", count - most))
        }
        _ => shown,
    }
}
