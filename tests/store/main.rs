//! The store: what is saved comes back, nothing is overwritten silently, and what cannot be read says where and why and
//! is left alone.

use std::sync::{Arc, LazyLock};

use gouji::domain::figure::{Entry, Origin};
use gouji::domain::form::Form;
use gouji::domain::report::{Report, Scope};
use gouji::store::forms::Forms;

#[path = "../reference/mod.rs"]
mod reference;

mod backup;
mod backup_of_a_county;
mod breaking;
mod collections;
mod controls;
mod damage;
mod disk;
mod document;
mod failing;
mod held;
mod history;
mod journal;
mod library;
mod lock;
mod lockless;
mod memory;
mod real;
mod receiving;
mod register;
mod saying;
mod settings;
mod unit;
mod writers;

const AGENCY: &str = "利通区人民政府办公室";

static FORMS: LazyLock<Forms> = LazyLock::new(Forms::default);

fn form(edition: &str) -> Arc<Form> {
    Arc::clone(FORMS.edition(edition).expect(edition))
}

fn report(year: i32) -> Report {
    Report::new(form("2021"), Some(AGENCY.into()), Some(year), Scope::Own)
}

fn with(mut report: Report, cell: &str, figure: &str) -> Report {
    let id = report.form().find(cell).expect(cell);
    report.set_entry(id, Entry::new(figure.parse().expect(figure), Origin::Keyed));
    report
}
