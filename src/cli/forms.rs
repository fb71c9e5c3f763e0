//! `gouji forms`: the editions of the form that the program knows, with `--rules` what each of them demands, in
//! words or for other programs, and what is wrong with files that give none.

use clap::ArgMatches;

use crate::domain::definition::Rule;
use crate::domain::text::Lang;
use crate::work::Forms;
use crate::work::dataset::arithmetic;

use super::context::Context;
use super::explain::register_rules;
use super::told::severity;
use super::{Exit, Failure, output};

pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let forms = context.forms.clone();
    let words = match matches.get_one::<String>("format").map(String::as_str) {
        Some("sql") => arithmetic::sql(forms.all()).into_bytes(),
        Some("vtl") => arithmetic::vtl(forms.all()).into_bytes(),
        // A terminal's lines end otherwise than those of files.
        Some("csv") => arithmetic::relations(forms.all()).into_iter().filter(|byte| *byte != b'\r').collect(),
        _ => return listed(context, matches, &forms),
    };
    context.out.bytes(&words);
    // Others are said where they stand in no result.
    let faulty = forms.faulty();
    faulty.iter().flat_map(|error| error.words(lang)).for_each(|words| output::message(&words));
    Ok(if faulty.is_empty() { Exit::Clean } else { Exit::Failed })
}

/// The editions in words.
fn listed(context: &mut Context, matches: &ArgMatches, forms: &Forms) -> Result<Exit, Failure> {
    let lang = context.lang;
    for form in forms.all() {
        let definition = form.definition();
        let (all, totals) = (form.len(), form.totals().len());
        let inputs = all - totals;
        let first = definition.years.first;
        let years = match definition.years.last {
            Some(last) => lang.say(format!("{first}–{last} 年度"), format!("for {first}–{last}")),
            None => lang.say(format!("{first} 年度起"), format!("from {first} on")),
        };
        let (edition, name, letter) = (form.edition(), definition.name.get(lang), &definition.prescribed_by);
        context.out.line(&lang.say(
            format!("{edition}  {name}  {years}  {all} 格（填报 {inputs}，总计 {totals}）  {letter}"),
            format!("{edition}  {name}  {years}  {all} cells ({inputs} keyed, {totals} totals)  {letter}"),
        ));
        if matches.get_flag("rules") {
            for rule in &definition.rules {
                context.out.line(&said(rule, lang));
            }
            for rule in definition.collection.iter() {
                let (severity, basis) = (severity(rule.severity, lang), rule.basis.words(lang));
                context.out.line(&line(&rule.id, severity, rule.title.get(lang), basis, lang));
            }
            for idle in form.idle() {
                let why = idle.why.words(lang);
                context.out.line(&lang.say(
                    format!("{}  不适用：{why}", said(&idle.rule, lang)),
                    format!("{}  not applicable: {why}", said(&idle.rule, lang)),
                ));
            }
        }
    }
    if matches.get_flag("rules") {
        context.out.line(lang.pick("依申请公开台账（gouji register）", "Registers of requests (gouji register)"));
        for rule in register_rules() {
            let (severity, basis, title) =
                (severity(rule.severity, lang), rule.basis.words(lang), rule.title.get(lang));
            context.out.line(&lang.say(
                format!("  {}  {severity}  {title}（{basis}）", rule.id),
                format!("  {}  {severity}  {title} ({basis})", rule.id),
            ));
        }
    }
    for error in forms.faulty() {
        error.words(lang).iter().for_each(|words| context.out.line(words));
    }
    Ok(if forms.faulty().is_empty() { Exit::Clean } else { Exit::Failed })
}

fn said(rule: &Rule, lang: Lang) -> String {
    line(&rule.id, severity(rule.severity, lang), rule.title.get(lang), rule.basis.words(lang), lang)
}

fn line(id: &str, severity: &str, title: &str, basis: &str, lang: Lang) -> String {
    lang.say(format!("  {id}  {severity}  {title}（{basis}）"), format!("  {id}  {severity}  {title} ({basis})"))
}
