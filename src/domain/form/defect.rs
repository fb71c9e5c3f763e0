//! What can be wrong with a form's definition, in words. The checks stand beside what they check: `names`, `geometry`
//! and `reference`.

use std::fmt;

use super::super::definition::{FORM_VERSION, GridPlace};
use super::super::text::{Lang, Text};

/// One defect of a form's definition, with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// The file's version is not the one this program reads.
    Version(u32),
    /// A name is used twice in the same list.
    Duplicate {
        /// The list: `tables`, `requests.rows`, `rules`.
        list: String,
        /// What is there twice.
        name: String,
    },
    /// Something is named that is not there.
    Unknown {
        /// The entry that names it.
        by: String,
        /// What is looked for in vain.
        name: String,
    },
    /// A range's end stands before its beginning.
    BackwardRange {
        /// The entry that has it.
        by: String,
        /// As it is written.
        range: String,
    },
    /// Groups that contain each other, or totals that add up themselves.
    Cycle(Vec<String>),
    /// Two entries of the printed grid cover the same grid cells.
    Overlap {
        /// The table's name.
        table: String,
        /// The first grid cell, row and column.
        at: (u16, u16),
        /// What covers the cell first.
        first: String,
        /// What covers it again.
        second: String,
    },
    /// No label and no figure covers a grid cell.
    Uncovered {
        /// The table's name.
        table: String,
        /// Row and column of the grid.
        at: (u16, u16),
    },
    /// Something is placed outside the table's grid, or covers nothing.
    OutOfGrid {
        /// The table's name.
        table: String,
        /// The label or figure.
        what: String,
        /// Where it is put.
        place: GridPlace,
    },
    /// A list has the wrong length.
    Length {
        /// Which list.
        list: String,
        /// How many entries it must have.
        wanted: usize,
        /// How many it has.
        found: usize,
    },
    /// A rule's bound is not a number, or its relation names no cell.
    Rule {
        /// The rule's id.
        rule: String,
        /// What is wrong, in both languages.
        problem: Text,
    },
    /// A name, a number or a template that cannot be used as it is.
    Unusable {
        /// What it is: `requests.rows`, `proactive.widths`, `years`, `rule T3-01`.
        what: String,
        /// As it is written.
        value: String,
        /// What is wrong with it, in Chinese and in English.
        problem: [&'static str; 2],
    },
    /// The form is so large that it cannot be one.
    TooLarge {
        /// The grid cells of its tables, or its rows times its columns.
        cells: usize,
        /// How many there may be.
        most: usize,
    },
    /// A text is missing, in one of the languages where it is kept in both.
    MissingText {
        /// The entry that lacks it.
        of: String,
    },
}

impl Defect {
    /// The defect in words.
    pub fn words(&self, lang: Lang) -> String {
        // Places are named as in the file, but for these words.
        let zh = |place: &str| place.replace("rule ", "规则 ").replace("chapter ", "章 ").replace("chart ", "图 ");
        match self {
            Defect::Version(found) => lang.say(
                format!("格式文件的版本是 {found}，本程序读的是 {FORM_VERSION}"),
                format!("form file version {found}, this program reads {FORM_VERSION}"),
            ),
            Defect::Duplicate { list, name } => {
                lang.say(format!("{list}：`{name}` 出现了两次"), format!("{list}: `{name}` appears twice"))
            }
            Defect::Unknown { by, name } => {
                lang.say(format!("{}：没有 `{name}`", zh(by)), format!("{by}: there is no `{name}`"))
            }
            Defect::BackwardRange { by, range } => lang.say(
                format!("{}：范围 `{range}` 的末尾在开头之前", zh(by)),
                format!("{by}: the range `{range}` ends before it begins"),
            ),
            Defect::Cycle(names) => {
                let names = names.join(", ");
                lang.say(format!("这些互相依赖：{names}"), format!("these depend on themselves: {names}"))
            }
            Defect::Overlap { table, at, first, second } => lang.say(
                format!("{table}：表格的 {at:?} 被 `{first}` 和 `{second}` 同时占用"),
                format!("{table}: grid cell {at:?} is covered by `{first}` and by `{second}`"),
            ),
            Defect::Uncovered { table, at } => lang.say(
                format!("{table}：表格的 {at:?} 没有任何内容"),
                format!("{table}: nothing covers grid cell {at:?}"),
            ),
            Defect::OutOfGrid { table, what, place } => lang.say(
                format!("{table}：`{what}` 在 {:?}，跨 {:?}，超出了表格", place.at, place.span),
                format!("{table}: `{what}` at {:?} spanning {:?} does not fit the grid", place.at, place.span),
            ),
            Defect::Length { list, wanted, found } => lang.say(
                format!("{list}：有 {found} 项，应为 {wanted} 项"),
                format!("{list}: {found} entries, {wanted} are needed"),
            ),
            Defect::Rule { rule, problem } => {
                lang.say(format!("规则 {rule}：{}", problem.zh), format!("rule {rule}: {}", problem.en))
            }
            Defect::Unusable { what, value, problem: [chinese, english] } => {
                lang.say(format!("{}：`{value}` {chinese}", zh(what)), format!("{what}: `{value}` {english}"))
            }
            Defect::TooLarge { cells, most } => {
                lang.say(format!("有 {cells} 格，最多 {most} 格"), format!("{cells} cells, a form has at most {most}"))
            }
            Defect::MissingText { of } => lang
                .say(format!("{}：缺中文或英文", zh(of)), format!("{of}: a text is empty, in Chinese or in English")),
        }
    }

    /// The names that lead to its place in the file, the outermost first; each stands behind the one before.
    pub fn path(&self) -> Vec<&str> {
        let (outer, inner): (&str, Option<&str>) = match self {
            Defect::Version(_) => ("version", None),
            Defect::Duplicate { list, name } => (list, Some(name)),
            Defect::Unknown { by, name } => (by, Some(name)),
            Defect::BackwardRange { by, range } => (by, Some(range)),
            Defect::Cycle(names) => (names.first().map_or("", String::as_str), None),
            Defect::Overlap { table, second, .. } => (table, second.rsplit('.').nth(1).or(Some(second))),
            Defect::OutOfGrid { table, what, .. } => (table, Some(what)),
            Defect::Uncovered { table, .. } => (table, None),
            Defect::Length { list, .. } => (list, None),
            Defect::Rule { rule, .. } => (rule, None),
            Defect::Unusable { what, value, .. } => (what, Some(value)),
            Defect::MissingText { of } => (of, None),
            Defect::TooLarge { .. } => return Vec::new(),
        };
        outer.split([' ', '.']).chain(inner).collect()
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}
