//! What was received, put in its places: the file as it came first, then the report as its body's. The receipt is the caller's,
//! and comes last: what was done twice because of an end in between is as if it was done once.

use std::path::Path;

use crate::domain::collection::roster::Receipt;
use crate::domain::report::Report;
use crate::domain::seal::digest;
use crate::domain::text::Lang;
use crate::store::atomic;
use crate::store::error::StoreError;

use super::super::Office;
use super::reading::Read;

/// How many digits of a digest are in the name of a package's folder.
const TOLD_APART: usize = 12;

/// Why a report was not taken in.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum Unstored {
    /// The library refuses: a report that somebody edits, a disk that is full.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file is another one than was read a moment ago.
    Changed,
}

impl Unstored {
    /// The error in words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Unstored::Store(error) => error.message(lang),
            Unstored::Changed => {
                lang.say("文件在读取时被改动，请再收一次", "the file changed while it was read; receive it again")
            }
        }
    }
}

impl Office {
    /// Keeps a file as it came, with what belongs to it, and says under which name.
    pub(super) fn keep(&self, agency: &str, year: i32, read: &Read) -> Result<String, Unstored> {
        let bytes = atomic::read(&read.path)?;
        if digest(&bytes) != read.sha256 {
            return Err(Unstored::Changed);
        }
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = read.path.parent().filter(|_| !read.beside.is_empty()).map(|folder| {
            let digits: String = read.sha256.chars().take(TOLD_APART).collect();
            format!("{}-{digits}", name(folder))
        });
        let keep = |path: &Path, bytes: &[u8], sha256: &str| {
            self.library.keep_received(agency, year, folder.as_deref(), &name(path), bytes, sha256)
        };
        for other in &read.beside {
            let bytes = atomic::read(other)?;
            keep(other, &bytes, &digest(&bytes))?;
        }
        Ok(keep(&read.path, &bytes, &read.sha256)?)
    }

    /// Stores a received report as its body's. The one before goes into the history, and with it what was keyed and not
    /// saved.
    pub(super) fn store_received(&self, report: &Report) -> Result<(), StoreError> {
        let key = report.key().ok_or(StoreError::Nameless)?;
        let _lock = self.library.lock_for_now(&key)?;
        let journals = self.library.journals(&key)?;
        match self.library.replace(&key, report) {
            // It is in its place, and only that is to be confirmed.
            Err(StoreError::Unsettled { .. }) => self.library.replace(&key, report)?,
            stored => stored?,
        };
        for journal in journals {
            match self.library.shelve_journal(&key, &journal) {
                Ok(_) | Err(StoreError::Unsettled { .. } | StoreError::Unremoved { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Keeps the file and stores the report; the receipt gets the name under which the file is kept.
    pub(super) fn take_in(
        &self,
        agency: &str,
        year: i32,
        read: &Read,
        report: &Report,
        receipt: Option<&mut Receipt>,
    ) -> Result<(), Unstored> {
        let kept = self.keep(agency, year, read)?;
        self.store_received(report)?;
        if let Some(receipt) = receipt {
            receipt.kept = kept;
        }
        Ok(())
    }
}
