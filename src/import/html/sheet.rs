//! A page's own style sheets, as far as they say what is seen: rules by the library's selectors, in the order in which they
//! win. What the properties mean is `look`'s business; sheets in other files are not fetched.

use std::collections::HashMap;

use ego_tree::NodeRef;
use scraper::{ElementRef, Html, Node, Selector};

use super::look::{Declaration, length};
use crate::import::ImportError;
use crate::import::budget::Budget;

/// The width of the window in which a page is taken to be seen, in thousandths of a pixel.
const WINDOW: i64 = 1_280_000;

/// Longer chains of elements are in no rule that hides a table.
const MOST_STEPS: usize = 6;

/// What a rule takes, and holding one against an element.
const RULE: usize = 512;
const HELD: usize = 4;

#[derive(Debug, Default)]
pub struct Sheet {
    /// The weaker ones first.
    rules: Vec<Rule>,
    /// Which of them ask for an id, a class, or a name, as selectors write these; those that ask for none stand under `*`.
    by_key: HashMap<String, Vec<usize>>,
    /// Whether other files say more of the page's looks.
    pub goes_on: bool,
}

#[derive(Debug)]
struct Rule {
    selector: Selector,
    key: String,
    /// How many ancestors it may look for.
    steps: usize,
    /// Whether it counts elements.
    counts: bool,
    weight: (usize, usize, usize),
    declared: Vec<Declaration>,
}

impl Sheet {
    /// The rules of a page that matter here.
    pub fn new(page: &Html, budget: &Budget) -> Result<Sheet, ImportError> {
        let mut sheet = Sheet::default();
        for node in page.tree.nodes() {
            let Some(element) = node.value().as_element() else { continue };
            let media = element.attr("media").unwrap_or_default();
            match element.name() {
                "style" if is_on_screen(media) => {
                    let text: String =
                        node.children().filter_map(|child| Some(&*child.value().as_text()?.text)).collect();
                    budget.charge(text.len())?;
                    sheet.rules(&without_remarks(&text), budget)?;
                }
                "link" => {
                    sheet.goes_on |= element.attr("rel").is_some_and(|rel| rel.to_ascii_lowercase().contains("style"));
                }
                _ => {}
            }
        }
        // Rules of one weight stay in their order.
        sheet.rules.sort_by_key(|rule| rule.weight);
        for (index, rule) in sheet.rules.iter().enumerate() {
            sheet.by_key.entry(rule.key.clone()).or_default().push(index);
        }
        Ok(sheet)
    }

    /// What the rules say of an element, the stronger ones last.
    pub fn of<'a>(&'a self, node: NodeRef<Node>, depth: usize, budget: &Budget) -> Vec<&'a Declaration> {
        let mut said = Vec::new();
        let Some(element) = ElementRef::wrap(node).filter(|_| !self.rules.is_empty()) else { return said };
        let names = [Some("*".to_string()), Some(element.value().name().to_string())];
        let id = element.value().id().map(|id| format!("#{id}"));
        let classes = element.value().classes().map(|class| Some(format!(".{class}")));
        let found = names.into_iter().chain([id]).chain(classes).flatten().filter_map(|key| self.by_key.get(&key));
        let mut indexes: Vec<usize> = found.flatten().copied().collect();
        indexes.sort_unstable();
        indexes.dedup();
        for rule in indexes.into_iter().filter_map(|index| self.rules.get(index)) {
            let before = if rule.counts { node.prev_siblings().count() } else { 0 };
            if !budget.spend(HELD + before + if rule.steps > 1 { depth * (rule.steps - 1) / 8 } else { 0 }) {
                break;
            }
            if rule.selector.matches(&element) {
                said.extend(&rule.declared);
            }
        }
        said
    }

    /// Takes in the rules of a style sheet, those of blocks for the screen too.
    fn rules(&mut self, text: &str, budget: &Budget) -> Result<(), ImportError> {
        let mut rest = text;
        // The end of the text of each open block for the screen is not needed: its bracket is skipped.
        while let Some(at) = rest.find(['{', '}', ';']) {
            let (head, behind) = (rest[..at].trim(), &rest[at + 1..]);
            let opens = rest[at..].starts_with('{');
            rest = behind;
            if !opens {
                continue;
            }
            let of_block = head.strip_prefix('@');
            let is_open = |name: &str| name == "media" || name == "supports" || name == "layer";
            match of_block
                .map(|head| head.split_at(head.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(head.len())))
            {
                Some((name, condition)) if is_open(name) && (name != "media" || is_on_screen(condition)) => {}
                Some(_) => rest = &behind[block(behind)..],
                None => {
                    let end = behind.find('}').unwrap_or(behind.len());
                    self.rule(head, &behind[..end], budget)?;
                    rest = behind.get(end + 1..).unwrap_or_default();
                }
            }
        }
        Ok(())
    }

    fn rule(&mut self, head: &str, body: &str, budget: &Budget) -> Result<(), ImportError> {
        let (usual, important): (Vec<_>, Vec<_>) =
            Declaration::all(body).into_iter().partition(|(_, important)| !important);
        for (strength, declared) in [(0, usual), (1, important)] {
            let declared: Vec<Declaration> = declared.into_iter().map(|(declaration, _)| declaration).collect();
            if declared.is_empty() {
                continue;
            }
            for one in parts(head).filter(|one| is_simple(one)) {
                budget.charge(RULE + one.len())?;
                let Ok(selector) = Selector::parse(one) else { continue };
                let count = |signs: &[char]| one.matches(signs).count();
                let steps = one.split([' ', '>']).filter(|step| !step.is_empty()).count();
                let names = one.split([' ', '>']).filter(|step| step.starts_with(|c: char| c.is_ascii_alphabetic()));
                let weight = (strength * 1000 + count(&['#']), count(&['.', '[', ':']), names.count());
                let (key, counts) = (key(one), one.contains(':'));
                self.rules.push(Rule { selector, key, steps, counts, weight, declared: declared.clone() });
            }
        }
        Ok(())
    }
}

