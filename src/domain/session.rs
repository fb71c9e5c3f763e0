//! The editing session: the only place where a figure of an open report changes. It holds the report, its totals and
//! the rules' outcomes, and after [`Session::apply`] all three are true.
//!
//! Undo works by inverse edits. Applying an edit records the edit that would put everything back; undoing applies that
//! one and records, in turn, what would redo it. An edit may touch any number of cells and passages and is undone as
//! one. It does not save; it only knows whether anything changed since the last save.
//!
//! A finished report (one with a seal) changes in nothing until it is reopened, be that by the edit that joins it with somebody
//! else's: every other edit, undo and redo is refused here, whatever the screen lets through.

mod changing;

mod committed;

mod controls;

mod saves;

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::acceptance;
use super::background::Background;
use super::definition::Check;
use super::definition::Severity;
use super::definition::prose::ProseCheck;
use super::expectation::expectations;
use super::figure::{Entry, Figure, Origin};
use super::finding::{self, Finding, Status};
use super::form::{CellId, Form, Relation};
use super::localisation::{self, Evidence, Ground, Localisation};
use super::opening;
use super::prose::{Reading, is_asked_of_nothing};
use super::recalculation::Totals;
use super::report::{Part, Report};
use super::rule::{self, Figures, Outcome};
use super::text::Lang;

pub use changing::Change;
pub use committed::{Commit, Way};
use controls::{Agreed, lapses};

/// What an edit was for: the word in "undone: …".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A figure was keyed.
    Key,
    /// Cells were emptied.
    Clear,
    /// Unfilled cells were filled with 0.
    Fill,
    /// A block was pasted.
    Paste,
    /// A document was taken in.
    Import,
    /// Prose was written.
    Write,
    /// Failed rules were released with a reason.
    Release,
    /// A finding was accepted with a reason.
    Accept,
    /// An accepted finding is open again.
    Withdraw,
    /// A suspect's offered value was applied.
    Propose,
    /// Figures were counted from a register of requests.
    Count,
    /// Figures were taken over from last year's report.
    Carry,
    /// Figures were keyed a second time.
    Verify,
    /// A note was written or taken away.
    Note,
    /// The report was finished.
    Finish,
    /// A finished report was opened again.
    Reopen,
    /// Edits that never reached the report's file were taken over from a journal.
    Recover,
    /// Edits were joined with those of somebody else.
    Merge,
    /// Printed totals are no longer held against the computed ones.
    Lapse,
}

impl Purpose {
    /// The word for it.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Purpose::Key => lang.pick("录入", "keying"),
            Purpose::Clear => lang.pick("清除", "clearing"),
            Purpose::Fill => lang.pick("补 0", "filling with 0"),
            Purpose::Paste => lang.pick("粘贴", "pasting"),
            Purpose::Import => lang.pick("导入", "import"),
            Purpose::Write => lang.pick("正文", "writing"),
            Purpose::Release => lang.pick("填写说明", "accepting with a reason"),
            Purpose::Accept => lang.pick("填写说明", "accepting with a reason"),
            Purpose::Withdraw => lang.pick("撤回说明", "withdrawing the reason"),
            Purpose::Propose => lang.pick("采用建议值", "applying a suggested value"),
            Purpose::Count => lang.pick("采用台账件数", "taking the register's figures"),
            Purpose::Carry => lang.pick("提取上年数", "bringing forward last year's figures"),
            Purpose::Verify => lang.pick("二次录入", "verification keying"),
            Purpose::Note => lang.pick("批注", "comment"),
            Purpose::Finish => lang.pick("定稿", "finalising"),
            Purpose::Reopen => lang.pick("撤销定稿", "reopening"),
            Purpose::Recover => lang.pick("恢复", "recovery"),
            Purpose::Merge => lang.pick("合并", "merging"),
            Purpose::Lapse => lang.pick("原件总计不再校验", "printed totals no longer checked"),
        }
    }
}

/// One undoable change of a report, of any number of cells and passages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What it is for.
    pub purpose: Purpose,
    /// What it changes, in order.
    pub changes: Vec<Change>,
}

impl Edit {
    /// An edit of figures.
    pub fn figures(purpose: Purpose, entries: impl IntoIterator<Item = (CellId, Entry)>) -> Edit {
        Edit { purpose, changes: entries.into_iter().map(|(cell, entry)| Change::Figure(cell, entry)).collect() }
    }

    /// The cells whose figures it changes.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + '_ {
        self.changes.iter().filter_map(|change| match change {
            Change::Figure(cell, _) => Some(*cell),
            _ => None,
        })
    }
}

