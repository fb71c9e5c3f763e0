//! A component's identities as a tableau in which cells are freed and bound again, exactly and without allocating. It
//! decides nothing about which cells to free; see `search`.

use super::system::{System, UNIT, gcd};
use crate::domain::figure::Kind;

/// How many failed rows the bound tells apart by size.
const SIZES: usize = 40;

/// The largest factor that is worked with; the forms have none but 1.
const LARGEST: i32 = 1000;

/// One identity, with the freed cells eliminated that other rows determine.
#[derive(Debug)]
struct Row {
    /// A factor for each variable of the component.
    factors: Vec<i32>,
    /// What the identity comes to while all cells that are not freed stay as they are.
    residual: i128,
    /// The freed variable that the row determines.
    basic: Option<usize>,
    /// How many times it was changed since the search began; 0 is untouched.
    touched: u32,
    /// Whether it counts for the bound; see [`Tableau::bound_with`].
    counted: bool,
}

/// What became of the freed cells once no row is open.
#[derive(Debug)]
pub(super) enum Values {
    /// New values for all freed cells, as differences; `None` where a cell's value is not determined.
    Found(Vec<(usize, Option<i128>)>),
    /// The value that this row determines is none that its cell can have, or none that differs from the present one.
    Impossible(usize),
    /// No values for the freed cells together.
    Nowhere,
}

/// The identities of a component and the cells freed in them.
#[derive(Debug)]
pub(super) struct Tableau<'a> {
    system: &'a System,
    /// The variables of the component, by index into the system.
    pub variables: Vec<usize>,
    rows: Vec<Row>,
    /// The freed variables in the order in which they were freed.
    pub freed: Vec<usize>,
    is_freed: Vec<bool>,
    /// Freed variables that no row determines.
    parameters: Vec<usize>,
    /// How rows were changed: row, its own multiplier, the pivot row's.
    changes: Vec<(usize, i32, i32)>,
    /// For each freed variable its pivot row, and where its changes begin.
    pivots: Vec<(Option<usize>, usize)>,
    /// Failed rows that are taken for ones that hold, with what they come to.
    passed: Vec<(usize, i128)>,
    /// Whether all factors are 1 or −1.
    is_plain: bool,
    /// Numbers ran over somewhere; nothing that follows is to be trusted.
    pub overrun: bool,
}

