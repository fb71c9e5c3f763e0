//! Judges what the prose says: against the tables, against itself, against last year's. It reads words and
//! numbers; what it looks for is written in `assets/rules`.

use super::definition::Check;
use super::definition::prose::ProseCheck;
use super::finding::{Finding, Status};
use super::form::Relation;
use super::report::Report;
use super::rule::{Figures, Outcome};

/// The prose of a report as rules see it: made once, judged whenever figures change.
#[derive(Debug, Clone, Default)]
pub struct Reading;

impl Reading {
    /// Reads all parts of a report's prose.
    pub fn new(_report: &Report) -> Reading {
        Reading
    }

    /// What one instance of a rule on the prose comes to, with all findings, failed or pending.
    pub fn judge(&self, report: &Report, figures: Figures<'_>, instance: usize) -> (Outcome, Vec<Finding>) {
        let form = figures.form;
        let at = &form.instances()[instance];
        let (Relation::Prose(_sums), Check::Prose(check)) = (&at.relation, &form.definition().rules[at.rule].check)
        else {
            return (Outcome::Silent, Vec::new());
        };
        match check {
            ProseCheck::NotEmpty(name) => {
                let empty = report.parts().any(|part| report.part_name(part) == name && report.text(part).is_empty());
                let findings = if empty { vec![Finding::new(form, instance, Status::Fail)] } else { Vec::new() };
                (if empty { Outcome::Fail } else { Outcome::Pass }, findings)
            }
        }
    }
}
