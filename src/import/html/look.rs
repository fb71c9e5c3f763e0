//! How an element of a page looks by its name, its attributes and what styles say of it: whether it is seen at all, struck
//! out, raised, or begins a line of its own. Only what can be told without setting the page is told.

use std::rc::Rc;

use scraper::node::Element;

use super::colour::Colour;
use super::styled::{Declaration, Display, Said, without_remarks};
use crate::import::budget::Budget;
use crate::import::words::Look;

/// How what is inside an element looks.
#[derive(Debug, Clone)]
pub struct State {
    /// Not set at all; cells of a table take no place.
    pub gone: bool,
    pub display: Option<Display>,
    /// Whether it stands apart from what is beside it on its line.
    pub apart: bool,
    /// Its place among neighbours, where these can be set in an order of their own.
    pub order: i64,
    /// Whether such neighbours in it stand from right to left.
    pub backwards: bool,
    /// Whether it sets what is in it side by side as boxes.
    boxes: bool,
    invisible: bool,
    away: bool,
    /// Whether it is folded up, and whether what is around it was seen.
    folded: Option<bool>,
    /// Whether what is folded up is taken as unfolded.
    unfolded: bool,
    struck: bool,
    set: Option<Look>,
    unsized_letters: bool,
    ink: Option<Colour>,
    ground: Option<Colour>,
    /// The colour of letters in the cell that it stands in.
    ink_of_cell: Option<Colour>,
    leftwards: bool,
    forced: bool,
    /// Whether a sheet writes a figure before or behind it.
    pub written: bool,
    names: Option<Rc<Names>>,
}

/// Values by names of a page's own, those of an element and those around it.
#[derive(Debug)]
struct Names {
    own: Vec<(String, String)>,
    around: Option<Rc<Names>>,
}

impl State {
    /// That of a page, whose ground is known where no other file has a say in it.
    pub fn of_page(known: bool, unfolded: bool) -> State {
        State {
            gone: false,
            display: None,
            apart: false,
            order: 0,
            backwards: false,
            boxes: false,
            invisible: false,
            away: false,
            folded: None,
            unfolded,
            struck: false,
            set: None,
            unsized_letters: false,
            ink: Some(Colour::Of([0; 3])),
            ground: known.then_some(Colour::Of([255; 3])),
            ink_of_cell: None,
            leftwards: false,
            forced: false,
            written: false,
            names: None,
        }
    }

    /// That of an element inside.
    pub fn within(&self, element: &Element, said: &Said<'_>, budget: &Budget) -> State {
        let inline = element.attr("style").map(|style| Declaration::all(&without_remarks(style))).unwrap_or_default();
        let (important, usual): (Vec<_>, Vec<_>) = inline.iter().partition(|(_, important)| *important);
        let own = by_attributes(element);
        let usual = said.usual.iter().copied().chain(usual.into_iter().map(|one: &(Declaration, bool)| &one.0));
        let important =
            said.important.iter().copied().chain(important.into_iter().map(|one: &(Declaration, bool)| &one.0));
        let all: Vec<&Declaration> = own.iter().chain(usual).chain(important).collect();
        let mut state = State {
            display: None,
            apart: self.boxes,
            order: 0,
            backwards: false,
            boxes: false,
            folded: None,
            written: false,
            ..self.clone()
        };
        state.take_names(&all);
        let mut here = Here::default();
        for declaration in all {
            match declaration {
                Declaration::Open(name, value) => {
                    let value = state.filled(value, budget);
                    let known = value.map(|value| Declaration::of(name, value.trim())).unwrap_or_default();
                    known.iter().for_each(|declaration| state.take(declaration, self, &mut here));
                }
                declaration => state.take(declaration, self, &mut here),
            }
        }
        state.gone |= state.display == Some(Display::None);
        state.boxes = matches!(state.display, Some(Display::Boxes { .. }));
        state.apart |= matches!(state.display, Some(Display::Piece | Display::Boxes { in_line: true }));
        state.struck |= here.struck;
        // Cells are as wide and high as what is in them, whatever is said.
        let is_cell = matches!(element.name(), "td" | "th" | "tr" | "tbody" | "thead" | "table");
        state.away |= here.flat && here.cut && !is_cell;
        if here.movable && here.moved != 0 && here.set.is_none() {
            here.set = Some(if here.moved > 0 { Look::Raised } else { Look::Lowered });
        }
        match element.name() {
            // Sheets that set these anew set them high by other means.
            "sup" | "rt" => state.set = Some(Look::Raised),
            "sub" => state.set = Some(Look::Lowered),
            // There it says where in the cell the words stand.
            "td" | "th" | "tr" | "tbody" | "thead" | "table" | "div" | "p" | "ul" | "li" | "section" => {}
            _ => state.set = here.set.or(state.set),
        }
        if matches!(element.name(), "td" | "th") {
            state.ink_of_cell = state.ink;
        }
        match (element.name(), self.folded) {
            ("details", _) if element.attr("open").is_none() && !self.unfolded => {
                state.folded = Some(state.away);
                state.away = true;
            }
            ("summary", Some(away)) => state.away = away,
            _ => {}
        }
        state
    }

