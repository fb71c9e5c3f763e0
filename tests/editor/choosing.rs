//! A journal beside a file that somebody else changed meanwhile: what collides is chosen one by one, as between two who work
//! at once, and nothing that was keyed is ever without a place on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::domain::report::{Report, Seal};
use gouji::domain::seal::digest;
use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
use tempfile::TempDir;

use super::desk::{AGENCY, Desk, put, saved, steady};

const NEW: &str = "requests.new.natural_person";
const FIRM: &str = "requests.new.enterprise";
const RESEARCH: &str = "requests.new.research";

fn file(folder: &Path) -> PathBuf {
    folder.join(AGENCY).join("2024.ron")
}

/// The journals among the earlier states.
fn shelved(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder.join(AGENCY).join("history/2024")) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "journal")).collect()
}

/// A library whose report was keyed on and never saved, and whose file somebody else changed after that.
fn changed(keys: &str, change: impl Fn(&mut Report)) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[(NEW, 5)]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>").keys(keys);
    let folder = desk.end();
    let mut report = saved(folder.path(), AGENCY, 2024).expect("saved");
    change(&mut report);
    fs::write(file(folder.path()), to_ron(&report)).expect("written");
    folder
}

fn set(report: &mut Report, name: &str, figure: u32) {
    use gouji::domain::figure::{Entry, Figure, Origin};
    let cell = report.form().find(name).expect(name);
    report.set_entry(cell, Entry::new(Figure::from(figure), Origin::Keyed));
}

/// Both changed the first cell; the journal has a second one, the file a third.
fn collided() -> TempDir {
    changed("7<enter>8<enter>", |report| {
        set(report, NEW, 6);
        set(report, RESEARCH, 3);
    })
}

fn over(folder: TempDir) -> Desk {
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>").assert_shows("恢复未保存的录入");
    desk
}

fn figures(desk: &Desk) -> [String; 3] {
    [NEW, FIRM, RESEARCH].map(|name| desk.figure(name))
}

#[test]
fn what_both_changed_is_chosen_and_all_is_recovered_as_one_edit_in_a_journal_of_its_own() {
    let mut desk = over(collided());
    desk.assert_shows("可恢复 1 格").assert_shows("按 Enter 逐处选择").assert_shows("自动保存 7，文件 6");
    desk.keys("<enter>").assert_shows("双方都有改动：1 处").assert_shows("自动保存：7").assert_shows("文件：6");
    desk.keys("<enter>").assert_shows("还有 1 处未选");
    assert_eq!(figures(&desk), ["6", "0", "3"], "nothing changes before it is decided");
    desk.keys("<esc>").assert_shows("恢复未保存的录入");
    let old = fs::read(file(desk.folder.path()).with_extension("journal")).expect("a journal");
    desk.keys("<enter>m").assert_shows("已选 1");
    desk.keys("<enter>").assert_shows("已恢复 2 格").assert_shows("原有的自动保存文件").assert_shows("history/2024/");
    assert_eq!(figures(&desk), ["7", "8", "3"]);
    let kept = shelved(desk.folder.path());
    assert_eq!(kept.iter().map(|path| fs::read(path).expect("kept")).collect::<Vec<_>>(), [old]);
    // As killed right after Enter.
    let mut desk = over(desk.end());
    desk.assert_shows("可恢复 2 格");
    assert!(!desk.shows("之后有改动"), "the new journal begins from the file as it is");
    desk.keys("<enter>");
    assert_eq!(figures(&desk), ["7", "8", "3"]);
    desk.keys("<ctrl-z>");
    assert_eq!(figures(&desk), ["6", "0", "3"], "one edit");
    assert!(!desk.shows("*未保存"));
    desk.keys("<ctrl-y><ctrl-s>").assert_shows("已保存");
    assert_eq!(shelved(desk.folder.path()).len(), 1);
}

#[test]
fn where_the_files_figure_is_taken_it_stands() {
    for (keys, expected) in
        [("t<enter>", ["6", "8", "3"]), ("M<up>T<enter>", ["6", "8", "3"]), ("M<enter>", ["7", "8", "3"])]
    {
        let mut desk = over(collided());
        desk.keys("<enter>").keys(keys).assert_shows("已恢复");
        assert_eq!(figures(&desk), expected, "{keys}");
    }
}

#[test]
fn a_choice_is_kept_while_the_list_is_looked_at_and_a_click_puts_the_cursor() {
    let mut desk = over(changed("7<enter>8<enter>", |report| {
        set(report, NEW, 6);
        set(report, FIRM, 6);
    }));
    desk.keys("<enter>").click("> 一、本年新收 · 自然人").keys("m<esc>");
    desk.assert_shows("Enter 逐处选择");
    desk.keys("<enter>").assert_shows("已选 1");
    desk.click("一、本年新收 · 企业").keys("t<esc>").assert_shows("Enter 恢复");
    desk.keys("<enter>");
    assert_eq!(figures(&desk), ["7", "6", "0"]);
}

