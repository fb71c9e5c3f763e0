//! The catalogue of rules: held against the reference's ids, and every rule against the reports that keep and break it.

use std::collections::BTreeSet;
use std::sync::Arc;

use gouji::domain::definition::Rule;
use gouji::domain::example;
use gouji::domain::finding::{self, Status};
use gouji::domain::form::Form;
use gouji::domain::session::Session;
use gouji::domain::text::Lang;
use gouji::store::forms::Forms;

use crate::reference::beside;

/// Rules that the reference does not list.
const OWN: [&str; 12] =
    ["F-11", "T2-06", "TX-20", "TX-21", "TX-22", "TX-23", "TX-24", "TX-25", "XY-11", "XY-12", "XY-13", "XY-14"];

/// Rules whose findings are checked elsewhere, and why they have no example of their own.
const WITHOUT_EXAMPLE: &[(&str, &str)] =
    &[("XY-13", "found between reports, in `prose::alike`"), ("XY-14", "found between reports, in `prose::alike`")];

fn forms() -> Forms {
    Forms::default()
}

/// The ids of the rules that fail.
fn failing(session: &Session) -> BTreeSet<String> {
    let failed = session.failed();
    failed.iter().filter(|f| f.status == Status::Fail).map(|f| f.rule(session.form()).id.clone()).collect()
}

fn case(forms: &Forms, form: &Arc<Form>, rule: &Rule, broken: bool) -> Option<Session> {
    example::session(form, |name| forms.edition(name).cloned(), rule, broken).unwrap_or_else(|error| panic!("{error}"))
}

/// The ids of the reference's section 4 but for those of sums over many reports, which belong to a collection.
fn reference() -> BTreeSet<String> {
    include_str!("../data/rules.txt").lines().filter_map(|line| line.split(' ').next()).map(String::from).collect()
}

#[test]
fn the_catalogue_has_every_rule_of_the_reference_and_no_other() {
    let forms = forms();
    let ids = forms.all().iter().flat_map(|form| &form.definition().rules).map(|rule| rule.id.clone());
    assert_eq!(ids.collect::<BTreeSet<_>>(), reference());
}

#[test]
fn the_list_of_rules_is_the_reference_s() {
    let Some(path) = beside("reference/official-format.md") else { return };
    let text = std::fs::read_to_string(path).expect("readable");
    let cells = text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let words = cells.filter_map(|cell| cell.split_whitespace().next());
    let is_id = |word: &&str| {
        let (kind, number) = word.split_once('-').unwrap_or_default();
        ["T2", "T3", "T4", "XT", "XY", "TX", "PL", "F"].contains(&kind) && number.len() == 2
    };
    let own = OWN.map(String::from);
    assert_eq!(words.filter(is_id).map(String::from).chain(own).collect::<BTreeSet<_>>(), reference());
}

#[test]
fn every_message_fills_in_all_its_parts_in_both_languages() {
    let forms = forms();
    for form in forms.all() {
        for rule in &form.definition().rules {
            let Some(session) = case(&forms, form, rule, true) else { continue };
            for finding in session.failed() {
                for lang in [Lang::Zh, Lang::En] {
                    let message = finding::message(session.figures(), &finding, lang);
                    assert!(!message.contains(['{', '}']), "{} {}: {message}", form.edition(), rule.id);
                    assert!(message.chars().count() > 8, "{} {}: {message}", form.edition(), rule.id);
                }
            }
        }
    }
}

#[test]
fn every_rule_has_a_report_that_keeps_it_and_one_that_breaks_only_it() {
    let forms = forms();
    let mut wrong = Vec::new();
    for form in forms.all() {
        for rule in &form.definition().rules {
            let name = format!("{} {}", form.edition(), rule.id);
            let Some(kept) = case(&forms, form, rule, false) else {
                let elsewhere = forms.all().iter().flat_map(|form| &form.definition().rules);
                let has_one = elsewhere.filter(|other| other.id == rule.id).any(|other| other.example.is_some());
                if !has_one && !WITHOUT_EXAMPLE.iter().any(|(id, _)| *id == rule.id) {
                    wrong.push(format!("{name}: no example"));
                }
                continue;
            };
            let failing_kept = failing(&kept);
            if !failing_kept.is_empty() {
                wrong.push(format!("{name}: the report that keeps it breaks {failing_kept:?}"));
            }
            let broken = case(&forms, form, rule, true).map(|session| failing(&session)).unwrap_or_default();
            if broken != BTreeSet::from([rule.id.clone()]) {
                wrong.push(format!("{name}: the report that breaks it breaks {broken:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
