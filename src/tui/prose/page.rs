//! Prose as it stands on the screen: with figures in the places of its fields, broken into lines of a display width, and
//! the way between a byte of the text as it was written and a place on the screen. It changes nothing.
//!
//! A field is one unit: the caret stands before or behind it, never within.

use std::cell::OnceCell;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::domain::field::{FieldPlace, Shown};
use crate::domain::rule::Figures;

use super::super::display::{self, clusters, width};

/// The columns by which the first line of a paragraph is indented: two Chinese characters. They are only looks, no blanks
/// of the text.
pub const INDENT: usize = 4;

/// Lines shorter than this are not indented.
const LEAST_INDENTED: usize = 24;

/// A place between two units of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caret {
    pub byte: usize,
    /// Where a line breaks without a line end, the same byte ends one line and begins the next: whether it stands at the
    /// end of the first.
    pub late: bool,
}

impl Caret {
    /// The caret before a byte, at the beginning of a line where one begins there.
    pub fn at(byte: usize) -> Caret {
        Caret { byte, late: false }
    }
}

/// A text laid out.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// The text as it was written.
    written: &'a str,
    /// With figures in the places of fields.
    pub shown: Shown<'a>,
    columns: usize,
    lines: OnceCell<Vec<Range<usize>>>,
}

