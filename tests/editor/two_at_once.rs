//! Two who work on one report, in this process: who comes second looks on until the first has left, and what was changed
//! outside is noticed, compared and joined.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Key, Report, Scope};
use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
use gouji::store::forms::Forms;
use gouji::store::library::Library;

use gouji::tui::effect::Outside;
use gouji::tui::model::{Effect, Msg};

use super::desk::{AGENCY, Desk, put};
use super::lockless::Lockless;

const NEW: &str = "requests.new.natural_person";
const FIRM: &str = "requests.new.enterprise";
const HELD: &str = "requests.carried_in.natural_person";

fn key() -> Key {
    Key { agency: AGENCY.into(), year: 2025, scope: Scope::Own }
}

/// A desk on whose library one report lies, open.
fn desk() -> Desk {
    sized(100, 30, Lang::Zh)
}

fn sized(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<enter>");
    assert_eq!(desk.at(), NEW);
    desk
}

fn library(desk: &Desk) -> Library {
    Library::at(desk.folder.path().to_path_buf())
}

fn file(desk: &Desk) -> PathBuf {
    library(desk).path(&key()).expect("a path")
}

fn with(mut report: Report, figures: &[(&str, u32)]) -> Report {
    for (name, figure) in figures {
        let cell = report.form().find(name).expect(name);
        report.set_entry(cell, Entry::new(Figure::from(*figure), Origin::Keyed));
    }
    report
}

/// Somebody who knows no locks changes the file.
fn elsewhere(desk: &Desk, figures: &[(&str, u32)]) {
    let report = with(desk.saved(2025).expect("saved"), figures);
    fs::write(file(desk), to_ron(&report)).expect("written");
}

fn on_disk(desk: &Desk, name: &str) -> String {
    let report = desk.saved(2025).expect("saved");
    report.entry(report.form().find(name).expect(name)).figure().to_string()
}

/// The figures of a cell in the earlier states, the newest first.
fn earlier(desk: &Desk, name: &str) -> Vec<String> {
    let forms = Forms::default();
    let states = library(desk).history(&key()).expect("history");
    let saved = states.iter().filter(|state| !state.unsaved);
    let reports = saved.map(|state| library(desk).load_state(&key(), state, &forms).expect("whole").report);
    reports.map(|report| report.entry(report.form().find(name).expect(name)).figure().to_string()).collect()
}

#[test]
fn who_comes_second_looks_on_with_what_the_first_has_keyed_and_every_edit_is_refused_with_words() {
    let mut first = desk();
    first.keys("5<enter>");
    let mut second = first.beside();
    second.keys("<enter>");
    second.assert_shows("只读").assert_shows(&format!("进程 {}", std::process::id())).assert_shows("Ctrl-T");
    assert!(!second.shows("恢复"), "the first one's journal is not the second one's to recover");
    assert_eq!(second.figure(NEW), "5", "read with the journal");
    let before = second.screen();
    for keys in [
        "7",
        "<delete>",
        "r",
        "t",
        "a",
        "<ctrl-z>",
        "<ctrl-s>",
        "<alt-d>",
        "<ctrl-d>",
        "<ctrl-r>",
        "<shift-f9>",
        "m",
        "i",
        "/",
        ".",
    ] {
        second.keys("<left>").keys(keys);
        second.assert_shows("正由");
        assert_eq!(second.figure(NEW), "5", "{keys}");
    }
    second.paste("1\t2").assert_shows("正由");
    second.keys("<alt-1>x").assert_shows("正由");
    second.keys("<alt-3>");
    assert_eq!(second.screen().lines().next(), before.lines().next(), "the title is as it was");
    assert!(second.shows("只读"));
    second.keys("l");
    second.assert_shows("报告库");
    first.keys("6<enter><ctrl-s>");
    first.assert_shows("已保存");
    assert_eq!(on_disk(&first, FIRM), "6");
}

