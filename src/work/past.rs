//! The earlier saved states of a report, and what was keyed without being saved, newest first: read, and put back.

use std::path::PathBuf;

use crate::domain::form::CellId;
use crate::domain::past::PastState;
use crate::domain::report::{Key, Reopening};
use crate::export::Carrier;
use crate::store::error::StoreError;

pub use crate::store::history::is_ahead;
pub use crate::store::library::SavedState;

use super::source::Opened;
use super::{Office, remark};

/// A state that was put back.
#[derive(Debug)]
pub struct Restored {
    /// The state as it was read.
    pub opened: Opened,
    /// Which it was.
    pub state: SavedState,
    /// The report's file.
    pub path: PathBuf,
    /// Where what was there before is kept now, and which number it has among the states.
    pub before: Option<(usize, PathBuf)>,
    /// What there is to say of the journal, which is left alone.
    pub remark: Option<String>,
    /// Whether the report was finished before, and is not now.
    pub has_lost_its_seal: bool,
}

/// Why a state was not put back; the report is as it was.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum Unrestored {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The present report is finished, since that day.
    Finished(String),
}

impl Office {
    /// Reads an earlier state. Of a journal, what its edits lead to.
    pub fn open_state(&self, key: &Key, state: &SavedState) -> Result<Opened, StoreError> {
        let loaded = self.library.load_state(key, state, &self.forms)?;
        let file = loaded.path.display().to_string();
        let shelved = state.unsaved.then(|| self.library.shelved(key, state, &self.forms)).transpose()?;
        let left_out = shelved.map(|shelved| remark::left_out(&shelved, self.lang).join("\n"));
        let remark = left_out.filter(|words| !words.is_empty());
        Ok(Opened {
            report: loaded.report,
            file,
            digest: Some(loaded.digest),
            is_unsaved: state.unsaved,
            remark,
            carrier: Carrier::Data,
        })
    }

    /// Puts the earlier state of a number, the newest being 1, in the place of the present one; `None` where there is none of
    /// that number. What cannot be read is not put in the place of what may be.
    ///
    /// # Errors
    /// [`Unrestored::Finished`] where the present report is finished and nobody says who reopens it and why;
    /// [`StoreError::Held`], and the system's refusal.
    pub fn restore(&self, key: &Key, number: usize, by: Option<Reopening>) -> Result<Option<Restored>, Unrestored> {
        let _lock = self.library.lock_for_now(key)?;
        let states = self.library.history(key)?;
        let state = number.checked_sub(1).and_then(|index| states.into_iter().nth(index));
        let Some(state) = state else { return Ok(None) };
        let opened = self.open_state(key, &state)?;
        let present = self.library.load(key, &self.forms).ok();
        let finished = present.as_ref().map(|present| &present.report).filter(|present| present.seal.is_some());
        let kept = match (finished, by) {
            (None, _) => self.library.restore(key, &state, &self.forms)?,
            (Some(finished), None) => return Err(Unrestored::Finished(finished.sign_off.date.clone())),
            // What is put back tells of every reopening, as the report does that gives way.
            (Some(finished), Some(by)) => {
                let mut report = opened.report.clone();
                report.reopenings = finished.reopenings.iter().cloned().chain([by]).collect();
                self.library.replace(key, &report)?
            }
        };
        let path = self.library.path(key)?;
        let before = match kept {
            None => None,
            Some(kept) => {
                // After a clock that was set back it need not be the first.
                let states = self.library.history(key).unwrap_or_default();
                let place = states.iter().position(|state| state.path == kept);
                Some((place.map_or(1, |index| index + 1), kept))
            }
        };
        let was_sealed = present.is_some_and(|present| present.report.seal.is_some());
        let has_lost_its_seal = was_sealed && opened.report.seal.is_none();
        Ok(Some(Restored { opened, state, path, before, remark: self.journal_of(key), has_lost_its_seal }))
    }

    /// What there is to say of a report's journal.
    pub fn journal_of(&self, key: &Key) -> Option<String> {
        remark::of_journal(&self.library.joined(key, &self.forms).ok()?, self.lang)
    }

    /// The states of a report one after another, the oldest first, and behind them the edits that were not saved. A state
    /// that cannot be read is passed over: it is not what the clerk works on. What was never saved is no state that the
    /// report had.
    pub fn states(&self, key: &Key, cell: Option<CellId>) -> Result<Vec<PastState>, StoreError> {
        let (mut states, mut time) = (Vec::new(), None);
        for state in self.library.history(key)?.iter().rev().filter(|state| !state.unsaved) {
            // A state's file is named by the time at which the next one was saved.
            let saved = time.replace(state.time.clone());
            let loaded = self.library.load_state(key, state, &self.forms).ok();
            states.extend(loaded.map(|loaded| PastState { time: saved, report: loaded.report, why: None }));
        }
        if let Ok(loaded) = self.library.load(key, &self.forms) {
            states.push(PastState { time, report: loaded.report, why: None });
        }
        let joined = self.library.joined(key, &self.forms).ok();
        states.extend(joined.and_then(|joined| joined.recovered).into_iter().flat_map(|held| held.states(cell)));
        Ok(states)
    }
}
