//! What a page paints, in the order of painting: glyphs, areas and rules; and what of it a reader sees in the end: what
//! is painted over, and on which ground a glyph stands. Places are thousandths of a point from the top left corner of
//! the page as it is shown. Which words the glyphs make is `line`'s business.

use std::collections::BTreeSet;

use super::colour::{Rgb, WHITE, mixed};
use crate::import::aside::Aside;
use crate::import::budget::Budget;

/// A place on a page.
pub type Point = (i64, i64);

/// An area at most this thick is a rule.
pub const THICKEST_RULE: i64 = 3_000;

/// Only areas as wide and as high as that hide rules: a figure that is painted over with its borders stands in its cell.
const HIDES_RULES: [i64; 2] = [100_000, 40_000];

/// Areas of more corners are drawings; what exactly they cover is not reckoned.
const MOST_CORNERS: usize = 64;

/// The strips into which a page is cut to find the areas at a place.
const STRIPS: i64 = 128;

/// How many looks at an area cost a unit.
const LOOKS: usize = 4;

/// In thousandths: ink this thick hides what is below, and contrast this weak is not seen.
const OPAQUE: i64 = 900;
const INVISIBLE: i64 = 50;

/// With what something is painted.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    /// None where nobody can tell.
    pub colour: Option<Rgb>,
    /// Thousandths of full strength.
    pub alpha: i64,
    /// Whether it is laid on what is below as paint is, not mixed with it in another way.
    pub plain: bool,
}

/// A character as it is painted.
#[derive(Debug)]
pub struct Glyph {
    pub text: String,
    /// Where its baseline begins, where it goes to from there, and its height.
    pub at: Point,
    pub along: Point,
    pub up: Point,
    pub ink: Ink,
    /// How much it stands out from its ground, in thousandths.
    pub contrast: i64,
    pub tag: Option<i64>,
    pub artifact: bool,
    /// Why it is not read, as far as the content itself says that.
    pub aside: Option<Aside>,
    pub order: usize,
}

impl Glyph {
    /// A place in its body: so many tenths along it, and up.
    fn inside(&self, along: i64, up: i64) -> Point {
        let place = |at: i64, a: i64, u: i64| at + a * along / 10 + u * up / 10;
        (place(self.at.0, self.along.0, self.up.0), place(self.at.1, self.along.1, self.up.1))
    }

    pub fn middle(&self) -> Point {
        self.inside(5, 3)
    }
}

/// Left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds(pub [i64; 4]);

impl Bounds {
    pub fn of(points: impl Iterator<Item = Point>) -> Option<Bounds> {
        points.fold(None, |bounds, (x, y)| {
            let [left, top, right, bottom] = bounds.map_or([x, y, x, y], |Bounds(own)| own);
            Some(Bounds([left.min(x), top.min(y), right.max(x), bottom.max(y)]))
        })
    }

    pub fn within(self, other: Bounds) -> Bounds {
        let (Bounds(a), Bounds(b)) = (self, other);
        Bounds([a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])])
    }

    pub fn holds(self, (x, y): Point, room: i64) -> bool {
        let Bounds([left, top, right, bottom]) = self;
        (left - room..=right + room).contains(&x) && (top - room..=bottom + room).contains(&y)
    }

    pub fn thickness(self) -> i64 {
        let Bounds([left, top, right, bottom]) = self;
        (right - left).min(bottom - top)
    }
}

/// An area that is filled.
#[derive(Debug)]
pub struct Area {
    parts: Vec<Vec<Point>>,
    even_odd: bool,
    bounds: Bounds,
    ink: Ink,
    /// Whether its shape is known.
    exact: bool,
    order: usize,
}

impl Area {
    /// An area as far as it lies within what shows; none where it is no larger than a rule.
    pub fn new(parts: Vec<Vec<Point>>, even_odd: bool, shows: (Bounds, bool), ink: Ink, order: usize) -> Option<Area> {
        let bounds = Bounds::of(parts.iter().flatten().copied())?.within(shows.0);
        let exact = shows.1 && parts.iter().map(Vec::len).sum::<usize>() <= MOST_CORNERS;
        let parts = if exact { parts } else { Vec::new() };
        (bounds.thickness() > THICKEST_RULE).then_some(Area { parts, even_odd, bounds, ink, exact, order })
    }

