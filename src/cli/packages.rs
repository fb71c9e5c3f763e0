//! Packages for handing in that `gouji check` is given: whether their documents say what their report does, in words, as JSON
//! and as rows of a table. The report itself is checked as any other.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::domain::comparison::Difference;
use crate::domain::definition::Severity;
use crate::domain::finding::Status;
use crate::domain::number::Number;
use crate::domain::text::Lang;
use crate::work::Office;
use crate::work::folder::Tasks;
use crate::work::package::{Fault, Package, is_package};
use crate::work::source::Named;

use super::{output, table::row};

/// What stands in the place of a rule's id where a file of a package is not as it should be.
pub const PACKAGE: &str = "PACKAGE";

/// The packages among what is to be checked.
#[derive(Debug, Default)]
pub struct Packages {
    all: Vec<Package>,
    /// The folders without a report that documents could be held against, and why.
    pub refused: Vec<(PathBuf, String)>,
}

impl Packages {
    /// Takes the packages out of what is to be read and leaves the report of each; the documents say the same, or it is told.
    pub fn take(&mut self, office: &Office, mut tasks: Tasks) -> Tasks {
        tasks.all.retain_mut(|task| {
            let Some(folder) = task.named.path().filter(|path| is_package(path)) else { return true };
            match office.checked_package(folder) {
                Ok(package) => {
                    task.named = Named::Path(package.file.clone());
                    self.all.push(package);
                    true
                }
                Err(why) => {
                    self.refused.push((folder.into(), why));
                    false
                }
            }
        });
        tasks
    }

    /// How many files are not as they should be.
    pub fn faults(&self) -> usize {
        self.all.iter().flat_map(|package| &package.files).filter(|(_, faults)| !faults.is_empty()).count()
    }

    /// Every package with its files, for programs; none where none was checked.
    pub fn value(&self, lang: Lang) -> Option<Value> {
        let fault = |fault: &Fault| {
            let of = |d: &Difference| json!({ "what": d.what, "report": d.left, "document": d.right });
            let differences: Vec<Value> = fault.differences().iter().map(of).collect();
            json!({ "kind": fault.name(), "message": fault.message(lang), "differences": differences })
        };
        let file = |(name, faults): &(String, Vec<Fault>)| json!({ "file": name, "faults": faults.iter().map(fault).collect::<Vec<_>>() });
        let one = |package: &Package| {
            json!({
                "folder": folder(package),
                "report": package.file.display().to_string(),
                "files": package.files.iter().map(file).collect::<Vec<_>>(),
            })
        };
        (!self.all.is_empty()).then(|| self.all.iter().map(one).collect())
    }

    /// A row for every fault, and for every difference of a document, in the columns of findings.
    pub fn rows(&self, lang: Lang) -> Vec<u8> {
        let mut rows = Vec::new();
        for package in &self.all {
            for (name, fault) in package.files.iter().flat_map(|(name, all)| all.iter().map(move |fault| (name, fault)))
            {
                let report = &package.report;
                let number = |side: &str| if side.parse::<Number>().is_ok() { side.to_string() } else { String::new() };
                let put = |fault: &Fault, cell: &str, left: &str, right: &str| {
                    row([
                        package.file.with_file_name(name).display().to_string(),
                        report.agency.clone().unwrap_or_default(),
                        report.year.map_or_else(String::new, |year| year.to_string()),
                        report.scope.name().to_string(),
                        report.form().edition().to_string(),
                        PACKAGE.to_string(),
                        Severity::Error.name().to_string(),
                        Status::Fail.name().to_string(),
                        cell.to_string(),
                        number(left),
                        number(right),
                        String::new(),
                        fault.message(lang),
                    ])
                };
                match fault.differences() {
                    [] => rows.extend(put(fault, "", "", "")),
                    all => rows.extend(all.iter().flat_map(|difference| {
                        let Difference { what, left, right } = difference;
                        put(&Fault::Differs(vec![difference.clone()]), what, left, right)
                    })),
                }
            }
        }
        rows
    }

    /// Says of each package that it agrees, or what is wrong with which file.
    pub fn tell(&self, lang: Lang) {
        for package in &self.all {
            let folder = folder(package);
            let bad: Vec<String> = package
                .files
                .iter()
                .flat_map(|(name, faults)| faults.iter().map(move |fault| (name, fault)))
                .map(|(name, fault)| {
                    let words = fault.message(lang);
                    lang.say(format!("\n  {name}：{words}"), format!("\n  {name}: {words}"))
                })
                .collect();
            let (count, lines) = (package.files.len(), bad.concat());
            output::message(&match (bad.is_empty(), lang) {
                (true, Lang::Zh) => format!("报送包 {folder}：{count} 个文件与清单一致，各文档与报告内容一致。"),
                (true, Lang::En) => {
                    format!(
                        "Package {folder}: its {count} files are as listed, and its documents agree with the report."
                    )
                }
                (false, Lang::Zh) => format!("报送包 {folder} 有不一致：{lines}"),
                (false, Lang::En) => format!("Package {folder} does not agree:{lines}"),
            });
        }
    }
}

fn folder(package: &Package) -> String {
    package.file.parent().unwrap_or(&package.file).display().to_string()
}
