//! Error localisation: the fewest cells whose change would restore every failed identity, ranked, with values only where
//! evidence singles a cell out; and slips that touch several cells at once. It proposes; it never changes a figure.
//!
//! # How it is found
//!
//! The principle is that of Fellegi and Holt (1976): a record that breaks its rules is explained by the smallest set of
//! its fields that can be given values which keep all of them. Methods that find such sets exactly are described by de
//! Waal, Pannekoek and Scholtus (*Handbook of Statistical Data Editing and Imputation*, 2011); van der Loo and de Jonge
//! hand them to an integer programme (`errorlocate`) and treat finger slips by deduction (`deducorrect`); slips that
//! touch several fields are edit operations with Scholtus (2016).
//!
//! Here the rules are linear identities with few terms, and every cell stands in two or three of them, so a tree search
//! needs no solver (`search`). One of the cells of a failed identity must change: each is freed in turn, and one
//! that was tried stays as it is in the branches after it, so that no set is met twice. Freeing a cell eliminates it
//! from the tableau of identities (`tableau`), as contracting an edge joins two nodes of a graph. A branch ends when no
//! touched identity fails any more; the values are then read from the tableau, and where one of them is impossible
//! (negative, or not whole) one of the cells on which it depends must change as well. The number of cells is deepened
//! step by step; what remains is bounded from below by half the number of failed identities, since a cell touches no
//! more than two of those that count.
//!
//! Sets of cells that restore some failed identities and leave all others as they are can be combined freely, so the
//! search explains one failed identity at a time and remembers what the rest costs. Failed identities that some fewest
//! explanation ties together are one group. The search is exact as long as it is not cut by its bound on steps, which
//! [`Localisation::complete`] tells.
//!
//! # What is a variable
//!
//! Every figure that was typed or printed, totals included. A total that no source prints is replaced by what it adds
//! up (`system`). An identity that waits for a blank is left out, `/` counts 0 and is fixed. What last year's report or
//! the prose say is evidence and no variable. A figure that its cell cannot hold (a count of 1.5, or below 0) may stay:
//! its own rule names it already; but where it stands in a failed identity, it is the first to be looked at.
//!
//! # What is looked at first
//!
//! A value that evidence singles out stands first ([`Fault`]). Where there is none, a slip that touches several cells
//! stands before the cells: it is one movement of a hand, while the cells that would do as well are as many as the
//! column is long, and none of them is likelier than the next. Where one changed cell would do as well, a few slips go
//! first, and only if there are no more of them or their cells lie beside each other, since two figures that happen to
//! differ by half of what is missing are no rarity among small numbers; digits that were swapped, doubled or moved are
//! rarer by chance and stay before what nothing confirms.

mod system;

mod tableau;

mod search;

mod line;

#[doc(hidden)]
pub mod slip;

mod ranking;

mod operation;

mod fault;

pub mod words;

use super::figure::Figure;
use super::form::CellId;
use super::number::Number;
use super::rule::Figures;
use super::text::Lang;

pub use fault::{Fault, Likely};
pub use slip::Why;
pub use words::{explanation, offer};

use system::System;

/// On what ground a value is offered, or expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A printed total of this cell says this.
    PrintedTotal(CellId, Number),
    /// The cells that a printed total adds up.
    Parts,
    /// The balance of a column or row.
    Balance,
    /// Last year's report has it.
    LastYear,
    /// The prose says it.
    Prose,
}

/// What is known of cells from elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Cells, totals included, with the value they should have and where it comes from.
    pub expected: Vec<(CellId, Number, Ground)>,
}

/// A cell that may be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Where the figure may be wrong.
    pub cell: CellId,
    /// What stands there.
    pub from: Figure,
    /// The value that is offered; `None` where nothing singles it out.
    pub to: Option<Number>,
    /// The value that would restore the identities, offered or not; `None` where several would.
    pub restoring: Option<Number>,
    /// Which slip would have led to what stands there.
    pub why: Why,
    /// On what ground the value is offered.
    pub ground: Option<Ground>,
}

