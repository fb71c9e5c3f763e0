//! Patterns that name cells in rules, spelled out into cells, and the order in which totals are computed. It does not
//! evaluate anything.

use super::super::definition::{Chart, Check, Definition, Each, Rule, Table};
use super::super::number::Number;
use super::condition::{self, Condition};
use super::{Along, Cell, CellId, Defect, Instance, Relation, Term, Total};

/// All instances of all rules, and every cell's first definition as a total. `grid` holds the cell at every crossing
/// of every table, row by row.
pub(super) fn resolve(
    definition: &Definition,
    grid: &[Vec<Option<CellId>>],
    defects: &mut Vec<Defect>,
) -> (Vec<Instance>, Vec<Total>) {
    let (mut instances, mut totals) = (Vec::new(), Vec::<Total>::new());
    for (index, rule) in definition.rules.iter().enumerate() {
        let mut resolver = Resolver { tables: &definition.tables, grid, rule, defects: Vec::new() };
        let before = instances.len();
        for along in resolver.alongs() {
            let Some(relation) = resolver.relation(along) else { continue };
            if let Relation::Equal { defines: Some(cell), right, .. } = &relation
                && !totals.iter().any(|total| total.cell == *cell)
            {
                totals.push(Total { cell: *cell, of: right.iter().map(|term| term.cell).collect() });
            }
            instances.push(Instance { rule: index, along, relation });
        }
        if instances.len() == before && resolver.defects.is_empty() {
            resolver.problem("names no cell");
        }
        defects.append(&mut resolver.defects);
    }
    (instances, totals)
}

/// Spells out one rule. Its defects are kept once, however often the rule is repeated.
struct Resolver<'a> {
    tables: &'a [Table],
    grid: &'a [Vec<Option<CellId>>],
    rule: &'a Rule,
    defects: Vec<Defect>,
}

