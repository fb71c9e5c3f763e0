//! The arithmetic rules as one SQL statement over the table `figures` of a data set, in the part of the language that DuckDB
//! and Spark share. Its rows are what `gouji check` finds of these rules: what fails, and what waits for unfilled cells.

use std::sync::Arc;

use crate::domain::arithmetic::{self, Arithmetic, Choice, Compared, Demand};
use crate::domain::definition::Rule;
use crate::domain::form::Form;
use crate::domain::number::{MAX_PLACES, Number};

use super::{named, remarks, sign};

/// What stands around the tables of rules, which go to the places in braces.
const STATEMENT: &str = include_str!("rules.sql");

/// The rules as rows of the statement's tables.
#[derive(Default)]
struct Rows {
    tests: Vec<String>,
    terms: Vec<String>,
    limits: Vec<String>,
    /// The first cell of each form, by which a report is known.
    first: Vec<String>,
    /// The most clauses that a rule demands.
    clauses: usize,
}

/// The statement for all editions.
pub fn write(forms: &[Arc<Form>]) -> String {
    let (mut rows, mut comments) = (Rows::default(), Vec::new());
    for form in forms {
        let left_out: Vec<String> = arithmetic::others(form).into_iter().map(named).collect();
        comments.extend(remarks(form, &left_out));
        for relation in arithmetic::of(form) {
            rows.take(form, &relation);
        }
        if let Some(cell) = form.cells().next() {
            let (edition, cell) = (text(form.edition()), text(&form.cell(cell).name));
            rows.first.push(format!("(edition = {edition} AND cell = {cell})"));
        }
    }
    let comments: String = comments.iter().map(|line| format!("-- {line}\n")).collect();
    let difference =
        |clause: usize| format!("MAX(CASE WHEN part = 'then' AND clause = {clause} AND truth = 0 THEN total END)");
    let differences: Vec<String> = (1..=rows.clauses.max(2)).map(difference).collect();
    // A table without rows could not be written down; an edition without a name is none.
    let or = |rows: Vec<String>, none: &str| if rows.is_empty() { none.to_string() } else { rows.join(",\n    ") };
    let parts = [
        ("{tests}", or(rows.tests, "(0, '', '', '', '', 'then', 1, 1, '=', 0, 0, 0, 0)")),
        ("{terms}", or(rows.terms, "(0, '', '', 0, 0, 0)")),
        ("{limits}", or(rows.limits, "('', '', '', '', '', 0, 1, 0)")),
        ("{first}", or(vec![rows.first.join(" OR ")], "1 = 0")),
        ("{differences}", differences.join(", ")),
    ];
    parts.iter().fold(comments + STATEMENT, |statement, (place, rows)| statement.replace(place, rows))
}

impl Rows {
    fn take(&mut self, form: &Form, relation: &Arithmetic<'_>) {
        match &relation.demand {
            Demand::Sums { when, then, .. } => {
                self.clauses = self.clauses.max(then.len());
                for (part, clauses) in [("when", when), ("then", then)] {
                    for (clause, choices) in clauses.iter().enumerate() {
                        for (choice, what) in choices.iter().enumerate() {
                            self.test(form, relation, (part, clause + 1, choice + 1), what);
                        }
                    }
                }
            }
            Demand::Bounds { cells, least, places } => {
                for &cell in cells {
                    let least = least.map_or_else(|| "NULL".to_string(), |least| least.to_string());
                    let unit = 10_u64.pow((*places).min(MAX_PLACES));
                    let (head, cell_name) = (head(form, &relation.name, relation.rule), text(&form.cell(cell).name));
                    let is_total = u8::from(form.is_total(cell));
                    self.limits.push(format!("({head}, {cell_name}, {least}, {unit}, {is_total})"));
                }
            }
        }
    }

    fn test(
        &mut self,
        form: &Form,
        relation: &Arithmetic<'_>,
        (part, clause, choice): (&str, usize, usize),
        what: &Choice,
    ) {
        let (test, edition) = (self.tests.len() + 1, text(form.edition()));
        let cell = |cell| text(&form.cell(cell).name);
        let none = Number::ZERO;
        let (comparison, constant, years, counted) = match what {
            Choice::Sum(Compared { parts, constant, years, comparison }) => {
                for part in parts {
                    let shift = if part.last_year { -1 } else { 0 };
                    let defines = u8::from(relation.defines() == Some(part.cell));
                    let (cell, factor) = (cell(part.cell), part.factor);
                    self.terms.push(format!("({test}, {edition}, {cell}, {factor}, {shift}, {defines})"));
                }
                let last = parts.iter().filter(|part| part.last_year).count();
                (sign(*comparison), *constant, *years, (parts.len() - last, last))
            }
            Choice::Blank(cells, wanted) => {
                let mut cells = cells.clone();
                cells.sort();
                cells.dedup();
                let terms = cells.iter().map(|one| format!("({test}, {edition}, {}, 0, 0, 0)", cell(*one)));
                self.terms.extend(terms);
                (if *wanted { "blank" } else { "filled" }, none, 0, (cells.len(), 0))
            }
        };
        let (head, comparison, (now, last)) = (head(form, &relation.name, relation.rule), text(comparison), counted);
        self.tests.push(format!(
            "({test}, {head}, '{part}', {clause}, {choice}, {comparison}, {constant}, {years}, {now}, {last})"
        ));
    }
}

/// Edition, relation, rule and severity.
fn head(form: &Form, name: &str, rule: &Rule) -> String {
    [form.edition(), name, &rule.id, rule.severity.name()].map(text).join(", ")
}

/// A text as SQL writes it.
fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
