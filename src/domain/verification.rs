//! Second keying: which figures are keyed again, and the edit that records what came of one. Who sees which of the two
//! values, and when, is the screen's business.

use super::figure::{Entry, Figure, Origin};
use super::form::CellId;
use super::report::{Report, SignOff, Verification};
use super::session::{Change, Edit, Purpose, Session};

/// Which figures are keyed a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Every figure of the report, printed totals that were keyed included.
    All,
    /// Those that are not 0: numbers and `/`.
    NonZero,
    /// The doubtful ones: figures of open findings and of what is suspected behind failed relations, figures that were
    /// read from a document, and offered values that were applied.
    Doubtful,
}

impl Choice {
    /// All choices, in the order in which they are offered.
    pub const ALL: [Choice; 3] = [Choice::All, Choice::NonZero, Choice::Doubtful];
}

/// Whether a figure was keyed a second time, and stands.
pub fn is_verified(report: &Report, cell: CellId) -> bool {
    report.entry(cell).origin() == Some(Origin::Verified)
}

/// The cells of a choice that hold a figure, in form order, verified ones included. What is unfilled has no first value
/// to hold a second one against.
pub fn cells(session: &Session, choice: Choice) -> Vec<CellId> {
    let report = session.report();
    let filled = session.form().cells().filter(|&cell| !report.entry(cell).figure().is_unfilled());
    match choice {
        Choice::All => filled.collect(),
        Choice::NonZero => filled.filter(|&cell| report.entry(cell).figure() != Figure::from(0)).collect(),
        Choice::Doubtful => {
            let found = session.localise();
            let suspected = found.suspects.iter().map(|one| &one.changes);
            let suspected = suspected.chain(found.operations.iter().map(|one| &one.changes)).flatten();
            let mut doubtful: Vec<CellId> = suspected.map(|change| change.cell).collect();
            doubtful.extend(session.open_findings().into_iter().flat_map(|finding| finding.cells));
            let foreign = |cell| matches!(report.entry(cell).origin(), Some(Origin::Imported | Origin::Proposal));
            filled.filter(|&cell| foreign(cell) || doubtful.contains(&cell)).collect()
        }
    }
}

/// The edit that records who keys and who keys again.
pub fn naming(report: &Report, keyer: &str, verifier: &str) -> Edit {
    let sign_off = SignOff { keyer: keyer.to_string(), ..report.sign_off.clone() };
    let verification = Verification { verifier: verifier.to_string(), ..report.verification.clone() };
    Edit { purpose: Purpose::Verify, changes: vec![Change::SignOff(sign_off), Change::Verification(verification)] }
}

/// The edit that records one figure keyed a second time: what holds now, and whether the two keyings differed at first.
/// A figure that holds as it stood keeps its spelling; one that is keyed once more is counted once only.
pub fn settling(report: &Report, cell: CellId, holds: Figure, differed: bool) -> Edit {
    let first = report.entry(cell).figure();
    let corrected = first != holds;
    let before = &report.verification;
    let more = |count: u32, one: bool| count.saturating_add(u32::from(one));
    let counts = Verification {
        verifier: before.verifier.clone(),
        cells: more(before.cells, !is_verified(report, cell)),
        differences: more(before.differences, differed),
        corrections: more(before.corrections, corrected),
    };
    let figure = if corrected { holds } else { first };
    let changes = vec![Change::Figure(cell, Entry::new(figure, Origin::Verified)), Change::Verification(counts)];
    Edit { purpose: Purpose::Verify, changes }
}
