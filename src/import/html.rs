//! Web pages as blocks: paragraphs, headings, and tables with their spans, as a reader sees them. What is no text of the
//! page (scripts, menus) is left out; tables that only lay a page out are walked through.

mod length;

mod colour;

mod ends;

mod media;

mod styled;

mod sheet;

mod look;

mod table;

use std::collections::BTreeSet;

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use super::ImportError;
use super::aside::Aside;
use super::block::{Block, Document, Line, Mark};
use super::budget::Budget;
use super::normal::{is_blank, is_blank_char, is_wide};
use super::text::pages::without_page_numbers;
use super::words::{Look, Words};
use crate::domain::proposal::Place;
use look::State;
use sheet::Sheet;
use styled::Display;

/// Elements nested deeper than this are no page that anybody wrote, and parsing time grows with the square of it.
const DEEPEST: usize = 3000;

/// What an element takes, or a piece of text between two, and what an attribute does.
const NODE: usize = 256;
const ATTRIBUTE: usize = 96;

/// The library holds every attribute of a tag against all before it; so many times that cost a unit.
const HELD_AGAINST: usize = 8;

/// Elements whose words are no part of the document.
const SILENT: [&str; 21] = [
    "script", "style", "noscript", "iframe", "head", "title", "nav", "select", "button", "template", "textarea",
    "object", "svg", "canvas", "audio", "video", "datalist", "noframes", "rp", "progress", "meter",
];

/// Elements that stand within a line.
const INLINE: [&str; 28] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "del",
    "em",
    "font",
    "i",
    "ins",
    "label",
    "mark",
    "o:p",
    "rb",
    "rt",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "wbr",
    "st1:chsdate",
];

pub fn read(text: &str, budget: &Budget) -> Result<Document, ImportError> {
    weigh(text, budget)?;
    budget.charge(text.len())?;
    let page = Html::parse_document(&ends::with_ends(text));
    let sheet = Sheet::new(&page, budget)?;
    let (mut blocks, mut asides) = seen(&page, &sheet, false, budget);
    // Where all tables are folded up, no other ones are meant.
    let is_grid = |block: &Block| matches!(block, Block::Grid(_));
    if asides.contains(&Aside::Unseen)
        && !blocks.iter().any(is_grid)
        && has(&page, |element| element.name() == "details")
    {
        (blocks, asides) = seen(&page, &sheet, true, budget);
        if blocks.iter().any(is_grid) {
            asides.insert(Aside::Folded);
        }
    }
    if !blocks.iter().any(is_grid) && has(&page, |element| element.name() == "iframe") {
        asides.insert(Aside::Frames);
    }
    budget.check()?;
    let asides = asides.into_iter().map(|aside| (Place::Unknown, aside)).collect();
    Ok(Document { blocks: without_page_numbers(blocks), asides, titles: titles(&page), ..Document::default() })
}

/// Whether some element of a page is so.
fn has(page: &Html, fits: impl Fn(&Element) -> bool) -> bool {
    page.tree.nodes().any(|node| node.value().as_element().is_some_and(&fits))
}

/// What is seen of a page, and what was passed over; what is folded up is taken as unfolded where that is asked.
fn seen(page: &Html, sheet: &Sheet, unfolded: bool, budget: &Budget) -> (Vec<Block>, BTreeSet<Aside>) {
    let mut reader = Reader {
        blocks: Vec::new(),
        asides: BTreeSet::new(),
        words: Words::default(),
        states: vec![State::of_page(!sheet.goes_on, unfolded)],
        sheet,
        headings: 0,
        mains: 0,
        feet: 0,
        links: 0,
        own: false,
        budget: budget.clone(),
    };
    let mut skipped = None;
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) if skipped.is_none() => skipped = reader.open(node).then(|| node.id()),
            Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
            Edge::Close(node) if skipped.is_none() => reader.close(node),
            _ => {}
        }
    }
    reader.flush();
    (reader.blocks, reader.asides)
}

