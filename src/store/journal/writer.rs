//! The names of journals. The usual one is that of its report; where a folder cannot lock files, so that several may write one
//! report at once, each writer has a name of its own, and nobody touches another's.

use std::ffi::OsStr;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

use crate::domain::report::Key;

use super::super::disk::FileKind;
use super::super::error::StoreError;
use super::super::library::Library;
use super::ENDING;

/// How many hexadecimal digits tell writers apart.
const DIGITS: usize = 8;

/// The report's file that a journal belongs to, by its name: `2022.w0a1b2c3d.journal` and `2022.journal` to `2022.ron`.
pub fn report_of(journal: &Path) -> PathBuf {
    let stem = journal.file_stem().and_then(OsStr::to_str).unwrap_or_default();
    journal.with_file_name(format!("{}.ron", without_writer(stem)))
}

/// A journal's name without its ending and its writer.
pub fn without_writer(stem: &str) -> &str {
    match stem.rsplit_once('.') {
        Some((report, writer)) if is_writer(writer) => report,
        _ => stem,
    }
}

fn is_writer(name: &str) -> bool {
    let digits = name.strip_prefix('w').unwrap_or_default();
    digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A name for the journal of a report that no other writer has.
pub fn own(usual: &Path) -> PathBuf {
    // Keys of hash tables are what the standard library has of chance.
    let chance = RandomState::new().build_hasher().finish() as u32;
    let stem = usual.file_stem().unwrap_or_default().to_string_lossy();
    usual.with_file_name(format!("{stem}.w{chance:0width$x}.{ENDING}", width = DIGITS))
}

impl Library {
    /// All journals of a report that are there, the usual one first.
    pub fn journals(&self, key: &Key) -> Result<Vec<PathBuf>, StoreError> {
        let usual = self.journal_path(key)?;
        let Some(folder) = usual.parent() else { return Ok(Vec::new()) };
        let (stem, is_there) = (usual.file_stem().unwrap_or_default(), self.files().disk().is_taken(&usual));
        let is_own = |path: &Path| {
            let name = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
            path.extension() == Some(OsStr::new(ENDING)) && path != usual && stem == without_writer(name)
        };
        let there = self.files().entries(folder)?.into_iter().filter(|entry| entry.kind == FileKind::File);
        let mut own: Vec<PathBuf> = there.map(|entry| entry.path).filter(|path| is_own(path)).collect();
        own.sort();
        Ok(is_there.then_some(usual).into_iter().chain(own).collect())
    }
}
