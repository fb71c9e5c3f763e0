//! What the import tests share: the forms, the samples where they are at hand, and how a proposal is held against what
//! was read by hand.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use gouji::domain::figure::Figure;
use gouji::domain::form::Form;
use gouji::domain::proposal::Proposal;
use gouji::domain::report::Part;
use gouji::import::{ImportError, Options, read};
use gouji::store::forms::Forms;
use serde_json::Value;

use crate::reference::beside;

/// The embedded forms.
pub fn forms() -> &'static [Arc<Form>] {
    static FORMS: OnceLock<Forms> = OnceLock::new();
    FORMS.get_or_init(Forms::default).all()
}

/// Reads bytes with no year named, notes in Chinese.
pub fn import(bytes: &[u8]) -> Result<Proposal, ImportError> {
    read(bytes, forms(), Options::default())
}

/// The folder of published samples, where it is at hand.
pub fn samples() -> Option<PathBuf> {
    beside("samples")
}

/// The proposed figures by cell name.
pub fn figures(proposal: &Proposal) -> BTreeMap<String, Figure> {
    proposal.figures.iter().map(|f| (proposal.form.cell(f.cell).name.clone(), f.figure)).collect()
}

/// The text of a part of the proposal.
pub fn prose(proposal: &Proposal, part: Part) -> &str {
    proposal.prose.iter().find(|(other, _)| *other == part).map_or("", |(_, text)| text)
}

/// What `expected.json` says of a cell, as a figure; strings there are as printed.
pub fn expected_figure(value: &Value, unit: &str) -> Figure {
    match value {
        Value::Null => Figure::Unfilled,
        Value::Number(number) => number.to_string().parse().expect("a number"),
        Value::String(text) => match gouji::import::value::read(text, unit) {
            gouji::import::value::Reading::Plain(figure) => figure,
            gouji::import::value::Reading::Converted(number) => Figure::Number(number),
            other => panic!("{text}: {other:?}"),
        },
        other => panic!("{other}"),
    }
}

/// How a proposal compares with what was read by hand.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Cells with another figure than the source prints.
    pub wrong: Vec<String>,
    /// Cells that the source prints and the proposal leaves open.
    pub open: Vec<String>,
}

/// Compares every cell of the form; cells that the expectation does not name must be unfilled, or 0 where a single row
/// of zeros is printed for several.
pub fn judge(proposal: &Proposal, expected: &Value) -> Verdict {
    let cells = expected["cells"].as_object().expect("cells");
    let found = figures(proposal);
    let mut verdict = Verdict::default();
    for cell in proposal.form.cells() {
        let name = &proposal.form.cell(cell).name;
        let unit = &proposal.form.column(cell).unit;
        let wanted = cells.get(name).map_or(Figure::Unfilled, |value| expected_figure(value, unit));
        let figure = found.get(name).copied().unwrap_or_default();
        let shared = proposal.unplaced.iter().any(|row| row.cells.contains(&cell));
        if figure == wanted || (shared && figure == Figure::from(0)) {
            continue;
        }
        if figure.is_unfilled() {
            verdict.open.push(format!("{name} ({wanted})"));
        } else {
            verdict.wrong.push(format!("{name}: {figure}, printed {wanted}"));
        }
    }
    verdict
}
