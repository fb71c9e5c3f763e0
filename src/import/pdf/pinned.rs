//! What is pinned to a page: fields of a form with their values, text boxes, strokes, remarks. What a reader sees of it
//! is painted on the page, behind its content; what opens only on a click is told, not read.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId, Stream, decode_text_string};

use super::content::Run;
use super::file::{File, Page};
use super::lexer::{Fixed, Lexer, ONE, Token};
use super::matrix::Matrix;
use super::painted::{Bounds, Point, Rule};
use crate::import::aside::Aside;
use crate::import::normal::{is_blank, is_wide};

/// What a look at something pinned to a page costs.
const PINNED: usize = 512;

/// What a character of a value takes with its place.
const LETTER: usize = 160;

/// The most that is pinned to a page.
const MOST: usize = 20_000;

/// How far up the tree of fields something may be inherited from.
const DEEPEST: usize = 20;

/// Flags: what is hidden, or not for the screen; a field of several lines, one that nobody is to read.
const HIDDEN: i64 = 2 | 32;
const LINES: i64 = 1 << 12;
const SECRET: i64 = 1 << 13;

impl<'a> Run<'_, 'a> {
    /// Paints what is pinned to the page.
    pub fn pinned(&mut self, page: &Page<'a>) {
        let file = self.reader.file;
        let pinned = file.entry(page.dictionary, b"Annots").and_then(|all| file.array(all)).unwrap_or(&[]);
        for dictionary in pinned.iter().take(MOST).filter_map(|object| file.dictionary(object)) {
            if !file.budget().spend(PINNED) {
                return;
            }
            let hidden = whole(file, dictionary, b"F") & HIDDEN != 0 || self.is_hidden(dictionary);
            let kind = file.entry(dictionary, b"Subtype").and_then(|kind| file.name(kind)).unwrap_or_default();
            let remark = || has_words(file, dictionary, b"Contents");
            if hidden {
                let value = || inherited(file, dictionary, b"V").and_then(|value| text(file, value));
                if kind == b"Widget" && value().is_some_and(|value| value.contains(char::is_alphanumeric)) {
                    self.shown.asides.insert(Aside::Unseen);
                }
                continue;
            }
            match kind {
                b"Widget" => self.field(dictionary),
                b"FreeText" => {
                    if !self.appearance(dictionary)
                        && let Some(text) = words(file, dictionary, b"Contents")
                    {
                        self.print(&text, dictionary, true);
                    }
                    if remark() {
                        self.shown.asides.insert(Aside::Pinned);
                    }
                }
                b"StrikeOut" | b"Redact" => self.strike(dictionary, Aside::Struck),
                // A viewer fills it as it says, and covers what is below.
                b"Square" | b"Circle" if appearance(file, dictionary).is_none() && is_filled(file, dictionary) => {
                    self.strike(dictionary, Aside::Unseen);
                }
                b"Ink" | b"Line" | b"PolyLine" if appearance(file, dictionary).is_none() => self.scrawl(dictionary),
                b"Link" | b"Popup" => {}
                // Highlighting and lines below text hide nothing; the sign of a note is no text.
                b"Highlight" | b"Underline" | b"Squiggly" | b"Text" | b"FileAttachment" | b"Sound" | b"Caret" => {}
                _ => drop(self.appearance(dictionary)),
            }
            if !matches!(kind, b"Widget" | b"FreeText" | b"Link" | b"Popup") && remark() {
                self.shown.asides.insert(Aside::Annotations);
            }
        }
    }

    /// Paints a field: as it appears, or its value where nothing of it does.
    fn field(&mut self, field: &'a Dictionary) {
        let file = self.reader.file;
        let of = |key: &[u8]| inherited(file, field, key);
        let flags = of(b"Ff").and_then(|flags| file.fixed(flags)).unwrap_or(0) / ONE;
        let kind = of(b"FT").and_then(|kind| file.name(kind)).unwrap_or_default();
        let is_text = matches!(kind, b"Tx" | b"Ch") && flags & SECRET == 0;
        let value = of(b"V").filter(|_| is_text).and_then(|value| text(file, value)).filter(|text| !is_blank(text));
        let before = self.shown.glyphs.len();
        let shows = self.appearance(field);
        let painted: String = self.shown.glyphs[before..].iter().map(|glyph| glyph.text.as_str()).collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        match value {
            Some(value) if !shows => self.print(&value, field, flags & LINES != 0),
            Some(value) if letters(&value) != letters(&painted) && !painted.is_empty() => {
                self.shown.asides.insert(Aside::Shown);
            }
            None if !shows || !is_text => return,
            _ => {}
        }
        self.shown.asides.insert(Aside::Filled);
    }

    /// Paints something as it appears; whether there are words in it.
    fn appearance(&mut self, pinned: &'a Dictionary) -> bool {
        let file = self.reader.file;
        let Some(stream) = appearance(file, pinned) else { return false };
        let Some(Bounds([left, top, right, bottom])) = corners(file, pinned, b"Rect").map(Rule::bounds) else {
            return false;
        };
        let matrix = file.entry(&stream.dict, b"Matrix").and_then(|matrix| file.numbers(matrix)).map(Matrix);
        let Some([x0, y0, x1, y1]) = file.entry(&stream.dict, b"BBox").and_then(|own| file.numbers::<4>(own)) else {
            return false;
        };
        let own = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map(|(x, y)| matrix.map_or((x, y), |m| m.apply(x, y)));
        let Some(Bounds(own)) = Bounds::of(own.into_iter()) else { return false };
        let scale = |from: (i64, i64), to: (i64, i64)| {
            let (from, to) = (from.1 - from.0, to.1 - to.0);
            if from == 0 { ONE } else { (i128::from(to) * i128::from(ONE) / i128::from(from)) as Fixed }
        };
        let (across, up) = (scale((own[0], own[2]), (left, right)), scale((own[1], own[3]), (top, bottom)));
        let stretched = Matrix([across, 0, 0, up, 0, 0]);
        let (x, y) = stretched.apply(own[0], own[1]);
        let placed = stretched.then(Matrix([ONE, 0, 0, ONE, left - x, top - y]));
        let (state, before) = (self.state.clone(), self.shown.glyphs.len());
        let (rules, slants) = (self.shown.rules.len(), self.shown.slants.len());
        self.state.matrix = placed.then(self.state.matrix);
        self.carry_out_form(stream, None, 0);
        self.state = state;
        // The border of a field or a text box parts no cells and strikes nothing out.
        let kind = file.entry(pinned, b"Subtype").and_then(|kind| file.name(kind));
        if matches!(kind, Some(b"Widget" | b"FreeText")) {
            self.shown.rules.truncate(rules);
            self.shown.slants.truncate(slants);
        }
        self.shown.glyphs[before..].iter().any(|glyph| !is_blank(&glyph.text))
    }

    /// Strikes out what a mark lies on, whether it brings a line or a viewer draws one; or covers it.
    fn strike(&mut self, pinned: &'a Dictionary, aside: Aside) {
        let file = self.reader.file;
        let numbers = file.entry(pinned, b"QuadPoints").or_else(|| file.entry(pinned, b"Rect"));
        let numbers = numbers.and_then(|all| file.array(all)).unwrap_or(&[]);
        let looks = (numbers.len() / 4).saturating_mul(self.shown.glyphs.len());
        if !file.budget().spend(numbers.len() * PINNED / 8 + looks) {
            return;
        }
        let numbers: Vec<Fixed> = numbers.iter().filter_map(|number| file.fixed(number)).collect();
        // Four corners, or two where there is only a frame.
        let count = if numbers.len() < 8 { 4 } else { 8 };
        for corners in numbers.chunks_exact(count) {
            let points = corners.chunks_exact(2).map(|point| self.place(point[0], point[1]));
            let Some(bounds) = Bounds::of(points) else { continue };
            for glyph in self.shown.glyphs.iter_mut().filter(|glyph| glyph.aside.is_none()) {
                if bounds.holds(glyph.middle(), 0) {
                    glyph.aside = Some(aside);
                }
            }
        }
    }

    /// Draws lines by hand that have no appearance of their own.
    fn scrawl(&mut self, pinned: &'a Dictionary) {
        let file = self.reader.file;
        let list = |object: &'a Object| file.array(object).unwrap_or(&[]);
        let of = |key: &[u8]| file.entry(pinned, key).map(list);
        let strokes: Vec<&[Object]> = match of(b"InkList") {
            Some(strokes) => strokes.iter().map(list).collect(),
            None => of(b"L").or_else(|| of(b"Vertices")).into_iter().collect(),
        };
        for stroke in strokes {
            if !file.budget().spend(stroke.len() * PINNED / 8) {
                return;
            }
            let numbers: Vec<Fixed> = stroke.iter().filter_map(|number| file.fixed(number)).collect();
            let points: Vec<Point> = numbers.chunks_exact(2).map(|point| self.place(point[0], point[1])).collect();
            self.shown.slants.extend(points.windows(2).map(|pair| (pair[0], pair[1])));
        }
    }

    /// Where a point of the page's space is.
    fn place(&self, x: Fixed, y: Fixed) -> Point {
        let (x, y) = self.state.matrix.apply(x, y);
        (x / 1000, y / 1000)
    }

    /// Prints a value into the frame of something pinned to the page.
    fn print(&mut self, text: &str, pinned: &'a Dictionary, lines: bool) {
        let file = self.reader.file;
        let Some(Bounds([left, bottom, right, top])) = corners(file, pinned, b"Rect").map(Rule::bounds) else { return };
        let height = top - bottom;
        let named = inherited(file, pinned, b"DA").and_then(|look| size(file, look)).filter(|&size| size > 0);
        let usual = if lines { 10 * ONE } else { height * 7 / 10 };
        let size = named.unwrap_or(usual.clamp(4 * ONE, 12 * ONE)).min(height.max(ONE));
        let (start, end) = (left + size / 5, right - size / 5);
        let (mut x, mut y) = (start, if lines { top - size * 11 / 10 } else { (top + bottom) / 2 - size * 35 / 100 });
        for c in text.chars() {
            let width = if is_wide(c) { size } else { size / 2 };
            if matches!(c, '\n' | '\r') || (lines && x + width > end && x > start) {
                (x, y) = (start, y - size * 12 / 10);
            }
            if c.is_control() {
                continue;
            }
            if !file.budget().spend(LETTER) {
                return;
            }
            let at = self.place(x, y);
            let apart = |(x, y): Point| (x - at.0, y - at.1);
            let (along, up) = (apart(self.place(x + width, y)), apart(self.place(x, y + size)));
            let ink = self.state.brush.fill();
            self.glyph(c.to_string(), at, along, up, Some(ink));
            x += width;
        }
    }
}

