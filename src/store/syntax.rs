//! Reading RON with a place for every complaint. What the values mean is no business of this module.

use std::borrow::Cow;

use memchr::{memchr, memchr2};
use ron::error::SpannedError;
use ron::extensions::Extensions;
use serde::Deserialize;

use super::cause::Cause;
use super::error::StoreError;

/// The most bytes of a file of ours: 500 notes and 100 kB of prose are a twentieth of it.
const LONGEST: u64 = 8 << 20;

/// Reads a value; the file's name is for the error.
pub fn parse<'a, T: Deserialize<'a>>(file: &str, text: &'a str) -> Result<T, StoreError> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|SpannedError { code, span }| StoreError::Damaged {
        file: file.into(),
        line: span.start.line,
        column: span.start.col,
        cause: Cause::Syntax(code),
    })
}

/// The text of a file's bytes as they are parsed: without the byte-order mark and the carriage returns that some
/// editors add. Texts written by gouji hold neither: they escape them.
///
/// # Errors
/// [`StoreError::TooLarge`] for a file that takes more memory to be understood than any of ours needs, and what is no UTF-8.
pub fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, StoreError> {
    decode_up_to(file, bytes, LONGEST)
}

/// The same with another limit, in bytes.
pub fn decode_up_to<'a>(file: &str, bytes: &'a [u8], limit: u64) -> Result<Cow<'a, str>, StoreError> {
    if bytes.len() as u64 > limit {
        return Err(StoreError::TooLarge { path: file.into(), limit });
    }
    let text = simdutf8::compat::from_utf8(bytes).map_err(|error| {
        let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        damaged(file, &valid, valid.len(), Cause::Encoding)
    })?;
    Ok(plain(text))
}

/// A text without its byte-order mark, lines ended by `\n` alone.
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

/// A text without its line comments and the indentation of its lines, which say nothing and take as long to read as all the
/// rest. Places in it are not those of the text itself. `None` where it holds what gouji does not write (block comments,
/// characters, raw strings), which is left to the parser.
pub fn lean(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut kept = String::with_capacity(bytes.len());
    let (mut from, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = string_end(bytes, at + 1),
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                kept.push_str(&text[from..at]);
                at += memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                from = at;
            }
            b'\n' => {
                at += 1;
                kept.push_str(&text[from..at]);
                at += bytes[at..].iter().take_while(|&&byte| byte == b' ').count();
                from = at;
            }
            b'/' | b'\'' | b'#' => return None,
            b'r' if bytes.get(at + 1) == Some(&b'"') => return None,
            _ => at += 1,
        }
    }
    kept.push_str(&text[from..]);
    Some(kept)
}

/// Behind the quotation mark that ends a string, from behind the one that begins it; the end where there is none.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        if bytes[at + found] == b'"' {
            return at + found + 1;
        }
        at += found + 2;
    }
    bytes.len()
}

/// A complaint about the byte at `offset` of a text.
pub fn damaged(file: &str, text: &str, offset: usize, cause: Cause) -> StoreError {
    let (line, column) = place(text, offset);
    StoreError::Damaged { file: file.into(), line, column, cause }
}

/// A complaint about a part of a text that was borrowed from it; its address tells the place.
pub fn damaged_at(file: &str, text: &str, part: &str, cause: Cause) -> StoreError {
    damaged(file, text, offset(text, part), cause)
}

/// Where a borrowed part begins in its text, in bytes.
pub fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}

/// Line and column of a byte, both from 1, the column in characters.
pub fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = before[start..].iter().filter(|&&byte| byte & 0xC0 != 0x80).count() + 1;
    (line, column)
}

/// The version that a file of ours begins with: an opening parenthesis, comments and blanks aside, and `version: N`.
/// `None` for any other text. It looks no further, so that it knows newer files whatever else is in them.
pub fn leading_version(text: &str) -> Option<u64> {
    let rest = skip_blank(text.strip_prefix('\u{feff}').unwrap_or(text)).strip_prefix('(')?;
    let rest = skip_blank(rest).strip_prefix("version")?;
    let rest = skip_blank(skip_blank(rest).strip_prefix(':')?);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    rest[..digits].parse().ok()
}

/// Refuses a file of another version than the program writes.
pub fn check_version(file: &str, text: &str, found: Option<u64>, known: u64) -> Result<(), StoreError> {
    match found {
        Some(version) if version > known => Err(StoreError::Newer { file: file.into(), version }),
        Some(version) if version < known => Err(damaged(file, text, 0, Cause::Version(version))),
        _ => Ok(()),
    }
}

/// What follows blanks and line comments.
fn skip_blank(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        match text.strip_prefix("//") {
            Some(comment) => text = comment.find('\n').map_or("", |end| &comment[end..]),
            None => return text,
        }
    }
}
