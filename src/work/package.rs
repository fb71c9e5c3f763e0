//! A package for handing in: a report as Word, PDF and Excel, the report itself, its check sheet, and a list of digests, in
//! one folder; and whether such a folder still says one thing. Each document is read back before anything is written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::domain::comparison::Difference;
use crate::domain::field::resolved;
use crate::domain::official_name::official_name;
use crate::domain::report::Report;
use crate::domain::seal::digest;
use crate::domain::text::Lang;
use crate::store::atomic;
use crate::store::document::to_ron;
use crate::store::error::StoreError;

use super::Office;
use super::export::{Documents, Exporting, Format, Unwritten};
use super::source::Opened;

/// The list of digests, in the lines that `sha256sum -c` reads: digest, two blanks, name.
pub const LIST: &str = "sha256.txt";

/// The documents of a package, the one with the check sheet beside it first.
const FORMATS: [Format; 3] = [Format::Docx, Format::Pdf, Format::Xlsx];

/// What stands behind the name of a report in that of its check sheet.
const SHEET: &str = "校验情况表";

/// What is wrong with a file of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It stands in the list and is not there.
    Missing,
    /// It is there and stands in no line of the list.
    Unlisted,
    /// It is not as it was when the list was made.
    Changed,
    /// It cannot be read, for this reason.
    Unreadable(String),
    /// It says other things than the report.
    Differs(Vec<Difference>),
}

/// A package as it was found.
#[derive(Debug)]
pub struct Package {
    /// The file of the report in it.
    pub file: PathBuf,
    /// That report, with figures in the places of fields.
    pub report: Report,
    /// The files that were held against it, with what is wrong.
    pub files: Vec<(String, Vec<Fault>)>,
}

/// Whether a folder is a package: it has a list of digests, and a report in it or in the list.
pub fn is_package(folder: &Path) -> bool {
    let is_report = |name: &str| name.ends_with(".ron");
    let Ok(list) = atomic::read(&folder.join(LIST)) else { return false };
    listed(&list).iter().any(|(name, _)| is_report(name)) || names(folder).iter().flatten().any(|name| is_report(name))
}

/// The files that a list names, with their digests. A line has a digest, blanks, perhaps the mark of a binary file, and a name
/// in the list's folder.
fn listed(list: &[u8]) -> Vec<(String, String)> {
    let list = String::from_utf8_lossy(list);
    let lines = list.trim_start_matches('\u{feff}').lines().filter_map(|line| {
        let (digest, name) = line.split_once(' ')?;
        let name = name.trim_start().trim_start_matches('*').trim_end();
        (!name.contains(['/', '\\'])).then(|| (name.to_string(), digest.to_lowercase()))
    });
    lines.collect()
}

/// The files of a package's folder but for its list.
fn names(folder: &Path) -> std::io::Result<BTreeSet<String>> {
    let names =
        std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    Ok(names.filter(|name| !name.starts_with(['.', '~']) && name != LIST).collect())
}

impl Fault {
    /// What programs know the fault by.
    pub fn name(&self) -> &'static str {
        match self {
            Fault::Missing => "missing",
            Fault::Unlisted => "unlisted",
            Fault::Changed => "changed",
            Fault::Unreadable(_) => "unreadable",
            Fault::Differs(_) => "differs",
        }
    }

    /// The differences that it is about.
    pub fn differences(&self) -> &[Difference] {
        match self {
            Fault::Differs(differences) => differences,
            _ => &[],
        }
    }

    /// The fault in words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Fault::Missing => lang.say("清单里有，文件夹里没有", "is in the list but not in the folder"),
            Fault::Unlisted => lang.say("清单里没有这个文件", "is not in the list"),
            Fault::Changed => lang
                .say("与清单的校验码不符，生成后有改动", "was changed after the list was made: its checksum differs"),
            Fault::Unreadable(why) => lang.say(format!("读不出：{why}"), format!("cannot be read: {why}")),
            Fault::Differs(differences) => {
                const NAMED: usize = 3;
                let names: Vec<String> = differences
                    .iter()
                    .take(NAMED)
                    .map(|d| format!("{} {} ≠ {}", d.what, start(&d.left), start(&d.right)))
                    .collect();
                let (count, names) = (differences.len(), names.join(lang.pick("；", "; ")));
                lang.say(
                    format!("与报告有 {count} 处不同：{names}"),
                    format!("differs from the report in {count} places: {names}"),
                )
            }
        }
    }
}

