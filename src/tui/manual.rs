//! The user's manual, which travels inside the program: as Markdown for the command line, as lines for the screen, where
//! what its marks mean is shown and the marks are not. A heading holds the name by which links and screens find it.

use std::sync::{Arc, Mutex, PoisonError};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::domain::text::Lang;

use super::display::{fit, lines as broken, width, wrap};

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
    /// Words that lead to a heading, by the place of its name in [`Page::targets`].
    Link(usize),
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

    /// Whether it is the line below a heading.
    pub fn is_rule(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|(text, _)| text.chars().all(|character| character == '─'))
    }
}

/// A text laid out for the screen.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub lines: Vec<Line>,
    /// The names of headings, with the lines that these stand on.
    pub anchors: Vec<(String, usize)>,
    /// The names that links lead to.
    pub targets: Vec<String>,
}

impl Page {
    /// The line of the heading with a name.
    pub fn line_of(&self, name: &str) -> Option<usize> {
        self.anchors.iter().find(|(known, _)| known == name).map(|(_, line)| *line)
    }
}

/// The manual in lines of so many columns. It is a thousand lines and the same from key to key, so the page that was asked for
/// last is kept.
pub fn page(lang: Lang, columns: usize) -> Arc<Page> {
    static LAST: Mutex<Option<(Lang, usize, Arc<Page>)>> = Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    match &*last {
        Some((of, wide, page)) if (*of, *wide) == (lang, columns) => page.clone(),
        _ => last.insert((lang, columns, Arc::new(laid_out(text(lang), columns)))).2.clone(),
    }
}

/// Markdown as lines of so many columns. Headings are underlined, items of lists hang behind their sign.
pub fn paragraph_lines(markdown: &str, columns: usize) -> Vec<Line> {
    laid_out(markdown, columns).lines
}

fn laid_out(markdown: &str, columns: usize) -> Page {
    let mut setter = Setter { columns, ..Setter::default() };
    let mut depth = 0;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        depth += usize::from(matches!(event, Event::Start(_)));
        let ends = matches!(event, Event::End(_));
        setter.take(event);
        depth -= usize::from(ends);
        // The line below a heading is gap enough.
        if ends && depth == 0 && !setter.page.lines.last().is_some_and(Line::is_rule) {
            setter.page.lines.push(Line::default());
        }
    }
    if setter.page.lines.last().is_some_and(|line| line.0.is_empty()) {
        setter.page.lines.pop();
    }
    setter.page
}

/// Words in stretches, before they are broken into lines.
type Words = Vec<(String, Manner)>;

/// A block of code in the source.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    /// Lines to be typed.
    Typed,
    /// A picture of a screen, whose lines are never broken.
    Screen,
}

#[derive(Default)]
struct Setter {
    columns: usize,
    page: Page,
    /// The words of the paragraph, heading or cell so far, the last of which a line end of the source may follow.
    words: Words,
    breaks: bool,
    is_strong: bool,
    link: Option<usize>,
    block: Option<Block>,
    /// The numbers of the next items of the lists around, where they have numbers.
    lists: Vec<Option<u64>>,
    /// What stands before the next line: the sign of an item, later as many blanks.
    lead: String,
    rows: Vec<Vec<Words>>,
}

