//! Several who write one report at once, where no lock keeps them apart or another program does not ask for one: what each of
//! them has saved or keyed is in a file at every moment.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use gouji::domain::journal::Ground;
use gouji::domain::session::{Edit, Purpose, Session};
use gouji::store::agency::Agency;
use gouji::store::disk::{Access, Disk, OpenFile, System};
use gouji::store::document::to_ron;
use gouji::store::error::StoreError;
use gouji::store::journal::Journal;
use gouji::store::library::{Library, Stamp};

use super::journal::{figured, key};
use super::lockless::Lockless;
use super::{AGENCY, FORMS, report, with};

const CELL: &str = "requests.new.natural_person";

/// A disk on which somebody else saves his report while ours waits to be flushed, once for each text, and that confirms no
/// name of a file where that is wanted.
#[derive(Debug, Default)]
struct Meddling {
    /// The file that somebody else writes.
    name: &'static str,
    texts: Mutex<Vec<String>>,
    is_mute: AtomicBool,
}

impl Meddling {
    fn with(texts: &[String]) -> Arc<Meddling> {
        Meddling::at("2022.ron", texts)
    }

    fn at(name: &'static str, texts: &[String]) -> Arc<Meddling> {
        Arc::new(Meddling { name, texts: Mutex::new(texts.to_vec()), ..Meddling::default() })
    }
}

impl Disk for Meddling {
    fn under(&self) -> io::Result<&dyn Disk> {
        Ok(&Lockless)
    }
    fn create(&self, path: &Path, access: Access<'_>) -> io::Result<Arc<dyn OpenFile>> {
        let temporary = format!(".gouji-{}", self.name);
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&temporary))
            && let Some(text) = self.texts.lock().expect("whole").pop()
        {
            fs::write(path.with_file_name(self.name), text)?;
        }
        System.create(path, access)
    }
    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        if self.is_mute.load(Ordering::Relaxed) && folder.ends_with(AGENCY) {
            return Err(io::Error::from_raw_os_error(5));
        }
        System.flush_folder(folder)
    }
}

fn figures(library: &Library) -> Vec<String> {
    let states = library.history(&key()).expect("history").into_iter();
    let mut found: Vec<String> = states
        .map(|state| {
            let report = library.load_state(&key(), &state, &FORMS).expect("whole").report;
            report.entry(report.form().find(CELL).expect("a cell")).figure().to_string()
        })
        .collect();
    found.sort();
    found
}

#[test]
fn what_somebody_saves_while_a_save_waits_for_the_disk_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let theirs = to_ron(&with(report(2022), CELL, "9"));
    let stamp = Library::at(folder.path().into()).save(&with(report(2022), CELL, "1"), None).expect("saved");
    let meddling = Library::on(Meddling::with(std::slice::from_ref(&theirs)), folder.path().into());
    let refused = meddling.save(&with(report(2022), CELL, "2"), Some(&stamp));
    assert!(matches!(refused, Err(StoreError::Changed { gone: false, .. })), "{refused:?}");
    let path = meddling.path(&key()).expect("a path");
    assert_eq!(fs::read_to_string(&path).expect("there"), theirs);
    let names = fs::read_dir(path.parent().expect("a folder")).expect("there").flatten();
    assert!(names.into_iter().all(|entry| !entry.file_name().to_string_lossy().ends_with(".tmp")), "nothing is left");
}

#[test]
fn who_writes_over_whatever_is_there_keeps_what_came_between() {
    let folder = tempfile::tempdir().expect("a folder");
    let theirs = ["9", "8"].map(|figure| to_ron(&with(report(2022), CELL, figure)));
    Library::at(folder.path().into()).save(&with(report(2022), CELL, "1"), None).expect("saved");
    let meddling = Library::on(Meddling::with(&theirs), folder.path().into());
    meddling.overwrite(&with(report(2022), CELL, "2")).expect("saved");
    assert_eq!(figures(&meddling), ["1", "8", "9"]);
    let now = meddling.load(&key(), &FORMS).expect("loaded").report;
    assert_eq!(to_ron(&now), to_ron(&with(report(2022), CELL, "2")));
}

