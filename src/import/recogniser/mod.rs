//! Blocks of a document in, proposed figures and prose out, by the labels of the form and nothing else. Every reader's
//! blocks come here; what a label means is written in `assets/forms`, and how it may be printed is understood here once.
//!
//! The document is read by every form there is; `edition` counts the words that only one of them has, and decides. For
//! each form, `title` says whose report of which year it is, `heading` parts the document into chapters, each table is
//! looked for in its own chapter, and what no table took is `prose`.
//!
//! # From printed lines to figures
//!
//! A page of a PDF printed these four lines; the label of the first row is too long for its column, and goes on below
//! the figures:
//!
//! ```text
//! 三、收到和处理政府信息公开申请情况
//! 一、本年新收政府信息公开  7  0  0  0  0  0  7
//! 申请数量
//! 二、上年结转政府信息公开申请数量  1  0  0  0  0  0  1
//! ```
//!
//! `heading` knows the first line by its words, so that the table of the third chapter is looked for in the blocks behind
//! it. `table` leads through the rest. `vocabulary` has got ready what the form prints there: `unit 0` is the line of the
//! seven cells `requests.new.*`, `unit 1` that of `requests.carried_in.*`, each with its label as letters alone, without
//! blanks and punctuation. `token` takes every line apart; a figure is what reads as one, everything else is words:
//!
//! ```text
//! strip 0   token 0 “一、本年新收政府信息公开”           tokens 1 to 7: figures
//! strip 1   token 8 “申请数量”
//! strip 2   token 9 “二、上年结转政府信息公开申请数量”   tokens 10 to 16: figures
//! ```
//!
//! `sighting` puts labels together from tokens in reading order. One line of figures may stand between the pieces:
//!
//! ```text
//! sighting 0   unit 0   tokens 0 and 8
//! sighting 1   unit 1   token 9
//! ```
//!
//! `run` collects the figures without a word between them, and makes rows as wide as the units of the table:
//!
//! ```text
//! row 0   tokens 1 to 7
//! row 1   tokens 10 to 16
//! ```
//!
//! `matching` pairs rows and labels. Here each row stands on a line with a piece of one label, which settles it; elsewhere
//! the neighbours do, or the order of the form. A row that two labels could claim is left alone, and a note says so.
//! `table` then lays the figures of a row over the cells of its unit:
//!
//! ```text
//! requests.new.natural_person          7   line 2, “一、本年新收政府信息公开申请数量”
//! …
//! requests.carried_in.total            1   line 4, “二、上年结转政府信息公开申请数量”
//! ```
//!
//! Where the document has a table with cells, each row of cells is a strip, and `grid` takes the place of `run` and
//! `matching`: the label and its figures stand in one row, and what is left to find out is which cells are only the
//! remains of merged ones, and (in `columns`) which columns the form does not have, or has and the document has not. A table
//! that lies otherwise than the form prints it, transposed or as a list, is read by `crossing`: a figure belongs where the
//! names beside and above it cross. `pieces` has parted grids before, in which a table begins anew, and `listed` reads such
//! names in a text without cells.
//!
//! A text may keep figures and labels apart. What `matching` leaves is then put in its place by `sums`, as far as the form's
//! own sums prove it; `apart` asks it, `gaps` sees blank
//! lines that are blank cells, and `wrapped` puts together figures that narrow cells broke over several lines.

mod apart;

mod besides;

mod columns;

mod crossing;

mod edition;

mod gaps;

mod grid;

mod heading;

mod index;

pub mod known;

mod listed;

mod matching;

mod order;

mod outline;

pub mod own;

mod pieces;

mod prose;

mod renamed;

mod run;

mod several;

mod sums;

mod sighting;

mod spelled;

mod table;

pub mod title;

mod departures;

mod token;

mod vocabulary;

mod wrapped;

mod years;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::aside::Aside;
use super::block::{Block, Document};
use super::{ImportError, Options, usual_form};
use crate::domain::form::Form;
use crate::domain::proposal::{Place, Proposal};
use crate::domain::report::{Departure, Manner, Note, Part};
use crate::domain::text::Lang;
use crate::import::normal::is_wide;
use heading::{Heading, Headings};
use known::Known;
pub use outline::Outline;
pub(crate) use outline::outline;
use table::{OtherRow, TableReading};
pub use title::{Title, is_sign};
use years::{Cleaned, Years};

/// Reads a document's blocks.
///
/// # Errors
/// [`ImportError::NoFigures`] where no figure of any form is there, [`ImportError::Several`] where there are several
/// reports and none of them is chosen.
pub(crate) fn read(document: &Document, forms: &[Arc<Form>], options: Options) -> Result<Proposal, ImportError> {
    let document = &*pieces::seen(document, forms);
    // A document that was just written is one report, whatever headings its prose repeats.
    let mut reports = if options.just_written { Vec::new() } else { several::reports(document, forms, options) };
    if reports.len() < 2 {
        return read_one(document, forms, options, None);
    }
    let names: Vec<String> = reports.iter().map(|report| several::name(report, options.lang)).collect();
    Ok(reports.swap_remove(options.choose(&names)?))
}

