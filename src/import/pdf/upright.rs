//! A page read upright: the direction in which most of its text runs is made the one from left to right, whether a flag
//! of the page or its content turned it. What runs in another direction is no figure: a watermark, a note at the side.

use super::painted::{Glyph, Point, Rule, Shown};
use crate::import::aside::Aside;
use crate::import::normal::is_blank;

/// A text that leans more than one in so many is slanted.
const LEAST_LEAN: i64 = 8;

/// The contrast, in thousandths, up to which a text is a watermark, from what size on; in tenths of the usual one.
const WATERMARKS: [(i64, i64); 3] = [(150, 0), (400, LARGE), (700, 40)];

/// Of a turned text, the size from which it is no label.
const LARGE: i64 = 15;

/// What is so many times smaller than the usual text is not seen.
const SMALLEST: i64 = 6;

/// A character of the page as it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    pub text: String,
    pub left: i64,
    pub right: i64,
    pub baseline: i64,
    /// The type size as it appears.
    pub size: i64,
    /// The number of its marked content, where it has one; none for what belongs to the page.
    pub tag: Option<i64>,
    /// Whether it belongs to the page and not to the document: a page number, a running head.
    pub artifact: bool,
    /// Why it is not read, where it is not.
    pub aside: Option<Aside>,
    /// Whether it is mixed with what is below it, or laid on through a mask.
    pub mixed: bool,
}

impl Mark {
    pub fn is_digit(&self) -> bool {
        self.text.chars().all(|c| c.is_ascii_digit()) && !self.text.is_empty()
    }

    /// Whether it says anything: a letter, a digit.
    pub fn says(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }
}

/// A page to be read.
#[derive(Debug, Default)]
pub struct Sheet {
    pub marks: Vec<Mark>,
    pub rules: Vec<Rule>,
    /// Lines that are neither level nor upright.
    pub slants: Vec<(Point, Point)>,
    /// How large it is as it is read.
    pub width: i64,
    pub height: i64,
}

/// The quarter turn, clockwise, in which a text runs; none where it is slanted.
fn quarter(glyph: &Glyph) -> Option<usize> {
    let (along, up) = (glyph.along, glyph.up);
    let (x, y) = if along == (0, 0) { (-up.1, up.0) } else { along };
    if x.abs() >= y.abs() * LEAST_LEAN {
        Some(if x < 0 { 2 } else { 0 })
    } else if y.abs() >= x.abs() * LEAST_LEAN {
        Some(if y > 0 { 1 } else { 3 })
    } else {
        None
    }
}

/// The page with its text upright; the page's own size is needed to turn it.
pub fn sheet(shown: Shown, (width, height): (i64, i64)) -> Sheet {
    let mut counts = [0usize; 4];
    let faint = |glyph: &Glyph| glyph.contrast <= WATERMARKS[1].0;
    let read = |glyph: &&Glyph| glyph.aside.is_none() && !is_blank(&glyph.text) && !faint(glyph);
    shown.glyphs.iter().filter(read).filter_map(quarter).for_each(|quarter| counts[quarter] += 1);
    let main = (0..4).rev().max_by_key(|&quarter| counts[quarter]).unwrap_or(0);
    let turned = |(x, y): Point| match main {
        1 => (y, width - x),
        2 => (width - x, height - y),
        3 => (height - y, x),
        _ => (x, y),
    };
    let usual = usual_size(shown.glyphs.iter().filter(read).filter(|glyph| quarter(glyph) == Some(main)));
    let marks = shown.glyphs.into_iter().map(|glyph| {
        let quarter = quarter(&glyph).map(|quarter| (quarter + 4 - main) % 4);
        let add = |a: Point, b: Point| (a.0 + b.0, a.1 + b.1);
        let [(x0, y0), (x1, y1), (xt, yt)] =
            [glyph.at, add(glyph.at, glyph.along), add(glyph.at, glyph.up)].map(turned);
        let size = (xt - x0).abs().max((yt - y0).abs());
        let (left, right) = if (x1 - x0).abs() >= (y1 - y0).abs() { (x0.min(x1), x0.max(x1)) } else { (x0, x0 + size) };
        let large = size * 10 >= usual * LARGE;
        let digit = glyph.text.chars().any(|c| c.is_ascii_digit());
        let runs = match quarter {
            Some(0) => {
                let mut kinds = WATERMARKS.iter();
                !kinds.any(|(contrast, least)| glyph.contrast <= *contrast && size * 10 >= usual * least)
            }
            // A label may stand on its side.
            Some(1 | 3) => !(digit || large || faint(&glyph)),
            _ => false,
        };
        let tiny = size * SMALLEST < usual;
        let aside = glyph.aside.or((!runs).then_some(Aside::Turned)).or(tiny.then_some(Aside::Unseen));
        let Glyph { text, tag, artifact, ink, .. } = glyph;
        Mark { text, left, right, baseline: y0, size, tag, artifact, aside, mixed: !ink.plain }
    });
    let marks = marks.collect();
    let rules = shown.rules.into_iter().map(|(rule, _)| Rule::between(turned(rule.from), turned(rule.to)));
    let slants = shown.slants.into_iter().map(|(a, b)| (turned(a), turned(b)));
    let (width, height) = if main % 2 == 1 { (height, width) } else { (width, height) };
    Sheet { marks, rules: rules.collect(), slants: slants.collect(), width, height }
}

/// The size in the middle of all.
fn usual_size<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> i64 {
    let mut sizes: Vec<i64> = glyphs.map(|glyph| glyph.up.0.abs().max(glyph.up.1.abs())).collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or(0)
}
