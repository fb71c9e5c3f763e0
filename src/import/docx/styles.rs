//! What a document's styles say that matters here: which are headings, which set their text to the right, and whether and
//! how their words are seen.

use std::collections::HashMap;

use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Tag, Walker};
use crate::import::words::Look;

/// What is known of a paragraph's style; `None` is inherited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    pub heading: Option<bool>,
    /// Whether their text is set to the right.
    pub right: Option<bool>,
    pub letters: Letters,
    /// Whether they colour the ground of words or cells.
    pub shaded: bool,
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
    pub white: Option<bool>,
    pub shaded: Option<bool>,
}

impl Letters {
    /// Takes in what a property of a run says.
    pub fn take(&mut self, tag: &Tag<'_>) {
        // Half points: less is but an adjustment, and letters of a point are not seen.
        const MOVED: i32 = 4;
        const TINY: usize = 2;
        let value = || tag.attribute("val").unwrap_or_default();
        match tag.local() {
            // Either of the two strikes, whatever the other says.
            "strike" | "dstrike" => self.struck = Some(is_on(tag) || self.struck == Some(true)),
            "vanish" => self.hidden = Some(is_on(tag)),
            "sz" if tag.number("val").is_some_and(|size| size <= TINY) => self.hidden = Some(true),
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
            "color" => {
                self.white = Some(value().eq_ignore_ascii_case("ffffff") && tag.attribute("themeColor").is_none())
            }
            "shd" => self.shaded = Some(is_shade(tag)),
            "highlight" => self.shaded = Some(value() != "none"),
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
            white: self.white.or(other.white),
            shaded: self.shaded.or(other.shaded),
        }
    }

    /// How words look on a ground that may be coloured. Lines are moved up and down for other reasons than marks; in cells
    /// it shows beside what is not moved.
    pub fn look(self, coloured: bool, in_cell: bool) -> Look {
        let blends = self.white == Some(true) && !coloured && self.shaded != Some(true);
        match () {
            () if self.hidden == Some(true) || blends => Look::Unseen,
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

/// Whether a shading colours its ground.
pub fn is_shade(tag: &Tag<'_>) -> bool {
    let fill = tag.attribute("fill").unwrap_or_default().to_ascii_lowercase();
    let pattern = tag.attribute("val").unwrap_or_default();
    !matches!(fill.as_str(), "" | "auto" | "ffffff") || !matches!(pattern.as_str(), "" | "clear" | "nil")
}

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, (Style, Option<String>)>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

/// How far a style's ancestors are followed.
const GENERATIONS: usize = 16;

impl Styles {
    pub fn new(text: &str, budget: &Budget) -> Result<Styles, ImportError> {
        let mut styles = Styles::default();
        let mut walker = Walker::within(text, budget);
        let mut open: Option<(String, Style, Option<String>, usize)> = None;
        while let Some(step) = walker.step()? {
            match step {
                Step::Open(tag) => match (tag.local(), &mut open) {
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
                    (_, Some((_, style, ..))) => {
                        style.shaded |= tag.local() == "shd" && is_shade(&tag);
                        style.letters.take(&tag);
                    }
                    _ => {}
                },
                Step::Close => {
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

    /// What a style says, with what it inherits.
    pub fn of(&self, id: &str) -> Style {
        let mut whole = Style::default();
        let mut next = Some(id);
        for _ in 0..GENERATIONS {
            let Some((style, base)) = next.and_then(|id| self.styles.get(id)) else { break };
            whole.heading = whole.heading.or(style.heading);
            whole.right = whole.right.or(style.right);
            whole.letters = whole.letters.over(style.letters);
            whole.shaded |= style.shaded;
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
