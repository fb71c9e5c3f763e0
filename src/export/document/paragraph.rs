//! Prose as paragraphs, in the one form in which every document carries it. What a paragraph looks like on a page is the
//! format's business.

use crate::domain::spelling::one_number;

/// A paragraph, never empty and without blanks at its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The words.
    pub text: String,
    /// The sub-heading it begins with or consists of, if any. For styling only.
    pub lead: Option<Lead>,
}

/// A sub-heading at the beginning of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// How deep it is.
    pub level: Level,
    /// How many bytes of the paragraph belong to it.
    pub bytes: usize,
}

/// The levels of headings below a chapter's, after GB/T 9704.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// `（一）`
    Second,
    /// `1.`
    Third,
}

/// The most characters a sub-heading may have; what is longer is a sentence.
pub const LONGEST_LEAD: usize = 40;

impl Paragraph {
    /// The paragraphs of a text.
    pub fn all(text: &str) -> Vec<Paragraph> {
        paragraphs(text).map(|text| Paragraph { lead: lead(&text), text }).collect()
    }

    /// The sub-heading and what follows it in the paragraph; either may be empty.
    pub fn parts(&self) -> (&str, &str) {
        self.text.split_at(self.lead.map_or(0, |lead| lead.bytes))
    }

    /// The level of a paragraph that is a sub-heading and nothing else.
    pub fn heading(&self) -> Option<Level> {
        self.lead.filter(|lead| lead.bytes == self.text.len()).map(|lead| lead.level)
    }
}

/// The paragraphs of a text, each as [`printed`], empty ones left out.
///
/// This is also the form in which prose is compared after reading back: blank lines, blanks at the ends of lines and
/// characters that no document shows are lost in print, everything else must come back. Figures know no such mercy.
pub fn paragraphs(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('\n').map(printed).filter(|line| !line.is_empty())
}

/// One line as every format can carry it: no control characters, runs of ASCII blanks as one, numbers in one piece, nothing
/// at its ends that shows nothing.
pub fn printed(line: &str) -> String {
    let mut printed = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            c if c.is_ascii_whitespace() || (c.is_control() && c.is_whitespace()) => {
                if !printed.ends_with(' ') {
                    printed.push(' ');
                }
            }
            c if c.is_control() || is_no_word(c) => {}
            c => printed.push(c),
        }
    }
    let printed = one_number(&printed).unwrap_or(printed);
    match printed.trim_matches(shows_nothing) {
        trimmed if trimmed.len() == printed.len() => printed,
        trimmed => trimmed.to_string(),
    }
}

/// What is no part of any word: marks of the byte order and of annotations, and signs that turn the direction of writing,
/// which come along with copied text and would show figures backwards.
fn is_no_word(c: char) -> bool {
    matches!(
        c,
        '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}'
    )
}

/// Blanks of every kind, and characters without any shape of their own.
fn shows_nothing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
}

/// `（一）主动公开。` or `1.政策解读。` up to the end of its first sentence, where that is short enough for a heading.
pub fn lead(text: &str) -> Option<Lead> {
    let (level, rest) = numbered(text)?;
    let number = text.len() - rest.len();
    let sentence = rest.char_indices().take(LONGEST_LEAD).find(|&(_, c)| matches!(c, '。' | '：' | ':'));
    let bytes = match sentence {
        Some((at, end)) => number + at + end.len_utf8(),
        None if rest.chars().nth(LONGEST_LEAD).is_none() => text.len(),
        None => return None,
    };
    Some(Lead { level, bytes })
}

/// The level that a numbering shows, and what follows the numbering.
fn numbered(text: &str) -> Option<(Level, &str)> {
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        let rest = inner.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
        return (rest.len() < inner.len())
            .then(|| rest.strip_prefix(['）', ')']))
            .flatten()
            .map(|r| (Level::Second, r));
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = rest.strip_prefix(['.', '．', '、'])?;
    let decimal = after.starts_with(|c: char| c.is_ascii_digit());
    (rest.len() < text.len() && !decimal).then_some((Level::Third, after))
}
