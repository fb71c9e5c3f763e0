//! Checks a definition's names, texts and plain numbers: what must be unique, what must exist, what must not be empty.
//! Positions are checked in `geometry`, rules in `reference`.

use std::collections::HashSet;

use super::super::definition::{Definition, FORM_VERSION, Figures, Group, MESSAGE_PARTS, PROSE_PARTS, Rule, Table};
use super::super::text::Text;
use super::Defect;

/// How many cells a form may have: far more than any, and few enough to be checked at once.
const MOST_CELLS: usize = 4_000;

/// Whether the form is too large to be looked at more closely.
pub(super) fn too_large(definition: &Definition) -> Option<Defect> {
    let total = |size: fn(&Table) -> (usize, usize)| {
        let cells = definition.tables.iter().map(size).map(|(rows, columns)| rows.saturating_mul(columns));
        cells.fold(0, usize::saturating_add)
    };
    let printed = total(|table| (usize::from(table.size.0), usize::from(table.size.1)));
    let named = total(|table| (table.rows.len(), table.columns.len()));
    let cells = printed.max(named);
    (cells > MOST_CELLS).then_some(Defect::TooLarge { cells, most: MOST_CELLS })
}

/// Checks everything that is not a position and no rule.
pub(super) fn check(definition: &Definition) -> Vec<Defect> {
    let mut defects = Vec::new();
    if definition.version != FORM_VERSION {
        defects.push(Defect::Version(definition.version));
    }
    let years = definition.years;
    if let Some(last) = years.last.filter(|last| *last < years.first) {
        let value = format!("{} to {last}", years.first);
        defects.push(Defect::Unusable {
            what: "years".into(),
            value,
            problem: ["的末尾在开头之前", "ends before it begins"],
        });
    }
    plain("edition", [&definition.edition], &mut defects);
    not_empty("chapters", definition.chapters.len(), &mut defects);
    not_empty("tables", definition.tables.len(), &mut defects);
    named("chapters", definition.chapters.iter().map(|c| &c.id), &mut defects);
    named("tables", definition.tables.iter().map(|t| &t.name), &mut defects);
    unique("rules", definition.rules.iter().map(|r| &r.id), &mut defects);
    for chapter in &definition.chapters {
        // These two name the prose around the chapters, in files and in output.
        if ["preamble", "closing"].contains(&chapter.id.as_str()) {
            defects.push(Defect::Duplicate { list: "chapters".into(), name: chapter.id.clone() });
        }
        if let Some(name) = &chapter.table
            && !definition.tables.iter().any(|table| &table.name == name)
        {
            defects.push(Defect::Unknown { by: format!("chapter {}", chapter.id), name: name.clone() });
        }
    }
    unique("chapters.table", definition.chapters.iter().filter_map(|c| c.table.as_ref()), &mut defects);
    for table in &definition.tables {
        if !definition.chapters.iter().any(|chapter| chapter.table.as_ref() == Some(&table.name)) {
            defects.push(Defect::Unknown { by: format!("table {}", table.name), name: "chapter".into() });
        }
        of_table(table, &mut defects);
    }
    of_texts(definition, &mut defects);
    of_template("title", &definition.title, &PROSE_PARTS[..1], &mut defects);
    of_template("preamble", &definition.preamble, &PROSE_PARTS, &mut defects);
    defects
}

fn of_table(table: &Table, defects: &mut Vec<Defect>) {
    let name = &table.name;
    not_empty(&format!("{name}.rows"), table.rows.len(), defects);
    not_empty(&format!("{name}.columns"), table.columns.len(), defects);
    named(&format!("{name}.rows"), table.rows.iter().map(|r| &r.name), defects);
    named(&format!("{name}.columns"), table.columns.iter().map(|c| &c.name), defects);
    of_groups(&format!("{name}.row_groups"), &table.row_groups, defects);
    of_groups(&format!("{name}.column_groups"), &table.column_groups, defects);
    // Rules name groups as they name rows and columns.
    let by_row = |group: &&Group| table.rows.iter().any(|row| row.name == group.name);
    let by_column = |group: &&Group| table.columns.iter().any(|column| column.name == group.name);
    let (rows, columns) = (table.row_groups.iter().filter(by_row), table.column_groups.iter().filter(by_column));
    for (group, list) in rows.map(|group| (group, "rows")).chain(columns.map(|group| (group, "columns"))) {
        defects.push(Defect::Duplicate { list: format!("{name}.{list}"), name: group.name.clone() });
    }
    for row in &table.rows {
        if let Figures::Cells(cells) = &row.figures {
            not_empty(&format!("{name}.{}", row.name), cells.len(), defects);
        }
    }
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

/// Names that may stand in a file or a pattern, each once.
fn named<'a>(list: &str, names: impl Iterator<Item = &'a String> + Clone, defects: &mut Vec<Defect>) {
    plain(list, names.clone(), defects);
    unique(list, names, defects);
}

