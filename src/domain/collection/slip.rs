//! The return slip (退回单): what a body has to mend, taken from the findings on its report, and held against what it hands in
//! next, so that settled points tick themselves off. It changes no collection and writes no document.

use std::collections::BTreeSet;

use super::roster::{Body, Collection, Point, Slip, Verdict};
use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status, message};
use crate::domain::form::{CellId, Form, Relation};
use crate::domain::number::Number;
use crate::domain::session::Session;
use crate::domain::text::Lang;

/// Which warnings go on a slip besides the errors, which all do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Warnings {
    /// None.
    #[default]
    None,
    /// Those of these rules, by id.
    Of(BTreeSet<String>),
    /// All that are open.
    All,
}

/// A slip held against the report that its body handed in next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ticked {
    /// The points that are settled, by number from 1.
    pub settled: Vec<(usize, Point)>,
    /// The points that are still open, by number from 1.
    pub open: Vec<(usize, Point)>,
    /// Errors that were not on the slip.
    pub new: Vec<Point>,
}

/// What there is to mend in a report: every error that was not released with a reason, and the warnings that are wanted, in
/// the order of the rules.
pub fn points(session: &Session, warnings: &Warnings, lang: Lang) -> Vec<Point> {
    let is_wanted = |finding: &Finding| match (finding.severity, warnings) {
        (Severity::Error, _) | (Severity::Warning, Warnings::All) => true,
        (Severity::Warning, Warnings::Of(rules)) => rules.contains(&finding.rule(session.form()).id),
        _ => false,
    };
    session.open_findings().iter().filter(|finding| is_wanted(finding)).map(|f| point(session, f, lang)).collect()
}

fn point(session: &Session, finding: &Finding, lang: Lang) -> Point {
    let form = session.form();
    let words = |number: Number| number.to_string();
    // How many cells are blank is no number of the report.
    let counts_cells =
        matches!(form.instances()[finding.instance].relation, Relation::Filled(_) | Relation::Applicable(_));
    let sides = finding.left.map(words).zip(finding.right.map(words)).filter(|_| !counts_cells);
    Point {
        rule: finding.rule(form).id.clone(),
        cells: names(form, &finding.cells),
        sides,
        message: message(session.figures(), finding, lang),
    }
}

fn names(form: &Form, cells: &[CellId]) -> Vec<String> {
    cells.iter().map(|&cell| form.cell(cell).name.clone()).collect()
}

/// Holds a slip against a report. A point is settled where its rule does not fail for its cells any more, and can be judged: a
/// cell that was emptied settles nothing.
pub fn ticked(slip: &Slip, session: &Session, lang: Lang) -> Ticked {
    let form = session.form();
    let mut failing = points(session, &Warnings::All, lang);
    // Findings on prose have no cells: where words tell them apart, those are gone that are said no longer.
    let mut taken: Vec<Option<usize>> = vec![None; slip.points.len()];
    for by_words in [true, false] {
        for (point, taken) in slip.points.iter().zip(&mut taken).filter(|(_, taken)| taken.is_none()) {
            let is_same = |other: &Point| {
                other.rule == point.rule && other.cells == point.cells && (!by_words || other.message == point.message)
            };
            if let Some(at) = failing.iter().position(is_same) {
                failing.remove(at);
                *taken = Some(at);
            }
        }
    }
    let findings = session.findings();
    let waits = |point: &Point| {
        findings.iter().filter(|finding| finding.status == Status::Pending).any(|finding| {
            let cells = names(form, &form.instances()[finding.instance].cells());
            finding.rule(form).id == point.rule && point.cells.iter().all(|cell| cells.contains(cell))
        })
    };
    let is_error =
        |point: &Point| form.definition().rules.iter().any(|r| r.id == point.rule && r.severity == Severity::Error);
    failing.retain(is_error);
    let mut ticked = Ticked { new: failing, ..Ticked::default() };
    for (number, (point, taken)) in (1..).zip(slip.points.iter().zip(taken)) {
        let list = if taken.is_some() || waits(point) { &mut ticked.open } else { &mut ticked.settled };
        list.push((number, point.clone()));
    }
    ticked
}

impl Ticked {
    /// What became of the slip, in one sentence.
    pub fn words(&self, slip: &Slip, lang: Lang) -> String {
        let numbers = |points: &[(usize, Point)]| {
            let listed =
                points.iter().map(|(number, _)| number.to_string()).collect::<Vec<_>>().join(lang.pick("、", ", "));
            if points.is_empty() {
                String::new()
            } else {
                lang.say(format!("（第 {listed} 条）"), format!(" (no. {listed})"))
            }
        };
        let (number, settled, open) = (slip.number, self.settled.len(), self.open.len());
        let rules: BTreeSet<&str> = self.new.iter().map(|point| point.rule.as_str()).collect();
        let new = match (self.new.len(), rules.into_iter().collect::<Vec<_>>().join(lang.pick("、", ", "))) {
            (0, _) => String::new(),
            (count, rules) => {
                lang.say(format!("；新出现错误 {count} 条（{rules}）"), format!("; new errors: {count} ({rules})"))
            }
        };
        let numbered = numbers(&self.open);
        lang.say(
            format!("对照退回单第 {number} 号：已改 {settled} 条，仍未改 {open} 条{numbered}{new}"),
            format!("held against return slip {number}: {settled} settled, {open} still open{numbered}{new}"),
        )
    }
}

impl Body {
    /// The newest return slip that it was given.
    pub fn slip(&self) -> Option<&Slip> {
        self.decisions.iter().rev().find_map(|decision| match &decision.verdict {
            Verdict::Returned(slip) => Some(slip),
            _ => None,
        })
    }

    /// How often it was given one.
    pub fn times_returned(&self) -> usize {
        self.decisions.iter().filter(|decision| matches!(decision.verdict, Verdict::Returned(_))).count()
    }
}

impl Collection {
    /// The number of the next return slip.
    pub fn next_slip(&self) -> u32 {
        let decisions = self.bodies.iter().flat_map(|body| &body.decisions);
        let numbers = decisions.filter_map(|decision| match &decision.verdict {
            Verdict::Returned(slip) => Some(slip.number),
            _ => None,
        });
        numbers.max().unwrap_or(0).saturating_add(1)
    }
}

/// The official labels of cells, a line for each row of the form: `三（一）本年新收政府信息公开申请数量：自然人、总计`.
/// Names that the form does not know stand for themselves.
pub fn labels(form: &Form, cells: &[String], lang: Lang) -> Vec<String> {
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for name in cells {
        let (row, column) = match form.find(name) {
            Some(cell) => {
                let (table, row, column) = (form.cell(cell).table, form.cell(cell).row, form.cell(cell).column);
                (form.row_path(table, row).join(" "), form.column_path(table, column).join(" "))
            }
            None => (name.clone(), String::new()),
        };
        match rows.last_mut() {
            Some((last, columns)) if *last == row => columns.push(column),
            _ => rows.push((row, vec![column])),
        }
    }
    rows.into_iter()
        .map(|(row, columns)| {
            let columns = columns.join(lang.pick("、", ", "));
            if columns.is_empty() { row } else { format!("{row}{}{columns}", lang.pick("：", ": ")) }
        })
        .collect()
}
