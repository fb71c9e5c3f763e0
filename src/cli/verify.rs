//! `gouji verify`: a report's figures held against those of a separately keyed file, cell by cell. It changes nothing and
//! does not say which of the two is right; prose is for `diff`.

use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::domain::comparison::{Difference, keyings};
use crate::domain::finding::cell_name;
use crate::domain::form::Form;
use crate::domain::text::Lang;
use crate::work::source::Opened;

use super::compare::{editions, figure};
use super::context::{Context, Format, format};
use super::table::row;
use super::{Exit, Failure, source};

/// Compares the figures of a report with those of a file.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let left = source::one(context, matches)?;
    let left = source::open_told(context, &left)?;
    let with = matches.get_one::<PathBuf>("with").cloned().unwrap_or_default();
    let right = source::open_file(context, &with, left.report.year)?;
    editions(&left, &right, context.lang);
    let differences = keyings(&left.report, &right.report);
    match format(matches) {
        Format::Json => {
            let value = value(&left, &right, &differences, context.lang);
            context.out.line(&format!("{value:#}"));
        }
        Format::Csv => {
            context.out.bytes(&row(["cell", "label", "first", "second"].map(String::from)));
            for Difference { what, left: first, right: second } in &differences {
                let label = label(left.report.form(), what, context.lang).unwrap_or_default();
                context.out.bytes(&row([what.clone(), label, first.clone(), second.clone()]));
            }
        }
        Format::Text | Format::Ron | Format::Ess => lines(context, &left, &right, &differences),
    }
    Ok(if differences.is_empty() { Exit::Clean } else { Exit::Findings })
}

/// The cell's labels; none for agency and year.
fn label(form: &Form, what: &str, lang: Lang) -> Option<String> {
    form.find(what).map(|cell| cell_name(form, cell, lang))
}

fn value(left: &Opened, right: &Opened, differences: &[Difference], lang: Lang) -> Value {
    let one = |difference: &Difference| {
        let Difference { what, left: first, right: second } = difference;
        let label = label(left.report.form(), what, lang);
        json!({ "cell": what, "label": label, "first": figure(first), "second": figure(second) })
    };
    let list: Vec<Value> = differences.iter().map(one).collect();
    json!({ "first": left.file, "second": right.file, "differences": list })
}

fn lines(context: &mut Context, left: &Opened, right: &Opened, differences: &[Difference]) {
    let lang = context.lang;
    let figure = |text: &str| match text {
        "" => lang.say("（空）", "(empty)"),
        text => text.replace(char::is_control, " "),
    };
    for Difference { what, left: first, right: second } in differences {
        let label = label(left.report.form(), what, lang).map_or_else(String::new, |label| format!(" ({label})"));
        context.out.line(&format!("{what}{label}: {} ≠ {}", figure(first), figure(second)));
    }
    let (first, second, count) = (&left.file, &right.file, differences.len());
    context.out.line(&match (lang, count) {
        (Lang::Zh, 0) => format!("数字一致：{first} 与 {second}"),
        (Lang::En, 0) => format!("All figures agree: {first} and {second}"),
        (Lang::Zh, _) => format!("{count} 处不同：前者 {first}，后者 {second}"),
        (Lang::En, 1) => format!("1 difference: first {first}, second {second}"),
        (Lang::En, _) => format!("{count} differences: first {first}, second {second}"),
    });
}
