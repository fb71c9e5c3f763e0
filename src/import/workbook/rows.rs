//! Which rows of a sheet are loose, and which make up a table: a row with one text is a paragraph, unless it stands
//! between rows of a table or has a label of one. Sheets are put into the order of the report's chapters.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::sheet::{MOST_COLUMNS, Sheet, Spans};
use crate::domain::form::Form;
use crate::domain::proposal::Place;
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::block::{Block, Grid, GridCell, GridRow, Line, Mark};
use crate::import::budget::Budget;
use crate::import::normal::{is_blank, is_blank_char};
use crate::import::recogniser::known::{Known, headings};
use crate::import::value::is_figure;
use crate::import::words::{Look, Words};

/// A cell of one row that goes on with the text of the row above begins with this sign, which shows nothing: cells hold
/// so much and no more.
const GOES_ON: char = '\u{2060}';

/// What a paragraph begins with where the edge tells texts apart.
const PARAGRAPH: &str = "\u{3000}\u{3000}";

/// What a closing line begins with there.
const CLOSING: &str = "    ";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPlace {
    /// The sheet, by index.
    pub sheet: usize,
    /// The rows of its cells; a paragraph has one.
    pub rows: Vec<usize>,
    pub column: usize,
}

pub type Placed = (Block, SheetPlace);

/// What stands from one chapter's heading to the next.
#[derive(Default)]
struct Section {
    chapter: Option<usize>,
    headed: bool,
    blocks: Vec<Placed>,
}

/// The blocks of a workbook.
///
/// # Errors
/// Where they take more than any report does.
pub fn blocks(sheets: &[Sheet], forms: &[Arc<Form>], budget: &Budget) -> Result<Vec<Placed>, ImportError> {
    let known = Known::new(forms);
    let mut sections: Vec<Section> = Vec::new();
    let headings = loose_headings(sheets, forms);
    for (index, sheet) in sheets.iter().enumerate() {
        let own = of_sheet(index, sheet, &known, &headings, budget)?;
        sections.extend(own);
    }
    // A sheet without headings belongs to the chapter whose table it holds, and not to what the sheet before ends with.
    for section in sections.iter_mut().skip(1).filter(|section| !section.headed) {
        let cells = section.blocks.iter().filter_map(|(block, _)| match block {
            Block::Grid(grid) => Some(grid.rows.iter().flat_map(|row| &row.cells)),
            _ => None,
        });
        section.chapter = known.chapter(cells.flatten().map(|cell| cell.text.as_str()));
    }
    let mut blocks = in_order(sections, forms);
    set_off(&mut blocks, &headings);
    Ok(blocks)
}

/// Marks headings, title and closing lines where the edge tells them from paragraphs, as gouji itself writes sheets:
/// headings and titles at the edge, paragraphs behind two full-width blanks, closing lines behind four plain ones.
fn set_off(blocks: &mut [Placed], headings: &BTreeMap<(usize, usize), usize>) {
    let is_heading =
        |place: &SheetPlace| place.rows.first().is_none_or(|&row| headings.contains_key(&(place.sheet, row)));
    let Some(first) = blocks.iter().position(|(block, place)| {
        matches!(block, Block::Paragraph(line) if !line.text.starts_with(is_blank_char)) && is_heading(place)
    }) else {
        return;
    };
    let fits = blocks.iter().enumerate().all(|(index, (block, place))| match block {
        Block::Paragraph(line) if line.text.starts_with(is_blank_char) => {
            line.text.starts_with(PARAGRAPH) || line.text.starts_with(CLOSING)
        }
        Block::Paragraph(_) => index < first || is_heading(place),
        _ => true,
    });
    if !fits {
        return;
    }
    for (block, _) in blocks {
        if let Block::Paragraph(line) = block {
            line.mark = match line.text.as_str() {
                text if text.starts_with(CLOSING) => Mark::Foot,
                text if text.starts_with(PARAGRAPH) => Mark::None,
                _ => Mark::Heading,
            };
        }
    }
}

/// The loose rows that are headings of chapters: sheet and row, with the chapter.
fn loose_headings(sheets: &[Sheet], forms: &[Arc<Form>]) -> BTreeMap<(usize, usize), usize> {
    let mut loose = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let single = sheet.rows.iter().filter(|(_, cells)| cells.len() == 1);
        let texts = single.flat_map(|(&row, cells)| cells.values().map(move |text| (index, row, text)));
        loose.extend(texts.filter(|(.., text)| !text.starts_with(GOES_ON) && !text.starts_with(CLOSING)));
    }
    let line = |text: &String| Line { text: text.clone(), ..Line::default() };
    let blocks: Vec<Block> = loose.iter().map(|(.., text)| Block::Paragraph(line(text))).collect();
    let mut found = headings(forms, &blocks);
    // Where those at the edge make up all chapters, an indented line with a heading's words is none.
    let at_edge = |block: usize| !loose[block].2.starts_with(is_blank_char);
    let chapters = |fits: &dyn Fn(usize) -> bool| -> BTreeSet<usize> {
        found.iter().filter(|(block, _)| fits(*block)).map(|(_, chapter)| *chapter).collect()
    };
    if chapters(&at_edge) == chapters(&|_| true) {
        found.retain(|(block, _)| at_edge(*block));
    }
    found.into_iter().map(|(block, chapter)| ((loose[block].0, loose[block].1), chapter)).collect()
}