#[test]
fn a_report_is_taken_over_once_its_holder_has_left_and_not_before() {
    let mut first = desk();
    let mut second = first.beside();
    second.keys("<enter><right><ctrl-t>").assert_shows("还不能接管").assert_shows("进程");
    second.focus();
    assert!(!second.shows("接管编辑") || !second.shows("对方已关闭"), "nobody has left");
    first.keys("5<enter><ctrl-s>").keys("l");
    second.focus().assert_shows("对方已关闭");
    second.keys("<left>J").assert_shows("已接管");
    assert_eq!((second.figure(NEW), second.at()), ("5".into(), NEW.into()), "as it is now, at the same cell");
    assert!(!second.shows("只读"));
    second.keys("8<enter><ctrl-s>").assert_shows("已保存");
    assert_eq!(on_disk(&first, NEW), "8");
    first.keys("<enter>").assert_shows("只读");
    second.keys("<ctrl-t>").assert_shows("不用接管");
    second.keys("l");
    let folder = first.folder.path().join(AGENCY);
    let names = |ending: &str| {
        let entries = fs::read_dir(&folder).expect("a folder").flatten();
        entries.filter(|entry| entry.path().extension().is_some_and(|other| other == ending)).count()
    };
    #[cfg(unix)]
    assert_eq!((names("lock"), names("holder")), (0, 0));
    assert_eq!(names("ron"), 2);
}

#[test]
fn what_a_holder_that_died_left_in_the_journal_is_recovered_by_who_takes_over() {
    let mut first = desk();
    first.keys("5<enter>");
    let mut second = first.beside();
    second.keys("<enter>").assert_shows("只读");
    // Dropped as it stands, as by a kill.
    let folder = first.end();
    second.keys("<ctrl-t>").assert_shows("上次退出前");
    second.keys("<enter>");
    assert_eq!(second.figure(NEW), "5");
    second.keys("<ctrl-s>").assert_shows("已保存");
    drop(folder);
}

#[test]
fn a_report_that_somebody_has_is_not_deleted_and_not_imported_into() {
    let first = desk();
    let mut second = first.beside();
    second.keys("dy").assert_shows("正由");
    assert!(file(&first).exists());
    let path = second.folder.path().join("new.ron");
    fs::write(&path, to_ron(&with(first.saved(2025).expect("saved"), &[(NEW, 9)]))).expect("written");
    second.keys("i").paste(&path.display().to_string()).keys("<enter>i").assert_shows("正由").assert_shows("只读");
    second.keys("<ctrl-s>").assert_shows("正由");
    assert_eq!(on_disk(&first, NEW), "0");
}

#[test]
fn a_file_changed_outside_is_noticed_on_coming_back_once_and_asked_about_again_where_it_changes_again() {
    let mut desk = desk();
    desk.focus();
    assert!(desk.model.dialog.is_none());
    elsewhere(&desk, &[(FIRM, 3)]);
    desk.keys("5").focus().assert_shows("文件在别处有改动").assert_shows("合并").assert_shows("覆盖");
    assert_eq!(desk.figure(NEW), "5", "what was being typed is not lost");
    desk.keys("<esc>").focus();
    assert!(desk.model.dialog.is_none(), "asked once");
    elsewhere(&desk, &[(FIRM, 4)]);
    desk.focus().assert_shows("文件在别处有改动");
    desk.keys("<esc>");
    desk.keys("<ctrl-s>").assert_shows("文件在别处有改动");
    assert_eq!(on_disk(&desk, FIRM), "4");
    desk.keys("v").assert_shows("对方与本机的差异").assert_shows("4 改 0");
    desk.keys("<esc>").assert_shows("合并");
    desk.keys("<esc>").assert_shows("*未保存");
}

