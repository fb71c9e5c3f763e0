//! Rules spelled out into cells, those of the form and those that editions share, and the order in which totals are
//! computed. It does not evaluate anything.

use super::super::definition::{Chart, Check, Definition, Each, Rule};
use super::super::number::{Number, NumberError};
use super::super::text::Text;
use super::condition::{self, Condition};
use super::pattern::{Bound, Lack, Patterns};
use super::shared::{Idle, Shared, Why, is_part};
use super::{Along, Cell, CellId, Defect, Instance, Relation, Term, Total, names};

/// What a form's rules come to.
#[derive(Default)]
pub(super) struct Resolved {
    /// The rules that apply: the form's own, then the shared ones.
    pub(super) rules: Vec<Rule>,
    pub(super) instances: Vec<Instance>,
    /// Every cell's first definition as a total.
    pub(super) totals: Vec<Total>,
    /// Shared rules that do not apply.
    pub(super) idle: Vec<Idle>,
}

/// Spells out the form's own rules and those of the shared ones that apply. Of its own a form must have all that they name.
pub(super) fn resolve(
    definition: &Definition,
    [own, lent]: [Vec<Rule>; 2],
    shared: &Shared,
    patterns: &Patterns<'_>,
    defects: &mut Vec<Defect>,
) -> Resolved {
    let mut resolved = Resolved::default();
    let count = own.len();
    for (number, rule) in own.into_iter().chain(lent).enumerate() {
        let is_shared = number >= count;
        if let Some(why) = shared.keeps_from(&rule, definition, &resolved.rules).filter(|_| is_shared) {
            resolved.idle.push(Idle { rule, why });
            continue;
        }
        let mut resolver = Resolver { definition, patterns, rule: &rule, lacks: Vec::new(), defects: Vec::new() };
        let instances = resolver.instances();
        let (lacks, mut problems) = (resolver.lacks, resolver.defects);
        if is_shared && !lacks.is_empty() {
            resolved.idle.push(Idle { rule, why: Why::Lacks(lacks) });
            continue;
        }
        defects.extend(lacks.iter().map(|lack| lack.defect(&rule.id)));
        defects.append(&mut problems);
        names::of_rule(&rule, defects);
        for (along, relation) in instances {
            if let Relation::Equal { defines: Some(cell), right, .. } = &relation
                && !resolved.totals.iter().any(|total| total.cell == *cell)
            {
                resolved.totals.push(Total { cell: *cell, of: right.iter().map(|term| term.cell).collect() });
            }
            resolved.instances.push(Instance { rule: resolved.rules.len(), along, relation });
        }
        resolved.rules.push(rule);
    }
    resolved
}

impl Lack {
    /// What is wrong with a rule of the form's own that names what is not there.
    fn defect(&self, rule: &str) -> Defect {
        let by = format!("rule {rule}");
        let problem =
            |zh: &str, en: &str| Defect::Rule { rule: rule.into(), problem: Text { zh: zh.into(), en: en.into() } };
        match self {
            Lack::Name(name) | Lack::Chapter(name) => Defect::Unknown { by, name: name.clone() },
            Lack::Order(range) => Defect::BackwardRange { by, range: range.clone() },
            Lack::Cells { one_side: false } => problem("没有指到任何格", "names no cell"),
            Lack::Cells { one_side: true } => problem("有一边没有指到任何格", "one side names no cell"),
        }
    }
}

/// Spells out one rule. What is missing or wrong is kept once, however often the rule is repeated.
struct Resolver<'a> {
    definition: &'a Definition,
    patterns: &'a Patterns<'a>,
    rule: &'a Rule,
    lacks: Vec<Lack>,
    defects: Vec<Defect>,
}

