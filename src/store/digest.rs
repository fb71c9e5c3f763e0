//! The digest that ends a file of ours: a last line, a comment to RON, with the SHA-256 of all bytes before it. It tells
//! whether a file is as gouji wrote it; it keeps nobody from editing a file by hand, and is no proof of who did (for what a
//! finished report says there is the seal).

use std::fmt::Write;

use sha2::{Digest as _, Sha256};

use crate::domain::text::Lang;

/// How the last line begins.
const BEGINNING: &str = "// sha256: ";

/// The hexadecimal digits of a digest.
const DIGITS: usize = 64;

/// What the digest of a file says of the bytes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// They are what gouji wrote.
    Agrees,
    /// They are not, or something stands behind the digest.
    Differs,
    /// The file has no digest: somebody else wrote it, or took the line away.
    Absent,
}

impl Digest {
    /// What the digest of a file says.
    pub fn of(bytes: &[u8]) -> Digest {
        let start = bytes.len().checked_sub(BEGINNING.len() + DIGITS + 1);
        if let Some((before, line)) = start.and_then(|start| bytes.split_at_checked(start))
            && line.starts_with(BEGINNING.as_bytes())
        {
            return if line == last_line(before).as_bytes() { Digest::Agrees } else { Digest::Differs };
        }
        // Line ends of another kind, or lines behind it.
        let begins_line = |at: usize| at == 0 || bytes.get(at - 1) == Some(&b'\n');
        match memchr::memmem::rfind(bytes, BEGINNING.trim_end().as_bytes()) {
            Some(at) if begins_line(at) => Digest::Differs,
            _ => Digest::Absent,
        }
    }

    /// What there is to say of a file's digest; nothing where it agrees.
    pub fn message(self, file: &str, lang: Lang) -> Option<String> {
        let words = match self {
            Digest::Agrees => return None,
            Digest::Differs => lang.say(
                format!("{file} 末行校验码不符，可能在程序外被改动过，请核对；保存后更新。"),
                format!("{file} may have been changed outside gouji (checksum differs); check it."),
            ),
            Digest::Absent => lang.say(
                format!("{file} 末行没有校验码，可能不是本程序写成，请核对；保存后补上。"),
                format!("{file} has no checksum, so gouji may not have written it; check it."),
            ),
        };
        Some(words)
    }
}

/// Ends a text with its digest.
pub fn seal(text: &mut String) {
    let line = last_line(text.as_bytes());
    text.push_str(&line);
}

fn last_line(before: &[u8]) -> String {
    let mut line = String::with_capacity(BEGINNING.len() + DIGITS + 1);
    line.push_str(BEGINNING);
    for byte in Sha256::digest(before) {
        // Writing to a string cannot fail.
        let _ = write!(line, "{byte:02x}");
    }
    line.push('\n');
    line
}
