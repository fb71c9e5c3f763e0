//! Two versions of a report on the screen: which words are whose, a chapter joined by paragraph, and what is joined with a
//! report that was finished elsewhere.

use std::fs;
use std::path::PathBuf;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Key, Note, Report, Scope, Seal};
use gouji::domain::seal::{canonical, digest};
use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
use gouji::store::library::Library;

use super::desk::{AGENCY, Desk, put_written};

const NEW: &str = "requests.new.natural_person";
const FIRM: &str = "requests.new.enterprise";
const TEXT: &str = "一年来，各项工作有序。\n全年公开信息30条。\n下一步继续努力。";

/// A desk with a report open whose first chapter has three paragraphs.
fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put_written(folder.path(), AGENCY, 2025, &[], &[(1, TEXT)]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>");
    desk
}

fn file(desk: &Desk) -> PathBuf {
    let key = Key { agency: AGENCY.into(), year: 2025, scope: Scope::Own };
    Library::at(desk.folder.path().to_path_buf()).path(&key).expect("a path")
}

/// Somebody who knows no locks changes the file.
fn elsewhere(desk: &Desk, change: impl Fn(&mut Report)) {
    let mut report = desk.saved(2025).expect("saved");
    change(&mut report);
    fs::write(file(desk), to_ron(&report)).expect("written");
}

fn set(report: &mut Report, name: &str, figure: u32) {
    let cell = report.form().find(name).expect(name);
    report.set_entry(cell, Entry::new(Figure::from(figure), Origin::Keyed));
}

fn finish(report: &mut Report) {
    report.sign_off.date = "2026-01-20".into();
    report.seal = Some(Seal { sha256: digest(&canonical(report)) });
}

fn chapter(desk: &Desk) -> String {
    desk.report().session.report().prose.chapters[0].clone()
}

/// Writes in the first chapter of the open report in place of what is there.
fn write(desk: &mut Desk, text: &str) {
    desk.keys("<alt-1><ctrl-a>").paste(text).keys("<alt-3>");
    assert_eq!(chapter(desk), text);
}

#[test]
fn other_paragraphs_of_a_chapter_are_joined_without_asking() {
    let mut desk = desk();
    write(&mut desk, &TEXT.replace("有序", "有进展"));
    elsewhere(&desk, |report| report.prose.chapters[0] = TEXT.replace("继续努力", "补齐短板"));
    desk.focus().assert_shows("双方都改且不同的 0");
    desk.keys("m").assert_shows("已合并");
    assert_eq!(chapter(&desk), "一年来，各项工作有进展。\n全年公开信息30条。\n下一步补齐短板。");
    desk.keys("<ctrl-s>").assert_shows("已保存");
}

#[test]
fn paragraphs_that_both_changed_are_asked_about_one_by_one_with_the_words_of_each_marked() {
    let mut desk = desk();
    write(&mut desk, "一年来，各项工作有进展。\n全年公开信息31条。\n下一步继续努力。");
    elsewhere(&desk, |report| {
        report.prose.chapters[0] = "一年来，各项工作不断加强。\n全年公开信息32条。\n下一步补齐短板。".into();
    });
    desk.keys("<ctrl-s>m").assert_shows("双方都有改动：2 处");
    desk.assert_shows("本机：一年来，各项工作【有进展】。").assert_shows("对方：一年来，各项工作【不断加强】。");
    desk.keys("m").assert_shows("本机：全年公开信息【31】条。").assert_shows("对方：全年公开信息【32】条。");
    desk.keys("t<enter>").assert_shows("已合并");
    assert_eq!(chapter(&desk), "一年来，各项工作有进展。\n全年公开信息32条。\n下一步补齐短板。");
    desk.keys("<ctrl-z>");
    assert!(chapter(&desk).contains("不断加强"), "theirs is what it was made on");
}

#[test]
fn every_chapter_and_comment_that_differs_says_whose_words_are_whose() {
    let mut desk = desk();
    desk.keys("<alt-n>").paste("我写的批注").keys("<enter>");
    write(&mut desk, &TEXT.replace("有序", "有进展"));
    elsewhere(&desk, |report| {
        report.prose.chapters[0] = TEXT.replace("有序", "不断加强");
        report.notes.push(Note::new(report.form().find(NEW), "", "对方的话"));
        set(report, FIRM, 3);
    });
    desk.focus().keys("v").assert_shows("3 改 0");
    desk.keys("<down><down>");
    desk.assert_shows("对方：一年来，各项工作【不断加强】。").assert_shows("本机：一年来，各项工作【有进展】。");
    desk.keys("<down>").assert_shows("批注").assert_shows("本机：我写的批注").assert_shows("对方：（空）");
    desk.keys("<down>").assert_shows("对方：对方的话").assert_shows("本机：（空）");
}

