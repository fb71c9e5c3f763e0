//! `datapackage.json`: what the tables of a data set are, their columns, types and keys, after Data Package version 2.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::domain::form::Form;
use crate::domain::report::Scope;

use super::super::arithmetic;
use super::{CELLS, FIGURES, REPORTS, STATUSES};

/// The name of the descriptor in its folder.
pub const DESCRIPTOR: &str = "datapackage.json";

/// How the name of a package of ours begins.
pub const MADE_BY: &str = "gouji-";

/// The resources that hold figures, with their files.
fn figures(years: &BTreeSet<i32>) -> Vec<(String, String)> {
    match years.is_empty() {
        true => vec![("figures".to_string(), "figures.csv".to_string())],
        false => years.iter().map(|year| (format!("figures-{year}"), format!("figures-{year}.csv"))).collect(),
    }
}

/// The descriptor of a data set over these forms, its figures split by years where there are any.
pub fn descriptor(forms: &[Arc<Form>], years: &BTreeSet<i32>) -> Vec<u8> {
    let editions: Vec<&str> = forms.iter().map(|form| form.edition()).collect();
    let field = |name: &str| column(name, &editions);
    let fields = |names: &[&str]| names.iter().map(|name| field(name)).collect::<Vec<Value>>();
    let report = ["agency", "report_year", "scope"];
    let cell = ["edition", "cell"];
    let key =
        |own: &[&str], resource: &str| json!({ "fields": own, "reference": { "resource": resource, "fields": own } });
    let mut resources: Vec<Value> = figures(years)
        .into_iter()
        .map(|(name, path)| {
            let primary = [&report[..], &["cell"]].concat();
            let keys = json!([key(&cell, "cells"), key(&report, "reports")]);
            resource(
                &name,
                &path,
                json!({
                    "fields": fields(&FIGURES), "missingValues": [""], "primaryKey": primary, "foreignKeys": keys,
                }),
            )
        })
        .collect();
    resources.push(resource("cells", "cells.csv", json!({ "fields": fields(&CELLS), "primaryKey": cell })));
    let term = ["edition", "relation", "cell", "year_shift"];
    resources.push(resource(
        "relations",
        "relations.csv",
        json!({ "fields": fields(&arithmetic::COLUMNS), "primaryKey": term, "foreignKeys": [key(&cell, "cells")] }),
    ));
    resources.push(resource("reports", "reports.csv", json!({ "fields": fields(&REPORTS), "primaryKey": report })));
    let title = forms.last().map(|form| form.title(None)).unwrap_or_default();
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": format!("{MADE_BY}reports"),
        "title": title,
        "version": env!("CARGO_PKG_VERSION"),
        "resources": resources,
    });
    format!("{package:#}\n").into_bytes()
}

fn resource(name: &str, path: &str, schema: Value) -> Value {
    json!({
        "name": name, "path": path, "type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "dialect": { "lineTerminator": "\r\n" },
        "schema": schema,
    })
}

/// A column: its type, what may stand in it, and what it means.
fn column(name: &str, editions: &[&str]) -> Value {
    let required = || json!({ "required": true });
    let one_of = |words: &[&str]| json!({ "required": true, "enum": words });
    let (kind, constraints, description) = match name {
        "agency" => ("string", required(), "The agency's full name."),
        "report_year" => ("year", required(), "The year that is reported on."),
        "scope" => (
            "string",
            one_of(&[Scope::Own, Scope::Aggregated].map(Scope::name)),
            "The agency's own report, or one added up over its area.",
        ),
        "edition" => ("string", one_of(editions), "The edition of the form."),
        "cell" => ("string", required(), "The cell's name: table.row.column."),
        "value" => (
            "number",
            json!({}),
            "The figure, exact; a printed total where the source prints one. Empty where status is not number.",
        ),
        "status" => {
            ("string", one_of(&STATUSES), "An empty cell is not 0. Not applicable is printed / and counts 0 in sums.")
        }
        "origin" => ("string", json!({}), "Where the figure came from; computed for a total that no source prints."),
        "row_label" | "column_label" => ("string", json!({}), "The official labels, outermost first."),
        "kind" => ("string", one_of(&["count", "signed", "amount"]), "What kind of number the cell takes."),
        "role" => ("string", one_of(&["input", "total"]), "Keyed, or computed from other cells."),
        "unit" => ("string", json!({}), "The official unit."),
        "relation" => ("string", required(), "The rule with the row, column or cell it runs along."),
        "coeff" => ("integer", required(), "How often the cell counts; negative where it is taken away."),
        "year_shift" => ("integer", required(), "0 for this year's report, -1 for last year's."),
        "comparison" => {
            let signs = ["=", "<>", "<", "<=", ">", ">="];
            ("string", one_of(&signs), "What the sum of all terms must be to 0.")
        }
        "rule" => ("string", required(), "The rule's id; gouji explain tells about it."),
        "severity" => {
            ("string", one_of(&["info", "warning", "error"]), "How grave it is where the relation does not hold.")
        }
        "unfilled" => ("integer", required(), "How many keyed cells are empty."),
        "seal" => ("string", json!({}), "Whether the report is finalised, and still says what it said then."),
        _ => ("string", json!({}), "The file that the report was read from."),
    };
    json!({ "name": name, "type": kind, "constraints": constraints, "description": description })
}
