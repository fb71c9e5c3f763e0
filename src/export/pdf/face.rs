//! Characters as glyphs of the typefaces at hand: which face has a character, how wide it is, and which characters no
//! face has. Lengths are thousandths of a point. It draws nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use ttf_parser::Face;

use crate::export::typeface::{Typeface, TypefaceError, Typefaces};

/// What a text is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Title,
    Heading,
    Second,
    Body,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub role: Role,
    pub size: usize,
    /// How much closer than by themselves full-width characters stand.
    pub closer: usize,
}

impl Style {
    pub fn new(role: Role, size: usize) -> Style {
        Style { role, size, closer: 0 }
    }
}

/// A piece of a line in one face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub face: usize,
    pub size: usize,
    pub text: String,
    pub glyphs: Vec<Glyph>,
}

/// A glyph with the bytes of its run's text that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    pub id: u16,
    pub advance: usize,
    pub text: Range<usize>,
}

impl Run {
    pub fn width(&self) -> usize {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

/// The faces of all roles, each once.
pub struct Faces<'a> {
    faces: Vec<(&'a Typeface, Face<'a>)>,
    /// The faces of each role, in which a character is looked for in this order.
    of_role: [Vec<usize>; 4],
}

impl<'a> Faces<'a> {
    pub fn new(typefaces: &'a Typefaces) -> Result<Faces<'a>, TypefaceError> {
        let roles = [&typefaces.title, &typefaces.heading, &typefaces.second, &typefaces.body];
        let mut faces = Vec::<(&Typeface, Face)>::new();
        let mut place = |typeface: &'a Typeface| {
            let same = |(other, _): &(&Typeface, Face)| {
                std::sync::Arc::ptr_eq(&other.bytes, &typeface.bytes) && other.index == typeface.index
            };
            if let Some(at) = faces.iter().position(same) {
                return Ok(at);
            }
            let face = Face::parse(&typeface.bytes, typeface.index);
            faces.push((typeface, face.map_err(|_| TypefaceError::NoFont(typeface.name.clone()))?));
            Ok(faces.len() - 1)
        };
        let mut own = [0; 4];
        for (at, typeface) in own.iter_mut().zip(roles) {
            *at = place(typeface)?;
        }
        let spare = typefaces.spare.iter().map(place).collect::<Result<Vec<usize>, TypefaceError>>()?;
        // What the face of a role lacks is set in the body's, before any other.
        let of_role = own.map(|first| {
            let mut order = vec![first];
            for at in own.into_iter().rev().chain(spare.iter().copied()) {
                if !order.contains(&at) {
                    order.push(at);
                }
            }
            order
        });
        Ok(Faces { faces, of_role })
    }

    /// The typefaces, by the index that runs name.
    pub fn typefaces(&self) -> impl Iterator<Item = &Typeface> {
        self.faces.iter().map(|(typeface, _)| *typeface)
    }

    /// Notes the characters of a text that no face has.
    pub fn check(&self, role: Role, text: &str, lacking: &mut BTreeSet<char>) {
        lacking.extend(text.chars().filter(|&c| !shows_nothing(c) && self.glyph(role, c).is_none()));
    }

    pub fn width(&self, style: Style, text: &str) -> usize {
        text.chars().filter_map(|c| self.set(style, c)).map(|(_, _, advance)| advance).sum()
    }

    pub fn runs(&self, style: Style, text: &str) -> Vec<Run> {
        let mut runs = Vec::<Run>::new();
        for c in text.chars() {
            let Some((face, id, advance)) = self.set(style, c) else { continue };
            if runs.last().is_none_or(|run| run.face != face) {
                runs.push(Run { face, size: style.size, text: String::new(), glyphs: Vec::new() });
            }
            if let Some(run) = runs.last_mut() {
                let start = run.text.len();
                run.text.push(c);
                run.glyphs.push(Glyph { id, advance, text: start..run.text.len() });
            }
        }
        runs
    }

    /// The face, glyph and advance of a character; none for one that shows nothing.
    fn set(&self, style: Style, c: char) -> Option<(usize, u16, usize)> {
        let (face, id) = self.glyph(style.role, c)?;
        let units = usize::from(self.faces[face].1.units_per_em()).max(1);
        let own = usize::from(self.faces[face].1.glyph_hor_advance(ttf_parser::GlyphId(id)).unwrap_or(0));
        let full = own * 10 >= units * 9;
        Some((face, id, (own * style.size / units).saturating_sub(if full { style.closer } else { 0 })))
    }

    fn glyph(&self, role: Role, c: char) -> Option<(usize, u16)> {
        let own = |c: char| {
            let order = self.of_role[role as usize].iter();
            order.copied().find_map(|at| Some((at, self.faces[at].1.glyph_index(c)?.0)))
        };
        own(c).or_else(|| if c.is_whitespace() { own(' ') } else { None })
    }
}

/// Characters that have no shape of their own and may be left out where a face lacks them.
fn shows_nothing(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}
