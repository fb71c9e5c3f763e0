//! What stands alone of `export::wrap`.

use gouji::export::wrap::*;
use gouji::import::normal::join;
use proptest::prelude::*;

#[test]
fn punctuation_stays_with_what_it_closes_or_opens() {
    assert_eq!(wrap("（三）不予公开", 6), ["（三）", "不予公", "开"]);
    assert_eq!(wrap("无正当理由，补正", 10), ["无正当理", "由，补正"]);
    assert_eq!(wrap("单位（万元）", 6), ["单位", "（万", "元）"]);
    assert_eq!(wrap("1.属于2022年", 4), ["1.属", "于", "2022", "年"]);
}

#[test]
fn what_is_too_wide_is_broken_rather_than_left_over_the_edge() {
    assert_eq!(wrap("12345678", 3), ["123", "456", "78"]);
    assert_eq!(wrap("", 3), [""]);
    assert_eq!(least_width("（三）不予公开"), 6);
}

#[test]
fn a_first_line_may_be_shorter_and_pieces_are_measured_where_they_stand() {
    let double_behind_two = |at: usize, piece: &str| width(piece) * if at < 6 { 1 } else { 2 };
    assert_eq!(wrap_measured("甲乙丙丁戊", 2, 4, double_behind_two), ["甲", "乙", "丙", "丁", "戊"]);
    assert_eq!(wrap_measured("甲乙丙丁戊", 2, 4, |_, piece| width(piece)), ["甲", "乙丙", "丁戊"]);
}

#[test]
fn a_line_that_loses_its_blanks_ends_only_where_its_reader_puts_back_what_was_there() {
    let wrapped = |text| wrap_to_be_joined(text, 6, 6, |_, piece| width(piece));
    assert_eq!(wrapped("共有5 件信息"), ["共有", "5 件信", "息"]);
    assert_eq!(wrapped("abc de fg"), ["abc de", " fg"]);
    assert_eq!(wrapped("公开GB 标准"), ["公开", "GB 标", "准"]);
}

/// The stretches of a text within which no line may end: each line of it is one where nothing fits beside anything.
fn pieces(text: &str) -> Vec<&str> {
    wrap_to_be_joined(text, 1, 1000, |_, piece| if width(piece) > 1000 { 1001 } else { 1000 })
}

proptest! {
    #[test]
    fn lines_that_are_joined_are_the_text_at_every_width(
        text in "([一-龥]{1,4}|[0-9]{1,4}|[a-z]{1,5}|[，。（）])( ?([一-龥]{1,4}|[0-9]{1,4}|[a-z]{1,5}|[，。（）])){0,14}",
        limit in 24_usize..60,
    ) {
        // What no line can hold is broken anywhere.
        let is_whole = |line: &&str| width(line) <= limit;
        let lines = wrap_to_be_joined(&text, limit - 4, limit, |_, piece| width(piece));
        prop_assert_eq!(&lines.concat(), &text);
        prop_assert!(lines.iter().all(is_whole));
        let mut joined = String::new();
        for line in &lines {
            join(&mut joined, line.trim());
        }
        let longest = pieces(&text).into_iter().map(width).max().unwrap_or(0);
        prop_assert!(joined == text || longest > limit, "{:?} {:?}", lines, text);
    }

    #[test]
    fn lines_are_the_text_and_fit_the_limit(text in "[一-龥，。（）a-z0-9 ]{0,60}", limit in 2_usize..30) {
        let lines = wrap(&text, limit);
        prop_assert_eq!(&lines.concat(), &text);
        prop_assert!(lines.iter().all(|line| width(line) <= limit));
    }
}
