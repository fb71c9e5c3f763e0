//! What an aggregated report only repeats: an identity that fails there by just as much as it fails in the bodies' reports is
//! told at the bodies, and here is only a note: the sum of wrong parts is provisional, not wrong. It judges nothing anew.

use std::collections::BTreeMap;

use crate::domain::collection::finding::listed;
use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status};
use crate::domain::number::Number;
use crate::domain::report::Scope;
use crate::domain::session::Session;

use super::Office;
use super::judging::Judged;
use super::known::Hints;

/// Which bodies break an instance of a rule, and by how much together; `None` where that cannot be added up.
#[derive(Debug, Default)]
struct Share {
    bodies: Vec<usize>,
    gap: Option<Number>,
}

impl Office {
    /// Makes notes of the findings of an aggregated report that its bodies' own reports explain, and says whose they are.
    #[must_use]
    pub fn without_echoes(&self, mut judged: Judged) -> Judged {
        let is_identity = |finding: &Finding| finding.status == Status::Fail && finding.difference.is_some();
        let report = judged.session.report();
        let key = report.key().filter(|key| key.scope == Scope::Aggregated);
        let Some(key) = key.filter(|_| judged.findings.iter().any(is_identity)) else { return judged };
        // Without the bodies there is nothing to see that it repeats.
        let Ok(collected) = self.collect(&key.agency, key.year) else { return judged };
        let form = judged.session.form();
        let mut shares: BTreeMap<usize, Share> = BTreeMap::new();
        for (body, member) in collected.gathered.members.iter().enumerate() {
            let held = member.counted().filter(|held| held.report.form().edition() == form.edition());
            let Some(report) = held.map(|held| held.report.clone()) else { continue };
            let known = self.known(&report, Hints::default());
            for finding in Session::with(report, known.background).findings().iter().filter(|one| is_identity(one)) {
                let share = shares.entry(finding.instance).or_default();
                let before = if share.bodies.is_empty() { Some(Number::ZERO) } else { share.gap };
                let both = before.zip(finding.difference);
                share.gap = both.and_then(|(before, gap)| before.checked_add(gap).ok());
                share.bodies.push(body);
            }
        }
        let mut told: BTreeMap<&[usize], Vec<&str>> = BTreeMap::new();
        for finding in judged.findings.iter_mut().filter(|finding| is_identity(finding)) {
            let share = shares.get(&finding.instance).filter(|share| share.gap == finding.difference);
            let Some(share) = share else { continue };
            told.entry(&share.bodies).or_default().push(&finding.rule(form).id);
            finding.severity = Severity::Info;
        }
        for (bodies, mut rules) in told {
            rules.sort_unstable();
            rules.dedup();
            let names: Vec<&str> =
                bodies.iter().map(|&body| collected.collection().bodies[body].name.as_str()).collect();
            let (names, lang) = (listed(&names, self.lang), self.lang);
            let rules = rules.join(lang.pick("、", ", "));
            judged.remarks.push(lang.say(
                format!("{rules} 的差额来自{names}的报告，已在这些单位列出，这里只作提示"),
                format!(
                    "differences under {rules} come from the reports of {names}; they are reported there, and here only as notes"
                ),
            ));
        }
        judged
    }
}
