//! Office documents for the tests: a container's parts, and XML as a tree that can be walked.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element of a part.
#[derive(Debug, Clone, Default)]
pub struct Element {
    /// Its name with the prefix.
    pub name: String,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
    /// The elements in it.
    pub children: Vec<Element>,
    /// The text directly in it.
    pub text: String,
}

/// The parts of a container, in its order.
pub fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let part = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    (0..zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(part).collect()
}

/// A part as a tree.
pub fn part(bytes: &[u8], name: &str) -> Element {
    let parts = parts(bytes);
    let (_, text) = parts.iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("no {name}"));
    tree(text)
}

/// The root of well-formed XML; anything else fails the test.
pub fn tree(text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    let begin = |start: &BytesStart<'_>| Element {
        name: start.name().as_ref().to_string(),
        attributes: start
            .attributes()
            .map(|attribute| {
                let attribute = attribute.unwrap();
                let name = attribute.key.as_ref().to_string();
                let value = attribute.value.to_string();
                (name, quick_xml::escape::unescape(&value).unwrap().into_owned())
            })
            .collect(),
        ..Element::default()
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(begin(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(begin(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.into_inner()),
            Event::GeneralRef(name) => {
                let sign = match &*name.into_inner() {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("&{other};"),
                };
                open.last_mut().unwrap().text.push_str(sign);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "elements are left open");
    let root = open.remove(0);
    assert_eq!(root.children.len(), 1, "one root");
    root.children.into_iter().next().unwrap()
}

impl Element {
    /// All elements of that name below, in document order.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        let mut left: Vec<&Element> = self.children.iter().rev().collect();
        while let Some(element) = left.pop() {
            if element.name == name {
                found.push(element);
            }
            left.extend(element.children.iter().rev());
        }
        found
    }

    /// The first child along a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.children.iter().find(|child| child.name == *name))
    }

    /// An attribute; empty where there is none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// What a child says in its `w:val`.
    pub fn value(&self, path: &[&str]) -> Option<&str> {
        self.at(path).map(|element| element.attribute("w:val"))
    }

    /// The words of all runs below.
    pub fn words(&self) -> String {
        self.all("w:t").iter().map(|text| text.text.as_str()).collect()
    }
}
