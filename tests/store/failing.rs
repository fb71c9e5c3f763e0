//! The journal on a disk that refuses a step, fills up or loses its power: what could not be written comes with the next edit,
//! and of a journal that takes another one's place, one of the two is always there.

use std::path::PathBuf;
use std::sync::Arc;

use gouji::domain::journal::Ground;
use gouji::domain::session::{Edit, Purpose, Session};
use gouji::store::document::to_ron;
use gouji::store::journal::Journal;
use gouji::store::library::Library;

use super::journal::{figured, key};
use super::memory::{EIO, ENOSPC, Fault, Memory};
use super::{FORMS, report, with};

/// A disk with a saved report on which nothing is in flight.
fn sound() -> Memory {
    let disk = Memory::new();
    on(&disk).save(&with(report(2022), "requests.new.natural_person", "5"), None).expect("saved");
    disk.settle();
    disk
}

fn on(disk: &Memory) -> Library {
    Library::on(Arc::new(disk.clone()), PathBuf::from("/stick/library"))
}

/// Keys these figures one by one, waiting for the disk after each as an editor does that is in no hurry; the states that were
/// gone through. What is refused is kept and tried again with the next figure.
fn keyed_on(disk: &Memory, session: &mut Session, journal: &mut Journal, figures: std::ops::Range<u32>) -> Vec<String> {
    let mut states = Vec::new();
    for figure in figures {
        let change = figured(session.report(), "requests.new.enterprise", &figure.to_string());
        session.apply(Edit { purpose: Purpose::Key, changes: vec![change] });
        let _ = journal.append(&session.take_committed());
        journal.wait();
        let _ = journal.failure();
        states.push(to_ron(session.report()));
    }
    assert!(disk.operations() > 0);
    states
}

#[test]
fn whatever_step_is_refused_the_next_edit_brings_everything_to_the_disk() {
    let sound = sound();
    for fault in [ENOSPC, EIO] {
        for step in 0.. {
            // The library is read from the sound disk, so that the steps are those of the journal.
            let opened = on(&sound).open(&key(), &FORMS).expect("opened");
            let disk = sound.with(Some(Fault::Once(step, fault)));
            let mut session = Session::new(opened.report.clone());
            let mut journal = Journal::new(&on(&disk), &key(), opened.report, true).expect("a journal");
            keyed_on(&disk, &mut session, &mut journal, 0..4);
            if disk.operations() <= step {
                // Every step was refused once.
                assert!(step > 10, "{step} steps");
                break;
            }
            keyed_on(&disk, &mut session, &mut journal, 10..11);
            assert!(journal.is_flushed(), "step {step}");
            for seed in 0..6 {
                let left = disk.after_the_plug(seed);
                let joined = on(&left).joined(&key(), &FORMS).expect("joined");
                assert_eq!(to_ron(&joined.report), to_ron(session.report()), "step {step}, outcome {seed}");
            }
        }
    }
}

#[test]
fn on_a_disk_that_fills_up_what_is_there_is_what_was_keyed_up_to_then() {
    let sound = sound();
    for step in 0..30 {
        let opened = on(&sound).open(&key(), &FORMS).expect("opened");
        let disk = sound.with(Some(Fault::Full(step)));
        let mut session = Session::new(opened.report.clone());
        let mut journal = Journal::new(&on(&disk), &key(), opened.report, true).expect("a journal");
        let mut states = vec![to_ron(session.report())];
        states.extend(keyed_on(&disk, &mut session, &mut journal, 0..5));
        let joined = on(&disk.with(None)).joined(&key(), &FORMS).expect("joined");
        assert!(states.contains(&to_ron(&joined.report)), "step {step}");
        // What is called flushed is there.
        if journal.is_flushed() {
            assert_eq!(to_ron(&joined.report), to_ron(session.report()), "step {step}");
        }
    }
}

#[test]
fn whatever_step_fails_the_journal_that_is_replaced_or_the_one_that_replaces_it_is_there() {
    // A journal, and a file that somebody else changed after it was begun.
    let sound = sound();
    let opened = on(&sound).open(&key(), &FORMS).expect("opened");
    let (mut session, mut journal) = (Session::new(opened.report), opened.journal);
    keyed_on(&sound, &mut session, &mut journal, 7..8);
    drop(journal);
    on(&sound).overwrite(&with(report(2022), "requests.new.natural_person", "6")).expect("changed");
    sound.settle();
    let old = sound.files()[&on(&sound).journal_path(&key()).expect("a path")].clone();
    for step in 0.. {
        let mut most = 0;
        for fault in [Fault::Once(step, EIO), Fault::Once(step, ENOSPC), Fault::Full(step), Fault::Plug(step)] {
            let opened = on(&sound).open(&key(), &FORMS).expect("opened");
            let held = opened.recovered.expect("recovered");
            assert_eq!(held.ground, Ground::Changed);
            let disk = sound.with(Some(fault));
            let mut session = Session::new(opened.report.clone());
            let mut journal = Journal::new(&on(&disk), &key(), opened.report, true).expect("a journal");
            assert!(held.merged().edits.into_iter().all(|edit| session.apply(edit)));
            let _ = journal.append(&session.take_committed());
            journal.wait();
            most = most.max(disk.operations());
            let outcomes = (0..8).map(|seed| disk.after_the_plug(seed)).chain([disk.with(None)]);
            for left in outcomes {
                assert!(left.files().values().any(|bytes| *bytes == old), "{fault:?}: nothing that was keyed is lost");
                let reopened = on(&left).open(&key(), &FORMS).expect("opened");
                let offered = reopened.recovered.is_some_and(|held| !held.merged().edits.is_empty());
                // What cannot be read is moved, and then there may be none in its place.
                assert!(offered || matches!(fault, Fault::Once(_, EIO)), "{fault:?}: it is offered once more");
            }
        }
        if most <= step {
            assert!(step > 10, "{step} steps");
            break;
        }
    }
}
