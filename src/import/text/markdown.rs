//! Markdown: headings, paragraphs up to a blank line, tables of pipes. What Markdown adds to words (backslashes,
//! emphasis, links, tags of HTML) is taken off them. It is read as programs write it that turn pages into Markdown, not as
//! CommonMark: that drops the cells of a row beyond its head's, knows no table without a rule, and counts lists anew.

use super::{Raw, drawn, is_row, pipe_grid, without_page_numbers};
use crate::domain::proposal::Place;
use crate::import::block::{Block, Line, Mark};
use crate::import::budget::Budget;
use crate::import::normal::{is_blank, is_blank_char, is_wide, join, join_line, width};

/// Whether a text is Markdown: it has headings, or a table whose head is parted from its rows.
pub fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| is_heading(line) || is_table_rule(line))
}

/// Whether a line is a heading: `## 二、…`.
pub fn is_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - rest.len())) && rest.starts_with(' ')
}

/// Whether a line parts the head of a pipe table from its rows: `|---|:--:|`, `---|---`.
pub fn is_table_rule(text: &str) -> bool {
    let text = text.trim_matches(is_blank_char);
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let is_part = |part: &str| {
        let part = part.trim_matches(is_blank_char);
        let dashes = part.trim_start_matches(':').trim_end_matches(':');
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-') && (dashes.len() > 2 || dashes.len() < part.len())
    };
    text.contains('|') && inner.split('|').all(is_part)
}

/// Markdown with headings as blocks. What stands below a rule after the last heading is the foot.
pub fn read(lines: &[Raw], budget: &Budget) -> Vec<Block> {
    let mut blocks = Vec::<Block>::new();
    let last_heading = lines.iter().rposition(|line| is_heading(line.text)).unwrap_or(0);
    let seams = Seams::new(lines);
    let wrap = Wrap::new(lines);
    let mut mark = Mark::None;
    // Whether the next line may go on with the paragraph that the last block is.
    let mut open = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let text = line.text.trim_matches(is_blank_char);
        if !text.starts_with("+-") && is_row(text) && text.matches('|').count() > text.matches("\\|").count() {
            let end =
                lines[at..].iter().enumerate().position(|(n, line)| (n > 0 && line.gap > 0) || !is_row(line.text));
            let end = end.map_or(lines.len(), |n| at + n.max(1));
            blocks.push(Block::Grid(pipe_grid(&lines[at..end], true)));
            (at, open) = (end, false);
            continue;
        }
        if let Some((grid, end)) = drawn::drawing(lines, at, budget) {
            blocks.push(Block::Grid(grid));
            (at, open) = (end, false);
            continue;
        }
        at += 1;
        let raw =
            |text: String, mark| Line { place: Place::Line(line.number), text, gap: line.gap, mark, broken: false };
        let drawn = text.len() > 2 && (text.bytes().all(|b| b == b'-') || text.bytes().all(|b| b == b'='));
        if is_heading(line.text) {
            blocks.push(Block::Paragraph(raw(plain(text.trim_matches('#').trim()), Mark::Heading)));
            open = false;
        } else if drawn {
            match blocks.last_mut() {
                Some(Block::Paragraph(above)) if open && line.gap == 0 => above.mark = Mark::Heading,
                _ if text.starts_with('-') => mark = if at > last_heading { Mark::Foot } else { Mark::None },
                _ => {}
            }
            open = false;
        } else if !text.starts_with(":::") {
            let bold = text.starts_with("**") && text.ends_with("**");
            let set_in = line.text.starts_with("\u{3000}\u{3000}");
            let words = plain(text);
            let words = seams.without(&words);
            let goes_on = line.gap == 0 && at > 1 && wrap.goes_on(lines[at - 2].text, text);
            match blocks.last_mut() {
                Some(Block::Paragraph(before)) if open && goes_on && !bold && !set_in => {
                    join(&mut before.text, &words);
                }
                _ if is_blank(&words) => {}
                _ => blocks.push(Block::Paragraph(raw(words, mark))),
            }
            open = !bold;
        }
    }
    without_page_numbers(blocks)
}

