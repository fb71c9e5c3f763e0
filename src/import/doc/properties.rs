//! What the properties of Word's characters, paragraphs and rows say that matters to a reader.

use super::{long, short};
use crate::import::docx::grid::Down;
use crate::import::flow::{Cut, Level, Look};
use crate::import::shade::{BLACK, Shade};

/// Changes to properties, one after another: what is changed, and how.
pub struct Changes<'a> {
    rest: &'a [u8],
}

impl<'a> Changes<'a> {
    pub fn new(bytes: &'a [u8]) -> Changes<'a> {
        Changes { rest: bytes }
    }
}

const TABS: u16 = 0xC615;
const ROW: u16 = 0xD608;

impl<'a> Iterator for Changes<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, rest) = (short(self.rest, 0)?, self.rest.get(2..)?);
        let first = || rest.first().copied().map(usize::from);
        // Where the value begins, and its length.
        let (start, length) = match (kind >> 13, kind) {
            (0 | 1, _) => (0, 1),
            (2 | 4 | 5, _) => (0, 2),
            (3, _) => (0, 4),
            (7, _) => (0, 3),
            (_, ROW) => (2, usize::from(short(rest, 0)?).checked_sub(1)?),
            (_, TABS) if first() == Some(255) => {
                let gone = usize::from(*rest.get(1)?);
                let new = usize::from(*rest.get(2 + gone * 4)?);
                (1, 2 + gone * 4 + new * 3)
            }
            _ => (1, first()?),
        };
        let value = rest.get(start..)?;
        let value = &value[..length.min(value.len())];
        self.rest = rest.get(start + length..).unwrap_or_default();
        Some((kind, value))
    }
}

/// Calls back for every change, also for those that stand in another stream. How many bytes they have.
fn each_change(changes: &[u8], data: &[u8], mut call: impl FnMut(u16, &[u8])) -> usize {
    let mut length = changes.len();
    for (kind, value) in Changes::new(changes) {
        if !matches!(kind, 0x6645 | 0x6646 | 0x646B) {
            call(kind, value);
            continue;
        }
        let elsewhere = long(value, 0).and_then(|at| {
            let (length, rest) = (short(data, at)?, data.get(at.checked_add(2)?..)?);
            Some(&rest[..usize::from(length).min(rest.len())])
        });
        let elsewhere = elsewhere.unwrap_or_default();
        length += elsewhere.len();
        Changes::new(elsewhere).for_each(|(kind, value)| call(kind, value));
    }
    length
}

/// A change that a piece of the text brings, which is written in two bytes.
pub fn short_change(change: u16) -> Option<(u16, [u8; 1])> {
    let kind = match change >> 1 & 0x7F {
        0x41 => DELETED,
        0x57 => STRUCK,
        0x5C => HIDDEN,
        0x68 => RAISED,
        0x73 => STRUCK_TWICE,
        _ => return None,
    };
    Some((kind, [u8::try_from(change >> 8).unwrap_or_default()]))
}

const COLOUR: u16 = 0x2A42;
const HIGHLIGHT: u16 = 0x2A0C;
const SHADE_80: u16 = 0x4866;
const SHADE: u16 = 0xCA71;
const SIZE: u16 = 0x4A43;
const WIDTH: u16 = 0x4852;

/// Letters of no more half points, or of no more percent of their width, are not seen; nor are rows of no more twentieths of a
/// point.
const TINIEST: u16 = 3;
const NARROWEST: u16 = 5;
const LOWEST: i16 = 40;

/// The colours that have a number, from 1 on.
const COLOURS: [[u8; 3]; 16] = [
    [0, 0, 0],
    [0, 0, 255],
    [0, 255, 255],
    [0, 255, 0],
    [255, 0, 255],
    [255, 0, 0],
    [255, 255, 0],
    [255, 255, 255],
    [0, 0, 128],
    [0, 128, 128],
    [0, 128, 0],
    [128, 0, 128],
    [128, 0, 0],
    [128, 128, 0],
    [128, 128, 128],
    [192, 192, 192],
];
const TRUE_COLOUR: u16 = 0x6870;
const DELETED: u16 = 0x0800;
const SPECIAL: u16 = 0x0855;
const STRUCK: u16 = 0x0837;
const STRUCK_TWICE: u16 = 0x2A53;
const HIDDEN: u16 = 0x083C;
const RAISED: u16 = 0x2A48;
const MOVED: u16 = 0x4845;
/// How far words are moved that are seen as raised or lowered, in half points.
const SMALLEST: i32 = 4;

