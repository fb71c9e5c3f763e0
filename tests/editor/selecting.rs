//! Selecting cells as in spreadsheets: by keys to the edges, the whole table; what they add up to, and filling them.

use gouji::domain::figure::Origin;
use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

/// A report of zeros but for these, at its first cell.
fn desk(columns: u16, rows: u16, lang: Lang, figures: &[(&str, u32)]) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, figures);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<enter>");
    desk
}

const ROW: [(&str, u32); 3] =
    [("requests.new.natural_person", 7), ("requests.new.enterprise", 12), ("requests.carried_in.natural_person", 5)];

/// How many cells are selected.
fn count(desk: &Desk) -> usize {
    desk.report().selected().concat().len()
}

fn origin(desk: &Desk, name: &str) -> Option<Origin> {
    let cell = desk.report().form().find(name).expect(name);
    desk.report().session.report().entry(cell).origin()
}

#[test]
fn ctrl_a_selects_the_whole_table_whatever_the_length_of_its_rows_and_leaves_the_cursor() {
    let mut desk = desk(100, 30, Lang::Zh, &ROW);
    for chapter in ["<alt-2>", "<alt-3>", "<alt-4>"] {
        desk.keys(chapter).keys("<down><right>");
        let at = desk.at();
        let (table, _, _) = desk.report().table().expect("a table");
        desk.keys("<ctrl-a>");
        assert_eq!(count(&desk), desk.report().form().table_cells(table).count(), "{chapter}");
        assert_eq!(desk.at(), at);
        desk.keys("<shift-right>");
        assert_eq!(count(&desk), 2, "Shift with an arrow begins anew at the cursor");
        desk.keys("<esc>");
        assert_eq!(count(&desk), 1);
    }
}

#[test]
fn ctrl_a_in_prose_and_in_a_field_selects_the_text_as_before() {
    let mut desk = desk(100, 30, Lang::Zh, &ROW);
    desk.keys("<alt-1>甲乙<ctrl-a>丙<alt-3>").keys("<alt-1>");
    desk.assert_shows("丙");
    assert!(!desk.shows("甲乙"));
    desk.keys("<alt-3><ctrl-f>gjmm<ctrl-a>cf").assert_shows("> cf");
}

#[test]
fn ctrl_shift_arrows_select_to_the_edge_and_ctrl_arrows_go_there() {
    let mut desk = desk(100, 30, Lang::Zh, &ROW);
    desk.keys("<down><right><ctrl-shift-right>");
    assert_eq!((desk.at(), count(&desk)), ("requests.carried_in.total".to_string(), 6));
    desk.keys("<ctrl-shift-up>");
    assert_eq!((desk.at(), count(&desk)), ("requests.new.total".to_string(), 12));
    desk.keys("<ctrl-left>");
    assert_eq!((desk.at(), count(&desk)), ("requests.new.natural_person".to_string(), 1));
    desk.keys("<ctrl-shift-down>");
    assert_eq!(desk.at(), "requests.carried_out.natural_person");
    let rows = desk.report().table().map(|(_, sheet, _)| sheet.rows().count());
    assert_eq!(Some(count(&desk)), rows);
    desk.keys("<ctrl-up><ctrl-right>");
    assert_eq!(desk.at(), "requests.new.total");
    desk.keys("<shift-home>");
    assert_eq!(count(&desk), 7);
    desk.keys("<home><shift-end>");
    assert_eq!(count(&desk), 7);
}

#[test]
fn the_line_below_the_table_says_what_is_selected_and_what_it_adds_up_to() {
    let mut desk = desk(80, 24, Lang::Zh, &ROW);
    assert!(!desk.keys("<esc>").shows("选中"));
    desk.keys("<shift-right>").assert_shows("选中 2 格  和 19  平均 9.5  计数 2");
    desk.keys("<shift-down>").assert_shows("选中 4 格  和 24  平均 6  计数 4");
    desk.keys("<ctrl-home><shift-right><shift-right>").assert_shows("选中 3 格  和 19  平均 6.33  计数 3");
    desk.keys("<ctrl-home><shift-end>").assert_shows("选中 7 格  和 38  平均 5.43  计数 7  其中总计 1 格");
    desk.keys("<left><delete><home><shift-end>").assert_shows("选中 7 格  和 19  平均 3.8  计数 5  未填 1");
    desk.keys("<end><left><ctrl-z><home><right><right><right><delete><home><shift-right><shift-right><shift-right>")
        .assert_shows("选中 4 格  和 19  平均 6.33  计数 3  未填 1");
    let mut wide = self::desk(160, 45, Lang::En, &ROW);
    wide.keys("<shift-right>").assert_shows("2 cells  sum 19  mean 9.5  count 2");
}

