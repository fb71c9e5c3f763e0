//! A PDF with real text in the layout of the Word document: pages after GB/T 9704, tables in the official grid, fonts
//! embedded as subsets. `face` knows characters and widths, `layout` and `table` say where things stand, `canvas` writes
//! the file.

mod canvas;

mod face;

mod layout;

mod table;

use std::collections::BTreeSet;

use super::document::Document;
use super::typeface::{TypefaceError, Typefaces};
use super::{ExportError, Moment};
use face::{Faces, Role};

pub fn write(document: &Document, typefaces: Option<&Typefaces>, made: Option<Moment>) -> Result<Vec<u8>, ExportError> {
    let faces = Faces::new(typefaces.ok_or(TypefaceError::Missing)?)?;
    let lacking = lacking(document, &faces);
    if !lacking.is_empty() {
        return Err(TypefaceError::Lacking(lacking.into_iter().collect()).into());
    }
    let laid = layout::lay_out(document, &faces);
    canvas::write(&laid, &faces, &document.name(), made)
}

fn lacking(document: &Document, faces: &Faces) -> BTreeSet<char> {
    let mut lacking = BTreeSet::new();
    let mut check = |role, text: &str| faces.check(role, text, &mut lacking);
    document.agency.iter().chain([&document.title]).for_each(|line| check(Role::Title, line));
    check(Role::Body, "— 0123456789 —");
    document.mark.iter().for_each(|mark| check(Role::Heading, mark));
    let chapters = document.chapters.iter();
    let paragraphs = chapters.clone().flat_map(|chapter| &chapter.paragraphs);
    for paragraph in document.preamble.iter().chain(paragraphs).chain(&document.closing) {
        check(Role::Body, &paragraph.text);
    }
    for chapter in chapters {
        check(Role::Heading, &chapter.heading);
        for cell in chapter.table.iter().flat_map(|table| &table.cells) {
            check(Role::Body, &cell.text());
        }
    }
    lacking
}
