//! A library copied over another one: what differs, what gives way, and that nothing is lost however it ends.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji::domain::report::{Key, Scope};
use gouji::domain::text::Lang;
use gouji::store::agency::Agency;
use gouji::store::backup::{Copying, Item, Relation, Way};
use gouji::store::disk::{Access, Disk, Listed, OpenFile, Seen};
use gouji::store::document::to_ron;
use gouji::store::error::StoreError;
use gouji::store::library::Library;
use gouji::work::Office;
use gouji::work::reader::Reader;

use super::memory::{EIO, Fault, Memory};
use super::{AGENCY, FORMS, report, with};

const OWN: &str = "/home/报告库";
const BACKUP: &str = "/stick/gouji-backup";

fn key(year: i32) -> Key {
    Key { agency: AGENCY.into(), year, scope: Scope::Own }
}

fn item() -> Item {
    Item::Report(key(2022))
}

/// Puts the usual journal of the report aside.
fn shelve(library: &Library) -> Option<PathBuf> {
    library.shelve_journal(&key(2022), &library.journal_path(&key(2022)).expect("a path")).expect("shelved")
}

fn at(disk: &Memory, root: &str) -> Library {
    Library::on(Arc::new(disk.clone()), PathBuf::from(root))
}

/// Saves a state of the report, which is told by one figure.
fn save(library: &Library, figure: &str) {
    let report = with(report(2022), "requests.new.natural_person", figure);
    library.overwrite(&report).expect("saved");
}

/// The figures of the present state and of the earlier ones, the newest first.
fn figures(library: &Library) -> (Option<String>, Vec<String>) {
    let figure = |report: &gouji::domain::report::Report| {
        report.entry(report.form().find("requests.new.natural_person").expect("a cell")).figure().to_string()
    };
    let present = library.load(&key(2022), &FORMS).ok().map(|loaded| figure(&loaded.report));
    let states = library.history(&key(2022)).expect("listed");
    let earlier = states.iter().filter(|state| !state.unsaved);
    let earlier = earlier.map(|state| figure(&library.load_state(&key(2022), state, &FORMS).expect("readable").report));
    (present, earlier.collect())
}

fn copy(from: &Library, to: &Library, way: Way) -> Result<(), StoreError> {
    let mut copying = Copying::new(from.clone(), to.clone())?;
    from.items()?.iter().try_for_each(|item| copying.copy(item, |_| way).map(drop))
}

fn relation(from: &Library, to: &Library) -> Relation {
    Copying::new(from.clone(), to.clone()).expect("ready").hold(&item()).expect("held").relation
}

/// A disk with a library of one report, and a backup of it in which that went its own way.
fn parted() -> Memory {
    let disk = Memory::new();
    let (own, backup) = (at(&disk, OWN), at(&disk, BACKUP));
    save(&own, "1");
    copy(&own, &backup, Way::Replace).expect("copied");
    save(&own, "22");
    disk.put(&own.journal_path(&key(2022)).expect("a path"), b"own journal", 0o600);
    save(&backup, "333");
    disk.put(&backup.journal_path(&key(2022)).expect("a path"), b"journal of the stick", 0o600);
    disk
}

#[test]
fn what_is_newer_is_told_by_the_histories_and_by_no_clock() {
    let disk = Memory::new();
    let (own, backup) = (at(&disk, OWN), at(&disk, BACKUP));
    save(&own, "1");
    assert_eq!(relation(&own, &backup), Relation::Missing);
    copy(&own, &backup, Way::Replace).expect("copied");
    assert_eq!(relation(&own, &backup), Relation::Same);
    save(&own, "22");
    assert_eq!((relation(&own, &backup), relation(&backup, &own)), (Relation::Newer, Relation::Older));
    copy(&own, &backup, Way::Replace).expect("copied");
    assert_eq!(figures(&backup), (Some("22".into()), vec!["1".into()]), "each state once");
    save(&backup, "333");
    assert_eq!((relation(&own, &backup), relation(&backup, &own)), (Relation::Older, Relation::Newer));
    save(&own, "4444");
    assert_eq!((relation(&own, &backup), relation(&backup, &own)), (Relation::Parted, Relation::Parted));
    own.delete(&key(2022)).expect("deleted");
    assert_eq!((relation(&own, &backup), relation(&backup, &own)), (Relation::Same, Relation::Deleted));
}

