//! Where everything stands on the pages: title, headings, paragraphs in lines after the Chinese habits, page numbers.
//! Lengths are thousandths of a point from the top left corner of the page; tables are placed by `table`.

use super::face::{Faces, Role, Run, Style};
use super::table;
use crate::export::document::{Document, Level, Paragraph};
use crate::export::page;
use crate::export::title::Title;
use crate::export::wrap::wrap_to_be_joined;

/// What is drawn, page by page, and what it is.
#[derive(Debug, Default)]
pub struct Laid {
    pub pages: Vec<Page>,
    /// What the pieces are part of, in reading order.
    pub elements: Vec<Element>,
    /// The chapters: heading, page and height on it.
    pub outline: Vec<(String, usize, usize)>,
}

#[derive(Debug, Default)]
pub struct Page {
    /// Lines of text, in reading order.
    pub pieces: Vec<Piece>,
    /// Rules of tables, from a point to a point.
    pub rules: Vec<((usize, usize), (usize, usize))>,
    /// Shaded grounds of cells, from corner to corner.
    pub grounds: Vec<((usize, usize), (usize, usize))>,
}

#[derive(Debug)]
pub struct Piece {
    pub x: usize,
    pub baseline: usize,
    pub runs: Vec<Run>,
    pub tint: Tint,
    /// The element it is part of; none for what belongs to the page.
    pub element: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tint {
    Black,
    Grey,
}

/// Something that has a meaning of its own.
#[derive(Debug, Clone, Copy)]
pub struct Element {
    pub kind: ElementKind,
}

#[derive(Debug, Clone, Copy)]
pub enum ElementKind {
    Title,
    Heading,
    Paragraph,
    /// Signature and date.
    Closing,
    /// A label of a table: which table, its first row, rows and columns covered, whether it heads what is beside it.
    Head {
        table: usize,
        row: u16,
        span: (u16, u16),
        across: bool,
    },
    /// A figure or a remark.
    Cell {
        table: usize,
        row: u16,
        span: (u16, u16),
    },
}

/// Thousandths of a point in the twentieth of a point in which the page is measured.
const fn exact(twips: u32) -> usize {
    twips as usize * 50
}

pub const LEFT: usize = exact(page::LEFT);
pub const TOP: usize = exact(page::TOP);
/// The type area.
pub const WIDE: usize = exact(page::TEXT_WIDTH);
pub const HIGH: usize = exact(page::HEIGHT - page::TOP - page::BOTTOM);
pub const PITCH: usize = exact(page::LINE);
const BODY: usize = exact(page::BODY);
const FOLIO: usize = exact(page::FOLIO);

/// The pitch of the title's lines.
const TITLE_PITCH: usize = 36_000;

/// Characters on a line: full-width ones stand as close as that takes.
const ON_LINE: usize = page::CHARACTERS as usize;

/// How far page numbers stand below the type area.
const FOLIO_GAP: usize = exact(page::millimetres(7));

/// Lines are spread to the full width where that takes at most this part of the type size between two characters.
const SPREAD: usize = 11;

/// How far closing lines end before the right edge, in characters.
const CLOSING_INDENT: usize = 2;

/// The space above a table, and below it: a blank line.
const TABLE_GAP: usize = PITCH;

fn body(role: Role) -> Style {
    Style { role, size: BODY, closer: (BODY * ON_LINE - WIDE) / ON_LINE }
}

/// Where the baseline is in a line of that height: Chinese characters stand in the middle of it.
pub fn baseline(height: usize, size: usize) -> usize {
    (height + size) / 2 - size * 12 / 100
}

pub fn lay_out(document: &Document, faces: &Faces) -> Laid {
    let mut layout = Layout { faces, laid: Laid { pages: vec![Page::default()], ..Laid::default() }, y: 0 };
    if let Some(mark) = document.mark {
        layout.block(mark, mark.len(), Role::Heading, 0, ElementKind::Paragraph);
        layout.y += PITCH;
    }
    let title = Title::new(document, 0);
    for lines in [&title.agency, &title.title] {
        layout.title(lines, exact(title.size));
    }
    layout.y += PITCH;
    document.preamble.iter().for_each(|paragraph| layout.paragraph(paragraph));
    let mut tables = 0;
    for chapter in &document.chapters {
        let own = chapter.table.as_ref().map(|table| table::Sheet::new(table, faces, HIGH - PITCH - TABLE_GAP));
        let whole = own.as_ref().map(|sheet| TABLE_GAP + sheet.height()).filter(|height| height + PITCH <= HIGH);
        let follows = if chapter.paragraphs.is_empty() { whole.unwrap_or(PITCH) } else { PITCH };
        layout.need(PITCH + follows);
        layout.laid.outline.push((chapter.heading.clone(), layout.laid.pages.len() - 1, TOP + layout.y));
        layout.block(&chapter.heading, chapter.heading.len(), Role::Heading, 2, ElementKind::Heading);
        chapter.paragraphs.iter().for_each(|paragraph| layout.paragraph(paragraph));
        if let Some(sheet) = own {
            layout.need(whole.unwrap_or(HIGH).min(HIGH));
            layout.y += TABLE_GAP;
            layout.y = sheet.place(&mut layout.laid, tables, layout.y);
            // The space below is none of the next page's.
            layout.y = (layout.y + TABLE_GAP).min(HIGH);
            tables += 1;
        }
    }
    layout.closing(&document.closing);
    layout.folios(document.mark);
    layout.laid
}

struct Layout<'a> {
    faces: &'a Faces<'a>,
    laid: Laid,
    /// How far down the type area of the last page it has come.
    y: usize,
}

