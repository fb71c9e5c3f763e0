//! Fonts: the strings of a content stream as characters with their widths. Which glyph is drawn does not matter here.

use lopdf::{Dictionary, Encoding, Object};

use super::cmap::{CMap, Coding, Ranges, codes, number};
use super::file::File;
use super::lexer::{Fixed, ONE};
use super::radical::unified;

/// A character that is drawn and that nobody can tell.
pub const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// Characters of a composite font below this are blank or none where a map passes over them.
const FIRST_DRAWN: u32 = 4;

/// A font as far as text needs it.
pub struct Font {
    coding: Coding,
    /// The map that the font's own coding is.
    encoding: Option<CMap>,
    to_unicode: Option<CMap>,
    /// The characters of a simple font.
    single: Vec<String>,
    widths: Ranges<Fixed>,
    usual: Fixed,
    /// How high its letters are, for a type size of one.
    pub height: Fixed,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    /// What it is; [`UNKNOWN`] where nobody can tell, empty where nothing is drawn.
    pub text: String,
    /// Its width, for a type size of one.
    pub width: Fixed,
    /// Whether it is the single byte that word spacing widens.
    pub blank: bool,
}

impl Font {
    pub fn new(file: &File, font: &Dictionary) -> Font {
        let map = |object: &Object| file.stream(object).map(|stream| CMap::read(&file.unpacked(stream), file.budget()));
        let to_unicode = file.entry(font, b"ToUnicode").and_then(map).filter(CMap::has_texts);
        let descendant = file.entry(font, b"DescendantFonts").and_then(|fonts| file.array(fonts)?.first());
        match descendant.and_then(|font| file.dictionary(font)) {
            Some(descendant) => Font::composite(file, font, descendant, to_unicode),
            None => Font::simple(file, font, to_unicode),
        }
    }

    fn composite(file: &File, font: &Dictionary, descendant: &Dictionary, to_unicode: Option<CMap>) -> Font {
        let encoding = file.entry(font, b"Encoding");
        let coding = encoding.and_then(|object| file.name(object)).map_or(Coding::Double, Coding::named);
        let own = encoding
            .and_then(|object| file.stream(object))
            .map(|stream| CMap::read(&file.unpacked(stream), file.budget()));
        let thousandth = |object: &Object| file.fixed(object).map(|width| width / 1000);
        let usual = file.entry(descendant, b"DW").and_then(thousandth).unwrap_or(ONE);
        let mut widths = Ranges::default();
        let listed = file.entry(descendant, b"W").and_then(|widths| file.array(widths)).unwrap_or(&[]);
        let mut rest = listed.iter();
        let whole = |object: &Object| file.fixed(object).and_then(|number| u32::try_from(number / ONE).ok());
        while let (Some(first), Some(second)) = (rest.next().and_then(whole), rest.next()) {
            if let Some(each) = file.array(second) {
                for (code, width) in (first..).zip(each.iter().filter_map(thousandth)) {
                    widths.put(code, code, width, file.budget());
                }
            } else if let (Some(last), Some(width)) = (whole(second), rest.next().and_then(thousandth)) {
                widths.put(first, last, width, file.budget());
            }
        }
        Font { coding, encoding: own, to_unicode, single: Vec::new(), widths, usual, height: ONE }
    }

