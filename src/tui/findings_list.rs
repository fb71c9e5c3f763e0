//! The list of everything that the rules find in the open report, with the suspects under it: its state and what its
//! keys do to it. It is made anew after every change, holds no figures and draws nothing. One fault is told once: what else
//! it broke, findings in equal words, and long lists of suspects are folded.

mod rows;

use std::collections::BTreeSet;

use crate::domain::acceptance;
use crate::domain::finding::{Finding, Status, told_once};
use crate::domain::report::Accepted;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::field::Field;
use super::key::{Chord, Code};
use super::report::jumps::Lit;
use super::report::suspects::{self, Fault, Suspect};

pub use rows::Row;

use rows::Fold;

/// How far a page key goes.
const PAGE: usize = 5;

/// Whether a finding was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody did.
    Open,
    /// With this reason, which still holds.
    Accepted(String),
    /// With this reason, when the figures were others.
    Lapsed(String),
}

/// A finding of the list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The finding.
    pub finding: Finding,
    /// Whether it was accepted.
    pub standing: Standing,
    /// The findings further down that say the same in the same words.
    pub repeats: Vec<usize>,
    /// Whether it is one of those.
    is_repeat: bool,
    /// Whether it is plausibility only.
    folded: bool,
    /// The fault that it is told with.
    fault: Option<usize>,
}

impl Entry {
    fn is_accepted(&self) -> bool {
        matches!(self.standing, Standing::Accepted(_))
    }

    /// The fault that it is told with, as long as it is open.
    fn told_with(&self) -> Option<usize> {
        self.fault.filter(|_| !self.is_accepted() && !self.folded)
    }
}

/// What is asked over the list.
#[derive(Debug, Clone)]
pub enum Stage {
    /// Nothing.
    List,
    /// The reason to accept the chosen finding with.
    Reason {
        /// The reason.
        reason: Box<Field>,
        /// The present civil date.
        today: String,
        /// What is missing.
        problem: &'static str,
    },
    /// Whether the files were checked, before the chosen suspect's value is applied.
    Checked,
}

/// What a key came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// The list stays open.
    Open,
    /// It was closed.
    Closed,
    /// Go to what is lit; to its words where the sign is set.
    Jump(Lit, bool),
    /// The reason for accepting a finding is to be asked for.
    Ask,
    /// The chosen finding is accepted with the reason given.
    Accept,
    /// The chosen finding is open again.
    Withdraw,
    /// The chosen suspect's values are applied.
    Apply,
    /// The last edit is taken back, or made again.
    Travel {
        /// Whether it is taken back.
        back: bool,
    },
    /// It was not done; why.
    Refused(String),
}

/// The list.
#[derive(Debug, Clone)]
pub struct FindingsList {
    /// The failed findings.
    pub entries: Vec<Entry>,
    /// What may be wrong.
    pub faults: Vec<Fault>,
    /// The index of the chosen row.
    pub selected: usize,
    /// Whether a jump leads to the words, where a finding speaks of words and of cells.
    pub to_words: bool,
    /// What is asked over the list.
    pub stage: Stage,
    /// Whether the search for suspects came to its end.
    pub complete: bool,
    unfolded: BTreeSet<Fold>,
    pending: usize,
    lang: Lang,
}

impl FindingsList {
    /// The list of what fails now.
    pub fn new(session: &Session, lang: Lang) -> FindingsList {
        let findings = session.findings();
        let pending = findings.iter().filter(|finding| finding.status == Status::Pending).count();
        let (faults, complete) = suspects::faults(session, lang);
        // An acceptance that holds for one finding has not lapsed for another of the same rule and cells.
        let release = |finding: &Finding| acceptance::release(session.report(), session.figures(), finding);
        let holding: Vec<&Accepted> = findings.iter().filter_map(release).collect();
        let failed = findings.iter().filter(|finding| finding.status == Status::Fail);
        let mut entries: Vec<Entry> =
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
        let same = |other: &Entry| {
            self.entry().is_some_and(|entry| {
                let (a, b) = (&entry.finding, &other.finding);
                (a.instance, &a.cells, &a.passage) == (b.instance, &b.cells, &b.passage)
            })
        };
        let rows = list.rows();
        let kept = rows.iter().position(|row| matches!(row, Row::Finding(index) if same(&list.entries[*index])));
        let near = (0..=self.selected.min(rows.len().saturating_sub(1))).rev().find(|&row| rows[row].can_be_chosen());
        list.selected = kept.or(near).unwrap_or(list.selected);
        list
    }

    /// The chosen row.
    pub fn chosen(&self) -> Option<Row> {
        self.rows().get(self.selected).copied()
    }

    /// The chosen finding.
    pub fn entry(&self) -> Option<&Entry> {
        match self.chosen()? {
            Row::Finding(index) => self.entries.get(index),
            _ => None,
        }
    }

    /// The chosen suspect.
    pub fn suspect(&self) -> Option<&Suspect> {
        match self.chosen()? {
            Row::Suspect(fault, index) => self.faults.get(fault)?.suspects.get(index),
            _ => None,
        }
    }

    /// Asks for the reason to accept the chosen finding with.
    pub fn ask(&mut self, today: String) {
        self.stage = Stage::Reason { reason: Box::new(Field::line("")), today, problem: "" };
    }

    /// Takes pasted text into the reason.
    pub fn paste(&mut self, text: &str) {
        if let Stage::Reason { reason, .. } = &mut self.stage {
            reason.paste(text);
        }
    }

