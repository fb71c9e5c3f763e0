//! Two editors in two terminals: locks between processes, one that is killed, and files changed outside noticed by the
//! terminal's word, after another program, and after a stop.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::store::document::{from_ron, to_ron};
use gouji::store::forms::Forms;

use super::desk::{AGENCY, put};
use super::terminal::Session;

fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[("requests.new.natural_person", 5)]);
    folder
}

fn open(folder: &Path) -> Session {
    Session::start(folder, &[AGENCY, "2024"])
}

fn file(folder: &Path, ending: &str) -> PathBuf {
    folder.join(AGENCY).join(format!("2024.{ending}"))
}

/// The report's file as somebody else might leave it.
fn changed(folder: &Path) -> String {
    let text = fs::read_to_string(file(folder, "ron")).expect("there");
    let mut report = from_ron("2024.ron", &text, &Forms::default()).expect("a report");
    let cell = report.form().find("requests.new.enterprise").expect("a cell");
    report.set_entry(cell, Entry::new(Figure::from(3), Origin::Keyed));
    to_ron(&report)
}

#[cfg(unix)]
fn signal(session: &Session, name: &str) {
    let process = session.child.process_id().expect("a process").to_string();
    assert!(std::process::Command::new("kill").args([name, &process]).status().expect("kill").success());
}

#[test]
fn the_second_editor_looks_on_until_the_first_one_has_left() {
    let folder = library();
    let mut first = open(folder.path());
    first.wait("选章");
    let process = first.child.process_id().expect("a process").to_string();
    let mut second = open(folder.path());
    second.wait("只读").wait(&process).send("7").wait("Ctrl-T");
    first.send("8\r").wait("*未保存").send("\x13").wait("已保存").send("\x11");
    assert_eq!(first.end().0, 0);
    second.send("\x1b[I").wait("对方已关闭").send("\x14").wait("已接管").wait_gone("只读");
    second.send("9\r").wait("*未保存").send("\x13").wait("已保存").send("\x11");
    assert_eq!(second.end().0, 0);
    assert!(fs::read_to_string(file(folder.path(), "ron")).expect("there").contains("natural_person\": keyed(\"9\")"));
    assert!(!file(folder.path(), "lock").exists() && !file(folder.path(), "holder").exists());
}

#[test]
fn the_lock_of_a_killed_editor_is_nobodys_and_what_it_journaled_is_recovered() {
    let folder = library();
    let mut first = open(folder.path());
    first.wait("选章").send("8\r").wait("*未保存");
    let mut second = open(folder.path());
    second.wait("只读");
    first.kill();
    first.child.wait().expect("ended");
    assert!(file(folder.path(), "lock").exists(), "nobody was there to remove it");
    second.send("\x14").wait("上次退出前").send("\r").wait("已恢复").send("\x13").wait("已保存").send("\x11");
    assert_eq!(second.end().0, 0);
    assert!(fs::read_to_string(file(folder.path(), "ron")).expect("there").contains("natural_person\": keyed(\"8\")"));
    assert!(!file(folder.path(), "lock").exists());
}

#[test]
fn a_change_from_outside_is_noticed_when_the_terminal_says_that_somebody_is_back_and_both_are_joined() {
    let folder = library();
    let mut session = open(folder.path());
    session.wait("选章").send("8\r").wait("*未保存");
    fs::write(file(folder.path(), "ron"), changed(folder.path())).expect("written");
    session.send("\x1b[I").wait("文件在别处有改动").send("m").wait("已合并").send("\x13").wait("已保存").send("\x11");
    let (code, raw) = session.end();
    assert_eq!(code, 0);
    let text = fs::read_to_string(file(folder.path(), "ron")).expect("there");
    assert!(
        text.contains("natural_person\": keyed(\"8\")") && text.contains("requests.new.enterprise\": keyed(\"3\")")
    );
    let raw = String::from_utf8_lossy(&raw);
    assert!(
        cfg!(windows) || raw.rfind("\x1b[?1004l") > raw.rfind("\x1b[?1004h") && raw.contains("\x1b[?1004h"),
        "given back"
    );
}

#[cfg(unix)]
#[test]
fn a_change_from_outside_is_noticed_after_a_stop_and_after_another_program_had_the_terminal() {
    let folder = library();
    let mut session = open(folder.path());
    session.wait("选章");
    let (before, after) = (fs::read_to_string(file(folder.path(), "ron")).expect("there"), changed(folder.path()));
    signal(&session, "-STOP");
    fs::write(file(folder.path(), "ron"), &after).expect("written");
    signal(&session, "-CONT");
    session.wait("文件在别处有改动").send("r").wait("现在是磁盘上的报告").send("\x11");
    assert_eq!(session.end().0, 0);

    let (script, other) = (folder.path().join("editor.sh"), folder.path().join("other.ron"));
    fs::write(&other, &before).expect("written");
    let copy = format!("cp '{}' '{}'\n", other.display(), file(folder.path(), "ron").display());
    fs::write(&script, copy).expect("a script");
    let editor = format!("sh {}", script.display());
    let mut session = Session::with(folder.path(), &[AGENCY, "2024"], &[("VISUAL", &editor)]);
    session.wait("选章").send("\x1b6").wait("六、其他").send("\x1b[15;2~").wait("文件在别处有改动").send("\x1b");
    session.wait_gone("文件在别处有改动").send("\x11");
    assert_eq!(session.end().0, 0);
}
