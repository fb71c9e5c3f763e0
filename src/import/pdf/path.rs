//! Paths of a page as they are drawn: the rules among them, as lines or as thin areas, the areas that are filled, and
//! what they cut out of the page.

use super::brush::Brush;
use super::lexer::{Fixed, ONE};
use super::matrix::Matrix;
use super::painted::{Area, Bounds, Point, Rule, Shown, THICKEST_RULE};

/// A line that leans less than this is level or upright.
const LEAST_SLANT: i64 = 500;

/// A stroke this wide is an area and no rule.
const WIDEST_STROKE: i64 = 6_000;

/// What is higher than that is no stroke through a line of text.
const HIGHEST_SCRIBBLE: i64 = 12_000;

/// What has more points is a drawing and no line by hand.
const MOST_BENDS: usize = 200;

/// What a path is drawn as.
#[derive(Debug, Clone, Copy)]
pub struct Drawn {
    pub filled: bool,
    pub stroked: bool,
    pub even_odd: bool,
}

/// A path: parts of points, each with whether a straight line leads to it.
#[derive(Debug, Default)]
pub struct Path {
    parts: Vec<Vec<(Fixed, Fixed, bool)>>,
    /// Whether it is to cut out what shows once it is drawn.
    pub clips: bool,
}

impl Path {
    pub fn begin(&mut self, x: Fixed, y: Fixed) {
        self.parts.push(vec![(x, y, false)]);
    }

    /// Goes on in a curve, which is kept as some points of it: two that it tends to, of which the first or the last may be
    /// one of its ends, and its end.
    pub fn curve(&mut self, word: &[u8], numbers: &[Fixed]) {
        let Some(&(x0, y0, _)) = self.parts.last().and_then(|part| part.last()) else { return };
        let (first, second, end) = match (word, numbers) {
            (b"c", &[a, b, c, d, x, y]) => ((a, b), (c, d), (x, y)),
            (b"v", &[c, d, x, y]) => ((x0, y0), (c, d), (x, y)),
            (b"y", &[a, b, x, y]) => ((a, b), (x, y), (x, y)),
            _ => return,
        };
        const PIECES: i128 = 4;
        for step in 1..=PIECES {
            let rest = PIECES - step;
            let shares = [rest * rest * rest, 3 * rest * rest * step, 3 * rest * step * step, step * step * step];
            let at = |places: [Fixed; 4]| {
                let whole: i128 = places.iter().zip(shares).map(|(place, share)| i128::from(*place) * share).sum();
                (whole / (PIECES * PIECES * PIECES)) as Fixed
            };
            self.go(at([x0, first.0, second.0, end.0]), at([y0, first.1, second.1, end.1]), false);
        }
    }

    /// Goes on to a point, in a straight line or in a curve.
    pub fn go(&mut self, x: Fixed, y: Fixed, straight: bool) {
        match self.parts.last_mut() {
            Some(part) => part.push((x, y, straight)),
            None if !straight => self.begin(x, y),
            None => {}
        }
    }

    pub fn rectangle(&mut self, [x, y, width, height]: [Fixed; 4]) {
        let corners = [(x + width, y), (x + width, y + height), (x, y + height), (x, y)];
        self.begin(x, y);
        corners.into_iter().for_each(|(x, y)| self.go(x, y, true));
    }

    pub fn close(&mut self) {
        for part in &mut self.parts {
            if let (Some(&(x, y, _)), Some(&(x1, y1, _)), true) = (part.first(), part.last(), part.len() > 1)
                && (x, y) != (x1, y1)
            {
                part.push((x, y, true));
            }
        }
    }

