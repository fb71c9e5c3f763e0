//! What becomes of a document when somebody breaks it: bytes flipped, cut, doubled, moved in from documents of other kinds,
//! figures made huge. Containers are opened for it, so that what is broken lies behind their checks.

use std::io::{Cursor, Read};

use lopdf::Object;
use zip::ZipArchive;

use crate::generator::Chance;
use crate::handmade::package;

/// No mutant is longer.
const LONGEST: usize = 400_000;

/// Pieces of all formats, and those that were once more than their readers could take.
const TOKENS: [&str; 40] = [
    "<w:tbl><w:tr><w:tc>",
    "<w:gridSpan w:val=\"2147483647\"/>",
    "<w:vMerge w:val=\"restart\"/>",
    "<w:br/><w:tab/>",
    "<mc:AlternateContent><mc:Choice>",
    "</w:p>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<c r=\"XFD1048576\" t=\"s\"><v>0</v></c>",
    "<si><r><t>",
    " table:number-columns-repeated=\"1048576\"",
    " table:number-rows-repeated=\"1048576\"",
    "<text:s text:c=\"99999999\"/>",
    "<table><tr><td rowspan=65535 colspan=65535>",
    "</td></tr></table>",
    "<p>",
    "<b><i><div>",
    "<!--",
    "<![CDATA[",
    "&#x10FFFF;",
    "&amp;",
    "| --- | --- |\n",
    "┌──┬──┐\n│",
    "# 一、总体情况\n",
    "三、收到和处理政府信息公开申请情况\n",
    "1.属于国家秘密 0 0 0 0 0 0 0\n",
    "规章 7 7 7\n",
    "2022年",
    "{\"cells\":{",
    "]}",
    "\"\",\n",
    "cell,value\n",
    "\u{1b}[2J\u{9b}",
    "\u{0}",
    "\u{FEFF}",
    "[0 0 R]",
    "/Kids[2 0 R]",
    "BT /F 1 Tf (x) Tj ET q Q /F Do",
    "<0000> <FFFFFFFF> <4E00>",
    "stream\nendstream",
    "99999999999999999999",
];

/// A mutant of a document; `other` is one of another kind. One that is whole may be opened by the libraries that are attacked.
pub fn of(bytes: &[u8], is_whole: bool, other: &[u8], chance: &mut Chance) -> Vec<u8> {
    // As it lies on the disk, now and then.
    let inside = if chance.one_in(4) {
        None
    } else {
        packed(bytes, other, chance).or_else(|| is_whole.then(|| page(bytes, other, chance)).flatten())
    };
    let mut mutant = inside.unwrap_or_else(|| broken(bytes, other, chance));
    mutant.truncate(LONGEST);
    mutant
}

/// A package with one of its parts broken.
fn packed(bytes: &[u8], other: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        part.by_ref().take(LONGEST as u64).read_to_end(&mut content).ok()?;
        parts.push((part.name().ok()?.to_string(), content));
    }
    // The larger ones hold what is read.
    let sizes: Vec<usize> = parts.iter().map(|(_, content)| content.len()).collect();
    let mut at = chance.below(sizes.iter().sum());
    let broken_one = sizes.iter().position(|&size| {
        at < size || {
            at -= size;
            false
        }
    })?;
    parts[broken_one].1 = broken(&parts[broken_one].1, other, chance);
    Some(package(&parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>()))
}

/// A PDF with one of its streams broken, packed again.
fn page(bytes: &[u8], other: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    if !bytes.starts_with(b"%PDF") || bytes.len() > LONGEST {
        return None;
    }
    let mut document = lopdf::Document::load_mem(bytes).ok()?;
    let mut streams: Vec<_> = document
        .objects
        .values_mut()
        .filter_map(|object| match object {
            Object::Stream(stream) => Some(stream),
            _ => None,
        })
        .collect();
    let count = streams.len();
    let stream = streams.get_mut(chance.below(count))?;
    let content = stream.decompressed_content().ok()?;
    stream.set_plain_content(broken(&content, other, chance));
    stream.compress().ok()?;
    let mut mutant = Vec::new();
    document.save_to(&mut mutant).ok()?;
    Some(mutant)
}

/// A length below two to that power, more often a small one.
fn length(chance: &mut Chance, bits: usize) -> usize {
    let bits = chance.below(bits);
    chance.below(1 << bits)
}

/// Some bytes, broken in one to four places.
fn broken(bytes: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        let end = (at + 1 + length(chance, 12)).min(bytes.len());
        match chance.below(8) {
            0 => (0..=chance.below(8)).for_each(|_| {
                let at = chance.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }),
            1 if chance.one_in(3) => bytes.truncate(at),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let times = 1 + length(chance, 14);
                let most = LONGEST.saturating_sub(bytes.len()) / (end - at).max(1);
                let copies = bytes[at..end].repeat(times.min(most));
                bytes.splice(end..end, copies);
            }
            4 => {
                let taken = chance.below(other.len());
                let end = taken + length(chance, 12).min(other.len() - taken);
                bytes.splice(at..at, other[taken..end].iter().copied());
            }
            5 => {
                let huge = "9".repeat(1 + length(chance, 9));
                if let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit) {
                    let first = at + digit;
                    let length = bytes[first..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                    bytes.splice(first..first + length, huge.into_bytes());
                }
            }
            _ => {
                let token = TOKENS[chance.below(TOKENS.len())];
                let times = if chance.one_in(3) { 1 << chance.below(12) } else { 1 };
                bytes.splice(at..at, token.repeat(times).into_bytes());
            }
        }
    }
    bytes
}
