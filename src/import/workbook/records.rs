//! The records of an old Excel workbook's stream, one after another. What they say is known to those who read them.

pub const BEGIN: usize = 0x0809;
pub const END: usize = 0x000A;
pub const BOUND_SHEET: usize = 0x0085;
pub const TEXTS: usize = 0x00FC;
pub const GOES_ON: usize = 0x003C;
pub const SIZE: usize = 0x0200;
pub const SHARED_TEXT: usize = 0x00FD;
pub const NUMBERS: usize = 0x00BD;

/// Numbers, words, formulas.
pub const CELLS: [usize; 7] = [0x0203, 0x0204, 0x0205, 0x0006, 0x027E, 0x00D6, SHARED_TEXT];

/// The records of a stream: kind and body.
pub struct Records<'a> {
    pub stream: &'a [u8],
    pub at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = (usize, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (short(self.stream, self.at)?, short(self.stream, self.at + 2)?);
        let body = &self.stream[self.at + 4..];
        self.at += 4 + length;
        Some((kind, &body[..length.min(body.len())]))
    }
}

pub fn short(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at.checked_add(2)?).map(|two| usize::from(u16::from_le_bytes([two[0], two[1]])))
}

pub fn long(bytes: &[u8], at: usize) -> Option<usize> {
    Some(short(bytes, at)? | short(bytes, at + 2)? << 16)
}
