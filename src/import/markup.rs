//! XML step by step, with the place of every step in the source. Nesting is bounded, document type declarations (and
//! with them entities that grow) are refused, and every element must be closed.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use super::ImportError;
use super::budget::Budget;

/// Elements nested deeper than this are in no document that a program wrote.
const DEEPEST: usize = 2000;

#[derive(Debug)]
pub enum Step<'a> {
    Open(Tag<'a>),
    /// The innermost element ends; an element without content ends at once.
    Close,
    Text(Cow<'a, str>),
}

/// The tag with which an element begins.
#[derive(Debug)]
pub struct Tag<'a> {
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// The element's name with its prefix.
    pub fn name(&self) -> &str {
        self.start.name().0
    }

    /// The element's name without its prefix.
    pub fn local(&self) -> &str {
        local(self.name())
    }

    /// The value of the first attribute with this name, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.value(name).map(Cow::into_owned)
    }

    /// The same, lent where nothing in it is escaped: workbooks have millions of them.
    pub fn value(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| local(attribute.key.0) == name)?;
        Some(match found.value {
            Cow::Borrowed(value) => unescape(value).unwrap_or_default(),
            Cow::Owned(value) => Cow::Owned(unescape(&value).unwrap_or_default().into_owned()),
        })
    }

    /// The value of an attribute as a number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.value(name)?.trim().parse().ok()
    }
}

/// A name without its prefix.
pub fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

pub struct Walker<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    closing: bool,
    at: Range<usize>,
    budget: Budget,
}

impl<'a> Walker<'a> {
    /// A walker at the beginning of a document, which has no byte order mark.
    pub fn new(text: &'a str) -> Walker<'a> {
        Walker::within(text, &Budget::default())
    }

    /// A walker whose steps are charged, deep ones more: those who walk look back at what is open.
    pub fn within(text: &'a str, budget: &Budget) -> Walker<'a> {
        Walker { reader: Reader::from_str(text), depth: 0, closing: false, at: 0..0, budget: budget.clone() }
    }

    /// What the document may take.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// The place of the last step in the source; that of an element without content is its tag's, twice.
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The next step; `None` at the end.
    pub fn step(&mut self) -> Result<Option<Step<'a>>, ImportError> {
        self.budget.charge(8 + self.depth / 2)?;
        if std::mem::take(&mut self.closing) {
            self.depth -= 1;
            return Ok(Some(Step::Close));
        }
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|error| ImportError::Damaged(error.to_string()))?;
            self.at = start..self.position();
            let (start, empty) = match event {
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Step::Close));
                }
                Event::Text(text) => return Ok(Some(Step::Text(text.xml10_content()))),
                Event::CData(text) => return Ok(Some(Step::Text(text.xml10_content()))),
                Event::GeneralRef(reference) => {
                    let name = reference.borrow().into_inner();
                    let known = resolve_predefined_entity(&name).map(Cow::Borrowed);
                    let sign = || reference.resolve_char_ref().ok().flatten().map(|c| Cow::Owned(c.to_string()));
                    return Ok(Some(Step::Text(known.or_else(sign).unwrap_or_default())));
                }
                Event::DocType(_) => return Err(ImportError::Damaged("DOCTYPE".into())),
                Event::Eof if self.depth > 0 => return Err(ImportError::Damaged("unexpected end".into())),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(ImportError::TooDeep);
            }
            self.closing = empty;
            return Ok(Some(Step::Open(Tag { start })));
        }
    }

    /// Leaves the element that the last step opened, with all that is inside.
    pub fn skip(&mut self) -> Result<(), ImportError> {
        let depth = self.depth;
        while self.depth >= depth && self.step()?.is_some() {}
        Ok(())
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

/// A part's text without its byte order mark, which the walker does not expect.
pub fn without_mark(text: &str) -> &str {
    text.trim_start_matches('\u{FEFF}')
}
