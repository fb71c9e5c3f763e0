//! What the styles of an OpenDocument text say of how words look and paragraphs are set, inherited ones included.

use std::collections::HashMap;

use crate::import::flow::{Level, Look};
use crate::import::markup::{Step, Tag};

/// How far a style's ancestors are followed.
const GENERATIONS: usize = 16;

/// How far words are moved that are seen as raised or lowered, in percent of their height.
const SMALLEST: i32 = 15;

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    Paragraph,
    Text,
}

/// What is known of a style; `None` is inherited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    pub struck: Option<bool>,
    pub hidden: Option<bool>,
    pub white: Option<bool>,
    pub level: Option<Level>,
    pub right: Option<bool>,
    pub heading: Option<bool>,
}

impl Style {
    /// How words look that have this style, among words that look so.
    pub fn over(self, around: Look) -> Look {
        Look {
            struck: self.struck.unwrap_or(around.struck),
            hidden: self.hidden.unwrap_or(around.hidden),
            white: self.white.unwrap_or(around.white),
            level: self.level.unwrap_or(around.level),
            deleted: around.deleted,
        }
    }

    fn or(self, other: Style) -> Style {
        Style {
            struck: self.struck.or(other.struck),
            hidden: self.hidden.or(other.hidden),
            white: self.white.or(other.white),
            level: self.level.or(other.level),
            right: self.right.or(other.right),
            heading: self.heading.or(other.heading),
        }
    }
}

type Id = (Family, String);

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<Id, (Style, Option<String>)>,
    /// Whether any of them colours the ground of words.
    pub colour: bool,
    /// The style whose element is open, with its depth.
    open: Option<(Id, usize)>,
}

impl Styles {
    /// Takes in a step of the walk through a part that defines styles.
    pub fn take_in(&mut self, step: &Step<'_>, depth: usize) {
        match step {
            Step::Open(tag) if tag.name() == "style:style" => self.begin(tag, depth),
            Step::Open(tag) => {
                let coloured = |name: &str| {
                    tag.attribute(name).is_some_and(|colour| colour != "transparent" && !is_white(&colour))
                };
                // Shapes have a colour to be filled with, whether they are or not.
                let filled = || tag.attribute("fill").is_some_and(|fill| fill != "none");
                self.colour |= coloured("background-color") || coloured("fill-color") && filled();
                let Some((style, _)) = self.open.as_ref().and_then(|(id, _)| self.styles.get_mut(id)) else { return };
                match tag.local() {
                    "text-properties" => of_text(style, tag),
                    "paragraph-properties" => {
                        style.right = tag.attribute("text-align").map(|side| matches!(&*side, "end" | "right"));
                    }
                    _ => {}
                }
            }
            Step::Close => drop(self.open.take_if(|(_, of)| depth < *of)),
            Step::Text(_) => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, depth: usize) {
        let family = match tag.attribute("family").as_deref() {
            Some("paragraph") => Family::Paragraph,
            Some("text") => Family::Text,
            _ => return,
        };
        let id = (family, tag.attribute("name").unwrap_or_default());
        let title = matches!(&*id.1, "Title" | "Subtitle");
        let level = tag.attribute("default-outline-level").is_some_and(|level| !level.is_empty());
        let heading = (family == Family::Paragraph && (title || level)).then_some(true);
        self.styles.insert(id.clone(), (Style { heading, ..Style::default() }, tag.attribute("parent-style-name")));
        self.open = Some((id, depth));
    }

    /// What a style says, with what it inherits.
    pub fn of(&self, family: Family, name: &str) -> Style {
        let mut whole = Style::default();
        let mut next = Some(name.to_string());
        for _ in 0..GENERATIONS {
            let Some((style, parent)) = next.and_then(|name| self.styles.get(&(family, name))) else { break };
            whole = whole.or(*style);
            next = parent.clone();
        }
        whole
    }
}

fn is_white(colour: &str) -> bool {
    colour.eq_ignore_ascii_case("#ffffff")
}

fn of_text(style: &mut Style, tag: &Tag<'_>) {
    let line = tag.attribute("text-line-through-style").or_else(|| tag.attribute("text-line-through-type"));
    style.struck = line.map(|line| line != "none");
    style.white = tag.attribute("color").map(|colour| is_white(&colour));
    style.hidden = tag.attribute("display").map(|display| display == "none");
    // "super 58%", "sub 58%", or how far it is moved in percent.
    style.level =
        tag.attribute("text-position").map(|position| match position.split_whitespace().next().unwrap_or_default() {
            "super" => Level::Raised,
            "sub" => Level::Lowered,
            part => {
                let percent = part.trim_end_matches('%').split('.').next().and_then(|part| part.parse().ok());
                Level::moved(percent.unwrap_or(0), SMALLEST)
            }
        });
}
