//! What a file is by its first bytes, its parts and its words, never by its name, and its text in whatever encoding it
//! came.

use std::collections::HashSet;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::budget::Budget;
use super::flat::{self, Flat};
use super::foreign::Foreign;
use super::package::Package;
use super::{ImportError, docx, mail, ole, rtf};

/// The most bytes that are read; a report has a thousandth of it.
pub const MOST_BYTES: usize = 64 << 20;

/// What a byte of text takes until its lines are read.
const DECODED: usize = 4;

pub enum Content {
    Docx,
    Workbook(Workbook),
    Pdf,
    /// Pages laid out, a package.
    Ofd,
    /// A zip archive of other files.
    Archive,
    /// A mail, or a web page in a single file.
    Mail,
    /// An office document in one XML file, decoded.
    Flat(Flat, String),
    /// A Word document of before 2007, in an OLE container; also of WPS.
    Doc,
    Rtf,
    /// An OpenDocument text.
    Odt,
    /// The same as one XML file, decoded.
    FlatOdt(String),
    /// A text of some kind, decoded.
    Text(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workbook {
    /// A package of Excel's.
    Xlsx,
    /// An OpenDocument package.
    Ods,
    /// An OLE container, `.xls` or `.et`.
    Xls,
}

/// What a file is, with its text where it is one.
pub fn content(bytes: &[u8], budget: &Budget) -> Result<Content, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge { found: bytes.len(), most: MOST_BYTES });
    }
    if bytes.starts_with(b"%PDF") {
        return Ok(Content::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package(bytes);
    }
    if bytes.starts_with(&ole::MAGIC) {
        return container(bytes);
    }
    if bytes.trim_ascii_start().starts_with(rtf::MAGIC) {
        return Ok(Content::Rtf);
    }
    if let Some(kind) = foreign(bytes) {
        return Err(kind);
    }
    if mail::is_mail(bytes) {
        return Ok(Content::Mail);
    }
    // Text that is no UTF-8 is decoded in more ways than one.
    budget.charge(bytes.len() * DECODED)?;
    let text = decode(bytes);
    if text.trim_matches(super::normal::is_blank_char).is_empty() {
        return Err(ImportError::Empty);
    }
    if is_flat_text(&text) {
        return Ok(Content::FlatOdt(text));
    }
    Ok(match flat::kind(&text) {
        Some(kind) => Content::Flat(kind, text),
        None => Content::Text(text),
    })
}

/// What a zip package is, by the names of its parts.
fn package(bytes: &[u8]) -> Result<Content, ImportError> {
    let mut package = Package::open(bytes).map_err(|error| match error {
        ImportError::Damaged(_) if !is_office(bytes) => ImportError::DamagedArchive,
        error => error,
    })?;
    let foreign = |kind: Foreign| Err(ImportError::Office(kind));
    // Tables of contents and packages in packages have such parts too, but not at these places.
    let is_whole = |package: &Package<'_>, main: &str| package.has("[Content_Types].xml") || package.has(main);
    if package.has_folder("word/") && is_whole(&package, "word/document.xml") {
        return Ok(Content::Docx);
    }
    if package.has("xl/workbook.bin") {
        return foreign(Foreign::BinarySheet);
    }
    if package.has_folder("xl/") && is_whole(&package, "xl/workbook.xml") {
        return Ok(Content::Workbook(Workbook::Xlsx));
    }
    if package.has_folder("ppt/") && is_whole(&package, "ppt/presentation.xml") {
        return foreign(Foreign::Slides);
    }
    if package.has("OFD.xml") {
        return Ok(Content::Ofd);
    }
    let kind = package.part("mimetype").ok().flatten().unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind);
    match kind.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some(kind) if kind.starts_with("spreadsheet") => Ok(Content::Workbook(Workbook::Ods)),
        Some(kind) if kind.starts_with("presentation") => foreign(Foreign::Slides),
        Some(kind) if kind.starts_with("text") => Ok(Content::Odt),
        Some(_) => Err(ImportError::Binary),
        None if package.has("[Content_Types].xml") && docx::main_part(&mut package).is_ok() => Ok(Content::Docx),
        None => Ok(Content::Archive),
    }
}

