//! A collection's file: what is saved comes back, nothing that somebody else wrote is lost, and what cannot be read is told by
//! its place and left alone.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use gouji::domain::collection::roster::{Adjustment, Body, Collection, Decision, Duty, Point, Receipt, Slip, Verdict};
use gouji::domain::report::Scope;
use gouji::domain::text::Lang;
use gouji::store::collection::{from_ron, to_ron};
use gouji::store::error::StoreError;
use gouji::store::library::Library;

use super::breaking::break_at_every_step;
use super::memory::Memory;

const AGENCY: &str = "某某县人民政府";

/// A collection in which everything that there can be is there.
fn collection() -> Collection {
    let date = "2026-01-20".parse().expect("a date");
    let receipt = Receipt {
        name: "年报 \"终\".docx".into(),
        kept: "甲局-1.docx".into(),
        sha256: "ab".into(),
        content: "cd".into(),
        tables: "ef".into(),
        date,
    };
    let point = Point {
        rule: "T3-01".into(),
        cells: vec!["requests.new.natural_person".into()],
        sides: Some(("7".into(), "8".into())),
        message: "两边不等\n请核对".into(),
    };
    let slip = Slip { number: 3, points: vec![point], remark: "请核对".into(), due: Some(date) };
    let decision = |verdict, receipts| Decision { verdict, by: "张某".into(), date, receipts };
    let handed_in = Body {
        former: vec!["甲委".into(), "甲办".into()],
        group: "部门".into(),
        due: Some(date),
        receipts: vec![receipt],
        decisions: vec![decision(Verdict::Returned(slip), 1), decision(Verdict::Accepted, 1)],
        ..Body::new("甲局")
    };
    let exempt = Body {
        duty: Duty::Exempt("六月撤销".into()),
        decisions: vec![decision(Verdict::Exempted("并入甲局".into()), 0)],
        ..Body::new("乙局")
    };
    let lower = Body { scope: Scope::Aggregated, duty: Duty::Separate, ..Body::new("丙区人民政府") };
    let adjustment = Adjustment {
        cell: "requests.new.natural_person".into(),
        amount: "-3".parse().expect("a number"),
        reason: "共同被告".into(),
        by: "张某".into(),
        date,
    };
    Collection {
        bodies: vec![handed_in, exempt, lower],
        adjustments: vec![adjustment],
        ..Collection::new(AGENCY, 2025)
    }
}

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::at(folder.path().join("库"));
    (folder, library)
}

fn of(names: &[&str]) -> Collection {
    Collection { bodies: names.iter().map(|name| Body::new(name)).collect(), ..Collection::new(AGENCY, 2025) }
}

/// Adds a body.
fn adding(name: &str) -> impl Fn(&mut Collection) -> Result<(), StoreError> {
    move |collection| {
        collection.bodies.push(Body::new(name));
        Ok(())
    }
}

#[test]
fn what_is_saved_comes_back() {
    let (_folder, library) = library();
    let stamp = library.save_collection(&collection(), None).expect("saved");
    let loaded = library.load_collection(AGENCY, 2025).expect("read");
    assert_eq!((loaded.collection, loaded.stamp), (collection(), stamp));
    let path = library.collection_path(AGENCY, 2025).expect("a path");
    assert!(path.ends_with("某某县人民政府/2025.collection.ron") && path.is_file(), "{path:?}");
}

#[test]
fn a_collection_is_no_report() {
    let (_folder, library) = library();
    library.save_collection(&collection(), None).expect("saved");
    library
        .save_collection(&of(&["甲局"]), Some(&library.load_collection(AGENCY, 2025).expect("read").stamp))
        .expect("saved");
    assert_eq!(library.keys().expect("listed"), []);
}

#[test]
fn states_before_are_kept_apart_from_those_of_reports() {
    let (_folder, library) = library();
    let stamp = library.save_collection(&of(&["甲局"]), None).expect("saved");
    library.save_collection(&of(&["甲局", "乙局"]), Some(&stamp)).expect("saved");
    let folder = library.root().join(AGENCY).join("history/2025.collection");
    let kept: Vec<PathBuf> =
        fs::read_dir(folder).expect("listed").map(|entry| entry.expect("an entry").path()).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read_to_string(&kept[0]).expect("read"), to_ron(&of(&["甲局"])));
}

#[test]
fn what_somebody_else_wrote_is_not_overwritten() {
    let (_folder, library) = library();
    let stamp = library.save_collection(&of(&["甲局"]), None).expect("saved");
    library.save_collection(&of(&["甲局", "乙局"]), Some(&stamp)).expect("saved");
    let refused = library.save_collection(&of(&["丙局"]), Some(&stamp)).expect_err("refused");
    assert!(matches!(refused, StoreError::Changed { gone: false, .. }), "{refused}");
    let refused = library.save_collection(&of(&["丙局"]), None).expect_err("refused");
    assert!(matches!(refused, StoreError::Exists(_)), "{refused}");
    assert_eq!(library.load_collection(AGENCY, 2025).expect("read").collection, of(&["甲局", "乙局"]));
}