impl Rule {
    fn bounds(self) -> Bounds {
        Bounds([self.from.0, self.from.1, self.to.0, self.to.1])
    }
}

/// Whether what is drawn with a frame is filled with a colour.
fn is_filled(file: &File, pinned: &Dictionary) -> bool {
    file.entry(pinned, b"IC").and_then(|colour| file.array(colour)).is_some_and(|colour| !colour.is_empty())
}

/// The corners of a frame, in the page's own space.
fn corners(file: &File, dictionary: &Dictionary, key: &[u8]) -> Option<Rule> {
    let [x0, y0, x1, y1] = file.numbers(file.entry(dictionary, key)?)?;
    Some(Rule::between((x0, y0), (x1, y1)))
}

/// How something looks when nobody points at it, in the state in which it is.
fn appearance<'a>(file: &'a File, pinned: &'a Dictionary) -> Option<&'a Stream> {
    let usual = file.entry(file.inner(pinned, b"AP")?, b"N")?;
    match usual {
        Object::Stream(stream) => Some(stream),
        Object::Dictionary(states) => {
            let state = file.name(file.entry(pinned, b"AS")?)?;
            file.stream(states.get(state).ok()?)
        }
        _ => None,
    }
}

/// What a field says, or the fields above it.
fn inherited<'a>(file: &'a File, field: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = field;
    for _ in 0..DEEPEST {
        if let Some(object) = file.entry(node, key) {
            return Some(object);
        }
        node = file.inner(node, b"Parent")?;
    }
    None
}

