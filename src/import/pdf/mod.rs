//! PDFs with text as blocks. `file` opens them, `content` carries pages out and gives every character with its place and
//! every rule, `font` and `cmap` say what a character is, `tags` what a tagged document says of it; `grid` makes tables
//! of rules, `line` lines of characters, and here they become blocks in reading order.
//!
//! Not done: fonts that neither say what their characters are nor name a coding of which that follows, and scans, which
//! have no text at all.

pub mod cmap;

pub mod content;

mod file;

mod font;

mod grid;

pub mod lexer;

pub mod line;

pub mod matrix;

pub mod radical;

mod repair;

mod tags;

use super::ImportError;
use super::block::{self, Block, Document, Mark};
use super::budget::Budget;
use super::normal::{is_blank, join};
use super::text;
use crate::domain::proposal::Place;
use content::Reader;
use file::File;
use grid::Ruled;
use line::PageLine;
use tags::{TagKind, Tags};

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Document, ImportError> {
    let file = File::open(bytes, budget)?;
    let tags = Tags::new(&file);
    let mut reader = Reader::new(&file);
    let mut items = Vec::new();
    // A document that says what belongs to its pages is believed in the rest.
    let mut says = false;
    for (number, page) in file.pages().enumerate() {
        let mut shown = reader.read(&page);
        budget.check()?;
        if !tags.is_empty() {
            says |= shown.marks.iter().any(|mark| mark.artifact);
            shown.marks.retain(|mark| !mark.artifact);
        }
        let element = |mark: &content::Mark| mark.tag.and_then(|tag| tags.element(page.id, tag));
        items.extend(of_page(number, shown, &element, budget)?);
    }
    if items.is_empty() {
        return Err(ImportError::PdfWithoutText);
    }
    let blocks = blocks(without_furniture(items, says), &tags, budget);
    budget.check()?;
    Ok(blocks.into())
}

/// The blocks of pages that another kind of document lays out, which has no tags.
pub fn of_sheets(sheets: Vec<content::Shown>, budget: &Budget) -> Result<Vec<Block>, ImportError> {
    let mut items = Vec::new();
    for (number, shown) in sheets.into_iter().enumerate() {
        items.extend(of_page(number, shown, &|_| None, budget)?);
    }
    let blocks = blocks(without_furniture(items, false), &Tags::default(), budget);
    budget.check()?;
    Ok(blocks)
}

/// The lines and tables of a page in their order; `element` says to which element of the tags a character belongs.
fn of_page(
    number: usize,
    mut shown: content::Shown,
    element: &dyn Fn(&content::Mark) -> Option<usize>,
    budget: &Budget,
) -> Result<Vec<Item>, ImportError> {
    let tables = grid::tables(&shown.rules, &mut shown.marks, budget);
    let mut items: Vec<Item> = tables.into_iter().map(|table| Item::table(number, table)).collect();
    let mut by_element = std::collections::BTreeMap::<Option<usize>, Vec<&content::Mark>>::new();
    for mark in &shown.marks {
        by_element.entry(element(mark)).or_default().push(mark);
    }
    for (element, marks) in by_element {
        for line in line::lines(marks) {
            // Wide gaps are many blanks.
            budget.charge(size_of::<Item>() + line.text.len())?;
            items.push(Item::line(number, line, element));
        }
    }
    items.sort_by_key(|item| item.place);
    Ok(items)
}

/// A line or a table on a page.
struct Item {
    page: usize,
    /// Its top, and where it begins on its line.
    place: (i64, i64),
    content: Content,
}

enum Content {
    Line(PageLine, Option<usize>),
    Table(Ruled),
}

impl Item {
    fn line(page: usize, line: PageLine, element: Option<usize>) -> Item {
        Item { page, place: (line.baseline, line.left), content: Content::Line(line, element) }
    }

    fn table(page: usize, mut table: Ruled) -> Item {
        table.grid.rows.iter_mut().for_each(|row| row.place = Place::Page(page + 1));
        Item { page, place: (table.top, 0), content: Content::Table(table) }
    }

    fn words(&self) -> String {
        match &self.content {
            Content::Line(line, _) => line.text.clone(),
            Content::Table(table) => {
                let cells = table.grid.rows.iter().flat_map(|row| &row.cells);
                let words: String = cells.map(|cell| cell.text.as_str()).filter(|text| !is_blank(text)).collect();
                // A table is no running head even where it is blank.
                format!("表{words}")
            }
        }
    }
}

/// The items that belong to the document: no page numbers, no running heads. Tagged lines are kept where the document
/// itself `says` what belongs to its pages.
fn without_furniture(items: Vec<Item>, says: bool) -> Vec<Item> {
    let mut text = String::new();
    let mut page = 0;
    for item in &items {
        while page < item.page {
            text.push('\u{c}');
            page += 1;
        }
        text.push_str(&item.words().replace(['\n', '\r', '\u{c}'], " "));
        text.push('\n');
    }
    let kept = text::document_lines(&text);
    let numbered = items.into_iter().enumerate().map(|(index, item)| (index + 1, item));
    let tagged = |item: &Item| says && matches!(item.content, Content::Line(_, Some(_)));
    numbered.filter(|(number, item)| tagged(item) || kept.binary_search(number).is_ok()).map(|(_, item)| item).collect()
}

fn blocks(items: Vec<Item>, tags: &Tags, budget: &Budget) -> Vec<Block> {
    let margin = items.iter().filter_map(|item| match &item.content {
        Content::Line(line, _) => Some(line.left),
        Content::Table(_) => None,
    });
    let margin = margin.min().unwrap_or(0);
    let mut blocks = Vec::new();
    let mut table: Option<(usize, Ruled)> = None;
    // The paragraph that the last block is, and where the last line stood.
    let mut open: Option<usize> = None;
    let mut before: Option<(usize, i64, i64)> = None;
    for item in items {
        match item.content {
            Content::Table(next) => {
                match table.take() {
                    Some((page, mut first)) if page + 1 == item.page && first.goes_on_with(&next) => {
                        first.append(next, budget);
                        table = Some((item.page, first));
                    }
                    done => {
                        blocks.extend(done.map(|(_, table)| Block::Grid(table.grid)));
                        table = Some((item.page, next));
                    }
                }
                (open, before) = (None, None);
            }
            Content::Line(line, element) => {
                blocks.extend(table.take().map(|(_, table)| Block::Grid(table.grid)));
                let gap = match before {
                    Some((page, baseline, size)) if page == item.page => {
                        (line.baseline - baseline > size * 11 / 4).into()
                    }
                    _ => 0,
                };
                before = Some((item.page, line.baseline, line.size));
                match (element, blocks.last_mut()) {
                    (Some(element), Some(Block::Paragraph(paragraph))) if open == Some(element) => {
                        join(&mut paragraph.text, &line.text);
                    }
                    (Some(element), _) => {
                        let mark = match tags.kind(element) {
                            TagKind::Heading => Mark::Heading,
                            TagKind::Right => Mark::Foot,
                            TagKind::Paragraph => Mark::None,
                        };
                        blocks.push(Block::Paragraph(block::Line {
                            place: Place::Page(item.page + 1),
                            text: line.text,
                            gap,
                            mark,
                        }));
                    }
                    (None, _) => {
                        let text = line.indented(margin);
                        blocks.push(Block::Line(block::Line {
                            place: Place::Page(item.page + 1),
                            text,
                            gap,
                            mark: Mark::None,
                        }));
                    }
                }
                open = element;
            }
        }
    }
    blocks.extend(table.map(|(_, table)| Block::Grid(table.grid)));
    blocks
}
