//! A Word document from nothing: the page after GB/T 9704, the official tables with real merges. This file packs the
//! parts into their container; what never changes from one report to the next lies in `parts`, as it is written.
//!
//! The same report always gives the same bytes: the container's times are fixed, and no part names a clock, a machine
//! or a user.

mod body;

mod grid;

#[doc(hidden)]
pub mod xml;

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::ExportError;
use super::document::Document;
use xml::Xml;

/// The parts that are the same for every report, with their names in the container. What they list comes first, as
/// readers of packages expect it.
pub const PARTS: [(&str, &str); 9] = [
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
    let mut xml = Xml::part();
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
