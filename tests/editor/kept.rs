//! What is kept of the library: earlier states of its reports, gone back to, and backups of all of it.

use gouji::domain::report::Seal;
use gouji::domain::seal::{self, State, state};
use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
use gouji::store::forms::Forms;
use gouji::store::library::Library;
use gouji::tui::effect::Outside;
use gouji::tui::model::{Effect, Msg};
use gouji::tui::update::update;

use super::desk::{AGENCY, Desk, put, saved};

/// A report that was saved twice: 3, then 5.
fn saved_twice() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 3)]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>5<enter><ctrl-s><f3>");
    desk
}

fn number(desk: &Desk) -> String {
    let report = desk.saved(2025).expect("saved");
    let cell = report.form().find("requests.new.natural_person").expect("a cell");
    report.entry(cell).figure().to_string()
}

#[test]
fn an_earlier_state_is_looked_at_in_the_library_and_gone_back_to_by_one_edit_that_can_be_undone() {
    let mut desk = saved_twice();
    desk.keys("e").assert_shows("历史版本").assert_shows("保存前的版本").assert_shows("与现在有 2 处不同");
    desk.keys("<enter>").assert_shows("3 改 5").assert_shows("Enter 恢复此版本");
    desk.keys("<esc><enter><enter>").assert_shows("已恢复为").assert_shows("*未保存");
    assert_eq!((desk.figure("requests.new.natural_person"), number(&desk)), ("3".into(), "5".into()));
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("requests.new.natural_person"), "5");
    desk.keys("<ctrl-y><ctrl-s><f3>");
    assert_eq!(number(&desk), "3");
    desk.keys("e<enter>").assert_shows("5 改 3");
}

#[test]
fn an_open_report_goes_back_to_an_earlier_state_with_what_is_not_saved_to_be_had_again() {
    let mut desk = saved_twice();
    desk.keys("<enter>9<enter><alt-v>").assert_shows("与现在有 2 处不同");
    desk.keys("<enter>").assert_shows("3 改 9");
    desk.keys("<enter>").assert_shows("已恢复为");
    assert_eq!(desk.figure("requests.new.natural_person"), "3");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("requests.new.natural_person"), "9");
    // The prose on the screen goes back as well.
    desk.keys("<alt-6>新的一句。<ctrl-s><alt-v><enter><enter>").assert_shows("已恢复为");
    assert!(!desk.shows("新的一句"), "{}", desk.screen());
}

#[test]
fn what_was_declined_is_among_the_earlier_states_and_a_report_without_any_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("e").assert_shows("没有历史版本");
    desk.keys("<enter>7<enter><f3>d").assert_shows("报告库");
    desk.keys("e").assert_shows("未保存的录入");
    desk.keys("<enter><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
}

#[test]
fn the_library_is_copied_to_a_stick_and_what_differs_is_decided_by_report_on_the_way_back() {
    let mut desk = saved_twice();
    put(desk.folder.path(), "甲局", 2025, &[]);
    let stick = tempfile::tempdir().expect("a stick");
    desk.keys("b").assert_shows("备份报告库");
    desk.paste(&stick.path().display().to_string());
    desk.keys("<enter>").assert_shows("已备份到").assert_shows("新增 2 份");
    let there = saved(&stick.path().join("gouji-backup"), "甲局", 2025);
    assert!(there.is_some());
    assert_eq!(desk.model.setting.chosen.folders, [stick.path().display().to_string()]);
    desk.keys("r").paste(&stick.path().display().to_string());
    desk.keys("<enter>").assert_shows("没有报告库缺少或不同的");
    // Another computer goes on with the stick, and so does this one.
    std::fs::remove_dir_all(desk.folder.path().join("甲局")).expect("lost");
    let other = Desk::over(stick, 100, 30, Lang::Zh);
    put(other.folder.path(), "不在备份里", 2025, &[]);
    desk.keys("<enter>8<enter><ctrl-s><f3>r").paste(&other.folder.path().display().to_string());
    desk.keys("<enter>").assert_shows("只在备份中的 1 份将取回").assert_shows("库里的较新");
    desk.assert_shows("保留报告库");
    desk.keys("v").assert_shows("5 改 8").assert_shows("备份 → 现在");
    desk.keys("<esc>t").assert_shows("采用备份");
    desk.keys("<enter>").assert_shows("已从").assert_shows("留作历史版本：示例区财政局 2025");
    assert_eq!(number(&desk), "5");
    assert!(saved(desk.folder.path(), "甲局", 2025).is_some());
    assert!(saved(desk.folder.path(), "不在备份里", 2025).is_none(), "beside the backup, not in it");
    desk.keys("e<enter>").assert_shows("8 改 5");
}

