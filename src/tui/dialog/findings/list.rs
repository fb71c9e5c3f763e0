//! The list of everything that the rules find in the open report, with the suspects under it: its entries and its rows. It is
//! made anew after every change and holds no figures. One fault is told once: what else it broke, findings in equal words,
//! and long lists of suspects are folded.

use std::collections::BTreeSet;

use crate::domain::acceptance;
use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status, told_once};
use crate::domain::report::Accepted;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::super::field::Field;
use super::super::super::report::suspects::{self, Fault, Suspect};
use crate::domain::report_place::ReportPlace;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Open,
    /// With this reason, which still holds.
    Accepted(String),
    /// With this reason, when the figures were others.
    Lapsed(String),
}

#[derive(Debug, Clone)]
pub struct ListedFinding {
    pub finding: Finding,
    pub standing: Standing,
    /// The findings further down that say the same in the same words.
    pub repeats: Vec<usize>,
    /// Whether it is one of those.
    is_repeat: bool,
    /// Whether it is plausibility only.
    folded: bool,
    fault: Option<usize>,
}

impl ListedFinding {
    pub fn is_accepted(&self) -> bool {
        matches!(self.standing, Standing::Accepted(_))
    }

    /// The fault that it is told with, as long as it is open.
    fn told_with(&self) -> Option<usize> {
        self.fault.filter(|_| !self.is_accepted() && !self.folded)
    }
}

#[derive(Debug, Clone)]
pub enum Stage {
    List,
    /// The reason to accept the chosen finding with.
    Reason {
        reason: Box<Field>,
        today: String,
        problem: &'static str,
    },
    /// Whether the files were checked, before the chosen suspect's value is applied.
    Checked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingRow {
    /// A severity: how many findings are open, and how many accepted.
    Heading(Severity, usize, usize),
    /// A finding, by index.
    Finding(usize),
    /// What else a fault broke.
    Consequences(usize),
    /// What may be wrong where the findings above fail.
    Suspects,
    /// A suspect of a fault, by index.
    Suspect(usize, usize),
    /// The other suspects of a fault.
    MoreSuspects(usize),
    /// The findings that are plausibility only, and how many.
    Folded(usize),
    /// The rules that wait for unfilled cells, and how many.
    Pending(usize),
}

impl FindingRow {
    pub fn can_be_chosen(self) -> bool {
        !matches!(self, FindingRow::Heading(..) | FindingRow::Suspects | FindingRow::Pending(_))
    }
}

/// What can be folded. A fault is known by the first instance that it broke, so that it is known again after a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Fold {
    Plausible,
    Consequences(usize),
    MoreSuspects(usize),
    Repeats(usize, String),
}

#[derive(Debug, Clone)]
pub struct FindingsList {
    pub entries: Vec<ListedFinding>,
    pub faults: Vec<Fault>,
    /// The index of the chosen row.
    pub selected: usize,
    /// Whether a jump leads to the words, where a finding speaks of words and of cells.
    pub to_words: bool,
    pub stage: Stage,
    /// Whether the search for suspects came to its end.
    pub complete: bool,
    unfolded: BTreeSet<Fold>,
    pending: usize,
    lang: Lang,
}

impl FindingsList {
    pub fn new(session: &Session, lang: Lang) -> FindingsList {
        let findings = session.findings();
        let pending = findings.iter().filter(|finding| finding.status == Status::Pending).count();
        let (faults, complete) = suspects::faults(session, lang);
        // An acceptance that holds for one finding has not lapsed for another of the same rule and cells.
        let release = |finding: &Finding| acceptance::release(session.report(), session.figures(), finding);
        let holding: Vec<&Accepted> = findings.iter().filter_map(release).collect();
        let failed = findings.iter().filter(|finding| finding.status == Status::Fail);
        let mut entries: Vec<ListedFinding> =
            failed.map(|finding| entry(session, &faults, &holding, finding.clone())).collect();
        entries.sort_by_key(|entry| {
            (
                std::cmp::Reverse(entry.finding.severity),
                entry.folded,
                entry.is_accepted(),
                entry.fault.unwrap_or(usize::MAX),
            )
        });
        mark_repeats(session, &mut entries, lang);
        let mut list = FindingsList {
            entries,
            faults,
            selected: 0,
            to_words: false,
            stage: Stage::List,
            complete,
            unfolded: BTreeSet::new(),
            pending,
            lang,
        };
        list.selected = list.rows().iter().position(|row| row.can_be_chosen()).unwrap_or(0);
        list
    }

