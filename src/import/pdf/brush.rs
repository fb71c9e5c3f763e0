//! With what a page is painted at a point of its content: colours, how thick they are laid on, how wide lines are, and
//! what part of the page shows at all. What is painted is `content`'s business.

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::colour::{BLACK, Rgb, Space};
use super::file::File;
use super::lexer::{Fixed, ONE};
use super::painted::{Bounds, Ink};

#[derive(Clone)]
pub struct Brush {
    fill: (Rc<Space>, Option<Rgb>),
    stroke: (Rc<Space>, Option<Rgb>),
    /// How thick fillings and strokes are laid on, and all that stands in one group, in thousandths.
    alpha: (i64, i64, i64),
    /// Whether paint is mixed with what is below, and whether it is laid on through a mask.
    mixes: bool,
    masked: bool,
    pub width: Fixed,
    /// What shows, and whether that is its exact shape.
    pub shows: (Bounds, bool),
}

impl Brush {
    pub fn new(shows: Bounds) -> Brush {
        let black = (Rc::new(Space::Grey), Some(BLACK));
        Brush {
            fill: black.clone(),
            stroke: black,
            alpha: (1000, 1000, 1000),
            mixes: false,
            masked: false,
            width: ONE,
            shows: (shows, true),
        }
    }

    pub fn fill(&self) -> Ink {
        Ink { colour: self.fill.1, alpha: self.alpha.0 * self.alpha.2 / 1000, plain: self.is_plain() }
    }

    pub fn stroke(&self) -> Ink {
        Ink { colour: self.stroke.1, alpha: self.alpha.1 * self.alpha.2 / 1000, plain: self.is_plain() }
    }

    fn is_plain(&self) -> bool {
        !self.mixes && !self.masked
    }

    /// The ink of a text in a mode of showing; none where it is not shown.
    pub fn text(&self, mode: Fixed) -> Option<Ink> {
        let (fill, stroke) = (self.fill(), self.stroke());
        match mode.rem_euclid(4) {
            0 => Some(fill),
            1 => Some(stroke),
            // Of two colours one stands out.
            2 if fill.colour == stroke.colour => Some(fill),
            2 => Some(Ink { colour: None, ..fill }),
            _ => None,
        }
    }

    /// Where nobody can tell what colour it is.
    pub fn unknown(&self) -> Ink {
        Ink { colour: None, ..self.fill() }
    }

    /// Takes a colour, or a space of colours; capital words are for strokes.
    pub fn take(&mut self, word: &[u8], numbers: &[Fixed], space: Option<Rc<Space>>) {
        let named = match word {
            b"g" | b"G" => Some(Rc::new(Space::Grey)),
            b"rg" | b"RG" => Some(Rc::new(Space::Rgb)),
            b"k" | b"K" => Some(Rc::new(Space::Cmyk)),
            _ => None,
        };
        let own = if word.first().is_some_and(u8::is_ascii_uppercase) { &mut self.stroke } else { &mut self.fill };
        match (space, named) {
            (Some(space), _) => *own = (space.clone(), space.initial()),
            (None, Some(space)) => *own = (space.clone(), space.colour(numbers)),
            (None, None) => own.1 = own.0.colour(numbers),
        }
    }

    /// Takes over what a named state of the resources says.
    pub fn set(&mut self, file: &File, state: &Dictionary) {
        let part = |key: &[u8]| {
            file.entry(state, key).and_then(|number| file.fixed(number)).map(|n| (n / (ONE / 1000)).clamp(0, 1000))
        };
        self.alpha.0 = part(b"ca").unwrap_or(self.alpha.0);
        self.alpha.1 = part(b"CA").unwrap_or(self.alpha.1);
        self.width = file.entry(state, b"LW").and_then(|width| file.fixed(width)).unwrap_or(self.width);
        let mode = file.entry(state, b"BM").map(|mode| match file.array(mode) {
            Some(modes) => modes.first().and_then(|mode| file.name(mode)),
            None => file.name(mode),
        });
        let mask = file.entry(state, b"SMask").map(|mask| !matches!(mask, Object::Name(_)));
        if let Some(mode) = mode {
            self.mixes = mode.is_some_and(|mode| !matches!(mode, b"Normal" | b"Compatible"));
        }
        self.masked = mask.unwrap_or(self.masked);
    }

    /// What stands in a group is laid on as thick as the group is.
    pub fn group(&mut self) {
        let (fill, _, all) = self.alpha;
        self.alpha = (1000, 1000, all * fill / 1000);
    }

    /// Only what lies within shows from now on.
    pub fn clip(&mut self, bounds: Bounds, exact: bool) {
        self.shows = (self.shows.0.within(bounds), self.shows.1 && exact);
    }
}
