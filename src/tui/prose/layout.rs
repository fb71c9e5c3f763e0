//! A text broken into lines of a display width, and how its next version is broken without doing everything anew: from
//! before the first change to the first line behind the last change that begins where one began before. It knows neither
//! fields nor carets.

use std::ops::Range;
use std::sync::Arc;

use crate::domain::overlap::Overlap;

use super::super::display::{each_line, pieces};

/// So many stretches between which a line may break, from the beginning of a line to a change, keep the beginning of that
/// line where it is, whatever the change is.
const STRETCHES: usize = 3;

/// So many lines before a change are looked at for that; else its whole paragraph is broken anew.
const LOOKED_BACK: usize = 3;

/// A text that was broken into lines.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    text: Arc<str>,
    columns: usize,
    lines: Arc<Vec<Range<usize>>>,
}

impl Layout {
    /// The text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The lines by bytes of the text, without the ends of paragraphs; at least one of every text that was laid out.
    pub fn lines(&self) -> &Arc<Vec<Range<usize>>> {
        &self.lines
    }

    /// Whether it is that of a text in lines of at most so many columns.
    pub fn is_of(&self, text: &str, columns: usize) -> bool {
        self.columns == columns && !self.lines.is_empty() && *self.text == *text
    }

    /// The lines of a text; those that it shares with this one are taken over.
    pub fn lines_of(&self, text: &str, columns: usize) -> Arc<Vec<Range<usize>>> {
        if self.is_of(text, columns) {
            return Arc::clone(&self.lines);
        }
        let mut lines = Vec::with_capacity(self.lines.len() + 1);
        if self.columns != columns || self.lines.is_empty() {
            break_from(0, text, columns, &mut lines, |_| None);
            return Arc::new(lines);
        }
        let shared = Overlap::of(&self.text, text);
        let kept = self.kept(text, shared.front);
        lines.extend_from_slice(&self.lines[..kept]);
        let start = self.lines[kept].start;
        // A line behind the change that begins where one began before is followed by the same lines.
        let rest = break_from(start, text, columns, &mut lines, |start| {
            let before =
                (start + self.text.len()).checked_sub(text.len()).filter(|_| start >= text.len() - shared.behind)?;
            self.lines.binary_search_by_key(&before, |line| line.start).ok()
        });
        let moved = |at: usize| at + text.len() - self.text.len();
        let rest = self.lines.iter().skip(rest.unwrap_or(self.lines.len()));
        lines.extend(rest.map(|line| moved(line.start)..moved(line.end)));
        Arc::new(lines)
    }

    /// The layout of a text with the lines that [`Layout::lines_of`] gave for it.
    pub fn with(text: &str, columns: usize, lines: Arc<Vec<Range<usize>>>) -> Layout {
        Layout { text: text.into(), columns, lines }
    }

    /// How many lines stay, given that a text is the same up to a byte.
    fn kept(&self, text: &str, front: usize) -> usize {
        let line_at = |byte: usize| self.lines.partition_point(|line| line.start <= byte).saturating_sub(1);
        let last = line_at(front);
        let is_kept = |line: &usize| pieces(&text[self.lines[*line].start..front]).take(STRETCHES).count() == STRETCHES;
        let near = (last.saturating_sub(LOOKED_BACK)..=last).rev();
        let paragraph = || line_at(text[..front].rfind('\n').map_or(0, |end| end + 1));
        near.filter(|line| *line > paragraph()).find(is_kept).unwrap_or_else(paragraph)
    }
}

/// Breaks a text from a byte on, where a line begins, until a line begins at which `known` says what follows; what it said.
fn break_from(
    from: usize,
    text: &str,
    columns: usize,
    lines: &mut Vec<Range<usize>>,
    known: impl Fn(usize) -> Option<usize>,
) -> Option<usize> {
    let mut start = from;
    for paragraph in text[from..].split('\n') {
        let mut found = None;
        each_line(paragraph, columns, |line| {
            found = known(start + line.start);
            if found.is_none() {
                lines.push(start + line.start..start + line.end);
            }
            found.is_none()
        });
        if found.is_some() {
            return found;
        }
        start += paragraph.len() + 1;
    }
    None
}
