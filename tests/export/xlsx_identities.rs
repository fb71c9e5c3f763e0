//! What a workbook's formulas compute is what the report says, for any figures and any form.

use std::sync::Arc;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::{CellId, Form, Instance, Relation};
use gouji::domain::recalculation::{Totals, shown};
use gouji::domain::report::{Report, Scope};
use gouji::store::forms::parse;
use proptest::prelude::*;

use crate::sample::form;
use crate::spreadsheet::{computed, stored};
use crate::xlsx::{DRAFT, as_value, at, book, is_empty, sheet};

/// A form of which Rust knows nothing.
fn third_edition() -> Arc<Form> {
    Arc::new(parse("third-edition.ron", include_str!("../data/third-edition.ron")).unwrap())
}

/// A figure of a cell: mostly small, sometimes large, unfilled or not applicable.
fn figure() -> impl Strategy<Value = Figure> {
    let text = |pattern| proptest::string::string_regex(pattern).unwrap().prop_map(|text| text.parse().unwrap());
    prop_oneof![
        20 => text("[1-9]?[0-9]{1,3}"),
        3 => text("[1-9][0-9]{0,17}"),
        3 => text("[0-9]{1,9}\\.[0-9]{1,6}"),
        2 => text("-[1-9][0-9]{0,4}"),
        2 => Just(Figure::NotApplicable),
        1 => Just(Figure::Unfilled),
    ]
}

fn reports() -> impl Strategy<Value = (usize, Vec<Figure>, Vec<(usize, Figure)>)> {
    let controls = prop::collection::vec((0..40_usize, figure()), 0..3);
    (0..3_usize, prop::collection::vec(figure(), 200), controls)
}

/// The cells of a check: those of an identity that defines no total.
fn identities(form: &Form) -> impl Iterator<Item = &Instance> {
    let identity = |instance: &&Instance| matches!(instance.relation, Relation::Equal { defines: None, .. });
    form.instances().iter().filter(identity)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_workbook_computes_is_what_the_report_says((edition, figures, controls) in reports()) {
        let form = [form("2021"), form("2019"), third_edition()][edition].clone();
        let mut report = Report::new(form.clone(), Some("某某局".into()), Some(2021), Scope::Own);
        let inputs: Vec<CellId> = form.inputs().collect();
        for (cell, figure) in inputs.into_iter().zip(figures) {
            report.set_entry(cell, Entry::new(figure, Origin::Keyed));
        }
        for (index, figure) in controls {
            let total = form.totals()[index % form.totals().len()].cell;
            report.set_entry(total, Entry::new(figure, Origin::Imported));
        }
        let (book, totals) = (book(&report, DRAFT), Totals::new(&form, report.entries()));
        for cell in form.cells() {
            let (name, sheet, top) = sheet(&book, &form, form.cell(cell).table);
            let at = at(&form, cell, top);
            let expected = as_value(shown(&form, report.entries(), &totals, cell));
            for found in [stored(sheet, at), computed(&book, name, at)] {
                let same = found == expected || (is_empty(&found) && is_empty(&expected));
                prop_assert!(same, "{}: {found:?}, {expected:?}", form.cell(cell).name);
            }
        }
        // Whatever stands in a formula comes out anew as it was cached, checks included.
        let mut formulas = 0;
        for (name, sheet) in &book {
            for &at in sheet.formulas.keys() {
                let (cached, anew) = (stored(sheet, at), computed(&book, name, at));
                prop_assert!(cached == anew || (is_empty(&cached) && is_empty(&anew)), "{at:?}: {cached:?}, {anew:?}");
                formulas += 1;
            }
        }
        prop_assert!(formulas <= form.totals().len() + identities(&form).count());
    }
}
