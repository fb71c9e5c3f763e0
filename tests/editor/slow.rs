//! The editor on a disk that answers no flush until it is told to: keys are answered all the same, edits are with the system,
//! a save says that it goes on and ends by itself, and leaving waits for it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use gouji::domain::report::{Key, Scope};
use gouji::domain::settings::Settings;
use gouji::domain::text::Lang;
use gouji::store::disk::{Access, Disk, Item, OpenFile, System};
use gouji::store::forms::Forms;
use gouji::store::library::Library;
use gouji::tui::folder::Places;
use gouji::tui::run::{self, Open, Start};
use gouji::tui::theme::Surroundings;
use gouji::work::reader::Reader;
use portable_pty::CommandBuilder;

use super::desk::{AGENCY, put, saved};
use super::terminal::Session;

/// A disk whose flushes wait until a file is there.
#[derive(Debug, Clone)]
struct Gated {
    disk: System,
    gate: PathBuf,
}

#[derive(Debug)]
struct GatedFile(Arc<dyn OpenFile>, Gated);

impl Gated {
    fn wait(&self) {
        while !self.gate.exists() {
            std::thread::park_timeout(Duration::from_millis(1));
        }
    }

    fn file(&self, file: Arc<dyn OpenFile>) -> Arc<dyn OpenFile> {
        Arc::new(GatedFile(file, self.clone()))
    }
}

impl Disk for Gated {
    fn under(&self) -> io::Result<&dyn Disk> {
        Ok(&self.disk)
    }
    fn browse(&self, folder: &Path) -> io::Result<Vec<Item>> {
        if folder.ends_with("网络盘") {
            self.wait();
        }
        self.disk.browse(folder)
    }
    fn create(&self, path: &Path, access: Access<'_>) -> io::Result<Arc<dyn OpenFile>> {
        Ok(self.file(self.disk.create(path, access)?))
    }
    fn append(&self, path: &Path) -> io::Result<Arc<dyn OpenFile>> {
        Ok(self.file(self.disk.append(path)?))
    }
    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        self.wait();
        self.disk.flush_folder(folder)
    }
}

impl OpenFile for GatedFile {
    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }
    fn flush(&self) -> io::Result<()> {
        self.1.wait();
        self.0.flush()
    }
    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }
    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }
    fn is_at(&self, path: &Path) -> bool {
        self.0.is_at(path)
    }
}

/// Not a test by itself: the editor on the slow disk, run in a terminal by the tests below.
#[test]
#[ignore = "run by the tests of slow disks, in a terminal of its own"]
fn an_editor_on_a_slow_disk() {
    let root = PathBuf::from(std::env::var_os("GOUJI_TEST_LIBRARY").expect("a library"));
    let gate = PathBuf::from(std::env::var_os("GOUJI_TEST_GATE").expect("a gate"));
    let start = Start {
        library: Library::on(Arc::new(Gated { disk: System, gate }), root.clone()),
        forms: Forms::default(),
        lang: Lang::Zh,
        system_lang: Lang::Zh,
        reader: Reader::here(),
        surroundings: Surroundings::default(),
        settings: Settings::default(),
        settings_file: None,
        troubles: Vec::new(),
        here: root,
        home: None,
        places: Places::default(),
        this_year: || 2026,
        editor: None,
        opener: None,
        open: Open::Library,
    };
    run::run(start).expect("ran");
    // The test program's own last lines are no business of the exit code.
    std::process::exit(0);
}

struct Slow {
    library: tempfile::TempDir,
    gate: PathBuf,
    elsewhere: tempfile::TempDir,
}