/// Whether a package that cannot be opened was a document of an office program, as far as names of its parts still say so.
fn is_office(bytes: &[u8]) -> bool {
    let names: [&[u8]; 5] =
        [b"[Content_Types].xml", b"word/document", b"xl/workbook", b"mimetypeapplication/", b"OFD.xml"];
    names.iter().any(|name| memchr::memmem::find(bytes, name).is_some())
}

/// What an OLE container is, by the names of its streams.
fn container(bytes: &[u8]) -> Result<Content, ImportError> {
    const KNOWN: [&str; 5] = ["EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint Document"];
    let is_in = |names: &HashSet<String>, name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    // What is embedded in a document has names such as these too, but not at the top; that of a damaged one may be lost.
    let top = ole::top(bytes).filter(|names| KNOWN.iter().any(|name| is_in(names, name)));
    let names = top.unwrap_or_else(|| ole::names(bytes));
    let has = |name: &str| is_in(&names, name);
    if has("EncryptedPackage") {
        return Err(ImportError::Protected);
    }
    if has("Workbook") || has("Book") {
        return Ok(Content::Workbook(Workbook::Xls));
    }
    if has("WordDocument") {
        return Ok(Content::Doc);
    }
    Err(ImportError::Office(match () {
        () if has("PowerPoint Document") => Foreign::Slides,
        () => Foreign::OldOffice,
    }))
}

/// Kinds of files that are told by their first bytes and answered with the way out.
fn foreign(bytes: &[u8]) -> Option<ImportError> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let office = |kind: Foreign| Some(ImportError::Office(kind));
    let images: [&[u8]; 7] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"BM"];
    let image = images.iter().any(|magic| begins(magic)) && bytes.contains(&0);
    if image {
        return Some(ImportError::Image);
    }
    let archives: [&[u8]; 3] = [b"\x1F\x8B", b"7z\xBC\xAF", b"Rar!"];
    if archives.iter().any(|magic| begins(magic)) {
        return office(Foreign::Archive);
    }
    let unicode = begins(&[0xFF, 0xFE]) || begins(&[0xFE, 0xFF]) || unmarked(bytes).is_some();
    (!unicode && bytes.iter().take(1 << 16).filter(|&&byte| byte == 0).count() > 0).then_some(ImportError::Binary)
}

/// Whether a text is an OpenDocument text in one XML file, as the tag of its root says.
fn is_flat_text(text: &str) -> bool {
    const ROOT: &str = "<office:document ";
    let start = text.trim_start_matches(super::normal::is_blank_char);
    let root = start.starts_with("<?xml") || start.starts_with(ROOT);
    let tag = start.find(ROOT).filter(|&at| root && at < 2048).map(|at| &start[at..]);
    let tag = tag.and_then(|tag| tag.split_once('>')).map_or("", |(tag, _)| tag);
    tag.contains("\"application/vnd.oasis.opendocument.text")
}

/// Bytes as text: by their byte order mark, as UTF-8 where they are, by what a page says of itself, else as GB18030,
/// which holds GBK and GB 2312.
fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Some(text) =
        unmarked(bytes).and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
    {
        return text.into_owned();
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
    if !broken {
        return chinese.into_owned();
    }
    let western = |text: &str| text.chars().filter(|&c| c == '\u{FFFD}').count();
    let utf8 = String::from_utf8_lossy(bytes);
    if western(&utf8) < western(&chinese) { utf8.into_owned() } else { chinese.into_owned() }
}

/// The encoding of a text in UTF-16 without a mark: its line ends have their empty halves on one side.
fn unmarked(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let has = |end: [u8; 2]| head.chunks_exact(2).any(|pair| pair == end);
    let encoding = match (has([b'\n', 0]), has([0, b'\n'])) {
        (true, false) => UTF_16LE,
        (false, true) => UTF_16BE,
        _ => return None,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(head)?;
    let plain = text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
    (bytes.len().is_multiple_of(2) && plain).then_some(encoding)
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
    let page = start
        .get(..5)
        .is_some_and(|start| ["<!doc", "<html", "<head", "<body", "<?xml"].contains(&&*start.to_ascii_lowercase()));
    // Markdown may hold tags, and whole tables.
    if !page && super::text::is_markdown(text) {
        return false;
    }
    begins
        || text
            .match_indices('<')
            .take(1 << 16)
            .filter(|(at, _)| !text[..*at].ends_with('\\'))
            .any(|(at, _)| names(&text[at + 1..], "table") || names(&text[at + 1..], "/td"))
}
