//! A page's own style sheets, as far as they say what is seen: rules in the order in which they win, found and held against
//! elements by the libraries that browsers use. What the properties mean is `look`'s business, and what is said of media
//! that of `media`; sheets in other files are not fetched.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use cssparser::{
    AtRuleParser, BasicParseErrorKind, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser,
};
use ego_tree::NodeRef;
use scraper::selector::{Parser as Signs, Simple};
use scraper::{ElementRef, Html, Node};
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::matches_selector;
use selectors::parser::{Component, ParseRelative, Selector, SelectorList};

use super::media;
use super::styled::{Declaration, Display, Said, without_remarks};
use crate::import::ImportError;
use crate::import::budget::Budget;

/// Longer selectors, and longer chains of elements, are in no rule that hides a table.
const LONGEST: usize = 300;
const MOST_STEPS: usize = 12;

/// So many nodes make no small page, and so many rules at most look at what is in an element.
const SMALL: usize = 8_000;
const MOST_LOOKS_IN: usize = 8;

/// What a rule takes, and holding one against an element.
const RULE: usize = 512;
const HELD: usize = 48;

#[derive(Default)]
pub struct Sheet {
    /// The weaker ones first.
    rules: Vec<Rule>,
    /// Which of them ask for an id, a class, or a name; those that ask for none stand under `*`.
    by_key: HashMap<String, Vec<usize>>,
    /// Whether other files say more of the page's looks.
    pub goes_on: bool,
    /// Whether the page is one of those in which browsers do not hold names to their letters.
    is_old: bool,
    /// What was counted of elements, which stay where they are.
    counted: RefCell<SelectorCaches>,
}

struct Rule {
    selector: Selector<Simple>,
    /// How many elements it may look for.
    steps: usize,
    /// Whether it may look through the elements before one.
    looks_before: bool,
    important: bool,
    /// Which rules win over which: by importance, by layer, by what they ask for.
    weight: (bool, usize, u32),
    declared: Rc<[Declaration]>,
}

impl Sheet {
    /// The rules of a page that matter here.
    ///
    /// # Errors
    /// [`ImportError::Unpacked`] where there are more than any page has.
    pub fn new(page: &Html, budget: &Budget) -> Result<Sheet, ImportError> {
        let is_small = page.tree.nodes().take(SMALL).count() < SMALL;
        let (rules, layers) = (Vec::new(), Vec::new());
        let mut gathered = Gathered { rules, layers, layer: None, goes_on: false, is_small, looks_in: 0, budget };
        for node in page.tree.root().descendants() {
            let Some(element) = node.value().as_element() else { continue };
            match element.name() {
                "style" if media::is_on_screen(element.attr("media").unwrap_or_default()) => {
                    let text: String =
                        node.children().filter_map(|child| Some(&*child.value().as_text()?.text)).collect();
                    budget.charge(text.len())?;
                    let text = without_remarks(&text);
                    StyleSheetParser::new(&mut Parser::new(&text), &mut gathered).for_each(drop);
                    budget.check()?;
                }
                "link" => {
                    let is_sheet = element.attr("rel").is_some_and(|rel| rel.to_ascii_lowercase().contains("style"));
                    gathered.goes_on |= is_sheet;
                }
                _ => {}
            }
        }
        let Gathered { mut rules, goes_on, .. } = gathered;
        // Rules of one weight stay in their order.
        rules.sort_by_key(|rule| rule.weight);
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, rule) in rules.iter().enumerate() {
            by_key.entry(key(&rule.selector)).or_default().push(index);
        }
        let is_old = !page.tree.root().children().any(|node| node.value().is_doctype());
        Ok(Sheet { rules, by_key, goes_on, is_old, counted: RefCell::default() })
    }

    /// What the rules say of an element so deep in the page, the stronger ones last.
    pub fn of(&self, node: NodeRef<Node>, depth: usize, budget: &Budget) -> Said<'_> {
        let mut said = Said::default();
        let Some(element) = ElementRef::wrap(node).filter(|_| !self.rules.is_empty()) else { return said };
        let names = ["*".to_string(), element.value().name().to_string()];
        let id = element.value().id().map(|id| format!("#{id}"));
        let classes = element.value().classes().map(|class| format!(".{class}"));
        let keys = names.into_iter().chain(id).chain(classes).map(|key| key.to_ascii_lowercase());
        let mut indexes: Vec<usize> = keys.filter_map(|key| self.by_key.get(&key)).flatten().copied().collect();
        indexes.sort_unstable();
        indexes.dedup();
        let mut counted = self.counted.borrow_mut();
        let quirks = if self.is_old { QuirksMode::Quirks } else { QuirksMode::NoQuirks };
        let mut context = MatchingContext::new(
            MatchingMode::Normal,
            None,
            &mut counted,
            quirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        // How many elements stand before it and before those that it stands in, once that is asked.
        let mut before = None;
        for rule in indexes.into_iter().filter_map(|index| self.rules.get(index)) {
            let looks_at = if rule.looks_before { *before.get_or_insert_with(|| places(node, budget)) } else { 0 };
            let looks_at = looks_at + if rule.steps > 1 { depth } else { 0 };
            if !budget.spend(HELD + looks_at * rule.steps / 4) {
                break;
            }
            if matches_selector(&rule.selector, 0, None, &element, &mut context) {
                let strength = if rule.important { &mut said.important } else { &mut said.usual };
                strength.extend(rule.declared.iter());
            }
        }
        said
    }
}

