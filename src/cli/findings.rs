//! Findings as lines for people, as JSON and as CSV for programs. It judges nothing.

use std::cell::OnceCell;

use serde_json::{Value, json};

use crate::domain::acceptance::release;
use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status, message, times, told_once};
use crate::domain::form::Form;
use crate::domain::localisation::{Fault, Localisation, words};
use crate::domain::number::Number;
use crate::domain::remaining::{OpenPoint, Remaining};
use crate::domain::seal::{self, State};
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::work::judging::Judged;

use super::context::Format;
use super::output::Output;
use super::suspects;

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

/// What stands for a rule's id where the seal of a finished report no longer fits. It is no rule of the form.
pub const SEAL: &str = "SEAL";

/// How many cells a line names before it only counts.
const NAMED_CELLS: usize = 4;

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

/// How findings are put: which of them, in which format and language.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub format: Format,
    pub level: Severity,
    /// Whether what is only plausible is listed one by one.
    pub unfolded: bool,
    pub lang: Lang,
}

impl Style {
    /// What stands before all reports.
    pub fn begin(&self, out: &mut Output) {
        match self.format {
            Format::Json => out.text("{\"reports\": ["),
            Format::Csv => out.bytes(&row(COLUMNS.map(String::from))),
            Format::Text | Format::Ron => {}
        }
    }

    pub fn report(&self, out: &mut Output, words: &[u8]) {
        match self.format {
            Format::Json => out.item(words),
            Format::Csv | Format::Text | Format::Ron => out.bytes(words),
        }
    }

    /// A report that could not be read: an entry of its own in JSON, as `import` has it.
    pub fn unreadable(&self, out: &mut Output, file: &str, error: &str) {
        if self.format == Format::Json {
            out.item(json!({ "file": file, "error": error }).to_string().as_bytes());
        }
    }

    /// What stands after all reports.
    pub fn end(&self, out: &mut Output, tally: &Tally) {
        match self.format {
            Format::Json => out.line("\n]}"),
            Format::Csv => {}
            Format::Text | Format::Ron => out.line(&summary(tally, self.lang)),
        }
    }

    /// What is printed of one report. Putting it into words and naming suspects takes longer than judging does, so this
    /// prints nothing and can be done for many reports at once.
    pub fn words(&self, judged: &Judged) -> Vec<u8> {
        let findings = judged.findings.iter().filter(|finding| finding.severity >= self.level);
        match self.format {
            Format::Json => {
                let mut values: Vec<Value> = Vec::new();
                for value in findings.map(|finding| self.value(judged, finding)) {
                    // Two places in the prose may be told in equal words: the entry says neither.
                    if !values.contains(&value) {
                        values.push(value);
                    }
                }
                let findings = values;
                object(judged, findings).to_string().into_bytes()
            }
            Format::Csv => {
                let mut fields: Vec<[String; 13]> = Vec::new();
                for row in findings.map(|finding| self.fields(judged, finding)) {
                    if !fields.contains(&row) {
                        fields.push(row);
                    }
                }
                let mut rows: Vec<u8> = fields.into_iter().flat_map(row).collect();
                if self.tells_broken_seal(judged) {
                    rows.extend(row(self.seal_fields(judged)));
                }
                rows
            }
            Format::Text | Format::Ron => self.lines(judged, findings).into_bytes(),
        }
    }

