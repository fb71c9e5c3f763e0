//! What the declarations of a style sheet mean, as far as they say whether and where words are seen: each property by itself.
//! What follows for an element is `look`'s business.

use super::colour::{Colour, FAINT};
use super::length::{length, part};
use crate::import::value::is_figure;
use crate::import::words::Look;

/// What style sheets say of an element, the stronger rules last.
#[derive(Debug, Default)]
pub struct Said<'a> {
    pub usual: Vec<&'a Declaration>,
    /// What counts whatever else is said.
    pub important: Vec<&'a Declaration>,
}

/// What a declaration says that matters here.
#[derive(Debug, Clone, PartialEq)]
pub enum Declaration {
    Display(Display),
    /// Whether it is seen; `None` as what it stands in.
    Visible(Option<bool>),
    /// Whether a line goes through the words.
    Struck(bool),
    /// Set higher, lower, or on the line.
    Set(Option<Look>),
    /// Moved up by about so many thousandths of a pixel, where it may be moved.
    Moved(i64),
    /// It may be moved from where it would stand.
    Movable,
    /// Whether letters have a size that can be read.
    Sized(bool),
    /// The colour of letters; `None` where it cannot be told.
    Ink(Option<Colour>),
    /// The colour of letters is that of what it stands in.
    InkAround,
    Ground(Option<Colour>),
    /// Moved off the page, cut away, or altogether clear.
    Away,
    /// Without height or width, which hides what is in it where nothing may stick out.
    Flat,
    /// Nothing sticks out.
    Cut,
    /// What stands beside it on the line stands apart from it.
    Apart,
    /// Its place among its neighbours, where these can be set in an order of their own.
    Order(i64),
    /// Such neighbours stand from right to left.
    Backwards(bool),
    /// Whether lines run from right to left.
    Leftwards(bool),
    /// Letters follow one another as lines run, whatever they are.
    Forced(bool),
    /// The sheet itself writes a figure before or behind the element.
    Written,
    /// A value by a name of the page's own.
    Named(String, String),
    /// A property whose value is known only where such names are.
    Open(String, String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    None,
    Inline,
    /// Within a line, but a box of its own.
    Piece,
    Block,
    /// A box, or one in a line, that sets what is in it side by side as boxes.
    Boxes {
        in_line: bool,
    },
    /// What the element is by its name.
    Other,
}

impl Declaration {
    /// What a block of declarations says, each with whether it is important, these last.
    pub fn all(block: &str) -> Vec<(Declaration, bool)> {
        let mut said = Vec::new();
        for one in block.split(';') {
            let Some((name, value)) = one.split_once(':') else { continue };
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
            // What browsers tried out under a name of their own means the same.
            let name = ["-webkit-", "-moz-", "-ms-"].iter().find_map(|own| name.strip_prefix(own)).unwrap_or(&name);
            let (value, important) = match value.split_once('!') {
                Some((value, _)) => (value.trim(), true),
                None => (value.as_str(), false),
            };
            let all = match name.strip_prefix("--") {
                Some(name) => vec![Declaration::Named(name.into(), value.into())],
                None if value.contains("var(") => vec![Declaration::Open(name.into(), value.into())],
                None => Declaration::of(name, value),
            };
            said.extend(all.into_iter().map(|declaration| (declaration, important)));
        }
        // What is important counts whatever follows it.
        said.sort_by_key(|(_, important)| *important);
        said
    }

    /// What a property says by its value.
    pub fn of(name: &str, value: &str) -> Vec<Declaration> {
        let usual = matches!(value, "inherit" | "unset" | "revert" | "revert-layer");
        let one = match name {
            "visibility" => Some(Declaration::Visible(if usual { None } else { Some(!is_unseen(value)) })),
            "color" if usual || value == "currentcolor" => Some(Declaration::InkAround),
            "display" if usual => Some(Declaration::Display(Display::Other)),
            _ if usual => None,
            "font" => return font(value),
            "position" => return position(value),
            "all" => None,
            _ => Declaration::of_one(name, value),
        };
        Vec::from_iter(one)
    }