/// How many elements stand before one and before those that it stands in.
fn places(node: NodeRef<Node>, budget: &Budget) -> usize {
    let of = |node: NodeRef<Node>| node.prev_siblings().take_while(|_| budget.spend(1)).count();
    of(node) + node.ancestors().map(of).sum::<usize>()
}

/// The rarest thing that the last step of a selector asks for.
fn key(selector: &Selector<Simple>) -> String {
    let rank = |part: &Component<Simple>| match part {
        Component::ID(id) => Some((2, format!("#{}", id.0))),
        Component::Class(class) => Some((1, format!(".{}", class.0))),
        Component::LocalName(name) => Some((0, name.lower_name.0.to_string())),
        _ => None,
    };
    let rarest = selector.iter().filter_map(rank).max_by_key(|(rank, _)| *rank);
    rarest.map_or_else(|| "*".into(), |(_, key)| key.to_ascii_lowercase())
}

/// The rules that are found in a page's sheets, one after the other.
struct Gathered<'a> {
    rules: Vec<Rule>,
    /// The layers by name, the weaker ones first, and the open one.
    layers: Vec<String>,
    layer: Option<usize>,
    goes_on: bool,
    /// Whether the page has few elements, and how many rules look at what is in one.
    is_small: bool,
    looks_in: usize,
    budget: &'a Budget,
}

/// What a rule with a sign of its own says of the rules in it.
enum Within {
    Holds,
    /// They make up a layer.
    Layer(usize),
}

impl<'i> AtRuleParser<'i> for Gathered<'_> {
    type Prelude = Within;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<Within, ParseError<()>> {
        let said = rest(input).trim();
        match name.to_ascii_lowercase().as_str() {
            "media" if media::is_on_screen(said) => Ok(Within::Holds),
            "supports" if !said.to_ascii_lowercase().starts_with("not") => Ok(Within::Holds),
            "layer" => {
                let named = said.split(',').map(|name| self.layer(name.trim())).last();
                Ok(Within::Layer(named.unwrap_or_default()))
            }
            "import" => {
                self.goes_on = true;
                Err(ParseError::from_basic_kind(BasicParseErrorKind::AtRuleInvalid))
            }
            _ => Err(ParseError::from_basic_kind(BasicParseErrorKind::AtRuleInvalid)),
        }
    }

    fn parse_block(&mut self, within: Within, _: &ParserState, input: &mut Parser<'i>) -> Result<(), ParseError<()>> {
        let outer = self.layer;
        if let Within::Layer(layer) = within {
            self.layer = Some(layer);
        }
        StyleSheetParser::new(input, self).for_each(drop);
        self.layer = outer;
        Ok(())
    }
}

impl<'i> QualifiedRuleParser<'i> for Gathered<'_> {
    type Prelude = &'i str;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<&'i str, ParseError<()>> {
        Ok(rest(input))
    }

    fn parse_block(&mut self, head: &'i str, _: &ParserState, input: &mut Parser<'i>) -> Result<(), ParseError<()>> {
        let body = rest(input);
        self.block(head, body, 0);
        Ok(())
    }
}

/// Rules deeper than this in rules say nothing here.
const DEEPEST: usize = 4;

