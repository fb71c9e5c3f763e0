//! The rules on figures: what was printed of the sum against what the bodies add up to, this year's against last year's.

use std::collections::BTreeMap;

use super::super::super::figure::Kind;
use super::super::super::finding::Status;
use super::super::super::form::CellId;
use super::super::super::number::Number;
use super::super::super::text::Lang;
use super::super::roster::State;
use super::super::sum::Held;
use super::{Finding, Gathered, Manner, Reason, number};

/// How many bodies of equal figures still explain something.
const MOST_REASONS: usize = 3;

impl Gathered {
    /// Printed cells against the sum. Cells that one and the same body explains in the same manner are one finding.
    pub(super) fn printed(&self, rule: usize, units: &[(String, u8)]) -> Vec<Finding> {
        let Some(printed) = &self.printed else { return Vec::new() };
        let (mut failed, mut pending) = (Vec::new(), Vec::new());
        for cell in self.form.inputs() {
            let Some(value) = printed.value(cell).counted() else { continue };
            let sum = self.sum.cell(cell);
            if !self.sum.missing.is_empty() || !sum.unfilled.is_empty() {
                pending.push(cell);
            } else if sum.overflow || value != sum.known {
                failed.push((cell, value));
            }
        }
        let mut by_reason: BTreeMap<Reason, Vec<CellId>> = BTreeMap::new();
        for &(cell, value) in &failed {
            for reason in self.reasons(cell, value, units) {
                by_reason.entry(reason).or_default().push(cell);
            }
        }
        let mut findings = Vec::new();
        while let Some((reason, cells)) = most(&by_reason) {
            failed.retain(|(cell, _)| !cells.contains(cell));
            by_reason.values_mut().for_each(|other| other.retain(|cell| !cells.contains(cell)));
            findings.push(Finding { cells, reasons: vec![reason], ..Finding::of(rule, reason.body) });
        }
        findings.extend(failed.into_iter().map(|(cell, value)| {
            let mut reasons = self.reasons(cell, value, units);
            if reasons.len() > MOST_REASONS {
                reasons.clear();
            }
            let body = if let [reason] = &reasons[..] { Some(reason.body) } else { None };
            let known = (!self.sum.cell(cell).overflow).then_some(self.sum.cell(cell).known);
            Finding { body, reasons, cells: vec![cell], ..Finding::new(rule) }.with_sides(Some(value), known)
        }));
        findings.sort_by_key(|finding| finding.cells.first().copied());
        if !pending.is_empty() {
            let mut bodies: Vec<usize> = pending.iter().flat_map(|&cell| self.sum.waiting(cell)).collect();
            bodies.sort_unstable();
            bodies.dedup();
            findings.push(Finding { status: Status::Pending, bodies, cells: pending, ..Finding::new(rule) });
        }
        findings
    }

    /// The bodies whose figure is just what a printed cell is off by.
    fn reasons(&self, cell: CellId, printed: Number, units: &[(String, u8)]) -> Vec<Reason> {
        let sum = self.sum.cell(cell);
        let Ok(gap) = printed.checked_sub(sum.known) else { return Vec::new() };
        if sum.overflow {
            return Vec::new();
        }
        let power = (self.form.cell(cell).kind == Kind::Amount)
            .then(|| units.iter().find(|(unit, _)| unit == self.form.unit(cell, Lang::Zh)))
            .flatten()
            .map(|(_, power)| i32::from(*power));
        let of_body = |(body, member): (usize, &super::Member)| {
            let held = member.report.as_ref()?;
            let value = held.value(cell).counted()?;
            let is_gap = |number: Option<Number>| number == Some(gap);
            let less = |more: Option<Number>| more.and_then(|more| more.checked_sub(value).ok());
            let last = member.last.as_ref().and_then(|last| last.value(cell).counted());
            let manner = if member.state == State::Exempt {
                (!value.is_zero() && value == gap).then_some(Manner::Exempt)
            } else if !value.is_zero() && value.negated() == gap {
                Some(Manner::LeftOut)
            } else if !value.is_zero() && value == gap {
                Some(Manner::Twice)
            } else if is_gap(less(last)) {
                Some(Manner::LastYear)
            } else {
                let scaled = power.filter(|_| !value.is_zero()).and_then(|power| value.scaled_by_ten(power).ok());
                is_gap(less(scaled)).then_some(Manner::Unit)
            };
            manner.map(|manner| Reason { body, manner })
        };
        self.members.iter().enumerate().filter_map(of_body).collect()
    }