    /// The list after a change: the same finding is chosen, where it is still there.
    pub fn renewed(&self, session: &Session) -> FindingsList {
        let mut list = FindingsList { unfolded: self.unfolded.clone(), ..FindingsList::new(session, self.lang) };
        let same = |other: &ListedFinding| {
            self.entry().is_some_and(|entry| {
                let (a, b) = (&entry.finding, &other.finding);
                (a.instance, &a.cells, &a.passage) == (b.instance, &b.cells, &b.passage)
            })
        };
        let rows = list.rows();
        let kept = rows.iter().position(|row| matches!(row, FindingRow::Finding(index) if same(&list.entries[*index])));
        let near = (0..=self.selected.min(rows.len().saturating_sub(1))).rev().find(|&row| rows[row].can_be_chosen());
        list.selected = kept.or(near).unwrap_or(list.selected);
        list
    }

    /// Chooses the finding that a jump led to.
    pub fn choose(&mut self, lit: Option<&ReportPlace>) {
        let is_lit = |row: &FindingRow| matches!(row, FindingRow::Finding(index) if Some(&ReportPlace::of(&self.entries[*index].finding)) == lit);
        self.selected = self.rows().iter().position(is_lit).unwrap_or(self.selected);
    }

    pub fn chosen(&self) -> Option<FindingRow> {
        self.rows().get(self.selected).copied()
    }

    pub fn entry(&self) -> Option<&ListedFinding> {
        match self.chosen()? {
            FindingRow::Finding(index) => self.entries.get(index),
            _ => None,
        }
    }

    pub fn suspect(&self) -> Option<&Suspect> {
        match self.chosen()? {
            FindingRow::Suspect(fault, index) => self.faults.get(fault)?.suspects.get(index),
            _ => None,
        }
    }

    pub fn rows(&self) -> Vec<FindingRow> {
        let mut rows = Vec::new();
        let chosen = |severity, folded| {
            let entries = self.entries.iter().enumerate();
            entries.filter(move |(_, entry)| entry.finding.severity == severity && entry.folded == folded)
        };
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let accepted = chosen(severity, false).filter(|(_, entry)| entry.is_accepted()).count();
            let all = chosen(severity, false).count();
            if all > 0 {
                rows.push(FindingRow::Heading(severity, all - accepted, accepted));
            }
            let entries: Vec<(usize, &ListedFinding)> = chosen(severity, false).collect();
            for together in entries.chunk_by(|(_, a), (_, b)| a.told_with() == b.told_with() && a.told_with().is_some())
            {
                match together[0].1.told_with() {
                    Some(fault) => {
                        let own: Vec<usize> = together.iter().map(|(index, _)| *index).collect();
                        self.push_fault(fault, &own, &mut rows);
                    }
                    None => self.push_finding(together[0].0, &mut rows),
                }
            }
        }
        let folded: Vec<usize> =
            self.entries.iter().enumerate().filter(|(_, entry)| entry.folded).map(|(index, _)| index).collect();
        if !folded.is_empty() {
            rows.push(FindingRow::Folded(folded.len()));
            if self.is_open(&FindingRow::Folded(folded.len())) {
                folded.into_iter().for_each(|index| self.push_finding(index, &mut rows));
            }
        }
        if self.pending > 0 {
            rows.push(FindingRow::Pending(self.pending));
        }
        rows
    }

    /// A finding, with those behind it that say the same where they are asked for.
    fn push_finding(&self, index: usize, rows: &mut Vec<FindingRow>) {
        let entry = &self.entries[index];
        if !entry.is_repeat {
            rows.push(FindingRow::Finding(index));
            let shown = self.is_open(&FindingRow::Finding(index));
            rows.extend(entry.repeats.iter().filter(|_| shown).map(|&index| FindingRow::Finding(index)));
        }
    }

    /// What a fault broke, then what may have happened.
    fn push_fault(&self, fault: usize, entries: &[usize], rows: &mut Vec<FindingRow>) {
        let Fault { suspects, leading, told, .. } = &self.faults[fault];
        let (told, others) = entries.split_at(entries.len().min((*told).max(1)));
        told.iter().for_each(|&index| self.push_finding(index, rows));
        if !others.is_empty() {
            rows.push(FindingRow::Consequences(fault));
            if self.is_open(&FindingRow::Consequences(fault)) {
                others.iter().for_each(|&index| self.push_finding(index, rows));
            }
        }
        if suspects.is_empty() {
            return;
        }
        let suspect = |index| FindingRow::Suspect(fault, index);
        let leading = (*leading).min(suspects.len());
        rows.push(FindingRow::Suspects);
        rows.extend((0..leading).map(suspect));
        if leading < suspects.len() {
            rows.push(FindingRow::MoreSuspects(fault));
            if self.is_open(&FindingRow::MoreSuspects(fault)) {
                rows.extend((leading..suspects.len()).map(suspect));
            }
        }
    }

    /// The instances that a fault broke besides those which are told, by index.
    pub fn consequences(&self, fault: usize) -> Vec<usize> {
        let told = self.faults[fault].told.max(1);
        let own = self.entries.iter().filter(|entry| entry.told_with() == Some(fault));
        own.skip(told).map(|entry| entry.finding.instance).collect()
    }

    /// What a row folds, if it does.
    fn fold_of(&self, row: &FindingRow) -> Option<Fold> {
        let broken = |fault: usize| self.faults[fault].restores.first().copied().unwrap_or(usize::MAX);
        match *row {
            FindingRow::Folded(_) => Some(Fold::Plausible),
            FindingRow::Consequences(fault) => Some(Fold::Consequences(broken(fault))),
            FindingRow::MoreSuspects(fault) => Some(Fold::MoreSuspects(broken(fault))),
            FindingRow::Finding(index) if !self.entries[index].repeats.is_empty() => {
                let finding = &self.entries[index].finding;
                Some(Fold::Repeats(finding.instance, finding.quote.clone()))
            }
            _ => None,
        }
    }

    /// Whether what a row folds is shown.
    pub fn is_open(&self, row: &FindingRow) -> bool {
        self.fold_of(row).is_some_and(|fold| self.unfolded.contains(&fold))
    }

    /// Opens or folds what the chosen line folds, or what it stands in or above.
    pub fn fold(&mut self, unfolded: bool) {
        let rows = self.rows();
        let Some(row) = self.line_that_folds(&rows) else { return };
        let Some(fold) = self.fold_of(&rows[row]) else { return };
        if unfolded {
            self.unfolded.insert(fold);
        } else if self.unfolded.remove(&fold) && row < self.selected {
            self.selected = row;
        }
    }

    /// The row that folds what the chosen one stands in; of a fault's findings and suspects the line below them.
    fn line_that_folds(&self, rows: &[FindingRow]) -> Option<usize> {
        let folds = |row: &FindingRow| self.fold_of(row).is_some();
        let chosen = rows.get(self.selected)?;
        if folds(chosen) {
            return Some(self.selected);
        }
        let above = rows[..self.selected].iter().rposition(|row| folds(row) && self.is_open(row));
        let is_within = |at: usize| match (rows[at], *chosen) {
            (FindingRow::Folded(_), _) => true,
            (FindingRow::MoreSuspects(of), FindingRow::Suspect(fault, _)) => of == fault,
            (FindingRow::Consequences(of), FindingRow::Finding(index)) => self.entries[index].told_with() == Some(of),
            (FindingRow::Finding(of), FindingRow::Finding(index)) => self.entries[of].repeats.contains(&index),
            _ => false,
        };
        if let Some(at) = above.filter(|&at| is_within(at)) {
            return Some(at);
        }
        let fault = match *chosen {
            FindingRow::Suspect(fault, _) => fault,
            FindingRow::Finding(index) => self.entries[index].told_with()?,
            _ => return None,
        };
        rows.iter().position(|row| *row == FindingRow::MoreSuspects(fault))
    }
}

