//! Rules of which the law says where they must not speak: suits after a refusal and after reconsideration, fees that were
//! free, fees paid on last year's notices. The words of the law are in their remedies.

use crate::prose::{of_year, rule, with_last_year};

/// Whether a rule speaks of a year's figures after those of the year before.
fn speaks(id: &str, [last, now]: [&str; 2]) -> bool {
    let report = |year, figures| of_year("某某县某某局", year, figures, &[]);
    let session = with_last_year(report(2025, now), report(2024, last));
    let report = session.report();
    session.failed().iter().any(|finding| rule(report, finding) == id)
}

#[test]
fn a_suit_without_reconsideration_is_told_only_after_refusals_under_articles_14_to_16() {
    let suit = "disputes.litigation_direct.pending=1";
    let with = |figures: &str| format!("{figures} {suit}");
    let refused = "new=1 denied_process=1";
    assert!(speaks("XT-06", [refused, &with(refused)]));
    assert!(speaks("XT-06", ["", &with(refused)]));
    assert!(speaks("XT-06", [refused, suit]));
    for (last, now) in [
        ("", suit.to_string()),
        ("", with("new=1 denied_inquiry=1")),
        ("new=1 denied_inquiry=1", with(refused)),
        (refused, with("new=1 unavailable_not_held=1")),
        ("disputes.litigation_direct.pending=1", with(refused)),
    ] {
        assert!(!speaks("XT-06", [last, &now]), "{last} | {now}");
    }
}

#[test]
fn a_suit_while_reconsideration_is_still_open_is_no_fault() {
    let suit = "disputes.litigation_after_reconsideration.pending=1";
    assert!(speaks("XT-05", ["", suit]));
    for (last, now) in [
        ("", "disputes.reconsideration.pending=1 disputes.litigation_after_reconsideration.pending=1"),
        ("disputes.reconsideration.pending=1", suit),
        ("disputes.reconsideration.upheld=1", suit),
        ("disputes.litigation_after_reconsideration.pending=1", suit),
    ] {
        assert!(!speaks("XT-05", [last, now]), "{last} | {now}");
    }
}

#[test]
fn requests_that_were_carried_over_may_be_those_that_were_charged() {
    assert!(speaks("PL-03", ["", "new=9 carried_in=1 granted=9 other_not_paid=1"]));
    assert!(!speaks("PL-03", ["", "new=9 carried_in=2 granted=10 other_not_paid=1"]));
}
