//! `gouji show --summary`: a report on one page, as text or as JSON. What stands on it is worked out by `domain::summary`.

use serde_json::{Value, json};

use crate::domain::seal;
use crate::domain::session::Session;
use crate::domain::summary::{Chapter, Outlier, Summary, Weight};
use crate::work::judging::Judged;
use crate::work::source::Named;

use super::context::{Context, Format};
use super::{Exit, Failure, source};

/// Prints the report on one page.
pub fn print(context: &mut Context, named: &Named, format: Format) -> Result<Exit, Failure> {
    let (lang, office) = (context.lang, context.office()?);
    let judged = office.judge(named, &mut None, None).map_err(|error| source::failure(&office, named, &error))?;
    let Judged { file, digest, session, remarks, .. } = judged;
    context.tell(remarks);
    if let Some(digest) = digest {
        source::tell(lang, &file, digest);
    }
    let summary = Summary::of(&session);
    match format {
        Format::Json => context.out.line(&format!("{:#}", value(&summary, &session, &file))),
        Format::Ron => {
            return Err(Failure::new(
                lang,
                "--summary 只能与 --format text 或 --format json 同时使用。",
                "--summary works with --format text or --format json only.",
            ));
        }
        Format::Text | Format::Csv | Format::Ess => {
            let report = session.report();
            let agency = report.agency.as_deref().unwrap_or(lang.pick("单位未知", "agency unknown"));
            let year = report.year.map_or_else(String::new, |year| format!(" {year}"));
            context.out.line(&format!("{agency}{year}  {file}"));
            for section in summary.sections(&session, lang) {
                context.out.line(&format!("\n{}", section.title));
                for line in section.lines {
                    let indent = if line.weight == Weight::Detail { "    " } else { "  " };
                    context.out.line(&format!("{indent}{} {}", line.weight.sign(), line.words));
                }
            }
        }
    }
    Ok(Exit::Clean)
}

fn value(summary: &Summary, session: &Session, file: &str) -> Value {
    let (report, form) = (session.report(), session.form());
    let chapter = |Chapter { part, state, found: [errors, warnings], .. }: &Chapter| {
        let (part, state) = (report.part_name(*part), state.name());
        json!({ "part": part, "state": state, "errors": errors, "warnings": warnings })
    };
    let figure = |Outlier { cell, last_year, now }: &Outlier| json!({ "cell": form.cell(*cell).name, "last_year": last_year.to_string(), "now": now.to_string() });
    let (open, verification) = (&summary.open, &report.verification);
    json!({
        "file": file,
        "agency": report.agency,
        "year": report.year,
        "scope": report.scope.name(),
        "edition": form.edition(),
        "chapters": summary.chapters.iter().map(chapter).collect::<Vec<_>>(),
        "unfilled": open.unfilled.len(),
        "errors": open.errors.len(),
        "warnings": open.warnings.len(),
        "infos": summary.infos.len(),
        "far_from_last_year": summary.outliers.as_ref().map(|all| all.iter().map(figure).collect::<Vec<_>>()),
        "notes": report.notes.len(),
        "keyer": report.sign_off.keyer,
        "reviewer": report.sign_off.reviewer,
        "finished": report.sign_off.date,
        "seal": seal::state(report).name(),
        "verified": {
            "verifier": verification.verifier,
            "cells": verification.cells,
            "differences": verification.differences,
            "corrections": verification.corrections,
        },
    })
}
