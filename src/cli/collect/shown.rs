//! A collection as text, JSON and CSV. The shape of the JSON is stable and set down in the design.

use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr;

use crate::domain::collection::finding::{listed, message};
use crate::domain::collection::roster::State;
use crate::domain::collection::rule::Finding;
use crate::domain::collection::sum::Sum;
use crate::domain::finding::{Status, cell_name};
use crate::domain::form::CellId;
use crate::domain::number::Number;
use crate::domain::text::Lang;
use crate::work::collection::{Collected, figure};

use super::super::output::Output;
use super::super::table::row;
use super::super::told::severity;

/// The whole collection as JSON.
pub fn value(collected: &Collected, lang: Lang) -> Value {
    let collection = collected.collection();
    let all = collection.bodies.iter().zip(&collected.gathered.members).zip(&collected.lines);
    let bodies = all.map(|((body, member), line)| {
        json!({
            "body": body.name,
            "group": body.group,
            "duty": body.duty.name(),
            "state": member.state.name(),
            "file": line.file.as_ref().map(|file| file.display().to_string()),
            "received": body.receipts.len(),
            "errors": line.errors,
            "warnings": line.warnings,
            "pending": line.pending,
        })
    });
    let groups = collection.groups().into_iter();
    let groups: Map<String, Value> =
        groups.map(|group| (group.to_string(), of_sum(collected, &collected.group(group)))).collect();
    let findings = collected.findings.iter().map(|finding| of_finding(collected, finding, lang));
    json!({
        "agency": collection.agency,
        "year": collection.year,
        "bodies": bodies.collect::<Vec<_>>(),
        "sum": of_sum(collected, &collected.gathered.sum),
        "groups": groups,
        "findings": findings.collect::<Vec<_>>(),
    })
}

/// A sum as JSON.
pub fn of_sum(collected: &Collected, sum: &Sum) -> Value {
    let form = sum.form();
    let name = |&body: &usize| collected.collection().bodies[body].name.clone();
    let cells: Map<String, Value> = form
        .cells()
        .map(|cell| (form.cell(cell).name.clone(), figure(sum.figure(cell), form.cell(cell).kind)))
        .collect();
    json!({
        "bodies": sum.bodies.len(),
        "of": sum.of(),
        "missing": sum.missing.iter().map(name).collect::<Vec<_>>(),
        "provisional": sum.provisional,
        "cells": cells,
    })
}

/// A finding as JSON: as those of `gouji check`, and the body that made it.
fn of_finding(collected: &Collected, finding: &Finding, lang: Lang) -> Value {
    let form = &collected.gathered.form;
    let rule = finding.rule(form);
    let number = |number: Option<Number>| number.map(|number| number.to_string());
    json!({
        "rule": rule.id,
        "severity": rule.severity.name(),
        "status": finding.status.name(),
        "body": finding.body.map(|body| collected.collection().bodies[body].name.clone()),
        "cells": finding.cells.iter().map(|&cell| form.cell(cell).name.clone()).collect::<Vec<_>>(),
        "left": number(finding.left),
        "right": number(finding.right),
        "difference": number(finding.difference()),
        "message": message(&collected.gathered, finding, lang),
    })
}

/// The bodies as CSV, one a line.
pub fn table(out: &mut Output, collected: &Collected) {
    let heads = ["body", "group", "duty", "state", "due", "file", "received", "errors", "warnings", "pending"];
    out.bytes(&row(heads.map(String::from)));
    let all = collected.collection().bodies.iter().zip(&collected.gathered.members).zip(&collected.lines);
    for ((body, member), line) in all {
        out.bytes(&row([
            body.name.clone(),
            body.group.clone(),
            body.duty.name().to_string(),
            member.state.name().to_string(),
            body.due.map(|due| due.to_string()).unwrap_or_default(),
            line.file.as_ref().map(|file| file.display().to_string()).unwrap_or_default(),
            body.receipts.len().to_string(),
            line.errors.to_string(),
            line.warnings.to_string(),
            line.pending.to_string(),
        ]));
    }
}

/// The desk as lines for people: what needs doing first, then the sum and what the rules between bodies find.
pub fn lines(out: &mut Output, collected: &Collected, lang: Lang) {
    let collection = collected.collection();
    let mut order: Vec<usize> = (0..collection.bodies.len()).collect();
    order.sort_by_key(|&body| (collected.gathered.members[body].state, body));
    let head = match lang {
        Lang::Zh => ["状态", "单位", "组别", "应报日", "收到", "错误", "警告", "待校验"],
        Lang::En => ["state", "body", "group", "due", "received", "errors", "warnings", "pending"],
    };
    let mut rows = vec![head.map(String::from)];
    for body in order {
        let (about, line) = (&collection.bodies[body], &collected.lines[body]);
        rows.push([
            collected.gathered.members[body].state.words(lang).to_string(),
            about.name.clone(),
            about.group.clone(),
            about.due.map(|due| due.to_string()).unwrap_or_default(),
            about.receipts.len().to_string(),
            line.errors.to_string(),
            line.warnings.to_string(),
            line.pending.to_string(),
        ]);
    }
    columns(out, &rows, 4);
    out.line("");
    out.line(&state(collected, &collected.gathered.sum, lang));
    for group in collection.groups() {
        out.line(&format!("  {group}  {}", state(collected, &collected.group(group), lang)));
    }
    findings(out, collected, lang);
}

