//! Patterns that name cells in rules, spelled out into cells, and the order in which totals are computed. It does not
//! evaluate anything.

use std::collections::HashMap;

use super::super::definition::{Check, Definition, Each, Rule, Table};
use super::super::number::Number;
use super::{Along, Cell, CellId, Defect, Instance, Relation, Term, Total};

/// Resolves the rules of one definition.
pub(super) struct Resolver<'a> {
    definition: &'a Definition,
    names: &'a HashMap<String, CellId>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(definition: &'a Definition, names: &'a HashMap<String, CellId>) -> Resolver<'a> {
        Resolver { definition, names }
    }

    /// All instances of all rules, and every cell's first definition as a total.
    pub(super) fn resolve(&self, defects: &mut Vec<Defect>) -> (Vec<Instance>, Vec<Total>) {
        let (mut instances, mut totals) = (Vec::new(), Vec::<Total>::new());
        for (index, rule) in self.definition.rules.iter().enumerate() {
            for along in self.alongs(rule, defects) {
                let relation = self.relation(rule, along, defects);
                if let Relation::Equal { defines: Some(cell), right, .. } = &relation
                    && !totals.iter().any(|total| total.cell == *cell)
                {
                    totals.push(Total { cell: *cell, of: right.iter().map(|term| term.cell).collect() });
                }
                instances.push(Instance { rule: index, along, relation });
            }
        }
        (instances, totals)
    }

    fn alongs(&self, rule: &Rule, defects: &mut Vec<Defect>) -> Vec<Along> {
        let (name, by_row) = match &rule.each {
            Each::Once => return vec![Along::Once],
            Each::Row(name) => (name, true),
            Each::Column(name) => (name, false),
        };
        let Some(t) = self.definition.tables.iter().position(|table| &table.name == name) else {
            defects.push(Defect::Unknown { by: format!("rule {}", rule.id), name: name.clone() });
            return Vec::new();
        };
        let table = &self.definition.tables[t];
        if by_row {
            (0..table.rows.len()).map(|r| Along::Row(t, r)).collect()
        } else {
            (0..table.columns.len()).map(|c| Along::Column(t, c)).collect()
        }
    }

    fn relation(&self, rule: &Rule, along: Along, defects: &mut Vec<Defect>) -> Relation {
        let mut terms = |patterns: &[String]| {
            let found =
                patterns.iter().flat_map(|pattern| self.terms(rule, along, pattern, defects)).collect::<Vec<_>>();
            if found.is_empty() {
                let problem = "one side names no cell".to_string();
                defects.push(Defect::Rule { rule: rule.id.clone(), problem });
            }
            found
        };
        match &rule.check {
            Check::Equal { left, right } => Relation::Equal { left: terms(left), right: terms(right), defines: None },
            Check::Total { total, of } => {
                let (left, right) = (terms(std::slice::from_ref(total)), terms(of));
                if left.len() > 1 || right.iter().chain(&left).any(|term| term.negative) {
                    let problem = "a total is one cell, and adds cells up".to_string();
                    defects.push(Defect::Rule { rule: rule.id.clone(), problem });
                }
                let defines = left.first().map(|term| term.cell);
                Relation::Equal { left, right, defines }
            }
            Check::Bounds { cells, least, places } => {
                let cells = terms(cells).into_iter().map(|term| term.cell).collect();
                let least = least.as_ref().and_then(|text| match text.parse::<Number>() {
                    Ok(number) => Some(number),
                    Err(error) => {
                        let problem = format!("`{text}`: {error}");
                        defects.push(Defect::Rule { rule: rule.id.clone(), problem });
                        None
                    }
                });
                Relation::Bounds { cells, least, places: *places }
            }
        }
    }

    /// The cells that a pattern names, in form order.
    fn terms(&self, rule: &Rule, along: Along, pattern: &str, defects: &mut Vec<Defect>) -> Vec<Term> {
        let by = format!("rule {}", rule.id);
        let (negative, path) = pattern.strip_prefix('-').map_or((false, pattern), |rest| (true, rest));
        let unknown = |name: &str| Defect::Unknown { by: by.clone(), name: name.into() };
        let parts: Vec<&str> = path.split('.').collect();
        let [table, row, column] = parts[..] else {
            defects.push(unknown(path));
            return Vec::new();
        };
        let Some(t) = self.definition.tables.iter().position(|candidate| candidate.name == table) else {
            defects.push(unknown(path));
            return Vec::new();
        };
        let table = &self.definition.tables[t];
        let (bound_row, bound_column) = match along {
            Along::Row(bound, r) if bound == t => (Some(r), None),
            Along::Column(bound, c) if bound == t => (None, Some(c)),
            _ => (None, None),
        };
        let row_names: Vec<&str> = table.rows.iter().map(|r| r.name.as_str()).collect();
        let column_names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        let rows = select(&row_names, row, bound_row);
        let columns = select(&column_names, column, bound_column);
        match (rows, columns) {
            (Ok(rows), Ok(columns)) => self.crossings(table, &rows, &columns, negative),
            (rows, columns) => {
                for problem in [rows.err(), columns.err()].into_iter().flatten() {
                    defects.push(match problem {
                        Missing::Name(name) => unknown(&name),
                        Missing::Order(range) => Defect::BackwardRange { by: by.clone(), range },
                    });
                }
                Vec::new()
            }
        }
    }

    /// The cells at the crossings of rows and columns; not every crossing has one.
    fn crossings(&self, table: &Table, rows: &[usize], columns: &[usize], negative: bool) -> Vec<Term> {
        let crossings = rows.iter().flat_map(|&r| columns.iter().map(move |&c| (r, c)));
        let name = |(r, c): (usize, usize)| format!("{}.{}.{}", table.name, table.rows[r].name, table.columns[c].name);
        crossings.filter_map(|at| self.names.get(&name(at)).map(|&cell| Term { cell, negative })).collect()
    }
}

enum Missing {
    Name(String),
    Order(String),
}

/// The members of a list that one part of a pattern means.
fn select(names: &[&str], part: &str, bound: Option<usize>) -> Result<Vec<usize>, Missing> {
    let find = |name: &str| names.iter().position(|n| *n == name).ok_or_else(|| Missing::Name(name.into()));
    if part == "*" {
        return Ok(bound.map_or_else(|| (0..names.len()).collect(), |index| vec![index]));
    }
    match part.split_once(':') {
        None => Ok(vec![find(part)?]),
        Some((first, last)) => match (find(first)?, find(last)?) {
            (first, last) if first <= last => Ok((first..=last).collect()),
            _ => Err(Missing::Order(part.into())),
        },
    }
}

/// Sorts totals so that each needs only inputs and totals before it; totals that need themselves are a defect.
pub(super) fn in_order(mut waiting: Vec<Total>, cells: &[Cell], defects: &mut Vec<Defect>) -> Vec<Total> {
    let mut ordered = Vec::<Total>::new();
    loop {
        let blocked: Vec<CellId> = waiting.iter().map(|total| total.cell).collect();
        let (ready, rest): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|total| total.of.iter().all(|cell| !blocked.contains(cell)));
        waiting = rest;
        if ready.is_empty() {
            break;
        }
        ordered.extend(ready);
    }
    if !waiting.is_empty() {
        defects.push(Defect::Cycle(waiting.iter().map(|total| cells[total.cell.index()].name.clone()).collect()));
    }
    ordered
}