/// Whether the lines of a text are as long as its writer's page was wide, so that a paragraph goes on in the next one; many
/// programs write a paragraph in one line and end it with a single line end, for all that Markdown says.
struct Wrap {
    /// How wide a full line is, where lines are so; in display columns.
    full: Option<usize>,
}

impl Wrap {
    /// How far a full line may fall short of the widest.
    const RAGGED: usize = 8;

    /// How wide lines may be, for lines of a page.
    const WIDEST: usize = 140;

    fn new(lines: &[Raw]) -> Wrap {
        let is_plain = |line: &Raw| !is_row(line.text) && !is_heading(line.text);
        let followed = lines.windows(2).filter(|pair| pair[1].gap == 0 && pair.iter().all(is_plain));
        let widths: Vec<usize> = followed.map(|pair| width(pair[0].text)).collect();
        let widest = widths.iter().copied().max().unwrap_or(0);
        let full = widths.iter().filter(|&&width| width + Wrap::RAGGED >= widest).count();
        let regular = widest <= Wrap::WIDEST && (full == widths.len() || (full > 2 && full * 3 >= widths.len()));
        Wrap { full: regular.then_some(widest) }
    }

    /// Whether a line goes on with the paragraph of the line before it.
    fn goes_on(&self, before: &str, line: &str) -> bool {
        let ended = before.trim_end_matches(is_blank_char).ends_with(['。', '！', '？', '；', '：']);
        let numbered = line.find('、').is_some_and(|at| at > 0 && line[..at].chars().all(|c| NUMERALS.contains(c)));
        let begins = ended && numbered && !line.contains(['。', '，']);
        !begins && self.full.is_some_and(|full| width(before) + Wrap::RAGGED >= full)
    }
}

/// The signs that chapters are numbered with.
const NUMERALS: &str = "一二三四五六七八九十";

/// The single blanks between Chinese words that a program left where it joined lines: they part a paragraph into pieces
/// as long as the lines were, where blanks that people write do not.
pub struct Seams {
    /// How many characters a line had, where lines were joined.
    line: Option<usize>,
}

impl Seams {
    /// How far a line may fall short of the longest.
    const SHORT: usize = 4;

    /// Those of a text.
    pub fn new(lines: &[Raw]) -> Seams {
        const FEWEST: usize = 3;
        const SHORTEST: usize = 15;
        let mut lengths: Vec<usize> = Vec::new();
        for line in lines.iter().filter(|line| !is_row(line.text)) {
            let pieces = pieces(line.text);
            lengths.extend(pieces.iter().take(pieces.len().saturating_sub(1)).map(|piece| piece.chars().count()));
        }
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let full = lengths.iter().filter(|&&length| length + Seams::SHORT >= longest).count();
        let regular = longest >= SHORTEST && full >= FEWEST && full * 5 >= lengths.len() * 4;
        Seams { line: regular.then_some(longest) }
    }

    /// A paragraph without its seams.
    pub fn without(&self, text: &str) -> String {
        let pieces = pieces(text);
        let full = |line: usize| pieces.iter().rev().skip(1).all(|piece| piece.chars().count() + Seams::SHORT >= line);
        match self.line {
            Some(line) if full(line) => pieces.concat(),
            _ => text.to_string(),
        }
    }
}

