//! `gouji forms`: the editions of the form that the program knows, and with `--rules` what each of them demands.

use clap::ArgMatches;

use crate::domain::text::Lang;

use super::context::Context;
use super::explain::basis;
use super::findings::severity;
use super::{Exit, Failure};

pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    for form in context.forms.all().to_vec() {
        let definition = form.definition();
        let (all, totals) = (form.len(), form.totals().len());
        let inputs = all - totals;
        let last = definition.years.last.map_or_else(String::new, |year| year.to_string());
        let years = format!("{}–{last}", definition.years.first);
        let (edition, name, letter) = (form.edition(), definition.name.get(lang), &definition.prescribed_by);
        context.out.line(&match lang {
            Lang::Zh => format!("{edition}  {name}  {years} 年度  {all} 格（填报 {inputs}，总计 {totals}）  {letter}"),
            Lang::En => {
                format!("{edition}  {name}  for {years}  {all} cells ({inputs} keyed, {totals} totals)  {letter}")
            }
        });
        if matches.get_flag("rules") {
            for rule in &definition.rules {
                let severity = severity(rule.severity, lang);
                let basis = basis(rule.basis, lang);
                context.out.line(&match lang {
                    Lang::Zh => format!("  {}  {severity}  {}（{basis}）", rule.id, rule.title.get(lang)),
                    Lang::En => format!("  {}  {severity}  {} ({basis})", rule.id, rule.title.get(lang)),
                });
            }
        }
    }
    Ok(Exit::Clean)
}
