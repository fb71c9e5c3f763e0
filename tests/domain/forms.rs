//! The forms, and short ways to fill them, for the tests beside this file.

use std::sync::{Arc, LazyLock};

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::{CellId, Form};
use gouji::domain::report::{Report, Scope};
use gouji::store::forms::{self, Forms};

static FORMS: LazyLock<Forms> = LazyLock::new(Forms::default);

static THIRD: LazyLock<Arc<Form>> = LazyLock::new(|| {
    Arc::new(forms::parse("third-edition.ron", include_str!("../data/third-edition.ron")).expect("a sound form"))
});

static BARE: LazyLock<[Arc<Form>; 2]> = LazyLock::new(|| {
    let bare = |name: &str, text: &str| Arc::new(forms::parse(name, text).expect("a sound form"));
    [
        bare("2019.ron", include_str!("../../assets/forms/2019.ron")),
        bare("2021.ron", include_str!("../../assets/forms/2021.ron")),
    ]
});

/// An embedded form with no rules but its own: bounds, totals and the balance.
pub fn form(edition: &str) -> Arc<Form> {
    BARE.iter().find(|form| form.edition() == edition).expect(edition).clone()
}

/// An embedded form with the whole catalogue of rules.
pub fn whole_form(edition: &str) -> Arc<Form> {
    FORMS.edition(edition).expect(edition).clone()
}

/// All embedded forms, with the whole catalogue of rules.
pub fn all() -> &'static [Arc<Form>] {
    FORMS.all()
}

/// The small made-up edition.
pub fn third_edition() -> Arc<Form> {
    THIRD.clone()
}

/// The cell of that name.
pub fn cell(form: &Form, name: &str) -> CellId {
    form.find(name).unwrap_or_else(|| panic!("there is no cell {name}"))
}

/// A keyed figure; an empty text is an unfilled cell.
pub fn keyed(text: &str) -> Entry {
    Entry::new(text.parse::<Figure>().unwrap_or_else(|error| panic!("{text}: {error}")), Origin::Keyed)
}

/// A report with every cell unfilled.
pub fn blank(form: &Arc<Form>) -> Report {
    Report::new(form.clone(), Some("某某局".into()), Some(2022), Scope::Own)
}

/// A report whose keyed cells are all 0.
pub fn nil(form: &Arc<Form>) -> Report {
    let mut report = blank(form);
    for id in form.inputs() {
        report.set_entry(id, keyed("0"));
    }
    report
}

/// Writes figures by cell name.
pub fn fill(report: &mut Report, figures: &[(&str, &str)]) {
    for (name, figure) in figures {
        let id = cell(report.form(), name);
        report.set_entry(id, keyed(figure));
    }
}
