//! What stands alone of `import::pdf::line`.

use gouji::import::pdf::line::*;
use gouji::import::pdf::upright::Mark;
use unicode_width::UnicodeWidthStr;

fn mark(text: &str, left: i64, baseline: i64) -> Mark {
    let width = 5_000 * text.width() as i64;
    Mark { text: text.into(), left, right: left + width, baseline, size: 10_000, ..Mark::default() }
}

#[test]
fn gaps_are_blanks_and_characters_drawn_twice_count_once() {
    let marks =
        [mark("表", 10_000, 500), mark("1", 60_000, 900), mark("报", 0, 0), mark("报", 300, 0), mark("2", 65_500, 500)];
    let found = lines(marks.iter().collect());
    let texts: Vec<&str> = found.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["报表        12"]);
    assert_eq!((found[0].left, found[0].right), (0, 70_500));
}

#[test]
fn lines_with_baselines_apart_are_parted_and_indented() {
    let marks = [mark("二", 20_000, 30_000), mark("一", 0, 10_000), mark(" ", 0, 50_000)];
    let found = lines(marks.iter().collect());
    assert_eq!(found.iter().map(|line| line.indented(0)).collect::<Vec<_>>(), ["一", "\u{3000}\u{3000}二"]);
}
