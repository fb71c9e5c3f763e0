//! The hard identities of a form as linear equations in the figures that were typed or printed. A total that no source
//! prints is replaced by what it adds up, so that live and printed totals are one formulation. It searches nothing.

use super::super::definition::Severity;
use super::super::figure::{Figure, Kind};
use super::super::form::{CellId, Form, Instance, Relation};
use super::super::number::Number;
use super::super::rule::Figures;

/// Figures are counted in millionths here, the smallest step that a number can have.
pub(super) const UNIT: i128 = 1_000_000;

/// The largest value a number can have.
const MOST: i128 = (1 << 63) * UNIT;

/// A figure that may be wrong.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variable {
    pub cell: CellId,
    /// What stands there, in millionths.
    pub value: i128,
    /// What the cell takes.
    pub kind: Kind,
}

impl Variable {
    /// Whether the cell can hold a value.
    pub fn admits(&self, value: i128) -> bool {
        let sign = self.kind == Kind::Signed || value >= 0;
        let whole = self.kind == Kind::Amount || value % UNIT == 0;
        sign && whole && (-MOST..=MOST).contains(&value)
    }
}

/// An identity: the variables on its left side less those on its right side must come to 0.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    /// Index into [`Form::instances`].
    pub instance: usize,
    /// Variables with their coefficients, none of them 0.
    pub terms: Vec<(usize, i32)>,
    /// What the terms come to now.
    pub residual: i128,
    /// How many of its totals were replaced by what they add up.
    replaced: usize,
}

/// All identities that can be judged.
#[derive(Debug, Clone, Default)]
pub(super) struct System {
    /// The figures that may be wrong.
    pub variables: Vec<Variable>,
    pub identities: Vec<Identity>,
    /// Identities that hold whenever the others do, because totals in them were computed.
    pub implied: Vec<Identity>,
    /// For each variable the identities it stands in, with its coefficients.
    pub of: Vec<Vec<(usize, i32)>>,
}

impl System {
    /// The identities of a report; those that wait for a blank cell, and those that hold by definition, are left out.
    pub fn new(figures: Figures<'_>) -> System {
        let mut builder = Builder::new(figures);
        let form = figures.form;
        let rules = &form.definition().rules;
        let hard = |instance: &Instance| rules[instance.rule].severity == Severity::Error;
        let instances = form.instances().iter().enumerate().filter(|(_, instance)| hard(instance));
        let mut identities: Vec<Identity> = instances.filter_map(|(index, it)| builder.identity(index, it)).collect();
        let mut implied = Vec::new();
        if identities.iter().any(|identity| identity.residual != 0) {
            (identities, implied) = independent(identities, builder.variables.len());
        }
        let mut of = vec![Vec::new(); builder.variables.len()];
        for (index, identity) in identities.iter().enumerate() {
            identity.terms.iter().for_each(|&(variable, factor)| of[variable].push((index, factor)));
        }
        System { variables: builder.variables, identities, implied, of }
    }

    /// The parts of the system that share no variable and have a failed identity, as indices of identities.
    pub fn components(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.identities.len()];
        let mut components = Vec::new();
        for first in 0..self.identities.len() {
            if seen[first] {
                continue;
            }
            seen[first] = true;
            let (mut component, mut next) = (vec![first], 0);
            while let Some(&identity) = component.get(next) {
                next += 1;
                for &(variable, _) in &self.identities[identity].terms {
                    for &(other, _) in &self.of[variable] {
                        if !std::mem::replace(&mut seen[other], true) {
                            component.push(other);
                        }
                    }
                }
            }
            if component.iter().any(|&identity| self.identities[identity].residual != 0) {
                component.sort_unstable();
                components.push(component);
            }
        }
        components
    }

    pub fn variable(&self, cell: CellId) -> Option<usize> {
        self.variables.binary_search_by_key(&cell, |variable| variable.cell).ok()
    }
}

struct Builder<'a> {
    figures: Figures<'a>,
    variables: Vec<Variable>,
    /// For each cell its variable.
    numbered: Vec<Option<usize>>,
    /// For each cell what it adds up, as an index into [`Form::totals`].
    total: Vec<Option<usize>>,
    /// Coefficients of the identity at hand.
    factors: Vec<i32>,
}

