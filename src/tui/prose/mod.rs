//! The prose that is being written: its text, the caret, what is selected, and what keys do to them. It draws nothing,
//! and the report's text changes only when the screen takes it over; see `report`.

pub mod page;

pub mod history;

pub mod search;

use std::ops::Range;

use crate::domain::retelling::open_places;
use crate::domain::rule::Figures;

use super::key::{Chord, Code};
use history::{History, Step};
use page::{Caret, Page};
use search::{Replaceable, Search};

/// The most columns of a line: longer ones are hard to read.
const MOST_COLUMNS: u16 = 80;

/// The columns on each side of a page, and from how many columns on it has any.
const MARGIN: u16 = 4;
const LEAST_WITH_MARGIN: u16 = 48;

/// Lines of the screen that are not the text's: title, tabs, hint line; heading, help and aspects; the line below.
const OTHER_LINES: u16 = 9;

/// The columns of the text on so many; one is kept for a caret behind the last character.
pub fn columns(room: u16) -> u16 {
    let margins = if room < LEAST_WITH_MARGIN { 1 } else { 2 * MARGIN };
    room.saturating_sub(margins).clamp(2, MOST_COLUMNS)
}

/// The columns before the text, which stands in the middle.
pub fn margin(room: u16) -> u16 {
    if room < LEAST_WITH_MARGIN { 0 } else { (room - columns(room)) / 2 }
}

#[derive(Debug, Clone)]
pub struct Writing {
    text: String,
    caret: Caret,
    /// The other end of the selection.
    anchor: Option<usize>,
    /// The column that moving up and down tries to keep.
    goal: Option<usize>,
    /// The first line shown, as far as the caret allows.
    top: usize,
    history: History,
    /// What was copied or cut last.
    copied: String,
    /// The line in which words to be found are typed, while it is open.
    pub search: Option<Search>,
    /// The words last looked for.
    sought: String,
    /// Columns and rows that there are for it.
    screen: (u16, u16),
}

impl Writing {
    /// A text on so many columns and rows, the caret at its beginning.
    pub fn new(text: &str, screen: (u16, u16)) -> Writing {
        Writing {
            text: text.to_string(),
            caret: Caret::default(),
            anchor: None,
            goal: None,
            top: 0,
            history: History::default(),
            copied: String::new(),
            search: None,
            sought: String::new(),
            screen,
        }
    }