/// Reads a document as one report; `year` is what a document says that this is a piece of.
fn read_one(
    document: &Document,
    forms: &[Arc<Form>],
    options: Options,
    year: Option<i32>,
) -> Result<Proposal, ImportError> {
    let Document { blocks, asides, titles, .. } = document;
    let own = Options { year: options.year.or(year), ..options };
    let readings: Vec<Reading> = forms.iter().map(|form| Reading::new(form, blocks, titles, own)).collect();
    let words = edition::Telling::new(forms, blocks);
    let rank = |index: usize| (words.of(index), readings[index].count());
    let most = (0..forms.len()).map(rank).max().ok_or(ImportError::NoForm)?;
    let best: Vec<Arc<Form>> =
        (0..forms.len()).filter(|&index| rank(index) == most).map(|i| forms[i].clone()).collect();
    let year = options.year.or_else(|| readings.first().and_then(|reading| reading.title.year));
    let form = usual_form(&best, year).ok_or(ImportError::NoForm)?;
    let chosen = (0..forms.len()).find(|&index| Arc::ptr_eq(&forms[index], form)).ok_or(ImportError::NoForm)?;
    let others: Vec<&str> = words.others(chosen).into_iter().map(|index| forms[index].edition()).collect();
    let reading = readings.into_iter().nth(chosen).ok_or(ImportError::NoForm)?;
    let mut proposal = reading.proposal(form, blocks);
    // What was passed over in cells that no figure was looked for in is told of the document.
    let mut left: BTreeMap<Aside, usize> = BTreeMap::new();
    let grids = blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(&grid.rows) } else { None });
    let cells = grids.flatten().flat_map(|row| &row.cells).filter_map(|cell| cell.aside);
    cells.for_each(|aside| *left.entry(aside).or_default() += 1);
    if proposal.figures.is_empty() && proposal.unplaced.is_empty() {
        let mut said: BTreeSet<Aside> = asides.iter().map(|(_, aside)| *aside).chain(left.into_keys()).collect();
        if said.is_empty() {
            said.extend(unplaced(blocks, forms));
        }
        return Err(ImportError::NoFigures(said.into_iter().collect()));
    }
    let said = |aside: &Aside| {
        let text = aside.of_cell(options.lang);
        proposal.notes.iter().filter(|note| note.text == text).count()
    };
    let told = |aside: &Aside| asides.iter().any(|(_, other)| other == aside);
    let left = left.into_iter().filter(|(aside, count)| *count > said(aside) && !told(aside));
    let left: Vec<(Place, Aside)> = left.map(|(aside, _)| (Place::Unknown, aside)).collect();
    for (place, aside) in asides.iter().chain(&left) {
        proposal.notes.push(Note::new(None, place.words(options.lang), aside.of_document(options.lang)));
    }
    if !others.is_empty() {
        let (own, others) = (form.edition(), others.join("、"));
        let text = options.lang.say(
            format!("表格混有 {others}年版的行列名称，按 {own}年版读取，请核对格式"),
            format!("the tables also have labels of edition {others}; read as edition {own}, please check"),
        );
        proposal.departures.push(Departure { manner: Manner::Rows, cell: None, text: text.clone() });
        proposal.notes.insert(0, Note::new(None, "", text));
    }
    Ok(proposal)
}

/// Whether a document has tables with words, and no figure in any of them.
fn is_unfilled(blocks: &[Block]) -> bool {
    let has_figures = |block: &Block| matches!(block, Block::Grid(_)) && table::has_figures(block);
    let has_words = |block: &Block| match block {
        Block::Grid(grid) => grid.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.text.contains(is_wide)),
        _ => false,
    };
    blocks.iter().any(has_words) && !blocks.iter().any(has_figures)
}

/// What is said of a document none of whose figures could be placed, or whose tables have none.
fn unplaced(blocks: &[Block], forms: &[Arc<Form>]) -> Option<Aside> {
    const FEWEST: usize = 10;
    const FEWEST_WORDS: usize = 3;
    let digits = |text: &str| text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    let grids =
        || blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(&grid.rows) } else { None });
    if is_unfilled(blocks) {
        return Some(Aside::Blank);
    }
    if grids().next().is_some() {
        // Tables without words of a form are no report's.
        let texts = || grids().flatten().flat_map(|row| &row.cells).map(|cell| cell.text.as_str());
        let known = Known::new(forms).kinds(texts()) >= FEWEST_WORDS;
        return (known && texts().map(digits).sum::<usize>() >= FEWEST).then_some(Aside::Unplaced);
    }
    let figures = blocks.iter().filter_map(Block::line).map(|line| digits(&line.text)).sum::<usize>();
    (figures >= FEWEST).then_some(Aside::Scattered)
}

