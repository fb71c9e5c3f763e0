//! Joining two lines of work on one report: nothing that only one side changed is lost, and what collides is exactly what
//! both changed, differently.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::CellId;
use gouji::domain::journal::{Merged, merge, replay};
use gouji::domain::report::{Note, Part, Report};
use gouji::domain::session::{Edit, Purpose};
use proptest::prelude::*;

use crate::forms;

const CELLS: usize = 12;

fn blank() -> Report {
    forms::blank(&forms::form("2021"))
}

/// What a report says, for comparison.
fn content(report: Report) -> (Vec<Entry>, String) {
    let texts: Vec<&str> = report.parts().map(|part| report.text(part)).collect();
    (report.entries().to_vec(), texts.join("\n"))
}

fn cells(report: &Report) -> Vec<CellId> {
    report.form().cells().take(CELLS).collect()
}

/// A report with these figures in its first cells; 0 for unfilled. The last number is the first chapter's text.
fn of(figures: &[u32]) -> Report {
    let mut report = blank();
    let ids = cells(&report);
    for (cell, &figure) in ids.into_iter().zip(figures) {
        let entry = if figure == 0 { Entry::UNFILLED } else { Entry::new(Figure::from(figure), Origin::Keyed) };
        report.set_entry(cell, entry);
    }
    let text = figures.last().map_or(String::new(), |number| "文字".repeat(*number as usize));
    report.set_text(Part::Chapter(0), text);
    report
}

/// What a merge comes to, with ours at the collisions where that is asked for.
fn joined(theirs: &Report, merged: &Merged, ours: bool) -> Report {
    let decided = if ours { merged.withheld.clone() } else { Vec::new() };
    let last = Edit { purpose: Purpose::Merge, changes: decided };
    replay(theirs.clone(), merged.edits.iter().cloned().chain([last]))
}

proptest! {
    #[test]
    fn what_one_side_changed_is_taken_and_what_both_changed_differently_collides(
        base in proptest::collection::vec(0_u32..3, CELLS + 1),
        ours in proptest::collection::vec(0_u32..3, CELLS + 1),
        theirs in proptest::collection::vec(0_u32..3, CELLS + 1),
    ) {
        let [b, o, t] = [&base, &ours, &theirs].map(|figures| of(figures));
        let (merged, back) = (merge(&b, &o, &t), merge(&b, &t, &o));
        let collide = |i: usize| ours[i] != base[i] && theirs[i] != base[i] && ours[i] != theirs[i];
        let mut expected: Vec<String> = (0..CELLS).filter(|&i| collide(i))
            .map(|i| b.form().cell(cells(&b)[i]).name.clone()).collect();
        expected.extend(collide(CELLS).then(|| b.part_name(Part::Chapter(0)).to_string()));
        let names = |merged: &Merged| merged.collisions.iter().map(|one| one.what.clone()).collect::<Vec<_>>();
        prop_assert_eq!(names(&merged), expected.clone());
        prop_assert_eq!(names(&back), expected);
        prop_assert_eq!(merged.withheld.len(), merged.collisions.len());
        for (here, there) in merged.collisions.iter().zip(&back.collisions) {
            prop_assert_eq!((&here.left, &here.right), (&there.right, &there.left));
        }
        // Whichever side is joined with the other one, the same stands where one of them is followed.
        prop_assert_eq!(content(joined(&t, &merged, true)), content(joined(&o, &back, false)));
        prop_assert_eq!(content(joined(&t, &merged, false)), content(joined(&o, &back, true)));
        let result = joined(&t, &merged, true);
        for (i, cell) in cells(&b).into_iter().enumerate() {
            let wanted = if ours[i] != base[i] { ours[i] } else { theirs[i] };
            let wanted = if wanted == 0 { Figure::Unfilled } else { Figure::from(wanted) };
            prop_assert_eq!(result.entry(cell).figure(), wanted);
        }
    }

    #[test]
    fn notes_of_both_sides_stay_and_those_taken_away_on_either_go(
        base in proptest::sample::subsequence((0..8).collect::<Vec<u32>>(), 0..=8),
        ours in proptest::sample::subsequence((0..8).collect::<Vec<u32>>(), 0..=8),
        theirs in proptest::sample::subsequence((0..8).collect::<Vec<u32>>(), 0..=8),
    ) {
        let report = |notes: &[u32]| {
            let mut report = blank();
            report.notes = notes.iter().map(|number| Note::new(None, "", format!("批注 {number}"))).collect();
            report
        };
        let [b, o, t] = [&base, &ours, &theirs].map(|notes| report(notes));
        let merged = merge(&b, &o, &t);
        prop_assert!(merged.collisions.is_empty());
        let mut texts: Vec<String> = joined(&t, &merged, false).notes.iter().map(|note| note.text.to_string()).collect();
        texts.sort();
        let stays = |n: &u32| match base.contains(n) {
            true => ours.contains(n) && theirs.contains(n),
            false => ours.contains(n) || theirs.contains(n),
        };
        let expected: Vec<String> = (0..8).filter(stays).map(|number| format!("批注 {number}")).collect();
        prop_assert_eq!(texts, expected);
    }
}

#[test]
fn the_same_figure_from_two_places_is_no_collision_and_a_verified_figure_gives_way_to_a_changed_one() {
    let base = of(&[1, 1, 1]);
    let with = |number: u32, origin| {
        let mut report = base.clone();
        report.set_entry(cells(&base)[0], Entry::new(Figure::from(number), origin));
        report
    };
    let first = |report: &Report| report.entry(cells(report)[0]);
    let [verified, keyed, imported] = [with(1, Origin::Verified), with(2, Origin::Keyed), with(2, Origin::Imported)];
    for (ours, theirs, number, origin) in [
        (&keyed, &imported, 2, Origin::Imported),
        (&imported, &keyed, 2, Origin::Keyed),
        (&verified, &keyed, 2, Origin::Keyed),
        (&keyed, &verified, 2, Origin::Keyed),
        (&verified, &base, 1, Origin::Verified),
        (&base, &verified, 1, Origin::Verified),
    ] {
        let merged = merge(&base, ours, theirs);
        assert_eq!(merged.collisions, []);
        let result = joined(theirs, &merged, false);
        assert_eq!(first(&result), Entry::new(Figure::from(number), origin));
    }
}

#[test]
fn signatures_changed_on_one_side_are_taken_and_a_finished_report_takes_nothing() {
    let base = of(&[1]);
    let mut signed = base.clone();
    signed.sign_off.keyer = "李四".into();
    let merged = merge(&base, &signed, &of(&[2]));
    assert_eq!(joined(&of(&[2]), &merged, false).sign_off.keyer, "李四");
    let mut finished = of(&[2, 5]);
    finished.seal = Some(gouji::domain::report::Seal { sha256: "0".into() });
    let merged = merge(&base, &of(&[3]), &finished);
    assert!(merged.edits.is_empty() && merged.withheld.is_empty());
    assert!(!merged.collisions.is_empty());
}
