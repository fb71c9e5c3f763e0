//! `gouji explain`: one rule in words, from the forms that have it.

use std::sync::Arc;

use clap::ArgMatches;

use crate::domain::definition::{Basis, Rule, Severity};
use crate::domain::example;
use crate::domain::figure::Figure;
use crate::domain::finding::statement;
use crate::domain::form::Form;
use crate::domain::recalculation::printed;
use crate::domain::text::Lang;

use super::context::Context;
use super::told::{SEAL, severity};
use super::{Exit, Failure, near};

/// The most figures of an example that are named.
const MOST_FIGURES: usize = 8;

/// Explains the rule, once for all editions in which it says the same.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let wanted = matches.get_one::<String>("rule").map(|id| id.to_uppercase()).unwrap_or_default();
    if wanted == SEAL {
        context.out.text(lang.pick(
            "SEAL（警告）：定稿之后，数字和文字没有改过\n依据：定稿时记下的摘要（SHA-256）\n轻重：应当核对\n怎么办：与定稿时的文件对照（gouji diff、gouji history）；改得对的，在编辑器里按 Alt-d 写明理由重新打开，再定稿\n",
            "SEAL (warning): figures and prose are as they were when the report was finished\nBasis: the digest (SHA-256) that was recorded then\nWeight: look into it\nWhat to do: compare it with the file that was finished (gouji diff, gouji history); where the change is right, press Alt-d in the editor, reopen it with a reason and finish it again\n",
        ));
        return Ok(Exit::Clean);
    }
    let forms = context.forms.all().to_vec();
    let rule_of =
        |form: &Arc<Form>| form.definition().rules.iter().find(|rule| rule.id.to_uppercase() == wanted).cloned();
    let found: Vec<(String, Rule)> =
        forms.iter().filter_map(|form| Some((form.edition().to_string(), rule_of(form)?))).collect();
    if found.is_empty() {
        let mut known: Vec<&str> =
            forms.iter().flat_map(|form| &form.definition().rules).map(|rule| rule.id.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        let near = near::names(&wanted, known.iter().copied()).join(lang.pick("、", ", "));
        let (zh, en) = match near.is_empty() {
            true => ("全部规则：gouji forms --rules".to_string(), "All rules: gouji forms --rules".to_string()),
            false => (format!("相近的有：{near}。"), format!("Near it: {near}.")),
        };
        return Err(Failure::new(lang, format!("没有规则 {wanted}。{zh}"), format!("there is no rule {wanted}. {en}")));
    }
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for (edition, rule) in &found {
        let mut words = words(rule, lang);
        if let Some(form) = context.forms.edition(edition) {
            words += &example(context, form, rule)?;
        }
        match told.iter_mut().find(|(before, _)| *before == words) {
            Some((_, editions)) => editions.push(edition),
            None => told.push((words, vec![edition])),
        }
    }
    for (words, editions) in told {
        context.out.text(&words);
        context.out.line(&format!("{}{}", lang.pick("版式：", "Editions: "), editions.join(lang.pick("、", ", "))));
    }
    Ok(Exit::Clean)
}

/// What the rule says of a report that breaks it, and what in that report breaks it.
fn example(context: &Context, form: &Arc<Form>, rule: &Rule) -> Result<String, Failure> {
    let lang = context.lang;
    let edition = |name: &str| context.forms.edition(name).cloned();
    let session = example::session(form, edition, rule, true).map_err(|error| Failure(error.to_string()))?;
    let Some(session) = session else { return Ok(String::new()) };
    let failed = session.failed();
    let Some(finding) = failed.iter().find(|finding| finding.rule(form).id == rule.id) else {
        return Ok(String::new());
    };
    let words = statement(session.figures(), finding, lang);
    let figures = finding.cells.iter().filter_map(|&cell| {
        let figure = printed(form, session.report().entries(), session.totals(), cell);
        let is_zero = matches!(figure, Figure::Number(number) if number.is_zero());
        (!is_zero).then(|| format!("{} = {figure}", form.cell(cell).name))
    });
    let figures = figures.take(MOST_FIGURES).collect::<Vec<_>>().join(lang.pick("，", ", "));
    let figures =
        if figures.is_empty() { figures } else { lang.say(format!("（{figures}）"), format!(" ({figures})")) };
    Ok(lang
        .say(format!("不合规则的例子：{words}{figures}\n"), format!("An example that breaks it: {words}{figures}\n")))
}

/// What a rule rests on, in words.
pub fn basis(basis: Basis, lang: Lang) -> &'static str {
    match basis {
        Basis::Official => lang.pick("表上印明，或国家文件写明", "printed on the form, or stated in a national letter"),
        Basis::Form => lang.pick("由表格本身的文字得出", "follows from the form's own words"),
        Basis::Practice => lang.pick("通行做法", "common practice"),
        Basis::Inference => lang.pick("由法规和表格推断", "our inference from the law and the form"),
    }
}

/// What a failure of the rule means for the final report.
fn weight(rule: &Rule, lang: Lang) -> &'static str {
    match (rule.severity, rule.folded) {
        (Severity::Error, _) => lang.pick(
            "不改正或不写理由放行，不能定稿导出",
            "it keeps the report from being final, unless released with a reason",
        ),
        (Severity::Warning, _) => lang.pick("应当改正，或写明理由", "correct it, or give a reason"),
        (Severity::Info, false) => lang.pick("供核对", "for information"),
        (Severity::Info, true) => lang.pick("合理性提示，不计入结果", "plausibility only; it counts in no result"),
    }
}

fn words(rule: &Rule, lang: Lang) -> String {
    let (basis, weight) = (basis(rule.basis, lang), weight(rule, lang));
    let (severity, title, remedy) = (severity(rule.severity, lang), rule.title.get(lang), rule.remedy.get(lang));
    lang.say(
        format!("{}（{severity}）：{title}\n依据：{basis}\n轻重：{weight}\n怎么办：{remedy}\n", rule.id),
        format!("{} ({severity}): {title}\nBasis: {basis}\nWeight: {weight}\nWhat to do: {remedy}\n", rule.id),
    )
}
