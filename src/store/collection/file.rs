//! A collection as RON: version first, a body's line with what happened to it, equal collections in equal texts. It is read
//! back with a place for every complaint. No file is touched here.

use std::fmt::Write;

use jiff::civil::Date;
use serde::Deserialize;

use crate::domain::collection::roster::{Adjustment, Body, Collection, Decision, Duty, Point, Receipt, Slip, Verdict};
use crate::domain::number::Number;
use crate::domain::report::{Scope, plain_name};

use super::super::cause::Cause;
use super::super::digest;
use super::super::error::StoreError;
use super::super::quote::quoted;
use super::super::syntax;

/// The version of the file format that this program writes.
pub const VERSION: u64 = 1;

/// The collection as RON, with its digest.
pub fn to_ron(collection: &Collection) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, collection);
    digest::seal(&mut out);
    out
}

fn write(out: &mut String, collection: &Collection) -> std::fmt::Result {
    writeln!(out, "(\n  version: {VERSION},\n  agency: {}, // 汇总单位", quoted(&collection.agency))?;
    writeln!(out, "  year: {},\n\n  // 名单\n  bodies: [", collection.year)?;
    for one in &collection.bodies {
        body(out, one)?;
    }
    out.push_str("  ],\n\n  // 汇总调整\n  adjustments: [\n");
    for Adjustment { cell, amount, reason, by, date } in &collection.adjustments {
        let [cell, reason, by] = [cell, reason, by].map(|text| quoted(text));
        writeln!(out, "    (cell: {cell}, amount: \"{amount}\", reason: {reason}, by: {by}, date: \"{date}\"),")?;
    }
    out.push_str("  ],\n)\n");
    Ok(())
}

/// A body in one line; what was received and decided in a line each.
fn body(out: &mut String, body: &Body) -> std::fmt::Result {
    write!(out, "    (name: {}", quoted(&body.name))?;
    if !body.former.is_empty() {
        let former = body.former.iter().map(|name| quoted(name)).collect::<Vec<_>>();
        write!(out, ", former: [{}]", former.join(", "))?;
    }
    let duty = match &body.duty {
        Duty::Required => "required".to_string(),
        Duty::Exempt(reason) => format!("exempt({})", quoted(reason)),
        Duty::Separate => "separate".to_string(),
    };
    write!(out, ", group: {}, duty: {duty}", quoted(&body.group))?;
    if body.scope != Scope::Own {
        write!(out, ", scope: {}", body.scope.name())?;
    }
    if let Some(due) = body.due {
        write!(out, ", due: \"{due}\"")?;
    }
    if !body.receipts.is_empty() {
        out.push_str(", receipts: [\n");
        for Receipt { name, kept, sha256, content, tables, date } in &body.receipts {
            let [name, kept, sha256, content] = [name, kept, sha256, content].map(|text| quoted(text));
            write!(out, "      (name: {name}, kept: {kept}, sha256: {sha256}, content: {content}")?;
            if !tables.is_empty() {
                write!(out, ", tables: {}", quoted(tables))?;
            }
            writeln!(out, ", date: \"{date}\"),")?;
        }
        out.push_str("    ]");
    }
    if !body.decisions.is_empty() {
        out.push_str(", decisions: [\n");
        for Decision { verdict, by, date, receipts } in &body.decisions {
            let verdict = match verdict {
                Verdict::Accepted => "accepted".to_string(),
                Verdict::Exempted(reason) => format!("exempted({})", quoted(reason)),
                Verdict::Returned(slip) => format!("returned({})", written(slip)),
            };
            let by = quoted(by);
            writeln!(out, "      (verdict: {verdict}, by: {by}, date: \"{date}\", receipts: {receipts}),")?;
        }
        out.push_str("    ]");
    }
    out.push_str("),\n");
    Ok(())
}

/// A return slip, a point a line.
fn written(slip: &Slip) -> String {
    let points = slip.points.iter().map(|Point { rule, cells, sides, message }| {
        let cells = cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(", ");
        let sides = sides.as_ref().map(|(left, right)| format!(", sides: ({}, {})", quoted(left), quoted(right)));
        let (rule, sides, message) = (quoted(rule), sides.unwrap_or_default(), quoted(message));
        format!("        (rule: {rule}, cells: [{cells}]{sides}, message: {message}),\n")
    });
    let points: String = points.collect();
    let due = slip.due.map(|due| format!(", due: \"{due}\"")).unwrap_or_default();
    format!("(number: {}, remark: {}{due}, points: [\n{points}      ])", slip.number, quoted(&slip.remark))
}

/// Reads a collection. `file` is its name in errors.
///
/// # Errors
/// [`StoreError::Newer`] for a file of a later version, [`StoreError::Damaged`] with line, column and cause for everything
/// else that cannot be what it says.
pub fn from_ron(file: &str, text: &str) -> Result<Collection, StoreError> {
    let text = &*syntax::plain(text);
    syntax::check_version(file, text, syntax::leading_version(text), VERSION)?;
    let Raw { version, agency, year, bodies, adjustments } = syntax::parse(file, text)?;
    syntax::check_version(file, text, Some(version), VERSION)?;
    let place = Place { file, text };
    let mut collection = Collection::new(&agency, year);
    for raw in bodies {
        let body = raw.read(&place)?;
        if collection.bodies.iter().any(|known| plain_name(&known.name) == plain_name(&body.name)) {
            let at = text.rfind(&quoted(&body.name)).unwrap_or_default();
            return Err(syntax::damaged(file, text, at, Cause::Twice(body.name)));
        }
        collection.bodies.push(body);
    }
    for RawAdjustment { cell, amount, reason, by, date } in adjustments {
        let number = amount.parse::<Number>();
        let amount = number.map_err(|error| place.complain(amount, Cause::Figure(amount.into(), error)))?;
        collection.adjustments.push(Adjustment { cell, amount, reason, by, date: place.date(date)? });
    }
    Ok(collection)
}