    /// The wrong file: what is printed of the sum is the agency's own report, though others have figures too.
    pub(super) fn not_own(&self, rule: usize) -> Vec<Finding> {
        let (Some(printed), Some(own)) = (&self.printed, &self.own) else { return Vec::new() };
        let place = self.own_place();
        let others = self.counted().any(|(body, _, held)| Some(body) != place && held.has_figures());
        let is_wrong = others && own.has_figures() && printed.is_like(own);
        is_wrong.then(|| Finding { body: place, ..Finding::new(rule) }).into_iter().collect()
    }

    /// The agency's own figures within the printed sum; where the sum is known, it is held against what is printed instead.
    pub(super) fn within(&self, rule: usize) -> Vec<Finding> {
        let (Some(printed), Some(own)) = (&self.printed, &self.own) else { return Vec::new() };
        let is_known = |cell: CellId| self.own_place().is_some() && self.sum.waiting(cell).is_empty();
        let inputs = self.form.inputs();
        let cells: Vec<CellId> = inputs.filter(|&cell| !is_known(cell) && self.is_more(own, printed, cell)).collect();
        let Some(&first) = cells.first() else { return Vec::new() };
        let [left, right] = [own, printed].map(|held| held.value(first).counted());
        vec![Finding { body: self.own_place(), cells, ..Finding::new(rule) }.with_sides(left, right)]
    }

    /// Two bodies of the same figures.
    pub(super) fn different(&self, rule: usize) -> Vec<Finding> {
        let all: Vec<(usize, &Held)> =
            self.counted().filter(|(_, _, held)| held.has_figures()).map(|(body, _, held)| (body, held)).collect();
        let mut told = Vec::new();
        let mut findings = Vec::new();
        for (at, (body, held)) in all.iter().enumerate() {
            if told.contains(body) {
                continue;
            }
            let like: Vec<usize> =
                all[at + 1..].iter().filter(|(_, other)| held.is_like(other)).map(|(other, _)| *other).collect();
            if !like.is_empty() {
                told.extend(&like);
                findings.push(Finding { bodies: like, ..Finding::of(rule, *body) });
            }
        }
        findings
    }

    /// What was carried in against last year's sum. What a body's own reports explain is told there.
    pub(super) fn carried(&self, rule: usize, carried_in: &str, carried_out: &str) -> Vec<Finding> {
        let Some(last) = &self.last_printed else { return Vec::new() };
        let pairs = self.form.matching(carried_in).into_iter().zip(self.form.matching(carried_out));
        let of_column = |(into, out): (CellId, CellId)| {
            let sum = self.sum.figure(into).counted()?;
            let mut expected = last.value(out).counted()?;
            let mut own = Number::ZERO;
            let counted = |held: &Held, cell: CellId| held.value(cell).counted();
            for (body, member) in self.members.iter().enumerate() {
                let before = member.last.as_ref().and_then(|held| counted(held, out));
                let (is_there, was_there) = (member.counted().is_some(), self.was_there(body).unwrap_or(true));
                match before {
                    Some(before) if is_there && !was_there => expected = expected.checked_add(before).ok()?,
                    Some(before) if !is_there && was_there => expected = expected.checked_sub(before).ok()?,
                    _ => {}
                }
                if let Some((now, before)) = member.counted().and_then(|held| counted(held, into)).zip(before) {
                    own = own.checked_add(now.checked_sub(before).ok()?).ok()?;
                }
            }
            for held in self.left.iter().filter_map(|(_, held)| held.as_ref()) {
                expected = expected.checked_sub(counted(held, out)?).ok()?;
            }
            let gap = sum.checked_sub(expected).ok()?;
            let is_told = gap.is_zero() || gap == own;
            let finding = Finding { cells: vec![into], ..Finding::new(rule) };
            (!is_told).then(|| finding.with_sides(Some(sum), Some(expected)))
        };
        pairs.filter_map(of_column).collect()
    }