#[test]
fn of_prose_that_both_wrote_the_chosen_one_stands() {
    for (key, expected) in [("m", "这里写的。"), ("t", "对方写的。")] {
        let folder = changed("<alt-1>这里写的。", |report| report.prose.chapters[0] = "对方写的。".into());
        let mut desk = over(folder);
        desk.keys("<enter>").assert_shows("这里写的").assert_shows("对方写的");
        desk.keys(key).keys("<enter>");
        assert_eq!(desk.report().session.report().prose.chapters[0], expected);
    }
}

#[test]
fn where_nothing_of_the_journal_is_left_it_goes_into_the_history_and_is_not_offered_again() {
    let folder = changed("7<enter>", |report| set(report, NEW, 6));
    let mut desk = over(folder);
    desk.keys("<enter>T<enter>").assert_shows("没有需要恢复的").assert_shows("history/2024/").assert_shows("即可取回");
    assert_eq!(desk.figure(NEW), "6");
    assert!(!desk.shows("*未保存"));
    assert_eq!(shelved(desk.folder.path()).len(), 1);
    assert!(!file(desk.folder.path()).with_extension("journal").exists());
    desk.keys("l<enter>");
    assert!(!desk.shows("恢复未保存"));
}

#[test]
fn into_a_finished_file_nothing_is_recovered_without_a_name_and_a_reason() {
    let folder = changed("7<enter>8<enter>", |report| report.seal = Some(Seal { sha256: digest(b"") }));
    let mut desk = over(folder);
    desk.assert_shows("恢复会撤销定稿").assert_shows("可恢复 2 格");
    desk.keys("<enter>").assert_shows("姓名");
    desk.keys("<esc>d").assert_shows("未恢复");
    assert_eq!(figures(&desk), ["5", "0", "0"]);
    assert!(desk.report().session.is_final());
    assert_eq!(shelved(desk.folder.path()).len(), 1);
}

#[test]
fn what_is_no_figure_and_no_prose_is_named_and_journaled_anew() {
    let folder = changed("m待核<enter>", |report| set(report, RESEARCH, 3));
    let mut desk = over(folder);
    desk.assert_shows("可恢复 批注").assert_shows("没有冲突");
    desk.keys("<enter>").assert_shows("已恢复 批注");
    assert_eq!(desk.report().session.report().notes.len(), 1);
    let mut desk = over(desk.end());
    desk.assert_shows("可恢复 批注");
    desk.keys("<enter>");
    assert_eq!((desk.report().session.report().notes.len(), desk.figure(RESEARCH)), (1, "3".into()));
}

#[test]
fn a_document_imported_over_a_journal_is_journaled_whatever_becomes_of_that() {
    for (key, first) in [("d", "5"), ("<enter>", "7")] {
        let folder = changed("7<enter>", |_| ());
        let source = folder.path().join("more.json");
        let cells = format!(r#"{{"agency": "{AGENCY}", "year": 2024, "cells": {{"{RESEARCH}": 9}}}}"#);
        fs::write(&source, cells).expect("source");
        let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
        desk.keys("i").paste(&source.display().to_string()).keys("<enter><enter>");
        desk.assert_shows("恢复未保存的录入");
        desk.keys(key);
        assert_eq!(figures(&desk), [first, "0", "9"]);
        let mut desk = over(desk.end());
        desk.keys("<enter>");
        assert_eq!(figures(&desk), [first, "0", "9"], "{key}");
    }
}

#[test]
fn a_journal_of_another_report_is_named_and_said_to_be_in_the_history_once_it_is() {
    let folder = changed("7<enter>", |_| ());
    put(folder.path(), AGENCY, 2025, &[]);
    let journal = file(folder.path()).with_extension("journal");
    fs::rename(&journal, journal.with_file_name("2025.journal")).expect("moved");
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>").assert_shows("不属于这份报告").assert_shows("移入历史文件夹");
    desk.keys("6<enter>").assert_shows("原有的自动保存文件已移到").assert_shows("history/2025/");
    desk.keys("7<enter>");
    assert!(!desk.shows("原有的自动保存文件"), "said once");
}

#[test]
fn screens_of_choosing() {
    for (columns, rows, lang, name) in [(80, 24, Lang::Zh, "80x24"), (100, 30, Lang::En, "100x30-en")] {
        let folder = changed("7<enter>8<enter><alt-1>一年来，各项工作照常开展。", |report| {
            set(report, NEW, 6);
            report.prose.chapters[0] = "一年来，信息公开工作有了进展。".into();
        });
        let mut desk = Desk::over(folder, columns, rows, lang);
        desk.keys("<enter>");
        insta::assert_snapshot!(format!("recovery-collisions-{name}"), steady(&desk.screen()));
        desk.keys("<enter>m");
        insta::assert_snapshot!(format!("recovery-choosing-{name}"), desk.screen());
    }
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("n示例区财政局<enter><enter><enter><left><enter>12<enter>");
    let mut desk = Desk::over(desk.end(), 80, 24, Lang::En);
    desk.keys("<enter>d");
    insta::assert_snapshot!("recovery-asked-again-80x24-en", steady(&desk.screen()));
}