#[test]
fn many_who_change_it_at_once_lose_nothing() {
    let (_folder, library) = library();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let library = &library;
            scope.spawn(move || {
                for number in 0..5 {
                    let name = format!("{writer}-{number}");
                    let change = adding(&name);
                    while let Err(error) = library.change_collection(AGENCY, 2025, &change) {
                        assert!(matches!(error, StoreError::Held { .. }), "{error}");
                        std::thread::yield_now();
                    }
                }
            });
        }
    });
    assert_eq!(library.load_collection(AGENCY, 2025).expect("read").collection.bodies.len(), 20);
}

#[test]
fn a_change_that_is_refused_leaves_the_file_as_it_is() {
    let (_folder, library) = library();
    library.save_collection(&of(&["甲局"]), None).expect("saved");
    let before = fs::read(library.collection_path(AGENCY, 2025).expect("a path")).expect("read");
    let refuse = |collection: &mut Collection| {
        collection.bodies.clear();
        Err::<(), StoreError>(StoreError::Nameless)
    };
    assert!(library.change_collection(AGENCY, 2025, refuse).is_err());
    assert_eq!(fs::read(library.collection_path(AGENCY, 2025).expect("a path")).expect("read"), before);
}

#[test]
fn a_newer_file_is_left_alone_and_said() {
    let text = to_ron(&collection()).replace("version: 1", "version: 7");
    let error = from_ron("2025.collection.ron", &text).expect_err("refused");
    assert!(matches!(error, StoreError::Newer { version: 7, .. }), "{error}");
    let (_folder, library) = library();
    library.save_collection(&of(&["甲局"]), None).expect("saved");
    let path = library.collection_path(AGENCY, 2025).expect("a path");
    fs::write(&path, &text).expect("written");
    let refused = library.change_collection(AGENCY, 2025, adding("乙局"));
    assert!(matches!(refused, Err(StoreError::Newer { .. })), "{refused:?}");
    assert_eq!(fs::read_to_string(&path).expect("read"), text);
}

#[test]
fn damage_is_told_by_its_place() {
    let text = to_ron(&collection());
    let place = |old: &str, new: &str| {
        assert!(text.contains(old), "{old}");
        match from_ron("2025.collection.ron", &text.replacen(old, new, 1)) {
            Err(StoreError::Damaged { line, cause, .. }) => (line, cause.words(Lang::Zh)),
            other => panic!("{other:?}"),
        }
    };
    let line = |words: &str| text.lines().position(|line| line.contains(words)).expect(words) + 1;
    let (at, words) = place("due: \"2026-01-20\"", "due: \"2026-13-20\"");
    assert_eq!(at, line("name: \"甲局\""));
    assert!(words.contains("2026-13-20"), "{words}");
    let (at, _) = place("amount: \"-3\"", "amount: \"x\"");
    assert_eq!(at, line("amount:"));
    let (at, words) = place("name: \"乙局\"", "name: \"甲局 \"");
    assert_eq!(at, line("name: \"乙局\""));
    assert!(words.contains("两次"), "{words}");
    let (at, _) = place("group: \"部门\"", "grup: \"部门\"");
    assert_eq!(at, line("name: \"甲局\""));
}

#[test]
fn a_file_of_another_agency_or_year_is_not_taken() {
    let (_folder, library) = library();
    library.save_collection(&of(&["甲局"]), None).expect("saved");
    let folder = library.root().join(AGENCY);
    fs::copy(folder.join("2025.collection.ron"), folder.join("2024.collection.ron")).expect("copied");
    let error = library.load_collection(AGENCY, 2024).expect_err("refused");
    assert!(matches!(error, StoreError::Misplaced { year: 2025, .. }), "{error}");
}

#[test]
fn a_disk_that_fails_at_any_step_leaves_the_old_state_or_the_new_one() {
    let library = |disk: &Memory| Library::on(Arc::new(disk.clone()), PathBuf::from("/stick/报告库"));
    let disk = Memory::new();
    let (old, new) = (of(&["甲局"]), of(&["甲局", "乙局"]));
    library(&disk).save_collection(&old, None).expect("saved");
    break_at_every_step(
        &disk,
        |disk| library(disk).change_collection(AGENCY, 2025, adding("乙局")).map(drop),
        |disk, done| {
            let found = library(disk).load_collection(AGENCY, 2025).expect("readable").collection;
            assert!(found == new || !done && found == old, "done: {done}, {found:?}");
        },
    );
}
