//! What a reader sees of the pages of an OFD document, upright and in a usual size, in the shape in which pages of a PDF are
//! read: no characters without colour, in the colour of their ground, painted over or set aslant.

use std::collections::BTreeSet;

use super::UNKNOWN;
use super::page::{Area, Colour, Glyph, Painted};
use crate::domain::proposal::Place;
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::pdf::content::{Mark, Rule, Shown};

/// Some writers set pages in a fraction of their size; what is smaller than this is enlarged to the usual size.
const SMALLEST: i64 = 7_000;
const USUAL: i64 = 10_500;

/// A line that leans more than one in so many is slanted.
const LEAST_LEAN: i64 = 8;

/// Lines that lean less than this are level or upright.
const THICKEST_LEAN: i64 = 500;

/// An area at most this thick is a rule.
const THICKEST_RULE: i64 = 3_000;

/// Colours nearer to each other than this, part by part, are one.
const NEAR: f64 = 16.0;

/// How much of what is below an opaque area hides.
const OPAQUE: f64 = 230.0;

/// How many looks at an area cost a unit.
const LOOKS: usize = 4;

/// The pages as they are seen, and what was passed over on each.
pub fn sheets(pages: Vec<Painted>, budget: &Budget) -> Result<(Vec<Shown>, Vec<(Place, Aside)>), ImportError> {
    let mut sizes: Vec<i64> = pages.iter().flat_map(|page| &page.glyphs).map(height).collect();
    sizes.sort_unstable();
    let size = sizes.get(sizes.len() / 2).copied().filter(|&size| size > 0).unwrap_or(USUAL);
    let scale = if size < SMALLEST { (USUAL, size) } else { (1, 1) };
    let mut asides = Vec::new();
    let mut sheets = Vec::new();
    for (number, page) in (1..).zip(pages) {
        let (shown, passed) = sheet(page, scale, budget)?;
        sheets.push(shown);
        asides.extend(passed.into_iter().map(|aside| (Place::Page(number), aside)));
    }
    Ok((sheets, asides))
}

fn height(glyph: &Glyph) -> i64 {
    glyph.up.0.abs().max(glyph.up.1.abs())
}

/// The quarter turn, clockwise, in which a character runs; none where it is slanted.
fn quarter(glyph: &Glyph) -> Option<usize> {
    let (x, y) = glyph.along;
    if x.abs() >= y.abs() * LEAST_LEAN {
        Some(if x < 0 { 2 } else { 0 })
    } else if y.abs() >= x.abs() * LEAST_LEAN {
        Some(if y > 0 { 1 } else { 3 })
    } else {
        None
    }
}

fn sheet(page: Painted, scale: (i64, i64), budget: &Budget) -> Result<(Shown, BTreeSet<Aside>), ImportError> {
    let Painted { glyphs, lines, areas, .. } = page;
    let grounds: Vec<([i64; 4], &Area)> =
        areas.iter().filter_map(|area| Some((upright_box(&area.points)?, area))).collect();
    budget.charge(glyphs.len() * (grounds.len() + 1) / LOOKS)?;
    let mut counts = [0usize; 4];
    glyphs.iter().filter_map(quarter).for_each(|quarter| counts[quarter] += 1);
    let main = (0..4).rev().max_by_key(|&quarter| counts[quarter]).unwrap_or(0);
    let placed = |(x, y): (i64, i64)| {
        let (x, y) = match main {
            1 => (y, -x),
            2 => (-x, -y),
            3 => (-y, x),
            _ => (x, y),
        };
        let scaled = |at: i64| i128::from(at) * i128::from(scale.0) / i128::from(scale.1);
        (scaled(x) as i64, scaled(y) as i64)
    };
    let mut passed = BTreeSet::new();
    let mut shown = Shown::default();
    for glyph in &glyphs {
        let blank = glyph.text.trim().is_empty();
        if glyph.text == UNKNOWN {
            continue;
        }
        if quarter(glyph) != Some(main) || !is_seen(glyph, &grounds) {
            passed.extend((!blank).then_some(Aside::Unseen));
            continue;
        }
        let add = |a: (i64, i64), b: (i64, i64)| (a.0 + b.0, a.1 + b.1);
        let (start, end) = (placed(glyph.at), placed(add(glyph.at, glyph.along)));
        let top = placed(add(glyph.at, glyph.up));
        shown.marks.push(Mark {
            text: glyph.text.clone(),
            left: start.0.min(end.0),
            right: start.0.max(end.0),
            baseline: start.1,
            size: (top.1 - start.1).abs(),
            tag: None,
            artifact: false,
        });
    }
    let rules = lines.iter().filter_map(|&(a, b)| rule(placed(a), placed(b), THICKEST_LEAN));
    let thin = areas.iter().filter(|area| area.colour.alpha > 0.0 && !is_near(area.colour, WHITE));
    let thin = thin.filter_map(|area| {
        let [left, top, right, bottom] = bounds(&area.points)?;
        rule(placed((left, top)), placed((right, bottom)), THICKEST_RULE)
    });
    shown.rules = rules.chain(thin).collect();
    Ok((shown, passed))
}

