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
        match (self, lang) {
            (NameError::Empty, Lang::Zh) => "单位名称是空的。请填写单位名称。".into(),
            (NameError::Empty, Lang::En) => "the agency's name is empty. Give the agency a name.".into(),
            (NameError::Control, Lang::Zh) => "单位名称里有换行、制表符之类的控制字符。请删去。".into(),
            (NameError::Control, Lang::En) => {
                "the agency's name has a control character, such as a line break or a tab. Take it out.".into()
            }
            (NameError::TooLong(bytes), Lang::Zh) => {
                format!("单位名称太长：用作文件夹名要 {bytes} 字节，最多 {LONGEST} 字节（约 80 个汉字）。请缩短。")
            }
            (NameError::TooLong(bytes), Lang::En) => format!(
                "the agency's name is too long: {bytes} bytes as a folder name, at most {LONGEST} (about 80 Chinese \
                 characters). Shorten it."
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in ["利通区人民政府办公室", "市发展和改革委员会（粮食局）", "A·B 局", "统计局.2", "COMMON", "Lpt12"]
        {
            assert_eq!(encode(name).as_deref(), Ok(name));
            assert_eq!(decode(name).as_deref(), Some(name));
        }
    }

    #[test]
    fn unsafe_names_become_safe_and_come_back() {
        let cases = [
            ("甲/乙", "甲%2F乙"),
            ("a:b*?\"<>|\\", "a%3Ab%2A%3F%22%3C%3E%7C%5C"),
            ("100%", "100%25"),
            ("..", "%2E%2E"),
            (".hidden", "%2Ehidden"),
            ("办公室.", "办公室%2E"),
            ("con", "%63on"),
            ("NUL.txt", "%4EUL.txt"),
            ("com1", "%63om1"),
            ("LPT¹", "%4CPT¹"),
        ];
        for (name, folder) in cases {
            assert_eq!(encode(name).as_deref(), Ok(folder), "{name}");
            assert_eq!(decode(folder).as_deref(), Some(name), "{folder}");
        }
    }

    #[test]
    fn blanks_around_a_name_make_no_other_folder_and_older_ones_are_known() {
        for name in [" 财政局", "财政局\u{3000}", "\u{feff}财政局\n", "\t 财政局 \t"] {
            assert_eq!(encode(name).as_deref(), Ok("财政局"), "{name:?}");
        }
        assert_eq!(decode("%E3%80%80局").as_deref(), Some("\u{3000}局"));
    }

    #[test]
    fn control_characters_in_a_name_are_refused() {
        assert_eq!(encode("财\t政局"), Err(NameError::Control));
        assert_eq!(encode("财\u{7}政局"), Err(NameError::Control));
        assert_eq!(decode("a%00b").as_deref(), Some("a\0b"), "an older folder is still listed");
    }

    #[test]
    fn blank_and_over_long_names_are_refused() {
        assert_eq!(encode(""), Err(NameError::Empty));
        assert_eq!(encode(" \u{3000}\n"), Err(NameError::Empty));
        assert_eq!(encode(&"局".repeat(80)).map(|f| f.len()), Ok(240));
        assert_eq!(encode(&"局".repeat(81)), Err(NameError::TooLong(243)));
        assert_eq!(encode(&":".repeat(81)), Err(NameError::TooLong(243)));
    }

    #[test]
    fn folders_that_stand_for_no_name_are_not_ours() {
        for folder in ["", ".git", "100%", "a%2fb", "%41", "a%zz", "%FF", "con"] {
            assert_eq!(decode(folder), None, "{folder}");
        }
    }
}