    fn holds(&self, point: Point) -> bool {
        self.bounds.holds(point, 0) && (!self.exact || self.winds(point))
    }

    fn winds(&self, (x, y): Point) -> bool {
        let mut turns = 0;
        for part in &self.parts {
            for (&(x0, y0), &(x1, y1)) in part.iter().zip(part.iter().cycle().skip(1)) {
                if (y0 > y) == (y1 > y) {
                    continue;
                }
                let across = i128::from(x0) + i128::from(y - y0) * i128::from(x1 - x0) / i128::from(y1 - y0);
                if across > i128::from(x) {
                    turns += if y1 > y0 { 1 } else { -1 };
                }
            }
        }
        if self.even_odd { turns % 2 != 0 } else { turns != 0 }
    }

    fn hides(&self) -> bool {
        self.exact && self.ink.plain && self.ink.alpha >= OPAQUE
    }
}

/// A horizontal or vertical line from a point to a point right of or below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub from: Point,
    pub to: Point,
}

impl Rule {
    pub fn between(a: Point, b: Point) -> Rule {
        Rule { from: (a.0.min(b.0), a.1.min(b.1)), to: (a.0.max(b.0), a.1.max(b.1)) }
    }

    pub fn thickness(self) -> i64 {
        (self.to.0 - self.from.0).min(self.to.1 - self.from.1)
    }

    /// The line in the middle of a thin area; none where it is as thick as it is long.
    pub fn flattened(self) -> Option<Rule> {
        let (width, height) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let (x, y) = (self.from.0 + width / 2, self.from.1 + height / 2);
        if width > height {
            Some(Rule { from: (self.from.0, y), to: (self.to.0, y) })
        } else if height > width {
            Some(Rule { from: (x, self.from.1), to: (x, self.to.1) })
        } else {
            None
        }
    }

    pub fn is_level(self) -> bool {
        self.from.1 == self.to.1
    }
}

/// What a page paints.
#[derive(Debug, Default)]
pub struct Shown {
    pub glyphs: Vec<Glyph>,
    /// Each with its place in the order of painting.
    pub rules: Vec<(Rule, usize)>,
    /// Lines that are neither level nor upright.
    pub slants: Vec<(Point, Point)>,
    pub areas: Vec<Area>,
    /// How much of the page the largest picture takes, in thousandths.
    pub picture: i64,
    /// What is to be said of the page besides.
    pub asides: BTreeSet<Aside>,
}

impl Shown {
    /// How much the text leans, in ten thousandths, where nearly all of it leans alike, and little: the page lies askew.
    pub fn lean(&self) -> Option<i64> {
        const LEAST: i64 = 30;
        const MOST: i64 = 1_300;
        const ALIKE: i64 = 40;
        let lean = |glyph: &Glyph| match glyph.along {
            (0, 0) => None,
            (x, y) if x.abs() >= y.abs() => Some(y * 10_000 / x),
            (x, y) => Some(-x * 10_000 / y),
        };
        let mut leans: Vec<i64> = self.glyphs.iter().filter(|glyph| glyph.aside.is_none()).filter_map(lean).collect();
        leans.sort_unstable();
        let usual = *leans.get(leans.len() / 2)?;
        let alike = leans.iter().filter(|&&lean| (lean - usual).abs() <= ALIKE).count();
        ((LEAST..=MOST).contains(&usual.abs()) && alike * 10 >= leans.len() * 8).then_some(usual)
    }

