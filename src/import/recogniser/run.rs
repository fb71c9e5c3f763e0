//! Figures that stand together without a word between them, and the rows of figures that they make: one row a line, one
//! figure a line, or whole columns printed one after the other. A run that does not come out even is no row.

use super::sighting::Sightings;
use super::token::{Kind, Layout, Strips};
use super::vocabulary::{Named, Vocabulary};

/// Figures without a word between them.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// The figures and blank cells, as tokens.
    pub tokens: Vec<usize>,
}

/// A row of figures.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its figures and blank cells, as tokens, left to right.
    pub tokens: Vec<usize>,
    /// The run it comes from, by index.
    pub run: usize,
}

/// Why a run makes no rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uneven;

/// How rows stand whose figures have a line each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stacking {
    /// Without blank lines inside a row.
    Close,
    /// With a blank line between any two figures.
    Spread,
}

/// How the rows of some runs stand that have a line for each figure; `None` where there are none, or of both kinds.
pub fn stacking(strips: &Strips, runs: &[Run], width: usize) -> Option<Stacking> {
    let mut kinds = runs.iter().filter_map(|run| run.stacking(strips, width));
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}

/// Columns of equal length, `width` of them to a block, as rows.
fn transposed(columns: &[&[usize]], width: usize) -> Vec<Vec<usize>> {
    let block = |block: &[&[usize]]| {
        let length = block.first().map_or(0, |column| column.len());
        (0..length).map(|row| block.iter().map(|column| column[row]).collect()).collect::<Vec<_>>()
    };
    columns.chunks(width).flat_map(block).collect()
}

/// Whether a line of running text has words that belong to no label and to no head of the table.
pub fn is_foreign(strips: &Strips, sightings: &Sightings, vocabulary: &Vocabulary, strip: usize) -> bool {
    let tokens = strips.strips[strip].tokens.clone();
    let unit = tokens
        .clone()
        .any(|token| sightings.owner[token].is_some_and(|index| matches!(sightings.all[index].named, Named::Unit(_))));
    let foreign = |token: usize| {
        let words = &strips.tokens[token];
        words.kind == Kind::Text
            && sightings.owner[token].is_none()
            && (words.printed.contains('。') || !vocabulary.floats(&words.letters))
    };
    !unit && tokens.into_iter().any(foreign)
}

/// The runs among lines and single cells. Lines with foreign words have no figures of the table.
pub fn runs(strips: &Strips, sightings: &Sightings, foreign: &[bool], transparent: impl Fn(usize) -> bool) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = Run::default();
    let labelled = |token: usize| {
        let owner = sightings.owner[token].map(|index| sightings.all[index].named);
        matches!(owner, Some(Named::Unit(_)))
    };
    let mut close = |run: &mut Run| {
        let figures = std::mem::take(run);
        let has_figure = figures.tokens.iter().any(|&token| strips.tokens[token].kind == Kind::Value);
        // Blank cells alone are a row only behind a label; elsewhere they fill merged columns up.
        let before = figures.tokens.first().and_then(|first| first.checked_sub(1));
        if has_figure || before.is_some_and(|token| labelled(token) && figures.tokens.len() > 1) {
            runs.push(figures);
        }
    };
    for (index, token) in strips.tokens.iter().enumerate() {
        let strip = &strips.strips[token.strip];
        if strip.layout == Layout::Row || foreign[token.strip] {
            close(&mut run);
        } else if token.kind != Kind::Text {
            run.tokens.push(index);
        } else if !transparent(index) {
            if strip.layout == Layout::Line && !labelled(index) {
                // Words behind a figure on its line: a date, a count in a sentence, no row of the table.
                run.tokens.retain(|&figure| strips.tokens[figure].strip != token.strip);
            }
            close(&mut run);
        } else if run.tokens.iter().all(|&token| strips.tokens[token].kind == Kind::Blank) {
            run.tokens.clear();
        }
    }
    close(&mut run);
    runs
}

impl Run {
    /// Whether some of its cells are blank.
    pub fn has_blank(&self, strips: &Strips) -> bool {
        self.tokens.iter().any(|&token| strips.tokens[token].kind == Kind::Blank)
    }

    /// Whether a row of it that has figures ends with a blank cell.
    pub fn ends_blank(&self, strips: &Strips, rows: &[Vec<usize>]) -> bool {
        let blank = |&token: &usize| strips.tokens[token].kind == Kind::Blank;
        rows.iter().any(|row| row.last().is_some_and(blank) && !row.iter().all(blank))
    }