#[test]
fn a_journal_that_has_grown_is_newer_and_one_that_is_nobody_elses_is_not_passed_over() {
    let disk = Memory::new();
    let (own, backup) = (at(&disk, OWN), at(&disk, BACKUP));
    save(&own, "1");
    let journal = own.journal_path(&key(2022)).expect("a path");
    disk.put(&journal, b"a line\n", 0o600);
    copy(&own, &backup, Way::Replace).expect("copied");
    disk.put(&journal, b"a line\nanother\n", 0o600);
    assert_eq!((relation(&own, &backup), relation(&backup, &own)), (Relation::Newer, Relation::Older));
    let (whole, backed_up) = (disk.with(None), own.history(&key(2022)).expect("listed").len());
    let shelved = shelve(&at(&whole, OWN));
    assert!(shelved.is_some() && backed_up == 0);
    let [own_now, backup_now] = [at(&whole, OWN), at(&whole, BACKUP)];
    assert_eq!(relation(&own_now, &backup_now), Relation::Newer, "what it had was declined, and more");
    copy(&own, &backup, Way::Replace).expect("copied");
    let declined = disk.with(None);
    shelve(&at(&declined, OWN));
    let [own_now, backup_now] = [at(&declined, OWN), at(&declined, BACKUP)];
    assert_eq!(relation(&own_now, &backup_now), Relation::Newer, "what was declined is given up");
    assert_eq!(relation(&backup_now, &own_now), Relation::Older);
    disk.put(&journal, b"something else\n", 0o600);
    let elsewhere = disk.with(None);
    elsewhere.remove(&journal).expect("lost");
    let [own_now, backup_now] = [at(&elsewhere, OWN), at(&elsewhere, BACKUP)];
    assert_eq!(relation(&own_now, &backup_now), Relation::Older, "the backup has edits that this one has nowhere");
    assert_eq!(relation(&own, &backup), Relation::Parted);
    copy(&own, &backup, Way::Replace).expect("copied");
    let states = backup.history(&key(2022)).expect("listed");
    assert_eq!(states.iter().filter(|state| state.unsaved).count(), 1, "the journal that gave way is kept");
}

#[test]
fn each_way_leaves_both_states_where_they_were_promised() {
    let disk = parted();
    let copied = |way| {
        let disk = disk.with(None);
        copy(&at(&disk, BACKUP), &at(&disk, OWN), way).expect("copied");
        (figures(&at(&disk, OWN)), disk.files())
    };
    let before = disk.files();
    let (figures, files) = copied(Way::Leave);
    assert_eq!(figures, (Some("22".into()), vec!["1".into()]));
    assert_eq!(files, before, "nothing was touched");
    let (figures, files) = copied(Way::Replace);
    assert_eq!(figures.0.as_deref(), Some("333"));
    assert!(figures.1.contains(&"22".to_string()) && figures.1.contains(&"1".to_string()), "{figures:?}");
    assert!(files.iter().any(|(path, bytes)| path.starts_with(OWN) && bytes == b"own journal"));
    let (figures, files) = copied(Way::Aside);
    assert_eq!(figures.0.as_deref(), Some("22"));
    assert!(figures.1.contains(&"333".to_string()), "{figures:?}");
    assert!(files.iter().any(|(path, bytes)| path.starts_with(OWN) && bytes == b"journal of the stick"));
    assert_eq!(files[&PathBuf::from(OWN).join(AGENCY).join("2022.journal")], b"own journal");
}