/// What stands between the single blanks with a Chinese character on either side.
fn pieces(text: &str) -> Vec<&str> {
    let wide = |c: Option<char>| c.is_some_and(|c| is_wide(c) && !is_blank_char(c));
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(' ') {
        if wide(text[..at].chars().next_back()) && wide(text[at + 1..].chars().next()) {
            pieces.push(&text[start..at]);
            start = at + 1;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// A text of Markdown without its backslashes, its signs of emphasis, its links and its tags.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    // Where the line begins that is written, and the end of the first one.
    let (mut line, mut first) = (None, None);
    // What is found nowhere in the rest is not looked for again.
    let mut missing = Missing::default();
    let text = super::struck::prose(text);
    let mut rest = &*text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = after;
        match c {
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                plain.push_str(&after[..1]);
                rest = &after[1..];
            }
            '*' if after.starts_with('*') => rest = &after[1..],
            '!' if after.starts_with('[') => match missing.link(&after[1..]) {
                Some((_, behind)) => rest = behind,
                None => plain.push(c),
            },
            '[' => match missing.link(after) {
                Some((words, behind)) => {
                    plain.push_str(words);
                    rest = behind;
                }
                None => plain.push(c),
            },
            '<' => match missing.tag(after) {
                Some((name, behind)) if name.eq_ignore_ascii_case("br") => {
                    end_line(&mut plain, line);
                    first.get_or_insert(plain.len());
                    (line, rest) = (Some(plain.len()), behind);
                }
                Some((_, behind)) => rest = behind,
                None => plain.push(c),
            },
            '&' => match ENTITIES.iter().find_map(|(name, sign)| Some((*sign, after.strip_prefix(name)?))) {
                Some((sign, behind)) => {
                    plain.push(sign);
                    rest = behind;
                }
                None => plain.push(c),
            },
            _ => plain.push(c),
        }
    }
    end_line(&mut plain, line);
    if let Some(first) = first {
        let kept = plain.trim_end_matches(is_blank_char).len();
        plain.truncate(kept.max(first));
    }
    plain
}

/// Joins the line that begins at a place of a text to what stands before it; the first one has no such place.
fn end_line(text: &mut String, start: Option<usize>) {
    if let Some(start) = start {
        let line = text.split_off(start);
        join_line(text, &line);
    }
}

/// Signs that are written by name.
const ENTITIES: [(&str, char); 8] = [
    ("nbsp;", ' '),
    ("emsp;", '\u{3000}'),
    ("ensp;", ' '),
    ("lt;", '<'),
    ("gt;", '>'),
    ("quot;", '"'),
    ("#124;", '|'),
    ("amp;", '&'),
];

/// The signs that are found nowhere in what is left of a text.
#[derive(Default)]
struct Missing {
    bracket: bool,
    /// By the sign: a round one, a curly one, that of a tag.
    close: [bool; 3],
}

impl Missing {
    fn find(&mut self, text: &str, sign: usize) -> Option<usize> {
        let found = if self.close[sign] { None } else { text.find([')', '}', '>'][sign]) };
        self.close[sign] = found.is_none();
        found
    }

    /// The words of a link, or of words with attributes, behind its opening bracket, and what follows it.
    fn link<'a>(&mut self, text: &'a str) -> Option<(&'a str, &'a str)> {
        let found = if self.bracket { None } else { text.find(['[', ']']) };
        self.bracket = found.is_none();
        let (words, behind) = text.split_at(found?);
        let behind = behind.strip_prefix(']')?;
        let close = match behind.bytes().next()? {
            b'(' => 0,
            b'{' => 1,
            _ => return None,
        };
        let end = self.find(behind, close)?;
        Some((words, &behind[end + 1..]))
    }

    /// The name of the tag behind a `<`, and what follows the tag.
    fn tag<'a>(&mut self, text: &'a str) -> Option<(&'a str, &'a str)> {
        const TAGS: [&str; 16] = [
            "br", "div", "span", "p", "b", "i", "u", "strong", "em", "sup", "sub", "font", "center", "a", "mark", "img",
        ];
        let inner = text.trim_start_matches('/');
        let name = &inner[..inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len())];
        let known = TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name));
        if !(known || inner.starts_with("!--")) {
            return None;
        }
        let end = self.find(text, 2)?;
        Some((name, &text[end + 1..]))
    }
}
