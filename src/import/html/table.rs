//! A table of a page as a grid: which cells are seen, in which columns, with which words. One that only lays a page out is
//! none.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

use super::look::State;
use super::sheet::Sheet;
use super::styled::Display;
use super::{SILENT, append};
use crate::import::aside::Aside;
use crate::import::block::{Grid, GridCell, GridRow};
use crate::import::budget::Budget;
use crate::import::normal::is_blank;
use crate::import::words::Words;

/// Elements that begin a line of their own in a cell.
const BLOCKS: [&str; 29] = [
    "address",
    "article",
    "blockquote",
    "br",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "tr",
    "ul",
];

/// Elements that part what stands on either side of them in a line.
const PICTURES: [&str; 8] = ["img", "svg", "canvas", "object", "iframe", "video", "button", "embed"];

/// A table that was made out.
pub struct ShownTable {
    /// `None` where nothing of it is seen.
    pub grid: Option<Grid>,
    /// What was passed over beside its cells.
    pub asides: Vec<Aside>,
}

/// A cell as it is written.
struct Written {
    down: usize,
    across: usize,
    /// Its place among those beside it, where that is not the one in which it is written.
    order: i64,
    words: Words,
}

/// What is gathered of a table.
#[derive(Default)]
struct Gathered {
    rows: Vec<Vec<Written>>,
    /// Which of the rows stand from right to left.
    backwards: Vec<bool>,
    /// Columns that are folded away.
    folded: Vec<bool>,
    asides: Vec<Aside>,
}

impl ShownTable {
    /// A table as a grid; `None` for one that lays a page out: with tables of words inside, or with one cell in every row.
    pub fn new(table: NodeRef<Node>, state: State, sheet: &Sheet, depth: usize, budget: &Budget) -> Option<ShownTable> {
        let mut states = vec![state];
        let mut gathered = Gathered::default();
        // The element that is passed over, and the table within a cell.
        let (mut silent, mut inner) = (None, None);
        for edge in table.traverse().skip(1) {
            if !budget.spend(1) {
                break;
            }
            match edge {
                Edge::Open(node) if silent.is_none() => {
                    let outer = states.last()?;
                    let element = match node.value() {
                        Node::Text(text) => {
                            if let Some(words) = gathered.words() {
                                words.push_with(outer.look_of(text), text, append);
                            }
                            continue;
                        }
                        Node::Element(element) => element,
                        _ => continue,
                    };
                    let state = outer.within(element, &sheet.of(node, depth + states.len(), budget), budget);
                    if element.name() == "table" && inner.is_none() && !state.gone {
                        if has_letters(node, budget) {
                            return None;
                        }
                        inner = Some(node.id());
                    }
                    if gathered.open(node, element, &state, inner.is_some(), budget)? {
                        silent = Some(node.id());
                    } else {
                        states.push(state);
                    }
                }
                Edge::Close(node) if silent == Some(node.id()) => silent = None,
                Edge::Close(node) if silent.is_none() && node.value().is_element() && node.id() != table.id() => {
                    let state = states.pop();
                    let ends =
                        node.value().as_element().zip(state).is_some_and(|(element, state)| is_block(element, &state));
                    gathered.words().into_iter().filter(|_| ends).for_each(Words::end_line);
                    inner = inner.filter(|inner| *inner != node.id());
                }
                _ => {}
            }
        }
        gathered.rows.iter().any(|row| row.len() > 1).then(|| gathered.found(budget))
    }
}

impl Gathered {
    /// The words of the open cell.
    fn words(&mut self) -> Option<&mut Words> {
        self.rows.last_mut().and_then(|row| row.last_mut()).map(|cell| &mut cell.words)
    }

    /// Takes an element in; whether what is inside has been dealt with. `None` where the table is none.
    fn open(
        &mut self,
        node: NodeRef<Node>,
        element: &Element,
        state: &State,
        is_inner: bool,
        budget: &Budget,
    ) -> Option<bool> {
        let name = element.name();
        let number = |name: &str| element.attr(name).and_then(|n| n.trim().parse().ok()).unwrap_or(1);
        let is_cell = matches!(name, "td" | "th") && !is_inner;
        if state.gone {
            const PARTS: [&str; 6] = ["tr", "tbody", "thead", "tfoot", "caption", "colgroup"];
            let in_cell = !is_cell && (is_inner || !PARTS.contains(&name));
            match self.words().filter(|_| in_cell) {
                Some(words) if has(node, budget, |text| !is_blank(text)) => words.tell(Aside::Unseen),
                None if holds_figures(node, budget) => self.asides.push(Aside::Unseen),
                _ => {}
            }
            return Some(true);
        }
        match name {
            "tr" if !is_inner => {
                self.rows.push(Vec::new());
                self.backwards.push(state.backwards);
            }
            "td" | "th" if !is_inner => {
                let (down, across) = (number("rowspan").clamp(1, 1000), number("colspan").clamp(1, 1000));
                self.rows.last_mut()?.push(Written { down, across, order: state.order, words: Words::default() });
            }
            "colgroup" if node.children().any(|child| child.value().is_element()) => {}
            "col" | "colgroup" if !is_inner => {
                let last = self.folded.len() + number("span").clamp(1, 1000);
                self.folded.resize(last, state.is_folded());
            }
            "input" | "select" | "textarea" => {
                const SHOWN: [&str; 7] = ["", "text", "number", "tel", "search", "url", "email"];
                let kind = element.attr("type").unwrap_or_default().to_ascii_lowercase();
                if let Some(words) = self.words().filter(|_| name != "input" || SHOWN.contains(&kind.as_str())) {
                    words.tell(Aside::Fields);
                    self.asides.push(Aside::Fields);
                }
                return Some(true);
            }
            "rt" if !has_mark(node, budget) => return Some(true),
            "math" if is_formula(node) => {
                self.words().into_iter().for_each(|words| words.refuse(Aside::Shown));
                return Some(true);
            }
            "svg" | "object" if has(node, budget, has_digit) => {
                self.words().into_iter().for_each(|words| words.refuse(Aside::Pictures));
                return Some(true);
            }
            _ if name == "caption" || SILENT.contains(&name) => {
                self.words().into_iter().filter(|_| PICTURES.contains(&name)).for_each(Words::end_line);
                return Some(true);
            }
            _ if is_block(element, state) => self.words().into_iter().for_each(Words::end_line),
            _ => {}
        }
        if state.written && (is_cell || !matches!(name, "tr" | "tbody" | "thead" | "tfoot" | "table")) {
            self.words().into_iter().for_each(|words| words.refuse(Aside::Shown));
        }
        Some(false)
    }

