//! Disks as Windows has them: files that somebody else holds for a moment or for good, files that are open and not replaced, and
//! volumes that cannot say where a path leads.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, Weak};
use std::time::Duration;

use gouji::domain::session::{Edit, Purpose, Session};
use gouji::domain::text::Lang;
use gouji::store::atomic::Files;
use gouji::store::disk::{Access, Disk, Listed, OpenFile, Seen, System};
use gouji::store::error::{StoreError, plain};
use gouji::store::journal::Journal;
use gouji::store::library::Library;
use gouji::store::patience::{PAUSES, Patient};

use super::journal::{figured, key};
use super::{FORMS, report, with};

/// Nothing is waited for: what holds a file lets it go after so many tries.
fn at_once(_: Duration) {}

/// The machine's disk, on which this refuses what it is asked before it is done.
#[derive(Debug)]
struct Windows<R>(R);

/// What refuses.
trait Refusal: std::fmt::Debug + Send + Sync {
    fn read(&self) -> io::Result<()> {
        Ok(())
    }
    fn real(&self) -> io::Result<()> {
        Ok(())
    }
    fn create(&self) -> io::Result<()> {
        Ok(())
    }
    fn rename(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
    /// A file that was opened under a name.
    fn opened(&self, _: &Path, file: Arc<dyn OpenFile>) -> Arc<dyn OpenFile> {
        file
    }
}

impl<R: Refusal> Disk for Windows<R> {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.0.read()?;
        System.read(path, most)
    }
    fn look(&self, path: &Path) -> io::Result<Seen> {
        System.look(path)
    }
    fn is_taken(&self, path: &Path) -> bool {
        System.is_taken(path)
    }
    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.0.real()?;
        System.real(path)
    }
    fn entries(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        System.entries(folder)
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        System.make_folder(folder)
    }
    fn create(&self, path: &Path, access: Access<'_>) -> io::Result<Arc<dyn OpenFile>> {
        self.0.create()?;
        System.create(path, access)
    }
    fn append(&self, path: &Path) -> io::Result<Arc<dyn OpenFile>> {
        System.append(path).map(|file| self.0.opened(path, file))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(to)?;
        System.rename(from, to)
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        System.rename_new(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        System.remove(path)
    }
    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        System.flush_folder(folder)
    }
}

/// Somebody who holds every file for so many tries, and is refused with this number meanwhile.
#[derive(Debug)]
struct Holding {
    number: i32,
    tries: AtomicUsize,
    for_tries: usize,
}

/// A disk of Windows on which that happens.
type Held = Patient<Windows<Arc<Holding>>>;

impl Holding {
    fn disk(number: i32, for_tries: usize) -> Arc<Held> {
        Holding::watched(number, for_tries).0
    }

    fn watched(number: i32, for_tries: usize) -> (Arc<Held>, Arc<Holding>) {
        let holding = Arc::new(Holding { number, tries: AtomicUsize::new(0), for_tries });
        (Arc::new(Patient::new(Windows(Arc::clone(&holding)), at_once)), holding)
    }

    fn asked(&self) -> io::Result<()> {
        let is_held = self.tries.fetch_add(1, Ordering::SeqCst) < self.for_tries;
        if is_held { Err(io::Error::from_raw_os_error(self.number)) } else { Ok(()) }
    }

    fn tries(&self) -> usize {
        self.tries.swap(0, Ordering::SeqCst)
    }
}

impl Refusal for Arc<Holding> {
    fn read(&self) -> io::Result<()> {
        self.asked()
    }
    fn rename(&self, _: &Path) -> io::Result<()> {
        self.asked()
    }
}

/// How long a flush waits for somebody to be refused; reached only where nobody ever is.
const PATIENCE: Duration = Duration::from_secs(20);

const DENIED: i32 = 5;
const SHARED: i32 = 32;
const LOCKED: i32 = 33;

