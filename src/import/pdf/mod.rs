//! PDFs with text as blocks. `file` opens them, `content` carries pages out, with what `drawing` draws and what is
//! `pinned` to them; `font` and `cmap` say what a character is, `tags` what a tagged document says of it. `painted` finds
//! out what a reader sees, `upright` how he holds the page, `passed` what he passes over; `grid` makes tables of rules,
//! `line` lines of characters, and here they become blocks in reading order.
//!
//! Not done: fonts that neither say what their characters are nor name a coding of which that follows, and scans, which
//! have no text at all.

mod beside;

mod brush;

pub mod cmap;

pub mod colour;

mod content;

mod drawing;

mod file;

pub mod font;

mod grid;

mod layers;

pub mod lexer;

pub mod line;

pub mod matrix;

pub mod painted;

mod passed;

mod path;

mod pinned;

pub mod radical;

mod repair;

pub mod tags;

pub mod upright;

use std::collections::{BTreeMap, BTreeSet};

use lopdf::ObjectId;

use super::ImportError;
use super::aside::Aside;
use super::block::{self, Block, Document, Mark};
use super::budget::Budget;
use super::normal::{is_blank, join};
use super::text;
use crate::domain::proposal::Place;
use content::Reader;
use file::File;
use grid::Ruled;
use line::PageLine;
use painted::Shown;
use tags::{TagKind, Tags};

/// Of a page's surface, in thousandths: a picture that may hold a table, one that is the page's ground or the page.
const LARGE_PICTURE: i64 = 150;
const WHOLE_PICTURE: i64 = 900;

/// A page with fewer characters on a picture is the picture.
const FEW_MARKS: usize = 100;

pub fn read(bytes: &[u8], budget: &Budget) -> Result<Document, ImportError> {
    let file = File::open(bytes, budget)?;
    let tags = Tags::new(&file);
    let mut reader = Reader::new(&file);
    let mut pages = Pages::default();
    for page in file.pages() {
        let mut shown = reader.read(&page);
        budget.check()?;
        shown.look(page.size().1, budget);
        pages.take(shown, page.size(), &tags, Some(page.id), budget)?;
    }
    if pinned::has_lost_fields(&file) {
        pages.asides.take(Place::Unknown, BTreeSet::from([Aside::Fields]));
    }
    pages.document(&tags, budget)
}

/// Pages that were gathered: their lines and tables, and what was passed over on them. Other documents that lay pages out
/// come here as well.
#[derive(Default)]
pub struct Pages {
    /// How many pages were read, and how many sheets of the document they are printed on.
    count: usize,
    sheets: usize,
    items: Vec<Item>,
    asides: Asides,
    /// Whether the document says what belongs to its pages; then it is believed in the rest.
    says: bool,
}

impl Pages {
    /// Takes in what a reader sees of the next page, and by its tags where it has some.
    pub fn take(
        &mut self,
        mut shown: Shown,
        size: (i64, i64),
        tags: &Tags,
        id: Option<ObjectId>,
        budget: &Budget,
    ) -> Result<(), ImportError> {
        self.sheets += 1;
        let picture = shown.picture;
        let mut of_page = std::mem::take(&mut shown.asides);
        let mut sheet = upright::sheet(shown, size);
        if !tags.is_empty() {
            self.says |= sheet.marks.iter().any(|mark| mark.artifact);
            sheet.marks.retain(|mark| !mark.artifact);
        }
        passed::set_aside(&mut sheet, budget);
        let marks = &sheet.marks;
        let read = marks.iter().filter(|mark| mark.aside.is_none()).count();
        let unseen = marks.iter().filter(|mark| mark.aside == Some(Aside::Unseen) && mark.says()).count();
        let recognised = picture >= WHOLE_PICTURE && unseen > read;
        if picture >= LARGE_PICTURE && (picture < WHOLE_PICTURE || read < FEW_MARKS) {
            of_page.insert(Aside::Pictures);
        }
        for page in beside::pages(sheet, budget) {
            self.take_page(page, &mut of_page, tags, id, budget)?;
        }
        if recognised {
            of_page.retain(|aside| !matches!(aside, Aside::Unseen | Aside::Pictures));
            of_page.insert(Aside::Recognised);
        }
        self.asides.take(Place::Page(self.sheets), of_page);
        Ok(())
    }