/// The rarest thing that the last step of a selector asks for.
fn key(selector: &str) -> String {
    let last = selector.rsplit([' ', '>']).next().unwrap_or_default();
    let last = last.split([':', '[']).next().unwrap_or_default();
    let from = |sign: char| {
        let (_, rest) = last.split_once(sign)?;
        Some(format!("{sign}{}", &rest[..rest.find(['.', '#']).unwrap_or(rest.len())]))
    };
    let name = || if last.is_empty() { "*".to_string() } else { last.to_ascii_lowercase() };
    from('#').or_else(|| from('.')).unwrap_or_else(name)
}

/// The selectors of a comma list.
fn parts(head: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    head.split(move |c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    })
    .map(str::trim)
}

/// Whether a selector asks for nothing that a page only has while somebody works with it, and looks no further than its
/// ancestors and its place among its siblings.
fn is_simple(selector: &str) -> bool {
    const COUNTING: [&str; 8] = [
        "not(",
        "nth-child(",
        "nth-last-child(",
        "nth-of-type(",
        "first-child",
        "last-child",
        "first-of-type",
        "last-of-type",
    ];
    let steps = selector.split([' ', '>']).filter(|step| !step.is_empty()).count();
    let known = selector.split(':').skip(1).all(|pseudo| COUNTING.iter().any(|name| pseudo.starts_with(name)));
    let signs = selector.split('(').next().unwrap_or_default();
    known && steps <= MOST_STEPS && !signs.contains(['~', '+']) && !selector.is_empty() && selector.len() < 200
}

/// Where the block that a text begins in ends, behind its bracket.
fn block(text: &str) -> usize {
    let mut depth = 1;
    for (at, sign) in text.match_indices(['{', '}']) {
        depth += if sign == "{" { 1 } else { -1 };
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

fn without_remarks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, remark)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = remark.split_once("*/").map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    plain.replace("<!--", " ").replace("-->", " ")
}

/// Whether what is said of some media holds for a screen of usual width.
fn is_on_screen(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    let width = |condition: &str| {
        let (name, value) = condition.split_once(':')?;
        let length = length(value.trim())?;
        Some(match name.trim() {
            "max-width" | "max-device-width" => WINDOW <= length,
            "min-width" | "min-device-width" => WINDOW >= length,
            _ => true,
        })
    };
    let one = |query: &str| {
        let mut pieces = query.split("and").flat_map(|piece| piece.split(['(', ')'])).map(str::trim);
        pieces.all(|piece| match piece {
            "print" | "speech" | "tty" | "tv" | "braille" | "handheld" | "not screen" | "not all" => false,
            "orientation: portrait" | "orientation:portrait" | "prefers-color-scheme: dark" => false,
            condition => width(condition).unwrap_or(true),
        })
    };
    media.split(',').any(one)
}
