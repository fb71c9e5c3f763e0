//! The arithmetic of a form's rules: each rule that compares sums of cells, as terms with factors, for programs that know
//! nothing of forms. It is read off the form's own instances and evaluates nothing; what is no arithmetic is only named.

use std::collections::BTreeMap;

use super::definition::Rule;
use super::form::{Along, CellId, Comparison, Condition, Form, Instance, Operand, Quantity, Relation, Term};
use super::number::Number;

/// One cell in a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The cell, by this form's numbers.
    pub cell: CellId,
    /// Whether the cell of that name in last year's report is meant.
    pub last_year: bool,
    /// How often it counts; negative where it is taken away, 0 where it stands on both sides and is only waited for.
    pub factor: i64,
}

/// A sum, and what it must be to 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The cells, each once.
    pub parts: Vec<Part>,
    /// What is added besides.
    pub constant: Number,
    /// How often the report year is added.
    pub years: i64,
    /// What the sum must be to 0.
    pub comparison: Comparison,
}

/// One way in which a clause can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The sum compares as it must.
    Sum(Compared),
    /// One of the cells waits for figures, or where that is not wanted none does.
    Blank(Vec<CellId>, bool),
}

/// What a relation demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demand {
    /// Where every clause of `when` holds, every clause of `then` does; a clause holds where one of its choices does.
    Sums {
        /// Where it applies.
        when: Vec<Vec<Choice>>,
        /// What must hold there.
        then: Vec<Vec<Choice>>,
        /// The total that the relation defines: where no source prints it, it is computed and the relation holds.
        defines: Option<CellId>,
    },
    /// Every cell is within bounds; see [`Relation::Bounds`].
    Bounds {
        /// Each is held against the bounds by itself.
        cells: Vec<CellId>,
        /// The least admissible number, where there is one.
        least: Option<Number>,
        /// The most decimal places.
        places: u32,
    },
}

/// One rule for one row, column or cell.
#[derive(Debug, Clone)]
pub struct Arithmetic<'a> {
    /// The rule's id with the row, column or cell it runs along: `T3-01.natural_person`.
    pub name: String,
    /// The rule that demands it.
    pub rule: &'a Rule,
    /// What it demands.
    pub demand: Demand,
}

impl Arithmetic<'_> {
    /// Its one comparison of cells with 0, where there is nothing else to it: no condition, no choice, no number besides.
    pub fn plain(&self) -> Option<&Compared> {
        let Demand::Sums { when, then, .. } = &self.demand else { return None };
        let ([], [clause]) = (when.as_slice(), then.as_slice()) else { return None };
        let [Choice::Sum(compared)] = clause.as_slice() else { return None };
        (compared.constant.is_zero() && compared.years == 0).then_some(compared)
    }

    /// The total that it defines.
    pub fn defines(&self) -> Option<CellId> {
        match self.demand {
            Demand::Sums { defines, .. } => defines,
            Demand::Bounds { .. } => None,
        }
    }
}

/// The rules of a form that are arithmetic, in catalogue order.
pub fn of(form: &Form) -> Vec<Arithmetic<'_>> {
    let rules = &form.definition().rules;
    let read = |instance| {
        let demand = demand(form, instance)?;
        Some(Arithmetic { name: name(form, instance), rule: &rules[instance.rule], demand })
    };
    form.instances().iter().filter_map(read).collect()
}

/// The rules of a form that are not, or not everywhere, in catalogue order.
pub fn others(form: &Form) -> Vec<&Rule> {
    let rules = form.definition().rules.iter().enumerate();
    let is_other = |index: usize| {
        form.instances().iter().any(|instance| instance.rule == index && demand(form, instance).is_none())
    };
    rules.filter(|(index, _)| is_other(*index)).map(|(_, rule)| rule).collect()
}

