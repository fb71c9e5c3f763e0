//! The library screen's state: the reports that are there, which of them are shown and in which order, and which one is
//! chosen. Reading the folder and looking into reports are effects.

use std::cmp::Reverse;

use crate::domain::definition::Severity;
use crate::domain::finding::Finding;
use crate::domain::remaining;
use crate::domain::report::{Key, Scope};
use crate::domain::seal::{self, State};
use crate::domain::search;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::command::Command;

/// How many reports are looked into at once: on a slow disk the list fills in little by little, and what is asked for
/// meanwhile waits no longer than this takes.
const AT_ONCE: usize = 16;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub key: Key,
    /// What is known of its content, or why it cannot be read; `None` until it was looked into, which is done once it is on
    /// the screen.
    pub state: Option<Result<Condition, String>>,
    /// Whether that was looked into since the folder was read.
    pub is_fresh: bool,
}

impl Listed {
    pub fn new(key: Key) -> Listed {
        Listed { key, state: None, is_fresh: false }
    }

    /// How much it needs work, what needs it most first: what cannot be read, errors, what is to be filled or written,
    /// warnings, what is to be finished. What nobody has looked into yet comes last.
    fn need(&self) -> (u8, Reverse<usize>) {
        let (rank, count) = match &self.state {
            Some(Err(_)) => (0, 0),
            Some(Ok(state)) if state.errors > 0 => (1, state.errors),
            Some(Ok(state)) if state.unfilled > 0 => (2, state.unfilled),
            Some(Ok(state)) if !state.is_written || state.is_unsaved => (3, 0),
            Some(Ok(state)) if state.warnings > 0 => (4, state.warnings),
            Some(Ok(state)) if !state.is_final => (5, 0),
            Some(Ok(_)) => (6, 0),
            None => (7, 0),
        };
        (rank, Reverse(count))
    }
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
    /// The day on which its file or its journal was written last, where that is known: `2026-01-15`.
    pub changed: Option<String>,
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
            errors: count(Severity::Error) + usize::from(seal::state(session.report()) == State::Broken),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            is_written: remaining::is_written(session.report()),
            is_final: session.is_final(),
            is_unsaved: session.is_changed(),
            changed: None,
        }
    }
}

/// Reports that fit on a screen of so many rows: all but title, heads, folder and hints. One at least, so that what is
/// chosen is looked into on the smallest screen.
pub fn list_rows(rows: u16) -> usize {
    usize::from(rows.saturating_sub(4)).max(1)
}

/// Why no backup is begun while there is one.
pub fn already_copying(lang: Lang) -> &'static str {
    lang.pick("正在备份或取回，请等它完成", "A backup is under way; wait until it is done")
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LibraryScreen {
    /// The reports, by agency, newest year first.
    pub reports: Vec<Listed>,
    /// Those that are shown, in their order, by their places among all.
    shown: Vec<usize>,
    /// Which of those is chosen.
    pub selected: usize,
    /// The first one on the screen.
    top: usize,
    /// The words by which the list is narrowed; empty where it is not.
    filter: String,
    /// Whether what needs work comes first.
    by_need: bool,
    /// Whether reports are being looked into, so that no more are asked for.
    is_looking: bool,
    /// The report to choose once the folder has been read again.
    next: Option<Key>,
    pub loaded: bool,
    /// How far the library is copied to a backup or back, where it is.
    pub copying: Option<(usize, usize)>,
}

impl LibraryScreen {
    pub fn current(&self) -> Option<&Listed> {
        self.shown.get(self.selected).and_then(|&index| self.reports.get(index))
    }

