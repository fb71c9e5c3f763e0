//! How an element of a page looks by its name, its attributes and what styles say of it: whether it is seen at all, struck
//! out, raised, or begins a line of its own. Only what can be told without setting the page is told.

use scraper::node::Element;

use crate::import::words::Look;

/// What a declaration says that matters here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Declaration {
    Display(Display),
    Visible(bool),
    /// Whether a line goes through the words.
    Struck(bool),
    /// Set higher, lower, or on the line.
    Set(Option<Look>),
    /// Moved up by about so many thousandths of a pixel, where it may be moved.
    Moved(i64),
    /// It may be moved from where it would stand.
    Movable,
    /// Whether letters have a size.
    Sized(bool),
    /// The colour of letters; `None` where it cannot be told.
    Ink(Option<Colour>),
    Ground(Option<Colour>),
    /// Moved off the page, cut away, or altogether clear.
    Away,
    /// Without height, which hides what is in it where nothing may stick out.
    Flat,
    /// Nothing sticks out.
    Cut,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    None,
    Inline,
    Block,
    /// What the element is by its name.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    Of([u8; 3]),
    Clear,
}

/// How what is inside an element looks.
#[derive(Debug, Clone, Copy)]
pub struct State {
    /// Not set at all; cells of a table take no place.
    pub gone: bool,
    pub display: Option<Display>,
    invisible: bool,
    away: bool,
    struck: bool,
    set: Option<Look>,
    unsized_letters: bool,
    ink: Option<Colour>,
    ground: Option<Colour>,
}

impl State {
    /// That of a page, whose ground is known where no other file has a say in it.
    pub fn of_page(known: bool) -> State {
        State {
            gone: false,
            display: None,
            invisible: false,
            away: false,
            struck: false,
            set: None,
            unsized_letters: false,
            ink: Some(Colour::Of([0; 3])),
            ground: known.then_some(Colour::Of([255; 3])),
        }
    }

    /// That of an element inside.
    pub fn within(&self, element: &Element, said: &[&Declaration]) -> State {
        let inline = element.attr("style").map(Declaration::all).unwrap_or_default();
        let own = by_attributes(element);
        let all = own.iter().chain(said.iter().copied()).chain(inline.iter().map(|(declaration, _)| declaration));
        let mut state = State { display: None, ..*self };
        let (mut struck, mut set, mut flat, mut cut) = (false, None, false, false);
        let (mut moved, mut movable) = (0, false);
        for declaration in all {
            match *declaration {
                Declaration::Display(display) => state.display = Some(display),
                Declaration::Visible(visible) => state.invisible = !visible,
                Declaration::Struck(through) => struck = through,
                Declaration::Set(look) => set = look,
                Declaration::Sized(sized) => state.unsized_letters = !sized,
                Declaration::Ink(ink) => state.ink = ink,
                Declaration::Ground(Some(Colour::Clear)) => {}
                Declaration::Ground(ground) => state.ground = ground,
                Declaration::Away => state.away = true,
                Declaration::Moved(up) => moved = up,
                Declaration::Movable => movable = true,
                Declaration::Flat => flat = true,
                Declaration::Cut => cut = true,
            }
        }
        state.gone |= state.display == Some(Display::None);
        state.struck |= struck;
        state.away |= flat && cut;
        if movable && moved != 0 && set.is_none() {
            set = Some(if moved > 0 { Look::Raised } else { Look::Lowered });
        }
        match element.name() {
            // Sheets that set these anew set them high by other means.
            "sup" => state.set = Some(Look::Raised),
            "sub" => state.set = Some(Look::Lowered),
            // There it says where in the cell the words stand.
            "td" | "th" | "tr" | "tbody" | "thead" | "table" | "div" | "p" | "ul" | "li" | "section" => {}
            _ => state.set = set.or(state.set),
        }
        state
    }

    /// How words look.
    pub fn look(&self) -> Look {
        let blends = self.ink == Some(Colour::Clear) || (self.ink.is_some() && self.ink == self.ground);
        match () {
            () if self.gone || self.invisible || self.away || self.unsized_letters || blends => Look::Unseen,
            () if self.struck => Look::Struck,
            () => self.set.unwrap_or_default(),
        }
    }

    /// Whether a column or a row of a table is folded away.
    pub fn is_folded(&self) -> bool {
        self.gone || self.invisible
    }
}

/// What an element's name and attributes say.
fn by_attributes(element: &Element) -> Vec<Declaration> {
    let mut said = Vec::new();
    match element.name() {
        "s" | "strike" | "del" => said.push(Declaration::Struck(true)),
        "dialog" if element.attr("open").is_none() => said.push(Declaration::Display(Display::None)),
        "font" => said.extend(element.attr("color").map(|value| Declaration::Ink(colour(value)))),
        "body" => said.extend(element.attr("text").map(|value| Declaration::Ink(colour(value)))),
        _ => {}
    }
    if element.attr("hidden").is_some() {
        said.push(Declaration::Display(Display::None));
    }
    said.extend(element.attr("bgcolor").map(|value| Declaration::Ground(colour(value))));
    said.extend(element.attr("background").map(|_| Declaration::Ground(None)));
    said
}

impl Declaration {
    /// What a block of declarations says, each with whether it is important.
    pub fn all(block: &str) -> Vec<(Declaration, bool)> {
        let mut said = Vec::new();
        for one in block.split(';') {
            let Some((name, value)) = one.split_once(':') else { continue };
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
            let (value, important) = match value.split_once('!') {
                Some((value, _)) => (value.trim(), true),
                None => (value.as_str(), false),
            };
            said.extend(Declaration::of(&name, value).map(|declaration| (declaration, important)));
        }
        // What is important counts whatever follows it.
        said.sort_by_key(|(_, important)| *important);
        said
    }

