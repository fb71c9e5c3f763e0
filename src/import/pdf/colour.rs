//! Colours as far as seeing needs them: whether a glyph stands out from its ground. Spaces that only a printer's own
//! tables explain are not reckoned out; what is painted in them counts as seen.

use lopdf::Object;

use super::file::File;
use super::lexer::{Fixed, ONE};

/// Red, green and blue in thousandths.
pub type Rgb = [i64; 3];

pub const WHITE: Rgb = [1000; 3];
pub const BLACK: Rgb = [0; 3];

/// Spaces within spaces deeper than this are not followed.
const DEEPEST: usize = 4;

/// The most bytes of a table of colours.
const MOST_TABLE: usize = 4096;

/// A colour with another one laid on it, which is so many thousandths thick.
pub fn mixed(below: Rgb, above: Rgb, alpha: i64) -> Rgb {
    [0, 1, 2].map(|at| (above[at] * alpha + below[at] * (1000 - alpha)) / 1000)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Space {
    Grey,
    Rgb,
    Cmyk,
    Lab,
    /// Colours of another space by number.
    Indexed(Box<Space>, Vec<u8>),
    /// One ink: its colours in another space without it and at full strength, where that is known.
    Tint(Option<(Rgb, Rgb)>),
    /// Patterns, several inks, and what is not known.
    Unknown,
}

impl Space {
    /// A space that needs no description.
    pub fn named(name: &[u8]) -> Option<Space> {
        match name {
            b"DeviceGray" | b"CalGray" | b"G" => Some(Space::Grey),
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(Space::Rgb),
            b"DeviceCMYK" | b"CMYK" => Some(Space::Cmyk),
            b"Pattern" => Some(Space::Unknown),
            _ => None,
        }
    }

    /// A space as the resources describe it.
    pub fn read(file: &File, object: &Object, depth: usize) -> Space {
        if let Some(name) = file.name(object) {
            return Space::named(name).unwrap_or(Space::Unknown);
        }
        let parts = file.array(object).unwrap_or(&[]);
        let Some(kind) = parts.first().and_then(|kind| file.name(kind)).filter(|_| depth < DEEPEST) else {
            return Space::Unknown;
        };
        let inner = |at: usize| parts.get(at).map_or(Space::Unknown, |object| Space::read(file, object, depth + 1));
        match kind {
            b"ICCBased" => {
                let profile = parts.get(1).and_then(|object| file.dictionary(object));
                match profile.and_then(|profile| file.fixed(file.entry(profile, b"N")?)).map(|count| count / ONE) {
                    Some(1) => Space::Grey,
                    Some(3) => Space::Rgb,
                    Some(4) => Space::Cmyk,
                    _ => Space::Unknown,
                }
            }
            b"Lab" => Space::Lab,
            b"Indexed" | b"I" => {
                let table = match parts.get(3).map(|object| file.resolved(object)) {
                    Some(Object::String(bytes, _)) => bytes.clone(),
                    Some(Object::Stream(stream)) => file.unpacked(stream).into_owned(),
                    _ => Vec::new(),
                };
                Space::Indexed(Box::new(inner(1)), table.into_iter().take(MOST_TABLE).collect())
            }
            b"Separation" => {
                let name = parts.get(1).and_then(|name| file.name(name)).unwrap_or_default();
                if matches!(name, b"Black" | b"All") {
                    return Space::Tint(Some((WHITE, BLACK)));
                }
                let function = parts.get(3).and_then(|object| file.dictionary(object));
                let ends = function.and_then(|function| {
                    let end = |key: &[u8]| {
                        let numbers = file.array(file.entry(function, key)?)?;
                        let numbers: Vec<Fixed> = numbers.iter().take(4).filter_map(|n| file.fixed(n)).collect();
                        inner(2).colour(&numbers)
                    };
                    end(b"C0").zip(end(b"C1"))
                });
                Space::Tint(ends)
            }
            name => Space::named(name).unwrap_or(Space::Unknown),
        }
    }

    /// The colour in which painting begins.
    pub fn initial(&self) -> Option<Rgb> {
        match self {
            Space::Tint(ends) => ends.map(|(_, full)| full),
            Space::Indexed(..) => self.colour(&[0]),
            Space::Unknown => None,
            _ => Some(BLACK),
        }
    }

    /// A colour of the space.
    pub fn colour(&self, numbers: &[Fixed]) -> Option<Rgb> {
        let part = |number: &Fixed| (number / (ONE / 1000)).clamp(0, 1000);
        match (self, numbers) {
            (Space::Grey, [grey]) => Some([part(grey); 3]),
            (Space::Rgb, [red, green, blue]) => Some([part(red), part(green), part(blue)]),
            (Space::Cmyk, [cyan, magenta, yellow, black]) => {
                Some([cyan, magenta, yellow].map(|ink| (1000 - part(ink)) * (1000 - part(black)) / 1000))
            }
            (Space::Lab, [light, a, b]) if a.abs() < 5 * ONE && b.abs() < 5 * ONE => Some([part(&(light / 100)); 3]),
            (Space::Indexed(base, table), [number]) => {
                let count = match **base {
                    Space::Grey => 1,
                    Space::Rgb => 3,
                    Space::Cmyk => 4,
                    _ => return None,
                };
                let at = usize::try_from(number / ONE).ok()?.checked_mul(count)?;
                let bytes = table.get(at..at.checked_add(count)?)?;
                let numbers: Vec<Fixed> = bytes.iter().map(|&byte| Fixed::from(byte) * ONE / 255).collect();
                base.colour(&numbers)
            }
            // Without ink there is paper.
            (Space::Tint(None), [strength]) if *strength <= 0 => Some(WHITE),
            (Space::Tint(Some((none, full))), [strength]) => Some(mixed(*none, *full, part(strength))),
            _ => None,
        }
    }
}
