//! What a document's paragraph styles say that matters here: which are headings, and which set their text to the right.

use std::collections::HashMap;

use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Walker};

/// What is known of a paragraph's style; `None` is inherited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    pub heading: Option<bool>,
    /// Whether their text is set to the right.
    pub right: Option<bool>,
}

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, (Style, Option<String>)>,
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

    /// What a style says, with what it inherits.
    pub fn of(&self, id: &str) -> Style {
        let mut whole = Style::default();
        let mut next = Some(id);
        for _ in 0..GENERATIONS {
            let Some((style, base)) = next.and_then(|id| self.styles.get(id)) else { break };
            whole.heading = whole.heading.or(style.heading);
            whole.right = whole.right.or(style.right);
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
