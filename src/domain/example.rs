//! The reports that a rule is shown and tested with: one that keeps it, one that breaks it and no other. Both start from a
//! sound report whose every figure is 0.

use std::sync::Arc;

use super::background::{Background, LastYear, Precedent, ReportingBody};
use super::definition::{Case, Rule};
use super::figure::{Entry, Figure, Origin};
use super::form::Form;
use super::report::{Departure, Part, Report, Scope};
use super::session::Session;

/// The agency of every example.
const AGENCY: &str = "某某县某某局";

/// What an example's case names that the form does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the example of {rule} names `{name}`, which is not there")]
pub struct NotThere {
    /// The rule whose example it is.
    pub rule: String,
    /// The cell, chapter or edition that it names.
    pub name: String,
}

/// The report that keeps a rule, or the one that breaks it, with what is known besides; `None` where the rule has no
/// example. `edition` finds the form of another edition, for last year's report.
pub fn session(
    form: &Arc<Form>,
    edition: impl Fn(&str) -> Option<Arc<Form>>,
    rule: &Rule,
    broken: bool,
) -> Result<Option<Session>, NotThere> {
    let Some(example) = &*rule.example else { return Ok(None) };
    let cases: Vec<&Case> = if broken { vec![&example.keeps, &example.breaks] } else { vec![&example.keeps] };
    let not_there = |name: &str| NotThere { rule: rule.id.clone(), name: name.into() };
    let year = cases.iter().rev().find_map(|case| case.year).unwrap_or(form.definition().years.first + 1);
    let mut report = sound(form, year);
    let last_form = match cases.iter().rev().find_map(|case| case.last_edition.as_deref()) {
        Some(name) => edition(name).ok_or_else(|| not_there(name))?,
        None => form.clone(),
    };
    let mut last = sound(&last_form, year - 1);
    // Last year's prose is only what a case names: nothing is to be like it by chance.
    for part in last.parts() {
        last.set_text(part, String::new());
    }
    let mut body = ReportingBody::default();
    for case in &cases {
        for (of, cells, texts) in
            [(&mut report, &case.cells, &case.texts), (&mut last, &case.last_year, &case.last_texts)]
        {
            for (pattern, figure) in cells {
                let cells = of.form().matching(pattern);
                let figure: Figure = figure.parse().map_err(|_| not_there(figure))?;
                if cells.is_empty() && Arc::ptr_eq(of.form(), form) {
                    return Err(not_there(pattern));
                }
                for &cell in &cells {
                    of.set_entry(cell, Entry::new(figure, Origin::Keyed));
                }
            }
            for (name, text) in texts {
                let part = of.parts().find(|&part| of.part_name(part) == name).ok_or_else(|| not_there(name))?;
                let text = filled(text, form, year);
                of.set_text(part, text);
            }
        }
        if case.imported {
            let entries: Vec<_> = form.inputs().map(|cell| (cell, report.entry(cell).figure())).collect();
            for (cell, figure) in entries {
                report.set_entry(cell, Entry::new(figure, Origin::Imported));
            }
        }
        let departures = case.departures.iter().cloned();
        report.departures.extend(departures.map(|(manner, text)| Departure { manner, cell: None, text }));
        if case.nameless {
            report.agency = None;
        }
        body.kinds.extend(case.kind.iter().cloned());
        body.powers = case.powers.clone().or(body.powers);
    }
    let last_year = if cases.iter().any(|case| case.last_missing) {
        LastYear::Missing
    } else if cases.iter().any(|case| !case.last_year.is_empty() || !case.last_texts.is_empty()) {
        LastYear::Known(Arc::new(Precedent::new(form, last)))
    } else {
        LastYear::Unknown
    };
    Ok(Some(Session::with(report, Background { last_year, body, year: None })))
}

fn filled(text: &str, form: &Form, year: i32) -> String {
    let text = text.replace("{prescribed_by}", &form.definition().prescribed_by);
    let text = text.replace("{year}", &year.to_string()).replace("{next_year}", &(year + 1).to_string());
    text.replace("{agency}", AGENCY)
}

/// A sound report: every figure 0, and prose that breaks no rule.
fn sound(form: &Arc<Form>, year: i32) -> Report {
    let mut report = Report::new(form.clone(), Some(AGENCY.into()), Some(year), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Keyed));
    }
    let preamble = filled(&form.definition().preamble, form, year);
    report.set_text(Part::Preamble, preamble);
    for (name, text) in &form.definition().example_texts {
        if let Some(part) = report.parts().find(|&part| report.part_name(part) == name) {
            report.set_text(part, filled(text, form, year));
        }
    }
    report
}
