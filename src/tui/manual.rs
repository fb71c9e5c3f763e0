//! The user's manual, which travels inside the program: as Markdown for the command line, as lines for the screen, where
//! what its marks mean is shown and the marks are not. It knows the few marks that the manual uses, not all of Markdown.

use std::ops::Range;

use crate::domain::text::Lang;

use super::display::{left, lines as broken, width, wrap};

/// The manual in a language, as Markdown.
pub fn text(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => include_str!("../../assets/manual/manual.zh.md"),
        Lang::En => include_str!("../../assets/manual/manual.en.md"),
    }
}

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Nothing special.
    Plain,
    /// A heading, or the line below one.
    Heading,
    /// What matters most.
    Strong,
    /// A key, a name, what is typed.
    Code,
}

/// A line of text for the screen, in stretches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line(pub Vec<(String, Manner)>);

impl Line {
    /// A line of one manner.
    pub fn of(text: &str, manner: Manner) -> Line {
        Line(vec![(text.to_string(), manner)])
    }

    /// The words without their manner.
    pub fn words(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// The manual as lines of so many columns. Headings are underlined, links only keep their words.
pub fn lines(lang: Lang, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let paragraphs = paragraphs(text(lang));
    let mut rest = paragraphs.as_slice();
    while let Some((paragraph, behind)) = rest.split_first() {
        rest = behind;
        if paragraph.starts_with('|') {
            let rows = 1 + behind.iter().take_while(|row| row.starts_with('|')).count();
            let (table, behind) = paragraphs[paragraphs.len() - behind.len() - 1..].split_at(rows);
            lines.extend(self::table(table, columns));
            rest = behind;
        } else if let Some(heading) = paragraph.strip_prefix('#') {
            let heading = marked(heading.trim_start_matches('#').trim()).0;
            let wrapped = wrap(&heading, columns);
            let widest = wrapped.iter().map(|line| width(line)).max().unwrap_or(0);
            lines.extend(wrapped.iter().map(|line| Line::of(line, Manner::Heading)));
            lines.push(Line::of(&"─".repeat(widest), Manner::Heading));
        } else if paragraph.starts_with("    ") {
            lines.extend(code(paragraph, columns));
        } else {
            lines.extend(paragraph_lines(paragraph, columns));
        }
    }
    lines
}

/// A paragraph as lines of so many columns; those of an item of a list are indented behind its sign.
pub fn paragraph_lines(paragraph: &str, columns: usize) -> Vec<Line> {
    let blanks = paragraph.len() - paragraph.trim_start().len();
    let item = paragraph[blanks..].split_once(' ').filter(|(sign, _)| {
        *sign == "-"
            || sign
                .strip_suffix('.')
                .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    });
    let indent = blanks + item.map_or(0, |(sign, _)| sign.len() + 1);
    let (lead, body) = paragraph.split_at(indent);
    let (plain, manners) = marked(body);
    let mut lines = Vec::new();
    for (index, range) in broken(&plain, columns.saturating_sub(indent)).into_iter().enumerate() {
        let lead = if index == 0 { lead.to_string() } else { " ".repeat(indent) };
        let end = range.start + plain[range.clone()].trim_end().len();
        let mut pieces = vec![(lead, Manner::Plain)];
        for (stretch, manner) in &manners {
            let (start, end) = (stretch.start.max(range.start), stretch.end.min(end));
            if start < end {
                pieces.push((plain[start..end].to_string(), *manner));
            }
        }
        lines.push(Line(pieces));
    }
    lines
}

/// A line to be typed; what it does stands behind a gap, and hangs below itself where it is longer than the line.
pub fn code(line: &str, columns: usize) -> Vec<Line> {
    let typed = line.trim_start();
    let blanks = line.len() - typed.len();
    let Some((typed, words)) = typed.split_once("  ") else {
        return wrap(line, columns).iter().map(|line| Line::of(line, Manner::Code)).collect();
    };
    let gap = words.len() - words.trim_start().len() + 2;
    let lead = format!("{}{typed}{}", " ".repeat(blanks), " ".repeat(gap));
    // Where hardly any room is left beside, the words go below.
    let indent = if width(&lead) + 12 > columns { blanks + 2 } else { width(&lead) };
    let wrapped = wrap(words.trim_start(), columns.saturating_sub(indent));
    let below = wrapped.iter().map(|line| Line::of(&(" ".repeat(indent) + line), Manner::Plain));
    if indent < width(&lead) {
        let head = wrap(lead.trim_end(), columns).into_iter().map(|line| Line::of(&line, Manner::Code));
        return head.chain(below).collect();
    }
    let first = Line(vec![(lead, Manner::Code), (wrapped.first().cloned().unwrap_or_default(), Manner::Plain)]);
    [first].into_iter().chain(below.skip(1)).collect()
}

/// A table: columns as wide as their widest cell, the last one wrapped; the head stands out.
pub fn table(rows: &[String], columns: usize) -> Vec<Line> {
    let cells = |row: &String| -> Vec<String> {
        row.trim().trim_matches('|').split('|').map(|cell| marked(cell.trim()).0).collect()
    };
    let rows: Vec<Vec<String>> =
        rows.iter().filter(|row| row.contains(|c: char| !"|-: ".contains(c))).map(cells).collect();
    let last = rows.iter().map(Vec::len).max().unwrap_or(1) - 1;
    let widest = |column: usize| rows.iter().filter_map(|row| Some(width(row.get(column)?))).max().unwrap_or(0);
    // The last column keeps half of the room, whatever stands before it.
    let widths: Vec<usize> = (0..last).map(|column| widest(column).min(columns / 2 / last.max(1))).collect();
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let manner = if index == 0 { Manner::Heading } else { Manner::Plain };
        let wrapped: Vec<Vec<String>> = (0..=last)
            .map(|column| {
                let room = widths.get(column).copied();
                let before: usize = widths.iter().map(|width| width + 2).sum();
                wrap(row.get(column).map_or("", String::as_str), room.unwrap_or(columns.saturating_sub(before)))
            })
            .collect();
        for at in 0..wrapped.iter().map(Vec::len).max().unwrap_or(0) {
            let words = wrapped.iter().enumerate().map(|(column, lines)| {
                let text = lines.get(at).map_or("", String::as_str);
                widths.get(column).map_or_else(|| text.to_string(), |width| left(text, *width) + "  ")
            });
            lines.push(Line::of(words.collect::<String>().trim_end(), manner));
        }
    }
    lines
}

/// Lines of Markdown that belong together, as one.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        let begins = |sign: &str| line.trim_start().starts_with(sign);
        let fence = begins("```");
        is_code ^= fence;
        let is_numbered = line.trim_start().split_once(". ").is_some_and(|(digits, _)| digits.parse::<u8>().is_ok());
        let apart = is_code
            || line.starts_with("    ")
            || fence
            || line.trim().is_empty()
            || is_numbered
            || ["#", "|", "- ", "> "].iter().any(|sign| begins(sign));
        match all.last_mut().filter(|last| !apart && !last.trim().is_empty() && !last.starts_with(['#', '|'])) {
            Some(last) => {
                let between =
                    last.ends_with(|c: char| c.is_ascii()) || line.trim_start().starts_with(|c: char| c.is_ascii());
                last.push_str(if between { " " } else { "" });
                last.push_str(line.trim_start());
            }
            None => all.push(line.to_string()),
        }
        if fence {
            all.pop();
            all.push(String::new());
        }
    }
    all
}

