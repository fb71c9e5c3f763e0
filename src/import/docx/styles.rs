//! What a document's styles say that matters here: which are headings, which set their text to the right, and whether and
//! how their words are seen.

use std::collections::HashMap;

use super::numbering::{InList, Lists};
use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Tag, Walker};
use crate::import::shade::{Shade, Theme};
use crate::import::words::Look;

/// What is known of a paragraph's style; `None` is inherited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    pub heading: Option<bool>,
    /// Whether their text is set to the right.
    pub right: Option<bool>,
    pub letters: Letters,
    /// The ground of words or cells.
    pub ground: Option<Shade>,
    /// The list that its paragraphs belong to.
    pub in_list: InList,
}

/// What the style of a table says of the words in one of its parts, by name.
#[derive(Debug, Clone)]
pub struct Part {
    pub which: String,
    pub letters: Letters,
}

/// What is said of how words look; `None` is inherited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Letters {
    pub struck: Option<bool>,
    pub hidden: Option<bool>,
    /// Set high or low, in letters of another size.
    pub set: Option<Look>,
    /// Moved up or down.
    pub moved: Option<Look>,
    /// Too small, or too narrow, to be seen.
    pub tiny: Option<bool>,
    pub narrow: Option<bool>,
    pub ink: Option<Shade>,
    pub ground: Option<Shade>,
}

impl Letters {
    /// Takes in what a property of a run says.
    pub fn take(&mut self, tag: &Tag<'_>, theme: &Theme) {
        // Half points: less is but an adjustment, and letters of a point are not seen; nor are those of some percent.
        const MOVED: i32 = 4;
        const TINY: usize = 3;
        const NARROW: usize = 5;
        let value = || tag.attribute("val").unwrap_or_default();
        match tag.local() {
            // Either of the two strikes, whatever the other says.
            "strike" | "dstrike" => self.struck = Some(is_on(tag) || self.struck == Some(true)),
            "vanish" => self.hidden = Some(is_on(tag)),
            "sz" => self.tiny = tag.number("val").map(|size| size <= TINY),
            "w" => self.narrow = tag.number("val").map(|percent| percent <= NARROW),
            "vertAlign" => {
                self.set = Some(match value().as_str() {
                    "superscript" => Look::Raised,
                    "subscript" => Look::Lowered,
                    _ => Look::Plain,
                });
            }
            "position" => {
                self.moved = Some(match value().parse::<i32>().unwrap_or(0) {
                    up if up >= MOVED => Look::Raised,
                    down if down <= -MOVED => Look::Lowered,
                    _ => Look::Plain,
                });
            }
            "color" => self.ink = Some(colour(tag, ["themeColor", "themeTint", "themeShade", "val"], theme)),
            "shd" => self.ground = ground(tag, theme),
            "highlight" => self.ground = marked(&value()),
            _ => {}
        }
    }

    /// What is said here, and of anything else what is said there.
    pub fn over(self, other: Letters) -> Letters {
        Letters {
            struck: self.struck.or(other.struck),
            hidden: self.hidden.or(other.hidden),
            set: self.set.or(other.set),
            moved: self.moved.or(other.moved),
            tiny: self.tiny.or(other.tiny),
            narrow: self.narrow.or(other.narrow),
            ink: self.ink.or(other.ink),
            ground: self.ground.or(other.ground),
        }
    }

    /// How words look on a ground. Lines are moved up and down for other reasons than marks; in cells
    /// it shows beside what is not moved.
    pub fn look(self, ground: Shade, in_cell: bool) -> Look {
        let blends = self.ink.is_some_and(|ink| ink.blends(self.ground.unwrap_or(ground)));
        let tiny = self.tiny == Some(true) || self.narrow == Some(true);
        match () {
            () if self.hidden == Some(true) || tiny || blends => Look::Unseen,
            () if self.struck == Some(true) => Look::Struck,
            () => {
                let moved = self.moved.filter(|_| in_cell);
                self.set.filter(|set| *set != Look::Plain).or(moved).unwrap_or_default()
            }
        }
    }
}

