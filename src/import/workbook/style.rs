//! What the styles of an Excel package say of its cells: how they show numbers, and whether their words are struck out or
//! in the colour of their ground; and the words of a string whose runs have looks of their own.

use std::collections::HashMap;

use super::format::{self, known};
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::length::fixed;
use crate::import::markup::{Step, Tag, Walker};
use crate::import::shade::{BLACK, Shade, Theme, WHITE, indexed};
use crate::import::words::{Look, Words};

/// Letters lower than that, in millionths of a point, are not seen.
const LOWEST: i64 = 2_000_000;

/// The styles of cells, by number, and what conditions make of them.
#[derive(Debug, Default)]
pub struct Styles {
    cells: Vec<Style>,
    changes: Vec<Change>,
    theme: Theme,
}

#[derive(Debug)]
struct Style {
    code: String,
    font: Font,
    ground: Shade,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy)]
pub struct Looks<'a> {
    /// The format of its number; empty where it shows it as it is.
    pub code: &'a str,
    pub font: Font,
    pub ground: Shade,
}

/// What of a cell's looks keeps a value from being seen as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hides {
    /// How it shows numbers, or words.
    pub code: bool,
    /// A strike, or letters too small to be seen.
    pub letters: bool,
    /// The colour of its letters.
    pub ink: bool,
    /// Its ground, on which black letters would not be seen either.
    pub ground: bool,
}

/// How letters look.
#[derive(Debug, Clone, Copy)]
pub struct Font {
    struck: bool,
    pub ink: Shade,
    /// Whether they are too small to be seen.
    tiny: bool,
    set: Look,
}

/// What a condition changes; `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Change {
    code: Option<String>,
    struck: Option<bool>,
    ink: Option<Shade>,
    ground: Option<Shade>,
}

impl Default for Font {
    fn default() -> Font {
        Font { struck: false, ink: BLACK, tiny: false, set: Look::Plain }
    }
}

impl Default for Looks<'_> {
    fn default() -> Self {
        Looks { code: "", font: Font::default(), ground: WHITE }
    }
}

impl Font {
    /// Takes in what a property of it says.
    fn take(&mut self, tag: &Tag<'_>, theme: &Theme) {
        match tag.local() {
            "strike" => self.struck = is_on(tag),
            "color" => self.ink = colour(tag, theme).unwrap_or(BLACK),
            "sz" => self.tiny = tag.attribute("val").and_then(|size| fixed(&size)).is_some_and(|size| size < LOWEST),
            "vertAlign" => {
                self.set = match tag.attribute("val").as_deref() {
                    Some("superscript") => Look::Raised,
                    Some("subscript") => Look::Lowered,
                    _ => Look::Plain,
                };
            }
            _ => {}
        }
    }

    /// How words in it look on a ground.
    pub fn look(self, ground: Shade) -> Look {
        match self {
            Font { tiny: true, .. } => Look::Unseen,
            Font { ink, .. } if ink.blends(ground) => Look::Unseen,
            Font { struck: true, .. } => Look::Struck,
            Font { set, .. } => set,
        }
    }
}

impl<'a> Looks<'a> {
    /// What is told of all that stands in the cell.
    pub fn aside(self) -> Option<Aside> {
        match self.font.look(self.ground) {
            Look::Unseen => Some(Aside::Unseen),
            Look::Struck => Some(Aside::Struck),
            _ => None,
        }
    }

    /// What of the looks keeps a value from being seen as it is.
    pub fn hides(self, value: &str, is_number: bool) -> Hides {
        let Looks { code, font, ground } = self;
        let other = match is_number {
            true => format::shown(value, code) != (value.to_string(), None),
            false => format::hides_words(code),
        };
        let ink = font.ink.blends(ground);
        Hides {
            code: other || format::ink(value, code).is_some_and(|ink| ink.blends(ground)),
            letters: font.struck || font.tiny,
            ink,
            ground: ink && BLACK.blends(ground),
        }
    }

