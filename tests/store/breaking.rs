//! A disk that fails at every step, and a plug that is pulled at every step: the library then holds the old state or the
//! new one, whole, and its history everything that it held before.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji::domain::report::{Key, Report, Scope};
use gouji::domain::settings::Settings;
use gouji::store::agency::Agency;
use gouji::store::atomic::Files;
use gouji::store::digest::Digest;
use gouji::store::document::to_ron;
use gouji::store::error::StoreError;
use gouji::store::library::Library;
use gouji::store::settings::SettingsFile;

use super::memory::{EACCES, EIO, ENOSPC, Fault, Memory};
use super::{AGENCY, FORMS, report, with};

const ROOT: &str = "/stick/报告库";
const SETTINGS: &str = "/home/settings.ron";

/// How many outcomes of a pulled plug are looked at for every step.
const OUTCOMES: u64 = 12;

fn key() -> Key {
    Key { agency: AGENCY.into(), year: 2022, scope: Scope::Own }
}

fn library(disk: &Memory) -> Library {
    Library::on(Arc::new(disk.clone()), PathBuf::from(ROOT))
}

/// A report with prose long enough for several writes.
fn state(figure: &str) -> Report {
    let mut report = with(report(2022), "requests.new.natural_person", figure);
    report.set_text(gouji::domain::report::Part::Chapter(0), format!("第{figure}稿。").repeat(1500));
    report
}

/// What can be read of the report, by its text; every file of its history, by its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    report: Option<String>,
    history: BTreeSet<Vec<u8>>,
    profile: Agency,
}

/// Reads the library as the program does. Whatever is there must be readable and as gouji wrote it.
#[track_caller]
fn found(disk: &Memory) -> Found {
    let library = library(disk);
    let keys = library.keys().expect("listed");
    assert!(keys.is_empty() || keys == [key()], "nothing else is taken for a report: {keys:?}");
    let report = match library.load(&key(), &FORMS) {
        Ok(loaded) => {
            assert_eq!(loaded.digest, Digest::Agrees);
            Some(to_ron(&loaded.report))
        }
        Err(StoreError::Missing(_)) => None,
        Err(error) => panic!("neither the old state nor the new one: {error}"),
    };
    assert_eq!(keys.len(), usize::from(report.is_some()));
    let mut history = BTreeSet::new();
    for state in library.history(&key()).expect("listed") {
        let bytes = Files::on(Arc::new(disk.clone())).read(&state.path).expect("readable");
        assert_eq!(Digest::of(&bytes), Digest::Agrees, "every state of the history is whole");
        history.insert(bytes);
    }
    Found { report, history, profile: library.agency(AGENCY).expect("a whole profile, or none") }
}

/// The faults of an operation that takes so many steps.
fn faults(steps: usize) -> Vec<Fault> {
    let once = [EIO, EACCES, ENOSPC].into_iter().flat_map(|error| (0..steps).map(move |at| Fault::Once(at, error)));
    once.chain((0..steps).map(Fault::Full)).chain((0..=steps).map(Fault::Plug)).collect()
}

/// Does something on a disk that fails at every step in turn, and looks at what is there afterwards: with the process still
/// alive, and after the plug was pulled. `judge` is told whether the operation said that it was done.
pub(super) fn break_at_every_step<E>(
    before: &Memory,
    act: impl Fn(&Memory) -> Result<(), E>,
    judge: impl Fn(&Memory, bool),
) {
    before.settle();
    let whole = before.with(None);
    assert!(act(&whole).is_ok(), "without a fault it is done");
    judge(&whole.with(None), true);
    let steps = whole.operations();
    assert!(steps >= 8, "only {steps} steps");
    for fault in faults(steps) {
        let disk = before.with(Some(fault));
        let done = act(&disk).is_ok();
        judge(&disk.with(None), done);
        // Other faults than the plug leave little that is not flushed.
        let outcomes = if matches!(fault, Fault::Plug(_)) { OUTCOMES } else { OUTCOMES / 4 };
        for seed in 0..outcomes {
            judge(&disk.after_the_plug(seed), done);
        }
    }
}

