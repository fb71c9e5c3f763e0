//! A second keying: which cells it goes through, where it stands, and what a second value comes to. It shows
//! nothing and changes no figure; `report` does, with what is decided here.

use crate::domain::figure::Figure;
use crate::domain::form::CellId;
use crate::domain::report::Report;
use crate::domain::verification::is_verified;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for its second value; nothing of the first one is shown.
    Blind,
    /// The second value differed; it is keyed once more, still blind.
    Again { second: Figure },
    /// Both values are shown, and which one holds is asked.
    Choosing { second: Figure },
}

/// What a value that was keyed comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// This figure holds; and whether the two keyings ever differed.
    Holds(Figure, bool),
    /// It differs, and is to be keyed once more.
    Differs,
    /// It differs again: both are shown.
    Shown,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondKeying {
    /// The cells, in keying order; there is at least one.
    cells: Vec<CellId>,
    at: usize,
    pub stage: Stage,
}

impl SecondKeying {
    /// Through cells, from the first on; `None` through none.
    pub fn new(cells: Vec<CellId>) -> Option<SecondKeying> {
        (!cells.is_empty()).then_some(SecondKeying { cells, at: 0, stage: Stage::Blind })
    }

    pub fn cell(&self) -> CellId {
        self.cells[self.at]
    }

    /// The place of the current cell among the cells.
    pub fn position(&self) -> usize {
        self.at
    }

    pub fn progress(&self, report: &Report) -> (usize, usize) {
        (self.cells.iter().filter(|&&cell| is_verified(report, cell)).count(), self.cells.len())
    }

    /// Whether it keeps a cell's figure from sight: it is the current one, or still to be keyed again.
    pub fn hides(&self, report: &Report, cell: CellId) -> bool {
        cell == self.cell() || (self.cells.contains(&cell) && !is_verified(report, cell))
    }

    /// Holds a value against the first one.
    pub fn judge(&mut self, first: Figure, keyed: Figure) -> Verdict {
        match (self.stage, keyed == first) {
            (Stage::Blind, true) => Verdict::Holds(first, false),
            (Stage::Again { .. }, true) => Verdict::Holds(first, true),
            (Stage::Choosing { .. }, _) => Verdict::Holds(keyed, true),
            (Stage::Blind, false) => {
                self.stage = Stage::Again { second: keyed };
                Verdict::Differs
            }
            (Stage::Again { .. }, false) => {
                self.stage = Stage::Choosing { second: keyed };
                Verdict::Shown
            }
        }
    }

    /// Shows both values, where there are two; whether they are shown now.
    pub fn show(&mut self) -> bool {
        if let Stage::Again { second } = self.stage {
            self.stage = Stage::Choosing { second };
        }
        matches!(self.stage, Stage::Choosing { .. })
    }

    /// Goes on to the next cell that is not verified, round to those that were passed over; `false` where there is none.
    pub fn forward(&mut self, report: &Report) -> bool {
        let open = |&at: &usize| !is_verified(report, self.cells[at]);
        let next = (self.at + 1..self.cells.len()).find(open).or_else(|| (0..=self.at).find(open));
        self.stage = Stage::Blind;
        self.at = next.unwrap_or(self.at);
        next.is_some()
    }

    /// Goes back to the cell before, verified or not; `false` at the first one.
    pub fn back(&mut self) -> bool {
        self.stage = Stage::Blind;
        let before = self.at.checked_sub(1);
        self.at = before.unwrap_or(0);
        before.is_some()
    }
}