impl<'a> Tableau<'a> {
    pub fn new(system: &'a System, identities: &[usize]) -> Tableau<'a> {
        let terms = |&identity: &usize| system.identities[identity].terms.iter();
        let mut variables: Vec<usize> = identities.iter().flat_map(terms).map(|&(variable, _)| variable).collect();
        variables.sort_unstable();
        variables.dedup();
        let mut rows: Vec<Row> = Vec::with_capacity(identities.len());
        for &identity in identities {
            let mut factors = vec![0; variables.len()];
            for &(variable, factor) in &system.identities[identity].terms {
                if let Ok(at) = variables.binary_search(&variable) {
                    factors[at] = factor;
                }
            }
            rows.push(Row { factors, residual: 0, basic: None, touched: 0, counted: true });
        }
        let is_plain = rows.iter().flat_map(|row| &row.factors).all(|factor| factor.abs() <= 1);
        let overrun = rows.iter().flat_map(|row| &row.factors).any(|factor| factor.abs() > LARGEST);
        let is_freed = vec![false; variables.len()];
        let mut tableau = Tableau {
            system,
            variables,
            rows,
            freed: Vec::new(),
            is_freed,
            parameters: Vec::new(),
            changes: Vec::new(),
            pivots: Vec::new(),
            passed: Vec::new(),
            is_plain,
            overrun,
        };
        tableau.count();
        tableau
    }

    /// Lets rows not count until every variable stands in at most two rows that do. Pivots keep it so: they are made on
    /// rows that count wherever there is one, and so join only such rows, as edges are contracted in a graph.
    fn count(&mut self) {
        loop {
            let mut crowded = vec![0; self.rows.len()];
            for variable in 0..self.variables.len() {
                let holds = |row: &Row| row.counted && row.factors[variable] != 0;
                if self.rows.iter().filter(|row| holds(row)).count() > 2 {
                    crowded.iter_mut().zip(&self.rows).for_each(|(count, row)| *count += usize::from(holds(row)));
                }
            }
            match (0..crowded.len()).max_by_key(|&row| crowded[row]) {
                Some(row) if crowded[row] > 0 => self.rows[row].counted = false,
                _ => return,
            }
        }
    }

    /// Begins anew: what the rows come to, and the row where the search begins.
    pub fn begin(&mut self, residual: impl Fn(usize) -> i128, first: usize) {
        for (index, row) in self.rows.iter_mut().enumerate() {
            row.residual = residual(index);
            row.touched = u32::from(index == first);
        }
    }

    /// How many variables stand in a row.
    pub fn width(&self, row: usize) -> usize {
        self.rows[row].factors.iter().filter(|&&factor| factor != 0).count()
    }

    /// Whether a row was changed since the search began.
    pub fn is_touched(&self, row: usize) -> bool {
        self.rows[row].touched > 0
    }

    /// The failed rows that a variable stands in and that were not touched yet.
    pub fn untouched(&self, variable: usize) -> Vec<usize> {
        let fresh = |row: &Row| row.touched == 0 && row.residual != 0 && row.factors[variable] != 0;
        (0..self.rows.len()).filter(|&row| fresh(&self.rows[row])).collect()
    }

    /// Takes a failed row for one that holds, and keeps what it comes to for later.
    pub fn pass(&mut self, row: usize) {
        let residual = std::mem::take(&mut self.rows[row].residual);
        self.passed.push((row, residual));
    }

    /// Lets the row that was passed last fail again.
    pub fn fail_again(&mut self) {
        if let Some((row, residual)) = self.passed.pop() {
            self.rows[row].residual = residual;
        }
    }

    pub fn is_passed(&self, row: usize) -> bool {
        self.passed.iter().any(|(passed, _)| *passed == row)
    }

    /// The fewest cells that can restore what fails now.
    pub fn bound(&self) -> usize {
        self.bound_with(|_, row| row.residual)
    }

    /// The fewest cells that can restore what would fail once a variable is freed.
    pub fn bound_after(&self, variable: usize) -> usize {
        let pivot = self.pivot_row(variable);
        let Some(by) = pivot.map(|pivot| &self.rows[pivot]).filter(|by| by.residual != 0) else { return self.bound() };
        let own = i128::from(by.factors[variable]);
        self.bound_with(|index, row| match i128::from(row.factors[variable]) {
            0 => row.residual,
            _ if Some(index) == pivot => 0,
            factor => row.residual.saturating_mul(own).saturating_sub(by.residual.saturating_mul(factor)),
        })
    }

    /// The fewest cells that can restore rows of these residuals.
    ///
    /// No variable stands in more than two rows that count, so rows are nodes and variables edges of a graph, and a
    /// restoring set of cells joins the failed nodes to trees. A tree of n failed nodes has n − 1 edges or more, and n or
    /// more unless its residuals cancel out. Two nodes cancel out only where their residuals are of the same size; all
    /// other such trees have three failed nodes or more. Where factors other than 1 and −1 occur, trees of two nodes
    /// are all that is assumed.
    fn bound_with(&self, residual: impl Fn(usize, &Row) -> i128) -> usize {
        let mut sizes = [0_u128; SIZES];
        let (mut failed, mut pairs, mut other) = (0_usize, 0, false);
        let passed = self.passed.iter().map(|(row, residual)| (self.rows[*row].counted, *residual));
        let rows = self.rows.iter().enumerate().filter(|(_, row)| row.basic.is_none());
        for (counted, residual) in rows.map(|(index, row)| (row.counted, residual(index, row))).chain(passed) {
            if residual == 0 {
                continue;
            }
            if !counted {
                other = true;
                continue;
            }
            let size = residual.unsigned_abs();
            match sizes.iter_mut().take(failed).find(|other| **other == size) {
                Some(partner) => (*partner, pairs) = (0, pairs + 1),
                None => sizes.get_mut(failed).into_iter().for_each(|place| *place = size),
            }
            failed += 1;
        }
        if !self.is_plain || failed > SIZES {
            pairs = failed / 2;
        }
        (failed - pairs - (failed - 2 * pairs) / 3).max(usize::from(other))
    }

    /// The touched rows that fail.
    pub fn open_touched(&self) -> impl Iterator<Item = usize> + '_ {
        let open = |row: &Row| row.touched > 0 && row.basic.is_none() && row.residual != 0;
        (0..self.rows.len()).filter(move |&row| open(&self.rows[row]))
    }

