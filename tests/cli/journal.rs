//! Edits that are only in a journal: commands count them in and say so, and those that write leave nothing of them behind.

use gouji::domain::report::Key;
use gouji::domain::session::{Change, Edit, Purpose, Session};
use gouji::store::library::Library;

use super::*;

const CELL: &str = "requests.new.natural_person";

fn key() -> Key {
    Key { agency: "甲局".into(), year: 2022, scope: Scope::Own }
}

/// A library with a saved report and a figure that is only in its journal.
fn place(figures: &[(&str, &str)], keyed_figures: &[(&str, u32)]) -> Place {
    let place = Place::new();
    let library = Library::at(place.path("library"));
    library.save(&report("甲局", 2022, figures), None).expect("saved");
    keyed(&library, &key(), keyed_figures);
    place
}

/// Keys figures into a report of a library that are not saved.
pub fn keyed(library: &Library, key: &Key, figures: &[(&str, u32)]) {
    let opened = library.open(key, &Forms::default()).expect("opened");
    let (mut session, mut journal) = (Session::new(opened.report), opened.journal);
    for (name, figure) in figures {
        let cell = session.form().find(name).expect(name);
        let entry = Entry::new(Figure::from(*figure), Origin::Keyed);
        session.apply(Edit { purpose: Purpose::Key, changes: vec![Change::Figure(cell, entry)] });
    }
    journal.append(&session.take_committed()).expect("journaled");
}

fn journal(place: &Place) -> PathBuf {
    place.path("library/甲局/2022.journal")
}

