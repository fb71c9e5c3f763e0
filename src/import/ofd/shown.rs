//! The pages of an OFD document as those of a PDF are handed on, so that they are seen and read as those are; pages that are
//! set in a fraction of their size are enlarged to the usual one.

use super::UNKNOWN;
use super::page::Painted;
use super::shared;
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::block::Document;
use crate::import::budget::Budget;
use crate::import::pdf::painted::{Area, Bounds, Glyph, Point, Rule, Shown, THICKEST_RULE};
use crate::import::pdf::tags::Tags;
use crate::import::pdf::{Pages, font};

/// Some writers set pages in a fraction of their size; what is smaller than this is enlarged to the usual size.
const SMALLEST: i64 = 7_000;
const USUAL: i64 = 10_500;

/// A line that leans less than this is level or upright.
const LEAST_SLANT: i64 = 500;

/// What the words and tables on the pages make.
pub fn document(pages: Vec<Painted>, budget: &Budget) -> Result<Document, ImportError> {
    let heights = pages.iter().flat_map(|page| &page.glyphs).map(|glyph| glyph.up.0.abs().max(glyph.up.1.abs()));
    let mut heights: Vec<i64> = heights.collect();
    heights.sort_unstable();
    let usual = heights.get(heights.len() / 2).copied().filter(|&height| height > 0).unwrap_or(USUAL);
    let scale = if usual < SMALLEST { (USUAL, usual) } else { (1, 1) };
    let (mut gathered, tags) = (Pages::default(), Tags::default());
    for mut page in pages {
        let runs = std::mem::take(&mut page.runs);
        let (mut shown, size) = shown(page, scale);
        budget.charge(shown.areas.len() * size_of::<Area>())?;
        shown.look(size.1, budget);
        shared::part(&mut shown.glyphs, &runs);
        gathered.take(shown, size, &tags, None, budget)?;
    }
    gathered.document(&tags, budget).map_err(|error| match error {
        ImportError::PdfWithoutText => ImportError::NoFigures(vec![Aside::Pictures]),
        error => error,
    })
}

/// A page, and the size that its content has.
fn shown(page: Painted, scale: (i64, i64)) -> (Shown, Point) {
    let part = |at: i64| (i128::from(at) * i128::from(scale.0) / i128::from(scale.1)) as i64;
    let placed = |(x, y): Point| (part(x), part(y));
    let mut shown = Shown::default();
    let mut places: Vec<Point> = Vec::new();
    for glyph in page.glyphs {
        let unmapped = glyph.text == UNKNOWN;
        let aside = if unmapped { Some(Aside::Unmapped) } else { (!glyph.shown).then_some(Aside::Unseen) };
        places.push(placed(glyph.at));
        shown.glyphs.push(Glyph {
            text: if unmapped { font::UNKNOWN.to_string() } else { glyph.text },
            at: placed(glyph.at),
            along: placed(glyph.along),
            up: placed(glyph.up),
            ink: glyph.ink,
            contrast: 1000,
            tag: None,
            artifact: false,
            aside,
            order: glyph.order,
        });
    }
    for (a, b, order) in page.lines {
        let (a, b) = (placed(a), placed(b));
        places.extend([a, b]);
        let rule = Rule::between(a, b);
        if rule.thickness() < LEAST_SLANT {
            shown.rules.extend(rule.flattened().map(|rule| (rule, order)));
        } else {
            shown.slants.push((a, b));
        }
    }
    shown.slants.extend(page.curves.into_iter().map(|(from, to)| (placed(from), placed(to))));
    for area in page.areas {
        let points: Vec<Point> = area.points.into_iter().map(placed).collect();
        let Some(bounds @ Bounds([left, top, right, bottom])) = Bounds::of(points.iter().copied()) else { continue };
        places.extend([(left, top), (right, bottom)]);
        if bounds.thickness() <= THICKEST_RULE {
            let rule = Rule { from: (left, top), to: (right, bottom) };
            shown.rules.extend(rule.flattened().map(|rule| (rule, area.order)));
        }
        shown.areas.extend(Area::new(vec![points], false, (bounds, true), area.ink, area.order));
    }
    let pictures: Vec<(Point, Point)> = page.pictures.into_iter().map(|(a, b)| (placed(a), placed(b))).collect();
    places.extend(pictures.iter().flat_map(|&(a, b)| [a, b]));
    let Bounds([_, _, right, bottom]) = Bounds::of(places.into_iter()).unwrap_or(Bounds([0, 0, 1, 1]));
    let size = (right.max(1), bottom.max(1));
    let share = |a: i64, b: i64, whole: i64| i128::from((b - a).abs()) * 1000 / i128::from(whole);
    let shares = pictures.iter().map(|(a, b)| share(a.0, b.0, size.0) * share(a.1, b.1, size.1) / 1000);
    shown.picture = shares.max().map_or(0, |share| share as i64);
    (shown, size)
}
