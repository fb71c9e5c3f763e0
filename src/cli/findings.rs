//! Findings as JSON and as CSV for programs; the lines for people are put by `told`. It judges nothing.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status, message};
use crate::domain::number::Number;
use crate::domain::prose::alike::Alike;
use crate::domain::seal::{self, State};
use crate::domain::text::Lang;
use crate::work::export::Moment;
use crate::work::judging::Judged;

use super::context::Format;
use super::output::Output;
use super::packages::Packages;
use super::suspects;
use super::table::row;
use super::told::{Group, Groups, SEAL, cells};
use super::{alike, ess};

/// What was checked so far.
#[derive(Debug, Default)]
pub struct Tally {
    /// Reports read and judged.
    pub reports: usize,
    /// Reports that could not be read.
    pub unreadable: usize,
    /// Failed findings of severity error.
    pub errors: usize,
    /// Failed findings of severity warning.
    pub warnings: usize,
    /// Failed findings for information.
    pub infos: usize,
    /// Rules that wait for unfilled cells.
    pub pending: usize,
    /// Reports with unfilled cells, or chapters that are not written.
    pub unfinished: usize,
}

const COLUMNS: [&str; 13] = [
    "file",
    "agency",
    "year",
    "scope",
    "edition",
    "rule",
    "severity",
    "status",
    "cells",
    "left",
    "right",
    "difference",
    "message",
];

/// What is printed of one report.
#[derive(Debug)]
pub enum Words {
    /// For programs.
    Bytes(Vec<u8>),
    /// For people.
    Group(Group),
}

/// How findings are put: which of them, in which format and language.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub format: Format,
    pub level: Severity,
    /// Whether what is only plausible is listed one by one.
    pub unfolded: bool,
    pub lang: Lang,
    /// When it is checked.
    pub time: Moment,
}

impl Style {
    /// What stands before all reports.
    pub fn begin(&self, out: &mut Output) {
        match self.format {
            Format::Json => out.text("{\"reports\": ["),
            Format::Ess => out.text("["),
            Format::Csv => out.bytes(&row(COLUMNS.map(String::from))),
            _ => {}
        }
    }

    pub fn report(&self, out: &mut Output, groups: &mut Groups, words: Words) {
        match (words, self.format) {
            (Words::Bytes(words), Format::Ess) if words.is_empty() => {}
            (Words::Bytes(words), Format::Json | Format::Ess) => out.item(&words),
            (Words::Bytes(words), _) => out.bytes(&words),
            (Words::Group(group), _) => groups.put(out, group, self.lang),
        }
    }

    /// A report that could not be read: an entry of its own in JSON, as `import` has it.
    pub fn unreadable(&self, out: &mut Output, file: &str, error: &str) {
        match self.format {
            Format::Json => out.item(json!({ "file": file, "error": error }).to_string().as_bytes()),
            Format::Ess => out.item(&ess::unreadable(file, error, &self.time.to_string())),
            _ => {}
        }
    }