fn entry(session: &Session, faults: &[Fault], holding: &[&Accepted], finding: Finding) -> ListedFinding {
    let (report, figures) = (session.report(), session.figures());
    let accepted = acceptance::release(report, figures, &finding);
    let lapsed = acceptance::lapsed(report, figures, &finding).filter(|lapsed| !holding.contains(lapsed));
    let standing = match (accepted, lapsed) {
        (Some(accepted), _) => Standing::Accepted(accepted.reason.clone()),
        (None, Some(lapsed)) => Standing::Lapsed(lapsed.reason.clone()),
        (None, None) => Standing::Open,
    };
    let fault = faults.iter().position(|fault| fault.restores.contains(&finding.instance));
    let folded = finding.rule(session.form()).folded;
    ListedFinding { standing, repeats: Vec::new(), is_repeat: false, folded, fault, finding }
}

/// Finds what says the same in the same words, and stands alike.
fn mark_repeats(session: &Session, entries: &mut [ListedFinding], lang: Lang) {
    let findings: Vec<Finding> = entries.iter().map(|entry| entry.finding.clone()).collect();
    let told = told_once(session.figures(), &findings, lang);
    let place = |finding: &Finding| findings.iter().position(|other| std::ptr::eq(other, finding));
    for (_, all) in told.iter().filter(|(_, all)| all.len() > 1) {
        let mut places: Vec<usize> = all.iter().filter_map(|finding| place(finding)).collect();
        let Some(&first) = places.first() else { continue };
        places.retain(|&at| at != first && entries[at].standing == entries[first].standing);
        places.iter().for_each(|&at| entries[at].is_repeat = true);
        entries[first].repeats = places;
    }
}
