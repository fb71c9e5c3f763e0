//! Copying and pasting blocks of figures.

use super::desk::Desk;

#[test]
fn a_pasted_block_is_shown_first_and_written_as_one_edit() {
    let mut desk = Desk::with_blank();
    desk.paste("1\t2\t3\n4\t5\t6");
    desk.assert_shows("将写入 6 格");
    assert_eq!(desk.figure("requests.new.natural_person"), "", "nothing is written before Enter");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.research"), "3");
    assert_eq!(desk.figure("requests.carried_in.research"), "6");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("requests.new.natural_person"), "");
    assert_eq!(desk.figure("requests.carried_in.research"), "");
}

#[test]
fn escape_gives_a_paste_up() {
    let mut desk = Desk::with_blank();
    desk.paste("1\t2").keys("<esc>");
    assert_eq!(desk.figure("requests.new.natural_person"), "");
}

#[test]
fn lines_with_labels_go_to_the_rows_they_name() {
    let mut desk = Desk::with_blank();
    desk.paste("\t自然人\t商业企业\n(一)予以公开\t5\t1\n3.要求提供公开出版物\t2\t0");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.granted.natural_person"), "5");
    assert_eq!(desk.figure("requests.granted.enterprise"), "1");
    assert_eq!(desk.figure("requests.unprocessed_publication.natural_person"), "2");
    assert_eq!(desk.figure("requests.new.natural_person"), "");
}

#[test]
fn pasted_totals_that_agree_are_dropped_and_others_become_controls() {
    let mut desk = Desk::with_blank();
    desk.paste("1\t2\t3\t0\t0\t0\t6\n1\t0\t0\t0\t0\t0\t9");
    desk.assert_shows("总计相符").assert_shows("留作核对");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.total"), "");
    assert_eq!(desk.figure("requests.carried_in.total"), "9");
}

#[test]
fn what_is_no_figure_or_falls_outside_is_said_and_not_written() {
    let mut desk = Desk::with_blank();
    desk.keys("<end><left>");
    desk.paste("１，０００\t6\t7\n1.5\t\t8");
    desk.assert_shows("落在表外").assert_shows("不是这一格的数");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.other_org"), "1000");
    assert_eq!(desk.figure("requests.carried_in.other_org"), "");
}

#[test]
fn text_without_figures_is_refused() {
    let mut desk = Desk::with_blank();
    desk.paste("");
    desk.assert_shows("没有数");
}

#[test]
fn a_selection_is_copied_with_tabs_and_pasted_elsewhere() {
    let mut desk = Desk::with_sample();
    desk.keys("<shift-right><shift-right><shift-down><ctrl-c>");
    assert_eq!(desk.copied, ["7\t0\t0\n0\t0\t0"]);
    desk.keys("<alt-4><ctrl-v>");
    desk.assert_shows("将写入 6 格");
    desk.keys("<enter>");
    assert_eq!(desk.figure("disputes.reconsideration.upheld"), "7");
}

#[test]
fn deleting_a_selection_is_one_edit() {
    let mut desk = Desk::with_sample();
    desk.keys("<shift-down><shift-down><delete>");
    assert_eq!(desk.report().session.report().unfilled(), 3);
    desk.keys("<ctrl-z>");
    assert_eq!(desk.report().session.report().unfilled(), 0);
}

#[test]
fn several_cells_pasted_behind_a_begun_figure_are_a_block_and_never_one_number() {
    let mut desk = Desk::with_blank();
    desk.keys("1").paste("2\n0\n5\n");
    desk.assert_shows("将写入 3 格");
    desk.keys("<esc><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "1", "what was begun is still there");
    desk.keys("<left>1").paste("2\t0");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "12");
    assert_eq!(desk.figure("requests.new.enterprise"), "0");
}

#[test]
fn a_number_pasted_behind_a_begun_figure_continues_it_and_anything_else_is_refused() {
    let mut desk = Desk::with_blank();
    desk.keys("1").paste("23\n").paste("4.5");
    desk.assert_shows("不是这一格的数");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "123");
}

#[test]
fn heads_of_columns_take_up_no_row() {
    let mut desk = Desk::with_blank();
    desk.paste("自然人\t商业企业\n3\t4\n5\t6").keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "3");
    assert_eq!(desk.figure("requests.carried_in.enterprise"), "6");
}
