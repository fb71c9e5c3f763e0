//! A PDF's objects: opened with bounds on what is unpacked, with the pages, what they inherit, and their streams. What a
//! page shows is read by `content`.

use std::borrow::Cow;
use std::io::Read;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::lexer::{Fixed, Lexer, ONE, Token};
use super::repair::{repaired, with_encryption_apart};
use crate::import::ImportError;
use crate::import::budget::Budget;

/// What an object takes: the library keeps each number of a list as one.
const OBJECT: usize = 96;

/// The widest entry of a table of objects; the library reckons with wider ones until it fails.
const WIDEST_ENTRY: Fixed = 8 * ONE;

/// Larger streams of the rare kinds of packing are not unpacked.
const MOST_RARE: usize = 1 << 20;

/// The most bytes that one stream is unpacked to.
const MOST_STREAM: u64 = 16 << 20;

/// The most pages that are read; a report has some ten.
const MOST_PAGES: usize = 2000;

/// How far up the tree of pages something may be inherited from.
const DEEPEST: usize = 40;

pub struct File {
    document: Document,
    budget: Budget,
}

/// A page with what it inherits.
pub struct Page<'a> {
    pub id: ObjectId,
    /// The page itself.
    pub dictionary: &'a Dictionary,
    pub resources: Option<&'a Dictionary>,
    /// Left, bottom, right and top of what is shown.
    pub area: [Fixed; 4],
    /// Quarter turns clockwise.
    pub turns: i64,
}

impl Page<'_> {
    /// Width and height as it is shown, in thousandths of a point.
    pub fn size(&self) -> (i64, i64) {
        let [left, bottom, right, top] = self.area;
        let (width, height) = ((right - left) / 1000, (top - bottom) / 1000);
        if self.turns % 2 == 0 { (width, height) } else { (height, width) }
    }
}

impl File {
    pub fn open(bytes: &[u8], budget: &Budget) -> Result<File, ImportError> {
        weigh(bytes, budget)?;
        let apart = with_encryption_apart(bytes);
        let bytes = apart.as_deref().unwrap_or(bytes);
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
        Ok(File { document, budget: budget.clone() })
    }

    pub fn pages(&self) -> impl Iterator<Item = Page<'_>> {
        self.document.page_iter().take(MOST_PAGES).filter_map(|id| {
            let page = self.document.get_dictionary(id).ok()?;
            let resources = self.inherited(page, b"Resources").and_then(|object| self.dictionary(object));
            let area = [&b"CropBox"[..], b"MediaBox"]
                .map(|key| self.inherited(page, key).and_then(|area| self.numbers(area)).map(ordered));
            let [cut, whole] = area;
            let area = cut.zip(whole).map(|(cut, whole)| both(cut, whole)).or(cut).or(whole);
            let turns = self.inherited(page, b"Rotate").and_then(|object| self.fixed(object)).unwrap_or(0);
            let area = area.unwrap_or([0, 0, 595 * ONE, 842 * ONE]);
            Some(Page { id, dictionary: page, resources, area, turns: (turns / (90 * ONE)).rem_euclid(4) })
        })
    }

    /// The content of a page, its streams one after the other.
    pub fn content(&self, page: ObjectId) -> Vec<u8> {
        let mut content = Vec::new();
        // A page may name one stream again and again.
        for id in self.document.get_page_contents(page) {
            if let Ok(Object::Stream(stream)) = self.document.get_object(id) {
                let unpacked = self.unpacked(stream);
                if !self.budget.spend(OBJECT + unpacked.len()) {
                    break;
                }
                content.extend_from_slice(&unpacked);
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

    /// The dictionary of an object by its number.
    pub fn referred(&self, id: ObjectId) -> Option<&Dictionary> {
        self.document.get_object(id).ok().and_then(|object| self.dictionary(object))
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

    /// What the document may take.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// The document, for what the library reads of fonts.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The data of a stream, unpacked as far as its limit; nothing where its packing is not known.
    pub fn unpacked<'a>(&self, stream: &'a Stream) -> Cow<'a, [u8]> {
        let params = stream.dict.get(b"DecodeParms").ok().and_then(|params| params.as_dict().ok());
        let mut data = Cow::Borrowed(&stream.content[..]);
        // It may be packed more than once.
        for filter in stream.filters().unwrap_or_default() {
            data = match (filter, params) {
                (b"FlateDecode" | b"Fl", None) => Cow::Owned(inflated(&data)),
                (b"FlateDecode", Some(params)) if unpacked_length(&data, MOST_STREAM) < MOST_STREAM => {
                    Cow::Owned(by_library(filter, Some(params), &data))
                }
                (b"LZWDecode", _) if lzw_length(&data, params) < MOST_STREAM => {
                    Cow::Owned(by_library(filter, params, &data))
                }
                (b"ASCII85Decode", _) if data.len() < MOST_RARE => Cow::Owned(by_library(filter, None, &data)),
                _ => Cow::Borrowed(&[][..]),
            };
            if !self.budget.spend(data.len() * UNPACKED) {
                return Cow::Borrowed(&[]);
            }
        }
        data
    }
}

/// Left, bottom, right and top, in whichever order two corners are given.
fn ordered([x0, y0, x1, y1]: [Fixed; 4]) -> [Fixed; 4] {
    [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]
}

/// What two areas have in common, or the second one where that is nothing.
fn both(a: [Fixed; 4], b: [Fixed; 4]) -> [Fixed; 4] {
    let common = [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])];
    if common[0] < common[2] && common[1] < common[3] { common } else { b }
}

