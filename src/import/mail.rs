//! Mails and web pages in a single file (`.eml`, `.mht`), which are one kind of file: a page, a letter, and what is attached.
//! The parts are told by the mail-parser library and handed on as files; what they are, their bytes say.

mod dress;

use encoding_rs::Encoding as Charset;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::ImportError;
use super::budget::Budget;
use super::inside::Inner;

/// How far into a file its head is looked for.
const HEAD: usize = 64 << 10;

/// Marks between parts are no longer than this; so says the standard, and some more.
const LONGEST_MARK: usize = 256;

/// Mails within mails that are no more than this.
const MOST_NESTED: usize = 40;

/// How deep mails within mails are followed.
const DEEPEST: usize = 3;

/// What a line takes that may be one of a head.
const HEAD_LINE: usize = 200;

/// Whether bytes begin with the head of a mail: lines of a name and a colon, one of which says what follows.
pub fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let mut lines = head.trim_start_matches(['\u{FEFF}', '\r', '\n', ' ']).lines().peekable();
    // The line with which mailboxes begin a mail.
    lines.next_if(|line| line.starts_with("From "));
    let name = |line: &str| {
        let (name, _) = line.split_once(':')?;
        let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        plain.then(|| name.to_ascii_lowercase())
    };
    if lines.peek().is_none_or(|line| name(line).is_none()) {
        return false;
    }
    let head = lines.take_while(|line| !line.trim().is_empty());
    head.filter(|line| !line.starts_with([' ', '\t']))
        .map_while(name)
        .any(|name| matches!(name.as_str(), "mime-version" | "content-type" | "content-transfer-encoding" | "received"))
}

/// The files that a mail holds.
pub fn files(bytes: &[u8], budget: &Budget) -> Result<Vec<Inner>, ImportError> {
    let mut files = Vec::new();
    gather(&parsed(bytes, budget)?, budget, 0, &mut files)?;
    Ok(files)
}

/// The first page of a mail, or its letter.
pub fn page(bytes: &[u8], budget: &Budget) -> Result<Vec<u8>, ImportError> {
    let message = parsed(bytes, budget)?;
    let is_page = |part: &&MessagePart<'_>| matches!(part.body, PartType::Html(_));
    let is_text = |part: &&MessagePart<'_>| matches!(part.body, PartType::Text(_));
    let part = message.parts.iter().find(is_page).or_else(|| message.parts.iter().find(is_text));
    let part = part.ok_or(ImportError::Empty)?;
    let text = text(&message, part, budget)?;
    Ok(dress::dressed(&text, &message, budget).into_owned())
}

fn parsed<'a>(bytes: &'a [u8], budget: &Budget) -> Result<Message<'a>, ImportError> {
    check(bytes, budget)?;
    let start = bytes.iter().position(|byte| !b"\xEF\xBB\xBF\r\n ".contains(byte)).unwrap_or(0);
    let mut body = &bytes[start..];
    if body.starts_with(b"From ") {
        let line = body.iter().position(|&byte| byte == b'\n').map_or(body.len(), |at| at + 1);
        body = &body[line..];
    }
    MessageParser::default().parse(body).ok_or(ImportError::Empty)
}

