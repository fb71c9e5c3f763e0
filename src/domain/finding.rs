//! Findings: what a failed or pending rule says of which cells, with live numbers and what to do. It decides nothing;
//! the outcomes come from `rule`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::definition::prose::ProseCheck;
use super::definition::{Check, MESSAGE_PARTS, Rule, Severity};
use super::form::{Along, CellId, Condition, Form, Instance, Operand, Quantity, Relation, Term};
use super::number::Number;
use super::recalculation::Sum;
use super::report::{Departure, Part, Passage};
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
    /// Where in the prose the words stand that it speaks of.
    pub passage: Option<Passage>,
    /// Words of the prose, of a source or of last year's report that its message quotes.
    pub quote: String,
}

impl Finding {
    /// A finding of an instance that says nothing yet.
    pub fn new(form: &Form, instance: usize, status: Status) -> Finding {
        let severity = form.definition().rules[form.instances()[instance].rule].severity;
        Finding {
            instance,
            severity,
            status,
            cells: Vec::new(),
            left: None,
            right: None,
            difference: None,
            waiting: 0,
            passage: None,
            quote: String::new(),
        }
    }

    /// The finding with both sides and their difference.
    #[must_use]
    pub fn with_sides(self, left: Option<Number>, right: Option<Number>) -> Finding {
        let difference = left.zip(right).and_then(|(left, right)| left.checked_sub(right).ok());
        Finding { left, right, difference, ..self }
    }

    /// The rule of this form that it breaks.
    pub fn rule<'a>(&self, form: &'a Form) -> &'a Rule {
        &form.definition().rules[form.instances()[self.instance].rule]
    }

    /// The part of the report that it speaks of: where its first cell stands, else its words.
    pub fn part(&self, form: &Form) -> Option<Part> {
        let of_cell = |cell: &CellId| form.chapter_of_table(form.cell(*cell).table).map(Part::Chapter);
        self.cells.first().and_then(of_cell).or(self.passage.as_ref().map(|passage| passage.part))
    }
}

/// All findings of the outcomes, failed ones first, each group in catalogue order.
pub fn findings(figures: Figures<'_>, outcomes: &[Outcome]) -> Vec<Finding> {
    let pending = outcomes.iter().enumerate().filter_map(|(index, outcome)| match outcome {
        // Rules on the prose wait for the cells they cite, and say so themselves.
        Outcome::Pending(_) if matches!(figures.form.instances()[index].relation, Relation::Prose(_)) => None,
        Outcome::Pending(_) => Some(pending_finding(figures, index)),
        Outcome::Pass | Outcome::Silent | Outcome::Fail | Outcome::Overflow => None,
    });
    let mut findings = failed(figures, outcomes);
    findings.extend(pending);
    findings
}

/// The failed findings of the outcomes, in catalogue order: what a screen needs at every key.
pub fn failed(figures: Figures<'_>, outcomes: &[Outcome]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, outcome) in outcomes.iter().enumerate() {
        if matches!(outcome, Outcome::Fail | Outcome::Overflow) {
            failed_findings(figures, index, &mut findings);
        }
    }
    findings
}

fn failed_findings(figures: Figures<'_>, index: usize, findings: &mut Vec<Finding>) {
    let form = figures.form;
    let instance = &form.instances()[index];
    let blank = Finding::new(form, index, Status::Fail);
    match &instance.relation {
        Relation::Equal { left, right, .. } => {
            let [left, right] = [left, right].map(|terms| figures.side_in(instance, terms).complete());
            findings.push(Finding { cells: instance.cells(), ..blank }.with_sides(left, right));
        }
        Relation::Bounds { cells, least, places } => {
            for &cell in cells.iter().filter(|&&cell| figures.is_out_of_bounds(cell, *least, *places)) {
                let left = figures.value(cell).complete();
                findings.push(Finding { cells: vec![cell], ..blank.clone() }.with_sides(left, *least));
            }
        }
        Relation::Holds { .. } => {
            let sides = broken_sides(figures, instance)
                .map(|(left, right)| [left, right].map(|side| figures.sum(side).and_then(Sum::complete)));
            let [left, right] = sides.unwrap_or([None, None]);
            findings.push(Finding { cells: instance.cells(), ..blank }.with_sides(left, right));
        }
        Relation::Filled(cells) | Relation::Applicable(cells) => {
            let filled = matches!(instance.relation, Relation::Filled(_));
            let at_fault = |cell: &CellId| match filled {
                true => figures.is_awaited(*cell),
                false => figures.is_unduly_not_applicable(*cell),
            };
            let cells: Vec<_> = cells.iter().copied().filter(at_fault).collect();
            let count = u32::try_from(cells.len()).map(Number::from).ok();
            findings.push(Finding { cells, ..blank }.with_sides(count, Some(Number::ZERO)));
        }
        Relation::LastYear => findings.push(blank),
        // These are judged where the prose and the notes are; see `session`.
        Relation::Departure(_) | Relation::Identified | Relation::InForce | Relation::Prose(_) => {}
    }
}