#[test]
fn a_new_report_is_there_whole_or_not_at_all() {
    let disk = Memory::new();
    let new = state("7");
    break_at_every_step(
        &disk,
        |disk| library(disk).save(&new, None).map(drop),
        |disk, done| {
            let found = found(disk);
            assert!(found.report.is_none() && !done || found.report == Some(to_ron(&new)), "done: {done}");
            assert_eq!(found.profile, Agency::new(AGENCY));
        },
    );
}

#[test]
fn a_save_leaves_the_old_state_or_the_new_one_and_the_history_never_loses() {
    let disk = Memory::new();
    let (first, old, new) = (state("1"), state("22"), state("333"));
    let stamp = library(&disk).save(&first, None).expect("saved");
    let stamp = library(&disk).save(&old, Some(&stamp)).expect("saved");
    break_at_every_step(
        &disk,
        |disk| library(disk).save(&new, Some(&stamp)).map(drop),
        |disk, done| {
            let found = found(disk);
            let is_new = found.report == Some(to_ron(&new));
            assert!(is_new || !done && found.report == Some(to_ron(&old)), "done: {done}");
            assert!(found.history.contains(to_ron(&first).as_bytes()));
            assert!(!is_new || found.history.contains(to_ron(&old).as_bytes()), "the state before is kept first");
        },
    );
}

#[test]
fn a_deleted_report_is_in_its_place_or_in_the_history() {
    let disk = Memory::new();
    let old = state("7");
    library(&disk).save(&old, None).expect("saved");
    break_at_every_step(
        &disk,
        |disk| library(disk).delete(&key()).map(drop),
        |disk, done| {
            let found = found(disk);
            let is_there = found.report == Some(to_ron(&old));
            assert!(is_there || found.history.contains(to_ron(&old).as_bytes()));
            assert!(!done || !is_there, "what was said to be deleted is not there");
        },
    );
}

#[test]
fn restoring_leaves_the_present_state_or_the_earlier_one_and_both_are_kept() {
    let disk = Memory::new();
    let (old, new) = (state("1"), state("22"));
    let stamp = library(&disk).save(&old, None).expect("saved");
    library(&disk).save(&new, Some(&stamp)).expect("saved");
    let earlier = library(&disk).history(&key()).expect("listed").remove(0);
    break_at_every_step(
        &disk,
        |disk| library(disk).restore(&key(), &earlier, &FORMS).map(drop),
        |disk, done| {
            let found = found(disk);
            let is_restored = found.report == Some(to_ron(&old));
            assert!(is_restored || !done && found.report == Some(to_ron(&new)), "done: {done}");
            assert!(found.history.contains(to_ron(&old).as_bytes()));
            assert!(!is_restored || found.history.contains(to_ron(&new).as_bytes()));
        },
    );
}

#[test]
fn the_profile_is_the_old_one_or_the_new_one() {
    let disk = Memory::new();
    library(&disk).save(&state("7"), None).expect("saved");
    let new = Agency { contact: "一路1号".into(), ..Agency::new(AGENCY) };
    break_at_every_step(
        &disk,
        |disk| library(disk).change_agency(AGENCY, |_| new.clone()),
        |disk, done| {
            let profile = found(disk).profile;
            assert!(profile == new || !done && profile == Agency::new(AGENCY), "done: {done}");
        },
    );
}

#[test]
fn settings_are_the_old_ones_or_the_new_ones_and_a_file_that_was_not_understood_is_kept() {
    let settings = |mouse| Settings { mouse, ..Settings::default() };
    let open = |disk: &Memory| SettingsFile::open_on(Files::on(Arc::new(disk.clone())), SETTINGS.into());
    let disk = Memory::new();
    open(&disk).0.save(&settings(true)).expect("saved");
    break_at_every_step(
        &disk,
        |disk| open(disk).0.save(&settings(false)).map(drop),
        |disk, done| {
            let read = open(disk).1.expect("whole settings");
            assert!(read == settings(false) || !done && read == settings(true));
        },
    );
    let disk = Memory::new();
    disk.put(Path::new(SETTINGS), b"(version: 1, mouse", 0o600);
    break_at_every_step(
        &disk,
        |disk| open(disk).0.save(&settings(true)).map(drop),
        |disk, done| {
            let files = disk.files();
            assert!(files.values().any(|bytes| bytes == b"(version: 1, mouse"), "what was there is kept");
            match open(disk).1 {
                Ok(read) => assert_eq!(read, settings(true)),
                Err(_) => assert!(!done),
            }
        },
    );
}

