//! Word documents as blocks: paragraphs and tables with their merged cells, as a reader sees them; what was deleted with
//! tracked changes, struck out, hidden, or only fills the place of text to come is not read. With the blocks goes a map to the
//! bytes of `document.xml` behind them, for those who fill a form in place.

pub mod story;

pub mod grid;

mod properties;

mod styles;

mod alternative;

mod walk;

use std::collections::BTreeSet;

use super::ImportError;
use super::aside::Aside;
use super::block::Document;
use super::budget::Budget;
use super::markup::{Step, Walker, without_mark};
use super::package::Package;
use crate::domain::proposal::Place;
use story::Story;
use styles::Styles;

/// The usual name of the part with the text.
const USUAL: &str = "word/document.xml";

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Document, ImportError> {
    let mut package = Package::within(bytes, budget)?;
    let name = main_part(&mut package)?;
    let text = package.text(&name)?.ok_or_else(|| ImportError::Damaged(name.clone()))?;
    let story = story(&mut package, &name, without_mark(&text))?;
    let outside = story.paragraphs.iter().filter(|paragraph| !paragraph.enclosed).filter_map(|of| of.passed);
    let asides: BTreeSet<Aside> = outside.chain(story.hides_rows.then_some(Aside::Unseen)).collect();
    let asides = asides.into_iter().map(|aside| (Place::Unknown, aside)).collect();
    Ok(Document { blocks: story.blocks, asides, ..Document::default() })
}

/// The blocks of a document's text, with their places.
pub fn story(package: &mut Package<'_>, main: &str, text: &str) -> Result<Story, ImportError> {
    let folder = main.rfind('/').map_or("", |at| &main[..=at]);
    // A document without its styles is still a document.
    let styles = package.text(&format!("{folder}styles.xml")).ok().flatten();
    let styles = styles.and_then(|text| Styles::new(without_mark(&text), package.budget()).ok()).unwrap_or_default();
    walk::story(text, &styles, package.budget())
}

/// The name of the part with the text, as the package's relations give it.
pub fn main_part(package: &mut Package<'_>) -> Result<String, ImportError> {
    let relations = package.text("_rels/.rels").ok().flatten().unwrap_or_default();
    let named = target(without_mark(&relations)).ok().flatten().filter(|name| package.has(name));
    let name = named.unwrap_or_else(|| USUAL.to_string());
    if package.has(&name) { Ok(name) } else { Err(ImportError::Damaged(name)) }
}

/// The target of the relation to the main part.
fn target(relations: &str) -> Result<Option<String>, ImportError> {
    let mut walker = Walker::new(relations);
    while let Some(step) = walker.step()? {
        if let Step::Open(tag) = step
            && tag.local() == "Relationship"
            && tag.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            return Ok(tag.attribute("Target").map(|target| target.trim_start_matches('/').to_string()));
        }
    }
    Ok(None)
}
