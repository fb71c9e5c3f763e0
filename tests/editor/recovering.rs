//! What was keyed and never saved: it is in the journal, comes back on request, and nothing of it is thrown away.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use gouji::domain::text::Lang;
use gouji::tui::model::{Durability, Msg, Screen};
use gouji::tui::update::update;
use tempfile::TempDir;

use super::desk::{AGENCY, Desk, put, steady};

/// A library with a saved report of 2024, every cell 0 but for one.
fn library() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[("requests.new.natural_person", 5)]);
    folder
}

fn journal(folder: &Path) -> PathBuf {
    folder.join(AGENCY).join("2024.journal")
}

fn shelved(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder.join(AGENCY).join("history/2024")) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "journal")).collect()
}

fn desk(folder: TempDir) -> Desk {
    Desk::over(folder, 100, 30, Lang::Zh)
}

/// Ends the editor as a killed process ends: nothing more is said or done.
fn killed(desk: Desk) -> TempDir {
    desk.folder
}

/// A library whose report was keyed on and never saved.
fn interrupted(keys: &str) -> TempDir {
    let mut desk = desk(library());
    desk.keys("<enter>").keys(keys);
    killed(desk)
}

#[test]
fn what_was_keyed_before_the_program_was_killed_comes_back_edit_by_edit() {
    let mut desk = desk(interrupted("7<enter>8<enter>"));
    desk.keys("<enter>").assert_shows("恢复未保存的录入").assert_shows("可恢复 2 格。");
    assert_eq!(desk.figure("requests.new.natural_person"), "5", "nothing changes before it is decided");
    desk.keys("<enter>").assert_shows("已恢复 2 格（Ctrl-Z 逐步撤销）").assert_shows("*未保存");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    assert_eq!(desk.figure("requests.new.enterprise"), "8");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("requests.new.enterprise"), "0");
    desk.keys("<ctrl-y>9<enter>");
    // The journal goes on behind what was recovered.
    let mut desk = self::desk(killed(desk));
    desk.keys("<enter><enter>");
    assert_eq!(desk.figure("requests.new.enterprise"), "9");
    desk.keys("<ctrl-s>").assert_shows("已保存");
    assert!(!journal(desk.folder.path()).exists(), "a clean save empties the journal");
    assert_eq!(desk.saved(2024).expect("saved").unfilled(), 0);
    let mut desk = self::desk(killed(desk));
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.enterprise"), "9");
    assert!(!desk.shows("恢复未保存"));
}

#[test]
fn undone_edits_are_as_undone_after_a_crash() {
    let mut desk = desk(interrupted("7<enter>8<enter><ctrl-z>"));
    desk.keys("<enter>").assert_shows("可恢复 1 格");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    assert_eq!(desk.figure("requests.new.enterprise"), "0");
    let mut desk = self::desk(interrupted("7<enter><ctrl-z>"));
    desk.keys("<enter>");
    assert!(!desk.shows("恢复未保存"), "there is nothing to be recovered");
}

