//! The words of the document from top to bottom, and the page they stand on. Fonts and sizes are in the styles; tables
//! are drawn by `grid`.

use std::io;

use super::grid;
use super::xml::{Xml, run};
use crate::export::document::{Chapter, Document, Level, Paragraph};
use crate::export::page;
use crate::export::title::Title;

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
            title(xml, &Title::new(document, 0));
            document.preamble.iter().for_each(|paragraph| prose(xml, paragraph));
            let mut after_table = false;
            for chapter in &document.chapters {
                self::chapter(xml, chapter, after_table);
                after_table = chapter.table.is_some();
            }
            closing(xml, document);
            section(xml);
        });
    });
    xml.finish()
}

/// The lines of the unit's name are one paragraph, as a clerk would break it.
fn title(xml: &mut Xml, title: &Title<'_>) {
    let size = (title.size / 10).to_string();
    let set = |xml: &mut Xml| {
        if title.size != page::TITLE {
            xml.value("w:sz", &size);
            xml.value("w:szCs", &size);
        }
    };
    for lines in [&title.agency, &title.title] {
        if lines.is_empty() {
            continue;
        }
        paragraph(xml, "Title", Around::default(), |xml| {
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    xml.element("w:r", &[], |xml| xml.empty("w:br", &[]));
                }
                run(xml, |_| {}, set, line);
            }
        });
    }
}

/// A chapter. A table has the space of a blank line above it and below; it is space and no empty paragraph, so that it
/// does not begin a page.
fn chapter(xml: &mut Xml, chapter: &Chapter, after_table: bool) {
    let last = chapter.paragraphs.len();
    let around = |index: usize| Around {
        above: after_table && index == 0,
        below: chapter.table.is_some() && index == last,
        ..Around::default()
    };
    paragraph(xml, "Heading1", around(0), |xml| close(xml, &chapter.heading));
    for (index, paragraph) in chapter.paragraphs.iter().enumerate() {
        prose_with(xml, paragraph, around(index + 1));
    }
    match &chapter.table {
        Some(table) => grid::write(xml, table),
        // A line to write on, set as the body is.
        None if chapter.paragraphs.is_empty() => paragraph(xml, "BodyText", Around::default(), |_| {}),
        None => {}
    }
}

/// Signature and date, a blank line below the text. A body must not end with a table, so that an empty line stands there
/// at least.
fn closing(xml: &mut Xml, document: &Document) {
    let after_table = document.chapters.last().is_some_and(|chapter| chapter.table.is_some());
    if after_table || !document.closing.is_empty() {
        paragraph(xml, "BodyText", Around::default(), |_| {});
    }
    document.closing.iter().for_each(|closing| line(xml, "Signature", &closing.text));
}

fn prose(xml: &mut Xml, prose: &Paragraph) {
    prose_with(xml, prose, Around::default());
}

/// A paragraph of prose; a sub-heading that stands alone is a heading, and so is one that a paragraph begins with: Word shows
/// two paragraphs as one where the mark between them parts two styles.
fn prose_with(xml: &mut Xml, prose: &Paragraph, around: Around) {
    let (lead, rest) = prose.parts();
    match (prose.heading(), prose.lead.map(|lead| lead.level)) {
        (Some(Level::Second), _) => paragraph(xml, "Heading2", around, |xml| close(xml, lead)),
        (None, Some(Level::Second)) => {
            let head = Around { above: around.above, goes_on: true, ..Around::default() };
            paragraph(xml, "Heading2", head, |xml| close(xml, lead));
            paragraph(xml, "BodyText", around, |xml| close(xml, rest));
        }
        _ => paragraph(xml, "BodyText", around, |xml| close(xml, &prose.text)),
    }
}

/// A paragraph of one run.
fn line(xml: &mut Xml, style: &str, text: &str) {
    paragraph(xml, style, Around::default(), |xml| close(xml, text));
}

/// What is around a paragraph, where its style does not say it.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    /// A blank line's space.
    above: bool,
    below: bool,
    /// The next paragraph is shown as its end.
    goes_on: bool,
}

fn paragraph(xml: &mut Xml, style: &str, around: Around, inside: impl FnOnce(&mut Xml)) {
    let line = page::LINE.to_string();
    let spaces = [("w:before", around.above), ("w:after", around.below)];
    let spaces: Vec<(&str, &str)> =
        spaces.into_iter().filter(|(_, wanted)| *wanted).map(|(side, _)| (side, line.as_str())).collect();
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", style);
            if !spaces.is_empty() {
                xml.empty("w:spacing", &spaces);
            }
            if around.goes_on {
                xml.element("w:rPr", &[], |xml| {
                    xml.empty("w:vanish", &[]);
                    xml.empty("w:specVanish", &[]);
                });
            }
        });
        inside(xml);
    });
}

/// A run of the body, a quarter of a point closer than its size, so that 28 characters stand on a line. It is said of the run:
/// what is pasted into the document has a spacing of its own.
fn close(xml: &mut Xml, text: &str) {
    run(xml, |_| {}, |xml| xml.value("w:spacing", "-5"), text);
}

/// Paper, margins and the grid of lines. The 28 characters of a line are the runs' doing, which are set a quarter of
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
