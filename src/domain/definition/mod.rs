//! A form as it is written in `assets/forms/*.ron`: chapters, tables with their printed grid, rows, columns, units and
//! rules, as plain data. Nothing here is checked; [`Form`](super::form::Form) checks all of it when it is loaded.

pub mod classes;

mod packed;

pub mod bodies;

pub mod vocabulary;

pub mod prose;

pub mod titles;

pub mod rule;

pub mod collection;

use serde::{Deserialize, Serialize};

pub use bodies::BodyKind;
pub use collection::{CollectionCheck, CollectionRule};
pub use packed::Packed;
pub use rule::{Basis, Case, Check, Each, Example, MESSAGE_PARTS, Manner, Rule, Severity};
pub use titles::{TitleWords, YearWords};
pub use vocabulary::{Vocabulary, Words};

use super::figure::Kind;
use super::text::{Lang, Text};

/// The version of the form file format that this program reads.
pub const FORM_VERSION: u32 = 1;

/// What a title (`year` only) and a preamble fill in.
pub const PROSE_PARTS: [&str; 2] = ["year", "agency"];

/// One edition of the statutory report.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    /// What the units are called in English, `("件", "items")`; a unit that is not here stands for itself.
    #[serde(default)]
    pub units: Vec<(String, String)>,
    /// The chapters in printed order.
    pub chapters: Vec<Chapter>,
    /// The tables in printed order; their cells, row by row, give the order of all cells.
    pub tables: Vec<Table>,
    /// The rules; where a cell is defined as a total twice, the first definition computes it and the second checks it.
    /// Those of `assets/rules` that apply follow the form's own.
    pub rules: Vec<Rule>,
    /// Rules of `assets/rules` that the form does without, by their ids.
    #[serde(default)]
    pub without: Vec<String>,
    /// The kinds of bodies that rules tell apart.
    #[serde(default)]
    pub kinds: Vec<BodyKind>,
    /// The prose of the report that rules' examples start from, by a chapter's id, `preamble` or `closing`; `{year}` and
    /// `{agency}` are filled in.
    #[serde(default)]
    pub example_texts: Vec<(String, String)>,
    /// The words by which rules on the prose read it; a catalogue's where the form has none.
    #[serde(default)]
    pub vocabulary: Option<Words>,
    /// Texts to start a part's prose from.
    #[serde(default)]
    pub starts: Vec<Start>,
    /// How the fees for handling information are stated.
    #[serde(default)]
    pub fee_statement: Option<FeeStatement>,
    /// The words of titles.
    #[serde(default)]
    pub titles: Option<TitleWords>,
    /// What pictures of several years show, where the form says.
    #[serde(default)]
    pub chart: Option<Chart>,
    /// Figures that are agreed with other offices.
    #[serde(default)]
    pub reconciliations: Vec<Reconciliation>,
    /// The rules over the reports of many bodies.
    #[serde(default)]
    pub collection: Packed<Vec<CollectionRule>>,
}

/// Figures that are agreed with another office before the report is published.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reconciliation {
    /// With whom, and what of.
    pub title: Text,
    /// The cells, by patterns.
    pub cells: Vec<String>,
}

/// A text to start a part's prose from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// A chapter's id, `preamble` or `closing`. Of several texts for a part the first counts whose cells are all there.
    pub part: String,
    /// How names of the agencies end that it is for; all where empty.
    #[serde(default)]
    pub endings: Vec<String>,
    /// The words; `{agency}`, `{year}` and `{next_year}` are filled in, cells stay fields.
    pub text: String,
}

/// How the fees for handling information are stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeStatement {
    /// The chapter in which they are.
    pub part: String,
    /// Words by which a sentence is known that states them already.
    pub known_by: Vec<String>,
    /// Where no notice was sent.
    pub none: String,
    /// Where there were; `{notices}`, `{asked}` and `{received}` are filled in, the last two in the unit of power 0.
    pub some: String,
    /// What may be typed behind the number of notices.
    pub counted: String,
    /// What may be typed behind an amount, the longer ones first, as powers of ten of the unit in which it is stated.
    pub units: Vec<(String, u8)>,
}

