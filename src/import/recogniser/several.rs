//! Several reports in one document, one behind the other: where each begins, by its title and by chapters, or tables without
//! headings, that begin anew.
//! Links to other reports, running heads, tables of contents and a report that is printed twice make no further one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::known::Known;
use super::{heading, read_one, title};
use crate::domain::figure::Figure;
use crate::domain::form::Form;
use crate::domain::proposal::Proposal;
use crate::domain::text::Lang;
use crate::import::Options;
use crate::import::block::{Block, Document};
use crate::import::normal::is_blank_char;
use crate::import::value;

/// The fewest figures of a report.
const LEAST: usize = 10;

/// The most places at which a report is looked for.
const MOST: usize = 200;

/// The reports of a document, where it has several; what stands before the second report belongs to the first.
pub fn reports(document: &Document, forms: &[Arc<Form>], options: Options) -> Vec<Proposal> {
    let starts = starts(&document.blocks, forms);
    if starts.len() < 2 {
        return Vec::new();
    }
    let year = year(&document.blocks, forms);
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(document.blocks.len());
        let piece = Piece::new(document, start..end, forms, options, year);
        match pieces.last_mut() {
            Some(before) if !piece.follows(before) => before.take(piece),
            _ => pieces.push(piece),
        }
    }
    pieces.into_iter().filter_map(|piece| piece.report(document, forms, options, year)).collect()
}

/// What a report is called among several.
pub fn name(report: &Proposal, lang: Lang) -> String {
    let year = report.year.map(|year| year.to_string());
    let words: Vec<String> = report.agency.iter().cloned().chain(year).collect();
    if words.is_empty() {
        lang.pick("（没有写明单位和年度）", "(no agency or year)").into()
    } else {
        words.join(" ")
    }
}

/// The year of the first title, which pieces without one are of.
fn year(blocks: &[Block], forms: &[Arc<Form>]) -> Option<i32> {
    let words = forms.iter().find_map(|form| form.definition().titles.as_ref())?;
    title::all(words, blocks).iter().find_map(|title| title.year)
}

/// The blocks of a document at which a report may begin, the first block among them.
fn starts(blocks: &[Block], forms: &[Arc<Form>]) -> Vec<usize> {
    let Some(form) = forms.iter().max_by_key(|form| form.definition().years.first) else { return Vec::new() };
    let words = form.definition().titles.as_ref();
    let titles = words.map(|words| title::all(words, blocks)).unwrap_or_default();
    let headings = heading::set_off(form, blocks);
    let mut starts = vec![0];
    // A title of somebody else, or of another year, than the one before it.
    let mut before: Option<&title::Title> = None;
    for title in &titles {
        let says = |title: &title::Title| (title.agency.clone(), title.year, title.scope);
        if before.is_some_and(|before| says(before) != says(title) && before.end <= title.start) {
            starts.push(title.start);
        }
        before = Some(title);
    }
    // Chapters that begin anew, with the title above them.
    for pair in headings.windows(2) {
        if pair[1].chapter < pair[0].chapter {
            let above = titles.iter().rfind(|title| pair[0].end <= title.start && title.end <= pair[1].block);
            starts.push(above.map_or(pair[1].block, |title| title.start));
        }
    }
    if headings.is_empty() {
        starts.extend(tables_anew(blocks, forms));
    }
    starts.sort_unstable();
    starts.dedup();
    // What has no figures is none: links, contents. Its blocks go to what stands behind it.
    let counts: Vec<usize> = blocks.iter().map(figures).collect();
    let mut kept: Vec<usize> = Vec::new();
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(blocks.len());
        if counts[start..end].iter().sum::<usize>() >= LEAST {
            kept.push(if kept.is_empty() { 0 } else { start });
        }
    }
    kept.truncate(MOST);
    kept
}

/// Where tables without headings begin anew, with what stands above them.
fn tables_anew(blocks: &[Block], forms: &[Arc<Form>]) -> Vec<usize> {
    let known = Known::new(forms);
    let (mut starts, mut last, mut end) = (Vec::new(), None, 0);
    for (index, block) in blocks.iter().enumerate() {
        let Block::Grid(grid) = block else { continue };
        let texts = grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str());
        let Some(chapter) = known.chapter(texts) else { continue };
        if last.is_some_and(|last| chapter <= last) {
            starts.push(end);
        }
        (last, end) = (Some(chapter), index + 1);
    }
    starts
}

/// How many figures stand in a block.
fn figures(block: &Block) -> usize {
    let count = |text: &str| text.split(is_blank_char).filter(|word| value::is_figure(word)).count();
    match block {
        Block::Grid(grid) => grid.rows.iter().flat_map(|row| &row.cells).map(|cell| count(&cell.text)).sum(),
        other => other.line().map_or(0, |line| count(&line.text)),
    }
}

/// A piece of a document, read by itself, or several that make one report.
struct Piece {
    range: Range<usize>,
    agency: Option<String>,
    year: Option<i32>,
    figures: BTreeMap<String, Figure>,
}

impl Piece {
    fn new(
        document: &Document,
        range: Range<usize>,
        forms: &[Arc<Form>],
        options: Options,
        year: Option<i32>,
    ) -> Piece {
        match read_piece(document, &range, forms, options, year) {
            None => Piece { range, agency: None, year: None, figures: BTreeMap::new() },
            Some(Proposal { agency, year, form, figures, .. }) => {
                let name = |cell| form.cell(cell).name.clone();
                let figures = figures.iter().map(|figure| (name(figure.cell), figure.figure)).collect();
                Piece { range, agency, year, figures }
            }
        }
    }

    /// Whether this is a report of its own behind another piece: it fills cells that are filled there, under another name
    /// or with other figures.
    fn follows(&self, before: &Piece) -> bool {
        let same = |(name, figure): (&String, &Figure)| before.figures.get(name).map(|other| other == figure);
        let both: Vec<bool> = self.figures.iter().filter_map(same).collect();
        let named = self.agency.as_ref().zip(before.agency.as_ref()).is_some_and(|(own, other)| own != other);
        let dated = self.year.zip(before.year).is_some_and(|(own, other)| own != other);
        both.len() >= LEAST && (named || dated || both.contains(&false))
    }

    /// Takes what stands behind it as a part of the same report.
    fn take(&mut self, behind: Piece) {
        self.range.end = behind.range.end;
        self.agency = self.agency.take().or(behind.agency);
        self.year = self.year.or(behind.year);
        self.figures.extend(behind.figures);
    }

    fn report(
        &self,
        document: &Document,
        forms: &[Arc<Form>],
        options: Options,
        year: Option<i32>,
    ) -> Option<Proposal> {
        read_piece(document, &self.range, forms, options, year).filter(|report| report.figures.len() >= LEAST)
    }
}

fn read_piece(
    document: &Document,
    range: &Range<usize>,
    forms: &[Arc<Form>],
    options: Options,
    year: Option<i32>,
) -> Option<Proposal> {
    let blocks = document.blocks[range.clone()].to_vec();
    let piece = Document { blocks, asides: document.asides.clone(), ..Document::default() };
    read_one(&piece, forms, options, year).ok()
}
