//! A form as it is written in `assets/forms/*.ron`: chapters, tables with their printed grid, rows, columns, units and
//! rules, as plain data. Nothing here is checked; [`Form`](super::form::Form) checks all of it when it is loaded.

use serde::Deserialize;

use super::figure::Kind;
use super::text::Text;

/// The version of the form file format that this program reads.
pub const FORM_VERSION: u32 = 1;

/// What a title (`year` only) and a preamble fill in.
pub const PROSE_PARTS: [&str; 2] = ["year", "agency"];

/// What a rule's message and remedy fill in; see [`Rule::message`].
pub const MESSAGE_PARTS: [&str; 6] = ["where", "left", "right", "difference", "more", "side"];

/// One edition of the statutory report.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Version of the file format, [`FORM_VERSION`].
    pub version: u32,
    /// The edition's name, the year in which its format was issued: `2021`.
    pub edition: String,
    /// The edition in words.
    pub name: Text,
    /// The document that prescribes the format, as a report cites it.
    pub prescribed_by: String,
    /// The report years for which the edition is used.
    pub years: Years,
    /// The title below the agency's name; `{year}` stands for the report year.
    pub title: String,
    /// A starting text for the preamble; `{agency}` and `{year}` are filled in.
    pub preamble: String,
    /// The chapters in printed order.
    pub chapters: Vec<Chapter>,
    /// The tables in printed order; their cells, row by row, give the order of all cells.
    pub tables: Vec<Table>,
    /// The rules; where a cell is defined as a total twice, the first definition computes it and the second checks it.
    pub rules: Vec<Rule>,
}

/// First and last report year of an edition; no last year means "until a newer edition begins".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The first report year.
    pub first: i32,
    /// The last report year, where there is one.
    #[serde(default)]
    pub last: Option<i32>,
}

/// A chapter: its heading, and the table that stands in it if there is one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// `1` to `6`, the key in files.
    pub id: String,
    /// The printed numeral, `一`.
    pub numeral: String,
    /// The official heading without its numeral.
    pub heading: String,
    /// Other wordings of the heading that are met in published reports.
    #[serde(default)]
    pub also: Vec<String>,
    /// A few characters for a tab.
    pub short: Text,
    /// What belongs into the chapter.
    pub help: Text,
    /// The name of its table.
    #[serde(default)]
    pub table: Option<String>,
}

/// Grid row and grid column, counted from 0.
pub type At = (u16, u16);

/// A rectangle of the printed grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The top left corner.
    pub at: At,
    /// Rows and columns covered.
    #[serde(default = "single")]
    pub span: At,
}

fn single() -> At {
    (1, 1)
}

/// A table: the printed grid, and the rows and columns that name its cells.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// First part of its cells' names: `requests`.
    pub name: String,
    /// What the table is about.
    pub short: Text,
    /// Whether all of its cells are 0 where there were no requests and no disputes at all.
    #[serde(default)]
    pub nil: bool,
    /// Rows and columns of the printed grid.
    pub size: At,
    /// How many grid rows at the top are repeated where the table breaks over pages.
    pub head_rows: u16,
    /// Relative widths of the grid columns.
    pub widths: Vec<u16>,
    /// Printed labels that name no row or column.
    #[serde(default)]
    pub labels: Vec<LooseLabel>,
    /// Labels over several columns.
    #[serde(default)]
    pub column_groups: Vec<Group>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Labels over several rows.
    #[serde(default)]
    pub row_groups: Vec<Group>,
    /// The rows that hold figures.
    pub rows: Vec<Row>,
}

/// A printed label that names no row or column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LooseLabel {
    /// The label.
    pub text: String,
    /// Where it is printed, once or more.
    pub places: Vec<Place>,
}

/// A label shared by several rows or columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name within the table.
    pub name: String,
    /// The official label.
    pub label: String,
    /// Other wordings met in published reports.
    #[serde(default)]
    pub also: Vec<String>,
    /// A short label for narrow screens.
    pub short: Text,
    /// The group around it.
    #[serde(default)]
    pub within: Option<String>,
    /// Where it is printed.
    pub places: Vec<Place>,
}

