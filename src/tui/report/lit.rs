//! What a jump led to: the cells and the words that are lit until the next one, and whether letters still lead on from there.

use crate::domain::finding::Finding;
use crate::domain::form::CellId;
use crate::domain::remaining::OpenItem;
use crate::domain::report::Passage;
use crate::domain::summary::ReportPlace;

/// What is lit: the cells of a rule, and the words that it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lit {
    pub cells: Vec<CellId>,
    pub passage: Option<Passage>,
}

impl Lit {
    pub fn of(finding: &Finding) -> Lit {
        Lit { cells: finding.cells.clone(), passage: finding.passage.clone() }
    }

    /// What is still open.
    pub fn of_item(item: &OpenItem) -> Lit {
        Lit { cells: item.cells.clone(), passage: item.passage.clone() }
    }

    /// A place of the summary.
    pub fn of_place(place: &ReportPlace) -> Lit {
        Lit { cells: place.cells.clone(), passage: place.passage.clone() }
    }

    /// Whether it is in two places.
    pub fn is_twofold(&self) -> bool {
        !self.cells.is_empty() && self.passage.is_some()
    }
}

/// How far a walk has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Walk {
    /// A jump led here. What an input method writes is meant as text, and begins it.
    Arrived,
    /// A character was refused. What follows it is the rest of what was meant, and is no text without it.
    Refused,
}