    /// Draws it, and begins a new one.
    pub fn draw(&mut self, drawn: Drawn, matrix: Matrix, brush: &mut Brush, shown: &mut Shown, order: usize) {
        let parts = std::mem::take(&mut self.parts);
        let place = |x: Fixed, y: Fixed| {
            let (x, y) = matrix.apply(x, y);
            (x / 1000, y / 1000)
        };
        let points = |part: &[(Fixed, Fixed, bool)]| part.iter().map(|&(x, y, _)| place(x, y)).collect::<Vec<Point>>();
        let width = {
            let ((x0, y0), (x1, y1)) = (place(0, 0), place(brush.width.max(0), 0));
            (x1 - x0).abs().max((y1 - y0).abs())
        };
        let wide = drawn.stroked && width > THICKEST_RULE;
        if drawn.filled || drawn.stroked {
            for part in &parts {
                // What is drawn on from the end of a curve is a part of its own.
                let starts = part.iter().enumerate().filter(|(at, point)| *at == 0 || !point.2).map(|(at, _)| at);
                let ends = starts.clone().skip(1).chain([part.len()]);
                for (start, end) in starts.zip(ends) {
                    let line = points(&part[start..end]);
                    if drawn.filled || width <= WIDEST_STROKE {
                        rules(&line, drawn.stroked, brush, shown, order);
                    }
                    for pair in line.windows(2).filter(|_| wide) {
                        shown.areas.extend(stroke(pair[0], pair[1], width / 2, brush, order));
                    }
                }
            }
        }
        if drawn.stroked && !self.clips {
            for part in &parts {
                let line = points(part);
                shown.slants.extend(scribble(&line));
                let curved =
                    part.iter().skip(1).zip(line.windows(2)).filter(|(to, _)| !to.2 && part.len() <= MOST_BENDS);
                shown.slants.extend(curved.map(|(_, pair)| (pair[0], pair[1])));
            }
        }
        let areas: Vec<Vec<Point>> = parts.iter().map(|part| points(part)).collect();
        if self.clips {
            if let Some(bounds) = Bounds::of(areas.iter().flatten().copied()) {
                brush.clip(bounds, is_rectangle(&areas, &parts));
            }
            self.clips = false;
        }
        if drawn.filled {
            shown.areas.extend(Area::new(areas, drawn.even_odd, brush.shows, brush.fill(), order));
        }
    }
}

/// Keeps the rules of a line: of lines those that are level or upright, of areas those that are thin.
fn rules(points: &[Point], lines: bool, brush: &Brush, shown: &mut Shown, order: usize) {
    let Some(Bounds([left, top, right, bottom])) = Bounds::of(points.iter().copied()) else { return };
    let whole = Rule { from: (left, top), to: (right, bottom) };
    let shows = |rule: &Rule| {
        let middle = ((rule.from.0 + rule.to.0) / 2, (rule.from.1 + rule.to.1) / 2);
        brush.shows.0.holds(middle, THICKEST_RULE)
    };
    let slants = |a: Point, b: Point| (a.0 - b.0).abs() >= THICKEST_RULE && (a.1 - b.1).abs() >= THICKEST_RULE;
    if whole.thickness() <= THICKEST_RULE {
        shown.rules.extend(whole.flattened().filter(shows).map(|rule| (rule, order)));
    } else if lines {
        for pair in points.windows(2) {
            let rule = Rule::between(pair[0], pair[1]);
            if rule.thickness() < LEAST_SLANT {
                shown.rules.extend(rule.flattened().filter(shows).map(|rule| (rule, order)));
            } else if slants(pair[0], pair[1]) {
                shown.slants.push((pair[0], pair[1]));
            }
        }
    }
}

/// A stroke by hand, of many short pieces, as one line from its beginning to its end.
fn scribble(points: &[Point]) -> Option<(Point, Point)> {
    let ([first, .., last], true) = (points, points.len() > 3) else { return None };
    let is_flat = Bounds::of(points.iter().copied())?.thickness() <= HIGHEST_SCRIBBLE;
    let long = (first.0 - last.0).abs().max((first.1 - last.1).abs()) >= THICKEST_RULE;
    (is_flat && long).then_some((*first, *last))
}

/// The area that a wide level or upright stroke covers.
fn stroke(a: Point, b: Point, half: i64, brush: &Brush, order: usize) -> Option<Area> {
    let Rule { from: (left, top), to: (right, bottom) } = Rule::between(a, b);
    let (x, y) = match (right - left < LEAST_SLANT, bottom - top < LEAST_SLANT) {
        (false, true) => (0, half),
        (true, false) => (half, 0),
        _ => return None,
    };
    let corners = vec![(left - x, top - y), (right + x, top - y), (right + x, bottom + y), (left - x, bottom + y)];
    Area::new(vec![corners], false, brush.shows, brush.stroke(), order)
}

/// Whether a path is one upright rectangle.
fn is_rectangle(places: &[Vec<Point>], parts: &[Vec<(Fixed, Fixed, bool)>]) -> bool {
    let ([places], [part]) = (places, parts) else { return false };
    let sides = || places.iter().zip(places.iter().cycle().skip(1));
    let near = |a: i64, b: i64| (a - b).abs() <= ONE / 10_000;
    (4..=5).contains(&places.len())
        && part.iter().skip(1).all(|point| point.2)
        && sides().all(|(a, b)| near(a.0, b.0) || near(a.1, b.1))
}