impl Layout<'_> {
    /// Begins a new page where less room than this is left, unless the page is empty.
    fn need(&mut self, height: usize) {
        if self.y > 0 && self.y + height > HIGH {
            self.laid.pages.push(Page::default());
            self.y = 0;
        }
    }

    fn element(&mut self, kind: ElementKind) -> usize {
        self.laid.elements.push(Element { kind });
        self.laid.elements.len() - 1
    }

    /// A line of that height, its text at a distance from the left edge.
    fn line(&mut self, x: usize, height: usize, size: usize, runs: Vec<Run>, element: usize) {
        self.need(height);
        if runs.is_empty() {
            self.y += height;
            return;
        }
        let baseline = TOP + self.y + baseline(height, size);
        let piece = Piece { x: LEFT + x, baseline, runs, tint: Tint::Black, element: Some(element) };
        if let Some(page) = self.laid.pages.last_mut() {
            page.pieces.push(piece);
        }
        self.y += height;
    }

    fn title(&mut self, lines: &[&str], size: usize) {
        if lines.is_empty() {
            return;
        }
        let style = Style::new(Role::Title, size);
        let element = self.element(ElementKind::Title);
        let faces = self.faces;
        // Letters that are wider than half a character make a line longer than was counted.
        for line in
            lines.iter().flat_map(|line| wrap_to_be_joined(line, WIDE, WIDE, |_, piece| faces.width(style, piece)))
        {
            let runs = faces.runs(style, line.trim());
            let x = WIDE.saturating_sub(width(&runs)) / 2;
            self.line(x, TITLE_PITCH, size, runs, element);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let (lead, _) = paragraph.parts();
        let role = match paragraph.lead.map(|lead| lead.level) {
            Some(Level::Second) => Role::Second,
            _ => Role::Body,
        };
        // A sub-heading does not stand alone at the foot of a page.
        if paragraph.heading().is_some() {
            self.need(2 * PITCH);
        }
        self.block(&paragraph.text, lead.len(), role, 2, ElementKind::Paragraph);
    }

    /// A text whose first `lead` bytes are in a face of their own, its first line indented by some characters. Every
    /// line but the last is spread to the right edge.
    fn block(&mut self, text: &str, lead: usize, role: Role, indent: usize, kind: ElementKind) {
        let element = self.element(kind);
        let style = |at: usize| body(if at < lead { role } else { Role::Body });
        let indent = indent * (BODY - body(role).closer);
        let faces = self.faces;
        let lines = wrap_to_be_joined(text, WIDE - indent, WIDE, |at, piece| faces.width(style(at), piece));
        let (mut at, last) = (0, lines.len() - 1);
        for (index, line) in lines.into_iter().enumerate() {
            let x = if index == 0 { indent } else { 0 };
            let split = lead.saturating_sub(at).min(line.len());
            at += line.len();
            let (first, rest) = line.split_at(split);
            let mut runs = faces.runs(body(role), if x == 0 { first.trim_start() } else { first });
            let rest = if first.is_empty() { rest.trim_start() } else { rest };
            runs.extend(faces.runs(body(Role::Body), rest.trim_end()));
            if index < last {
                spread(&mut runs, WIDE - x);
            }
            self.line(x, PITCH, BODY, runs, element);
        }
    }

    /// Closing lines end at the right, below a blank line.
    fn closing(&mut self, lines: &[Paragraph]) {
        if lines.is_empty() {
            return;
        }
        self.need((1 + lines.len().min(3)) * PITCH);
        self.y += if self.y > 0 { PITCH } else { 0 };
        let style = body(Role::Body);
        let room = WIDE - CLOSING_INDENT * BODY;
        for line in lines {
            let element = self.element(ElementKind::Closing);
            for line in wrap_to_be_joined(&line.text, room, room, |_, piece| self.faces.width(style, piece)) {
                let runs = self.faces.runs(style, line.trim());
                self.line(room.saturating_sub(width(&runs)), PITCH, BODY, runs, element);
            }
        }
    }

    /// Page numbers: odd ones at the right, even ones at the left, one character in. A draft is marked on every page.
    fn folios(&mut self, mark: Option<&str>) {
        let style = Style::new(Role::Body, FOLIO);
        for (index, page) in self.laid.pages.iter_mut().enumerate() {
            let mut add = |text: &str, odd: bool, baseline| {
                let runs = self.faces.runs(style, text);
                let x = if odd { WIDE.saturating_sub(width(&runs) + FOLIO) } else { FOLIO };
                page.pieces.push(Piece { x: LEFT + x, baseline, runs, tint: Tint::Black, element: None });
            };
            let odd = index % 2 == 0;
            add(&format!("— {} —", index + 1), odd, TOP + HIGH + FOLIO_GAP + FOLIO / 3);
            if let Some(mark) = mark.filter(|_| index > 0) {
                add(mark, odd, TOP - FOLIO);
            }
        }
    }
}

pub fn width(runs: &[Run]) -> usize {
    runs.iter().map(Run::width).sum()
}

/// Spreads a line to a width, or leaves it as it is where that would tear it apart.
fn spread(runs: &mut [Run], wide: usize) {
    let gaps = runs.iter().map(|run| run.glyphs.len()).sum::<usize>().saturating_sub(1);
    let slack = wide.saturating_sub(width(runs));
    if gaps == 0 || slack / gaps > BODY / SPREAD {
        return;
    }
    let glyphs = runs.iter_mut().flat_map(|run| &mut run.glyphs).take(gaps);
    for (index, glyph) in glyphs.enumerate() {
        glyph.advance += slack * (index + 1) / gaps - slack * index / gaps;
    }
}
