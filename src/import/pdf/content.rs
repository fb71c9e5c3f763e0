//! The content of a page, carried out as far as reading needs it: every character with its place and its colour, and
//! what is drawn. Places are thousandths of a point from the top left corner of the page as it is shown. What of it a
//! reader sees `painted` finds out; pictures are only known to be there.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::brush::Brush;
use super::colour::Space;
use super::file::{File, Page};
use super::font::{Font, UNKNOWN};
use super::layers::Layers;
use super::lexer::{Fixed, Lexer, ONE, Token};
use super::matrix::{IDENTITY, Matrix};
use super::painted::{Bounds, Glyph, Ink, Point, Shown};
use super::path::{Drawn, Path};
use crate::import::aside::Aside;

/// Pages within pages deeper than this are no page that anybody made.
const DEEPEST_FORM: usize = 8;

const MOST_SAVED: usize = 512;

/// What a word of a page takes to be carried out, and a point of what it draws.
const WORD: usize = 4;
pub const POINT: usize = 48;

/// What a character takes with its place, besides its letters.
const MARK: usize = 136;

const MOST_OPERANDS: usize = 1 << 16;

/// How far beyond what shows the middle of a character may lie.
const EDGE: i64 = 500;

/// Reads page after page; fonts are read once.
pub struct Reader<'a> {
    pub file: &'a File,
    layers: Layers,
    fonts: HashMap<FontKey, Rc<Font>>,
    /// Spaces of colours by the resources that describe them, and their names.
    pub spaces: HashMap<(usize, Vec<u8>), Rc<Space>>,
}

/// A font by its object, or by the page and the name where it is none of its own.
type FontKey = Result<ObjectId, (ObjectId, Vec<u8>)>;

#[derive(Clone)]
pub struct State {
    pub matrix: Matrix,
    font: Option<Rc<Font>>,
    size: Fixed,
    character_space: Fixed,
    word_space: Fixed,
    stretch: Fixed,
    leading: Fixed,
    rise: Fixed,
    /// How text is shown: filled, stroked, not at all.
    mode: Fixed,
    pub brush: Brush,
}

/// What content is marked as, with all that stands around it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Marked {
    number: Option<i64>,
    /// No part of the document.
    artifact: bool,
    /// Why it is not read.
    pub aside: Option<Aside>,
}

impl<'a> Reader<'a> {
    pub fn new(file: &'a File) -> Reader<'a> {
        Reader { file, layers: Layers::new(file), fonts: HashMap::new(), spaces: HashMap::new() }
    }

    /// What a page paints, and what is pinned to it. One that lies askew, as a sheet on a scanner does, is set straight.
    pub fn read(&mut self, page: &Page<'a>) -> Shown {
        let shown = self.carried_out(page, IDENTITY);
        let Some(lean) = shown.lean() else { return shown };
        let (width, height) = page.size();
        self.carried_out(page, straightened(lean, (width * 500, height * 500)))
    }

    /// A page as it is painted, turned so.
    fn carried_out(&mut self, page: &Page<'a>, turned: Matrix) -> Shown {
        let content = self.file.content(page.id);
        let (width, height) = page.size();
        // What of a page that lies askew would be off the sheet.
        let room = (width.max(height) as i128 * i128::from(turned.0[1].abs()) / i128::from(ONE)) as i64;
        let state = State {
            matrix: upright(page).then(turned),
            font: None,
            size: 0,
            character_space: 0,
            word_space: 0,
            stretch: ONE,
            leading: 0,
            rise: 0,
            mode: 0,
            brush: Brush::new(Bounds([-room, -room, width + room, height + room])),
        };
        let mut run = Run {
            reader: self,
            page: page.id,
            size: (width.max(1), height.max(1)),
            shown: Shown::default(),
            state: state.clone(),
            saved: Vec::new(),
            text: (IDENTITY, IDENTITY),
            path: Path::default(),
            stencil: false,
            marked: Vec::new(),
            order: 0,
        };
        run.carry_out(&content, page.resources, 0);
        (run.state, run.marked) = (state, Vec::new());
        run.pinned(page);
        run.shown
    }
}

/// The matrix that makes what leans so, in ten thousandths, level: around the middle of the page.
fn straightened(lean: i64, (x, y): (Fixed, Fixed)) -> Matrix {
    const WHOLE: i64 = 10_000;
    let length = ((WHOLE * WHOLE + lean * lean) as u64).isqrt() as i64;
    let (along, across) = (ONE * WHOLE / length, ONE * lean / length);
    let turn = Matrix([along, -across, across, along, 0, 0]);
    let (x1, y1) = turn.apply(x, y);
    turn.then(Matrix([ONE, 0, 0, ONE, x - x1, y - y1]))
}

/// The matrix from the space of a page to places from its top left corner as it is shown.
fn upright(page: &Page) -> Matrix {
    let [left, bottom, right, top] = page.area;
    match page.turns {
        1 => Matrix([0, ONE, ONE, 0, -bottom, -left]),
        2 => Matrix([-ONE, 0, 0, ONE, right, -bottom]),
        3 => Matrix([0, -ONE, -ONE, 0, top, right]),
        _ => Matrix([ONE, 0, 0, -ONE, -left, top]),
    }
}

/// A page that is being carried out.
pub struct Run<'r, 'a> {
    pub reader: &'r mut Reader<'a>,
    pub page: ObjectId,
    pub size: (i64, i64),
    pub shown: Shown,
    pub state: State,
    saved: Vec<State>,
    /// The matrices of the text and of its line.
    text: (Matrix, Matrix),
    pub path: Path,
    /// Whether the inline picture that is being described is a stencil.
    stencil: bool,
    /// What content is marked as, from outside in.
    pub marked: Vec<Marked>,
    /// How much was painted so far.
    pub order: usize,
}

impl<'a> Run<'_, 'a> {
    fn carry_out(&mut self, content: &[u8], resources: Option<&'a Dictionary>, depth: usize) {
        self.reader.file.budget().spend(content.len() / 4);
        let mut lexer = Lexer::new(content);
        let mut operands = Vec::<Token>::new();
        while let Some(token) = lexer.next() {
            if !self.reader.file.budget().spend(WORD) {
                return;
            }
            match token {
                Token::Word(word) if word == b"ID" => {
                    lexer.skip_image();
                    operands.clear();
                    self.picture(!self.stencil);
                }
                Token::Word(word) => {
                    self.operator(&word, &operands, resources, depth);
                    operands.clear();
                }
                token if operands.len() < MOST_OPERANDS => operands.push(token),
                _ => {}
            }
        }
    }

