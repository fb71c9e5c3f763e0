//! Edits that were committed and are not in a report's file yet: replaying them on the state that they began from, and
//! joining them with a file that somebody else changed meanwhile. It knows no file and no clock; times are handed in as
//! words.

use std::collections::HashSet;
use std::hash::Hash;

use super::comparison::{Difference, compare};
use super::figure;
use super::form::CellId;
use super::past::PastState;
use super::report::{Part, Report, SignOff};
use super::session::{Change, Commit, Edit, Purpose, Way};
use super::weaving::{Piece, weave, woven};

/// A journaled edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// When it was committed: `2026-01-15 09:30:12`.
    pub time: String,
    /// What was committed, and in which way.
    pub commit: Commit,
}

/// What the edits of a journal begin from, held against the report's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The file as it is.
    File,
    /// The report was never saved; the journal has what it began with.
    NeverSaved,
    /// The file is gone; the journal has what it held.
    Gone,
    /// The file was changed by somebody else; the journal has what it held before.
    Changed,
    /// The file cannot be read; the journal has what it held before.
    Unreadable,
}

/// How a journal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its last edit is whole.
    Whole,
    /// The last edit was not written to its end, and is left out.
    Torn,
    /// From this line on, counted from 1, it is not what was written, and is left out.
    Damaged(usize),
}

/// What a journal holds that the report's file does not.
#[derive(Debug, Clone)]
pub struct Recovered {
    /// The journal's file, as it is shown.
    pub file: String,
    /// Who keyed, as the report that the edits began from says; empty where nobody signed it.
    pub by: String,
    /// The state that the edits begin from.
    pub base: Report,
    /// What the report's file holds now; `None` where it is the base, is gone or cannot be read.
    pub saved: Option<Report>,
    /// How the report's file stands to the base.
    pub ground: Ground,
    /// The edits, the oldest first.
    pub entries: Vec<JournalEntry>,
    /// Whether all of the journal could be read.
    pub end: End,
    /// Whether its beginning was damaged and made good by its copy, so that nothing is left out.
    pub mended: bool,
}

impl Recovered {
    /// The edits to be applied one by one. Drafts that a later edit or draft took over are left out.
    pub fn edits(&self) -> Vec<Edit> {
        let writes = |entry: &JournalEntry, part: Part| {
            let changes = entry.commit.edit.changes.iter();
            changes.into_iter().any(|change| matches!(change, Change::Text(other, _) if *other == part))
        };
        let lasts =
            |(index, entry): &(usize, &JournalEntry)| match (entry.commit.way, entry.commit.edit.changes.as_slice()) {
                (Way::Draft, [Change::Text(part, _)]) => !self.entries[index + 1..].iter().any(|e| writes(e, *part)),
                _ => true,
            };
        let lasting = self.entries.iter().enumerate().filter(lasts);
        lasting.map(|(_, entry)| entry.commit.edit.clone()).collect()
    }

    /// Whether the journal is not as it was written, apart from an end that was torn off.
    pub fn is_damaged(&self) -> bool {
        self.mended || matches!(self.end, End::Damaged(_))
    }

    /// The base with all edits.
    pub fn report(&self) -> Report {
        replay(self.base.clone(), self.edits())
    }

    /// What is to be opened: the file where it can be read, else the base.
    pub fn opening(&self) -> &Report {
        self.saved.as_ref().unwrap_or(&self.base)
    }

    /// The edits that bring what is opened to what is recovered, and what the two disagree about. A finished file is to be opened
    /// for them, with a reason.
    pub fn merged(&self) -> Merged {
        match &self.saved {
            None => Merged { edits: self.edits(), collisions: Vec::new(), withheld: Vec::new(), texts: Vec::new() },
            Some(saved) => {
                let mut open = saved.clone();
                open.seal = None;
                merge(&self.base, &self.report(), &open)
            }
        }
    }

    /// The states that its edits lead to, the oldest first: those in which this cell changed, or where none is named, those in
    /// which the report was finished or opened again.
    pub fn states(&self, cell: Option<CellId>) -> Vec<PastState> {
        let mut report = self.base.clone();
        let mut states = Vec::new();
        for JournalEntry { time, commit } in &self.entries {
            report = replay(report, [commit.edit.clone()]);
            let matters = match cell {
                Some(cell) => commit.edit.cells().any(|other| other == cell),
                None => matches!(commit.edit.purpose, Purpose::Finish | Purpose::Reopen),
            };
            if matters {
                states.push(PastState {
                    time: Some(time.clone()),
                    report: report.clone(),
                    why: Some(commit.edit.purpose),
                });
            }
        }
        states
    }