/// A document read by one form.
struct Reading {
    title: title::Title,
    headings: Vec<Heading>,
    strays: Vec<Heading>,
    tables: Vec<TableReading>,
    repeated: BTreeSet<usize>,
    /// Lines with figures of other years, by block, and what is said of them.
    others: (BTreeSet<usize>, Vec<Note>),
    /// Whether every line is looked for that was written.
    just_written: bool,
    lang: Lang,
}

impl Reading {
    /// The year of the options is the report's where the document does not say it.
    fn new(form: &Form, blocks: &[Block], titles: &[String], options: Options) -> Reading {
        let Options { lang, year, just_written, .. } = options;
        let Headings { chain: headings, strays, mut repeated, contents } = heading::headings(form, blocks);
        let preface = headings.first().map_or(blocks.len(), |heading| heading.block);
        let title = title::title(form.definition().titles.as_ref(), blocks, preface, titles);
        // Behind a table of contents the title often comes again.
        if let Some(behind) =
            contents.last().map(|last| last + 1).filter(|behind| (title.end..preface).contains(behind))
        {
            repeated.extend(title::again(&blocks[behind..preface], &title).map(|index| behind + index));
        }
        repeated.extend(contents);
        let own = title.year.or(year).into_iter().chain(title.stated);
        let cleaned = match just_written {
            true => Cleaned { blocks: Cow::Borrowed(blocks), lines: BTreeSet::new(), notes: Vec::new() },
            false => Years::new(form, own).cleaned(form, blocks, &headings, lang),
        };
        let tables = (0..form.tables().len()).map(|table| {
            let chapter = form.chapter_of_table(table);
            let own = headings.iter().position(|heading| Some(heading.chapter) == chapter);
            let before = headings.iter().rposition(|heading| Some(heading.chapter) < chapter);
            let range = match own.or(before) {
                Some(index) => chapter_range(&headings, index, blocks.len()),
                None => 0..preface,
            };
            table::read(form, table, &cleaned.blocks, range, own.is_some(), lang)
        });
        let mut tables: Vec<TableReading> = tables.collect();
        // What one table does not know another one may have read.
        let taken: BTreeSet<(usize, usize)> = tables.iter().flat_map(|table| table.taken.iter().copied()).collect();
        for table in &mut tables {
            table.foreign.retain(|(figures, _)| !figures.iter().all(|at| taken.contains(at)));
        }
        Reading {
            title,
            tables,
            headings,
            strays,
            repeated,
            others: (cleaned.lines, cleaned.notes),
            just_written,
            lang,
        }
    }

    /// Rows with figures, among rows of a table, that have no label of any table.
    fn foreign_rows(&self) -> Vec<OtherRow> {
        let known: Vec<&(usize, Place)> = self.tables.iter().flat_map(|table| &table.known_rows).collect();
        let mut rows: Vec<OtherRow> = Vec::new();
        for row in self.tables.iter().flat_map(|table| &table.other_rows) {
            let is_known = known.iter().any(|(block, place)| *block == row.block && *place == row.place);
            let among = known.iter().filter(|(block, _)| *block == row.block).count() > 2;
            let again = rows.iter().any(|other| other.block == row.block && other.place == row.place);
            if !is_known && among && !again {
                rows.push(row.clone());
            }
        }
        rows
    }

    /// What is said of tables of which nothing was found at all.
    fn unread(&self, form: &Form, blocks: &[Block]) -> Vec<Note> {
        let mut notes = Vec::new();
        // Labels alone are a form that is not filled in, unless there are cells with figures.
        let silent = |&table: &usize| self.tables[table].is_silent() && self.others.1.is_empty();
        for table in (0..self.tables.len()).filter(|table| self.tables[*table].is_empty() || silent(table)) {
            let Some(chapter) = form.chapter_of_table(table) else { continue };
            let numeral = &form.definition().chapters[chapter].numeral;
            let name = form.tables()[table].short.get(self.lang);
            let heading = self.headings.iter().position(|heading| heading.chapter == chapter);
            let place = heading.and_then(|index| Some(blocks[self.headings[index].block].line()?.place));
            let found = heading.map(|index| {
                let inside = &blocks[chapter_range(&self.headings, index, blocks.len())];
                let is_grid = |block: &&Block| matches!(block, Block::Grid(_)) || self.tables[table].is_empty();
                inside.iter().filter(is_grid).any(table::has_figures)
            });
            if !self.tables[table].is_empty() && found != Some(true) {
                continue;
            }
            let text = match found {
                None => self.lang.say(
                    format!("表{numeral}（{name}）没有读到：没有找到这一章"),
                    format!("the table of chapter {} ({name}) was not found: its chapter is not there", chapter + 1),
                ),
                Some(true) => self.lang.say(
                    format!("表{numeral}（{name}）没有读到：这一章里有数字，但无法对应到表格，请对照原件填写"),
                    format!("the table of chapter {} ({name}) was not read: there are figures in its chapter, but nothing tells their cells; please key them", chapter + 1),
                ),
                Some(false) => self.lang.say(
                    format!("表{numeral}（{name}）没有读到：这一章里没有数字，表格可能是图片"),
                    format!("the table of chapter {} ({name}) was not read: its chapter has no figures; perhaps the table is an image", chapter + 1),
                ),
            };
            notes.push(Note::new(None, place.map_or_else(String::new, |place| place.words(self.lang)), text));
        }
        notes
    }

