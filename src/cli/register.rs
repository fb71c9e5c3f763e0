//! `gouji register`: the table of requests counted from an office's register, with what is asked, what was found, and the cases.
//! Nothing of people is printed: their names are not in what it is handed.

use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::{Map, Value, json};

use crate::domain::definition::Severity;
use crate::domain::form::CellId;
use crate::domain::register::finding::Finding;
use crate::domain::register::mapping::{NONE, OPEN};
use crate::domain::report::plain_name;
use crate::domain::text::Lang;
use crate::tui::display::{fit, left, right, width};
use crate::work::register::{Register, RegisterError};

use super::context::{Context, Format, format};
use super::table::row;
use super::told::severity;
use super::waiting::meanwhile;
use super::{Exit, Failure, output, source};

/// The most columns of a label, and the columns of a figure.
const LABEL: usize = 34;
const FIGURE: usize = 9;

/// The most choices that are written out.
const MOST_CHOICES: usize = 8;

/// How many numbers of cases a line names before it only counts.
const NAMED: usize = 8;

/// What stands for a figure that waits for an answer.
const PENDING: &str = "?";

pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let failed = |error: RegisterError| Failure(error.message(lang));
    let office = context.office()?;
    let file: PathBuf = matches.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    let agency = matches.get_one::<String>("agency").map(|name| plain_name(name).to_string()).unwrap_or_default();
    let year = matches.get_one::<i32>("year").copied().unwrap_or_default();
    let map = matches.get_one::<PathBuf>("map");
    let words = source::reading(lang, &file.display().to_string());
    let read = || office.register(&file, &agency, year, map.map(PathBuf::as_path));
    let register = meanwhile(words, read).map_err(failed)?;
    context.tell(register.remarks.clone());
    tell_left_out(&register, lang);
    let report = match matches.get_flag("with-report") {
        true => office.report_of(&register).map_err(Failure::store(lang))?,
        false => None,
    };
    if matches.get_flag("with-report") && report.is_none() {
        output::message(&lang.say(
            format!("报告库里没有 {agency} {year} 年度的报告，没有比较。"),
            format!("The library has no report {agency} {year}; nothing was compared."),
        ));
    }
    let findings = register.findings(report.as_ref(), lang);
    match format(matches) {
        Format::Json => context.out.line(&format!("{:#}", value(&register, &findings))),
        Format::Csv => csv(context, &register),
        Format::Text | Format::Ron | Format::Ess => text(context, &register, &findings),
    }
    if matches.get_flag("accept") {
        let taken = office.take_register(&register).map_err(|error| Failure(error.message(lang)))?;
        context.tell(taken.remarks);
        let (report, cases) = (taken.report.display(), taken.cases.display());
        let (cells, pending) = (taken.cells, taken.pending);
        output::message(&lang.say(
            format!("已把 {cells} 格写入 {report}，待确定的 {pending} 格没有改动；各件保存在 {cases}"),
            format!("{cells} cells were written to {report}, {pending} that wait for an answer were left; the cases are in {cases}"),
        ));
    }
    let is_error = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if is_error { Exit::Findings } else { Exit::Clean })
}

fn tell_left_out(register: &Register, lang: Lang) {
    for words in register.passed_over(lang) {
        output::message(&words);
    }
    let outside = register.count().outside;
    if outside > 0 {
        output::message(&lang.say(
            format!("{outside} 件不计入这一年度：上年已答复，或下年才收到。"),
            format!("{outside} cases do not count in this year: answered before it, or received after it."),
        ));
    }
}

fn name(register: &Register, cell: CellId) -> &str {
    &register.form().cell(cell).name
}

/// The result as JSON, in the shape that the manual gives.
fn value(register: &Register, findings: &[Finding]) -> Value {
    let count = register.count();
    let cells: Map<String, Value> =
        count.figures().map(|(cell, figure)| (name(register, cell).to_string(), json!(figure))).collect();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let cases = count.cases.iter().map(|case| {
        json!({
            "number": case.number,
            "received": day(case.received),
            "answered": day(case.answered),
            "row": count.row_name(case),
            "column": count.column_name(case),
            "wording": case.wording,
            "certainty": case.certainty.name(),
        })
    });
    let names = |cells: &[CellId]| cells.iter().map(|&cell| name(register, cell).to_string()).collect::<Vec<_>>();
    let questions = count.questions.iter().map(|question| {
        json!({
            "wording": question.wording,
            "count": question.cases.len(),
            "choices": question.choices,
            "cells": names(&question.cells),
        })
    });
    let findings = findings.iter().map(|finding| {
        json!({
            "rule": finding.rule,
            "severity": finding.severity.name(),
            "cells": names(&finding.cells),
            "cases": finding.cases,
            "left": finding.left,
            "right": finding.right,
            "message": finding.message,
        })
    });
    json!({
        "agency": register.key.agency,
        "year": register.key.year,
        "cells": cells,
        "cases": cases.collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
    })
}

/// The cells with their figures; a pending one is blank.
fn csv(context: &mut Context, register: &Register) {
    context.out.bytes(&row(["cell".to_string(), "value".to_string()]));
    for (cell, figure) in register.count().figures() {
        let figure = figure.map_or_else(String::new, |figure| figure.to_string());
        context.out.bytes(&row([name(register, cell).to_string(), figure]));
    }
}