    fn of_one(name: &str, value: &str) -> Option<Declaration> {
        let has = |word: &str| words(value).any(|piece| piece == word);
        Some(match name {
            "display" => Declaration::Display(match value {
                "none" => Display::None,
                "block" | "list-item" | "table" | "flow-root" => Display::Block,
                "flex" | "grid" => Display::Boxes { in_line: false },
                "inline-flex" | "inline-grid" => Display::Boxes { in_line: true },
                "inline-block" | "inline-table" => Display::Piece,
                "inline" | "contents" | "initial" => Display::Inline,
                _ => Display::Other,
            }),
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
            "font-size" => return sized(value),
            "color" | "text-fill-color" => Declaration::Ink(Colour::of(value)),
            "background-color" => Declaration::Ground(Colour::of(value)),
            "background" | "background-image" if value.contains("url(") || value.contains("gradient") => {
                Declaration::Ground(None)
            }
            "background" => {
                Declaration::Ground(Colour::of(value).or_else(|| value.split_whitespace().find_map(Colour::of)))
            }
            "opacity" => (part(value)? <= FAINT).then_some(Declaration::Away)?,
            "filter" => {
                let (_, clear) = value.split_once("opacity(")?;
                (part(clear)? <= FAINT).then_some(Declaration::Away)?
            }
            // Of a mask that is clear all over, nothing comes through.
            "mask" | "mask-image" => is_clear(value).then_some(Declaration::Away)?,
            "content-visibility" => (value == "hidden").then_some(Declaration::Away)?,
            // Wide pages are set in the middle with half their width.
            "margin-left" | "margin-top" if length(value)? <= -1_280_000 => Declaration::Away,
            "margin" => {
                let mut sides = value.split_whitespace().filter_map(length);
                sides.any(|side| side <= -1_280_000).then_some(Declaration::Away)?
            }
            "margin-left" | "margin-right" | "padding-left" | "padding-right" => {
                (length(value)? > WIDE).then_some(Declaration::Apart)?
            }
            "left" | "right" | "top" | "bottom" | "text-indent" => match length(value)? {
                far if far < -900_000 || is_whole(value) => Declaration::Away,
                far if far > 3_000_000 && matches!(name, "left" | "text-indent") => Declaration::Away,
                up if name == "bottom" => Declaration::Moved(up),
                down if name == "top" => Declaration::Moved(-down),
                _ => return None,
            },
            "float" => matches!(value, "left" | "right").then_some(Declaration::Apart)?,
            "clip" | "clip-path" => is_clipped(name, value).then_some(Declaration::Away)?,
            "transform" | "scale" | "translate" => is_moved_away(name, value).then_some(Declaration::Away)?,
            "height" | "max-height" | "width" | "max-width" | "block-size" | "inline-size" => {
                (length(value)? <= 1000 && !value.ends_with('%')).then_some(Declaration::Flat)?
            }
            "line-height" => (length(value)? == 0).then_some(Declaration::Flat)?,
            "overflow" | "overflow-x" | "overflow-y" => (has("hidden") || has("clip")).then_some(Declaration::Cut)?,
            "content" => is_written(value).then_some(Declaration::Written)?,
            "zoom" => (part(value)? <= 0).then_some(Declaration::Away)?,
            "order" => Declaration::Order(value.parse().ok()?),
            "flex-direction" | "flex-flow" => Declaration::Backwards(has("row-reverse")),
            "direction" => Declaration::Leftwards(value == "rtl"),
            "unicode-bidi" => Declaration::Forced(has("bidi-override") || has("isolate-override")),
            _ => return None,
        })
    }
}

/// Whether what a sheet writes is a figure, or cannot be told; signs by their numbers are mostly pictures.
fn is_written(content: &str) -> bool {
    let (mut words, mut rest) = (String::new(), content);
    while let Some((before, sign)) = rest.split_once('\\') {
        words.push_str(before);
        let digits = sign.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        words.extend(u32::from_str_radix(&sign[..digits], 16).ok().and_then(char::from_u32));
        rest = sign[digits..].strip_prefix(' ').unwrap_or(&sign[digits..]);
    }
    words.push_str(rest);
    let bare = words.trim_matches(|c: char| matches!(c, '"' | '\'') || c.is_whitespace());
    let counted = ["attr(", "counter(", "counters("].iter().any(|function| content.contains(function));
    counted || is_figure(bare) || bare.contains(|c: char| c.is_ascii_digit()) && !content.contains("url(")
}

/// Blanks at the side of words that are wider than this, in thousandths of a pixel, part figures.
const WIDE: i64 = 3_000;

fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
}

fn is_unseen(visibility: &str) -> bool {
    matches!(visibility, "hidden" | "collapse")
}

/// Whether something is moved by a whole window or a whole width, to the left or up.
fn is_whole(value: &str) -> bool {
    value.ends_with(['%', 'w', 'h'])
        && length(value.trim_end_matches(['%', 'v', 'w', 'h'])).is_some_and(|n| n <= -100_000)
}

