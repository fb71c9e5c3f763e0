//! Signals, a terminal that goes away, a defect: the terminal is given back, and what was keyed is in the journal.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use gouji::domain::report::{Key, Scope};
use gouji::domain::settings::Settings;
use gouji::domain::text::Lang;
use gouji::store::disk::{Access, Disk, OpenFile, System};
use gouji::store::forms::Forms;
use gouji::store::library::Library;
use gouji::tui::folder::Places;
use gouji::tui::run::{self, Open, Start};
use gouji::tui::theme::Surroundings;
use gouji::work::reader::Reader;
use portable_pty::CommandBuilder;

use super::desk::{AGENCY, put};
use super::terminal::{PATIENCE, Session, is_restored};

fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[("requests.new.natural_person", 5)]);
    folder
}

fn key() -> Key {
    Key { agency: AGENCY.into(), year: 2024, scope: Scope::Own }
}

/// A cell of the report with its journal.
fn figure(library: &Path, name: &str) -> String {
    let joined = Library::at(library.to_path_buf()).joined(&key(), &Forms::default());
    let report = joined.expect("a report").report;
    report.entry(report.form().find(name).expect(name)).figure().to_string()
}

fn signal(session: &Session, name: &str) {
    let process = session.child.process_id().expect("a process").to_string();
    assert!(Command::new("kill").args([name, &process]).status().expect("kill").success());
}

#[test]
fn a_signal_that_ends_the_program_journals_even_the_words_just_typed() {
    for (name, code) in [("-TERM", 128 + 15), ("-HUP", 128 + 1)] {
        let folder = library();
        let mut session = Session::start(folder.path(), &[AGENCY, "2024"]);
        session.wait("选章").send("7").wait_gone("选章").send("\r").wait("选章");
        session.send("\x1b1").wait("总体情况").send("words just typed").wait("words just typed");
        signal(&session, name);
        let (ended, raw) = session.end();
        assert_eq!(ended, code);
        assert!(is_restored(&raw));
        assert_eq!(figure(folder.path(), "requests.new.natural_person"), "7");
        let joined = Library::at(folder.path().to_path_buf()).joined(&key(), &Forms::default());
        assert!(joined.expect("a report").report.prose.chapters[0].contains("words just typed"));
    }
}

/// Waits until a process is stopped or runs again, as the system tells it.
#[cfg(target_os = "linux")]
fn wait_for_state(session: &Session, stopped: bool) {
    let process = session.child.process_id().expect("a process");
    let begun = Instant::now();
    loop {
        let status = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
        let state = status.rsplit(") ").next().and_then(|rest| rest.chars().next());
        if (state == Some('T')) == stopped {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "the process is {state:?}");
        std::thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn stopped_from_outside_it_gives_the_terminal_back_and_takes_it_again_when_it_goes_on() {
    let folder = library();
    let mut session = Session::start(folder.path(), &[AGENCY, "2024"]);
    session.wait("选章");
    signal(&session, "-TSTP");
    while !is_restored(&session.raw) {
        let bytes = session.output.recv_timeout(PATIENCE).expect("the terminal was given back");
        session.screen.process(&bytes);
        session.raw.extend(&bytes);
    }
    wait_for_state(&session, true);
    signal(&session, "-CONT");
    wait_for_state(&session, false);
    session.wait("选章").send("7").wait_gone("选章").send("\r").wait("选章").send("\x13").wait("已保存（");
    session.send("\x11");
    let (code, raw) = session.end();
    assert_eq!(code, 0);
    let text = String::from_utf8_lossy(&raw);
    assert_eq!(text.matches("\x1b[?1049h").count(), 2, "the terminal was taken again");
    assert!(is_restored(&raw));
    assert_eq!(figure(folder.path(), "requests.new.natural_person"), "7");
}

#[test]
fn a_terminal_that_goes_away_ends_the_program_and_loses_nothing() {
    let folder = library();
    let mut session = Session::start(folder.path(), &[AGENCY, "2024"]);
    session.wait("选章").send("7").wait_gone("选章").send("\r").wait("选章");
    let Session { mut child, master, mut keys, output, .. } = session;
    // Who reads the screen goes with the next picture that nobody takes; then the terminal is gone altogether.
    drop(output);
    keys.write_all(b"8").expect("a key");
    drop(keys);
    drop(master);
    let begun = Instant::now();
    while child.try_wait().expect("a process").is_none() {
        assert!(begun.elapsed() < PATIENCE, "the program goes on without a terminal");
        std::thread::yield_now();
    }
    assert_eq!(figure(folder.path(), "requests.new.natural_person"), "7");
}

/// A disk on which writing the figure 13 is a defect of the program.
#[derive(Debug)]
struct Defective(System);

#[derive(Debug)]
struct DefectiveFile(Arc<dyn OpenFile>);

impl Disk for Defective {
    fn under(&self) -> io::Result<&dyn Disk> {
        Ok(&self.0)
    }
    fn create(&self, path: &Path, access: Access<'_>) -> io::Result<Arc<dyn OpenFile>> {
        Ok(Arc::new(DefectiveFile(self.0.create(path, access)?)))
    }
    fn append(&self, path: &Path) -> io::Result<Arc<dyn OpenFile>> {
        Ok(Arc::new(DefectiveFile(self.0.append(path)?)))
    }
}

impl OpenFile for DefectiveFile {
    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        assert!(!bytes.windows(4).any(|part| part == b"\"13\""), "a defect");
        self.0.write(bytes)
    }
    fn flush(&self) -> io::Result<()> {
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

/// Not a test by itself: the editor on the defective disk, run in a terminal by the test below.
#[test]
#[ignore = "run by the test of defects, in a terminal of its own"]
fn an_editor_on_a_defective_disk() {
    let root = PathBuf::from(std::env::var_os("GOUJI_TEST_LIBRARY").expect("a library"));
    let start = Start {
        library: Library::on(Arc::new(Defective(System)), root.clone()),
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
        open: Open::Report(key()),
    };
    run::run(start).expect("ran");
}

#[test]
fn a_defect_gives_the_terminal_back_and_says_in_one_line_where_it_is_told() {
    let folder = library();
    let state = tempfile::tempdir().expect("a folder");
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
    command.args(["signals::an_editor_on_a_defective_disk", "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env("GOUJI_TEST_LIBRARY", folder.path());
    command.env("XDG_STATE_HOME", state.path());
    let mut session = Session::of(command);
    session.wait("选章").send("7").wait_gone("选章").send("\r").wait("选章").send("13\r");
    let (code, raw) = session.end();
    assert_eq!(code, 101);
    assert!(is_restored(&raw));
    let text = String::from_utf8_lossy(&raw);
    let after = &text[text.rfind("\x1b[?1049l").expect("given back")..];
    assert!(after.contains("gouji 异常退出") && !after.contains("a defect"), "{after}");
    assert_eq!(figure(folder.path(), "requests.new.natural_person"), "7");
    if cfg!(target_os = "linux") {
        let told: Vec<PathBuf> = std::fs::read_dir(state.path().join("gouji"))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        assert!(std::fs::read_to_string(&told[0]).expect("told").contains("a defect"), "{told:?}");
    }
}