#[test]
fn a_profile_that_somebody_else_writes_at_the_same_moment_keeps_what_both_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    Library::at(folder.path().into()).save(&report(2022), None).expect("saved");
    let theirs = Agency { contact: "一路1号".into(), ..Agency::new(AGENCY) };
    let by_hand = theirs.to_ron().replace("// 联系方式", "// 老楼，明年搬");
    let library = Library::on(Meddling::at("agency.ron", std::slice::from_ref(&by_hand)), folder.path().into());
    let skipping = |profile| Agency { skipped: vec!["requests.research".into()], ..profile };
    library.change_agency(AGENCY, skipping).expect("written");
    let now = library.agency(AGENCY).expect("readable");
    assert_eq!((now.contact.as_str(), now.skipped.len()), ("一路1号", 1));
    // What was written by hand is in a file as it was.
    let kept = fs::read_dir(folder.path().join(AGENCY).join("history").join("agency")).expect("kept").flatten();
    let texts: Vec<String> = kept.map(|entry| fs::read_to_string(entry.path()).expect("there")).collect();
    assert!(texts.contains(&by_hand), "{texts:?}");
}

#[test]
fn a_profile_that_cannot_be_read_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::at(folder.path().into());
    library.save(&report(2022), None).expect("saved");
    let path = folder.path().join(AGENCY).join("agency.ron");
    fs::write(&path, "(version: 1, ").expect("damaged");
    library.change_agency(AGENCY, |profile| Agency { contact: "一路1号".into(), ..profile }).expect_err("refused");
    assert_eq!(fs::read_to_string(&path).expect("there"), "(version: 1, ");
}

#[test]
fn the_profile_that_somebody_writes_while_the_first_report_is_saved_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let theirs = Agency { contact: "一路1号".into(), ..Agency::new(AGENCY) }.to_ron();
    let library = Library::on(Meddling::at("agency.ron", std::slice::from_ref(&theirs)), folder.path().into());
    library.save(&report(2022), None).expect("saved");
    assert_eq!(fs::read_to_string(folder.path().join(AGENCY).join("agency.ron")).expect("there"), theirs);
}

#[test]
fn a_save_that_is_only_not_confirmed_is_said_to_be_written_and_needs_no_more_than_another_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let stamp = Library::at(folder.path().into()).save(&with(report(2022), CELL, "1"), None).expect("saved");
    let disk = Meddling::with(&[]);
    let library = Library::on(Arc::clone(&disk) as Arc<dyn Disk>, folder.path().into());
    // The first save makes the folder of earlier states.
    let stamp = library.save(&with(report(2022), CELL, "2"), Some(&stamp)).expect("saved");
    disk.is_mute.store(true, Ordering::Relaxed);
    let ours = with(report(2022), CELL, "3");
    let error = library.save(&ours, Some(&stamp)).expect_err("not confirmed");
    assert!(matches!(error, StoreError::Unsettled { .. }), "{error}");
    let path = library.path(&key()).expect("a path");
    assert_eq!(fs::read_to_string(&path).expect("there"), to_ron(&ours));
    disk.is_mute.store(false, Ordering::Relaxed);
    library.save(&ours, Some(&stamp)).expect("what stands there already is no one else's");
    assert_eq!(figures(&library), ["1", "2"]);
}

/// Somebody who has the report open on a share that cannot lock.
struct Writer {
    library: Library,
    session: Session,
    journal: Journal,
    stamp: Option<Stamp>,
}

impl Writer {
    fn at(folder: &Path) -> Writer {
        let library = Library::on(Arc::new(Lockless), folder.into());
        let opened = library.open(&key(), &FORMS).expect("opened");
        let mut session = Session::new(opened.report);
        for edit in opened.recovered.into_iter().flat_map(|recovered| recovered.edits()) {
            session.repeat(edit);
        }
        session.take_committed();
        let mut journal = opened.journal;
        journal.by_itself();
        Writer { library, session, journal, stamp: opened.stamp }
    }

    fn keys(&mut self, cell: &str, figure: &str) {
        let change = figured(self.session.report(), cell, figure);
        self.session.apply(Edit { purpose: Purpose::Key, changes: vec![change] });
        self.journal.append(&self.session.take_committed()).expect("written");
        self.journal.wait();
    }