#[test]
fn a_state_that_gave_way_is_kept_for_good_and_copying_again_adds_nothing() {
    let disk = parted();
    let (own, backup) = (at(&disk, OWN), at(&disk, BACKUP));
    copy(&own, &backup, Way::Replace).expect("copied");
    let names: Vec<String> =
        backup.history(&key(2022)).expect("listed").iter().map(|state| state.path.display().to_string()).collect();
    let kept: Vec<&String> = names.iter().filter(|name| name.contains(".kept.")).collect();
    assert_eq!(kept.len(), 2, "the report and its journal: {names:?}");
    let used: Vec<String> = (0..24).map(|hour| format!("2026-03-14_{hour:02}-30-00.000")).collect();
    let mut old = vec!["2026-01-02_09-00-00.000.kept", "2026-01-02_10-00-00.000", "2026-01-02_11-00-00.000"];
    old.extend(used.iter().map(String::as_str));
    assert_eq!(gouji::store::history::surplus(&old, "2027-01-15_09-30-12.345", 2022), [old[1]]);
    let files = disk.files();
    copy(&own, &backup, Way::Replace).expect("copied");
    assert_eq!(disk.files(), files);
}

#[test]
fn profiles_and_forms_go_along_and_a_profile_of_nothing_but_the_name_gives_way() {
    let disk = Memory::new();
    let (own, backup) = (at(&disk, OWN), at(&disk, BACKUP));
    save(&own, "1");
    own.change_agency(AGENCY, |profile| Agency { contact: "办公室".into(), ..profile }).expect("saved");
    disk.put(&PathBuf::from(OWN).join("forms").join("2027.ron"), b"a form", 0o600);
    save(&backup, "1");
    let profile = Item::Profile(AGENCY.into());
    let copying = Copying::new(own.clone(), backup.clone()).expect("ready");
    assert_eq!(copying.hold(&profile).expect("held").relation, Relation::Newer);
    copy(&own, &backup, Way::Replace).expect("copied");
    assert_eq!(backup.agency(AGENCY).expect("read").contact, "办公室");
    assert_eq!(disk.files()[&PathBuf::from(BACKUP).join("forms").join("2027.ron")], b"a form");
}

#[test]
fn a_copy_that_breaks_at_any_step_loses_nothing_and_is_finished_by_the_next() {
    let before = parted();
    before.settle();
    // Every state and every journal that was there, by the library that had it.
    let held = |disk: &Memory| -> BTreeSet<(bool, Vec<u8>)> {
        let files = disk.files();
        let kept = files.into_iter().filter(|(path, _)| {
            let name = path.file_name().expect("a name").to_string_lossy().to_string();
            !name.starts_with('.') && (name.ends_with(".ron") || name.ends_with(".journal"))
        });
        kept.map(|(path, bytes)| (path.starts_with(OWN), bytes)).collect()
    };
    let all = held(&before);
    let whole = before.with(None);
    copy(&at(&whole, OWN), &at(&whole, BACKUP), Way::Replace).expect("copied");
    let steps = whole.operations();
    assert!(steps > 30, "only {steps} steps");
    let once = (0..steps).map(|at| Fault::Once(at, EIO));
    let faults = once.chain((0..steps).map(Fault::Full)).chain((0..=steps).map(Fault::Plug));
    for fault in faults {
        let disk = before.with(Some(fault));
        let done = copy(&at(&disk, OWN), &at(&disk, BACKUP), Way::Replace).is_ok();
        disk.mend();
        for seed in 0..if matches!(fault, Fault::Plug(_)) { 3 } else { 1 } {
            let disk = if seed == 0 { disk.with(None) } else { disk.after_the_plug(seed) };
            let found = held(&disk);
            assert!(all.is_subset(&found), "{fault:?}, done: {done}: something is gone");
            copy(&at(&disk, OWN), &at(&disk, BACKUP), Way::Replace).expect("copied by the next");
            assert_eq!(figures(&at(&disk, BACKUP)).0.as_deref(), Some("22"), "{fault:?}");
            assert!(all.is_subset(&held(&disk)), "{fault:?}");
        }
    }
}

