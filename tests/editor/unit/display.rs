//! What stands alone of `tui::display`.

use gouji::tui::display::*;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

#[test]
fn texts_are_cut_and_filled_by_display_width() {
    assert_eq!(left("总计", 6), "总计  ");
    assert_eq!(right("总计", 5), " 总计");
    assert_eq!(fit("商业企业", 5), "商业~");
    assert_eq!(fit("商业企业", 8), "商业企业");
    assert_eq!(fit("商业", 0), "");
    assert_eq!(end_of("/home/公开/库", 8), "~公开/库");
    assert_eq!(end_of("/library", 8), "/library");
}

proptest! {
    #[test]
    fn characters_and_widths_are_those_of_unicode(text in "[ -~一-龥，。（）“”…—·─║\u{301}\u{200D}\u{FE0F}👩🇨\r\n가ᄀｶﾞ￥]{0,12}") {
        let measured: Vec<(&str, usize)> = clusters(&text).collect();
        let expected: Vec<(&str, usize)> = text.graphemes(true).map(|cluster| (cluster, cluster.width())).collect();
        prop_assert_eq!(measured, expected);
        prop_assert_eq!(width(&text), text.width());
    }
}

proptest! {
    #[test]
    fn lines_hold_every_character_once_fit_and_keep_marks_from_their_edges(
        text in "[a-z0-9 %一-龥，。；：、！？）》〕（《〔“”…—\u{3000}\u{301}]{0,80}",
        columns in 2_usize..40,
    ) {
        let lines = lines(&text, columns);
        prop_assert_eq!(lines.iter().map(|line| &text[line.clone()]).collect::<String>(), text.clone());
        let mut starts = vec![0];
        starts.extend(pieces(&text).scan(0, |at, piece| { *at += piece.len(); Some(*at) }));
        for (index, line) in lines.iter().enumerate() {
            let words = &text[line.clone()];
            prop_assert!(width(words.trim_end()) <= columns, "{words:?}");
            prop_assert_eq!(words.is_empty(), text.is_empty());
            let piece = starts.partition_point(|start| *start <= line.start) - 1;
            if index > 0 && starts[piece] == line.start {
                let before = text[..line.start].graphemes(true).next_back().unwrap_or_default();
                prop_assert!(!words.starts_with(|c| CLOSING.contains(c)), "{words:?}");
                prop_assert!(!before.starts_with(|c| OPENING.contains(c)), "{before:?}");
            } else if index > 0 {
                // Only what is longer than a line is broken elsewhere.
                prop_assert!(width(text[starts[piece]..starts[piece + 1]].trim_end()) > columns, "{words:?}");
            }
        }
    }
}

#[test]
fn what_does_not_fit_goes_from_the_end_by_asides_then_clauses_then_words() {
    let help = "当年收到的件数，按收到的日期计，到年底没办完的也算在内（第二十九、三十一条）。";
    assert_eq!(brief(help, 100, 1), [help]);
    assert_eq!(brief(help, 60, 1), ["当年收到的件数，按收到的日期计，到年底没办完的也算在内。"]);
    assert_eq!(brief(help, 40, 1), ["当年收到的件数，按收到的日期计…"]);
    assert_eq!(brief(help, 36, 2), ["当年收到的件数，按收到的日期计，到年", "底没办完的也算在内。"]);
    assert_eq!(brief("T3-01 7 + 0 = 127 holds", 18, 1), ["T3-01 7 + 0 =…"]);
    assert_eq!(brief("abcdefghij", 6, 1), ["abcde~"]);
}

proptest! {
    #[test]
    fn brief_texts_fit_and_begin_as_the_whole(text in "[a-z0-9 ,.%一-龥，。；：（）“”…]{0,90}", columns in 8_usize..40, count in 1_usize..4) {
        let lines = brief(&text, columns, count);
        prop_assert!(lines.len() <= count && lines.iter().all(|line| width(line) <= columns + 1), "{lines:?}");
    }
}

#[test]
fn lines_break_beside_wide_characters_and_never_before_a_closing_mark() {
    assert_eq!(wrap("一二三四，五", 8), ["一二三", "四，五"]);
    assert_eq!(wrap("see the 2022 report", 8), ["see the", "2022", "report"]);
    assert_eq!(wrap("", 8), [""]);
    assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    for line in wrap("（一）部分公开（区分处理的，只计这一情形，不计其他情形）：2022年7件。", 10)
    {
        assert!(width(&line) <= 10, "{line}");
    }
}
