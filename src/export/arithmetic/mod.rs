//! The arithmetic of the forms' rules for other programs: as a table of signed terms, as SQL, and as rulesets of VTL. All of it
//! is derived from the forms; rules that are no arithmetic are named in a comment. Nothing is evaluated here.

mod sql;

mod vtl;

use std::sync::Arc;

use crate::domain::arithmetic;
use crate::domain::form::{Comparison, Form};

use super::table;

pub use sql::write as sql;
pub use vtl::write as vtl;

/// The columns of [`relations`].
pub const COLUMNS: [&str; 8] = ["relation", "cell", "coeff", "year_shift", "edition", "comparison", "rule", "severity"];

/// A line for each term of each relation that is one comparison of a sum of cells with 0; `year_shift` -1 means the cell of
/// that name in last year's report. Rules with conditions, choices or numbers besides are only in [`sql`].
pub fn relations(forms: &[Arc<Form>]) -> Vec<u8> {
    let mut rows = vec![COLUMNS.map(String::from)];
    for form in forms {
        for relation in arithmetic::of(form) {
            let Some(compared) = relation.plain() else { continue };
            rows.extend(compared.parts.iter().map(|part| {
                [
                    relation.name.clone(),
                    form.cell(part.cell).name.clone(),
                    part.factor.to_string(),
                    if part.last_year { "-1" } else { "0" }.to_string(),
                    form.edition().to_string(),
                    sign(compared.comparison).to_string(),
                    relation.rule.id.clone(),
                    relation.rule.severity.name().to_string(),
                ]
            }));
        }
    }
    table::write(rows)
}

/// A comparison as programs write it.
fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::Unequal => "<>",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::More => ">",
        Comparison::AtLeast => ">=",
    }
}

/// The rules of a form that are left out, and where the others come from, as the words of a comment.
fn remarks(form: &Form, left_out: &[String]) -> Vec<String> {
    let mut words = vec![format!("Edition {}: {}", form.edition(), form.definition().prescribed_by)];
    if !left_out.is_empty() {
        words.push("Not included:".to_string());
        words.extend(left_out.iter().map(|rule| format!("  {rule}")));
    }
    // A line end in a title would end the comment.
    words.into_iter().map(|line| line.replace(|c: char| c.is_control(), " ")).collect()
}

/// A rule as a comment names it.
fn named(rule: &crate::domain::definition::Rule) -> String {
    format!("{} {}", rule.id, rule.title.zh)
}