fn text(context: &mut Context, register: &Register, findings: &[Finding]) {
    let lang = context.lang;
    let count = register.count();
    let pending = register.pending();
    context.out.line(&lang.say(
        format!(
            "{} {} 年度：{} 件，待确定 {} 问、{pending} 格",
            register.key.agency,
            register.key.year,
            count.cases.len(),
            count.questions.len()
        ),
        format!(
            "{} {}: {} cases, {} questions, {pending} cells waiting",
            register.key.agency,
            register.key.year,
            count.cases.len(),
            count.questions.len()
        ),
    ));
    questions(context, register);
    matrix(context, register);
    let likely: Vec<_> = register.likely().collect();
    if !likely.is_empty() {
        context.out.line(&lang.say(
            format!("\n按通常的意思计入、请核对的（{} 件）：", likely.len()),
            format!("\nCounted as is usual; please check ({}):", likely.len()),
        ));
        for case in likely {
            let row = case.row().map_or("", |row| &count.form().tables()[count.scheme.table].rows[row].label);
            let column =
                case.column().map_or("", |column| &count.form().tables()[count.scheme.table].columns[column].label);
            let wording = if case.wording.is_empty() { String::new() } else { format!("  {}", case.wording) };
            context.out.line(&format!("  {}{wording} → {row} · {column}", case.number));
        }
    }
    if !findings.is_empty() {
        context.out.line("");
    }
    for finding in findings {
        let level = severity(finding.severity, lang);
        context.out.line(&format!("{level}  {}  {}", finding.rule, finding.message));
    }
}

fn questions(context: &mut Context, register: &Register) {
    let lang = context.lang;
    let count = register.count();
    let mut group: Option<&str> = None;
    for question in &count.questions {
        if question.group.as_deref() != group {
            group = question.group.as_deref();
            let title = register.catalogue().counting.groups.iter().find(|one| Some(one.name.as_str()) == group);
            if let Some(title) = title {
                context.out.line(&format!("{} [{}]", title.title.get(lang), title.name));
            }
        }
        let numbers: Vec<&str> =
            question.cases.iter().take(NAMED).map(|&case| count.cases[case].number.as_str()).collect();
        let more = if question.cases.len() > NAMED { lang.pick(" 等", " …") } else { "" };
        let (wording, cases) = (&question.wording, question.cases.len());
        let choices = match question.choices.len() {
            many if many > MOST_CHOICES => {
                lang.say("任一行（R01 起的行号或行名）", "any row, by its number (R01 and on) or name")
            }
            _ => question.choices.iter().map(|name| choice(register, name, lang)).collect::<Vec<_>>().join(" | "),
        };
        let numbers = numbers.join(lang.pick("、", ", "));
        context.out.line(&lang.say(
            format!("? {wording}（{cases} 件：{numbers}{more}）\n    {choices}"),
            format!("? {wording} ({cases}: {numbers}{more})\n    {choices}"),
        ));
    }
}

/// A choice as it may be answered, with what it means.
fn choice(register: &Register, name: &str, lang: Lang) -> String {
    let table = &register.form().tables()[register.count().scheme.table];
    let row = table.rows.iter().position(|row| row.name == name);
    let column = || table.columns.iter().find(|column| column.name == name);
    match row {
        // What asks for the year of receipt is answered by the name of the row.
        Some(row) if register.count().scheme.target(name).is_none() => {
            format!("{name} {}", table.rows[row].short.get(lang))
        }
        Some(row) => format!("R{:02} {}", row + 1, table.rows[row].short.get(lang)),
        None if name == OPEN => lang.say("open 尚未办结", "open: not answered yet"),
        None if name == NONE => lang.say("none 不计为一件", "none: no case"),
        None => column().map_or_else(|| name.to_string(), |column| format!("{name} {}", column.short.get(lang))),
    }
}

/// The rows that hold anything, column by column.
fn matrix(context: &mut Context, register: &Register) {
    let (lang, count) = (context.lang, register.count());
    let (form, index) = (count.form(), count.scheme.table);
    let table = &form.tables()[index];
    let heads: String =
        table.columns.iter().map(|column| right(&fit(column.short.get(lang), FIGURE - 1), FIGURE)).collect();
    context.out.line(&format!("\n{}{heads}", left("", LABEL)));
    for (at, row) in table.rows.iter().enumerate() {
        let figures: Vec<Option<u32>> = (0..table.columns.len())
            .map(|column| form.at(index, at, column).and_then(|cell| count.figure(cell)))
            .collect();
        if figures.iter().all(|figure| *figure == Some(0)) {
            continue;
        }
        let label = row.short.get(lang);
        let label = if width(label) < LABEL { label.to_string() } else { fit(label, LABEL - 1).into_owned() };
        let shown = figures.iter().map(|figure| {
            let figure = figure.map_or_else(|| PENDING.to_string(), |figure| figure.to_string());
            right(&figure, FIGURE)
        });
        context.out.line(&format!("{}{}", left(&label, LABEL), shown.collect::<String>()));
    }
}