    fn count(&self) -> usize {
        self.tables.iter().map(|table| table.figures.len()).sum()
    }

    fn proposal(self, form: &Arc<Form>, blocks: &[Block]) -> Proposal {
        let mut proposal = Proposal::new(form.clone());
        let mut outline = self.outline(blocks);
        if !self.just_written {
            let left = besides::take(&mut outline, form, blocks).into_iter();
            let left = left.chain(self.elsewhere(blocks, &self.used()));
            proposal.notes.extend(besides::notes(blocks, left, self.lang));
        }
        let of = |indexes: &[usize]| indexes.iter().map(|&index| &blocks[index]).collect::<Vec<_>>();
        let style = prose::Style::new(outline.all().filter_map(|index| match &blocks[index] {
            Block::Line(line) => Some(line),
            _ => None,
        }));
        let mut add = |part: Part, text: String| {
            if !text.is_empty() {
                proposal.prose.push((part, text));
            }
        };
        add(Part::Preamble, prose::text(style, &of(&outline.preamble)));
        for chapter in &outline.chapters {
            let text = prose::text(style, &of(&chapter.prose));
            let parts = [chapter.rest.as_str(), text.as_str()];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            add(Part::Chapter(chapter.chapter), parts.join("\n"));
        }
        let closing: Vec<String> = outline.closing.iter().map(|&index| prose::text(style, &[&blocks[index]])).collect();
        add(Part::Closing, closing.join("\n"));
        let foreign = self.foreign_rows();
        for row in &foreign {
            let text = table::foreign_row(&row.words, row.figures, self.lang);
            proposal.notes.push(Note::new(None, row.place.words(self.lang), text));
            proposal.departures.push(Departure { manner: Manner::Rows, cell: None, text: row.words.clone() });
        }
        let departures = departures::of(form, [&self.headings, &self.strays], blocks, &self.tables, self.lang);
        proposal.departures.extend(departures);
        let unread = self.unread(form, blocks);
        let taken: BTreeSet<(usize, usize)> =
            self.tables.iter().flat_map(|table| table.taken.iter().copied()).collect();
        for table in self.tables {
            proposal.figures.extend(table.figures);
            proposal.unplaced.extend(table.unplaced);
            // What one table left another one may have read.
            let left = table.left.into_iter().filter(|(figures, _)| !figures.iter().all(|at| taken.contains(at)));
            proposal.notes.extend(left.map(|(_, note)| note));
            proposal.notes.extend(table.notes);
        }
        proposal.notes.extend(self.others.1);
        if !proposal.figures.is_empty() {
            proposal.notes.extend(unread);
        }
        proposal.figures.sort_by_key(|figure| figure.cell);
        proposal.figures.dedup_by_key(|figure| figure.cell);
        // On a blank form the line for the name may have stayed empty.
        proposal.agency = self.title.agency.filter(|name| !name.starts_with("____"));
        proposal.year = self.title.year;
        proposal.scope = self.title.scope;
        if let (Some(year), Some(stated)) = (self.title.year, self.title.stated) {
            let text = self.lang.say(
                format!("标题写的是 {year} 年度，导语写的是 {stated} 年，请核对年度"),
                format!("the title says {year}, the preamble {stated}; please check the year"),
            );
            proposal.notes.insert(0, Note::new(None, "", text));
        }
        if let (Some(year), Some(called)) = (self.title.year, self.title.called) {
            let text = self.lang.say(
                format!("标题写的是 {year} 年度，文件或网页的名称写的是 {called} 年，请核对年度"),
                format!("the title says {year}, the name of the page or file {called}; please check the year"),
            );
            proposal.notes.insert(0, Note::new(None, "", text));
        }
        proposal
    }
}

/// The blocks of a chapter, its heading left out.
fn chapter_range(headings: &[Heading], index: usize, end: usize) -> Range<usize> {
    headings[index].end..headings.get(index + 1).map_or(end, |next| next.block)
}
