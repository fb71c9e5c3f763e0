//! `gouji explain`: one rule in words, from the forms that have it.

use std::sync::Arc;

use clap::ArgMatches;

use crate::domain::collection::example as over_bodies;
use crate::domain::collection::finding as over_bodies_words;
use crate::domain::definition::{Rule, Severity};
use crate::domain::example;
use crate::domain::figure::Figure;
use crate::domain::finding::statement;
use crate::domain::form::Form;
use crate::domain::recalculation::printed;
use crate::domain::register::mapping;
use crate::domain::text::Lang;
use crate::work::register::register;

use super::context::Context;
use super::packages::PACKAGE;
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
            "SEAL（错误）：定稿后，数字和正文没有改动\n依据：定稿时记录的校验码（SHA-256）\n级别：未处理的不能导出，草稿和 csv、json 除外\n处理办法：与定稿时的文件比较（gouji diff、gouji history）；改动无误的，请在编辑器里填写理由，撤销定稿，再定稿\n",
            "SEAL (error): figures and text are unchanged since the report was finalised\nBasis: the checksum (SHA-256) recorded then\nSeverity: it keeps the report from being exported, drafts, csv and json excepted\nWhat to do: compare it with the file that was finalised (gouji diff, gouji history); if the change is right, reopen the report in the editor with a reason and finalise it again\n",
        ));
        return Ok(Exit::Clean);
    }
    if wanted == PACKAGE {
        context.out.text(lang.pick(
            "PACKAGE（错误）：报送包里的文件与校验码清单一致，各文档与报告内容一致\n依据：清单 sha256.txt 和包里的 .ron 报告\n级别：计入错误\n处理办法：以报告库里的报告为准，重新生成报送包（gouji export 单位 年度 --package 文件夹）\n",
            "PACKAGE (error): the files of a package are as its list of checksums has them, and its documents agree with the report\nBasis: the list sha256.txt and the .ron report in the package\nSeverity: counts as an error\nWhat to do: make the package again from the report in the library (gouji export AGENCY YEAR --package DIR)\n",
        ));
        return Ok(Exit::Clean);
    }
    if let Some(words) = of_register(&wanted, lang) {
        context.out.text(&words);
        return Ok(Exit::Clean);
    }
    let forms = context.forms.all().to_vec();
    let rule_of =
        |form: &Arc<Form>| form.definition().rules.iter().find(|rule| rule.id.to_uppercase() == wanted).cloned();
    let found: Vec<(String, Rule)> =
        forms.iter().filter_map(|form| Some((form.edition().to_string(), rule_of(form)?))).collect();
    if found.is_empty() && between(context, &wanted)? {
        return Ok(Exit::Clean);
    }
    if found.is_empty() {
        let rules = forms.iter().flat_map(|form| &form.definition().rules).map(|rule| rule.id.as_str());
        let between = forms.iter().flat_map(|form| form.definition().collection.iter()).map(|rule| rule.id.as_str());
        let of_register = register_rules().iter().map(|rule| rule.id.as_str());
        let mut known: Vec<&str> = rules.chain(between).chain(of_register).collect();
        known.sort_unstable();
        known.dedup();
        let near = near::names(&wanted, known.iter().copied()).join(lang.pick("、", ", "));
        let (zh, en) = match near.is_empty() {
            true => ("全部规则：gouji forms --rules".to_string(), "All rules: gouji forms --rules".to_string()),
            false => (format!("编号相近的规则：{near}。"), format!("Similar ids: {near}.")),
        };
        return Err(Failure::new(
            lang,
            format!("没有编号为 {wanted} 的规则。{zh}"),
            format!("There is no rule {wanted}. {en}"),
        ));
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
        context.out.line(&format!(
            "{}{}",
            lang.pick("适用格式：", "Editions: "),
            editions
                .iter()
                .map(|edition| lang.say(format!("{edition}年版"), *edition))
                .collect::<Vec<_>>()
                .join(lang.pick("、", ", "))
        ));
    }
    Ok(Exit::Clean)
}

/// The rules on registers.
pub fn register_rules() -> &'static [mapping::Rule] {
    &register().rules.rules
}