    fn of(name: &str, value: &str) -> Option<Declaration> {
        let has = |word: &str| value.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').any(|piece| piece == word);
        Some(match name {
            "display" => Declaration::Display(match value {
                "none" => Display::None,
                "block" | "flex" | "grid" | "list-item" | "table" | "flow-root" => Display::Block,
                "inline" | "inline-block" | "contents" | "inline-flex" => Display::Inline,
                _ => Display::Other,
            }),
            "visibility" => Declaration::Visible(!matches!(value, "hidden" | "collapse")),
            "text-decoration" | "text-decoration-line" => Declaration::Struck(has("line-through")),
            "vertical-align" => Declaration::Set(match value {
                "super" | "text-top" => Some(Look::Raised),
                "sub" | "text-bottom" => Some(Look::Lowered),
                _ => match length(value).unwrap_or(0) {
                    up if up > 1000 => Some(Look::Raised),
                    down if down < -1000 => Some(Look::Lowered),
                    _ => None,
                },
            }),
            "font-size" => Declaration::Sized(length(value) != Some(0)),
            "color" => Declaration::Ink(colour(value)),
            "background-color" => Declaration::Ground(colour(value)),
            "background" | "background-image" if value.contains("url(") || value.contains("gradient") => {
                Declaration::Ground(None)
            }
            "background" => Declaration::Ground(colour(value)),
            "opacity" => (length(value)? == 0).then_some(Declaration::Away)?,
            // Wide pages are set in the middle with half their width.
            "margin-left" | "margin-top" => (length(value)? < -2_000_000).then_some(Declaration::Away)?,
            "left" | "right" | "top" | "bottom" | "text-indent" => match length(value)? {
                far if far < -900_000 => Declaration::Away,
                up if name == "bottom" => Declaration::Moved(up),
                down if name == "top" => Declaration::Moved(-down),
                _ => return None,
            },
            "position" => (value == "relative").then_some(Declaration::Movable)?,
            "clip" | "clip-path" => {
                let small = value.strip_prefix("rect(").or_else(|| value.strip_prefix("inset("))?;
                let mut sides = small.trim_end_matches(')').split([' ', ',']).filter(|side| !side.is_empty());
                let nothing = |side: &str| {
                    length(side).is_some_and(|side| if name == "clip" { side <= 1000 } else { side >= 50_000 })
                };
                sides.all(nothing).then_some(Declaration::Away)?
            }
            "transform" if has("scale") && value.contains("(0)") => Declaration::Away,
            "height" | "max-height" => (length(value)? == 0).then_some(Declaration::Flat)?,
            "overflow" => has("hidden").then_some(Declaration::Cut)?,
            _ => return None,
        })
    }
}

/// A length in about thousandths of a pixel; those of percents and bare numbers.
pub fn length(value: &str) -> Option<i64> {
    let (negative, size) = value.strip_prefix('-').map_or((false, value), |size| (true, size));
    let size = size.trim_start_matches('+');
    let end = size.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(size.len());
    let (digits, unit) = size.split_at(end);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if digits.is_empty() || whole.len() > 9 {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let fraction: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let scale = if matches!(unit, "em" | "rem" | "ch" | "ex") { 16 } else { 1 };
    Some((whole * 1000 + fraction) * scale * if negative { -1 } else { 1 })
}

/// A colour by name or number, as far as names are used for hiding.
fn colour(value: &str) -> Option<Colour> {
    let value = value.trim().to_ascii_lowercase();
    let byte = |text: &str| u8::from_str_radix(text, 16).ok();
    if let Some(digits) = value.strip_prefix('#').filter(|digits| digits.is_ascii()) {
        let sides: Vec<u8> = match digits.len() {
            3 | 4 => digits.chars().filter_map(|c| byte(&format!("{c}{c}"))).collect(),
            6 | 8 => (0..digits.len()).step_by(2).filter_map(|at| byte(&digits[at..at + 2])).collect(),
            _ => return None,
        };
        return of_sides(&sides);
    }
    if let Some(sides) = value.strip_prefix("rgb") {
        let sides = sides.trim_start_matches('a').trim_matches(['(', ')']);
        let mut sides = sides.split([',', ' ', '/']).filter(|side| !side.is_empty());
        let mut colour: Vec<u8> = sides.by_ref().take(3).filter_map(|side| side.parse::<u8>().ok()).collect();
        if sides.next().and_then(length) == Some(0) {
            colour.push(0);
        }
        return of_sides(&colour);
    }
    const NAMES: [(&str, [u8; 3]); 8] = [
        ("white", [255; 3]),
        ("black", [0; 3]),
        ("red", [255, 0, 0]),
        ("blue", [0, 0, 255]),
        ("yellow", [255, 255, 0]),
        ("gray", [128; 3]),
        ("silver", [192; 3]),
        ("green", [0, 128, 0]),
    ];
    match value.as_str() {
        "transparent" | "none" => Some(Colour::Clear),
        name => NAMES.iter().find(|(known, _)| *known == name).map(|(_, sides)| Colour::Of(*sides)),
    }
}

/// A colour by its red, green and blue, and how clear it is.
fn of_sides(sides: &[u8]) -> Option<Colour> {
    match *sides {
        [_, _, _, 0] => Some(Colour::Clear),
        [red, green, blue] | [red, green, blue, _] => Some(Colour::Of([red, green, blue])),
        _ => None,
    }
}
