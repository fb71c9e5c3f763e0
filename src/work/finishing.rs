//! Finishes a report of the library: names, date and seal, on top of what its journal holds. Opening one again needs somebody
//! who changes it, so that is an edit of the editor's.

use std::path::PathBuf;

use crate::domain::journal::Ground;
use crate::domain::report::{Key, Report};
use crate::domain::seal;
use crate::domain::session::Session;
use crate::export::Refusal;
use crate::store::error::StoreError;

use super::known::Hints;
use super::{Office, remark};

#[derive(Debug)]
pub struct Finished {
    pub path: PathBuf,
    /// The report as it was before, with what is known besides: what was open then still is.
    pub before: Session,
    pub digest: String,
    /// What there is to say of the files that were used.
    pub remarks: Vec<String>,
}

/// Why a report was not finished; its file is as it was.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum Unfinished {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its file and its journal were both changed.
    Apart,
    /// It is finished already.
    Already { path: PathBuf, date: String },
    /// It cannot be final yet.
    Refused { path: PathBuf, refusal: Refusal, report: Box<Report> },
}

impl Office {
    /// Finishes a report and saves it.
    pub fn finish(&self, key: &Key, keyer: &str, reviewer: &str, date: &str) -> Result<Finished, Unfinished> {
        // Held until the report is written, so that nobody else finishes or changes it in between.
        let _lock = self.library.lock_for_now(key)?;
        let mut joined = self.library.joined(key, &self.forms)?;
        // What was keyed last is in a journal that cannot be read at the moment: without it nothing is finished.
        if let Some(error) = joined.trouble.take() {
            return Err(Unfinished::Store(error));
        }
        let mut remarks: Vec<String> = remark::of_journal(&joined, self.lang).into_iter().collect();
        let path = joined.path;
        if joined.recovered.as_ref().is_some_and(|recovered| recovered.ground == Ground::Changed) {
            return Err(Unfinished::Apart);
        }
        if joined.report.seal.is_some() {
            return Err(Unfinished::Already { path, date: joined.report.sign_off.date });
        }
        if let Some(refusal) = Refusal::of(&joined.report, self.lang) {
            return Err(Unfinished::Refused { path, refusal, report: Box::new(joined.report) });
        }
        let known = self.known(&joined.report, Hints::default());
        remarks.extend(known.remarks);
        let before = Session::with(joined.report, known.background);
        let mut session = before.clone();
        session.apply(seal::finishing(session.report(), keyer, reviewer, date));
        self.library.save(session.report(), joined.stamp.as_ref())?;
        // The file has everything now.
        if let Some(journal) = joined.journal
            && let Err(error) = self.library.shelve_journal(key, &journal)
        {
            // The report is finished all the same; of a journal that adds nothing to its file nothing is offered again.
            remarks.push(error.message(self.lang));
        }
        let digest = session.report().seal.as_ref().map_or_else(String::new, |seal| seal.sha256.clone());
        Ok(Finished { path, before, digest, remarks })
    }
}
