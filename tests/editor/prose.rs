//! Writing prose in the chapters.

use gouji::domain::report::Part;

use super::desk::Desk;

#[test]
fn prose_is_written_as_plain_text_and_saved() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-6>本年度没有收费。<enter>第二段。<ctrl-s>");
    let saved = desk.saved(2025).expect("saved");
    assert_eq!(saved.text(Part::Chapter(5)), "本年度没有收费。\n第二段。");
}

#[test]
fn leaving_a_chapter_keeps_what_was_written_and_undo_takes_it_back() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-5>问题。<alt-3>");
    assert_eq!(desk.report().session.report().text(Part::Chapter(4)), "问题。");
    assert!(!desk.shows("五问题改进."), "{}", desk.screen());
    desk.keys("<ctrl-z>");
    assert_eq!(desk.report().session.report().text(Part::Chapter(4)), "");
}

#[test]
fn letters_are_text_in_prose_and_undo_works_inside_it() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-1>nuh q<ctrl-z>");
    assert!(!desk.left);
    desk.assert_shows("nuh");
    desk.keys("<ctrl-q>");
    desk.assert_shows("有修改还没有保存");
}

#[test]
fn pasted_prose_keeps_its_paragraphs() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-1>");
    desk.paste("第一段\n第二段\t7").keys("<alt-3>");
    assert_eq!(desk.report().session.report().text(Part::Chapter(0)), "第一段\n第二段\t7");
}

#[test]
fn a_table_chapter_holds_text_beside_its_table() {
    let mut desk = Desk::with_blank();
    desk.keys("<f4>表外说明。<f4>");
    assert_eq!(desk.at(), "requests.new.natural_person");
    assert_eq!(desk.report().session.report().text(Part::Chapter(2)), "表外说明。");
}

#[test]
fn the_cursor_follows_wide_characters() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-1>");
    let start = desk.cursor();
    desk.keys("公开ab");
    assert_eq!(desk.cursor(), (start.0 + 6, start.1));
}

#[test]
fn hints_in_prose_name_no_letters_since_letters_are_text_there() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-1>");
    desk.assert_shows("Ctrl-S 保存");
    assert!(!desk.shows("Ctrl-S/s"));
}

#[test]
fn undo_goes_on_with_the_report_where_the_text_on_the_screen_has_nothing_to_take_back() {
    let mut desk = Desk::with_blank();
    desk.keys("7<enter><alt-5>问题<alt-3><alt-5><ctrl-z>");
    assert_eq!(desk.report().session.report().text(Part::Chapter(4)), "");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.at(), "requests.new.natural_person");
    assert_eq!(desk.figure("requests.new.natural_person"), "");
    desk.keys("<ctrl-y><ctrl-y>");
    assert_eq!(desk.report().session.report().text(Part::Chapter(4)), "问题");
}

#[test]
fn undo_after_saving_in_the_middle_of_writing_ends_at_the_text_before_and_stays_there() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-5>a<ctrl-s><ctrl-z><ctrl-z><ctrl-z><alt-3>");
    assert_eq!(desk.report().session.report().text(Part::Chapter(4)), "");
}

#[test]
fn copying_in_prose_takes_the_selection_and_leaves_the_clipboard_alone_without_one() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-5>公开<ctrl-c>");
    assert_eq!(desk.copied, Vec::<String>::new());
    desk.keys("<shift-left><ctrl-c><end><ctrl-v><ctrl-a><ctrl-x>");
    assert_eq!(desk.copied, ["开", "公开开"]);
    desk.keys("<ctrl-v><alt-3>");
    assert_eq!(desk.report().session.report().text(Part::Chapter(4)), "公开开");
}

#[test]
fn the_hint_line_of_prose_and_of_the_library_shows_no_letter_that_would_do_something_else() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-5>").assert_shows("Ctrl-S 保存");
    assert!(!desk.shows("Ctrl-S/s"));
    desk.keys("<ctrl-s><f3><down>").assert_shows("Ctrl-P 命令");
}
