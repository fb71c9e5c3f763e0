//! Two editors on a share that cannot lock, from key to disk: the second save notices, asks and joins, and whoever is killed
//! loses nothing that was committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

const NEW: &str = "requests.new.natural_person";
const FIRM: &str = "requests.new.enterprise";

/// Two persons who have the same report open.
fn two() -> [Desk; 2] {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut first = Desk::without_locks(folder, 100, 30, Lang::Zh);
    let mut second = first.beside();
    first.keys("<enter>").assert_shows("不能加锁");
    second.keys("<enter>").assert_shows("不能加锁");
    [first, second]
}

fn on_disk(desk: &Desk) -> [String; 2] {
    let report = desk.saved(2025).expect("saved");
    [NEW, FIRM].map(|name| report.entry(report.form().find(name).expect(name)).figure().to_string())
}

fn journals(desk: &Desk) -> Vec<PathBuf> {
    let entries = fs::read_dir(desk.folder.path().join(AGENCY)).expect("a folder").flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "journal")).collect()
}

#[test]
fn the_second_save_notices_asks_and_joins_and_the_figures_of_both_are_there_at_the_end() {
    let [mut first, mut second] = two();
    first.keys("5<enter>");
    second.keys("<right>8<enter>");
    assert_eq!(journals(&first).len(), 2, "each has an autosave file of its own");
    first.keys("<ctrl-s>").assert_shows("已保存");
    assert_eq!(journals(&first).len(), 1, "saving removes only one's own");
    second.keys("<ctrl-s>").assert_shows("文件在别处有改动").assert_shows("只有本机改的 1 处");
    assert_eq!(on_disk(&first), ["5", "0"], "nothing is written over");
    second.keys("m").assert_shows("已合并");
    second.keys("<ctrl-s>").assert_shows("已保存");
    assert_eq!(on_disk(&first), ["5", "8"]);
    // The first one notices in turn, and goes on with both.
    first.focus().assert_shows("文件在别处有改动");
    first.keys("m");
    assert_eq!([NEW, FIRM].map(|name| first.figure(name)), ["5", "8"]);
    first.keys("<alt-3>6<enter><ctrl-s>");
    assert_eq!(journals(&first), Vec::<PathBuf>::new());
}

#[test]
fn where_both_keyed_the_same_cell_the_second_save_asks_whose_stands() {
    let [mut first, mut second] = two();
    first.keys("5<enter>");
    second.keys("7<enter>8<enter>");
    first.keys("<ctrl-s>");
    second.keys("<ctrl-s>m").assert_shows("本机 7").assert_shows("对方 5");
    second.keys("t<enter><ctrl-s>");
    assert_eq!(on_disk(&first), ["5", "8"]);
}

#[test]
fn who_joins_while_the_other_one_keys_on_takes_nothing_away_from_him() {
    let [mut first, mut second] = two();
    first.keys("5<enter>");
    second.keys("<right>8<enter>");
    first.keys("<ctrl-s>").assert_shows("已保存");
    // What the first one keys now is in his autosave file only.
    first.keys("<left>6<enter>");
    second.keys("<ctrl-s>m").assert_shows("已合并");
    second.keys("<ctrl-s>").assert_shows("已保存");
    assert_eq!((second.figure(FIRM), on_disk(&first)), ("8".into(), ["5".into(), "8".into()]));
    assert_eq!(journals(&first).len(), 1, "the first one's is his own");
    first.keys("<ctrl-s>").assert_shows("文件在别处有改动");
    first.keys("m").assert_shows("已合并");
    first.keys("<ctrl-s>").assert_shows("已保存");
    assert_eq!(on_disk(&first), ["6", "8"]);
}

#[test]
fn who_is_killed_after_the_others_clean_save_loses_nothing_that_was_committed() {
    let [mut first, mut second] = two();
    first.keys("5<enter>");
    second.keys("<right>8<enter>");
    first.keys("<ctrl-s>").assert_shows("已保存");
    drop(second); // killed
    first.keys("<ctrl-q>");
    let mut third = first.beside();
    third.keys("<enter>").assert_shows("恢复未保存的录入").assert_shows("可恢复 1 格");
    third.keys("<enter>").assert_shows("已恢复").assert_shows("history/2025");
    assert_eq!([NEW, FIRM].map(|name| third.figure(name)), ["5", "8"]);
    third.keys("<ctrl-s>").assert_shows("已保存");
    assert_eq!(on_disk(&first), ["5", "8"]);
    assert_eq!(journals(&first), Vec::<PathBuf>::new());
}

/// Says beside a journal that a process of that number on that machine writes it, as it would say itself.
fn sign(journal: &Path, host: &str, process: u32) {
    let text = format!("(user:\"王五\",host:\"{host}\",process:{process},since:\"2026-01-15 09:30:12\")");
    fs::write(journal.with_extension("holder"), text).expect("written");
}

/// A report of which somebody else's autosave file is there, as one process of another machine or of this one left it.
fn keyed_by(host: &str, process: u32) -> (Desk, PathBuf) {
    let [first, mut second] = two();
    second.keys("<right>8<enter>");
    let [journal] = journals(&first).try_into().expect("one");
    sign(&journal, host, process);
    // What it would write if it were left.
    let kept = fs::read(&journal).expect("there");
    drop(second);
    fs::write(&journal, kept).expect("written");
    sign(&journal, host, process);
    (first, journal)
}

fn this_machine() -> String {
    let output = Command::new("hostname").output().expect("a name");
    String::from_utf8(output.stdout).expect("UTF-8").trim().into()
}

#[test]
fn what_somebody_else_is_keying_is_told_and_not_offered_as_ones_own() {
    let mut living = Command::new("sleep").arg("600").spawn().expect("started");
    for (host, process) in [("另一台", 4711), (&this_machine(), living.id())] {
        let (first, journal) = keyed_by(host, process);
        let before = fs::read(&journal).expect("there");
        let mut third = first.beside();
        third.keys("<enter>").assert_shows("王五").assert_shows("正在录入这份报告");
        third.assert_shows("三申请");
        assert_eq!(third.figure(FIRM), "0", "{host}");
        third.keys("<alt-3>6<enter><ctrl-s>").assert_shows("已保存");
        third.keys("<ctrl-q>");
        assert_eq!(fs::read(&journal).expect("left alone"), before, "{host}");
        assert_eq!(on_disk(&first), ["6", "0"]);
        // Nor is the report deleted over it.
        let mut fourth = first.beside();
        fourth.keys("<delete>y").assert_shows("王五");
        assert!(journal.exists() && first.saved(2025).is_some(), "{}", fourth.screen());
    }
    living.kill().expect("ended");
    living.wait().expect("ended");
}

#[test]
fn what_somebody_lost_who_is_known_to_be_gone_is_offered() {
    let mut gone = Command::new("true").spawn().expect("started");
    gone.wait().expect("ended");
    let (first, journal) = keyed_by(&this_machine(), gone.id());
    let mut third = first.beside();
    third.keys("<enter>").assert_shows("恢复未保存的录入");
    third.keys("<enter>").assert_shows("已恢复");
    assert_eq!(third.figure(FIRM), "8");
    third.keys("<ctrl-s>").assert_shows("已保存");
    assert!(!journal.exists() && !journal.with_extension("holder").exists());
}