    /// Takes in the lines and tables of a page, and what is passed over on it.
    fn take_page(
        &mut self,
        sheet: upright::Sheet,
        of_page: &mut BTreeSet<Aside>,
        tags: &Tags,
        id: Option<ObjectId>,
        budget: &Budget,
    ) -> Result<(), ImportError> {
        let at = At { page: self.count, sheet: Place::Page(self.sheets) };
        self.count += 1;
        let mut marks = sheet.marks;
        marks.retain(|mark| !(mark.aside == Some(Aside::Turned) && passes_over(mark, of_page)));
        let tables = grid::tables(&sheet.rules, &mut marks, of_page, budget);
        let mut items_of_page: Vec<Item> = tables.into_iter().map(|table| Item::table(at, table)).collect();
        marks.retain_mut(|mark| {
            let lost = matches!(mark.aside, Some(Aside::Unmapped | Aside::Several));
            let passed = mark.aside.is_some() && passes_over(mark, of_page);
            if lost {
                mark.text = font::UNKNOWN.to_string();
            }
            lost || !passed
        });
        let mut by_element = BTreeMap::<Option<usize>, Vec<&upright::Mark>>::new();
        for mark in &marks {
            let element = mark.tag.zip(id).and_then(|(tag, id)| tags.element(id, tag));
            by_element.entry(element).or_default().push(mark);
        }
        for (element, marks) in by_element {
            for line in line::lines(marks) {
                // Wide gaps are many blanks.
                budget.charge(size_of::<Item>() + line.text.len())?;
                items_of_page.push(Item::line(at, line, element));
            }
        }
        items_of_page.sort_by_key(|item| item.place);
        self.items.extend(items_of_page);
        Ok(())
    }

    /// The document that the pages make.
    pub fn document(self, tags: &Tags, budget: &Budget) -> Result<Document, ImportError> {
        let Pages { items, asides, says, .. } = self;
        let asides = asides.found;
        if items.is_empty() {
            let said: BTreeSet<Aside> = asides.iter().map(|(_, aside)| *aside).collect();
            let is_scan = said.iter().all(|aside| *aside == Aside::Pictures);
            let said = said.into_iter().collect();
            return Err(if is_scan { ImportError::PdfWithoutText } else { ImportError::NoFigures(said) });
        }
        let blocks = blocks(without_furniture(items, says), tags, budget);
        budget.check()?;
        Ok(Document { blocks, asides, ..Document::default() })
    }
}

/// Tells of the page what was passed over, where it is worth a word; it always was.
fn passes_over(mark: &upright::Mark, asides: &mut BTreeSet<Aside>) -> bool {
    asides.extend(mark.aside.filter(|aside| mark.says() || *aside == Aside::Unmapped));
    true
}

/// What was passed over on the pages; what goes through a whole document is told once.
#[derive(Default)]
struct Asides {
    found: Vec<(Place, Aside)>,
    told: BTreeSet<Aside>,
}

impl Asides {
    fn take(&mut self, place: Place, of_page: BTreeSet<Aside>) {
        for aside in of_page {
            let once =
                matches!(aside, Aside::Turned | Aside::Filled | Aside::Pinned | Aside::Unmapped | Aside::Recognised);
            if self.told.insert(aside) || !once {
                self.found.push((place, aside));
            }
        }
    }
}

/// The page on which something stands, and the sheet of the document that it is printed on.
#[derive(Clone, Copy)]
struct At {
    page: usize,
    sheet: Place,
}

/// A line or a table on a page.
struct Item {
    page: usize,
    sheet: Place,
    /// Its top, and where it begins on its line.
    place: (i64, i64),
    content: Content,
}

enum Content {
    Line(PageLine, Option<usize>),
    Table(Ruled),
}

impl Item {
    fn line(At { page, sheet }: At, line: PageLine, element: Option<usize>) -> Item {
        Item { page, sheet, place: (line.baseline, line.left), content: Content::Line(line, element) }
    }

    fn table(At { page, sheet }: At, mut table: Ruled) -> Item {
        table.grid.rows.iter_mut().for_each(|row| row.place = sheet);
        Item { page, sheet, place: (table.top, 0), content: Content::Table(table) }
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
                            place: item.sheet,
                            text: line.text,
                            gap,
                            mark,
                            broken: false,
                        }));
                    }
                    (None, _) => {
                        let text = line.indented(margin);
                        blocks.push(Block::Line(block::Line {
                            place: item.sheet,
                            text,
                            gap,
                            mark: Mark::None,
                            broken: false,
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
