//! Findings as a validation report of the European Statistical System: a JSON array with an object for each finding, whose
//! value is `0` for what fails and `NA` for what waits. It judges nothing.

use serde_json::{Value, json};

use crate::domain::definition::{Rule, Severity};
use crate::domain::finding::{Finding, Status, message};
use crate::domain::seal::{self, State};
use crate::domain::text::Lang;
use crate::work::judging::Judged;

use super::told::{SEAL, cells};

/// The objects of one report, with commas and lines between them, at the time that is given; nothing where there is no
/// finding.
pub fn words<'a>(judged: &Judged, findings: impl Iterator<Item = &'a Finding>, time: &str, lang: Lang) -> Vec<u8> {
    let form = judged.session.form();
    let mut told: Vec<Value> = Vec::new();
    for finding in findings {
        let value = match finding.status {
            Status::Fail => "0",
            Status::Pending => "NA",
        };
        let (rule, names) = (&finding.rule(form).id, cells(form, finding));
        let said = message(judged.session.figures(), finding, lang);
        told.push(object(judged, told.len(), (rule, finding.severity, &said), &names, value, time));
    }
    if seal::state(judged.session.report()) == State::Broken {
        told.push(object(judged, told.len(), (SEAL, Severity::Error, seal::broken(lang)), &[], "0", time));
    }
    let lines: Vec<String> = told.iter().map(Value::to_string).collect();
    lines.join(",\n").into_bytes()
}

/// A report that could not be read: nothing is known of it.
pub fn unreadable(file: &str, error: &str, time: &str) -> Vec<u8> {
    let data = json!({ "source": [[file]], "target": [[file]], "description": file });
    let rule = json!({
        "language": "gouji", "expression": "readable", "severity": severity(Severity::Error), "description": error,
    });
    entry(format!("{file}#0"), rule, data, "NA", time).to_string().into_bytes()
}

/// What is found between several reports.
pub fn between(rule: &Rule, files: &[&str], said: &str, time: &str) -> Vec<u8> {
    let about: Vec<Value> = files.iter().map(|file| json!([file])).collect();
    let data = json!({ "source": about.clone(), "target": about, "description": files.join(" ") });
    let id = format!("{}#{}", files.first().unwrap_or(&""), rule.id);
    let rule = json!({
        "language": "gouji", "expression": rule.id, "severity": severity(rule.severity), "description": said,
    });
    entry(id, rule, data, "0", time).to_string().into_bytes()
}

fn object(
    judged: &Judged,
    index: usize,
    (rule, grave, said): (&str, Severity, &str),
    cells: &[&str],
    value: &str,
    time: &str,
) -> Value {
    let (file, report) = (&judged.file, judged.session.report());
    // What speaks of no cell speaks of the whole report.
    let about: Vec<Value> = match cells {
        [] => vec![json!([file])],
        cells => cells.iter().map(|cell| json!([file, cell])).collect(),
    };
    let agency = report.agency.as_deref().unwrap_or_default();
    let year = report.year.map_or_else(String::new, |year| year.to_string());
    let whose = [agency, &year, report.scope.name(), report.form().edition()].join(" ");
    let data = json!({ "source": about.clone(), "target": about, "description": whose });
    let rule = json!({
        "language": "gouji", "expression": rule, "severity": severity(grave), "description": said,
    });
    entry(format!("{file}#{index}"), rule, data, value, time)
}

fn entry(id: String, rule: Value, data: Value, value: &str, time: &str) -> Value {
    let agent = format!("gouji {}", env!("CARGO_PKG_VERSION"));
    let event = json!({ "time": time, "actor": "gouji", "agent": agent });
    json!({ "id": id, "type": "validation", "event": event, "rule": rule, "data": data, "value": value })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "information",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
