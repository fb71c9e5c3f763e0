//! What can be wrong with a form's definition, and the checks of its names. Geometry and references are checked
//! beside the code that reads them.

use std::collections::HashSet;
use std::fmt;

use super::super::definition::{Definition, FORM_VERSION, Group, Place};

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
    /// Two entries of the printed grid cover the same grid cell.
    Overlap {
        /// The table.
        table: String,
        /// Grid row and column.
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
        place: Place,
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
    /// A text is missing in one of the languages.
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
            Defect::MissingText { of } => write!(f, "{of}: a text is empty in Chinese or in English"),
        }
    }
}

/// Checks versions, names that must be unique, names that must exist, texts that must not be empty.
pub(super) fn of_names(definition: &Definition) -> Vec<Defect> {
    let mut defects = Vec::new();
    if definition.version != FORM_VERSION {
        defects.push(Defect::Version(definition.version));
    }
    unique("chapters", definition.chapters.iter().map(|c| &c.id), &mut defects);
    unique("tables", definition.tables.iter().map(|t| &t.name), &mut defects);
    unique("rules", definition.rules.iter().map(|r| &r.id), &mut defects);
    for chapter in &definition.chapters {
        if let Some(name) = &chapter.table
            && !definition.tables.iter().any(|table| &table.name == name)
        {
            defects.push(Defect::Unknown { by: format!("chapter {}", chapter.id), name: name.clone() });
        }
    }
    unique("chapters.table", definition.chapters.iter().filter_map(|c| c.table.as_ref()), &mut defects);
    for table in &definition.tables {
        let name = &table.name;
        if !definition.chapters.iter().any(|chapter| chapter.table.as_ref() == Some(name)) {
            defects.push(Defect::Unknown { by: format!("table {name}"), name: "chapter".into() });
        }
        unique(&format!("{name}.rows"), table.rows.iter().map(|r| &r.name), &mut defects);
        unique(&format!("{name}.columns"), table.columns.iter().map(|c| &c.name), &mut defects);
        of_groups(&format!("{name}.row_groups"), &table.row_groups, &mut defects);
        of_groups(&format!("{name}.column_groups"), &table.column_groups, &mut defects);
        let rows = table.rows.iter().map(|r| (&r.name, &r.group, &table.row_groups));
        let columns = table.columns.iter().map(|c| (&c.name, &c.group, &table.column_groups));
        for (member, group, groups) in rows.chain(columns) {
            if let Some(group) = group
                && !groups.iter().any(|g| &g.name == group)
            {
                defects.push(Defect::Unknown { by: format!("{name}.{member}"), name: group.clone() });
            }
        }
    }
    of_texts(definition, &mut defects);
    defects
}

fn unique<'a>(list: &str, names: impl Iterator<Item = &'a String>, defects: &mut Vec<Defect>) {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name) {
            defects.push(Defect::Duplicate { list: list.into(), name: name.clone() });
        }
    }
}

/// Group names are unique, a group's surrounding group exists, and no group contains itself.
fn of_groups(list: &str, groups: &[Group], defects: &mut Vec<Defect>) {
    unique(list, groups.iter().map(|g| &g.name), defects);
    for group in groups {
        let (mut chain, mut current) = (vec![group.name.clone()], group);
        while let Some(within) = &current.within {
            let Some(outer) = groups.iter().find(|g| &g.name == within) else {
                defects.push(Defect::Unknown { by: format!("{list}.{}", current.name), name: within.clone() });
                break;
            };
            if chain.contains(within) {
                defects.push(Defect::Cycle(chain));
                break;
            }
            chain.push(within.clone());
            current = outer;
        }
    }
}

fn of_texts(definition: &Definition, defects: &mut Vec<Defect>) {
    let chapters = definition.chapters.iter().flat_map(|c| [(&c.id, &c.short), (&c.id, &c.help)]);
    let tables = definition.tables.iter().flat_map(|table| {
        let groups = table.row_groups.iter().chain(&table.column_groups).map(|g| (&g.name, &g.short));
        let rows = table.rows.iter().flat_map(|r| [(&r.name, &r.short), (&r.name, &r.help)]);
        let columns = table.columns.iter().flat_map(|c| [(&c.name, &c.short), (&c.name, &c.help)]);
        groups.chain(rows).chain(columns)
    });
    let rules = definition.rules.iter().flat_map(|r| [(&r.id, &r.title), (&r.id, &r.message), (&r.id, &r.remedy)]);
    for (of, text) in chapters.chain(tables).chain(rules) {
        if text.zh.trim().is_empty() || text.en.trim().is_empty() {
            defects.push(Defect::MissingText { of: of.clone() });
        }
    }
}