#[test]
fn what_is_joined_with_a_report_that_was_finished_elsewhere_is_joined_with_a_name_and_a_reason() {
    let mut desk = desk();
    desk.keys("5<enter>");
    elsewhere(&desk, |report| {
        set(report, FIRM, 3);
        finish(report);
    });
    let finished = fs::read_to_string(file(&desk)).expect("there");
    desk.focus().assert_shows("对方的报告已定稿，不能覆盖").assert_shows("合并双方的改动（撤销定稿）");
    desk.keys("o").assert_shows("不能覆盖");
    desk.keys("m").assert_shows("姓名").assert_shows("理由");
    desk.keys("<enter>").assert_shows("请填写姓名");
    desk.keys("<esc>").assert_shows("合并双方的改动（撤销定稿）");
    desk.keys("m李四<enter><enter>").assert_shows("请填写理由");
    assert_eq!(fs::read_to_string(file(&desk)).expect("there"), finished, "nothing is done before it is said");
    desk.paste("更正收费信息").keys("<enter>").assert_shows("已合并");
    assert_eq!([NEW, FIRM].map(|name| desk.figure(name)), ["5", "3"]);
    desk.keys("<ctrl-s>").assert_shows("已保存");
    let saved = desk.saved(2025).expect("saved");
    let told = saved.reopenings.last().expect("told");
    assert_eq!((told.by.as_str(), told.reason.as_str(), told.date.len()), ("李四", "更正收费信息", 10));
    assert!(saved.seal.is_none() && saved.sign_off.date.is_empty());
    let kept = fs::read_dir(desk.folder.path().join(AGENCY).join("history/2025")).expect("kept").flatten();
    let texts: Vec<String> = kept.filter_map(|entry| fs::read_to_string(entry.path()).ok()).collect();
    assert!(texts.contains(&finished), "the finished report is an earlier version");
    // Undone, it is the finished one again.
    desk.keys("<ctrl-z>");
    assert!(desk.report().session.is_final());
}

#[test]
fn collisions_with_a_finished_report_are_decided_before_the_reason_and_nothing_is_asked_where_theirs_stands() {
    for (answers, figure, is_final) in [("m<enter>李四<enter>更正<enter>", "5", false), ("t<enter>", "7", true)] {
        let mut desk = desk();
        desk.keys("5<enter>");
        elsewhere(&desk, |report| {
            set(report, NEW, 7);
            finish(report);
        });
        desk.focus().keys("m").assert_shows("双方都有改动：1 处");
        desk.keys(answers);
        assert_eq!((desk.figure(NEW).as_str(), desk.report().session.is_final()), (figure, is_final), "{answers}");
        assert!(desk.model.dialog.is_none());
    }
}

#[test]
fn who_opened_the_finished_report_here_is_not_asked_once_more() {
    let mut desk = desk();
    elsewhere(&desk, finish);
    desk.focus().keys("r");
    assert!(desk.report().session.is_final());
    desk.keys("D李四<enter>更正收费信息<enter>");
    assert!(!desk.report().session.is_final(), "{}", desk.screen());
    desk.keys("<alt-3>5<enter>");
    elsewhere(&desk, |report| {
        report.seal = None;
        set(report, FIRM, 3);
        finish(report);
    });
    desk.focus().keys("m").assert_shows("已合并");
    assert_eq!([NEW, FIRM].map(|name| desk.figure(name)), ["5", "3"]);
    assert_eq!(desk.report().session.report().reopenings.len(), 1);
}

#[test]
fn what_was_keyed_before_the_report_was_finished_elsewhere_is_recovered_with_a_name_and_a_reason() {
    let mut first = desk();
    first.keys("5<enter>");
    elsewhere(&first, |report| {
        set(report, FIRM, 3);
        finish(report);
    });
    let mut next = Desk::over(first.end(), 100, 30, Lang::Zh);
    next.keys("<enter>").assert_shows("恢复会撤销定稿").assert_shows("可恢复 1 格");
    next.keys("<enter>").assert_shows("姓名");
    next.keys("李四<enter>更正收费信息<enter>").assert_shows("已恢复");
    assert_eq!([NEW, FIRM].map(|name| next.figure(name)), ["5", "3"]);
    let report = next.report().session.report();
    assert_eq!(report.reopenings.last().map(|told| told.by.as_str()), Some("李四"));
    assert!(report.seal.is_none());
    // It is in the journal, and comes back with the reason.
    let mut last = Desk::over(next.end(), 100, 30, Lang::Zh);
    last.keys("<enter><enter>");
    assert_eq!((last.figure(NEW).as_str(), last.report().session.report().reopenings.len()), ("5", 1));
}

#[test]
fn screens() {
    for (columns, rows, lang, name) in [(80, 24, Lang::Zh, "80x24"), (100, 30, Lang::En, "100x30-en")] {
        let folder = tempfile::tempdir().expect("a folder");
        put_written(folder.path(), AGENCY, 2025, &[], &[(1, TEXT)]);
        let mut desk = Desk::over(folder, columns, rows, lang);
        desk.keys("<enter>");
        write(&mut desk, &TEXT.replace("有序", "有进展").replace("30条", "31条"));
        elsewhere(&desk, |report| {
            report.prose.chapters[0] = TEXT.replace("有序", "不断加强").replace("30条", "32条");
            finish(report);
        });
        desk.focus().keys("v");
        insta::assert_snapshot!(format!("beside-{name}"), desk.screen());
        desk.keys("<esc>m");
        insta::assert_snapshot!(format!("by-paragraph-{name}"), desk.screen());
        desk.keys("M<enter>");
        insta::assert_snapshot!(format!("named-{name}"), desk.screen());
    }
}