/// A column of figures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Last part of its cells' names: `natural_person`.
    pub name: String,
    /// The official label.
    pub label: String,
    /// Other wordings met in published reports.
    #[serde(default)]
    pub also: Vec<String>,
    /// A short label for narrow screens.
    pub short: Text,
    /// What belongs into the column.
    pub help: Text,
    /// What kind of number its cells take.
    pub kind: Kind,
    /// The unit of its cells: 件, 项, 万元, 元.
    pub unit: String,
    /// The group it belongs to.
    #[serde(default)]
    pub group: Option<String>,
    /// Where its label is printed.
    pub places: Vec<Place>,
}

/// A row of figures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Middle part of its cells' names: `granted`.
    pub name: String,
    /// The official label.
    pub label: String,
    /// Other wordings met in published reports.
    #[serde(default)]
    pub also: Vec<String>,
    /// A short label for narrow screens.
    pub short: Text,
    /// What belongs into the row.
    pub help: Text,
    /// The group it belongs to.
    #[serde(default)]
    pub group: Option<String>,
    /// Where its label is printed.
    pub places: Vec<Place>,
    /// Its cells.
    pub figures: Figures,
}

/// Where a row's figures stand in the printed grid.
#[derive(Debug, Clone, Deserialize)]
pub enum Figures {
    /// One cell for each column of the table, in order, each one grid column wide, from this grid cell on.
    Line(At),
    /// Only these cells.
    Cells(Vec<FigureCell>),
}

/// One figure's place.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureCell {
    /// The column's name.
    pub column: String,
    /// The top left corner.
    pub at: At,
    /// Rows and columns covered.
    #[serde(default = "single")]
    pub span: At,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Severity {
    /// Only for information.
    Info,
    /// Must be explained or corrected.
    Warning,
    /// A contradiction inside the form.
    Error,
}

impl Severity {
    /// The name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Basis {
    /// Printed on the form or stated in a national letter.
    Official,
    /// Follows from the form's own words.
    Form,
    /// Common practice.
    Practice,
    /// Our inference.
    Inference,
}

/// A rule: a relation that must hold, once or along every row or column of a table.
///
/// Cells are named by patterns `table.row.column`, in which a row or column may be a name, a range `first:last` in form
/// order, or `*`. Under `each: Column(table)` the `*` in the column's place means the column at hand, under
/// `each: Row(table)` the `*` in the row's place means the row at hand; any other `*` means all.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The id of the catalogue: `T3-01`.
    pub id: String,
    /// How grave a finding is.
    pub severity: Severity,
    /// What the rule rests on.
    pub basis: Basis,
    /// Along what it is repeated.
    #[serde(default)]
    pub each: Each,
    /// The relation.
    pub check: Check,
    /// The rule in words.
    pub title: Text,
    /// What a finding says. `{where}` is the row or column, or the cell for a range check; `{left}` and `{right}` the two
    /// sides written out, `{difference}` and `{more}` their signed and unsigned difference, `{side}` the larger side.
    pub message: Text,
    /// What to do about it.
    pub remedy: Text,
}

/// Along what a rule is repeated.
#[derive(Debug, Clone, Default, Deserialize)]
pub enum Each {
    /// Not repeated.
    #[default]
    Once,
    /// For every column of the table.
    Column(String),
    /// For every row of the table.
    Row(String),
}

/// A relation between cells.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Check {
    /// Both sides are equal. A pattern with a leading `-` is subtracted.
    Equal {
        /// Terms of the left side.
        left: Vec<String>,
        /// Terms of the right side.
        right: Vec<String>,
    },
    /// The total is the sum of the cells. This also makes the cell a total: computed, not keyed.
    Total {
        /// The total.
        total: String,
        /// The cells it adds up.
        of: Vec<String>,
    },
    /// Every cell is within bounds.
    Bounds {
        /// The cells.
        cells: Vec<String>,
        /// The least admissible number, where there is one.
        #[serde(default)]
        least: Option<String>,
        /// The most decimal places.
        places: u32,
    },
}
