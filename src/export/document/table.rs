//! A table of the document: the official grid with its labels and figures, and what each label heads. Widths are
//! relative; how a cell is drawn is the format's business.

use super::super::Options;
use super::super::last_year::LastYear;
use super::widths::widths;
use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Form, Owner, PrintedLabel};
use crate::domain::recalculation::{Totals, printed, shown};
use crate::domain::report::Report;

/// A table that covers its grid exactly once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name in the form: `requests`.
    pub name: String,
    /// What it is about: the heading of its chapter without the numeral.
    pub caption: String,
    /// How many grid rows at the top are repeated where the table breaks over pages.
    pub head_rows: u16,
    /// Rows of the grid.
    pub rows: u16,
    /// Relative widths of the grid columns, one for each: the form's, wider where figures are long.
    pub widths: Vec<u16>,
    /// The cells, by row and then by column.
    pub cells: Vec<TableCell>,
}

/// A cell of a table, perhaps merged of several grid cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// Top left grid cell, row and column from 0.
    pub at: (u16, u16),
    /// Grid rows and columns covered.
    pub span: (u16, u16),
    /// What stands in it.
    pub content: Content,
    /// Whether its text stands in the middle, as in the form in circulation: heads of columns and figures do, labels of rows
    /// where banners go through the table; other labels, banners and remarks begin at the left.
    pub centred: bool,
    /// Whether it is shaded as banners are.
    pub shaded: bool,
}

/// What stands in a printed cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// An official label.
    Label {
        /// Its words.
        text: String,
        /// What it is the head of.
        heads: Heads,
    },
    /// A figure; unfilled prints nothing.
    Figure {
        /// The cell of the form.
        cell: CellId,
        /// Its value.
        figure: Figure,
        /// Last year's figure of the cell of the same name, where it is asked for and was filled.
        last_year: Option<Figure>,
    },
    /// A printed remark that heads nothing.
    Note(String),
}

/// What a label is the head of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// One row, to its right.
    Row,
    /// Several rows, to its right.
    RowGroup,
    /// Several rows below it, through the whole width.
    Banner,
    /// One column, below it.
    Column,
    /// Several columns, below it.
    ColumnGroup,
}

impl Table {
    /// A table of a report's form, by index.
    pub(super) fn new(
        report: &Report,
        totals: &Totals,
        last_year: Option<&LastYear<'_>>,
        table: usize,
        options: Options<'_>,
    ) -> Table {
        let form = report.form();
        let standing = if options.as_printed { printed } else { shown };
        let definition = &form.tables()[table];
        let geometry = Geometry::new(form, table);
        let contents = form.printed_labels(table).iter().map(|label| (label, geometry.content(label)));
        let contents: Vec<(&PrintedLabel, Content)> = contents.collect();
        let banners = contents.iter().any(|(_, content)| content.heads() == Some(Heads::Banner));
        let labels = contents.into_iter().map(|(label, content)| {
            let heads = content.heads();
            let centred = match heads {
                Some(Heads::Column | Heads::ColumnGroup) => true,
                Some(Heads::Row) => banners,
                Some(Heads::RowGroup | Heads::Banner) | None => false,
            };
            let shaded = heads == Some(Heads::Banner) && !options.plain_banners;
            TableCell { at: label.at, span: label.span, content, centred, shaded }
        });
        let figures = form.table_cells(table).map(|id| TableCell {
            at: form.cell(id).at,
            span: form.cell(id).span,
            content: Content::Figure {
                cell: id,
                figure: standing(form, report.entries(), totals, id),
                last_year: last_year.and_then(|last| last.of(&form.cell(id).name)),
            },
            centred: true,
            shaded: false,
        });
        let mut cells: Vec<TableCell> = labels.chain(figures).collect();
        cells.sort_by_key(|cell| cell.at);
        let chapter = form.chapter_of_table(table).map(|index| form.definition().chapters[index].heading.clone());
        Table {
            name: definition.name.clone(),
            caption: chapter.unwrap_or_else(|| definition.short.zh.clone()),
            head_rows: definition.head_rows,
            rows: definition.size.0,
            widths: widths(&definition.widths, &cells),
            cells,
        }
    }

    /// How many grid columns it has.
    pub fn columns(&self) -> usize {
        self.widths.len()
    }