/// Findings that say the same of the same rule, told once: the first of each with all of them, in the order given.
pub fn told_once<'a>(
    figures: Figures<'_>,
    findings: impl IntoIterator<Item = &'a Finding>,
    lang: Lang,
) -> Vec<(&'a Finding, Vec<&'a Finding>)> {
    let mut told: Vec<(&Finding, Vec<&Finding>)> = Vec::new();
    let mut places: HashMap<(usize, String), usize> = HashMap::new();
    for finding in findings {
        let said = (figures.form.instances()[finding.instance].rule, message(figures, finding, lang));
        match places.entry(said) {
            Entry::Occupied(place) => told[*place.get()].1.push(finding),
            Entry::Vacant(place) => {
                place.insert(told.len());
                told.push((finding, vec![finding]));
            }
        }
    }
    told
}

/// How often a finding is made, where that is more than once.
pub fn times(count: usize, lang: Lang) -> String {
    match count {
        0 | 1 => String::new(),
        _ => lang.say(format!("（同样的共 {count} 处）"), format!(" ({count} times)")),
    }
}

/// Where the source departs from the form in the manner that the instance is about, a finding for each place.
pub fn departing(form: &Form, instance: usize, departures: &[Departure]) -> (Outcome, Vec<Finding>) {
    let Relation::Departure(manner) = form.instances()[instance].relation else { return (Outcome::Silent, Vec::new()) };
    let about = departures.iter().filter(|departure| departure.manner == manner);
    let findings: Vec<_> = about
        .map(|departure| Finding {
            cells: departure.cell.into_iter().collect(),
            quote: departure.text.clone(),
            ..Finding::new(form, instance, Status::Fail)
        })
        .collect();
    (if findings.is_empty() { Outcome::Pass } else { Outcome::Fail }, findings)
}

/// The two sums of the first condition that does not hold.
fn broken_sides<'a>(figures: Figures<'_>, instance: &'a Instance) -> Option<(&'a [Operand], &'a [Operand])> {
    let Relation::Holds { then, .. } = &instance.relation else { return None };
    then.iter().filter(|condition| figures.is_broken(condition)).find_map(sides)
}

fn sides(condition: &Condition) -> Option<(&[Operand], &[Operand])> {
    match condition {
        Condition::Compare { left, right, .. } => Some((left.as_slice(), right.as_slice())),
        Condition::Any(conditions) => conditions.iter().find_map(sides),
        _ => None,
    }
}

/// A pending finding names the keyed cells that are waited for, through however many totals, each once.
fn pending_finding(figures: Figures<'_>, index: usize) -> Finding {
    let form = figures.form;
    let instance = &form.instances()[index];
    let mut seen = vec![false; form.len()];
    let mut todo: Vec<CellId> = instance.cells();
    todo.retain(|&cell| figures.value_in(instance, cell).waiting > 0);
    while let Some(cell) = todo.pop() {
        if !std::mem::replace(&mut seen[cell.index()], true) {
            // A computed total waits for its cells as computed, whatever is printed for them.
            let totals = if form.is_total(cell) { form.totals() } else { &[] };
            let parts = totals.iter().filter(|total| total.cell == cell).flat_map(|total| &total.of);
            todo.extend(parts.filter(|part| figures.totals.of(**part).waiting > 0));
        }
    }
    let cells: Vec<CellId> = form.inputs().filter(|cell| seen[cell.index()]).collect();
    let waiting = u16::try_from(cells.len()).unwrap_or(u16::MAX);
    Finding { cells, waiting, ..Finding::new(form, index, Status::Pending) }
}

/// The row or column that an instance runs along, in few words; empty where it does not.
pub fn place(form: &Form, instance: &Instance, lang: Lang) -> String {
    match instance.along {
        Along::Once => String::new(),
        Along::Row(table, row) => form.tables()[table].rows[row].short.get(lang).to_string(),
        Along::Column(table, column) => {
            let column = &form.tables()[table].columns[column];
            // The short English words are cut to the width of a column.
            lang.pick(&column.short.zh, column.named(lang)).to_string()
        }
        Along::Cell(cell) => cell_name(form, cell, lang),
    }
}

/// A cell in short words: its row and its column.
pub fn cell_name(form: &Form, cell: CellId, lang: Lang) -> String {
    format!("{} · {}", form.row(cell).short.get(lang), form.column(cell).in_text(lang))
}

