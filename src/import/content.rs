//! What a file is by its first bytes and its words, never by its name, and its text in whatever encoding it came.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::ImportError;
use crate::domain::text::Text;

/// The most bytes that are read; a report has a thousandth of it.
pub const MOST_BYTES: usize = 64 << 20;

/// What a file is.
pub enum Content {
    /// A Word document.
    Docx,
    /// A workbook.
    Workbook,
    /// A PDF.
    Pdf,
    /// A text of some kind, decoded.
    Text(String),
}

/// What a file is, with its text where it is one.
///
/// # Errors
/// Where the file is empty, too large, or of a kind that is not read.
pub fn content(bytes: &[u8]) -> Result<Content, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge { found: bytes.len(), most: MOST_BYTES });
    }
    if bytes.starts_with(b"%PDF") {
        return Ok(Content::Pdf);
    }
    if let Some(kind) = container(bytes) {
        return Err(kind);
    }
    let text = decode(bytes);
    if text.trim_matches(super::normal::is_blank_char).is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(Content::Text(text))
}

/// Kinds of files that are told by their first bytes and answered with the way out.
fn container(bytes: &[u8]) -> Option<ImportError> {
    let named = |zh: &str, en: &str| Text { zh: zh.into(), en: en.into() };
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let holds = |words: &[u8]| bytes.windows(words.len()).take(1 << 20).any(|window| window == words);
    let wide = |words: &str| holds(&words.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<u8>>());
    if begins(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let kind = if wide("WordDocument") {
            named("旧版 Word/WPS 文字文件（.doc/.wps）", "an old Word or WPS Writer file (.doc, .wps)")
        } else if wide("Workbook") || wide("Book") {
            named("旧版 Excel/WPS 表格文件（.xls/.et）", "an old Excel or WPS sheet (.xls, .et)")
        } else {
            named("旧版 Office/WPS 文件", "an old Office or WPS file")
        };
        return Some(ImportError::Office(kind));
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        let kind = if holds(b"word/") {
            named("Word 文件（.docx）", "a Word file (.docx)")
        } else if holds(b"xl/") {
            named("Excel 文件（.xlsx）", "an Excel file (.xlsx)")
        } else if holds(b"OFD.xml") {
            named("OFD 版式文件（.ofd）", "an OFD file (.ofd)")
        } else if holds(b"opendocument") {
            named("OpenDocument 文件（.odt/.ods）", "an OpenDocument file (.odt, .ods)")
        } else {
            named("压缩包", "a zip archive")
        };
        return Some(ImportError::Office(kind));
    }
    if begins(b"{\\rtf") {
        return Some(ImportError::Office(named("RTF 文件", "an RTF file")));
    }
    let images: [&[u8]; 7] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"BM"];
    let image = images.iter().any(|magic| begins(magic)) && bytes.contains(&0);
    if image {
        return Some(ImportError::Image);
    }
    let archives: [&[u8]; 3] = [b"\x1F\x8B", b"7z\xBC\xAF", b"Rar!"];
    if archives.iter().any(|magic| begins(magic)) {
        return Some(ImportError::Office(named("压缩包", "an archive")));
    }
    let unicode = begins(&[0xFF, 0xFE]) || begins(&[0xFE, 0xFF]);
    (!unicode && bytes.iter().take(1 << 16).filter(|&&byte| byte == 0).count() > 0).then_some(ImportError::Binary)
}

/// Bytes as text: by their byte order mark, as UTF-8 where they are, by what a page says of itself, else as GB18030,
/// which holds GBK and GB 2312.
fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_string();
    }
    let declared = charset(bytes).filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding));
    if let Some(text) =
        declared.and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
    {
        return text.into_owned();
    }
    let (chinese, broken) = GB18030.decode_without_bom_handling(bytes);
    let western = |text: &str| text.chars().filter(|&c| c == '\u{FFFD}').count();
    let utf8 = String::from_utf8_lossy(bytes);
    if broken && western(&utf8) < western(&chinese) { utf8.into_owned() } else { chinese.into_owned() }
}

/// The encoding that a web page names in its first lines.
fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let name = head[at..].iter().skip_while(|byte| matches!(byte, b'"' | b'\''));
    let name: Vec<u8> =
        name.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).copied().collect();
    Encoding::for_label(&name)
}

/// Whether a text is a web page or a piece of one.
pub fn is_html(text: &str) -> bool {
    const TAGS: [&str; 12] =
        ["!doctype html", "html", "head", "body", "table", "p", "div", "meta", "span", "section", "article", "title"];
    let start = text.trim_start_matches(super::normal::is_blank_char);
    let names = |rest: &str, tag: &str| {
        let head = rest.get(..tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag));
        head && !rest[tag.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    let tag = |rest: &str| TAGS.iter().any(|tag| names(rest, tag));
    let begins =
        start.strip_prefix('<').is_some_and(|rest| tag(rest) || rest.starts_with("!--") || rest.starts_with("?xml"));
    begins
        || text
            .match_indices('<')
            .take(1 << 16)
            .filter(|(at, _)| !text[..*at].ends_with('\\'))
            .any(|(at, _)| names(&text[at + 1..], "table") || names(&text[at + 1..], "/td"))
}