#[test]
fn a_finished_report_gives_way_to_a_backup_only_with_a_name_and_a_reason() {
    let mut desk = saved_twice();
    let stick = tempfile::tempdir().expect("a stick");
    let place = stick.path().display().to_string();
    desk.keys("b").paste(&place);
    desk.keys("<enter>").assert_shows("已备份到");
    let mut report = saved(desk.folder.path(), AGENCY, 2025).expect("saved");
    report.seal = Some(Seal { sha256: seal::digest(&seal::canonical(&report)) });
    std::fs::write(desk.folder.path().join(AGENCY).join("2025.ron"), to_ron(&report)).expect("written");
    desk.keys("r").paste(&place);
    desk.keys("<enter>").assert_shows("已定稿；");
    desk.keys("t<enter>").assert_shows("有 1 份已定稿").assert_shows("姓名");
    desk.keys("<esc>").assert_shows("采用备份");
    desk.keys("<enter>李四<enter>库里的误填<enter>").assert_shows("已从");
    let now = saved(desk.folder.path(), AGENCY, 2025).expect("saved");
    assert_eq!(now.reopenings.last().map(|told| told.reason.as_str()), Some("库里的误填"));
    assert!(now.seal.is_none());
}

#[test]
fn a_backup_that_cannot_be_made_keeps_the_path_and_says_why() {
    let mut desk = saved_twice();
    desk.keys("b/no/such/stick<enter>").assert_shows("没有这个文件夹").assert_shows("/no/such/stick");
    desk.keys("<esc>r/no/such/stick<enter>").assert_shows("没有这个文件夹");
    let inside = desk.folder.path().display().to_string();
    desk.keys("<esc>b").paste(&inside);
    desk.keys("<enter>").assert_shows("就是报告库");
    assert!(desk.model.setting.chosen.folders.is_empty(), "it is proposed again");
    desk.keys("<esc>");
    assert_eq!(number(&desk), "5");
}

#[test]
fn a_second_backup_begun_while_one_is_under_way_takes_nothing_from_it() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let (first, second) = (tempfile::tempdir().expect("a stick"), tempfile::tempdir().expect("a stick"));
    let mut outside = Outside::new(Library::at(folder.path().into()), Forms::default(), Lang::Zh);
    let begun = outside.run(Effect::BackUp(first.path().into()));
    assert!(matches!(begun[..], [Msg::Copying { done: 0, .. }]), "{begun:?}");
    let refused = outside.run(Effect::BackUp(second.path().into()));
    assert!(matches!(&refused[..], [Msg::Failed(words)] if words.contains("正在备份")), "{refused:?}");
    let mut said = Vec::new();
    while !matches!(said[..], [Msg::CopyingEnded { .. }]) {
        said = outside.run(Effect::CopyOn);
        assert!(!said.is_empty(), "the first one was given up");
    }
    assert!(saved(&first.path().join("gouji-backup"), AGENCY, 2025).is_some());
    assert!(!second.path().join("gouji-backup").exists());
}

#[test]
fn a_finished_state_that_is_gone_back_to_is_open_and_keeps_what_was_said_of_reopening() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 7), ("requests.granted.natural_person", 7)]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>D李四<enter>张三<enter><ctrl-s>D王五<enter>漏记一件<enter>8<enter><ctrl-s>");
    for back in ["<alt-v>", "<f3>e"] {
        desk.keys(back).assert_shows("定稿，后有改动");
        desk.keys("<enter><enter>").assert_shows("已恢复为");
        let report = desk.report().session.report();
        assert_eq!((state(report), report.reopenings.len()), (State::Open, 1));
        assert_eq!(desk.figure("requests.new.natural_person"), "7");
        desk.keys("<ctrl-z>");
        assert_eq!(desk.figure("requests.new.natural_person"), "8");
    }
}