/// Charges what the library makes of a page, by its tags alone, and refuses one whose elements nest too deeply: an upper
/// estimate, in which elements that close themselves do not count.
fn weigh(text: &str, budget: &Budget) -> Result<(), ImportError> {
    const CLOSING: [&str; 24] = [
        "br", "img", "hr", "meta", "link", "input", "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "col",
        "colgroup", "option", "dd", "dt", "area", "base", "wbr", "source", "embed",
    ];
    // What is set in letters of some kind and never closed is set anew in every paragraph.
    const SET: [&str; 14] =
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    let (mut depth, mut set) = (0usize, 0usize);
    // Where the tag ends that was looked at last, and the script.
    let (mut behind, mut script) = (0, 0);
    for (at, _) in text.match_indices('<') {
        let rest = &text.as_bytes()[at + 1..];
        // A sign within a tag that has been looked at opens none.
        if at >= behind && rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let (length, attributes) = tag(rest);
            behind = at + 1 + length;
            budget.charge(attributes * ATTRIBUTE + attributes * attributes / HELD_AGAINST)?;
        }
        let closing = rest.first() == Some(&b'/');
        let name: String = rest[usize::from(closing)..]
            .iter()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
        if name.is_empty() {
            continue;
        }
        budget.charge(NODE + set * (NODE / 4))?;
        let end = rest.get(usize::from(closing) + name.len());
        let whole = end.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        if name == "script" && !closing && at >= script {
            script = text[at..].find("</script").map_or(script, |length| at + length);
        }
        if at >= script && whole && SET.contains(&name.as_str()) {
            set = if closing { set.saturating_sub(1) } else { set + 1 };
        }
        if CLOSING.contains(&name.as_str()) {
            continue;
        }
        depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return Err(ImportError::TooDeep);
        }
    }
    Ok(())
}

/// The length of a tag, and how many attributes it has at most.
fn tag(rest: &[u8]) -> (usize, usize) {
    let (mut attributes, mut apart, mut quote, mut last) = (0, false, None, 0);
    for (at, &byte) in rest.iter().enumerate() {
        match byte {
            _ if quote == Some(byte) => (quote, apart) = (None, true),
            b'>' if quote.is_none() => return (at, attributes),
            b'"' | b'\'' if quote.is_none() && last == b'=' => quote = Some(byte),
            // Blanks before a value are no end of the sign before it. What stands between quotes is counted too: where a
            // script or a remark stands, the quotes may be none.
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' => {
                apart = true;
                continue;
            }
            b'/' if quote.is_none() => apart = true,
            _ => attributes += usize::from(std::mem::take(&mut apart)),
        }
        last = byte;
    }
    (rest.len(), attributes)
}

struct Reader<'a> {
    blocks: Vec<Block>,
    asides: BTreeSet<Aside>,
    words: Words,
    sheet: &'a Sheet,
    /// How the open elements look, the page itself first.
    states: Vec<State>,
    headings: usize,
    mains: usize,
    feet: usize,
    links: usize,
    /// Whether something of the open words is no link to elsewhere.
    own: bool,
    budget: Budget,
}