impl Slow {
    fn new() -> Slow {
        let (library, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        put(library.path(), AGENCY, 2025, &[("requests.new.natural_person", 5)]);
        Slow { gate: elsewhere.path().join("open"), library, elsewhere }
    }

    fn start(&self) -> Session {
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
        command.args(["slow::an_editor_on_a_slow_disk", "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
        command.env("GOUJI_TEST_LIBRARY", self.library.path());
        command.env("GOUJI_TEST_GATE", &self.gate);
        command.env("XDG_STATE_HOME", self.elsewhere.path());
        Session::of(command)
    }

    fn open(&self) {
        std::fs::write(&self.gate, "").expect("a gate");
    }

    fn path(&self) -> &Path {
        self.library.path()
    }

    fn figure(&self, name: &str) -> String {
        let report = saved(self.path(), AGENCY, 2025).expect("saved");
        report.entry(report.form().find(name).expect(name)).figure().to_string()
    }
}

#[test]
fn keys_are_answered_while_the_disk_flushes_nothing_and_leaving_waits_for_the_save() {
    let slow = Slow::new();
    let mut terminal = slow.start();
    terminal.wait("报告库").send("\r").wait("三申请");
    // The first edit, a save, and figures keyed meanwhile, one of them saved as well.
    terminal.send("7").wait_gone("选章").send("\r").wait("未写入磁盘");
    terminal.send("\x13").wait("正在保存");
    terminal.send("81\r82\r").wait(" 82").send("\x13").wait("正在保存").send("83\r").wait(" 83");
    assert_eq!(slow.figure("requests.new.natural_person"), "5", "nothing is saved before it is flushed");
    // Something would be lost, so that is asked first.
    terminal.send("\x11").wait("有修改尚未保存").send("s").wait("正在保存");
    slow.open();
    assert_eq!(terminal.end().0, 0);
    assert_eq!(slow.figure("requests.new.natural_person"), "7");
    assert_eq!(slow.figure("requests.new.enterprise"), "81");
    assert_eq!(slow.figure("requests.new.public_interest"), "83");
    assert!(!slow.path().join(AGENCY).join("2025.journal").exists());
}

#[test]
fn leaving_behind_a_save_asks_nothing_and_waits_visibly() {
    let slow = Slow::new();
    let mut terminal = slow.start();
    terminal.wait("报告库").send("\r").wait("三申请").send("7\r\x13\x11").wait("完成后离开");
    // Keys that come behind are those of nobody.
    terminal.send("9\r");
    slow.open();
    assert_eq!(terminal.end().0, 0);
    assert_eq!(slow.figure("requests.new.natural_person"), "7");
    assert_eq!(slow.figure("requests.new.enterprise"), "0");
}

#[test]
fn what_is_not_wanted_behind_a_save_goes_once_the_save_is_done() {
    let slow = Slow::new();
    let mut terminal = slow.start();
    terminal.wait("报告库").send("\r").wait("三申请").send("7\r\x13").wait("正在保存").send("81\r").wait(" 81");
    terminal.send("\x11").wait("有修改尚未保存").send("d").wait("完成后离开");
    slow.open();
    assert_eq!(terminal.end().0, 0);
    assert_eq!(slow.figure("requests.new.natural_person"), "7");
    assert_eq!(slow.figure("requests.new.enterprise"), "0");
    let kept = std::fs::read_dir(slow.path().join(AGENCY).join("history").join("2025")).expect("a folder");
    let names = kept.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    assert!(names.into_iter().any(|name| name.contains("journal")), "the journal is among the earlier states");
}

#[test]
fn what_was_keyed_behind_a_save_survives_a_kill_in_the_middle_of_it() {
    let slow = Slow::new();
    let mut terminal = slow.start();
    terminal.wait("报告库").send("\r").wait("三申请").send("7\r").wait("未写入磁盘");
    terminal.send("\x13").wait("正在保存").send("81\r").wait(" 81").send("\x13").send("82\r").wait(" 82");
    terminal.child.kill().expect("killed");
    terminal.child.wait().expect("ended");
    let key = Key { agency: AGENCY.into(), year: 2025, scope: Scope::Own };
    let library = Library::at(slow.path().to_path_buf());
    let report = library.joined(&key, &Forms::default()).expect("a report").report;
    for (cell, figure) in [("natural_person", "7"), ("enterprise", "81"), ("research", "82")] {
        let id = report.form().find(&format!("requests.new.{cell}")).expect("a cell");
        assert_eq!(report.entry(id).figure().to_string(), figure, "{cell}");
    }
}

#[test]
fn a_new_report_is_keyed_while_the_disk_flushes_nothing() {
    let slow = Slow::new();
    let mut terminal = slow.start();
    terminal
        .wait("报告库")
        .send("n")
        .wait("新建报告")
        .send("县局\r\r\r\x1b[D\r")
        .wait("166/166")
        .send("7\r8\r")
        .wait("164/166");
    terminal.child.kill().expect("killed");
    terminal.child.wait().expect("ended");
    let key = Key { agency: "县局".into(), year: 2025, scope: Scope::Own };
    let library = Library::at(slow.path().to_path_buf());
    let report = library.joined(&key, &Forms::default()).expect("a report").report;
    let cell = report.form().find("requests.new.enterprise").expect("a cell");
    assert_eq!(report.entry(cell).figure().to_string(), "8");
}

#[test]
fn a_drive_that_never_answers_holds_up_neither_keys_nor_the_end_of_the_program() {
    let slow = Slow::new();
    std::fs::create_dir(slow.path().join("网络盘")).expect("a folder");
    let mut terminal = slow.start();
    terminal.wait("报告库").send("i").wait("网络盘/").send("wlp\r").wait("正在读取");
    terminal.send("\x7f").wait("网络盘/").send("wlp\r").wait("正在读取");
    terminal.send("\x1b").wait_gone("Backspace").send("\r").wait("三申请").send("7\r").wait("未写入磁盘");
    terminal.send("\x11").wait("有修改尚未保存").send("s").wait("正在保存");
    // The disk flushes again, and the drive answers now or never.
    slow.open();
    assert_eq!(terminal.end().0, 0);
    assert_eq!(slow.figure("requests.new.natural_person"), "7");
}

#[test]
fn the_program_ends_while_a_drive_is_still_silent() {
    let slow = Slow::new();
    std::fs::create_dir(slow.path().join("网络盘")).expect("a folder");
    let mut terminal = slow.start();
    terminal.wait("报告库").send("i").wait("网络盘/").send("wlp\r").wait("正在读取").send("\x11");
    assert_eq!(terminal.end().0, 0);
}
