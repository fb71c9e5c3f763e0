//! Paragraphs from printed lines: a page breaks a paragraph where its line is full, so a line that is not full, an
//! indent, or a numbering behind the end of a sentence shows where the next one begins. Words are never changed.

use crate::import::block::{Block, Line, Mark};
use crate::import::normal::{indent, is_blank_char, join, width};

/// How a document's lines are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The right edge of a full line, in display columns; `None` where lines are whole paragraphs.
    full: Option<usize>,
    /// Whether lines are as short as those of a page.
    of_page: bool,
}

/// How far a full line may stay from the edge: a line break keeps punctuation and numbers together.
const RAGGED: usize = 8;

/// Wider lines are paragraphs, not lines of a page.
const WIDEST: usize = 140;

/// A line this wide that has clauses and stops within a sentence was broken by a page.
const SENTENCE: usize = 40;

/// The width of a line with its indent; blanks within, which some programs put round figures, do not count.
fn set_width(text: &str) -> usize {
    let words: String = text.chars().filter(|&c| !is_blank_char(c)).collect();
    indent(text) + width(&words)
}

impl Style {
    /// The style of a document's prose lines.
    pub fn new<'a>(lines: impl Iterator<Item = &'a Line>) -> Style {
        let mut widths: Vec<usize> = lines.map(|line| set_width(&line.text)).filter(|&w| w > RAGGED * 2).collect();
        widths.sort_unstable();
        let least = (widths.len() / 10).max(3);
        let edge = |&(index, &edge): &(usize, &usize)| {
            let near = widths.partition_point(|&width| width + RAGGED / 2 < edge);
            index + 1 - near >= least
        };
        let full = widths.iter().enumerate().rev().find(edge).map(|(_, &edge)| edge);
        let overlong = widths.iter().filter(|&&width| width > WIDEST).count() * 4 > widths.len();
        Style {
            full: full.filter(|&edge| edge <= WIDEST && !overlong),
            of_page: widths.last().is_some_and(|&widest| widest <= WIDEST),
        }
    }

    fn is_short(self, line: &Line) -> bool {
        let runs_on = self.of_page
            && set_width(&line.text) >= SENTENCE
            && line.text.contains(['，', '、', '。'])
            && !is_ended(&line.text);
        !runs_on && self.full.is_none_or(|full| set_width(&line.text) + RAGGED < full)
    }

    fn begins(self, line: &Line, before: &Line, margin: usize) -> bool {
        if line.text.starts_with("\u{3000}\u{3000}") {
            return true;
        }
        let (short, ended) = (self.is_short(before), is_ended(&before.text));
        if goes_on(&line.text, ended) {
            return false;
        }
        let indented = indent(&line.text) >= margin + 2;
        (short && (ended || !is_broken_off(&before.text)))
            || (ended && (indented || line.gap > 0 || is_numbered(&line.text)))
    }
}

/// Whether a text ends a sentence.
fn is_ended(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| is_blank_char(c) || matches!(c, '”' | '）' | ')' | '"' | '’' | '》'));
    text.ends_with(['。', '！', '？', '；', '：', '…', '!', '?', ';', ':'])
}

/// Whether a text stops where no paragraph does: behind a comma, or before the bracket it opened is closed.
fn is_broken_off(text: &str) -> bool {
    const BRACKETS: [(char, char); 4] = [('（', '）'), ('(', ')'), ('《', '》'), ('“', '”')];
    let open = |&(open, close): &(char, char)| text.rfind(open) > text.rfind(close);
    text.trim_end_matches(is_blank_char).ends_with(['，', '、', ',']) || BRACKETS.iter().any(open)
}

/// Whether a line begins as no paragraph does: with a closing sign, or with a remark in brackets inside a sentence.
fn goes_on(text: &str, ended: bool) -> bool {
    let text = text.trim_matches(is_blank_char);
    text.starts_with(['，', '。', '、', '；', '：', '）', '》', '”', '！', '？'])
        || (!ended && text.starts_with(['（', '〔']) && !is_numbered(text) && !text.ends_with(['）', '〕']))
}