    fn saves(&mut self) -> Result<(), StoreError> {
        self.journal.announce(self.session.report());
        match self.library.save(self.session.report(), self.stamp.as_ref()) {
            Ok(stamp) => {
                self.stamp = Some(stamp);
                self.journal.settle(self.session.report());
                Ok(())
            }
            Err(error) => {
                self.journal.retract();
                Err(error)
            }
        }
    }
}

fn shared() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    Library::at(folder.path().into()).save(&with(report(2022), CELL, "1"), None).expect("saved");
    folder
}

#[test]
fn where_nobody_can_be_locked_out_a_clean_save_leaves_the_others_journal_alone() {
    let folder = shared();
    let (mut first, mut second) = (Writer::at(folder.path()), Writer::at(folder.path()));
    first.keys(CELL, "2");
    second.keys("requests.new.enterprise", "7");
    first.keys(CELL, "3");
    first.saves().expect("saved");
    assert!(matches!(second.saves(), Err(StoreError::Changed { .. })), "the second save notices");
    drop(second); // killed
    let opened = Library::at(folder.path().into()).open(&key(), &FORMS).expect("opened");
    let recovered = opened.recovered.expect("what the second one keyed");
    assert_eq!(recovered.ground, Ground::Changed);
    assert_eq!(recovered.edits().len(), 1);
    assert_eq!(figures(&first.library), ["1"], "the journals of the living are no earlier states");
}

#[test]
fn where_the_journal_of_another_one_is_now_is_said_once_it_gives_way_and_not_where_it_goes_on() {
    let folder = shared();
    let (mut first, mut second) = (Writer::at(folder.path()), Writer::at(folder.path()));
    first.keys(CELL, "2");
    second.keys("requests.new.enterprise", "7");
    first.saves().expect("saved");
    let left = fs::read(second.journal.path()).expect("there");
    drop(second); // killed
    // It is not wanted by whoever opens the report next, and goes with the first edit.
    let mut third = Writer::at(folder.path());
    third.keys(CELL, "4");
    let shelf = third.journal.displaced().expect("said");
    assert!(fs::read(shelf).expect("there").starts_with(&left));
    assert_eq!(third.journal.displaced(), None);
    drop(third);
    let mut fourth = Writer::at(folder.path());
    fourth.keys(CELL, "5");
    assert_eq!(fourth.journal.displaced(), None, "what it held is in its journal");
}

#[test]
fn a_journal_that_is_taken_up_under_another_name_is_there_under_one_of_them_at_every_moment() {
    let folder = shared();
    let mut first = Writer::at(folder.path());
    first.keys(CELL, "2");
    let of_first = first.journal.path().to_path_buf();
    drop(first);
    let mut second = Writer::at(folder.path());
    assert!(of_first.exists() && second.journal.source() == of_first, "nothing was written yet");
    second.keys("requests.new.enterprise", "7");
    assert!(!of_first.exists() && second.journal.path().exists());
    let joined = second.library.joined(&key(), &FORMS).expect("joined").report;
    assert_eq!(to_ron(&joined), to_ron(second.session.report()), "both ones' edits");
    second.saves().expect("saved");
    assert_eq!(second.library.journals(&key()).expect("listed"), Vec::<PathBuf>::new());
}

#[test]
fn a_report_that_was_never_saved_is_listed_by_the_journal_of_its_writer() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::on(Arc::new(Lockless), folder.path().into());
    let mut journal = Journal::new(&library, &key(), report(2022), false).expect("a journal");
    journal.by_itself();
    journal.found().expect("written");
    assert_eq!(library.keys().expect("listed"), [key()]);
    assert!(library.holds_report(&key()));
    let names: Vec<PathBuf> =
        fs::read_dir(folder.path().join(AGENCY)).expect("there").flatten().map(|e| e.path()).collect();
    assert!(names.iter().all(|path| gouji::store::journal::report_of(path).ends_with("2022.ron")), "{names:?}");
    journal.discard().expect("nothing was keyed");
    assert_eq!(library.keys().expect("listed"), []);
}
