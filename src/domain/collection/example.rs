//! The collections that a rule over many bodies is shown and tested with: one that keeps it, one that breaks it and no other.
//! Figures that an example does not name are 0.

use std::sync::Arc;

use super::super::background::ReportingBody;
use super::super::definition::CollectionRule;
use super::super::definition::collection::{Gathering, Member as Line};
use super::super::example::NotThere;
use super::super::figure::{Entry, Figure, Origin};
use super::super::form::Form;
use super::super::report::{Report, Scope};
use super::roster::{Adjustment, Body, Collection, Decision, Duty, Receipt, Verdict};
use super::rule::Gathered;
use super::sum::{Held, Member, Sum};

/// The collecting agency of every example.
const AGENCY: &str = "某某县人民政府";

/// The collection that keeps a rule, or the one that breaks it. `other` is the form of another edition, if there is one.
///
/// # Errors
/// What the example names and the form does not have.
pub fn gathered(
    form: &Arc<Form>,
    other: Option<&Arc<Form>>,
    rule: &CollectionRule,
    broken: bool,
) -> Result<Gathered, NotThere> {
    let not_there = |name: &str| NotThere { rule: rule.id.clone(), name: name.into() };
    let Gathering { bodies, printed, last_printed, last_roster, adjusted } =
        if broken { &rule.example.breaks } else { &rule.example.keeps };
    let year = form.definition().years.first + 1;
    let held = |form_of: &Arc<Form>, agency: &str, year: i32, cells: &[(String, String)]| {
        let mut report = Report::new(Arc::clone(form_of), Some(agency.into()), Some(year), Scope::Own);
        for cell in form_of.inputs() {
            report.set_entry(cell, Entry::new(Figure::from(0), Origin::Keyed));
        }
        for (pattern, figure) in cells {
            let cells = form_of.matching(pattern);
            let figure: Figure = figure.parse().map_err(|_| not_there(figure))?;
            if cells.is_empty() {
                return Err(not_there(pattern));
            }
            for cell in cells {
                report.set_entry(cell, Entry::new(figure, Origin::Keyed));
            }
        }
        Ok(Held::new(form, report))
    };
    let mut collection = Collection::new(AGENCY, year);
    for (cell, amount) in adjusted {
        let amount = amount.parse().map_err(|_| not_there(amount))?;
        let (reason, by) = (String::new(), String::new());
        collection.adjustments.push(Adjustment { cell: cell.clone(), amount, reason, by, date: Default::default() });
    }
    let mut members = Vec::new();
    for line in bodies {
        let body = body(line);
        let form_of = if line.other_edition { other.ok_or_else(|| not_there("other_edition"))? } else { form };
        let report = (!line.missing).then(|| held(form_of, &body.name, year, &line.cells)).transpose()?;
        let last = line.last.as_ref().map(|cells| held(form, &body.name, year - 1, cells)).transpose()?;
        let (state, over) = (body.state(), line.over.clone());
        members.push(Member { state, report, last, over, is_changed: line.changed });
        collection.bodies.push(body);
    }
    let last = last_roster.as_ref().map(|names| Collection {
        bodies: names.iter().map(|name| Body::new(name)).collect(),
        ..Collection::new(AGENCY, year - 1)
    });
    let gone = last.iter().flat_map(|last| &last.bodies).filter(|body| collection.find(&body.name).is_none());
    let left = gone.map(|body| (body.name.clone(), None)).collect();
    let own = collection.bodies.iter().position(|body| body.name == AGENCY);
    let sum = Sum::new(form, &collection, &members, None);
    Ok(Gathered {
        printed: printed.as_ref().map(|cells| held(form, AGENCY, year, cells)).transpose()?,
        last_printed: last_printed.as_ref().map(|cells| held(form, AGENCY, year - 1, cells)).transpose()?,
        own: own.and_then(|own| members[own].report.clone()),
        kinds: ReportingBody::new(form, AGENCY, "", None).kinds,
        form: Arc::clone(form),
        collection,
        members,
        last,
        left,
        sum,
    })
}

/// A body of the roster with what happened to it.
fn body(line: &Line) -> Body {
    let name = if line.name.is_empty() { AGENCY } else { &line.name };
    let mut body = Body { former: line.former.clone(), ..Body::new(name) };
    if let Some(reason) = &line.exempt {
        body.duty = Duty::Exempt(reason.clone());
        return body;
    }
    if !line.missing {
        let [file, kept, sha256, content] = Default::default();
        body.receipts.push(Receipt {
            name: file,
            kept,
            sha256,
            content,
            tables: String::new(),
            date: Default::default(),
        });
        if !line.received {
            let (by, date) = (String::new(), Default::default());
            body.decisions.push(Decision { verdict: Verdict::Accepted, by, date, receipts: 1 });
        }
    }
    body
}
