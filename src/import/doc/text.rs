//! The text of a Word file, piece by piece: where it stands in the file, what its signs mean, and how it looks.

use std::ops::Range;

use super::boxes::Boxes;
use super::pages::Pages;
use super::properties::{Changes, Paragraph, Run, short_change};
use super::styles::Styles;
use super::{long, short};
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::block::Document;
use crate::import::budget::Budget;
use crate::import::docx::grid::Down;
use crate::import::flow::{Flow, Setting};
use crate::import::shade::Shade;

/// What a field is called that is a list to choose from.
const CHOICE: &str = "FORMDROPDOWN";

/// The sign at which a drawing is anchored.
const ANCHOR: u16 = 0x08;

/// More paragraphs than a row of a report has.
const MOST_OF_A_ROW: usize = 100;

/// What looking up the properties of a run takes.
const RUN: usize = 48;

/// The table of pieces: where each character of the text stands in the file.
pub struct Pieces<'a> {
    /// Changes that pieces bring, by index.
    changes: Vec<&'a [u8]>,
    /// The characters at which pieces begin, then eight bytes for each piece.
    table: &'a [u8],
}

/// A piece of the text.
struct Piece {
    /// Its characters.
    characters: Range<usize>,
    /// The place of its first byte in the main stream.
    start: usize,
    /// Whether a character has two bytes; else it has one, in the encoding of Western Windows.
    wide: bool,
    change: u16,
}

impl<'a> Pieces<'a> {
    pub fn new(bytes: &'a [u8]) -> Option<Pieces<'a>> {
        let (mut at, mut changes) = (0, Vec::new());
        loop {
            match bytes.get(at)? {
                1 => {
                    let length = usize::from(short(bytes, at + 1)?);
                    changes.push(bytes.get(at + 3..at + 3 + length)?);
                    at += 3 + length;
                }
                2 => {
                    let (length, table) = (long(bytes, at + 1)?, bytes.get(at + 5..)?);
                    return Some(Pieces { changes, table: &table[..length.min(table.len())] });
                }
                _ => return None,
            }
        }
    }

    fn pieces(&self) -> impl Iterator<Item = Piece> {
        let count = self.table.len().saturating_sub(4) / 12;
        (0..count).filter_map(move |index| {
            let first = long(self.table, index * 4)?;
            let characters = first..long(self.table, index * 4 + 4)?;
            let piece = (count + 1) * 4 + index * 8;
            let (place, change) = (long(self.table, piece + 2)?, short(self.table, piece + 6)?);
            let (wide, place) = (place & 0x4000_0000 == 0, place & 0x3FFF_FFFF);
            Some(Piece { characters, start: if wide { place } else { place / 2 }, wide, change })
        })
    }
}

pub struct Reader<'a> {
    main: &'a [u8],
    data: &'a [u8],
    styles: &'a Styles,
    runs: Pages<'a>,
    paragraphs: Pages<'a>,
    boxes: Boxes,
    budget: &'a Budget,
    flow: Flow,
    /// For every open field, whether its result has begun.
    fields: Vec<bool>,
    /// How the code of the field begins that was opened last.
    code: Vec<u16>,
    /// How many of them have not come to it.
    codes: usize,
    words: Vec<u16>,
    /// The row that was looked for last: its bytes, and the grounds of its cells.
    row: Option<(Range<usize>, Vec<Option<Shade>>)>,
}

impl<'a> Reader<'a> {
    pub fn new(
        main: &'a [u8],
        data: &'a [u8],
        styles: &'a Styles,
        [runs, paragraphs]: [Pages<'a>; 2],
        boxes: Boxes,
        budget: &'a Budget,
    ) -> Reader<'a> {
        let flow = Flow::new(budget);
        Reader {
            main,
            data,
            styles,
            runs,
            paragraphs,
            boxes,
            budget,
            flow,
            fields: Vec::new(),
            code: Vec::new(),
            codes: 0,
            words: Vec::new(),
            row: None,
        }
    }

