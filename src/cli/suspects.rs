//! Suspects, what may be wrong where identities fail, as lines for people and as JSON for programs. It looks for none
//! itself; see `domain::localisation`.

use serde_json::{Value, json};

use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status};
use crate::domain::localisation::{Correction, Fault, Likely, Localisation, explanation, offer, words};
use crate::domain::session::Session;
use crate::domain::text::Lang;

/// The most single cells that a line lists; JSON has all.
const LISTED: usize = 12;

/// What may be wrong in a report; `None` where no hard rule fails, so that there is nothing to look for.
pub fn located(session: &Session, findings: &[Finding]) -> Option<Localisation> {
    let is_hard = |finding: &Finding| finding.status == Status::Fail && finding.severity == Severity::Error;
    findings.iter().any(is_hard).then(|| session.localise())
}

/// `suspects` and `operations` of a report.
pub fn values(session: &Session, findings: &[Finding]) -> [Value; 2] {
    let Some(found) = located(session, findings) else { return [json!([]), json!([])] };
    let changes = |changes: &[Correction]| changes.iter().map(|change| correction(session, change)).collect::<Vec<_>>();
    let suspects = found.suspects.iter().map(|one| {
        json!({ "group": one.group, "changes": changes(&one.changes), "restores": rules(session, &one.restores) })
    });
    let operations = found.operations.iter().map(|one| {
        json!({ "kind": one.kind.name(), "changes": changes(&one.changes), "restores": rules(session, &one.restores) })
    });
    [suspects.collect(), operations.collect()]
}

fn correction(session: &Session, change: &Correction) -> Value {
    json!({
        "cell": session.form().cell(change.cell).name,
        "from": (!change.from.is_unfilled()).then(|| change.from.to_string()),
        "to": change.to.map(|number| number.to_string()),
        "why": change.why.name(),
    })
}

/// The rules of some instances, each once.
fn rules<'a>(session: &'a Session, instances: &[usize]) -> Vec<&'a str> {
    let form = session.form();
    let mut rules = Vec::new();
    for &index in instances {
        let id = form.definition().rules[form.instances()[index].rule].id.as_str();
        if !rules.contains(&id) {
            rules.push(id);
        }
    }
    rules
}

/// What may have happened, fault by fault, the likeliest first.
pub fn lines(session: &Session, found: &Localisation, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> =
        found.faults().iter().flat_map(|fault| fault_lines(session, found, fault, lang)).collect();
    if !found.complete {
        lines.push(lang.say(
            "不平的地方太多，疑似错误位置没有列全。",
            "Too many figures are out of balance; the list of likely errors is incomplete.",
        ));
    }
    lines
}

fn fault_lines(session: &Session, found: &Localisation, fault: &Fault, lang: Lang) -> Vec<String> {
    let (form, figures) = (session.form(), session.figures());
    let (mut lines, mut cells) = (Vec::new(), Vec::new());
    for (place, likely) in fault.likely.iter().enumerate() {
        match *likely {
            Likely::Suspect(at) if found.suspects[at].is_offered() => {
                lines.push(explanation(figures, &found.suspects[at], lang));
            }
            Likely::Suspect(at) => cells.push(&found.suspects[at]),
            // What is folded elsewhere is left to JSON.
            Likely::Operation(_) if place >= fault.leading => {}
            Likely::Operation(at) if lines.is_empty() && cells.is_empty() => {
                lines.push(words::operation(figures, &found.operations[at], lang));
            }
            Likely::Operation(at) => {
                let slip = words::slip(form, &found.operations[at], lang);
                lines.push(lang.say(format!("也可能是{slip}。"), format!("Or possibly {slip}.")));
            }
        }
    }
    let single = cells.iter().map(|one| {
        let parts: Vec<String> = one.changes.iter().map(|change| offer(form, change, lang)).collect();
        parts.join(lang.pick("和", " and "))
    });
    let (named, count) = (single.collect::<Vec<_>>(), cells.len());
    // Every way takes as few cells as any; mostly that is one.
    let is_one = cells.iter().all(|one| one.changes.len() == 1);
    let [unit, noun, nouns] =
        if is_one { ["格", "cell", "cells"] } else { ["组", "group of cells", "groups of cells"] };
    let list =
        |from: usize| named.iter().skip(from).take(LISTED).cloned().collect::<Vec<_>>().join(lang.pick("、", ", "));
    let cut = |from: usize| match count.saturating_sub(from) > LISTED {
        true => lang.pick("……（--format json 列出全部）", " … (--format json lists all)"),
        false => "",
    };
    match (cells.first(), lines.is_empty(), lang) {
        (None, ..) => {}
        (Some(first), true, _) => {
            let words = explanation(figures, first, lang);
            lines.push(match (lang, count - 1) {
                (_, 0) => words,
                (Lang::Zh, more) => format!("{words}另有 {more} {unit}可能性相同：{}{}。", list(1), cut(1)),
                (Lang::En, 1) => format!("{words} 1 other {noun} is equally likely: {}{}.", list(1), cut(1)),
                (Lang::En, more) => format!("{words} {more} other {nouns} are equally likely: {}{}.", list(1), cut(1)),
            });
        }
        (Some(_), false, Lang::Zh) => {
            lines.push(format!("也可能只是以下 {count} {unit}之一有误：{}{}。", list(0), cut(0)))
        }
        (Some(_), false, Lang::En) => {
            let one_of = if count == 1 { format!("this {noun}") } else { format!("one of these {count} {nouns}") };
            lines.push(format!("Or only {one_of} is wrong: {}{}.", list(0), cut(0)));
        }
    }
    lines
}
