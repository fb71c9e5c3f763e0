//! Agency names as folder names, and back. Ordinary names stay as they are; what no file system of Linux, Windows or
//! macOS holds safely is percent-encoded, so that every folder name stands for exactly one agency name.

use crate::domain::report::plain_name;
use crate::domain::text::Lang;

/// The most bytes a folder name may have; file systems stop at 255.
pub const LONGEST: usize = 240;

/// Names that Windows keeps to itself, whatever ending follows them, and the library's own folder of forms.
const RESERVED: [&str; 7] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "FORMS"];

/// Why a name gives no folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum NameError {
    /// Nothing but blanks.
    Empty,
    /// A control character inside it.
    Control,
    /// More than [`LONGEST`] bytes once encoded.
    TooLong(usize),
}

impl NameError {
    /// The error in words, with what to do.
    pub fn message(self, lang: Lang) -> String {
        match self {
            NameError::Empty => lang.say(
                "没有填写单位名称。请填写单位全称。",
                "The agency's name is empty. Enter the full name.",
            ),
            NameError::Control => lang.say(
                "单位名称里有换行、制表符等控制字符，请删去。",
                "The agency's name contains a control character, such as a line break or a tab. Remove it.",
            ),
            NameError::TooLong(bytes) => lang.say(
                format!("单位名称太长：用作文件夹名要 {bytes} 字节，最多 {LONGEST} 字节（约 80 个汉字）。请缩短。"),
                format!("The agency's name is too long: {bytes} bytes as a folder name, at most {LONGEST} (about 80 Chinese characters). Shorten it."),
            ),
        }
    }
}

/// The folder name for an agency, whatever blanks stand around its name.
pub fn encode(agency: &str) -> Result<String, NameError> {
    let agency = plain_name(agency);
    if agency.chars().any(char::is_control) {
        return Err(NameError::Control);
    }
    spelled(agency)
}

/// The folder name for an agency's name as it stands.
pub fn spelled(agency: &str) -> Result<String, NameError> {
    if agency.trim().is_empty() {
        return Err(NameError::Empty);
    }
    let inner_start = agency.len() - agency.trim_start_matches(is_unsafe_at_ends).len();
    let inner_end = agency.trim_end_matches(is_unsafe_at_ends).len();
    let mut folder = String::with_capacity(agency.len());
    for (at, character) in agency.char_indices() {
        let at_an_end = at < inner_start || at >= inner_end;
        let reserved = at == 0 && is_reserved(agency);
        if at_an_end || reserved || is_unsafe(character) {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                folder.push_str(&format!("%{byte:02X}"));
            }
        } else {
            folder.push(character);
        }
    }
    if folder.len() > LONGEST { Err(NameError::TooLong(folder.len())) } else { Ok(folder) }
}

/// The agency that a folder name stands for; `None` for folders that are not ours.
pub fn decode(folder: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(folder.len());
    let mut rest = folder.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let agency = String::from_utf8(bytes).ok()?;
    (spelled(&agency).as_deref() == Ok(folder)).then_some(agency)
}

fn is_unsafe(character: char) -> bool {
    character.is_control() || matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%')
}

fn is_unsafe_at_ends(character: char) -> bool {
    character == '.' || character.is_whitespace()
}

fn is_reserved(agency: &str) -> bool {
    let stem = agency.split('.').next().unwrap_or(agency).trim_end().to_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|rest| {
            let mut digits = rest.chars();
            digits.next().is_some_and(|c| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³')) && digits.next().is_none()
        })
    };
    RESERVED.contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}