    /// The looks without what hides a value.
    pub fn without(self, hides: Hides) -> Looks<'a> {
        let Looks { code, font, ground } = self;
        Looks {
            code: if hides.code { "" } else { code },
            font: Font {
                struck: font.struck && !hides.letters,
                tiny: font.tiny && !hides.letters,
                ink: if hides.ink { BLACK } else { font.ink },
                ..font
            },
            ground: if hides.ground { WHITE } else { ground },
        }
    }

    /// The looks with a change made to them.
    pub fn changed(self, change: &'a Change) -> Looks<'a> {
        let Looks { code, font, ground } = self;
        let struck = change.struck.unwrap_or(font.struck);
        Looks {
            code: change.code.as_deref().unwrap_or(code),
            font: Font { struck, ink: change.ink.unwrap_or(font.ink), ..font },
            ground: change.ground.unwrap_or(ground),
        }
    }
}

impl Styles {
    pub fn new(text: &str, theme: Theme, budget: &Budget) -> Result<Styles, ImportError> {
        let mut codes: HashMap<usize, String> = HashMap::new();
        let (mut fonts, mut grounds): (Vec<Font>, Vec<Shade>) = (Vec::new(), Vec::new());
        let mut styles = Styles { theme, ..Styles::default() };
        let mut part = "";
        let mut walker = Walker::within(text, budget);
        while let Some(step) = walker.step()? {
            let Step::Open(tag) = step else { continue };
            match (tag.local(), part) {
                ("fonts", "") => part = "fonts",
                ("fills", _) => part = "fills",
                ("cellXfs", _) => part = "cells",
                ("dxfs", _) => part = "changes",
                ("borders" | "cellStyleXfs" | "cellStyles" | "tableStyles" | "colors" | "extLst", _) => part = "",
                ("numFmt", "") => codes.extend(tag.number("numFmtId").zip(tag.attribute("formatCode"))),
                ("font", "fonts") => fonts.push(Font::default()),
                (_, "fonts") => {
                    if let Some(font) = fonts.last_mut() {
                        font.take(&tag, &styles.theme);
                    }
                }
                ("fill", "fills") => grounds.push(WHITE),
                ("patternFill", "fills") if tag.attribute("patternType").is_some_and(|kind| kind != "none") => {
                    grounds.last_mut().into_iter().for_each(|ground| *ground = Shade::Unknown);
                    let solid = tag.attribute("patternType").as_deref() == Some("solid");
                    part = if solid { part } else { "pattern" };
                }
                ("fill", "pattern") => {
                    grounds.push(WHITE);
                    part = "fills";
                }
                ("fgColor", "fills") => {
                    let unknown = |ground: &&mut Shade| **ground == Shade::Unknown;
                    let own = colour(&tag, &styles.theme).unwrap_or(Shade::Unknown);
                    grounds.last_mut().filter(unknown).into_iter().for_each(|ground| *ground = own);
                }
                ("gradientFill", "fills") => {
                    grounds.last_mut().into_iter().for_each(|ground| *ground = Shade::Unknown);
                }
                ("xf", "cells") => {
                    let number = tag.number("numFmtId").unwrap_or(0);
                    let code = codes.get(&number).cloned().unwrap_or_else(|| known(number).to_string());
                    budget.charge(size_of::<Style>() + code.len())?;
                    let font = fonts.get(tag.number("fontId").unwrap_or(0)).copied().unwrap_or_default();
                    let ground = grounds.get(tag.number("fillId").unwrap_or(0)).copied().unwrap_or(WHITE);
                    // How a whole cell is set is no mark beside a figure.
                    styles.cells.push(Style { code, font: Font { set: Look::Plain, ..font }, ground });
                }
                ("dxf", "changes" | "edges") => {
                    part = "changes";
                    budget.charge(size_of::<Change>())?;
                    styles.changes.push(Change::default());
                }
                // Colours of edges are none of words.
                ("border", "changes") => part = "edges",
                (_, "changes") => {
                    let theme = &styles.theme;
                    styles.changes.last_mut().into_iter().for_each(|change| change.take(&tag, theme));
                }
                _ => {}
            }
        }
        Ok(styles)
    }

