//! Finds what is known besides a report: last year's report and the agency's profile, in the library or beside the
//! report's file. What it finds is judged in `domain`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::background::{Background, Body, LastYear, Precedent};
use crate::domain::report::{Key, Report, plain_name};
use crate::domain::text::Lang;

use super::agency::Agency;
use super::error::StoreError;
use super::folder_name;
use super::forms::Forms;
use super::library::Library;

impl Library {
    /// The library that a file is in, by its place: `<library>/<agency>/<year>.ron`.
    pub fn around(file: &Path, report: &Report) -> Option<Library> {
        let folder = file.parent()?;
        let agency = folder.file_name().and_then(OsStr::to_str).and_then(folder_name::decode)?;
        let root = folder.parent()?;
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        let library = Library::at(root.to_path_buf());
        let key = report.key().filter(|key| key.agency == agency)?;
        (library.path(&key).ok()?.file_name() == file.file_name()).then_some(library)
    }

    /// What the library knows besides a report: its agency's profile, and the report of the year before, of the agency or
    /// of those that came before it. An agency that the library does not hold is one of which nothing is known.
    pub fn background(&self, report: &Report, forms: &Forms) -> Result<Background, StoreError> {
        self.background_after(report, forms, None)
    }

    /// The same, after another report was read from its file: of many in order that often is last year's, and need not be
    /// read twice.
    pub fn background_after(
        &self,
        report: &Report,
        forms: &Forms,
        read: Option<&(PathBuf, Report)>,
    ) -> Result<Background, StoreError> {
        let Some(key) = report.key() else { return Ok(Background::default()) };
        if !self.holds(&key.agency) {
            return Ok(with_profile(report, &Agency::new(&key.agency)));
        }
        self.background_of(report, forms, read, &self.agency(&key.agency)?)
    }

    /// The same, with a profile at hand.
    pub fn background_of(
        &self,
        report: &Report,
        forms: &Forms,
        read: Option<&(PathBuf, Report)>,
        profile: &Agency,
    ) -> Result<Background, StoreError> {
        let Some(key) = report.key() else { return Ok(Background::default()) };
        let named: Vec<&str> =
            profile.predecessors.iter().filter(|p| p.year == key.year).map(|p| p.name.as_str()).collect();
        let bodies = if named.is_empty() { vec![key.agency.as_str()] } else { named };
        let mut precedent: Option<Precedent> = None;
        for agency in bodies {
            let before = Key { agency: plain_name(agency).into(), year: key.year - 1, scope: key.scope };
            let path = self.path(&before)?;
            let known = read.filter(|(file, read)| *file == path && read.key().as_ref() == Some(&before));
            let last = match known {
                Some((_, read)) => Ok(read.clone()),
                None => self.joined(&before, forms).map(|joined| joined.report),
            };
            match last {
                Ok(last) => {
                    precedent = Some(match precedent {
                        Some(precedent) => precedent.and(report.form(), &last),
                        None => Precedent::new(report.form(), last),
                    });
                }
                Err(StoreError::Missing { .. }) => {
                    // One of several that is missing makes a sum of the others wrong.
                    precedent = None;
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        let last_year = precedent.map_or(LastYear::Missing, |precedent| LastYear::Known(Arc::new(precedent)));
        Ok(Background { last_year, ..with_profile(report, profile) })
    }
}

/// What a profile says of a report's body, and nothing of last year.
pub fn with_profile(report: &Report, profile: &Agency) -> Background {
    let body = Body {
        skipped: profile.skipped.clone(),
        not_applicable: profile.not_applicable,
        ..Body::new(report.form(), &profile.name, &profile.kind, profile.powers.clone())
    };
    Background { body, year: report.year, ..Background::default() }
}

/// The names in a body's profile that no form has, in words; `None` where there are none.
pub fn mistyped(body: &Body, forms: &Forms, lang: Lang) -> Option<String> {
    let unknown = body.unknown(forms.all());
    (!unknown.is_empty()).then(|| match lang {
        Lang::Zh => format!(
            "agency.ron 的 powers、skipped 里有表格没有的名称：{}。请改正（行如 proactive.licensing，列如 requests.research）。",
            unknown.join("、")
        ),
        Lang::En => format!(
            "powers or skipped in agency.ron name what no form has: {}. Correct them: rows are named like proactive.licensing, columns like requests.research.",
            unknown.join(", ")
        ),
    })
}

/// A report that somebody named as last year's.
pub fn with_last_year(background: Background, report: &Report, last: Report) -> Background {
    Background { last_year: LastYear::Known(Arc::new(Precedent::new(report.form(), last))), ..background }
}