/// An open report with its totals, outcomes and history.
#[derive(Debug, Clone)]
pub struct Session {
    report: Report,
    totals: Totals,
    agreed: Agreed,
    outcomes: Vec<Outcome>,
    background: Arc<Background>,
    reading: Arc<Reading>,
    /// What rules on the prose and on the source come to, in catalogue order.
    remarks: Vec<Finding>,
    undo: Vec<Edit>,
    redo: Vec<Edit>,
    /// Which states are on disk.
    saves: saves::Saves,
    /// What was committed and is still to be journaled.
    record: committed::Record,
    /// How many controls lapsed of which nobody was told yet.
    lapsed: usize,
    /// Whether somebody else has the report, so that nothing changes here.
    is_lent: bool,
}

impl Session {
    /// Opens a report of which nothing is known besides, taken as saved.
    pub fn new(report: Report) -> Session {
        Session::with(report, Background::default())
    }

    /// Opens a report, taken as saved, with what is known besides.
    pub fn with(report: Report, background: Background) -> Session {
        let totals = Totals::new(report.form(), report.entries());
        let reading = Arc::new(Reading::new(&report, &totals));
        let background = Arc::new(Background { year: report.year, ..background });
        let mut session = Session {
            agreed: Agreed::at_opening(&report, &totals),
            report,
            totals,
            outcomes: Vec::new(),
            background,
            reading,
            remarks: Vec::new(),
            undo: Vec::new(),
            redo: Vec::new(),
            saves: saves::Saves::new(true),
            record: committed::Record::default(),
            lapsed: 0,
            is_lent: false,
        };
        session.refresh();
        session
    }

    /// The report.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The edition of its report.
    pub fn form(&self) -> &Arc<Form> {
        self.report.form()
    }