/// What the rules between bodies find; what is only plausible is counted.
pub fn findings(out: &mut Output, collected: &Collected, lang: Lang) {
    let form = &collected.gathered.form;
    let (folded, told): (Vec<&Finding>, Vec<&Finding>) =
        collected.findings.iter().partition(|finding| finding.rule(form).folded);
    if !collected.findings.is_empty() {
        out.line("");
    }
    for finding in told {
        let rule = finding.rule(form);
        let kind = match finding.status {
            Status::Pending => lang.pick("待校验", "pending"),
            Status::Fail => severity(rule.severity, lang),
        };
        out.line(&format!("{kind}  {}  {}", rule.id, message(&collected.gathered, finding, lang)));
    }
    if !folded.is_empty() {
        let count = folded.len();
        out.line(&lang.say(
            format!("另有合理性提示 {count} 条（--format json 列出）"),
            format!("{count} plausibility notes (--format json lists them)"),
        ));
    }
}

/// How many bodies a sum has, which it waits for, and whether it may change: `41 家中 40 家，缺 丙镇；暂计数`.
pub fn state(collected: &Collected, sum: &Sum, lang: Lang) -> String {
    let (count, of) = (sum.bodies.len(), sum.of());
    let mut words = lang.say(format!("Σ {of} 家中 {count} 家"), format!("Σ {count} of {of} bodies"));
    if !sum.missing.is_empty() {
        let names: Vec<&str> =
            sum.missing.iter().map(|&body| collected.collection().bodies[body].name.as_str()).collect();
        words += &lang.say(format!("，缺 {}", listed(&names, lang)), format!(", without {}", listed(&names, lang)));
    }
    if sum.provisional {
        words += lang.pick("；暂计数", "; provisional");
    }
    words
}

/// A sum, cell by cell; `?` where it is pending.
pub fn sum(out: &mut Output, collected: &Collected, sum: &Sum, lang: Lang) {
    let form = sum.form();
    out.line(&state(collected, sum, lang));
    let rows: Vec<[String; 3]> = form
        .cells()
        .map(|cell| {
            let figure = sum.figure(cell);
            let figure = if figure.is_unfilled() { "?".to_string() } else { figure.to_string() };
            [cell_name(form, cell, lang), figure, form.cell(cell).name.clone()]
        })
        .collect();
    columns(out, &rows, 3);
}

/// The bodies' parts in one cell, the largest first, with last year beside.
pub fn ranking(out: &mut Output, collected: &Collected, sum: &Sum, cell: CellId, lang: Lang) {
    let form = sum.form();
    let known = sum.figure(cell);
    let figure = if known.is_unfilled() { "?".to_string() } else { known.to_string() };
    out.line(&format!("{}  Σ {figure}  {}", cell_name(form, cell, lang), state(collected, sum, lang)));
    let waiting = lang.pick("待定", "pending");
    let mut rows = Vec::new();
    for share in sum.ranking(&collected.gathered.members, cell) {
        let (body, member) = (&collected.collection().bodies[share.body], &collected.gathered.members[share.body]);
        let shown = match (member.state, share.figure.is_unfilled()) {
            (State::Missing, true) => member.state.words(lang).to_string(),
            (_, true) => waiting.to_string(),
            (_, false) => share.figure.to_string(),
        };
        let last =
            share.last.map_or_else(String::new, |last| lang.say(format!("上年 {last}"), format!("last year {last}")));
        let change = share.change.map_or_else(String::new, |change| match change.is_negative() || change.is_zero() {
            true => change.to_string(),
            false => format!("+{change}"),
        });
        rows.push([body.name.clone(), shown, last, change]);
    }
    let adjusted = sum.cell(cell).adjusted;
    if !adjusted.is_zero() {
        rows.push([lang.say("汇总调整", "adjustments"), adjusted.to_string(), String::new(), String::new()]);
    }
    columns(out, &rows, 4);
}

/// Rows with their columns below one another; the first ones to the left, those from `right` on as numbers.
fn columns<const N: usize>(out: &mut Output, rows: &[[String; N]], right: usize) {
    let widths: [usize; N] = std::array::from_fn(|at| rows.iter().map(|row| row[at].width()).max().unwrap_or_default());
    for row in rows {
        let mut line = String::new();
        for (at, text) in row.iter().enumerate() {
            let blanks = " ".repeat(widths[at] - text.width());
            let padded = if at >= right { format!("{blanks}{text}") } else { format!("{text}{blanks}") };
            line.push_str(&padded);
            line.push_str("  ");
        }
        out.line(line.trim_end());
    }
}