fn whole(file: &File, dictionary: &Dictionary, key: &[u8]) -> i64 {
    file.entry(dictionary, key).and_then(|number| file.fixed(number)).unwrap_or(0) / ONE
}

/// A text string, or a stream that holds one.
fn text(file: &File, object: &Object) -> Option<String> {
    let string = |bytes: Vec<u8>| Object::String(bytes, lopdf::StringFormat::Literal);
    let text = match object {
        Object::Stream(stream) => decode_text_string(&string(file.unpacked(stream).into_owned())).ok()?,
        Object::String(bytes, _) => decode_text_string(&string(bytes.clone())).ok()?,
        _ => return None,
    };
    file.budget().spend(text.len()).then_some(text)
}

fn words(file: &File, dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    text(file, file.entry(dictionary, key)?)
}

fn has_words(file: &File, dictionary: &Dictionary, key: &[u8]) -> bool {
    words(file, dictionary, key).is_some_and(|text| !is_blank(&text))
}

/// The size that the description of a text's look names.
fn size(file: &File, look: &Object) -> Option<Fixed> {
    let Object::String(bytes, _) = file.resolved(look) else { return None };
    let mut before = None;
    for token in Lexer::new(bytes).take(64) {
        match token {
            Token::Word(word) if word == b"Tf" => return before,
            Token::Number(number) => before = Some(number),
            _ => {}
        }
    }
    None
}

