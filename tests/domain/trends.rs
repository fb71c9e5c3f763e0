//! An agency's years side by side.

use std::sync::Arc;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Report, Scope};
use gouji::domain::trend::{Trend, permille};
use gouji::store::forms::Forms;

fn report(year: i32, figures: &[(&str, u32)]) -> Report {
    let forms = Forms::default();
    let form = forms.for_year(year).expect("a form");
    let mut report = Report::new(Arc::clone(form), Some("甲局".into()), Some(year), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Filled));
    }
    for (name, figure) in figures {
        report.set_entry(form.find(name).expect(name), Entry::new(Figure::from(*figure), Origin::Keyed));
    }
    report
}

#[test]
fn every_edition_has_a_chart_whose_outcomes_are_the_whole_and_whose_series_have_the_same_names() {
    let forms = Forms::default();
    let mut names = Vec::new();
    for form in forms.all() {
        let chart = form.definition().chart.as_ref().expect("a chart");
        names.push(chart.series().map(|series| series.name.clone()).collect::<Vec<_>>());
        let rows = |patterns: &[String]| -> Vec<usize> {
            patterns.iter().flat_map(|pattern| form.matching(pattern)).map(|cell| form.cell(cell).row).collect()
        };
        let outcomes: Vec<usize> = chart.outcomes.iter().flat_map(|series| rows(&series.cells)).collect();
        // What the form itself adds up to the whole, in the column of one kind of applicant.
        let handled = form.find("requests.handled.natural_person").expect("a cell");
        assert_eq!(rows(&chart.whole.cells), [form.cell(handled).row]);
        let total = form.totals().iter().find(|total| total.cell == handled).expect("a total");
        let added: Vec<usize> = total.of.iter().map(|cell| form.cell(*cell).row).collect();
        assert_eq!(outcomes, added, "edition {}", form.edition());
    }
    assert!(names.windows(2).all(|pair| pair[0] == pair[1]), "{names:?}");
}

#[test]
fn years_of_both_editions_stand_side_by_side_with_gaps_between_them() {
    let old = report(2019, &[("requests.new.natural_person", 3), ("requests.other.enterprise", 2)]);
    let new = report(2022, &[("requests.granted.natural_person", 3), ("requests.other_other.research", 1)]);
    let trend = Trend::new("甲局", Scope::Own, &[new, old]).expect("years");
    assert_eq!(trend.years.iter().map(|year| year.year).collect::<Vec<_>>(), [2019, 2020, 2021, 2022]);
    assert_eq!(trend.years.iter().map(|year| year.values.is_some()).collect::<Vec<_>>(), [true, false, false, true]);
    let parts = |index: usize| trend.years[index].values.as_ref().and_then(|values| values.parts()).expect("parts");
    assert_eq!((parts(0), parts(3)), (vec![0, 0, 0, 0, 0, 2], vec![3, 0, 0, 0, 0, 1]));
    let rate = |index: usize| trend.years[index].values.as_ref().and_then(|values| values.rate());
    assert_eq!((rate(0), rate(3)), (Some(0), Some(750)));
}

#[test]
fn a_year_with_unfilled_cells_has_no_share_and_no_rate() {
    let mut open = report(2022, &[("requests.granted.natural_person", 3)]);
    let cell = open.form().find("requests.denied_inquiry.research").expect("a cell");
    open.set_entry(cell, Entry::default());
    let trend = Trend::new("甲局", Scope::Own, &[open]).expect("a year");
    let values = trend.years[0].values.as_ref().expect("values");
    assert_eq!((values.parts(), values.rate(), values.whole.waiting), (None, None, 1));
    assert_eq!(values.counts[0].and_then(|sum| sum.complete()).map(|n| n.to_string()), Some("0".into()));
}

#[test]
fn a_slip_in_a_year_does_not_fill_the_screen_with_gaps() {
    let trend = Trend::new("甲局", Scope::Own, &[report(2022, &[]), report(9999, &[])]).expect("years");
    assert!(trend.years.len() <= 40);
    assert_eq!(Trend::new("甲局", Scope::Own, &[]), None);
}

#[test]
fn no_share_is_made_of_what_is_no_part() {
    assert_eq!(permille((-1).to_string().parse().expect("a number"), 7_u32.into()), None);
    assert_eq!(permille("1.5".parse().expect("a number"), 7_u32.into()), None);
    let large = "9223372036854775807".parse().expect("a number");
    assert_eq!(permille(large, large), Some(1000));
}