#[test]
fn figures_of_different_units_are_not_added_up_and_not_applicable_is_no_number() {
    let mut desk = desk(100, 30, Lang::Zh, &[]);
    desk.keys("<alt-2><ctrl-a>").assert_shows("单位不同，不求和");
    desk.keys("<alt-3>/y<home><shift-right>").assert_shows("选中 2 格  和 0  平均 0  计数 1");
}

#[test]
fn delete_clears_the_selection_as_one_edit_and_says_how_many() {
    let mut desk = desk(100, 30, Lang::Zh, &ROW);
    desk.keys("<shift-right><shift-down><delete>").assert_shows("已清除 4 格");
    assert_eq!(desk.report().session.report().unfilled(), 4);
    desk.keys("<ctrl-z>");
    assert_eq!(desk.report().session.report().unfilled(), 0);
    assert_eq!(desk.figure("requests.new.enterprise"), "12");
}

#[test]
fn ctrl_d_fills_a_selection_from_its_first_row_as_one_edit_that_passes_totals() {
    let mut desk = desk(100, 30, Lang::Zh, &ROW);
    desk.keys("<shift-end><shift-down><shift-down><ctrl-d>").assert_shows("已向下填充 12 格");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "7");
    assert_eq!(desk.figure("requests.granted.enterprise"), "12");
    assert_eq!(desk.total("requests.granted.total"), "19");
    assert_eq!(desk.figure("requests.granted.total"), "", "no figure is written into a total");
    assert_eq!(origin(&desk, "requests.granted.enterprise"), Some(Origin::Keyed));
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "5");
    assert_eq!(desk.figure("requests.granted.enterprise"), "0");
}

#[test]
fn without_a_selection_ctrl_d_takes_the_figure_above_and_ctrl_r_the_one_to_the_left() {
    let mut desk = desk(100, 30, Lang::En, &ROW);
    desk.keys("<down><ctrl-d>").assert_shows("Filled down: 1 cell ");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "7");
    desk.keys("<right><ctrl-r>").assert_shows("Filled right: 1 cell ");
    assert_eq!(desk.figure("requests.carried_in.enterprise"), "7");
    desk.keys("<ctrl-home><ctrl-d>").assert_shows("no row above");
    desk.keys("<ctrl-r>").assert_shows("no column to the left");
    desk.keys("<end><ctrl-r>").assert_shows("Nothing to fill");
    desk.keys("<home><down><delete><down><ctrl-d>").assert_shows("Nothing to fill");
    assert_eq!(desk.figure("requests.granted.natural_person"), "0", "an unfilled cell fills nothing");
}

#[test]
fn ctrl_r_fills_every_row_of_a_selection_from_its_first_column() {
    let mut desk = desk(100, 30, Lang::Zh, &ROW);
    desk.keys("<shift-right><shift-right><shift-down><ctrl-r>").assert_shows("已向右填充 4 格");
    assert_eq!(desk.figure("requests.new.research"), "7");
    assert_eq!(desk.figure("requests.carried_in.enterprise"), "5");
    assert_eq!(desk.figure("requests.granted.enterprise"), "0");
}

#[test]
fn nothing_is_filled_into_a_cell_that_cannot_hold_it() {
    let mut desk = desk(100, 30, Lang::Zh, &[]);
    desk.keys("<alt-2><ctrl-end>12.5<enter><alt-2><ctrl-end>");
    let amount = desk.at();
    desk.keys("<ctrl-a><ctrl-d>");
    assert_eq!(desk.figure(&amount), "0", "a count goes into an amount");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure(&amount), "12.5");
}

#[test]
fn filling_is_refused_in_a_finished_report_and_while_figures_are_keyed_a_second_time() {
    let mut desk = desk(100, 30, Lang::Zh, &[]);
    desk.keys("<alt-1>第一章。<alt-3><shift-f9>").keys("张三<enter>李四<enter>").keys("<ctrl-d>");
    desk.assert_shows("二次录入中不能使用这个命令");
    desk.keys("<ctrl-a>").assert_shows("二次录入中不能使用这个命令");
    desk.keys("<esc><alt-3>D李四<enter>张三<enter>").assert_shows("已定稿");
    for key in ["<ctrl-d>", "<ctrl-r>", "<ctrl-a><ctrl-d>", "<delete>"] {
        desk.keys("<down><right>").keys(key).assert_shows("已定稿，不能修改").assert_shows("Alt-d");
    }
    assert_eq!(desk.report().session.report().unfilled(), 0);
}

#[test]
fn a_block_is_pasted_where_the_selection_begins_whichever_corner_the_cursor_is_in() {
    for select in ["<right><down><shift-left><shift-up>", "<shift-right><shift-down>", "<right><ctrl-a>"] {
        let mut desk = desk(100, 30, Lang::Zh, &[]);
        desk.keys(select).paste("3\t4\n5\t6").keys("<enter>");
        assert_eq!(desk.figure("requests.new.natural_person"), "3", "{select}");
        assert_eq!(desk.figure("requests.carried_in.enterprise"), "6", "{select}");
    }
}
