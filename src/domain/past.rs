//! What a report was before: the changes of one cell from saved state to saved state, up to the figures on the screen. It
//! reads no files; the states are handed in.

use super::figure::{Figure, Origin};
use super::form::CellId;
use super::report::Report;
use super::session::Purpose;

/// A saved state of a report.
#[derive(Debug, Clone)]
pub struct PastState {
    /// When it was saved, as far as that is known: the time at which the state before it was replaced.
    pub time: Option<String>,
    /// As it was saved.
    pub report: Report,
    /// What the edit was for that led to it, where it is no saved state but one of a journal.
    pub why: Option<Purpose>,
}

/// A change of one cell, from one state of the report to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// When the state that has it was saved, or its edit committed; `None` for the oldest one.
    pub time: Option<String>,
    /// Whether the state is a saved one, and not an edit of a journal.
    pub is_saved: bool,
    /// Who keyed that state; empty where nobody signed it.
    pub by: String,
    /// What stood there before.
    pub old: Figure,
    /// What stood there then.
    pub new: Figure,
    /// Whether it is a printed total that is kept and no longer held against the computed one.
    pub lapsed: bool,
    /// Where the figure came from.
    pub origin: Option<Origin>,
    /// What the edit was for, where a journal has it.
    pub why: Option<Purpose>,
}

/// The changes of a cell of the report on the screen, the newest first; for a total, of what the source prints. `states`
/// are the saved ones, the oldest first. A state of another edition may have no such cell, which is then unfilled.
pub fn changes_of(states: &[PastState], now: &Report, cell: CellId) -> Vec<CellChange> {
    let name = &now.form().cell(cell).name;
    let saved = states.iter().map(|state| (&state.report, state.time.clone(), state.why, state.why.is_none()));
    let mut changes = Vec::new();
    let mut before = (Figure::Unfilled, false);
    for (report, time, why, is_saved) in saved.chain(std::iter::once((now, None, None, false))) {
        let cell = report.form().find(name);
        let entry = cell.map(|cell| report.printed_total(cell));
        let figure = entry.map_or(Figure::Unfilled, |entry| entry.figure());
        let lapsed = !figure.is_unfilled() && cell.is_some_and(|cell| report.entry(cell).figure().is_unfilled());
        if (figure, lapsed) != before {
            let by = report.sign_off.keyer.clone();
            let origin = entry.and_then(|entry| entry.origin());
            changes.push(CellChange { time, is_saved, by, old: before.0, new: figure, lapsed, origin, why });
            before = (figure, lapsed);
        }
    }
    changes.reverse();
    changes
}