#[test]
fn what_is_not_wanted_goes_into_the_history() {
    let mut desk = desk(interrupted("7<enter>"));
    desk.keys("<enter>d").assert_shows("未恢复").assert_shows("已保存");
    let kept = shelved(desk.folder.path());
    let name = kept[0].file_name().expect("a name").to_string_lossy().into_owned();
    let said = desk.screen().replace('\n', "");
    assert!(said.contains(&format!("{AGENCY}/history/2024/{name}")), "where it is, from the library on: {said}");
    assert!(said.contains("按 i 导入") && !said.contains("gouji ") && !said.contains("--"), "{said}");
    assert_eq!(desk.figure("requests.new.natural_person"), "5");
    assert!(!journal(desk.folder.path()).exists());
    assert_eq!(shelved(desk.folder.path()).len(), 1);
    desk.keys("6<enter>");
    let mut desk = self::desk(killed(desk));
    desk.keys("<enter><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "6", "what is keyed since is journaled anew");
}

#[test]
fn undecided_it_stays_as_it_is() {
    let mut desk = desk(interrupted("7<enter>"));
    let before = fs::read(journal(desk.folder.path())).expect("a journal");
    desk.keys("<enter><esc>").assert_shows("报告库");
    desk.keys("<enter>").assert_shows("可恢复 1 格");
    desk.keys("<ctrl-q>");
    assert!(desk.left, "nothing is lost, so nothing is asked");
    assert_eq!(fs::read(journal(desk.folder.path())).expect("a journal"), before);
}

#[test]
fn leaving_without_saving_keeps_the_journal_in_the_history_and_leaving_unchanged_leaves_none() {
    let mut desk = desk(library());
    desk.keys("<enter>7<enter><ctrl-q>").assert_shows("有修改尚未保存");
    desk.keys("d");
    assert!(desk.left && !journal(desk.folder.path()).exists());
    assert_eq!(shelved(desk.folder.path()).len(), 1);
    let mut desk = self::desk(library());
    desk.keys("<enter>7<enter><ctrl-z><ctrl-q>");
    assert!(desk.left && !journal(desk.folder.path()).exists());
    assert!(shelved(desk.folder.path()).is_empty());
}

#[test]
fn looking_at_a_report_leaves_no_journal() {
    let mut desk = desk(library());
    desk.keys("<enter><down><down><alt-1><ctrl-q>");
    assert!(desk.left && !journal(desk.folder.path()).exists());
}

#[test]
fn a_new_report_is_in_the_library_before_it_was_ever_saved() {
    let mut desk = desk(tempfile::tempdir().expect("a folder"));
    desk.keys("n示例区财政局<enter><enter><enter><left><enter>12<enter>");
    let mut desk = self::desk(killed(desk));
    desk.assert_shows(AGENCY).assert_shows("2025").assert_shows("*1/166");
    desk.keys("<enter>").assert_shows("从未保存");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "12");
    desk.keys("<ctrl-s>").assert_shows("已保存");
    assert!(!desk.folder.path().join(AGENCY).join("2025.journal").exists());
    assert!(desk.saved(2025).is_some());
}

#[test]
fn a_new_report_that_is_not_wanted_is_no_longer_listed() {
    let mut desk = desk(tempfile::tempdir().expect("a folder"));
    desk.keys("n示例区财政局<enter><enter><enter><left><enter>12<enter>");
    let mut desk = self::desk(killed(desk));
    desk.keys("<enter>d").assert_shows("再按 d");
    desk.keys("<down>d").assert_shows("再按 d");
    desk.keys("<esc>").assert_shows("Enter 恢复");
    assert!(desk.folder.path().join(AGENCY).join("2025.journal").exists(), "one key takes nothing out of sight");
    desk.keys("dd").assert_shows("未恢复").assert_shows("history/2025/");
    assert!(matches!(desk.model.screen, Screen::Library));
    assert!(desk.model.library.reports.is_empty(), "{}", desk.screen());
    let history = desk.folder.path().join(AGENCY).join("history/2025");
    assert_eq!(fs::read_dir(history).expect("a folder").count(), 1);
}

#[test]
fn prose_is_journaled_key_by_key_and_is_one_edit_when_it_comes_back() {
    let mut desk = desk(library());
    desk.keys("<enter><alt-1>全年公开<enter>依法");
    let written = fs::read_to_string(journal(desk.folder.path())).expect("a journal");
    let last = written.lines().last().expect("a line");
    assert!(last.contains('法'), "nobody has to pause: {last}");
    let again = update(&mut desk.model, Msg::Paused);
    assert!(again.is_empty(), "a pause writes nothing new");
    let mut desk = self::desk(killed(desk));
    desk.keys("<enter>").assert_shows("可恢复 1 段正文");
    desk.keys("<enter><alt-1>").assert_shows("依法");
    desk.keys("<ctrl-z>");
    assert!(!desk.shows("全年公开"), "{}", desk.screen());
}

#[test]
fn a_draft_that_was_taken_back_does_not_come_back() {
    let mut desk = desk(library());
    desk.keys("<enter><alt-1>甲<enter>");
    desk.keys("<backspace><backspace><alt-3>7<enter>");
    let mut desk = self::desk(killed(desk));
    desk.keys("<enter>").assert_shows("可恢复 1 格。");
}