    fn simple(file: &File, font: &Dictionary, to_unicode: Option<CMap>) -> Font {
        let encoding = font.get_font_encoding(file.document());
        let own = to_unicode.is_none() && has_own_codes(file, font);
        let single = (0..=255).map(|byte| match &encoding {
            _ if own => String::new(),
            Ok(Encoding::UnicodeMapEncoding(_) | Encoding::SimpleEncoding(_)) | Err(_) => String::new(),
            Ok(encoding) => encoding.bytes_to_string(&[byte]).unwrap_or_default(),
        });
        // Of a font whose glyphs are drawings, widths are in a space of its own.
        let matrix: Option<[Fixed; 6]> = file.entry(font, b"FontMatrix").and_then(|matrix| file.numbers(matrix));
        let unit = matrix.map_or(ONE / 1000, |matrix| matrix[0].abs());
        let scaled = |width: Fixed| (i128::from(width) * i128::from(unit) / i128::from(ONE)) as Fixed;
        let first = file.entry(font, b"FirstChar").and_then(|first| file.fixed(first)).unwrap_or(0) / ONE;
        let listed = file.entry(font, b"Widths").and_then(|widths| file.array(widths)).unwrap_or(&[]);
        let codes = (first.clamp(0, 255) as u32..256).zip(listed);
        let mut widths = Ranges::default();
        for (code, width) in codes.filter_map(|(code, width)| Some((code, scaled(file.fixed(width)?)))) {
            widths.put(code, code, width, file.budget());
        }
        let frame: Option<[Fixed; 4]> = file.entry(font, b"FontBBox").and_then(|frame| file.numbers(frame));
        let drawn = matrix.zip(frame).map(|(matrix, frame)| {
            let height = i128::from(frame[3] - frame[1]) * i128::from(matrix[3]) / i128::from(ONE);
            (height as Fixed).abs()
        });
        let height = drawn.filter(|&height| height > 0).unwrap_or(ONE);
        let single = single.collect();
        Font { coding: Coding::Single, encoding: None, to_unicode, single, widths, usual: ONE / 2, height }
    }

    /// What it takes to find out where a code of a string ends.
    pub fn effort(&self) -> usize {
        self.encoding.as_ref().map_or(1, CMap::effort)
    }

    /// The characters of a string.
    pub fn shown<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Shown> + 'a {
        // A simple font's codes are single bytes, whatever its map to Unicode says of them.
        let own = self.encoding.as_ref();
        codes(bytes, self.coding, own).map(move |bytes| {
            let code = number(bytes);
            let mapped = self.to_unicode.as_ref().and_then(|map| map.text(code));
            let is_nothing = mapped.as_ref().is_some_and(String::is_empty);
            let own = || self.coding.text(bytes);
            let single = || self.single.get(code as usize).cloned();
            let text = mapped.or_else(own).or_else(single).unwrap_or_default();
            let mut text: String = text.chars().map(unified).collect();
            let cid = match self.coding {
                Coding::Single | Coding::Double => self.encoding.as_ref().and_then(|map| map.cid(code)).or(Some(code)),
                // Which character of the font it is only the map knows that is not held.
                _ => None,
            };
            let width = match cid {
                Some(cid) => self.widths.get(cid).map_or(self.usual, |(_, width)| *width),
                None if text.is_ascii() => self.usual / 2,
                None => self.usual,
            };
            let blank = bytes == b" ";
            if !is_nothing && text.chars().all(|c| matches!(c, '\0' | UNKNOWN)) {
                let drawn = match self.coding {
                    Coding::Single => !blank && self.widths.get(code).is_some_and(|(_, width)| *width > 0),
                    _ => self.to_unicode.is_none() || code >= FIRST_DRAWN && code != 32,
                };
                text = if drawn { UNKNOWN.to_string() } else { String::new() };
            }
            Shown { text, width, blank }
        })
    }
}

/// Whether only the file of a font says which of its glyphs a code is: part of a TrueType font, without an encoding.
fn has_own_codes(file: &File, font: &Dictionary) -> bool {
    const SYMBOLIC: i64 = 4;
    let Some(about) = file.inner(font, b"FontDescriptor") else { return false };
    let flags = file.entry(about, b"Flags").and_then(|flags| file.fixed(flags)).unwrap_or(0) / ONE;
    let part =
        file.entry(font, b"BaseFont").and_then(|name| file.name(name)).is_some_and(|name| name.get(6) == Some(&b'+'));
    part && flags & SYMBOLIC != 0 && about.has(b"FontFile2") && !font.has(b"Encoding")
}
