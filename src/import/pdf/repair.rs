//! A file whose table of objects is lost or wrong, with a new one: a download that broke off, a file that a mail program
//! changed. What the objects say is left as it is.

use super::lexer::{Lexer, ONE, Token};

/// The most objects that are looked for.
const MOST: usize = 200_000;

/// How far a reference is read, and the beginning of an object: a string without its end would go on to that of the file.
const REFERENCE: usize = 100;
const DICTIONARY: usize = 4000;

/// The bytes with the description of their encryption as an object of its own, which the library looks for; `None` where it
/// is one already, or there is none.
pub fn with_encryption_apart(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEY: &[u8] = b"/Encrypt";
    memchr::memmem::find(bytes, KEY)?;
    let start = places(bytes, KEY).filter_map(|at| {
        let rest = bytes.get(at + KEY.len()..)?;
        let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        rest.get(blank..)?.starts_with(b"<<").then_some(at + KEY.len() + blank)
    });
    let start = start.last()?;
    let description = &bytes[start..start + balanced(&bytes[start..])?];
    let id = places(bytes, b"/ID").filter_map(|at| {
        let open = at + 3 + bytes.get(at + 3..)?.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        (bytes.get(open) == Some(&b'[')).then(|| balanced(&bytes[open..]).map(|length| &bytes[open..open + length]))?
    });
    let id = id.last().unwrap_or(b"[]");
    let number_behind = |word: &'static [u8]| {
        places(bytes, word).filter_map(move |at| match Lexer::new(within(bytes, at + word.len(), REFERENCE)).next() {
            Some(Token::Number(number)) => usize::try_from(number / ONE).ok(),
            _ => None,
        })
    };
    let number = number_behind(b"/Size").max()?;
    let before = number_behind(b"startxref").last()?;
    let (root, generation) = root(bytes)?;
    let mut apart = bytes.to_vec();
    apart.push(b'\n');
    let object = apart.len();
    apart.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    apart.extend_from_slice(description);
    apart.extend_from_slice(b"\nendobj\n");
    let table = apart.len();
    apart.extend_from_slice(format!("xref\n{number} 1\n{object:010} 00000 n \ntrailer\n").as_bytes());
    let size = number + 1;
    let entries = format!("<</Size {size}/Root {root} {generation} R/Encrypt {number} 0 R/Prev {before}/ID");
    apart.extend_from_slice(entries.as_bytes());
    apart.extend_from_slice(id);
    apart.extend_from_slice(format!(">>\nstartxref\n{table}\n%%EOF\n").as_bytes());
    Some(apart)
}

/// How long the dictionary or list is with which some bytes begin; its strings may hold any sign.
fn balanced(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut string, mut at) = (0usize, 0usize, 0);
    while let Some(&byte) = bytes.get(at).filter(|_| at < DICTIONARY) {
        match byte {
            b'\\' if string > 0 => at += 1,
            b'(' => string += 1,
            b')' => string = string.saturating_sub(1),
            _ if string > 0 => {}
            b'<' | b'[' => depth += 1,
            b'>' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += 1;
        if depth == 0 && string == 0 {
            return Some(at);
        }
    }
    None
}

fn within(bytes: &[u8], start: usize, length: usize) -> &[u8] {
    &bytes[start.min(bytes.len())..start.saturating_add(length).min(bytes.len())]
}

/// The bytes with a table of the objects that are found in them; `None` where there are none, or no beginning of a
/// document among them.
pub fn repaired(bytes: &[u8]) -> Option<Vec<u8>> {
    let objects = objects(bytes);
    let root = root(bytes).or_else(|| catalogue(bytes, &objects))?;
    let mut repaired = bytes.to_vec();
    let start = repaired.len() + 1;
    repaired.extend_from_slice(b"\nxref\n0 1\n0000000000 65535 f \n");
    for (number, generation, place) in &objects {
        repaired.extend_from_slice(format!("{number} 1\n{place:010} {generation:05} n \n").as_bytes());
    }
    let size = objects.iter().map(|(number, ..)| number + 1).max()?;
    let (number, generation) = root;
    let trailer = format!("trailer\n<</Size {size}/Root {number} {generation} R>>\nstartxref\n{start}\n%%EOF\n");
    repaired.extend_from_slice(trailer.as_bytes());
    Some(repaired)
}

fn places<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(word.len()).enumerate().filter(move |(_, window)| *window == word).map(|(at, _)| at)
}

/// The objects: number, generation and place, of each number the last one.
fn objects(bytes: &[u8]) -> Vec<(u32, u16, usize)> {
    let mut found = std::collections::BTreeMap::new();
    for at in places(bytes, b" obj").take(MOST) {
        let before = &bytes[at.saturating_sub(20)..at];
        let start = before.iter().rposition(|&byte| !(byte.is_ascii_digit() || byte == b' ')).map_or(0, |at| at + 1);
        let words = &before[start..];
        let text = std::str::from_utf8(words).unwrap_or_default().trim_start();
        let numbers =
            text.split_once(' ').and_then(|(number, rest)| Some((number.parse().ok()?, rest.trim().parse().ok()?)));
        if let Some((number, generation)) = numbers {
            found.insert(number, (generation, at - text.len()));
        }
    }
    found.into_iter().map(|(number, (generation, place))| (number, generation, place)).collect()
}

/// The document's beginning as a trailer names it, the last one.
fn root(bytes: &[u8]) -> Option<(u32, u16)> {
    let reference = |at: usize| {
        let mut tokens = Lexer::new(within(bytes, at + b"/Root".len(), REFERENCE));
        match (tokens.next(), tokens.next(), tokens.next()) {
            (Some(Token::Number(number)), Some(Token::Number(generation)), Some(Token::Word(word))) if word == b"R" => {
                Some((u32::try_from(number / ONE).ok()?, u16::try_from(generation / ONE).ok()?))
            }
            _ => None,
        }
    };
    places(bytes, b"/Root").filter_map(reference).last()
}

/// The object that says that it is the beginning.
fn catalogue(bytes: &[u8], objects: &[(u32, u16, usize)]) -> Option<(u32, u16)> {
    let says = |&&(.., place): &&(u32, u16, usize)| {
        let tokens = Lexer::new(within(bytes, place, DICTIONARY)).take(200);
        let mut before = Vec::new();
        for token in tokens.take_while(|token| *token != Token::Word(b"endobj".to_vec())) {
            if before == b"Type" && token == Token::Name(b"Catalog".to_vec()) {
                return true;
            }
            before = if let Token::Name(name) = token { name } else { Vec::new() };
        }
        false
    };
    objects.iter().rfind(says).map(|&(number, generation, _)| (number, generation))
}
