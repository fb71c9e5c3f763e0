//! What documents of word processors have in common, whatever their format: words that look one way or another, paragraphs,
//! tables in tables, text boxes. Their readers tell what comes next, and it gathers the blocks. It knows no format.

use std::collections::BTreeSet;

use super::ImportError;
use super::aside::Aside;
use super::block::{Block, Document, Line, Mark};
use super::budget::Budget;
use super::docx::grid::{Cell, Down, Placed, Row, Table};
use super::docx::story::StoryPlace;
use super::normal::is_blank;
use super::shade::{Shade, WHITE};
use super::words::{self, Words};
use crate::domain::proposal::Place;

/// What a paragraph, and a cell, take besides their words.
const PARAGRAPH: usize = size_of::<Placed>() + 64;
const CELL: usize = size_of::<Cell>() + size_of::<Gathered>() + 64;

/// Edges of cells that are no further apart are one edge, in twentieths of a point: rows are seldom cut exactly alike.
const NEAR: i32 = 60;

/// Tables in tables deeper than this are in no document that a program wrote.
const DEEPEST: usize = 32;

/// Nothing is written into these documents, so that the places of their blocks say nothing.
const NOWHERE: StoryPlace = StoryPlace::Paragraph { paragraph: 0, pieces: 0..0 };

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    pub struck: bool,
    pub hidden: bool,
    /// Whether they are too small to be seen.
    pub tiny: bool,
    /// Their colour, where it is said.
    pub ink: Option<Shade>,
    /// What they stand on, where it is said.
    pub ground: Option<Shade>,
    pub level: Level,
    /// Whether they were deleted, with tracked changes.
    pub deleted: bool,
}

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    #[default]
    OnLine,
    Raised,
    Lowered,
}

impl Level {
    /// Where words stand that are moved upwards so far; less than the smallest is not seen.
    pub fn moved(up: i32, smallest: i32) -> Level {
        match up {
            up if up >= smallest => Level::Raised,
            up if up <= -smallest => Level::Lowered,
            _ => Level::OnLine,
        }
    }
}

impl Look {
    /// How words look that have two looks.
    pub fn and(self, other: Look) -> Look {
        Look {
            struck: self.struck || other.struck,
            hidden: self.hidden || other.hidden,
            tiny: self.tiny || other.tiny,
            ink: self.ink.or(other.ink),
            ground: self.ground.or(other.ground),
            level: if self.level == Level::OnLine { other.level } else { self.level },
            deleted: self.deleted || other.deleted,
        }
    }

    /// How a reader of the page sees them.
    fn seen(self) -> words::Look {
        match self {
            Look { hidden: true, .. } | Look { tiny: true, .. } => words::Look::Unseen,
            Look { struck: true, .. } => words::Look::Struck,
            Look { level: Level::Raised, .. } => words::Look::Raised,
            Look { level: Level::Lowered, .. } => words::Look::Lowered,
            _ => words::Look::Plain,
        }
    }
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Setting {
    pub heading: bool,
    /// Whether it is set to the right.
    pub right: bool,
}

/// How a row is cut, where a format tells that at its end.
#[derive(Debug, Clone, Default)]
pub struct Cut {
    /// The left edge of the first cell, then the right edge of every cell, in twentieths of a point.
    pub edges: Vec<i32>,
    /// For every cell, what it says of cells merged downwards, and whether it belongs to the one to its left.
    pub cells: Vec<(Down, bool)>,
    /// Whether it has no height to speak of.
    pub hidden: bool,
}

/// What was gathered of the body, or of an open cell.
#[derive(Debug, Default)]
struct Gathered {
    blocks: Vec<Placed>,
    /// What was passed over outside of inner cells.
    asides: BTreeSet<Aside>,
}

#[derive(Debug, Default)]
struct Open {
    table: Table,
    row: Row,
    /// How its rows are cut, for those whose format tells.
    cuts: Vec<Vec<i32>>,
    /// Whether a cell of the row is open.
    in_cell: bool,
}

/// A paragraph that is not at its end.
#[derive(Debug)]
struct Paragraph {
    lines: Vec<Words>,
    /// How many tables stand around the text box that holds it.
    outer: usize,
}

impl Paragraph {
    fn new(outer: usize) -> Paragraph {
        Paragraph { lines: vec![Words::default()], outer }
    }
}

pub struct Flow {
    budget: Budget,
    /// Whether words may stand on a coloured ground.
    coloured: bool,
    /// For the body, and for every open cell.
    gathered: Vec<Gathered>,
    tables: Vec<Open>,
    /// The open paragraph, and those around the text boxes that it stands in.
    paragraphs: Vec<Paragraph>,
}

impl Flow {
    pub fn new(budget: &Budget) -> Flow {
        let gathered = vec![Gathered::default()];
        Flow {
            budget: budget.clone(),
            coloured: false,
            gathered,
            tables: Vec::new(),
            paragraphs: vec![Paragraph::new(0)],
        }
    }

