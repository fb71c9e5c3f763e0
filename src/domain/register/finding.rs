//! The findings on a register, each with the numbers of its cases: what is wrong with its lines, where it and the report differ,
//! and whether last year's open cases are this year's carried ones.

use std::collections::HashSet;

use crate::domain::definition::prose::ProseCheck;
use crate::domain::definition::{Check as ReportCheck, Severity};
use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::finding::{self as judged, Status};
use crate::domain::form::CellId;
use crate::domain::session::Session;
use crate::domain::spelling::letters;
use crate::domain::text::Lang;

use super::answers::Asked;
use super::count::{Case, Count};
use super::mapping::{Check, Need, Rule};

/// The most numbers of cases that a message names.
const MOST: usize = 12;

/// A rule on a register that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// How grave it is.
    pub severity: Severity,
    /// The cells that it speaks of.
    pub cells: Vec<CellId>,
    /// The numbers of the cases that it speaks of.
    pub cases: Vec<String>,
    /// What the report says, where it is compared.
    pub left: Option<u32>,
    /// What the register counts, where it is compared.
    pub right: Option<u32>,
    /// What is said of it.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// What a register is held against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Against<'a> {
    /// The report of its year.
    pub report: Option<&'a Session>,
    /// The numbers of the cases that were open at the end of the year before, as they were kept then.
    pub open_before: Option<&'a [String]>,
}

/// What fills a message.
#[derive(Debug, Default)]
struct Parts {
    cells: Vec<CellId>,
    cases: Vec<String>,
    place: String,
    left: Option<u32>,
    right: Option<u32>,
    more: String,
}

/// All findings, in the order of the rules.
pub fn findings(count: &Count, rules: &[Rule], against: Against<'_>, lang: Lang) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in rules {
        let found = match rule.check {
            Check::NumberTwice => numbered(&count.twice),
            Check::AnsweredBefore => numbered(&count.answered_before),
            Check::NoDay => numbered(&count.without_day),
            Check::Outcome => questions(count, &[Asked::Outcome, Asked::Answered, Asked::Received]),
            Check::Applicant => questions(count, &[Asked::Applicant]),
            Check::Report => against.report.map_or_else(Vec::new, |report| differing(count, report, lang)),
            Check::Prose => against.report.map_or_else(Vec::new, |report| contradicted(count, report, lang)),
            Check::Carried => against.open_before.map_or_else(Vec::new, |open| carried(count, open, lang)),
            Check::Precedes => unpreceded(count, lang),
        };
        all.extend(found.into_iter().map(|parts| told(rule, parts, lang)));
    }
    all
}

fn told(rule: &Rule, parts: Parts, lang: Lang) -> Finding {
    let number = |side: Option<u32>| side.map_or_else(String::new, |side| side.to_string());
    let message = rule.message.get(lang).replace("{where}", &parts.place).replace("{left}", &number(parts.left));
    let message = message.replace("{right}", &number(parts.right)).replace("{cases}", &numbers(&parts.cases, lang));
    Finding {
        rule: rule.id.clone(),
        severity: rule.severity,
        message: message.replace("{more}", &parts.more).trim_end().to_string(),
        remedy: rule.remedy.get(lang).to_string(),
        cells: parts.cells,
        cases: parts.cases,
        left: parts.left,
        right: parts.right,
    }
}

/// The numbers of cases in words: the first of them, and how many there are.
fn numbers(cases: &[String], lang: Lang) -> String {
    let shown = cases.iter().take(MOST).cloned().collect::<Vec<_>>().join(lang.pick("、", ", "));
    match cases.len() {
        many if many > MOST => lang.say(format!("{shown} 等 {many} 件"), format!("{shown} and others, {many} in all")),
        _ => shown,
    }
}

fn numbered(cases: &[String]) -> Vec<Parts> {
    let some = (!cases.is_empty()).then(|| Parts { cases: cases.to_vec(), ..Parts::default() });
    some.into_iter().collect()
}

fn questions(count: &Count, about: &[Asked]) -> Vec<Parts> {
    let asked = count.questions.iter().filter(|question| about.contains(&question.about));
    let parts = asked.map(|question| Parts {
        cells: question.cells.clone(),
        cases: question.cases.iter().map(|&case| count.cases[case].number.clone()).collect(),
        place: question.wording.clone(),
        ..Parts::default()
    });
    parts.collect()
}

/// The row and the column of a cell in words.
pub fn place(count: &Count, cell: CellId, lang: Lang) -> String {
    let form = count.form();
    format!("{} · {}", form.row(cell).named(lang), form.column(cell).named(lang))
}

