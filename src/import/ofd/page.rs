//! A page of an OFD document carried out: characters with their places, rules and areas, in the order of painting. Places are
//! thousandths of a point from the page's top left corner. What a reader sees of it is `shown`'s business.

use std::collections::{HashMap, HashSet};

use super::path::{Point, chords, numbers, parts, product, sum};
use super::shared::Run;
use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::length::fixed;
use crate::import::markup::{Step, Tag, Walker};
use crate::import::normal::is_wide;
use crate::import::pdf::colour::Rgb;
use crate::import::pdf::lexer::{Fixed, ONE};
use crate::import::pdf::matrix::{IDENTITY, Matrix};
use crate::import::pdf::painted::{Bounds, Ink, Point as Place};

/// Points in a millimetre.
const MILLIMETRE: Fixed = 2_834_646;

/// Drawings within drawings deeper than this are none that a program made.
const DEEPEST: usize = 6;

/// What an object takes, a character, and a point of what is drawn.
const OBJECT: usize = 200;
const GLYPH: usize = 160;
const POINT: usize = 48;

/// How wide the space behind a character may be, in its height, so that the next one goes on with it.
const WIDEST: Fixed = ONE * 105 / 100;

/// Of a colour's parts and of its strength, all in the document's own numbers.
const FULL: Fixed = 255;

const BLACK: Ink = Ink { colour: Some([0; 3]), alpha: 1000, plain: true };

/// Where nobody can tell what colour it is: a pattern.
const PATTERN: Ink = Ink { colour: None, ..BLACK };

/// The colour that an element gives by itself.
pub fn ink(tag: &Tag<'_>) -> Option<Ink> {
    let colour = tag.attribute("Value").and_then(|value| rgb(&value));
    let alpha = tag.attribute("Alpha").and_then(|alpha| strength(&alpha));
    (colour.is_some() || alpha.is_some()).then_some(Ink {
        colour: colour.or(BLACK.colour),
        alpha: alpha.unwrap_or(BLACK.alpha),
        plain: true,
    })
}

/// A number of those up to 255, in thousandths of that.
fn strength(number: &str) -> Option<i64> {
    Some((fixed(number)? / (FULL * ONE / 1000)).clamp(0, 1000))
}

/// One number is a grey, three are red, green and blue, four those of printing.
fn rgb(value: &str) -> Option<Rgb> {
    let hex = |word: &str| match word.strip_prefix('#') {
        Some(hex) => u8::from_str_radix(hex, 16).ok().map(|part| i64::from(part) * 1000 / FULL),
        None => strength(word),
    };
    let given: Option<Vec<i64>> = value.split_whitespace().map(hex).collect();
    match given?.as_slice() {
        [grey] => Some([*grey; 3]),
        [red, green, blue] => Some([*red, *green, *blue]),
        [c, m, y, k] => Some([c, m, y].map(|ink| (1000 - ink) * (1000 - k) / 1000)),
        _ => None,
    }
}

/// What pages refer to, by its number.
#[derive(Debug, Default)]
pub struct Resources {
    /// With what ways to draw fill.
    pub colours: HashMap<String, Ink>,
    /// Drawings that are used more than once.
    pub drawings: HashMap<String, String>,
    /// Pictures of a kind through which nothing is seen.
    pub opaque: HashSet<String>,
}

/// A character: where its baseline begins, where it goes from there, and its height.
#[derive(Debug, Clone)]
pub struct Glyph {
    pub text: String,
    pub at: Place,
    pub along: Place,
    pub up: Place,
    pub ink: Ink,
    /// Whether it is drawn at all.
    pub shown: bool,
    pub order: usize,
}

/// An area that is filled, by its corners.
#[derive(Debug, Clone)]
pub struct Area {
    pub points: Vec<Place>,
    pub ink: Ink,
    pub order: usize,
}

/// What a page paints.
#[derive(Debug, Default)]
pub struct Painted {
    pub glyphs: Vec<Glyph>,
    /// The texts that the characters belong to.
    pub runs: Vec<Run>,
    /// Lines that are drawn, with their place in the order of painting.
    pub lines: Vec<(Place, Place, usize)>,
    pub areas: Vec<Area>,
    /// Curves that are drawn, by their ends.
    pub curves: Vec<(Place, Place)>,
    /// Two corners of each picture.
    pub pictures: Vec<(Place, Place)>,
}

/// A place on the page in thousandths of a point.
fn thousandths((x, y): Point) -> Place {
    (x / 1000, y / 1000)
}

/// An object that is open: a text, a path, a group.
#[derive(Debug, Clone)]
struct Object {
    depth: usize,
    matrix: Matrix,
    ink: Ink,
    shown: bool,
    size: Fixed,
    stretch: Fixed,
    turn: usize,
    stroked: bool,
    filled: bool,
    /// Left, top, right and bottom on the page.
    edges: [i64; 4],
    /// What shows of it, where it is cut.
    shows: Option<Bounds>,
    /// Where the last piece of text began.
    start: Point,
}