    /// What the document may take.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Tells that words may stand on a coloured ground where nothing is said of it: white ones are seen then.
    pub fn on_colour(&mut self) {
        self.coloured = true;
    }

    /// Takes words in; those that a reader of the page does not see as words of the text are left out, and told of.
    pub fn words(&mut self, words: &str, look: Look) -> Result<(), ImportError> {
        let unsaid = if self.coloured { Shade::Unknown } else { WHITE };
        let blends = look.ink.is_some_and(|ink| ink.blends(look.ground.unwrap_or(unsaid)));
        let look = Look { hidden: look.hidden || blends, ..look };
        self.budget.charge(words.len() * 2)?;
        let line = self.paragraphs.last_mut().and_then(|paragraph| paragraph.lines.last_mut());
        line.filter(|_| !look.deleted).into_iter().for_each(|line| line.push(look.seen(), words));
        if look.deleted && !is_blank(words) {
            self.pass_over_in_cell(Aside::Struck);
        }
        Ok(())
    }

    pub fn break_line(&mut self) -> Result<(), ImportError> {
        self.budget.charge(size_of::<Words>())?;
        self.paragraphs.last_mut().into_iter().for_each(|paragraph| paragraph.lines.push(Words::default()));
        Ok(())
    }

    /// Ends the open paragraph; the next one begins. Every line of it is a block.
    pub fn end_paragraph(&mut self, setting: Setting) -> Result<(), ImportError> {
        let Some(paragraph) = self.paragraphs.last_mut() else { return Ok(()) };
        let Paragraph { lines, .. } = std::mem::replace(paragraph, Paragraph::new(paragraph.outer));
        self.budget.charge(PARAGRAPH * lines.len())?;
        let Some(gathered) = self.gathered.last_mut() else { return Ok(()) };
        // Which lines are the last ones, set to the right, shows at the end.
        let mark = match setting {
            Setting { heading: true, .. } => Mark::Heading,
            Setting { right: true, .. } => Mark::Foot,
            _ => Mark::None,
        };
        for line in lines {
            gathered.asides.extend(line.aside());
            let text = line.paragraph();
            if !is_blank(&text) {
                gathered.blocks.push((Block::Paragraph(Line { text, mark, ..Line::default() }), NOWHERE));
            }
        }
        Ok(())
    }

    /// Ends the open paragraph where it holds words, or what was passed over.
    pub fn end_begun(&mut self, setting: Setting) -> Result<(), ImportError> {
        let begun = |line: &Words| line.aside().is_some() || !is_blank(&line.clone().paragraph());
        if self.paragraphs.last().is_some_and(|paragraph| paragraph.lines.iter().any(begun)) {
            self.end_paragraph(setting)
        } else {
            Ok(())
        }
    }

    /// Begins a text box in the open paragraph; its paragraphs come before that one.
    pub fn open_box(&mut self) -> Result<(), ImportError> {
        self.budget.charge(PARAGRAPH)?;
        self.paragraphs.push(Paragraph::new(self.tables.len()));
        Ok(())
    }

    pub fn close_box(&mut self) -> Result<(), ImportError> {
        if self.paragraphs.len() > 1 {
            self.at_level(0)?;
            self.end_begun(Setting::default())?;
            self.paragraphs.pop();
        }
        Ok(())
    }

    /// Tells of something that was passed over in the open paragraph.
    pub fn pass_over_here(&mut self, aside: Aside) {
        let line = self.paragraphs.last_mut().and_then(|paragraph| paragraph.lines.last_mut());
        line.into_iter().for_each(|line| line.tell(aside));
    }

