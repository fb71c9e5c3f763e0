//! The words of a cell or a paragraph, gathered piece by piece with how each piece looks: what is struck out or not seen is
//! left out and told, a raised mark beside a figure is no digit of it, and several figures in one cell are none. What makes
//! a piece look so is the readers' business.

use super::aside::Aside;
use super::normal::{is_blank, is_blank_char, join_cell, shows_nothing};
use super::value::is_figure;

/// How a piece of text looks on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// On the line, to be read.
    #[default]
    Plain,
    /// Above the line, as the mark of a footnote.
    Raised,
    /// Below the line.
    Lowered,
    /// A line goes through it.
    Struck,
    /// Nobody sees it.
    Unseen,
    /// Its signs stand from right to left.
    Turned,
}

/// The words of one cell or paragraph.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The lines that have ended.
    lines: Vec<String>,
    line: Line,
    aside: Option<Aside>,
    /// Why its figures are not what a reader sees.
    refused: Option<Aside>,
}

/// A line that is being gathered.
#[derive(Debug, Clone, Default)]
struct Line {
    /// Its words on the line.
    plain: String,
    /// All of its words, where some are raised or lowered: these as signs of their own.
    signs: Option<String>,
}

/// Raised and lowered signs that have characters of their own.
const SIGNS: [(char, char, char); 15] = [
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('-', '⁻', '₋'),
    ('=', '⁼', '₌'),
    ('(', '⁽', '₍'),
    (')', '⁾', '₎'),
];

impl Words {
    /// Takes a piece in.
    pub fn push(&mut self, look: Look, text: &str) {
        self.push_with(look, text, String::push_str);
    }

    /// Takes a piece in, appended to what stands before it in a way of the reader's own.
    pub fn push_with(&mut self, look: Look, text: &str, append: impl Fn(&mut String, &str)) {
        match look {
            Look::Struck | Look::Unseen | Look::Turned if is_blank(text) => {}
            Look::Struck => self.tell(Aside::Struck),
            Look::Unseen => self.tell(Aside::Unseen),
            Look::Turned => self.tell(Aside::Leftwards),
            // Raised signs may have been typed as such.
            Look::Plain if text.contains(is_mark) => {
                append(self.line.signs(), text);
                append(&mut self.line.plain, &text.replace(is_mark, ""));
            }
            Look::Plain => {
                append(&mut self.line.plain, text);
                if let Some(signs) = &mut self.line.signs {
                    append(signs, text);
                }
            }
            Look::Raised | Look::Lowered => {
                append(self.line.signs(), &as_signs(text, look == Look::Raised));
            }
        }
    }

    /// Says what was passed over; what leaves the cell empty is said before anything else.
    pub fn tell(&mut self, aside: Aside) {
        let rank = |aside: &Aside| (*aside != Aside::Several, *aside);
        let most = [self.aside, Some(aside)].into_iter().flatten().min_by_key(rank);
        self.aside = most;
    }

    /// Says that more stands there than its words, so that no figure is read.
    pub fn refuse(&mut self, aside: Aside) {
        self.refused = Some(aside);
    }

    /// What was passed over so far.
    pub fn aside(&self) -> Option<Aside> {
        self.aside
    }

    /// Ends a line: a paragraph, or a break within one.
    pub fn end_line(&mut self) {
        let Line { plain, signs } = std::mem::take(&mut self.line);
        let text = match signs {
            None => plain,
            // Points and commas have no signs of their own.
            Some(signs) if plain.chars().all(|c| is_blank_char(c) || matches!(c, '.' | ',')) => on_the_line(&signs),
            // A fraction may be set small and high, and is none to be left out.
            Some(signs) if is_figure(&plain) && !is_pointed(&plain, &signs) => {
                if signs.contains(|c| !is_blank_char(c) && !plain.contains(c)) {
                    self.tell(Aside::Raised);
                }
                plain
            }
            Some(signs) => signs,
        };
        if !is_blank(&text) {
            self.lines.push(text);
        }
    }

    /// The words of a cell on one line, and what was passed over: labels go on from line to line, figures do not.
    pub fn cell(mut self) -> (String, Option<Aside>) {
        self.end_line();
        for line in self.lines.iter_mut().filter(|line| line.contains(shows_nothing)) {
            line.retain(|c| !shows_nothing(c));
        }
        if self.lines.len() > 1 && self.lines.iter().all(|line| is_figure(line)) {
            return (String::new(), Some(Aside::Several));
        }
        let mut text = String::new();
        self.lines.iter().for_each(|line| join_cell(&mut text, line));
        // Words behind the last of several figures make no single one of them.
        if is_figure(&text) && self.lines.iter().filter(|line| is_figure(line)).count() > 1 {
            return (String::new(), Some(Aside::Several));
        }
        let refused = self.refused.filter(|_| is_blank(&text) || is_figure(&text));
        match refused {
            Some(aside) => (String::new(), Some(aside)),
            None => (text.trim_matches(is_blank_char).to_string(), self.aside),
        }
    }

    /// The words as they stand, without a mark beside a figure, and what was passed over.
    pub fn text(mut self) -> (String, Option<Aside>) {
        self.end_line();
        (self.lines.concat(), self.aside)
    }

    /// The words of a paragraph, raised and lowered ones as signs of their own.
    pub fn paragraph(self) -> String {
        let Line { plain, signs } = self.line;
        signs.unwrap_or(plain)
    }
}

impl Line {
    fn signs(&mut self) -> &mut String {
        self.signs.get_or_insert_with(|| self.plain.clone())
    }
}

/// Words that are set high or low, as the signs that there are for these.
pub fn as_signs(text: &str, raised: bool) -> String {
    text.chars().map(|c| sign(c, raised)).collect()
}

/// Words without signs that are set high or low: where all of them are, none is a mark.
fn on_the_line(text: &str) -> String {
    let plain = |c: char| SIGNS.iter().find(|&&(_, up, down)| c == up || c == down).map_or(c, |&(plain, ..)| plain);
    text.chars().map(plain).collect()
}

/// Whether a figure and its mark make up a fraction.
fn is_pointed(plain: &str, signs: &str) -> bool {
    plain.trim_matches(is_blank_char).ends_with('.')
        || signs.match_indices('.').any(|(at, _)| signs[at + 1..].starts_with(is_mark))
}

fn sign(c: char, raised: bool) -> char {
    let found = SIGNS.iter().find(|(plain, ..)| *plain == c);
    found.map_or(c, |&(_, up, down)| if raised { up } else { down })
}

fn is_mark(c: char) -> bool {
    // They stand before all Chinese characters, of which a register has millions.
    ('\u{80}'..'\u{2E80}').contains(&c) && SIGNS.iter().any(|&(_, up, down)| c == up || c == down)
}