/// Whether a text begins with a numbering: `（一）`, `1.`, `一是`.
fn is_numbered(text: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十";
    let text = text.trim_start_matches(is_blank_char);
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        let rest = inner.trim_start_matches(|c: char| NUMERALS.contains(c) || c.is_ascii_digit());
        return rest.len() < inner.len() && rest.starts_with(['）', ')']);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < text.len() {
        let after = rest.strip_prefix(['.', '．', '、']);
        return after.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_digit()));
    }
    let rest = text.trim_start_matches(|c: char| NUMERALS.contains(c));
    rest.len() < text.len() && rest.starts_with(['是', '、'])
}

/// The paragraphs of some blocks, joined by line ends.
pub fn text(style: Style, blocks: &[&Block]) -> String {
    let margin = blocks.iter().filter_map(|block| match block {
        Block::Line(line) => Some(indent(&line.text)),
        _ => None,
    });
    let margin = margin.min().unwrap_or(0);
    let mut paragraphs = Vec::<String>::new();
    let mut before: Option<&Line> = None;
    for block in blocks {
        match block {
            Block::Line(line) => {
                let words = line.text.trim_matches(is_blank_char);
                match (before, paragraphs.last_mut()) {
                    (Some(before), Some(paragraph)) if !style.begins(line, before, margin) => join(paragraph, words),
                    _ => paragraphs.push(words.to_string()),
                }
                before = Some(line);
            }
            Block::Paragraph(line) => {
                paragraphs.push(line.text.trim_matches(is_blank_char).to_string());
                before = None;
            }
            Block::Cell(_) | Block::Grid(_) => before = None,
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n")
}

/// Where the closing lines of the last chapter begin: in the document's foot, at a date that stands alone with the name
/// above it, or at lines set to the right in a text whose paragraphs are indented.
pub fn closing(blocks: &[&Block]) -> usize {
    let line = |index: usize| match blocks[index] {
        Block::Line(line) | Block::Paragraph(line) => Some(line),
        _ => None,
    };
    if let Some(foot) = (0..blocks.len()).find(|&index| line(index).is_some_and(|line| line.mark == Mark::Foot)) {
        return foot;
    }
    let set_in = |index: usize| line(index).is_some_and(|line| line.text.starts_with("\u{3000}\u{3000}"));
    if (0..blocks.len()).any(set_in) {
        let right = |index: usize| line(index).is_some_and(|line| line.text.starts_with("    "));
        let start = (0..blocks.len()).rev().take_while(|&index| right(index)).last();
        if let Some(start) = start {
            return start;
        }
    }
    const LOOKED_AT: usize = 12;
    let dated = |&index: &usize| line(index).is_some_and(|line| is_date(&line.text));
    let Some(date) = (0..blocks.len()).rev().take(LOOKED_AT).find(dated) else { return blocks.len() };
    let name = |index: usize| {
        line(index).is_some_and(|line| {
            let words = line.text.trim_matches(is_blank_char);
            !is_ended(words) && !is_numbered(words) && width(words) <= 60 && !words.contains(['，', '。'])
        })
    };
    if date > 0 && name(date - 1) { date - 1 } else { date }
}

/// Whether a text is a date and nothing else: `2023年1月16日`.
fn is_date(text: &str) -> bool {
    let text: String = text.chars().filter(|&c| !is_blank_char(c)).collect();
    let number = |text: &str, unit: char, most: usize| {
        let (digits, rest) = text.split_at(text.find(unit)?);
        ((1..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| rest[unit.len_utf8()..].to_string())
    };
    let rest = number(&text, '年', 4).and_then(|rest| number(&rest, '月', 2)).and_then(|rest| number(&rest, '日', 2));
    rest.is_some_and(|rest| rest.is_empty())
}
