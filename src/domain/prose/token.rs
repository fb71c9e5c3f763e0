//! Prose as words, numbers and stops. What they state is found in `statement`.

use std::ops::Range;

use super::super::definition::vocabulary::{Classes, Vocabulary};
use super::super::number::Number;
use super::body::Own;
use super::glyph::{Glyph, word, words};
use super::numeral::{self, Numeral};

/// How strongly a sign parts what stands before it from what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// Between members of an enumeration.
    Item,
    /// Between clauses, as a comma.
    Clause,
    /// Between a clause and a remark in parentheses, or between parts of a sentence.
    Part,
    /// Between sentences.
    Sentence,
    /// At the end of a line.
    Line,
    /// Around a heading.
    Heading,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A word of the vocabulary.
    Word(Classes),
    /// A number with its unit.
    Number(Numeral, u8),
    /// The report year.
    Present,
    /// A day that says nothing of another period.
    Harmless,
    /// A date of another period.
    Elsewhen,
    /// A sign that parts.
    Stop(Stop),
    /// Anything else.
    Unknown,
}

/// A run of characters that means something, or nothing known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it means.
    pub kind: Meaning,
    /// Its bytes in the text.
    pub at: Range<usize>,
}

/// How far the end of a bracket is looked for.
const BRACKET: usize = 80;

pub fn tokens(vocabulary: &Vocabulary, own: &Own, year: Option<i32>, text: &[Glyph]) -> Vec<Token> {
    let mut reader = Reader { vocabulary, own, year, text, tokens: Vec::with_capacity(text.len() / 3), at: 0 };
    while reader.at < text.len() {
        reader.step();
    }
    reader.tokens
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    own: &'a Own,
    year: Option<i32>,
    text: &'a [Glyph],
    tokens: Vec<Token>,
    at: usize,
}

