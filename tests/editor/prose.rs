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
    desk.assert_shows("有修改尚未保存");
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

#[test]
fn paragraphs_are_indented_on_the_screen_and_not_in_the_text() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-6>");
    let start = desk.cursor();
    desk.keys("<f6>0<enter><ctrl-a><delete>甲<enter>乙").assert_shows("\n              甲\n              乙");
    assert_eq!(desk.cursor(), (start.0 + 2, start.1 + 1));
    // Its second line begins at the margin, where the text's own edge is.
    desk.keys(&"字".repeat(39)).assert_shows("\n          字字\n");
    desk.keys("<home>");
    assert_eq!(desk.cursor(), (start.0 - 4, start.1 + 2));
    desk.keys("<up><home>").click("乙").keys("丙<alt-3>");
    let text = desk.report().session.report().text(Part::Chapter(5));
    assert_eq!(text, format!("甲\n丙乙{}", "字".repeat(39)));
}

#[test]
fn a_paragraph_that_brings_its_own_blanks_is_not_indented_twice() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-6>").paste("\u{3000}\u{3000}甲\n乙");
    desk.assert_shows("\n          \u{3000}\u{3000}甲\n              乙");
}

#[test]
fn a_wide_screen_has_the_text_in_its_middle_in_lines_of_forty_characters() {
    let mut desk = Desk::with_blank();
    desk.resize(160, 45).keys("<alt-6>").paste(&"字".repeat(80));
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().filter(|line| line.contains("字字")).collect();
    let counted: Vec<usize> = lines.iter().map(|line| line.matches('字').count()).collect();
    assert_eq!(counted, [38, 40, 2], "{screen}");
    assert!(lines[1].starts_with(&" ".repeat(40)), "{screen}");
}

#[test]
fn the_caret_stays_where_it_was_in_each_chapter() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-5>甲乙丙<left><left><alt-3><alt-6>丁戊<home><alt-5>一<alt-6>二<alt-3>");
    let text = |index| desk.report().session.report().text(Part::Chapter(index));
    assert_eq!((text(4), text(5)), ("甲一乙丙", "二丁戊"));
}

#[test]
fn the_first_line_below_the_heading_says_which_aspects_are_missing() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-1>主动公开了。");
    let screen = desk.screen();
    let line = screen.lines().nth(3).expect("a line");
    assert!(line.contains("+ 主动公开  待写 依申请公开"), "{screen}");
}

#[test]
fn a_chapter_of_nothing_but_headings_is_marked_as_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    super::desk::put_written(
        folder.path(),
        super::desk::AGENCY,
        2025,
        &[],
        &[(1, "（一）主动公开。\n（二）依申请公开。")],
    );
    let mut desk = super::desk::Desk::over(folder, 100, 30, gouji::domain::text::Lang::Zh);
    desk.keys("<enter>").assert_shows("一总体.");
    desk.keys("<alt-1><ctrl-end>全年主动公开政府信息九条，均已更新。").assert_shows("一总体");
    assert!(!desk.shows("一总体."), "{}", desk.screen());
}