/// The most terms that are written out; more of them say less than their sum.
const WRITTEN_TERMS: usize = 6;

/// One side written out with live numbers: `7 + 0`. Where more than four terms are added up, those that are 0 are left
/// out, and where more than six remain, only their sum is given; an unfilled cell is `?`, a sum past 2^63 is `∞`.
fn written(terms: &[Term], value: impl Fn(CellId) -> Sum) -> String {
    let sum = terms.iter().fold(Sum::default(), |sum, term| sum.plus(value(term.cell), term.negative));
    let not_zero = terms.iter().filter(|term| !value(term.cell).complete().is_some_and(Number::is_zero)).count();
    if let Some(sum) = sum.complete().filter(|_| not_zero > WRITTEN_TERMS) {
        return sum.to_string();
    }
    let mut words = String::new();
    let many = terms.len() > 4;
    for term in terms {
        let value = value(term.cell);
        if many && value.complete().is_some_and(Number::is_zero) {
            continue;
        }
        let number = value.complete();
        // A negative number that is added is written as taken away.
        let negative = number.is_some_and(Number::is_negative);
        match (words.is_empty(), term.negative != negative) {
            (true, false) => {}
            (true, true) => words.push('-'),
            (false, false) => words.push_str(" + "),
            (false, true) => words.push_str(" - "),
        }
        match number {
            Some(number) => words.push_str(&if negative { number.negated() } else { number }.to_string()),
            None => words.push_str(if value.overflow { "∞" } else { "?" }),
        }
    }
    if words.is_empty() { "0".to_string() } else { words }
}

/// A condition's sum with live numbers: `3 × 7 + 2`; parts of which nothing is known are `?`.
fn written_sum(figures: Figures<'_>, operands: &[Operand]) -> String {
    let mut words = String::new();
    let many = operands.len() > 4;
    for operand in operands {
        let value = figures.quantity(operand.quantity).and_then(Sum::complete);
        if many && value.is_some_and(Number::is_zero) {
            continue;
        }
        match (words.is_empty(), operand.factor < 0) {
            (true, false) => {}
            (true, true) => words.push('-'),
            (false, false) => words.push_str(" + "),
            (false, true) => words.push_str(" - "),
        }
        let times = operand.factor.unsigned_abs();
        if times != 1 && !matches!(operand.quantity, Quantity::Constant(_)) {
            words.push_str(&format!("{times} × "));
        }
        words.push_str(&value.map_or_else(|| "?".to_string(), |number| number.to_string()));
    }
    if words.is_empty() { "0".to_string() } else { words }
}

/// One side written out with its sum: `7 + 0 = 7`; a side of one number is only that number.
fn with_sum(side: String, sum: Option<Number>) -> String {
    match sum {
        Some(sum) if side.contains(' ') => format!("{side} = {sum}"),
        _ => side,
    }
}

/// An identity with live numbers, `7 + 0 = 7 + 0`, or `7 + 1 ≠ 7 + 0` where it fails and `7 + ? ?= 7 + 0` where it
/// cannot be judged; of a range check the bound, `≥ 0`. Of an identity that knows none of its numbers there is nothing to say.
pub fn equation(figures: Figures<'_>, instance: &Instance) -> String {
    match &instance.relation {
        Relation::Equal { left, right, .. } => {
            let is_known = |term: &Term| figures.value_in(instance, term.cell).complete().is_some();
            let sign = match figures.evaluate(instance) {
                Outcome::Pending(_) if !left.iter().chain(right).any(is_known) => return String::new(),
                Outcome::Pass => "=",
                Outcome::Fail => "≠",
                Outcome::Pending(_) | Outcome::Silent | Outcome::Overflow => "?=",
            };
            let [left, right] = [left, right].map(|terms| written(terms, |cell| figures.value_in(instance, cell)));
            format!("{left} {sign} {right}")
        }
        Relation::Bounds { least, .. } => least.map_or_else(String::new, |least| format!("≥ {least}")),
        Relation::Holds { then, .. } => {
            let parts = then.iter().filter_map(|condition| match condition {
                Condition::Compare { left, comparison, right } => {
                    let [left, right] = [left, right].map(|side| written_sum(figures, side));
                    Some(format!("{left} {} {right}", comparison.sign()))
                }
                _ => None,
            });
            parts.collect::<Vec<_>>().join("; ")
        }
        _ => String::new(),
    }
}

