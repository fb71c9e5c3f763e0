//! What is known besides the report itself: last year's report, and what kind of body reports. It finds nothing; a
//! caller hands it in.

use std::borrow::Cow;
use std::sync::Arc;

use super::definition::Table;
use super::field;
use super::figure::{Entry, Figure, Origin};
use super::form::{CellId, Form};
use super::recalculation::{Sum, Totals};
use super::report::Report;

/// Last year's report, as rules see it.
#[derive(Debug, Clone, Default)]
pub enum LastYear {
    /// Nobody looked for it.
    #[default]
    Unknown,
    /// It was looked for and is not there.
    Missing,
    /// It is there.
    Known(Arc<Precedent>),
}

/// Last year's report with its figures under the names of this year's form.
#[derive(Debug)]
pub struct Precedent {
    /// Last year’s, or the sum of those of all predecessors.
    pub report: Report,
    /// For each cell of this year's form, the value of the cell of that name; `None` where the older form has none.
    values: Vec<Option<Sum>>,
    /// The same with every total as computed.
    computed: Vec<Option<Sum>>,
}

impl Precedent {
    /// Last year's report beside a form. For rules a printed total counts as printed; the prose holds figures in place of
    /// fields.
    pub fn new(form: &Form, report: Report) -> Precedent {
        let [values, computed] = values(form, &report);
        let filled = match field::resolved(&report) {
            Cow::Owned(filled) => Some(filled),
            Cow::Borrowed(_) => None,
        };
        let report = filled.unwrap_or(report);
        Precedent { values, computed, report }
    }

    /// What rules take for what a cell of this year's form held last year; `None` where there was no such cell.
    pub fn value(&self, cell: CellId) -> Option<Sum> {
        self.values.get(cell.index()).copied().flatten()
    }

    /// What a cell of this year's form held last year, a total as computed; `None` where there was no such cell.
    pub fn shown(&self, cell: CellId) -> Option<Sum> {
        self.computed.get(cell.index()).copied().flatten()
    }
}

/// The reports of several bodies that became one, added up cell by cell, of the oldest edition among them; the prose is that
/// of the first, where it is of this edition. A cell that one of them has not filled, or does not have, is unfilled.
pub fn added(mut reports: Vec<Report>) -> Option<Report> {
    if reports.len() < 2 {
        return reports.pop();
    }
    let first = reports.first()?;
    let form = reports.iter().map(Report::form).min_by_key(|form| form.definition().years.first)?;
    let all: Vec<(&Report, Totals)> =
        reports.iter().map(|report| (report, Totals::new(report.form(), report.entries()))).collect();
    // Its fields are filled with its own figures, not with the sums.
    let mut sum = field::resolved(first).into_owned();
    if form.edition() != first.form().edition() {
        sum = Report::new(Arc::clone(form), first.agency.clone(), first.year, first.scope);
    }
    for cell in form.cells() {
        let name = &form.cell(cell).name;
        let same: Vec<_> =
            all.iter().filter_map(|(report, totals)| Some((report, totals, report.form().find(name)?))).collect();
        let figures = same.iter().map(|(report, _, cell)| report.entry(*cell).figure());
        let entry = if form.is_total(cell) && figures.clone().all(Figure::is_unfilled) || same.len() < all.len() {
            Entry::UNFILLED
        } else if figures.clone().all(|figure| figure == Figure::NotApplicable) {
            Entry::new(Figure::NotApplicable, Origin::Carried)
        } else {
            let values =
                same.iter().map(|(report, totals, cell)| totals.or_control(report.form(), report.entries(), *cell));
            let value = values.fold(Sum::default(), |sum, value| sum.plus(value, false));
            value.complete().map_or(Entry::UNFILLED, |value| Entry::new(Figure::Number(value), Origin::Carried))
        };
        sum.set_entry(cell, entry);
    }
    Some(sum)
}

/// What a report has in the cells of a form, as rules take it and as computed.
fn values(form: &Form, report: &Report) -> [Vec<Option<Sum>>; 2] {
    let before = report.form();
    let totals = Totals::new(before, report.entries());
    let same = |cell| before.find(&form.cell(cell).name);
    let value = |cell| Some(totals.or_control(before, report.entries(), same(cell)?));
    [form.cells().map(value).collect(), form.cells().map(|cell| Some(totals.of(same(cell)?))).collect()]
}

/// What is known of the body that reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportingBody {
    /// Its kinds, by [`BodyKind::name`](super::definition::BodyKind::name); empty where nobody can tell.
    pub kinds: Vec<String>,
    /// The rows it has powers for, `table.row`; `None` where nobody said.
    pub powers: Option<Vec<String>>,
    /// The columns it never uses, `table.column`.
    pub skipped: Vec<String>,
    /// Whether it marks cells not applicable without being asked.
    pub not_applicable: bool,
}

impl ReportingBody {
    /// The body of a name and of what a profile says of it.
    pub fn new(form: &Form, name: &str, kind: &str, powers: Option<Vec<String>>) -> ReportingBody {
        let kinds = form.definition().kinds.iter().filter(|known| {
            let by_name = kind.is_empty() || !known.within.is_empty();
            (by_name && known.is_name(name)) || known.words.iter().any(|word| word == kind)
        });
        ReportingBody { kinds: kinds.map(|kind| kind.name.clone()).collect(), powers, ..ReportingBody::default() }
    }

    /// The rows and columns that are named of it and that none of these forms has: somebody mistyped them in its profile.
    pub fn unknown<'a>(&'a self, forms: &[Arc<Form>]) -> Vec<&'a str> {
        let knows = |name: &str, part: fn(&Table, &str) -> bool| {
            let in_table = |(table, name): (&str, &str), form: &Form| {
                form.tables().iter().any(|known| known.name == table && part(known, name))
            };
            name.split_once('.').is_some_and(|split| forms.iter().any(|form| in_table(split, form)))
        };
        let row = |name: &&String| !knows(name, |table, row| table.rows.iter().any(|known| known.name == row));
        let column =
            |name: &&String| !knows(name, |table, column| table.columns.iter().any(|known| known.name == column));
        let powers = self.powers.iter().flatten().filter(row);
        powers.chain(self.skipped.iter().filter(column)).map(String::as_str).collect()
    }

    /// Whether it is of a kind; `None` where its kind is not known at all.
    pub fn is(&self, kind: &str) -> Option<bool> {
        (!self.kinds.is_empty()).then(|| self.kinds.iter().any(|known| known == kind))
    }

    /// Whether it has powers for a row; `None` where nobody said.
    pub fn has_power(&self, row: &str) -> Option<bool> {
        self.powers.as_ref().map(|powers| powers.iter().any(|power| power == row))
    }
}

/// What is known besides a report.
#[derive(Debug, Clone, Default)]
pub struct Background {
    /// Last year's report.
    pub last_year: LastYear,
    /// Who reports.
    pub body: ReportingBody,
    /// The report year, where it is known.
    pub year: Option<i32>,
}

/// Nothing is known besides a report.
pub const NOTHING: &Background = &Background {
    last_year: LastYear::Unknown,
    body: ReportingBody { kinds: Vec::new(), powers: None, skipped: Vec::new(), not_applicable: false },
    year: None,
};

impl Background {
    /// Last year's report, where it is there.
    pub fn precedent(&self) -> Option<&Precedent> {
        match &self.last_year {
            LastYear::Known(precedent) => Some(precedent),
            LastYear::Unknown | LastYear::Missing => None,
        }
    }
}
