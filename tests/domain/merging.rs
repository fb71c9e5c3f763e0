//! Joining two lines of work on one report: nothing that only one side changed is lost, and what collides is exactly what
//! both changed, differently.

use gouji::domain::comparison::marked;
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::CellId;
use gouji::domain::journal::{Merged, merge, replay};
use gouji::domain::report::{Note, Part, Reopening, Report, Seal};
use gouji::domain::seal;
use gouji::domain::session::{Edit, Purpose, Session};
use gouji::domain::text::Lang;
use gouji::domain::weaving::{Piece, Stretch, stretches, weave, woven};
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
    replay(theirs.clone(), [Edit { purpose: Purpose::Merge, changes: merged.decided(|_| ours) }])
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
    assert!(merged.edits.is_empty() && merged.decided(|_| true).is_empty());
    assert!(!merged.collisions.is_empty());
}

/// Reports whose first chapter has these paragraphs: what two made of the first one.
fn written(texts: [&str; 3]) -> [Report; 3] {
    texts.map(|text| {
        let mut report = blank();
        report.set_text(Part::Chapter(0), text.replace(' ', "\n"));
        report
    })
}

fn chapter(report: &Report) -> String {
    report.text(Part::Chapter(0)).replace('\n', " ")
}

#[test]
fn a_chapter_in_which_two_changed_other_paragraphs_is_joined_without_asking() {
    for (base, ours, theirs, joint) in [
        ("甲 乙 丙", "甲一 乙 丙", "甲 乙 丙二", "甲一 乙 丙二"),
        // Beside one another, and one after the other.
        ("甲 乙", "甲一 乙", "甲 乙二", "甲一 乙二"),
        ("甲 乙", "甲一 乙一", "甲 乙", "甲一 乙一"),
        ("甲 乙 丙", "甲 丙", "甲 乙 丙 丁", "甲 丙 丁"),
        ("甲 乙", "零 甲 乙", "甲二 乙", "零 甲二 乙"),
        ("甲 乙", "甲 乙 丙", "甲 乙二", "甲 乙二 丙"),
        ("甲", "", "甲 乙二 丙", "乙二 丙"),
        // The same from both is no collision.
        ("甲 乙", "甲一 乙", "甲一 乙二", "甲一 乙二"),
        ("", "甲", "甲", "甲"),
    ] {
        let [base, ours, theirs] = written([base, ours, theirs]);
        let merged = merge(&base, &ours, &theirs);
        assert_eq!(merged.collisions, [], "{joint}");
        assert_eq!(chapter(&joined(&theirs, &merged, false)), joint);
        let back = merge(&base, &theirs, &ours);
        assert_eq!(chapter(&joined(&ours, &back, true)), joint);
    }
}

#[test]
fn of_a_chapter_only_the_paragraphs_that_both_changed_are_asked_about_one_by_one() {
    let [base, ours, theirs] = written(["甲 乙 丙 丁", "甲一 乙 丙一 丁一", "甲二 乙二 丙 丁二"]);
    let merged = merge(&base, &ours, &theirs);
    let sides: Vec<(&str, &str)> = merged.collisions.iter().map(|one| (&*one.left, &*one.right)).collect();
    assert_eq!(sides, [("甲二", "甲一"), ("丁二", "丁一")]);
    for (first, second, text) in [
        (true, true, "甲一 乙二 丙一 丁一"),
        (true, false, "甲一 乙二 丙一 丁二"),
        (false, true, "甲二 乙二 丙一 丁一"),
        (false, false, "甲二 乙二 丙一 丁二"),
    ] {
        let changes = merged.decided(|index| [first, second][index]);
        let edit = Edit { purpose: Purpose::Merge, changes };
        assert_eq!(chapter(&replay(theirs.clone(), [edit])), text);
    }
    // Where one took away what the other one changed, and where both begin to write.
    for (base, ours, theirs) in [("甲 乙", "甲", "甲 乙二"), ("", "甲", "乙")] {
        let [base, ours, theirs] = written([base, ours, theirs]);
        let merged = merge(&base, &ours, &theirs);
        assert_eq!(merged.collisions.len(), 1);
        assert_eq!(chapter(&joined(&theirs, &merged, true)), chapter(&ours));
        assert_eq!(chapter(&joined(&theirs, &merged, false)), chapter(&theirs));
    }
    let [base, ours, theirs] = written(["甲", "甲一", "甲二"]);
    assert!(merge(&base, &ours, &theirs).decided(|_| false).is_empty(), "theirs is what they come to");
}