    /// What stands after all reports: what several bodies have in common, and packages where there were some.
    pub fn end(&self, out: &mut Output, groups: Groups, packages: &Packages, alike: &[Alike<'_>], tally: &Tally) {
        let lang = self.lang;
        groups.end(out, lang);
        match self.format {
            Format::Json => {
                let named = [("alike", alike::value(alike, lang)), ("packages", packages.value(lang))];
                let more = named.into_iter().filter_map(|(name, value)| Some(format!(", \"{name}\": {}", value?)));
                out.line(&format!("\n]{}}}", more.collect::<String>()));
            }
            Format::Ess => {
                alike::entries(out, alike, &self.time.to_string(), lang);
                out.line("\n]");
            }
            Format::Csv => {
                out.bytes(&alike::rows(alike, lang));
                out.bytes(&packages.rows(lang));
            }
            _ => {
                alike::lines(out, alike, lang);
                out.line(&summary(tally, lang));
            }
        }
    }

    /// What is printed of one report. Putting it into words and naming suspects takes longer than judging does, so this
    /// prints nothing and can be done for many reports at once.
    pub fn words(&self, judged: &Judged) -> Words {
        let findings = judged.findings.iter().filter(|finding| finding.severity >= self.level);
        match self.format {
            Format::Json => {
                // Two places in the prose may be told in equal words: the entry says neither.
                let mut told = HashSet::new();
                let values = findings.map(|finding| self.value(judged, finding));
                let findings = values.filter(|value| told.insert(value.to_string())).collect();
                Words::Bytes(object(judged, findings).to_string().into_bytes())
            }
            Format::Csv => {
                let mut told = HashSet::new();
                let fields = findings.map(|finding| self.fields(judged, finding));
                let mut rows: Vec<u8> = fields.filter(|row| told.insert(row.clone())).flat_map(row).collect();
                if seal::state(judged.session.report()) == State::Broken {
                    rows.extend(row(self.seal_fields(judged)));
                }
                Words::Bytes(rows)
            }
            Format::Ess => Words::Bytes(ess::words(judged, findings, &self.time.to_string(), self.lang)),
            _ => Words::Group(Group::of(judged, self.level, self.unfolded, self.lang)),
        }
    }

    /// A seal that no longer fits is an error.
    fn seal_fields(&self, judged: &Judged) -> [String; 13] {
        let report = judged.session.report();
        let blank = String::new;
        [
            judged.file.to_string(),
            report.agency.clone().unwrap_or_default(),
            report.year.map_or_else(String::new, |year| year.to_string()),
            report.scope.name().to_string(),
            report.form().edition().to_string(),
            SEAL.to_string(),
            Severity::Error.name().to_string(),
            Status::Fail.name().to_string(),
            blank(),
            blank(),
            blank(),
            blank(),
            seal::broken(self.lang).to_string(),
        ]
    }

    fn value(&self, judged: &Judged, finding: &Finding) -> Value {
        let form = judged.session.form();
        json!({
            "rule": finding.rule(form).id,
            "severity": finding.severity.name(),
            "status": finding.status.name(),
            "cells": cells(form, finding),
            "left": side(finding.left),
            "right": side(finding.right),
            "difference": side(finding.difference),
            "message": message(judged.session.figures(), finding, self.lang),
        })
    }

    fn fields(&self, judged: &Judged, finding: &Finding) -> [String; 13] {
        let report = judged.session.report();
        let form = report.form();
        let number = |number: Option<Number>| number.map_or_else(String::new, |number| number.to_string());
        [
            judged.file.to_string(),
            report.agency.clone().unwrap_or_default(),
            report.year.map_or_else(String::new, |year| year.to_string()),
            report.scope.name().to_string(),
            form.edition().to_string(),
            finding.rule(form).id.clone(),
            finding.severity.name().to_string(),
            finding.status.name().to_string(),
            cells(form, finding).join(" "),
            number(finding.left),
            number(finding.right),
            number(finding.difference),
            message(judged.session.figures(), finding, self.lang),
        ]
    }
}

fn object(judged: &Judged, findings: Vec<Value>) -> Value {
    let report = judged.session.report();
    let [suspects, operations] = suspects::values(&judged.session, &judged.findings);
    json!({
        "file": judged.file,
        "agency": report.agency,
        "year": report.year,
        "scope": report.scope.name(),
        "edition": report.form().edition(),
        "findings": findings,
        "suspects": suspects,
        "operations": operations,
        "seal": seal::state(report).name(),
    })
}

/// A side known only in part is no number; a pending rule has none.
fn side(number: Option<Number>) -> Value {
    number.map_or(Value::Null, |number| number.to_string().into())
}

fn summary(tally: &Tally, lang: Lang) -> String {
    let many = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let Tally { reports, unreadable, errors, warnings, infos, pending, unfinished } = tally;
    lang.say(
        format!(
            "共 {reports} 份报告：错误 {errors}，警告 {warnings}，提示 {infos}，暂不能校验 {pending}；未填写完 {unfinished} 份，无法读取 {unreadable} 份"
        ),
        format!(
            "{}: {}, {}, {}, {} waiting; {unfinished} unfinished, {unreadable} unreadable",
            many(*reports, "report"),
            many(*errors, "error"),
            many(*warnings, "warning"),
            many(*infos, "note"),
            many(*pending, "rule"),
        ),
    )
}
