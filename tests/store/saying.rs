//! A disk that refuses one step of whatever is written, each step in turn: what the program then says is there is there. Done
//! or only not confirmed: the new state is. Any other refusal: the old one is, as it was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::journal::Ground;
use gouji::domain::report::{Key, Part, Reopening, Report, Scope, Seal};
use gouji::domain::seal::{self, digest};
use gouji::domain::session::{Edit, Purpose, Session};
use gouji::domain::settings::Settings;
use gouji::domain::text::Lang;
use gouji::store::agency::Agency;
use gouji::store::atomic::Files;
use gouji::store::backup::{Item, Way};
use gouji::store::document::to_ron;
use gouji::store::error::StoreError;
use gouji::store::journal::Journal;
use gouji::store::library::Library;
use gouji::store::settings::SettingsFile;
use gouji::work::Office;
use gouji::work::finishing::Unfinished;
use gouji::work::past::Unrestored;
use gouji::work::reader::Reader;

use super::journal::figured;
use super::memory::{EIO, Fault, Memory};
use super::{AGENCY, FORMS, report, with};

const CELL: &str = "requests.new.natural_person";

fn key() -> Key {
    Key { agency: AGENCY.into(), year: 2022, scope: Scope::Own }
}

fn office(disk: &Memory) -> Office {
    let library = Library::on(Arc::new(disk.clone()), PathBuf::from("/stick/报告库"));
    Office { library, forms: FORMS.clone(), lang: Lang::Zh, reader: Reader::here() }
}

/// A report that can be finished, in which some cells have this figure.
fn state(figure: &str) -> Report {
    let mut report = report(2022);
    for cell in report.form().inputs().collect::<Vec<_>>() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Filled));
    }
    for part in report.parts() {
        report.set_text(part, "一年来的工作。".repeat(30));
    }
    with(with(report, CELL, figure), "requests.granted.natural_person", figure)
}

