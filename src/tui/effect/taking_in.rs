//! Reports of ours from outside the library, the sample report among them, and reports that were deleted.

use std::path::Path;

use crate::domain::report::{Key, Report, plain_name};
use crate::domain::session::{Edit, Purpose};
use crate::store::document;
use crate::work::export::is_same_file;
use crate::work::past::SavedState;
use crate::work::source::{Content, ImportError, OpenError, Opened};

use super::super::message::{Deleted, Earlier};
use super::super::model::Msg;
use super::{Outside, StoreError, lines};

/// The sample report: figures of a published report, prose of our own.
const SAMPLE: &str = include_str!("../../../assets/sample.ron");

impl Outside {
    /// A file: a document is proposed, the library's own report opens as such, and any other report of ours is shown before it
    /// is taken in. Of a journal, that is what its edits lead to.
    pub(super) fn read(&mut self, path: &Path, part: Option<usize>) -> Result<Msg, String> {
        let read = self.office.read(path, None, part);
        if part.is_none() && self.office.is_register(path, &read) {
            return Ok(Msg::IsRegister(path.to_path_buf()));
        }
        if let Err(OpenError::Document { error: ImportError::Several(names), .. }) = read {
            return Ok(Msg::Several { path: path.to_path_buf(), names });
        }
        let Opened { mut report, digest, remark, .. } = match read.map_err(|error| self.unread(error))? {
            Content::Report(opened) => *opened,
            Content::Document(proposal, _) => {
                let key = proposal.clone().into_report().key();
                let existing = key.and_then(|key| self.office.library.joined(&key, &self.office.forms).ok());
                let existing = existing.map(|joined| Box::new(joined.report));
                let existing = existing.filter(|ours| ours.form().edition() == proposal.form.edition());
                return Ok(Msg::Proposed { path: path.to_path_buf(), proposal, existing });
            }
        };
        if let Some(key) = report.key()
            && let Ok(ours) = self.office.library.path(&key)
            && is_same_file(&ours, path)
        {
            return self.open(&key, None);
        }
        report.agency = report.agency.as_deref().map(|agency| plain_name(agency).to_string());
        let existing = report.key().filter(|key| self.office.library.holds_report(key));
        let existing = existing.map(|key| self.office.library.joined(&key, &self.office.forms)).transpose();
        let existing = existing.map_err(|error| self.words(&error))?.map(|joined| Box::new(joined.report));
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let of_file = digest.and_then(|digest| digest.message(&file, self.office.lang));
        let remark = lines([of_file, remark].into_iter().flatten());
        Ok(Msg::ReportRead { path: path.to_path_buf(), report: Box::new(report), existing, remark })
    }

    /// A file to compare the open report with.
    pub(super) fn compare(&self, path: &Path) -> Result<Msg, String> {
        let read = self.office.read(path, None, None);
        let (report, remark) = match read.map_err(|error| self.unread(error))? {
            Content::Report(opened) => (opened.report, opened.remark),
            Content::Document(proposal, _) => (proposal.into_report(), None),
        };
        Ok(Msg::Compared { name: path.display().to_string(), report: Box::new(report), remark })
    }

    /// Why a file could not be read; which it is stands on the screen.
    fn unread(&self, error: OpenError) -> String {
        match error {
            OpenError::Document { error, .. } => error.message(self.office.lang),
            error => error.message(self.office.lang),
        }
    }

    /// Opens a report from outside: as a new one, or, where the library has one of the same agency and year, as one edit
    /// of that.
    pub(super) fn take(&mut self, report: Report) -> Result<Msg, String> {
        self.take_as(report, Purpose::Import)
    }

    /// Makes a report of the library what it was, as one edit.
    pub(super) fn go_back_to(&mut self, report: Report) -> Result<Msg, String> {
        self.take_as(report, Purpose::Recover)
    }

    fn take_as(&mut self, report: Report, purpose: Purpose) -> Result<Msg, String> {
        let Some(key) = report.key().filter(|key| self.office.library.holds_report(key)) else {
            return Ok(self.open_new(report, None));
        };
        let ours = self.office.library.joined(&key, &self.office.forms).map_err(|error| self.words(&error))?.report;
        if ours.form().edition() != report.form().edition() {
            return Err(self.other_edition(key.year));
        }
        self.open(&key, Some(Edit::replacing(purpose, &ours, &report)))
    }

    /// The sample report, which is the library's where it was saved there already.
    pub(super) fn sample(&mut self) -> Result<Msg, String> {
        let report =
            document::from_ron("sample.ron", SAMPLE, &self.office.forms).map_err(|error| self.words(&error))?;
        let Some(key) = report.key().filter(|key| self.office.library.holds_report(key)) else {
            return Ok(self.open_new(report, None));
        };
        let mut opened = self.open(&key, None)?;
        if let Msg::Opened { remark, .. } = &mut opened {
            let words = self.office.lang.pick(
                "报告库中已有示例报告，打开的就是它；如需重来，请先删除它",
                "The library already has the sample report, and this is it; delete it to begin anew",
            );
            remark.get_or_insert_with(|| words.to_string());
        }
        Ok(opened)
    }

    /// The earlier states of a report, each as far as it can be read.
    pub(super) fn states(&self, key: &Key) -> Result<Msg, String> {
        let library = &self.office.library;
        let unsaved = |error: StoreError| match error {
            StoreError::Missing(_) => self.office.lang.say(
                "这份报告尚未保存，没有历史版本；请先按 ‹save› 保存",
                "The report was never saved and has no versions; press ‹save› to save it",
            ),
            error => self.words(&error),
        };
        let now = library.joined(key, &self.office.forms).map_err(unsaved)?.report;
        let states = library.history(key).map_err(|error| self.words(&error))?;
        let read = |state: SavedState| {
            let opened = self.office.open_state(key, &state);
            let report = opened.map(|opened| Box::new(opened.report)).map_err(|error| self.words(&error));
            Earlier { unsaved: state.unsaved, of_backup: state.is_kept(), time: state.time, report }
        };
        Ok(Msg::States { now: Box::new(now), states: states.into_iter().map(read).collect() })
    }

    /// The reports that were deleted.
    pub(super) fn deleted(&self) -> Result<Msg, String> {
        let deleted = self.office.library.deleted().map_err(|error| self.words(&error))?;
        let listed = deleted.into_iter().map(|gone| Deleted { key: gone.key, time: gone.time, unsaved: gone.unsaved });
        Ok(Msg::DeletedListed(listed.collect()))
    }

    /// Brings one of them back.
    pub(super) fn undelete(&self, key: Key) -> Result<Msg, String> {
        let unsaved = self.office.undelete(&key).map_err(|error| self.words(&error))?;
        Ok(Msg::Undeleted { key, unsaved })
    }
}
