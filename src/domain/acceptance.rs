//! Releases: a failed rule that is let through with a written reason, an error as well as a warning. A release speaks of
//! one finding with the very figures and quoted words it had; as soon as any of them changes, it has lapsed. Who may
//! release, and when, is asked elsewhere.

use super::definition::Severity;
use super::figure::Figure;
use super::finding::{Finding, Status};
use super::recalculation::printed;
use super::report::{Accepted, Report};
use super::rule::Figures;

/// The entry that releases a finding of the report: of the same rule and the same cells, with the figures that they
/// still have, and with a reason.
pub fn release<'a>(report: &'a Report, figures: Figures<'_>, finding: &Finding) -> Option<&'a Accepted> {
    let rule = &finding.rule(figures.form).id;
    report.accepted.iter().find(|accepted| {
        let same = |cell, text: &str| text.parse::<Figure>().is_ok_and(|figure| figure == of(figures, cell));
        finding.status == Status::Fail
            && accepted.rule == *rule
            && !accepted.reason.trim().is_empty()
            && accepted.quote == finding.quote
            && accepted.figures.iter().map(|(cell, _)| *cell).eq(finding.cells.iter().copied())
            && accepted.figures.iter().all(|(cell, text)| same(*cell, text))
    })
}

/// The entry that released a finding of the same rule and cells before its figures changed.
pub fn lapsed<'a>(report: &'a Report, figures: Figures<'_>, finding: &Finding) -> Option<&'a Accepted> {
    let rule = &finding.rule(figures.form).id;
    let about = |accepted: &&Accepted| {
        accepted.rule == *rule
            && accepted.figures.iter().map(|(cell, _)| *cell).eq(finding.cells.iter().copied())
            && (!finding.cells.is_empty() || accepted.quote == finding.quote)
    };
    let before = report.accepted.iter().find(about)?;
    (finding.status == Status::Fail && release(report, figures, finding).is_none()).then_some(before)
}

/// The entry that would release a finding. `None` for a rule that only waits, for a cell whose value is past what can be
/// held, and without a reason.
pub fn accept(figures: Figures<'_>, finding: &Finding, reason: &str, by: &str, date: &str) -> Option<Accepted> {
    let is_known = |&cell| !of(figures, cell).is_unfilled() || figures.is_awaited(cell);
    let known = finding.status == Status::Fail && finding.cells.iter().all(is_known);
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    (known && !reason.is_empty()).then(|| Accepted {
        rule: finding.rule(figures.form).id.clone(),
        figures: finding.cells.iter().map(|&cell| (cell, of(figures, cell).to_string())).collect(),
        quote: finding.quote.clone(),
        reason,
        by: by.to_string(),
        date: date.to_string(),
    })
}

/// A report's entries with new ones, which take the place of those of the same rule, cells and words, lapsed ones
/// included.
pub fn joined(before: &[Accepted], new: Vec<Accepted>) -> Vec<Accepted> {
    let about = |accepted: &Accepted| {
        let cells: Vec<_> = accepted.figures.iter().map(|(cell, _)| *cell).collect();
        (accepted.rule.clone(), cells, accepted.quote.clone())
    };
    let replaced: Vec<_> = new.iter().map(about).collect();
    let kept = before.iter().filter(|accepted| !replaced.contains(&about(accepted))).cloned();
    kept.chain(new).collect()
}

/// The hard errors that nobody released: the failed findings of severity error. They keep a report from being final.
pub fn open_errors(report: &Report, figures: Figures<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let mut open = findings;
    open.retain(|finding| {
        let hard = finding.status == Status::Fail && finding.severity == Severity::Error;
        hard && release(report, figures, finding).is_none()
    });
    open
}

/// A cell's figure as it is printed.
fn of(figures: Figures<'_>, cell: super::form::CellId) -> Figure {
    printed(figures.form, figures.entries, figures.totals, cell)
}
