//! The rules on bodies: who is there, once, of the right edition, accepted, as received, and still known from last year.

use super::super::super::report::plain_name;
use super::super::roster::{Body, Duty, State};
use super::{Finding, Gathered};

impl Gathered {
    /// Bodies that have to report and did not, one by one.
    pub(super) fn present(&self, rule: usize) -> Vec<Finding> {
        self.sum.missing.iter().map(|&body| Finding::of(rule, body)).collect()
    }

    /// Bodies that count and are not accepted yet, together.
    pub(super) fn accepted(&self, rule: usize) -> Vec<Finding> {
        let open = self.counted().filter(|(_, member, _)| member.state != State::Accepted);
        let bodies: Vec<usize> = open.map(|(body, ..)| body).collect();
        if bodies.is_empty() { Vec::new() } else { vec![Finding { bodies, ..Finding::new(rule) }] }
    }

    /// Bodies with names that end so and a duty to report here, together.
    pub(super) fn vertical(&self, rule: usize, endings: &[String]) -> Vec<Finding> {
        let is_one = |body: &Body| {
            body.duty == Duty::Required && endings.iter().any(|ending| body.name.ends_with(ending.as_str()))
        };
        let all = self.collection.bodies.iter().enumerate();
        let bodies: Vec<usize> = all.filter(|(_, body)| is_one(body)).map(|(place, _)| place).collect();
        if bodies.is_empty() { Vec::new() } else { vec![Finding { bodies, ..Finding::new(rule) }] }
    }

    /// Figures that count twice: through a body and through the government whose sum they are in, or of a body under two
    /// names.
    pub(super) fn once(&self, rule: usize) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (place, member, _) in self.counted() {
            let body = &self.collection.bodies[place];
            let is_over = |other: &Body| {
                member.over.iter().any(|name| plain_name(name) == plain_name(&other.name) || other.was_called(name))
            };
            let others = self.counted().filter(|(other, ..)| *other != place);
            let twice: Vec<usize> = others
                .map(|(other, ..)| other)
                .filter(|&other| {
                    let other = &self.collection.bodies[other];
                    is_over(other) || body.was_called(&other.name)
                })
                .collect();
            if !twice.is_empty() {
                findings.push(Finding { bodies: twice, ..Finding::of(rule, place) });
            }
        }
        findings
    }

    /// Reports of another edition than the year's.
    pub(super) fn same_edition(&self, rule: usize) -> Vec<Finding> {
        let edition = self.form.edition();
        let others = self.counted().filter(|(_, _, held)| held.report.form().edition() != edition);
        let finding = |held: &super::Held| vec![held.report.form().edition().to_string()];
        others.map(|(body, _, held)| Finding { names: finding(held), ..Finding::of(rule, body) }).collect()
    }

    /// Bodies of last year's roster that are in none now, one by one.
    pub(super) fn continued(&self, rule: usize) -> Vec<Finding> {
        let gone = self.left.iter().map(|(name, _)| Finding { names: vec![name.clone()], ..Finding::new(rule) });
        gone.collect()
    }

    /// Reports that say something else than what was received last, one by one.
    pub(super) fn unchanged(&self, rule: usize) -> Vec<Finding> {
        let changed = self.counted().filter(|(_, member, _)| member.is_changed);
        changed.map(|(body, ..)| Finding::of(rule, body)).collect()
    }
}
