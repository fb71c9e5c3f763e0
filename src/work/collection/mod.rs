//! A collecting office's year, for both front ends: the roster with every body's report loaded and judged, what they add up to,
//! and what the rules over many bodies find. Decisions about bodies are in `deciding`, the roster is
//! edited in `rostering`, saving the sum in `saving`.
//!
//! Of a body's two reports that one counts that the roster says; where only the other is there, that one does.

pub mod deciding;

mod rostering;

pub mod saving;

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::background::ReportingBody;
use crate::domain::collection::roster::{Body, Collection};
use crate::domain::collection::rule::{Finding, Gathered};
use crate::domain::collection::sum::{Held, Member, Sum};
use crate::domain::definition::Severity;
use crate::domain::finding::Status;
use crate::domain::form::Form;
use crate::domain::report::{Key, Report, Scope, plain_name};
use crate::domain::seal;
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::export::{self, ExportError};
use crate::store::agency::Agency;
use crate::store::error::StoreError;

pub use crate::export::json::figure;

use super::Office;
use super::known::Hints;
use super::making::NoForm;
use super::remark;

/// A body's line in the desk, besides what the roster says of it.
#[derive(Debug, Clone, Default)]
pub struct BodyLine {
    /// The report that counts, where there is one.
    pub key: Option<Key>,
    pub file: Option<PathBuf>,
    /// Failed findings of severity error.
    pub errors: usize,
    /// Failed findings of severity warning.
    pub warnings: usize,
    /// Rules that wait for unfilled cells.
    pub pending: usize,
}

/// A collection with all that is known of it.
#[derive(Debug)]
pub struct Collected {
    /// The roster, the bodies' reports and their sum.
    pub gathered: Gathered,
    /// A line for each body, in the roster's order.
    pub lines: Vec<BodyLine>,
    /// What the rules over many bodies find.
    pub findings: Vec<Finding>,
    /// What could not be read and does not count, and which journals do.
    pub remarks: Vec<String>,
    /// Whether its file is there; else it is what would be begun from last year's.
    pub is_saved: bool,
}

/// Why a collection cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum NotCollected {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No form is for the year.
    #[error(transparent)]
    NoForm(#[from] NoForm),
}

impl NotCollected {
    /// The error in words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            NotCollected::Store(error) => error.message(lang),
            NotCollected::NoForm(error) => error.message(lang),
        }
    }
}

impl Collected {
    pub fn collection(&self) -> &Collection {
        &self.gathered.collection
    }

    /// The sum over the bodies of a group.
    pub fn group(&self, group: &str) -> Sum {
        Sum::new(&self.gathered.form, self.collection(), &self.gathered.members, Some(group))
    }

    /// The 汇总表 of a sum over all bodies or a group, as a workbook.
    ///
    /// # Errors
    /// What the writer refuses.
    pub fn workbook(&self, sum: &Sum, group: Option<&str>, lang: Lang) -> Result<Vec<u8>, ExportError> {
        export::collection::write(self.collection(), &self.gathered.members, sum, group, lang)
    }

    /// Whether anything that the rules over many bodies find is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| {
            finding.status == Status::Fail && finding.rule(&self.gathered.form).severity == Severity::Error
        })
    }
}

impl Office {
    /// Opens a collection with the reports of its bodies. A report that cannot be read counts as not there, and is said.
    ///
    /// # Errors
    /// Where there is no collection of the year and none of the year before, where one cannot be read, and where no form is
    /// for the year.
    pub fn collect(&self, agency: &str, year: i32) -> Result<Collected, NotCollected> {
        let (collection, stamp) = self.library.begun_collection(agency, year)?;
        if stamp.is_none() && collection.bodies.is_empty() {
            let path = self.library.collection_path(agency, year)?;
            return Err(StoreError::NoCollection(path).into());
        }
        let mut collected = self.gather(collection)?;
        collected.is_saved = stamp.is_some();
        Ok(collected)
    }

    /// The same for a collection that is at hand, saved or not.
    ///
    /// # Errors
    /// Where no form is for the year.
    pub fn gather(&self, collection: Collection) -> Result<Collected, NotCollected> {
        let (agency, year) = (collection.agency.clone(), collection.year);
        let first = || self.forms.all().first().map_or(0, |form| form.definition().years.first);
        let form = Arc::clone(self.forms.for_year(year).ok_or_else(|| NoForm { year, first: first() })?);
        let looked: Vec<(Member, BodyLine, Vec<String>)> =
            collection.bodies.par_iter().map(|body| self.member(&form, body, year)).collect();
        let (mut members, mut lines, mut remarks) = (Vec::new(), Vec::new(), Vec::new());
        for (member, line, said) in looked {
            members.push(member);
            lines.push(line);
            remarks.extend(said);
        }
        self.join_lower(&collection, &mut members, &lines, &mut remarks);
        let mut held = |agency: &str, year: i32, scope: Scope| {
            let key = Key { agency: agency.into(), year, scope };
            self.held(&form, &key, &mut remarks)
        };
        let (printed, last_printed) =
            (held(&agency, year, Scope::Aggregated), held(&agency, year - 1, Scope::Aggregated));
        let own = held(&agency, year, Scope::Own);
        let last = match self.library.load_collection(&agency, year - 1) {
            Ok(loaded) => Some(loaded.collection),
            Err(StoreError::NoCollection(_)) => None,
            Err(error) => {
                remarks.push(error.message(self.lang));
                None
            }
        };
        let gone = last.iter().flat_map(|last| &last.bodies).filter(|body| collection.find(&body.name).is_none());
        let gone: Vec<&Body> = gone.collect();
        let left = gone.into_iter().map(|body| {
            let key = Key { agency: body.name.clone(), year: year - 1, scope: body.scope };
            (body.name.clone(), self.held(&form, &key, &mut remarks))
        });
        let left = left.collect();
        let profile = self.library.agency(&agency).unwrap_or_else(|_| Agency::new(&agency));
        let kinds = ReportingBody::new(&form, &agency, &profile.kind, None).kinds;
        let sum = Sum::new(&form, &collection, &members, None);
        let gathered = Gathered { form, collection, members, printed, last_printed, last, left, own, kinds, sum };
        let findings = gathered.findings();
        remarks.sort();
        remarks.dedup();
        Ok(Collected { gathered, lines, findings, remarks, is_saved: true })
    }