#[test]
fn a_document_that_is_handed_on_is_the_old_one_or_the_new_one() {
    let disk = Memory::new();
    let path = Path::new("/home/2022.docx");
    disk.put(path, &[1; 50_000], 0o640);
    break_at_every_step(
        &disk,
        |disk| Files::on(Arc::new(disk.clone())).publish(path, &[2; 70_000]),
        |disk, done| {
            let bytes = &disk.files()[path];
            assert!(*bytes == [2; 70_000] || !done && *bytes == [1; 50_000]);
            assert_eq!(disk.mode(path), Some(0o640), "permissions are kept");
        },
    );
}

#[test]
fn what_an_interrupted_save_leaves_behind_disturbs_no_later_one() {
    let disk = Memory::new();
    let stamp = library(&disk).save(&state("1"), None).expect("saved");
    disk.settle();
    let whole = disk.with(None);
    library(&whole).save(&state("22"), Some(&stamp)).expect("saved");
    for at in 0..whole.operations() {
        let broken = disk.with(Some(Fault::Plug(at)));
        let _ = library(&broken).save(&state("22"), Some(&stamp));
        for seed in 0..OUTCOMES {
            let disk = broken.after_the_plug(seed);
            library(&disk).overwrite(&state("333")).expect("saved");
            assert_eq!(found(&disk).report, Some(to_ron(&state("333"))));
        }
    }
}

#[test]
fn a_save_that_failed_and_is_tried_again_is_as_safe_as_any() {
    let (old, new) = (state("1"), state("22"));
    let empty = Memory::new();
    let filled = Memory::new();
    library(&filled).save(&old, None).expect("saved");
    for before in [empty, filled] {
        before.settle();
        let whole = before.with(None);
        let was = found(&whole).report;
        library(&whole).overwrite(&new).expect("saved");
        for fault in faults(whole.operations()) {
            if matches!(fault, Fault::Plug(_)) {
                continue;
            }
            let disk = before.with(Some(fault));
            let _ = library(&disk).overwrite(&new);
            disk.mend();
            library(&disk).overwrite(&new).expect("saved at last");
            for seed in 0..OUTCOMES / 2 {
                let found = found(&disk.after_the_plug(seed));
                assert_eq!(found.report, Some(to_ron(&new)), "{fault:?}");
                assert!(was.as_ref().is_none_or(|was| found.history.contains(was.as_bytes())), "{fault:?}");
            }
        }
    }
}

#[test]
fn a_save_that_fails_for_want_of_room_leaves_no_temporary_file() {
    let disk = Memory::new();
    let stamp = library(&disk).save(&state("1"), None).expect("saved");
    disk.settle();
    let whole = disk.with(None);
    library(&whole).save(&state("22"), Some(&stamp)).expect("saved");
    for at in 0..whole.operations() {
        let full = disk.with(Some(Fault::Full(at)));
        let _ = library(&full).save(&state("22"), Some(&stamp));
        let litter: Vec<PathBuf> =
            full.files().into_keys().filter(|path| path.extension().is_some_and(|ending| ending == "tmp")).collect();
        assert!(litter.is_empty(), "{at}: {litter:?}");
    }
}

#[test]
fn a_disk_that_forgets_what_was_not_flushed_is_noticed() {
    // The disk itself is held to its promise here, or the tests above would prove nothing.
    use gouji::store::disk::{Access, Disk};
    let disk = Memory::new();
    let path = Path::new("/a");
    let file = disk.create(path, Access::Private).expect("made");
    file.write_all(b"abc").expect("written");
    let outcomes = |disk: &Memory| -> BTreeSet<Option<Vec<u8>>> {
        (0..200).map(|seed| disk.after_the_plug(seed).files().get(path).cloned()).collect()
    };
    let some = |bytes: &[u8]| Some(bytes.to_vec());
    let all = BTreeSet::from([None, some(b""), some(b"a"), some(b"ab"), some(b"abc"), some(b"\0\0\0")]);
    assert_eq!(outcomes(&disk), all);
    file.flush().expect("flushed");
    assert_eq!(outcomes(&disk), BTreeSet::from([None, some(b"abc")]), "its name is not flushed yet");
    disk.flush_folder(Path::new("/")).expect("flushed");
    assert_eq!(outcomes(&disk), BTreeSet::from([some(b"abc")]));
}