#[test]
fn a_report_that_is_being_edited_is_not_overwritten_from_a_backup() {
    let mut desk = saved_twice();
    let stick = tempfile::tempdir().expect("a stick");
    let path = stick.path().display().to_string();
    desk.keys("b").paste(&path).keys("<enter>");
    let mut other = desk.beside();
    other.keys("<enter>8<enter><ctrl-s>");
    desk.keys("r").paste(&path).keys("<enter>t<enter>").assert_shows("未复制").assert_shows("编辑");
    assert_eq!(number(&desk), "8");
}

#[test]
fn the_screens_of_what_is_kept() {
    for (columns, rows, lang, suffix) in
        [(80, 24, Lang::Zh, "80x24"), (100, 30, Lang::En, "100x30-en"), (160, 45, Lang::Zh, "160x45")]
    {
        let (folder, stick) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a stick"));
        put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 3)]);
        put(stick.path(), AGENCY, 2025, &[("requests.new.natural_person", 5)]);
        put(folder.path(), "示例区公共资源交易和政务服务管理局", 2025, &[]);
        put(stick.path(), "示例区公共资源交易和政务服务管理局", 2025, &[("requests.new.natural_person", 9)]);
        put(stick.path(), "甲局", 2025, &[]);
        let states = folder.path().join(AGENCY).join("history").join("2025");
        std::fs::create_dir_all(&states).expect("made");
        let theirs = stick.path().join(AGENCY).join("2025.ron");
        for name in ["2026-01-10_09-30-12.345.ron", "2026-01-11_10-30-12.345.kept.ron"] {
            std::fs::copy(&theirs, states.join(name)).expect("a state");
        }
        std::fs::write(states.join("2026-01-09_08-30-12.345.ron"), "(version").expect("a damaged state");
        let mut desk = Desk::over(folder, columns, rows, lang);
        desk.keys("/czj<tab>e");
        insta::assert_snapshot!(format!("states-{suffix}"), desk.screen());
        desk.keys("<enter>");
        insta::assert_snapshot!(format!("state-{suffix}"), desk.screen());
        desk.keys("<esc><esc><esc>r").paste(&stick.path().display().to_string()).keys("<enter>");
        insta::assert_snapshot!(format!("from-a-backup-{suffix}"), desk.screen());
        desk.keys("<esc>/sl czj");
        insta::assert_snapshot!(format!("filtered-{suffix}"), desk.screen());
    }
}

#[test]
fn leaving_while_a_backup_is_under_way_is_asked_about() {
    let mut desk = saved_twice();
    desk.model.library.copying = Some((3, 40));
    desk.assert_shows("正在复制 3/40…");
    desk.keys("b").assert_shows("正在备份或取回，请等它完成");
    desk.keys("q").assert_shows("尚未完成");
    desk.keys("<esc>");
    assert!(!desk.left);
    desk.keys("<ctrl-q>q");
    assert!(desk.left);
}

#[test]
fn a_backup_goes_on_turn_by_turn_so_that_what_the_clerk_asks_for_is_done_between() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    put(desk.folder.path(), AGENCY, 2025, &[]);
    let effects = update(&mut desk.model, Msg::Copying { done: 1, total: 2 });
    assert!(matches!(effects[..], [Effect::CopyOn]), "{effects:?}");
    let effects = update(&mut desk.model, Msg::CopyingEnded { words: "做完了".into(), refused: false });
    assert!(matches!(effects[..], [Effect::List]), "the library may have more than before: {effects:?}");
    desk.assert_shows("做完了");
    // What differs does not open over what the clerk is doing.
    desk.keys("n");
    let differs = Msg::Differs { only_there: 1, differing: Vec::new() };
    assert!(update(&mut desk.model, differs).is_empty());
    desk.assert_shows("新建报告").assert_shows("备份已读完");
}