/// What a byte takes that is unpacked.
const UNPACKED: usize = 2;

/// Unpacks as much as there is, up to the limit; a damaged end is no reason to lose the beginning.
fn inflated(packed: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    // What was unpacked before an error stays.
    drop(flate2::read::ZlibDecoder::new(packed).take(MOST_STREAM).read_to_end(&mut unpacked));
    unpacked
}

/// Unpacks in one of the rarer ways, which the library knows and does not limit.
fn by_library(filter: &[u8], params: Option<&Dictionary>, packed: &[u8]) -> Vec<u8> {
    let number = |key: &[u8]| params.and_then(|params| params.get(key).ok()?.as_i64().ok()).unwrap_or(1);
    let row = [&b"Columns"[..], b"Colors", b"BitsPerComponent"].into_iter().map(number);
    if row.fold(1i64, i64::saturating_mul) > 1 << 24 {
        return Vec::new();
    }
    let mut dictionary = Dictionary::new();
    dictionary.set("Filter", Object::Name(filter.to_vec()));
    if let Some(params) = params {
        dictionary.set("DecodeParms", Object::Dictionary(params.clone()));
    }
    Stream::new(dictionary, packed.to_vec()).decompressed_content().unwrap_or_default()
}

/// To how much data unpacks, counted up to a limit.
fn unpacked_length(packed: &[u8], most: u64) -> u64 {
    let mut decoder = flate2::read::ZlibDecoder::new(packed).take(most + 1);
    let (mut length, mut buffer) = (0, vec![0; 1 << 16]);
    while let Ok(count @ 1..) = decoder.read(&mut buffer) {
        length += count as u64;
    }
    length
}

/// To how much LZW data unpacks: only how long what a code stands for is, not what it is.
fn lzw_length(packed: &[u8], params: Option<&Dictionary>) -> u64 {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const MOST_CODES: usize = 4096;
    let early = params.and_then(|params| params.get(b"EarlyChange").ok()?.as_i64().ok()) != Some(0);
    let mut lengths = vec![1u64; END + 1];
    let (mut before, mut total) = (None, 0);
    let (mut bits, mut count) = (0usize, 0u32);
    for byte in packed {
        (bits, count) = ((bits << 8 | usize::from(*byte)) & 0xFF_FFFF, count + 8);
        let width = (lengths.len() + usize::from(early)).clamp(CLEAR, MOST_CODES - 1).ilog2() + 1;
        if count < width {
            continue;
        }
        count -= width;
        let code = bits >> count & ((1 << width) - 1);
        match code {
            CLEAR => {
                lengths.truncate(END + 1);
                before = None;
            }
            END => break,
            code => {
                let length = lengths.get(code).copied().or(before.map(|before| before + 1)).unwrap_or(1);
                total += length;
                if let Some(before) = before.filter(|_| lengths.len() < MOST_CODES) {
                    lengths.push(before + 1);
                }
                before = Some(length);
            }
        }
    }
    total
}

/// Charges what the library makes of a file when it opens it: all objects, and those packed in streams.
fn weigh(bytes: &[u8], budget: &Budget) -> Result<(), ImportError> {
    let (mut at, mut ends) = (0, true);
    while let Some(found) = find(&bytes[at..], b"stream") {
        let start = at + found;
        budget.charge(words(&bytes[at..start]) * OBJECT)?;
        at = start + b"stream".len();
        let before = &bytes[start.saturating_sub(1000)..start];
        if before.ends_with(b"end") {
            continue;
        }
        let own = before.windows(4).rposition(|word| word == b" obj").map_or(before, |at| &before[at..]);
        let (is_objects, is_table) = (find(own, b"ObjStm").is_some(), find(own, b"XRef").is_some());
        let data = &bytes[at..];
        if is_objects || is_table {
            let blank = data.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let mut unpacked = inflated(&data[blank..]);
            for _ in 1..own.windows(5).filter(|word| word == b"Flate").count() {
                unpacked = inflated(&unpacked);
            }
            let is_rare = find(own, b"LZW").is_some();
            if unpacked.len() as u64 >= MOST_STREAM || is_rare {
                return Err(ImportError::Unpacked);
            }
            let units = if is_objects { words(&unpacked) * OBJECT } else { unpacked.len() * UNPACKED };
            budget.charge(unpacked.len() + units)?;
        }
        if is_table && widest(own) > WIDEST_ENTRY {
            return Err(ImportError::DamagedPdf);
        }
        // What stands in a stream is no object.
        ends = ends && find(data, b"endstream").map(|length| at += length).is_some();
    }
    budget.charge(words(&bytes[at..]) * OBJECT)
}

/// How many numbers, names, strings and lists there are in some text, nearly.
fn words(text: &[u8]) -> usize {
    let mut words = 0;
    let mut apart = true;
    for byte in text {
        let blank = byte.is_ascii_whitespace() || *byte == 0;
        let sign = matches!(byte, b'/' | b'(' | b'[' | b'<' | b']' | b'>' | b')');
        words += usize::from(!blank && (apart || matches!(byte, b'/' | b'(' | b'[' | b'<')));
        apart = blank || sign;
    }
    words
}

/// The widest entry that the dictionary of a table of objects names.
fn widest(dictionary: &[u8]) -> Fixed {
    let tokens = Lexer::new(dictionary).skip_while(|token| *token != Token::Name(b"W".to_vec())).skip(2);
    let numbers = tokens.map_while(|token| if let Token::Number(number) = token { Some(number) } else { None });
    numbers.max().unwrap_or(0)
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}