/// Whether a switch is on: it is, unless it says that it is off.
pub fn is_on(tag: &Tag<'_>) -> bool {
    !is_off(tag)
}

fn is_off(tag: &Tag<'_>) -> bool {
    matches!(tag.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
}

/// The colour that a tag gives in attributes of such names: of a theme, how much white and black is in it, and the colour by
/// itself. What words have by themselves stands out from any ground.
fn colour(tag: &Tag<'_>, [named, tint, shade, plain]: [&str; 4], theme: &Theme) -> Shade {
    let Some(name) = tag.attribute(named) else {
        return tag.attribute(plain).and_then(|digits| Shade::hex(&digits)).unwrap_or(Shade::Unknown);
    };
    let part = |name: &str| tag.attribute(name).and_then(|part| i32::from_str_radix(&part, 16).ok());
    let missing = |part: i32| (255 - part.clamp(0, 255)) * 1000 / 255;
    theme.named(&name).tinted(part(tint).map_or(0, missing)).tinted(-part(shade).map_or(0, missing))
}

/// The ground that a shading makes; none where it makes none.
pub fn ground(tag: &Tag<'_>, theme: &Theme) -> Option<Shade> {
    let says = |name: &str| tag.attribute(name).unwrap_or_default();
    match says("val").as_str() {
        "" | "clear" | "nil" => {
            let none = matches!(says("fill").as_str(), "" | "auto") && says("themeFill").is_empty();
            let own = || colour(tag, ["themeFill", "themeFillTint", "themeFillShade", "fill"], theme);
            (!none).then(own)
        }
        "solid" => Some(colour(tag, ["themeColor", "themeTint", "themeShade", "color"], theme)),
        _ => Some(Shade::Unknown),
    }
}

/// The ground that a marker of this name makes.
fn marked(name: &str) -> Option<Shade> {
    const NAMES: [(&str, [u8; 3]); 16] = [
        ("white", [255, 255, 255]),
        ("black", [0, 0, 0]),
        ("yellow", [255, 255, 0]),
        ("green", [0, 255, 0]),
        ("cyan", [0, 255, 255]),
        ("magenta", [255, 0, 255]),
        ("blue", [0, 0, 255]),
        ("red", [255, 0, 0]),
        ("darkBlue", [0, 0, 128]),
        ("darkCyan", [0, 128, 128]),
        ("darkGreen", [0, 128, 0]),
        ("darkMagenta", [128, 0, 128]),
        ("darkRed", [128, 0, 0]),
        ("darkYellow", [128, 128, 0]),
        ("darkGray", [128, 128, 128]),
        ("lightGray", [192, 192, 192]),
    ];
    let known = NAMES.iter().find(|(own, _)| *own == name).map(|(_, colour)| Shade::Of(*colour));
    if name == "none" { None } else { known.or(Some(Shade::Unknown)) }
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    pub theme: Theme,
    pub lists: Lists,
    /// How words look of which no style says anything.
    pub plain: Letters,
    /// What styles of tables say of their parts.
    parts: HashMap<String, Vec<Part>>,
    styles: HashMap<String, (Style, Option<String>)>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

/// How far a style's ancestors are followed.
const GENERATIONS: usize = 16;

impl Styles {
    pub fn new(text: &str, theme: Theme, budget: &Budget) -> Result<Styles, ImportError> {
        let mut styles = Styles { theme, ..Styles::default() };
        // The part of a table's style that is open, with its depth; so are the looks of words without a style.
        let mut part: Option<(Option<Part>, usize)> = None;
        let mut walker = Walker::within(text, budget);
        let mut open: Option<(String, Style, Option<String>, usize)> = None;
        while let Some(step) = walker.step()? {
            match step {
                Step::Open(tag) => match (tag.local(), &mut open) {
                    ("rPrDefault", _) => part = Some((None, walker.depth())),
                    ("tblStylePr", Some(_)) => {
                        let which = tag.attribute("type").unwrap_or_default();
                        part = Some((Some(Part { which, letters: Letters::default() }), walker.depth()));
                    }
                    _ if let Some((own, _)) = &mut part => {
                        let letters = own.as_mut().map_or(&mut styles.plain, |part| &mut part.letters);
                        letters.take(&tag, &styles.theme);
                    }
                    ("style", _) => {
                        let id = tag.attribute("styleId").unwrap_or_default();
                        let is_usual = tag.attribute("default").is_some_and(|value| value == "1" || value == "true");
                        if is_usual && tag.attribute("type").as_deref() == Some("paragraph") {
                            styles.usual = Some(id.clone());
                        }
                        open = Some((id, Style::default(), None, walker.depth()));
                    }
                    ("name", Some((_, style, ..))) => {
                        let name = tag.attribute("val").unwrap_or_default().to_lowercase();
                        let named = name.starts_with("heading ") || name == "title" || name.starts_with("标题");
                        style.heading = named.then_some(true);
                    }
                    ("basedOn", Some((_, _, base, _))) => *base = tag.attribute("val"),
                    ("outlineLvl", Some((_, style, ..))) => style.heading = tag.number("val").map(is_outline),
                    ("jc", Some((_, style, ..))) => style.right = tag.attribute("val").map(|side| is_right(&side)),
                    ("numId", Some((_, style, ..))) => style.in_list.list = tag.number("val"),
                    ("ilvl", Some((_, style, ..))) => style.in_list.level = tag.number("val"),
                    (_, Some((_, style, ..))) => {
                        if tag.local() == "shd" {
                            style.ground = ground(&tag, &styles.theme).or(style.ground);
                        }
                        style.letters.take(&tag, &styles.theme);
                    }
                    _ => {}
                },
                Step::Close => {
                    if let Some((Some(part), _)) = part.take_if(|(_, depth)| walker.depth() < *depth)
                        && let Some((id, ..)) = &open
                    {
                        budget.charge(size_of::<Part>() + id.len())?;
                        styles.parts.entry(id.clone()).or_default().push(part);
                    }
                    if let Some((id, style, base, _)) = open.take_if(|(.., depth)| walker.depth() < *depth) {
                        styles.styles.insert(id, (style, base));
                    }
                }
                Step::Text(_) => {}
            }
        }
        Ok(styles)
    }

    /// What the style of paragraphs that name none says.
    pub fn usual(&self) -> Style {
        self.usual.as_deref().map(|id| self.of(id)).unwrap_or_default()
    }

    /// What the style of a table says of its parts, with what it inherits.
    pub fn parts(&self, id: &str) -> Vec<Part> {
        let mut next = Some(id);
        let mut parts = Vec::new();
        for _ in 0..GENERATIONS {
            let Some(id) = next else { break };
            parts.extend(self.parts.get(id).into_iter().flatten().cloned());
            next = self.styles.get(id).and_then(|(_, base)| base.as_deref());
        }
        parts
    }

    /// What a style says, with what it inherits.
    pub fn of(&self, id: &str) -> Style {
        let mut whole = Style::default();
        let mut next = Some(id);
        for _ in 0..GENERATIONS {
            let Some((style, base)) = next.and_then(|id| self.styles.get(id)) else { break };
            whole.heading = whole.heading.or(style.heading);
            whole.right = whole.right.or(style.right);
            whole.letters = whole.letters.over(style.letters);
            whole.ground = whole.ground.or(style.ground);
            whole.in_list = whole.in_list.over(style.in_list);
            next = base.as_deref();
        }
        whole
    }
}

/// Whether an outline level is that of a heading; 9 is body text.
pub fn is_outline(level: usize) -> bool {
    level < 9
}

/// Whether an alignment sets text to the right.
pub fn is_right(side: &str) -> bool {
    matches!(side, "right" | "end")
}