#[test]
fn a_file_that_a_virus_scanner_holds_for_a_moment_is_written_all_the_same() {
    for number in [DENIED, SHARED, LOCKED] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        fs::write(&path, "old").expect("written");
        let (disk, holding) = Holding::watched(number, 3);
        Files::on(disk).write(&path, b"new").expect("written");
        assert_eq!(fs::read_to_string(&path).expect("there"), "new");
        assert_eq!(holding.tries(), 4, "{number}");
    }
}

#[test]
fn what_is_held_for_a_second_is_left_as_it_was_and_the_message_names_who_may_hold_it() {
    assert_eq!(PAUSES.iter().sum::<u64>(), 1000);
    for number in [DENIED, SHARED, LOCKED] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.docx");
        fs::write(&path, "old").expect("written");
        let (disk, holding) = Holding::watched(number, usize::MAX);
        let error = Files::on(disk).publish(&path, b"new").expect_err("held");
        assert_eq!(holding.tries(), PAUSES.len() + 1);
        let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
        for word in ["WPS", "杀毒", "备份", "预览"] {
            assert!(zh.contains(word), "{zh}");
        }
        assert!(zh.ends_with(&format!("（系统错误 {number}）")), "{zh}");
        assert!(en.contains("virus scanner") && en.contains("backup"), "{en}");
        assert_eq!(zh.contains("没有权限"), number == DENIED, "{zh}");
        let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
        assert_eq!((left.len(), fs::read_to_string(&path).expect("there").as_str()), (1, "old"));
    }
}

#[test]
fn a_file_that_may_not_be_read_is_told_so_at_once_and_one_that_is_open_elsewhere_is_tried_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.ron");
    fs::write(&path, "old").expect("written");
    let (disk, holding) = Holding::watched(DENIED, usize::MAX);
    assert!(Files::on(disk).read(&path).is_err());
    assert_eq!(holding.tries(), 1);
    assert_eq!(Files::on(Holding::disk(SHARED, 3)).read(&path).expect("read"), b"old");
}

#[test]
fn where_nothing_may_be_written_nobody_waits_twice_until_something_could_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.ron");
    let protected = Holding { number: DENIED, tries: AtomicUsize::new(0), for_tries: PAUSES.len() + 2 };
    let protected = Arc::new(Protected(protected));
    let files = Files::on(Arc::new(Patient::new(Windows(Arc::clone(&protected)), at_once)));
    assert!(files.write(&path, b"one").is_err());
    assert_eq!(protected.0.tries.load(Ordering::SeqCst), PAUSES.len() + 1);
    assert!(files.write(&path, b"two").is_err());
    assert_eq!(protected.0.tries.load(Ordering::SeqCst), PAUSES.len() + 2, "asked once");
    files.write(&path, b"three").expect("it may be written now");
    protected.0.tries();
    assert!(files.write(&path, b"four").is_err());
    assert_eq!(protected.0.tries(), PAUSES.len() + 1, "waited for again");
}

/// A folder in which nobody may make a file for so many tries.
#[derive(Debug)]
struct Protected(Holding);

impl Refusal for Arc<Protected> {
    fn create(&self) -> io::Result<()> {
        self.0.asked()
    }
}

/// A disk in memory, or an encrypted stick, that cannot say where a path leads.
#[derive(Debug)]
struct Mute;

impl Refusal for Mute {
    fn real(&self) -> io::Result<()> {
        Err(io::Error::from_raw_os_error(1))
    }
}

#[test]
fn a_volume_that_cannot_say_where_a_path_leads_is_written_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::on(Arc::new(Windows(Mute)), folder.path().to_path_buf());
    let stamp = library.save(&report(2022), None).expect("saved");
    library.save(&with(report(2022), "requests.new.natural_person", "5"), Some(&stamp)).expect("saved again");
    assert_eq!(library.history(&key()).expect("a history").len(), 1);
    let mut journal = Journal::new(&library, &key(), report(2022), true).expect("a journal");
    journal.append(&[]).expect("journaled");
    assert!(journal.path().is_file());
}

/// A file that is open is not replaced. Its flush takes until somebody was refused for that.
#[derive(Debug, Default)]
struct Guarded {
    open: Mutex<Vec<(PathBuf, Weak<Slow>)>>,
    refused: Arc<(Mutex<bool>, Condvar)>,
}