/// Holds what the library would take time and memory for against the budget before it is asked: lines that may be heads,
/// long marks between parts, and mails within mails, which it takes apart one within the other.
fn check(bytes: &[u8], budget: &Budget) -> Result<(), ImportError> {
    budget.charge(bytes.len() * 2)?;
    let (mut nested, mut pieces) = (0, 0);
    for line in bytes.split(|&byte| byte == b'\n') {
        let Some(colon) = memchr::memchr2(b':', b'=', line) else { continue };
        if line[..colon].len() < 100 {
            budget.charge(HEAD_LINE)?;
        }
        let starts = memchr::memchr_iter(b'r', line).chain(memchr::memchr_iter(b'R', line));
        let starts = starts.chain(memchr::memchr2_iter(b'd', b'D', line)).chain(memchr::memchr2_iter(b'g', b'G', line));
        let is = |at: usize, word: &[u8]| line.get(at..at + word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word));
        nested += starts.filter(|&at| is(at, b"rfc822") || is(at, b"digest") || is(at, b"global")).count();
        for at in memchr::memchr2_iter(b'b', b'B', line).filter(|&at| is(at, b"boundary")) {
            let rest = &line[at + b"boundary".len()..];
            pieces += usize::from(rest.first() == Some(&b'*'));
            let mark = rest.split(|byte| b";\r".contains(byte)).next().unwrap_or_default();
            if mark.len() > LONGEST_MARK || pieces > 4 {
                return Err(ImportError::Damaged("boundary".into()));
            }
        }
    }
    if nested > MOST_NESTED { Err(ImportError::TooDeep) } else { Ok(()) }
}

fn gather(message: &Message<'_>, budget: &Budget, depth: usize, files: &mut Vec<Inner>) -> Result<(), ImportError> {
    let has_page = message.parts.iter().any(|part| matches!(part.body, PartType::Html(_)));
    for part in &message.parts {
        let named = part.attachment_name().or(part.content_location()).map(|name| last(name).to_string());
        let attached = part.content_disposition().is_some_and(|disposition| disposition.is_attachment());
        let of_page = |kinds: &[&str]| part.content_type().is_some_and(|kind| kinds.contains(&kind.ctype()));
        match &part.body {
            PartType::Multipart(_) => {}
            PartType::Message(inner) if depth < DEEPEST => gather(inner, budget, depth + 1, files)?,
            PartType::Message(_) => return Err(ImportError::TooDeep),
            PartType::Html(_) => {
                let name = named.or_else(|| message.subject().map(String::from)).unwrap_or_else(|| "HTML".into());
                let content =
                    text(message, part, budget).map(|text| dress::dressed(&text, message, budget).into_owned());
                files.push(Inner { name, content, quiet: !attached });
            }
            PartType::Text(_) => {
                let plain = part.content_type().is_none_or(|kind| kind.subtype() == Some("plain"));
                // The same letter once more, without its tables; what dresses a page.
                if !attached && (has_page || !plain) {
                    continue;
                }
                let name = named.or_else(|| message.subject().map(String::from)).unwrap_or_else(|| "TXT".into());
                files.push(Inner { name, content: text(message, part, budget), quiet: !attached });
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                let quiet = !attached && (of_page(&["image", "font", "audio", "video"]) || named.is_none());
                budget.charge(bytes.len())?;
                let name = named.unwrap_or_default();
                files.push(Inner { name, content: Ok(bytes.to_vec()), quiet });
            }
        }
    }
    Ok(())
}

/// The last step of a path or an address.
fn last(name: &str) -> &str {
    name.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The text of a part as UTF-8 where the part says how it is encoded; else its bytes, which may say so themselves.
fn text(message: &Message<'_>, part: &MessagePart<'_>, budget: &Budget) -> Result<Vec<u8>, ImportError> {
    let place = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let raw = message.raw_message.get(place(part.offset_body)..place(part.offset_end)).unwrap_or_default();
    budget.charge(raw.len() * 2)?;
    let bytes = match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
    };
    // What is not encoded as it says is taken as the library took it.
    let bytes = match (bytes, &part.body) {
        (Some(bytes), _) => bytes,
        (None, PartType::Html(text) | PartType::Text(text)) => return Ok(text.as_bytes().to_vec()),
        (None, _) => return Err(ImportError::Binary),
    };
    let named = part.content_type().and_then(|kind| kind.attribute("charset"));
    let named = named.and_then(|name| Charset::for_label(name.trim().as_bytes()));
    let decoded = named.and_then(|named| named.decode_without_bom_handling_and_without_replacement(&bytes));
    Ok(decoded.map(|text| text.into_owned().into_bytes()).unwrap_or(bytes))
}
