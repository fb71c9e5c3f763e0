//! Reports of ours from outside the library, the sample report among them, and reports that were deleted.

use std::path::Path;

use crate::domain::report::{Key, Report, plain_name};
use crate::domain::session::{Edit, Purpose};
use crate::store::digest::Digest;
use crate::store::{document, journal, syntax};

use super::super::message::Deleted;
use super::super::model::Msg;
use super::Outside;

/// The sample report: figures of a published report, prose of our own.
const SAMPLE: &str = include_str!("../../../assets/sample.ron");

impl Outside {
    /// A report of our own: the library's file opens as such, any other is shown before it is taken in. Of a journal, that
    /// is what its edits lead to.
    pub(super) fn read_report(&mut self, path: &Path, bytes: &[u8]) -> Result<Msg, String> {
        let name = path.display().to_string();
        let mut remark = None;
        let read = if journal::is_journal(bytes) {
            journal::from_bytes(&name, bytes, &self.forms).map(|recovered| recovered.report())
        } else {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            remark = Digest::of(bytes).message(&file, self.lang);
            syntax::decode(&name, bytes).and_then(|text| document::from_ron(&name, &text, &self.forms))
        };
        let mut report = read.map_err(|error| self.words(&error))?;
        if let Some(key) = report.key()
            && let (Ok(ours), Ok(this)) = (self.library.path(&key), path.canonicalize())
            && ours.canonicalize().is_ok_and(|ours| ours == this)
        {
            return self.open(&key, None);
        }
        report.agency = report.agency.as_deref().map(|agency| plain_name(agency).to_string());
        let existing = report.key().filter(|key| self.library.holds_report(key));
        let existing = existing.map(|key| self.library.joined(&key, &self.forms)).transpose();
        let existing = existing.map_err(|error| self.words(&error))?.map(|joined| Box::new(joined.report));
        Ok(Msg::ReportRead { path: path.to_path_buf(), report: Box::new(report), existing, remark })
    }

    /// Opens a report from outside: as a new one, or, where the library has one of the same agency and year, as one edit
    /// of that.
    pub(super) fn take(&mut self, report: Report) -> Result<Msg, String> {
        let Some(key) = report.key().filter(|key| self.library.holds_report(key)) else {
            return Ok(self.open_new(report, None));
        };
        let ours = self.library.joined(&key, &self.forms).map_err(|error| self.words(&error))?.report;
        if ours.form().edition() != report.form().edition() {
            return Err(self.other_edition(key.year));
        }
        self.open(&key, Some(Edit::replacing(Purpose::Import, &ours, &report)))
    }

    /// The sample report, which is the library's where it was saved there already.
    pub(super) fn sample(&mut self) -> Result<Msg, String> {
        let report = document::from_ron("sample.ron", SAMPLE, &self.forms).map_err(|error| self.words(&error))?;
        let Some(key) = report.key().filter(|key| self.library.holds_report(key)) else {
            return Ok(self.open_new(report, None));
        };
        let mut opened = self.open(&key, None)?;
        if let Msg::Opened { remark, .. } = &mut opened {
            let words = self.lang.pick(
                "示例报告库里已经有了，打开的就是它；要重来，先删除它",
                "the library has the sample report already, and this is it; delete it to begin anew",
            );
            remark.get_or_insert_with(|| words.to_string());
        }
        Ok(opened)
    }

    /// The reports that were deleted.
    pub(super) fn deleted(&self) -> Result<Msg, String> {
        let deleted = self.library.deleted().map_err(|error| self.words(&error))?;
        let listed = deleted.into_iter().map(|gone| Deleted { key: gone.key, time: gone.time, unsaved: gone.unsaved });
        Ok(Msg::DeletedListed(listed.collect()))
    }

    /// Brings one of them back.
    pub(super) fn undelete(&self, key: Key) -> Result<Msg, String> {
        let _lock = self.library.lock_for_now(&key).map_err(|error| self.words(&error))?;
        let unsaved = self.library.undelete(&key, &self.forms).map_err(|error| self.words(&error))?;
        Ok(Msg::Undeleted { key, unsaved })
    }
}