/// A rule on registers in words; it may look at several things under one id.
fn of_register(wanted: &str, lang: Lang) -> Option<String> {
    let words = register_rules().iter().filter(|rule| rule.id.to_uppercase() == wanted).map(|rule| {
        let (severity, basis) = (severity(rule.severity, lang), rule.basis.words(lang));
        let (title, remedy) = (rule.title.get(lang), rule.remedy.get(lang));
        lang.say(
            format!("{}（{severity}）：{title}\n依据：{basis}\n适用于：依申请公开台账（gouji register）\n处理办法：{remedy}\n", rule.id),
            format!("{} ({severity}): {title}\nBasis: {basis}\nApplies to: registers of requests (gouji register)\nWhat to do: {remedy}\n", rule.id),
        )
    });
    let words: String = words.collect();
    (!words.is_empty()).then_some(words)
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
        let shown = if figure.is_unfilled() { lang.say("未填", "empty") } else { figure.to_string() };
        (!is_zero).then(|| format!("{} = {shown}", form.cell(cell).name))
    });
    let figures = figures.take(MOST_FIGURES).collect::<Vec<_>>().join(lang.pick("，", ", "));
    let figures =
        if figures.is_empty() { figures } else { lang.say(format!("（{figures}）"), format!(" ({figures})")) };
    Ok(lang.say(format!("不通过的例子：{words}{figures}\n"), format!("Example of a failure: {words}{figures}\n")))
}

/// What a failure of the rule means for the final report.
fn weight(rule: &Rule, lang: Lang) -> &'static str {
    match (rule.severity, rule.folded) {
        (Severity::Error, _) => {
            lang.pick("未改正又未填写说明的，不能定稿", "blocks finalising unless accepted with a reason")
        }
        (Severity::Warning, _) => lang.pick("应当改正，或填写说明", "correct it, or accept it with a reason"),
        (Severity::Info, false) => lang.pick("仅供核对", "to be looked at; needs no reason"),
        (Severity::Info, true) => lang.pick("合理性提示，仅供参考，不计入问题数", "plausibility note; not counted"),
    }
}

fn words(rule: &Rule, lang: Lang) -> String {
    let texts = [rule.title.get(lang), rule.basis.words(lang), weight(rule, lang), rule.remedy.get(lang)];
    told(&rule.id, severity(rule.severity, lang), texts, lang)
}

/// A rule's id and severity, its title, its basis, what a failure means, and what to do.
fn told(id: &str, severity: &str, [title, basis, weight, remedy]: [&str; 4], lang: Lang) -> String {
    lang.say(
        format!("{id}（{severity}）：{title}\n依据：{basis}\n级别：{weight}\n处理办法：{remedy}\n"),
        format!("{id} ({severity}): {title}\nBasis: {basis}\nSeverity: {weight}\nWhat to do: {remedy}\n"),
    )
}

/// Explains a rule over the reports of many bodies, by the newest form that has it; whether there is one.
fn between(context: &mut Context, wanted: &str) -> Result<bool, Failure> {
    let lang = context.lang;
    let forms = context.forms.all().to_vec();
    let of_form = |form: &Arc<Form>| {
        let rule = form.definition().collection.iter().find(|rule| rule.id.to_uppercase() == wanted)?;
        Some((Arc::clone(form), rule.clone()))
    };
    let Some((form, rule)) = forms.iter().rev().find_map(of_form) else { return Ok(false) };
    let weight = match (rule.severity, rule.folded) {
        (Severity::Error, _) => lang.pick("汇总时退出码为 1", "makes gouji collect exit with 1"),
        (Severity::Warning, _) => lang.pick("应当改正，或写明原因", "correct it, or say why"),
        (Severity::Info, false) => lang.pick("仅供核对", "to be looked at"),
        (Severity::Info, true) => lang.pick("合理性提示，仅供参考，不计入问题数", "plausibility note; not counted"),
    };
    let texts = [rule.title.get(lang), rule.basis.words(lang), weight, rule.remedy.get(lang)];
    let words = told(&rule.id, severity(rule.severity, lang), texts, lang);
    context.out.text(&words);
    let other = forms.iter().find(|other| other.edition() != form.edition());
    let broken = over_bodies::gathered(&form, other, &rule, true);
    let broken = broken.map_err(|error| Failure(error.to_string()))?;
    if let Some(finding) = broken.findings().first() {
        let words = over_bodies_words::statement(&broken, finding, lang);
        context.out.line(&lang.say(format!("不通过的例子：{words}"), format!("Example of a failure: {words}")));
    }
    Ok(true)
}
