//! The walk through `document.xml`, element by element on a stack of our own. It gathers paragraphs with their places
//! and tables with their cells; what words mean is the recogniser's business.

mod around;

mod ends;

use std::ops::Range;

use super::alternative::{self, Alternative};
use super::frame::{Frame, FrameKind};
use super::grid::{Placed, Row, Table};
use super::numbering::Counts;
use super::properties;
use super::story::{Control, Paragraph, Piece, PieceKind, Run, Story};
use super::styles::{Style, Styles};
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Tag, Walker};
use crate::import::normal::is_blank;
use crate::import::words::{Look, as_signs};

/// What paragraphs and their parts take: their places in the source are kept with them.
const PARAGRAPH: usize = size_of::<Paragraph>() + size_of::<Placed>();
const RUN: usize = size_of::<Run>();
const PIECE: usize = size_of::<Piece>() + size_of::<Placed>() / 2;
const CELL: usize = size_of::<super::grid::Cell>() + size_of::<Placed>();

/// The blocks of `document.xml`.
pub fn story(text: &str, styles: &Styles, budget: &Budget) -> Result<Story, ImportError> {
    let mut walker = Walker::within(text, budget);
    let mut walk = Walk::new(styles);
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => walk.open(&tag, &mut walker)?,
            Step::Text(words) => walk.words(&words),
            Step::Close => walk.close(walker.at()),
        }
        budget.charge(std::mem::take(&mut walk.taken))?;
    }
    Ok(walk.finish())
}

struct Walk<'a> {
    styles: &'a Styles,
    /// The style of paragraphs that name none.
    usual: Style,
    story: Story,
    /// The prefix of the names of the document's own elements, with the colon.
    prefix: Option<String>,
    stack: Vec<Frame>,
    /// Blocks gathered, for the body and for every open cell.
    sinks: Vec<Vec<Placed>>,
    tables: Vec<Table>,
    /// The open paragraphs, by index; text boxes stand in paragraphs.
    paragraphs: Vec<usize>,
    controls: Vec<usize>,
    alternatives: Vec<Alternative>,
    /// For every open fallback, how many paragraphs were open when it began.
    fallbacks: Vec<usize>,
    /// For every open field, the paragraph in which it began, and whether its result has begun.
    fields: Vec<(usize, bool)>,
    deleted: usize,
    wrapped: usize,
    /// Words whose paragraph's end was deleted.
    carried: String,
    /// The paragraphs that those words are from.
    leaders: Vec<usize>,
    /// Whether blanks around the open words do not count.
    trims: bool,
    /// Whether blanks count wherever nothing else is said.
    keeps_blanks: bool,
    /// How far the lists were counted.
    counts: Counts,
    /// What was made since the budget was charged last.
    taken: usize,
}

