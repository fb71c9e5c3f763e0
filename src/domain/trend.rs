//! An agency's years side by side: the series that the forms' charts name, for every year from the first report to the
//! last, and exact shares of them. It draws nothing; a year without a report is a gap, never a zero.

use super::definition::{Chart, Series};
use super::number::Number;
use super::recalculation::{Sum, Totals};
use super::report::{Report, Scope};
use super::text::Text;

/// One series: its name and its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name, the same in every edition.
    pub name: String,
    /// A short label.
    pub label: Text,
}

/// The values of one year, in the order of the trend's series. A series that the year's edition does not have is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// Of each series that is counted; see [`Trend::counts`].
    pub counts: Vec<Option<Sum>>,
    /// What the outcomes are parts of.
    pub whole: Sum,
    /// Of each outcome; see [`Trend::outcomes`].
    pub outcomes: Vec<Option<Sum>>,
    /// The part that the rate is of.
    pub disclosed: Sum,
}

impl Values {
    /// The rate in tenths of a per cent, once everything it is made of is filled and there is a whole.
    pub fn rate(&self) -> Option<u32> {
        permille(self.disclosed.complete()?, self.whole.complete()?)
    }

    /// The parts as whole numbers, where all are filled.
    pub fn parts(&self) -> Option<Vec<u64>> {
        let part = |sum: &Option<Sum>| match sum {
            Some(sum) => sum.complete().and_then(Number::to_integer).and_then(|part| u64::try_from(part).ok()),
            None => Some(0),
        };
        self.outcomes.iter().map(part).collect()
    }
}

/// A year, and what its report says; `None` where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// The report year.
    pub year: i32,
    /// Its values; `None` without a report.
    pub values: Option<Values>,
}

/// The years of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// Its name, as the newest report has it.
    pub agency: String,
    /// Whose figures they are.
    pub scope: Scope,
    /// The series that are drawn for themselves.
    pub counts: Vec<Named>,
    /// The sum of the outcomes.
    pub whole: Named,
    /// The parts of the whole.
    pub outcomes: Vec<Named>,
    /// The disclosed part of the whole.
    pub rate: Named,
    /// Every year from the first report to the last, in order.
    pub years: Vec<Year>,
}

/// The most years that stand side by side; a library whose years lie further apart has a slip in one of them.
pub const MOST_YEARS: i32 = 40;

impl Trend {
    /// The years of an agency's reports. `None` where no report's form has a chart. The newest edition says which series
    /// there are.
    pub fn new(agency: &str, scope: Scope, reports: &[Report]) -> Option<Trend> {
        let chart = |report: &'_ Report| report.form().definition().chart.clone();
        let mut dated: Vec<(i32, &Report, Chart)> =
            reports.iter().filter_map(|report| Some((report.year?, report, chart(report)?))).collect();
        dated.sort_by_key(|(year, _, _)| *year);
        let (last, _, newest) = dated.last()?;
        let first = dated.first().map_or(*last, |(year, _, _)| *year).max(last - MOST_YEARS + 1);
        let years = (first..=*last).map(|year| {
            let of_year = dated.iter().rev().find(|(other, _, _)| *other == year);
            Year { year, values: of_year.map(|(_, report, chart)| values(report, chart, newest)) }
        });
        Some(Trend {
            agency: agency.to_string(),
            scope,
            counts: newest.counts.iter().map(named).collect(),
            whole: named(&newest.whole),
            outcomes: newest.outcomes.iter().map(named).collect(),
            rate: named(&newest.rate),
            years: years.collect(),
        })
    }
}

fn named(series: &Series) -> Named {
    Named { name: series.name.clone(), label: series.label.clone() }
}

fn values(report: &Report, chart: &Chart, newest: &Chart) -> Values {
    let form = report.form();
    let totals = Totals::new(form, report.entries());
    let sum = |series: &Series| {
        let cells = series.cells.iter().flat_map(|pattern| form.matching(pattern));
        cells.map(|cell| totals.of(cell)).fold(Sum::default(), |sum, part| sum.plus(part, false))
    };
    let of = |wanted: &[Series], have: &[Series]| -> Vec<Option<Sum>> {
        wanted.iter().map(|wanted| have.iter().find(|series| series.name == wanted.name).map(sum)).collect()
    };
    Values {
        counts: of(&newest.counts, &chart.counts),
        whole: sum(&chart.whole),
        outcomes: of(&newest.outcomes, &chart.outcomes),
        disclosed: sum(&chart.rate),
    }
}

/// A part of a whole in tenths of a per cent, halves rounded up; `None` where the whole is not positive, or the part no
/// part of it.
pub fn permille(part: Number, whole: Number) -> Option<u32> {
    let (part, whole) = (part.to_integer()?, whole.to_integer()?);
    if whole <= 0 || part < 0 {
        return None;
    }
    u32::try_from((part * 2000 + whole) / (whole * 2)).ok()
}

/// Tenths of a per cent in words: `57.1%`.
pub fn per_cent(permille: u32) -> String {
    format!("{}.{}%", permille / 10, permille % 10)
}

/// Shares out `columns` among parts: as exactly as whole columns allow, all of them, and at least one for whatever is not
/// zero as long as there are enough. Nothing is shared out where all parts are zero.
pub fn shares(parts: &[u64], columns: usize) -> Vec<usize> {
    let whole: u128 = parts.iter().map(|&part| u128::from(part)).sum();
    if whole == 0 || columns == 0 {
        return vec![0; parts.len()];
    }
    let exact = |part: u64| u128::from(part) * columns as u128;
    let mut given: Vec<usize> = parts.iter().map(|&part| usize::try_from(exact(part) / whole).unwrap_or(0)).collect();
    let mut by_rest: Vec<usize> = (0..parts.len()).collect();
    by_rest.sort_by_key(|&index| std::cmp::Reverse(exact(parts[index]) % whole));
    let left = columns - given.iter().sum::<usize>();
    by_rest.into_iter().take(left).for_each(|index| given[index] += 1);
    for index in 0..parts.len() {
        let widest = (0..parts.len()).max_by_key(|&other| given[other]).unwrap_or(index);
        if parts[index] > 0 && given[index] == 0 && given[widest] > 1 {
            given[widest] -= 1;
            given[index] = 1;
        }
    }
    given
}