    fn lines<'a>(&self, judged: &Judged, findings: impl Iterator<Item = &'a Finding>) -> String {
        let mut all = String::new();
        let mut line = |words: &str| {
            all.push_str(words);
            all.push('\n');
        };
        let colon = self.lang.pick("：", ": ");
        let (form, report) = (judged.session.form(), judged.session.report());
        let lines = Lines::of(&judged.file);
        let found = suspects::located(&judged.session, &judged.findings);
        let faults = found.as_ref().map(Localisation::faults).unwrap_or_default();
        let (mut pending, mut folded) = (0, 0);
        let mut told: Vec<&Finding> = Vec::new();
        for finding in findings {
            match finding.status {
                Status::Pending => pending += 1,
                Status::Fail if finding.rule(form).folded && !self.unfolded => folded += 1,
                Status::Fail => told.push(finding),
            }
        }
        let mut consequences: Vec<usize> = faults.iter().flat_map(|fault| follows(fault, &told)).collect();
        consequences.retain(|&instance| {
            let is_open = |finding: &&&Finding| release(report, judged.session.figures(), finding).is_none();
            told.iter().filter(|finding| finding.instance == instance).all(|finding| is_open(&finding))
        });
        let is_told = |finding: &&&Finding| !consequences.contains(&finding.instance);
        let figures = judged.session.figures();
        // What was accepted speaks for none that was not.
        let (open, accepted): (Vec<&Finding>, Vec<&Finding>) =
            told.iter().filter(is_told).partition(|finding| release(report, figures, finding).is_none());
        let by_words = [open, accepted].map(|findings| told_once(figures, findings, self.lang));
        for (finding, all) in by_words.into_iter().flatten() {
            let place = lines.place(&judged.session, finding);
            let severity = severity(finding.severity, self.lang);
            let (rule, cells) = (&finding.rule(form).id, some_cells(form, &all));
            let cells = if cells.is_empty() { cells } else { format!(" {cells}") };
            let mut words = message(figures, finding, self.lang) + &times(all.len(), self.lang);
            if let Some(accepted) = release(report, figures, finding) {
                words.push_str(
                    &self
                        .lang
                        .say(format!("〔已说明：{}〕", accepted.reason), format!(" [accepted: {}]", accepted.reason)),
                );
            }
            let words = words.replace('\n', " ");
            line(&format!("{place}{colon}{severity} {rule}{cells}{colon}{words}"));
            let fault = faults.iter().find(|fault| fault.restores.contains(&finding.instance));
            let Some(fault) = fault.filter(|fault| is_last(fault, finding, &told, &consequences)) else { continue };
            let own: Vec<usize> =
                consequences.iter().copied().filter(|instance| fault.restores.contains(instance)).collect();
            if !own.is_empty() {
                line(&format!("{}{colon}{}", judged.file, words::consequences(form, &own, self.lang)));
            }
        }
        if self.tells_broken_seal(judged) {
            let warning = severity(Severity::Warning, self.lang);
            line(&format!("{}{colon}{warning} {SEAL}{colon}{}", judged.file, broken(self.lang)));
        }
        let suspected = found.map(|found| suspects::lines(&judged.session, &found, self.lang)).unwrap_or_default();
        for words in suspected {
            line(&format!("{}{colon}{words}", judged.file));
        }
        if folded > 0 {
            line(&self.lang.say(
                format!("{}：另有 {folded} 条合理性提示（--level info 列出）", judged.file),
                format!("{}: {folded} more on plausibility (--level info lists them)", judged.file),
            ));
        }
        let open = Remaining::with(&judged.session, &judged.findings);
        let wanted = |kind: OpenPoint| kind.hinders() || self.level < Severity::Error;
        if let Some(open) = open.words_of(form, self.lang, wanted) {
            let waiting = match (pending, self.lang) {
                (0, _) => String::new(),
                (_, Lang::Zh) => format!("；{pending} 条核对暂不判定"),
                (1, Lang::En) => "; 1 check waits".to_string(),
                (_, Lang::En) => format!("; {pending} checks wait"),
            };
            line(&format!("{}{colon}{open}{waiting}", judged.file));
        }
        all
    }

    /// Whether a seal that no longer fits is told: it weighs as a warning.
    fn tells_broken_seal(&self, judged: &Judged) -> bool {
        Severity::Warning >= self.level && seal::state(judged.session.report()) == State::Broken
    }

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
            Severity::Warning.name().to_string(),
            Status::Fail.name().to_string(),
            blank(),
            blank(),
            blank(),
            blank(),
            broken(self.lang).to_string(),
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

/// The lines of a report of ours on which its cells stand, so that editors can jump to a finding. The file is looked at
/// only when there is something to find in it.
struct Lines<'a> {
    file: &'a str,
    text: OnceCell<Option<String>>,
}

