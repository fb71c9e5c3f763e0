//! What `gouji check` finds between the reports of several bodies, told behind those of each: as lines for people, as JSON and
//! as rows of a table, one for every report. What is alike is found in the domain.

use serde_json::{Value, json};

use crate::domain::finding::Status;
use crate::domain::prose::alike::{Alike, Owner};
use crate::domain::text::Lang;

use super::ess;
use super::output::Output;
use super::table::row;
use super::told::severity;

/// Every chapter with the reports that have it.
pub fn value(all: &[Alike<'_>], lang: Lang) -> Option<Value> {
    let one = |alike: &Alike<'_>| {
        let report = |owner: &&Owner| json!({ "file": owner.file, "agency": owner.agency, "year": owner.year, "scope": owner.scope.name() });
        json!({
            "rule": alike.rule.id,
            "severity": alike.rule.severity.name(),
            "status": Status::Fail.name(),
            "reports": alike.owners.iter().map(report).collect::<Vec<_>>(),
            "message": alike.message(lang),
        })
    };
    (!all.is_empty()).then(|| all.iter().map(one).collect())
}

/// A row for every report, in the columns of findings.
pub fn rows(all: &[Alike<'_>], lang: Lang) -> Vec<u8> {
    let of_one = |alike: &Alike<'_>| {
        let message = alike.message(lang);
        let put = |owner: &&Owner| {
            let mut fields = [const { String::new() }; 13];
            let told = [&owner.file, &owner.agency, &owner.year.to_string()].map(String::clone);
            let said = [owner.scope.name(), alike.form.edition(), &alike.rule.id, alike.rule.severity.name()];
            let known = told.into_iter().chain(said.map(String::from)).chain([Status::Fail.name().into()]);
            fields.iter_mut().zip(known).for_each(|(field, known)| *field = known);
            fields[12].clone_from(&message);
            row(fields)
        };
        alike.owners.iter().flat_map(put).collect::<Vec<u8>>()
    };
    all.iter().flat_map(of_one).collect()
}

/// An entry for every chapter, which speaks of all its reports.
pub fn entries(out: &mut Output, all: &[Alike<'_>], time: &str, lang: Lang) {
    for alike in all {
        let files: Vec<&str> = alike.owners.iter().map(|owner| owner.file.as_str()).collect();
        out.item(&ess::between(alike.rule, &files, &alike.message(lang), time));
    }
}

/// A line for every chapter, and one for each of its reports.
pub fn lines(out: &mut Output, all: &[Alike<'_>], lang: Lang) {
    for alike in all {
        let (grave, rule, message) = (severity(alike.rule.severity, lang), &alike.rule.id, alike.message(lang));
        out.line(&lang.say(format!("{grave} {rule}：{message}"), format!("{grave} {rule}: {message}")));
        for Owner { agency, year, scope, file } in alike.owners.iter().take(MOST_LISTED) {
            out.line(&format!("  {agency} {year}{}  {file}", scope.behind(lang)));
        }
        match alike.owners.len().saturating_sub(MOST_LISTED) {
            0 => {}
            more => out.line(&lang.say(format!("  另有 {more} 份"), format!("  {more} more"))),
        }
    }
    if !all.is_empty() {
        out.line("");
    }
}

/// The most reports that are listed for people.
const MOST_LISTED: usize = 20;
