//! Notes on cells and on the report: writing, signs, the list, undo.

use gouji::domain::report::Note;
use gouji::domain::text::Lang;
use gouji::tui::model::Msg;
use gouji::tui::update::update;

use super::desk::Desk;

fn notes(desk: &Desk) -> Vec<String> {
    desk.report().session.report().notes.iter().map(|note| note.text.clone()).collect()
}

#[test]
fn a_cells_note_is_written_shown_with_the_cell_and_undone_as_one() {
    for key in ["m", "<shift-f2>"] {
        let mut desk = Desk::with_sample();
        desk.keys(key).assert_shows("批注：").assert_shows("Enter 保存批注");
        desk.keys("与台账核对过m1<enter>").assert_shows("已保存批注").assert_shows("7 *");
        desk.keys("<right>");
        assert!(!desk.shows("与台账核对过"));
        desk.keys("<left>").assert_shows("* 批注：与台账核对过m1");
        desk.keys("<ctrl-z>").assert_shows("已撤销：批注");
        assert!(notes(&desk).is_empty() && !desk.shows("7 *"));
    }
}

#[test]
fn a_note_is_changed_in_place_and_an_emptied_one_is_deleted() {
    let mut desk = Desk::with_sample();
    desk.keys("m核对<enter>m过<enter>");
    assert_eq!(notes(&desk), ["核对过"]);
    desk.keys("m<backspace><esc>");
    assert_eq!(notes(&desk), ["核对过"], "Esc gives up");
    desk.keys("m<backspace><backspace><backspace><enter>").assert_shows("已删除批注");
    assert!(notes(&desk).is_empty());
}

#[test]
fn a_note_keeps_its_line_beside_findings_on_a_small_screen() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("sy9<shift-f2>来文编号待补<enter>")
        .assert_shows("* 批注：来文编号待补")
        .assert_shows("! T3-01")
        .assert_shows("9!*");
}

#[test]
fn what_is_being_typed_counts_before_the_note_is_written() {
    let mut desk = Desk::with_sample();
    desk.keys("9<shift-f2>核对<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "9");
    assert_eq!(desk.at(), "requests.new.natural_person");
}

#[test]
fn the_list_leads_to_cells_edits_and_deletes() {
    let mut desk = Desk::with_sample();
    desk.keys("M").assert_shows("还没有批注");
    desk.keys("d").assert_shows("还没有批注");
    desk.keys("i第一次报送<enter>").assert_shows("批注清单：1 条");
    desk.keys("<esc><alt-2>m有一件待定<enter><alt-3><alt-1><ctrl-n>").assert_shows("批注清单：2 条");
    desk.keys("<down><enter>");
    assert_eq!(desk.at(), "proactive.rules.issued");
    desk.keys("M<down>e！<enter>").assert_shows("有一件待定！").assert_shows("批注清单");
    desk.keys("<up>d").assert_shows("删除这条批注？");
    desk.keys("y").assert_shows("批注清单：1 条");
    assert_eq!(notes(&desk), ["有一件待定！"]);
    desk.keys("e<esc>").assert_shows("批注清单");
    desk.keys("<esc><ctrl-z>");
    assert_eq!(notes(&desk).len(), 2);
}

#[test]
fn the_reports_note_has_a_key_in_tables_and_in_prose() {
    for keys in ["i", "<alt-n>", "<alt-1><alt-n>"] {
        let mut desk = Desk::with_sample();
        desk.keys(keys).assert_shows("批注：整份报告");
        desk.keys("第一次报送<enter>");
        assert_eq!(notes(&desk), ["第一次报送"], "{keys}");
    }
}

#[test]
fn a_note_of_an_import_is_listed_with_its_place_and_only_deleted() {
    let mut desk = Desk::with_sample();
    let file = desk.folder.path().join("a.csv");
    std::fs::write(&file, "cell,value\nrequests.new.enterprise,3\nrequests.new.natural_person,七件\n")
        .expect("written");
    desk.keys("<ctrl-s><f3>i").paste(&file.display().to_string()).keys("<enter><enter>");
    desk.keys("<ctrl-a>乙局<enter>2022<enter><enter>");
    assert_eq!(notes(&desk).len(), 1, "{}", desk.screen());
    desk.keys("M").assert_shows("（导入，");
    desk.keys("<home>e").assert_shows("只能删除");
    desk.keys("dy");
    assert!(notes(&desk).is_empty());
}

#[test]
fn a_long_list_of_notes_is_gone_through_edited_and_taken_back() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("sy");
    let cells: Vec<_> = desk.report().form().cells().take(3).collect();
    let many = (0..300).map(|number| Note::new(Some(cells[number % 3]), "", format!("第{number}条")));
    let mut report = desk.report().session.report().clone();
    report.notes = many.collect();
    let (edit, remark, lent) = (None, None, None);
    let background = Box::default();
    let opened = Msg::Opened { report: Box::new(report), edit, new: true, background, recovered: None, remark, lent };
    let effects = update(&mut desk.model, opened);
    desk.follow(effects);
    desk.keys("M").assert_shows("批注清单：300 条").assert_shows("第0条").assert_shows("第3条");
    assert!(!desk.shows("第1条"), "those of the next cell come later");
    desk.keys("<end>").assert_shows("第299条").assert_shows("第296条");
    // The chosen one stands in the middle as long as there are notes on both sides.
    desk.keys("<pageup><pageup>");
    let screen = desk.screen();
    let chosen = screen.lines().position(|line| line.contains("> ")).expect("a chosen note");
    assert!((12..=15).contains(&chosen), "{screen}");
    assert!(screen.lines().nth(chosen + 1).is_some_and(|line| line.contains("第239条")), "{screen}");
    desk.keys("<up>d").assert_shows("删除这条批注？");
    desk.keys("y").assert_shows("批注清单：299 条");
    assert!(notes(&desk)[235..].starts_with(&["第235条".to_string(), "第237条".to_string()]));
    desk.keys("<esc><ctrl-z>").assert_shows("已撤销：批注");
    assert_eq!((notes(&desk)[236].as_str(), notes(&desk).len()), ("第236条", 300));
    desk.keys("M<end><enter>").assert_shows("* 批注：第2条");
    assert_eq!(desk.report().table().map(|(_, _, cell)| cell), Some(cells[2]));
}

#[test]
fn notes_are_saved() {
    let mut desk = Desk::with_blank();
    desk.keys("m待补<enter><ctrl-s>");
    let saved = desk.saved(2025).expect("saved");
    assert_eq!((saved.notes[0].text.as_str(), saved.notes[0].place.as_str()), ("待补", ""));
    assert_eq!(saved.notes[0].cell, saved.form().find("requests.new.natural_person"));
}

#[test]
fn screens() {
    let sample = |columns, rows, lang, keys: &str| {
        let mut desk = Desk::new(columns, rows, lang);
        desk.keys("sy").keys(keys);
        desk.screen()
    };
    let written = "m与登记台账核对过<enter><right>9<shift-f2>来文编号待补<enter><left>";
    insta::assert_snapshot!("note-80x24", sample(80, 24, Lang::Zh, "m与台账核对过"));
    insta::assert_snapshot!("noted-80x24", sample(80, 24, Lang::Zh, written));
    insta::assert_snapshot!("noted-100x30-en", sample(100, 30, Lang::En, written));
    let list = format!("{written}i第一次报送<enter>M");
    insta::assert_snapshot!("notes-100x30", sample(100, 30, Lang::Zh, &list));
    insta::assert_snapshot!("notes-80x24-en", sample(80, 24, Lang::En, &list));
}
