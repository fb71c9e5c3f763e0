//! Word documents as blocks: paragraphs and tables with their merged cells, as a reader sees them; what was deleted with
//! tracked changes, struck out, hidden, or only fills the place of text to come is not read. With the blocks goes a map to the
//! bytes of `document.xml` behind them, for those who fill a form in place.

pub mod story;

pub mod grid;

mod numbering;

mod properties;

mod styles;

mod alternative;

mod frame;

mod walk;

use std::collections::BTreeSet;

use super::ImportError;
use super::aside::Aside;
use super::block::Document;
use super::budget::Budget;
use super::markup::{Step, Tag, Walker, without_mark};
use super::package::Package;
use super::shade::Theme;
use crate::domain::proposal::Place;
use numbering::Lists;
use story::Story;
use styles::Styles;

/// The usual name of the part with the text.
const USUAL: &str = "word/document.xml";

/// Reads a document; `chunk` reads those of other kinds that stand within it.
pub fn read(
    bytes: &[u8],
    budget: &Budget,
    chunk: &dyn Fn(&[u8]) -> Result<Document, ImportError>,
) -> Result<Document, ImportError> {
    let mut package = Package::within(bytes, budget)?;
    let name = main_part(&mut package)?;
    let text = package.text(&name)?.ok_or_else(|| ImportError::Damaged(name.clone()))?;
    let mut story = story(&mut package, &name, without_mark(&text))?;
    let chunks = std::mem::take(&mut story.chunks);
    let mut document = document(story);
    if chunks.is_empty() {
        return Ok(document);
    }
    let relations = format!("{}_rels/{}.rels", folder(&name), &name[folder(&name).len()..]);
    let relations = package.text(&relations).ok().flatten().unwrap_or_default();
    // From the last one on, so that the places of those before stay right.
    for (before, id) in chunks.into_iter().rev() {
        let target = relation(without_mark(&relations), |tag| tag.attribute("Id").as_ref() == Some(&id))?;
        let target = target.unwrap_or_default();
        let part = if target.starts_with('/') { target } else { format!("{}{target}", folder(&name)) };
        let bytes = package.part(&part)?.ok_or_else(|| ImportError::Damaged(part.clone()))?;
        let Document { blocks, asides, .. } = chunk(&bytes)?;
        let before = before.min(document.blocks.len());
        document.blocks.splice(before..before, blocks);
        document.asides.extend(asides);
    }
    Ok(document)
}

/// Reads a document of Word 2003, which is one XML file with names of its own for little.
pub fn read_flat(text: &str, budget: &Budget) -> Result<Document, ImportError> {
    let text = without_mark(text);
    let styles = Styles::new(text, Theme::default(), budget)?;
    Ok(document(walk::story(text, &styles, budget)?))
}

/// The blocks, and what was passed over outside of cells.
fn document(story: Story) -> Document {
    let outside = story.paragraphs.iter().filter(|paragraph| !paragraph.enclosed).filter_map(|of| of.passed);
    let asides: BTreeSet<Aside> = outside.chain(story.hides_rows.then_some(Aside::Unseen)).collect();
    let asides = asides.into_iter().map(|aside| (Place::Unknown, aside)).collect();
    Document { blocks: story.blocks, asides, ..Document::default() }
}

/// The folder of a part, with the slash.
fn folder(part: &str) -> &str {
    part.rfind('/').map_or("", |at| &part[..=at])
}

/// The blocks of a document's text, with their places.
pub fn story(package: &mut Package<'_>, main: &str, text: &str) -> Result<Story, ImportError> {
    // A document without its styles is still a document.
    let styles = package.text(&format!("{}styles.xml", folder(main))).ok().flatten();
    let theme = package.text(&format!("{}theme/theme1.xml", folder(main))).ok().flatten();
    let theme = theme.and_then(|text| Theme::new(&text, package.budget()).ok()).unwrap_or_default();
    let lists = package.text(&format!("{}numbering.xml", folder(main))).ok().flatten();
    let mut styles =
        styles.and_then(|text| Styles::new(without_mark(&text), theme, package.budget()).ok()).unwrap_or_default();
    styles.lists = lists.and_then(|text| Lists::new(without_mark(&text), package.budget()).ok()).unwrap_or_default();
    walk::story(text, &styles, package.budget())
}

/// The name of the part with the text, as the package's relations give it.
pub fn main_part(package: &mut Package<'_>) -> Result<String, ImportError> {
    let relations = package.text("_rels/.rels").ok().flatten().unwrap_or_default();
    let main = |tag: &Tag<'_>| tag.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
    let named = relation(without_mark(&relations), main).ok().flatten();
    let named = named.map(|name| name.trim_start_matches('/').to_string()).filter(|name| package.has(name));
    let name = named.unwrap_or_else(|| USUAL.to_string());
    if package.has(&name) { Ok(name) } else { Err(ImportError::Damaged(name)) }
}

/// The target of the first relation of which that is so.
fn relation(relations: &str, wanted: impl Fn(&Tag<'_>) -> bool) -> Result<Option<String>, ImportError> {
    let mut walker = Walker::new(relations);
    while let Some(step) = walker.step()? {
        if let Step::Open(tag) = step
            && tag.local() == "Relationship"
            && wanted(&tag)
        {
            return Ok(tag.attribute("Target"));
        }
    }
    Ok(None)
}