/// The fewest changes that restore all failed identities of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The group, numbered from 0.
    pub group: usize,
    /// What would have to change.
    pub changes: Vec<Correction>,
    /// The failed identities that it restores, as indices into [`Form::instances`](super::form::Form::instances).
    pub restores: Vec<usize>,
}

/// What kind of slip touches several cells at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperationKind {
    /// The figures of a row stand one cell to the left or right.
    Shift,
    /// Two figures stand in each other's cell.
    Interchange,
    /// A figure belongs into another cell, which is unfilled.
    Move,
    /// Cases stand under the neighbouring heading.
    Neighbour,
    /// Cases are counted under their own heading and under the neighbouring one.
    CountedTwice,
    /// Digits of one number stand in two cells, or those of two numbers in one.
    TwoDigits,
}

impl OperationKind {
    /// The name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            OperationKind::Shift => "shift",
            OperationKind::Interchange => "interchange",
            OperationKind::Move => "move",
            OperationKind::Neighbour => "neighbour",
            OperationKind::CountedTwice => "counted_twice",
            OperationKind::TwoDigits => "two_digits",
        }
    }

    /// The slip in words.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            OperationKind::Shift => lang.pick("整行错一格", "figures shifted by one cell"),
            OperationKind::Interchange => lang.pick("两格互换", "two cells interchanged"),
            OperationKind::Move => lang.pick("填错了格", "a figure in the wrong cell"),
            OperationKind::Neighbour => lang.pick("计入了相邻项", "cases under the neighbouring heading"),
            OperationKind::CountedTwice => lang.pick("同一件计了两次", "cases counted twice"),
            OperationKind::TwoDigits => lang.pick("数字拆开或并在一起", "digits split or joined"),
        }
    }
}

/// One slip that touches several cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// What is done to several cells at once.
    pub kind: OperationKind,
    /// Whether its cells lie beside each other.
    pub beside: bool,
    /// How many identities that wait for a cell would hold.
    pub confirmed: usize,
    /// What it would change back.
    pub changes: Vec<Correction>,
    /// The failed identities that it restores, as indices into [`Form::instances`](super::form::Form::instances).
    pub restores: Vec<usize>,
}

/// What may be wrong in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localisation {
    /// The fewest-cells explanations, group by group, the best of each first.
    pub suspects: Vec<Explanation>,
    /// Slips that touch several cells, which would restore whole groups, the likeliest first.
    pub operations: Vec<Operation>,
    /// Whether the search came to its end: otherwise `suspects` may lack explanations, or some failed identities have none.
    pub complete: bool,
    /// Failed identities for which no explanation was found.
    pub unexplained: Vec<usize>,
}

/// Finds the fewest cells whose change would restore the failed identities of a report.
pub fn localise(figures: Figures<'_>, evidence: &Evidence) -> Localisation {
    let system = System::new(figures);
    let mut result = Localisation { suspects: vec![], operations: vec![], complete: true, unexplained: vec![] };
    let mut groups = Vec::new();
    for component in system.components() {
        let mut found = search::explain(&system, &component);
        if found.groups.is_empty() {
            let explanations = line::along_lines(&system, &component, &found.unexplained);
            if !explanations.is_empty() {
                let identities = std::mem::take(&mut found.unexplained);
                found.groups.push(search::Group { identities, explanations, complete: false });
            }
        }
        result.complete &= !found.cut;
        result.unexplained.extend(found.unexplained.iter().map(|&identity| system.identities[identity].instance));
        groups.extend(found.groups);
    }
    groups.sort_by_key(|group| group.identities.first().map(|&identity| system.identities[identity].instance));
    let evidence = ranking::Known::new(figures, &system, evidence);
    for (index, group) in groups.iter().enumerate() {
        result.suspects.extend(ranking::explanations(&evidence, group, index));
    }
    result.operations = operation::operations(&evidence, figures, &system, &groups);
    result
}