    /// The variables of a row that are not freed and not barred.
    pub fn candidates(&self, row: usize, barred: &[bool]) -> Vec<usize> {
        let factors = self.rows[row].factors.iter().enumerate();
        let free = factors.filter(|&(variable, &factor)| factor != 0 && !barred[variable] && !self.is_freed[variable]);
        free.map(|(variable, _)| variable).collect()
    }

    /// The variables on which the value of any freed cell depends, that are not freed and not barred.
    pub fn neighbours(&self, barred: &[bool]) -> Vec<usize> {
        let rows = || self.rows.iter().filter(|row| row.basic.is_some());
        let free = (0..self.variables.len()).filter(|&it| !barred[it] && !self.is_freed[it]);
        free.filter(|&it| rows().any(|row| row.factors[it] != 0)).collect()
    }

    /// The row that would determine a variable: one that counts, if there is one.
    fn pivot_row(&self, variable: usize) -> Option<usize> {
        let holds = |row: &Row| row.basic.is_none() && row.factors[variable] != 0;
        let counts = self.rows.iter().position(|row| row.counted && holds(row));
        counts.or_else(|| self.rows.iter().position(holds))
    }

    /// Frees a variable: the rows say what it must become.
    pub fn free(&mut self, variable: usize) {
        let pivot = self.pivot_row(variable);
        self.pivots.push((pivot, self.changes.len()));
        self.freed.push(variable);
        self.is_freed[variable] = true;
        let Some(pivot) = pivot else {
            self.parameters.push(variable);
            return;
        };
        let by = std::mem::take(&mut self.rows[pivot].factors);
        let residual = self.rows[pivot].residual;
        for (index, row) in self.rows.iter_mut().enumerate().filter(|(index, _)| *index != pivot) {
            let factor = row.factors[variable];
            if factor == 0 {
                continue;
            }
            let divisor = i32::try_from(gcd(i64::from(factor), i64::from(by[variable]))).unwrap_or(1);
            let (own, other) = (by[variable] / divisor, factor / divisor);
            let residuals = row.residual.checked_mul(own.into()).zip(residual.checked_mul(other.into()));
            match residuals.and_then(|(own, other)| own.checked_sub(other)) {
                Some(difference) => row.residual = difference,
                None => {
                    self.overrun = true;
                    continue;
                }
            }
            if own == 1 {
                row.factors.iter_mut().zip(&by).for_each(|(cell, by)| *cell -= other * by);
            } else {
                row.factors.iter_mut().zip(&by).for_each(|(cell, by)| *cell = *cell * own - other * by);
            }
            let grows = own.abs() > 1 || other.abs() > 1;
            self.overrun |= grows && row.factors.iter().any(|factor| factor.abs() > LARGEST);
            row.touched += 1;
            self.changes.push((index, own, other));
        }
        let row = &mut self.rows[pivot];
        row.factors = by;
        row.touched += 1;
        row.basic = Some(variable);
    }

    /// Binds the variable that was freed last.
    pub fn bind(&mut self) {
        let (Some((pivot, from)), Some(variable)) = (self.pivots.pop(), self.freed.pop()) else { return };
        self.is_freed[variable] = false;
        let Some(pivot) = pivot else {
            self.parameters.pop();
            return;
        };
        let by = std::mem::take(&mut self.rows[pivot].factors);
        let residual = self.rows[pivot].residual;
        for (index, own, other) in self.changes.drain(from..) {
            let row = &mut self.rows[index];
            row.residual = (row.residual + residual * i128::from(other)) / i128::from(own);
            if own == 1 {
                row.factors.iter_mut().zip(&by).for_each(|(cell, by)| *cell += other * by);
            } else {
                row.factors.iter_mut().zip(&by).for_each(|(cell, by)| *cell = (*cell + other * by) / own);
            }
            row.touched -= 1;
        }
        let row = &mut self.rows[pivot];
        row.factors = by;
        row.touched -= 1;
        row.basic = None;
    }

    /// The values of the freed cells, where no row is open.
    pub fn values(&mut self) -> Values {
        if !self.parameters.is_empty() {
            return self.parametric().map_or(Values::Nowhere, Values::Found);
        }
        let mut values = Vec::with_capacity(self.freed.len());
        for (index, row) in self.rows.iter().enumerate() {
            let Some(basic) = row.basic else { continue };
            let factor = i128::from(row.factors[basic]);
            let variable = self.variables[basic];
            let change = -row.residual / factor;
            let of = &self.system.variables[variable];
            if row.residual % factor != 0 || change == 0 || !of.admits(of.value + change) {
                return Values::Impossible(index);
            }
            values.push((variable, Some(change)));
        }
        values.sort_unstable();
        Values::Found(values)
    }