#[test]
fn a_report_whose_file_is_damaged_or_gone_comes_back_from_the_journal() {
    for damage in ["(version: 1, edition: \"2021\"", ""] {
        let folder = interrupted("7<enter>");
        let path = folder.path().join(AGENCY).join("2024.ron");
        match damage {
            "" => fs::remove_file(&path).expect("removed"),
            damage => fs::write(&path, damage).expect("damaged"),
        }
        let mut desk = desk(folder);
        let said = if damage.is_empty() { "报告文件已被移动或删除" } else { "报告文件无法读取" };
        desk.keys("<enter>").assert_shows(said);
        desk.keys("<enter>");
        assert_eq!(desk.figure("requests.new.natural_person"), "7");
        assert_eq!(desk.report().session.report().unfilled(), 0);
        desk.keys("<ctrl-s>");
        if !damage.is_empty() {
            desk.keys("o");
        }
        assert_eq!(desk.saved(2024).expect("saved").unfilled(), 0);
    }
}

#[test]
fn a_torn_record_is_left_out_and_a_damaged_one_stops_and_is_kept() {
    let folder = interrupted("7<enter>8<enter>9<enter>");
    let path = journal(folder.path());
    let whole = fs::read(&path).expect("a journal");
    fs::write(&path, &whole[..whole.len() - 5]).expect("torn");
    let mut desk = desk(folder);
    desk.keys("<enter>").assert_shows("可恢复 2 格").assert_shows("最后一处改动未写完整");
    desk.keys("<enter>4<enter>");
    let mut desk = self::desk(killed(desk));
    desk.keys("<enter>").assert_shows("可恢复 2 格");
    assert!(!desk.shows("未写完整"), "the journal goes on behind its whole lines");

    let folder = interrupted("7<enter>8<enter>9<enter>");
    let path = journal(folder.path());
    let text = fs::read_to_string(&path).expect("a journal");
    let damaged = text.replace(r#""requests.new.enterprise",keyed,"8""#, r#""requests.new.enterprise",keyed,"3""#);
    assert_ne!(text, damaged);
    fs::write(&path, &damaged).expect("damaged");
    let mut desk = self::desk(folder);
    desk.keys("<enter>").assert_shows("可恢复 1 格").assert_shows("从第 4 行起已损坏");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    assert_eq!(desk.figure("requests.new.enterprise"), "0");
    let kept = shelved(desk.folder.path());
    assert_eq!(fs::read_to_string(&kept[0]).expect("kept"), damaged);
    desk.keys("<ctrl-s>");
    assert_eq!(shelved(desk.folder.path()).len(), 1);
}

#[test]
fn a_journal_that_cannot_be_read_is_said_and_kept() {
    let folder = interrupted("7<enter>");
    let path = journal(folder.path());
    fs::write(&path, "(journal:2,anything) 0123456789abcdef\n").expect("newer");
    let mut desk = desk(folder);
    desk.keys("<enter>").assert_shows("2024.journal").assert_shows("更高版本的程序");
    desk.keys("6<enter>");
    assert!(fs::read_to_string(&path).expect("a journal").contains("\"6\""));
    assert!(fs::read_to_string(&shelved(desk.folder.path())[0]).expect("kept").contains("anything"));
}

#[test]
fn a_folder_that_vanished_is_made_again_with_everything_that_was_keyed() {
    let mut desk = desk(library());
    desk.keys("<enter>7<enter>");
    fs::remove_dir_all(desk.folder.path().join(AGENCY)).expect("removed");
    desk.keys("8<enter>").assert_shows("已重建");
    let mut desk = self::desk(killed(desk));
    desk.keys("<enter>").assert_shows("报告文件已被移动或删除");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    assert_eq!(desk.figure("requests.new.enterprise"), "8");
}

#[test]
fn where_a_library_is_gone_nothing_is_made_in_its_place_until_it_is_back() {
    let mut desk = desk(library());
    desk.keys("<enter>7<enter>");
    let root = desk.folder.path().to_path_buf();
    let pulled = root.with_extension("pulled");
    fs::rename(&root, &pulled).expect("pulled");
    desk.keys("8<enter>").assert_shows("*未写入磁盘").assert_shows("找不到报告库的文件夹").assert_shows("按 W 另存");
    assert!(!root.exists(), "what is made now would be hidden once the stick is back");
    desk.keys("<ctrl-s>").assert_shows("找不到报告库的文件夹");
    assert!(!root.exists());
    fs::rename(&pulled, &root).expect("put back");
    desk.focus().assert_shows("*未保存");
    assert_eq!(desk.model.durability, Durability::OnDisk);
    desk.keys("9<enter>");
    let mut desk = self::desk(killed(desk));
    desk.keys("<enter>").assert_shows("可恢复 3 格");
}

#[test]
fn a_clock_that_was_set_back_is_told_and_nothing_suffers() {
    let folder = library();
    let file = folder.path().join(AGENCY).join("2024.ron");
    let written = SystemTime::now() + Duration::from_secs(10 * 24 * 60 * 60);
    fs::File::open(&file).expect("a report").set_modified(written).expect("set");
    let mut desk = desk(folder);
    desk.keys("<enter>").assert_shows("时钟可能慢了").assert_shows("2024.ron");
    desk.keys("7<enter><ctrl-s>").assert_shows("已保存");
    assert!(!journal(desk.folder.path()).exists());
}

#[test]
fn edits_that_cannot_be_written_stay_in_memory_and_are_written_once_that_is_possible() {
    let mut desk = desk(library());
    desk.keys("<enter>");
    let folder = desk.folder.path().join(AGENCY);
    let aside = desk.folder.path().join("aside");
    fs::rename(&folder, &aside).expect("moved");
    fs::write(&folder, "in the way").expect("written");
    desk.keys("7<enter>").assert_shows("*未写入磁盘").assert_shows("录入暂时只在内存中").assert_shows("按 W 另存");
    assert_eq!(desk.model.durability, Durability::Refused);
    desk.keys("<ctrl-q>").assert_shows("不保存就离开");
    desk.keys("<esc>");
    let copy = desk.folder.path().join("copy.ron");
    desk.keys("W").assert_shows("另存为");
    desk.keys("<esc>");
    fs::remove_file(&folder).expect("removed");
    fs::rename(&aside, &folder).expect("moved back");
    desk.keys("8<enter>").assert_shows("*未保存");
    assert_eq!(desk.model.durability, Durability::OnDisk);
    assert!(!copy.exists());
    let mut desk = self::desk(killed(desk));
    desk.keys("<enter>").assert_shows("可恢复 2 格");
}

#[test]
fn a_copy_is_saved_elsewhere_and_never_over_a_file() {
    let mut desk = desk(library());
    let copy = desk.folder.path().join("另存.ron");
    desk.model.setting.here = desk.folder.path().to_path_buf();
    desk.keys("<enter>7<enter>W").assert_shows("[存到这个文件夹]");
    desk.keys("<enter>").assert_shows("存到 ").assert_shows("示例区财政局2024.ron");
    desk.paste(&copy.display().to_string()).keys("<enter>").assert_shows("已另存").assert_shows("*未保存");
    assert!(fs::read_to_string(&copy).expect("a copy").contains(r#""requests.new.natural_person": keyed("7")"#));
    desk.keys("W").paste(&copy.display().to_string()).keys("<enter>").assert_shows("已存在");
}

#[test]
fn the_history_of_a_cell_tells_what_is_only_in_the_journal() {
    let mut desk = desk(library());
    desk.keys("<enter>7<enter><left>9<enter><left>H")
        .assert_shows("5 改 7")
        .assert_shows("7 改 9")
        .assert_shows("录入  未保存");
}

#[test]
fn deleting_a_report_takes_its_journal_into_the_history() {
    let folder = interrupted("7<enter>");
    let mut desk = desk(folder);
    desk.keys("<delete>y");
    assert!(desk.model.library.reports.is_empty(), "{}", desk.screen());
    assert_eq!(shelved(desk.folder.path()).len(), 1);
}

#[test]
fn screens() {
    let with = |columns, rows, lang, changed: bool| {
        let folder = interrupted("7<enter>8<enter><alt-1>全年公开信息，依法答复。<alt-3>");
        if changed {
            let path = folder.path().join(AGENCY).join("2024.ron");
            let text = fs::read_to_string(&path).expect("a report");
            fs::write(&path, text.replace("keyed(\"5\")", "keyed(\"6\")")).expect("written");
        }
        steady(&Desk::over(folder, columns, rows, lang).keys("<enter>").screen())
    };
    insta::assert_snapshot!("recovery-80x24", with(80, 24, Lang::Zh, false));
    insta::assert_snapshot!("recovery-100x30-en", with(100, 30, Lang::En, false));
    insta::assert_snapshot!("recovery-changed-80x24-en", with(80, 24, Lang::En, true));
    insta::assert_snapshot!("recovery-changed-100x30", with(100, 30, Lang::Zh, true));
}