#[test]
fn changes_that_do_not_collide_are_joined_by_one_key_as_one_undoable_edit_and_saved() {
    let mut desk = desk();
    desk.keys("5<enter>");
    elsewhere(&desk, &[(FIRM, 3), (HELD, 2)]);
    desk.focus().assert_shows("只有本机改的 1 处").assert_shows("只有对方改的 2 处");
    desk.keys("m").assert_shows("已合并");
    assert_eq!([NEW, FIRM, HELD].map(|name| desk.figure(name)), ["5", "3", "2"]);
    desk.assert_shows("*未保存");
    desk.keys("<ctrl-z>");
    assert_eq!([NEW, FIRM, HELD].map(|name| desk.figure(name)), ["0", "3", "2"], "theirs");
    assert!(!desk.shows("*未保存"));
    desk.keys("<ctrl-y><ctrl-s>").assert_shows("已保存");
    assert_eq!([NEW, FIRM, HELD].map(|name| on_disk(&desk, name)), ["5", "3", "2"]);
    assert!(earlier(&desk, NEW).contains(&"5".to_string()) && earlier(&desk, FIRM).contains(&"0".to_string()));
}

#[test]
fn each_collision_is_decided_for_itself() {
    let mut desk = desk();
    desk.keys("5<enter>6<enter>").keys("<alt-1>").paste("这里写的。");
    let mut theirs = with(desk.saved(2025).expect("saved"), &[(NEW, 7), (FIRM, 8), (HELD, 2)]);
    theirs.prose.chapters[0] = "对方写的。".into();
    fs::write(file(&desk), to_ron(&theirs)).expect("written");
    desk.keys("<ctrl-s>m").assert_shows("双方都有改动：3 处").assert_shows("对方 7").assert_shows("本机 5");
    desk.keys("<enter>").assert_shows("还有 3 处未选");
    desk.keys("mt").assert_shows("已选 2");
    desk.keys("<enter>").assert_shows("还有 1 处未选");
    desk.assert_shows("这里写的").assert_shows("对方写的");
    desk.keys("<right><enter>").assert_shows("已合并");
    assert_eq!([NEW, FIRM, HELD].map(|name| desk.figure(name)), ["5", "8", "2"]);
    assert_eq!(desk.report().session.report().prose.chapters[0], "对方写的。");
    desk.keys("<ctrl-s>").assert_shows("已保存");
    assert_eq!([NEW, FIRM, HELD].map(|name| on_disk(&desk, name)), ["5", "8", "2"]);
}

#[test]
fn all_collisions_are_decided_for_one_side_by_one_key() {
    for (keys, expected) in [("M<enter>", ["5", "6"]), ("T<enter>", ["7", "8"]), ("MtT<up>m<down>t<enter>", ["5", "8"])]
    {
        let mut desk = desk();
        desk.keys("5<enter>6<enter>");
        elsewhere(&desk, &[(NEW, 7), (FIRM, 8)]);
        desk.focus().keys("m").keys(keys);
        assert_eq!([NEW, FIRM].map(|name| desk.figure(name)), expected, "{keys}");
    }
}

#[test]
fn what_was_joined_is_in_the_journal_and_survives_the_end_of_the_program() {
    let mut desk = desk();
    desk.keys("5<enter>");
    elsewhere(&desk, &[(FIRM, 3)]);
    desk.focus().keys("m").assert_shows("已合并");
    desk.keys("9<enter>");
    let mut next = Desk::over(desk.end(), 100, 30, Lang::Zh);
    next.keys("<enter><enter>");
    assert_eq!([NEW, FIRM].map(|name| next.figure(name)), ["5", "9"]);
    next.keys("<ctrl-z>");
    assert_eq!([NEW, FIRM].map(|name| next.figure(name)), ["5", "3"]);
}