    /// The reports that are shown, in their order.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &Listed> {
        self.shown.iter().map(|&index| &self.reports[index])
    }

    pub fn filter(&self) -> &str {
        &self.filter
    }

    pub fn is_by_need(&self) -> bool {
        self.by_need
    }

    /// How many reports nobody has looked into yet.
    pub fn unknown(&self) -> usize {
        self.reports.iter().filter(|listed| listed.state.is_none()).count()
    }

    /// Takes a fresh list, keeping the choice where that report is still there and no other is to be chosen. What was known
    /// stays on the screen until it was looked into anew.
    pub fn replace(&mut self, mut reports: Vec<Listed>) {
        let wanted = self.next.take();
        let kept = wanted.clone().or_else(|| self.current().map(|listed| listed.key.clone()));
        let mut known = std::mem::take(&mut self.reports).into_iter().peekable();
        // Both are in the same order.
        for listed in &mut reports {
            while known.next_if(|old| old.key < listed.key).is_some() {}
            listed.state = known.next_if(|old| old.key == listed.key).and_then(|old| old.state);
        }
        self.reports = reports;
        self.loaded = true;
        self.arrange(kept);
        // A report that is to be seen is not hidden.
        if let Some(key) = wanted.filter(|key| self.current().is_none_or(|listed| listed.key != *key)) {
            self.filter.clear();
            self.arrange(Some(key));
        }
    }

    /// Shows what the filter lets through in the order that was chosen, the choice on a report where that is shown.
    fn arrange(&mut self, kept: Option<Key>) {
        self.arrange_among((0..self.reports.len()).collect(), kept);
    }

    /// As [`LibraryScreen::arrange`], of reports of which no other is let through.
    fn arrange_among(&mut self, places: Vec<usize>, kept: Option<Key>) {
        let lets_through = |&index: &usize| {
            let listed = &self.reports[index];
            let (zh, en) = match listed.key.scope {
                Scope::Own => ("本机关", "own"),
                Scope::Aggregated => ("汇总", "aggregated"),
            };
            search::holds(&[&listed.key.agency, &listed.key.year.to_string(), zh, en], &self.filter)
        };
        self.shown = match self.filter.trim().is_empty() {
            true => places,
            false => places.into_iter().filter(lets_through).collect(),
        };
        if self.by_need {
            self.shown.sort_by_key(|&index| self.reports[index].need());
        }
        let place = kept.and_then(|key| self.shown.iter().position(|&index| self.reports[index].key == key));
        self.selected = place.unwrap_or(self.selected).min(self.shown.len().saturating_sub(1));
    }

    /// Shows only the reports whose agency, year or scope has these words, also by the initials of their pinyin; the first
    /// of them is chosen.
    pub fn narrow(&mut self, filter: String) {
        // What more letters let through, fewer did: of a large library only what is shown is looked through again.
        let goes_on = filter.starts_with(&self.filter);
        self.filter = filter;
        (self.selected, self.top) = (0, 0);
        match goes_on {
            true => self.arrange_among(self.shown.clone(), None),
            false => self.arrange(None),
        }
    }

    /// Shows all reports, the choice where it was.
    pub fn show_all(&mut self) {
        self.filter.clear();
        self.arrange(self.current().map(|listed| listed.key.clone()));
    }

    /// What is to be looked into next on a screen of so many rows: what is on it and was not looked into since the folder was
    /// read, then, where the order depends on it, what nobody knows yet. Nothing as long as others are looked into.
    pub fn look(&mut self, rows: u16) -> Vec<Key> {
        if self.is_looking {
            return Vec::new();
        }
        let seen = self.shown().skip(self.first(list_rows(rows))).take(list_rows(rows));
        let unread = seen.filter(|listed| !listed.is_fresh).take(AT_ONCE);
        let mut keys: Vec<Key> = unread.map(|listed| listed.key.clone()).collect();
        if keys.is_empty() && self.by_need {
            let unknown = self.reports.iter().filter(|listed| listed.state.is_none());
            keys = unknown.take(AT_ONCE).map(|listed| listed.key.clone()).collect();
        }
        self.is_looking = !keys.is_empty();
        keys
    }

    /// The first report shown where there is room for so many, so that the chosen one is among them.
    pub fn first(&self, room: usize) -> usize {
        let last = self.shown.len().saturating_sub(room);
        self.top.min(last).min(self.selected).max((self.selected + 1).saturating_sub(room.max(1)))
    }

    /// What is known now of reports. Those that are no longer there are passed over.
    pub fn know(&mut self, known: Vec<(Key, Result<Condition, String>)>) {
        self.is_looking = false;
        for (key, state) in known {
            if let Ok(place) = self.reports.binary_search_by(|listed| listed.key.cmp(&key)) {
                (self.reports[place].state, self.reports[place].is_fresh) = (Some(state), true);
            }
        }
        if self.by_need {
            // Whoever has not gone down the list yet wants to see what comes first.
            let kept = self.current().filter(|_| self.selected > 0).map(|listed| listed.key.clone());
            self.arrange(kept);
        }
    }

    /// Chooses a report with the next fresh list, where it is in it.
    pub fn select(&mut self, key: Key) {
        self.next = Some(key);
    }

    /// Carries out a command that moves the choice or changes the order, on a screen of so many rows.
    pub fn run(&mut self, command: Command, rows: u16) {
        let (room, last) = (list_rows(rows), self.shown.len().saturating_sub(1));
        // One line of the page before stays on the screen.
        let page = room.saturating_sub(1).max(1);
        self.top = self.first(room);
        match command {
            Command::ListUp => self.selected = self.selected.saturating_sub(1),
            Command::ListDown => self.selected = (self.selected + 1).min(last),
            Command::ListFirst => self.selected = 0,
            Command::ListLast => self.selected = last,
            Command::ListPageUp => {
                (self.selected, self.top) = (self.selected.saturating_sub(page), self.top.saturating_sub(page));
            }
            Command::ListPageDown => (self.selected, self.top) = ((self.selected + page).min(last), self.top + page),
            Command::ListAll => self.show_all(),
            Command::Sort => {
                self.by_need = !self.by_need;
                (self.selected, self.top) = (0, 0);
                self.arrange(None);
            }
            _ => {}
        }
        self.top = self.first(room);
    }
}