/// What pictures of several years show. Series of the same name are the same thing in every edition.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// Counts, each drawn as bars.
    pub counts: Vec<Series>,
    /// What the outcomes and the rate are parts of.
    pub whole: Series,
    /// The parts of the whole, stacked; together they are the whole.
    pub outcomes: Vec<Series>,
    /// The part of the whole that is shown as a rate.
    pub rate: Series,
}

impl Chart {
    /// Every series.
    pub fn series(&self) -> impl Iterator<Item = &Series> {
        self.counts.iter().chain([&self.whole, &self.rate]).chain(&self.outcomes)
    }
}

/// A sum of cells, followed through the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Its name, the same in every edition.
    pub name: String,
    /// A short label.
    pub label: Text,
    /// The cells that are added, as rules write them: `disputes.*.corrected`.
    pub cells: Vec<String>,
}

/// Rules that several editions share, as a file of `assets/rules` holds them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Version of the file format, [`FORM_VERSION`].
    pub version: u32,
    /// Kinds of bodies.
    #[serde(default)]
    pub kinds: Vec<BodyKind>,
    /// See [`Definition::example_texts`].
    #[serde(default)]
    pub texts: Vec<(String, String)>,
    /// Rules that hold in every edition as far as they apply.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// The words by which rules on the prose read it.
    #[serde(default)]
    pub vocabulary: Option<Words>,
    /// Texts to start a part's prose from.
    #[serde(default)]
    pub starts: Vec<Start>,
    /// How the fees for handling information are stated.
    #[serde(default)]
    pub fee_statement: Option<FeeStatement>,
    /// The words of titles.
    #[serde(default)]
    pub titles: Option<TitleWords>,
    /// Figures that are agreed with other offices.
    #[serde(default)]
    pub reconciliations: Vec<Reconciliation>,
    /// The rules over the reports of many bodies.
    #[serde(default)]
    pub collection: Vec<CollectionRule>,
}

impl Definition {
    /// What a unit is called in a language.
    pub fn unit<'a>(&'a self, unit: &'a str, lang: Lang) -> &'a str {
        let gloss = self.units.iter().find(|(official, _)| official == unit);
        gloss.map_or(unit, |(_, gloss)| lang.pick(unit, gloss))
    }

    /// The text to start an agency's part from, where there is one.
    pub fn start(&self, part: &str, agency: &str) -> Option<&Start> {
        let is_meant = |start: &&Start| start.part == part && start.is_for(agency);
        self.starts.iter().find(is_meant)
    }
}

impl Start {
    /// Whether it is for an agency of that name.
    fn is_for(&self, agency: &str) -> bool {
        self.endings.is_empty() || self.endings.iter().any(|ending| agency.ends_with(ending.as_str()))
    }
}

/// An official label as a screen of a language has it: the label itself, or its gloss, or where there is none the short
/// words.
fn named<'a>(label: &'a str, gloss: &'a str, short: &'a Text, lang: Lang) -> &'a str {
    lang.pick(label, if gloss.is_empty() { &short.en } else { gloss })
}

impl Chapter {
    /// The heading in full, in a language.
    pub fn named(&self, lang: Lang) -> &str {
        named(&self.heading, &self.gloss, &self.short, lang)
    }

    /// The numeral in a language.
    pub fn number(&self, lang: Lang) -> &str {
        lang.pick(&self.numeral, &self.id)
    }
}

impl Group {
    /// The label in full, in a language.
    pub fn named(&self, lang: Lang) -> &str {
        named(&self.label, &self.gloss, &self.short, lang)
    }
}

impl Column {
    /// The label in running text: the short one, unless it is cut to the width of a column, as English ones are.
    pub fn in_text(&self, lang: Lang) -> &str {
        let short = self.short.get(lang);
        if short.ends_with('.') { self.named(lang) } else { short }
    }

    /// The label in full, in a language.
    pub fn named(&self, lang: Lang) -> &str {
        named(&self.label, &self.gloss, &self.short, lang)
    }
}

