//! Findings: what a failed or pending rule says of which cells, with live numbers and what to do. It decides nothing;
//! the outcomes come from `rule`.

use super::definition::{Rule, Severity};
use super::form::{Along, CellId, Form, Instance, Relation, Term};
use super::number::Number;
use super::rule::{Figures, Outcome};
use super::text::Lang;

/// Whether a rule fails or waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It fails.
    Fail,
    /// It waits for unfilled cells.
    Pending,
}

impl Status {
    /// The name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Status::Fail => "fail",
            Status::Pending => "pending",
        }
    }
}

/// A rule that does not hold, or cannot be judged yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Index into [`Form::instances`].
    pub instance: usize,
    /// How grave it is.
    pub severity: Severity,
    /// Fails or waits.
    pub status: Status,
    /// The cells it speaks of: all of the rule's for a failed identity, the offending cell for a range check, the
    /// unfilled ones for a pending rule.
    pub cells: Vec<CellId>,
    /// The left side, where it is known.
    pub left: Option<Number>,
    /// The right side, where it is known.
    pub right: Option<Number>,
    /// Left minus right, where both are known.
    pub difference: Option<Number>,
    /// How many cells a pending rule waits for.
    pub waiting: u16,
}

impl Finding {
    /// The rule.
    pub fn rule<'a>(&self, form: &'a Form) -> &'a Rule {
        &form.definition().rules[form.instances()[self.instance].rule]
    }
}

/// All findings of the outcomes, failed ones first, each group in catalogue order.
pub fn findings(figures: Figures<'_>, outcomes: &[Outcome]) -> Vec<Finding> {
    let (mut failed, mut pending) = (Vec::new(), Vec::new());
    for (index, outcome) in outcomes.iter().enumerate() {
        match outcome {
            Outcome::Pass => {}
            Outcome::Pending(waiting) => pending.push(pending_finding(figures, index, *waiting)),
            Outcome::Fail | Outcome::Overflow => failed_findings(figures, index, &mut failed),
        }
    }
    failed.append(&mut pending);
    failed
}

fn blank(form: &Form, instance: usize, status: Status) -> Finding {
    let severity = form.definition().rules[form.instances()[instance].rule].severity;
    Finding { instance, severity, status, cells: Vec::new(), left: None, right: None, difference: None, waiting: 0 }
}

fn failed_findings(figures: Figures<'_>, index: usize, findings: &mut Vec<Finding>) {
    let form = figures.form;
    let instance = &form.instances()[index];
    let blank = blank(form, index, Status::Fail);
    match &instance.relation {
        Relation::Equal { left, right, .. } => {
            let (left, right) = (figures.side(left).complete(), figures.side(right).complete());
            let difference = left.zip(right).and_then(|(left, right)| left.checked_sub(right).ok());
            findings.push(Finding { cells: instance.cells(), left, right, difference, ..blank });
        }
        Relation::Bounds { cells, least, places } => {
            for &cell in cells.iter().filter(|&&cell| figures.is_out_of_bounds(cell, *least, *places)) {
                let (left, right) = (figures.value(cell).complete(), *least);
                let difference = left.zip(right).and_then(|(left, right)| left.checked_sub(right).ok());
                findings.push(Finding { cells: vec![cell], left, right, difference, ..blank.clone() });
            }
        }
    }
}

/// A pending finding names the keyed cells that are waited for, through however many totals.
fn pending_finding(figures: Figures<'_>, index: usize, waiting: u16) -> Finding {
    let form = figures.form;
    let mut cells = Vec::new();
    let mut todo = form.instances()[index].cells();
    while let Some(cell) = todo.pop() {
        let total = form.totals().iter().find(|total| total.cell == cell);
        match total {
            Some(total) if figures.value(cell).waiting > 0 => todo.extend(&total.of),
            Some(_) => {}
            None if figures.is_awaited(cell) => cells.push(cell),
            None => {}
        }
    }
    cells.sort_unstable();
    cells.dedup();
    Finding { cells, waiting, ..blank(form, index, Status::Pending) }
}

/// The row or column that an instance runs along, in short words; empty where it does not.
pub fn place(form: &Form, instance: &Instance, lang: Lang) -> String {
    match instance.along {
        Along::Once => String::new(),
        Along::Row(table, row) => form.tables()[table].rows[row].short.get(lang).to_string(),
        Along::Column(table, column) => form.tables()[table].columns[column].short.get(lang).to_string(),
    }
}