    fn operator(&mut self, word: &[u8], operands: &[Token], resources: Option<&'a Dictionary>, depth: usize) {
        let mut numbers = operands.iter().filter_map(|token| match token {
            Token::Number(number) => Some(*number),
            _ => None,
        });
        let mut next = || numbers.next().unwrap_or(0);
        let state = &mut self.state;
        let budget = self.reader.file.budget();
        match word {
            b"q" if self.saved.len() < MOST_SAVED => self.saved.push(state.clone()),
            b"Q" => {
                if let Some(saved) = self.saved.pop() {
                    self.state = saved;
                }
            }
            b"BI" => self.stencil = false,
            b"true" => self.stencil = true,
            b"gs" => self.graphics(operands, resources),
            b"w" => state.brush.width = next(),
            b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" | b"sc" | b"SC" | b"scn" | b"SCN" => {
                let numbers: Vec<Fixed> = numbers.collect();
                state.brush.take(word, &numbers, None);
            }
            b"cs" | b"CS" => {
                if let Some(Token::Name(name)) = operands.first() {
                    let space = self.space(resources, name);
                    self.state.brush.take(word, &[], Some(space));
                }
            }
            b"cm" => state.matrix = Matrix([(); 6].map(|()| next())).then(state.matrix),
            b"BT" => self.text = (IDENTITY, IDENTITY),
            b"Tf" => {
                state.size = next();
                if let Some(Token::Name(name)) = operands.first() {
                    self.state.font = self.font(resources, name);
                }
            }
            b"Tc" => state.character_space = next(),
            b"Tw" => state.word_space = next(),
            b"Tz" => state.stretch = next() / 100,
            b"TL" => state.leading = next(),
            b"Ts" => state.rise = next(),
            b"Tr" => state.mode = next() / ONE,
            b"Tm" => {
                let matrix = Matrix([(); 6].map(|()| next()));
                self.text = (matrix, matrix);
            }
            b"Td" | b"TD" => {
                let (x, y) = (next(), next());
                if word == b"TD" {
                    state.leading = -y;
                }
                self.next_line(x, y);
            }
            b"T*" => {
                let leading = state.leading;
                self.next_line(0, -leading);
            }
            b"Tj" | b"TJ" => self.show(operands),
            b"'" | b"\"" => {
                if word == b"\"" {
                    (state.word_space, state.character_space) = (next(), next());
                }
                let leading = state.leading;
                self.next_line(0, -leading);
                self.show(operands);
            }
            b"m" => {
                self.path.begin(next(), next());
                budget.spend(4 * POINT);
            }
            b"l" => {
                self.path.go(next(), next(), true);
                budget.spend(POINT);
            }
            b"re" => {
                self.path.rectangle([(); 4].map(|()| next()));
                budget.spend(6 * POINT);
            }
            b"c" | b"v" | b"y" => {
                let numbers: Vec<Fixed> = numbers.collect();
                self.path.curve(word, &numbers);
                budget.spend(8 * POINT);
            }
            b"h" => self.path.close(),
            b"W" | b"W*" => self.path.clips = true,
            b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" | b"f" | b"F" | b"f*" | b"n" => {
                if matches!(word, b"s" | b"b" | b"b*") {
                    self.path.close();
                }
                let stroked = matches!(word.first(), Some(b'S' | b's' | b'B' | b'b'));
                let filled = matches!(word.first(), Some(b'f' | b'F' | b'B' | b'b'));
                self.draw(Drawn { filled, stroked, even_odd: word.ends_with(b"*") });
            }
            b"sh" => {
                let [left, top, right, bottom] = state.brush.shows.0.0;
                let corners = vec![(left, top), (right, top), (right, bottom), (left, bottom)];
                let ink = state.brush.unknown();
                let covers = self.covers(operands, resources);
                self.area(corners, Ink { plain: ink.plain && covers, ..ink });
            }
            b"BMC" | b"BDC" => self.begin_marked(operands, resources),
            b"EMC" => drop(self.marked.pop()),
            b"Do" => {
                if let Some(Token::Name(name)) = operands.first() {
                    self.form(resources, name, depth);
                }
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: Fixed, y: Fixed) {
        let line = Matrix([ONE, 0, 0, ONE, x, y]).then(self.text.1);
        self.text = (line, line);
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Rc<Font>> {
        let file = self.reader.file;
        let fonts = file.inner(resources?, b"Font")?;
        let object = fonts.get(name).ok()?;
        let key = object.as_reference().map_err(|_| (self.page, name.to_vec()));
        if let Some(font) = self.reader.fonts.get(&key) {
            return Some(font.clone());
        }
        let font = Rc::new(Font::new(file, file.dictionary(object)?));
        self.reader.fonts.insert(key, font.clone());
        Some(font)
    }

    /// Shows strings; numbers between them move the place back, in thousandths of the type size.
    fn show(&mut self, operands: &[Token]) {
        let Some(font) = self.state.font.clone() else { return };
        for token in operands {
            match token {
                Token::Number(back) if operands.len() > 1 && operands[0] == Token::ArrayStart => {
                    let State { size, stretch, .. } = self.state;
                    self.advance(-product(product(*back, size), stretch) / 1000);
                }
                Token::Bytes(bytes) => {
                    if !self.reader.file.budget().spend(bytes.len() * font.effort()) {
                        return;
                    }
                    for shown in font.shown(bytes) {
                        let State { size, character_space, word_space, stretch, .. } = self.state;
                        let space = character_space + if shown.blank { word_space } else { 0 };
                        let width = product(product(shown.width, size), stretch);
                        self.mark(shown.text, width);
                        self.advance(width + product(space, stretch));
                    }
                }
                _ => {}
            }
        }
    }

    fn advance(&mut self, by: Fixed) {
        self.text.0 = Matrix([ONE, 0, 0, ONE, by, 0]).then(self.text.0);
    }

    fn mark(&mut self, text: String, width: Fixed) {
        let units = if text.is_empty() { WORD } else { MARK + text.len() };
        if !self.reader.file.budget().spend(units) || text.is_empty() {
            return;
        }
        let matrix = self.text.0.then(self.state.matrix);
        let place = |x: Fixed, y: Fixed| {
            let (x, y) = matrix.apply(x, y);
            (x / 1000, y / 1000)
        };
        let State { rise, size, .. } = self.state;
        let high = self.state.font.as_ref().map_or(size, |font| product(size, font.height));
        let at = place(0, rise);
        let apart = |point: Point| (point.0 - at.0, point.1 - at.1);
        let (along, up) = (apart(place(width, rise)), apart(place(0, rise + high.abs())));
        let ink = self.state.brush.text(self.state.mode);
        self.glyph(text, at, along, up, ink);
    }

    /// Keeps a character; one without ink is not seen.
    pub fn glyph(&mut self, text: String, at: Point, along: Point, up: Point, ink: Option<Ink>) {
        let Marked { number, artifact, aside } = self.marked.last().copied().unwrap_or_default();
        self.order += 1;
        let seen = ink.is_some();
        let ink = ink.unwrap_or(self.state.brush.fill());
        let unmapped = text.contains(UNKNOWN).then_some(Aside::Unmapped);
        let aside = aside.or(unmapped);
        let mut glyph =
            Glyph { text, at, along, up, ink, contrast: 1000, tag: number, artifact, aside, order: self.order };
        if !seen || !self.state.brush.shows.0.holds(glyph.middle(), EDGE) {
            glyph.aside = Some(Aside::Unseen);
        }
        self.shown.glyphs.push(glyph);
    }

    fn begin_marked(&mut self, operands: &[Token], resources: Option<&'a Dictionary>) {
        let file = self.reader.file;
        let number = operands.iter().position(|token| *token == Token::Name(b"MCID".to_vec()));
        let direct = number.and_then(|at| match operands.get(at + 1) {
            Some(Token::Number(number)) => Some(number / ONE),
            _ => None,
        });
        let named = || {
            let Some(Token::Name(name)) = operands.get(1) else { return None };
            let entry = file.inner(file.inner(resources?, b"Properties")?, name)?;
            file.fixed(file.entry(entry, b"MCID")?).map(|number| number / ONE)
        };
        let tag = operands.first();
        let is = |name: &[u8]| matches!(tag, Some(Token::Name(tag)) if tag == name);
        let of_layer = is(b"OC").then(|| operands.get(1)).flatten();
        let layer = of_layer.and_then(|name| match name {
            Token::Name(name) => file.inner(resources?, b"Properties")?.get(name).ok(),
            _ => None,
        });
        let around = self.marked.last().copied().unwrap_or_default();
        let watermark = is(b"Artifact") && operands.contains(&Token::Name(b"Watermark".to_vec()));
        let hidden = layer.is_some_and(|layer| self.reader.layers.hide(file, layer));
        let own = match (hidden, watermark) {
            (true, _) => Some(Aside::Unseen),
            (_, true) => Some(Aside::Turned),
            _ => None,
        };
        if self.marked.len() < MOST_SAVED {
            self.marked.push(Marked {
                number: direct.or_else(named).or(around.number),
                artifact: is(b"Artifact") || around.artifact,
                aside: around.aside.or(own),
            });
        }
    }

    /// Carries out a form, a page within the page, or knows of a picture.
    fn form(&mut self, resources: Option<&'a Dictionary>, name: &[u8], depth: usize) {
        let file = self.reader.file;
        let stream = resources
            .and_then(|resources| file.inner(resources, b"XObject"))
            .and_then(|objects| file.entry(objects, name))
            .and_then(|object| file.stream(object));
        let Some(stream) = stream else { return };
        match file.entry(&stream.dict, b"Subtype").and_then(|kind| file.name(kind)) {
            Some(b"Form") => self.carry_out_form(stream, resources, depth),
            Some(b"Image") if !self.is_hidden(&stream.dict) => {
                let stencil = matches!(file.entry(&stream.dict, b"ImageMask"), Some(Object::Boolean(true)));
                let masked = [&b"SMask"[..], b"Mask"].iter().any(|key| stream.dict.has(key));
                self.picture(!stencil && !masked);
            }
            _ => {}
        }
    }

    /// Whether an object belongs to a layer that is off.
    pub fn is_hidden(&self, dictionary: &Dictionary) -> bool {
        dictionary.get(b"OC").is_ok_and(|layer| self.reader.layers.hide(self.reader.file, layer))
    }

    /// Carries out a form with a state of its own; what is marked in it ends with it.
    pub fn carry_out_form(&mut self, stream: &'a Stream, resources: Option<&'a Dictionary>, depth: usize) {
        let file = self.reader.file;
        if depth >= DEEPEST_FORM {
            return;
        }
        let content = file.unpacked(stream);
        let matrix = file.entry(&stream.dict, b"Matrix").and_then(|matrix| file.numbers(matrix));
        let own = file.inner(&stream.dict, b"Resources").or(resources);
        let (state, saved, text) = (self.state.clone(), std::mem::take(&mut self.saved), self.text);
        let (marked, path) = (self.marked.len(), std::mem::take(&mut self.path));
        self.state.matrix = matrix.map_or(IDENTITY, Matrix).then(self.state.matrix);
        if let Some([left, bottom, right, top]) = file.entry(&stream.dict, b"BBox").and_then(|area| file.numbers(area))
        {
            self.path.rectangle([left, bottom, right - left, top - bottom]);
            self.path.clips = true;
            self.draw(Drawn { filled: false, stroked: false, even_odd: false });
        }
        if file.inner(&stream.dict, b"Group").is_some() {
            self.state.brush.group();
        }
        let around = self.marked.last().copied().unwrap_or_default();
        let aside = if self.is_hidden(&stream.dict) { Some(Aside::Unseen) } else { around.aside };
        self.marked.push(Marked { aside, ..around });
        self.carry_out(&content, own, depth + 1);
        (self.state, self.saved, self.text, self.path) = (state, saved, text, path);
        self.marked.truncate(marked);
    }
}

/// A product of two numbers in millionths.
fn product(a: Fixed, b: Fixed) -> Fixed {
    super::matrix::bounded(i128::from(a) * i128::from(b) / i128::from(ONE))
}