    /// The totals, as of the last edit.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// What every instance of every rule came to, as of the last edit.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// What rules look at.
    pub fn figures(&self) -> Figures<'_> {
        Figures {
            form: self.report.form(),
            entries: self.report.entries(),
            totals: &self.totals,
            background: &self.background,
        }
    }

    /// What is known besides the report.
    pub fn background(&self) -> &Background {
        &self.background
    }

    /// The cells that rules hold what is stated in these bytes of a part against, one by one.
    pub fn cells_stated(&self, part: Part, range: &Range<usize>) -> Vec<CellId> {
        self.reading.cells_at(self.form(), part, range)
    }

    /// All findings, failed ones first, each group in catalogue order.
    pub fn findings(&self) -> Vec<Finding> {
        self.with_remarks(finding::findings(self.figures(), &self.outcomes), |_| true)
    }

    /// The failed findings only, in catalogue order.
    pub fn failed(&self) -> Vec<Finding> {
        self.with_remarks(finding::failed(self.figures(), &self.outcomes), |remark| remark.status == Status::Fail)
    }

    fn with_remarks(&self, mut findings: Vec<Finding>, wanted: impl Fn(&Finding) -> bool) -> Vec<Finding> {
        findings.extend(self.remarks.iter().filter(|remark| wanted(remark)).cloned());
        findings.sort_by_key(|finding| (finding.status == Status::Pending, finding.instance));
        findings
    }

    /// The hard errors that nobody released.
    pub fn open_errors(&self) -> Vec<Finding> {
        acceptance::open_errors(&self.report, self.figures(), self.failed())
    }

    /// The edit that releases all open hard errors with one reason; it changes nothing where there is none, where no
    /// reason is given, and where a finding cannot be released.
    pub fn releasing(&self, reason: &str, by: &str, date: &str) -> Edit {
        let errors = self.open_errors();
        let new = errors.iter().filter_map(|finding| acceptance::accept(self.figures(), finding, reason, by, date));
        let accepted = acceptance::joined(&self.report.accepted, new.collect());
        Edit { purpose: Purpose::Release, changes: vec![Change::Accepted(accepted)] }
    }

    /// What still asks for something: the failed findings that are neither plausibility only nor accepted with a reason
    /// that still holds.
    pub fn open_findings(&self) -> Vec<Finding> {
        let mut open = self.failed();
        open.retain(|finding| {
            let accepted = || acceptance::release(&self.report, self.figures(), finding).is_some();
            !finding.rule(self.form()).folded && !accepted()
        });
        open
    }

    /// The edit that accepts a finding with a reason, or releases it where it is a hard error. `None` where that cannot
    /// be; see [`acceptance::accept`].
    pub fn accepting(&self, finding: &Finding, reason: &str, by: &str, date: &str) -> Option<Edit> {
        let new = acceptance::accept(self.figures(), finding, reason, by, date)?;
        let accepted = acceptance::joined(&self.report.accepted, vec![new]);
        let purpose = if finding.severity == Severity::Error { Purpose::Release } else { Purpose::Accept };
        Some(Edit { purpose, changes: vec![Change::Accepted(accepted)] })
    }

    /// The edit that takes an acceptance back; it changes nothing where the finding is not accepted.
    pub fn withdrawing(&self, finding: &Finding) -> Edit {
        let taken = acceptance::release(&self.report, self.figures(), finding);
        let kept = self.report.accepted.iter().filter(|accepted| Some(*accepted) != taken).cloned();
        Edit { purpose: Purpose::Withdraw, changes: vec![Change::Accepted(kept.collect())] }
    }

    /// Which cells would have to change for every failed identity to hold, with what last year's report and the prose say
    /// of them as evidence. The search may take longer than a key press should: it is for when somebody asks.
    pub fn localise(&self) -> Localisation {
        localisation::localise(self.figures(), &self.evidence())
    }

    /// The edit that takes over from last year's report what it says of cells that are still unfilled, be it all of them or
    /// one. It changes nothing where last year's report says nothing of them.
    pub fn carrying(&self, only: Option<CellId>) -> Edit {
        let wanted = |cell: CellId| {
            let is_input = !self.form().is_total(cell) && self.report.entry(cell).figure().is_unfilled();
            is_input && only.is_none_or(|only| only == cell)
        };
        let expected = expectations(self.figures()).filter(|expected| wanted(expected.cell));
        // A count cannot be below zero, whatever the two reports say.
        let sound = expected.filter(|expected| !expected.value.is_negative());
        Edit::figures(
            Purpose::Carry,
            sound.map(|expected| (expected.cell, Entry::new(Figure::Number(expected.value), Origin::Carried))),
        )
    }

    /// The values that last year's report and the prose give for single cells.
    fn evidence(&self) -> Evidence {
        let figures = self.figures();
        let given = expectations(figures).filter(|expected| expected.alone);
        let last_year = given.map(|expected| (expected.cell, expected.value, Ground::LastYear));
        let states = |remark: &&Finding| matches!(remark.rule(figures.form).check, Check::Prose(ProseCheck::Stated(_)));
        let prose = self.remarks.iter().filter(states).filter_map(|remark| match remark.cells.as_slice() {
            [cell] => Some((*cell, remark.left?, Ground::Prose)),
            _ => None,
        });
        Evidence { expected: last_year.chain(prose).collect() }
    }

    /// Whether the report is finished, so that nothing but reopening it changes it.
    pub fn is_final(&self) -> bool {
        self.report.seal.is_some()
    }

    /// Somebody else has the report: from now on it is only looked at, and every edit is refused.
    pub fn lend(&mut self) {
        self.is_lent = true;
    }

    /// Whether the report's seal, or somebody else who has the report, keeps an edit from being made.
    fn is_refused(&self, edit: &Edit) -> bool {
        if self.is_lent {
            return true;
        }
        let opens = |change: &Change| matches!(change, Change::Seal(_) | Change::Reopenings(_) | Change::SignOff(_));
        let says_why =
            |change: &Change| matches!(change, Change::Reopenings(all) if all.len() > self.report.reopenings.len());
        let reopens = match edit.purpose {
            Purpose::Reopen => edit.changes.iter().all(opens),
            // What is joined with a finished report opens it, with a reason.
            Purpose::Merge | Purpose::Recover => {
                edit.changes.contains(&Change::Seal(None)) && edit.changes.iter().any(says_why)
            }
            _ => false,
        };
        self.is_final() && !reopens
    }

    /// Applies an edit as one undoable step, with the controls that lapse by it. An edit that changes nothing, or that the
    /// seal of a finished report refuses, leaves no trace and is `false`.
    pub fn apply(&mut self, edit: Edit) -> bool {
        self.apply_judged(edit, None)
    }

    /// As [`Session::apply`]; where the prose is then the one that a provisional session read already, it is not read again.
    pub fn apply_judged(&mut self, mut edit: Edit, judged: Option<&Session>) -> bool {
        let lapsing = self.lapsing(&edit);
        edit.changes.extend(lapses(&self.report, &lapsing));
        let is_applied = self.commit(edit, judged);
        self.lapsed += if is_applied { lapsing.len() } else { 0 };
        is_applied
    }

    /// Applies an edit as it was committed once: no control lapses that did not lapse then.
    pub fn repeat(&mut self, edit: Edit) -> bool {
        self.commit(edit, None)
    }

    fn commit(&mut self, edit: Edit, judged: Option<&Session>) -> bool {
        if self.is_refused(&edit) {
            return false;
        }
        let inverse = self.exchange(edit.clone(), judged);
        if inverse.changes.is_empty() {
            return false;
        }
        self.record.note(Way::Made, edit);
        self.saves.cut(self.undo.len());
        self.undo.push(inverse);
        self.redo.clear();
        true
    }

    /// Takes the last edit back and returns it as it was applied backwards, or `None` where there is none or the seal
    /// refuses it.
    pub fn undo(&mut self) -> Option<Edit> {
        self.step(Way::Undone, |session| (&mut session.undo, &mut session.redo))
    }

    /// Applies the last undone edit again and returns it, or `None` where there is none or the seal refuses it.
    pub fn redo(&mut self) -> Option<Edit> {
        self.step(Way::Redone, |session| (&mut session.redo, &mut session.undo))
    }

    /// Takes the last edit of one list, and puts what takes it back on the other.
    fn step(&mut self, way: Way, lists: fn(&mut Session) -> (&mut Vec<Edit>, &mut Vec<Edit>)) -> Option<Edit> {
        let edit = lists(self).0.last()?.clone();
        if self.is_refused(&edit) {
            return None;
        }
        lists(self).0.pop();
        let inverse = self.exchange(edit.clone(), None);
        lists(self).1.push(inverse);
        self.record.note(way, edit.clone());
        Some(edit)
    }

    /// The session as it would be with one change, without history: what the screen shows while a figure is being typed,
    /// or a text written.
    pub fn provisional(&self, change: Change) -> Session {
        let mut session = Session {
            report: self.report.clone(),
            totals: self.totals.clone(),
            agreed: self.agreed.clone(),
            outcomes: self.outcomes.clone(),
            background: self.background.clone(),
            reading: self.reading.clone(),
            remarks: Vec::new(),
            undo: Vec::new(),
            redo: Vec::new(),
            saves: saves::Saves::new(false),
            record: committed::Record::default(),
            lapsed: 0,
            is_lent: false,
        };
        let mut edit = Edit { purpose: Purpose::Key, changes: vec![change] };
        edit.changes.extend(lapses(&self.report, &self.lapsing(&edit)));
        session.exchange(edit, None);
        session
    }

    /// Makes an edit's changes and returns the edit that puts them back, without those that changed nothing.
    fn exchange(&mut self, edit: Edit, judged: Option<&Session>) -> Edit {
        let mut inverse = Edit { purpose: edit.purpose, changes: Vec::with_capacity(edit.changes.len()) };
        let (mut prose, mut read) = (false, Vec::new());
        for change in edit.changes {
            if change.holds_in(&self.report) {
                continue;
            }
            read.extend(self.is_read_by(&change));
            prose |= matches!(change, Change::Text(..));
            inverse.changes.push(change.exchange(&mut self.report));
        }
        inverse.changes.reverse();
        self.totals.recalculate(self.report.form(), self.report.entries());
        read.into_iter().for_each(|cell| self.agreed.read(&self.report, &self.totals, cell));
        if let Some(judged) = judged.filter(|judged| judged.report.prose == self.report.prose) {
            self.reading = Arc::clone(&judged.reading);
            prose = false;
        }
        if prose || !self.reading.is_current(&self.report, &self.totals) {
            self.reading = Arc::new(Reading::new(&self.report, &self.totals));
        }
        self.refresh();
        inverse
    }

    /// Judges everything anew, once the totals and the reading of the prose are those of the report.
    fn refresh(&mut self) {
        let figures = Figures {
            form: self.report.form(),
            entries: self.report.entries(),
            totals: &self.totals,
            background: &self.background,
        };
        rule::evaluate(figures, &mut self.outcomes);
        self.remarks.clear();
        // As long as nothing is written but what a new report begins with, there is no prose to judge.
        let written = opening::is_begun(&self.report);
        let report = &self.report;
        let is_named = report.agency.is_some() && report.year.is_some();
        let is_in_force = report.year.is_none_or(|year| report.form().definition().years.have(year));
        let holds = |index: usize, holds: bool| match holds {
            true => (Outcome::Pass, Vec::new()),
            false => (Outcome::Fail, vec![Finding::new(report.form(), index, Status::Fail)]),
        };
        for (index, instance) in figures.form.instances().iter().enumerate() {
            let (outcome, findings) = match instance.relation {
                Relation::Departure(_) => finding::departing(figures.form, index, &self.report.departures),
                Relation::Identified if written => holds(index, is_named),
                Relation::InForce => holds(index, is_in_force),
                Relation::Prose(_) if written || is_asked_of_nothing(figures.form, index) => {
                    self.reading.judge(&self.report, figures, index)
                }
                _ => continue,
            };
            self.outcomes[index] = outcome;
            self.remarks.extend(findings);
        }
    }
}