#[test]
fn theirs_is_taken_with_mine_kept_and_mine_is_written_over_with_theirs_kept() {
    let mut desk = desk();
    desk.keys("5<enter>");
    elsewhere(&desk, &[(FIRM, 3)]);
    desk.focus().keys("r").assert_shows("现在是磁盘上的报告");
    assert_eq!([NEW, FIRM].map(|name| desk.figure(name)), ["0", "3"]);
    assert!(!desk.shows("*未保存"));
    assert_eq!(earlier(&desk, NEW), ["5"]);
    desk.keys("<alt-3><left>6<enter>");
    elsewhere(&desk, &[(FIRM, 4)]);
    desk.focus().keys("o").assert_shows("已保存");
    assert_eq!(on_disk(&desk, FIRM), desk.figure(FIRM));
    assert!(earlier(&desk, FIRM).contains(&"4".to_string()));
    desk.focus();
    assert!(desk.model.dialog.is_none());
}

#[test]
fn a_file_that_is_gone_is_said_and_written_anew_and_one_that_cannot_be_read_is_not_joined() {
    let mut desk = desk();
    desk.keys("5<enter>");
    fs::remove_file(file(&desk)).expect("removed");
    desk.focus().assert_shows("文件已被移动或删除").assert_shows("重新写入");
    assert!(!desk.shows("合并"));
    desk.keys("o").assert_shows("已保存");
    assert_eq!(on_disk(&desk, NEW), "5");
    fs::write(file(&desk), "(version: 1, ").expect("damaged");
    desk.focus().assert_shows("文件在别处有改动");
    let said = desk.screen().replace(['\n', ' ', '|'], "");
    assert!(said.contains("第1行"), "{said}");
    assert!(!desk.shows("合并") && !desk.shows("查看差异"));
    desk.keys("o").assert_shows("已保存");
    let states = library(&desk).history(&key()).expect("history");
    assert!(states.iter().any(|state| fs::read_to_string(&state.path).expect("there") == "(version: 1, "));
}

#[test]
fn a_second_keying_is_not_interrupted() {
    let mut desk = desk();
    desk.keys("Y1<enter>李四<enter>王五<enter>");
    assert!(desk.report().second_keying.is_some(), "{}", desk.screen());
    elsewhere(&desk, &[(FIRM, 3)]);
    desk.focus();
    assert!(desk.model.dialog.is_none());
    desk.keys("<esc>").focus().assert_shows("文件在别处有改动");
}

#[test]
fn a_folder_that_cannot_lock_is_said_once_and_work_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let library = Library::on(Arc::new(Lockless), folder.path().to_path_buf());
    let mut outside = Outside::new(library, Forms::default(), Lang::Zh);
    let mut said = || match outside.run(Effect::Open(key())).pop() {
        Some(Msg::Opened { remark, lent: None, .. }) => remark.unwrap_or_default(),
        other => panic!("{other:?}"),
    };
    let first = said();
    assert!(first.contains("不能加锁") && first.contains("请勿两人同时打开"), "{first}");
    assert_eq!(said(), "");
}

#[test]
fn screens_of_two_at_once() {
    for (columns, rows, lang, name) in [(80, 24, Lang::Zh, "80x24"), (100, 30, Lang::En, "100x30-en")] {
        let mut desk = sized(columns, rows, lang);
        let holder = "(user: \"zhang\", host: \"office-3\", process: 4711, since: \"2026-01-15 09:30:12\")";
        fs::write(desk.folder.path().join(AGENCY).join("2025.holder"), holder).expect("written");
        let mut second = desk.beside();
        second.keys("<enter>7");
        insta::assert_snapshot!(format!("read-only-{name}"), second.screen());
        desk.keys("5<enter>6<enter>").keys("<alt-1>").paste("一年来，各项工作照常开展。");
        let mut theirs = with(desk.saved(2025).expect("saved"), &[(NEW, 7), (FIRM, 8), (HELD, 2)]);
        theirs.prose.chapters[0] = "一年来，信息公开工作有了进展。".into();
        fs::write(file(&desk), to_ron(&theirs)).expect("written");
        desk.focus().keys("m");
        insta::assert_snapshot!(format!("collisions-{name}"), desk.screen());
        desk.keys("m");
        insta::assert_snapshot!(format!("collisions-decided-{name}"), desk.screen());
    }
}
