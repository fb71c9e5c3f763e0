//! A backup of a collecting office: what it collects, its register and the files as they were handed in go along, with their
//! earlier states, and of two files of one name none is lost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji::domain::collection::roster::{Body, Collection};
use gouji::domain::register::count::Certainty;
use gouji::domain::register::kept::{Case, Kept};
use gouji::domain::seal::digest;
use gouji::store::agency::Agency;
use gouji::store::backup::{Copying, Item, Relation, Way};
use gouji::store::error::StoreError;
use gouji::store::library::Library;

use super::memory::Memory;
use super::{AGENCY, report, with};

const OWN: &str = "/home/报告库";
const BACKUP: &str = "/stick/gouji-backup";

fn at(disk: &Memory, root: &str) -> Library {
    Library::on(Arc::new(disk.clone()), PathBuf::from(root))
}

fn of(library: &Library, names: &[&str]) {
    let change = |collection: &mut Collection| {
        collection.bodies = names.iter().map(|name| Body::new(name)).collect();
        Ok::<_, StoreError>(())
    };
    library.change_collection(AGENCY, 2025, change).expect("saved");
}

fn register(library: &Library, numbers: &[&str]) {
    let case = |number: &&str| Case {
        number: number.to_string(),
        received: None,
        answered: None,
        row: None,
        column: None,
        wording: String::new(),
        certainty: Certainty::Sure,
    };
    let cases = numbers.iter().map(case).collect();
    let kept = Kept { agency: AGENCY.into(), year: 2025, edition: "2021".into(), cases, ..Kept::default() };
    library.keep_register(&kept).expect("kept");
}

fn hand_in(library: &Library, folder: Option<&str>, name: &str, bytes: &[u8]) -> String {
    library.keep_received(AGENCY, 2025, folder, name, bytes, &digest(bytes)).expect("kept")
}

/// The files below a folder, by their paths there.
fn files(disk: &Memory, root: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let below = |(path, bytes): (PathBuf, Vec<u8>)| Some((path.strip_prefix(root).ok()?.to_path_buf(), bytes));
    let is_lock = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "lock");
    disk.files().into_iter().filter_map(below).filter(|(path, _)| !is_lock(path)).collect()
}

/// Copies everything, and says what each thing was to the other library's.
fn copy(from: &Library, to: &Library, way: Way) -> Vec<(Item, Relation)> {
    let mut copying = Copying::new(from.clone(), to.clone()).expect("ready");
    let items = from.items().expect("listed");
    items.into_iter().map(|item| (item.clone(), copying.copy(&item, |_| way).expect("copied"))).collect()
}

/// A library in which there is of everything that the program writes, with earlier states.
fn county() -> Memory {
    let disk = Memory::new();
    let own = at(&disk, OWN);
    for figure in ["1", "22"] {
        own.overwrite(&with(report(2025), "requests.new.natural_person", figure)).expect("saved");
        own.change_agency(AGENCY, |agency| Agency { parent: figure.into(), ..agency }).expect("saved");
    }
    of(&own, &["甲局"]);
    of(&own, &["甲局", "乙局"]);
    register(&own, &["1"]);
    register(&own, &["1", "2"]);
    hand_in(&own, None, "年报.docx", b"of one");
    hand_in(&own, None, "年报.docx", b"of another");
    hand_in(&own, Some("网页-0123"), "index.html", b"a page");
    hand_in(&own, Some("网页-0123"), "样式.css", b"its looks");
    disk
}

#[test]
fn everything_that_the_program_writes_is_in_the_backup_byte_for_byte() {
    let disk = county();
    let (own, backup) = (at(&disk, OWN), at(&disk, BACKUP));
    copy(&own, &backup, Way::Replace);
    let (mine, theirs) = (files(&disk, OWN), files(&disk, BACKUP));
    assert!(mine.keys().any(|path| path.starts_with(Path::new(AGENCY).join("history/2025.collection"))), "{mine:?}");
    assert!(mine.keys().any(|path| path.starts_with(Path::new(AGENCY).join("history/2025.register"))), "{mine:?}");
    assert_eq!(mine.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    assert_eq!(mine, theirs);
    assert!(copy(&own, &backup, Way::Replace).iter().all(|(_, relation)| *relation == Relation::Same));
    assert_eq!(mine, files(&disk, BACKUP), "a second one adds nothing");
    let other = at(&disk, "/home/新库");
    copy(&backup, &other, Way::Leave);
    assert_eq!(mine, files(&disk, "/home/新库"), "and all of it comes back");
}

#[test]
fn of_a_collection_and_a_register_the_newer_state_is_told_by_their_histories() {
    let disk = county();
    let (own, backup) = (at(&disk, OWN), at(&disk, BACKUP));
    copy(&own, &backup, Way::Replace);
    of(&own, &["甲局", "乙局", "丙局"]);
    register(&own, &["1", "2", "3"]);
    let relations = |from: &Library, to: &Library| {
        let copying = Copying::new(from.clone(), to.clone()).expect("ready");
        let [agency, year] = [AGENCY.to_string(), "2025".to_string()];
        let year = year.parse().expect("a year");
        let items = [Item::Collection { agency: agency.clone(), year }, Item::Register { agency, year }];
        items.map(|item| copying.hold(&item).expect("held").relation)
    };
    assert_eq!(relations(&own, &backup), [Relation::Newer; 2]);
    assert_eq!(relations(&backup, &own), [Relation::Older; 2]);
    of(&backup, &["丁局"]);
    register(&backup, &["4"]);
    assert_eq!(relations(&own, &backup), [Relation::Parted; 2]);
    copy(&own, &backup, Way::Replace);
    assert_eq!(backup.load_collection(AGENCY, 2025).expect("read").collection.bodies.len(), 3);
    let earlier = files(&disk, BACKUP);
    let kept = |part: &str, word: &str| {
        let is_there = |(path, bytes): (&PathBuf, &Vec<u8>)| {
            path.to_string_lossy().contains(part) && String::from_utf8_lossy(bytes).contains(word)
        };
        earlier.iter().any(is_there)
    };
    assert!(kept("history/2025.collection", "丁局") && kept("history/2025.register", "\"4\""), "{:?}", earlier.keys());
}

#[test]
fn two_handed_in_files_of_one_name_are_both_kept_and_never_written_over() {
    let disk = Memory::new();
    let (own, backup) = (at(&disk, OWN), at(&disk, BACKUP));
    of(&own, &["甲局"]);
    of(&backup, &["甲局"]);
    hand_in(&own, None, "年报.docx", b"of this machine");
    hand_in(&backup, None, "年报.docx", b"of that machine");
    for _ in 0..2 {
        for (from, to) in [(&own, &backup), (&backup, &own)] {
            copy(from, to, Way::Replace);
        }
        for root in [OWN, BACKUP] {
            let there = files(&disk, root);
            let bytes = there.iter().filter(|(path, _)| path.to_string_lossy().contains("received"));
            let mut bytes: Vec<&[u8]> = bytes.map(|(_, bytes)| bytes.as_slice()).collect();
            bytes.sort();
            assert_eq!(bytes, [&b"of that machine"[..], b"of this machine"], "in {root}");
        }
    }
    let kept = backup.received_file(AGENCY, 2025, "年报.docx").expect("a path");
    assert_eq!(disk.files()[&kept], b"of that machine", "what stood there stands there");
}