impl<'a> Page<'a> {
    /// A text in lines of at most `columns`.
    pub fn new(figures: Figures<'_>, written: &'a str, columns: usize) -> Page<'a> {
        let shown = Shown::labelled(figures.form, figures.entries, figures.totals, written);
        Page { written, shown, columns, lines: OnceCell::new() }
    }

    /// The lines, by bytes of the shown text, without the ends of paragraphs; at least one. They are worked out when
    /// somebody asks, since many keys do not.
    pub fn lines(&self) -> &[Range<usize>] {
        self.lines.get_or_init(|| {
            let (mut lines, mut start) = (Vec::new(), 0);
            for paragraph in self.shown.text.split('\n') {
                let broken = display::indented(paragraph, self.columns, self.indent_of(paragraph)).into_iter();
                lines.extend(broken.map(|line| start + line.start..start + line.end));
                start += paragraph.len() + 1;
            }
            lines
        })
    }

    /// How far a paragraph's first line is indented: not where it begins with blanks of its own.
    fn indent_of(&self, paragraph: &str) -> usize {
        let is_indented = self.columns >= LEAST_INDENTED && !paragraph.starts_with(char::is_whitespace);
        if is_indented { INDENT } else { 0 }
    }

    /// How far a line is indented.
    pub fn indent(&self, line: usize) -> usize {
        let Some(range) = self.lines().get(line) else { return 0 };
        let is_first = line.checked_sub(1).is_none_or(|before| !self.is_broken(before));
        if is_first { self.indent_of(&self.shown.text[range.clone()]) } else { 0 }
    }

    /// The field at a byte of the text as it was written: the one behind it, else the one before it.
    pub fn field_at(&self, byte: usize) -> Option<&FieldPlace> {
        let (before, behind) = self.shown.places.split_at(self.shown.places_before(byte));
        let begins = behind.first().filter(|place| place.written.start == byte);
        begins.or_else(|| before.last().filter(|place| place.written.end == byte))
    }

    /// The end of the unit that begins at a byte; the byte itself at the end of the text.
    pub fn next(&self, byte: usize) -> usize {
        let field = self.shown.places.get(self.shown.places_before(byte));
        if let Some(place) = field.filter(|place| place.written.start == byte) {
            return place.written.end;
        }
        let rest = &self.written[byte..];
        let length = if rest.starts_with('\n') { 1 } else { rest.graphemes(true).next().map_or(0, str::len) };
        (byte + length).min(field.map_or(usize::MAX, |place| place.written.start))
    }

    /// The beginning of the unit that ends at a byte; the byte itself at the beginning of the text.
    pub fn previous(&self, byte: usize) -> usize {
        let mut from = self.written[..byte].rfind('\n').map_or(0, |at| at + 1);
        let before = self.shown.places_before(byte).checked_sub(1).and_then(|last| self.shown.places.get(last));
        match before {
            Some(place) if place.written.end == byte => return place.written.start,
            Some(place) if place.written.end < byte => from = from.max(place.written.end),
            _ => {}
        }
        if from == byte {
            return byte.saturating_sub(1);
        }
        byte - self.written[from..byte].graphemes(true).next_back().map_or(0, str::len)
    }

    /// The nearest place for a caret at or before a byte: never within a field or a character.
    pub fn snapped(&self, byte: usize) -> usize {
        let byte = self.written.floor_char_boundary(byte.min(self.written.len()));
        let before = self.shown.places_before(byte).checked_sub(1).and_then(|last| self.shown.places.get(last));
        before.filter(|place| byte < place.written.end).map_or(byte, |place| place.written.end)
    }

    /// Whether a line ends without the end of a paragraph.
    fn is_broken(&self, line: usize) -> bool {
        self.lines().get(line + 1).is_some_and(|next| next.start == self.lines()[line].end)
    }

    pub fn place(&self, caret: Caret) -> (usize, usize) {
        let byte = self.shown.shown(caret.byte);
        let line = self.lines().partition_point(|line| line.start <= byte).saturating_sub(1);
        let line = match line.checked_sub(1) {
            Some(before) if caret.late && self.lines()[line].start == byte && self.is_broken(before) => before,
            _ => line,
        };
        (line, self.indent(line) + width(&self.shown.text[self.lines()[line].start..byte]))
    }

    /// The caret at a column of a line, or before it where it would part a unit.
    pub fn caret(&self, line: usize, column: usize) -> Caret {
        let line = line.min(self.lines().len() - 1);
        let Range { start, end } = self.lines()[line].clone();
        let (mut at, mut used) = (start, self.indent(line));
        while at < end {
            let unit = self.unit(at);
            let wide = width(&self.shown.text[unit.clone()]);
            if used + wide > column || unit.end > end {
                break;
            }
            used += wide;
            at = unit.end;
        }
        let byte = self.shown.start(at);
        Caret { byte, late: at == end && self.is_broken(line) }
    }

    /// The unit of the shown text that begins at a byte of it.
    fn unit(&self, at: usize) -> Range<usize> {
        let field = self.shown.place_at(at);
        let next = clusters(&self.shown.text[at..]).next().map_or(0, |(cluster, _)| cluster.len());
        field.map_or(at..at + next, |place| at..place.shown.end)
    }

    pub fn start(&self, line: usize) -> Caret {
        self.caret(line, 0)
    }

    pub fn end(&self, line: usize) -> Caret {
        self.caret(line, usize::MAX)
    }

    /// The end of the word, the punctuation or the field that begins at a byte, with the blanks behind it.
    pub fn word_after(&self, byte: usize) -> usize {
        let (mut at, class) = (self.next(byte), self.class(byte));
        while self.next(at) > at && self.class(at) == class && class != Class::Field {
            at = self.next(at);
        }
        while self.class(at) == Class::Blank && self.next(at) > at {
            at = self.next(at);
        }
        at
    }

    /// The beginning of the word, the punctuation or the field before a byte.
    pub fn word_before(&self, byte: usize) -> usize {
        let mut at = self.previous(byte);
        while at > 0 && self.class(at) == Class::Blank {
            at = self.previous(at);
        }
        let class = self.class(at);
        while at > 0 && class != Class::Field && self.class(self.previous(at)) == class {
            at = self.previous(at);
        }
        at
    }

    /// What the unit at a byte is.
    fn class(&self, byte: usize) -> Class {
        let field = self.shown.places.get(self.shown.places_before(byte));
        if field.is_some_and(|place| place.written.start == byte) {
            return Class::Field;
        }
        match self.written[byte..].chars().next() {
            None | Some('\n') => Class::Line,
            Some(c) if c.is_whitespace() => Class::Blank,
            Some(c) if c.is_ascii_alphanumeric() => Class::Latin,
            Some(c) if c.is_alphanumeric() => Class::Letter,
            Some(_) => Class::Sign,
        }
    }
}

/// Kinds of units between which a word ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Latin,
    Letter,
    Sign,
    Field,
    Line,
}
