//! `gouji explain`: one rule in words, from the forms that have it.

use std::sync::Arc;

use clap::ArgMatches;

use crate::domain::definition::{Basis, Rule};
use crate::domain::form::Form;
use crate::domain::text::Lang;

use super::context::Context;
use super::findings::severity;
use super::{Exit, Failure};

/// Explains the rule, once for all editions in which it says the same.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let wanted = matches.get_one::<String>("rule").map(|id| id.to_uppercase()).unwrap_or_default();
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
        let known = known.join(" ");
        return Err(Failure::new(
            lang,
            format!("没有规则 {wanted}。现有规则：{known}。"),
            format!("there is no rule {wanted}. There are: {known}."),
        ));
    }
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for (edition, rule) in &found {
        let words = words(rule, lang);
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

fn words(rule: &Rule, lang: Lang) -> String {
    let basis = match rule.basis {
        Basis::Official => lang.pick("表上印明，或国家文件写明", "printed on the form, or stated in a national letter"),
        Basis::Form => lang.pick("由表格本身的文字得出", "follows from the form's own words"),
        Basis::Practice => lang.pick("通行做法", "common practice"),
        Basis::Inference => lang.pick("由法规和表格推断", "our inference from the law and the form"),
    };
    let (severity, title, remedy) = (severity(rule.severity, lang), rule.title.get(lang), rule.remedy.get(lang));
    match lang {
        Lang::Zh => format!("{}（{severity}）：{title}\n依据：{basis}\n怎么办：{remedy}\n", rule.id),
        Lang::En => format!("{} ({severity}): {title}\nBasis: {basis}\nWhat to do: {remedy}\n", rule.id),
    }
}