fn of_sheet(
    index: usize,
    sheet: &Sheet,
    known: &Known,
    headings: &BTreeMap<(usize, usize), usize>,
    budget: &Budget,
) -> Result<Vec<Section>, ImportError> {
    let mut sections = vec![(Section::default(), Vec::new())];
    for &row in sheet.rows.keys() {
        if let Some(&chapter) = headings.get(&(index, row)) {
            sections.push((Section { chapter: Some(chapter), headed: true, blocks: Vec::new() }, vec![row]));
        } else if let Some((_, rows)) = sections.last_mut() {
            rows.push(row);
        }
    }
    let spans = sheet.spans(budget)?;
    let sections = sections.into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(mut section, rows)| {
        let head = usize::from(section.headed);
        let table = table_rows(sheet, known, &rows[head..]);
        let table = table.start + head..table.end + head;
        let inner: BTreeSet<usize> = rows[table.clone()].iter().copied().collect();
        for &row in &rows[..table.start] {
            paragraphs(&mut section.blocks, index, sheet, row);
        }
        grids(&mut section.blocks, index, sheet, &inner, &spans, budget)?;
        for &row in &rows[table.end..] {
            paragraphs(&mut section.blocks, index, sheet, row);
        }
        Ok(section)
    });
    sections.collect()
}

/// Which of some rows, by index, make up a table: from the first row with several texts to the last one, with rows of
/// labels above and below.
fn table_rows(sheet: &Sheet, known: &Known, rows: &[usize]) -> Range<usize> {
    let several = |row: &usize| sheet.rows[row].len() > 1;
    let (Some(first), Some(last)) = (rows.iter().position(several), rows.iter().rposition(several)) else {
        return 0..0;
    };
    let label = |row: &&usize| {
        let text = sheet.rows[row].values().next();
        text.is_some_and(|text| !text.starts_with(PARAGRAPH) && known.is_label(text))
    };
    let above = rows[..first].iter().rev().take_while(label).count();
    let below = rows[last + 1..].iter().take_while(label).count();
    first - above..last + 1 + below
}

/// A loose row as paragraphs: every cell of it, and every line of a cell.
fn paragraphs(blocks: &mut Vec<Placed>, index: usize, sheet: &Sheet, row: usize) {
    for (&column, text) in &sheet.rows[&row] {
        if let Some(rest) = text.strip_prefix(GOES_ON)
            && let Some((Block::Paragraph(line), place)) = blocks.last_mut()
        {
            line.text.push_str(rest);
            place.rows.push(row);
            continue;
        }
        for text in text.split(['\n', '\r']).filter(|text| !is_blank(text)) {
            let line = Line {
                place: Place::SheetRow { sheet: index + 1, row: row + 1 },
                text: text.to_string(),
                ..Line::default()
            };
            blocks.push((Block::Paragraph(line), SheetPlace { sheet: index, rows: vec![row], column }));
        }
    }
}