    /// How a cell of a style looks, which is named as it is written.
    pub fn of(&self, style: Option<&str>) -> Looks<'_> {
        let style = style.and_then(|style| self.cells.get(style.parse::<usize>().ok()?));
        style.map_or(Looks::default(), |Style { code, font, ground }| Looks { code, font: *font, ground: *ground })
    }

    /// What a condition changes, by its number.
    pub fn change(&self, number: usize) -> Option<&Change> {
        self.changes.get(number)
    }

    pub fn theme(&self) -> &Theme {
        &self.theme
    }
}

impl Change {
    /// Takes in what an element of it says.
    pub fn take(&mut self, tag: &Tag<'_>, theme: &Theme) {
        match tag.local() {
            "numFmt" => self.code = tag.attribute("formatCode"),
            "strike" => self.struck = Some(is_on(tag)),
            "color" => self.ink = colour(tag, theme),
            // Of a change, the ground is what other fills have behind their pattern.
            "bgColor" => self.ground = colour(tag, theme),
            "gradientFill" => self.ground = Some(Shade::Unknown),
            "patternFill" if tag.attribute("patternType").is_some_and(|kind| !matches!(&*kind, "solid" | "none")) => {
                self.ground = Some(Shade::Unknown);
            }
            _ => {}
        }
    }
}

fn is_on(tag: &Tag<'_>) -> bool {
    !matches!(tag.attribute("val").as_deref(), Some("0" | "false"))
}

/// The colour that an element names.
fn colour(tag: &Tag<'_>, theme: &Theme) -> Option<Shade> {
    let tint = tag.attribute("tint").and_then(|tint| fixed(&tint)).unwrap_or(0) / 1000;
    let named = match (tag.number("theme"), tag.number("indexed"), tag.attribute("rgb")) {
        (Some(number), ..) => theme.numbered(number),
        (_, Some(number), _) => indexed(number),
        (.., Some(rgb)) => Shade::hex(&rgb).unwrap_or(Shade::Unknown),
        _ => return None,
    };
    Some(named.tinted(i32::try_from(tint).unwrap_or(0)))
}

/// A string as it is stored, piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Text(Vec<(String, Option<Font>)>);

impl Text {
    /// Reads a string to its end; how it is read aloud is left out.
    pub fn read(walker: &mut Walker<'_>, theme: &Theme) -> Result<Text, ImportError> {
        let depth = walker.depth();
        let mut pieces: Vec<(String, Option<Font>)> = Vec::new();
        let (mut own, mut reading) = (None, false);
        while let Some(step) = walker.step()? {
            match step {
                Step::Open(tag) => match tag.local() {
                    "rPh" => walker.skip()?,
                    "r" => own = None,
                    "rPr" => own = Some(Font::default()),
                    "t" => reading = true,
                    _ => own.iter_mut().for_each(|font: &mut Font| font.take(&tag, theme)),
                },
                Step::Close if walker.depth() < depth => break,
                Step::Close => reading = false,
                Step::Text(text) if reading => {
                    walker.budget().charge(size_of::<(String, Option<Font>)>())?;
                    pieces.push((text.into_owned(), own));
                }
                Step::Text(_) => {}
            }
        }
        Ok(Text(pieces))
    }

    /// All of it.
    pub fn whole(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// The words as a cell shows them, and what was passed over. Pieces without a look of their own have the cell's.
    pub fn seen(&self, looks: &Looks<'_>) -> (String, Option<Aside>) {
        let mut words = Words::default();
        for (text, font) in &self.0 {
            words.push(font.unwrap_or(looks.font).look(looks.ground), text);
        }
        words.text()
    }
}