    /// Whether nothing of it is missing in what is opened.
    pub fn is_empty(&self) -> bool {
        let Merged { edits, collisions, .. } = self.merged();
        let after = replay(self.opening().clone(), edits.iter().cloned());
        let is_same = |change: &Change| change.is_same_in(self.opening(), &after);
        collisions.is_empty() && edits.iter().flat_map(|edit| &edit.changes).all(is_same)
    }
}

/// The report that edits lead to. Totals and findings are the session's.
pub fn replay(mut report: Report, edits: impl IntoIterator<Item = Edit>) -> Report {
    for change in edits.into_iter().flat_map(|edit| edit.changes) {
        change.exchange(&mut report);
    }
    report
}

/// What joining two lines of work came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// What is taken over.
    pub edits: Vec<Edit>,
    /// What both changed, and not to the same: what the file has, and what was keyed. The file's stands. Of a text each stretch
    /// of paragraphs that both changed is one.
    pub collisions: Vec<Difference>,
    /// By what that which was keyed would stand, for each collision; none where the report takes nothing.
    withheld: Vec<Withheld>,
    /// The texts in which something collides, paragraph by paragraph.
    texts: Vec<(Part, Vec<Piece>)>,
}

/// What would let what was keyed stand.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Withheld {
    Change(Change),
    /// Some paragraphs of the text of this place among the texts.
    Paragraphs(usize),
}

impl Merged {
    /// The changes that bring the file to what was decided: for each collision, in their order, whether what was keyed is to
    /// stand. They change nothing where nothing but the file's stands.
    pub fn decided(&self, is_ours: impl Fn(usize) -> bool) -> Vec<Change> {
        let of_part = |change: &Change, part: &Part| matches!(change, Change::Text(other, _) if other == part);
        let (open, alone): (Vec<&Change>, Vec<&Change>) = self
            .edits
            .iter()
            .flat_map(|edit| &edit.changes)
            .partition(|change| self.texts.iter().any(|(part, _)| of_part(change, part)));
        let withheld = self.withheld.iter().enumerate();
        let chosen = withheld.filter_map(|(index, withheld)| match withheld {
            Withheld::Change(change) if is_ours(index) => Some(change.clone()),
            _ => None,
        });
        let texts = self.texts.iter().enumerate().filter_map(|(text, (part, pieces))| {
            let of_text = self.withheld.iter().enumerate().filter(|(_, one)| **one == Withheld::Paragraphs(text));
            let ours: Vec<bool> = of_text.map(|(index, _)| is_ours(index)).collect();
            let is_theirs = !ours.contains(&true) && !open.iter().any(|change| of_part(change, part));
            let is_ours = |piece: usize| ours.get(piece) == Some(&true);
            (!is_theirs).then(|| Change::Text(*part, woven(pieces, is_ours)))
        });
        alone.into_iter().cloned().chain(chosen).chain(texts).collect()
    }
}