#[test]
fn what_reads_otherwise_than_it_was_written_is_told() {
    #[derive(Debug)]
    struct Failing(Memory);
    impl Failing {
        fn is_stick(path: &Path) -> bool {
            path.starts_with(BACKUP) && path.extension().is_some_and(|ending| ending == "ron")
        }
    }
    impl Disk for Failing {
        fn under(&self) -> io::Result<&dyn Disk> {
            Ok(&self.0)
        }
        fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
            let bytes = self.0.read(path, most)?;
            Ok(if Failing::is_stick(path) { bytes.iter().map(|byte| byte ^ 1).collect() } else { bytes })
        }
    }
    let disk = Memory::new();
    let own = at(&disk, OWN);
    save(&own, "1");
    let stick = Library::on(Arc::new(Failing(disk.clone())), BACKUP.into());
    assert!(matches!(copy(&own, &stick, Way::Replace), Err(StoreError::Misread(_))));
}

#[test]
fn two_agencies_that_a_stick_takes_for_one_are_not_mixed() {
    /// A file system that knows no capitals.
    #[derive(Debug)]
    struct Fat(Memory);
    impl Disk for Fat {
        fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
            self.0.read(&lower(path), most)
        }
        fn look(&self, path: &Path) -> io::Result<Seen> {
            self.0.look(&lower(path))
        }
        fn is_taken(&self, path: &Path) -> bool {
            self.0.is_taken(&lower(path))
        }
        fn real(&self, path: &Path) -> io::Result<PathBuf> {
            self.0.real(&lower(path)).map(|_| path.to_path_buf())
        }
        fn entries(&self, folder: &Path) -> io::Result<Vec<Listed>> {
            self.0.entries(&lower(folder))
        }
        fn make_folder(&self, folder: &Path) -> io::Result<()> {
            self.0.make_folder(&lower(folder))
        }
        fn create(&self, path: &Path, access: Access<'_>) -> io::Result<Arc<dyn OpenFile>> {
            let access = if let Access::Like(_) = access { Access::Usual } else { access };
            self.0.create(&lower(path), access)
        }
        fn append(&self, path: &Path) -> io::Result<Arc<dyn OpenFile>> {
            self.0.append(&lower(path))
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.0.rename(&lower(from), &lower(to))
        }
        fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.0.rename_new(&lower(from), &lower(to))
        }
        fn remove(&self, path: &Path) -> io::Result<()> {
            self.0.remove(&lower(path))
        }
        fn flush_folder(&self, folder: &Path) -> io::Result<()> {
            self.0.flush_folder(&lower(folder))
        }
    }
    fn lower(path: &Path) -> PathBuf {
        PathBuf::from(path.to_string_lossy().to_lowercase())
    }
    let disk = Memory::new();
    let own = at(&disk, OWN);
    for (agency, figure) in [("A局", "1"), ("a局", "2")] {
        let mut report = with(report(2022), "requests.new.natural_person", figure);
        report.agency = Some(agency.into());
        own.overwrite(&report).expect("saved");
    }
    let stick = Library::on(Arc::new(Fat(Memory::new())), BACKUP.into());
    let mut copying = Copying::new(own.clone(), stick).expect("ready");
    let copied = own.items().expect("listed");
    let copied = copied.iter().map(|item| (item.clone(), copying.copy(item, |_| Way::Replace)));
    let refused: Vec<Item> = copied
        .filter_map(|(item, copied)| match copied {
            Ok(_) => None,
            Err(StoreError::Clash(_)) => Some(item),
            Err(error) => panic!("{error}"),
        })
        .collect();
    let other = Key { agency: "a局".into(), ..key(2022) };
    assert_eq!(refused, [Item::Report(other.clone()), Item::Profile(other.agency)]);
}

