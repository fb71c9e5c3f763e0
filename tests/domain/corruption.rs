//! Random balanced reports and what fingers do to them, from a seed: for the tests of error localisation and its bench.

use std::sync::Arc;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::{CellId, Form, Relation};
use gouji::domain::recalculation::{Totals, shown};
use gouji::domain::report::{Report, Scope};

/// Numbers that look random (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// A number of up to so many digits, small ones more often; 0 in about a third of all cases.
    fn figure(&mut self, digits: u32) -> u64 {
        if self.below(3) == 0 {
            return 0;
        }
        let digits = 1 + self.below(digits as usize) as u32;
        self.next() % 10_u64.pow(digits)
    }
}

pub fn entry(value: u64) -> Entry {
    Entry::new(value.to_string().parse::<Figure>().expect("a number"), Origin::Keyed)
}

pub fn value(report: &Report, cell: CellId) -> u64 {
    report.entry(cell).figure().to_string().parse().expect("a whole number")
}

/// A balanced report, its totals printed or not. Some columns hold nothing at all, some large figures.
pub fn balanced(form: &Arc<Form>, random: &mut Random, printed: bool) -> Report {
    let mut report = Report::new(form.clone(), None, Some(2022), Scope::Own);
    let scale: Vec<u32> = (0..8).map(|_| random.below(5) as u32).collect();
    for cell in form.inputs() {
        let digits = scale[form.cell(cell).column % scale.len()];
        let figure = if digits == 0 { 0 } else { random.figure(digits) };
        report.set_entry(cell, entry(figure));
    }
    let totals = Totals::new(form, report.entries());
    let of = |cell: CellId| totals.of(cell).complete().expect("filled").to_string().parse::<u64>().expect("whole");
    let mut repairs = Vec::new();
    for instance in form.instances() {
        let Relation::Equal { left, right, defines: None } = &instance.relation else { continue };
        let ([new, carried_in], [handled, carried_out]) = (&left[..], &right[..]) else { continue };
        if form.is_total(new.cell) {
            continue;
        }
        let (income, results) = (of(new.cell) + of(carried_in.cell), of(handled.cell) + of(carried_out.cell));
        match income.checked_sub(results) {
            Some(more) => repairs.push((carried_out.cell, of(carried_out.cell) + more)),
            None => repairs.push((new.cell, of(new.cell) + (results - income))),
        }
    }
    for (cell, figure) in repairs {
        report.set_entry(cell, entry(figure));
    }
    if printed {
        print_totals(&mut report);
    }
    report
}

/// Prints every total as it is computed.
pub fn print_totals(report: &mut Report) {
    let form = report.form().clone();
    let totals = Totals::new(&form, report.entries());
    for total in form.totals() {
        let figure = shown(&form, report.entries(), &totals, total.cell);
        report.set_entry(total.cell, Entry::new(figure, Origin::Keyed));
    }
}

/// The cells that stand in an identity and hold a figure.
pub fn checked_cells(report: &Report) -> Vec<CellId> {
    let form = report.form();
    let equal = |index: &usize| matches!(form.instances()[*index].relation, Relation::Equal { .. });
    let filled = |cell: &CellId| !report.entry(*cell).figure().is_unfilled();
    form.cells().filter(filled).filter(|&cell| form.instances_of(cell).iter().any(equal)).collect()
}

/// What a finger makes of a number: digits swapped, wrong, doubled or lost.
pub fn mistype(meant: u64, random: &mut Random) -> u64 {
    loop {
        let mut digits = meant.to_string().into_bytes();
        let at = random.below(digits.len());
        match random.below(4) {
            0 if at > 0 => digits.swap(at - 1, at),
            1 => digits[at] = b'0' + random.below(10) as u8,
            2 => digits.insert(at, digits[at]),
            3 if digits.len() > 1 => drop(digits.remove(at)),
            _ => continue,
        }
        let typed = String::from_utf8(digits).expect("digits").parse().expect("a number");
        if typed != meant {
            return typed;
        }
    }
}

/// Mistypes some cells; with `any`, into any number. Returns them with what was meant.
pub fn corrupt(report: &mut Report, random: &mut Random, count: usize, any: bool) -> Vec<(CellId, u64)> {
    let cells = checked_cells(report);
    let mut wrong: Vec<(CellId, u64)> = Vec::new();
    while wrong.len() < count {
        let cell = cells[random.below(cells.len())];
        if wrong.iter().any(|(other, _)| *other == cell) {
            continue;
        }
        let meant = value(report, cell);
        let typed = if any { random.figure(4) } else { mistype(meant, random) };
        if typed != meant {
            report.set_entry(cell, entry(typed));
            wrong.push((cell, meant));
        }
    }
    wrong.sort_unstable();
    wrong
}

/// Interchanges two neighbouring figures of a table: in one row, in one column or in adjacent rows. Returns the cells.
pub fn interchange(report: &mut Report, random: &mut Random) -> Option<[CellId; 2]> {
    let form = report.form().clone();
    let cells = checked_cells(report);
    for _ in 0..1000 {
        let (a, b) = (cells[random.below(cells.len())], cells[random.below(cells.len())]);
        let (at, other) = (form.cell(a), form.cell(b));
        let near = at.row.abs_diff(other.row) <= 1 || at.column == other.column;
        if at.table != other.table || !near || a == b || value(report, a) == value(report, b) {
            continue;
        }
        let (one, two) = (value(report, a), value(report, b));
        report.set_entry(a, entry(two));
        report.set_entry(b, entry(one));
        return Some([a.min(b), a.max(b)]);
    }
    None
}

/// Shifts the keyed figures of a row by one cell, to the right or left; what leaves the row is 0. Returns what was meant.
pub fn shift(report: &mut Report, random: &mut Random) -> Option<Vec<(CellId, u64)>> {
    let form = report.form().clone();
    for _ in 0..1000 {
        let cells = checked_cells(report);
        let at = form.cell(cells[random.below(cells.len())]);
        let mut row: Vec<CellId> = form.row_cells(at.table, at.row).filter(|&cell| !form.is_total(cell)).collect();
        if random.below(2) == 0 {
            row.reverse();
        }
        let row = row.get(random.below(2)..).unwrap_or_default();
        let meant: Vec<(CellId, u64)> = row.iter().map(|&cell| (cell, value(report, cell))).collect();
        let changed = meant.windows(2).filter(|pair| pair[0].1 != pair[1].1).count();
        if changed < 3 || meant.last().is_none_or(|(_, figure)| *figure != 0) {
            continue;
        }
        for pair in meant.windows(2) {
            report.set_entry(pair[1].0, entry(pair[0].1));
        }
        report.set_entry(meant[0].0, entry(0));
        let moved: Vec<(CellId, u64)> =
            meant.into_iter().filter(|(cell, figure)| value(report, *cell) != *figure).collect();
        if moved.len() >= 3 {
            return Some(moved);
        }
        for (cell, figure) in moved {
            report.set_entry(cell, entry(figure));
        }
    }
    None
}
