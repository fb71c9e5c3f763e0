//! OFD documents (GB/T 33190) as blocks: the parts of the package are found here, `page` carries pages out as far as reading
//! needs it, `path` reads what is drawn, `shared` parts texts that lie on each other, `shown` hands the pages on. What of them
//! is seen is found out as of those of a PDF, and tables and lines are made as theirs. Annotations are painted on their pages, signatures and stamps passed over; fonts are not opened,
//! since text is written in characters.

mod page;

mod path;

mod shared;

mod shown;

use std::collections::HashMap;

use super::ImportError;
use super::block::Document;
use super::budget::Budget;
use super::markup::{Step, Tag, Walker, without_mark};
use super::package::{Package, joined};
use page::{Painter, Resources, ink};

/// More pages than any report has.
const MOST_PAGES: usize = 2_000;

/// What character stands where the writer of a file did not know one.
const UNKNOWN: &str = "\u{A4}";

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Document, ImportError> {
    let mut package = Package::within(bytes, budget)?;
    let root = part(&mut package, "OFD.xml")?;
    let mut roots = Vec::new();
    let mut locked = false;
    each(&root, budget, |name, _, words| {
        locked |= name.starts_with("Encrypt");
        roots.extend(words.filter(|_| name == "DocRoot").map(|words| joined("", words)));
    })?;
    if roots.is_empty() {
        return Err(ImportError::Damaged("OFD.xml".into()));
    }
    let mut pages = Vec::new();
    for root in roots {
        match of_document(&mut package, &root) {
            Err(ImportError::Damaged(_)) if locked => return Err(ImportError::Protected),
            result => pages.extend(result?),
        }
    }
    shown::document(pages, budget)
}

/// The pages of one document of a package.
fn of_document(package: &mut Package<'_>, root: &str) -> Result<Vec<page::Painted>, ImportError> {
    let budget = package.budget().clone();
    let text = part(package, root)?;
    let (mut pages, mut templates, mut resources) = (Vec::new(), HashMap::new(), Vec::new());
    let mut notes = None;
    each(&text, &budget, |name, tag, words| {
        let location = || tag.and_then(|tag| tag.attribute("BaseLoc")).map(|location| joined(root, &location));
        match name {
            "Page" => pages.extend(location().map(|location| (tag.and_then(|tag| tag.attribute("ID")), location))),
            "Annotations" => notes = words.map(|words| joined(root, words)).or(notes.take()),
            "TemplatePage" => {
                if let (Some(id), Some(location)) = (tag.and_then(|tag| tag.attribute("ID")), location()) {
                    templates.insert(id, location);
                }
            }
            "PublicRes" | "DocumentRes" => resources.extend(words.map(|words| joined(root, words))),
            _ => {}
        }
    })?;
    if pages.len() > MOST_PAGES {
        return Err(ImportError::Unpacked);
    }
    let mut known = Resources::default();
    for resource in resources {
        // A document without its resources still has its words.
        if let Ok(text) = part(package, &resource) {
            take_resources(&text, &budget, &mut known)?;
        }
    }
    let annotations = notes.map(|list| annotations(package, &list)).transpose()?.unwrap_or_default();
    let mut painted = Vec::new();
    for (id, location) in pages {
        let text = part(package, &location)?;
        let (mut below, mut above) = (Vec::new(), Vec::new());
        each(&text, &budget, |name, tag, _| {
            if let Some(tag) = tag.filter(|_| name == "Template")
                && let Some(template) = tag.attribute("TemplateID").and_then(|id| templates.get(&id))
            {
                let is_above = tag.attribute("ZOrder").as_deref() == Some("Foreground");
                if is_above { &mut above } else { &mut below }.push(template.clone());
            }
        })?;
        let mut painter = Painter::new(&known, &budget);
        for template in below {
            painter.paint(&part(package, &template)?)?;
        }
        painter.paint(&text)?;
        for template in above {
            painter.paint(&part(package, &template)?)?;
        }
        for location in id.and_then(|id| annotations.get(&id)).into_iter().flatten() {
            // A page without its annotations is still a page.
            if let Ok(text) = part(package, location) {
                painter.paint(&text)?;
            }
        }
        painted.push(painter.painted);
    }
    Ok(painted)
}

/// The parts with annotations of pages, by the number of the page.
fn annotations(package: &mut Package<'_>, list: &str) -> Result<HashMap<String, Vec<String>>, ImportError> {
    let budget = package.budget().clone();
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    let Ok(text) = part(package, list) else { return Ok(found) };
    let mut page = String::new();
    each(&text, &budget, |name, tag, words| match (name, tag, words) {
        ("Page", Some(tag), _) => page = tag.attribute("PageID").unwrap_or_default(),
        ("FileLoc", _, Some(words)) => found.entry(page.clone()).or_default().push(joined(list, words)),
        _ => {}
    })?;
    Ok(found)
}

/// What pages refer to: colours of ways to draw, and drawings that are used more than once.
fn take_resources(text: &str, budget: &Budget, known: &mut Resources) -> Result<(), ImportError> {
    let mut walker = Walker::within(text, budget);
    let mut id = None;
    while let Some(step) = walker.step()? {
        let Step::Open(tag) = step else { continue };
        match tag.local() {
            "DrawParam" | "CompositeGraphicUnit" | "VectorG" => id = tag.attribute("ID").or(id),
            // Of a photograph every point is one; the other kinds may have holes.
            "MultiMedia" => {
                let format = tag.attribute("Format").unwrap_or_default().to_ascii_lowercase();
                known.opaque.extend(tag.attribute("ID").filter(|_| matches!(&*format, "jpg" | "jpeg" | "bmp")));
            }
            "FillColor" => {
                if let (Some(id), Some(colour)) = (&id, ink(&tag)) {
                    known.colours.insert(id.clone(), colour);
                }
            }
            "Content" => {
                let start = walker.at().end;
                walker.skip()?;
                if let (Some(id), Some(content)) = (&id, text.get(start..walker.at().start)) {
                    budget.charge(content.len())?;
                    known.drawings.insert(id.clone(), content.to_string());
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Calls back for every element, and for the words within the innermost one.
fn each(
    text: &str,
    budget: &Budget,
    mut found: impl FnMut(&str, Option<&Tag<'_>>, Option<&str>),
) -> Result<(), ImportError> {
    let mut walker = Walker::within(text, budget);
    let mut inner = String::new();
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => {
                inner = tag.local().to_string();
                found(&inner, Some(&tag), None);
            }
            Step::Text(words) if !words.trim().is_empty() => found(&inner, None, Some(words.trim())),
            Step::Text(_) => {}
            Step::Close => inner.clear(),
        }
    }
    Ok(())
}

fn part(package: &mut Package<'_>, name: &str) -> Result<String, ImportError> {
    let text = package.text(name)?.ok_or_else(|| ImportError::Damaged(name.into()))?;
    Ok(without_mark(&text).to_string())
}
