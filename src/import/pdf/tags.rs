//! What a tagged PDF says its text is: which marked content belongs to which paragraph or heading. Of tables the rules
//! are read, not the tags.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Object, ObjectId};

use super::file::File;
use super::lexer::ONE;

/// What an element takes besides.
const ELEMENT: usize = 48;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagKind {
    Heading,
    Paragraph,
    /// A paragraph that is set to the right, as signature and date are.
    Right,
}

/// The paragraphs and headings of a document.
#[derive(Debug, Default)]
pub struct Tags {
    elements: Vec<TagKind>,
    of: HashMap<(ObjectId, i64), usize>,
}

impl Tags {
    /// The tags of a file; empty where it is not tagged.
    pub fn new(file: &File) -> Tags {
        let mut tags = Tags::default();
        let Some(root) = file.catalogue().and_then(|catalogue| file.inner(catalogue, b"StructTreeRoot")) else {
            return tags;
        };
        let roles = file.inner(root, b"RoleMap");
        let mut seen = HashSet::new();
        let mut waiting: Vec<Node> = Vec::new();
        let top = Node { object: &Object::Null, element: None, page: None, in_table: false };
        waiting.extend(kids(file, root, top));
        while let Some(node) = waiting.pop() {
            let reference = node.object.as_reference().ok();
            if reference.is_some_and(|id| !seen.insert(id)) {
                continue;
            }
            let object = file.resolved(node.object);
            if let (Some(number), Some(page)) = (file.fixed(object), node.page) {
                tags.of.extend(node.element.map(|element| ((page, number / ONE), element)));
                continue;
            }
            let Some(dictionary) = file.dictionary(object) else { continue };
            let page = dictionary.get(b"Pg").ok().and_then(|page| page.as_reference().ok()).or(node.page);
            if let (Some(number), Some(page)) = (file.entry(dictionary, b"MCID").and_then(|n| file.fixed(n)), page) {
                tags.of.extend(node.element.map(|element| ((page, number / ONE), element)));
                continue;
            }
            let role = role(file, dictionary, roles);
            // What stands in a table without rules is read by its place.
            let in_table = node.in_table || role == Some(b"Table");
            let element = match role.and_then(|role| kind(file, dictionary, role)).filter(|_| !in_table) {
                Some(kind) => {
                    tags.elements.push(kind);
                    Some(tags.elements.len() - 1)
                }
                None => node.element.filter(|_| !in_table),
            };
            waiting.extend(kids(file, dictionary, Node { element, page, in_table, ..node }));
        }
        tags
    }

    /// The paragraph or heading to which marked content of a page belongs.
    pub fn element(&self, page: ObjectId, number: i64) -> Option<usize> {
        self.of.get(&(page, number)).copied()
    }

    pub fn kind(&self, element: usize) -> TagKind {
        self.elements.get(element).copied().unwrap_or(TagKind::Paragraph)
    }

    /// Whether the document is tagged at all.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }
}

/// A node that waits to be looked at: below which element, and on which page unless it names its own.
#[derive(Clone, Copy)]
struct Node<'a> {
    object: &'a Object,
    element: Option<usize>,
    page: Option<ObjectId>,
    in_table: bool,
}

fn kids<'a>(file: &'a File, dictionary: &'a Dictionary, node: Node<'a>) -> Vec<Node<'a>> {
    let Ok(kids) = dictionary.get(b"K") else { return Vec::new() };
    let kids = file.array(kids).unwrap_or(std::slice::from_ref(kids));
    // Elements may have one list in common.
    if !file.budget().spend(kids.len() * (size_of::<Node>() + ELEMENT)) {
        return Vec::new();
    }
    kids.iter().map(|object| Node { object, ..node }).collect()
}

/// The role of an element, as the standard names it.
fn role<'a>(file: &'a File, element: &'a Dictionary, roles: Option<&'a Dictionary>) -> Option<&'a [u8]> {
    let mut role = file.entry(element, b"S").and_then(|role| file.name(role))?;
    // A role may be mapped to another one, that one again, but not for ever.
    for _ in 0..4 {
        let mapped = roles.and_then(|roles| file.entry(roles, role)).and_then(|role| file.name(role));
        match mapped {
            Some(mapped) if mapped != role => role = mapped,
            _ => break,
        }
    }
    Some(role)
}

/// What an element of that role is; none for what is part of its parent, or only holds others.
fn kind(file: &File, element: &Dictionary, role: &[u8]) -> Option<TagKind> {
    match role {
        b"H" | b"H1" | b"H2" | b"H3" | b"H4" | b"H5" | b"H6" | b"Title" => Some(TagKind::Heading),
        b"P" if is_right(file, element) => Some(TagKind::Right),
        b"P" => Some(TagKind::Paragraph),
        _ => None,
    }
}

/// Whether the attributes of an element set it to the right.
fn is_right(file: &File, element: &Dictionary) -> bool {
    let Some(attributes) = file.entry(element, b"A") else { return false };
    let all = file.array(attributes).unwrap_or(std::slice::from_ref(attributes));
    file.budget().spend(all.len())
        && all
            .iter()
            .filter_map(|object| file.dictionary(object))
            .any(|attributes| file.entry(attributes, b"TextAlign").and_then(|align| file.name(align)) == Some(b"End"))
}
