//! Suspects, the cells that may be wrong, as lines for people and as JSON for programs. It looks for none itself; see
//! `domain::localisation`.

use serde_json::{Value, json};

use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status};
use crate::domain::localisation::{self, Correction};
use crate::domain::session::Session;
use crate::domain::text::Lang;

/// Whether there is anything to look for: a failed hard rule.
fn is_wanted(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.status == Status::Fail && finding.severity == Severity::Error)
}

/// `suspects` and `operations` of a report.
pub fn values(session: &Session, findings: &[Finding]) -> [Value; 2] {
    if !is_wanted(findings) {
        return [json!([]), json!([])];
    }
    let found = session.localise();
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
        "from": change.from.to_string(),
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

/// The best explanation of every group, and how many others there are.
pub fn lines(session: &Session, findings: &[Finding], lang: Lang) -> Vec<String> {
    if !is_wanted(findings) {
        return Vec::new();
    }
    let found = session.localise();
    let mut lines = Vec::new();
    for (index, one) in found.suspects.iter().enumerate() {
        if index > 0 && found.suspects[index - 1].group == one.group {
            continue;
        }
        let others = found.suspects.iter().filter(|other| other.group == one.group).count() - 1;
        let words = localisation::explanation(session.figures(), one, lang);
        lines.push(match (lang, others) {
            (_, 0) => words,
            (Lang::Zh, _) => format!("{words}另有 {others} 种同样少的改法。"),
            (Lang::En, _) => format!("{words} {others} other explanations change as few cells."),
        });
    }
    if !found.complete {
        lines.push(
            lang.pick("错处太多，没有找全可疑的格。", "Too much is wrong; not all suspects were found.").to_string(),
        );
    }
    lines
}
