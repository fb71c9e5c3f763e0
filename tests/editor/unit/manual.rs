//! What stands alone of `tui::manual`.

use gouji::domain::text::Lang;
use gouji::tui::display::width;
use gouji::tui::manual::*;

#[test]
fn marks_go_and_words_stay() {
    let (plain, manners) = marked("按 `Ctrl-S` **保存**，见[导出](#导出)、a[1]。");
    assert_eq!(plain, "按 Ctrl-S 保存，见导出、a[1]。");
    let words: Vec<(&str, Manner)> = manners.iter().map(|(range, manner)| (&plain[range.clone()], *manner)).collect();
    assert_eq!(words[1], ("Ctrl-S", Manner::Code));
    assert_eq!(words[3], ("保存", Manner::Strong));
    let text = "# 题\n一句\n接着。\n\n- 甲\n  乙\n| a | b |\n```\ncode  x\n```\nend";
    assert_eq!(paragraphs(text), ["# 题", "一句接着。", "", "- 甲乙", "| a | b |", "", "code  x", "", "end"]);
}

#[test]
fn items_of_lists_hang_behind_their_sign_and_tables_stand_in_columns() {
    let lines = paragraph_lines("- one `two` three", 9);
    assert_eq!(lines.iter().map(Line::words).collect::<Vec<_>>(), ["- one two", "  three"]);
    let rows = ["| rule | relation |", "| --- | --- |", "| T3-01 | each `column` and more |"].map(String::from);
    let lines = table(&rows, 20);
    assert_eq!(
        lines.iter().map(Line::words).collect::<Vec<_>>(),
        ["rule   relation", "T3-01  each column", "       and more"]
    );
}

#[test]
fn what_a_line_of_code_does_hangs_below_itself() {
    let lines = code("    gouji a.html    opens a file and shows it", 38);
    let words: Vec<String> = lines.iter().map(Line::words).collect();
    assert_eq!(words, ["    gouji a.html    opens a file and", "                    shows it"]);
}

#[test]
fn the_manual_fits_any_width_and_shows_no_marks() {
    for lang in [Lang::Zh, Lang::En] {
        let lines = lines(lang, 40);
        for line in &lines {
            let words = line.words();
            assert!(width(&words) <= 40, "{words}");
            assert!(!words.starts_with('#') && !words.contains("**") && !words.contains('|'), "{words}");
            assert!(!words.contains('`'), "{words}");
        }
        assert!(lines.iter().filter(|line| line.words().starts_with("──")).count() > 8);
    }
}