impl<'a> Walk<'a> {
    fn new(styles: &'a Styles) -> Walk<'a> {
        Walk {
            styles,
            usual: styles.usual(),
            story: Story::default(),
            prefix: None,
            stack: Vec::new(),
            sinks: vec![Vec::new()],
            tables: Vec::new(),
            paragraphs: Vec::new(),
            controls: Vec::new(),
            alternatives: Vec::new(),
            fallbacks: Vec::new(),
            fields: Vec::new(),
            deleted: 0,
            wrapped: 0,
            carried: String::new(),
            leaders: Vec::new(),
            trims: false,
            keeps_blanks: false,
            counts: Counts::default(),
            taken: 0,
        }
    }

    /// Takes an element in. What has been dealt with as a whole leaves the walker behind it.
    fn open(&mut self, tag: &Tag<'_>, walker: &mut Walker<'_>) -> Result<(), ImportError> {
        let at = walker.at();
        if self.prefix.is_none() {
            let prefix = &tag.name()[..tag.name().len() - tag.local().len()];
            self.prefix = Some(prefix.to_string());
            self.keeps_blanks = tag.attribute("space").as_deref() == Some("preserve");
        }
        let own = self.prefix.as_deref().and_then(|prefix| tag.name().strip_prefix(prefix));
        let name = own.filter(|name| !name.contains(':'));
        let kind = match (name, tag.local()) {
            (Some(name), _) => match self.own(name, tag, walker)? {
                Some(kind) => kind,
                None => return Ok(()),
            },
            (None, "AlternateContent") => {
                self.alternatives.push(Alternative::default());
                self.hold_more();
                FrameKind::Alternative
            }
            (None, "Choice" | "Fallback") => {
                let parent = self.stack.last().is_some_and(|frame| frame.kind == FrameKind::Alternative);
                match self.alternatives.last_mut().filter(|_| parent) {
                    Some(alternative) if !alternative.chosen && alternative::is_drawn(tag) => {
                        alternative.chosen = true;
                        FrameKind::Choice
                    }
                    Some(_) => {
                        self.sinks.push(Vec::new());
                        self.fallbacks.push(self.paragraphs.len());
                        FrameKind::Fallback
                    }
                    None => FrameKind::Other,
                }
            }
            // Word 2003 keeps tracked changes so.
            (None, "annotation") if tag.attribute("type").as_deref() == Some("Word.Deletion") => {
                self.deleted += 1;
                FrameKind::Deleted
            }
            (None, "blip" | "imagedata") => {
                self.picture();
                FrameKind::Other
            }
            (None, name) => self.of_equation(name, at.clone()),
        };
        self.stack.push(Frame { kind, tag: at, table: false });
        Ok(())
    }

    /// Takes in an element of the document's own kind; `None` where it has been read to its end.
    fn own(&mut self, name: &str, tag: &Tag<'_>, walker: &mut Walker<'_>) -> Result<Option<FrameKind>, ImportError> {
        let at = walker.at();
        if self.in_fallback()
            && matches!(name, "t" | "delText" | "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "sym")
        {
            return Ok(Some(FrameKind::Other));
        }
        let kind = match name {
            "body" => {
                self.story.body = at.end;
                FrameKind::Body
            }
            "p" => {
                self.begin_paragraph(tag, at);
                FrameKind::Paragraph
            }
            "pPr" if self.within(FrameKind::Paragraph) => {
                let of_table = self.of_table();
                if let Some(paragraph) = self.paragraphs.last().map(|&index| &mut self.story.paragraphs[index]) {
                    properties::of_paragraph(paragraph, of_table, self.styles, walker)?;
                }
                return Ok(None);
            }
            "r" if !self.paragraphs.is_empty() => {
                self.taken += RUN;
                let (wrapped, inner) = (self.wrapped > 0 || self.deleted > 0, at.end..at.end);
                let ground = self.ground();
                let look = self
                    .paragraph()
                    .map_or(Look::Plain, |paragraph| paragraph.letters.look(ground, paragraph.enclosed));
                let run = Run { element: at, inner, wrapped, look, ..Run::default() };
                self.paragraph().into_iter().for_each(|paragraph| paragraph.runs.push(run.clone()));
                FrameKind::Run
            }
            "rPr" if self.within(FrameKind::Run) => {
                let (ground, styles, in_equation) = (self.ground(), self.styles, self.in_equation());
                match self.paragraph() {
                    Some(Paragraph { runs, letters, enclosed, .. }) if !runs.is_empty() => {
                        let last = runs.len() - 1;
                        let set = runs[last].look;
                        properties::of_run(&mut runs[last], *letters, (ground, *enclosed), styles, walker)?;
                        // In an equation, what is raised is so whatever its letters are like.
                        if in_equation && matches!(set, Look::Raised | Look::Lowered) && runs[last].is_shown() {
                            runs[last].look = set;
                        }
                    }
                    _ => walker.skip()?,
                }
                return Ok(None);
            }
            "t" | "delText" if self.within_run() => {
                let kind = match () {
                    () if name == "delText" || self.deleted > 0 => PieceKind::Deleted,
                    () if self.in_placeholder() => PieceKind::Placeholder,
                    () => PieceKind::Words,
                };
                self.piece(kind, "", at);
                self.trims = tag.attribute("space").map_or(!self.keeps_blanks, |space| space != "preserve");
                FrameKind::Words
            }
            "tab" | "ptab" | "noBreakHyphen" | "softHyphen" if self.within_run() => {
                let sign = if name.ends_with("tab") { "\t" } else { "-" };
                let sign = if name == "softHyphen" || self.deleted > 0 { "" } else { sign };
                self.piece(PieceKind::Sign, sign, at);
                FrameKind::Other
            }
            "br" | "cr" if self.within_run() => {
                let page = matches!(tag.attribute("type").as_deref(), Some("page" | "column"));
                if page {
                    self.hold_more();
                } else if self.deleted == 0 {
                    self.piece(PieceKind::Break, "", at);
                }
                FrameKind::Other
            }
            "tbl" => {
                if let Some(parent) = self.stack.last_mut() {
                    parent.table = true;
                }
                self.tables.push(Table::default());
                FrameKind::Table
            }
            "tr" if self.within_any(&[FrameKind::Table]) => {
                self.tables.last_mut().into_iter().for_each(|table| table.rows.push(Row::default()));
                FrameKind::Row
            }
            "trPr" | "tcPr" => {
                let row = self.tables.last_mut().and_then(|table| table.rows.last_mut());
                match row {
                    Some(row) => properties::of_table(row, name == "tcPr", self.styles, walker)?,
                    None => walker.skip()?,
                }
                return Ok(None);
            }
            "tblPr" => {
                match self.tables.last_mut() {
                    Some(table) => properties::of_whole_table(table, self.styles, walker)?,
                    None => walker.skip()?,
                }
                return Ok(None);
            }
            "tc" if self.within_any(&[FrameKind::Row]) => {
                self.taken += CELL;
                let row = self.tables.last_mut().and_then(|table| table.rows.last_mut());
                row.into_iter().for_each(|row| row.cells.push(Default::default()));
                self.sinks.push(Vec::new());
                FrameKind::Cell
            }
            "txbxContent" => {
                self.hold_more();
                FrameKind::TextBox
            }
            "sdt" => {
                let outer = self.controls.last().copied();
                self.story.controls.push(Control { outer, ..Control::default() });
                self.controls.push(self.story.controls.len() - 1);
                self.taken += PIECE;
                FrameKind::Control
            }
            "sdtPr" => {
                let control = self.controls.last().map(|&index| &mut self.story.controls[index]);
                match control {
                    Some(control) => properties::of_control(control, walker)?,
                    None => walker.skip()?,
                }
                return Ok(None);
            }
            "ins" | "moveTo" | "hyperlink" => {
                self.wrapped += 1;
                FrameKind::Wrapper
            }
            "del" | "moveFrom" => {
                self.deleted += 1;
                FrameKind::Deleted
            }
            "altChunk" => {
                let before = self.sinks.first().map_or(0, Vec::len);
                self.story.chunks.push((before, tag.attribute("id").unwrap_or_default()));
                self.taken += PIECE;
                FrameKind::Other
            }
            "fldChar" => {
                self.field(&tag.attribute("fldCharType").unwrap_or_default());
                self.hold_more();
                FrameKind::Other
            }
            "ddList" => {
                let chosen = properties::of_choice(walker)?;
                self.choose(&chosen.unwrap_or_default(), at);
                return Ok(None);
            }
            // Word 2003 writes notes where their marks stand.
            "rt" | "sectPr" | "footnote" | "endnote" => {
                walker.skip()?;
                return Ok(None);
            }
            _ if name.starts_with("bookmark") || name.starts_with("comment") || name.starts_with("perm") => {
                if self.within(FrameKind::Run) {
                    self.hold_more();
                } else {
                    let place = at;
                    walker.skip()?;
                    let whole = place.start..walker.at().end;
                    self.paragraph().into_iter().for_each(|paragraph| paragraph.marks.push(whole.clone()));
                    return Ok(None);
                }
                FrameKind::Other
            }
            "lastRenderedPageBreak" | "proofErr" | "smartTag" | "sdtContent" | "sdtEndPr" => FrameKind::Other,
            _ => {
                self.hold_more();
                FrameKind::Other
            }
        };
        Ok(Some(kind))
    }

    fn within(&self, kind: FrameKind) -> bool {
        self.stack.last().is_some_and(|frame| frame.kind == kind)
    }

    /// Whether the innermost element of the table's own is one of these; controls and the like may stand between.
    fn within_any(&self, kinds: &[FrameKind]) -> bool {
        let own = [
            FrameKind::Table,
            FrameKind::Row,
            FrameKind::Cell,
            FrameKind::Body,
            FrameKind::TextBox,
            FrameKind::Paragraph,
        ];
        let inner = self.stack.iter().rev().find(|frame| own.contains(&frame.kind));
        inner.is_some_and(|frame| kinds.contains(&frame.kind))
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.paragraphs.last().map(|&index| &mut self.story.paragraphs[index])
    }

    fn hold_more(&mut self) {
        self.paragraph().into_iter().for_each(|paragraph| paragraph.holds_more = true);
    }

    fn begin_paragraph(&mut self, tag: &Tag<'_>, at: Range<usize>) {
        self.taken += PARAGRAPH + self.alternatives.len() * size_of::<usize>();
        let index = self.story.paragraphs.len();
        let container = self
            .stack
            .iter()
            .rev()
            .find(|frame| matches!(frame.kind, FrameKind::Cell | FrameKind::TextBox | FrameKind::Body))
            .map(|frame| frame.kind);
        let behind_table = self.stack.last_mut().is_some_and(|parent| std::mem::take(&mut parent.table));
        let prefix = tag.name().strip_suffix(tag.local()).unwrap_or_default().to_string();
        self.story.paragraphs.push(Paragraph {
            element: at.clone(),
            inner: at.end..at.end,
            prefix,
            enclosed: container != Some(FrameKind::Body),
            behind_table,
            letters: self.usual.letters.over(self.of_table()).over(self.styles.plain),
            ground: self.usual.ground,
            ..Paragraph::default()
        });
        if container == Some(FrameKind::Cell)
            && let Some(cell) = self.tables.last_mut().and_then(|table| table.rows.last_mut()?.cells.last_mut())
        {
            cell.paragraphs.push(index);
        }
        for alternative in &mut self.alternatives {
            alternative.fallback.push(index);
        }
        self.paragraphs.push(index);
    }

    fn piece(&mut self, kind: PieceKind, text: &str, at: Range<usize>) {
        self.taken += PIECE + self.controls.len();
        let control = self.controls.last().copied();
        let Some(paragraph) = self.paragraphs.last().map(|&index| &mut self.story.paragraphs[index]) else { return };
        let Some(run) = paragraph.runs.len().checked_sub(1) else { return };
        let text = if paragraph.runs[run].is_shown() { text.to_string() } else { String::new() };
        let inner = at.end..at.end;
        paragraph.pieces.push(Piece { text, kind, element: at, inner, run, control });
    }

    fn words(&mut self, words: &str) {
        if !self.within(FrameKind::Words) || self.in_code() {
            return;
        }
        let Some(paragraph) = self.paragraph() else { return };
        let look = paragraph.runs.last().map_or(Look::Plain, |run| run.look);
        let Some(piece) = paragraph.pieces.last_mut().filter(|piece| piece.kind == PieceKind::Words) else { return };
        match look {
            Look::Plain => piece.text.push_str(words),
            Look::Raised | Look::Lowered => piece.text.push_str(&as_signs(words, look == Look::Raised)),
            Look::Struck | Look::Unseen if is_blank(words) => {}
            Look::Struck => paragraph.passed = Some(Aside::Struck),
            Look::Unseen => paragraph.passed = paragraph.passed.or(Some(Aside::Unseen)),
            Look::Turned => paragraph.passed = paragraph.passed.or(Some(Aside::Leftwards)),
        }
    }

    fn close(&mut self, at: Range<usize>) {
        let Some(frame) = self.stack.pop() else { return };
        let element = frame.tag.start..at.end;
        let inner = frame.tag.end..at.start.max(frame.tag.end);
        match frame.kind {
            FrameKind::Paragraph => self.end_paragraph(element, inner),
            FrameKind::Run => {
                if let Some(run) = self.paragraph().and_then(|paragraph| paragraph.runs.last_mut()) {
                    (run.element, run.inner) = (element, inner);
                }
            }
            FrameKind::Words => {
                let trims = self.trims;
                if let Some(piece) = self.paragraph().and_then(|paragraph| paragraph.pieces.last_mut()) {
                    (piece.element, piece.inner) = (element, inner);
                    if trims {
                        piece.text = piece.text.trim_matches(|c: char| c.is_ascii_whitespace()).to_string();
                    }
                }
            }
            FrameKind::Cell => {
                let content = self.sinks.pop().unwrap_or_default();
                if let Some(cell) = self.tables.last_mut().and_then(|table| table.rows.last_mut()?.cells.last_mut()) {
                    let paragraphs = cell.paragraphs.iter().filter_map(|&index| self.story.paragraphs.get(index));
                    cell.aside = paragraphs.filter_map(Paragraph::aside).min();
                    cell.content = content;
                }
            }
            FrameKind::Row => {
                if let Some(table) = self.tables.last_mut() {
                    let holds = |row: &Row| row.cells.iter().any(|cell| !cell.content.is_empty());
                    self.story.hides_rows |= table.rows.last().is_some_and(|row| row.hidden && holds(row));
                    table.rows.pop_if(|row| row.deleted || row.hidden);
                }
            }
            FrameKind::Table => {
                let mut table = self.tables.pop().unwrap_or_default();
                table.hide_parts();
                if let Some(sink) = self.sinks.last_mut() {
                    sink.extend(table.placed());
                }
            }
            FrameKind::Wrapper => self.wrapped -= 1,
            FrameKind::Deleted => self.deleted -= 1,
            FrameKind::Control => drop(self.controls.pop()),
            FrameKind::Choice => {
                if let Some(alternative) = self.alternatives.last_mut() {
                    alternative.choice = std::mem::take(&mut alternative.fallback);
                }
            }
            FrameKind::Fallback => {
                self.sinks.pop();
                self.fallbacks.pop();
            }
            FrameKind::Alternative => {
                let alternative = self.alternatives.pop().unwrap_or_default();
                alternative.pair(&mut self.story.paragraphs);
            }
            _ => {}
        }
    }
}
