//! Reports of ours from outside the library: previewed, taken in with all they have, and never told as somebody else's.

use std::path::{Path, PathBuf};

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Note, Report, Scope};
use gouji::domain::text::Lang;
use gouji::store::document;
use gouji::store::forms::Forms;
use gouji::tui::model::Screen;

use super::desk::{AGENCY, Desk, put};

/// A report of 2025, every cell 0 but for one, with a note and names.
fn report(agency: Option<&str>, new: u32) -> Report {
    let forms = Forms::default();
    let form = forms.for_year(2025).expect("a form").clone();
    let mut report = Report::new(form.clone(), agency.map(String::from), Some(2025), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Carried));
    }
    for name in ["requests.new.natural_person", "requests.granted.natural_person"] {
        let cell = form.find(name).expect(name);
        report.set_entry(cell, Entry::new(Figure::from(new), Origin::Imported));
    }
    report.notes = vec![Note::new(None, "", "来文编号待补")];
    report.sign_off.keyer = "李四".into();
    report
}

/// A file of it on the desk, outside the library.
fn lay(desk: &Desk, report: &Report) -> PathBuf {
    let folder = desk.folder.path().join("stick");
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("handed-in.ron");
    std::fs::write(&path, document::to_ron(report)).expect("written");
    path
}

fn import(desk: &mut Desk, path: &Path) {
    desk.keys("i").paste(&path.display().to_string()).keys("<enter>");
}

#[test]
fn a_report_from_outside_is_previewed_and_then_new_with_all_that_it_has() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    let path = lay(&desk, &report(Some(AGENCY), 7));
    import(&mut desk, &path);
    assert!(matches!(desk.model.screen, Screen::Library), "nothing is taken in before it is seen");
    desk.assert_shows("导入 handed-in.ron").assert_shows(AGENCY).assert_shows("2025").assert_shows("已填 166/166 格");
    desk.assert_shows("批注 1 条").assert_shows("第一、五、六章还没有写").assert_shows("报告库中没有这份报告");
    desk.keys("<esc>");
    assert!(matches!(desk.model.screen, Screen::Library) && desk.saved(2025).is_none());
    import(&mut desk, &path);
    desk.keys("<enter>").assert_shows("*未保存");
    desk.keys("<ctrl-s>").assert_shows("已保存");
    let saved = desk.saved(2025).expect("saved");
    assert_eq!(document::to_ron(&saved), document::to_ron(&report(Some(AGENCY), 7)));
}

#[test]
fn one_that_the_library_has_is_compared_and_put_over_it_as_one_edit() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    put(desk.folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 3)]);
    let path = lay(&desk, &report(Some(AGENCY), 7));
    import(&mut desk, &path);
    desk.assert_shows("报告库中已有这份报告").assert_shows("处不同");
    desk.keys("<enter>");
    assert!(matches!(desk.model.screen, Screen::Library), "Enter decides nothing where there is a choice");
    desk.keys("v").assert_shows("一、本年新收 · 自然人").assert_shows("3 改 7");
    desk.keys("<esc>i");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("requests.new.natural_person"), "3", "it is one undoable edit");
    assert!(desk.report().session.report().notes.is_empty());
    desk.keys("<ctrl-y><ctrl-s>").assert_shows("已保存");
    assert!(!desk.shows("覆盖") && !desk.shows("别人"), "{}", desk.screen());
    let saved = desk.saved(2025).expect("saved");
    assert_eq!(document::to_ron(&saved), document::to_ron(&report(Some(AGENCY), 7)));
}

#[test]
fn the_librarys_own_can_be_opened_instead_and_the_very_same_is_said() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    put(desk.folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 3)]);
    let path = lay(&desk, &report(Some(AGENCY), 7));
    import(&mut desk, &path);
    desk.keys("o").assert_shows("已保存");
    assert_eq!(desk.figure("requests.new.natural_person"), "3");
    let same = lay(&desk, &desk.saved(2025).expect("saved"));
    desk.keys("<f3>");
    import(&mut desk, &same);
    desk.assert_shows("完全相同");
    desk.keys("<enter>").assert_shows("已保存");
}

#[test]
fn a_finished_one_in_the_library_takes_nothing_in() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>D李四<enter>张三<enter><ctrl-s><f3>");
    let path = lay(&desk, &report(Some(AGENCY), 7));
    import(&mut desk, &path);
    desk.assert_shows("已定稿").assert_shows("Alt-d");
    desk.keys("i");
    assert!(matches!(desk.model.screen, Screen::Library));
}

#[test]
fn one_that_does_not_say_whose_it_is_is_asked_about() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    let path = lay(&desk, &report(None, 7));
    import(&mut desk, &path);
    desk.assert_shows("（未写明单位）");
    desk.keys("<enter>").assert_shows("请填写单位和年度");
    desk.keys(" 示例区财政局　<enter><enter><enter>").assert_shows("*未保存");
    desk.keys("<ctrl-s>");
    let saved = desk.saved(2025).expect("saved, whatever blanks stand around the name");
    assert_eq!((saved.agency.as_deref(), saved.notes.len()), (Some(AGENCY), 1));
}

#[test]
fn a_journal_that_was_put_aside_is_had_back_by_importing_it() {
    let desk = Desk::new(100, 30, Lang::Zh);
    put(desk.folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(desk.end(), 100, 30, Lang::Zh);
    desk.keys("<enter>5<enter>");
    let mut desk = Desk::over(desk.end(), 100, 30, Lang::Zh);
    desk.keys("<enter>d");
    let words: String = desk.screen().split_whitespace().collect();
    assert!(words.contains("导入") && !words.contains("--") && !words.contains("goujihistory"), "{words}");
    desk.keys("<f3>");
    let history = desk.folder.path().join(AGENCY).join("history/2025");
    let entries = std::fs::read_dir(history).expect("history").map(|entry| entry.expect("an entry").path());
    let journal = entries.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "journal"));
    import(&mut desk, &journal.expect("a journal"));
    desk.assert_shows("2 处不同");
    desk.keys("i");
    assert_eq!(desk.figure("requests.new.natural_person"), "5");
}