    /// The grid rows, each with the cells that begin in it.
    pub fn lines(&self) -> impl Iterator<Item = (u16, &[TableCell])> {
        let mut rest = self.cells.as_slice();
        (0..self.rows).map(move |row| {
            let (line, after) = rest.split_at(rest.partition_point(|cell| cell.at.0 <= row));
            rest = after;
            (row, line)
        })
    }

    /// The grid rows, top one first, at which a new group of rows begins: where a label that heads several rows begins
    /// at the left edge, and below it where it stands beside them. No cell reaches over such a row.
    pub fn group_rows(&self) -> Vec<u16> {
        let mut starts = vec![self.head_rows];
        for cell in self.cells.iter().filter(|cell| cell.at.1 == 0 && cell.at.0 >= self.head_rows) {
            if matches!(cell.content.heads(), Some(Heads::RowGroup | Heads::Banner)) {
                starts.push(cell.at.0);
                starts.extend((cell.span.0 > 1).then_some(cell.at.0 + cell.span.0));
            }
        }
        starts.sort_unstable();
        starts.dedup();
        let across = |row: u16| self.cells.iter().any(|cell| cell.at.0 < row && row < cell.at.0 + cell.span.0);
        starts.retain(|&row| row < self.rows && !across(row));
        starts
    }
}

impl TableCell {
    /// The grid columns that it covers.
    pub(in crate::export) fn across(&self) -> std::ops::Range<usize> {
        usize::from(self.at.1)..usize::from(self.at.1 + self.span.1)
    }

    /// The grid rows that it covers.
    pub(in crate::export) fn down(&self) -> std::ops::Range<usize> {
        usize::from(self.at.0)..usize::from(self.at.0 + self.span.0)
    }

    /// What is printed in it; last year's figure stands behind this year's.
    pub fn text(&self) -> String {
        match &self.content {
            Content::Label { text, .. } | Content::Note(text) => text.clone(),
            Content::Figure { figure, .. } => format!("{figure}{}", self.remark().unwrap_or_default()),
        }
    }

    /// Last year's figure as it is printed behind this year's, `（上年7）`.
    pub fn remark(&self) -> Option<String> {
        match &self.content {
            Content::Figure { last_year, .. } => last_year.map(|figure| format!("（上年{figure}）")),
            Content::Label { .. } | Content::Note(_) => None,
        }
    }
}

impl Content {
    /// What a label is the head of.
    pub fn heads(&self) -> Option<Heads> {
        match self {
            Content::Label { heads, .. } => Some(*heads),
            Content::Figure { .. } | Content::Note(_) => None,
        }
    }
}

/// Where the figures of a table stand, from which follows what its labels head.
struct Geometry {
    figures: Vec<((u16, u16), (u16, u16))>,
}

impl Geometry {
    fn new(form: &Form, table: usize) -> Geometry {
        Geometry { figures: form.table_cells(table).map(|id| (form.cell(id).at, form.cell(id).span)).collect() }
    }

    fn content(&self, label: &PrintedLabel) -> Content {
        let text = label.text.clone();
        let columns = label.at.1..label.at.1 + label.span.1;
        let rows = label.at.0..label.at.0 + label.span.0;
        let beside = self.figures.iter().any(|((row, _), (down, _))| *row < rows.end && rows.start < row + down);
        let above = columns.clone().filter(|&column| self.is_figure_column(column)).count();
        let remark = label.owner == Owner::Loose && text.starts_with('（') && text.ends_with('）');
        let heads = if beside {
            let several = matches!(label.owner, Owner::RowGroup(_)) || label.span.0 > 1;
            if several { Heads::RowGroup } else { Heads::Row }
        } else if above == 0 {
            if remark {
                return Content::Note(text);
            }
            Heads::Column
        } else if above < columns.len() {
            Heads::Banner
        } else {
            self.heads_below(rows.end, columns.start, columns.end)
        };
        Content::Label { text, heads }
    }

    fn is_figure_column(&self, column: u16) -> bool {
        self.figures.iter().any(|((_, first), (_, across))| (*first..first + across).contains(&column))
    }

    /// A label above figures heads one column where the nearest figure below is exactly as wide as the label.
    fn heads_below(&self, row: u16, first: u16, end: u16) -> Heads {
        let below = self.figures.iter().filter(|((r, c), (_, across))| *r >= row && *c < end && first < c + across);
        let nearest = below.min_by_key(|(at, _)| *at);
        match nearest {
            Some(((_, c), (_, across))) if (*c, c + across) == (first, end) => Heads::Column,
            _ => Heads::ColumnGroup,
        }
    }
}
