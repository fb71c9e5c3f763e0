//! RTF files as blocks: paragraphs and tables with their merged cells, as a reader sees them; of fields their results. What
//! was deleted with tracked changes, notes, comments, pictures, heads and feet of pages are not read.

mod charset;

mod token;

use std::collections::HashSet;

use super::ImportError;
use super::aside::Aside;
use super::block::Document;
use super::budget::Budget;
use super::docx::grid::Down;
use super::flow::{Cut, Flow, Level, Look, Setting};
use super::shade::Shade;
use charset::{CHINESE, Fonts, code_page, decode};
use token::{Token, Tokens};

/// With what such a file begins.
pub const MAGIC: &[u8] = b"{\\rtf";

/// How many bytes of words are gathered before they are handed on.
const MOST_GATHERED: usize = 1 << 16;

/// Groups nested deeper than this are in no document that a program wrote.
const DEEPEST: usize = 2000;

/// More cells of one row are none that anybody wrote.
const MOST_CELLS: usize = 1000;

/// How far words are moved where a file does not say, and where they are seen as raised or lowered, in half points.
const MOVED: i32 = 6;
const SMALLEST: i32 = 4;

/// What patterns the ground of words.
const PATTERNS: [&str; 3] = ["\\shading", "\\clshdng", "\\chshdng"];

/// Letters of no more half points, or of no more percent of their width, are not seen; nor are rows of no more twentieths of a
/// point.
const TINIEST: i32 = 3;
const NARROWEST: i32 = 5;
const LOWEST: i32 = 40;

/// Groups that do not belong to the text. So are all that say a reader may pass them over, unless it knows them.
const LEFT_OUT: [&str; 27] = [
    "info",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "fldinst",
    "listtext",
    "pntext",
    "nonesttables",
    "nonshppict",
    "shprslt",
    "sp",
    "xe",
    "tc",
    "tcn",
    "rxe",
    "filetbl",
    "do",
    "objdata",
    "private",
];

/// What a group holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Holds {
    #[default]
    Text,
    Fonts,
    Colours,
    Styles,
    /// A shape or an object, which may hold text further inside; or how a row in a cell is cut.
    Parts,
    Nothing,
}

/// What holds until a group ends.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    holds: Holds,
    font: i32,
    /// How many bytes stand for a character that is written as a number, for readers that do not know it.
    stand_in: usize,
    look: Look,
    /// The numbers of the colours of words, and of the ground of words and of paragraphs; none where they are not said.
    ink: Option<i32>,
    ground: Option<i32>,
    under: Option<i32>,
    in_table: bool,
    /// How deep tables stand in tables.
    level: usize,
    /// What the paragraph's style, and its own level in the outline, say of it.
    style: i32,
    outline: Option<bool>,
    right: bool,
    /// Whether a text box began with the group.
    is_box: bool,
}

/// The style that is being read.
#[derive(Debug, Default)]
struct Style {
    number: i32,
    heading: bool,
    name: String,
}

struct Reader<'a> {
    flow: Flow,
    budget: &'a Budget,
    state: State,
    outer: Vec<State>,
    machine: i32,
    usual_font: i32,
    fonts: Fonts,
    /// The font that is being read.
    font: i32,
    /// The colours by number, and the one that is being read: how much it has of red, green and blue, if it says so.
    colours: Vec<Option<Shade>>,
    colour: Option<[u8; 3]>,
    style: Style,
    /// The styles of headings.
    headings: HashSet<i32>,
    /// Bytes that are not decoded yet, and words that have not been handed on.
    bytes: Vec<u8>,
    words: String,
    /// The first half of a character that is written as two numbers.
    half: Option<u16>,
    /// How many signs are still to be passed over, since they stand for a character that was read.
    passes: usize,
    /// Whether the next word may be passed over with its group where it is not known.
    optional: bool,
    /// How the row is cut, and that of a table in a cell.
    cuts: [Cut; 2],
    left: [i32; 2],
    /// What was said of the cell whose edge comes next.
    cell: (Down, bool),
    /// The grounds of a row and of its cells, by the numbers of their colours, and that of the next cell.
    grounds: [(Option<i32>, Vec<Option<i32>>); 2],
    next_ground: Option<i32>,
    /// Whether a row has begun of which nothing else says that it is in a table.
    in_row: bool,
}

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Document, ImportError> {
    budget.charge(bytes.len() / 2)?;
    let state = State { stand_in: 1, ..State::default() };
    let mut reader = Reader {
        flow: Flow::new(budget),
        budget,
        state,
        outer: Vec::new(),
        machine: CHINESE,
        usual_font: 0,
        fonts: Fonts::new(),
        font: 0,
        style: Style::default(),
        headings: HashSet::new(),
        colours: Vec::new(),
        colour: None,
        bytes: Vec::new(),
        words: String::new(),
        half: None,
        passes: 0,
        optional: false,
        cuts: [Cut::default(), Cut::default()],
        left: [0, 0],
        cell: (Down::None, false),
        grounds: Default::default(),
        next_ground: None,
        in_row: false,
    };
    if PATTERNS.iter().any(|ground| memchr::memmem::find(bytes, ground.as_bytes()).is_some()) {
        reader.flow.on_colour();
    }
    for token in Tokens::new(bytes) {
        reader.take_in(token)?;
        if reader.outer.is_empty() && token == Token::Close {
            break;
        }
    }
    reader.flush()?;
    reader.flow.finish()
}

