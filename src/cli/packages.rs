//! Packages for handing in that `gouji check` is given: whether their documents say what their report does. The report itself is
//! checked as any other.

use crate::domain::text::Lang;
use crate::work::Office;
use crate::work::package::{Package, is_package};
use crate::work::source::Named;

use super::{Failure, output};

/// The packages among what is to be checked.
#[derive(Debug, Default)]
pub struct Packages {
    all: Vec<Package>,
}

impl Packages {
    /// Takes the folders that are packages out of what is named and leaves the report of each; the documents say the same,
    /// or it is told.
    pub fn take(&mut self, office: &Office, named: Vec<Named>) -> Result<Vec<Named>, Failure> {
        let one = |named| match named {
            Named::Path(folder) if is_package(&folder) => {
                let package = office.checked_package(&folder).map_err(Failure)?;
                let report = package.report.clone();
                self.all.push(package);
                Ok(Named::Path(report))
            }
            named => Ok(named),
        };
        named.into_iter().map(one).collect()
    }

    /// How many files are not as they should be.
    pub fn faults(&self) -> usize {
        self.all.iter().flat_map(|package| &package.files).filter(|(_, faults)| !faults.is_empty()).count()
    }

    /// Says of each package that it agrees, or what is wrong with which file.
    pub fn tell(&self, lang: Lang) {
        for package in &self.all {
            let folder = package.report.parent().unwrap_or(&package.report).display().to_string();
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
