//! The library screen's state: the reports that are there, and which one is chosen. Reading the folder is an effect.

use crate::domain::definition::Severity;
use crate::domain::finding::Finding;
use crate::domain::remaining;
use crate::domain::report::Key;
use crate::domain::session::Session;

use super::command::Command;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub key: Key,
    /// What is known of its content, or why it cannot be read; `None` until it was looked into, which is done once it is on
    /// the screen.
    pub state: Option<Result<Condition, String>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    pub edition: String,
    /// Keyed cells in all.
    pub inputs: usize,
    pub unfilled: usize,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    /// Whether every chapter of prose is written to its end.
    pub is_written: bool,
    pub is_final: bool,
    /// Whether a journal holds what its file does not.
    pub is_unsaved: bool,
}

impl Condition {
    /// How far a report in a session is.
    pub fn of(session: &Session) -> Condition {
        Condition::with(session, &session.open_findings())
    }

    /// How far a report in a session is, given its open findings.
    pub fn with(session: &Session, open: &[Finding]) -> Condition {
        let count = |severity| open.iter().filter(|finding| finding.severity == severity).count();
        Condition {
            edition: session.form().edition().to_string(),
            inputs: session.form().inputs().count(),
            unfilled: session.report().unfilled(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            is_written: remaining::is_written(session.report()),
            is_final: session.is_final(),
            is_unsaved: session.is_changed(),
        }
    }
}

/// Reports that fit on a screen of so many rows: all but title, heads, folder and hints. One at least, so that what is
/// chosen is looked into on the smallest screen.
pub fn list_rows(rows: u16) -> usize {
    usize::from(rows.saturating_sub(4)).max(1)
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LibraryScreen {
    /// The reports, by agency, newest year first.
    pub reports: Vec<Listed>,
    pub selected: usize,
    /// The report to choose once the folder has been read again.
    next: Option<Key>,
    pub loaded: bool,
}

impl LibraryScreen {
    pub fn current(&self) -> Option<&Listed> {
        self.reports.get(self.selected)
    }

    /// Takes a fresh list, keeping the choice where that report is still there and no other is to be chosen.
    pub fn replace(&mut self, reports: Vec<Listed>) {
        let wanted = self.next.take().or_else(|| self.current().map(|listed| listed.key.clone()));
        let kept = wanted.and_then(|key| reports.iter().position(|listed| listed.key == key));
        self.selected = kept.unwrap_or(self.selected).min(reports.len().saturating_sub(1));
        self.reports = reports;
        self.loaded = true;
    }

    /// The reports on a screen of so many rows that nobody has looked into yet.
    pub fn unread(&self, rows: u16) -> Vec<Key> {
        let shown = self.reports.iter().skip(self.first(rows)).take(list_rows(rows));
        shown.filter(|listed| listed.state.is_none()).map(|listed| listed.key.clone()).collect()
    }

    /// The first report shown on a screen of so many rows.
    fn first(&self, rows: u16) -> usize {
        (self.selected + 1).saturating_sub(list_rows(rows))
    }

    /// What is known now of reports. Those that are no longer there are passed over.
    pub fn know(&mut self, known: Vec<(Key, Result<Condition, String>)>) {
        let first = known.first().and_then(|(key, _)| self.reports.iter().position(|listed| listed.key == *key));
        for (key, state) in known {
            let mut behind = self.reports.iter_mut().skip(first.unwrap_or(0));
            if let Some(listed) = behind.find(|listed| listed.key == key) {
                listed.state = Some(state);
            }
        }
    }

    /// Chooses a report with the next fresh list, where it is in it.
    pub fn select(&mut self, key: Key) {
        self.next = Some(key);
    }

    /// Carries out a command that moves the choice.
    pub fn run(&mut self, command: Command) {
        let last = self.reports.len().saturating_sub(1);
        self.selected = match command {
            Command::ListUp => self.selected.saturating_sub(1),
            Command::ListDown => (self.selected + 1).min(last),
            Command::ListFirst => 0,
            Command::ListLast => last,
            _ => self.selected,
        };
    }
}