impl Resolver<'_> {
    fn defect(&mut self, defect: Defect) {
        if !self.defects.contains(&defect) {
            self.defects.push(defect);
        }
    }

    fn problem(&mut self, problem: impl Into<String>) {
        self.defect(Defect::Rule { rule: self.rule.id.clone(), problem: problem.into() });
    }

    fn unknown(&mut self, name: &str) {
        self.defect(Defect::Unknown { by: format!("rule {}", self.rule.id), name: name.into() });
    }

    fn missing(&mut self, missing: Missing) {
        match missing {
            Missing::Name(name) => self.unknown(&name),
            Missing::Order(range) => {
                self.defect(Defect::BackwardRange { by: format!("rule {}", self.rule.id), range });
            }
        }
    }

    fn alongs(&mut self) -> Vec<Along> {
        let (name, by_row) = match &self.rule.each {
            Each::Once => return vec![Along::Once],
            Each::Cell(patterns) => {
                let cells = self.side(Along::Once, patterns);
                return cells.into_iter().map(|term| Along::Cell(term.cell)).collect();
            }
            Each::Row(name) => (name, true),
            Each::Column(name) => (name, false),
        };
        let (name, part) = name.split_once('.').unwrap_or((name, "*"));
        let Some(t) = self.tables.iter().position(|table| table.name == name) else {
            self.unknown(name);
            return Vec::new();
        };
        let table = &self.tables[t];
        let members = match by_row {
            true => select(table.rows.iter().map(|row| row.name.as_str()), part, None),
            false => select(table.columns.iter().map(|column| column.name.as_str()), part, None),
        };
        match members {
            Ok(members) if by_row => members.map(|r| Along::Row(t, r)).collect(),
            Ok(members) => members.map(|c| Along::Column(t, c)).collect(),
            Err(missing) => {
                self.missing(missing);
                Vec::new()
            }
        }
    }

    /// The relation along one row or column; `None` where it has none of the cells, which is no defect as long as
    /// another row or column has them.
    fn relation(&mut self, along: Along) -> Option<Relation> {
        match &self.rule.check {
            Check::Equal { left, right } => self.equal(along, [left, right], false),
            Check::Total { total, of } => self.equal(along, [std::slice::from_ref(total), of], true),
            Check::Bounds { cells, least, places } => {
                let least = least.as_ref().and_then(|text| self.number(text));
                some(self.cells(along, cells)).map(|cells| Relation::Bounds { cells, least, places: *places })
            }
            Check::Holds { when, then } => {
                let [when, then] = [when, then].map(|texts| self.conditions(along, texts));
                Some(Relation::Holds { when: when?, then: then? })
            }
            Check::Filled(cells) => some(self.cells(along, cells)).map(Relation::Filled),
            Check::Applicable(cells) => some(self.cells(along, cells)).map(Relation::Applicable),
            Check::Departure(manner) => Some(Relation::Departure(*manner)),
            Check::LastYear => Some(Relation::LastYear),
            Check::Identified => Some(Relation::Identified),
            Check::Prose(check) => {
                Some(Relation::Prose(check.sums().into_iter().map(|sum| self.side(along, sum)).collect()))
            }
        }
    }

    /// An identity; one side without a cell is a defect, unless the other has none either.
    fn equal(&mut self, along: Along, sides: [&[String]; 2], is_total: bool) -> Option<Relation> {
        let known = self.defects.len();
        let [left, right] = sides.map(|patterns| self.side(along, patterns));
        if left.is_empty() && right.is_empty() {
            return None;
        }
        if is_total && (left.len() > 1 || right.iter().chain(&left).any(|term| term.negative)) {
            self.problem("a total is one cell, and adds cells up");
        }
        if (left.is_empty() || right.is_empty()) && self.defects.len() == known {
            self.problem("one side names no cell");
        }
        let defines = left.first().map(|term| term.cell).filter(|_| is_total);
        Some(Relation::Equal { left, right, defines })
    }

    fn number(&mut self, text: &str) -> Option<Number> {
        text.parse().map_err(|error| self.problem(format!("`{text}`: {error}"))).ok()
    }

    /// The conditions along one row or column; `None` where a pattern has no cell there.
    fn conditions(&mut self, along: Along, texts: &[String]) -> Option<Vec<Condition>> {
        let mut conditions = Vec::new();
        for text in texts {
            let parsed = condition::parse(text, &mut |pattern: &str| match (pattern, along) {
                ("this", Along::Cell(cell)) => Some(vec![cell]),
                _ => {
                    let cells = self.cells(along, &[pattern.to_string()]);
                    (!cells.is_empty()).then_some(cells)
                }
            });
            match parsed {
                Ok(condition) => conditions.push(condition?),
                Err(problem) => self.problem(problem),
            }
        }
        Some(conditions)
    }

    fn cells(&mut self, along: Along, patterns: &[String]) -> Vec<CellId> {
        self.side(along, patterns).into_iter().map(|term| term.cell).collect()
    }

    /// One side's cells, in the patterns' order.
    fn side(&mut self, along: Along, patterns: &[String]) -> Vec<Term> {
        let mut side = Vec::<Term>::new();
        for pattern in patterns {
            for term in self.terms(along, pattern) {
                if side.iter().any(|other| other.cell == term.cell) {
                    self.problem(format!("`{pattern}` names a cell for a second time"));
                }
                side.push(term);
            }
        }
        side
    }

    /// The cells that a pattern names, in form order.
    fn terms(&mut self, along: Along, pattern: &str) -> Vec<Term> {
        let (negative, path) = pattern.strip_prefix('-').map_or((false, pattern), |rest| (true, rest));
        let parts: Vec<&str> = path.split('.').collect();
        let [table_name, row, column] = parts[..] else {
            self.unknown(path);
            return Vec::new();
        };
        let Some(t) = self.tables.iter().position(|table| table.name == table_name) else {
            self.unknown(path);
            return Vec::new();
        };
        let table = &self.tables[t];
        let (bound_row, bound_column) = match along {
            Along::Row(bound, r) if bound == t => (Some(r), None),
            Along::Column(bound, c) if bound == t => (None, Some(c)),
            _ => (None, None),
        };
        let rows = select(table.rows.iter().map(|r| r.name.as_str()), row, bound_row);
        let columns = select(table.columns.iter().map(|c| c.name.as_str()), column, bound_column);
        match (rows, columns) {
            (Ok(rows), Ok(columns)) => {
                let crossings = rows.flat_map(|r| columns.clone().map(move |c| r * table.columns.len() + c));
                // Not every crossing has a cell.
                crossings.filter_map(|at| self.grid[t][at].map(|cell| Term { cell, negative })).collect()
            }
            (rows, columns) => {
                [rows.err(), columns.err()].into_iter().flatten().for_each(|missing| self.missing(missing));
                Vec::new()
            }
        }
    }
}