/// Rows of tables as grids; a blank row parts two of them.
fn grids(
    blocks: &mut Vec<Placed>,
    index: usize,
    sheet: &Sheet,
    rows: &BTreeSet<usize>,
    spans: &Spans,
    budget: &Budget,
) -> Result<(), ImportError> {
    let (none, none_written) = (Vec::new(), BTreeMap::new());
    let merged = |row: usize| spans.get(&row).unwrap_or(&none);
    let all: Vec<usize> = rows.iter().copied().collect();
    let end = all.iter().flat_map(|row| {
        let last = sheet.rows[row].keys().next_back().map_or(0, |last| last + 1);
        let last_merged = merged(*row).iter().map(|(columns, _)| columns.end).max().unwrap_or(0);
        let told = sheet.asides.range((*row, 0)..(row + 1, 0)).next_back().map_or(0, |((_, last), _)| last + 1);
        [last, last_merged, told]
    });
    let end = end.max().unwrap_or(0).min(MOST_COLUMNS);
    let next = |a: &usize, b: &usize| (a + 1..*b).all(|between| sheet.hidden.contains(&between));
    for rows in all.chunk_by(next) {
        let start = rows.iter().filter_map(|row| sheet.rows[row].keys().next().copied()).min().unwrap_or(0);
        let mut grid = Grid::default();
        let mut rows = rows.to_vec();
        // Below heads, where most cells have words and none has a figure, a form has a row of blank cells to fill,
        // written or not.
        if let Some(&last) = rows.last().filter(|&last| !sheet.rows.contains_key(&(last + 1))) {
            let texts = &sheet.rows[&last];
            let covered: usize =
                merged(last).iter().map(|(columns, begins)| columns.len() - usize::from(*begins)).sum();
            let blank = (end - start).saturating_sub(covered + texts.len());
            if texts.len() > blank && !texts.values().any(|text| is_figure(text)) {
                rows.push(last + 1);
            }
        }
        for &row in &rows {
            // A cell that is blank takes what one with words does.
            budget.charge((end - start) * size_of::<GridCell>())?;
            let mut covered = vec![false; end.saturating_sub(start)];
            for (columns, begins) in merged(row) {
                let first = columns.start + usize::from(*begins);
                let range = first.max(start)..columns.end.min(end);
                if let Some(covered) = covered.get_mut(range.start - start..range.end.max(range.start) - start) {
                    covered.fill(true);
                }
            }
            let texts = sheet.rows.get(&row).unwrap_or(&none_written);
            let free = (start..end).filter(|column| !covered[column - start]);
            let cell = |column: usize| {
                let aside = sheet.asides.get(&(row, column)).copied();
                let (text, aside) = one_line(texts.get(&column).map_or("", String::as_str), aside);
                GridCell { column: column - start, text, aside, ..GridCell::default() }
            };
            grid.rows.push(GridRow {
                place: Place::SheetRow { sheet: index + 1, row: row + 1 },
                width: end - start,
                cells: free.map(cell).collect(),
            });
        }
        blocks.push((Block::Grid(grid), SheetPlace { sheet: index, rows, column: start }));
    }
    Ok(())
}

/// The words of a cell on one line, with what else was passed over in it.
fn one_line(text: &str, aside: Option<Aside>) -> (String, Option<Aside>) {
    let mut words = Words::default();
    aside.into_iter().for_each(|aside| words.tell(aside));
    for line in text.split(['\n', '\r']) {
        words.push(Look::Plain, line);
        words.end_line();
    }
    words.cell()
}

/// Whether a sheet has most of its chapters' headings again: it holds several reports, one behind the other.
fn is_repeated(sections: &[Section]) -> bool {
    let mut times: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for section in sections.iter().filter(|section| section.headed) {
        let sheet = section.blocks.first().map(|(_, place)| place.sheet);
        if let Some(place) = sheet.zip(section.chapter) {
            *times.entry(place).or_default() += 1;
        }
    }
    let again = times.values().filter(|&&times| times > 1).count();
    again > 1 && again * 2 > times.len()
}

/// The sections in the order of their chapters, where sheets have another: what opens the report first.
fn in_order(mut sections: Vec<Section>, forms: &[Arc<Form>]) -> Vec<Placed> {
    let mut before = None;
    let mut ordered = true;
    for section in &sections {
        ordered &= section.chapter >= before || section.chapter.is_none() && !section.headed && before.is_none();
        before = section.chapter.or(before);
    }
    let headed: BTreeSet<usize> = sections.iter().filter(|s| s.headed).filter_map(|s| s.chapter).collect();
    let missing = |section: &Section| {
        !section.headed && section.chapter.is_some_and(|chapter| !headed.contains(&chapter)) && !headed.is_empty()
    };
    let needs_heads = sections.iter().any(missing);
    let repeated = is_repeated(&sections);
    if (!ordered || needs_heads) && !repeated {
        let mut last = None;
        for section in &mut sections {
            section.chapter = section.chapter.or(last);
            last = section.chapter;
        }
        // Only the first heading of a chapter counts, so that what stands under it must come first.
        sections.sort_by_key(|section| (section.chapter, !section.headed));
    }
    let chapters = forms.last().map_or(&[] as &[_], |form| &form.definition().chapters[..]);
    let mut blocks = Vec::new();
    let mut opened = headed.clone();
    for section in sections {
        // A table on a sheet of its own, in a workbook that has headings: the heading that it would stand under.
        if needs_heads
            && !repeated
            && let Some(chapter) = section.chapter.filter(|chapter| opened.insert(*chapter))
            && let (Some(about), Some((_, place))) = (chapters.get(chapter), section.blocks.first())
        {
            let line = Line { text: format!("{}、{}", about.numeral, about.heading), ..Line::default() };
            blocks.push((Block::Paragraph(line), SheetPlace { rows: Vec::new(), ..place.clone() }));
        }
        blocks.extend(section.blocks);
    }
    blocks
}
