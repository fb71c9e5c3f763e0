//! Relations within a year as hierarchical rulesets of VTL 2.1, one for each edition. VTL compares one item with a sum: what
//! needs factors, conditions, numbers or last year's report is named as left out.

use std::fmt::Write;
use std::sync::Arc;

use crate::domain::arithmetic::{self, Arithmetic, Part};
use crate::domain::definition::Severity;
use crate::domain::form::{Comparison, Form};

use super::{named, remarks, sign};

/// The rulesets of the forms, each followed by the check of its figures: relations with an unfilled cell are NA there.
pub fn write(forms: &[Arc<Form>]) -> String {
    let mut out = String::from(
        "// Code items are the names of cells, dots written as _. DS_EDITION has the identifier CELL and one measure, the value\n\
         // of each figure: 0 where it is not applicable, null where it is empty.\n",
    );
    for form in forms {
        // Writing to a string cannot fail.
        let _ = ruleset(&mut out, form);
    }
    out
}

fn ruleset(out: &mut String, form: &Form) -> std::fmt::Result {
    let all = arithmetic::of(form);
    let lines: Vec<(&Arithmetic<'_>, String)> =
        all.iter().filter_map(|relation| Some((relation, line(form, relation)?))).collect();
    let is_in = |name: &String| lines.iter().any(|(relation, _)| relation.name == *name);
    let mut left_out: Vec<String> = arithmetic::others(form).into_iter().map(named).collect();
    let rest = all.iter().filter(|relation| !is_in(&relation.name)).map(|relation| named(relation.rule));
    left_out.extend(rest);
    left_out.sort();
    left_out.dedup();
    for words in remarks(form, &left_out) {
        writeln!(out, "// {words}")?;
    }
    if lines.is_empty() {
        return Ok(());
    }
    let edition = item(form.edition());
    writeln!(out, "define hierarchical ruleset GOUJI_{edition} (variable rule CELL) is")?;
    for (index, (relation, line)) in lines.iter().enumerate() {
        let level = match relation.rule.severity {
            Severity::Error => 5,
            Severity::Warning => 3,
            Severity::Info => 1,
        };
        let end = if index + 1 == lines.len() { "" } else { ";" };
        writeln!(out, "    R{index:03} : {line} errorcode \"{}\" errorlevel {level}{end}", relation.name)?;
    }
    writeln!(out, "end hierarchical ruleset;")?;
    writeln!(out, "DS_r_{edition} <- check_hierarchy(DS_{edition}, GOUJI_{edition} rule CELL always_null all);")
}

/// A relation as one item and the sum that it is compared with.
fn line(form: &Form, relation: &Arithmetic<'_>) -> Option<String> {
    let compared = relation.plain()?;
    let is_item = |part: &Part| !part.last_year && part.factor.abs() == 1;
    if compared.comparison == Comparison::Unequal || compared.parts.len() < 2 || !compared.parts.iter().all(is_item) {
        return None;
    }
    let first = relation.defines().and_then(|total| compared.parts.iter().position(|part| part.cell == total));
    let first = compared.parts.get(first.unwrap_or(0))?;
    // With the item on its own, what was taken away from it is added.
    let mut line = format!("{} {}", item(&form.cell(first.cell).name), sign(turned(compared.comparison, first.factor)));
    for (index, part) in compared.parts.iter().filter(|part| part.cell != first.cell).enumerate() {
        let plus = if index == 0 { "" } else { " +" };
        line.push_str(if part.factor == first.factor { " -" } else { plus });
        line.push(' ');
        line.push_str(&item(&form.cell(part.cell).name));
    }
    Some(line)
}

/// The comparison after both sides were multiplied by a factor of 1 or -1.
fn turned(comparison: Comparison, factor: i64) -> Comparison {
    match comparison {
        other if factor > 0 => other,
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}

fn item(name: &str) -> String {
    name.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}
