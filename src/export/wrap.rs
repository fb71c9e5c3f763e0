//! Breaks a text into lines of a display width, after the Chinese habits of line breaking: no closing punctuation at
//! the start of a line, no opening one at its end, Latin words and numbers whole. Wide characters count two columns.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::import::normal::{is_blank_char, needs_blank};

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
        lines.take_whole(cluster, &measure);
    }
    lines.done.push(&text[lines.start..]);
    lines.done
}

/// As [`wrap_measured`], for lines that lose the blanks at their ends: they end only where whoever reads them puts them
/// together again as they were. Only in what is wider than a line they end anywhere.
pub fn wrap_to_be_joined(text: &str, first: usize, limit: usize, measure: impl Fn(usize, &str) -> usize) -> Vec<&str> {
    let mut lines = Lines { text, limit: first, further: limit, start: 0, end: 0, used: 0, done: Vec::new() };
    let mut start = 0;
    let mut end = 0;
    for cluster in clusters(text) {
        end += cluster.len();
        if !is_joint(text, end) {
            continue;
        }
        let piece = &text[start..end];
        let wide = measure(start, piece);
        if wide <= limit {
            lines.take(piece, wide);
        } else {
            for cluster in clusters(piece) {
                lines.take_whole(cluster, &measure);
            }
        }
        start = end;
    }
    lines.done.push(&text[lines.start..]);
    lines.done
}

/// Whether a text that is parted there, and loses the blanks at that place, is put together again as it was. Its end is such a
/// place.
pub(super) fn is_joint(text: &str, at: usize) -> bool {
    let (before, behind) = (text[..at].trim_end_matches(is_blank_char), text[at..].trim_start_matches(is_blank_char));
    if before.is_empty() || behind.is_empty() {
        return true;
    }
    let lost = &text[before.len()..text.len() - behind.len()];
    lost == if needs_blank(before, behind) { " " } else { "" }
}

/// The least width, below a limit, at which a text has no more lines than at it: they are about as long then.
pub fn balanced(text: &str, limit: usize) -> Option<usize> {
    let lines = wrap(text, limit).len();
    (2..limit).find(|&narrower| wrap(text, narrower).len() == lines).filter(|_| lines > 1)
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
    /// Takes what no line end may part, unless it is wider than a line.
    fn take_whole(&mut self, cluster: &str, measure: &impl Fn(usize, &str) -> usize) {
        let wide = measure(self.end, cluster);
        if wide > self.further {
            cluster.graphemes(true).for_each(|grapheme| self.take(grapheme, measure(self.end, grapheme)));
        } else {
            self.take(cluster, wide);
        }
    }

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
pub(super) fn clusters(text: &str) -> impl Iterator<Item = &str> {
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