    /// Tells of something that was passed over in a cell: of prose nobody asks what it was before, or what is pictured in it.
    pub fn pass_over_in_cell(&mut self, aside: Aside) {
        if !self.tables.is_empty() {
            self.pass_over_here(aside);
        }
    }

    /// Tells of something that was passed over in the document.
    pub fn pass_over(&mut self, aside: Aside) {
        self.gathered.first_mut().into_iter().for_each(|body| body.asides.extend([aside]));
    }

    /// Opens and closes tables until so many stand around the open paragraph, and it is in a cell of each.
    pub fn at_level(&mut self, level: usize) -> Result<(), ImportError> {
        let outer = self.paragraphs.last().map_or(0, |paragraph| paragraph.outer);
        let level = outer + level.min(DEEPEST);
        while self.tables.len() > level {
            self.close_table()?;
        }
        while self.tables.len() < level {
            if self.tables.len() > outer {
                self.open_cell()?;
            }
            self.open_table()?;
        }
        if level > outer { self.open_cell() } else { Ok(()) }
    }

    pub fn open_table(&mut self) -> Result<(), ImportError> {
        self.budget.charge(size_of::<Open>())?;
        self.tables.push(Open::default());
        Ok(())
    }

    /// Opens a cell of the innermost table, where none is open.
    pub fn open_cell(&mut self) -> Result<(), ImportError> {
        let Some(open) = self.tables.last_mut() else { return Ok(()) };
        if !std::mem::replace(&mut open.in_cell, true) {
            self.budget.charge(CELL)?;
            self.gathered.push(Gathered::default());
        }
        Ok(())
    }

    /// Ends the open cell, which covers so many columns.
    pub fn close_cell(&mut self, across: usize, down: Down) {
        let Some(open) = self.tables.last_mut().filter(|open| open.in_cell) else { return };
        open.in_cell = false;
        let Gathered { blocks, asides } = self.gathered.pop().unwrap_or_default();
        let aside = asides.into_iter().next();
        open.row.cells.push(Cell { across, down, content: blocks, aside, ..Cell::default() });
    }

    /// Whether a text box is open.
    pub fn in_box(&self) -> bool {
        self.paragraphs.len() > 1
    }

    /// How many cells of the open row have ended.
    pub fn cells(&self) -> usize {
        self.tables.last().map_or(0, |open| open.row.cells.len())
    }

    /// Adds blank cells.
    pub fn blank_cells(&mut self, times: usize, across: usize, down: Down) -> Result<(), ImportError> {
        for _ in 0..times {
            self.open_cell()?;
            self.close_cell(across, down);
        }
        Ok(())
    }

    /// Adds the last cell of the open row again, so many times.
    pub fn repeat_cell(&mut self, times: usize) -> Result<(), ImportError> {
        let cells = self.tables.last_mut().map(|open| &mut open.row.cells);
        let Some((cells, last)) = cells.and_then(|cells| cells.last().cloned().map(|last| (cells, last))) else {
            return Ok(());
        };
        self.budget.charge(weight(&last).saturating_mul(times))?;
        cells.extend(std::iter::repeat_n(last, times));
        Ok(())
    }

    /// Adds the last row of the innermost table again, so many times.
    pub fn repeat_row(&mut self, times: usize) -> Result<(), ImportError> {
        let rows = self.tables.last_mut().map(|open| &mut open.table.rows);
        let Some((rows, last)) = rows.and_then(|rows| rows.last().cloned().map(|last| (rows, last))) else {
            return Ok(());
        };
        let weight: usize = CELL + last.cells.iter().map(weight).sum::<usize>();
        self.budget.charge(weight.saturating_mul(times))?;
        rows.extend(std::iter::repeat_n(last, times));
        Ok(())
    }

