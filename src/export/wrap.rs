//! Breaks a text into lines of a display width, after the Chinese habits of line breaking: no closing punctuation at
//! the start of a line, no opening one at its end, Latin words and numbers whole. Wide characters count two columns.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The display width of a text in columns.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Lines of at most `limit` columns; only a single character that is wider than that makes a line wider.
pub fn wrap(text: &str, limit: usize) -> Vec<&str> {
    wrap_measured(text, limit, limit, |_, piece| width(piece))
}

/// As [`wrap`], in whatever unit `measure` gives the width of a piece of the text that begins at a byte; the first line
/// has a limit of its own.
pub fn wrap_measured(text: &str, first: usize, limit: usize, measure: impl Fn(usize, &str) -> usize) -> Vec<&str> {
    let mut lines = Lines { text, limit: first, further: limit, start: 0, end: 0, used: 0, done: Vec::new() };
    for cluster in clusters(text) {
        let wide = measure(lines.end, cluster);
        if wide > limit {
            cluster.graphemes(true).for_each(|grapheme| lines.take(grapheme, measure(lines.end, grapheme)));
        } else {
            lines.take(cluster, wide);
        }
    }
    lines.done.push(&text[lines.start..]);
    lines.done
}

/// The width below which [`wrap`] must break inside something that belongs together.
pub fn least_width(text: &str) -> usize {
    clusters(text).map(width).max().unwrap_or(0)
}

struct Lines<'a> {
    text: &'a str,
    limit: usize,
    further: usize,
    start: usize,
    end: usize,
    used: usize,
    done: Vec<&'a str>,
}

impl Lines<'_> {
    fn take(&mut self, piece: &str, wide: usize) {
        if self.used > 0 && self.used + wide > self.limit {
            self.done.push(&self.text[self.start..self.end]);
            self.start = self.end;
            self.limit = self.further;
            self.used = 0;
        }
        self.used += wide;
        self.end += piece.len();
    }
}

/// The pieces of a text that no line end may part.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut graphemes = rest.grapheme_indices(true);
        let (_, mut last) = graphemes.next()?;
        let end = graphemes.find(|&(_, next)| !stick_together(std::mem::replace(&mut last, next), next));
        let (cluster, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(cluster)
    })
}

fn stick_together(left: &str, right: &str) -> bool {
    let word = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    "（《〈【〔「『“‘".contains(left)
        || "、，。；：？！）》〉】〕」』”’…—％".contains(right)
        || (word(left) && word(right))
}

#[cfg(test)]
mod tests {
    use super::*;
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

    proptest! {
        #[test]
        fn lines_are_the_text_and_fit_the_limit(text in "[一-龥，。（）a-z0-9 ]{0,60}", limit in 2_usize..30) {
            let lines = wrap(&text, limit);
            prop_assert_eq!(&lines.concat(), &text);
            prop_assert!(lines.iter().all(|line| width(line) <= limit));
        }
    }
}
