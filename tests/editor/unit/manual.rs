//! What stands alone of `tui::manual`.

use gouji::domain::text::Lang;
use gouji::tui::display::width;
use gouji::tui::manual::*;

fn words(markdown: &str, columns: usize) -> Vec<String> {
    paragraph_lines(markdown, columns).iter().map(Line::words).collect()
}

#[test]
fn marks_go_and_words_stay() {
    let lines = paragraph_lines("按 `Ctrl-S` **保存**，见[导出](#导出)、a[1]。", 80);
    assert_eq!(lines[0].words(), "按 Ctrl-S 保存，见导出、a[1]。");
    assert!(lines[0].0.contains(&("Ctrl-S".to_string(), Manner::Code)), "{lines:?}");
    assert!(lines[0].0.contains(&("保存".to_string(), Manner::Strong)), "{lines:?}");
    let text = "# 题\n\n一句\n接着 a\nb。\n\n- 甲\n  乙\n- 丙\n\n丁\n\n    code";
    let expected = ["题", "──", "一句接着 a b。", "", "- 甲乙", "- 丙", "", "丁", "", "    code"];
    assert_eq!(words(text, 80), expected);
}

#[test]
fn items_of_lists_hang_behind_their_sign_and_tables_stand_in_columns() {
    assert_eq!(words("- one `two` three", 9), ["- one two", "  three"]);
    let rows = "| rule | relation |\n| --- | --- |\n| T3-01 | each `column` and more |";
    assert_eq!(words(rows, 20), ["rule   relation", "T3-01  each column", "       and more"]);
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
        let lines = &page(lang, 40).lines;
        for line in lines {
            let words = line.words();
            assert!(width(&words) <= 40, "{words}");
            assert!(!words.starts_with('#') && !words.contains("**") && !words.starts_with('|'), "{words}");
            assert!(!words.contains('`'), "{words}");
        }
        assert!(lines.iter().filter(|line| line.words().starts_with("──")).count() > 8);
    }
}