pub struct Painter<'a> {
    resources: &'a Resources,
    budget: &'a Budget,
    pub painted: Painted,
    order: usize,
}

impl<'a> Painter<'a> {
    pub fn new(resources: &'a Resources, budget: &'a Budget) -> Painter<'a> {
        Painter { resources, budget, painted: Painted::default(), order: 0 }
    }

    /// Paints the content of a page or of a template.
    pub fn paint(&mut self, text: &str) -> Result<(), ImportError> {
        let page = Object {
            depth: 0,
            matrix: Matrix([MILLIMETRE, 0, 0, MILLIMETRE, 0, 0]),
            ink: BLACK,
            shown: true,
            size: 0,
            stretch: ONE,
            turn: 0,
            stroked: false,
            filled: true,
            edges: [0; 4],
            shows: None,
            start: (0, 0),
        };
        self.objects(text, page, 0)
    }

    fn objects(&mut self, text: &str, outer: Object, within: usize) -> Result<(), ImportError> {
        let mut walker = Walker::within(text, self.budget);
        let mut stack = vec![outer];
        while let Some(step) = walker.step()? {
            let Some(open) = stack.last_mut() else { break };
            let tag = match step {
                Step::Open(tag) => tag,
                Step::Close => {
                    if stack.len() > 1 {
                        stack.pop_if(|object| object.depth > walker.depth());
                    }
                    continue;
                }
                Step::Text(_) => continue,
            };
            let depth = walker.depth();
            if tag.local().ends_with("Object") {
                self.budget.charge(OBJECT)?;
            }
            match tag.local() {
                "Annot" if !is(&tag, "Visible", true) => walker.skip()?,
                "Clips" => {
                    let cut = self.clips(&mut walker, open)?;
                    open.shows = match (open.shows, cut) {
                        (Some(shows), Some(cut)) => Some(shows.within(cut)),
                        (shows, cut) => cut.or(shows),
                    };
                }
                "Layer" | "PageBlock" | "TextObject" | "Appearance" => {
                    let inner = self.object(&tag, open, depth);
                    stack.push(inner);
                }
                "PathObject" => {
                    let (filled, stroked) = (is(&tag, "Fill", false), is(&tag, "Stroke", true));
                    let inner = self.object(&tag, open, depth);
                    stack.push(Object { filled, stroked, ..inner });
                }
                "ImageObject" => {
                    let Object { edges: [left, top, right, bottom], ink, shown, .. } = self.object(&tag, open, depth);
                    self.order += 1;
                    if shown {
                        self.painted.pictures.push(((left, top), (right, bottom)));
                    }
                    let opaque = tag.attribute("ResourceID").is_some_and(|id| self.resources.opaque.contains(&id));
                    if shown && opaque {
                        let points = vec![(left, top), (right, top), (right, bottom), (left, bottom)];
                        self.painted.areas.push(Area {
                            points,
                            ink: Ink { alpha: ink.alpha, ..PATTERN },
                            order: self.order,
                        });
                    }
                    walker.skip()?;
                }
                "CompositeObject" => {
                    let inner = self.object(&tag, open, 0);
                    let drawing = tag.attribute("ResourceID").and_then(|id| self.resources.drawings.get(&id));
                    walker.skip()?;
                    if let Some(drawing) = drawing.filter(|_| within < DEEPEST) {
                        self.budget.charge(drawing.len())?;
                        self.objects(drawing, inner, within + 1)?;
                    }
                }
                "FillColor" => {
                    // Some writers set the numbers between the tags.
                    let own = ink(&tag);
                    let words = words(&mut walker)?;
                    let colour = own.or_else(|| rgb(&words).map(|rgb| Ink { colour: Some(rgb), ..BLACK }));
                    // What has neither is a pattern.
                    let colour = colour.unwrap_or(PATTERN);
                    open.ink = Ink { alpha: colour.alpha.min(open.ink.alpha), ..colour };
                }
                "TextCode" => {
                    let code = Code::new(&tag, open.start);
                    open.start = code.at;
                    let words = words(&mut walker)?;
                    let object = open.clone();
                    self.text(&object, &code, words.trim_matches(['\r', '\n', '\t']))?;
                }
                "AbbreviatedData" => {
                    let object = open.clone();
                    let words = words(&mut walker)?;
                    self.path(&object, &words)?;
                }
                "CGTransform" | "Actions" | "StrokeColor" | "Template" => walker.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// What an object's cuts leave of it, read to their end; none where they are no paths.
    fn clips(&self, walker: &mut Walker<'_>, object: &Object) -> Result<Option<Bounds>, ImportError> {
        let depth = walker.depth();
        let (mut shows, mut area): (Option<Bounds>, Option<Bounds>) = (None, None);
        let mut matrix = object.matrix;
        let outer = object.matrix;
        while let Some(step) = walker.step()? {
            let tag = match step {
                Step::Open(tag) => tag,
                Step::Close if walker.depth() < depth => break,
                _ => continue,
            };
            match tag.local() {
                "Clip" => {
                    shows = area.take().map(|area| shows.map_or(area, |shows| shows.within(area))).or(shows);
                }
                "Area" => matrix = transform(&tag).then(outer),
                "Path" => {
                    if let [x, y, ..] = list(&tag, "Boundary")[..] {
                        matrix = Matrix([ONE, 0, 0, ONE, x, y]).then(matrix);
                    }
                    matrix = transform(&tag).then(matrix);
                }
                "AbbreviatedData" => {
                    let words = words(walker)?;
                    self.budget.charge(words.len() / 2 * POINT)?;
                    let points = parts(&words).into_iter().flatten().map(|(x, y)| thousandths(matrix.apply(x, y)));
                    let own = points.chain(area.into_iter().flat_map(|Bounds([l, t, r, b])| [(l, t), (r, b)]));
                    area = Bounds::of(own).or(area);
                }
                _ => {}
            }
        }
        Ok(area.map(|area| shows.map_or(area, |shows| shows.within(area))).or(shows))
    }

    /// An object within another one.
    fn object(&self, tag: &Tag<'_>, outer: &Object, depth: usize) -> Object {
        let number = |names: [&str; 2]| names.iter().find_map(|name| fixed(&tag.attribute(name)?));
        let [x, y, width, height] = match list(tag, "Boundary")[..] {
            [x, y, width, height] => [x, y, width, height],
            [x, y, ..] => [x, y, 0, 0],
            _ => [0; 4],
        };
        let (left, top) = thousandths(outer.matrix.apply(x, y));
        let (right, bottom) = thousandths(outer.matrix.apply(sum(x, width), sum(y, height)));
        let matrix = transform(tag).then(Matrix([ONE, 0, 0, ONE, x, y])).then(outer.matrix);
        let drawn = tag.attribute("DrawParam").and_then(|id| self.resources.colours.get(&id));
        let ink = drawn.copied().unwrap_or(outer.ink);
        let alpha = tag.attribute("Alpha").and_then(|alpha| strength(&alpha)).unwrap_or(BLACK.alpha).min(ink.alpha);
        Object {
            depth,
            matrix,
            ink: Ink { alpha, ..ink },
            shown: outer.shown && is(tag, "Visible", true),
            size: number(["Size", "size"]).unwrap_or(outer.size),
            stretch: number(["HScale", "hscale"]).unwrap_or(ONE),
            turn: tag.number("CharDirection").unwrap_or(0) / 90 % 4,
            stroked: is(tag, "Stroke", false),
            filled: is(tag, "Fill", true),
            edges: [left, top, right, bottom],
            shows: outer.shows,
            start: (0, 0),
        }
    }

    /// A piece of text, character by character.
    fn text(&mut self, object: &Object, code: &Code, words: &str) -> Result<(), ImportError> {
        self.budget.charge(words.len() * GLYPH)?;
        let shown = object.shown && (object.filled || object.stroked);
        let first = self.painted.glyphs.len();
        let mut characters = words.chars();
        let (mut x, mut y) = code.at;
        let (mut across, mut down) = (code.across.iter(), code.down.iter());
        while let Some(c) = characters.next() {
            let natural = product(if is_wide(c) { object.size } else { object.size / 2 }, object.stretch);
            let step = match (across.next(), code.across.is_empty() && code.down.is_empty()) {
                (Some(&step), _) => step,
                (None, true) => natural,
                (None, false) => 0,
            };
            let is_last = characters.as_str().is_empty();
            // Within a piece, characters go on with each other unless there is room for one between them.
            let joins = step > 0 && step <= product(object.size, WIDEST.max(object.stretch)) && !is_last;
            let width = if joins { step } else { natural };
            let (along, up) = turned((width, 0), (0, -object.size), object.turn);
            if !c.is_control() {
                self.order += 1;
                let mut glyph = Glyph {
                    text: c.to_string(),
                    at: thousandths(object.matrix.apply(x, y)),
                    along: thousandths(object.matrix.turned(along.0, along.1)),
                    up: thousandths(object.matrix.turned(up.0, up.1)),
                    ink: object.ink,
                    shown,
                    order: self.order,
                };
                glyph.shown &= object.shows.is_none_or(|shows| shows.holds(middle(&glyph), 0));
                self.painted.glyphs.push(glyph);
            }
            x = sum(x, step);
            y = sum(y, down.next().copied().unwrap_or(0));
        }
        let own = &mut self.painted.glyphs[first..];
        // Some writers forget to turn the box of what is turned.
        let level = object.matrix.0[1] == 0;
        if level || own.iter().any(|glyph| object.holds(glyph)) {
            own.iter_mut().for_each(|glyph| glyph.shown &= object.holds(glyph));
        }
        self.painted.runs.push(Run { edges: object.edges, glyphs: first..self.painted.glyphs.len() });
        Ok(())
    }

    fn path(&mut self, object: &Object, data: &str) -> Result<(), ImportError> {
        self.budget.charge(data.len() / 2 * POINT)?;
        self.order += 1;
        if !object.shown {
            return Ok(());
        }
        if object.stroked {
            let place = |(x, y): Point| thousandths(object.matrix.apply(x, y));
            self.painted.curves.extend(chords(data).into_iter().map(|(from, to)| (place(from), place(to))));
        }
        for part in parts(data) {
            let points: Vec<Place> = part.into_iter().map(|(x, y)| thousandths(object.matrix.apply(x, y))).collect();
            if object.stroked {
                self.painted.lines.extend(points.windows(2).map(|pair| (pair[0], pair[1], self.order)));
            }
            if object.filled && object.ink.alpha > 0 {
                self.painted.areas.push(Area { points, ink: object.ink, order: self.order });
            }
        }
        Ok(())
    }
}

/// A character's directions where it is turned against its line, clockwise by quarters.
fn turned(along: Point, up: Point, quarters: usize) -> (Point, Point) {
    let once = |(x, y): Point| (-y, x);
    (0..quarters).fold((along, up), |(along, up), _| (once(along), once(up)))
}

impl Object {
    /// Whether a character lies within the object's box.
    fn holds(&self, glyph: &Glyph) -> bool {
        let [left, top, right, bottom] = self.edges;
        // Many writers are not exact to a letter.
        let room = glyph.up.0.abs().max(glyph.up.1.abs()) / 2;
        let boxed = Bounds([left.min(right), top.min(bottom), left.max(right), top.max(bottom)]);
        left == right || top == bottom || boxed.holds(middle(glyph), room)
    }
}

/// The middle of a character's body.
fn middle(glyph: &Glyph) -> Place {
    let middle = |at: i64, along: i64, up: i64| at + along / 2 + up * 3 / 10;
    (middle(glyph.at.0, glyph.along.0, glyph.up.0), middle(glyph.at.1, glyph.along.1, glyph.up.1))
}

fn list(tag: &Tag<'_>, name: &str) -> Vec<Fixed> {
    tag.attribute(name).map(|list| numbers(&list).collect()).unwrap_or_default()
}

/// The matrix of an element.
fn transform(tag: &Tag<'_>) -> Matrix {
    match list(tag, "CTM")[..] {
        [a, b, c, d, e, f] => Matrix([a, b, c, d, e, f]),
        _ => IDENTITY,
    }
}

/// A switch of an object.
fn is(tag: &Tag<'_>, name: &str, usual: bool) -> bool {
    tag.attribute(name).map_or(usual, |value| matches!(value.trim(), "true" | "1"))
}

/// The words in the element that the last step opened.
fn words(walker: &mut Walker<'_>) -> Result<String, ImportError> {
    let depth = walker.depth();
    let mut words = String::new();
    while let Some(step) = walker.step()? {
        match step {
            Step::Text(text) => words.push_str(&text),
            Step::Close if walker.depth() < depth => break,
            _ => {}
        }
    }
    Ok(words)
}

/// Where a piece of text begins, and how far it is from each character to the next.
struct Code {
    at: Point,
    across: Vec<Fixed>,
    down: Vec<Fixed>,
}

impl Code {
    fn new(tag: &Tag<'_>, before: Point) -> Code {
        let place = |name: &str, usual: Fixed| tag.attribute(name).and_then(|place| fixed(&place)).unwrap_or(usual);
        let list = |name: &str| tag.attribute(name).map(|list| steps(&list)).unwrap_or_default();
        Code { at: (place("X", before.0), place("Y", before.1)), across: list("DeltaX"), down: list("DeltaY") }
    }
}

/// A list of distances, in which `g 3 5` is 5 three times.
fn steps(list: &str) -> Vec<Fixed> {
    const MOST: usize = 1 << 16;
    let mut steps = Vec::new();
    let mut words = list.split([' ', ',']).filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        let (times, step) = if word == "g" {
            let times = words.next().and_then(|times| times.parse().ok()).unwrap_or(0);
            (times, words.next().unwrap_or_default())
        } else {
            (1, word)
        };
        let Some(step) = fixed(step) else { break };
        steps.extend(std::iter::repeat_n(step, times.min(MOST.saturating_sub(steps.len()))));
    }
    steps
}
