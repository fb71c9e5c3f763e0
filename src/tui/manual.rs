//! The user's manual, which travels inside the program: as Markdown for the command line, as lines for the screen, where
//! what its marks mean is shown and the marks are not.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::domain::text::Lang;

use super::display::{left, lines as broken, width, wrap};

pub fn text(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => include_str!("../../assets/manual/manual.zh.md"),
        Lang::En => include_str!("../../assets/manual/manual.en.md"),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
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
    pub fn of(text: &str, manner: Manner) -> Line {
        Line(vec![(text.to_string(), manner)])
    }

    pub fn words(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }
}

pub fn lines(lang: Lang, columns: usize) -> Vec<Line> {
    paragraph_lines(text(lang), columns)
}

/// Markdown as lines of so many columns. Headings are underlined, items of lists hang behind their sign, links only keep
/// their words.
pub fn paragraph_lines(markdown: &str, columns: usize) -> Vec<Line> {
    let mut page = Page { columns, ..Page::default() };
    let mut depth = 0;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        depth += usize::from(matches!(event, Event::Start(_)));
        let ends = matches!(event, Event::End(_));
        page.take(event);
        depth -= usize::from(ends);
        if ends && depth == 0 {
            page.lines.push(Line::default());
        }
    }
    page.lines.pop();
    page.lines
}

#[derive(Default)]
struct Page {
    columns: usize,
    lines: Vec<Line>,
    /// The words of the paragraph, heading or cell so far, the last of which a line end of the source may follow.
    words: Vec<(String, Manner)>,
    breaks: bool,
    is_strong: bool,
    is_code: bool,
    /// The numbers of the next items of the lists around, where they have numbers.
    lists: Vec<Option<u64>>,
    /// What stands before the next line: the sign of an item, later as many blanks.
    lead: String,
    rows: Vec<Vec<String>>,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) if self.is_code => {
                let columns = self.columns;
                self.lines.extend(text.lines().flat_map(|line| code(&format!("    {line}"), columns)));
            }
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                self.push(&text, if self.is_strong { Manner::Strong } else { Manner::Plain });
            }
            Event::Code(text) => self.push(&text, Manner::Code),
            Event::SoftBreak | Event::HardBreak => self.breaks = true,
            Event::Start(Tag::Strong) => self.is_strong = true,
            Event::End(TagEnd::Strong) => self.is_strong = false,
            Event::Start(Tag::CodeBlock(_)) => self.is_code = true,
            Event::End(TagEnd::CodeBlock) => self.is_code = false,
            Event::Start(Tag::List(first)) => {
                self.flush();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => drop(self.lists.pop()),
            Event::Start(Tag::Item) => {
                let number = self.lists.last_mut().and_then(Option::as_mut);
                self.lead = number.as_ref().map_or("- ".to_string(), |number| format!("{number}. "));
                number.into_iter().for_each(|number| *number += 1);
            }
            Event::End(TagEnd::Item) => {
                self.flush();
                self.lead.clear();
            }
            Event::End(TagEnd::Paragraph) => self.flush(),
            Event::End(TagEnd::Heading(_)) => {
                let wrapped = wrap(&self.taken(), self.columns);
                let widest = wrapped.iter().map(|line| width(line)).max().unwrap_or(0);
                self.lines.extend(wrapped.iter().map(|line| Line::of(line, Manner::Heading)));
                self.lines.push(Line::of(&"─".repeat(widest), Manner::Heading));
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => self.rows.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                let cell = self.taken();
                self.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
            }
            Event::End(TagEnd::Table) => self.lines.extend(table(&std::mem::take(&mut self.rows), self.columns)),
            _ => {}
        }
    }

    /// Adds words; a line end of the source before them is a blank where it does not stand between Chinese characters.
    fn push(&mut self, words: &str, manner: Manner) {
        let last = self.words.last().and_then(|(words, _)| words.chars().next_back());
        let parted = [last, words.chars().next()].into_iter().flatten().any(|c| c.is_ascii());
        let blank = if std::mem::take(&mut self.breaks) && parted { " " } else { "" };
        self.words.push((format!("{blank}{words}"), manner));
    }

    fn taken(&mut self) -> String {
        std::mem::take(&mut self.words).into_iter().map(|(words, _)| words).collect()
    }

    /// Ends a paragraph.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let plain: String = words.iter().map(|(words, _)| words.as_str()).collect();
        if plain.is_empty() {
            return;
        }
        for range in broken(&plain, self.columns.saturating_sub(self.lead.len())) {
            let end = range.start + plain[range.clone()].trim_end().len();
            let below = " ".repeat(self.lead.len());
            let mut pieces = vec![(std::mem::replace(&mut self.lead, below), Manner::Plain)];
            let mut start = 0;
            for (words, manner) in &words {
                let (from, to) = (start.max(range.start), (start + words.len()).min(end));
                if from < to {
                    pieces.push((plain[from..to].to_string(), *manner));
                }
                start += words.len();
            }
            self.lines.push(Line(pieces));
        }
    }
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
fn table(rows: &[Vec<String>], columns: usize) -> Vec<Line> {
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
