//! Colours of a page, as far as they tell whether words can be seen on their ground.

use cssparser::color::{parse_hash_color, parse_named_color};

use super::length::parted;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    Of([u8; 3]),
    Clear,
}

impl Colour {
    /// A colour of a style; `None` where it cannot be told.
    pub fn of(value: &str) -> Option<Colour> {
        let value = value.trim();
        if matches!(value, "transparent" | "none") {
            return Some(Colour::Clear);
        }
        if let Some(digits) = value.strip_prefix('#') {
            return hashed(digits);
        }
        if let Ok((red, green, blue)) = parse_named_color(value) {
            return Some(Colour::Of([red, green, blue]));
        }
        let (function, sides) = value.split_once('(')?;
        let sides: Vec<(i64, &str)> = sides
            .trim_end_matches(')')
            .split([',', ' ', '/'])
            .filter(|side| !side.is_empty())
            .map(parted)
            .collect::<Option<_>>()?;
        let clear = sides.get(3).is_some_and(|&(alpha, unit)| alpha <= if unit == "%" { FAINT * 100 } else { FAINT });
        let byte = |thousandths: i64| u8::try_from((thousandths / 1000).clamp(0, 255)).ok();
        let part = |&(number, unit): &(i64, &str)| byte(if unit == "%" { number * 255 / 100 } else { number });
        match (function, sides.get(..3)?) {
            _ if clear => Some(Colour::Clear),
            ("rgb" | "rgba", [red, green, blue]) => Some(Colour::Of([part(red)?, part(green)?, part(blue)?])),
            // Shades of grey are told; what is coloured hides nothing.
            ("hsl" | "hsla", [_, (full, _), (light, _)]) if *full == 0 || matches!(light / 1000, 0 | 100) => {
                Some(Colour::Of([byte(light * 255 / 100)?; 3]))
            }
            _ => None,
        }
    }

    /// A colour of an attribute, whose sign before the digits may be missing.
    pub fn of_attribute(value: &str) -> Option<Colour> {
        let value = value.trim().to_ascii_lowercase();
        Colour::of(&value).or_else(|| hashed(&value))
    }

    /// Whether words of this colour cannot be told from a ground of that one.
    pub fn blends(self, ground: Option<Colour>) -> bool {
        /// How far the sides of colours may differ that are not told apart in print of this size.
        const NEAR: u8 = 24;
        match (self, ground) {
            (Colour::Clear, _) => true,
            (Colour::Of(ink), Some(Colour::Of(ground))) => ink.iter().zip(ground).all(|(a, b)| a.abs_diff(b) <= NEAR),
            _ => false,
        }
    }
}

/// What is no thicker than this, in thousandths, is not seen.
pub const FAINT: i64 = 100;

fn hashed(digits: &str) -> Option<Colour> {
    let (red, green, blue, alpha) = parse_hash_color(digits.as_bytes()).ok()?;
    Some(if alpha <= 0.1 { Colour::Clear } else { Colour::Of([red, green, blue]) })
}
