//! Characters put together into lines by where they stand: what has one baseline is one line, wide gaps are blanks.

use super::font::UNKNOWN;
use super::upright::Mark;
use crate::import::normal::{is_blank, is_wide};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLine {
    pub text: String,
    pub left: i64,
    pub right: i64,
    pub baseline: i64,
    pub size: i64,
}

/// The most blanks that stand for one gap.
const WIDEST_GAP: i64 = 60;

/// Puts characters into lines, from top to bottom.
pub fn lines(mut marks: Vec<&Mark>) -> Vec<PageLine> {
    marks.sort_by_key(|mark| (mark.baseline, mark.left));
    let mut rows = Vec::<Vec<&Mark>>::new();
    for mark in marks {
        let same = rows
            .last()
            .and_then(|row| row.first())
            .is_some_and(|first| (mark.baseline - first.baseline).abs() * 100 <= mark.size.max(first.size) * 35);
        match rows.last_mut() {
            Some(row) if same => row.push(mark),
            _ => rows.push(vec![mark]),
        }
    }
    rows.into_iter().filter_map(line).collect()
}

/// One line; none where nothing on it shows.
fn line(mut marks: Vec<&Mark>) -> Option<PageLine> {
    marks.sort_by_key(|mark| mark.left);
    let mut line = PageLine { text: String::new(), left: 0, right: 0, baseline: 0, size: 0 };
    let mut before: Option<&Mark> = None;
    let mut blank = false;
    for mark in marks {
        if is_blank(&mark.text) {
            blank = true;
            continue;
        }
        let Some(last) = before else {
            line = PageLine {
                text: mark.text.clone(),
                left: mark.left,
                right: mark.right,
                baseline: mark.baseline,
                size: mark.size,
            };
            (before, blank) = (Some(mark), false);
            continue;
        };
        let size = mark.size.max(last.size).max(1);
        // A character that is drawn twice in nearly one place is bold; narrow ones, such as hyphens, stand close by themselves.
        let near = (size * 3).min((last.right - last.left).max(1) * 6);
        if mark.text == last.text && (mark.left - last.left) * 10 < near {
            continue;
        }
        let gap = mark.left - last.right;
        let wide = last.text.chars().next_back().is_some_and(is_wide) && mark.text.chars().next().is_some_and(is_wide);
        let torn = gap * 100 > size * if wide { 40 } else { 18 };
        if torn || blank {
            let count = (gap * 2 / size).clamp(1, WIDEST_GAP);
            line.text.extend(std::iter::repeat_n(' ', count as usize));
        }
        line.text.push_str(&mark.text);
        line.right = line.right.max(mark.right);
        line.size = line.size.max(mark.size);
        (before, blank) = (Some(mark), false);
    }
    line.text = without_unknown(&line.text);
    before.map(|_| line)
}

/// A line without characters that nobody knows, but where they may belong to a figure.
fn without_unknown(text: &str) -> String {
    if !text.contains(UNKNOWN) {
        return text.to_string();
    }
    let pieces: Vec<&str> = text.split_inclusive(UNKNOWN).collect();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut known = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let words = piece.trim_end_matches(UNKNOWN);
        let behind = pieces.get(at + 1).and_then(|next| next.chars().next());
        known.push_str(words);
        if words.len() < piece.len() && (digit(words.chars().next_back()) || digit(behind)) {
            known.push(UNKNOWN);
        }
    }
    known
}

impl PageLine {
    /// The line as a page prints it in columns of half a character, behind the blanks of its indent; one of two
    /// characters, which begins a paragraph, is two full-width blanks.
    pub fn indented(&self, margin: i64) -> String {
        let (indent, size) = (self.left - margin, self.size.max(1));
        let blanks = if (size * 17 / 10..=size * 23 / 10).contains(&indent) {
            "\u{3000}\u{3000}".to_string()
        } else {
            " ".repeat((indent * 2 / size).clamp(0, WIDEST_GAP * 2) as usize)
        };
        blanks + &self.text
    }

    /// Whether a cell of that width has no room for one more digit, with what is left free at its sides.
    pub fn fills(&self, width: i64) -> bool {
        self.right - self.left + self.size * 3 / 2 > width
    }
}
