//! A rule as it is written in `assets`: what must hold, how grave it is, what it rests on, what a finding says, and a
//! report that keeps and one that breaks it. Nothing here is checked or evaluated.

use serde::{Deserialize, Serialize};

use super::super::text::{Lang, Text};
use super::Packed;
use super::prose::ProseCheck;

/// What a rule's message and remedy fill in; see [`Rule::message`].
pub const MESSAGE_PARTS: [&str; 7] = ["where", "left", "right", "difference", "more", "side", "quote"];

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// Printed on the form or stated in a State Council circular.
    Official,
    /// Follows from the form's own words.
    Form,
    /// Common practice.
    Practice,
    /// Our inference.
    Inference,
}

impl Basis {
    /// What a rule rests on, in words.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Basis::Official => {
                lang.pick("报告格式印明，或国务院文件写明", "stated on the form or in a State Council circular")
            }
            Basis::Form => lang.pick("由报告格式的文字得出", "follows from the wording of the form"),
            Basis::Practice => lang.pick("通行做法", "common practice"),
            Basis::Inference => lang.pick("由法规和报告格式推断", "inferred from law and form"),
        }
    }
}

/// A rule: a relation that must hold, once or along every row or column of a table.
///
/// Cells are named by patterns `table.row.column`. The rows or columns of a part are one by its name, those of a group by
/// the group's name, a range `first:last` in form order, or `*` for all; `-name` behind it leaves rows, columns or groups
/// out: `requests.results-handled.*-total`. `*` for the table means every table that has such cells. Under
/// `each: Column(table)` the `*` in the column's place means the column at hand, under `each: Row(table)` the `*` in the
/// row's place means the row at hand. A rule that says `*` or a group's name need not be touched where a later edition has
/// one column more.
///
/// A shared rule belongs to every form that has what it names, as far as [`Rule::since`], [`Rule::not_in`] and the form's
/// own [`without`](super::Definition::without) let it; of several with the same id the form's own counts, else the first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The id of the catalogue: `T3-01`.
    pub id: String,
    /// How grave a finding is.
    pub severity: Severity,
    /// What the rule rests on.
    pub basis: Basis,
    /// Of a shared rule, the first edition it is for, where what it names does not say so.
    #[serde(default)]
    pub since: Option<String>,
    /// Of a shared rule, editions that it is not for.
    #[serde(default)]
    pub not_in: Vec<String>,
    /// Whether its findings are plausibility only: shown folded, and in no sum and no exit code.
    #[serde(default)]
    pub folded: bool,
    /// Along what it is repeated.
    #[serde(default)]
    pub each: Each,
    /// What has to hold.
    pub check: Check,
    /// The rule in words.
    pub title: Packed<Text>,
    /// What a finding says. `{where}` is the row or column, or the cell for a range check; `{left}` and `{right}` the two
    /// sides written out, `{difference}` and `{more}` their signed and unsigned difference, `{side}` the larger side.
    pub message: Packed<Text>,
    /// What to do about it.
    pub remedy: Packed<Text>,
    /// A report that keeps the rule, and one that breaks it and no other.
    #[serde(default)]
    pub example: Packed<Option<Example>>,
}

/// Two cases of one rule: what it is shown and tested with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// A report that keeps the rule, as it differs from a sound report whose every figure is 0.
    pub keeps: Case,
    /// How a report that breaks only this rule differs from the one that keeps it.
    pub breaks: Case,
}

/// How an example's report differs from another.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Case {
    /// The report year.
    pub year: Option<i32>,
    /// The edition of last year's report, where it is another.
    pub last_edition: Option<String>,
    /// Whether last year's report was looked for and is not there.
    pub last_missing: bool,
    /// Whether the report does not name its agency.
    pub nameless: bool,
    /// Whether the figures were read from a document.
    pub imported: bool,
    /// What kind of body it is, by [`BodyKind::name`](super::BodyKind::name).
    pub kind: Option<String>,
    /// The rows that the body has powers for, `table.row`.
    pub powers: Option<Vec<String>>,
    /// Figures, by patterns; an empty text is an unfilled cell.
    pub cells: Vec<(String, String)>,
    /// Figures of last year's report, which is there where any is named; all others are 0.
    pub last_year: Vec<(String, String)>,
    /// Passages, by a chapter's id, `preamble` or `closing`.
    pub texts: Vec<(String, String)>,
    /// Passages of last year's report.
    pub last_texts: Vec<(String, String)>,
    /// Where the document it was read from departs from the form.
    pub departures: Vec<(Manner, String)>,
}

/// Along what a rule is repeated.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub enum Each {
    /// Not repeated.
    #[default]
    Once,
    /// For every column of the table, or of those named: `requests.*-total`.
    Column(String),
    /// For every row of the table, or of those named.
    Row(String),
    /// For every cell of these patterns; `this` in a condition is the cell at hand.
    Cell(Vec<String>),
}

/// In what a document departs from the prescribed form, though it could be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Manner {
    /// How a figure is written: a unit, separators, full-width digits.
    Notation,
    /// A label of a row or column.
    Label,
    /// A chapter's heading.
    Heading,
    /// Rows or columns added or left out.
    Rows,
    /// A chapter that is not there.
    Missing,
}

impl Manner {
    /// All of them, with the names that files use.
    pub const NAMES: [(Manner, &'static str); 5] = [
        (Manner::Notation, "notation"),
        (Manner::Label, "label"),
        (Manner::Heading, "heading"),
        (Manner::Rows, "rows"),
        (Manner::Missing, "missing"),
    ];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        Manner::NAMES.iter().find(|(manner, _)| *manner == self).map_or("", |(_, name)| name)
    }
}

/// A relation between cells.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
        /// The cell that holds the sum, by its name.
        total: String,
        /// The cells it adds up.
        of: Vec<String>,
    },
    /// Every cell is within bounds.
    Bounds {
        /// Names of cells, each of which is held against the bounds.
        cells: Vec<String>,
        /// The least admissible number, where there is one.
        #[serde(default)]
        least: Option<String>,
        /// The most decimal places.
        places: u32,
    },
    /// Where every condition of `when` holds, every condition of `then` holds too. A condition compares two sums, each of
    /// numbers, patterns, and what stands outside the report's own tables: `2 * requests.new.total >= last.requests.new.total`.
    /// All of their language stands in [`super::super::form::condition`].
    Holds {
        /// Where the rule applies; always where empty.
        #[serde(default)]
        when: Vec<String>,
        /// What must hold there.
        then: Vec<String>,
    },
    /// No cell is unfilled.
    Filled(Vec<String>),
    /// No cell is marked as not applicable, but in rows that the body has no powers for.
    Applicable(Vec<String>),
    /// The document that the report was read from does not depart from the form in this manner.
    Departure(Manner),
    /// Last year's report is there.
    LastYear,
    /// A report that has any prose names its agency and year.
    Identified,
    /// The report's year is one that the edition of its form is for.
    InForce,
    /// What the prose says; see [`ProseCheck`].
    Prose(ProseCheck),
}
