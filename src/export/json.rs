//! The shape of `gouji show --format json`, which the design sets down to the letter.

use serde_json::{Map, Value, json};

use super::last_year::LastYear;
use crate::domain::field;
use crate::domain::figure::{Entry, Figure, Kind};
use crate::domain::form::{CellId, Form};
use crate::domain::number::Number;
use crate::domain::recalculation::{Totals, printed, shown};
use crate::domain::report::Report;

/// A report as JSON; `file` is where it was read from.
///
/// Every cell of the form is there, totals as computed. A count is an integer, an amount a string of decimals, unfilled
/// `null`, not applicable `"/"`. A number that its cell should not hold is an integer where it is whole, else a string.
/// The totals that are kept as printed on the source stand apart, and the names of those that are no longer held
/// against the computed ones beside them, where there are any.
pub fn value(report: &Report, file: Option<&str>) -> Value {
    of(report, file, shown)
}

/// The document that a report was read from as JSON, in the same shape: totals as printed on it where it prints them.
pub fn document(report: &Report, file: Option<&str>) -> Value {
    of(report, file, printed)
}

fn of(report: &Report, file: Option<&str>, standing: Standing) -> Value {
    let report: &Report = &field::resolved(report);
    let form = report.form();
    let totals = Totals::new(form, report.entries());
    let cells = form.cells().map(|cell| {
        let about = form.cell(cell);
        (about.name.clone(), figure(standing(form, report.entries(), &totals, cell), about.kind))
    });
    let controls = report.printed_totals().map(|(cell, entry)| {
        let about = form.cell(cell);
        (about.name.clone(), figure(entry.figure(), about.kind))
    });
    let has_lapsed = |(cell, _): &(CellId, Entry)| report.entry(*cell).figure().is_unfilled();
    let lapsed = report.printed_totals().filter(has_lapsed);
    let lapsed: Vec<&str> = lapsed.map(|(cell, _)| form.cell(cell).name.as_str()).collect();
    let chapters = report.parts().map(|part| (report.part_name(part).to_string(), report.text(part).into()));
    let notes = report.notes.iter().map(|note| {
        let cell = note.cell.map(|cell| form.cell(cell).name.as_str());
        json!({ "cell": cell, "place": note.place, "text": note.text })
    });
    let mut value = json!({
        "file": file,
        "agency": report.agency,
        "year": report.year,
        "scope": report.scope.name(),
        "edition": form.edition(),
        "cells": cells.collect::<Map<_, _>>(),
        "controls": controls.collect::<Map<_, _>>(),
        "chapters": chapters.collect::<Map<_, _>>(),
        "notes": notes.collect::<Vec<_>>(),
    });
    if !lapsed.is_empty() {
        value["lapsed"] = lapsed.into();
    }
    value
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

/// How the figure of a cell is told.
type Standing = fn(&Form, &[Entry], &Totals, CellId) -> Figure;

/// A figure as JSON has it; see [`value`].
pub fn figure(figure: Figure, kind: Kind) -> Value {
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
