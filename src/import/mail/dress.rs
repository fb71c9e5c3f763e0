//! The style sheets of a page in a mail that stand in parts of their own: put into the page where it asks for them, so that
//! it is seen as it was. What they say is the pages' business.

use std::borrow::Cow;

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};
use scraper::Html;

use crate::import::budget::Budget;

/// The most bytes of a tag that asks for a sheet.
const LONGEST: usize = 2000;

/// A page with the sheets in place of the tags that ask for them; one that no part holds is left as it stands.
pub fn dressed<'a>(page: &'a [u8], message: &Message<'_>, budget: &Budget) -> Cow<'a, [u8]> {
    let sheets: Vec<&MessagePart<'_>> = message.parts.iter().filter(|part| is_sheet(part)).collect();
    if sheets.is_empty() {
        return Cow::Borrowed(page);
    }
    let mut whole = Vec::with_capacity(page.len());
    let mut done = 0;
    for at in memchr::memchr_iter(b'<', page) {
        let Some(length) = page[at..].iter().take(LONGEST).position(|&byte| byte == b'>') else { continue };
        let tag = &page[at..=at + length];
        if at < done || !tag.get(1..5).is_some_and(|name| name.eq_ignore_ascii_case(b"link")) {
            continue;
        }
        let Some((address, media)) = asked(&String::from_utf8_lossy(tag)) else { continue };
        let Some(sheet) = sheets.iter().find(|part| is_at(part, &address)) else { continue };
        let text = String::from_utf8_lossy(sheet.contents()).replace("</", "");
        if !budget.spend(text.len()) {
            break;
        }
        whole.extend_from_slice(&page[done..at]);
        whole.extend(format!("<style media=\"{media}\">\n{text}\n</style>").into_bytes());
        done = at + length + 1;
    }
    whole.extend_from_slice(&page[done..]);
    Cow::Owned(whole)
}

fn is_sheet(part: &MessagePart<'_>) -> bool {
    let is_text = matches!(part.body, PartType::Text(_) | PartType::Binary(_) | PartType::InlineBinary(_));
    is_text && part.content_type().is_some_and(|kind| kind.subtype() == Some("css"))
}

/// The address of the sheet that a tag asks for, and for which media.
fn asked(tag: &str) -> Option<(String, String)> {
    let piece = Html::parse_fragment(tag);
    let mut elements = piece.tree.root().descendants().filter_map(|node| node.value().as_element());
    let link = elements.find(|element| element.name() == "link")?;
    let rel = link.attr("rel")?.to_ascii_lowercase();
    let wanted = rel.split_ascii_whitespace().any(|word| word == "stylesheet") && !rel.contains("alternate");
    let media: String = link.attr("media").unwrap_or("all").chars().filter(|c| !matches!(c, '"' | '<' | '>')).collect();
    Some((link.attr("href").filter(|_| wanted)?.trim().to_string(), media))
}

/// Whether a part stands at an address, which may leave out the folders before it.
fn is_at(part: &MessagePart<'_>, address: &str) -> bool {
    if let Some(id) = address.strip_prefix("cid:") {
        return part.content_id().is_some_and(|own| own.trim_matches(['<', '>']) == id);
    }
    let last = address.trim_start_matches("./").trim_start_matches("../");
    part.content_location().is_some_and(|own| {
        own == address
            || own.strip_suffix(last).is_some_and(|before| before.is_empty() || before.ends_with(['/', '\\']))
    })
}