/// What a finding says, with live numbers, in one sentence or two: what is wrong and what to do.
pub fn message(figures: Figures<'_>, finding: &Finding, lang: Lang) -> String {
    match finding.status {
        Status::Pending => pending_message(figures.form, finding, lang),
        Status::Fail => {
            let (statement, remedy) = failed_message(figures, finding, lang);
            format!("{statement}{}{remedy}", lang.pick("", " "))
        }
    }
}

/// What is wrong, with live numbers, without what to do about it.
pub fn statement(figures: Figures<'_>, finding: &Finding, lang: Lang) -> String {
    match finding.status {
        Status::Pending => pending_message(figures.form, finding, lang),
        Status::Fail => failed_message(figures, finding, lang).0,
    }
}

fn pending_message(form: &Form, finding: &Finding, lang: Lang) -> String {
    let title = finding.rule(form).title.get(lang);
    let place = before_colon(place(form, &form.instances()[finding.instance], lang), lang);
    match (lang, finding.waiting) {
        (Lang::Zh, waiting) => format!("{place}{title}（暂不能校验：待填 {waiting} 格）"),
        (Lang::En, 1) => format!("{place}{title} (waiting: 1 empty cell)"),
        (Lang::En, waiting) => format!("{place}{title} (waiting: {waiting} empty cells)"),
    }
}

/// A place and a colon, or nothing for a rule that has no place.
fn before_colon(place: String, lang: Lang) -> String {
    if place.is_empty() { place } else { place + lang.pick("：", ": ") }
}

/// What is wrong, and what to do.
fn failed_message(figures: Figures<'_>, finding: &Finding, lang: Lang) -> (String, String) {
    let form = figures.form;
    let instance = &form.instances()[finding.instance];
    let rule = finding.rule(form);
    let plain = |number: Option<Number>| number.map_or_else(String::new, |number| number.to_string());
    let (place, left, right) = match &instance.relation {
        Relation::Equal { left, right, .. } => {
            let [left, right] = [left, right].map(|terms| written(terms, |cell| figures.value_in(instance, cell)));
            (place(form, instance, lang), with_sum(left, finding.left), with_sum(right, finding.right))
        }
        Relation::Bounds { least, .. } => {
            let cell = finding.cells.first();
            let value = cell.map(|cell| figures.entries[cell.index()].figure().to_string()).unwrap_or_default();
            let name = cell.map(|&cell| cell_name(form, cell, lang)).unwrap_or_default();
            (name, value, plain(*least))
        }
        Relation::Holds { .. } => {
            let sides = broken_sides(figures, instance)
                .map(|(left, right)| [left, right].map(|side| written_sum(figures, side)));
            let [left, right] = sides.unwrap_or_default();
            (place(form, instance, lang), with_sum(left, finding.left), with_sum(right, finding.right))
        }
        _ => {
            let names = finding.cells.iter().map(|&cell| cell_name(form, cell, lang)).collect::<Vec<_>>();
            (names.join(lang.pick("、", ", ")), plain(finding.left), plain(finding.right))
        }
    };
    if matches!(instance.relation, Relation::Equal { .. }) && finding.difference.is_none() {
        let place = before_colon(place, lang);
        return match lang {
            Lang::Zh => {
                (format!("{place}数字过大，无法比较（{left}，{right}）。"), "请检查是否多打了位数。".to_string())
            }
            Lang::En => (
                format!("{place}figures too large to compare ({left}; {right})."),
                "Check these cells for extra digits.".to_string(),
            ),
        };
    }
    let difference = finding.difference.unwrap_or(Number::ZERO);
    let (more, larger) = if difference.is_negative() {
        (difference.negated(), lang.pick("后者", "the latter"))
    } else {
        (difference, lang.pick("前者", "the former"))
    };
    // In the order of `MESSAGE_PARTS`.
    let (difference, more) = (difference.to_string(), more.to_string());
    let parts = [place, left, right, difference, more, larger.to_string(), quoted(rule, &finding.quote, lang)];
    let fill = |template: &str| {
        let parts = MESSAGE_PARTS.iter().zip(&parts);
        parts.fold(template.to_string(), |text, (name, part)| text.replace(&format!("{{{name}}}"), part))
    };
    (fill(rule.message.get(lang)), fill(rule.remedy.get(lang)))
}

/// What a finding quotes; of aspects that are missing, what they are called in the language.
fn quoted(rule: &Rule, quote: &str, lang: Lang) -> String {
    let Check::Prose(ProseCheck::Traces { of, .. }) = &rule.check else { return quote.to_string() };
    let named = |name| {
        let trace = of.iter().find(|trace| trace.name == name && !trace.gloss.is_empty());
        trace.map_or(name, |trace| lang.pick(name, &trace.gloss))
    };
    quote.split('、').map(named).collect::<Vec<_>>().join(lang.pick("、", ", "))
}