    /// Takes in what a declaration says of an element in another one.
    fn take(&mut self, declaration: &Declaration, around: &State, here: &mut Here) {
        match *declaration {
            Declaration::Display(display) => self.display = Some(display),
            Declaration::Visible(visible) => self.invisible = visible.map_or(around.invisible, |visible| !visible),
            Declaration::Struck(through) => here.struck = through,
            Declaration::Set(look) => here.set = look,
            Declaration::Sized(sized) => self.unsized_letters = !sized,
            Declaration::Ink(ink) => self.ink = ink,
            Declaration::InkAround => self.ink = around.ink,
            Declaration::Ground(Some(Colour::Clear)) => self.ground = around.ground,
            Declaration::Ground(ground) => self.ground = ground,
            Declaration::Away => self.away = true,
            Declaration::Moved(up) => here.moved = up,
            Declaration::Movable => here.movable = true,
            Declaration::Flat => here.flat = true,
            Declaration::Cut => here.cut = true,
            Declaration::Apart => self.apart = true,
            Declaration::Order(order) => self.order = order,
            Declaration::Backwards(backwards) => self.backwards = backwards,
            Declaration::Leftwards(leftwards) => self.leftwards = leftwards,
            Declaration::Forced(forced) => self.forced = forced,
            Declaration::Written => self.written = true,
            Declaration::Named(..) | Declaration::Open(..) => {}
        }
    }

    /// Takes in the values that an element gives names to; the last one of a name counts.
    fn take_names(&mut self, said: &[&Declaration]) {
        let own = said.iter().rev().filter_map(|declaration| match declaration {
            Declaration::Named(name, value) => Some((name.clone(), value.clone())),
            _ => None,
        });
        let own: Vec<(String, String)> = own.collect();
        if !own.is_empty() {
            self.names = Some(Rc::new(Names { own, around: self.names.take() }));
        }
    }

    /// A value with what its names stand for; `None` where one stands for nothing.
    fn filled(&self, value: &str, budget: &Budget) -> Option<String> {
        const MOST: usize = 20;
        let mut value = value.to_string();
        for _ in 0..MOST {
            let Some(start) = value.find("var(") else { return Some(value) };
            let inner = &value[start + 4..];
            let mut depth = 1;
            let end = inner.find(|c: char| {
                depth += i32::from(c == '(') - i32::from(c == ')');
                depth == 0
            })?;
            let (name, usual) = inner[..end].split_once(',').map_or((&inner[..end], None), |(n, u)| (n, Some(u)));
            let found = self.named(name.trim().strip_prefix("--")?, budget).or(usual)?;
            value = format!("{}{}{}", &value[..start], found, &inner[end + 1..]);
            budget.spend(value.len()).then_some(())?;
        }
        None
    }

    fn named(&self, name: &str, budget: &Budget) -> Option<&str> {
        let mut names = self.names.as_ref();
        while let Some(scope) = names.filter(|scope| budget.spend(scope.own.len())) {
            if let Some((_, value)) = scope.own.iter().find(|(other, _)| other == name) {
                return Some(value);
            }
            names = scope.around.as_ref();
        }
        None
    }

    /// How words look.
    pub fn look(&self) -> Look {
        let blends = self.ink.is_some_and(|ink| ink.blends(self.ground));
        match () {
            () if self.gone || self.invisible || self.away || self.unsized_letters || blends => Look::Unseen,
            () if self.struck => Look::Struck,
            () if self.forced && self.leftwards => Look::Turned,
            () => self.set.unwrap_or_default(),
        }
    }

    /// How a text in a cell looks: figures that are white unlike the rest of their cell, on a ground that is not known, are
    /// most likely not to be seen.
    pub fn look_of(&self, text: &str) -> Look {
        let white = Some(Colour::Of([255; 3]));
        let is_white = self.ink != self.ink_of_cell && self.ink.is_some_and(|ink| ink.blends(white));
        let is_white = is_white && self.ground.is_none();
        let is_figure = text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
        if is_white && is_figure { Look::Unseen } else { self.look() }
    }

    /// Whether a column or a row of a table is folded away.
    pub fn is_folded(&self) -> bool {
        self.gone || self.invisible
    }
}

/// What is said of one element that what is inside does not inherit as such.
#[derive(Default)]
struct Here {
    struck: bool,
    set: Option<Look>,
    flat: bool,
    cut: bool,
    moved: i64,
    movable: bool,
}

/// What an element's name and attributes say.
fn by_attributes(element: &Element) -> Vec<Declaration> {
    let mut said = Vec::new();
    let ink = |name: &str| element.attr(name).map(|value| Declaration::Ink(Colour::of_attribute(value)));
    match element.name() {
        "s" | "strike" | "del" => said.push(Declaration::Struck(true)),
        "dialog" if element.attr("open").is_none() => said.push(Declaration::Display(Display::None)),
        "font" => said.extend(ink("color")),
        "body" => said.extend(ink("text")),
        "bdo" => said.push(Declaration::Forced(true)),
        _ => {}
    }
    match element.attr("hidden") {
        // What a search in the page finds keeps its place.
        Some(hidden) if hidden.eq_ignore_ascii_case("until-found") => said.push(Declaration::Away),
        Some(_) => said.push(Declaration::Display(Display::None)),
        None => {}
    }
    if element.attr("popover").is_some() {
        said.push(Declaration::Display(Display::None));
    }
    said.extend(element.attr("dir").map(|dir| Declaration::Leftwards(dir.trim().eq_ignore_ascii_case("rtl"))));
    said.extend(element.attr("bgcolor").map(|value| Declaration::Ground(Colour::of_attribute(value))));
    said.extend(element.attr("background").map(|_| Declaration::Ground(None)));
    said
}
