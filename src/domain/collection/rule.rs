//! What the rules over many bodies find. Each fault is told once, where it was made: what a body's own rules say is the body's,
//! and what waits for a body is pending here. Words are made in `finding`.

mod people;

mod printed;

use std::sync::Arc;

use super::super::definition::{CollectionCheck, CollectionRule};
use super::super::figure::{Figure, Kind};
use super::super::finding::Status;
use super::super::form::{CellId, Form};
use super::super::number::Number;
use super::super::report::plain_name;
use super::roster::Collection;
use super::sum::{Held, Member, Sum};

/// All that is known of a collection.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The form of its year.
    pub form: Arc<Form>,
    /// The roster and what happened to it.
    pub collection: Collection,
    /// What there is of each body, in the order of the roster.
    pub members: Vec<Member>,
    /// What is printed of the sum: the collecting agency's aggregated report.
    pub printed: Option<Held>,
    /// The same of the year before.
    pub last_printed: Option<Held>,
    /// The collection of the year before.
    pub last: Option<Collection>,
    /// The bodies of last year's roster that are in none now, with last year's report.
    pub left: Vec<(String, Option<Held>)>,
    /// The collecting agency's own report, in the roster or not.
    pub own: Option<Held>,
    /// The kinds of the collecting agency, by [`BodyKind::name`](super::super::definition::BodyKind::name).
    pub kinds: Vec<String>,
    /// The sum over all bodies.
    pub sum: Sum,
}

/// A rule that does not hold, or cannot be judged yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Index into [`Definition::collection`](super::super::definition::Definition::collection).
    pub rule: usize,
    /// Fails or waits.
    pub status: Status,
    /// The body that made the fault, by its place in the roster, where it is one.
    pub body: Option<usize>,
    /// The bodies that it speaks of besides, or that it waits for.
    pub bodies: Vec<usize>,
    /// Bodies that it speaks of and that are not in the roster, by name.
    pub names: Vec<String>,
    /// The cells that it speaks of.
    pub cells: Vec<CellId>,
    /// The left side, where it is one number.
    pub left: Option<Number>,
    /// The right side.
    pub right: Option<Number>,
    /// What explains the difference, as far as the figures tell.
    pub reasons: Vec<Reason>,
}

/// A body whose figure is just what a printed sum is off by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// Its place in the roster.
    pub body: usize,
    /// How its figure explains the difference.
    pub manner: Manner,
}

/// How a body's figure explains that a printed sum is not what the bodies add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// It was left out.
    LeftOut,
    /// It was added twice.
    Twice,
    /// Last year's was added instead.
    LastYear,
    /// It was added in a smaller unit.
    Unit,
    /// It was added though the body is exempt.
    Exempt,
}

impl Finding {
    fn new(rule: usize) -> Finding {
        Finding {
            rule,
            status: Status::Fail,
            body: None,
            bodies: Vec::new(),
            names: Vec::new(),
            cells: Vec::new(),
            left: None,
            right: None,
            reasons: Vec::new(),
        }
    }

    fn of(rule: usize, body: usize) -> Finding {
        Finding { body: Some(body), ..Finding::new(rule) }
    }

    fn with_sides(self, left: Option<Number>, right: Option<Number>) -> Finding {
        Finding { left, right, ..self }
    }

    /// Left minus right, where both are known.
    pub fn difference(&self) -> Option<Number> {
        self.left.zip(self.right).and_then(|(left, right)| left.checked_sub(right).ok())
    }

    /// The rule of this form that it breaks.
    pub fn rule<'a>(&self, form: &'a Form) -> &'a CollectionRule {
        &form.definition().collection[self.rule]
    }
}

impl Gathered {
    /// All findings: what fails first, in catalogue order.
    pub fn findings(&self) -> Vec<Finding> {
        let rules = self.form.definition().collection.iter().enumerate();
        let mut findings: Vec<Finding> = rules.flat_map(|(index, rule)| self.judge(index, &rule.check)).collect();
        // What is the wrong file altogether is not told again cell by cell.
        let is_wrong = |finding: &Finding| matches!(finding.rule(&self.form).check, CollectionCheck::NotOwn);
        if findings.iter().any(is_wrong) {
            findings.retain(|finding| !matches!(finding.rule(&self.form).check, CollectionCheck::Printed { .. }));
        }
        findings.sort_by_key(|finding| finding.status == Status::Pending);
        findings
    }

    fn judge(&self, rule: usize, check: &CollectionCheck) -> Vec<Finding> {
        match check {
            CollectionCheck::Printed { units } => self.printed(rule, units),
            CollectionCheck::Present => self.present(rule),
            CollectionCheck::Reviewed(cells) => self.reviewed(rule, cells),
            CollectionCheck::Accepted => self.accepted(rule),
            CollectionCheck::Without { cells, kinds, unless } => self.without(rule, cells, kinds, unless),
            CollectionCheck::Vertical { endings } => self.vertical(rule, endings),
            CollectionCheck::Once => self.once(rule),
            CollectionCheck::NotOwn => self.not_own(rule),
            CollectionCheck::Different => self.different(rule),
            CollectionCheck::SameEdition => self.same_edition(rule),
            CollectionCheck::Carried { carried_in, carried_out } => self.carried(rule, carried_in, carried_out),
            CollectionCheck::Continued => self.continued(rule),
            CollectionCheck::Influence { cells, hundredths, base, few } => {
                self.influence(rule, cells, *hundredths, *base, *few)
            }
            CollectionCheck::Unchanged => self.unchanged(rule),
            CollectionCheck::Within => self.within(rule),
        }
    }

    /// The bodies whose reports count, with their places in the roster.
    fn counted(&self) -> impl Iterator<Item = (usize, &Member, &Held)> {
        let members = self.members.iter().enumerate();
        members.filter_map(|(body, member)| Some((body, member, member.counted()?)))
    }

    fn cells(&self, patterns: &[String]) -> Vec<CellId> {
        patterns.iter().flat_map(|pattern| self.form.matching(pattern)).collect()
    }

    /// The place of the collecting agency in its own roster.
    fn own_place(&self) -> Option<usize> {
        let agency = plain_name(&self.collection.agency);
        self.collection.bodies.iter().position(|body| plain_name(&body.name) == agency)
    }

    /// Whether a body was in last year's roster, under whatever name; `None` where there was none.
    fn was_there(&self, body: usize) -> Option<bool> {
        let (last, body) = (self.last.as_ref()?, &self.collection.bodies[body]);
        let mut names = std::iter::once(&body.name).chain(&body.former);
        Some(names.any(|name| last.find(name).is_some()))
    }

    /// Whether the collecting agency's own figure in a cell is more than a printed sum can hold.
    fn is_more(&self, own: &Held, printed: &Held, cell: CellId) -> bool {
        let is_signed = self.form.cell(cell).kind == Kind::Signed;
        let both = own.value(cell).counted().zip(printed.value(cell).counted());
        !is_signed && both.is_some_and(|(own, printed)| own > printed)
    }
}

/// A figure as a number that is not 0.
fn number(figure: Figure) -> Option<Number> {
    figure.counted().filter(|number| !number.is_zero())
}
