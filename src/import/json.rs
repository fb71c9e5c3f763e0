//! JSON in the shape of `gouji show --format json`: cells by name, prose by chapter, agency, year, scope and edition.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::budget::Budget;
use super::value::{self, Reading};
use super::{ImportError, Options, usual_form};
use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Form};
use crate::domain::proposal::{Place, Proposal, ProposedFigure, Source};
use crate::domain::recalculation::Totals;
use crate::domain::report::{Note, Part, Report, Scope};
use crate::domain::text::Lang;

/// What a value takes, and what is said of one that is not known.
const VALUE: usize = 256;

/// Reads one report.
pub(super) fn read(
    text: &str,
    forms: &[Arc<Form>],
    options: Options,
    budget: &Budget,
) -> Result<Proposal, ImportError> {
    let signs = text.bytes().filter(|byte| matches!(byte, b',' | b':' | b'[' | b'{')).count();
    budget.charge(signs * VALUE)?;
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        ImportError::Json(if error.is_eof() {
            options
                .lang
                .say(format!("内容在第 {line} 行中断，不完整"), format!("it is incomplete and ends at line {line}"))
        } else {
            options.lang.say(
                format!("第 {line} 行第 {column} 列写法有误"),
                format!("it is not valid at line {line}, column {column}"),
            )
        })
    })?;
    let report = match value {
        Value::Array(mut reports) if !reports.is_empty() => {
            let names: Vec<String> = reports.iter().map(name).collect();
            reports.swap_remove(options.choose(&names)?)
        }
        value => value,
    };
    let missing = || ImportError::Json(options.lang.say("其中没有 cells", "it has no cells"));
    let report = report.as_object().ok_or_else(missing)?;
    let cells = report.get("cells").and_then(Value::as_object).ok_or_else(missing)?;
    let year = report.get("year").and_then(Value::as_i64).and_then(|year| i32::try_from(year).ok());
    let form = edition(report, cells, forms, options.year.or(year)).ok_or(ImportError::NoForm)?;
    let mut proposal = Proposal::new(form.clone());
    proposal.year = year;
    proposal.agency =
        report.get("agency").and_then(Value::as_str).filter(|agency| !agency.is_empty()).map(String::from);
    if report.get("scope").and_then(Value::as_str) == Some(Scope::Aggregated.name()) {
        proposal.scope = Scope::Aggregated;
    }
    let controls = report.get("controls").and_then(Value::as_object);
    let printed =
        controls.into_iter().flatten().filter(|(name, _)| form.find(name).is_none_or(|cell| form.is_total(cell)));
    for (name, value) in printed.chain(cells) {
        match form.find(name) {
            // What is printed for a total comes before what stands in its cell.
            Some(cell) if proposal.figures.iter().any(|figure| figure.cell == cell) => {}
            Some(cell) => propose(cell, name, value, &mut proposal, options.lang),
            None => {
                let text = options.lang.say(
                    format!("{}年版没有代码为“{name}”的单元格，未读取", form.edition()),
                    format!("edition {} has no cell with the code `{name}`; not read", form.edition()),
                );
                proposal.notes.push(Note::new(None, "", text));
            }
        }
    }
    proposal.figures.sort_by_key(|figure| figure.cell);
    if let Some(controls) = controls {
        keep_controls(&mut proposal, controls, report);
    }
    proposal.prose = prose(report, form);
    proposal.notes.extend(notes(report, form));
    // Known cells that are all null are a report in which nothing is filled in; no known cell is no report.
    let known = cells.keys().any(|name| form.find(name).is_some());
    if known { Ok(proposal) } else { Err(ImportError::NoFigures(Vec::new())) }
}

/// What one of several reports is called: whose of which year.
fn name(report: &Value) -> String {
    let agency = report.get("agency").and_then(Value::as_str).unwrap_or_default();
    let year = report.get("year").map(|year| year.to_string()).filter(|year| year != "null").unwrap_or_default();
    format!("{agency} {year}").trim().to_string()
}

