//! The content of a page, carried out as far as reading needs it: every character with its place, and the rules that
//! are drawn, as lines or as thin areas. Places are thousandths of a point from the top left corner of the page as it is
//! shown. Colours, clipping and pictures are passed over.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, ObjectId};

use super::file::{File, Page};
use super::font::Font;
use super::lexer::{Fixed, Lexer, ONE, Token};
use super::matrix::{IDENTITY, Matrix};

/// Pages within pages deeper than this are no page that anybody made.
const DEEPEST_FORM: usize = 8;

const MOST_SAVED: usize = 512;

/// What a word of a page takes to be carried out, and a point of what it draws.
const WORD: usize = 4;
const POINT: usize = 32;

/// What a character takes with its place, besides its letters.
const MARK: usize = 96;

const MOST_OPERANDS: usize = 1 << 16;

/// An area at most this thick is a rule.
const THICKEST_RULE: i64 = 3_000;

#[derive(Debug, Clone, PartialEq, Eq)]
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
}

/// A horizontal or vertical line from a point to a point right of or below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub from: (i64, i64),
    pub to: (i64, i64),
}

/// What a page shows.
#[derive(Debug, Default)]
pub struct Shown {
    pub marks: Vec<Mark>,
    pub rules: Vec<Rule>,
}

/// Reads page after page; fonts are read once.
pub struct Reader<'a> {
    file: &'a File,
    fonts: HashMap<FontKey, Rc<Font>>,
}

/// A font by its object, or by the page and the name where it is none of its own.
type FontKey = Result<ObjectId, (ObjectId, Vec<u8>)>;

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: Fixed,
    character_space: Fixed,
    word_space: Fixed,
    stretch: Fixed,
    leading: Fixed,
    rise: Fixed,
}