    /// Reads the first so many characters.
    pub fn read(mut self, pieces: &Pieces<'_>, length: usize) -> Result<Document, ImportError> {
        self.characters(pieces, 0..length)?;
        if self.codes > 0 {
            // A field without an end: what stands behind its beginning was taken for what it is made of.
            self.flow.pass_over(Aside::Unseen);
        }
        self.flow.finish()
    }

    fn characters(&mut self, pieces: &Pieces<'_>, wanted: Range<usize>) -> Result<(), ImportError> {
        for piece in pieces.pieces() {
            self.budget.charge(RUN)?;
            let first = wanted.start.max(piece.characters.start);
            let end = wanted.end.min(piece.characters.end);
            if first < end {
                self.piece(&piece, first..end, pieces)?;
            }
        }
        Ok(())
    }

    /// Reads some characters of a piece.
    fn piece(&mut self, piece: &Piece, wanted: Range<usize>, pieces: &Pieces<'_>) -> Result<(), ImportError> {
        let size = if piece.wide { 2 } else { 1 };
        let start =
            (wanted.start - piece.characters.start).checked_mul(size).and_then(|at| at.checked_add(piece.start));
        let Some((start, bytes)) = start.and_then(|at| Some((at, self.main.get(at..)?))) else { return Ok(()) };
        let end = start + bytes.len().min(wanted.len().saturating_mul(size));
        let mut at = start;
        while end - at >= size {
            self.budget.charge(RUN)?;
            let (run, paragraph) = (self.runs.at(at), self.paragraphs.at(at));
            let style = self.styles.of(paragraph.style).unwrap_or_default();
            let (mut base, mut look) = (style.look, Run { look: style.look, special: false });
            look.change(&mut base, run.changes, |index| Some(self.styles.of(index)?.look));
            let own = pieces.changes.get(usize::from(piece.change >> 1)).filter(|_| piece.change & 1 == 1);
            let own = own.copied().unwrap_or_default();
            self.budget.charge(own.len())?;
            Changes::new(own).for_each(|(kind, value)| look.apply(base, kind, value));
            if piece.change & 1 == 0
                && let Some((kind, value)) = short_change(piece.change)
            {
                look.apply(base, kind, &value);
            }
            if look.look.ink.is_some() && look.look.ground.is_none() {
                look.look.ground = self.ground(at, style.ground)?;
            }
            let until = run.bytes.end.min(paragraph.bytes.end).min(end).max(at + size);
            while at + size <= until {
                let unit = if piece.wide { short(self.main, at) } else { self.main.get(at).map(|&byte| western(byte)) };
                let unit = unit.unwrap_or_default();
                let anchored = (unit == ANCHOR).then(|| self.boxes.at(wanted.start + (at - start) / size)).flatten();
                match anchored {
                    Some(characters) => self.text_box(pieces, characters, look, at)?,
                    None => self.unit(unit, look, at)?,
                }
                at += size;
            }
            self.flush(look)?;
        }
        Ok(())
    }

    /// Reads a text box, in which there are none.
    fn text_box(&mut self, pieces: &Pieces<'_>, of: Range<usize>, run: Run, at: usize) -> Result<(), ImportError> {
        self.flush(run)?;
        let (level, ..) = self.paragraph(at)?;
        self.flow.at_level(level)?;
        self.flow.open_box()?;
        let others = std::mem::take(&mut self.boxes);
        self.characters(pieces, of)?;
        self.boxes = others;
        self.flow.close_box()
    }

