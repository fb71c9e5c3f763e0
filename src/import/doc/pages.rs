//! The pages of a Word file that say which of its bytes have which properties. They are looked up when they are asked for,
//! so that pages which are named over and over take nothing.

use std::ops::Range;

use super::{long, short};

/// The length of a page.
const PAGE: usize = 512;

/// The properties of runs of characters, or of paragraphs, by their bytes in the main stream.
pub struct Pages<'a> {
    main: &'a [u8],
    /// The bytes at which pages begin to count, then the numbers of the pages.
    index: &'a [u8],
    /// Whether they are those of paragraphs.
    of_paragraphs: bool,
}

/// What is said of a place.
#[derive(Debug, Clone)]
pub struct Said<'a> {
    /// The bytes that it is said of.
    pub bytes: Range<usize>,
    /// The style, by index; only that of a paragraph.
    pub style: usize,
    /// Changes to its properties, one after another.
    pub changes: &'a [u8],
}

impl<'a> Pages<'a> {
    pub fn new(main: &'a [u8], index: &'a [u8], of_paragraphs: bool) -> Pages<'a> {
        Pages { main, index, of_paragraphs }
    }

    /// What is said of the byte at a place; nothing where the pages do not know it.
    pub fn at(&self, place: usize) -> Said<'a> {
        self.find(place).unwrap_or(Said { bytes: place..place + 1, style: 0, changes: &[] })
    }

    fn find(&self, place: usize) -> Option<Said<'a>> {
        let count = self.index.len().checked_sub(4)? / 8;
        let number = last_before(count, place, |at| long(self.index, at * 4))?;
        let page = long(self.index, (count + 1 + number) * 4)? & 0x3F_FFFF;
        let page = self.main.get(page * PAGE..)?.get(..PAGE)?;
        let count = usize::from(*page.last()?);
        let number = last_before(count, place, |at| long(page, at * 4))?;
        let bytes = long(page, number * 4)?..long(page, number * 4 + 4)?;
        if !bytes.contains(&place) {
            return None;
        }
        let size = if self.of_paragraphs { 13 } else { 1 };
        let start = usize::from(*page.get((count + 1) * 4 + number * size)?) * 2;
        let none = Said { bytes: bytes.clone(), style: 0, changes: &[] };
        if start == 0 {
            return Some(none);
        }
        let length = usize::from(*page.get(start)?);
        if !self.of_paragraphs {
            return Some(Said { changes: page.get(start + 1..)?.get(..length)?, ..none });
        }
        // In words, the first of which may be halved; a length of none is followed by another one.
        let (start, length) = match length {
            0 => (start + 2, usize::from(*page.get(start + 1)?) * 2),
            length => (start + 1, length * 2 - 1),
        };
        let whole = page.get(start..)?;
        let whole = &whole[..length.min(whole.len())];
        Some(Said { bytes, style: usize::from(short(whole, 0)?), changes: whole.get(2..)? })
    }
}

/// Which of some places in order, by number, is the last that is not behind one.
fn last_before(count: usize, place: usize, at: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    let (mut first, mut end) = (0, count);
    while first < end {
        let middle = first + (end - first) / 2;
        if at(middle)? <= place { first = middle + 1 } else { end = middle }
    }
    first.checked_sub(1)
}