impl<'a> Reader<'a> {
    pub fn new(file: &'a File) -> Reader<'a> {
        Reader { file, fonts: HashMap::new() }
    }

    /// What a page shows.
    pub fn read(&mut self, page: &Page<'a>) -> Shown {
        let content = self.file.content(page.id);
        let mut run = Run {
            reader: self,
            page: page.id,
            shown: Shown::default(),
            state: State {
                matrix: upright(page),
                font: None,
                size: 0,
                character_space: 0,
                word_space: 0,
                stretch: ONE,
                leading: 0,
                rise: 0,
            },
            saved: Vec::new(),
            text: (IDENTITY, IDENTITY),
            path: Vec::new(),
            marked: Vec::new(),
        };
        run.carry_out(&content, page.resources, 0);
        run.shown
    }
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

struct Run<'r, 'a> {
    reader: &'r mut Reader<'a>,
    page: ObjectId,
    shown: Shown,
    state: State,
    saved: Vec<State>,
    /// The matrices of the text and of its line.
    text: (Matrix, Matrix),
    /// The points of the path, by parts.
    path: Vec<Vec<(Fixed, Fixed)>>,
    /// What content is marked as, from outside in: a number, or nothing; and whether it is no part of the document.
    marked: Vec<(Option<i64>, bool)>,
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
                self.path.push(vec![(next(), next())]);
                budget.spend(4 * POINT);
            }
            b"l" => {
                let point = (next(), next());
                budget.spend(POINT);
                self.path.last_mut().into_iter().for_each(|part| part.push(point));
            }
            b"re" => {
                let [x, y, width, height] = [(); 4].map(|()| next());
                budget.spend(6 * POINT);
                self.path.push(vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]);
            }
            // A curve is no rule; what is drawn on from its end may be.
            b"c" | b"v" | b"y" => {
                let numbers: Vec<Fixed> = numbers.collect();
                if let [.., x, y] = numbers[..] {
                    self.path.push(vec![(x, y)]);
                    budget.spend(4 * POINT);
                }
            }
            b"h" => self.close(),
            b"S" | b"B" | b"B*" => self.draw(true),
            b"s" | b"b" | b"b*" => {
                self.close();
                self.draw(true);
            }
            b"f" | b"F" | b"f*" => self.draw(false),
            b"n" => self.path.clear(),
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
        let units = if text.is_empty() { WORD } else { MARK + text.len() + self.marked.len() };
        if !self.reader.file.budget().spend(units) || text.is_empty() {
            return;
        }
        let matrix = self.text.0.then(self.state.matrix);
        let rise = self.state.rise;
        let ((x0, y0), (x1, y1)) = (matrix.apply(0, rise), matrix.apply(width, rise));
        let (xt, yt) = matrix.apply(0, rise + self.state.size.abs());
        let size = (xt - x0).abs().max((yt - y0).abs()) / 1000;
        let (left, right) =
            if (x1 - x0).abs() >= (y1 - y0).abs() { (x0.min(x1), x0.max(x1)) } else { (x0, x0 + size * 1000) };
        let tag = self.marked.iter().rev().find_map(|(number, _)| *number);
        let artifact = self.marked.iter().any(|(_, artifact)| *artifact);
        self.shown.marks.push(Mark {
            text,
            left: left / 1000,
            right: right / 1000,
            baseline: y0 / 1000,
            size,
            tag,
            artifact,
        });
    }

    fn close(&mut self) {
        for part in &mut self.path {
            if part.len() > 1 && part.first() != part.last() {
                part.extend(part.first().copied());
            }
        }
    }

    /// Keeps the rules of the path: of lines those that are level or upright, of areas those that are thin.
    fn draw(&mut self, lines: bool) {
        for part in std::mem::take(&mut self.path) {
            let points: Vec<(i64, i64)> =
                part.iter().map(|&(x, y)| self.state.matrix.apply(x, y)).map(|(x, y)| (x / 1000, y / 1000)).collect();
            let thin = area(&points).filter(|rule| rule.thickness() <= THICKEST_RULE);
            if let Some(rule) = thin {
                self.shown.rules.extend(rule.flattened());
            } else if lines {
                let pairs = points.windows(2).map(|pair| Rule::between(pair[0], pair[1]));
                self.shown.rules.extend(pairs.filter_map(|rule| rule.flattened().filter(|_| rule.thickness() < 500)));
            }
        }
    }

    fn begin_marked(&mut self, operands: &[Token], resources: Option<&'a Dictionary>) {
        let number = operands.iter().position(|token| *token == Token::Name(b"MCID".to_vec()));
        let direct = number.and_then(|at| match operands.get(at + 1) {
            Some(Token::Number(number)) => Some(number / ONE),
            _ => None,
        });
        let named = || {
            let Some(Token::Name(name)) = operands.get(1) else { return None };
            let file = self.reader.file;
            let entry = file.inner(file.inner(resources?, b"Properties")?, name)?;
            file.fixed(file.entry(entry, b"MCID")?).map(|number| number / ONE)
        };
        let artifact = matches!(operands.first(), Some(Token::Name(name)) if name == b"Artifact");
        let entry = (direct.or_else(named), artifact);
        if self.marked.len() < MOST_SAVED {
            self.marked.push(entry);
        }
    }

    /// Carries out a form: a page within the page.
    fn form(&mut self, resources: Option<&'a Dictionary>, name: &[u8], depth: usize) {
        let file = self.reader.file;
        let stream = resources
            .and_then(|resources| file.inner(resources, b"XObject"))
            .and_then(|objects| file.entry(objects, name))
            .and_then(|object| file.stream(object));
        let Some(stream) = stream else { return };
        let kind = file.entry(&stream.dict, b"Subtype").and_then(|kind| file.name(kind));
        if depth >= DEEPEST_FORM || kind != Some(b"Form") {
            return;
        }
        let content = file.unpacked(stream);
        let matrix = file.entry(&stream.dict, b"Matrix").and_then(|matrix| file.numbers(matrix));
        let own = file.inner(&stream.dict, b"Resources").or(resources);
        let (state, saved, text) = (self.state.clone(), std::mem::take(&mut self.saved), self.text);
        let marked = self.marked.len();
        self.state.matrix = matrix.map_or(IDENTITY, Matrix).then(self.state.matrix);
        self.carry_out(&content, own, depth + 1);
        (self.state, self.saved, self.text) = (state, saved, text);
        self.marked.truncate(marked);
    }
}

/// A product of two numbers in millionths.
fn product(a: Fixed, b: Fixed) -> Fixed {
    super::matrix::bounded(i128::from(a) * i128::from(b) / i128::from(ONE))
}

/// The area that some points span.
fn area(points: &[(i64, i64)]) -> Option<Rule> {
    let xs = points.iter().map(|point| point.0);
    let ys = points.iter().map(|point| point.1);
    Some(Rule { from: (xs.clone().min()?, ys.clone().min()?), to: (xs.max()?, ys.max()?) })
}

impl Rule {
    fn between(a: (i64, i64), b: (i64, i64)) -> Rule {
        Rule { from: (a.0.min(b.0), a.1.min(b.1)), to: (a.0.max(b.0), a.1.max(b.1)) }
    }

    fn thickness(self) -> i64 {
        (self.to.0 - self.from.0).min(self.to.1 - self.from.1)
    }

    /// The line in the middle of a thin area; none where it is as thick as it is long.
    fn flattened(self) -> Option<Rule> {
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
