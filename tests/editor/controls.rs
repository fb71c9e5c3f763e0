//! An imported report on the screen: totals follow at every key, what the source printed is told below the grid, and it lapses
//! with a word when a figure that it sums is changed.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::session::Session;
use gouji::domain::text::Lang;
use gouji::store::library::Library;
use gouji::tui::model::Screen;

use super::desk::{AGENCY, Desk, put, saved};

const ROW: &str = "requests.new.total";
const INPUT: &str = "requests.new.natural_person";

/// A report that was imported with all its totals, of which these are printed otherwise, open on the screen.
fn imported(columns: u16, printed: &[(&str, u32)]) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[(INPUT, 7), ("requests.granted.natural_person", 7)]);
    let mut report = saved(folder.path(), AGENCY, 2025).expect("there");
    let session = Session::new(report.clone());
    for total in report.form().clone().totals() {
        let computed = session.totals().of(total.cell).complete().expect("complete");
        report.set_entry(total.cell, Entry::new(Figure::Number(computed), Origin::Imported));
    }
    for (name, figure) in printed {
        let cell = report.form().find(name).expect(name);
        report.set_entry(cell, Entry::new(Figure::from(*figure), Origin::Imported));
    }
    Library::at(folder.path().to_path_buf()).overwrite(&report).expect("saved");
    let mut desk = Desk::over(folder, columns, 34, Lang::Zh);
    desk.keys("<enter>");
    assert_eq!(desk.at(), INPUT);
    desk
}

/// The last figure on the screen's line of this row: the row's total with its sign.
fn total(desk: &Desk, label: &str) -> String {
    let screen = desk.screen();
    let line = screen.lines().find(|line| line.contains(label)).unwrap_or_else(|| panic!("{label}\n{screen}"));
    // The thin line before the totals, and the one before the panel.
    let columns: Vec<&str> = line.split('│').take(2).collect();
    columns.last().and_then(|totals| totals.split_whitespace().last()).unwrap_or_default().to_string()
}

#[test]
fn totals_of_an_imported_report_follow_every_key_and_undo_brings_the_printed_ones_back() {
    let mut desk = imported(100, &[]);
    assert_eq!(total(&desk, "本年新收"), "7");
    desk.keys("9");
    assert_eq!(total(&desk, "本年新收"), "9!", "the column's balance fails: {}", desk.screen());
    desk.keys("8");
    assert_eq!(total(&desk, "本年新收"), "98!", "{}", desk.screen());
    desk.keys("<backspace><enter>").assert_shows("1 个原件总计不再校验");
    assert_eq!(total(&desk, "本年新收"), "9!");
    desk.keys("<up>");
    assert!(!desk.shows("不再校验（Ctrl-Z"), "it is said once");
    let screen = desk.keys("<end>").screen();
    assert!(screen.contains("9（自动计算；原件总计 7，不再参与校验）"), "{screen}");
    assert!(screen.contains("T3-03 9 = 9 平") && !screen.contains("! T3-03"), "{screen}");
    desk.keys("<ctrl-z><end>").assert_shows("7（自动计算；原件总计 7）");
    assert_eq!((total(&desk, "本年新收"), desk.figure(ROW)), ("7".into(), "7".into()));
    desk.keys("<ctrl-y><end>").assert_shows("原件总计 7，不再参与校验");
}

#[test]
fn undo_goes_back_to_the_figure_that_was_typed_and_not_to_a_total() {
    let mut desk = imported(100, &[]);
    desk.keys("9<enter><ctrl-z>");
    assert_eq!(desk.at(), INPUT);
}

#[test]
fn a_printed_total_that_differs_is_an_error_with_a_sign_and_the_computed_one_stands_in_the_cell() {
    let mut desk = imported(100, &[(ROW, 8)]);
    assert_eq!(total(&desk, "本年新收"), "7!");
    desk.keys("<end>").assert_shows("7（自动计算；原件总计 8）").assert_shows("T3-03");
    desk.keys("<home>9<enter><up><end>").assert_shows("9（自动计算；原件总计 8）").assert_shows("T3-03");
}

