//! Figures that stand together without a word between them, and the rows of figures that they make: one row a line, one
//! figure a line, or whole columns printed one after the other. A run that does not come out even is no row.

use std::collections::BTreeSet;

use super::sighting::Sightings;
use super::token::{Layout, StripId, Strips, TokenId, TokenKind};

/// Figures and blank cells without a word between them, at least one.
#[derive(Debug, Clone, Default)]
pub struct Run {
    pub tokens: Vec<TokenId>,
}

/// The figures of a row, left to right.
pub type Figures = Vec<TokenId>;

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
fn transposed(columns: &[&[TokenId]], width: usize) -> Vec<Figures> {
    let block = |block: &[&[TokenId]]| {
        let length = block.first().map_or(0, |column| column.len());
        (0..length).map(|row| block.iter().map(|column| column[row]).collect()).collect::<Vec<_>>()
    };
    columns.chunks(width).flat_map(block).collect()
}

/// The runs among lines and single cells. Strips with foreign words have no figures of the table.
pub fn runs(seen: &Sightings, foreign: &BTreeSet<StripId>, transparent: impl Fn(TokenId) -> bool) -> Vec<Run> {
    let strips = seen.strips;
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut close = |run: &mut Run| {
        let Run { tokens } = std::mem::take(run);
        let has_figure = tokens.iter().any(|&token| !strips.is_blank(token));
        // Blank cells alone are a row only behind a label; elsewhere they fill merged columns up.
        let before = tokens.first().and_then(|first| first.0.checked_sub(1)).map(TokenId);
        if has_figure || before.is_some_and(|token| seen.is_of_unit(token) && tokens.len() > 1) {
            runs.push(Run { tokens });
        }
    };
    for token in strips.token_ids() {
        let (strip, layout) = (strips[token].strip, strips.around(token).layout);
        if layout == Layout::Row || foreign.contains(&strip) {
            close(&mut run);
        } else if strips[token].kind != TokenKind::Text {
            run.tokens.push(token);
        } else if !transparent(token) {
            if layout == Layout::Line && !seen.is_of_unit(token) {
                // Words behind a figure on its line: a date, a count in a sentence, no row of the table.
                run.tokens.retain(|&figure| strips[figure].strip != strip);
            }
            close(&mut run);
        } else if run.tokens.iter().all(|&token| strips.is_blank(token)) {
            run.tokens.clear();
        }
    }
    close(&mut run);
    runs
}

impl Run {
    /// Whether some of its cells are blank.
    pub fn has_blank(&self, strips: &Strips) -> bool {
        self.tokens.iter().any(|&token| strips.is_blank(token))
    }

    /// Whether it is one row of figures that stand one a line, and if so, how.
    fn stacking(&self, strips: &Strips, width: usize) -> Option<Stacking> {
        let apart = self.tokens.is_sorted_by(|&a, &b| strips[a].strip < strips[b].strip);
        let gaps = || self.tokens.iter().skip(1).map(|&token| strips.around(token).gap);
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
    pub fn rows(&self, strips: &Strips, width: usize, stacking: Option<Stacking>) -> Result<Vec<Figures>, Uneven> {
        let blank = |&token: &TokenId| strips.is_blank(token);
        if self.has_blank(strips) {
            let ends = self.tokens.iter().position(|token| !blank(token));
            let ends = ends.zip(self.tokens.iter().rposition(|token| !blank(token)));
            let core = ends.map(|(first, last)| &self.tokens[first..=last]);
            if let Some(core) = core.filter(|core| core.len() == width && !core.iter().any(blank)) {
                return Ok(vec![core.to_vec()]);
            }
            // Single cells: the first ones belong to the label before them, blank ones behind fill merged columns up.
            let (row, rest) = self.tokens.split_at_checked(width).ok_or(Uneven)?;
            return if rest.iter().all(blank) { Ok(vec![row.to_vec()]) } else { Err(Uneven) };
        }
        let lines: Vec<&[TokenId]> = self.tokens.chunk_by(|&a, &b| strips[a].strip == strips[b].strip).collect();
        let (whole, strays): (Vec<&[TokenId]>, Vec<&[TokenId]>) =
            lines.iter().copied().partition(|line| line.len() == width);
        if !whole.is_empty() && strays.iter().all(|line| line.len() == 1) {
            return Ok(whole.into_iter().map(<[TokenId]>::to_vec).collect());
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
    fn columns(&self, strips: &Strips, width: usize, stacking: Option<Stacking>) -> Result<Vec<Figures>, Uneven> {
        let mut columns: Vec<&[TokenId]> = self.tokens.chunk_by(|_, &b| strips.around(b).gap == 0).collect();
        if columns.len() == 1 {
            return self.alike(strips, width);
        }
        // Figures that all stand apart may be rows as well as columns, one behind the other.
        if columns.iter().all(|column| column.len() == 1) {
            return self.alike(strips, width);
        }
        // As many figures as a row has may be a row as well as a column: other rows tell.
        if columns.iter().all(|column| column.len() == width) {
            return match stacking {
                Some(Stacking::Close) => Ok(columns.into_iter().map(<[TokenId]>::to_vec).collect()),
                Some(Stacking::Spread) if columns.len().is_multiple_of(width) => Ok(transposed(&columns, width)),
                _ => self.alike(strips, width),
            };
        }
        let mut rows = Vec::new();
        while !columns.is_empty() {
            let (block, rest) = columns.split_at_checked(width).ok_or(Uneven)?;
            if block.iter().any(|column| column.len() != block[0].len()) {
                return Err(Uneven);
            }
            rows.extend(transposed(block, width));
            columns = rest.to_vec();
        }
        Ok(rows)
    }

    /// Where it cannot be told which figure stands in which row, it does not matter if all of them are the same.
    fn alike(&self, strips: &Strips, width: usize) -> Result<Vec<Figures>, Uneven> {
        let first = &strips[self.tokens[0]].printed;
        let alike = self.tokens.iter().all(|&token| &strips[token].printed == first);
        let even = self.tokens.len().is_multiple_of(width);
        if alike && even { Ok(self.tokens.chunks(width).map(<[TokenId]>::to_vec).collect()) } else { Err(Uneven) }
    }
}