fn plain<'a>(list: &str, names: impl IntoIterator<Item = &'a String>, defects: &mut Vec<Defect>) {
    let is_plain = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    for name in names.into_iter().filter(|name| !is_plain(name)) {
        let problem = ["只能由 ASCII 字母、数字和 _ 组成", "is not made of ASCII letters, digits and _"];
        defects.push(Defect::Unusable { what: list.into(), value: name.clone(), problem });
    }
}

fn unique<'a>(list: &str, names: impl Iterator<Item = &'a String>, defects: &mut Vec<Defect>) {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name) {
            defects.push(Defect::Duplicate { list: list.into(), name: name.clone() });
        }
    }
}

fn not_empty(list: &str, found: usize, defects: &mut Vec<Defect>) {
    if found == 0 {
        defects.push(Defect::Length { list: list.into(), wanted: 1, found });
    }
}

/// Group names are plain and unique, a group's surrounding group exists, and no group contains itself.
fn of_groups(list: &str, groups: &[Group], defects: &mut Vec<Defect>) {
    named(list, groups.iter().map(|g| &g.name), defects);
    let find = |name: &String| groups.iter().find(|group| &group.name == name);
    for group in groups {
        if let Some(within) = group.within.as_ref().filter(|within| find(within).is_none()) {
            defects.push(Defect::Unknown { by: format!("{list}.{}", group.name), name: within.clone() });
        }
        // A cycle is told once, by the member whose name comes first.
        let (mut chain, mut current) = (vec![&group.name], group);
        while let Some(outer) = current.within.as_ref().and_then(find) {
            if chain.contains(&&outer.name) {
                if outer.name == group.name && chain.iter().min() == Some(&&group.name) {
                    defects.push(Defect::Cycle(chain.into_iter().cloned().collect()));
                }
                break;
            }
            chain.push(&outer.name);
            current = outer;
        }
    }
}

/// Every official word is there, and everything that gouji says is there in both languages.
fn of_texts(definition: &Definition, defects: &mut Vec<Defect>) {
    let mut missing = |of: String, words: &[&String], texts: &[&Text]| {
        let both = texts.iter().flat_map(|text| [&text.zh, &text.en]);
        if words.iter().copied().chain(both).any(|text| text.trim().is_empty()) {
            defects.push(Defect::MissingText { of });
        }
    };
    missing("form".into(), &[&definition.prescribed_by, &definition.title], &[&definition.name]);
    for chapter in &definition.chapters {
        let of = format!("chapter {}", chapter.id);
        missing(of, &[&chapter.numeral, &chapter.heading], &[&chapter.short, &chapter.help]);
    }
    for table in &definition.tables {
        missing(format!("table {}", table.name), &[], &[&table.short]);
        for group in table.row_groups.iter().chain(&table.column_groups) {
            missing(format!("{}.{}", table.name, group.name), &[&group.label], &[&group.short]);
        }
        for column in &table.columns {
            let of = format!("{}.{}", table.name, column.name);
            missing(of, &[&column.label, &column.unit], &[&column.short, &column.help]);
        }
        for row in &table.rows {
            missing(format!("{}.{}", table.name, row.name), &[&row.label], &[&row.short, &row.help]);
        }
    }
}

/// Texts of a rule are there in both languages, and fill in what there is.
pub(super) fn of_rule(rule: &Rule, defects: &mut Vec<Defect>) {
    let texts = [&rule.title, &rule.message, &rule.remedy].into_iter().flat_map(|text| [&text.zh, &text.en]);
    if texts.chain([&rule.id]).any(|text| text.trim().is_empty()) {
        defects.push(Defect::MissingText { of: format!("rule {}", rule.id) });
    }
    for text in [&rule.message.zh, &rule.message.en, &rule.remedy.zh, &rule.remedy.en] {
        of_template(&format!("rule {}", rule.id), text, &MESSAGE_PARTS, defects);
    }
}

/// What stands in braces in a template is something that will be filled in.
fn of_template(what: &str, template: &str, known: &[&str], defects: &mut Vec<Defect>) {
    for part in template.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest)) {
        if !known.contains(&part) {
            let problem = ["不是可以代入的内容", "is nothing that is filled in"];
            defects.push(Defect::Unusable { what: what.into(), value: part.into(), problem });
        }
    }
}