#[test]
fn a_difference_that_was_released_keeps_a_sign_of_its_own() {
    let mut desk = imported(100, &[(ROW, 8)]);
    let Screen::Report(report) = &mut desk.model.screen else { panic!("no report is open") };
    let edit = report.session.releasing("原件如此", "甲", "2026-01-15");
    assert!(report.session.apply(edit));
    assert_eq!(total(&desk, "本年新收"), "7≠");
}

#[test]
fn while_a_cell_is_unfilled_its_total_shows_what_is_known_and_never_the_printed_one() {
    let mut desk = imported(100, &[]);
    desk.keys("<right><delete>");
    assert_eq!(total(&desk, "本年新收"), "7~");
    desk.keys("<left><delete>");
    assert_eq!(total(&desk, "本年新收"), "·");
}

#[test]
fn one_command_lets_the_printed_totals_of_a_row_or_of_the_report_lapse_and_undo_brings_them_back() {
    let mut desk = imported(100, &[(ROW, 8)]);
    desk.keys("X").assert_shows("本行（1 个）").assert_shows("整份报告（34 个）");
    desk.keys("<esc>");
    assert_eq!(desk.figure(ROW), "8");
    desk.keys("Xr").assert_shows("1 个原件总计不再校验");
    assert_eq!((total(&desk, "本年新收"), desk.figure(ROW)), ("7".into(), "".into()));
    desk.keys("<ctrl-z>").assert_shows("已撤销：原件总计不再校验");
    assert_eq!((desk.figure(ROW), desk.at()), ("8".into(), INPUT.into()));
    desk.keys("<ctrl-p>lapse-totals<enter>a").assert_shows("34 个原件总计不再校验");
    desk.keys("X").assert_shows("没有录入过原件总计");
    let mut plain = Desk::with_blank();
    plain.keys("X").assert_shows("没有录入过原件总计");
}

#[test]
fn what_lapsed_is_saved_and_opens_so_and_a_cells_history_tells_it() {
    let mut desk = imported(100, &[]);
    desk.keys("9<enter><ctrl-s>");
    let report = desk.saved(2025).expect("saved");
    let row = report.form().find(ROW).expect("a cell");
    assert_eq!((report.entry(row).figure(), report.lapsed(row).figure()), (Figure::Unfilled, Figure::from(7)));
    desk.keys("l<enter><end>").assert_shows("9（自动计算；原件总计 7，不再参与校验）");
    desk.keys("H").assert_shows("7 不再参与校验");
}

#[test]
fn after_a_kill_the_lapse_is_recovered_with_its_figure() {
    let mut desk = imported(100, &[]);
    desk.keys("9<enter>");
    let mut desk = Desk::over(desk.end(), 100, 34, Lang::Zh);
    desk.keys("<enter>").assert_shows("1 格");
    desk.keys("<enter>").assert_shows("已恢复 1 格");
    assert!(!desk.shows("不再校验（Ctrl-Z"), "it happened before:\n{}", desk.screen());
    desk.keys("<end>").assert_shows("原件总计 7，不再参与校验");
    desk.keys("<ctrl-z>");
    assert_eq!((desk.figure(INPUT), desk.figure(ROW)), ("7".into(), "7".into()));
}

#[test]
fn a_document_taken_over_in_the_editor_is_read_then() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    let source = desk.folder.path().join("cells.csv");
    let cells = "requests.new.natural_person,7\nrequests.new.enterprise,0\nrequests.new.research,0\n\
                 requests.new.public_interest,0\nrequests.new.legal_service,0\nrequests.new.other_org,0\n";
    std::fs::write(&source, format!("cell,value\n{cells}requests.new.total,7\n")).expect("source");
    desk.keys("i").paste(&source.display().to_string()).keys("<enter><enter>示例区财政局<enter><enter><enter>");
    desk.keys("9<enter>").assert_shows("1 个原件总计不再校验");
    assert_eq!(total(&desk, "本年新收"), "9");
}

#[test]
fn copying_and_last_year_give_the_computed_totals() {
    let mut desk = imported(100, &[(ROW, 8)]);
    desk.keys("<end>c");
    assert_eq!(desk.copied, ["7"]);
    put(desk.folder.path(), AGENCY, 2026, &[]);
    let mut desk = Desk::over(desk.end(), 100, 34, Lang::Zh);
    desk.keys("<enter><end>").assert_shows("上年 7");
    desk.keys("y");
    assert_eq!(total(&desk, "上年 "), "7", "{}", desk.screen());
}
