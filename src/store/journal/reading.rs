//! A journal file read line by line, up to the first line that is not what was written. Whether the report's file agrees with
//! it is asked elsewhere.

use crate::domain::journal::{End, Entry, replay};
use crate::domain::report::Report;
use crate::domain::seal::digest;

use super::super::cause::Cause;
use super::super::document;
use super::super::error::StoreError;
use super::super::forms::Forms;
use super::super::syntax;
use super::record::{self, Header, Record, Texts, VERSION};

/// What a journal says.
#[derive(Debug)]
pub struct Read {
    /// The report that the edits begin from.
    pub base: Report,
    /// Whether the report's file held it.
    pub saved: bool,
    /// Who keyed.
    pub by: String,
    /// The edits.
    pub entries: Vec<Entry>,
    /// States that the report's file had or was to have: how many edits before, and the digest of its RON.
    pub points: Vec<(usize, String)>,
    /// How it ends.
    pub end: End,
    /// How many bytes are whole lines.
    pub whole: usize,
    /// The check of the last whole line.
    pub check: String,
    /// The prose after the last edit.
    pub texts: Texts,
}

/// Reads a journal. `file` is its name in errors.
///
/// # Errors
/// [`StoreError::Newer`] for a journal of a later version, and [`StoreError::Damaged`] or those of [`document::from_ron`]
/// where its first line cannot be read, without which the others say nothing.
pub fn read(file: &str, bytes: &[u8], forms: &Forms) -> Result<Read, StoreError> {
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let mut check = String::new();
    let header = header(file, first, &mut check)?;
    let base = document::from_ron(file, &header.base, forms)?;
    let mut texts = Texts::of(&base);
    let mut whole = first.len();
    let mut entries = Vec::new();
    let mut points = Vec::new();
    if header.saved {
        points.push((0, digest(document::to_ron(&base).as_bytes())));
    }
    let mut end = End::Whole;
    for (line, number) in lines.zip(2..) {
        let Some(content) = line.strip_suffix(b"\n") else {
            end = End::Torn;
            break;
        };
        let mut next = check.clone();
        let record = record::checked_line(content, &mut next).and_then(|text| syntax::parse(file, text).ok());
        let known = match record {
            Some(Record::Saved { sha256, .. }) => {
                points.push((entries.len(), sha256));
                true
            }
            Some(Record::Edit { at, way, purpose, changes }) => {
                let commit = record::commit(&base, &mut texts, way, purpose, changes);
                let entry = commit.map(|commit| Entry { time: at, commit });
                let known = entry.is_some();
                entries.extend(entry);
                known
            }
            None => false,
        };
        if !known {
            end = End::Damaged(number);
            break;
        }
        check = next;
        whole += line.len();
    }
    if matches!(end, End::Damaged(_)) {
        // A record that was understood in part may have left its traces.
        texts = Texts::of(&replay(base.clone(), entries.iter().map(|entry| entry.commit.edit.clone())));
    }
    Ok(Read { saved: header.saved, by: header.by, base, entries, points, end, whole, check, texts })
}

/// The first line.
fn header(file: &str, line: &[u8], check: &mut String) -> Result<Header, StoreError> {
    let damaged = || syntax::damaged(file, "", 0, Cause::Check);
    // Before anything else, because a newer version may look quite different from here on.
    if let Some(version) = version(line).filter(|&version| version > VERSION) {
        return Err(StoreError::Newer { file: file.into(), version });
    }
    let text = line.strip_suffix(b"\n").and_then(|line| record::checked_line(line, check)).ok_or_else(damaged)?;
    syntax::parse(file, text)
}

/// The version that a journal begins with.
fn version(line: &[u8]) -> Option<u64> {
    let rest = line.strip_prefix(b"(journal:")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()
}
