//! Explanations along one line: every failed identity restored by a cell of its own, all of them in one row or column. A
//! row that was shifted is found so where the search, which tries every cell of every failed column, does not come to its
//! end. It looks for no others and does not rank.

use super::search::Changes;
use super::system::System;

/// All explanations of these failed identities along one other identity; none where an explanation might have fewer cells
/// than there are failed identities. They are indices into the system.
pub(super) fn along_lines(system: &System, component: &[usize], failed: &[usize]) -> Vec<Changes> {
    let meets = |variable: usize| system.of[variable].iter().filter(|(identity, _)| failed.contains(identity)).count();
    // Where every cell stands in one failed identity at most, each of them takes a cell of its own.
    let alone =
        failed.iter().all(|&one| system.identities[one].terms.iter().all(|&(variable, _)| meets(variable) == 1));
    if !alone {
        return Vec::new();
    }
    let lines = component.iter().filter(|line| !failed.contains(line));
    let mut all: Vec<Changes> = lines.filter_map(|&line| along(system, line, failed)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The changes of a line's cells that restore the failed identities and leave everything else as it is.
fn along(system: &System, line: usize, failed: &[usize]) -> Option<Changes> {
    let on_line = |variable: usize| system.identities[line].terms.iter().any(|&(other, _)| other == variable);
    let mut changes: Changes = Vec::with_capacity(failed.len());
    for &identity in failed {
        let identity = &system.identities[identity];
        let mut shared = identity.terms.iter().filter(|&&(variable, _)| on_line(variable));
        let (Some(&(variable, factor)), None) = (shared.next(), shared.next()) else { return None };
        let change = identity.residual.checked_neg()?.checked_div(i128::from(factor))?;
        let exact = change.checked_mul(i128::from(factor))? == -identity.residual;
        let about = system.variables[variable];
        if !exact || !about.admits(about.value.checked_add(change)?) {
            return None;
        }
        changes.push((variable, Some(change)));
    }
    changes.sort_unstable();
    let touched = changes.iter().flat_map(|&(variable, _)| system.of[variable].iter().map(|&(identity, _)| identity));
    let holds = |identity: usize| {
        let terms = system.identities[identity].terms.iter();
        let shares = terms.filter_map(|&(variable, factor)| {
            let found = changes.binary_search_by_key(&variable, |&(changed, _)| changed).ok()?;
            changes[found].1.and_then(|change| change.checked_mul(i128::from(factor)))
        });
        shares.sum::<i128>() + system.identities[identity].residual == 0
    };
    touched.clone().all(holds).then(|| changes.clone())
}
