//! OpenDocument texts, packed (`.odt`) or as one XML file (`.fodt`), as blocks: paragraphs and tables with their merged cells,
//! as a reader sees them. Tracked deletions, notes, comments, heads and feet of pages are not read.

mod styles;

use std::ops::Range;

use super::ImportError;
use super::aside::Aside;
use super::block::Document;
use super::budget::Budget;
use super::docx::grid::Down;
use super::flow::{Cut, Flow, Look, Setting};
use super::markup::{Step, Tag, Walker, without_mark};
use super::package::Package;
use super::shade::Shade;
use styles::{Family, Style, Styles};

/// More repeated cells, rows or blanks are not made of one.
const MOST_TIMES: usize = 10_000;

/// What does not belong to the text, or is not seen in its place.
const LEFT_OUT: [&str; 13] = [
    "text:tracked-changes",
    "text:note",
    "text:placeholder",
    "text:ruby-text",
    "office:annotation",
    "office:forms",
    "office:master-styles",
    "office:font-face-decls",
    "office:meta",
    "office:settings",
    "office:scripts",
    "office:binary-data",
    "draw:object",
];

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Document, ImportError> {
    let mut package = Package::within(bytes, budget)?;
    let manifest = package.text("META-INF/manifest.xml").ok().flatten().unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ImportError::Protected);
    }
    let mut reader = Reader::new(budget);
    // A document without its styles is still a document.
    if let Some(text) = package.text("styles.xml").ok().flatten() {
        let mut walker = Walker::within(without_mark(&text), budget);
        while let Ok(Some(step)) = walker.step() {
            reader.styles.take_in(&step, walker.depth());
        }
        budget.check()?;
    }
    let text = package.text("content.xml")?.ok_or_else(|| ImportError::Damaged("content.xml".into()))?;
    reader.read(without_mark(&text))
}

/// Reads a document that is one XML file.
pub fn read_flat(text: &str, budget: &Budget) -> Result<Document, ImportError> {
    Reader::new(budget).read(without_mark(text))
}

/// What an open element is.
enum Kind {
    Paragraph(Setting),
    /// A picture, a shape, or a text box.
    Shape,
    Table,
    Row {
        times: usize,
    },
    Cell {
        across: usize,
        down: Down,
        times: usize,
    },
    Other,
}

struct Frame {
    kind: Kind,
    /// How words looked around it.
    look: Look,
}

struct Reader {
    flow: Flow,
    styles: Styles,
    frames: Vec<Frame>,
    look: Look,
    /// For every open row, how many columns its last cell covers to its right, and which column comes next.
    covered: Vec<(usize, usize)>,
    /// For every open table, the columns that are not seen, and how many columns there are so far.
    folded: Vec<(Vec<Range<usize>>, usize)>,
    /// How many paragraphs are open.
    paragraphs: usize,
    /// Whether the last sign was a blank, so that more of them do not count.
    after_blank: bool,
    in_body: bool,
}

impl Reader {
    fn new(budget: &Budget) -> Reader {
        Reader {
            flow: Flow::new(budget),
            styles: Styles::default(),
            frames: Vec::new(),
            look: Look::default(),
            covered: Vec::new(),
            folded: Vec::new(),
            paragraphs: 0,
            after_blank: true,
            in_body: false,
        }
    }

    fn read(mut self, text: &str) -> Result<Document, ImportError> {
        let budget = self.flow.budget().clone();
        let mut walker = Walker::within(text, &budget);
        while let Some(step) = walker.step()? {
            if !self.in_body {
                self.styles.take_in(&step, walker.depth());
            }
            match step {
                Step::Open(tag) => self.open(&tag, &mut walker)?,
                Step::Text(words) if self.paragraphs > 0 => self.words(&words)?,
                Step::Text(_) => {}
                Step::Close => self.close()?,
            }
        }
        self.flow.finish()
    }