/// The digest of the report in the library; `None` where there is none.
#[track_caller]
fn kept(disk: &Memory) -> Option<String> {
    match office(disk).library.load(&key(), &FORMS) {
        Ok(loaded) => Some(digest(to_ron(&loaded.report).as_bytes())),
        Err(StoreError::Missing(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

/// Does something on a disk that refuses each of its steps in turn, and holds what is there against what was said.
fn told_truly<T: PartialEq + std::fmt::Debug>(
    before: &Memory,
    act: impl Fn(&Memory) -> Result<(), StoreError>,
    found: impl Fn(&Memory) -> T,
) {
    before.settle();
    let whole = before.with(None);
    act(&whole).expect("without a fault it is done");
    let (old, new) = (found(&before.with(None)), found(&whole.with(None)));
    assert_ne!(old, new);
    let steps = whole.operations();
    assert!(steps >= 8, "only {steps} steps");
    for fault in (0..steps).flat_map(|at| [Fault::Once(at, EIO), Fault::Full(at)]) {
        let disk = before.with(Some(fault));
        let said = act(&disk);
        let there = found(&disk.with(None));
        match &said {
            Ok(()) | Err(StoreError::Unsettled { .. } | StoreError::Unremoved { .. }) => {
                assert_eq!(there, new, "{fault:?}: {said:?}")
            }
            Err(_) => assert_eq!(there, old, "{fault:?}: {said:?}"),
        }
    }
}

/// A disk with a report that was saved twice.
fn saved_twice() -> Memory {
    let disk = Memory::new();
    let library = office(&disk).library;
    let stamp = library.save(&state("1"), None).expect("saved");
    library.save(&state("2"), Some(&stamp)).expect("saved");
    disk
}

#[test]
fn of_a_save() {
    let disk = saved_twice();
    let stamp = office(&disk).library.load(&key(), &FORMS).expect("there").stamp;
    told_truly(&disk, |disk| office(disk).library.save(&state("3"), Some(&stamp)).map(drop), kept);
    told_truly(&disk, |disk| office(disk).library.overwrite(&state("3")).map(drop), kept);
}

#[test]
fn of_an_import_or_a_new_report() {
    told_truly(&Memory::new(), |disk| office(disk).add(&state("1")).map(drop), kept);
}

#[test]
fn of_finishing_a_report_with_edits_in_its_journal() {
    let disk = saved_twice();
    let opened = office(&disk).library.open(&key(), &FORMS).expect("opened");
    let (mut session, mut journal) = (Session::new(opened.report), opened.journal);
    let change = figured(session.report(), "proactive.normative_documents.issued", "6");
    session.apply(Edit { purpose: Purpose::Key, changes: vec![change] });
    let _ = journal.append(&session.take_committed());
    journal.wait();
    assert!(journal.is_flushed());
    drop(journal);
    let finish = |disk: &Memory| match office(disk).finish(&key(), "李四", "张三", "2023-01-16") {
        Ok(_) => Ok(()),
        Err(Unfinished::Store(error)) => Err(error),
        Err(other) => panic!("{other}"),
    };
    told_truly(&disk, finish, kept);
}

#[test]
fn of_restoring_deleting_and_bringing_back() {
    let disk = saved_twice();
    let by = Reopening { by: "李四".into(), date: "2023-02-01".into(), reason: "有误".into() };
    let restore = |disk: &Memory| match office(disk).restore(&key(), 1, Some(by.clone())) {
        Ok(restored) => {
            assert!(restored.is_some());
            Ok(())
        }
        Err(Unrestored::Store(error)) => Err(error),
        Err(other) => panic!("{other:?}"),
    };
    told_truly(&disk, restore, kept);
    told_truly(&disk, |disk| office(disk).delete(&key()), kept);
    office(&disk).delete(&key()).expect("deleted");
    told_truly(&disk, |disk| office(disk).undelete(&key()).map(drop), kept);
}

/// A finished report in the library and an unfinished one in a backup, on one disk.
fn finished_and_backed_up() -> Memory {
    let disk = Memory::new();
    let mut finished = state("1");
    finished.seal = Some(Seal { sha256: seal::digest(&seal::canonical(&finished)) });
    office(&disk).library.save(&finished, None).expect("saved");
    let stick = Library::on(Arc::new(disk.clone()), PathBuf::from("/backup/gouji-backup"));
    stick.save(&state("2"), None).expect("saved");
    disk.settle();
    disk
}

#[test]
fn a_finished_report_never_gives_way_to_a_backup_without_saying_who_wanted_that_and_why() {
    let before = finished_and_backed_up();
    let by = Reopening { by: "李四".into(), date: "2023-02-01".into(), reason: "有误".into() };
    let bring_back = |disk: &Memory| -> Result<(), StoreError> {
        let ways = BTreeMap::from([(Item::Report(key()), Way::Replace)]);
        let mut work = office(disk).bring_back(Path::new("/backup"), ways, Some(by.clone()))?;
        while work.step()? {}
        Ok(())
    };
    let whole = before.with(None);
    bring_back(&whole).expect("without a fault it is done");
    assert_eq!(there(&whole).reopenings, std::slice::from_ref(&by));
    let came = office(&whole).library.history(&key()).expect("listed");
    assert_eq!(came.len(), 2, "the finished one and the one that came are both kept");
    let steps = whole.operations();
    for fault in (0..steps).flat_map(|at| [Fault::Once(at, EIO), Fault::Full(at), Fault::Plug(at)]) {
        let disk = before.with(Some(fault));
        let _ = bring_back(&disk);
        for disk in [disk.with(None), disk.after_the_plug(1), disk.after_the_plug(2)] {
            let report = there(&disk);
            assert!(report.seal.is_some() || report.reopenings == [by.clone()], "{fault:?}");
        }
    }
}

fn there(disk: &Memory) -> Report {
    office(disk).library.load(&key(), &FORMS).expect("there").report
}

#[test]
fn of_a_report_that_is_deleted_and_whose_journal_cannot_go_with_it() {
    let before = saved_twice();
    let journal = office(&before).library.journal_path(&key()).expect("a path");
    before.put(&journal, b"(journal:1, what was keyed", 0o600);
    before.settle();
    let whole = before.with(None);
    office(&whole).delete(&key()).expect("deleted");
    assert!(!office(&whole).library.holds_report(&key()));
    let mut left = 0;
    for fault in (0..whole.operations()).map(|at| Fault::Once(at, EIO)) {
        let disk = before.with(Some(fault));
        let said = office(&disk).delete(&key());
        let disk = disk.with(None);
        let has_journal = disk.files().contains_key(&journal);
        match (&said, kept(&disk)) {
            (Ok(()) | Err(StoreError::Unsettled { .. } | StoreError::Unremoved { .. }), None) => {
                assert!(!has_journal, "{fault:?}");
            }
            (Err(error @ StoreError::Left { path, .. }), None) => {
                assert!(has_journal && *path == journal, "{fault:?}");
                let words = error.message(Lang::Zh);
                assert!(words.contains("报告已删除") && words.contains("journal"), "{words}");
                left += 1;
                office(&disk).delete(&key()).expect("deleted once more");
                assert!(!office(&disk).library.holds_report(&key()), "{fault:?}");
            }
            (Err(_), Some(_)) => assert!(has_journal, "{fault:?}: {said:?}"),
            (said, there) => panic!("{fault:?}: {said:?}, {there:?}"),
        }
    }
    assert!(left > 0);
}

#[test]
fn of_profiles_settings_and_documents_that_are_handed_on() {
    let disk = saved_twice();
    let moved = |profile: Agency| Agency { contact: "一路1号".into(), ..profile };
    let found = |disk: &Memory| office(disk).library.agency(AGENCY).expect("read");
    told_truly(&disk, |disk| office(disk).library.change_agency(AGENCY, moved), found);

    let open = |disk: &Memory| SettingsFile::open_on(Files::on(Arc::new(disk.clone())), "/home/settings.ron".into());
    let settings = |mouse| Settings { mouse, ..Settings::default() };
    let disk = Memory::new();
    open(&disk).0.save(&settings(true)).expect("saved");
    told_truly(&disk, |disk| open(disk).0.save(&settings(false)).map(drop), |disk| open(disk).1.expect("read"));

    let path = Path::new("/home/2022.docx");
    let disk = Memory::new();
    disk.put(path, &[1; 50_000], 0o640);
    let publish = |disk: &Memory| Files::on(Arc::new(disk.clone())).publish(path, &[2; 70_000]);
    told_truly(&disk, publish, |disk| disk.files()[path].clone());
}

/// What the editor calls safe is there, whatever step of its journal was refused.
#[test]
fn of_a_journal() {
    let disk = saved_twice();
    disk.settle();
    for step in 0.. {
        let opened = office(&disk).library.open(&key(), &FORMS).expect("opened");
        let broken = disk.with(Some(Fault::Once(step, EIO)));
        let mut session = Session::new(opened.report.clone());
        let mut journal = Journal::new(&office(&broken).library, &key(), opened.report, true).expect("a journal");
        session.apply(Edit { purpose: Purpose::Key, changes: vec![figured(session.report(), CELL, "7")] });
        session.apply(Edit {
            purpose: Purpose::Write,
            changes: vec![gouji::domain::session::Change::Text(Part::Chapter(0), "正文。".into())],
        });
        let _ = journal.append(&session.take_committed());
        journal.wait();
        if journal.is_flushed() {
            let joined = office(&broken.with(None)).library.joined(&key(), &FORMS).expect("joined");
            assert_eq!(to_ron(&joined.report), to_ron(session.report()), "step {step}");
            assert!(joined.recovered.is_some_and(|held| held.ground != Ground::Changed), "step {step}");
        }
        if broken.operations() <= step {
            break;
        }
    }
}
