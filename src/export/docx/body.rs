//! The words of the document from top to bottom, and the page they stand on. Fonts and sizes are in the styles; tables
//! are drawn by `grid`.

use std::io;

use super::grid;
use super::xml::{Xml, run};
use crate::export::document::{Chapter, Document, Level, Paragraph};
use crate::export::page;

const NAMES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// The part with everything that is read.
pub fn document(document: &Document) -> io::Result<Vec<u8>> {
    let mut xml = Xml::part();
    xml.element("w:document", &NAMES, |xml| {
        xml.element("w:body", &[], |xml| {
            if let Some(mark) = document.mark {
                line(xml, "DraftMark", mark);
            }
            for text in document.agency.iter().chain([&document.title]) {
                line(xml, "Title", text);
            }
            document.preamble.iter().for_each(|paragraph| prose(xml, paragraph));
            document.chapters.iter().for_each(|chapter| self::chapter(xml, chapter));
            closing(xml, document);
            section(xml);
        });
    });
    xml.finish()
}

fn chapter(xml: &mut Xml, chapter: &Chapter) {
    line(xml, "Heading1", &chapter.heading);
    chapter.paragraphs.iter().for_each(|paragraph| prose(xml, paragraph));
    match &chapter.table {
        Some(table) => grid::write(xml, table),
        // A line to write on, set as the body is.
        None if chapter.paragraphs.is_empty() => paragraph(xml, "BodyText", |_| {}),
        None => {}
    }
}

/// Signature and date, a blank line below the text. A body must not end with a table, so that an empty line stands there
/// at least.
fn closing(xml: &mut Xml, document: &Document) {
    let after_table = document.chapters.last().is_some_and(|chapter| chapter.table.is_some());
    if after_table || !document.closing.is_empty() {
        paragraph(xml, "BodyText", |_| {});
    }
    document.closing.iter().for_each(|closing| line(xml, "Signature", &closing.text));
}

/// A paragraph of prose; a sub-heading that stands alone is a heading, one that a paragraph begins with is set off.
fn prose(xml: &mut Xml, prose: &Paragraph) {
    let (lead, rest) = prose.parts();
    match (prose.heading(), prose.lead.map(|lead| lead.level)) {
        (Some(Level::Second), _) => line(xml, "Heading2", lead),
        (None, Some(Level::Second)) => paragraph(xml, "BodyText", |xml| {
            run(xml, |xml| xml.value("w:rStyle", "Lead"), |_| {}, lead);
            plain(xml, rest);
        }),
        _ => line(xml, "BodyText", &prose.text),
    }
}

/// A paragraph of one run.
fn line(xml: &mut Xml, style: &str, text: &str) {
    paragraph(xml, style, |xml| plain(xml, text));
}

fn paragraph(xml: &mut Xml, style: &str, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", style));
        inside(xml);
    });
}

/// A run in the paragraph's own style.
pub fn plain(xml: &mut Xml, text: &str) {
    run(xml, |_| {}, |_| {}, text);
}

/// Paper, margins and the grid of lines. The 28 characters of a line are the style's doing, which sets them a quarter of
/// a point closer than their size: a grid narrower than its characters gives each of them two places in LibreOffice.
fn section(xml: &mut Xml) {
    let number = |number: u32| number.to_string();
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", "rId5")]);
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
        xml.empty("w:pgSz", &[("w:w", &number(page::WIDTH)), ("w:h", &number(page::HEIGHT))]);
        let margins = [
            ("w:top", &*number(page::TOP)),
            ("w:right", &number(page::RIGHT)),
            ("w:bottom", &number(page::BOTTOM)),
            ("w:left", &number(page::LEFT)),
            ("w:header", &number(page::FOOTER)),
            ("w:footer", &number(page::FOOTER)),
            ("w:gutter", "0"),
        ];
        xml.empty("w:pgMar", &margins);
        xml.empty("w:pgNumType", &[("w:start", "1")]);
        xml.empty("w:cols", &[("w:space", "720")]);
        xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &number(page::LINE))]);
    });
}
