//! Receiving on a disk that fails at every step: the report before, the report handed in and the file as it came are never
//! lost, what is said to be received is, and receiving the same again makes whole what was begun.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use gouji::domain::collection::roster::{Body, Collection};
use gouji::domain::report::{Key, Report, Scope};
use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
use gouji::store::library::Library;
use gouji::work::Office;
use gouji::work::reader::Reader;
use gouji::work::receiving::{HandIn, Receiving, tasks};

use super::memory::{EIO, Fault, Memory};
use super::{FORMS, report, with};

const COLLECTING: &str = "某某县人民政府";
const BODY: &str = "甲局";

fn office(disk: &Memory) -> Office {
    let library = Library::on(Arc::new(disk.clone()), PathBuf::from("/stick/报告库"));
    Office { library, forms: FORMS.clone(), lang: Lang::Zh, reader: Reader::here() }
}

fn handed_in(figure: &str) -> Report {
    let mut report = with(report(2025), "requests.new.natural_person", figure);
    report.agency = Some(BODY.into());
    report
}

fn key() -> Key {
    Key { agency: BODY.into(), year: 2025, scope: Scope::Own }
}

/// Receives a file; an error where it is not received.
fn receive(disk: &Memory, file: &PathBuf) -> Result<HandIn, String> {
    let wish = Receiving { agency: COLLECTING.into(), year: 2025, body: None, dry_run: false };
    let mut told = Vec::new();
    let received = office(disk).receive(&wish, &tasks(std::slice::from_ref(file)), || (), |hand_in| told.push(hand_in));
    received.map_err(|error| error.to_string())?;
    let hand_in = told.pop().expect("told");
    if hand_in.has_failed { Err(hand_in.message) } else { Ok(hand_in) }
}

#[test]
fn whatever_ends_it_nothing_is_lost_and_receiving_again_makes_it_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let [old, new] = [("旧.ron", "1"), ("新.ron", "22")].map(|(name, figure)| {
        let path = folder.path().join(name);
        fs::write(&path, to_ron(&handed_in(figure))).expect("written");
        path
    });
    let disk = Memory::new();
    let roster = Collection { bodies: vec![Body::new(BODY)], ..Collection::new(COLLECTING, 2025) };
    office(&disk).library.save_collection(&roster, None).expect("saved");
    receive(&disk, &old).expect("received");
    let texts = [&old, &new].map(|path| fs::read(path).expect("there"));
    let stored = |disk: &Memory| to_ron(&office(disk).library.load(&key(), &FORMS).expect("there").report).into_bytes();
    let receipts = |disk: &Memory| {
        let collection = office(disk).library.load_collection(COLLECTING, 2025).expect("whole").collection;
        let kept = collection.bodies[0].receipts.iter().map(|receipt| {
            let path = office(disk).library.received_file(COLLECTING, 2025, &receipt.kept).expect("a path");
            disk.files().get(&path).cloned().expect("kept")
        });
        kept.collect::<Vec<_>>()
    };
    let judge = |disk: &Memory, done: bool| {
        let (there, kept) = (stored(disk), receipts(disk));
        assert_eq!(kept[0], texts[0]);
        assert!(there == texts[1] || !done && there == texts[0], "one of the two, whole; done: {done}");
        assert!(kept.len() == 2 || !done, "what is said to be received has its receipt");
        if there == texts[1] {
            let states = office(disk).library.history(&key()).expect("a history");
            assert!(states.iter().any(|state| disk.files().get(&state.path) == Some(&texts[0])));
        }
    };
    disk.settle();
    let whole = disk.with(None);
    receive(&whole, &new).expect("received");
    judge(&whole, true);
    let steps = whole.operations();
    assert!(steps >= 20, "only {steps} steps");
    for (seed, fault) in (0..steps).flat_map(|at| [Fault::Once(at, EIO), Fault::Full(at), Fault::Plug(at)]).enumerate()
    {
        let broken = disk.with(Some(fault));
        let done = receive(&broken, &new).is_ok();
        judge(&broken.with(None), done);
        let healed = broken.after_the_plug(seed as u64);
        judge(&healed, done);
        receive(&healed, &new).expect("received");
        assert_eq!((stored(&healed), receipts(&healed)), (texts[1].clone(), texts.to_vec()), "{fault:?}");
    }
}

#[test]
fn a_report_of_a_body_is_the_collecting_offices_only_to_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("甲.ron");
    fs::write(&file, to_ron(&handed_in("1"))).expect("written");
    let disk = Memory::new();
    let roster =
        Collection { bodies: vec![Body::new(BODY), Body::new(COLLECTING)], ..Collection::new(COLLECTING, 2025) };
    let office = office(&disk);
    office.library.save_collection(&roster, None).expect("saved");
    assert_eq!(office.collected_by(&key()), None, "nothing was received yet");
    receive(&disk, &file).expect("received");
    assert_eq!(office.collected_by(&key()).as_deref(), Some(COLLECTING));
    assert_eq!(office.collected_by(&Key { year: 2024, ..key() }), None);
    assert_eq!(office.collected_by(&Key { agency: COLLECTING.into(), ..key() }), None, "its own report is its own");
}
