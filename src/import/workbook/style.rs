//! What the styles of an Excel package say of its cells: how they show numbers, and whether their words are struck out or
//! in the colour of their ground; and the words of a string whose runs have looks of their own.

use std::collections::HashMap;

use super::format::known;
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Tag, Walker};
use crate::import::words::{Look, Words};

/// The styles of cells, by number.
#[derive(Debug, Default)]
pub struct Styles {
    cells: Vec<Style>,
}

#[derive(Debug, Default)]
struct Style {
    code: String,
    aside: Option<Aside>,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Looks<'a> {
    /// The format of its number; empty where it shows it as it is.
    pub code: &'a str,
    pub aside: Option<Aside>,
}

#[derive(Debug, Default)]
struct Font {
    struck: bool,
    colour: Option<String>,
}

impl Styles {
    pub fn new(text: &str, budget: &Budget) -> Result<Styles, ImportError> {
        let mut codes: HashMap<usize, String> = HashMap::new();
        let (mut fonts, mut grounds): (Vec<Font>, Vec<Option<String>>) = (Vec::new(), Vec::new());
        let mut styles = Styles::default();
        let mut part = "";
        let mut walker = Walker::within(text, budget);
        while let Some(step) = walker.step()? {
            let Step::Open(tag) = step else { continue };
            match (tag.local(), part) {
                ("fonts", _) => part = "fonts",
                ("fills", _) => part = "fills",
                ("cellXfs", _) => part = "cells",
                ("borders" | "cellStyleXfs" | "cellStyles" | "dxfs" | "extLst", _) => part = "",
                ("numFmt", _) => {
                    let code = tag.number("numFmtId").zip(tag.attribute("formatCode"));
                    codes.extend(code.filter(|_| part.is_empty()));
                }
                ("font", "fonts") => fonts.push(Font::default()),
                ("strike", "fonts") => fonts.last_mut().into_iter().for_each(|font| font.struck = is_on(&tag)),
                ("color", "fonts") => fonts.last_mut().into_iter().for_each(|font| font.colour = colour(&tag)),
                ("fill", "fills") => grounds.push(Some(WHITE.to_string())),
                ("patternFill", "fills") if tag.attribute("patternType").is_some_and(|kind| kind != "none") => {
                    grounds.last_mut().into_iter().for_each(|ground| *ground = None);
                }
                ("fgColor", "fills") => {
                    let unknown = |ground: &&mut Option<String>| ground.is_none();
                    grounds.last_mut().filter(unknown).into_iter().for_each(|ground| *ground = colour(&tag));
                }
                ("gradientFill", "fills") => grounds.last_mut().into_iter().for_each(|ground| *ground = None),
                ("xf", "cells") => {
                    let number = tag.number("numFmtId").unwrap_or(0);
                    let code = codes.get(&number).cloned().unwrap_or_else(|| known(number).to_string());
                    budget.charge(size_of::<Style>() + code.len())?;
                    let font = fonts.get(tag.number("fontId").unwrap_or(0));
                    let ground = grounds.get(tag.number("fillId").unwrap_or(0)).and_then(Option::as_ref);
                    let blends = ground.is_some() && font.is_some_and(|font| font.colour.as_ref() == ground);
                    let aside = match font {
                        _ if blends => Some(Aside::Unseen),
                        Some(font) if font.struck => Some(Aside::Struck),
                        _ => None,
                    };
                    styles.cells.push(Style { code, aside });
                }
                _ => {}
            }
        }
        Ok(styles)
    }

    /// How a cell of a style looks, which is named as it is written.
    pub fn of(&self, style: Option<&str>) -> Looks<'_> {
        let style = style.and_then(|style| self.cells.get(style.parse::<usize>().ok()?));
        style.map_or(Looks::default(), |Style { code, aside }| Looks { code, aside: *aside })
    }
}

const WHITE: &str = "FFFFFF";

fn is_on(tag: &Tag<'_>) -> bool {
    !matches!(tag.attribute("val").as_deref(), Some("0" | "false"))
}

/// A colour as a name by which two compare.
fn colour(tag: &Tag<'_>) -> Option<String> {
    if tag.attribute("tint").is_some_and(|tint| tint.parse() != Ok(0.0)) {
        return None;
    }
    let of_number = |kind: &str| Some(format!("{kind}{}", tag.attribute(kind)?));
    let named = of_number("theme").or_else(|| of_number("indexed"));
    match named.as_deref() {
        Some("theme0" | "indexed1" | "indexed9") => Some(WHITE.to_string()),
        Some(_) => named,
        None => tag.attribute("rgb").filter(|rgb| rgb.is_ascii() && rgb.len() == 8).map(|rgb| rgb[2..].to_uppercase()),
    }
}

/// Reads a string to its end; how it is read aloud is left out.
pub fn words(walker: &mut Walker<'_>) -> Result<Words, ImportError> {
    let depth = walker.depth();
    let mut words = Words::default();
    let (mut struck, mut set, mut reading) = (false, Look::Plain, false);
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => match tag.local() {
                "rPh" => walker.skip()?,
                "r" => (struck, set) = (false, Look::Plain),
                "strike" => struck = is_on(&tag),
                "vertAlign" => {
                    set = match tag.attribute("val").as_deref() {
                        Some("superscript") => Look::Raised,
                        Some("subscript") => Look::Lowered,
                        _ => Look::Plain,
                    };
                }
                "t" => reading = true,
                _ => {}
            },
            Step::Close if walker.depth() < depth => break,
            Step::Close => reading = false,
            Step::Text(text) if reading => words.push(if struck { Look::Struck } else { set }, &text),
            Step::Text(_) => {}
        }
    }
    Ok(words)
}
