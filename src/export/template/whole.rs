//! What filling a workbook means outside of its cells: the mark of a draft above every page, the order of calculation,
//! and that results of other formulas are worked out anew.

use std::ops::Range;

use super::TemplateError;
use super::splice::Edits;
use crate::import::ImportError;
use crate::import::markup::{Step, Walker, without_mark};
use crate::import::package::Package;
use crate::import::workbook::xlsx::Book;

pub struct Element {
    pub local: String,
    pub depth: usize,
    pub whole: Range<usize>,
    /// What stands between its tags.
    pub inner: Range<usize>,
    /// An attribute that tells it from others like it.
    says: String,
}

/// The elements of a part that are not nested deeper than this.
pub fn elements(text: &str, most: usize) -> Result<Vec<Element>, ImportError> {
    let mut walker = Walker::new(text);
    let (mut open, mut elements) = (Vec::new(), Vec::new());
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) if walker.depth() <= most => {
                let says = ["PartName", "Target"].iter().find_map(|name| tag.attribute(name)).unwrap_or_default();
                open.push((tag.local().to_string(), walker.at(), says));
            }
            Step::Close if walker.depth() < most => {
                let Some((local, tag, says)) = open.pop() else { continue };
                let whole = tag.start..walker.at().end;
                let inner = tag.end..walker.at().start.max(tag.end);
                elements.push(Element { local, depth: walker.depth(), whole, inner, says });
            }
            _ => {}
        }
    }
    Ok(elements)
}

/// Marks every page of a sheet, in its head.
pub fn mark(text: &str, prefix: &str, mark: &str, edits: &mut Edits) -> Result<(), TemplateError> {
    /// What stands before the head in the order of the schema.
    const BEFORE: [&str; 17] = [
        "sheetData",
        "sheetCalcPr",
        "sheetProtection",
        "protectedRanges",
        "scenarios",
        "autoFilter",
        "sortState",
        "dataConsolidate",
        "customSheetViews",
        "mergeCells",
        "phoneticPr",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
    ];
    let words = format!("&amp;R{mark}");
    let elements = elements(text, 3)?;
    let head = elements.iter().find(|element| element.local == "headerFooter" && element.depth == 1);
    let odd = elements.iter().find(|element| element.local == "oddHeader");
    let new = format!("<{prefix}oddHeader>{words}</{prefix}oddHeader>");
    match (head, odd) {
        (_, Some(odd)) if odd.inner.start < odd.whole.end => edits.insert(odd.inner.end, words),
        (_, Some(odd)) => edits.replace(odd.whole.clone(), new),
        (Some(head), None) if head.inner.start < head.whole.end => edits.insert(head.inner.start, new),
        (head, None) => {
            let whole = format!("<{prefix}headerFooter>{new}</{prefix}headerFooter>");
            let before = elements.iter().filter(|e| e.depth == 1 && BEFORE.contains(&e.local.as_str()));
            match head {
                Some(head) => edits.replace(head.whole.clone(), whole),
                None => before.map(|e| e.whole.end).max().into_iter().for_each(|at| edits.insert(at, whole.as_str())),
            }
        }
    }
    Ok(())
}

/// Takes the order of calculation out of a workbook; the names of parts that go.
pub fn drop_order(
    package: &mut Package<'_>,
    book: &Book,
    changed: &mut Vec<(String, Vec<u8>)>,
) -> Result<Vec<String>, TemplateError> {
    let Some((_, part)) = book.relations.iter().find(|(kind, _)| kind.ends_with("/calcChain")) else {
        return Ok(Vec::new());
    };
    for name in ["xl/_rels/workbook.xml.rels", "[Content_Types].xml"] {
        let Some(whole) = package.text(name)? else { continue };
        let text = without_mark(&whole);
        let mut edits = Edits::default();
        let own = |said: &str| {
            let said = said.trim_start_matches('/');
            said.eq_ignore_ascii_case(part) || format!("xl/{said}").eq_ignore_ascii_case(part)
        };
        for element in elements(text, 2)?.iter().filter(|element| element.depth == 1 && own(&element.says)) {
            edits.replace(element.whole.clone(), "");
        }
        changed.push((name.to_string(), edits.apply(text)?.into_bytes()));
    }
    Ok(vec![part.clone()])
}

/// Has a workbook's formulas worked out anew when it is opened.
pub fn recalculate(package: &mut Package<'_>, changed: &mut Vec<(String, Vec<u8>)>) -> Result<(), TemplateError> {
    const NAME: &str = "xl/workbook.xml";
    const BEFORE: [&str; 4] = ["sheets", "functionGroups", "externalReferences", "definedNames"];
    let Some(whole) = package.text(NAME)? else { return Ok(()) };
    let text = without_mark(&whole);
    let mut edits = Edits::default();
    let elements = elements(text, 2)?;
    if let Some(known) = elements.iter().find(|element| element.local == "calcPr") {
        let tag = text.get(known.whole.start..known.inner.start).unwrap_or_default();
        if tag.contains("fullCalcOnLoad") {
            return Ok(());
        }
        let name = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
        edits.insert(known.whole.start + name, " fullCalcOnLoad=\"1\"");
    } else if let Some(sheets) =
        elements.iter().filter(|e| BEFORE.contains(&e.local.as_str())).max_by_key(|e| e.whole.end)
    {
        let tag = text.get(sheets.whole.start..sheets.inner.start).unwrap_or_default();
        let prefix = tag.trim_start_matches('<').split_once(':').map_or_else(String::new, |(prefix, _)| {
            if prefix.chars().all(char::is_alphanumeric) { format!("{prefix}:") } else { String::new() }
        });
        edits.insert(sheets.whole.end, format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>"));
    }
    changed.push((NAME.to_string(), edits.apply(text)?.into_bytes()));
    Ok(())
}