impl Row {
    /// The label in full, in a language.
    pub fn named(&self, lang: Lang) -> &str {
        named(&self.label, &self.gloss, &self.short, lang)
    }
}

/// First and last report year of an edition; no last year means "until a newer edition begins".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The first report year.
    pub first: i32,
    /// The last report year, where there is one.
    #[serde(default)]
    pub last: Option<i32>,
}

impl Years {
    /// Whether a year is one of them.
    pub fn have(self, year: i32) -> bool {
        self.first <= year && self.last.is_none_or(|last| year <= last)
    }
}

/// A chapter: its heading, and the table that stands in it if there is one.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// The key in files, `1`.
    pub id: String,
    /// The printed numeral, `一`.
    pub numeral: String,
    /// The official heading without its numeral.
    pub heading: String,
    /// The heading in English; empty where nobody wrote it.
    #[serde(default)]
    pub gloss: String,
    /// Other wordings of the heading that are met in published reports.
    #[serde(default)]
    pub also: Vec<String>,
    /// A few characters for a tab.
    pub short: Text,
    /// What belongs into the chapter.
    pub help: Packed<Text>,
    /// The name of its table.
    #[serde(default)]
    pub table: Option<String>,
}

/// Grid row and grid column, counted from 0.
pub type At = (u16, u16);

/// A rectangle of the printed grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GridPlace {
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
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    /// From left to right, as they are printed.
    pub columns: Vec<Column>,
    /// Labels over several rows.
    #[serde(default)]
    pub row_groups: Vec<Group>,
    /// The rows that hold figures.
    pub rows: Vec<Row>,
}

/// A printed label that names no row or column.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LooseLabel {
    /// As it is printed.
    pub text: String,
    /// Where it is printed, once or more.
    pub places: Vec<GridPlace>,
}

/// A label shared by several rows or columns.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name within the table.
    pub name: String,
    /// The official label.
    pub label: String,
    /// The label in English; empty where nobody wrote it.
    #[serde(default)]
    pub gloss: String,
    /// Other wordings met in published reports.
    #[serde(default)]
    pub also: Vec<String>,
    /// A short label for narrow screens.
    pub short: Text,
    /// The group around it.
    #[serde(default)]
    pub within: Option<String>,
    /// Where it is printed.
    pub places: Vec<GridPlace>,
}

/// A column of figures.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Last part of its cells' names: `natural_person`.
    pub name: String,
    /// The official label.
    pub label: String,
    /// The label in English; empty where nobody wrote it.
    #[serde(default)]
    pub gloss: String,
    /// Other wordings met in published reports.
    #[serde(default)]
    pub also: Vec<String>,
    /// A short label for narrow screens.
    pub short: Text,
    /// What belongs into the column.
    pub help: Packed<Text>,
    /// What kind of number its cells take.
    pub kind: Kind,
    /// The unit of its cells: 件, 项, 万元, 元.
    pub unit: String,
    /// The group it belongs to.
    #[serde(default)]
    pub group: Option<String>,
    /// Where its label is printed.
    pub places: Vec<GridPlace>,
}

/// A row of figures.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Middle part of its cells' names: `granted`.
    pub name: String,
    /// The official label.
    pub label: String,
    /// The label in English; empty where nobody wrote it.
    #[serde(default)]
    pub gloss: String,
    /// Other wordings met in published reports.
    #[serde(default)]
    pub also: Vec<String>,
    /// A short label for narrow screens.
    pub short: Text,
    /// What belongs into the row.
    pub help: Packed<Text>,
    /// The group it belongs to.
    #[serde(default)]
    pub group: Option<String>,
    /// Where its label is printed.
    pub places: Vec<GridPlace>,
    /// Where its figures stand in the printed grid; cells that are left out there cannot be filled.
    pub figures: Figures,
}

/// Where a row's figures stand in the printed grid.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Figures {
    /// One cell for each column of the table, in order, each one grid column wide, from this grid cell on.
    Line(At),
    /// Only these cells.
    Cells(Vec<FigureCell>),
}

/// One figure's place.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