    /// One body: its report judged by every rule, with last year's beside.
    fn member(&self, form: &Arc<Form>, body: &Body, year: i32) -> (Member, BodyLine, Vec<String>) {
        let mut remarks = Vec::new();
        let key = |scope| Key { agency: body.name.clone(), year, scope };
        let scopes = match body.scope {
            Scope::Own => [Scope::Own, Scope::Aggregated],
            Scope::Aggregated => [Scope::Aggregated, Scope::Own],
        };
        let key = scopes.map(key).into_iter().find(|key| self.library.holds_report(key));
        let report = key.as_ref().and_then(|key| self.joined(key, &mut remarks));
        let state = body.state_with(report.is_some());
        let Some(report) = report else {
            let member = Member { state, report: None, last: None, over: Vec::new(), is_changed: false };
            return (member, BodyLine { key, ..BodyLine::default() }, remarks);
        };
        let known = self.known(&report, Hints::default());
        remarks.extend(known.remarks);
        let last = known.background.precedent().map(|last| Held::new(form, last.report.clone()));
        let received = body.receipts.last().map(|receipt| receipt.content.as_str()).filter(|digest| !digest.is_empty());
        let is_changed = received.is_some_and(|digest| digest != seal::digest(&seal::canonical(&report)));
        let file = key.as_ref().and_then(|key| self.library.path(key).ok());
        let session = Session::with(report, known.background);
        let mut line = BodyLine { key, file, ..BodyLine::default() };
        for finding in session.findings().iter().filter(|finding| !finding.rule(session.form()).folded) {
            match (finding.status, finding.severity) {
                (Status::Pending, _) => line.pending += 1,
                (Status::Fail, Severity::Error) => line.errors += 1,
                (Status::Fail, Severity::Warning) => line.warnings += 1,
                (Status::Fail, Severity::Info) => {}
            }
        }
        let report = Some(Held::new(form, session.report().clone()));
        (Member { state, report, last, over: Vec::new(), is_changed }, line, remarks)
    }

    /// Says of every body whose report is itself added up over which bodies that is: those of its own roster, and those whose
    /// profile names it as the one that collects their reports.
    fn join_lower(
        &self,
        collection: &Collection,
        members: &mut [Member],
        lines: &[BodyLine],
        remarks: &mut Vec<String>,
    ) {
        let is_lower = |line: &BodyLine| line.key.as_ref().is_some_and(|key| key.scope == Scope::Aggregated);
        if !lines.iter().any(is_lower) {
            return;
        }
        let parent = |body: &Body| self.library.agency(&body.name).map(|profile| profile.parent).unwrap_or_default();
        let parents: Vec<String> = collection.bodies.iter().map(parent).collect();
        for ((body, member), line) in collection.bodies.iter().zip(members).zip(lines) {
            if !is_lower(line) {
                continue;
            }
            match self.library.load_collection(&body.name, collection.year) {
                Ok(lower) => member.over.extend(lower.collection.bodies.into_iter().map(|lower| lower.name)),
                Err(StoreError::NoCollection(_)) => {}
                Err(error) => remarks.push(error.message(self.lang)),
            }
            let below = collection
                .bodies
                .iter()
                .zip(&parents)
                .filter(|(_, parent)| !parent.is_empty() && plain_name(parent) == plain_name(&body.name));
            member.over.extend(below.map(|(below, _)| below.name.clone()));
        }
    }

    /// A report of the library beside the collection's form, where it is there and can be read.
    fn held(&self, form: &Form, key: &Key, remarks: &mut Vec<String>) -> Option<Held> {
        self.library
            .holds_report(key)
            .then(|| self.joined(key, remarks))
            .flatten()
            .map(|report| Held::new(form, report))
    }

    /// A report with what its journal adds; one that cannot be read is said.
    fn joined(&self, key: &Key, remarks: &mut Vec<String>) -> Option<Report> {
        match self.library.joined(key, &self.forms) {
            Ok(joined) => {
                remarks.extend(remark::of_journal(&joined, self.lang));
                Some(joined.report)
            }
            Err(error) => {
                remarks.push(error.message(self.lang));
                None
            }
        }
    }
}
