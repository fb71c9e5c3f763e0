//! A PDF's objects: opened with bounds on what is unpacked, with the pages, what they inherit, and their streams. What a
//! page shows is read by `content`.

use std::borrow::Cow;
use std::io::Read;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::lexer::{Fixed, ONE};
use super::repair::repaired;
use crate::import::ImportError;

/// The most bytes that streams of objects may unpack to when a file is opened.
const MOST_OBJECTS: u64 = 128 << 20;

/// The most bytes that one stream is unpacked to.
const MOST_STREAM: u64 = 16 << 20;

/// The most pages that are read; a report has some ten.
const MOST_PAGES: usize = 2000;

/// How far up the tree of pages something may be inherited from.
const DEEPEST: usize = 40;

pub struct File {
    document: Document,
}

/// A page with what it inherits.
pub struct Page<'a> {
    pub id: ObjectId,
    pub resources: Option<&'a Dictionary>,
    /// Left, bottom, right and top of what is shown.
    pub area: [Fixed; 4],
    /// Quarter turns clockwise.
    pub turns: i64,
}

impl File {
    pub fn open(bytes: &[u8]) -> Result<File, ImportError> {
        if packed(bytes) > MOST_OBJECTS {
            return Err(ImportError::Unpacked);
        }
        let locked = |document: &Document| document.is_encrypted() && !document.was_encrypted();
        let loaded = match Document::load_mem(bytes) {
            Ok(document) if locked(&document) => return Err(ImportError::Protected),
            Ok(document) if document.page_iter().next().is_some() => Ok(document),
            Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => return Err(ImportError::Protected),
            damaged => repaired(bytes).map_or(damaged, |bytes| Document::load_mem(&bytes)),
        };
        let document = loaded.map_err(|_| ImportError::DamagedPdf)?;
        if locked(&document) {
            return Err(ImportError::Protected);
        }
        Ok(File { document })
    }

    pub fn pages(&self) -> impl Iterator<Item = Page<'_>> {
        self.document.page_iter().take(MOST_PAGES).filter_map(|id| {
            let page = self.document.get_dictionary(id).ok()?;
            let resources = self.inherited(page, b"Resources").and_then(|object| self.dictionary(object));
            let area = [&b"CropBox"[..], b"MediaBox"];
            let area = area.into_iter().find_map(|key| self.numbers(self.inherited(page, key)?));
            let turns = self.inherited(page, b"Rotate").and_then(|object| self.fixed(object)).unwrap_or(0);
            let area = area.unwrap_or([0, 0, 595 * ONE, 842 * ONE]);
            Some(Page { id, resources, area, turns: (turns / (90 * ONE)).rem_euclid(4) })
        })
    }

    /// The content of a page, its streams one after the other.
    pub fn content(&self, page: ObjectId) -> Vec<u8> {
        let mut content = Vec::new();
        for id in self.document.get_page_contents(page) {
            if let Ok(Object::Stream(stream)) = self.document.get_object(id) {
                content.extend_from_slice(&self.unpacked(stream));
                content.push(b'\n');
            }
        }
        content
    }

    /// What an entry of a page is, or of the nodes above it.
    fn inherited<'a>(&'a self, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let mut node = page;
        for _ in 0..DEEPEST {
            if let Ok(object) = node.get(key) {
                return Some(self.resolved(object));
            }
            node = self.entry(node, b"Parent").and_then(|object| self.dictionary(object))?;
        }
        None
    }

    pub fn catalogue(&self) -> Option<&Dictionary> {
        self.document.catalog().ok()
    }

    /// An object behind its references.
    pub fn resolved<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).map_or(object, |(_, object)| object)
    }

    /// An entry of a dictionary, behind its references.
    pub fn entry<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        dictionary.get(key).ok().map(|object| self.resolved(object))
    }

    /// A dictionary, or that of a stream.
    pub fn dictionary<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        match self.resolved(object) {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub fn inner<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.entry(dictionary, key).and_then(|object| self.dictionary(object))
    }

    pub fn stream<'a>(&'a self, object: &'a Object) -> Option<&'a Stream> {
        match self.resolved(object) {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    pub fn array<'a>(&'a self, object: &'a Object) -> Option<&'a [Object]> {
        match self.resolved(object) {
            Object::Array(array) => Some(array),
            _ => None,
        }
    }

    pub fn name<'a>(&'a self, object: &'a Object) -> Option<&'a [u8]> {
        self.resolved(object).as_name().ok()
    }

    /// A number in millionths.
    pub fn fixed(&self, object: &Object) -> Option<Fixed> {
        match self.resolved(object) {
            Object::Integer(number) => Some(number.clamp(&-10_000_000, &10_000_000) * ONE),
            // A cast of what is no number, or none of this world, ends at a bound.
            Object::Real(number) => Some(((*number * 1000.0) as Fixed).clamp(-10_000_000_000, 10_000_000_000) * 1000),
            _ => None,
        }
    }

    pub fn numbers<const COUNT: usize>(&self, object: &Object) -> Option<[Fixed; COUNT]> {
        let numbers: Vec<Fixed> = self.array(object)?.iter().take(COUNT).filter_map(|n| self.fixed(n)).collect();
        numbers.try_into().ok()
    }

    /// The document, for what the library reads of fonts.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The data of a stream, unpacked as far as its limit; nothing where its packing is not known.
    pub fn unpacked<'a>(&self, stream: &'a Stream) -> Cow<'a, [u8]> {
        let filters = stream.filters().unwrap_or_default();
        match filters[..] {
            [] => Cow::Borrowed(&stream.content),
            [b"FlateDecode" | b"Fl"] if !stream.dict.has(b"DecodeParms") => Cow::Owned(inflated(&stream.content)),
            // The library unpacks the rarer ones without a limit, so only small ones are handed to it.
            _ if stream.content.len() < (1 << 20) && unpacked_length(&stream.content) < MOST_STREAM => {
                Cow::Owned(stream.decompressed_content().unwrap_or_default())
            }
            _ => Cow::Borrowed(&[]),
        }
    }
}

/// Unpacks as much as there is, up to the limit; a damaged end is no reason to lose the beginning.
fn inflated(packed: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    // What was unpacked before an error stays.
    drop(flate2::read::ZlibDecoder::new(packed).take(MOST_STREAM).read_to_end(&mut unpacked));
    unpacked
}

fn unpacked_length(packed: &[u8]) -> u64 {
    let mut decoder = flate2::read::ZlibDecoder::new(packed).take(MOST_OBJECTS + 1);
    let (mut length, mut buffer) = (0, vec![0; 1 << 16]);
    while let Ok(count @ 1..) = decoder.read(&mut buffer) {
        length += count as u64;
    }
    length
}

/// To how much the streams of a file that are unpacked when it is opened would unpack, counted up to the limit.
fn packed(bytes: &[u8]) -> u64 {
    let mut total = 0;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let start = at + found;
        at = start + b"stream".len();
        let before = &bytes[start.saturating_sub(1000)..start];
        let own = before.windows(4).rposition(|word| word == b" obj").map_or(before, |at| &before[at..]);
        if before.ends_with(b"end") || !(find(own, b"ObjStm").is_some() || find(own, b"XRef").is_some()) {
            continue;
        }
        let data = &bytes[at..];
        let blank = data.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        total += unpacked_length(&data[blank..]);
        if total > MOST_OBJECTS {
            return total;
        }
    }
    total
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}
