//! The columns of a table on a narrow screen, in hundredths of the type size: labels as narrow as they are still read, so
//! that figures are seen beside them, and no label leaves one character alone on its last line.

use super::document::{Content, Table};
use super::wrap::{self, wrap};

/// Blank space and rules beside a text.
const BESIDE: usize = 60;

/// The characters of a line of a label that has its row to itself.
const LABEL: usize = 6;

/// The characters of a line of a label beside several rows: the least, and the most that is tried.
const TALL: std::ops::RangeInclusive<usize> = 3..=LABEL;

/// The characters of a line of a column's head.
const HEAD: usize = 2;

/// Hundredths of the type size that a digit takes.
const DIGIT: usize = 56;

/// What is not wider needs no moving on any screen.
const FITS: usize = 2300;

pub struct Narrow {
    /// How many columns stand before the first figure.
    pub labels: usize,
    pub columns: Vec<usize>,
    /// Whether a column has labels beside several rows.
    tall: Vec<bool>,
    /// Whether labels and figures share columns so narrow that the table has to be moved.
    is_wide: bool,
}

impl Narrow {
    pub fn new(table: &Table) -> Narrow {
        let is_figure = |content: &Content| matches!(content, Content::Figure { .. });
        let figures = table.cells.iter().filter(|cell| is_figure(&cell.content));
        let labels = figures.map(|cell| cell.across().start).min().unwrap_or(0);
        let single = |column: usize| table.cells.iter().filter(move |cell| cell.across() == (column..column + 1));
        let tall = |column: usize| column < labels && single(column).any(|cell| cell.span.0 > 1);
        let width = |column: usize| {
            let words: Vec<String> =
                single(column).filter(|cell| !is_figure(&cell.content)).map(|cell| cell.text()).collect();
            let characters = match column < labels {
                true if tall(column) => {
                    let even = |&count: &usize| words.iter().all(|text| !ends_alone(text, count));
                    TALL.into_iter().find(even).unwrap_or(LABEL)
                }
                true => LABEL,
                false => HEAD,
            };
            let digits = single(column).filter(|cell| is_figure(&cell.content)).map(|cell| cell.text().len() * DIGIT);
            (characters * 100).max(digits.max().unwrap_or(0)) + BESIDE
        };
        let columns: Vec<usize> = (0..table.columns()).map(width).collect();
        let is_wide = columns.iter().sum::<usize>() > FITS;
        Narrow { labels, tall: (0..table.columns()).map(tall).collect(), columns, is_wide }
    }

    pub fn is_wide(&self) -> bool {
        self.is_wide
    }

    /// The columns whose labels stand beside several rows.
    pub fn tall(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.tall.len()).filter(|&column| self.tall[column])
    }

    /// The width of a column, as style sheets say it.
    pub fn column(&self, column: usize) -> String {
        em(self.columns[column])
    }

    /// The width of the whole table and where each column of labels but the first begins, as properties for a style sheet.
    pub fn sizes(&self) -> String {
        let mut sizes = format!(";--wide:{}", em(self.columns.iter().sum()));
        let mut left = 0;
        for (column, width) in self.columns[..self.labels].iter().enumerate() {
            if column > 0 {
                sizes.push_str(&format!(";--left{column}:{}", em(left)));
            }
            left += width;
        }
        sizes
    }
}

fn em(hundredths: usize) -> String {
    format!("{}.{:02}em", hundredths / 100, hundredths % 100)
}

/// Whether a text of several lines of so many characters has a single one on its last.
fn ends_alone(text: &str, characters: usize) -> bool {
    let lines = wrap(text, characters * 2);
    lines.len() > 1 && lines.last().is_some_and(|last| wrap::width(last) <= 2)
}
