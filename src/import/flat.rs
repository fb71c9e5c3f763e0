//! Office documents written as one XML file: told by their root element. A flat package (`pkg:package`) and a flat
//! OpenDocument file become the zip packages that they stand for, so that the readers of those read them; what Word and
//! Excel wrote in 2003 has readers of its own.

use std::io::{Cursor, Write};

use mail_parser::decoders::base64::base64_decode;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::ImportError;
use super::budget::Budget;
use super::markup::{Step, Walker, without_mark};

/// How far into a file its root element is looked for.
const HEAD: usize = 8192;

/// What one XML file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flat {
    /// The parts of a package of Word's or Excel's, one after the other.
    Package,
    /// An OpenDocument file.
    Open,
    /// A document of Word 2003.
    Word,
    /// A workbook of Excel 2003.
    Sheets,
}

/// What an XML text is; `None` for any other text.
pub fn kind(text: &str) -> Option<Flat> {
    let text = without_mark(text).trim_start();
    if !text.starts_with('<') {
        return None;
    }
    let head = &text.as_bytes()[..text.len().min(HEAD)];
    let names = |space: &str| head.windows(space.len()).any(|window| window == space.as_bytes());
    let mut walker = Walker::new(text);
    loop {
        return match walker.step().ok()?? {
            // Before the root.
            Step::Text(_) => continue,
            Step::Close => None,
            Step::Open(tag) => match tag.local() {
                "package" if names("office/2006/xmlPackage") => Some(Flat::Package),
                "document" if names("oasis:names:tc:opendocument") => Some(Flat::Open),
                "wordDocument" => Some(Flat::Word),
                "Workbook" if names("urn:schemas-microsoft-com:office:spreadsheet") => Some(Flat::Sheets),
                _ => None,
            },
        };
    }
}

/// The zip package that a flat package stands for.
pub fn package(text: &str, budget: &Budget) -> Result<Vec<u8>, ImportError> {
    let text = without_mark(text);
    let mut walker = Walker::within(text, budget);
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut name = String::new();
    while let Some(step) = walker.step()? {
        let Step::Open(tag) = step else { continue };
        let binary = match tag.local() {
            "part" => {
                name = tag.attribute("name").unwrap_or_default();
                continue;
            }
            "xmlData" => false,
            "binaryData" => true,
            _ => continue,
        };
        let start = walker.at().end;
        walker.skip()?;
        let content = text.get(start..walker.at().start).unwrap_or_default().trim();
        budget.charge(content.len() * 2)?;
        let bytes = if binary { base64_decode(content.as_bytes()).unwrap_or_default() } else { content.into() };
        parts.push((std::mem::take(&mut name), bytes));
    }
    packed(&parts)
}

/// The zip package that a flat OpenDocument file stands for: its one part has all that is read.
pub fn open_document(text: &str, budget: &Budget) -> Result<Vec<u8>, ImportError> {
    let text = without_mark(text);
    budget.charge(text.len())?;
    let mut walker = Walker::new(text);
    let mut kind = String::new();
    while let Some(step) = walker.step()? {
        if let Step::Open(tag) = step {
            kind = tag.attribute("mimetype").unwrap_or_default();
            break;
        }
    }
    packed(&[("mimetype".into(), kind.into()), ("content.xml".into(), text.into())])
}

fn packed(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ImportError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let damaged = |error: &dyn std::error::Error| ImportError::Damaged(error.to_string());
    for (name, bytes) in parts {
        writer.start_file(name.trim_start_matches('/'), options).map_err(|error| damaged(&error))?;
        writer.write_all(bytes).map_err(|error| damaged(&error))?;
    }
    Ok(writer.finish().map_err(|error| damaged(&error))?.into_inner())
}
