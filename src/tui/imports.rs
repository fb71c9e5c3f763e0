//! Files that were chosen together to be imported, as far as they are still to come. None is looked at here.

use std::collections::VecDeque;
use std::path::PathBuf;

/// Files to be imported, one after another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imports {
    /// Those that are still to come.
    files: VecDeque<PathBuf>,
    /// How many were chosen.
    of: usize,
}

impl Imports {
    pub fn of(files: Vec<PathBuf>) -> Imports {
        Imports { of: files.len(), files: files.into() }
    }

    /// These, and behind them others that were waited for already.
    #[must_use]
    pub fn before(mut self, waiting: Imports) -> Imports {
        self.of += waiting.left();
        self.files.extend(waiting.files);
        self
    }

    pub fn take(&mut self) -> Option<PathBuf> {
        self.files.pop_front()
    }

    /// How many are still to come.
    pub fn left(&self) -> usize {
        self.files.len()
    }

    /// Which of how many was taken last, where there are several.
    pub fn place(&self) -> Option<String> {
        (self.of > 1).then(|| format!("{}/{}", self.of - self.left(), self.of))
    }
}