impl Setter {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) if self.block.is_some() => self.take_block(&text),
            Event::Text(text) => {
                let manner = match self.link {
                    Some(target) => Manner::Link(target),
                    None if self.is_strong => Manner::Strong,
                    None => Manner::Plain,
                };
                self.push(&text, manner);
            }
            Event::InlineHtml(tag) if tag.as_ref() == "</a>" => {}
            Event::InlineHtml(tag) => match tag.strip_prefix("<a id=\"").and_then(|rest| rest.split_once('"')) {
                Some((name, _)) => self.page.anchors.push((name.to_string(), self.page.lines.len())),
                None => self.push(&tag, Manner::Plain),
            },
            Event::Code(text) => self.push(&text, Manner::Code),
            // A line of the source that ends with a sentence is a line of its own, so that one step stands below the other.
            Event::SoftBreak | Event::HardBreak if self.ends_sentence() => self.flush(),
            Event::SoftBreak | Event::HardBreak => self.breaks = true,
            Event::Start(Tag::Strong) => self.is_strong = true,
            Event::End(TagEnd::Strong) => self.is_strong = false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = dest_url.strip_prefix('#').map(|target| {
                    self.page.targets.push(target.to_string());
                    self.page.targets.len() - 1
                });
            }
            Event::End(TagEnd::Link) => self.link = None,
            Event::Start(Tag::CodeBlock(kind)) => {
                let is_screen = matches!(kind, CodeBlockKind::Fenced(info) if info.starts_with("screen"));
                self.block = Some(if is_screen { Block::Screen } else { Block::Typed });
            }
            Event::End(TagEnd::CodeBlock) => self.block = None,
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
                let words: String = self.taken().into_iter().map(|(words, _)| words).collect();
                let wrapped = wrap(&words, self.columns);
                let widest = wrapped.iter().map(|line| width(line)).max().unwrap_or(0);
                self.page.lines.extend(wrapped.iter().map(|line| Line::of(line, Manner::Heading)));
                self.page.lines.push(Line::of(&"─".repeat(widest), Manner::Heading));
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => self.rows.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                let cell = self.taken();
                self.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
            }
            Event::End(TagEnd::Table) => self.page.lines.extend(table(&std::mem::take(&mut self.rows), self.columns)),
            _ => {}
        }
    }

    fn take_block(&mut self, text: &str) {
        let columns = self.columns;
        let lines = text.lines();
        if self.block == Some(Block::Screen) {
            self.page.lines.extend(lines.map(|line| Line::of(&fit(line, columns), Manner::Plain)));
        } else {
            self.page.lines.extend(lines.flat_map(|line| code(&format!("    {line}"), columns)));
        }
    }

    /// Adds words; a line end of the source before them is a blank where no wide character stands there.
    fn push(&mut self, words: &str, manner: Manner) {
        let last = self.words.last().and_then(|(words, _)| words.chars().next_back());
        let is_wide = |character: char| width(character.encode_utf8(&mut [0; 4])) > 1;
        let joins = [last, words.chars().next()].into_iter().flatten().any(is_wide);
        let blank = if std::mem::take(&mut self.breaks) && !joins { " " } else { "" };
        self.words.push((format!("{blank}{words}"), manner));
    }

    fn ends_sentence(&self) -> bool {
        self.words.last().is_some_and(|(words, _)| words.ends_with(['。', '：', '.', ':']))
    }

    fn taken(&mut self) -> Words {
        std::mem::take(&mut self.words)
    }

    /// Ends a paragraph.
    fn flush(&mut self) {
        let words = self.taken();
        if words.iter().all(|(words, _)| words.is_empty()) {
            return;
        }
        for pieces in wrapped(&words, self.columns.saturating_sub(self.lead.len())) {
            let below = " ".repeat(self.lead.len());
            let lead = (std::mem::replace(&mut self.lead, below), Manner::Plain);
            self.page.lines.push(Line([lead].into_iter().chain(pieces).collect()));
        }
    }
}

/// Words broken into lines, which keep their stretches.
fn wrapped(words: &Words, columns: usize) -> Vec<Words> {
    let plain: String = words.iter().map(|(words, _)| words.as_str()).collect();
    let line = |range: std::ops::Range<usize>| {
        let end = range.start + plain[range.clone()].trim_end().len();
        let mut start = 0;
        let piece = |(words, manner): &(String, Manner)| {
            let (from, to) = (start.max(range.start), (start + words.len()).min(end));
            start += words.len();
            (from < to).then(|| (plain[from..to].to_string(), *manner))
        };
        words.iter().filter_map(piece).collect()
    };
    broken(&plain, columns).into_iter().map(line).collect()
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
fn table(rows: &[Vec<Words>], columns: usize) -> Vec<Line> {
    let measure = |words: &Words| words.iter().map(|(words, _)| width(words)).sum::<usize>();
    let last = rows.iter().map(Vec::len).max().unwrap_or(1) - 1;
    let widest = |column: usize| rows.iter().filter_map(|row| Some(measure(row.get(column)?))).max().unwrap_or(0);
    let all: usize = (0..=last).map(widest).sum::<usize>() + 2 * last;
    // Where not all goes into a line, the last column keeps half of the room, whatever stands before it.
    let most = if all <= columns { columns } else { columns / 2 / last.max(1) };
    let widths: Vec<usize> = (0..last).map(|column| widest(column).min(most)).collect();
    let before: usize = widths.iter().map(|width| width + 2).sum();
    let none = Words::new();
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let room = |column: usize| widths.get(column).copied().unwrap_or(columns.saturating_sub(before));
        let cells: Vec<Vec<Words>> =
            (0..=last).map(|column| wrapped(row.get(column).unwrap_or(&none), room(column))).collect();
        for at in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = Words::new();
            for (column, cell) in cells.iter().enumerate() {
                let pieces = cell.get(at).unwrap_or(&none);
                line.extend(pieces.iter().cloned());
                if let Some(room) = widths.get(column) {
                    line.push((" ".repeat(room.saturating_sub(measure(pieces)) + 2), Manner::Plain));
                }
            }
            while line.last().is_some_and(|(words, _)| words.trim().is_empty()) {
                line.pop();
            }
            if index == 0 {
                line.iter_mut().for_each(|(_, manner)| *manner = Manner::Heading);
            }
            lines.push(Line(line));
        }
    }
    lines
}