impl Resolver<'_> {
    fn lack(&mut self, lack: Lack) {
        if !self.lacks.contains(&lack) {
            self.lacks.push(lack);
        }
    }

    fn problem(&mut self, problem: Text) {
        let defect = Defect::Rule { rule: self.rule.id.clone(), problem };
        if !self.defects.contains(&defect) {
            self.defects.push(defect);
        }
    }

    fn instances(&mut self) -> Vec<(Along, Relation)> {
        let mut instances = Vec::new();
        for along in self.alongs() {
            instances.extend(self.relation(along).map(|relation| (along, relation)));
        }
        if instances.is_empty() && self.lacks.is_empty() && self.defects.is_empty() {
            self.lack(Lack::Cells { one_side: false });
        }
        instances
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
        let members = self.patterns.table(name).and_then(|t| match by_row {
            true => Ok(self.patterns.rows(t, part)?.into_iter().map(|r| Along::Row(t, r)).collect()),
            false => Ok(self.patterns.columns(t, part)?.into_iter().map(|c| Along::Column(t, c)).collect()),
        });
        members.unwrap_or_else(|lack| {
            self.lack(lack);
            Vec::new()
        })
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
            Check::InForce => Some(Relation::InForce),
            Check::Prose(check) => {
                for part in check.parts().into_iter().filter(|part| !is_part(self.definition, part)) {
                    self.lack(Lack::Chapter(part.into()));
                }
                let sums: Vec<Vec<Term>> = check.sums().into_iter().map(|sum| self.side(along, sum)).collect();
                if sums.iter().any(Vec::is_empty) && self.lacks.is_empty() {
                    self.lack(Lack::Cells { one_side: true });
                }
                Some(Relation::Prose(sums))
            }
        }
    }

    /// An identity; one side without a cell is a defect, unless the other has none either.
    fn equal(&mut self, along: Along, sides: [&[String]; 2], is_total: bool) -> Option<Relation> {
        let [left, right] = sides.map(|patterns| self.side(along, patterns));
        if left.is_empty() && right.is_empty() {
            return None;
        }
        if is_total && (left.len() > 1 || right.iter().chain(&left).any(|term| term.negative)) {
            let (zh, en) = ("总计是一个格，由各格相加", "a total is one cell, and adds cells up");
            self.problem(Text { zh: zh.into(), en: en.into() });
        }
        if (left.is_empty() || right.is_empty()) && self.lacks.is_empty() {
            self.lack(Lack::Cells { one_side: true });
        }
        let defines = left.first().map(|term| term.cell).filter(|_| is_total);
        Some(Relation::Equal { left, right, defines })
    }

    fn number(&mut self, text: &str) -> Option<Number> {
        let problem =
            |error: NumberError| Text { zh: format!("`{text}` 不是可用的数"), en: format!("`{text}`: {error}") };
        text.parse().map_err(|error| self.problem(problem(error))).ok()
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
                    let zh = format!("`{pattern}` 重复指到同一格");
                    self.problem(Text { zh, en: format!("`{pattern}` names a cell for a second time") });
                }
                side.push(term);
            }
        }
        side
    }

    /// The cells that a pattern names, in form order.
    fn terms(&mut self, along: Along, pattern: &str) -> Vec<Term> {
        let (negative, path) = pattern.strip_prefix('-').map_or((false, pattern), |rest| (true, rest));
        let bound = match along {
            Along::Row(table, row) => Bound { row: Some((table, row)), column: None },
            Along::Column(table, column) => Bound { row: None, column: Some((table, column)) },
            Along::Once | Along::Cell(_) => Bound::default(),
        };
        match self.patterns.cells(path, bound) {
            Ok(cells) => cells.into_iter().map(|cell| Term { cell, negative }).collect(),
            Err(lack) => {
                self.lack(lack);
                Vec::new()
            }
        }
    }
}

/// Every pattern of the chart names cells.
pub(super) fn check_chart(definition: &Definition, patterns: &Patterns<'_>, defects: &mut Vec<Defect>) {
    for series in definition.chart.iter().flat_map(Chart::series) {
        let is_missing = |pattern: &&String| patterns.cells(pattern, Bound::default()).unwrap_or_default().is_empty();
        let missing = series.cells.iter().filter(is_missing);
        defects.extend(
            missing.map(|pattern| Defect::Unknown { by: format!("chart {}", series.name), name: pattern.clone() }),
        );
    }
}

fn some(cells: Vec<CellId>) -> Option<Vec<CellId>> {
    (!cells.is_empty()).then_some(cells)
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
