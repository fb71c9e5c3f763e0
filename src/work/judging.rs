//! Judges reports by every rule, with what is known besides them: one, or many by all cores.

use std::path::PathBuf;

use crate::domain::finding::Finding;
use crate::domain::report::Report;
use crate::domain::session::Session;
use crate::store::digest::Digest;

use super::Office;
use super::known::Hints;
use super::source::{Named, OpenError, Opened};

/// A report with what the rules say of it.
#[derive(Debug)]
pub struct Judged {
    pub file: String,
    /// What the digest of a report of ours says of its file.
    pub digest: Option<Digest>,
    pub session: Session,
    pub findings: Vec<Finding>,
    /// What there is to say of the files that were used.
    pub remarks: Vec<String>,
}

impl Office {
    /// Judges a report. `read` is kept from one report to the next: the file read before this one. `last_year` counts as last
    /// year's report of whatever is judged.
    pub fn judge(
        &self,
        named: &Named,
        read: &mut Option<(PathBuf, Report)>,
        last_year: Option<&Report>,
    ) -> Result<Judged, OpenError> {
        let Opened { report, file, digest, remark, .. } = self.open(named)?;
        let path = named.path();
        let known = self.known(&report, Hints { file: path, read: read.as_ref(), last_year });
        if let Some(path) = path {
            *read = Some((path.to_path_buf(), report.clone()));
        }
        let remarks = remark.into_iter().chain(known.remarks).collect();
        let session = Session::with(report, known.background);
        let findings = session.findings();
        Ok(Judged { file, digest, session, findings, remarks })
    }
}
