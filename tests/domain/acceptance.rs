//! Releases: what they let through, when they lapse, and that they are undone as one edit.

use gouji::domain::acceptance::{accept, joined, release};
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::Accepted;
use gouji::domain::session::{Change, Edit, Purpose, Session};
use proptest::prelude::*;

use crate::forms::{cell, form, keyed, nil};

/// Everything 0, but one request that nobody handled: T3-01 fails in its column and in the total's.
fn unbalanced() -> Session {
    let mut session = Session::new(nil(&form("2021")));
    let new = cell(session.form(), "requests.new.natural_person");
    session.apply(Edit::figures(Purpose::Key, [(new, keyed("3"))]));
    assert_eq!(session.open_errors().len(), 2);
    session
}

fn released() -> Session {
    let mut session = unbalanced();
    let edit = session.releasing("有复议在办", "张三", "2026-01-09");
    assert!(session.apply(edit));
    session
}

#[test]
fn a_release_closes_every_open_error_with_its_reason_and_is_one_undoable_edit() {
    let mut session = released();
    assert_eq!(session.open_errors(), []);
    assert_eq!(session.failed().len(), 2, "the findings are still there");
    let entries = session.report().accepted.clone();
    assert!(entries.iter().all(|one| (one.rule.as_str(), one.by.as_str()) == ("T3-01", "张三")));
    session.undo();
    assert_eq!((session.report().accepted.len(), session.open_errors().len()), (0, 2));
    session.redo();
    assert_eq!(session.report().accepted, entries);
}

#[test]
fn a_release_lapses_with_its_figures_and_holds_again_with_them() {
    let mut session = released();
    let other = cell(session.form(), "requests.granted.natural_person");
    session.apply(Edit::figures(Purpose::Key, [(other, keyed("1"))]));
    assert_eq!(session.open_errors().len(), 2, "one case more was granted: the total that was spoken of is another");
    session.undo();
    assert_eq!(session.open_errors(), []);
}

#[test]
fn without_a_reason_nothing_is_released_neither_by_an_edit_nor_by_an_entry() {
    let mut session = unbalanced();
    for reason in ["", " ", "\u{3000}\n"] {
        let edit = session.releasing(reason, "张三", "");
        assert!(!session.apply(edit), "{reason:?}");
    }
    let mut session = released();
    let blank = session.report().accepted.iter().map(|one| Accepted { reason: " ".into(), ..one.clone() }).collect();
    session.apply(Edit { purpose: Purpose::Release, changes: vec![Change::Accepted(blank)] });
    assert_eq!(session.open_errors().len(), 2);
}

#[test]
fn a_release_of_one_rule_or_column_is_none_of_another() {
    let mut session = released();
    let first = session.report().accepted[0].clone();
    for wrong in [
        Accepted { rule: "T3-02".into(), ..first.clone() },
        Accepted { figures: first.figures[1..].to_vec(), ..first.clone() },
    ] {
        session.apply(Edit { purpose: Purpose::Release, changes: vec![Change::Accepted(vec![wrong])] });
        assert_eq!(session.open_errors().len(), 2);
    }
    session.apply(Edit { purpose: Purpose::Release, changes: vec![Change::Accepted(vec![first])] });
    assert_eq!(session.open_errors().len(), 1);
}

#[test]
fn a_pending_rule_and_sums_too_large_to_compare_cannot_be_released() {
    let mut session = unbalanced();
    let [one, two] = ["granted", "partial"].map(|row| cell(session.form(), &format!("requests.{row}.natural_person")));
    let largest = Entry::new("9223372036854775808".parse().expect("a figure"), Origin::Keyed);
    session.apply(Edit::figures(Purpose::Key, [(one, largest), (two, largest)]));
    let overflow = session.failed().into_iter().find(|finding| finding.difference.is_none()).expect("an overflow");
    assert_eq!(accept(session.figures(), &overflow, "因为", "", ""), None);
    session.apply(Edit::figures(Purpose::Clear, [(one, Entry::UNFILLED)]));
    let findings = session.findings();
    let pending = findings.iter().find(|finding| finding.waiting > 0).expect("a pending rule");
    assert_eq!(accept(session.figures(), pending, "因为", "", ""), None);
}

#[test]
fn a_new_release_takes_the_place_of_the_lapsed_one() {
    let mut session = released();
    let other = cell(session.form(), "requests.granted.natural_person");
    session.apply(Edit::figures(Purpose::Key, [(other, keyed("1"))]));
    let edit = session.releasing("另一个原因", "李四", "2026-01-10");
    session.apply(edit);
    assert_eq!(session.report().accepted.len(), 2);
    assert!(session.report().accepted.iter().all(|one| one.reason == "另一个原因"));
    assert_eq!(joined(&session.report().accepted, Vec::new()), session.report().accepted);
}

proptest! {
    /// Whatever becomes of a cell that the finding speaks of, the release holds exactly as long as its figures are the same.
    #[test]
    fn a_release_holds_exactly_as_long_as_its_figures(which in any::<prop::sample::Index>(), figure in 0..9_u32) {
        let session = released();
        let mut changed = session.clone();
        let inputs: Vec<_> = session.form().inputs().collect();
        let cell = *which.get(&inputs);
        let entry = Entry::new(Figure::from(figure), Origin::Imported);
        changed.apply(Edit::figures(Purpose::Key, [(cell, entry)]));
        for finding in changed.failed() {
            let cells = |session: &Session| -> Vec<Figure> {
                let shown = |&cell: &_| gouji::domain::recalculation::shown(
                    session.form(), session.report().entries(), session.totals(), cell);
                finding.cells.iter().map(shown).collect()
            };
            let before = session.failed().iter().any(|one| one.instance == finding.instance);
            let same = before && cells(&session) == cells(&changed);
            prop_assert_eq!(release(changed.report(), changed.figures(), &finding).is_some(), same);
        }
    }
}