/// Letters of less than two pixels are not read by anybody. What is so by the letters around it says nothing new.
fn sized(value: &str) -> Option<Declaration> {
    const LEAST: i64 = 2_000;
    let relative = value.ends_with('%') || (value.ends_with("em") && !value.ends_with("rem")) || value.ends_with("ex");
    match length(value) {
        Some(size) if relative => {
            let size = if value.ends_with('%') { size * 16 / 100 } else { size };
            (size < LEAST).then_some(Declaration::Sized(false))
        }
        Some(size) => Some(Declaration::Sized(size >= LEAST)),
        None if matches!(value, "larger" | "smaller") => None,
        None => Some(Declaration::Sized(true)),
    }
}

/// What the properties of letters in one say: of their size, which may have the height of lines behind it.
fn font(value: &str) -> Vec<Declaration> {
    let pieces = value.split_whitespace().map(|piece| piece.split('/').next().unwrap_or_default());
    // Weights are bare numbers of hundreds.
    let size = pieces.filter(|piece| piece.starts_with(|c: char| c.is_ascii_digit() || c == '.'));
    let mut size = size.filter(|piece| !piece.bytes().all(|byte| byte.is_ascii_digit()) || length(piece) == Some(0));
    size.next_back().and_then(sized).into_iter().collect()
}

fn position(value: &str) -> Vec<Declaration> {
    match value {
        "relative" => vec![Declaration::Movable],
        "absolute" | "fixed" => vec![Declaration::Apart],
        _ => Vec::new(),
    }
}

/// Whether a picture is drawn of clear colours alone: those of a gradient, whose other sides are no colours.
fn is_clear(value: &str) -> bool {
    let Some((_, stops)) = value.split_once("gradient(") else { return false };
    let mut depth = 0;
    let stops = stops.split(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth < 0 || depth == 0 && matches!(c, ',' | ' ')
    });
    let mut colours = stops.filter_map(Colour::of).peekable();
    colours.peek().is_some() && colours.all(|colour| colour == Colour::Clear)
}

/// Whether nothing is left of what is cut.
fn is_clipped(name: &str, value: &str) -> bool {
    let Some((shape, sides)) = value.split_once('(') else { return false };
    let sides = sides.split(')').next().unwrap_or_default();
    let sides = sides.split(" round ").next().unwrap_or_default();
    let lengths = |sides: &str| -> Option<Vec<i64>> {
        sides.split([' ', ',']).filter(|side| !side.is_empty()).map(length).collect()
    };
    match shape {
        "rect" if name == "clip" => lengths(sides).is_some_and(|sides| sides.iter().all(|&side| side <= 1000)),
        "inset" => lengths(sides).is_some_and(|sides| {
            let side = |index: usize, other: usize| sides.get(index).or(sides.get(other)).or(sides.first()).copied();
            let [top, right, bottom, left] =
                [side(0, 0), side(1, 0), side(2, 0), side(3, 1)].map(Option::unwrap_or_default);
            sides.iter().all(|side| *side >= 0) && (top + bottom >= 100_000 || left + right >= 100_000)
        }),
        "circle" | "ellipse" => {
            let radii = sides.split("at ").next().and_then(lengths);
            radii.is_some_and(|radii| !radii.is_empty() && radii.contains(&0))
        }
        "polygon" => {
            let corners: Vec<Option<Vec<i64>>> = sides.split(',').map(lengths).collect();
            corners.iter().all(Option::is_some) && corners.windows(2).all(|pair| pair[0] == pair[1])
        }
        _ => false,
    }
}

/// Whether something is made as small as nothing, or moved off the page.
fn is_moved_away(name: &str, value: &str) -> bool {
    let is_away = |function: &str, value: &str| match function.trim() {
        "rotatex" | "rotatey" => matches!(value.trim(), "90deg" | "-90deg" | "270deg" | ".25turn" | "0.25turn"),
        scale if scale.starts_with("scale") => part(value).is_some_and(|scale| (0..=FAINT).contains(&scale)),
        moved if moved.starts_with("translate") => {
            let far = |by: &str| {
                let usual = if by.ends_with('%') { -900_000..=900_000 } else { -900_000..=3_000_000 };
                length(by).is_some_and(|by| !usual.contains(&by))
            };
            value.split([',', ' ']).filter(|by| !by.is_empty()).any(far)
        }
        _ => false,
    };
    match name {
        "transform" => value.split(')').filter_map(|one| one.split_once('(')).any(|(name, value)| is_away(name, value)),
        name => is_away(name, value),
    }
}

/// A text of styles without the remarks in it.
pub fn without_remarks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, remark)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = remark.split_once("*/").map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    plain.replace("<!--", " ").replace("-->", " ")
}