/// Cells in which report and register differ. Cells that the report leaves unfilled, and those that wait for an answer, say
/// nothing; a total is told by its cells, unless it alone differs.
fn differing(count: &Count, report: &Session, lang: Lang) -> Vec<Parts> {
    let own = |cell: CellId| -> Option<u32> {
        let figure = if report.form().is_total(cell) {
            report.totals().of(cell).complete().map_or(Figure::Unfilled, Figure::Number)
        } else {
            report.report().entry(cell).figure()
        };
        figure.counted()?.to_integer()?.try_into().ok()
    };
    let form = count.form();
    if report.form().edition() != form.edition() {
        return Vec::new();
    }
    let sides = count.figures().filter_map(|(cell, figure)| Some((cell, own(cell)?, figure?)));
    let different: Vec<(CellId, u32, u32)> = sides.filter(|(_, left, right)| left != right).collect();
    let inputs: Vec<(CellId, u32, u32)> =
        different.iter().copied().filter(|(cell, ..)| !form.is_total(*cell)).collect();
    let wanted = if inputs.is_empty() { &different } else { &inputs };
    let parts = wanted.iter().map(|&(cell, left, right)| {
        let cases: Vec<String> = count.cases_of(cell).iter().map(|case| case.number.clone()).collect();
        let mut more = match cases.is_empty() {
            true => lang.say("台账没有计入这一格的。", "No case of the register is in this cell."),
            false => lang.say(
                format!("台账计入：{}。", numbers(&cases, lang)),
                format!("Counted there: {}.", numbers(&cases, lang)),
            ),
        };
        // Where another cell lacks in the report what this one has too much, its cases may be counted here.
        let opposite = inputs.iter().filter(|(other, theirs, counted)| {
            let (here, there) = (form.cell(cell), form.cell(*other));
            let is_near = here.row == there.row || here.column == there.column;
            *other != cell && is_near && left > right && counted > theirs && counted - theirs <= left - right
        });
        for (other, ..) in opposite {
            let theirs: Vec<String> = count.cases_of(*other).iter().map(|case| case.number.clone()).collect();
            let (shown, place) = (numbers(&theirs, lang), place(count, *other, lang));
            more += &lang.say(
                format!("报告多出的可能是台账计入“{place}”的：{shown}。"),
                format!(" The report may count here what the register counts as “{place}”: {shown}."),
            );
        }
        let place = place(count, cell, lang);
        Parts { cells: vec![cell], cases, place, left: Some(left), right: Some(right), more }
    });
    parts.collect()
}

/// What the prose says of the requests otherwise than the register, by the rules that hold it against the table.
fn contradicted(count: &Count, report: &Session, lang: Lang) -> Vec<Parts> {
    let form = count.form();
    if report.form().edition() != form.edition() {
        return Vec::new();
    }
    let mut counted = report.report().clone();
    for (cell, figure) in count.figures().filter(|(cell, _)| !form.is_total(*cell)) {
        let entry = figure.map_or(Entry::UNFILLED, |figure| Entry::new(Figure::from(figure), Origin::Counted));
        counted.set_entry(cell, entry);
    }
    let session = Session::with(counted, report.background().clone());
    let table = |cell: &CellId| form.cell(*cell).table == count.scheme.table;
    let findings = session.failed().into_iter().filter(|finding| {
        let is_prose = matches!(finding.rule(form).check, ReportCheck::Prose(ProseCheck::Stated(_)));
        is_prose && finding.status == Status::Fail && finding.cells.iter().any(table)
    });
    let parts = findings.map(|finding| Parts {
        more: judged::message(session.figures(), &finding, lang),
        cells: finding.cells.clone(),
        cases: Vec::new(),
        ..Parts::default()
    });
    parts.collect()
}

/// Whether the cases carried in are those that were open before.
fn carried(count: &Count, open: &[String], lang: Lang) -> Vec<Parts> {
    let start = |case: &&Case| case.start() == Some(count.scheme.carried_in);
    let carried: Vec<String> = count.cases.iter().filter(start).map(|case| case.number.clone()).collect();
    let comparable = |numbers: &[String]| numbers.iter().map(|number| letters(number)).collect::<HashSet<_>>();
    let (then, now) = (comparable(open), comparable(&carried));
    let missing: Vec<String> = open.iter().filter(|number| !now.contains(&letters(number))).cloned().collect();
    let strange: Vec<String> = carried.iter().filter(|number| !then.contains(&letters(number))).cloned().collect();
    if missing.is_empty() && strange.is_empty() {
        return Vec::new();
    }
    let mut more = Vec::new();
    if !missing.is_empty() {
        let shown = numbers(&missing, lang);
        more.push(lang.say(
            format!("上年末未答复、本年没有结转的：{shown}。"),
            format!("Open then and not carried over: {shown}."),
        ));
    }
    if !strange.is_empty() {
        let shown = numbers(&strange, lang);
        more.push(lang.say(
            format!("本年结转、上年末不在未答复之列的：{shown}。"),
            format!("Carried over from last year and not open then: {shown}."),
        ));
    }
    let scheme = &count.scheme;
    let cells = scheme.columns().filter_map(|column| scheme.form.at(scheme.table, scheme.carried_in, column));
    let cells = cells.filter(|cell| count.figure(*cell).is_some_and(|figure| figure > 0)).collect();
    vec![Parts { cells, cases: [missing, strange].concat(), more: more.join(lang.pick("", " ")), ..Parts::default() }]
}

fn unpreceded(count: &Count, lang: Lang) -> Vec<Parts> {
    let mut parts = Vec::new();
    for (row, need) in &count.scheme.needs {
        let lacking = count.unpreceded.iter().filter(|(_, lacks)| lacks == need);
        let of_row =
            |number: &String| count.cases.iter().any(|case| case.number == *number && case.row() == Some(*row));
        let cases: Vec<String> = lacking.map(|(number, _)| number.clone()).filter(of_row).collect();
        let Some(first) = count.cases.iter().find(|case| cases.contains(&case.number)) else { continue };
        let cell = first.column().and_then(|column| count.scheme.form.at(count.scheme.table, *row, column));
        let more = match need {
            Need::Earlier => {
                lang.say("同一申请人已经答复的申请", "an earlier request of the same applicant that was answered")
            }
            Need::Correction => lang.say("补正告知", "a notice that asks for correction"),
            Need::Fee => lang.say("收费通知", "a notice of a fee"),
        };
        let place = count.form().tables()[count.scheme.table].rows[*row].named(lang).to_string();
        parts.push(Parts { cells: cell.into_iter().collect(), cases, place, more, ..Parts::default() });
    }
    parts
}
