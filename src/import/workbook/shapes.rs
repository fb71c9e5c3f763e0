//! Shapes and text boxes that lie over the cells of an Excel sheet: which cells they cover, and whether words stand in them.
//! The words are not read; pictures cover nothing, since seals are printed over figures.

use std::ops::Range;

use crate::import::ImportError;
use crate::import::markup::{Step, Tag, Walker, without_mark};
use crate::import::package::{Package, joined};

/// What a shape takes.
const SHAPE: usize = 256;

/// Half of the usual height of a row, and of the usual width of a column, in the units of drawings.
const HALF_A_ROW: usize = 95_250;
const HALF_A_COLUMN: usize = 304_800;

/// A shape over a sheet.
#[derive(Debug, Default)]
pub struct Shape {
    /// The cells that it covers for the most part; none where it is not filled.
    pub rows: Range<usize>,
    pub columns: Range<usize>,
    /// Whether words stand in it.
    pub says: bool,
}

/// A corner of a shape: column and row, and how far within them.
#[derive(Debug, Clone, Copy, Default)]
struct Corner {
    column: (usize, usize),
    row: (usize, usize),
}

/// The shapes of a sheet, by the part that it is.
pub fn shapes(package: &mut Package<'_>, sheet: &str) -> Result<Vec<Shape>, ImportError> {
    let (folder, name) = sheet.rsplit_once('/').unwrap_or(("", sheet));
    let relations = package.text(&format!("{folder}/_rels/{name}.rels"))?.unwrap_or_default();
    let budget = package.budget().clone();
    let mut drawings = Vec::new();
    let mut walker = Walker::within(without_mark(&relations), &budget);
    while let Some(step) = walker.step()? {
        if let Step::Open(tag) = step
            && tag.attribute("Type").is_some_and(|kind| kind.ends_with("/drawing"))
        {
            drawings.extend(tag.attribute("Target").map(|target| joined(sheet, &target)));
        }
    }
    let mut shapes = Vec::new();
    for drawing in drawings {
        let Some(text) = package.text(&drawing)? else { continue };
        let mut walker = Walker::within(without_mark(&text), &budget);
        while let Some(step) = walker.step()? {
            if let Step::Open(tag) = step
                && tag.local() == "twoCellAnchor"
            {
                budget.charge(SHAPE)?;
                shapes.extend(shape(&mut walker)?);
            }
        }
    }
    Ok(shapes)
}

/// Reads what is anchored between two corners to its end; none where it is no shape.
fn shape(walker: &mut Walker<'_>) -> Result<Option<Shape>, ImportError> {
    let depth = walker.depth();
    let (mut corners, mut at) = ([Corner::default(); 2], 0);
    let (mut is_shape, mut fill, mut says, mut reading) = (false, None, false, "");
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => {
                reading = "";
                match tag.local() {
                    "from" => at = 0,
                    "to" => at = 1,
                    "col" => reading = "col",
                    "colOff" => reading = "colOff",
                    "row" => reading = "row",
                    "rowOff" => reading = "rowOff",
                    "t" => reading = "t",
                    "sp" => is_shape = true,
                    // How its edge is drawn is no filling.
                    "ln" => walker.skip()?,
                    name => fill = fill.or(filled(name, &tag)),
                }
            }
            Step::Text(words) => {
                let number = words.trim().parse().unwrap_or(0);
                let corner = &mut corners[at];
                match reading {
                    "col" => corner.column.0 = number,
                    "colOff" => corner.column.1 = number,
                    "row" => corner.row.0 = number,
                    "rowOff" => corner.row.1 = number,
                    "t" => says |= words.contains(char::is_alphanumeric),
                    _ => {}
                }
            }
            Step::Close if walker.depth() < depth => break,
            Step::Close => reading = "",
        }
    }
    let [from, to] = corners;
    let none = fill != Some(true);
    let covered = |from: (usize, usize), to: (usize, usize), half: usize| match none {
        true => 0..0,
        false if from.0 >= to.0 => from.0..from.0 + 1,
        false => from.0 + usize::from(from.1 > half)..to.0 + usize::from(to.1 > half),
    };
    let (rows, columns) = (covered(from.row, to.row, HALF_A_ROW), covered(from.column, to.column, HALF_A_COLUMN));
    Ok(is_shape.then_some(Shape { rows, columns, says }))
}

/// Whether an element fills a shape, or says that nothing does.
fn filled(name: &str, tag: &Tag<'_>) -> Option<bool> {
    match name {
        "noFill" => Some(false),
        "solidFill" | "gradFill" | "pattFill" | "blipFill" => Some(true),
        "fillRef" => tag.number("idx").map(|number| number > 0),
        _ => None,
    }
}
