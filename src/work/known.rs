//! Finds what is known besides a report: its agency's profile, and last year's report, wherever that is asked for: by rules,
//! on the screen, for exports, for what is carried over, for the picture of the years. It judges nothing.
//!
//! Last year's report of a body is its own. Where its profile names predecessors for that year, theirs count: of a body that
//! was renamed or newly made they stand alone; one into which others were merged goes on, so that its own report, where the
//! library has one, is added to theirs, whether or not the profile names the body itself among them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::background::{Background, LastYear, Precedent, ReportingBody, added};
use crate::domain::report::{Key, Report, plain_name};
use crate::domain::trend::{MOST_YEARS, Trend};
use crate::store::agency::Agency;
use crate::store::error::StoreError;
use crate::store::library::Library;

use super::{Office, remark};

/// What is known besides a report.
#[derive(Debug, Default)]
pub struct Known {
    /// It.
    pub background: Background,
    /// What could not be read and does not count, and which journals do.
    pub remarks: Vec<String>,
    /// Why there is no report of last year, where one was looked for.
    pub without: Option<StoreError>,
}

/// What helps to find what is known besides a report.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// The file that the report was read from: where that is in a library, that one counts.
    pub file: Option<&'a Path>,
    /// The file that was read before this one, with its report: of many in order that often is last year's, and need not be
    /// read twice.
    pub read: Option<&'a (PathBuf, Report)>,
    /// The report that somebody named as last year's.
    pub last_year: Option<&'a Report>,
}

impl Office {
    /// What is known besides a report. What cannot be read is taken not to be known, and said.
    pub fn known(&self, report: &Report, hints: Hints<'_>) -> Known {
        let take = |last: Report| LastYear::Known(Arc::new(Precedent::new(report.form(), last)));
        let named = hints.last_year.cloned().map(take);
        let Some(key) = report.key() else {
            let background = Background { last_year: named.unwrap_or_default(), ..Background::default() };
            return Known { background, ..Known::default() };
        };
        let around = hints.file.and_then(|file| Library::around(file, report));
        let library = around.as_ref().unwrap_or(&self.library);
        let mut known = Known::default();
        let holds = library.holds(&key.agency);
        let profile =
            if holds { self.profile(library, &key.agency, &mut known.remarks) } else { Agency::new(&key.agency) };
        let body = ReportingBody {
            skipped: profile.skipped.clone(),
            not_applicable: profile.not_applicable,
            ..ReportingBody::new(report.form(), &profile.name, &profile.kind, profile.powers.clone())
        };
        known.remarks.extend(remark::mistyped(&body, &self.forms, self.lang));
        let last_year = named.unwrap_or_else(|| {
            let found = holds.then(|| self.before(library, &profile, &key, hints.read, &mut known.remarks));
            match found.transpose() {
                Ok(last) => last.map(take).unwrap_or_default(),
                Err(error) => {
                    let is_missing = matches!(error, StoreError::Missing(_));
                    known.remarks.extend((!is_missing).then(|| error.message(self.lang)));
                    known.without = Some(error);
                    if is_missing { LastYear::Missing } else { LastYear::Unknown }
                }
            }
        });
        known.background = Background { last_year, body, year: report.year };
        known
    }

    /// The years of an agency for a picture of them, the last one at most `until`, and what there is to say of their files.
    /// `open` stands in place of the saved report of its year. Years before others were merged into the agency are theirs
    /// and its own together; a year of which one of these reports is missing is a gap.
    pub fn years(
        &self,
        key: &Key,
        open: Option<&Report>,
        until: Option<i32>,
    ) -> Result<(Option<Trend>, Vec<String>), StoreError> {
        let mut remarks = Vec::new();
        let mut keys: BTreeSet<Key> =
            self.library.keys()?.into_iter().filter(|other| other.scope == key.scope).collect();
        keys.extend(open.and_then(Report::key));
        let own = keys.iter().filter(|other| other.agency == key.agency).map(|other| other.year);
        let newest = own.filter(|year| until.is_none_or(|until| *year <= until)).max().unwrap_or(key.year);
        let (mut reports, mut bodies) = (Vec::new(), vec![key.agency.clone()]);
        for year in (newest - MOST_YEARS + 1..=newest).rev() {
            let of_year = |agency: &String| Key { agency: agency.clone(), year, scope: key.scope };
            let there = bodies.iter().map(of_year).filter(|key| keys.contains(key));
            let read: Vec<Report> = there
                .filter_map(|key| match open.filter(|open| open.key().as_ref() == Some(&key)) {
                    Some(open) => Some(open.clone()),
                    None => self
                        .one(&self.library, &key, None, &mut remarks)
                        .map_err(|error| remarks.push(error.message(self.lang)))
                        .ok(),
                })
                .collect();
            if read.len() == bodies.len() {
                reports.extend(added(read));
            }
            let before = |agency: &String| {
                let profile = self.profile(&self.library, agency, &mut remarks);
                bodies_before(&self.library, &profile, &of_year(agency))
            };
            let before: BTreeSet<String> = bodies.iter().flat_map(before).collect();
            bodies = before.into_iter().collect();
            if !keys.iter().any(|key| key.year < year && bodies.contains(&key.agency)) {
                break;
            }
        }
        remarks.sort();
        remarks.dedup();
        Ok((Trend::new(&key.agency, key.scope, &reports), remarks))
    }

    /// Last year's report of a body.
    fn before(
        &self,
        library: &Library,
        profile: &Agency,
        key: &Key,
        read: Option<&(PathBuf, Report)>,
        remarks: &mut Vec<String>,
    ) -> Result<Report, StoreError> {
        let mut reports = Vec::new();
        for agency in bodies_before(library, profile, key) {
            // One of several that is missing makes a sum of the others wrong.
            reports.push(self.one(library, &Key { agency, year: key.year - 1, scope: key.scope }, read, remarks)?);
        }
        added(reports).ok_or(StoreError::Nameless)
    }

    /// A report with what its journal adds.
    fn one(
        &self,
        library: &Library,
        key: &Key,
        read: Option<&(PathBuf, Report)>,
        remarks: &mut Vec<String>,
    ) -> Result<Report, StoreError> {
        let path = library.path(key)?;
        if let Some((_, read)) = read.filter(|(file, read)| *file == path && read.key().as_ref() == Some(key)) {
            return Ok(read.clone());
        }
        let joined = library.joined(key, &self.forms)?;
        remarks.extend(remark::of_journal(&joined, self.lang));
        Ok(joined.report)
    }

    /// The profile of an agency; of one that cannot be read nothing but the name counts, and that is said.
    fn profile(&self, library: &Library, agency: &str, remarks: &mut Vec<String>) -> Agency {
        library.agency(agency).unwrap_or_else(|error| {
            remarks.push(error.message(self.lang));
            Agency::new(agency)
        })
    }
}

/// The bodies whose reports of the year before are together last year's of an agency, the agency itself first.
fn bodies_before(library: &Library, profile: &Agency, key: &Key) -> Vec<String> {
    let mut bodies: Vec<String> = Vec::new();
    for predecessor in profile.predecessors.iter().filter(|predecessor| predecessor.year == key.year) {
        let name = plain_name(&predecessor.name);
        if !bodies.iter().any(|known| known == name) {
            bodies.push(name.to_string());
        }
    }
    let own = Key { year: key.year - 1, ..key.clone() };
    if !bodies.contains(&key.agency) && (bodies.is_empty() || library.holds_report(&own)) {
        bodies.insert(0, own.agency);
    }
    bodies
}
