//! The shape of `gouji show --format json`, which the design sets down to the letter.

use serde_json::{Map, Value, json};

use super::last_year::LastYear;
use crate::domain::field;
use crate::domain::figure::{Figure, Kind};
use crate::domain::number::Number;
use crate::domain::recalculation::{Totals, shown};
use crate::domain::report::Report;

/// A report as JSON; `file` is where it was read from.
///
/// Every cell of the form is there, totals as printed on the source where it prints them, else as computed. A count is
/// an integer, an amount a string of decimals, unfilled `null`, not applicable `"/"`. A number that its cell should not
/// hold is an integer where it is whole, else a string.
pub fn value(report: &Report, file: Option<&str>) -> Value {
    let report: &Report = &field::resolved(report);
    let form = report.form();
    let totals = Totals::new(form, report.entries());
    let cells = form.cells().map(|cell| {
        let about = form.cell(cell);
        (about.name.clone(), figure(shown(form, report.entries(), &totals, cell), about.kind))
    });
    let chapters = report.parts().map(|part| (report.part_name(part).to_string(), report.text(part).into()));
    let notes = report.notes.iter().map(|note| {
        let cell = note.cell.map(|cell| form.cell(cell).name.as_str());
        json!({ "cell": cell, "place": note.place, "text": note.text })
    });
    json!({
        "file": file,
        "agency": report.agency,
        "year": report.year,
        "scope": report.scope.name(),
        "edition": form.edition(),
        "cells": cells.collect::<Map<_, _>>(),
        "chapters": chapters.collect::<Map<_, _>>(),
        "notes": notes.collect::<Vec<_>>(),
    })
}

/// The same as text, indented for people; where asked with an object `last_year`, which holds the figures of the year
/// before under the names of this report's cells, `null` where there is none.
pub fn write(report: &Report, last_year: Option<&Report>) -> String {
    let mut value = value(report, None);
    if let Some(last_year) = last_year.map(LastYear::new) {
        let form = report.form();
        let cells = form.cells().map(|cell| {
            let about = form.cell(cell);
            (about.name.clone(), figure(last_year.of(&about.name).unwrap_or_default(), about.kind))
        });
        value["last_year"] = Value::Object(cells.collect());
    }
    format!("{value:#}\n")
}

fn figure(figure: Figure, kind: Kind) -> Value {
    match figure {
        Figure::Unfilled => Value::Null,
        Figure::NotApplicable => Figure::NOT_APPLICABLE_SIGN.into(),
        Figure::Number(number) if kind == Kind::Amount => number.to_string().into(),
        Figure::Number(number) => integer(number).unwrap_or_else(|| number.to_string().into()),
    }
}

/// A whole number as a JSON integer: up to 2^63, and down to its negative.
fn integer(number: Number) -> Option<Value> {
    let whole = number.to_integer()?;
    u64::try_from(whole).map(Value::from).or_else(|_| i64::try_from(whole).map(Value::from)).ok()
}