impl<'a> Builder<'a> {
    fn new(figures: Figures<'a>) -> Builder<'a> {
        let form: &Form = figures.form;
        let mut total = vec![None; form.len()];
        for (index, of) in form.totals().iter().enumerate().rev() {
            total[of.cell.index()] = Some(index);
        }
        let mut numbered = vec![None; form.len()];
        let mut variables = Vec::new();
        for cell in form.cells() {
            if let Figure::Number(number) = figures.entries[cell.index()].figure() {
                numbered[cell.index()] = Some(variables.len());
                variables.push(Variable { cell, value: millionths(number), kind: form.cell(cell).kind });
            }
        }
        Builder { figures, factors: vec![0; variables.len()], variables, numbered, total }
    }

    fn identity(&mut self, index: usize, instance: &Instance) -> Option<Identity> {
        let Relation::Equal { left, right, .. } = &instance.relation else { return None };
        if self.figures.is_computed(instance) {
            return None;
        }
        let (mut replaced, mut known) = (0, true);
        let sides = left.iter().map(|term| (term, 1)).chain(right.iter().map(|term| (term, -1)));
        for (term, side) in sides {
            let factor = if term.negative { -side } else { side };
            known &= self.add(term.cell, factor, false, &mut replaced);
        }
        let mut terms = Vec::with_capacity(left.len() + right.len());
        for (variable, factor) in self.factors.iter_mut().enumerate() {
            match std::mem::take(factor) {
                0 => {}
                factor => terms.push((variable, factor)),
            }
        }
        let residual =
            terms.iter().map(|&(variable, factor)| i128::from(factor) * self.variables[variable].value).sum();
        (known && !terms.is_empty()).then_some(Identity { instance: index, terms, residual, replaced })
    }

    /// Adds a cell to the identity at hand; `false` where it is blank. Below a computed total everything is computed.
    fn add(&mut self, cell: CellId, factor: i32, computed: bool, replaced: &mut usize) -> bool {
        let total = self.total[cell.index()];
        let figure = self.figures.entries[cell.index()].figure();
        match (total, figure) {
            (Some(total), figure) if computed || figure.is_unfilled() => {
                *replaced += 1;
                let form = self.figures.form;
                let of = &form.totals()[total].of;
                of.iter().all(|&part| self.add(part, factor, true, replaced))
            }
            (_, Figure::Unfilled) => false,
            (_, Figure::NotApplicable) => true,
            (_, Figure::Number(_)) => {
                if let Some(variable) = self.numbered[cell.index()] {
                    self.factors[variable] = self.factors[variable].saturating_add(factor);
                }
                true
            }
        }
    }
}

/// Sets those identities aside that follow from the others because totals in them were computed. Of several that follow
/// from each other the one with the most computed totals goes: the balance of the total column, not a column's own.
fn independent(mut identities: Vec<Identity>, width: usize) -> (Vec<Identity>, Vec<Identity>) {
    if identities.iter().all(|identity| identity.replaced == 0) {
        return (identities, Vec::new());
    }
    identities.sort_by_key(|identity| (identity.replaced, identity.instance));
    let (mut kept, mut implied) = (Vec::new(), Vec::new());
    let mut echelon: Vec<(usize, Vec<i64>)> = Vec::new();
    for identity in identities {
        let mut row = vec![0_i64; width];
        identity.terms.iter().for_each(|&(variable, factor)| row[variable] = i64::from(factor));
        let reduced = echelon.iter().try_fold(row, |row, (pivot, basis)| eliminated(row, *pivot, basis));
        match reduced.as_ref().map(|row| row.iter().position(|&factor| factor != 0)) {
            Some(None) if identity.replaced > 0 => {
                implied.push(identity);
                continue;
            }
            Some(Some(pivot)) => echelon.extend(reduced.map(|row| (pivot, row))),
            // It follows from printed figures alone, or its numbers ran over; it stays.
            Some(None) | None => {}
        }
        kept.push(identity);
    }
    kept.sort_by_key(|identity| identity.instance);
    (kept, implied)
}

/// The row with one variable eliminated by another row; `None` where the numbers run over.
fn eliminated(mut row: Vec<i64>, pivot: usize, basis: &[i64]) -> Option<Vec<i64>> {
    let (own, other) = (row[pivot], basis[pivot]);
    if own == 0 {
        return Some(row);
    }
    let divisor = gcd(own, other);
    let (own, other) = (own / divisor, other / divisor);
    for (cell, basis) in row.iter_mut().zip(basis) {
        *cell = cell.checked_mul(other)?.checked_sub(basis.checked_mul(own)?)?;
    }
    Some(row)
}

/// The greatest common divisor; of 0 and 0 it is 1.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.saturating_abs(), b.saturating_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

pub(super) fn millionths(number: Number) -> i128 {
    if let Some(whole) = number.to_integer() {
        return whole * UNIT;
    }
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = format!("{whole}{fraction:0<6}");
    digits.parse().unwrap_or(0)
}

pub(super) fn number(millionths: i128) -> Option<Number> {
    if millionths % UNIT == 0 {
        return (millionths / UNIT).to_string().parse().ok();
    }
    let (sign, size) = if millionths < 0 { ("-", -millionths) } else { ("", millionths) };
    let text = format!("{sign}{}.{:06}", size / UNIT, size % UNIT);
    text.trim_end_matches('0').parse().ok()
}