const STYLE: u16 = 0x4A30;

/// A colour by its number; none is that which words have by themselves.
fn numbered(number: usize) -> Option<Shade> {
    number.checked_sub(1).map(|at| COLOURS.get(at).map_or(Shade::Unknown, |colour| Shade::Of(*colour)))
}

/// Red, green, blue, and a sign that it is none.
fn true_colour(value: &[u8]) -> Option<Shade> {
    match *value {
        [red, green, blue, 0, ..] => Some(Shade::Of([red, green, blue])),
        _ => None,
    }
}

/// The ground in two bytes: the colours in front and behind by number, and a pattern.
fn by_number(shade: u16) -> Option<Shade> {
    let (front, behind) = (usize::from(shade & 0x1F), usize::from(shade >> 5 & 0x1F));
    match shade >> 10 {
        0 | 0x3F => numbered(behind),
        1 => numbered(front).or(Some(BLACK)),
        _ => Some(Shade::Unknown),
    }
}

/// The ground in ten bytes: both colours with a sign that they are none, and a pattern.
fn by_parts(shade: &[u8]) -> Option<Shade> {
    let (front, behind) = (shade.get(..4)?, shade.get(4..8)?);
    match short(shade, 8) {
        None | Some(0 | 0xFFFF) => true_colour(behind),
        Some(1) => true_colour(front).or(Some(BLACK)),
        _ => Some(Shade::Unknown),
    }
}

/// How characters look, and whether they are signs of the program's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Run {
    pub look: Look,
    pub special: bool,
}

impl Run {
    /// Changes it; characters without a change look as their style has it, which may be one of their own.
    pub fn change(&mut self, base: &mut Look, changes: &[u8], style: impl Fn(usize) -> Option<Look>) {
        for (kind, value) in Changes::new(changes) {
            if kind == STYLE {
                if let Some(own) = short(value, 0).and_then(|index| style(usize::from(index))) {
                    *base = own.and(*base);
                    self.look = *base;
                }
                continue;
            }
            self.apply(*base, kind, value);
        }
    }

    /// Makes one change.
    pub fn apply(&mut self, base: Look, kind: u16, value: &[u8]) {
        let Some(&first) = value.first() else { return };
        // A switch is set, or stays as the style has it, or is turned.
        let on = |base: bool| match first {
            0x80 => base,
            0x81 => !base,
            first => first != 0,
        };
        match kind {
            COLOUR => self.look.ink = numbered(first.into()),
            TRUE_COLOUR => self.look.ink = true_colour(value),
            HIGHLIGHT => self.look.ground = numbered(first.into()),
            SHADE_80 => self.look.ground = short(value, 0).and_then(by_number),
            SHADE => self.look.ground = by_parts(value),
            SIZE => self.look.tiny |= short(value, 0).is_some_and(|size| size <= TINIEST),
            WIDTH => self.look.tiny |= short(value, 0).is_some_and(|percent| percent <= NARROWEST),
            DELETED => self.look.deleted = on(base.deleted),
            SPECIAL => self.special = first != 0,
            STRUCK | STRUCK_TWICE => self.look.struck = on(base.struck),
            HIDDEN => self.look.hidden = on(base.hidden),
            RAISED => {
                self.look.level = match first {
                    1 => Level::Raised,
                    2 => Level::Lowered,
                    _ => Level::OnLine,
                };
            }
            MOVED => {
                let up = short(value, 0).unwrap_or(0).cast_signed();
                self.look.level = Level::moved(up.into(), SMALLEST);
            }
            _ => {}
        }
    }
}

