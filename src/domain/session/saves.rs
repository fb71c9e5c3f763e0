//! Which states of a session's history are on disk, and which are on their way there while the clerk goes on. It saves
//! nothing; whoever does says when it begins and how it ends.

use std::collections::VecDeque;

use super::Session;

/// A state of the history, by the number of edits that lead to it; `None` once undo and redo no longer do.
type State = Option<usize>;

/// What is saved, and what is being saved, the oldest first.
#[derive(Debug, Clone)]
pub(super) struct Saves {
    saved: State,
    under_way: VecDeque<State>,
}

impl Saves {
    /// The state without edits is saved, or nothing is.
    pub(super) fn new(is_saved: bool) -> Saves {
        Saves { saved: is_saved.then_some(0), under_way: VecDeque::new() }
    }

    /// An edit is made where so many lead: what lay beyond can no longer be reached.
    pub(super) fn cut(&mut self, edits: usize) {
        for state in self.under_way.iter_mut().chain([&mut self.saved]) {
            *state = state.filter(|state| *state <= edits);
        }
    }
}

impl Session {
    /// Whether anything differs from the last saved state.
    pub fn is_changed(&self) -> bool {
        self.saves.saved != Some(self.undo.len())
    }

    /// Whether anything differs from the state that is saved once every save under way is done.
    pub fn is_unsaved(&self) -> bool {
        *self.saves.under_way.back().unwrap_or(&self.saves.saved) != Some(self.undo.len())
    }

    /// Whether a save is under way.
    pub fn is_saving(&self) -> bool {
        !self.saves.under_way.is_empty()
    }

    /// The present state is on its way to the disk.
    pub fn begin_save(&mut self) {
        self.saves.under_way.push_back(Some(self.undo.len()));
    }

    /// The oldest save under way is done, or has failed.
    pub fn end_save(&mut self, is_saved: bool) {
        if let Some(state) = self.saves.under_way.pop_front().filter(|_| is_saved) {
            self.saves.saved = state;
        }
    }

    /// Takes no state as saved: the report has never been written.
    pub fn mark_unsaved(&mut self) {
        self.saves.saved = None;
    }
}
