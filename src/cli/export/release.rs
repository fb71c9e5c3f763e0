//! Releases on the command line: for one export, with a reason each, told in the check sheet or on stderr.

use crate::cli::context::Context;
use crate::cli::{Failure, output};
use crate::domain::acceptance::{accept, joined, release};
use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, statement};
use crate::domain::report::Report;
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::work::clock;

/// The report with its failed rules released for the reasons given.
pub fn apply(context: &Context, mut report: Report, releases: &[(String, String)]) -> Result<Report, Failure> {
    let lang = context.lang;
    let session = Session::new(report.clone());
    let form = report.form().clone();
    let mut seen: Vec<&str> = Vec::new();
    for (name, reason) in releases {
        let rules = &form.definition().rules;
        let Some(rule) = rules.iter().find(|rule| rule.id.eq_ignore_ascii_case(name)) else {
            let known = rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>().join(" ");
            return Err(Failure::new(
                lang,
                format!("没有编号为 {name} 的规则。{}年版的规则有：{known}。", form.edition()),
                format!("There is no rule {name}. Edition {} has: {known}.", form.edition()),
            ));
        };
        let id = &rule.id;
        if seen.contains(&id.as_str()) {
            return Err(Failure::new(
                lang,
                format!("--accept {id} 写了两次。一条规则只写一个说明。"),
                format!("--accept {id} appears twice. Give one reason for each rule."),
            ));
        }
        seen.push(id);
        let failed: Vec<Finding> = session.failed().into_iter().filter(|f| f.rule(&form).id == *id).collect();
        if failed.is_empty() || rule.severity != Severity::Error {
            return Err(Failure::new(
                lang,
                format!("{id} 没有错误级问题，不需要填写说明。请去掉这个 --accept。"),
                format!("{id} has no finding of severity error, so there is nothing to accept. Omit this --accept."),
            ));
        }
        let new = failed.iter().map(|f| accept(session.figures(), f, reason, &report.sign_off.keyer, &clock::today()));
        let new = new.collect::<Option<Vec<_>>>().ok_or_else(|| {
            Failure::new(
                lang,
                format!("{id} 的数字过大，无法比较，不能填写说明。请检查是否多打了位数。"),
                format!("{id} cannot be accepted: its figures are too large to compare. Check them for extra digits."),
            )
        })?;
        report.accepted = joined(&report.accepted, new);
    }
    Ok(report)
}

/// Says which errors of the report are released, and why.
pub fn tell(report: &Report, lang: Lang) {
    let session = Session::new(report.clone());
    let lines: Vec<String> = session
        .failed()
        .iter()
        .filter_map(|finding| {
            let accepted = release(report, session.figures(), finding)?;
            let (rule, words) = (&accepted.rule, statement(session.figures(), finding, lang));
            Some(lang.say(
                format!("\n{rule} {words}说明：{}", accepted.reason),
                format!("\n{rule} {words} Reason: {}", accepted.reason),
            ))
        })
        .collect();
    if lines.is_empty() {
        return;
    }
    let count = lines.len();
    output::message(&lang.say(
        format!("已说明的错误 {count} 条（如需校验情况表，请加 --check-sheet 文件）：{}", lines.concat()),
        match count {
            1 => format!("1 error accepted (--check-sheet FILE writes a check sheet):{}", lines.concat()),
            _ => format!("{count} errors accepted (--check-sheet FILE writes a check sheet):{}", lines.concat()),
        },
    ));
}
