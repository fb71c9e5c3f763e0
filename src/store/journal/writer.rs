//! The names of journals. The usual one is that of its report; where a folder cannot lock files, so that several may write one
//! report at once, each writer has a name of its own, and nobody touches another's. Beside such a journal stands who writes
//! it, so that what is being keyed is told from what was lost.

use std::ffi::OsStr;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::domain::report::Key;

use super::super::atomic::Files;
use super::super::disk::{Access, FileKind};
use super::super::error::StoreError;
use super::super::holder::{self, Holder};
use super::super::library::Library;
use super::{ENDING, now};

/// How many hexadecimal digits tell writers apart.
const DIGITS: usize = 8;

/// For how long after its last write a journal counts as being written whose writer has not left, as far as can be told: a
/// working day. A machine that was switched off leaves its mark for ever.
const FRESH: Duration = Duration::from_secs(12 * 60 * 60);

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

/// Says beside a journal of a name of its own that this process writes it, until it is dropped. A program that is killed
/// leaves it behind.
#[derive(Debug)]
pub struct Mark {
    files: Files,
    path: PathBuf,
}

impl Mark {
    /// Marks a journal, as far as the system allows that; none for one of the usual name, which a lock guards.
    pub fn set(files: &Files, journal: &Path, access: Access<'_>) -> Option<Mark> {
        let path = mark_of(journal)?;
        holder::sign(files.disk(), &path, access, now());
        Some(Mark { files: files.clone(), path })
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        let _ = self.files.disk().remove(&self.path);
    }
}

/// The file that says who writes a journal; none for one of the usual name.
pub fn mark_of(journal: &Path) -> Option<PathBuf> {
    let stem = journal.file_stem().and_then(OsStr::to_str)?;
    (without_writer(stem) != stem).then(|| journal.with_extension(holder::ENDING))
}

impl Library {
    /// Those who are writing journals of a report at the moment, besides this process.
    pub fn writers(&self, key: &Key) -> Result<Vec<Holder>, StoreError> {
        Ok(self.journals(key)?.iter().filter_map(|journal| self.writer(journal)).collect())
    }

    /// Who is writing a journal at the moment, if that is not this process. Of another machine's only the time of its last
    /// write can tell.
    pub(super) fn writer(&self, journal: &Path) -> Option<Holder> {
        let (mark, disk) = (mark_of(journal)?, self.files().disk());
        let writer = holder::read(disk, &mark).filter(|writer| !writer.is_here() && !writer.is_gone())?;
        let last = [journal, &mark].into_iter().filter_map(|path| disk.written(path)).max();
        // A clock may be ahead of the other one.
        let since = |last: SystemTime| last.elapsed().unwrap_or_else(|ahead| ahead.duration());
        last.is_none_or(|last| since(last) < FRESH).then_some(writer)
    }

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