    /// Finds out what a reader sees: sets glyphs aside that he does not, and takes out rules that are painted over.
    pub fn look(&mut self, height: i64, budget: &Budget) {
        let areas = Areas::new(&self.areas, height, budget);
        for glyph in self.glyphs.iter_mut().filter(|glyph| glyph.aside.is_none()) {
            let corners = [(5, 3), (3, 1), (7, 1), (3, 6), (7, 6)].map(|(along, up)| glyph.inside(along, up));
            let hidden = corners.iter().filter(|&&corner| areas.hide(corner, glyph.order, budget)).count();
            let contrast = match (glyph.ink.colour, areas.ground(glyph.middle(), glyph.order, budget)) {
                (Some(own), Some(ground)) => own.iter().zip(ground).map(|(a, b)| (a - b).abs()).max().unwrap_or(0),
                _ => 1000,
            };
            let contrast = contrast * glyph.ink.alpha / 1000;
            glyph.contrast = contrast;
            glyph.aside = (hidden > 3 || contrast <= INVISIBLE).then_some(Aside::Unseen);
            // A bar through the middle hides little, and strikes out.
            let through = || [2, 5, 8].iter().all(|&at| areas.hide(glyph.inside(at, 3), glyph.order, budget));
            if hidden > 0 && glyph.aside.is_none() && through() {
                glyph.aside = Some(Aside::Struck);
            }
        }
        self.rules.retain(|(rule, order)| {
            let (x, y) = (rule.to.0 - rule.from.0, rule.to.1 - rule.from.1);
            let sides = if rule.is_level() { [(0, -2_000), (0, 2_000)] } else { [(-2_000, 0), (2_000, 0)] };
            let places = [1, 2, 3].map(|part| (rule.from.0 + x * part / 4, rule.from.1 + y * part / 4));
            !places.iter().all(|&place| areas.hide_rule(place, sides, *order, budget))
        });
    }
}

/// Areas by the strips of the page in which they lie.
struct Areas<'a> {
    areas: &'a [Area],
    strips: Vec<Vec<usize>>,
    height: i64,
}

impl<'a> Areas<'a> {
    fn new(areas: &'a [Area], height: i64, budget: &Budget) -> Areas<'a> {
        let mut found = Areas { areas, strips: vec![Vec::new(); STRIPS as usize], height: height.max(STRIPS) };
        for (index, area) in areas.iter().enumerate() {
            let Bounds([_, top, _, bottom]) = area.bounds;
            let (first, last) = (found.strip(top), found.strip(bottom));
            if !budget.spend((last - first + 1) * size_of::<usize>()) {
                break;
            }
            found.strips[first..=last].iter_mut().for_each(|strip| strip.push(index));
        }
        found
    }

    fn strip(&self, y: i64) -> usize {
        (y.clamp(0, self.height) * STRIPS / self.height).clamp(0, STRIPS - 1) as usize
    }

    /// The areas that hold a point, from below.
    fn at(&self, point: Point, budget: &Budget) -> impl Iterator<Item = &'a Area> {
        let strip = self.strips.get(self.strip(point.1)).map_or(&[][..], Vec::as_slice);
        let strip = if budget.spend(strip.len() / LOOKS) { strip } else { &[] };
        strip.iter().filter_map(|&index| self.areas.get(index)).filter(move |area| area.holds(point))
    }

    /// Whether an area hides a point that is painted behind a place in the order.
    fn hide(&self, point: Point, order: usize, budget: &Budget) -> bool {
        self.at(point, budget).any(|area| area.order > order && area.hides())
    }

    /// Whether a large area does, and hides what is beside the point.
    fn hide_rule(&self, point: Point, sides: [Point; 2], order: usize, budget: &Budget) -> bool {
        let holds = |area: &Area| sides.iter().all(|side| area.holds((point.0 + side.0, point.1 + side.1)));
        let large = |area: &Area| {
            let Bounds([left, top, right, bottom]) = area.bounds;
            let [width, height] = HIDES_RULES;
            right - left >= width && bottom - top >= height
        };
        self.at(point, budget).any(|area| area.order > order && area.hides() && large(area) && holds(area))
    }

    /// The colour of a point before a place in the order; none where nobody can tell.
    fn ground(&self, point: Point, order: usize, budget: &Budget) -> Option<Rgb> {
        let mut ground = Some(WHITE);
        for area in self.at(point, budget).take_while(|area| area.order < order) {
            let thin = area.ink.alpha < OPAQUE;
            let known = area.ink.colour.filter(|_| area.exact && area.ink.plain);
            ground = known.and_then(|own| if thin { Some(mixed(ground?, own, area.ink.alpha)) } else { Some(own) });
        }
        ground
    }
}