    /// Gives every cell its grid column, under the cells that reach down from above; folded columns are none.
    fn found(self, budget: &Budget) -> ShownTable {
        let Gathered { mut rows, backwards, folded, mut asides } = self;
        // A table that stands from right to left as a whole has its labels where its figures are.
        let turned = !rows.iter().zip(&backwards).all(|(row, backwards)| row.len() < 2 || *backwards);
        for (row, backwards) in rows.iter_mut().zip(backwards) {
            row.sort_by_key(|cell| cell.order);
            if backwards && turned {
                row.reverse();
            }
        }
        let mut taken = Vec::<usize>::new();
        let mut grid = Grid::default();
        let is_folded = |column: usize| folded.get(column).copied().unwrap_or(false);
        let kept = |column: usize| column - folded.iter().take(column).filter(|folded| **folded).count();
        for row in rows {
            let mut column = 0;
            let mut cells = Vec::new();
            let wide: usize = row.iter().map(|cell| cell.across).sum();
            if !budget.spend(taken.len() + wide + row.len() * folded.len() / 8) {
                break;
            }
            for Written { down, across, words, .. } in row {
                while taken.get(column).is_some_and(|&left| left > 0) {
                    column += 1;
                }
                if taken.len() < column + across {
                    taken.resize(column + across, 0);
                }
                taken[column..column + across].fill(down);
                let (text, aside) = words.cell();
                if (column..column + across).any(|column| !is_folded(column)) {
                    cells.push(GridCell { column: kept(column), below: down.saturating_sub(1), text, aside });
                } else if has_digit(&text) {
                    asides.push(Aside::Unseen);
                }
                column += across;
            }
            let width = taken.iter().rposition(|&left| left > 0).map_or(0, |last| last + 1);
            taken.iter_mut().for_each(|left| *left = left.saturating_sub(1));
            grid.rows.push(GridRow { width: kept(width), cells, ..GridRow::default() });
        }
        let cells = || grid.rows.iter().flat_map(|row| &row.cells);
        let nothing = cells().all(|cell| cell.text.is_empty());
        if nothing {
            asides.extend(cells().filter_map(|cell| cell.aside));
        }
        let is_seen = !nothing || asides.is_empty();
        ShownTable { grid: is_seen.then_some(grid), asides }
    }
}

/// Whether an equation is more than signs in a line.
fn is_formula(node: NodeRef<Node>) -> bool {
    const IN_LINE: [&str; 7] = ["math", "mrow", "mn", "mi", "mo", "mtext", "mstyle"];
    let mut elements = node.descendants().filter_map(|node| node.value().as_element());
    elements.any(|element| !IN_LINE.contains(&element.name()))
}

fn is_block(element: &Element, state: &State) -> bool {
    match state.display {
        Some(Display::Block | Display::Boxes { .. }) => true,
        Some(Display::Inline) => state.apart,
        _ => state.apart || BLOCKS.contains(&element.name()) || PICTURES.contains(&element.name()),
    }
}

/// Whether some text within an element is so.
fn has(node: NodeRef<Node>, budget: &Budget, fits: impl Fn(&str) -> bool) -> bool {
    let mut texts = node.descendants().take_while(|_| budget.spend(1)).filter_map(|node| node.value().as_text());
    texts.any(|text| fits(text))
}

fn has_letters(node: NodeRef<Node>, budget: &Budget) -> bool {
    has(node, budget, |text| text.contains(char::is_alphabetic))
}

/// Whether an element has cells of a table, and digits.
pub fn holds_figures(node: NodeRef<Node>, budget: &Budget) -> bool {
    let is_cell = |node: NodeRef<Node>| node.value().as_element().is_some_and(|element| element.name() == "td");
    node.descendants().take_while(|_| budget.spend(1)).any(is_cell) && has(node, budget, has_digit)
}

/// Whether what is said above or beside a word is more than how it is spoken.
pub fn has_mark(node: NodeRef<Node>, budget: &Budget) -> bool {
    has(node, budget, has_digit)
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}
