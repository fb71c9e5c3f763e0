//! Notes as one value: which of them a cell has, what copies share, how one list becomes another; and the gist of a text.

use std::sync::Arc;

use gouji::domain::prose::guide::Gist;
use gouji::domain::report::{Note, Notes};
use gouji::domain::session::{Change, Edit, Purpose, Session};
use proptest::prelude::*;

use crate::forms::nil;
use crate::prose::form;

/// Notes on the report and on its first three cells, the clerk's and others.
fn notes() -> impl Strategy<Value = Vec<Note>> {
    let note = (0_usize..4, prop::sample::select(vec!["", "line 3"]), "[甲乙]{0,2}");
    let note = note.prop_map(|(about, place, text)| {
        let cell = about.checked_sub(1).and_then(|index| form("2021").cells().nth(index));
        Note::new(cell, place, text)
    });
    prop::collection::vec(note, 0..12)
}

proptest! {
    #[test]
    fn what_a_cell_has_is_what_a_search_finds(all in notes()) {
        let kept = Notes::from(all.clone());
        prop_assert_eq!(kept.iter().cloned().collect::<Vec<_>>(), all.clone());
        let abouts = std::iter::once(None).chain(form("2021").cells().take(4).map(Some));
        for about in abouts {
            let found: Vec<&Note> = all.iter().filter(|note| note.cell == about).collect();
            prop_assert_eq!(kept.of(about).collect::<Vec<_>>(), found.clone());
            let own = all.iter().position(|note| note.cell == about && note.place.is_empty());
            prop_assert_eq!(kept.own(about), own);
            if let Some(cell) = about {
                prop_assert_eq!(kept.is_noted(cell), !found.is_empty());
                prop_assert_eq!(kept.is_sourced(cell), found.iter().any(|note| !note.place.is_empty()));
            }
        }
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|place| all[*place].cell.map(|cell| cell.index()));
        prop_assert_eq!(kept.in_form_order(), order);
    }

    #[test]
    fn a_list_is_had_back_from_what_differs(before in notes(), after in notes()) {
        let [before, after] = [before, after].map(Notes::from);
        let (front, behind) = before.overlap(&after);
        let between = after.iter().skip(front).take(after.len() - front - behind).cloned().collect();
        prop_assert_eq!(before.spliced(front, behind, between), Some(after));
        prop_assert_eq!(before.spliced(before.len(), 1, Vec::new()), None);
    }

    #[test]
    fn changing_a_copy_leaves_the_other_one(all in notes(), place in 0_usize..12, text in "[甲乙]") {
        let kept = Notes::from(all.clone());
        let (mut pushed, mut replaced, mut removed) = (kept.clone(), kept.clone(), kept.clone());
        let note = Note::new(None, "", text);
        pushed.push(note.clone());
        replaced.replace(place, note.clone());
        removed.remove(place);
        prop_assert_eq!(&kept, &Notes::from(all.clone()));
        let mut expected = all.clone();
        expected.push(note.clone());
        prop_assert_eq!(pushed, Notes::from(expected));
        let mut expected = all.clone();
        match expected.get_mut(place) {
            Some(old) => *old = note,
            None => expected.push(note),
        }
        prop_assert_eq!(replaced, Notes::from(expected));
        let mut expected = all;
        if place < expected.len() {
            expected.remove(place);
        }
        prop_assert_eq!(removed, Notes::from(expected));
    }

    #[test]
    fn the_gist_of_a_text_that_changed_is_that_of_a_new_one(
        versions in prop::collection::vec(
            prop::collection::vec(
                prop::sample::select(vec!["主动", "公开", "依申请公开", "信息管理", "平台", "监督保障", "12", ".5", "\n", " ", "ａ"]),
                0..12,
            ),
            1..5,
        ),
        same in "[甲一。\n1-3]{0,20}",
    ) {
        let form = form("2021");
        let agency = "某某市人民政府";
        for chapter in &form.definition().chapters {
            let mut gist = Gist::default();
            for version in &versions {
                let text: Arc<str> = format!("{same}{}{same}", version.concat()).into();
                gist = gist.followed(&form, agency, &chapter.id, &text);
                let fresh = Gist::default().followed(&form, agency, &chapter.id, &text);
                prop_assert_eq!(&gist, &fresh);
            }
        }
    }
}

#[test]
fn taking_over_what_was_judged_already_comes_to_the_same() {
    let report = nil(&form("2021"));
    let part = report.parts().nth(1).expect("a chapter");
    let text = "本年度收到申请7件，其中予以公开5件。".to_string();
    let edit = Edit { purpose: Purpose::Write, changes: vec![Change::Text(part, text.clone())] };
    let (mut plain, mut judged) = (Session::new(report.clone()), Session::new(report));
    let before = judged.provisional(Change::Text(part, text));
    assert!(plain.apply(edit.clone()) && judged.apply_judged(edit.clone(), Some(&before)));
    assert!(!plain.failed().is_empty());
    assert_eq!(format!("{:?}", plain.findings()), format!("{:?}", judged.findings()));
    // What was judged is another text by now.
    let other = Edit { purpose: Purpose::Write, changes: vec![Change::Text(part, "没有收到申请。".into())] };
    assert!(plain.apply(other.clone()) && judged.apply_judged(other, Some(&before)));
    assert_eq!(format!("{:?}", plain.findings()), format!("{:?}", judged.findings()));
    assert!(plain.undo().is_some() && judged.undo().is_some());
    assert_eq!(format!("{:?}", plain.findings()), format!("{:?}", judged.findings()));
}
