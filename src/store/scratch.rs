//! A text lent to another program: a file in a folder of its own, which only its owner can read and which goes when it is
//! no longer needed. What the program is, and what becomes of the text, is no business of this module.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::atomic;
use super::error::StoreError;
use super::syntax;

/// A file for another program to edit.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
    path: PathBuf,
}

impl Scratch {
    /// Writes a text into a new file, with a line end behind it, as editors expect.
    pub fn new(text: &str) -> Result<Scratch, StoreError> {
        let temporary = std::env::temp_dir();
        let mut builder = tempfile::Builder::new();
        builder.prefix("gouji-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir().map_err(StoreError::io(&temporary))?;
        let path = folder.path().join("text.txt");
        fs::write(&path, lent(text, cfg!(windows))).map_err(StoreError::io(&path))?;
        Ok(Scratch { folder, path })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text as the other program left it, and the file goes.
    ///
    /// # Errors
    /// Where it cannot be read. It then stays where it is, so that nothing that was written is lost.
    pub fn take(self) -> Result<String, StoreError> {
        let name = self.path.display().to_string();
        let text = atomic::read(&self.path).and_then(|bytes| Ok(syntax::decode(&name, &bytes)?.into_owned()));
        if text.is_err() {
            let _kept = self.folder.keep();
        }
        text
    }
}

/// A text as an editor expects it. That of Windows, before 2019, takes one without a mark for one of the system's encoding and
/// knows no other line ends than its own.
pub fn lent(text: &str, for_windows: bool) -> String {
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    match for_windows {
        true => format!("\u{feff}{}", format!("{text}{end}").replace('\n', "\r\n")),
        false => format!("{text}{end}"),
    }
}