    /// The text as it was written, with its fields.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn position(&self) -> usize {
        self.caret.byte
    }

    pub fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor?;
        let range = anchor.min(self.caret.byte)..anchor.max(self.caret.byte);
        (!range.is_empty()).then_some(range)
    }

    pub fn page<'a>(&'a self, figures: Figures<'_>) -> Page<'a> {
        Page::new(figures, &self.text, columns(self.screen.0).into())
    }

    /// Line and column of the caret.
    pub fn place(&self, page: &Page<'_>) -> (usize, usize) {
        page.place(self.caret)
    }

    /// The first line to be shown in so many rows.
    pub fn top(&self, page: &Page<'_>, rows: usize) -> usize {
        scrolled(self.top, self.place(page).0, page.lines().len(), rows)
    }

    /// Puts the caret at a line and a column of the text as it is laid out.
    pub fn point(&mut self, line: usize, column: usize, figures: Figures<'_>) {
        let page = self.page(figures);
        let caret = page.caret(line.min(page.lines().len().saturating_sub(1)), column);
        self.moved(caret, false);
        self.scroll(figures);
    }

    pub fn resize(&mut self, screen: (u16, u16)) {
        self.screen = screen;
    }

    pub fn jump(&mut self, byte: usize, figures: Figures<'_>) {
        let byte = self.page(figures).snapped(byte);
        self.moved(Caret::at(byte), false);
        self.scroll(figures);
    }

    /// Takes a key; whether the text changed.
    pub fn key(&mut self, chord: Chord, figures: Figures<'_>) -> bool {
        let changed = self.edit(chord, figures);
        if changed || !self.go(chord, figures) {
            self.scroll(figures);
        }
        changed
    }

    /// Inserts text in the place of what is selected, as one step.
    pub fn insert(&mut self, text: &str, figures: Figures<'_>) -> bool {
        let range = self.selection().unwrap_or(self.caret.byte..self.caret.byte);
        self.exchange(range, &text.replace("\r\n", "\n").replace('\r', "\n"), figures)
    }

    /// Puts another text in the place of some bytes, as one step.
    pub fn exchange(&mut self, range: Range<usize>, text: &str, figures: Figures<'_>) -> bool {
        self.history.close();
        let changed = self.replace(range, text, figures);
        self.history.close();
        self.scroll(figures);
        changed
    }

    /// Adds a paragraph as one step: in the place of its heading, where that stands alone; else in the place of the paragraph
    /// with the caret where that one is empty, or behind it. The caret stands before it, so that what it leaves open comes
    /// next.
    pub fn add_paragraph(&mut self, text: &str, heading: &str, figures: Figures<'_>) {
        let caret = self.caret.byte;
        let mut start = 0;
        let lines = self.text.split('\n').map(|line| {
            let range = start..start + line.len();
            start = range.end + 1;
            range
        });
        let lines: Vec<Range<usize>> = lines.collect();
        let is_heading = |line: &&Range<usize>| !heading.is_empty() && self.text[(*line).clone()].trim() == heading;
        let here = || lines.iter().find(|line| line.contains(&caret) || line.end == caret);
        let place = lines.iter().find(is_heading).or_else(here).cloned().unwrap_or_default();
        let words = self.text[place.clone()].trim();
        let (range, added) = match words.is_empty() || words == heading {
            true => (place, text.to_string()),
            false => (place.end..place.end, format!("\n{text}")),
        };
        let begins = range.start + added.len() - text.len();
        self.exchange(range, &added, figures);
        self.jump(begins, figures);
    }

    /// Takes another text over that was made of this one elsewhere, as one step.
    pub fn adopt(&mut self, text: &str, figures: Figures<'_>) -> bool {
        let caret = self.caret.byte;
        let changed = text != self.text && self.exchange(0..self.text.len(), text, figures);
        self.jump(caret, figures);
        changed
    }

    /// Copies the selected text, or cuts it out where the key is Ctrl-X. `None` where nothing is selected. A copy holds
    /// fields as they are written, so that they can be pasted; what goes out of the program holds figures.
    pub fn take_selected(&mut self, chord: Chord, figures: Figures<'_>) -> Option<String> {
        let range = self.selection()?;
        self.copied = self.text[range.clone()].to_string();
        let outside = Page::new(figures, &self.copied, usize::MAX).shown.text.into_owned();
        if chord.code == Code::Char('x') {
            self.exchange(range, "", figures);
        }
        Some(outside)
    }

    fn edit(&mut self, chord: Chord, figures: Figures<'_>) -> bool {
        let caret = self.caret.byte;
        let page = self.page(figures);
        let line = |forward: bool| match forward {
            true => caret..self.text[caret..].find('\n').map_or(self.text.len(), |at| caret + at),
            false => self.text[..caret].rfind('\n').map_or(0, |at| at + 1)..caret,
        };
        let erased = match (chord.code, chord.ctrl) {
            (Code::Backspace, false) => page.previous(caret)..caret,
            (Code::Delete, false) => caret..page.next(caret),
            (Code::Backspace, true) | (Code::Char('w'), true) => page.word_before(caret)..caret,
            (Code::Delete, true) => caret..page.word_after(caret),
            (Code::Char('k'), true) => line(true),
            (Code::Char('u'), true) => line(false),
            _ => return self.write(chord, figures),
        };
        let range = self.selection().unwrap_or(erased);
        self.replace(range, "", figures)
    }

    fn write(&mut self, chord: Chord, figures: Figures<'_>) -> bool {
        let here = self.selection().unwrap_or(self.caret.byte..self.caret.byte);
        match (chord.code, chord.ctrl) {
            (Code::Char('z'), true) => {
                let caret = self.history.undo(&mut self.text);
                self.travelled(caret, figures)
            }
            (Code::Char('y'), true) => {
                let caret = self.history.redo(&mut self.text);
                self.travelled(caret, figures)
            }
            (Code::Char('v'), true) => {
                let copied = self.copied.clone();
                self.insert(&copied, figures)
            }
            (Code::Enter, _) => self.replace(here, "\n", figures),
            (Code::Char(character), false) if !chord.alt => self.replace(here, &character.to_string(), figures),
            _ => false,
        }
    }

    fn travelled(&mut self, caret: Option<usize>, figures: Figures<'_>) -> bool {
        if let Some(byte) = caret {
            let byte = self.page(figures).snapped(byte);
            self.moved(Caret::at(byte), false);
        }
        caret.is_some()
    }

    /// Moves the caret; whether what is in sight has followed it, since a text is not laid out twice for one key.
    fn go(&mut self, chord: Chord, figures: Figures<'_>) -> bool {
        let (caret, page) = (self.caret.byte, self.page(figures));
        let (line, column) = self.place(&page);
        let rows = usize::from(self.screen.1.saturating_sub(OTHER_LINES)).max(1);
        let goal = self.goal.unwrap_or(column);
        // Within a field that is longer than a line there is no place to stand.
        let below = |lines: usize| (line + lines).min(page.lines().len() - 1)..page.lines().len();
        let down = |lines: usize| {
            let mut carets = below(lines).map(|below| page.caret(below, goal));
            carets.find(|caret| page.place(*caret).0 > line).unwrap_or(Caret::at(self.text.len()))
        };
        let to = match (chord.code, chord.ctrl) {
            (Code::Left, false) => Caret::at(page.previous(caret)),
            (Code::Right, false) => Caret::at(page.next(caret)),
            (Code::Left, true) => Caret::at(page.word_before(caret)),
            (Code::Right, true) => Caret::at(page.word_after(caret)),
            (Code::Up, _) if line == 0 => page.start(0),
            (Code::Down, _) if line + 1 == page.lines().len() => page.end(line),
            (Code::Up, _) => page.caret(line - 1, goal),
            (Code::Down, _) => down(1),
            (Code::PageUp, false) => page.caret(line.saturating_sub(rows), goal),
            (Code::PageDown, false) => down(rows),
            (Code::Home, false) => page.start(line),
            (Code::End, false) => page.end(line),
            (Code::Home, true) => Caret::at(0),
            (Code::End, true) => Caret::at(self.text.len()),
            (Code::Tab, false) => {
                self.next_gap();
                return false;
            }
            (Code::Char('a'), true) => {
                self.moved(Caret::at(self.text.len()), false);
                self.anchor = Some(0);
                return false;
            }
            _ => return true,
        };
        let vertical = matches!(chord.code, Code::Up | Code::Down | Code::PageUp | Code::PageDown);
        // Where something is selected, an arrow without Shift first goes to its end.
        let to = match (self.selection().filter(|_| !chord.shift && !chord.ctrl), chord.code) {
            (Some(range), Code::Left) => Caret::at(range.start),
            (Some(range), Code::Right) => Caret::at(range.end),
            _ => to,
        };
        let top = scrolled(self.top, page.place(to).0, page.lines().len(), rows);
        self.moved(to, chord.shift);
        self.goal = vertical.then_some(goal);
        self.top = top;
        true
    }

    fn moved(&mut self, to: Caret, selecting: bool) {
        self.anchor = selecting.then(|| self.anchor.unwrap_or(self.caret.byte));
        self.caret = to;
        self.goal = None;
        self.history.close();
    }

    /// Selects the next place that a starting text or last year's left open, round and round.
    fn next_gap(&mut self) {
        let from = self.selection().map_or(self.caret.byte, |selected| selected.end);
        let later = open_places(&self.text).find(|place| place.start >= from);
        if let Some(place) = later.or_else(|| open_places(&self.text).next()) {
            self.select(place);
        }
    }

    pub fn select(&mut self, range: Range<usize>) {
        self.moved(Caret::at(range.end), false);
        self.anchor = Some(range.start);
    }

    /// Gives the selection up; `false` where nothing is selected.
    pub fn deselect(&mut self) -> bool {
        let selected = self.selection().is_some();
        self.anchor = None;
        selected
    }

    fn replace(&mut self, range: Range<usize>, with: &str, figures: Figures<'_>) -> bool {
        let removed = self.text.get(range.clone()).unwrap_or_default().to_string();
        if removed == with {
            return false;
        }
        let caret = range.start + with.len();
        let step = Step { at: range.start, removed, inserted: with.to_string(), caret: self.caret.byte };
        self.history.change(&mut self.text, step);
        // What was written may have made a field of what stands around it.
        let byte = self.page(figures).snapped(caret);
        (self.caret, self.anchor, self.goal) = (Caret::at(byte), None, None);
        true
    }

    fn scroll(&mut self, figures: Figures<'_>) {
        let rows = usize::from(self.screen.1.saturating_sub(OTHER_LINES));
        let page = self.page(figures);
        self.top = self.top(&page, rows);
    }

    pub fn look_for(&mut self) {
        self.search = Some(Search::new(&self.sought));
    }

    /// Takes a key while that line is open: what is typed is looked for from the caret on, Enter and the arrows go on and
    /// back, Esc closes it.
    pub fn seek(&mut self, chord: Chord, figures: Figures<'_>) {
        let Some(mut search) = self.search.take() else { return };
        let from = self.selection().map_or(self.caret.byte, |selected| selected.start);
        match chord.code {
            Code::Esc => return,
            Code::Enter | Code::Down => self.find(&mut search, from + 1, true, figures),
            Code::Up => self.find(&mut search, from, false, figures),
            _ => {
                if search.query.key(chord) {
                    self.find(&mut search, from, true, figures);
                }
            }
        }
        self.sought = search.query.text();
        self.search = Some(search);
    }

    /// Where words stand that can be replaced: outside of fields.
    pub fn replaceable(&self, words: &str, figures: Figures<'_>) -> Replaceable {
        let page = self.page(figures);
        let shown = search::matches(&page.shown.text, words);
        let is_torn = |found: &Range<usize>| {
            page.shown.places.iter().any(|place| place.shown.start < found.end && found.start < place.shown.end)
        };
        let (torn, whole): (Vec<_>, Vec<_>) = shown.into_iter().partition(is_torn);
        let places = whole.iter().map(|found| page.shown.start(found.start)..page.shown.end(found.end)).collect();
        Replaceable { places, in_fields: torn.len() }
    }

    /// Replaces words wherever they can be, as one step; how often.
    pub fn replace_all(&mut self, words: &str, with: &str, figures: Figures<'_>) -> usize {
        let places = self.replaceable(words, figures).places;
        let mut text = self.text.clone();
        places.iter().rev().for_each(|place| text.replace_range(place.clone(), with));
        let caret = self.caret.byte;
        let moved: usize = places.iter().filter(|place| place.end <= caret).map(Range::len).sum();
        let before = places.iter().filter(|place| place.end <= caret).count();
        self.adopt(&text, figures);
        self.jump(caret - moved + before * with.len(), figures);
        self.sought = words.to_string();
        places.len()
    }

    /// The words that are selected, else those that were looked for last.
    pub fn words_at_hand(&self) -> String {
        let selected = self.selection().map(|range| &self.text[range]).filter(|words| !words.contains(['\n', '{']));
        selected.unwrap_or(&self.sought).to_string()
    }

    /// Pastes into the line in which words to be found are typed; `false` where it is not open.
    pub fn seek_pasted(&mut self, text: &str, figures: Figures<'_>) -> bool {
        let Some(mut search) = self.search.take() else { return false };
        search.query.paste(text);
        self.find(&mut search, self.caret.byte, true, figures);
        self.sought = search.query.text();
        self.search = Some(search);
        true
    }

    /// Selects the first match from a byte on, or the last one before it, round and round.
    fn find(&mut self, search: &mut Search, from: usize, forward: bool, figures: Figures<'_>) {
        let page = self.page(figures);
        let shown = search::matches(&page.shown.text, &search.query.text());
        let found: Vec<Range<usize>> =
            shown.iter().map(|found| page.shown.start(found.start)..page.shown.end(found.end)).collect();
        let next = match forward {
            true => found.iter().position(|found| found.start >= from).or((!found.is_empty()).then_some(0)),
            false => found.iter().rposition(|found| found.start < from).or(found.len().checked_sub(1)),
        };
        search.found = (next.map_or(0, |next| next + 1), found.len());
        match next.and_then(|next| found.get(next).cloned()) {
            Some(range) => self.select(range),
            None => self.anchor = None,
        }
        self.scroll(figures);
    }
}

/// The first line to show so that `line` is visible among `rows`, moving as little as possible from `top`.
fn scrolled(top: usize, line: usize, lines: usize, rows: usize) -> usize {
    let rows = rows.max(1);
    top.min(line).max((line + 1).saturating_sub(rows)).min(lines.saturating_sub(rows))
}