/// A cell in short words: its row and its column.
pub fn cell_name(form: &Form, cell: CellId, lang: Lang) -> String {
    format!("{} · {}", form.row(cell).short.get(lang), form.column(cell).short.get(lang))
}

/// One side written out with live numbers: `7 + 0`. Where more than four terms are added up, those that are 0 are left
/// out; an unfilled cell is `?`.
pub fn side(figures: Figures<'_>, terms: &[Term]) -> String {
    let mut words = String::new();
    let many = terms.len() > 4;
    for term in terms {
        let value = figures.value(term.cell);
        if many && value.complete().is_some_and(Number::is_zero) {
            continue;
        }
        match (words.is_empty(), term.negative) {
            (true, false) => {}
            (true, true) => words.push('-'),
            (false, false) => words.push_str(" + "),
            (false, true) => words.push_str(" - "),
        }
        words.push_str(&value.complete().map_or_else(|| "?".to_string(), |number| number.to_string()));
    }
    if words.is_empty() { "0".to_string() } else { words }
}

/// An identity with live numbers, `7 + 0 = 7 + 0`, or `7 + 1 ≠ 7 + 0` where it fails; a range check names its bound.
pub fn equation(figures: Figures<'_>, instance: &Instance) -> String {
    match &instance.relation {
        Relation::Equal { left, right, .. } => {
            let sign = match figures.evaluate(instance) {
                Outcome::Fail | Outcome::Overflow => "≠",
                Outcome::Pending(_) => "?=",
                Outcome::Pass => "=",
            };
            format!("{} {sign} {}", side(figures, left), side(figures, right))
        }
        Relation::Bounds { least, places, .. } => {
            let least = least.map_or_else(String::new, |least| format!("≥ {least}"));
            if *places == 0 { format!("{least}, 0 .") } else { format!("{least}, ≤ {places} .") }
        }
    }
}

/// What a finding says, with live numbers, in one sentence or two: what is wrong and what to do.
pub fn message(figures: Figures<'_>, finding: &Finding, lang: Lang) -> String {
    match finding.status {
        Status::Pending => pending_message(figures.form, finding, lang),
        Status::Fail => failed_message(figures, finding, lang),
    }
}

fn pending_message(form: &Form, finding: &Finding, lang: Lang) -> String {
    let title = finding.rule(form).title.get(lang);
    let waiting = finding.waiting;
    let place = match place(form, &form.instances()[finding.instance], lang) {
        place if place.is_empty() => place,
        place => place + lang.pick("：", ": "),
    };
    match lang {
        Lang::Zh => format!("{place}{title}（还缺 {waiting} 格，暂不判定）"),
        Lang::En => format!("{place}{title} (waits for {waiting} unfilled cells)"),
    }
}

fn failed_message(figures: Figures<'_>, finding: &Finding, lang: Lang) -> String {
    let form = figures.form;
    let instance = &form.instances()[finding.instance];
    let rule = finding.rule(form);
    let (place, left, right) = match &instance.relation {
        Relation::Equal { left, right, .. } => (place(form, instance, lang), side(figures, left), side(figures, right)),
        Relation::Bounds { least, .. } => {
            let cell = finding.cells.first();
            let value = cell.map(|cell| figures.entries[cell.index()].figure().to_string()).unwrap_or_default();
            let name = cell.map(|&cell| cell_name(form, cell, lang)).unwrap_or_default();
            (name, value, least.map(|least| least.to_string()).unwrap_or_default())
        }
    };
    if matches!(instance.relation, Relation::Equal { .. }) && finding.difference.is_none() {
        return match lang {
            Lang::Zh => format!("{place}：{left} 与 {right} 相加超出 2^63，无法比较。核对这些格的位数。"),
            Lang::En => {
                format!("{place}: {left} and {right} add up past 2^63 and cannot be compared. Check the digits.")
            }
        };
    }
    let difference = finding.difference.unwrap_or(Number::ZERO);
    let (more, larger) = if difference.is_negative() {
        (difference.negated(), lang.pick("右", "right"))
    } else {
        (difference, lang.pick("左", "left"))
    };
    let fill = |template: &str| {
        template
            .replace("{where}", &place)
            .replace("{left}", &left)
            .replace("{right}", &right)
            .replace("{difference}", &difference.to_string())
            .replace("{more}", &more.to_string())
            .replace("{side}", larger)
    };
    let gap = lang.pick("", " ");
    format!("{}{gap}{}", fill(rule.message.get(lang)), fill(rule.remedy.get(lang)))
}
