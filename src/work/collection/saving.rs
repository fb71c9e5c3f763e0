//! The sum of a collection as the collecting agency's aggregated report: opened, checked and exported as every report is. What
//! somebody wrote in its chapters stays; its figures are those of the sum, what is pending is unfilled.

use std::path::PathBuf;

use crate::domain::collection::sum::Sum;
use crate::domain::figure::Entry;
use crate::domain::opening::opening;
use crate::domain::report::{Key, Report, Scope};
use crate::store::error::StoreError;

use super::super::Office;
use super::super::finishing::Unfinished;
use super::Collected;

/// A report with the figures of a sum in place of its own. Its printed totals, which spoke of other figures, go.
pub fn summed(mut report: Report, sum: &Sum) -> Report {
    let form = sum.form();
    for (cell, entry) in sum.entries() {
        report.set_entry(cell, entry);
    }
    for total in form.cells().filter(|&cell| form.is_total(cell)) {
        report.set_entry(total, Entry::UNFILLED);
        report.set_lapsed(total, Entry::UNFILLED);
    }
    report.unplaced.clear();
    report.departures.clear();
    report
}

impl Office {
    /// The aggregated report that a sum makes, with what is written in the one of the library where there is one.
    ///
    /// # Errors
    /// Why that one cannot be read.
    pub fn summed_report(&self, collected: &Collected, sum: &Sum) -> Result<Report, StoreError> {
        let key = aggregated(collected);
        let before = match self.library.holds_report(&key) {
            true => Some(self.library.joined(&key, &self.forms)?.report),
            false => None,
        };
        let is_same = |report: &Report| report.form().edition() == sum.form().edition();
        let report = before.filter(is_same).unwrap_or_else(|| opening(sum.form(), &key));
        let mut report = summed(report, sum);
        report.seal = None;
        Ok(report)
    }

    /// Saves the sum over all bodies as the aggregated report of the collecting agency; what was there goes into the history.
    /// Says where it is.
    ///
    /// # Errors
    /// A report that is finished or open elsewhere is left as it is; and what the store refuses.
    pub fn save_sum(&self, collected: &Collected) -> Result<PathBuf, Unfinished> {
        let key = aggregated(collected);
        let _lock = self.library.lock_for_now(&key)?;
        let path = self.library.path(&key)?;
        if !self.library.holds_report(&key) {
            self.library.save(&summed(opening(collected.gathered.sum.form(), &key), &collected.gathered.sum), None)?;
            return Ok(path);
        }
        let mut joined = self.library.joined(&key, &self.forms)?;
        if let Some(error) = joined.trouble.take() {
            return Err(Unfinished::Store(error));
        }
        if joined.report.seal.is_some() {
            return Err(Unfinished::Already { path, date: joined.report.sign_off.date });
        }
        let report = self.summed_report(collected, &collected.gathered.sum)?;
        self.library.save(&report, joined.stamp.as_ref())?;
        if let Some(journal) = joined.journal {
            self.library.shelve_journal(&key, &journal)?;
        }
        Ok(path)
    }
}

fn aggregated(collected: &Collected) -> Key {
    let collection = collected.collection();
    Key { agency: collection.agency.clone(), year: collection.year, scope: Scope::Aggregated }
}
