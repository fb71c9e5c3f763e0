//! Text boxes: at which character of the main text each is anchored, and which characters of the whole text stand in it.

use std::collections::HashMap;
use std::ops::Range;

use super::long;
use crate::import::ImportError;
use crate::import::budget::Budget;

/// What an anchor, or a box, takes.
const BOX: usize = 64;

/// The lengths of what is said of an anchor, and of a box, and where the number of their shape stands in it.
const ANCHOR: (usize, usize) = (26, 0);
const TEXT: (usize, usize) = (22, 14);

/// The boxes by the characters at which they are anchored.
#[derive(Debug, Default)]
pub struct Boxes(HashMap<usize, Range<usize>>);

impl Boxes {
    /// The boxes by the table of anchors and that of texts, which begin behind so many characters.
    pub fn new(anchors: &[u8], texts: &[u8], before: usize, budget: &Budget) -> Result<Boxes, ImportError> {
        budget.charge((anchors.len() / ANCHOR.0 + texts.len() / TEXT.0) * BOX)?;
        let of_shapes: HashMap<usize, Range<usize>> = places(texts, TEXT).collect();
        let behind = |range: &Range<usize>| Some(range.start.checked_add(before)?..range.end.checked_add(before)?);
        let anchored = places(anchors, ANCHOR);
        let boxes = anchored.filter_map(|(shape, at)| Some((at.start, behind(of_shapes.get(&shape)?)?)));
        Ok(Boxes(boxes.collect()))
    }

    /// The characters of the box that is anchored at one.
    pub fn at(&self, anchor: usize) -> Option<Range<usize>> {
        self.0.get(&anchor).cloned()
    }
}

/// The shapes of a table, each with the characters from its own to the next one's.
fn places(table: &[u8], (size, shape): (usize, usize)) -> impl Iterator<Item = (usize, Range<usize>)> {
    let count = table.len().saturating_sub(4) / (4 + size);
    (0..count).filter_map(move |index| {
        let place = long(table, index * 4)?..long(table, index * 4 + 4)?;
        Some((long(table, (count + 1) * 4 + index * size + shape)?, place))
    })
}
