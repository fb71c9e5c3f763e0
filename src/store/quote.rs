//! Text as a RON string that people can read: line ends and Chinese stand as they are, and only what would not survive,
//! or could not be seen, is escaped. It writes one form only, so that equal texts give equal files.

use std::fmt::Write;

/// Appends a text as a quoted string.
pub fn push(out: &mut String, text: &str) {
    push_with(out, text, "\n");
}

/// Appends a text as a quoted string without line ends.
pub fn push_in_line(out: &mut String, text: &str) {
    push_with(out, text, "\\n");
}

fn push_with(out: &mut String, text: &str, line_end: &str) {
    out.push('"');
    let mut rest = text;
    // Nearly all of a text is copied as it stands.
    while let Some(at) = rest.bytes().position(may_be_escaped) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(character) = rest.chars().next() else { break };
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\r' => out.push_str("\\r"),
            '\n' => out.push_str(line_end),
            _ if is_invisible(character) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
            }
            _ => out.push(character),
        }
        rest = &rest[character.len_utf8()..];
    }
    out.push_str(rest);
    out.push('"');
}

/// Whether a byte begins a character that may have to be escaped; others are never looked at as characters.
fn may_be_escaped(byte: u8) -> bool {
    matches!(byte, 0..=0x1f | b'"' | b'\\' | 0x7f | 0xc2 | 0xe2 | 0xef)
}

/// A text as a quoted string.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push(&mut out, text);
    out
}

/// Control characters, line and paragraph separators, marks of direction and width zero: an editor could drop them or
/// show something else than is there.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
