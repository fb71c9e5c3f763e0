//! What can be wrong with a form's definition, in words. The checks stand beside what they check: `names`, `geometry`
//! and `reference`.

use std::fmt;

use super::super::definition::{FORM_VERSION, GridPlace};

/// One defect of a form's definition, with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// The file's version is not the one this program reads.
    Version(u32),
    /// A name is used twice in the same list.
    Duplicate {
        /// The list: `tables`, `requests.rows`, `rules`.
        list: String,
        /// The name.
        name: String,
    },
    /// Something is named that is not there.
    Unknown {
        /// Who names it.
        by: String,
        /// The name.
        name: String,
    },
    /// A range's end stands before its beginning.
    BackwardRange {
        /// Who names it.
        by: String,
        /// The range.
        range: String,
    },
    /// Groups that contain each other, or totals that add up themselves.
    Cycle(Vec<String>),
    /// Two entries of the printed grid cover the same grid cells.
    Overlap {
        /// The table.
        table: String,
        /// The first grid cell, row and column.
        at: (u16, u16),
        /// What covers it first.
        first: String,
        /// What covers it too.
        second: String,
    },
    /// No label and no figure covers a grid cell.
    Uncovered {
        /// The table.
        table: String,
        /// Grid row and column.
        at: (u16, u16),
    },
    /// Something is placed outside the table's grid, or covers nothing.
    OutOfGrid {
        /// The table.
        table: String,
        /// What is placed.
        what: String,
        /// Where it is placed.
        place: GridPlace,
    },
    /// A list has the wrong length.
    Length {
        /// The list.
        list: String,
        /// How long it must be.
        wanted: usize,
        /// How long it is.
        found: usize,
    },
    /// A rule's bound is not a number, or its relation names no cell.
    Rule {
        /// The rule.
        rule: String,
        /// What is wrong.
        problem: String,
    },
    /// A name, a number or a template that cannot be used as it is.
    Unusable {
        /// What it is: `requests.rows`, `proactive.widths`, `years`, `rule T3-01`.
        what: String,
        /// What stands there.
        value: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The form is so large that it cannot be one.
    TooLarge {
        /// The grid cells of its tables, or its rows times its columns.
        cells: usize,
        /// How many a form may have.
        most: usize,
    },
    /// A text is missing, in one of the languages where it is kept in both.
    MissingText {
        /// Whose text.
        of: String,
    },
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Defect::Version(found) => write!(f, "form file version {found}, this program reads {FORM_VERSION}"),
            Defect::Duplicate { list, name } => write!(f, "{list}: `{name}` stands twice"),
            Defect::Unknown { by, name } => write!(f, "{by}: there is no `{name}`"),
            Defect::BackwardRange { by, range } => write!(f, "{by}: the range `{range}` ends before it begins"),
            Defect::Cycle(names) => write!(f, "these depend on themselves: {}", names.join(", ")),
            Defect::Overlap { table, at, first, second } => {
                write!(f, "{table}: grid cell {at:?} is covered by `{first}` and by `{second}`")
            }
            Defect::Uncovered { table, at } => write!(f, "{table}: nothing covers grid cell {at:?}"),
            Defect::OutOfGrid { table, what, place } => {
                write!(f, "{table}: `{what}` at {:?} spanning {:?} does not fit the grid", place.at, place.span)
            }
            Defect::Length { list, wanted, found } => write!(f, "{list}: {found} entries, {wanted} are needed"),
            Defect::Rule { rule, problem } => write!(f, "rule {rule}: {problem}"),
            Defect::Unusable { what, value, problem } => write!(f, "{what}: `{value}` {problem}"),
            Defect::TooLarge { cells, most } => write!(f, "{cells} cells, a form has at most {most}"),
            Defect::MissingText { of } => write!(f, "{of}: a text is empty, in Chinese or in English"),
        }
    }
}