    /// Chooses a row, where that is possible; whether it was chosen already.
    pub fn choose(&mut self, index: usize) -> bool {
        let rows = self.rows();
        let possible = matches!(self.stage, Stage::List) && rows.get(index).is_some_and(|row| row.can_be_chosen());
        possible && std::mem::replace(&mut self.selected, index) == index
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord, lang: Lang) -> Taken {
        match &mut self.stage {
            Stage::List => self.browse(chord, lang),
            Stage::Checked => {
                match chord.character() {
                    Some('y' | 'Y') => return Taken::Apply,
                    Some('n' | 'N') => self.stage = Stage::List,
                    _ if chord.code == Code::Esc => self.stage = Stage::List,
                    _ => {}
                }
                Taken::Open
            }
            Stage::Reason { reason, problem, .. } => {
                match chord.code {
                    Code::Esc => self.stage = Stage::List,
                    Code::Enter if reason.text().trim().is_empty() => {
                        *problem = lang.pick("先写明理由，再按 Enter", "write the reason first, then Enter");
                    }
                    Code::Enter => return Taken::Accept,
                    _ => drop(reason.key(chord)),
                }
                Taken::Open
            }
        }
    }

    fn browse(&mut self, chord: Chord, lang: Lang) -> Taken {
        let letter = chord.character().map(|letter| letter.to_ascii_lowercase());
        match (chord.code, letter) {
            (Code::Esc | Code::F(7), _) | (_, Some('w')) => return Taken::Closed,
            (Code::Up, _) => self.step(-1, 1),
            (Code::Down, _) => self.step(1, 1),
            (Code::PageUp, _) => self.step(-1, PAGE),
            (Code::PageDown, _) => self.step(1, PAGE),
            (Code::Home, _) => self.step(-1, usize::MAX),
            (Code::End, _) => self.step(1, usize::MAX),
            (Code::Tab, _) => return self.turn(lang),
            (Code::Right | Code::Left, _) => self.fold(chord.code == Code::Right),
            (Code::Enter, _) => return self.enter(lang),
            (Code::Insert, _) | (_, Some('y')) => return self.offer(lang),
            (_, Some('a')) => return self.accept_or_withdraw(lang),
            (Code::Char('z' | 'y'), _) if chord.ctrl => return Taken::Travel { back: chord.code == Code::Char('z') },
            _ => {}
        }
        Taken::Open
    }

    fn step(&mut self, step: isize, times: usize) {
        let rows = self.rows();
        let mut at = self.selected;
        let mut left = times;
        while let Some(next) = at.checked_add_signed(step).filter(|&next| next < rows.len() && left > 0) {
            at = next;
            if rows[at].can_be_chosen() {
                (self.selected, left) = (at, left - 1);
            }
        }
        self.to_words = false;
    }

    fn turn(&mut self, lang: Lang) -> Taken {
        match self.entry().map(|entry| Lit::of(&entry.finding)) {
            Some(lit) if lit.is_twofold() => {
                self.to_words = !self.to_words;
                Taken::Open
            }
            _ => Taken::Refused(
                lang.pick(
                    "这一条不是文字与数字的对照，只有一处可去",
                    "this holds no words against a cell; there is one place to go",
                )
                .to_string(),
            ),
        }
    }

    fn enter(&mut self, lang: Lang) -> Taken {
        let lit = match self.chosen() {
            Some(row @ (Row::Folded(_) | Row::Consequences(_) | Row::MoreSuspects(_))) => {
                self.fold(!self.is_open(&row));
                return Taken::Open;
            }
            Some(Row::Suspect(..)) => self
                .suspect()
                .map(|suspect| Lit { cells: suspect.changes.iter().map(|(cell, _)| *cell).collect(), passage: None }),
            _ => self.entry().map(|entry| Lit::of(&entry.finding)),
        };
        match lit {
            Some(lit) if !lit.cells.is_empty() || lit.passage.is_some() => {
                let to_words = self.to_words || lit.cells.is_empty();
                Taken::Jump(lit, to_words)
            }
            Some(_) => Taken::Refused(
                lang.pick("这一条不指哪一格、哪段文字", "this speaks of no cell and of no words").to_string(),
            ),
            None => Taken::Open,
        }
    }

    fn offer(&mut self, lang: Lang) -> Taken {
        let words = match self.suspect() {
            None => lang.pick("先选一条“可能错在这里”", "choose a line of suspects first"),
            Some(suspect) if suspect.offered().is_none() => lang.pick(
                "没有依据认定是哪个数，不能直接采用；请照这一行核对台账后自己录入",
                "nothing singles a value out, so none can be applied; check the files and key the figure yourself",
            ),
            Some(_) => {
                self.stage = Stage::Checked;
                return Taken::Open;
            }
        };
        Taken::Refused(words.to_string())
    }

    fn accept_or_withdraw(&self, lang: Lang) -> Taken {
        match self.entry() {
            Some(entry) if entry.is_accepted() => Taken::Withdraw,
            Some(_) => Taken::Ask,
            None => Taken::Refused(lang.pick("先选一条问题", "choose a finding first").to_string()),
        }
    }
}

fn entry(session: &Session, faults: &[Fault], holding: &[&Accepted], finding: Finding) -> Entry {
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
    Entry { standing, repeats: Vec::new(), is_repeat: false, folded, fault, finding }
}

/// Finds what says the same in the same words, and stands alike.
fn mark_repeats(session: &Session, entries: &mut [Entry], lang: Lang) {
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