/// Joins what was keyed (`ours`) with what somebody else made of the same `base` (`theirs`), cell by cell, part by part and of a
/// part that both changed paragraph by paragraph. What only one of the two changed is taken; what both changed stays as they
/// have it. Notes, acceptances and unplaced rows
/// never collide: of each list stays what neither took away; nor does a printed total that only lapsed. A finished report, and
/// one of another edition, takes nothing.
pub fn merge(base: &Report, ours: &Report, theirs: &Report) -> Merged {
    let editions = [base, theirs].map(|report| report.form().edition());
    if theirs.seal.is_some() || editions.iter().any(|edition| *edition != ours.form().edition()) {
        let changed: Vec<String> = compare(base, ours).into_iter().map(|difference| difference.what).collect();
        let collisions = compare(theirs, ours).into_iter().filter(|difference| changed.contains(&difference.what));
        return Merged { edits: Vec::new(), collisions: collisions.collect(), withheld: Vec::new(), texts: Vec::new() };
    }
    let mut changes = Vec::new();
    let mut texts: Vec<(Part, Vec<Piece>)> = Vec::new();
    let mut collisions = Vec::new();
    let mut withheld = Vec::new();
    let mut collide = |what: &str, left: String, right: String, change: Withheld| {
        collisions.push(Difference { what: what.to_string(), left, right });
        withheld.push(change);
    };
    for cell in ours.form().cells() {
        let [was, own, other] = [base, ours, theirs].map(|report| report.entry(cell));
        let [before, left, right] = [was, other, own].map(|entry| entry.figure());
        let let_lapse =
            |now: &Report| now.entry(cell) == figure::Entry::UNFILLED && now.lapsed(cell).figure() == before;
        let kept = Change::Lapsed(cell, ours.lapsed(cell));
        if left == before && kept.is_same_in(base, theirs) && !kept.holds_in(base) {
            changes.push(kept);
        }
        let change = Change::Figure(cell, own);
        if left == right {
            // Two who key the same agree, wherever each has it from; a figure that was only verified is no other one.
            changes.extend((other == was && own != was).then_some(change));
        } else if left == before {
            changes.push(change);
        } else if let_lapse(theirs) && right != before {
            // A printed total that only lapsed gives way to one that somebody entered.
            changes.push(change);
        } else if right != before && !let_lapse(ours) {
            collide(&ours.form().cell(cell).name, left.to_string(), right.to_string(), Withheld::Change(change));
        }
    }
    for part in ours.parts() {
        let [was, own, other] = [base, ours, theirs].map(|report| report.text(part));
        if own == was || own == other {
            continue;
        }
        let pieces = weave(was, own, other);
        for piece in &pieces {
            if let Piece::Open { ours: right, theirs: left } = piece {
                collide(ours.part_name(part), left.join("\n"), right.join("\n"), Withheld::Paragraphs(texts.len()));
            }
        }
        changes.push(Change::Text(part, woven(&pieces, |_| false)));
        if pieces.iter().any(|piece| matches!(piece, Piece::Open { .. })) {
            texts.push((part, pieces));
        }
    }
    let mut meet = |what: &str, of: &dyn Fn(&Report) -> Change, words: &dyn Fn(&Report) -> String| {
        let change = of(ours);
        if change.holds_in(base) || change.holds_in(theirs) {
            return;
        }
        if of(base).holds_in(theirs) {
            changes.push(change);
        } else {
            collide(what, words(theirs), words(ours), Withheld::Change(change));
        }
    };
    meet("verification", &|report| Change::Verification(report.verification.clone()), &|report| {
        report.verification.verifier.clone()
    });
    meet("sign_off", &|report| Change::SignOff(report.sign_off.clone()), &|report| {
        let SignOff { keyer, reviewer, date } = &report.sign_off;
        [keyer, reviewer, date].map(String::as_str).join(" ").trim().to_string()
    });
    changes.extend([
        Change::Notes(union(&base.notes, &ours.notes, &theirs.notes)),
        Change::Unplaced(union(&base.unplaced, &ours.unplaced, &theirs.unplaced)),
        Change::Accepted(union(&base.accepted, &ours.accepted, &theirs.accepted)),
        // Whoever opened a finished report, here or there, said why.
        Change::Reopenings(union(&base.reopenings, &ours.reopenings, &theirs.reopenings)),
    ]);
    changes.retain(|change| !change.holds_in(theirs));
    let edits = if changes.is_empty() { Vec::new() } else { vec![Edit { purpose: Purpose::Recover, changes }] };
    Merged { edits, collisions, withheld, texts }
}

/// What two made of one list: theirs, without what was taken away and with what was added.
fn union<'a, T, L>(base: L, ours: L, theirs: L) -> Vec<T>
where
    T: Clone + Eq + Hash + 'a,
    L: Copy + IntoIterator<Item = &'a T>,
{
    // Lists may be long, and are not searched once for each of their entries.
    let [was, own, others] = [base, ours, theirs].map(|list| list.into_iter().collect::<HashSet<&T>>());
    let kept = theirs.into_iter().filter(|one| own.contains(one) || !was.contains(one));
    let added = ours.into_iter().filter(|one| !was.contains(one) && !others.contains(one));
    kept.chain(added).cloned().collect()
}