enum Missing {
    Name(String),
    Order(String),
}

/// The cells that a pattern names, in form order; none where it names anything that is not there.
pub(super) fn matching(tables: &[Table], grid: &[Vec<Option<CellId>>], pattern: &str) -> Vec<CellId> {
    let parts: Vec<&str> = pattern.split('.').collect();
    let [table, row, column] = parts[..] else { return Vec::new() };
    let Some(t) = tables.iter().position(|known| known.name == table) else { return Vec::new() };
    let rows = select(tables[t].rows.iter().map(|row| row.name.as_str()), row, None);
    let columns = select(tables[t].columns.iter().map(|column| column.name.as_str()), column, None);
    let (Ok(rows), Ok(columns)) = (rows, columns) else { return Vec::new() };
    let width = tables[t].columns.len();
    rows.flat_map(|r| columns.clone().map(move |c| r * width + c)).filter_map(|at| grid[t][at]).collect()
}

/// Every pattern of the chart names cells.
pub(super) fn check_chart(definition: &Definition, grid: &[Vec<Option<CellId>>], defects: &mut Vec<Defect>) {
    for series in definition.chart.iter().flat_map(Chart::series) {
        let missing = series.cells.iter().filter(|pattern| matching(&definition.tables, grid, pattern).is_empty());
        defects.extend(
            missing.map(|pattern| Defect::Unknown { by: format!("chart {}", series.name), name: pattern.clone() }),
        );
    }
}

fn some(cells: Vec<CellId>) -> Option<Vec<CellId>> {
    (!cells.is_empty()).then_some(cells)
}

/// The members of a list that one part of a pattern means: `*`, a name, or a range of names.
fn select<'a>(
    names: impl ExactSizeIterator<Item = &'a str> + Clone,
    part: &str,
    bound: Option<usize>,
) -> Result<std::ops::Range<usize>, Missing> {
    if part == "*" {
        return Ok(bound.map_or(0..names.len(), |index| index..index + 1));
    }
    let (first, last) = part.split_once(':').unwrap_or((part, part));
    let find = |name: &str| names.clone().position(|n| n == name).ok_or_else(|| Missing::Name(name.into()));
    match (find(first)?, find(last)?) {
        (first, last) if first <= last => Ok(first..last + 1),
        _ => Err(Missing::Order(part.into())),
    }
}

/// Sorts totals so that each needs only inputs and totals before it; totals that need themselves are a defect.
pub(super) fn in_order(mut waiting: Vec<Total>, cells: &[Cell], defects: &mut Vec<Defect>) -> Vec<Total> {
    let mut ordered = Vec::<Total>::new();
    let mut blocked = vec![false; cells.len()];
    waiting.iter().for_each(|total| blocked[total.cell.index()] = true);
    loop {
        let (mut ready, rest): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|total| !total.of.iter().any(|cell| blocked[cell.index()]));
        waiting = rest;
        if ready.is_empty() {
            break;
        }
        ready.iter().for_each(|total| blocked[total.cell.index()] = false);
        ordered.append(&mut ready);
    }
    if !waiting.is_empty() {
        defects.push(Defect::Cycle(waiting.iter().map(|total| cells[total.cell.index()].name.clone()).collect()));
    }
    ordered
}
