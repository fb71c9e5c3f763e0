//! Changes to a text by the bytes that they replace, and to a package by its parts: all else stays as it was, to the
//! byte. What is written where is not decided here.

use std::io::{Cursor, Write};
use std::ops::Range;

use zip::ZipWriter;

use super::TemplateError;
use crate::import::package::Package;

#[derive(Debug, Default)]
pub struct Edits {
    all: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Puts words in the place of some bytes. Several insertions at one place stand in the order in which they came.
    pub fn replace(&mut self, place: Range<usize>, words: impl Into<String>) {
        self.all.push((place, words.into()));
    }

    /// The same, where it may have been asked for before.
    pub fn replace_once(&mut self, place: Range<usize>, words: &str) {
        if !self.all.iter().any(|(other, _)| *other == place) {
            self.replace(place, words);
        }
    }

    pub fn insert(&mut self, at: usize, words: impl Into<String>) {
        self.replace(at..at, words);
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub fn apply(mut self, text: &str) -> Result<String, TemplateError> {
        self.all.sort_by_key(|(place, _)| (place.start, !place.is_empty(), place.end));
        let mut changed = String::with_capacity(text.len() + 4096);
        let mut done = 0;
        for (place, words) in self.all {
            let kept = text.get(done..place.start).filter(|_| place.end <= text.len());
            changed.push_str(kept.ok_or_else(|| TemplateError::Damaged(format!("{place:?}")))?);
            changed.push_str(&words);
            done = place.end;
        }
        changed.push_str(text.get(done..).ok_or_else(|| TemplateError::Damaged(format!("{done}")))?);
        Ok(changed)
    }
}

/// The package with some parts changed and some gone, in the same order, all others copied as they are packed.
pub fn repack(
    package: &mut Package<'_>,
    changed: &[(String, Vec<u8>)],
    gone: &[String],
) -> Result<Vec<u8>, TemplateError> {
    let gone: Vec<usize> = gone.iter().filter_map(|name| package.index(name)).collect();
    let indexes: Vec<(usize, &[u8])> =
        changed.iter().filter_map(|(name, bytes)| Some((package.index(name)?, bytes.as_slice()))).collect();
    copied(package, &indexes, &gone).map_err(|error| TemplateError::Damaged(error.to_string()))
}

fn copied(package: &mut Package<'_>, changed: &[(usize, &[u8])], gone: &[usize]) -> zip::result::ZipResult<Vec<u8>> {
    let archive = package.archive();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in (0..archive.len()).filter(|index| !gone.contains(index)) {
        let part = archive.by_index_raw(index)?;
        match changed.iter().find(|(other, _)| *other == index) {
            Some((_, bytes)) => {
                let (name, options) = (part.name()?.into_owned(), part.options());
                drop(part);
                writer.start_file(name, options)?;
                writer.write_all(bytes)?;
            }
            None => writer.raw_copy_file(part)?,
        }
    }
    Ok(writer.finish()?.into_inner())
}
