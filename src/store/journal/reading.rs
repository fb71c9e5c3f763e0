//! A journal file read line by line, up to the first line that is not what was written; where the first line is damaged its
//! copy stands in. Whether the report's file agrees with it is asked elsewhere.

use crate::domain::journal::{End, JournalEntry, replay};
use crate::domain::report::Report;
use crate::domain::seal::digest;

use super::super::cause::Cause;
use super::super::document;
use super::super::error::StoreError;
use super::super::forms::Forms;
use super::super::syntax;
use super::record::{self, COPIES, Header, OPENING, Record, Texts, VERSION};

/// What a journal says.
#[derive(Debug)]
pub struct Read {
    /// The report that the edits begin from.
    pub base: Report,
    /// Whether the report's file held it.
    pub saved: bool,
    pub by: String,
    pub entries: Vec<JournalEntry>,
    /// States that the report's file had or was to have: how many edits before, and the digest of its RON.
    pub points: Vec<(usize, String)>,
    pub end: End,
    /// Whether a damaged first line, or a damaged copy of it, was made good by the other one.
    pub mended: bool,
    /// Its whole lines, as they were written.
    pub whole: Vec<u8>,
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
    let Beginning { line, header, mut check, rest, mended } = beginning(file, bytes)?;
    let base = document::from_ron(file, &header.base, forms)?;
    let mut texts = Texts::of(&base);
    let (read, lines) = bytes.split_at_checked(rest).unwrap_or((bytes, &[]));
    let mut whole = if mended { line.repeat(COPIES) } else { read.to_vec() };
    let mut entries = Vec::new();
    let mut points = Vec::new();
    if header.saved {
        points.push((0, digest(document::to_ron(&base).as_bytes())));
    }
    let mut end = End::Whole;
    for (line, number) in lines.split_inclusive(|&byte| byte == b'\n').zip(count_lines(read) + 1..) {
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
                let entry = commit.map(|commit| JournalEntry { time: at, commit });
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
        whole.extend_from_slice(line);
    }
    if matches!(end, End::Damaged(_)) {
        // A record that was understood in part may have left its traces.
        texts = Texts::of(&replay(base.clone(), entries.iter().map(|entry| entry.commit.edit.clone())));
    }
    Ok(Read { saved: header.saved, by: header.by, base, entries, points, end, mended, whole, check, texts })
}

struct Beginning<'a> {
    /// The first line, or its copy, whichever is as it was written.
    line: &'a [u8],
    header: Header,
    check: String,
    rest: usize,
    /// Whether one of the two is not as it was written.
    mended: bool,
}

/// Finds the first line that is as it was written, and where its copies end.
fn beginning<'a>(file: &str, bytes: &'a [u8]) -> Result<Beginning<'a>, StoreError> {
    let newer = |bytes: &[u8]| {
        let newer = version(bytes).filter(|&version| version > VERSION);
        newer.map_or(Ok(()), |version| Err(StoreError::Newer { file: file.into(), version }))
    };
    let sound = |start: usize| {
        let line = bytes.get(start..)?.split_inclusive(|&byte| byte == b'\n').next()?;
        let mut check = String::new();
        let text = line.starts_with(OPENING).then(|| record::checked_line(line.strip_suffix(b"\n")?, &mut check))??;
        Some((start, line, text, check))
    };
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    // Without the line end between them the two are one line, and the copy begins behind the middle.
    let middle = ends.clone().next().map(|end| end / 2);
    let Some((start, line, text, check)) = std::iter::once(0).chain(middle).chain(ends).find_map(sound) else {
        // A newer version may look quite different.
        newer(bytes)?;
        return Err(syntax::damaged(file, "", 0, Cause::Check));
    };
    newer(line)?;
    let header: Header = syntax::parse(file, text)?;
    let mut rest = start + line.len();
    while bytes.get(rest..).is_some_and(|bytes| bytes.starts_with(line)) {
        rest += line.len();
    }
    let count = (rest - start) / line.len();
    let mut mended = start > 0 || count > COPIES;
    if count == 1 && start == 0 {
        // The copy is damaged, or it is not there, since it was not always written.
        let next_line = bytes[rest..].iter().position(|&byte| byte == b'\n').map(|end| rest + end + 1);
        let goes_on = |at: &usize| {
            let mut check = check.clone();
            let line = bytes.get(*at..).and_then(|bytes| bytes.split(|&byte| byte == b'\n').next());
            line.is_some_and(|line| record::checked_line(line, &mut check).is_some())
        };
        let found = [Some(rest), Some(rest + line.len()), next_line].into_iter().flatten().find(goes_on);
        // Where nothing goes on, what is there is a copy that was cut or damaged.
        mended = found.map_or(rest < bytes.len(), |found| found != rest);
        rest = found.unwrap_or(rest);
    }
    Ok(Beginning { line, header, check, rest, mended })
}

fn count_lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

/// The version that a journal begins with.
fn version(bytes: &[u8]) -> Option<u64> {
    let rest = bytes.strip_prefix(OPENING)?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()
}
