//! What a disk says of what stands on it, and for whom a new file is: plain values. Nothing is read or written here.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// An ordinary file.
    File,
    /// A folder, or a link to one.
    Folder,
    /// A device, a pipe, a link that leads nowhere.
    Other,
}

/// What is known of a path without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// What it is.
    pub kind: FileKind,
    /// Whether it is marked read-only.
    pub readonly: bool,
    /// Its length in bytes.
    pub len: u64,
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its path, from the folder's.
    pub path: PathBuf,
    /// What it is; of a link, what it leads to.
    pub kind: FileKind,
}

/// What a folder shows of what stands in it, to somebody who looks for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Without the folder’s.
    pub name: OsString,
    /// What it is; of a link, what it leads to.
    pub kind: FileKind,
    /// Its length in bytes, where it is a file.
    pub len: u64,
    /// When it was last written, where it is a file and that is known.
    pub written: Option<SystemTime>,
    /// Whether the system hides it.
    pub hidden: bool,
}

/// Who may read and write a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access<'a> {
    /// Its owner only; in a folder that a group may write, that group as well.
    Private,
    /// Whoever may use new files usually.
    Usual,
    /// The same as a file that is there.
    Like(&'a Path),
}
