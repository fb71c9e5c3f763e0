//! A Word document from nothing: the page after GB/T 9704, the official tables with real merges. This file packs the
//! parts into their container; what never changes from one report to the next lies in `parts`, as it is written.
//!
//! The same report always gives the same bytes: the container's times are fixed, and no part names a clock, a machine
//! or a user.

mod body;

mod grid;

mod xml;

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::ExportError;
use super::document::Document;
use xml::Xml;

/// The parts that are the same for every report, with their names in the container. What they list comes first, as
/// readers of packages expect it.
const PARTS: [(&str, &str); 9] = [
    ("[Content_Types].xml", include_str!("parts/content-types.xml")),
    ("_rels/.rels", include_str!("parts/package.rels")),
    ("word/_rels/document.xml.rels", include_str!("parts/document.rels")),
    ("word/styles.xml", include_str!("parts/styles.xml")),
    ("word/settings.xml", include_str!("parts/settings.xml")),
    ("word/fontTable.xml", include_str!("parts/fonts.xml")),
    ("word/footer1.xml", include_str!("parts/footer1.xml")),
    ("word/footer2.xml", include_str!("parts/footer2.xml")),
    ("docProps/app.xml", include_str!("parts/app.xml")),
];

/// The document as a `.docx`.
pub fn write(document: &Document) -> Result<Vec<u8>, ExportError> {
    pack(document).map_err(|error| ExportError::Unwritable(error.to_string()))
}

fn pack(document: &Document) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut container = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in PARTS {
        container.start_file(name, options)?;
        container.write_all(part.as_bytes())?;
    }
    for (name, part) in [("word/document.xml", body::document(document)?), ("docProps/core.xml", properties(document)?)]
    {
        container.start_file(name, options)?;
        container.write_all(&part)?;
    }
    Ok(container.finish()?.into_inner())
}

/// What a file manager shows of the document: its title, and whose it is.
fn properties(document: &Document) -> std::io::Result<Vec<u8>> {
    let mut xml = Xml::new();
    let names = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.element("cp:coreProperties", &names, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(&document.name()));
        if let Some(agency) = &document.agency {
            xml.element("dc:creator", &[], |xml| xml.text(agency));
        }
        xml.element("dc:language", &[], |xml| xml.text("zh-CN"));
        if let Some(mark) = document.mark {
            xml.element("cp:contentStatus", &[], |xml| xml.text(mark));
        }
    });
    xml.finish()
}

#[cfg(test)]
mod tests {
    use super::super::{fit, page};
    use super::*;

    #[test]
    fn the_styles_agree_with_the_page() {
        let part = |name| PARTS.iter().find(|(part, _)| *part == name).unwrap().1;
        let styles = part("word/styles.xml");
        let size = |twips: u32| format!("<w:sz w:val=\"{}\"/>", twips / 10);
        for piece in [
            format!("<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", page::LINE),
            format!("w:firstLineChars=\"200\" w:firstLine=\"{}\"", page::BODY * 2),
            format!("w:rightChars=\"100\" w:right=\"{}\"", page::FOLIO),
            format!("<w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", fit::PITCH),
            format!("<w:ind w:left=\"{}\"/>", fit::INDENT),
            size(fit::SIZE * 10),
            size(page::BODY),
            size(page::TITLE),
            size(page::FOLIO),
        ] {
            assert!(styles.contains(&piece), "{piece}");
        }
        let grid = format!("<w:drawingGridVerticalSpacing w:val=\"{}\"/>", page::LINE);
        assert!(part("word/settings.xml").contains(&grid));
        // The whole page is full at 22 lines, and the type area is that of GB/T 9704.
        assert!((page::HEIGHT - page::TOP - page::BOTTOM).abs_diff(page::LINE * page::LINES) < page::LINE / 10);
        assert!(page::TEXT_WIDTH.abs_diff(page::millimetres(156)) <= 2);
        // A line holds its characters, set closer by what the style says, and not one more.
        assert!(styles.contains("<w:spacing w:val=\"-5\"/>"));
        let characters = |count: u32| count * (page::BODY - 5);
        assert!(
            characters(page::CHARACTERS) <= page::TEXT_WIDTH && characters(page::CHARACTERS + 1) > page::TEXT_WIDTH
        );
    }
}