    /// Ends the open row of the innermost table. A row of which nothing is seen, since its words are hidden, is none.
    pub fn close_row(&mut self, cut: Cut) -> Result<(), ImportError> {
        self.budget.charge((cut.edges.len() + 4) * size_of::<i32>())?;
        let Some(open) = self.tables.last_mut() else { return Ok(()) };
        if open.in_cell {
            self.close_cell(1, Down::None);
        }
        let Some(open) = self.tables.last_mut() else { return Ok(()) };
        let mut row = std::mem::take(&mut open.row);
        for (cell, &(down, joined)) in row.cells.iter_mut().zip(&cut.cells) {
            (cell.down, cell.joined) = (down, joined);
        }
        let says = |cell: &Cell| !cell.content.is_empty();
        if cut.hidden && row.cells.iter().any(says) {
            self.pass_over(Aside::Unseen);
            return Ok(());
        }
        let hidden = |cell: &Cell| cell.content.is_empty() && cell.aside.is_none_or(|it| it == Aside::Unseen);
        if row.cells.iter().all(hidden) && row.cells.iter().any(|cell| cell.aside.is_some()) {
            self.pass_over(Aside::Unseen);
            return Ok(());
        }
        open.table.rows.push(row);
        open.cuts.push(cut.edges);
        Ok(())
    }

    /// Ends the open row of the table at a level; those inside of it end as well.
    pub fn close_row_at(&mut self, level: usize, cut: Cut) -> Result<(), ImportError> {
        let level = self.paragraphs.last().map_or(0, |paragraph| paragraph.outer) + level.min(DEEPEST);
        while self.tables.len() > level {
            self.close_table()?;
        }
        if self.tables.len() == level { self.close_row(cut) } else { Ok(()) }
    }

    pub fn close_table(&mut self) -> Result<(), ImportError> {
        if self.tables.last().is_some_and(|open| open.in_cell || !open.row.cells.is_empty()) {
            self.close_row(Cut::default())?;
        }
        let Some(Open { mut table, cuts, .. }) = self.tables.pop() else { return Ok(()) };
        line_up(&mut table, &cuts);
        let Some(gathered) = self.gathered.last_mut() else { return Ok(()) };
        if table.is_layout() {
            gathered.asides.extend(table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.aside));
        }
        gathered.blocks.extend(table.placed());
        Ok(())
    }

    /// The document, its last lines marked where they are set to the right, as signature and date are.
    pub fn finish(mut self) -> Result<Document, ImportError> {
        while self.paragraphs.len() > 1 {
            self.close_box()?;
        }
        self.at_level(0)?;
        self.end_begun(Setting::default())?;
        let Gathered { blocks, asides } = self.gathered.into_iter().next().unwrap_or_default();
        let mut blocks: Vec<Block> = blocks.into_iter().map(|(block, _)| block).collect();
        let last = |block: &Block| block.line().is_some_and(|line| line.mark == Mark::Foot);
        let foot = blocks.iter().rev().take_while(|block| last(block)).count();
        let before = blocks.len() - foot;
        for block in &mut blocks[..before] {
            if let Block::Paragraph(line) = block
                && line.mark == Mark::Foot
            {
                line.mark = Mark::None;
            }
        }
        let asides = asides.into_iter().map(|aside| (Place::Unknown, aside)).collect();
        Ok(Document { blocks, asides, ..Document::default() })
    }
}

/// What a copy of a cell takes.
fn weight(cell: &Cell) -> usize {
    let words = |(block, _): &Placed| PARAGRAPH + block.line().map_or(0, |line| line.text.len());
    CELL + cell.content.iter().map(words).sum::<usize>()
}

/// Tells the columns of cells by their edges, for rows that have them.
fn line_up(table: &mut Table, cuts: &[Vec<i32>]) {
    let mut all: Vec<i32> = cuts.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    let mut columns = Vec::new();
    for &edge in &all {
        if columns.last().is_none_or(|&last: &i32| edge.saturating_sub(last) > NEAR) {
            columns.push(edge);
        }
    }
    let place = |columns: &[i32], edge: i32| columns.partition_point(|&column| column <= edge).saturating_sub(1);
    let too_near = |cut: &Vec<i32>| cut.windows(2).any(|pair| place(&columns, pair[0]) == place(&columns, pair[1]));
    if cuts.iter().any(too_near) {
        columns = all;
    }
    for (row, cut) in table.rows.iter_mut().zip(cuts) {
        let places: Vec<usize> = cut.iter().map(|&edge| place(&columns, edge)).collect();
        let (Some(&first), Some(&last)) = (places.first(), places.last()) else { continue };
        row.before = first;
        row.after = (columns.len() - 1).saturating_sub(last);
        for (cell, pair) in row.cells.iter_mut().zip(places.windows(2)) {
            cell.across = pair[1].saturating_sub(pair[0]);
        }
    }
}