#[test]
fn a_report_of_a_backup_can_be_read_as_a_library() {
    let disk = parted();
    let backup = at(&disk, BACKUP);
    let loaded = backup.load(&key(2022), &FORMS).expect("read");
    let expected = with(report(2022), "requests.new.natural_person", "333");
    assert_eq!(to_ron(&loaded.report), to_ron(&expected));
}

#[test]
fn a_stick_that_fills_up_ends_the_backup_with_what_was_copied_whole_and_the_next_goes_on() {
    let disk = Memory::new();
    for agency in ["甲局", "乙局", "丙局"] {
        let mut report = report(2022);
        report.agency = Some(agency.into());
        at(&disk, OWN).overwrite(&report).expect("saved");
    }
    let stick = Path::new(BACKUP).parent().expect("a stick");
    disk.make_folder(stick).expect("made");
    let back_up = |disk: &Memory| {
        let office = Office { library: at(disk, OWN), forms: FORMS.clone(), lang: Lang::Zh, reader: Reader::here() };
        let mut work = office.back_up(stick)?;
        while work.step()? {}
        Ok::<_, StoreError>(work)
    };
    let whole = disk.with(None);
    let steps = back_up(&whole).map(|work| (work.tally.added, whole.operations())).expect("backed up");
    assert_eq!(steps.0, 3);
    for fault in [Fault::Full(steps.1 / 3), Fault::Full(steps.1 / 2), Fault::Plug(steps.1 / 2)] {
        let disk = disk.with(Some(fault));
        let ended = back_up(&disk);
        assert!(ended.is_err() || ended.is_ok_and(|work| !work.tally.troubles.is_empty()), "{fault:?}");
        disk.mend();
        let backup = at(&disk, BACKUP);
        for key in backup.keys().expect("listed") {
            backup.load(&key, &FORMS).expect("whole");
        }
        let work = back_up(&disk).expect("backed up");
        assert!(work.tally.troubles.is_empty(), "{:?}", work.tally.troubles);
        assert_eq!(backup.keys().expect("listed").len(), 3);
    }
    let Err(full) = back_up(&disk.with(Some(Fault::Full(0)))) else { panic!("nothing can be written") };
    assert!(full.message(Lang::Zh).contains("磁盘已满"), "{}", full.message(Lang::Zh));
}

#[test]
fn a_stick_that_is_pulled_ends_the_work_and_is_not_taken_for_one_with_nothing_new() {
    let folder = tempfile::tempdir().expect("a folder");
    let (own, stick) = (folder.path().join("报告库"), folder.path().join("stick"));
    for agency in ["甲局", "乙局", "丙局"] {
        let mut report = report(2022);
        report.agency = Some(agency.into());
        Library::at(own.clone()).overwrite(&report).expect("saved");
    }
    std::fs::create_dir(&stick).expect("plugged in");
    let office = Office { library: Library::at(own), forms: FORMS.clone(), lang: Lang::Zh, reader: Reader::here() };
    let mut work = office.back_up(&stick).expect("begun");
    assert!(work.step().expect("copied"));
    std::fs::remove_dir_all(&stick).expect("pulled");
    assert!(matches!(work.step(), Err(StoreError::NoPlace(_))));
    assert!(!stick.exists(), "the rest was written where the stick had been");
    std::fs::create_dir(&stick).expect("plugged in");
    let mut work = office.back_up(&stick).expect("begun");
    while work.step().expect("copied") {}
    let mut work = office.bring_back(&stick, BTreeMap::new(), None).expect("begun");
    assert!(work.step().expect("copied"));
    std::fs::remove_dir_all(&stick).expect("pulled");
    assert!(matches!(work.step(), Err(StoreError::NoPlace(_))));
    assert!(work.tally.same < 3, "what could not be read is not the same");
}
