//! A place in a report: what a jump leads to, what is lit there, and what a line of the summary speaks of.

use super::finding::Finding;
use super::form::CellId;
use super::remaining::OpenItem;
use super::report::Passage;

/// A place in a report: its cells, its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportPlace {
    /// Its cells, where it is in the tables.
    pub cells: Vec<CellId>,
    /// Its words, where it is in the prose.
    pub passage: Option<Passage>,
}

impl ReportPlace {
    /// What a finding speaks of.
    pub fn of(finding: &Finding) -> ReportPlace {
        ReportPlace { cells: finding.cells.clone(), passage: finding.passage.clone() }
    }

    /// What is still open.
    pub fn of_item(item: &OpenItem) -> ReportPlace {
        ReportPlace { cells: item.cells.clone(), passage: item.passage.clone() }
    }

    /// Whether it is in the tables and in the prose.
    pub fn is_twofold(&self) -> bool {
        !self.cells.is_empty() && self.passage.is_some()
    }
}