/// A line without its marks, links as their words, and of what manner its stretches are.
pub fn marked(line: &str) -> (String, Vec<(Range<usize>, Manner)>) {
    let line = unlinked(line);
    let (mut plain, mut manners) = (String::with_capacity(line.len()), Vec::new());
    let (mut rest, mut start, mut code, mut strong) = (line.as_str(), 0, false, false);
    loop {
        let mark = if rest.starts_with('`') {
            1
        } else if !code && rest.starts_with("**") {
            2
        } else {
            0
        };
        let character = rest.chars().next();
        if mark > 0 || character.is_none() {
            let manner = match (code, strong) {
                (true, _) => Manner::Code,
                (false, true) => Manner::Strong,
                (false, false) => Manner::Plain,
            };
            if plain.len() > start {
                manners.push((start..plain.len(), manner));
            }
            start = plain.len();
        }
        let Some(character) = character else { break };
        code ^= mark == 1;
        strong ^= mark == 2;
        if mark == 0 {
            plain.push(character);
        }
        rest = &rest[if mark == 0 { character.len_utf8() } else { mark }..];
    }
    (plain, manners)
}

/// A line with its links as their words.
fn unlinked(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('[') {
        let link =
            rest[start..].split_once("](").and_then(|(words, behind)| Some((&words[1..], behind.split_once(')')?.1)));
        match link.filter(|(words, _)| !words.contains(['[', ']'])) {
            Some((words, behind)) => {
                plain.push_str(&rest[..start]);
                plain.push_str(words);
                rest = behind;
            }
            None => {
                plain.push_str(&rest[..=start]);
                rest = &rest[start + 1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}