impl Reader<'_> {
    fn take_in(&mut self, token: Token<'_>) -> Result<(), ImportError> {
        let optional = std::mem::take(&mut self.optional);
        if self.bytes.len() + self.words.len() > MOST_GATHERED {
            self.flush()?;
        }
        match token {
            Token::Open => {
                self.flush()?;
                self.passes = 0;
                if self.outer.len() >= DEEPEST {
                    return Err(ImportError::TooDeep);
                }
                self.budget.charge(16)?;
                self.outer.push(self.state);
                self.state.is_box = false;
            }
            Token::Close => {
                self.flush()?;
                self.passes = 0;
                if self.state.holds == Holds::Styles {
                    self.end_style()?;
                }
                if self.state.is_box {
                    self.flow.close_box()?;
                }
                self.state = self.outer.pop().unwrap_or(self.state);
            }
            // What is chosen of a list to choose from stands in no text.
            Token::Word("fftype", Some(2)) => self.flow.pass_over_here(Aside::Fields),
            _ if self.state.holds == Holds::Nothing => {}
            // Not all programs write what stands for a character, and a control word is more than that.
            Token::Byte(_) | Token::Symbol(_) if self.passes > 0 => self.passes -= 1,
            Token::Byte(b';') if self.state.holds == Holds::Colours => {
                self.budget.charge(16)?;
                self.colours.push(self.colour.take().map(Shade::Of));
            }
            Token::Byte(byte) if self.state.holds != Holds::Parts => self.bytes.push(byte),
            Token::Byte(_) => {}
            Token::Symbol(b'*') => self.optional = true,
            Token::Symbol(sign) => self.symbol(sign)?,
            Token::Word("u", number) => self.character(number.unwrap_or(0)),
            Token::Word(name, number) => {
                self.passes = 0;
                self.flush()?;
                if !self.destination(name, optional)? {
                    self.word(name, number)?;
                }
            }
        }
        Ok(())
    }

    fn symbol(&mut self, sign: u8) -> Result<(), ImportError> {
        match sign {
            b'\\' | b'{' | b'}' => self.bytes.push(sign),
            b'~' => self.say(" "),
            b'_' => self.say("-"),
            b'\t' => self.say("\t"),
            b'\r' | b'\n' => self.end_paragraph()?,
            _ => {}
        }
        Ok(())
    }

    fn say(&mut self, words: &str) {
        self.decode();
        self.words.push_str(words);
    }

    /// Takes in a character that is written as a number, in halves where it has a large one.
    fn character(&mut self, number: i32) {
        self.decode();
        self.passes = self.state.stand_in;
        // Numbers above 32767 are written as negative ones.
        let unit = u16::try_from(number.rem_euclid(1 << 16)).unwrap_or_default();
        let units = [self.half.take().unwrap_or(unit), unit];
        let both = units[0] != unit || (0xDC00..0xE000).contains(&unit);
        if (0xD800..0xDC00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let units = if both { &units[..] } else { &units[1..] };
        self.words.extend(char::decode_utf16(units.iter().copied()).flatten());
    }

    /// Makes words of the bytes that were gathered.
    fn decode(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let font = self.fonts.get(&self.state.font).copied();
            self.words.push_str(&decode(&bytes, font, self.machine));
        }
    }

    /// Hands on the words that were gathered.
    fn flush(&mut self) -> Result<(), ImportError> {
        self.decode();
        self.half = None;
        let words = std::mem::take(&mut self.words);
        match self.state.holds {
            _ if words.is_empty() => Ok(()),
            Holds::Text => self.flow.words(&words, self.look()),
            Holds::Styles => {
                self.style.name.push_str(&words);
                self.budget.charge(words.len())
            }
            Holds::Fonts | Holds::Colours | Holds::Parts | Holds::Nothing => Ok(()),
        }
    }

    /// How words look where they come now.
    fn look(&self) -> Look {
        let State { look, ink, ground, under, .. } = self.state;
        let colour = |number: i32| self.colours.get(usize::try_from(number).ok()?).copied().flatten();
        let (of_row, of_cells) = &self.grounds[usize::from(self.level() > 1)];
        let in_table = self.level() > 0 && !self.flow.in_box();
        let of_cell = || of_cells.get(self.flow.cells()).copied().flatten().or(*of_row).filter(|_| in_table);
        let ground = ground.or(under).or_else(of_cell).and_then(colour);
        Look { ink: ink.and_then(colour), ground, ..look }
    }

    /// Whether a word says what its group holds.
    fn destination(&mut self, name: &str, optional: bool) -> Result<bool, ImportError> {
        let holds = match name {
            "fonttbl" => Holds::Fonts,
            "colortbl" => Holds::Colours,
            "stylesheet" => Holds::Styles,
            // Twice the same, the second time in Unicode.
            "upr" | "shp" | "shpinst" | "object" | "nesttableprops" => Holds::Parts,
            "ud" if self.state.holds == Holds::Parts => Holds::Text,
            "shptxt" => {
                self.flow.at_level(self.level())?;
                self.flow.open_box()?;
                let State { font, stand_in, .. } = self.state;
                self.state = State { font, stand_in, is_box: true, ..State::default() };
                return Ok(true);
            }
            "result" if self.state.holds == Holds::Parts => Holds::Text,
            _ if optional || LEFT_OUT.contains(&name) => Holds::Nothing,
            _ => return Ok(false),
        };
        self.state.holds = holds;
        Ok(true)
    }

    fn word(&mut self, name: &str, number: Option<i32>) -> Result<(), ImportError> {
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        match name {
            "ansicpg" => self.machine = value,
            "deff" => (self.usual_font, self.state.font) = (value, value),
            "uc" => self.state.stand_in = usize::try_from(value).unwrap_or(0),
            "f" if self.state.holds == Holds::Fonts => self.font = value,
            "fcharset" | "cpg" if self.state.holds == Holds::Fonts => {
                let page = if name == "cpg" { Some(value) } else { code_page(value) };
                self.budget.charge(64)?;
                self.fonts.extend(page.map(|page| (self.font, page)));
            }
            "f" => self.state.font = value,
            "red" | "green" | "blue" => {
                let part = ["red", "green", "blue"].iter().position(|part| *part == name).unwrap_or(0);
                self.colour.get_or_insert_default()[part] = u8::try_from(value).unwrap_or(u8::MAX);
            }
            "cf" => self.state.ink = Some(value),
            "cb" | "chcbpat" | "highlight" => self.state.ground = Some(value).filter(|&number| number != 0),
            "cbpat" => self.state.under = Some(value),
            "fs" => self.state.look.tiny = value <= TINIEST,
            "charscalex" => self.state.look.tiny |= value <= NARROWEST,
            "s" if self.state.holds == Holds::Styles => self.style.number = value,
            "outlinelevel" if self.state.holds == Holds::Styles => self.style.heading = (0..9).contains(&value),
            "s" => self.state.style = value,
            "outlinelevel" => self.state.outline = Some((0..9).contains(&value)),
            "qr" => self.state.right = true,
            "ql" | "qc" | "qj" | "qd" | "qk" | "qt" => self.state.right = false,
            "pard" => {
                let State { holds, font, stand_in, look, ink, ground, is_box, .. } = self.state;
                self.state = State { holds, font, stand_in, look, ink, ground, is_box, ..State::default() };
                self.in_row = false;
            }
            "plain" => {
                (self.state.look, self.state.font) = (Look::default(), self.usual_font);
                (self.state.ink, self.state.ground) = (None, None);
            }
            "strike" | "striked" => self.state.look.struck = on,
            "v" => self.state.look.hidden = on,
            "deleted" | "mvf" => self.state.look.deleted = on,
            "super" if on => self.state.look.level = Level::Raised,
            "sub" if on => self.state.look.level = Level::Lowered,
            "super" | "sub" | "nosupersub" => self.state.look.level = Level::OnLine,
            "up" => self.state.look.level = Level::moved(number.unwrap_or(MOVED), SMALLEST),
            "dn" => self.state.look.level = Level::moved(-number.unwrap_or(MOVED), SMALLEST),
            "par" | "sect" => self.end_paragraph()?,
            "line" | "lbr" if self.state.holds == Holds::Text => self.flow.break_line()?,
            "intbl" => self.state.in_table = true,
            "itap" => self.state.level = usize::try_from(value).unwrap_or(0),
            "cell" | "nestcell" if self.state.holds == Holds::Text => {
                let level = self.level().max(if name == "cell" { 1 } else { 2 });
                self.flow.at_level(level)?;
                self.flow.end_paragraph(self.setting())?;
                self.flow.close_cell(1, Down::None);
            }
            "row" if self.state.holds == Holds::Text => {
                self.in_row = false;
                self.end_row(1)?;
            }
            "nestrow" => self.end_row(self.state.level.max(2))?,
            "trowd" | "trleft" | "trrh" | "trcbpat" | "cellx" | "clvmgf" | "clvmrg" | "clmgf" | "clmrg" | "clcbpat" => {
                self.cut(name, value)?;
            }
            _ => self.sign(name),
        }
        Ok(())
    }

    /// Words that stand for a sign.
    fn sign(&mut self, name: &str) {
        let sign = match name {
            "tab" => "\t",
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "emspace" | "enspace" | "qmspace" => " ",
            _ => return,
        };
        if self.state.holds == Holds::Text {
            self.say(sign);
        }
    }

    /// Takes in a word that says how a row is cut.
    fn cut(&mut self, name: &str, value: i32) -> Result<(), ImportError> {
        let nested = usize::from(self.state.holds == Holds::Parts);
        let (cut, left) = (&mut self.cuts[nested], &mut self.left[nested]);
        match name {
            "trowd" => {
                (*cut, *left, self.cell) = (Cut::default(), 0, (Down::None, false));
                (self.grounds[nested], self.next_ground) = (Default::default(), None);
                self.in_row |= nested == 0;
            }
            "trleft" => *left = value,
            // Below nothing, the height is exactly that.
            "trrh" => cut.hidden = (-LOWEST..0).contains(&value),
            "trcbpat" => self.grounds[nested].0 = Some(value),
            "clcbpat" => self.next_ground = Some(value),
            "clvmgf" => self.cell.0 = Down::Begins,
            "clvmrg" => self.cell.0 = Down::Continues,
            "clmgf" => self.cell.1 = false,
            "clmrg" => self.cell.1 = true,
            _ if cut.cells.len() >= MOST_CELLS => return Err(ImportError::Unpacked),
            _ => {
                cut.cells.push(std::mem::take(&mut self.cell));
                cut.edges.push(value);
                self.grounds[nested].1.push(self.next_ground.take());
            }
        }
        Ok(())
    }

    fn end_row(&mut self, level: usize) -> Result<(), ImportError> {
        let nested = usize::from(level > 1);
        let mut cut = self.cuts[nested].clone();
        if !cut.edges.is_empty() {
            cut.edges.insert(0, self.left[nested]);
        }
        self.flow.close_row_at(level, cut)
    }

    fn end_paragraph(&mut self) -> Result<(), ImportError> {
        self.flush()?;
        if self.state.holds == Holds::Text {
            self.flow.at_level(self.level())?;
            self.flow.end_paragraph(self.setting())?;
        }
        Ok(())
    }

    fn level(&self) -> usize {
        let least = usize::from(self.state.in_table || self.in_row);
        self.state.level.max(least)
    }

    fn setting(&self) -> Setting {
        let State { style, outline, right, .. } = self.state;
        Setting { heading: outline.unwrap_or_else(|| self.headings.contains(&style)), right }
    }

    /// Ends a group of the style sheet.
    fn end_style(&mut self) -> Result<(), ImportError> {
        let Style { number, heading, name } = std::mem::take(&mut self.style);
        let name = name.trim().to_lowercase();
        let named = name.starts_with("heading ") || name.starts_with("标题") || name.trim_end_matches(';') == "title";
        if heading || named {
            self.budget.charge(64)?;
            self.headings.insert(number);
        }
        Ok(())
    }
}
