//! Colours of words and of the ground that they stand on, as office files name them, and whether words are seen there. Where
//! a file says what is coloured is its reader's business.

use std::collections::HashMap;

use super::ImportError;
use super::budget::Budget;
use super::markup::{Step, Walker, without_mark};

/// Two colours that are this near in each of their parts, of 255, are one to the eye.
const NEAR: u8 = 12;

/// A colour, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// Red, green, blue.
    Of([u8; 3]),
    /// A pattern, a picture, or a name that says nothing here.
    Unknown,
}

pub const WHITE: Shade = Shade::Of([255; 3]);
pub const BLACK: Shade = Shade::Of([0; 3]);

impl Shade {
    /// A colour of six digits; eight begin with how thick it is.
    pub fn hex(digits: &str) -> Option<Shade> {
        let digits = digits.trim_start_matches('#');
        let digits = if digits.len() == 8 { digits.get(2..)? } else { digits };
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Shade::Of([red, green, blue]))
    }

    /// Whether words of this colour are not seen on a ground.
    pub fn blends(self, ground: Shade) -> bool {
        match (self, ground) {
            (Shade::Of(own), Shade::Of(ground)) => own.iter().zip(ground).all(|(a, b)| a.abs_diff(b) <= NEAR),
            _ => false,
        }
    }

    /// The colour with so many thousandths of white in it, or of black where they are negative.
    pub fn tinted(self, thousandths: i32) -> Shade {
        let Shade::Of(own) = self else { return self };
        let share = thousandths.clamp(-1000, 1000);
        let part = |part: u8| {
            let part = i32::from(part);
            let goal = if share < 0 { 0 } else { 255 };
            u8::try_from(part + (goal - part) * share.abs() / 1000).unwrap_or(u8::MAX)
        };
        Shade::Of(own.map(part))
    }
}

/// The colours that a document names by what they are for.
#[derive(Debug)]
pub struct Theme(HashMap<String, Shade>);

/// The names of a theme's colours in the order of sheets, and what they are where a document does not say.
const NAMES: [(&str, [u8; 3]); 12] = [
    ("lt1", [0xFF, 0xFF, 0xFF]),
    ("dk1", [0, 0, 0]),
    ("lt2", [0xEE, 0xEC, 0xE1]),
    ("dk2", [0x1F, 0x49, 0x7D]),
    ("accent1", [0x4F, 0x81, 0xBD]),
    ("accent2", [0xC0, 0x50, 0x4D]),
    ("accent3", [0x9B, 0xBB, 0x59]),
    ("accent4", [0x80, 0x64, 0xA2]),
    ("accent5", [0x4B, 0xAC, 0xC6]),
    ("accent6", [0xF7, 0x96, 0x46]),
    ("hlink", [0, 0, 0xFF]),
    ("folHlink", [0x80, 0, 0x80]),
];

impl Default for Theme {
    fn default() -> Theme {
        Theme(NAMES.iter().map(|(name, colour)| (name.to_string(), Shade::Of(*colour))).collect())
    }
}

impl Theme {
    /// The colours of a theme's part.
    pub fn new(text: &str, budget: &Budget) -> Result<Theme, ImportError> {
        let mut theme = Theme::default();
        let mut walker = Walker::within(without_mark(text), budget);
        let mut name = String::new();
        while let Some(step) = walker.step()? {
            let Step::Open(tag) = step else { continue };
            let colour = match tag.local() {
                "srgbClr" => tag.attribute("val"),
                "sysClr" => tag.attribute("lastClr"),
                // The colours come first; what shapes are filled with comes behind them.
                "fontScheme" => break,
                other => {
                    name = other.to_string();
                    None
                }
            };
            if let Some(colour) = colour.and_then(|colour| Shade::hex(&colour))
                && let Some(own) = theme.0.get_mut(&name)
            {
                *own = colour;
            }
        }
        Ok(theme)
    }

    /// A colour by its name in the theme, or by the names that Word has for some.
    pub fn named(&self, name: &str) -> Shade {
        let name = match name {
            "background1" | "bg1" | "light1" => "lt1",
            "text1" | "tx1" | "dark1" => "dk1",
            "background2" | "bg2" | "light2" => "lt2",
            "text2" | "tx2" | "dark2" => "dk2",
            "hyperlink" => "hlink",
            "followedHyperlink" => "folHlink",
            name => name,
        };
        self.0.get(name).copied().unwrap_or(Shade::Unknown)
    }

    /// A colour by its number in sheets.
    pub fn numbered(&self, number: usize) -> Shade {
        NAMES.get(number).map_or(Shade::Unknown, |(name, _)| self.named(name))
    }
}

/// The colours of sheets from number 8 on.
const PALETTE: [u32; 56] = [
    0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x800000, 0x008000, 0x000080,
    0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080, 0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF, 0x660066, 0xFF8080,
    0x0066CC, 0xCCCCFF, 0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF, 0x800080, 0x800000, 0x008080, 0x0000FF, 0x00CCFF,
    0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99, 0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00,
    0xFF9900, 0xFF6600, 0x666699, 0x969696, 0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399,
    0x333333,
];

/// A colour of sheets by its number: the first eight stand there twice, then come those of the window.
pub fn indexed(number: usize) -> Shade {
    match number {
        64 | 0x7FFF => BLACK,
        65 => WHITE,
        number => PALETTE.get(number.checked_sub(8).unwrap_or(number)).map_or(Shade::Unknown, |&colour| {
            let [_, red, green, blue] = colour.to_be_bytes();
            Shade::Of([red, green, blue])
        }),
    }
}