/// The form that the report names, else the one that knows the most of its cells.
fn edition<'a>(
    report: &Map<String, Value>,
    cells: &Map<String, Value>,
    forms: &'a [Arc<Form>],
    year: Option<i32>,
) -> Option<&'a Arc<Form>> {
    let named = report.get("edition").and_then(Value::as_str);
    if let Some(form) = named.and_then(|name| forms.iter().find(|form| form.edition() == name)) {
        return Some(form);
    }
    let known = |form: &Arc<Form>| cells.keys().filter(|name| form.find(name).is_some()).count();
    let most = forms.iter().map(known).max()?;
    let best: Vec<Arc<Form>> = forms.iter().filter(|form| known(form) == most).cloned().collect();
    let usual = usual_form(&best, year)?.edition().to_string();
    forms.iter().find(|form| form.edition() == usual)
}

/// Where printed totals stand apart, a total among the cells is a computed one, unless it is not what its cells add up to;
/// and some of those printed may be kept only, and held against nothing.
fn keep_controls(proposal: &mut Proposal, controls: &Map<String, Value>, report: &Map<String, Value>) {
    let form = Arc::clone(&proposal.form);
    let read = proposal.clone().into_report();
    let totals = Totals::new(&form, read.entries());
    let name = |cell: CellId| form.cell(cell).name.as_str();
    let is_computed = |figure: &ProposedFigure| {
        let computed = totals.of(figure.cell).complete();
        form.is_total(figure.cell) && !controls.contains_key(name(figure.cell)) && figure.figure.counted() == computed
    };
    proposal.figures.retain(|figure| !is_computed(figure));
    let lapsed = report.get("lapsed").and_then(Value::as_array).map_or(&[] as &[Value], Vec::as_slice);
    let has_lapsed = |figure: &ProposedFigure| {
        form.is_total(figure.cell) && lapsed.iter().any(|lapsed| lapsed.as_str() == Some(name(figure.cell)))
    };
    proposal.lapsed = proposal.figures.iter().filter(|one| has_lapsed(one)).map(|one| (one.cell, one.figure)).collect();
    proposal.figures.retain(|figure| !has_lapsed(figure));
}

fn propose(cell: CellId, name: &str, value: &Value, proposal: &mut Proposal, lang: Lang) {
    let printed = match value {
        Value::Null => return,
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => other.to_string(),
    };
    let unit = &proposal.form.column(cell).unit;
    let (figure, doubtful) = match value::read(&printed, unit) {
        Reading::Blank => return,
        Reading::Plain(figure) => (figure, false),
        Reading::Converted(number) => (Figure::Number(number), true),
        Reading::Beside(number) => {
            let text = value::beside(&printed, number, lang);
            proposal.notes.push(Note::new(Some(cell), name.to_string(), text));
            (Figure::Number(number), false)
        }
        Reading::Words => {
            let fault = value::fault(&printed, unit, lang);
            let text = lang.say(format!("“{printed}”{fault}，没有填入"), format!("\"{printed}\" {fault}; left empty"));
            proposal.notes.push(Note::new(Some(cell), name.to_string(), text));
            return;
        }
    };
    if doubtful {
        let text =
            lang.say(format!("“{printed}”已换算为 {figure}"), format!("\"{printed}\" was converted to {figure}"));
        proposal.notes.push(Note::new(Some(cell), name.to_string(), text));
    }
    let source = Source { place: Place::Unknown, label: name.to_string(), printed };
    proposal.figures.push(ProposedFigure { cell, figure, source, doubtful });
}

fn prose(report: &Map<String, Value>, form: &Arc<Form>) -> Vec<(Part, String)> {
    let Some(chapters) = report.get("chapters").and_then(Value::as_object) else { return Vec::new() };
    let blank = Report::new(form.clone(), None, None, Scope::Own);
    let text = |part: Part| {
        let text = chapters.get(blank.part_name(part)).and_then(Value::as_str)?;
        (!text.is_empty()).then(|| (part, text.to_string()))
    };
    blank.parts().filter_map(text).collect()
}

/// The notes that the report carries, as strings or as objects with `cell`, `place` and `text`.
fn notes(report: &Map<String, Value>, form: &Form) -> Vec<Note> {
    let notes = report.get("notes").and_then(Value::as_array).map_or(&[] as &[Value], Vec::as_slice);
    let field = |note: &Value, name: &str| note.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
    let note = |note: &Value| match note {
        Value::String(text) => Some(Note::new(None, "", text.clone())),
        Value::Object(_) => Some(Note::new(form.find(&field(note, "cell")), field(note, "place"), field(note, "text"))),
        _ => None,
    };
    notes.iter().filter_map(note).filter(|note| !note.text.is_empty()).collect()
}