const WHITE: Colour = Colour { rgb: Some([255.0; 3]), alpha: 255.0 };

fn is_near(a: Colour, b: Colour) -> bool {
    let parts = a.rgb.zip(b.rgb);
    parts.is_some_and(|(a, b)| a.iter().zip(b).all(|(a, b)| (a - b).abs() < NEAR))
}

/// Whether a character has a colour that is not that of its ground, and nothing is painted over it.
fn is_seen(glyph: &Glyph, grounds: &[([i64; 4], &Area)]) -> bool {
    let middle =
        (glyph.at.0 + glyph.along.0 / 2 + glyph.up.0 * 3 / 10, glyph.at.1 + glyph.along.1 / 2 + glyph.up.1 * 3 / 10);
    let holds = |[left, top, right, bottom]: &[i64; 4]| {
        (*left..=*right).contains(&middle.0) && (*top..=*bottom).contains(&middle.1)
    };
    if glyph.colour.alpha <= 0.0 {
        return false;
    }
    let opaque = grounds.iter().filter(|(bounds, area)| area.colour.alpha >= OPAQUE && holds(bounds));
    let mut ground = WHITE;
    for (_, area) in opaque {
        if area.order > glyph.order {
            return false;
        }
        ground = area.colour;
    }
    !is_near(glyph.colour, ground)
}

/// The bounds of an area that is a box, and more than a rule.
fn upright_box(points: &[(i64, i64)]) -> Option<[i64; 4]> {
    let bounds @ [left, top, right, bottom] = bounds(points)?;
    let at = |place: i64, edges: [i64; 2]| edges.iter().any(|edge| (place - edge).abs() < 100);
    let corners = points.iter().all(|&(x, y)| at(x, [left, right]) && at(y, [top, bottom]));
    (corners && points.len() > 3 && (right - left).min(bottom - top) > THICKEST_RULE).then_some(bounds)
}

fn bounds(points: &[(i64, i64)]) -> Option<[i64; 4]> {
    let (xs, ys) = (points.iter().map(|point| point.0), points.iter().map(|point| point.1));
    Some([xs.clone().min()?, ys.clone().min()?, xs.max()?, ys.max()?])
}

/// The level or upright line between two points, where they lie on one but for so much.
fn rule(a: (i64, i64), b: (i64, i64), most: i64) -> Option<Rule> {
    let (left, right, top, bottom) = (a.0.min(b.0), a.0.max(b.0), a.1.min(b.1), a.1.max(b.1));
    let (width, height) = (right - left, bottom - top);
    let (x, y) = (left + width / 2, top + height / 2);
    if width.min(height) > most || width == height {
        None
    } else if width > height {
        Some(Rule { from: (left, y), to: (right, y) })
    } else {
        Some(Rule { from: (x, top), to: (x, bottom) })
    }
}