#[test]
fn a_command_counts_the_journal_in_and_says_so_on_stderr() {
    let place = place(&[(CELL, "5")], &[(CELL, 6), (CELL, 7)]);
    let answer = place.run(&["show", "甲局", "2022", "--format", "json"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(json(&answer.out)["cells"][CELL], 7);
    assert!(answer.err.contains("2022.journal") && answer.err.contains("2 处"), "{}", answer.err);
    assert!(journal(&place).exists(), "reading leaves it as it is");
    let listed = place.clean(&["list"]);
    assert_eq!(listed.lines().count(), 1, "{listed}");
}

#[test]
fn a_file_or_folder_of_a_library_counts_with_its_journals_too() {
    let place = place(&[(CELL, "5")], &[(CELL, 7)]);
    let file = place.run(&["show", "library/甲局/2022.ron", "--format", "json"]);
    assert_eq!(json(&file.out)["cells"][CELL], 7);
    assert!(file.err.contains("2022.journal"), "{}", file.err);
    let folder = place.run(&["check", "library", "--format", "json"]);
    let value = json(&folder.out);
    let finding = &value["reports"][0]["findings"].as_array().expect("findings")[0];
    assert_eq!((&finding["rule"], &finding["left"]), (&Value::from("T3-01"), &Value::from("7")), "{value}");
    // Elsewhere a journal beside a report is none of it.
    fs::create_dir(place.path("other")).expect("a folder");
    for name in ["2022.ron", "2022.journal"] {
        fs::copy(place.path("library/甲局").join(name), place.path("other").join(name)).expect("copied");
    }
    let alone = place.run(&["show", "other/2022.ron", "--format", "json"]);
    assert_eq!(json(&alone.out)["cells"][CELL], 5);
}

#[test]
fn a_report_that_is_only_in_a_journal_is_listed_and_shown_and_not_made_again() {
    let place = place(&[], &[(CELL, 7)]);
    // As if it had never been saved; the journal stands for itself.
    fs::remove_file(place.path("library/甲局/2022.ron")).expect("removed");
    assert!(place.clean(&["list"]).contains("甲局"));
    assert_eq!(json(&place.clean(&["show", "甲局", "2022", "--format", "json"]))["cells"][CELL], 7);
    assert!(place.refused(&["new", "甲局", "2022"]).contains("2022.journal"));
    place.write("a.ron", &ron("甲局", &[]));
    assert!(place.refused(&["import", "a.ron"]).contains("2022.journal"));
}

#[test]
fn finishing_takes_in_what_is_in_the_journal_and_leaves_none() {
    let place = place(&BALANCED, &[("proactive.rules.issued", 0)]);
    place.clean(&["finalise", "甲局", "2022", "--keyer", "甲", "--reviewer", "乙"]);
    assert!(!journal(&place).exists());
    let saved = fs::read_to_string(place.path("library/甲局/2022.ron")).expect("saved");
    assert!(saved.contains("\"proactive.rules.issued\": keyed(\"0\")"), "{saved}");
}

#[test]
fn a_file_that_was_changed_after_the_journal_was_begun_stands_and_that_is_said() {
    let place = place(&[(CELL, "5")], &[(CELL, 7)]);
    let path = place.path("library/甲局/2022.ron");
    let text = fs::read_to_string(&path).expect("saved");
    fs::write(&path, text.replace("keyed(\"5\")", "keyed(\"6\")")).expect("changed");
    let answer = place.run(&["show", "甲局", "2022", "--format", "json"]);
    assert_eq!(json(&answer.out)["cells"][CELL], 6);
    assert!(answer.err.contains("没有计入"), "{}", answer.err);
    assert!(place.refused(&["finalise", "甲局", "2022", "--keyer", "甲", "--reviewer", "乙"]).contains("编辑器"));
}

#[test]
fn a_journal_that_was_not_wanted_is_listed_shown_and_restored() {
    let place = place(&[(CELL, "5")], &[(CELL, 6), (CELL, 7)]);
    let library = Library::at(place.path("library"));
    let shelved = library
        .shelve_journal(&key(), &library.journal_path(&key()).expect("a path"))
        .expect("moved")
        .expect("a journal");
    let args = |more: &[&'static str]| [&["history", "甲局", "2022"][..], more].concat();
    let listed = place.clean(&args(&[]));
    assert!(listed.starts_with("  1  ") && listed.contains("未保存"), "{listed}");
    let value = json(&place.clean(&args(&["--format", "json"])));
    let state = &value["states"][0];
    assert_eq!((&state["number"], &state["unsaved"]), (&1.into(), &true.into()), "{value}");
    assert_eq!(state["file"], shelved.display().to_string());
    assert_eq!(json(&place.clean(&args(&["--show", "1", "--format", "json"])))["cells"][CELL], 7);
    assert!(place.run(&args(&["--diff", "1"])).out.contains("7 改 5"));
    let answer = place.run(&args(&["--restore", "1"]));
    assert!(answer.code == 0 && answer.err.contains("--restore 1"), "{}", answer.err);
    assert_eq!(json(&place.clean(&["show", "甲局", "2022", "--format", "json"]))["cells"][CELL], 7);
    // Restoring is undone by restoring; what was restored from is still there.
    place.clean(&args(&["--restore", "1"]));
    assert_eq!(json(&place.clean(&["show", "甲局", "2022", "--format", "json"]))["cells"][CELL], 5);
    assert_eq!(place.clean(&args(&[])).lines().filter(|line| line.contains("未保存")).count(), 1);
    // By its file it can be read as well, wherever it was taken.
    let taken = place.path("taken.journal");
    fs::copy(&shelved, &taken).expect("copied");
    let shown = place.run(&["show", "taken.journal", "--format", "json"]);
    assert_eq!(json(&shown.out)["cells"][CELL], 7);
    assert!(shown.err.contains("是自动保存文件") && shown.err.contains("2 处"), "{}", shown.err);
    // One that is damaged is not taken for whole.
    let bytes = fs::read(&shelved).expect("read");
    let last = bytes.iter().rposition(|&byte| byte == b'7').expect("a figure");
    fs::write(&shelved, [&bytes[..last], b"8", &bytes[last + 1..]].concat()).expect("written");
    let shown = place.run(&args(&["--show", "3", "--format", "json"]));
    assert_eq!(json(&shown.out)["cells"][CELL], 6);
    assert!(shown.err.contains("第 4 行"), "{}", shown.err);
}

#[test]
fn an_edit_that_was_not_written_to_its_end_is_left_out_and_that_is_said() {
    let place = place(&[(CELL, "5")], &[(CELL, 6), (CELL, 7)]);
    let bytes = fs::read(journal(&place)).expect("a journal");
    fs::write(journal(&place), &bytes[..bytes.len() - 3]).expect("torn");
    let answer = place.run(&["show", "甲局", "2022", "--format", "json"]);
    assert_eq!(json(&answer.out)["cells"][CELL], 6);
    assert!(answer.err.contains("没有写完"), "{}", answer.err);
}

#[test]
fn restoring_leaves_unsaved_edits_alone_and_says_so() {
    let place = place(&[(CELL, "5")], &[(CELL, 7)]);
    place.write("library/甲局/history/2022/2023-01-10_09-30-12.345.ron", &ron("甲局", &[(CELL, "3")]));
    let answer = place.run(&["history", "甲局", "2022", "--restore", "1"]);
    assert!(answer.code == 0 && answer.err.contains("2022.journal"), "{}", answer.err);
    assert!(journal(&place).exists());
}

#[test]
fn a_report_that_is_only_a_journal_is_checked_with_its_folder() {
    let place = place(&[(CELL, "5")], &[(CELL, 7)]);
    fs::remove_file(place.path("library/甲局/2022.ron")).expect("removed");
    let answer = place.run(&["check", "library", "--format", "json"]);
    let value = json(&answer.out);
    assert_eq!(value["reports"][0]["findings"][0]["left"], "7", "{value} {}", answer.err);
    assert!(answer.err.contains("2022.journal"), "{}", answer.err);
    let listed = place.run(&["list"]);
    assert!(listed.out.contains("甲局") && listed.err.contains("2022.journal"), "{} {}", listed.out, listed.err);
}

#[test]
fn a_report_that_cannot_be_read_is_shown_from_its_journal_and_that_is_said() {
    let place = place(&[(CELL, "5")], &[("requests.new.enterprise", 7)]);
    fs::write(place.path("library/甲局/2022.ron"), "(version: 1, edition: ").expect("damaged");
    let answer = place.run(&["show", "甲局", "2022", "--format", "json"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let cells = &json(&answer.out)["cells"];
    assert_eq!((&cells[CELL], &cells["requests.new.enterprise"]), (&Value::from(5), &Value::from(7)));
    for words in ["报告文件无法读取", "2022.journal", "1 处尚未保存的录入", "请在编辑器里打开"]
    {
        assert!(answer.err.contains(words), "{words}: {}", answer.err);
    }
    let answer = place.run(&["show", "甲局", "2022", "--lang", "en"]);
    assert!(answer.err.contains("cannot be read") && answer.err.contains("1 unsaved edit."), "{}", answer.err);
    assert_eq!(fs::read_to_string(place.path("library/甲局/2022.ron")).expect("left"), "(version: 1, edition: ");
}