    /// Whether it is one row of figures that stand one a line, and if so, how.
    fn stacking(&self, strips: &Strips, width: usize) -> Option<Stacking> {
        let strip = |token: usize| self.tokens[token - 1..=token].iter().map(|&token| strips.tokens[token].strip);
        let apart = (1..self.tokens.len()).all(|token| strip(token).is_sorted_by(|a, b| a < b));
        let gaps = || self.tokens.iter().skip(1).map(|&token| strips.strips[strips.tokens[token].strip].gap);
        match (self.tokens.len() == width && width > 1 && apart, gaps().all(|gap| gap == 0)) {
            (false, _) => None,
            (true, true) => Some(Stacking::Close),
            (true, false) => gaps().all(|gap| gap > 0).then_some(Stacking::Spread),
        }
    }

    /// The rows of `width` figures that the run makes, and the figures that stand beside them and are none of them.
    ///
    /// # Errors
    /// [`Uneven`] where the figures cannot be told apart into such rows.
    pub fn rows(&self, strips: &Strips, width: usize, stacking: Option<Stacking>) -> Result<Vec<Vec<usize>>, Uneven> {
        let lines: Vec<&[usize]> =
            self.tokens.chunk_by(|&a, &b| strips.tokens[a].strip == strips.tokens[b].strip).collect();
        let blank = |&token: &usize| strips.tokens[token].kind == Kind::Blank;
        if self.has_blank(strips) {
            let core = self
                .tokens
                .iter()
                .position(|token| !blank(token))
                .zip(self.tokens.iter().rposition(|token| !blank(token)));
            if let Some((first, last)) = core
                && let core = &self.tokens[first..=last]
                && core.len() == width
                && !core.iter().any(blank)
            {
                return Ok(vec![core.to_vec()]);
            }
            // Single cells: the first ones belong to the label before them, blank ones behind fill merged columns up.
            let (row, rest) = self.tokens.split_at_checked(width).ok_or(Uneven)?;
            return if rest.iter().all(blank) { Ok(vec![row.to_vec()]) } else { Err(Uneven) };
        }
        let whole: Vec<Vec<usize>> =
            lines.iter().filter(|line| line.len() == width).map(|line| line.to_vec()).collect();
        let strays = lines.iter().filter(|line| line.len() != width);
        if !whole.is_empty() && strays.clone().all(|line| line.len() == 1 && width > 1) {
            return Ok(whole);
        }
        if self.tokens.len() == width {
            return Ok(vec![self.tokens.clone()]);
        }
        if lines.iter().all(|line| line.len() == 1) {
            self.columns(strips, width, stacking)
        } else {
            self.alike(strips, width)
        }
    }

    /// Figures that stand one a line: columns of equal length, parted by blank lines, `width` of them to a block.
    fn columns(&self, strips: &Strips, width: usize, stacking: Option<Stacking>) -> Result<Vec<Vec<usize>>, Uneven> {
        let mut columns: Vec<&[usize]> =
            self.tokens.chunk_by(|_, &b| strips.strips[strips.tokens[b].strip].gap == 0).collect();
        if columns.len() == 1 {
            return self.alike(strips, width);
        }
        // As many figures as a row has may be a row as well as a column: other rows tell.
        if columns.iter().all(|column| column.len() == width) {
            return match stacking {
                Some(Stacking::Close) => Ok(columns.into_iter().map(<[usize]>::to_vec).collect()),
                Some(Stacking::Spread) if columns.len().is_multiple_of(width) => Ok(transposed(&columns, width)),
                _ => self.alike(strips, width),
            };
        }
        let mut rows = Vec::new();
        while !columns.is_empty() {
            let (block, rest) = columns.split_at_checked(width).ok_or(Uneven)?;
            let length = block[0].len();
            if block.iter().any(|column| column.len() != length) {
                return Err(Uneven);
            }
            rows.extend(transposed(block, width));
            columns = rest.to_vec();
        }
        Ok(rows)
    }

    /// Where it cannot be told which figure stands in which row, it does not matter if all of them are the same.
    fn alike(&self, strips: &Strips, width: usize) -> Result<Vec<Vec<usize>>, Uneven> {
        let first = &strips.tokens[self.tokens[0]].printed;
        let alike = self.tokens.iter().all(|&token| &strips.tokens[token].printed == first);
        let even = self.tokens.len().is_multiple_of(width);
        if alike && even { Ok(self.tokens.chunks(width).map(<[usize]>::to_vec).collect()) } else { Err(Uneven) }
    }
}
