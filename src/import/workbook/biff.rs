//! What the records of an old Excel workbook say of how its cells look: number formats, whole cells that are struck out or
//! in the colour of their ground, hidden rows and columns, and runs of a text with looks of their own. Values and words are
//! the library's business.

mod conditions;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::format::{self, known};
use super::records::{BEGIN, BOUND_SHEET, CELLS, END, NUMBERS, Records, SHARED_TEXT, long, short};
use super::sheet::{CELL, MOST_COLUMNS};
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::shade::{Shade, WHITE, indexed};
use crate::import::words::Look;
use conditions::Condition;

const CONDITIONS: usize = 0x01B0;
const CONDITION: usize = 0x01B1;
const FONT: usize = 0x0031;
const FORMAT: usize = 0x041E;
const STYLE: usize = 0x00E0;
const ROW: usize = 0x0208;
const COLUMNS: usize = 0x007D;
const PALETTE: usize = 0x0092;

/// The number of the colour that words have by themselves.
const AUTOMATIC: usize = 0x7FFF;

/// Rows and letters lower than that, in twentieths of a point, and columns narrower than that, in parts of a digit of which
/// there are 256, show nothing.
const LOWEST: usize = 40;
const NARROWEST: usize = 128;

/// The looks of a workbook's cells.
#[derive(Debug, Default)]
pub struct Looks {
    /// Where each sheet begins in the stream.
    sheets: Vec<usize>,
    fonts: Vec<Font>,
    codes: HashMap<usize, String>,
    /// By style: its font, its format, and the colour of its ground.
    styles: Vec<(usize, usize, Ground)>,
    /// The workbook's own colours, from number 8 on.
    palette: Vec<Shade>,
}

/// How letters look.
#[derive(Debug, Clone, Copy)]
struct Font {
    struck: bool,
    /// Their colour, by number.
    ink: usize,
    /// Whether they are too small to be seen.
    tiny: bool,
    /// Whether they are set high or low.
    set: Option<Look>,
}

/// What is said of the ground of a cell.
#[derive(Debug, Clone, Copy)]
enum Ground {
    Blank,
    /// A colour, by number.
    Of(usize),
    Pattern,
}

/// The looks of one sheet.
#[derive(Debug, Default)]
pub struct SheetLooks {
    styles: HashMap<(usize, usize), usize>,
    /// Which of the texts that cells share stands in a cell.
    pub texts: HashMap<(usize, usize), usize>,
    pub hidden_rows: BTreeSet<usize>,
    pub hidden_columns: Vec<Range<usize>>,
    conditions: Vec<Condition>,
}

impl SheetLooks {
    /// What it takes to look for the conditions of a cell.
    pub fn effort(&self) -> usize {
        self.conditions.iter().map(|condition| condition.regions.len()).sum::<usize>() / 4
    }
}

impl Looks {
    pub fn new(stream: &[u8], budget: &Budget) -> Result<Looks, ImportError> {
        let mut looks = Looks::default();
        // Older workbooks write their formats otherwise, and show what they hold.
        if short(stream, 4) != Some(0x0600) {
            return Ok(looks);
        }
        for (kind, body) in (Records { stream, at: 0 }) {
            budget.charge(1)?;
            match kind {
                BOUND_SHEET => looks.sheets.extend(long(body, 0)),
                FONT => {
                    // The fifth font is not there.
                    if looks.fonts.len() == 4 {
                        looks.fonts.push(Font { struck: false, ink: AUTOMATIC, tiny: false, set: None });
                    }
                    let struck = short(body, 2).is_some_and(|flags| flags & 8 != 0);
                    let tiny = short(body, 0).is_some_and(|height| height < LOWEST);
                    let set = match short(body, 8) {
                        Some(1) => Some(Look::Raised),
                        Some(2) => Some(Look::Lowered),
                        _ => None,
                    };
                    budget.charge(CELL)?;
                    looks.fonts.push(Font { struck, ink: short(body, 4).unwrap_or(AUTOMATIC), tiny, set });
                }
                FORMAT => {
                    let code = short(body, 0).zip(text(body.get(2..).unwrap_or_default()));
                    budget.charge(CELL + body.len())?;
                    looks.codes.extend(code);
                }
                STYLE => {
                    let ground = match long(body, 14).map_or(0, |bits| bits >> 26 & 0x3F) {
                        0 => Ground::Blank,
                        1 => Ground::Of(short(body, 18).unwrap_or(AUTOMATIC) & 0x7F),
                        _ => Ground::Pattern,
                    };
                    looks
                        .styles
                        .extend(short(body, 0).zip(short(body, 2)).map(|(font, format)| (font, format, ground)));
                }
                PALETTE => {
                    budget.charge(body.len())?;
                    let colours = body.get(2..).unwrap_or_default().chunks_exact(4);
                    looks.palette = colours.map(|colour| Shade::Of([colour[0], colour[1], colour[2]])).collect();
                }
                END => break,
                _ => {}
            }
        }
        Ok(looks)
    }