    fn open(&mut self, tag: &Tag<'_>, walker: &mut Walker<'_>) -> Result<(), ImportError> {
        let name = tag.local();
        let says = |attribute: &str, value: &str| tag.attribute(attribute).as_deref() == Some(value);
        let times = |attribute: &str| tag.number(attribute).unwrap_or(1).clamp(1, MOST_TIMES);
        if LEFT_OUT.contains(&tag.name()) {
            return walker.skip();
        }
        let is_hidden = says("is-hidden", "true");
        if name == "hidden-paragraph" && is_hidden {
            // It says so of the paragraph in which it stands.
            self.look.hidden = true;
            return walker.skip();
        }
        let unseen = is_hidden
            || name == "section" && says("display", "none")
            || name == "table-row" && (is_folded(tag) || self.style(tag, Family::Row).tiny == Some(true));
        if unseen {
            self.flow.pass_over(Aside::Unseen);
            return walker.skip();
        }
        let look = self.look;
        let kind = match name {
            "body" => {
                self.in_body = true;
                Kind::Other
            }
            "p" | "h" if self.in_body => Kind::Paragraph(self.open_paragraph(tag)),
            "span" | "a" => {
                let style = self.style(tag, Family::Text);
                self.look = style.over(self.look);
                Kind::Other
            }
            // What is chosen of a list to choose from stands in no text.
            "fieldmark" if tag.attribute("type").is_some_and(|kind| kind.ends_with("FORMDROPDOWN")) => {
                self.flow.pass_over_here(Aside::Fields);
                Kind::Other
            }
            "s" => {
                self.flow.words(&" ".repeat(times("c").min(100)), self.look)?;
                Kind::Other
            }
            "tab" | "line-break" => {
                if name == "tab" {
                    self.flow.words("\t", self.look)?;
                } else {
                    self.flow.break_line()?;
                }
                self.after_blank = true;
                Kind::Other
            }
            "table" if self.in_body => {
                self.look.ground = self.style(tag, Family::Table).ground.or(look.ground);
                self.folded.push((Vec::new(), 0));
                self.flow.open_table()?;
                Kind::Table
            }
            "table-column" => {
                let folded = is_folded(tag) || self.style(tag, Family::Column).tiny == Some(true);
                if let Some((columns, count)) = self.folded.last_mut() {
                    let start = *count;
                    *count += times("number-columns-repeated");
                    columns.extend(folded.then_some(start..*count));
                }
                Kind::Other
            }
            "table-row" => {
                self.look.ground = self.style(tag, Family::Row).ground.or(look.ground);
                self.covered.push((0, 0));
                Kind::Row { times: times("number-rows-repeated") }
            }
            "table-cell" => {
                let (across, rows) = (times("number-columns-spanned"), times("number-rows-spanned"));
                let all = times("number-columns-repeated");
                let start = self.covered.last().map_or(0, |(_, column)| *column);
                self.covered.last_mut().into_iter().for_each(|row| *row = (across - 1, start + all));
                let (seen, times) = (self.seen(start, across)?, self.seen(start, all)?);
                if seen == 0 || times == 0 {
                    self.flow.pass_over(Aside::Unseen);
                    return walker.skip();
                }
                self.look.ground = self.style(tag, Family::Cell).ground.or(look.ground);
                self.flow.open_cell()?;
                let down = if rows > 1 { Down::Begins } else { Down::None };
                Kind::Cell { across: seen, down, times }
            }
            // What merged cells cover is not shown; below the row where one begins, it keeps its place.
            "covered-table-cell" => {
                let all = times("number-columns-repeated");
                let (mut beside, mut start) = (0, 0);
                if let Some((covered, column)) = self.covered.last_mut() {
                    beside = all.min(*covered);
                    *covered -= beside;
                    start = *column;
                    *column += all;
                }
                let seen = self.seen(start + beside, all - beside)?;
                self.flow.blank_cells(seen, 1, Down::Continues)?;
                return walker.skip();
            }
            _ if tag.name().starts_with("draw:") && self.in_body => {
                self.flow.open_box()?;
                // What it is filled with nobody asks.
                self.look.ground = Some(Shade::Unknown);
                Kind::Shape
            }
            _ => Kind::Other,
        };
        self.frames.push(Frame { kind, look });
        Ok(())
    }

    /// How many of some columns are seen.
    fn seen(&self, start: usize, count: usize) -> Result<usize, ImportError> {
        let Some((folded, _)) = self.folded.last().filter(|(folded, _)| !folded.is_empty()) else { return Ok(count) };
        self.flow.budget().charge(folded.len())?;
        let hidden = folded.iter().map(|of| of.end.min(start + count).saturating_sub(of.start.max(start)));
        Ok(count.saturating_sub(hidden.sum()))
    }

    fn style(&self, tag: &Tag<'_>, family: Family) -> Style {
        tag.attribute("style-name").map(|name| self.styles.of(family, &name)).unwrap_or_default()
    }

    fn open_paragraph(&mut self, tag: &Tag<'_>) -> Setting {
        let style = self.style(tag, Family::Paragraph);
        self.look = style.over(Look { ground: self.look.ground, ..Look::default() });
        self.paragraphs += 1;
        self.after_blank = true;
        let heading = tag.local() == "h" || style.heading.unwrap_or(false);
        Setting { heading, right: style.right.unwrap_or(false) }
    }

    /// Takes words in; blanks and line ends of the source are one blank together.
    fn words(&mut self, words: &str) -> Result<(), ImportError> {
        let mut shown = String::new();
        for c in words.chars() {
            let blank = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !blank || !self.after_blank {
                shown.push(if blank { ' ' } else { c });
            }
            self.after_blank = blank;
        }
        self.flow.words(&shown, self.look)
    }

    fn close(&mut self) -> Result<(), ImportError> {
        let Some(Frame { kind, look }) = self.frames.pop() else { return Ok(()) };
        self.look = look;
        match kind {
            Kind::Paragraph(setting) => {
                self.paragraphs -= 1;
                self.after_blank = false;
                self.flow.end_paragraph(setting)?;
            }
            Kind::Shape => self.flow.close_box()?,
            Kind::Table => {
                self.folded.pop();
                self.flow.close_table()?;
            }
            Kind::Row { times } => {
                self.covered.pop();
                self.flow.close_row(Cut::default())?;
                self.flow.repeat_row(times - 1)?;
            }
            Kind::Cell { across, down, times } => {
                self.flow.close_cell(across, down);
                self.flow.repeat_cell(times - 1)?;
            }
            Kind::Other => {}
        }
        Ok(())
    }
}

/// Whether a row or a column is folded away.
fn is_folded(tag: &Tag<'_>) -> bool {
    matches!(tag.attribute("visibility").as_deref(), Some("collapse" | "filter"))
}
