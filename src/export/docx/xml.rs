//! Markup without ceremony: elements as nested calls, text escaped, a failure kept until the end. Of Word's elements it
//! knows the run.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An XML part in the making.
pub struct Xml {
    writer: Writer<Vec<u8>>,
    failure: Option<io::Error>,
}

impl Xml {
    /// A part with its declaration.
    pub fn part() -> Xml {
        let mut xml = Xml { writer: Writer::new(Vec::new()), failure: None };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) {
        self.event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing inside.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    /// An element that says one thing, as most of a Word document's do.
    pub fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Words, without the characters that XML cannot hold.
    pub fn text(&mut self, text: &str) {
        let is_held = |c: char| !(c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{FFFE}' | '\u{FFFF}'));
        if text.chars().all(is_held) {
            self.event(Event::Text(BytesText::new(text)));
        } else {
            let held: String = text.chars().filter(|&c| is_held(c)).collect();
            self.event(Event::Text(BytesText::new(&held)));
        }
    }

    /// The bytes of the part.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        self.failure.map_or_else(|| Ok(self.writer.into_inner()), Err)
    }

    fn event(&mut self, event: Event<'_>) {
        if self.failure.is_none() {
            self.failure = self.writer.write_event(event).err();
        }
    }
}

/// A run with properties before and behind its fonts. Quotation marks and dashes, which Latin and Chinese share, are
/// told to be Chinese.
pub fn run(xml: &mut Xml, before: impl FnOnce(&mut Xml), behind: impl FnOnce(&mut Xml), text: &str) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| {
            before(xml);
            xml.empty("w:rFonts", &[("w:hint", "eastAsia")]);
            behind(xml);
        });
        xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
    });
}
