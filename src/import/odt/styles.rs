//! What the styles of an OpenDocument text say of how words look and paragraphs are set, inherited ones included.

use std::collections::HashMap;

use crate::import::flow::{Level, Look};
use crate::import::length::{fixed, points};
use crate::import::markup::{Step, Tag};
use crate::import::shade::Shade;

/// How far a style's ancestors are followed.
const GENERATIONS: usize = 16;

/// How far words are moved that are seen as raised or lowered, in percent of their height.
const SMALLEST: i32 = 15;

/// Letters, rows and columns smaller than that, in thousandths of a point, and letters narrower than that, in millionths of a
/// percent, are not seen.
const LOWEST: i64 = 2_000;
const NARROWEST: i64 = 5_000_000;

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    Paragraph,
    Text,
    Table,
    Column,
    Row,
    Cell,
}

/// What is known of a style; `None` is inherited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    pub struck: Option<bool>,
    pub hidden: Option<bool>,
    /// Whether letters, a row or a column have no size worth the name.
    pub tiny: Option<bool>,
    pub ink: Option<Shade>,
    pub ground: Option<Shade>,
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
            tiny: self.tiny.unwrap_or(around.tiny),
            ink: self.ink.or(around.ink),
            ground: self.ground.or(around.ground),
            level: self.level.unwrap_or(around.level),
            deleted: around.deleted,
        }
    }

    fn or(self, other: Style) -> Style {
        Style {
            struck: self.struck.or(other.struck),
            hidden: self.hidden.or(other.hidden),
            tiny: self.tiny.or(other.tiny),
            ink: self.ink.or(other.ink),
            ground: self.ground.or(other.ground),
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
    /// The style whose element is open, with its depth.
    open: Option<(Id, usize)>,
}

impl Styles {
    /// Takes in a step of the walk through a part that defines styles.
    pub fn take_in(&mut self, step: &Step<'_>, depth: usize) {
        match step {
            Step::Open(tag) if tag.name() == "style:style" => self.begin(tag, depth),
            Step::Open(tag) => {
                let Some((style, _)) = self.open.as_ref().and_then(|(id, _)| self.styles.get_mut(id)) else { return };
                if let Some(ground) = tag.attribute("background-color").filter(|_| tag.local().ends_with("-properties"))
                {
                    style.ground = Shade::hex(&ground);
                }
                let size = ["row-height", "column-width"].into_iter().find_map(|name| points(&tag.attribute(name)?));
                style.tiny = size.map(|size| size < LOWEST).or(style.tiny);
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
            Some("table") => Family::Table,
            Some("table-column") => Family::Column,
            Some("table-row") => Family::Row,
            Some("table-cell") => Family::Cell,
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

fn of_text(style: &mut Style, tag: &Tag<'_>) {
    let line = tag.attribute("text-line-through-style").or_else(|| tag.attribute("text-line-through-type"));
    style.struck = line.map(|line| line != "none");
    style.ink = tag.attribute("color").and_then(|colour| Shade::hex(&colour));
    let scale = tag.attribute("text-scale").and_then(|scale| fixed(scale.trim_end_matches('%')));
    let narrow = scale.is_some_and(|scale| scale < NARROWEST);
    style.tiny =
        tag.attribute("font-size").and_then(|size| points(&size)).map(|size| size < LOWEST).or(narrow.then_some(true));
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