    /// The fewest bodies that make up most of what a sum changed by, where they are few.
    pub(super) fn influence(
        &self,
        rule: usize,
        cells: &[String],
        hundredths: u8,
        base: u32,
        few: usize,
    ) -> Vec<Finding> {
        let of_cell = |cell: CellId| {
            let (mut now, mut before) = (Number::ZERO, Number::ZERO);
            let mut changes: Vec<(Number, usize)> = Vec::new();
            for (body, member, held) in self.counted() {
                let value = held.value(cell).counted()?;
                let Some(last) = member.last.as_ref().and_then(|last| last.value(cell).counted()) else { continue };
                now = now.checked_add(value).ok()?;
                before = before.checked_add(last).ok()?;
                changes.push((value.checked_sub(last).ok()?, body));
            }
            let change = now.checked_sub(before).ok()?;
            if before < Number::from(base) || change.is_zero() || changes.len() <= few {
                return None;
            }
            let toward = |number: Number| if change.is_negative() { number.negated() } else { number };
            changes.sort_by_key(|(change, body)| (std::cmp::Reverse(toward(*change)), *body));
            let wanted = toward(change).times(i64::from(hundredths)).ok()?;
            let (mut reached, mut bodies) = (Number::ZERO, Vec::new());
            for (change, body) in changes.into_iter().take(few) {
                reached = reached.checked_add(toward(change)).ok()?;
                bodies.push(body);
                if reached.times(100).ok()? >= wanted {
                    let finding = Finding { bodies, cells: vec![cell], ..Finding::new(rule) };
                    return Some(finding.with_sides(Some(now), Some(before)));
                }
            }
            None
        };
        self.cells(cells).into_iter().filter_map(of_cell).collect()
    }

    /// Cells in which the collecting agency's own report has nothing.
    pub(super) fn reviewed(&self, rule: usize, cells: &[String]) -> Vec<Finding> {
        let Some(own) = &self.own else { return Vec::new() };
        let found = self.cells(cells).into_iter().filter_map(|cell| Some((cell, number(own.value(cell))?)));
        let finding = |(cell, value): (CellId, Number)| {
            let finding = Finding { body: self.own_place(), cells: vec![cell], ..Finding::new(rule) };
            finding.with_sides(Some(value), Some(Number::ZERO))
        };
        found.map(finding).collect()
    }

    /// Cells in which no body has anything.
    pub(super) fn without(&self, rule: usize, cells: &[String], kinds: &[String], unless: &[String]) -> Vec<Finding> {
        if !self.kinds.iter().any(|kind| kinds.contains(kind)) {
            return Vec::new();
        }
        let cells = self.cells(cells);
        let known = self.form.definition().kinds.iter().filter(|kind| unless.contains(&kind.name)).collect::<Vec<_>>();
        let is_told = |body: usize| known.iter().any(|kind| kind.is_name(&self.collection.bodies[body].name));
        let of_body = |(body, held): (usize, &Held)| {
            let cells: Vec<CellId> = cells.iter().copied().filter(|&cell| number(held.value(cell)).is_some()).collect();
            let left = cells.first().and_then(|&cell| held.value(cell).counted());
            let finding = Finding { cells, ..Finding::of(rule, body) };
            (left.is_some()).then(|| finding.with_sides(left, Some(Number::ZERO)))
        };
        let counted = self.counted().filter(|(body, ..)| !is_told(*body));
        counted.filter_map(|(body, _, held)| of_body((body, held))).collect()
    }
}

/// The reason that explains most cells, where that is more than one.
fn most(by_reason: &BTreeMap<Reason, Vec<CellId>>) -> Option<(Reason, Vec<CellId>)> {
    let best = by_reason.iter().rev().max_by_key(|(_, cells)| cells.len())?;
    (best.1.len() > 1).then(|| (*best.0, best.1.clone()))
}