/// What a paragraph is, and where it stands.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    pub heading: Option<bool>,
    pub right: Option<bool>,
    pub in_table: bool,
    /// How deep tables stand in tables.
    pub level: usize,
    /// Whether it ends a row of a table, or a cell, or row, of a table in a table.
    pub ends_row: bool,
    pub ends_inner_cell: bool,
    pub ends_inner_row: bool,
    pub cut: Cut,
    /// Its ground, and those of the cells of the row that it ends.
    pub ground: Option<Shade>,
    pub grounds: Vec<Option<Shade>>,
}

impl Paragraph {
    /// Changes it; some changes stand in another stream. How many bytes of changes that were.
    pub fn change(&mut self, changes: &[u8], data: &[u8]) -> usize {
        each_change(changes, data, |kind, value| self.apply(kind, value))
    }

    fn apply(&mut self, kind: u16, value: &[u8]) {
        let first = value.first().copied().unwrap_or_default();
        let cell = |at: usize| value.get(at).copied().map(usize::from);
        match kind {
            0x2416 => self.in_table = first != 0,
            0x2417 => self.ends_row = first != 0,
            0x6649 => self.level = long(value, 0).unwrap_or(0),
            0x244B => self.ends_inner_cell = first != 0,
            0x244C => self.ends_inner_row = first != 0,
            0x2640 => self.heading = Some(first < 9),
            0x2403 | 0x2461 => self.right = Some(first == 2),
            0x442D => self.ground = short(value, 0).and_then(by_number),
            0xC64D => self.ground = by_parts(value),
            ROW => self.cut = Cut { hidden: self.cut.hidden, ..cut(value) },
            // Below nothing, the height is exactly that.
            0x9407 => {
                let height = short(value, 0).unwrap_or(0).cast_signed();
                self.cut.hidden = (-LOWEST..0).contains(&height);
            }
            // The first time in two bytes for each cell, in newer files once more in ten, for so many cells at a time.
            0xD609 => self.grounds = value.chunks_exact(2).map(|shade| by_number(short(shade, 0)?)).collect(),
            0xD612 | 0xD616 | 0xD60C => {
                let first = [0xD612, 0xD616, 0xD60C].iter().position(|of| *of == kind).unwrap_or(0) * 22;
                let own: Vec<Option<Shade>> = value.chunks_exact(10).map(by_parts).collect();
                self.grounds.resize(self.grounds.len().max(first + own.len()), None);
                self.grounds[first..first + own.len()].copy_from_slice(&own);
            }
            // Merged downwards, told apart from the row.
            0xD62B => {
                let cell = cell(0).and_then(|cell| self.cut.cells.get_mut(cell));
                cell.into_iter().for_each(|cell| cell.0 = down(value.get(1).copied().unwrap_or(0).into()));
            }
            // Merged sideways: the first cell, and the one behind the last.
            0x5624 => {
                let cells = cell(0).zip(cell(1)).and_then(|(first, end)| self.cut.cells.get_mut(first + 1..end));
                cells.into_iter().flatten().for_each(|cell| cell.1 = true);
            }
            _ => {}
        }
    }
}

/// How a row is cut: the number of its cells, their edges, and twenty bytes for each of them.
fn cut(value: &[u8]) -> Cut {
    let count = value.first().copied().map_or(0, usize::from);
    let edge = |at: usize| short(value, 1 + at * 2).map(|edge| i32::from(edge.cast_signed()));
    let edges: Vec<i32> = (0..=count).map_while(edge).collect();
    let flags = |at: usize| short(value, 1 + (count + 1) * 2 + at * 20).unwrap_or(0);
    let cells = (1..edges.len()).map(|at| at - 1).map(|at| (down(flags(at) >> 5), flags(at) & 2 != 0)).collect();
    Cut { edges, cells, hidden: false }
}

fn down(flags: u16) -> Down {
    match flags & 3 {
        1 => Down::Continues,
        3 => Down::Begins,
        _ => Down::None,
    }
}