    /// The values where some freed cells are not determined by the others: whether there are whole numbers for them, by
    /// Fourier-Motzkin elimination, which is exact for whole numbers as long as all factors are 1 or −1.
    fn parametric(&mut self) -> Option<Vec<(usize, Option<i128>)>> {
        let of = |local: usize| &self.system.variables[self.variables[local]];
        let places = self.parameters.len();
        if self.freed.iter().any(|&local| of(local).kind == Kind::Amount) {
            self.overrun = true;
            return None;
        }
        // A freed cell's new value: a sum of the parameters' new values, in whole numbers.
        let mut cells: Vec<(usize, Vec<i128>, i128)> = Vec::new();
        for (place, &local) in self.parameters.iter().enumerate() {
            cells.push((local, (0..places).map(|other| i128::from(other == place)).collect(), 0));
        }
        for row in &self.rows {
            let Some(basic) = row.basic else { continue };
            let own = row.factors[basic];
            let factors: Vec<i32> = self.parameters.iter().map(|&local| row.factors[local]).collect();
            if own.abs() != 1 || factors.iter().any(|factor| factor.abs() > 1) {
                self.overrun = true;
                return None;
            }
            let present = self.parameters.iter().zip(&factors).map(|(&local, &f)| i128::from(f) * of(local).value);
            let constant = of(basic).value - (row.residual - present.sum::<i128>()) * i128::from(own);
            if constant % UNIT != 0 {
                return None;
            }
            let factors = factors.iter().map(|factor| i128::from(-factor * own)).collect();
            cells.push((basic, factors, constant / UNIT));
        }
        let mut bounds: Vec<(Vec<i128>, i128)> = Vec::new();
        for (local, factors, constant) in &cells {
            if of(*local).kind != Kind::Signed {
                bounds.push((factors.clone(), *constant));
            }
        }
        for place in (1..places).rev() {
            bounds = eliminate(&bounds, place);
            if bounds.iter().any(|(factors, _)| factors.iter().any(|factor| factor.abs() > 1)) {
                self.overrun = true;
                return None;
            }
        }
        let (mut least, mut most) = (None::<i128>, None::<i128>);
        for (factors, constant) in &bounds {
            match factors.first() {
                Some(1) => least = Some(least.map_or(-constant, |least| least.max(-constant))),
                Some(-1) => most = Some(most.map_or(*constant, |most| most.min(*constant))),
                _ if *constant < 0 => return None,
                _ => {}
            }
        }
        if least.zip(most).is_some_and(|(least, most)| least > most) {
            return None;
        }
        let only = least.filter(|least| places == 1 && Some(*least) == most);
        let mut values: Vec<(usize, Option<i128>)> = Vec::with_capacity(cells.len());
        for (local, factors, constant) in &cells {
            let fixed = factors.iter().all(|&factor| factor == 0);
            let value = match only {
                Some(only) => Some(constant + factors.first().unwrap_or(&0) * only),
                None => fixed.then_some(*constant),
            };
            let change = value.map(|value| value * UNIT - of(*local).value);
            // A smaller set of cells does as well, or the value is too large.
            if change.is_some_and(|change| change == 0 || !of(*local).admits(of(*local).value + change)) {
                return None;
            }
            values.push((self.variables[*local], change));
        }
        values.sort_unstable();
        Some(values)
    }
}

/// Eliminates one place from inequalities `factors · values + constant ≥ 0`.
fn eliminate(bounds: &[(Vec<i128>, i128)], place: usize) -> Vec<(Vec<i128>, i128)> {
    let with = |sign: i128| bounds.iter().filter(move |(factors, _)| factors[place] == sign);
    let mut rest: Vec<_> = with(0).cloned().collect();
    for (lower, below) in with(1) {
        for (upper, above) in with(-1) {
            let factors = lower.iter().zip(upper).map(|(a, b)| a + b).collect();
            rest.push((factors, below + above));
        }
    }
    rest.sort_unstable();
    rest.dedup();
    rest
}