fn name(form: &Form, instance: &Instance) -> String {
    let id = &form.definition().rules[instance.rule].id;
    match instance.along {
        Along::Once => id.clone(),
        Along::Row(table, row) => format!("{id}.{}", form.tables()[table].rows[row].name),
        Along::Column(table, column) => format!("{id}.{}", form.tables()[table].columns[column].name),
        Along::Cell(cell) => format!("{id}.{}", form.cell(cell).name),
    }
}

fn demand(form: &Form, instance: &Instance) -> Option<Demand> {
    match &instance.relation {
        Relation::Equal { left, right, defines } => {
            let term = |term: &Term, side: i64| Operand {
                factor: if term.negative { -side } else { side },
                quantity: Quantity::Cell(term.cell),
            };
            let operands = left.iter().map(|one| term(one, 1)).chain(right.iter().map(|one| term(one, -1)));
            let compared = compared(operands, Comparison::Equal)?;
            // A second definition of other cells may fail though the total is computed.
            let holds = defines.is_none() || cancels(form, &compared);
            let then = vec![vec![Choice::Sum(compared)]];
            holds.then_some(Demand::Sums { when: Vec::new(), then, defines: *defines })
        }
        Relation::Holds { when, then } => {
            let clauses = |conditions: &[Condition]| conditions.iter().map(choices).collect::<Option<Vec<_>>>();
            Some(Demand::Sums { when: clauses(when)?, then: clauses(then)?, defines: None })
        }
        Relation::Bounds { cells, least, places } => {
            Some(Demand::Bounds { cells: cells.clone(), least: *least, places: *places })
        }
        Relation::Filled(_)
        | Relation::Applicable(_)
        | Relation::Departure(_)
        | Relation::LastYear
        | Relation::Identified
        | Relation::InForce
        | Relation::Prose(_) => None,
    }
}

/// The choices of a condition; none where it asks for more than figures.
fn choices(condition: &Condition) -> Option<Vec<Choice>> {
    match condition {
        Condition::Compare { left, comparison, right } => {
            let taken = right.iter().map(|operand| Operand { factor: -operand.factor, ..*operand });
            Some(vec![Choice::Sum(compared(left.iter().copied().chain(taken), *comparison)?)])
        }
        Condition::Blank { cells, wanted } => Some(vec![Choice::Blank(cells.clone(), *wanted)]),
        Condition::Any(conditions) => {
            let all = conditions.iter().map(choices).collect::<Option<Vec<_>>>()?;
            Some(all.into_iter().flatten().collect())
        }
        Condition::Body { .. }
        | Condition::Power { .. }
        | Condition::Alone { .. }
        | Condition::KnownLastYear { .. } => None,
    }
}

fn compared(operands: impl Iterator<Item = Operand>, comparison: Comparison) -> Option<Compared> {
    let mut sum = Compared { parts: Vec::new(), constant: Number::ZERO, years: 0, comparison };
    for Operand { factor, quantity } in operands {
        let (cell, last_year) = match quantity {
            Quantity::Cell(cell) => (cell, false),
            Quantity::LastYear(cell) => (cell, true),
            Quantity::Constant(number) => {
                sum.constant = sum.constant.checked_add(number.times(factor).ok()?).ok()?;
                continue;
            }
            Quantity::Year => {
                sum.years += factor;
                continue;
            }
        };
        match sum.parts.iter_mut().find(|part| (part.cell, part.last_year) == (cell, last_year)) {
            Some(part) => part.factor += factor,
            None => sum.parts.push(Part { cell, last_year, factor }),
        }
    }
    Some(sum)
}

/// Whether a sum of totals and keyed cells is 0 whatever is keyed, once every total in it is computed.
fn cancels(form: &Form, compared: &Compared) -> bool {
    let mut factors: BTreeMap<CellId, i64> = BTreeMap::new();
    for part in &compared.parts {
        *factors.entry(part.cell).or_default() += part.factor;
    }
    // A total needs only what stands before it in their order.
    for total in form.totals().iter().rev() {
        if let Some(factor) = factors.remove(&total.cell) {
            total.of.iter().for_each(|cell| *factors.entry(*cell).or_default() += factor);
        }
    }
    factors.values().all(|factor| *factor == 0)
}