    /// The ground of a byte, which its paragraph has, or the cell: those of a row are told at its end.
    fn ground(&mut self, at: usize, of_style: Option<Shade>) -> Result<Option<Shade>, ImportError> {
        if self.flow.in_box() {
            return Ok(Some(Shade::Unknown));
        }
        let (level, _, paragraph) = self.paragraph(at)?;
        let own = paragraph.ground.or(of_style);
        if own.is_some() || level == 0 {
            return Ok(own);
        }
        if let Some((_, grounds)) = self.row.as_ref().filter(|(bytes, _)| bytes.contains(&at)) {
            return Ok(grounds.get(self.flow.cells()).copied().flatten());
        }
        let start = at;
        let mut at = at;
        for _ in 0..MOST_OF_A_ROW {
            let (_, _, paragraph) = self.paragraph(at)?;
            if paragraph.ends_row || paragraph.ends_inner_row {
                let own = paragraph.grounds.get(self.flow.cells()).copied().flatten();
                self.row = Some((start..at + 1, paragraph.grounds));
                return Ok(own);
            }
            at = self.paragraphs.at(at).bytes.end.max(at + 1);
        }
        Ok(None)
    }

    fn flush(&mut self, run: Run) -> Result<(), ImportError> {
        let words = String::from_utf16_lossy(&self.words);
        self.words.clear();
        self.flow.words(&words, run.look)
    }

    /// Takes in one unit of UTF-16.
    fn unit(&mut self, unit: u16, run: Run, at: usize) -> Result<(), ImportError> {
        let shown = self.codes == 0;
        match unit {
            0x13 => {
                self.budget.charge(RUN)?;
                self.fields.push(false);
                self.codes += 1;
                self.code.clear();
            }
            0x14 => {
                if let Some(result) = self.fields.last_mut().filter(|result| !**result) {
                    *result = true;
                    self.codes -= 1;
                }
            }
            0x15 => {
                if self.fields.pop() == Some(false) {
                    self.codes -= 1;
                }
                // What is chosen of a list to choose from stands in no text.
                if String::from_utf16_lossy(&std::mem::take(&mut self.code)).trim_start().starts_with(CHOICE) {
                    self.flow.pass_over_here(Aside::Fields);
                }
            }
            0x07 | 0x0C | 0x0D => {
                self.flush(run)?;
                self.end_paragraph(unit == 0x07, at)?;
            }
            _ if !shown => self.code.extend(Some(unit).filter(|_| self.code.len() <= CHOICE.len())),
            0x0B | 0x0E => {
                self.flush(run)?;
                self.flow.break_line()?;
            }
            0x09 => self.words.push(unit),
            0x1E => self.words.push(u16::from(b'-')),
            0..0x20 => {}
            // A sign of a font that does not say which character it is stands behind a bracket.
            0x28 if run.special => self.flow.pass_over_here(Aside::Unmapped),
            unit => self.words.push(unit),
        }
        Ok(())
    }

    /// The paragraph of a byte: how deep in tables it stands, how it is set, and what it ends.
    fn paragraph(&self, at: usize) -> Result<(usize, Setting, Paragraph), ImportError> {
        let said = self.paragraphs.at(at);
        let style = self.styles.of(said.style).unwrap_or_default();
        let mut paragraph = Paragraph::default();
        self.budget.charge(paragraph.change(said.changes, self.data))?;
        let setting = Setting {
            heading: paragraph.heading.unwrap_or(style.heading),
            right: paragraph.right.unwrap_or(style.right),
        };
        Ok((paragraph.level.max(usize::from(paragraph.in_table)), setting, paragraph))
    }

    /// Ends a paragraph, and the cell or row that it ends.
    fn end_paragraph(&mut self, cell_mark: bool, at: usize) -> Result<(), ImportError> {
        let (level, setting, paragraph) = self.paragraph(at)?;
        let level = level.max(usize::from(cell_mark));
        if cell_mark && paragraph.ends_row || paragraph.ends_inner_row {
            self.flow.end_begun(setting)?;
            return self.flow.close_row_at(level, paragraph.cut);
        }
        self.flow.at_level(level)?;
        self.flow.end_paragraph(setting)?;
        if cell_mark || paragraph.ends_inner_cell {
            self.flow.close_cell(1, Down::None);
        }
        Ok(())
    }
}

/// A byte of Western Windows as a unit of UTF-16.
fn western(byte: u8) -> u16 {
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte)).0;
    text.encode_utf16().next().unwrap_or_default()
}