#[derive(Debug)]
struct Slow {
    file: Arc<dyn OpenFile>,
    refused: Arc<(Mutex<bool>, Condvar)>,
}

impl OpenFile for Slow {
    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }
    fn flush(&self) -> io::Result<()> {
        let (refused, changed) = &*self.refused;
        let guard = refused.lock().expect("a lock");
        drop(changed.wait_timeout_while(guard, PATIENCE, |refused| !*refused).expect("a lock"));
        self.file.flush()
    }
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }
    fn set_len(&self, len: u64) -> io::Result<()> {
        self.file.set_len(len)
    }
    fn is_at(&self, path: &Path) -> bool {
        self.file.is_at(path)
    }
}

impl Refusal for Arc<Guarded> {
    fn rename(&self, to: &Path) -> io::Result<()> {
        let open = self.open.lock().expect("a lock");
        if open.iter().any(|(path, file)| path == to && file.strong_count() > 0) {
            *self.refused.0.lock().expect("a lock") = true;
            self.refused.1.notify_all();
            return Err(io::Error::from_raw_os_error(DENIED));
        }
        Ok(())
    }
    fn opened(&self, path: &Path, file: Arc<dyn OpenFile>) -> Arc<dyn OpenFile> {
        let slow = Arc::new(Slow { file, refused: Arc::clone(&self.refused) });
        self.open.lock().expect("a lock").push((path.to_path_buf(), Arc::downgrade(&slow)));
        slow
    }
}

#[test]
fn a_journal_whose_handle_is_still_open_to_be_flushed_is_replaced_once_that_has_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = Library::at(folder.path().to_path_buf());
    plain.save(&report(2022), None).expect("saved");
    Journal::new(&plain, &key(), report(2022), true).expect("a journal").append(&[]).expect("journaled");
    let guarded = Arc::new(Guarded::default());
    let library = Library::on(Arc::new(Windows(Arc::clone(&guarded))), folder.path().to_path_buf());
    let opened = library.open(&key(), &FORMS).expect("opened");
    let (mut session, mut journal) = (Session::new(opened.report), opened.journal);
    let mut key_in = |figure: &str| {
        let change = figured(session.report(), "requests.new.natural_person", figure);
        assert!(session.apply(Edit { purpose: Purpose::Key, changes: vec![change] }));
        session.take_committed()
    };
    journal.append(&key_in("7")).expect("journaled");
    assert!(journal.is_flushing());
    // Somebody puts another file in its place, so that it is written anew.
    fs::rename(journal.path(), folder.path().join("elsewhere")).expect("moved");
    fs::write(journal.path(), "").expect("written");
    journal.append(&key_in("8")).expect("journaled anew");
    assert!(*guarded.refused.0.lock().expect("a lock"), "the open file was in the way");
    let joined = plain.joined(&key(), &FORMS).expect("joined").report;
    let cell = joined.form().find("requests.new.natural_person").expect("a cell");
    assert_eq!(joined.entry(cell).figure().to_string(), "8");
}

#[test]
fn paths_are_told_without_what_windows_puts_in_front_of_them() {
    for (real, told) in [
        (r"\\?\C:\报告库\甲局\2022.ron", r"C:\报告库\甲局\2022.ron"),
        (r"\\?\UNC\server\share\2022.ron", r"\\server\share\2022.ron"),
        ("/报告库/2022.ron", "/报告库/2022.ron"),
    ] {
        assert_eq!(plain(Path::new(real)), Path::new(told));
        let error = StoreError::Changed { path: real.into(), gone: false };
        for lang in [Lang::Zh, Lang::En] {
            assert!(error.message(lang).starts_with(told), "{}", error.message(lang));
        }
    }
}

#[test]
fn a_folder_given_as_a_file_is_called_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    for refused in [
        Files::default().read(folder.path()).expect_err("a folder"),
        Files::default().publish(folder.path(), b"x").expect_err("a folder"),
    ] {
        assert!(refused.message(Lang::Zh).contains("是一个文件夹，不是文件"), "{refused}");
    }
}