impl Reader<'_> {
    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at).map(|glyph| glyph.plain)
    }

    /// Takes the next characters as one token.
    fn push(&mut self, kind: Meaning, length: usize) {
        let at = self.at..self.at + length;
        self.at = at.end;
        if kind == Meaning::Unknown
            && let Some(Token { kind: Meaning::Unknown, at: last }) = self.tokens.last_mut()
        {
            last.end = at.end;
            return;
        }
        self.tokens.push(Token { kind, at });
    }

    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let known = word(&self.vocabulary.words, rest);
        let own = self.own_name();
        if own > 0 && known.is_none_or(|(length, _)| length <= own) {
            return self.push(Meaning::Word(self.own.class), own);
        }
        if let Some((length, class)) = known {
            return self.push(Meaning::Word(Classes::of(class)), length);
        }
        let numeral = numeral::arabic(rest).or_else(|| numeral::chinese(rest));
        if let Some((numeral, length)) = numeral {
            return self.number(numeral, length);
        }
        match rest[0].plain {
            '\n' => self.push(Meaning::Stop(Stop::Line), 1),
            '。' | '!' | '?' => self.push(Meaning::Stop(Stop::Sentence), 1),
            ';' => self.push(Meaning::Stop(Stop::Part), 1),
            ',' | ':' => self.push(Meaning::Stop(Stop::Clause), 1),
            '、' => self.push(Meaning::Stop(Stop::Item), 1),
            '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' => self.at += 1,
            '(' => self.parenthesis(),
            ')' | ']' => self.push(Meaning::Stop(Stop::Part), 1),
            '《' => self.cited('》'),
            '〈' => self.cited('〉'),
            '<' => self.cited('>'),
            '〔' => self.cited('〕'),
            '[' => self.cited(']'),
            '【' => self.cited('】'),
            _ => self.push(Meaning::Unknown, 1),
        }
    }

    /// How many characters name the reporting body here. The last of them may begin a verb instead: 街道办理 is 街道 that 办理.
    fn own_name(&self) -> usize {
        let own = self.own.at(self.text, self.at);
        let Some(last) = (self.at + own).checked_sub(1).filter(|_| own > 0) else { return 0 };
        let acts = self.vocabulary.bodies.acts;
        match word(&self.vocabulary.words, &self.text[last..]) {
            Some((length, class)) if length > 1 && acts.meets(Classes::of(class)) => {
                self.own.at(&self.text[..last], self.at)
            }
            _ => own,
        }
    }

    /// How far it is to the closing bracket on the same line.
    fn closing(&self, bracket: char) -> Option<usize> {
        let ahead = self.text[self.at..].iter().take(BRACKET).take_while(|glyph| glyph.plain != '\n');
        ahead.enumerate().find(|(_, glyph)| glyph.plain == bracket).map(|(length, _)| length)
    }

    /// A title or a number of a document is one unknown thing.
    fn cited(&mut self, bracket: char) {
        let length = self.closing(bracket).map_or(1, |length| length + 1);
        self.push(Meaning::Unknown, length);
    }

    /// A remark that counts something is read as a clause of its own; one that puts in doubt what is counted, or tells its
    /// reason, stands as that; any other is passed over. A numeral at the beginning of a line is a heading's.
    fn parenthesis(&mut self) {
        let Some(length) = self.closing(')') else { return self.push(Meaning::Stop(Stop::Part), 1) };
        let inside = &self.text[self.at + 1..self.at + length];
        let is_numeral = numeral::chinese(inside).or_else(|| numeral::arabic(inside));
        let is_heading = is_numeral.is_some_and(|(_, whole)| whole == inside.len());
        let counts =
            inside.iter().any(|glyph| glyph.plain.is_ascii_digit() || glyph.plain == '一' || glyph.plain == '两');
        // The reason of a number stands before it; behind it, the remark is on what was counted already.
        let told = self.tokens.last().is_some_and(|token| matches!(token.kind, Meaning::Number(..)));
        let reasons = if told { Classes::default() } else { self.vocabulary.remarks };
        let is_doubt = |class| self.vocabulary.doubts.and(reasons).meets(Classes::of(class));
        let doubt = words(&self.vocabulary.words, inside).map(|(.., class)| class).find(|&class| is_doubt(class));
        match (is_heading, counts, doubt) {
            (true, ..) => self.push(Meaning::Stop(Stop::Heading), length + 1),
            (false, true, _) => self.push(Meaning::Stop(Stop::Part), 1),
            (false, false, Some(class)) => self.push(Meaning::Word(Classes::of(class)), length + 1),
            (false, false, None) => self.at += length + 1,
        }
    }

    fn number(&mut self, numeral: Numeral, length: usize) {
        let Vocabulary { units, vague, calendar, .. } = self.vocabulary;
        let behind = self.at + length;
        let rest = &self.text[behind..];
        let Some((unit_length, unit)) = word(units, rest) else {
            return self.bare(numeral, length);
        };
        let length = length + unit_length;
        let before = self.at.checked_sub(1).and_then(|at| self.char(at));
        let after_digit = || self.at >= 2 && self.char(self.at - 2).is_some_and(|c| c.is_ascii_digit());
        let tied = before.is_some_and(|c| match c {
            '至' | '到' => after_digit(),
            c => is_range(c) || c.is_ascii_alphanumeric() || c == '.',
        });
        let is_vague = tied || self.is_vague_before() || word(&vague.1, &self.text[self.at + length..]).is_some();
        let date = match (unit, numeral.value.to_integer()) {
            (unit, Some(value)) if unit == calendar.year => Some(match self.year {
                Some(year) if value == i128::from(year) => Meaning::Present,
                Some(_) if !(1990..2100).contains(&value) => Meaning::Harmless,
                None => Meaning::Harmless,
                Some(_) => Meaning::Elsewhen,
            }),
            (unit, Some(1 | 12)) if unit == calendar.month => Some(Meaning::Harmless),
            (unit, _) if unit == calendar.month => Some(Meaning::Elsewhen),
            (unit, _) if unit == calendar.day => Some(Meaning::Harmless),
            _ => None,
        };
        match date {
            Some(kind) => self.push(kind, length),
            None => self.push(Meaning::Number(Numeral { sure: numeral.sure && !is_vague, ..numeral }, unit), length),
        }
    }

    /// A number without a unit: known only at the end of a clause.
    fn bare(&mut self, numeral: Numeral, length: usize) {
        let behind = &self.text[self.at + length..];
        if behind.first().is_some_and(|glyph| is_range(glyph.plain)) && numeral::arabic(&behind[1..]).is_some() {
            // The first number of a range is no number; the second one follows a sign of ranges.
            return self.push(Meaning::Unknown, length);
        }
        let ends = behind.first().is_none_or(|glyph| matches!(glyph.plain, '。' | ',' | ';' | '、' | '\n' | ')'));
        let is_count = numeral.value == Number::ZERO || (self.text[self.at].plain.is_ascii_digit() && length <= 6);
        let before = self.at.checked_sub(1).and_then(|at| self.char(at));
        let alone = before.is_none_or(|c| !(is_range(c) || c.is_ascii_alphanumeric() || c == '.'));
        if ends && alone && is_count && numeral.sure && numeral.places == 0 {
            return self.push(Meaning::Number(numeral, BARE), length);
        }
        // What begins like a Chinese numeral is mostly a word.
        let is_arabic = self.text[self.at].plain.is_ascii_digit();
        self.push(Meaning::Unknown, if is_arabic { length } else { 1 });
    }

    fn is_vague_before(&self) -> bool {
        let before = &self.text[..self.at];
        (1..=3.min(before.len())).any(|length| {
            let start = before.len() - length;
            word(&self.vocabulary.vague.0, &before[start..]).is_some_and(|(found, _)| found == length)
        })
    }
}

/// The unit of a 0 that has none.
pub const BARE: u8 = u8::MAX;

fn is_range(character: char) -> bool {
    matches!(character, '-' | '~' | '—' | '–' | '∼' | '至' | '到')
}