impl Reader<'_> {
    /// Takes a node in; `true` where what is inside has been dealt with.
    fn open(&mut self, node: NodeRef<Node>) -> bool {
        let Some(outer) = self.states.last().cloned() else { return true };
        let element = match node.value() {
            Node::Text(text) => {
                let look = outer.look();
                self.own |= self.links == 0 && !is_blank(text);
                // What else nobody sees of a page is mostly its menus.
                if look != Look::Unseen {
                    self.words.push_with(look, text, append);
                } else if text.contains(|c: char| c.is_ascii_digit() || c == '。') {
                    self.words.push(look, text);
                }
                return false;
            }
            Node::Element(element) => element,
            _ => return false,
        };
        let name = element.name();
        let is_spoken = name == "rt" && !table::has_mark(node, &self.budget);
        if SILENT.contains(&name) || is_spoken || (name == "footer" && self.mains == 0) {
            return true;
        }
        let state = outer.within(element, &self.sheet.of(node, self.states.len(), &self.budget), &self.budget);
        if state.gone {
            if table::holds_figures(node, &self.budget) {
                self.asides.insert(Aside::Unseen);
            }
            return true;
        }
        if !is_inline(name, &state) {
            self.flush();
        }
        match name {
            "main" => self.mains += 1,
            _ if is_foot(element) => self.feet += 1,
            _ if is_link(element) => self.links += 1,
            "table" => {
                let found = table::ShownTable::new(node, state.clone(), self.sheet, self.states.len(), &self.budget);
                if let Some(table::ShownTable { grid, asides }) = found {
                    self.asides.extend(asides);
                    self.blocks.extend(grid.map(Block::Grid));
                    return true;
                }
            }
            _ if is_heading(element) => self.headings += 1,
            _ => {}
        }
        self.states.push(state);
        false
    }

    fn close(&mut self, node: NodeRef<Node>) {
        let Node::Element(element) = node.value() else { return };
        let state = self.states.pop();
        if state.is_none_or(|state| !is_inline(element.name(), &state)) {
            self.flush();
        }
        match element.name() {
            "main" => self.mains -= 1,
            _ if is_foot(element) => self.feet -= 1,
            _ if is_link(element) => self.links -= 1,
            _ if is_heading(element) => self.headings -= 1,
            _ => {}
        }
    }

    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        self.asides.extend(words.aside());
        let text = words.paragraph();
        let text = text.trim_matches(is_blank_char);
        // A link to another page is no heading of this one.
        let own = std::mem::take(&mut self.own);
        if !text.is_empty() {
            let mark = match (self.feet > 0, self.headings > 0 && own) {
                (true, _) => Mark::Foot,
                (_, true) => Mark::Heading,
                _ => Mark::None,
            };
            self.blocks.push(Block::Paragraph(Line { text: text.to_string(), mark, ..Line::default() }));
        }
    }
}

/// Whether an element stands within a line.
fn is_inline(name: &str, state: &State) -> bool {
    INLINE.contains(&name) && !matches!(state.display, Some(Display::Block | Display::Boxes { in_line: false }))
}

/// Whether an element leads to another page.
fn is_link(element: &Element) -> bool {
    element.name() == "a" && element.attr("href").is_some_and(|href| !href.trim().is_empty() && !href.contains('#'))
}

fn is_heading(element: &Element) -> bool {
    matches!(element.name(), "hgroup" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether an element holds signature and date: a foot, or a paragraph set to the right where no foot can be marked.
fn is_foot(element: &Element) -> bool {
    let is_right = |style: &str| {
        let mut declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
        declarations.any(|(name, value)| name.trim() == "text-align" && value.trim() == "right")
    };
    match element.name() {
        "footer" => true,
        "p" => element.attr("style").is_some_and(is_right) || element.attr("align") == Some("right"),
        _ => false,
    }
}

/// Appends words with every run of blanks as one; a line end of the source between Chinese characters is none.
fn append(words: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let blanks = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
        if blanks == 0 {
            words.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (run, after) = rest.split_at(blanks);
        let last = words.chars().next_back();
        let between = last.is_some_and(is_wide) && after.chars().next().is_some_and(is_wide);
        if !(last.is_none_or(|c| c == ' ') || (run.contains('\n') && between)) {
            words.push(' ');
        }
        rest = after;
    }
}

/// How words within a tag look, which is said of it alone: that of a piece of a page in Markdown.
pub fn look(tag: &str, budget: &Budget) -> Look {
    let page = Html::parse_fragment(tag);
    let elements = page.tree.root().descendants().filter_map(|node| node.value().as_element());
    let state = elements.last().filter(|element| element.name() != "html");
    let state = state.map(|element| State::of_page(true, true).within(element, &styled::Said::default(), budget));
    state.map_or(Look::Plain, |state| state.look())
}

/// What a page says in its head that it is called.
fn titles(page: &Html) -> Vec<String> {
    const NAMES: [&str; 3] = ["articletitle", "og:title", "title"];
    let mut titles = Vec::new();
    for node in page.tree.root().descendants() {
        let Node::Element(element) = node.value() else { continue };
        match element.name() {
            "title" => {
                titles.extend(node.children().filter_map(|child| child.value().as_text().map(|text| text.to_string())))
            }
            "meta" => {
                let name = element.attr("name").or_else(|| element.attr("property")).unwrap_or_default().to_lowercase();
                let title = element.attr("content").filter(|_| NAMES.contains(&name.as_str()));
                titles.extend(title.map(String::from));
            }
            "body" => break,
            _ => {}
        }
    }
    titles
}