    /// The looks of a sheet, by its number.
    pub fn of_sheet(&self, stream: &[u8], sheet: usize, budget: &Budget) -> Result<SheetLooks, ImportError> {
        let mut looks = SheetLooks::default();
        let Some(&start) = self.sheets.get(sheet) else { return Ok(looks) };
        let mut depth = 0;
        let mut regions = Vec::new();
        for (kind, body) in (Records { stream, at: start }) {
            budget.charge(1)?;
            match kind {
                CONDITIONS => regions = conditions::regions(body),
                CONDITION => {
                    budget.charge(CELL + body.len() + regions.len() * size_of::<(Range<usize>, Range<usize>)>())?;
                    looks.conditions.extend(conditions::condition(body, &regions));
                }
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                ROW if short(body, 12).is_some_and(|flags| flags & 0x20 != 0)
                    || short(body, 6).is_some_and(|height| height != 0 && height & 0x7FFF < LOWEST) =>
                {
                    budget.charge(CELL)?;
                    looks.hidden_rows.extend(short(body, 0));
                }
                COLUMNS
                    if short(body, 8).is_some_and(|flags| flags & 1 != 0)
                        || short(body, 4).is_some_and(|width| width < NARROWEST) =>
                {
                    budget.charge(MOST_COLUMNS)?;
                    let columns = short(body, 0).zip(short(body, 2));
                    looks.hidden_columns.extend(columns.map(|(first, last)| first..last.saturating_add(1)));
                }
                NUMBERS => {
                    let (Some(row), Some(first)) = (short(body, 0), short(body, 2)) else { continue };
                    for index in 0..body.len().saturating_sub(6) / 6 {
                        budget.charge(CELL)?;
                        let style = short(body, 4 + index * 6).unwrap_or(0);
                        looks.styles.insert((row, first + index), style);
                    }
                }
                kind if CELLS.contains(&kind) => {
                    budget.charge(CELL)?;
                    let place = short(body, 0).zip(short(body, 2));
                    looks.styles.extend(place.zip(short(body, 4)));
                    if kind == SHARED_TEXT {
                        looks.texts.extend(place.zip(long(body, 6)));
                    }
                }
                _ => {}
            }
        }
        Ok(looks)
    }

    /// How a cell looks that stores this: the format of its number, empty where it is shown as it is, and what is told of its
    /// words.
    pub fn of_cell<'a>(
        &'a self,
        sheet: &'a SheetLooks,
        place: (usize, usize),
        stored: &str,
    ) -> (&'a str, Option<Aside>) {
        let style = sheet.styles.get(&place).and_then(|&style| self.styles.get(style));
        let Some(&(font, number, ground)) = style else { return ("", None) };
        let code = self.codes.get(&number).map_or_else(|| known(number), String::as_str);
        let font = self.fonts.get(font).copied();
        let seen = |condition: Option<&'a Condition>| {
            let code = condition.and_then(|it| it.code.as_deref()).unwrap_or(code);
            let ground = condition.and_then(|it| it.ground).map_or(self.ground(ground), |own| self.colour(own));
            let ink = condition.and_then(|it| it.ink).or(font.map(|font| font.ink));
            let ink = format::ink(stored, code).or(ink.map(|ink| self.colour(ink)));
            let aside = match font {
                _ if ink.is_some_and(|ink| ink.blends(ground)) => Some(Aside::Unseen),
                Some(font) if font.tiny => Some(Aside::Unseen),
                Some(Font { struck: true, .. }) => Some(Aside::Struck),
                _ => condition.filter(|it| it.struck).map(|_| Aside::Struck),
            };
            (code, aside)
        };
        let covers = |condition: &&Condition| {
            condition.regions.iter().any(|(rows, columns)| rows.contains(&place.0) && columns.contains(&place.1))
        };
        for condition in sheet.conditions.iter().filter(covers) {
            let (of_it, aside) = seen(Some(condition));
            let blank = || !of_it.is_empty() && format::shown(stored, of_it).0.trim().is_empty();
            match condition.test.holds(stored) {
                // The first one that is met counts.
                Some(true) => return (of_it, aside),
                // Nobody can tell whether it is met.
                None if aside.is_some() || blank() => return (code, aside.or(Some(Aside::Unseen))),
                _ => {}
            }
        }
        seen(None)
    }

    /// How a run of a cell's text looks that has a font of its own.
    pub fn of_run(&self, sheet: &SheetLooks, place: (usize, usize), font: usize) -> Look {
        let style = sheet.styles.get(&place).and_then(|&style| self.styles.get(style));
        let ground = style.map_or(Shade::Unknown, |&(.., ground)| self.ground(ground));
        match self.fonts.get(font) {
            Some(font) if font.tiny || self.colour(font.ink).blends(ground) => Look::Unseen,
            Some(Font { struck: true, .. }) => Look::Struck,
            Some(Font { set: Some(set), .. }) => *set,
            _ => Look::Plain,
        }
    }

    fn ground(&self, ground: Ground) -> Shade {
        match ground {
            Ground::Blank => WHITE,
            Ground::Of(number) => self.colour(number),
            Ground::Pattern => Shade::Unknown,
        }
    }

    /// A colour by its number.
    fn colour(&self, number: usize) -> Shade {
        let own = number.checked_sub(8).and_then(|number| self.palette.get(number));
        own.copied().unwrap_or_else(|| indexed(number))
    }
}

/// A text with its length before it, in wide letters or narrow ones.
fn text(body: &[u8]) -> Option<String> {
    let (length, wide) = (short(body, 0)?, body.get(2)? & 1 != 0);
    let letters = body.get(3..)?;
    if !wide {
        return Some(letters.iter().take(length).map(|&byte| char::from(byte)).collect());
    }
    let units: Vec<u16> =
        letters.chunks_exact(2).take(length).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}
