//! What a session committed since somebody last asked: the edits in the form in which they were applied, for a journal.
//! Where they are kept, and for how long, is no business of the session.

use serde::{Deserialize, Serialize};

use super::super::report::Part;
use super::{Change, Edit, Purpose, Session};

/// How an edit came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It was made.
    Made,
    /// It took another one back.
    Undone,
    /// It made one again that had been taken back.
    Redone,
    /// Prose is being written: the text as it stood at a pause. The edit that takes it over into the report comes later.
    Draft,
}

/// An edit as it was applied: its changes lead to what the report has since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// How it came about.
    pub way: Way,
    /// What was changed.
    pub edit: Edit,
}

/// What was committed and not yet taken.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    commits: Vec<Commit>,
    /// The draft that was handed out last, as long as its part was not taken over into the report.
    drafted: Option<(Part, String)>,
}

impl Record {
    pub(super) fn note(&mut self, way: Way, edit: Edit) {
        let overtakes =
            |part: Part| edit.changes.iter().any(|change| matches!(change, Change::Text(other, _) if *other == part));
        self.drafted = self.drafted.take().filter(|(part, _)| !overtakes(*part));
        self.commits.push(Commit { way, edit });
    }
}

impl Session {
    /// The edits that were committed since this was last asked, the oldest first.
    pub fn take_committed(&mut self) -> Vec<Commit> {
        std::mem::take(&mut self.record.commits)
    }

    /// Whether a text that is being written differs from what was last committed of its part, as an edit or as a draft.
    fn is_undrafted(&self, part: Part, text: &str) -> bool {
        match &self.record.drafted {
            Some((drafted, known)) if *drafted == part => known != text,
            _ => self.report.text(part) != text,
        }
    }

    /// Commits a text that is being written as a draft. The report stays as it is, and undo knows nothing of it.
    pub fn draft(&mut self, part: Part, text: &str) {
        if self.is_lent || !self.is_undrafted(part, text) {
            return;
        }
        let change = Change::Text(part, text.to_string());
        self.record.note(Way::Draft, Edit { purpose: Purpose::Write, changes: vec![change] });
        self.record.drafted = Some((part, text.to_string()));
    }

    /// Says that nothing more is being written: a draft that was not taken over into the report no longer holds.
    pub fn end_draft(&mut self) {
        if let Some((part, _)) = self.record.drafted {
            let text = self.report.text(part).to_string();
            self.draft(part, &text);
            self.record.drafted = None;
        }
    }
}
