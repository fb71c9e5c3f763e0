//! The list of all rules that a cell takes part in, with what each came to: its state, what its keys do to it, and why a
//! rule is not judged. It draws nothing.

use crate::domain::form::{CellId, Condition, Form, Instance, Quantity, Relation};
use crate::domain::rule::{Figures, Outcome};
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::key::{Chord, Code};
use super::report::jumps::Lit;

/// How far a page key goes.
const PAGE: usize = 5;

/// What a key came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// The list stays open.
    Open,
    /// It was closed.
    Closed,
    /// Light the cells of the chosen rule.
    Light(Lit),
}

/// The list.
#[derive(Debug, Clone)]
pub struct CellRules {
    /// The cell.
    pub cell: CellId,
    /// Its rules, by index into [`Form::instances`]: those that fail first, then those that wait.
    pub instances: Vec<usize>,
    /// The index of the chosen one.
    pub selected: usize,
    /// Whether the chosen one is explained.
    pub explained: bool,
}

impl CellRules {
    /// The rules of a cell as they stand.
    pub fn new(session: &Session, cell: CellId) -> CellRules {
        let mut instances = session.form().instances_of(cell).to_vec();
        let rank = |outcome| match outcome {
            Outcome::Fail | Outcome::Overflow => 0,
            Outcome::Pending(_) => 1,
            Outcome::Pass => 2,
            Outcome::Silent => 3,
        };
        instances.sort_by_key(|&instance| rank(session.outcomes()[instance]));
        instances.dedup();
        CellRules { cell, instances, selected: 0, explained: false }
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord, form: &Form) -> Taken {
        let last = self.instances.len().saturating_sub(1);
        let before = self.selected;
        match (chord.code, chord.character()) {
            (Code::Esc, _) | (_, Some('k' | 'K')) => return Taken::Closed,
            (Code::Up, _) => self.selected = before.saturating_sub(1),
            (Code::Down, _) => self.selected = (before + 1).min(last),
            (Code::PageUp, _) => self.selected = before.saturating_sub(PAGE),
            (Code::PageDown, _) => self.selected = (before + PAGE).min(last),
            (Code::Home, _) => self.selected = 0,
            (Code::End, _) => self.selected = last,
            (Code::Enter, _) => self.explained = !self.explained,
            (Code::Tab, _) => {
                if let Some(&instance) = self.instances.get(before) {
                    let cells = form.instances()[instance].cells();
                    return Taken::Light(Lit { cells, passage: None });
                }
            }
            _ => {}
        }
        Taken::Open
    }
}

/// Why a rule is not judged, in words.
pub fn why_silent(figures: Figures<'_>, instance: &Instance, lang: Lang) -> &'static str {
    let last_year = lang.pick("要有上年度的报告才能判", "needs last year’s report");
    match &instance.relation {
        Relation::Holds { when, then } => {
            let mut missing = when.iter().chain(then).filter_map(|condition| lacks(figures, condition, lang));
            missing.next().unwrap_or(last_year)
        }
        Relation::LastYear => last_year,
        _ => lang.pick("这份报告里没有可对照的", "there is nothing in this report to hold it against"),
    }
}

/// What a condition needs that is not known.
fn lacks(figures: Figures<'_>, condition: &Condition, lang: Lang) -> Option<&'static str> {
    let background = figures.background;
    let last_year = || {
        let words = lang.pick("要有上年度的报告才能判", "needs last year’s report");
        background.precedent().is_none().then_some(words)
    };
    match condition {
        Condition::Compare { left, right, .. } => left.iter().chain(right).find_map(|operand| match operand.quantity {
            Quantity::LastYear(_) if background.precedent().is_none() => last_year(),
            Quantity::LastYear(_) if figures.quantity(operand.quantity).is_none() => {
                Some(lang.pick("上年度的报告里没有这个数", "last year’s report has no such figure"))
            }
            Quantity::Year if background.year.is_none() => {
                Some(lang.pick("要知道报告年度才能判", "needs the report year"))
            }
            _ => None,
        }),
        Condition::KnownLastYear { .. } => last_year(),
        Condition::Body { kind, .. } if background.body.is(kind).is_none() => {
            Some(lang.pick("要知道是哪类机关才能判", "needs the kind of body"))
        }
        Condition::Power { row, .. } if background.body.has_power(row).is_none() => {
            Some(lang.pick("要知道本机关有没有这项职权才能判", "needs the powers of this body"))
        }
        Condition::Any(conditions) => conditions.iter().find_map(|condition| lacks(figures, condition, lang)),
        _ => None,
    }
}
