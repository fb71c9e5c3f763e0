//! A Word document from nothing: the page after GB/T 9704, the official tables with real merges. This file packs the
//! parts into their container; what never changes from one report to the next lies in `parts`, as it is written.
//!
//! The same report and time always give the same bytes: the container's times are fixed, and no part names a machine or a
//! user.

mod body;

mod grid;

#[doc(hidden)]
pub mod xml;

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::document::Document;
use super::{ExportError, Moment};
use xml::Xml;

/// The parts that are the same for every report, with their names in the container. What they list comes first, as
/// readers of packages expect it.
pub const PARTS: [(&str, &str); 10] = [
    ("[Content_Types].xml", include_str!("parts/content-types.xml")),
    ("_rels/.rels", include_str!("parts/package.rels")),
    ("word/_rels/document.xml.rels", include_str!("parts/document.rels")),
    ("word/styles.xml", include_str!("parts/styles.xml")),
    ("word/theme/theme1.xml", include_str!("parts/theme.xml")),
    ("word/settings.xml", include_str!("parts/settings.xml")),
    ("word/fontTable.xml", include_str!("parts/fonts.xml")),
    ("word/footer1.xml", include_str!("parts/footer1.xml")),
    ("word/footer2.xml", include_str!("parts/footer2.xml")),
    ("docProps/app.xml", include_str!("parts/app.xml")),
];

/// The document as a `.docx`.
pub fn write(document: &Document, made: Option<Moment>) -> Result<Vec<u8>, ExportError> {
    pack(document, made).map_err(|error| ExportError::Unwritable(error.to_string()))
}

fn pack(document: &Document, made: Option<Moment>) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut container = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in PARTS {
        container.start_file(name, options)?;
        container.write_all(part.as_bytes())?;
    }
    let own = [("word/document.xml", body::document(document)?), ("docProps/core.xml", properties(document, made)?)];
    for (name, part) in own {
        container.start_file(name, options)?;
        container.write_all(&part)?;
    }
    Ok(container.finish()?.into_inner())
}

/// What a file manager shows of the document: its title, whose it is, and when it was made, where that is to be said.
fn properties(document: &Document, made: Option<Moment>) -> std::io::Result<Vec<u8>> {
    let mut xml = Xml::part();
    let names = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.element("cp:coreProperties", &names, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(&document.name()));
        if let Some(agency) = document.author() {
            xml.element("dc:creator", &[], |xml| xml.text(agency));
        }
        xml.element("dc:language", &[], |xml| xml.text("zh-CN"));
        for name in ["dcterms:created", "dcterms:modified"] {
            if let Some(made) = made {
                xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.text(&made.to_string()));
            }
        }
        if let Some(mark) = document.mark {
            xml.element("cp:contentStatus", &[], |xml| xml.text(mark));
        }
    });
    xml.finish()
}
