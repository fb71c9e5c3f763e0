//! Zip packages, which Word, Excel and OpenDocument files are: the parts by name, each unpacked up to a bound that is
//! checked while unpacking, never by what the package says of itself. What the parts mean is the readers' business.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::budget::Budget;
use super::{Foreign, ImportError};

const MOST_PARTS: usize = 20_000;

/// With what an entry of the directory begins.
const ENTRY: [u8; 4] = *b"PK\x01\x02";

pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
    budget: Budget,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, ImportError> {
        Package::within(bytes, &Budget::default())
    }

    /// Opens a package; what is unpacked is charged.
    pub fn within(bytes: &'a [u8], budget: &Budget) -> Result<Package<'a>, ImportError> {
        // The library takes memory for every entry before it can be asked how many there are.
        if bytes.windows(4).filter(|window| *window == ENTRY).count() > MOST_PARTS * 2 {
            return Err(ImportError::Unpacked);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > MOST_PARTS {
            return Err(ImportError::Unpacked);
        }
        let mut names = HashMap::new();
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|error| damaged(&error))?;
            if let Ok(name) = part.name() {
                // A part that leads out of the package is none, and is not handed on.
                if plain(&name).split('/').any(|step| step == "..") {
                    return Err(ImportError::Damaged("../".into()));
                }
                names.insert(plain(&name), index);
            }
        }
        Ok(Package { archive, names, budget: budget.clone() })
    }

    /// What the document may take.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// Whether a part's name begins so.
    pub fn has_folder(&self, start: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(start))
    }

    /// The place of a part in the package's directory.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.names.get(&plain(name)).copied()
    }

    /// A part's bytes; `None` where there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let Some(index) = self.index(name) else { return Ok(None) };
        self.entry(index).map(Some)
    }

    /// All entries of an archive, by place and name as somebody wrote it: Chinese programs write names in GBK.
    pub fn entries(&mut self) -> Result<Vec<(usize, String)>, ImportError> {
        let mut entries = Vec::new();
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(index).map_err(|error| damaged(&error))?;
            let raw = entry.name_raw();
            let gbk = || encoding_rs::GB18030.decode_without_bom_handling(raw).0.into_owned();
            let name = std::str::from_utf8(raw).map_or_else(|_| gbk(), String::from);
            self.budget.charge(name.len() + size_of::<String>())?;
            entries.push((index, name.replace('\\', "/")));
        }
        Ok(entries)
    }

    /// The bytes of an entry.
    pub fn entry(&mut self, index: usize) -> Result<Vec<u8>, ImportError> {
        if self.archive.by_index_raw(index).is_ok_and(|entry| entry.encrypted()) {
            return Err(ImportError::Protected);
        }
        let part = self.archive.by_index(index).map_err(|error| damaged(&error))?;
        // What the package says of its size makes room, and is not believed.
        let most = self.budget.most_part();
        let room = usize::try_from(part.size().min(most)).unwrap_or(0);
        let mut bytes = Vec::with_capacity(room);
        let read = part.take(most + 1).read_to_end(&mut bytes);
        self.budget.charge(bytes.len() * 2)?;
        if bytes.len() as u64 > most {
            return Err(ImportError::Unpacked);
        }
        read.map_err(|error| ImportError::Damaged(error.to_string()))?;
        Ok(bytes)
    }

    /// A part's text; `None` where there is no such part.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(&bytes)
            && encoding != encoding_rs::UTF_8
        {
            return Ok(Some(encoding.decode(&bytes).0.into_owned()));
        }
        String::from_utf8(bytes).map(Some).map_err(|_| ImportError::Damaged(format!("{name}: UTF-8")))
    }

    /// The archive itself, for copying parts as they are.
    pub fn archive(&mut self) -> &mut ZipArchive<Cursor<&'a [u8]>> {
        &mut self.archive
    }
}

/// A part's name as it is compared: some programs write backslashes, a leading slash, or other letters of the alphabet
/// large.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

fn damaged(error: &ZipError) -> ImportError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ImportError::Protected,
        // Packed in a way that is not read here.
        ZipError::UnsupportedArchive(_) => ImportError::Office(Foreign::Archive),
        error => ImportError::Damaged(error.to_string()),
    }
}

/// The name of a part as another part gives it: from the root, or from its own folder.
pub fn joined(base: &str, location: &str) -> String {
    let folder = base.rfind('/').map_or("", |at| &base[..at]);
    let whole = if location.starts_with('/') { location.to_string() } else { format!("{folder}/{location}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