proptest! {
    #[test]
    fn no_paragraph_that_only_one_side_has_is_lost(
        base in proptest::collection::vec(0_u32..4, 0..6),
        ours in proptest::collection::vec(0_u32..9, 0..6),
        theirs in proptest::collection::vec(0_u32..9, 0..6),
    ) {
        let text = |numbers: &Vec<u32>| numbers.iter().map(|n| format!("段{n}")).collect::<Vec<_>>().join("\n");
        let [base, ours, theirs] = [&base, &ours, &theirs].map(text);
        let pieces = weave(&base, &ours, &theirs);
        let all: Vec<String> = pieces.iter().flat_map(|piece| match piece {
            Piece::Settled(paragraphs) => paragraphs.clone(),
            Piece::Open { ours, theirs } => [ours.clone(), theirs.clone()].concat(),
        }).collect();
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for paragraph in side.lines().filter(|paragraph| !base.contains(*paragraph)) {
                prop_assert!(all.iter().any(|one| one == paragraph), "{paragraph} of {side} beside {other}");
            }
        }
        // Who changed nothing gets the other one's.
        prop_assert_eq!(woven(&weave(&base, &base, &theirs), |_| true), theirs.clone());
        prop_assert_eq!(woven(&weave(&base, &ours, &base), |_| false), ours.clone());
        prop_assert_eq!(woven(&weave(&base, &ours, &ours), |_| false), ours);
    }

    #[test]
    fn stretches_of_two_texts_make_up_both_of_them(
        left in "[甲乙丙，]{0,12}", right in "[甲乙丙，]{0,12}",
    ) {
        let text = |side: usize| stretches(&left, &right).into_iter().map(|stretch| match stretch {
            Stretch::Shared(words) => words,
            Stretch::Differs(sides) => sides[side].clone(),
        }).collect::<String>();
        prop_assert_eq!([text(0), text(1)], [left.clone(), right.clone()]);
    }
}

#[test]
fn what_differs_between_two_texts_is_whole_words_and_not_single_characters() {
    let shown = |left, right, beside| marked(&stretches(left, right), beside, Lang::Zh);
    let (left, right) = ("全年收到申请7件，办结6件，结转1件。", "全年收到申请9件，办结8件，结转1件。");
    assert_eq!(
        shown(left, right, 99),
        ["全年收到申请【7】件，办结【6】件，结转1件。", "全年收到申请【9】件，办结【8】件，结转1件。"]
    );
    assert_eq!(shown(left, right, 1), ["…请【7】件…结【6】件…", "…请【9】件…结【8】件…"]);
    assert_eq!(
        shown("一年来各项工作照常开展。", "一年来信息公开有了进展。", 9),
        ["一年来【各项工作照常开】展。", "一年来【信息公开有了进】展。"]
    );
    assert_eq!(shown("公开信息130条。", "公开信息137条。", 9), ["公开信息【130】条。", "公开信息【137】条。"]);
    assert_eq!(shown("甲乙丙丁。\n戊", "甲乙丙戊", 9), ["甲乙丙【丁。 】戊", "甲乙丙【】戊"]);
    assert_eq!(shown("", "甲", 9), ["（空）", "甲"]);
}

#[test]
fn texts_of_any_length_are_held_against_each_other_in_a_moment() {
    let text = |word: &str| (0..40_000).map(|n| format!("{word}{n}")).collect::<Vec<_>>().join("\n");
    let (base, ours, theirs) = (text("甲"), text("乙"), text("丙"));
    let pieces = weave(&base, &ours, &theirs);
    assert_eq!(woven(&pieces, |_| true), ours);
    assert_eq!(stretches(&ours, &theirs).len(), 2, "the last number is the same");
    // What they begin and end with is told apart all the same.
    let ends = [&ours, &theirs].map(|middle| format!("始\n{middle}\n终"));
    assert_eq!(stretches(&ends[0], &ends[1]).len(), 3);
}

#[test]
fn a_merge_opens_a_finished_report_only_with_a_reason_and_undoing_it_gives_the_finished_one_back() {
    let mut finished = of(&[2, 5]);
    finished.seal = Some(Seal { sha256: seal::digest(&seal::canonical(&finished)) });
    finished.sign_off.date = "2026-01-20".into();
    let edit = || {
        let cell = cells(&finished)[0];
        Edit::figures(Purpose::Merge, [(cell, Entry::new(Figure::from(7_u32), Origin::Keyed))])
    };
    let by = Reopening { by: "李四".into(), date: "2026-01-21".into(), reason: "更正".into() };
    let mut session = Session::new(finished.clone());
    for refused in [edit(), seal::opening(&finished, edit(), None)] {
        assert!(!session.apply(refused));
    }
    let nothing = Edit { purpose: Purpose::Merge, changes: Vec::new() };
    assert!(seal::opening(&finished, nothing, Some(by.clone())).changes.is_empty());
    assert!(session.apply(seal::opening(&finished, edit(), Some(by.clone()))));
    assert_eq!(session.report().reopenings, std::slice::from_ref(&by));
    assert!(!session.is_final() && session.report().sign_off.date.is_empty());
    assert!(session.undo().is_some() && session.is_final());
    assert_eq!(seal::state(session.report()), seal::State::Intact);
    assert!(session.redo().is_some() && !session.is_final());
    // Who reopened it here is told of by what both come to.
    let [base, theirs] = [of(&[2]), of(&[2, 5])];
    let mut ours = base.clone();
    ours.reopenings.push(by.clone());
    assert_eq!(joined(&theirs, &merge(&base, &ours, &theirs), false).reopenings, [by]);
}