impl Gathered<'_> {
    /// Takes in what a rule says, and the rules within it.
    fn block(&mut self, head: &str, body: &str, depth: usize) {
        let (own, inner) = nested(body);
        for (selector, body) in inner.into_iter().filter(|_| depth < DEEPEST && self.budget.spend(head.len())) {
            let part = |part: &str| match part.contains('&') {
                true => part.replace('&', &format!(":is({head})")),
                false => format!(":is({head}) {part}"),
            };
            match selector.strip_prefix('@').map(|rule| rule.strip_prefix("media").is_some_and(media::is_on_screen)) {
                Some(true) => self.block(head, body, depth + 1),
                Some(false) => {}
                None => self.block(&parts(selector).map(part).collect::<Vec<_>>().join(","), body, depth + 1),
            }
        }
        let (usual, important): (Vec<_>, Vec<_>) =
            Declaration::all(&own).into_iter().partition(|(_, important)| !important);
        for (important, declared) in [(false, usual), (true, important)] {
            let declared = declared.into_iter().map(|(declaration, _)| declaration);
            // A sheet writes before or behind an element, and says nothing else there of the element itself.
            let (written, declared): (Vec<_>, Vec<_>) =
                declared.partition(|declaration| *declaration == Declaration::Written);
            let (written, declared): (Rc<[Declaration]>, Rc<[Declaration]>) = (written.into(), declared.into());
            for selector in parts(head) {
                match beside(selector) {
                    Some(selector) if !written.is_empty() => self.rule(selector, important, &written),
                    None if !declared.is_empty() => self.rule(selector, important, &declared),
                    _ => {}
                }
            }
        }
    }

    /// The place of a layer among all; one without a name is a new one.
    fn layer(&mut self, name: &str) -> usize {
        let known = self.layers.iter().position(|other| other == name && !name.is_empty());
        known.unwrap_or_else(|| {
            self.layers.push(name.to_string());
            self.layers.len() - 1
        })
    }

    /// Takes in a rule, where its selector asks for nothing that a page only has while somebody works with it.
    fn rule(&mut self, selector: &str, important: bool, declared: &Rc<[Declaration]>) {
        let steps = selector.split([' ', '>', '+', '~']).filter(|step| !step.is_empty()).count();
        let is_long = selector.len() > LONGEST || steps > MOST_STEPS;
        let hides = |declaration: &Declaration| {
            matches!(
                declaration,
                Declaration::Display(Display::None) | Declaration::Visible(Some(false)) | Declaration::Away
            )
        };
        // To look at what is in an element takes long: that is done in small pages, and where it hides something.
        let looks_in = selector.contains(":has(");
        if looks_in && (!self.is_small || self.looks_in >= MOST_LOOKS_IN || !declared.iter().any(hides)) {
            return;
        }
        self.looks_in += usize::from(looks_in);
        if is_long || !self.budget.spend(RULE + selector.len()) {
            return;
        }
        let list = SelectorList::parse(&Signs, &mut Parser::new(selector), ParseRelative::No);
        let Some(parsed) = list.ok().and_then(|list| list.slice().first().cloned()) else { return };
        // What stands in no layer wins over what does; of what is important, it is the other way around.
        let layer = match (important, self.layer) {
            (false, layer) => layer.unwrap_or(usize::MAX),
            (true, layer) => layer.map_or(0, |layer| usize::MAX - layer),
        };
        let weight = (important, layer, parsed.specificity());
        let looks_before = selector.contains(['+', '~']);
        self.rules.push(Rule { selector: parsed, steps, looks_before, important, weight, declared: declared.clone() });
    }
}

/// What is left of a part of a sheet, as it is written.
fn rest<'i>(input: &mut Parser<'i>) -> &'i str {
    let start = input.position();
    while input.next_including_whitespace_and_comments().is_ok() {}
    input.slice_from(start)
}

/// What a rule says itself, and the rules within it: selector and body of each.
fn nested(body: &str) -> (String, Vec<(&str, &str)>) {
    let (mut own, mut inner, mut rest) = (String::new(), Vec::new(), body);
    while let Some((before, behind)) = rest.split_once('{') {
        let mut depth = 1;
        let end = behind.find(|c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        let Some(end) = end else { break };
        let (said, selector) = before.rsplit_once([';', '}']).unwrap_or(("", before));
        own.push_str(said);
        own.push(';');
        inner.push((selector.trim(), &behind[..end]));
        rest = &behind[end + 1..];
    }
    (own + rest, inner)
}

/// The element that a selector means something written before or behind of; `None` where it means an element itself.
fn beside(selector: &str) -> Option<&str> {
    let element = ["before", "after"].iter().find_map(|place| selector.strip_suffix(place))?;
    element.strip_suffix("::").or_else(|| element.strip_suffix(':'))
}

/// The selectors of a comma list.
fn parts(head: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    head.split(move |c: char| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        c == ',' && depth == 0
    })
    .map(str::trim)
}
