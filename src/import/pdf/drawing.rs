//! What a content stream draws besides text: paths, areas, pictures, and with which colours. Paths themselves are
//! `path`'s, colours `colour`'s.

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::colour::Space;
use super::content::{POINT, Run, State};
use super::lexer::{ONE, Token};
use super::painted::{Area, Bounds, Ink, Point, Rule, THICKEST_RULE};
use super::path::Drawn;
use crate::import::aside::Aside;

impl<'a> Run<'_, 'a> {
    /// Whether what is painted now belongs to a layer that is off.
    pub fn is_off(&self) -> bool {
        self.marked.last().is_some_and(|marked| marked.aside == Some(Aside::Unseen))
    }

    pub fn draw(&mut self, drawn: Drawn) {
        self.order += 1;
        let drawn = if self.is_off() { Drawn { filled: false, stroked: false, ..drawn } } else { drawn };
        let State { matrix, brush, .. } = &mut self.state;
        self.path.draw(drawn, *matrix, brush, &mut self.shown, self.order);
    }

    pub fn area(&mut self, corners: Vec<Point>, ink: Ink) {
        self.order += 1;
        if !self.is_off() && self.reader.file.budget().spend(corners.len() * POINT) {
            self.shown.areas.extend(Area::new(vec![corners], false, self.state.brush.shows, ink, self.order));
        }
    }

    /// A picture fills the square of one.
    pub fn picture(&mut self, opaque: bool) {
        let corners = [(0, 0), (ONE, 0), (ONE, ONE), (0, ONE)].map(|(x, y)| {
            let (x, y) = self.state.matrix.apply(x, y);
            (x / 1000, y / 1000)
        });
        let whole = Bounds([0, 0, self.size.0, self.size.1]);
        if let Some(Bounds([left, top, right, bottom])) = Bounds::of(corners.into_iter()).map(|own| own.within(whole))
            && !self.is_off()
        {
            let part = |a: i64, b: i64, whole: i64| i128::from((b - a).max(0)) * 1000 / i128::from(whole);
            let share = part(left, right, self.size.0) * part(top, bottom, self.size.1) / 1000;
            self.shown.picture = self.shown.picture.max(share as i64);
        }
        // A picture as thin as a line is one.
        if let Some(Bounds([left, top, right, bottom])) = Bounds::of(corners.into_iter())
            && Bounds([left, top, right, bottom]).thickness() <= THICKEST_RULE
            && !self.is_off()
        {
            let rule = Rule { from: (left, top), to: (right, bottom) };
            self.shown.rules.extend(rule.flattened().map(|rule| (rule, self.order)));
        }
        let ink = self.state.brush.unknown();
        self.area(corners.to_vec(), Ink { plain: ink.plain && opaque, ..ink });
    }

    /// Takes over a named state.
    pub fn graphics(&mut self, operands: &[Token], resources: Option<&'a Dictionary>) {
        let file = self.reader.file;
        if let Some(Token::Name(name)) = operands.first()
            && let Some(state) = resources.and_then(|own| file.inner(file.inner(own, b"ExtGState")?, name))
        {
            self.state.brush.set(file, state);
        }
    }

    /// Whether a shading covers all that shows: it goes on beyond both of its ends.
    pub fn covers(&self, operands: &[Token], resources: Option<&'a Dictionary>) -> bool {
        let file = self.reader.file;
        let Some(Token::Name(name)) = operands.first() else { return false };
        let shading = resources.and_then(|own| file.inner(file.inner(own, b"Shading")?, name));
        let ends = shading.and_then(|shading| file.array(file.entry(shading, b"Extend")?));
        let is_cut = shading.is_some_and(|shading| shading.has(b"BBox"));
        !is_cut && ends.is_some_and(|ends| ends.iter().all(|end| matches!(end, Object::Boolean(true))))
    }

    pub fn space(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Rc<Space> {
        let file = self.reader.file;
        let own = resources.and_then(|own| file.entry(file.inner(own, b"ColorSpace")?, name));
        let Some((own, resources)) = own.zip(resources) else {
            return Rc::new(Space::named(name).unwrap_or(Space::Unknown));
        };
        let key = (std::ptr::from_ref(resources).addr(), name.to_vec());
        self.reader.spaces.entry(key).or_insert_with(|| Rc::new(Space::read(file, own, 0))).clone()
    }
}
