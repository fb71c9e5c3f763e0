//! Every rule on the prose with the report that keeps it and the one that breaks it and no other.

use std::collections::BTreeSet;
use std::sync::Arc;

use gouji::domain::definition::prose::ProseCheck;
use gouji::domain::definition::{Check, Rule};
use gouji::domain::example;
use gouji::domain::finding::{Status, message};
use gouji::domain::session::Session;
use gouji::domain::text::Lang;

use super::form;

fn failing(session: &Session) -> BTreeSet<String> {
    let failed = session.failed().into_iter().filter(|finding| finding.status == Status::Fail);
    failed.map(|finding| finding.rule(session.form()).id.clone()).collect()
}

#[test]
fn every_rule_on_the_prose_has_a_report_that_keeps_it_and_one_that_breaks_only_it() {
    let mut wrong = Vec::new();
    for form in ["2019", "2021"].map(form) {
        // What is found between several reports is in `alike`.
        let is_alone =
            |rule: &&Rule| matches!(&rule.check, Check::Prose(check) if !matches!(check, ProseCheck::Alike { .. }));
        for rule in form.definition().rules.iter().filter(is_alone) {
            let case = |broken| {
                let other = |edition: &str| Some(super::form(edition));
                let session = example::session(&form, other, rule, broken).unwrap_or_else(|error| panic!("{error}"));
                session.unwrap_or_else(|| panic!("{} has no example", rule.id))
            };
            let (kept, broken) = (failing(&case(false)), failing(&case(true)));
            if !kept.is_empty() || broken != BTreeSet::from([rule.id.clone()]) {
                wrong.push(format!("{} {}: kept {kept:?}, broken {broken:?}", form.edition(), rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_message_has_its_parts_filled_in_and_quotes_something() {
    let form: Arc<_> = form("2021");
    for rule in form.definition().rules.iter().filter(|rule| matches!(rule.check, Check::Prose(_))) {
        let session = example::session(&form, |_| None, rule, true).expect("an example");
        let Some(session) = session else { continue };
        for finding in session.failed().iter().filter(|finding| finding.rule(&form).id == rule.id) {
            for lang in [Lang::Zh, Lang::En] {
                let message = message(session.figures(), finding, lang);
                assert!(!message.contains('{') && !message.contains("“”"), "{}: {message}", rule.id);
                println!("{} {message}", rule.id);
            }
        }
    }
}
