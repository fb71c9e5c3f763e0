//! One change and how it is made in a report, be that by the session or by replaying a journal. It recalculates nothing and
//! asks nobody whether the change is allowed.

use super::super::figure::Entry;
use super::super::form::CellId;
use super::super::report::{Accepted, Note, Part, Reopening, Report, Seal, SignOff, UnplacedRow, Verification};
use super::{Edit, Purpose};

/// One change of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A cell's figure; for a total, its control.
    Figure(CellId, Entry),
    /// The printed total of a cell that is kept though it is no longer held against the computed one.
    Lapsed(CellId, Entry),
    /// The words of a part.
    Text(Part, String),
    /// All remarks.
    Notes(Vec<Note>),
    /// All printed rows that could not be placed.
    Unplaced(Vec<UnplacedRow>),
    /// All accepted findings.
    Accepted(Vec<Accepted>),
    /// Who keyed, reviewed and released it.
    SignOff(SignOff),
    /// What came of the second keying.
    Verification(Verification),
    /// The seal; `None` opens the report.
    Seal(Option<Seal>),
    /// All reopenings.
    Reopenings(Vec<Reopening>),
}

impl Change {
    /// Makes the change in a report and returns the change that puts everything back. Only for building a report, like
    /// [`Report::set_entry`]; an open report changes through [`Session::apply`](super::Session::apply).
    pub fn exchange(self, report: &mut Report) -> Change {
        match self {
            Change::Figure(cell, entry) => Change::Figure(cell, report.set_entry(cell, entry)),
            Change::Lapsed(cell, entry) => Change::Lapsed(cell, report.set_lapsed(cell, entry)),
            Change::Text(part, text) => Change::Text(part, report.set_text(part, text)),
            Change::Notes(notes) => Change::Notes(std::mem::replace(&mut report.notes, notes)),
            Change::Accepted(accepted) => Change::Accepted(std::mem::replace(&mut report.accepted, accepted)),
            Change::Unplaced(rows) => Change::Unplaced(std::mem::replace(&mut report.unplaced, rows)),
            Change::SignOff(names) => Change::SignOff(std::mem::replace(&mut report.sign_off, names)),
            Change::Verification(counts) => Change::Verification(std::mem::replace(&mut report.verification, counts)),
            Change::Seal(seal) => Change::Seal(std::mem::replace(&mut report.seal, seal)),
            Change::Reopenings(all) => Change::Reopenings(std::mem::replace(&mut report.reopenings, all)),
        }
    }

    /// Whether what it is about is the same in two reports of one form.
    pub fn is_same_in(&self, one: &Report, other: &Report) -> bool {
        match self {
            Change::Figure(cell, _) => one.entry(*cell) == other.entry(*cell),
            Change::Lapsed(cell, _) => one.lapsed(*cell) == other.lapsed(*cell),
            Change::Text(part, _) => one.text(*part) == other.text(*part),
            Change::Notes(_) => one.notes == other.notes,
            Change::Unplaced(_) => one.unplaced == other.unplaced,
            Change::Accepted(_) => one.accepted == other.accepted,
            Change::SignOff(_) => one.sign_off == other.sign_off,
            Change::Verification(_) => one.verification == other.verification,
            Change::Seal(_) => one.seal == other.seal,
            Change::Reopenings(_) => one.reopenings == other.reopenings,
        }
    }

    /// Whether a report has it already, so that making the change would change nothing. It is then not made at all: `12.5`
    /// over `12.50` would leave a trace that undo does not know.
    pub fn holds_in(&self, report: &Report) -> bool {
        match self {
            Change::Figure(cell, entry) => report.entry(*cell) == *entry,
            Change::Lapsed(cell, entry) => report.lapsed(*cell) == *entry,
            Change::Text(part, text) => report.text(*part) == text,
            Change::Notes(notes) => report.notes == *notes,
            Change::Unplaced(rows) => report.unplaced == *rows,
            Change::Accepted(accepted) => report.accepted == *accepted,
            Change::SignOff(names) => report.sign_off == *names,
            Change::Verification(counts) => report.verification == *counts,
            Change::Seal(seal) => report.seal == *seal,
            Change::Reopenings(all) => report.reopenings == *all,
        }
    }
}

impl Edit {
    /// The edit that makes of one report another one of the same form: figures, prose, notes, reasons and names.
    pub fn replacing(purpose: Purpose, from: &Report, to: &Report) -> Edit {
        let figures = to.form().cells().map(|cell| Change::Figure(cell, to.entry(cell)));
        let texts = to.parts().map(|part| Change::Text(part, to.text(part).to_string()));
        let rest = [
            Change::Notes(to.notes.clone()),
            Change::Unplaced(to.unplaced.clone()),
            Change::Accepted(to.accepted.clone()),
            Change::SignOff(to.sign_off.clone()),
            Change::Verification(to.verification.clone()),
            Change::Seal(to.seal.clone()),
            Change::Reopenings(to.reopenings.clone()),
        ];
        let all = figures.chain(texts).chain(rest);
        Edit { purpose, changes: all.filter(|change| !change.holds_in(from)).collect() }
    }
}