impl<'a> Lines<'a> {
    fn of(file: &'a str) -> Lines<'a> {
        Lines { file, text: OnceCell::new() }
    }

    /// `FILE:LINE` of the first cell or of the words that a finding speaks of; only the file for a document that was read
    /// in.
    fn place(&self, session: &Session, finding: &Finding) -> String {
        let line = self.line(session, finding);
        line.map_or_else(|| self.file.to_string(), |line| format!("{}:{line}", self.file))
    }

    fn line(&self, session: &Session, finding: &Finding) -> Option<usize> {
        let report = session.report();
        let (name, below) = match (&finding.passage, finding.cells.first()) {
            (Some(passage), _) => {
                let before = report.text(passage.part).get(..passage.range.start).unwrap_or_default();
                (report.part_name(passage.part), before.matches('\n').count())
            }
            (None, Some(&cell)) => (session.form().cell(cell).name.as_str(), 0),
            (None, None) => return None,
        };
        let text = || self.file.ends_with(".ron").then(|| crate::work::source::text(self.file)).flatten();
        let text = self.text.get_or_init(text).as_ref()?;
        let keys = [format!("\"{name}\":"), format!("{name}:")];
        let is_at = |line: &str| keys.iter().any(|key| line.trim_start().starts_with(key.as_str()));
        Some(text.lines().position(is_at)? + 1 + below)
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

/// What is said of a finished report whose content is another one now.
pub fn broken(lang: Lang) -> &'static str {
    lang.pick(
        "定稿之后，数字或文字被改过，与定稿时的摘要不符。核对后在编辑器里重新打开，再定稿。",
        "figures or prose were changed after the report was finished and do not match its digest. Check it, reopen it in the editor, finish it again.",
    )
}

/// A side known only in part is no number; a pending rule has none.
fn side(number: Option<Number>) -> Value {
    number.map_or(Value::Null, |number| number.to_string().into())
}

fn cells<'a>(form: &'a Form, finding: &Finding) -> Vec<&'a str> {
    finding.cells.iter().map(|&cell| form.cell(cell).name.as_str()).collect()
}

/// The failed identities of a fault that follow from those which are told.
fn follows(fault: &Fault, findings: &[&Finding]) -> Vec<usize> {
    let own = findings.iter().filter(|finding| fault.restores.contains(&finding.instance));
    own.skip(fault.told.max(1)).map(|finding| finding.instance).collect()
}

/// Whether a finding is the last one of a fault that is told in full.
fn is_last(fault: &Fault, finding: &Finding, findings: &[&Finding], consequences: &[usize]) -> bool {
    let told = findings.iter().map(|finding| finding.instance);
    let mut told = told.filter(|instance| fault.restores.contains(instance) && !consequences.contains(instance));
    told.next_back() == Some(finding.instance)
}

/// The cells of findings that are told together, each once.
fn some_cells(form: &Form, findings: &[&Finding]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in findings.iter().flat_map(|finding| cells(form, finding)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.len().checked_sub(NAMED_CELLS) {
        None | Some(0) => names.join(" "),
        Some(more) => format!("{} …(+{more})", names[..NAMED_CELLS].join(" ")),
    }
}

pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Info => lang.pick("提示", "info"),
    }
}

fn summary(tally: &Tally, lang: Lang) -> String {
    let Tally { reports, unreadable, errors, warnings, infos, pending, unfinished } = tally;
    lang.say(
        format!(
            "共 {reports} 份报告：错误 {errors}，警告 {warnings}，提示 {infos}，待判定 {pending}；没有填完写完的 {unfinished} 份，读不了的 {unreadable} 份"
        ),
        format!(
            "{reports} reports: {errors} errors, {warnings} warnings, {infos} infos, {pending} pending; {unfinished} not filled or written to the end, {unreadable} unreadable"
        ),
    )
}

pub fn row<const N: usize>(fields: [String; N]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(fields);
    writer.into_inner().unwrap_or_default()
}