/// Where a complaint is at.
struct Place<'a> {
    file: &'a str,
    text: &'a str,
}

impl Place<'_> {
    fn complain(&self, part: &str, cause: Cause) -> StoreError {
        syntax::damaged_at(self.file, self.text, part, cause)
    }

    fn date(&self, text: &str) -> Result<Date, StoreError> {
        text.parse().map_err(|_| self.complain(text, Cause::Date(text.into())))
    }
}

#[derive(Deserialize)]
#[serde(rename = "Collection", deny_unknown_fields)]
struct Raw<'a> {
    version: u64,
    agency: String,
    year: i32,
    #[serde(borrow, default)]
    bodies: Vec<RawBody<'a>>,
    #[serde(borrow, default)]
    adjustments: Vec<RawAdjustment<'a>>,
}

#[derive(Deserialize)]
#[serde(rename = "Body", deny_unknown_fields)]
struct RawBody<'a> {
    name: String,
    #[serde(default)]
    former: Vec<String>,
    #[serde(default)]
    group: String,
    #[serde(default)]
    duty: RawDuty,
    #[serde(default)]
    scope: Scope,
    #[serde(borrow, default)]
    due: Option<&'a str>,
    #[serde(borrow, default)]
    receipts: Vec<RawReceipt<'a>>,
    #[serde(borrow, default)]
    decisions: Vec<RawDecision<'a>>,
}

impl RawBody<'_> {
    fn read(self, place: &Place<'_>) -> Result<Body, StoreError> {
        let RawBody { name, former, group, duty, scope, due, receipts, decisions } = self;
        let duty = match duty {
            RawDuty::Required => Duty::Required,
            RawDuty::Exempt(reason) => Duty::Exempt(reason),
            RawDuty::Separate => Duty::Separate,
        };
        let due = due.map(|due| place.date(due)).transpose()?;
        let receipts = receipts.into_iter().map(|raw| raw.read(place)).collect::<Result<_, _>>()?;
        let decisions = decisions.into_iter().map(|raw| raw.read(place)).collect::<Result<_, _>>()?;
        Ok(Body { name, former, group, duty, scope, due, receipts, decisions })
    }
}

#[derive(Deserialize, Default)]
#[serde(rename = "Duty", rename_all = "snake_case")]
enum RawDuty {
    #[default]
    Required,
    Exempt(String),
    Separate,
}

#[derive(Deserialize)]
#[serde(rename = "Receipt", deny_unknown_fields)]
struct RawReceipt<'a> {
    name: String,
    kept: String,
    sha256: String,
    content: String,
    #[serde(default)]
    tables: String,
    #[serde(borrow)]
    date: &'a str,
}

impl RawReceipt<'_> {
    fn read(self, place: &Place<'_>) -> Result<Receipt, StoreError> {
        let RawReceipt { name, kept, sha256, content, tables, date } = self;
        Ok(Receipt { name, kept, sha256, content, tables, date: place.date(date)? })
    }
}

#[derive(Deserialize)]
#[serde(rename = "Decision", deny_unknown_fields)]
struct RawDecision<'a> {
    #[serde(borrow)]
    verdict: RawVerdict<'a>,
    by: String,
    #[serde(borrow)]
    date: &'a str,
    receipts: usize,
}

impl RawDecision<'_> {
    fn read(self, place: &Place<'_>) -> Result<Decision, StoreError> {
        let verdict = match self.verdict {
            RawVerdict::Accepted => Verdict::Accepted,
            RawVerdict::Exempted(reason) => Verdict::Exempted(reason),
            RawVerdict::Returned(RawSlip { number, remark, due, points }) => {
                let due = due.map(|due| place.date(due)).transpose()?;
                let points = points.into_iter().map(|raw| Point {
                    rule: raw.rule,
                    cells: raw.cells,
                    sides: raw.sides,
                    message: raw.message,
                });
                Verdict::Returned(Slip { number, points: points.collect(), remark, due })
            }
        };
        Ok(Decision { verdict, by: self.by, date: place.date(self.date)?, receipts: self.receipts })
    }
}

#[derive(Deserialize)]
#[serde(rename = "Verdict", rename_all = "snake_case")]
enum RawVerdict<'a> {
    Accepted,
    #[serde(borrow)]
    Returned(RawSlip<'a>),
    Exempted(String),
}

#[derive(Deserialize)]
#[serde(rename = "Slip", deny_unknown_fields)]
struct RawSlip<'a> {
    number: u32,
    #[serde(default)]
    remark: String,
    #[serde(borrow, default)]
    due: Option<&'a str>,
    #[serde(default)]
    points: Vec<RawPoint>,
}

#[derive(Deserialize)]
#[serde(rename = "Point", deny_unknown_fields)]
struct RawPoint {
    rule: String,
    #[serde(default)]
    cells: Vec<String>,
    #[serde(default)]
    sides: Option<(String, String)>,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
#[serde(rename = "Adjustment", deny_unknown_fields)]
struct RawAdjustment<'a> {
    cell: String,
    #[serde(borrow)]
    amount: &'a str,
    reason: String,
    by: String,
    #[serde(borrow)]
    date: &'a str,
}