/// The beginning of a value.
fn start(value: &str) -> String {
    const SHOWN: usize = 20;
    let shown: String = value.chars().take(SHOWN).collect();
    if shown.len() < value.len() { format!("{shown}…") } else { shown }
}

impl Office {
    /// The files of a package in a folder, made and read back; the list of digests is the last. `wish` says what else is
    /// wanted of the documents; its file and format do not count.
    ///
    /// # Errors
    /// As of a single document; nothing is written.
    pub fn package(
        &self,
        report: &Report,
        file: Option<&Path>,
        folder: &Path,
        wish: &Exporting,
    ) -> Result<Documents, Unwritten> {
        if folder.exists() && !folder.is_dir() {
            return Err(Unwritten::Store(StoreError::NoFile(folder.into())));
        }
        let draft = if wish.draft { "（草稿）" } else { "" };
        let name = format!("{}{draft}", official_name(report, SHEET.len() + draft.len() + ".docx".len()));
        let mut all: Option<Documents> = None;
        for format in FORMATS {
            let sheet = all.is_none().then(|| (folder.join(format!("{name}{SHEET}.docx")), Format::Docx));
            let out = folder.join(format!("{name}.{}", format.ending()));
            let own = Exporting { out, format, check_sheet: sheet, ..wish.clone() };
            let made = self.documents(report, file, &own)?;
            match &mut all {
                None => all = Some(made),
                Some(all) => all.files.extend(made.files),
            }
        }
        let mut all = all.unwrap_or_default();
        all.files.push((folder.join(format!("{name}.ron")), to_ron(report).into_bytes()));
        let lines = all.files.iter().map(|(path, bytes)| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            format!("{}  {name}\n", digest(bytes))
        });
        let list: String = lines.collect();
        all.files.push((folder.join(LIST), list.into_bytes()));
        Ok(all)
    }

    /// Whether the files of a package are as they were written, and its documents say what its report does.
    ///
    /// # Errors
    /// Where the list, or the report, cannot be read or there is not one report.
    pub fn checked_package(&self, folder: &Path) -> Result<Package, String> {
        let said = |error: StoreError| error.message(self.lang);
        let list = atomic::read(&folder.join(LIST)).map_err(said)?;
        let listed = listed(&list);
        let there = names(folder).map_err(|error| super::system(&error, self.lang))?;
        let names: BTreeSet<&String> = listed.iter().map(|(name, _)| name).chain(&there).collect();
        let reports: Vec<&&String> = names.iter().filter(|name| name.ends_with(".ron")).collect();
        let [report] = reports[..] else {
            return Err(self.lang.say(
                format!("{} 里应有一份 .ron 报告，现有 {} 份。", folder.display(), reports.len()),
                format!("{} should hold one .ron report and holds {}.", folder.display(), reports.len()),
            ));
        };
        let path = folder.join(report);
        let mut opened = self.open_file(&path, None, None).map_err(|error| error.message(self.lang))?;
        opened.report = resolved(&opened.report).into_owned();
        let mut files = Vec::new();
        for name in names {
            let digest = listed.iter().find(|(other, _)| other == name).map(|(_, digest)| digest.as_str());
            files.push((name.clone(), self.faults(&folder.join(name), digest, &opened)));
        }
        Ok(Package { file: path, report: opened.report, files })
    }

    /// What is wrong with a file of a package whose list gives it a digest, or none.
    fn faults(&self, path: &Path, listed: Option<&str>, report: &Opened) -> Vec<Fault> {
        let bytes = match atomic::read(path) {
            Ok(bytes) => bytes,
            Err(_) if !path.exists() => return vec![Fault::Missing],
            Err(error) => return vec![Fault::Unreadable(error.message(self.lang))],
        };
        let mut faults: Vec<Fault> = match listed {
            None => vec![Fault::Unlisted],
            Some(listed) if listed != digest(&bytes) => vec![Fault::Changed],
            Some(_) => Vec::new(),
        };
        let is_document = Format::of_path(path).is_ok_and(|format| FORMATS.contains(&format));
        let is_sheet = path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(SHEET));
        if is_document && !is_sheet {
            match self.open_file(path, report.report.year, None) {
                Ok(document) => {
                    let differences = report.differences(&document);
                    faults.extend((!differences.is_empty()).then_some(Fault::Differs(differences)));
                }
                Err(error) => faults.push(Fault::Unreadable(error.message(self.lang))),
            }
        }
        faults
    }
}
