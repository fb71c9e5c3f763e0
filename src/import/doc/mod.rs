//! Word 97 to 2003 documents, WPS Writer's among them (`.doc`, `.wps`), as blocks: the main text by its piece table, with its
//! tables and their merged cells, as a reader sees them; of fields their results. Text boxes come where they are
//! anchored. Notes, comments, heads and feet of pages are stories of their own and not read, nor are documents of Word 95 and
//! before.

mod boxes;

mod pages;

mod properties;

mod styles;

mod text;

use super::block::Document;
use super::budget::Budget;
use super::foreign::Foreign;
use super::{ImportError, ole};
use boxes::Boxes;
use pages::Pages;
use styles::Styles;
use text::{Pieces, Reader};

/// The first version of the format that is read.
const WORD_97: u16 = 0xC1;

/// Where the head of the file says what, in bytes.
const VERSION: usize = 2;
const FLAGS: usize = 0x0A;
/// The lengths of the main text, and of the texts between it and that of text boxes.
const MAIN_TEXT: usize = 0x4C;
const TEXTS: [usize; 6] = [MAIN_TEXT, 0x50, 0x54, 0x58, 0x5C, 0x60];
const ANCHORS: usize = 0x1DA;
const BOXES: usize = 0x25A;
const STYLES: usize = 0xA2;
const RUNS: usize = 0xFA;
const PARAGRAPHS: usize = 0x102;
const PIECES: usize = 0x1A2;

const ENCRYPTED: u16 = 0x0100;
const FIRST_TABLE: u16 = 0x0200;

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Document, ImportError> {
    let damaged = || ImportError::Damaged("WordDocument".into());
    let main = ole::stream(bytes, &["WordDocument"]).ok_or_else(damaged)?;
    budget.charge(main.len())?;
    let flags = short(&main, FLAGS).ok_or_else(damaged)?;
    if short(&main, VERSION).is_none_or(|version| version < WORD_97) {
        return Err(ImportError::Office(Foreign::OldText));
    }
    if flags & ENCRYPTED != 0 {
        return Err(ImportError::Protected);
    }
    let name = if flags & FIRST_TABLE == 0 { "0Table" } else { "1Table" };
    let table = ole::stream(bytes, &[name]).ok_or_else(|| ImportError::Damaged(name.into()))?;
    let data = ole::stream(bytes, &["Data"]).unwrap_or_default();
    budget.charge(table.len() + data.len())?;
    // What the head says of a part of the table stream: where it begins, and its length.
    let part = |at: usize| {
        let (start, length) = (long(&main, at)?, long(&main, at + 4)?);
        table.get(start..start.checked_add(length)?)
    };
    let pieces = Pieces::new(part(PIECES).ok_or_else(damaged)?).ok_or_else(damaged)?;
    let length = long(&main, MAIN_TEXT).ok_or_else(damaged)?;
    // A document without its styles is still a document.
    let styles = part(STYLES).map(|part| Styles::new(part, budget)).transpose()?.unwrap_or_default();
    let before = TEXTS.iter().filter_map(|&at| long(&main, at)).fold(0, usize::saturating_add);
    let anchors = part(ANCHORS).unwrap_or_default();
    let boxes = Boxes::new(anchors, part(BOXES).unwrap_or_default(), before, budget)?;
    let runs = Pages::new(&main, part(RUNS).unwrap_or_default(), false);
    let paragraphs = Pages::new(&main, part(PARAGRAPHS).unwrap_or_default(), true);
    Reader::new(&main, &data, &styles, [runs, paragraphs], boxes, budget).read(&pieces, length)
}

/// Two bytes as a number.
fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u16::from_le_bytes(two))
}

/// Four bytes as a number.
fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}