/// Whether there are fields with values that no page shows.
pub fn has_lost_fields(file: &File) -> bool {
    let Some(form) = file.catalogue().and_then(|catalogue| file.inner(catalogue, b"AcroForm")) else { return false };
    let mut shown = HashSet::<ObjectId>::new();
    for page in file.pages() {
        let pinned = file.entry(page.dictionary, b"Annots").and_then(|all| file.array(all)).unwrap_or(&[]);
        if !file.budget().spend(pinned.len() * PINNED / 8) {
            return false;
        }
        shown.extend(pinned.iter().filter_map(|object| object.as_reference().ok()));
    }
    let mut seen = HashSet::new();
    let kids = |node: &'_ Dictionary, key: &[u8]| -> Vec<ObjectId> {
        let kids = file.entry(node, key).and_then(|kids| file.array(kids)).unwrap_or(&[]);
        let room = file.budget().spend(kids.len() * PINNED / 8);
        kids.iter().filter(|_| room).filter_map(|kid| kid.as_reference().ok()).collect()
    };
    let mut waiting = kids(form, b"Fields");
    // A form of the other kind, which only some programs show.
    if waiting.is_empty() && form.has(b"XFA") {
        return true;
    }
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) || shown.contains(&id) {
            continue;
        }
        let Some(field) = file.referred(id) else { continue };
        let below = kids(field, b"Kids");
        let is_text = matches!(inherited(file, field, b"FT").and_then(|kind| file.name(kind)), Some(b"Tx" | b"Ch"));
        if below.is_empty() && is_text && inherited(file, field, b"V").is_some_and(|value| text(file, value).is_some())
        {
            return true;
        }
        waiting.extend(below);
    }
    false
}
