//! Reports as word processors write them, for the tests: the same paragraphs and tables as `.rtf`, `.odt` and `.doc`, in the
//! bytes that office programs write. They are put together from the form's own geometry.

pub mod doc;

pub mod odt;

pub mod rtf;

use gouji::domain::form::{CellId, Form};

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Plain,
    Struck,
    Hidden,
    Raised,
    White,
    /// In letters of a point.
    Tiny,
    /// Yellow, marked with yellow.
    Marked,
    /// With tracked changes.
    Deleted,
    /// The part of a field that nobody sees.
    Code,
    /// No words, but a picture or an object of another program.
    Picture,
}

pub type Run = (Look, String);

pub fn plain(text: &str) -> Vec<Run> {
    vec![(Look::Plain, text.to_string())]
}

#[derive(Debug, Clone)]
pub enum Item {
    Heading(String),
    Text(Vec<Run>),
    /// Set to the right.
    Right(String),
    Table(Table),
    /// A table that only lays the page out: words in one cell, and this table in another one.
    Layout(Table),
    /// A text box, and words of the paragraph in which it is anchored.
    Boxed(String, String),
}

#[derive(Debug, Clone)]
pub struct Table {
    pub size: (usize, usize),
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone)]
pub struct Cell {
    pub at: (usize, usize),
    pub span: (usize, usize),
    pub runs: Vec<Run>,
}

/// What stands in a row from one column to another.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub cell: &'a Cell,
    /// Whether the cell began in a row above.
    pub below: bool,
}

impl Table {
    /// The cells of a row, left to right, with those that reach into it from above.
    pub fn row(&self, row: usize) -> Vec<Place<'_>> {
        let inside = |cell: &&Cell| (cell.at.0..cell.at.0 + cell.span.0).contains(&row);
        let mut cells: Vec<&Cell> = self.cells.iter().filter(inside).collect();
        cells.sort_by_key(|cell| cell.at.1);
        cells.into_iter().map(|cell| Place { cell, below: cell.at.0 < row }).collect()
    }

    /// A table as the form prints it.
    pub fn of(form: &Form, table: usize, figure: &dyn Fn(CellId) -> Vec<Run>) -> Table {
        let pair = |(a, b): (u16, u16)| (usize::from(a), usize::from(b));
        let labels = form.printed_labels(table).iter();
        let labels = labels.map(|label| Cell { at: pair(label.at), span: pair(label.span), runs: plain(&label.text) });
        let figures = form.table_cells(table).map(|id| {
            let cell = form.cell(id);
            Cell { at: pair(cell.at), span: pair(cell.span), runs: figure(id) }
        });
        Table { size: pair(form.tables()[table].size), cells: labels.chain(figures).collect() }
    }
}

pub const PROSE: &str = "全年收到申请17件，按时答复。";

/// A report: title, chapters with their tables or a line of prose, agency and date at its foot.
pub fn report(form: &Form, figure: &dyn Fn(CellId) -> Vec<Run>) -> Vec<Item> {
    let title = ["甲区人民政府办公室", "2022年政府信息公开工作年度报告"];
    let mut items: Vec<Item> = title.map(|line| Item::Text(plain(line))).into();
    for (index, chapter) in form.definition().chapters.iter().enumerate() {
        items.push(Item::Heading(format!("{}、{}", chapter.numeral, chapter.heading)));
        items.push(match form.table_of_chapter(index) {
            Some(table) => Item::Table(Table::of(form, table, figure)),
            None => Item::Text(plain(PROSE)),
        });
    }
    items.push(Item::Right("甲区人民政府办公室".into()));
    items.push(Item::Right("2023年1月18日".into()));
    items
}

/// A program that writes such files.
pub type Writer = fn(&[Item]) -> Vec<u8>;

/// All of them.
pub const WRITERS: [(&str, Writer); 6] = [
    ("rtf as Word writes it", rtf::of_word),
    ("rtf with escapes of GBK", rtf::in_gbk),
    ("rtf as a script writes it", rtf::of_script),
    ("odt", odt::packed),
    ("fodt", odt::flat),
    ("doc", doc::write),
];
