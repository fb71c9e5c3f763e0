//! The rows of the list of findings, and which of them fold others. It draws nothing.

use crate::domain::definition::Severity;

use super::super::report::suspects::Fault;
use super::{Entry, FindingsList};

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
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

impl Row {
    pub(super) fn can_be_chosen(self) -> bool {
        !matches!(self, Row::Heading(..) | Row::Suspects | Row::Pending(_))
    }
}

/// What can be folded. A fault is known by the first instance that it broke, so that it is known again after a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fold {
    Plausible,
    Consequences(usize),
    MoreSuspects(usize),
    Repeats(usize, String),
}

impl FindingsList {
    /// The rows, from top to bottom.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let chosen = |severity, folded| {
            let entries = self.entries.iter().enumerate();
            entries.filter(move |(_, entry)| entry.finding.severity == severity && entry.folded == folded)
        };
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let accepted = chosen(severity, false).filter(|(_, entry)| entry.is_accepted()).count();
            let all = chosen(severity, false).count();
            if all > 0 {
                rows.push(Row::Heading(severity, all - accepted, accepted));
            }
            let entries: Vec<(usize, &Entry)> = chosen(severity, false).collect();
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
            rows.push(Row::Folded(folded.len()));
            if self.is_open(&Row::Folded(folded.len())) {
                folded.into_iter().for_each(|index| self.push_finding(index, &mut rows));
            }
        }
        if self.pending > 0 {
            rows.push(Row::Pending(self.pending));
        }
        rows
    }

    /// A finding, with those behind it that say the same where they are asked for.
    fn push_finding(&self, index: usize, rows: &mut Vec<Row>) {
        let entry = &self.entries[index];
        if !entry.is_repeat {
            rows.push(Row::Finding(index));
            let shown = self.is_open(&Row::Finding(index));
            rows.extend(entry.repeats.iter().filter(|_| shown).map(|&index| Row::Finding(index)));
        }
    }

    /// What a fault broke, then what may have happened.
    fn push_fault(&self, fault: usize, entries: &[usize], rows: &mut Vec<Row>) {
        let Fault { suspects, leading, told, .. } = &self.faults[fault];
        let (told, others) = entries.split_at(entries.len().min((*told).max(1)));
        told.iter().for_each(|&index| self.push_finding(index, rows));
        if !others.is_empty() {
            rows.push(Row::Consequences(fault));
            if self.is_open(&Row::Consequences(fault)) {
                others.iter().for_each(|&index| self.push_finding(index, rows));
            }
        }
        if suspects.is_empty() {
            return;
        }
        let suspect = |index| Row::Suspect(fault, index);
        let leading = (*leading).min(suspects.len());
        rows.push(Row::Suspects);
        rows.extend((0..leading).map(suspect));
        if leading < suspects.len() {
            rows.push(Row::MoreSuspects(fault));
            if self.is_open(&Row::MoreSuspects(fault)) {
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
    fn fold_of(&self, row: &Row) -> Option<Fold> {
        let broken = |fault: usize| self.faults[fault].restores.first().copied().unwrap_or(usize::MAX);
        match *row {
            Row::Folded(_) => Some(Fold::Plausible),
            Row::Consequences(fault) => Some(Fold::Consequences(broken(fault))),
            Row::MoreSuspects(fault) => Some(Fold::MoreSuspects(broken(fault))),
            Row::Finding(index) if !self.entries[index].repeats.is_empty() => {
                let finding = &self.entries[index].finding;
                Some(Fold::Repeats(finding.instance, finding.quote.clone()))
            }
            _ => None,
        }
    }

    /// Whether what a row folds is shown.
    pub fn is_open(&self, row: &Row) -> bool {
        self.fold_of(row).is_some_and(|fold| self.unfolded.contains(&fold))
    }

    /// Opens or folds what the chosen line folds, or what it stands in or above.
    pub(super) fn fold(&mut self, unfolded: bool) {
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
    fn line_that_folds(&self, rows: &[Row]) -> Option<usize> {
        let folds = |row: &Row| self.fold_of(row).is_some();
        let chosen = rows.get(self.selected)?;
        if folds(chosen) {
            return Some(self.selected);
        }
        let above = rows[..self.selected].iter().rposition(|row| folds(row) && self.is_open(row));
        let is_within = |at: usize| match (rows[at], *chosen) {
            (Row::Folded(_), _) => true,
            (Row::MoreSuspects(of), Row::Suspect(fault, _)) => of == fault,
            (Row::Consequences(of), Row::Finding(index)) => self.entries[index].told_with() == Some(of),
            (Row::Finding(of), Row::Finding(index)) => self.entries[of].repeats.contains(&index),
            _ => false,
        };
        if let Some(at) = above.filter(|&at| is_within(at)) {
            return Some(at);
        }
        let fault = match *chosen {
            Row::Suspect(fault, _) => fault,
            Row::Finding(index) => self.entries[index].told_with()?,
            _ => return None,
        };
        rows.iter().position(|row| *row == Row::MoreSuspects(fault))
    }
}
